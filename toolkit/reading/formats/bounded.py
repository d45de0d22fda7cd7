"""Reading a document in a process of its own, which may take so long and so much and no more.

A page may hold a million objects, an archive may unpack to a thousand times its size, a library
may crash: then that process ends, and the file is a row that says why. One process reads file
after file, and begins anew after a failure. It opens no connection to any network.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from toolkit.reading.formats.model import Extracted, Progress, RefusedError

SECONDS = 120.0  # for a file, or for a page where a reader tells of its pages
MEMORY = 4 * 2**30  # bytes
_ROOT = Path(__file__).parents[3]


def read(data: bytes, kind: str, progress: Progress, seconds: float = SECONDS) -> Extracted:
    """What the reader of a kind of file makes of some bytes, in the other process."""
    reader = _Reader.running()
    with suppress(BrokenPipeError):
        _send(reader.questions, (kind, data))
    try:
        what, *said = reader.answer(seconds)
        while what == "page":
            progress(*said)
            what, *said = reader.answer(seconds)
    except BaseException:  # also one who interrupts: its answer is not to be taken for the next
        reader.end()
        raise
    if what == "refused":
        raise RefusedError(*said)
    return said[0]


class _Reader:
    """The other process, as this one sees it."""

    _one: _Reader | None = None

    def __init__(self) -> None:
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.reading.formats.bounded"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.questions, self._answers = self._process.stdin, self._process.stdout
        self._owner = os.getpid()

    @classmethod
    def running(cls) -> _Reader:
        one = cls._one
        if one is None or one._owner != os.getpid() or one._process.poll() is not None:
            cls._one = one = cls()
            atexit.register(one.end)
        return one

    def end(self) -> None:
        if self._owner == os.getpid():
            self._process.kill()
            self._process.wait()

    def answer(self, seconds: float) -> Any:
        """What is said next; the process ends where it says nothing for so long."""
        late = threading.Timer(seconds, self._process.kill)
        late.daemon = True
        began = time.monotonic()
        late.start()
        try:
            return pickle.load(self._answers)
        except (EOFError, pickle.UnpicklingError):
            self._process.wait()
            raise RefusedError(_ended(time.monotonic() - began >= seconds, seconds)) from None
        finally:
            late.cancel()


def _ended(late: bool, seconds: float) -> str:
    why = (
        f"reading it took more than {seconds:.0f} seconds"
        if late
        else f"reading it took more than {MEMORY // 2**30} GB of memory, or broke its reader"
    )
    return (
        f"{why}, so it was given up. Open it in its own program, save it anew or in parts, or save "
        "its text as .txt."
    )


def _send(stream: IO[bytes], message: Any) -> None:
    stream.write(pickle.dumps(message))
    stream.flush()


# The other process


def serve() -> None:
    """Answer requests until there are no more."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print goes nowhere
    _limit()
    sys.addaudithook(_no_network)
    with suppress(EOFError, pickle.UnpicklingError):
        while True:
            kind, data = pickle.load(questions)
            _send(answers, _answer(kind, data, lambda *said: _send(answers, ("page", *said))))


def _answer(kind: str, data: bytes, progress: Progress) -> tuple[Any, ...]:
    from toolkit.reading.formats.kinds import read_here  # noqa: PLC0415

    try:
        return ("read", read_here(kind, data, progress))
    except RefusedError as error:
        return ("refused", str(error), error.status)
    except (MemoryError, RecursionError):
        return ("refused", _ended(False, SECONDS))
    except Exception as error:
        return (
            "refused",
            f"its reader failed ({type(error).__name__}: {error}). Please report this with the file; meanwhile save its text as .txt.",
        )


def _limit() -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _no_network(event: str, _: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        raise PermissionError("documents are read without a network")


if __name__ == "__main__":
    serve()

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
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from toolkit.formats.model import Extracted, Progress, RefusedError

SECONDS = 120.0  # for a file, or for a page where a reader tells of its pages
MEMORY = 4 * 2**30  # bytes
_ROOT = Path(__file__).parent.parent.parent


def read(data: bytes, kind: str, progress: Progress, seconds: float = SECONDS) -> Extracted:
    """What the reader of a kind of file makes of some bytes, in the other process."""
    reader = _Reader.running()
    return reader.ask(data, kind, progress, seconds)


class _Reader:
    """The other process, as this one sees it."""

    _one: _Reader | None = None

    def __init__(self) -> None:
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "toolkit.formats.bounded"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": path},
        )
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

    def ask(self, data: bytes, kind: str, progress: Progress, seconds: float) -> Extracted:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watch = _Watch(self._process, seconds)
        try:
            with suppress(BrokenPipeError):
                _send(self._process.stdin, (kind, data))
            while True:
                what, *said = _receive(self._process.stdout)
                watch.again()
                if what == "page":
                    progress(*said)
                elif what == "refused":
                    raise RefusedError(*said)
                else:
                    return said[0]
        except EOFError:
            self._process.wait()
            raise RefusedError(_ended(watch.rang, seconds)) from None
        finally:
            watch.stop()


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


class _Watch:
    """Ends a process when it has not been heard of for too long."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self.rang = False
        self._timer = self._started()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._ring)
        timer.daemon = True
        timer.start()
        return timer

    def _ring(self) -> None:
        self.rang = True
        self._process.kill()

    def again(self) -> None:
        self._timer.cancel()
        self._timer = self._started()

    def stop(self) -> None:
        self._timer.cancel()


def _send(stream: IO[bytes], message: Any) -> None:
    packed = pickle.dumps(message)
    stream.write(len(packed).to_bytes(8, "big") + packed)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    size = stream.read(8)
    packed = stream.read(int.from_bytes(size, "big")) if len(size) == 8 else b""
    if not packed:
        raise EOFError
    return pickle.loads(packed)


# The other process


def serve() -> None:
    """Answer requests until there are no more."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print goes nowhere
    _limit()
    sys.addaudithook(_no_network)
    with suppress(EOFError):
        while True:
            kind, data = _receive(questions)
            _send(answers, _answer(kind, data, lambda *said: _send(answers, ("page", *said))))


def _answer(kind: str, data: bytes, progress: Progress) -> tuple[Any, ...]:
    from toolkit.formats.kinds import read_here  # noqa: PLC0415

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

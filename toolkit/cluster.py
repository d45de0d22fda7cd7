"""Documents read by the workers of a Dask cluster that is there already.

Only what a file says by itself is worked out there, by the same pure function as here, the largest files
first; what comes back is kept beside the tables at once, so that nothing that was read is lost when
the cluster is. What spans reports is worked out here. `distributed` is an extra and imported when used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock
from typing import Any

from toolkit import lexicon, pipeline
from toolkit.reading.files import Source
from toolkit.tables import cache

WAIT = 20  # seconds for a scheduler to answer
AHEAD = 4  # files on their way for each worker
LACKING = (
    "a cluster needs the package distributed, which is not installed here. Install it with: "
    "python -m pip install distributed"
)
OWN = (
    "your own lines of the word lists are not known to the workers of a cluster. Leave out --lexicon, "
    "or read the files in parts (--part i/n), which know them"
)
_one = Lock()  # a worker with several threads reads one file at a time, as Python would anyway


class ClusterError(RuntimeError):
    """What is amiss with a cluster, what is kept, and what to do."""


def read_ahead(
    sources: Sequence[Source], address: str, progress: pipeline.Progress
) -> list[Source]:
    """Have a cluster read what is not kept yet; the sources again, those no worker survived as failed.

    address: that of the scheduler, such as tcp://node1:8786. Raises ClusterError.
    """
    try:
        import distributed  # noqa: PLC0415  (an extra)
    except ImportError:
        raise ClusterError(LACKING) from None
    if lexicon.in_use():
        raise ClusterError(OWN)
    try:
        client = distributed.Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address} ({error}). Check the address, and that the "
            "scheduler runs and can be reached from here"
        ) from None
    wanted = sorted(_wanted(sources), key=lambda source: -source.file.stat().st_size)
    done = 0
    lost: set[Source] = set()
    try:
        _same_toolkit(client)
        progress("reading reports", 0, len(wanted))
        for source, read in _read(client, wanted):
            done += 1
            progress("reading reports", done, len(wanted))
            if not read:
                lost.add(source)
    except (OSError, distributed.client.FuturesCancelledError, distributed.CancelledError):
        raise ClusterError(
            f"the Dask scheduler at {address} went away. {done} of {len(wanted)} files were read and "
            "are kept; the same command reads the others, with a cluster or without"
        ) from None
    finally:
        with suppress(Exception):
            client.close(timeout=1)
    return [
        replace(one, status="failed", message=f"{one.path} {pipeline.KILLED}")
        if one in lost
        else one
        for one in sources
    ]


def _same_toolkit(client: Any) -> None:
    theirs = client.run(_code)
    if not theirs:
        raise ClusterError("the cluster has no workers. Start some, and run this again")
    other = [worker for worker, code in theirs.items() if code != cache.code()]
    if other:
        raise ClusterError(
            f"{len(other)} of {len(theirs)} workers ({other[0]}) have another version of the toolkit or "
            "of the packages it reads with. Give them this one"
        )


def _code() -> bytes:
    return cache.code()


def _wanted(sources: Sequence[Source]) -> Iterator[Source]:
    """The files that are not kept; what cannot be opened is said by whoever reads it next."""
    for source in sources:
        with suppress(OSError):
            if not source.status and not pipeline.is_kept(source):
                yield source


def _read(client: Any, wanted: Sequence[Source]) -> Iterator[tuple[Source, bool]]:
    """Each file as it comes back and is kept, and whether it did come back."""
    from distributed import KilledWorker, as_completed  # noqa: PLC0415

    waiting = iter(wanted)
    running: dict[str, tuple[Source, bytes]] = {}
    coming = as_completed(loop=client.loop)

    def send() -> None:
        source = next(waiting, None)
        if source is not None:
            data = source.file.read_bytes()
            given = source.document_id, source.path, data, source.given
            future = client.submit(_on_a_worker, *given, pure=False)
            running[future.key] = source, data
            coming.add(future)

    for _ in range(AHEAD * len(client.scheduler_info(n_workers=-1)["workers"])):
        send()
    for future in coming:
        source, data = running.pop(future.key)
        if future.status == "error" and isinstance(future.exception(), KilledWorker):
            yield source, False
        else:
            pipeline.keep(source, data, future.result())
            yield source, True
        send()


def _on_a_worker(*given: Any) -> pipeline.Document:
    with _one:
        return pipeline.read_document(*given)

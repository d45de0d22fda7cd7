"""Processes that work for this one, and end with it: one Ctrl-C stops them all at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import Any

import psutil


@contextmanager
def pool(
    count: int,
    prepare: Callable[..., None] | None = None,
    given: tuple[Any, ...] = (),
    anew: bool = False,
) -> Iterator[ProcessPoolExecutor]:
    """Some processes; ``prepare(*given)`` is called in each before it works.

    anew: each starts from nothing, and imports what it needs as it finds it then.
    Where the work is broken off they are killed, with whatever they have started themselves.
    """
    before = set(_children())
    executor = ProcessPoolExecutor(
        count, get_context("spawn") if anew else None, _start, (prepare, given)
    )
    try:
        with _deaf():
            executor.submit(_nothing)  # which starts the processes
        yield executor
    except BaseException:
        for process in set(_children()) - before:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _children() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def _start(prepare: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the first one acts
    if prepare:
        prepare(*given)


def _nothing() -> None:
    pass


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C, not even before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    then = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, then)

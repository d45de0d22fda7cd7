"""Suffix arrays of integer sequences: every passage that stands twice, in linear time.

``maximal_repeats`` finds the passages that stand in at least two places and that cannot be
made longer on either side at all of them. They are the intervals of the suffix array whose
suffixes share a beginning of their own length (lcp intervals) and whose suffixes do not all
have the same left neighbour.
"""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


def _sorter() -> Any:
    """The library, told when it is loaded to use one thread: processes of ours share the cores, and
    one that is forked from another that has used more waits for ever for theirs.
    """
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    import pydivsufsort  # noqa: PLC0415

    if before is None:
        del os.environ["OMP_NUM_THREADS"]
    else:
        os.environ["OMP_NUM_THREADS"] = before
    return pydivsufsort


pydivsufsort = _sorter()

Ints = npt.NDArray[np.int64]
AT_A_TIME = 1 << 18  # steps held as Python numbers together


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The places of a sequence, ordered by what stands there.

    ``shared[i]`` is the length of what the places ``order[i]`` and ``order[i + 1]`` share.
    """

    codes: npt.NDArray[np.integer]
    order: Ints
    shared: Ints

    def classes(self, length: int) -> tuple[npt.NDArray[np.int32], Ints]:
        """A class number for each place: places with the same next ``length`` codes share one.

        Also how many places each class has.
        """
        numbers, counts = self.numbered(length)
        at = np.empty_like(numbers)
        at[self.order] = numbers
        return at, counts

    def numbered(self, length: int) -> tuple[npt.NDArray[np.int32], Ints]:
        """As `classes`, for the places in their order: class numbers rise along it."""
        numbers = np.zeros(len(self.order), dtype=np.int32)
        np.cumsum(self.shared[:-1] < length, dtype=np.int32, out=numbers[1:])
        return numbers, np.bincount(numbers)


@dataclass(frozen=True, slots=True)
class Repeats:
    """Passages that stand more than once: at the places ``order[first : last + 1]``."""

    order: Ints
    first: Ints
    last: Ints
    length: Ints
    begin: Ints  # the earliest of the places
    doubles: Ints  # places beyond the first in the text they stand in

    def __len__(self) -> int:
        return len(self.length)

    @property
    def counts(self) -> Ints:
        return self.last - self.first + 1

    def at(self, which: npt.NDArray[Any]) -> Repeats:
        """Some of them, by index or by mask."""
        columns = (self.first, self.last, self.length, self.begin, self.doubles)
        return Repeats(self.order, *(column[which] for column in columns))

    def places(self) -> tuple[Ints, Ints]:
        """All places, by passage and then by place: the passage's index and the place."""
        counts = self.counts
        by_passage = np.repeat(np.arange(len(self)) * len(self.order), counts)
        at = np.repeat(self.first - np.cumsum(counts) + counts, counts) + np.arange(len(by_passage))
        by_passage += self.order[at]
        by_passage.sort()
        passage, place = np.divmod(by_passage, max(1, len(self.order)))
        return passage.astype(self.order.dtype), place.astype(self.order.dtype)


def suffixes(codes: npt.NDArray[np.integer]) -> Suffixes:
    """The suffix array of a sequence with the lengths that neighbours in it share.

    >>> found = suffixes(np.array([2, 1, 2, 1]))
    >>> found.order.tolist(), found.shared.tolist()
    ([3, 1, 2, 0], [1, 0, 2, 0])
    """
    if not len(codes):
        return Suffixes(codes, np.empty(0, np.int64), np.empty(0, np.int64))
    ranks = _ranks(codes)
    order = pydivsufsort.divsufsort(ranks)
    shared = pydivsufsort.kasai(ranks, order)
    return Suffixes(ranks, order, shared)


def maximal_repeats(
    found: Suffixes, least: int, owner: npt.NDArray[np.integer] | None = None
) -> Repeats:
    """All maximal repeats of at least ``least`` codes, however many places they have.

    owner: which text each place belongs to, for ``doubles``; one text if not given.

    >>> codes = np.array([1, 2, 3, 9, 1, 2, 3, 8, 2, 3, 7])
    >>> repeats = maximal_repeats(suffixes(codes), 2)
    >>> repeats.length.tolist(), repeats.places()[1].tolist(), repeats.doubles.tolist()
    ([3, 2], [0, 4, 1, 5, 8], [1, 2])
    """
    if not len(found.order):
        return Repeats(*(found.order,) * 6)
    return _intervals(_steps(found, least, _same_text_before(found, owner)), found.order)


def _same_text_before(found: Suffixes, owner: npt.NDArray[np.integer] | None) -> Ints:
    """For each position of the order the nearest one before it in the same text, or -1."""
    owners = np.zeros(len(found.order), np.uint8) if owner is None else owner[found.order]
    owners = owners.astype(np.min_scalar_type(owners.max()))  # small numbers sort faster
    by_text = np.argsort(owners, kind="stable")
    same = owners[by_text[1:]] == owners[by_text[:-1]]
    before = np.full(len(owners), -1, found.order.dtype)
    before[by_text[1:][same]] = by_text[:-1][same]
    return before


def affordable(costs: Ints, limit: float) -> Ints:
    """Indexes, in order, of the cheapest whose costs together stay within the limit.

    >>> affordable(np.array([5, 1, 9, 2]), 8).tolist()
    [0, 1, 3]
    """
    by_cost = np.argsort(costs, kind="stable")
    within = int(np.searchsorted(np.cumsum(costs[by_cost]), limit, side="right"))
    return np.sort(by_cost[:within])


def _ranks(codes: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """The codes as small numbers in the same order: the suffix array sorts their bytes."""
    least = int(codes.min())
    seen = np.zeros(int(codes.max()) - least + 1, dtype=np.bool_)
    seen[codes - least] = True
    ranks = (np.cumsum(seen) - 1)[codes - least]
    return ranks.astype(np.uint16 if ranks.max() < 1 << 16 else np.uint32)


def _steps(found: Suffixes, least: int, before: Ints) -> Iterator[tuple[int, ...]]:
    """What the pass over the order looks at: one step for positions that share equally much.

    The first position, how much it shares with the next one, how often the code to the left has
    changed so far, its place, the earliest place of the next ones, and where the text of the
    next one stands before, if that may lie in an open stretch (else -1). Behind each run of
    positions that share ``least`` or more comes a step that shares nothing.
    """
    order, shared = found.order, found.shared
    looked_at = shared >= least
    looked_at[1:] |= looked_at[:-1]
    at = np.flatnonzero(looked_at).astype(order.dtype)
    depth = np.where(shared[at] >= least, shared[at], 0)
    begins = np.diff(depth != 0, prepend=False) & (depth != 0)
    run_begins = at[np.maximum.accumulate(np.where(begins, np.arange(len(at), dtype=at.dtype), 0))]
    same = before[np.minimum(at + 1, len(order) - 1)]
    same[(same < run_begins) | (depth == 0)] = -1
    steps = np.flatnonzero(begins | (same >= 0) | (np.diff(depth, prepend=0) != 0))
    ahead = np.append(order, 0)[at + 1]
    ahead = np.minimum.reduceat(ahead, steps) if len(steps) else ahead
    changes = _changes_to_the_left(found)
    for start in range(0, len(steps), AT_A_TIME):
        part = steps[start : start + AT_A_TIME]
        position = at[part]
        columns = (
            position,
            depth[part],
            changes[position],
            order[position],
            ahead[start : start + AT_A_TIME],
            same[part],
        )
        yield from zip(*(column.tolist() for column in columns), strict=True)


def _changes_to_the_left(found: Suffixes) -> Ints:
    """How often, along the order, what stands to the left of a place has changed so far."""
    before = np.append(found.codes.astype(found.order.dtype), -1)  # nothing before the first place
    left = before[found.order - 1]
    return np.cumsum(np.diff(left, prepend=left[0]) != 0, dtype=found.order.dtype)


def _intervals(steps: Iterable[tuple[int, ...]], order: Ints) -> Repeats:
    """The stretches of the order that share something and whose left sides differ.

    One pass with a stack of the stretches still open. A place that has one of its own text
    before it is a double in the innermost stretch that holds both, and in all around that one.
    """
    columns = first, last, length, begin, doubles = tuple(array("q") for _ in range(5))
    open_first, open_length, open_change, open_begin, open_doubles = [-1], [0], [0], [0], [0]
    for position, depth, change, here, ahead, same in steps:
        since, since_change, earliest, doubled = position, change, here, 0
        while open_length[-1] > depth:
            since, since_change = open_first.pop(), open_change.pop()
            earliest = min(earliest, open_begin.pop())
            doubled += open_doubles.pop()
            size = open_length.pop()
            if change > since_change:
                first.append(since)
                last.append(position)
                length.append(size)
                begin.append(earliest)
                doubles.append(doubled)
        earliest = min(earliest, ahead)
        if open_length[-1] < depth:
            open_first.append(since)
            open_change.append(since_change)
            open_begin.append(earliest)
            open_doubles.append(doubled)
            open_length.append(depth)
        else:
            open_doubles[-1] += doubled
            open_begin[-1] = min(open_begin[-1], earliest)
        if same >= 0:
            open_doubles[bisect_right(open_first, same) - 1] += 1
    return Repeats(order, *(np.array(column, np.int64) for column in columns))

"""Suffix arrays of integer sequences: every passage that stands twice, in linear time.

``maximal_repeats`` finds the passages that stand in at least two places and that cannot be
made longer on either side at all of them. They are the intervals of the suffix array whose
suffixes share a beginning of their own length (lcp intervals) and whose suffixes do not all
have the same left neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pydivsufsort

Ints = npt.NDArray[np.int64]


PLACE = 8  # room that a place of a repeat takes; a code of its wording takes 1
ROOM = 5_000_000  # for the repeats of a small sequence,
ROOM_PER_CODE = 16  # and what each code of a larger one adds; texts take 2 to 12


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The places of a sequence, ordered by what stands there.

    ``shared[i]`` is the length of what the places ``order[i]`` and ``order[i + 1]`` share.
    """

    codes: npt.NDArray[np.integer]
    order: Ints
    shared: Ints

    def classes(self, length: int) -> tuple[Ints, Ints]:
        """A class number for each place: places with the same next ``length`` codes share one.

        Also how many places each class has.
        """
        numbers = np.zeros(len(self.order), dtype=np.int64)
        numbers[1:] = np.cumsum(self.shared[:-1] < length)
        at = np.empty_like(numbers)
        at[self.order] = numbers
        return at, np.bincount(numbers)


@dataclass(frozen=True, slots=True)
class Repeats:
    """Passages that stand more than once: places ``order[first : last + 1]``, and length."""

    order: Ints
    first: Ints
    last: Ints
    length: Ints

    def places(self) -> tuple[Ints, Ints]:
        """All places, by passage and then by place: the passage's index and the place."""
        counts = self.last - self.first + 1
        passage = np.repeat(np.arange(len(counts)), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        place = self.order[np.repeat(self.first, counts) + within]
        by = np.lexsort((place, passage))
        return passage, place[by]


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
    return Suffixes(ranks, order.astype(np.int64), shared.astype(np.int64))


def maximal_repeats(found: Suffixes, least: int) -> tuple[Repeats, int]:
    """The maximal repeats of at least ``least`` codes, and how many were left out.

    All of them, unless the sequence repeats itself without end: a megabyte of one character
    has half a million million places of repeats. Where writing them out would take more room
    than ``ROOM`` allows, those that take most are left out, so that what repeats within reason
    is always whole.

    >>> codes = np.array([1, 2, 3, 9, 1, 2, 3, 8, 2, 3, 7])
    >>> repeats, left_out = maximal_repeats(suffixes(codes), 2)
    >>> repeats.length.tolist(), repeats.places()[1].tolist(), left_out
    ([3, 2], [0, 4, 1, 5, 8], 0)
    """
    first, last, length = _intervals(found.shared, least)
    before = np.zeros(len(found.order), dtype=np.int64)  # 0: nothing stands before
    before[1:] = found.codes[:-1].astype(np.int64) + 1
    left = before[found.order]
    changes = np.concatenate([[0], np.cumsum(left[1:] != left[:-1])]) if len(left) else left
    diverse = changes[last] > changes[first]
    first, last, length = first[diverse], last[diverse], length[diverse]
    kept = _affordable(length + PLACE * (last - first + 1), ROOM + ROOM_PER_CODE * len(left))
    repeats = Repeats(found.order, first[kept], last[kept], length[kept])
    return repeats, len(first) - len(kept)


def _affordable(cost: Ints, limit: int) -> Ints:
    """Indexes, in order, of the cheapest whose cost together stays within the limit."""
    by_cost = np.argsort(cost, kind="stable")
    within = int(np.searchsorted(np.cumsum(cost[by_cost]), limit, side="right"))
    return np.sort(by_cost[:within])


def _ranks(codes: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
    """The codes as small numbers in the same order: the suffix array sorts their bytes."""
    least = int(codes.min())
    seen = np.zeros(int(codes.max()) - least + 1, dtype=np.bool_)
    seen[codes - least] = True
    ranks = (np.cumsum(seen) - 1)[codes - least]
    return ranks.astype(np.uint16 if ranks.max() < 1 << 16 else np.uint32)


def _intervals(shared: Ints, least: int) -> tuple[Ints, Ints, Ints]:
    """First, last and length of every stretch of the order that shares ``least`` or more.

    One pass with a stack of the stretches still open, as (where it began, what it shares).
    """
    first, last, length = [], [], []
    deep = np.flatnonzero(shared >= least)
    depths = shared[deep].tolist()
    open_first: list[int] = []
    open_length: list[int] = []
    previous = -2
    for place, depth in zip(deep.tolist(), depths, strict=True):
        if place != previous + 1:
            while open_length:
                first.append(open_first.pop())
                last.append(previous + 1)
                length.append(open_length.pop())
        begins = place
        while open_length and open_length[-1] > depth:
            begins = open_first.pop()
            first.append(begins)
            last.append(place)
            length.append(open_length.pop())
        if not open_length or open_length[-1] < depth:
            open_first.append(begins)
            open_length.append(depth)
        previous = place
    while open_length:
        first.append(open_first.pop())
        last.append(previous + 1)
        length.append(open_length.pop())
    return np.array(first, np.int64), np.array(last, np.int64), np.array(length, np.int64)

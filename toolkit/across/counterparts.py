"""Which claims of two aligned passages belong together: by place, subject, unit and words around.

The alignment alone does not say: in a list of targets an entry may be missing on one side, and
then its neighbour stands where it would stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.across.align import Aligned
from toolkit.across.compared import Compared
from toolkit.across.same_thing import SAME, likeness, same_sense, same_unit
from toolkit.across.suffixes import Ints

AROUND = 6  # letters before and after a claim that are compared
COPIED = 20  # letters from which a wording is a copy, not a formula
EVERYBODY = 5  # reports that say something alike: a formula of the genre
NEARLY = 0.8  # similarity of passages of twice as many letters that were copied
NEAR = 40  # letters from where the alignment puts a claim to one of the same subject

Row = Mapping[str, Any]
Pair = tuple[int, int]  # indexes of two claims, the one of the earlier report first


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of all reports in reading order, with their places in the letter sequence."""

    rows: Sequence[Row]  # what each is of: kind, unit, subject, modality, change
    body: Ints
    start: Ints
    end: Ints

    def within(self, start: int, end: int) -> range:
        """The claims with a letter in a stretch; claims do not overlap."""
        first = int(self.end.searchsorted(start, "right"))
        return range(first, max(first, int(self.start.searchsorted(end))))


def counterparts(compared: Compared, held: Claims, pair: Aligned) -> Iterator[Pair]:
    """The claims of two aligned passages that say the same of the same, in order.

    Of all ways to pair them without crossing, the one with most in common.
    """
    begins = [block[0] for block in pair.blocks]
    fitting: list[tuple[int, int, int]] = []
    for a in held.within(pair.start_a, pair.end_a):
        start, end = _across(pair, begins, int(held.start[a]), int(held.end[a]))
        near = held.within(max(start - NEAR, pair.start_b), min(end + NEAR, pair.end_b))
        for b in near:
            here = int(held.start[b]) < end and int(held.end[b]) > start
            fit = _fit(compared, held, pair, a, b, here)
            if fit:
                fitting.append((a, b, fit))
    yield from _best_chain(fitting)


def partners(compared: Compared) -> Ints:
    """For each letter of the sequence, with how many passages it is aligned."""
    steps = np.zeros(len(compared.sequence.codes) + 1, dtype=np.int64)
    for pair in compared.aligned:
        steps[[pair.start_a, pair.start_b]] += 1
        steps[[pair.end_a, pair.end_b]] -= 1
    return np.cumsum(steps)[:-1]


def is_copied(
    codes: npt.NDArray[np.uint32], held: Claims, pair: Aligned, claims: Pair, wide: Ints
) -> bool:
    """Whether the wording around two claims is the same so far that it was hardly written twice.

    Twenty letters in a row around the number, or a passage nearly all the same; of what five
    reports say alike (wide: `partners`), forty in a row: a list of the year's targets, say, which
    all are expected to set in these words.
    """
    a, b = claims
    start_a, start_b = int(held.start[a]), int(held.start[b])
    end_a, end_b = int(held.end[a]), int(held.end[b])
    room = min(start_a - pair.start_a, start_b - pair.start_b, 2 * COPIED)
    row = _agree(codes[start_a - room : start_a][::-1], codes[start_b - room : start_b][::-1])
    room = min(pair.end_a - end_a, pair.end_b - end_b, 2 * COPIED)
    row += _agree(codes[end_a : end_a + room], codes[end_b : end_b + room])
    if max(wide[start_a], wide[start_b]) >= EVERYBODY - 1:
        return row >= 2 * COPIED
    nearly = pair.agreeing >= 2 * COPIED and pair.similarity >= NEARLY
    return row >= COPIED or nearly


def _agree(one: npt.NDArray[np.uint32], other: npt.NDArray[np.uint32]) -> int:
    """How many letters are the same from the first on."""
    apart = one != other
    return int(apart.argmax()) if apart.any() else len(one)


def _fit(  # noqa: PLR0917
    compared: Compared, held: Claims, pair: Aligned, a: int, b: int, here: bool
) -> int:
    """How well two claims fit; 0 for not at all. here: the alignment puts them in one place."""
    one, other = held.rows[a], held.rows[b]
    if not same_unit(one, other):
        return 0
    names = one["subject"], other["subject"]
    alike = likeness(*names)
    if (
        here
        and (alike or None in names)
        and _same_words_around(compared.sequence.codes, held, pair, a, b)
    ):
        return 2 * SAME + 1 + alike
    return SAME + here if alike == SAME and same_sense(one, other) else 0


def _same_words_around(
    codes: npt.NDArray[np.uint32], held: Claims, pair: Aligned, a: int, b: int
) -> bool:
    """Whether most of the letters right before two claims, and right after them, are the same."""
    start_a, start_b = int(held.start[a]), int(held.start[b])
    end_a, end_b = int(held.end[a]), int(held.end[b])
    before = min(AROUND, start_a - pair.start_a, start_b - pair.start_b)
    after = min(AROUND, pair.end_a - end_a, pair.end_b - end_b)
    same = codes[start_a - before : start_a] == codes[start_b - before : start_b]
    if 2 * np.count_nonzero(same) < before:
        return False
    same = codes[end_a : end_a + after] == codes[end_b : end_b + after]
    return bool(2 * np.count_nonzero(same) >= after)


def _best_chain(fitting: Sequence[tuple[int, int, int]]) -> Iterator[Pair]:
    """The pairs that together fit best, each claim once and none crossing another."""
    best: list[tuple[int, int]] = []  # up to each pair: how well, and the pair before it
    ends: list[int] = []  # second claims of the best chains, rising
    heads: list[int] = []  # the pair each of these chains ends in; they fit better and better
    at = 0
    while at < len(fitting):
        stop = at
        while stop < len(fitting) and fitting[stop][0] == fitting[at][0]:
            _, b, fit = fitting[stop]
            place = bisect_left(ends, b)
            before = heads[place - 1] if place else -1
            best.append((fit + (best[before][0] if place else 0), before))
            stop += 1
        for index in range(at, stop):
            _enter(ends, heads, best, fitting[index][1], index)
        at = stop
    index = heads[-1] if heads else -1
    chain = []
    while index >= 0:
        chain.append(fitting[index][:2])
        index = best[index][1]
    yield from reversed(chain)


def _enter(
    ends: list[int], heads: list[int], best: Sequence[tuple[int, int]], end: int, index: int
) -> None:
    """Put a chain among the best by their ends; those it outdoes leave."""
    fit = best[index][0]
    place = bisect_left(ends, end)
    if place and best[heads[place - 1]][0] >= fit:
        return
    stop = place
    while stop < len(ends) and best[heads[stop]][0] <= fit:
        stop += 1
    ends[place:stop] = [end]
    heads[place:stop] = [index]


def _across(pair: Aligned, begins: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the first passage lies in the second, with the gaps it touches."""
    at = max(0, bisect_right(begins, start) - 1)
    a, b, n = pair.blocks[at]
    to = b + max(0, min(start - a, n))
    at = max(0, bisect_right(begins, end - 1) - 1)
    a, b, n = pair.blocks[at]
    if end <= a + n:
        return to, b + end - a
    return to, pair.blocks[at + 1][1] if at + 1 < len(pair.blocks) else pair.end_b

"""The likeliest sequences among numbers that may open headings, some of them damaged.

A number that is whole is worth more than one that lost a mark; a number left out costs less than
a whole sequence. So strong neighbours pull a weak number in, and a weak one alone says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_GAIN = 2.0  # what a number in its place is worth, before its own cost
_HOLE = 1.5  # what a number costs that is missing
_WIDEST = 3  # more numbers than this missing: two sequences, not one with a hole
_ACROSS = 0.7  # what it costs to go on under the next heading
_CUT_OFF = 1.0  # what it costs a whole number to open a sequence in the middle
_PROVEN, _SHOWS_ITSELF = 1.5, 0.8
_SEVERAL = 3  # numbers in a row that prove each other


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be one of a sequence: what reading it costs, and what it proves."""

    start: int
    ordinal: int
    cost: float = 0.0
    proof: float = 1.0
    edits: tuple[tuple[int, str], ...] = ()  # what it lost: where, which marks
    scope: int = 0  # under which heading it stands


def lost(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The damaged numbers that belong to a sequence, in reading order.

    >>> one, two, three = Candidate(0, 1), Candidate(40, 2, 1.2, 0.5), Candidate(90, 3)
    >>> [found.start for found in lost([one, two, three])], lost([one, two])
    ([40], [])
    """
    return [number for run in _runs(candidates) for number in _believed(run) if number.cost]


def _runs(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The sequences that together are worth most."""
    best: list[tuple[float, int]] = [(0.0, -1)]  # up to each candidate: worth, its last number
    tails: dict[int, tuple[float, int]] = {}  # of each ordinal: the best sequence ending with it
    before: list[int] = []
    opens: list[bool] = []
    for at, number in enumerate(candidates):
        worth, opened = best[-1][0] - _opening_cost(number), True
        link = best[-1][1]
        for step in range(1, _WIDEST + 1):
            tail = tails.get(number.ordinal - step)
            if tail is None:
                continue
            across = candidates[tail[1]].scope != number.scope
            linked = tail[0] - _HOLE * (step - 1) - _ACROSS * across
            if linked >= worth:
                worth, link, opened = linked, tail[1], False
        worth += _GAIN - number.cost
        before.append(link)
        opens.append(opened)
        tails[number.ordinal] = max(tails.get(number.ordinal, (worth, at)), (worth, at))
        best.append(max(best[-1], (worth, at)))
    runs: list[list[Candidate]] = []
    at, closed = best[-1][1], True
    while at >= 0:
        if closed:
            runs.append([])
        runs[-1].append(candidates[at])
        at, closed = before[at], opens[at]
    return [run[::-1] for run in reversed(runs)]


def _opening_cost(number: Candidate) -> float:
    holes = _HOLE * min(number.ordinal - 1, _WIDEST)
    return holes if number.cost else min(holes, _CUT_OFF)


def _believed(run: list[Candidate]) -> list[Candidate]:
    """A run without the numbers at its end that only they themselves speak for."""
    kept = list(run)
    while kept and kept[-1].proof < _SHOWS_ITSELF and not _ends_in_a_row(kept):
        kept.pop()
    whole = len(kept) > 1 and sum(number.proof for number in kept) >= _PROVEN
    return kept if whole else []


def _ends_in_a_row(run: Sequence[Candidate]) -> bool:
    last = [number.ordinal for number in run[-_SEVERAL:]]
    return last == list(range(last[0], last[0] + _SEVERAL))

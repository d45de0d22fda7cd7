"""Punctuation lost around the numbers of headings: a bare 一 whose 、 is gone, a sentence whose
。 is gone before the next item's number, a bracket that lost its half.

Only the sequence makes a loss certain: 三 between 二、 and 四、, a 2 . behind the text of 1 .
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.extract.structure.lines import lines_of
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.runs import Candidate, lost
from toolkit.extract.structure.weak import heads, items, whole_heads
from toolkit.extract.text import Edit


def lost_marks(clean: str) -> Iterator[Edit]:
    """Edits, in order of kind, that put back what was lost."""
    lines = lines_of(clean)
    markers = find_markers(lines, 0, len(clean))
    top = lost(heads(lines, markers))
    yield from _edits(top)
    walls = sorted({*(number.start for number in top), *whole_heads(markers)})
    areas = items(lines, markers, "paren")
    found = _in_scopes(areas, walls, len(clean))
    yield from _edits(found)
    walls = sorted(
        {
            *walls,
            *(number.start for number in (*areas, *found) if not number.cost or number in found),
        }
    )
    yield from _edits(_in_scopes(items(lines, markers, "digit"), walls, len(clean)))


def _in_scopes(candidates: Sequence[Candidate], walls: Sequence[int], end: int) -> list[Candidate]:
    """What was lost of the sequences between the headings above them."""
    starts = [number.start for number in candidates]
    found: list[Candidate] = []
    for wall, following in pairwise((0, *walls, end)):
        within = candidates[bisect_left(starts, wall) : bisect_left(starts, following)]
        found += lost(within)
    return found


def _edits(numbers: Sequence[Candidate]) -> Iterator[Edit]:
    for number in numbers:
        for at, marks in number.edits:
            yield Edit(at, at, marks, "lost_punctuation")

"""Punctuation lost around the numbers of headings: a bare 一 whose 、 is gone, a sentence whose
。 is gone before the next item's number, a bracket that lost its half.

Only the sequence makes a loss certain: 三 between 二、 and 四、, a 2 . behind the text of 1 .
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.extract.structure.lines import lines_of
from toolkit.extract.structure.listings import find_announced
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.runs import Candidate, lost
from toolkit.extract.structure.weak import END, heads, items, whole_heads
from toolkit.extract.text import Edit

_HEADING_WITHIN = 120  # characters of a heading before a number glued to it


def lost_punctuation(clean: str) -> Iterator[Edit]:
    """Edits, in order of kind, that put back what was lost; tables of contents are left alone.

    >>> text = "情况如下。一工作成效(一)加强领导。二存在问题(一)认识不足。"
    >>> [(edit.start, edit.after) for edit in lost_punctuation(text)]
    [(6, '、'), (19, '、')]
    """
    lines = lines_of(clean)
    contents = [(one.start, one.end) for one in find_announced(lines)]
    markers = find_markers(lines, 0, len(clean))
    top = lost(heads(lines, markers))
    walls = {*(number.start for number in top), *whole_heads(markers)}
    areas = _scoped(clean, items(lines, markers, "paren"), walls)
    mended = lost(areas)
    walls |= {number.start for number in (*(n for n in areas if n.proof == 1), *mended)}
    below = lost(_scoped(clean, items(lines, markers, "digit"), walls))
    for number in (*top, *mended, *below):
        for at, marks in number.edits:
            if not any(start <= number.start < end for start, end in contents):
                yield Edit(at, at, marks, "lost_punctuation")


def _scoped(text: str, numbers: Sequence[Candidate], walls: Iterable[int]) -> list[Candidate]:
    """The numbers by the headings they stand under; one glued to its heading lost no stop."""
    starts = sorted(walls)
    found: list[Candidate] = []
    for number in numbers:
        scope = bisect_right(starts, number.start)
        above = starts[scope - 1] if scope else 0
        heading = text[max(above, number.start - _HEADING_WITHIN) : number.start]
        first = not found or found[-1].start < above
        glued = scope > 0 and first and len(heading) < _HEADING_WITHIN and not END.search(heading)
        edits = tuple(
            (at, marks.lstrip("。") if glued else marks)
            for at, marks in number.edits
            if not glued or marks != "。"
        )
        found.append(replace(number, scope=scope, edits=edits))
    return found

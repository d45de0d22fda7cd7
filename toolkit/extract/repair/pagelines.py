"""A page mark, and the lines beside it that every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[int, int]

_LONGEST_HEAD = 30  # characters of a header or footer
_REPEATED = 3  # pages that must show it
_MISSING = 3  # marks in a row that may be lost within a sequence
_CLOSEST = 20  # characters between two marks, at least


class PageMark(NamedTuple):
    """A mark's own span, without blanks and line breaks around it, and the page it names."""

    start: int
    end: int
    page: int
    alone: bool = False  # on a line of its own


def heads_beside(raw: str, marks: Sequence[PageMark]) -> list[tuple[Span, ...]]:
    r"""For each mark the running heads beside it: short lines, beside three marks the same.

    >>> text = "".join(f"县里开会。\n{n}\n工作简报\n" for n in range(3))
    >>> marks = [PageMark(at, at + 1, 1, True) for at, char in enumerate(text) if char.isdigit()]
    >>> {text[slice(*head)] for heads in heads_beside(text, marks) for head in heads}
    {'工作简报'}
    """
    beside = [_lines_beside(raw, mark) for mark in marks]
    counts = Counter(raw[slice(*line)] for lines in beside for line in set(lines))
    return [
        tuple(line for line in lines if counts[raw[slice(*line)]] >= _REPEATED) for lines in beside
    ]


def without(raw: str, spans: Sequence[Span]) -> str:
    """The text with blanks in place of some spans, so that offsets stay."""
    pieces, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            pieces += [raw[at:start], " " * (end - start)]
            at = end
    return "".join([*pieces, raw[at:]])


def _lines_beside(raw: str, mark: PageMark) -> list[Span]:
    """The short lines directly before and after a mark that stands alone."""
    if not mark.alone:
        return []
    lines = []
    low = max(0, mark.start - _LONGEST_HEAD - 10)
    before = raw[low : mark.start].rstrip()
    begin = max(before.rfind("\n"), before.rfind("\r"))
    if begin >= 0:
        lines.append(_bare(raw, low + begin + 1, low + len(before)))
    at = mark.end + len(raw[mark.end : mark.end + 10]) - len(raw[mark.end : mark.end + 10].lstrip())
    after = re.match(r"[^\r\n]*", raw[at : at + _LONGEST_HEAD + 1])
    if after and at > mark.end:
        lines.append(_bare(raw, at, at + after.end()))
    return [
        (a, b) for a, b in lines if 2 <= b - a <= _LONGEST_HEAD and raw[b - 1] not in "。；，、"
    ]


def _bare(raw: str, start: int, end: int) -> Span:
    line = raw[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def chain_of(marks: Sequence[PageMark], weights: Sequence[float]) -> list[PageMark]:
    """The sequence of numbers going up one by one that weighs most; a few may be lost on the way.

    One pass: for each number only the best chain that ends in it is kept.
    """
    best: dict[int, tuple[float, int]] = {}  # page: weight of its chain, its place in marks
    before: list[int | None] = []
    for at, (mark, weight) in enumerate(zip(marks, weights, strict=True)):
        total, link = weight, None
        for missing in range(_MISSING + 1):
            previous = best.get(mark.page - 1 - missing)
            if previous is None or mark.start - marks[previous[1]].end < _CLOSEST * (missing + 1):
                continue
            if previous[0] + weight - missing > total:
                total, link = previous[0] + weight - missing, previous[1]
        before.append(link)
        if mark.page not in best or total >= best[mark.page][0]:
            best[mark.page] = (total, at)
    place = max(best.values(), key=lambda chain: (chain[0], -chain[1]))[1] if best else None
    chain = []
    while place is not None:
        chain.append(marks[place])
        place = before[place]
    return chain[::-1]

"""Page marks that a scan export left in the text, told from the items of a list.

A mark stands at the start of a line: `2、`, `- 3 -`, `第4页`, or a bare number on a line of its
own. What makes it certain is the sequence: the numbers run 1, 2, 3, ... (or on from a first
page) through the document, and the lines between them are pages: long, of nearly one length,
cut wherever the page was full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

_FORMS = (
    re.compile(r"(?:^|(?<=\n))(?P<n>\d{1,4})、"),
    re.compile(r"(?:^|(?<=\n))[ \u3000]*[-—–－] ?(?P<n>\d{1,4}) ?[-—–－][ \u3000]*(?=\r?\n|$)"),
    re.compile(r"(?:^|(?<=\n))[ \u3000]*第 ?(?P<n>\d{1,4}) ?页(?:[ ,，/]*共 ?\d{1,4} ?页)?[ \u3000]*(?=\r?\n|$)"),
    re.compile(r"(?:^|(?<=\n))[ \u3000]*(?P<n>\d{1,4})[ \u3000]*(?=\r?\n|$)"),
)
_ENDED = "。！？；!?;：:”’"
_EVEN = 0.2  # how far a page may differ from the usual length


@dataclass(frozen=True, slots=True)
class PageMark:
    """A mark's own span, without the line break before it, and the page it names."""

    start: int
    end: int
    page: int


def page_marks(raw: str) -> list[PageMark]:
    """The page marks of a document, or none where their sequence is not certain."""
    for at, form in enumerate(_FORMS):
        marks = _sequence(raw, [PageMark(m.start(), m.end(), int(m["n"])) for m in form.finditer(raw)])
        if len(marks) >= 3 and _is_paged(raw, marks, glued=at == 0):
            return marks
    return []


def _sequence(raw: str, found: list[PageMark]) -> list[PageMark]:
    """The marks whose numbers go up one by one, from the first in the text."""
    marks: list[PageMark] = []
    for mark in found:
        if not marks or mark.page == marks[-1].page + 1:
            marks.append(mark)
        elif mark.page == 1 and len(marks) == 1:
            marks = [mark]
    return marks


def _is_paged(raw: str, marks: list[PageMark], glued: bool) -> bool:
    """Whether the stretches between the marks are pages and not items of a list."""
    lengths = [b.start - a.end for a, b in zip(marks, marks[1:], strict=False)]
    usual = median(lengths)
    even = sum(abs(length - usual) <= _EVEN * usual for length in lengths) / len(lengths)
    if not glued:
        return even >= 0.6 and usual >= 80
    cut = [mark for mark in marks if mark.start and raw[: mark.start].rstrip()[-1:] not in _ENDED]
    return usual >= 100 and even >= 0.8 and len(cut) * 2 >= len(marks) - 1


def page_breaks(raw: str, marks: list[PageMark]) -> Iterator[tuple[int, int]]:
    """The line breaks that belong to the page breaks: before each mark, and after a bare one."""
    for mark in marks:
        start = mark.start
        while start and raw[start - 1] in "\r\n":
            start -= 1
        if start < mark.start:
            yield start, mark.start
        end = mark.end
        while end < len(raw) and raw[end] in "\r\n" and not raw[mark.start : mark.end].endswith("、"):
            end += 1
        if end > mark.end:
            yield mark.end, end

"""A text as its lines: what a reader sees as paragraphs.

A line ends at a line break, at a block tag of a web copy, and at the gap of two ideographic
spaces that is left where a paragraph break was lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

TAG = r"</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|section|article|center)\b[^<>\n]{0,300}>"
_INLINE_TAG = r"</?(?:strong|b|em|i|span|font|a|u)\b[^<>\n]{0,300}>"
_BREAK = re.compile(rf"[\r\n\x0b\x0c\x85\u2028\u2029]|{TAG}", re.I)
_BLANKS = re.compile(r"[ \t\u3000]{2,}+")
_GAPS = ("\u3000\u3000", "    ")
_RUN_TOGETHER = 200  # characters of a line from which a gap in it is the trace of a break
_WIDE_GAP = 4
_TAB = re.compile(r"[\t|]")
_NAME = re.compile(r" *[^\s，。；：！？]{1,14} *")  # of a column
_COLUMNS, _AREA = 3, 30  # at least; characters of a line that names the area of rows under it
_LEAD = re.compile(rf"(?:\s|\*{{1,3}}(?=\S)|{_INLINE_TAG})*", re.I)
_TAIL = re.compile(rf"\s|{_INLINE_TAG}", re.I)

SENTENCE_END = "。！？；!?;"
CLOSING = "”’」』）)》】〉"
_STEP_BACK = 8  # how many blanks and closing marks may stand between a sentence's end and the next


class Line(NamedTuple):
    """The visible part of a line, and where the next one begins."""

    start: int
    end: int
    next: int


class Lines:
    r"""The lines of a text that have something on them, and where an offset stands in them.

    >>> lines = Lines("　　一、总体情况\n\n今年以来　　　　二、问题")
    >>> [lines.text[line.start : line.end] for line in lines]
    ['一、总体情况', '今年以来', '二、问题']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = list(_split(text))
        self._starts = [line.start for line in self.all]
        self._rows = _rows(text) if _TAB.search(text) else []

    def __iter__(self) -> Iterator[Line]:
        return iter(self.all)

    def __len__(self) -> int:
        return len(self.all)

    def words(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def index(self, offset: int) -> int:
        """The line an offset stands in, -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def end_of(self, offset: int) -> int:
        """Where the line that an offset stands in ends."""
        at = self.index(offset)
        return self.all[at].end if at >= 0 else offset

    def begins(self, offset: int) -> bool:
        """Whether an offset is the first visible place of a line."""
        at = self.index(offset)
        return at >= 0 and self._starts[at] == offset

    def in_row(self, offset: int) -> bool:
        """Whether an offset stands in a row of a table, behind its first cell."""
        at = bisect_right(self._rows, (offset, len(self.text))) - 1
        if at < 0 or offset >= self._rows[at][1]:
            return False
        return _TAB.search(self.text[self._rows[at][0] : offset].lstrip(" \t|")) is not None

    def between(self, start: int, end: int) -> list[Line]:
        """The lines that begin in a span, and the rest of the one that reaches into it."""
        found = self.all[max(0, self.index(start)) : self.index(max(start, end - 1)) + 1]
        return [
            line
            if start <= line.start and line.next <= end
            else Line(max(line.start, start), min(line.end, end), min(line.next, end))
            for line in found
            if line.end > start and line.start < end
        ]


@lru_cache(maxsize=2)
def lines_of(text: str) -> Lines:
    """The lines of a text, kept while the stages ask for them one after another."""
    return Lines(text)


def _split(text: str) -> Iterator[Line]:
    start = 0
    for match in _BREAK.finditer(text):
        yield from _parted(text, start, match.start(), match.end())
        start = match.end()
    yield from _parted(text, start, len(text), len(text))


def _rows(text: str) -> list[tuple[int, int]]:
    """Lines that are rows of a table: under one that names its columns, as many cells in each, and
    no more than a short line between two of them.
    """
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    found: list[tuple[int, int]] = []
    columns, since = 0, 0  # of the table that is open; lines since its last row
    for start, end in lines:
        cells = _TAB.split(text[start:end].strip("| "))
        since = 0 if len(cells) == columns else since + 1
        if since > 1 or (since and end - start > _AREA):
            columns = 0
        enough = _COLUMNS - (text[start] == "|")
        if not columns and len(cells) >= enough and all(map(_NAME.fullmatch, cells)):
            columns, since = len(cells), 0
        if columns and not since:
            found.append((start, end))
    return found


def _parted(text: str, start: int, end: int, following: int) -> Iterator[Line]:
    """A line, or the paragraphs in it whose breaks were lost."""
    begun = start
    if any(text.find(gap, start, end) >= 0 for gap in _GAPS):
        for gap in _BLANKS.finditer(text, start, end):
            if _is_break(gap[0], end - start) and _is_between_words(text, gap, start, end):
                yield from _visible(text, begun, gap.start(), gap.end())
                begun = gap.end()
    yield from _visible(text, begun, end, following)


def _is_break(gap: str, line: int) -> bool:
    """Whether a gap is wide enough, for the length of its line, to stand for a line break."""
    return any(blanks in gap for blanks in _GAPS) and (
        line > _RUN_TOGETHER or len(gap) >= _WIDE_GAP
    )


def _is_between_words(text: str, gap: re.Match[str], start: int, end: int) -> bool:
    """Whether a gap parts words, and does not space the characters of a 标　　题."""
    before = text[max(start, gap.start() - 2) : gap.start()]
    after = text[gap.end() : min(end, gap.end() + 2)]
    return max(len("".join(side.split())) for side in (before, after)) == 2


def _visible(text: str, start: int, end: int, following: int) -> Iterator[Line]:
    lead = _LEAD.match(text, start, end)
    start, end = trimmed(text, lead.end() if lead else start, end)
    if start < end:
        yield Line(start, end, following)


def trimmed(text: str, start: int, end: int, chars: str | None = None) -> tuple[int, int]:
    """A span without the characters at its ends that are not its own: blanks, or some others.

    >>> trimmed(" 减负。 ", 0, 5), trimmed("：减负。", 0, 4, "：。")
    ((1, 4), (1, 3))
    """
    end = start + len(text[start:end].rstrip(chars))
    return end - len(text[start:end].lstrip(chars)), end


def ends_sentence(text: str, offset: int, marks: str = SENTENCE_END + "：:…") -> bool:
    """Whether what stands before an offset ends a sentence, closing quotes stepped over.

    >>> ends_sentence("他说：“好。”一是", 7), ends_sentence("工作一是", 2)
    (True, False)
    """
    for at in range(offset - 1, max(-1, offset - 1 - _STEP_BACK), -1):
        char = text[at]
        if char in marks:
            return True
        if not (char.isspace() or char in CLOSING):
            return False
    return False

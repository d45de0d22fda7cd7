"""What stands around page marks and belongs to the page, not to the text: line breaks and the
header or footer that every page repeats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.repair.pagelines import PageMark, Span, heads_beside

_ENDS_BEFORE = re.compile(r"(?P<ends>(?:\r\n|\r|\n)+)[ \t\u3000]*\Z")
_ENDS_AFTER = re.compile(r"[ \t\u3000]*(?P<ends>(?:\r\n|\r|\n)+)")
_ONE_END = re.compile(r"\r\n|\r|\n")
_MOST = 0.8  # of the marks have what belongs to a page break
_NEAR = 200  # characters looked at on either side

_LONGEST_HEADING = 40
_FULL_LINE, _WIDEST, _FEW_LINES = 16, 120, 8  # characters of the lines of a text of one width
_ENDED = frozenset("。！？；!?;…")
_ONE_WORD = re.compile(r"\d\d|[A-Za-z0-9/._-]{2}")  # a number or an address that was cut
_BEGINS_NO_LINE = frozenset("，,、。；;：！？)）”’》】〉」%％‰")
_STYLES = (  # of numbers that open a heading or an item
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2} ?[.．](?!\d)"),
    re.compile(r"\d{1,2}、"),
    re.compile(r"[（(]\d{1,2}[）)]"),
    re.compile(r"第[一二三四五六七八九十百]{1,4}[章节条]"),
    re.compile(r"[一二三四五六七八九十]是"),
    re.compile(r"第[一二三四五六七八九十]，"),
    re.compile(r"[①-⑳]"),
)
_TITLE = re.compile(lexicon.forms("title"))


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A mark with the lines around it that every page repeats."""

    mark: PageMark
    start: int
    end: int
    heads: tuple[Span, ...]


def find_breaks(raw: str, marks: Sequence[PageMark]) -> list[PageBreak]:
    r"""The marks with their running heads: short lines beside lone marks, three times the same.

    >>> text = "\n".join(f"县里{'开会' * 40}\n工作简报\n- {n} -" for n in range(1, 5))
    >>> from toolkit.extract.repair.pagemarks import page_marks
    >>> {text[slice(*head)] for b in find_breaks(text, page_marks(text)) for head in b.heads}
    {'工作简报'}
    """
    breaks = []
    for mark, heads in zip(marks, heads_beside(raw, marks), strict=True):
        start = min([mark.start, *(low for low, _ in heads)])
        end = max([mark.end, *(high for _, high in heads)])
        breaks.append(PageBreak(mark, start, end, heads))
    return breaks


def line_breaks(raw: str, breaks: Sequence[PageBreak]) -> Iterator[Span]:
    """The line breaks that belong to the page breaks: what most marks have before and after them.

    One more or less parts paragraphs and stays. Where nothing would be left between a heading and
    its body, or between paragraphs, the break before the mark stays too.
    """
    before = [_ENDS_BEFORE.search(raw, max(0, b.start - 20), b.start) for b in breaks]
    after = [_ENDS_AFTER.match(raw, b.end) if b.mark.alone else None for b in breaks]
    ends_before = _usual([m for m, page in zip(before, breaks, strict=True) if page.start])
    ends_after = _usual([m for m, page in zip(after, breaks, strict=True) if page.end < len(raw)])
    pages_only = _is_pages_only(raw, breaks)
    surroundings = _Surroundings(raw)
    wrapped = not pages_only and _is_wrapped(raw)  # its lines are joined with all others
    for page, lead, tail in zip(breaks, before, after, strict=True):
        start, end = page.start, page.end
        if lead and ends_before:
            start = lead.end("ends") - sum(map(len, _ends(lead)[-ends_before:]))
        if tail and ends_after:
            end = tail.start("ends") + sum(map(len, _ends(tail)[:ends_after]))
        apart = raw[start - 1 : start] in ("\n", "\r") or raw[end : end + 1] in ("\n", "\r")
        goes_on = not wrapped and (pages_only or _runs_on(surroundings, start, end))
        if page.mark.alone and not (apart or goes_on):
            start = page.start  # the line break before the mark is left to part them
        if start < page.start:
            yield start, page.start
        parts = _parts(page)
        for (_, low), (high, _) in pairwise(parts):
            yield low, high
        if end > page.end:
            yield page.end, end


def _parts(page: PageBreak) -> list[Span]:
    """The mark and its running heads, in their order; between them are only line breaks."""
    return sorted([(page.mark.start, page.mark.end), *page.heads])


def _ends(match: re.Match[str] | None) -> list[str]:
    return _ONE_END.findall(match["ends"]) if match else []


def _usual(matches: Sequence[re.Match[str] | None]) -> int:
    """How many line ends most of the marks have."""
    counts = sorted(len(_ends(match)) for match in matches)
    return counts[int(len(counts) * (1 - _MOST))] if counts else 0


def _is_pages_only(raw: str, breaks: Sequence[PageBreak]) -> bool:
    """Whether the only line breaks of the text are those of its pages."""
    ends = max(raw.count("\n"), raw.count("\r"))
    return ends <= sum(2 if page.mark.alone else 1 for page in breaks) + 2


def _is_wrapped(raw: str) -> bool:
    """Whether most lines of a text stop before their sentence does, as lines of one width."""
    lines = [line for line in map(str.rstrip, raw.splitlines()) if len(line) >= _FULL_LINE]
    stopped = sum(line[-1] not in _ENDED for line in lines)
    return len(lines) > _FEW_LINES and stopped * 2 > len(lines) and max(map(len, lines)) <= _WIDEST


class _Surroundings:
    """A text with what its other lines tell about a page break; looked up when it is asked for."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.styles = [_Style(raw, pattern) for pattern in _STYLES]

    @cached_property
    def pairs(self) -> set[str]:
        """Characters that stand together."""
        return {self.raw[at : at + 2] for at in range(len(self.raw) - 1)}


class _Style:
    """How a style of numbers is used in a text; looked up once, when it is first asked for."""

    def __init__(self, raw: str, pattern: re.Pattern[str]) -> None:
        self.raw = raw
        self.pattern = pattern

    @cached_property
    def opens_lines(self) -> bool:
        """Whether the numbers stand at the start of a line more often than within one."""
        return len(self._lines) > sum(1 for _ in self._inside.finditer(self.raw))

    def stands_in(self, line: str) -> bool:
        """Whether such a number stands within a line, as the items of one paragraph do."""
        return self._inside.search(line) is not None

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        return re.compile(rf"(?<=[。；：:])(?:{self.pattern.pattern})")

    @cached_property
    def stands_alone(self) -> bool:
        """Whether lines that open with such a number are headings, without a text of their own."""
        alone = sum("。" not in line and line[-1:] not in ("；", ";") for line in self._lines)
        return alone * 2 > len(self._lines) + 1

    @cached_property
    def _lines(self) -> list[str]:
        lines = rf"(?<![^\r\n])[ \t\u3000]*(?:{self.pattern.pattern})([^\r\n]*)"
        return [line.rstrip() for line in re.findall(lines, self.raw)]


def _runs_on(text: _Surroundings, start: int, end: int) -> bool:
    """Whether what stands before and after a page break belongs to one paragraph."""
    before, after = text.raw[max(0, start - _NEAR) : start], text.raw[end : end + _NEAR]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    following, _, rest = after.replace("\r", "\n").partition("\n")
    if not line.strip() or not following.strip():
        return bool(line or following)  # cut in an indent, or in blanks at a line's end
    if following.startswith(("\u3000", "  ", "#", "|")):
        return False
    if _ONE_WORD.match(line[-1] + following[0]) or following[0] in _BEGINS_NO_LINE:
        return True
    numbered = _runs_on_by_number(text, line, following)
    if numbered is not None:
        return numbered
    is_prose = _is_prose(line, following)
    if line[-1] in _ENDED:  # what follows may be the title of the next report
        return is_prose or not rest or any(mark in following for mark in "，,、。！？；")
    return not is_prose or _TITLE.match(line.strip()) is None


def _runs_on_by_number(text: _Surroundings, line: str, following: str) -> bool | None:
    """The same where a number opens the next page or the last line; None where none does."""
    is_torn = line[-1] + following[0] in text.pairs
    for style in text.styles:
        if style.pattern.match(following):
            return is_torn or not style.opens_lines or style.stands_in(line)
        number = style.pattern.match(line.lstrip())
        if number and len(line) <= _LONGEST_HEADING and not any(mark in line for mark in "。；"):
            only_number = number.end() == len(line.strip())
            is_heading = style.stands_alone and _is_prose(line, following)
            return only_number or is_torn or not is_heading
    return None


def _is_prose(line: str, following: str) -> bool:
    """Whether a page begins with sentences, and not with the rest of a heading that was cut."""
    return any(mark in following for mark in "。！？；;:：") and not _ends_heading(line, following)


def _ends_heading(line: str, following: str) -> bool:
    """Whether the first words of the next page may be the rest of a heading: (四)为 民服务见实效。"""
    first = following.partition("。")[0]
    return len(line) + len(first) <= _LONGEST_HEADING and not any(c in first for c in "，,；;:：")

"""A report's text as sentences, without gap or overlap.

A sentence ends at 。！？； (and ; ! ? in Chinese text), at the end of a line, around a heading, and
with the cell of a table that holds texts. Quotes and brackets that close behind the mark stay with it; a mark inside a bracket
or a quote ends nothing, but a quote that closes with its own 。 can end the sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.model import Report, Section, Sentence
from toolkit.extract.structure.lines import CLOSING, SENTENCE_END, Line, Lines, lines_of

_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_QUOTES = frozenset("”」』")
_WITHIN = 400  # characters within which a pair must close to hold its sentence together
_AFTER_HEADING = frozenset("。！？；：:!?;，," + CLOSING)
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_UNDER_TITLE = re.compile(
    r"[\u4e00-\u9fff]{1,10}〔\d{4}〕第?\d+[号期]|〔\d{4}〕第?\d+[号期]|[（(][^（()）\n]{4,120}[）)]"
    rf"|[—–-]{{1,4}}[ ]?(?:{_DAY})?在[^。，\n]{{2,40}}(?:会议|大会|全会|次会)上?"
    rf"|[\u4e00-\u9fff]{{2,20}}[局委府厅院室会处]{_DAY}(?![，,])"
    r"|[\u4e00-\u9fff]{0,20}(?:[省市县区州旗乡镇局院会]长|主任|书记|主席|总理)[ \u3000]+[\u4e00-\u9fff·]{2,4}?(?=各位|同志|主任|\s)"
    r"|(?:各位|同志们|主任、|各[市县区乡镇]|[\u4e00-\u9fff]{0,10}[省市县区州旗乡镇局院委府会])[^。；！？：:\n]{0,100}(?<!如下)[：:]"
)
_CELL = re.compile(r"[^\s|](?:[^\t\n|]*[^\s|])?")
_MARK = re.compile("[。！？；!?;“‘「『（(《【”’」』）)》】]")


def split_sentences(
    clean: str, reports: Sequence[Report], sections: Sequence[Section]
) -> list[Sentence]:
    """The sentences of all reports, each with the innermost section it begins in.

    >>> text = "共3.5万元；他说：“好。”再看"
    >>> report = Report(1, "article", None, None, None, 0, len(text))
    >>> [text[s.start : s.end] for s in split_sentences(text, [report], [])]
    ['共3.5万元；', '他说：“好。”', '再看']
    """
    lines = lines_of(clean)
    innermost = _Innermost(sections)
    begins = sorted({offset for section in sections for offset in _around(clean, section)})
    sentences: list[Sentence] = []
    for report in reports:
        bounds = _bounds(lines, report, begins)
        for start, end in pairwise(bounds):
            sentences.append(Sentence(report.n, innermost.at(start, report.n), start, end))
    return sentences


def _around(text: str, section: Section) -> tuple[int, int]:
    """A heading is a sentence of its own: from its number to the marks that close it."""
    end = section.heading_end
    while end < section.end and text[end] in _AFTER_HEADING:
        end += 1
    return section.start, _over_blanks(text, end, len(text))


def _over_blanks(text: str, offset: int, stop: int) -> int:
    while offset < stop and text[offset].isspace():
        offset += 1
    return offset


def _bounds(lines: Lines, report: Report, begins: Sequence[int]) -> list[int]:
    """Where the sentences of a report begin, and its end."""
    starts = set(begins[bisect_left(begins, report.start) : bisect_left(begins, report.end)])
    inside = lines.between(report.start, report.end)
    for line in inside:
        starts.add(line.start)
        starts.update(_breaks(lines, line))
    first = inside[0].start if inside else report.end
    if report.body is not None:
        starts.update(_head(lines.text, report.body, report.end))
    kept = sorted(offset for offset in starts if first < offset < report.end)
    return [report.start, *kept, report.end] if report.start < report.end else []


def _head(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences begin behind a title that runs into its text."""
    start = _over_blanks(text, start, end)
    yield start
    while found := _UNDER_TITLE.match(text, start, end):
        start = _over_blanks(text, found.end(), end)
        yield start


def _breaks(lines: Lines, line: Line) -> Iterator[int]:
    """Where sentences begin inside a line."""
    text = lines.text
    if lines.in_row(line.end - 1) and _MARK.search(text, line.start, line.end):
        cells = [cell.span() for cell in _CELL.finditer(text, line.start, line.end)]
        yield from (start for start, _ in cells[1:])
        yield from (begin for cell in cells for begin in _ends(text, *cell))
    else:
        yield from _ends(text, line.start, line.end)


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Where sentences begin behind the end of another."""
    awaited: list[str] = []
    opened_at = begun = start
    reached = start
    for match in _MARK.finditer(text, start, stop):
        at, char = match.start(), match[0]
        if at < reached:
            continue
        if awaited:
            if char == awaited[-1]:
                awaited.pop()
                if awaited or not _ends_with_quote(text, at, begun == opened_at, stop):
                    continue
            elif char in _PAIRS and _closes(text, at, stop):
                awaited.append(_PAIRS[char])
                continue
            else:
                continue
        elif char in _PAIRS:
            if _closes(text, at, stop):
                awaited.append(_PAIRS[char])
                opened_at = at
            continue
        elif char in CLOSING or not _is_end(text, at):
            continue
        end = at + 1
        while end < stop and text[end] in SENTENCE_END + CLOSING + "…":
            end += 1
        reached = begun = _over_blanks(text, end, stop)
        if begun < stop:
            yield begun


def _closes(text: str, at: int, stop: int) -> bool:
    """Whether what opens closes in time, and is not one of two quotes of which one lost its end."""
    closing = text.find(_PAIRS[text[at]], at + 1, min(stop, at + _WITHIN))
    return closing > 0 and (text[at] not in "“‘「『" or text.find(text[at], at + 1, closing) < 0)


def _is_end(text: str, at: int) -> bool:
    """Whether a mark ends a sentence; half-width ones also stand in addresses and entities."""
    if text[at] not in "!?;":
        return True
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not (before.isascii() and (before.isalnum() or before in "/=&")) or after.isspace()


def _ends_with_quote(text: str, at: int, at_start: bool, stop: int) -> bool:
    """Whether a closing quote ends the sentence."""
    if text[at - 1] not in "。！？!?" or (text[at] not in _QUOTES and not at_start):
        return False
    if at + 1 < stop and text[at + 1] in SENTENCE_END + "，,、":
        return False
    return _speaks(at_start).match(text, at + 1, min(stop, at + 80)) is None


@cache
def _speaks(at_start: bool) -> re.Pattern[str]:
    """What tells who spoke: behind a quote that begins the sentence it may stand further on."""
    verbs = "|".join(map(re.escape, lexicon.words("speech_verbs")))
    if at_start:
        return re.compile(rf"[^。！？；\n]{{0,60}}?(?:{verbs})")
    return re.compile(rf"[^，。！？；“\n]{{1,16}}(?:{verbs})[。，,]")


class _Innermost:
    """The innermost section at offsets that go up."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = sections
        self.open: list[int] = []
        self.next = 0

    def at(self, offset: int, report: int) -> int | None:
        while self.next < len(self.sections) and self.sections[self.next].start <= offset:
            self.open.append(self.next)
            self.next += 1
        while self.open and self.sections[self.open[-1]].end <= offset:
            self.open.pop()
        if self.open and self.sections[self.open[-1]].report == report:
            return self.open[-1]
        return None

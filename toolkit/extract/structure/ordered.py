"""Ordered lists in running text: 一是…二是…三是…, 首先…其次…, 第一…第二…, （一）…（二）….

A list is known by its run: numbers of one style under one heading. What a sentence only mentions
(三是三, 统一是, 第（一）项) has no run, or no mark of punctuation before it. A number that is run
into the words before it, as scans leave it, may carry a list on, but never shows that one is
missing. Headings numbered 一、 or 1. are sections, and their gaps are told by ``doubts``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.extract.model import OrderedList, Report, Section, Sentence
from toolkit.extract.structure.lines import Lines, lines_of
from toolkit.extract.structure.markers import COUNTS, Marker, find_markers, ordinal_of, style_of

FARTHEST = 3000  # characters from one member to the next
NEAR = 600  # characters within which a number that is left out can be missed
LEFT_OUT = 3  # more numbers than this left out: two lists, not one with a gap
OPENING = 30  # characters of a member that are shown
UNREAD = frozenset(("toc", "outline", "notice"))  # what they list stands in ``listings``

_FAMILY = {"first": "nth", "nth": "nth", "count": "count", "those": "those"}
_FAMILY |= {"needs": "needs", "paren": "paren", "bracket": "bracket", "circled": "circled"}
_BEFORE = frozenset("，,。；;：:！？!?、…）)》”’\n")  # what a number of a list stands behind
_WORD_BEFORE = frozenset("统专之唯万单同划逐某这那第其十百期")  # 统一是, 星期一是: a word's end
_LATE = frozenset(("再次", "最后"))  # 再次强调, 最后一公里: a number only before a stop
_STOPS = "，,。；;：:！？!?\n"
_SENTENCE_END = frozenset("。！？!?\n")
_WORDS = re.compile(rf"[^{_STOPS}]*")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may open a member of a list."""

    start: int
    end: int  # where the wording of the member begins
    family: str
    ordinal: int | None  # None: 最后, whatever it counts
    firm: bool  # stands behind a mark of punctuation or at the beginning of a line


def find_lists(
    clean: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
) -> list[OrderedList]:
    """The ordered lists of every report, in reading order."""
    lines = lines_of(clean)
    ends = [sentence.end for sentence in sentences]
    by_report: dict[int, list[Section]] = {}
    within: dict[int, dict[int, int]] = {}  # a section's index among those of its report
    for at, section in enumerate(sections):
        mine = by_report.setdefault(section.report, [])
        within.setdefault(section.report, {})[at] = len(mine)
        mine.append(section)
    found = []
    for report in reports:
        if report.kind in UNREAD:
            continue
        under = _Headings(by_report.get(report.n, []), within.get(report.n, {}))
        for run in _runs(_numbers(lines, report, under), under):
            end = _end_of(lines, report, under, ends, run)
            found.append(_list(clean, report, run, end))
    return sorted(found, key=lambda ordered: (ordered.start, -ordered.end))


class _Headings:
    """Under which heading an offset stands, those that are members of a list left out."""

    def __init__(self, sections: Sequence[Section], index: dict[int, int]) -> None:
        self.sections = sections
        self.starts = [section.start for section in sections]
        self.index = index
        self.counted = [style_of(section.marker or "") in COUNTS for section in sections]
        self.opened = {
            section.start
            for section, counted in zip(sections, self.counted, strict=True)
            if not counted
        }

    def of(self, offset: int) -> int | None:
        at: int | None = bisect_left(self.starts, offset + 1) - 1
        while at is not None and at >= 0:
            section = self.sections[at]
            if offset < section.end and not (self.counted[at] and section.start <= offset):
                return at
            at = self.index.get(section.parent) if section.parent is not None else None
        return None

    def end(self, at: int | None, otherwise: int) -> int:
        return otherwise if at is None else self.sections[at].end


def _numbers(lines: Lines, report: Report, under: _Headings) -> Iterator[_Number]:
    for marker in find_markers(lines, report.start, report.end):
        family = _FAMILY.get(marker.style)
        if family and marker.start not in under.opened:
            number = _number(lines, marker, family, report.start)
            if number:
                yield number


def _number(lines: Lines, marker: Marker, family: str, floor: int) -> _Number | None:
    text, start, stop = lines.text, marker.start, marker.end
    words = text[start:stop]
    after = text[stop : stop + 3]
    if words in _LATE and not after.startswith(("，", ",", "、", "：", ":", "是")):
        return None
    if family == "count" and _is_idiom(words[:-1], after):
        return None
    if family == "count" and text[start - 1 : start] in ("其", "第") and start > floor:
        start -= 1  # 其一是
    before = text[floor:start][-2:].rstrip(" \u3000“‘")[-1:]
    firm = not before or before in _BEFORE or lines.begins(start)
    if not firm and (before in _WORD_BEFORE or words in ("首先", "其次", *_LATE)):
        return None
    if family in ("paren", "bracket", "circled") and not re.match(r"\s?[一-鿿“‘]{2}", after):
        return None
    return _Number(start, stop, family, marker.ordinal, firm)


def _is_idiom(numeral: str, after: str) -> bool:
    """三是三, 一是一: no member of a list says its own number."""
    return after.startswith(numeral) or (after[:1] == "几" and ordinal_of(numeral) < 10)


def _runs(numbers: Iterator[_Number], under: _Headings) -> Iterator[list[_Number]]:
    """Numbers that follow each other in one style under one heading, two or more."""
    runs: dict[tuple[str, int | None], list[_Number]] = {}
    for number in numbers:
        key = (number.family, under.of(number.start))
        run = runs.setdefault(key, [])
        if _goes_on(run, number):
            run.append(number)
            continue
        if _is_list(run):
            yield run
        runs[key] = [number] if number.ordinal else []
    yield from filter(_is_list, runs.values())


def _is_list(run: Sequence[_Number]) -> bool:
    return len(run) > 1 and any(number.firm for number in run[1:])


def _goes_on(run: Sequence[_Number], number: _Number) -> bool:
    if not run:
        return False
    last, apart = _ordinals(run)[-1], number.start - run[-1].start
    step = 1 if number.ordinal is None else number.ordinal - last
    if apart > FARTHEST or number.ordinal == 1:
        return False
    return step == 1 or (
        number.firm and run[-1].firm and apart <= NEAR and 1 < step <= LEFT_OUT + 1
    )


def _ordinals(run: Sequence[_Number]) -> list[int]:
    ordinals: list[int] = []
    for number in run:
        ordinals.append(number.ordinal or ordinals[-1] + 1)
    return ordinals


def _end_of(
    lines: Lines, report: Report, under: _Headings, ends: Sequence[int], run: Sequence[_Number]
) -> int:
    """Where the last member ends: with its sentence, or where members are sentences, its line."""
    last = run[-1]
    limit = under.end(under.of(last.start), report.end)
    sentence = ends[min(bisect_left(ends, last.end), len(ends) - 1)] if ends else limit
    before = lines.text[run[-2].end : last.start].rstrip(" \u3000“‘")[-1:]
    of_sentences = before in _SENTENCE_END or lines.begins(last.start)
    end = lines.end_of(last.start) if of_sentences else sentence
    end = max(last.end, min(end, limit))
    while end > last.end and (lines.text[end - 1].isspace() or lines.text[end - 1] == "*"):
        end -= 1
    return end


def _list(clean: str, report: Report, run: Sequence[_Number], end: int) -> OrderedList:
    ordinals = _ordinals(run)
    stops = [number.start for number in run[1:]] + [end]
    items = tuple(
        _opening(clean[number.end : stop]) for number, stop in zip(run, stops, strict=True)
    )
    missing = tuple(n for n in range(1, ordinals[-1]) if n not in set(ordinals))
    return OrderedList(
        report=report.n,
        marker="".join(clean[run[0].start : run[0].end].split()).rstrip("，,、：:．."),
        starts=tuple(number.start for number in run),
        numbers=tuple(ordinals),
        missing=missing,
        items=items,
        start=run[0].start,
        end=end,
    )


def _opening(wording: str) -> str:
    """The words a member opens with.

    >>> _opening("，压实责任，逐项销号；")
    '压实责任'
    """
    words = _WORDS.match(wording.lstrip(f" \u3000、{_STOPS}"))
    return "".join((words[0] if words else "").split())[:OPENING]

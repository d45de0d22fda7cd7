"""Claims and mentions of a document: its quantities with what is said of them, and the rest."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from toolkit.extract import quotes
from toolkit.extract.bounds import comparator_after, comparator_before, is_last_years
from toolkit.extract.changes import NONE, Change, change_before, goes_on
from toolkit.extract.counting import Quantity
from toolkit.extract.modality import modality, of_report, outlooks
from toolkit.extract.model import Claim, Listing, Mention, Report, Section, Sentence
from toolkit.extract.runs import Span, classify
from toolkit.extract.subjects import Place, subject_of
from toolkit.extract.units import in_base

_REACH = 160  # characters before a number that may speak of it
_CLAUSE = re.compile(r".*[，。；：！？,;!?\n、]", re.S)
_HARD_CLAUSE = re.compile(r".*[，。；：！？,;!?\n]", re.S)
_LINKED = re.compile(r"(?:[、，,]|和|及|与|以及|或)?(?:比重|占比)?")
_SAID = re.compile(
    r".*(?<![较比同与])(?P<time>今年以来|今年来|去年|今年|明年|全年|(?<![一二两三四五六七八九十半几0-9])年内|上年|近年来|一年来|五年来|过去(?:的)?[一三五]年|未来[三五]年)",
    re.S,
)
_SINCE = re.compile("以来|[之以]?前|[之以]?后|至今|期间")
_THAN = dict.fromkeys("低少小短", "lt") | dict.fromkeys("高多大长", "gt")
_FROM = re.compile("[由从][^，。；]{0,16}$")
_HAS_NUMERAL = re.compile("[0-9一二三四五六七八九十百xX*]")
_PAGE = re.compile(r"\d{1,4}(?=\s*$)")
_CHANGED_NEXT = re.compile(
    r"(?:左右|以上|多)?(?:的[^，。；]{0,12})?(?:又|再|已)?(?:升|降|增|减|提|上|下|精简|压|缩|扩|改|调整|优化|变)[^，。；\d]{0,4}?[至到为]"
)


def read_numbers(
    clean: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    listings: Sequence[Listing],
) -> tuple[list[Claim], list[Mention]]:
    """All claims and mentions, in the order of the text."""
    year = next((report.date[:4] for report in reports if report.date), None)
    classed = classify(clean, _marks(clean, sections, listings), year)
    mentions = [*classed.mentions, *quotes.citations(clean), *quotes.quotations(clean)]
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    dates = [mention for mention in classed.mentions if mention.kind == "date"]
    reader = _Reader(clean, reports, sections, sentences, dates)
    quantities = _shared_units(clean, sorted(classed.quantities, key=lambda q: q.start))
    claims = [reader.claim(quantity) for quantity in quantities]
    return claims, mentions


def _marks(clean: str, sections: Sequence[Section], listings: Sequence[Listing]) -> list[Span]:
    """Item marks of headings and listings, and the page numbers of a table of contents."""
    spans = []
    for section in sections:
        before = clean[section.start : section.heading_start]
        mark = before.strip("#* \u3000\t\r\n")
        if section.marker and len(mark) <= 8 and _HAS_NUMERAL.search(mark):
            start = section.start + before.index(mark)
            spans.append((start, start + len(mark)))
    for entry in listings:
        wording = clean[entry.start : entry.end]
        if entry.marker and wording.startswith(entry.marker) and _HAS_NUMERAL.search(entry.marker):
            spans.append((entry.start, entry.start + len(entry.marker)))
        if entry.page is not None and (page := _PAGE.search(wording)):
            spans.append((entry.start + page.start(), entry.start + page.end()))
    return sorted(set(spans))


def _shared_units(clean: str, found: Sequence[Quantity]) -> list[Quantity]:
    """高4.2和0.7个百分点: a bare number takes the unit of the one it is joined to."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        one, after = shared[at], shared[at + 1]
        if one.unit or not after.unit or not one.readable:
            continue
        if clean[one.end : after.start] in ("、", "和", "及", "与", "，"):
            shared[at] = replace(one, unit=after.unit, kind=after.kind)
    return shared


class _Reader:
    """Reads what the sentence says of each quantity, in order."""

    def __init__(
        self,
        clean: str,
        reports: Sequence[Report],
        sections: Sequence[Section],
        sentences: Sequence[Sentence],
        dates: Sequence[Mention],
    ) -> None:
        self.clean = clean
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.looks = outlooks(reports, sections)
        self.report_looks = {report.n: of_report(report) for report in reports}
        self.dates = dates
        self.year = next((report.date[:4] for report in reports if report.date), "")
        self.date_starts = [date.start for date in dates]
        self.before: Claim | None = None
        self.before_low = -1

    def claim(self, found: Quantity) -> Claim:
        clean = self.clean
        low, high, look = self.place(found.start)
        before = clean[low : found.start]
        after = clean[found.end : min(high, found.end + 24)]
        last = self.before if self.before is not None and self.before.start >= low else None
        bound, bound_start, limit = self.bound(before, found)
        clause = _end_of(_HARD_CLAUSE, before[:bound_start])
        change = self.change(before[:bound_start], clause, found, after, last)
        words_start = bound_start if change.start < 0 else min(change.start, bound_start)
        if change.baseline and (at := before.rfind(change.baseline, 0, words_start)) >= 0:
            words_start = at if at >= clause else words_start
        place = Place(
            low=max(low, last.end if last else low),
            before=low + words_start,
            start=found.start,
            stop=found.end,
            high=high,
            changed=(low + change.object_start, low + bound_start)
            if change.object_start >= 0
            else None,
        )
        number = found.number
        base_value, base_unit = in_base(number.value, found.unit)
        made = Claim(
            start=found.start,
            end=found.end,
            text=clean[found.start : found.end],
            value=number.value,
            low=number.low,
            high=number.high,
            unit=found.unit,
            kind=found.kind,
            base_value=base_value,
            base_unit=base_unit,
            reading=_reading(found),
            comparator=bound,
            direction=change.direction,
            change=change.change,
            baseline=change.baseline,
            modality="fact"
            if self.is_former(before, after)
            else modality(
                before,
                clause,
                after,
                limit=limit and change.change != "to",
                outlook=look,
                kind=found.kind,
                year=self.year,
            ),
            redacted=number.redacted,
            subject=subject_of(
                clean, place, found.unit, found.kind, last.subject if last else None
            ),
            period=self.period(low, found.start, before),
        )
        self.before = made
        return made

    def place(self, start: int) -> tuple[int, int, str]:
        """The bounds of the sentence around a place, and the outlook of its section."""
        at = bisect_right(self.starts, start) - 1
        if at < 0 or start >= self.sentences[at].end:
            low = (
                max(
                    self.clean.rfind("。", max(0, start - _REACH), start),
                    self.clean.rfind("\n", max(0, start - _REACH), start),
                )
                + 1
            )
            return max(low, start - _REACH), min(len(self.clean), start + _REACH), ""
        sentence = self.sentences[at]
        look = (
            self.report_looks.get(sentence.report, "")
            if sentence.section is None
            else self.looks[sentence.section]
        )
        return max(sentence.start, start - _REACH), sentence.end, look

    def bound(self, before: str, found: Quantity) -> tuple[str, int, bool]:
        word, start, limit = comparator_before(before)
        if (
            start == len(before) - 1
            and before.endswith("过")
            and self.clean[found.start] not in "百千万亿"
        ):
            word, start = "eq", len(before)  # 挂过3块, but 过万亿
        if word == "eq" and before.rstrip().endswith("比"):  # 比8%低
            word = _THAN.get(self.clean[found.end : found.end + 2].strip()[:1], "eq")
        if word == "approx" and is_last_years(
            before, self.clean[found.end : found.end + 4], found.kind
        ):
            word = "eq"
        if word == "eq":
            word, limit = comparator_after(self.clean, found.end, found.kind)
        if word == "eq" and found.number.approximate:
            word = "approx"
        return word, start, limit

    def change(
        self, before: str, clause: int, found: Quantity, after: str, last: Claim | None
    ) -> Change:
        if self.is_former(before, after):
            return NONE
        change = change_before(before, clause, found.unit, found.kind)
        if last is None:
            return change
        between = self.clean[last.end : found.start]
        if (
            change is NONE
            and last.direction != "none"
            and found.unit in (last.unit, "")
            and _LINKED.fullmatch(between)
        ):
            return Change(last.direction, last.change, last.baseline)
        if change is NONE and last.change == "by" and goes_on(before[clause:]):
            return Change(last.direction, "to", None)
        goes_along = change.change == last.change == "by" and change.direction == last.direction
        if goes_along and not change.baseline and change.start == clause > 0:
            return replace(change, baseline=last.baseline)
        return change

    def is_former(self, before: str, after: str) -> bool:
        """由X升至Y: X is what was before, and has changed neither by nor to."""
        return _CHANGED_NEXT.match(after) is not None and _FROM.search(before) is not None

    def period(self, low: int, start: int, before: str) -> str | None:
        """The last time that is said in front of the number, with 今年 or 以来 where they are."""
        said = _SAID.match(before)
        at = bisect_right(self.date_starts, start) - 1
        while (
            at >= 0
            and self.dates[at].start > low
            and self.clean[self.dates[at].start - 1] in "较比同与"
        ):
            at -= 1  # a baseline, not the time spoken of
        date = self.dates[at] if at >= 0 and self.dates[at].start >= low else None
        if date is None or (said and low + said.start("time") > date.start):
            return said["time"] if said else None
        first = (
            low + said.start("time")
            if said and low + said.end("time") == date.start
            else date.start
        )
        since = _SINCE.match(self.clean, date.end)
        return self.clean[first : since.end() if since else date.end]


def _end_of(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _reading(found: Quantity) -> str:
    number = found.number
    if number.redacted:
        return "redacted"
    if number.value is not None:
        return "exact"
    if number.low is not None or number.high is not None:
        return "range"
    return "vague" if number.vague else "unread"

"""What a sentence says of each quantity: one claim for each, read in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.extract.model import Claim, Mention, Report, Sentence
from toolkit.extract.numbers.bounds import comparator_after, comparator_before, is_last_years
from toolkit.extract.numbers.cells import Cells
from toolkit.extract.numbers.changes import (
    BECOMES,
    NONE,
    Change,
    change_before,
    goes_on,
    is_noun_on_list,
)
from toolkit.extract.numbers.counting import Quantity
from toolkit.extract.numbers.modality import (
    AHEAD,
    EXPECTED,
    LEADS,
    Look,
    Looks,
    Said,
    standing,
    under,
)
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.periods import NO_PERIOD, Periods
from toolkit.extract.numbers.subjects import Place, Subjects, clause_start, is_done
from toolkit.extract.numbers.units import in_base
from toolkit.extract.numbers.words import Words, is_adverb

Span = tuple[int, int]

_REACH = 160  # characters before a number that may speak of it
_AFTER = 48  # and behind it
_LINKED = re.compile(r"(?:左右|上下|以上|以下|以内|多)?(?:[、,]|和|及|与|以及|或)?(?:比重|占比)?")
_BARE = re.compile("(?:左右|以上|多)?[，,、；]?")  # nothing else is named between two numbers
_FROM = re.compile("[由从][^，。；]{0,16}$")
_NOW_HERE = re.compile("现有|现已|如今|每[人年月天]")
_ASIDE = re.compile(r"[(（][^()（）]{0,24}\d[^()（）]{0,12}[)）]")
_CLOSED = re.compile("[^()（）]*[)）]")
_OPENED = re.compile(r"[(（](?P<part>(?:其中[：:]?)?(?:[不未]?含|包括)|其中[：:]?)?[^()（）]*$")
_BLANK = "\u2003"
_LEAD = re.compile(either(LEADS))
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
_NEW_CLAUSE = re.compile("[，；,;]")
_FOR_ALL = re.compile("[与同和].{2,}比$")  # 与上年相比，…，…
_TURNED = re.compile("[由为至到成的]|[纳列计转移编并]入")
_STOPS = "。\n!！?？"
_STOP = re.compile(f"[{_STOPS}]")
_PLANS = ("行动", "计划", "规划", "攻坚", "方案")
_PERSONS = ("人", "名", "人次")
_NO_THINGS = {"percent", "rate", "money", "duration", "age", "ratio", "number"}
_THAN = dict.fromkeys("低少小短", "lt") | dict.fromkeys("高多大长", "gt")


class _Sentence(NamedTuple):
    """The sentence around a number: its bounds, how its place looks at time, its report's year."""

    first: int
    low: int  # where it begins, or as far back as is read
    high: int
    look: Look = Look()
    year: int | None = None


class ClaimReader:
    """Reads the claims of one document, each with the one before it in mind."""

    def __init__(
        self,
        cells: Cells,
        reports: Sequence[Report],
        sentences: Sequence[Sentence],
        dates: Sequence[Mention],
        looks: Looks,
    ) -> None:
        self.clean = clean = cells.text
        self.sentences = sentences
        self.starts = [sentence.start for sentence in sentences]
        self.looks = looks
        self.years = {report.n: report.year for report in reports}
        self.periods = Periods(clean, dates)
        self.words = Words(clean)
        self.cells = cells
        self.subjects = Subjects(self.words)
        self.last: Claim | None = None
        self.earlier: Claim | None = None  # what that one went on from
        self.outer: Claim | None = None  # the last in front of a bracket
        self.ahead = 0  # up to where a sentence speaks of what is to come
        self.expected = 0  # and of what is only expected
        self.named: str | None = None  # what the last number there was of
        self.object_changed = False  # what changed stood before the last number: 精简文件45份

    def claim(self, found: Quantity) -> Claim:
        """The claim that a quantity makes."""
        clean, number = self.clean, found.number
        around = self._sentence(found.start)
        self.words.cut(around.first, around.high)
        before = clean[around.low : found.start].rstrip(" \u00a0\u3000")
        if "）" in before or ")" in before:
            before = _ASIDE.sub(_blank, before)
        after = clean[found.end : min(around.high, found.end + _AFTER)]
        last, low = self._goes_on_from(around, found.start)
        self._stopped(found.start)
        bound, bound_start, limit = self._bound(before, found)
        clause = clause_start(before[:bound_start])
        if cell := self.cells.at(found.start):
            before, bound_start, clause, last = cell.header, len(cell.header), 0, None
        former = BECOMES.match(after) is not None and _FROM.search(before) is not None
        named = found.kind == "duration" and after.startswith(_PLANS)  # 整治提升五年行动
        if named:
            bound, bound_start, limit = "eq", len(before), False
        alone = clean[found.start - 1] in "(（" and clean[found.end : found.end + 1] in ")）"
        change = NONE
        if not (former or named or alone):
            change = self._change(before[:bound_start], clause, found, last)
        listed = change != NONE and change.start < 0 and self.object_changed
        # 新增就业80人、转移就业90人: persons are no list of one change
        self.object_changed = found.unit not in _PERSONS and (change.object_start >= 0 or listed)
        fresh = max(0, last.end - around.low) if last else 0  # what the last number has not read
        led = self._led(around, before, clause, fresh, found)
        changed = around.low + change.object_start, around.low + bound_start
        compared = self._baseline(around.low, before, change)
        if last is not None and compared[0] <= last.start < compared[1]:
            last = self.earlier  # 比上年的3.10人|减少
            low = last.end if last else around.low
        place = Place(
            low, around.low + _words_start(before, clause, change, bound_start),
            found.start, found.end, around.high, None if change.object_start < 0 else changed,
        )  # fmt: skip
        if change.baseline and _BLANK in change.baseline:
            change = replace(change, baseline=change.baseline.replace(_BLANK, ""))
        period, year = self.periods.of(self._since(found.start), found.start, compared, around.year)
        modality, stance = "fact", "stated"
        if not former:
            modality, stance = standing(
                Said(
                    before, clause, after, found.kind, found.unit, bound, change.change, limit, led,
                    found.start < self.ahead, found.start < self.expected,
                    around.look, year, self._meant_before(last, around.first),
                )
            )  # fmt: skip
        carried = period is None and modality == "fact" and found.kind != "duration"
        if carried and not _NOW_HERE.search(before):
            period, year = self.periods.before
        if cell and (said := _YEAR.search(cell.header)):
            period, year = said[0] + "年", int(said[0])
        if stance == "threshold" or (found.kind == "duration" and change == NONE):
            period, year = NO_PERIOD  # 50头以上的大户, 两年: of no time themselves
        subject = cell.label or cell.header if cell else self._subject(place, found, change, last)
        base_value, base_unit = in_base(number.value, found.unit, found.kind)
        claim = Claim(
            start=found.start, end=found.end, text=clean[found.start : found.end],
            value=number.value, low=number.low, high=number.high, parts=number.parts,
            base_value=base_value, base_unit=base_unit,
            unit=found.unit, kind=found.kind, reading=_reading(found), redacted=number.redacted,
            comparator=bound, direction=change.direction, change=change.change,
            baseline=change.baseline, modality=modality, stance=stance,
            subject=subject or None, period=period, year=year,
        )  # fmt: skip
        self.last, self.earlier = claim, last
        return claim

    def _goes_on_from(self, around: _Sentence, start: int) -> tuple[Claim | None, int]:
        """The number of this sentence that the words at a place go on from, and where they begin.

        Not one said aside in a bracket that has closed: 案件120件（含旧存8件），同比增长5%.
        """
        last, low = self.last, around.low
        if last is None or last.start < around.first:
            last = self.outer = None
        else:
            low = max(low, _behind(self.clean, last))
        if last and (closed := _CLOSED.match(self.clean, low, start)):
            last = self.outer
            low = closed.end() if last else around.low
        if opened := _OPENED.search(self.clean[low:start]):
            self.outer = last
            low += max(0, opened.end("part"))  # (24篇) counts what is in front
        return last, low

    def _subject(
        self, place: Place, found: Quantity, change: Change, last: Claim | None
    ) -> str | None:
        subject = self.subjects.of(place, found.unit, found.kind, last.subject if last else None)
        shares = found.kind == "percent" and change.change != "none"
        if subject or not shares or self.last is None:
            return subject
        return self.last.subject if self.clean[self.last.end] in "；;" else self.named

    def _stopped(self, start: int) -> None:
        """Forget the time that was said where a sentence ends; of the one just before, keep what was."""
        between = self.clean[self.last.end : start] if self.last else ""
        stops = len(_STOP.findall(between))
        if self.last is None or stops:
            beside = self.last is not None and stops == 1 and "\n" not in between
            self.named = self.last.subject if self.last and beside else None
            self.periods.stopped(beside=beside)

    def _led(
        self, around: _Sentence, before: str, clause: int, fresh: int, found: Quantity
    ) -> bool:
        """Whether a word leads to what is to be done; and how far what is said of things to come reaches."""
        lead = self._lead(around.low + min(clause, fresh), around.low + clause, found.start)
        said = AHEAD.search(before, fresh) or self._opened(around.first)
        if found.start >= self.ahead and (said or lead in ("verb sentence", "verb on")):
            self.ahead = self._stop(found.end)
        if found.start >= self.expected and EXPECTED.search(before, fresh):
            self.expected = self._stop(found.end)
        return bool(lead)

    def _meant_before(self, last: Claim | None, first: int) -> str:
        """How the number before is meant: in this sentence, or where 其中 or a list of aims goes on."""
        goes_on = first < self.ahead or self.clean.startswith("其中", first)
        before = last or (self.last if goes_on else None)
        return before.modality if before else ""

    def _opened(self, first: int) -> bool:
        """Whether what stands in front of a sentence, up to its colon, leads to aims: 主要目标是："""
        low = self.starts[max(0, bisect_left(self.starts, first) - 1)] if self.starts else first
        opens = self.clean[first - 1 : first] in ("：", ":")
        return opens and AHEAD.search(self.clean, low, first) is not None

    def _stop(self, start: int) -> int:
        stop = _STOP.search(self.clean, start)
        return stop.start() if stop else len(self.clean)

    def _lead(self, low: int, clause: int, high: int) -> str:
        """How far a word reaches that leads to what is to be done: 将推出, but not 将事项减至8项."""
        words = self.words.between(low, high) if _LEAD.search(self.clean, low, high) else []
        for at, word in enumerate(words):
            lead = LEADS.get(word.text)
            far = lead and (word.start >= clause or lead["reach"] == "verb on")
            if lead and far and self.clean[word.start - 1] not in lead["not_after"]:
                then = next((one for one in words[at + 1 :] if not is_adverb(one)), None)
                over = _NEW_CLAUSE.search(self.clean, word.end, high)
                turned = then and _TURNED.search(
                    self.clean, then.end, over.start() if over else high
                )
                if then and is_done(then) and not turned:
                    return lead["reach"]
        return ""

    def _since(self, start: int) -> int:
        """From where a time is looked for: from the last number or the last full stop on."""
        if self.last is not None and self.periods.said[0] is not None:
            return self.last.end - (len(self.last.text) + 2) * (self.last.kind == "duration")
        first = max(0, start - _REACH)
        return max(first, *(self.clean.rfind(stop, first, start) + 1 for stop in _STOPS))

    def _baseline(self, low: int, before: str, change: Change) -> Span:
        at = before.rfind(change.baseline) if change.baseline else -1
        return (low + at, low + at + len(change.baseline or "")) if at >= 0 else (0, 0)

    def _sentence(self, start: int) -> _Sentence:
        at = bisect_right(self.starts, start) - 1
        if at < 0 or start >= self.sentences[at].end:
            return self._naive_sentence(start)
        sentence = self.sentences[at]
        look = self.looks.at(start, sentence.report, sentence.section)
        look = under(look, self.cells.header(start))
        low = max(sentence.start, start - _REACH)
        year = self.years.get(sentence.report)
        return _Sentence(sentence.start, low, sentence.end, look, year)

    def _naive_sentence(self, start: int) -> _Sentence:
        """What stands outside every report has no sentences: from the last stop or line on."""
        first = max(0, start - _REACH)
        ends = (self.clean.rfind(char, first, start) + 1 for char in "。\n")
        low = max(first, *ends)
        return _Sentence(low, low, min(len(self.clean), start + _REACH))

    def _bound(self, before: str, found: Quantity) -> tuple[str, int, bool]:
        """The comparator, where it begins before the number, and whether it is a limit."""
        after = self.clean[found.end : found.end + 4]
        word, start, limit = comparator_before(before)
        passed = start == len(before) - 1 and before[-1] == "过"
        if passed and self.clean[found.start] not in "百千万亿":
            word, start = "eq", len(before)  # 挂过3块, but 过万亿
        if word == "eq" and before.rstrip().endswith("比"):
            word = _THAN.get(after.strip()[:1], "eq")  # 比8%低
        if word == "approx" and is_last_years(before, after, found.kind):
            word = "eq"
        if word == "eq":
            word, limit = comparator_after(self.clean, found.end, found.kind)
        if word == "eq" and found.number.approximate:
            word = "approx"
        return word, start, limit

    def _change(self, before: str, clause: int, found: Quantity, last: Claim | None) -> Change:
        """The change that is said, or that the number before it carries over."""
        change = change_before(before, clause, found.unit, found.kind)
        if last is None:
            return change
        if change is NONE:
            return self._carried(before[clause:], found, last)
        if change.baseline or change.change != "by" or last.change != "by":
            return change
        goes_along = change.direction == last.direction and change.start == clause > 0
        if (goes_along and change.object_start < 0) or _FOR_ALL.match(last.baseline or ""):
            return replace(change, baseline=last.baseline)  # 较上年减少3项，减幅达9%
        return change

    def _carried(self, words: str, found: Quantity, last: Claim) -> Change:
        """The change of the number before that holds for this one too; words: of its clause."""
        between = self.clean[last.end : found.start]
        alike = found.unit in (last.unit, "")
        if not between and last.change == "to":
            return Change(last.direction, "to")  # 减至887户1472人
        if last.direction != "none" and alike and _LINKED.fullmatch(between):
            return Change(last.direction, last.change, last.baseline)  # 增长8%、9%
        if self.object_changed and _is_listed(between, last, found):
            return Change(last.direction, last.change)  # 新增路灯80盏，座椅40张
        bare = _BARE.fullmatch(between[: len(between) - len(words)])
        if last.change == "by" and bare and goes_on(words):
            return Change(last.direction, "to", None)  # 增长8%，达到12亿元
        return NONE


def _blank(match: re.Match[str]) -> str:
    """比全省（15.97%）高: what is said aside is no part of a comparison."""
    return _BLANK * len(match[0])


def _behind(text: str, last: Claim) -> int:
    """Where the words of the next number may begin: 万吨|级泊位3个 begins with its size."""
    return last.start if text.startswith("级", last.end) else last.end


def _is_listed(between: str, last: Claim, found: Quantity) -> bool:
    """Whether a number only goes on the list that the one before it began."""
    things = not {last.kind, found.kind} & _NO_THINGS or (
        found.kind == last.kind == "money" and between[:1] == "、"
    )
    return things and is_noun_on_list(between)


def _words_start(before: str, clause: int, change: Change, bound_start: int) -> int:
    """Where the words that belong to the number begin in front of it."""
    start = bound_start if change.start < 0 else min(change.start, bound_start)
    at = before.rfind(change.baseline, 0, start) if change.baseline else -1
    return at if at >= clause else start


def _reading(found: Quantity) -> str:
    number = found.number
    if number.redacted:
        return "redacted"
    if number.value is not None:
        return "exact"
    if number.low is not None or number.high is not None:
        return "range"
    if number.parts:
        return "ratio"
    return "vague" if number.vague else "unread"

"""The rows of the table indicators: every stated value of an indicator in a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit import lexicon
from toolkit.extract.indicators import hedges as hedging
from toolkit.extract.indicators import targets, times
from toolkit.extract.indicators.attach import (
    NO_VALUE,
    OTHER,
    Owner,
    chain,
    counted,
    owners,
)
from toolkit.extract.indicators.names import Indicator, Name, find_names, in_words, indicator_of
from toolkit.extract.model import Claim, Report, Sentence, Stated
from toolkit.extract.numbers.epochs import Epoch, epoch_at, year_of

KINDS = ("work_report", "plan", "communique", "speech")  # whose other numbers are targets too
_AIMED = re.compile(lexicon.forms("sets_targets"))
_APART = re.compile("高于|快于|低于|慢于|高出|领先|回落|加快|放缓|贡献|收窄")
_SAID_OF = re.compile(lexicon.forms("said_of_indicator"))
_WITH = re.compile("[、和与及][^，。；、]{2,14}?(?:在[^，。；]{2,16}基础上)?")
_JOINT = re.compile("[和与及]$")
_JOINT_WITH = re.compile("^[、和与及]")
_REACHED_IT = re.compile("(?:实现|完成|达到|超过|好于|高于|符合)[^，。；]{0,10}目标")
_BEHIND = re.compile("(?:去年|上年)(?!水平|同期)|已|完成了|实现了|预计全年")
_CUED = re.compile("拟(?!定)|目标[是为：:]|力争|确保|计划|今年|将[在于达]")
# A clause that may state an outcome in words: most are seen off here.
_MAY_STATE = re.compile("同步|[高快]于|增|升|降|稳|持平|翻|新高|向好")
_COUNTS = frozenset(
    ("方面", "个方面", "番", "项", "大", "级", "点", "个", "条", "处", "类", "件", "次", "位")
)
_ENDS = re.compile(r"[，。；、,;）)\s]|$")
_REACHED = re.compile("[达到至为长短过]$")
_SPAN = re.compile("(?:寿命|年限)$")
_REACH = 24  # characters before the words of a number in which what it is held against stands
_LISTED = re.compile("(?:左右|以上|以内)?(?:、|和|及|与|，)")
_BOUNDED = re.compile("左右|以上|以内")
_STARTS = re.compile("[以把对在将使要为]|重点|实施|启动|坚持|建设|打造|新建|完成")
_LINKED = re.compile("达|缩小|增长|增加|提高|提升|降|减少|超过|突破|保持|控制|稳定|力争")
_FALLS = re.compile("(?:降低|下降|减少|降幅)(?:目标)?$")
_GROWS = re.compile("增长|增速|增幅|提高")
_NOUN = re.compile(lexicon.forms("indicator_nouns"))


def find_indicators(
    text: str,
    reports: Sequence[Report],
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    epochs: Mapping[int, Sequence[Epoch]],
) -> list[Stated]:
    """Every value that is stated of an indicator, in the order of the text."""
    starts = [claim.start for claim in claims]
    found: list[Stated] = []
    for report in reports:
        year = year_of(report, text)
        if report.n not in epochs or (year is None and report.kind not in KINDS):
            continue
        passages = _Reader(text, report, epochs[report.n], year or 0)
        for sentence in (one for one in sentences if one.report == report.n):
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            found += passages.read(sentence, claims[first:last], first)
    return sorted(found, key=lambda one: (one.start, one.end))


def _value(claim: Claim) -> float | None:
    """The number; of a ratio to one (2.1∶1) its first."""
    to_one = len(claim.parts) == 2 and claim.parts[1] == 1 and claim.reading == "ratio"
    return claim.parts[0] if to_one else claim.value


class _Reader:
    """Reads the sentences of one report, with the target passage it is in in mind."""

    def __init__(self, text: str, report: Report, epochs: Sequence[Epoch], year: int) -> None:
        self.text = text
        self.report = report
        self.epochs = epochs
        self.year = year
        self.aimed_section: int | None = -1
        self.aimed = (
            False  # in a sentence that says it lists targets, or one that goes on with them
        )
        self.origin: int | None = None

    def read(self, sentence: Sentence, claims: Sequence[Claim], first: int) -> Iterator[Stated]:
        low, high = sentence.start, sentence.end
        epoch = epoch_at(self.epochs, low)
        said = self.text[low:high]
        aims = epoch.kind == "target" and _AIMED.search(said) is not None
        self.aimed = aims or (self.aimed and self._goes_on(said, sentence))
        self.aimed_section = sentence.section
        in_words = epoch.kind == "target" or _MAY_STATE.search(said)
        names = find_names(self.text, low, high) if claims or in_words else ()
        if claims:
            yield from self._numbers(sentence, claims, first, names, epoch)
        if in_words:
            yield from self._words(sentence, claims, names, epoch)

    def _goes_on(self, said: str, sentence: Sentence) -> bool:
        """Whether a sentence goes on with the list of targets of the one before it."""
        return sentence.section == self.aimed_section and not re.match(
            r"\s*(?:这|我们|提出|要|为|做好|实现|今年|综合|围绕|上述|同时要|[（(]|一是|重点)", said
        )

    def _numbers(
        self,
        sentence: Sentence,
        claims: Sequence[Claim],
        first: int,
        names: Sequence[Name],
        epoch: Epoch,
    ) -> Iterator[Stated]:
        low = sentence.start
        part = times.part_of(self.report.title) if epoch.kind == "outcome" else ""
        said = times.Said(origin=self.origin, part=part)
        reached = low
        numbers = {id(claim): first + at for at, claim in enumerate(claims)}
        claims = counted(self.text, claims)
        of = owners(self.text, low, claims, names)
        named = any(owner.families for owner in of)
        for at, (claim, owner) in enumerate(zip(claims, of, strict=True)):
            times.note(said, self.text, reached, claim.start, self.year)
            reached = claim.end
            indicators = self._named(owner, claim)
            if indicators is None:
                continue
            if not indicators and not self._is_other(claim, owner, named):
                continue
            kind = self._kind(claim, epoch, sentence)
            if said.year is not None and self._is_to_come(said, epoch):
                kind = "target"
            based = times.is_origin(claims, at, self.text, max(low, owner.lead))
            for one in indicators or (None,):
                lead = self.text[owner.lead : owner.run]
                when = times.horizon(
                    said, epoch, claim, lead,
                    measure=one.measure if one else "", kind=kind, year=self.year,
                    place=sum(1 for other in of[:at] if other.run == owner.run),
                )  # fmt: skip
                if based:
                    base = times.base_of(said, epoch, when, lead)
                    said.origin = self.origin = base
                    kind, when = "outcome", times.Horizon(base, base)
                yield self._stated(
                    owner, one, claims, at, low,
                    kind=kind, horizon=str(when), claim=numbers[id(claim)],
                )  # fmt: skip

    def _is_to_come(self, said: times.Said, epoch: Epoch) -> bool:
        """到2030年; or the year of a work report itself where it is not what the report looks back on."""
        year = said.year or 0
        its_own = self.report.kind == "work_report" and epoch.last < year == self.year
        return year > self.year or (its_own and not said.part)

    def _named(self, owner: Owner, claim: Claim) -> list[Indicator | None] | None:
        """The indicators of a number (None: without a name), [] of something else, None to pass it over."""
        several = len(owner.families) > 1
        found = [
            one
            for family, one in ((f, indicator_of(f, claim)) for f in owner.families)
            if one is not None or (several and family == OTHER)
        ]
        lead = self.text[owner.end if owner.end <= claim.start else owner.lead : claim.start]
        low = max(owner.lead - _REACH, 0)
        if owner.families and NO_VALUE.search(self.text, low, claim.start):
            return None
        if owner.families and claim.unit in ("个百分点", "百分点"):
            apart = _APART.search(lead) or re.search("[比较]全国", lead)
            return None if not found or apart else found
        return found

    def _is_other(self, claim: Claim, owner: Owner, named: bool) -> bool:
        """Whether a number of something the lexicon does not name is an indicator's all the same."""
        text = self.text
        if owner.end <= owner.start or _APART.search(text, owner.start, claim.start):
            return False
        lead = text[owner.lead : claim.start]
        if claim.kind == "duration" and not (_REACHED.search(lead) or _SPAN.search(lead)):
            return False
        if (
            not (self.aimed or self.report.kind in KINDS)
            or claim.unit in _COUNTS
            or _STARTS.match(text, owner.start)
        ):
            return False
        if claim.modality == "target":
            linked = _LINKED.search(text, owner.end, claim.start)
            noun = linked or _NOUN.search(text, owner.start, owner.end)
            return self.aimed or noun is not None or claim.kind == "percent"
        measured = claim.kind in ("money", "percent") or claim.unit == "人"
        return named and (claim.change == "by" or measured)

    def _kind(self, claim: Claim, epoch: Epoch, sentence: Sentence) -> str:
        said = self.text[sentence.start : claim.start]
        if claim.stance == "past_target":
            return "target"
        if epoch.kind == "target":
            behind = _BEHIND.search(said) or (claim.year and claim.year < epoch.first)
            return "outcome" if behind and claim.modality != "target" else "target"
        cued = claim.modality == "target" and _CUED.search(said) and not epoch.several
        return "target" if cued and not _REACHED_IT.search(said) else "outcome"

    def _stated(
        self,
        owner: Owner,
        one: Indicator | None,
        claims: Sequence[Claim],
        at: int,
        low: int,
        **known: Any,
    ) -> Stated:
        """The row of a number. known: its kind, its horizon, and which claim it is."""
        claim = claims[at]
        words = hedging.hedges(self.text, low, owner, claim, self._list_end(claims, at))
        direction, change = claim.direction, claim.change
        rate = one is not None and (one.measure == "growth" or one.name == "cpi")
        fell = rate and change == "to"  # 涨幅回落到2.6%: prices rose
        if fell or (direction == "none" and one and (rate or one.measure == "sum")):
            direction, change = "increase", "by"
        return Stated(
            start=claim.start, end=claim.end, text=claim.text,
            indicator=one.name if one else "",
            written=self.text[owner.start : owner.end].strip() or None,
            value=_value(claim), low=claim.low, high=claim.high, unit=claim.unit or None,
            comparator=self._bound(claims, at), direction=direction, change=change,
            hedge=hedging.BETWEEN.join(words) or None,
            force=hedging.force(words, ranged=claim.low is not None, numeric=True),
            numeric=True,
            **known,
        )  # fmt: skip

    def _list_end(self, claims: Sequence[Claim], at: int) -> int | None:
        """Where the list ends that a number stands in, if what bounds its last one is for all."""
        last = at
        while last + 1 < len(claims) and _LISTED.fullmatch(
            self.text, claims[last].end, claims[last + 1].start
        ):
            last += 1
        end = claims[last].end
        return end if last > at and not _BOUNDED.search(self.text, claims[at].end, end) else None

    def _bound(self, claims: Sequence[Claim], at: int) -> str:
        """The comparator of a number, or of those it is listed with: 跨越7万亿、8万亿."""
        while at and claims[at].comparator == "eq":
            joined = self.text[claims[at - 1].end : claims[at].start] == "、"
            if not joined or claims[at - 1].comparator not in ("eq", "gt", "ge"):
                break
            at -= 1
        return claims[at].comparator

    def _words(
        self,
        sentence: Sentence,
        claims: Sequence[Claim],
        names: Sequence[Name],
        epoch: Epoch,
    ) -> Iterator[Stated]:
        text = self.text
        before: tuple[int, str, list[Name]] = (-1, "", [])
        for found in targets.find_words(text, sentence.start, sentence.end):
            if any(found.subject_start <= claim.start < found.end for claim in claims):
                continue
            here = [
                name for name in names
                if not _JOINT.search(text, found.subject_start, name.start) and found.subject_start <= name.start and name.end <= found.start and not name.foreign
            ]  # fmt: skip
            subject = text[found.subject_start : found.start].strip()
            near = (
                chain(text, here)
                if here and _SAID_OF.fullmatch(text, here[-1].end, found.start)
                else []
            )
            beside = []
            if found.kind != "done":
                beside = [n for n in here if n.start == found.subject_start and _WITH.fullmatch(text, n.end, found.start)]  # fmt: skip
                near = near or beside
            if found.kind == "none":
                near = [n for n in names if found.start <= n.start and n.end <= found.end][-1:]
            if not subject and before[0] == found.subject_start:
                subject, near = before[1], before[2]
            listed = text[found.end : found.end + 1] == "、"
            before = found.end + 1 if listed else -1, subject, near
            if epoch.kind == "outcome" and (found.kind in ("done", "none") or not near):
                continue
            each = [replace(name, single=one) for name in near for one in name.said_of]
            for name in each or ((None,) if self._states(found, subject) else ()):
                yield self._in_words(found, name, subject, sentence, epoch)
            if near and near == beside and epoch.kind == "target":  # 能耗和污染物排放量继续下降
                other = _JOINT_WITH.sub("", text[near[0].end : found.start])
                yield self._in_words(found, None, other, sentence, epoch)

    def _states(self, found: targets.InWords, subject: str) -> bool:
        """Whether words set a target for something the lexicon does not name."""
        if _STARTS.match(subject) or not _ENDS.match(self.text, found.end):
            return False
        if self.aimed and (found.kind == "done" or subject):
            return "上述" not in self.text[found.start : found.end]
        return found.kind != "done" and len(subject) < 24 and _NOUN.search(subject) is not None

    def _in_words(
        self,
        found: targets.InWords,
        near: Name | None,
        subject: str,
        sentence: Sentence,
        epoch: Epoch,
    ) -> Stated:
        text = self.text
        level = "达到" in text[found.start : found.end]
        one = in_words(near.single, level) if near else None
        direction, change = found.direction, "none"
        if _FALLS.search(subject):
            direction = "decrease"
        grows = one.measure == "growth" if one else _GROWS.search(subject) is not None
        if found.kind in ("synced", "kept", "compared") and grows:
            direction, change = "increase", "by"
        words = hedging.heads(text, sentence.start, found.subject_start)
        words += hedging.in_words(text, found.subject_start, found.end)
        said = times.Said()
        times.note(said, text, sentence.start, found.start, self.year)
        span = said.span or (epoch.first, epoch.last)
        kept = found.kind in ("state", "kept") and epoch.several
        when = (
            times.Horizon(*span) if kept or not said.year else times.Horizon(said.year, said.year)
        )
        return Stated(
            start=found.start, end=found.end, text=text[found.start : found.end],
            kind=epoch.kind, indicator=one.name if one else "", horizon=str(when),
            written=(text[near.start : near.end] if near else subject.strip(" \u3000、")) or None,
            comparator=found.comparator, direction=direction, change=change,
            hedge=hedging.BETWEEN.join(words) or None,
            force=hedging.force(words, ranged=False, numeric=False),
        )  # fmt: skip

"""Whose number it is: the name that leads to a number, or that the number before it had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.indicators.names import Name
from toolkit.extract.model import Claim
from toolkit.extract.numbers.dates import PLAN
from toolkit.extract.numbers.patterns import either

OTHER = "-"  # a family without a name
_YEAR = r"(?:19|20)\d\d年?"
_MONTH = r"\d{1,2}月份?"
_TIME = (
    rf"{_YEAR}[底末初]?|{_MONTH}的?|{PLAN}(?:时期|期间|规划|期?末)*|[去今上前明]年|年[底末初内]|全年|五年[来间]?"
    r"|[过今未][去后来]的?[五5]年|前[一二两三四]?(?:年|季度)|[上下]半年|[一二三四]季度|连续[一二两三四五六七八九十\d]+[年个]"
)
_BASE = (
    rf"(?:[比较与和同]|相比|相较)(?:于)?(?:{_YEAR}|{PLAN}|上一?年度?|去年|前年|上届|年初|[^，。；、]{{0,6}}?同期)"
    r"(?:同期|预算|末|底|初|赤字|时|期间|水平|执行数|决算数)*(?:相比|[相]?比)?"
)
_STEPS = "[千百十]万?亿元?(?:台阶|大关|关口)|[一二两三四五六七八九几多\\d]+个[^，。；、\\d]{0,8}?(?:台阶|大关|关口)"
_THERE = (
    "在[^，。；]{2,30}?(?:情况下|条件下|背景下|形势下|基础上)|(?:剔除|扣除)[^，。；]{1,18}?因素后?"
)
_WITHOUT = "[（(](?:不?含|不包括|包括|剔除|扣除|现价|新口径)[^（()）]{0,12}?(?:[）)]|(?=增长|下降))"
_ASIDE = "[，、](?:实现|稳?居|位[居列]|排|列|跃居|成为|比|占|高于|快于|创|由|转)[^，、。；]{0,16}(?=[，、])|(?:扭转|摆脱|结束)[^，、。；]{0,12}(?=[，、])"  # ，居全国第五位，
_THERE_AT = re.compile(_THERE)
_BASED = re.compile(_BASE)
_WHOLES = [row["word"] for row in lexicon.table("growth_words") if row["part"] == "whole"]
_LINK = re.compile(
    rf"(?:{_BASE}|{_TIME}|{_STEPS}|{_THERE}|{_WITHOUT}|{_ASIDE}|{either([*lexicon.words('indicator_links'), *_WHOLES])}|[，、：:,（）()“”\s—≤≥<>＜＞=-])*"
)
_LINKED = re.compile(rf"(?:{_LINK.pattern})\Z")
_BOTH = re.compile(
    "[、和与及][^，。；、和与及增降上下]{2,12}?(?=(?:预期)?(?:增长|增速|降低|下降)?(?:[均都]))"
)
_TAIL_OF = re.compile(r"\s*(?:左右|上下|以上|以内)?的(?:年均)?")
_AIMED = re.compile("(?:年均)?(?:增长|增速|增幅)?(?:预期)?(?:目标|速度|增速|增长)")
_CLAUSE = re.compile("[，；。：\n]")
_AND = re.compile("[、和与及]")
_STEPS_AT = re.compile(_STEPS)
# ，高于年初确定的(12%): what the number before it is held against.
SET_AGAINST = re.compile("[，、（(]?(?:高于|低于|快于|慢于|高出|超过?)[^，。；、\\d]{2,14}$")
# What is no value of a year: 由7月份的(6.5%)回落, 比计划目标3000亿元超过(1070亿元).
NO_VALUE = re.compile(
    rf"{SET_AGAINST.pattern}|{_MONTH}的?$|比[^，。；]{{0,12}}(?:目标|计划|预算)[^，。；]{{2,14}}(?:超过|超额|高出|多)(?:完成)?$"
)
_FOR_ALL = re.compile("同步|双双|(?<!年)均|都")
_RANKS = ("强", "位", "名")
_TIME_BEFORE = re.compile("(?:连续|前|近|过去|过去的|未来|今后|每|这|第)$")
_TIME_AFTER = re.compile("[来间内后前期]|以来|平均|累计|行动|计划|规划|分别|共|[，。]?$")
_TAIL = re.compile(r"\s*(?:左右|上下|以上|以内|以下|之内|之上|多|余|[）)])*")
_JOIN = re.compile(r"\s*(?:[、和与及，,]|以及)\s*")
_CHAIN = re.compile(r"\s*(?:[、和与及]|以及|，和)(?:全社会|全[省市区县国])?\s*")
_WHOLE = re.compile("(?:全(?:年|[省市区县州旗国]|社会)|平均每年|地方|全部)+$")
_STOPS = re.compile("[，；。：、！？\n:;,]")
_LEADING = re.compile(lexicon.forms("leads_name"))


@dataclass(frozen=True, slots=True)
class Owner:
    """What a number is of: its families (none: no indicator of the lexicon) and the name as written."""

    families: tuple[str, ...]
    start: int
    end: int
    lead: int  # from where the words that lead to the number are its own
    run: int  # where the first number of its run (5%、6%) begins


def counted(text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Without numbers that only tell a time (连续四年), a rank (前十强), steps (三个大台阶) or what
    else was so (在出口下降3成的情况下).
    """
    if not claims:
        return []
    low, high = claims[0].start - 32, claims[-1].end + 8
    there = [match.span() for match in _THERE_AT.finditer(text, max(0, low), high)]
    return [
        one
        for one in claims
        if not _tells(text, one) and not any(a <= one.start < b for a, b in there)
    ]


def _tells(text: str, claim: Claim) -> bool:
    if claim.kind == "duration":
        return bool(
            _TIME_BEFORE.search(text, max(0, claim.start - 3), claim.start)
            or _TIME_AFTER.match(text, claim.end)
        )
    ranked = claim.unit in _RANKS and text[claim.start - 1 : claim.start] in "前第居"
    return ranked or _STEPS_AT.match(text, claim.start) is not None


def owners(text: str, low: int, claims: Sequence[Claim], names: Sequence[Name]) -> list[Owner]:
    """The owner of each number of a sentence that begins at low, in their order."""
    found: list[Owner] = []
    based = [match.span() for match in _BASED.finditer(text, low, claims[-1].end)] if claims else []
    names = [one for one in names if not any(a <= one.start < b for a, b in based)]
    at = 0
    while at < len(claims):
        begins = low if at == 0 else _TAIL.match(text, claims[at - 1].end).end()  # type: ignore[union-attr]
        last = _run_end(text, claims, at)
        found += _of_run(text, begins, claims[at:last], names, found)
        at = last
    return found


def _run_end(text: str, claims: Sequence[Claim], at: int) -> int:
    """Where a run of numbers ends that only a joint stands between: 5%左右、6%."""
    last = at + 1
    while last < len(claims):
        tail = _TAIL.match(text, claims[last - 1].end)
        begins = tail.end() if tail else claims[last - 1].end
        alike = claims[last].unit == claims[last - 1].unit
        if not alike or not _JOIN.fullmatch(text, begins, claims[last].start):
            break
        last += 1
    return last


def _of_run(  # noqa: PLR0911 - a rule a line
    text: str, begins: int, run: Sequence[Claim], names: Sequence[Name], before: Sequence[Owner]
) -> list[Owner]:
    start = run[0].start
    led = [name for name in names if begins <= name.start and name.end <= start]
    if led and len(run) > 1 and (parts := _apart(text, begins, led, start, len(run))):
        return parts
    if led and _LINK.fullmatch(text, led[-1].end, start):
        if led[-1].foreign:
            return [_other(text, begins, led[-1].end, start)] * len(run)
        return _shared(text, begins, chain(text, led), start, len(run))
    if led and len(run) == 1 and not led[-1].foreign and _with_other(text, led[-1].end, start):
        one = led[-1]
        return [Owner((one.single, OTHER), one.start, one.end, begins, start)]
    if (
        not led
        and before
        and (_LINK.fullmatch(text, begins, start) or SET_AGAINST.fullmatch(text, begins, start))
    ):
        all_of = _FOR_ALL.search(text, begins, start) is not None
        return _carried(begins, start, len(run), before, all_of)
    if len(run) == 1 and (behind := _behind(text, run[0].end, names)):
        return [Owner((behind.single,), behind.start, behind.end, begins, start)]
    return [_other(text, begins, _words_end(text, begins, start), start)] * len(run)


def _with_other(text: str, low: int, high: int) -> bool:
    """M2和社会融资规模预期增长均为: one number for a name and something without a name."""
    match = _BOTH.match(text, low, high)
    return match is not None and _LINK.fullmatch(text, match.end(), high) is not None


def _behind(text: str, end: int, names: Sequence[Name]) -> Name | None:
    """提出8%左右的国内生产总值增长目标: the name may stand behind its number."""
    tail = _TAIL_OF.match(text, end)
    name = next((one for one in names if tail and one.start == tail.end()), None)
    return name if name and not name.foreign and _AIMED.match(text, name.end) else None


def _apart(text: str, begins: int, led: Sequence[Name], run: int, count: int) -> list[Owner]:
    """The members of 甲产量、乙营收分别增长6%、7%, where not all are names of the lexicon."""
    at = text.find("分别", led[-1].end, run)
    if at < 0 or len(led) == count or len(led[-1].members) > 1:
        return []
    first = max((match.end() for match in _CLAUSE.finditer(text, begins, at)), default=begins)
    bounds = [first, *(m.end() for m in _AND.finditer(text, first, at)), at + 1]
    parts = list(pairwise(bounds))
    if len(parts) != count:
        return []
    found = []
    for start, stop in parts:
        named = [
            one for one in led if start <= one.start and one.end == stop - 1 and not one.foreign
        ]
        families = (named[-1].single,) if named else ()
        found.append(Owner(families, start, stop - 1, begins, run))
    return found


def chain(text: str, led: Sequence[Name]) -> list[Name]:
    """The last name with those it is joined to: 零售总额、固定资产投资."""
    chain = [led[-1]]
    for name in reversed(led[:-1]):
        if name.foreign or not _CHAIN.fullmatch(text, name.end, chain[0].start):
            break
        chain.insert(0, name)
    return chain


def _shared(text: str, begins: int, chain: Sequence[Name], run: int, count: int) -> list[Owner]:
    members = [member for name in chain for member in name.members]
    whole = _WHOLE.search(text, begins, chain[0].start)
    start, end = whole.start() if whole else chain[0].start, chain[-1].end
    if count == 1:
        families = [chain[0].single] if len(chain) == 1 else members
        return [Owner(tuple(families), start, end, begins, run)]
    if len(members) == count:
        return [Owner((member,), start, end, begins, run) for member in members]
    last = members if len(chain) == 1 and len(members) == 1 else members[-1:]
    return [Owner(tuple(last), start, end, begins, run)] * count


def _carried(
    begins: int, run: int, count: int, before: Sequence[Owner], all_of: bool
) -> list[Owner]:
    """The owners of the numbers before, for as many numbers (all_of: one number is of all of the last run)."""
    last = [one for one in before if one.run == before[-1].run]
    if all_of and count == 1 and len(last) > 1:
        families = tuple(family for one in last for family in one.families)
        return [replace(last[-1], families=families, lead=begins, run=run)]
    apart: list[Owner] = []
    for owner in reversed(before):
        if all((owner.families, owner.start) != (one.families, one.start) for one in apart):
            apart.insert(0, owner)
        if len(apart) == count:
            break
    if len(apart) < count:
        apart = [before[-1]] * count
    return [replace(one, lead=begins, run=run) for one in apart]


def _words_end(text: str, low: int, high: int) -> int:
    """Where the name of something else ends: in front of the words that link it to its number."""
    first = max((match.end() for match in _STOPS.finditer(text, low, high)), default=low)
    if _LINK.fullmatch(text, first, high):
        stops = [match.start() for match in _STOPS.finditer(text, low, high)]
        high = stops[-1] if stops else high
        first = stops[-2] + 1 if len(stops) > 1 else low
    linked = _LINKED.search(text, first + 1, high)
    return linked.start() if linked else high


def _other(text: str, low: int, end: int, run: int) -> Owner:
    start = max((match.end() for match in _STOPS.finditer(text, low, end)), default=low)
    leading = _LEADING.match(text, start, end)
    if leading and leading.end() < end:
        start = leading.end()
    return Owner((), start, end, low, run)

"""The years one value is for: what its sentence says, or else the part of the report it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.extract.model import Claim
from toolkit.extract.numbers.dates import OF_CENTURY, PLAN, number_of, plan_years, whole
from toolkit.extract.numbers.epochs import Epoch

_TIMES = re.compile(
    rf"(?P<base>(?:[比较与]|相比|相较于?)(?:(?P<byear>{OF_CENTURY})年|"
    + PLAN
    + "时?期?末?|去年|上年|上一年|前年)|是"
    + PLAN
    + "时?期?末?的)"
    rf"|(?P<from>[从由]\s*(?:(?P<fyear>{OF_CENTURY})年|(?P<flast>去年|上年)|" + PLAN + "期?[末底]))"
    rf"|(?P<year>(?<!\d)(?:19|20)\d\d|{OF_CENTURY}(?=年))(?!年?[底末]?的?基础上)(?P<half>年上半年|年前三季度|年一季度)?年?(?![-—\d])"
    rf"|(?P<span>(?P<first>{OF_CENTURY})年?[-—至到](?P<last>{OF_CENTURY})年)"
    r"|(?P<planned>" + PLAN + "(?:时期|期间|规划|期?末)?)(?!以来)"
    r"|(?P<this>今年)|(?P<before>去年|上年)(?!同期|水平|持平)|(?P<part>上半年|前三季度|一季度)|(?P<whole>全年)"
)
_TELLING = frozenset("年五季12")  # every time of _TIMES has one of them
_PARTS = {"上半年": "H1", "前三季度": "Q1-Q3", "一季度": "Q1"}
_PART = re.compile("|".join(_PARTS))
_SPANNED = re.compile("年均(?!浓度|值|气温|降水)|年平均|平均每年|每年")
_YEARS = re.compile(
    "(?<![续第0-9十个〇零○])(?P<n>[五5]|(?<=[近去前这])[两二三四六七八九3-9])年(?!级|规划|计划)"
)
_CONSECUTIVE = re.compile("连续([一二两三四五六七八九1-9])年[^，。；]*$")
_IN_TURN = re.compile("前([两二三四五])年分别")
_KEPT = re.compile("控制在|保持在?|稳定在|维持在|不超过")
_ONE_YEAR = re.compile("[比较](?:上一?年|去年)|同比")
_PASSED = re.compile("(?:跨越|连跨|先后|连续)[^，、。；]*$")
_COMPARED = re.compile(
    "[较比](?:(?:19|20)\\d\\d年|“?十[一二三四五六七]?五”?末?|上年|去年)[末底]?的$"
)
_FIRST = 1900  # a year before it was counted from no year


@dataclass(slots=True)
class Said:
    """The times a sentence has spoken of so far."""

    year: int | None = None
    span: tuple[int, int] | None = None
    base: int | None = None  # what is compared with: 比2002年增长
    origin: int | None = None  # what 从 a level led from
    passing: bool = False  # the year is only what a level led to: 到2025年的
    part: str = ""


@dataclass(frozen=True, slots=True)
class Horizon:
    first: int
    last: int
    part: str = ""

    def __str__(self) -> str:
        """As in the table; empty where the year of the report is not known."""
        if self.last < _FIRST:
            return ""
        if self.first == self.last:
            return f"{self.last}{self.part}"
        return f"{self.first}-{self.last}"


def part_of(title: str | None) -> str:
    """The part of its year that a title says a report is of: H1."""
    part = _PART.search(title or "")
    return _PARTS[part.group()] if part else ""


def note(said: Said, text: str, low: int, high: int, year: int) -> None:
    """Take in the times between two places."""
    if said.passing:
        said.year, said.passing = None, False
    told = () if _TELLING.isdisjoint(text[low:high]) else _TIMES.finditer(text, low, high)
    for match in told:
        if match["base"]:
            if match["byear"]:
                said.base = number_of(match["byear"])
            elif plan := plan_years(match["base"]):
                said.base = plan[1]
        elif match["from"]:
            plan = plan_years(match["from"])
            said.origin = (
                plan[1] if plan else (number_of(match["fyear"]) if match["fyear"] else year - 1)
            )
        elif match["span"]:
            said.span, said.year = (number_of(match["first"]), number_of(match["last"])), None
        elif match["year"]:
            said.year, said.span = number_of(match["year"]), None
            said.passing = said.origin is not None and text[match.start() - 1] in "到至"
            said.part = _PARTS.get((match["half"] or "")[1:], "")
        elif match["planned"]:
            first, last = plan_years(match["planned"]) or (0, 0)
            end = match["planned"].endswith("末")
            said.year, said.span = (last, None) if end else (None, (first, last))
        elif match["this"]:
            said.year, said.span = year, None
        elif match["before"]:
            said.year, said.span = year - 1, None
        elif match["part"] or match["whole"]:
            said.part = _PARTS.get(match["part"], "")


def horizon(  # noqa: PLR0911 - a rule a line
    said: Said,
    epoch: Epoch,
    claim: Claim,
    lead: str,
    *,
    measure: str,
    kind: str,
    year: int,
    place: int = 0,
) -> Horizon:
    """The years of a value. lead: the words that lead to its number;

    place: which number of its run it is, from 0. Growth, sums and what is kept to are of all years of a plan; a level is of its last.
    """
    span = said.span or ((epoch.first, epoch.last) if epoch.several else None)
    if several := _CONSECUTIVE.search(lead):
        last = said.year or epoch.last
        return Horizon(last - whole(several[1]) + 1, last)
    if in_turn := _IN_TURN.search(lead):
        of = (said.year or epoch.last) - whole(in_turn[1]) + place
        return Horizon(of, of)
    if years := _YEARS.search(lead):
        last = said.year or (span or (epoch.first, epoch.last))[1]
        of_plan = years["n"] in "五5" and span is not None
        return Horizon(*span) if of_plan and span else _over(whole(years["n"]), kind, last, year)
    spanned = _SPANNED.search(lead) or (span and "累计" in lead)
    by = claim.change == "by" or measure in ("growth", "change", "sum")
    if said.base is not None and by and kind == "outcome":
        last = said.year or (span or (epoch.first, epoch.last))[1]
        if last > said.base:
            return Horizon(said.base + 1, last)
    if spanned:
        return Horizon(*(span or _around(kind, year, said.year)))
    if said.year is not None:
        return Horizon(said.year, said.year, said.part)
    if span is None:
        return Horizon(epoch.first, epoch.last, said.part)
    if by and _ONE_YEAR.search(lead):  # of a level at the end of the years told of
        return Horizon(span[1], span[1])
    kept = kind == "target" and (claim.comparator == "le" or _KEPT.search(lead))
    kept = kept or (kind == "outcome" and re.search("稳定在|保持在|控制在", lead))
    if by or kept or _PASSED.search(lead):
        return Horizon(*span)
    return Horizon(span[1], span[1])


def _over(count: int, kind: str, last: int, year: int) -> Horizon:
    return Horizon(last - count + 1, last) if kind == "outcome" else Horizon(year, year + count - 1)


def _around(kind: str, year: int, said: int | None) -> tuple[int, int]:
    """The years that 年均 is over where no plan is named: the five behind, or those to the year said."""
    if kind == "outcome":
        return year - 5, year - 1
    plan = year - (year - 1) % 5
    return (year, said) if said and said > year else (plan, plan + 4)


def base_of(said: Said, epoch: Epoch, found: Horizon, lead: str) -> int:
    """The year of a base value: 从2020年的5.2万元, or the last year before what it grew to is for."""
    own = _TIMES.search(lead)
    if own and own["year"]:
        return number_of(own["year"])
    if said.origin is not None:
        return said.origin
    return (epoch.first if epoch.several else found.first) - 1


def is_origin(claims: Sequence[Claim], at: int, text: str, low: int) -> bool:
    """Whether a number is what another led from: 从5.2万元提高到7.4万元."""
    claim = claims[at]
    if _COMPARED.search(text, max(low, claim.start - 16), claim.start) and re.match(
        "[增净减提]", text[claim.end : claim.end + 2]
    ):
        return True
    before = text[max(low, claim.start - 24) : claim.start]
    if not re.search(r"[从由](?:[^，。；、]{0,14})$", before) or claim.change != "none":
        return False
    after = text[claim.end : claim.end + 16]
    return re.match(r"(?:左右|以上|多)?[^，。；]{0,8}(?:到|至|为)", after) is not None

"""The stretches of a report that tell of years behind or set what is to come."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.extract.model import Report, Section, Sentence
from toolkit.extract.numbers.dates import OF_CENTURY, PLAN, number_of, plan_years, whole

_PASSED_OVER = ("toc", "outline", "notice")
_IS_PLAN = re.compile("(?:计划|规划|纲要)(?:[(（].{1,12}[)）])?$")
_PLAN_TIME = re.compile(
    "(?<![比较与和同是])(?<![比较与和同是]“)"
    + PLAN
    + "(?:规划|计划)?(?:时期|期间|以来|[末初底]|五年|的五年|这五年)?"
)
_PAST = re.compile(
    "(?:过去的?这?|政府工作)(?P<a>[两二三四五2-5])年|(?<![\\d十〇零○])(?P<b>[两二三四五2-5])年(?:以?来(?!的?新)|间|(?:政府)?(?:工作)?(?:的?回顾|成就))|以来的(?P<c>[两二三四五2-5])年|这(?P<d>[四五45])年|本届政府(?:任期[来间]|(?!开局|第)[^，。]{0,8}工作)"
)
_NEXT_5 = re.compile("(?:今后|未来|下一个?|此后)的?[五5]年")
_LAST = re.compile("(?<![比较与同和])(?:去年|上年|过去的?一年|一年来)")
_THIS = re.compile("今年|新的一年|本年度?")
_Y = rf"(?<!\d)({OF_CENTURY})"
_YEAR = re.compile(rf"{_Y}年(?!代|来|以来|规划)")
_AHEAD = re.compile(
    "总体要求|目标|任务|工作安排|工作部署|总体部署|部署|工作建议|建议|政策取向|工作思路|思路|谋划|工作计划|重点工作|打算|主要考虑|总体考虑|奋斗|举措|展望|蓝图"
)
_BEHIND = re.compile("回顾|过去|成效|成就|成绩|(?:完成|推进|进展|工作)情况|总结|取得|主要情况|历程")
_BEHIND_LAST = re.compile(rf"(?:{_BEHIND.pattern})(?!.*(?:{_AHEAD.pattern}))")
_OPENING = 44  # characters of a sentence that can set the time for those after it
_LEAD = 16  # and of who says so, before targets are set: 报告提出, 从…会议上获悉
_AT_END = re.compile(r"\d{4}-1[12]")  # what is given then is of the year to come
_LINE = re.compile("[^\\n，。；：:,!！（(%％元]{4,28}")  # a heading that was not found as one
_TARGETS = re.compile("目标(?![^，。；：:是]{0,8}(?:完成|实现|达成))|总体要求|工作要求")


_OF_YEAR = re.compile(
    rf"{_Y}年(?:[^，。；]{{0,16}}(?:主要任务|工作安排|重点工作|总体部署|(?:预期|主要)总?目标|工作(?:任务|目标|思路|计划))|是[^，。]{{0,20}}(?:开局|关键|重要|新的)之?一?年)"
)
_LOOKS_BACK = re.compile(rf"(?<![到至比较]){_Y}年(?:[，是]|工作(?:的?回顾|情况))")
_REACHED = re.compile(rf"(?:(?<![到至比较])|(?<=[到至])(?=.{{4}}年的)){_Y}年(?!代)")
_PART = re.compile("上半年|季度|[1-9]月")  # of the year in which it is told
_JUST_PAST = re.compile(rf"过去的?一年[^。]{{0,30}}\n{_Y}年[，是]")
_MEETS = re.compile(rf"(?<![到至比较]){_Y}(?=年?(?:全国|[省市区县])?两会|年)")


@dataclass(frozen=True, slots=True)
class Epoch:
    """A stretch of a report that speaks of some years, as done or as to come."""

    start: int
    kind: str  # outcome, target
    first: int
    last: int

    @property
    def several(self) -> bool:
        return self.last > self.first


def year_of(report: Report, text: str) -> int | None:
    """The year in whose course a report is given: as it is known, or of its title, or of its words.

    >>> year_of(Report(1, "work_report", "澜川县2025年工作报告", None, None, 0, 0), "")
    2025
    """
    title, opening = report.title or "", min(report.end, report.start + 2_000)
    titled = _years(_YEAR, title)
    if titled and report.given_year is None and "执行情况" in title and not _PART.search(title):
        return titled[-1] if len(titled) > 1 else titled[-1] + 1  # 2015年计划执行情况与2016年计划
    if report.year is not None or len(titled) == 1:
        at_its_end = (
            _years(_JUST_PAST, text, report.start, opening) == titled
            if titled
            else _AT_END.match(report.date or "")
        )
        return (report.year or titled[0]) + bool(at_its_end and report.given_year is None)
    plan = plan_years(title)  # the outline of a plan is given in its first year
    named = _years(_REACHED, text, report.start, opening)
    headline = text[report.start : opening].lstrip().partition("\n")[0]
    told = (
        _years(_OF_YEAR, text, report.start, report.end)[-1:],
        [year + 1 for year in _years(_LOOKS_BACK, text, report.start, opening)[-1:]],
        plan and plan[:1],
        _years(_MEETS, headline)[-1:],
        [year + (year - 1 not in named) for year in named[-1:]],
    )
    return next((years[0] for years in told if years), None)


def _years(pattern: re.Pattern[str], text: str, low: int = 0, high: int = sys.maxsize) -> list[int]:
    """The years that a pattern's first group says, without repeats, in their order."""
    return sorted({number_of(said) for said in pattern.findall(text, low, high)})


def find_epochs(
    text: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
) -> dict[int, list[Epoch]]:
    """The epochs of each report in their order, by its number; the first is the year behind."""
    found = {}
    for report in reports:
        if report.kind not in _PASSED_OVER:
            here = [one for one in sections if one.report == report.n]
            own = [one for one in sentences if one.report == report.n]
            found[report.n] = _of_report(text, report, here, own, year_of(report, text) or 0)
    return found


def _of_report(
    text: str, report: Report, sections: Sequence[Section], sentences: Sequence[Sentence], year: int
) -> list[Epoch]:
    now = Epoch(report.start, "outcome", year - 1, year - 1)
    title = report.title or ""
    if _IS_PLAN.search(title):  # all of it is to come
        now = Epoch(report.start, "target", *(plan_years(title) or (year, year)))
    elif (told := _years(_YEAR, title)) and (_BEHIND_LAST.search(title) or _PART.search(title)):
        now = Epoch(report.start, "outcome", told[0], told[-1])
    found = [now]
    marks = [(one.heading_start, 0, one.heading, one.level == 1) for one in sections]
    ends = {one.start: one.heading_end for one in sections}
    for sentence in sentences:
        start = ends.get(sentence.start, sentence.start)
        words = text[start : min(sentence.end, start + _OPENING + _LEAD)].strip()
        if words == report.title:
            continue  # 2024年审计工作报告 says of what year it is, not that this is to come
        line = _LINE.fullmatch(words) is not None
        marks.append((start, 1, words, line))
    for at, opens, words, top in sorted(marks):
        heads = top or not opens
        said = _of_heading(words, year, top) if heads else _of_opening(words, year, now)
        if said is not None:
            now = replace(said, start=at)
            found.append(now)
    return found


def epoch_at(found: Sequence[Epoch], place: int) -> Epoch:
    return found[max(0, bisect_right(found, place, key=lambda one: one.start) - 1)]


def _of_heading(words: str, year: int, top: bool) -> Epoch | None:  # noqa: PLR0911 - a rule a line
    ahead, behind = _AHEAD.search(words), _BEHIND.search(words)
    years = _years(_YEAR, words)
    plan = plan_years(words)
    of_last = year - 1 in years or _LAST.search(words)
    if of_last and behind and not ahead:
        return Epoch(0, "outcome", year - 1, year - 1)  # 去年和今年以来工作回顾
    if years and _BEHIND_LAST.search(words):  # 2024年重点工作完成情况, 2024年及“十四五”工作回顾
        return Epoch(0, "outcome", min(years), max(years))
    if year in years or (_THIS.search(words) and not plan):
        return Epoch(0, "target", year, year) if ahead or top else None
    if of_last:
        return Epoch(0, "outcome", year - 1, year - 1)
    if plan:
        first, last = plan
        if last < year:
            return Epoch(0, "outcome", first, last)
        return Epoch(0, "target", first, last) if ahead or first >= year or top else None
    if past := _PAST.search(words):
        return Epoch(0, "outcome", year - _count(past), year - 1)
    if _NEXT_5.search(words):
        return Epoch(0, "target", year, year + 4)
    if top and ahead and not behind:
        return Epoch(0, "target", year, year)
    if top and behind and not ahead:
        return Epoch(0, "outcome", year - 1, year - 1)
    return None


def _count(past: re.Match[str]) -> int:
    """How many years a look back is over: five where it is a government's term."""
    return whole(next(filter(None, past.groups()), "五"))


_TIMED = re.compile("[年届”五]")
_SETS = re.compile(
    "(?:预期|奋斗|主要|发展)(?:[性总]?目标|指标)(?:建议)?(?:是|为|：|:|，|—|如下|$)|建议[：:，]?(?:今年|20\\d\\d年)(?!工作报告)"
)
_REVIEWS = re.compile("报告[^，。目标]{0,6}(?:总结|回顾|，过去)")
_SET_BEFORE = re.compile("年初|去年|上年|确定的|完成|十[一二三四五]?五|未来|今后|五年")


def _of_opening(words: str, year: int, now: Epoch) -> Epoch | None:  # noqa: PLR0911 - a rule a line
    """What the first words of a sentence turn the sentences after it to."""
    if _TIMED.search(words) is None and _SETS.search(words) is None:
        return None
    sets, words = _SETS.search(words), words[:_OPENING]
    opening = re.split("[；。：]", words)[0]
    clause = re.split("[，；。]", words)[0]
    aims = sets or _TARGETS.search(words)
    if sets and now.kind == "outcome" and (not aims or not _SET_BEFORE.search(opening)):
        return Epoch(0, "target", year, year)
    if aims and (_THIS.search(opening) or f"{year}年" in opening):
        return Epoch(0, "target", year, year)
    told = rf"(?:[^，。；：]{{0,14}}[，：]){{0,2}}(?:预计)?{year - 1}年[^。；]{{0,40}}(?:实现|完成|达到|预计|比上年|增长|总值)(?![^。；]*目标)"
    if now.kind == "target" and (re.match(told, words) or _REVIEWS.match(opening)):
        return Epoch(0, "outcome", year - 1, year - 1)  # 年均 says where it is five
    if _NEXT_5.search(opening) and (
        aims or now.kind == "target" or re.search("要|将|力争", opening)
    ):
        return Epoch(0, "target", year, year + 4)
    plan = _PLAN_TIME.search(opening)
    if plan:
        first, last = plan_years(plan[0]) or (0, 0)
        timed = plan[0].endswith(("时期", "期间", "五年")) or (sets and plan.start() < sets.start())
        if first <= year <= last and timed and (aims or (plan.start() < 8 and now.several)):
            return Epoch(0, "target", first, last)
        since = plan[0].endswith("以来") and last == year - 1  # “七五”以来最快 is a comparison
        if last < year and now.kind == "outcome" and (timed or since):
            return Epoch(0, "outcome", first, last)
    if now.kind == "outcome" and (past := _PAST.search(opening)):
        return Epoch(0, "outcome", year - _count(past), year - 1)
    told = rf"过去的?(?:一年|{year - 1}年)|(?:^|，)(?:一年来|{year - 1}年(?:是|，(?:我们|全[省市区县]|面对)))"
    if now.kind == "outcome" and now.several and re.search(told, opening):
        return Epoch(0, "outcome", year - 1, year - 1)
    ahead = now.kind == "target" or now.last < year  # what is told of is over, if it is this year
    if ahead and re.match(
        rf"(?:今年|{year}年)(?:是|工作|的?重点|要|我们要|，我们要|经济社会发展)", clause
    ):
        return Epoch(0, "target", year, year)
    return None

"""What one statement cannot be by itself: days and months that no calendar holds, spans of time that
run backwards or are not as long as it says, ranges upside down, impossible percentages.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from toolkit import lexicon
from toolkit.extract.checks.bounds import PERCENT, tidy
from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check
from toolkit.extract.numbers.dates import DATE, OF_CENTURY, iso, number_of
from toolkit.extract.structure.markers import ordinal_of

_HAN = "[一二三四五六七八九十]{1,3}"
_DATED = re.compile(r"(?:19|20)(?<![\d.]..)\d\d(?=[年度至到—–－~～-])")
_BEGUN = re.compile(r"(?:开始|启动|起)[，,]?[至到]")
_BETWEEN = re.compile(r"[至到—–－~～-]+\s*(?P<year>(?:19|20)\d\d)?")
_BARE = re.compile(r"\d{4}[^\d年月]+\d{4}")
_UNTIL = re.compile(r"截[至止]到?$")
_DAY = re.compile(rf"月(?P<day>\d{{1,2}}|{_HAN})(?:日|号(?![楼院门仓机井线地文]))")
_ITS_MONTH = re.compile(
    rf"(?:((?:19|20)\d\d)年)?(?<![\d.．一二三四五六七八九十])(\d{{1,2}}|{_HAN})$"
)
_MONTH = re.compile(
    r"[1-9](?<![\d.].)(?:(?:(?<=1)9|(?<=2)0)\d\d年(?P<of>1[3-9]|[2-9]\d)月"
    r"|(?:(?<=1)[0-2])?\s?[至到—–－~～-]+\s?(?P<to>1[3-9]|[2-9]\d)月(?!\d))"
)
_LUNAR = re.compile(r"农历|阴历|旧历|夏历|腊月|正月|藏历|回历")
_YEARS = re.compile(
    rf"(?P<first>{OF_CENTURY})(?<![\d.]....)年?\s?[至到—–－~～-]+\s?(?P<last>{OF_CENTURY})年?[，,]?(?:的|这)?"
    rf"(?P<n>\d{{1,2}}|{_HAN})[个]?年(?:[间来里中内](?!的年)|时间|期间|，)"
)
_QUARTER = re.compile(
    r"(?=[第一二三四1-4前上下])(?P<name>第?[一二三四1-4]季度|前[二两三]季度|前[二两三]个季度|[上下]半年)(?:[（(]|[，,]?即)"
    r"(?P<first>\d{1,2})月?[至到—–－~～-]+(?P<last>\d{1,2})月"
)
_DAYS = re.compile(
    r"(?P<month>\d(?<![\d.年].)\d?)月(?P<first>\d{1,2})日?(?:开始|起)?[至到—–－~～-]+(?:(?P<then>\d{1,2})月)?(?P<last>\d{1,2})日(?:结束|止)?"
    rf"(?:(?:，|,)?(?:为期|历时|[共连续前后总]{{1,2}})(?P<n>\d{{1,3}}|{_HAN})天)?"
)
_QUARTERS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12), "前二": (1, 6), "前两": (1, 6), "前三": (1, 9)}
_LOSS = re.compile(r"利润|盈利|收益|净利|亏损|结余|顺差|余额|增速|净流")
_BELOW_ZERO = re.compile(r"零下|[负第\-－—−]$")
_FALLS = re.compile(r"减|降|缩|回落")
_OF_ANOTHER = re.compile(r"预算|计划|任务|目标|生产总值|GDP|上年|去年|同期|产能|收入")
_BOUND = re.compile(r"(?:达到|超过|高达|[为是达约近超到至])+$")
_SUMMED = frozenset(("count", "money", "length", "area", "weight", "percent"))
_LONGEST_DATE = 40
SIGNATURE = 60  # characters under a report within which its date stands


def check_days(page: Page) -> Iterator[Check]:
    """Every date and span of time that can be held against the calendar. Those in order are listed
    too, so that the share of bad ones is known.
    """
    clean, report = page.clean, page.report
    for match in _DATED.finditer(clean, report.start, report.end):
        date = DATE.match(clean, match.start(), min(report.end, match.start() + _LONGEST_DATE))
        value = iso(date.group()) if date else None
        if date and value and _is_date(clean, date):
            yield from _check_span(page, date, value)
            yield from _check_end(page, date, value)
            yield from _check_until(page, date, value)
    yield from _impossible(page)
    for pattern, judge in ((_YEARS, _years), (_QUARTER, _quarter), (_DAYS, _day_count)):
        for match in pattern.finditer(clean, report.start, report.end):
            yield from judge(page, match)


def _is_date(clean: str, date: re.Match[str]) -> bool:
    """Two bare years are a span of time only before 年 or a bracket, else they are any number."""
    return not _BARE.fullmatch(date.group()) or clean[date.end() : date.end() + 1] in ("）", ")")


def _found(page: Page, start: int, end: int, statement: str, verdict: str) -> Check:
    tie = page.clean[start:end]
    return page.check("dates", statement, None, None, verdict, (), tie, (start, end))


def _counted(page: Page, at: re.Match[str], expected: int, leap: bool = False) -> Iterator[Check]:
    """A length of time against the one stated; both ends may be counted in, or one, or a leap day."""
    stated, words = ordinal_of(at["n"]), "".join(at.group().split())
    if expected <= 0 or (leap and stated == expected + 2) or re.search(r"[多余近约]", words):
        return
    verdict = "agrees" if stated in (expected, expected + 1) else "disagrees"
    off = f", {abs(stated - expected)} off" if verdict == "disagrees" else ""
    words = f"{words}: the ends are {expected} apart, {stated} is stated{off}"
    yield page.check("span", words, expected, stated, verdict, (), at.group(), at.span())


def _check_span(page: Page, date: re.Match[str], value: str) -> Iterator[Check]:
    """From one date to another. A winter that names one year only (11月至3月) may cross it."""
    first, _, last = value.partition("/")
    between = _BETWEEN.search(date.group(), 4)
    if not last or not between or "X" in value:
        return
    shared = min(len(first), len(last))
    if first[:shared] <= last[:shared]:
        yield _found(page, *date.span(), f"{date.group()} runs forward", "agrees")
        return
    winter = not between["year"] and first[5:7] >= "10" and last[5:7] <= "04"
    statement = f"{date.group()} ends before it begins"
    yield _found(page, *date.span(), statement, "cannot_tell" if winter else "disagrees")


def _check_end(page: Page, date: re.Match[str], value: str) -> Iterator[Check]:
    """2024年7月开始至2024年3月结束."""
    begun = _BEGUN.match(page.clean, date.end())
    end = DATE.match(page.clean, begun.end(), begun.end() + _LONGEST_DATE) if begun else None
    last = iso(end.group()) if end else None
    shared = min(len(value), len(last or ""))
    if end and last and "/" not in value + last and value[:shared] > last[:shared]:
        span = date.start(), end.end()
        words = page.clean[slice(*span)]
        yield _found(page, *span, f"{words} ends before it begins", "disagrees")


def _check_until(page: Page, date: re.Match[str], value: str) -> Iterator[Check]:
    """截至 a day that is after the one the report is signed with."""
    day = value.rpartition("/")[2]
    before = page.clean[max(page.report.start, date.start() - 3) : date.start()]
    signed = _signed(page) if len(day) == len("2025-01-31") and _UNTIL.search(before) else None
    if signed:
        side = "is not after" if day <= signed else "is after"
        verdict = "agrees" if day <= signed else "disagrees"
        yield _found(
            page, *date.span(), f"截至{date.group()} {side} the report's date {signed}", verdict
        )


def _signed(page: Page) -> str | None:
    """The day a report is signed with; one in its first lines may be that of an inspection."""
    last = page.clean[max(page.report.start, page.report.end - SIGNATURE) : page.report.end]
    days = {iso(match.group()) for match in DATE.finditer(last)}
    signed = page.report.date
    return signed if signed and len(signed) == len("2025-01-31") and signed in days else None


def _impossible(page: Page) -> Iterator[Check]:
    """2月30日, 9月35日, 2025年13月, 1—13月. Of a year that is not a leap year 2月29日 too."""
    clean, report = page.clean, page.report
    for day in _DAY.finditer(clean, report.start, report.end):
        before = clean[max(report.start, day.start() - 16) : day.start()]
        month = _ITS_MONTH.search(before)
        if month and not _LUNAR.search(before) and not _in_calendar(month, day["day"]):
            start = day.start() - len(month.group())
            words = clean[start : day.end()]
            yield _found(page, start, day.end(), f"no calendar has {words}", "disagrees")
    for match in _MONTH.finditer(clean, report.start, report.end):
        yield _found(
            page, *match.span(), f"no calendar has the month in {match.group()}", "disagrees"
        )


def _in_calendar(month: re.Match[str], day: str) -> bool:
    of, number = ordinal_of(month[2]), ordinal_of(day)
    leap = int(month[1]) if month[1] else 2000
    return of == 0 or (1 <= of <= 12 and 1 <= number <= calendar.monthrange(leap, of)[1])


def _years(page: Page, match: re.Match[str]) -> Iterator[Check]:
    """1953年到1968年的十五年间."""
    yield from _counted(page, match, number_of(match["last"]) - number_of(match["first"]))


def _quarter(page: Page, match: re.Match[str]) -> Iterator[Check]:
    """一季度（1—3月）."""
    name = match["name"].replace("第", "")
    months = _HALVES.get(name) or _HALVES.get(name[:2]) or _QUARTERS.get(name[0])
    stated = int(match["first"]), int(match["last"])
    if months:
        verdict = "agrees" if months == stated else "disagrees"
        statement = f"{match.group()}: it is the months {months[0]} to {months[1]}"
        yield _found(page, *match.span(), statement, verdict)


def _day_count(page: Page, match: re.Match[str]) -> Iterator[Check]:
    """3月1日至3月10日，为期10天."""
    first, last = (int(match["month"]), int(match["first"])), int(match["last"])
    then = int(match["then"] or match["month"])
    if then == first[0] and last < first[1]:
        yield _found(page, *match.span(), f"{match.group()} ends before it begins", "disagrees")
    if not match["n"] or not (1 <= first[0] <= then <= 12):
        return
    days = sum(calendar.monthrange(2001, month)[1] for month in range(first[0], then))
    leap = first[0] <= 2 < then
    yield from _counted(page, match, days + last - first[1], leap)


def check_ranges(page: Page) -> Iterator[Check]:
    """Ranges: the first number must not be the greater one."""
    for i, figure in enumerate(page.figures):
        low, high = figure.claim.low, figure.claim.high
        if low is None or high is None or figure.claim.kind not in _SUMMED:
            continue
        if _BELOW_ZERO.search(page.lead(i)) or "零" in figure.claim.text:
            continue
        verdict = "agrees" if low <= high else "disagrees"
        if verdict == "disagrees" and _FALLS.search(page.lead(i)):
            continue
        words = f"{page.words(i)} runs from {'less to more' if low <= high else 'more to less'}"
        yield page.check("range", words, low, high, verdict, (i,), figure.claim.text)


def check_percentages(page: Page) -> Iterator[Check]:
    """Falls and shares of more than 100 %. Only what cannot be is listed."""
    shares = lexicon.words("bounded_shares")
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        value = claim.value if claim.value is not None else claim.low
        if value is None or value <= 100 or claim.unit not in PERCENT:
            continue
        if claim.comparator in ("lt", "le"):
            continue
        lead = _BOUND.sub("", page.lead(i))
        off = f"{tidy(value - 100)}% more"
        if claim.direction == "decrease" and claim.change == "by":
            verdict = "cannot_tell" if _LOSS.search(lead) else "disagrees"
            tie, statement = "100%", f"{page.words(i)}: nothing can fall by more than 100%, {off}"
        elif lead.endswith(shares) and not _OF_ANOTHER.search(page.clause(i)):
            verdict, tie = "disagrees", lead[-4:]
            statement = f"{page.words(i)}: a share cannot be over 100%, {off}"
        else:
            continue
        yield page.check("percentage", statement, 100.0, tidy(value), verdict, (i,), tie)

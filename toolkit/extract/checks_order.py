"""What cannot be by itself: dates that run backwards, ranges upside down, impossible percentages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from toolkit import lexicon
from toolkit.extract.checks_bounds import plain
from toolkit.extract.checks_page import Page
from toolkit.extract.model import Check

_DAY = r"(?:(?P<y{0}>(?:19|20)\d{{2}})年)?(?:(?P<m{0}>\d{{1,2}})月)?(?:(?P<d{0}>\d{{1,2}})[日号])?"
_SPAN = re.compile(
    rf"(?<![\d.])(?=\d){_DAY.format(1)}(?:起|开始)?[，,]?\s*(?:至|到|—|－|–|-|~|～)+(?P<next>次年|翌年|第二年|今年|当年)?(?=\d){_DAY.format(2)}(?<=[年月日号])"
)
_YEARS = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?:至|到|—|－|–|-|~|～)+((?:19|20)\d{2})(?=年)")
_MONTHS = re.compile(
    r"(?:(?<!\d)((?:19|20)\d{2})年)(\d{1,2})(?:至|到|—|－|–|-|~|～)+(\d{1,2})(?=月)"
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(?:(\d{1,2})[日号])?")
_UNTIL = re.compile(r"截至|截止|截止到")
_LOSS = re.compile(r"利润|盈利|收益|净利|亏损|结余|顺差|余额|增速|净流")
Day = tuple[int, int, int]


def check_dates(page: Page) -> Iterator[Check]:
    """Spans of time whose end is before their beginning, days no calendar has, 截至 after the
    report's own date. Spans in order are listed too, so that the share of bad ones is known."""
    clean, report = page.clean, page.report
    for match in _SPAN.finditer(clean, report.start, report.end):
        verdict = _span_verdict(match)
        if verdict:
            yield _dates(page, match.start(), match.end(), f"{match.group()} runs forward", verdict)
    for pattern in (_YEARS, _MONTHS):
        for match in pattern.finditer(clean, report.start, report.end):
            first, last = int(match.groups()[-2]), int(match.groups()[-1])
            verdict = "agrees" if first <= last else "disagrees"
            yield _dates(page, match.start(), match.end(), f"{match.group()} runs forward", verdict)
    yield from _days(page)


def _dates(page: Page, start: int, end: int, statement: str, verdict: str) -> Check:
    return Check(page.report.n, "dates", statement, None, None, verdict, (), start, end)


def _span_verdict(match: re.Match[str]) -> str | None:
    """Whether a span runs forward; None where its ends cannot be held against each other.

    Without a year at its end a span may cross the new year (11月至3月): it is backwards only
    where both ends name the year, or the days do within one year that is named."""
    y1, m1, d1 = (_int(match[f"{part}1"]) for part in "ymd")
    y2, m2, d2 = (_int(match[f"{part}2"]) for part in "ymd")
    if match["next"] or (y1 is None and y2 is not None):
        return None
    if y1 is None or (m1 is None) != (m2 is None) and y2 is not None and y1 == y2:
        return None
    if y2 is None and m2 is None and (m1 is None or d2 is None):
        return None
    first: Day = (y1, m1 or 0, d1 or 0)
    last: Day = (y2 or y1, (m2 if m2 is not None else m1) or 0, d2 or 0)
    if y2 and not m2:
        first, last = (y1, 0, 0), (y2, 0, 0)
    elif not d1 or not d2:
        first, last = (*first[:2], 0), (*last[:2], 0)
    if first <= last:
        return "agrees"
    winter = y2 is None and first[1] >= 10 and last[1] <= 4
    return "cannot_tell" if winter else "disagrees"


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _days(page: Page) -> Iterator[Check]:
    clean, report = page.clean, page.report
    signed = _signed(report.date)
    for match in _DATE.finditer(clean, report.start, report.end):
        year, month, day = int(match[1]), int(match[2]), _int(match[3])
        if not 1 <= month <= 12 or (day and day > calendar.monthrange(year, month)[1]) or day == 0:
            yield _dates(
                page, match.start(), match.end(), f"{match.group()} is in the calendar", "disagrees"
            )
        elif signed and day and _UNTIL.search(clean, max(report.start, match.start() - 4), match.start()):
            verdict = "agrees" if (year, month, day) <= signed else "disagrees"
            statement = f"截至{match.group()} is not after the report's date {report.date}"
            yield _dates(page, match.start(), match.end(), statement, verdict)


def _signed(date: str | None) -> Day | None:
    """The report's date where it names the day."""
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", date or "")
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def check_ranges(page: Page) -> Iterator[Check]:
    """Ranges: the first number must not be the greater one."""
    for i, figure in enumerate(page.figures):
        low, high = figure.claim.low, figure.claim.high
        if low is None or high is None:
            continue
        verdict = "agrees" if low <= high else "disagrees"
        yield page.check(
            "range", f"{page.words(i)} runs from less to more", low, high, verdict, (i,)
        )


def check_percentages(page: Page) -> Iterator[Check]:
    """Falls and shares of more than 100 %. Only what cannot be is listed."""
    shares = lexicon.words("bounded_shares")
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        value = claim.value if claim.value is not None else claim.low
        if value is None or value <= 100 or claim.unit not in ("%", "％"):
            continue
        if claim.comparator in ("lt", "le"):
            continue
        lead = re.sub(r"(?:达到|超过|高达|[为是达约近超到至])+$", "", page.lead(i))
        if claim.direction == "decrease" and claim.change == "by":
            verdict = "cannot_tell" if _LOSS.search(lead) else "disagrees"
            statement = f"{page.words(i)}: nothing can fall by more than 100%"
        elif lead.endswith(shares) or re.search(r"占[^，,]{0,10}的?$", lead):
            verdict = "disagrees"
            statement = f"{page.words(i)}: a share cannot be over 100%"
        else:
            continue
        yield page.check("percentage", statement, 100.0, plain_value(value), verdict, (i,))


def plain_value(value: float) -> float:
    """A number without binary noise."""
    return float(plain(value))

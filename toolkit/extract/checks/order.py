"""What cannot be by itself: dates that run backwards, ranges upside down, impossible percentages."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from toolkit import lexicon
from toolkit.extract.checks.page import Page, tidy
from toolkit.extract.model import Check
from toolkit.extract.numbers.dates import DATE, iso

_DATED = re.compile(r"(?<![\d.])(?:19|20)\d\d(?=[年度至到—–－~～-])")
_BETWEEN = re.compile(r"[至到—–－~～-]+\s*(?P<year>(?:19|20)\d\d)?")
_NO_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d年(?:1[3-9]|[2-9]\d|00?)月")
_BARE = re.compile(r"\d{4}[^\d年月]+\d{4}")
_UNTIL = re.compile(r"截[至止]到?$")
_LONGEST_DATE = 40
SIGNATURE = 60  # characters under a report within which its date stands
_LOSS = re.compile(r"利润|盈利|收益|净利|亏损|结余|顺差|余额|增速|净流")


def check_dates(page: Page) -> Iterator[Check]:
    """Spans of time that end before they begin, days no calendar has, 截至 after the report's
    own date. Spans in order are listed too, so that the share of bad ones is known.
    """
    clean, report = page.clean, page.report
    for match in _DATED.finditer(clean, report.start, report.end):
        date = DATE.match(clean, match.start(), min(report.end, match.start() + _LONGEST_DATE))
        value = iso(date.group()) if date else None
        if date and value and _is_date(clean, date):
            yield from _check_span(page, date, value)
            yield from _check_days(page, date, value)
    for match in _NO_MONTH.finditer(clean, report.start, report.end):
        yield _dates(page, match, f"{match.group()} is in the calendar", "disagrees")


def _is_date(clean: str, date: re.Match[str]) -> bool:
    """Two bare years are a span of time only before 年 or a bracket, else they are any number."""
    return not _BARE.fullmatch(date.group()) or clean[date.end() : date.end() + 1] in ("）", ")")


def _dates(page: Page, date: re.Match[str], statement: str, verdict: str) -> Check:
    return Check(
        page.report.n, "dates", statement, None, None, verdict, (), date.start(), date.end()
    )


def _check_span(page: Page, date: re.Match[str], value: str) -> Iterator[Check]:
    """From one date to another. A winter that names one year only (11月至3月) may cross it."""
    first, _, last = value.partition("/")
    between = _BETWEEN.search(date.group(), 4)
    if not last or not between or "X" in value:
        return
    shared = min(len(first), len(last))
    if first[:shared] <= last[:shared]:
        verdict = "agrees"
    else:
        winter = not between["year"] and first[5:7] >= "10" and last[5:7] <= "04"
        verdict = "cannot_tell" if winter else "disagrees"
    yield _dates(page, date, f"{date.group()} runs forward", verdict)


def _check_days(page: Page, date: re.Match[str], value: str) -> Iterator[Check]:
    """A day that is no day of its month, or that 截至 puts after the report's own date."""
    ends = [end for end in value.split("/") if re.fullmatch(r"\d{4}-\d\d-\d\d", end)]
    if not all(map(_in_calendar, ends)):
        yield _dates(page, date, f"{date.group()} is in the calendar", "disagrees")
        return
    before = page.clean[max(page.report.start, date.start() - 3) : date.start()]
    signed = _signed(page) if ends and _UNTIL.search(before) else None
    if signed:
        verdict = "agrees" if ends[-1] <= signed else "disagrees"
        statement = f"截至{date.group()} is not after the report's date {signed}"
        yield _dates(page, date, statement, verdict)


def _signed(page: Page) -> str | None:
    """The report's date where it names a day and stands under the report, as a signature does.

    A date taken from the first lines may be that of an inspection the report speaks of.
    """
    last = page.clean[max(page.report.start, page.report.end - SIGNATURE) : page.report.end]
    days = {iso(match.group()) for match in DATE.finditer(last)}
    signed = page.report.date
    return signed if signed and len(signed) == len("2025-01-31") and signed in days else None


def _in_calendar(day: str) -> bool:
    """Whether a month has the day.

    >>> _in_calendar("2024-02-29"), _in_calendar("2025-02-29")
    (True, False)
    """
    year, month, number = map(int, day.split("-"))
    return 1 <= month <= 12 and 1 <= number <= calendar.monthrange(year, month)[1]


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
        yield page.check("percentage", statement, 100.0, tidy(value), verdict, (i,))

"""A stated total against what the report lists: its problems, or the articles it announces.

A report states totals of many things; only one that speaks of the list (反馈的17个问题, a
title's （24篇）) is held against it, and a miss by far is another count, not an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.checks.bounds import counted_off, plain, point, total_of
from toolkit.extract.checks.breakdowns import Breakdown, state_run
from toolkit.extract.checks.page import REACH, TAIL, Page
from toolkit.extract.checks.wording import state_in, state_of
from toolkit.extract.model import Check, Listing, Record

KIND = "total_listed"
NEAR = 0.15  # a list shorter or longer than its total by more than this counts something else
ENTRY_UNITS = ("篇", "个", "则", "份", "章", "期", "例", "条", "项")
ARTICLES = ("篇", "则", "章", "期")
_TOLD = re.compile(
    r"(?:反馈|指出|移交|交办|提出|梳理|认领|涉及|查找|查摆)"
    r"(?:(?!解决|化解|整改|完成|办结|协调|落实)[^，,；;。：:]){0,24}$"
)
_PROBLEMS = re.compile(r"[一-鿿]{0,6}?(?:问题|事项|意见|方面)")
_PROBLEM = re.compile(r"问题|事项|任务|整改")
_BRACKET = re.compile(r"[（(]$")


def check_listed(
    page: Page,
    breakdowns: Sequence[Breakdown],
    records: Sequence[Record],
    listings: Sequence[Listing],
) -> Iterator[Check]:
    """Totals against the problems that are listed, and against the articles of a file."""
    if len(records) > 1:
        states = _progress(page, records[0].start)
        whole = next((b.whole for b in breakdowns if states and b.parts == states), None)
        yield from _check_records(page, whole, records)
        if len(states) > 1 or (states and whole is not None):
            yield from _check_states(page, states, whole is None, records)
    if page.report.kind == "toc" and listings:
        yield from _check_contents(page, listings)


def _progress(page: Page, before: int) -> tuple[int, ...]:
    """How many problems are solved and how many partly, as said of all before they are listed."""
    found: dict[tuple[int, ...], float] = {}
    for i, figure in enumerate(page.figures):
        if figure.claim.start >= before:
            break
        state = state_of(page, i)
        if not state or state.family != "progress" or _is_total(page, i):
            continue
        if not _of_problems(page, i):
            continue
        parts = state_run(page, i, figure)
        if not any(set(parts) <= set(longer) for longer in list(found)[-1:]):
            found[parts] = sum(page.figures[j].claim.value or 0 for j in parts)
    return max(found, key=lambda parts: found[parts], default=())


def _of_problems(page: Page, i: int) -> bool:
    figure = page.figures[i]
    start = page.starts[figure.sentence]
    return bool(
        _PROBLEM.search(page.clean, max(start, figure.claim.start - REACH), figure.claim.end + TAIL)
    )


def _check_records(page: Page, whole: int | None, records: Sequence[Record]) -> Iterator[Check]:
    """The number of problems the report speaks of before its list, against the list."""
    totals = _stated_totals(page, whole, records[0].start)
    listed, greatest = len(records), max(totals, default=0.0)
    areas = len({record.category for record in records if record.category})
    for value, figures in sorted(totals.items()):
        if value == listed or (value == greatest and value != areas):
            what = f"the report lists {listed} problems"
            yield _listed(page, figures, value, listed, what)
        elif value == areas:
            yield _listed(page, figures, value, areas, f"they stand under {areas} headings")


def _stated_totals(page: Page, whole: int | None, before: int) -> dict[float, list[int]]:
    """Exact totals of problems stated ahead of the list, each with the figures that state it."""
    totals: dict[float, list[int]] = {}
    for i, figure in enumerate(page.figures):
        if figure.claim.start >= before:
            break
        value = figure.claim.value
        if value is None or figure.claim.comparator != "eq" or figure.claim.kind != "count":
            continue
        if i == whole or _is_total(page, i):
            totals.setdefault(value, []).append(i)
    return totals


def _is_total(page: Page, i: int) -> bool:
    """反馈的17个问题, or a title that ends in （17项）."""
    figure = page.figures[i]
    if _BRACKET.search(page.before(i)) and figure.claim.start - page.report.start < 80:
        return page.after(i)[:1] in ("）", ")") and figure.unit in ENTRY_UNITS
    start = page.starts[figure.sentence]
    wording = page.line(max(start, figure.claim.start - 40), figure.claim.start)
    after = page.line(figure.claim.end, figure.claim.end + TAIL)
    return bool(_TOLD.search(wording)) and bool(_PROBLEMS.match(after))


def _listed(page: Page, figures: Sequence[int], value: float, listed: int, what: str) -> Check:
    counted = _counted(page, figures[0])
    verdict, off = _verdict(page, value, listed)
    statement = f"{counted} is stated; {what}{off}"
    return page.check(KIND, statement, value, float(listed), verdict, figures, counted)


def _counted(page: Page, i: int) -> str:
    """A total with what it counts: 4个方面, 17个细化问题."""
    claim = page.figures[i].claim
    noun = _PROBLEMS.match(page.clean, claim.end, claim.end + TAIL)
    return page.lead(i) + claim.text + noun.group() if noun else page.words(i)


def _verdict(page: Page, stated: float, listed: int) -> tuple[str, str]:
    """The verdict, and by how much it is off."""
    if stated == listed:
        return "agrees", ""
    if page.report.truncated != "none" or abs(stated - listed) > max(1.0, NEAR * stated):
        return "cannot_tell", ""
    return "disagrees", counted_off(stated, listed)


def _check_states(
    page: Page, parts: Sequence[int], alone: bool, records: Sequence[Record]
) -> Iterator[Check]:
    """完成15个 against the problems listed with that result; alone: no total is stated for them."""
    total = total_of(point(page.figures[i].claim.value) for i in parts)
    if alone and len(parts) > 1 and total:
        verdict, off = _verdict(page, total.low, len(records))
        sums = " + ".join(page.words(i) for i in parts)
        what = f"the report lists {len(records)} problems{off}"
        statement = f"{sums} make {plain(total.low)}; {what}"
        yield page.check(KIND, statement, total.low, len(records), verdict, parts, sums)
    results = [(record.result, state_in(record.result or "")) for record in records]
    for i in parts if all(state for _, state in results) else ():
        state = state_of(page, i)
        assert state
        same = [result for result, other in results if other and other.name == state.name]
        what = f"the report lists {len(same)} with the result {same[0] if same else state.word}"
        value = page.figures[i].claim.value
        if value is None or page.figures[i].claim.comparator != "eq":
            words = f"{page.words(i)} is stated; {what}"
            yield page.check(KIND, words, value, len(same), "cannot_tell", (i,), state.word)
        else:
            yield _listed(page, (i,), value, len(same), what)


def _check_contents(page: Page, listings: Sequence[Listing]) -> Iterator[Check]:
    """The articles a file announces, against its table of contents and the articles in it."""
    entries = len(listings)
    bodies = sum(entry.body is not None for entry in listings)
    torn = _torn(page, listings)
    fits, before, tie = True, "", "目录"
    figures = [
        i
        for i, figure in enumerate(page.figures)
        if figure.claim.start < listings[0].start
        and (figure.unit in ARTICLES or (figure.unit in ENTRY_UNITS and _is_total(page, i)))
        and figure.claim.value is not None
    ][:1]
    for i in figures:
        value = page.figures[i].claim.value or 0.0
        what = f"the table of contents has {entries} entries"
        check = _listed(page, (i,), value, entries, what)
        yield (
            replace(check, verdict="cannot_tell", statement=check.statement + torn)
            if torn
            else check
        )
        fits, tie = value == entries, page.words(i)
        before = f"{tie} is stated; "
    accused = "disagrees" if bodies and fits and not torn else "cannot_tell"
    verdict = "agrees" if bodies == entries else accused
    statement = f"{before}{entries} entries in the table of contents; "
    statement += f"{bodies} of them have their article in the file"
    statement += counted_off(entries, bodies) if verdict == "disagrees" else torn
    span = None if figures else (listings[0].start, listings[-1].end)
    yield page.check(KIND, statement, entries, bodies, verdict, figures, tie, span)


def _torn(page: Page, listings: Sequence[Listing]) -> str:
    """Why entries or articles may not have been found."""
    entries = page.clean[listings[0].start : listings[-1].end].strip()
    if entries and len(listings) > 1 and "\n" not in entries:
        return "; the lines of the file are lost"
    top = min(entry.level for entry in listings)
    numbers = {entry.ordinal for entry in listings if entry.ordinal and entry.level == top}
    missing = max(numbers, default=0) - len(numbers)
    return f"; {missing} numbers are missing among the entries" if missing > 0 else ""

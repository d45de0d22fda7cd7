"""A stated total against its stated parts, and 其中 against its whole.

A sum is only held against its total where the wording says that the parts divide it: states
of one kind (完成, 阶段性完成), a list in brackets or after a colon, 共计 after a list. Parts
after 其中 may leave others unsaid, so alone they can only be too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolkit import lexicon
from toolkit.extract.checks.bounds import Bounds, plain, scale
from toolkit.extract.checks.breakdowns import Breakdown
from toolkit.extract.checks.page import REACH, Page, middle
from toolkit.extract.checks.wording import names_all, state_of
from toolkit.extract.model import Check

_OPEN = re.compile(
    r"等(?![次级候待])|其余|其他|其它|剩余|余下|还有|另|主要(?!负责|领导)|含|包括|仍"
)


def check_totals(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Totals against the sum of their parts, or else each part against its whole."""
    for breakdown in breakdowns:
        total = _check_sum(page, breakdown)
        if total:
            yield total
        elif breakdown.link in ("among", "states"):
            yield from _check_parts(page, breakdown)


def _check_sum(page: Page, breakdown: Breakdown) -> Check | None:
    """The total against the sum of its parts, where the wording allows that."""
    whole, parts = breakdown.whole, breakdown.parts
    if len(parts) < 2:
        return None
    states = [state_of(page, i) for i in parts]
    named = [state for state in states if state]
    divided = len(named) == len(parts) and len({s.family for s in named}) == 1
    apart = divided or (breakdown.link != "among" and not _overlapping(page, parts))
    closed = breakdown.link in ("listed", "summed") or names_all(named)
    closed = closed and apart and not _left_open(page, breakdown)
    if breakdown.link == "rest":
        apart = closed = True
    total = page.figures[whole].bounds
    pieces = _sum(page.figures[i].bounds for i in parts)
    if total is None or pieces is None:
        return _sum_check(page, breakdown, pieces, "cannot_tell") if closed else None
    if pieces.meets(total):
        return _sum_check(page, breakdown, pieces, "agrees")
    if pieces.below(total):
        return _sum_check(page, breakdown, pieces, "disagrees") if closed else None
    if apart:
        return _sum_check(page, breakdown, pieces, "disagrees")
    overlapping = _overlapping(page, parts)
    return None if overlapping else _sum_check(page, breakdown, pieces, "cannot_tell")


def _sum_check(page: Page, breakdown: Breakdown, pieces: Bounds | None, verdict: str) -> Check:
    whole, parts = breakdown.whole, breakdown.parts
    stated = page.figures[whole].claim
    values = [page.figures[i].claim.value for i in parts]
    exact = [value for value in values if value is not None]
    found = sum(exact) if len(exact) == len(values) else None
    if found is None and pieces:
        found = middle(pieces)
    result = "?" if found is None else plain(found, scale(stated))
    sums = " + ".join(page.words(i) for i in parts)
    return page.check(
        "total_parts",
        f"{page.words(whole)} stated; {sums} = {result}",
        stated.value,
        found,
        verdict,
        (whole, *parts),
    )


def _check_parts(page: Page, breakdown: Breakdown) -> Iterator[Check]:
    whole = page.figures[breakdown.whole]
    for i in breakdown.parts:
        part = page.figures[i]
        if whole.bounds is None or part.bounds is None:
            verdict = "cannot_tell"
        else:
            verdict = "agrees" if part.bounds.below(whole.bounds) else "disagrees"
        yield page.check(
            "part_whole",
            f"{page.words(i)} is a part of {page.words(breakdown.whole)}",
            whole.claim.value,
            part.claim.value,
            verdict,
            (breakdown.whole, i),
        )


def _sum(parts: Iterable[Bounds | None]) -> Bounds | None:
    total = Bounds(0.0, 0.0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _overlapping(page: Page, parts: Sequence[int]) -> bool:
    words = "".join(page.lead(i) + page.tail(i) for i in parts)
    return any(word in words for word in lexicon.words("overlapping_groups"))


def _left_open(page: Page, breakdown: Breakdown) -> bool:
    """Whether the wording leaves parts unsaid: 等, 其余, 主要."""
    figures = page.figures
    first, last = min(breakdown.whole, *breakdown.parts), max(breakdown.whole, *breakdown.parts)
    start, end = figures[first].claim.end, figures[last].claim.end
    return bool(_OPEN.search(page.clean[start : min(end, start + 20 * REACH)] + page.after(last)))

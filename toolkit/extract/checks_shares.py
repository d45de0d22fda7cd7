"""A part and its whole against the share stated beside them: 120人，其中45人，占37.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.checks_bounds import plain
from toolkit.extract.checks_page import Page
from toolkit.extract.checks_totals import Breakdown, is_change
from toolkit.extract.model import Check

SHARE_BACK = 8  # how many claims back the whole of a share is looked for
PERCENT = ("%", "％")
_SHARE = re.compile(
    r"^[\s，,、（(]*[一-鿿]{0,6}?[，,]?(?:约|仅|只)?占(?:比)?(?P<of>[一-鿿]{0,12}?)(?:的)?(?:比例|比重|比)?[的为约近达到超过仅]{0,3}$"
)
_RATE = re.compile(r"^[\s，,、（(]*(?P<rate>[一-鿿]{2,6}率)[为约近达到超过仅]{0,3}$")
_WHOLE_WORDS = re.compile(r"总数|总量|总人数|总额|全部|所有|的|数")
_NO_OWN_WHOLE = re.compile(r"^(?:其|总数|总量|总人数|总额|总|全部|所有|全体)?(?:的)?$")


def check_shares(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Every share whose part and whole stand before it in its sentence."""
    whole_of = {part: b.whole for b in breakdowns for part in b.parts if b.link != "summed"}
    for i in range(2, len(page.figures)):
        if page.figures[i].unit in PERCENT:
            wholes, certain = _wholes(page, i, whole_of)
            check = _check_share(page, wholes, i, certain) if wholes else None
            if check:
                yield check


def _wholes(page: Page, i: int, whole_of: dict[int, int]) -> tuple[list[int], bool]:
    """What the share can be of, the nearest first, and whether the wording is sure of it.

    It is sure where 其中 or a state ties the part to its whole, where 占 names the whole, and
    where the share is called by the part's own word (办结108件，办结率90%).
    """
    part = i - 1
    gap = page.gap(part, i)
    if gap is None or page.figures[part].sentence != page.figures[i].sentence:
        return [], False
    if page.figures[part].is_percent or is_change(page, part):
        return [], False
    tied = [whole_of[part]] if part in whole_of else []
    near = [j for j in _amounts_before(page, part) if j not in tied and j not in whole_of]
    share, rate = _SHARE.match(gap), _RATE.match(gap)
    if share:
        wholes, named = _named(page, tied + near, share.group("of"))
        return wholes, named or bool(tied)
    if rate and rate.group("rate")[:2] in page.lead(part) + page.tail(part):
        return tied + near, True
    return [], False


def _amounts_before(page: Page, part: int) -> list[int]:
    """The nearest amounts of the same kind before a part, in its sentence."""
    found = []
    for j in range(part - 1, max(-1, part - 1 - SHARE_BACK), -1):
        if page.figures[j].sentence != page.figures[part].sentence:
            break
        if page.figures[j].counts_with(page.figures[part]) and not is_change(page, j):
            found.append(j)
    return found


def _named(page: Page, wholes: list[int], of: str) -> tuple[list[int], bool]:
    """The amounts that 占… may speak of: all, unless it names its whole (占全省总量的)."""
    if _NO_OWN_WHOLE.match(of):
        return wholes, False
    name = _WHOLE_WORDS.sub("", of)
    return [j for j in wholes if name and name in page.lead(j) + page.tail(j)], True


def _check_share(page: Page, wholes: list[int], i: int, certain: bool) -> Check | None:
    stated, part = page.figures[i], i - 1
    piece, first = page.figures[part].bounds, page.figures[wholes[0]].bounds
    if piece is None or first is None or stated.bounds is None:
        if not certain:
            return None
        words = f"{page.words(part)} of {page.words(wholes[0])}; {page.words(i)} stated"
        figures = sorted((wholes[0], part, i))
        return page.check("share", words, None, stated.claim.value, "cannot_tell", figures)
    for whole in wholes:
        of = page.figures[whole].bounds
        if of is not None and piece.over(of).times(100).meets(stated.bounds):
            return _share_check(page, whole, i, "agrees")
    larger = [j for j in wholes if (of := page.figures[j].bounds) and piece.below(of)]
    return _share_check(page, larger[0], i, "disagrees") if certain and larger else None


def _share_check(page: Page, whole: int, i: int, verdict: str) -> Check:
    stated, part = page.figures[i], i - 1
    piece, of = page.figures[part].claim.value, page.figures[whole].claim.value
    exact = 100 * piece / of if piece is not None and of else None
    leads = "?" if exact is None else plain(round(exact, 2))
    return page.check(
        "share",
        f"{page.words(part)} of {page.words(whole)} is {leads}%; {page.words(i)} stated",
        exact and round(exact, 2),
        stated.claim.value,
        verdict,
        sorted((whole, part, i)),
    )

"""A part and its whole against the share stated beside them: 120人，其中45人，占37.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.checks_bounds import plain
from toolkit.extract.checks_page import BACK, Page, middle
from toolkit.extract.checks_totals import Breakdown, is_change
from toolkit.extract.model import Check

PERCENT = ("%", "％")
_SHARE = re.compile(
    r"^[\s，,、（(]*[一-鿿]{0,6}?[，,]?(?:约|仅|只)?占(?:比)?(?P<of>[一-鿿]{0,12}?)(?:的)?(?:比例|比重|比)?[的为约近达到超过仅]{0,3}$"
)
_RATE = re.compile(r"^[\s，,、（(]*(?P<rate>[一-鿿]{2,6}率)[为约近达到超过仅]{0,3}$")
_NO_OWN_WHOLE = re.compile(r"^(?:其|总数|总量|总人数|总额|总|全部|所有|全体)?(?:的)?$")


def check_shares(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Every share whose part and whole stand before it in its sentence."""
    whole_of = {part: b.whole for b in breakdowns for part in b.parts if b.link != "summed"}
    for i in range(2, len(page.figures)):
        if page.figures[i].unit not in PERCENT:
            continue
        wholes = _wholes(page, i, whole_of)
        if wholes:
            yield _check_share(page, wholes, i - 1, i)


def _wholes(page: Page, i: int, whole_of: dict[int, int]) -> list[int]:
    """What the share can be of: the whole of the part before it, or else amounts before that."""
    part = i - 1
    gap = page.gap(part, i)
    if gap is None or page.figures[part].sentence != page.figures[i].sentence:
        return []
    if page.figures[part].is_percent or is_change(page, part):
        return []
    near = [whole_of[part]] if part in whole_of else []
    near += [j for j in _amounts_before(page, part) if j not in near]
    share, rate = _SHARE.match(gap), _RATE.match(gap)
    if share:
        return _named(page, near, share.group("of")) if near else []
    if rate:
        return _rated(page, near, part, rate.group("rate")) if near else []
    return []


def _amounts_before(page: Page, part: int) -> list[int]:
    """The nearest amounts of the same kind before a part, in its sentence."""
    found = []
    for j in range(part - 1, max(-1, part - 1 - BACK), -1):
        if page.figures[j].sentence != page.figures[part].sentence:
            break
        if page.figures[j].counts_with(page.figures[part]) and not is_change(page, j):
            found.append(j)
    return found


def _named(page: Page, near: list[int], of: str) -> list[int]:
    """The amounts that 占… may speak of: all, unless it names its whole (占全省总量的)."""
    if _NO_OWN_WHOLE.match(of):
        return near
    name = re.sub(r"总数|总量|总人数|总额|全部|所有|的|数", "", of)
    return [j for j in near if name and name[-2:] in page.lead(j) + page.tail(j)]


def _rated(page: Page, near: list[int], part: int, rate: str) -> list[int]:
    """办结率 is the share of what was 办结: the part must be called by the rate's own word."""
    stem = rate[:2]
    return near if stem in page.lead(part) + page.tail(part) else []


def _check_share(page: Page, wholes: list[int], part: int, i: int) -> Check:
    stated = page.figures[i]
    piece = page.figures[part].bounds
    first = page.figures[wholes[0]].bounds
    words = f"{page.words(part)} of {page.words(wholes[0])}; {page.words(i)} stated"
    if piece is None or first is None or stated.bounds is None:
        return page.check(
            "share", words, None, stated.claim.value, "cannot_tell", (wholes[0], part, i)
        )
    for whole in wholes:
        of = page.figures[whole].bounds
        if of is not None and piece.over(of).times(100).meets(stated.bounds):
            return _share_check(page, whole, part, i, "agrees")
    return _share_check(page, wholes[0], part, i, "disagrees")


def _share_check(page: Page, whole: int, part: int, i: int, verdict: str) -> Check:
    stated = page.figures[i]
    piece, of = page.figures[part].claim.value, page.figures[whole].claim.value
    exact = round(100 * piece / of, 2) if piece is not None and of else None
    if exact is None and (a := page.figures[part].bounds) and (b := page.figures[whole].bounds):
        exact = middle(a.over(b).times(100))
    leads = "?" if exact is None else plain(exact)
    return page.check(
        "share",
        f"{page.words(part)} of {page.words(whole)} is {leads}%; {page.words(i)} stated",
        exact,
        stated.claim.value,
        verdict,
        sorted((whole, part, i)),
    )

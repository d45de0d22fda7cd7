"""A part and its whole against the share stated beside them: 120人，其中45人，占37.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.extract.checks.bounds import plain
from toolkit.extract.checks.breakdowns import Breakdown
from toolkit.extract.checks.page import Page
from toolkit.extract.checks.wording import is_base, is_change
from toolkit.extract.model import Check

SHARE_BACK = 8  # how many claims back the whole of a share is looked for
PERCENT = ("%", "％")
_SHARE = re.compile(
    r"^[\s，,、（(]*[一-鿿]{0,6}?[，,]?(?:约|仅|只)?占(?:比)?(?P<of>[一-鿿]{0,12}?)(?:的)?(?:比例|比重|比)?[的为约近达到超过仅]{0,3}$"
)
_RATE = re.compile(r"^[\s，,、（(]*(?P<rate>[一-鿿]{2,6}率)[为约近达到超过仅]{0,3}$")
_OF_THEM = re.compile(r"的(?:仅|只|有|共|为|约|近|达)*$")
_GROWTH = re.compile(r"(?:同比|比[^，,]{0,4}|较[^，,]{0,4})?(?:增长|下降|增加|减少|提高|上升)")
_WHOLE_WORDS = re.compile(r"总数|总量|总人数|总额|全部|所有|的|数")
_NO_OWN_WHOLE = re.compile(r"^(?:其|总数|总量|总人数|总额|总|全部|所有|全体)?(?:的)?$")


@dataclass(frozen=True, slots=True)
class Share:
    """A share, the part it is of a whole, and what that whole can be, the nearest first.

    It is certain where 其中, a state or 的 (会答的仅30人) ties the part to its whole, where 占 names
    the whole, and where the share is called by the part's own word (办结108件，办结率90%).
    """

    part: int
    stated: int
    wholes: tuple[int, ...]
    certain: bool


def check_shares(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Every share whose part and whole stand before it in its sentence."""
    whole_of = {part: b.whole for b in breakdowns for part in b.parts if b.link != "summed"}
    for i in range(2, len(page.figures)):
        if page.figures[i].unit not in PERCENT:
            continue
        share = _share(page, i, whole_of)
        if share and share.wholes and (check := _check_share(page, share)):
            yield check


def _share(page: Page, i: int, whole_of: dict[int, int]) -> Share | None:
    gap, part = page.gap(i - 1, i), _part_before(page, i)
    if gap is None or part is None:
        return None
    tied = [whole_of[part]] if part in whole_of else []
    near = [j for j in _amounts_before(page, part) if j not in tied and j not in whole_of]
    label = page.lead(part) + page.tail(part)
    if share := _SHARE.match(gap):
        wholes, named = _named(page, tied + near, share.group("of"))
        certain = named or bool(tied) or bool(_OF_THEM.search(page.lead(part)))
        return Share(part, i, tuple(wholes), certain)
    if (rate := _RATE.match(gap)) and rate.group("rate")[:2] in label:
        return Share(part, i, tuple(tied + near), True)
    return None


def _part_before(page: Page, i: int) -> int | None:
    """The amount before a share; its own growth may stand between: 5.1亿元，增长8%，占60%."""
    part = i - 1
    if page.figures[part].is_percent and _GROWTH.match(page.lead(part)):
        part -= 1
    figure = page.figures[part]
    if figure.sentence != page.figures[i].sentence or figure.is_percent or is_change(page, part):
        return None
    return part


def _amounts_before(page: Page, part: int) -> list[int]:
    """The nearest amounts of the same kind before a part, in its sentence."""
    found = []
    for j in range(part - 1, max(-1, part - 1 - SHARE_BACK), -1):
        if page.figures[j].sentence != page.figures[part].sentence:
            break
        if page.figures[j].counts_with(page.figures[part]) and not (
            is_change(page, j) or is_base(page, j)
        ):
            found.append(j)
    return found


def _named(page: Page, wholes: list[int], of: str) -> tuple[list[int], bool]:
    """The amounts that 占… may speak of: all, unless it names its whole (占全省总量的)."""
    if _NO_OWN_WHOLE.match(of):
        return wholes, False
    name = _WHOLE_WORDS.sub("", of)
    return [j for j in wholes if name and name in page.lead(j) + page.tail(j)], True


def _check_share(page: Page, share: Share) -> Check | None:
    stated = page.figures[share.stated]
    piece, first = page.figures[share.part].bounds, page.figures[share.wholes[0]].bounds
    if piece is None or first is None or stated.bounds is None:
        return _share_check(page, share, share.wholes[0], "cannot_tell") if share.certain else None
    for whole in share.wholes:
        of = page.figures[whole].bounds
        if of is not None and piece.over(of).times(100).meets(stated.bounds):
            return _share_check(page, share, whole, "agrees")
    larger = [j for j in share.wholes if (of := page.figures[j].bounds) and piece.below(of)]
    return _share_check(page, share, larger[0], "disagrees") if share.certain and larger else None


def _share_check(page: Page, share: Share, whole: int, verdict: str) -> Check:
    piece, of = page.figures[share.part].claim.value, page.figures[whole].claim.value
    exact = round(100 * piece / of, 2) if piece is not None and of else None
    leads = "" if exact is None else f" is {plain(exact)}%"
    return page.check(
        "share",
        f"{page.words(share.part)} of {page.words(whole)}{leads}; {page.words(share.stated)} stated",
        exact,
        page.figures[share.stated].claim.value,
        verdict,
        sorted((whole, share.part, share.stated)),
    )

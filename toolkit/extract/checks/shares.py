"""A part and its whole against the share stated beside them: 120人，其中45人，占37.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from math import isclose

from toolkit.extract.checks.bounds import PERCENT, apart, ill_rounded, plain
from toolkit.extract.checks.breakdowns import Breakdown, has_share, is_called, wholes_before
from toolkit.extract.checks.page import LABEL_VERBS, Page
from toolkit.extract.model import Check

LONG_NAME = 4  # characters of a whole's name that tell it from others in another sentence
SAME_WAY = 0.05  # how far the factors by which two shares are off may differ and be one
_SHARE = re.compile(
    r"^[\s，,、（(]*(?P<own>[一-鿿]{0,12}?)[，,]?(?:约|仅|只)?(?P<tie>占(?:比)?)(?P<of>[一-鿿]{0,12}?)(?:的)?(?:比例|比重|比)?[的为约近达到超过仅]{0,3}$"
)
_RATE = re.compile(
    r"^[一-鿿]{0,8}[\s，,、（(]+(?P<tie>[一-鿿]{2,10}[率面])[为约近达到超过仅]{0,3}$"
)
_RATE_ENDS = re.compile(r"化?[率面]$")  # 城镇化率 of 城镇人口
_SOME = re.compile(r"(?:^|[其共仅只已中的])有(?:近|约)?$")
_DONE = re.compile(r"已[一-鿿]{2,4}")
_OF_THEM = re.compile(r"的(?:仅|只|有|共|为|约|近|达)*$")
_GROWTH = re.compile(r"(?:同比|比[^，,]{0,4}|较[^，,]{0,4})?(?:增长|下降|增加|减少|提高|上升)")
_WHOLE_WORDS = re.compile(r"面积|总数|总量|总人数|总额|全部|所有|的|数")
_NO_OWN_WHOLE = re.compile(r"^(?:其|总[一-鿿]{0,3}|全部|所有|全体)?(?:的)?$")
_NO_PART = re.compile(r"预算(?![收支])|计划|任务|目标|年初|上年|去年|同期|指标")
_OF_NUMBER = re.compile(r"^[一-鿿]{0,12}[，,、（(]?约?占[一-鿿]{0,12}$")
_ITS = re.compile(r"^[一-鿿]{0,10}的$")
_PLACED = re.compile(r"全[国省市县区州]|[省市县区州镇乡国]")
_TOTAL = re.compile(r"共|总|全部|合计")
_SUFFIX = 2  # characters that two labels must end in alike to count one thing


@dataclass(frozen=True, slots=True)
class Share:
    """A share, the part it is of a whole, and what that whole can be, the nearest first.

    tie: the words that say it is a share. It is certain where 其中, a state or 的 (会答的仅30人)
    ties the part to its whole, where 占 or the part's own label names the whole (公共汽车700辆，
    新能源公共汽车540辆), and where the share is called by the part's own word (办结108件，办结率90%).
    """

    part: int
    stated: int
    wholes: tuple[int, ...]
    certain: bool
    tie: str


def check_shares(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Every share whose part and whole stand before it in its sentence."""
    whole_of = {part: b.whole for b in breakdowns for part in b.parts if b.link != "summed"}
    found: list[Check] = []
    for i in range(2, len(page.figures)):
        if page.figures[i].unit in PERCENT:
            share = _of_number(page, i) or _share(page, i, whole_of)
            found += filter(None, [_check_share(page, share) if share and share.wholes else None])
    for _, of_one in groupby(found, key=lambda check: check.claims[0]):
        beside = list(of_one)
        yield from map(partial(_unless_elsewhere, beside), beside)


def _unless_elsewhere(beside: Sequence[Check], check: Check) -> Check:
    """No verdict where another share of the same whole is off by the same factor."""
    off = _factor(check)
    others = (_factor(one) for one in beside if one is not check)
    if not off or not any(isclose(off, other, rel_tol=SAME_WAY) for other in others):
        return check
    why = "; other shares of it are off alike and may be of another whole"
    return replace(check, verdict="cannot_tell", statement=check.statement + why)


def _factor(check: Check) -> float:
    """By what factor a share that disagrees is off; 0 where it is not."""
    if check.verdict != "disagrees" or not check.expected or not check.found:
        return 0.0
    return check.found / check.expected


def _share(page: Page, i: int, whole_of: dict[int, int]) -> Share | None:
    gap, part = page.gap(i - 1, i), _part_before(page, i)
    if gap is None or part is None:
        return None
    tied = [whole_of[part]] if part in whole_of else []
    near = [
        j
        for j in wholes_before(page, part)
        if not (j in tied or j in whole_of or has_share(page, j))
    ]
    label = page.lead(part) + page.tail(part)
    if share := _SHARE.match(gap):
        own = share["own"]  # ，居民用电占21%: of something else than the part before it
        grown = part < i - 1 and len(own) >= _SUFFIX and own not in label
        if grown or _NO_PART.search(share["of"]):
            return None
        wholes, named = _named(page, part, tied + near, share["of"])
        kin = [j for j in near if _is_kind_of(page, part, j)]
        certain = named or bool(tied or kin) or bool(_OF_THEM.search(page.lead(part)))
        ranked = wholes if named else dict.fromkeys([*tied, *kin, *near])
        return Share(part, i, tuple(ranked), certain, share["tie"] + share["of"])
    if rate := _RATE.match(gap):
        stem = _RATE_ENDS.sub("", rate["tie"])[-2:]
        no = "[不未]" if rate["tie"][:1] in "不未" else "(?<![不未])"
        own = re.search(f"{no}(?:{'.*'.join(stem)}|{stem[::-1]})", label)  # 合格率 of 合格25种
        face = rate["tie"].endswith("面")  # 增长面: how many of all
        near = [j for j in near if rate["tie"] not in page.before(j + 1)]  # which has its own
        wholes = tied + [j for j in near if own or _is_some_of(page, part, j)]
        if own or (face and wholes):
            return Share(part, i, tuple(wholes), True, rate["tie"])
    return None


def _of_number(page: Page, i: int) -> Share | None:
    """40个，占68个小项的58.8%: the whole stands between."""
    whole, part = i - 1, i - 2
    tie = _OF_NUMBER.search(page.before(whole))
    one, all_ = page.figures[part], page.figures[whole]
    if not tie or not _ITS.match(page.before(i)) or not one.counts_with(all_):
        return None
    if one.role not in ("amount", "other") or one.sentence != all_.sentence:
        return None
    return Share(part, i, (whole,), True, tie.group())


def _part_before(page: Page, i: int) -> int | None:
    """The amount before a share; its own growth may stand between: 5.1亿元，增长8%，占60%."""
    part = i - 1
    while part > max(0, i - 3) and (
        page.figures[part].role == "change"
        or (page.figures[part].role == "percent" and _GROWTH.match(page.lead(part)))
    ):
        part -= 1
    if page.figures[part].sentence != page.figures[i].sentence or not page.is_amount(part):
        return None
    return part


def _is_kind_of(page: Page, part: int, whole: int) -> bool:
    """Whether a part is called as its whole is, is some of it (有), or the whole is called a total."""
    beside = whole == part - 1
    done = beside and _DONE.fullmatch(page.lead(part))
    same = page.tail(part)[:2] == page.tail(whole)[:2] != ""
    total = beside and _TOTAL.search(page.lead(whole))
    like = page.figures[part].unit == page.figures[whole].unit
    some = (same and _SOME.search(page.lead(part))) or _is_some_of(page, part, whole)
    return like and (bool(total or some or done) or is_called(page, part, whole))


def _is_some_of(page: Page, part: int, whole: int) -> bool:
    """Whether a part is some of what stands right before it: 240个产品中，上涨的有96个."""
    of = whole == part - 1 and page.tail(whole).endswith("中")
    return of and bool(_SOME.search(page.lead(part)))


def _named(page: Page, part: int, wholes: list[int], of: str) -> tuple[list[int], bool]:
    """The amounts that 占… may speak of, and whether it names them (占全省总量的): of those, or the one
    that a sentence before calls so in full.
    """
    if _NO_OWN_WHOLE.match(of):
        return wholes, False
    full = name = _WHOLE_WORDS.sub("", of)
    if of.endswith(("总数", "总量", "总额")) and not _PLACED.search(name):
        name = name[-2:]  # 占整改问题总数 of 471个问题
    called = [
        j
        for j in wholes
        if (name and set(name) <= set(page.lead(j) + page.tail(j)))  # 结案总数 of 审结案件
        or (len(page.lead(j)) >= _SUFFIX and full.startswith(page.lead(j)))  # 审结 of 审结案件
    ]
    if called or len(full) < LONG_NAME:
        return called, True
    before = wholes_before(page, part, 0)
    return [j for j in before if LABEL_VERBS.sub("", page.lead(j)).endswith(full)][:1], True


def _check_share(page: Page, share: Share) -> Check | None:
    stated = page.figures[share.stated].bounds
    piece, first = page.figures[share.part].bounds, page.figures[share.wholes[0]].bounds
    if piece is None or first is None or stated is None:
        return _share_check(page, share, share.wholes[0], "cannot_tell") if share.certain else None
    larger = []
    for whole in share.wholes:
        of = page.figures[whole].bounds
        if of and piece.over(of).times(100).meets(stated):
            return _share_check(page, share, whole, "agrees")
        if of and (piece.below(of) or is_called(page, share.part, whole)):
            larger.append((not piece.below(of), whole, of))
    if not share.certain or not larger:
        return None
    _, whole, of = min(larger, key=lambda one: one[0])
    if _one_of_several(page, whole) or has_share(page, whole):
        return None  # 60岁以上2.6万人，占19%，其中65岁以上1.9万人，占14%: both of all
    cut = ill_rounded(piece.over(of).times(100), stated)
    return _share_check(page, share, whole, "cannot_tell" if cut else "disagrees")


def _one_of_several(page: Page, whole: int) -> bool:
    """Whether a whole is named beside another of its kind: 建议148件、提案213件, both the whole."""
    beside = whole > 0 and page.figures[whole].counts_with(page.figures[whole - 1])
    return beside and page.before(whole).lstrip().startswith(("、", "和", "与", "及"))


def _share_check(page: Page, share: Share, whole: int, verdict: str) -> Check:
    piece, of, stated = (page.figures[i] for i in (share.part, whole, share.stated))
    one, all_ = piece.claim.value, of.claim.value
    exact = round(100 * one / all_, 2) if one is not None and all_ else None
    leads = "" if exact is None else f" is {plain(exact)}%"
    off = ", which may be cut off, or rounded twice" if leads and verdict == "cannot_tell" else ""
    if verdict == "disagrees" and piece.bounds and of.bounds:
        off = apart(piece.bounds.over(of.bounds).times(100), stated.bounds, stated.claim)
    words = f"{page.words(share.part)} of {page.words(whole)}{leads}; "
    words += f"{page.words(share.stated)} is stated{off}"
    figures = sorted((whole, share.part, share.stated))
    return page.check("share", words, exact, stated.claim.value, verdict, figures, share.tie)

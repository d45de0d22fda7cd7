"""由X增至Y against the growth stated beside it, and a level against its growth both ways."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.checks.bounds import (
    PERCENT,
    Bounds,
    ill_rounded,
    judged,
    plain,
    point,
    scale,
    tidy,
)
from toolkit.extract.checks.page import Figure, Page
from toolkit.extract.model import Check
from toolkit.extract.numbers.patterns import either
from toolkit.extract.structure.markers import ordinal_of

_COMPARED = re.compile(lexicon.forms("compared_with"))
_BY = re.compile(r"(?<![至不最减缺])[多少]$")
_TO = re.compile(r"[至到为成]")
_LAST_YEAR = re.compile(r"^(?:去年|上年)")
_NOW = re.compile(r"[，,；;](?:今年|本年)(?P<label>[一-鿿]{2,})$")
_ANY_MOVE = re.compile(
    r"[^，,；;。]{0,12}?(?P<verb>[一-鿿]{2})[到至成为]了?[约近超]?(?P<again>[一-鿿]{0,3})$"
)
# What can rise or fall to a number: better is no more where less is better (精度, 排名, 时限).
_BETTER = re.compile(r"提[高升]|优化|改善|[上回跃]升|攀升|缩小|收窄|回落|压缩|缩短")
_PLACES = frozenset(["位", "名", "级", "星", "级别", "档"])
_NO_BETTER = frozenset(("percent", "money", "weight", "energy"))
_FROM = re.compile(r"(?:由|从)[^，,；;。由从]{0,18}$")
_THEN_FROM = re.compile(r"[，,、]?(?:即)?(?:由|从)")
_MEASURED = re.compile(lexicon.forms("growth_measured"))
_NEW_ONES = re.compile(r"的([一-鿿]{2,4}?)(?=[达为约共]*$)")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_YEARLY = re.compile(r"年均|平均每年|年平均|每年|逐年|月均|每月")
_FROM_TO = re.compile(r"((?:19|20)\d\d)年?\s?[至到—–－~～-]+\s?((?:19|20)\d\d)年(?!至|到)")
_SPAN = re.compile(lexicon.forms("years_spanned"))
_BASE_GIVEN = re.compile(r"同比|环比|上年|去年|同期|上月|前年")
_SINCE = re.compile(r"同比|环比|比[^，,]{1,6}|较[^，,]{1,6}")
_REAL_TERMS = re.compile(r"生产总值|增加值|GDP|可比|不变价|实际增|同口径|剔除|扣除")
_MAY_BE_REAL = re.compile(r"可支配收入|纯收入|工资|产值|消费|零售")
_GAP_BY = re.compile(lexicon.forms("before_growth"))


@dataclass(frozen=True, slots=True)
class Move:
    """An amount that went from one figure to another: indexes, and the word that says so."""

    base: int
    level: int
    rises: bool
    word: str
    certain: bool = True  # the word itself says that it rose or fell


def check_changes(page: Page) -> Iterator[Check]:
    """Every move against its direction word and the growth beside it; growth against growth."""
    tied: set[int] = set()
    moves = list(_moves(page))
    for move in moves:
        amounts = [i for i in _growths(page, move) if not _of_another(page, move, i, moves)]
        tied |= {move.level, *amounts}
        checks = [check for i in amounts if (check := _check_growth(page, move, i))]
        way = [_check_way(page, move)] if move.certain and not checks else []
        yield from checks or filter(None, way)
    yield from _check_pairs(page, tied)


def _moves(page: Page) -> Iterator[Move]:
    """由X增至Y and 从X压减到Y; Y，比上年的X增加N."""
    figures = page.figures
    for i in range(len(figures) - 1):
        gap = page.gap(i, i + 1)
        if gap is None or figures[i].unit != figures[i + 1].unit:
            continue
        way = _way(gap)
        based = page.figures[i].role == "base" or bool(_FROM.search(page.before(i)))
        if way and based and _TO.search(gap[gap.index(way[0]) :]):
            yield Move(i, i + 1, way[1], way[0])
        elif _year_on_year(page, i, gap) and (way := _way(page.lead(i + 2))):
            yield Move(i, i + 1, way[1], gap.strip("，,；;")[:2], certain=False)
        elif based and not way and (move := _by_growth(page, i, gap)):
            yield move
        elif _COMPARED.search(gap) and i + 2 < len(figures):
            way = _way(page.before(i + 2))
            if way and page.figures[i + 2].claim.change == "by":
                yield Move(i + 1, i, way[1], way[0])


def _year_on_year(page: Page, i: int, gap: str) -> bool:
    """去年办理案件1560件，今年办理1287件，同比下降17.5%: one thing in two years, and its growth."""
    now = _NOW.match(gap)
    label = _LAST_YEAR.sub("", page.lead(i))
    same = label.startswith(now["label"]) if now and label != page.lead(i) else False
    return same and _growth_follows(page, i + 2)


def _by_growth(page: Page, i: int, gap: str) -> Move | None:
    """由6000万份扩产到1.1亿份，增长83%: any verb will do where the growth is stated beside it."""
    verb = _ANY_MOVE.search(gap)
    if not verb or not page.lead(i).endswith(verb["again"]) or not _growth_follows(page, i + 2):
        return None
    way = _way(page.lead(i + 2))
    return Move(i, i + 1, way[1], verb["verb"], certain=False) if way else None


def _way(words: str) -> tuple[str, bool] | None:
    """The change word among some words, and whether it is a rise."""
    pattern, rises = _change_lexicon()
    if found := pattern.search(words):
        return found.group(), rises[found.group()]
    by = _BY.search(words)  # 比上年同期107件少19件
    return (by.group(), by.group() == "多") if by else None


@cache
def _change_lexicon() -> tuple[re.Pattern[str], dict[str, bool]]:
    levels = (row for row in lexicon.table("change_words") if row["object"] != "again")
    rises = {
        one["word"]: one["direction"] == "increase" for one in levels if one["direction"] != "none"
    }
    return re.compile(either(rises)), rises


def _growths(page: Page, move: Move) -> list[int]:
    """The amounts right after a move, or right before it, by which it is said to have gone."""
    first, last = sorted((move.base, move.level))
    found = []
    for i in range(last + 1, min(last + 4, len(page.figures))):
        if page.figures[i].claim.kind == "duration":  # 五年提高9个百分点
            continue
        if not _growth_follows(page, i):
            break
        found.append(i)
    if not found and first and _growth_leads(page, first):
        found.append(first - 1)
    return found


def _of_another(page: Page, move: Move, i: int, moves: Sequence[Move]) -> bool:
    """Whether a growth that does not fit its move is what another of its sentence leads to."""
    here = page.figures[i]
    fit = [
        one
        for one in moves
        if page.figures[one.level].sentence == here.sentence
        and here.bounds
        and any(of.meets(here.bounds) for of in _expected(page, one, i))
    ]
    return bool(fit) and move not in fit


def _expected(page: Page, move: Move, i: int) -> list[Bounds]:
    ends = page.figures[move.base].bounds, page.figures[move.level].bounds
    return _leads_to(page, move, i, *ends) or []


def _growth_follows(page: Page, i: int) -> bool:
    if i >= len(page.figures) or page.figures[i].sentence != page.figures[i - 1].sentence:
        return False
    gap = page.gap(i - 1, i)
    return gap is not None and bool(_GAP_BY.match(gap)) and _is_growth(page, i)


def _growth_leads(page: Page, first: int) -> bool:
    """减少10次，由30次减至20次: the growth stands before the move."""
    gap = page.gap(first - 1, first)
    if gap is None or page.figures[first - 1].sentence != page.figures[first].sentence:
        return False
    return page.is_change(first - 1) and bool(_THEN_FROM.match(gap))


def _is_growth(page: Page, i: int) -> bool:
    """Whether nothing but a change word, and how it is measured, leads to the number."""
    lead = page.lead(i)
    way = _way(lead)
    if not way or not page.figures[i].unit:
        return False
    rest = lead.replace(way[0], "", 1)
    noun = _NEW_ONES.match(rest)  # 由20张增加到25张，新增的床位达5张
    if noun and noun[1] in page.sentence_before(i)[: -len(lead)]:
        rest = rest.removeprefix(noun[0])
    return bool(_MEASURED.fullmatch(rest))


def _check_growth(page: Page, move: Move, i: int) -> Check | None:
    base, level, stated = (page.figures[at] for at in (move.base, move.level, i))
    way = _way(page.lead(i))
    expected = _leads_to(page, move, i, base.bounds, level.bounds)
    if expected is None or (way and way[1] != move.rises):
        return None
    words = f"{page.words(move.base)}, {page.words(move.level)}; {page.words(i)} is stated"
    verdict, exact = "cannot_tell", None
    if expected and stated.bounds:
        fits = [one for one in expected if one.meets(stated.bounds)]
        why = "" if fits else _may_still_be(page, move, i, expected)
        verdict, why = judged((fits or expected)[0], stated.bounds, stated.claim, why)
        as_written = map(point, (base.claim.value, level.claim.value))
        exactly = _leads_to(page, move, i, *as_written) or [Bounds(0.0, math.inf)]
        exact = _rounded(exactly[0].middle, stated)
        leads = "?" if exact is None else plain(exact, scale(stated.claim))
        words += f", the two lead to {leads}{stated.unit}{why}"
    figures, tie = sorted({move.base, move.level, i}), f"{move.word}…{way[0] if way else ''}"
    return page.check("change", words, exact, stated.claim.value, verdict, figures, tie)


def _rounded(number: float | None, stated: Figure) -> float | None:
    """A result to two decimals where it is a ratio, and as it is where it is an amount."""
    ratio = stated.unit in (*PERCENT, "倍")
    return round(number, 2) if number is not None and ratio else tidy(number)


def _may_still_be(page: Page, move: Move, i: int, expected: list[Bounds]) -> str:
    """Why a growth that does not follow from the two ends may be right all the same."""
    base, level, stated = (page.figures[at] for at in (move.base, move.level, i))
    if _other_base(page, move, i):
        return "; it may be measured from elsewhere or at constant prices"
    assert stated.bounds
    if any(ill_rounded(one, stated.bounds) for one in expected):
        return "; it may be cut off, or rounded twice"
    if not base.is_percent or not stated.is_percent or "百分点" in stated.unit:
        below = all(stated.bounds.high < one.low for one in expected)
        subject = page.clause(move.base) + page.clause(move.level)
        real = stated.is_percent and below and move.rises and _MAY_BE_REAL.search(subject)
        return "; it may be measured at constant prices" if real else ""
    points = _difference(move, base.bounds, level.bounds)
    return "; per cent may be said for percentage points" if points.meets(stated.bounds) else ""


def _leads_to(
    page: Page, move: Move, i: int, base: Bounds | None, level: Bounds | None
) -> list[Bounds] | None:
    """What the amount may be by two ends; [] where one is unknown, None where units do not meet."""
    first, stated = page.figures[move.base], page.figures[i]
    points, yearly = "百分点" in stated.unit, bool(_YEARLY.search(page.before(i)))
    years = _years(page, move) if yearly else 1
    like = not stated.is_percent and (stated.unit == first.unit or stated.is_of(first))
    times = stated.unit == "倍" and move.rises
    rate = stated.unit in PERCENT and not (yearly and first.is_percent)
    if not years or not (like or (points and first.is_percent) or times or rate):
        return None
    if not base or not level:
        return []
    if like or points:
        return [_difference(move, base, level).times(1 / years)]
    if times:
        ratio = level.over(base)
        return [Bounds(ratio.low - 1, ratio.high - 1), ratio]
    if first.is_percent:  # as written: 44% to 45% is 2.3%
        ends = [page.figures[at].claim.value for at in (move.base, move.level)]
        base, level = (point(end) or of for end, of in zip(ends, (base, level), strict=True))
    ratio = level.over(base)
    if ratio.high < 0:
        return None
    ratio = Bounds(max(ratio.low, 0.0) ** (1 / years), ratio.high ** (1 / years))
    rates = Bounds((ratio.low - 1) * 100, (ratio.high - 1) * 100)
    return [rates if move.rises else Bounds(-rates.high, -rates.low)]


def _difference(move: Move, base: Bounds | None, level: Bounds | None) -> Bounds:
    """How far the ends are apart, in the way that the move says."""
    if not base or not level:
        return Bounds(-math.inf, math.inf)
    return level - base if move.rises else base - level


def _years(page: Page, move: Move) -> int | None:
    """How many years a move took: by the years at its ends, or by 5年来 and “十四五” before it."""
    base, level = _YEAR.findall(page.before(move.base)), _YEAR.findall(page.before(move.level))
    before = page.sentence_before(move.base)
    ends = (base[-1], level[-1]) if base and level else None
    if told := _FROM_TO.search(before):
        ends = ends or (told[1], told[2])
    if ends:
        years = int(ends[1]) - int(ends[0])
        return years if 0 < years < 100 else None
    span = _SPAN.search(before)
    return span and (ordinal_of(span["n"]) or None if span["n"] else 5)


def _other_base(page: Page, move: Move, i: int) -> bool:
    """Whether the amount may be measured from elsewhere: 同比 beside other years, real terms."""
    first, last = min(move.base, move.level, i), max(move.base, move.level, i)
    if page.figures[i].is_percent and "名义" not in page.lead(i):
        between = page.clean[page.figures[first].claim.end : page.figures[last].claim.start]
        if _REAL_TERMS.search(page.before(first) + between + page.after(last)):
            return True
    base_named = _BASE_GIVEN.search(page.before(move.base))
    return bool(_BASE_GIVEN.search(page.lead(i))) and not base_named


def _check_way(page: Page, move: Move) -> Check | None:
    """Whether the second number lies on the side of the first that the word says."""
    base, level = page.figures[move.base], page.figures[move.level]
    if base.bounds is None or level.bounds is None:
        verdict = "cannot_tell"
    else:
        low, high = (base, level) if move.rises else (level, base)
        assert low.bounds and high.bounds
        verdict = "agrees" if low.bounds.below(high.bounds) else "disagrees"
        better = _BETTER.search(move.word) and base.claim.kind not in _NO_BETTER
        if verdict == "disagrees" and (better or base.role == "rank" or base.unit in _PLACES):
            return None
    side = "a rise" if move.rises else "a fall"
    words = f"{page.words(move.base)}, {page.words(move.level)}; {move.word} says {side}"
    values, both = (base.claim.value, level.claim.value), sorted((move.base, move.level))
    return page.check("direction", words, *values, verdict, both, move.word)


def _check_pairs(page: Page, tied: set[int]) -> Iterator[Check]:
    """A level with its change both ways: 45件，比上年增加15件，增长50%, in either order."""
    for i in range(len(page.figures) - 2):
        level, _one, other = page.figures[i : i + 3]
        by, rate = (i + 1, i + 2) if other.unit in PERCENT else (i + 2, i + 1)
        leads, figures = (page.lead(i + 1), page.lead(i + 2)), (i, i + 1, i + 2)
        if set(figures) & tied or page.figures[rate].unit not in PERCENT:
            continue
        if level.unit != page.figures[by].unit or level.role not in ("amount", "per"):
            continue
        if not (_growth_follows(page, i + 1) and _growth_follows(page, i + 2)):
            continue
        ways = {way[1] for way in map(_way, leads) if way}
        since, then = map(_SINCE.search, leads)
        other_base = then and (not since or since.group() != then.group())
        if len(ways) == 1 and not other_base and not any(map(_YEARLY.search, leads)):
            yield _check_pair(page, figures, by, rate, ways.pop())


def _check_pair(page: Page, of: tuple[int, ...], by: int, rate: int, rises: bool) -> Check:
    stated, tie = page.figures[rate], f"{page.lead(of[1])}…{page.lead(of[2])}"
    words = f"{page.words(of[0])}, {page.words(by)}; {page.words(rate)} is stated"
    rates = [
        one.over(level - one if rises else level + one).times(100)
        for level, one in (
            (page.figures[of[0]].bounds, page.figures[by].bounds),
            tuple(point(page.figures[i].claim.value) for i in (of[0], by)),
        )
        if level and one
    ]
    if len(rates) < 2 or not stated.bounds:
        return page.check("change", words, None, stated.claim.value, "cannot_tell", of, tie)
    clause = page.clause(of[0])
    real = _REAL_TERMS.search(clause) or _MAY_BE_REAL.search(clause)
    may = "; it may be cut off, or at constant prices"
    why = may if real or ill_rounded(rates[0], stated.bounds) else ""
    verdict, off = judged(rates[0], stated.bounds, stated.claim, why)
    exact = _rounded(rates[1].middle, stated)
    words += f", the two lead to {'?' if exact is None else plain(exact)}%{off}"
    return page.check("change", words, exact, stated.claim.value, verdict, of, tie)

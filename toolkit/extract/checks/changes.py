"""由X增至Y against the growth stated beside it, and a part of a whole against its share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.checks.bounds import Bounds, plain, scale
from toolkit.extract.checks.page import Figure, Page, tidy
from toolkit.extract.checks.wording import is_base, is_change
from toolkit.extract.model import Check

_COMPARED = re.compile(r"[，,（(、][一-鿿]{0,4}(?:比|较)[^，,；;。]{0,12}的$")
_TO = re.compile(r"[至到为成]")
_THEN_FROM = re.compile(r"[，,、]?(?:即)?(?:由|从)")
_MEASURED = re.compile(
    r"(?:年均|平均|累计|共|净|实际|同比|环比|[比较](?:上年|去年|同期|上月|[^，,]{0,4}同期)|[了约近达为超逾]|幅度?|速|率)*"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_YEARLY = re.compile(r"年均|平均每年|年平均|每年|逐年|月均|每月")
_BASE_GIVEN = re.compile(r"同比|环比|上年|去年|同期|上月|前年")
_REAL_TERMS = re.compile(r"生产总值|增加值|GDP|可比|不变价|实际增|同口径|剔除|扣除")
_GAP_BY = re.compile(r"^[\s，,、（(；;]*[一-鿿]{0,10}$")


@dataclass(frozen=True, slots=True)
class Move:
    """An amount that went from one figure to another: indexes, and the word that says so."""

    base: int
    level: int
    rises: bool
    word: str


def check_changes(page: Page) -> Iterator[Check]:
    """Every move against its direction word and the growth beside it; growth against growth."""
    tied: set[int] = set()
    for move in _moves(page):
        amounts = _growths(page, move)
        tied |= {move.level, *amounts}
        checks = [check for i in amounts if (check := _check_growth(page, move, i))]
        yield from checks or [_check_way(page, move)]
    yield from _check_pairs(page, tied)


def _moves(page: Page) -> Iterator[Move]:
    """由X增至Y and 从X压减到Y; Y，比上年的X增加N."""
    figures = page.figures
    for i in range(len(figures) - 1):
        gap = page.gap(i, i + 1)
        if gap is None or figures[i].unit != figures[i + 1].unit:
            continue
        if figures[i].sentence != figures[i + 1].sentence:
            continue
        way = _way(gap)
        if way and is_base(page, i) and _TO.search(gap[gap.index(way[0]) :]):
            yield Move(i, i + 1, way[1], way[0])
        elif _COMPARED.search(gap) and i + 2 < len(figures):
            way = _way(page.before(i + 2))
            if way and page.figures[i + 2].claim.change == "by":
                yield Move(i + 1, i, way[1], way[0])


def _way(words: str) -> tuple[str, bool] | None:
    """The change word among some words, and whether it is a rise."""
    pattern, rises = _change_lexicon()
    found = pattern.search(words)
    return (found.group(), rises[found.group()]) if found else None


@cache
def _change_lexicon() -> tuple[re.Pattern[str], dict[str, bool]]:
    rises = {row["word"]: row["direction"] == "increase" for row in lexicon.table("change_words")}
    longest = sorted(rises, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest))), rises


def _growths(page: Page, move: Move) -> list[int]:
    """The amounts right after a move, or right before it, by which it is said to have gone."""
    first, last = sorted((move.base, move.level))
    found = []
    for i in (last + 1, last + 2):
        if not _growth_follows(page, i):
            break
        found.append(i)
    if not found and first and _growth_leads(page, first):
        found.append(first - 1)
    return found


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
    return is_change(page, first - 1) and bool(_THEN_FROM.match(gap))


def _is_growth(page: Page, i: int) -> bool:
    """Whether nothing but a change word, and how it is measured, leads to the number."""
    lead = page.lead(i)
    way = _way(lead)
    if not way or not page.figures[i].unit:
        return False
    return bool(_MEASURED.fullmatch(lead.replace(way[0], "", 1)))


def _check_growth(page: Page, move: Move, i: int) -> Check | None:
    base, level = page.figures[move.base], page.figures[move.level]
    stated = page.figures[i]
    way = _way(page.lead(i))
    if way and way[1] != move.rises:
        return None
    expected = _expected(page, move, i)
    if expected is None:
        return None
    words = f"{page.words(move.base)}, {page.words(move.level)}; {page.words(i)} stated"
    if base.bounds is None or level.bounds is None or stated.bounds is None:
        return page.check(
            "change",
            words,
            None,
            stated.claim.value,
            "cannot_tell",
            sorted({move.base, move.level, i}),
        )
    fits = any(one.meets(stated.bounds) for one in expected)
    verdict = "agrees" if fits else "disagrees"
    if not fits and _other_base(page, move, i):
        verdict = "cannot_tell"
    exact = _exact(page, move, i)
    leads = "?" if exact is None else plain(exact, scale(stated.claim))
    return page.check(
        "change",
        f"{words}, the two lead to {leads}{stated.unit}",
        exact,
        stated.claim.value,
        verdict,
        sorted({move.base, move.level, i}),
    )


def _exact(page: Page, move: Move, i: int) -> float | None:
    """What the two ends lead to as they are written, for the statement."""
    base, level = page.figures[move.base].claim.value, page.figures[move.level].claim.value
    if base is None or level is None:
        return None
    years = _years(page, move) if _YEARLY.search(page.before(i)) else 1
    if not page.figures[i].is_percent or page.figures[move.base].is_percent:
        if page.figures[i].unit == "倍":
            return round(level / base - 1, 2) if base else None
        return tidy(abs(level - base) / (years or 1))
    if not base or level < 0 or base < 0:
        return None
    return round(100 * abs((level / base) ** (1 / (years or 1)) - 1), 2)


def _expected(page: Page, move: Move, i: int) -> list[Bounds] | None:
    """What the amount may be by the two ends of the move; None where the units do not meet."""
    base, level, stated = page.figures[move.base], page.figures[move.level], page.figures[i]
    low, high = _ends(page, move)
    if not stated.is_percent and stated.unit == base.unit:
        return _steps(page, move, i, _difference(high, low))
    if base.is_percent and "百分点" in stated.unit:
        return _steps(page, move, i, _difference(high, low))
    if "百分点" in stated.unit or base.is_percent:
        return None
    if stated.unit in ("%", "％"):
        return _rates(page, move, i)
    if stated.unit == "倍" and move.rises:
        return [_ratio(level, base, 1.0, 0.0), _ratio(level, base, 1.0, 1.0)]
    return None


def _ends(page: Page, move: Move) -> tuple[Figure, Figure]:
    """The figure that should be the lower one by the word, and the higher one."""
    base, level = page.figures[move.base], page.figures[move.level]
    return (base, level) if move.rises else (level, base)


def _difference(high: Figure, low: Figure) -> Bounds:
    if high.bounds is None or low.bounds is None:
        return Bounds(-math.inf, math.inf)
    return high.bounds - low.bounds


def _steps(page: Page, move: Move, i: int, whole: Bounds) -> list[Bounds] | None:
    """The difference, or a year's part of it where the amount is 年均."""
    if not _YEARLY.search(page.before(i)):
        return [whole]
    years = _years(page, move)
    return [whole.times(1 / years)] if years else None


def _ratio(level: Figure, base: Figure, factor: float, less: float) -> Bounds:
    if level.bounds is None or base.bounds is None:
        return Bounds(-math.inf, math.inf)
    ratio = level.bounds.over(base.bounds)
    return Bounds((ratio.low - less) * factor, (ratio.high - less) * factor)


def _rates(page: Page, move: Move, i: int) -> list[Bounds] | None:
    """The rate of change in per cent, a year where it says 年均."""
    base, level = page.figures[move.base], page.figures[move.level]
    ratio = _ratio(level, base, 1.0, 0.0)
    if _YEARLY.search(page.before(i)):
        years = _years(page, move)
        if not years or ratio.high < 0:
            return None
        ratio = Bounds(max(ratio.low, 0.0) ** (1 / years), ratio.high ** (1 / years))
    rate = Bounds((ratio.low - 1) * 100, (ratio.high - 1) * 100)
    return [rate if move.rises else Bounds(-rate.high, -rate.low)]


def _years(page: Page, move: Move) -> int | None:
    base, level = _YEAR.findall(page.before(move.base)), _YEAR.findall(page.before(move.level))
    if not base or not level:
        return None
    years = int(level[-1]) - int(base[-1])
    return years if 0 < years < 100 else None


def _other_base(page: Page, move: Move, i: int) -> bool:
    """Whether the amount may be measured from elsewhere: 同比 beside other years, real terms."""
    first, last = min(move.base, move.level, i), max(move.base, move.level, i)
    if page.figures[i].is_percent:
        between = page.clean[page.figures[first].claim.end : page.figures[last].claim.start]
        if _REAL_TERMS.search(page.before(first) + between + page.after(last)):
            return True
    base_named = _BASE_GIVEN.search(page.before(move.base))
    return bool(_BASE_GIVEN.search(page.lead(i))) and not base_named


def _check_way(page: Page, move: Move) -> Check:
    """Whether the second number lies on the side of the first that the word says."""
    base, level = page.figures[move.base], page.figures[move.level]
    if base.bounds is None or level.bounds is None:
        verdict = "cannot_tell"
    else:
        low, high = _ends(page, move)
        assert low.bounds and high.bounds
        verdict = "agrees" if low.bounds.below(high.bounds) else "disagrees"
    side = "a rise" if move.rises else "a fall"
    return page.check(
        "change",
        f"{page.words(move.base)}, {page.words(move.level)}; {move.word} says {side}",
        base.claim.value,
        level.claim.value,
        verdict,
        sorted((move.base, move.level)),
    )


def _check_pairs(page: Page, tied: set[int]) -> Iterator[Check]:
    """A level with its change both ways: 45件，比上年增加15件，增长50%."""
    for i in range(len(page.figures) - 2):
        level, by, rate = page.figures[i : i + 3]
        if {i, i + 1, i + 2} & tied or level.is_percent or rate.unit not in ("%", "％"):
            continue
        if level.unit != by.unit or is_change(page, i):
            continue
        if not (_growth_follows(page, i + 1) and _growth_follows(page, i + 2)):
            continue
        one, other = _way(page.lead(i + 1)), _way(page.lead(i + 2))
        if not one or not other or one[1] != other[1]:
            continue
        if _YEARLY.search(page.before(i + 1) + page.before(i + 2)):
            continue
        yield _check_pair(page, i, one[1])


def _check_pair(page: Page, i: int, rises: bool) -> Check:
    level, by, rate = page.figures[i : i + 3]
    words = f"{page.words(i)}, {page.words(i + 1)}; {page.words(i + 2)} stated"
    figures = (i, i + 1, i + 2)
    if level.bounds is None or by.bounds is None or rate.bounds is None:
        return page.check("change", words, None, rate.claim.value, "cannot_tell", figures)
    before = level.bounds - by.bounds if rises else level.bounds + by.bounds
    expected = by.bounds.over(before).times(100)
    verdict = "agrees" if expected.meets(rate.bounds) else "disagrees"
    if verdict == "disagrees" and _REAL_TERMS.search(page.before(i)):
        verdict = "cannot_tell"
    now, by_now = level.claim.value, by.claim.value
    base = None if now is None or by_now is None else now - by_now if rises else now + by_now
    exact = round(100 * by_now / base, 2) if by_now is not None and base else None
    leads = "?" if exact is None else plain(exact)
    return page.check(
        "change", f"{words}, the two lead to {leads}%", exact, rate.claim.value, verdict, figures
    )

"""What the words beside a number say of it: its side in a division (完成, 出口, 男性)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.checks.page import YEARS_OLD, Page, State
from toolkit.extract.numbers.patterns import either

# Words of a label that name nothing: they may differ between the parts of one whole.
_EMPTY = re.compile(lexicon.forms("names_nothing"))
AGE = "age"
_STOP = re.compile(r"[，,。；;：:、]")
_AND_BEYOND = re.compile(r"(?:及|[（(]含[）)])?以(?P<side>[上下])的?")
_BESIDE_LABEL = re.compile(r"^其\s*中|^[共有含新增设建办登记\s]+|(?:[共有达约近超为\s]|占比?)+$")
_OPPOSITES = frozenset("".join(sorted(pair)) for pair in ("内外", "上下", "男女", "有无"))
_MEMBER = "[A-DＡ-Ｄ甲乙丙丁Ⅰ-Ⅴ一二三四五]"
_SERIES = re.compile(rf"(劣?{_MEMBER}(?:[—–－~～\-至和]{_MEMBER})?)([类级档等型])(?!及以|以[上下])")
_NOT = re.compile(r"(?:不予|尚未|[不未非])([一-鿿]{2,5})$")
_DONE = re.compile(r"(已经?|未|尚未)([一-鿿]{2,4})")


def state_of(page: Page, i: int) -> State | None:
    """The state a number is given beside it, after it or before it, or as its whole label."""
    if i not in page.states:
        lead = page.lead(i)
        page.states[i] = (
            state_in(lead)
            or state_in(page.tail(i))
            or _labelled(lead)
            or _aged(page, i)
            or _opposed(page, i)
        )
    return page.states[i]


def state_in(words: str) -> State | None:
    """The state that some words name; the longest word wins.

    >>> state_in("阶段性完成整改"), state_in("召开会议")
    (State(family='progress', name='partly', word='阶段性完成', closes=True), None)
    """
    pattern, states, *_ = _states_lexicon()
    found = pattern.search(words)
    return states[found.group()] if found else None


def _labelled(label: str) -> State | None:
    """The state that a whole label names: 企业, 二级医院, 已分配; not 外贸企业."""
    label = _BESIDE_LABEL.sub("", label)
    if state := _states_lexicon()[2].get(label):
        return state
    if done := _DONE.fullmatch(label):
        not_yet = "未" in done[1]
        return State(f"done {done[2]}", str(not not_yet), label, closes=not_yet)
    member = _SERIES.match(label)
    return State(f"series {member[2]}", member[1], member[0], closes=False) if member else None


def _opposed(page: Page, i: int) -> State | None:
    """The state of a number beside its opposite: 立案 beside 不予立案, 路内泊位 beside 路外泊位."""
    for j in (i - 1, i + 1, i - 2, i + 2):
        if not 0 <= j < len(page.figures) or page.figures[j].unit != page.figures[i].unit:
            continue
        own, other = page.lead(i), page.lead(j)
        if (
            side := _side_of(*(_BESIDE_LABEL.sub("", label) for label in (own, other)))
        ) is not None:
            return side
        if abs(i - j) > 1:
            continue
        for one, two, name in ((own, other, "not"), (other, own, "so")):
            opposite = _NOT.search(one)
            if opposite and two.endswith(opposite[1]) and not two.endswith(opposite[0]):
                word = opposite[0] if name == "not" else opposite[1]
                return State(f"done {opposite[1]}", name, word, closes=name == "not")
    return None


def _side_of(own: str, other: str) -> State | None:
    """The side of one of two labels that differ in nothing but opposite characters: 校内, 校外."""
    if len(own) != len(other):
        return None
    differ = [pair for pair in zip(own, other, strict=True) if pair[0] != pair[1]]
    family = "".join(sorted("".join(differ[0]))) if len(differ) == 1 else ""
    return State(f"side {family}", differ[0][0], own, closes=True) if family in _OPPOSITES else None


def _aged(page: Page, i: int) -> State | None:
    """The state that an age right before a label names: 0—14岁人口, 65岁及以上人口."""
    if not i or page.figures[i - 1].unit not in YEARS_OLD:
        return None
    word, ages = page.before(i), page.figures[i - 1].claim
    if _STOP.search(word) or page.figures[i].unit in YEARS_OLD:
        return None
    low, high = (ages.value, None) if ages.low is None else (ages.low, ages.high)
    if bound := _AND_BEYOND.match(word):
        low, high = (low, math.inf) if bound["side"] == "上" else (0, low)
    if low is None or high is None:
        return None
    return State(AGE, f"{low:g}-{high:g}", bound.group() if bound else "", closes=False)


def _ages(states: Sequence[State]) -> list[tuple[float, float]]:
    bounds = [state.name.split("-") for state in states]
    return sorted((float(low), float(high)) for low, high in bounds)


@cache
def _states_lexicon() -> tuple[
    re.Pattern[str], dict[str, State], dict[str, State], dict[str, set[str]]
]:
    """A pattern of words, their states, those of words that say it as a whole label, and all sides."""
    anywhere: dict[str, State] = {}
    labels: dict[str, State] = {}
    sides: dict[str, set[str]] = {}
    for row in lexicon.table("breakdowns"):
        state = State(row["family"], row["state"], row["word"], row["closes"] == "yes")
        (labels if row["alone"] == "yes" else anywhere)[row["word"]] = state
        sides.setdefault(state.family, set()).add(state.name)
    return re.compile(f"{either(anywhere)}(?![为成到率])"), anywhere, labels, sides


def divides(states: Sequence[State | None]) -> bool:
    """Whether some states are different sides of one division."""
    named = [state for state in states if state]
    names = {state.name for state in named}
    if not len(named) == len(states) == len(names) or len({s.family for s in named}) != 1:
        return False
    return named[0].family != AGE or all(a[1] < b[0] for a, b in pairwise(_ages(named)))


def names_all(states: Sequence[State]) -> bool:
    """Whether some states are all of their division: one closes it, or none is left."""
    if any(state.closes for state in states):
        return True
    if states and states[0].family == AGE:
        ages = _ages(states)
        joined = all(b[0] == a[1] + 1 for a, b in pairwise(ages))
        return joined and ages[0][0] == 0 and ages[-1][1] == math.inf
    family = states[0].family if states else ""
    return {state.name for state in states} == _states_lexicon()[3].get(family)


def same_things(page: Page, figures: Sequence[int], whole: int | None = None) -> bool:
    """Whether the numbers count the same things, but for the state each names: 中央赤字, 地方赤字.

    ``whole``: what they are of; it must name the things too, unless they go without saying.
    """
    rests = [rest_of(page, i) for i in figures]
    longest = max(rests, key=len)
    if not all(longest.endswith(rest) or longest.startswith(rest) for rest in rests):
        return False
    if whole is None or not (shortest := min(filter(None, rests), key=len, default="")):
        return True
    named = page.clause(whole) + page.tail(whole)
    return shortest[-2:] in named or shortest[:2] in named


def rest_of(page: Page, i: int) -> str:
    """A number's label without its state and without words that name nothing."""
    state = state_of(page, i)
    words = page.lead(i) + page.tail(i)
    if state:
        words = words[words.find(state.word) :].replace(state.word, "", 1)
    before = None
    while before != words:
        before, words = words, _EMPTY.sub("", words)
    return words

"""What the words beside a number say of it: its state in a division, or that it is a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.checks.page import Page

_CHANGE = re.compile(
    r"(?:增加|增长|增|提高|提升|上升|下降|减少|降低|回落|[多少高低快慢升降减涨跌])[了约近达超逾]{0,2}$"
)
_NEW = re.compile(r"(?:新增|净增加?)[了约近达超逾]{0,2}$")
_LEVEL = re.compile(r"增加值[为达约]{0,2}$")
_BASE = re.compile(r"(?:由|从)[^，,；;。由从]{0,16}$")
_THRESHOLD = re.compile(r"(?:及|\(含\)|（含）)?以[上下内]的?(?:[一-鿿]|$)")


@dataclass(frozen=True, slots=True)
class State:
    """What a word beside a number says about the part: its division, and its side of it."""

    family: str
    name: str
    word: str
    closes: bool


def state_of(page: Page, i: int) -> State | None:
    """The state a number is given beside it, after it or before it."""
    return state_in(page.lead(i)) or state_in(page.tail(i))


def state_in(words: str) -> State | None:
    """The state that some words name; the longest word wins.

    >>> state_in("阶段性完成整改"), state_in("召开会议")
    (State(family='progress', name='partly', word='阶段性完成', closes=True), None)
    """
    pattern, states = _states_lexicon()
    found = pattern.search(words)
    return states[found.group()] if found else None


@cache
def _states_lexicon() -> tuple[re.Pattern[str], dict[str, State]]:
    states = {
        row["word"]: State(row["family"], row["state"], row["word"], row["closes"] == "yes")
        for row in lexicon.table("breakdowns")
    }
    longest = sorted(states, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest))})(?![为成到率])"), states


def names_all(states: Sequence[State]) -> bool:
    """Whether some states are all of their division: one closes it, or none is left."""
    if any(state.closes for state in states):
        return True
    _, lexicon_states = _states_lexicon()
    family = {state.family for state in states}
    every = {s.name for s in lexicon_states.values() if {s.family} == family}
    return bool(every) and {state.name for state in states} == every


def is_change(page: Page, i: int) -> bool:
    """Whether a number is how much something rose or fell, not how much there is of it."""
    lead = page.lead(i)
    if _NEW.search(lead) or _LEVEL.search(lead):
        return False
    return page.figures[i].claim.change == "by" or bool(_CHANGE.search(lead))


def is_amount(page: Page, i: int) -> bool:
    """Whether a number says how much there is of something: no share, no change, no threshold."""
    return not (page.figures[i].is_percent or is_threshold(page, i) or is_change(page, i))


def is_threshold(page: Page, i: int) -> bool:
    """Whether a number is the bound of a group: 35岁以下干部, 规模50人以上企业."""
    return bool(_THRESHOLD.match(page.after(i)))


def is_base(page: Page, i: int) -> bool:
    """Whether a number is where a move began: 由X of 由X增至Y."""
    return bool(_BASE.search(page.before(i)))

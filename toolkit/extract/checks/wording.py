"""What the words beside a number say of it: its side in a division (完成, 出口, 男性)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.checks.page import Page

# Words of a label that name nothing: they may differ between the parts of one whole.
_EMPTY = re.compile(
    r"其\s*中|分别|输入|整改|问题|事项|任务|项目|[性类型级]$"
    r"|(?:完成|实现|达到|安排|支出|共计|累计|新增|占比?|比重|[已经全部均有的共仅为约近达超\s])+$"
    r"|^(?:[已经全部均有的共仅为约近达到、\s])+"
)


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


def divides(states: Sequence[State | None]) -> bool:
    """Whether some states are different sides of one division."""
    named = [state for state in states if state]
    names = {state.name for state in named}
    return len(named) == len(states) == len(names) and len({s.family for s in named}) == 1


def names_all(states: Sequence[State]) -> bool:
    """Whether some states are all of their division: one closes it, or none is left."""
    if any(state.closes for state in states):
        return True
    _, lexicon_states = _states_lexicon()
    family = {state.family for state in states}
    every = {s.name for s in lexicon_states.values() if {s.family} == family}
    return bool(every) and {state.name for state in states} == every


def same_things(page: Page, figures: Sequence[int], whole: int | None = None) -> bool:
    """Whether the numbers count the same things, but for the state each names: 中央赤字, 地方赤字.

    ``whole``: what they are of; it must name the things too, unless they go without saying.
    """
    rests = [_rest(page, i) for i in figures]
    longest = max(rests, key=len)
    if not all(longest.endswith(rest) or longest.startswith(rest) for rest in rests):
        return False
    if whole is None or not (shortest := min(filter(None, rests), key=len, default="")):
        return True
    named = page.clause(whole) + page.tail(whole)
    return shortest[-2:] in named or shortest[:2] in named


def _rest(page: Page, i: int) -> str:
    """A number's label without its state and without words that name nothing."""
    state = state_of(page, i)
    words = page.lead(i) + page.tail(i)
    if state:
        words = words[words.find(state.word) :].replace(state.word, "", 1)
    before = None
    while before != words:
        before, words = words, _EMPTY.sub("", words)
    return words

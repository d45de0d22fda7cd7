"""A stated total against its stated parts, and 其中 against its whole.

A sum is only held against its total where the wording says that the parts divide it: states
of one kind (完成, 阶段性完成), a list in brackets or after a colon, 共计 after a list. Parts
after 其中 may leave others unsaid, so alone they can only be too many.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.checks_bounds import Bounds, plain, scale
from toolkit.extract.checks_page import BACK, REACH, Figure, Page, middle
from toolkit.extract.model import Check

MOST_PARTS = 20
_AMONG = re.compile(r"其\s*中")
_CHANGE = re.compile(
    r"(?:增加|增长|增|提高|提升|上升|下降|减少|降低|回落|[多少高低快慢升降减涨跌])[了约近达超逾]{0,2}$"
)
_NEW = re.compile(r"(?:新增|净增加?)[了约近达超逾]{0,2}$")
_LEVEL = re.compile(r"增加值[为达约]{0,2}$")
_AGAIN = re.compile(r"共|累计|合计|总计|全年|全市|全省|全县|全区|全国|其\s*中|[。！？]")
_OPEN = re.compile(
    r"等(?![次级候待])|其余|其他|其它|剩余|余下|还有|另|主要(?!负责|领导)|含|包括|仍"
)
_OPENS = re.compile(r"[一-鿿]{0,10}[（(]")
_COLON = re.compile(r"[一-鿿]{0,10}[：:]")
_CLOSE = re.compile(r"[）)]")
_THRESHOLD = re.compile(r"(?:及|\(含\)|（含）)?以[上下内]的?[一-鿿]")
_REST = re.compile(r"^(?:其余|剩余|余下)")
_SUMMED = re.compile(r"^[\s，,、；;]*(?:共计|合计|总计|一共|总共|共)$")
_EMPTY_LABEL = re.compile(r"(?:[已经全部均有的共仅为约近达到\s]|其中|整改|问题|事项|任务|项目)*$")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts, as indexes of figures, and the wording that ties them.

    link: among (其中), states (completed, partly completed), listed (brackets, a colon), summed
    (共计 after its parts) or rest (其余 closes them).
    """

    whole: int
    parts: tuple[int, ...]
    link: str


@dataclass(frozen=True, slots=True)
class State:
    """What a word beside a number says about the part: its division, and its side of it."""

    family: str
    name: str
    word: str
    closes: bool


def find_breakdowns(page: Page) -> list[Breakdown]:
    """Every whole with its parts, each claim a whole once at most."""
    found: dict[int, Breakdown] = {}
    parts: set[int] = set()
    for breakdown in (*_rests(page), *_listed(page), *_among(page), *_states(page), *_summed(page)):
        if breakdown.whole not in parts:
            found.setdefault(breakdown.whole, breakdown)
            parts.update(breakdown.parts)
    return [found[whole] for whole in sorted(found)]


def check_totals(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Totals against the sum of their parts, or else each part against its whole."""
    for breakdown in breakdowns:
        total = _check_sum(page, breakdown)
        if total:
            yield total
        elif breakdown.link in ("among", "states"):
            yield from _check_parts(page, breakdown)


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


def is_change(page: Page, i: int) -> bool:
    """Whether a number is how much something rose or fell, not how much there is of it."""
    lead = page.lead(i)
    if _NEW.search(lead) or _LEVEL.search(lead):
        return False
    return page.figures[i].claim.change == "by" or bool(_CHANGE.search(lead))


def _amount(page: Page, i: int) -> bool:
    """Whether a number says how much there is of something: no share, no change, no threshold."""
    if page.figures[i].is_percent or _THRESHOLD.match(page.after(i)):
        return False
    return not is_change(page, i)


def _among(page: Page) -> Iterator[Breakdown]:
    for i in range(1, len(page.figures)):
        opens = i - 1 if _THRESHOLD.match(page.after(i - 1)) else i  # 其中50人以上的企业8家
        if not _AMONG.search(page.before(opens)) or not _amount(page, i):
            continue
        whole = _whole_before(page, i)
        if whole is not None:
            yield Breakdown(whole, _parts(page, i), "among")


def _whole_before(page: Page, i: int) -> int | None:
    """The nearest amount before 其中 that is large enough, or else the nearest of all."""
    part = page.figures[i]
    fitting = []
    for j in range(i - 1, max(-1, i - 1 - BACK), -1):
        figure = page.figures[j]
        if part.sentence - figure.sentence > _sentences_back(page, i):
            break
        if figure.counts_with(part) and _amount(page, j):
            fitting.append(j)
    for j in fitting:
        if _may_hold(page.figures[j], part):
            return j
    return fitting[0] if fitting else None


def _sentences_back(page: Page, i: int) -> int:
    """1 where 其中 opens the sentence and so speaks of the one before, else 0."""
    start = page.starts[page.figures[i].sentence] if page.figures[i].sentence >= 0 else 0
    return 1 if _AMONG.match(page.clean[start : start + 8].strip()) else 0


def _may_hold(whole: Figure, part: Figure) -> bool:
    return whole.bounds is None or part.bounds is None or part.bounds.below(whole.bounds)


def _parts(page: Page, first: int) -> tuple[int, ...]:
    """The first part and those that stand parallel to it in its sentence."""
    parts = [first]
    for j in range(first + 1, min(len(page.figures), first + MOST_PARTS)):
        gap = page.gap(j - 1, j)
        if gap is None or page.figures[j].sentence != page.figures[first].sentence:
            break
        if _AGAIN.search(gap):
            break
        if not _amount(page, j):
            continue
        if not page.figures[j].counts_with(page.figures[first]) or not _parallel(page, first, j):
            break
        parts.append(j)
    return tuple(parts)


def _parallel(page: Page, first: int, j: int) -> bool:
    """Whether a number names a part beside the first one: same unit, kin wording."""
    if page.figures[j].unit != page.figures[first].unit:
        return False
    a, b = state_of(page, first), state_of(page, j)
    if a and b:
        return a.family == b.family and a.name != b.name
    if page.before(j).strip().startswith("、"):
        return True
    one, other = _AMONG.split(page.lead(first))[-1], page.lead(j)
    return len(one) > 1 and len(other) > 1 and one[-1] == other[-1]


def _states(page: Page) -> Iterator[Breakdown]:
    for i in range(len(page.figures) - 1):
        if not _amount(page, i) or not page.figures[i].counts_with(page.figures[i + 1]):
            continue
        if page.figures[i].claim.value in (0, 1):  # 验收一个、销号一个 counts nothing
            continue
        if state_of(page, i) or _AMONG.search(page.before(i + 1)):
            continue
        parts = state_run(page, i + 1, page.figures[i])
        if len(parts) > 1 or (
            parts and _AMONG.search(page.before(i)) is None and _bare(page, parts[0])
        ):
            yield Breakdown(i, parts, "states")


def state_run(page: Page, first: int, like: Figure) -> tuple[int, ...]:
    """The figures from here on that give different states of one family: 完成15个，阶段性完成2个."""
    parts: list[int] = []
    seen: set[str] = set()
    family = None
    for j in range(first, min(len(page.figures), first + MOST_PARTS)):
        gap = page.gap(j - 1, j) if j else ""
        if page.figures[j].sentence != like.sentence or (gap is None and j > first):
            break
        if parts and (page.figures[j].is_percent or is_change(page, j)):
            continue
        state = state_of(page, j)
        if state is None or not like.counts_with(page.figures[j]):
            break
        if parts and (state.family != family or state.name in seen or _AGAIN.search(gap or "")):
            break
        family = state.family
        seen.add(state.name)
        parts.append(j)
    return tuple(parts)


def _bare(page: Page, i: int) -> bool:
    """Whether nothing but its state stands beside a number, so that it counts the same things."""
    state = state_of(page, i)
    rest = (page.lead(i) + page.tail(i)).replace(state.word if state else "", "")
    return state is not None and bool(_EMPTY_LABEL.match(rest))


def _listed(page: Page) -> Iterator[Breakdown]:
    for i in range(len(page.figures) - 1):
        gap = page.gap(i, i + 1)
        if gap is None or not _amount(page, i) or _AMONG.search(gap):
            continue
        if _OPENS.match(gap):
            close = _CLOSE.search(
                page.clean, page.figures[i].claim.end, page.figures[i].claim.end + 4 * REACH
            )
            end = close.start() if close else None
        elif _COLON.match(gap):
            end = page.sentence_end(i)
        else:
            continue
        parts = _all_until(page, i, end)
        if len(parts) > 1:
            yield Breakdown(i, parts, "listed")


def _all_until(page: Page, whole: int, end: int | None) -> tuple[int, ...]:
    """The amounts up to an offset, or none where one of them counts something else."""
    last = bisect_left(page.offsets, end) if end is not None else 0
    if not whole + 2 < last <= whole + 1 + MOST_PARTS:
        return ()
    parts: list[int] = []
    for j in range(whole + 1, last):
        if page.figures[j].is_percent or is_change(page, j):
            continue
        gap = page.gap(j - 1, j)
        if gap is None or (parts and _AGAIN.search(gap)):
            return ()
        if page.figures[j].unit != page.figures[whole].unit:
            return ()
        parts.append(j)
    return tuple(parts)


def _rests(page: Page) -> Iterator[Breakdown]:
    """13名，已轮岗11名，其余2名: what is left closes the parts before it."""
    for i in range(2, len(page.figures)):
        if _REST.match(page.lead(i)) and (breakdown := _closed_by(page, i)):
            yield breakdown


def _closed_by(page: Page, i: int) -> Breakdown | None:
    """The whole whose last part figure i is: one that the parts between make up, or else the
    only one there can be.
    """
    parts: list[int] = []
    total = page.figures[i].bounds
    for j in range(i - 1, max(-1, i - 1 - MOST_PARTS), -1):
        figure = page.figures[j]
        if figure.sentence != page.figures[i].sentence:
            break
        if not figure.counts_with(page.figures[i]) or not _amount(page, j):
            continue
        if parts and total and figure.bounds and figure.bounds.meets(total):
            return Breakdown(j, (*reversed(parts), i), "rest")
        parts.append(j)
        total = total and figure.bounds and total + figure.bounds
    return Breakdown(parts[1], (parts[0], i), "rest") if len(parts) == 2 else None


def _summed(page: Page) -> Iterator[Breakdown]:
    for i in range(2, len(page.figures)):
        if not _SUMMED.match(page.before(i)) or page.tail(i) or not _amount(page, i):
            continue
        parts: list[int] = []
        for j in range(i - 1, max(-1, i - 1 - MOST_PARTS), -1):
            if page.figures[j].unit != page.figures[i].unit or not _amount(page, j):
                break
            if page.figures[j].sentence != page.figures[i].sentence:
                break
            parts.insert(0, j)
            before = page.before(j)
            if _AGAIN.search(before):
                parts = []
                break
            if "、" not in before:
                break
        if len(parts) > 1:
            yield Breakdown(i, tuple(parts), "summed")


def _check_sum(page: Page, breakdown: Breakdown) -> Check | None:
    """The total against the sum of its parts, where the wording allows that."""
    whole, parts = breakdown.whole, breakdown.parts
    if len(parts) < 2:
        return None
    states = [state_of(page, i) for i in parts]
    named = [state for state in states if state]
    divided = len(named) == len(parts) and len({s.family for s in named}) == 1
    apart = divided or (breakdown.link != "among" and not _overlapping(page, parts))
    closed = breakdown.link in ("listed", "summed") or _names_all(named)
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


def _names_all(states: Sequence[State]) -> bool:
    """Whether some states are all of their division: one closes it, or none is left."""
    if any(state.closes for state in states):
        return True
    _, lexicon_states = _states_lexicon()
    family = {state.family for state in states}
    every = {s.name for s in lexicon_states.values() if {s.family} == family}
    return bool(every) and {state.name for state in states} == every


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

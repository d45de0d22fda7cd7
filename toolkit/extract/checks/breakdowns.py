"""Wholes and their parts, found by the wording that ties them.

Where the wording leaves room for another reading (other things in the same unit, a new total,
a new year), there is no breakdown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extract.checks.page import BACK, LABEL_VERBS, REACH, YEARS_OLD, Figure, Page, alike
from toolkit.extract.checks.wording import same_things, state_of

MOST_PARTS = 20
KIN = 2  # characters a part's label and its whole's must end in alike to be kin
NAMED_PART = 12  # the longest label of a part in brackets or after a colon
AMONG = re.compile(
    r"其\s*中|按[一-鿿]{2,10}分[，,：:]|分[一-鿿]{2,4}看[，,：:]|(?<![拆再细])分为|包[括含]|^(?![一-鿿]*[已正在了到过送程])[一-鿿]{1,8}中(?:[，,](?:已?有)?|已?有|[仅共]有)[一-鿿]{0,6}$"
)
_OPENS_SENTENCE = re.compile(
    r"\s*[（(]?(?:其\s*中|按[一-鿿]{2,10}分[，,：:]|分[一-鿿]{2,4}看[，,：:])"
)
_OWN_CLAUSE = re.compile(rf"(?:{AMONG.pattern})[，,：:]?[一-鿿]*$")
_RESPECTIVELY = re.compile(r"(?<=[，,])分别[为是有](?=[一-鿿]*$)")
_AGAIN = re.compile(r"共(?![产同和享青])|累计|合计|总计|全[年市省县区国]|其\s*中|[。！？]")
_CUMULATES = re.compile(r"共(?![产同和享青])|累计|合计|总计|其\s*中|全年")
_OPENS = re.compile(r"[一-鿿]{0,10}[（(]")
_COLON = re.compile(r"[一-鿿]{0,10}[：:]")
_CLOSE = re.compile(r"[）)]")
_LISTS = ("分为", "包括", "包含", "分别为", "分别是", "分别有")  # what only a list of parts follows
_REST = re.compile(r"^(?:其余|剩余|余下)")
_OTHERS = re.compile(r"^(?:其[余他它]|剩余|余下)")
_SUMMED = re.compile(r"^[\s，,、；;]*(?:(?:共计|合计|总计|一共|总共)[一-鿿]{0,4}|共)$")
_EMPTY_LABEL = re.compile(r"(?:[已经全部均有的共仅为约近达到\s]|其中|整改|问题|事项|任务|项目)*$")
# Beside these a number in brackets explains the one before, and is no part of it.
_EXPLAINS = re.compile(
    r"价值|实际|原|应|计划|目标|预算|上年|去年|同期|折合|相当|增|减|比|至|到|每|均"
)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and its parts, as indexes of figures, and the wording that ties them.

    link: among (其中), states (completed, partly completed), listed (brackets, a colon), summed
    (共计 after its parts) or rest (其余 closes them). tie: the words themselves. sure: no other
    number can be the whole.
    """

    whole: int
    parts: tuple[int, ...]
    link: str
    tie: str
    sure: bool = True


def find_breakdowns(page: Page) -> list[Breakdown]:
    """Every whole with its parts, each claim a whole once at most."""
    found: dict[int, Breakdown] = {}
    parts: set[int] = set()
    for breakdown in (*_rests(page), *_listed(page), *_among(page), *_states(page), *_summed(page)):
        if breakdown.whole not in parts:
            found.setdefault(breakdown.whole, breakdown)
            parts.update(breakdown.parts)
    return [found[whole] for whole in sorted(found)]


def _among(page: Page) -> Iterator[Breakdown]:
    for i in range(1, len(page.figures)):
        first = page.figures[i - 1]  # 其中50人以上的企业8家, 其中0—14岁人口5万人
        opens = i - 1 if first.role == "threshold" or first.unit in YEARS_OLD else i
        tie = AMONG.search(page.before(opens)) or _RESPECTIVELY.search(page.gap(i - 1, i) or "")
        if not tie or not page.is_amount(i):
            continue
        wholes = _best(page, i, _wholes_before(page, i))
        parts = _parts(page, i)
        if wholes and (len(parts) > 1 or tie.group() not in _LISTS):
            yield Breakdown(
                _that_holds(page, i, wholes),
                parts,
                "listed" if tie.group().startswith("分别") else "among",
                tie.group(),
                len(wholes) == 1 and _is_near(page, wholes[0], i) and _kin(page, wholes[0], i),
            )


def _wholes_before(page: Page, i: int) -> list[int]:
    """The amounts of its kind before a part: those of its sentence, or where 其中 opens that, of
    the sentence before; the nearest first.
    """
    part = page.figures[i]
    sentence = part.sentence - _opens_sentence(page, i)
    found = []
    for j in range(i - 1, max(-1, i - 1 - 2 * BACK), -1):
        figure = page.figures[j]
        if figure.sentence < sentence:
            break
        if figure.sentence == sentence and part.is_of(figure) and page.is_amount(j):
            found.append(j)
    return found


def _best(page: Page, part: int, wholes: list[int]) -> list[int]:
    """Those that are called as the part is, where the nearest is not: 受理6380件，结案6201件，其中
    受理民事案件5644件.
    """
    wholes = [j for j in wholes if not AMONG.search(page.lead(j))] or wholes[:1]
    if not wholes:
        return []
    label = AMONG.sub("", page.lead(part))
    called = [alike(label, page.lead(j)) for j in wholes]
    best = max(called)
    if best < called[0] + KIN:
        return wholes
    return [j for j, same in zip(wholes, called, strict=True) if same == best]


def _that_holds(page: Page, part: int, wholes: list[int]) -> int:
    """The nearest whole, or where it is too small the next that is called alike and is not."""
    for j in wholes:
        if _may_hold(page.figures[j], page.figures[part]) and (
            j == wholes[0] or alike(page.lead(part), page.lead(j))
        ):
            return j
    return wholes[0]


def _opens_sentence(page: Page, i: int) -> bool:
    """Whether 其中 opens the sentence and so speaks of the one before."""
    at = page.figures[i].sentence
    return at > 0 and bool(_OPENS_SENTENCE.match(page.clean, page.starts[at]))


def _is_near(page: Page, whole: int, part: int) -> bool:
    """Whether a part larger than its whole would be an error: they stand in one unit, and nothing
    between them is measured in it.
    """
    one, other = page.figures[whole], page.figures[part]
    beside = (f.unit == one.unit and f.role not in ("change", "threshold") for f in page.figures[whole + 1 : part])  # fmt: skip
    return one.unit == other.unit and page.same_time(whole, part) and not any(beside)


def _kin(page: Page, whole: int, part: int) -> bool:
    """Whether a part names what its whole counts, where it stands in another sentence or behind
    another amount (开发岗位56个，其中保洁员31人), or that is all it can be of.
    """
    counted = (
        figure.role == "amount" and figure.claim.kind == "count"
        for figure in page.figures[whole + 1 : part]
    )
    if page.figures[whole].sentence == page.figures[part].sentence and not any(counted):
        return True
    beside = (*_beside(page, whole, -1), *_beside(page, whole, 1))
    if _OWN_CLAUSE.search(page.before(part)) and not any(map(page.is_amount, beside)):
        return True
    named = page.clause(whole) + page.tail(whole)
    lead, tail = LABEL_VERBS.sub("", AMONG.sub("", page.lead(part))), page.tail(part)
    return any(words and words in named for words in (lead[-2:], tail[:2]))


def _beside(page: Page, i: int, step: int) -> Iterator[int]:
    """The other figures of a sentence on one side of a figure."""
    j = i + step
    while 0 <= j < len(page.figures) and page.figures[j].sentence == page.figures[i].sentence:
        yield j
        j += step


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
        if not page.is_amount(j):
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
    if a or b:
        return False
    one, other = AMONG.split(page.lead(first))[-1], page.lead(j)
    return len(one) > 1 and len(other) > 1 and one[-1] == other[-1]


def _states(page: Page) -> Iterator[Breakdown]:
    for i in range(len(page.figures) - 1):
        if not page.is_amount(i):
            continue
        first = i + 1
        while first < len(page.figures) and page.figures[first].role in ("change", "percent"):
            first += 1
        if first == len(page.figures) or not page.figures[i].counts_with(page.figures[first]):
            continue
        if page.figures[i].claim.value in (0, 1):  # 验收一个、销号一个 counts nothing
            continue
        before = page.before(first)
        if AMONG.search(before) or before.lstrip().startswith("、"):
            continue
        parts = state_run(page, first, page.figures[i])
        among = page.sentence_before(i)
        if len(parts) == 1 and (AMONG.search(among) or not _bare(page, parts[0])):
            continue
        if parts and _may_be_whole(page, i, parts):
            yield Breakdown(i, parts, "states", _words_of(page, parts))


def _words_of(page: Page, parts: tuple[int, ...]) -> str:
    states = (state_of(page, i) for i in parts)
    return "、".join(state.word for state in states if state)


def _may_be_whole(page: Page, i: int, parts: tuple[int, ...]) -> bool:
    """Whether a number is no part beside the others: 解散3个，合并4个; 省部级3人，厅局级40人.

    Only of problems solved may a report claim more than there are problems.
    """
    own, state = state_of(page, i), state_of(page, parts[0])
    if own and state and own.family == state.family:
        return False
    beside = (
        state_of(page, i - 1) if own and page.figures[i].counts_with(page.figures[i - 1]) else None
    )
    if own and beside and own.family == beside.family and own.name != beside.name:
        return False  # 城镇5万人，乡村6万人，男性…: it divides another whole
    if state and state.family == "progress":
        return True
    if not same_things(page, parts, i):  # 零售总额9亿元，城镇居民收入4万元
        return False
    return all(_may_hold(page.figures[i], page.figures[part]) for part in parts)


def state_run(page: Page, first: int, like: Figure) -> tuple[int, ...]:
    """The figures from here on that give different states of one family: 完成15个，阶段性完成2个."""
    parts: list[int] = []
    seen: set[str] = set()
    family = None
    for j in range(first, min(len(page.figures), first + MOST_PARTS)):
        gap = page.gap(j - 1, j) if j else ""
        if page.figures[j].sentence != like.sentence or (gap is None and j > first):
            break
        if parts and page.figures[j].role in ("percent", "change"):
            continue
        state = state_of(page, j)
        if state is None or not like.counts_with(page.figures[j]) or not page.is_amount(j):
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
        if gap is None or not page.is_amount(i) or AMONG.search(gap):
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
            yield Breakdown(i, parts, "listed", gap.strip()[:1])


def _all_until(page: Page, whole: int, end: int | None) -> tuple[int, ...]:
    """The amounts up to an offset, or none where one of them counts something else."""
    last = bisect_left(page.offsets, end) if end is not None else 0
    if not whole + 2 < last <= whole + 1 + MOST_PARTS:
        return ()
    parts: list[int] = []
    for j in range(whole + 1, last):
        if page.figures[j].role in ("percent", "change"):
            continue
        gap = page.gap(j - 1, j)
        if gap is None or (parts and _AGAIN.search(gap)) or not page.is_amount(j):
            return ()
        if page.figures[j].unit != page.figures[whole].unit:
            return ()
        if not KIN <= len(page.lead(j)) <= NAMED_PART or _EXPLAINS.search(page.lead(j)):
            return ()
        parts.append(j)
    return tuple(parts)


def _rests(page: Page) -> Iterator[Breakdown]:
    """13名，已轮岗11名，其余2名: what is left closes the parts before it."""
    for i in range(2, len(page.figures)):
        rest = _OTHERS.match(page.lead(i))
        if rest and (found := _closed_by(page, i)):
            yield Breakdown(*found, "rest", rest.group())


def _closed_by(page: Page, i: int) -> tuple[int, tuple[int, ...]] | None:
    """The whole whose last part figure i is: one that the parts between make up, or the one that
    其中 ties them to, or else, of 其余, the only one there can be.
    """
    parts: list[int] = []
    total = page.figures[i].bounds
    for j in range(i - 1, max(-1, i - 1 - MOST_PARTS), -1):
        figure = page.figures[j]
        if figure.sentence < page.figures[i].sentence:
            break
        if figure.unit != page.figures[i].unit or not page.is_amount(j):
            continue
        if parts and total and figure.bounds and figure.bounds.meets(total):
            return j, (*reversed(parts), i)
        parts.append(j)
        total = total and figure.bounds and total + figure.bounds
        if AMONG.search(page.before(j)):
            wholes = _wholes_before(page, j)
            sure = len(wholes) == 1 and _is_near(page, wholes[0], j)
            return (wholes[0], (*reversed(parts), i)) if sure else None
    if len(parts) != 2 or not _REST.match(page.lead(i)):
        return None
    return parts[1], (parts[0], i)


def _summed(page: Page) -> Iterator[Breakdown]:
    for i in range(2, len(page.figures)):
        tie = _SUMMED.match(page.before(i))
        if not tie or page.tail(i) or not page.is_amount(i):
            continue
        parts: list[int] = []
        for j in range(i - 1, max(-1, i - 1 - MOST_PARTS), -1):
            if page.figures[j].unit != page.figures[i].unit or not page.is_amount(j):
                break
            if page.figures[j].sentence != page.figures[i].sentence:
                break
            parts.insert(0, j)
            before = page.before(j)
            if _CUMULATES.search(before.lstrip().removeprefix("全年")):
                parts = []
                break
            if "、" not in before and alike(page.lead(j), page.lead(parts[-1])) < KIN:
                break
        if len(parts) > 1:
            yield Breakdown(i, tuple(parts), "summed", tie.group())

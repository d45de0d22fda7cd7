"""Wholes and their parts, found by the wording that ties them.

Where the wording leaves room for another reading (other things in the same unit, a new total,
a new year), there is no breakdown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from toolkit import lexicon
from toolkit.extract.checks.page import (
    LABEL_VERBS,
    MOST_PARTS,
    REACH,
    YEARS_OLD,
    Figure,
    Page,
    State,
    alike,
)
from toolkit.extract.checks.wording import same_things, state_of

KIN = 2  # characters a part's label and its whole's must end in alike to be kin
NAMED_PART = 12  # the longest label of a part in brackets or after a colon
AMONG = re.compile(lexicon.forms("among"))
_OPENS_SENTENCE = re.compile(
    r"\s*[（(]?(?:其\s*中|按[一-鿿]{2,10}分[，,：:]|分[一-鿿]{2,4}看[，,：:])"
)
_OWN_CLAUSE = re.compile(rf"(?:{AMONG.pattern})[，,：:]?[一-鿿]*$")
_RESPECTIVELY = re.compile(r"(?<=[，,])分别[为是有](?=[一-鿿]*$)")
_AGAIN = re.compile(lexicon.forms("counts_again"))
_CUMULATES = re.compile(r"共(?![产同和享青])|累计|合计|总计|其\s*中|全年")
_OPENS = re.compile(r"[一-鿿]{0,10}[（(]")
_COLON = re.compile(r"[一-鿿]{0,10}[：:]")
_BRACKETED = re.compile(r"[^（(）)]*[）)]")
_CLOSE = re.compile(r"[）)]")
DIVIDES = re.compile(r"分为|[按分](?!别)")
_LISTS = ("分为", "包括", "包含", "分别为", "分别是", "分别有")  # what only a list of parts follows
_REST = re.compile(r"^(?:其余|剩余|余下)")
_OTHERS = re.compile(r"^(?:其[余他它]|剩余|余下)")
_SUMMED = re.compile(
    r"^[\s，,、；;]*(?:[各以两一二三四五六七八九][项上类])?(?:(?:共计|合计|总计|一共|总共)[一-鿿]{0,4}|共)$"
)
_NO_KIND = re.compile(r"(?:^|[共总有计全省市县区镇乡村国州])$")
_EMPTY_LABEL = re.compile(r"(?:[已经全部均有的共仅为约近达到\s]|其中|整改|问题|事项|任务|项目)*$")
# Beside these a number in brackets explains the one before, and is no part of it.
_EXPLAINS = re.compile(lexicon.forms("explains"))


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
        found = AMONG.search(page.before(opens)) or _RESPECTIVELY.search(page.gap(i - 1, i) or "")
        whole = _whole_of(page, i) if found and page.is_amount(i) else None
        if not found or not whole:
            continue
        parts = page.run(i, partial(_parallel, page, i), _AGAIN)
        tie, made = found.group(), sum(page.figures[j].claim.value or 0 for j in parts)
        exact = (j for j in _among_before(page, i) if page.figures[j].claim.value == made)
        if len(parts) > 1 or tie not in _LISTS:
            link = "listed" if tie.startswith(("分别", "分为")) else "among"
            of = next(exact, whole[0]) if len(parts) > 1 else whole[0]  # 受理90件，审结80件，其中…
            yield Breakdown(of, parts, link, tie, whole[1])


def _whole_of(page: Page, part: int) -> tuple[int, bool] | None:
    """The whole a part is tied to, and whether no other number can be it.

    Of the amounts before it that it can be of, one called as the part is goes before the nearest
    (受理6380件，结案6201件，其中受理民事案件5644件), and one that can hold it before one too small.
    """
    wholes = _among_before(page, part)
    wholes = [j for j in wholes if not AMONG.search(page.lead(j))] or wholes[:1]
    if not wholes:
        return None
    label = AMONG.sub("", page.lead(part))
    called = {j: alike(label, page.lead(j)) for j in wholes}
    best = max(called.values())
    if best >= called[wholes[0]] + KIN:
        wholes = [j for j in wholes if called[j] == best]
    kin = (j for j in wholes if j == wholes[0] or alike(page.lead(part), page.lead(j)))
    holds = (j for j in kin if may_hold(page, j, part))
    sure = len(wholes) == 1 and _is_near(page, wholes[0], part) and _kin(page, wholes[0], part)
    return next(holds, wholes[0]), sure


def wholes_before(page: Page, i: int, sentence: int | None = None) -> list[int]:
    """The amounts of its kind and time that a number can be of, nearest first: those of its sentence
    (of the one before where 其中 opens it), or back to an earlier one.
    """
    part = page.figures[i]
    return [
        j
        for j in page.back(i, sentence)
        if page.is_amount(j)
        and part.is_of(page.figures[j])
        and page.same_time(j, i)
        and not _BRACKETED.match(page.clean, page.figures[j].claim.end, part.claim.start)
    ]


def _among_before(page: Page, i: int) -> list[int]:
    at = page.figures[i].sentence
    at -= bool(at and _OPENS_SENTENCE.match(page.clean, page.starts[at]))
    return [j for j in wholes_before(page, i, at) if page.figures[j].sentence == at]


def is_called(page: Page, part: int, whole: int) -> bool:
    """Whether a part's label is its whole's with a word before it."""
    same = alike(page.lead(part), page.lead(whole))
    label = LABEL_VERBS.sub("", page.lead(whole))
    own = label[: len(label) - same]  # 妇女代表 are no part of 少数民族代表
    return same >= KIN and len(page.lead(part)) > same and bool(_NO_KIND.search(own))


def _is_near(page: Page, whole: int, part: int) -> bool:
    """Whether nothing between the two is measured in their unit."""
    unit, between = page.figures[whole].unit, page.figures[whole + 1 : part]
    return not any(f.unit == unit and f.role not in ("change", "threshold") for f in between)


def _kin(page: Page, whole: int, part: int) -> bool:
    """Whether a part further off is called as its whole is, or that is all it can be of."""
    one, other = page.figures[whole], page.figures[part]
    between = page.figures[whole + 1 : part]
    counts = any(f.role == "amount" and f.claim.kind == "count" for f in between)
    if one.sentence == other.sentence and not counts:
        return True
    alone = not any(page.is_amount(j) for j in page.sentence_of(whole) if j != whole)
    if alone and _OWN_CLAUSE.search(page.before(part)):
        return True
    named = page.clause(whole) + page.tail(whole)
    lead, tail = LABEL_VERBS.sub("", AMONG.sub("", page.lead(part))), page.tail(part)
    return any(words and words in named for words in (lead[-2:], tail[:2]))


def may_hold(page: Page, whole: int, part: int) -> bool:
    """Whether a part can be as small as its whole."""
    of, piece = page.figures[whole].bounds, page.figures[part].bounds
    return of is None or piece is None or piece.below(of)


def _parallel(page: Page, first: int, j: int, parts: Sequence[int] = ()) -> bool:
    """Whether a number names a part beside the first one: same unit, kin wording."""
    if j == first or not page.figures[j].is_of(page.figures[first]):
        return j == first
    a, b = state_of(page, first), state_of(page, j)
    one, other = AMONG.split(page.lead(first))[-1].lstrip("，,：:"), page.lead(j)
    if a and b and (a.family != b.family or a.name != b.name):
        return a.family == b.family
    tie = AMONG.search(page.before(first))
    if page.before(j).strip().startswith("、") or (tie and DIVIDES.match(tie.group())):
        return True
    if min(len(one), len(other)) < KIN or one == other:
        return False
    if one[-1] == other[-1] or one[:2] == other[:2] == "用于":
        return not (a or b) or _one_head(one, other, (a, b))
    return False


def _one_head(one: str, other: str, states: Sequence[State | None]) -> bool:
    """Whether two labels name two of one thing, though the words of a state stand in them."""
    named = any(state.word in (one, other) for state in states if state)
    return alike(one, other) >= KIN and not named and not one.endswith("新增")


def _states(page: Page) -> Iterator[Breakdown]:
    for i, figure in enumerate(page.figures):
        first = i + 1
        while first < len(page.figures) and page.figures[first].role in ("change", "percent"):
            first += 1
        if first == len(page.figures) or not figure.counts_with(page.figures[first]):
            continue
        if not page.is_amount(i) or figure.claim.value in (
            0,
            1,
        ):  # 验收一个、销号一个 counts nothing
            continue
        before = page.before(first)
        if AMONG.search(before) or before.lstrip().startswith("、"):
            continue
        parts = state_run(page, first, figure)
        if len(parts) == 1 and (AMONG.search(page.sentence_before(i)) or not _bare(page, parts[0])):
            continue
        if parts and _may_be_whole(page, i, parts):
            words = (state.word for state in map(partial(state_of, page), parts) if state)
            yield Breakdown(i, parts, "states", "、".join(words))


def _may_be_whole(page: Page, i: int, parts: tuple[int, ...]) -> bool:
    """Whether a number is no part beside the others: 解散3个，合并4个; 省部级3人，厅局级40人."""
    own, state = state_of(page, i), state_of(page, parts[0])
    if own and state and own.family == state.family:
        return False
    if own and i and page.figures[i].counts_with(page.figures[i - 1]):
        beside = state_of(page, i - 1)
        if beside and own.family == beside.family and own.name != beside.name:
            return False  # 城镇5万人，乡村6万人，男性…: it divides another whole
    if _in_one_list(page, i, parts[0]):
        return False
    if state and state.family == "progress":  # only of those solved may more be claimed
        return True
    if not same_things(page, parts, i):  # 零售总额9亿元，城镇居民收入4万元
        return False
    return all(may_hold(page, i, part) for part in parts)


def has_share(page: Page, i: int) -> bool:
    """Whether an amount is itself a share of something: 男性7.2万人，占51%；女性6.9万人，占49%."""
    then = page.figures[i + 1] if i + 1 < len(page.figures) else None
    return then is not None and then.is_percent and "占" in page.before(i + 1)


def _in_one_list(page: Page, i: int, then: int) -> bool:
    """Whether a number stands beside another: each with its share, or parted by ； as from the one before."""
    if has_share(page, i) and has_share(page, then):
        return True
    gaps = [page.gap(i - 1, i) or "", page.gap(i, then) or ""]
    beside = i > 0 and page.figures[i - 1].counts_with(page.figures[i])
    return beside and all(gap.startswith("；") for gap in gaps)


def state_run(page: Page, first: int, like: Figure) -> tuple[int, ...]:
    """The figures from here on that give different states of one family: 完成15个，阶段性完成2个."""

    def goes_on(j: int, parts: Sequence[int]) -> bool:
        state = state_of(page, j)
        if state is None or not like.counts_with(page.figures[j]):
            return False
        before = [state_of(page, part) for part in parts]
        return all(b and b.family == state.family and b.name != state.name for b in before)

    same = first < len(page.figures) and page.figures[first].sentence == like.sentence
    return page.run(first, goes_on, _AGAIN, ("percent", "change")) if same else ()


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
            start = page.figures[i].claim.end
            close = _CLOSE.search(page.clean, start, start + 4 * REACH)
            end = close.start() if close else 0
        elif _COLON.match(gap):
            end = page.sentence_end(i)
        else:
            continue
        last = bisect_left(page.offsets, end)
        if not i + 2 < last <= i + 1 + MOST_PARTS:
            continue
        parts = page.run(i + 1, partial(_in_list, page, i), _AGAIN, ("percent", "change"), last)
        amounts = [j for j in range(i + 1, last) if page.figures[j].role not in ("percent", "change")]  # fmt: skip
        if len(parts) > 1 and list(parts) == amounts:
            yield Breakdown(i, parts, "listed", gap.strip()[:1])


def _in_list(page: Page, whole: int, j: int, parts: Sequence[int]) -> bool:
    """Whether a number in brackets or after a colon is a part, and does not explain its whole."""
    label = page.lead(j)
    like = page.figures[j].unit == page.figures[whole].unit
    return like and KIN <= len(label) <= NAMED_PART and not _EXPLAINS.search(label)


def _rests(page: Page) -> Iterator[Breakdown]:
    """13名，已轮岗11名，其余2名: what is left closes the parts before it."""
    for i in range(2, len(page.figures)):
        rest = _OTHERS.match(page.lead(i))
        if rest and (found := _closed_by(page, i)):
            yield Breakdown(*found, "rest", rest.group())


def _closed_by(page: Page, i: int) -> tuple[int, tuple[int, ...]] | None:
    """The whole that the parts before it make up, or that 其中 ties them to, or the only one there is."""
    parts: list[int] = []
    total = page.figures[i].bounds
    for j in page.back(i):
        figure = page.figures[j]
        if figure.unit != page.figures[i].unit or not page.is_amount(j):
            continue
        if parts and total and figure.bounds and figure.bounds.meets(total):
            return j, (*reversed(parts), i)
        parts.append(j)
        total = total and figure.bounds and total + figure.bounds
        if AMONG.search(page.before(j)):
            wholes = _among_before(page, j)
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
        whole = page.figures[i].claim.value
        for j in page.back(i):
            before = page.before(j)
            if page.figures[j].unit != page.figures[i].unit or not page.is_amount(j):
                break
            parts.insert(0, j)
            of = _among_before(page, j) if AMONG.search(before) else []
            if any(page.figures[k].claim.value == whole for k in of):  # 84家，其中…，合计84家
                break
            if _CUMULATES.search(before.lstrip().removeprefix("全年")):
                parts = []
                break
            if "、" not in before and alike(page.lead(j), page.lead(parts[-1])) < KIN:
                break
        # 议案28件，一类9件，二类19件，合计28件
        parts = parts[len(parts) > 2 and page.figures[parts[0]].claim.value == whole :]
        if len(parts) > 1:
            yield Breakdown(i, tuple(parts), "summed", tie.group())

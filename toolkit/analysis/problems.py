"""Recurring problems: records of several reports that are about the same thing.

Nearly every problem is said to be 管理不规范 or 落实不到位; what tells problems apart is what stands
before that. Two that name the same thing of the lexicon (公务接待, 差旅费) are about the same, two that
name different ones are not. Of others the words that may be said of anything are left out first, other names of a thing
are read as one, and what is left is compared by its pairs of neighbouring letters, those that few
problems have counting more.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import pandas as pd

from toolkit import lexicon

ALIKE = 0.55  # weighted share of two topics' pairs of neighbouring letters that both have (Dice)
_CLAUSE = re.compile("[，,；;。]")
_FAULT = re.compile(  # what is amiss with the thing named before it
    "不(?![断同])|未|没有|缺|欠|超|虚|挪|滞|薄弱|流于|走过场|有?差距|淡化|缓慢|过[低高多滥频大]|偏[低高多少]|长期|仍"
)
EVERYDAY = 200  # topics; a pair of letters that stands in so many says nothing
COLUMNS = ["group", "problem", "records", "reports", "wordings", "where"]


def recurring_problems(records: pd.DataFrame) -> pd.DataFrame:
    """Problems that records of more than one report name, those of most reports first.

    Wordings about the same thing are one problem (``group``), called by the wording that most
    records have. wordings: how many there are. where: the reports. Leave out copied reports first
    (``corpus.without_copies()``): a text read twice recurs in full. The grouping is a first sorting
    for a reader: on three public lists that were not seen, 13 of 21 groups of several wordings were
    about one thing throughout, and of the wordings about one thing a third or fewer stood together,
    so that no share should be computed from it without looking.
    """
    named = grouped_problems(records)
    table = named.groupby("group", sort=False).agg(
        problem=("leader", "first"),
        records=("report_id", "size"),
        reports=("report_id", "nunique"),
        wordings=("problem", "nunique"),
        where=("report_id", lambda ids: ", ".join(sorted(set(ids)))),
    )
    several = table[table["reports"] > 1].reset_index()
    ranked = several.sort_values(["reports", "records", "problem"], ascending=[False, False, True])
    return ranked[COLUMNS].reset_index(drop=True)


def grouped_problems(records: pd.DataFrame) -> pd.DataFrame:
    """The records that name a problem, with its ``group`` and the wording it goes by."""
    named = records.dropna(subset=["problem"])
    leaders = _leaders(named["problem"])
    numbers = {leader: at for at, leader in enumerate(dict.fromkeys(leaders.values()), 1)}
    leader = named["problem"].map(leaders)
    return named.assign(leader=leader, group=leader.map(numbers))


def _leaders(problems: pd.Series) -> dict[str, str]:
    """For each wording the one that its group goes by.

    From the most frequent wording on, each joins the group it is most like, or opens its own.
    """
    counts = problems.value_counts()
    ranked = sorted(counts.index, key=lambda wording: (-counts[wording], wording))
    topics = {wording: topic(wording) for wording in ranked}
    heads = {wording: topic(_CLAUSE.split(wording)[0]) for wording in ranked}
    things = {wording: _thing(wording) for wording in ranked}
    named = {wording: _named(wording) for wording in ranked}
    weight = _weights(topics)
    of_name: dict[str, list[str]] = {}  # the leaders that name a thing of the lexicon
    holders: dict[str, list[str]] = {}  # the leaders that have a pair of letters
    found: dict[str, str] = {}
    for wording in ranked:
        near = {
            leader
            for pair in topics[wording] | heads[wording] | things[wording]
            if len(there := holders.get(pair, [])) <= EVERYDAY
            for leader in there
        }
        near |= set(of_name.get(named[wording], ()))
        likeness = {
            leader: 1.0
            if named[leader] and named[leader] == named[wording]
            else max(_dice(of[wording], of[leader], weight) for of in (topics, heads, things))
            for leader in near
            if not named[leader] or not named[wording] or named[leader] == named[wording]
        }
        best = max(likeness, key=lambda leader: (likeness[leader], leader), default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[wording] = best
            continue
        found[wording] = wording
        if named[wording]:
            of_name.setdefault(named[wording], []).append(wording)
        for pair in sorted(topics[wording] | heads[wording] | things[wording]):
            holders.setdefault(pair, []).append(wording)
    return found


def _dice(one: frozenset[str], other: frozenset[str], weight: Mapping[str, float]) -> float:
    both, a, b = (
        sum(weight.get(pair, 1.0) for pair in sorted(pairs)) for pairs in (one & other, one, other)
    )
    return 2 * both / (a + b)


def _weights(topics: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """How much each pair of letters says: the logarithm of in how few topics it stands."""
    having = Counter(pair for pairs in topics.values() for pair in pairs)
    return {pair: math.log(1 + len(topics) / n) for pair, n in having.items()}


def topic(wording: str) -> frozenset[str]:
    """The pairs of letters of what a problem is about; of the whole wording where nothing is left.

    >>> sorted(topic("合同管理不规范"))
    ['合同']
    >>> topic("公务用车使用未登记") == topic("公车管理不规范")
    True
    """
    whole = "".join(c for c in wording if unicodedata.category(c)[0] in "LN")
    return _told(wording) or letter_pairs(whole) or frozenset({whole})


def _told(wording: str) -> frozenset[str]:
    """The pairs of letters that are left when other names are read as one and the rest is out."""
    generic, names = _patterns()
    letters = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in wording)
    pieces = generic.sub(" ", names.sub(lambda found: _names()[found[0]], letters)).split()
    return frozenset(pair for piece in pieces for pair in letter_pairs(piece))


def _named(wording: str) -> str:
    """The first thing of the lexicon that a wording names."""
    said = _patterns()[1].search("".join(filter(str.isalnum, wording)))
    return _names()[said[0]] if said else ""


def _thing(wording: str) -> frozenset[str]:
    """What stands before the fault (固定资产未入账); what stands behind it where nothing does."""
    clause = _CLAUSE.split(wording)[0]
    return _told(_FAULT.split(clause)[0]) or topic(clause)


def letter_pairs(wording: str) -> frozenset[str]:
    """The pairs of letters or digits that stand side by side, whatever marks are between them.

    >>> sorted(letter_pairs("会多、文多"))
    ['会多', '多文', '文多']
    """
    letters = [c for c in wording if unicodedata.category(c)[0] in "LN"]
    return frozenset(a + b for a, b in pairwise(letters))


@cache
def _names() -> dict[str, str]:
    return {row["word"]: row["as"] for row in lexicon.table("problem_synonyms")}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return _any_of(lexicon.words("problem_words")), _any_of(tuple(_names()))


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))

"""Recurring problems: records of several reports that name the same, or nearly the same, problem."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import pairwise

import pandas as pd

ALIKE = 0.45  # share of two wordings' pairs of neighbouring letters that both have (Dice)
EVERYDAY = 200  # wordings; a pair of letters that stands in so many says nothing
COLUMNS = ["group", "problem", "records", "reports", "wordings", "where"]


def recurring_problems(records: pd.DataFrame) -> pd.DataFrame:
    """Problems that records of more than one report name, those of most reports first.

    Wordings that share nearly half of their letters in pairs are one problem (``group``), called
    by the wording that most records have. wordings: how many there are. where: the reports.
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
    pairs = {wording: letter_pairs(wording) for wording in ranked}
    holders: dict[str, list[str]] = {}  # the leaders that have a pair of letters
    found: dict[str, str] = {}
    for wording in ranked:
        mine = pairs[wording]
        shared: Counter[str] = Counter()
        for pair in sorted(mine):
            there = holders.get(pair, [])
            if len(there) <= EVERYDAY:
                shared.update(there)
        likeness = {
            leader: 2 * n / (len(mine) + len(pairs[leader])) for leader, n in shared.items()
        }
        best = max(likeness, key=lambda leader: (likeness[leader], leader), default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[wording] = best
            continue
        found[wording] = wording
        for pair in sorted(mine):
            holders.setdefault(pair, []).append(wording)
    return found


def letter_pairs(wording: str) -> frozenset[str]:
    """The pairs of letters or digits that stand side by side, whatever marks are between them.

    >>> sorted(letter_pairs("会多、文多"))
    ['会多', '多文', '文多']
    """
    letters = [c for c in wording if unicodedata.category(c)[0] in "LN"]
    return frozenset(a + b for a, b in pairwise(letters))

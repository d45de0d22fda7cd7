"""Recurring problems: records of several reports that are about the same thing.

Nearly every problem is said to be 管理不规范 or 落实不到位; what tells problems apart is the thing that
is amiss. The words that may be said of anything (lexicon ``problem_words``) are left out, other names
of a thing (``problem_synonyms``) are read as one, and two wordings are as likely about the same as the
letters that are left and the things they name say: a logistic regression whose weights
(``problem_likeness``) are learnt from wordings labelled by hand (`measure.problems`). Letters that few
wordings have count more. Groups are made by average linkage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

ALIKE = 0.4  # chance of being about the same, on average over a group
_CLAUSE = re.compile("[，,；;。]")
_FAULT = re.compile(  # what is amiss with the thing named before it
    "不(?![断同])|未|没有|缺|欠|超|虚|挪|滞|薄弱|流于|走过场|有?差距|淡化|缓慢|过[低高多滥频大]|偏[低高多少]|长期|仍"
)
USUAL = 100  # wordings as if there were others, so that rarity means something in a short list
EVERYDAY = 200  # wordings; two neighbouring letters that stand in so many bring none together
SIGNS = ("", "same thing", "other things", "neighbouring letters", "shared letters")
COLUMNS = ["group", "problem", "records", "reports", "wordings", "where"]


def recurring_problems(records: pd.DataFrame) -> pd.DataFrame:
    """Problems that records of more than one report name, those of most reports first.

    Wordings about the same thing are one problem (``group``), called by the wording that most
    records have. wordings: how many there are. where: the reports. Leave out copied reports first
    (``corpus.without_copies()``): a text read twice recurs in full. The grouping is a first sorting
    for a reader: how many groups were right and what was not found on lists not seen before stands
    in docs/LIMITS.md, so that no share should be computed from it without looking.
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
    counts = named["problem"].value_counts()
    ranked = sorted(counts.index, key=lambda wording: (-counts[wording], wording))
    first: dict[int, str] = {}  # the wording that a group goes by
    leaders = {
        wording: first.setdefault(group, wording)
        for wording, group in zip(ranked, grouped(ranked), strict=True)
    }
    numbers = {leader: at for at, leader in enumerate(first.values(), 1)}
    leader = named["problem"].map(leaders)
    return named.assign(leader=leader, group=leader.map(numbers))


def grouped(wordings: Sequence[str]) -> list[int]:
    """The group of each wording: those alike by average linkage, each pair's likeness its chance.

    Only pairs with two neighbouring letters or a thing in common are looked at first. A group that
    average linkage makes hangs together by pairs that are alike enough by themselves, so that linkage
    is worked out within what hangs together only.
    """
    if not wordings:
        return []
    said = Said.of(wordings)
    linked = sparse.triu(said.pairs @ said.pairs.T + said.things @ said.things.T, 1).tocoo()
    linked.data = said.chances(*linked.coords) >= ALIKE
    linked.eliminate_zeros()
    count, part = connected_components(linked, directed=False)
    groups, opened = part.copy(), count
    for whole in np.flatnonzero(np.bincount(part) > 2):
        inside = np.flatnonzero(part == whole)
        first, second = np.triu_indices(len(inside), 1)
        apart = 1 - said.chances(inside[first], inside[second])
        found = fcluster(linkage(apart, "average"), 1 - ALIKE, "distance")
        groups[inside] = opened + found
        opened += found.max() + 1
    return [int(group) for group in groups]


class Said(NamedTuple):
    """What wordings say, a row each. views: letters of the whole, and of the thing before the fault.
    The squared weights of a row sum up to what it says at all.
    """

    views: Sequence[sparse.csr_array]
    pairs: sparse.csr_array
    things: sparse.csr_array

    @classmethod
    def of(cls, wordings: Sequence[str]) -> Said:
        told = [_told(wording) for wording in wordings]
        heads = [_told(_thing(wording))[0] for wording in wordings]
        both = _presence([set("".join(pieces)) for pieces in chain((p for p, _ in told), heads)])
        whole, head = both[: len(told)], both[len(told) :]
        rare = np.sqrt(np.log1p((USUAL + len(wordings)) / np.maximum(whole.sum(0), 1)))
        pairs = _presence([set(chain(*map(pairwise, pieces))) or set(pieces) for pieces, _ in told])
        telling = pairs[:, pairs.sum(0) <= EVERYDAY]
        things = _presence([named for _, named in told])
        views = [(letters * rare).tocsr() for letters in (whole, head)]
        return cls(views, telling, things)

    def chances(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """How likely each pair of wordings is about the same thing."""
        return np.asarray(expit(self.signs(one, other) @ _likeness()))

    def signs(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
        """What speaks for and against each pair: a row of the values of SIGNS."""
        named = self.things.sum(1)
        same = self.things[one].multiply(self.things[other]).sum(1)
        others = (same == 0) & (named[one] > 0) & (named[other] > 0)
        same = same / np.maximum(named[one] + named[other] - same, 1)
        neighbours = self.pairs[one].multiply(self.pairs[other]).sum(1) > 0
        shared = np.max([_shared(letters, one, other) for letters in self.views], axis=0)
        return np.column_stack([np.ones(len(one)), same, others, neighbours, shared])


def _shared(letters: sparse.csr_array, one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Of what two wordings say, the share that both do."""
    size = (letters**2).sum(1)
    return 2 * letters[one].multiply(letters[other]).sum(1) / (size[one] + size[other])


def _presence(rows: Sequence[Collection[object]]) -> sparse.csr_array:
    """Which row has which value, as 1 and 0."""
    column = {value: at for at, value in enumerate(dict.fromkeys(chain(*rows)))}
    ends = np.cumsum([0, *map(len, rows)])
    columns = [column[value] for row in rows for value in row]
    shape = (len(rows), max(1, len(column)))
    return sparse.csr_array((np.ones(len(columns)), columns, ends), shape=shape)


def _told(wording: str) -> tuple[list[str], set[str]]:
    """What is left of a wording when the rest is out, and the things of the lexicon it names.

    >>> _told("合同管理不规范") == (["合同"], {"合同"})
    True
    >>> _told("公务用车使用未登记") == _told("公车管理不规范")
    True
    """
    generic, names = _patterns()
    letters = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in wording)
    whole = letters.replace(" ", "")
    pieces = generic.sub(" ", names.sub(lambda found: _names()[found[0]], letters)).split()
    return pieces or [whole or wording], {_names()[said] for said in names.findall(whole)}


def _thing(wording: str) -> str:
    """What stands before the fault (固定资产未入账), or the whole clause where nothing does."""
    clause = _CLAUSE.split(wording)[0]
    before = _FAULT.split(clause)[0]
    return before if any(map(str.isalnum, before)) else wording


@cache
def _names() -> dict[str, str]:
    return {row["word"]: row["as"] for row in lexicon.table("problem_synonyms")}


@cache
def _likeness() -> NDArray[np.float64]:
    weights = {row["sign"]: float(row["weight"]) for row in lexicon.table("problem_likeness")}
    return np.array([weights[sign] for sign in SIGNS])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    generic, names = either(lexicon.words("problem_words")), either(_names())
    return re.compile(generic), re.compile(names)

"""Which words stand in the same sentences: the edges of a co-occurrence network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from toolkit.across.body import Body

Segment = Callable[[str], list[str]]

COLUMNS = {
    "word_a": "string",
    "word_b": "string",
    "together": "Int64",
    "sentences_a": "Int64",
    "sentences_b": "Int64",
    "reports": "Int64",
    "log_dice": "Float64",
}


def network(
    bodies: Sequence[Body], cut: Segment, words: Iterable[str], least: int = 3
) -> pd.DataFrame:
    """Every two of some words that stand in one sentence, the strongest ties first.

    together: sentences with both, sentences_a and sentences_b with either, at least ``least``;
    reports: those that have such a sentence. With f for these,

        logDice = 14 + log2 (2 · f(ab) / (f(a) + f(b)))             (Rychlý 2008, RASLAN)

    14 where neither stands without the other, one less for half as much; it does not depend on
    the size of the corpus. For a graph: ``networkx.from_pandas_edgelist(edges, "word_a",
    "word_b", "log_dice")``.
    """
    nodes = list(dict.fromkeys(words))
    return ties(nodes, *_incidence(bodies, cut, nodes), least)


def ties(
    nodes: Sequence[str], has: csr_array, of_report: NDArray[np.int64], least: int
) -> pd.DataFrame:
    """The edges from which sentence (row) has which node (column), and each sentence's report."""
    both = triu(has.T @ has, k=1).tocoo()
    kept = both.data >= least
    a, b = (both.coords[axis][kept].astype(int) for axis in (0, 1))
    sentences = has.sum(axis=0).astype(int)
    together = both.data[kept].astype(int)
    names = np.array([*nodes, ""], dtype=object)
    values = (
        names[a],
        names[b],
        together,
        sentences[a],
        sentences[b],
        [_reports(has, of_report, *pair) for pair in zip(a.tolist(), b.tolist(), strict=True)],
        (14 + np.log2(2 * together / (sentences[a] + sentences[b]))).round(6),
    )
    table = pd.DataFrame(dict(zip(COLUMNS, values, strict=True))).astype(COLUMNS)
    return table.sort_values(
        ["log_dice", "together", "word_a", "word_b"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )


def _incidence(
    bodies: Sequence[Body], cut: Segment, nodes: Sequence[str]
) -> tuple[csr_array, NDArray[np.int64]]:
    """Which sentence (row) has which word, and the report of each sentence."""
    column = {word: at for at, word in enumerate(nodes)}
    rows: list[int] = []
    columns: list[int] = []
    reports: list[int] = []
    for number, body in enumerate(bodies):
        for sentence in body.sentences:
            found = {column[word] for word in cut(body.wording(sentence)) if word in column}
            rows += [len(reports)] * len(found)
            columns += sorted(found)
            reports.append(number)
    ones = np.ones(len(rows), np.int64)
    shape = (len(reports), len(nodes))
    return csr_array((ones, (rows, columns)), shape=shape), np.array(reports, dtype=np.int64)


def _reports(has: csr_array, of_report: NDArray[np.int64], a: int, b: int) -> int:
    shared = has[:, [a]].multiply(has[:, [b]]).nonzero()[0]
    return len(np.unique(of_report[shared]))

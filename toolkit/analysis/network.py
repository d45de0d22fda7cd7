"""Which words stand in the same sentences: the edges of a co-occurrence network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu

from toolkit.across.words import Words

Shape = tuple[int, int]
COLUMNS = {
    "word_a": "string",
    "word_b": "string",
    "together": "Int64",
    "sentences_a": "Int64",
    "sentences_b": "Int64",
    "reports": "Int64",
    "log_dice": "Float64",
}


def network(words: Words, chosen: Iterable[str], least: int = 3) -> pd.DataFrame:
    """Every two of some chosen words that stand in one sentence, the strongest ties first.

    together: sentences with both, sentences_a and sentences_b with either, at least ``least``;
    reports: those that have such a sentence. With f for these,

        logDice = 14 + log2 (2 · f(ab) / (f(a) + f(b)))             (Rychlý 2008, RASLAN)

    14 where neither stands without the other, one less for half as much; it does not depend on
    the size of the corpus. For a graph: ``networkx.from_pandas_edgelist(edges, "word_a",
    "word_b", "log_dice")``.
    """
    nodes = list(dict.fromkeys(chosen))
    node = pd.Index(nodes).get_indexer(words.vocabulary)[words.codes]
    shape = (int(words.first[-1]), len(nodes))
    of_report = np.repeat(np.arange(len(words.first) - 1), np.diff(words.first))
    return ties(
        nodes, incidence(words.sentence[node >= 0], node[node >= 0], shape), of_report, least
    )


def incidence(rows: NDArray[np.integer], columns: NDArray[np.integer], shape: Shape) -> csr_array:
    """1 where a row has a column, however often it is said."""
    has = csr_array((np.ones(len(rows), np.int64), (rows, columns)), shape=shape)
    has.sum_duplicates()
    has.data[:] = 1
    return has


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


def _reports(has: csr_array, of_report: NDArray[np.int64], a: int, b: int) -> int:
    shared = has[:, [a]].multiply(has[:, [b]]).nonzero()[0]
    return len(np.unique(of_report[shared]))

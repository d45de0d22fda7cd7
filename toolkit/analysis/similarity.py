"""How alike the words of two reports are."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from toolkit.analysis.counted import by_report

Floats = NDArray[np.float64]


def similarity(words: pd.DataFrame, reports: Iterable[str]) -> pd.DataFrame:
    """Cosine of tf-idf and Jensen-Shannon divergence of every two reports, the most alike first.

    words: phrase, report_id, frequency. With f for the frequency of a word in a report and n
    reports of which m have the word,

        cosine of the vectors f · ln(n / m)             (Salton & Buckley 1988, IPM 24(5))
        Jensen-Shannon divergence in bits: 0 where all words are equally frequent in both, 1 where
        no word stands in both                          (Lin 1991, IEEE Trans. Inf. Theory 37(1))

    The cosine gives weight to what few reports say, the divergence to what all say. Both compare
    vocabulary; whose passages stand in whose text is asked of `containment`. Missing for a
    report without words, the cosine also for one whose words stand in every report.
    """
    ids = pd.Index(list(reports))
    counts = by_report(words, pd.Index(words["phrase"].unique()), ids).T.tocsr()
    cosine, divergence = _cosine(counts), _jensen_shannon(counts)
    a, b = np.triu_indices(len(ids), k=1)
    table = pd.DataFrame(
        {
            "report_a": pd.array(ids[a], dtype="string"),
            "report_b": pd.array(ids[b], dtype="string"),
            "cosine": pd.array(cosine[a, b].round(6), dtype="Float64"),
            "jensen_shannon": pd.array(divergence[a, b].round(6), dtype="Float64"),
        }
    )
    return table.sort_values(
        ["cosine", "report_a", "report_b"], ascending=[False, True, True], ignore_index=True
    )


def _cosine(counts: csr_array) -> Floats:
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    weighed = counts.multiply(np.log(counts.shape[0] / np.maximum(having, 1))).tocsr()
    products = (weighed @ weighed.T).toarray()
    lengths = np.sqrt(products.diagonal())
    with np.errstate(invalid="ignore", divide="ignore"):
        return products / np.outer(lengths, lengths)


def _jensen_shannon(counts: csr_array) -> Floats:
    """1 - ½ Σ p log2((p + q) / p) + q log2((p + q) / q) over the words that stand in both."""
    sizes = counts.sum(axis=1)
    shares = counts.multiply(1 / np.maximum(sizes, 1)[:, None]).tocsc()
    result = np.full((len(sizes), len(sizes)), np.nan)
    rows = shares.tocsr()
    for at in np.flatnonzero(sizes):
        mine = rows[[at]].tocoo()
        theirs = shares[:, mine.coords[1]].tocoo()
        q, p = theirs.data, mine.data[theirs.coords[1]]
        common = p * np.log2((p + q) / p) + q * np.log2((p + q) / q)
        result[at] = 1 - np.bincount(theirs.coords[0], common, len(sizes)) / 2
    result[:, sizes == 0] = np.nan
    return np.maximum(result, 0)

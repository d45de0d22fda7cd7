"""Words that mark some reports off from the others, with uncertainty that respects reports.

Words come in bursts: a report that uses one once uses it again. A test that takes every
occurrence for a draw of its own finds differences where there are none, one word in five
when the labels of reports are shuffled. Here the report is the unit: p by shuffling the
labels of whole reports, the interval by drawing whole reports again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MIN_FREQUENCY = 5  # in both groups together
CELLS = 4_000_000  # numbers held at a time while shuffling and drawing


def report_ids(target: Any, reports: pd.Series) -> list[str]:
    """The reports meant by a boolean mask over a table of reports, or by a list of ids.

    >>> reports = pd.Series(["a#1", "a#2", "b#1"])
    >>> report_ids([False, True, True], reports), report_ids("a#1", reports)
    (['a#2', 'b#1'], ['a#1'])
    """
    chosen = [target] if isinstance(target, str) else list(target)
    if chosen and all(isinstance(value, bool | np.bool_) or value is pd.NA for value in chosen):
        if len(chosen) != len(reports):
            raise ValueError(
                f"the mask has {len(chosen)} values for {len(reports)} reports; "
                "make it from corpus.reports, for example corpus.reports['kind'] == 'article'"
            )
        mask = [value is not pd.NA and bool(value) for value in chosen]
        return reports[mask].tolist()
    unknown = sorted(set(map(str, chosen)) - set(reports))
    if unknown:
        raise ValueError(f"no report is called {unknown[0]}; the names are in corpus.reports")
    return chosen


PERMUTATIONS = RESAMPLES = 1000  # of whole reports, for p and for the interval
COLUMNS = (
    "phrase",
    "frequency_target",
    "frequency_reference",
    "log_ratio",
    "ci_low",
    "ci_high",
    "g2",
    "p",
    "q",
    "reports_target",
    "reports_reference",
)


def keyness(
    words: pd.DataFrame,
    sizes: pd.Series,
    target: Iterable[str],
    *,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
    resamples: int = RESAMPLES,
    min_frequency: int = MIN_FREQUENCY,
) -> pd.DataFrame:
    """How the words of the target reports differ from those of all the others.

    words: phrase, report_id, frequency. sizes: words in each report, by report_id. target:
    the report_ids of one group; reports without words belong to neither.

    - g2: log-likelihood ratio of the four-celled table (Dunning 1993, CL 19(1)).
    - log_ratio: log2 of the relative frequencies' ratio, a frequency of 0 counted as ½
      (Hardie 2014); ci_low to ci_high holds 95 % of the values it takes when the reports of each
      group are drawn again with replacement (Efron & Tibshirani 1993).
    - p: how often g2 is as large when the labels are shuffled among whole reports (Lijffijt
      et al. 2016, Digital Scholarship in the Humanities 31(2), on why); the observed labels count
      as one shuffle, so that p is never 0 (Phipson & Smyth 2010).
    - q: the share of false alarms to expect among the words with a p as small (Benjamini &
      Hochberg 1995).

    The strongest differences come first.
    """
    sizes = sizes[sizes > 0].astype(float)
    chosen = sizes.index.isin(list(target))
    if chosen.all() or not chosen.any():
        raise ValueError(
            f"the target holds {int(chosen.sum())} of the {len(sizes)} reports with words; "
            "keyness compares two groups, so choose some reports but not all"
        )
    phrases, counts = _matrix(words, sizes.index, min_frequency)
    size = sizes.to_numpy()
    a, b = counts @ chosen, counts @ ~chosen
    c, d = float(size[chosen].sum()), float(size[~chosen].sum())
    generator = np.random.default_rng(seed)
    p = _shuffle(counts, size, chosen, permutations, generator)
    low, high = _draw_again(counts, size, chosen, resamples, generator)
    present = (counts > 0).astype(np.int64)
    values = (
        pd.array(phrases, dtype="string"),
        pd.array(a, dtype="Int64"),
        pd.array(b, dtype="Int64"),
        log_ratio(a, b, c, d),
        low,
        high,
        log_likelihood(a, b, c, d),
        p,
        benjamini_hochberg(p),
        pd.array(present @ chosen, dtype="Int64"),
        pd.array(present @ ~chosen, dtype="Int64"),
    )
    table = pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))
    return table.sort_values(["g2", "phrase"], ascending=[False, True], ignore_index=True)


def log_likelihood(a: Floats, b: Floats, c: Any, d: Any) -> Floats:
    """G² of words that stand a times among c words and b times among d.

    >>> log_likelihood(np.array([10.0]), np.array([10.0]), 1000, 1000)
    array([0.])
    """
    a, b, c, d = np.broadcast_arrays(*(np.asarray(x, dtype=float) for x in (a, b, c, d)))
    both, size = a + b, c + d
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [
            o * np.log(o * size / (row * column))
            for o, row, column in (
                (a, both, c),
                (b, both, d),
                (c - a, size - both, c),
                (d - b, size - both, d),
            )
        ]
    return np.maximum(2 * sum(np.nan_to_num(part, nan=0.0) for part in parts), 0.0)


def log_ratio(a: Floats, b: Floats, c: Any, d: Any) -> Floats:
    """log2 ((a / c) / (b / d)), a frequency of 0 counted as ½.

    >>> log_ratio(np.array([8.0, 4.0]), np.array([2.0, 0.0]), 100, 100)
    array([2., 3.])
    """
    return np.log2(np.where(a == 0, 0.5, a) / c) - np.log2(np.where(b == 0, 0.5, b) / d)


def benjamini_hochberg(p: Floats) -> Floats:
    """Each p as the smallest share of false discoveries at which it would be one.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.5]))
    array([0.04      , 0.05333333, 0.05333333, 0.5       ])
    """
    order = np.argsort(p)[::-1]
    rank = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(np.minimum(1.0, p[order] * len(p) / rank))
    return q


def _matrix(words: pd.DataFrame, reports: pd.Index, least: int) -> tuple[list[str], csr_array]:
    """The words that stand often enough, and how often each stands in each report."""
    words = words[words["report_id"].isin(reports)]
    totals = words.groupby("phrase", sort=True)["frequency"].sum()
    kept = totals[totals >= least].index
    words = words[words["phrase"].isin(kept)]
    rows, columns = kept.get_indexer(words["phrase"]), reports.get_indexer(words["report_id"])
    values = words["frequency"].to_numpy(dtype=float)
    return kept.tolist(), csr_array((values, (rows, columns)), shape=(len(kept), len(reports)))


def _blocks(counts: csr_array, draws: int) -> Iterator[csr_array]:
    """The words in blocks of a size that keeps what is held for all draws at a time small."""
    step = max(1, CELLS // max(1, draws))
    for start in range(0, counts.shape[0], step):
        yield counts[start : start + step]


def _shuffle(
    counts: csr_array, size: Floats, chosen: Mask, draws: int, generator: np.random.Generator
) -> Floats:
    """P of every word by shuffling which reports are the target's."""
    labels = generator.permuted(np.tile(chosen.astype(float), (draws, 1)), axis=1).T
    c, total = size @ labels, size.sum()
    p = [np.zeros(0)]
    for block in _blocks(counts, draws):
        both = block.sum(axis=1)
        a = block @ labels
        shuffled = log_likelihood(a, both[:, None] - a, c, total - c)
        observed = log_likelihood(
            here := block @ chosen, both - here, size @ chosen, size @ ~chosen
        )
        as_large = (shuffled >= observed[:, None] - 1e-9).sum(axis=1)
        p.append((1 + as_large) / (1 + draws))
    return np.concatenate(p)


def _draw_again(
    counts: csr_array, size: Floats, chosen: Mask, draws: int, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """The middle 95 % of every word's log ratio when each group's reports are drawn again."""
    times = []
    for group in (np.flatnonzero(chosen), np.flatnonzero(~chosen)):
        drawn = np.zeros((len(size), draws))
        even = np.full(len(group), 1 / len(group))
        drawn[group] = generator.multinomial(len(group), even, draws).T
        times.append(drawn)
    (c, d), bounds = (size @ drawn for drawn in times), [np.zeros((2, 0))]
    for block in _blocks(counts, draws):
        ratios = log_ratio(block @ times[0], block @ times[1], c, d)
        bounds.append(np.percentile(ratios, [2.5, 97.5], axis=1))
    low, high = np.hstack(bounds)
    return low, high

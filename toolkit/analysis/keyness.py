"""Words that mark some reports off from the others, with uncertainty that respects reports.

Words come in bursts: a report that uses one once uses it again. A test that takes every
occurrence for a draw of its own finds differences where there are none, one word in five
when the labels of reports are shuffled. Here the report is the unit: p by shuffling the
labels of whole reports, the interval from how reports differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control

from toolkit.analysis.counted import by_report
from toolkit.analysis.intervals import log_rates, of_ratios, say_few, tell
from toolkit.sentences import filled

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

MIN_FREQUENCY = 5  # in both groups together
CELLS = 4_000_000  # numbers held at a time while shuffling
PERMUTATIONS = 1000  # of whole reports, or all there are where there are fewer
LEVEL = 0.05
COLUMNS = ["phrase", "frequency_target", "frequency_reference", "log_ratio", "ci_low", "ci_high"]
COLUMNS += ["g2", "p", "q", "reports_target", "reports_reference", "counted"]


def keyness(
    words: pd.DataFrame,
    sizes: pd.Series,
    target: Iterable[str],
    *,
    seed: int = 0,
    permutations: int = PERMUTATIONS,
    min_frequency: int = MIN_FREQUENCY,
) -> pd.DataFrame:
    """How the words of the target reports differ from those of all the others.

    words: phrase, report_id, frequency, and ``counted`` where not all are counted as words.
    sizes: words in each report, by report_id. target: the report_ids of one group; reports without
    words belong to neither.

    - g2: log-likelihood ratio of the four-celled table (Dunning 1993, CL 19(1)). It ranks; it is
      no test, for words come in bursts and reports are long and short.
    - log_ratio: log2 of the relative frequencies' ratio, a frequency of 0 counted as ½
      (Hardie 2014), with its 95 % interval over reports (`analysis.intervals`: jackknife and
      Student's t). It holds the true ratio in .93 of cases or more from 4 reports against 4 up.
    - p: how often the log ratio over its standard error is as large when the labels are shuffled
      among whole reports; studentised, since reports of other lengths vary otherwise (Chung &
      Romano 2013, Annals of Statistics 41(2)). The observed labels count as one shuffle, so that
      p is never 0 (Phipson & Smyth 2010); where there are no more splits than permutations all of
      them are looked at.
    - q: the share of false alarms to expect among the words with a p as small (Benjamini &
      Hochberg 1995).
    - counted: words (jieba's) or strings (places in the text).

    Where a group is one report there is no interval and no p. Small groups, and groups of which no
    split can reach p = .05 (3 against 3), are said in a `FewReports` warning and in
    ``attrs["cautions"]``. p says that reports like these differ, not why: kind, place and
    length of the reports may be the reason. The largest g2 come first.
    """
    sizes = sizes[sizes > 0].astype(float)
    chosen = sizes.index.isin(list(target))
    if chosen.all() or not chosen.any():
        raise ValueError(
            f"the target holds {int(chosen.sum())} of the {len(sizes)} reports with words; "
            "keyness compares two groups, so choose some reports but not all"
        )
    words = words[words["report_id"].isin(sizes.index)]
    totals = words.groupby("phrase", sort=True)["frequency"].sum()
    phrases = totals.index[totals >= min_frequency]
    counts = by_report(words, phrases, sizes.index)
    size = sizes.to_numpy()
    a, b = counts @ chosen, counts @ ~chosen
    c, d = float(size[chosen].sum()), float(size[~chosen].sum())
    p = _shuffle(counts, size, chosen, permutations, np.random.default_rng(seed))
    one, other = (log_rates(counts[:, group], size[group]) for group in (chosen, ~chosen))
    said = a + b > 0
    counted = words if "counted" in words else words.assign(counted="words")
    how = counted.drop_duplicates("phrase").set_index("phrase")["counted"]
    low, high = (np.where(said, end, np.nan) for end in of_ratios(one, other))
    present = (counts > 0).astype(np.int64)
    values = (
        pd.array(phrases, dtype="string"),
        pd.array(a, dtype="Int64"),
        pd.array(b, dtype="Int64"),
        np.where(said, log_ratio(a, b, c, d), np.nan),
        low,
        high,
        log_likelihood(a, b, c, d),
        p,
        p if np.isnan(p).any() else false_discovery_control(p),
        pd.array(present @ chosen, dtype="Int64"),
        pd.array(present @ ~chosen, dtype="Int64"),
        pd.array(how.reindex(phrases).to_numpy(), dtype="string"),
    )
    table = pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))
    table = table.sort_values(["g2", "phrase"], ascending=[False, True], ignore_index=True)
    table.attrs["cautions"] = _cautions(int(chosen.sum()), int((~chosen).sum()))
    return table


def _cautions(target: int, reference: int) -> list[str]:
    said = say_few([("the_target", target), ("the_reference", reference)])
    least = (2 if target == reference else 1) / comb(target + reference, target)
    if least > LEVEL and min(target, reference) > 1:
        known = {"level": str(LEVEL), "least": f"{least:.2f}"}
        said.append(filled("caution_split", target=target, reference=reference, **known))
        tell(said[-1:])
    return said


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


def _shuffle(
    counts: csr_array, size: Floats, chosen: Mask, draws: int, generator: np.random.Generator
) -> Floats:
    """P of every word by shuffling which reports are the target's; none for groups of one."""
    if min(chosen.sum(), (~chosen).sum()) < 2:
        return np.full(counts.shape[0], np.nan)
    labels = np.column_stack([chosen, splits(chosen, draws, generator)])
    p = [np.zeros(0)]
    step = max(1, CELLS // labels.shape[1])
    for start in range(0, counts.shape[0], step):
        found = studentised(counts[start : start + step], size, labels)
        as_large = (found[:, 1:] >= found[:, :1] * (1 - 1e-9)).sum(axis=1)
        p.append((1 + as_large) / labels.shape[1])
    return np.concatenate(p)


def splits(chosen: Mask, draws: int, generator: np.random.Generator) -> Mask:
    """Other ways to part the reports (rows) into groups of the same sizes, one a column.

    All there are where these are no more than ``draws``, else so many at random.
    """
    n, k = len(chosen), int(chosen.sum())
    if comb(n, k) <= draws:
        every = np.zeros((comb(n, k), n), dtype=np.bool_)
        for row, target in zip(every, combinations(range(n), k), strict=True):
            row[list(target)] = True
        return every[(every != chosen).any(axis=1)].T
    return generator.permuted(np.tile(chosen, (draws, 1)), axis=1).T


def studentised(counts: csr_array, size: Floats, labels: Mask) -> Floats:
    """The distance of two groups' log rates over its standard error, for each word and split.

    counts: words (rows) in reports (columns). labels: reports (rows) in the target, a column for
    each split. The variance of a group's log rate is that of a ratio of sums (Cochran 1977,
    ch. 6), Σ (x - r m)² / X², over 1 - Σ m² / M² since the rate r comes from the same reports.
    """
    squares = counts.multiply(counts).tocsr()
    crossed = counts.multiply(size[None, :]).tocsr()
    groups = []
    for group in (labels.astype(float), (~labels).astype(float)):
        occurrences, whole, long = counts @ group, size @ group, size**2 @ group
        rate = occurrences / whole
        error = squares @ group - 2 * rate * (crossed @ group) + rate**2 * long
        found = np.maximum(occurrences, 0.5)
        groups.append(
            (np.log(found / whole), np.maximum(error, 0) / (1 - long / whole**2) / found**2)
        )
    (one, of_one), (other, of_other) = groups
    return np.abs(one - other) / np.sqrt(of_one + of_other + 1e-12)

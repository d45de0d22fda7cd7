"""Intervals of rates over reports that hold what they say, also where reports are few.

Drawing a handful of reports again and taking the middle of what comes out (percentile bootstrap)
gives intervals that are far too narrow: of four reports the most different sets are hardly ever
drawn, and their spread is taken for that of all reports. Here the spread of the log rate comes from
leaving out one report at a time (jackknife), and is held against Student's t with as many
degrees of freedom as the reports allow.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.sparse import csr_array

from toolkit.sentences import filled, in_words, listed

Floats = NDArray[np.float64]

LEVEL = 0.95
MOST = 6  # groups named in one sentence
FEW = 10  # reports; intervals from fewer are said to be rough
HALF = 0.5  # occurrences, for none; also what is added where a report is left out


class FewReports(UserWarning):
    """An interval or a test rests on a handful of reports."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Log rates of some items in one group of reports, and how surely they are known."""

    log_rate: Floats
    variance: Floats
    occurrences: Floats
    reports: int
    effective: float  # reports, were all equally long

    @property
    def freedom(self) -> float:
        return max(1.0, self.effective - 1)


def log_rates(counts: csr_array, sizes: Floats) -> Rates:
    """The natural logarithm of occurrences over size, with its variance over reports.

    counts: items (rows) in reports (columns). sizes: of the reports, in words or characters, all
    above 0. With X occurrences of size M in all, and x, m in report i of n,

        variance = (n - 1) / n · Σ (lᵢ - l̄)²,   lᵢ = ln (X - x + ½) - ln (M - m)

    (jackknife; Efron & Tibshirani 1993, ch. 11), at the least 1 / X as if words came one by one; n
    counts as (Σ m)² / Σ m² (Kish 1965), for one long report among short ones is hardly more than
    one. Missing where there is one report.
    """
    n = len(sizes)
    whole = float(sizes.sum())
    found = np.asarray(counts.sum(axis=1), dtype=float)
    rate = np.log(np.maximum(found, HALF)) - (np.log(whole) if whole else np.nan)
    if n < 2:
        return Rates(rate, np.full(len(found), np.nan), found, n, float(n))
    left = -np.log(whole - sizes)
    counts = csr_array(counts)
    row = np.repeat(np.arange(len(found)), np.diff(counts.indptr))
    step = np.log(found[row] - counts.data + HALF) - np.log(found[row] + HALF)
    both = np.bincount(row, step * (step + 2 * left[counts.indices]), len(found))
    total = np.bincount(row, step, len(found)) + left.sum()
    squares = np.maximum(both + (left**2).sum() - total**2 / n, 0)
    variance = np.maximum((n - 1) / n * squares, 1 / np.maximum(found, HALF))
    return Rates(rate, variance, found, n, whole**2 / float((sizes**2).sum()))


def rates(counts: Any, sizes: Any, per: float = 1.0) -> tuple[Floats, Floats, Floats]:
    """Each item's occurrences for so much size in all reports, and the interval's two ends.

    counts: items (rows) in reports (columns). The interval is that of `of_rates` over the reports
    that have a size, missing where these are fewer than two.
    """
    sizes = np.asarray(sizes, dtype=float)
    counts = csr_array(counts, dtype=float)
    known = sizes > 0
    rate = counts.sum(axis=1) / (sizes.sum() or np.nan)
    low = high = np.full(len(rate), np.nan)
    if known.sum() > 1 and len(rate):
        low, high = of_rates(counts[:, np.flatnonzero(known)], sizes[known])
    return rate * per, low * per, high * per


def of_rates(counts: csr_array, sizes: Floats) -> tuple[Floats, Floats]:
    """95 % interval of each item's rate (occurrences / size); from 0 where there is none.

    Missing where all occurrences stand in one of several reports: how much others would differ is
    not known then. At most 1, an occurrence for each unit of size.

    >>> even = csr_array([[5.0, 5, 5, 5], [0, 0, 0, 0]])
    >>> low, high = of_rates(even, np.full(4, 1000.0))
    >>> [(round(a * 10_000), round(b * 10_000)) for a, b in zip(low, high)]
    [(25, 102), (0, 113)]
    """
    found = log_rates(counts, sizes)
    reach = stats.t.ppf((1 + LEVEL) / 2, found.freedom) * np.sqrt(found.variance)
    low, high = np.exp(found.log_rate - reach), np.exp(found.log_rate + reach)
    known = ~np.isnan(found.variance)
    low = np.where(known & (found.occurrences == 0), 0.0, low)
    told = np.diff(csr_array(counts).indptr) != 1
    return np.where(told, low, np.nan), np.where(told, np.minimum(high, 1.0), np.nan)


def of_ratios(one: Rates, other: Rates) -> tuple[Floats, Floats]:
    """95 % interval of each item's log2 of the ratio of two groups' rates.

    Degrees of freedom: the geometric mean of Satterthwaite's (Welch 1947) and of those of the
    smaller group. The first alone takes the spread of a few bursty reports for better known than it
    is, the second alone wastes a large group; the mean is chosen by simulation
    (``measure.coverage``: .93 or more from 4 reports against 4 up).
    """
    total = one.variance + other.variance
    welch = total**2 / (one.variance**2 / one.freedom + other.variance**2 / other.freedom)
    freedom = np.sqrt(welch * min(one.freedom, other.freedom))
    reach = stats.t.ppf((1 + LEVEL) / 2, freedom) * np.sqrt(total)
    middle = one.log_rate - other.log_rate
    return (middle - reach) / np.log(2), (middle + reach) / np.log(2)


def say_few(groups: Iterable[tuple[Any, int]]) -> list[str]:
    """What to beware of where groups (name, reports) are small; also given as a warning.

    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     say_few([("target", 4), ("reference", 30)])
    ['fewer than 10 reports in target (4): take the intervals for orders of magnitude']
    """
    groups = list(groups)
    alone = [in_words(name) for name, reports in groups if reports == 1]
    few = [f"{in_words(name)} ({reports})" for name, reports in groups if 1 < reports < FEW]
    said = [filled("caution_alone", groups=listed(alone, MOST))] if alone else []
    said += [filled("caution_few", few=FEW, groups=listed(few, MOST))] if few else []
    tell(said)
    return said


def tell(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        warnings.warn(sentence, FewReports, stacklevel=4)

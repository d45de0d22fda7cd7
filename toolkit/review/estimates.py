"""Totals, means and shares of a table, corrected by what a person found in a sample of its rows.

What the machine read of every row is set right by the difference that the judged rows show, each
weighted by the inverse of its probability of being drawn: the difference estimator of survey
sampling (Särndal, Swensson and Wretman 1992, ch. 6), known for machine-read data as design-based
supervised learning (Egami, Hinck, Stewart and Wei 2023) and, with the weight λ given to the
machine's reading chosen from the data, as prediction-powered inference (Angelopoulos, Duchi and
Zrnic 2023). The estimate is unbiased however wrong the machine is; its interval is wide where the
machine is wrong often. A mean is the ratio of two totals, its variance by linearisation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

CONFIDENCE = 0.95
LEAN = 2  # rows for which the variance of all strata counts in that of each


@dataclass(frozen=True, slots=True)
class Judged:
    """The judged rows: their place among all rows, stratum, probability and what is true of them."""

    places: np.ndarray  # positions among all rows
    strata: np.ndarray
    probability: np.ndarray
    truth: np.ndarray  # float, what should have been read
    counts: np.ndarray  # float, 1 where the row should be there at all, else 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A corrected figure with its interval, beside the raw one and the one from the sample alone."""

    raw: float
    corrected: float
    low: float
    high: float
    sample_only: float
    sample_low: float
    sample_high: float
    rows: int
    judged: int


def judged(draw: pd.DataFrame, places: np.ndarray, truth: np.ndarray, counts: np.ndarray) -> Judged:
    """The judged rows from how they were drawn (columns stratum, probability, drawn).

    The probability is set down where some of the rows drawn in a stratum were not judged in the end.
    """
    here = draw.groupby("stratum")["probability"].transform("size")
    return Judged(
        places,
        draw["stratum"].to_numpy(str),
        (draw["probability"] * here / draw["drawn"]).to_numpy(float),
        truth,
        counts,
    )


def within(
    read: np.ndarray,
    judged: Judged,
    group: np.ndarray,
    clusters: np.ndarray | None = None,
    total: bool = False,
) -> Estimate:
    """The mean (or total) over a part of the rows, from the judged rows in it."""
    inside = group[judged.places]
    place = np.cumsum(group) - 1
    part = Judged(
        place[judged.places[inside]],
        judged.strata[inside],
        judged.probability[inside],
        judged.truth[inside],
        judged.counts[inside],
    )
    return mean(read[group], part, None if clusters is None else clusters[group], total)


def difference(one: Estimate, other: Estimate) -> dict[str, float]:
    """One estimate less the other, of groups that were judged apart."""
    found = {"raw": one.raw - other.raw, "corrected": one.corrected - other.corrected}
    reach = np.hypot(one.high - one.corrected, other.high - other.corrected)
    alone = one.sample_only - other.sample_only
    wide = np.hypot(one.sample_high - one.sample_only, other.sample_high - other.sample_only)
    return found | {
        "low": float(found["corrected"] - reach),
        "high": float(found["corrected"] + reach),
        "sample_only": alone,
        "sample_low": float(alone - wide),
        "sample_high": float(alone + wide),
        "rows": one.rows + other.rows,
        "judged": one.judged + other.judged,
    }


def mean(
    read: np.ndarray, judged: Judged, clusters: np.ndarray | None = None, total: bool = False
) -> Estimate:
    """The mean of a value over the rows that should be there, e.g. a share where it is 0 or 1.

    read: what the machine read, one number per row. clusters: the report of each row, where the
    reports are to stand for more than themselves; else the figure is of these rows. Shape (n,).
    total: the sum over these rows instead. Raises ValueError where fewer than two rows were judged.
    """
    if len(judged.places) < 2:
        raise ValueError("two judged rows at least are needed; judge more")
    read = np.asarray(read, float)
    ones = np.ones(len(read))
    raw = float(read.sum() if total else read.mean())
    alone = _ratio(0 * ones, None if total else 0 * ones, judged, clusters)
    weight = _weight(read, judged)
    ours = _ratio(weight * read, None if total else weight * ones, judged, clusters)
    return Estimate(raw, *ours, *alone, rows=len(read), judged=len(judged.places))


def alone(judged: Judged) -> tuple[float, float, float]:
    """The mean from the judged rows alone, each weighted by how it was drawn, with its interval."""
    nothing = np.zeros(int(judged.places.max()) + 1)
    return _ratio(nothing, nothing, judged, None)


def _weight(read: np.ndarray, judged: Judged) -> float:
    """λ: how far the machine's reading is trusted, by what it says of the judged rows."""
    said, true = read[judged.places], judged.truth * judged.counts
    spread = np.var(said)
    return float(np.clip(np.cov(said, true, bias=True)[0, 1] / spread, 0, 1)) if spread else 1.0


def _ratio(
    top: np.ndarray, bottom: np.ndarray | None, judged: Judged, clusters: np.ndarray | None
) -> tuple[float, float, float]:
    """The ratio of two corrected totals with its interval; the first of them where there is no other."""
    weights = 1 / judged.probability
    right = judged.truth * judged.counts - top[judged.places]
    upper = top.sum() + (weights * right).sum()
    there, lower, less = 0 * right, 1.0, 0 * top
    if bottom is not None:
        there = judged.counts - bottom[judged.places]
        lower = bottom.sum() + (weights * there).sum()
    if lower <= 0:
        return float("nan"), float("nan"), float("nan")
    ratio = upper / lower
    rest = (right - ratio * there) / lower
    variance, freedom = _variance(rest, judged, _one(judged.truth) / lower)
    if clusters is not None:
        less = ratio * bottom if bottom is not None else less
        variance += _between((top - less) / lower, rest * weights, judged, clusters)
        freedom = min(freedom, len(np.unique(clusters)) - 1)
    reach = stats.t.ppf((1 + CONFIDENCE) / 2, max(freedom, 1)) * np.sqrt(variance)
    return float(ratio), float(ratio - reach), float(ratio + reach)


def _one(truth: np.ndarray) -> float:
    """How much one misread row may be off: 1 for a share, two standard deviations for amounts."""
    share = truth.min(initial=0) >= 0 and truth.max(initial=0) <= 1
    return 1.0 if share else float(2 * truth.std())


def _variance(rest: np.ndarray, judged: Judged, one: float) -> tuple[float, int]:
    """The variance of a total of what the sample adds, stratum by stratum, and its degrees of freedom.

    One row that is wrong each way, by ``one``, is reckoned with beyond those that were seen (as
    Agresti and Coull 1998 do for shares): no error among a hundred judged rows does not mean that
    there is none. Small strata lean on all of them.
    """
    pooled, unseen = rest.var(ddof=1), 2 * one**2 / (len(rest) + 1)
    total, freedom = 0.0, 0
    for stratum in np.unique(judged.strata):
        here = judged.strata == stratum
        n, probability = int(here.sum()), float(judged.probability[here][0])
        own = rest[here].var(ddof=1) * (n - 1) if n > 1 else 0.0
        spread = (own + LEAN * pooled) / (n - 1 + LEAN) + unseen
        total += (n / probability) ** 2 * (1 - probability) * spread / n
        freedom += max(n - 1, 0)
    return total, freedom


def _between(read: np.ndarray, added: np.ndarray, judged: Judged, clusters: np.ndarray) -> float:
    """The variance between reports, were others of their kind to stand in their place."""
    each = read.copy()
    each[judged.places] += added
    totals = pd.Series(each).groupby(clusters).sum().to_numpy()
    n = len(totals)
    return float(n / max(n - 1, 1) * ((totals - totals.mean()) ** 2).sum())

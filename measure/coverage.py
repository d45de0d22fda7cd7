"""How often the 95 % intervals hold the truth, and how often p falls below .05 where nothing is.

    python -m measure.coverage

Words come in bursts: each report has a rate of its own, drawn from a gamma law around the true
one, and a length of its own. As a comparison the percentile bootstrap of whole reports and the
permutation of G², which many tools give.
"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from toolkit.analysis import intervals
from toolkit.analysis.keyness import log_likelihood, splits, studentised

WORDS = 400  # of each setting and drawing of report lengths
ROUNDS = 10  # drawings of report lengths
RATES = (0.002, 0.01)
BURSTS = (0.5, 1.0, 3.0)  # shape of the gamma law: 0.5 is very uneven
SIZES = ((2, 10), (4, 4), (4, 20), (4, 60), (10, 10), (20, 20))
SHARES = ((0.02, 0.02), (0.1, 0.05), (0.3, 0.05), (0.3, 0.2), (0.6, 0.1))
UNEVEN = ((3, 20, 8000, 800), (3, 30, 10_000, 500), (5, 50, 10_000, 1000), (10, 10, 1000, 1000))


def lengths(
    generator: np.random.Generator, reports: int, size: float, spread: float = 0.8
) -> np.ndarray:
    return np.maximum(size * np.exp(generator.normal(0, spread, reports)), 100).round()


def drawn(
    generator: np.random.Generator, sizes: np.ndarray, rate: float, burst: float
) -> np.ndarray:
    """Occurrences of words (rows) in reports (columns)."""
    own = generator.gamma(burst, 1 / burst, (WORDS, len(sizes)))
    return generator.poisson(rate * sizes * own).astype(float)


def percentile(
    generator: np.random.Generator, counts: np.ndarray, sizes: np.ndarray, draws: int = 400
) -> np.ndarray:
    """Log rates when the reports are drawn again with replacement."""
    n = len(sizes)
    times = generator.multinomial(n, np.full(n, 1 / n), draws).T
    return np.log2(np.maximum(counts @ times, 0.5) / (sizes @ times))


def intervals_hold() -> pd.DataFrame:
    """Share of intervals that hold the true value, for log ratios and for rates of one group."""
    rows = []
    for (n1, n2), rate, burst in itertools.product(SIZES, RATES, BURSTS):
        generator = np.random.default_rng(n1 * 1000 + n2)
        ours, theirs, single = [], [], []
        for _ in range(ROUNDS):
            sizes = [lengths(generator, n, 2000) for n in (n1, n2)]
            counts = [drawn(generator, size, rate, burst) for size in sizes]
            both = [
                intervals.log_rates(csr_array(c), s) for c, s in zip(counts, sizes, strict=True)
            ]
            low, high = intervals.of_ratios(*both)
            ours.append(((low <= 0) & (high >= 0)).mean())
            again = [percentile(generator, c, s) for c, s in zip(counts, sizes, strict=True)]
            low, high = np.percentile(again[0] - again[1], [2.5, 97.5], axis=1)
            theirs.append(((low <= 0) & (high >= 0)).mean())
            low, high = intervals.of_rates(csr_array(counts[0]), sizes[0])
            single.append(((low <= rate) & (high >= rate)).mean())
        means = [round(float(np.mean(x)), 3) for x in (ours, theirs, single)]
        rows.append((n1, n2, rate, burst, *means))
    columns = ["target", "reference", "rate", "burst", "log ratio", "percentile", "rate of target"]
    return pd.DataFrame(rows, columns=columns)


def shares_hold() -> pd.DataFrame:
    """Share of intervals that hold the true share of sentences that a concept stands in.

    Each report has a share of its own, drawn from a beta law (alike: correlation of two sentences of
    one report). given: how many have an interval at all.
    """
    rows = []
    for n, (share, alike) in itertools.product((2, 4, 10, 20, 40), SHARES):
        generator = np.random.default_rng(n)
        held, given = [], []
        for _ in range(ROUNDS):
            sizes = lengths(generator, n, 120)
            a, b = (part * (1 - alike) / alike for part in (share, 1 - share))
            counts = generator.binomial(sizes.astype(int), generator.beta(a, b, (WORDS, n)))
            low, high = intervals.of_rates(csr_array(counts.astype(float)), sizes)
            told = ~np.isnan(low)
            held.append(((low <= share) & (high >= share))[told].mean())
            given.append(told.mean())
        rows.append((n, share, alike, *(round(float(np.mean(x)), 3) for x in (held, given))))
    return pd.DataFrame(rows, columns=["reports", "share", "alike", "share of sentences", "given"])


def false_alarms() -> pd.DataFrame:
    """Share of words with p < .05 where few long reports face many short ones of equal rates."""
    rows = []
    for (n1, n2, long, short), burst in itertools.product(UNEVEN, BURSTS):
        generator = np.random.default_rng(n1 * 1000 + n2)
        ours: list[np.ndarray] = []
        theirs: list[np.ndarray] = []
        for _ in range(ROUNDS):
            sizes = np.append(lengths(generator, n1, long, 0.4), lengths(generator, n2, short, 0.4))
            chosen = np.arange(n1 + n2) < n1
            counts = drawn(generator, sizes, 0.003, burst)
            labels = splits(chosen, 300, generator)
            for found, statistic in ((ours, studentised), (theirs, _g2)):
                values = statistic(csr_array(counts), sizes, np.column_stack([chosen, labels]))
                p = (1 + (values[:, 1:] >= values[:, :1] - 1e-9).sum(axis=1)) / 301
                found.append((p < 0.05).mean())
        rows.append((n1, n2, burst, *(round(float(np.mean(x)), 3) for x in (ours, theirs))))
    return pd.DataFrame(rows, columns=["long", "short", "burst", "studentised", "G²"])


def _g2(counts: csr_array, sizes: np.ndarray, labels: np.ndarray) -> np.ndarray:
    a, c = counts @ labels, sizes @ labels
    return log_likelihood(a, counts.sum(axis=1)[:, None] - a, c, sizes.sum() - c)


if __name__ == "__main__":
    print(intervals_hold().to_string(index=False))
    print(shares_hold().to_string(index=False))
    print(false_alarms().to_string(index=False))

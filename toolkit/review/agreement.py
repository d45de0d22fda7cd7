"""How far two or more people agree on what they judged: Cohen's κ and Krippendorff's α."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

DRAWS = 1_000


def agreement(answers: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Per field: rows judged by two or more, share alike, κ and α, each with a 95 % interval.

    answers: columns row, coder, field, answer, one line for each answer. κ (Cohen 1960) where
    exactly two people judged; α for nominal data (Krippendorff 2019, ch. 12) for any number, with
    answers missing. Intervals are percentiles over rows drawn again. What says nothing: a field on
    which everybody always gave one answer has neither κ nor α (empty).
    """
    found = []
    for field, rows in answers.groupby("field", sort=False):
        table = rows.pivot_table(index="row", columns="coder", values="answer", aggfunc="first")
        table = table[table.notna().sum(axis=1) > 1]
        if table.empty:
            continue
        codes = np.full(table.shape, -1)
        names = {name: number for number, name in enumerate(sorted(set(rows["answer"])))}
        for at, coder in enumerate(table):
            codes[:, at] = table[coder].map(names).fillna(-1).astype(int)
        line: dict[str, object] = {"field": field, "rows": len(codes), "coders": codes.shape[1]}
        line["alike"] = float(_alike(codes))
        kappas: dict[str, Callable[[np.ndarray], float]] = {"alpha": alpha}
        if codes.shape[1] == 2:
            kappas = {"kappa": kappa, **kappas}
        for name, of in kappas.items():
            line[name] = of(codes)
            line[f"{name}_low"], line[f"{name}_high"] = _interval(codes, of, seed)
        found.append(line)
    columns = ["field", "rows", "coders", "alike", "kappa", "kappa_low", "kappa_high"]
    return pd.DataFrame(found, columns=[*columns, "alpha", "alpha_low", "alpha_high"])


def kappa(codes: np.ndarray) -> float:
    """Cohen's κ of two columns of codes; not a number where both gave one answer throughout.

    >>> round(kappa(np.array([[0, 0]] * 20 + [[0, 1]] * 5 + [[1, 0]] * 10 + [[1, 1]] * 15)), 3)
    0.4
    """
    a, b = codes[(codes >= 0).all(axis=1)].T
    kinds = np.union1d(a, b)
    by_chance = sum((a == kind).mean() * (b == kind).mean() for kind in kinds)
    return float(((a == b).mean() - by_chance) / (1 - by_chance)) if by_chance < 1 else np.nan


def alpha(codes: np.ndarray) -> float:
    """Krippendorff's α for nominal data; codes below zero are missing.

    >>> round(alpha(np.array([[0, 0], [1, 1], [0, 1], [0, 0], [0, 0]])), 3)
    0.571
    """
    kinds = np.unique(codes[codes >= 0])
    counts = np.stack([(codes == kind).sum(axis=1) for kind in kinds], axis=1)
    counts = counts[counts.sum(axis=1) > 1]
    of_row, of_kind = counts.sum(axis=1), counts.sum(axis=0)
    n = of_kind.sum()
    if not n or (of_kind > 0).sum() < 2:
        return np.nan
    same = (counts * (counts - 1) / (of_row - 1)[:, None]).sum()
    observed = 1 - same / n
    expected = 1 - (of_kind * (of_kind - 1)).sum() / (n * (n - 1))
    return float(1 - observed / expected)


def _alike(codes: np.ndarray) -> float:
    """The share of pairs of answers to a row that are the same."""
    pairs = [(a, b) for row in codes for a, b in _pairs(row[row >= 0])]
    return float(np.mean([a == b for a, b in pairs]))


def _pairs(answers: np.ndarray) -> list[tuple[int, int]]:
    return [(a, b) for at, a in enumerate(answers) for b in answers[at + 1 :]]


def _interval(
    codes: np.ndarray, of: Callable[[np.ndarray], float], seed: int
) -> tuple[float, float]:
    draw = np.random.default_rng(seed)
    again = [of(codes[draw.integers(0, len(codes), len(codes))]) for _ in range(DRAWS)]
    told = np.array(again)[~np.isnan(again)]
    if not len(told):
        return np.nan, np.nan
    low, high = np.percentile(told, [2.5, 97.5])
    return float(low), float(high)

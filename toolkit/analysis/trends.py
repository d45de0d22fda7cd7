"""Phrases over time and over kinds of reports."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

LENGTHS = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
COLUMNS = {
    "phrase": "string",
    "group": "string",
    "reports": "Int64",
    "characters": "Int64",
    "frequency": "Int64",
    "per_10k": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
}


def trends(
    phrase_counts: pd.DataFrame,
    reports: pd.DataFrame,
    phrases: Iterable[str],
    by: str = "year",
    *,
    seed: int = 0,
    samples: int = 2000,
) -> pd.DataFrame:
    """Occurrences of phrases per 10,000 characters in each group of reports.

    reports: those that phrases are counted in. by: ``year``, ``month`` or ``day`` of the
    report's date, or a column of the reports table (``kind``, ``issuer``). The interval is the
    middle 95 % of what comes out when the reports of the group are drawn again with replacement
    (Efron & Tibshirani 1993); a group of one report has none. Reports whose text gives no date,
    or none as fine as asked, are the group <NA>, which is no point in time.
    """
    groups = _groups(reports, by)
    wanted = list(dict.fromkeys(phrases))
    counts = phrase_counts[phrase_counts["phrase"].isin(wanted)]
    # One wording may be cut into words in several ways.
    each = counts.groupby(["phrase", "report_id"])["frequency"].sum().astype(float)
    generator = np.random.default_rng(seed)
    rows = []
    for group, members in reports.groupby(groups, dropna=False, sort=True):
        size = members["characters"].to_numpy(float)
        again = generator.multinomial(len(size), np.full(len(size), 1 / len(size)), samples)
        for phrase in wanted:
            wording = pd.MultiIndex.from_product([[phrase], members["report_id"]])
            found = each.reindex(wording, fill_value=0).to_numpy(float)
            interval = _interval(found, size, again)
            rate = found.sum() / size.sum() * 10_000 if size.sum() else np.nan
            rows.append((phrase, group, len(size), size.sum(), found.sum(), rate, *interval))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    place = {phrase: at for at, phrase in enumerate(wanted)}
    order = table["phrase"].map(place)
    return table.assign(order=order).sort_values(["order", "group"], ignore_index=True)[
        list(COLUMNS)
    ]


def _groups(reports: pd.DataFrame, by: str) -> pd.Series:
    if by in LENGTHS:
        length = LENGTHS[by]
        dates = reports["date"].astype("string").str.slice(0, length)
        return dates.where(dates.str.len() == length).rename("group")
    if by not in reports:
        columns = ", ".join([*LENGTHS, "kind", "issuer"])
        raise ValueError(f"trends run by {columns}, not by {by!r}")
    return reports[by].astype("string").rename("group")


def _interval(found: np.ndarray, size: np.ndarray, again: np.ndarray) -> tuple[float, float]:
    if len(size) < 2 or not size.all():
        return np.nan, np.nan
    low, high = np.quantile((again @ found) / (again @ size) * 10_000, [0.025, 0.975])
    return float(low), float(high)

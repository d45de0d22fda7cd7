"""Phrases over time and over kinds of reports."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from toolkit.analysis import intervals

LENGTHS = {"year": 4, "month": 7, "day": 10}  # characters of an ISO date
NO_GROUPS = frozenset(  # columns of reports of which every value is a report's own
    ("report_id", "title", "date", "year", "start", "end", "characters", "copy_of", "copy_share")
)
COLUMNS = {
    "phrase": "string",
    "group": "string",
    "reports": "Int64",
    "characters": "Int64",
    "frequency": "Int64",
    "per_10k": "Float64",
    "ci_low": "Float64",
    "ci_high": "Float64",
    "counted": "string",
}


def trends(
    counts: pd.DataFrame, reports: pd.DataFrame, by: str = "year", seed: int = 0
) -> pd.DataFrame:
    """Occurrences of wordings per 10,000 characters in each group of reports.

    counts: phrase, report_id, frequency, counted, as `analysis.counted.count_wordings` gives them.
    reports: those that wordings are counted in. by: ``year``, ``month`` or ``day`` of the
    report's date (``year``: of the reports' own column of that name where there is one), or any
    other column of the reports table (``kind``, ``place``, your own metadata). ci_low to ci_high: 95 %
    interval over reports (`analysis.intervals`; jackknife and Student's t); a group of one
    report has none, and groups of fewer than ten are said in a `FewReports` warning and in
    ``attrs["cautions"]``. counted: words or strings. Reports whose text gives no date, or none as
    fine as asked, are the group <NA>, which is no point in time.

    A difference between groups is one between the reports that happen to be in the corpus: where
    their kinds or places differ from year to year, it is no trend.
    """
    del seed  # nothing is drawn; calls with a seed stay right
    wanted = list(dict.fromkeys(counts["phrase"]))
    wide = counts.pivot(index="phrase", columns="report_id", values="frequency")
    wide = wide.reindex(index=wanted, columns=reports["report_id"], fill_value=0).fillna(0)
    said = counts.drop_duplicates("phrase")["counted"].tolist()
    matrix = wide.to_numpy(float)
    parts, small = [], []
    for group, members in reports.groupby(_groups(reports, by), dropna=False, sort=True):
        at = reports.index.get_indexer(members.index)
        size = members["characters"].to_numpy(float)
        found = matrix[:, at]
        low = high = np.full(len(wanted), np.nan)
        if len(size) > 1 and size.all():
            low, high = intervals.of_rates(csr_array(found), size)
        rate = found.sum(axis=1) / size.sum() if size.sum() else np.full(len(wanted), np.nan)
        values = (wanted, group, len(size), size.sum(), found.sum(axis=1))
        ten_thousand = (10_000 * column for column in (rate, low, high))
        columns = dict(zip(COLUMNS, (*values, *ten_thousand, said), strict=True))
        parts.append(pd.DataFrame(columns).astype(COLUMNS))
        small.append(("no date" if pd.isna(group) else group, len(size)))
    table = pd.concat(parts) if parts else pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    place = {phrase: at for at, phrase in enumerate(wanted)}
    table = table.assign(order=table["phrase"].map(place))
    table = table.sort_values(["order", "group"], ignore_index=True)[list(COLUMNS)]
    table.attrs["cautions"] = intervals.say_few(small) if len(table) else []
    return table


def value_of(reports: pd.DataFrame, by: str) -> pd.Series:
    """A value for each report: of a column (a researcher's own year first), or the year, month or
    day of its date. Raises ValueError where there is neither.
    """
    if by in reports:
        return reports[by].astype("Int64") if by == "year" else reports[by]
    if by not in LENGTHS:
        own = [column for column in reports if column not in NO_GROUPS]
        raise ValueError(f"reports are told apart by {', '.join([*LENGTHS, *own])}, not by {by!r}")
    dates = reports["date"].astype("string").str.slice(0, LENGTHS[by])
    return dates.where(dates.str.len() == LENGTHS[by])


def _groups(reports: pd.DataFrame, by: str) -> pd.Series:
    return value_of(reports, by).astype("string").rename("group")

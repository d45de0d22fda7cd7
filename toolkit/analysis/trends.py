"""Phrases over time and over kinds of reports."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import intervals
from toolkit.analysis.counted import by_report

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
    matrix = by_report(counts, pd.Index(wanted), pd.Index(reports["report_id"]))
    said = counts.drop_duplicates("phrase")["counted"].tolist()
    parts, small = [], []
    groups = value_of(reports, by).astype("string").rename("group")
    for group, members in reports.groupby(groups, dropna=False, sort=True):
        found, size = matrix[:, reports.index.get_indexer(members.index)], members["characters"]
        rate = intervals.rates(found, size, 10_000)
        values = (wanted, group, len(size), size.sum(), found.sum(axis=1), *rate, said)
        columns = dict(zip(COLUMNS, values, strict=True))
        parts.append(pd.DataFrame(columns, index=range(len(wanted))).astype(COLUMNS))
        small.append(("no date" if pd.isna(group) else group, len(size)))
    table = pd.concat(parts) if parts else pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    order = pd.Index(wanted).get_indexer(table["phrase"])
    table = table.iloc[order.argsort(kind="stable")].reset_index(drop=True)
    table.attrs["cautions"] = intervals.say_few(small) if len(table) else []
    return table


def value_of(reports: pd.DataFrame, by: str) -> pd.Series:
    """A value for each report: of a column, or the year, month or day of its date; a researcher's
    own year goes before that of the date. Raises ValueError where there is neither.
    """
    if by in reports and by != "year":
        return reports[by]
    if by not in LENGTHS:
        own = [column for column in reports if column not in NO_GROUPS]
        raise ValueError(f"reports are told apart by {', '.join([*LENGTHS, *own])}, not by {by!r}")
    dates = reports["date"].astype("string").str.slice(0, LENGTHS[by])
    dates = dates.where(dates.str.len() == LENGTHS[by])
    return reports[by].astype("Int64").fillna(dates.astype("Int64")) if by in reports else dates

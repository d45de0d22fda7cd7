"""The national growth series and the wording of the provinces' targets, from public reports."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.targets import CENTRE, yearly

WORDINGS = ("左右", "以上", "range", "plain", "words")


def national_series(panel: pd.DataFrame) -> pd.DataFrame:
    """Target and outcome of the centre by year. Columns: year, target, hedge, outcome, difference.

    The outcome is the first one stated, in the next year's report, before later revisions.
    """
    own = yearly(panel[panel["place"] == CENTRE]).sort_values("year")
    series = own.rename(columns={"middle": "target"})
    return series[["year", "target", "hedge", "outcome", "difference"]].reset_index(drop=True)


def wording_count(panel: pd.DataFrame, year: int, level: str = "province") -> pd.Series:
    """How many places of a level word their target of a year as 左右, 以上, a range, bare, in words."""
    own = yearly(panel[panel["level"] == level])
    own = own[own["year"] == year]
    bounds = own["comparator"].map({"approx": "左右", "ge": "以上"}).fillna("plain")
    bounds = bounds.mask(own["low"].notna(), "range").mask(~own["numeric"].astype(bool), "words")
    return bounds.value_counts().reindex(list(WORDINGS), fill_value=0).rename("places")

"""What a panel of targets is asked: against the level above, hard or soft, met, dropped."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from toolkit.analysis.panel import middle

CENTRE = "全国"
FORCES = ("hard", "plain", "range", "soft", "none")
WIDTH = 0.5  # of a bin of differences, as in the target's unit


def yearly(panel: pd.DataFrame) -> pd.DataFrame:
    """The targets that reports set for their own year, with ``middle``: the value, of a range its
    middle, missing where the target is in words.
    """
    own = panel[panel["horizon"].astype(str) == panel["year"].astype("string")]
    return own.assign(middle=middle(own)).reset_index(drop=True)


def against_above(panel: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Each place's target for a year beside that of the level above it.

    The level above is what a column ``above`` of reports says; else the centre for a province, the
    province for a prefecture, and for a county the prefecture its place's name begins with.
    Columns: place, year, own, above_place, above, difference (own − above).
    """
    targets = yearly(panel).dropna(subset=["middle"])
    about = reports.drop_duplicates("report_id").set_index("report_id")
    places = set(targets["place"])
    above = [_above(row, about.loc[row["report_id"]], places) for row in targets.to_dict("records")]
    targets["above_place"] = pd.Series(above, index=targets.index, dtype="object")
    over = targets[["place", "year", "middle"]].rename(
        columns={"place": "above_place", "middle": "above"}
    )
    over["above_place"] = over["above_place"].astype("object")
    both = targets.merge(over, on=["above_place", "year"], how="inner")
    both["difference"] = both["middle"] - both["above"]
    shown = both.rename(columns={"middle": "own"})
    return shown[["place", "year", "own", "above_place", "above", "difference"]]


def _above(row: dict[str, object], report: pd.Series, places: Iterable[str]) -> str | None:
    said = report.get("above")
    if isinstance(said, str) and said:
        return said
    place, level = str(row["place"]), row["level"]
    if level == "province":
        return CENTRE
    if level == "prefecture":
        return str(report["province"])
    begins = [one for one in places if one != place and place.startswith(one)]
    return max(begins, key=len, default=None)


def wording_shares(panel: pd.DataFrame, by: str = "year") -> pd.DataFrame:
    """How many targets of the own year are hard, soft, plain, a range or in words, by a column."""
    counts = yearly(panel).groupby([by, "force"], observed=True).size().unstack(fill_value=0)
    return counts.reindex(columns=list(FORCES), fill_value=0)


def near_zero(panel: pd.DataFrame, width: float = WIDTH) -> dict[str, int]:
    """How many outcomes lie just below their target and how many on it or just above.

    "just" is nearer than width. Many more just above than just below is what targets that are
    met by adjusting the figures would look like, and also what targets set to be met look like.
    """
    found = panel["difference"].dropna().to_numpy(dtype=float)
    return {
        "outcomes": len(found),
        "just_below": int(((found < 0) & (found > -width + 1e-9)).sum()),
        "at_or_just_above": int(((found >= 0) & (found < width - 1e-9)).sum()),
    }


def in_words(indicators: pd.DataFrame) -> pd.DataFrame:
    """For each indicator its targets with a number and those in words only."""
    aims = indicators[(indicators["kind"] == "target") & indicators["indicator"].notna()]
    kind = np.where(aims["numeric"], "number", "words")
    counts = aims.groupby(["indicator", kind], observed=True).size().unstack(fill_value=0)
    return counts.reindex(columns=["number", "words"], fill_value=0).sort_index()


def dropped(panels: pd.DataFrame) -> pd.DataFrame:
    """Targets a place set one year and not in its next report.

    panels: long, of ``Corpus.panels``. Columns: place, indicator, last (the last year a number was
    set for), next (the year of the next report), now: words, or none at all.
    """
    own = yearly(panels)
    own["year"] = own["year"].astype(int)
    years = {place: sorted(set(rows["year"])) for place, rows in own.groupby("place")}
    states = {(r["place"], r["indicator"], r["year"]): r["numeric"] for r in own.to_dict("records")}
    found = []
    for (place, indicator, year), numeric in states.items():
        later = [one for one in years[place] if one > year]
        if not numeric or not later:
            continue
        now = states.get((place, indicator, later[0]))
        if not now:
            state = "none" if now is None else "words"
            found.append((place, indicator, year, later[0], state))
    return pd.DataFrame(found, columns=["place", "indicator", "last", "next", "now"])

"""Rows drawn to be judged by hand, each with the probability that it was drawn.

Within every stratum (report, kind, a column of one's metadata; and whether a row is risky) rows are
drawn at random without replacement, so that the probability of each is known: the rows drawn over
the rows there are. Estimates need it (`toolkit.review.estimates`).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

RISK = 2.0  # times as often a risky row is drawn as another
RARE = 0.1  # of the rows
LEAST = 2  # rows of a stratum, below which its variance cannot be told
_NUMERALS = r"[0-9０-９.．,，〇零一二三四五六七八九十百千两]+"
STRATUM, PROBABILITY, DRAWN, RISKY = "stratum", "probability", "drawn", "risky"


def sample(
    rows: pd.DataFrame,
    n: int,
    strata: pd.DataFrame | None = None,
    risky: pd.Series | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """About n of the rows, in their order, with columns stratum, probability,
    drawn (how many of the stratum were drawn) and risky.

    strata: what the draw is spread over, row by row, in proportion to how many rows each has and at
    least two of each (so there may be more than n). risky: which rows are drawn `RISK` times as
    often. Raises ValueError where there is nothing to draw or n is below one.
    """
    if n < 1 or rows.empty:
        raise ValueError("there is nothing to draw" if rows.empty else f"n is {n}; draw at least 1")
    names = _strata(rows, strata, risky)
    sizes = names.value_counts(sort=False)
    risks = pd.Series(1.0, rows.index) if risky is None else risky.map({True: RISK, False: 1.0})
    drawn = _shares(sizes, risks.groupby(names, sort=False).first().reindex(sizes.index), n)
    draw = np.random.default_rng(seed)
    chosen = [
        draw.choice(np.flatnonzero(names == name), drawn[name], replace=False)
        for name in sizes.index
        if drawn[name]
    ]
    at = np.sort(np.concatenate(chosen))
    found = rows.iloc[at].copy()
    found[STRATUM] = names.iloc[at].to_numpy()
    found[PROBABILITY] = (names.map(drawn) / names.map(sizes)).iloc[at].to_numpy(float)
    found[DRAWN] = names.map(drawn).iloc[at].to_numpy(int)
    found[RISKY] = False if risky is None else risky.iloc[at].to_numpy(bool)
    return found


def risky(rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Rows that are more often read wrongly: several readings, a rare wording, damage or doubts
    near by (letters recognised with little confidence among them).

    A row of any table with a span; near means in the same sentence, or within 20 characters where
    the row stands in none. A wording is what is left of the words when numbers are taken out; the
    rarest tenth of the rows count as rare.
    """
    found = pd.Series(False, rows.index)
    if "reading" in rows:
        found |= ~rows["reading"].isin(["exact", "range"])
    if "text" in rows and "claim_id" in rows:
        wording = rows["text"].astype("string").str.replace(_NUMERALS, "0", regex=True)
        often = wording.map(wording.value_counts())
        found |= often < often.quantile(RARE)
    near = _near(rows, tables["sentences"])
    damage = pd.concat([_damage(tables["repairs"]), places(tables["doubts"])])
    for document_id, found_here in damage.groupby("document_id"):
        here = near["document_id"] == document_id
        starts = np.sort(found_here["start"].to_numpy(np.int64))
        first = np.searchsorted(starts, near.loc[here, "start"].to_numpy(np.int64))
        last = np.searchsorted(starts, near.loc[here, "end"].to_numpy(np.int64))
        found.loc[here] |= last > first
    return found


def _strata(rows: pd.DataFrame, strata: pd.DataFrame | None, risky: pd.Series | None) -> pd.Series:
    """The name of the stratum each row is in."""
    parts: list[pd.Series] = [] if strata is None else [strata[c] for c in strata.columns]
    if risky is not None:
        parts.append(risky.map({True: "risky", False: ""}))
    names = pd.Series("", rows.index, dtype=object)
    for part in parts:
        written = part.astype("string").fillna("").astype(object)
        names = names.where(names == "", names + " · ") + written
    return names


def _shares(sizes: pd.Series, risks: pd.Series, n: int) -> pd.Series:
    """How many rows to draw of each stratum: in proportion, two at least, and no more than it has."""
    weight = sizes * risks
    wanted = (n * weight / weight.sum()).clip(lower=LEAST).round().astype(int)
    return wanted.clip(upper=sizes)


def _near(rows: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Document and stretch about each row."""
    where = places(rows)
    around = pd.DataFrame(
        {
            "document_id": where["document_id"],
            "start": where["start"].astype("int64") - 20,
            "end": where["end"].astype("int64") + 20,
        }
    )
    if "sentence_id" in rows:
        of = sentences.set_index("sentence_id")
        for side in ("start", "end"):
            there = rows["sentence_id"].map(of[side])
            around[side] = there.fillna(around[side]).astype("int64")
    return around


def places(rows: pd.DataFrame) -> pd.DataFrame:
    """Document, start and end of each row."""
    return pd.DataFrame(
        {"document_id": documents(rows), "start": rows["start"], "end": rows["end"]}
    )


def documents(rows: pd.DataFrame) -> pd.Series:
    """The document each row lies in; what stands in no report names it in its own id."""
    if "document_id" in rows:
        return rows["document_id"]
    ids = rows["report_id"].astype("string")
    return ids.fillna(rows.iloc[:, 0].astype("string")).str.rpartition("#")[0]


def _damage(repairs: pd.DataFrame) -> pd.DataFrame:
    """Repairs that may have changed what is read: not widths, blanks or line ends."""
    grave = ("misread_character", "lost_punctuation", "broken_line", "mojibake")
    return places(repairs[repairs["kind"].isin(grave)])

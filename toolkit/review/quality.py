"""How right the tables are, from what was judged of them: for a paper's methods section."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.review import estimates, judgements
from toolkit.review.sampling import DRAWN, PROBABILITY, STRATUM
from toolkit.schema import TABLES

ROW, MISSED = "row", "missed"


def quality(rows: pd.DataFrame, table: str, lines: pd.DataFrame) -> pd.DataFrame:
    """Precision of the rows and of every field, each with n, coders and a 95 % interval.

    Columns: field, right (a share; for ``missed`` rows per sentence), low, high, judged, coders.
    """
    mine = _first(lines[lines["table"] == table])
    coders = lines.loc[lines["table"] == table, "coder"].nunique()
    found = []
    if not mine.empty:
        drawn = mine.drop_duplicates("id")
        wanted = (drawn["verdict"] != judgements.NOT_WANTED).to_numpy(float)
        found.append((ROW, *_mean(drawn, wanted), len(drawn)))
        kept = drawn[drawn["verdict"] != judgements.NOT_WANTED]
        for field in judgements.fields(table):
            wrong = mine.loc[mine["field"] == field, "id"]
            right = (~kept["id"].isin(wrong)).to_numpy(float)
            if len(kept) > 1:
                found.append((field, *_mean(kept, right), len(kept)))
    missed = _first(lines[lines["table"] == "sentences"])
    of = missed[missed["note"].str.startswith(f"{table}:")]
    if not of.empty:
        drawn = missed.drop_duplicates("id")
        counts = of.groupby("id")["note"].first().str.extract(r":\s*(\d+)")[0].astype(float)
        many = drawn["id"].map(counts).fillna(0).to_numpy(float)
        found.append((MISSED, *_mean(drawn, many), len(drawn)))
    columns = ["field", "right", "low", "high", "judged"]
    return pd.DataFrame(found, columns=columns).assign(coders=coders)


def answers(lines: pd.DataFrame, table: str | None) -> pd.DataFrame:
    """Every coder's answer on every field of every row: row, coder, field, answer."""
    found = []
    for (name, row, coder), said in lines.groupby(["table", "id", "coder"], sort=False):
        verdict = said["verdict"].iloc[0]
        if (table and name != table) or verdict in (judgements.UNSURE, judgements.SKIP):
            continue
        there = verdict != judgements.NOT_WANTED
        found.append((row, coder, ROW, "there" if there else "not there"))
        wrong = set(said["field"])
        for field in judgements.fields(name) if there else ():
            found.append((row, coder, field, "wrong" if field in wrong else "right"))
    return pd.DataFrame(found, columns=["row", "coder", "field", "answer"])


def paragraph(tables: Mapping[str, pd.DataFrame], lines: pd.DataFrame) -> str:
    """What was judged and found, in sentences."""
    said = []
    for table in lines["table"].drop_duplicates():
        found = quality(tables[table], table, lines).set_index("field")
        if ROW not in found.index:
            continue
        row = found.loc[ROW]
        worst = found.drop([ROW, MISSED], errors="ignore").nsmallest(1, "right")
        text = (
            f"Of {len(tables[table]):,} rows of {TABLES[table].title.lower()}, {int(row['judged'])} were "
            f"drawn at random and judged by hand ({_people(int(row['coders']))}); {_share(row)} of "
            "the rows are right to be there"
        )
        if len(worst):
            text += f", and the field least often right, {worst.index[0]}, is so in {_share(worst.iloc[0])}"
        said.append(text + ".")
    return " ".join(said) or "Nothing was judged by hand."


def _people(coders: int) -> str:
    return "one person" if coders == 1 else f"{coders} people"


def _share(row: pd.Series) -> str:
    return f"{row['right']:.1%} (95 % interval {row['low']:.1%} to {row['high']:.1%})"


def _first(lines: pd.DataFrame) -> pd.DataFrame:
    """What the first coder of each row said of it, if it was sure."""
    sure = lines[~lines["verdict"].isin([judgements.UNSURE, judgements.SKIP])]
    return sure[sure["coder"] == sure.groupby("id")["coder"].transform("min")]


def _mean(drawn: pd.DataFrame, values: np.ndarray) -> tuple[float, float, float]:
    """The mean of judged rows for all rows, each weighted by how it was drawn."""
    here = drawn.groupby(STRATUM)[PROBABILITY].transform("size")
    probability = (drawn[PROBABILITY] * here / drawn[DRAWN]).to_numpy(float)
    judged = estimates.Judged(
        np.arange(len(values)),
        drawn[STRATUM].to_numpy(str),
        probability,
        values,
        np.ones(len(values)),
    )
    mean, low, high = estimates.alone(judged)
    shares = values.max(initial=0) <= 1
    return mean, max(low, 0.0), min(high, 1.0) if shares else high

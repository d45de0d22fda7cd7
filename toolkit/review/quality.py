"""How right the tables are, from what was judged of them: for a paper's methods section."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.review import estimates, judgements
from toolkit.review.sampling import DRAWN, PROBABILITY, STRATUM
from toolkit.sentences import filled
from toolkit.settings import options
from toolkit.tables.schema import TABLES, explained

ROW, RECALL = "row", "recall"
COLUMNS = ["table", "field", "right", "low", "high", "judged", "coders"]
Tables = Mapping[str, pd.DataFrame]
Figure = tuple[float, float, float]  # a value with its interval


def quality(tables: Tables, table: str, lines: pd.DataFrame) -> pd.DataFrame:
    """Precision of the rows and of every field, and the recall of the rows; each a share with its
    95 % interval.

    Columns: table, field (``row``: right to be there; ``recall``: of the rows there should be, those
    that are there; then the fields), right, low, high, judged, coders.
    """
    said = lines[(lines["table"] == table) & ~lines["note"].isin(judgements.MISSABLE)]
    mine = _first(said)
    found: list[tuple[object, ...]] = []
    if not mine.empty:
        drawn = mine.drop_duplicates("id")
        wanted = (drawn["verdict"] != judgements.NOT_WANTED).to_numpy(float)
        precision = _mean(drawn, wanted)
        people = said["coder"].nunique()
        found.append((ROW, *_share_of(precision), len(drawn), people))
        missed = lines[lines["note"] == table]
        if len(_first(missed)):
            recall, looked = _recall(tables, table, precision, _first(missed))
            found.append((RECALL, *recall, looked, missed["coder"].nunique()))
        kept = drawn[drawn["verdict"] != judgements.NOT_WANTED]
        for field in judgements.fields(table) if len(kept) > 1 else ():
            wrong = mine.loc[mine["field"] == field, "id"]
            right = (~kept["id"].isin(wrong)).to_numpy(float)
            found.append((field, *_share_of(_mean(kept, right)), len(kept), people))
    return pd.DataFrame([(table, *one) for one in found], columns=COLUMNS)


def _recall(
    tables: Tables, table: str, precision: Figure, missed: pd.DataFrame
) -> tuple[Figure, int]:
    """Right rows over right and missing ones, and in how many places one looked for missing ones.

    With r missing rows for each right one recall is 1 / (1 + r); the interval is r's, whose two
    totals come from two samples drawn apart (variance of a ratio by linearisation).
    """
    drawn = missed.drop_duplicates("id")
    many = missed[missed["field"] == table].set_index("id")["should_be"].astype(float)
    count, _, high = _mean(drawn, drawn["id"].map(many).fillna(0).to_numpy(float))
    places = len(tables[drawn["table"].iloc[0]])
    right = len(tables[table]) * precision[0]
    if not right:
        return (0.0, 0.0, 1.0), len(drawn)
    ratio = places * count / right
    of_right = len(tables[table]) * (precision[2] - precision[0])
    reach = np.hypot(places * (high - count), ratio * of_right) / right
    least, most = max(ratio - reach, 0.0), ratio + reach
    return (1 / (1 + ratio), 1 / (1 + most), 1 / (1 + least)), len(drawn)


def answers(lines: pd.DataFrame, table: str | None) -> pd.DataFrame:
    """Every coder's answer on every field of every row: row, coder, field, answer.

    Of rows that are missing the answer is how many.
    """
    found = []
    about_rows = lines["note"].where(lines["note"].isin(judgements.MISSABLE), "")
    for (name, row, coder, note), said in lines.assign(note=about_rows).groupby(
        ["table", "id", "coder", "note"], sort=False
    ):
        verdict = said["verdict"].iloc[0]
        about = note or name
        if (table and about != table) or verdict in (judgements.UNSURE, judgements.SKIP):
            continue
        if about == note:
            many = said.loc[said["field"] == note, "should_be"]
            found.append((row, coder, f"missing {note}", many.iloc[0] if len(many) else "0"))
            continue
        there = verdict != judgements.NOT_WANTED
        found.append((row, coder, ROW, "there" if there else "not there"))
        wrong = set(said["field"])
        for field in judgements.fields(name) if there else ():
            found.append((row, coder, field, "wrong" if field in wrong else "right"))
    return pd.DataFrame(found, columns=["row", "coder", "field", "answer"])


def judged_tables(lines: pd.DataFrame) -> list[str]:
    """The tables of which rows were judged."""
    return list(lines.loc[~lines["note"].isin(judgements.MISSABLE), "table"].drop_duplicates())


def paragraph(tables: Tables, lines: pd.DataFrame, agreement: pd.DataFrame) -> str:
    """What was judged and found, in sentences."""
    said, english = [], options.language == "en"
    for table in judged_tables(lines):
        found = quality(tables, table, lines).set_index("field")
        if found.empty:
            continue
        row, rows = found.loc[ROW], f"{len(tables[table]):,}"
        named = TABLES[table].title.lower() if english else explained(table)["zh"].split("：")[0]
        people = filled(
            "quality_person" if row["coders"] == 1 else "quality_people", n=row["coders"]
        )
        text = filled("quality_rows", all=rows, table=named, judged=row["judged"], people=people, right=_share(row))  # fmt: skip
        if RECALL in found.index:
            recall = found.loc[RECALL]
            text += filled("quality_recall", judged=recall["judged"], right=_share(recall))
        for name, field in (
            found.drop([ROW, RECALL], errors="ignore").nsmallest(1, "right").iterrows()
        ):
            key = "quality_fields" if field["right"] == 1 else "quality_field"
            text += filled(key, field=name, right=_share(field))
        said.append(text + filled("quality_stop"))
    alphas = agreement["alpha"].dropna()
    if len(alphas):
        low, high = (f"{alpha:.2f}" for alpha in (alphas.min(), alphas.max()))
        said.append(filled("quality_alpha", low=low, high=high))
    return (" " if english else "").join(said) or filled("quality_none")


def _share(row: pd.Series) -> str:
    right, low, high = (f"{row[name]:.1%}" for name in ("right", "low", "high"))
    return filled("quality_share", right=right, low=low, high=high)


def _first(lines: pd.DataFrame) -> pd.DataFrame:
    """What the first coder of each row said of it, if it was sure."""
    sure = lines[~lines["verdict"].isin([judgements.UNSURE, judgements.SKIP])]
    return sure[sure["coder"] == sure.groupby("id")["coder"].transform("min")]


def _share_of(figure: Figure) -> Figure:
    value, low, high = figure
    return value, max(low, 0.0), min(high, 1.0)


def _mean(drawn: pd.DataFrame, values: np.ndarray) -> Figure:
    """The mean of judged rows for all rows, each weighted by how it was drawn."""
    here = np.arange(len(values))
    draw = drawn[[STRATUM, PROBABILITY, DRAWN]].reset_index(drop=True)
    return estimates.alone(estimates.judged(draw, here, values, np.ones(len(values))))

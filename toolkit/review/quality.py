"""How right the tables are, from what was judged of them: for a paper's methods section."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.review import estimates, judgements
from toolkit.review.sampling import DRAWN, PROBABILITY, STRATUM
from toolkit.schema import TABLES

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
    said = []
    for table in judged_tables(lines):
        found = quality(tables, table, lines).set_index("field")
        if found.empty:
            continue
        row = found.loc[ROW]
        text = (
            f"Of {len(tables[table]):,} rows of {TABLES[table].title.lower()}, {row['judged']} were drawn "
            f"at random with known probabilities and judged by hand ({_people(row['coders'])}); "
            f"{_share(row)} of the rows are right to be there"
        )
        if RECALL in found.index:
            recall = found.loc[RECALL]
            text += (
                f"; looking for missing ones in {recall['judged']} places drawn at random, we "
                f"estimate that {_share(recall)} of the rows there should be were found"
            )
        fields = found.drop([ROW, RECALL], errors="ignore").nsmallest(1, "right")
        if len(fields):
            name, share = fields.index[0], _share(fields.iloc[0])
            everything = fields["right"].iloc[0] == 1
            text += f". {'Every field' if everything else f'The field least often right, {name},'} is so in {share}"
        said.append(text + ".")
    alphas = agreement["alpha"].dropna()
    if len(alphas):
        said.append(
            f"Krippendorff's α between coders is {alphas.min():.2f} to {alphas.max():.2f} over the fields."
        )
    return " ".join(said) or "Nothing was judged by hand."


def _people(coders: int) -> str:
    return "one person" if coders == 1 else f"{coders} people"


def _share(row: pd.Series) -> str:
    return f"{row['right']:.1%} (95 % interval {row['low']:.1%} to {row['high']:.1%})"


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

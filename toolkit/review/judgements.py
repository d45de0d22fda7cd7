"""What people judged of the rows drawn, kept in a file beside the tables or in a spreadsheet.

``judgements.csv`` has one line for each row, coder and field that is wrong; a row that is right, not
wanted, unsure or passed over has one line with no field. The line holds how the row was drawn, so
that estimates can be made from the file alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis.passage import owner
from toolkit.review import kept
from toolkit.review.sampling import DRAWN, PROBABILITY, STRATUM
from toolkit.tables.schema import TABLES

FILE = "judgements.csv"
RIGHT, WRONG, NOT_WANTED, UNSURE, SKIP = "right", "wrong", "no_row", "unsure", "skip"
VERDICTS = (RIGHT, WRONG, NOT_WANTED, UNSURE, SKIP)
COLUMNS = tuple(
    f"table id document_id start end {STRATUM} {PROBABILITY} {DRAWN} coder verdict field was "
    "should_be time note".split()
)
FIELDS = {  # what is judged of a row, table by table; of others all that is read from the text
    "claims": (
        "value low high unit comparator direction change baseline modality subject period role"
    ),
    "mentions": "kind value",
    "sections": "level ordinal heading role",
    "reports": "title kind issuer date truncated",
    "records": "category problem measure result",
    "checks": "kind verdict",
    "indicators": "kind indicator horizon value low high unit comparator direction hedge numeric",
    "sentences": "",
}
MISSABLE = ("claims", "mentions", "indicators", "records", "sections", "checks")


def fields(table: str) -> list[str]:
    """The columns of a table that a person judges."""
    known = TABLES[table]
    if table in FIELDS:
        return [name for name in FIELDS[table].split() if name in known.names]
    passed = {"text", *known.places, *known.key, *(name for name, _ in known.refers)}
    return [name for name in known.names if name not in passed]


def ids(rows: pd.DataFrame, table: str) -> pd.Series:
    """What tells each row of a table from the others, as the file holds it."""
    key = [rows[name].astype(str) for name in TABLES[table].key]
    return key[0].str.cat(key[1:], sep=" ") if len(key) > 1 else key[0]


def line(  # noqa: PLR0917
    row: Mapping[str, Any],
    table: str,
    coder: str,
    verdict: str,
    field: str = "",
    should_be: str = "",
    note: str = "",
) -> dict[str, Any]:
    """One line of the file about a drawn row.

    Of rows that are missing in a sentence or report, ``note`` names their table; where there are
    any, so does ``field``, and ``should_be`` is how many.
    """
    if verdict not in VERDICTS:
        raise ValueError(f"a verdict is one of {', '.join(VERDICTS)}, not {verdict!r}")
    if (verdict == WRONG) != bool(field):
        raise ValueError(
            "name the field that is wrong" if verdict == WRONG else "no field is wrong"
        )
    return {
        "table": table,
        "id": ids(pd.DataFrame([row]), table).iloc[0],
        "document_id": owner(row),
        "start": row.get("start"),
        "end": row.get("end"),
        STRATUM: row[STRATUM],
        PROBABILITY: row[PROBABILITY],
        DRAWN: row[DRAWN],
        "coder": coder,
        "verdict": verdict,
        "field": field,
        "was": kept.written(row.get(field)),
        "should_be": should_be,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "note": note,
    }


def read(path: Path) -> pd.DataFrame:
    """The judgements of a file; none where there is no file. Raises ValueError saying what is amiss."""
    found = pd.DataFrame(kept.read(path, COLUMNS), columns=list(COLUMNS))
    strange = found.index[~found["verdict"].isin(VERDICTS)]
    if len(strange):
        said = found["verdict"][strange[0]]
        raise ValueError(
            f"{path}, line {strange[0] + 2}: {said!r} is none of {', '.join(VERDICTS)}"
        )
    try:
        return found.astype({PROBABILITY: float, DRAWN: int})
    except ValueError:
        raise ValueError(f"{path}: probability and drawn are numbers") from None


def judged(path: Path, lines: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Add lines about one row by one coder to a file, in place of what that coder said of it before."""
    before = read(path)
    new = pd.DataFrame(lines, columns=list(COLUMNS))
    same = map(tuple, _of_whom(before).to_numpy())
    now = set(map(tuple, _of_whom(new).to_numpy()))
    rest = before[[key not in now for key in same]]
    after = pd.concat([rest.astype(object), new.astype(object)], ignore_index=True)
    kept.write(path, COLUMNS, after.to_dict("records"))
    return after


def _of_whom(lines: pd.DataFrame) -> pd.DataFrame:
    """What a line is about and who said it; what is missing of each table is said apart."""
    looked_for = lines["note"].where(lines["note"].isin(MISSABLE), "")
    return lines[["table", "id", "coder"]].assign(missing=looked_for)


def truth(
    rows: pd.DataFrame, table: str, lines: pd.DataFrame
) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """The judged rows as they should have been read, whether each is wanted, and how it was drawn.

    Where several coders judged a row the first in the order of their names counts. Rows that nobody
    was sure of are left out. Values are given the types of the table.
    """
    known = ids(rows, table)
    lines = lines[(lines["table"] == table) & lines["verdict"].isin([RIGHT, WRONG, NOT_WANTED])]
    lines = lines[lines["id"].isin(known)]
    first = lines.groupby("id")["coder"].transform("min")
    lines = lines[lines["coder"] == first]
    drawn = lines.drop_duplicates("id").set_index("id")
    found, known = rows[known.isin(drawn.index)].copy(), known[known.isin(drawn.index)]
    wrong = lines[(lines["verdict"] == WRONG) & lines["field"].isin(rows.columns)]
    for one in wrong.itertuples():
        found.loc[known == one.id, one.field] = kept.typed(table, one.field, one.should_be)
    wanted = known.map(drawn["verdict"]) != NOT_WANTED
    draw = drawn.loc[known, [STRATUM, PROBABILITY, DRAWN]].reset_index()
    return found, wanted, draw


def sheet(
    path: Path, rows: pd.DataFrame, table: str, passages: Sequence[str], missing: str = ""
) -> None:
    """A spreadsheet to judge rows in: one row each, its words, its fields, and columns to fill in."""
    shown = pd.DataFrame({"passage": list(passages)})
    shown["id"] = ids(rows, table).to_numpy(object)
    for name in (*fields(table), STRATUM, PROBABILITY, DRAWN):
        shown[name] = rows[name].to_numpy(object)
    for name in ("verdict", "field", "should_be"):
        shown[name] = ""
    shown["note"] = missing
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        shown.to_excel(book, sheet_name=table, index=False)
        pd.DataFrame({"verdict": VERDICTS}).to_excel(book, sheet_name="verdicts", index=False)


def from_sheet(path: Path, rows: pd.DataFrame, table: str, coder: str) -> list[dict[str, Any]]:
    """The lines that a filled spreadsheet says; rows without a verdict are passed over.

    Several wrong fields of a row: several rows of the sheet with the same id.
    """
    filled = pd.read_excel(path, sheet_name=table, dtype="string", keep_default_na=False)
    known = rows.set_index(ids(rows, table))
    found = []
    for number, one in enumerate(filled.to_dict("records"), 2):
        if not one["verdict"]:
            continue
        if one["id"] not in known.index:
            raise ValueError(f"{path}, row {number}: {one['id']!r} is no row of the sample")
        said = (one[name] for name in ("verdict", "field", "should_be", "note"))
        try:
            found.append(line(known.loc[one["id"]].to_dict(), table, coder, *said))
        except (ValueError, KeyError) as error:
            raise ValueError(f"{path}, row {number}: {error}") from None
    return found

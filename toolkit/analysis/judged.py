"""What people say of the disagreements: a file beside the tables that outlives a new run.

``verdicts.csv`` has one line for each judged disagreement: the SHA-256 of its document, the kind of
check, the wording at its place, true, false or open, and a note. A new run finds the same
disagreement by the first three, whatever ids it has by then.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

FILE = "verdicts.csv"
KEY = ("sha256", "kind", "wording")
COLUMNS = (*KEY, "judged", "note")
JUDGED = ("true", "false", "open")
_LONGEST = 80  # characters of a wording that are kept, from its two ends
_FORMULA = "=+-@"  # what a spreadsheet would take for a formula


def judge_checks(
    checks: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str], folder: Path | None
) -> pd.DataFrame:
    """The checks with one more column, ``judged``: true, false or open where they disagree, else
    empty.
    """
    given = {key: row["judged"] for key, row in _read(folder).items()} if folder else {}
    keys = _keys(checks, documents, texts)
    disagrees = checks["verdict"] == "disagrees"
    judged = [
        given.get(key, "open") if wrong else "" for key, wrong in zip(keys, disagrees, strict=True)
    ]
    return checks.assign(judged=pd.array(judged, dtype="string"))


def write_verdict(  # noqa: PLR0917
    checks: pd.DataFrame,
    documents: pd.DataFrame,
    texts: Mapping[str, str],
    folder: Path,
    check_id: str,
    judged: str,
    note: str = "",
) -> None:
    """Mark one disagreement; what was said of it before is replaced."""
    if judged not in JUDGED:
        raise ValueError(f"a verdict is one of {', '.join(JUDGED)}, not {judged!r}")
    row = checks[checks["check_id"] == check_id]
    if row.empty:
        raise KeyError(f"there is no check {check_id!r}; see the column check_id of the checks")
    if row.iloc[0]["verdict"] != "disagrees":
        raise ValueError(f"{check_id} {row.iloc[0]['verdict']}: only a disagreement is judged")
    (key,) = _keys(row, documents, texts)
    rows = _read(folder)
    rows[key] = dict(zip(COLUMNS, (*key, judged, note), strict=True))
    with (folder / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows[key] for key in sorted(rows))


def _read(folder: Path) -> dict[tuple[str, ...], dict[str, str]]:
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(
            f"{path} cannot be read as a table: {error}. Save it as CSV in UTF-8."
        ) from error
    if rows and (missing := [name for name in COLUMNS if name not in rows[0]]):
        raise ValueError(f"{path} has no column {missing[0]}; its columns are {', '.join(COLUMNS)}")
    for line, row in enumerate(rows, 2):
        if row["judged"] not in JUDGED:
            raise ValueError(
                f"{path}, line {line}: judged is {row['judged']!r}; write {' or '.join(JUDGED)}"
            )
    return {tuple(row[name] for name in KEY): row for row in rows}


def _keys(
    checks: pd.DataFrame, documents: pd.DataFrame, texts: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    sha256 = dict(zip(documents["document_id"], documents["sha256"], strict=True))
    keys = []
    for row in checks.itertuples():
        document = str(row.report_id).rpartition("#")[0]
        words = "".join(texts[document][row.start : row.end].split()).lstrip(_FORMULA)
        if len(words) > _LONGEST:
            words = f"{words[: _LONGEST // 2]}…{words[-_LONGEST // 2 :]}"
        keys.append((str(sha256[document]), str(row.kind), words))
    return keys

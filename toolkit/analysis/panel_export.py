"""Panels for Stata and Excel, with what every column means."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit import inert
from toolkit.extract.indicators.names import indicators

STATA = 118
THEN = datetime(1980, 1, 1)  # the first day a zip file knows
SAID = b"1980-01-01T00:00:00Z"
RESERVED = ("end",)  # names that Stata keeps for itself get a _
LABELS = {
    "indicator": "Indicator",
    "document_id": "File of the report that sets the target",
    "report_id": "Report that sets the target",
    "place": "Place",
    "level": "Level of government",
    "year": "Year of the report",
    "horizon": "Year or years the target is for",
    "value": "Target, as in unit",
    "low": "Lower end of a target range",
    "high": "Upper end of a target range",
    "unit": "Unit",
    "comparator": "How the target is bounded",
    "direction": "Whether it is to rise or fall",
    "hedge": "Words that soften, bound or bind it",
    "force": "Firmness: hard, soft, range, plain, none",
    "written": "Indicator as written",
    "text": "Target as written",
    "numeric": "The target has a number",
    "outcome": "Outcome stated in the next report",
    "difference": "Outcome minus target",
    "met": "Outcome on the good side of the target",
    "candidates": "Other rows for the same place and horizon",
    "chosen": "The row taken of several",
    "indicator_id": "Row of the target in indicators",
    "claim_id": "Row of the target in claims",
    "start": "Where the target begins in the raw text",
    "end": "Where the target ends in the raw text",
    "outcome_unit": "Unit of the outcome as stated",
    "outcome_indicator_id": "Row of the outcome in indicators",
    "outcome_claim_id": "Row of the outcome in claims",
    "outcome_report_id": "Report that states the outcome",
    "outcome_start": "Where the outcome begins in its raw text",
    "outcome_end": "Where the outcome ends in its raw text",
    "outcome_comparator": "How the outcome is bounded",
}
_WIDE = {"": "target", "_out": "outcome", "_diff": "outcome - target", "_force": "firmness"}


def save(frame: pd.DataFrame, path: Path) -> None:
    """Write a panel as its file name says; ValueError for other endings than .dta and .xlsx."""
    if path.suffix == ".dta":
        made = _stata(frame)
        made.to_stata(
            path,
            write_index=False,
            version=STATA,
            variable_labels=labels(made),
            data_label="Targets and outcomes stated in reports",
            time_stamp=THEN,
        )
    elif path.suffix == ".xlsx":
        codebook = pd.DataFrame(labels(frame).items(), columns=["column", "meaning"])
        path.write_bytes(_workbook({"panel": frame, "codebook": codebook}))
    else:
        raise ValueError(f"{path.name}: a panel is written as .dta (Stata) or .xlsx (Excel).")


def _workbook(sheets: dict[str, pd.DataFrame]) -> bytes:
    """An Excel file with a frozen header line, always the same bytes: no date of its making."""
    made, even = BytesIO(), BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        for name, frame in sheets.items():
            frame.map(_cell).to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
        writer.book.properties.created = writer.book.properties.modified = THEN
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in package.infolist():
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + SAID, package.read(entry))
            copy.writestr(zipfile.ZipInfo(entry.filename, THEN.timetuple()[:6]), data)
    return even.getvalue()


def _cell(value: object) -> object:
    """A text as a spreadsheet may hold it; one that it would run as a formula gets an apostrophe."""
    if not isinstance(value, str):
        return value
    return (inert.GUARD if inert.is_formula(value) else "") + inert.visible(value, keep="\n\t")


def labels(frame: pd.DataFrame) -> dict[str, str]:
    """What each column means, at most 80 characters as Stata has it."""
    wide = {
        f"{one.short}{end}": f"{one.title}: {what}"
        for one in indicators().values()
        for end, what in _WIDE.items()
    }
    known = LABELS | wide
    return {name: known.get(name.rstrip("_"), name)[:80] for name in frame.columns}


def _stata(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of types that Stata has: a truth is 1, 0 or missing, a missing text is empty."""
    made = pd.DataFrame(index=frame.index)
    for name in frame.columns:
        column = frame[name]
        if name in ("met", "numeric", "chosen"):
            made[name] = column.map({True: 1.0, False: 0.0}).astype(float)
        elif pd.api.types.is_numeric_dtype(column):
            made[name] = column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        elif (
            pd.to_numeric(column, errors="coerce").notna().sum() == column.notna().sum() > 0
            and name != "horizon"
        ):
            made[name] = pd.to_numeric(column)
        else:
            made[name] = column.astype(object).where(column.notna(), "").astype(str)
    return made.rename(columns={name: f"{name}_" for name in RESERVED})

"""Panels for Stata and Excel, with what every column means."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from toolkit import xlsx
from toolkit.extract.indicators.names import INDICATORS

STATA = 118
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
LABELS |= {
    f"{one.short}{end}": f"{one.title}: {what}"
    for one in INDICATORS
    for end, what in _WIDE.items()
}


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
            time_stamp=pd.Timestamp("1970-01-01").to_pydatetime(),
        )
    elif path.suffix == ".xlsx":
        codebook = pd.DataFrame(labels(frame).items(), columns=["column", "meaning"])
        xlsx.write(path, {"panel": frame, "codebook": codebook})
    else:
        raise ValueError(f"{path.name}: a panel is written as .dta (Stata) or .xlsx (Excel).")


def labels(frame: pd.DataFrame) -> dict[str, str]:
    """What each column means, at most 80 characters as Stata has it."""
    return {name: LABELS.get(name.rstrip("_"), name)[:80] for name in frame.columns}


def _stata(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of types that Stata has: a truth is 1, 0 or missing, a missing text is empty."""
    made = pd.DataFrame(index=frame.index)
    for name in frame.columns:
        column = frame[name]
        if name in ("met", "numeric", "chosen"):
            made[name] = column.map({True: 1.0, False: 0.0}).astype(float)
        elif pd.api.types.is_numeric_dtype(column):
            made[name] = column.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
        elif pd.to_numeric(column, errors="coerce").notna().sum() == column.notna().sum() > 0 and name != "horizon":
            made[name] = pd.to_numeric(column)
        else:
            made[name] = column.astype(object).where(column.notna(), "").astype(str)
    return made.rename(columns={name: f"{name}_" for name in RESERVED})

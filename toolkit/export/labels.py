"""What the columns of a table mean, in a line: from the codebook, and of panels, which are made anew."""

from __future__ import annotations

import pandas as pd

from toolkit.extract.indicators.names import indicators
from toolkit.tables.schema import TABLES

PANEL = {
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


def of_panel() -> dict[str, str]:
    """What the columns of panels mean, long and wide."""
    return PANEL | {
        f"{one.short}{end}": f"{one.title}: {what}"
        for one in indicators().values()
        for end, what in _WIDE.items()
    }


def labels(frame: pd.DataFrame, table: str = "") -> dict[str, str]:
    """What each column means; nothing of one that neither the codebook nor a panel has.

    table: the table of the codebook the columns are from; without it, what all tables that have a
    column of this name agree on, or what a panel calls it.
    """
    meant: dict[str, set[str]] = {}
    for name, one in TABLES.items():
        for column in one.columns if table in ("", name) else ():
            unit = f" ({column.unit})" if column.unit else ""
            meant.setdefault(column.name, set()).add(f"{column.description}{unit}")
    known = {name: next(iter(said)) for name, said in meant.items() if len(said) == 1}
    known = known if table else known | of_panel()
    return {str(name): known.get(str(name), "") for name in frame.columns}

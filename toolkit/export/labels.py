"""What the columns of a table mean, in a line: from the codebook, and of panels, which are made anew."""

from __future__ import annotations

import pandas as pd

from toolkit import lexicon
from toolkit.extract.indicators.names import indicators
from toolkit.tables.schema import TABLES

_WIDE = {"": "target", "_out": "outcome", "_diff": "outcome - target", "_force": "firmness"}


def of_panel() -> dict[str, str]:
    """What the columns of panels mean, long and wide."""
    panel = {row["key"]: row["en"] for row in lexicon.table("panel_columns")}
    return panel | {
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

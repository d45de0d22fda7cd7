"""The files of a person's work beside the tables: CSV that opens right, and safely, anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from toolkit.tables import csvfile
from toolkit.tables.schema import TABLES


def read(path: Path, names: Sequence[str]) -> list[dict[str, str]]:
    """The lines of a file, every cell as text; none where there is no file.

    Raises ValueError where it is no table in UTF-8 or lacks a column.
    """
    if not path.exists():
        return []
    try:
        found = csvfile.read(path, dict.fromkeys(names, "string"))
    except (pa.ArrowException, ValueError) as error:
        raise ValueError(
            f"{path} cannot be read as a table: {error}. Save it as CSV in UTF-8."
        ) from None
    lacking = [name for name in names if name not in found]
    if lacking:
        raise ValueError(f"{path} has no column {lacking[0]}; its columns are {', '.join(names)}")
    return found[list(names)].fillna("").to_dict("records")


def write(path: Path, names: Sequence[str], lines: Iterable[Mapping[str, Any]]) -> None:
    """Write a file anew: aside, then in place of the one that was there."""
    frame = pd.DataFrame(list(lines), columns=list(names)).astype("string")
    aside = path.with_suffix(".new")
    csvfile.write(aside, [frame])
    aside.replace(path)


def written(value: Any) -> str:
    """A value as the files hold it; nothing for a missing one."""
    return "" if value is None or pd.isna(value) else str(value)


def typed(table: str, column: str, text: str) -> Any:
    """A value of a column from how it is written. Raises ValueError where it cannot be one."""
    (known,) = (c for c in TABLES[table].columns if c.name == column)
    if text == "" and not known.required:
        return pd.NA
    if text == "" or (known.values and text not in known.values):
        raise ValueError(f"{text!r} is nothing that {table}.{column} can hold")
    if known.type == "boolean":
        if text not in ("True", "False"):
            raise ValueError(f"{table}.{column} is True or False, not {text!r}")
        return text == "True"
    try:
        return {"integer": int, "number": float, "string": str}[known.type](text)
    except ValueError:
        raise ValueError(f"{text!r} is nothing that {table}.{column} can hold") from None

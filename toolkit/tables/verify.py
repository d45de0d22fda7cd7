"""What is read back: a folder of tables is taken as it was written, or refused with the reason.

The codebook lists every file of the folder with its hash, under the id of their generation. The id
is drawn from the codebook itself with the hashes of all CSV files and texts, so that the same input
has the same id, and stands in every Parquet file too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.tables import csvfile, study
from toolkit.tables.schema import TABLES

VERSION = 1  # of what the codebook says about the files beside it
SHOWN = 200  # characters of a cell that an error names
ID = b"generation"  # where a Parquet file holds it
TEXTS = "texts/"
Codebook = Mapping[str, Any]


class TableError(ValueError):
    """Tables that do not keep to the schema, or files that are not as they were written."""


class ChangedError(TableError):
    """Files that are not as they were written; it may be that somebody meant it."""


def advice(error: TableError, folder: Path) -> str:
    """What to do about it."""
    again = f"Make the tables again with: python -m toolkit parse RAW --out {folder}"
    if not isinstance(error, ChangedError):
        return again
    return (
        f"{again}. If the change is yours and meant, Corpus.load({str(folder)!r}, edited=True) reads "
        "the Parquet tables as they stand, and corpus.save keeps them so."
    )


def generation(codebook: Codebook) -> str:
    """The id of the tables and texts a codebook describes, whatever writes their Parquet files."""
    said = {key: value for key, value in codebook.items() if key not in ("generation", "files")}
    said["texts"] = {n: h for n, h in codebook["files"].items() if n.startswith(TEXTS)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def sound(book: Codebook, name: str, path: Path) -> bool:
    """Whether a file is, byte for byte, the one that was written."""
    return book["files"].get(name) == study.digest(path)


def inside(path: Path) -> Path:
    """A file of the folder; no link, pipe or device is opened."""
    if path.resolve() != path:
        raise TableError(
            f"{path.name} is a link, and nothing outside the folder is opened. The file itself has "
            "to be there"
        )
    if not path.is_file():
        raise TableError(f"{path.name} is {'no file' if path.exists() else 'missing'}")
    return path


def codebook(path: Path, edited: bool = False) -> Codebook:
    """The codebook of a folder, as it was written by a version of the toolkit that agrees."""
    try:
        book = json.loads(path.read_bytes())
        version = book.get("codebook_version", 0)
        made_by = book["toolkit"].get("version", "unknown")
        fields = {r["name"]: r["schema"]["fields"] for r in book["resources"]}
        columns = {n: {f["name"]: f["type"] for f in listed} for n, listed in fields.items()}
        genuine = version != VERSION or book["generation"] == generation(book)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise TableError(f"{path.name} cannot be read: it is damaged") from None
    if not genuine and not edited:
        raise ChangedError(f"{path.name} is not as it was written")
    other = _other_schema(columns) or (version != VERSION and f"its codebook has version {version}")
    if other:
        raise TableError(f"Another version of the toolkit ({made_by}) made the tables: {other}")
    return book


def same_generation(book: Codebook, path: Path) -> None:
    """Raise TableError where a Parquet file is of other tables; one without an id is let pass."""
    try:
        its = (pq.read_metadata(path).metadata or {}).get(ID)
    except (pa.ArrowException, OSError):
        raise TableError(f"{path.name} cannot be read: it is damaged") from None
    if its is not None and its != book["generation"].encode():
        raise TableError(
            f"{path.name} is of other tables than {study.CODEBOOK}: files of two runs stand together "
            "in one folder"
        )


def same_values(name: str, file: str, now: pd.DataFrame, written: pd.DataFrame) -> None:
    """Raise TableError, naming column and row, where a changed file holds other values.

    Spreadsheets do not tell an empty text from a missing one; a CSV need not either.
    """
    place = _difference(now, written, "" if file.endswith(".csv") else '""')
    if place:
        raise ChangedError(f"{file} is not as it was written: {name}{place}")


def _difference(now: pd.DataFrame, written: pd.DataFrame, empty: str) -> str:
    gone = [column for column in written.columns if column not in now.columns]
    if gone:
        return f".{gone[0]} is gone"
    if len(now) != len(written):
        return f" has {len(now):,} rows, {len(written):,} were written"
    for column in written.columns:
        a, b = (_comparable(csvfile.cells(table[column]), empty) for table in (now, written))
        row = pc.index(pc.not_equal(a, b), True).as_py()
        if row >= 0:
            is_, was = (_cell(table[column].iloc[row]) for table in (now, written))
            return f".{column} is {is_} in row {row} (from 0), where {was} was written"
    return ""


def _comparable(cells: pa.Array, empty: str) -> pa.Array:
    return pc.fill_null(pc.if_else(pc.equal(cells, '""'), empty, cells), "")


def _cell(value: Any) -> str:
    plain = value.item() if isinstance(value, np.generic) else value
    return "missing" if pd.isna(plain) else repr(plain)[:SHOWN]


def _other_schema(columns: Mapping[str, Mapping[str, str]]) -> str:
    """What a codebook has otherwise than this version of the toolkit."""
    for name, table in TABLES.items():
        has = columns.get(name, {})
        lacking = [column.name for column in table.columns if column.name not in has]
        if lacking:
            return f"{name} lacks {', '.join(lacking)}"
        for column in table.columns:
            if has[column.name] != column.type:
                return f"{name}.{column.name} is {has[column.name]}, not {column.type}"
    return ""

"""Rows to checked tables, and tables to files and back: the one module that writes tables.

Where they are put, and how a new generation takes the old one's place, is ``study``'s.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit import study
from toolkit.across.named import Named
from toolkit.schema import TABLES, Column, Table
from toolkit.study import CODEBOOK

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
TRIES, PAUSE = 20, 0.05  # seconds, of reading again what was replaced meanwhile
PART = 1_048_576  # rows worked on at a time; also a row group of a Parquet file
Rows = Mapping[str, Iterable[Mapping[str, Any]] | Mapping[str, Any]]
Frames = dict[str, pd.DataFrame]


class TableError(ValueError):
    """Rows that do not keep to the schema."""


def make(rows: Rows) -> Frames:
    """Every table of the schema as a DataFrame with its columns and types, checked."""
    frames = {name: frame(name, rows.get(name, ())) for name in TABLES}
    check(frames)
    return frames


def frame(name: str, rows: Iterable[Mapping[str, Any]] | Mapping[str, Any]) -> pd.DataFrame:
    """One table, from rows, or from columns where there are too many rows to hold each as a dict."""
    table = TABLES[name]
    if isinstance(rows, Mapping):
        return pd.DataFrame({c.name: _column(c, rows[c.name]) for c in table.columns}, copy=False)
    return _typed(table, pd.DataFrame(list(rows), columns=table.names, dtype=object))


def check(frames: Mapping[str, pd.DataFrame]) -> None:
    """Raise TableError, naming table, column and row, where a table breaks the schema."""
    for name, table in TABLES.items():
        frame = frames[name]
        for column in table.columns:
            _check_column(name, column, frame[column.name])
        _check_spans(name, frame)
        doubled = _doubled(frame, list(table.key))
        if len(doubled):
            raise TableError(_wrong(name, ", ".join(table.key), doubled, "stands twice"))
        for column_name, other in table.refers:
            known = frames[other][TABLES[other].key[0]]
            lost = frame[column_name].notna() & ~frame[column_name].isin(known)
            if lost.any():
                raise TableError(_wrong(name, column_name, frame[lost], f"is not in {other}"))


def write(frames: Frames, texts: Mapping[str, str], folder: Path, about: Mapping[str, Any]) -> None:
    """Write tables, codebook and raw texts in place of the generation that was there."""
    study.check(Path(folder), names(texts))
    with study.writing(Path(folder)) as new:
        store(frames, texts, new.aside(Path(folder)), about)
        new.put_in_place()


def names(document_ids: Iterable[str]) -> list[str]:
    """The files a generation of tables consists of, besides its codebook."""
    tables = [f"{name}.{form}" for name in TABLES for form in study.FORMS]
    return [*tables, *(f"texts/{document_id}.txt" for document_id in document_ids)]


def store(frames: Frames, texts: Mapping[str, str], folder: Path, about: Mapping[str, Any]) -> None:
    """Write tables (Parquet and CSV), raw texts and codebook into an empty folder."""
    check(frames)
    (folder / "texts").mkdir()
    for document_id, text in texts.items():
        (folder / "texts" / f"{document_id}.txt").write_text(text, encoding="utf-8", newline="")
    for name in TABLES:
        _write_table(TABLES[name], frames[name], folder / name)
    codebook = json.dumps(_codebook(folder, frames, about), ensure_ascii=False, indent=2)
    (folder / CODEBOOK).write_text(codebook + "\n", encoding="utf-8", newline="\n")


def read(folder: Path) -> tuple[Frames, dict[str, str], dict[str, Any]]:
    """Tables, raw texts by document_id, and what the codebook says about the run.

    Where a new generation takes the folder over meanwhile, that one is read instead.
    """
    folder = Path(folder).resolve()
    for _ in range(TRIES - 1):
        before = study.state(folder)
        try:
            found = _read(folder)
        except (OSError, ValueError):
            if study.state(folder) == before == (before[0], False):
                raise
        else:
            if study.state(folder)[0] == before[0]:
                return found
        time.sleep(PAUSE)
    return _read(folder)


def _read(folder: Path) -> tuple[Frames, dict[str, str], dict[str, Any]]:
    paths = {name: study.at(folder, f"{name}.parquet") for name in TABLES}
    lost = [path.name for path in paths.values() if not path.exists()]
    if lost:
        raise FileNotFoundError(
            f"{folder} holds no tables ({lost[0]} is missing). Make them with: "
            f"python -m toolkit parse RAW --out {folder}"
        )
    stored = {name: _stored(table, paths[name]) for name, table in TABLES.items()}
    older = [name for name in TABLES if not set(TABLES[name].names) <= set(stored[name].columns)]
    if older:
        raise TableError(
            f"{folder} was made by another version of the toolkit ({older[0]} lacks columns). "
            f"Make the tables again with: python -m toolkit parse RAW --out {folder}"
        )
    frames = {name: _typed(TABLES[name], stored[name]) for name in TABLES}
    files = {
        document_id: study.at(folder, f"texts/{document_id}.txt")
        for document_id in frames["documents"]["document_id"]
    }
    texts = {
        document_id: path.read_bytes().decode("utf-8")
        for document_id, path in files.items()
        if path.exists()
    }
    about = json.loads(study.at(folder, CODEBOOK).read_text(encoding="utf-8"))["toolkit"]
    return frames, texts, about


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({c.name: _column(c, frame[c.name]) for c in table.columns}, copy=False)


def _column(column: Column, values: Any) -> pd.Series:
    if not column.category:
        many = column.type == "string" and not isinstance(values, pd.Series)
        return _strings(values) if many else pd.Series(values, dtype=_dtype(column))
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
        values = Named(values.cat.codes.to_numpy(), values.cat.categories.to_numpy(object))
    elif not isinstance(values, Named):
        values = Named(*pd.factorize(np.asarray(values, dtype=object)))
    there = np.zeros(len(values.strings) + 1, np.bool_)  # the last one answers for a missing string
    there[values.numbers] = True
    numbers, names = pd.factorize(values.strings)  # two may be the same string
    numbers = np.append(numbers, -1)
    order = np.argsort(names)  # one order of the categories, wherever they come from
    order = order[np.isin(order, numbers[there])]
    place = np.full(len(names) + 1, -1, np.int32)
    place[order] = np.arange(len(order))
    index = pd.Index(names[order], dtype="string")
    return pd.Series(pd.Categorical.from_codes(place[numbers][values.numbers], index))


def _strings(values: Sequence[str | None]) -> pd.Series:
    """A column of strings, part by part and by way of bytes.

    Arrow would read each string in a way that leaves a second copy of it in the string.
    """
    parts = []
    for start in range(0, max(len(values), 1), PART):
        part = [None if text is None else text.encode() for text in values[start : start + PART]]
        parts.append(pa.array(part, pa.large_binary()).cast(pa.large_string()))
    return pd.Series(pd.arrays.ArrowStringArray(pa.chunked_array(parts)))


def _dtype(column: Column) -> str:
    return "category" if column.category else DTYPES[column.type]


def _doubled(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows whose key stands above them already.

    By a hash of each row, since there may be too many rows to compare their keys at once; where
    two hashes are the same the keys are looked at.
    """
    hashes = np.empty(len(frame), np.uint64)
    for start, part in _parts(frame):
        hashes[start : start + len(part)] = _hashes(part, key)
    hashes.sort()
    twice = hashes[1:][hashes[1:] == hashes[:-1]]
    if not len(twice):
        return frame.head(0)
    suspects = pd.concat([part[np.isin(_hashes(part, key), twice)] for _, part in _parts(frame)])
    return suspects[suspects.duplicated(key)]


def _hashes(part: pd.DataFrame, key: list[str]) -> np.ndarray:
    """Of a category its number will do; hashing its strings would hash every one of them."""
    columns = {c: part[c].cat.codes if part[c].dtype == "category" else part[c] for c in key}
    return pd.util.hash_pandas_object(pd.DataFrame(columns), index=False).to_numpy()


def _parts(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """A table in pieces that can each be worked on at once, with where each begins."""
    for start in range(0, max(len(frame), 1), PART):
        yield start, frame.iloc[start : start + PART]


def _write_table(table: Table, frame: pd.DataFrame, path: Path) -> None:
    """A table as Parquet and as CSV, with strings as strings, also those held as categories."""
    plain = {column.name: DTYPES[column.type] for column in table.columns}
    schema = pa.Schema.from_pandas(frame.head(0).astype(plain), preserve_index=False)
    with (
        pq.ParquetWriter(path.with_suffix(".parquet"), schema) as parquet,
        path.with_suffix(".csv").open("w", encoding="utf-8-sig", newline="") as csv,
    ):
        for start, part in _parts(frame):
            strings = part.astype(plain)
            parquet.write_table(pa.Table.from_pandas(strings, schema, preserve_index=False))
            strings.to_csv(csv, index=False, header=start == 0, lineterminator="\r\n")


def _stored(table: Table, path: Path) -> pd.DataFrame:
    categories = [column.name for column in table.columns if column.category]
    return pd.read_parquet(path, read_dictionary=categories)


def _check_column(table: str, column: Column, values: pd.Series) -> None:
    if values.dtype != _dtype(column):
        raise TableError(f"{table}.{column.name} is {values.dtype}, not {_dtype(column)}")
    if column.required and values.isna().any():
        raise TableError(_wrong(table, column.name, values[values.isna()], "is missing"))
    if column.values:
        strange = values.notna() & ~values.isin(column.values)
        if strange.any():
            allowed = f"is none of {', '.join(column.values)}"
            raise TableError(_wrong(table, column.name, values[strange], allowed))


def _check_spans(table: str, frame: pd.DataFrame) -> None:
    if {"start", "end"} <= set(frame.columns):
        turned = frame["start"] > frame["end"]
        if turned.any():
            raise TableError(_wrong(table, "start", frame[turned], "lies behind end"))


def _wrong(table: str, column: str, rows: pd.DataFrame | pd.Series, what: str) -> str:
    first = rows.iloc[0]
    shown = first.to_dict() if isinstance(first, pd.Series) else first
    return f"{table}.{column} {what} in {len(rows)} rows, first row {rows.index[0]}: {shown}"


def _codebook(folder: Path, frames: Frames, about: Mapping[str, Any]) -> dict[str, Any]:
    """A Frictionless Data Package: every table, column, type, unit and meaning; and all files."""
    files = study.digests(folder)
    return {
        "name": "reports",
        "title": "Chinese official reports as tables",
        "profile": "tabular-data-package",
        "generation": _generation(files, about),
        "toolkit": dict(about),
        "resources": [_resource(folder, TABLES[name], len(frames[name])) for name in TABLES],
        "files": files,
    }


def _generation(files: Mapping[str, str], about: Mapping[str, Any]) -> str:
    """An id that says what is in the tables: the same for the same content, whatever wrote it."""
    plain = {name: then for name, then in files.items() if not name.endswith(".parquet")}
    content = json.dumps([plain, about], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _resource(folder: Path, table: Table, rows: int) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": [column],
                    "reference": {"resource": other, "fields": [TABLES[other].key[0]]},
                }
                for column, other in table.refers
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.name.replace("_", " ").capitalize(),
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})

"""Rows to checked tables, and tables to files and back: the one module that writes tables.

Where they are put, and how a new generation takes the old one's place, is ``study``'s.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import UserDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.tables import csvfile, inert, study, verify
from toolkit.tables.csvfile import TEXT
from toolkit.tables.packed import Packed
from toolkit.tables.schema import TABLES, Column, Table
from toolkit.tables.study import CODEBOOK
from toolkit.tables.verify import ChangedError, TableError

DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
TRIES, PAUSE = 20, 0.05  # seconds, of reading again what was replaced meanwhile
SHOWN = 500  # characters of a row that an error names
PART = 131_072  # rows worked on at a time; also a row group of a Parquet file
REFERRED = frozenset(other for table in TABLES.values() for _, other in table.refers)
Some = Iterable[Mapping[str, Any]] | Mapping[str, Any] | Packed
Rows = Mapping[str, Some]
Got = TypeVar("Got")
Ints = npt.NDArray[np.int64]
END = np.iinfo(np.int64).max  # behind every place
LARGEST = 1 << 62  # number that stands for a key


class Frames(UserDict[str, Any]):
    """Tables by name. Where one stands as what makes it, it is made when it is first asked for."""

    changed = False  # whether some were put in place of those that were given

    def __init__(self, frames: Mapping[str, Any]) -> None:
        self.data = dict(frames.data if isinstance(frames, Frames) else frames)

    def __getitem__(self, name: str) -> pd.DataFrame:
        self.data[name] = found = self.once(name)
        return found

    def __setitem__(self, name: str, frame: Any) -> None:
        self.changed = True
        super().__setitem__(name, frame)

    def once(self, name: str) -> pd.DataFrame:
        """A table that is not kept, if it was not there already."""
        found = self.data[name]
        return found() if callable(found) else found


def make(rows: Rows) -> Frames:
    """Every table of the schema as a DataFrame with its columns and types, checked."""
    frames = unchecked(rows)
    check(frames)
    return frames


def unchecked(rows: Rows) -> Frames:
    """Every table of the schema, for `store`, which checks what it writes."""
    return Frames({name: partial(frame, name, rows.get(name, ())) for name in TABLES})


def frame(name: str, rows: Some) -> pd.DataFrame:
    """One table, from rows, or from columns where there are too many rows to hold each as a dict."""
    if not isinstance(rows, Packed):
        rows = Packed.of(name, rows) if isinstance(rows, Mapping) else Packed(name, rows)
    columns = TABLES[name].columns
    return pd.DataFrame({c.name: _column(c, rows.column(c.name)) for c in columns}, copy=False)


def check(frames: Mapping[str, pd.DataFrame], texts: Mapping[str, str] | None = None) -> None:
    """Raise TableError, naming table, column and row, where a table breaks the schema.

    Columns that are not the schema's are the researcher's own. Where texts are given, they have the
    length their document says, and every place lies in its text.
    """
    check_one = _checker(frames if isinstance(frames, Frames) else Frames(frames), texts or {})
    for name in TABLES:
        check_one(name, frames[name])


def _checker(frames: Frames, texts: Mapping[str, str]) -> Callable[[str, pd.DataFrame], None]:
    """What checks one table after the other, with nothing held of the others but their keys."""
    sizes = {document_id: len(text) for document_id, text in texts.items()}
    reports = frames.once("reports")[["report_id", "document_id"]]
    owners = zip(reports["report_id"], reports["document_id"], strict=True)
    length = _lengths(sizes, {one: sizes[of] for one, of in owners if of in sizes})
    known: dict[str, pd.Series] = {}

    def keys(name: str, frame: pd.DataFrame | None = None) -> pd.Series:
        if name not in known:
            found = frames.once(name) if frame is None else frame
            known[name] = found[TABLES[name].key[0]]
        return known[name]

    def check_one(name: str, frame: pd.DataFrame) -> None:
        table = TABLES[name]
        if name in REFERRED:
            keys(name, frame)
        for column in table.columns:
            _check_column(name, column, frame[column.name])
        _check_own(name, frame[_own(table, frame)])
        _refuse(name, ", ".join(table.key), _doubled(frame, list(table.key)), "stands twice")
        for column_name, other in table.refers:
            lost = frame[column_name].notna() & ~_among(frame[column_name], keys(other))
            _refuse(name, column_name, frame[lost], f"is not in {other}")
        if name == "documents":
            _check_sizes(frame, sizes)
        _check_places(table, frame, length)

    return check_one


def _aside_or_in_place(table: Table, folder: Path) -> pd.DataFrame:
    name = f"{table.name}.parquet"
    return _stored(table, folder / name if folder.exists() else study.at(folder.parent, name))


def write(
    frames: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    folder: Path,
    about: Mapping[str, Any],
) -> None:
    """Write tables, codebook and raw texts in place of the generation that was there."""
    study.check(Path(folder), names(texts))
    with study.writing(Path(folder)) as new:
        store(frames, texts, new.aside(Path(folder)), about)
        new.put_in_place()


def names(document_ids: Iterable[str]) -> list[str]:
    """The files a generation of tables consists of, besides its codebook."""
    tables = [f"{name}.{form}" for name in TABLES for form in study.FORMS]
    return [*tables, *map(_text_name, document_ids)]


def store(
    frames: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    folder: Path,
    about: Mapping[str, Any],
) -> None:
    """Write tables (Parquet and CSV), raw texts and codebook into an empty folder.

    A table of more rows than a spreadsheet opens is written as Parquet alone; its codebook says so.

    One table after the other, and what was made for it is let go of: from then on it is read from
    its file. The Parquet files are closed last: each carries the id that is drawn from all the rest.
    """
    frames = frames if isinstance(frames, Frames) else Frames(frames)
    (folder / "texts").mkdir()
    for document_id, text in texts.items():
        (folder / _text_name(document_id)).write_bytes(text.encode())
    check_one = _checker(frames, texts)
    resources: list[dict[str, Any]] = []
    written: dict[str, pq.ParquetWriter] = {}
    with ExitStack() as opened:
        for name, table in TABLES.items():
            frame = frames.once(name)
            check_one(name, frame)
            if len(frame) <= csvfile.MOST:
                csvfile.write(folder / f"{name}.csv", (part for _, part in _parts(frame)))
            resources.append(_resource(folder, table, frame, about))
            written[name] = opened.enter_context(_parquet(table, frame, folder / f"{name}.parquet"))
            if callable(frames.data[name]):
                frames.data[name] = partial(_aside_or_in_place, table, folder)
            del frame
        book = _codebook(folder, resources, about)
        for parquet in written.values():
            parquet.add_key_value_metadata({verify.ID: book["generation"]})
    book["files"] |= {
        f"{name}.parquet": study.digest(folder / f"{name}.parquet") for name in TABLES
    }
    text = json.dumps(book, ensure_ascii=False, indent=2)
    (folder / CODEBOOK).write_text(text + "\n", encoding="utf-8", newline="\n")


def read(folder: Path, edited: bool = False) -> tuple[Frames, dict[str, str], dict[str, Any]]:
    """Tables, raw texts by document_id, and what the codebook says about the run.

    Raises TableError where a file is not as it was written; columns added to a table are kept.
    edited: read the Parquet tables as they stand, as long as they keep to the schema. Where a new
    generation takes the folder over meanwhile, that one is read instead.
    """
    folder = Path(folder).resolve()
    return _undisturbed(folder, partial(_read, folder, edited))


def _undisturbed(folder: Path, attempt: Callable[[], Got]) -> Got:
    """What an attempt to read finds; made again where a writer was at the folder meanwhile."""
    for _ in range(TRIES - 1):
        before = study.state(folder)
        try:
            found = attempt()
        except (OSError, ValueError):
            if study.state(folder) == before == (before[0], False):
                raise
        else:
            if study.state(folder)[0] == before[0]:
                return found
        time.sleep(PAUSE)
    return attempt()


def _read(folder: Path, edited: bool) -> tuple[Frames, dict[str, str], dict[str, Any]]:
    if not study.at(folder, CODEBOOK).exists():
        raise FileNotFoundError(
            f"{inert.visible(str(folder))} holds no tables ({CODEBOOK} is missing). Make them with: "
            "python -m toolkit parse RAW --out FOLDER"
        )
    with _advised(folder):
        book = verify.codebook(verify.inside(study.at(folder, CODEBOOK)), edited)
        changed = edited or [*filter(None, (_changed(folder, t, book) for t in TABLES.values()))]
        texts = _read_texts(folder, book, edited)
        if changed:
            frames = Frames({n: _read_table(folder, t, book, edited) for n, t in TABLES.items()})
            check(frames, texts)
        else:  # they are what was checked when it was written
            frames = Frames({n: partial(_later, folder, t, book) for n, t in TABLES.items()})
    return frames, texts, book["toolkit"]


def _later(folder: Path, table: Table, book: verify.Codebook) -> pd.DataFrame:
    """A table of a folder that was as it was written, and has to be that still."""

    def attempt() -> pd.DataFrame:
        path = study.at(folder, f"{table.name}.parquet")
        try:
            with _advised(folder):
                if path.exists() and verify.sound(book, path.name, path):
                    return _stored(table, path)
                return _read_table(folder, table, book, edited=False)
        except (OSError, TableError):
            if study.generation(folder) in ("", book["generation"]):
                raise
        said = f"the tables in {folder} were made anew since they were opened: load them again"
        raise TableError(inert.visible(said))

    return _undisturbed(folder, attempt)


@contextmanager
def _advised(folder: Path) -> Iterator[None]:
    try:
        yield
    except TableError as error:
        said = f"{folder}: {error}. {verify.advice(error, folder)}"
        raise TableError(inert.visible(said)) from None


def read_csv(path: str | Path) -> pd.DataFrame:
    """A CSV file of a folder of tables, with its types and with its texts as they were."""
    path = Path(path)
    if path.stem not in TABLES:
        raise TableError(f"{path.name} is none of the tables: {', '.join(TABLES)}")
    if not path.exists() and path.with_suffix(".parquet").exists():
        raise TableError(
            f"{path.stem} is there as Parquet alone: it has more rows than a spreadsheet opens. "
            f"Corpus.load({str(path.parent)!r}).{path.stem} reads it, corpus.sql asks it"
        )
    table = TABLES[path.stem]
    types = _types(verify.codebook(path.with_name(CODEBOOK), edited=True), table.name)
    return typed(table, csvfile.read(path, types))


def _text_name(document_id: str) -> str:
    """Where a text lies, for an id that is the name of a file and of nothing else."""
    if Path(document_id).name != document_id:
        raise TableError(f"documents.document_id is no name of a file: {document_id!r}")
    return f"{verify.TEXTS}{document_id}.txt"


def _changed(folder: Path, table: Table, book: verify.Codebook) -> list[Path]:
    """The files of a table that are not, byte for byte, those that were written."""
    path, beside = (study.at(folder, f"{table.name}.{form}") for form in study.FORMS)
    there = [verify.inside(file) for file in (path, beside) if file == path or file.exists()]
    verify.same_generation(book, path)
    changed = [file for file in there if not verify.sound(book, file.name, file)]
    if changed and len(changed) == len(there):
        raise ChangedError(f"{changed[0].name} is not as it was written")
    return changed


def _read_table(folder: Path, table: Table, book: verify.Codebook, edited: bool) -> pd.DataFrame:
    """A table from its Parquet file; where that or the CSV was changed, both must say the same."""
    path, beside = (study.at(folder, f"{table.name}.{form}") for form in study.FORMS)
    if edited:
        return _stored(table, verify.inside(path))
    changed = _changed(folder, table, book)
    if not changed:
        return _stored(table, path)
    return _reconciled(table, _types(book, table.name), path, beside, changed[0])


def _reconciled(
    table: Table, types: Mapping[str, str], path: Path, beside: Path, changed: Path
) -> pd.DataFrame:
    """A table of which one file was changed, but in no value: columns added to it are kept."""
    frame = _stored(table, path)
    other = typed(table, _loaded(csvfile.read, beside, types))
    now, written = (other, frame) if changed == beside else (frame, other)
    verify.same_values(table.name, changed.name, now, written[list(types)])
    return frame.join(now[[name for name in now.columns if name not in frame.columns]])


def _stored(table: Table, path: Path) -> pd.DataFrame:
    categories = [column.name for column in table.columns if column.category]
    return typed(table, _loaded(_from_parquet, path, categories).reset_index(drop=True))


def _from_parquet(path: Path, categories: list[str]) -> pd.DataFrame:
    with pq.ParquetFile(path, read_dictionary=categories) as file:
        rows = file.read()
    rows.validate(full=True)
    return rows.to_pandas()


def _loaded(load: Callable[..., pd.DataFrame], path: Path, *given: Any) -> pd.DataFrame:
    try:
        return load(path, *given)
    except Exception as error:  # whatever a damaged file makes its reader raise
        raise ChangedError(f"{path.name} cannot be read ({str(error)[:SHOWN]})") from None


def _types(book: verify.Codebook, name: str) -> dict[str, str]:
    """The columns of a table as its codebook has them, the researcher's own among them."""
    (fields,) = (r["schema"]["fields"] for r in book["resources"] if r["name"] == name)
    return {field["name"]: field["type"] for field in fields}


def _read_texts(folder: Path, book: verify.Codebook, edited: bool) -> dict[str, str]:
    texts = {}
    for name in book["files"]:
        if name.startswith(verify.TEXTS):
            document_id = name.removeprefix(verify.TEXTS).removesuffix(".txt")
            path = verify.inside(study.at(folder, _text_name(document_id)))
            if not edited and not verify.sound(book, name, path):
                raise ChangedError(f"{name} is not as it was written")
            texts[document_id] = path.read_bytes().decode("utf-8", "replace")
    return texts


def typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of the schema with their types, then the researcher's own as they are."""
    lacking = [name for name in table.names if name not in frame.columns]
    if lacking:
        raise ChangedError(f"{table.name} lacks {', '.join(lacking)}")
    columns = {c.name: _as_written(table, c, frame[c.name]) for c in table.columns}
    return pd.DataFrame(columns | {n: frame[n] for n in _own(table, frame)}, copy=False)


def _as_written(table: Table, column: Column, values: pd.Series) -> pd.Series:
    try:
        return _column(column, values)
    except (ValueError, TypeError) as error:
        what = f"{table.name}.{column.name} cannot be read as {column.type}"
        raise ChangedError(f"{what} ({str(error)[:SHOWN]})") from None


def _own(table: Table, frame: pd.DataFrame) -> list[Any]:
    """The columns that a researcher has added."""
    return [name for name in frame.columns if name not in table.names]


def _column(column: Column, values: pd.Series | pa.ChunkedArray) -> pd.Series:
    if isinstance(values, pd.Series):
        if not column.category:
            return pd.Series(values, dtype=_dtype(column))
        values = pa.chunked_array([pa.array(values, from_pandas=True)])
    if column.category:
        return _category(values)
    if pa.types.is_dictionary(values.type):
        values = values.cast(TEXT)
    return pd.Series(_PANDAS[column.type](values))


def _category(values: pa.ChunkedArray) -> pd.Series:
    """Strings held once, in one order wherever they come from."""
    each = values.combine_chunks()
    each = each if pa.types.is_dictionary(each.type) else each.dictionary_encode()
    names = each.dictionary.cast(TEXT).dictionary_encode()  # two may be the same string
    there = pc.fill_null(each.indices, -1).to_numpy()
    number = np.append(names.indices.to_numpy(), -1)[there]
    used = np.zeros(len(names.dictionary) + 1, np.bool_)  # the last one answers for what is missing
    used[number] = True
    order = pc.sort_indices(names.dictionary).to_numpy()
    order = order[used[order]]
    place = np.full(len(used), -1, np.int32)
    place[order] = np.arange(len(order))
    index = pd.Index(pd.arrays.ArrowStringArray(names.dictionary.take(pa.array(order))))
    return pd.Series(pd.Categorical.from_codes(place[number], index))


_PANDAS: dict[str, Callable[[pa.ChunkedArray], Any]] = {
    "string": pd.arrays.ArrowStringArray,
    "integer": pd.Int64Dtype().__from_arrow__,
    "number": pd.Float64Dtype().__from_arrow__,
    "boolean": pd.BooleanDtype().__from_arrow__,
}


def _dtype(column: Column) -> str:
    return "category" if column.category else DTYPES[column.type]


def _among(values: pd.Series, known: pd.Series) -> np.ndarray:
    """Which of the strings are among those that are known."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        each = _among(values.cat.categories.to_series(), known)
        return np.append(each, False)[values.cat.codes.to_numpy()]
    strings = pa.array(values, pa.large_string())
    found = pc.is_in(strings, value_set=pa.array(known, pa.large_string()))
    return found.to_numpy(zero_copy_only=False)


def _doubled(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """The rows whose key stands above them already."""
    whole = np.zeros(len(frame), np.int64)
    for name in key:  # every row as one number, its columns the digits of it
        digits, base = _digits(frame[name])
        if len(frame) and int(whole.max()) >= LARGEST // base:
            whole = np.unique(whole, return_inverse=True)[1]
        whole = whole * base + digits
    whole.sort()
    twice = bool((whole[1:] == whole[:-1]).any())
    return frame[frame.duplicated(key)] if twice else frame.head(0)


def _digits(values: pd.Series) -> tuple[np.ndarray, int]:
    """Small numbers, the same for the same values, and one that is larger than all of them."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy(np.int64) + 1, len(values.cat.categories) + 1
    encoded = pa.chunked_array([pa.array(values, from_pandas=True)]).combine_chunks()
    encoded = encoded.dictionary_encode("encode")
    return encoded.indices.to_numpy().astype(np.int64), len(encoded.dictionary) + 1


def _parts(frame: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """A table in pieces that can each be worked on at once, with where each begins."""
    for start in range(0, max(len(frame), 1), PART):
        yield start, frame.iloc[start : start + PART]


def _plain(table: Table, frame: pd.DataFrame) -> dict[Any, str]:
    """Types to write: strings as strings, also those held as categories."""
    own = {name: "string" for name in _own(table, frame) if frame[name].dtype == object}
    return {column.name: DTYPES[column.type] for column in table.columns} | own


def _parquet(table: Table, frame: pd.DataFrame, path: Path) -> pq.ParquetWriter:
    """A Parquet file with the rows of a table, still open."""
    schema = pa.Schema.from_pandas(frame.head(0).astype(_plain(table, frame)), preserve_index=False)
    parquet = pq.ParquetWriter(path, schema)
    for _, part in _parts(frame):
        columns = [_arrow(part[field.name], field.type) for field in schema]
        parquet.write_table(pa.Table.from_arrays(columns, schema=schema))
    return parquet


def _arrow(values: pd.Series, type_: pa.DataType) -> pa.Array | pa.ChunkedArray:
    """A column as it is written: strings as strings, also those held once for many rows."""
    column = pa.array(values, from_pandas=True)
    return column if column.type == type_ else column.cast(type_)


def _check_column(table: str, column: Column, values: pd.Series) -> None:
    if values.dtype != _dtype(column):
        raise TableError(f"{table}.{column.name} is {values.dtype}, not {_dtype(column)}")
    if column.required:
        _refuse(table, column.name, values[values.isna()], "is missing")
    if column.values:
        strange = values.notna() & ~_among(values, pd.Series(column.values, dtype="string"))
        allowed = f"is none of {', '.join(column.values)}"
        _refuse(table, column.name, values[strange], allowed)


def _check_own(table: str, own: pd.DataFrame) -> None:
    """What a researcher adds can be written: under a plain name, values of one kind."""
    for name, values in own.items():
        if not isinstance(name, str) or inert.visible(name) != name or inert.is_formula(name):
            raise TableError(f"{table} cannot keep a column named {name!r}. Give it another name.")
        if values.dtype == object and not values.dropna().map(type).eq(str).all():
            raise TableError(
                f"{table}.{name} holds values of several kinds. Make it text, with .astype(str), "
                "or numbers."
            )


def _check_places(table: Table, frame: pd.DataFrame, length: Callable[..., Ints]) -> None:
    """Every place lies in its text, and nothing ends before it begins."""
    lengths: dict[str, Ints] = {}
    for place in table.places:
        end, there = place.replace("start", "end"), frame[place].notna().to_numpy(bool)
        at = frame[place].to_numpy(np.int64, na_value=0)
        if end in table.places:
            turned = there & (at > frame[end].to_numpy(np.int64, na_value=END))
            _refuse(table.name, place, frame[turned], f"lies behind {end}")
        report = f"report{place[-2:]}" if f"report{place[-2:]}" in table.names else "report_id"
        if report not in lengths:
            lengths[report] = length(table, frame, report)
        outside = there & ((at < 0) | (at > lengths[report]))
        _refuse(table.name, place, frame[outside], "lies outside the text")


def _lengths(
    of_document: Mapping[str, int], of_report: Mapping[str, int]
) -> Callable[[Table, pd.DataFrame, str], Ints]:
    """What tells how long the text is that each row lies in; END where that is not known."""

    def looked_up(values: Any, known: Mapping[str, int]) -> Ints:
        sizes = np.array([*known.values(), END], np.int64)
        at = pc.index_in(pa.array(values, TEXT), pa.array(known, TEXT))
        return sizes[pc.fill_null(at, len(known)).to_numpy(zero_copy_only=False)]

    def length(table: Table, frame: pd.DataFrame, report: str) -> Ints:
        if "document_id" in table.names:
            return looked_up(frame["document_id"], of_document)
        if isinstance(frame[report].dtype, pd.CategoricalDtype):
            each = looked_up(frame[report].cat.categories, of_report)
            return np.append(each, END)[frame[report].cat.codes.to_numpy()]
        found = looked_up(frame[report], of_report)
        free = frame[report].isna().to_numpy(bool)
        if free.any():  # what stands in no report names its document in its id
            documents = frame.loc[free, table.key[0]].str.rpartition("#")[0]
            found[free] = looked_up(documents, of_document)
        return found

    return length


def _check_sizes(documents: pd.DataFrame, sizes: Mapping[str, int]) -> None:
    said = documents["document_id"].map(sizes).astype("Int64")
    other = (said != documents["characters"]).fillna(False)
    _refuse("documents", "characters", documents[other], "is not the length of its text")
    strange = sizes.keys() - set(documents["document_id"])
    if strange:
        raise TableError(f"documents has no {min(strange)!r}, whose text is there")


def _refuse(table: str, column: str, rows: pd.DataFrame | pd.Series, what: str) -> None:
    """Raise TableError, naming the first of the rows, where there are any."""
    if len(rows):
        first = rows.iloc[0]
        shown = repr(first.to_dict() if isinstance(first, pd.Series) else first)
        where = f"in {len(rows)} rows, first row {rows.index[0]}: {shown[:SHOWN]}"
        raise TableError(f"{table}.{column} {what} {where}")


def _codebook(
    folder: Path, resources: list[dict[str, Any]], about: Mapping[str, Any]
) -> dict[str, Any]:
    """A Frictionless Data Package: every table, column, type, unit and meaning; and all files."""
    files = study.digests(folder, but=".parquet")
    book = {
        "name": "reports",
        "title": "Chinese official reports as tables",
        "profile": "tabular-data-package",
        "codebook_version": verify.VERSION,
        "toolkit": dict(about),
        "cells": csvfile.CELLS,
        "resources": [{**one, **_hashed(files, one["path"])} for one in resources],
        "files": files,
    }
    return {"generation": verify.generation(book), **book}


def _hashed(files: Mapping[str, str], path: str) -> dict[str, str]:
    """The hash of a CSV file; a Parquet file bears the id that is drawn from all this."""
    return {"hash": files[path]} if path in files else {}


def _content(frame: pd.DataFrame) -> str:
    """A hash of all values of a table, however they are held and whatever writes its file."""
    digest = hashlib.sha256()
    for _, part in _parts(frame):
        digest.update(pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes())
    return f"sha256:{digest.hexdigest()}"


def _resource(
    folder: Path, table: Table, frame: pd.DataFrame, about: Mapping[str, Any]
) -> dict[str, Any]:
    joined = about.get("metadata", {}) if table.name == "reports" else {}
    path = folder / f"{table.name}.csv"
    file = (
        {
            "path": path.name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "bytes": path.stat().st_size,
            "hash": "",
        }
        if path.exists()
        else {
            "path": f"{table.name}.parquet",
            "profile": "tabular-data-resource",
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "rows_hash": _content(frame),
        }
    )
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        **file,
        "rows": len(frame),
        "schema": {
            "fields": [
                *(_field(column) for column in table.columns),
                *(_own_field(name, frame[name], joined) for name in _own(table, frame)),
            ],
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


def _own_field(name: str, values: pd.Series, joined: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}
    return {
        "name": name,
        "type": kinds.get(values.dtype.kind, "string"),
        "title": name,
        "description": f"From {joined['file']}, given by the researcher"
        if name in joined.get("columns", ())
        else "Added by the researcher",
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

"""Rows of a table as they come, held as Arrow batches: in memory, or in a file that is looked into.

A row as a dict takes ten times the room of the text it comes from.
"""

from __future__ import annotations

import ctypes
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyarrow as pa

from toolkit.tables.schema import TABLES

TYPES = {
    "string": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
AT_A_TIME = 4_000  # rows of a batch
HELD = 1 << 20  # bytes of rows that wait to be put by together
Row = Mapping[str, Any]


def schema(name: str) -> pa.Schema:
    return pa.schema([(column.name, TYPES[column.type]) for column in TABLES[name].columns])


def by_column(name: str, rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The rows of a table as its columns."""
    return {column: [row.get(column) for row in rows] for column in TABLES[name].names}


def batch(name: str, columns: Mapping[str, Any]) -> pa.RecordBatch:
    """The columns of a table as Arrow holds them; strings that are held once stay so."""
    made = [
        given
        if isinstance(given := columns[one.name], pa.DictionaryArray)
        else pa.array(given, one.type, from_pandas=True)
        for one in schema(name)
    ]
    return pa.record_batch(made, names=schema(name).names)


def _packed(name: str, rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    left = iter(rows)
    while some := [*islice(left, AT_A_TIME)]:
        yield batch(name, by_column(name, some))


def give_back() -> None:
    """Return to the system what was let go of, which the C library would keep, and count as held."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError, TypeError):  # not every C library can
        ctypes.CDLL(None).malloc_trim(0)


class Packed:
    """The rows of one table. With a folder they wait in a file there, which goes with the object.

    >>> rows = Packed("phrase_counts")
    >>> rows += [{"phrase": "减负", "n": 1, "report_id": "a#1", "frequency": 2}]
    >>> len(rows), [row["phrase"] for row in rows]
    (1, ['减负'])
    """

    def __init__(
        self,
        name: str,
        rows: Iterable[Row] = (),
        folder: Path | None = None,
        like: pa.Schema | None = None,
    ) -> None:
        """like: the schema of a table that is none of those that are written."""
        self._name, self._schema = name, like or schema(name)
        self._batches: list[pa.RecordBatch] = []
        self._waiting: list[pa.RecordBatch] = []
        self._size, self._held = 0, 0
        self._file = folder / f"{name}.{secrets.token_hex(4)}.rows" if folder else None
        self._writer: Any = None
        self._written = False
        self += rows

    @classmethod
    def of(cls, name: str, columns: Mapping[str, Any], folder: Path | None = None) -> Packed:
        """The rows that some columns are."""
        whole = batch(name, columns)
        rows = cls(name, (), folder, whole.schema)
        rows += whole
        return rows

    def __iadd__(self, rows: Iterable[Row] | pa.RecordBatch) -> Self:
        for part in [rows] if isinstance(rows, pa.RecordBatch) else _packed(self._name, rows):
            self._waiting.append(part)
            self._size += part.num_rows
            self._held += part.nbytes
            if self._held >= HELD:
                self._put_by()
        return self

    def __getstate__(self) -> dict[str, Any]:
        """For another process: the rows themselves; their file stays with this object."""
        batches = list(self.stream())
        return self.__dict__ | {"_batches": batches, "_file": None, "_written": False}

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows(self._schema.names))

    def rows(self, columns: Sequence[str]) -> Some:
        """The rows with some of their columns, which can be gone through again and again."""
        return Some(self, columns)

    def column(self, name: str) -> pa.ChunkedArray:
        parts = [batch.column(name) for batch in self.batches()]
        return pa.chunked_array(parts, self._schema.field(name).type)

    def batches(self) -> list[pa.RecordBatch]:
        """All rows; from here on those of a file are looked into where they lie."""
        if self._ended() and not self._batches:
            with pa.memory_map(str(self._file)) as file:
                self._batches = [*pa.ipc.open_stream(file)]
            if os.name == "posix":  # elsewhere a file that is open stays: the next run sweeps it
                self._unlink()
        return self._batches

    def stream(self) -> Iterator[pa.RecordBatch]:
        """All rows, a batch at a time, each read when its turn comes and held by nobody."""
        if not self._ended() or self._batches:
            yield from self._batches
            return
        with pa.OSFile(str(self._file)) as file:
            yield from pa.ipc.open_stream(file)

    def _ended(self) -> bool:
        """Whether the rows lie in a file; no more of them come."""
        self._put_by()
        if self._writer is not None:
            self._writer.close()
            self._writer, self._written = None, True
        return self._written

    def _unlink(self) -> None:
        if self._file is not None and self._written:
            self._written = False
            self._file.unlink(missing_ok=True)

    def _put_by(self) -> None:
        """What waits, as one batch."""
        whole = pa.Table.from_batches(self._waiting, self._schema).combine_chunks()
        self._waiting, self._held = [], 0
        if self._file is None:
            self._batches += whole.to_batches()
        elif len(whole):
            if self._writer is None:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._writer = pa.ipc.new_stream(str(self._file), self._schema)
            self._writer.write_table(whole)

    def __del__(self) -> None:
        with suppress(Exception):
            self._ended()
            self._unlink()


@dataclass(frozen=True, slots=True)
class Some:
    """Rows with some of their columns."""

    of: Packed
    columns: Sequence[str]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self.of.stream():
            yield from batch.select(self.columns).to_pylist()

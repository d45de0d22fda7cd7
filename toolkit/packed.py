"""Rows of a table as they come from one document after the other, held as Arrow batches.

A row as a dict takes ten times the room of the text it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from toolkit.schema import TABLES

TYPES = {
    "string": pa.large_string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
AT_A_TIME = 20_000  # rows of a batch
Row = Mapping[str, Any]


class Packed:
    """The rows of one table.

    >>> rows = Packed("phrase_counts")
    >>> rows += [{"phrase": "减负", "n": 1, "report_id": "a#1", "frequency": 2}]
    >>> len(rows), [row["phrase"] for row in rows]
    (1, ['减负'])
    """

    def __init__(self, name: str) -> None:
        self._types = {column.name: TYPES[column.type] for column in TABLES[name].columns}
        self._batches: list[pa.RecordBatch] = []
        self._waiting: list[Row] = []

    def __iadd__(self, rows: Iterable[Row]) -> Packed:
        self._waiting += rows
        if len(self._waiting) >= AT_A_TIME:
            self._pack()
        return self

    def __len__(self) -> int:
        return sum(map(len, self._batches)) + len(self._waiting)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.rows(list(self._types))

    def rows(self, columns: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The rows with some of their columns."""
        self._pack()
        for batch in self._batches:
            yield from batch.select(columns).to_pylist()

    def column(self, name: str) -> pa.ChunkedArray:
        self._pack()
        return pa.chunked_array([b.column(name) for b in self._batches], self._types[name])

    def _pack(self) -> None:
        if self._waiting:
            columns = {
                name: pa.array([row.get(name) for row in self._waiting], type_, from_pandas=True)
                for name, type_ in self._types.items()
            }
            self._batches.append(pa.record_batch(columns))
            self._waiting = []

"""Whether the rows of one document keep to the schema.

Looked at as soon as the document is read, so that rows which could not be written are the trouble
of their file and not of the whole run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from toolkit.tables.schema import TABLES, Column, Table

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
}


def faults(rows: Rows, characters: int) -> Iterator[str]:
    """What is wrong with the rows of a document whose text has so many characters.

    >>> list(faults({"repairs": [{"document_id": "a", "start": 3, "end": 9, "kind": "width"}]}, 5))
    ['repairs.end: 9 lies outside the text']
    """
    for name, found in rows.items():
        table = TABLES[name]
        there = {name: [row.get(name) for row in found] for name in table.names}
        for column in table.columns:
            for what in _of_column(table, column, there[column.name], characters):
                yield f"{name}.{column.name}: {what}"
        for low, high in _pairs(table):
            for first, last in zip(there[low], there[high], strict=True):
                if first is not None and last is not None and first > last:
                    yield f"{name}.{low}: {first} lies behind {high}, {last}"
        keys = list(zip(*(there[part] for part in table.key), strict=True))
        if len(set(keys)) < len(keys):
            yield f"{name}: an id stands twice"
        for column_name, other in table.refers:
            if other in rows:
                known = {row[TABLES[other].key[0]] for row in rows[other]}
                if gone := set(map(str, filter(None, there[column_name]))) - known:
                    yield f"{name}.{column_name}: {min(gone)!r} is nowhere in {other}"


def _of_column(table: Table, column: Column, values: Sequence[Any], end: int) -> Iterator[str]:
    there = [value for value in values if value is not None]
    if column.required and len(there) < len(values):
        yield "is missing"
    kind = TYPES[column.type]
    if not all(issubclass(one, kind) for one in set(map(type, there))):
        strange = next(value for value in there if not isinstance(value, kind))
        yield f"{strange!r} is no {column.type}"
    elif column.values and not set(there) <= set(column.values):
        yield f"{min(set(there) - set(column.values))!r} is not one of its values"
    elif column.type == "number" and not all(map(isfinite, there)):
        yield "is not finite"
    elif column.name in table.places and there and not 0 <= min(there) <= max(there) <= end:
        yield f"{max(there)} lies outside the text"


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    for low in (*table.places, "low"):
        high = low.replace("start", "end").replace("low", "high")
        if high != low and {low, high} <= set(table.names):
            yield low, high

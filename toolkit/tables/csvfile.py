"""Tables as CSV files that open right, and safely, in a spreadsheet; and back.

UTF-8 with a byte-order mark, RFC 4180. A missing value is an empty cell, an empty text is ``""``;
a text that a spreadsheet would run has an apostrophe before it (`inert.guarded`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from toolkit.tables import inert
from toolkit.tables.packed import TYPES

BOM = b"\xef\xbb\xbf"
CELLS = (
    "A missing value is an empty cell, an empty text is in quotes. A text that a spreadsheet would "
    "run, or that has such an apostrophe itself, has an apostrophe (') before it, which is no part "
    "of it; toolkit.tables.tables.read_csv takes it off. The Parquet files hold every text as it is."
)
MOST = (1 << 20) - 1  # rows; one more, with the header, and no spreadsheet opens the file whole
TEXT = pa.large_string()


def write(path: Path, parts: Iterable[pd.DataFrame]) -> None:
    """A table, given in parts of one or more, as a CSV file."""
    parts = iter(parts)
    first = next(parts)
    header = pd.DataFrame([[str(name) for name in first.columns]], dtype="string")
    with path.open("wb") as file:
        file.write(BOM)
        for part in chain([header, first], parts):
            file.write(_lines(part))


def read(path: Path, types: Mapping[str, str]) -> pd.DataFrame:
    """The table that `write` wrote, given the types of its columns (those of a Table Schema)."""
    table = csv.read_csv(
        path,
        csv.ReadOptions(block_size=min(max(path.stat().st_size, 1 << 20), (1 << 31) - 1)),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types={name: TYPES[type_] for name, type_ in types.items()},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    texts = {name for name in table.column_names if _is_text(table.schema.field(name).type)}
    columns = [inert.bare(table[n]) if n in texts else table[n] for n in table.column_names]
    return pa.table(columns, table.column_names).to_pandas(types_mapper=_NULLABLE.get)


_NULLABLE = {
    TEXT: pd.StringDtype(),
    pa.string(): pd.StringDtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def _is_text(type_: pa.DataType) -> bool:
    return pa.types.is_large_string(type_) or pa.types.is_string(type_)


def _lines(part: pd.DataFrame) -> memoryview | bytes:
    if part.empty:
        return b""
    row = [pc.fill_null(cells(values), "") for _, values in part.items()]
    ended = _joined(_joined(*row, by=","), "\r\n")
    _, offsets, joined = ended.buffers()  # the strings of an array lie one behind the other
    first, last = np.frombuffer(offsets, np.int64)[[ended.offset, ended.offset + len(ended)]]
    return memoryview(joined)[first:last]


def _joined(*strings: pa.Array | str, by: str = "") -> pa.Array:
    same = [pa.scalar(s, TEXT) if isinstance(s, str) else s for s in (*strings, by)]
    return pc.binary_join_element_wise(*same)


def cells(values: pd.Series) -> pa.Array:
    """The cells of a column; numbers as Python writes them, the shortest that reads the same."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        if len(values.cat.categories) > len(values):
            values = values.cat.remove_unused_categories()
        each = cells(values.cat.categories.to_series().astype("string"))
        return each.take(pa.array(values.cat.codes, mask=(values.cat.codes < 0).to_numpy()))
    if isinstance(values.dtype, pd.StringDtype):
        return _safe(_strings(values))
    if values.dtype == object:
        text = values.map(lambda value: isinstance(value, str)).to_numpy(bool)
        strings = _strings(values.where(values.notna(), None).map(str, na_action="ignore"))
        return _quoted(pc.if_else(pa.array(text), inert.guarded(strings), strings))
    if pd.api.types.is_integer_dtype(values.dtype):
        return pa.array(values, from_pandas=True).cast(TEXT)
    encoded = pa.array(values, from_pandas=True).dictionary_encode()  # few of many are different
    each = _strings(pd.Series([str(value) for value in encoded.dictionary.to_pylist()]))
    return each.take(encoded.indices)


def _strings(values: pd.Series) -> pa.Array:
    cells = pa.array(values, TEXT, from_pandas=True)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _safe(cells: pa.Array) -> pa.Array:
    """Texts as cells; few are other than they stand, and these alone are written anew."""
    odd = pc.fill_null(pc.match_substring_regex(cells, f'[",\r\n]|^$|^{inert.RUNS}'), False)
    return pc.replace_with_mask(cells, odd, _quoted(inert.guarded(cells.filter(odd))))


def _quoted(cells: pa.Array) -> pa.Array:
    """In quotes what would otherwise be several cells or lines, or taken for a missing value."""
    within = pc.replace_substring(cells, '"', '""')
    needed = pc.match_substring_regex(cells, '[",\r\n]|^$')
    return pc.if_else(needed, _joined('"', within, '"'), cells)

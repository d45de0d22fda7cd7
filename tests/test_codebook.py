"""The codebook page: made from the schema, whole, in step with it, in both languages."""

from __future__ import annotations

import pytest

from toolkit import lexicon
from toolkit.export import codebook
from toolkit.tables.schema import TABLES

ROWS = {row["key"]: row for row in lexicon.table("codebook")}
COLUMNS = [(name, column) for name, table in TABLES.items() for column in table.columns]


@pytest.mark.parametrize("language", codebook.FILES)
def test_the_page_is_in_step_with_the_schema(language):
    there = (codebook.DOCS / codebook.FILES[language]).read_text("utf-8")
    assert there == codebook.page(language), "make it anew: python -m toolkit.export.codebook"


def test_every_table_column_and_value_is_explained_in_both_languages():
    lacking = [name for name in TABLES if not codebook.meaning(name, None, "zh")]
    for name, column in COLUMNS:
        lacking += [] if codebook.meaning(name, column, "zh") else [f"{name}.{column.name}"]
        for value in column.values:
            row = ROWS.get(f"{column.name}={value}", {})
            lacking += [] if row.get("en") and row.get("zh") else [f"{column.name}={value}"]
    assert lacking == []


def test_nothing_is_explained_that_is_not_there():
    known = {*TABLES, *(f"{name}.{column.name}" for name, column in COLUMNS)}
    known |= {f"*.{column.name}" for _, column in COLUMNS}
    known |= {f"{column.name}={value}" for _, column in COLUMNS for value in column.values}
    known |= {f"unit/{column.unit}" for _, column in COLUMNS}
    assert set(ROWS) - known == set()
    assert {row["key"] for row in lexicon.table("measured")} - known == set()

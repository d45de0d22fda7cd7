"""The codebook as a page, in English and Chinese, made from the schema.

``python -m toolkit.export.codebook`` writes docs/CODEBOOK.md and docs/CODEBOOK.zh.md anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from toolkit import lexicon
from toolkit.tables.schema import TABLES, Column, Table, explained

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = {"en": "CODEBOOK.md", "zh": "CODEBOOK.zh.md"}


def page(language: str = "en") -> str:
    """The codebook as a page of Markdown."""
    words = _words(language)
    lines = [f"# {words['title']}", "", words["lead"], ""]
    lines += [" · ".join(f"[{name}](#{name})" for name in TABLES), ""]
    for table in TABLES.values():
        lines += [*_table(table, language), ""]
    return "\n".join(lines).rstrip() + "\n"


def meaning(table: str, column: Column | None = None, language: str = "en") -> str:
    """What a table or one of its columns means, in a language.

    >>> meaning("claims", TABLES["claims"].columns[0], "zh")
    '数量表述'
    """
    return explained(table, column.name if column else "")[language]


@cache
def _words(language: str) -> dict[str, str]:
    return {row["key"]: row[language] for row in lexicon.table("codebook_page")}


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("codebook")}


@cache
def _measured() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("measured")}


def _table(table: Table, language: str) -> Iterator[str]:
    words = _words(language)
    yield f"## {table.name}"
    yield ""
    yield meaning(table.name, None, language)
    keys = words["and"].join(f"`{name}`" for name in table.key)
    yield f"{words['key']} {keys}." if language == "en" else f"{words['key']}{keys}。"
    yield ""
    yield from _lines(
        words["columns"].split("|"), (_column(table.name, c, language) for c in table.columns)
    )
    for column in table.columns:
        if column.values:
            yield ""
            yield from _lines(
                [f"`{column.name}`", *words["values"].split("|")[1:]],
                (_value(column, value, language) for value in column.values),
            )


def _column(table: str, column: Column, language: str) -> tuple[str, ...]:
    kind = _words(language)[column.type]
    said = meaning(table, column, language)
    unit = f" [{_unit(column.unit, language)}]" if column.unit else ""
    measured = _measured().get(f"{table}.{column.name}", {})
    example = explained(table, column.name)["example"]
    return (
        f"`{column.name}`{'' if column.required else ' °'}",
        kind,
        f"{said}{unit}",
        example,
        measured.get(language, ""),
    )


def _unit(unit: str, language: str) -> str:
    return unit if language == "en" else _rows()[f"unit/{unit}"]["zh"]


def _value(column: Column, value: str, language: str) -> tuple[str, ...]:
    row = _rows()[f"{column.name}={value}"]
    return f"`{value}`", row[language], row["example"]


def _lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate([head, *rows]):
        cells = (cell.replace("|", "\\|").replace("<", "&lt;") for cell in row)
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + "---|" * len(row)


def write(docs: Path = DOCS) -> None:
    """Both pages, in place of the old ones."""
    for language, name in FILES.items():
        (docs / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

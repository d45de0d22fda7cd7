"""The codebook as a page, in English and Chinese, made from the schema.

``python -m toolkit.export.codebook`` writes docs/CODEBOOK.md and docs/CODEBOOK.zh.md anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from toolkit import lexicon
from toolkit.tables.schema import TABLES, Column, Table, explained

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = {"en": "CODEBOOK.md", "zh": "CODEBOOK.zh.md"}
WORDS = {
    "en": {
        "title": "Codebook",
        "lead": (
            "Every table and column, made from `toolkit/lexicon/codebook.csv` by `python -m "
            "toolkit.export.codebook`. The same stands in `datapackage.json` beside the tables, "
            "`corpus.save_deposit` writes it as DDI. In brackets the unit; ° may be missing. "
            "Accuracy is what was measured on labelled texts ([LIMITS.md](LIMITS.md) says which); "
            "where nothing stands, nothing was measured."
        ),
        "columns": ("column", "type", "meaning", "example", "accuracy"),
        "values": ("value", "meaning", "example"),
        "key": "One row for each",
        "and": ", ",
        "kinds": {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"},
    },
    "zh": {
        "title": "数据表说明",
        "lead": (
            "全部数据表与列，由 `python -m toolkit.export.codebook` 据 `toolkit/lexicon/codebook.csv` 生成；"
            "数据表旁的 `datapackage.json` 内容相同，`corpus.save_deposit` 另写为 DDI。方括号内为单位；"
            "° 可为空。准确率为人工标注文本上的测量值（见 [LIMITS.md](LIMITS.md)）；未写者未测量。"
        ),
        "columns": ("列", "类型", "含义", "例", "准确率"),
        "values": ("值", "含义", "例"),
        "key": "每行对应一个",
        "and": "、",
        "kinds": {"string": "文本", "integer": "整数", "number": "数", "boolean": "真假"},
    },
}  # fmt: skip


def page(language: str = "en") -> str:
    """The codebook as a page of Markdown."""
    words = WORDS[language]
    lines = [f"# {words['title']}", "", str(words["lead"]), ""]
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
def _rows() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("codebook")}


@cache
def _measured() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("measured")}


def _table(table: Table, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"## {table.name}"
    yield ""
    yield meaning(table.name, None, language)
    keys = str(words["and"]).join(f"`{name}`" for name in table.key)
    yield f"{words['key']} {keys}." if language == "en" else f"{words['key']}{keys}。"
    yield ""
    yield from _lines(words["columns"], (_column(table.name, c, language) for c in table.columns))
    for column in table.columns:
        if column.values:
            yield ""
            yield from _lines(
                (f"`{column.name}`", *words["values"][1:]),  # type: ignore[index]
                (_value(column, value, language) for value in column.values),
            )


def _column(table: str, column: Column, language: str) -> tuple[str, ...]:
    kind = WORDS[language]["kinds"][column.type]  # type: ignore[index]
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


def _lines(head: object, rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    cells = [tuple(map(str, head)), *rows]  # type: ignore[call-overload]
    for number, row in enumerate(cells):
        yield (
            "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in row) + " |"
        )
        if number == 0:
            yield "|" + "---|" * len(row)


def write(docs: Path = DOCS) -> None:
    """Both pages, in place of the old ones."""
    for language, name in FILES.items():
        (docs / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()

"""Whether a report gives the same tables in whatever form it comes (``make score``).

    python -m measure.invariance ../shared/reports ../shared/corpus
    python -m measure.invariance ../shared/reports --form "wrapped 20" --differences claims
    python -m measure.invariance ../shared/corpus --form "scan, 150" --slow

Rows of the plain text and of each form are held against each other in their order, by all their
fields, blanks left out. F1 is 2 × rows alike / (rows of the one + rows of the other).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Any

import typer

from measure import documents
from measure.forms import FORMS, Form

FIELDS = {
    "reports": ("title", "kind", "truncated"),
    "headings": ("level", "ordinal", "heading"),
    "records": ("category", "problem", "measure", "result"),
    "claims": (
        *("text", "value", "low", "high", "unit", "comparator", "direction", "change", "baseline"),
        *("modality", "redacted", "subject", "period", "role", "reading", "kind"),
    ),
    "mentions": ("text", "kind", "value"),
    "sentences": ("text",),
}
TABLES = {"headings": "sections"}

Key = tuple[str, ...]
Counts = tuple[int, int]  # rows alike, rows of both


def keys(data: bytes, suffix: str) -> dict[str, list[Key]]:
    """The rows of a file by table, each as its fields without blanks."""
    from toolkit.extract.document import extract  # noqa: PLC0415
    from toolkit.reading import reading  # noqa: PLC0415

    found = reading.read(data, suffix)
    rows = extract("text", found.text, found.damaged)
    return {
        table: [
            tuple(_bare(row[field]) for field in fields) for row in rows[TABLES.get(table, table)]
        ]
        for table, fields in FIELDS.items()
    }


def _bare(value: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def alike(plain: Sequence[Key], formed: Sequence[Key]) -> Counts:
    """How many rows of two tables are alike, in order, and how many there are in both."""
    matcher = SequenceMatcher(None, plain, formed, autojunk=False)
    return 2 * sum(block.size for block in matcher.get_matching_blocks()), len(plain) + len(formed)


def differences(plain: Sequence[Key], formed: Sequence[Key]) -> Iterator[str]:
    """The rows that are not alike: - of the plain text, + of the form."""
    matcher = SequenceMatcher(None, plain, formed, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from (f"  - {' | '.join(row)}" for row in plain[a:b])
            yield from (f"  + {' | '.join(row)}" for row in formed[c:d])


def plain_text(path: Path) -> str:
    from toolkit.reading import reading  # noqa: PLC0415

    return reading.read(path.read_bytes(), path.suffix).text


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(
    paths: Annotated[list[Path], typer.Argument(help="Texts, or folders of texts.")],
    form: Annotated[str, typer.Option(help="Only forms whose name begins so.")] = "",
    slow: Annotated[
        bool, typer.Option(help="PDFs and scans too, where their programs are.")
    ] = False,
    file: Annotated[str, typer.Option(help="Only texts whose name begins so.")] = "",
    differ: Annotated[
        str, typer.Option("--differences", help="List the rows of a table that differ.")
    ] = "",
) -> None:
    """Measure whether texts give the same tables in every form."""
    files = [f for path in paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    texts = {f.name: plain_text(f) for f in files if f.name.startswith(file)}
    plain = {name: keys(text.encode("utf-8"), ".txt") for name, text in texts.items()}
    typer.echo(f"{'':<28}" + "".join(f"{table:>11}" for table in FIELDS) + "   weakest claims")
    for name, make in (FORMS | documents.QUICK | (documents.slow() if slow else {})).items():
        if name.startswith(form):
            _report(name, make, texts, plain, differ)


def _report(
    name: str,
    make: Form,
    texts: dict[str, str],
    plain: dict[str, dict[str, list[Key]]],
    differ: str,
) -> None:
    total: dict[str, list[Counts]] = {table: [] for table in FIELDS}
    for file, text in texts.items():
        formed = keys(*make(text))
        for table in FIELDS:
            total[table].append(alike(plain[file][table], formed[table]))
        if differ:
            typer.echo(f"{name}: {file}")
            typer.echo("\n".join(differences(plain[file][differ], formed[differ])))
    cells = "".join(f"{_f1(counts):>11.4f}" for counts in total.values())
    of_files = {file: _f1([counts]) for file, counts in zip(texts, total["claims"], strict=True)}
    weakest = sorted(of_files, key=of_files.__getitem__)[:2]
    typer.echo(f"{name:<28}{cells}   {', '.join(f'{f[:16]} {of_files[f]:.2f}' for f in weakest)}")


def _f1(counts: Sequence[Counts]) -> float:
    same, all_rows = map(sum, zip(*counts, strict=True))
    return same / all_rows if all_rows else 1.0


if __name__ == "__main__":
    app()

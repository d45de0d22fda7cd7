"""How right the parser is: its rows against hand-made labels (``make score``).

    python -m measure.score --shared ../shared
    python -m measure.score --shared ../shared --errors headings
    python -m measure.score --shared ../shared --errors "claims: value" --file 004

The folder holds ``corpus`` (texts) and ``gold`` (labels, one JSON object a line); where it holds
``reports`` too, contradictions are planted into them, and every disagreement the checks report on
all texts is listed with what was judged of it by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from measure import accused, planted
from measure.score_peers import judge_peers
from measure.score_targets import judge_targets
from measure.score_verdicts import Row, Verdict, judge

LABELS = ("reports", "headings", "records", "pagemarks", "listings", "numerals")
CONTEXT = 18  # characters shown on either side of an error


@dataclass(frozen=True, slots=True)
class Score:
    hits: int
    labelled: int
    found: int

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        both = self.labelled + self.found
        return 2 * self.hits / both if both else 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """A text with the verdicts on its rows."""

    name: str
    raw: str
    verdicts: Sequence[Verdict]


def score(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Precision, recall and F1 of every kind, in the order in which the kinds come."""
    counts: dict[str, list[int]] = {}
    for verdict in verdicts:
        count = counts.setdefault(verdict.kind, [0, 0, 0])
        count[0] += verdict.right
        count[1] += verdict.expected is not None
        count[2] += verdict.found is not None
    return {kind: Score(*count) for kind, count in counts.items()}


def read_labels(gold: Path) -> dict[str, dict[str, list[Row]]]:
    """Labels by file (the first characters of its name) and by what they label."""
    labels: dict[str, dict[str, list[Row]]] = {}
    for what in LABELS:
        path = gold / f"{what}.jsonl"
        for row in _lines(path) if path.exists() else ():
            of_file = labels.setdefault(row["file"], {name: [] for name in LABELS})
            of_file[what].append(row)
    return labels


def judge_files(shared: Path) -> list[Judged]:
    """The verdicts on every text that has labels."""
    labels = read_labels(shared / "gold")
    judged = []
    for path in sorted((shared / "corpus").glob("*")):
        name = next((name for name in sorted(labels) if path.name.startswith(name)), None)
        if name is not None:
            raw, rows = parsed(path)
            judged.append(Judged(name, raw, list(judge(raw, labels[name], rows))))
    cases = shared / "gold" / "peer_numbers.jsonl"
    if cases.exists():
        judged.append(Judged("peers", *judge_peers(_lines(cases), _rows_of)))
    return judged


def judge_indicators(shared: Path) -> list[Judged]:
    """The verdicts on the indicators of every report that has labels of them."""
    path = shared / "gold" / "targets.jsonl"
    labels: dict[str, list[Row]] = {}
    for row in _lines(path) if path.exists() else ():
        labels.setdefault(row["file"], []).append(row)
    judged = []
    for name, gold in sorted(labels.items()):
        raw, rows = parsed(shared / "reports" / f"{name}.txt")
        judged.append(Judged(name, raw, list(judge_targets(gold, rows["indicators"]))))
    return judged


def parsed(path: Path) -> tuple[str, dict[str, list[Row]]]:
    """A file's raw text and the rows that come from it alone."""
    from toolkit.extract.document import extract  # noqa: PLC0415
    from toolkit.reading import reading  # noqa: PLC0415

    found = reading.read(path.read_bytes(), path.suffix)
    return found.text, extract(path.stem, found.text, found.damaged)


def judge_disagreements(shared: Path) -> list[accused.Accused]:
    """Every disagreement on the shared texts."""
    by_hand = accused.read_by_hand()
    found = []
    for path in sorted([*(shared / "corpus").glob("*.txt"), *(shared / "reports").glob("*.txt")]):
        raw, rows = parsed(path)
        found += accused.accused(path.name, raw, rows["checks"], by_hand)
    return found


def plant_contradictions(shared: Path) -> dict[str, list[int]]:
    """Contradictions planted into the shared reports, and how many are reported."""

    def disagreements(text: str) -> list[tuple[int, int]]:
        checks = _rows_of(text)["checks"]
        return [(row["start"], row["end"]) for row in checks if row["verdict"] == "disagrees"]

    texts = [parsed(path)[0] for path in sorted((shared / "reports").glob("*.txt"))]
    return planted.recall(texts, disagreements)


def _rows_of(text: str) -> dict[str, list[Row]]:
    from toolkit.extract.document import extract  # noqa: PLC0415

    return extract("peer", text)


def table(judged: Sequence[Judged], files: bool = True) -> str:
    """The figures as a plain table: all files, then (files) F1 in each."""
    by_file = {one.name: score(one.verdicts) for one in judged} if files else {}
    total = score(verdict for one in judged for verdict in one.verdicts)
    heads = (
        "precision",
        "recall",
        "F1",
        "right",
        "labelled",
        "found",
        *(f"F1 {f}" for f in by_file),
    )
    lines = [f"{'':<38}" + "".join(f"{head:>10}" for head in heads)]
    for kind, all_files in total.items():
        figures = (all_files.precision, all_files.recall, all_files.f1)
        counts = (all_files.hits, all_files.labelled, all_files.found)
        own = (f"{of[kind].f1:.3f}" if kind in of else "" for of in by_file.values())
        cells = (*(f"{figure:.3f}" for figure in figures), *counts, *own)
        lines.append(f"{kind:<38}" + "".join(f"{cell:>10}" for cell in cells))
    return "\n".join(lines)


def errors(judged: Sequence[Judged], kind: str) -> str:
    """Every miss and false alarm of a kind, with what was expected and what was found."""
    lines = []
    for one in judged:
        wrong = [v for v in one.verdicts if v.kind.startswith(kind) and not v.right]
        for verdict in sorted(wrong, key=lambda v: (v.start, v.end)):
            what = (
                "false alarm"
                if verdict.expected is None
                else "miss"
                if verdict.found is None
                else "wrong"
            )
            lines.append(
                f"{one.name} {verdict.start:>6}-{verdict.end:<6} {verdict.kind:<26} {what:<11} "
                f"expected: {verdict.expected or '-':<24} found: {verdict.found or '-':<24} "
                f"{_context(one.raw, verdict)}"
            )
    return "\n".join(lines) or f"no errors of a kind that begins with {kind!r}"


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(
    shared: Annotated[Path, typer.Option(help="Folder with corpus/ and gold/.")] = Path(
        "../shared"
    ),
    errors_of: Annotated[
        str | None,
        typer.Option("--errors", help="List the errors of a kind instead (by its beginning)."),
    ] = None,
    file: Annotated[
        str | None, typer.Option(help="Only this file (the beginning of its name).")
    ] = None,
) -> None:
    """Measure the parser against hand-made labels."""
    if not (shared / "gold").is_dir() or not (shared / "corpus").is_dir():
        typer.echo(
            f"{shared} holds no corpus/ and gold/. Say where they are: --shared FOLDER", err=True
        )
        raise typer.Exit(2)
    try:
        judged = judge_files(shared)
    except ImportError as error:
        typer.echo(f"The parser cannot be loaded: {error}", err=True)
        raise typer.Exit(1) from error
    indicators = judge_indicators(shared)
    judged, indicators = (
        [one for one in some if file is None or one.name.startswith(file)]
        for some in (judged, indicators)
    )
    if errors_of is not None:
        typer.echo(errors([*judged, *indicators], errors_of))
    else:
        typer.echo(f"{table(judged)}\n\n{table(indicators, files=False)}")
    if errors_of is None and file is None and (shared / "reports").is_dir():
        typer.echo(f"\n{planted.table(plant_contradictions(shared))}\n")
        found = judge_disagreements(shared)
        typer.echo(accused.listing(found))
        if any(one.judged is None for one in found):
            raise typer.Exit(1)


def _lines(path: Path) -> list[Row]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def _context(raw: str, verdict: Verdict) -> str:
    start, end = max(0, verdict.start - CONTEXT), min(verdict.end + CONTEXT, verdict.start + 60)
    inside = raw[verdict.start : min(verdict.end, end)]
    around = f"{raw[start : verdict.start]}【{inside}】{raw[verdict.start + len(inside) : end]}"
    return "".join(around.split())


if __name__ == "__main__":
    app()

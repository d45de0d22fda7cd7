"""How right the structure is on damaged copies of clean texts (part of ``make score``).

    python -m measure.score_damaged --texts measure/texts --seed 7
    python -m measure.score_damaged --shared ../shared --kind harsh --errors headings

A heading, a report or a record counts as found where it begins at the same character, a page mark
where it covers the same characters. Wordings are compared by the letters that are left of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from measure import damage
from measure.clean_texts import (
    OWN,
    Clean,
    TrueHeading,
    TrueReport,
    both,
    own_texts,
    place_of,
    read_as_true,
    spans_of_markers,
)
from measure.damage import Copy, Damage
from measure.score import parsed, read_labels
from measure.score_verdicts import Row, Verdict

Rows = dict[str, list[Row]]
ROOT = Path(__file__).parent.parent

GLUES = {"two texts": "\n", "two texts glued": "", "medium": "", "harsh": ""}
KINDS = (
    "clean",
    "wrapped",
    "pages on lines",
    "pages on short lines",
    "joined",
    "glued pages",
    "two texts",
    "two texts glued",
    "punctuation",
    "contents",
    "contents glued",
    "cut ends",
    "markers lost",
    "mild",
    "medium",
    "harsh",
)
FIGURES = (
    "headings",
    "text",
    "level",
    "reports",
    "whole reports",
    "page marks",
    "records",
    "sentences",
)
_PER_TEXT: dict[str, tuple[Damage, ...]] = {
    "wrapped": (damage.wrapped,),
    "pages on short lines": (damage.wrapped,),
    "mild": (damage.wrapped,),
    "joined": (damage.joined,),
    "glued pages": (damage.joined,),
    "two texts glued": (damage.joined,),
    "medium": (damage.joined,),
    "harsh": (damage.joined,),
}
_AFTER: dict[str, tuple[Damage, ...]] = {
    "pages on lines": (damage.paged_lines,),
    "pages on short lines": (damage.paged_lines,),
    "mild": (damage.paged_lines,),
    "glued pages": (damage.paged_glued,),
    "punctuation": (damage.unpunctuated,),
    "cut ends": (damage.cut_ends,),
    "medium": (damage.unpunctuated, damage.paged_glued),
    "harsh": (damage.cut_ends, damage.unpunctuated, damage.paged_glued),
}


def copies(texts: Sequence[Clean], kind: str, seed: int) -> Iterator[tuple[Clean, Copy]]:
    """The damaged copies of some texts, each with the clean text whose structure it has."""
    order = list(range(len(texts)))
    Random(seed).shuffle(order)
    following = [*order[1:], order[0]] if order else []
    for at, (one, two) in enumerate(zip(order, following, strict=True)):
        clean, copy = texts[one], _copy(texts[one], kind, seed + at)
        if kind in GLUES:
            second = _copy(texts[two], kind, seed + at + 1)
            copy = damage.run_together(copy, second, GLUES[kind], len(clean.text))
            clean = both(clean, texts[two])
        yield clean, damage.applied(copy, _AFTER.get(kind, ()), seed + at)


def _copy(clean: Clean, kind: str, seed: int) -> Copy:
    """A copy with the damage that is done to each text by itself."""
    done: list[Damage] = []
    if kind in ("markers lost", "harsh"):
        done.append(damage.markers_lost(spans_of_markers(clean.headings)))
    if kind in ("contents", "contents glued") or (kind == "harsh" and seed % 2):
        tops = [heading for heading in clean.headings if heading.level == 1]
        entries = [clean.text[heading.start : heading.words[1]] for heading in tops]
        if len(entries) > 2:
            done.append(damage.contents(entries, glued=kind == "contents glued"))
    return damage.applied(damage.copy_of(clean.text), [*done, *_PER_TEXT.get(kind, ())], seed)


def judge(clean: Clean, copy: Copy, rows: Rows) -> Iterator[Verdict]:
    """The verdicts on what was found in a copy."""
    where = copy.places(len(clean.text) + 1)
    headings = {
        where[heading.start]: heading
        for heading in clean.headings
        if where[heading.start] >= 0 and heading.start not in copy.lost
    }
    found = {row["start"]: row for row in rows["sections"]}
    yield from _starts("headings", headings, found)
    for start in headings.keys() & found.keys():
        heading, row = headings[start], found[start]
        words = _left(copy, where, *heading.words)
        yield _same("text", start, words, _letters(row["heading"]))
        yield _same("level", start, str(heading.level), str(row["level"]))
    yield from _reports(clean, copy, where, rows["reports"])
    marks = dict.fromkeys(copy.marks)
    repairs = {(r["start"], r["end"]): r for r in rows["repairs"] if r["kind"] == "page_mark"}
    yield from _starts("page marks", marks, repairs)
    records = {where[start]: None for start in clean.records if where[start] >= 0}
    yield from _starts("records", records, {row["start"]: row for row in rows["records"]})
    yield from _sentences(clean, copy, where, rows["sentences"])


def _reports(clean: Clean, copy: Copy, where: Sequence[int], rows: list[Row]) -> Iterator[Verdict]:
    reports = {}
    stops = [*(report.start for report in clean.reports[1:]), len(clean.text)]
    for report, stop in zip(clean.reports, stops, strict=True):
        start = next((where[at] for at in range(report.start, stop) if where[at] >= 0), -1)
        cut = report.title is not None and where[report.title[0]] < 0
        if start >= 0:
            reports[start] = (report, cut)
    found = {r["start"]: r for r in rows if r["kind"] not in ("toc", "outline", "notice")}
    yield from _starts("reports", reports, found)
    whole: dict[tuple[int, str, str], None] = {}
    seen: dict[tuple[int, str, str], Row] = {}
    for start, (report, cut) in reports.items():
        title = _left(copy, where, *report.title) if report.title and not cut else ""
        whole[start, report.kind, title] = None
        if cut and start in found:  # what is left of a title that is cut may be called one or not
            whole[start, report.kind, _letters(found[start]["title"])] = whole.pop(
                (start, report.kind, title)
            )
    for start, row in found.items():
        seen[start, row["kind"], _letters(row["title"])] = row
    yield from _starts("whole reports", whole, seen)


def _sentences(
    clean: Clean, copy: Copy, where: Sequence[int], rows: list[Row]
) -> Iterator[Verdict]:
    """Sentences whose own mark is left, and that of the sentence before them."""
    found = {_letters(row["text"]) for row in rows}
    before = 0
    for start, end in clean.sentences:
        whole = all(
            where[at] >= 0 for at in (start, end - 1, max(0, before - 1))
        ) and not copy.lost & set(range(start, end))
        before = end
        if whole and any(char.isalnum() for char in clean.text[start:end]):
            words = _left(copy, where, start, end)
            yield Verdict("sentences", where[start], where[end - 1], words, words, words in found)


def _starts(kind: str, expected: dict, found: dict) -> Iterator[Verdict]:  # type: ignore[type-arg]
    for key in sorted(expected.keys() | found.keys()):
        start = key[0] if isinstance(key, tuple) else key
        wanted, got = key in expected, key in found
        yield Verdict(
            kind,
            start,
            start,
            str(key) if wanted else None,
            str(key) if got else None,
            wanted and got,
        )


def _same(kind: str, start: int, expected: str, found: str) -> Verdict:
    return Verdict(kind, start, start, expected, found, expected == found)


def _left(copy: Copy, where: Sequence[int], start: int, end: int) -> str:
    return _letters("".join(copy.text[where[at]] for at in range(start, end) if where[at] >= 0))


def _letters(words: str | None) -> str:
    return "".join(char for char in words or "" if char.isalnum())


def judge_kind(texts: Sequence[Clean], kind: str, seed: int) -> Iterator[tuple[Copy, Verdict]]:
    from toolkit.extract.document import extract  # noqa: PLC0415

    for clean, copy in copies(texts, kind, seed):
        for verdict in judge(clean, copy, extract(clean.name, copy.text)):
            yield copy, verdict


def f1(verdicts: Iterable[Verdict]) -> float | None:
    some = list(verdicts)
    sides = sum((v.expected is not None) + (v.found is not None) for v in some)
    return 2 * sum(v.right for v in some) / sides if sides else None


def table(texts: Sequence[Clean], kinds: Sequence[str], seed: int) -> str:
    lines = [
        f"{f'{len(texts)} texts, seed {seed}':<24}" + "".join(f"{name:>15}" for name in FIGURES)
    ]
    for kind in kinds:
        verdicts = [verdict for _, verdict in judge_kind(texts, kind, seed)]
        figures = [f1(v for v in verdicts if v.kind == name) for name in FIGURES]
        cells = ("" if figure is None else f"{figure:.3f}" for figure in figures)
        lines.append(f"{kind:<24}" + "".join(f"{cell:>15}" for cell in cells))
    return "\n".join(lines)


def given_texts(shared: Path) -> Iterator[Clean]:
    """The public reports at hand, as they are read undamaged."""
    for path in sorted((shared / "reports").glob("*.txt")):
        raw, rows = parsed(path)
        yield read_as_true(path.stem, raw, rows)


def gold_texts(shared: Path) -> Iterator[Clean]:
    """The real texts with the headings that were labelled in them by hand."""
    labels = read_labels(shared / "gold")
    for path in sorted((shared / "corpus").glob("*")):
        rows = labels.get(path.name[:3], {}).get("headings", [])
        spans = [
            (row["start"], (row["heading_start"], row["heading_end"]), row["level"]) for row in rows
        ]
        raw = path.read_bytes().decode("utf-8")
        yield Clean(path.stem, raw, headings=[TrueHeading(*span) for span in spans])


def labelled_texts() -> Iterator[Clean]:
    """The project's sample reports with the structure they were written with."""
    for path in sorted((ROOT / "tests" / "truth").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        raw = (ROOT / "data" / "raw" / truth["file"]).read_bytes().decode(truth["encoding"])
        yield Clean(
            path.stem,
            raw,
            [
                TrueReport(row["start"], row["kind"], place_of(raw, row["title"], row["start"]))
                for row in truth["reports"]
            ],
            [
                TrueHeading(row["start"], (row["heading_start"], row["heading_end"]), row["level"])
                for row in truth["headings"]
            ],
        )


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(
    texts: Annotated[Path, typer.Option(help="Folder of texts with their structure.")] = OWN,
    shared: Annotated[Path | None, typer.Option(help="Folder with reports/ instead.")] = None,
    kind: Annotated[str | None, typer.Option(help="Only this kind of damage.")] = None,
    seed: Annotated[int, typer.Option(help="For the damage; another one, other damage.")] = 1,
    errors: Annotated[str | None, typer.Option(help="List the errors of a figure.")] = None,
) -> None:
    """Measure the structure on damaged copies of clean texts."""
    some = list(own_texts(texts) if shared is None else given_texts(shared))
    kinds = [kind] if kind else KINDS
    if errors is None:
        typer.echo(table(some, kinds, seed))
        return
    for one in kinds:
        for copy, verdict in judge_kind(some, one, seed):
            if verdict.kind == errors and not verdict.right:
                at = verdict.start
                around = f"{copy.text[max(0, at - 25) : at]}【】{copy.text[at : at + 30]}"
                typer.echo(f"{one} {at} {verdict.expected} | {verdict.found} | {around!r}")


if __name__ == "__main__":
    app()

"""A correction made into a line of the researcher's own lexicon, or into a labelled case.

Which list a column is learnt by stands in ``LISTS``. A line is tried at once: the file is read again
with it, and what becomes of the corrected row and of the others is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from toolkit import lexicon, pipeline
from toolkit.lexicon import own
from toolkit.review import corrections, kept
from toolkit.review.corrections import Correction
from toolkit.workers import pool

LISTS: dict[tuple[str, str], tuple[str, dict[str, str]]] = {  # NEW: what the row is corrected to
    ("claims", "unit"): ("measure_words", {"kind": "count"}),
    ("claims", "comparator"): ("comparators", {"comparator": "NEW", "side": "before"}),
    ("claims", "direction"): ("change_words", {"direction": "NEW"}),
    ("claims", "modality"): ("modality", {"modality": "NEW", "reach": "sentence"}),
    ("claims", ""): ("not_numbers", {}),  # a row struck out
    ("mentions", "kind"): ("shorthand", {}),
    ("sections", "role"): ("roles", {"role": "NEW", "strength": "label"}),
    ("reports", "kind"): ("title_words", {"kind": "NEW", "strong": "yes"}),
    ("sentences", "deontic"): ("deontic", {"class": "NEW", "source": "own"}),
    ("indicators", "indicator"): ("indicator_names", {}),
    ("indicators", "force"): ("hedges", {"force": "NEW", "place": "after", "source": "own"}),
}
CASE = ("label", "comment", "text", "table", "words", "column", "expected")
REACH = 200  # characters of a section or report that a case keeps


@dataclass(frozen=True, slots=True)
class Tried:
    """What a line does: the corrected row's value with it, and rows of the table that it changes."""

    line: str
    path: Path
    value: str
    mended: bool
    others: int


def list_of(one: Correction) -> str:
    """The list that a correction can be learnt by; empty where there is none."""
    return LISTS.get((one.table, one.column if one.done == "change" else ""), ("", {}))[0]


def line(
    one: Correction, text: str, folder: Path, word: str = "", cells: Mapping[str, str] | None = None
) -> Tried:
    """Write the line of the lexicon that a correction teaches, and try it on the text of its file.

    word: the wording that tells; of a unit the unit itself, of a heading or of what is struck out its
    words, if none is given. cells: what stands in other columns of the line. Raises ValueError where
    no list fits, the word is not there, or the line does not fit the list.
    """
    name = list_of(one)
    if not name:
        known = ", ".join(sorted({f"{t}.{c}" if c else f"{t} (struck out)" for t, c in LISTS}))
        raise ValueError(
            f"{one.table}.{one.column} is not learnt by a word list; these are: {known}"
        )
    word = word or {"unit": one.new, "role": one.words, "": one.words}.get(one.column, "")
    around = one.before + one.words + one.after
    if not word:
        raise ValueError(f"say by which word one can tell: --word WORD, one of those in “{around}”")
    if word not in text:
        raise ValueError(f"{word} does not stand in {one.path}")
    _, fixed = LISTS[one.table, one.column if one.done == "change" else ""]
    row = {"word": word} | {k: one.new if v == "NEW" else v for k, v in fixed.items()}
    if name == "indicator_names":
        families = {r["indicator"]: r["family"] for r in lexicon.table("indicators")}
        mine = own.read(folder).get("indicators.csv", ()) if folder.is_dir() else ()
        families |= {cells[0]: cells[1] for cells in (r.split(",") for r in mine[1:])}
        if one.new not in families:
            raise ValueError(f"{one.new} has no line in indicators.csv yet; write it there first")
        row["family"] = families[one.new]
    written = own.add(folder, name, row | dict(cells or {}))
    before, after = read(text), read(text, own.read(folder))
    return _tried(one, written, folder / name, before[one.table], after[one.table])


def read(text: str, lists: Mapping[str, Sequence[str]] | None = None) -> Mapping[str, Any]:
    """The rows of a text, with lines of one's own; in a process of its own where there are any."""
    args = ("text", "text.txt", text.encode("utf-8", "surrogatepass"))
    if not lists:
        return pipeline.read_document(*args).rows
    with lexicon.using(own.of_texts(lists)), pool(1, anew=True) as process:
        return process.submit(pipeline.read_document, *args).result().rows


def _tried(
    one: Correction, written: str, path: Path, before: Sequence[Any], after: Sequence[Any]
) -> Tried:
    def of(rows: Sequence[Any]) -> dict[tuple[int, int], Any]:
        shown = [name for name in rows[0] if not name.endswith("_id")] if rows else []
        return {(row["start"], row["end"]): {n: row[n] for n in shown} for row in rows}

    then, now = of(before), of(after)
    place = next(iter(_places(one, now)), None)
    value = kept.written(now[place].get(one.column, "")) if place else ""
    mended = place is None if one.done == "strike" else bool(place) and value == one.new
    mine = {place, (one.start, one.end)}
    others = sum(then.get(key) != now.get(key) for key in {*then, *now} - mine)
    return Tried(written, path, value, mended, others)


def _places(one: Correction, rows: Mapping[tuple[int, int], Any]) -> Iterator[tuple[int, int]]:
    """Rows at the place of a correction; a unit more or less makes the place longer or shorter."""
    yield from (p for p in rows if p[0] == one.start and (p[1] == one.end or one.column == "unit"))


def case(one: Correction, text: str, tables: Mapping[str, Any], label: str = "") -> dict[str, str]:
    """A labelled case from a correction: a piece of text and what has to be read from it."""
    if one.done not in ("change", "strike"):
        raise ValueError("a case is made from a change or from a row struck out")
    low, high = one.start, min(one.end, one.start + REACH)
    rows = tables["sentences"]
    document = next(d for d in tables["documents"].itertuples() if d.path == one.path).document_id
    mine = rows["sentence_id"].str.rpartition("#")[0] == document
    for row in rows[mine & (rows["start"] <= one.start) & (rows["end"] >= one.end)].itertuples():
        low, high = row.start, row.end
    values = (label or one.note, f"{one.path}, {one.coder}", text[low:high], one.table, one.words)
    expected = (one.column, one.new) if one.done == "change" else ("", "")
    return dict(zip(CASE, (*values, *expected), strict=True))


def add_case(path: Path, new: Mapping[str, str]) -> None:
    """Add a case to a file of cases (CSV)."""
    before = [row for row in kept.read(path, CASE) if row != dict(new)]
    kept.write(path, CASE, [*before, new])


def cases_tried(path: Path, folder: Path | None) -> Iterator[tuple[dict[str, str], str]]:
    """Every case of a file with what is read instead; empty where it is read as it should be.

    folder: of one's own lexicon, to try with it.
    """
    lists = own.read(folder) if folder else {}
    for row in kept.read(path, CASE):
        rows = read(row["text"], lists)[row["table"]]
        here = [r for r in rows if row["text"].startswith(row["words"], r["start"])]
        if not row["column"]:
            yield row, "there is a row" if here else ""
            continue
        found = [kept.written(r[row["column"]]) for r in here]
        yield (
            row,
            "" if row["expected"] in found else (found[0] or "nothing") if found else "no row",
        )


def numbered(found: Sequence[Correction]) -> list[str]:
    """The corrections as a list to choose from: number, what was done, what it can be learnt by."""
    lines = []
    for number, one in enumerate(found, 1):
        done = asdict(one)
        what = f"{one.table}.{one.column}: {one.old or '—'} → {one.new or '—'}"
        said = what if one.done == "change" else f"{one.table}: {done['done']}"
        by = f"  [{list_of(one)}]" if one.done in ("change", "strike") and list_of(one) else ""
        lines.append(f"{number:>4}  {one.path}  {one.words!r}  {said}{by}")
    return lines


def chosen(clean: Path, number: int) -> Correction:
    """A correction by its number. Raises ValueError where there is none."""
    found = corrections.read(clean / corrections.FILE)
    if not 1 <= number <= len(found):
        raise ValueError(f"there are {len(found)} corrections in {clean}; {number} is none of them")
    return found[number - 1]

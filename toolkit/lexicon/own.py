"""A researcher's own lines of the word lists: a folder of files with the names of these.

Each line is added to the project's list; none takes a line's place. What cannot be added is refused
with the file, the line and what to do.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from toolkit import lexicon
from toolkit.lexicon import Lines

LEARNT = "its weights are learnt from labelled texts and hold only together"
LATER = "it is read when tables are asked or drawn, not when texts are read"
REFUSED = {
    "endings.csv": LEARNT,
    "force_signs.csv": LEARNT,
    "modality_signs.csv": LEARNT,
    "openings.csv": LEARNT,
    "page_signs.csv": LEARNT,
    "problem_likeness.csv": LEARNT,
    "codebook.csv": LATER,
    "figure_captions.csv": LATER,
    "figure_labels.csv": LATER,
    "measured.csv": LATER,
    "report_page.csv": LATER,
    "codebook_page.csv": LATER,
    "panel_columns.csv": LATER,
    "messages.csv": LATER,
    "sentences.csv": LATER,
    "problem_words.txt": LATER,
    "problem_synonyms.csv": LATER,
    "concepts.txt": "concepts of your own are given with --concepts FILE",
}
FEW = 20  # values, above which a column is open after all
CLOSED = (  # columns by which the toolkit goes: of these it knows only the values there are
    *("alone", "class", "closes", "comparator", "direction", "edge", "force", "form", "kind"),
    *("measure", "modality", "object", "outlook", "part", "place", "reach", "role", "side"),
    *("sign", "stance", "strength", "strong", "what", "where"),
)


def read(folder: str | Path) -> Lines:
    """The lines of a folder, by file. Raises ValueError saying what cannot be added, and why."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(
            f"{folder}, the folder of your own lexicon, is not there. Make it and put files in it "
            "that are named as those of toolkit/lexicon, such as measure_words.csv."
        )
    files = sorted(p for p in folder.iterdir() if p.suffix in (".csv", ".txt"))
    return {path.name: found for path in files if (found := tuple(_lines(path)))}


def of_texts(own: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The lines by which texts are read; terms and stop words are a corpus's words and stop words."""
    return {name: some for name, some in own.items() if name not in ("terms.txt", "stop_words.txt")}


def _lines(path: Path) -> Iterator[str]:
    """What a file adds: its lines, those of a table with the header first."""
    known = {p.name for p in lexicon.FOLDER.iterdir() if p.suffix in (".csv", ".txt")}
    if path.name not in known:
        near = get_close_matches(path.name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "See toolkit/lexicon/README.md."
        raise ValueError(f"{path}: there is no list of this name. {hint}")
    if path.name in REFUSED:
        raise ValueError(f"{path}: nothing is added to this list; {REFUSED[path.name]}.")
    try:
        found = lexicon.lines(path)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path} is not in UTF-8 (byte {error.start}). Save it as UTF-8."
        ) from None
    if path.suffix == ".txt":
        there = set(lexicon.lines(lexicon.FOLDER / path.name))
        yield from (line.strip() for line in found if line.strip() not in there)
    elif found:
        _check(path, found)
        yield from found


def _check(path: Path, found: list[str]) -> None:
    """Raise ValueError where lines of a table do not fit it."""
    theirs = list(csv.DictReader(lexicon.lines(lexicon.FOLDER / path.name)))
    columns = list(theirs[0])
    if next(csv.reader(found[:1])) != columns:
        raise ValueError(f"{path}: its first line has to be {','.join(columns)}")
    keys = {lexicon.key(path.stem, row): row for row in theirs}
    seen = {c: {row[c] for row in theirs} for c in columns if c in CLOSED}
    closed = {column: values for column, values in seen.items() if len(values) <= FEW}
    for line, cells in zip(found[1:], csv.reader(found[1:]), strict=True):
        where = f"{path}, {line!r}"
        if len(cells) != len(columns):
            raise ValueError(f"{where}: {len(cells)} cells for {len(columns)} columns")
        row = dict(zip(columns, cells, strict=True))
        key = lexicon.key(path.stem, row)
        if not key[0].strip():
            raise ValueError(f"{where}: {columns[0]} is empty")
        if key in keys:
            there = "stands twice" if keys[key] is row else "stands in the list already"
            raise ValueError(
                f"{where}: {' '.join(filter(None, key))} {there}; lines are only added"
            )
        keys[key] = row
        for name, values in closed.items():
            if row[name] not in values:
                may = ", ".join(sorted(filter(None, values)))
                raise ValueError(f"{where}: {name} is one of {may}, not {row[name]!r}")
        if path.stem in ("kind_signs", "forms"):
            _compiles(where, row.get("sign") or row["form"])


def _compiles(where: str, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{where}: the pattern cannot be read ({error})") from None


def add(folder: str | Path, name: str, row: Mapping[str, str]) -> str:
    """Write a line into a file of the folder, with what goes at its head, and give the line.

    name: of the list, without its ending. Raises ValueError, and leaves the file as it was, where
    the line does not fit.
    """
    shipped = next(p for p in lexicon.FOLDER.iterdir() if p.stem == name)
    path = Path(folder) / shipped.name
    before = path.read_text("utf-8-sig") if path.exists() else ""
    table = shipped.suffix == ".csv"
    header = lexicon.lines(shipped)[0] if table else ""
    cells = [row.get(c, "") for c in next(csv.reader([header]))] if table else [row["word"]]
    line = ",".join(f'"{c}"' if set(c) & set(',"') else c for c in cells)
    start = before or (f"{header}\n" if table else "")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{start.rstrip()}\n{line}\n".lstrip(), encoding="utf-8", newline="\n")
    try:
        read(folder)
    except ValueError:
        path.write_text(before, encoding="utf-8", newline="\n") if before else path.unlink()
        raise
    return line

"""What a person has put right, in a file beside the tables, put right again whenever they are made.

``corrections.csv`` has one line for each: the file it is about (SHA-256 and path), the place with
its words and what stands around them, the table, what was done (change, add, strike; verdict on a
check) to which column, what was there and what is to be there, who, when, why. A new run finds the place again: in
the same file by its span, in a changed file by its words with their surroundings. A correction
whose row is not found there is not applied to another; it is listed with the reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis.passage import owner
from toolkit.review import kept
from toolkit.review.sampling import documents
from toolkit.tables.schema import TABLES

FILE = "corrections.csv"
CORRECTED = "corrected"  # the column that tells which columns of a row were put right
DONE = ("change", "add", "strike", "verdict")
VERDICTS = ("true", "false", "open")  # on a disagreement
AROUND = 24  # characters kept on either side of the words, to find them again
Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file. column and old are empty for add and strike; new of add is JSON."""

    sha256: str
    path: str
    table: str
    start: int
    end: int
    words: str
    before: str
    after: str
    done: str
    column: str = ""
    old: str = ""
    new: str = ""
    coder: str = ""
    time: str = ""
    note: str = ""


NAMES = tuple(field.name for field in fields(Correction))


@dataclass(frozen=True, slots=True)
class Applied:
    """The tables put right, and what could not be applied with the reason."""

    frames: Frames
    applied: int
    left: tuple[tuple[Correction, str], ...]


def read(path: Path) -> list[Correction]:
    """The corrections of a file, in its order; none where there is no file.

    Raises ValueError, naming the line, where it cannot be read.
    """
    lines = kept.read(path, NAMES)
    return [_line(path, number, line) for number, line in enumerate(lines, 2)]


def _line(path: Path, number: int, line: Mapping[str, str]) -> Correction:
    where = f"{path}, line {number}"
    if line["done"] not in DONE:
        raise ValueError(f"{where}: done is {line['done']!r}; it is one of {', '.join(DONE)}")
    if line["table"] not in TABLES or "start" not in TABLES[line["table"]].names:
        raise ValueError(f"{where}: {line['table']!r} is no table whose rows have a place")
    if line["done"] == "verdict" and line["new"] not in VERDICTS:
        raise ValueError(f"{where}: a verdict is {' or '.join(VERDICTS)}, not {line['new']!r}")
    if line["done"] == "change" and line["column"] not in TABLES[line["table"]].names:
        raise ValueError(f"{where}: {line['table']} has no column {line['column']!r}")
    try:
        start, end = int(line["start"]), int(line["end"])
    except ValueError:
        raise ValueError(f"{where}: start and end are whole numbers") from None
    values: dict[str, Any] = dict(line) | {"start": start, "end": end}
    return Correction(**values)


def write(path: Path, corrections: Iterable[Correction]) -> None:
    """Write the file anew: aside, then in place of the one that was there."""
    kept.write(path, NAMES, map(asdict, corrections))


def about(
    row: Mapping[str, Any], table: str, frames: Frames, texts: Mapping[str, str]
) -> Correction:
    """A correction about a row's place, yet to be filled with what is to be done there."""
    document = owner(row)
    text = texts[document]
    of = frames["documents"].set_index("document_id").loc[document]
    start, end = int(row["start"]), int(row["end"])
    return Correction(
        str(of["sha256"]),
        str(of["path"]),
        table,
        start,
        end,
        text[start:end],
        text[max(0, start - AROUND) : start],
        text[end : end + AROUND],
        "",
    )


def changed(  # noqa: PLR0917
    row: Mapping[str, Any],
    table: str,
    column: str,
    new: Any,
    frames: Frames,
    texts: Mapping[str, str],
) -> Correction:
    """That a column of a row is to hold something else."""
    place = about(row, table, frames, texts)
    return replace(
        place, done="change", column=column, old=kept.written(row[column]), new=kept.written(new)
    )


def as_json(values: Mapping[str, Any]) -> str:
    """The columns of a row to add, as the file holds them."""
    return json.dumps(
        {name: kept.written(value) for name, value in values.items()}, ensure_ascii=False
    )


def merged(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections in order, the last word on each column of each row alone."""
    last: dict[tuple[Any, ...], Correction] = {}
    for one in corrections:
        key = (one.sha256, one.table, one.start, one.end, one.done == "add", one.column)
        last.pop(key, None)
        last[key] = one
    return list(last.values())


def apply(corrections: Iterable[Correction], frames: Frames, texts: Mapping[str, str]) -> Applied:
    """The tables with everything put right whose place is found, and what is left with the reason.

    The tables given are not changed. A row that is struck out takes with it what refers to it where
    that cannot be without; elsewhere the reference becomes empty.
    """
    frames = {name: frame.copy() for name, frame in frames.items()}
    left: list[tuple[Correction, str]] = []
    count = 0
    for one in merged(corrections):
        place = _place(one, frames["documents"], texts)
        if isinstance(place, str):
            left.append((one, place))
            continue
        reason = _DO[one.done](one, frames, *place)
        if reason:
            left.append((one, reason))
        else:
            count += 1
    return Applied(frames, count, tuple(left))


def _place(
    one: Correction, documents: pd.DataFrame, texts: Mapping[str, str]
) -> tuple[str, int, int] | str:
    """Document and span of a correction now, or why there is none."""
    same = documents[(documents["sha256"] == one.sha256).fillna(False)]
    for document in same["document_id"]:
        if texts.get(document, "")[one.start : one.end] == one.words:
            return document, one.start, one.end
    named = documents[documents["path"] == one.path]
    if same.empty and named.empty:
        return "the file is not among the texts"
    for document in (*same["document_id"], *named["document_id"]):
        found = list(_found(one, texts.get(document, "")))
        if len(found) == 1:
            return document, found[0], found[0] + len(one.words)
        if len(found) > 1:
            return f"the file has changed and the words stand there {len(found)} times"
    return "the words no longer stand in the file"


def _found(one: Correction, text: str) -> Iterator[int]:
    """Where the words stand with what stood around them; with one side of it, if nowhere with both."""
    for before, after in ((one.before, one.after), (one.before, ""), ("", one.after)):
        whole = before + one.words + after
        if not (before or after) or not one.words:
            continue
        places, at = [], text.find(whole)
        while at >= 0:
            places.append(at + len(before))
            at = text.find(whole, at + 1)
        if places:
            yield from places
            return


def _change(one: Correction, frames: Frames, document: str, start: int, end: int) -> str:
    frame = frames[one.table]
    rows = _standing(frame, one.table, document, start, end)
    if len(rows) != 1:
        return f"{len(rows) or 'no'} rows of {one.table} stand at these words now"
    try:
        value = kept.typed(one.table, one.column, one.new)
    except ValueError as error:
        return str(error)
    frame.loc[rows[0], one.column] = value
    _mark(frame, rows[0], one.column)
    return ""


def _strike(one: Correction, frames: Frames, document: str, start: int, end: int) -> str:
    rows = _standing(frames[one.table], one.table, document, start, end)
    if len(rows) > 1:
        return f"{len(rows)} rows of {one.table} stand at these words now"
    _remove(frames, one.table, frames[one.table].loc[rows, TABLES[one.table].key[0]].tolist())
    return ""


def _judge(one: Correction, frames: Frames, document: str, start: int, end: int) -> str:
    """Verdicts change no table; they are asked for by ``judged``."""
    checks = frames["checks"]
    here = checks.loc[_standing(checks, "checks", document, start, end)]
    same = (here["kind"] == one.column) & (here["verdict"] == "disagrees")
    return "" if same.any() else "no such disagreement stands at these words now"


def judged(
    corrections: Iterable[Correction], frames: Frames, texts: Mapping[str, str]
) -> pd.Series:
    """true, false or open for every disagreement, empty for other checks; as ``frames["checks"]``."""
    checks = frames["checks"]
    disagrees = (checks["verdict"] == "disagrees").fillna(False)
    found = pd.Series(disagrees.map({True: "open", False: ""}), checks.index, dtype="string")
    for one in merged(corrections):
        place = _place(one, frames["documents"], texts) if one.done == "verdict" else ""
        if not isinstance(place, str):
            here = found.index.isin(_standing(checks, "checks", *place))
            found[here & disagrees & (checks["kind"] == one.column)] = one.new
    return found


def _remove(frames: Frames, table: str, ids: list[str]) -> None:
    """Take rows away, and what cannot be without them."""
    key = TABLES[table].key[0]
    frames[table] = frames[table][~frames[table][key].isin(ids)].reset_index(drop=True)
    for name, other in TABLES.items():
        for column, referred in other.refers:
            if referred != table or name not in frames:
                continue
            lost = frames[name][column].isin(ids).fillna(False)
            if not lost.any():
                continue
            needed = next(c.required for c in other.columns if c.name == column)
            if needed:
                _remove(frames, name, frames[name].loc[lost, other.key[0]].tolist())
            else:
                frames[name].loc[lost, column] = pd.NA


def _add(one: Correction, frames: Frames, document: str, start: int, end: int) -> str:
    table, frame = TABLES[one.table], frames[one.table]
    try:
        given = json.loads(one.new)
        row = {
            name: kept.typed(one.table, name, kept.written(value)) for name, value in given.items()
        }
    except (ValueError, AttributeError, KeyError):
        return "what is to be added is not JSON of the table's columns"
    there = _standing(frame, one.table, document, start, end)
    if there:  # it was added before, or is found now without help
        frame.loc[there[0], list(row)] = list(row.values())
        _mark(frame, there[0], "added")
        return ""
    row |= {"start": start, "end": end} | _around(frames, table.names, document, start)
    key = table.key[0]
    row[key] = f"{row.get('report_id') or document + '#'}+{key[0]}{start}"
    lacking = [c.name for c in table.columns if c.required and c.name not in row]
    if lacking:
        return f"a row of {one.table} needs {', '.join(lacking)}"
    new = pd.DataFrame([row]).reindex(columns=frame.columns).astype(frame.dtypes.to_dict())
    _mark(new, new.index[0], "added")
    order = (frame["report_id"] if "report_id" in frame else frame[key]).astype("string")
    mine = row.get("report_id", "")
    before = (order < mine) | ((order == mine) & (frame["start"] <= start))
    at = int(before.fillna(True).sum())
    frames[one.table] = pd.concat([frame.iloc[:at], new, frame.iloc[at:]], ignore_index=True)
    return ""


def _around(frames: Frames, names: list[str], document: str, at: int) -> dict[str, Any]:
    """The report, section and sentence that a place stands in."""
    found: dict[str, Any] = {}
    for name in ("report", "section", "sentence"):
        key = f"{name}_id"
        if key in names:
            rows = frames[f"{name}s"]
            here = rows[(documents(rows) == document) & (rows["start"] <= at) & (rows["end"] > at)]
            found[key] = here[key].iloc[-1] if len(here) else None
    return found


_DO = {"change": _change, "strike": _strike, "add": _add, "verdict": _judge}


def _standing(frame: pd.DataFrame, table: str, document: str, start: int, end: int) -> list[Any]:
    here = (frame["start"] == start) & (frame["end"] == end) & (documents(frame) == document)
    return frame.index[here.fillna(False)].tolist()


def _mark(frame: pd.DataFrame, row: Any, column: str) -> None:
    """Say in the row that a column of it was put right."""
    if CORRECTED not in frame:
        frame[CORRECTED] = pd.array([pd.NA] * len(frame), dtype="string")
    before = frame.loc[row, CORRECTED]
    names = [] if pd.isna(before) else str(before).split("|")
    frame.loc[row, CORRECTED] = "|".join(dict.fromkeys([*names, column]))

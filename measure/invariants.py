"""What holds for the tables of any text, sound or not: checked in tests, mutants and fuzzing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

from toolkit.extract.document import Rows, extract
from toolkit.extract.text import Edit, Text
from toolkit.reading import reading
from toolkit.tables import tables

Row = Mapping[str, Any]
STATUSES = ("ok", "partial", "failed", "skipped")


def of_bytes(data: bytes, document_id: str = "d") -> tuple[list[str], Rows]:
    r"""What does not hold for a text file, and its rows; what is raised is left to the caller.

    >>> of_bytes("关于减负的报告\n今年共开会12次。".encode())[0]
    []
    """
    found = reading.read(data, ".txt")
    rows: Rows = {}
    if found.status not in ("failed", "skipped"):
        rows = extract(document_id, found.text, found.damaged)
    wrong = [*of_reading(found), *(of_rows(rows, found.text) if rows else ())]
    return wrong, {"documents": [_document(document_id, found)], **rows}


def of_reading(found: reading.Reading) -> Iterator[str]:
    """A text that can be stored, a reason wherever not all was read, damage inside the text."""
    found.text.encode("utf-8")
    if found.status not in STATUSES or (found.message is None) > (found.status == "ok"):
        yield f"status {found.status} with message {found.message!r}"
    last = 0
    for start, end in found.damaged:
        if not last <= start < end <= len(found.text):
            yield f"damage {start}-{end} behind {last} in {len(found.text)} characters"
        last = end


def of_tables(rows: Rows) -> list[str]:
    """What does not hold by the schema: types, keys, references, vocabularies."""
    try:
        tables.make(rows)
    except tables.TableError as error:
        return [str(error)]
    return []


def of_rows(rows: Rows, raw: str) -> list[str]:
    """What does not hold for the rows of one text among themselves."""
    text = Text(raw, [_edit(row) for row in rows["repairs"]])
    checks = (_spans(rows, len(raw)), _numbers(rows), _wordings(rows, text), _covered(rows, text))
    return [wrong for check in checks for wrong in check]


def _edit(row: Row) -> Edit:
    return Edit(row["start"], row["end"], row["after"] or "", row["kind"])


def _document(document_id: str, found: reading.Reading) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "path": f"{document_id}.txt",
        "sha256": "",
        "format": found.format,
        "encoding": found.encoding,
        "characters": len(found.text),
        "page_marks": 0,
        "repairs": 0,
        "reports": 0,
        "status": found.status,
        "message": found.message,
    }


def _spans(rows: Rows, length: int) -> Iterator[str]:
    for name, table in rows.items():
        for row in table:
            if "start" in row and not 0 <= row["start"] <= row["end"] <= length:
                yield f"{name}: {row['start']}-{row['end']} of {length} characters"


def _numbers(rows: Rows) -> Iterator[str]:
    for name, table in rows.items():
        for row in table:
            numbers = [value for value in row.values() if isinstance(value, float)]
            if not all(map(isfinite, numbers)):
                yield f"{name}: {numbers} in {row}"
            low, high = row.get("low"), row.get("high")
            if low is not None and high is not None and low > high:
                yield f"{name}: low {low} above high {high} in {row['text']!r}"


def _wordings(rows: Rows, text: Text) -> Iterator[str]:
    """The text of a row is the cleaned wording of its span; of a page mark, what was taken out.

    What a repair put in at the edge of a span may belong to the neighbour.
    """
    first, last = text.bounds()
    kept = [text.raw[at : at + 1] == char for at, char in zip(first, text.clean, strict=True)]
    for name in ("sentences", "claims", "mentions", "doubts"):
        for row in rows[name]:
            said = (row["text"] or "").strip()
            low, high = bisect_left(first, row["start"]), bisect_right(last, row["end"])
            at = text.clean.find(said, low, high)
            beside = (*range(low, at), *range(at + len(said), high))
            more = any(kept[i] and not text.clean[i].isspace() for i in beside)
            if (at < 0 or more) and said != text.raw[row["start"] : row["end"]].strip():
                yield f"{name}: {said!r} where {text.clean[low:high]!r} stands"


def _covered(rows: Rows, text: Text) -> Iterator[str]:
    """Sentences follow each other and hold every character of their reports but blanks."""
    spans = [(row["start"], row["end"]) for row in rows["sentences"]]
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            yield f"sentences: one begins at {start}, the one before it ends at {end}"
    in_report = _Inside([(row["start"], row["end"]) for row in rows["reports"]])
    in_sentence = _Inside(spans)
    for at, char in zip(text.bounds()[0], text.clean, strict=True):
        if not char.isspace() and in_report.holds(at) and not in_sentence.holds(at):
            yield f"sentences: {char!r} at {at} is in none"
            return


class _Inside:
    """Whether an offset lies in one of some sorted spans."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans
        self.starts = [start for start, _ in spans]

    def holds(self, offset: int) -> bool:
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.spans[at][1]

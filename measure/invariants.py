"""What holds for the tables of any text, sound or not: checked in tests, mutants and fuzzing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

from toolkit import reading, tables
from toolkit.extract.document import Rows, extract
from toolkit.extract.text import Edit, Text

Row = Mapping[str, Any]
STATUSES = ("ok", "partial", "failed")


def of_bytes(data: bytes, suffix: str = ".txt") -> list[str]:
    """What does not hold for a file; whatever is raised on the way is left to the caller."""
    found = reading.read(data, suffix)
    return [*of_reading(found), *(() if found.status == "failed" else of_text(found))]


def of_reading(found: reading.Reading) -> Iterator[str]:
    """A text that can be stored, a reason wherever not all was read, damage inside the text."""
    found.text.encode("utf-8")
    if found.status not in STATUSES or (found.message is None) != (found.status == "ok"):
        yield f"status {found.status} with message {found.message!r}"
    last = 0
    for start, end in found.damaged:
        if not last <= start < end <= len(found.text):
            yield f"damage {start}-{end} behind {last} in {len(found.text)} characters"
        last = end


def of_text(found: reading.Reading) -> list[str]:
    r"""What does not hold for the rows of one text.

    >>> of_text(reading.read("关于减负的报告\n今年共开会12次。".encode(), ".txt"))
    []
    """
    rows = extract("d", found.text, found.damaged)
    text = Text(found.text, [_edit(row) for row in rows["repairs"]])
    wrong = [
        *_spans(rows, len(found.text)),
        *_numbers(rows),
        *_wordings(rows, text),
        *_covered(rows, text),
    ]
    try:
        tables.make({"documents": [_document(found)], **rows})  # types, keys, references, values
    except tables.TableError as error:
        wrong.append(str(error))
    return wrong


def _edit(row: Row) -> Edit:
    return Edit(row["start"], row["end"], row["after"] or "", row["kind"])


def _document(found: reading.Reading) -> Row:
    return {
        "document_id": "d",
        "path": "d.txt",
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

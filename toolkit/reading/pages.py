"""Where on the pages of a document its characters stand: rows of ``pages`` and ``page_lines``.

A line's characters are held in one cell, each as its box of ink in tenths of the page's unit,
counted from the line's upper left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.reading.formats.model import Box, Page, PageLine
from toolkit.reading.reading import Reading

Row = dict[str, Any]
DOUBTFUL = 0.85  # confidence below which a recognised line is a doubt
_FINE = 10  # parts of a unit
_NONE = "."


def rows(document_id: str, found: Reading, reports: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows a document's pages give. reports: those of the document, for the doubts."""
    lines = [(page, line) for page in found.pages for line in page.lines]
    return {
        "pages": [_page(document_id, page) for page in found.pages],
        "page_lines": [_line(document_id, page, line) for page, line in lines],
        "doubts": list(_doubts(document_id, found, reports)),
    }


def _page(document_id: str, page: Page) -> Row:
    return {
        "document_id": document_id,
        "page": page.number,
        "start": page.start,
        "end": page.end,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "unit": page.unit,
    }


def _line(document_id: str, page: Page, line: PageLine) -> Row:
    left, top, right, bottom = around([box for box in line.boxes if box])
    return {
        "document_id": document_id,
        "page": page.number,
        "start": line.start,
        "end": line.end,
        "left": left,
        "top": top,
        "right": right,
        "bottom": bottom,
        "characters": " ".join(_packed(box, left, top) for box in line.boxes),
        "confidence": None if line.confidence is None else round(line.confidence, 2),
    }


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds some boxes.

    >>> around([(0, 2, 5, 9), (4, 1, 8, 8)])
    (0, 1, 8, 9)
    """
    left, top, right, bottom = zip(*boxes, strict=True)
    fine = (min(left), min(top), max(right), max(bottom))
    return tuple(round(side, 1) for side in fine)  # type: ignore[return-value]


def _packed(box: Box | None, left: float, top: float) -> str:
    if box is None:
        return _NONE
    sides = (box[0] - left, box[1] - top, box[2] - left, box[3] - top)
    return ",".join(str(round(side * _FINE)) for side in sides)


def boxes(line: Row, start: int, end: int) -> list[Box]:
    """The boxes of some characters of a line, given its row of ``page_lines``.

    >>> line = {"start": 7, "left": 50.0, "top": 20.0, "characters": "0,0,100,120 . 110,0,160,120"}
    >>> boxes(line, 8, 10)
    [(61.0, 20.0, 66.0, 32.0)]
    """
    cells = line["characters"].split(" ")[max(0, start - line["start"]) : end - line["start"]]
    return [_unpacked(cell, line["left"], line["top"]) for cell in cells if cell != _NONE]


def _unpacked(cell: str, left: float, top: float) -> Box:
    sides = [int(side) / _FINE for side in cell.split(",")]
    return (left + sides[0], top + sides[1], left + sides[2], top + sides[3])


def _doubts(document_id: str, found: Reading, reports: Sequence[Row]) -> Iterator[Row]:
    lines = [line for page in found.pages for line in page.lines]
    doubtful = [x for x in lines if x.confidence is not None and x.confidence < DOUBTFUL]
    for n, line in enumerate(doubtful, 1):
        owner = next((r for r in reports if r["start"] <= line.start < r["end"]), None)
        yield {
            "doubt_id": f"{document_id}#.p{n:04d}",
            "document_id": document_id,
            "report_id": owner and owner["report_id"],
            "kind": "recognised",
            "note": f"letters recognised in a scan with a confidence of {line.confidence:.2f} only",
            "text": found.text[line.start : line.end],
            "start": line.start,
            "end": line.end,
        }


def told(reports: Sequence[Row], found: Reading) -> None:
    """What a web page says of itself goes into the rows of its reports."""
    for row in reports:
        row |= {"published": found.said.published, "source": found.said.source}
        if len(reports) == 1:
            row["title"] = row["title"] or found.said.title

"""A Word document's text: paragraphs and tables in order, with their automatic numbers.

Text boxes and footnotes follow the paragraph they belong to; headers, footers and comments are
left out; tracked changes are taken as accepted. Parts are read from the package one by one, so
that pictures and broken links, of which documents have many, are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from toolkit.reading.formats.model import Extracted, Page, RefusedError
from toolkit.reading.formats.numbering import Numbering
from toolkit.reading.formats.packed import Package
from toolkit.reading.formats.rows import Rows
from toolkit.reading.formats.xml import all_of, attribute, first, is_on, name, val, whole

_MAIN = "word/document.xml"
_TWIPS = 20  # to a point
_TAKEN_OUT = frozenset(("del", "moveFrom", "delText", "delInstrText", "instrText", "rt", "pPr"))
_PICTURES = frozenset(("blip", "imagedata"))
_FEW_BESIDE = 60  # characters for each picture, up to which they may be its pages
_CHANGES = frozenset(("ins", "del", "moveTo", "moveFrom"))
_BREAK = "\0"  # where a page ended when the document was last saved; XML cannot hold it


def read(data: bytes) -> Extracted:
    """The text of a .docx file (.docm, .dotx, both kinds of the standard)."""
    package = Package(data)
    main = _main_part(package)
    document = package.xml(main)
    body = first(document, "body")
    if body is None:
        raise RefusedError("it holds no document. Open it in Word or WPS and save it anew.")
    beside = main.rpartition("/")[0]

    def part(called: str) -> Any | None:
        path = f"{beside}/{called}.xml"
        return package.xml(path) if path in package else None

    walk = _Walk(Numbering(part("numbering"), part("styles")), _notes(part))
    text, breaks = _unbroken("".join(f"{line}\n" for line in walk.lines(body)))
    changes = sum(name(node) in _CHANGES for node in body.iter())
    note = f"It holds {changes} tracked changes; they were read as accepted." if changes else None
    lost = _in_pictures(body, text)
    return Extracted(text, note=note, lost=lost, pages=tuple(_pages(body, text, breaks)))


def _in_pictures(body: Any, text: str) -> str | None:
    """What is said of a document that is hardly more than its pictures."""
    count = sum(name(node) in _PICTURES for node in body.iter())
    if not 0 < len("".join(text.split())) <= _FEW_BESIDE * count:
        return None
    return (
        f"it holds {count:,} picture{'s' * (count > 1)} and few words; letters in pictures are not "
        "read. If they are pages, print it to a PDF and put that here."
    )


def _main_part(package: Package) -> str:
    if _MAIN in package:
        return _MAIN
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels"):
            target = (attribute(relation, "Target") or "").lstrip("/")
            if (attribute(relation, "Type") or "").endswith("/officeDocument") and (
                target in package and target.endswith(".xml")
            ):
                return target
    raise RefusedError("it is no Word document. Open it in its own program and save it as .docx.")


def _notes(part: Any) -> dict[tuple[str, str], Any]:
    """Footnotes and endnotes by kind and number."""
    found = {}
    for kind in ("footnote", "endnote"):
        for node in all_of(part(f"{kind}s"), kind):
            if attribute(node, "type") in (None, "normal"):
                found[kind, attribute(node, "id") or ""] = node
    return found


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph is made of while it is walked through."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


class _Walk:
    def __init__(self, numbering: Numbering, notes: dict[tuple[str, str], Any]) -> None:
        self._numbering = numbering
        self._notes = notes
        self._noted = 0
        self._kept = ""  # the text of a paragraph whose end was deleted

    def lines(self, parent: Any) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a note."""
        for node in parent:
            kind = name(node)
            if kind == "p":
                yield from self._paragraph(node)
            elif kind == "tbl":
                rows = Rows()
                for row in _rows(node):
                    yield from rows.lines([self._cell(cell) for cell in _cells(row)])
            elif kind not in _TAKEN_OUT:
                yield from self.lines(_chosen(node))

    def _paragraph(self, node: Any) -> Iterator[str]:
        properties = first(node, "pPr")
        number = self._numbering.number(properties)
        found = _Paragraph()
        self._inside(node, found)
        wording = "".join(found.pieces)
        text = self._kept + (_before(number, wording) if wording.strip() else "") + wording
        self._kept = text if is_on(properties, "rPr/del") else ""
        if not self._kept:
            yield from text.split("\n")
        for box in found.boxes:
            yield from self.lines(box)
        for key in found.notes:
            yield from self._note(key)

    def _note(self, key: tuple[str, str]) -> Iterator[str]:
        node = self._notes.pop(key, None)
        if node is not None:
            self._noted += 1
            wording = " ".join(line for line in self.lines(node) if line.strip())
            yield f"［脚注{self._noted}］{wording.strip()}"

    def _cell(self, cell: Any) -> list[str]:
        return [line for line in self.lines(cell) if line.strip()]

    def _inside(self, parent: Any, found: _Paragraph) -> None:
        for node in parent:
            kind = name(node)
            if kind == "t":
                found.pieces.append(node.text or "")
            elif kind in _MARKS:
                found.pieces.append(_MARKS[kind])
            elif kind == "br":
                found.pieces.append("" if attribute(node, "type") in ("page", "column") else "\n")
            elif kind == "txbxContent":
                found.boxes.append(node)
            elif kind in ("footnoteReference", "endnoteReference"):
                found.notes.append((kind[: -len("Reference")], attribute(node, "id") or ""))
            elif kind == "r" and is_on(node, "rPr/vanish"):
                continue
            elif kind not in _TAKEN_OUT:
                self._inside(_chosen(node), found)


_MARKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": _BREAK}


def _chosen(node: Any) -> Iterable[Any]:
    """What AlternateContent says to a new program; any other element's children."""
    if name(node) != "AlternateContent":
        return node
    found = first(node, "Choice")
    return found if found is not None else first(node, "Fallback") or ()


def _rows(table: Any) -> Iterator[Any]:
    for node in table:
        if name(node) == "tr":
            if not is_on(node, "trPr/del"):
                yield node
        elif name(node) not in _TAKEN_OUT:
            yield from _rows(node)


def _cells(row: Any) -> Iterator[Any]:
    for node in row:
        if name(node) == "tc":
            yield () if val(node, "tcPr/vMerge") != "restart" and _merged(node) else node
        elif name(node) not in _TAKEN_OUT:
            yield from _cells(node)


def _merged(cell: Any) -> bool:
    return first(cell, "tcPr/vMerge") is not None


def _before(number: str, wording: str) -> str:
    """A number as it stands before the words: apart only where both would run together."""
    together = number and (number[-1].isalnum() and not wording[:1].isspace())
    return f"{number} " if together else number


def _unbroken(marked: str) -> tuple[str, list[int]]:
    """The text without marks of page breaks, and where they stood."""
    parts = marked.split(_BREAK)
    breaks, at = [], 0
    for part in parts[:-1]:
        at += len(part)
        breaks.append(at)
    return "".join(parts), breaks


def _pages(body: Any, text: str, breaks: list[int]) -> Iterator[Page]:
    """Pages as they were when Word last saved the document; none where it left no marks."""
    size = next((node for node in body.iter() if name(node) == "pgSz"), None)
    if size is None or not breaks:
        return
    width, height = (whole(attribute(size, side)) / _TWIPS for side in ("w", "h"))
    bounds = [0, *breaks, len(text)]
    for number, (start, end) in enumerate(pairwise(bounds), 1):
        yield Page(number, start, end, width, height)

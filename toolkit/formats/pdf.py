"""A PDF's text layer: characters with their places, read by PDFium.

Pages that hold a picture and no letters are scans; they go to ``scan.py`` where that is installed.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from typing import Any

from toolkit.formats.layout import Glyph, Sheet, lines_of, text_of
from toolkit.formats.model import Box, Extracted, Progress, RefusedError

PAGES = 3_000
CHARACTERS = 100_000  # of one page
_FEW = 8  # characters of a page that has no text of its own, but a stamp or a page number
_LOST = 0.3  # share of characters without meaning, from which a text layer is worth nothing
_QUARTER = 1.5707963


def read(data: bytes, progress: Progress) -> Extracted:
    """The text of a PDF and where it stands."""
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error)) from error
    with document:
        count = len(document)
        if count > PAGES:
            raise RefusedError(f"it has {count:,} pages; {PAGES:,} are read at most. Split it.")
        sheets, scanned = [], []
        for at in range(count):
            progress(at, count)
            sheet, is_scan = _sheet(document[at])
            sheets.append(sheet)
            if is_scan:
                scanned.append(at)
        progress(count, count)
    text, pages = text_of(sheets)
    lost = _unread(scanned, count) if scanned else None
    if not text.strip():
        raise RefusedError(lost or "its pages are empty.")
    return Extracted(text, pages=tuple(pages), lost=lost)


def _refused(reason: str) -> RefusedError:
    if "assword" in reason:
        return RefusedError(
            "it is protected by a password. Open it, print it to a new PDF, and put that here."
        )
    return RefusedError(
        "it is damaged or no PDF. Open it in a reader of PDFs, print it to a new PDF, and put "
        "that here."
    )


def _unread(scanned: list[int], count: int) -> str:
    which = "all pages are" if len(scanned) == count else f"{len(scanned)} of {count} pages are"
    return (
        f"{which} pictures of text (a scan). To read them install what recognises letters: "
        "make ocr, then parse again."
    )


def _sheet(page: Any) -> tuple[Sheet, bool]:
    """A page's lines, and whether it is but a picture."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(page, textpage))
    finally:
        textpage.close()
    has_picture = len(glyphs) < _FEW or _meaningless(glyphs)
    is_scan = has_picture and _shows_picture(page)
    page.close()
    return Sheet(width, height, [] if is_scan else lines_of(glyphs)), is_scan


def _meaningless(glyphs: list[Glyph]) -> bool:
    lost = sum(g.char == "\ufffd" or "\ue000" <= g.char <= "\uf8ff" for g in glyphs)
    return lost > _LOST * len(glyphs)


def _shows_picture(page: Any) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _glyphs(page: Any, textpage: Any) -> Iterator[Glyph]:
    """The characters of a page that stand upright, in the order of its content."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = raw.FPDFText_CountChars(textpage)
    if count > CHARACTERS:
        raise RefusedError(
            f"a page holds {count:,} characters; {CHARACTERS:,} are read at most. It is no report, "
            "or print it to a new PDF and put that here."
        )
    angles = [round(raw.FPDFText_GetCharAngle(textpage, at) / _QUARTER, 2) for at in range(count)]
    upright = Counter(angles).most_common(1)[0][0] if angles else 0.0
    place = _Place(page)
    edge = [ctypes.c_double() for _ in range(4)]
    room = raw.FS_RECTF()
    pending = ""
    for at in range(count):
        if angles[at] != upright or raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        if "\ud800" <= char <= "\udbff":
            pending = char
            continue
        if pending:
            char = (pending + char).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            pending = ""
        char = _MEANT.get(char, char)
        if char < " " or not raw.FPDFText_GetLooseCharBox(textpage, at, room):
            continue
        raw.FPDFText_GetCharBox(textpage, at, edge[0], edge[1], edge[2], edge[3])
        left, right, bottom, top = (side.value for side in edge)
        ink = place.box(left, bottom, right, top)
        around = place.box(room.left, room.bottom, room.right, room.top)
        yield Glyph(char, ink, *around)


_MEANT = {"\x02": "-", "\ufffe": "-", "\xad": "-", "\xa0": " "}  # PDFium's signs of a hyphen


class _Place:
    """From the points of a PDF page, counted from below, to those of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        self._left, self._bottom, self._right, self._top = page.get_bbox()
        self._turned = page.get_rotation() // 90

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self._turned == 1:
            return (
                bottom - self._bottom,
                left - self._left,
                top - self._bottom,
                right - self._left,
            )
        if self._turned == 2:
            return (
                self._right - right,
                bottom - self._bottom,
                self._right - left,
                top - self._bottom,
            )
        if self._turned == 3:
            return (self._top - top, self._right - right, self._top - bottom, self._right - left)
        return (left - self._left, self._top - top, right - self._left, self._top - bottom)

"""A PDF's text layer: characters with their places, read by PDFium.

Pages that hold a picture and no letters are scans; they go to ``scan.py`` where that is installed.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from toolkit.reading.encodings import BROKEN
from toolkit.reading.formats import scan
from toolkit.reading.formats.drawn import Table, tables_of, with_rows
from toolkit.reading.formats.grids import Rule, find_grids, rule_of
from toolkit.reading.formats.layout import Glyph, Sheet, lines_of, text_of
from toolkit.reading.formats.model import Box, Extracted, Progress, RefusedError

PAGES = 3_000
CHARACTERS = 100_000  # of one page
OBJECTS = 200_000  # drawn on a page without text
_DPI = 200  # dots an inch at which a scanned page is looked at
_FEW = 8  # characters of a page that has no text of its own, but a stamp or a page number
_FEW_BESIDE, _HALF = 60, 0.5  # the same beside a picture of half the page: the mark of an app
_SEGMENTS = 2_000  # of one path; a drawing has more
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
        sheets = []
        for at in range(count):
            progress(at, count)
            sheets.append(_sheet(document[at]))
        progress(count, count)
    scanned = sum(tables is None for _, tables in sheets)
    text, pages = text_of(with_rows([(sheet, tables or []) for sheet, tables in sheets]))
    lost = _unread(scanned, count) if scanned else None
    if not text.strip():
        raise RefusedError(lost or "its pages are empty.", "skipped" if lost else "failed")
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


def _unread(scanned: int, count: int) -> str:
    which = "its pages are" if scanned == count else f"{scanned} of {count} pages are"
    return (
        f"{which} pictures of text (a scan), or of letters that the file does not name. To read "
        "them install what recognises letters: "
        "make ocr, then parse again."
    )


def _sheet(page: Any) -> tuple[Sheet, list[Table] | None]:
    """A page's lines and its tables; none of both where it is a picture that cannot be read."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        angles = _angles(textpage)
        upright = Counter(angles).most_common(1)[0][0] if angles else 0.0
        glyphs = list(_glyphs(page, textpage, [angle == upright for angle in angles], int(upright)))
    finally:
        textpage.close()
    across = (int(upright) - page.get_rotation() // 90) % 2 == 1
    shown = _pictured(page) if len(glyphs) < _FEW_BESIDE else 0.0
    is_scan = _meaningless(glyphs) or (shown > 0 if len(glyphs) < _FEW else shown > _HALF)
    if is_scan and scan.is_installed():
        picture = page.render(scale=_DPI / 72, grayscale=True).to_pil()
        return scan.sheet_of(picture, 72 / _DPI, "point")
    edge = width if across else height
    if is_scan:
        return Sheet(width, height, [], edge=edge), None
    lines, tables = tables_of(lines_of(glyphs), find_grids(list(_rules(page, int(upright)))))
    return Sheet(width, height, lines, edge=edge), tables


def _meaningless(glyphs: list[Glyph]) -> bool:
    lost = sum(g.char == BROKEN or "\ue000" <= g.char <= "\uf8ff" for g in glyphs)
    return lost > _LOST * len(glyphs)


def _pictured(page: Any) -> float:
    """The share of a page that its largest picture covers."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = raw.FPDFPage_CountObjects(page)
    if count > OBJECTS:
        raise RefusedError(
            f"a page draws {count:,} objects; {OBJECTS:,} are looked at most. Print it to a new PDF "
            "as a picture, and put that here."
        )
    pictures = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
    sizes = [
        (right - left) * (top - low) for left, low, right, top in (p.get_bounds() for p in pictures)
    ]
    wide, high = page.get_size()
    return max((max(size / (wide * high), 0.01) for size in sizes), default=0.0)


def _rules(page: Any, quarter: int) -> Iterator[Rule]:
    """The straight lines that a page draws, as seen when its text is upright."""
    from pypdfium2 import raw  # noqa: PLC0415

    bounds = page.get_bbox()
    count = raw.FPDFPage_CountObjects(page)
    for at in range(count if count <= OBJECTS else 0):
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            for box in _strokes(drawn):
                rule = rule_of(_seen(box, bounds, quarter))
                if rule:
                    yield rule


def _strokes(path: Any) -> Iterator[Box]:
    """The boxes of a path's straight strokes; of what is filled, the whole of each part."""
    from pypdfium2 import raw  # noqa: PLC0415

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(raw.FPDFPath_CountSegments(path), _SEGMENTS)):
        piece = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(point)
        if stroked.value and raw.FPDFPathSegment_GetClose(piece):
            parts[-1].append(parts[-1][0])
    for part in parts:
        yield from (_around(pair) for pair in pairwise(part)) if stroked.value else [_around(part)]


def _around(points: Sequence[tuple[float, float]]) -> Box:
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _angles(textpage: Any) -> list[float]:
    """How far each character of a page is turned, in quarters of a turn."""
    from pypdfium2 import raw  # noqa: PLC0415

    count = raw.FPDFText_CountChars(textpage)
    if count > CHARACTERS:
        raise RefusedError(
            f"a page holds {count:,} characters; {CHARACTERS:,} are read at most. It is no report, "
            "or print it to a new PDF and put that here."
        )
    turns = (raw.FPDFText_GetCharAngle(textpage, at) / _QUARTER for at in range(count))
    return [round(turn, 2) % 4 for turn in turns]


def _glyphs(page: Any, textpage: Any, upright: list[bool], quarter: int) -> Iterator[Glyph]:
    """The characters of a page that are turned like most, in the order of its content."""
    from pypdfium2 import raw  # noqa: PLC0415

    bounds, rotation = page.get_bbox(), page.get_rotation() // 90
    edge = [ctypes.c_double() for _ in range(4)]
    room = raw.FS_RECTF()
    pending = ""
    for at in range(len(upright)):
        if not upright[at] or raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        if char == "\0" or raw.FPDFText_HasUnicodeMapError(textpage, at) == 1:
            char = BROKEN  # the file does not tell which letter it is
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
        ink = _seen((left, bottom, right, top), bounds, rotation)
        around = (room.left, room.bottom, room.right, room.top)
        yield Glyph(char, ink, *_seen(around, bounds, quarter))


_MEANT = {"\x02": "-", "\ufffe": "-", "\xad": "-", "\xa0": " "}  # PDFium's signs of a hyphen


def _seen(box: Box, bounds: Box, quarter: int) -> Box:
    """A box of a PDF page, counted from below, as it is seen from above when the page is turned."""
    left, bottom, right, top = box
    west, south, east, north = bounds
    if quarter == 1:
        return (bottom - south, left - west, top - south, right - west)
    if quarter == 2:
        return (east - right, bottom - south, east - left, top - south)
    if quarter == 3:
        return (north - top, east - right, north - bottom, east - left)
    return (left - west, north - top, right - west, north - bottom)

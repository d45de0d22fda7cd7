"""Documents for tests, made on the spot: Word files from XML or python-docx, PDFs from text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from fpdf import FPDF

from toolkit.figures.style import font

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def docx_of(body: str, **parts: str) -> bytes:
    """A Word file whose body is some XML; parts: numbering, styles, footnotes."""
    files = {
        "[Content_Types].xml": CONTENT,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    files |= {f"word/{name}.xml": part(name, inner) for name, inner in parts.items()}
    return zipped(files)


def part(name: str, inner: str) -> str:
    return f"<w:{name} {W} {MC}>{inner}</w:{name}>"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def levels(*described: tuple[str, str], more: Sequence[str] = ()) -> str:
    """Levels of an abstract list: style of the number, and how it is written."""
    given = [*more, *([""] * (len(described) - len(more)))]
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{extra}<w:lvlText w:val="{wording}"/></w:lvl>'
        for at, ((style, wording), extra) in enumerate(zip(described, given, strict=True))
    )


def lists(abstract: Sequence[str], of: Mapping[int, tuple[int, str]]) -> str:
    """A numbering part: abstract lists, and lists by number: which abstract one, what else."""
    head = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{inner}</w:abstractNum>'
        for at, inner in enumerate(abstract)
    )
    return head + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{at}"/>{more}</w:num>'
        for n, (at, more) in of.items()
    )


def pdf_of(pages: Sequence[Sequence[tuple[float, float, float, str]]], **settings: object) -> bytes:
    """A PDF: for each page its lines as (left, baseline from above, size, text), in points."""
    pdf = FPDF(unit="pt", format=(420, 595))
    pdf.set_creation_date(datetime(2025, 3, 12, tzinfo=UTC))
    pdf.add_font("report", "", str(font()))
    pdf.set_auto_page_break(False)
    for name, value in settings.items():
        getattr(pdf, name)(value)
    for lines in pages:
        pdf.add_page()
        for left, base, size, text in lines:
            pdf.set_font("report", size=size)
            pdf.text(left, base, text)
    return bytes(pdf.output())


def typeset(
    paragraphs: Sequence[str], columns: int = 20, indent: int = 2, size: float = 16, top: float = 90,
    rows: int = 16, gap: float = 0.0, edges: Sequence[tuple[float, float, float, str]] = (),
) -> bytes:  # fmt: skip
    """A PDF of paragraphs set in lines of so many Han, as offices print; edges: on every page."""
    lines: list[tuple[float, str, bool]] = []
    for paragraph in paragraphs:
        rest, room, left = paragraph, columns - indent, float(indent)
        first = True
        while rest:
            taken = _fitting(rest, room)
            lines.append((left, rest[:taken], first))
            rest, room, left, first = rest[taken:], columns, 0.0, False
    pages = []
    for start in range(0, len(lines), rows):
        page, at = list(edges), top
        for n, (left, text, first) in enumerate(lines[start : start + rows]):
            at += (size * 1.75 + (gap if first and n else 0)) if n else 0
            page.append((50 + left * size, at, size, text))
        pages.append(page)
    return pdf_of(pages)


def _fitting(text: str, room: int) -> int:
    """How many characters fit: no number is broken, no mark begins a line."""
    used, at = 0.0, 0
    while at < len(text):
        end = at + 1
        while text[at].isascii() and end < len(text) and text[end].isascii():
            end += 1
        size = sum(0.56 if char.isascii() else 1.0 for char in text[at:end])
        if used + size > room and text[at] not in "，。；：、”）":
            break
        used, at = used + size, end
    return max(at, 1)

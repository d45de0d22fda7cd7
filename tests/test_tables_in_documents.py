"""Tables in documents of every format: one line a row, whatever its cells hold."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pypdfium2
import pytest
from documents import docx_of, p
from fpdf import FPDF

from toolkit.extract.document import extract
from toolkit.figures.style import font
from toolkit.reading import reading
from toolkit.reading.formats import scan
from toolkit.reading.formats.grids import Grid, Rule, find_grids
from toolkit.reading.formats.pdf import read as read_pdf
from toolkit.reading.formats.rows import Rows

TITLE = "青岭县整治形式主义问题整改清单"
END = "注：各项问题均已建立台账。"
HEAD = ["序号", "存在问题", "整改措施", "整改时限"]
# the paragraphs of each cell
ROWS = [
    [["1"], ["发文过多，基层反映强烈。"], ["严控发文数量，全年发文减少20%以上，由县委办按季度通报。"], ["6月底"]],
    [["2"], ["会议过多过长。"], ["1.每月召开全县性会议不超过2次。", "2.会议控制在60分钟以内。"], ["12月底"]],
    [["3"], ["督查检查过频。"], ["将督查事项压减到15项，未列入计划的一律不得开展。", "实行清单管理。"], ["长期"]],
]  # fmt: skip
EXPECTED = [
    TITLE,
    "\t".join(HEAD),
    *("\t".join("".join(cell) for cell in row) for row in ROWS),
    END,
]
WIDTHS = (30, 80, 130, 60)
SIZE, LEADING = 10.0, 15.0


def wrapped(cell: Sequence[str], width: float) -> list[str]:
    """The lines of a cell, as many letters in each as it has room for; a number stays whole."""
    lines = []
    for paragraph in cell:
        line = ""
        for piece in paragraph.replace("20%", "\0").replace("15", "\1").replace("60", "\2"):
            char = {"\0": "20%", "\1": "15", "\2": "60"}.get(piece, piece)
            if (len(line) + len(char)) * SIZE > width - 6:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def pdf(rows_on: Sequence[int] = (99,), *, heads: bool = False, parted: bool = False) -> bytes:
    """The table as offices print it. rows_on: how many rows each page holds; heads: each begins
    with the names of the columns; parted: the last row of a page goes on overleaf.
    """
    out = FPDF(unit="pt", format=(420, 595))
    out.set_creation_date(datetime(2025, 3, 12, tzinfo=UTC))
    out.add_font("report", "", str(font()))
    out.set_auto_page_break(False)
    rest = [[wrapped(cell, width) for cell, width in zip(row, WIDTHS, strict=True)] for row in ROWS]
    for n, count in enumerate(rows_on):
        out.add_page()
        out.set_font("report", size=SIZE)
        at = 60.0
        if n == 0:
            out.text(60, at, TITLE)
            at += 14
        some, rest = rest[:count], rest[count:]
        if parted and rest:
            over = [cell[2:] for cell in some[-1]]
            some[-1] = [cell[:2] for cell in some[-1]]
            rest.insert(0, over)
        if n == 0 or heads:
            some.insert(0, [[name] for name in HEAD])
        for row in some:
            at = drawn(out, at, row)
        if not rest:
            out.text(60, at + 20, END)
    return bytes(out.output())


def drawn(out: FPDF, top: float, row: Sequence[Sequence[str]]) -> float:
    """A row with its rules; where it ends."""
    low, left = top + LEADING * max(map(len, row)) + 4, 50.0
    for cell, width in zip(row, WIDTHS, strict=True):
        out.rect(left, top, width, low - top)
        for n, line in enumerate(cell):
            if line:
                out.text(left + 3, top + LEADING * (n + 1) - 3, line)
        left += width
    return low


def docx() -> bytes:
    rows = [[[name] for name in HEAD], *ROWS]
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{''.join(map(p, cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return docx_of(f"{p(TITLE)}<w:tbl>{cells}</w:tbl>{p(END)}")


def html(between: str = "<br>") -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{between.join(cell)}</td>" for cell in row) + "</tr>"
        for row in [[[name] for name in HEAD], *ROWS]
    )
    return f"<html><meta charset='utf-8'><body><p>{TITLE}</p><table>{rows}</table><p>{END}</p></body></html>".encode()


def lines(data: bytes, suffix: str) -> list[str]:
    found = reading.read(data, suffix)
    assert found.status == "ok", found.message
    return [line.replace(" ", "") for line in found.text.splitlines()]


# label, comment, file, its ending
FILES = [
    ("docx", "cells of several paragraphs", docx(), ".docx"),
    ("html, breaks", "as editors write cells", html(), ".html"),
    ("html, paragraphs", "as Word saves them", html("<p>"), ".html"),
    ("pdf", "cells of several lines, told by the rules between them", pdf(), ".pdf"),
    ("pdf, two pages", "the table goes on", pdf((2, 1)), ".pdf"),
    ("pdf, two pages, names again", "as Word repeats them", pdf((1, 2), heads=True), ".pdf"),
    ("pdf, a row over two pages", "is one row", pdf((2, 2), parted=True), ".pdf"),
    ("pdf, a row over three pages", "is one row", pdf((3, 1, 1), parted=True), ".pdf"),
]  # fmt: skip


@pytest.mark.parametrize("label, why, data, suffix", FILES, ids=[case[0] for case in FILES])
def test_a_table_is_the_same_in_every_file(label: str, why: str, data: bytes, suffix: str) -> None:
    assert lines(data, suffix) == EXPECTED, why


@pytest.mark.parametrize("label, why, data, suffix", FILES, ids=[case[0] for case in FILES])
def test_its_rows_are_records(label: str, why: str, data: bytes, suffix: str) -> None:
    found = extract("list", "\n".join(lines(data, suffix)))
    assert [record["problem"] for record in found["records"]] == [
        "发文过多，基层反映强烈", "会议过多过长", "督查检查过频",
    ]  # fmt: skip


@pytest.mark.skipif(not scan.is_installed(), reason="what reads scans is not installed (make ocr)")
@pytest.mark.parametrize("dpi, tilt", [(150, 0.0), (110, -1.1), (150, 1.6)])
def test_a_scanned_table_is_read_by_its_rules(dpi: int, tilt: float) -> None:
    page = pypdfium2.PdfDocument(pdf())[0].render(scale=dpi / 72, grayscale=True).to_pil()
    out = io.BytesIO()
    page.rotate(tilt, fillcolor=255).save(out, "PNG")
    found = [kept(line) for line in lines(out.getvalue(), ".png")]
    assert found == [kept(line) for line in EXPECTED]


def kept(line: str) -> str:
    """Letters, digits and tabs: small marks are often taken for others, as 。 for o."""
    return "".join(char for char in line if (char.isalnum() and char != "o") or char in "\t%")


def test_every_letter_of_a_row_has_its_box_on_its_own_page() -> None:
    found = reading.read(pdf((2, 2), parted=True), ".pdf")
    for page in found.pages:
        assert page.lines
        for line in page.lines:
            assert page.start <= line.start < line.end <= page.end
            assert len(line.boxes) == line.end - line.start
    first = found.text.index("督查检查")
    boxes = {
        at: box for page in found.pages for line in page.lines
        for at, box in zip(range(line.start, line.end), line.boxes, strict=True)
    }  # fmt: skip
    assert boxes[first] is not None


def test_a_page_that_is_a_picture_with_the_mark_of_an_app_is_a_scan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = pypdfium2.PdfDocument(pdf())[0].render(scale=1.5, grayscale=True).to_pil()
    out = FPDF(unit="pt", format=(420, 595))
    out.add_font("report", "", str(font()))
    out.add_page()
    out.image(page, 0, 0, 420, 595)
    out.set_font("report", size=8)
    out.text(280, 580, "由某某扫描软件扫描创建")
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(scan.RefusedError, match=r"pictures of text.*make ocr"):
        read_pdf(bytes(out.output()), lambda *_: None)


# label, comment, rows of cells, the lines
TABLES = [
    ("data", "all cells are lines", [[["甲"], ["3份"]]], ["甲\t3份"]),
    ("a page laid out", "cells hold texts", [[["会议减少。", "文件减少。"], ["下一页"]]], ["会议减少。", "文件减少。", "下一页"]),
    ("under names", "a cell has paragraphs", [[["单位"], ["情况"]], [["甲乡"], ["会少", "文短"]]], ["单位\t情况", "甲乡\t会少 文短"]),
    ("wider than the names", "is not under them", [[["单位"], ["情况"]], [["甲"], ["会少。", "文短。"], ["乙"]]], ["单位\t情况", "甲", "会少。", "文短。", "乙"]),
    ("one cell across", "a group of rows", [[["单位"], ["情况"]], [["一、会议"]]], ["单位\t情况", "一、会议"]),
    ("names are short", "a sentence names nothing", [[["会议减少，文件减少。"], ["情况"]], [["甲"], ["会少。", "文短。"]]], ["会议减少，文件减少。\t情况", "甲", "会少。", "文短。"]),
    ("nothing", "is no line", [[[], []]], []),
]  # fmt: skip


@pytest.mark.parametrize("label, why, table, expected", TABLES, ids=[case[0] for case in TABLES])
def test_rows(label: str, why: str, table: list[list[list[str]]], expected: list[str]) -> None:
    rows = Rows()
    assert [line for cells in table for line in rows.lines(cells)] == expected, why


def box(left: float, top: float, right: float, low: float) -> list[Rule]:
    return [
        Rule(False, top, left, right), Rule(False, low, left, right),
        Rule(True, left, top, low), Rule(True, right, top, low),
    ]  # fmt: skip


SQUARE = [*box(0, 0, 200, 100), Rule(True, 100, 0, 100), Rule(False, 50, 0, 200)]
# label, comment, rules, how many tables, cells of the first in its rows
GRIDS = [
    ("two by two", "the least", SQUARE, 1, [2, 2]),
    ("a frame", "is no table", box(0, 0, 200, 100), 0, []),
    ("two tables", "apart from one another", [*SQUARE, *(Rule(r.upright, r.at + (0 if r.upright else 200), r.start + (200 if r.upright else 0), r.end + (200 if r.upright else 0)) for r in SQUARE)], 2, [2, 2]),
    ("each cell by itself", "rules drawn twice are one", [*box(0, 0, 100, 50), *box(100.5, 0, 200, 50), *box(0, 50.4, 100, 100), *box(100.5, 50.4, 200, 100)], 1, [2, 2]),
    ("open at the sides", "as journals draw them", [Rule(False, y, 0, 200) for y in (0, 50, 100)] + [Rule(True, 100, 0, 100)], 1, [2, 2]),
    ("a cell across", "no rule stands in it", [*box(0, 0, 200, 100), Rule(True, 100, 50, 100), Rule(False, 50, 0, 200)], 1, [1, 2]),
    ("a cell down", "stands in its first row", [*box(0, 0, 200, 100), Rule(True, 100, 0, 100), Rule(False, 50, 100, 200)], 1, [2, 1]),
    ("one row", "what is left of a table overleaf", [*box(0, 0, 200, 50), Rule(True, 100, 0, 50)], 1, [2]),
    ("a line under words", "is no table", [Rule(False, 50, 0, 200)], 0, []),
    ("strokes", "too many to be rules", [Rule(False, float(n % 90), n, n + 40.0) for n in range(4_000)], 0, []),
]  # fmt: skip


@pytest.mark.parametrize("label, why, rules, count, cells", GRIDS, ids=[case[0] for case in GRIDS])
def test_grids(label: str, why: str, rules: list[Rule], count: int, cells: list[int]) -> None:
    grids = find_grids(rules)
    assert len(grids) == count, why
    assert [filled(grids[0], row) for row in range(len(grids[0].rows) - 1)] == cells if grids else 1


def filled(grid: Grid, row: int) -> int:
    return sum(cell is not None for cell in grid.row(row))

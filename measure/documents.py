"""The same report as the documents people hold: Word files, web pages, PDFs, scans.

Forms like those of ``forms.py``. PDFs take LibreOffice (soffice) and a Chromium, which print as
offices and readers do; a form whose program is not installed is left out.
"""

from __future__ import annotations

import html
import io
import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Form = Callable[[str], tuple[bytes, str]]
Placed = tuple[float, float, str]  # a line as it is set

_HAN = "〇一二三四五六七八九"
_LEVELS = (  # a number as it stands before a heading, its style, how Word writes it
    (re.compile(r"([一二三四五六七八九十]{1,3})、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"（([一二三四五六七八九十]{1,3})）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"(\d{1,2})\.(?!\d)"), "decimal", "%3."),
)
_MINUTES = 3
SHEET, SIZE, _MARGIN = (420.0, 595.0), 12.0, 60.0  # points
_FINE = 600  # pixels of a Han by which words are measured
_TITLE = 80  # characters; a longer first line is no title


def lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"\r\n|\r|\n", text) if line.strip()]


# Word


def docx_typed(text: str) -> tuple[bytes, str]:
    """Numbers typed, as the text has them; a header, and page numbers in the footer."""
    document = _document()
    for at, line in enumerate(lines(text)):
        _paragraph(document, line, at == 0 and len(line) < _TITLE)
    return _saved(document), ".docx"


def docx_numbered(text: str) -> tuple[bytes, str]:
    """Numbers of headings made by Word: three levels of one list, begun anew where they jump."""
    document = _document()
    numbers = _Numbers(document)
    for at, line in enumerate(lines(text)):
        level, number, rest = _split(line)
        if number and rest:
            numbers.give(_paragraph(document, rest, False), level, number)
        else:
            _paragraph(document, line, at == 0 and len(line) < _TITLE)
    return _saved(document), ".docx"


def _split(line: str) -> tuple[int, int, str]:
    for level, (pattern, _, _) in enumerate(_LEVELS):
        match = pattern.match(line)
        if match and (number := _value(match[1])):
            return level, number, line[match.end() :].strip()
    return 0, 0, line


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    from toolkit.reading.formats.numbering import written as again  # noqa: PLC0415

    known = {again(n, "chineseCountingThousand"): n for n in range(1, 100)}
    return known.get(written, 0)


def _document() -> Any:
    import docx  # noqa: PLC0415

    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料 注意保存"
    section.footer.paragraphs[0].text = "第 1 页"
    return document


def _paragraph(document: Any, line: str, title: bool) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = document.add_paragraph()
    run = paragraph.add_run(line)
    run.font.size = Pt(22 if title else 16)
    run.font.name = "Noto Sans SC"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans SC")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if title else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(28)
    if not title:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    return paragraph


class _Numbers:
    """Word's own numbering of three levels in a document."""

    def __init__(self, document: Any) -> None:
        from docx.oxml import parse_xml  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        self._parse, self._spaces = parse_xml, nsdecls("w")
        self._root = document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{wording}"/></w:lvl>'
            for at, (_, style, wording) in enumerate(_LEVELS)
        )
        abstract = parse_xml(
            f'<w:abstractNum {self._spaces} w:abstractNumId="90">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        self._root.insert(0, abstract)
        self._next, self._counts = 100, [0, 0, 0]
        self._list = self._new(0, None)

    def _new(self, level: int, start: int | None) -> int:
        again = (
            ""
            if start is None
            else f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        )
        self._next += 1
        self._root.append(
            self._parse(
                f'<w:num {self._spaces} w:numId="{self._next}"><w:abstractNumId w:val="90"/>'
                f"{again}</w:num>"
            )
        )
        return self._next

    def give(self, paragraph: Any, level: int, number: int) -> None:
        if number != self._counts[level] + 1:
            self._list = self._new(level, number)
        self._counts[level] = number
        self._counts[level + 1 :] = [0] * (2 - level)
        properties = paragraph._element.get_or_add_pPr()
        properties.append(
            self._parse(
                f'<w:numPr {self._spaces}><w:ilvl w:val="{level}"/>'
                f'<w:numId w:val="{self._list}"/></w:numPr>'
            )
        )


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# Web pages


_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}青岭县人民政府</title>
<meta name="PubDate" content="2025-03-12 09:30">
<meta name="ContentSource" content="县政府办公室">
<style>.nav li{{float:left}} p{{text-indent:2em}}</style>
<script>var _count=12;document.write("访问量 3500 人次");</script></head><body>
<div class="top"><a href="/en">English</a> | <a href="/old">长者助手</a> | <a href="/wza">无障碍</a></div>
<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/zwfw">政务服务</a></li>
<li><a href="/hd">互动交流</a></li><li><a href="/sj">数据开放</a></li></ul>
<div class="crumbs">您的位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; <a href="/gb">工作报告</a></div>
<div class="main">{head}
<div class="info"><span>发布时间：2025-03-12 09:30</span> <span>来源：县政府办公室</span> <span>浏览次数：1208</span>
<span>字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></span></div>
<div class="TRS_Editor" id="zoom">{body}</div>
<div class="share">分享到：<a href="#">微信</a> <a href="#">微博</a></div>
<div class="related"><h3>相关文章</h3><ul>
<li><a href="/a1">青岭县召开一季度经济运行分析会议</a> 2025-03-02</li>
<li><a href="/a2">青岭县2024年财政预算执行情况公布</a> 2025-02-18</li>
<li><a href="/a3">关于开展2025年春季安全检查的通知</a> 2025-02-11</li></ul></div></div>
<div class="foot"><p>主办：青岭县人民政府办公室 承办：青岭县大数据中心</p>
<p>网站标识码：1234567890 　备案号：青ICP备12345678号 　电话：0000-1234567</p></div></body></html>
"""


def _titled(text: str) -> tuple[str, list[str]]:
    """A text's title and its other lines; a text that begins with a sentence has none."""
    found = lines(text)
    return (found[0], found[1:]) if len(found[0]) < _TITLE else ("", found)


def page(text: str) -> tuple[bytes, str]:
    """A page of an office's site: menus, crumbs, a line of data, the text, links, a foot."""
    title, rest = _titled(text)
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in rest)
    return _paged(title, body).encode(), ".html"


def _paged(title: str, body: str) -> str:
    shown = html.escape(title)
    return _PAGE.format(
        title=f"{shown}_" if title else "", head=f"<h1>{shown}</h1>" if title else "", body=body
    )


def page_of_breaks(text: str) -> tuple[bytes, str]:
    """The same in GBK, lines parted by <br> and indented by hard spaces."""
    title, rest = _titled(text)
    body = "<br/>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}" for line in rest)
    return _paged(title, f"<div>{body}</div>").replace("utf-8", "gb2312").encode("gb18030"), ".htm"


# PDF


_FONTS = (
    '<?xml version="1.0"?><fontconfig><dir>{font}</dir><cachedir>{cache}</cachedir></fontconfig>'
)


def _printed(program: str, command: list[str], data: bytes, suffix: str, made: str) -> bytes:
    """What a program makes of a file; the only font it finds is the one of the figures."""
    from toolkit.figures.style import font  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        source, fonts = Path(folder) / f"report{suffix}", Path(folder) / "fonts.conf"
        source.write_bytes(data)
        fonts.write_text(_FONTS.format(font=font().parent, cache=folder), encoding="utf-8")
        filled = [part.format(source=source, folder=folder) for part in command]
        subprocess.run(
            [program, *filled], check=True, capture_output=True, timeout=60 * _MINUTES,
            env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
        )  # fmt: skip
        return (Path(folder) / f"report{made}").read_bytes()


def office(kind: str) -> Form:
    """The Word file with typed numbers as LibreOffice saves it: pdf, doc, odt, rtf."""
    command = ["-env:UserInstallation=file://{folder}/home", "--headless", "--convert-to", kind]
    command += ["--outdir", "{folder}", "{source}"]

    def form(text: str) -> tuple[bytes, str]:
        return _printed("soffice", command, *docx_typed(text), f".{kind}"), f".{kind}"

    return form


def browser_pdf(text: str) -> tuple[bytes, str]:
    command = ["--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf={folder}/report.pdf"]
    title, rest = _titled(text)
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in rest)
    made = (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><style>body{font:16px sans-serif}"
        "p{text-indent:2em}</style></head><body><h1 style='text-align:center'>"
        f"{html.escape(title)}</h1>{body}</body></html>"
    )
    page = made.encode()
    return _printed("chromium", [*command, "file://{source}"], page, ".html", ".pdf"), ".pdf"


def printed(paragraphs: list[str], day: datetime) -> bytes:
    """A PDF made without either: A5 pages with a header, page numbers and indented paragraphs."""
    from fpdf import FPDF  # noqa: PLC0415

    from toolkit.figures.style import font  # noqa: PLC0415

    pdf = FPDF(unit="pt", format=SHEET)
    pdf.set_creation_date(day)
    pdf.add_font("report", "", str(font()))
    pdf.set_auto_page_break(False)
    for number, rows in enumerate(printed_lines(paragraphs), 1):
        pdf.add_page()
        pdf.set_font("report", size=8)
        pdf.text(_MARGIN, 36, "内部资料")
        pdf.text(pdf.w / 2 - 12, pdf.h - 30, f"— {number} —")
        pdf.set_font("report", size=SIZE)
        for left, base, words in rows:
            pdf.text(left, base, words)
    return bytes(pdf.output())


def printed_lines(paragraphs: list[str]) -> list[list[Placed]]:
    """Where ``printed`` sets each line: by page, its left edge, its baseline, its words, in points."""
    font, (wide, high) = measured(), SHEET

    def long(words: str) -> float:
        return float(font.getlength(words)) * SIZE / _FINE

    step = 1.75 * SIZE
    bases = [_MARGIN + n * step for n in range(1, int((high - 2 * _MARGIN) // step) + 1)]
    return _laid("\n".join(paragraphs), long, wide, _MARGIN, bases)


# Scans


def scan(dpi: int, noise: int = 12, tilt: float = 0.6, seed: int = 1) -> Form:
    """Pages printed, scanned at so many dots an inch, a little tilted and noisy; a PDF of pictures."""

    def form(text: str) -> tuple[bytes, str]:
        first, *others = scanned(text, dpi, noise, tilt, seed)
        out = io.BytesIO()
        first.save(out, "PDF", resolution=dpi, save_all=True, append_images=others)
        return out.getvalue(), ".pdf"

    return form


def scanned(text: str, dpi: int, noise: int, tilt: float, seed: int = 1) -> list[Any]:
    """The pages of a report as pictures in grey, as a scanner gives them."""
    from PIL import Image  # noqa: PLC0415

    chance = random.Random(seed)
    turned = (
        drawn.rotate(chance.uniform(-tilt, tilt), Image.Resampling.BICUBIC, fillcolor=255)
        for drawn in pages(text, dpi)
    )
    return [_noisy(picture, noise, seed) for picture in turned]


def _noisy(picture: Any, noise: int, seed: int) -> Any:
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    grain = np.random.default_rng(seed).normal(0, noise, (picture.height, picture.width))
    grey = np.asarray(picture, dtype=np.float64) + grain
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def pages(text: str, dpi: int, size: float = 16) -> Iterator[Any]:
    """A4 pages of a report as pictures: title centred, paragraphs indented, page numbers."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    width, height = round(8.27 * dpi), round(11.69 * dpi)
    em = round(size * dpi / 72)
    font = _font(em)
    for number, rows in enumerate(page_lines(text, dpi, size), 1):
        sheet = Image.new("L", (width, height), 255)
        draw = ImageDraw.Draw(sheet)
        for left, top, words in rows:
            draw.text((left, top), words, 0, font)
        foot = f"— {number} —"
        below = height - round(1.2 * dpi)
        draw.text(((width - draw.textlength(foot, font)) / 2, below), foot, 0, font)
        yield sheet


def page_lines(text: str, dpi: int, size: float = 16) -> list[list[Placed]]:
    """Where ``pages`` sets each line: by page, its left and upper edges, its words, in pixels."""
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    em = round(size * dpi / 72)
    step, top = round(em * 1.75), round(1.2 * dpi)
    tops = [top + n * step for n in range((height - 2 * top) // step)]
    return _laid(text, _font(em).getlength, width, round(1.1 * dpi), tops)


def _laid(
    text: str, long: Callable[[str], float], wide: float, margin: float, tops: Sequence[float]
) -> list[list[Placed]]:
    """A text in lines that stand so high on pages so wide."""
    rows = list(_set(text, wide - 2 * margin, long))
    return [
        [
            ((wide - long(words)) / 2 if centred else margin, top, words)
            for top, (words, centred) in zip(tops, rows[first:], strict=False)
        ]
        for first in range(0, len(rows), len(tops))
    ]


def measured() -> Any:
    """The font of all that is set here, so large that its letters are measured finely."""
    return _font(_FINE)


@cache
def _font(em: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415

    from toolkit.figures.style import font  # noqa: PLC0415

    return ImageFont.truetype(str(font()), em)


_PIECE = re.compile(r"[\d.,%A-Za-z]+|.")
_CLOSING = frozenset("，。；：、！？”’）》】％%")


def _set(text: str, width: float, long: Callable[[str], float]) -> Iterator[tuple[str, bool]]:
    """Lines no longer than a width, and whether they are centred."""
    for at, line in enumerate(lines(text)):
        centred = at == 0 and len(line) < _TITLE
        row = "" if centred else "\u3000\u3000"
        for piece in _PIECE.findall(line):
            if long(row + piece) > width and piece not in _CLOSING:
                yield row, centred
                row = ""
            row += piece
        yield row, centred


QUICK: dict[str, Form] = {
    "docx, typed numbers": docx_typed,
    "docx, automatic numbers": docx_numbered,
    "web page": page,
    "web page of line breaks": page_of_breaks,
}


def slow() -> dict[str, Form]:
    """PDFs and scans, where the programs that make and read them are at hand."""
    found: dict[str, Form] = {}
    if shutil.which("soffice"):
        found |= {f"office {kind}": office(kind) for kind in ("pdf", "doc", "odt", "rtf")}
    if shutil.which("chromium"):
        found["browser pdf"] = browser_pdf
    if find_spec("rapidocr"):
        found |= {f"scan, {dpi} dpi": scan(dpi) for dpi in (200, 150, 100)}
    return found

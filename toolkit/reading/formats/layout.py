"""Characters on pages to running text: lines, columns, paragraphs, and what is no part of the text.

A line ends where the next word no longer fits; so a line after which the next word would have
fitted ends its paragraph. Headers, footers and page numbers are known by their place: rows at the
edge that stand on many pages alike but for their digits.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise
from math import inf
from statistics import median

from toolkit.reading.formats.model import Box, Page, PageLine


@dataclass(slots=True)
class Glyph:
    """A character: the box of its ink, and the room it takes in its line."""

    char: str
    ink: Box | None  # None: it is not on this page
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Line:
    """Characters from left to right. ``em``: the size of a Han in it."""

    glyphs: list[Glyph]
    em: float = 0.0
    confidence: float | None = None
    indent: str = ""  # full-width blanks before and after its words, where they were written
    outdent: str = ""
    stops: tuple[float, ...] = ()  # where its pieces begin, but for the first
    is_row: bool = False  # of a table, with tabs between its cells
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = self.glyphs[0].left, max(g.right for g in self.glyphs)
        self.top = median(g.top for g in self.glyphs)
        self.bottom = median(g.bottom for g in self.glyphs)
        self.em = self.em or _em(self.glyphs)

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was found: its size and its lines."""

    width: float
    height: float
    lines: Sequence[Line]
    unit: str = "point"
    edge: float = 0.0  # its height as its text is read: the width where that is turned

    @property
    def reach(self) -> float:
        return self.edge or self.height


@dataclass(frozen=True, slots=True)
class _Usual:
    """The body of a document: the size of its Han, and, in Han, the distances of lines, of Han, and
    of a Han and a letter. ``gaps``: whether blanks stand between the paragraphs of a line.
    """

    em: float
    leading: float
    spacing: float
    mixed: float
    gaps: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line in its column: the sheet it stands on, and the column's edges."""

    line: Line
    sheet: int
    column: tuple[float, float]
    first: bool  # the first of its column


_PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·•\s]*"
)
_DIGITS = re.compile(r"[0-9０-９]+|[一二三四五六七八九十]+")
_WIDE, _HAN, TAB = "\u3000", "\u2e80", "\t"
EDGE = 0.13  # share of a page's height that may hold headers and footers
# How far apart, in Han, two characters are that a blank parts: beside a mark, and before letters.
_BLANK, _BLANK_OF_INK = (0.3, 0.18), (0.8, 0.6)
_WIDEST_GAP = 5  # Han that blanks at the end of a line may have taken
_NARROWEST = 8  # Han in a line of running text
_OF_USUAL = 0.12  # of the lines that end where most do, so many end at the edge of a column
_HEAD = 3  # lines of a title that is no larger than the text
_ROWS_OF_SCAN = 8  # from which a scan's own edges are known: no page is laid on like another
_ROWS = 3  # rows at an edge that may be headers or footers
_REPEATED = 0.3  # share of pages from which a row at the edge is a header
_MARGIN = 40.0 / 842  # share of the height in which only printers write
_WORD = (  # what is not broken: a word of letters or one Han, with the marks that cling to it
    r"[“‘（《〈「『【\[(]*(?:[0-9A-Za-z.,:;/%％‰∶+\-]+|.)[，。；：、！？”’）》〉」』】\])%％…,.:;!?]*"
)
_CLINGS = r"(?<=[,.:;“”‘’+\-])|(?=[“”‘’+\-])|(?<=[，、。：；）])(?=\d)"
_CHUNK = re.compile(rf"{_WORD}(?:(?:{_CLINGS}){_WORD}){{0,3}}", re.S)
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|第[一二三四五六七八九十百\d]+[章节条款部]|\d{1,2}[.．、])"
)
_BULLET = re.compile(r"[•●■◆▪·\-]\s?")
_STOPS = frozenset("。！？；：”")


# Lines


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Lines of a page from its characters in the order in which they were written."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if not runs or not _goes_on(runs[-1][-1], glyph):
            runs.append([glyph])
        elif not _same_place(runs[-1][-1], glyph):
            runs[-1].append(glyph)
    rows: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda r: (r[0].top + r[0].bottom, r[0].left)):
        if rows and _same_row(rows[-1][0], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [line for row in rows for line in _pieces(row)]


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    one, other = before.bottom - before.top, glyph.bottom - glyph.top
    overlap = min(before.bottom, glyph.bottom) - max(before.top, glyph.top)
    gap = (glyph.left - before.right) / (max(one, other) or 1.0)
    return overlap > 0.4 * min(one, other) and -0.7 < gap < 0.8


def _same_place(one: Glyph, other: Glyph) -> bool:
    """A character printed twice, a hair apart, to look bold; a long dash may be one sign for two."""
    near = 0.25 * max(one.right - one.left, 0.1)
    apart = max(abs(one.left - other.left), abs(one.top - other.top))
    return one.char == other.char and one.char not in "—…─" and apart < near


def _same_row(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    low, high = median(g.top for g in one), median(g.bottom for g in one)
    top, bottom = median(g.top for g in other), median(g.bottom for g in other)
    return min(high, bottom) - max(low, top) > 0.55 * min(high - low, bottom - top)


def _pieces(row: Sequence[list[Glyph]]) -> Iterator[Line]:
    """The lines of a row: apart where a gap is wide enough to be that between columns."""
    pieces: list[list[Glyph]] = []
    glyphs = sorted((g for run in row for g in run), key=lambda g: g.left)
    em = _em(glyphs)
    for glyph in glyphs:
        if not pieces or glyph.left - pieces[-1][-1].right > 1.5 * em:
            pieces.append([glyph])
        elif not _same_place(pieces[-1][-1], glyph):
            pieces[-1].append(glyph)
    for piece in pieces:
        seen = [at for at, glyph in enumerate(piece) if not glyph.char.isspace()]
        if seen:
            before, words, after = (
                piece[: seen[0]],
                piece[seen[0] : seen[-1] + 1],
                piece[seen[-1] + 1 :],
            )
            indent, outdent = (_WIDE * sum(g.char == _WIDE for g in x) for x in (before, after))
            yield Line([_roomy(glyph, em) for glyph in words], em, indent=indent, outdent=outdent)


def _roomy(glyph: Glyph, em: float) -> Glyph:
    """A Han of which a file tells only where its ink is, with the room that every Han takes."""
    ink_only = glyph.ink is not None and (glyph.left, glyph.right) == (glyph.ink[0], glyph.ink[2])
    if not ink_only or not "\u4e00" <= glyph.char <= "\u9fff":
        return glyph
    middle, half = (glyph.left + glyph.right) / 2, em / 2
    return replace(glyph, left=middle - half, right=middle + half)


def _wide(glyphs: Sequence[Glyph]) -> list[float]:
    return [g.right - g.left for g in glyphs if _HAN <= g.char <= "\u9fff"]


def _em(glyphs: Sequence[Glyph]) -> float:
    """The size of a Han; a guess where there is none: letters and digits have many widths."""
    wide = _wide(glyphs)
    return median(wide) if wide else 0.75 * median(g.bottom - g.top for g in glyphs)


def _most(sizes: Sequence[float]) -> float:
    """The most common size, to a tenth, of two the larger; 0 of none."""
    counts = Counter(round(size, 1) for size in sizes)
    return max(counts, key=lambda size: (counts[size], size), default=0.0)


# Headers, footers, columns


def _without_edges(sheets: Sequence[Sheet]) -> Iterator[list[Line]]:
    """The lines of each page without headers, footers and page numbers: rows at the edge that are
    alike on many pages, or a number, or what a browser prints at the very edge in small letters.
    """
    edges = [list(_edge_rows(sheet)) for sheet in sheets]
    counts = Counter(key for found in edges for key in {key for key, _ in found})
    small = 0.85 * _most([line.em for sheet in sheets for line in sheet.lines])
    least = max(2, _REPEATED * len(sheets))
    for sheet, found in zip(sheets, edges, strict=True):
        low, high = _MARGIN * sheet.reach, (1 - _MARGIN) * sheet.reach
        out = {
            id(line)
            for key, row in found
            for line in row
            if counts[key] >= least
            or _PAGE_NUMBER.fullmatch("".join(line.text for line in row))
            or (not low <= line.middle <= high and line.em < small)
        }
        yield [line for line in sheet.lines if id(line) not in out]


def _edge_rows(sheet: Sheet) -> Iterator[tuple[tuple[bool, str, int], list[Line]]]:
    """The outer rows of a page, each by its side, its wording but for digits, and its place."""
    rows = _rows(sheet.lines)
    for below, some in ((False, rows[:_ROWS]), (True, rows[-_ROWS:])):
        for row in some:
            middle = row[0].middle / sheet.reach
            if middle > 1 - EDGE if below else middle < EDGE:
                wording = "".join("".join(line.text for line in row).split())
                yield (below, _DIGITS.sub("#", wording), round(middle * 50)), row


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(rows[-1][0].middle - line.middle) < 0.5 * max(line.em, rows[-1][0].em):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _columns(lines: list[Line]) -> list[list[Line]]:
    """Lines in reading order, by columns: where a gutter runs down many rows, what is left of it
    comes before what is right of it; a line across it comes between.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    columns: list[list[Line]] = []
    for across, part in groupby(lines, key=lambda line: line.left < gutter < line.right):
        sides: list[list[Line]] = [[], []]
        for line in part:
            sides[not across and line.right > gutter].append(line)
        for side in filter(None, sides):
            columns += _columns(side) if len(side) > 8 else [side]
    return columns


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where a page is parted in two columns of running text; no table is."""
    rows = [row for row in _rows(lines) if len(row) > 1]
    if len(rows) < 6 or 2 * len(rows) < len(_rows(lines)):
        return None
    tries = Counter(round((a.right + b.left) / 2) for row in rows for a, b in pairwise(row))
    at = float(max(tries, key=lambda x: (tries[x], -x)))
    sides = [
        ([line for line in row if line.right <= at], [line for line in row if line.left >= at])
        for row in rows
    ]
    both = [(a[-1], b[0]) for a, b in sides if len(a) == 1 and len(b) == 1]
    if len(both) < 0.8 * len(rows):
        return None
    for side in zip(*both, strict=True):
        widths = [line.right - line.left for line in side]
        if median(widths) < max(0.75 * max(widths), 8 * side[0].em):
            return None
    return at


# Paragraphs


def text_of(sheets: Sequence[Sheet]) -> tuple[str, list[Page]]:
    """The running text of pages, and where on them its characters stand."""
    placed = list(_placed(sheets))
    usual = _usual(placed)
    writer = _Writer(sheets, usual.mixed)
    paragraph: list[_Placed] = []
    for item in placed:
        between = _between(paragraph, item, usual) if paragraph else ""
        if between == "\n":
            paragraph = []
        if between:
            writer.write(between)
        elif paragraph:
            writer.join(item.line)
        paragraph.append(item)
        writer.line(item)
    writer.write("\n" if placed else "")
    return writer.done()


def _placed(sheets: Sequence[Sheet]) -> Iterator[_Placed]:
    """The lines of all pages in reading order, each with the edges of its column: those of the
    same column of all pages, but where pages are laid out by themselves.
    """
    found, together = [], defaultdict[tuple[int, int], list[Line]](list)
    for at, (sheet, rest) in enumerate(zip(sheets, _without_edges(sheets), strict=True)):
        columns = _columns(rest) if rest else []
        for column in columns:
            lines = [_whole(row) if len(row) > 1 else row[0] for row in _rows(column)]
            shape = (round(sheet.width), round(sheet.height)) if len(columns) == 1 else None
            scanned = len(lines) >= _ROWS_OF_SCAN and lines[0].confidence is not None
            found.append((at, lines, None if scanned else shape))
            if shape:
                together[shape] += lines
    shared = {shape: _column_edges(lines) for shape, lines in together.items()}
    for at, lines, shape in found:
        edges = shared[shape] if shape else _column_edges(lines)
        yield from (_Placed(line, at, edges, n == 0) for n, line in enumerate(lines))


def _whole(row: Sequence[Line]) -> Line:
    """The pieces of a row in one line, parted as in a typed text: they were no columns of text."""
    row = sorted(row, key=lambda piece: piece.left)
    glyphs = list(row[0].glyphs)
    for piece in row[1:]:
        gap = glyphs[-1]
        blank = Glyph(_WIDE, gap.ink, gap.right, gap.top, piece.left, gap.bottom)
        glyphs += (blank, blank, *piece.glyphs)
    return Line(
        glyphs,
        max(piece.em for piece in row),
        min((piece.confidence for piece in row if piece.confidence is not None), default=None),
        row[0].indent,
        row[-1].outdent,
        tuple(piece.left for piece in row[1:]),
    )


def _column_edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where lines begin and where they end: the outermost that several share."""
    lines = [line for line in lines if not line.is_row] or lines
    em = _most([line.em for line in lines]) or 1.0
    lefts = Counter(round(2 * line.left / em) for line in lines)
    rights = Counter(round(2 * _inked(line) / em) for line in lines)
    least = max(1, 0.02 * len(lines))
    often = max(least, _OF_USUAL * max(rights.values()))
    left = min(x for x, n in lefts.items() if n >= least) * em / 2
    right = max(x for x, n in rights.items() if n >= often) * em / 2
    within = [line.left for line in lines if abs(line.left - left) <= em / 2]
    ends = [_inked(line) for line in lines if abs(_inked(line) - right) <= em / 2]
    return (min(within, default=left), max(ends, default=right))


def _inked(line: Line) -> float:
    """Where a line ends but for punctuation, which may hang over the edge."""
    last = line.glyphs[-1]
    if len(line.glyphs) > 1 and not last.char.isalnum():
        return max(line.glyphs[-2].right, last.left)
    return line.right


def _usual(placed: Sequence[_Placed]) -> _Usual:
    """What is usual in a document: its lines set close to one another and not stretched."""
    written, placed = placed, [item for item in placed if not item.line.is_row] or placed
    em = _most([item.line.em for item in placed]) or 1.0
    steps = Counter(
        round((b.line.middle - a.line.middle) / em, 1)
        for a, b in pairwise(placed)
        if a.sheet == b.sheet
        and 0.8 * em < b.line.middle - a.line.middle < 3 * em
        and abs(b.line.em - em) < 0.15 * em
    )
    spaced = sorted(_spacing(x.line) / x.line.em for x in placed if len(x.line.glyphs) > 4)
    mixed = [
        (b.left - a.right - _spacing(item.line)) / item.line.em
        for item in written
        for a, b in pairwise(item.line.glyphs)
        if _is_mixed(a, b)
    ]
    return _Usual(
        em=em,
        leading=max(steps, key=lambda step: (steps[step], -step), default=1.6),
        spacing=max(0.0, spaced[len(spaced) // 20]) if spaced else 0.0,
        mixed=max(0.0, median(mixed)) if mixed else 0.0,
        gaps=any(2 * _WIDE in item.line.text and not item.line.stops for item in placed),
    )


def _between(paragraph: Sequence[_Placed], item: _Placed, usual: _Usual) -> str:
    """What stands between a paragraph and a line: nothing where it goes on with it, the blanks at
    the end of a line, which are not shown, or a line end.
    """
    if paragraph[-1].line.is_row or item.line.is_row:
        return "\n"
    room = _room(paragraph[-1], item, usual.spacing)
    if room < _WIDEST_GAP * item.line.em and _continues(paragraph, item, usual):
        if room < 0:
            return ""
        if usual.gaps:
            return 2 * _WIDE
    return "\n"


def _room(before: _Placed, item: _Placed, spacing: float) -> float:
    """How much more room was left behind a line than the first word of the next takes; below 0
    the line was full. A line that was stretched over blanks at its end had their room, but how far
    a line of a scan was stretched is not known.
    """
    line, (left, right) = before.line, before.column
    if right - left < _NARROWEST * line.em:
        return inf
    chunk = _CHUNK.match(item.line.text)
    word = item.line.glyphs[: len(chunk[0])] if chunk else item.line.glyphs
    room = right - line.right - (word[-1].right - word[0].left) - 0.5 * item.line.em
    if line.confidence is None:
        wide = sum(a.char >= _HAN or b.char >= _HAN for a, b in pairwise(line.glyphs))
        room += wide * max(0.0, _spacing(line) - spacing * line.em)
    return room


def _continues(paragraph: Sequence[_Placed], item: _Placed, usual: _Usual) -> bool:
    """Whether a line stands where the next line of the paragraph would."""
    before, line = paragraph[-1].line, item.line
    em = max(before.em, line.em)
    if abs(before.em - line.em) > 0.15 * em and _wide(before.glyphs) and _wide(line.glyphs):
        return False
    if paragraph[-1].sheet == item.sheet and not item.first:
        step = (line.middle - before.middle) / em
        if not 0 < step <= max(1.3 * usual.leading, 1.3 if line.em <= 1.15 * usual.em else 2.0):
            return False
    is_table = any(abs(a - b) < 0.5 * em for a in before.stops for b in line.stops)
    return not is_table and _aligned(paragraph, item, usual.em)


def _aligned(paragraph: Sequence[_Placed], item: _Placed, body: float) -> bool:
    """Whether a line begins where the next line of the paragraph would."""
    before, line, (left, right) = paragraph[-1].line, item.line, item.column
    if _centred(line, left, right):
        head = before.em > 1.1 * body or len(paragraph) < _HEAD
        return head and all(_centred(x.line, *x.column, least=0) for x in paragraph)
    indent = before.left - paragraph[-1].column[0]
    moved = (line.left - left) - indent
    if len(paragraph) > 1:
        return abs(moved) < 0.7 * line.em
    if moved > 0.7 * line.em:
        return _hangs(before, moved)
    if indent >= line.em and abs(moved) < 0.7 * line.em:
        return False
    return not (moved > -line.em and before.text[-1] in _STOPS and _MARKER.match(line.text))


def _centred(line: Line, left: float, right: float, least: float = 1.0) -> bool:
    before, after = line.left - left, right - line.right
    return before > least * line.em - 1e-6 and abs(before - after) < 1.5 * line.em


def _hangs(before: Line, moved: float) -> bool:
    """Whether what is moved so far stands below the first word after a number that hangs out."""
    marker = _MARKER.match(before.text) or _BULLET.match(before.text)
    after = before.glyphs[min(marker.end(), len(before.glyphs) - 1)] if marker else None
    return after is not None and abs(after.left - before.left - moved) < 0.5 * before.em


# What is written


class _Writer:
    """Text as it is put together, with the page and box of each character."""

    def __init__(self, sheets: Sequence[Sheet], mixed: float) -> None:
        self._sheets, self._mixed = sheets, mixed
        self._chars: list[str] = []
        self._boxes: list[Box | None] = []
        self._lines: list[tuple[int, int, int, float | None]] = []  # sheet, start, end, confidence

    def write(self, text: str, box: Box | None = None) -> None:
        self._chars += text
        self._boxes += [box] * len(text)

    def join(self, line: Line) -> None:
        """Between two lines of a paragraph: a space between two words in Latin letters, and before
        a number that stands alone, as the page of an entry does; else none.
        """
        last, first = self._chars[-1], line.glyphs[0].char
        words = parted(last, first)
        if last == "-" and first.islower() and first.isascii():
            del self._chars[-1], self._boxes[-1]
            sheet, start, end, confidence = self._lines.pop()
            self._lines.append((sheet, start, end - 1, confidence))
        elif words or (line.text.isdecimal() and last >= _HAN):
            self.write(" ")

    def line(self, item: _Placed) -> None:
        start = len(self._chars)
        self.write(item.line.indent)
        for char, box in _spaced(item.line, self._mixed):
            self.write(char, box)
        self.write(item.line.outdent)
        self._lines.append((item.sheet, start, len(self._chars), item.line.confidence))

    def done(self) -> tuple[str, list[Page]]:
        text = "".join(self._chars)
        lines: list[list[PageLine]] = [[] for _ in self._sheets]
        for at, start, end, confidence in self._lines:
            lines[at].append(PageLine(start, end, tuple(self._boxes[start:end]), confidence))
        firsts = (min((x.start for x in found), default=len(text)) for found in lines[:0:-1])
        ends = list(accumulate(firsts, min, initial=len(text)))[::-1]
        pages = [
            Page(n, start, end, sheet.width, sheet.height, sheet.unit, tuple(found))
            for n, (start, end, sheet, found) in enumerate(
                zip([0, *ends], ends, self._sheets, lines, strict=False), 1
            )
        ]
        return text, pages


def _spacing(line: Line) -> float:
    """The room between two Han of a line, which grows where it is stretched to the column's edge."""
    gaps = [(b.left - a.right, a.char >= _HAN <= b.char) for a, b in pairwise(line.glyphs)]
    return median([gap for gap, han in gaps if han] or [gap for gap, _ in gaps] or [0.0])


def _is_mixed(one: Glyph, other: Glyph) -> bool:
    """Whether a Han stands beside a letter or digit, between which programs leave some room."""
    mixed = one.char.isascii() != other.char.isascii()
    return mixed and one.char.isalnum() and other.char.isalnum()


def parted(last: str, first: str) -> bool:
    """Whether a blank stood between two words where a line ended: both in Latin letters."""
    latin = all(char.isascii() and (char.isalnum() or char in ",.;:)") for char in (last, first))
    return latin and not (last.isdigit() and first.isdigit())


def _spaced(line: Line, mixed: float) -> Iterator[tuple[str, Box | None]]:
    """A line's characters; a blank where one was written, or where two words stand apart."""
    usual = max(0.0, _spacing(line))
    least = _BLANK if line.confidence is None else _BLANK_OF_INK
    before: Glyph | None = None
    for glyph in line.glyphs:
        gap = before is None or before.char.isspace()
        if glyph.char in (_WIDE, TAB):
            yield glyph.char, None
        elif glyph.char.isspace():
            if not gap:
                yield " ", None
        else:
            if before is not None and not gap:
                letters = glyph.char.isalnum() and (before.char.isalnum() or glyph.char.isascii())
                room = least[letters] + mixed * _is_mixed(before, glyph)
                if glyph.left - before.right - usual > room * line.em:
                    yield " ", None
            yield glyph.char, glyph.ink
        before = glyph

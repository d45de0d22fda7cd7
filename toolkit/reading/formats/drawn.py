"""Tables that are drawn on pages: the characters in their cells, and their rows as lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit.reading.formats.grids import Grid
from toolkit.reading.formats.layout import EDGE, TAB, Glyph, Line, Sheet, parted
from toolkit.reading.formats.rows import Rows

Cell = list[Line]
Place = tuple[int, int]  # row and column
_CELL = 8  # lines of a cell, up to which a row is one line though no row names the columns
_NAME = 3  # lines of a cell that names a column
_SAME = 2.0  # points by which the columns of one table may differ from page to page


@dataclass(slots=True)
class Table:
    """A table of a page: the edges of its columns, where it stands, and the lines of its cells."""

    columns: tuple[float, ...]
    top: float
    bottom: float
    rows: list[list[Cell]]


def tables_of(lines: Sequence[Line], grids: Sequence[Grid]) -> tuple[list[Line], list[Table]]:
    """The lines of a page that stand in no table, and the tables with theirs."""
    rest: list[Line] = []
    inside: list[dict[Place, Cell]] = [defaultdict(list) for _ in grids]
    for line in lines:
        for (at, place), part in groupby(line.glyphs, key=lambda glyph: _where(glyph, grids)):
            piece = list(part)
            if place is not None:
                inside[at][place] += _trimmed(line, piece)
            else:
                rest += [line] if len(piece) == len(line.glyphs) else _trimmed(line, piece)
    return rest, [_table(grid, cells) for grid, cells in zip(grids, inside, strict=True)]


def _where(glyph: Glyph, grids: Sequence[Grid]) -> tuple[int, Place | None]:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    places = ((at, grid.place(x, y)) for at, grid in enumerate(grids))
    return next((found for found in places if found[1] is not None), (0, None))


def _trimmed(line: Line, glyphs: Sequence[Glyph]) -> list[Line]:
    """A piece of a line, without blanks at its ends; none where there is nothing else."""
    seen = [at for at, glyph in enumerate(glyphs) if not glyph.char.isspace()]
    if not seen:
        return []
    return [Line(list(glyphs[seen[0] : seen[-1] + 1]), line.em, line.confidence)]


def _table(grid: Grid, cells: Mapping[Place, Cell]) -> Table:
    rows = (
        [cells.get(place, []) if place else [] for place in grid.row(row)]
        for row in range(len(grid.rows) - 1)
    )
    return Table(grid.columns, grid.rows[0], grid.rows[-1], [row for row in rows if any(row)])


def with_rows(pages: Sequence[tuple[Sheet, list[Table]]]) -> list[Sheet]:
    """Pages whose tables are lines among the others. A table may go on over several pages."""
    runs: list[list[Table]] = []
    before: tuple[Sheet, Table] | None = None
    for sheet, found in pages:
        for table in found:
            if before is not None and _goes_on(*before, sheet, table):
                runs[-1].append(table)
            else:
                runs.append([table])
            before = (sheet, table)
    lines: dict[int, list[Line]] = {}
    for run in runs:
        _join(run)
        rows = Rows(most=_NAME)
        lines |= {id(t): [line for row in t.rows for line in _row(row, rows)] for t in run}
    return [_among(sheet, [(t.top, lines[id(t)]) for t in found]) for sheet, found in pages]


def _goes_on(sheet: Sheet, table: Table, beyond: Sheet, other: Table) -> bool:
    """Whether a table with the same columns goes on with one: nothing but edges stands between."""
    if sheet is beyond or len(table.columns) != len(other.columns):
        return False
    if any(abs(a - b) > _SAME for a, b in zip(table.columns, other.columns, strict=True)):
        return False
    below = any(table.bottom < line.middle < (1 - EDGE) * sheet.reach for line in sheet.lines)
    above = any(EDGE * beyond.reach < line.middle < other.top for line in beyond.lines)
    return not below and not above


def _among(sheet: Sheet, tables: Sequence[tuple[float, list[Line]]]) -> Sheet:
    lines = list(sheet.lines)
    for top, rows in tables:
        at = next((n for n, line in enumerate(lines) if line.middle > top), len(lines))
        lines[at:at] = rows
    return replace(sheet, lines=lines)


def _join(run: Sequence[Table]) -> None:
    """What goes on overleaf: names of columns stand there again, and a row that was parted has no
    number of its own.
    """
    width = len(run[0].columns) - 1
    names = _words(run[0].rows[0]) if run[0].rows else []
    for table in run[1:]:
        if table.rows and _words(table.rows[0]) == names:
            del table.rows[0]
    full = [row for table in run for row in table.rows if len(row) == width]
    numbers = [at for at in range(width) if _counts([row[at] for row in full])]
    for before, table in reversed(list(pairwise(run))):
        row, last = (x[0] if x else [] for x in (table.rows, before.rows[-1:]))
        if numbers and len(row) == len(last) == width and not any(row[n] for n in numbers):
            before.rows[-1] = [a + _moved(b, last) for a, b in zip(last, row, strict=True)]
            del table.rows[0]


def _words(row: list[Cell]) -> list[str]:
    return ["".join(line.text for line in cell) for cell in row]


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers of rows, under a name or none."""
    words = [word for word in _words(list(cells)) if word]
    return any(map(str.isdecimal, words)) and all(map(str.isdecimal, words[1:]))


def _moved(lines: Sequence[Line], row: list[Cell]) -> list[Line]:
    """Lines from overleaf at the place of a row, without boxes."""
    beside = next(cell[-1].glyphs[-1] for cell in row if cell)
    top, bottom = beside.top, beside.bottom
    return [
        replace(line, glyphs=[replace(g, ink=None, top=top, bottom=bottom) for g in line.glyphs])
        for line in lines
    ]


def _row(cells: list[Cell], rows: Rows) -> list[Line]:
    """A row of a table: one line where it is data, else the lines that stand in it."""
    data = rows.is_data([[line.text for line in cell] for cell in cells])
    if len(cells) < 2 or not (data or max(map(len, cells)) <= _CELL):
        return sorted((line for cell in cells for line in cell), key=lambda x: (x.middle, x.left))
    beside = next(cell[0].glyphs[0] for cell in cells if cell)
    glyphs: list[Glyph] = []
    for at, cell in enumerate(cells):
        if at:
            edge = glyphs[-1].right if glyphs else beside.left
            glyphs.append(replace(beside, char=TAB, left=edge, right=edge))
        glyphs += _run_on(cell)
    sure = (line.confidence for cell in cells for line in cell if line.confidence is not None)
    return [Line(glyphs, confidence=min(sure, default=None), is_row=True)]


def _run_on(lines: Sequence[Line]) -> Iterator[Glyph]:
    """The lines of a cell in one; a blank parts two words in Latin letters."""
    last: Glyph | None = None
    for line in lines:
        if last is not None and parted(last.char, line.glyphs[0].char):
            yield replace(last, char=" ")
        yield from line.glyphs
        last = line.glyphs[-1]

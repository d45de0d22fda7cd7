"""Lists of problems that were saved as a table: the names of its columns, then its rows.

Columns are parted by tabs, by | or by wide gaps; or each cell has a line to itself and the rows are
numbered. A row has as many cells as there are names; a line of one cell between rows names the area of
those under it, and anything else ends the table. A row without a problem answers the one above it; one
without an area is of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from toolkit.extract.structure.labels import part_of
from toolkit.extract.structure.lines import trimmed

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n]+")
_TAB, _BAR = re.compile(r"\t"), re.compile(r"\|")
_GAP = re.compile(r"(?<=[^ \u3000])[ \u3000]{2,}(?=[^ \u3000])")
_RULE = re.compile(r"[|:\- \t]+\Z")  # |---|---|
_BLANKS = " \t\u3000"
_LONGEST_NAME, _LONGEST_HEAD, _LONGEST_AREA, _MOST_COLUMNS = 12, 120, 30, 12
_FEWEST_ROWS = 2
_ANSWERS = frozenset(("measure", "result", "situation"))
ROW_NUMBERS = ("序号", "编号", "序")
_OTHERS = dict.fromkeys(ROW_NUMBERS, "number") | dict.fromkeys(
    ("类别", "分类", "领域", "问题类别", "问题类型", "问题分类"), "area"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its place, its number, the parts of a record its cells hold, and the area it is of."""

    start: int
    end: int
    number: Span | None
    parts: dict[str, list[Span]]
    area: Span | None = None


def find_rows(text: str, start: int, end: int) -> list[Row]:
    r"""The rows of all tables in a span that name a problem and what was done about it.

    >>> text = "序号\t问题\t整改措施\n1\t会多\t控量\n2\t文长\t限时\n"
    >>> [[text[slice(*span)] for (span,) in row.parts.values()] for row in find_rows(text, 0, len(text))]
    [['会多', '控量'], ['文长', '限时']]
    """
    spans = (match.span() for match in _LINE.finditer(text, start, end))
    lines = [span for span in spans if not _RULE.match(text[slice(*span)])]
    found: list[Row] = []
    at = 0
    while at < len(lines):
        rows = _beside(text, lines, at) or _below(text, lines, at)
        found += rows if len(rows) >= _FEWEST_ROWS else []
        while rows and at < len(lines) and lines[at][0] < rows[-1].end:
            at += 1
        at += not rows
    return found


def _beside(text: str, lines: Sequence[Span], at: int) -> list[Row]:
    """The rows of a table whose columns a line names, a line for each."""
    if lines[at][1] - lines[at][0] > _LONGEST_HEAD:
        return []
    for separator in (_TAB, _BAR, _GAP):
        columns = _columns(text, _cells(text, lines[at], separator))
        if columns:
            below = islice(lines, at + 1, None)
            return _rows(
                columns,
                ((trimmed(text, *line, _BLANKS), _cells(text, line, separator)) for line in below),
            )
    return []


def _below(text: str, lines: Sequence[Span], at: int) -> list[Row]:
    """The rows of a table whose cells stand one below the other."""
    if text[slice(*lines[at])].strip(_BLANKS) not in ROW_NUMBERS:
        return []
    heads = [trimmed(text, *line, _BLANKS) for line in lines[at : at + _MOST_COLUMNS]]
    first = next((n for n, head in enumerate(heads) if text[slice(*head)] == "1"), 0)
    columns = _columns(text, heads[:first])
    starts = range(at + first, len(lines), first) if columns else ()
    rows = ([trimmed(text, *line, _BLANKS) for line in lines[n : n + first]] for n in starts)
    numbered = takewhile(lambda row: text[slice(*row[1][0])] == str(row[0]), enumerate(rows, 1))
    return _rows(columns, (((cells[0][0], cells[-1][1]), cells) for _, cells in numbered))


def _columns(text: str, cells: Sequence[Span]) -> list[str | None]:
    """The part of a record that each column holds, or number: where they name a problem once, and
    what answers it.
    """
    names = ["".join(text[slice(*cell)].split()) for cell in cells]
    if len(names) < 2 or max(map(len, names)) > _LONGEST_NAME:
        return []
    columns = [_OTHERS.get(name) or part_of(name) for name in names]
    if "problem" not in columns:
        columns = ["problem" if column == "shown" else column for column in columns]
    if columns.count("area") > 1:
        columns = [None if column == "area" else column for column in columns]
    known = [column for column in columns if column]
    whole = "problem" in known and len(known) == len(set(known))
    return columns if whole and not _ANSWERS.isdisjoint(known) else []


def _rows(columns: Sequence[str | None], lines: Iterable[tuple[Span, Sequence[Span]]]) -> list[Row]:
    found: list[Row] = []
    area: Span | None = None
    for line, cells in lines:
        if len(cells) == 1 and line[1] - line[0] <= _LONGEST_AREA:
            area = line
            continue
        named = {
            name: cell
            for name, cell in zip(columns, cells, strict=False)
            if name and cell[0] < cell[1]
        }
        if len(cells) != len(columns) or not (found or "problem" in named):
            break
        number, area = named.pop("number", None), named.pop("area", area)
        if "problem" in named:
            parts = {name: [cell] for name, cell in named.items()}
            found.append(Row(*line, number, parts, area))
        elif named:
            found[-1] = _answered(found[-1], line[1], named)
        else:
            break
    return found


def _answered(row: Row, end: int, more: Mapping[str, Span]) -> Row:
    """A row with what the next line adds to it."""
    names = [*row.parts, *(name for name in more if name not in row.parts)]
    parts = {
        name: row.parts.get(name, []) + ([more[name]] if name in more else []) for name in names
    }
    return replace(row, end=end, parts=parts)


def _cells(text: str, line: Span, separator: re.Pattern[str]) -> list[Span]:
    trim = {_BAR: _BLANKS + "|", _GAP: _BLANKS}.get(separator, "")
    start, end = trimmed(text, *line, trim)
    bounds = [start, *(at for m in separator.finditer(text, start, end) for at in m.span()), end]
    return [trimmed(text, *cell, _BLANKS) for cell in zip(bounds[::2], bounds[1::2], strict=True)]

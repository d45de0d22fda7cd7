"""Lists of problems that were saved as a table: a line of column names, then a line for each row.

Columns are parted by tabs, by | or by wide gaps. A line is a row where it has as many cells as
the column names; the first that has not ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.extract.structure.labels import part_of
from toolkit.extract.structure.lines import trimmed

Span = tuple[int, int]

_LINE = re.compile(r"[^\r\n]+")
_TAB, _BAR = re.compile(r"\t"), re.compile(r"\|")
_GAP = re.compile(r"(?<=[^ \u3000])[ \u3000]{2,}(?=[^ \u3000])")
_RULE = re.compile(r"[|:\- \t]+\Z")  # |---|---|
_BLANKS = " \t\u3000"
_LONGEST_NAME, _LONGEST_HEAD = 12, 120
_FEWEST_ROWS = 2
_ANSWERS = frozenset(("measure", "result", "situation"))
_NUMBERS = frozenset(("序号", "编号", "序"))


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its place, its number, and the parts of a record its cells hold."""

    start: int
    end: int
    number: Span | None
    parts: dict[str, Span]


def find_rows(text: str, start: int, end: int) -> list[Row]:
    r"""The rows of all tables in a span that name a problem and what was done about it.

    >>> text = "序号\t问题\t整改措施\n1\t会多\t控量\n2\t文长\t限时\n"
    >>> [[text[slice(*span)] for span in row.parts.values()] for row in find_rows(text, 0, len(text))]
    [['会多', '控量'], ['文长', '限时']]
    """
    found: list[Row] = []
    table: _Table | None = None
    for match in _LINE.finditer(text, start, end):
        line = match.span()
        if table is not None and table.add(text, line):
            continue
        if table is not None:
            found += table.whole()
        table = _opened(text, line)
    return found + (table.whole() if table else [])


@dataclass(slots=True)
class _Table:
    separator: re.Pattern[str]
    columns: list[str | None]  # the part of a record that each holds, or number
    rows: list[Row]

    def add(self, text: str, line: Span) -> bool:
        """Take a line as a row, or say that it is none."""
        words = text[slice(*line)]
        if not words.strip(_BLANKS) or _RULE.match(words):
            return True
        cells = _cells(text, line, self.separator)
        if len(cells) != len(self.columns):
            return False
        named = {
            name: cell
            for name, cell in zip(self.columns, cells, strict=True)
            if name and cell[0] < cell[1]
        }
        number = named.pop("number", None)
        if "problem" not in named:
            return False
        self.rows.append(Row(*trimmed(text, *line, _BLANKS), number, named))
        return True

    def whole(self) -> list[Row]:
        return self.rows if len(self.rows) >= _FEWEST_ROWS else []


def _opened(text: str, line: Span) -> _Table | None:
    """The table whose columns a line names: a problem, and what answers it."""
    if line[1] - line[0] > _LONGEST_HEAD:
        return None
    for separator in (_TAB, _BAR, _GAP):
        names = ["".join(text[slice(*cell)].split()) for cell in _cells(text, line, separator)]
        if len(names) < 2 or max(map(len, names)) > _LONGEST_NAME:
            continue
        columns = ["number" if name in _NUMBERS else part_of(name) for name in names]
        if "problem" in columns and _is_once(columns) and not _ANSWERS.isdisjoint(columns):
            return _Table(separator, columns, [])
    return None


def _is_once(columns: Sequence[str | None]) -> bool:
    known = [column for column in columns if column]
    return len(known) == len(set(known))


def _cells(text: str, line: Span, separator: re.Pattern[str]) -> list[Span]:
    start, end = line
    if separator is _BAR:
        start, end = trimmed(text, start, end, _BLANKS + "|")
    elif separator is _GAP:
        start, end = trimmed(text, start, end, _BLANKS)
    return [trimmed(text, *cell, _BLANKS) for cell in _parted(text, start, end, separator)]


def _parted(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Span]:
    for match in separator.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end

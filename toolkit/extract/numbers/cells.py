"""Numbers in the cells of a table: their unit, and what they are of, from its headers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extract.numbers.numerals import TIMES
from toolkit.extract.numbers.units import UNIT
from toolkit.extract.structure.tabular import ROW_NUMBERS

# What stands between the cells of a table, and such a table: lines that follow each other.
_KINDS = tuple(
    (re.compile(mark), re.compile(rf"^{row}[^\n]*(?:\n{group}{row}[^\n]*)+", re.M))
    for mark, row, group in (
        (r"\|", r"[ ]{0,3}\|", ""),
        (r"\t", r"(?=[^\t\n]{1,40}\t|\t[^\t\n]*\t)", r"(?:[^\t\n]{1,30}\n)?"),
        (r" {2,}|\u3000{2,}", r" {0,8}(?=[^\s|]{1,24}(?: {2,}[^\s|]{1,24}){2,} *$)", ""),
    )
)
_IN = rf"(?P<times>[{TIMES}]*)(?P<unit>{UNIT.pattern})"
_BRACKETED = re.compile(rf"[(（]{_IN}[)）]")
_UNIT_CELL = re.compile(_IN)
_SAID = re.compile(rf"单位[:：] ?{_IN}")
_BRACKETS = re.compile("[(（][^()（）]*[)）]")
_PROSE = re.compile("[，。；！？]")
_LONGEST_VALUE = 40  # characters of a cell that holds no text of its own
_LONGEST_ROW = 4000
_LINE = re.compile(r"[^\n]+")
_REACH = 60  # characters in front of a table in which its unit may be said


@dataclass(frozen=True, slots=True)
class Cell:
    label: str  # the row's name
    header: str  # the column's name
    times: str = ""  # 亿 of 亿元
    unit: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a table begins; the cells of a row, the names of columns, and which of them is meant."""

    low: int
    cells: list[str]
    names: list[str]
    column: int
    header: str


class Cells:
    """The tables of a text, with |, tabs or wide blanks between their cells."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = ((m.span(), mark) for mark, table in _KINDS for m in table.finditer(text))
        self.tables = sorted(found, key=lambda one: one[0])
        self.starts = [start for (start, _), _ in self.tables]

    def numbers(self) -> Iterator[tuple[int, int]]:
        r"""Where rows are numbered: in their first cells, from 1 on, or under a name that says so.

        >>> text = "序号\t乡镇\t会议\n1\t甲乡\t12次\n2\t乙镇\t9次\n"
        >>> [text[slice(*number)] for number in Cells(text).numbers()]
        ['1', '2']
        """
        for (low, end), mark in self.tables:
            firsts = list(_first_cells(self.text, low, end, mark))
            counted = [(start, stop) for start, stop in firsts if self.text[start:stop].isdecimal()]
            values = [int(self.text[start:stop]) for start, stop in counted]
            named = bool(firsts) and self.text[slice(*firsts[0])] in ROW_NUMBERS
            if named or (len(values) > 1 and values == list(range(1, len(values) + 1))):
                yield from counted

    def at(self, place: int) -> Cell | None:
        r"""The cell of values that a place lies in.

        >>> text = "| 指标 | 2025年 |\n|---|---|\n| 产量（万吨） | 48 |\n"
        >>> Cells(text).at(text.index("48"))
        Cell(label='产量', header='2025年', times='万', unit='吨')
        """
        found = self._found(place)
        if found is None or _is_prose(found.cells[found.column]):
            return None
        row, header = found.cells, found.header
        label = next((cell for cell in row if cell and not cell.isdecimal()), "")
        said = [one for one in map(_BRACKETED.search, (label, header)) if one]
        said.sort(key=lambda one: one["unit"] not in "%％‰")  # a share in a column of its own
        said += [one for name, cell in zip(found.names, row, strict=False)
                 if name.endswith("单位") and (one := _UNIT_CELL.fullmatch(cell))]  # fmt: skip
        measured = (
            said[0] if said else _SAID.search(self.text, max(0, found.low - _REACH), found.low)
        )
        unit = (measured["times"], measured["unit"]) if measured else ("", "")
        return Cell(_BRACKETS.sub("", label).strip(), _BRACKETS.sub("", header).strip(), *unit)

    def header(self, place: int) -> str:
        r"""The name of the column of a cell that holds a text of its own, empty elsewhere.

        >>> text = "序号\t问题\t整改措施\n1\t会多\t会议减少，控制在20次以内。\n"
        >>> Cells(text).header(text.index("20"))
        '整改措施'
        """
        found = self._found(place)
        return found.header if found and _is_prose(found.cells[found.column]) else ""

    def _found(self, place: int) -> _Found | None:
        table = bisect_right(self.starts, place) - 1
        if table < 0 or place >= self.tables[table][0][1]:
            return None
        (low, end), mark = self.tables[table]
        text = self.text
        if text.rfind("\n", low, place) < place - _LONGEST_ROW and place - low > _LONGEST_ROW:
            return None
        line = text.rfind("\n", low, place) + 1 or low
        column = len(mark.split(text[line:place].lstrip(" "))) - 1
        if not column:
            return None  # the name of a row
        row, names = (_cells(mark, text[at : min(end, at + _LONGEST_ROW)]) for at in (line, low))
        header = names[column] if low < line and column < len(names) else ""
        return _Found(low, row, names, column, header)


def _first_cells(text: str, low: int, end: int, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, low, end):
        parted = mark.search(text, line.start(), line.end())
        while parted and not text[line.start() : parted.start()].strip(" |"):  # | 1 | 甲乡 |
            parted = mark.search(text, parted.end(), line.end())
        if parted:
            start, stop = line.start(), parted.start()
            start += len(text[start:stop]) - len(text[start:stop].lstrip(" |*"))
            yield start, start + len(text[start:stop].rstrip(" *"))


def _is_prose(cell: str) -> bool:
    return len(cell) > _LONGEST_VALUE or _PROSE.search(cell) is not None


def _cells(mark: re.Pattern[str], text: str) -> list[str]:
    """The cells of the line that a text begins with."""
    line, _, _ = text.partition("\n")
    return [cell.strip(" *\u3000") for cell in mark.split(line.lstrip(" "))]

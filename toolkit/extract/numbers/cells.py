"""Numbers in the cells of a table: their unit, and what they are of, from its headers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from toolkit.extract.numbers.numerals import TIMES
from toolkit.extract.numbers.units import UNIT

# What stands between the cells of a table, and such a table: lines that follow each other.
_KINDS = tuple(
    (re.compile(mark), re.compile(rf"^{row}[^\n]*(?:\n{row}[^\n]*)+", re.M))
    for mark, row in (
        (r"\|", r"[ ]{0,3}\|"),
        (r"\t", r"(?=[^\t\n]{1,40}\t)"),
        (r" {2,}|\u3000{2,}", r" {0,8}(?=[^\s|]{1,24}(?: {2,}[^\s|]{1,24}){2,} *$)"),
    )
)
_IN = rf"(?P<times>[{TIMES}]*)(?P<unit>{UNIT.pattern})"
_BRACKETED = re.compile(rf"[(（]{_IN}[)）]")
_UNIT_CELL = re.compile(_IN)
_SAID = re.compile(rf"单位[:：] ?{_IN}")
_BRACKETS = re.compile("[(（][^()（）]*[)）]")
_LONGEST_ROW = 4000
_REACH = 60  # characters in front of a table in which its unit may be said


@dataclass(frozen=True, slots=True)
class Cell:
    label: str  # the row's name
    header: str  # the column's name
    times: str = ""  # 亿 of 亿元
    unit: str = ""


class Cells:
    """The tables of a text, with |, tabs or wide blanks between their cells."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = ((m.span(), mark) for mark, table in _KINDS for m in table.finditer(text))
        self.tables = sorted(found, key=lambda one: one[0])
        self.starts = [start for (start, _), _ in self.tables]

    def at(self, place: int) -> Cell | None:
        r"""The cell that a place lies in.

        >>> text = "| 指标 | 2025年 |\n|---|---|\n| 产量（万吨） | 48 |\n"
        >>> Cells(text).at(text.index("48"))
        Cell(label='产量', header='2025年', times='万', unit='吨')
        """
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
        row, head = (_cells(mark, text[at : min(end, at + _LONGEST_ROW)]) for at in (line, low))
        label = next(filter(None, row), "")
        header = head[column] if low < line and column < len(head) else ""
        said = [one for one in map(_BRACKETED.search, (label, header)) if one]
        said.sort(key=lambda one: one["unit"] not in "%％‰")  # a share in a column of its own
        said += [one for name, cell in zip(head, row, strict=False)
                 if name.endswith("单位") and (one := _UNIT_CELL.fullmatch(cell))]  # fmt: skip
        measured = said[0] if said else _SAID.search(text, max(0, low - _REACH), low)
        unit = (measured["times"], measured["unit"]) if measured else ("", "")
        return Cell(_BRACKETS.sub("", label).strip(), _BRACKETS.sub("", header).strip(), *unit)


def _cells(mark: re.Pattern[str], text: str) -> list[str]:
    """The cells of the line that a text begins with."""
    line, _, _ = text.partition("\n")
    return [cell.strip(" *\u3000") for cell in mark.split(line.lstrip(" "))]

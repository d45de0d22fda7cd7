"""Numbers in the cells of a table: their unit, and what they are of, from its headers."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from toolkit.extract.numbers.numerals import TIMES
from toolkit.extract.numbers.units import UNIT

_TABLE = re.compile(r"^[ ]{0,3}\|[^\n]*(?:\n[ ]{0,3}\|[^\n]*)+", re.M)
_IN = rf"(?P<times>[{TIMES}]*)(?P<unit>{UNIT.pattern})"
_BRACKETED = re.compile(rf"[(（]{_IN}[)）]")
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
    """The tables of a text, written with | between their cells."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = _TABLE.finditer(text) if "|" in text else ()
        self.tables = [match.span() for match in found]

    def at(self, place: int) -> Cell | None:
        r"""The cell that a place lies in.

        >>> text = "| 指标 | 2025年 |\n|---|---|\n| 产量（万吨） | 48 |\n"
        >>> Cells(text).at(text.index("48"))
        Cell(label='产量', header='2025年', times='万', unit='吨')
        """
        table = bisect_right(self.tables, (place, len(self.text))) - 1
        if table < 0 or place >= self.tables[table][1]:
            return None
        low, text = self.tables[table][0], self.text
        if text.rfind("\n", low, place) < place - _LONGEST_ROW:
            return None
        line = text.rfind("\n", low, place) + 1 or low
        column = text.count("|", line, place)
        stop = text.find("\n", line)
        row, head = text[line : stop if stop >= 0 else len(text)], text[low : text.find("\n", low)]
        label, header = _cell(row, 1), _cell(head, column)
        measured = (
            _BRACKETED.search(label)
            or _BRACKETED.search(header)
            or _SAID.search(text, max(0, low - _REACH), low)
        )
        unit = (measured["times"], measured["unit"]) if measured else ("", "")
        return Cell(_BRACKETS.sub("", label).strip(), _BRACKETS.sub("", header).strip(), *unit)


def _cell(row: str, column: int) -> str:
    cells = row.split("|")
    return cells[column].strip(" *\u3000") if column < len(cells) else ""

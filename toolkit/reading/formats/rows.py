"""A table's rows as lines of text: one line a row, its cells parted by tabs.

Pages are laid out by tables too, and then a cell holds a whole text; such cells are read one below
the other. What tells the two apart is a row that names the columns: the rows under it are data,
however many paragraphs a cell of them has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r"[^，。；？！]{1,14}")
_ENDED = re.compile(r"[，。；：、？！…]\Z")


class Rows:
    """The rows of one table, from its first.

    least: columns of a row that can name them; most: lines that such a name may take.
    """

    def __init__(self, least: int = 2, most: int = 1) -> None:
        self._least, self._most = least, most
        self._columns = 0

    def is_data(self, cells: Sequence[Sequence[str]]) -> bool:
        """Whether a row is one line: its cells are, or it stands under the names of columns.

        cells: the lines of each cell, in the order of the columns.
        """
        single = all(len(cell) <= 1 for cell in cells)
        if len(cells) >= self._least and all(self._is_name(cell) for cell in cells):
            self._columns = len(cells)
        return len(cells) > 1 and (single or len(cells) <= self._columns)

    def lines(self, cells: Sequence[Sequence[str]]) -> list[str]:
        """The lines that a row gives."""
        if not self.is_data(cells):
            return [line for cell in cells for line in cell]
        line = "\t".join(_run_on(cell) for cell in cells)
        return [line] if line.strip() else []

    def _is_name(self, cell: Sequence[str]) -> bool:
        wording = "".join("".join(cell).split())
        return len(cell) <= self._most and _NAME.fullmatch(wording) is not None


def _run_on(cell: Sequence[str]) -> str:
    """The paragraphs of a cell in one: a blank stands where the last one has no mark at its end."""
    text = ""
    for line in cell:
        apart = " " if text and not _ENDED.search(text) else ""
        text += apart + line.strip()
    return text

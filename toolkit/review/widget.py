"""Judging rows in a notebook, one after the other, by keyboard.

Keys go into one box: r right, w and the number of a field that is wrong (then what it should be
and Enter), n no such row, u unsure, s skip, b back. Whatever is said stands in the file at once.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from toolkit.review import judgements
from toolkit.schema import TABLES

KEYS = {
    "r": judgements.RIGHT,
    "n": judgements.NOT_WANTED,
    "u": judgements.UNSURE,
    "s": judgements.SKIP,
}
HELP = (
    "<b>r</b> right · <b>1…9, a…</b> the field that is wrong · <b>n</b> no such row · "
    "<b>u</b> unsure · <b>s</b> skip · <b>b</b> back"
)
LETTERS = "123456789acdefghijklmopqtvxyz"  # of fields; the keys above are taken


class Review(ipywidgets.VBox):
    """The rows to judge. ``done`` says how many were; ``lines`` are all judgements of the file."""

    def __init__(
        self,
        rows: pd.DataFrame,
        table: str,
        coder: str,
        path: Path,
        shown: Callable[[Mapping[str, Any]], Any],
    ) -> None:
        self.rows, self.table, self.coder, self.path, self._shown = rows, table, coder, path, shown
        self.fields = judgements.fields(table)
        self.at = self._first()
        self._wrong: dict[str, str] = {}  # the fields of this row called wrong so far
        self._asked = ""  # the field whose right value is asked for
        self.passage, self.table_html, self.said = (ipywidgets.HTML() for _ in range(3))
        self.key = ipywidgets.Text(placeholder="key", layout={"width": "6em"})
        self.value = ipywidgets.Text(continuous_update=False)  # tells of Enter, not of each key
        self.value.layout.display = "none"
        self.key.observe(self._pressed, "value")
        self.value.observe(self._given, "value")
        bar = ipywidgets.HBox([self.key, self.value, ipywidgets.HTML(HELP)])
        super().__init__([self.said, self.passage, self.table_html, bar])
        self._show()

    @property
    def lines(self) -> pd.DataFrame:
        return judgements.read(self.path)

    @property
    def done(self) -> int:
        lines = self.lines
        mine = lines[(lines["coder"] == self.coder) & (lines["table"] == self.table)]
        return int(self.rows[TABLES[self.table].key[0]].isin(mine["id"]).sum())

    def press(self, key: str) -> None:
        """What a key does, as if it were pressed in the box."""
        if key == "b":
            self.at, self._wrong = max(0, self.at - 1), {}
        elif key in KEYS:
            self._keep(KEYS[key])
        elif key in LETTERS[: len(self.fields)] and self.at < len(self.rows):
            self._asked = self.fields[LETTERS.index(key)]
            was = self.rows.iloc[self.at][self._asked]
            asked, self._asked = self._asked, ""
            self.value.value, self.value.description = "" if pd.isna(was) else str(was), asked
            self._asked, self.value.layout.display = asked, ""
            self.value.focus()
            return
        self._show()

    def give(self, value: str) -> None:
        """The right value of the field that was called wrong; r then closes the row."""
        if self._asked:
            self._wrong[self._asked] = value.strip()
            self._asked = ""
        self.value.layout.display = "none"
        self._show()
        self.key.focus()

    def _pressed(self, change: Mapping[str, Any]) -> None:
        key = str(change["new"]).strip().casefold()[-1:]
        if key:
            self.key.value = ""
            self.press(key)

    def _given(self, change: Mapping[str, Any]) -> None:
        if self._asked:
            self.give(str(change["new"]))

    def _keep(self, verdict: str) -> None:
        """Write down what is said of this row, and go on to the next."""
        if self.at >= len(self.rows):
            return
        row = self.rows.iloc[self.at].to_dict()
        if self._wrong and verdict == judgements.RIGHT:
            lines = [
                judgements.line(row, self.table, self.coder, judgements.WRONG, field, value)
                for field, value in self._wrong.items()
            ]
        else:
            lines = [judgements.line(row, self.table, self.coder, verdict)]
        judgements.judged(self.path, lines)
        self.at, self._wrong = self.at + 1, {}

    def _first(self) -> int:
        """The first row that this coder has not judged."""
        lines = self.lines
        mine = lines.loc[(lines["coder"] == self.coder) & (lines["table"] == self.table), "id"]
        open_ = ~self.rows[TABLES[self.table].key[0]].isin(mine)
        return int(open_.to_numpy().argmax()) if open_.any() else len(self.rows)

    def _show(self) -> None:
        if self.at >= len(self.rows):
            where = _e(self.path.name)
            self.said.value = f"<b>All {len(self.rows)} rows are judged.</b> They stand in {where}."
            self.passage.value = self.table_html.value = ""
            return
        row = self.rows.iloc[self.at].to_dict()
        key = TABLES[self.table].key[0]
        at = f"<b>{self.at + 1} of {len(self.rows)}</b>"
        self.said.value = f"{at} · {_e(self.table)} · {_e(row[key])}"
        self.passage.value = self._shown(row)._repr_html_()
        lines = [self._field(number, row) for number in range(len(self.fields))]
        self.table_html.value = f"<table>{''.join(lines)}</table>"

    def _field(self, number: int, row: Mapping[str, Any]) -> str:
        name = self.fields[number]
        was = "—" if pd.isna(row[name]) else _e(row[name])
        now = f" → <b>{_e(self._wrong[name]) or '—'}</b>" if name in self._wrong else ""
        return (
            f"<tr><td><kbd>{LETTERS[number]}</kbd></td><td>{_e(name)}</td><td>{was}{now}</td></tr>"
        )


def _e(value: Any) -> str:
    return html.escape(str(value))

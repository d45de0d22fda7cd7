"""Judging rows in a notebook, one after the other, by keyboard or by clicks.

All keys go into one box: r right, the number of a field that is wrong (then what it should be and
Enter), n no such row, u unsure, s skip, b back, p page. The box is read as one stream, so that
nothing is lost however fast one types; whatever is said stands in the file at once.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets
import pandas as pd

from toolkit.review import judgements, kept
from toolkit.sentences import filled

KEYS = {
    "r": judgements.RIGHT,
    "n": judgements.NOT_WANTED,
    "u": judgements.UNSURE,
    "s": judgements.SKIP,
}
BUTTONS = ("review_r", "review_n", "review_u", "review_s", "review_b", "review_p")
LETTERS = "123456789acdefghijklmoqtvxyz"  # of fields; the keys above are taken
ENTER = "\n"
Shown = Callable[[Mapping[str, Any]], str]


class Review(ipywidgets.VBox):
    """The rows to judge. ``done`` says how many were; ``lines`` are all judgements of the file."""

    def __init__(  # noqa: PLR0917
        self,
        rows: pd.DataFrame,
        table: str,
        coder: str,
        path: Path,
        shown: Shown,
        page: Shown = lambda row: "",
        missing: str = "",
    ) -> None:
        self.rows, self.table, self.coder, self.path = rows, table, coder, path
        self.missing, self._shown, self._page = missing, shown, page
        self.fields = [missing] if missing else judgements.fields(table)
        self.ids = judgements.ids(rows, table)
        self.at = self._first()
        self._wrong: dict[str, str] = {}  # the fields of this row called wrong so far
        self._asked = ""  # the field whose right value is being typed
        self._seen, self._from = "", 0  # of the box: what was read, where the value begins
        self._pages = True
        self.passage, self.table_html, self.said, self.page = (ipywidgets.HTML() for _ in range(4))
        self.key = ipywidgets.Textarea(
            placeholder=filled("review_keys"), rows=1, layout={"width": "16em"}
        )
        self.key.observe(self._typed, "value")
        bar = ipywidgets.HBox([self.key, *map(self._button, BUTTONS)])
        below = [self.table_html, bar, ipywidgets.HTML(filled("review_help")), self.page]
        super().__init__([self.said, self.passage, *below])
        self._show()

    def __repr__(self) -> str:
        return f"{len(self.rows)} rows of {self.table} to judge; run this cell in JupyterLab"

    def _button(self, name: str) -> ipywidgets.Button:
        said, key = filled(name), name[-1]
        button = ipywidgets.Button(
            description=f"{key} {said}", layout={"width": "auto"}, tooltip=said
        )
        button.on_click(lambda _: self.press(key))
        return button

    @property
    def lines(self) -> pd.DataFrame:
        return judgements.read(self.path)

    @property
    def done(self) -> int:
        return int(self.ids.isin(self._mine()).sum())

    def press(self, key: str) -> None:
        """What a key does, as if it were pressed in the box."""
        if key == "b":
            self.at, self._wrong, self._asked = max(0, self.at - 1), {}, ""
        elif key == "p":
            self._pages = not self._pages
        elif key in KEYS:
            self._keep(KEYS[key])
        elif key == ENTER and self._wrong:
            self._keep(judgements.RIGHT)
        elif key in LETTERS[: len(self.fields)] and self.at < len(self.rows):
            self._asked, self._from = self.fields[LETTERS.index(key)], len(self._seen)
        else:
            return
        self._show()

    def give(self, value: str) -> None:
        """The right value of the field that was called wrong; r or Enter then closes the row."""
        asked, why = self._asked, self._unfit(value.strip())
        self._from = len(self._seen)
        if not why:
            self._wrong[asked], self._asked = value.strip(), ""
        self._show(why)

    def _unfit(self, value: str) -> str:
        """Why a value cannot be that of the field asked for."""
        if self.missing:
            return "" if value.isdigit() else filled("review_number")
        try:
            kept.typed(self.table, self._asked, value)
        except ValueError as error:
            return str(error)
        return ""

    def _typed(self, change: Mapping[str, Any]) -> None:
        """What is new in the box, key by key; what was edited is the value being typed."""
        before, now = self._seen, str(change["new"])
        new = now[len(before) :] if now.startswith(before) else ""
        self._seen = now[: len(now) - len(new)]
        if self._asked and len(self._seen) < self._from:  # the key itself was taken back
            self._asked = ""
            self._show()
        for char in new:
            self._seen += char
            if not self._asked:
                self.press(unicodedata.normalize("NFKC", char).casefold())
            elif char == ENTER:
                self.give(self._seen[self._from : -1])

    def _keep(self, verdict: str) -> None:
        """Write down what is said of this row, and go on to the next."""
        if self.at >= len(self.rows):
            return
        row = self.rows.iloc[self.at].to_dict()
        wrong = self._wrong if verdict == judgements.RIGHT else {}
        each = [(judgements.WRONG, *one) for one in wrong.items()] or [(verdict, "", "")]
        judgements.judged(
            self.path,
            [judgements.line(row, self.table, self.coder, *one, note=self.missing) for one in each],
        )
        self.at, self._wrong, self._asked = self.at + 1, {}, ""

    def _mine(self) -> pd.Series:
        """The rows that this coder has judged, and looked for the same in."""
        lines = self.lines
        of = (lines["coder"] == self.coder) & (lines["table"] == self.table)
        missing = lines["note"].where(lines["note"].isin(judgements.MISSABLE), "")
        return lines.loc[of & (missing == self.missing), "id"]

    def _first(self) -> int:
        open_ = ~self.ids.isin(self._mine())
        return int(open_.to_numpy().argmax()) if open_.any() else len(self.rows)

    def _show(self, amiss: str = "") -> None:
        if self.at >= len(self.rows):
            where = _e(self.path.name)
            self.said.value = filled("review_done", n=len(self.rows), where=where)
            self.passage.value = self.table_html.value = self.page.value = ""
            return
        row = self.rows.iloc[self.at].to_dict()
        of = filled("review_at", at=self.at + 1, of=len(self.rows), table=_e(self.table))
        self.said.value = f"{of} · {_e(self.ids.iloc[self.at])}"
        self.passage.value = self._shown(row)
        self.page.value = self._page(row) if self._pages else ""
        lines = [self._field(number, row) for number in range(len(self.fields))]
        asked = filled("review_asked", field=_e(self._asked)) if self._asked else ""
        self.table_html.value = f"<table>{''.join(lines)}</table><p>{_e(amiss)} {asked}</p>"

    def _field(self, number: int, row: Mapping[str, Any]) -> str:
        name = self.fields[number]
        was = filled("review_none") if self.missing else _e(kept.written(row[name])) or "—"
        now = f" → <b>{_e(self._wrong[name]) or '—'}</b>" if name in self._wrong else ""
        return (
            f"<tr><td><kbd>{LETTERS[number]}</kbd></td><td>{_e(name)}</td><td>{was}{now}</td></tr>"
        )


def _e(value: Any) -> str:
    return html.escape(str(value))

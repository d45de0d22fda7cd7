"""Looking around in a notebook: search, browse a table, two reports side by side.

Widgets of ipywidgets and itables, which work without a net; each has a class by which it is found
(``toolkit-search``, ``toolkit-table``, ``toolkit-passage``, ``toolkit-side``). Where there are none,
in a stored notebook, what is first shown stands there as plain HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import ipywidgets
import pandas as pd
from itables.widget import ITable

from toolkit.analysis.passage import NO_FORMULAE
from toolkit.calls.group import Group
from toolkit.sentences import filled, in_words
from toolkit.settings import options
from toolkit.titles import titled

ROWS = 10_000  # of a table that a browser takes at once
FIRST = 8  # rows that stand in a stored notebook
WORDS = 60  # characters of a shared passage that a line has
COLOURS = {"word_for_word": "#FFF2B3", "with_differences": "#CFE6F7"}


class Exploring(Group):
    """Looking around in a notebook: search, browse, two reports side by side."""

    def search(self, term: str = "", width: int = 20) -> Search:
        """A search box with the concordance of what is typed, aligned at the keyword.

        term: what stands in the box first; between slashes it is a regular expression. width:
        characters on either side. A click on a row shows it in the raw text.

        >>> corpus.search("减负").rows["keyword"].tolist()
        ['减负', '减负', '减负']
        """
        return Search(self._corpus, term, width)

    def browse(self, table: str | pd.DataFrame) -> Browser:
        """A table with every column sortable and filterable; a click on a row shows it in the text.

        table: the name of a table, or rows of one. No row is left out without saying so.

        >>> len(corpus.browse("claims").rows) == len(corpus.claims)
        True
        """
        rows = self.tables[table] if isinstance(table, str) else table
        return Browser(self._corpus, rows)

    def side_by_side(self, a: str = "", b: str = "") -> SideBySide:
        """Two reports beside each other with what they share marked and numbered.

        a, b: report_ids; the two that have most in common if none are given. What not to conclude:
        which of the two had it first.

        >>> corpus.side_by_side().a.value
        'list#1'
        """
        return SideBySide(self._corpus, a, b)


class _Shown(ipywidgets.VBox):
    """Widgets with a plain view for where there are none."""

    def plain(self) -> str:
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"] = self.plain()
        return bundle


class _Rows(_Shown):
    """A table whose rows can be clicked, and below it the raw text of the one that was."""

    def __init__(self, corpus: Any, above: Iterable[ipywidgets.Widget] = ()) -> None:
        self.corpus = corpus
        self.rows = pd.DataFrame()
        self.said = _box("toolkit-said")
        self.passage = _box("toolkit-passage")
        self.passage.layout = {"max_height": "480px", "overflow": "auto"}
        self.page = ipywidgets.ToggleButton(description=filled("explore_page"), disabled=True)
        self.page.add_class("toolkit-page")
        self.table = ITable(pd.DataFrame(), **_TABLE)
        self.table.add_class("toolkit-table")
        self.table.observe(self._clicked, "selected_rows")
        self.page.observe(self._clicked, "value")
        super().__init__([*above, self.said, self.table, self.page, self.passage])

    def _say(self, key: str, **values: Any) -> None:
        self.said.value = f"<p>{_e(filled(key, **values))}</p>"

    def _fill(self, rows: pd.DataFrame, shown: pd.DataFrame, **settings: Any) -> None:
        self.rows = rows.reset_index(drop=True)
        self.passage.value = ""
        self.table.selected_rows = []
        shown = titled(shown.reset_index(drop=True), options.language)
        if options.language == "zh":
            settings["language"] = _ZH
        self.table.update(shown, **_TABLE, **settings)

    def _clicked(self, _: Any) -> None:
        chosen = [at for at in self.table.selected_rows if at < len(self.rows)]
        self.page.disabled = not chosen
        if not chosen:
            self.passage.value = ""
            return
        row = self.rows.iloc[chosen[0]]
        try:
            found = self.corpus.show(row, page=bool(self.page.value))
            self.passage.value = found._repr_html_()
        except (KeyError, ValueError, FileNotFoundError) as error:  # what cannot be shown says why
            self.passage.value = f"<p>{html.escape(str(error.args[0]))}</p>"


class Search(_Rows):
    """A search box over a concordance (`Exploring.search`)."""

    def __init__(self, corpus: Any, term: str, width: int) -> None:
        self.width = width
        self.box = ipywidgets.Text(
            term, placeholder=filled("explore_search"), continuous_update=False
        )
        self.box.add_class("toolkit-search-box")
        super().__init__(corpus, [self.box])
        self.add_class("toolkit-search")
        self.box.observe(self._search, "value")
        self._search(None)

    def _search(self, _: Any) -> None:
        try:
            found = self.corpus.kwic(_term(self.box.value) or re.compile("(?!)"), self.width)
        except re.error as error:
            self._say("explore_pattern", why=error)
            return
        shown = found[["report_id", "left", "keyword", "right"]]
        self._fill(found, shown, columnDefs=_ALIGNED)
        reports = found["report_id"].nunique()
        self._say("explore_found", n=len(found), reports=reports)

    def plain(self) -> str:
        """The first places, aligned at the keyword."""
        lines = [
            f'<tr><td>{_e(row.report_id)}</td><td style="text-align:right">{_e(row.left)}</td>'
            f'<td style="text-align:center"><b>{_e(row.keyword)}</b></td>'
            f'<td style="text-align:left">{_e(row.right)}</td></tr>'
            for row in self.rows.head(FIRST).itertuples()
        ]
        return f'{self.said.value}<table class="{NO_FORMULAE}">{"".join(lines)}</table>'


class Browser(_Rows):
    """A table to browse (`Exploring.browse`)."""

    def __init__(self, corpus: Any, rows: pd.DataFrame) -> None:
        super().__init__(corpus)
        self.add_class("toolkit-browse")
        shown = rows.head(ROWS)
        self._fill(shown, _as_text(shown))
        key = "explore_rows" if len(rows) <= ROWS else "explore_part"
        self._say(key, n=len(rows), shown=len(shown))

    def plain(self) -> str:
        """The first rows."""
        table = titled(self.rows.head(FIRST), options.language).to_html(
            index=False, na_rep="", border=0, notebook=True
        )
        return self.said.value + table


class SideBySide(_Rows):
    """Two reports beside each other, and a table of what they share (`Exploring.side_by_side`)."""

    def __init__(self, corpus: Any, a: str, b: str) -> None:
        names = corpus.structure.names()
        choice = [(f"{name} ({report_id})", report_id) for report_id, name in names.items()]
        first, second = (a, b) if a and b else corpus.text_reuse.closest()
        ids = [*names, *names, None, None]  # one report may stand on both sides
        self.a, self.b = (
            ipywidgets.Dropdown(options=choice, value=one or other, layout={"width": "50%"})
            for one, other in zip((first, second), ids[:2], strict=True)
        )
        self.left, self.right = (_box(name) for name in ("toolkit-left", "toolkit-right"))
        for widget, name in ((self.a, "toolkit-report-a"), (self.b, "toolkit-report-b")):
            widget.add_class(name)
            widget.observe(self._compare, "value")
        for side in (self.left, self.right):
            side.layout = {"width": "50%", "max_height": "480px", "overflow": "auto"}
        super().__init__(corpus, [ipywidgets.HBox([self.a, self.b])])
        pair = ipywidgets.HBox([self.left, self.right])
        self.children = [*self.children, pair]  # type: ignore[has-type]
        self.add_class("toolkit-side")
        self._compare(None)

    def _compare(self, _: Any) -> None:
        if not self.a.value or not self.b.value:
            return
        shared = self.corpus.text_reuse.shared_places(self.a.value, self.b.value)
        same = int((shared["what"] == "word_for_word").sum())
        self._say("explore_shared", n=len(shared), same=same, near=len(shared) - same)
        texts = [self._words(row) for row in shared.to_dict("records")]
        numbers = range(1, len(shared) + 1)
        lengths = shared["end_a"] - shared["start_a"]
        what = shared["what"].map(in_words)
        columns = {"number": numbers, "what": what, "characters": lengths, "text": texts}
        self._fill(shared, pd.DataFrame(columns))
        self.left.value = self._marked(self.a.value, shared, "a")
        self.right.value = self._marked(self.b.value, shared, "b")

    def _words(self, place: dict[str, Any]) -> str:
        """What stands at a shared place, its beginning."""
        text = self.corpus.texts[place["report_a"].rpartition("#")[0]]
        words = " ".join(text[int(place["start_a"]) : int(place["end_a"])].split())
        return words if len(words) <= WORDS else f"{words[:WORDS]}…"

    def _marked(self, report_id: str, shared: pd.DataFrame, side: str) -> str:
        """The raw text of a report with its passages marked, those word for word over the others."""
        report = self.corpus.reports.set_index("report_id").loc[report_id]
        first, last = int(report["start"]), int(report["end"])
        text = self.corpus.texts[report["document_id"]][first:last]
        painted = [0] * len(text)
        places = dict(enumerate(shared.to_dict("records"), 1))
        for at, place in places.items():
            start, end = (int(place[f"{edge}_{side}"]) - first for edge in ("start", "end"))
            painted[start:end] = [at] * (end - start)
        parts = []
        for at, run in groupby(range(len(text)), key=painted.__getitem__):
            where = list(run)
            words = text[where[0] : where[-1] + 1]
            parts.append(_mark(words, at, places[at]["what"]) if at else _e(words))
        return f'<div class="{NO_FORMULAE}" style="white-space:pre-wrap">{"".join(parts)}</div>'

    def plain(self) -> str:
        """How much they share; the texts are in the widget."""
        return self.said.value


def _mark(words: str, number: int, what: str) -> str:
    style = f"background:{COLOURS[what]};color:#000"
    return f'<mark style="{style}"><sup>{number}</sup>{_e(words)}</mark>'


def _as_text(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as a browser is given them: lists as text, nothing for what is missing."""
    plain = rows.copy()
    for name in plain:
        if not pd.api.types.is_numeric_dtype(plain[name]):
            plain[name] = plain[name].astype(object).where(plain[name].notna(), "").map(str)
    return plain


def _term(typed: str) -> str | re.Pattern[str]:
    """What is looked for: a wording, or between slashes a regular expression.

    >>> _term("减负"), _term("/减负|松绑/").pattern
    ('减负', '减负|松绑')
    """
    if len(typed) > 2 and typed.startswith("/") and typed.endswith("/"):
        return re.compile(typed[1:-1])
    return typed


def _box(name: str) -> ipywidgets.HTML:
    widget = ipywidgets.HTML()
    widget.add_class(name)
    return widget


def _e(text: str) -> str:
    return html.escape(str(text))


_TABLE: dict[str, Any] = {
    "select": "single",
    "maxBytes": 0,  # nothing is left out but what is said
    "maxRows": 0,
    "maxColumns": 0,
    "showIndex": False,
    "column_filters": "footer",
    "layout": {
        "topStart": "pageLength",
        "topEnd": "search",
        "bottomStart": "info",
        "bottomEnd": "paging",
    },
    "order": [],
    "classes": "display compact nowrap",
    "style": "table-layout:auto;width:auto",
}
_ZH = {  # what the table itself says
    "lengthMenu": "每页 _MENU_ 行",
    "search": "搜索：",
    "info": "第 _START_ 至 _END_ 行，共 _TOTAL_ 行",
    "infoEmpty": "没有行",
    "infoFiltered": "（选自 _MAX_ 行）",
    "zeroRecords": "没有相符的行",
    "select": {"rows": {"_": "已选 %d 行", "0": ""}},
}
_ALIGNED = [
    {"targets": 1, "className": "dt-right"},
    {"targets": 2, "className": "dt-center"},
    {"targets": 3, "className": "dt-left"},
]

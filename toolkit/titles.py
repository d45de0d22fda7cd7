"""Tables as a notebook shows them in Chinese: with the titles of ``lexicon/column_titles.csv``."""

from __future__ import annotations

import sys
from functools import cache, partial
from typing import Any

import pandas as pd

from toolkit import lexicon


def titled(frame: pd.DataFrame, language: str) -> pd.DataFrame:
    """A table with the titles its columns have in a language; only to be shown.

    >>> titled(pd.DataFrame({"report_id": ["a#1"], "own": [1]}), "zh").columns.tolist()
    ['报告', '自己的']
    """
    if language != "zh":
        return frame
    if "message" in frame:
        from toolkit.sentences import message  # noqa: PLC0415  (sentences know the settings, these titles)

        frame = frame.assign(
            message=frame["message"].map(partial(message, language=language), na_action="ignore")
        )
    return frame.rename(columns=_titles()).rename_axis(index=_titles().get, columns=_titles().get)


def column_title(name: str, language: str) -> str:
    """A column's name in words.

    >>> column_title("report_id", "zh"), column_title("copied_low", "en")
    ('报告', 'copied low')
    """
    return _titles().get(name, name) if language == "zh" else name.replace("_", " ")


def show(language: str) -> None:
    """Show tables in a language from here on, where this is a notebook."""
    shell: Any = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        html = shell.display_formatter.formatters["text/html"]
        html.for_type(pd.DataFrame, lambda frame: titled(frame, language)._repr_html_())


@cache
def _titles() -> dict[str, str]:
    return {row["key"]: row["zh"] for row in lexicon.table("column_titles")}

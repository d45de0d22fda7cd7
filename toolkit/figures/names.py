"""Wordings from texts as a figure can show them: drawable, short, and told apart."""

from __future__ import annotations

import pandas as pd

from toolkit.figures.style import drawable

GETA = "〓"  # the printer's mark for a character that is not in the case


def shown(text: str) -> str:
    r"""A wording from a text as the font can draw it.

    The angle brackets of frames become the Chinese ones, on one line; what the font lacks
    becomes the printer's mark for a missing character, never an empty box.

    >>> shown("建立⟨…⟩机制"), shown("喜讯\n🎉")
    ('建立〈…〉机制', '喜讯 〓')
    """
    line = " ".join(text.replace("⟨", "〈").replace("⟩", "〉").split())
    return "".join(char if ord(char) in drawable() else GETA for char in line)


def shorten(text: str, length: int) -> str:
    """A wording cut to a length, with … where it was cut.

    >>> shorten("关于清理基层挂牌的情况通报", 8)
    '关于清理基层挂…'
    """
    line = shown(text)
    return line if len(line) <= length else line[: length - 1] + "…"


def report_names(reports: pd.DataFrame, length: int = 20) -> dict[str, str]:
    """A short name for each report: its title, with its id where the title is not enough."""
    titles = reports["title"].fillna("").map(lambda title: shorten(title, length))
    doubled = titles.duplicated(keep=False) | (titles == "")
    return {
        report_id: _with_id(title, report_id, length) if unclear else title
        for report_id, title, unclear in zip(reports["report_id"], titles, doubled, strict=True)
    }


def _with_id(title: str, report_id: str, length: int) -> str:
    """As much of title and document as there is room for, and the number of the report.

    >>> _with_id("关于清理基层挂牌的情况通报", "lists#12", 16), _with_id("", "a_very_long_name#1", 9)
    ('关于清理基层… lists#12', 'a_very…#1')
    """
    document, _, number = shown(report_id).rpartition("#")
    tail = f"{shorten(document, max(length // (2 if title else 1) - len(number) - 1, 1))}#{number}"
    room = length - len(tail) - 1
    return f"{shorten(title, room)} {tail}" if title and room > 2 else tail

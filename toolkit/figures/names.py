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
    titles = [
        title if isinstance(title, str) and title.strip() else report_id
        for title, report_id in zip(reports["title"], reports["report_id"], strict=True)
    ]
    short = pd.Series([shorten(title, length) for title in titles], dtype="string")
    doubled = short.duplicated(keep=False)
    ids = [str(report_id) for report_id in reports["report_id"]]
    return {
        report_id: _with_id(title, report_id, length) if twice else name
        for report_id, title, name, twice in zip(ids, titles, short, doubled, strict=True)
    }


def _with_id(title: str, report_id: str, length: int) -> str:
    """As much of the title as there is room for before the id.

    >>> _with_id("关于清理基层挂牌的情况通报", "lists#12", 16)
    '关于清理基… lists#12'
    """
    tail = shown(report_id)
    if title == report_id or len(tail) > length:
        return tail
    room = length - len(tail) - 1
    return f"{shorten(title, room)} {tail}" if room > 2 else tail

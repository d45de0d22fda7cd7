"""Wordings from texts as a figure can show them: drawable, short, and told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from toolkit.figures.labels import Labels
from toolkit.figures.sheet import room
from toolkit.figures.style import drawable

GETA = "〓"  # the printer's mark for a character that is not in the case
WITHIN = re.compile(r"^.{2,}?(?:市|自治州|州|盟|地区)(?=.{2,})")  # the prefecture before its county
HASH = re.compile(r"[_-]?(?=[0-9a-f]*\d)[0-9a-f]{8,}$")  # at the end of a file's name


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


def report_names(reports: pd.DataFrame, length: int = 20, language: str = "en") -> dict[str, str]:
    """A short name for each report: place, year and title, what of these is known and is not said twice.

    A report without a title has its kind, one of which nothing is known the name of its file.
    Names that are still alike are numbered. No longer than ``length``, less in a narrow figure.
    """
    t, length = Labels(language), room(length)
    rows = reports.reindex(columns=["report_id", "title", "place", "date", "kind"])
    if "year" in reports:  # of one's own
        rows["date"] = reports["year"].astype("string").fillna(rows["date"])
    rows = rows.astype(object).where(rows.notna(), "")
    wordings = [_name(t, row) for row in rows.itertuples(index=False)]
    cut = [_cut(head, tail, length) for head, tail in wordings]
    alike = pd.Series(cut).duplicated(keep=False)
    numbers = pd.Series(cut).groupby(cut).cumcount() + 1
    return {
        report_id: f"{_cut(head, tail, length - len(str(n)) - 3)} ({n})" if doubled else name
        for report_id, (head, tail), name, doubled, n in zip(
            rows["report_id"], wordings, cut, alike, numbers, strict=True
        )
    }


def row_names(
    t: Labels,
    reports: pd.DataFrame,
    chosen: Iterable[str],
    numbers: pd.Series | None = None,
    length: int = 20,
) -> list[str]:
    """The names of some reports, each with its number in brackets where there are numbers."""
    names = report_names(reports, length, t.language)
    if numbers is None:
        return [names[report] for report in chosen]
    return [f"{names[report]} ({numbers[report]:,.0f})" for report in chosen]


def _name(t: Labels, row: tuple[str, ...]) -> tuple[str, str]:
    """Place and year as far as the title lacks them, and the title.

    >>> _name(Labels("en"), ("a#1", "政府工作报告", "呼伦贝尔市海拉尔区", "2012-02-29", "plan"))
    ('海拉尔区 2012', '政府工作报告')
    >>> _name(Labels("en"), ("a#1", "2026年四川省人民政府工作报告", "四川省", "2026-02-03", ""))
    ('', '2026年四川省人民政府工作报告')
    >>> _name(Labels("zh"), ("lists_9c876980424137df#2", "", "", "", "problem_list"))
    ('lists#2', '问题清单')
    """
    report_id, title, place, date, kind = row
    title, year, near = shown(title), date[:4], WITHIN.sub("", place)
    head = [part for part in (near, year) if part and part not in title]
    if not title and not head:
        document, _, number = report_id.rpartition("#")
        head = [f"{HASH.sub('', document) or document[:8]}#{number}"]
    return shown(" ".join(head)), title or (t.value(kind) if kind else "")


def _cut(head: str, tail: str, length: int) -> str:
    """Both parts if there is room, else the second cut, so that place and year stay."""
    whole = f"{head} {tail}".strip()
    left = length - len(head) - 1
    if len(whole) <= length or not head:
        return shorten(whole, length)
    return f"{head} {shorten(tail, left)}" if left > 2 else shorten(head, length)

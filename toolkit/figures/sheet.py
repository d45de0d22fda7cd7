"""The frame that all figures share: words, rows with names, legend, what stands under them, nothing.

A figure is a function that is given the words of a language and clean tables, draws on a canvas or
on rows, and gives its axes with the data it plots; ``styled`` does the rest.
"""

from __future__ import annotations

import inspect
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import wraps
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator

from toolkit.figures.labels import Labels
from toolkit.figures.style import COLOURS, CYCLE, GREY, PADDING, WIDTH, in_style, to_grey

Drawn = tuple[Figure, pd.DataFrame]  # a figure and the data it plots
Drawing = tuple["Chart", pd.DataFrame]
Point = tuple[float, float]

ROW = 0.24  # inches for one bar with its name
_LINES = 1.35  # heights of a Latin line from one to the next; matplotlib's 1.2 lets Han touch
_FULL = dict(zip("();:", "（）；：", strict=True))
ASKED: ContextVar[float | None] = ContextVar("width", default=None)  # inches


class Sheet(Figure):
    """A figure that can say in both languages what it shows and how it was set."""

    draw_again: Callable[[str], Figure] | None = None
    name = ""
    settings: Mapping[str, Any] = {}

    def under(self, what: str, *notes: str) -> None:
        """What stands under all of the figure, as ``Chart.under`` under one pair of axes."""
        self.supxlabel(_said(what, notes), fontsize="medium")


class Chart(Axes):
    """Axes that know rows with names, dots with intervals, words beside places and their legend."""

    @property
    def sheet(self) -> Sheet:
        figure = self.get_figure(root=True)
        assert isinstance(figure, Sheet)
        return figure

    def under(self, what: str, *notes: str) -> None:
        """What stands under the axes: what is drawn and, in brackets, n and what else to know."""
        self.set_xlabel(_said(what, notes))

    def as_rows(self, rows: int) -> None:
        """Rows from the top down."""
        self.set_ylim(max(rows, 1) - 0.5, -0.5)
        self.grid(axis="x")
        self.tick_params(axis="y", length=0)

    def name_rows(self, names: Sequence[str]) -> None:
        self.set_yticks(range(len(names)), names)

    def write_ends(self, ends: Sequence[float], words: Sequence[str], gap: float = 3) -> None:
        """A word or number behind the end of each bar or dot; gap: in points."""
        for place, (end, word) in enumerate(zip(ends, words, strict=True)):
            self.note(word, (end, place), (gap, 0), va="center")

    def note(self, words: str, at: Point, off: Point, **how: Any) -> None:
        """A few words beside a place; off: in points from it."""
        look: dict[str, Any] = {"fontsize": 7, "textcoords": "offset points"} | how
        self.annotate(words, at, xytext=off, **look)

    def dots(
        self,
        values: Sequence[pd.Series],
        colour: str,
        label: str = "",
        *,
        shift: float = 0.0,
        upright: bool = False,
        at: Any = None,
        mark: str = "o",
    ) -> None:
        """Dots with their intervals, one a row or, upright, one a place of ``at``.

        values: of value, lower and upper end; an end that is missing draws no interval.
        """
        value, low, high = (v.to_numpy(float, na_value=np.nan) for v in values)
        places = (np.arange(len(value)) if at is None else np.asarray(at, float)) + shift
        spans = np.array([np.clip(value - low, 0, None), np.clip(high - value, 0, None)])
        spans[np.isnan(spans)] = 0
        x, y = (places, value) if upright else (value, places)
        self.errorbar(
            x, y, yerr=spans if upright else None, xerr=None if upright else spans,
            fmt=mark, markersize=4, color=colour, linewidth=0.9, label=label or None,
        )  # fmt: skip

    def whole_numbers(self, most: int = 5) -> None:
        """Counts along the axis: whole, with commas, no more than so many."""
        self.xaxis.set_major_locator(MaxNLocator(most, integer=True))
        self.xaxis.set_major_formatter("{x:,.0f}")

    def years(self, times: Sequence[float]) -> None:
        """Time along the axis: years, or months where dates in them lie less than two years apart."""
        first, last = min(times, default=0.0), max(times, default=0.0)
        if last - first >= 2 or all(float(time).is_integer() for time in times):
            locator = MaxNLocator(6, integer=True, min_n_ticks=1)
            years = np.asarray(locator.tick_values(first, last))
            years = years[(years >= math.floor(first)) & (years <= math.ceil(last))]
            self.set_xticks(years, [f"{year:.0f}" for year in years])
            return
        months = range(math.floor(first * 12 + 1e-6), math.ceil(last * 12 - 1e-6) + 1)
        step = next((n for n in (1, 2, 3, 6) if len(months) <= 6 * n), 12)
        named = [month for month in months if month % step == 0] or list(months)
        labels = [f"{month // 12}-{month % 12 + 1:02}" for month in named]
        self.set_xticks([month / 12 for month in named], labels)

    def legend_above(self, handles: Sequence[Any] = (), length: float = 1.2) -> None:
        """A legend over the figure, where it covers no data, in as many columns as there is room for."""
        marks = list(handles) or self.get_legend_handles_labels()[0]
        if not marks:
            return
        widths = [ems(str(mark.get_label())) + length + 2.8 for mark in marks]
        size = mpl.rcParams["legend.fontsize"]
        space = (self.sheet.get_figwidth() - PADDING) * 72 / size
        columns = next((n for n in range(len(widths), 1, -1) if _wide(widths, n) <= space), 1)
        self.sheet.legend(
            handles=marks, loc="outside upper left", ncols=columns, handlelength=length,
            borderaxespad=0.2, alignment="left",
        )  # fmt: skip


def _said(what: str, notes: Sequence[str]) -> str:
    said = "; ".join(filter(None, notes))
    return f"{what} ({said})" if said else what


def _wide(widths: Sequence[float], columns: int) -> float:
    """How wide a legend of so many columns is; matplotlib puts the longer ones first."""
    return sum(max(part) for part in np.array_split(np.asarray(widths), columns))


def styled(draw: Callable[..., Drawing]) -> Callable[..., Drawn]:
    """A figure function of one that draws, with what all take: language, width, title and grey.

    draw: its first parameter is the words. width: inches; 3.3, 5 and 7 are what journals print.
    title: over the figure. grey: colours become greys that are told apart also by hatching, dashes
    and marks.
    """

    def look(
        language: str = "en", *, width: float | None = None, title: str = "", grey: bool = False
    ) -> None: ...

    _, *own = inspect.signature(draw).parameters.values()
    language, *others = inspect.signature(look).parameters.values()
    if own[-1].kind is own[-1].KEYWORD_ONLY:
        others.insert(0, language.replace(kind=language.KEYWORD_ONLY))
    else:
        first = next((n for n, one in enumerate(own) if one.default is not one.empty), len(own))
        own.insert(first, language)
    signature = inspect.Signature([*own, *others])

    @wraps(draw)
    def drawn(*args: Any, **kwargs: Any) -> Drawn:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        asked = given.arguments
        t, width = Labels(asked.pop("language")), asked.pop("width")
        title, grey = asked.pop("title"), asked.pop("grey")
        token = ASKED.set(width)
        try:
            with in_style():
                axes, data = _drawn(draw, t, asked)
                finish(axes, title, grey, t.language == "zh")
        finally:
            ASKED.reset(token)
        figure = axes.sheet
        figure.name = draw.__name__
        figure.settings = _plain(asked) | {"figure_width": float(figure.get_figwidth())}
        figure.draw_again = lambda other: drawn(**asked, language=other, width=width)[0]
        return figure, data

    drawn.__signature__ = signature  # type: ignore[attr-defined]
    return drawn


class NothingError(Exception):
    """There is nothing to draw; ``said`` is the label that says so."""

    def __init__(self, said: str, data: pd.DataFrame) -> None:
        super().__init__(said)
        self.said, self.data = said, data


def some(data: pd.DataFrame, otherwise: str) -> pd.DataFrame:
    """The data of a figure; where there are none, a sentence takes the figure's place."""
    if data.empty:
        raise NothingError(otherwise, data)
    return data


def _drawn(draw: Callable[..., Drawing], t: Labels, asked: Mapping[str, Any]) -> Drawing:
    try:
        return draw(t, **asked)
    except NothingError as nothing:
        axes = canvas(1.0)
        axes.set_axis_off()
        axes.text(0.5, 0.5, t(nothing.said), ha="center", va="center", color=GREY, transform=axes.transAxes)  # fmt: skip
        return axes, nothing.data


def _plain(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among the arguments of a figure: numbers and words, not tables."""
    return {
        name: value
        for name, value in arguments.items()
        if isinstance(value, int | float | str) and value != ""
    }


def finish(first: Chart, title: str, grey: bool, chinese: bool = False) -> None:
    """Labels on as many lines as the width asks for, legend, title, and greys if wanted."""
    figure = first.sheet
    inches = figure.get_figwidth() - PADDING
    marks = _FULL if chinese else {}

    def set_as(said: str) -> str:
        return wrapped(
            re.sub(" ?([();:]) ?", lambda mark: marks.get(mark[1], mark[0]), said), inches
        )

    for text in figure.findobj(Text):
        text.set_linespacing(_LINES)
    for axes in figure.axes:
        label = axes.xaxis.label
        label.set_text(set_as(label.get_text()))
        if len(figure.axes) == 1 and label.get_text():
            label.set(x=1.0, ha="right")  # room to the left, under the names of rows
    if figure.get_supxlabel():
        figure.supxlabel(set_as(figure.get_supxlabel()), fontsize="medium", linespacing=_LINES)
    if not figure.legends:
        first.legend_above()
    if title and figure.legends:
        figure.legends[0].set_title(title)
    elif title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=8.5)
    if grey:
        to_grey(figure)


# Canvases


def canvas(height: float, width: float = WIDTH) -> Chart:
    """The axes of a new figure, made without pyplot so that nothing is drawn twice.

    height, width: in inches; where the caller asks for another width, the height stays.
    """
    return panels(height, width)[0]


def panels(height: float, width: float = WIDTH, **kwargs: Any) -> Sequence[Chart]:
    """Axes side by side that share their rows, in a new figure; kwargs: of ``subplots``."""
    figure = Sheet(figsize=(ASKED.get() or width, height))
    like = {"axes_class": Chart}
    axes: Sequence[Chart] = figure.subplots(
        1, sharey=True, squeeze=False, subplot_kw=like, **kwargs
    )[0]
    return axes


def rows_canvas(rows: int, row: float = ROW) -> Chart:
    """A canvas as high as its rows need, the first row on top."""
    axes = canvas(rows_high(rows, row))
    axes.as_rows(rows)
    return axes


def rows_high(rows: int, row: float = ROW) -> float:
    return 1.0 + row * max(rows, 2)


def room(characters: int) -> int:
    """How many Chinese characters a name beside the axes may have in the width asked for."""
    return max(min(characters, int((ASKED.get() or WIDTH) * 3.5)), 4)


def narrow() -> bool:
    """Whether the figure is to be a column of a page."""
    return (ASKED.get() or WIDTH) < 4.5


# Rows


def bars(
    t: Labels,
    wide: pd.DataFrame,
    names: Sequence[str],
    labels: Mapping[str, str] | None = None,
    *,
    percent: bool = False,
    row: float = ROW,
) -> Chart:
    """One bar a row of the table, its columns one after the other.

    labels: of the columns, where they are not values in words. percent: the bars are shares.
    """
    axes = rows_canvas(len(wide), row)
    left = pd.Series(0.0, index=wide.index)
    for column, colour in zip(wide.columns, CYCLE * 9, strict=False):
        look: dict[str, Any] = {
            "color": COLOURS.get(column, colour),
            "label": t.value(column) if labels is None else labels[column],
        }
        axes.barh(range(len(wide)), wide[column], 0.7, left=left, **look)
        left += wide[column]
    axes.name_rows(names)
    axes.set_xlim(0, 100 if percent else None)
    return axes


def spread(
    rows: pd.DataFrame, column: str, split: str, parts: Sequence[str], unit: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How often each value of a column stands with each part, as rows and as a table of parts."""
    data = rows.groupby([column, split]).size().rename(unit).reset_index()
    wide = data.pivot(index=column, columns=split, values=unit)
    return data, wide.reindex(columns=list(parts)).fillna(0).astype(float)


def frame_end(rates: Any, highs: Any) -> float:
    """Where an axis of rates with intervals ends: at most at twice the largest rate.

    A few reports leave rates open to several times what they are; drawn whole, such an interval
    would press all others to a point. It runs out of the frame instead.
    """
    rate, high = (np.asarray(values, float) for values in (rates, highs))
    most = float(np.nanmax(rate, initial=0.0)) or 1.0
    return float(np.nanmax(np.fmin(high, 2 * most), initial=1.1 * most))


def ems(text: str) -> float:
    """About how wide a text is, in heights of its letters.

    >>> ems("减负"), ems("work")
    (2.0, 2.2)
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text)


def wrapped(text: str, inches: float, size: float = 8) -> str:
    r"""A label on lines that fit a width; broken at blanks and after Chinese characters.

    >>> wrapped("characters (n = 12 reports)", 1.2)
    'characters (n = 12\nreports)'
    """
    lines = []
    for line in text.split("\n"):
        made = ""
        for piece in re.findall(r"[\x21-\x7e]+ ?|.[）。，；：、]?|\n", line):
            if made and ems(made + piece.rstrip()) * size > inches * 72:
                lines.append(made.rstrip())
                made = ""
            made += piece
        lines.append(made)
    return "\n".join(lines)

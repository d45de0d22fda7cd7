"""Horizontal bars, one a row with its name: what most figures here are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures.labels import Labels
from toolkit.figures.style import COLOURS, CYCLE, WIDTH, canvas

ROW = 0.24  # inches for one bar with its name


def rows_canvas(rows: int, width: float = WIDTH) -> tuple[Figure, Axes]:
    """A canvas as high as its rows need, the first row on top."""
    figure, axes = canvas(1.0 + ROW * max(rows, 2), width)
    axes.set_ylim(max(rows, 1) - 0.5, -0.5)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
    return figure, axes


def name_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)


def write_ends(axes: Axes, ends: Sequence[float], words: Sequence[str]) -> None:
    """A word or number behind the end of each bar, with room made for the longest."""
    for place, (end, word) in enumerate(zip(ends, words, strict=True)):
        axes.annotate(
            word, (end, place), xytext=(3, 0), textcoords="offset points", va="center", fontsize=7
        )


def stack(axes: Axes, wide: pd.DataFrame, labels: Mapping[str, str]) -> None:
    """One bar a row of the table, its columns one after the other."""
    left = pd.Series(0.0, index=wide.index)
    for column, colour in zip(wide.columns, CYCLE * 9, strict=False):
        axes.barh(
            range(len(wide)),
            wide[column],
            0.7,
            left=left,
            color=COLOURS.get(column, colour),
            label=labels[column],
        )
        left += wide[column]
    axes.set_xlim(left=0)


def how_many(t: Labels, drawn: int, whole: int, what: str = "reports") -> str:
    """The number of rows drawn, and of how many where some are left out."""
    return t(f"{what}_n", n=whole) if drawn == whole else t(f"{what}_of", k=drawn, n=whole)

"""Rows with their names: bars, dots with intervals, and what stands at their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from toolkit.figures.labels import Labels
from toolkit.figures.style import COLOURS, CYCLE, WIDTH, canvas

ROW = 0.24  # inches for one bar with its name


def rows_canvas(rows: int, width: float = WIDTH, row: float = ROW) -> tuple[Figure, Axes]:
    """A canvas as high as its rows need, the first row on top."""
    figure, axes = canvas(1.0 + row * max(rows, 2), width)
    as_rows(axes, rows)
    return figure, axes


def as_rows(axes: Axes, rows: int) -> None:
    axes.set_ylim(max(rows, 1) - 0.5, -0.5)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)


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


def dots(
    axes: Axes,
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
    spread = np.array([np.clip(value - low, 0, None), np.clip(high - value, 0, None)])
    spread[np.isnan(spread)] = 0
    x, y = (places, value) if upright else (value, places)
    axes.errorbar(
        x, y, yerr=spread if upright else None, xerr=None if upright else spread,
        fmt=mark, markersize=4, color=colour, linewidth=0.9, label=label or None,
    )  # fmt: skip


def how_many(t: Labels, drawn: int, whole: int, what: str = "reports") -> str:
    """The number of rows drawn, and of how many where some are left out."""
    return t(f"{what}_n", n=whole) if drawn == whole else t(f"{what}_of", k=drawn, n=whole)

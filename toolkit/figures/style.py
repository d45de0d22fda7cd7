"""How every figure looks: font, colours, size, and what is drawn where there is nothing.

The font is Noto Sans SC as the environment ships it; no font of the system is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import numpy as np
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure

P = ParamSpec("P")
T = TypeVar("T")
Drawn = tuple[Figure, pd.DataFrame]  # a figure and the data it plots

WIDTH = 7.0  # inches: the text width of a journal page

# Okabe and Ito's colours, told apart also by colour-blind readers.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, GREY, PALE = "#56B4E9", "#CC79A7", "#8C8C8C", "#DDDDDD"
CYCLE = (BLUE, ORANGE, GREEN, RED, SKY, PURPLE, "#B8A800", GREY, "#404040")
COLOURS: Mapping[str, str] = {
    "problem": RED,
    "measure": BLUE,
    "result": GREEN,
    "other": PALE,
    "fact": BLUE,
    "target": ORANGE,
    "increase": BLUE,
    "decrease": ORANGE,
    "exact": BLUE,
    "range": SKY,
    "ratio": GREEN,
    "vague": ORANGE,
    "redacted": "#404040",
    "unread": PALE,
    "agrees": GREEN,
    "disagrees": RED,
    "cannot_tell": PALE,
    "lexicon": SKY,
    "discovered": BLUE,
    "problem_list": RED,
    "work_report": BLUE,
    "rectification_bulletin": GREEN,
    "article": ORANGE,
    "law": "#404040",
    "plan": SKY,
    "opinion": "#005580",
    "communique": "#B37B00",
    "speech": "#80C8A8",
    "minutes": "#8C6BB1",
    "audit_list": "#A63603",
    "circular": "#BDBDBD",
    "toc": "#B8A800",
    "outline": PURPLE,
    "notice": GREY,
    "number": BLUE,
    "words": ORANGE,
    "force_hard": RED,
    "force_plain": BLUE,
    "force_range": GREEN,
    "force_soft": SKY,
    "force_none": PALE,
    "forbids": RED,
    "demands": BLUE,
    "encourages": GREEN,
    "allows": ORANGE,
    "states": PALE,
    "copied": RED,
    "formula": SKY,
    "own": PALE,
}


def frame_end(rates: Any, highs: Any) -> float:
    """Where an axis of rates with intervals ends: at most at twice the largest rate.

    A few reports leave rates open to several times what they are; drawn whole, such an interval
    would press all others to a point. It runs out of the frame instead.
    """
    rate, high = (np.asarray(values, float) for values in (rates, highs))
    most = float(np.nanmax(rate, initial=0.0)) or 1.0
    return float(np.nanmax(np.fmin(high, 2 * most), initial=1.1 * most))


@cache
def font() -> Path:
    """The file of the font, for matplotlib and wordcloud alike; known to matplotlib after this."""
    found = find_spec("zhplot")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("zhplot, which brings the Chinese font, is missing: make env")
    path = Path(found.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
    font_manager.fontManager.addfont(path)
    return path


@cache
def drawable() -> frozenset[int]:
    """The code points the font can draw."""
    return frozenset(font_manager.get_font(str(font())).get_charmap())


@cache
def style() -> dict[str, Any]:
    family = font_manager.FontProperties(fname=str(font())).get_name()
    return {
        "font.family": [family],
        "font.size": 8,
        "axes.titlesize": 8,
        "axes.labelsize": 8,
        "xtick.labelsize": 7.5,
        "ytick.labelsize": 7.5,
        "legend.fontsize": 7.5,
        "legend.frameon": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.linewidth": 0.6,
        "axes.edgecolor": "#404040",
        "axes.grid.axis": "x",
        "grid.color": "#EBEBEB",
        "grid.linewidth": 0.6,
        "axes.prop_cycle": cycler(color=CYCLE),
        "figure.constrained_layout.use": True,
        "figure.constrained_layout.w_pad": 0.08,
        "text.hinting": "none",  # a text is as wide in every resolution
        "text.parse_math": False,  # a dollar sign in a title is a dollar sign
        "pdf.fonttype": 42,  # text stays text
        "svg.fonttype": "none",
        "svg.hashsalt": "toolkit",  # the same ids on every run
        "savefig.dpi": 300,
    }


def styled(draw: Callable[P, T]) -> Callable[P, T]:
    """Draw in the style of this project, whatever the reader's own settings are."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> T:
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(style())  # type: ignore[arg-type]
            return draw(*args, **kwargs)

    return drawn


def canvas(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """A figure with one pair of axes, made without pyplot so that nothing is drawn twice."""
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots()


def nothing(sentence: str, data: pd.DataFrame) -> Drawn:
    """What stands in place of a figure where there is nothing to draw: a sentence that says so."""
    figure, axes = canvas(1.0)
    axes.set_axis_off()
    axes.text(0.5, 0.5, sentence, ha="center", va="center", color=GREY, transform=axes.transAxes)
    return figure, data


def legend_above(axes: Axes, columns: int = 4) -> None:
    """A legend over the axes, where it covers no data."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=columns,
        handlelength=1.2,
        borderaxespad=0.3,
    )

"""How every figure looks: font, colours, size, title, grey print, and what stands for nothing.

The font is Noto Sans SC as the environment ships it; no font of the system is used.
"""

from __future__ import annotations

import inspect
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from cycler import cycler
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Drawn = tuple[Figure, pd.DataFrame]  # a figure and the data it plots

WIDTH = 7.0  # inches: the text width of a journal page; 3.3 is a column, 5 a narrow page
ASKED: ContextVar[float | None] = ContextVar("width", default=None)  # inches
PADDING = 0.16  # inches at the sides of a figure

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
    """The settings of matplotlib that all figures here are drawn with."""
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
        "figure.constrained_layout.w_pad": PADDING / 2,
        "text.hinting": "none",  # a text is as wide in every resolution
        "text.parse_math": False,  # a dollar sign in a title is a dollar sign
        "pdf.fonttype": 42,  # text stays text
        "svg.fonttype": "none",
        "svg.hashsalt": "toolkit",  # the same ids on every run
        "savefig.dpi": 300,
    }


def use_style(width: float = WIDTH, grey: bool = False) -> None:
    """Give plots of your own, drawn with pyplot or pandas, the font and the look of these figures.

    For the whole session; ``matplotlib.rcdefaults()`` takes it back. width: of new figures, in
    inches. grey: lines in greys, told apart by their dashes. ``export`` writes the plot in all forms.

    >>> use_style(3.3)
    >>> mpl.rcParams["figure.figsize"], mpl.rcParams["font.family"]
    ([3.3, 2.0], ['Noto Sans SC'])
    >>> mpl.rcdefaults()
    """
    more: dict[str, Any] = {"figure.figsize": (width, round(width * 0.62, 1))}
    if grey:
        shades = [str(shade) for shade in ladder(4)]
        more["axes.prop_cycle"] = cycler(color=shades) + cycler(linestyle=DASHES)
        more["image.cmap"] = "Greys"
    mpl.rcParams.update(style() | more)  # type: ignore[arg-type]


@contextmanager
def in_style() -> Iterator[None]:
    """The style of this project, whatever the reader's own settings are."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(style())  # type: ignore[arg-type]
        yield


class Sheet(Figure):
    """A figure that can say in both languages what it shows and how it was set."""

    draw_again: Callable[[str], Figure] | None = None
    name = ""
    settings: Mapping[str, Any] = {}


def styled(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """A figure function with what all of them take: ``width``, ``title`` and ``grey``.

    width: inches; 3.3, 5 and 7 are what journals print. title: over the figure. grey: colours
    become greys that are told apart also by hatching, dashes and marks.
    """

    def look(width: float | None = None, title: str = "", grey: bool = False) -> None: ...

    @wraps(draw)
    def drawn(
        *args: Any, width: float | None = None, title: str = "", grey: bool = False, **kwargs: Any
    ) -> Drawn:
        given = inspect.signature(draw).bind(*args, **kwargs)
        given.apply_defaults()
        token = ASKED.set(width)
        try:
            with in_style():
                figure, data = draw(*args, **kwargs)
                finish(figure, title, grey)
        finally:
            ASKED.reset(token)
        if isinstance(figure, Sheet):
            same = dict(given.arguments) | {"width": width}
            figure.name = draw.__name__
            figure.settings = _plain(given.arguments) | {
                "figure_width": float(figure.get_figwidth())
            }
            figure.draw_again = lambda language: drawn(**same | {"language": language})[0]
        return figure, data

    known = inspect.signature(draw)
    extra = [p.replace(kind=p.KEYWORD_ONLY) for p in inspect.signature(look).parameters.values()]
    drawn.__signature__ = known.replace(parameters=[*known.parameters.values(), *extra])  # type: ignore[attr-defined]
    return drawn


def _plain(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among the arguments of a figure: numbers and words, not tables."""
    return {
        name: value
        for name, value in arguments.items()
        if name != "language" and isinstance(value, int | float | str) and value != ""
    }


def finish(figure: Figure, title: str, grey: bool) -> None:
    """Labels on as many lines as the width asks for, the title, and greys if wanted."""
    inches = figure.get_figwidth() - PADDING
    for axes in figure.axes:
        label = axes.xaxis.label
        label.set_text(wrapped(label.get_text(), inches))
        if len(figure.axes) == 1 and label.get_text():
            label.set(x=1.0, ha="right")  # room to the left, under the names of rows
    if isinstance(figure, Sheet) and figure.get_supxlabel():
        figure.supxlabel(wrapped(figure.get_supxlabel(), inches), fontsize="medium")
    if title and figure.legends:
        figure.legends[0].set_title(title)
    elif title:
        figure.suptitle(title, x=0.01, ha="left", fontsize=8.5)
    if grey:
        to_grey(figure)


def canvas(height: float, width: float = WIDTH) -> tuple[Figure, Axes]:
    """A figure with one pair of axes, made without pyplot so that nothing is drawn twice.

    height, width: in inches; where the caller asks for another width, the height stays.
    """
    figure = Sheet(figsize=(ASKED.get() or width, height))
    return figure, figure.subplots()


def room(characters: int) -> int:
    """How many Chinese characters a name beside the axes may have in the width asked for."""
    return max(min(characters, int((ASKED.get() or WIDTH) * 3.5)), 4)


def narrow() -> bool:
    """Whether the figure is to be a column of a page."""
    return (ASKED.get() or WIDTH) < 4.5


def nothing(sentence: str, data: pd.DataFrame) -> Drawn:
    """What stands in place of a figure where there is nothing to draw: a sentence that says so."""
    figure, axes = canvas(1.0)
    axes.set_axis_off()
    axes.text(0.5, 0.5, sentence, ha="center", va="center", color=GREY, transform=axes.transAxes)
    return figure, data


def legend_above(axes: Axes, handles: Sequence[Any] = (), length: float = 1.2) -> None:
    """A legend over the figure, where it covers no data, in as many columns as there is room for."""
    figure = axes.get_figure()
    marks = list(handles) or axes.get_legend_handles_labels()[0]
    if figure is None or not marks:
        return
    size = mpl.rcParams["legend.fontsize"]
    widths = [ems(str(mark.get_label())) + length + 2.8 for mark in marks]
    room = (figure.get_figwidth() - PADDING) * 72 / size  # type: ignore[union-attr]
    columns = next((n for n in range(len(widths), 1, -1) if _wide(widths, n) <= room), 1)
    figure.legend(
        handles=marks, loc="outside upper left", ncols=columns, handlelength=length,
        borderaxespad=0.2, alignment="left",
    )  # fmt: skip


def _wide(widths: Sequence[float], columns: int) -> float:
    rows = math.ceil(len(widths) / columns)
    return sum(max(widths[at : at + rows]) for at in range(0, len(widths), rows))


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
        for piece in re.findall(r"[\x21-\x7e]+ ?|.[）。，；、]?|\n", line):
            if made and ems(made + piece.rstrip()) * size > inches * 72:
                lines.append(made.rstrip())
                made = ""
            made += piece
        lines.append(made)
    return "\n".join(lines)


DASHES = ["-", "--", "-.", ":"]
HATCHES = ("", "//////", "", "......", "", "xxxxxx")
WHITE = 0.95  # and lighter: paper
MARKS = "osD^vPX*"


def ladder(steps: int) -> list[float]:
    """So many greys, from dark to light, that print well."""
    return [round(0.15 + 0.72 * at / max(steps - 1, 1), 3) for at in range(steps)]


def to_grey(figure: Figure) -> None:
    """Every colour of a figure to a grey of its own, by how dark it is; hatches and marks beside."""
    artists = [artist for artist in figure.findobj() if not isinstance(artist, Figure)]
    found: dict[tuple[float, ...], float] = {}
    for artist in artists:
        for colour in _colours(artist):
            red, green, blue = colour
            bar = isinstance(artist, mpl.patches.Rectangle) and max(colour) < WHITE
            if max(colour) - min(colour) > 0.02 or bar:
                found[colour] = 0.299 * red + 0.587 * green + 0.114 * blue
    order = sorted(found, key=lambda colour: (found[colour], colour))
    shades = dict(zip(order, ladder(len(order)), strict=True))
    for artist in artists:
        _grey(artist, shades, order)


def _colours(artist: Artist) -> Iterator[tuple[float, ...]]:
    for name in ("facecolor", "edgecolor", "color", "markerfacecolor", "markeredgecolor"):
        get = getattr(artist, f"get_{name}", None)
        value = None if get is None else get()
        if value is None or _is_word(value):
            continue
        for rgba in mpl.colors.to_rgba_array(value):
            if rgba[3]:
                yield tuple(round(float(part), 4) for part in rgba[:3])


def _is_word(value: Any) -> bool:
    """Whether a colour is a rule of matplotlib's, not a colour."""
    return isinstance(value, str) and value in ("auto", "none", "face", "inherit")


def _grey(artist: Artist, shades: Mapping[tuple[float, ...], float], order: Sequence[Any]) -> None:
    if isinstance(artist, mpl.cm.ScalarMappable) and artist.get_array() is not None:
        artist.set_cmap("Greys")
        return
    at = next((order.index(c) for c in _colours(artist) if c in shades), None)
    for name in ("facecolor", "edgecolor", "color", "markerfacecolor", "markeredgecolor"):
        get, put = (getattr(artist, f"{do}_{name}", None) for do in ("get", "set"))
        if get is None or put is None:
            continue
        if name == "color" and hasattr(artist, "get_facecolor"):
            continue
        value = get()
        if value is None or _is_word(value):
            continue
        rows = mpl.colors.to_rgba_array(value)
        if not len(rows):
            continue
        made = [_shade(row, shades) for row in rows]
        put(made if isinstance(artist, mpl.collections.Collection) else made[0])
    if at is None:
        return
    if isinstance(artist, mpl.patches.Patch):
        if HATCHES[at % len(HATCHES)]:
            light = shades[order[at]] > 0.5
            artist.set(hatch=HATCHES[at % len(HATCHES)], linewidth=0)
            artist.set_edgecolor("#404040" if light else "white")
    elif isinstance(artist, mpl.lines.Line2D):
        if str(artist.get_marker()) in MARKS:
            artist.set_marker(MARKS[at % len(MARKS)])
        elif artist.get_linestyle() == "-" and artist.get_marker() in ("", "None", None):
            artist.set(linestyle=DASHES[at % len(DASHES)])


def _shade(rgba: Any, shades: Mapping[tuple[float, ...], float]) -> tuple[float, ...]:
    shade = shades.get(tuple(round(float(part), 4) for part in rgba[:3]))
    return tuple(map(float, rgba)) if shade is None else (shade, shade, shade, float(rgba[3]))

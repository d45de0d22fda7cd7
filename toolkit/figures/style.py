"""How every figure looks: font, colours, and greys for print.

The font is Noto Sans SC as the environment ships it; no font of the system is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.figure import Figure

WIDTH = 7.0  # inches: the text width of a journal page; 3.3 is a column, 5 a narrow page
PADDING = 0.16  # inches at the sides of a figure

# Okabe and Ito's colours, told apart also by colour-blind readers.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, GREY, PALE = "#56B4E9", "#CC79A7", "#8C8C8C", "#DDDDDD"
CYCLE = (BLUE, ORANGE, GREEN, RED, SKY, PURPLE, "#B8A800", GREY, "#404040")
_VALUES = {  # of columns, each in one colour wherever it is drawn
    BLUE: "measure fact increase exact discovered work_report number force_plain demands",
    ORANGE: "target decrease vague article words allows",
    GREEN: "result ratio agrees rectification_bulletin force_range encourages",
    RED: "problem disagrees problem_list force_hard forbids copied",
    SKY: "range lexicon plan force_soft formula",
    PURPLE: "outline",
    GREY: "notice",
    PALE: "other unread cannot_tell force_none states own",
    "#404040": "redacted law",
    "#005580": "opinion",
    "#B37B00": "communique",
    "#80C8A8": "speech",
    "#8C6BB1": "minutes",
    "#A63603": "audit_list",
    "#BDBDBD": "circular",
    "#B8A800": "toc",
}
COLOURS: Mapping[str, str] = {
    value: colour for colour, values in _VALUES.items() for value in values.split()
}


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


DASHES = ["-", "--", "-.", ":"]
HATCHES = ("", "//////", "", "......", "", "xxxxxx")
WHITE = 0.95  # and lighter: paper
THIN = 0.6  # and darker: what is thin on paper
AREAS = (mpl.patches.Patch, mpl.collections.PolyCollection)
Rgb = tuple[float, float, float]
MARKS = "osD^vPX*"


def ladder(steps: int) -> list[float]:
    """So many greys, from dark to light, that print well."""
    return [round(0.15 + 0.72 * at / max(steps - 1, 1), 3) for at in range(steps)]


def to_grey(figure: Figure) -> None:
    """Every colour of a figure to a grey of its own, by how dark it is; hatches and marks beside."""
    artists = [artist for artist in figure.findobj() if not isinstance(artist, Figure)]
    arrows = [
        getattr(artist, "arrow_patch", None) for artist in artists
    ]  # which findobj passes over
    artists += [arrow for arrow in arrows if arrow is not None]
    found: dict[Rgb, float] = {}
    for artist in artists:
        for colour in _colours(artist):
            red, green, blue = colour
            bar = isinstance(artist, mpl.patches.Rectangle) and max(colour) < WHITE
            if bar or not _plain(colour):
                found[colour] = 0.299 * red + 0.587 * green + 0.114 * blue
    order = sorted(found, key=lambda colour: (found[colour], colour))
    shades = dict(zip(order, ladder(len(order)), strict=True))
    for artist in artists:
        coloured = (order.index(c) for c in _colours(artist) if c in shades and not _plain(c))
        at = next(coloured, None)
        _grey(artist, shades)
        if at is not None:
            _told_apart(artist, at, shades[order[at]])


def _named(artist: Artist) -> Iterator[tuple[str, Any]]:
    """The colours of an artist by the name of what has them; "color" of a patch is both of its own."""
    for name in ("facecolor", "edgecolor", "color", "markerfacecolor", "markeredgecolor"):
        get = getattr(artist, f"get_{name}", None)
        value = None if get is None else get()
        rule = isinstance(value, str) and value in ("auto", "none", "face", "inherit")
        if value is None or rule or (name == "color" and hasattr(artist, "get_facecolor")):
            continue
        yield name, mpl.colors.to_rgba_array(value)


def _colours(artist: Artist) -> Iterator[Rgb]:
    for _, rows in _named(artist):
        yield from (_rgb(row) for row in rows if row[3])


def _plain(colour: Rgb) -> bool:
    """Whether a colour is a grey as it is."""
    return max(colour) - min(colour) <= 0.02


def _rgb(rgba: Any) -> Rgb:
    red, green, blue = (round(float(part), 4) for part in rgba[:3])
    return red, green, blue


def _grey(artist: Artist, shades: Mapping[Rgb, float]) -> None:
    if isinstance(artist, mpl.cm.ScalarMappable) and artist.get_array() is not None:
        artist.set_cmap("Greys")
        return
    area = isinstance(artist, AREAS) and not isinstance(artist, mpl.patches.FancyArrowPatch)
    most = 1.0 if area else THIN / ladder(2)[1]
    for name, rows in list(_named(artist)):
        made = [
            (*[most * shades[_rgb(row)]] * 3, row[3]) if _rgb(row) in shades else tuple(row)
            for row in rows
        ]
        if made:
            put = getattr(artist, f"set_{name}")
            put(made if isinstance(artist, mpl.collections.Collection) else made[0])


def _told_apart(artist: Artist, at: int, shade: float) -> None:
    """The hatch, mark or dashes of the colour that was the so-many-darkest."""
    hatch = HATCHES[at % len(HATCHES)]
    if isinstance(artist, AREAS) and hatch:
        artist.set(hatch=hatch, linewidth=0, hatchcolor="#404040" if shade > 0.5 else "white")
    elif isinstance(artist, mpl.lines.Line2D):
        if str(artist.get_marker()) in MARKS:
            artist.set_marker(MARKS[at % len(MARKS)])
        elif artist.get_linestyle() == "-" and artist.get_marker() in ("", "None", None):
            artist.set(linestyle=DASHES[at % len(DASHES)])

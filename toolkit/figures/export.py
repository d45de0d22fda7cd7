"""A figure to files: PDF, SVG, PNG, the CSV of what it plots and a caption, under one stem."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from toolkit import lexicon
from toolkit.figures.labels import LANGUAGES, Labels
from toolkit.figures.sheet import Sheet
from toolkit.figures.style import in_style
from toolkit.tables import csvfile

# No dates and no versions: the same data give the same bytes.
METADATA: dict[str, dict[str, str | None]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}
FORMS = [*METADATA, "csv", "caption.txt"]
DPI = 300  # the least that journals take
SHOWN = 114 / DPI  # of the picture a notebook shows: 800 pixels for 7 inches
MISSING = re.compile(r"Glyph (\d+) .*missing from (?:font\(s\)|current font) ?(.*)\.")
IN_FORMULA = re.compile(r"Font '(.*)' does not have a glyph for .*\[U\+([0-9a-f]+)\]")


class GlyphError(ValueError):
    """A figure holds a character its font cannot draw."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; a notebook shows it as a small picture."""

    stem: str
    picture: bytes

    def __repr__(self) -> str:
        return f"{self.stem}: {', '.join(FORMS)}"

    def _repr_png_(self) -> bytes:
        return self.picture


def export(
    figure: Figure,
    data: pd.DataFrame,
    stem: str,
    folder: str | Path,
    *,
    dpi: int = DPI,
    caption: str | Mapping[str, str] = "",
) -> Exported:
    """Write ``<stem>.pdf``, ``.svg``, ``.png``, ``.csv`` and ``.caption.txt`` into a folder.

    Any figure of matplotlib, your own too. dpi: of the PNG, 300 or more. caption: what a plot of
    your own shows, as a sentence or one for each language ({"en": …, "zh": …}); the figures here
    know theirs. Raises GlyphError, before anything is written, where a character would come out as
    an empty box in the font its text is set in; wordings from texts go through ``names.shown`` to
    be safe from that. Raises ValueError for a lower resolution.
    """
    if dpi < DPI:
        raise ValueError(f"figure {stem}: {dpi} dpi is too coarse for print; {DPI} or more.")
    with in_style(), _missing_glyphs() as missing:
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once for all forms
        files = {f"{stem}.{form}": _bytes(figure, form, dpi) for form in METADATA}
    if missing:
        raise GlyphError(f"figure {stem}: {_said(figure, *missing[0])}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    csvfile.write(folder / f"{stem}.csv", [data])
    text = "\n".join(f"{stem}. {captions(figure, caption)[one]}\n" for one in LANGUAGES)
    (folder / f"{stem}.caption.txt").write_text(text, encoding="utf-8", newline="\n")
    return Exported(stem, smaller(files[f"{stem}.png"], SHOWN * DPI / dpi)[0])


def captions(figure: Figure, given: str | Mapping[str, str] = "") -> dict[str, str]:
    """What a figure shows, its axes with unit and n, and its settings, in each language."""
    what = dict.fromkeys(LANGUAGES, given) if isinstance(given, str) else dict(given)
    if not isinstance(figure, Sheet) or figure.draw_again is None:
        return {one: _sentences(one, what.get(one, ""), _axes(figure)) for one in LANGUAGES}
    known = next((r for r in lexicon.table("figure_captions") if r["key"] == figure.name), {})
    made = {}
    for one in LANGUAGES:
        t = Labels(one)
        settings = [
            f"{t.value(k)} {t.value(str(v)) if isinstance(v, bool) else v}"
            for k, v in figure.settings.items()
        ]
        words = t("settings") + ("，" if one == "zh" else ", ").join(settings)
        made[one] = _sentences(
            one, what.get(one) or known.get(one, ""), _axes(figure.draw_again(one)), words
        )
    return made


def _axes(figure: Figure) -> str:
    """What stands along the axes, on one line."""
    labels = [label for axes in figure.axes for label in (axes.get_xlabel(), axes.get_ylabel())]
    labels.append(figure.get_supxlabel())
    return "; ".join(dict.fromkeys(" ".join(label.split()) for label in labels if label))


def _sentences(language: str, *parts: str) -> str:
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    ended = (part if part.endswith((".", "。")) else part + stop for part in parts if part)
    return gap.join(one[0].upper() + one[1:] for one in ended)


def _bytes(figure: Figure, form: str, dpi: int) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, metadata=METADATA[form], dpi=dpi)
    return buffer.getvalue()


def smaller(png: bytes, scale: float) -> tuple[bytes, tuple[int, int]]:
    """A picture as notebooks and pages store it, and its size: in 160 colours that cover its own.

    None is further from the colour it stands for than the eye can see, at a third of the bytes.
    """
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        size = (round(picture.width * scale), round(picture.height * scale))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        few = small.quantize(160, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(buffer, "png", optimize=True)
    return buffer.getvalue(), size


@contextmanager
def _missing_glyphs() -> Iterator[list[tuple[int, str]]]:
    """Code points that matplotlib finds no glyph for while it draws, with the font, in any text."""
    found: list[tuple[int, str]] = []

    class Formulae(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if told := IN_FORMULA.search(record.getMessage()):
                found.append((int(told[2], 16), told[1]))

    handler, log = Formulae(), logging.getLogger("matplotlib.mathtext")
    log.addHandler(handler)
    before, log.propagate = log.propagate, False
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            yield found
    finally:
        log.removeHandler(handler)
        log.propagate = before
    for warning in warned:
        if told := MISSING.search(str(warning.message)):
            found.append((int(told[1]), told[2]))
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )


def _said(figure: Figure, code: int, font: str) -> str:
    char = chr(code)
    name = unicodedata.name(char, "unnamed")
    texts = [text.get_text() for text in figure.findobj(Text)]
    where = next((text for text in texts if char in text), "a label")
    return (
        f"the font {font} has no {char!r} (U+{code:04X}, {name}), which stands in {where!r}. "
        "Set the text in Noto Sans SC (figures.use_style()), or pass its wording through "
        "figures.names.shown."
    )

"""A figure to files: PDF, SVG, PNG and the CSV of what it plots, under one stem."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from toolkit import csvfile
from toolkit.figures.style import drawable, styled

# No dates and no versions: the same data give the same bytes.
METADATA: dict[str, dict[str, str | None]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}
SCREEN, SCREEN_COLOURS = 0.38, 64  # of the picture a notebook shows: 800 pixels wide


class GlyphError(ValueError):
    """A figure holds a character its font cannot draw."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written; a notebook shows it as a small picture."""

    stem: str
    picture: bytes

    def __repr__(self) -> str:
        return f"{self.stem}: {', '.join([*METADATA, 'csv'])}"

    def _repr_png_(self) -> bytes:
        return self.picture


@styled
def export(figure: Figure, data: pd.DataFrame, stem: str, folder: str | Path) -> Exported:
    """Write ``<stem>.pdf``, ``.svg``, ``.png`` and ``.csv`` into a folder, made where needed.

    Raises GlyphError, before anything is written, where a character would come out as an empty
    box; wordings from texts go through ``style.shown`` to be safe from that.
    """
    _refuse_what_cannot_be_drawn(figure, stem)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")  # laid out once for all forms
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for form in METADATA:
        (folder / f"{stem}.{form}").write_bytes(_bytes(figure, form))
    csvfile.write(folder / f"{stem}.csv", [data])
    return Exported(stem, _light((folder / f"{stem}.png").read_bytes()))


def _bytes(figure: Figure, form: str) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, metadata=METADATA[form])
    return buffer.getvalue()


def _light(png: bytes) -> bytes:
    """The picture smaller and with few colours: notebooks are stored and sent around."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        size = (round(picture.width * SCREEN), round(picture.height * SCREEN))
        small = picture.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        few = small.quantize(SCREEN_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _refuse_what_cannot_be_drawn(figure: Figure, stem: str) -> None:
    for text in figure.findobj(Text):
        wording = text.get_text() if text.get_visible() else ""
        for char in wording:
            if char != "\n" and ord(char) not in drawable():
                name = unicodedata.name(char, "unnamed")
                raise GlyphError(
                    f"figure {stem}: the font has no {char!r} (U+{ord(char):04X}, {name}), which "
                    f"stands in {wording!r}. Pass the wording through figures.style.shown."
                )

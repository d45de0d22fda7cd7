"""Scans: pages that are pictures, whose letters RapidOCR recognises. Installed by `make ocr`.

It finds the lines of a page and the letters in each, with how sure it is. Where a letter begins and
ends it says only roughly, so the blank columns of the picture between two letters decide.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import atan2, cos, degrees, hypot, sin
from statistics import median
from typing import Any

from toolkit.reading.formats.drawn import Table, tables_of, with_rows
from toolkit.reading.formats.grids import SHORTEST, Grid, Rule, find_grids
from toolkit.reading.formats.layout import Glyph, Line, Sheet, text_of
from toolkit.reading.formats.model import Extracted, Progress, RefusedError

PIXELS = 60_000_000
PAGES = 500
_THREADS = 2  # the same everywhere: so the last digits of what it computes are
_MISSING = (
    "it is a picture of text (a scan). To read the letters in it install what recognises them: "
    "make ocr, then parse again."
)
_OPENING = frozenset("“‘（《〈【「『〔")
_BESIDE = 0.1  # share of its room that a mark keeps from the nearer edge of it
_SENSE = 0.8  # average confidence below which a page may be upside down
_PAGE = 595.0  # points across, for pictures that do not say how large they are
_THICK = 2.5  # points, more than a rule is thick
_BESIDE_RULE = 0.25  # share of its length that may have ink so far above or below
_STEP = 0.0005  # radians, to which it is told how a page lies
_SAMPLE = 3  # of so many dark pixels one tells it
_SHIFT = 0.4  # share of a letter's width by which its edges may be off


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(data: bytes, progress: Progress) -> Extracted:
    """The text of a picture (jpg, png, tif, also of several pages)."""
    if not is_installed():
        raise RefusedError(_MISSING, "skipped")
    sheets = [sheet_of(picture, 1.0, "pixel") for picture in pictures(data, progress)]
    text, pages = text_of(with_rows(sheets))
    if not text.strip():
        raise RefusedError("no letters were found in the picture.", "skipped")
    return Extracted(text, pages=tuple(pages))


def pictures(data: bytes, progress: Progress) -> Iterator[Any]:
    """The pages of a picture file, upright, in grey."""
    from PIL import Image, ImageOps, ImageSequence  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = PIXELS
    try:
        with Image.open(io.BytesIO(data)) as file:
            count = getattr(file, "n_frames", 1)
            if count > PAGES:
                raise RefusedError(f"it has {count:,} pages; {PAGES:,} are read at most. Split it.")
            for at, frame in enumerate(ImageSequence.Iterator(file)):
                progress(at, count)
                if frame.width * frame.height > PIXELS:
                    raise Image.DecompressionBombError
                yield ImageOps.exif_transpose(frame).convert("L")
    except Image.DecompressionBombError as error:
        raise RefusedError(
            f"it has more than {PIXELS // 10**6} million pixels. Scan it at 300 dots an inch or less."
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise RefusedError(
            "the picture is damaged or of an unknown kind. Save it anew as .png or .jpg."
        ) from error


def sheet_of(picture: Any, scale: float, unit: str) -> tuple[Sheet, list[Table]]:
    """A page and its tables from its picture in grey, however it was laid on.

    scale: units of the page in a pixel.
    """
    import numpy as np  # noqa: PLC0415

    grey = np.asarray(picture)
    high, wide = grey.shape
    quarters, rows = _upright(grey)
    turned = np.rot90(grey, quarters)
    dark = turned < (int(grey.min()) + int(np.median(grey))) / 2
    slope = _slope(dark, median([_fall(box) for box, _, _ in rows] or [0.0]))
    straight = _Straight(slope, turned.shape[1] / 2, turned.shape[0] / 2)
    lines = [
        _line(_Band(dark, box), letters, score, scale, straight)
        for box, letters, score in rows
        if any(not char.isspace() for char, *_ in letters)
    ]
    size = (wide * scale, high * scale)
    lines = [
        Line([_placed(_with_room(g, em), quarters, size) for g in line.glyphs], em, line.confidence)
        for line, em in zip(lines, _sizes(lines), strict=True)
    ]
    lines.sort(key=lambda line: (line.middle, line.left))
    grids = _grids(dark, slope, turned.shape[1] / _PAGE, scale)
    lines, tables = tables_of(lines, grids)
    return Sheet(*size, lines, unit, turned.shape[0] * scale), tables


def _grids(dark: Any, slope: float, pixels: float, scale: float) -> list[Grid]:
    """The tables that a picture shows, on the page set straight. pixels: of a point."""
    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    picture = Image.fromarray(dark).rotate(degrees(slope)) if slope else dark
    inked = np.asarray(picture, dtype=bool)
    rules = [
        Rule(upright, at / pixels, start / pixels, end / pixels)
        for upright, seen in ((False, inked), (True, inked.T))
        for at, start, end in _runs(seen, pixels)
    ]
    return [grid.scaled(pixels * scale) for grid in find_grids(rules)]


def _runs(inked: Any, pixels: float) -> list[tuple[int, int, int]]:
    """Thin rows of ink: in which row of a picture, from where to where. What is a hair off, or
    broken for a hair, is one; a row of letters has ink above or below.
    """
    import numpy as np  # noqa: PLC0415

    seen = inked.copy()
    seen[1:] |= inked[:-1]
    for _ in range(int(pixels)):
        seen[:, 1:] |= seen[:, :-1]
    edges = np.diff(np.pad(seen, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    (rows, starts), ends = (edges == 1).nonzero(), (edges == -1).nonzero()[1]
    long = ends - starts >= SHORTEST * pixels
    rows, starts, ends = rows[long], starts[long], ends[long]
    ink = np.pad(inked.cumsum(axis=1), ((0, 0), (1, 1)), mode="edge")
    ink[:, 0] = 0
    beside = [
        ink[at, np.minimum(ends, inked.shape[1])] - ink[at, starts]
        for by in (-1, 1)
        for at in [np.clip(rows + by * round(_THICK * pixels), 0, len(inked) - 1)]
    ]
    thin = np.maximum(*beside) < _BESIDE_RULE * (ends - starts)
    return list(zip(*(found[thin].tolist() for found in (rows, starts, ends)), strict=True))


def _upright(grey: Any) -> tuple[int, list[tuple[Any, Any, float]]]:
    """What is recognised in a picture, turned by so many quarters against the clock: as it is,
    unless its lines run upwards or make no sense.
    """
    import numpy as np  # noqa: PLC0415

    rows = recognised(grey)
    boxes = [box for box, letters, _ in rows if len(letters) > 2]
    upwards = 2 * sum(_length(box, 0, 1) < _length(box, 1, 2) for box in boxes) > len(boxes)
    sense = _sense(rows)
    if not boxes or (sense >= _SENSE and not upwards):
        return 0, rows
    quarters = 2 if not upwards else 1 if sense >= _SENSE else 3  # each line is read turned once
    turned = recognised(np.ascontiguousarray(np.rot90(grey, quarters)))
    return (quarters, turned) if upwards or _sense(turned) > sense else (0, rows)


def _length(box: Any, one: int, other: int) -> float:
    return hypot(*(float(a - b) for a, b in zip(box[one], box[other], strict=True)))


def _sense(rows: list[tuple[Any, Any, float]]) -> float:
    """How sure recognition is of the letters of a page, on average."""
    letters = sum(len(found) for _, found, _ in rows)
    return sum(score * len(found) for _, found, score in rows) / max(1, letters)


def _placed(glyph: Glyph, quarters: int, size: tuple[float, float]) -> Glyph:
    """A letter whose ink is told as it lies on the page, which was turned to be read."""
    if glyph.ink is None:
        return glyph
    (wide, high), (left, top, right, bottom) = size, glyph.ink
    if quarters == 1:
        return replace(glyph, ink=(wide - bottom, left, wide - top, right))
    if quarters == 2:
        return replace(glyph, ink=(wide - right, high - bottom, wide - left, high - top))
    if quarters == 3:
        return replace(glyph, ink=(top, high - right, bottom, high - left))
    return glyph


def recognised(grey: Any) -> list[tuple[Any, Any, float]]:
    """What is recognised in a picture: of each line its box, its letters with theirs, how sure."""
    import numpy as np  # noqa: PLC0415

    found = _engine()(np.repeat(grey[:, :, None], 3, axis=2))
    if found.boxes is None:
        return []
    return [
        (box, letters, float(score))
        for box, letters, score in zip(found.boxes, found.word_results, found.scores, strict=True)
    ]


def _sizes(lines: list[Line]) -> list[float]:
    """The size of a Han in each line: in lines nearly as high as most it is alike, as the ink of a
    few letters does not say it.
    """
    heights = [line.bottom - line.top for line in lines]
    usual, high = median([line.em for line in lines] or [0.0]), median(heights or [1.0])
    return [usual if 0.75 < height / high < 1.25 else usual * height / high for height in heights]


def _with_room(glyph: Glyph, em: float) -> Glyph:
    """A Han or a wide mark with the room it is set in, and not that of its ink alone."""
    if glyph.char.isascii():
        return glyph
    if glyph.char in _OPENING:
        right = glyph.right + _BESIDE * em
        return replace(glyph, left=min(glyph.left, right - em), right=right)
    if not glyph.char.isalnum() and glyph.right - glyph.left < em / 2:
        left = glyph.left - _BESIDE * em
        return replace(glyph, left=left, right=max(glyph.right, left + em))
    middle, half = (glyph.left + glyph.right) / 2, max(em, glyph.right - glyph.left) / 2
    return replace(glyph, left=middle - half, right=middle + half)


@cache
def _engine() -> Any:
    """What recognises letters, loaded once; its models are in its package."""
    from rapidocr import RapidOCR  # noqa: PLC0415

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.text_score": 0.3,
            "Global.max_side_len": 4000,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": 1120,
            "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _fall(box: Any) -> float:
    """How far the upper edge of a line falls on its way, in radians; roughly, as it is short."""
    (left, top), (right, low) = box[0], box[1]
    return atan2(float(low - top), float(right - left))


def _slope(dark: Any, rough: float) -> float:
    """How far the lines of a page fall on their way, in radians: seen along it, the rows of ink and
    those without are apart most (Postl 1986).
    """
    import numpy as np  # noqa: PLC0415

    down, across = (side[::_SAMPLE] for side in dark.nonzero())

    def apart(steps: int) -> float:
        rows = np.rint(down - across * (steps * _STEP)).astype(int)
        return float((np.bincount(rows - rows.min()).astype(float) ** 2).sum())

    if not len(down):
        return rough
    near = round(rough / _STEP)
    for reach, by in ((40, 8), (8, 1)):
        near = max(range(near - reach, near + reach + 1, by), key=lambda at: (apart(at), -abs(at)))
    return near * _STEP


class _Straight:
    """Places of a page that was laid on a little turned, as they are when it is set straight."""

    def __init__(self, slope: float, x: float, y: float) -> None:
        self._cos, self._sin, self._x, self._y = cos(slope), sin(slope), x, y

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        across, down = x - self._x, y - self._y
        return (
            self._x + across * self._cos + down * self._sin,
            self._y + down * self._cos - across * self._sin,
        )


def _line(band: _Band, letters: Any, score: float, scale: float, straight: _Straight) -> Line:
    """A line of letters: where their ink is on the page, and where on the page set straight."""
    chars = [
        (char, float(quad[0][0]), float(quad[1][0]))
        for char, _, quad in letters
        if not char.isspace()
    ]
    edges = band.edges([(left, right) for _, left, right in chars])
    glyphs = []
    for (char, *_), (left, right) in zip(chars, edges, strict=True):
        ink = tuple(side * scale for side in band.ink(left, right))
        middle, half = band.height(left, right)
        across, down = straight((left + right) / 2, middle)
        wide = (right - left) / 2
        room = (across - wide, down - half, across + wide, down + half)
        glyphs.append(Glyph(char, ink, *(side * scale for side in room)))  # type: ignore[arg-type]
    return Line(glyphs, confidence=score)


class _Band:
    """The part of a picture that a line takes up, between the edges of its box."""

    def __init__(self, dark: Any, box: Any) -> None:
        import numpy as np  # noqa: PLC0415

        corners = np.asarray(box, dtype=float)
        self._left = max(0, int(corners[:, 0].min()) - 2)
        right = min(dark.shape[1], int(corners[:, 0].max()) + 3)
        columns = np.arange(self._left, max(right, self._left + 1))
        self._top = np.interp(columns, corners[[0, 1], 0], corners[[0, 1], 1])
        self._low = np.interp(columns, corners[[3, 2], 0], corners[[3, 2], 1])
        self._first = max(0, int(self._top.min()))
        rows = np.arange(self._first, min(dark.shape[0], int(self._low.max()) + 1))
        inside = (rows[:, None] >= self._top) & (rows[:, None] <= self._low)
        self._dark = dark[self._first : rows[-1] + 1, self._left : columns[-1] + 1] & inside
        self._profile = self._dark.sum(axis=0)

    def edges(self, rough: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Where letters begin and end: at the emptiest column near where they meet."""
        cuts = [rough[0][0] - _SHIFT * (rough[0][1] - rough[0][0])]
        cuts += [self._cut(a, b) for a, b in pairwise(rough)]
        cuts.append(rough[-1][1] + _SHIFT * (rough[-1][1] - rough[-1][0]))
        return [self._shrunk(left, right) for left, right in pairwise(cuts)]

    def _cut(self, before: tuple[float, float], after: tuple[float, float]) -> float:
        middle = (before[1] + after[0]) / 2
        reach = _SHIFT * min(before[1] - before[0], after[1] - after[0])
        first, last = self._columns(middle - reach, middle + reach)
        if last <= first:
            return middle
        window = self._profile[first:last]
        empty = self._left + first + (window == window.min()).nonzero()[0]
        return float(min(empty, key=lambda at: abs(at - middle))) + 0.5

    def _columns(self, left: float, right: float) -> tuple[int, int]:
        first, last = (
            max(0, min(len(self._profile), round(edge) - self._left)) for edge in (left, right)
        )
        return first, last

    def _shrunk(self, left: float, right: float) -> tuple[float, float]:
        first, last = self._columns(left, right)
        inked = self._profile[first:last].nonzero()[0]
        if not len(inked):
            return left, max(right, left + 1)
        return float(self._left + first + inked[0]), float(self._left + first + inked[-1] + 1)

    def ink(self, left: float, right: float) -> tuple[float, float, float, float]:
        """The box of the ink between two columns; of the line where there is none."""
        first, last = self._columns(left, right)
        inked = self._dark[:, first:last].any(axis=1).nonzero()[0]
        if not len(inked):
            at = min(first, len(self._top) - 1)
            return left, float(self._top[at]), right, float(self._low[at])
        return left, float(self._first + inked[0]), right, float(self._first + inked[-1] + 1)

    def height(self, left: float, right: float) -> tuple[float, float]:
        """The middle of the line at a letter, and half its height there."""
        first, last = self._columns(left, right)
        at = min((first + last) // 2, len(self._top) - 1)
        return float(self._top[at] + self._low[at]) / 2, float(self._low[at] - self._top[at]) / 2

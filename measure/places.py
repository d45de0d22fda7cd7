"""How well the boxes of rows on a page agree with where their words were set.

    python -m measure.places ../shared/corpus
    python -m measure.places tests/truth/documents --scan

Each report is set on pages at known places, as a PDF or as pictures, and read again. For every
claim the boxes of its words are held against those of the ink that was drawn: their intersection
over their union, in each line the words stand on.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Annotated, Any

import typer

from measure import documents
from measure.invariance import plain_text

Box = tuple[float, float, float, float]
Drawn = tuple[str, int, Box]  # a character, the number of its line, its ink

BAR = 0.9
_DPI = 150
_DAY = datetime(2025, 3, 12, tzinfo=UTC)


def of_pdf(text: str) -> Iterator[tuple[str, float]]:
    """The words of each claim in a PDF of a text, and how well their boxes agree."""
    paragraphs = documents.lines(text)
    pages = documents.printed_lines(paragraphs)
    drawn = list(_drawn(pages, documents.SIZE, from_baseline=True))
    yield from _agreement(documents.printed(paragraphs, _DAY), ".pdf", drawn)


def of_scan(text: str) -> Iterator[tuple[str, float]]:
    """The same of a picture of the first page of a text."""
    pages, out = documents.page_lines(text, _DPI)[:1], io.BytesIO()
    next(documents.pages(text, _DPI)).save(out, "PNG")
    yield from _agreement(out.getvalue(), ".png", list(_drawn(pages, round(16 * _DPI / 72), False)))


def _drawn(
    pages: Sequence[Sequence[documents.Placed]], em: float, from_baseline: bool
) -> Iterator[Drawn]:
    """The characters that were set, but for blanks, with the boxes of their ink."""
    font = documents.measured()
    fine = font.size
    for at, (left, down, words) in enumerate(line for page in pages for line in page):
        top = down - (font.getmetrics()[0] * em / fine if from_baseline else 0.0)
        x = left
        for char in words:
            if not char.isspace():
                sides = [side * em / fine for side in _ink(char)]
                yield char, at, (x + sides[0], top + sides[1], x + sides[2], top + sides[3])
            x += _advance(char) * em / fine


@cache
def _advance(char: str) -> float:
    return float(documents.measured().getlength(char))


@cache
def _ink(char: str) -> tuple[int, ...]:
    mask, offset = documents.measured().getmask2(char)
    return tuple(side + offset[at % 2] for at, side in enumerate(mask.getbbox()))


def _agreement(data: bytes, suffix: str, drawn: Sequence[Drawn]) -> Iterator[tuple[str, float]]:
    from toolkit.extract.document import extract  # noqa: PLC0415
    from toolkit.reading import pages, reading  # noqa: PLC0415

    found = reading.read(data, suffix)
    shown = [at for at, char in enumerate(found.text) if not char.isspace()]
    known = dict(zip(shown, drawn, strict=False))
    if [found.text[at] for at in shown] != [char for char, *_ in drawn]:
        known = dict(_matched(found.text, shown, drawn))
    lines = pages.rows("text", found, [])["page_lines"]
    for claim in extract("text", found.text)["claims"]:
        boxes: dict[int, tuple[list[Box], list[Box]]] = defaultdict(lambda: ([], []))
        for line in lines:
            for at in range(max(claim["start"], line["start"]), min(claim["end"], line["end"])):
                if at in known:
                    _, number, ink = known[at]
                    given, drawn_here = boxes[number]
                    given += pages.boxes(line, at, at + 1)
                    drawn_here.append(ink)
        if boxes:
            yield (
                claim["text"],
                _shared([tuple(map(pages.around, pair)) for pair in boxes.values()]),
            )


def _matched(
    text: str, shown: Sequence[int], drawn: Sequence[Drawn]
) -> Iterator[tuple[int, Drawn]]:
    """Which character of a text is which that was drawn, where not all were recognised."""
    from difflib import SequenceMatcher  # noqa: PLC0415

    read = "".join(text[at] for at in shown)
    matcher = SequenceMatcher(None, read, "".join(char for char, *_ in drawn), autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for n in range(size):
            yield shown[a + n], drawn[b + n]


def _shared(pairs: Sequence[Any]) -> float:
    """Intersection over union of boxes by line.

    >>> _shared([((0, 0, 10, 10), (0, 0, 10, 10)), ((0, 20, 10, 30), (5, 20, 10, 30))])
    0.75
    """
    both = sum(_area(_common(one, other)) for one, other in pairs)
    each = sum(_area(box) for pair in pairs for box in pair)
    return both / (each - both) if each > both else 1.0


def _common(one: Box, other: Box) -> Box:
    left, top = max(one[0], other[0]), max(one[1], other[1])
    return left, top, max(left, min(one[2], other[2])), max(top, min(one[3], other[3]))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(
    paths: Annotated[list[Path], typer.Argument(help="Texts, or folders of texts.")],
    scan: Annotated[bool, typer.Option(help="Pictures of their first pages too.")] = False,
) -> None:
    """Measure how well the boxes of claims on a page agree with what was drawn there."""
    files = [f for path in paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    for name, measured in (("pdf", of_pdf), *([("scan", of_scan)] if scan else [])):
        shares = [share for f in files for _, share in measured(plain_text(f))]
        good = mean(share >= BAR for share in shares)
        typer.echo(
            f"boxes of {len(shares)} claims, {name}: intersection over union {mean(shares):.3f} "
            f"on average, {good:.1%} of them {BAR} or more, the least {min(shares):.3f}"
        )


if __name__ == "__main__":
    app()

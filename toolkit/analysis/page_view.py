"""The pages a row stands on, drawn from the raw file with its words boxed."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis.passage import places_of
from toolkit.reading.pages import around, boxes

WIDTH = 900  # pixels of a drawn page
RED, WIDE, ROOM = (204, 40, 40), 2, 3
COLUMNS = ("document_id", "page", "left", "top", "right", "bottom")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page with boxes, as a PNG."""

    where: str
    png: bytes


@dataclass(frozen=True, slots=True)
class PageView:
    """The pages a row stands on; shows itself in a notebook. ``pages[0].png`` is a file's content."""

    pages: tuple[Drawn, ...]

    def __repr__(self) -> str:
        return "\n".join(page.where for page in self.pages)

    def _repr_html_(self) -> str:
        return "".join(
            f'<p><small>{html.escape(page.where)}</small><br><img style="max-width:100%" '
            f'alt="{html.escape(page.where)}" src="data:image/png;base64,'
            f'{base64.b64encode(page.png).decode()}"></p>'
            for page in self.pages
        )


def boxes_of(row: Any, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The boxes of a row's words on their pages, one for each line they stand on.

    document_id, page, left, top, right, bottom, in the unit of the page from its upper left corner.
    """
    found = [box for place in places_of(row, tables) for box in _boxes(place, tables["page_lines"])]
    return pd.DataFrame(found, columns=list(COLUMNS))


def _boxes(place: tuple[str, int, int], lines: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    document_id, start, end = place
    of = lines[
        (lines["document_id"] == document_id) & (lines["start"] < end) & (lines["end"] > start)
    ]
    for line in of.to_dict("records"):
        found = boxes(line, start, end)
        if found:
            yield (document_id, line["page"], *around(found))


def show_pages(row: Any, tables: Mapping[str, pd.DataFrame], raw: Iterable[Path]) -> PageView:
    """The pages a row stands on, each drawn once. raw: folders that hold the raw files, or files."""
    found = boxes_of(row, tables)
    if found.empty:
        raise ValueError(
            "this row has no place on a page: its file is no PDF or scan. corpus.show(row) shows "
            "its text."
        )
    folders = list(raw)
    drawn = []
    for (document_id, number), some in found.groupby(["document_id", "page"], sort=False):
        document = tables["documents"].set_index("document_id").loc[document_id]
        at = (tables["pages"]["document_id"] == document_id) & (tables["pages"]["page"] == number)
        page = tables["pages"][at].iloc[0]
        data = _raw(document, folders)
        picture = _picture(data, int(number), document["format"])
        drawn.append(Drawn(f"{document['path']}, page {number}", _boxed(picture, page, some)))
    return PageView(tuple(drawn))


def _raw(document: pd.Series, folders: Iterable[Path]) -> bytes:
    """The bytes a document's rows were made from, known by their fingerprint."""
    for folder in folders:
        for file in (folder / document["path"], folder):
            if file.is_file():
                data = file.read_bytes()
                if hashlib.sha256(data).hexdigest() == document["sha256"]:
                    return data
    raise FileNotFoundError(
        f"{document['path']} was not found as it was when it was read. Say where the raw files "
        "are: corpus.show(row, page=True, raw=FOLDER)."
    )


def _picture(data: bytes, number: int, kind: str) -> Any:
    if kind == "pdf":
        import pypdfium2  # noqa: PLC0415

        with pypdfium2.PdfDocument(data) as document:
            page = document[number - 1]
            return page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    from toolkit.reading.formats.scan import pictures  # noqa: PLC0415

    for at, picture in enumerate(pictures(data, lambda *_: None), 1):
        if at == number:
            return picture.resize((WIDTH, round(WIDTH * picture.height / picture.width))).convert(
                "RGB"
            )
    raise ValueError(f"there is no page {number}")


def _boxed(picture: Any, page: pd.Series, found: pd.DataFrame) -> bytes:
    from PIL import ImageDraw  # noqa: PLC0415

    scale = picture.width / page["width"]
    draw = ImageDraw.Draw(picture)
    for box in found.itertuples():
        left, top, right, bottom = (
            scale * side for side in (box.left, box.top, box.right, box.bottom)
        )
        draw.rectangle((left - ROOM, top - ROOM, right + ROOM, bottom + ROOM), None, RED, WIDE)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()

"""Scans: pictures of pages, whose letters are recognised. Installed by `make ocr`."""

from __future__ import annotations

from toolkit.formats.model import Extracted, Progress, RefusedError


def read(data: bytes, progress: Progress) -> Extracted:
    """The text of a picture of a page (jpg, png, tif)."""
    raise RefusedError("it is a picture. To read the letters in it: make ocr, then parse again.")

"""What a reader of documents gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # left, top, right, bottom, from the page's upper left
Progress = Callable[[int, int], None]  # pages done, of how many


class RefusedError(Exception):
    """A file that is not read: what is wrong with it and what to do."""

    def __init__(self, message: str, status: str = "failed") -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class PageLine:
    """Characters of the text that stand on one line of a page, each with the box of its ink."""

    start: int
    end: int
    boxes: tuple[Box | None, ...]  # None: a blank
    confidence: float | None = None  # of recognition, 0 to 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the span of the text that stands on it and its size in its unit."""

    number: int
    start: int
    end: int
    width: float
    height: float
    unit: str = "point"  # or pixel
    lines: tuple[PageLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document. ``lost``: what of it could not be read, which makes it partial."""

    text: str
    encoding: str | None = None
    note: str | None = None
    lost: str | None = None
    pages: tuple[Page, ...] = ()
    title: str | None = None  # as the page or the file itself says, not its text
    published: str | None = None
    source: str | None = None

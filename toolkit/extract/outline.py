"""The outline of a report: which markers open headings, and how they nest.

A number is a heading because of the sequence it stands in: it opens one that goes on, or
goes on with one that is open. Which style stands inside which is learnt from the report:
a style that starts again at 1 between k and k+1 of another stands inside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.extract.markers import COUNTS, LEVELS, STYLES, Marker

GLUED_WITHIN = 120  # characters a heading may run on before a number glued to it
_BY_SIGN = frozenset(style for style in STYLES if style.startswith(("md", "bold")))
RULES = frozenset(("part", "chapter", "group", "article"))  # levels by use, not by custom


@dataclass(frozen=True, slots=True)
class Heading:
    """A marker that opens a heading, with its place in the tree."""

    marker: Marker
    parent: int | None
    level: int
    ordinal: int | None


def outline(text: str, markers: Sequence[Marker]) -> list[Heading]:
    """The headings among the markers of one report, in order."""
    order = {style: rank for rank, style in enumerate(_order(markers))}
    chosen = _Choice(text, order).choose(markers)
    return _leveled(chosen, order)


def _order(markers: Sequence[Marker]) -> list[str]:
    """The styles of a report from the outermost in, as custom has it unless its own use differs."""
    places: dict[str, list[int]] = {}
    ordinals: dict[str, list[int | None]] = {}
    for at, marker in enumerate(markers):
        if marker.place != "glued":
            places.setdefault(marker.style, []).append(at)
            ordinals.setdefault(marker.style, []).append(marker.ordinal)
    order = [style for style in STYLES if any(m.style == style for m in markers)]
    inside = {(a, b): 0 for a in order for b in order}
    for style, found in places.items():
        for at, ordinal in zip(found, ordinals[style], strict=True):
            if ordinal != 1:
                continue
            for outer, around in places.items():
                after = bisect_left(around, at)
                if outer != style and 0 < after < len(around):
                    before_n, after_n = ordinals[outer][after - 1], ordinals[outer][after]
                    if before_n and after_n == before_n + 1:
                        inside[style, outer] += 1
    for _ in order:
        for at in range(len(order) - 1):
            outer, inner = order[at], order[at + 1]
            if inside[outer, inner] > inside[inner, outer]:
                order[at], order[at + 1] = inner, outer
    return order


@dataclass(slots=True)
class _Open:
    style: str
    ordinal: int | None
    at: int  # index among the chosen


class _Choice:
    """Goes through the markers once, with the headings that are open at each."""

    def __init__(self, text: str, order: dict[str, int]) -> None:
        self.text = text
        self.order = order
        self.stack: list[_Open] = []
        self.last: dict[str, int] = {}  # the last ordinal of each style, open or not
        self.chosen: list[tuple[Marker, int | None, int | None]] = []  # marker, parent, ordinal

    def choose(self, markers: Sequence[Marker]) -> list[tuple[Marker, int | None, int | None]]:
        goes_on = _goes_on(markers)
        for marker, followed in zip(markers, goes_on, strict=True):
            ordinal = self._ordinal(marker)
            if self._is_heading(marker, ordinal, followed):
                self._open(marker, ordinal)
        return self.chosen

    def _ordinal(self, marker: Marker) -> int | None:
        if marker.style == "first" and marker.ordinal is None:
            return self.last.get("first", 0) + 1
        return marker.ordinal

    def _open_of(self, style: str) -> _Open | None:
        return next((entry for entry in reversed(self.stack) if entry.style == style), None)

    def _is_heading(self, marker: Marker, ordinal: int | None, followed: bool) -> bool:
        if ordinal is None:
            return marker.style in _BY_SIGN or marker.style == "appendix"
        here = self._open_of(marker.style)
        fits = ordinal == (here.ordinal or 0) + 1 if here else False
        fits = fits or (ordinal > 1 and self.last.get(marker.style) == ordinal - 1)
        opens = ordinal == 1
        if marker.doubtful:
            return marker.place in ("line", "sentence") and ordinal > 1 and fits and followed
        if marker.place == "glued":
            return (opens or (fits and here is None)) and self._is_glued(marker)
        if marker.style == "article":
            return marker.place == "line"
        if marker.style in COUNTS:
            return (opens and followed and marker.place != "clause") or (fits and not opens)
        if marker.style in ("bracket", "circled"):
            return marker.place == "line" and ((opens and followed) or (fits and not opens))
        if marker.place == "line":
            return opens or fits or self._is_gap(marker, ordinal, here, followed)
        if marker.place == "sentence":
            return (opens and followed) or (fits and not opens)
        return fits and not opens

    def _is_glued(self, marker: Marker) -> bool:
        """A first number that follows the wording of a heading without any break."""
        if not self.stack:
            return False
        above = self.chosen[-1][0]
        wording = self.text[above.end : marker.start]
        return (
            0 < len(wording) <= GLUED_WITHIN
            and not set(wording) & set("。！？；\n")
            and self.order[marker.style] > self.order[above.style]
        )

    def _is_gap(self, marker: Marker, ordinal: int, here: _Open | None, followed: bool) -> bool:
        """A number of a sequence that is not whole: one left out, one twice, or the first cut off."""
        if here is not None:
            step = ordinal - (here.ordinal or 0)
            return step == 0 and marker.style in ("han", "paren") or 1 < step <= 3
        if marker.style in self.last:
            return 1 < ordinal - self.last[marker.style] <= 3
        return followed or not self.chosen or marker.style in ("han", "paren", "part", "chapter")

    def _open(self, marker: Marker, ordinal: int | None) -> None:
        rank = self.order[marker.style]
        while self.stack and self.order[self.stack[-1].style] >= rank:
            self.stack.pop()
        parent = self.stack[-1].at if self.stack else None
        self.stack.append(_Open(marker.style, ordinal, len(self.chosen)))
        self.chosen.append((marker, parent, ordinal))
        if ordinal is not None:
            self.last[marker.style] = ordinal


def _goes_on(markers: Sequence[Marker]) -> list[bool]:
    """For each marker whether the next of its style has the next number."""
    following: dict[str, Marker] = {}
    result = [False] * len(markers)
    for at in range(len(markers) - 1, -1, -1):
        marker = markers[at]
        if marker.place == "glued":
            continue
        after = following.get(marker.style)
        if after is not None and marker.ordinal is not None:
            result[at] = after.ordinal in (marker.ordinal + 1, None)
        following[marker.style] = marker
    return result


def _leveled(
    chosen: Sequence[tuple[Marker, int | None, int | None]], order: dict[str, int]
) -> list[Heading]:
    """Levels as custom has them (一、 1, (一) 2, 1. 3, 一是 4), or by nesting where a report differs."""
    used = sorted({marker.style for marker, _, _ in chosen}, key=lambda style: order[style])
    customary = not set(used) & (RULES | _BY_SIGN) and used == [s for s in STYLES if s in used]
    above: dict[str, set[str]] = {style: set() for style in used}
    for marker, parent, _ in chosen:
        if parent is not None:
            above[marker.style].add(chosen[parent][0].style)
    levels: dict[str, int] = {}
    for style in used:
        nested = 1 + max((levels[outer] for outer in above[style]), default=0)
        levels[style] = max(LEVELS[style], nested) if customary else nested
    return [
        Heading(marker, parent, levels[marker.style], ordinal) for marker, parent, ordinal in chosen
    ]

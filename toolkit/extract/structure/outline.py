"""The outline of a report: which markers open headings, and how they nest.

A number is a heading because of the sequence it stands in: it opens one that goes on, or
goes on with one that is open. Which style stands inside which is learnt from the report:
a style that starts again at 1 between k and k+1 of another stands inside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.extract.structure.claimed import claimed
from toolkit.extract.structure.markers import COUNTS, LEVELS, PARTS, RULES, STYLES, Marker

_GLUED_FROM, _GLUED_WITHIN = 4, 120  # characters of a heading before a number glued to it
_SHORT = 2
_HOLED = RULES | {"han", "paren", "digit"}  # whose sequences are read with a number missing
_HOLES = 3  # an ordinal further on than this begins another sequence
_BY_NESTING = frozenset(("bracket", "circled"))
_ITEMS = COUNTS | {"bracket", "circled"}
_OPENS = {True: ("line", "sentence"), False: ("line",)}  # where counted and other items begin
_BREAKS = frozenset("。！？；\n")
_HEADED, _WORDED = frozenset(("paren", "digit")), 24  # what a heading is followed by, its length
_SURE = frozenset(("han", "paren"))  # what opens headings wherever a sentence begins
_STOPS = frozenset("。！？")
_IN_CLAUSE = frozenset("，：,:（(")
_BY_SIGN = frozenset(style for style in STYLES if style.startswith(("md", "bold")))


@dataclass(frozen=True, slots=True)
class Heading:
    """A marker that opens a heading, with its place in the tree."""

    marker: Marker
    parent: int | None
    level: int
    ordinal: int | None


def outline(text: str, markers: Sequence[Marker]) -> list[Heading]:
    """The headings among the markers of one report, in order."""
    markers = claimed(text, markers)
    order = {style: rank for rank, style in enumerate(_order(markers))}
    chosen = _Choice(text, order).choose(markers)
    return _leveled(chosen, order)


def _order(markers: Sequence[Marker]) -> list[str]:
    """The styles of a report from the outermost in, as custom has it unless its own use differs."""
    used = {marker.style for marker in markers}
    order = [style for style in STYLES if style in used]
    inside = _inside(markers)
    for _ in order:
        for at in range(len(order) - 1):
            outer, inner = order[at], order[at + 1]
            if {outer, inner} <= RULES:
                continue  # articles count on through chapters and their parts
            if inside[outer, inner] > inside[inner, outer]:
                order[at], order[at + 1] = inner, outer
    return order


def _inside(markers: Sequence[Marker]) -> Counter[tuple[str, str]]:
    """How often each style begins at 1 between k and k+1 of another."""
    ordinals: dict[str, list[int]] = {}
    places: dict[str, list[int]] = {}
    for at, marker in enumerate(markers):
        if marker.place != "glued" and marker.ordinal is not None:
            ordinals.setdefault(marker.style, []).append(marker.ordinal)
            places.setdefault(marker.style, []).append(at)
    counts: Counter[tuple[str, str]] = Counter()
    for style, found in ordinals.items():
        for at in (place for place, n in zip(places[style], found, strict=True) if n == 1):
            for outer, around in places.items():
                after = bisect_left(around, at)
                if outer != style and 0 < after < len(around):
                    counts[style, outer] += ordinals[outer][after] == ordinals[outer][after - 1] + 1
    return counts


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
        for at, marker in enumerate(markers):
            ordinal = self._ordinal(marker)
            followed = goes_on[at] or self._leads(marker, markers[at + 1 : at + 2])
            if self._is_heading(marker, ordinal, followed):
                self._open(marker, ordinal)
        return self.chosen

    def _leads(self, marker: Marker, following: Sequence[Marker]) -> bool:
        """Whether the first number of the level below is glued to the wording of a heading."""
        ruled = marker.style in RULES
        return any(
            (below.ordinal == 1 or (ruled and below.style == "article"))
            and self._are_glued(marker, below)
            for below in following
        )

    def _ordinal(self, marker: Marker) -> int | None:
        if marker.style == "first" and marker.ordinal is None:
            return self.last.get("first", 0) + 1
        return marker.ordinal

    def _open_of(self, style: str) -> _Open | None:
        return next((entry for entry in reversed(self.stack) if entry.style == style), None)

    def _is_heading(self, marker: Marker, ordinal: int | None, followed: bool) -> bool:
        style, place = marker.style, marker.place
        if ordinal is None:
            return style in _BY_SIGN or style == "appendix"
        here = self._open_of(style)
        opens = ordinal == 1
        fits = not opens and here is not None and ordinal == (here.ordinal or 0) + 1
        resumes = not opens and here is None and self.last.get(style) == ordinal - 1
        if marker.doubtful:
            return fits and followed and place in ("line", "sentence")
        if place == "glued":
            fitting = opens or resumes or self._resumes_late(marker, ordinal)
            return (fitting and self._is_glued(marker)) or (
                opens and followed and style in _HEADED and self._is_behind_words(marker)
            )
        if style in _ITEMS:
            may_open = place in _OPENS[style in COUNTS]
            goes_on = (
                self._counts_on(place, ordinal, here)
                if style in COUNTS
                else may_open and (fits or resumes)
            )
            known = style not in COUNTS and style in self.last
            return goes_on or (opens and may_open and (followed or known))
        goes_on = fits or resumes
        if place == "line":
            return opens or goes_on or self._is_gap(marker, ordinal, here, followed)
        return goes_on or (
            place == "sentence"
            and (
                (opens and (followed or self._is_sure(marker)))
                or self._is_hole(marker, ordinal, here, followed)
            )
        )

    def _is_sure(self, marker: Marker) -> bool:
        """Whether a number alone shows that it opens a heading: （一） behind a full stop."""
        before = self.text[max(0, marker.start - _SHORT) : marker.start].rstrip()
        return marker.style in _SURE and before[-1:] in _STOPS

    def _counts_on(self, place: str, ordinal: int, here: _Open | None) -> bool:
        """Whether a counted item is the next, or the one after a number that is not to be read."""
        step = ordinal - (here.ordinal or 0) if here is not None else 0
        return step == 1 or (step == 2 and ordinal > 2 and place in ("line", "sentence"))

    def _is_hole(self, marker: Marker, ordinal: int, here: _Open | None, followed: bool) -> bool:
        """A number inside running text whose sequence is not whole."""
        style = marker.style
        if style not in _HOLED:
            return False
        if here is not None:
            step = ordinal - (here.ordinal or 0)
            return step == 2 or (2 < step <= _HOLES and marker.style != "digit")
        if marker.style in RULES:  # the first were lost or cut off
            apart = self.text[marker.end - 1].isspace()
            return followed and (ordinal <= _HOLES or (apart and not self.chosen))
        second = ordinal == 2 and bool(self.stack)  # under a heading whose first item is not read
        known = followed or self._is_sure(marker)
        return second or self._resumes_late(marker, ordinal) or (known and ordinal <= _HOLES)

    def _resumes_late(self, marker: Marker, ordinal: int) -> bool:
        """Whether a number goes on, under the next heading, with a sequence but for one left out."""
        return marker.style not in COUNTS and self.last.get(marker.style) == ordinal - 2

    def _is_glued(self, marker: Marker) -> bool:
        """A number that follows the wording of a heading without any break."""
        return bool(self.stack) and self._are_glued(self.chosen[-1][0], marker)

    def _is_behind_words(self, marker: Marker) -> bool:
        """Whether what stands before a first number may be a heading that lost its own."""
        before = self.text[max(0, marker.start - _WORDED - 1) : marker.start]
        begun = max(map(before.rfind, _BREAKS)) + 1
        words = before[begun:]
        return _GLUED_FROM <= len(words) <= _WORDED and not _IN_CLAUSE.intersection(words)

    def _are_glued(self, above: Marker, below: Marker) -> bool:
        if not self._shortest(above, below) <= below.start - above.end <= _GLUED_WITHIN:
            return False
        wording = self.text[above.end : below.start]
        return not set(wording) & _BREAKS and self.order[below.style] > self.order[above.style]

    def _shortest(self, above: Marker, below: Marker) -> int:
        """How short a heading may be before a number glued to it: 总则第一条, 做法(一)摸清底数."""
        begins = "\u4e00" <= self.text[below.end : below.end + 1] <= "\u9fff"
        short = above.style in RULES or (below.style == "paren" and begins)
        return _SHORT if short else _GLUED_FROM

    def _is_gap(self, marker: Marker, ordinal: int, here: _Open | None, followed: bool) -> bool:
        """A number of a sequence that is not whole: one left out, one twice, or the first cut off."""
        if here is not None:
            step = ordinal - (here.ordinal or 0)
            return (step == 0 and marker.style in ("han", "paren")) or 1 < step <= _HOLES
        if marker.style in self.last:
            return 1 < ordinal - self.last[marker.style] <= _HOLES
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
    """For each marker whether the next of its style has the next number, or the one after it."""
    following: dict[str, Marker] = {}
    result = [False] * len(markers)
    ruled = sum(marker.style == "article" for marker in markers) > 1  # its items may run on
    for at in range(len(markers) - 1, -1, -1):
        marker = markers[at]
        if marker.place == "glued":
            continue
        after = following.get(marker.style)
        if after is not None and marker.ordinal is not None:
            result[at] = after.ordinal in (marker.ordinal + 1, None) or (
                marker.style in _HOLED | COUNTS and after.ordinal == marker.ordinal + 2
            )
            inline = marker.place == "sentence" and after.place == "clause"
            result[at] &= ruled or not (
                inline and marker.style == "paren"
            )  # 如下：（一）甲；（二）乙
        following[marker.style] = marker
    return result


def _leveled(
    chosen: Sequence[tuple[Marker, int | None, int | None]], order: dict[str, int]
) -> list[Heading]:
    """Levels as custom has them (一、 1, (一) 2, 1. 3, 一是 4), or by nesting where a report differs."""
    used = sorted({marker.style for marker, _, _ in chosen}, key=lambda style: order[style])
    customary = not set(used) & (RULES | _BY_SIGN | PARTS) and used == [
        s for s in STYLES if s in used
    ]
    above: dict[str, set[str]] = {style: set() for style in used}
    for marker, parent, _ in chosen:
        if parent is not None:
            above[marker.style].add(chosen[parent][0].style)
    levels: dict[str, int] = {}
    for style in used:
        nested = 1 + max((levels[outer] for outer in above[style]), default=0)
        custom = customary and style not in _BY_NESTING
        levels[style] = max(LEVELS[style], nested) if custom else nested
    return [
        Heading(marker, parent, levels[marker.style], ordinal) for marker, parent, ordinal in chosen
    ]

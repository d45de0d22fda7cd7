"""Where a disagreement stands, in words, and whether the text is damaged there.

What stands in damaged text may have been written otherwise: it accuses nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from toolkit.extract.model import Check, Claim, Doubt, Report, Section
from toolkit.extract.text import Text

_LINE = re.compile(r"[^\n]*\S[^\n]*")
LONGEST = 20  # characters of a heading that are quoted


@dataclass(frozen=True, slots=True)
class Damage:
    """A place of the clean text where characters may be lost or put in.

    in_numbers: only a number that stands there is in doubt, not what stands between two.
    """

    start: int
    end: int
    why: str
    in_numbers: bool = False


def damage_in(text: Text, doubts: Iterable[Doubt]) -> list[Damage]:
    """The damage of a document that may have changed its numbers."""
    found = [
        Damage(doubt.start, doubt.end, doubt.note)
        for doubt in doubts
        if doubt.kind in ("undecodable", "unread_number")
    ]
    return sorted([*found, *_page_marks(text)], key=lambda damage: damage.start)


def _page_marks(text: Text) -> Iterator[Damage]:
    """Marks that stood within a line, and the stretches in which one of those was not found."""
    marks = [(e.start, text.raw[e.start : e.end]) for e in text.edits if e.kind == "page_mark"]
    within = [(text.to_clean(at), _page(mark)) for at, mark in marks if "\n" not in mark.rstrip()]
    for at, _ in within:
        yield Damage(at, at, "a page mark was taken out of the line here", in_numbers=True)
    for (at, page), (then, after) in pairwise(within):
        if page < after - 1:
            why = f"the mark of page {page + 1} may be hidden in a number"
            yield Damage(at, then, why, in_numbers=True)


def _page(mark: str) -> int:
    return int("".join(filter(str.isdigit, mark)) or 0)


class Places:
    """The places of a report: its headings, its paragraphs and where it is damaged."""

    def __init__(
        self, clean: str, report: Report, sections: Sequence[Section], damage: Sequence[Damage]
    ) -> None:
        self.sections = sections
        self.headings = [section.start for section in sections]
        text = clean[: report.end]
        self.before = _paragraphs(text, 0, report.start)
        self.paragraphs = _paragraphs(text, report.start, report.end)
        self.damage = damage
        self.starts = [one.start for one in damage]
        self.reach = list(accumulate((one.end for one in damage), max))

    def told(self, check: Check, claims: Sequence[Claim]) -> Check:
        """A disagreement with its place in its statement; none where the text is damaged there."""
        own = [(claims[i].start, claims[i].end) for i in check.claims]
        spans = own or [(check.start, check.end)]
        if why := self._damaged(check, spans):
            return replace(check, verdict="cannot_tell", statement=f"{check.statement}; {why}")
        places = dict.fromkeys(self._place(start) for start, _ in (spans[0], spans[-1]))
        return replace(check, statement=f"{check.statement} ({' and '.join(places)})")

    def _damaged(self, check: Check, spans: Sequence[tuple[int, int]]) -> str:
        """Why a check's numbers may not be what was written; empty where nothing speaks for it."""
        first = bisect_left(self.reach, check.start)
        for one in self.damage[first : bisect_right(self.starts, check.end)]:
            of = spans if one.in_numbers else [(check.start, check.end)]
            if any(start <= one.end and one.start <= end for start, end in of):
                return one.why
        return ""

    def _place(self, at: int) -> str:
        """A place in words: the heading above it, and which paragraph of the report it is."""
        inside = bisect_right(self.paragraphs, at)
        paragraph = (
            f"paragraph {inside}" if inside else f"line {bisect_right(self.before, at)} of the file"
        )
        section = bisect_right(self.headings, at) - 1
        if section < 0:
            return paragraph
        heading = (self.sections[section].marker or "") + self.sections[section].heading
        short = heading if len(heading) <= LONGEST else heading[:LONGEST] + "…"
        return f"under “{short}”, {paragraph}"


def _paragraphs(clean: str, start: int, end: int) -> list[int]:
    """Where the lines with words begin in a stretch of text."""
    return [match.start() for match in _LINE.finditer(clean, start, end)]

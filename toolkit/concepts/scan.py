"""Where the words of all rules stand in a text: one pass, whatever the number of words."""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from toolkit.across.body import Body
from toolkit.across.words import words_of

Span: TypeAlias = tuple[int, int]
_FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def fold(text: str) -> str:
    """Latin letters small; every character keeps its place.

    >>> fold("PM2.5与GDP")
    'pm2.5与gdp'
    """
    return text.translate(_FOLD)


class Words:
    """A set of wordings to be looked for together.

    A place is looked at only where a first character stands, and there only for the lengths that
    wordings with its first two characters have: the time grows with the text, not with the words.
    """

    def __init__(self, wordings: Iterable[str]) -> None:
        self.wordings = frozenset(filter(None, map(fold, wordings)))
        lengths: dict[str, set[int]] = {}
        for wording in self.wordings:
            lengths.setdefault(wording[:2], set()).add(len(wording))
        self._lengths = {head: sorted(found) for head, found in lengths.items()}
        heads = "".join(sorted({wording[0] for wording in self.wordings}))
        self._heads = re.compile(f"[{re.escape(heads)}]") if heads else None

    def find(self, text: str) -> dict[str, list[int]]:
        """Where each wording begins, for those that are there; overlapping ones too.

        >>> Words(["环境", "环境保护", "保护"]).find("环境保护好")
        {'环境': [0], '环境保护': [0], '保护': [2]}
        """
        found: dict[str, list[int]] = {}
        if self._heads is None:
            return found
        text, lengths, wordings = fold(text), self._lengths, self.wordings
        for match in self._heads.finditer(text):
            at = match.start()
            head = text[at : at + 2]
            more = lengths.get(head, ()) if len(head) > 1 else ()
            for length in (*lengths.get(text[at], ()), *more):
                wording = text[at : at + length]
                if len(wording) == length and wording in wordings:
                    found.setdefault(wording, []).append(at)
        return found


def longest(spans: Iterable[Span]) -> list[Span]:
    """Spans that do not overlap: from the left, of those that begin together the longest.

    >>> longest([(2, 4), (0, 2), (0, 4), (4, 6)])
    [(0, 4), (4, 6)]
    """
    kept: list[Span] = []
    reached = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            kept.append((start, end))
            reached = end
    return kept


@dataclass(frozen=True)
class Scene:
    """A report as rules see it.

    sections: the spans of its sections' own sentences, in order. about: its row in reports.
    """

    body: Body
    found: Mapping[str, list[int]]
    cut: Callable[[str], list[str]]
    sections: Sequence[Span]
    about: Mapping[str, object]

    @property
    def text(self) -> str:
        return self.body.text

    @cached_property
    def tokens(self) -> list[Span]:
        """The words of jieba, as in the tables: cut sentence by sentence."""
        words = words_of([self.body], self.cut)
        return list(zip(words.start.tolist(), words.end.tolist(), strict=True))

    @cached_property
    def token_starts(self) -> list[int]:
        return [start for start, _ in self.tokens]

    @cached_property
    def edges(self) -> frozenset[int]:
        """The places where a word begins or ends."""
        return frozenset(edge for token in self.tokens for edge in token)

    def token_at(self, place: int) -> int:
        """The number of the word that a place lies in."""
        return bisect_right(self.token_starts, place) - 1

    @cached_property
    def units(self) -> Mapping[str, Sequence[Span]]:
        breaks = [match.end() for match in re.finditer("\n+", self.text)]
        lines = [0, *breaks, len(self.text)]
        return {
            "sentence": [(one.start, one.end) for one in self.body.sentences],
            "paragraph": list(pairwise(lines)),
            "section": self.sections,
        }

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        return {unit: [start for start, _ in spans] for unit, spans in self.units.items()}

    def unit_of(self, unit: str, span: Span) -> int | None:
        """The number of the sentence, paragraph or section that holds a span whole."""
        at = bisect_right(self._starts[unit], span[0]) - 1
        return at if at >= 0 and span[1] <= self.units[unit][at][1] else None


def inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span lies in one of others, which are in order and do not overlap.

    >>> inside((2, 4), [(0, 5)]), inside((4, 6), [(0, 5)])
    (True, False)
    """
    at = bisect_left(others, (span[0] + 1, 0)) - 1
    return at >= 0 and span[1] <= others[at][1]

"""Rules to the places where they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from toolkit.concepts.model import (
    PREDICATES,
    All,
    Column,
    Except,
    Glob,
    Named,
    Near,
    Node,
    Not,
    Pattern,
    Wording,
)
from toolkit.concepts.model import Any as AnyOf
from toolkit.concepts.scan import Scene, Span, fold, inside, longest

WAYS = ("word", "string")
MOST_LETTERS = 6  # that a * inside a word may stand for where strings are counted


class Matcher:
    """The places of every concept in one report, counted in one way."""

    def __init__(self, rules: Mapping[str, Node], scene: Scene, way: str) -> None:
        self.rules = rules
        self.scene = scene
        self.way = way
        self._of: dict[str, list[Span]] = {}

    def of(self, name: str) -> list[Span]:
        """The places of a concept, in order; they do not overlap."""
        if name not in self._of:
            self._of[name] = self.places(self.rules[name])
        return self._of[name]

    def places(self, node: Node) -> list[Span]:
        """The places where a rule holds, in order; they do not overlap."""
        if isinstance(node, AnyOf):
            return longest(span for part in node.parts for span in self.places(part))
        if isinstance(node, Except):
            apart = Matcher(self.rules, self.scene, "string").places(node.inside)
            return [span for span in self.places(node.part) if not inside(span, apart)]
        if isinstance(node, All | Not | Column):
            return self._together(node.parts if isinstance(node, All) else (node,))
        if isinstance(node, Near):
            return self._near(node)
        return self.of(node.text) if isinstance(node, Named) else longest(self._words(node))

    def _words(self, node: Wording | Glob | Pattern) -> Iterator[Span]:
        """The places of a word as it is counted: wherever it stands, or as words of jieba only."""
        words = self.way == "word"
        if isinstance(node, Glob):
            yield from self._glob_words(node) if words else self._matches(_as_string(node.text))
        elif isinstance(node, Pattern):
            for start, end in self._matches(re.compile(node.text)):
                if not words or {start, end} <= self.scene.edges:
                    yield start, end
        else:
            text = fold(node.text)
            ends = _ends(node.parts)
            for start in self.scene.found.get(text, ()):
                if (
                    not words
                    or node.literal
                    or all(start + end in self.scene.edges for end in ends)
                ):
                    yield start, start + len(text)

    def _glob_words(self, node: Glob) -> Iterator[Span]:
        whole = _as_word(node.text)
        for start, end in self.scene.tokens:
            if whole.fullmatch(self.scene.text, start, end):
                yield start, end

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        for match in pattern.finditer(self.scene.text):
            if match.end() > match.start():
                yield match.span()

    def _holding(self, predicates: Iterable[Node]) -> set[int]:
        """The sentences of which all of some predicates hold."""
        holding = set(range(len(self.scene.units["sentence"])))
        for one in predicates:
            if isinstance(one, Column):
                if str(self.scene.about.get(one.column)) != one.value:
                    return set()
            elif isinstance(one, Not):
                holding -= self._where(one.part)
        return holding

    def _where(self, node: Node) -> set[int]:
        """The sentences that a rule has a place in, or of which it holds."""
        if isinstance(node, PREDICATES):
            return self._holding([node])
        found = (self.scene.unit_of("sentence", span) for span in self.places(node))
        return {at for at in found if at is not None}

    def _together(self, nodes: Sequence[Node]) -> list[Span]:
        """Parts in one sentence; a part alone, with no more than conditions beside it, as it is."""
        parts = [part for part in nodes if not isinstance(part, PREDICATES)]
        holding = self._holding(part for part in nodes if isinstance(part, PREDICATES))
        if not parts:
            return [self.scene.units["sentence"][at] for at in sorted(holding)]
        spans = (
            self.places(parts[0])
            if len(parts) == 1
            else self._near(Near(tuple(parts), None, "sentence"))
        )
        return [span for span in spans if self.scene.unit_of("sentence", span) in holding]

    def _near(self, node: Near) -> list[Span]:
        """From the first to the last of parts that stand close enough; each place counts once."""
        events = sorted(
            (span, part) for part, one in enumerate(node.parts) for span in self.places(one)
        )
        chain = self._in_order if node.ordered else self._in_any_order
        return chain(node, events)

    def _in_any_order(self, node: Near, events: Sequence[tuple[Span, int]]) -> list[Span]:
        found: list[Span] = []
        latest: dict[int, Span] = {}
        for span, part in events:
            latest[part] = span
            if len(latest) == len(node.parts):
                chosen = sorted(latest.values())
                if self._close(node, chosen):
                    found.append((chosen[0][0], chosen[-1][1]))
                    latest = {}
        return found

    def _in_order(self, node: Near, events: Sequence[tuple[Span, int]]) -> list[Span]:
        found: list[Span] = []
        chains: dict[int, list[Span]] = {}  # by the last part they have
        for span, part in events:
            before = chains.get(part - 1, []) if part else []
            if part and not (before and self._close(node, [*before, span])):
                continue
            chains[part] = [*before, span]
            if part == len(node.parts) - 1:
                found.append((before[0][0], span[1]))
                chains = {}
        return found

    def _close(self, node: Near, spans: Sequence[Span]) -> bool:
        pairs = list(pairwise(spans))
        if any(a[1] > b[0] for a, b in pairs):
            return False
        held = [unit for unit in (node.inside, node.unit if node.within is None else None) if unit]
        whole = (spans[0][0], spans[-1][1])
        if any(self.scene.unit_of(unit, whole) is None for unit in held):
            return False
        return node.within is None or all(
            self._apart(node.unit, a, b) <= node.within for a, b in pairs
        )

    def _apart(self, unit: str, a: Span, b: Span) -> int:
        """Characters between two parts, or from word to word: 1 where the next one follows."""
        if unit == "characters":
            return b[0] - a[1]
        return self.scene.token_at(b[0]) - self.scene.token_at(a[1] - 1)


@cache
def _ends(parts: tuple[str, ...]) -> tuple[int, ...]:
    """Where the words of a phrase begin and end, from its start.

    >>> _ends(("共同", "富裕"))
    (0, 2, 4)
    """
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return tuple(ends)


@cache
def _as_word(glob: str) -> re.Pattern[str]:
    return re.compile(_regex(glob, r"[^\s，。；、：！？]*"), re.IGNORECASE)


@cache
def _as_string(glob: str) -> re.Pattern[str]:
    r"""Text has no borders of words: a * at either end says nothing.

    >>> _as_string("改*革*").pattern
    '改\\w{0,6}?革'
    """
    return re.compile(_regex(glob.strip("*"), rf"\w{{0,{MOST_LETTERS}}}?"), re.IGNORECASE)


def _regex(glob: str, letters: str) -> str:
    signs = {"*": letters, "?": r"\w"}
    return "".join(signs.get(sign) or re.escape(sign) for sign in glob)

"""Where the wording of a heading ends, where a scan ran heading and text together.

The places where it may end compete: what stands to the left and right of each is weighed (what
headings end with, what text begins with, how long headings are, whether the characters belong to
one word). The weights are learnt from headings that stand on lines of their own, and how often
words open sentences and end clauses from the texts around them (``measure/learn_endings.py``);
headings of one level tell each other's length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import pairwise
from math import exp, log
from statistics import median

from toolkit import lexicon
from toolkit.across.tokens import cut as cut_words
from toolkit.extract.structure import roles

_APART = 6  # characters from which lengths are no longer alike
_SURE, _EVEN = 10.0, 2.0
CERTAIN = 0.0  # the logarithm of the odds from which an end is taken
_SHORTEST, _LONGEST = 2, 60
_NEVER_LAST = frozenset("的和与及或、，在对将把被为向于不了着过“‘《（(")
_NEVER_NEXT = frozenset("的和与及或、，。；）)”’》】：")
_OPENING, _CLOSING = "“‘「《（(", "”’」》）)"
_OPENING_CLAUSE = re.compile(r"(?s)[，,。；;：:！？\n](?=(.{0,2}))")
_PERIOD = re.compile(
    r"\d{4}年|“?[一二三四五六七八九十]{2,3}五|——|全[县市省区年]|[今去]年|各[乡镇级部单]"
)
_PARTS, _DIGITS = re.compile("[，、]"), re.compile(r"\d+")
_RULED = frozenset("章节编")  # what the number of a chapter ends with
_FIGURE = re.compile(r"\d+(?:\.\d+)?[%％万亿个项次家份件户]")
_AGAIN = 10  # characters of a text in which the words of its heading may come again
_AHEAD = 4  # characters behind the last place, for its words
_BUCKET = 2  # characters by which lengths are told apart


@dataclass(frozen=True, slots=True)
class Ending:
    """A place where a heading may end, and what speaks for it."""

    at: int
    signs: tuple[str, ...]


def endings(text: str, start: int, stop: int) -> list[Ending]:
    """The places where a heading that begins at start may end, stop the last of them."""
    text, usage = _usage(text)
    run = _RunOn(text, start, stop, usage)
    depth = 0
    found = []
    for at in range(start, min(stop, start + _LONGEST) + 1):
        last = text[at - 1] if at > start else ""
        depth += (last in _OPENING) - (last in _CLOSING and depth > 0) if last else 0
        inside = at < stop and (depth or at - start < _SHORTEST or last.isspace())
        if not inside and (at == stop or _may_end(text, at)):
            found.append(Ending(at, (*run.left(at), *(run.right(at) if at < stop else ()))))
    return found


def _may_end(text: str, at: int) -> bool:
    return not (
        text[at - 1] in _NEVER_LAST
        or text[at] in _NEVER_NEXT
        or (text[at - 1].isdigit() and text[at].isdigit())
    )


class _RunOn:
    """A heading that its text may run on from, and what its places show."""

    def __init__(self, text: str, start: int, stop: int, usage: _Usage) -> None:
        self.text, self.start, self.stop, self.usage = text, start, stop, usage
        self.behind = text[max(0, start - 4) : start].rstrip()[-1:]
        self.words: dict[int, tuple[str, str]] = {}  # where words meet
        figure = _FIGURE.search(text, start, stop)
        self.figure = figure.end() if figure else len(text)
        ends = range(start, min(start + _LONGEST + _AGAIN, len(text)) - 1)
        self.said = [text.find(text[n : n + 2], start) + 2 for n in ends]  # each pair, first where
        at = start
        for word, following in pairwise(
            cut_words(text[start : min(stop, start + _LONGEST) + _AHEAD])
        ):
            at += len(word)
            self.words[at] = word, following

    def left(self, at: int) -> Iterator[str]:
        """What would be the heading: its length, its clauses, its last characters."""
        text, length = self.text, at - self.start
        yield f"length {min(length, 40) // _BUCKET}"
        if at == self.stop:
            yield f"stop {min(length, 60) // 6}"
            yield f"stop clauses {min(4, len(_PARTS.split(text[self.start : at])))}"
        if self.behind in _RULED:
            yield f"ruled {min(length, 20) // _BUCKET}"
        clauses = [len(clause) for clause in text[self.start : at].split("，")]
        yield f"clause {min(max(clauses), 30) // _BUCKET}"
        if len(clauses) > 1:
            yield f"clauses {min(3, len(clauses))} {min(3, max(clauses) - min(clauses))}"
        if text.endswith(_closers(), self.start, at):
            yield "closer"
        yield f"ends {text[at - 1]}"
        yield f"ends {text[at - 2 : at]}"
        if at >= self.figure:
            yield "figure"

    def right(self, at: int) -> Iterator[str]:
        """What would be the text: its first characters, and how they go with the last ones."""
        text = self.text
        ahead = self.said[at - self.start : at - self.start + _AGAIN - 1]
        if ahead and min(ahead) <= at:
            yield "again"
        yield f"opens {text[at]}"
        yield f"opens {text[at : at + 2]}"
        opener = next((n for n in (4, 3, 2, 1) if text[at : at + n] in _openers()), 0)
        if opener:
            yield f"opener {min(opener, 2)}"
        if at in self.words:
            yield f"word {self.words[at][0]}"
            yield f"opens word {self.words[at][1]}"
            ends, opens = (_edges().get(_plain(word)) for word in self.words[at])
            yield f"ends odds {ends[1] if ends else 'unseen'}"
            yield f"opens odds {opens[0] if opens else 'unseen'}"
        else:
            yield "inside a word"
        yield f"apart {self.usage.apart(text[at - 1], text[at])}"
        yield f"begins {self.usage.begins(text[at : at + 2])}"
        if roles.is_label(text[self.start : at]):
            yield "label"
        if _PERIOD.match(text, at):
            yield "period"


class _Usage:
    """Which characters stand together in a text, and what begins its clauses."""

    def __init__(self, text: str) -> None:
        self.often = cache(partial(_count, text))
        self.opening = Counter(_OPENING_CLAUSE.findall(text))
        self.total = len(text)

    def apart(self, before: str, after: str) -> int:
        """How much rarer two characters stand together than chance has it (-4 to 4)."""
        together = self.often(before + after) - 1
        if together < 1:
            return 1
        chance = self.often(before) * self.often(after) / self.total
        return max(-4, min(0, -round(log(together / chance))))

    def begins(self, words: str) -> int:
        """How often clauses begin with two characters, of all times that they stand together."""
        opening = self.opening[words]
        return round(4 * opening / self.often(words)) if opening and self.often(words) > 1 else -1


def _count(text: str, words: str) -> int:
    if words == 2 * words[:1]:  # it may overlap itself
        return len(re.findall(f"(?={re.escape(words)})", text))
    return text.count(words)


@lru_cache(maxsize=2)
def _usage(text: str) -> tuple[str, _Usage]:
    """A text with its commas of one width, and how its characters are used."""
    text = text.replace(",", "，")
    return text, _Usage(text)


@cache
def _openers() -> frozenset[str]:
    """What texts like to begin with."""
    return frozenset(lexicon.words("body_openers"))


@cache
def _closers() -> tuple[str, ...]:
    """What headings like to end with."""
    return lexicon.words("heading_endings")


def _plain(word: str) -> str:
    return _DIGITS.sub("0", word)


@cache
def _edges() -> dict[str, tuple[str, str]]:
    """How much likelier than chance words open sentences and end clauses, as powers of e."""
    return {row["word"]: (row["opens"], row["ends"]) for row in lexicon.table("edges")}


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("endings")}


@dataclass(frozen=True, slots=True)
class Manner:
    """How the headings of one level end: how long they are, and whether at their full stop."""

    length: float
    at_stop: bool

    def signs(self, length: int, at_stop: bool) -> tuple[str, str]:
        """What speaks for one more heading of a length."""
        apart = min(_APART, round(abs(length - self.length)))
        return f"beside {apart}", f"alike {at_stop == self.at_stop}"


def manner(lengths: Sequence[int], at_stop: Sequence[bool]) -> Manner | None:
    """The manner of some headings."""
    return Manner(median(lengths), 2 * sum(at_stop) > len(at_stop)) if lengths else None


_MANNERS = [Manner(length, at_stop) for length in range(4, 31) for at_stop in (True, False)]


def cuts(
    text: str, spans: Sequence[tuple[int, int]], weights: dict[str, float] | None = None
) -> list[tuple[int, float]]:
    """The likeliest ends, with their odds, of headings of one level that all run on: start and
    latest end of each are given. They are told together, as headings of one level are alike.

    >>> text = "健全长效机制坚持每月通过专题会议部署"
    >>> text[: cuts(text, [(0, len(text))])[0][0]]
    '健全长效机制'
    """
    weights = _weights() if weights is None else weights
    options = [_options(text, *span, weights) for span in spans]
    if len(spans) == 1:
        return [_best(options[0])]
    beside = [weights.get(f"beside {apart}", 0.0) for apart in range(_APART + 1)]
    alike = {same: weights.get(f"alike {same}", 0.0) for same in (True, False)}
    likely = max(
        _MANNERS,
        key=lambda manner: sum(
            max(score for _, score in _with(some, manner, beside, alike)) for some in options
        ),
    )
    return [_best([*_with(some, likely, beside, alike)]) for some in options]


def ending(text: str, start: int, at: int) -> float:
    """How likely a heading that begins at start ends at a place and text begins there (0 to 6).

    >>> text = "健全长效机制通过专题会议部署"
    >>> ending(text, 0, 6) > ending(text, 0, 4)
    True
    """
    scores = {place: score for place, score, _, _ in _options(text, start, len(text), _weights())}
    if at not in scores:
        return 0.0
    others = sum(exp(score - scores[at]) for place, score in scores.items() if place != at)
    return max(0.0, min(6.0, _EVEN - log(others))) if others else 6.0


Option = tuple[int, float]


def _options(
    text: str, start: int, stop: int, weights: dict[str, float]
) -> list[tuple[int, float, int, bool]]:
    """The places where a heading may end: each with its score, its length, whether at its stop."""
    found = endings(text, start, stop) or [Ending(stop, ())]
    return [
        (one.at, sum(weights.get(s, 0.0) for s in one.signs), one.at - start, one.at == stop)
        for one in found
    ]


def _with(
    some: Sequence[tuple[int, float, int, bool]],
    manner: Manner,
    beside: Sequence[float],
    alike: dict[bool, float],
) -> list[Option]:
    """The options with what the manner of the headings beside them adds to their scores."""
    usual, at_stop = int(manner.length), manner.at_stop
    return [
        (at, score + beside[min(_APART, abs(length - usual))] + alike[stops == at_stop])
        for at, score, length, stops in some
    ]


def _best(options: Sequence[tuple[int, float] | tuple[int, float, int, bool]]) -> Option:
    """The best option with the logarithm of its odds against all others."""
    scores = [option[1] for option in options]
    best = max(range(len(scores)), key=lambda n: scores[n])
    others = sum(exp(score - scores[best]) for n, score in enumerate(scores) if n != best)
    return options[best][0], -log(others) if others else _SURE

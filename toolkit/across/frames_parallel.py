"""Parallel series: members that open alike (不等不靠, 既抓部署又抓落实, 坚持…，坚持…).

Those of the lexicon are looked for by what opens their members; others are discovered: a word
that opens one clause after another, at several places and in several reports. A place is the
whole series, its slots are what the members say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.clause_heads import JOINS, LONGEST_MEMBER, clause_heads
from toolkit.across.clauses import CLAUSE_ENDS, Clauses, Ints
from toolkit.across.edges import Edges
from toolkit.across.frame import GAP, Frame, Place

LEAST_PLACES = 3  # of a discovered series
LEAST_REPORTS = 2
LEAST_FILLERS = 3  # of its first member; what is always the same is a phrase
SHORT = 3  # characters up to which even members need no mark between or behind them
MOST = 12  # members of an even series
LONGEST_EVEN = 6  # characters of a member that is as long as the others
LONGEST_CLAUSE = 60
_STOPS = frozenset("。；！？;!?\n\r")
_HAN = re.compile("[一-鿿]+")
_SLOGAN = re.compile(r"[“‘](?P<n>[一两三四五六七八九十]{1,2})个(?P<what>[一-鿿]{1,8})[”’]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one body: where each begins and ends."""

    starts: Sequence[int]
    ends: Sequence[int]

    def at(self, offset: int) -> tuple[int, int]:
        """The word an offset lies in."""
        at = bisect_right(self.starts, offset) - 1
        return (self.starts[at], self.ends[at]) if at >= 0 else (offset, offset)

    def opens(self, offset: int) -> bool:
        return self.at(offset)[0] == offset

    def closes(self, offset: int) -> bool:
        """Whether a word ends before an offset."""
        return self.at(offset - 1)[1] == offset


def parallel_frames(
    bodies: Sequence[Body],
    found: Clauses,
    may: Edges,
    before: Ints,
    places: Mapping[str, list[Place]],
) -> list[Frame]:
    """The series of ``lexicon/parallels.csv`` that stand in the texts, then the discovered.

    places: of the even, clause and slogan rows of the lexicon, by wording (`parallel_places`).
    """
    listed = [row["first"] for row in lexicon.table("parallels") if row["form"] == "head"]
    places = dict(places)
    nouns = {found.words[number] for number in np.unique(found.ids[may.things]).tolist()}
    discovered: list[Frame] = []
    for word, runs in clause_heads(bodies, found, may, before, set(listed)).items():
        wording = f"{word}{GAP}{word}{GAP}"
        if word in listed:
            places[wording] = places.get(wording, []) + runs
        elif word not in nouns:  # 粮食…，粮食… goes on about one thing, and is no figure of speech
            discovered.append(Frame(wording, "discovered", runs))
    frames = [
        Frame(wording, "lexicon", list(_apart(sorted(there)))) for wording, there in places.items()
    ]
    return frames + [
        frame
        for frame in discovered
        if len(frame.places) >= LEAST_PLACES
        and frame.reports >= LEAST_REPORTS
        and len(frame.fillers) >= LEAST_FILLERS
    ]


def _words(start: Ints, end: Ints) -> _Words:
    real = end > start
    return _Words(start[real].tolist(), end[real].tolist())


def _apart(places: Sequence[Place]) -> Iterator[Place]:
    """Places in order, without one that begins within the one before."""
    last: Place | None = None
    for place in places:
        if last is None or place.body != last.body or place.start >= last.end:
            yield place
            last = place


def parallel_places(body: Body, edges: tuple[Ints, Ints]) -> Iterator[tuple[str, Place]]:
    """The places of the even, clause and slogan rows in one body, each with its frame.

    edges: where its words begin and where they end.
    """
    words = _words(*edges)
    starts = [sentence.start for sentence in body.sentences]
    taken: dict[tuple[str, int], tuple[int, str, Place]] = {}
    for row in lexicon.table("parallels"):
        series = {"even": _even, "clause": _clause, "slogan": _slogan}.get(row["form"])
        for members in series(body.text, words, row) if series else ():
            start, end = members[0][0], members[-1][2]
            sentence = bisect_right(starts, start) - 1
            if sentence < 0 or end > body.sentences[sentence].end:
                continue
            slots = tuple("".join(body.text[a:b].split()).strip(JOINS) for _, a, b in members)
            wording = f"{row['first']}{GAP}" + (f"{row['second']}{GAP}" if row["second"] else "")
            place = Place(0, start, end, sentence, slots)
            key = (row["first"], start)
            if key not in taken or members[1][0] < taken[key][0]:  # the pair that closes first
                taken[key] = (members[1][0], wording, place)
    for _, wording, place in taken.values():
        yield wording, place


Members = list[tuple[int, int, int]]  # where each begins, and where its filler begins and ends


def _openings(text: str, words: _Words, row: Mapping[str, str]) -> Iterator[int]:
    """Where the first word of a pair opens a word of the text that is no other word."""
    none = frozenset(row["not"].split())
    for match in re.finditer(re.escape(row["first"]), text):
        start, end = words.at(match.start())
        if start == match.start() and text[start:end] not in none:
            yield start


def _even(text: str, words: _Words, row: Mapping[str, str]) -> Iterator[Members]:
    """Members equally long, one behind the other; an idiom (不折不扣) is a word, not a series."""
    first, second = row["first"], row["second"]
    reached = 0
    for start in _openings(text, words, row):
        if start < reached:
            continue
        members = _even_at(text, words, start, first, second, frozenset(row["not"].split()))
        if members:
            reached = members[-1][2]
            yield members


def _even_at(  # noqa: PLR0917
    text: str, words: _Words, start: int, first: str, second: str, none: frozenset[str]
) -> Members | None:
    begin = start + len(first)
    for size in range(1, LONGEST_EVEN + 1):
        if not _HAN.fullmatch(text, begin, begin + size):
            return None
        members = [(start, begin, begin + size)]
        while (after := _next(text, members[-1][2], second, size)) and (
            len(members) < 2 or (first == second and len(members) < MOST)
        ):
            word = words.at(after[0])
            if text[slice(*word)] in none or word[0] <= start:
                break
            members.append(after)
        while len(members) > 1 and not _closes(text, words, members[-1][2], size):
            members.pop()
        if len(members) > 1:
            return members
    return None


def _closes(text: str, words: _Words, end: int, size: int) -> bool:
    """Whether the last member may end here: with a word, and a long one before a mark."""
    return words.closes(end) and (size <= SHORT or not _HAN.match(text, end))


def _next(text: str, at: int, second: str, size: int) -> tuple[int, int, int] | None:
    """The member behind a place; only short ones follow without a mark between."""
    marked = at < len(text) and text[at] in JOINS
    if not marked and size > SHORT:
        return None
    at += marked
    begin = at + len(second)
    if not text.startswith(second, at) or not _HAN.fullmatch(text, begin, begin + size):
        return None
    return at, begin, begin + size


def _clause(text: str, words: _Words, row: Mapping[str, str]) -> Iterator[Members]:
    """From the first word to the second, and on to the end of that clause."""
    first, second = row["first"], row["second"]
    reached = 0
    for start in _openings(text, words, row):
        begin = start + len(first)
        limit = next(
            (i for i in range(begin, min(len(text), begin + LONGEST_CLAUSE)) if text[i] in _STOPS),
            min(len(text), begin + LONGEST_CLAUSE),
        )
        at = _second(text, words, begin, limit, row)
        if start < reached or at is None:
            continue
        end = at + len(second)
        while end < len(text) and text[end] not in CLAUSE_ENDS and end - at < LONGEST_MEMBER:
            end += 1
        if end > at + len(second) and (end == len(text) or text[end] in CLAUSE_ENDS):
            reached = end
            yield [(start, begin, at), (at, at + len(second), end)]


def _second(text: str, words: _Words, begin: int, limit: int, row: Mapping[str, str]) -> int | None:
    """Where the second word of a pair stands: in the clause of the first or opening another."""
    second = row["second"]
    at = text.find(second, begin + 1, limit)
    while at >= 0:
        same = not CLAUSE_ENDS & set(text[begin:at])
        opens = second == row["first"] or words.opens(at)
        if opens and (same or text[at - 1] in JOINS):
            return at
        at = text.find(second, at + 1, limit)
    return None


def _slogan(text: str, words: _Words, row: Mapping[str, str]) -> Iterator[Members]:
    """A number in quotation marks that counts no things, but names a series: “五个一”."""
    for match in _SLOGAN.finditer(text):
        yield [
            (match.start("n"), *match.span("n")),
            (match.start("what"), *match.span("what")),
        ]

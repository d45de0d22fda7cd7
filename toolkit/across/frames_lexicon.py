"""Frames of the lexicon: what a researcher asks for by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.clauses import CLAUSE_ENDS, NUMERAL, Clauses
from toolkit.across.frame import GAP, Frame, Place, says_something
from toolkit.across.words import NUMBER

_SLOT = re.compile(f"({NUMBER}|{GAP})")
_QUOTED = re.compile("[“‘]([^“”‘’]*)[”’]")
_WORD = f"[^{re.escape(''.join(sorted(CLAUSE_ENDS)))}]"
_LAST_WORD = f"[^”’{re.escape(''.join(sorted(CLAUSE_ENDS)))}]"


def lexicon_frames(bodies: Sequence[Body], found: Clauses) -> list[Frame]:
    """The frames of ``lexicon/frames.txt`` that stand in the texts."""
    wanted = [
        (pattern_of(wording), [*filter(None, _SLOT.split(wording)[::2])], wording)
        for wording in lexicon.words("frames")
    ]
    places: dict[str, list[Place]] = {}
    for at, (body, words) in enumerate(zip(bodies, found.edges(len(bodies)), strict=True)):
        edges = frozenset(np.union1d(*words).tolist())
        starts = [sentence.start for sentence in body.sentences]
        for pattern, own, wording in wanted:
            for sentence in _holding(body, starts, own):
                places.setdefault(wording, []).extend(_places(at, body, sentence, edges, pattern))
    return [Frame(w, "lexicon", places[w]) for _, _, w in wanted if places.get(w)]


def pattern_of(wording: str) -> re.Pattern[str]:
    """A frame as a pattern: a group ``slot…`` for each slot, ``own…`` for what it says itself.

    A slot for any wording stays within its clause; one at the end runs to the clause's end.

    >>> pattern_of("比上年增长⟨N⟩%").search("产值比上年增长12.5%")["slot1"]
    '12.5'
    >>> pattern_of("重⟨…⟩轻⟨…⟩").search("重申报、轻管护，")[0]
    '重申报、轻管护'
    """
    parts = _SLOT.split(wording)
    if not any(parts[::2]):
        raise ValueError(f"the frame {wording!r} has slots only; give it words of its own")
    pattern = ""
    for at, part in enumerate(parts):
        if part == NUMBER:
            pattern += f"(?P<slot{at}>{NUMERAL.pattern})"
        elif part == GAP:
            last = not any(parts[at + 1 :])
            wording_of = f"{_LAST_WORD}{{1,20}}(?!{_LAST_WORD})" if last else f"{_WORD}{{1,20}}?"
            pattern += f"(?P<slot{at}>{wording_of})"
        elif part:
            pattern += f"(?P<own{at}>{re.escape(part)})"
    return re.compile(pattern)


def _places(
    at: int, body: Body, sentence: int, edges: frozenset[int], pattern: re.Pattern[str]
) -> Iterator[Place]:
    """The places of a frame in a sentence, not beginning or ending in a word."""
    span = body.sentences[sentence]
    for match in pattern.finditer(body.text, span.start, span.end):
        said = [match.span(name) for name in pattern.groupindex if name.startswith("own")]
        outer = {said[0][0], said[-1][1]}
        alone = {at for a, b in said if b - a == 1 for at in (a, b)}
        if edges >= outer | alone:
            slots = [match[name] for name in pattern.groupindex if name.startswith("slot")]
            fillers = tuple(map(_plain, slots))
            if all(map(says_something, fillers)):
                yield Place(at, *match.span(), sentence, fillers)


def _holding(body: Body, starts: Sequence[int], own: Sequence[str]) -> Iterator[int]:
    """The sentences of a body that have all of some wordings, the longest of them looked up."""
    longest = max(own, key=len)
    at = body.text.find(longest)
    while at >= 0:
        sentence = bisect_right(starts, at) - 1
        end = body.sentences[sentence].end if sentence >= 0 else at + 1
        if sentence >= 0 and all(body.text.find(p, starts[sentence], end) >= 0 for p in own):
            yield sentence
        at = body.text.find(longest, max(end, at + 1))


def _plain(filler: str) -> str:
    """A filler without white space, the list mark or the quotation marks around it."""
    filler = "".join(filler.split()).strip("、")
    quoted = _QUOTED.fullmatch(filler)
    return quoted[1] if quoted else filler

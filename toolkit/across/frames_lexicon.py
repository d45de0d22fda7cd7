"""Frames of the lexicon: what a researcher asks for by name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.clauses import CLAUSE_ENDS, NUMERAL, Ints
from toolkit.across.frame import GAP, Place, says_something
from toolkit.across.words import NUMBER

_SLOT = re.compile(f"({NUMBER}|{GAP})")
_QUOTED = re.compile("[“‘]([^“”‘’]*)[”’]")
_WORD = f"[^{re.escape(''.join(sorted(CLAUSE_ENDS)))}]"
_MIXED = 1 << 16
_LAST_WORD = f"[^”’{re.escape(''.join(sorted(CLAUSE_ENDS)))}]"


def lexicon_places(body: Body, edges: tuple[Ints, Ints]) -> Iterator[tuple[str, Place]]:
    """The places of the frames of ``lexicon/frames.txt`` in a body, frame by frame.

    edges: where its words begin and where they end.
    """
    ends = frozenset(np.union1d(*edges).tolist())
    starts = [sentence.start for sentence in body.sentences]
    there = np.zeros(_MIXED, np.bool_)
    there[_pairs(body.text)] = True
    for pattern, own, wording, pairs in _wanted():
        if there[pairs].all():  # few are in a text; the others need not be looked for
            for sentence in _holding(body, starts, own):
                for place in _places(body, sentence, ends, pattern):
                    yield wording, place


Wanted = tuple[re.Pattern[str], list[str], str, npt.NDArray[np.uint32]]


@lexicon.cached
def _wanted() -> list[Wanted]:
    """Each frame as a pattern, with its own wordings and the pairs of characters in the longest."""
    wanted = []
    for wording in lexicon.words("frames"):
        own = [*filter(None, _SLOT.split(wording)[::2])]
        wanted.append((pattern_of(wording), own, wording, _pairs(max(own, key=len))))
    return wanted


def _pairs(text: str) -> npt.NDArray[np.uint32]:
    """A number for every two characters side by side; different ones may have the same."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return (points[:-1] * np.uint32(31) + points[1:]) % np.uint32(_MIXED)


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
    body: Body, sentence: int, edges: frozenset[int], pattern: re.Pattern[str]
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
                yield Place(0, *match.span(), sentence, fillers)


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

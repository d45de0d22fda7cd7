"""Sentences as tokens with their numbers masked, in one sequence: what frames are sought in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body
from toolkit.across.words import Cut, Segment, Words, cuts, joined

Ints = npt.NDArray[np.int32]

_HAN = "〇零一二两三四五六七八九十百千万亿"
# Possessive, and never from within a number: what was read is not read again, however long.
_ONE = rf"(?:[{_HAN}]++分之[{_HAN}]++|\d++(?:[.,]\d++)*+|[xX×*＊○]++(?:\.[xX×*＊○]++)?+|[{_HAN}]++)"
NUMERAL = re.compile(rf"(?<![\d.,xX×*＊○{_HAN}]){_ONE}(?:[-–—~～至到]{_ONE})?+")
# What ends a clause; a list mark or a quotation mark does not.
COMMAS = frozenset("，,")
CLAUSE_ENDS = frozenset("，。；：！？…,;:!?（）()【】[]《》〈〉\n\r")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The tokens of all sentences, one clause behind the other.

    ``ids`` are numbers of tokens in ``words``; what ends a clause has a number of its own at
    each place, above them, so that nothing found twice runs from one clause into the next.
    """

    words: Sequence[str]
    ids: Ints
    body: Ints  # index of the body
    sentence: Ints  # index of the sentence in its body
    start: Ints  # offsets in the body's text
    end: Ints
    comma: npt.NDArray[np.bool_]  # where a clause ends and its sentence goes on alike

    def edges(self, bodies: int) -> Iterator[tuple[Ints, Ints]]:
        """The offsets at which the words of each body begin, and at which they end, in order."""
        cuts = np.searchsorted(self.body, np.arange(bodies + 1)).tolist()
        yield from ((self.start[a:b], self.end[a:b]) for a, b in pairwise(cuts))

    def same_word(self) -> tuple[Ints, Ints]:
        """Where each token's word stands last before it and next after it; beyond all for nowhere."""
        both = (self.ids.astype(np.int64) << 32) + np.arange(len(self.ids))
        both.sort()
        place, same = (both & 0xFFFFFFFF).astype(np.int32), (both[1:] ^ both[:-1]) >> 32 == 0
        before = np.full(len(place), -1, np.int32)
        after = np.full(len(place), len(place), np.int32)
        before[place[1:][same]] = place[:-1][same]
        after[place[:-1][same]] = place[1:][same]
        return before, after

    def is_word(self) -> npt.NDArray[np.bool_]:
        """Where a token stands and not the end of a clause."""
        return self.ids < len(self.words)


def cut_once(bodies: Sequence[Body], cut: Segment) -> tuple[Words, Clauses]:
    """The words of the bodies' sentences and, from the same cut, their clauses."""
    words, masked = joined(numbers_apart(bodies, cut))
    return words, clauses(bodies, masked)


def numbers_apart(bodies: Sequence[Body], cut: Segment) -> Iterator[Cut]:
    """Each body cut, with the number of every claim as one token ⟨N⟩ in what is masked."""
    return cuts(bodies, cut, ([*_masks(body)] for body in bodies))


def clauses(bodies: Sequence[Body], masked: Words) -> Clauses:
    """The clauses of the bodies' sentences from their words with the numbers masked."""
    ends = masked.are(lambda word: word[0] in CLAUSE_ENDS)
    told = ~masked.are(str.isspace)[masked.codes]
    codes, start, end, sentence = (
        column[told] for column in (masked.codes, masked.start, masked.end, masked.sentence)
    )
    # Behind the tokens of each sentence stands one more end.
    at = np.arange(len(codes)) + sentence
    sentences = int(masked.first[-1])
    behind = np.bincount(sentence, minlength=sentences).cumsum() + np.arange(sentences)
    whole = len(codes) + sentences
    ids, starts, stops, of = (np.zeros(whole, np.int32) for _ in range(4))
    ids[at], starts[at], stops[at], of[at] = np.where(ends[codes], -1, codes), start, end, sentence
    last = [span.end for body in bodies for span in body.sentences]
    ids[behind], starts[behind], stops[behind], of[behind] = -1, last, last, np.arange(sentences)
    apart = np.flatnonzero(ids < 0)
    ids[apart] = len(masked.vocabulary) + np.arange(len(apart))
    body = np.searchsorted(masked.first, of, side="right") - 1
    comma = np.zeros(whole, np.bool_)
    comma[at] = masked.are(lambda word: word in COMMAS)[codes]
    of -= masked.first[body].astype(np.int32)
    return Clauses(masked.vocabulary, ids, body.astype(np.int32), of, starts, stops, comma)


def _masks(body: Body) -> Iterator[tuple[int, int]]:
    """The numerals of a body's claims, without their units, in order."""
    reached = 0
    for claim in sorted(body.claims, key=lambda span: (span.start, span.end)):
        numeral = NUMERAL.search(body.text, max(claim.start, reached), claim.end)
        if numeral:
            reached = numeral.end()
            yield numeral.span()

"""Sentences as tokens with their numbers masked, in one sequence: what frames are sought in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body, Span

Segment = Callable[[str], Sequence[str]]
Ints = npt.NDArray[np.int64]

NUMBER = "⟨N⟩"
_HAN = "〇零一二两三四五六七八九十百千万亿"
# Possessive, and never from within a number: what was read is not read again, however long.
_ONE = rf"(?:[{_HAN}]++分之[{_HAN}]++|\d++(?:[.,]\d++)*+|[xX×*＊○]++(?:\.[xX×*＊○]++)?+|[{_HAN}]++)"
NUMERAL = re.compile(rf"(?<![\d.,xX×*＊○{_HAN}]){_ONE}(?:[-–—~～至到]{_ONE})?+")
# What ends a clause; a list mark or a quotation mark does not.
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

    def is_word(self) -> npt.NDArray[np.bool_]:
        """Where a token stands and not the end of a clause."""
        return self.ids < len(self.words)


def clauses(bodies: Sequence[Body], segment: Segment) -> Clauses:
    """The clauses of the bodies' sentences; the number of every claim is one token ⟨N⟩."""
    numbers: dict[str, int] = {NUMBER: 0}
    rows: list[tuple[int, int, int, int, int]] = []
    for at, body in enumerate(bodies):
        masks = list(_masks(body))
        reached = 0
        for index, sentence in enumerate(body.sentences):
            while reached < len(masks) and masks[reached][0] < sentence.start:
                reached += 1
            for word, start, end in _tokens(body, sentence, masks, reached, segment):
                number = -1 if word is None else numbers.setdefault(word, len(numbers))
                rows.append((number, at, index, start, end))
            rows.append((-1, at, index, sentence.end, sentence.end))
    table = np.array(rows, dtype=np.int64).reshape(-1, 5)
    ids = table[:, 0].copy()
    ends = np.flatnonzero(ids < 0)
    ids[ends] = len(numbers) + np.arange(len(ends))
    return Clauses(list(numbers), ids, *(table[:, column].copy() for column in range(1, 5)))


def _masks(body: Body) -> Iterator[tuple[int, int]]:
    """The numerals of a body's claims, without their units, in order."""
    reached = 0
    for claim in sorted(body.claims, key=lambda span: (span.start, span.end)):
        numeral = NUMERAL.search(body.text, max(claim.start, reached), claim.end)
        if numeral:
            reached = numeral.end()
            yield numeral.span()


def _tokens(
    body: Body, sentence: Span, masks: Sequence[tuple[int, int]], at: int, segment: Segment
) -> Iterator[tuple[str | None, int, int]]:
    """A sentence's tokens with their spans; None stands for what ends a clause."""
    start = sentence.start
    while at < len(masks) and masks[at][1] <= sentence.end:
        yield from _words(body.text, start, masks[at][0], segment)
        yield NUMBER, *masks[at]
        start = masks[at][1]
        at += 1
    yield from _words(body.text, start, sentence.end, segment)


def _words(
    text: str, start: int, end: int, segment: Segment
) -> Iterator[tuple[str | None, int, int]]:
    for word in segment(text[start:end]):
        stop = start + len(word)
        if word[0] in CLAUSE_ENDS:
            yield None, start, stop
        elif not word.isspace():
            yield word, start, stop
        start = stop

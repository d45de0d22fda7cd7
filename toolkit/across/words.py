"""The words of all reports, cut once and numbered, for every stage that goes by words.

A report is cut as a whole, which is much faster than sentence by sentence. What jieba gives for a
part is what it gives for the whole as long as the part ends where one of its blocks (Han, ASCII
letters and digits) ends; where a sentence or a number ends within a block, that block is cut anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body

Segment = Callable[[str], Sequence[str]]
Ints = npt.NDArray[np.int32]
Stretch = tuple[int, int]

NUMBER = "⟨N⟩"
_BLOCK = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+|\r\n")  # what jieba never looks beyond


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of all sentences of some bodies in reading order, those that are no words too."""

    vocabulary: list[str]
    codes: Ints  # which of the vocabulary each token is
    start: Ints  # offsets in the body's text
    end: Ints
    sentence: Ints  # index of the sentence among those of all bodies
    first: npt.NDArray[np.int64]  # index of the first sentence of each body, and how many there are

    @property
    def body(self) -> Ints:
        """Index of the body of each token."""
        of_sentence = np.repeat(np.arange(len(self.first) - 1), np.diff(self.first))
        return of_sentence.astype(np.int32)[self.sentence]

    def are(self, test: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
        """Whether each word of the vocabulary is of a kind."""
        return np.fromiter(map(test, self.vocabulary), np.bool_, len(self.vocabulary))

    def lines(self) -> list[list[str]]:
        """The words of each sentence; what has no letter or digit is none."""
        lines: list[list[str]] = [[] for _ in range(int(self.first[-1]))]
        spoken = self.are(is_word)[self.codes]
        pairs = zip(self.sentence[spoken].tolist(), self.codes[spoken].tolist(), strict=True)
        for sentence, code in pairs:
            lines[sentence].append(self.vocabulary[code])
        return lines


def is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


def words_of(bodies: Sequence[Body], cut: Segment) -> Words:
    """The words of the bodies' sentences."""
    return cut_bodies(bodies, cut, ())[0]


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def cut_bodies(
    bodies: Sequence[Body], cut: Segment, masked: Iterable[Sequence[Stretch]]
) -> tuple[Words, Words]:
    """The words of the bodies' sentences, and those of the same sentences without some stretches.

    masked: for each body stretches of its text, in order, that are one token ``NUMBER`` each in the
    second; what stands between them is cut by itself. Without them only the first is made.
    """
    numbers = _Numbers({NUMBER: 0})
    known: dict[str, Sequence[str]] = {}
    plain, parted = _Made(numbers), _Made(numbers)
    stretches = iter(masked)
    text: _Text | None = None
    for body in bodies:
        spans = np.array([(s.start, s.end) for s in body.sentences], np.int64).reshape(-1, 2)
        masks = next(stretches, None)
        if text is None or text.text is not body.text:  # pieces of one text come one by one
            text = _Text(body.text, cut, known)
        plain.add(text.apart(spans.ravel().tolist(), ()), spans, ())
        if masks is not None:
            masks = _within(spans, masks)
            parted.add(text.apart(spans.ravel().tolist(), masks), spans, masks)
    return plain.whole(), parted.whole()


def _within(spans: npt.NDArray[np.int64], masks: Sequence[Stretch]) -> list[Stretch]:
    """The stretches that lie within one sentence."""
    table = np.array(masks, np.int64).reshape(-1, 2)
    at = np.searchsorted(spans[:, 0], table[:, 0], side="right") - 1
    inside = (at >= 0) & (table[:, 1] <= spans[at, 1]) if len(spans) else at > 0
    return [(a, b) for a, b in table[inside].tolist()]


class _Made:
    """Tokens of one body after the other."""

    def __init__(self, numbers: _Numbers) -> None:
        self._numbers = numbers
        self._parts: list[npt.NDArray[np.int32]] = [np.empty((4, 0), np.int32)]
        self._first = [0]

    def add(
        self, tokens: Sequence[str], spans: npt.NDArray[np.int64], masks: Iterable[Stretch]
    ) -> None:
        """The tokens of a body's text; those that lie in its sentences are kept."""
        end = np.cumsum(np.fromiter(map(len, tokens), np.int64, len(tokens)))
        start = np.append(0, end)[:-1]
        sentence = np.searchsorted(spans[:, 0], start, side="right") - 1
        kept = (sentence >= 0) & (end > start)
        kept[kept] &= end[kept] <= spans[sentence[kept], 1]
        words = compress(tokens, kept.tolist())
        codes = np.fromiter(map(self._numbers.__getitem__, words), np.int32, int(kept.sum()))
        start, end, sentence = start[kept], end[kept], sentence[kept] + self._first[-1]
        codes[np.searchsorted(start, [a for a, _ in masks])] = 0
        self._parts.append(np.stack([codes, start, end, sentence]).astype(np.int32))
        self._first.append(self._first[-1] + len(spans))

    def whole(self) -> Words:
        codes, start, end, sentence = np.concatenate(self._parts, axis=1)
        first = np.array(self._first, np.int64)
        return Words(list(self._numbers), codes, start, end, sentence, first)


class _Text:
    """A text cut as a whole, of which some blocks can be cut anew."""

    def __init__(self, text: str, cut: Segment, known: dict[str, Sequence[str]]) -> None:
        self.text, self._cut, self._known = text, cut, known
        self._tokens = cut(text) if text else ()
        ends = np.cumsum(np.fromiter(map(len, self._tokens), np.int64, len(self._tokens)))
        self._starts = np.append(0, ends)
        blocks = [found.span() for found in _BLOCK.finditer(text)]
        self._blocks = np.array(blocks, np.int64).reshape(-1, 2)

    def apart(self, edges: Sequence[int], masks: Sequence[Stretch]) -> Sequence[str]:
        """The tokens where nothing is cut across some edges, and a mask is one token."""
        points = np.unique(np.array([*edges, *(at for mask in masks for at in mask)], np.int64))
        at = np.searchsorted(self._blocks[:, 0], points) - 1  # the block that begins before each
        inside = (at >= 0) & (points < self._blocks[at, 1]) if len(self._blocks) else at > 0
        regions = [*map(tuple, self._blocks[np.unique(at[inside])].tolist()), *masks]
        if not regions:
            return self._tokens
        whole = {a for a, _ in masks}
        tokens: list[str] = []
        reached = 0
        merged = list(_merged(sorted(regions)))
        bounds = np.searchsorted(self._starts, merged).tolist()
        inner = np.searchsorted(points, merged).tolist()
        listed = points.tolist()
        for (start, end), (first, stop), (a, b) in zip(merged, bounds, inner, strict=True):
            tokens += self._tokens[reached:first]
            for left, right in pairwise(sorted({start, *listed[a:b], end})):
                piece = self.text[left:right]
                tokens += (piece,) if left in whole else self._anew(piece)
            reached = stop
        tokens += self._tokens[reached:]
        return tokens

    def _anew(self, piece: str) -> Sequence[str]:
        """The tokens of a piece by itself; the same short ones come again and again."""
        if piece not in self._known:
            self._known[piece] = self._cut(piece)
        return self._known[piece]


def _merged(regions: Sequence[Stretch]) -> Iterator[Stretch]:
    """Regions in order, those that overlap made one."""
    begin, reached = regions[0]
    for start, end in regions[1:]:
        if start < reached:
            reached = max(reached, end)
        else:
            yield begin, reached
            begin, reached = start, end
    yield begin, reached

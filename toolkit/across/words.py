"""The words of all reports, cut once and numbered, for every stage that goes by words.

A report is cut as a whole, which is much faster than sentence by sentence. What jieba gives for a
part is what it gives for the whole as long as the part ends where one of its blocks (Han, ASCII
letters and digits) ends; the blocks within which a sentence or a number ends are cut once more, all
of them together, with a mark between the parts that stands in no block.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body

Segment = Callable[[str], Sequence[str]]
Ints = npt.NDArray[np.int32]
Wide = npt.NDArray[np.int64]
Stretch = tuple[int, int]

NUMBER = "⟨N⟩"
APART = "\x00"  # a token by itself, whatever stands beside it
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
    return joined(cuts(bodies, cut))[0]


class _Numbers(dict[str, int]):
    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Cut:
    """One body, cut by itself: what comes of it can be kept, and put together with that of others.

    The tokens are code, start, end and index of the sentence (rows) of each.
    """

    vocabulary: Sequence[str]  # ``NUMBER`` first, then words in the order in which they first stand
    plain: Ints
    masked: Ints  # the same sentences without some stretches
    sentences: int


def cuts(
    bodies: Iterable[Body], cut: Segment, masked: Iterable[Sequence[Stretch]] = ()
) -> Iterator[Cut]:
    """The words of each body's sentences, and those of the same sentences without some stretches.

    masked: for each body stretches of its text, in order, that are one token ``NUMBER`` each in the
    second; what stands between them is cut by itself. Without them there is no second.
    """
    stretches = iter(masked)
    text: _Text | None = None
    for body in bodies:
        spans = np.array([(s.start, s.end) for s in body.sentences], np.int64).reshape(-1, 2)
        masks = next(stretches, None)
        if text is None or text.text is not body.text:  # pieces of one text come one by one
            text = _Text(body.text, cut)
        plain = _in_sentences(text.apart(spans, _NO_MASKS), spans)
        parted = plain[:, :0]
        if masks is not None:
            parted = _in_sentences(text.apart(spans, _within(spans, masks)), spans)
        vocabulary = _numbered(list(text.numbers), plain, parted)
        yield Cut(vocabulary, plain, parted, len(spans))


def joined(parts: Iterable[Cut]) -> tuple[Words, Words]:
    """The words of all bodies, plain and masked, from those of each."""
    numbers, first = _Numbers({NUMBER: 0}), [0]
    plain, masked = ([array("i") for _ in range(4)] for _ in range(2))
    for part in parts:
        codes = np.fromiter(map(numbers.__getitem__, part.vocabulary), np.int32)
        for tokens, whole in ((part.plain, plain), (part.masked, masked)):
            code, start, end, sentence = tokens
            columns = codes[code], start, end, sentence + np.int32(first[-1])
            for all_, column in zip(whole, columns, strict=True):
                all_.frombytes(column.tobytes())
        first.append(first[-1] + part.sentences)
    vocabulary, firsts = list(numbers), np.array(first, np.int64)
    return _whole(vocabulary, plain, firsts), _whole(vocabulary, masked, firsts)


def _whole(vocabulary: list[str], columns: Iterable[array[int]], first: Wide) -> Words:
    codes, start, end, sentence = (np.frombuffer(column, np.int32) for column in columns)
    return Words(vocabulary, codes, start, end, sentence, first)


_NO_MASKS = np.empty((0, 2), np.int64)


def _within(spans: Wide, masks: Sequence[Stretch]) -> Wide:
    """The stretches that lie within one sentence."""
    table = np.array(masks, np.int64).reshape(-1, 2)
    at = np.searchsorted(spans[:, 0], table[:, 0], side="right") - 1
    inside = (at >= 0) & (table[:, 1] <= spans[at, 1]) if len(spans) else at > 0
    return table[inside]


def _in_sentences(tokens: Wide, spans: Wide) -> Ints:
    """Of a text's tokens (code, start, end) those in its sentences, with the index of each one's."""
    _, start, end = tokens
    sentence = np.searchsorted(spans[:, 0], start, side="right") - 1
    kept = (sentence >= 0) & (end > start)
    kept[kept] &= end[kept] <= spans[sentence[kept], 1]
    return np.stack([*tokens[:, kept], sentence[kept]]).astype(np.int32)


def _numbered(words: Sequence[str], *made: Ints) -> list[str]:
    """The words that some tokens are, numbered anew by where they stand first."""
    codes = np.concatenate([[0], *(tokens[0] for tokens in made)])
    first = np.full(len(words), len(codes))
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    order = np.argsort(first)[: int((first < len(codes)).sum())]
    numbers = np.zeros(len(words), np.int32)
    numbers[order] = np.arange(len(order))
    for tokens in made:
        tokens[0] = numbers[tokens[0]]
    return [words[at] for at in order.tolist()]


class _Text:
    """A text cut as a whole, of which some blocks can be cut anew."""

    def __init__(self, text: str, cut: Segment) -> None:
        self.text, self._cut = text, cut
        self.numbers = _Numbers({NUMBER: 0})
        self._tokens = self._coded(text)
        blocks = [found.span() for found in _BLOCK.finditer(text)]
        self._blocks = np.array(blocks, np.int64).reshape(-1, 2)

    def apart(self, spans: Wide, masks: Wide) -> Wide:
        """The tokens where nothing is cut across some edges, and a mask is one token of number 0."""
        points = np.unique(np.concatenate([spans.ravel(), masks.ravel()]))
        at = np.searchsorted(self._blocks[:, 0], points) - 1  # the block that begins before each
        inside = (at >= 0) & (points < self._blocks[at, 1]) if len(self._blocks) else at > 0
        regions = _united(np.concatenate([self._blocks[np.unique(at[inside])], masks]))
        if not len(regions):
            return self._tokens
        starts = self._tokens[1]
        left = np.ones(len(starts), np.bool_)
        for first, stop in np.searchsorted(starts, regions).tolist():
            left[first:stop] = False
        tokens = np.concatenate(
            [self._tokens[:, left], self._anew(points, regions, masks), _as_tokens(masks)], axis=1
        )
        return tokens[:, np.argsort(tokens[1], kind="stable")]

    def _anew(self, points: Wide, regions: Wide, masks: Wide) -> Wide:
        """The tokens of some regions, cut apart at some points, without those of the masks."""
        held = np.searchsorted(regions[:, 0], points, side="right") - 1
        points = points[(held >= 0) & (points < regions[held, 1])]
        edges = np.unique(np.concatenate([points, regions.ravel()]))
        start, end = edges[:-1], edges[1:]
        wanted = np.searchsorted(regions[:, 0], start, side="right") - 1
        kept = (start < regions[wanted, 1]) & ~np.isin(start, masks[:, 0])
        start, end = start[kept], end[kept]
        pieces = [self.text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)]
        found = self._coded(APART.join(pieces))
        sizes = end - start + len(APART)
        begins = np.cumsum(sizes) - sizes  # of each piece, where all stand in a row
        piece = np.searchsorted(begins, found[1], side="right") - 1
        found[1:] += (start - begins)[piece]
        return found[:, found[1] < end[piece]]

    def _coded(self, text: str) -> Wide:
        tokens = self._cut(text) if text else ()
        codes = np.fromiter(map(self.numbers.__getitem__, tokens), np.int64, len(tokens))
        end = np.cumsum(np.fromiter(map(len, tokens), np.int64, len(tokens)))
        return np.stack([codes, np.append(0, end)[:-1], end])


def _as_tokens(masks: Wide) -> Wide:
    return np.concatenate([np.zeros((1, len(masks)), np.int64), masks.T])


def _united(regions: Wide) -> Wide:
    """Regions in order, those that overlap made one."""
    start, end = regions[np.argsort(regions[:, 0], kind="stable")].T
    reached = np.maximum.accumulate(end) if len(end) else end
    first = np.append(True, start[1:] >= reached[:-1])[: len(start)]
    last = np.append(first[1:], True)[: len(start)]
    return np.stack([start[first], reached[last]], axis=1)

"""What each text shares with each other one, letter by letter: one way for all questions about it.

Which texts hold the passage around a letter is a row of bits, one bit a text, so that a
letter that stands in hundreds of reports costs little more than one that stands in two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.across.compared import LEAST, Compared
from toolkit.across.letters import Letters, Small
from toolkit.across.suffixes import Ints, Suffixes

WORDS = 8  # of 64 bits in a row: so many texts are held against all others at a time

Bits = npt.NDArray[np.uint64]  # (letters, WORDS)


@dataclass(frozen=True, slots=True)
class Shared:
    """Stretches of texts that also stand in another text, as places of the letter sequence."""

    start: Ints
    end: Ints
    other: Ints  # the other text
    letters: Ints  # shared letters of the passage that the stretch is, or is part of

    def long(self, least: int) -> Shared:
        """Those of passages with so many shared letters."""
        kept = self.letters >= least
        return Shared(self.start[kept], self.end[kept], self.other[kept], self.letters[kept])


def stretches(
    compared: Compared, near: bool = True, least_share: float = 0.0
) -> Iterator[tuple[int, Shared]]:
    """Each text with its stretches that others have too, for some of the others at a time.

    A stretch is as long as can be of runs of ``LEAST`` letters that are the same in both. near: what
    agrees in near-identical passages is part of one, too. least_share: texts that share less of their
    letters with all these others together are passed over.
    """
    sequence = compared.sequence
    texts = len(sequence.starts) - 1
    held = _holders(sequence, compared.found, LEAST)
    blocks = _agreeing(compared)[:3] if near else np.empty((3, 0), np.int64)
    blocks = blocks[:, np.lexsort(blocks[::-1])]
    of_text = np.searchsorted(blocks[0], sequence.starts)
    for first in range(0, texts, 64 * WORDS):
        rows, row_of = _rows(held, first)
        for text in range(texts):
            begin, stop = int(sequence.starts[text]), int(sequence.starts[text + 1]) - 1
            mine = blocks[:, of_text[text] : of_text[text + 1]]
            mine = mine[:, (mine[2] >= first) & (mine[2] < first + 64 * WORDS)]
            mine = mine - np.array([[begin], [begin], [first]], np.int64)
            places = _reached(row_of[begin:stop], mine)
            if len(places) <= least_share * (stop - begin):
                continue
            bits = _spread(rows[row_of[begin + places]], LEAST)
            for a, b, other in mine.T.tolist():
                here = slice(*np.searchsorted(places, [a, b]))
                bits[here, other // 64] |= np.uint64(1 << other % 64)
            if first <= text < first + 64 * WORDS:
                own = text - first
                bits[:, own // 64] &= ~np.uint64(1 << own % 64)
            start, end, other = _runs(places, bits)
            yield text, Shared(start + begin, end + begin, other + first, end - start)


def shared_passages(compared: Compared) -> Shared:
    """The stretches of every text that also stand in another one: word for word, or aligned."""
    exact = [
        np.stack([found.start, found.end, found.other, found.letters])
        for _, found in stretches(compared, near=False)
    ]
    return Shared(*np.concatenate([*exact, _agreeing(compared)], axis=1))


def joined(shared: Shared, length: int) -> Shared:
    """Stretches made one where they overlap or touch and are shared with the same text.

    length: of the whole sequence.
    """
    by = np.lexsort((shared.start, shared.other))
    start, end, other = shared.start[by], shared.end[by], shared.other[by]
    shift = other * (length + 1)  # one stretch of numbers for each other text
    reached = np.maximum.accumulate(end + shift) if len(end) else end
    new = np.ones(len(start), dtype=np.bool_)
    new[1:] = (start + shift)[1:] > reached[:-1]
    first = np.flatnonzero(new)
    last = np.append(first, len(start))[1:] - 1
    end = (reached - shift)[last]
    return Shared(start[first], end, other[first], end - start[first])


def _holders(sequence: Letters, found: Suffixes, least: int) -> tuple[Small, Ints, Ints]:
    """The passages of ``least`` letters that several texts have, and which texts."""
    texts = len(sequence.starts) - 1
    passage_at, counts = found.classes(least)
    repeated = np.flatnonzero(counts[passage_at] > 1)
    pairs = passage_at[repeated].astype(np.int64) * texts + sequence.owner[repeated]
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    passage, text = np.divmod(pairs, max(1, texts))
    several = np.bincount(passage, minlength=len(counts))[passage] > 1
    return passage_at, passage[several], text[several]


def _rows(held: tuple[Small, Ints, Ints], first: int) -> tuple[Bits, Small]:
    """A row of bits for each passage that one of some texts has, and each place's row."""
    passage_at, passage, text = held
    here = (text >= first) & (text < first + 64 * WORDS)
    passage, text = passage[here], text[here] - first
    new = np.diff(passage, prepend=-1) != 0
    row = np.cumsum(new)
    bits = np.zeros((int(new.sum()) + 1) * WORDS, dtype=np.uint64)
    # Each bit is set once, so that adding is setting.
    np.add.at(bits, row * WORDS + text // 64, np.uint64(1) << (text % 64).astype(np.uint64))
    row_of = np.zeros(int(passage_at.max(initial=0)) + 1, dtype=np.int32)
    row_of[passage] = row
    return bits.reshape(-1, WORDS), row_of[passage_at]


def _agreeing(compared: Compared) -> Ints:
    """Start, end, other text and letters of the pair (rows) of what agrees in pairs."""
    owner = compared.sequence.owner
    blocks = [
        (side, side + n, int(owner[there]), pair.agreeing)
        for pair in compared.aligned
        for a, b, n in pair.blocks
        for side, there in ((a, b), (b, a))
    ]
    return np.array(blocks, dtype=np.int64).reshape(-1, 4).T


def _reached(rows: Small, blocks: Ints) -> Ints:
    """The places that a passage with a row reaches, or a block of an aligned pair."""
    steps = np.zeros(len(rows) + 1, dtype=np.int32)
    begins = np.flatnonzero(rows)
    steps[begins] += 1
    steps[begins + LEAST] -= 1
    np.add.at(steps, blocks[0], 1)
    np.add.at(steps, blocks[1], -1)
    return np.flatnonzero(np.cumsum(steps[:-1]))


def _spread(bits: Bits, size: int) -> Bits:
    """Each row with those of the ``size`` - 1 places before it: what begins there reaches here."""
    reach = 1
    while reach < size:
        step = min(reach, size - reach)
        bits[step:] |= bits[:-step]
        reach += step
    return bits


def _runs(places: Ints, bits: Bits) -> tuple[Ints, Ints, Ints]:
    """Where each bit begins and ceases to be set in neighbouring places, and which bit it is."""
    gap = np.diff(places, prepend=-2) > 1
    none = np.zeros((1, bits.shape[1]), np.uint64)
    before = np.concatenate([none, bits[:-1]])
    before[gap] = 0
    begun = _set(places, bits & ~before)
    after = np.concatenate([bits[1:], none])
    after[np.append(gap[1:], True)] = 0
    ended = _set(places, bits & ~after)
    return begun[1], ended[1] + 1, begun[0]


def _set(places: Ints, bits: Bits) -> tuple[Ints, Ints]:
    """The bits that are set, in order, each with its places in order."""
    row, word = np.nonzero(bits)
    octets = bits[row, word].astype("<u8")[:, None].view(np.uint8)
    at, bit = np.nonzero(np.unpackbits(octets, axis=1, bitorder="little"))
    which, place = word[at] * 64 + bit, places[row[at]]
    by = np.lexsort((place, which))
    return which[by], place[by]

"""How many letters of each text stand in passages that each other text has too.

Which texts hold the passage around a letter is a row of bits, one bit a text, so that a
letter that stands in hundreds of reports costs little more than one that stands in two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from toolkit.across.align import Aligned
from toolkit.across.letters import Letters, Small
from toolkit.across.suffixes import Ints, Suffixes

WORDS = 16  # of 64 bits in a row: so many texts are held against all others at a time

_ALL = 2**64 - 1

Bits = npt.NDArray[np.uint64]  # (letters, WORDS)


def shared_letters(
    sequence: Letters, found: Suffixes, least: int, aligned: Sequence[Aligned] = ()
) -> Small:
    """For every two texts, how many letters of the first stand in passages of both.

    A passage is a run of ``least`` letters or more that is the same in both. aligned:
    near-identical passages whose agreeing letters count as well. Shape (texts, texts); its
    diagonal is 0.
    """
    texts = len(sequence.starts) - 1
    counts = np.zeros((texts, texts), dtype=np.int32)
    held = _holders(sequence, found, least)
    agreeing = _agreeing(sequence, aligned)
    for first in range(0, texts, 64 * WORDS):
        rows, row_of = _rows(sequence, held, first)
        last = min(first + 64 * WORDS, texts)
        for text in range(texts):
            mine = slice(int(sequence.starts[text]), int(sequence.starts[text + 1]) - 1)
            blocks = [block for block in agreeing.get(text, ()) if first <= block[2] < last]
            if blocks or row_of[mine].any():
                covered = _spread(rows[_padded(row_of[mine])], least)
                for start, end, other in blocks:
                    bit = np.uint64(1 << (other - first) % 64)
                    covered[start - mine.start : end - mine.start, (other - first) // 64] |= bit
                counts[text, first:last] = _sums(covered)[: last - first]
    np.fill_diagonal(counts, 0)
    return counts


def _holders(sequence: Letters, found: Suffixes, least: int) -> tuple[Ints, Ints, Ints]:
    """The passages of ``least`` letters that several texts have, and which texts.

    First for each place the number of the passage that begins there, then each passage with
    each of its texts, sorted.
    """
    texts = len(sequence.starts) - 1
    passage_at, counts = found.classes(least)
    repeated = np.flatnonzero(counts[passage_at] > 1)
    pairs = passage_at[repeated] * texts + sequence.owner[repeated]
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    passage, text = np.divmod(pairs, max(1, texts))
    several = np.bincount(passage, minlength=len(counts))[passage] > 1
    return passage_at, passage[several], text[several]


def _rows(sequence: Letters, held: tuple[Ints, Ints, Ints], first: int) -> tuple[Bits, Small]:
    """A row of bits for each passage that one of some texts has, and each place's row.

    Row 0 is empty, for the places whose passage none of them has.
    """
    passage_at, passage, text = held
    here = (text >= first) & (text < first + 64 * WORDS)
    passage, text = passage[here], text[here] - first
    new = np.diff(passage, prepend=-1) != 0
    row = np.cumsum(new)
    bits = np.zeros((int(new.sum()) + 1) * WORDS, dtype=np.dtype("<u8"))
    # Each bit is set once, so that adding is setting.
    np.add.at(bits, row * WORDS + text // 64, np.uint64(1) << (text % 64).astype(np.uint64))
    row_of = np.zeros(int(passage_at.max(initial=0)) + 1, dtype=np.int32)
    row_of[passage] = row
    return bits.reshape(-1, WORDS), row_of[passage_at]


def _agreeing(
    sequence: Letters, aligned: Sequence[Aligned]
) -> dict[int, list[tuple[int, int, int]]]:
    """The stretches of each text that agree with another one in a pair of passages, and it."""
    blocks: dict[int, list[tuple[int, int, int]]] = {}
    for pair in aligned:
        a, b = int(sequence.owner[pair.start_a]), int(sequence.owner[pair.start_b])
        for start_a, start_b, n in pair.blocks:
            blocks.setdefault(a, []).append((start_a, start_a + n, b))
            blocks.setdefault(b, []).append((start_b, start_b + n, a))
    return blocks


def _padded(rows: Small) -> Small:
    """With more of the empty row, which nothing reaches, up to a multiple of 255."""
    padded = np.zeros(-(-len(rows) // 255) * 255, dtype=np.int32)
    padded[: len(rows)] = rows
    return padded


def _spread(bits: Bits, size: int) -> Bits:
    """Each row with those of the ``size`` - 1 places before it: what begins there reaches here."""
    reach = 1
    while reach < size:
        step = min(reach, size - reach)
        bits[step:] |= bits[:-step]
        reach += step
    return bits


def _sums(bits: Bits, width: int = 1) -> Ints:
    """The sum of all rows, for each stretch of ``width`` bits (1, 2, 4 or 8): for single bits,
    how many rows have it set.

    As many rows as cannot run over are added at once in every second stretch, twice as wide:
    3, then 5, then 17 of them, so that the rows must be a multiple of 255.

    >>> _sums(np.array([[5]] * 255, dtype=np.uint64))[:4].tolist()
    [255, 0, 255, 0]
    """
    if width == 8:
        return bits.astype("<u8").view(np.uint8).sum(axis=0, dtype=np.int64)
    groups = bits.reshape(2**width + 1, -1, bits.shape[1])
    every_second = np.uint64(_ALL // (2**width + 1))
    sums = np.empty((bits.shape[1] * 64 // width), dtype=np.int64)
    for half in (0, 1):
        wide = ((groups >> np.uint64(half * width)) & every_second).sum(axis=0, dtype=np.uint64)
        sums[half::2] = _sums(wide, 2 * width)
    return sums

"""Near-identical short sentences of two reports: too short for a passage, but whole.

A formula is shared by sentences that go on differently; two sentences that agree from end to end but
for a word or a number say the same thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from toolkit.across.align import Aligned, Runs, agreeing, is_within
from toolkit.across.body import Body
from toolkit.across.letters import Letters
from toolkit.across.suffixes import Ints

SHORTEST, LONGEST = 10, 60  # letters of a sentence
SIMILAR = 0.75  # twice the letters that agree over the letters of both
IN_A_ROW = 0.3  # share of the longer sentence that agrees in one run


def short_sentences(
    sequence: Letters, bodies: Sequence[Body], runs: Runs, aligned: Sequence[Aligned]
) -> Iterator[Aligned]:
    """Pairs of sentences that are nearly the same and in no pair of longer passages.

    runs: the long ones of `align.seed_runs`. Sentences that are the same letter for letter are
    repeats, and not among them.
    """
    start, end = _sentences(sequence, bodies)
    if not len(start):
        return
    a, b = (np.searchsorted(start, runs[:, side], side="right") - 1 for side in (0, 1))
    sizes = [end[side] - start[side] for side in (a, b)]
    fits = (a >= 0) & (b >= 0)
    for at, (side, size) in enumerate(zip((a, b), sizes, strict=True)):
        fits &= (size >= SHORTEST) & (size <= LONGEST) & (runs[:, at] < end[side])
    longer = np.maximum(*sizes)
    fits &= (runs[:, 2] >= IN_A_ROW * longer) & (2 * np.minimum(*sizes) > longer)
    taken: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}
    for pair in aligned:
        texts = int(sequence.owner[pair.start_a]), int(sequence.owner[pair.start_b])
        taken.setdefault(texts, []).append(pair.span)
    for one, other in np.unique(np.stack([a[fits], b[fits]], axis=1), axis=0).tolist():
        spans = int(start[one]), int(end[one]), int(start[other]), int(end[other])
        texts = int(sequence.owner[spans[0]]), int(sequence.owner[spans[2]])
        if any(is_within(spans, held) for held in taken.get(texts, ())):
            continue
        found = _pair(sequence, *spans)
        if found:
            yield found


def _sentences(sequence: Letters, bodies: Sequence[Body]) -> tuple[Ints, Ints]:
    """Where the sentences of all bodies begin and end in the letter sequence."""
    spans = [
        sequence.places(at, [(sentence.start, sentence.end) for sentence in body.sentences])
        for at, body in enumerate(bodies)
    ]
    start, end = np.concatenate([np.empty((0, 2), np.int64), *spans]).T
    return start, end


def _pair(sequence: Letters, start_a: int, end_a: int, start_b: int, end_b: int) -> Aligned | None:
    one, other = sequence.wording(start_a, end_a), sequence.wording(start_b, end_b)
    both = min(sum(map(set(a).__contains__, b)) for a, b in ((one, other), (other, one)))
    if one == other or 2 * both < SIMILAR * (len(one) + len(other)):  # at most both agree
        return None
    blocks = tuple((start_a + a, start_b + b, size) for a, b, size in agreeing(one, other))
    pair = Aligned(start_a, end_a, start_b, end_b, blocks)
    return pair if pair.similarity >= SIMILAR else None

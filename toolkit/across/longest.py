"""The longest passage that every two texts have in common."""

from __future__ import annotations

import numpy as np

from toolkit.across.letters import Letters, Small
from toolkit.across.suffixes import Repeats


def longest_shared(sequence: Letters, repeats: Repeats) -> Small:
    """The length of the longest repeat that stands in both, for every two texts; 0 for none.

    repeats: with the maximal repeats of the sequence, in the order in which they are found:
    each behind those whose places lie within its own. Shape (texts, texts), diagonal 0.

    From the longest repeat downwards the first that two texts share is theirs. Two texts that
    both have the largest repeat within a repeat are done already, so that only the places
    outside it are looked at; sets of texts are numbers with a bit for each.
    """
    texts = len(sequence.starts) - 1
    longest = np.zeros((texts, texts), dtype=np.int32)
    repeats = repeats.at(repeats.counts > repeats.doubles + 1)
    holders, begins, ends = _nested(sequence, repeats)
    owner = sequence.owner[repeats.order]
    everyone = (1 << texts) - 1
    open_to = [everyone - (1 << text) for text in range(texts)]  # texts not met yet
    for at in np.argsort(-repeats.length, kind="stable").tolist():
        holding, length = holders[at], int(repeats.length[at])
        first, last = int(repeats.first[at]), int(repeats.last[at]) + 1
        for text in {*owner[first : begins[at]].tolist(), *owner[ends[at] : last].tolist()}:
            new = holding & open_to[text]
            if new:
                open_to[text] -= new
                row = longest[text]
                while new:
                    row[(new & -new).bit_length() - 1] = length
                    new &= new - 1
    return np.maximum(longest, longest.T)


def _nested(sequence: Letters, repeats: Repeats) -> tuple[list[int], list[int], list[int]]:
    """For each repeat the set of its texts, and where the largest repeat within it begins and ends."""
    owner = sequence.owner[repeats.order]
    bits = [1 << text for text in range(len(sequence.starts) - 1)]
    holders: list[int] = []
    begins: list[int] = []
    ends: list[int] = []
    waiting: list[tuple[int, int, int]] = []  # repeats that lie in none yet: first, end, holders
    for first, last in zip(repeats.first.tolist(), repeats.last.tolist(), strict=True):
        begin, end, holding = first, first, 0
        while waiting and waiting[-1][0] >= first:
            within = waiting.pop()
            if within[1] - within[0] > end - begin:
                begin, end, holding = within
        for text in {*owner[first:begin].tolist(), *owner[end : last + 1].tolist()}:
            holding |= bits[text]
        holders.append(holding)
        begins.append(begin)
        ends.append(end)
        waiting.append((first, last + 1, holding))
    return holders, begins, ends

"""How many words keyness calls different when there is nothing to find.

Reports are cut into pieces of equal length, half of the pieces are called the target at random,
and the words with p < .05 are counted; again and again. Nothing marks the target off, so one
word in twenty should be called different. Plain G², which takes every occurrence of a word for
a draw of its own, calls several times as many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from toolkit.across import phrases
from toolkit.across.body import Body
from toolkit.across.words import words_of
from toolkit.analysis.keyness import keyness

CRITICAL = 3.8415  # G² above which plain chi-squared tables say p < .05


def pieces(bodies: Iterable[Body], characters: int) -> Iterator[Body]:
    """Stretches of whole sentences with so many characters; what is left at the end is let go."""
    for body in bodies:
        first, begun = 0, 0
        for at, sentence in enumerate(body.sentences, 1):
            if sentence.end - begun >= characters:
                mine = body.sentences[first:at]
                yield replace(body, report_id=f"{body.report_id}@{begun}", sentences=mine)
                first, begun = at, sentence.end


def shuffled(
    bodies: Iterable[Body],
    segment: Callable[[str], list[str]],
    characters: int = 1_500,
    rounds: int = 20,
) -> pd.DataFrame:
    """For every round, the share of words called different by shuffling and by plain G².

    No rounds where there is too little text for two pieces on either side.
    """
    cut = list(pieces(bodies, characters))
    counts = pd.DataFrame(phrases.count_phrases(cut, words_of(cut, segment))[1])
    words = counts[counts["n"] == 1]
    sizes = words.groupby("report_id", sort=False)["frequency"].sum()
    rows = []
    for seed in range(rounds if len(sizes) >= 4 else 0):
        target = np.random.default_rng(seed).permutation(sizes.index)[: len(sizes) // 2]
        found = keyness(words, sizes, target, seed=seed, permutations=500)
        rows.append(((found["p"] < 0.05).mean(), (found["g2"] > CRITICAL).mean(), len(found)))
    return pd.DataFrame(rows, columns=["permuting reports", "plain G²", "words"])

"""Words that stand near a word more often than chance would have them there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from toolkit.across.redacted import is_redaction
from toolkit.across.wording import as_clean
from toolkit.across.words import Words
from toolkit.analysis.counted import STRINGS, WORDS
from toolkit.analysis.keyness import log_likelihood

Floats = NDArray[np.float64]


def collocations(words: Words, node: str, window: int = 5) -> pd.DataFrame:
    """The words within some words of a node, in its sentence, by log-likelihood.

    node: a word, or a phrase of several words; what jieba never cuts out as such is looked for as a
    string, and the words it touches are the node (``counted``: words or strings). window: words
    on either side; punctuation is not counted as a word and does not end a window, a sentence
    does. A place between two nodes is one place. The measures are those of `association`: they
    rank what stands near the node, and say neither why nor that it is special to these reports.
    """
    if not node or window < 1:
        raise ValueError("collocations need a node to look for and a window of 1 word or more")
    sentences = words.lines()
    counted, places = WORDS, [list(_places(line, node)) for line in sentences]
    if not any(places):
        counted, places = STRINGS, [list(_touched(line, as_clean(node))) for line in sentences]
    all_words: Counter[str] = Counter()
    near: Counter[str] = Counter()
    nodes = sum(map(len, places))
    for line, here in zip(sentences, places, strict=True):
        inside = {at for start, end in here for at in range(start, end)}
        windows = {
            at
            for start, end in here
            for at in range(max(0, start - window), min(len(line), end + window))
        }
        near.update(line[at] for at in windows - inside)
        all_words.update(word for at, word in enumerate(line) if at not in inside)
    found = sorted(near)
    table = association(
        both=np.array([near[word] for word in found], dtype=float),
        collocate=np.array([all_words[word] for word in found], dtype=float),
        window=float(near.total()),
        words=float(all_words.total()),
        node=float(nodes),
    )
    table.insert(0, "collocate", pd.array(found, dtype="string"))
    table["frequency"] = table["frequency"].astype("Int64")
    table["counted"] = pd.array([counted] * len(table), dtype="string")
    table = table[~table["collocate"].map(is_redaction).astype(bool)]
    return table.sort_values(
        ["log_likelihood", "collocate"], ascending=[False, True], ignore_index=True
    )


def association(
    both: Floats, collocate: Floats, window: float, words: float, node: float
) -> pd.DataFrame:
    """Measures of how strongly words go with a node, from what was counted.

    both: occurrences of each collocate in the windows around the node (O11); collocate: in
    the whole corpus (C1); window: words in all windows (R1); words: in the corpus without the
    node (N); node: occurrences of the node (f). With E11 = R1 · C1 / N,

        log-likelihood = ± 2 Σ O ln(O / E) over the four cells      (Dunning 1993, CL 19(1))
        MI3 = log2(O11³ / E11)                                        (Daille 1994)
        Dice = 2 · O11 / (f + C1), logDice = 14 + log2 Dice           (Rychlý 2008, RASLAN)
        MI = log2(O11 / E11)                                          (Church & Hanks 1990, CL 16(1))

    after Evert (2008, in: Corpus Linguistics, Mouton). Log-likelihood is negative where the
    collocate is rarer than by chance. MI ranks what stands once or twice highest and is here
    only because readers ask for it.
    """
    expected = window * collocate / max(words, 1)
    g2 = log_likelihood(both, collocate - both, window, words - window)
    dice = 2 * both / (node + collocate)
    return pd.DataFrame(
        {
            "frequency": both,
            "log_likelihood": np.where(both >= expected, g2, -g2),
            "mi3": np.log2(both**3 / expected),
            "dice": dice,
            "log_dice": 14 + np.log2(dice),
            "mi": np.log2(both / expected),
        }
    )


def _places(words: Sequence[str], node: str) -> Iterator[tuple[int, int]]:
    """Where words in a row have the node's wording; places do not overlap."""
    reached = 0
    for start in range(len(words)):
        if start < reached or not node.startswith(words[start]):
            continue
        end, wording = start, ""
        while end < len(words) and len(wording) < len(node):
            wording += words[end]
            end += 1
        if wording == node:
            reached = end
            yield start, end


def _touched(words: Sequence[str], node: str) -> Iterator[tuple[int, int]]:
    """The words that each place of a string touches; marks are no part of either."""
    string = "".join(filter(str.isalnum, node))
    text = "".join(words)
    begins = list(accumulate(map(len, words), initial=0))
    at = text.find(string) if string else -1
    while at >= 0:
        yield bisect_right(begins, at) - 1, bisect_left(begins, at + len(string))
        at = text.find(string, at + len(string))

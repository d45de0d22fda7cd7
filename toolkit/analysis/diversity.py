"""How varied the words of a report are, by measures that do not fall as a report gets longer."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from toolkit.across.words import Words

COLUMNS = {
    "report_id": "string",
    "words": "Int64",
    "types": "Int64",
    "mattr": "Float64",
    "mtld": "Float64",
}
WINDOW = 100  # words, so that short reports have a value too
THRESHOLD = 0.72  # of McCarthy & Jarvis


def diversity(reports: Sequence[str], words: Words, window: int = WINDOW) -> pd.DataFrame:
    """Words, different words, MATTR and MTLD of every report.

    reports: the ids of those the words are of. window: words over which MATTR is taken; it is missing where a report has fewer, since over
    another number of words it is another measure. Types over tokens of a whole report is not
    among them: it falls with every word that is added, whoever writes.
    """
    if window < 1:
        raise ValueError("a window has 1 word or more")
    lines = words.lines()
    rows = []
    for report_id, (first, stop) in zip(reports, pairwise(words.first.tolist()), strict=True):
        said = list(chain.from_iterable(lines[first:stop]))
        rows.append((report_id, len(said), len(set(said)), mattr(said, window), mtld(said)))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def mattr(words: Sequence[Hashable], window: int = WINDOW) -> float | None:
    """Moving-average type-token ratio: the mean, over all windows, of different words / words.

    Covington & McFall (2010), Journal of Quantitative Linguistics 17(2). None for a text shorter
    than the window.

    >>> mattr("甲乙甲丙", 2), mattr("甲乙甲甲", 3), mattr("甲乙", 3)
    (1.0, 0.6666666666666666, None)
    """
    if len(words) < window:
        return None
    codes, _ = pd.factorize(np.array([*words], dtype=object))
    at = np.arange(len(words))
    previous = pd.Series(at).groupby(codes).shift(fill_value=-1).to_numpy()
    # A word counts in the windows that hold it but not the same word before it.
    first = np.maximum(previous + 1, np.maximum(at - window + 1, 0))
    last = np.minimum(at, len(words) - window)
    different = np.maximum(last - first + 1, 0).sum()
    return float(different / (window * (len(words) - window + 1)))


def mtld(words: Sequence[Hashable], threshold: float = THRESHOLD) -> float | None:
    """Measure of textual lexical diversity: words it takes for the type-token ratio to fall.

    McCarthy & Jarvis (2010), Behavior Research Methods 42(2): a factor ends where the ratio
    falls below the threshold; what is left at the end is a part of one, (1 - ratio) / (1 -
    threshold); the mean of reading forward and backward. None where nothing is said twice:
    then the ratio never fell.

    >>> mtld("甲甲乙乙"), mtld("甲乙丙")
    (2.0, None)
    """
    factors = _factors(words, threshold), _factors(words[::-1], threshold)
    if not all(factors):
        return None
    return sum(len(words) / number for number in factors) / 2


def _factors(words: Iterable[Hashable], threshold: float) -> float:
    full, seen, read = 0, set[Hashable](), 0
    for word in words:
        seen.add(word)
        read += 1
        if len(seen) / read < threshold:
            full, seen, read = full + 1, set[Hashable](), 0
    rest = (1 - len(seen) / read) / (1 - threshold) if read else 0.0
    return full + rest

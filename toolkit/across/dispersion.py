"""How evenly something is spread over the reports of a corpus.

A phrase that stands 89 times in one compilation is not a phrase of 40 reports; a frequency
without its dispersion cannot tell the two apart.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
Floats = NDArray[np.float64]


def dp_norm(items: Ints, reports: Ints, counts: Ints, sizes: Ints, of: int) -> Floats:
    """Gries' deviation of proportions over reports, normed: 0 as even as can be, 1 in one report.

    Occurrence k says that item ``items[k]`` stands ``counts[k]`` times in report ``reports[k]``;
    sizes: words in each report; of: the number of items. An item's share of occurrences v_i in
    each report is held against the report's share of all words s_i:

        DP = 1/2 Σ |v_i − s_i|        DPnorm = DP / (1 − min s_i)

    (Gries 2008, Int. J. Corpus Linguistics 13(4); Lijffijt & Gries 2012, ibid. 17(1), for the
    norm.) Reports without words are no part of the corpus here. Where there is only one
    report everything is as even as can be.

    >>> three = np.array([10, 10, 80])
    >>> dp_norm(np.array([0]), np.array([1]), np.array([4]), three, of=1)  # 4 times in the second
    array([1.])
    """
    share = sizes / max(1, int(sizes.sum()))
    most = 1 - float(share[sizes > 0].min(initial=1.0))
    if most <= 0:
        return np.zeros(of)
    frequency = np.bincount(items, counts, of)
    here = share[reports]
    # Where an item does not stand, its deviation is the report's share: start from all of them.
    deviation = 1 + np.bincount(items, np.abs(counts / frequency[items] - here) - here, of)
    return np.clip(deviation / 2 / most, 0, 1)


def juilland_d(items: Ints, reports: Ints, counts: Ints, sizes: Ints, of: int) -> Floats:
    """Juilland's D over reports: 1 even, 0 in one report; missing where there is one report only.

    With p_i the item's relative frequency in each of n reports,

        D = 1 − V / √(n − 1),        V = standard deviation of p_i / mean of p_i

    (Juilland & Chang-Rodríguez 1964; relative frequencies because reports differ in length.)

    >>> even = np.array([50, 50])
    >>> juilland_d(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3, 3, 5]), even, of=2)
    array([1., 0.])
    """
    n = int((sizes > 0).sum())
    if n < 2:
        return np.full(of, np.nan)
    p = counts / sizes[reports]
    mean = np.bincount(items, p, of) / n
    # The squared deviations of the reports it stands in, and those of all the others.
    inside = np.bincount(items, (p - mean[items]) ** 2, of)
    variance = (inside + (n - np.bincount(items, minlength=of)) * mean**2) / n
    return np.clip(1 - np.sqrt(variance) / mean / np.sqrt(n - 1), 0, 1)

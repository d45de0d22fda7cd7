"""Reports that stand in another one: the same text read twice counts twice in every table."""

from __future__ import annotations

import numpy as np

from toolkit.across.compared import Compared
from toolkit.across.sharing import stretches

WHOLE = 0.9  # share of a report's letters that must stand in another


def find_copies(compared: Compared) -> dict[str, tuple[str, float]]:
    """For each report that stands in another to 90 % or more, that other one and the share.

    The share is that of its letters and numbers in runs of 12 that are the same, or that agree in
    near-identical passages. Of two that stand in each other the longer one, of equally long ones
    the earlier, is the original here; nothing is said about who copied whom.
    """
    sequence, bodies = compared.sequence, compared.bodies
    sizes = np.diff(sequence.starts) - 1
    rank = np.empty(len(bodies), dtype=np.int64)
    rank[np.lexsort((np.arange(len(bodies)), -sizes))] = np.arange(len(bodies))
    best: dict[int, tuple[int, int]] = {}
    for text, shared in stretches(compared, least_share=WHOLE * (1 - 1e-9)):
        letters = np.bincount(shared.other, shared.letters, len(bodies)).astype(np.int64)
        letters[rank >= rank[text]] = 0
        most = int(letters.max())
        if most >= WHOLE * sizes[text]:
            other = int(rank[letters == most].min())
            best[text] = max(best.get(text, (0, 0)), (most, -other))
    by_rank = np.argsort(rank)
    return {
        bodies[text].report_id: (bodies[by_rank[-other]].report_id, round(most / sizes[text], 4))
        for text, (most, other) in best.items()
    }

"""Reports that stand in another one: the same text read twice counts twice in every table.

Candidates are told by a sample of their runs of twelve letters, so that the cost grows with the
text and not with the pairs of reports; what they share is then measured letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from toolkit.across.compared import LEAST, Compared
from toolkit.across.suffixes import Ints

WHOLE = 0.9  # share of a report's letters that must stand in another
LIKELY = 0.5  # share of the sampled runs from which a report is looked at closely
SAMPLED = 2_000_000  # letters from which runs are sampled, one in so many times as much
Blocks = dict[tuple[int, int], list[tuple[int, int]]]

CLOSEST = 3  # reports that a candidate is measured against


def find_copies(compared: Compared) -> dict[str, tuple[str, float]]:
    """For each report that stands in another to 90 % or more, that other one and the share.

    The share is that of its letters and numbers in runs of 12 that are the same, or that agree in
    near-identical passages. Of two that stand in each other the longer one, of equally long ones
    the earlier, is the original here; nothing is said about who copied whom.
    """
    sequence, bodies = compared.sequence, compared.bodies
    sizes = np.array([sequence.size(at) for at in range(len(bodies))], dtype=np.int64)
    rank = np.empty(len(bodies), dtype=np.int64)
    rank[np.lexsort((np.arange(len(bodies)), -sizes))] = np.arange(len(bodies))
    run_of, counts = compared.found.classes(LEAST)
    agreeing = _agreeing(compared)
    copies = {}
    for at, others in _candidates(compared, rank, run_of, counts):
        shares = [(_share(compared, run_of, agreeing, at, other), other) for other in others]
        share, other = max(shares, key=lambda found: (found[0], -rank[found[1]]))
        if share >= WHOLE:
            copies[bodies[at].report_id] = bodies[other].report_id, round(share, 4)
    return copies


def _candidates(
    compared: Compared, rank: Ints, run_of: Ints, counts: Ints
) -> Iterator[tuple[int, list[int]]]:
    """Reports of which half of the sampled runs stand elsewhere, with the reports that have most."""
    sequence = compared.sequence
    step = 1 + len(run_of) // SAMPLED
    # Which runs are looked at must not depend on where they stand.
    places = np.flatnonzero((counts[run_of] > 1) & (run_of % step == 0))
    owner = sequence.owner[places]
    in_text = sparse.csr_array(
        (np.ones(len(places), np.int32), (run_of[places], owner)),
        shape=(len(counts), len(compared.bodies)),
    )
    in_text.sum_duplicates()
    in_text.data[:] = 1
    begins = np.searchsorted(places, sequence.starts)
    sampled = np.cumsum(run_of % step == 0)
    for at in range(len(compared.bodies)):
        first, last = int(sequence.starts[at]), int(sequence.starts[at + 1]) - LEAST
        if last <= first:
            continue
        whole = int(sampled[last - 1] - (sampled[first - 1] if first else 0))
        mine = run_of[places[begins[at] : begins[at + 1]]]
        if len(mine) < LIKELY * whole or not len(mine):
            continue
        shared = np.asarray(in_text[mine].sum(axis=0), dtype=np.int64)
        shared[rank >= rank[at]] = 0
        closest = [int(b) for b in np.argsort(-shared, kind="stable")[:CLOSEST]]
        closest = [b for b in closest if shared[b] >= LIKELY * whole and shared[b]]
        if closest:
            yield at, closest


def _share(compared: Compared, run_of: Ints, agreeing: Blocks, a: int, b: int) -> float:
    """The share of one report's letters that stand in another."""
    sequence = compared.sequence
    first, stop = int(sequence.starts[a]), int(sequence.starts[a + 1]) - 1
    theirs = run_of[int(sequence.starts[b]) : int(sequence.starts[b + 1]) - LEAST]
    steps = np.zeros(stop - first + 1, dtype=np.int64)
    begins = np.flatnonzero(np.isin(run_of[first : stop + 1 - LEAST], theirs))
    np.add.at(steps, begins, 1)
    np.add.at(steps, begins + LEAST, -1)
    for start, end in agreeing.get((a, b), ()):
        steps[start - first] += 1
        steps[end - first] -= 1
    return float((np.cumsum(steps[:-1]) > 0).mean())


def _agreeing(compared: Compared) -> Blocks:
    """For every two reports with near-identical passages the stretches of the first that agree."""
    blocks: Blocks = {}
    owner = compared.sequence.owner
    for pair in compared.aligned:
        a, b = int(owner[pair.start_a]), int(owner[pair.start_b])
        for start_a, start_b, n in pair.blocks:
            blocks.setdefault((a, b), []).append((start_a, start_a + n))
            blocks.setdefault((b, a), []).append((start_b, start_b + n))
    return blocks

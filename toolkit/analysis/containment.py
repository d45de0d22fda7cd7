"""How much of one report stands in another, with a direction.

A bulletin that takes over a tenth of a long list is contained in it although the list is not
contained in the bulletin: no symmetric measure (Jaccard, a ratio of edits) says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.across.compared import LEAST, Compared
from toolkit.across.coverage import shared_letters
from toolkit.across.letters import Letters
from toolkit.across.longest import longest_shared
from toolkit.across.suffixes import Ints, Suffixes

AT_A_TIME = 2_000_000  # places and texts that have them too, held in memory together
COLUMNS = ["report_a", "report_b", "share", "longest"]


@dataclass(frozen=True, slots=True)
class Shared:
    """Stretches of texts that also stand in another text, as places of the letter sequence."""

    start: Ints
    end: Ints
    other: Ints  # the other text
    letters: Ints  # shared letters of the passage that the stretch is, or is part of


def containment(compared: Compared, near: bool = False) -> pd.DataFrame:
    """For every ordered pair of reports, the share of a that also stands in b.

    share: letters and numbers of a that stand in passages of a and b together, divided by all
    letters and numbers of a. A passage is a run of 12 letters or more that is the same in both.
    near: the letters that agree in near-identical passages (table ``reuse``) count as well.
    longest: the longest run that is the same in both, in letters; 0 where there is none of 12.
    """
    sequence, found = compared.sequence, compared.found
    longest = longest_shared(sequence, compared.repeats)
    letters_shared = shared_letters(sequence, found, LEAST, compared.aligned if near else ())
    share = letters_shared / np.maximum(np.diff(sequence.starts) - 1, 1)[:, None]
    apart = ~np.eye(len(share), dtype=np.bool_)
    names = pd.CategoricalDtype([body.report_id for body in compared.bodies])
    columns = [
        *(
            pd.Categorical.from_codes(side.astype(np.int32), dtype=names)
            for side in apart.nonzero()
        ),
        share[apart].round(6),
        longest[apart],
    ]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), copy=False)


def shared_passages(compared: Compared) -> Shared:
    """The stretches of every text that also stand in another one: word for word, or aligned."""
    return _together([_exact(compared.sequence, compared.found), _aligned(compared)])


def joined(shared: Shared, length: int) -> Shared:
    """Stretches made one where they overlap or touch and are shared with the same text.

    length: of the whole sequence.
    """
    by = np.lexsort((shared.start, shared.other))
    start, end, other = (column[by] for column in _columns(shared)[:3])
    shift = other * (length + 1)  # one stretch of numbers for each other text
    reached = np.maximum.accumulate(end + shift) if len(end) else end
    new = np.ones(len(start), dtype=np.bool_)
    new[1:] = (start + shift)[1:] > reached[:-1]
    first = np.flatnonzero(new)
    last = np.append(first, len(start))[1:] - 1
    end = (reached - shift)[last]
    return Shared(start[first], end, other[first], end - start[first])


def _columns(shared: Shared) -> tuple[Ints, Ints, Ints, Ints]:
    return shared.start, shared.end, shared.other, shared.letters


def _exact(sequence: Letters, found: Suffixes) -> Shared:
    """Every run of 12 letters or more that another text has too, with that text.

    Joined for some texts at a time: where everything stands everywhere, single places take room.
    """
    run_of, _ = found.classes(LEAST)
    in_text = sparse.csr_array(
        (np.ones(len(run_of), np.int8), (run_of, sequence.owner)),
        shape=(len(run_of), len(sequence.starts)),
    )
    in_text.sum_duplicates()
    holders = np.diff(in_text.indptr)[run_of]
    costs = np.cumsum(np.where(holders > 1, holders, 0))
    text_costs = costs[sequence.starts[1:] - 1] // AT_A_TIME
    cuts = sequence.starts[:-1][np.diff(text_costs, prepend=-1) > 0]
    parts = []
    for begin, end in zip(cuts, np.append(cuts, len(run_of))[1:], strict=True):
        several = begin + np.flatnonzero(holders[begin:end] > 1)
        also = in_text[run_of[several]].tocoo()
        start, other = several[also.coords[0]], also.coords[1].astype(np.int64)
        abroad = sequence.owner[start] != other
        start, other = start[abroad], other[abroad]
        size = np.full(len(start), LEAST)
        parts.append(joined(Shared(start, start + LEAST, other, size), len(run_of)))
    return _together(parts)


def _together(parts: Sequence[Shared]) -> Shared:
    none = np.empty(0, np.int64)
    columns = zip((none,) * 4, *map(_columns, parts), strict=True)
    return Shared(*map(np.concatenate, columns))


def _aligned(compared: Compared) -> Shared:
    """The letters of near-identical passages that agree, on both sides."""
    rows = []
    sequence = compared.sequence
    for pair in compared.aligned:
        owner_a, owner_b = sequence.owner[pair.start_a], sequence.owner[pair.start_b]
        agreeing = pair.agreeing
        for a, b, n in pair.blocks:
            rows += [(a, a + n, owner_b, agreeing), (b, b + n, owner_a, agreeing)]
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Shared(table[:, 0], table[:, 1], table[:, 2], table[:, 3])

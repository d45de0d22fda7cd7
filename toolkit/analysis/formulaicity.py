"""How much of a report is its own: what was copied, what everybody says, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.letters import Letters
from toolkit.across.suffixes import Ints
from toolkit.analysis.containment import Shared, joined, shared_passages
from toolkit.analysis.evidence import Evidence, evidence, frames_of, phrases_of

COPIED = 20  # letters from which a shared passage is a copy, not a formula
WIDE = 5  # reports: what stands in so many is a formula of the genre
LONG = 40  # letters from which it is a copy however many reports have it
RESTS = 0.01  # share of a report that another one must hold to be named
DRAWS = 200
LEVEL = 0.95
AT_A_TIME = 20_000  # letters for which all draws are held in memory together
CLASSES = ("copied", "formula", "own")
COLUMNS = ["report_id", "characters", *CLASSES]
COLUMNS += [f"{name}_{end}" for name in CLASSES for end in ("low", "high")] + ["rests_on"]

Mask = npt.NDArray[np.bool_]
Sets = npt.NDArray[np.int32]  # sets of reports (rows): 1 where a report (column) is in one


def formulaicity(
    compared: Compared,
    phrase_counts: pd.DataFrame,
    frame_matches: pd.DataFrame,
    seed: int = 0,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """Per report, the shares of its letters and numbers that are copied, formula, and its own.

    copied: in passages of 20 letters or more shared with another report, word for word or as
    aligned near-identical passages; of passages that five reports or more share only those of
    40 letters or more. formula: not copied, but in a shorter or more widely shared passage (12
    letters or more), in a phrase of three words or more that several reports have, or in the
    fixed wording of a frame that several reports have. own: the rest. The three add up to 1.
    rests_on: the reports that hold copied passages of it, with the share of it they hold.

    ``_low`` and ``_high``: between these 95 % of the shares lie that are found when the reports
    it is held against are drawn again, as many as there are and with replacement; the share
    found itself is always between them. Wide intervals mean that the share hangs on a few other
    reports. What reports outside this corpus would add, no drawing from it can say: with others
    of the same place and year more of a report may turn out to be copied.
    """
    bodies, sequence = compared.bodies, compared.sequence
    shared = shared_passages(compared)
    passages = _Passages.of(compared, shared)
    formulae = [
        phrases_of(sequence, bodies, phrase_counts),
        frames_of(sequence, bodies, frame_matches),
    ]
    everybody = np.ones((1, len(bodies)), dtype=np.int32)
    drawn = _draw(len(bodies), seed, draws)
    rests_on = _rests_on(bodies, sequence, shared)
    rows = []
    for at, body in enumerate(bodies):
        size = int(sequence.starts[at + 1] - sequence.starts[at]) - 1
        found = _shares(at, sequence.starts, passages, formulae, everybody)[:, 0]
        again = _shares(at, sequence.starts, passages, formulae, drawn)
        ends = (
            np.quantile(again, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1) if draws else found[None]
        )
        low, high = np.minimum(ends, found).min(axis=0), np.maximum(ends, found).max(axis=0)
        limits = np.stack([low, high], axis=1).ravel()
        rows.append([body.report_id, size, *found.round(6), *limits.round(6), rests_on[at]])
    return pd.DataFrame(rows, columns=COLUMNS)


def copied_letters(compared: Compared) -> Mask:
    """Which letters of the sequence lie in copied passages."""
    sequence = compared.sequence
    passages = _Passages.of(compared, shared_passages(compared))
    everybody = np.ones((1, len(compared.bodies)), dtype=np.int32)
    copied = np.zeros(len(sequence.codes), dtype=np.bool_)
    for at in range(len(compared.bodies)):
        span = int(sequence.starts[at]), int(sequence.starts[at + 1]) - 1
        copied[slice(*span)] = passages.between(*span).read(span, everybody)[0][:, 0]
    return copied


def _draw(reports: int, seed: int, draws: int) -> Sets:
    """Which reports are there in each draw of as many reports with replacement."""
    rng = np.random.default_rng(seed)
    drawn = np.zeros((draws, reports), dtype=np.int32)
    for row in drawn:
        row[rng.integers(0, max(reports, 1), reports)] = 1
    return drawn


@dataclass(frozen=True, slots=True)
class _Passages:
    """What shows that a letter is copied."""

    others: Evidence  # passages shared with another report, each letter once for each
    copies: Evidence  # those long enough for a copy
    long_copies: Evidence

    @classmethod
    def of(cls, compared: Compared, shared: Shared) -> _Passages:
        each = sparse.csr_array(sparse.identity(len(compared.bodies), dtype=np.int32))
        once = joined(shared, len(compared.sequence.codes))
        copies, long_copies = (
            evidence(shared.start[long], shared.end[long], shared.other[long], each)
            for long in (shared.letters >= COPIED, shared.letters >= LONG)
        )
        return cls(evidence(once.start, once.end, once.other, each), copies, long_copies)

    def between(self, first: int, stop: int) -> _Passages:
        signs = (self.others, self.copies, self.long_copies)
        return _Passages(*(sign.between(first, stop) for sign in signs))

    def read(self, span: tuple[int, int], there: Sets) -> tuple[Mask, Mask]:
        """Which letters of a span (row) are copied, and which shared at all, for each set."""
        others = _depth(self.others, span, there)
        copied = _depth(self.long_copies, span, there) > 0
        copied |= (_depth(self.copies, span, there) > 0) & (others + 1 < WIDE)
        return copied, others > 0


def _shares(
    report: int, ends: Ints, passages: _Passages, formulae: Sequence[Evidence], there: Sets
) -> npt.NDArray[np.float64]:
    """The share of each class (row) in a report, for each set of reports (column).

    ends: where the texts begin and end in the letter sequence. The report itself never counts.
    """
    first, stop = int(ends[report]), int(ends[report + 1]) - 1
    there = there.copy()
    there[:, report] = 0
    passages = passages.between(first, stop)
    formulae = [signs.between(first, stop) for signs in formulae]
    taken, said = np.zeros(len(there)), np.zeros(len(there))
    for begin in range(first, stop, AT_A_TIME):
        span = (begin, min(begin + AT_A_TIME, stop))
        copied, formula = passages.read(span, there)
        for signs in formulae:
            formula = formula | (_depth(signs, span, there) > 0)
        taken += copied.sum(axis=0)
        said += (formula & ~copied).sum(axis=0)
    own = stop - first - taken - said
    return np.stack([taken, said, own]) / max(stop - first, 1)


def _depth(signs: Evidence, span: tuple[int, int], there: Sets) -> npt.NDArray[np.int32]:
    """In how many stretches each letter of a span (row) lies, for each set of reports (column).

    Only stretches of what a report of the set has count.
    """
    begin, stop = span
    within = (signs.start < stop) & (signs.end > begin)
    keys, column = np.unique(signs.key[within], return_inverse=True)
    present = ((signs.held[keys] @ there.T) > 0).astype(np.int32)
    start = np.maximum(signs.start[within], begin) - begin
    end = np.minimum(signs.end[within], stop) - begin
    ones = np.ones(len(start), np.int32)
    steps = sparse.csr_array(
        (np.append(ones, -ones), (np.append(start, end), np.append(column, column))),
        shape=(stop - begin + 1, len(keys)),
    )
    return np.cumsum(steps @ present, axis=0, dtype=np.int32)[:-1]


def _rests_on(bodies: Sequence[Body], sequence: Letters, shared: Shared) -> list[str | None]:
    """For each report the others that hold its copied passages, those with most first."""
    long = shared.letters >= COPIED
    copied = Shared(shared.start[long], shared.end[long], shared.other[long], shared.letters[long])
    copied = joined(copied, len(sequence.codes))
    held = np.zeros((len(bodies), len(bodies)))
    np.add.at(held, (sequence.owner[copied.start], copied.other), copied.letters)
    held /= np.maximum(np.diff(sequence.starts) - 1, 1)[:, None]
    named = []
    for row in held:
        by_share = [at for at in np.argsort(-row, kind="stable").tolist() if row[at] >= RESTS]
        named.append("; ".join(f"{bodies[at].report_id} {row[at]:.2f}" for at in by_share) or None)
    return named

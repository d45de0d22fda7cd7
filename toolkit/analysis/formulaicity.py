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
from toolkit.across.sharing import Shared, joined, shared_passages
from toolkit.across.suffixes import Ints
from toolkit.across.words import Words
from toolkit.analysis.evidence import Evidence, evidence, frames_of, runs_of

COPIED = 20  # letters from which a shared passage is a copy, not a formula
WIDE = 5  # reports: what stands in so many is a formula of the genre
LONG = 40  # letters from which it is a copy however many reports have it
RESTS = 0.01  # share of a report that another one must hold to be named
OTHERS = 10  # reports that each is held against, where there are twice as many
DRAWS = 200
LEVEL = 0.95
AT_A_TIME = 20_000  # letters for which all draws are held in memory together
CLASSES = ("copied", "formula", "own")
COLUMNS = ["report_id", "characters", "others", *CLASSES]
COLUMNS += [f"{name}_{end}" for name in CLASSES for end in ("low", "high")] + ["rests_on"]
CURVE = ["others", "reports", *CLASSES]
CURVE += [f"{name}_{end}" for name in CLASSES for end in ("low", "high")]

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Sets = npt.NDArray[np.int32]  # sets of reports (rows): 1 where a report (column) is in one


@dataclass(frozen=True, slots=True)
class Signs:
    """All that shows that a letter is copied or formula, for every report of a corpus."""

    compared: Compared
    passages: _Passages
    formulae: Sequence[Evidence]
    rests_on: Sequence[str | None]

    @classmethod
    def of(cls, compared: Compared, words: Words, frame_matches: pd.DataFrame) -> Signs:
        """frame_matches: places of frames that a lexicon lists, so that no corpus finds more."""
        bodies, sequence = compared.bodies, compared.sequence
        shared = shared_passages(compared)
        formulae = [runs_of(sequence, words), frames_of(sequence, bodies, frame_matches)]
        passages = _Passages.of(compared, shared)
        return cls(compared, passages, formulae, _rests_on(bodies, sequence, shared))

    def drawn(self, report: int, others: int, seed: int, draws: int) -> Floats:
        """The share of each class (row) of a report held against others drawn again and again."""
        there = _draw(len(self.compared.bodies), report, others, seed, draws)
        return _shares(report, self.compared.sequence.starts, self.passages, self.formulae, there)


def formulaicity(
    signs: Signs, others: int | None = None, seed: int = 0, draws: int = DRAWS
) -> pd.DataFrame:
    """Per report, the shares of its letters and numbers that are copied, formula, and its own.

    copied: in passages of 20 letters or more shared with another report, word for word or as
    aligned near-identical passages; of passages that five reports or more share only those of
    40 letters or more. formula: not copied, but in a shorter or more widely shared passage (12
    letters or more), in a run of three words that another report has, or in the fixed wording of a
    frame of the lexicon that another has. own: the rest. The three add up to 1.

    others: how many other reports each is held against, for with more of them more of it is
    found elsewhere; 10, or half of the others where there are fewer than twenty. The shares are
    means over ``draws`` such sets, drawn without replacement. ``_low`` and ``_high``: where the share
    against a new set of so many reports of the same kind lies in 95 % of cases (the middle
    95 % of the draws, made wider by √((1 + f) / (1 - f)), f = others / all others: draws from a
    small corpus have reports in common, and its mean is not known for sure; Sanders 1968,
    American Naturalist 102, for rarefaction).

    Two corpora can be compared at the same ``others`` where the reports are of like length and kind.
    Shares at different ``others`` cannot, and no share says what a report has from texts that are
    in no corpus. rests_on: the reports of the whole corpus that hold copied passages of it, with
    the share of it they hold.
    """
    compared = signs.compared
    bodies, sequence = compared.bodies, compared.sequence
    against = _others(len(bodies), others)
    rows = []
    for at, body in enumerate(bodies):
        found = signs.drawn(at, against, seed, draws)
        mean = found.mean(axis=1)
        limits = _band(found, mean, against, len(bodies) - 1)
        size = sequence.size(at)
        values = [body.report_id, size, against, *mean.round(6), *limits.round(6)]
        rows.append([*values, signs.rests_on[at]])
    return pd.DataFrame(rows, columns=COLUMNS)


def rarefaction(
    signs: Signs, sizes: Sequence[int] | None = None, seed: int = 0, draws: int = 50
) -> pd.DataFrame:
    """The mean shares of a corpus's reports by how many other reports they are held against.

    A curve to be read beside that of another corpus at the same ``others``; where it still
    falls at its end, the corpus is too small to say how much is the reports' own. sizes: numbers
    of others; 1, 2, 5, 10, 20, 50, ... up to half of them by default. The band holds, for 95 %,
    the mean of the corpus against new sets of so many reports, the reports themselves drawn again.
    """
    reports = len(signs.compared.bodies)
    most = max((reports - 1) // 2, 1)
    wanted = sizes or [n * 10**power for power in range(6) for n in (1, 2, 5)]
    rows = []
    for others in [n for n in wanted if n <= (reports - 1 if sizes else most) and reports > 1]:
        found = np.stack([signs.drawn(at, others, seed, draws) for at in range(reports)])
        mean = found.mean(axis=(0, 2))
        again = np.random.default_rng((seed, others)).integers(0, reports, (draws, reports))
        means = np.stack([found[again[n], :, n].mean(axis=0) for n in range(draws)], axis=1)
        limits = _band(means, mean, others, reports - 1)
        rows.append([others, reports, *mean.round(6), *limits.round(6)])
    return pd.DataFrame(rows, columns=CURVE)


def _others(reports: int, asked: int | None) -> int:
    there = max(reports - 1, 0)
    if asked is None:
        return min(OTHERS, (there + 1) // 2)
    if not 1 <= asked <= max(there, 1):
        raise ValueError(
            f"others is {asked}; each report can be held against 1 to {there} others here"
        )
    return min(asked, there)


def _band(found: Floats, mean: Floats, others: int, there: int) -> Floats:
    """The middle 95 % of draws (columns), made as wide as a new draw from elsewhere needs."""
    if not found.shape[1]:
        return np.repeat(mean, 2)
    ends = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=1)
    part = min(others / max(there, 1), 1 - 1 / max(there, 2))
    wider = np.sqrt((1 + part) / (1 - part))
    return np.clip(mean + (ends - mean) * wider, 0, 1).T.ravel()


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


def _draw(reports: int, report: int, others: int, seed: int, draws: int) -> Sets:
    """Which other reports are there in each draw of so many without replacement."""
    rng = np.random.default_rng((seed, report, others))
    drawn = np.zeros((draws, reports), dtype=np.int32)
    rest = np.delete(np.arange(reports), report)
    for row in drawn:
        row[rng.permutation(rest)[:others]] = 1
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
        signs = once, shared.long(COPIED), shared.long(LONG)
        return cls(*(evidence(one.start, one.end, one.other, each) for one in signs))

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
    copied = joined(shared.long(COPIED), len(sequence.codes))
    held = np.zeros((len(bodies), len(bodies)))
    np.add.at(held, (sequence.owner[copied.start], copied.other), copied.letters)
    held /= np.maximum(np.diff(sequence.starts) - 1, 1)[:, None]
    named = []
    for row in held:
        by_share = [at for at in np.argsort(-row, kind="stable").tolist() if row[at] >= RESTS]
        named.append("; ".join(f"{bodies[at].report_id} {row[at]:.2f}" for at in by_share) or None)
    return named

"""How much of a report is its own: what was copied, what everybody says, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.frames import BETWEEN
from toolkit.across.letters import Letters, letters
from toolkit.across.suffixes import Ints
from toolkit.analysis.containment import Shared, joined, shared_passages

COPIED = 20  # letters from which a shared passage is a copy, not a formula
WIDE = 5  # reports: what stands in so many is a formula of the genre
LONG = 40  # letters from which it is a copy however many reports have it
RESTS = 0.01  # share of a report that another one must hold to be named
COLUMNS = ["report_id", "characters", "copied", "formula", "own", "rests_on"]

Mask = npt.NDArray[np.bool_]


def formulaicity(
    compared: Compared, phrases: pd.DataFrame, frame_matches: pd.DataFrame
) -> pd.DataFrame:
    """Per report, the shares of its letters and numbers that are copied, formula, and its own.

    copied: in passages of 20 letters or more shared with another report, word for word or as
    aligned near-identical passages; of passages that five reports or more share only those of
    40 letters or more. formula: not copied, but in a shorter or more widely shared passage (12
    letters or more), in a phrase of three words or more that several reports have, or in the
    fixed wording of a frame that several reports have. own: the rest. The three add up to 1.
    rests_on: the reports that hold copied passages of it, with the share of it they hold.
    """
    bodies, sequence = compared.bodies, compared.sequence
    shared = shared_passages(compared)
    once = joined(shared, len(sequence.codes))
    others = _depth(sequence, once.start, once.end)
    copied = _depth(sequence, *_at_least(shared, LONG)) > 0
    copied |= (_depth(sequence, *_at_least(shared, COPIED)) > 0) & (others + 1 < WIDE)
    formula = others > 0
    formula |= _phrases(sequence, phrases)
    formula |= _frames(bodies, sequence, frame_matches)
    rests_on = _rests_on(bodies, sequence, shared)
    rows = []
    for at, body in enumerate(bodies):
        mine = slice(int(sequence.starts[at]), int(sequence.starts[at + 1]) - 1)
        size = mine.stop - mine.start
        taken = int(copied[mine].sum())
        said = int((formula & ~copied)[mine].sum())
        shares = [round(n / size, 6) if size else 0.0 for n in (taken, said, size - taken - said)]
        rows.append([body.report_id, size, *shares, rests_on[at]])
    return pd.DataFrame(rows, columns=COLUMNS)


def _at_least(shared: Shared, letters_each: int) -> tuple[Ints, Ints]:
    """Where the shared passages of so many letters begin and end."""
    long = shared.letters >= letters_each
    return shared.start[long], shared.end[long]


def _depth(sequence: Letters, start: Ints, end: Ints) -> Ints:
    """In how many of the stretches each letter lies."""
    steps = np.zeros(len(sequence.codes) + 1, dtype=np.int64)
    np.add.at(steps, start, 1)
    np.add.at(steps, end, -1)
    return np.cumsum(steps)[:-1]


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


def _phrases(sequence: Letters, phrases: pd.DataFrame) -> Mask:
    """The letters that lie in a phrase of three words or more that several reports have."""
    kept = phrases[(phrases["n"] >= 3) & (phrases["reports"] >= 2)]
    wanted = letters([str(phrase) for phrase in kept["phrase"]])
    sizes = np.diff(wanted.starts) - 1
    hashes = _Hashes(sequence.codes)
    sought = _Hashes(wanted.codes)
    start, end = [], []
    for size in np.unique(sizes[sizes > 0]).tolist():
        of_phrases = sought.windows(size)[wanted.starts[:-1][sizes == size]]
        places = np.flatnonzero(_is_in(hashes.windows(size), of_phrases))
        start.append(places)
        end.append(places + size)
    none = [np.empty(0, np.int64)]
    return _depth(sequence, np.concatenate(none + start), np.concatenate(none + end)) > 0


class _Hashes:
    """Hashes of all stretches of a sequence: sums of codes times powers of one number, modulo
    2**64, moved back to the first power so that a stretch has one hash wherever it stands.
    """

    BASE = 0x9E3779B97F4A7C15
    INVERSE = pow(BASE, -1, 1 << 64)

    def __init__(self, codes: npt.NDArray[np.uint32]) -> None:
        powers = _powers(self.BASE, len(codes))
        self.sums = np.append(np.uint64(0), np.cumsum(codes.astype(np.uint64) * powers))
        self.back = _powers(self.INVERSE, len(codes))

    def windows(self, size: int) -> npt.NDArray[np.uint64]:
        return (self.sums[size:] - self.sums[:-size]) * self.back[: max(0, len(self.sums) - size)]


def _powers(base: int, count: int) -> npt.NDArray[np.uint64]:
    powers = np.full(count, base, dtype=np.uint64)
    powers[:1] = 1
    return np.cumprod(powers)


def _is_in(hashes: npt.NDArray[np.uint64], wanted: npt.NDArray[np.uint64]) -> Mask:
    """Whether each hash is wanted; a table of their upper bits spares most of them the search."""
    shift = np.uint64(44)
    table = np.zeros(1 << 20, dtype=np.bool_)
    table[wanted >> shift] = True
    found = table[hashes >> shift]
    found[found] = np.isin(hashes[found], wanted)
    return found


def _frames(bodies: Sequence[Body], sequence: Letters, matches: pd.DataFrame) -> Mask:
    """The letters of the fixed wording of frames that several reports have."""
    reports = matches.groupby("frame_id")["report_id"].transform("nunique")
    of_report = {body.report_id: at for at, body in enumerate(bodies)}
    marked = [np.zeros(len(body.text), dtype=np.bool_) for body in bodies]
    for match in matches[reports >= 2].itertuples():
        at = of_report[match.report_id]
        body = bodies[at]
        start = body.document.to_clean(int(match.start)) - body.start
        end = body.document.to_clean(int(match.end)) - body.start
        slots = [] if pd.isna(match.slots) else str(match.slots).split(BETWEEN)
        for first, last in _fixed(body.text, start, end, slots):
            marked[at][first:last] = True
    mask = np.zeros(len(sequence.codes), dtype=np.bool_)
    for at, marks in enumerate(marked):
        mine = slice(int(sequence.starts[at]), int(sequence.starts[at + 1]) - 1)
        mask[mine] = marks[sequence.offset[mine]]
    return mask


def _fixed(text: str, start: int, end: int, slots: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a frame's place that are not fillers.

    >>> list(_fixed("要建立包联共建机制。", 1, 9, ["包联共建"]))
    [(1, 3), (7, 9)]
    """
    for slot in slots:
        at = text.find(slot, start, end)
        if at < 0:  # its wording was normalised; nothing certain can be said of the rest
            return
        yield start, at
        start = at + len(slot)
    yield start, end

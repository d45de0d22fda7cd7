"""Where formulae of the genre stand: phrases and frames that several reports have, and who has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.across.body import Body
from toolkit.across.frames import BETWEEN
from toolkit.across.letters import Letters, letters
from toolkit.across.suffixes import Ints
from toolkit.across.words import Words as Cut
from toolkit.across.words import is_word
from toolkit.analysis.network import incidence
from toolkit.concepts.scan import Words, fold

LEAST_WORDS = 3  # of a phrase that is a formula
SEVERAL = 2  # reports


@dataclass(frozen=True, slots=True)
class Evidence:
    """Stretches of the letter sequence by their beginning, each of something that reports have."""

    start: Ints
    end: Ints
    key: Ints  # what it is: a row of ``held``
    held: sparse.csr_array  # 1 where a report (column) has it
    names: Sequence[str] = ()  # of the rows

    def between(self, first: int, stop: int) -> Evidence:
        """The stretches that begin between two places; none leaves the report it lies in."""
        a, b = np.searchsorted(self.start, [first, stop])
        return Evidence(self.start[a:b], self.end[a:b], self.key[a:b], self.held, self.names)


def evidence(
    start: Ints, end: Ints, key: Ints, held: sparse.csr_array, names: Sequence[str] = ()
) -> Evidence:
    by = np.argsort(start, kind="stable")
    return Evidence(start[by], end[by], key[by], held, names)


def phrases_of(sequence: Letters, bodies: Sequence[Body], counts: pd.DataFrame) -> Evidence:
    """Where phrases of three words or more stand that several reports have.

    counts: the table ``phrase_counts``.
    """
    long = counts[counts["n"] >= LEAST_WORDS]
    reports = long.groupby("phrase", sort=False)["report_id"].transform("nunique")
    kept = long[reports >= SEVERAL]
    key, names = pd.factorize(kept["phrase"])
    held = _held(key, kept["report_id"], bodies, len(names))
    wanted = letters([str(phrase) for phrase in names])
    number: dict[str, int] = {}
    for at, (first, stop) in enumerate(pairwise(wanted.starts.tolist())):
        number.setdefault(fold(wanted.wording(first, stop - 1)), at)
    sought = Words(number)
    rows = []
    for first, stop in pairwise(sequence.starts.tolist()):
        for wording, begins in sought.find(sequence.wording(first, stop - 1)).items():
            rows += [(first + b, first + b + len(wording), number[wording]) for b in begins]
    start, end, what = np.array(rows, np.int64).reshape(-1, 3).T
    return evidence(start, end, what, held, list(names))


def runs_of(sequence: Letters, words: Cut) -> Evidence:
    """Where runs of three words stand that several reports have, however rare they are.

    The table of phrases lists what stands three times in the corpus, so that a larger corpus lists
    more; what two reports share does not depend on the others.
    """
    spoken = words.are(is_word)[words.codes]
    three = spoken[:-2] & spoken[1:-1] & spoken[2:] & (words.sentence[:-2] == words.sentence[2:])
    first = np.flatnonzero(three)
    codes, base = words.codes.astype(np.int64), len(words.vocabulary)
    run = (codes[first] * base + codes[first + 1]) * base + codes[first + 2]
    _, key = np.unique(run, return_inverse=True)
    owner = words.body[first]
    held = incidence(key, owner, (int(key.max(initial=-1)) + 1, len(words.first) - 1))
    wide = np.diff(held.indptr) >= SEVERAL
    kept = np.flatnonzero(wide[key])
    start = sequence.at(owner[kept], words.start[first[kept]])
    end = sequence.at(owner[kept], words.end[first[kept] + 2])
    number = np.cumsum(wide) - 1
    return evidence(start, end, number[key[kept]], held[np.flatnonzero(wide)])


def frames_of(sequence: Letters, bodies: Sequence[Body], matches: pd.DataFrame) -> Evidence:
    """Where the fixed wording of frames stands that several reports have."""
    reports = matches.groupby("frame_id")["report_id"].transform("nunique")
    kept = matches[reports >= SEVERAL]
    key, names = pd.factorize(kept["frame_id"])
    held = _held(key, kept["report_id"], bodies, len(names))
    of_report = {body.report_id: at for at, body in enumerate(bodies)}
    rows = []
    for what, match in zip(key.tolist(), kept.itertuples(), strict=True):
        at = of_report[match.report_id]
        span = bodies[at].clean(int(match.start), int(match.end))
        slots = [] if pd.isna(match.slots) else str(match.slots).split(BETWEEN)
        rows += [(what, at, *fixed) for fixed in _fixed(bodies[at].text, *span, slots)]
    what_, owner, start, end = np.array(rows, np.int64).reshape(-1, 4).T
    return evidence(sequence.at(owner, start), sequence.at(owner, end), what_, held, list(names))


def _held(key: Ints, report_ids: pd.Series, bodies: Sequence[Body], keys: int) -> sparse.csr_array:
    report = pd.Index([body.report_id for body in bodies]).get_indexer(report_ids)
    known = report >= 0
    return incidence(key[known], report[known], (keys, len(bodies)))


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

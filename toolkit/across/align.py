"""Near-identical passages of two reports, letter by letter.

Seed and extend, as in plagiarism detection: runs of ``SEED`` letters that stand in both
reports are joined along a common line into a chain, gaps are bridged where they are short on
both sides, and a chain is a passage when it is long and well covered. This genre shares
formulae everywhere; without the rule on coverage every pair of reports would be a find.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from toolkit.across.letters import Letters
from toolkit.across.suffixes import Ints, Suffixes, suffixes

SEED = 4  # letters that must agree for two places to be held against each other
LINKS = 8  # earlier places, in other reports, that a place is held against; more of them where
FIRM = 8  # so many letters agree,
FARTHEST = 64  # up to so many,
PAIRS, BUDGET = 2_000_000, 2  # as long as these are no more than so many, and so many a letter
GAP = 40  # letters that may differ between two seeds
SQUARE = 64  # letters; more than GAP, so that what may be joined is in the same or the next
LOOK_BACK = 40  # seeds before one that it may follow on
SHIFT_COST = 1.0  # what a letter more on one side than on the other costs a chain,
GAP_COST = 0.15  # and what a letter that differs costs it, both in letters that agree
LEAST = 30  # letters of a passage
EVIDENCE = 12  # letters that the seeds of a passage must cover at the least,
COVERAGE = 0.3  # and this share of the longer side on top

Block = tuple[int, int, int]  # place in a, place in b, how many letters agree from there


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two passages in different texts and the stretches that agree, as places of the sequence."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    blocks: tuple[Block, ...]

    @property
    def agreeing(self) -> int:
        return sum(n for _, _, n in self.blocks)

    @property
    def similarity(self) -> float:
        """Twice the letters that agree over the letters of both."""
        return 2 * self.agreeing / (self.end_a - self.start_a + self.end_b - self.start_b)


def align(sequence: Letters, found: Suffixes | None = None) -> list[Aligned]:
    """All pairs of near-identical passages, the earlier text first, in reading order.

    >>> from toolkit.across.letters import letters
    >>> a = "本季度共走访村组32个，收集群众意见建议115条，当场答复并办结的有98条，其余已转有关部门限期办理"
    >>> pair, = align(letters([a, "据统计，" + a.replace("115", "120").replace("限期", "")]))
    >>> pair.start_a, pair.end_a, round(pair.similarity, 2)
    (0, 43, 0.95)
    """
    return align_runs(sequence, seed_runs(sequence, found or suffixes(sequence.codes)))


def align_runs(sequence: Letters, runs: Ints) -> list[Aligned]:
    """As `align`, from the runs of seeds that agree."""
    runs = _in_company(runs)
    aligned = []
    for chains in map(_chains, _by_pair(sequence, runs)):
        aligned += [_fill(sequence, chain) for chain in _passages(chains)]
    return sorted(aligned, key=lambda pair: (pair.start_a, pair.start_b, pair.end_a, pair.end_b))


def seed_runs(sequence: Letters, found: Suffixes) -> Ints:
    """Places in two texts and for how long they agree, one row for each run of seeds.

    Every place is held against the few places before it with the same seed, so that a seed
    that stands everywhere costs no more than any other; and against more of them where twice as
    many letters agree, as long as there are not too many.
    """
    pairs = [np.empty((2, 0), np.int64), *_linked(sequence, found, SEED, 1, LINKS)]
    seed_of, counts = found.classes(FIRM)
    firm = int((counts[seed_of] > 1).sum())
    affordable = PAIRS + BUDGET * len(sequence.codes)
    farthest = min(FARTHEST, LINKS + affordable // max(1, firm))
    for far in _linked(sequence, found, FIRM, LINKS + 1, farthest):
        pairs += [far + step for step in range(FIRM - SEED + 1)]
    a, b = np.concatenate(pairs, axis=1)
    by_line = np.lexsort((a, b - a))
    a, b = a[by_line], b[by_line]
    new = np.diff(b - a, prepend=-1).astype(bool) | np.diff(a, prepend=-2).astype(bool)
    a, b = a[new], b[new]
    begins = np.flatnonzero(np.diff(b - a, prepend=-1).astype(bool) | (np.diff(a, prepend=-2) > 1))
    if not len(begins):
        return np.empty((0, 3), np.int64)
    lengths = np.diff(begins, append=len(a)) + SEED - 1
    return np.stack([a[begins], b[begins], lengths], axis=1)


def _linked(sequence: Letters, found: Suffixes, size: int, first: int, last: int) -> Iterator[Ints]:
    """Places of the same seed in different texts, each with the first to last place before it."""
    seed_of, counts = found.classes(size)
    places = np.flatnonzero(counts[seed_of] > first)
    places = places[np.argsort(seed_of[places], kind="stable")]
    for back in range(first, last + 1):
        a, b = places[:-back], places[back:]
        same = (seed_of[a] == seed_of[b]) & (sequence.owner[a] != sequence.owner[b])
        yield np.stack([a[same], b[same]])


def _in_company(runs: Ints) -> Ints:
    """The runs that have letters enough of themselves and others about them to be in a passage.

    Most runs are a common word that two reports happen to share. The letters are counted in
    squares of both texts, each with the eight around it.
    """
    square = (runs[:, 0] // SQUARE << 32) + runs[:, 1] // SQUARE
    squares, of_run = np.unique(square, return_inverse=True)
    letters_in = np.bincount(of_run, weights=runs[:, 2], minlength=len(squares))
    about = np.zeros(len(squares))
    for step in [(a << 32) + b for a in (-1, 0, 1) for b in (-1, 0, 1)]:
        at = np.searchsorted(squares, squares + step).clip(max=len(squares) - 1)
        about += np.where(squares[at] == squares + step, letters_in[at], 0)
    return runs[about[of_run] >= EVIDENCE]


def _by_pair(sequence: Letters, runs: Ints) -> Iterator[list[Block]]:
    """The runs of each pair of texts, in order of their places."""
    owner_a, owner_b = sequence.owner[runs[:, 0]], sequence.owner[runs[:, 1]]
    by = np.lexsort((runs[:, 1], runs[:, 0], owner_b, owner_a))
    pair = (owner_a.astype(np.int64) * len(sequence.starts) + owner_b)[by]
    runs = runs[by]
    cuts = np.flatnonzero(np.diff(pair)) + 1
    for group in np.split(runs, cuts) if len(runs) else []:
        yield [(a, b, n) for a, b, n in group.tolist()]


def _chains(runs: Sequence[Block]) -> list[list[Block]]:
    """Runs joined along a common line, each in the best chain it can be in, best chain first."""
    score: list[float] = []
    follows: list[int] = []
    near: list[int] = []  # runs that end close enough before this one to be followed by it
    for at, (a, b, n) in enumerate(runs):
        near = [q for q in near[-LOOK_BACK:] if runs[q][0] + runs[q][2] + GAP >= a]
        best, after = 0.0, -1
        for before in near:
            left_a, left_b, left_n = runs[before]
            gap_a, gap_b = a - left_a - left_n, b - left_b - left_n
            overlap = max(0, -gap_a, -gap_b)
            if gap_b <= GAP and overlap < min(left_n, n):
                gained = score[before] - overlap - SHIFT_COST * abs(gap_a - gap_b)
                gained -= GAP_COST * max(gap_a, gap_b, 0)
                if gained > best:
                    best, after = gained, before
        score.append(best + n)
        follows.append(after)
        near.append(at)
    used = [False] * len(runs)
    chains = []
    for at in sorted(range(len(runs)), key=lambda i: (-score[i], i)):
        chain = []
        step = at
        while step >= 0 and not used[step]:
            used[step] = True
            chain.append(runs[step])
            step = follows[step]
        if chain:
            chains.append(_apart(chain[::-1]))
    return chains


def _apart(chain: Sequence[Block]) -> list[Block]:
    """The runs of a chain without what a later one shares with the one before it."""
    blocks: list[Block] = []
    for a, b, n in chain:
        cut = 0
        if blocks:
            last_a, last_b, last_n = blocks[-1]
            cut = max(0, last_a + last_n - a, last_b + last_n - b)
        if n > cut:
            blocks.append((a + cut, b + cut, n - cut))
    return blocks


def _passages(chains: Sequence[list[Block]]) -> Iterator[list[Block]]:
    """The chains that are passages, without those that lie within a better one on both sides."""
    taken: list[tuple[int, int, int, int]] = []
    for chain in chains:
        (start_a, start_b, _), (last_a, last_b, n) = chain[0], chain[-1]
        size = max(last_a + n - start_a, last_b + n - start_b)
        if min(last_a + n - start_a, last_b + n - start_b) < LEAST:
            continue
        if sum(block[2] for block in chain) < EVIDENCE + COVERAGE * size:
            continue
        span = (start_a, last_a + n, start_b, last_b + n)
        if not any(_within(span, other) for other in taken):
            taken.append(span)
            yield chain


def _within(span: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether more than half of a pair of passages lies in another pair, on both sides."""
    shared_a = min(span[1], other[1]) - max(span[0], other[0])
    shared_b = min(span[3], other[3]) - max(span[2], other[2])
    return 2 * shared_a > span[1] - span[0] and 2 * shared_b > span[3] - span[2]


def _fill(sequence: Letters, chain: Sequence[Block]) -> Aligned:
    """The passages of a chain, with what agrees between its seeds found letter by letter."""
    blocks: list[Block] = []
    for block in chain:
        if blocks:
            a, b = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
            between_a = sequence.wording(a, block[0])
            between_b = sequence.wording(b, block[1])
            for match in SequenceMatcher(None, between_a, between_b, False).get_matching_blocks():
                if match.size:
                    _add(blocks, (a + match.a, b + match.b, match.size))
        _add(blocks, block)
    (start_a, start_b, _), (last_a, last_b, n) = blocks[0], blocks[-1]
    return Aligned(start_a, last_a + n, start_b, last_b + n, tuple(blocks))


def _add(blocks: list[Block], block: Block) -> None:
    """Put a block behind the others, as one with the last where they touch."""
    if blocks:
        a, b, n = blocks[-1]
        if (a + n, b + n) == block[:2]:
            blocks[-1] = (a, b, n + block[2])
            return
    blocks.append(block)

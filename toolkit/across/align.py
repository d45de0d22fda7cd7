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
from functools import lru_cache

import numpy as np
import numpy.typing as npt

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

DISTANT = 6  # letters of a run that may be the longest of two short sentences
AT_A_TIME = 1 << 18  # places held against others together
BESIDE = 4 * SQUARE  # letters beyond some texts that their runs may have company in
NONE = (np.empty(0, np.int64),)

Runs = npt.NDArray[np.int32]  # places in two texts and letters that agree from there (columns)
Flags = npt.NDArray[np.bool_]
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
    def span(self) -> tuple[int, int, int, int]:
        return self.start_a, self.end_a, self.start_b, self.end_b

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
    return align_runs(sequence, seed_runs(sequence, found or suffixes(sequence.codes))[0])


def align_runs(sequence: Letters, runs: Runs) -> list[Aligned]:
    """As `align`, from the runs of seeds that are in company."""
    aligned = []
    for chains in map(_chains, _apart_from_others(sequence, runs)):
        aligned += [_fill(sequence, chain) for chain in _passages(chains)]
    return sorted(aligned, key=lambda pair: (pair.start_a, pair.start_b, pair.end_a, pair.end_b))


def seed_runs(sequence: Letters, found: Suffixes) -> tuple[Runs, Runs]:
    """Places in two texts and for how long they agree, one row for each run of seeds.

    First those in company, then those of ``DISTANT`` letters. Every place is held against the few
    places behind it with the same seed, so that a seed that stands everywhere costs no more than any
    other; and against more of them where twice as many letters agree, as long as there are not too
    many. The earlier places are those of some texts at a time, as many as memory is to hold.
    """
    plain = _Seeds.of(sequence, found, SEED)
    firm = _Seeds.of(sequence, found, FIRM)
    affordable = PAIRS + BUDGET * len(sequence.codes)
    farthest = min(FARTHEST, LINKS + affordable // max(1, firm.repeated))
    steps = np.arange(FIRM - SEED + 1)
    near, long = [np.empty((3, 0), np.int32)], [np.empty((3, 0), np.int32)]
    for low, high in _some_texts(sequence.starts, plain.place):
        span = low - BESIDE, high + BESIDE
        far = np.concatenate([*firm.linked(LINKS + 1, farthest, *span), *NONE])
        keys = [*plain.linked(1, LINKS, *span), *(far + step for step in steps)]
        runs = _runs(np.concatenate(keys))
        mine = (runs[0] >= low) & (runs[0] < high)
        near.append(runs[:, mine & _in_company(runs)].astype(np.int32))
        long.append(runs[:, mine & (runs[2] >= DISTANT)].astype(np.int32))
    return np.concatenate(near, axis=1).T, np.concatenate(long, axis=1).T


def _some_texts(starts: Ints, places: npt.NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """Stretches of whole texts, no run reaching from one into the next, that hold so many places."""
    before = np.searchsorted(np.sort(places), starts)
    low = 0
    while low < len(starts) - 1:
        high = int(np.searchsorted(before, before[low] + AT_A_TIME, side="right")) - 1
        high = min(max(high, low + 1), len(starts) - 1)
        yield int(starts[low]), int(starts[high])
        low = high


@dataclass(frozen=True, slots=True)
class _Seeds:
    """The places whose seed stands elsewhere too, those of one seed one behind the other."""

    place: npt.NDArray[np.int32]
    owner: npt.NDArray[np.int32]
    behind: npt.NDArray[np.uint8]  # how many of its seed stand behind each, up to FARTHEST
    repeated: int

    @classmethod
    def of(cls, sequence: Letters, found: Suffixes, size: int) -> _Seeds:
        numbers, counts = found.numbered(size)
        kept = (counts > (1 if size == SEED else LINKS + 1))[numbers]
        both = (numbers[kept].astype(np.int64) << 32) + found.order[kept]
        repeated = int(counts[counts > 1].sum())
        del numbers, kept
        both.sort()
        place = (both & 0xFFFFFFFF).astype(np.int32)
        begins = np.flatnonzero(np.diff(both >> 32, prepend=-1))
        stops = np.append(begins, len(both))[1:]
        behind = np.repeat(stops, stops - begins) - np.arange(1, len(both) + 1)
        return cls(place, sequence.owner[place], behind.clip(max=FARTHEST).astype("u1"), repeated)

    def linked(self, first: int, last: int, low: int, high: int) -> Iterator[Ints]:
        """The first to last place behind each, where that is another text's, for places in a stretch.

        As one number for both places: their distance, and the earlier of them.
        """
        within = (self.place >= low) & (self.place < high) & (self.behind >= first)
        here = np.flatnonzero(within)
        place, owner, behind = self.place[here], self.owner[here], self.behind[here]
        for back in range(first, last + 1):
            there = behind >= back
            here, place, owner, behind = here[there], place[there], owner[there], behind[there]
            other = here + back
            apart = self.owner[other] != owner
            one = place[apart].astype(np.int64)
            yield (self.place[other[apart]] - one << 32) + one


def _runs(keys: Ints) -> Ints:
    """Pairs of places that follow each other on one line made one: places, and letters that agree."""
    keys.sort()
    begins = np.flatnonzero(np.diff(keys, prepend=-2) > 1)
    first, last = keys[begins], keys[np.append(begins, len(keys))[1:] - 1]
    a = first & 0xFFFFFFFF
    return np.stack([a, a + (first >> 32), last - first + SEED])


def _in_company(runs: Ints) -> Flags:
    """Which runs have letters enough of themselves and others about them to be in a passage."""
    square = (runs[0] // SQUARE << 32) + runs[1] // SQUARE
    both = (square << 4) + runs[2].clip(max=EVIDENCE)  # more letters tell no more
    both.sort()
    squares = both >> 4
    begins = np.flatnonzero(np.diff(squares, prepend=-1))
    squares = squares[begins]
    letters_in = np.add.reduceat(both & 15, begins) if len(begins) else begins
    about = letters_in.copy()
    beside = np.flatnonzero(np.diff(squares) == 1)
    _both(about, letters_in, beside, beside + 1)
    ahead = np.searchsorted(squares, squares + (1 << 32) - 1)
    for step in range(3):  # of the next row of squares
        at = (ahead + step).clip(max=len(squares) - 1)
        there = np.flatnonzero(np.abs(squares[at] - squares - (1 << 32)) <= 1)
        _both(about, letters_in, there, at[there])
    return _among(square, squares[about >= EVIDENCE])


def _both(about: Ints, letters: Ints, one: Ints, other: Ints) -> None:
    """Count the letters of squares that touch for each other."""
    np.add.at(about, one, letters[other])
    np.add.at(about, other, letters[one])


def _among(numbers: Ints, few: Ints) -> Flags:
    """Which numbers are among a few, in order; most are not, as a look at some of their bits tells."""
    likely = np.zeros(1 << 20, np.bool_)
    likely[_mixed(few)] = True
    found = likely[_mixed(numbers)]
    at = np.flatnonzero(found)
    found[at] = few[np.searchsorted(few, numbers[at]).clip(max=len(few) - 1)] == numbers[at]
    return found


def _mixed(numbers: Ints) -> Ints:
    return (numbers * 0x9E3779B1 >> 24) & 0xFFFFF


def _apart_from_others(sequence: Letters, runs: Runs) -> Iterator[list[Block]]:
    """The runs of each pair of texts that a chain may join, in order of their places.

    No chain reaches over more than GAP letters: what is further apart is looked at by itself, and
    what has too few letters for a passage not at all.
    """
    owner_a, owner_b = sequence.owner[runs[:, 0]], sequence.owner[runs[:, 1]]
    by = np.lexsort((runs[:, 1], runs[:, 0], owner_b, owner_a))
    pair = (owner_a.astype(np.int64) * len(sequence.starts) + owner_b)[by]
    runs = runs[by]
    # How far the runs of a pair have reached: each pair has a stretch of numbers of its own.
    wide = len(sequence.codes) + GAP + 1
    rank = np.cumsum(np.diff(pair, prepend=-1) != 0) * wide
    reached = np.maximum.accumulate(runs[:, 0] + runs[:, 2] + rank) if len(runs) else rank
    begins = np.flatnonzero(
        np.append(True, (runs[:, 0] + rank)[1:] > reached[:-1] + GAP)[: len(runs)]
    )
    letters = np.add.reduceat(runs[:, 2], begins) if len(runs) else begins
    stops = np.append(begins, len(runs))[1:]
    long = (reached[stops - 1] - (runs[:, 0] + rank)[begins]) >= LEAST if len(runs) else begins > 0
    enough = (letters >= EVIDENCE + COVERAGE * LEAST) & long
    for begin, stop in zip(begins[enough].tolist(), stops[enough].tolist(), strict=True):
        yield [(a, b, n) for a, b, n in runs[begin:stop].tolist()]


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
        if not any(is_within(span, other) for other in taken):
            taken.append(span)
            yield chain


def is_within(span: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether more than half of a pair of stretches lies in another pair, on both sides.

    Of each pair where its stretches begin and end: a, a, b, b.
    """
    shared_a = min(span[1], other[1]) - max(span[0], other[0])
    shared_b = min(span[3], other[3]) - max(span[2], other[2])
    return 2 * shared_a > span[1] - span[0] and 2 * shared_b > span[3] - span[2]


def _fill(sequence: Letters, chain: Sequence[Block]) -> Aligned:
    """The passages of a chain, with what agrees between its seeds found letter by letter."""
    blocks: list[Block] = []
    for block in chain:
        if blocks:
            a, b = blocks[-1][0] + blocks[-1][2], blocks[-1][1] + blocks[-1][2]
            between = sequence.wording(a, block[0]), sequence.wording(b, block[1])
            for in_a, in_b, size in agreeing(*between) if all(between) else ():
                _add(blocks, (a + in_a, b + in_b, size))
        _add(blocks, block)
    (start_a, start_b, _), (last_a, last_b, n) = blocks[0], blocks[-1]
    return Aligned(start_a, last_a + n, start_b, last_b + n, tuple(blocks))


@lru_cache(maxsize=1 << 16)
def agreeing(one: str, other: str) -> tuple[Block, ...]:
    """What agrees in two wordings; a formula is filled in alike in many places."""
    matches = SequenceMatcher(None, one, other, False).get_matching_blocks()
    return tuple((match.a, match.b, match.size) for match in matches if match.size)


def _add(blocks: list[Block], block: Block) -> None:
    """Put a block behind the others, as one with the last where they touch."""
    if blocks:
        a, b, n = blocks[-1]
        if (a + n, b + n) == block[:2]:
            blocks[-1] = (a, b, n + block[2])
            return
    blocks.append(block)

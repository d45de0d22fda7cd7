"""Gapped frames: two wordings of one clause with changing words between them (建立⟨…⟩机制)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body
from toolkit.across.clauses import Clauses, Ints
from toolkit.across.edges import Edges
from toolkit.across.frame import GAP, Frame, Place, entropy, log_dice, says_something

LEAST_PLACES = 3
LEAST_FILLERS = 3
LEAST_ENTROPY = 1.5  # bits; below it one filler rules, and frame and filler are one phrase
LEAST_REPORTS = 2
LEAST_LIFT = 4.0  # how much more often than by chance the two words stand around a filler
LEAST_G2 = 15.13  # log-likelihood; p = 0.0001 for two words at random places
WIDEST = 6  # tokens of filler
_NOT_FIRST = frozenset(
    "的、和与及或并以及而"
)  # a filler that begins so belongs to what stands before
_NOT_LAST = frozenset("、和与及或并而为")

Hashes = npt.NDArray[np.uint64]
_BASE, _ONE = np.uint64(0x9E3779B97F4A7C15), np.uint64(1)


@dataclass(slots=True)
class _Pair:
    """Two wordings at some places, as ranges around a token on the left and one on the right."""

    left: Ints  # places of the token on the left, in reading order
    right: Ints
    log_dice: float
    left_from: int = 0
    left_to: int = 1
    right_from: int = 0
    right_to: int = 1

    def widths(self) -> Ints:
        """How many tokens stand between the two wordings, at each place."""
        return (self.right + self.right_from) - (self.left + self.left_to)


def gapped_frames(
    bodies: Sequence[Body], found: Clauses, may: Edges, same: tuple[Ints, Ints]
) -> list[Frame]:
    """Frames A⟨…⟩B, both wordings as long as they can be at all of the frame's places.

    same: where the word of each token stands before and after it (`Clauses.same_word`).

    So grown, what is only part of a longer frame with the same places becomes that frame.
    """
    frames: dict[str, Frame] = {}
    for pair in _pairs(found, may, same):
        _grow(found, pair)
        _trim(may, pair)
        frame = _frame(bodies, found, pair)
        known = frames.get(frame.wording)
        if known is None or len(known.places) < len(frame.places):
            frames[frame.wording] = frame
    return [frame for frame in frames.values() if _is_frame(bodies, frame)]


def _is_frame(bodies: Sequence[Body], frame: Frame) -> bool:
    """Whether its fillers change, counting a sentence that stands in several reports once."""
    told = {
        bodies[p.body].wording(bodies[p.body].sentences[p.sentence]): p
        for p in reversed(frame.places)
    }
    places = list(told.values())
    fillers = Counter(place.slots[0] for place in places)
    telling = sum(len(filler) > 1 for filler in fillers)  # not 的, 了 or a comma
    changes = (
        len(places) >= LEAST_PLACES
        and telling >= LEAST_FILLERS
        and entropy(fillers.values()) >= LEAST_ENTROPY
    )
    return changes and len({place.body for place in places}) >= LEAST_REPORTS


def is_whole(filler: str) -> bool:
    """Whether a filler is a piece of wording by itself: no quotation mark or list cut in half.

    >>> [is_whole(filler) for filler in ("企业“", "、认证", "和引导企业", "“一网通办”")]
    [False, False, False, True]
    """
    pairs = all(filler.count(a) == filler.count(b) for a, b in ("“”", "‘’", "（）", "《》"))
    return pairs and filler[0] not in _NOT_FIRST and filler[-1] not in _NOT_LAST


def _pairs(found: Clauses, may: Edges, same: tuple[Ints, Ints]) -> Iterator[_Pair]:
    """Two words that stand around enough different fillers, and not by chance."""
    left, right, filler = _places(found, may, same)
    key = found.ids[left].astype(np.int64) * len(found.words) + found.ids[right]
    by = np.lexsort((left, filler, key))
    left, right, filler, key = left[by], right[by], filler[by], key[by]
    frequency = np.bincount(found.ids[found.is_word()], minlength=len(found.words))
    tokens = max(1, int(frequency.sum()))
    for begin, end in _changing(key, filler):
        a, b = np.sort(left[begin:end]), np.sort(right[begin:end])
        of_a, of_b = int(frequency[found.ids[a[0]]]), int(frequency[found.ids[b[0]]])
        expected = of_a * of_b * WIDEST / tokens
        if len(a) >= LEAST_LIFT * expected and _g2(len(a), expected) >= LEAST_G2:
            yield _Pair(a, b, log_dice(len(a), of_a, of_b))


def _changing(key: Ints, filler: Hashes) -> Iterator[tuple[int, int]]:
    """The stretches of one key, out of sorted keys and fillers, whose fillers change enough."""
    if not len(key):
        return
    new_key = np.diff(key, prepend=-1) != 0
    begins = np.flatnonzero(new_key)
    new_filler = new_key.copy()
    new_filler[1:] |= filler[1:] != filler[:-1]
    of_filler = np.diff(np.flatnonzero(new_filler), append=len(key))
    fillers = np.add.reduceat(new_filler.astype(np.int64), begins)
    places = np.diff(begins, append=len(key))
    surprise = np.add.reduceat(of_filler * np.log2(of_filler), np.cumsum(fillers) - fillers)
    bits = np.log2(places) - surprise / places
    enough = (places >= LEAST_PLACES) & (fillers >= LEAST_FILLERS) & (bits >= LEAST_ENTROPY - 1e-9)
    for at in np.flatnonzero(enough).tolist():
        yield int(begins[at]), int(begins[at] + places[at])


def _g2(observed: int, expected: float) -> float:
    """How surprising a number of places is where chance alone leads to the expected one."""
    return 2 * (observed * math.log(observed / expected) - (observed - expected))


def _places(found: Clauses, may: Edges, same: tuple[Ints, Ints]) -> tuple[Ints, Ints, Hashes]:
    """All two words of a clause that may be the edges of a frame, and a hash of what is between."""
    clause = np.cumsum(~found.is_word(), dtype=np.int32)
    before, after = same
    left = np.flatnonzero(may.verb | may.opens)
    between = np.zeros(len(left), dtype=np.uint64)
    lefts, rights, fillers = [], [], []
    for apart in range(2, WIDEST + 2):
        inside = left < len(found.ids) - apart
        inside[inside] = clause[left[inside]] == clause[left[inside] + apart]
        left, between = left[inside], between[inside]
        right = left + apart
        between = between * _BASE + found.ids[right - 1].astype(np.uint64) + _ONE
        fits = found.ids[left] != found.ids[right]
        fits &= may.closes[right] & (may.verb[left] | (may.opens[left] & may.acts[right]))
        fits &= may.content[left] | may.content[right]
        fits &= (after[left] >= right) & (before[right] <= left)
        lefts.append(left[fits])
        rights.append(right[fits])
        fillers.append(between[fits])
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(fillers)


def _grow(found: Clauses, pair: _Pair) -> None:
    """Make both wordings longer as long as the next token is the same at all places."""
    while True:
        if _same(found, pair.left + pair.left_from - 1):
            pair.left_from -= 1
        elif _same(found, pair.right + pair.right_to):
            pair.right_to += 1
        elif pair.widths().min() > 1 and _same(found, pair.left + pair.left_to):
            pair.left_to += 1
        elif pair.widths().min() > 1 and _same(found, pair.right + pair.right_from - 1):
            pair.right_from -= 1
        else:
            return


def _same(found: Clauses, places: Ints) -> bool:
    """Whether one word stands at all the places; a number or the end of a clause is none."""
    if places[0] < 0 or places[-1] >= len(found.ids) or found.ids[places[0]] == 0:
        return False
    return bool((found.ids[places] == found.ids[places[0]]).all())


def _trim(may: Edges, pair: _Pair) -> None:
    """Leave out at the outer edges what may not stand there."""
    while pair.left_from < 0 and not may.first[pair.left[0] + pair.left_from]:
        pair.left_from += 1
    while pair.right_to > 1 and not may.last[pair.right[0] + pair.right_to - 1]:
        pair.right_to -= 1


def _frame(bodies: Sequence[Body], found: Clauses, pair: _Pair) -> Frame:
    places = []
    for left, right in zip(pair.left.tolist(), pair.right.tolist(), strict=True):
        text = bodies[int(found.body[left])].text
        between = text[found.end[left + pair.left_to - 1] : found.start[right + pair.right_from]]
        filler = "".join(between.split())
        if not (says_something(filler) and is_whole(filler)):
            continue
        places.append(
            Place(
                body=int(found.body[left]),
                start=int(found.start[left + pair.left_from]),
                end=int(found.end[right + pair.right_to - 1]),
                sentence=int(found.sentence[left]),
                slots=(filler,),
            )
        )
    left, right = int(pair.left[0]), int(pair.right[0])
    wordings = (
        _wording(found, left + pair.left_from, left + pair.left_to),
        _wording(found, right + pair.right_from, right + pair.right_to),
    )
    return Frame(GAP.join(wordings), "discovered", places, pair.log_dice)


def _wording(found: Clauses, start: int, stop: int) -> str:
    return "".join(found.words[number] for number in found.ids[start:stop].tolist())

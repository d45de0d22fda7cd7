"""A frame, the places it stands in, and the measures it is ranked by."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit import lexicon

GAP = "⟨…⟩"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One place of a frame; offsets count in the body's text."""

    body: int
    start: int
    end: int
    sentence: int
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame's wording, its places in reading order, and how strongly its words go together."""

    wording: str
    source: str  # lexicon or discovered
    places: Sequence[Place]
    log_dice: float | None = None

    @property
    def fillers(self) -> Counter[str]:
        """What fills the first slot, and how often."""
        return Counter(place.slots[0] for place in self.places if place.slots)

    @property
    def reports(self) -> int:
        return len({place.body for place in self.places})


@lexicon.cached
def _fillers_of_nothing() -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.table("frame_edges") if row["edge"] == "never")


def says_something(filler: str) -> bool:
    """Whether a filler is more than a function word: 发现的问题 is a phrase, no place of a frame.

    >>> says_something("的"), says_something("线索")
    (False, True)
    """
    return filler not in _fillers_of_nothing()


def entropy(counts: Iterable[int]) -> float:
    """Entropy in bits.

    >>> entropy([2, 2]), entropy([5])
    (1.0, 0.0)
    """
    counts = list(counts)
    total = sum(counts)
    return sum(n / total * math.log2(total / n) for n in counts)


def log_dice(together: int, left: int, right: int) -> float:
    """Rychlý's logDice: 14 when neither stands without the other, one less for each halving.

    >>> log_dice(5, 5, 5), log_dice(5, 10, 10)
    (14.0, 13.0)
    """
    return 14 + math.log2(2 * together / (left + right))

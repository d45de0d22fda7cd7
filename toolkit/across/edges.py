"""Which words may stand at the edges of a frame, and which say something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit import lexicon
from toolkit.across.clauses import NUMBER, Clauses

Flags = npt.NDArray[np.bool_]
_UNIT_SIGNS = frozenset("%‰℃")


@dataclass(frozen=True, slots=True)
class Edges:
    """For each token of the clauses: whether it is a content word, and what it may do."""

    content: Flags
    opens: Flags
    closes: Flags


def edges(found: Clauses) -> Edges:
    """What the tokens may do at the edge of a frame.

    A content word has two letters or more and is neither a unit nor listed in
    ``lexicon/frame_edges.csv``.
    """
    listed = {row["word"]: row["edge"] for row in lexicon.table("frame_edges")}
    units = {row["word"] for row in lexicon.table("measure_words")}
    content = [_is_content(word) and word not in listed and word not in units for word in found.words]
    opens = [_may_stand(word) and listed.get(word, "open") == "open" for word in found.words]
    closes = [_may_stand(word) and listed.get(word, "close") == "close" for word in found.words]
    return Edges(*(_at(found, flags) for flags in (content, opens, closes)))


def trim(found: Edges, start: int, stop: int) -> tuple[int, int]:
    """A stretch of tokens without those at its edges that may not stand there."""
    while start < stop and not found.opens[start]:
        start += 1
    while stop > start and not found.closes[stop - 1]:
        stop -= 1
    return start, stop


def _at(found: Clauses, flags: list[bool]) -> Flags:
    """Flags of words as flags of tokens; what ends a clause has none."""
    return np.append(np.array(flags, np.bool_), False)[np.minimum(found.ids, len(found.words))]


def _is_content(word: str) -> bool:
    return len(word) > 1 and word.isalpha()


def _may_stand(word: str) -> bool:
    return word == NUMBER or word.isalnum() or word in _UNIT_SIGNS

"""Which words may stand at the edges of a frame, and which say something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit import lexicon
from toolkit.across.clauses import NUMBER, Clauses

Flags = npt.NDArray[np.bool_]
_UNIT_SIGNS = frozenset("%‰℃")


@dataclass(frozen=True, slots=True)
class Edges:
    """For each token of the clauses what it may do; what ends a clause may do nothing."""

    content: Flags  # says something: two Han characters or more, no unit, not listed
    opens: Flags  # may open a gapped frame: a content word, or listed as opening one
    closes: Flags
    first: Flags  # may be the first token of a wording that is not gapped
    last: Flags
    negates: Flags  # turns what follows around, and belongs to it


def edges(found: Clauses) -> Edges:
    """What each token may do, by the lexicon of frame edges."""
    listed = {row["word"]: row["edge"] for row in lexicon.table("frame_edges")}
    units = {row["word"] for row in lexicon.table("measure_words")}
    units |= {size + unit for size in ("万", "亿", "万亿") for unit in units}

    def is_content(word: str) -> bool:
        plain = len(word) > 1 and word.isalpha() and not word.isascii()
        return plain and word not in units and word not in listed

    def may_stand(word: str, *edges: str) -> bool:
        standing = word == NUMBER or word.isalnum() or word in _UNIT_SIGNS
        return standing and listed.get(word, edges[0]) in edges

    def flags(test: Callable[[str], bool]) -> Flags:
        of_word = np.array([*map(test, found.words), False], dtype=np.bool_)
        return of_word[np.minimum(found.ids, len(found.words))]

    return Edges(
        content=flags(is_content),
        opens=flags(lambda word: is_content(word) or listed.get(word) == "open"),
        closes=flags(lambda word: is_content(word) or listed.get(word) == "close"),
        first=flags(lambda word: may_stand(word, "open", "front")),
        last=flags(lambda word: may_stand(word, "close")),
        negates=flags(lambda word: listed.get(word) == "front"),
    )


def trim(may: Edges, start: int, stop: int) -> tuple[int, int]:
    """A stretch of tokens without those at its edges that may not stand there."""
    while start < stop and not may.first[start]:
        start += 1
    while stop > start and not may.last[stop - 1]:
        stop -= 1
    return start, stop

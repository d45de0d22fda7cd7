"""Which words may stand at the edges of a frame, and which say something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit import lexicon
from toolkit.across.clauses import Clauses
from toolkit.across.dictionary import word_tags
from toolkit.across.words import NUMBER

Flags = npt.NDArray[np.bool_]
THINGS = ("n", "v", "l", "i", "j", "an")  # tags of nouns, verbs, set phrases, short forms
_UNIT_SIGNS = frozenset("%‰℃")


@dataclass(frozen=True, slots=True)
class Edges:
    """For each token of the clauses what it may do; what ends a clause may do nothing."""

    content: Flags  # says something: two Han characters or more, no unit, not listed
    verb: Flags  # a content word that the dictionary has as a verb: may open a gapped frame
    opens: Flags  # listed as opening one (为, 对); what closes it then is a verb or listed
    closes: Flags  # may close one: a content word for a thing or an action, or listed
    acts: Flags  # of these, those for an action, listed, or before a listed one (过程中)
    first: Flags  # may be the first token of a wording that is not gapped
    last: Flags
    things: Flags  # names a thing or says of what kind: what goes on about it is no figure
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

    tags = word_tags(found.words)
    ending = flags(lambda word: listed.get(word) == "close")

    def tagged(word: str, *first: str) -> bool:
        return is_content(word) and tags.get(word, "").startswith(first)

    return Edges(
        content=flags(is_content),
        verb=flags(lambda word: is_content(word) and tags.get(word) == "v"),
        opens=flags(lambda word: listed.get(word) == "open"),
        closes=flags(lambda word: tagged(word, *THINGS)) | ending,
        acts=flags(lambda word: tagged(word, "v")) | ending | np.append(ending[1:], False),
        things=flags(lambda word: tagged(word, "n", "vn", "b", "m", "t")),
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

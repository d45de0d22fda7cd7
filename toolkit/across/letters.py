"""The letters and numbers of many texts as one sequence of integers, and the way back.

Passages are compared by their letters and numbers alone (Unicode categories L* and N*): a
scan loses punctuation and gains spaces, and a passage stays the same passage.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.across.body import Body

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]  # places and offsets: no corpus has 2**31 letters


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters and numbers of some texts, one text behind the other.

    Behind each text stands a separator that stands nowhere else, so that nothing found twice
    in the sequence runs from one text into the next.
    """

    codes: npt.NDArray[np.uint32]  # code points; separators lie above them
    owner: Small  # which text a place of the sequence belongs to
    offset: Small  # where in that text; the text's length at its separator
    starts: Ints  # where each text begins in the sequence, and where the last one ends

    def wording(self, start: int, end: int) -> str:
        """The letters of a stretch of the sequence that lies in one text."""
        return self.codes[start:end].tobytes().decode("utf-32-le")

    def places(self, text: int, spans: Sequence[tuple[int, int]]) -> Ints:
        """Where spans of a text's characters begin and end in the sequence: shape (spans, 2)."""
        first, stop = int(self.starts[text]), int(self.starts[text + 1]) - 1
        offsets = np.array(spans, np.int64).reshape(-1, 2)
        return first + np.searchsorted(self.offset[first:stop], offsets)

    def written(self, bodies: Sequence[Body], start: int, end: int) -> str:
        """A stretch as its text has it, from its first to its last letter, without white space."""
        if start >= end:
            return ""
        text = bodies[int(self.owner[start])].text
        return "".join(text[int(self.offset[start]) : int(self.offset[end - 1]) + 1].split())

    def raw(self, bodies: Sequence[Body], start: int, end: int) -> tuple[int, int]:
        """The raw span of a stretch, from its first to its last letter."""
        body = bodies[int(self.owner[start])]
        return body.raw(int(self.offset[start]), int(self.offset[end - 1]) + 1)

    def raw_bounds(self, bodies: Sequence[Body]) -> tuple[Small, Small]:
        """Where each letter's raw span begins and ends; a stretch runs from first to last."""
        first = np.zeros(len(self.codes), dtype=np.int32)
        last = np.zeros(len(self.codes), dtype=np.int32)
        document, begins, ends = None, first[:0], last[:0]
        for at, body in enumerate(bodies):
            if body.document is not document:
                document = body.document
                begins, ends = document.bounds()
            mine = slice(int(self.starts[at]), int(self.starts[at + 1]) - 1)
            first[mine] = begins[body.start + self.offset[mine]]
            last[mine] = ends[body.start + self.offset[mine]]
        return first, last

    def at(self, text: npt.ArrayLike, offset: npt.ArrayLike) -> Ints:
        """The places of the first letters at or behind some offsets of texts."""
        wide = int(self.offset.max(initial=0)) + 1
        here = self.owner.astype(np.int64) * wide + self.offset
        return np.searchsorted(here, np.asarray(text, np.int64) * wide + np.asarray(offset))

    def size(self, text: int) -> int:
        """How many letters and numbers a text has."""
        return int(self.starts[text + 1] - self.starts[text]) - 1


SEPARATORS = 0x110000  # the first number that is no code point


def letters(texts: Sequence[str]) -> Letters:
    """The letters and numbers of the texts.

    >>> found = letters(["一、减少15%。", "减少 15份"])
    >>> found.wording(0, 5), found.owner.tolist()
    ('一减少15', [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
    >>> found.offset.tolist()
    [0, 2, 3, 4, 5, 8, 0, 1, 3, 4, 5, 6]
    """
    is_letter = _letters_among(set().union(*texts))
    codes, offsets = [np.empty(0, np.uint32)], [np.empty(0, np.int32)]
    for at, text in enumerate(texts):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kept = np.flatnonzero(is_letter[points])
        codes += [points[kept], np.array([SEPARATORS + at], np.uint32)]
        offsets += [kept.astype(np.int32), np.array([len(text)], np.int32)]
    starts = np.cumsum([0, *(len(kept) + 1 for kept in codes[1::2])], dtype=np.int64)
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(starts))
    return Letters(np.concatenate(codes), owner, np.concatenate(offsets), starts)


def _letters_among(characters: set[str]) -> npt.NDArray[np.bool_]:
    """By code point, whether it is a letter or number; those of some characters alone are told."""
    told = np.zeros(SEPARATORS, dtype=np.bool_)
    told[[ord(one) for one in characters if unicodedata.category(one)[0] in "LN"]] = True
    return told

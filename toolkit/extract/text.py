"""The raw text of a file, the changes made to it, and the clean text they lead to.

Every stage after reading works on the clean text; every row a stage makes is walked back
to the raw text here. The clean text is nothing but the raw text with its edits applied, so
the log of repairs is complete: replaying it gives the clean text again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters ``start`` to ``end`` (half-open) by ``after``."""

    start: int
    end: int
    after: str
    kind: str


class Text:
    """A raw text, its edits (in raw offsets, sorted, not overlapping) and the clean text.

    >>> text = Text("本月减少15%o2、共计", [Edit(7, 8, "。", "misread_character"),
    ...                                      Edit(8, 10, "", "page_mark")])
    >>> text.clean
    '本月减少15%。共计'
    >>> text.to_raw(7, 9), text.raw[slice(*text.to_raw(8, 10))]
    ((7, 11), '共计')
    """

    def __init__(self, raw: str, edits: Iterable[Edit] = ()) -> None:
        self.raw = raw
        self.edits = tuple(_apart(sorted(edits, key=lambda e: (e.start, e.end))))
        pieces: list[str] = []
        # One run per kept stretch and per edit: where it begins in clean and raw text.
        self._clean: list[int] = []
        self._raw: list[int] = []
        self._raw_end: list[int] = []
        self._edit: list[int | None] = []  # which edit made the run; None: kept as it was
        self._even: list[bool] = []  # the run maps character for character
        clean = 0
        for start, end, edit in _runs(len(raw), self.edits):
            piece = raw[start:end] if edit is None else self.edits[edit].after
            self._clean.append(clean)
            self._raw.append(start)
            self._raw_end.append(end)
            self._edit.append(edit)
            self._even.append(len(piece) == end - start)
            pieces.append(piece)
            clean += len(piece)
        self.clean = "".join(pieces)

    def mend(self, edits: Iterable[Edit]) -> Text:
        r"""The text with further edits, given in offsets of the clean text.

        An edit that covers what an earlier one put in takes its place; one that covers only a part
        of it is left out. Around what was only taken out it is divided.

        >>> text = Text("第2\u200b、页", [Edit(2, 3, "", "control")])
        >>> mended = text.mend([Edit(1, 3, "", "page_mark")])
        >>> mended.clean, [(edit.start, edit.end) for edit in mended.edits]
        ('第页', [(1, 2), (2, 3), (3, 4)])
        """
        further: list[Edit] = []
        replaced: set[int] = set()
        for edit in _apart(sorted(edits, key=lambda e: (e.start, e.end))):
            further += self._divided(edit, replaced)
        if not further and not replaced:
            return self
        left = [edit for at, edit in enumerate(self.edits) if at not in replaced]
        return Text(self.raw, [*left, *further])

    def _divided(self, edit: Edit, replaced: set[int]) -> list[Edit]:
        """The edit in raw offsets, none where it covers a part of what an earlier one put in."""
        if edit.start >= edit.end:
            return self._inserted(edit)
        pieces: list[Edit] = []
        earlier = []
        after = edit.after
        at = self._run(edit.start)
        while at < len(self._clean) and self._clean[at] < edit.end:
            low, high = self._clean[at], self._clean_end(at)
            run = self._edit[at]
            start, end = self._raw[at], self._raw_end[at]
            if run is None:
                start, end = start + max(0, edit.start - low), start + min(high, edit.end) - low
            elif high > low and (low < edit.start or high > edit.end):
                return []
            elif high > low:
                earlier.append(run)
            if high > low and (end > start or after):
                pieces.append(Edit(start, end, after, edit.kind))
                after = ""
            at += 1
        replaced.update(earlier)
        return pieces

    def _inserted(self, edit: Edit) -> list[Edit]:
        """An insertion in raw offsets, none within a replacement or before an earlier insertion."""
        here = self._first(edit.start)
        at = self._run(edit.start)
        replaced = at >= 0 and edit.start < len(self.clean) and self._edit[at] is not None
        if replaced and (self._clean[at] < edit.start or self._raw[at] == self._raw_end[at]):
            return []
        return [Edit(here, here, edit.after, edit.kind)]

    def _clean_end(self, at: int) -> int:
        return self._clean[at + 1] if at + 1 < len(self._clean) else len(self.clean)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that the clean span comes from."""
        if start >= end:
            here = self._first(start)
            return here, here
        first, last = self._first(start), self._last(end - 1)
        return first, max(first, last)

    def bounds(self) -> tuple[Offsets, Offsets]:
        """Where the raw span of each clean character begins and ends: `to_raw` of all at once.

        >>> first, last = Text("15%o2、", [Edit(2, 4, "%。", "x"), Edit(4, 5, "", "y")]).bounds()
        >>> first.tolist(), last.tolist()
        ([0, 1, 2, 3, 5], [1, 2, 3, 4, 6])
        """
        runs = np.array([self._clean, self._raw, self._raw_end, self._even], np.int32)
        sizes = np.diff(runs[0], append=np.int32(len(self.clean)))
        clean, raw, raw_end, even = np.repeat(runs, sizes, axis=1)
        first = raw + even * (np.arange(len(raw), dtype=np.int32) - clean)
        return first, np.where(even, first + 1, raw_end)

    def to_clean(self, offset: int) -> int:
        """The clean offset of the first character at or after a raw offset."""
        if not self._raw:
            return 0
        at = bisect_right(self._raw, offset) - 1
        if offset >= self._raw_end[at]:
            return self._clean[at + 1] if at + 1 < len(self._clean) else len(self.clean)
        if self._even[at]:
            return self._clean[at] + offset - self._raw[at]
        return self._clean[at]

    def _run(self, offset: int) -> int:
        return bisect_right(self._clean, offset) - 1

    def _first(self, offset: int) -> int:
        if offset >= len(self.clean):
            return len(self.raw)
        at = self._run(offset)
        return self._raw[at] + (offset - self._clean[at] if self._even[at] else 0)

    def _last(self, offset: int) -> int:
        at = self._run(offset)
        return self._raw[at] + offset - self._clean[at] + 1 if self._even[at] else self._raw_end[at]


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits that do not overlap one before them, nor insert where one before them does."""
    reached, inserted = 0, -1
    for edit in edits:
        if edit.start >= reached and not edit.start == edit.end == inserted:
            yield edit
            reached = edit.end
            inserted = edit.start if edit.start == edit.end else inserted


def _runs(length: int, edits: Sequence[Edit]) -> Iterator[tuple[int, int, int | None]]:
    """Kept stretches and edits (by their place), in order, covering the raw text."""
    reached = 0
    for at, edit in enumerate(edits):
        if edit.start > reached:
            yield reached, edit.start, None
        yield edit.start, edit.end, at
        reached = edit.end
    if reached < length:
        yield reached, length, None

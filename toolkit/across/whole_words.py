"""Passages that end at whole words and numbers: what is shared may begin within a word on one side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.across.align import Aligned
from toolkit.across.body import Body
from toolkit.across.clauses import CLAUSE_ENDS
from toolkit.across.letters import Letters

Segment = Callable[[str], list[str]]

AROUND = 16  # characters that are cut into words on either side of an edge
FARTHEST = 6  # letters that an edge is moved


@dataclass(slots=True)
class Edges:
    """Where words begin and end around places of the letter sequence."""

    sequence: Letters
    bodies: Sequence[Body]
    cut: Segment
    known: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    def begins(self, place: int) -> bool:
        """Whether a word begins at a place."""
        return int(self.sequence.offset[place]) in self._around(place)

    def ends(self, place: int) -> bool:
        """Whether a word ends before a place."""
        return int(self.sequence.offset[place - 1]) + 1 in self._around(place - 1)

    def _around(self, place: int) -> frozenset[int]:
        """The offsets around a place at which one word ends and another begins."""
        body, offset = int(self.sequence.owner[place]), int(self.sequence.offset[place])
        key = body, offset
        if key not in self.known:
            text = self.bodies[body].text
            start, stop = max(0, offset - AROUND), min(len(text), offset + AROUND)
            marks = [at for at in range(start, stop) if text[at] in CLAUSE_ENDS]
            start = max((at + 1 for at in marks if at < offset), default=start)
            stop = min((at for at in marks if at > offset), default=stop)
            found = {start}
            for token in self.cut(text[start:stop]):
                start += len(token)
                found.add(start)
            self.known[key] = frozenset(found)
        return self.known[key]


def snapped(pair: Aligned, edges: Edges) -> Aligned:
    """A pair whose passages begin and end with whole words, where a few letters less make them so."""
    blocks = list(pair.blocks)
    a, b, n = blocks[0]
    for less in range(min(FARTHEST, n - 1) + 1):
        if edges.begins(a + less) and edges.begins(b + less):
            blocks[0] = (a + less, b + less, n - less)
            break
    a, b, n = blocks[-1]
    for less in range(min(FARTHEST, n - 1) + 1):
        if edges.ends(a + n - less) and edges.ends(b + n - less):
            blocks[-1] = (a, b, n - less)
            break
    (start_a, start_b, _), (last_a, last_b, n) = blocks[0], blocks[-1]
    return replace(
        pair,
        start_a=start_a,
        start_b=start_b,
        end_a=last_a + n,
        end_b=last_b + n,
        blocks=tuple(blocks),
    )

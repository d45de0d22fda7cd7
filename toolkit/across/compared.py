"""Reports held against each other: what stands twice and what is aligned, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from toolkit.across.align import Aligned, align_runs, seed_runs
from toolkit.across.body import Body
from toolkit.across.letters import Letters, letters
from toolkit.across.short import short_sentences
from toolkit.across.suffixes import Repeats, Suffixes, maximal_repeats, suffixes
from toolkit.across.whole_words import Edges, Segment, snapped

LEAST = 12  # letters and numbers of a passage that is the same in two places
PLACES = 3_000_000  # of repeats that are looked at one by one, in a corpus of any size,
PLACES_PER_LETTER = 0.5  # and for each letter of it: texts that are not copies take far less


class Compared:
    """The letters of all reports, their suffixes, what repeats and what is aligned.

    Repeats, reuse, carried claims, containment and formulaicity all rest on these; each is made
    when it is first asked for and kept.
    """

    def __init__(self, bodies: Sequence[Body], cut: Segment | None = None) -> None:
        """cut: what cuts text into words; without it passages may end within one."""
        self.bodies = bodies
        self.cut = cut

    @cached_property
    def sequence(self) -> Letters:
        return letters([body.text for body in self.bodies])

    @cached_property
    def found(self) -> Suffixes:
        return suffixes(self.sequence.codes)

    @cached_property
    def repeats(self) -> Repeats:
        """All maximal repeats of 12 letters or more."""
        return maximal_repeats(self.found, LEAST, self.sequence.owner)

    @property
    def most_places(self) -> float:
        """How many places of repeats may be followed one by one."""
        return PLACES + PLACES_PER_LETTER * len(self.sequence.codes)

    @cached_property
    def aligned(self) -> list[Aligned]:
        """Near-identical passages, ending at whole words, and short sentences, in reading order."""
        near, long = seed_runs(self.sequence, self.found)
        pairs = align_runs(self.sequence, near)
        if self.cut is not None:
            edges = Edges(self.sequence, self.bodies, self.cut)
            pairs = [snapped(pair, edges) for pair in pairs]
        pairs += short_sentences(self.sequence, self.bodies, long, pairs)
        return sorted(pairs, key=lambda p: (p.start_a, p.start_b, p.end_a, p.end_b))

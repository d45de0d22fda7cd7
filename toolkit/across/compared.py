"""Reports held against each other: what stands twice and what is aligned, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from toolkit.across.align import Aligned, align
from toolkit.across.body import Body
from toolkit.across.letters import Letters, letters
from toolkit.across.suffixes import Suffixes, suffixes


class Compared:
    """The letters of all reports, their suffixes and their aligned passages.

    Repeats, reuse, carried claims, containment and formulaicity all rest on these; each is made
    when it is first asked for and kept.
    """

    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = bodies

    @cached_property
    def sequence(self) -> Letters:
        return letters([body.text for body in self.bodies])

    @cached_property
    def found(self) -> Suffixes:
        return suffixes(self.sequence.codes)

    @cached_property
    def aligned(self) -> list[Aligned]:
        return align(self.sequence, self.found)

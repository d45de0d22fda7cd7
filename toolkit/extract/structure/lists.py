"""Whether a report is a list of problems by its build, whatever its title.

A list sets items of what is wrong against items, numbered alike, of what is done about it:
within each of its areas, or in two halves that go through the same areas. An excerpt may begin
in the measures of its first area and end in the problems of its last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence

from toolkit.extract.structure import roles
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.outline import Heading, outline

_LONGEST = 40  # characters of a heading looked at
_REMEDY = re.compile(
    r"整改|整治|改进|纠治|措施|举措"
)  # not 下一步打算, which a work report has too
_STOP = re.compile(r"[。！？；：:\n]")


def is_list(lines: Lines, start: int, end: int) -> bool:
    r"""Whether most of a report's parts set problems against measures with the same numbers.

    >>> text = "一、会议\n（一）存在的问题\n1.会多。\n（二）整改措施\n1.少开会。\n"
    >>> is_list(Lines(text), 0, len(text))
    True
    """
    tree = _Tree(lines, outline(lines.text, find_markers(lines, start, end)), end)
    tops = tree.under.get(None, [])
    if not tops:
        return False
    begun = tree.role(tops[0]) == "measure" and tree.is_later(tops[0])
    parts = tops[1:] if begun else tops
    whole = sum(tree.is_area(at) for at in parts)
    ends = len(parts) > whole and tree.is_cut(parts[-1])
    if whole or (begun and ends):
        return 2 * (whole + begun + ends) > len(tops)
    return tree.answers(tops, tree.areas)


class _Tree:
    """The headings of a report, by what stands under what."""

    def __init__(self, lines: Lines, found: Sequence[Heading], end: int) -> None:
        self.under: dict[int | None, list[int]] = {}
        for at, heading in enumerate(found):
            self.under.setdefault(heading.parent, []).append(at)
        starts = [*(heading.marker.start for heading in found), end]
        self.found = found
        self.wording = [
            _wording(lines, heading.marker.end, starts[at + 1]) for at, heading in enumerate(found)
        ]

    def role(self, at: int) -> str | None:
        """What a heading that is a label says stands under it."""
        heading = self.wording[at]
        role = roles.read(heading).role if roles.is_label(heading) else None
        return None if role == "measure" and not _REMEDY.search(heading) else role

    def is_later(self, at: int) -> bool:
        return (self.found[at].ordinal or 1) > 1

    def is_area(self, at: int) -> bool:
        """Whether a heading that is no label itself holds problems and their measures."""
        below = self.under.get(at, [])
        return not roles.is_label(self.wording[at]) and self.answers(below, self.items)

    def is_cut(self, at: int) -> bool:
        """Whether a heading that is no label itself holds problems and nothing else."""
        below = self.under.get(at, [])
        return not roles.is_label(self.wording[at]) and [*map(self.role, below)] == ["problem"]

    def answers(self, siblings: Sequence[int], below: Callable[[int], set[Hashable]]) -> bool:
        """Whether one of some headings holds problems and a later one what answers to them."""
        problems: set[Hashable] = set()
        for at in siblings:
            role = self.role(at)
            if role == "problem":
                problems = below(at)
            elif role == "measure":
                measures = below(at)
                if measures and 2 * len(problems & measures) >= len(measures):
                    return True
        return False

    def items(self, at: int) -> set[Hashable]:
        return {self.found[child].ordinal for child in self.under.get(at, [])}

    def areas(self, at: int) -> set[Hashable]:
        """What stands under a heading, by its words, where it has items in turn."""
        children = self.under.get(at, [])
        return {self.wording[child] for child in children if self.under.get(child)}


def _wording(lines: Lines, start: int, following: int) -> str:
    until = min(lines.end_of(start), following, start + _LONGEST)
    stop = _STOP.search(lines.text, start, until)
    return lines.text[start : stop.start() if stop else until].strip(" \u3000*#,，")

"""Tables that are drawn: from the rules of a page to the cells between them.

A rule is a straight stroke, or a bar so thin that it is seen as one. Rules that touch make a grid;
where none stands between two places of the grid, both are one cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from toolkit.reading.formats.model import Box

NEAR = 3.0  # points by which two rules that meet, or are one, may be apart
MOST = 3_000  # rules of a page; a drawing has more
SHORTEST = 8.0  # points of a rule
_NARROWEST = 12.0  # points of a column
_LONG = 28.0  # from which what a picture shows is no stroke of a letter


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, upright or level: where it stands, from where to where."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """The edges of its columns and rows, and for each place the first place of its cell."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: dict[tuple[int, int], tuple[int, int]]

    def place(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell at a point, by row and column; none outside the grid."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        return self.cells.get((row, column))

    def scaled(self, by: float) -> Grid:
        columns, rows = (tuple(edge * by for edge in edges) for edges in (self.columns, self.rows))
        return Grid(columns, rows, self.cells)

    def row(self, row: int) -> list[tuple[int, int] | None]:
        """The cells of a row from left to right; none where one from above reaches down."""
        found: list[tuple[int, int] | None] = []
        for column in range(len(self.columns) - 1):
            first = self.cells[row, column]
            if first[1] == column:
                found.append(first if first[0] == row else None)
        return found


def rule_of(box: Box) -> Rule | None:
    """The rule that a thin box is seen as."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    if min(wide, high) > NEAR or max(wide, high) < SHORTEST:
        return None
    if high <= wide:
        return Rule(False, (top + bottom) / 2, left, right)
    return Rule(True, (left + right) / 2, top, bottom)


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page from the top, of two columns at least. A short rule is one only where it
    goes on, above or below, as a long one.
    """
    if len(rules) > MOST:
        return []
    whole = list(_whole(rules))
    long = {
        (rule.upright, round(rule.at / NEAR) + by)
        for rule in whole
        for by in (-1, 0, 1)
        if _is_long(rule)
    }
    whole = [rule for rule in whole if (rule.upright, round(rule.at / NEAR)) in long]
    grids = (grid for group in _touching(whole) if (grid := _grid(group)))
    return sorted(grids, key=lambda grid: (grid.rows[0], grid.columns[0]))


def _is_long(rule: Rule) -> bool:
    return rule.end - rule.start >= _LONG


def _whole(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules drawn in pieces, or twice, as one."""
    for upright, alike in groupby(
        sorted(rules, key=lambda rule: (rule.upright, rule.at)), key=lambda rule: rule.upright
    ):
        for line in _clusters(list(alike)):
            at = sum(rule.at for rule in line) / len(line)
            start, end = line[0].start, line[0].end
            for rule in line[1:]:
                if rule.start > end + NEAR:
                    yield Rule(upright, at, start, end)
                    start = rule.start
                    end = rule.end
                end = max(end, rule.end)
            yield Rule(upright, at, start, end)


def _clusters(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules of one kind, in order, by where they stand; each from its beginning."""
    cluster: list[Rule] = []
    for rule in rules:
        if cluster and rule.at - cluster[-1].at > NEAR:
            yield sorted(cluster, key=lambda r: r.start)
            cluster = []
        cluster.append(rule)
    if cluster:
        yield sorted(cluster, key=lambda r: r.start)


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that hang together."""
    groups: list[list[Rule]] = []
    for rule in rules:
        apart, together = [], [rule]
        for group in groups:
            if any(_meet(rule, other) for other in group):
                together += group
            else:
                apart.append(group)
        groups = [*apart, together]
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    if one.upright == other.upright:
        return False
    return _reaches(one, other.at) and _reaches(other, one.at)


def _reaches(rule: Rule, at: float) -> bool:
    return rule.start - NEAR <= at <= rule.end + NEAR


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in rules if not rule.upright]
    upright = [rule for rule in rules if rule.upright]
    columns = _edges([r.at for r in upright], [side for r in level for side in (r.start, r.end)])
    rows = _edges([r.at for r in level], [side for r in upright for side in (r.start, r.end)])
    if len(columns) < 3 or len(rows) < 2:
        return None
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            across, down = (left + right) / 2, (top + bottom) / 2
            first = (row, column)
            if column and not _stands(upright, left, down):
                first = cells[row, column - 1]
            elif row and not _stands(level, top, across):
                first = cells[row - 1, column]
            cells[row, column] = first
    return Grid(columns, rows, cells)


def _edges(inner: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """Where rules stand, and the outermost ends of those across: a table may be open at its sides."""
    outer = [end for end in (min(ends, default=0.0), max(ends, default=0.0)) if inner]
    open_ends = [end for end in outer if min(abs(end - edge) for edge in inner) > _NARROWEST]
    edges = sorted({*inner, *open_ends})
    return tuple(edge for at, edge in enumerate(edges) if not at or edge - edges[at - 1] > NEAR)


def _stands(rules: Sequence[Rule], at: float, beside: float) -> bool:
    """Whether a rule stands at an edge, beside a point."""
    return any(abs(rule.at - at) <= NEAR and rule.start <= beside <= rule.end for rule in rules)

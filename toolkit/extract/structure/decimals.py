"""Numbers of several parts that may open a heading: 1 总则, 1.1 目的, 1.1.1 依据.

A line may begin with a decimal as well (1.2亿元). What tells them apart is the sequence: 1.1 is a
number where 1.2 follows, 1.2 where 1.1 came before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.extract.structure.lines import Lines

_NUMBER = re.compile(
    r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){0,3})(?P<gap>[.．、]?[ \t\u3000]*)(?=[\u4e00-\u9fff“《〈（(])"
)
_AMOUNT = re.compile(r"[万亿个倍元件项人次户家份条公平分吨亩米千年月日岁名天小折成]")
_MISSING = 3  # numbers that may be left out in a sequence


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number at the start of a line: its place and its parts."""

    start: int
    end: int
    parts: tuple[int, ...]


def find_decimals(lines: Lines) -> list[Decimal]:
    r"""The numbers of several parts that stand in a sequence, and the first parts by themselves.

    >>> text = "1 总则\n1.1 目的\n1.2 依据\n2 职责\n1.2亿元由县里补助。"
    >>> [number.parts for number in find_decimals(Lines(text))]
    [(1,), (1, 1), (1, 2), (2,)]
    """
    found = list(_read(lines))
    nested = _in_sequence([number for number in found if len(number.parts) > 1])
    if not nested:
        return []
    tops = _tops([number for number in found if len(number.parts) == 1], nested)
    return sorted([*tops, *nested], key=lambda number: number.start)


def _read(lines: Lines) -> Iterable[Decimal]:
    for line in lines:
        match = _NUMBER.match(lines.text, line.start, line.end)
        if match is None:
            continue
        parts = tuple(int(part) for part in re.split("[.．]", match["n"]))
        blank = match["gap"].isspace()
        amount = not match["gap"] and _AMOUNT.match(lines.text, match.end())
        if all(parts) and not amount and (len(parts) > 1 or blank):
            yield Decimal(line.start, match.end(), parts)


def _in_sequence(numbers: Sequence[Decimal]) -> list[Decimal]:
    """Those that begin a sequence which goes on, and those that go on with it."""
    begins = _begins(numbers)
    last: dict[tuple[int, ...], int] = {}
    kept = []
    for at, number in enumerate(numbers):
        *above, n = number.parts
        step = n - last.get(tuple(above), n)
        if (n == 1 and begins[at]) or 0 < step <= _MISSING:
            last[tuple(above)] = n
            kept.append(number)
    return kept


def _begins(numbers: Sequence[Decimal]) -> list[bool]:
    """For each number whether the second of its sequence stands after it."""
    seen: set[tuple[int, ...]] = set()
    result = []
    for number in reversed(numbers):
        result.append((*number.parts[:-1], 2) in seen)
        seen.add(number.parts)
    return result[::-1]


def _tops(numbers: Sequence[Decimal], nested: Sequence[Decimal]) -> list[Decimal]:
    """Numbers without a second part, in sequence, the first of them with 1.1 under it."""
    kept: list[Decimal] = []
    below = {number.parts[0]: number.start for number in reversed(nested)}
    for number in numbers:
        (n,) = number.parts
        first = not kept and n == 1 and below.get(1, -1) > number.start
        if first or (kept and n == kept[-1].parts[0] + 1):
            kept.append(number)
    return kept if len(kept) > 1 else []

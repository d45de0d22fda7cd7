"""Numbers of several parts that may open a heading: 1 总则, 1.1 目的, 1.1.1 依据.

A line may begin with a decimal as well (1.2亿元). What tells them apart is the sequence: 1.1 is a
number where 1.2 follows, 1.2 where 1.1 came before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.structure.lines import Lines

_NUMBER = re.compile(
    r"(?P<n>\d{1,2}(?:[.．]\d{1,2}){0,3})(?P<gap>[.．、]?[ \t\u3000]*)(?=[\u4e00-\u9fff“《〈（(])"
)
_AMOUNT = re.compile(r"[万亿个倍元件项人次户家份条公平分吨亩米千年月日岁名天小折成]")
_INSIDE = re.compile(
    r"(?P<n>\d(?<![\d.．,，/\-].)\d?(?:[.．]\d{1,2}){1,3})(?P<gap>[ \t\u3000]*)(?=[\u4e00-\u9fff“《])"
)
_RUN_TOGETHER, _SEVERAL = 200, 4  # characters of a line that may hold many, and how many then
_MISSING = 3  # numbers that may be left out in a sequence

Decimal = tuple[int, int, tuple[int, ...]]  # start, end, parts


def find_decimals(lines: Lines) -> list[Decimal]:
    r"""The numbers of several parts that stand in a sequence, and the first parts by themselves.

    >>> text = "1 总则\n1.1 目的\n1.2 依据\n2 职责\n1.2亿元由县里补助。"
    >>> [parts for _, _, parts in find_decimals(Lines(text))]
    [(1,), (1, 1), (1, 2), (2,)]
    """
    numbers = list(_read(lines))
    last: dict[tuple[int, ...], int] = {}
    kept = []
    for number, begins in zip(numbers, _begins(numbers), strict=True):
        *above, n = number[2]
        step = n - last.get(tuple(above), n)
        if (n == 1 and begins) or 0 < step <= (_MISSING if above else 1):
            last[tuple(above)] = n
            kept.append(number)
    tops = sum(len(parts) == 1 for _, _, parts in kept)
    return kept if tops > 1 else [number for number in kept if len(number[2]) > 1]


def _read(lines: Lines) -> Iterator[Decimal]:
    """The numbers that lines begin with; those inside a long line where there are several."""
    inside = [
        match
        for line in lines
        if line.end - line.start > _RUN_TOGETHER
        for match in _INSIDE.finditer(lines.text, line.start + 1, line.end)
    ]
    begin = (_NUMBER.match(lines.text, line.start, line.end) for line in lines)
    found = [*filter(None, begin), *(inside if len(inside) >= _SEVERAL else ())]
    for match in sorted(found, key=re.Match.start):
        parts = tuple(int(part) for part in re.split("[.．]", match["n"]))
        blank = match["gap"].isspace()
        amount = not match["gap"] and _AMOUNT.match(lines.text, match.end())
        if all(parts) and not amount and (len(parts) > 1 or blank):
            yield match.start(), match.end(), parts


def _begins(numbers: Sequence[Decimal]) -> list[bool]:
    """For each number whether a sequence goes on behind it: 1.2 after 1.1, 1.1 and 1.2 under 1."""
    seen: set[tuple[int, ...]] = set()
    result = []
    for _, _, parts in reversed(numbers):
        following = (*parts[:-1], 2) if len(parts) > 1 else (1, 1)
        result.append(following in seen)
        seen.add(parts)
    return result[::-1]

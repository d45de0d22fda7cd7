"""Whether an ordered list (一是…二是…三是…) has all its members.

Headings are not looked at here: numbers missing among them are told by ``doubts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check, OrderedList

KIND = "list_numbers"
_HAN = "一二三四五六七八九十"


def check_numbering(page: Page, ordered_lists: Sequence[OrderedList]) -> Iterator[Check]:
    """The members of every list against the number of its last one.

    A first member often goes without its number, and one in the middle may be written otherwise
    (一是…，二要…，三是…): then nothing certain can be said.
    """
    for ordered in ordered_lists:
        last = ordered.numbers[-1]
        there = len(ordered.numbers)
        yield Check(
            report=page.report.n,
            kind=KIND,
            statement=f"{ordered.marker}… has all members up to {last}{_gap(ordered)}",
            expected=float(last),
            found=float(there),
            verdict=_verdict(page.clean, ordered),
            claims=(),
            start=ordered.start,
            end=ordered.end,
        )


def _gap(ordered: OrderedList) -> str:
    missing = ", ".join(map(str, ordered.missing))
    return f"; missing: {missing}" if missing else ""


def _verdict(clean: str, ordered: OrderedList) -> str:
    if not ordered.missing:
        return "agrees"
    if 1 in ordered.missing or any(
        _is_otherwise(clean, ordered, number) for number in ordered.missing
    ):
        return "cannot_tell"
    return "disagrees"


def _is_otherwise(clean: str, ordered: OrderedList, number: int) -> bool:
    """Whether a clause of the list opens with the number, whatever stands behind it."""
    han = _HAN[number - 1] if number <= len(_HAN) else str(number)
    words = rf"(?:^|[，,。；;：:！？\s、])\W*[其第（(]?(?:{han}|{number}(?!\d))"
    return re.search(words, clean[ordered.start + 1 : ordered.end]) is not None

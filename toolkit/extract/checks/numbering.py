"""Whether an ordered list (一是…二是…三是…) has all its members.

Headings are not looked at here: numbers missing among them are told by ``doubts``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check, OrderedList

KIND = "list_numbers"
_HAN = "一二三四五六七八九十"
_COUNTS = re.compile(r"[其第]?[一二三四五六七八九十]{1,3}(?:是|[，,、：:])|[①-⑳]")
# Words that carry a list on without a number.
_GOES_ON = re.compile(
    r"其[次他它]|再[次者]|[再又还也]就?[是要有]|另外|此外|同时|最后|接着|然后|以及|然而"
)
_STOP = re.compile(r"[。；;！？]")
_FIRST = re.compile(r"首先|第一|其一|一是|一要|①|（一）")


def check_numbering(page: Page, ordered_lists: Sequence[OrderedList]) -> Iterator[Check]:
    """The members of every list against the number of its last one.

    A first member often goes without its number, and one in the middle may be written otherwise
    (一是…，二要…，三是…; 一是…，其次…): then nothing certain can be said.
    """
    for ordered in ordered_lists:
        last, there = ordered.numbers[-1], len(ordered.numbers)
        gap = f"; missing: {', '.join(map(str, ordered.missing))}" if ordered.missing else ""
        statement = f"{ordered.marker}… counts up to {last} and has {there} members{gap}"
        verdict, span = _verdict(page, ordered), (ordered.start, ordered.end)
        yield page.check(KIND, statement, last, there, verdict, (), ordered.marker, span)


def _verdict(page: Page, ordered: OrderedList) -> str:
    if not ordered.missing:
        return "agrees"
    markers = [page.clean[start : start + 4] for start in ordered.starts]
    if 1 in ordered.missing or not all(map(_COUNTS.match, markers)):
        return "cannot_tell"
    before = page.clean[max(page.report.start, ordered.start - 400) : ordered.start]
    if _FIRST.search(before.rpartition("\n")[2]):  # 一是…，一是…，三是…: two counts run together
        return "cannot_tell"
    members = [page.clean[a:b] for a, b in pairwise([*ordered.starts, ordered.end])]
    others = [
        m for m, (n, then) in zip(members, pairwise(ordered.numbers), strict=False) if then == n + 1
    ]
    longest = max(map(len, others), default=math.inf)
    fewest = min(map(_stops, others), default=1)
    for here, then, number in _gaps(ordered):
        between = page.clean[here:then]
        may_hold_two = _stops(between) > max(1, fewest) or len(between) > 2 * longest
        if may_hold_two or _is_otherwise(between, number):
            return "cannot_tell"
    return "disagrees"


def _stops(member: str) -> int:
    """How many sentences or clauses of their own a member has."""
    return len(_STOP.findall(member))


def _gaps(ordered: OrderedList) -> Iterator[tuple[int, int, int]]:
    """Between which members a number is missing."""
    for at, number in enumerate(ordered.numbers[1:]):
        for missing in range(ordered.numbers[at] + 1, number):
            yield ordered.starts[at], ordered.starts[at + 1], missing


def _is_otherwise(between: str, number: int) -> bool:
    """Whether a clause opens with the number, whatever stands behind it, or goes on without one."""
    han = _HAN[number - 1] if number <= len(_HAN) else str(number)
    words = rf"[，,。；;：:！？\s、]\W*(?:[其第（(]?(?:{han}|{number}(?!\d))|{_GOES_ON.pattern})"
    return re.search(rf"{words}|{han}[是要]", between[1:]) is not None

"""What bounds a number: the comparator before it or after its unit."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

_ROWS = lexicon.table("comparators")
_BEFORE = {row["word"]: row for row in _ROWS if row["side"] == "before"}
_AFTER = {row["word"]: row for row in _ROWS if row["side"] == "after"}
_LONGEST = 16  # characters from a comparator to its number
_LINK = "(?:[了达为是在于占有到]|达到)?"
_WORD_BEFORE = re.compile(rf"(?P<word>{either(_BEFORE)}){_LINK} ?$")
_WORD_AFTER = re.compile(rf"(?: ?|[(（][\u4e00-\u9fff]{{1,3}}[)）])(?P<word>{either(_AFTER)})")
_NOT_MORE = tuple("少个种样可")  # 多少, 多个
_APART = re.compile(
    "(?P<word>至少|最少|起码|(?:至多|最多)(?=[要需可能]))(?!的)[\u4e00-\u9fff]{1,4}$"
)  # 至少开展1次
_WITHIN = re.compile("内(?![容部设涵外陆蒙])")
_LASTING = re.compile("(?:历时|用了?|达|时间|持续|经过|为期|已|长|等了?|花费?了?|耗时)近$")


def comparator_before(before: str) -> tuple[str, int, bool]:
    """The comparator at the end of some words, where it begins, and whether it is a limit.

    >>> comparator_before("会期不超过"), comparator_before("节约")
    (('le', 2, True), ('eq', 2, False))
    """
    near = max(0, len(before) - _LONGEST)
    match = _WORD_BEFORE.search(before, near) or _APART.search(before, near)
    if match is None and " " in before[-8:]:
        packed = before.replace(" ", "")
        word, start, limit = comparator_before(packed)
        return word, len(before) if word == "eq" else before.rfind(packed[start]), limit
    row = _BEFORE[match["word"]] if match else None
    if match is None or row is None or before[: match.start()].endswith(tuple(row["not_after"])):
        return "eq", len(before), False
    return row["comparator"], match.start(), row["limit"] == "yes"


def comparator_after(text: str, end: int, kind: str) -> tuple[str, bool]:
    """The comparator behind a unit, and whether it is a limit; 内 bounds times only (三年内)."""
    match = _WORD_AFTER.match(text, end)
    if match is not None and not (
        match["word"] in "多余许" and text.startswith(_NOT_MORE, match.end())
    ):
        row = _AFTER[match["word"]]
        return row["comparator"], row["limit"] == "yes"
    within = kind == "duration" and _WITHIN.match(text, end) is not None
    return ("le", True) if within else ("eq", False)


def is_last_years(before: str, after: str, kind: str) -> bool:
    """近三年: the last three years, not nearly three (历时近三年)."""
    lasts = _LASTING.search(before) or after.startswith(("时间", "的时间"))
    return kind == "duration" and before.endswith("近") and not lasts

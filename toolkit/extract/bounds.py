"""What bounds a number: the comparator before it or after its unit."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.patterns import either

_ROWS = lexicon.table("comparators")
_BEFORE = {row["word"]: row for row in _ROWS if row["side"] == "before"}
_AFTER = {row["word"]: row["comparator"] for row in _ROWS if row["side"] == "after"}
_LINK = "(?:[了达为在于占有到]|达到)?"
_WORD_BEFORE = re.compile(rf"(?P<word>{either(_BEFORE)}){_LINK} ?$")
_WORD_AFTER = re.compile(rf" ?(?P<word>{either(_AFTER)})")
_NOT_MORE = tuple("少个种样可")  # 多少, 多个
_WITHIN = re.compile("内(?![容部设涵外陆蒙])")
_LASTING = re.compile("(?:历时|用了?|达|时间|持续|经过|为期|已|长|等了?|花费?了?|耗时)近$")


def comparator_before(before: str) -> tuple[str, int, bool]:
    """The comparator at the end of some words, where it begins, and whether it is a limit.

    >>> comparator_before("会期不超过"), comparator_before("节约")
    (('le', 2, True), ('eq', 2, False))
    """
    match = _WORD_BEFORE.search(before)
    if match is None and " " in before[-8:]:
        packed = before.replace(" ", "")
        word, start, limit = comparator_before(packed)
        return word, len(before) if word == "eq" else before.rfind(packed[start]), limit
    row = _BEFORE[match["word"]] if match else None
    if match is None or row is None or before[: match.start()].endswith(tuple(row["not_after"])):
        return "eq", len(before), False
    return row["comparator"], match.start(), row["limit"] == "yes"


def comparator_after(text: str, end: int, kind: str) -> tuple[str, int]:
    """The comparator behind a unit and where it ends; 内 bounds times only (三年内).

    >>> comparator_after("60%以上的", 3, "percent"), comparator_after("3年内", 2, "duration")
    (('ge', 5), ('le', 3))
    """
    match = _WORD_AFTER.match(text, end)
    if match is not None and not (
        match["word"] in "多余许" and text.startswith(_NOT_MORE, match.end())
    ):
        return _AFTER[match["word"]], match.end()
    if kind == "duration" and (within := _WITHIN.match(text, end)):
        return "le", within.end()
    return "eq", end


def is_last_years(before: str, kind: str) -> bool:
    """近三年: the last three years, not nearly three (历时近三年).

    >>> is_last_years("近", "duration"), is_last_years("历时近", "duration")
    (True, False)
    """
    return kind == "duration" and before.endswith("近") and not _LASTING.search(before)

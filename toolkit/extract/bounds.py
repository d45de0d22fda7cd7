"""What bounds a number: the comparator before it or after its unit."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.patterns import either

_ROWS = lexicon.table("comparators")
_BEFORE = {row["word"]: row for row in _ROWS if row["side"] == "before"}
_AFTER = {row["word"]: row["comparator"] for row in _ROWS if row["side"] == "after"}
_LINK = "(?:[了达为在于占有到]|达到)?"
BEFORE = {row["word"]: row for row in _ROWS if row["side"] == "before"}
_AFTER = {row["word"]: row["comparator"] for row in _ROWS if row["side"] == "after"}
_LINK = "(?:[了达为在于占有到]|达到)?"
_NOT_AFTER = "".join(
    rf"(?<![{row['not_after']}](?={re.escape(word)}))" for word, row in _BEFORE.items() if row["not_after"]
)
BEFORE = re.compile(rf"(?P<word>{either(_BEFORE)}){_LINK} ?$")
AFTER = re.compile(rf" ?(?P<word>{either(_AFTER)})")
_WITHIN = re.compile("内(?![容部设涵外陆蒙])")
_SINCE = re.compile("[来间，,、的内]|以来|时间里")


def comparator_before(before: str) -> tuple[str, int, bool]:
    """The comparator at the end of some words, where it begins, and whether it is a limit.

    >>> comparator_before("会期不超过"), comparator_before("节约")
    (('le', 2, True), ('eq', 2, False))
    """
    match = BEFORE.search(before)
    row = _BEFORE[match["word"]] if match else None
    if match is None or row is None or before[: match.start()].endswith(tuple(row["not_after"])):
        return "eq", len(before), False
    return row["comparator"], match.start(), row["limit"] == "yes"


def comparator_after(text: str, end: int, kind: str) -> tuple[str, int]:
    """The comparator behind a unit and where it ends; 内 bounds times only (三年内).

    >>> comparator_after("60%以上的", 3, "percent"), comparator_after("3年内", 2, "duration")
    (('ge', 5), ('le', 3))
    """
    match = AFTER.match(text, end)
    if match is not None and not (match["word"] in "多余许" and text[match.end() : match.end() + 1] in "少个种样可"):
        return _AFTER[match["word"]], match.end()
    if kind == "duration" and (within := _WITHIN.match(text, end)):
        return "le", within.end()
    return "eq", end


def is_last_years(before: str, text: str, end: int, kind: str) -> bool:
    """近三年来: the last three years, not nearly three."""
    return kind == "duration" and before.endswith("近") and _SINCE.match(text, end) is not None

"""Whether two claims count the same thing: by the name of what is counted, and the unit.

财政总收入 and 预算收入 end alike and are two things, as are 登记失业率 and 调查失业率; 全市报表 and 报表 are
one. Where a longer name holds the shorter one it may be either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from toolkit import lexicon

Row = Mapping[str, Any]

SAME, CONTAINED = 2, 1
_PLACE = re.compile("[一-鿿]{1,6}?(?:自治区|省|市|区|县|旗|州|盟|镇|乡|街道|村)(?=[一-鿿]{2})")
_YEARS = re.compile("(?:年|周年|年度|世纪)$")


def likeness(a: str | None, b: str | None) -> int:
    """2 for names of the same thing, 1 where one ends in the other, 0 for two things or none.

    >>> likeness("全市规模以上工业增加值", "规上工业增加值"), likeness("村级报表", "报表")
    (2, 1)
    >>> likeness("地方财政总收入", "公共财政预算收入"), likeness("城镇登记失业率", "城镇调查失业率")
    (0, 0)
    >>> likeness(None, "报表")
    0
    """
    if not a or not b:
        return 0
    one, other = _name(a), _name(b)
    if one == other:
        return SAME
    return CONTAINED if one.endswith(other) or other.endswith(one) else 0


def same_unit(a: Row, b: Row) -> bool:
    """Whether two claims are amounts of one kind; of counts the measure word may be another."""
    return a["kind"] == b["kind"] and (a["kind"] == "count" or a["base_unit"] == b["base_unit"])


def same_sense(a: Row, b: Row) -> bool:
    """Whether both are facts or both targets, and both changes or both levels."""
    return all(a.get(column) == b.get(column) for column in ("modality", "change"))


def is_span_of_years(claim: Row) -> bool:
    """五年, 三年: the name of a plan or how long something lasts, nothing that is carried over.

    >>> is_span_of_years({"kind": "duration", "text": "三年"})
    True
    """
    return claim["kind"] == "duration" and _YEARS.search(claim["text"]) is not None


@lexicon.cached
def _name(subject: str) -> str:
    """A subject without the place and the scope it begins with, in one way of writing."""
    openers, written = _words()
    while True:
        shorter = next((subject[len(w) :] for w in openers if subject.startswith(w)), subject)
        place = _PLACE.match(shorter)
        shorter = shorter[place.end() :] if place else shorter
        if shorter == subject or len(shorter) < 2:
            break
        subject = shorter
    for word, other in written.items():
        subject = subject.replace(word, other)
    return subject


@lexicon.cached
def _words() -> tuple[tuple[str, ...], dict[str, str]]:
    rows = lexicon.table("subject_openers")
    openers = tuple(row["word"] for row in rows if row["what"] == "opener")
    return openers, {row["word"]: row["as"] for row in rows if row["what"] == "written"}

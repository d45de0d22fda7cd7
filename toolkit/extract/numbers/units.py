"""Units and measure words: where one stands, and what kind of quantity it makes."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

_ROWS = lexicon.table("measure_words")
KINDS = {row["word"]: row["kind"] for row in _ROWS} | {"％": "percent", "": "number"}
_WORDS = either([*KINDS.keys() - {""}], {row["word"]: row["not_before"] for row in _ROWS})
# 个半月, 个多月, 个多小时: what stands inside the unit belongs to the number.
_INSIDE = r"个[半多](?:月|小时|工作日|星期|世纪|学期)"
_PER = rf"(?:/(?:人|户|亩|年|月|天|日|次|{_WORDS})|每(?:立方米|平方公里|平方米|公顷|升|千米|公里))?"
UNIT = re.compile(rf"[ \u00a0]?(?:{_INSIDE}|(?P<word>{_WORDS}){_PER})")


_BASES = {row["word"]: (row["base"], float(row["factor"])) for row in _ROWS if row["base"]}


def in_base(value: float | None, unit: str) -> tuple[float | None, str]:
    """A value in the unit in which quantities of its kind are compared.

    >>> in_base(3.0, "成"), in_base(2.5, "公里"), in_base(2.0, "份")
    ((30.0, '%'), (2500.0, '米'), (2.0, '份'))
    """
    base, factor = _BASES.get(unit, (unit, 1.0))
    return (None if value is None else round(value * factor, 9)), base


def kind_of(unit: str) -> str:
    """The kind of quantity a unit makes: that of its first part for 元/亩.

    >>> kind_of("个工作日"), kind_of("元/亩"), kind_of("")
    ('duration', 'money', 'number')
    """
    return KINDS.get(unit) or KINDS.get(unit.partition("/")[0], "count")

"""Units and measure words: where one stands, and what kind of quantity it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from toolkit import lexicon
from toolkit.across.tokens import segmenter
from toolkit.extract.numbers.patterns import either, of_rows

# Each measure word is known in traditional characters too.
_TRADITIONAL = str.maketrans(
    "个点块张条对双辆间层类种级笔门颗顿亩顷吨钟时岁处课学纪场户项华摄马币镑韩铢卢欧钱圆转届页册",
    "個點塊張條對雙輛間層類種級筆門顆頓畝頃噸鐘時歲處課學紀場戶項華攝馬幣鎊韓銖盧歐錢圓轉屆頁冊",
)


def _in_both_scripts(rows: Iterable[Mapping[str, str]]) -> Iterator[dict[str, str]]:
    for row in rows:
        yield dict(row)
        written = row["word"].translate(_TRADITIONAL)
        if written != row["word"]:
            base, factor = (row["base"], row["factor"]) if row["base"] else (row["word"], "1")
            yield {**row, "word": written, "base": base, "factor": factor}


_ROWS = list(_in_both_scripts(lexicon.table("measure_words")))
KINDS = {row["word"]: row["kind"] for row in _ROWS} | {"％": "percent", "": "number"}
_WORDS = of_rows([*_ROWS, {"word": "％"}])
# 个半月, 个多月, 个多小时: what stands inside the unit belongs to the number.
_INSIDE = r"[个個][半多](?:月|小时|工作日|星期|世纪|学期)"
_PER = rf"(?:/(?:[百千万]?(?:[人户]|平方公里)|亩|年|月|天|日|次|{_WORDS})|每(?:小时|分钟|秒|立方米|平方公里|平方米|公顷|升|千米|公里))?"
UNIT = re.compile(rf"[ \u00a0]?(?:{_INSIDE}|/10万(?:人)?|(?P<word>{_WORDS}){_PER})")
_GUARDED = re.compile(
    rf"[ \u00a0]?(?P<word>{either(row['word'] for row in _ROWS if row['not_before'])})(?=[\u4e00-\u9fff])"
)
_AHEAD = 8  # characters from a measure word on, cut to see whether it is a word

_SECOND = list(_in_both_scripts(lexicon.table("second_kinds")))
_SAID = {
    (row["word"], row["kind"]): re.compile(
        rf"{either(row['said'].split())}[了到出达为是近约]{{0,2}}$"
    )
    for row in _SECOND
}
DOUBLE = frozenset(word for word, _ in _SAID)  # of more than one kind
_COUNTED = re.compile("[\u4e00-\u9fff](?<![一多左以不的上下之])")  # a noun: 卖3块地
_BASES = {
    (row["word"], row["kind"]): (row["base"], float(row["factor"]))
    for row in [*_ROWS, *_SECOND]
    if row["base"]
}


def unit_at(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The unit of the number at start..stop; where another word may begin with it the segmenter says.

    >>> unit_at("10名优秀教师", 0, 2)["word"], unit_at("8万家庭", 0, 2)
    ('名', None)
    """
    unit = UNIT.match(text, stop)
    whole = unit is None and "." not in text[start:stop]
    if whole and (guarded := _GUARDED.match(text, stop)):
        first = segmenter().cut(text[guarded.start("word") : stop + _AHEAD])[0]
        return guarded if first == guarded["word"] else None
    return unit


def in_base(value: float | None, unit: str, kind: str) -> tuple[float | None, str]:
    """A value in the unit in which quantities of its kind are compared.

    >>> in_base(3.0, "成", "percent"), in_base(2.5, "公里", "length"), in_base(2.0, "份", "count")
    ((30.0, '%'), (2500.0, '米'), (2.0, '份'))
    >>> in_base(3.0, "块", "count"), in_base(3.5, "块", "money")
    ((3.0, '块'), (3.5, '元'))
    """
    base, factor = _BASES.get((unit, kind), (unit, 1.0))
    return (None if value is None else round(value * factor, 9)), base


def kind_of(unit: str) -> str:
    """The kind of quantity a unit makes: that of its first part for 元/亩."""
    return KINDS.get(unit) or KINDS.get(unit.partition("/")[0], "count")


def kind_at(text: str, start: int, end: int, unit: str) -> str:
    """The kind of the quantity at start..end: 卖到三块 is money, 三块牌子 are counted."""
    for (word, kind), said in _SAID.items():
        if word == unit and said.search(text, max(0, start - 8), start):
            return kind_of(unit) if _COUNTED.match(text, end) else kind
    return kind_of(unit)

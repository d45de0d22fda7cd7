"""Blanks that are no part of what is said: office programs, web pages and text recognition write
them between Han and digits, before units and signs, inside numbers, between all characters.

A blank that means something stays: before the page number of an entry, between the columns of a
table, in names, behind the number of a heading, between words in Latin letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from toolkit.extract.text import Edit

_B = "[ \t\u3000]"
_H = "\u4e00-\u9fff〇"
_MARK = "，。；：、！？“”‘’（）《》【】"
_ODD = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_BLANK = re.compile(f"{_B}+")

_DIGIT_AFTER = re.compile(rf"[{_H}≥≤＞＜><±]|(?<=[\d%％])[~～—–－]")  # 增长 5, ≥ 5, 5% ~ 8%
_SIGN = re.compile(rf"[%％‰℃]|[~～—–－]{_B}*\d")  # 5 %, 5% ~ 8%
_HAN = re.compile(f"[{_H}]")
# Inside a number: 1 234 567人, 12, 345.6亿元, 98. 71%, 12，345户, 3万 人.
_UNIT = "[%％‰万亿千百元个人名户次家件项吨亩斤公平立份台辆]"
_GROUPS = re.compile(
    rf"(?<=[{_H}（(，：:])[1-9]\d{{0,2}}(?:,?{_B}\d{{3}})+(?!\d)(?=(?:\.\d+)?{_B}*{_UNIT})"
)
_POINT = re.compile(rf"(?<=[{_H}])\d+(?:\.{_B}+|{_B}+\.{_B}*)\d+(?={_B}*{_UNIT})")
_WIDE = re.compile(rf"(?<=[{_H}])[1-9]\d{{0,2}}(?:，\d{{3}})+(?![\d，])(?=(?:\.\d+)?{_B}*{_UNIT})")
_POWER = re.compile(rf"(?:(?<=\d[万亿千百])|(?<=\d{_B}[万亿千百])){_B}+(?=[{_H}])")
_HAN_DATE = re.compile(rf"(?<=[〇零○一二三四五六七八九十]){_B}+(?=[年月日](?:[^{_B[1:-1]}]|\Z))")

_OPENS_LINE = re.compile(rf"(?<![^\r\n]){_B}*\d{{1,2}}(?:[.．]\d{{1,2}}){{0,3}}\Z")
_AMOUNT = re.compile("[年月日万亿倍元吨亩名户%％‰]|个(?!人)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]{1,5}[章编篇节条]\Z")
_CLOCK_OR_YEAR = re.compile(r"\d{1,2}[:：时]|(?:19|20)\d\d(?:年|\D|\Z)")
_DATE = re.compile(rf"(?:(?:19|20)\d\d{_B}*年)|\d{{1,2}}{_B}*月")
_ENDS_LINE = re.compile(rf"\d[\d.]*{_B}*(?:[\r\n]|\Z)")
_LINE = re.compile(r"(?<![^\r\n])[^\r\n，。；：]{3,120}(?=[\r\n]|\Z)")
_ROW = re.compile(rf"\d%?{_B}+-?(?!\d{{3}}(?!\d))\d|\t[^\t]+\t|\|")

_LETTERED = re.compile(rf"(?<=[{_H}{_MARK}]){_B}(?=[{_H}{_MARK}])")
_SPACED_RUN = re.compile(rf"(?<![{_H}])[{_H}](?:{_B}[{_H}]){{3,}}(?![{_H}])")
_BEFORE_MARK = re.compile(rf"(?<=[{_H}\d%％]){_B}+(?=[，。；：、！？”’）》】])")
_OFTEN = 0.15  # blanks between Han for each character of a text that is spaced throughout


def odd_blanks(text: str) -> Iterator[Edit]:
    """Blanks of other widths, and those that no line is broken at, as plain ones."""
    for match in _ODD.finditer(text):
        yield Edit(match.start(), match.end(), " ", "blank")


def blanks(text: str) -> Iterator[Edit]:
    r"""The blanks to be taken out, and full-width commas that group the digits of a number.

    >>> text = "增长 5.6 %，惠及 3 万 人，年末人口1 234 567人。\n责任单位：县水利局 王 强"
    >>> from toolkit.extract.text import Text
    >>> print(Text(text).mend(blanks(text)).clean)
    增长5.6%，惠及3万人，年末人口1234567人。
    责任单位：县水利局 王 强
    """
    for match in _WIDE.finditer(text):
        for at in range(match.start(), match.end()):
            if text[at] == "，":
                yield Edit(at, at + 1, ",", "width")
    if _BLANK.search(text) is None:
        return
    for start, end in (*_in_numbers(text), *_beside_digits(text), *_between_letters(text)):
        yield Edit(start, end, "", "blank")


def _in_numbers(text: str) -> Iterator[tuple[int, int]]:
    for form in (_GROUPS, _POINT):
        for number in form.finditer(text):
            for match in _BLANK.finditer(text, number.start(), number.end()):
                yield match.span()
    for form in (_POWER, _HAN_DATE, _BEFORE_MARK):
        for match in form.finditer(text):
            yield match.span()


def _beside_digits(text: str) -> Iterator[tuple[int, int]]:
    rows = [line.span() for line in _LINE.finditer(text) if _ROW.search(line[0])]
    for match in _BLANK.finditer(text):
        start, end = match.span()
        if _is_beside_digit(text, start, end) and not _means_something(text, start, end):
            row = bisect_right(rows, (end, 0)) - 1
            if row < 0 or start >= rows[row][1]:
                yield start, end


def _is_beside_digit(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between Han and digit, digit and Han, or digit and sign."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after.isdecimal():
        return _DIGIT_AFTER.match(text, start - 1) is not None if start else False
    if before.isdecimal() or before in ("%", "％", "‰"):
        return _HAN.match(after) is not None or _SIGN.match(text, end) is not None
    return before in ("x", "X", "*", "×") and after in ("%", "％")


def _means_something(text: str, start: int, end: int) -> bool:
    """Whether a blank beside a digit parts what does not belong together."""
    before = text[max(0, start - 12) : start]
    if text[end].isdigit():
        wide = "\u3000\u3000" in text[start:end] or "    " in text[start:end]
        return (
            _ENDS_LINE.match(text, end) is not None
            or _ARTICLE.search(before) is not None
            or (wide and _DATE.match(text, end) is not None)
            or (before[-1] in "年月日%" and _CLOCK_OR_YEAR.match(text, end) is not None)
        )
    opens = _OPENS_LINE.search(text, max(0, start - 14), start)
    return opens is not None and _AMOUNT.match(text, end) is None


def _between_letters(text: str) -> Iterator[tuple[int, int]]:
    """Blanks between all characters: of the whole text, or of a title and the like."""
    found = [match.span() for match in _LETTERED.finditer(text)]
    if len(found) > _OFTEN * len(text):
        yield from found
        return
    for run in _SPACED_RUN.finditer(text) if found else ():
        for match in _BLANK.finditer(text, run.start(), run.end()):
            yield match.span()

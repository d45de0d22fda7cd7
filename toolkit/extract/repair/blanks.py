"""Blanks that are no part of what is said: office programs, web pages and text recognition write
them between Han and digits, before units and signs, inside numbers, between all characters.

A blank that means something stays: before the page number of an entry, between the columns of a
table, in names, behind the number of a heading, between words in Latin letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from toolkit.extract.structure.titles import genre
from toolkit.extract.text import Edit

_B = "[ \t\u3000]"
_H = "\u4e00-\u9fff〇"
_MARK = "，。；：、！？“”‘’（）《》【】"
_ODD = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_BLANK = re.compile(f"{_B}+")

_DIGIT_AFTER = re.compile(rf"[{_H}≥≤＞＜><±]|(?<=[\d%％])[~～—–－]")  # 增长 5, ≥ 5, 5% ~ 8%
_SIGN = re.compile(rf"[%％‰℃]|[~～—–－]{_B}*\d")  # 5 %, 5% ~ 8%
_MINUS = re.compile(rf"[-−－]\d[\d.]*{_B}*[^\d\s\t\u3000]")  # 净流出 -5。
_HAN = re.compile(f"[{_H}]")
_LETTER = re.compile(f"[{_H}{_MARK}]")
_POWER = re.compile(rf"\d{_B}?[万亿千百]\Z")  # 3万 人
_HAN_NUMERALS = frozenset("〇零○一二三四五六七八九十")
# Numbers in groups or parted at their point: 1 234 567人, 12, 345.6亿元, 98. 71%, 12，345户.
_UNIT = "[%％‰万亿千百元个人名户次家件项吨亩斤公平立份台辆]"
_NUMBERS = (
    re.compile(rf"[1-9]\d{{0,2}}(?:,?{_B}\d{{3}})+(?!\d)(?=(?:{_B}*\.{_B}*\d+)?{_B}*{_UNIT})"),
    re.compile(rf"\d{{1,9}}(?:\.{_B}+|{_B}+\.{_B}*)\d+(?={_B}*{_UNIT})"),
)
_WIDE = re.compile(rf"[1-9]\d{{0,2}}(?:，\d{{3}})+(?![\d，])(?=(?:\.\d+)?{_B}*{_UNIT})")

_OPENS_LINE = re.compile(rf"(?<![^\r\n]){_B}*\d{{1,2}}(?:[.．]\d{{1,2}}){{0,3}}\Z")
_AMOUNT = re.compile("[年月日万亿倍元吨亩名户%％‰]|个(?!人)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百\d]{1,5}[章编篇节条]\Z")
_CLOCK_OR_YEAR = re.compile(r"\d{1,2}[:：时]|(?:19|20)\d\d(?:年|\D|\Z)")
_DATE = re.compile(rf"(?:(?:19|20)\d\d{_B}*年)|\d{{1,2}}{_B}*月")
_ENDS_LINE = re.compile(rf"\d[\d.]*{_B}*(?:[\r\n]|\Z)")
_ROW = re.compile(rf"\d%?{_B}+-?(?!\d{{3}}(?:\.\d+)?{_B}*{_UNIT})\d|\t[^\t\r\n]+\t|\|")
_ROW_LONGEST = 120
_SENTENCE = frozenset("，。；：")

_SPACED_RUN = re.compile(rf"[{_H}](?:{_B}[{_H}]){{3,}}(?![{_H}])")
_BEFORE = frozenset("，。；：、！？”’）》】")  # no blank before these means anything
_FEWEST, _SPACED = 3, 8  # blanks that space a title, a text
_LABEL = re.compile(rf"{_B}*[{_H}](?:{_B}+[{_H}]){{1,3}}(?={_B}*[：:])")
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
        if _HAN.match(text, match.start() - 1) and match.start():
            for comma in re.finditer("，", match[0]):
                yield Edit(match.start() + comma.start(), match.start() + comma.end(), ",", "width")
    rows: list[tuple[int, int]] | None = None
    digits = False
    lettered: list[tuple[int, int]] = []
    for match in _BLANK.finditer(text):
        start, end = match.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if not before or before in "\r\n" or not after or after in "\r\n":
            continue
        if _LETTER.match(before) and _LETTER.match(after):
            if after in _BEFORE or _is_in_number(text, start, before, after):
                yield Edit(start, end, "", "blank")
            else:
                lettered.append((start, end))
        elif _is_idle(text, start, end):
            rows = _rows(text) if rows is None else rows
            if not _is_in(rows, start):
                yield Edit(start, end, "", "blank")
        else:
            digits = digits or before.isdecimal() or before in ".,"
    for start, end in (*(_in_numbers(text) if digits else ()), *_between_letters(text, lettered)):
        yield Edit(start, end, "", "blank")


def _is_in_number(text: str, start: int, before: str, after: str) -> bool:
    """Whether a blank between Han stands inside a number or a date in words."""
    if after in "年月日":
        return before in _HAN_NUMERALS
    return _POWER.search(text, max(0, start - 3), start) is not None


def _is_idle(text: str, start: int, end: int) -> bool:
    if text[end] in _BEFORE:
        return text[start - 1].isdecimal() or text[start - 1] in "%％"
    return _is_beside_digit(text, start, end) and not _means_something(text, start, end)


def _rows(text: str) -> list[tuple[int, int]]:
    """The lines whose blanks part columns: short, without a sentence, with numbers apart."""
    rows: list[tuple[int, int]] = []
    for match in _ROW.finditer(text):
        if rows and match.start() < rows[-1][1]:
            continue
        low, high = max(0, match.start() - _ROW_LONGEST), match.end() + _ROW_LONGEST
        start = max(text.rfind("\n", low, match.start()), text.rfind("\r", low, match.start())) + 1
        end = text.find("\n", match.end(), high)
        end = end if end >= 0 else high
        if (start or not low) and _SENTENCE.isdisjoint(text[start:end]):
            rows.append((start, end))
    return rows


def _is_in(rows: Sequence[tuple[int, int]], offset: int) -> bool:
    row = bisect_right(rows, (offset, len(rows))) - 1
    return row >= 0 and offset < rows[row][1]


def _in_numbers(text: str) -> Iterator[tuple[int, int]]:
    for form in _NUMBERS:
        for number in form.finditer(text):
            if re.match(f"[{_H}（(，：:]", text[number.start() - 1 : number.start()]):
                for match in _BLANK.finditer(text, number.start(), number.end()):
                    yield match.span()


def _is_beside_digit(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between Han and digit, digit and Han, or digit and sign."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after in "-−－" and _HAN.match(before) and _MINUS.match(text, end):
        return True
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


def _between_letters(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Blanks between all characters: of the whole text, or of a title; names stay apart."""
    lines = {max(text.rfind(end, 0, start) for end in "\r\n") + 1 for start, _ in found}
    for label in filter(None, (_LABEL.match(text, line) for line in lines)):  # 索 引 号：
        start = label.end() - len(label[0].lstrip())
        for match in _BLANK.finditer(text, start, label.end()):
            yield match.span()
    single = [(start, end) for start, end in found if end - start == 1]
    if len(single) > max(_SPACED, _OFTEN * len(text)):
        yield from single
    elif len(single) >= _FEWEST:
        for run in _SPACED_RUN.finditer(text):
            if genre("".join(run[0].split())) is None:
                continue
            for match in _BLANK.finditer(text, run.start(), run.end()):
                yield match.span()

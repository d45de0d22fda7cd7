"""A quantity at a place of the text: number and unit as one span, ranges as one row."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.extract.numbers.counting import Quantity, are_points, counts, predicated
from toolkit.extract.numbers.money import currency_before, with_change
from toolkit.extract.numbers.numerals import DIGIT, NUMBER, PLAIN, TIMES, Number, read_number
from toolkit.extract.numbers.units import UNIT, kind_of

_TO = re.compile(r" ?(?:[-—－–~～]{1,2}|[至到]|[和与](?=[^，。；、\n]{1,12}间)) ?(?![-—])")
_BETWEEN = re.compile("之?间")
_HALF_AFTER = re.compile(r"半(?![年天数径导成夜])")
_HALF_CLOSED = re.compile(r"半(?![\u4e00-\u9fff])")  # 五个半, but 五个半挂车
_RATIO = re.compile(r"\d+(?:\.\d+)?(?: ?[:：∶] ?\d+(?:\.\d+)?)+")
_PREFIXED = re.compile("[千兆](?:[瓦伏克米卡]|比特|字节)")  # part of the unit: 5千米, 3亿千瓦时
_SIGN = re.compile(r"(?:(?<=[\u4e00-\u9fff(（:：,，、])|(?<=\s)|^)(?:[-−－]|[负負]) ?$")
_TENTH = re.compile(rf" ?[{PLAIN}](?![{PLAIN}{TIMES}{DIGIT}\u4e00-\u9fff])")
_HALVED = ("个", "個", "块", "塊")


def quantity_at(text: str, start: int) -> Quantity | None:
    """The quantity that begins here, if the characters count something.

    >>> found = quantity_at("投入500-2000元不等", 2)
    >>> found.number.low, found.number.high, found.unit, found.end
    (500.0, 2000.0, '元', 11)
    """
    if text[start - 1 : start] == "." and (point := NUMBER.match(text, start - 1)):
        start = point.start()  # .5
    match = NUMBER.match(text, start)
    if match is None:
        return None
    if (ratio := _RATIO.match(text, start)) and ratio.end() > match.end():
        return Quantity(start, ratio.end(), Number(), "", "ratio", readable=False)
    number, stop = read_number(match[0]), match.end()
    if number is None:
        return _unread(text, match)
    if _PREFIXED.match(text, stop - 1) and (
        text[start].isdigit() or match[0][-2:-1] in ("万", "亿")
    ):
        stop -= 1
        number = read_number(text[start:stop]) or number
    unit = UNIT.match(text, stop)
    found = _with_unit(text, start, stop, number, unit)
    ranged = _range(text, found, stop)
    if ranged is not None:
        return ranged
    if not counts(text, start, stop, found):
        return None
    return _signed(text, with_change(text, found))


def _with_unit(
    text: str, start: int, stop: int, number: Number, unit: re.Match[str] | None
) -> Quantity:
    if number.per:
        return Quantity(start, stop, number, number.per, "percent")
    if unit is not None and unit["word"] == "点" and not are_points(text, start, unit.end()):
        unit = None  # 下午三点
    if unit is None:
        if (money := currency_before(text, start)) is not None:
            return Quantity(money[0], stop, number, money[1], "money")
        return Quantity(start, stop, number, "", "number")
    end, word = unit.end(), unit[0].strip("\u00a0 ").replace("％", "%")
    if unit["word"] is None:  # 个半月, 个多月
        number = _plus_half(number) if word[1] == "半" else replace(number, approximate=True)
        word = "个" + word[2:]
    elif number.value is not None and (
        (word[-1] in "年天月时倍斤成岁里" and _HALF_AFTER.match(text, end))
        or (word in _HALVED and _HALF_CLOSED.match(text, end))
    ):
        number, end = _plus_half(number), end + 1
    elif (
        word in ("成", "折", "角", "毛")
        and number.value is not None
        and (tenth := _TENTH.match(text, end))
    ):
        tenths = read_number(tenth[0])  # 七成六
        number = replace(
            number, value=number.value + (tenths.value or 0) / 10 if tenths else number.value
        )
        end = tenth.end()
    if word == "折" and number.value is not None and 10 < number.value < 100:
        number = replace(number, value=number.value / 10)  # 85折: 8.5折
    return Quantity(start, end, number, word, kind_of(word))


def _plus_half(number: Number) -> Number:
    return number if number.value is None else replace(number, value=number.value + 0.5)


def _range(text: str, first: Quantity, stop: int) -> Quantity | None:
    """3%-5%, 2至3个, 30-50万元, 百分之三到五: one quantity with two ends."""
    first = with_change(text, first)
    sign = _TO.match(text, first.end) or (_TO.match(text, stop) if first.end == stop else None)
    if sign is None or first.number.vague:
        return None
    match = NUMBER.match(text, sign.end())
    second = read_number(match[0]) if match else None
    if match is None or second is None or second.vague:
        return None
    between = sign[0].strip() in "和与"
    if (
        between
        and _BETWEEN.match(text, match.end()) is None
        and UNIT.match(text, match.end()) is None
    ):
        return None
    unit = None if between and _BETWEEN.match(text, match.end()) else UNIT.match(text, match.end())
    last = with_change(text, _with_unit(text, match.start(), match.end(), second, unit))
    if not _ends_of_one(text, first, last, sign[0].strip()):
        return None
    low, high = _ends(first.number, last.number, text[first.start : stop], match[0])
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)  # 5%-3%
    number = Number(
        low=low,
        high=high,
        approximate=first.number.approximate or last.number.approximate,
        redacted=first.number.redacted or last.number.redacted,
    )
    name = last.unit or first.unit
    return _signed(text, Quantity(first.start, last.end, number, name, kind_of(name)))


def _ends_of_one(text: str, first: Quantity, last: Quantity, sign: str) -> bool:
    if first.unit and last.unit and first.unit != last.unit:
        return False
    if sign in "和与":
        return _BETWEEN.match(text, last.end) is not None
    if not (first.unit or last.unit) and not (sign not in "至到" and text[first.start].isdigit()):
        return _BETWEEN.match(text, last.end) is not None
    if first.number.redacted or last.number.redacted:
        return first.number.redacted and last.number.redacted
    if first.number.value is None or last.number.value is None:
        return False
    rises = first.number.value < last.number.value or last.number.value >= 1e4
    return rises or (bool(first.unit) and sign not in "至到")


def _ends(first: Number, last: Number, wrote: str, then: str) -> tuple[float | None, float | None]:
    """The two ends; 30-50万 means 30万 to 50万."""
    low, high = first.value, last.value
    power = re.search("[万亿萬億]+$", then)
    if low is not None and high is not None and power and not re.search("[万亿萬億]", wrote):
        times = read_number("一" + power[0])
        if times is not None and times.value and low < high / times.value:
            low *= times.value
    return low, high


def _unread(text: str, match: re.Match[str]) -> Quantity | None:
    """Digits that make no number are shown as unread, not passed over."""
    if not text[match.start()].isdigit():
        return None
    return Quantity(match.start(), match.end(), Number(), "", "number", readable=False)


def _signed(text: str, found: Quantity) -> Quantity:
    first = found.number.low if found.number.value is None else found.number.value
    if first is None or not found.start:
        return found
    sign = _SIGN.search(text, max(0, found.start - 3), found.start)
    if sign is None or (
        sign[0][0] not in "负負"
        and not found.unit
        and sign.start() > 0
        and not predicated(text, sign.start())
    ):
        return found
    below = (
        replace(found.number, value=-first)
        if found.number.low is None
        else replace(found.number, low=-first)
    )
    return replace(found, start=sign.start(), number=below)

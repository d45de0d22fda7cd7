"""A quantity at a place of the text: number and unit as one span, ranges as one row."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from toolkit.extract.numbers.counting import Quantity, are_points, counts, predicated
from toolkit.extract.numbers.money import currency_before, with_change
from toolkit.extract.numbers.numerals import DIGIT, NUMBER, PLAIN, TIMES, Number, read_number
from toolkit.extract.numbers.units import DOUBLE, UNIT, kind_at, kind_of, unit_at

_TO = re.compile(
    r" ?(?:[-—－–~～]{1,2}?|[至到]|[和与](?=[^，。；、\n]{1,12}间)) ?(?:(?P<below>[-−](?=\d)|零下)|零上)?(?![-—])"
)
_BETWEEN = re.compile("之?间")
_JOINS = frozenset(" -—－–~～至到和与")  # what _TO begins with
_PLAIN = re.compile(
    rf"(?P<digits>[0-9]+(?:\.[0-9]+)?)(?P<power>[万亿]?)(?![{DIGIT}{PLAIN}{TIMES},，.．/／^exXＸ×*＊○□△多余几餘来拾佰仟分又wWkKM :：∶︰^])"
)
_POWERS = {"": 1, "万": 10**4, "亿": 10**8}
_LONGEST = 24  # characters of digits that are a number and no damage
_HALF_AFTER = re.compile(r"半(?![年天数径导成夜圆挂])")
_HALF_CLOSED = re.compile(r"半(?![\u4e00-\u9fff])")  # 五个半, but 五个半挂车
_RATIO = re.compile(r"\d+(?:\.\d+)?(?: ?[:：∶︰] ?\d+(?:\.\d+)?)+")
_PART = re.compile(r"\d+(?:\.\d+)?")
_SETS = re.compile(  # 2×35万千瓦, but no chain of them
    rf"[{DIGIT}]{{1,2}} ?[×xX*] ?(?=[{DIGIT}.]{{1,12}}(?![{DIGIT}.]| ?[×xX*]))"
)
_PREFIXED = re.compile("[千兆](?:[瓦伏克米卡]|比特|字节)")  # part of the unit: 5千米, 3亿千瓦时
_SIGN = re.compile(
    r"(?:(?<=[\u4e00-\u9fff(（:：,，、])|(?<=\s)|^)(?:[-−－]|(?<![辜担抱胜欺肩减正背])[负負]|零下) ?$"
)
_BELOW = re.compile(  # 各项增减：房屋-5.2，
    r"[\u4e00-\u9fff][\u4e00-\u9fff](?<![表件图录栏号室级版])[-−－]\d+(?:\.\d+)?[，。；、,;\n]?"
)
_IN_BRACKETS = re.compile(rf"[(（](?P<times>[{TIMES}]*)(?P<unit>{UNIT.pattern})[)）][:：]?[ \t]*$")
_IN_CELL = re.compile(r"(?:\||\t| {2})[ \t]*$")
_TENTH = re.compile(rf" ?[{PLAIN}](?![{PLAIN}{TIMES}{DIGIT}\u4e00-\u9fff])")
_TENFOLD = ("成", "折", "角", "毛")
_HALVED = ("个", "個", "块", "塊")


def quantity_at(text: str, start: int) -> Quantity | None:
    """The quantity that begins here, if the characters count something.

    >>> found = quantity_at("投入500-2000元不等", 2)
    >>> found.number.low, found.number.high, found.unit, found.end
    (500.0, 2000.0, '元', 11)
    """
    if text[start - 1 : start] == "." and (point := NUMBER.match(text, start - 1)):
        start = point.start()  # .5
    read = _plain_number(text, start) or _number(text, start)
    if read is None or isinstance(read, Quantity):
        return read
    number, stop = read
    unit = unit_at(text, start, stop)
    found = _with_unit(text, start, stop, number, unit)
    ranged = _range(text, found, stop)
    if ranged is not None:
        return ranged
    if not counts(text, start, stop, found):
        return None
    return _signed(text, with_change(text, found))


def _plain_number(text: str, start: int) -> tuple[Number, int] | None:
    """Digits with nothing beside them that could belong to the number: most numbers."""
    plain = _PLAIN.match(text, start)
    if plain is None or plain.end() - start > _LONGEST:
        return None
    value = Decimal(plain["digits"]) * _POWERS[plain["power"]]
    return Number(float(value)), plain.end()


def _number(text: str, start: int) -> tuple[Number, int] | Quantity | None:
    """A number and where it ends; a quantity where it is a ratio or could not be read."""
    match = NUMBER.match(text, start)
    if match is None:
        return None
    if (ratio := _RATIO.match(text, start)) and ratio.end() > match.end():
        parts = tuple(float(part) for part in _PART.findall(ratio[0]))
        return Quantity(start, ratio.end(), Number(parts=parts), "", "ratio")
    if (sets := _SETS.match(text, start)) and (found := _of_sets(text, sets)):
        return found
    stop = match.end()
    if stop - 1 > start and _PREFIXED.match(text, stop - 1) and UNIT.match(text, stop - 1):
        stop -= 1
    number = read_number(text[start:stop])
    if number is None:
        return _unread(text, match)
    return number, stop


def _of_sets(text: str, sets: re.Match[str]) -> Quantity | None:
    """2×35万千瓦: so many of one size each."""
    each = quantity_at(text, sets.end())
    if each is None or each.kind != "energy" or each.number.value is None:
        return None
    parts = (float(_PART.findall(sets[0])[0]), each.number.value)
    number = Number(parts[0] * parts[1], parts=parts)
    return replace(each, start=sets.start(), number=number)


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
        return _named_before(text, Quantity(start, stop, number, "", "number"))
    end, word = unit.end(), unit[0].strip("\u00a0 ").replace("％", "%").removesuffix("整")
    if word[1:2] in ("半", "多") and word[0] in "个個":  # 个半月, 个多月
        number = _plus_half(number) if word[1] == "半" else replace(number, approximate=True)
        word = "个" + word[2:]
    elif number.value is not None and (
        (word[-1] in "年天月时倍斤成岁里吨米亩" and _HALF_AFTER.match(text, end))
        or (word in _HALVED and _HALF_CLOSED.match(text, end))
    ):
        number, end = _plus_half(number), end + 1
    elif word in _TENFOLD and number.value is not None and (tenth := _TENTH.match(text, end)):
        tenths = read_number(tenth[0])  # 七成六
        more = (tenths.value or 0) / 10 if tenths else 0
        number, end = replace(number, value=number.value + more), tenth.end()
    if word == "折" and number.value is not None and 10 < number.value < 100:
        number = replace(number, value=number.value / 10)  # 85折: 8.5折
    kind = kind_at(text, start, end, word) if word in DOUBLE else kind_of(word)
    return Quantity(start, end, number, word, kind)


def _named_before(text: str, found: Quantity) -> Quantity:
    """债券余额（亿元）33.5: the unit stands in brackets behind the name."""
    named = _IN_BRACKETS.search(text, max(0, found.start - 16), found.start)
    return found if named is None else measured(found, named["times"], named["unit"])


def measured(found: Quantity, times: str, unit: str) -> Quantity:
    """A bare number in a unit that is said elsewhere: 33.5 in 亿元."""
    power = read_number("一" + times) if times else None
    by = Decimal(power.value if power is not None and power.value else 1)
    value, low, high = (
        None if one is None else float(Decimal(str(one)) * by)
        for one in (found.number.value, found.number.low, found.number.high)
    )
    number = replace(found.number, value=value, low=low, high=high)
    return replace(found, unit=unit, kind=kind_of(unit), number=number)


def _plus_half(number: Number) -> Number:
    return number if number.value is None else replace(number, value=number.value + 0.5)


def _range(text: str, first: Quantity, stop: int) -> Quantity | None:
    """3%-5%, 2至3个, 30-50万元, 百分之三到五: one quantity with two ends."""
    first = with_change(text, first)
    if _JOINS.isdisjoint((text[first.end : first.end + 1], text[stop : stop + 1])):
        return None
    sign = _TO.match(text, first.end) or (_TO.match(text, stop) if first.end == stop else None)
    match = NUMBER.match(text, sign.end()) if sign and not first.number.vague else None
    second = read_number(match[0]) if match else None
    if sign is None or match is None or second is None or second.vague:
        return None
    between = sign[0].strip() in "和与"
    closed = between and _BETWEEN.match(text, match.end())
    unit = None if closed else unit_at(text, *match.span())
    if between and not closed and unit is None:
        return None
    last = with_change(text, _with_unit(text, match.start(), match.end(), second, unit))
    if not _ends_of_one(text, first, last, sign[0].removesuffix(sign["below"] or "").strip()):
        return None
    low, high = _ends(first.number, last.number, text[first.start : stop], match[0])
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)  # 5%-3%
    about = first.number.approximate or last.number.approximate
    redacted = first.number.redacted or last.number.redacted
    number = Number(low=low, high=high, approximate=about, redacted=redacted)
    name = last.unit or first.unit
    found = _signed(text, Quantity(first.start, last.end, number, name, kind_of(name)))
    if sign["below"] is None or found.start == first.start or low is None or high is None:
        return found
    return replace(found, number=replace(number, low=-high, high=-low))  # -3—-5


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
    if sign is None or not (
        sign[0][0] in "负負零"
        or found.unit
        or sign.start() == 0
        or predicated(text, sign.start())
        or _IN_CELL.search(text, max(0, sign.start() - 3), sign.start())
        or _BELOW.fullmatch(text, max(0, sign.start() - 2), found.end + 1)
    ):
        return found
    name = "value" if found.number.low is None else "low"
    below = replace(found.number, **{name: -first})  # type: ignore[arg-type]
    return replace(found, start=sign.start(), number=below)

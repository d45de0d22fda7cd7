"""The grammar of a number in Chinese prose, and its value.

A number is Arabic or Chinese or both (3万4000), a fraction (百分之五, 三分之一, 1/3), vague (几十,
上百, 若干), or blacked out (xx, 〔*〕, x.xx亿). Nothing here knows units or classes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

_SAME = "零〇○０ 一壹 二两贰貳俩倆兩 三叁仨 四肆 五伍 六陆陸 七柒 八捌 九玖"
_DIGITS = {char: value for value, chars in enumerate(_SAME.split()) for char in chars}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_LARGE |= {"w": 10**4, "W": 10**4, "k": 1000, "K": 1000, "M": 10**6}

DIGIT = "0-9０-９"
MARK = "xXＸ×*＊○□△"  # what blacks a number out
PLAIN = "零〇一二两三四五六七八九兩倆"  # digits that are everyday characters
DECIMAL = "零〇一二三四五六七八九"  # digits behind a point: nobody says 点两
ONLY_DIGITS = "壹贰貳叁柒捌玖"  # formal digits that make no everyday word
FORMAL = ONLY_DIGITS + "肆伍陆陸拾佰仟"  # the others only beside digits: 队伍, 收拾, 大陆
TIMES = "十百千万亿兆萬億"
HAN = PLAIN + TIMES + "廿"

_LONGEST = 40  # characters of a number that can be meant
_PARTS_OF = "{0,99}"  # at most so many follow: where more do, no number is meant

_ARABIC = (
    rf"(?:(?:[{DIGIT}]{{1,3}}(?:,[{DIGIT}]{{3}})+(?:，[{DIGIT}]{{3}}(?:,[{DIGIT}]{{3}})+)?(?![{DIGIT}])|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])|[{DIGIT}]+)"
    rf"(?:[.．][{DIGIT}]+)?|(?<![{DIGIT}A-Za-z.])\.[{DIGIT}]+(?![.{DIGIT}]))"
)
_MORE = rf"(?:[多余几餘]| [余餘](?=[{TIMES}])|来(?=[个名件次位天年条岁块元{TIMES}]))"
_TIMES = rf" ?[{TIMES}拾佰仟]{_MORE}?"
_MIXED = rf"{_ARABIC}(?:{_MORE}|[wWkKM](?![A-Za-z0-9])|{_TIMES}(?:零?{_ARABIC}(?! ?[-—–~～年月.．])|[{PLAIN}]{{1,4}}(?=[{TIMES}]))?){_PARTS_OF}"
_WORD = rf"(?:[{PLAIN}{FORMAL}○]|[{TIMES}廿]{_MORE}?| (?=[{TIMES}])|(?<=[{TIMES}]) (?=[{HAN}点點]))"
_POINT = rf"(?: ?[点點]| [点點] )[{DECIMAL}{FORMAL}]+"
_CHINESE = (
    rf"(?:(?:[{PLAIN}]|[{TIMES}廿]{_MORE}?)(?:{_WORD}){_PARTS_OF}(?:{_POINT}(?![十百千分时])(?: ?[万亿萬億]{{1,2}})?)?"
    rf"|[{FORMAL}][{FORMAL}{HAN}]+(?:{_POINT})?|[{FORMAL}]{_POINT}|[{ONLY_DIGITS}]|[肆伍陆陸拾](?=[元圆圓]))"
)
_VAGUE = rf"(?:几[{TIMES}]*{_MORE}?|数[{TIMES}]+|数(?=[^{TIMES}])|(?<![迈登跨站])上[百千万亿]+|若干(?=[个名项条次家起份]))"
_BLACK = rf"[{DIGIT}]{{0,3}}[{MARK}]{{1,9}}(?:[.．][{MARK}{DIGIT}]{{1,4}})?(?:{_MORE}|[{TIMES}])*"
_HIDDEN = (
    rf"(?:{_BLACK}[)）](?=[%％])|[(（\[〔【]{_BLACK}[)）\]〕】](?:{_MORE}|[{TIMES}])*|{_BLACK})"
)
_WHOLE = rf"(?:{_MIXED}|{_CHINESE})"
_FRACTION = (
    rf"(?:{_WHOLE} ?又 ?)?(?:{_WHOLE}|[{FORMAL}]) ?分 {{0,2}}之 ?(?:{_WHOLE}|[{FORMAL}]|[{MARK}]+)"
)
_POWER = rf"[{DIGIT}]+(?:\.[{DIGIT}]+)?(?:\^[-+]?|e[-+]?)[{DIGIT}]{{1,2}}(?![A-Za-z{DIGIT}])"
_APART = rf"[{DIGIT}] [{DIGIT}](?= ?折)"  # 8 5 折: 85折, set apart
_SLASH = rf"(?:[{DIGIT}]{{1,3}} )?[{DIGIT}]{{1,4}}[/／][{DIGIT}]{{1,4}}(?![/／{DIGIT}])"

NUMBER = re.compile(
    rf"{_HIDDEN}(?<=[^{DIGIT}])|{_FRACTION}|{_SLASH}|{_POWER}|{_APART}|{_MIXED}|{_CHINESE}|{_VAGUE}"
)
_TOKEN = re.compile(rf"\.[{DIGIT}]+|[{DIGIT}][{DIGIT},，]*(?:[.．][{DIGIT}]+)?|.")
_TWO = re.compile(
    rf"(?P<lead>[一二三四五六七八九]?十)?(?P<a>[一二两三四五六七八])(?P<b>[二两三四五六七八九])(?P<tail>[{TIMES}]*)$"
)
_BLACKS = frozenset(MARK) - {"○"}  # ○ is a zero too
_ABOUT = frozenset("多余几来餘")


@dataclass(slots=True)
class Number:
    """What a number says. ``percent``: it was written as so many of a hundred (百分之五)."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    vague: bool = False
    redacted: bool = False
    per: str = ""  # "%" or "‰" where the words 百分之, 千分之 are the unit
    parts: tuple[float, ...] = field(default=(), repr=False)  # of a ratio, a fraction, 2×35


def read_number(text: str) -> Number | None:
    """The number that the characters stand for; None where they stand for none.

    >>> read_number("3万4000").value, read_number("二百余万")
    (34000.0, Number(value=2000000.0, low=None, high=None, approximate=True, vague=False, redacted=False, per=''))
    >>> read_number("三五").low, read_number("几十").vague, read_number("xx").redacted
    (3.0, True, True)
    """
    if "/" in text or "／" in text:
        return _slash(text)
    text = text.replace(" ", "")
    if len(text) > _LONGEST:
        return None
    if not _BLACKS.isdisjoint(text) or text.strip("○()（）〔〕") == "":
        return _hidden(text)
    if "分之" in text:
        return _fraction(text)
    if "^" in text or "e" in text:
        return _power(text)
    return _plain(text)


def _power(text: str) -> Number | None:
    """10^4 and 2e4; no number where nobody can mean it (0^-1)."""
    base, _, power = text.partition("^")
    if not power:
        return Number(float(text))
    try:
        return Number(float(base) ** float(power))
    except (ZeroDivisionError, OverflowError):
        return None


def _slash(text: str) -> Number | None:
    """1/3, and 1 4/3 with its whole."""
    whole, _, fraction = text.replace("／", "/").rpartition(" ")
    above, _, below = fraction.partition("/")
    if not float(below):
        return None
    parts = (float(above), float(below)) if not whole else ()
    return Number(float(whole or 0) + float(above) / float(below), parts=parts)


def _hidden(text: str) -> Number:
    about = any(char in "多余几餘" for char in text)
    per = {"百": "%", "千": "‰"}.get(text[0], "") if "分之" in text else ""
    return Number(redacted=True, approximate=about, per=per)


def _fraction(text: str) -> Number | None:
    below, _, above = text.partition("分之")
    whole, _, below = below.rpartition("又")
    top = _plain(above)
    if top is None:
        return None
    if below in ("百", "千") and not whole:
        return replace(top, per="%" if below == "百" else "‰")
    bottom = _value(below)
    base = _value(whole) if whole else Decimal(0)
    if not bottom or top.value is None or base is None:
        return None
    parts = () if whole else (top.value, float(bottom))
    value = float(base + Decimal(str(top.value)) / bottom)
    return Number(value, approximate=top.approximate, parts=parts)


def _plain(text: str) -> Number | None:
    if text[0] in "几数上若":
        return Number(vague=True, approximate=True)
    if (two := _TWO.match(text)) and _follows(two["a"], two["b"]):
        return _between(two)
    bare = text.rstrip("多余几来餘")
    about = not _ABOUT.isdisjoint(text)
    if about and bare.strip("十百千万亿") == "" and "几" in text:
        return Number(vague=True, approximate=True)  # 十几
    value = _value("".join(char for char in bare if char not in _ABOUT) if about else bare)
    return None if value is None else Number(float(value), approximate=about)


def _follows(a: str, b: str) -> bool:
    """三五 and neighbours: an estimate between the two."""
    return _DIGITS[b] - _DIGITS[a] == 1 or (a, b) == ("三", "五")


def _between(two: re.Match[str]) -> Number:
    lead = _value(two["lead"] or "") or Decimal(0)
    times = _value("一" + two["tail"]) or Decimal(1)
    low, high = ((lead + _DIGITS[two[name]]) * times for name in ("a", "b"))
    return Number(low=float(low), high=float(high))


def _value(text: str) -> Decimal | None:
    """The value of a number without 多, 余, 几: groups end with 万 and 亿 (两千六 is 2600)."""
    text, _, decimals = text.replace("點", "点").partition("点")
    total, section, digit, last = Decimal(0), Decimal(0), None, 0
    zero = arabic = False
    for token in _TOKEN.findall(text):
        if token in _DIGITS and token not in "０":
            if digit is not None and (arabic or (last and not zero)):
                return None
            digit = Decimal(_DIGITS[token]) if digit is None else digit * 10 + _DIGITS[token]
            zero = zero or _DIGITS[token] == 0
        elif token in _SMALL:
            if 0 < last <= _SMALL[token]:
                return None  # 三百五百
            section += (digit or 1) * _SMALL[token]
            last, digit, zero, arabic = _SMALL[token], None, False, False
        elif token in _LARGE:
            section += digit or 0
            if not section and not total:
                section = Decimal(1)
            power = _LARGE[token]
            doubled = last >= power and not section  # 四万万
            all_times = 0 < total < power or doubled
            total = (total + section) * power if all_times else total + section * power
            last, section, digit, zero, arabic = power, Decimal(0), None, False, False
        elif token == "廿":
            section += 20
        elif token[-1].isdigit():
            digit = Decimal(token.replace(",", "").replace("，", "").replace("．", "."))
            arabic = True
        else:
            return None
    if digit is not None:
        whole = zero or not last or (arabic and (last < 10**4 or digit >= 10))  # 2万5 is 25000
        section += digit if whole else digit * last / 10
    return (total + section) if not decimals else _decimals(total + section, decimals)


def _decimals(whole: Decimal, decimals: str) -> Decimal | None:
    power = 1
    while decimals[-1:] in _LARGE:
        power *= _LARGE[decimals[-1]]
        decimals = decimals[:-1]
    if not decimals or any(char not in _DIGITS for char in decimals):
        return None
    return (whole + Decimal("0." + "".join(str(_DIGITS[char]) for char in decimals))) * power

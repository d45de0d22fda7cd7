"""Money as it is written: signs and codes in front of the number, and its small change."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.extract.numbers.counting import Quantity
from toolkit.extract.numbers.numerals import DIGIT, PLAIN, TIMES, read_number

_SIGNS = {"¥": "元", "￥": "元", "$": "美元", "＄": "美元", "€": "欧元", "£": "英镑", "￡": "英镑"}
_SIGNS |= {"RMB": "元", "CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
_SIGNS |= {"US$": "美元", "HK$": "港元", "GBP": "英镑"}
_BEFORE = re.compile(r"(?<![A-Za-z])(?:US\$|HK\$|RMB|CNY|USD|EUR|HKD|JPY|GBP|[¥￥$＄€£￡]) ?$")

_HAN = r"\u4e00-\u9fff"
_ONE = rf"[{DIGIT}{PLAIN}壹贰貳叁肆伍陆陸柒捌玖]"
_TENTHS = re.compile(
    rf"零?(?P<tenths>{_ONE}) ?[角毛毫](?:(?P<cents>{_ONE})(?: ?分|(?![{_HAN}{DIGIT}])))?[钱錢]?"
    rf"|(?P<rest>零?[{PLAIN}])(?![{PLAIN}{TIMES}{DIGIT}个名])"
)
_HUNDREDTHS = re.compile(  # 3英镑20便士: of the money in front
    rf"(?P<cents>[{DIGIT}]{{1,2}}|[{PLAIN}十]{{1,3}}) ?(?:美分|欧分|港仙|便士|(?:日本)?[銭钱]|分)"
)
_FEN = re.compile(rf"(?P<cents>{_ONE}) ?分[钱錢]?")  # 五角三分
_BLOCKS = ("块", "塊", "蚊")


def currency_before(text: str, start: int) -> tuple[int, str] | None:
    """The sign or code of a currency in front of a number: where it begins, and its unit."""
    match = _BEFORE.search(text, max(0, start - 5), start)
    return None if match is None else (match.start(), _SIGNS[match[0].rstrip()])


def with_change(text: str, found: Quantity) -> Quantity:
    """五元三毛, 三块五, 5美元20美分, 五角三分: one amount."""
    if found.number.value is None:
        return found
    if found.unit in ("元", *_BLOCKS):
        return _with_tenths(text, found)
    if found.unit in ("角", "毛", "毫"):
        return _with_cents(text, found, _FEN, 10)
    return _with_cents(text, found, _HUNDREDTHS, 100) if found.kind == "money" else found


def _with_tenths(text: str, found: Quantity) -> Quantity:
    small = _TENTHS.match(text, found.end)
    if small is None or (small["rest"] and found.unit == "元"):
        return found
    tenths, cents, rest = (_worth(small[name]) for name in ("tenths", "cents", "rest"))
    rest /= 100 if (small["rest"] or "").startswith("零") else 10
    return _plus(found, tenths / 10 + cents / 100 + rest, small.end())


def _with_cents(text: str, found: Quantity, form: re.Pattern[str], parts: int) -> Quantity:
    small = form.match(text, found.end)
    return _plus(found, _worth(small["cents"]) / parts, small.end()) if small else found


def _worth(digits: str | None) -> float:
    number = read_number(digits) if digits else None
    return number.value or 0.0 if number else 0.0


def _plus(found: Quantity, more: float, end: int) -> Quantity:
    value = round((found.number.value or 0.0) + more, 2)
    return replace(found, end=end, kind="money", number=replace(found.number, value=value))

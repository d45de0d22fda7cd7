"""What names a thing and measures nothing: phone numbers, rooms, PM2.5, blacked-out names."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.numerals import DIGIT, MARK
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.quantities import quantity_at
from toolkit.extract.numbers.units import UNIT

Span = tuple[int, int]

_HAN = r"\u4e00-\u9fff"
_ROWS = lexicon.table("numbered_names")
_AFTER = either(row["word"] for row in _ROWS if row["side"] == "after")
_BEFORE = either(row["word"] for row in _ROWS if row["side"] == "before")
_NAMED = re.compile(rf"(?:{_BEFORE})(?:号码?)?(?:为|是)?[ :：]{{0,2}}$")
_DIGITS = re.compile(rf"\d{{2,}}(?:-\d+)*[{MARK}]{{0,8}}")
_LONG = re.compile(r"\d{8,}号-\d{1,2}|\d{4,}/(?:19|20)\d\d-\d{3,}|\d{8,}(?!\d|[.,，]\d|[%％万亿])")
_FORMS = (
    r"0\d{2,3}[-—－]\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|[48]00-\d{3}-\d{4}",  # telephone numbers
    rf"\d{{2,6}}{_AFTER}",
    r"\d{3}所(?=研|承担|牵头|联合|自主|突破)",  # an institute
    rf"\d{{6,}}[{MARK}]{{2,8}}",  # a number of a card, its end blacked out
    r"(?<![\d:：.])(?:[5-9][05]|[01][05])后",
    r"\d\.\d(?=版(?!权))|\d{1,3}(?:\.\d{1,3}){2,3}(?![\d.])|(?<=[\u4e00-\u9fff])[2-9]\.0(?=时代|建设|行动|示范|工程|平台|改革|计划|系统|模式|[”’》，。、；）)]|$)",
    rf"(?:1\d{{4}}|9\d{{4}})(?=[”’]?(?:[{_HAN}]{{0,8}}热线|平台|电话|政务|便民))",
    r"\d{1,3}[·•]\d{1,2}(?=[”’])",  # “7·20”
    r"(?:\d/)?\d+[A-Za-z]{1,8}(?:\d+[A-Za-z]*)*(?:级|店)?",  # 4A级, 4S店, 4/5G
    r"(?<=[路街巷道弄])\d{1,4}号|\d{1,4}号(?=[楼院线井公地矿桥机文令])[楼院线文]?",
    "[一二三四五六七八九]号(?=文件|工程|院|楼|线)(?:文件|工程|院|楼|线)",
)
_IDENTIFIER = re.compile("|".join(_FORMS))
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u4e00-\u9fff，。；）)]{3,200}"
    r"|(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_NUMBER_OF_DOCUMENT = re.compile(  # 某办发〔2024〕12号: found from its year
    rf"[〔\[（(【](?:(?:19|20)\d\d|20\d?[xX]{{1,2}})[〕\])）】](?:\d{{1,4}}|[{MARK}]{{1,4}})号"
)
_ISSUED = "[发函字办规令电]$"
_ISSUERS = (  # who issued it: from the name of a place on, from the last mark on, or two characters
    re.compile(rf"[中国省市州县区镇乡][{_HAN}]{{0,3}}{_ISSUED}"),
    re.compile(rf"(?<![{_HAN}])[{_HAN}]{{1,5}}{_ISSUED}"),
    re.compile(rf"[{_HAN}]{{2}}{_ISSUED}"),
)
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.\-]{0,12}$")
_LATIN_REST = re.compile(rf"[{DIGIT}A-Za-z.\-]{{1,24}}")

_SUFFIX = either(lexicon.words("name_suffixes"))
# xx市, **县, xx高新区; in quotes the whole quotation.
_HIDDEN = re.compile(rf"[{MARK}]{{1,8}}(?![{MARK}])(?:{_SUFFIX})?")
_QUOTED = re.compile(rf"[{MARK}]{{1,8}}[{_HAN}]{{0,4}}(?=[”’])")
_BOLD = re.compile(r"\*\*")
_LETTER = re.compile("[A-Za-wyzA-WYZ]")


def addresses(text: str) -> list[Span]:
    """Addresses on the net and of mail: what stands in them is read no further."""
    if "@" not in text and "www." not in text and "://" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]


def identifier_at(text: str, start: int) -> Span | None:
    """The identifier that begins with a numeral, or with the letters in front of it.

    >>> identifier_at("电话0100-1234567。", 2), identifier_at("浓度PM2.5下降", 4)
    ((2, 14), (2, 7))
    """
    if text[start].isdigit():
        before = text[start - 1 : start]
        if before == "《" and (end := text.find("》", start, start + 12)) > 0:
            return (start - 1, end + 1) if text[start:end].isdigit() else None
        if before.isascii() and (before.isalpha() or before in ("-", ".")) and before:
            return _latin(text, start)
        if _NAMED.search(text, max(0, start - 12), start) and (
            digits := _DIGITS.match(text, start)
        ):
            found = quantity_at(text, start)  # 邮编100000, 沪深300; 诈骗电话900余次
            more = found is not None and found.end > digits.end() + len(found.unit)
            return None if more else digits.span()
        if (digits := _LONG.match(text, start)) and not UNIT.match(text, digits.end()):
            return digits.span()
    match = _IDENTIFIER.match(text, start)
    return None if match is None or _in_latin_unit(text, start) else match.span()


def document_number_at(text: str, start: int) -> Span | None:
    """The number of a document whose year begins here."""
    if text[start - 1 : start] not in ("〔", "[", "(", "（", "【"):
        return None
    number = _NUMBER_OF_DOCUMENT.match(text, start - 1)
    if number is None:
        return None
    low = max(0, start - 8)
    issuer = next((m for form in _ISSUERS if (m := form.search(text, low, start - 1))), number)
    return issuer.start(), number.end()


def _latin(text: str, start: int) -> Span | None:
    """PM2.5, G60: letters and digits name a thing; GDP 5% counts."""
    letters = _LATIN_BEFORE.search(text, max(0, start - 14), start)
    if letters is None or not letters[0].strip("xX"):
        return None
    found = quantity_at(text, start)
    if found is not None and (found.kind == "money" or (found.unit and len(letters[0]) > 2)):
        return None
    rest = _LATIN_REST.match(text, start)
    return letters.start(), rest.end() if rest else start + 1


def _in_latin_unit(text: str, start: int) -> bool:
    """250m, 30w: a number and its unit or power, not a name."""
    found = quantity_at(text, start) if text[start].isdigit() else None
    if found is None or not found.readable:
        return False
    latin = any(char.isascii() and char.isalpha() for char in text[start : found.end])
    return latin and (bool(found.unit) or abs(found.number.value or found.number.high or 0) >= 1e4)


def quoted_name_at(text: str, start: int) -> Span | None:
    """A blacked-out name that is all of a quotation."""
    match = _QUOTED.match(text, start) if text[start - 1 : start] in ("“", "‘") else None
    return None if match is None else match.span()


def hidden_name_at(text: str, start: int) -> Span | None:
    """A blacked-out name with the noun it is the name of; a lone x or * may be anything."""
    match = _HIDDEN.match(text, start)
    if match is None:
        return None
    bare = match[0].strip(MARK) == ""
    beside = _LETTER.match(text, match.end())
    if bare and (len(match[0]) < 2 or match[0][0] in "○□△×" or beside or _is_bold(text, start)):
        return None
    return match.span()


def _is_bold(text: str, start: int) -> bool:
    """Whether ** is one of a pair around bold words, Han on one side of it only: 打造**品牌 is a name."""
    if not text.startswith("**", start):
        return False
    first = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
    last = text.find("\n", start, start + 200)
    stop = last if last >= 0 else start + 200
    marks = [m.start() for m in _BOLD.finditer(text, first, stop) if _is_bare(text, m.start())]
    at = marks.index(start) if start in marks else len(marks)
    pair = marks[at - at % 2 : at - at % 2 + 2]
    return len(pair) == 2 and not (_is_han(text, pair[0] - 1) and _is_han(text, pair[1] + 2))


def _is_bare(text: str, start: int) -> bool:
    match = _HIDDEN.match(text, start)
    return match is None or not match[0].strip(MARK)


def _is_han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "\u4e00" <= text[at] <= "\u9fff"


def is_letter(text: str, start: int) -> bool:
    """Whether an x is part of a Latin word."""
    if text[start] not in "xX" or text[start + 1 : start + 2] in ("x", "X"):
        return False
    before = start > 0 and _LETTER.match(text, start - 1)
    return bool(before or _LETTER.match(text, start + 1))

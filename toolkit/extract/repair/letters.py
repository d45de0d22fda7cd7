"""Characters to the ones that are meant: what copying left behind, shapes of other character sets,
full-width digits, glyphs that were printed twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from toolkit.extract.text import Edit

_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc]+"
)
_LINE_END = re.compile("\r(?!\n)|[\x0b\x0c\x85\u2028\u2029]")
_WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ％](?:(?<=[０-９])[０-９]{0,2}(?:，[０-９]{3})+(?![０-９])(?:．[０-９]+)?％?"
    "|[０-９Ａ-Ｚａ-ｚ％]*(?:．[０-９]+％?)?)"
)
_POINT = re.compile(r"(?<=\d)．(?=\d)")
_ITEM = re.compile(r"(?:\A|[\s。；;：:！？])\d{1,2}\Z")  # 1．2025年
_AMOUNT = re.compile(r"\d{1,3}[％%‰万亿个倍元亩吨米人]")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# Shapes of Han that exist only as parts of others or to match older character sets: ⼀ 一, 樂 樂.
_SHAPE = re.compile("[\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\uf900-\ufaff\ufe6a\u066a\u2105]")
_SIGN_WORD = re.compile("(?<=[0-9０-９])百分号")
# The supplement of radicals, from U+2E80 on; Unicode names no equivalents but for two of them.
_RADICALS = (
    "々厂乙乙乙亻冂几刀刂卜㔾小小兀尣尢尣巳幺彑彐忄㣺扌攵?旡日月歹母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒罓罒"
    "羊羊羊羊耂聿聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食食饣首马骨鬼鱼鸟卤麦黄"
    "黾斉齐歯齿竜龙龟亀龟"
)
# Kangxi radicals that fonts for simplified text take for the simplified character: 用⼾.
_SIMPLIFIED = {"\u2f3e": "户", "\u2fc8": "黄", "\u2fad": "青"}
# 一一、、主主要要: no text says four characters twice each, three of them Han.
_TWICE = re.compile(r"([^\s.·…—–_=*#-])\1(?:([^\s.·…—–_=*#-])\2){3,}")
_HAN = re.compile("[\u4e00-\u9fff]")


def control(text: str) -> Iterator[Edit]:
    """Characters without width or meaning that copying leaves behind, and rare line ends."""
    for match in _CONTROL.finditer(text):
        yield Edit(match.start(), match.end(), "", "control")
    for match in _LINE_END.finditer(text):
        yield Edit(match.start(), match.end(), "\n", "line_end")


def shapes(text: str) -> Iterator[Edit]:
    """Look-alikes that other character sets brought along, to the character they stand for.

    >>> from toolkit.extract.text import Text
    >>> Text("增⻓5﹪，⽉均").mend(shapes("增⻓5﹪，⽉均")).clean
    '增长5%，月均'
    """
    for match in _SIGN_WORD.finditer(text) if "百分号" in text else ():
        yield Edit(match.start(), match.end(), "%", "variant_character")
    for match in _SHAPE.finditer(text):
        yield Edit(match.start(), match.end(), _as_meant(match[0]), "variant_character")


@cache
def _as_meant(char: str) -> str:
    if char in "﹪٪℅":
        return "%"
    if char < "\u2f00":
        return _RADICALS[ord(char) - 0x2E80]
    return _SIMPLIFIED.get(char) or unicodedata.normalize("NFKC", char)


def doubled(text: str) -> Iterator[Edit]:
    """Glyphs printed twice to make them bold, each of which was taken for two characters.

    >>> from toolkit.extract.text import Text
    >>> Text("一一、、主主要要做做法法").mend(doubled("一一、、主主要要做做法法")).clean
    '一、主要做法'
    """
    for match in _TWICE.finditer(text):
        if len(set(_HAN.findall(match[0]))) >= 3:
            for at in range(match.start(), match.end(), 2):
                yield Edit(at + 1, at + 2, "", "doubled_character")


def width(text: str) -> Iterator[Edit]:
    """Full-width digits and letters, and the points and commas inside numbers.

    >>> from toolkit.extract.text import Text
    >>> Text("增长３．５％，１，２００户").mend(width("增长３．５％，１，２００户")).clean
    '增长3.5%，1,200户'
    """
    for match in _WIDE.finditer(text):
        number, point, rest = match[0].partition("．")
        if point and _is_item(text, match.start() + len(number)):
            yield _narrowed(number, match.start())
            yield _narrowed(rest, match.end() - len(rest))
        else:
            yield _narrowed(match[0], match.start())
    for match in _POINT.finditer(text) if "．" in text else ():
        if not _is_item(text, match.start()):
            yield _narrowed("．", match.start())


def _narrowed(wide: str, start: int) -> Edit:
    return Edit(start, start + len(wide), wide.translate(_NARROW), "width")


def _is_item(text: str, point: int) -> bool:
    """Whether a point closes the number of an item and does not stand inside a decimal."""
    begins = _ITEM.search(text, max(0, point - 3), point) is not None
    return begins and _AMOUNT.match(text, point + 1) is None

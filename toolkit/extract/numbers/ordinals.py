"""Places in an order: 第三次会议, 十八届, 二十大, item marks (一) 1. 一是, page numbers of a list."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.numerals import read_number
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.units import UNIT

_CN = "一二三四五六七八九十"
_N = rf"(?:\d{{1,4}}(?:\.\d)?|[{_CN}百零]{{1,6}}|[xX*×]{{1,4}})"
_NOUN = either(lexicon.words("ordinal_nouns"))
_PLENARY = rf"[{_CN}]{{1,2}}(?:中|次)(?:、[{_CN}]{{1,2}}[中次]){{0,3}}全会"

_NTH = re.compile(rf"第 ?{_N}(?:(?:[、至到—-]|和第|、第){_N})?{_NOUN}?")
_TERM = (  # 十八届, 14届全国人大, but 6届茶博会
    rf"(?:[{_CN}百]{{1,4}}届|[xX*×]{{1,4}}届|\d{{1,2}}届(?=[全中省市县区纪党委会国人政常{_CN}]))"
)
_CONGRESS = (
    rf"(?<!连续)(?<!连续举办)(?:{_N}(?:至|、|和))?{_TERM}"
    rf"(?:(?:中央纪?委?|中央委员会|省委|市委|县委|区委)?{_PLENARY})?"
)
_PARTY = "(?:十[一二三四五六七八九]|二十)大"  # 党的二十大, 从十九大到二十大
# Numerals that are ordinals for what stands around them.
_WORDED = re.compile(
    rf"{_CONGRESS}"
    rf"|{_PARTY}(?:(?<=[共的自从到至、和]...)|(?<=[共的自从到至、和]..))(?![类力项工举行任产])|{_PARTY}(?=[报精以召开代后和、，。”》的提对要会时确部作描擘到至]|$)"
    rf"|{_PLENARY}"
    rf"|(?<=[大协委届党])[{_CN}]{{1,3}}次(?:全体(?:\(扩大\)|（扩大）)?会议|全委(?:\(扩大\)|（扩大）)?会议?|全会|会议|常委会会议|党代会|代表大会)"
    rf"|[一二三四](?=、[二三四五]级)"
    rf"|(?:[特{_CN}]、){{0,3}}[特{_CN}]{{1,2}}等(?:奖|功(?!\d))"
    rf"|(?:[{_CN}]{{1,2}}|\d{{1,2}})楼(?![上宇市盘道])"
    rf"|(?<=[居列名入进]前)[{_CN}]{{1,2}}(?![{_CN}百千万个名位强家项])"
    rf"|(?<=[省市县国区居列位名在][前后])(?:[{_CN}]{{1,2}}|\d{{1,2}})[位名](?=[，。；、）)（(]|$)"
    rf"|(?<![办展训开共了过每])[一二三四五六]期(?![间待限盼货末满权许望初])|[一二三四五]标段"
    rf"|[一二]把手(?=$)"
)
# 三级医院 is a place, 市县乡三级 and 三级联动 count.
_GRADE = re.compile(
    "(?:[一二](?=类(?:水质|水体|标准|地区|保护|疫苗))类|[一二三四五]级)(?!联动|书记|网络|体系|联创|架构|贯通|协同|同步|平台|干部|纪检|党组织|问题|地区|人员|情形|企业|事项|行政|项目|医疗)"
)
_LEVELS = re.compile("[省市县区乡镇村街州旗国央、和]{2,}$|[各上下哪某]$")
# 一是 … 二是 …; 一要, 其一: at the head of a clause.
_LISTED = re.compile(rf"[{_CN}]{{1,2}}(?:是|要|则)(?![非否])")
_LINE_ENDS, _SENTENCE_ENDS, _CLAUSE_ENDS = (
    "\n\r",
    "。；;：:！!？?”…",
    "。；;：:，,、!！?？“”》)）—…",
)
_NUMBERED_NOUNS = ("表", "件", "图", "录", "栏")
# Marks of items and headings.
_BRACKETED = re.compile(
    rf"【\d{{1,3}}】|[(（][ \u3000]?(?:[{_CN}]{{1,3}}|\d{{1,2}})[ \u3000]?[)）](?:[、.．]|(?! ?[%％]))"
)
_CIRCLED = re.compile("[①-⑳⑴-⒇㈠-㈩]")
_AT_START = re.compile(
    rf"(?:[{_CN}]{{1,3}}|\d{{1,3}})[ \u3000]?[、．.](?!\d|[{_CN}、]+等[奖功])|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=[ \u3000]*[\u4e00-\u9fff])"
    rf"|\d{{1,2}}[)）]"
)
_MEASURED = re.compile(f"[万亿%％‰]|{UNIT.pattern}")
_INLINE = re.compile(rf"(?:\d{{1,2}}[ ]?[.．](?![\d ]*\d)|[{_CN}]{{1,2}}、(?![{_CN}]))")
_NUMBERED = re.compile(
    r"(?:附件|附表|附录|专栏|表|图)[ ]?(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})(?![\d个张])"
)


_TO_LAST = re.compile(rf"^第 ?[\d{_CN}百零]+[至到—-]")


Span = tuple[int, int]


def ordinal_at(text: str, start: int) -> Span | None:
    """The ordinal that a numeral belongs to, with what stands before the numeral (第, a bracket)."""
    match = _nth(text, start) or _mark(text, start) or _worded(text, start)
    return None if match is None else match.span()


def _nth(text: str, start: int) -> re.Match[str] | None:
    at = text.rfind("第", max(0, start - 2), start)
    if at < 0 or text[at + 1 : start].strip():
        return None
    return _NTH.match(text, at)


def _mark(text: str, start: int) -> re.Match[str] | None:
    """The mark of an item: (一), ①, 1. or 一、 where a line or sentence begins, 一是 in a clause."""
    bracket = start - 1
    while bracket > 0 and text[bracket] in " \u3000" and start - bracket < 2:
        bracket -= 1
    if bracket >= 0 and text[bracket] in "(（【" and (match := _BRACKETED.match(text, bracket)):
        return match
    before = _char_before(text, start)
    if before == "[" and (match := _INLINE.match(text, start)):
        return match  # [1.某办法](address)
    match = _CIRCLED.match(text, start)
    if before in _LINE_ENDS:
        return match or _numbered_line(text, start) or _LISTED.match(text, start)
    if match is None and before in _SENTENCE_ENDS:
        match = _INLINE.match(text, start)
    if match is None and (before in _CLAUSE_ENDS or text[start - 1] in " \u3000"):
        match = _LISTED.match(text, start)
    return match


def _char_before(text: str, start: int) -> str:
    """The last character before a place, blanks left out; a line's end where there is none."""
    return text[max(0, start - 6) : start].rstrip(" \u3000\t")[-1:] or "\n"


def _numbered_line(text: str, start: int) -> re.Match[str] | None:
    match = _AT_START.match(text, start)
    measured = match and "." in match[0][:-1] and _MEASURED.match(text, match.end())
    return None if measured else match  # 1.2万元 at the head of a line is no section number


def _worded(text: str, start: int) -> re.Match[str] | None:
    match = _WORDED.match(text, start)
    levels = _LEVELS.search(text, max(0, start - 8), start)
    if match is None and text[start] in "一二三四五" and not levels:
        match = _GRADE.match(text, start)
    if match is None and text[start - 1 : start] in _NUMBERED_NOUNS:
        match = _NUMBERED.match(text, max(0, start - 2)) or _NUMBERED.match(text, start - 1)
    return match


def place_of(text: str, between: bool = False) -> str | None:
    """The number that an ordinal says, as digits, or its first and last; None for other pairs.

    between: whether 之间 stands behind it.

    >>> place_of("第三十二次会议"), place_of("(四)"), place_of("二十届三中全会")
    ('32', '4', None)
    >>> place_of("第十至十五名"), place_of("第十和第十五", between=True), place_of("第一和第二")
    ('10/15', '10/15', None)
    """
    found = re.findall(rf"\d+|[{_CN}百零]+", text)
    if (len(found) == 2 and _TO_LAST.search(text)) or (between and "和" in text):
        return "/".join(str(place_of(number)) for number in found)
    if len(found) != 1:
        if text and text[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
            return str(ord(text[0]) - ord("①") + 1)
        return None
    number = read_number(found[0])
    return None if number is None or number.value is None else str(int(number.value))

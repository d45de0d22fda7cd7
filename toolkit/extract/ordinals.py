"""Places in an order: 第三次会议, 十八届, 二十大, item marks (一) 1. 一是, page numbers of a list."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numerals import read_number
from toolkit.extract.patterns import either
from toolkit.extract.units import UNIT

_CN = "一二三四五六七八九十"
_N = rf"(?:\d{{1,4}}|[{_CN}百零]{{1,6}}|[xX*×]{{1,4}})"
_NOUN = either(lexicon.words("ordinal_nouns"))
_PLENARY = rf"[{_CN}]{{1,2}}(?:中|次)(?:、[{_CN}]{{1,2}}[中次]){{0,3}}全会"

NTH = re.compile(rf"第 ?{_N}(?:(?:[、至到—-]|和第|、第){_N})?{_NOUN}?")
_CONGRESS = rf"(?:{_N}(?:至|、|和))?{_N}届(?:(?:中央纪?委?|中央委员会|省委|市委|县委|区委)?{_PLENARY})?"
# Numerals that are ordinals for what stands around them.
ORDINAL = re.compile(
    rf"{_CONGRESS}"
    rf"|(?:十[一二三四五六七八九]|[一二]十)大(?=[报精以召开代后和、，。”》的提对要会时确部作描擘擘]|$)"
    rf"|{_PLENARY}"
    rf"|(?<=[大协委届党])[{_CN}]{{1,3}}次(?:全体(?:\(扩大\)|（扩大）)?会议|全委(?:\(扩大\)|（扩大）)?会议?|全会|会议|常委会会议|党代会|代表大会)"
    rf"|(?<![省市县区乡镇村街央国校组州盟旗各上下])[一二三四五](?:级|类)(?!联动|书记|网络|体系|联创|架构|贯通|协同|同步|平台|干部|纪检|党组织|问题|地区|人员|情形|企业|事项|行政|项目)"
    rf"|[一二三四](?=、[二三四五]级)"
    rf"|[{_CN}]{{1,2}}等[奖功](?!\d)|[特一二三]等奖"
    rf"|(?:[{_CN}]{{1,2}}|\d{{1,2}})楼(?![上宇市盘道])"
    rf"|(?<=[居列名入进]前)[{_CN}]{{1,2}}(?![{_CN}百千万个名位强家项])"
    rf"|(?<![办展训开共了过每])[一二三四五六]期(?![间待限盼货末满权许望初])|[一二三四五]标段"
    rf"|[一二]把手(?=$)"
)
# 一是 … 二是 …; 一要, 其一: at the head of a clause.
_LISTED = re.compile(rf"[{_CN}]{{1,2}}(?:是|要|则)(?![非否])")
_CLAUSE = "。；;：:，,、!！?？\n\r “”》)） \u3000—…"
# Marks of items and headings.
MARK = re.compile(
    rf"[(（][ \u3000]?(?:[{_CN}]{{1,3}}|\d{{1,2}})[ \u3000]?[)）](?:[、.．]|(?! ?[%％]))"
    r"|[①-⑳⑴-⒇㈠-㈩]"
)
_AT_START = re.compile(
    rf"(?:[{_CN}]{{1,3}}|\d{{1,3}})[ \u3000]?[、．.](?!\d)|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=[ \u3000]*[\u4e00-\u9fff])"
    rf"|\d{{1,2}}[)）]"
)
_MEASURED = re.compile(f"[万亿%％‰]|{UNIT.pattern}")
_INLINE = re.compile(rf"(?:\d{{1,2}}[ ]?[.．](?![\d ]*\d)|[{_CN}]{{1,2}}、(?![{_CN}]))(?=[^\n]*)")
NUMBERED = re.compile(r"(?:附件|附表|附录|专栏|表|图)[ ]?(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,2})(?![\d个张])")


def listed(text: str, start: int, at_clause: bool) -> re.Match[str] | None:
    """一是, 二要 where a clause begins."""
    if not at_clause and start and text[start - 1] not in _CLAUSE:
        return None
    return _LISTED.match(text, start)


def item_mark(text: str, start: int, line_start: bool) -> re.Match[str] | None:
    """The mark of an item (1. or 一、) where a line or a sentence begins."""
    if line_start:
        match = _AT_START.match(text, start)
        return None if match and "." in match[0][:-1] and _MEASURED.match(text, match.end()) else match
    before = text[start - 1]
    if before in " \u3000":
        before = text[max(0, start - 4) : start].rstrip(" \u3000")[-1:] or "。"
    return _INLINE.match(text, start) if before in "。；;：:！!？?”…" else None


def place_of(text: str) -> str | None:
    """The number that an ordinal says, as digits; None where it says more than one.

    >>> place_of("第三十二次会议"), place_of("(四)"), place_of("二十届三中全会")
    ('32', '4', None)
    """
    found = re.findall(rf"\d+|[{_CN}百零]+", text)
    if len(found) != 1:
        if text and text[0] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
            return str(ord(text[0]) - ord("①") + 1)
        return None
    number = read_number(found[0])
    return None if number is None or number.value is None else str(int(number.value))

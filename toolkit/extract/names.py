"""Numerals that measure nothing: shorthand, identifiers, numerals in ordinary words."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numerals import MARK
from toolkit.extract.patterns import either
from toolkit.extract.units import KINDS

SHORTHAND = frozenset(lexicon.words("shorthand"))
NOT_NUMBERS = frozenset(lexicon.words("not_numbers"))
_COMMAS = ("、", "，", ",")  # 进一次门、查多项事 is written with any of them
_WRITTEN = [word.replace("、", comma) for word in SHORTHAND for comma in _COMMAS]
TERMS = re.compile(either(sorted({*_WRITTEN, *NOT_NUMBERS})))

_CN = "一二两三四五六七八九十"
# 一企一策, 一案双查, 三提三效, 九不准, 1+3+N: slogans by their form.
SLOGAN = re.compile(
    r"一(?![一二三四五六七八九十百千万亿])[\u4e00-\u9fff]一(?![一二三四五六七八九十百千万亿])[\u4e00-\u9fff]"
    rf"|(?<=[“‘])[{_CN}百双][\u4e00-\u9fff、]{{1,9}}(?=[”’])"
    r"|[1一](?:\+[\dNXn多]{1,2}){1,4}(?![\d%])"
)
# 发现一起、查处一起、通报一起: one slogan.
SERIES = re.compile(r"[\u4e00-\u9fff]{2}一[\u4e00-\u9fff](?:、[\u4e00-\u9fff]{2}一[\u4e00-\u9fff]){2,7}(?![\u4e00-\u9fff])")
_TO_QUOTE = re.compile(rf"[{_CN}][\u4e00-\u9fff]{{2,4}}(?=[”’])")
_SUFFIX = either(lexicon.words("name_suffixes"))
# A blacked-out name: xx市, **县, xx高新区; alone in quotes the whole quotation.
HIDDEN_NAME = re.compile(rf"[{MARK}]{{1,8}}(?![{MARK}])(?:{_SUFFIX})?")
QUOTED_NAME = re.compile(rf"[{MARK}]{{1,8}}[\u4e00-\u9fff]{{0,4}}(?=[”’])")
IDENTIFIER = re.compile(
    r"https?://[^\s\u4e00-\u9fff，。；）]{3,200}|www\.[^\s\u4e00-\u9fff，。；）]{3,200}"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
    r"|0\d{2,3}[-—－]\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|400-\d{3}-\d{4}"
    r"|\d{2,6}(?:室|房间|热线|专线|号文件|号文|国道|省道|县道)"
    r"|(?:1[0-9]{4}|9\d{4})(?=[”’]?(?:[\u4e00-\u9fff]{0,8}热线|平台|电话|政务|便民))"
    r"|\d{1,3}[·•]\d{1,2}(?=[”’])"
    r"|\d+(?=[A-Za-z]{2,}|[A-Za-z](?![A-Za-z]))[A-Za-z]{1,8}(?:\d+[A-Za-z]*)*(?:级|店)?"
    r"|\d{1,4}号(?=[楼院线井公地矿桥机文令])(?:楼|院|线|文)?|[一二三四五六七八九]号(?=文件|工程|院|楼|线)(?:文件|工程|院|楼|线)?"
)
_LATIN = re.compile(r"[A-Za-z][A-Za-z.\-]{0,12}\d[\dA-Za-z.\-]{0,12}")
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,6}[〔\[（(【](?:19|20)\d\d[〕\])）】]\d{1,4}号")


def is_slogan(words: str) -> bool:
    """Whether the words of a short quotation are a slogan made of numerals.

    >>> is_slogan("五必访"), is_slogan("三年"), is_slogan("一些")
    (True, False, False)
    """
    if words in NOT_NUMBERS or len(words) < 2:
        return False
    return words in SHORTHAND or words[1:] not in KINDS


def is_shorthand(term: str) -> bool:
    return term in SHORTHAND or term.replace("，", "、").replace(",", "、") in SHORTHAND


def quoted_end(text: str, start: int) -> re.Match[str] | None:
    """“高效办成一件事”: the numeral and what follows it at the end of a short quotation."""
    match = _TO_QUOTE.match(text, start)
    return match if match and re.search(r"[“‘][\u4e00-\u9fff]{1,6}$", text[max(0, start - 7) : start]) else None

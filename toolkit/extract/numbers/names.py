"""Numerals inside fixed words: shorthand (四风, 一企一策) and ordinary words (一些, 统一)."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.units import KINDS

Span = tuple[int, int]

_SHORTHAND = frozenset(lexicon.words("shorthand"))
_NOT_NUMBERS = frozenset(lexicon.words("not_numbers"))
_COMMAS = ("、", "，", ",")  # 进一次门、查多项事 is written with any of them
_WRITTEN = [word.replace("、", comma) for word in _SHORTHAND for comma in _COMMAS]
TERMS = re.compile(either(sorted({*_WRITTEN, *_NOT_NUMBERS})))

_EVERYDAY = frozenset("个次件项名位种份人家户条本篇张场块句章点票批轮届级期起处天")
_CN = "一二两三四五六七八九十"
# 一企一策, 一案双查, 三提三效, 九不准, 1+3+N: slogans by their form.
_SLOGAN = re.compile(
    rf"(?<=[“‘])(?!一[个类种些])[{_CN}百双][\u4e00-\u9fff、]{{1,9}}(?=[”’])|"
    r"一(?![一二三四五六七八九十百千万亿])[\u4e00-\u9fff]一(?![一二三四五六七八九十百千万亿])[\u4e00-\u9fff]"
    r"|[一N](?:\+(?:\d{1,3}|[NXn多])){1,4}(?![\d.%])"
)
_CODE = re.compile(  # 1+3+N, 28+10, “8337”
    r"\d{1,3}(?:\+(?:\d{1,3}|[NXn多])){1,4}(?![\d.%])|(?<=[“‘])\d{4,6}(?=[”’](?!热线|电话|平台|急救))"
)
# 发现一起、查处一起、通报一起: one slogan.
_ITEM = "[\u4e00-\u9fff]{1,2}一[\u4e00-\u9fff]"
_SERIES = re.compile(
    rf"{_ITEM}(?:、{_ITEM}){{2,7}}(?![\u4e00-\u9fff])"
    r"|[\u4e00-\u9fff]{2}一(?P<unit>[\u4e00-\u9fff])[、，,]?[\u4e00-\u9fff]{2}一(?P=unit)"
)
_QUOTE_BEGUN = re.compile("[“‘][\u4e00-\u9fff]{1,6}$")
_TO_QUOTE = re.compile(rf"(?!一[个类种些])[{_CN}][\u4e00-\u9fff]{{2,4}}(?=[”’])")


def is_shorthand(term: str) -> bool:
    """Whether a term of the lexicons is shorthand; the others count nothing."""
    return term.replace("，", "、").replace(",", "、") in _SHORTHAND


def slogan_at(text: str, start: int) -> Span | None:
    """The slogan that a numeral begins, or stands in, by its form.

    >>> slogan_at("落实“五必访”制度", 3), slogan_at("推行一村一策", 2), slogan_at("共一些", 1)
    ((3, 6), (2, 6), None)
    """
    if text[start].isdigit():
        code = _CODE.match(text, start)
        return code.span() if code else None
    for back in (2, 1):
        if start >= back and (series := _SERIES.match(text, start - back)):
            return series.span()
    match = _SLOGAN.match(text, start) or _to_end_of_quote(text, start)
    return match.span() if match and _is_slogan(match[0]) else None


def _is_slogan(words: str) -> bool:
    """What is only a number and its measure word is none (“三年”); a rare one names (“两重”)."""
    counted = words[1:] in KINDS and (KINDS[words[1:]] != "count" or words[1:] in _EVERYDAY)
    return words not in _NOT_NUMBERS and (words in _SHORTHAND or not counted)


def _to_end_of_quote(text: str, start: int) -> re.Match[str] | None:
    """“高效办成一件事”: the numeral and what follows it at the end of a short quotation."""
    match = _TO_QUOTE.match(text, start)
    return match if match and _QUOTE_BEGUN.search(text, max(0, start - 7), start) else None

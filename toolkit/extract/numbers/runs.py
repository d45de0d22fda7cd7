"""Every run of numeral characters gets one class: quantity, date, ordinal, shorthand, identifier.

What is left is none: numerals in ordinary words. One pass over the text from numeral to numeral;
at each, the readings are tried in the order in which they are certain, and a term of the lexicons
gives way only to a quantity that reaches further (三公, but 三公里).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.extract.model import Mention
from toolkit.extract.numbers import dates, identifiers, names, ordinals
from toolkit.extract.numbers.counting import Quantity, predicated
from toolkit.extract.numbers.numerals import (
    DIGIT,
    FORMAL,
    HAN,
    MARK,
    ONLY_DIGITS,
    PLAIN,
    TIMES,
    Number,
)
from toolkit.extract.numbers.quantities import quantity_at

Span = tuple[int, int]

_NUMERAL = re.compile(
    rf"[{DIGIT}{HAN}{MARK}{FORMAL}①-⑳⑴-⒇㈠-㈩几半双数上下若](?:(?<![{FORMAL}数上下若])|(?<=[{ONLY_DIGITS}])"
    rf"|(?<=数)(?=[{TIMES}\u4e00-\u9fff])|(?<=上)(?<![迈登跨站].)(?=[百千万亿])|(?<=若)(?=干)"
    rf"|(?<=[上下])(?=半年)|(?<=[{FORMAL}])(?=[{FORMAL}{TIMES}零元圆圓]|分之| ?[点點] ?[{FORMAL}{PLAIN}]))"
)
_RUN = re.compile(rf"[{HAN}{FORMAL}]+|[{DIGIT}]+|[{MARK}]+|.", re.S)
_NOUNS_OF_NUMBER = "人个次总户件分指系基参多少无岁函级倍字计算质正负整奇偶位代亩页期名变实虚对常序度为"  # 人数, 次数
_SURE = re.compile(  # 12.5万元, but 第6个, “5个”, PM2.5
    r"(?<!第 )(?<![A-Za-z第〔\[【“‘《(（+~～至.·•/／×*:：前—–－-])"
    r"[0-9]+(?:\.[0-9]+)?[万亿]?(?=[%％个家人项条户公亩件名吨倍平美座套斤份次张元])"
)
_SECTION = re.compile(r"[1-9]\d?\.\d{1,2}(?=[\u4e00-\u9fff]{2})")
_HALF_OF = ("年", "个月", "小时", "个小时")
# xx路, xx站: rather the name of one than so many of them
_UNITS_IN_NAMES = frozenset([*"路码站环团门口段流道班村"])
# 120以上, 比170高: a number that is compared is no name
_BOUNDED = ("以上", "以下", "以内", "左右", "之间", "上下", "或", "高", "低", "多", "少")
# A share or a change whose number is simply not there: 增长%, 达到()%, 提高___个百分点. Before other
# units a number may be missing or 一 be meant (超过亿元), so they are left alone.
_BARE_UNIT = re.compile(
    r"[%％个](?<![\d０-９一-九十百千万亿零点.多余几半xX*].)(?:(?<=[%％])|百分点)"
)
_GONE = re.compile(
    r"(?:增长|增加|上升|提高|提升|下降|降低|减少|压减|压缩|缩短|精简|占比?|比例|[达为至到超于过近约])了?"
    r"(?P<amount>(?:[(（][ \u3000]*[)）]|[_＿]{1,12}|[ \u3000]{1,6})?(?P<unit>[%％]|个百分点))$"
)
_LEAD = 24  # characters of the words and the gap in front of such a unit
_SAME_YEAR = 200  # characters over which a year that was said holds


@dataclass(slots=True)
class Classed:
    """What the runs of a text were read as."""

    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def classify(text: str, marks: Sequence[Span] = (), year: str | None = None) -> Classed:
    """All runs of a text. marks: where item marks or page numbers are known to stand; year: of
    the report, for 今年3月.

    >>> found = classify("二是培训3次,四风问题少了一些")
    >>> [m.kind for m in found.mentions], [q.unit for q in found.quantities]
    (['ordinal', 'shorthand'], ['次'])
    """
    return _Reader(text, marks, year).read()


def gone(text: str) -> Iterator[Quantity]:
    """Amounts whose number was taken out and whose unit was left."""
    for bare in _BARE_UNIT.finditer(text):
        match = _GONE.search(text, max(0, bare.start() - _LEAD), bare.end())
        if match is None:
            continue
        unit = match["unit"].replace("％", "%")
        yield Quantity(*match.span("amount"), Number(redacted=True), unit, "percent")


class _Reader:
    def __init__(self, text: str, marks: Sequence[Span], year: str | None) -> None:
        self.text = text
        known = [(*span, "ordinal") for span in marks]
        known += [(*span, "identifier") for span in identifiers.addresses(text)]
        self.known = iter(sorted(known))
        self.next_known = next(self.known, None)
        self.terms = names.TERMS.finditer(text)
        self.term = next(self.terms, None)
        self.report_year = year
        self.year: tuple[int, str] | None = None  # where a year was last said, and which
        self.reached = 0  # where the last thing found ends
        self.measured: tuple[int, Quantity | None] = (-1, None)  # where was read last, and what
        self.found = Classed()

    def read(self) -> Classed:
        search = _NUMERAL.search
        match = search(self.text)
        while match is not None:
            start = match.start()
            match = search(self.text, max(self._one(start), start + 1))
        self.found.quantities += gone(self.text)
        self.found.quantities.sort(key=lambda quantity: quantity.start)
        return self.found

    def _one(self, start: int) -> int:
        """Class the run that begins here; where to go on."""
        certain = (
            self._known(start)
            or self._sure(start)
            or self._document(start)
            or self._date(start)
            or self._term(start)
        )
        if certain is not None:
            return certain
        text = self.text
        if (span := ordinals.ordinal_at(text, start)) is not None:
            between = text.startswith("之间", span[1])
            return self._add("ordinal", span, ordinals.place_of(text[slice(*span)], between))
        if (span := names.slogan_at(text, start)) is not None:
            return self._add("shorthand", span)
        if text[start] in MARK:
            return self._hidden(start)
        if (span := identifiers.identifier_at(text, start)) is not None:
            return self._add("identifier", span)
        return self._quantity(start)

    def _at(self, start: int) -> Quantity | None:
        if self.measured[0] != start:
            self.measured = start, quantity_at(self.text, start)
        return self.measured[1]

    def _add(self, kind: str, span: Span, value: str | None = None) -> int:
        words = self.text[slice(*span)]
        if value is None and kind in ("shorthand", "identifier"):
            value = words.strip("《》")
        if span[0] >= self.reached:
            self.found.mentions.append(Mention(*span, words, kind, value))
            self.reached = span[1]
        return span[1]

    def _count(self, found: Quantity) -> int:
        if found.start >= self.reached:
            self.found.quantities.append(found)
            self.reached = found.end
        return found.end

    def _known(self, start: int) -> int | None:
        while self.next_known is not None and self.next_known[1] <= start:
            self.next_known = next(self.known, None)
        if self.next_known is None or self.next_known[0] > start:
            return None
        first, end, kind = self.next_known
        value = ordinals.place_of(self.text[first:end]) if kind == "ordinal" else None
        return self._add(kind, (first, end), value)

    def _sure(self, start: int) -> int | None:
        """Digits with an everyday unit count, unless what stands before them says otherwise."""
        text = self.text
        if _SURE.match(text, start) is None:
            return None
        found = self._at(start)
        return self._count(found) if found is not None and found.unit else None

    def _document(self, start: int) -> int | None:
        span = identifiers.document_number_at(self.text, start)
        return None if span is None else self._add("identifier", span)

    def _date(self, start: int) -> int | None:
        span = dates.date_at(self.text, start)
        if span is None:
            return None
        year = self.report_year if self.text.endswith("今年", 0, start) else None
        if year is None and self.year is not None and start - self.year[0] < _SAME_YEAR:
            year = None if "\n" in self.text[self.year[0] : start] else self.year[1]
        value = dates.iso(self.text[slice(*span)], year)
        if (said := dates.year_of(value)) is not None:
            self.year = (start, said)
        return self._add("date", span, value)

    def _term(self, start: int) -> int | None:
        while self.term is not None and self.term.end() <= start:
            self.term = next(self.terms, None)
        if self.term is None or self.term.start() > start:
            return start + 1 if self.text[start] == "双" else None  # no number, but 双创
        if self.term.start() == start and self.text.startswith("第", start - 1):
            return None  # 第一时间 is not 一时
        found = self._at(start)
        if found is not None and (found.end > self.term.end() or _is_amount(self.text, found)):
            return None
        if names.is_shorthand(self.term[0]):
            return self._add("shorthand", self.term.span())
        return self.term.end()

    def _hidden(self, start: int) -> int:
        """What is blacked out: with a unit an amount, else a name."""
        text = self.text
        if identifiers.is_letter(text, start):
            return start + 1
        if (span := identifiers.quoted_name_at(text, start)) is not None:
            return self._add("identifier", span)
        opened = start > 0 and text[start - 1] in "(（[〔【"
        found = quantity_at(text, start - 1) if opened else None
        found = found or quantity_at(text, start)
        if found is not None and found.number.redacted and found.unit not in _UNITS_IN_NAMES:
            return self._count(found)
        if (span := identifiers.hidden_name_at(text, start)) is not None:
            return self._add("identifier", span)
        return _past(text, start)

    def _quantity(self, start: int) -> int:
        text, before = self.text, self.text[start - 1 : start]
        of_noun = text[start] == "数" and before and before in _NOUNS_OF_NUMBER
        if of_noun or (text[start] == "半" and not text.startswith(_HALF_OF, start + 1)):
            return start + 1
        found = self._at(start)
        if found is None:
            return _past(text, start)
        closed = text[found.end : found.end + 1] in ("》", "”")
        if closed and not found.unit and text[start].isdigit():
            return self._add("identifier", (start, found.end))  # 《某某2》
        if not found.unit and start == self.reached > 0 and _SECTION.match(text, start):
            return self._add("ordinal", (start, found.end))  # 投资9万元2.3本项目
        if _is_name(text, found):
            return self._add("identifier", (start, found.end))
        return self._count(found)


def _is_amount(text: str, found: Quantity) -> bool:
    """近千万家庭: 千万 is so many only where a word leads to it."""
    return not found.unit and predicated(text, found.start)


def _is_name(text: str, found: Quantity) -> bool:
    """120急救中心: a bare number of three digits or more in front of a noun names something."""
    wrote, after = text[found.start : found.end], text[found.end : found.end + 1]
    named = len(wrote) >= 3 and wrote.isdecimal() and not found.unit
    noun = "\u4e00" <= after <= "\u9fff" and not text.startswith(_BOUNDED, found.end)
    return named and noun and not predicated(text, found.start)


def _past(text: str, start: int) -> int:
    match = _RUN.match(text, start)
    return match.end() if match else start + 1

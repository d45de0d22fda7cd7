"""Every run of numeral characters gets one class: quantity, date, ordinal, shorthand, identifier.

What is left is none: numerals in ordinary words. One pass over the text from numeral to numeral;
at each, the readings are tried in the order in which they are certain, and the longest term of
the lexicons wins over a shorter quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.extract import dates, names, ordinals
from toolkit.extract.model import Mention
from toolkit.extract.numerals import DIGIT, FORMAL, HAN, MARK, PLAIN, TIMES
from toolkit.extract.quantities import Quantity, quantity_at

Span = tuple[int, int]

_TRIGGER = re.compile(
    rf"[{DIGIT}{HAN}几半{MARK}①-⑳⑴-⒇㈠-㈩]|数(?=[{TIMES}\u4e00-\u9fff])|上(?=[百千万亿])"
    rf"|若(?=干)|[上下](?=半年)|[{FORMAL}](?=[{FORMAL}{TIMES}零]|分之)|https?://|www\."
)
_DATEISH = re.compile(
    rf"[{DIGIT}{HAN}{MARK}元]{{1,4}} ?[年月日号季时点:：世\-—–－至到~～/.份]|(?:19|20)[{DIGIT}]{{2}}[)）】〕]"
)
_NOT_COUNT_BEFORE = "人个次总户件分指系基参多少无岁函级倍字计算质正负整奇偶位代亩页期名变实虚函对常序度系为"
_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z.\-]{0,12}$")
_LATIN_REST = re.compile(rf"[{DIGIT}A-Za-z.\-]{{1,24}}")
_LETTER = re.compile("[A-Za-wyzA-WYZ]")
_QUARTER_BEFORE = "前第"
_SAME_YEAR = 200  # characters over which a year that was said holds
_MARKS = re.compile(rf"[{MARK}]+")


@dataclass(slots=True)
class Classed:
    """What the runs of a text were read as."""

    quantities: list[Quantity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def classify(text: str, marks: Sequence[Span] = (), year: str | None = None) -> Classed:
    """All runs of a text. marks: spans known to be item marks or page numbers; year: of the report."""
    return _Reader(text, marks, year).read()


class _Reader:
    def __init__(self, text: str, marks: Sequence[Span], year: str | None) -> None:
        self.text = text
        self.marks = iter(sorted(marks))
        self.mark: Span | None = next(self.marks, None)
        self.terms = names.TERMS.finditer(text)
        self.term = next(self.terms, None)
        self.report_year = year
        self.year: tuple[int, str] | None = None  # where a year was last said
        self.found = Classed()

    def read(self) -> Classed:
        text, search = self.text, _TRIGGER.search
        match = search(text)
        while match is not None:
            start = match.start()
            match = search(text, max(self.one(start), start + 1))
        return self.found

    def one(self, start: int) -> int:
        """Class the run at a place; where to go on."""
        if (mark := self.mark_at(start)) is not None:
            return self.add("ordinal", mark[0], mark[1], ordinals.place_of(self.text[mark[0] : mark[1]].strip()))
        for reading in (self.date, self.nth, self.term_, self.mark_of_item, self.ordinal, self.slogan, self.identifier, self.hidden):
            if (end := reading(start)) is not None:
                return end
        return self.quantity(start)

    def add(self, kind: str, start: int, end: int, value: str | None) -> int:
        self.found.mentions.append(Mention(start, end, self.text[start:end], kind, value))
        return end

    def mark_at(self, start: int) -> Span | None:
        while self.mark is not None and self.mark[1] <= start:
            self.mark = next(self.marks, None)
        return self.mark if self.mark is not None and self.mark[0] <= start else None

    def date(self, start: int) -> int | None:
        text = self.text
        if text[start] in "上下":
            match = dates.DATE.match(text, start)
            return None if match is None else self.add_date(match)
        before = text[start - 1] if start else ""
        if before in "周期拜" and (week := dates.WEEKDAY.match(text, start - (1 if before == "周" else 2))):
            return self.add("date", week.start(), week.end(), None)
        if not _DATEISH.match(text, start):
            return None
        if before in _QUARTER_BEFORE and before:
            match = dates.DATE.match(text, start - 1)
            if match is not None:
                return self.add_date(match)
            if before == "第":
                return None
        match = dates.DATE.match(text, start) or dates.BARE_YEAR.match(text, start)
        return None if match is None else self.add_date(match)

    def add_date(self, match: re.Match[str]) -> int:
        start, end = match.span()
        known = self.report_year if self.text[max(0, start - 2) : start] == "今年" else None
        if self.year is not None and start - self.year[0] < _SAME_YEAR:
            known = known or (None if "\n" in self.text[self.year[0] : start] else self.year[1])
        value = dates.iso(match[0], known)
        if (year := dates.year_of(value)) is not None:
            self.year = (start, year)
        return self.add("date", start, end, value)

    def nth(self, start: int) -> int | None:
        if not start or self.text[start - 1] not in "第 " or "第" not in self.text[max(0, start - 2) : start]:
            return None
        match = ordinals.NTH.match(self.text, self.text.rindex("第", 0, start))
        return None if match is None else self.add("ordinal", *match.span(), ordinals.place_of(match[0]))

    def term_(self, start: int) -> int | None:
        """A term of the lexicons that covers the run, unless a quantity reaches further."""
        while self.term is not None and self.term.end() <= start:
            self.term = next(self.terms, None)
        term = self.term
        if term is None or term.start() > start:
            return None
        found = quantity_at(self.text, start)
        if found is not None and found.end > term.end():
            return None
        if names.is_shorthand(term[0]):
            return self.add("shorthand", *term.span(), term[0])
        return term.end()

    def mark_of_item(self, start: int) -> int | None:
        text, before = self.text, self.text[start - 1 : start]
        if text[start] in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" or "⑴" <= text[start] <= "⒇" or "㈠" <= text[start] <= "㈩":
            return self.add("ordinal", start, start + 1, ordinals.place_of(text[start]))
        match = None
        if before in "(（" and before or before in " \u3000" and text[start - 2 : start - 1] in "(（" and before and start > 1:
            match = ordinals.MARK.match(text, start - 1 if before in "(（" else start - 2)
        line_start = self.at_line_start(start)
        match = match or (ordinals.item_mark(text, start, line_start) if before in "" or line_start or before in "。；;：:！!？?”… \u3000" else None)
        match = match or ordinals.listed(text, start, line_start)
        return None if match is None else self.add("ordinal", *match.span(), ordinals.place_of(match[0]))

    def at_line_start(self, start: int) -> bool:
        while start and self.text[start - 1] in " \u3000\t":
            start -= 1
        return not start or self.text[start - 1] in "\n\r"

    def ordinal(self, start: int) -> int | None:
        match = ordinals.ORDINAL.match(self.text, start)
        if match is None and self.text[start - 1 : start] in "表件图录栏":
            match = next((m for back in (2, 1) if (m := ordinals.NUMBERED.match(self.text, max(0, start - back)))), None)
        return None if match is None else self.add("ordinal", *match.span(), ordinals.place_of(match[0]))

    def slogan(self, start: int) -> int | None:
        text = self.text
        if start > 1 and (match := names.SERIES.match(text, start - 2)):
            return self.add("shorthand", *match.span(), match[0])
        match = names.SLOGAN.match(text, start) or names.quoted_end(text, start)
        if match is None or not names.is_slogan(match[0]):
            return None
        return self.add("shorthand", *match.span(), match[0])

    def identifier(self, start: int) -> int | None:
        text = self.text
        match = names.IDENTIFIER.match(text, start)
        if match is not None and not (text[start].isdigit() and _in_latin_unit(text, start)):
            return self.add("identifier", *match.span(), match[0])
        if not text[start].isdigit():
            return None
        before = text[start - 1 : start]
        if before and before.isascii() and (before.isalpha() or before in "-."):
            return self.latin(start)
        if before == "《" and (end := text.find("》", start, start + 12)) > 0 and text[start:end].isdigit():
            return self.add("identifier", start - 1, end + 1, text[start:end])
        return None

    def latin(self, start: int) -> int | None:
        """PM2.5, G60, C919: letters and digits name a thing; GDP 5% counts."""
        text = self.text
        letters = _LATIN_BEFORE.search(text, max(0, start - 14), start)
        if letters is None:
            return None
        found = quantity_at(text, start)
        if found is not None and found.unit and len(letters[0]) > 2:
            return None
        rest = _LATIN_REST.match(text, start)
        return self.add("identifier", letters.start(), rest.end() if rest else start + 1, text[letters.start() : rest.end() if rest else start + 1])

    def hidden(self, start: int) -> int | None:
        """A blacked-out name: xx市; what has a unit is a quantity, what stands in a word is none."""
        text = self.text
        if text[start] not in MARK:
            return None
        if _LETTER.match(text[start - 1 : start] or "。") and text[start] in "xX":
            return start + 1
        if start and text[start - 1] in "“‘" and (quoted := names.QUOTED_NAME.match(text, start)):
            return self.add("identifier", *quoted.span(), quoted[0])
        back = 1 if start and text[start - 1] in "(（[〔【" else 0
        found = quantity_at(text, start - back) or (quantity_at(text, start) if back else None)
        if found is not None and found.number.redacted:
            self.found.quantities.append(found)
            return found.end
        match = names.HIDDEN_NAME.match(text, start)
        if match is None:
            return _MARKS.match(text, start).end()  # type: ignore[union-attr]
        bare = match[0].strip(MARK) == ""
        if bare and (len(match[0]) < 2 or match[0][0] in "○□△×" or _LETTER.match(text[match.end() : match.end() + 1] or "。")):
            return match.end()
        return self.add("identifier", *match.span(), match[0])

    def quantity(self, start: int) -> int:
        text = self.text
        if text[start] == "数" and text[start - 1 : start] in _NOT_COUNT_BEFORE and start:
            return start + 1
        if text[start] == "半" and not text.startswith(("年", "个月", "小时", "个小时"), start + 1):
            return start + 1
        found = quantity_at(text, start)
        if found is None:
            return _past(text, start)
        self.found.quantities.append(found)
        return found.end


def _in_latin_unit(text: str, start: int) -> bool:
    """250m, 2cm, 30w: a number and its unit or power, not a name."""
    found = quantity_at(text, start)
    if found is None or not found.readable:
        return False
    last = text[found.end - 1]
    return last.isascii() and last.isalpha() and (bool(found.unit) or (found.number.value or 0) >= 1e4)


_RUN = re.compile(rf"[{HAN}]+|[{DIGIT}]+")


def _past(text: str, start: int) -> int:
    match = _RUN.match(text, start)
    return match.end() if match else start + 1


def runs(text: str) -> Iterator[Span]:
    """Every run of numeral characters, whatever it is: what coverage is counted over."""
    for match in re.finditer(rf"[{DIGIT}]+|[{PLAIN}{TIMES}]+", text):
        yield match.span()

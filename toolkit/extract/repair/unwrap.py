"""Lines of a text of fixed width, joined to its paragraphs.

A line was broken because it was full where the next word would have made it wider than the
text: the width is the one that explains most line ends so. Paragraphs then end at lines that
were not full, before an indent or an empty line where the text uses those, and before numbers
that open paragraphs elsewhere in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf, log

from toolkit.extract.repair.pageodds import Usage, odds
from toolkit.extract.structure.markers import ordinal_of
from toolkit.extract.structure.wording import ending
from toolkit.extract.text import Edit

ENDED = frozenset("。！？；：!?;:…")
HANGING = "，。；：、！？”’）》】％%,.;:!?)"
# What is not broken over two lines: a number with its sign, a word, the marks beside them.
WORD = re.compile(rf"[“‘（《【(]*(?:[\d.,%％]+|[A-Za-z]+|.)[{re.escape(HANGING)}]*")
_H = "[一二三四五六七八九十百]"
_OPENERS = {  # what may open a paragraph, and how often it does for each time it stands inside one
    "han": (rf"{_H}{{1,4}} ?[、．.]", 3.0),
    "paren": (rf"[（(]{_H}{{1,4}}[）)]", 3.0),
    "rule": (rf"第(?:{_H}|\d){{1,5}}[章节编部]", 3.0),
    "article": (rf"第(?:{_H}|\d){{1,5}}条", 3.0),
    "digit": (r"\d{1,3} ?(?:[.．](?!\d)|、|[）)])", 1.0),
    "bracket": (r"[（(〔\[]\d{1,4}[）)〕\]]", 1.0),
    "circled": (r"[①-⑳⑴-⒇]", 0.5),
    "count": (rf"{_H}{{1,2}}是|第{_H}{{1,2}}[，,、：:]|其{_H}[，,、：:]", 0.3),
    "dash": (r"——|●|■|◆|•|[-*+] |#|\||附件|【|<", 3.0),
    "label": ("[\u4e00-\u9fff \u3000]{2,8}[：:]", -inf),
}
OPENER = re.compile("|".join(f"(?P<{name}>{form})" for name, (form, _) in _OPENERS.items()))
_INSIDE = re.compile(rf"(?<=[。；：:，,、])(?:{OPENER.pattern})")
_VENUE = re.compile(r"[—–-]{0,2}\d{4}年\d{1,2}月\d{1,2}日在.{4,60}会议上")  # below a report's title
_GAP_TEXT, _FEW_ENDS = "\u3000\u3000", 0.05
_ENTRY = re.compile(r"(?:\d{1,3} ?[.．、])?(?P<words>[^。；]{4,60}?)[ \u3000.．…·]+\d{1,3}")
_NEXT_WITHIN = 40  # lines within which the next number of a list is looked for
_LONGEST_LINES, _ENTRY_LINES = 8, 4
LETTERS = re.compile("[a-wyzA-WYZ]{2}")  # xx% is blacked out
_LINE_END = re.compile(r"[\r\n]+")
_FIRST = re.compile(r"[（(第〔\[]?(?:一|1)(?![一二三四五六七八九十\d])")
_GAP = re.compile("[ \t]*(?:\u3000|\t|  )")  # where a break was lost before
_SENTENCE_END = re.compile("[。；;！？]")
_COUNT = re.compile(rf"[（(第〔\[]?({_H}{{1,5}}|\d{{1,3}})")
_WIDEST, _NARROWEST = 120, 16  # columns of a text of fixed width
_LONGER = 0.2  # of the lines may be longer than the others
_MARK, _TORN = 5, 2.0  # columns of a page mark, the odds of what is surely torn
_HANGING = 2  # columns of a mark that may stand behind the edge
_FEWEST, _FEW = 3, 0.12  # lines, and share of them, that were full in mid-sentence
_NEAR, _FULL = 0.8, 0.5  # of the lines nearly as wide as the text so many were full
_PROSE, _OF_PROSE = re.compile("[，。；：、,;:]"), 0.25  # of them have a mark within
_MARKED = 0.7  # of the paragraphs open with an indent or behind an empty line
_HEADING = frozenset(("han", "paren", "rule", "digit"))
_LONGEST_HEADING = 60
_SURE = 9.0  # the odds of what is certain
_ITEMS = 3.0  # the odds that an item goes on to its full stop where those of its kind do
_RUN_IN, _RUN_IN_LONGEST = 1.5, 36  # what opens a paragraph with a short sentence runs into it
_LIKE = 1.5  # the odds that a heading is like the one before it
_EVEN = 0.9  # of the lines that may be full at a width that differs are full at one that does not
_RECURS, _TAIL = (
    3,
    4,
)  # times a line stands in a text, and its columns, until it is no piece of a paragraph
_SHORT = 6  # columns by which the last line of a paragraph is shorter, where lines differ in width
_LOOSE = 10  # the width of lines that differ may do so by one part in ten


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its words and, up to the next, blanks and line ends."""

    start: int  # of its words
    end: int
    words: str
    indent: int  # columns
    width: int  # columns, indent and all
    trailing: int  # columns of blanks behind it
    word: int  # columns of its first word
    empty: int  # empty lines behind it
    opener: str | None


def unwrap(text: str) -> Iterator[Edit]:
    r"""The line ends that only keep a text to its width.

    >>> prose = "今年以来新建管网一百二十八公里，改造老旧小区五个。各乡镇逐村核对台账，" * 3
    >>> text = "一、主要成效\n" + "\n".join(prose[at : at + 16] for at in range(0, len(prose), 16))
    >>> len(list(unwrap(text))), text.count("\n")
    (6, 7)
    """
    if not _may_be_wrapped(text):
        return
    lines = list(page_lines(text))
    (even, width), (uneven, widest) = _width(lines, False), _width(lines, True)
    if even and even >= _EVEN * uneven:
        yield from _Paragraphs(text, lines, width, False).joins()
    elif uneven:
        yield from _Paragraphs(text, lines, widest, True).joins()


def _may_be_wrapped(text: str) -> bool:
    """Whether a text has so many line ends that they may keep it to a width."""
    return text.count("\n") >= _FEWEST and len(text) / (text.count("\n") + 1) <= _WIDEST


def page_lines(text: str) -> Iterator[Line]:
    start, found = 0, None
    for piece in text.splitlines(keepends=True):
        words = piece.strip()
        if words:
            if found:
                yield _line(*found)
            indent = len(piece) - len(piece.lstrip())
            trailing = len(piece.rstrip("\r\n")) - indent - len(words)
            found = (start + indent, piece[:indent], words, trailing, 0)
        elif found:
            found = (*found[:4], found[4] + 1)
        start += len(piece)
    if found:
        yield _line(*found)


def _line(start: int, blanks: str, words: str, trailing: int, empty: int) -> Line:
    indent = columns(blanks)
    opener = OPENER.match(words.lstrip("*#> ")) or OPENER.match(words)
    word = WORD.match(words)
    return Line(
        start=start,
        end=start + len(words),
        words=words,
        indent=indent,
        width=indent + columns(words),
        trailing=trailing,
        word=columns(word[0]) if word else 2,
        empty=empty,
        opener=opener.lastgroup if opener else None,
    )


def _bare(words: str) -> str:
    return "".join(words.split())


def columns(words: str) -> int:
    """Columns of a terminal: one for a character of ASCII, two for others."""
    return 2 * len(words) - len(words.encode("ascii", errors="ignore"))


def _width(lines: Sequence[Line], loose: bool) -> tuple[int, int]:
    """How many lines were full in mid-sentence, and at which width; 0 where too few were."""
    counts: Counter[int] = Counter()
    prose = 0
    for line, after in pairwise(lines):
        marks = _PROSE.search(line.words, 4) is not None
        goes_on = line.words[-1] not in ENDED and after.opener is None
        if goes_on and line.width <= _WIDEST and (marks or line.opener is None):
            counts.update(_fits(line, after, loose))
            prose += marks
    widths = sorted(line.width for line in lines)
    found = [(0, 0)]
    for width, count in counts.items():
        near = len(widths) - bisect_left(widths, width * _NEAR)
        longer = len(widths) - bisect_right(widths, width + _HANGING)
        often = count >= max(_FEWEST + loose, _FULL * near, _FEW * len(lines))
        if often and width >= _NARROWEST and longer <= _LONGER * len(lines):
            found.append((count, -width))
    count, width = max(found)
    return (count, -width) if prose >= _OF_PROSE * count else (0, 0)


def _fits(line: Line, after: Line, loose: bool) -> range:
    """The widths at which a line was full: the first word of the next did not go on it."""
    hangs = 2 * (line.words[-1] in HANGING)
    return range(
        line.width - hangs,
        line.width + line.trailing + after.word + (loose and line.width // _LOOSE),
    )


class _Paragraphs:
    """The lines of a text of fixed width, and where its paragraphs end."""

    def __init__(self, text: str, lines: Sequence[Line], width: int, loose: bool) -> None:
        self.text, self.lines, self.width, self.loose = text, lines, width, loose
        self.full = [self._is_full(*pair) for pair in pairwise(lines)]
        inside = [
            pair
            for pair, full in zip(pairwise(lines), self.full, strict=True)
            if full and pair[0].words[-1] not in ENDED and pair[1].opener is None
        ]
        self.indent = Counter(after.indent for _, after in inside).most_common(1)[0][0]
        self.empty = Counter(line.empty for line, _ in inside).most_common(1)[0][0]
        self.opens = [self._is_marked(*pair) for pair in pairwise(lines)]
        ends = [
            opens
            for (line, _), full, opens in zip(pairwise(lines), self.full, self.opens, strict=True)
            if not full and line.words[-1] in ENDED
        ]
        self.marked = bool(ends) and sum(ends) >= _MARKED * len(ends)
        self.torn = any(
            full and line.words[-1].isdigit() and after.words[0].isdigit()
            for full, (line, after) in zip(self.full, pairwise(lines), strict=True)
        )
        self.usual = self._openers()
        self.flush = self._flush()
        often = Counter(
            line.words
            for line, full in zip(lines, [*self.full, False], strict=True)
            if line.width > _TAIL and not full
        )
        self.recurring = {words for words, count in often.items() if count >= _RECURS}
        # Paragraphs parted by gaps alone, their breaks lost before the text was wrapped.
        self.gaps = self.full.count(False) <= _FEW_ENDS * len(lines) and _GAP_TEXT in text

    def _is_full(self, line: Line, after: Line) -> bool:
        """Whether a line is full."""
        if line.width > self.width + _HANGING and line.words[-1] not in ENDED:
            prose = "。" in line.words or "，" in line.words
            torn = prose or odds(line.words, after.words, True, self._usage) > 0
            return after.opener is None and torn
        fits = _fits(line, after, self.loose)
        if line is self.lines[0] and fits.stop <= self.width < fits.stop + _MARK:
            return odds(line.words, after.words, True, self._usage) > _TORN
        return self.width in fits

    def _is_marked(self, line: Line, after: Line) -> bool:
        wide = _GAP.match(self.text, line.end) is not None  # of which a part is left here
        return wide or after.indent > self.indent + 1 or line.empty > self.empty

    def _openers(self) -> Counter[str]:
        """How much more often each kind of number opens a paragraph than it stands within one."""
        often: Counter[str] = Counter()
        for at, (full, line) in enumerate(zip(self.full, self.lines[1:], strict=True)):
            if line.opener and (not full or self.opens[at]):
                often[line.opener] += 1
        for match in _INSIDE.finditer(self.text):
            often[match.lastgroup or ""] -= 1
        return often

    def _flush(self) -> frozenset[str | None]:
        """The kinds of number that open a paragraph without its mark (an indent) for certain."""
        certain = [
            (line.opener, opens)
            for line, full, opens in zip(self.lines[1:], self.full, self.opens, strict=True)
            if not full
        ]
        marked = {opener for opener, opens in certain if opens}
        kinds = {line.opener for line in self.lines} - marked
        return frozenset(kinds | {opener for opener, opens in certain if not opens})

    def joins(self) -> Iterator[Edit]:
        first = 0
        self._before: dict[str | None, float] = {}  # how the last heading of a kind ended
        self._entries: set[str] = set()  # of a table of contents
        self._listed: str | None = None  # what the last of them opened with
        for at, (line, after) in enumerate(pairwise(self.lines)):
            if self.gaps and self.full[at] and self.opens[at]:
                ends = _LINE_END.search(self.text, line.end, after.start)
                yield Edit(*(ends.span() if ends else (line.end, line.end)), "", "broken_line")
                first = at + 1
            elif self._goes_on(first, at):
                yield self._join(line, after)
            else:
                entry = _ENTRY.fullmatch(self._words(first, at))
                self._listed = self.lines[first].opener if entry else None
                if entry:
                    self._entries.add(_bare(entry["words"]))
                if self.lines[first].opener in _HEADING:
                    run_in = not self._is_heading(first, at)
                    alone = -_LIKE / (2 if self.full[at] else 1)
                    self._before[self.lines[first].opener] = _LIKE if run_in else alone
                first = at + 1

    def _join(self, line: Line, after: Line) -> Edit:
        """Without the blanks beside the line end where they part two Han."""
        start, end = line.end, after.start
        if line.words[-1] > "\u4e00" and after.words[0] > "\u4e00":
            return Edit(start, end, "", "broken_line")
        between = self.text[start:end]
        kept = len(between) - len(between.lstrip(" \t"))
        words = LETTERS.fullmatch(line.words[-1] + after.words[0]) and not (kept or self.torn)
        if not self.indent:
            end -= len(between) - len(between.rstrip(" \t"))
        return Edit(start + kept, end, " " if words else "", "broken_line")

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether the paragraph that begins with one line goes on behind another."""
        line, after = self.lines[at], self.lines[at + 1]
        apart = not self.recurring.isdisjoint((line.words, after.words)) or (
            line.words.endswith("会议上") and _VENUE.fullmatch(self._words(first, at)) is not None
        )
        if self.opens[at] or not self.full[at] or apart:
            return False
        ended, bare = line.words[-1] in ENDED, self.marked and after.opener not in self.flush
        if after.opener and not bare:
            if self._counts_on(self.lines[first], after) or self._is_listed(at + 1):
                return False
            usual = self.usual[after.opener] + _OPENERS[after.opener][1]
            if usual > 0 and (ended or self._is_heading(first, at)):
                return False
        if self.marked or self._is_open_entry(first, at):
            return True
        heading = ended and self._rest(at) > 0  # no prose ends without a mark
        stops = self.loose and line.words[-1] == "。" and line.width < self.width - _SHORT
        if heading or stops or self._is_entry(first, at):
            return False
        return not self._is_heading(first, at) or self._heading_goes_on(first, at)

    def _counts_on(self, line: Line, after: Line) -> bool:
        """Whether the number a line opens with goes on from that of another."""
        one, two = _COUNT.match(line.words), _COUNT.match(after.words)
        if one is None or two is None or line.opener != after.opener:
            return False
        return ordinal_of(two[1]) == ordinal_of(one[1]) + 1

    def _is_listed(self, at: int) -> bool:
        """Whether the next number of the kind that opens a line opens a paragraph: a list."""
        for later in range(at + 1, min(at + _NEXT_WITHIN, len(self.lines))):
            if self.lines[later].opener == self.lines[at].opener:
                counts = self._counts_on(self.lines[at], self.lines[later])
                return counts and (not self.full[later - 1] or self.opens[later - 1])
        return False

    def _words(self, first: int, last: int) -> str:
        return "".join(line.words for line in self.lines[first : last + 1])

    def _is_open_entry(self, first: int, at: int) -> bool:
        """Whether a paragraph is numbered as the entry before it, and names no page so far."""
        opener = self.lines[first].opener
        listed = opener is not None and opener == self._listed and at < first + _ENTRY_LINES
        return listed and _ENTRY.fullmatch(self._words(first, at)) is None

    def _is_entry(self, first: int, at: int) -> bool:
        """Whether a paragraph so far, or what follows, is what a table of contents named."""
        if not self._entries:
            return False
        said = [(first, at)] if at < first + _LONGEST_LINES else []
        said += [(at + 1, last) for last in range(at + 1, at + _ENTRY_LINES)]
        return any(_bare(self._words(*lines)) in self._entries for lines in said)

    def _is_heading(self, first: int, at: int) -> bool:
        """Whether a paragraph may be a heading so far: numbered, short, no sentence."""
        if self.lines[first].opener not in _HEADING:
            return False
        words = self._words(first, min(at, first + _LONGEST_LINES))
        return len(words) <= _LONGEST_HEADING and "。" not in words and "；" not in words

    def _heading_goes_on(self, first: int, at: int) -> bool:
        """Whether a heading that fills its line is longer than it."""
        opener = self.lines[first].opener
        alike = self._weights.get((opener, self._length(first, at)), [0.0])
        weight = self._weight(first, at) + min(0.0, sum(alike) / len(alike))
        if not self._rest(at) and not _FIRST.match(self.lines[first].words):
            weight += self._before.get(opener, 0.0)
        return weight > 0

    def _weight(self, first: int, at: int) -> float:
        """The odds that a heading goes on."""
        lines = self.lines
        words = self._words(first, at)
        following = "".join(line.words for line in lines[at + 1 : at + 4])
        opener = OPENER.match(words)
        start = opener.end() if opener else 0
        if start == len(words):
            return _SURE
        weight = odds(lines[at].words, lines[at + 1].words, True, self._usage)
        weight += self._longer(first, at) + self._rest(at)
        sentence = (words + following)[start:].partition("。")[0]
        commas = sentence.count("，") + sentence.count(",")
        weight += _RUN_IN * (len(sentence) <= _RUN_IN_LONGEST and commas < 2)
        weight += 1.0 * (len(sentence) <= 44 and commas <= 2)
        weight += _ITEMS * (self._sentences[lines[first].opener] > 0)
        return weight - ending(words + following, start, len(words))

    def _longer(self, first: int, at: int) -> float:
        """How much more of the headings of a kind are longer than one so far than end there."""
        length = self._length(first, at)
        alone = self._alone.get(self.lines[first].opener, [])
        close = bisect_right(alone, length + 4) - bisect_left(alone, length - 4)
        longer = len(alone) - bisect_right(alone, length)
        return log((longer + 0.5) / (0.4 * close + 0.5))

    def _rest(self, at: int) -> float:
        """The odds that the next line or two are what a heading had left: short, no sentence."""
        rest = ""
        for line, full in zip(
            self.lines[at + 1 : at + 4], [*self.full[at + 1 : at + 4], False], strict=False
        ):
            words = re.split("\u3000\u3000| {4}", line.words)[0]
            rest += words
            if not full or words != line.words:
                break
        else:
            return 0.0
        if not ENDED.isdisjoint(rest):
            return 0.0
        return 2.0 if "，" in rest or "," in rest else 3.0

    def _length(self, first: int, at: int) -> int:
        return sum(line.width for line in self.lines[first : at + 1])

    @cached_property
    def _weights(self) -> dict[tuple[str | None, int], list[float]]:
        """The odds of all numbered paragraphs by their kind, at each line end they may end at."""
        found: dict[tuple[str | None, int], list[float]] = {}
        for first, line in enumerate(self.lines[:-1]):
            at = first
            while at < len(self.full) and self._may_end(first, at):
                weight = self._weight(first, at)
                found.setdefault((line.opener, self._length(first, at)), []).append(weight)
                at += 1
        return found

    def _may_end(self, first: int, at: int) -> bool:
        return self.full[at] and not self.opens[at] and self._is_heading(first, at)

    @cached_property
    def _usage(self) -> Usage:
        return Usage(self.text)

    @cached_property
    def _alone(self) -> dict[str | None, list[int]]:
        """By kind of number, the widths of the headings that are certainly lines of their own."""
        found: dict[str | None, list[int]] = {}
        for first, last in self._certain():
            if self.lines[last].words[-1] not in ENDED and self._is_heading(first, last):
                found.setdefault(self.lines[first].opener, []).append(self._length(first, last))
        return {opener: sorted(widths) for opener, widths in found.items()}

    @cached_property
    def _sentences(self) -> Counter[str | None]:
        """By kind of number, how many more are the only sentence of a paragraph than headings."""
        found: Counter[str | None] = Counter()
        for first, last in self._certain():
            words = self._words(first, last)
            one = words[-1] in ENDED and len(_SENTENCE_END.findall(words)) == 1
            alone = words[-1] not in ENDED and self._is_heading(first, last)
            found[self.lines[first].opener] += one - alone
        return found

    def _certain(self) -> Iterator[tuple[int, int]]:
        """The first and last lines of paragraphs, as far as lines that were not full tell."""
        first = 0
        for at in range(len(self.lines)):
            if at == len(self.full) or not self.full[at] or self.opens[at]:
                yield first, at
                first = at + 1

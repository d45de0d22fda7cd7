"""Lines of a text of fixed width, joined to its paragraphs.

A line was broken because it was full where the next word would have made it wider than the
text: the width is the one that explains most line ends so. Paragraphs then end at lines that
were not full, before an indent or an empty line where the text uses those, and before numbers
that open paragraphs elsewhere in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from toolkit.extract.repair.pageodds import TORN, Usage, odds
from toolkit.extract.text import Edit

_ENDED = frozenset("。！？；：!?;:…")
_CLOSING = "，。；：、！？”’）》】％%,.;:!?)"
# What is not broken over two lines: a number with its sign, a word, the marks beside them.
_WORD = re.compile(rf"[“‘（《【(]*(?:[\d.,%％]+|[A-Za-z]+|.)[{re.escape(_CLOSING)}]*")
_H = "[一二三四五六七八九十百]"
_OPENERS = {  # what may open a paragraph, and how often it does for each time it stands inside one
    "han": (rf"{_H}{{1,4}} ?[、．.]", 3.0),
    "paren": (rf"[（(]{_H}{{1,4}}[）)]", 3.0),
    "rule": (rf"第(?:{_H}|\d){{1,5}}[章节条编部]", 3.0),
    "digit": (r"\d{1,3} ?(?:[.．](?!\d)|、|[）)])", 1.0),
    "bracket": (r"[（(〔\[]\d{1,4}[）)〕\]]", 1.0),
    "circled": (r"[①-⑳⑴-⒇]", 0.5),
    "count": (rf"{_H}{{1,2}}是|第{_H}{{1,2}}[，,、：:]|其{_H}[，,、：:]", 0.3),
    "dash": (r"——|●|■|◆|•|[-*+] |#|\||附件|【", 3.0),
}
_OPENER = re.compile("|".join(f"(?P<{name}>{form})" for name, (form, _) in _OPENERS.items()))
_INSIDE = re.compile(rf"(?<=[。；：:，,、])(?:{_OPENER.pattern})")
_WIDEST, _NARROWEST = 120, 16  # columns of a text of fixed width
_LONGER = 0.08  # of the lines may be longer than the others
_EXPLAINED = 0.25  # of the lines end where they were full, in mid-sentence
_FEWEST = 3
_MARKED = 0.7  # of the paragraphs open with an indent or behind an empty line
_HEADING = frozenset(("han", "paren", "rule", "digit"))
_LONGEST_HEADING = 60
_LOOSE = 10  # the width of lines that differ may do so by one part in ten


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with something on it: its words and, up to the next, blanks and line ends."""

    start: int  # of its words
    end: int
    words: str
    indent: int  # columns
    width: int  # columns, indent and all
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
    lines = list(_lines(text))
    for loose in (False, True):
        width = _width(lines, loose)
        if width:
            yield from _Paragraphs(text, lines, width, loose).joins()
            return


def _may_be_wrapped(text: str) -> bool:
    """Whether a text has so many line ends that they may keep it to a width."""
    return text.count("\n") >= _FEWEST and len(text) / (text.count("\n") + 1) <= _WIDEST


def _lines(text: str) -> Iterator[_Line]:
    start, found = 0, None
    for piece in text.splitlines(keepends=True):
        words = piece.strip()
        if words:
            if found:
                yield _line(*found)
            indent = len(piece) - len(piece.lstrip())
            found = (start + indent, piece[:indent], words, 0)
        elif found:
            found = (*found[:3], found[3] + 1)
        start += len(piece)
    if found:
        yield _line(*found)


def _line(start: int, blanks: str, words: str, empty: int) -> _Line:
    indent, opener = _columns(blanks), _OPENER.match(words)
    word = _WORD.match(words)
    return _Line(
        start=start,
        end=start + len(words),
        words=words,
        indent=indent,
        width=indent + _columns(words),
        word=_columns(word[0]) if word else 2,
        empty=empty,
        opener=opener.lastgroup if opener else None,
    )


def _columns(words: str) -> int:
    """Columns of a terminal: two for what Chinese character sets write in two bytes."""
    return len(words.encode("gb18030", errors="replace"))


def _width(lines: Sequence[_Line], loose: bool) -> int:
    """The width that most lines were full at, 0 where too few were."""
    counts: Counter[int] = Counter()
    for line, after in pairwise(lines):
        if line.words[-1] not in _ENDED and after.opener is None and line.width <= _WIDEST:
            counts.update(_fits(line, after, loose))
    fewest = max(_FEWEST, (_EXPLAINED + 0.15 * loose) * len(lines))
    widths = sorted(line.width for line in lines)
    least = widths[int(len(widths) * (1 - _LONGER))] - 2
    found = [
        (count, -width)
        for width, count in counts.items()
        if count >= fewest and width >= max(_NARROWEST, least)
    ]
    return -max(found)[1] if found else 0


def _fits(line: _Line, after: _Line, loose: bool) -> range:
    """The widths at which a line was full: the first word of the next did not go on it."""
    hangs = 2 * (line.words[-1] in _CLOSING)
    return range(line.width - hangs, line.width + after.word + (loose and line.width // _LOOSE))


class _Paragraphs:
    """The lines of a text of fixed width, and where its paragraphs end."""

    def __init__(self, text: str, lines: Sequence[_Line], width: int, loose: bool) -> None:
        self.text, self.lines, self.loose = text, lines, loose
        self.full = [width in _fits(*pair, loose) for pair in pairwise(lines)]
        inside = [
            pair for pair, full in zip(pairwise(lines), self.full, strict=True)
            if full and pair[0].words[-1] not in _ENDED and pair[1].opener is None
        ]
        self.indent = Counter(after.indent for _, after in inside).most_common(1)[0][0]
        self.empty = Counter(line.empty for line, _ in inside).most_common(1)[0][0]
        self.opens = [self._is_marked(*pair) for pair in pairwise(lines)]
        ends = [
            opens for (line, _), full, opens in zip(pairwise(lines), self.full, self.opens, strict=True)
            if not full and line.words[-1] in _ENDED
        ]
        self.marked = bool(ends) and sum(ends) >= _MARKED * len(ends)
        self.usual = self._openers()

    def _is_marked(self, line: _Line, after: _Line) -> bool:
        return after.indent > self.indent + 1 or line.empty > self.empty

    def _openers(self) -> Counter[str]:
        """How much more often each kind of number opens a paragraph than it stands within one."""
        often: Counter[str] = Counter()
        for at, (full, line) in enumerate(zip(self.full, self.lines[1:], strict=True)):
            if line.opener and (not full or self.opens[at]):
                often[line.opener] += 1
        for match in _INSIDE.finditer(self.text):
            often[match.lastgroup or ""] -= 1
        return often

    def joins(self) -> Iterator[Edit]:
        first = 0
        for at, (line, after) in enumerate(pairwise(self.lines)):
            if self._goes_on(first, at):
                yield self._join(line, after)
            else:
                first = at + 1

    def _join(self, line: _Line, after: _Line) -> Edit:
        """Without the blanks at the line's end and before the next; wide ones part paragraphs."""
        between = self.text[line.end : after.start]
        if "\u3000" in between.strip("\r\n") and not after.indent > 0 == self.indent:
            ends = re.search(r"[\r\n][\s]*[\r\n]|[\r\n]+", between)
            if ends and self.indent == 0:
                return Edit(line.end + ends.start(), line.end + ends.end(), "", "broken_line")
        apart = line.words[-1].isascii() and after.words[0].isascii() and line.words[-1].isalpha()
        blank = " " if apart and after.words[0].isalpha() else ""
        return Edit(line.end, after.start, blank, "broken_line")

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether the paragraph that begins with one line goes on behind another."""
        if self.opens[at] or not self.full[at]:
            return False
        line, after = self.lines[at], self.lines[at + 1]
        ended = line.words[-1] in _ENDED
        if after.opener:
            usual = self.usual[after.opener] + _OPENERS[after.opener][1]
            if usual > 0 and (ended or self._is_heading(first, at)):
                return False
        if self.marked:
            return True
        if self.loose and ended:
            return False
        return not self._is_heading(first, at) or self._heading_goes_on(first, at)

    def _is_heading(self, first: int, at: int) -> bool:
        """Whether a paragraph may be a heading so far: numbered, short, no sentence."""
        if self.lines[first].opener not in _HEADING:
            return False
        words = "".join(line.words for line in self.lines[first : min(at, first + 8) + 1])
        return len(words) <= _LONGEST_HEADING and "。" not in words and "；" not in words

    def _heading_goes_on(self, first: int, at: int) -> bool:
        """Whether a heading that fills its line is longer than it, by others of its kind."""
        torn = odds(self.lines[at].words, self.lines[at + 1].words, True, self._usage)
        if torn >= TORN:
            return True
        length = sum(line.width for line in self.lines[first : at + 1])
        alone, run_in = self._headings.get(self.lines[first].opener or "", ([], 0))
        if run_in > len(alone):
            return True
        longer = sum(other > length for other in alone)
        close = sum(abs(other - length) <= 4 for other in alone)
        short = not self.full[at + 1] if at + 1 < len(self.full) else True
        rest_of_heading = short and "。" not in self.lines[at + 1].words
        score = (longer + 0.5) / (0.4 * close + 0.5) * (3 if rest_of_heading else 0.6)
        return score * 2 ** torn >= 1

    @cached_property
    def _usage(self) -> Usage:
        return Usage("".join(line.words for line in self.lines))

    @cached_property
    def _headings(self) -> dict[str, tuple[list[int], int]]:
        """By kind of number: the widths of those that are lines of their own, how many are not."""
        found: dict[str, tuple[list[int], int]] = {}
        first = 0
        for at, line in enumerate(self.lines):
            if at < len(self.full) and self.full[at] and not self.opens[at]:
                continue
            opener = self.lines[first].opener
            if opener in _HEADING:
                alone, run_in = found.get(opener, ([], 0))
                if line.words[-1] in _ENDED:
                    run_in += 1
                else:
                    alone = [*alone, sum(part.width for part in self.lines[first : at + 1])]
                found[opener] = (alone, run_in)
            first = at + 1
        return found

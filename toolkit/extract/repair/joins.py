"""Line ends that only keep a text to its page: where a paragraph goes on behind one.

What stands beside a line end is weighed: how the line ends and the next begins, whether a word or
a clause is torn, whether the line was as full as the others, indents and empty lines where the
text uses them, numbers that open paragraphs, what the paragraph is so far. The weights are learnt
from texts that were broken into lines of many widths (``measure/learn_joins.py``). A join too many
is worse than a miss.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import pairwise
from math import inf

from toolkit import lexicon
from toolkit.across.tokens import cut as cut_words
from toolkit.extract.repair.pageodds import Usage, odds, usage_of
from toolkit.extract.repair.unwrap import (
    ENDED,
    HANGING,
    LETTERS,
    OPENER,
    WORD,
    Line,
    columns,
    page_lines,
)
from toolkit.extract.structure.wording import ending
from toolkit.extract.text import Edit

_CLOSING, _OPENING = "”’）)》】〉」", "“‘（(《【〈「"
_BRACKETS = dict.fromkeys(_CLOSING, "closing") | dict.fromkeys(_OPENING, "opening")
_LAST = _BRACKETS | dict.fromkeys("，,、", "comma") | dict.fromkeys(ENDED, "end")
_FIRST = _BRACKETS | dict.fromkeys("，,、。；;：！？%％‰", "mark")
_BEGUN = re.compile(lexicon.forms("begun"))  # a last sentence that has only begun: 如某县
_HEADING, _LONGEST_HEADING = frozenset(("han", "paren", "rule", "digit")), 60
_NUMBER, _GOES_ON = re.compile(r"\d[.．]?\Z"), re.compile(r"[\d%％‰万亿千百]")
_LONGEST = 400  # characters of a paragraph that are looked at
_NEAR = 0.8  # of the width, from which a line may be full
_PEAK = (0.9, 0.7, 0.5, 0.3, 0.15)  # shares of the lines that may be full which are
_WIDEST, _NARROWEST = 160, 16  # columns of a text of lines
_LINK = 20  # characters of a link that a web copy set apart
_SURE = 2.0  # the odds from which a join is made
_TAIL = 8  # lines of what follows that are looked at
_FOLLOWING = 160  # characters of what follows that tell where a heading ends
_STOPS = "。！？；"
_SEVERAL = 3  # lines that show how a text is set
_BESIDE = 6  # characters on either side that show whether a word is torn


def joins(text: str) -> Iterator[Edit]:
    r"""The line ends that stand within paragraphs.

    >>> prose = "今年以来新建管网一百二十八公里，改造老旧小区五个。各乡镇逐村核对台账，" * 3
    >>> text = "一、主要成效\n" + "\n".join(prose[at : at + 16] for at in range(0, len(prose), 16))
    >>> len(list(joins(text))), text.count("\n")
    (6, 7)
    """
    ends = LineEnds(text)
    first = 0
    for at in range(len(ends.lines) - 1):
        weight = -inf
        if not ends.is_paragraphs(at):
            weight = _sum(ends.signs(first, at), _weights().get("", 0.0))
            weight = _sum(ends.wording(first, at, _SURE - weight), weight)
        if weight > _SURE:
            yield ends.join(at)
        else:
            ends.close(first, at)
            first = at + 1


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("joins")}


def _sum(signs: Iterable[str], weight: float) -> float:
    weights = _weights()
    return sum((weights.get(sign, 0.0) for sign in signs), weight)


def _worded(odds: int, room: str, tail: str) -> tuple[str, str]:
    return f"heading {odds} {room}", f"heading {odds} tail {tail}"


@cache
def _most(room: str, tail: str) -> float:
    return max(_sum(_worded(odds, room, tail), 0.0) for odds in range(7))


class LineEnds:
    """The lines of a text, how it is set, and what speaks for a join at each line end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(page_lines(text))
        inside = [
            (line, after)
            for line, after in pairwise(self.lines)
            if line.words[-1] not in ENDED and after.opener is None
        ]
        self.width, self.peak = _width(inside)
        torn = [after.indent for line, after in inside if self._room(line, after) == "full"]
        self.indent = Counter(torn).most_common(1)[0][0] if len(torn) >= _SEVERAL else 0
        ended = [
            (line, after)
            for line, after in pairwise(self.lines)
            if line.words[-1] in ENDED and self._room(line, after) != "full"
        ]
        marked = sum(after.indent > self.indent + 1 for _, after in ended)
        self.indents = _share(marked, len(ended))
        usual = Counter(line.empty for line, _ in inside).most_common(1)
        self.empty = usual[0][0] if usual else 0
        unended = sum(line.words[-1] not in ENDED for line in self.lines)
        self.open = _share(unended, len(self.lines))
        self.broken = 2 * unended > len(self.lines)
        self.often = Counter(line.words for line in self.lines)
        self.before: dict[str | None, str] = {}  # what the last paragraph of each kind was

    @cached_property
    def usage(self) -> Usage:
        """Which characters stand together; asked only where a line end is weighed."""
        return usage_of(self.text)

    def signs(self, first: int, at: int) -> Iterator[str]:
        """What stands beside a line end: the paragraph so far begins with the line first.

        Of a heading only what `wording` leaves.
        """
        line, after = self.lines[at], self.lines[at + 1]
        room = self._room(line, after)
        last = _kind(line.words[-1], _LAST)
        opens = after.opener or _kind(after.words[0], _FIRST)
        indent = after.indent - self.indent
        inset = "in" if indent > 1 else "out" if indent < -1 else "flush"
        page = f"{self.peak} {room}"
        yield f"last {last} {room}"
        yield f"last {last} {opens}"
        yield f"opens {opens} {page}"
        yield f"page {page}"
        yield f"page {page} {last}"
        yield f"open {self.open} {last} {room}"
        yield f"inset {inset} {self.indents}"
        yield f"inset {inset} {self.indents} {last}"
        yield f"inset {inset} {room}"
        yield f"empty {min(2, max(-1, line.empty - self.empty))}"
        yield f"ends {line.words[-1]}"
        yield f"begins {after.words[0]}"
        torn = round(odds(line.words, after.words, True, self.usage))
        yield f"torn {torn}"
        yield f"torn {torn} {room}"
        yield f"torn {torn} {self.open}"
        inside = _in_word(line.words, after.words)
        yield f"word {inside} {room}"
        yield f"word {inside} {last}"
        yield from self._paragraph(first, at, room, last, inset)

    def _paragraph(self, first: int, at: int, room: str, last: str, inset: str) -> Iterator[str]:
        """What the paragraph is so far, and what it would go on with."""
        line, after = self.lines[at], self.lines[at + 1]
        head, so_far = self.lines[first], self._so_far(first, at)
        prose = "，" in so_far and head.opener not in _HEADING
        ended = "sentence" if ENDED.intersection(so_far) else "clause" if prose else "words"
        size = min(5, (line.end - head.start) // 20)
        yield f"so far {head.opener} {ended} {room}"
        yield f"so far {ended} {size} {last}"
        yield f"so far {ended} {size} {self.peak} {room}"
        yield f"rest {self._rest(at + 1)} {last} {room}"
        yield f"rest {self._rest(at + 1)} {ended} {head.opener}"
        if self._may_be_heading(first, at):
            tail = self._tail(at + 1)
            yield f"heading tail {tail} {room}"
            yield f"heading like {self.before.get(head.opener)} {tail} {room}"
        if _NUMBER.search(line.words) and _GOES_ON.match(after.words):
            yield "number"
        if _is_open(so_far):
            yield f"open bracket {_closes_first(after.words)}"
            yield f"open bracket {_closes_first(after.words)} {inset}"
        if _BEGUN.search(so_far[-40:]):
            yield "begun"
        alone = room != "full" or len(self.lines) <= _SEVERAL
        then = self.lines[at + 2].words if at + 2 < len(self.lines) else ""
        if then and _kind(then[0], _FIRST) == "mark" and len(after.words) <= _LINK and alone:
            yield f"link {last}"

    def wording(self, first: int, at: int, wanted: float = -inf) -> Iterator[str]:
        """How likely what may be a heading ends here, by its wording (0 to 6), which is dear to read:
        nothing where it cannot speak for a join by more than what is wanted.
        """
        if not self._may_be_heading(first, at):
            return
        placed = self._room(self.lines[at], self.lines[at + 1]), self._tail(at + 1)
        if _most(*placed) > wanted:
            words = self._so_far(first, at)
            number = OPENER.match(words)
            start = number.end() if number else 0
            following = "".join(line.words for line in self.lines[at + 1 : at + 4])[:_FOLLOWING]
            odds = ending(words + following, start, len(words)) if start < len(words) else 0
            yield from _worded(round(odds), *placed)

    def _so_far(self, first: int, at: int) -> str:
        start = self.lines[first].start
        return self.text[start : min(self.lines[at].end, start + _LONGEST)]

    def _may_be_heading(self, first: int, at: int) -> bool:
        words = self._so_far(first, at)
        short = len(words) <= _LONGEST_HEADING and ENDED.isdisjoint(words)
        return short and self.lines[first].opener in _HEADING

    def _tail(self, at: int) -> str:
        """What the lines are that follow up to one that is not full."""
        words = ""
        for line, after in pairwise(self.lines[at : at + _TAIL]):
            words += line.words
            if self._room(line, after) != "full":
                break
        stops = sum(map(words.count, _STOPS))
        return (
            "words" if not stops else "sentence" if stops == 1 and words[-1] in ENDED else "prose"
        )

    def _room(self, line: Line, after: Line) -> str:
        """How full a line was, for the width of the text."""
        if not self.width:
            return "none"
        hangs = 2 * (line.words[-1] in HANGING)
        word = WORD.match(after.words)
        need = columns(word[0]) if word else 2
        low, high = line.width - hangs, line.width + line.trailing + need
        if low > self.width + 2:
            return "over"
        if high > self.width:
            return "full"
        short = self.width - high
        return (
            "nearly"
            if short <= max(4, self.width // 10)
            else "short"
            if short <= self.width // 3
            else "far"
        )

    def _rest(self, at: int) -> str:
        """What the next line is: the end of a sentence, full of words, or words alone."""
        line = self.lines[at]
        if line.opener is not None:
            return "numbered"
        marks = "prose" if any(mark in line.words for mark in "，。；、：") else "words"
        return (
            f"{marks} {'ended' if line.words[-1] in ENDED else 'open'} {min(3, line.width // 20)}"
        )

    def is_paragraphs(self, at: int) -> bool:
        """Whether a line end parts paragraphs, with nothing to weigh.

        A sentence ends in a text that is hardly broken, the next line opens with a number or label,
        or one of the two is very short or one of many alike.
        """
        line, after = self.lines[at], self.lines[at + 1]
        whole = line.words[-1] in ENDED and not self.broken
        alike = max(self.often[one.words] for one in (line, after)) >= _SEVERAL
        short = line.words.isdigit() or len(line.words) <= _SEVERAL
        return whole or after.opener is not None or alike or short

    def close(self, first: int, at: int) -> None:
        """Keep in mind what the paragraph was that ends with a line."""
        words = self.text[self.lines[first].start : self.lines[at].end]
        self.before[self.lines[first].opener] = "words" if ENDED.isdisjoint(words) else "prose"

    def join(self, at: int) -> Edit:
        """Without the blanks beside the line end where they part two Han."""
        line, after = self.lines[at], self.lines[at + 1]
        start, end = line.end, after.start
        if line.words[-1] > "\u4e00" and after.words[0] > "\u4e00":
            return Edit(start, end, "", "broken_line")
        between = self.text[start:end]
        kept = len(between) - len(between.lstrip(" \t"))
        words = LETTERS.fullmatch(line.words[-1] + after.words[0]) and not kept
        if not self.indent:
            end -= len(between) - len(between.rstrip(" \t"))
        return Edit(start + kept, end, " " if words else "", "broken_line")


def _width(inside: Sequence[tuple[Line, Line]]) -> tuple[int, int]:
    """The width that explains most ends of lines that stop in mid-sentence, and how well it does."""
    counts: Counter[int] = Counter()
    for line, after in inside:
        if _NARROWEST <= line.width <= _WIDEST:
            hangs = 2 * (line.words[-1] in HANGING)
            word = WORD.match(after.words)
            counts.update(
                range(
                    line.width - hangs,
                    line.width + line.trailing + (columns(word[0]) if word else 2),
                )
            )
    if not counts:
        return 0, len(_PEAK)
    width, count = max(counts.items(), key=lambda item: (item[1], -item[0]))
    near = sum(line.width >= _NEAR * width for line, _ in inside)
    share = count / max(near, _SEVERAL)
    return width, sum(share < level for level in _PEAK)


def _share(part: int, whole: int) -> str:
    return "none" if not whole else str(round(4 * part / whole))


def _kind(char: str, marks: Mapping[str, str]) -> str:
    return marks.get(char) or ("digit" if char.isdigit() else "word")


def _in_word(line: str, after: str) -> str:
    """Whether a word reaches over a line end."""
    before, behind = line[-_BESIDE:], after[:_BESIDE]
    at = 0
    for word in cut_words(before + behind):
        at += len(word)
        if at > len(before):
            return "torn" if at - len(word) < len(before) else "whole"
    return "whole"


def _is_open(words: str) -> bool:
    """Whether a bracket or quote is open at the end of some words."""
    return sum(words.count(char) for char in _OPENING) > sum(words.count(char) for char in _CLOSING)


def _closes_first(words: str) -> bool:
    """Whether a line closes a bracket before it opens one or ends a sentence."""
    found = re.search(f"[{re.escape(_CLOSING + _OPENING)}。！？；]", words)
    return found is not None and found[0] in _CLOSING

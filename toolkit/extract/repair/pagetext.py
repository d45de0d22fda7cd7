"""Page marks that run into the text on both sides, where line breaks are lost.

A mark that says it is one (第3页, — 3 —) needs no more than its sequence. Of a bare number, or one
with a 、 behind it, the characters beside it speak for a page or for an amount (weights learnt from
numbers put into texts, ``measure/learn_pages.py``), and that pages are of about one length, from
the one end of the text to the other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from math import inf, log

from toolkit import lexicon
from toolkit.across.tokens import cut as cut_words
from toolkit.extract.repair.pagelines import PageMark, chain_of
from toolkit.extract.repair.pageodds import ENDED, NEAR, counts

_LOOK = (
    re.compile(
        r"(?:共 ?\d{1,4} ?页[ ,，/／|]{0,3})?第 ?(?P<n>\d{1,4}) ?页(?:[ ,，/／|]{0,3}共 ?\d{1,4} ?页)?"
    ),
    re.compile(  # and no month: 2023-12-27
        r"(?P<dash>[-—–－―](?!(?<=\d.)\d{1,2}[-—–－―]\d)[-—–－―]??) ?(?P<n>[1-9]\d{0,3}) ?(?P=dash)"
    ),
)
_REFERS, _REFERRED = frozenset("见在到至自从原书和、及"), frozenset("的至到、和第起")
_OWN_LINE = 40  # characters of a line that a running head may have to itself
_NUMBER = re.compile(r"[1-9](?<![\r\n].)\d{0,2}(?![\r\n])")
_BLANKS = " \t\u3000\u00a0\u2009\u202f"
_HAN = re.compile("[\u4e00-\u9fff]")
_WORD = 6  # characters on either side that show whether a number stands inside a word
_PARTED = re.compile(  # 第六|条, 二|、, （三|）
    r"第[一二三四五六七八九十百]{1,4}\|[条章节]|(?:[。；：]|^)[一二三四五六七八九十]{1,2}\|、"
    r"|（\|[一二三四五六七八九十]{1,2}）|（[一二三四五六七八九十]{1,2}\|）"
)
_SHORTEST, _FIRST, _LONGEST = 60, 150, 4000  # characters of a page, of one alone
_MISSING, _MISSED = 6, 2.0  # marks in a row that may be lost, and what each costs
_ROOM, _EVEN = 0.42, 1.5  # of a page, how far its end may lie off; what one right in place is worth
_SEED, _CERTAIN = 1.0, 3.0  # the odds of a mark to begin with, and of a whole sequence
_ALONE = 0.5  # what a bare number needs more that is the only one
_CHANCE = 0.5  # how far the odds must go beyond what the best of many numbers has by chance
_PLACE = re.compile(r"第\d{0,2}\Z")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)(?=[年〕）)\-—–～~至/.])")


def marks_in_text(raw: str) -> list[PageMark]:
    """The marks of one form that run into the text, in order."""
    looks = _LOOK if "页" in raw else _LOOK[1:]
    shown = max((_by_look(raw, form) for form in looks), key=len)
    if shown:
        return shown
    return max((_Numbers(raw, ending).best() for ending in ("、", "")), key=lambda found: found[0])[
        1
    ]


def _by_look(raw: str, form: re.Pattern[str]) -> list[PageMark]:
    marks = [PageMark(*m.span(), int(m["n"])) for m in form.finditer(raw) if _is_inside(raw, m)]
    chain = chain_of(marks, [1.0] * len(marks))
    alone = len(marks) == 1 and _is_apart(raw, marks[0])
    return chain if alone or (len(chain) > 1 and len(chain) * 2 > len(marks)) else []


def _is_apart(raw: str, mark: PageMark) -> bool:
    """Whether one mark is no reference to a page (见第3页) and no dash between words."""
    words, before = raw[mark.start : mark.end], raw[max(0, mark.start - 1) : mark.start]
    if words.count("页") == 1:
        return before not in _REFERS and raw[mark.end : mark.end + 1] not in _REFERRED
    return True


def _is_inside(raw: str, match: re.Match[str]) -> bool:
    """Whether a mark stands in a text, and not in a running head with its own line."""
    start, end = match.span()
    begins, ends = raw[max(0, start - 1) : start] in "\r\n", raw[end : end + 1] in "\r\n"
    line = max(raw.rfind("\n", 0, start), raw.rfind("\r", 0, start)) + 1
    return not (begins or ends) or min(len(raw), end + _OWN_LINE // 2) - line > _OWN_LINE


def signs(raw: str, start: int, end: int) -> Iterator[str]:
    """What stands beside a number that may be a page mark, its 、 part of it."""
    ending = raw[end - 1] == "、"
    before, following = raw[start - 1 : start], raw[end : end + NEAR].lstrip(_BLANKS)
    after = following[:1]
    form = "、" if ending else ""
    yield f"{form}mark"
    yield f"{form}between {_class(before)} {_class(after)}"
    yield f"{form}behind {before}"
    yield f"{form}before {after}"
    if counts(following):
        yield f"{form}counts {_class(before)}"
    if _HAN.match(before) and _HAN.match(after):
        yield f"{form}{'inside a word' if _is_in_word(raw, start, end) else 'between words'}"
        together = before + after in raw
        yield f"{form}{'together' if together else 'apart'} elsewhere"
    elif _PARTED.search(f"{raw[max(0, start - _WORD) : start]}|{following[:_WORD]}"):
        yield "inside a number"


def _class(char: str) -> str:
    if char in ENDED:
        return "end"
    if char in "，,、：:":
        return "stop"
    if char in "（(“《〈【「":
        return "opening"
    if char in "）)”》〉】」":
        return "closing"
    return "digit" if char.isdecimal() else "Han" if _HAN.match(char) else "other"


def _is_in_word(raw: str, start: int, end: int) -> bool:
    before, after = raw[max(0, start - _WORD) : start], raw[end : end + _WORD]
    if _PARTED.search(f"{before}|{after}"):
        return True
    at = 0
    for word in cut_words(before + after):
        at += len(word)
        if at > len(before):
            return at - len(word) < len(before)
    return False


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("page_signs")}


class _Numbers:
    """The numbers of a text that may be marks of one form, and the sequences they make."""

    def __init__(self, raw: str, ending: str) -> None:
        self.raw, self.ending = raw, ending
        self._odds: dict[tuple[int, int], float] = {}

    def best(self) -> tuple[float, list[PageMark]]:
        """The likeliest sequence and its odds, none where none is certain."""
        numbers = [
            PageMark(m.start(), m.end() + len(self.ending), int(m[0]))
            for m in _NUMBER.finditer(self.raw)
            if self.raw.startswith(self.ending, m.end())
            and (self.ending or not counts(self.raw[m.end() : m.end() + NEAR].lstrip(_BLANKS)))
        ]
        seeds = [mark for mark in numbers if self._of(mark) >= _SEED]
        least = _CERTAIN + _CHANCE * log(1 + len(numbers))
        found: tuple[float, list[PageMark]] = (0.0, [])
        tried = set()
        for first, usual in self._beginnings(seeds):
            if (first, round(10 * log(usual))) not in tried:
                tried.add((first, round(10 * log(usual))))
                odds, chain = self._sequence(first, usual)
                alone = _ALONE if len(chain) == 1 and not self.ending else 0.0
                found = max(found, (odds - least - alone, chain), key=lambda each: each[0])
        return found

    def _of(self, mark: PageMark) -> float:
        """The odds of one number, none for the digits of a year or a place (第3)."""
        span = mark.start, mark.end
        if span not in self._odds:
            weights, raw = _weights(), self.raw
            around = _YEAR.finditer(raw, max(0, mark.start - 3), mark.end + 5)
            if _PLACE.search(raw, max(0, mark.start - 3), mark.start) or any(
                year.start() <= mark.start < year.end() for year in around
            ):
                self._odds[span] = -inf
            else:
                known = sum(weights.get(sign, 0.0) for sign in signs(raw, *span))
                self._odds[span] = weights.get("", 0.0) + known
        return self._odds[span]

    def _beginnings(self, seeds: list[PageMark]) -> Iterator[tuple[PageMark, float]]:
        """Marks to begin with, each with the length its pages may have."""
        starts = [mark.start for mark in seeds]
        for at, mark in enumerate(seeds):
            if _FIRST <= mark.start <= _LONGEST:
                yield mark, float(mark.start)
            last = bisect_left(starts, mark.end + _LONGEST)
            for after in seeds[at + 1 : last]:
                if after.page == mark.page + 1 and after.start - mark.end >= _SHORTEST:
                    yield mark, float(after.start - mark.end)

    def _sequence(self, first: PageMark, usual: float) -> tuple[float, list[PageMark]]:
        """A sequence through the whole text, and how much likelier it is one of pages."""
        odds, chain = self._of(first), [first]
        for step in (1, -1):
            mark, missing = first, 0
            while missing <= _MISSING:
                page = mark.page + step * (missing + 1)
                centre = mark.start + step * usual * (missing + 1)
                if page < 1 or not 0.25 * usual < centre < len(self.raw) - 0.25 * usual:
                    break
                gain, found = self._near(page, centre, usual * (1 + missing / 3))
                odds += gain
                if found is None:
                    missing += 1
                else:
                    chain.append(found)
                    mark, missing = found, 0
            if missing > _MISSING:
                return 0.0, []
        ended = sum(self.raw[mark.start - 1] in ENDED for mark in chain)
        return (odds, sorted(chain)) if 2 * ended < len(chain) or not self.ending else (0.0, [])

    def _near(self, page: int, centre: float, usual: float) -> tuple[float, PageMark | None]:
        """The likeliest mark of a page near where it should stand, against all that might be it."""
        words, room = f"{page}{self.ending}", _ROOM * usual
        low, high = max(1, int(centre - room)), int(centre + room) + len(words)
        options = []
        at = self.raw.find(words, low, high)
        while at >= 0:
            mark, off = PageMark(at, at + len(words), page), (at - centre) / room
            options.append((self._of(mark) + _EVEN * (1 - 2 * off * off), mark))
            at = self.raw.find(words, at + 1, high)
        if options:
            odds, mark = max(options)
            if odds - log(len(options)) > -_MISSED:
                return odds - log(len(options)), mark
        return -_MISSED, None

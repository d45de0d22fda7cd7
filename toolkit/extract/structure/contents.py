"""Tables of contents whose line breaks are lost, with their word before them or without, anywhere
in a file: numbers that go up one by one, close together, before words that come again as headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from toolkit.extract.structure.markers import Marker, ordinal_of

Span = tuple[int, int]

WORD = re.compile(r"(?:目[ \u3000]{0,4}[录次])[ \u3000。：:\r\n]*(?=\S)")
_H = "[一二三四五六七八九十]{1,3}"
_STYLES = ("part", "chapter", "han", "digit")
_NEXT = {  # the next number, its mark lost perhaps
    "part": rf"第?(?P<n>{_H})(?:部分|[编篇])?",
    "chapter": rf"第?(?P<n>{_H})章?",
    "han": rf"(?P<n>{_H})[、．.]?",
    "digit": r"(?P<n>\d{1,3})[ ]?[.．、](?!\d)",
}
_LEADER = r"[ \t\u3000.…·．—_\-\r\n]"
_PAGE = re.compile(
    rf"{_LEADER}*\d{{1,3}}?(?=(?:19|20)\d\d年|[^\d.．、])|{_LEADER}*\d{{1,3}}(?!\d)|{_LEADER}+"
)
_PAGED = re.compile(rf"[^。；\d]{{2,40}}?{_LEADER}*\d{{1,3}}?(?=(?:19|20)\d\d年|\D)")
_TAIL = re.compile(rf"{_LEADER}*\d{{0,3}}{_LEADER}*$")
_LEFT = re.compile(
    rf"(?:{_LEADER}\d{{1,3}}|[.…·．]{{2,}}\d{{1,3}}){_LEADER}*$"
)  # of an entry before
_GLOSSARY = re.compile(  # an entry without a number
    r"[ ]?(?:附[件录]?[：:]?)?(?:相关)?(?:名词|术语|用语)(?:解释|注释|说明)(?:[ .…]*\d{1,3}(?=\D))?"
)
_SENTENCE = re.compile("[。！？；]")
_STOPS = frozenset("。\r\n")
_LONGEST = 70  # characters of an entry
_APART = 3  # times as far from each other stand the headings as the entries


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents: where it stands, and where its entries do."""

    start: int
    end: int
    entries: tuple[Span, ...]
    named: bool  # by its word


def find_contents(text: str, begin: int, end: int, markers: Sequence[Marker]) -> Iterator[Contents]:
    """The tables of contents in a span, in order."""
    for style in _STYLES:
        for run in _runs(text, [m for m in markers if m.style == style]):
            found = _contents(text, begin, end, run)
            if found:
                yield found


def _runs(text: str, markers: Sequence[Marker]) -> Iterator[list[Marker]]:
    """Numbers close together that go up one by one."""
    run: list[Marker] = []
    for marker in markers:
        if run and not _follows(text, run[-1], marker):
            yield run
            run = []
        run.append(marker)
    if run:
        yield run


def _follows(text: str, above: Marker, marker: Marker) -> bool:
    step = (marker.ordinal or 0) - (above.ordinal or 0)
    between = text[above.end : marker.start]
    return (
        1 <= step <= 2
        and len(between) <= step * _LONGEST
        and not _SENTENCE.search(between)
        and between.rstrip()[-1:] not in ("，", "、", "和")
    )


def _contents(text: str, begin: int, end: int, run: Sequence[Marker]) -> Contents | None:
    """The table of contents that a run of numbers is, if its words come again behind it."""
    start, named = _start(text, begin, run[0])
    begun = start == run[0].start and (run[0].style == "digit" or (run[0].ordinal or 1) == 1)
    cut = start == begin and not named and not begun
    if len(run) < 2 and not (named or cut):
        return None
    bounds = [(m.end, n.start) for m, n in pairwise(run)]
    words = [_words(text, *bound) for bound in bounds]
    paged = sum(text[max(0, m.start - 4) : m.start].rstrip()[-1:].isdigit() for m in run[1:])
    last, stop = _last(text, run[-1], end, bool(paged) or len(run) == 1)
    again = [_find(text, word, stop, end) if len(word) > 1 else -1 for word in words]
    known = [at for at in again if at >= 0] + ([last] if last >= 0 else [])
    paged += text[stop - 1].isdigit()
    enough = len(known) * 2 > len(run) and (len(known) > 1 or named or (cut and paged))
    sure = paged > 1 or named
    apart = len(known) < 2 or known[-1] - known[0] >= _APART * (run[-1].start - run[0].start)
    if not (enough and (sure or apart)) and not (named and paged > 1):
        return None
    starts = [*([start] if cut and start < run[0].start else []), *(m.start for m in run)]
    for at, following in _further(text, run[-1], stop, end, paged > 1):
        starts.append(at)
        stop = following
    if glossary := _GLOSSARY.match(text, stop, end):
        starts.append(stop)
        stop = glossary.end()
    spans = tuple(zip(starts, [*starts[1:], stop], strict=True))
    return Contents(start, stop, spans, named)


def _start(text: str, begin: int, first: Marker) -> tuple[int, bool]:
    """Where a table of contents begins: at its word, or cut off where the text begins."""
    low = max(begin, first.start - _LONGEST)
    before = text[low : first.start]
    named = list(WORD.finditer(text, low, first.start + 1))
    if first.style == "digit":  # which other lists have too
        named = [word for word in named if word.end() == first.start]
    if named and not _SENTENCE.search(text, named[-1].end(), first.start):
        return named[-1].start(), True
    head = low == begin and not _SENTENCE.search(before)
    if head and first.style != "digit" and ((first.ordinal or 0) > 1 or _LEFT.search(before)):
        return begin, False
    return first.start, False


def _words(text: str, start: int, end: int) -> str:
    words = text[start:end]
    tail = _TAIL.search(words)
    return words[: tail.start()] if tail else words


def _last(text: str, marker: Marker, end: int, paged: bool) -> tuple[int, int]:
    """Where the words of the last entry come again, and where it ends."""
    length = _again(text, marker.end, end)
    stop = marker.end + length
    again = _find(text, text[marker.end : stop], stop, end) if length else -1
    return again, _past_page(text, marker.end, stop, end, paged)


def _past_page(text: str, start: int, stop: int, end: int, paged: bool) -> int:
    """Where an entry ends whose words begin and end at two places: with its page, if it has one."""
    page = _PAGE.match(text, stop, end)
    if page and (page[0].strip() or not paged):
        return page.end()
    entry = _PAGED.match(text, start, end) if paged else None
    return entry.end() if entry else stop


@lru_cache(maxsize=2)
def _letters(text: str) -> tuple[str, list[int]]:
    """A text without its marks, some of which may be lost, and where its letters stand."""
    places = [at for at, char in enumerate(text) if char.isalnum()]
    return "".join(text[at] for at in places), places


def _find(text: str, words: str, start: int, end: int) -> int:
    """Where words stand in a span by their letters, -1 where they do not."""
    letters, places = _letters(text)
    low, high = bisect_left(places, start), bisect_left(places, end)
    found = letters.find("".join(filter(str.isalnum, words)), low, high)
    return places[found] if found >= 0 else -1


def _again(text: str, start: int, end: int) -> int:
    """How many characters from a place on come again in the text behind it, at most a line."""
    letters, places = _letters(text)
    first, last = bisect_left(places, start), bisect_left(places, end)
    at = first
    while at < min(last, first + _LONGEST) and _STOPS.isdisjoint(
        text[places[at - 1] if at > first else start : places[at]]
    ):
        if letters.find(letters[first : at + 1], at + 1, last) < 0:
            break
        at += 1
    return places[at - 1] + 1 - start if at - first > 1 else 0


def _further(
    text: str, last: Marker, stop: int, end: int, paged: bool
) -> Iterator[tuple[int, int]]:
    """Entries behind the last whose marks are lost, or that do not come again: start and end."""
    ordinal = last.ordinal or 0
    form = re.compile(_NEXT[last.style])
    while number := form.match(text, stop, end):
        if ordinal_of(number["n"]) != ordinal + 1:
            return
        length = _again(text, number.end(), end)
        until = _past_page(text, number.end(), number.end() + length, end, paged)
        if until == number.end():
            return
        yield number.start(), until
        ordinal, stop = ordinal + 1, until

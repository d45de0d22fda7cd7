"""Where the wording of a heading ends, where a scan ran heading and text together.

The end is weighed: what headings end with, what text begins with, whether the words are a
label, and how long the headings beside it are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from statistics import median

from toolkit import lexicon
from toolkit.extract.structure import roles

CERTAIN = 3.0  # a weight from which a cut is trusted
_SHORTEST, _SHORTEST_LABEL, _LONGEST = 6, 4, 44
_ENDING, _OPENER, _ONE_CHARACTER = 2.0, 2.0, 1.2  # what counts how much
_LABEL, _LENGTH, _EVEN, _OPENS_OTHERS, _TWO_CLAUSES = 2.0, 2.0, 1.5, 1.5, 1.0
_ENDED_WITHIN = 24  # headings usually no longer than this end at their full stop
_ALIKE = 6  # characters by which the headings of a level may differ to tell their length
_EVEN_LONGEST = 16  # characters of headings that are all of one length
_FIRST = 3  # characters of a sentence by which it is known again
_NOT_LAST = frozenset("的和与及或、,，在对将把被为向于等不未是了着过")
_NOT_NEXT = frozenset("的和与及或、,，。；：)）”’」》了着们性化")
_PERIOD = re.compile("\\d{4}年|“[一二三四五六七八九十]{2,3}五|——")  # what text likes to begin with
# A unit that acts, as text likes to begin with: 云岭县坚持…, 局党组高度重视….
_ACTING = re.compile(
    "(?:[\u4e00-\u9fff]{2}[省市县区镇乡局院]|[省市县区镇乡局院厅校]?(?:党组|党委|纪委|政府|办公室)|[省市县区镇乡]委)"
    "(?=[把将对高坚认积持先全各在从以按召制出开成共已多严牢监深]|第一|办公室|党[组委])"
)
# A word of these belongs to the noun behind it, and opens no text: 落实情况, 推进方面.
_OF_A_NOUN = re.compile("[\u4e00-\u9fff]{2}(?:情况|方面|问题|力度|进展|成效|机制)")
_OPENING, _CLOSING = "“‘「《（(", "”’」》）)"


@cache
def _words(name: str) -> tuple[frozenset[str], tuple[int, ...]]:
    """The words of a lexicon and the lengths they come in, longest first."""
    words = frozenset(lexicon.words(name))
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


def cut(text: str, start: int, stop: int, usual: float | None = None) -> tuple[int, float]:
    """The likeliest end of a heading that begins at start and runs on to stop, with its weight.

    >>> text = "健全长效机制通过专题会议部署"
    >>> text[: cut(text, 0, len(text))[0]]
    '健全长效机制'
    """
    best, weight = stop, 0.0
    depth = 0
    for at in range(start, min(stop, start + _LONGEST) + 1):
        if depth == 0 and at - start >= _SHORTEST_LABEL:
            here = _weight(text, start, at, stop, usual)
            if here > weight:
                best, weight = at, here
        if at < stop:
            depth += (text[at] in _OPENING) - (text[at] in _CLOSING and depth > 0)
    return best, weight


def ending(text: str, start: int, at: int) -> float:
    """How likely a heading that begins at start ends at a place and text begins there.

    >>> ending("健全长效机制通过专题会议部署", 0, 6), ending("健全长效机制通过专题会议部署", 0, 4)
    (4.0, 0.0)
    """
    return _weight(text, start, at, len(text), None)


def _weight(text: str, start: int, at: int, stop: int, usual: float | None) -> float:
    if text[at - 1] in _NOT_LAST or (at < stop and text[at] in _NOT_NEXT):
        return 0.0
    endings, lengths = _words("heading_endings")
    following = text[at : at + 2] if at < stop else ""
    if following in endings and following not in _words("body_openers")[0]:
        return 0.0  # 工作安排 ends behind 安排
    ends = any(text[max(start, at - n) : at] in endings for n in lengths)
    label = ends and roles.is_label(text[start:at])
    if at - start < _SHORTEST and not label:
        return 0.0
    weight = _ENDING * ends + _LABEL * label + _EVEN * _is_even(text[start:at])
    openers, lengths = _words("body_openers")
    opener = next((n for n in lengths if text[at : at + n] in openers), 0)
    if opener and at < stop and _OF_A_NOUN.match(text, at, stop):
        opener = 0
    if at == stop or opener > 1 or _PERIOD.match(text, at) or _ACTING.match(text, at):
        weight += _OPENER
    elif text[at : at + _FIRST] in _sentence_openings(text):
        weight += _OPENS_OTHERS
    elif opener:
        weight += _ONE_CHARACTER
    if usual is not None:
        apart = abs(at - start - usual)
        weight += max(-_LENGTH, _LENGTH - apart)
        weight += _TWO_CLAUSES * (apart < 1 and len(_clauses(text[start:at])) == 2)
    return weight


def _is_even(heading: str) -> bool:
    """Whether a heading is made of two clauses of one length, as headings like to be."""
    clauses = _clauses(heading)
    return len(clauses) == 2 and abs(len(clauses[0]) - len(clauses[1])) <= 1


def _clauses(heading: str) -> list[str]:
    return heading.replace(",", "，").split("，")


@lru_cache(maxsize=2)
def _sentence_openings(text: str) -> frozenset[str]:
    """What the sentences of a text begin with."""
    return frozenset(match[1] for match in re.finditer(rf"[。！？][”’]?(.{{{_FIRST}}})", text))


def cuts(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, float]]:
    """The ends of headings of one level that all run on: those beside them tell their length."""
    alone = [cut(text, start, stop) for start, stop in spans]
    if median([stop - start for start, stop in spans] or [0]) <= _ENDED_WITHIN:
        return [(stop, CERTAIN) for _, stop in spans]
    pairs = zip(spans, alone, strict=True)
    lengths = [
        end - start for (start, stop), (end, weight) in pairs if weight >= CERTAIN and end < stop
    ]
    alike = lengths and max(lengths) - min(lengths) <= _ALIKE
    usual = median(lengths) if alike else _common_length(text, spans)
    if usual is None:
        return alone
    return [cut(text, start, stop, usual) for start, stop in spans]


def _common_length(text: str, spans: Sequence[tuple[int, int]]) -> float | None:
    """The length at which most headings of a level could end, where no one of them tells it."""
    best, length = 0.0, None
    for candidate in range(_SHORTEST, _EVEN_LONGEST + 1):
        weights = [
            _weight(text, start, start + candidate, stop, None)
            for start, stop in spans
            if start + candidate < stop
        ]
        if sum(weight > 0 for weight in weights) > 1 and sum(weights) > best:
            best, length = sum(weights), candidate
    return length

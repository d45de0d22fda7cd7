"""Numbers run into the text before them that their sequence claims all the same.

一是, 二是 and the chapters and articles of rules keep their form where the mark before them is
lost, so nothing needs mending: they are only taken to stand where a sentence begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest

from toolkit.extract.structure.markers import COUNTS, RULES, Marker
from toolkit.extract.structure.runs import Candidate, lost

_COUNTED_OUT = frozenset(
    "第其十百期周每逢说，,、"
)  # 星期二是; 一是快，二是准 stands in one sentence
_ONE_IN_WORDS = frozenset("统专之唯万单同划逐某这那有”“于的不")  # 统一是, 之一是
_CITES = frozenset("照按据反》〉、和及与至或由合到第")  # 依照第五条
_CITED = re.compile(r"规定|所称|所列|[、和及与至或的第中款项之]")
_ARTICLE_BELOW = re.compile(r"[^第\s，。；,;]{2,15}[ \u3000]{0,2}第[^条]{1,4}条")
_NEAR = 1500  # characters from one counted item to the next
_GLUED, _GLUED_FIRST = (1.0, 0.8), (1.5, 0.5)
_CLAIMED = ("count", "needs", *sorted(RULES))


def claimed(text: str, markers: Sequence[Marker]) -> list[Marker]:
    """The markers, those that a sequence claims moved to where a sentence begins."""
    starts = {start for style in _CLAIMED for start in _drawn_in(text, markers, style)}
    starts |= {m.start for m in markers if m.style in RULES and _holds_articles(text, m)}
    inside = {below.start for above, below in pairwise(markers) if below.start < above.end}
    return [
        replace(marker, place="sentence")
        if marker.start in starts and marker.start not in inside
        else marker
        for marker in markers
    ]


def _drawn_in(text: str, markers: Sequence[Marker], style: str) -> Iterator[int]:
    for run in _scopes(markers, style):
        found = [
            number
            for marker, after in zip_longest(run, run[1:])
            for number in _candidate(text, marker, after)
        ]
        yield from (number.start for number in lost(found))


def _scopes(markers: Sequence[Marker], style: str) -> Iterator[list[Marker]]:
    """The numbers of a style, counted items by the headings they stand under."""
    if style in RULES:
        yield [marker for marker in markers if marker.style == style]
        return
    scope = 0
    scopes = []
    last = 0
    for marker in markers:
        if marker.style == style:
            scope += marker.start - last > _NEAR
            last = marker.start
            scopes.append((scope, marker))
        elif marker.style not in COUNTS and marker.place in ("line", "sentence"):
            scope += 1
    for _, run in groupby(scopes, key=lambda pair: pair[0]):
        yield [marker for _, marker in run]


def _candidate(text: str, marker: Marker, after: Marker | None) -> Iterator[Candidate]:
    if marker.ordinal is None:
        return
    if marker.place != "glued":
        yield Candidate(marker.start, marker.ordinal)
        return
    before = text[marker.start - 1]
    form = _GLUED_FIRST if marker.ordinal == 1 else _GLUED
    if marker.style in COUNTS:
        if before in "，," and after is not None and _parts(marker, after):
            yield Candidate(marker.start, marker.ordinal, *form)
        in_word = before in _COUNTED_OUT or (marker.ordinal == 1 and before in _ONE_IN_WORDS)
        if not in_word and not before.isdigit():
            yield Candidate(marker.start, marker.ordinal, *form)
    elif _stands_apart(text, marker):
        yield Candidate(marker.start, marker.ordinal, *form)


def _parts(marker: Marker, after: Marker) -> bool:
    """Whether a first item behind a comma is parted from the second by more than one: 看到，一是慢；二是"""
    return marker.ordinal == 1 and after.ordinal == 2 and after.place in ("clause", "sentence")


def _holds_articles(text: str, marker: Marker) -> bool:
    """Whether an article follows a chapter's name at once."""
    cited = text[max(0, marker.start - 1) : marker.start] in _CITES
    return marker.style != "article" and not cited and bool(_ARTICLE_BELOW.match(text, marker.end))


def _stands_apart(text: str, marker: Marker) -> bool:
    """Whether blanks part an article from its words."""
    return (
        text[marker.end - 1].isspace()
        and text[marker.start - 1] not in _CITES
        and not _CITED.match(text, marker.end)
    )

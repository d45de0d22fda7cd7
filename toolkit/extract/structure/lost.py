"""Punctuation lost around the numbers of headings: a bare 一 whose 、 is gone, a sentence whose
。 is gone before the next item's number, a bracket that lost its half.

Only the sequence makes a loss certain: 三 between 二、 and 四、, a 2 . behind the text of 1 .
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.extract.structure import roles, wording
from toolkit.extract.structure.lines import Lines, ends_sentence, lines_of
from toolkit.extract.structure.markers import Marker, find_markers, ordinal_of
from toolkit.extract.text import Edit

_H = "[一二三四五六七八九十]"
_BARE = re.compile(
    rf"(?<!{_H})(?P<n>十?[一二三四五六七八九]|十)(?!{_H})(?P<gap>[ \u3000]{{0,2}})(?=[\u4e00-\u9fff“‘”’《]|\d{{4}}年)"
)
# What follows a numeral inside a word or a measure: 一些, 三年, 四川, 五级, 二是, 三中全会.
_IN_WORDS = frozenset(
    "些个名位批项次年月日般旦直定方部段边面种切样起家线级季期届号等条类把点分件场份站带路代口时再味贯律向揽并"
    "是要到至下者来天周所支只座间户亩吨元万亿千百半成则者中全川农风旗伏轮审读校楼单"
)
_FIRST_BELOW = re.compile(r"[（(][ ]?一[ ]?[）)]|(?<![\d.])1[ ]?[.．](?!\d)")
_END = re.compile(r"[。！？；!?\n\r]")
_HALF = re.compile(rf"(?<![（({_H[1:-1]}第])(?P<n>{_H}{{1,2}})[）)](?=[\u4e00-\u9fff])")
_BELOW_WITHIN = 120
_LINE_WITHIN = 60
_HALF_STYLE = "half"
_LABEL = 4  # characters of the labels that tell a half bracket: 问题表现, 整改措施
_ITEM_FROM = 20  # characters an item has at least, before the next one may follow
_NOT_BEFORE_ITEM = frozenset("第条款见附表图按照据、和及与至或的（(")


@dataclass(frozen=True, slots=True)
class _Number:
    """A top-level number, with its 、 or without."""

    start: int
    end: int
    ordinal: int
    bare: bool


def lost_marks(clean: str) -> Iterator[Edit]:
    """Edits, in order of kind, that put back what was lost."""
    lines = lines_of(clean)
    markers = find_markers(lines, 0, len(clean))
    bare = list(_bare_numbers(lines, markers))
    yield from (Edit(number.end, number.end, "、", "lost_punctuation") for number in bare)
    yield from _items(lines, markers, [number.start for number in bare])


def _bare_numbers(lines: Lines, markers: Sequence[Marker]) -> Iterator[_Number]:
    """The bare numbers that stand where the sequence of 一、 二、 … wants them."""
    whole = [
        _Number(marker.start, marker.end, marker.ordinal or 0, False)
        for marker in markers
        if _is_head(marker)
    ]
    numbers = sorted([*whole, *_likely(lines, whole)], key=lambda number: number.start)
    last = 0
    for at, number in enumerate(numbers):
        if number.bare and not _fits(numbers, at, last):
            continue
        last = number.ordinal
        if number.bare:
            yield number


def _fits(numbers: Sequence[_Number], at: int, last: int) -> bool:
    number = numbers[at]
    following = numbers[at + 1] if at + 1 < len(numbers) else None
    if number.ordinal == 1:
        return following is not None and following.ordinal == 2
    return number.ordinal == last + 1 and (
        following is None or following.bare or following.ordinal in (1, number.ordinal + 1)
    )


def _likely(lines: Lines, whole: Sequence[_Number]) -> list[_Number]:
    """Bare numbers that by their place and the words behind them could open a heading."""
    text = lines.text
    found, spans = [], []
    for match in _BARE.finditer(text):
        start, end = match.start(), match.end("n")
        if _is_word(text, match) or not (lines.begins(start) or ends_sentence(text, start)):
            continue
        stop = _sentence_stop(text, end)
        found.append(_Number(start, end, ordinal_of(match["n"]), True))
        spans.append((match.end(), stop))
    known = [(number.end, _sentence_stop(text, number.end)) for number in whole]
    weights = wording.cuts(text, spans + known)[: len(spans)]
    return [
        number
        for number, span, (_, weight) in zip(found, spans, weights, strict=True)
        if _opens_heading(lines, number, span, weight)
    ]


def _is_word(text: str, match: re.Match[str]) -> bool:
    after = text[match.end()]
    if roles.is_label(text[match.end() : match.end() + _LABEL - 1]):
        return False
    return not match["gap"] and (
        after in _IN_WORDS or (after == "大" and text[match.end() + 1 : match.end() + 2] != "力")
    )


def _sentence_stop(text: str, start: int) -> int:
    stop = _END.search(text, start, start + 2 * _BELOW_WITHIN)
    return stop.start() if stop else min(len(text), start + 2 * _BELOW_WITHIN)


def _opens_heading(lines: Lines, number: _Number, span: tuple[int, int], weight: float) -> bool:
    """Whether items follow at once, or the line is all heading, or heading and text part clearly."""
    text = lines.text
    if _FIRST_BELOW.search(text, span[0], min(span[1], span[0] + _BELOW_WITHIN)):
        return True
    if lines.begins(number.start):
        line_end = lines.end_of(number.start)
        return line_end <= span[1] and line_end - number.start <= _LINE_WITHIN
    return weight >= wording.CERTAIN + 1


def _items(lines: Lines, markers: Sequence[Marker], bare: Sequence[int]) -> Iterator[Edit]:
    """A 。 before the number of an item that follows the text of the one before it, and a lost (."""
    text = lines.text
    heads = sorted([*bare, *(marker.start for marker in markers if _is_head(marker))])
    halves = [
        Marker(match.start(), match.end(), _HALF_STYLE, ordinal_of(match["n"]), "glued")
        for match in _HALF.finditer(text)
    ]
    numbers = [marker for marker in markers if marker.style in ("paren", "digit")]
    following = dict(zip(numbers, _following(numbers), strict=True))
    last: dict[str, Marker] = {}  # the last number of each style under the open head
    passed = 0
    for marker in sorted([*numbers, *halves], key=lambda marker: marker.start):
        heads_passed = bisect_right(heads, marker.start)
        if heads_passed != passed:
            passed, last = heads_passed, {}
        below = heads[passed] if passed < len(heads) else len(text)
        if marker.style == _HALF_STYLE:
            if not _is_half(text, marker, last.get("paren")):
                continue
            yield Edit(marker.start, marker.start, _opening(text, marker), "lost_punctuation")
        elif marker.place == "glued":
            if _is_next(text, marker, last.get(marker.style), following[marker], below):
                yield Edit(marker.start, marker.start, "。", "lost_punctuation")
            elif marker.ordinal != 1 or not _is_behind_heading(text, marker):
                continue
        if marker.style == "digit":
            last["digit"] = marker
        else:
            last = {"paren": marker}


def _is_head(marker: Marker) -> bool:
    return marker.style == "han" and marker.place in ("line", "sentence") and not marker.doubtful


def _following(markers: Sequence[Marker]) -> list[Marker | None]:
    """For each marker the next of its style that stands where a marker should."""
    found: list[Marker | None] = []
    nearest: dict[str, Marker] = {}
    for marker in reversed(markers):
        found.append(nearest.get(marker.style))
        if marker.place != "glued":
            nearest[marker.style] = marker
    return found[::-1]


def _is_behind_heading(text: str, marker: Marker) -> bool:
    """Whether a first number is glued to words, as to those of a heading, and not to a mark."""
    return (
        text[marker.end : marker.end + 1] not in "、，,。" and text[marker.start - 1] not in "，,、"
    )


def _is_next(
    text: str, marker: Marker, before: Marker | None, after: Marker | None, below: int
) -> bool:
    """Whether a number glued to the text before it goes on with the open sequence: no other
    number before the next head could, and it looks and stands as the number of an item.
    """
    if before is None or marker.ordinal != (before.ordinal or 0) + 1:
        return False
    if after is not None and after.start < below and after.ordinal == marker.ordinal:
        return False
    form, first = text[marker.start : marker.end], text[marker.end : marker.end + 1]
    return (
        (marker.style == "paren" or " ." in form or " ．" in form)
        and marker.start - before.end >= _ITEM_FROM
        and text[marker.start - 1] not in _NOT_BEFORE_ITEM
        and (first in "“‘" or "\u4e00" <= first <= "\u9fff")
    )


def _is_half(text: str, marker: Marker, before: Marker | None) -> bool:
    """Whether 二) stands where (二) should: its label says so and the sequence wants it."""
    wanted = 1 if before is None else (before.ordinal or 0) + 1
    return marker.ordinal == wanted and roles.is_label(text[marker.end : marker.end + _LABEL])


def _opening(text: str, marker: Marker) -> str:
    return "(" if marker.ordinal == 1 or ends_sentence(text, marker.start) else "。("

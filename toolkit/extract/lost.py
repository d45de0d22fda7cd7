"""Punctuation lost around the numbers of headings: a bare 一 whose 、 is gone, a sentence whose
。 is gone before the next item's number, a bracket that lost its half.

Only the sequence makes a loss certain: 三 between 二、 and 四、, a 2 . behind the text of 1 .
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.extract import roles, wording
from toolkit.extract.lines import Lines, ends_sentence
from toolkit.extract.markers import Marker, find_markers, ordinal_of
from toolkit.extract.text import Edit

_H = "[一二三四五六七八九十]"
_BARE = re.compile(rf"(?<!{_H})(?P<n>{_H}{{1,2}})(?P<gap>[ \u3000]{{0,2}})(?=[\u4e00-\u9fff“‘”’《])")
# What follows a numeral inside a word or a measure: 一些, 三年, 四川, 五级, 二是, 三中全会.
_IN_WORDS = frozenset(
    "些个名位批项次年月日般旦直定方部段边面种切样起家线级季期届号等条类把点分件场份站带路代口时再味贯律向揽并"
    "是要到至下者来天周所支只座间户亩吨元万亿千百半成则者中全川农风旗伏轮审读校楼单"
)
_FIRST_BELOW = re.compile(r"[（(][ ]?一[ ]?[）)]|(?<![\d.])1[ ]?[.．](?!\d)")
_END = re.compile(r"[。！？；!?\n\r]")
_HALF = re.compile(rf"(?<![（({_H[1:-1]}第])(?P<n>{_H}{{1,2}})[）)](?=[\u4e00-\u9fff])")
_BELOW_WITHIN = 120
_LINE_WITHIN = 44
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
    lines = Lines(clean)
    markers = list(find_markers(lines, 0, len(clean)))
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
    """A 。 before an item's number that follows the text of the item before it, and a lost (."""
    text = lines.text
    heads = sorted([*bare, *(m.start for m in markers if _is_head(m))])
    halves = [
        Marker(m.start(), m.end(), "half", ordinal_of(m["n"]), "glued")
        for m in _HALF.finditer(text)
    ]
    following = _following(markers)
    last: dict[str, Marker] = {}
    reached = 0
    for marker, after in sorted(
        [*zip(markers, following, strict=True), *((half, None) for half in halves)],
        key=lambda pair: pair[0].start,
    ):
        above = bisect_right(heads, marker.start)
        if above != reached:
            reached, last = above, {}
        if marker.style == "half":
            if _is_half(text, marker, last):
                yield Edit(marker.start, marker.start, _opening(text, marker), "lost_punctuation")
                last = {"paren": marker}
            continue
        if marker.style not in ("paren", "digit"):
            continue
        if marker.place == "glued":
            below = heads[above] if above < len(heads) else len(text)
            if after is not None and after.start > below:
                after = None
            if _is_next(text, marker, last.get(marker.style), after):
                yield Edit(marker.start, marker.start, "。", "lost_punctuation")
            elif marker.ordinal != 1 or not _is_close(text, marker):
                continue
        if marker.style == "paren":
            last = {}
        last[marker.style] = marker


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


def _is_close(text: str, marker: Marker) -> bool:
    """Whether a first number stands behind the words of a heading, not far into a sentence."""
    window = text[max(0, marker.start - _BELOW_WITHIN) : marker.start]
    return text[marker.end : marker.end + 1] not in "、，,。" and not set(window[-4:]) & set("。，,；")


def _is_next(text: str, marker: Marker, before: Marker | None, after: Marker | None) -> bool:
    """Whether a number glued to the text before it goes on with the open sequence."""
    if before is None or marker.ordinal != (before.ordinal or 0) + 1:
        return False
    if after is not None and after.ordinal == marker.ordinal:
        return False
    form = text[marker.start : marker.end]
    spaced = marker.style == "paren" or " ." in form or " ．" in form
    return (
        spaced
        and marker.start - before.end >= _ITEM_FROM
        and text[marker.start - 1] not in _NOT_BEFORE_ITEM
        and "\u4e00" <= text[marker.end : marker.end + 1] <= "\u9fff"
        or spaced
        and marker.start - before.end >= _ITEM_FROM
        and text[marker.end : marker.end + 1] in ("“", "‘")
    )


def _is_half(text: str, marker: Marker, last: dict[str, Marker]) -> bool:
    """Whether 二) stands where (二) should: its label says so and the sequence wants it."""
    before = last.get("paren")
    wanted = 1 if before is None else (before.ordinal or 0) + 1
    label = roles.read(text[marker.end : marker.end + 4])
    return marker.ordinal == wanted and label.sure and label.role is not None


def _opening(text: str, marker: Marker) -> str:
    if marker.ordinal == 1 or ends_sentence(text, marker.start):
        return "("
    return "。("

"""Numbers that lost a mark: where they stand, what they would need, and how likely they are.

Each is a candidate with its cost; ``runs.py`` decides by the sequences they would stand in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from toolkit import lexicon
from toolkit.across.tokens import cut as cut_words
from toolkit.extract.structure import roles, wording
from toolkit.extract.structure.lines import Lines, ends_sentence
from toolkit.extract.structure.markers import Marker, ordinal_of
from toolkit.extract.structure.runs import Candidate

_H = "[一二三四五六七八九十]"
_HAN = "\u4e00-\u9fff"
_BARE = re.compile(
    rf"(?P<n>{_H}(?<!{_H}.)(?:(?<=十)[一二三四五六七八九])?)(?!{_H})(?P<gap>[ \u3000]{{0,2}})(?=[{_HAN}“‘”’《]|\d{{4}}年)"
)
_HALVES = re.compile(
    rf"(?<![（({_H[1:-1]}第])(?P<right>{_H}{{1,2}})[）)](?=[{_HAN}“‘])"
    rf"|[（(](?P<left>{_H}{{1,2}})(?=[{_HAN}“‘])"
)
_BARE_DIGIT = re.compile(rf"(?P<n>\d(?<![\d.．,，/\-].)\d?)(?=[{_HAN}“‘])")
# What follows a numeral inside a word or a measure: 一些, 三年, 四川, 五级, 二是, 三中全会.
_IN_WORDS = frozenset(
    "些个名位批项次年月日般旦直定方部段边面种切样起家线级季期届号等条类把点分件场份站带路代口时再味贯律向揽并"
    "是要到至下者来天周所支只座间户亩吨元万亿千百半成则者中全川农风旗伏轮审读校楼单式则章节"
)
_SECTOR = re.compile("产(?!业)")  # 一产增加值
_WORD = 6  # characters that tell whether a numeral begins a word
_OF_TIME = frozenset("年月日号时点分秒级类期届线")
_FIRST_BELOW = re.compile(r"[（(][ ]?一[ ]?[）)]|(?<![\d.])1[ ]?[.．](?!\d)")
_ITEMS_BELOW = re.compile(r"[^。！？；!?\n\r]{4,60}[（(][ ]?一[ ]?[）)]")
_OVER_ITEMS = re.compile(
    rf"[^。！？；，：!?\n\r]{{4,24}}(?:[（(][ ]?{_H}{{1,2}}[ ]?[）)](?=[{_HAN}“])|(?:问题|隐患)[\d{_H[1:-1]}]{{1,2}}[：:])"
)
END = re.compile(r"[。！？；!?\n\r]")
_BELOW_WITHIN = 120
_LINE_WITHIN = 60
_LABELS = (4, 5)  # characters of the labels that tell a number: 问题表现, 存在的问题
_ITEM_FROM = 20  # characters an item has at least, before the next one may follow
_NOT_BEFORE = frozenset("第条款见附表图按照据、和及与至或的（(《〈【】〔〕“‘—-－~～·:：/")
_NOT_BEFORE_ITEM = _NOT_BEFORE | frozenset("，,")  # which is no stop that was lost
_NOT_BEFORE_HAN = _NOT_BEFORE | frozenset("其周期高初大小统唯专单同划之逐万某这那每逢")
# What reading a damaged number costs, and how far it shows itself to be one.
_WORDED, _PLAIN = (0.5, 0.8), (1.2, 0.5)
_GLUED, _GLUED_FIRST, _LABELLED = (1.0, 0.8), (2.5, 0.3), (1.8, 0.7)
_GLUED_FORM, _AREA = (1.6, 0.5), (0.5, 1.0)
_AFTER_CLAUSE = (0.1, 1.0)


def whole_heads(markers: Sequence[Marker]) -> list[int]:
    """Where the top-level numbers stand that lost nothing."""
    return [marker.start for marker in markers if _is_head(marker)]


def _is_head(marker: Marker) -> bool:
    return marker.style == "han" and marker.place in ("line", "sentence") and not marker.doubtful


def heads(lines: Lines, markers: Sequence[Marker]) -> list[Candidate]:
    """The top-level numbers: 二、 that is whole, 二、 run into the text before it, a bare 二."""
    text = lines.text
    whole = [marker for marker in markers if marker.style == "han"]
    closed = _closed([marker for marker in whole if _is_head(marker)])
    found = [number for number in _bare(lines, whole) if not closed(number.start)]
    for marker in whole:
        ordinal = marker.ordinal or 0
        if marker.doubtful:
            if marker.place == "line":
                found.append(Candidate(marker.start, ordinal, _PLAIN[0], 0.0))
        elif marker.place in ("line", "sentence"):
            found.append(Candidate(marker.start, ordinal))
        elif marker.place == "clause":
            found.append(Candidate(marker.start, ordinal, *_AFTER_CLAUSE))
        elif _may_open(text, marker.end) and text[marker.start - 1] not in _NOT_BEFORE_HAN:
            cost, proof = _GLUED_FIRST if ordinal == 1 else _GLUED
            if ordinal > 1 and _OVER_ITEMS.match(text, marker.end):
                cost, proof = _AREA
            found.append(Candidate(marker.start, ordinal, cost, proof, ((marker.start, "。"),)))
    return sorted(found, key=lambda number: number.start)


def _closed(whole: Sequence[Marker]) -> Callable[[int], bool]:
    """Tells whether a place stands between a number that is whole and the next one."""
    starts = [marker.start for marker in whole]
    ordinals = [marker.ordinal or 0 for marker in whole]

    def between(offset: int) -> bool:
        at = bisect_right(starts, offset)
        return 0 < at < len(starts) and ordinals[at] == ordinals[at - 1] + 1

    return between


def _may_open(text: str, at: int) -> bool:
    """Whether words begin here, as a heading's do."""
    return re.match(rf"[{_HAN}“‘《]|\d{{4}}年", text[at : at + 5]) is not None


def _bare(lines: Lines, whole: Sequence[Marker]) -> Iterator[Candidate]:
    """Bare numbers at the beginning of a sentence, or before a label where its 。 is lost too."""
    text = lines.text
    found: list[tuple[Candidate, tuple[int, int]]] = []
    for match in _BARE.finditer(text):
        start, end = match.start(), match.end("n")
        opens = lines.begins(start) or ends_sentence(text, start)
        if not opens and (text[start - 1] in _NOT_BEFORE_HAN or match["n"] == "一"):
            continue
        labelled = _is_labelled(text, match.end())
        if not labelled and _is_word(text, match):
            continue
        ordinal, span = ordinal_of(match["n"]), (match.end(), _sentence_stop(text, end))
        if opens:
            found.append((Candidate(start, ordinal, *_PLAIN, ((end, "、"),)), span))
        elif labelled or _ITEMS_BELOW.match(text, end):
            yield Candidate(start, ordinal, *_LABELLED, ((start, "。"), (end, "、")))
    known = [(marker.end, _sentence_stop(text, marker.end)) for marker in whole if _is_head(marker)]
    laid_out = [_opens_heading(lines, number.start, span) for number, span in found]
    spans = [*(span for _, span in found), *known] if None in laid_out else []
    told = wording.cuts(text, spans) if spans else [(0, 0.0)] * len(found)
    for (number, _), laid, (_, weight) in zip(found, laid_out, told, strict=False):
        worded = weight >= wording.CERTAIN + 1 if laid is None else laid
        cost, proof = _WORDED if worded else _PLAIN
        yield Candidate(number.start, number.ordinal, cost, proof, number.edits)


def _is_labelled(text: str, at: int) -> bool:
    return any(roles.is_label(text[at : at + n]) for n in _LABELS)


def _is_word(text: str, match: re.Match[str]) -> bool:
    after = text[match.end()]
    if match["n"] != "一" and text.startswith(_openers(), match.end()):
        return False
    first = cut_words(text[match.start() : match.end() + _WORD])[0]
    return not match["gap"] and (
        len(first) > len(match["n"])
        or after in _IN_WORDS
        or _SECTOR.match(text, match.end()) is not None
        or (after == "大" and text[match.end() + 1 : match.end() + 2] != "力")
    )


def _sentence_stop(text: str, start: int) -> int:
    stop = END.search(text, start, start + 2 * _BELOW_WITHIN)
    return stop.start() if stop else min(len(text), start + 2 * _BELOW_WITHIN)


def _opens_heading(lines: Lines, start: int, span: tuple[int, int]) -> bool | None:
    """Whether items follow at once or the line is all heading; None where its wording must tell."""
    text = lines.text
    if _FIRST_BELOW.search(text, span[0], min(span[1], span[0] + _BELOW_WITHIN)):
        return True
    if lines.begins(start):
        line_end = lines.end_of(start)
        return line_end <= span[1] and line_end - start <= _LINE_WITHIN
    return None


def items(lines: Lines, markers: Sequence[Marker], style: str) -> list[Candidate]:
    """The numbers of one style below the top: (二) and its halves, 2. and a 2 without its dot."""
    text = lines.text
    found = [*(_halves(lines) if style == "paren" else _bare_digits(lines))]
    for marker in markers:
        if marker.style != style or marker.doubtful:
            continue
        ordinal = marker.ordinal or 0
        if marker.place in ("line", "sentence") or (
            ordinal == 1 and _is_behind_heading(text, marker)
        ):
            found.append(Candidate(marker.start, ordinal))
        elif marker.place == "clause":
            found.append(Candidate(marker.start, ordinal, *_AFTER_CLAUSE))
        elif (
            ordinal > 1
            and text[marker.start - 1] not in _NOT_BEFORE_ITEM
            and _may_open(text, marker.end)
        ):
            dotted = style == "paren" or {".", "．"} & set(text[marker.start : marker.end])
            cost, proof = _GLUED if dotted else _GLUED_FORM
            found.append(Candidate(marker.start, ordinal, cost, proof, ((marker.start, "。"),)))
    return sorted(found, key=lambda number: number.start)


def _is_behind_heading(text: str, marker: Marker) -> bool:
    """Whether a first number is glued to words, as to those of a heading, and not to a mark."""
    return (
        text[marker.end : marker.end + 1] not in "、，,。" and text[marker.start - 1] not in "，,、"
    )


def _halves(lines: Lines) -> Iterator[Candidate]:
    """二) and (二 where (二) should stand."""
    text = lines.text
    for match in _HALVES.finditer(text):
        start, end = match.span()
        whole_left = match["left"] is not None
        if whole_left and text[end] in _IN_WORDS:
            continue
        ordinal = ordinal_of(match["left"] or match["right"])
        mark = (end, ")") if whole_left else (start, "(")
        labelled = _is_labelled(text, end)
        if lines.begins(start) or ends_sentence(text, start):
            yield Candidate(start, ordinal, *_WORDED, (mark,))
        elif text[start - 1] not in _NOT_BEFORE_HAN and not _in_brackets(text, start):
            lost = (mark,) if ordinal == 1 else _with_stop(start, mark)
            yield Candidate(start, ordinal, *(_GLUED if labelled else _GLUED_FORM), lost)


def _with_stop(start: int, mark: tuple[int, str]) -> tuple[tuple[int, str], ...]:
    return ((start, "。" + mark[1]),) if mark[0] == start else ((start, "。"), mark)


def _in_brackets(text: str, at: int) -> bool:
    before = text[max(0, at - _ITEM_FROM) : at]
    return max(map(before.rfind, "（(")) > max(map(before.rfind, "）)"))


def _bare_digits(lines: Lines) -> Iterator[Candidate]:
    """A 2 that counts nothing, at the beginning of a line or sentence or right behind a label."""
    text = lines.text
    for match in _BARE_DIGIT.finditer(text):
        start, end = match.span()
        begins = lines.begins(start) or ends_sentence(text, start)
        if not begins and not any(roles.is_label(text[max(0, start - n) : start]) for n in _LABELS):
            continue
        counts = text[end] in _OF_TIME or text.startswith(_measures(), end)
        if not counts or text.startswith(_openers(), end):
            yield Candidate(start, int(match["n"]), *_PLAIN, ((end, "."),))


@cache
def _openers() -> tuple[str, ...]:
    return lexicon.words("heading_openers")


@cache
def _measures() -> tuple[str, ...]:
    return tuple(row["word"] for row in lexicon.table("measure_words"))

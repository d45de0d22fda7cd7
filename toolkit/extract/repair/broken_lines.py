"""Line breaks in mid-sentence, told from those that end a heading, an item or a paragraph.

A break is taken out only where the text cannot end before it: behind a comma, inside brackets
or quotes, before a mark that begins no line, inside a number. Texts of fixed width: ``unwrap.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.text import Edit

_ENDED = frozenset("。！？；：!?;:…")
_PAIRS = {"”": "“", "’": "‘", "）": "（", ")": "(", "》": "《", "】": "【", "〉": "〈", "」": "「"}
_OPENING = frozenset(_PAIRS.values())
_CLOSING = frozenset(_PAIRS)
_BEGINS_NO_LINE = frozenset("，,、。；;：！？）)”’》】〉」%％‰")
# What opens a line of its own: a number, a bullet, an indent, markup, a table.
_OPENS = re.compile(
    r"[一二三四五六七八九十百]{1,4} ?[、．.]|[（(〔\[][一二三四五六七八九十\d]{1,4}[）)〕\]]|"
    r"\d{1,3} ?[.．、)）](?!\d)|第[一二三四五六七八九十百\d]{1,5}[章节条编部款项]|[①-⑳⑴-⒇]|"
    r"[一二三四五六七八九十]是|[#|<>*•·●■◆—－-]|附件|https?:"
)
# A last sentence that has only begun: 如某县, 针对群众
_BEGUN = re.compile(lexicon.forms("begun"))
# A line that begins with an amount goes on with a sentence: 15名干部
_AMOUNT = re.compile(r"\d[\d.,]*(?:[%％]|[个名人次件项份起家户处场台辆元万亿余多分小])")
# A number without its unit, or a half of it: 投资12.⏎5亿元, 760⏎亿斤.
_TORN = re.compile(r"[\u4e00-\u9fff，]\d[\d,.]*\Z")
_UNIT = re.compile(r"\d*(?:[%％‰]|[万亿千百]|公[里顷斤]|平方|个百分|亩|吨|元)")
_UNFINISHED = re.compile(r"[。！？；][^。！？；]{4,}\Z")
_BLANKS = " \t\u3000"
_TAIL = 200  # characters of a line's end, and of the next line's beginning, that are looked at


@dataclass(slots=True)
class _Paragraph:
    """What has been joined so far: its beginning, its end, and how long it is."""

    head: str
    tail: str
    length: int

    def join(self, line: str) -> None:
        self.tail = (self.tail + line)[-_TAIL:]
        self.length += len(line)


def broken_lines(text: str) -> Iterator[Edit]:
    r"""The line breaks that stand in mid-sentence.

    >>> text = "全县开展了“减负\n增效”行动。\n一、工作成效\n今年以来，\n共减少会议12次。"
    >>> [edit.start for edit in broken_lines(text)]
    [8, 28]
    """
    pieces = text.splitlines(keepends=True)
    lines = [piece.rstrip() for piece in pieces]
    paragraph: _Paragraph | None = None
    end = 0
    for at, (line, piece) in enumerate(zip(lines, pieces, strict=True)):
        start, end = end, end + len(piece)
        if paragraph is None:
            paragraph = _Paragraph(line[:8], line[-_TAIL:], len(line))
        else:
            paragraph.join(line)
        following = lines[at + 1][:_TAIL] if at + 1 < len(lines) else ""
        if (
            line
            and following
            and (
                _goes_on(paragraph, following)
                or _is_linked(
                    paragraph, following, lines[at + 2][:1] if at + 2 < len(lines) else ""
                )
            )
        ):
            indent = len(following) - len(following.lstrip(_BLANKS))
            yield Edit(start + len(line), end + indent, "", "broken_line")
        else:
            paragraph = None


def _goes_on(paragraph: _Paragraph, following: str) -> bool:
    tail, indented = paragraph.tail, following[0] in _BLANKS
    following = following.lstrip(_BLANKS)
    if following[0] in _BEGINS_NO_LINE:
        return paragraph.length >= 2 and tail[-1] not in _ENDED
    if _OPENS.match(following) or tail[-1] in _ENDED or paragraph.head[0] in "#|<>":
        return False
    if indented:  # by a program that took a piece of a paragraph for a whole one
        return _is_open(tail) and _closes_first(following)
    return (
        (tail[-1] in ",，、" and paragraph.length >= 4)
        or (tail[-1] == "的" and paragraph.length >= 20)
        or (_is_open(tail) and _closes_first(following))
        or (_BEGUN.search(tail) is not None and any(mark in following for mark in "，,。"))
        or (tail[-1] not in _CLOSING and _is_before_amount(tail, following))
    )


def _is_before_amount(tail: str, following: str) -> bool:
    """Whether a line stops inside a number, or before an amount that no line begins with."""
    if _TORN.search(tail[-12:]) and _UNIT.match(following):
        return True
    return _AMOUNT.match(following) is not None and _UNFINISHED.search(tail) is not None


def _is_linked(paragraph: _Paragraph, following: str, after: str) -> bool:
    r"""Whether the next line is a few words that a link set apart in mid-sentence.

    >>> list(broken_lines("企业带资金、带场景\n揭榜攻关\n，由县里补助。"))[0].start
    9
    """
    words = len(following) <= 20 and not any(mark in following for mark in "，,。；;：:、")
    inside = bool(after) and after in _BEGINS_NO_LINE and after not in _PAIRS
    unfinished = (
        any(mark in paragraph.tail for mark in "，、。；") and paragraph.tail[-1] not in _ENDED
    )
    begins = following[0] in _BLANKS or _OPENS.match(following)
    return words and inside and unfinished and not begins


def _is_open(tail: str) -> bool:
    """Whether a bracket or quote is open at a line's end."""
    stack: list[str] = []
    for char in tail:
        if char in _OPENING:
            stack.append(char)
        elif char in _PAIRS and stack and stack[-1] == _PAIRS[char]:
            stack.pop()
    return bool(stack)


def _closes_first(following: str) -> bool:
    """Whether the next line closes a bracket before it opens one or ends a sentence."""
    for char in following:
        if char in _PAIRS:
            return True
        if char in _OPENING or char in "。！？；":
            return False
    return False

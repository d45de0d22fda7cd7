"""Raw text to clean text, with every change logged.

Each kind of damage is found on its own and becomes an edit. What is not certain is left
alone: a false repair is worse than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract.pagemarks import page_breaks, page_marks
from toolkit.extract.text import Edit, Text

Span = tuple[int, int]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％]+(?:[．，][０-９]+％?)*")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HAN = r"\u4e00-\u9fff"

# 。 read as o or O (or 0 behind %): behind %, a bracket or Han, before Han or an item's number.
_STOP = re.compile(rf"(?<=[%％)）])[oO](?=[{_HAN}“‘(（]|\d{{1,2}} ?[.．、]|\s|$)|(?<=[{_HAN}])[oO](?=\d{{1,2}} ?[.．])")
# % read as another character: behind the number of a share or a change, before words that
# begin anew, where no measure word can stand.
_PERCENT = re.compile(
    rf"(?:增长|下降|减少|增加|上升|降低|提升|提高|压缩|占比[达为超]?|比例[达为]?|率[达为]|占|达到)[近约超达了]?\d+(?:\.\d+)?(?P<sign>[{_HAN}])"
)
_NO_UNIT = frozenset("陶沥洱冲浙湖汾治沪冶物形彤肠胧哕眩拷")
_AT_LEAST = re.compile(r"巳(?=\d)")
_PLUS = re.compile(rf"(?<=[{_HAN}]{{2}})十(?=[{_HAN}])")


def repair(raw: str, damaged: Sequence[Span] = ()) -> Text:
    """The clean text. damaged: spans of the raw text that are mojibake, to be left out.

    >>> text = repair("本市共有１２个镇\\u200b，较去年减少15%o各镇")
    >>> text.clean
    '本市共有12个镇，较去年减少15%。各镇'
    >>> [edit.kind for edit in text.edits]
    ['width', 'control', 'misread_character']
    """
    text = Text(raw, [Edit(start, end, "", "mojibake") for start, end in damaged])
    text = text.mend(_paging(text.clean))
    text = text.mend(_control(text.clean))
    text = text.mend(_width(text.clean))
    text = text.mend(_misread(text.clean))
    return text.mend(_broken_lines(text.clean))


def _paging(text: str) -> Iterator[Edit]:
    marks = page_marks(text)
    for mark in marks:
        yield Edit(mark.start, mark.end, "", "page_mark")
    for start, end in page_breaks(text, marks):
        yield Edit(start, end, "", "broken_line")


def _control(text: str) -> Iterator[Edit]:
    for match in _CONTROL.finditer(text):
        yield Edit(match.start(), match.end(), "", "control")


def _width(text: str) -> Iterator[Edit]:
    for match in _WIDE.finditer(text):
        yield Edit(match.start(), match.end(), match[0].translate(_NARROW), "width")


def _misread(text: str) -> Iterator[Edit]:
    for match in _STOP.finditer(text):
        yield Edit(match.start(), match.end(), "。", "misread_character")
    for match in _PERCENT.finditer(text):
        if match["sign"] in _NO_UNIT:
            yield Edit(match.start("sign"), match.end("sign"), "%", "misread_character")
    for match in _AT_LEAST.finditer(text):
        yield Edit(match.start(), match.end(), "≥", "misread_character")


_OPENING, _CLOSING = "“‘（(《【", "”’）)》】"


def _broken_lines(text: str) -> Iterator[Edit]:
    """Line breaks inside a sentence: a bracket or quote left open, a comma at the line's end."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        line = text[start:end].rstrip("\r")
        after = text[end + 1 : end + 2]
        if line and after and after not in "\r\n \u3000" and _goes_on(line, text, end + 1):
            yield Edit(start + len(line), end + 1, "", "broken_line")
        start = end + 1


def _goes_on(line: str, text: str, following: int) -> bool:
    if line[-1] in ",，、" and len(line) >= 20:
        return True
    opened = _open(line)
    if not opened:
        return False
    stop = text.find("\n", following)
    rest = text[following : len(text) if stop < 0 else stop]
    closes = rest.find(_CLOSING[_OPENING.index(opened)])
    ends = re.search("[。！？]", rest)
    return 0 <= closes and (ends is None or closes < ends.start() + 1) or line[-1] == opened


def _open(line: str) -> str:
    """The bracket or quote that the line leaves open, if one."""
    stack: list[str] = []
    for char in line[-400:]:
        if char in _OPENING:
            stack.append(char)
        elif char in _CLOSING and stack and stack[-1] == _OPENING[_CLOSING.index(char)]:
            stack.pop()
    return stack[-1] if stack else ""

"""Quotes that face the wrong way, or were taken for others, where no other reading is left.

A quote that left no trace is left alone: where its words began or ended is not certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTE = re.compile("[“”\r\n]")
_CLAUSE_END = frozenset("，,。；;：:、！？!?）)》")
_SENTENCE_END = frozenset("。！？")
_ORDINAL_BEFORE = re.compile(
    r"(?:\A|[\r\n。；;：: ])(?:[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2} ?[.．])、?\Z"
)
_OPENS_AFTER = re.compile(
    r"(?:\A|[\r\n，,：:、（(]|”[和与及或])\Z"
)  # what no closing quote stands behind
_REACH = 40  # characters within which the other quote of a pair is looked for
_SHORT = 15  # characters of a quoted term

Quotes = list[tuple[int, str]]


def turned_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The places of turned quotes, and the quote that is meant.

    >>> list(turned_quotes("依托”互联网+监管”平台，落实“一岗双责“，推行”清单制“管理。"))
    [(2, '“'), (20, '”')]
    """
    quotes = [(match.start(), match[0]) for match in _QUOTE.finditer(text)]
    opened: int | None = None
    for at, (place, quote) in enumerate(quotes):
        if quote == "“":
            if opened is not None and _closes(text, opened, quotes, at):
                yield place, "”"
                opened = None
            else:
                opened = place
        elif quote == "”":
            if opened is None and _is_opening(text, quotes, at):
                yield place, "“"
                opened = place
            else:
                opened = None
        else:
            opened = None


_INNER = re.compile(
    rf"“(?P<before>[^“”‘’。\r\n]{{0,{_REACH}}}?[\u4e00-\u9fff：，])(?P<lost>[“ ])(?=[\u4e00-\u9fff])"
    rf"[^“”‘’ 。\r\n]{{1,{_REACH}}}’"
)


def inner_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The places of inner quotes that were lost or taken for outer ones: what ’ closes inside “.

    >>> list(inner_quotes("“会议 大会变小会’，有的陪会”和“检查“变调研’”"))
    [(3, '‘'), (20, '‘')]
    """
    for match in _INNER.finditer(text) if "’" in text else ():
        yield match.start("lost"), "‘"


def _closes(text: str, opened: int, quotes: Quotes, at: int) -> bool:
    """Whether an opening quote stands where only a closing one can."""
    place = quotes[at][0]
    words, after = text[opened + 1 : place], text[place + 1 : place + 2]
    if not words or len(words) > _REACH or words[-1] in _CLAUSE_END:
        return False
    return after in _CLAUSE_END or (
        _is_term(words) and bool(after.strip()) and _next(quotes, at) != "”"
    )


def _is_opening(text: str, quotes: Quotes, at: int) -> bool:
    """Whether a closing quote that closes nothing opens something instead."""
    place = quotes[at][0]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if not after or after in _CLAUSE_END or after.isspace():
        return False
    if before in ("、", "（", "(") or _ORDINAL_BEFORE.search(text, max(0, place - 8), place):
        return True
    following = _next(quotes, at)
    words = text[place + 1 : quotes[at + 1][0]] if following in "“”" else ""
    opens = _OPENS_AFTER.search(text, max(0, place - 2), place) is not None
    if following == "“":  # both of a pair are turned
        return opens and _is_term(words) and _next(quotes, at + 1) != "”"
    said = words[:-1] if before in ("：", ":") else words
    whole = 0 < len(words) <= _REACH and _SENTENCE_END.isdisjoint(said)
    return whole and (opens or _is_term(words))


def _is_term(words: str) -> bool:
    return 0 < len(words) <= _SHORT and _CLAUSE_END.isdisjoint(words)


def _next(quotes: Quotes, at: int) -> str:
    """The quote after one in its line, or the end of the line."""
    return quotes[at + 1][1] if at + 1 < len(quotes) else "\n"

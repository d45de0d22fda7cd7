"""Headers, footers and watermarks that every page of a scan repeats, where no page mark stands
beside them.

A label or a subhead may recur as well; what tells a running head is that it tears the text as the
end of a page does.
"""

from __future__ import annotations

import re
from collections import Counter

from toolkit.extract.repair.pagelines import PageMark
from toolkit.extract.repair.pagemarks import are_pages
from toolkit.extract.repair.pageodds import usage_of

_LINE = re.compile(r"[ \t\u3000]*(?P<words>[^\s#|<][^\r\n]{2,38}[^\s])[ \t\u3000]*(?=[\r\n]|\Z)")
_LINE_END = re.compile(r"[\r\n](?![\r\n])")
_NUMBER = re.compile(
    r"\A[-—–第]?[ \u3000]?\d{1,4}[ \u3000]?[-—–页]?[ \u3000]+|"
    r"[ \u3000]*[-—–第·|/]?[ \u3000]?\d{1,4}[ \u3000]?[-—–页]?\Z"
)
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|[（(]?[一二三四五六七八九十\d]{1,3}[）).、．]|第.{1,3}[章节条]|附件"
)
_IN_TEXT = frozenset("：:。；;，,、！？!?")
_REPEATED = 3  # pages that must show it
_SHORTEST = 4  # characters
_OF_LINES = 0.25  # of the lines that are alike in length where a text has a width


def running_heads(raw: str) -> list[PageMark]:
    r"""The lines that recur, alike but for a number at an end, and tear the text where they stand.

    >>> pages = [f"{a}{'，各镇公示账目' * 20}{b}" for a, b in [("今", "由"), ("村", "，"), ("，", "在"), ("的", "账")]]
    >>> text = "\n青岭县工作简报\n".join(pages)
    >>> len(running_heads(text)), running_heads(text.replace("\n青", "。\n青"))
    (3, [])
    """
    groups: dict[str, list[PageMark]] = {}
    starts = (0, *(end.end() for end in _LINE_END.finditer(raw)))
    for match in filter(None, (_LINE.match(raw, start) for start in starts)):
        words = _NUMBER.sub("", match["words"])
        if len(words) < _SHORTEST or _OPENS.match(words) or not _IN_TEXT.isdisjoint(words):
            continue
        marks = groups.setdefault(words, [])
        marks.append(PageMark(match.start("words"), match.end("words"), len(marks) + 1, True))
    often = [marks for marks in groups.values() if len(marks) >= _REPEATED]
    width = _fixed_width(raw) if often else None
    often = [marks for marks in often if width is None or _length(raw, marks[0]) != width]
    usage = usage_of(raw) if often else None
    heads = [mark for marks in often if usage and are_pages(raw, marks, usage) for mark in marks]
    return sorted(heads, key=lambda mark: mark.start)


def _fixed_width(raw: str) -> int | None:
    """The length of most lines of a text of fixed width, whose lines recur where words do."""
    lengths = Counter(len(line.strip()) for line in raw.splitlines() if line.strip())
    length, count = lengths.most_common(1)[0]
    return length if count >= _OF_LINES * lengths.total() else None


def _length(raw: str, mark: PageMark) -> int:
    return len(raw[mark.start : mark.end].strip())

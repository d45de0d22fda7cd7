"""Text that was decoded wrongly, or lost its characters, before it was saved.

A mistake is found by undoing it: where that turns odd characters into ordinary ones, the stretch
is damaged. What became question marks cannot be undone; it is known by their number.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator
from itertools import groupby

from toolkit.reading.encodings import BROKEN, GB2312, han, ordinary

Span = tuple[int, int]

_MISTAKES = (  # encoded in the one, it reads well in the other
    *((wrong, "utf-8") for wrong in ("gb18030", "cp1252", "cp1250", "cp1251", "big5", "cp932", "cp949")),
    *((wrong, "gb18030") for wrong in ("latin-1", "cp1252", "cp1250", "big5")),
    ("gb18030", "big5"),
)  # fmt: skip
_HAN = ("gb18030", "big5")  # what is read in these by mistake is mostly Han
# Signs of a mistake: Han outside GB2312, private characters, runs of accented letters. Good texts
# have some; it takes many close together, and the undoing, to convict them.
_ODD_HAN = "".join(chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in GB2312)
_SIGN = re.compile(
    f"[{_ODD_HAN}\ue000-\uf8ff\x80-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\u024f"
    f"\u0400-\u04ff\uac00-\ud7af\uff61-\uff9f{BROKEN}]|锟斤拷"
)
_NEAR = 40  # characters between two signs of the same damage
_LONG = 4_000  # characters of a damaged stretch that are tried
_LINE = re.compile(r"[^\r\n]+")
_FEWEST = 5  # question marks of lines that were lost
_LOST = 0.3  # their share in each


def mojibake(text: str) -> Iterator[Span]:
    r"""Stretches that were decoded wrongly or lost, in order, none touching another.

    >>> wrong = "关于整治形式主义的报告".encode().decode("gb18030", errors="replace")
    >>> list(mojibake("工作报告\n" + wrong)) == [(5, 5 + len(wrong))]
    True
    >>> list(mojibake("工作报告\n????12??????3.2%?\n")) == [(5, 22)]
    True
    """
    reached = 0
    for start, end in heapq.merge(_undoable(text), _marks(text)):
        if end > reached:
            yield max(start, reached), end
            reached = end


def _undoable(text: str) -> Iterator[Span]:
    for start, end, signs in _clusters(text):
        if "锟斤拷" in text[start:end] or (signs >= 4 and _undone(text[start:end])):
            yield _widened(text, start, end)


def _marks(text: str) -> Iterator[Span]:
    """Lines whose characters became question marks, or what stands for broken bytes."""
    if "??" not in text and BROKEN not in text:
        return
    for lost, lines in groupby(_LINE.finditer(text), key=lambda line: _is_lost(line[0])):
        found = list(lines) if lost else []
        if sum(map(_lost, (line[0] for line in found))) >= _FEWEST:
            yield found[0].start(), found[-1].end()


def _is_lost(line: str) -> bool:
    return _lost(line) >= max(2, _LOST * len(line))


def _lost(line: str) -> int:
    return line.count("?") + line.count(BROKEN)


def _clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Runs of signs that stand close together: start, end, how many."""
    start = last = count = 0
    for match in _SIGN.finditer(text):
        if count and match.start() - last <= _NEAR:
            count += 1
        else:
            if count:
                yield start, last, count
            start, count = match.start(), 1
        last = match.end()
    if count:
        yield start, last, count


def _undone(text: str) -> bool:
    """Whether undoing some mistake makes a stretch far more ordinary than it is."""
    text = text[:_LONG]
    before = ordinary(text)
    is_han = 2 * han(text) > sum(char > "\x7f" and char != BROKEN for char in text)
    for wrong, right in _MISTAKES:
        if wrong in _HAN and not is_han:
            continue
        again = _bytes(text.replace(BROKEN, "?"), wrong).decode(right, errors="replace")
        saved = han(again) >= max(2, again.count(BROKEN))
        if saved and ordinary(again) >= max(0.6, before + 0.25):
            return True
    return False


def _bytes(text: str, encoding: str) -> bytes:
    """The bytes behind a text; cp1252 as browsers use it, its unused places kept as they are."""
    if encoding == "cp1252":
        text = text.translate(_CP1252)
        encoding = "latin-1"
    return text.encode(encoding, errors="replace")


_CP1252 = {
    ord(char): code
    for code in range(0x80, 0xA0)
    if (char := bytes([code]).decode("cp1252", errors="ignore"))
}


def _widened(text: str, start: int, end: int) -> Span:
    """A damaged stretch with what lies between it and the nearest good sentence or line."""
    low = max(0, start - _NEAR)
    before = max(text.rfind(stop, low, start) for stop in "\r\n。！？；")
    start = before + 1 if before >= 0 else low if low == 0 else start
    after = [at for stop in "\r\n。！？；" if (at := text.find(stop, end, end + _NEAR)) >= 0]
    return start, min(after) if after else len(text) if len(text) - end <= _NEAR else end

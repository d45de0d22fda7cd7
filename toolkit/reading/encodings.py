"""The bytes of a text to its characters, whatever encoding they are in, with broken bytes among them.

Lines are read one by one: most are valid in one encoding only and say something ordinary in it.
The rest, where bytes were lost or changed or the encoding turns within a line, are read in the way
that costs least (Viterbi): a rare character costs some, a broken byte more, a turn most.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from math import inf

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # begins like the next, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
BROKEN = "\ufffd"  # stands for bytes that are no character
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAMPLE = 20_000  # characters that decide how ordinary a text looks

_RARE, _BYTE, _TURN = 1.5, 2.5, 8.0  # costs of a rare character, a broken byte, a turn
_SECOND = 0.01  # of two ways that cost alike, the one in what its standard puts first
_MOST_RARE = 0.1  # share of rare characters up to which a line is taken as it is
_MOST_CONTROLS = 0.04
_WITHOUT_ASCII = dict.fromkeys(range(128))
_MOST_BROKEN = 0.2


def decode(data: bytes) -> tuple[str | None, str]:
    r"""The encoding of some bytes and what they say in it; no encoding where none makes sense.

    UTF-8 proves itself. Then UTF-16 and GB18030, which hardly ever look like each other; Big5 only
    where it is far more ordinary than GB18030. A file of two encodings is read part by part.

    >>> decode("甲方案。\n".encode() + "乙方案。".encode("gb18030"))
    ('utf-8+gb18030', '甲方案。\n乙方案。')
    """
    for bom, encoding, codec in BOMS:
        if data.startswith(bom):
            rest = data[len(bom) :]
            if codec == "utf-8" and strict(rest, codec) is None:
                return _by_line(rest)
            return encoding, rest.decode(codec, errors="replace")
    whole = strict(data, "utf-8")
    if whole is not None and CONTROLS.search(whole) is None:
        short = _is_short_gb(whole, data)
        return ("gb18030", data.decode("gb18030")) if short else ("utf-8", whole)
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, errors="replace")
        least = 0.98 if len(text) < 20 else 0.95
        if ordinary(text) >= 0.6 and _in_chinese_blocks(text) >= least:
            return encoding, text
    if whole is not None:
        return ("utf-8", whole) if _has_few_controls(whole) else (None, "")
    return _by_line(data)


def strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_short_gb(text: str, data: bytes) -> bool:
    """Whether a few Han in GB18030 happen to be valid UTF-8, where they are letters nobody uses.

    >>> decode("省".encode("gb18030"))
    ('gb18030', '省')
    """
    odd = list(islice((char for char in text[:SAMPLE] if char > "\x7f"), 9))
    if not 0 < len(odd) <= 8 or not all("\u0100" <= char <= "\u07ff" for char in odd):
        return False
    again = strict(data, "gb18030")
    return again is not None and all(c in _COMMON for c in again if c > "\x7f")


_LINES = re.compile(rb"\n|[^\n]+")
# Of a line without end, so many bytes at a time, best up to one that begins anew
_PIECES = re.compile(rb"[^\n]{1,10000}(?=[\x00-\x2f]|\Z)|[^\n]{1,10000}")


def _pieces(data: bytes) -> Iterator[bytes]:
    """Lines; one that no encoding reads as it is, and that is long, in pieces."""
    for line in _LINES.findall(data):
        texts = (strict(line, encoding) for encoding in ("utf-8", "gb18030", "big5hkscs"))
        whole = any(t is not None and _cost(t) <= _MOST_RARE * len(t) for t in texts)
        yield from (line,) if whole else _PIECES.findall(line) or (line,)


def _by_line(data: bytes) -> tuple[str | None, str]:
    if not _has_few_controls(data.decode("latin-1")):
        return None, ""
    lines = list(_pieces(data))
    own = [_own_encoding(line) for line in lines]
    others = b"\n".join(line for line, e in zip(lines, own, strict=True) if e is None)
    legacy = _legacy(others)
    sure = sum(len(line) for line, e in zip(lines, own, strict=True) if e == "utf-8")
    encodings = ("utf-8", legacy) if sure > len(others) else (legacy, "utf-8")
    texts: list[str] = []
    used: set[str] = set()
    for line, encoding in zip(lines, own, strict=True):
        if encoding is None:
            text, found = _line(line, encodings)
            used |= found
        else:
            text = line.decode(encoding)
            used |= {encoding} - {"ascii"}
        texts.append(text)
    whole = "".join(texts)
    names = [name for name in ("utf-8", legacy) if name in used]
    return ("+".join(names) or "utf-8", whole) if _is_text(whole, names) else (None, "")


def _own_encoding(line: bytes) -> str | None:
    """ASCII, or UTF-8 that says something ordinary; None where that is not certain."""
    if line.isascii():
        return "ascii"
    text = strict(line, "utf-8")
    odd = len(text.translate(_WITHOUT_ASCII)) if text is not None else 0
    return "utf-8" if text is not None and _cost(text) <= _MOST_RARE * odd else None


def _legacy(data: bytes) -> str:
    """GB18030 or Big5: what some lines that are no UTF-8 are in, on the whole."""
    gb, big5 = data.decode("gb18030", errors="replace"), data.decode("big5hkscs", errors="replace")
    is_big5 = han(big5) >= 8 and ordinary(big5) >= max(0.9, ordinary(gb) + 0.2)
    if not is_big5 or big5.count(BROKEN) > gb.count(BROKEN) + 0.05 * len(big5):
        return "gb18030"
    plain = data.decode("big5", errors="replace")
    return "big5" if plain.count(BROKEN) <= big5.count(BROKEN) else "big5hkscs"


def _line(line: bytes, encodings: tuple[str, str]) -> tuple[str, set[str]]:
    """What a line says, and the encodings it is in, the file's usual one first.

    To be valid in one of them counts for it, the more where it is the usual one.
    """
    valid = [
        (_cost(text) + _TURN * (e != encodings[0]), e, text)
        for e in encodings
        if (text := strict(line, e)) is not None
    ]
    cost, encoding, whole = min(valid, default=(inf, "", ""))
    if cost <= _MOST_RARE * len(whole):
        return whole, {encoding}
    text, used = _aligned(line, encodings)
    if cost <= _cost(text) + _TURN:
        return whole, {encoding}
    if used == {"utf-8"}:
        text = line.decode(errors="replace")  # one mark for all bytes of a broken character
    return text, used


def _aligned(line: bytes, encodings: tuple[str, ...]) -> tuple[str, set[str]]:
    """The cheapest way to cut a line into characters, and the encodings of those beyond ASCII."""
    # For each place and encoding: the cost up to there, the character that ends there, the state
    # before it.
    best: list[dict[str, tuple[float, str, int, str]]] = [{} for _ in range(len(line) + 1)]
    best[0] = {encoding: (0.0, "", 0, encoding) for encoding in encodings}
    for at in range(len(line)):
        for encoding in encodings:
            cost, came_from = min((best[at][e][0] + _TURN * (e != encoding), e) for e in encodings)
            for size, char, price in _characters(line[at : at + 4], encoding):
                there = best[at + size].get(encoding)
                if there is None or cost + price < there[0]:
                    best[at + size][encoding] = (cost + price, char, at, came_from)
    at, encoding = len(line), min(encodings, key=lambda e: best[-1][e][0])
    chars, used = [], set()
    while at:
        _, char, at, before = best[at][encoding]
        chars.append(char)
        used |= {encoding} if char > "\x7f" and char != BROKEN else set()
        encoding = before
    return "".join(reversed(chars)), used


@lru_cache(100_000)
def _characters(data: bytes, encoding: str) -> tuple[tuple[int, str, float], ...]:
    """The characters some bytes may begin with: length in bytes, character, cost."""
    if data[0] < 0x80:
        return ((1, chr(data[0]), 0.0),)
    found = [(1, BROKEN, _BYTE)]
    for size in range(2, len(data) + 1):
        text = strict(data[:size], encoding)
        if text is not None and len(text) == 1:
            found.append((size, text, _cost(text) + _SECOND * (text in _LATER.get(encoding, ()))))
    return tuple(found)


def _cost(text: str) -> float:
    odd = len(text) - len(_PLAIN.findall(text))
    broken = text.count(BROKEN)
    return _BYTE * broken + _RARE * (odd - broken)


# How ordinary a text is


def _is_text(text: str, encodings: list[str]) -> bool:
    """Whether what was read makes sense, for all that is broken in it."""
    broken = text.count(BROKEN)
    if not _has_few_controls(text):
        return False
    if encodings in ([], ["utf-8"]) and broken < 0.02 * max(50, len(text)):
        return True
    if not broken:
        return ordinary(text) >= 0.5 or _in_chinese_blocks(text) >= 0.98
    return ordinary(text) >= 0.8 and broken <= 2 + _MOST_BROKEN * len(text)


def _has_few_controls(text: str) -> bool:
    return len(CONTROLS.findall(text)) <= 1 + _MOST_CONTROLS * len(text)


def _rows(encoding: str, first: int, last: int) -> str:
    """The characters whose first byte lies between two in a double-byte encoding."""
    pairs = (
        bytes((a, b))
        for a in range(first, last + 1)
        for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)


# The standards put the common characters first: GB2312 in its rows B0 to D7, Big5 in A4 to C6.
_FIRST = frozenset(_rows("gb2312", 0xB0, 0xD7))
_COMMON = _FIRST | frozenset(_rows("big5", 0xA4, 0xC6))
GB2312 = frozenset(_rows("gb2312", 0xB0, 0xF7))
_LATER = {"gb18030": GB2312 - _FIRST}
_MARKS = "\u00b7\u00d7\u2010-\u2049\u2460-\u249b\u3000-\u303f\uff01-\uffe5"
_BLOCKS = re.compile(f"[\t-\r -~{_MARKS}\u4e00-\u9fff]")
_PLAIN = re.compile(f"[\x00-\x7f{_MARKS}{''.join(sorted(_COMMON))}]")


def _in_chinese_blocks(text: str) -> float:
    sample = text[:SAMPLE]
    return len(_BLOCKS.findall(sample)) / max(1, len(sample))


def han(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text[:SAMPLE])


def ordinary(text: str) -> float:
    """The share of common characters among all but ASCII and punctuation, from 0 to 1.

    What is broken has no say.
    """
    odd = [
        c
        for c in text[:SAMPLE]
        if c > "\x7f"
        and not "\u2010" <= c <= "\u303f"
        and not "\uff01" <= c <= "\uff5e"
        and c != BROKEN
    ]
    return sum(map(_COMMON.__contains__, odd)) / len(odd) if odd else 1.0

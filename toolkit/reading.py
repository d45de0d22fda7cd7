"""The bytes of a file to its raw text: the one place that knows file formats and encodings.

An encoding is taken when the bytes are valid in it and what they say is made of ordinary
characters. Text that was decoded wrongly before it reached us (mojibake) is found by undoing the
mistake: where that turns odd characters into ordinary ones, the stretch is reported and left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

SUFFIXES = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
DOCUMENTS_NOT_READ = {
    suffix: suffix[1:]
    for suffix in (".docx", ".doc", ".pdf", ".html", ".htm", ".wps", ".rtf", ".odt")
}
SIGNATURES = {b"%PDF": "pdf", b"PK\x03\x04": "docx", b"\xd0\xcf\x11\xe0": "doc", b"{\\rtf": "rtf"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # begins like the next, so it comes first
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
SAMPLE = 20_000  # characters that decide how ordinary a text looks
FAILED_FROM = 0.95  # share of damage from which nothing is left to read

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. ``damaged``: spans of the text that are mojibake."""

    text: str
    format: str
    encoding: str | None
    status: str  # ok, partial, failed
    message: str | None = None
    damaged: tuple[Span, ...] = ()


def read(data: bytes, suffix: str) -> Reading:
    """A file's raw text, exactly what its bytes decode to (newlines untouched, BOM left out).

    >>> read("减负".encode("gb18030"), ".txt").encoding
    'gb18030'
    >>> read(b"PK", ".docx").status
    'failed'
    """
    suffix = suffix.casefold()
    name = DOCUMENTS_NOT_READ.get(suffix) or _signed(data)
    if name:
        return _failed(
            name,
            f"{name} files are not read yet. Open it in its own program, save it as plain text "
            "(.txt, UTF-8) and put that here.",
        )
    name = SUFFIXES.get(suffix, "txt")
    if not data.strip(b" \t\r\n\x00"):
        return _failed(name, "the file is empty. Save it again from its source, or take it out.")
    encoding, text = decode(data)
    if encoding is None:
        return _failed(
            name,
            "this is not a text file: its bytes make no sense in UTF-8, GB18030, UTF-16 or Big5. "
            "If it is a document, open it in its own program and save it as plain text in UTF-8.",
        )
    return _judged(name, encoding, text)


def is_document(suffix: str) -> bool:
    """Whether files of this ending can hold a report, whether or not they can be read yet."""
    return suffix.casefold() in {*SUFFIXES, *DOCUMENTS_NOT_READ}


def decode(data: bytes) -> tuple[str | None, str]:
    """The encoding of some bytes and what they say in it; no encoding where none makes sense.

    UTF-8 proves itself. Then UTF-16 and GB18030, which hardly ever look like each other; Big5 only
    where it is far more ordinary than GB18030; last, an encoding in which a few bytes are broken.
    """
    for bom, encoding, codec in BOMS:
        if data.startswith(bom):
            return encoding, data[len(bom) :].decode(codec, errors="replace")
    whole = _strict(data, "utf-8")
    if whole is not None and not _has_controls(whole):
        return (
            ("gb18030", data.decode("gb18030")) if _is_short_gb(whole, data) else ("utf-8", whole)
        )
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and _ordinary(text) >= 0.6 and _in_chinese_blocks(text) >= 0.98:
            return encoding, text
    if whole is not None or b"\x00" in data:
        return ("utf-8", whole) if whole and _controls(whole) < 0.02 else (None, "")
    return _decode_legacy(data)


def _is_short_gb(text: str, data: bytes) -> bool:
    """Whether a few Han in GB18030 happen to be valid UTF-8, where they are letters nobody uses.

    >>> decode("省".encode("gb18030"))
    ('gb18030', '省')
    """
    odd = [char for char in text[:SAMPLE] if char > "\x7f"]
    if not 0 < len(odd) <= 8 or not all("\u0100" <= char <= "\u07ff" for char in odd):
        return False
    again = _strict(data, "gb18030")
    return again is not None and all(c in _COMMON for c in again if c > "\x7f")


def _decode_legacy(data: bytes) -> tuple[str | None, str]:
    if _bad(data, "utf-8") < 0.02:
        return "utf-8", data.decode("utf-8", errors="replace")
    gb, big5 = _strict(data, "gb18030"), _strict(data, "big5")
    if big5 is not None and _han(big5) >= 8:
        better = _ordinary(big5) - (_ordinary(gb) if gb is not None else 0.0)
        if better >= 0.2 and _ordinary(big5) >= 0.9:
            return "big5", big5
    if gb is not None and not _has_controls(gb) and _is_chinese(gb):
        return "gb18030", gb
    broken = data.decode("gb18030", errors="replace")
    if _bad(data, "gb18030") < 0.05 and _ordinary(broken) >= 0.8 and not _has_controls(broken):
        return "gb18030", broken
    return None, ""


def _signed(data: bytes) -> str | None:
    """What kind of document the first bytes give away, whatever the file is called."""
    return next((name for sign, name in SIGNATURES.items() if data.startswith(sign)), None)


def _failed(name: str, message: str) -> Reading:
    return Reading("", name, None, "failed", message)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bad(data: bytes, encoding: str) -> float:
    """The share of characters that do not decode."""
    text = data[: 4 * SAMPLE].decode(encoding, errors="replace")
    return text.count("\ufffd") / max(50, len(text))


def _controls(text: str) -> float:
    return len(_CONTROLS.findall(text[:SAMPLE])) / max(1, len(text[:SAMPLE]))


def _has_controls(text: str) -> bool:
    return _CONTROLS.search(text) is not None


_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BLOCKS = re.compile(
    "[\t-\r -~\u00b7\u00d7\u2010-\u2049\u2460-\u249b\u3000-\u303f\u4e00-\u9fff\uff01-\uffe5]"
)


def _is_chinese(text: str) -> bool:
    return _ordinary(text) >= 0.5 or _in_chinese_blocks(text) >= 0.98


def _in_chinese_blocks(text: str) -> float:
    sample = text[:SAMPLE]
    return len(_BLOCKS.findall(sample)) / len(sample)


# How ordinary a text is


def _rows(encoding: str, first: int, last: int) -> str:
    """The characters whose first byte lies between two in a double-byte encoding."""
    pairs = (
        bytes((a, b))
        for a in range(first, last + 1)
        for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    )
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)


# The standards put the common characters first: GB2312 in its rows B0 to D7, Big5 in A4 to C6.
_COMMON = frozenset(_rows("gb2312", 0xB0, 0xD7) + _rows("big5", 0xA4, 0xC6))
_GB2312 = frozenset(_rows("gb2312", 0xB0, 0xF7))


def _han(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text[:SAMPLE])


def _ordinary(text: str) -> float:
    """The share of common characters among all but ASCII and punctuation, from 0 to 1."""
    odd = [
        c
        for c in text[:SAMPLE]
        if c > "\x7f" and not "\u2010" <= c <= "\u303f" and not "\uff01" <= c <= "\uff5e"
    ]
    return sum(map(_COMMON.__contains__, odd)) / len(odd) if odd else 1.0


# Damage done before the file reached us


def _judged(name: str, encoding: str, text: str) -> Reading:
    damaged = tuple(mojibake(text))
    lost = sum(end - start for start, end in damaged) / len(text)
    bad = text.count("\ufffd") - sum(text.count("\ufffd", *span) for span in damaged)
    messages = []
    if damaged:
        messages.append(
            f"{lost:.0%} of the text, from character {damaged[0][0]} on, was decoded with the wrong "
            "encoding before it was saved (mojibake) and is left out. Get the file from its source."
        )
    if bad:
        messages.append(
            f"{bad} places could not be decoded as {encoding} and show as \ufffd, the first at "
            f"character {text.index(chr(0xFFFD))}. Compare with the source, or save it as UTF-8."
        )
    status = "failed" if lost > FAILED_FROM else "partial" if messages else "ok"
    return Reading(text, name, encoding, status, " ".join(messages) or None, damaged)


_MISTAKES = (  # encoded in the one, it reads well in the other
    ("gb18030", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("big5", "gb18030"),
    ("gb18030", "big5"),
)
# Signs of a mistake: Han outside GB2312, private characters, runs of accented letters. Good texts
# have some; it takes many close together, and the undoing, to convict them.
_ODD_HAN = "".join(chr(code) for code in range(0x4E00, 0xA000) if chr(code) not in _GB2312)
_SIGN = re.compile(
    f"[{_ODD_HAN}\ue000-\uf8ff\x80-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]|锟斤拷"
)
_NEAR = 40  # characters between two signs of the same damage
_LONG = 4_000  # characters of a damaged stretch that are tried


def mojibake(text: str) -> Iterator[Span]:
    r"""Stretches that were decoded wrongly.

    >>> wrong = "关于整治形式主义的报告".encode().decode("gb18030", errors="replace")
    >>> list(mojibake("工作报告\n" + wrong)) == [(5, 5 + len(wrong))]
    True
    """
    for start, end, signs in _clusters(text):
        if "锟斤拷" in text[start:end] or (signs >= 4 and _undone(text[start:end])):
            yield _widened(text, start, end)


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
    before = _ordinary(text)
    for wrong, right in _MISTAKES:
        again = _bytes(text, wrong).decode(right, errors="replace")
        if _han(again) >= 2 and _ordinary(again) >= max(0.6, before + 0.25):
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

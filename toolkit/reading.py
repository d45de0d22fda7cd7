"""The bytes of a file to its raw text: the one place that knows file formats and encodings.

An encoding is taken when the bytes are valid in it and the result looks like Chinese text;
text that was decoded wrongly before it reached us (mojibake) is reported, never read.
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
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 20_000  # characters that decide how Chinese a text looks

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
    if suffix in DOCUMENTS_NOT_READ:
        return _failed(
            DOCUMENTS_NOT_READ[suffix],
            f"{suffix} files are not read yet. Save the document as plain text (.txt, UTF-8) and put that here.",
        )
    name = SUFFIXES.get(suffix, "txt")
    if not data.strip():
        return _failed(name, "the file is empty. Save it again from its source, or take it out.")
    encoding, text = _decode(data)
    if text is None:
        return _failed(name, _undecodable(data))
    return _judged(name, encoding, text)


def _failed(name: str, message: str) -> Reading:
    return Reading("", name, None, "failed", message)


def _undecodable(data: bytes) -> str:
    zero = data.find(b"\x00")
    where = f"byte {zero} is 0" if zero >= 0 else "its bytes fit no Chinese encoding"
    return (
        f"this is not a text file ({where}). If it is a document, open it in its own program "
        "and save it as plain text in UTF-8."
    )


def _decode(data: bytes) -> tuple[str | None, str | None]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, errors="replace")
            return encoding, text.removeprefix("\ufeff")
    if b"\x00" in data:
        return _utf16(data)
    text = _strict(data, "utf-8")
    if text is not None:
        return "utf-8", text
    candidates = {name: _strict(data, name) for name in ("gb18030", "big5")}
    best = max(candidates, key=lambda name: _chineseness(candidates[name]))
    if _chineseness(candidates[best]) > 0.5 and not _mostly_utf8(data):
        return best, candidates[best]
    if _mostly_utf8(data):
        return "utf-8", data.decode("utf-8", errors="replace")
    damaged = data.decode("gb18030", errors="replace")
    if _chineseness(damaged) > 0.5:
        return "gb18030", damaged
    return None, None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> tuple[str | None, str | None]:
    """UTF-16 without a BOM, where one byte order gives Chinese and the other does not."""
    texts = {name: _strict(data, name) for name in ("utf-16-le", "utf-16-be")}
    best = max(texts, key=lambda name: _chineseness(texts[name]))
    return (best, texts[best]) if _chineseness(texts[best]) > 0.7 else (None, None)


def _mostly_utf8(data: bytes) -> bool:
    """Whether a few bad bytes stand in what is otherwise UTF-8."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return 0 < bad <= max(3, len(text) // 200) and _chineseness(text) > 0.5


# The thousand commonest characters make up nine tenths of modern text; these few alone a fifth.
_COMMON = frozenset(
    "的一是了在和有为人中上大国不个这年会业发作工对地出成要时以行方后产生到经法定学进等部能度家实现加动过用们"
    "于部力理面体制政分同民高主机化展建设情关全市新县区机关问题整改落基层减负干党委组织管服务务重点强推"
    "國為會業發這個時對動實現過們產經學進與關體機無種條開長門問題黨務農報總統議員應當處將"
)
_PLAIN = re.compile(r"[\w\s，。、；：？！“”‘’（）《》〈〉【】—…·,.;:?!()\[\]{}<>%/\-+*#&=@\"'　]")


def _chineseness(text: str | None) -> float:
    """How far a text looks like Chinese: its common characters and punctuation, from 0 to 1."""
    if not text:
        return 0.0
    sample = text[:SAMPLE]
    han = [c for c in sample if "\u4e00" <= c <= "\u9fff"]
    plain = sum(1 for c in sample if c < "\x80" or c in "，。、；：“”（）《》\u3000" or "\u4e00" <= c <= "\u9fff")
    if not han:
        return 0.9 if all(c < "\x80" and (c.isprintable() or c.isspace()) for c in sample) else 0.0
    common = sum(c in _COMMON for c in han) / len(han)
    return min(1.0, common * 5) * plain / len(sample)


def _judged(name: str, encoding: str | None, text: str) -> Reading:
    damaged = tuple(_mojibake(text))
    if damaged:
        share = sum(end - start for start, end in damaged) / len(text)
        message = (
            f"from character {damaged[0][0]} on, {share:.0%} of the text was decoded with the wrong "
            "encoding before it was saved (mojibake) and is left out. Get the file again from its source."
        )
        return Reading(text, name, encoding, "failed" if share > 0.95 else "partial", message, damaged)
    bad = text.count("\ufffd")
    if bad:
        message = (
            f"{bad} places could not be decoded as {encoding} and are shown as \ufffd, the first at "
            f"character {text.index(chr(0xFFFD))}. Compare with the source, or save it again as UTF-8."
        )
        return Reading(text, name, encoding, "partial", message)
    return Reading(text, name, encoding, "ok")


# UTF-8 read as GBK turns common Han into rare ones (鐨勭, 锛, 銆); UTF-8 read as Latin-1 gives
# runs of accented letters; bytes lost on the way give 锟斤拷.
_WRONG = re.compile("[锛銆鐨鍦鏄涓浜鍜鏈绛鎴戞垜渚嬬殑鍙戝睍鏂板伐浣滀細鍏ㄥ浗瀹為檯缁忔祹璁鹃€\ue000-\uf8ff]|锟斤拷|[ÃÂåæçèéä][\x80-\xbf¡-¿]")
_WINDOW = 40


def _mojibake(text: str) -> Iterator[Span]:
    """Stretches where signs of wrong decoding stand thick, from their first to their last."""
    start = last = -1
    count = 0
    for match in _WRONG.finditer(text):
        if start >= 0 and match.start() - last <= _WINDOW:
            count += 1
        else:
            if _is_damage(start, last, count):
                yield _to_line(text, start, last)
            start, count = match.start(), 1
        last = match.end()
    if _is_damage(start, last, count):
        yield _to_line(text, start, last)


def _is_damage(start: int, last: int, count: int) -> bool:
    return start >= 0 and count >= 5 and count * 12 >= last - start


def _to_line(text: str, start: int, end: int) -> Span:
    """A damaged stretch with the rest of its line when that is short."""
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return start, stop if stop - end <= _WINDOW else end

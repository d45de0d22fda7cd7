"""The bytes of a file to its raw text, and what of it is damaged: told with its places, never hidden.

A broken byte or a control character costs no more than itself. Text that was decoded wrongly
before it reached us (mojibake) is reported and left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.reading.encodings import BROKEN, CONTROLS, decode
from toolkit.reading.formats import bounded, html, kinds
from toolkit.reading.formats.model import Extracted, Page, Progress, RefusedError
from toolkit.reading.mojibake import Span, mojibake

LONGEST = 2_000_000  # characters of one file; what is kept of each takes up to a kilobyte of memory
LARGEST = 1_000_000_000  # bytes of one file, whatever its format
FAILED_FROM = 0.95  # share of damage from which nothing is left to read
_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"  # blanks, and marks of an encoding
SHOWN = 3  # places of a kind of damage that a message names
TOO_LONG = (
    f"the file is too long: of one file at most {LONGEST:,} characters are read, so that memory is "
    "bounded. Split it into several files, best where a report begins."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a web page says of itself: its title, the day it was put up (ISO 8601), from where."""

    title: str | None = None
    published: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says. ``damaged``: spans of the text that are mojibake."""

    text: str
    format: str
    encoding: str | None
    status: str  # ok, partial, failed, skipped
    message: str | None = None
    damaged: tuple[Span, ...] = ()
    pages: tuple[Page, ...] = ()
    said: Said = Said()


def _unheard(done: int, of: int) -> None:
    """Progress that nobody looks at."""


def read(data: bytes, suffix: str, progress: Progress = _unheard) -> Reading:
    """A file's raw text: what a text file's bytes decode to (newlines untouched, BOM left out),
    or the text taken out of a document. progress: told of the pages of a document.

    >>> read("减负".encode("gb18030"), ".txt").encoding
    'gb18030'
    >>> read(b"PK", ".xlsx").status
    'skipped'
    """
    name = kinds.format_of(suffix, data)
    if name not in kinds.READ.values():
        return Reading("", name, None, "skipped", kinds.advice(name))
    if len(data) > largest(suffix):
        return _failed(name, TOO_LONG)
    if not data.translate(None, _NOTHING):
        return _failed(name, "the file is empty. Save it again from its source, or take it out.")
    if name not in kinds.TEXT.values():
        return _document(data, name, progress)
    encoding, text = decode(data)
    if encoding is None:
        return _failed(
            name,
            "this is not a text file: its bytes make no sense in UTF-8, GB18030, UTF-16 or Big5. "
            "If it is a document, open it in its own program and save it as plain text in UTF-8.",
        )
    return (
        _document(data, "html", progress)
        if html.looks_like_page(text)
        else _judged(name, encoding, text)
    )


def _document(data: bytes, name: str, progress: Progress) -> Reading:
    try:
        found = bounded.read(data, name, progress)
    except RefusedError as error:
        return Reading("", name, None, error.status, str(error))
    return _of_document(name, found)


def _of_document(name: str, found: Extracted) -> Reading:
    read = (
        _judged(name, found.encoding, found.text)
        if found.text.strip()
        else _failed(
            name, "it holds no text. If it shows some, print it to a PDF and put that here."
        )
    )
    messages = [message for message in (read.message, found.lost, found.note) if message]
    return replace(
        read,
        status="partial" if found.lost and read.status == "ok" else read.status,
        message=" ".join(messages) or None,
        pages=found.pages,
        said=Said(found.title, found.published, found.source),
    )


def largest(suffix: str) -> int:
    """The most bytes a file of this ending may have; of a text, what surely is too long."""
    return 4 * LONGEST if suffix.casefold() in kinds.TEXT else LARGEST


def is_document(suffix: str) -> bool:
    """Whether files of this ending are looked into: those that are read, and those without any."""
    return not suffix or suffix.casefold() in kinds.READ


def _failed(name: str, message: str) -> Reading:
    return Reading("", name, None, "failed", message)


# Damage, told with its places


def _judged(name: str, encoding: str | None, text: str) -> Reading:
    if len(text) > LONGEST:
        return _failed(name, TOO_LONG)
    damaged = tuple(mojibake(text))
    left_out = sum(end - start for start, end in damaged)
    broken = list(_outside(re.finditer(BROKEN, text), damaged))
    controls = list(_outside(CONTROLS.finditer(text), damaged))
    lost = (left_out + len(broken)) / len(text)
    messages, in_it = [], f" as {encoding}" if encoding else ""
    if damaged:
        messages.append(
            f"{lost:.0%} of the text, from character {damaged[0][0]} on, was decoded with the wrong "
            "encoding before it was saved (mojibake) and is left out. Get the file from its source."
        )
    if broken:
        messages.append(
            f"{_places(broken)} could not be decoded{in_it} and show as {BROKEN}"
            f"{f' ({lost:.0%} of the text)' if lost >= 0.01 and not damaged else ''}. "
            "Compare with the source, or save it as UTF-8."
        )
    if controls:
        messages.append(
            f"{_places(controls)} hold control characters, which are left out. "
            "Compare with the source."
        )
    status = "failed" if lost > FAILED_FROM else "partial" if messages else "ok"
    return Reading(text, name, encoding, status, " ".join(messages) or None, damaged)


def _outside(matches: Iterable[re.Match[str]], spans: Sequence[Span]) -> Iterator[int]:
    """Where the matches begin that lie in none of some sorted spans."""
    starts = [start for start, _ in spans]
    for match in matches:
        at = bisect_right(starts, match.start()) - 1
        if at < 0 or match.start() >= spans[at][1]:
            yield match.start()


def _places(offsets: Sequence[int]) -> str:
    """How many places, and the first of them.

    >>> _places([7]), _places([7, 9, 12, 40])
    ('1 place (character 7)', '4 places (characters 7, 9, 12 and 1 more)')
    """
    shown = ", ".join(map(str, offsets[:SHOWN]))
    more = f" and {len(offsets) - SHOWN:,} more" if len(offsets) > SHOWN else ""
    one = len(offsets) == 1
    noun, of = ("place", "character") if one else ("places", "characters")
    return f"{len(offsets):,} {noun} ({of} {shown}{more})"

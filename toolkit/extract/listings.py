"""Tables of contents and outlines: what announces the parts of a document without being one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.extract.lines import Lines
from toolkit.extract.markers import LEVELS, find_markers, ordinal_of
from toolkit.extract.titles import plain

_CONTENTS = re.compile(r"(?:目[ \u3000]{0,4}[录次]|总目录)$")
_OUTLINE = re.compile(r"[【\[〔]?(?:写作)?(?:提[ ]?纲|大[ ]?纲)[】\]〕]?[：:]?")
_ENTRY = re.compile(
    r"(?P<marker>(?:\d{1,3}[ ]?[.．、](?!\d)|第?[一二三四五六七八九十百]{1,4}[、.．章节部分篇编]{1,2}|[（(][一二三四五六七八九十\d]{1,3}[）)])[ ]?)?"
    r"(?P<entry>.+?)(?:[ \t\u3000.…·．—_-]+(?P<page>\d{1,4}))?$"
)
_GLUED_ENTRY = re.compile(r"(?P<n>\d{1,3})[ ]?[.．、](?!\d)")
_GLUED_CONTENTS = re.compile(r"目[ \u3000]{0,4}[录次][ \u3000]*(?=1[ ]?[.．、])")
_LONGEST = 90
_TRIM = " \t\u3000。；;：:.…·"


@dataclass(frozen=True, slots=True)
class Entry:
    level: int
    ordinal: int | None
    marker: str
    entry: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Announced:
    """A table of contents or an outline."""

    kind: str  # toc, outline
    title: str
    start: int
    end: int
    entries: tuple[Entry, ...]


def find_announced(lines: Lines) -> Announced | None:
    """The table of contents or outline that a document opens with."""
    for at, line in enumerate(lines.all[:40]):
        words = lines.words(line)
        if _CONTENTS.fullmatch(words.strip("【】[]# *")):
            return _contents(lines, at)
        if at == 0 and (outline := _OUTLINE.match(words)):
            return _outline(lines, outline[0])
        glued = _GLUED_CONTENTS.search(words, 0, 2 * _LONGEST)
        if glued:
            return _glued_contents(lines, line.start + glued.start(), glued.end() - glued.start())
    return None


def _contents(lines: Lines, at: int) -> Announced | None:
    head = lines.all[at]
    entries: list[Entry] = []
    for line in lines.all[at + 1 :]:
        words = lines.words(line)
        match = _ENTRY.fullmatch(words)
        if match is None or len(words) > _LONGEST or words.endswith(("。", "！", "？")):
            break
        marker, page = (match["marker"] or "").strip(), match["page"]
        entry = match["entry"].strip(_TRIM)
        if entries and (
            plain(entry) == plain(entries[0].entry)
            or (entries[0].page is not None and page is None)
            or (entries[0].marker and not marker and page is None)
        ):
            break
        entries.append(
            Entry(0, _ordinal(marker), marker, entry, int(page) if page else None, line.start, line.end)
        )
    if len(entries) < 2:
        return None
    return Announced("toc", _title(lines, head.start, head.end), head.start, entries[-1].end, tuple(entries))


def _title(lines: Lines, start: int, end: int) -> str:
    return "".join(lines.text[start:end].split()).strip("#*")


def _ordinal(marker: str) -> int | None:
    numeral = re.search(r"\d+|[一二三四五六七八九十百]+", marker)
    return ordinal_of(numeral[0]) if numeral else None


def _glued_contents(lines: Lines, start: int, opened: int) -> Announced | None:
    """A table of contents whose line breaks are lost: numbers that go up one by one."""
    text = lines.text
    stop = lines.end_of(start)
    begin = start + opened
    marks: list[re.Match[str]] = []
    for match in _GLUED_ENTRY.finditer(text, begin, stop):
        if int(match["n"]) == len(marks) + 1 and match.start() - (marks[-1].end() if marks else begin) <= _LONGEST:
            marks.append(match)
    if len(marks) < 2:
        return None
    first = text[marks[0].end() : marks[1].start()].rstrip(" \u3000.…·0123456789")
    body = text.find(first.strip(), marks[-1].end(), stop)
    end = body if body > 0 else min(stop, marks[-1].end() + _LONGEST)
    entries = []
    for at, mark in enumerate(marks):
        until = marks[at + 1].start() if at + 1 < len(marks) else end
        match = _ENTRY.fullmatch(text[mark.start() : until].strip())
        if match is None:
            continue
        page = match["page"]
        length = len(text[mark.start() : until].rstrip())
        entries.append(
            Entry(0, at + 1, (match["marker"] or "").strip(), match["entry"].strip(_TRIM),
                  int(page) if page else None, mark.start(), mark.start() + length)
        )  # fmt: skip
    return Announced("toc", "目录", start, entries[-1].end, tuple(entries))


def _outline(lines: Lines, title: str) -> Announced | None:
    """An outline: its word, then headings and nothing else, on one line or many."""
    text = lines.text
    start = lines.all[0].start
    entries: list[Entry] = []
    end = start + len(title)
    seen: set[tuple[str, str]] = set()
    for at, line in enumerate(lines.all):
        begin = start + len(title) if at == 0 else line.start
        found = [m for m in find_markers(lines, begin, line.end) if m.style in LEVELS]
        found = [m for m in found if m.place in ("line", "sentence") or m.start == begin]
        if at and (not found or found[0].start != line.start or line.end - line.start > _LONGEST * 2):
            break
        fresh = []
        for marker, after in zip(found, [*found, None][1:], strict=True):
            until = after.start if after else line.end
            wording = text[marker.end : until].strip(_TRIM)
            until = marker.end + len(text[marker.end : until].rstrip())
            fresh.append(
                Entry(LEVELS[marker.style], marker.ordinal, text[marker.start : marker.end].strip(), wording, None, marker.start, until)
            )
        tops = {(entry.marker, plain(entry.entry)) for entry in fresh if entry.level == 1}
        if tops & seen:
            break
        seen |= tops
        entries += fresh
        end = line.end
    if len(entries) < 2:
        return None
    return Announced("outline", title, start, end, tuple(entries))

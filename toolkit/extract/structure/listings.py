"""Tables of contents and outlines: what announces the parts of a document without being one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit.extract.structure.contents import find_contents
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.markers import LEVELS, Marker, find_markers, ordinal_of
from toolkit.extract.structure.titles import genre, plain

_CONTENTS = re.compile(r"(?:目[ \u3000]{0,4}[录次]|总目录)$")
_OUTLINE = re.compile(r"[【\[〔]?(?:写作)?(?:提[ ]?纲|大[ ]?纲)[】\]〕]?[：:]?")
_ENTRY = re.compile(
    r"(?P<marker>(?:\d{1,3}[ ]?[.．、](?!\d)|第?[一二三四五六七八九十百]{1,4}[、.．章节条部分篇编]{1,2}|[（(][一二三四五六七八九十\d]{1,3}[）)])[ ]?)?"
    r"(?P<entry>.+?)(?:[ \t\u3000.…·．—_-]+(?P<page>\d{1,4})|[（(](?P<at>\d{1,3})[）)])?$"
)
_PAGE = re.compile(r"\d{1,3}$")
_LEADER = re.compile(r"[ \t\u3000.…·．—_-]{3,}+")
_LED = re.compile(  # an entry, or what is left of one, its leader and its page
    r"\s*(?:[^。；！？\n]{0,80}?(?:…{2,}|[.·．]{6,})|…)[ ]?\d{1,3}?(?=(?:19|20)\d\d年|\D)\s*"
)
_LONGEST = 90
_COVER = 40  # lines in which a cover lists what follows
_GLUED_STYLES = frozenset(("han", "paren", "digit"))
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
    title: str | None
    start: int
    end: int
    entries: tuple[Entry, ...]


def find_announced(lines: Lines) -> list[Announced]:
    """The table of contents or outline that a document opens with, and the tables of contents
    that reports inside it have.
    """
    if not len(lines):
        return []
    head = _at_head(lines) or _cover(lines)
    begin, end = head.end if head else lines.all[0].start, lines.all[-1].end
    found = [head] if head else []
    for contents in find_contents(lines.text, begin, end, find_markers(lines, begin, end)):
        entries = [_entry(lines.text, *span) for span in contents.entries]
        some = _paged([entry for entry in entries if entry is not None])
        title = "目录" if contents.named else None
        if some and all(contents.start >= o.end or contents.end <= o.start for o in found):
            found.append(Announced("toc", title, contents.start, contents.end, some))
    found.sort(key=lambda one: one.start)
    if not found or found[0].start > lines.all[0].start:
        found[:0] = filter(None, [_led(lines.text, lines.all[0].start, end)])
    return found


def _led(text: str, begin: int, end: int) -> Announced | None:
    """What is left of a table of contents where its leaders show what it is."""
    spans: list[tuple[int, int]] = []
    while match := _LED.match(text, spans[-1][1] if spans else begin, end):
        spans.append(match.span())
    entries = [entry for span in spans if (entry := _entry(text, *span))]
    last = spans[-1][1] if spans else begin
    return Announced("toc", None, begin, last, tuple(entries)) if entries else None


def _paged(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with the pages that run into their words, where these go up from one to the next."""
    ends = [_PAGE.search(entry.entry) for entry in entries]
    pages = [int(end[0]) if end else 0 for end in ends]
    if len(pages) < 2 or any(after <= page for page, after in pairwise([0, *pages])):
        return tuple(entries)
    return tuple(
        replace(entry, entry=entry.entry.removesuffix(str(page)).strip(_TRIM), page=page)
        for entry, page in zip(entries, pages, strict=True)
    )


def _at_head(lines: Lines) -> Announced | None:
    for at, line in enumerate(lines.all[:40]):
        words = lines.words(line)
        if _CONTENTS.fullmatch(words.strip("【】[]# *")):
            return _contents(lines, at)
        opened = _OUTLINE.match(words) if at == 0 else None
        if opened and (found := _outline(lines, opened[0])):
            return found
    return None


def _cover(lines: Lines) -> Announced | None:
    """Titles one below the other, without a word for it, that stand again in the text behind them."""
    run: list[int] = []
    for at, line in enumerate(lines.all[:_COVER]):
        words = lines.words(line)
        again = lines.text.find(words, line.end) if genre(words) is not None else -1
        if lines.begins(again):
            run.append(at)
        elif run:
            break
    if len(run) < 2:
        return None
    some = (_entry(lines.text, lines.all[at].start, lines.all[at].end) for at in run)
    entries = tuple(entry for entry in some if entry)
    return Announced("toc", None, entries[0].start, entries[-1].end, entries)


def _contents(lines: Lines, at: int) -> Announced | None:
    head = lines.all[at]
    entries: list[Entry] = []
    for line in lines.all[at + 1 :]:
        words = lines.words(line)
        if len(_LEADER.sub("", words)) > _LONGEST or words.endswith(("。", "！", "？")):
            break
        entry = _entry(lines.text, line.start, line.end)
        if entry is None or (entries and _is_body(entry, entries[0])):
            break
        entries.append(entry)
    if len(entries) < 2:
        return None
    return Announced(
        "toc", _title(lines, head.start, head.end), head.start, entries[-1].end, tuple(entries)
    )


def _is_body(entry: Entry, first: Entry) -> bool:
    """Whether what looks like an entry is the first line of the text: named before, or unlike."""
    if plain(entry.entry) == plain(first.entry) or (first.page is not None and entry.page is None):
        return True
    return bool(first.marker) and not entry.marker and entry.page is None


def _title(lines: Lines, start: int, end: int) -> str:
    return "".join(lines.text[start:end].split()).strip("#*")


def _ordinal(marker: str) -> int | None:
    numeral = re.search(r"\d+|[一二三四五六七八九十百]+", marker)
    return ordinal_of(numeral[0]) if numeral else None


def _entry(text: str, start: int, end: int) -> Entry | None:
    """An entry with its number and the page it names."""
    words = text[start:end].rstrip(" \t\r\n\u3000。")
    match = _ENTRY.fullmatch(words)
    if match is None:
        return None
    marker, page = (match["marker"] or "").strip(), match["page"] or match["at"]
    entry = match["entry"].strip(_TRIM)
    return Entry(
        0, _ordinal(marker), marker, entry, int(page) if page else None, start, start + len(words)
    )


def _outline(lines: Lines, title: str) -> Announced | None:
    """An outline: its word, then headings and nothing else, on one line or many."""
    text, start, end = lines.text, lines.all[0].start, lines.all[-1].end
    found: list[Marker] = []
    reached: dict[int, int] = {}  # the last number of each level that is open
    named: dict[tuple[int, int], str] = {}
    for marker in find_markers(lines, start + len(title), end):
        level, ordinal = LEVELS.get(marker.style, 0), marker.ordinal or 0
        if not level:
            continue
        if found:
            words = text[found[-1].end : min(marker.start, found[-1].end + _LONGEST)]
            named[LEVELS[found[-1].style], found[-1].ordinal or 0] = words.strip(_TRIM + "\r\n")
        if ordinal <= reached.get(level, 0):
            name = named.get((level, ordinal))
            if (name and text.startswith(name, marker.end)) or (
                ordinal == 1 and marker.place != "glued"
            ):
                end = marker.start
                break
        due = bool(reached) and ordinal == reached.get(level, 0) + 1 and not marker.doubtful
        glued = marker.place == "glued" and marker.start > start + len(title)
        if not glued or (due and marker.style in _GLUED_STYLES):
            found.append(marker)
            reached = {outer: n for outer, n in reached.items() if outer < level}
            reached[level] = ordinal
    entries = list(_of_outline(lines, found, end))
    if len(entries) < 2:
        return None
    return Announced("outline", title, start, entries[-1].end, tuple(entries))


def _of_outline(lines: Lines, found: Sequence[Marker], end: int) -> Iterator[Entry]:
    """Headings one behind the other, up to the first that text follows."""
    text = lines.text
    for above, marker, after in zip([None, *found], found, [*found[1:], None], strict=False):
        line = lines.all[lines.index(marker.start)]
        if above and above.start < line.start and line.end - line.start > _LONGEST:
            return
        following = after.start if after else end
        until = min(following, line.end)
        full_stop = text.find("。", marker.end, until) + 1
        if full_stop and text[full_stop:until].strip():
            until = full_stop
        until = marker.end + len(text[marker.end : until].rstrip())
        number, words = text[marker.start : marker.end].strip(), text[marker.end : until]
        level = LEVELS[marker.style]
        yield Entry(level, marker.ordinal, number, words.strip(_TRIM), None, marker.start, until)
        if text[until:following].strip():
            return

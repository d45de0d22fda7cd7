"""The titles that divide a document into reports: those a table of contents names, or else those
that are told by what stands beside them (``openings.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit.extract.structure.lines import Line, Lines, ends_sentence
from toolkit.extract.structure.listings import Announced
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.openings import Numbering, run_in_titles
from toolkit.extract.structure.titles import (
    Title,
    clean_title,
    genre,
    head_title,
    is_body,
    is_candidate,
    plain,
)

_NAMED_INSIDE = 200  # entries of a table of contents looked for inside a line
_BRACKETED = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_MOTTO = re.compile("“[^”]*”")
_LEAD_IN = 60  # characters below a title in which its text only opens
_COMPENDIUM = 2  # plain titles that show that a file holds many articles
_RUN_TOGETHER = 300  # a line this long may hold several reports


def find_titles(lines: Lines, begin: int, end: int, announced: Announced | None) -> list[Title]:
    """The titles that open reports, in order."""
    if announced and announced.kind == "toc" and not _names_headings(lines, announced):
        named = list(_named(lines, begin, end, announced))
        if named:
            return named
    run_in = run_in_titles(lines, begin, end)
    titled = [title for title in run_in if title.wording]
    head = _head(lines, begin, end, titled) or _title_above(lines, begin, end, announced)
    reached = head.end if head else begin
    further = [
        *_plain_titles(lines, reached, end),
        *(title for title in run_in if title.start >= reached + (0 if title.wording else _LEAD_IN)),
    ]
    found = [*filter(None, [head]), *sorted(further, key=lambda title: (title.start, -title.end))]
    return [
        title
        for above, title in pairwise([None, *found])
        if title and (above is None or title.start > above.end or not above.wording)
    ]


def _head(lines: Lines, begin: int, end: int, found: Sequence[Title]) -> Title | None:
    """The title a text opens with: no running text stands before it."""
    first = next(iter(found), None)
    above = lines.between(begin, first.start) if first else []
    if first and not any(is_body(lines.words(line)) for line in above if line.start < line.end):
        line = lines.all[lines.index(first.start)]
        words = lines.words(line)
        whole = is_candidate(words) and clean_title(words) == first.wording
        return replace(first, end=max(first.end, line.end)) if whole else first
    return head_title(lines, begin, end)


def _plain_titles(lines: Lines, begin: int, end: int) -> list[Title]:
    """Lines between paragraphs without a word that titles end with."""
    numbering = Numbering(find_markers(lines, begin, end))
    inside = [line for line in lines.between(begin, end) if line.start >= begin]
    alone = [
        line
        for above, line, below in zip(inside, inside[1:], inside[2:], strict=False)
        if is_body(lines.words(above))
        and is_body(lines.words(below))
        and is_candidate(clean_title(lines.words(line)))
        and genre(lines.words(line)) is None
        and not _MOTTO.fullmatch(lines.words(line))
        and numbering.sign(line.start) != "number goes on"
    ]
    anew = [
        line
        for line, following in pairwise([*alone, None])
        if line
        and numbering.begins_anew(line.start)
        and not (following and numbering.gap(following.start) == numbering.gap(line.start))
    ]
    found = alone if len(anew) >= _COMPENDIUM else anew
    return [Title(clean_title(lines.words(line)), line.start, line.end) for line in found]


def _names_headings(lines: Lines, announced: Announced) -> bool:
    """Whether a table of contents names the headings of one report: they come again numbered."""
    numbered = [
        plain(entry.marker + entry.entry)
        for entry in announced.entries
        if entry.marker and not entry.marker[0].isdigit()
    ]
    behind = plain(lines.text[announced.end :])
    return bool(numbered) and 2 * sum(name in behind for name in numbered) >= len(numbered)


def _title_above(lines: Lines, begin: int, end: int, announced: Announced | None) -> Title | None:
    """The title of one report that stands above its own table of contents."""
    inside = [line for line in lines.between(begin, end) if line.start >= begin]
    if announced is None or announced.kind != "toc" or not inside:
        return None
    title = head_title(lines, 0, announced.start)
    return title and Title(title.wording, inside[0].start, inside[0].start)


def named_by(entry: str) -> tuple[str, ...]:
    """How a body may be named that an entry announces: with what it has in brackets, or without."""
    return plain(entry), plain(_BRACKETED.sub("", entry))


def _named(lines: Lines, begin: int, end: int, announced: Announced) -> Iterator[Title]:
    """The titles that the table of contents names, where they stand again in the text."""
    numbered = 2 * sum(bool(entry.marker) for entry in announced.entries) > len(announced.entries)
    wanted = {
        name: entry.entry
        for entry in announced.entries
        if entry.marker or not numbered  # where most are numbered, others are no titles
        for name in named_by(entry.entry)
    }
    inside = lines.between(begin, end)
    for line, following in zip(inside, [*inside, None][1:], strict=True):
        if line.end - line.start > _RUN_TOGETHER:
            yield from _named_inside(lines, line, wanted)
            continue
        for last in filter(None, (line, following)):
            wording = clean_title(lines.text[line.start : last.end])
            if wanted.pop(plain(wording), None) is not None:
                yield Title(wording, line.start, last.end)
                break


def _named_inside(lines: Lines, line: Line, wanted: dict[str, str]) -> Iterator[Title]:
    """Titles that a table of contents names, glued to their text in a line without breaks."""
    found: list[Title] = []
    for key, entry in list(wanted.items())[:_NAMED_INSIDE]:
        at = lines.text.find(entry, line.start, line.end)
        if at >= 0 and (not lines.text[line.start : at].strip() or ends_sentence(lines.text, at)):
            del wanted[key]
            found.append(Title(entry, at, at + len(entry)))
    yield from sorted(found, key=lambda title: title.start)

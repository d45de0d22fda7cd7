"""The titles that divide a document into reports.

A table of contents names them; otherwise a title opens a report, on a line of its own or glued
to the text, where the numbering of the report before it has come to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.extract.structure.lines import Line, Lines, ends_sentence
from toolkit.extract.structure.listings import Announced
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.openings import Numbering, ends_report, run_in_titles
from toolkit.extract.structure.titles import (
    Title,
    clean_title,
    genre,
    head_title,
    is_body,
    is_candidate,
    opens_below,
    plain,
    title_ending,
)

_NAMED_INSIDE = 200  # entries of a table of contents looked for inside a line
_BRACKETED = re.compile(r"[（(][^（）()]{1,30}[）)]$")
_RUN_TOGETHER = 300  # a line this long may hold several reports
_COMPENDIUM = 2  # plain titles behind the first that show that a file holds many articles
_ADDRESSED = re.compile(  # how a report begins that lost its title
    r"(?:[^，。！？：:\s]{0,20}(?:总理|[省市州县区]长|主任|主席)[ \u3000]+[\u4e00-\u9fff·]{2,4}[ \t\u3000\r\n]*)?"
    r"各位代表[：:！!，,][ \t\u3000\r\n]*(?:现在，?)?(?:我|请|受)"
)
_REPORTS_TO = re.compile(r"代表[^，。]{2,24}[，,]?向大会")  # said once, at the beginning
_FOOT = 40  # characters before a place that tell whether a report ends there


def find_titles(lines: Lines, begin: int, end: int, announced: Announced | None) -> list[Title]:
    """The titles that open reports, in order."""
    if announced and announced.kind == "toc" and not _names_headings(lines, announced):
        named = list(_named(lines, begin, end, announced))
        if named:
            return named
    run_in = run_in_titles(lines, begin, end)
    head = (
        head_title(lines, begin, end)
        or next(
            (
                title
                for title in run_in
                if not lines.text[begin : title.start].strip("#* \t\u3000\r\n")
            ),
            None,
        )
        or _title_above(lines, begin, end, announced)
    )
    reached = head.end if head else begin
    numbering = Numbering(find_markers(lines, begin, end))
    further = [
        *_addressed(lines, reached, end),
        *_lines_of_titles(lines, reached, end, numbering, head),
        *(title for title in run_in if title.start >= reached),
    ]
    found = [*filter(None, [head]), *sorted(further, key=lambda title: (title.start, -title.end))]
    return [
        title
        for above, title in pairwise([None, *found])
        if title and (above is None or title.start > above.end or not above.wording)
    ]


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


def _lines_of_titles(
    lines: Lines, begin: int, end: int, numbering: Numbering, head: Title | None
) -> Iterator[Title]:
    """Titles on lines of their own behind the first report."""
    inside = [line for line in lines.between(begin, end) if line.start >= begin]
    may_be = [
        at
        for at in range(1, len(inside) - 1)
        if _may_be_title(lines.words(inside[at]))
        and not numbering.goes_on(inside[at].start)
        and not _names_part(lines.words(inside[at]), head)
        and _is_followed(lines, inside, at)
    ]
    kind = genre(head.wording) if head else None
    found = {at: _opening(lines, inside, at, numbering, kind) for at in may_be}
    plain_titles = sum(
        title is not None and genre(title.wording) is None for title in found.values()
    )
    if plain_titles >= _COMPENDIUM:
        found |= {
            at: _plain(lines, inside[at]) for at in may_be if _stands_alone(lines, inside, at)
        }
    last = 0
    for at, title in found.items():
        if title and any(is_body(lines.words(line)) for line in inside[last:at]):
            last = at
            yield title


def _addressed(lines: Lines, begin: int, end: int) -> Iterator[Title]:
    """Where a meeting is addressed behind the end of a report: one without a title begins."""
    for match in _ADDRESSED.finditer(lines.text, begin, end):
        above = lines.text[max(begin, match.start() - _FOOT) : match.start()].rstrip()
        if ends_report(above) or (
            above[-1:] in "。！？" and _REPORTS_TO.match(lines.text, match.end())
        ):
            yield Title("", match.start(), match.start())


def _may_be_title(words: str) -> bool:
    """Whether a line could be a title, and is no motto in quotes."""
    return is_candidate(clean_title(words) or words) and not (
        words[0] == "“" and words.find("”") == len(words) - 1
    )


def _names_part(words: str, head: Title | None) -> bool:
    """Whether a line says only the end of the title above: 问题清单, under 某局问题清单."""
    return head is not None and head.wording != words and head.wording.endswith(words)


def _opening(
    lines: Lines, inside: Sequence[Line], at: int, numbering: Numbering, kind: object
) -> Title | None:
    """The title that a line is, by its words or by the numbering that begins anew behind it."""
    title = title_ending(lines, inside, at)
    anew = numbering.begins_anew(inside[at].start)
    ended = ends_report(lines.words(inside[at - 1]))
    if title and (
        anew
        or ended
        or "关于" in title.wording
        or genre(title.wording) == kind
        or opens_below(lines.text, title.end)
    ):
        return title
    return (
        _plain(lines, inside[at])
        if anew and _is_last_before(lines, inside, at, numbering)
        else None
    )


def _plain(lines: Lines, line: Line) -> Title:
    return Title(clean_title(lines.words(line)), line.start, line.end)


def _stands_alone(lines: Lines, inside: Sequence[Line], at: int) -> bool:
    """Whether a line stands between two paragraphs: in a compendium, a title."""
    return is_body(lines.words(inside[at - 1])) and is_body(lines.words(inside[at + 1]))


def _is_followed(lines: Lines, inside: Sequence[Line], at: int) -> bool:
    """Whether running text stands before a line and behind it."""
    above = lines.words(inside[at - 1])
    below = [lines.words(line) for line in inside[at + 1 : at + 9]]
    return (above[-1] in "。！？；.…”%" or len(above) <= 30) and any(map(is_body, below))


def _is_last_before(lines: Lines, inside: Sequence[Line], at: int, numbering: Numbering) -> bool:
    """Whether a line is the last that could be a title before the numbering begins anew."""
    if not _stands_alone(lines, inside, at):
        return False
    for line in inside[at + 1 :]:
        if not numbering.begins_anew(line.start):
            return True
        if _may_be_title(lines.words(line)):
            return False
    return False

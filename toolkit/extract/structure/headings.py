"""The sections of each report: a heading and what stands under it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice

from toolkit.extract.model import Listing, Report, Section
from toolkit.extract.structure import roles, wording
from toolkit.extract.structure.attachments import attachment_lists
from toolkit.extract.structure.labels import first_label
from toolkit.extract.structure.lines import Lines, lines_of, trimmed
from toolkit.extract.structure.markers import COUNTS, PARTS, RULES, Marker, find_markers, unnumbered
from toolkit.extract.structure.outline import Heading, outline

_LISTED = COUNTS | {"digit", "bracket", "circled"}  # items that a sentence before may lead in
_NO_SECTIONS = frozenset(("toc", "outline", "notice"))
_OF_RULES = RULES | {"parts1"}  # rules and plans: what they say is neither found nor done
_UNITS = {"part": "part", "chapter": "chapter", "group": "section", "article": "article"}
_UNITS |= dict.fromkeys(COUNTS | {"bracket", "circled"}, "item") | {"appendix": "appendix"}
_MARKS = re.compile("[。！？!?；;]")
_PARTED = re.compile(r"(?:分|共|包括|有)[^，。；：\n]{0,8}(?:部分|方面|章|篇)[：:]")
_STOP = re.compile("[。\n]")
_OWN_LINE_LONGEST = 30
_LIKELY = 1.0  # the odds from which the end of a run-on heading is no guess
_STOPS = 8  # marks looked at for the end of a heading
_ENDED = "。；！？;!?…"
_OF_WORDS = PARTS | {"han", "paren", "digit", "part", "chapter", "group", "appendix"}
_TRIM = " \t\u3000*_#：:；;，,。.、"
_RUN_TOGETHER = 300  # a line with headings inside is at least this long where breaks were lost


def find_sections(
    clean: str, reports: Sequence[Report], listings: Sequence[Listing]
) -> list[Section]:
    """The sections of all reports, in reading order; parents are indexes into the list."""
    lines = lines_of(clean)
    sections: list[Section] = []
    for report in reports:
        if report.kind not in _NO_SECTIONS:
            sections += _sections(lines, report, len(sections))
    return sections


def _sections(lines: Lines, report: Report, offset: int) -> list[Section]:
    both = (
        find_markers(lines, report.start, report.end),
        unnumbered(lines, report.start, report.end),
    )
    attached = [
        *attachment_lists(lines, report.start, report.end),
        *_announcements(lines.text, report, both[0]),
    ]
    attached.sort()
    markers = [
        marker
        for marker in merge(*both, key=lambda marker: marker.start)
        if marker.end <= report.end
        and not _is_title(lines, report, marker)
        and not _is_within(attached, marker.start)
    ]
    if report.body is not None:
        markers = [
            replace(marker, place="sentence") if marker.start == report.body else marker
            for marker in markers
        ]
    found = outline(lines.text, markers)
    spans, guessed = _wordings(lines, report, found)
    ends = _ends(lines, report, found)
    given = _roles(lines, report, found, spans)
    return [
        Section(
            report=report.n,
            parent=None if heading.parent is None else heading.parent + offset,
            level=heading.level,
            ordinal=heading.ordinal,
            marker=lines.text[heading.marker.start : heading.marker.end].strip("#* \t\u3000"),
            heading=_joined(lines.text[start:end]),
            role=role,
            start=heading.marker.start,
            end=section_end,
            heading_start=start,
            heading_end=end,
            unit=_UNITS.get(heading.marker.style, "heading"),
            end_guessed=at in guessed,
        )
        for at, (heading, (start, end), section_end, role) in enumerate(
            zip(found, spans, ends, given, strict=True)
        )
    ]


def _announcements(
    text: str, report: Report, markers: Sequence[Marker]
) -> Iterator[tuple[int, int]]:
    """Sentences that only name the parts of a text, which begin behind them: 分三个部分：一、…；二、…"""
    for match in _PARTED.finditer(text, report.start, report.end):
        stop = _STOP.search(text, match.end(), report.end)
        end = stop.start() if stop else report.end
        inside = [marker.style for marker in markers if match.end() <= marker.start < end]
        behind = (marker for marker in markers if marker.start >= end)
        if len(inside) > 1 and any(m.style == inside[0] and m.ordinal == 1 for m in behind):
            yield match.end(), end


def _is_within(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Whether an offset lies in one of some ordered spans."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def _joined(heading: str) -> str:
    return re.sub(r"\s*[\r\n]\s*", "", heading)


def _is_title(lines: Lines, report: Report, marker: Marker) -> bool:
    """A markdown heading that is the report's title opens no section."""
    if not marker.style.startswith(("md", "bold")) or report.title is None:
        return False
    line = lines.text[marker.end : lines.end_of(marker.end)].strip(_TRIM)
    return "".join(line.split()) == "".join(report.title.split())


def _wordings(
    lines: Lines, report: Report, found: Sequence[Heading]
) -> tuple[list[tuple[int, int]], set[int]]:
    """Where the wording of each heading begins and ends."""
    text = lines.text
    spans: list[tuple[int, int]] = []
    run_on: dict[str, list[int]] = {}
    guessed: set[int] = set()
    for at, heading in enumerate(found):
        marker = heading.marker
        following = found[at + 1].marker.start if at + 1 < len(found) else report.end
        line_end = max(marker.end, min(lines.end_of(marker.start), report.end))
        end = first_label(text, marker.end, _stop(text, marker, min(line_end, following + 1)))
        if following < end:
            end = following
        elif marker.style in _OF_WORDS and _runs_on(lines, marker):
            run_on.setdefault(marker.style, []).append(at)
        span = trimmed(text, marker.end, end, _TRIM)
        spans.append(span if span[0] < span[1] else _on_next_line(lines, marker, span, following))
    for ats in run_on.values():
        for at, (end, weight) in zip(
            ats, wording.cuts(text, [spans[at] for at in ats]), strict=True
        ):
            if end < spans[at][1] or weight < _LIKELY:
                guessed.add(at)
            if weight >= wording.CERTAIN:
                spans[at] = trimmed(text, spans[at][0], end, _TRIM)
    return spans, guessed


def _on_next_line(
    lines: Lines, marker: Marker, span: tuple[int, int], following: int
) -> tuple[int, int]:
    """The wording of a heading whose number has a line to itself (第一章, then 总则)."""
    at = lines.index(marker.start) + 1
    if marker.style not in RULES or at >= len(lines):
        return span
    line = lines.all[at]
    short = line.end - line.start <= _OWN_LINE_LONGEST and line.end <= following
    if not short or lines.text[line.end - 1] in _ENDED:
        return span
    return trimmed(lines.text, line.start, line.end, _TRIM)


def _stop(text: str, marker: Marker, line_end: int) -> int:
    """Where the first sentence of a heading's line ends; a question in quotes is no end."""
    for stop in islice(_MARKS.finditer(text, marker.end, line_end), _STOPS):
        quoted = text.count("“", marker.end, stop.start()) > text.count(
            "”", marker.end, stop.start()
        )
        if stop[0] == "。" or (stop[0] in "！？!?" and not quoted) or marker.style in COUNTS:
            return stop.start()
    return line_end


def _runs_on(lines: Lines, marker: Marker) -> bool:
    """Whether a heading stands in a line so long that breaks must have been lost."""
    line = lines.all[lines.index(marker.start)]
    return line.end - line.start > _RUN_TOGETHER and line.start < marker.start


def _ends(lines: Lines, report: Report, found: Sequence[Heading]) -> list[int]:
    """Where each section ends."""
    ends = [report.end] * len(found)
    opened: list[int] = []
    for at, heading in enumerate(found):
        while opened and opened[-1] != heading.parent:
            ends[opened.pop()] = heading.marker.start
        opened.append(at)
    for at in range(len(found)):
        if at + 1 == len(found) or found[at + 1].parent != at:
            ends[at] = _item_end(lines, found, at, ends[at])
    return ends


def _item_end(lines: Lines, found: Sequence[Heading], at: int, end: int) -> int:
    """An item ends with its paragraph where it is counted inside one."""
    marker = found[at].marker
    paragraph = lines.end_of(marker.start)
    if paragraph >= end or marker.style in RULES:
        return end
    if not lines.begins(marker.start):
        return paragraph if marker.style in COUNTS else end
    before = at - 1
    same = before >= 0 and found[before].parent == found[at].parent
    if not same or found[before].ordinal != (found[at].ordinal or 0) - 1:
        return end
    whole = lines.index(found[before].marker.start) + 1 == lines.index(marker.start)
    told = all(lines.text[lines.end_of(found[n].marker.start) - 1] in _ENDED for n in (before, at))
    return paragraph if whole and told else end


def _roles(
    lines: Lines, report: Report, found: Sequence[Heading], spans: Sequence[tuple[int, int]]
) -> list[str]:
    """The role of each section: its own label's, its run's, its parent's, or what it hints at."""
    given: list[str] = []
    kind = roles.told_by(report.kind, report.title)
    readings = roles.read_all(kind, [_wording(lines, span) for span in spans])
    told_of = report.kind == "rectification_bulletin"  # of faults, and what became of them
    ruled = any(heading.marker.style in _OF_RULES for heading in found)
    ruled |= roles.teaches_writing(_wording(lines, span) for span in spans)
    begins = found[0].marker.start if found else report.end
    default = roles.by_default(kind, lines.text[begins : report.end])
    runs: dict[int | None, list[roles.Reading]] = {}  # what led in each run of items under a parent
    for at, heading in enumerate(found):
        own, parent = readings[at], heading.parent
        if ruled:
            given.append(own.role if own.sure and own.role else "other")
            continue
        role = own.role if own.sure or parent is None else None
        counted = heading.marker.style in COUNTS
        if (
            told_of
            and not counted
            and role is None
            and roles.names_a_fault(_wording(lines, spans[at]))
        ):
            role = "problem"
        if parent is not None and role is None:
            if heading.ordinal in (None, 1) or parent not in runs:
                before = max(found[parent].marker.end, found[at - 1].marker.end)
                led_in = roles.lead_in(lines.text, before, heading.marker.start)
                runs.setdefault(parent, []).append(led_in)
            inherited = (
                "result" if told_of and counted and given[parent] == "problem" else given[parent]
            )
            role = _of_run(runs[parent], readings[parent], inherited)
        if parent is None and not own.sure and heading.marker.style in _LISTED:
            if heading.ordinal in (None, 1) or None not in runs:
                before = found[at - 1].marker.end if at else report.start
                led_in = roles.lead_in(lines.text, before, heading.marker.start)
                runs.setdefault(None, []).append(led_in)
            led = runs[None][-1]
            role = led.role if led.sure or led.role == "problem" else role
        if parent is None and report.kind in ("problem_list", "audit_list") and not own.roles:
            role = "problem"  # the areas of a list of problems
        given.append(role or own.role or default)
    return given


def _wording(lines: Lines, span: tuple[int, int]) -> str:
    return lines.text[slice(*span)]


def _of_run(run: Sequence[roles.Reading], above: roles.Reading, inherited: str) -> str | None:
    """The role of an item by the run it is in."""
    led = run[-1]
    if led.sure or inherited != "other":
        return led.role if led.sure else inherited
    if led.role is not None:
        return led.role
    if above.role == "other" and not above.sure:
        return "other"
    order = [role for role in above.roles if role != "other"]
    return order[min(len(run), len(order)) - 1] if order else None

"""What is amiss in a text and was left as it is: told to the reader, neither mended nor filled.

A number missing in a sequence, a quotation mark without its partner, a problem without its
measure: the text is taken as it stands, and the place is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from toolkit.extract.model import Claim, Doubt, Listing, Record, Report, Section
from toolkit.extract.structure.markers import style_of
from toolkit.extract.text import Text

_UNDECODED = re.compile("\ufffd+")
_PAIRED = re.compile("[“”‘’（）()《》【】\n]")
_CLOSES = {"”": "“", "’": "‘", "）": "（", ")": "(", "》": "《", "】": "【"}
_WIDTHS = {"（": "(", "）": ")"}
_INNER = 3  # how deep a mark may be nested in others that were never closed
_MARK = re.compile(
    r"(?:^|[\n。；;，,：:])[ \u3000]*(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$"
)


def find_doubts(
    text: Text,
    reports: Sequence[Report],
    *,
    listings: Sequence[Listing],
    sections: Sequence[Section],
    records: Sequence[Record],
    claims: Sequence[Claim],
) -> list[Doubt]:
    """All doubts of a document, in reading order."""
    doubts = [
        *_cut_off(reports),
        *_announced(text.clean, reports, listings),
        *_numbering(sections),
        *_pages(text),
        *_unpaired(reports, records),
        *_unread(claims),
        *unmatched(text.clean),
        *(
            Doubt("undecodable", "bytes that could not be decoded", m.start(), m.end())
            for m in _UNDECODED.finditer(text.clean)
        ),
    ]
    return list(_joined(sorted(doubts, key=lambda doubt: (doubt.start, doubt.end, doubt.kind))))


def _joined(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """A run of the same doubt, character by character, is one."""
    run: Doubt | None = None
    for doubt in doubts:
        if run and run.end == doubt.start < doubt.end and run.note == doubt.note:
            run = replace(run, end=doubt.end)
            continue
        if run:
            yield run
        run = doubt
    if run:
        yield run


def _cut_off(reports: Sequence[Report]) -> Iterator[Doubt]:
    for report in reports:
        if report.truncated in ("start", "both"):
            yield Doubt(
                "cut_off", "the report begins in the middle", report.start, report.start + 1
            )
        if report.truncated in ("end", "both"):
            yield Doubt("cut_off", "the report stops in the middle", report.end - 1, report.end)


def _announced(
    clean: str, reports: Sequence[Report], listings: Sequence[Listing]
) -> Iterator[Doubt]:
    """Entries of tables of contents that neither a report nor a numbered heading answers to."""
    contents = {report.n for report in reports if report.kind == "toc"}
    for entry in listings:
        heads = bool(entry.marker) and clean.find(entry.marker + entry.entry, entry.end) >= 0
        if entry.report in contents and entry.body is None and not heads:
            note = "the table of contents names it, the file does not hold it"
            yield Doubt("not_in_file", note, entry.start, entry.end)


def _numbering(sections: Sequence[Section]) -> Iterator[Doubt]:
    """Numbers that neither go on from the one before nor begin anew.

    The one before may stand under another heading: some documents count on through all of them.
    """
    before: dict[tuple[int, int, str | None], int] = {}
    for section in sections:
        if section.ordinal is None:
            continue
        kind = (section.report, section.level, style_of(section.marker or ""))
        last = before.get(kind, 0)
        before[kind] = section.ordinal
        if section.ordinal in (1, last + 1):
            continue
        if section.ordinal > last:
            note = f"{_names(last + 1, section.ordinal - 1)} not in the text"
            yield Doubt("missing_number", note, section.start, section.heading_end)
        else:
            note = f"{section.ordinal} follows {last}"
            yield Doubt("repeated_number", note, section.start, section.heading_end)


def _names(first: int, last: int) -> str:
    """Numbers that are missing, in words.

    >>> _names(3, 3), _names(3, 5)
    ('number 3 is', 'numbers 3 to 5 are')
    """
    return f"number {first} is" if first == last else f"numbers {first} to {last} are"


def _pages(text: Text) -> Iterator[Doubt]:
    before: int | None = None
    for edit in text.edits:
        digits = "".join(filter(str.isdigit, text.raw[edit.start : edit.end]))
        if edit.kind != "page_mark" or not digits:
            continue
        page, at = int(digits), text.to_clean(edit.start)
        if before is not None and page > before + 1:
            yield Doubt("missing_page", f"page {before + 1} has no mark before {page}", at, at)
        before = page


def _unpaired(reports: Sequence[Report], records: Sequence[Record]) -> Iterator[Doubt]:
    lists = {report.n for report in reports if report.kind == "problem_list"}
    for record in records:
        if record.report in lists and record.measure is None:
            yield Doubt("unpaired", "a problem without its measure", record.start, record.end)
        if record.report in lists and record.problem is None:
            yield Doubt("unpaired", "a measure without its problem", record.start, record.end)


def _unread(claims: Sequence[Claim]) -> Iterator[Doubt]:
    for claim in claims:
        if claim.reading == "unread":
            yield Doubt(
                "unread_number", "it could not be read as one number", claim.start, claim.end
            )


def unmatched(clean: str) -> Iterator[Doubt]:
    """Quotation marks and brackets without their partner in the same line.

    >>> [doubt.start for doubt in unmatched("以“钉钉子的精神抓落实，破解文山会海”难题”")]
    [21]
    """
    opened: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(clean):
        char, at = match[0], match.start()
        if char == "\n":
            yield from _left_open(clean, opened, at)
            opened = []
        elif char not in _CLOSES:
            if opened and opened[-1][0] == char and char in "“‘":
                yield from _left_open(clean, [opened.pop()], at)
            opened.append((_WIDTHS.get(char, char), at))
        elif (depth := _depth(opened, char)) is not None:
            yield from _left_open(clean, opened[depth + 1 :], at)
            del opened[depth:]
        elif char not in "）)" or not _MARK.search(clean, max(0, at - 8), at):
            yield Doubt("unmatched", f"{char} closes what nothing opens", at, at + 1)
    yield from _left_open(clean, opened, len(clean))


def _depth(opened: Sequence[tuple[str, int]], char: str) -> int | None:
    """Where among the innermost that are open the one stands that a character closes."""
    opening = _WIDTHS.get(_CLOSES[char], _CLOSES[char])
    inner = range(len(opened) - 1, max(-1, len(opened) - 1 - _INNER), -1)
    return next((at for at in inner if opened[at][0] == opening), None)


def _left_open(clean: str, opened: Iterable[tuple[str, int]], end: int) -> Iterator[Doubt]:
    """What is never closed; a quotation that goes on opens again in the next paragraph."""
    goes_on = clean[end + 1 : end + 8].lstrip(" \u3000").startswith("“")
    for _, at in opened:
        if not (goes_on and clean[at] == "“"):
            yield Doubt("unmatched", f"{clean[at]} is never closed", at, at + 1)

"""The reports of a document: where each begins and ends, and what it is.

What stands before the first is a table of contents or an outline, what stands behind the last a
closing notice; titles divide the rest (``division.py``). What no title divides is one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit import lexicon
from toolkit.extract.model import Listing, Report
from toolkit.extract.structure.division import find_titles, named_by
from toolkit.extract.structure.edges import run_on_signature
from toolkit.extract.structure.imprint import imprint_of
from toolkit.extract.structure.kinds import kind_of
from toolkit.extract.structure.lines import Lines, lines_of, trimmed
from toolkit.extract.structure.listings import Announced, find_announced
from toolkit.extract.structure.markers import find_markers, style_of
from toolkit.extract.structure.openings import ends_report
from toolkit.extract.structure.titles import DATE, ORGAN, Title, is_body, leftover, plain

_TAIL_LINES = 30  # a closing notice begins in the last lines
_NOTICE_LONGEST = 800
_LEFTOVERS = 120  # characters at the end of a report that a web page may have left
_REPRINT = re.compile(lexicon.forms("reprint"))
_CUT_OFF = re.compile(lexicon.forms("cut_off"))
_BREAKS_OFF = re.compile(r"[\u4e00-\u9fff]$")
# What begins a last line or the end of one and is no sentence: 附件, 责任编辑：, 整改结果：完成.
_CLOSES = re.compile(lexicon.forms("closes"))
_WHOLE_LINE = 40  # a last line shorter than this is a signature, not a sentence cut off
_PROSE = re.compile(r"[，,；;。]")
_WRAPPED = 20  # a line this long that stops in a sentence may go on with a last, short line


def find_reports(clean: str) -> tuple[list[Report], list[Listing]]:
    r"""The reports of a document in reading order, and the entries that announce them.

    >>> found, _ = find_reports("某局工作总结\n今年以来，全局扎实推进各项工作。\n")
    >>> [(r.kind, r.title, r.start, r.end) for r in found]
    [('work_report', '某局工作总结', 0, 23)]
    """
    lines = lines_of(clean)
    if not len(lines):
        return [], []
    announced = find_announced(lines)
    notice = _notice(lines, announced[0].end if announced else lines.all[0].start)
    end = notice if notice is not None else lines.all[-1].end
    announced = [one for one in announced if one.end <= end]
    reports: list[Report] = []
    listed: list[tuple[Announced, int]] = []
    first = 1  # the number of the first: 0 of what announces the others
    for begin, stop, above in _stretches(lines, announced, end):
        if above is not None:
            n = len(reports) + first if reports else 0
            reports.append(Report(n, above.kind, above.title, None, None, above.start, above.end))
            listed.append((above, n))
            first = reports[0].n
        for part, title in _parts(lines, begin, stop, find_titles(lines, begin, stop, above)):
            n = len(reports) + first
            reports.append(_report(lines, n, part, title, above if n == 1 else None))
    if notice is not None:
        n = len(reports) + first
        reports.append(Report(n, "notice", None, None, None, notice, lines.all[-1].end))
    return reports, [entry for above, n in listed for entry in _listings(above, n, reports)]


def _stretches(
    lines: Lines, announced: Sequence[Announced], end: int
) -> Iterator[tuple[int, int, Announced | None]]:
    """The stretches of text that tables of contents part, each with the one before it."""
    begin = _past_leftovers(lines.text, lines.all[0].start)
    stop = announced[0].start if announced else end
    if not announced or any(is_body(lines.words(line)) for line in lines.between(begin, stop)):
        yield begin, stop, None
    for above, below in zip(announced, [*announced, None][1:], strict=True):
        yield _past_leftovers(lines.text, above.end), below.start if below else end, above


def _notice(lines: Lines, begin: int) -> int | None:
    """Where a closing notice begins: nothing but short lines follows its first words."""
    words = lexicon.words("notices")
    found = None
    for line in reversed(lines.all[-_TAIL_LINES:]):
        if line.start < begin:
            break
        wording = lines.words(line)
        if wording.startswith(words) or (len(wording) <= 100 and _REPRINT.search(wording)):
            found = line.start
        elif is_body(wording) and len(wording) > 100 and found is None:
            break
    if found is None or lines.index(found) < 1:
        return None
    rest = lines.all[lines.index(found) :]
    return found if sum(line.end - line.start for line in rest) <= _NOTICE_LONGEST else None


def _parts(
    lines: Lines, begin: int, end: int, titles: Sequence[Title]
) -> list[tuple[tuple[int, int], Title | None]]:
    """The spans of the reports with their titles."""
    inside = [line for line in lines.between(begin, end) if line.start >= begin]
    if not inside:
        return []
    first, last = inside[0].start, inside[-1].end
    starts = [(title.start, title if title.wording else None) for title in titles]
    if not starts:
        starts = [(first, None)]
    elif starts[0][0] > first:
        title = starts[0][0]
        above = lines.text[first:title].rstrip()
        long = any(min(line.end, title) - line.start > 100 for line in inside if line.start < title)
        if long or ("。" in above and ends_report(above)):
            starts.insert(0, (first, None))
        else:
            starts[0] = (first, starts[0][1])
    bounds = [start for start, _ in starts] + [last]
    return [
        ((start, _without_leftovers(lines.text, start, stop)), title)
        for (start, title), stop in zip(starts, bounds[1:], strict=True)
    ]


def _past_leftovers(text: str, begin: int) -> int:
    """Where a text begins behind what a web page left before it."""
    found = leftover().match(text, begin)
    return found.end() if found and found.end() < len(text) else begin


def _without_leftovers(text: str, start: int, end: int) -> int:
    """Where a text ends before what a web page left behind it."""
    end = trimmed(text, start, end)[1]
    for match in leftover().finditer(text, max(start + 1, end - _LEFTOVERS), end):
        if match.end() == end:
            return trimmed(text, start, match.start())[1]
    return end


def _report(
    lines: Lines, n: int, part: tuple[int, int], title: Title | None, announced: Announced | None
) -> Report:
    start, end = part
    imprint = imprint_of(lines, start, end, title)
    kind = kind_of(lines, start, end, title, announced if n == 1 else None)
    return Report(
        n=n,
        kind=kind,
        title=title.wording if title else None,
        issuer=imprint.issuer,
        date=imprint.date,
        start=start,
        end=end,
        truncated=_truncated(lines, start, end, title),
        body=title.end if title and not lines.begins(title.end) else None,
        place=None if kind == "law" and imprint.level == "centre" else imprint.place,
        province=imprint.province,
        level=imprint.level,
    )


def _truncated(lines: Lines, start: int, end: int, title: Title | None) -> str:
    """Where a report is cut off: it begins inside a sentence, or ends without ending one."""
    text = lines.text
    at_start = title is None and (
        text[start] in "，、。；：,;:)）”" or _begins_inside(lines, start, end)
    )
    at_end = _stops_inside(lines, start, end)
    return {(0, 0): "none", (1, 0): "start", (0, 1): "end", (1, 1): "both"}[
        int(at_start), int(at_end)
    ]


def _stops_inside(lines: Lines, start: int, end: int) -> bool:
    """Whether a report stops before its last sentence does, or behind a number and nothing else."""
    *above, tail = [lines.words(line).rstrip("*# ") for line in lines.between(start, end)[-2:]]
    if _CLOSES.match(tail) or run_on_signature(tail) or "\t" in tail:  # a row of a table
        return False
    if _CUT_OFF.search(tail):
        return True
    if not _BREAKS_OFF.search(tail):
        return False
    told = max(map(tail.rfind, "。！？；")) + 1  # what ends before the last sentence on its line
    last = tail[told:].strip()
    if _CLOSES.match(last) or ORGAN.fullmatch(last) or DATE.fullmatch(last):
        return False
    if told or len(tail) >= _WHOLE_LINE:
        return True
    return any(map(_is_wrapped, above)) and style_of(tail) is None


def _is_wrapped(words: str) -> bool:
    """Whether a line of prose stops in a sentence, which the next line must go on with."""
    return (
        len(words) >= _WRAPPED
        and _PROSE.search(words) is not None
        and _BREAKS_OFF.search(words) is not None
    )


def _begins_inside(lines: Lines, start: int, end: int) -> bool:
    """Whether the first number at the start of a line is one that others must have stood before."""
    first = next(
        (
            marker
            for marker in find_markers(lines, start, end)
            if marker.place == "line" and marker.style in ("han", "paren", "digit")
        ),
        None,
    )
    return first is not None and not first.doubtful and (first.ordinal or 1) > 1


def _listings(announced: Announced, n: int, reports: Sequence[Report]) -> list[Listing]:
    named = reports if announced.kind == "toc" else ()
    bodies = {plain(report.title): report.n for report in named if report.title and report.n > n}
    return [
        Listing(
            report=n,
            level=entry.level,
            ordinal=entry.ordinal,
            marker=entry.marker,
            entry=entry.entry,
            page=entry.page,
            start=entry.start,
            end=entry.end,
            body=next((bodies[name] for name in named_by(entry.entry) if name in bodies), None),
        )
        for entry in announced.entries
    ]

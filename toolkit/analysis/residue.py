"""Names of another place left in a report: what remains when a text is taken over from elsewhere.

A report of one county that names another county in words which that county's report has too was
hardly written for it. A name is told in two ways: as the own name of the report the passage is
shared with, or as a place name where that report has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from toolkit.across.align import Aligned
from toolkit.across.body import Body
from toolkit.across.clauses import CLAUSE_ENDS
from toolkit.across.compared import Compared
from toolkit.across.sharing import shared_passages

COPIED = 20  # letters of a passage from which it is taken for copied
BESIDE = 8  # characters before a passage in which a name may stand
COLUMNS = {
    "report_id": "string",
    "start": "Int64",
    "end": "Int64",
    "text": "string",
    "place": "string",
    "other": "string",
    "other_place": "string",
    "how": "string",
}
_KINDS = "自治区|自治州|自治县|自治旗|街道|省|市|州|盟|地区|区|县|旗|镇|乡"
_NAME = re.compile(f"[一-鿿]{{2,7}}?(?:{_KINDS})")
_ENDING = re.compile(f"(?:{_KINDS})$")


def residue(compared: Compared, reports: pd.DataFrame) -> pd.DataFrame:
    """A row for every name of another place that a report has in a passage it shares with a report.

    place: the report's own. other, other_place: the report the passage is shared with, and its
    place. how: ``name of the other`` (its place stands here), or ``in place of its name`` (a place
    name that is neither's own, where the other has its own). reports: with ``place``; those whose
    place is not known, and those of the whole country, are not looked at.

    A reason to read the place: two counties may name each other with good cause, and a report
    may quote. Who had the text from whom it does not say.
    """
    own = {
        row.report_id: names
        for row in reports.itertuples()
        if (names := _names(row)) and row.place != "全国"
    }
    place = dict(zip(reports["report_id"], reports["place"], strict=True))
    found: dict[tuple[str, int, int], tuple[str, str, str]] = {}
    for at, other, start, end, how in _places(compared, own):
        body, there = compared.bodies[at], compared.bodies[other]
        raw_start, raw_end = body.raw(start, end)
        key = (body.report_id, raw_start, raw_end)
        found.setdefault(key, (body.text[start:end], there.report_id, how))
    rows = [
        (report, start, end, text, place[report], other, place[other], how)
        for (report, start, end), (text, other, how) in found.items()
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return table.sort_values(["report_id", "start"], ignore_index=True)


def _places(
    compared: Compared, own: dict[str, frozenset[str]]
) -> Iterator[tuple[int, int, int, int, str]]:
    """Report, other report, and the span of a foreign name in the first one's text."""
    bodies, sequence = compared.bodies, compared.sequence
    long = shared_passages(compared).long(COPIED)
    columns = (column.tolist() for column in (long.start, long.end, long.other))
    for start, end, other in zip(*columns, strict=True):
        at = int(sequence.owner[start])
        foreign = _foreign(bodies[at], bodies[other], own)
        first, last = int(sequence.offset[start]), int(sequence.offset[end - 1]) + 1
        names = "|".join(sorted(foreign, key=lambda name: (-len(name), name)))
        for found in re.finditer(names, bodies[at].text[first:last]) if names else ():
            yield at, other, first + found.start(), first + found.end(), "name of the other"
    for pair in compared.aligned:
        if pair.agreeing >= COPIED:
            yield from _exchanged(compared, pair, own)


def _exchanged(
    compared: Compared, pair: Aligned, own: dict[str, frozenset[str]]
) -> Iterator[tuple[int, int, int, int, str]]:
    """Where an aligned pair has the one report's own name, and in the other a name that is not its."""
    sequence, bodies = compared.sequence, compared.bodies
    a, b = int(sequence.owner[pair.start_a]), int(sequence.owner[pair.start_b])
    before = (-1, -1)  # the offsets at which what agrees before a block ends
    for place_a, place_b, n in pair.blocks:
        begins = int(sequence.offset[place_a]), int(sequence.offset[place_b])
        sides = ((a, begins[0], before[0], b, begins[1]), (b, begins[1], before[1], a, begins[0]))
        for at, here, since, other, there in sides:
            mine, theirs = (own.get(bodies[side].report_id) for side in (at, other))
            if not mine or not theirs:
                continue
            more = _beyond(bodies[other].text, there, theirs)
            if more is None:
                continue
            first = since if since >= 0 else _clause_start(bodies[at].text, here)
            name = bodies[at].text[first : here + more]
            if _NAME.fullmatch(name) and not any(n in name or name in n for n in mine | theirs):
                yield at, other, first, here + more, "in place of its name"
        before = (
            int(sequence.offset[place_a + n - 1]) + 1,
            int(sequence.offset[place_b + n - 1]) + 1,
        )


def _beyond(text: str, at: int, names: frozenset[str]) -> int | None:
    """How far one of the names that begins before a place reaches beyond it."""
    for name in sorted(names, key=lambda name: (-len(name), name)):
        found = text.find(name, max(0, at - len(name)), at + len(name))
        if 0 <= found < at <= found + len(name):
            return found + len(name) - at
    return None


def _clause_start(text: str, at: int) -> int:
    """Where the clause begins that a place lies in, a few characters before it at the most."""
    first = max(0, at - BESIDE)
    return max((n + 1 for n in range(first, at) if text[n] in CLAUSE_ENDS), default=first)


def _foreign(body: Body, other: Body, own: dict[str, frozenset[str]]) -> frozenset[str]:
    """The names of another report's place that are no names of this one's, nor lie within it."""
    mine, theirs = own.get(body.report_id), own.get(other.report_id)
    if not mine or not theirs or mine < theirs:
        return frozenset()
    known = "".join(sorted(mine))
    return frozenset(name for name in theirs - mine if name not in known)


def _names(row: object) -> frozenset[str]:
    """The names of a report's place and of those it lies in, also without their kind."""
    parts = [getattr(row, "place", None), getattr(row, "province", None)]
    whole = [name for part in parts if isinstance(part, str) for name in _NAME.findall(part)]
    short = {_ENDING.sub("", name) for name in whole}
    return frozenset(whole) | {name for name in short if len(name) > 1}

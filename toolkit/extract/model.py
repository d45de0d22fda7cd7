"""What extraction finds in one document, in plain values.

Offsets are half-open and count characters of the document's *clean* text (see text.py);
``document.py`` turns them into raw offsets when it makes rows. ``report`` is the number n
of the report inside the document, ``section`` an index into the document's sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What a researcher says of reports, by their number in the document; None: of the whole document.
Given = Mapping[int | None, Mapping[str, str]]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Report:
    """A report or article inside a document; n = 0 for a table of contents or outline."""

    n: int
    kind: str
    title: str | None
    issuer: str | None
    date: str | None  # ISO 8601, as far as the text gives it: 2025, 2025-12, 2025-12-31
    start: int
    end: int
    truncated: str = "none"
    body: int | None = None  # where the text begins behind a title that runs into it
    place: str | None = None
    province: str | None = None
    level: str | None = None
    given_year: int | None = None  # the one it is said to be of
    overruled: tuple[tuple[str, str], ...] = ()  # what was read where something else was said

    @property
    def year(self) -> int | None:
        """The year it is of: the one that is said, or in its title, or of its date.

        >>> Report(1, "work_report", "某局2024年工作总结", None, "2025-01-10", 0, 9).year
        2024
        """
        titled = set(_YEAR.findall(self.title or ""))
        if self.given_year is None and len(titled) == 1:
            return int(titled.pop())
        return self.given_year or (int(self.date[:4]) if self.date else None)


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry of a table of contents or of an outline."""

    report: int
    level: int
    ordinal: int | None
    marker: str
    entry: str
    page: int | None
    start: int
    end: int
    body: int | None = None  # n of the report the entry announces, where it is there


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, to the next heading of its level or above."""

    report: int
    parent: int | None
    level: int
    ordinal: int | None
    marker: str
    heading: str
    role: str
    start: int
    end: int
    heading_start: int
    heading_end: int
    unit: str = "heading"
    end_guessed: bool = False  # no mark shows where the heading ends


@dataclass(frozen=True, slots=True)
class Sentence:
    report: int
    section: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A list in running text whose members are numbered: 一是…二是…三是…."""

    report: int
    marker: str  # of its first member, as written
    starts: tuple[int, ...]  # where its members begin
    numbers: tuple[int, ...]  # of its members, as they stand
    missing: tuple[int, ...]  # numbers up to the last that no member has
    items: tuple[str, ...]  # what each member opens with
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Record:
    """A problem with what was done about it; a part that is not there is None."""

    report: int
    category: str | None
    problem: str | None
    problem_start: int | None
    measure: str | None
    measure_start: int | None
    result: str | None
    situation_start: int | None
    situation_end: int | None
    start: int  # the whole record, for showing it
    end: int
    done: str | None = None  # the full text of what was done, or is to be


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity. The fields are those of the tables page; ``reading`` tells missing
    values apart: exact, range, ratio, vague, redacted, unread.
    """

    start: int
    end: int
    text: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    kind: str  # count, percent, money, duration, length, area, ... (measure-word lexicon)
    reading: str
    comparator: str
    direction: str
    change: str
    baseline: str | None
    modality: str
    redacted: bool
    subject: str | None
    period: str | None
    base_value: float | None = None  # value in base_unit: 3成 is 30 %, 2公里 is 2000 米
    base_unit: str = ""
    year: int | None = None  # that the period lies in: 今年 is the report's
    stance: str = "stated"  # stated, goal, limit, threshold, condition, estimate, ...
    parts: tuple[float, ...] = ()  # of a ratio 4∶38∶58, a fraction 1/3, a product 2×35


@dataclass(frozen=True, slots=True)
class Mention:
    """Any other mention worth a row: date, ordinal, shorthand, identifier, ..."""

    start: int
    end: int
    text: str
    kind: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """A place where a report's own numbers can be held against each other.

    ``claims`` are indexes into the claims the check was given; ``tie`` quotes the words by which
    the two sides belong together.
    """

    report: int
    kind: str
    statement: str
    expected: float | None
    found: float | None
    verdict: str
    tie: str
    claims: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something amiss in the text that was left as it is."""

    kind: str
    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """An indicator's stated value: a target set or an outcome reported.

    ``claim`` is an index into the document's claims, None where there are only words.
    """

    start: int
    end: int
    text: str
    kind: str  # target, outcome
    indicator: str  # canonical name, empty for others
    written: str | None
    horizon: str
    comparator: str | None
    direction: str
    change: str
    hedge: str | None
    force: str
    claim: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    numeric: bool = False

"""What a researcher says of her reports in place of what was read from their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.extract.model import Given, Report
from toolkit.extract.structure import places

_NO_REPORTS = ("toc", "outline", "notice")
_OF_ONE = ("title", "kind")  # said of a file, they are those of its only report
_FIELDS = ("title", "kind", "issuer", "place", "province", "level", "date")


def overrule(reports: Sequence[Report], given: Given) -> list[Report]:
    """The reports of a document as they are said to be; each keeps what was read otherwise.

    >>> report = Report(1, "work_report", None, None, "2017", 0, 9, place="海拉尔区")
    >>> (new,) = overrule([report], {None: {"date": "2018-03-07", "place": "浮山县"}})
    >>> new.date, new.year, new.place, new.province, new.level
    ('2018-03-07', 2018, '浮山县', '山西省', 'county')
    >>> new.overruled
    (('place', '海拉尔区'), ('date', '2017'))
    """
    bodies = [report for report in reports if report.kind not in _NO_REPORTS]
    return [_overruled(report, dict(_said(report, given, len(bodies)))) for report in reports]


def _said(report: Report, given: Given, bodies: int) -> Iterator[tuple[str, str]]:
    """What is said of a report; what is said of its file holds for every report but its frame."""
    if report.kind not in _NO_REPORTS:
        for field, value in given.get(None, {}).items():
            if bodies == 1 or field not in _OF_ONE:
                yield field, value
    yield from given.get(report.n, {}).items()


def _overruled(report: Report, said: Mapping[str, str]) -> Report:
    fields: dict[str, Any] = {field: said[field] for field in _FIELDS if field in said}
    if not fields and "year" not in said:
        return report
    if fields.get("place", report.place) != report.place:
        fields = _of_place(fields["place"]) | fields
    if said.get("year", "").isdecimal():
        fields["given_year"] = int(said["year"])
    was = ((field, getattr(report, field)) for field in _FIELDS if field in said)
    read = tuple((field, value) for field, value in was if value not in (None, said[field]))
    return replace(report, **fields, overruled=read)


def _of_place(place: str) -> dict[str, Any]:
    """Province and level of a place that is said, as far as the list of divisions knows it."""
    if place == places.WHOLE:
        return {"province": None, "level": "centre"}
    found = places.settle(place, (), (), "", None)
    known = {"province": found.province, "level": found.level}
    return {field: value for field, value in known.items() if value is not None}


def told(reports: Sequence[Report], given: Given) -> str:
    """What came of what is said of the reports of a document, where there is something to tell."""
    read = [
        f"{field} {value} was read of report {report.n} and is overruled"
        for report in reports
        for field, value in report.overruled
    ]
    words = [*read, *_unused(reports, given)]
    return f"Metadata: {'; '.join(words)}." if words else ""


def _unused(reports: Sequence[Report], given: Given) -> Iterator[str]:
    bodies = sum(report.kind not in _NO_REPORTS for report in reports)
    for field in _OF_ONE:
        if field in given.get(None, {}) and bodies != 1:
            yield (
                f"{field} is given for the whole file, which holds {bodies} reports, and is not "
                "used; give it for each, in a column report_id"
            )
    numbers = {report.n for report in reports}
    yield from (
        f"there is no report {n} in it" for n in given if n is not None and n not in numbers
    )

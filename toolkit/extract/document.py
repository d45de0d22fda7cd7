"""One document's raw text to the rows of every table that comes from it alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

from toolkit.extract import deontic, doubts, model
from toolkit.extract.checks import checks, where
from toolkit.extract.indicators import indicators
from toolkit.extract.model import Check, Given, Report
from toolkit.extract.numbers import numbers
from toolkit.extract.repair import repairs
from toolkit.extract.structure import (
    given,
    headings,
    lost,
    ordered,
    records,
    reports,
    sources,
    tabular,
)
from toolkit.extract.structure import sentences as splitting
from toolkit.extract.text import Edit, Text

Row = dict[str, Any]
Rows = dict[str, list[Row]]
T = TypeVar("T")
BETWEEN = " | "  # two members of a list


@dataclass(frozen=True, slots=True)
class Found:
    """Everything found in one document, in offsets of its clean text."""

    text: Text
    reports: Sequence[Report]
    listings: Sequence[model.Listing]
    sections: Sequence[model.Section]
    sentences: Sequence[model.Sentence]
    ordered_lists: Sequence[model.OrderedList]
    records: Sequence[model.Record]
    claims: Sequence[model.Claim]
    mentions: Sequence[model.Mention]
    doubts: Sequence[model.Doubt]
    indicators: Sequence[model.Stated]


def find(raw: str, damaged: Sequence[tuple[int, int]] = (), said: Given | None = None) -> Found:
    """The stages in their order, each fed by those before it.

    said: what is known of the reports and overrules what the text says of itself.
    """
    text = repairs.repair(raw, damaged)
    text = text.mend(lost.lost_punctuation(text.clean))
    clean = text.clean
    parts, listings = reports.find_reports(clean)
    parts = given.overrule(parts, said or {})
    sections = headings.find_sections(clean, parts, listings)
    split = splitting.split_sentences(clean, parts, sections)
    rows = [row for part in parts for row in tabular.find_rows(clean, part.start, part.end)]
    claims, mentions = numbers.read_numbers(
        clean, parts, sections, split, listings, rows=[row.number for row in rows if row.number]
    )
    mentions = sorted(
        [*mentions, *sources.find_sources(clean, parts)],
        key=lambda mention: (mention.start, mention.end),
    )
    paired = records.find_records(clean, parts, sections)
    return Found(
        text=text,
        reports=parts,
        listings=listings,
        sections=sections,
        sentences=split,
        ordered_lists=ordered.find_lists(clean, parts, sections, split),
        records=paired,
        claims=claims,
        mentions=mentions,
        doubts=doubts.find_doubts(
            text,
            parts,
            listings=listings,
            sections=sections,
            records=paired,
            claims=claims,
        ),
        indicators=indicators.find_indicators(clean, parts, sections, split, claims),
    )


def extract(
    document_id: str,
    raw: str,
    damaged: Sequence[tuple[int, int]] = (),
    said: Given | None = None,
) -> Rows:
    """The rows of one document, with raw offsets and ids, by table."""
    return rows_of(document_id, find(raw, damaged, said))


def rows_of(document_id: str, found: Found) -> Rows:
    """What was found, as rows."""
    return _Rows(document_id, found).all()


def _cells(one: Any, names: str = "") -> Row:
    """Fields of a finding as they are: those named, or all."""
    return {name: getattr(one, name) for name in names.split() or one.__slots__}


def _before(text: Text, edit: Edit) -> str:
    return text.raw[edit.start : edit.end]


def _number_of(report_id: str | None) -> int | None:
    return None if report_id is None else int(report_id.rpartition("#")[2])


def _by_report(items: Iterable[T], number: Callable[[T], int | None]) -> dict[int | None, list[T]]:
    groups: dict[int | None, list[T]] = {}
    for item in items:
        groups.setdefault(number(item), []).append(item)
    return groups


class _Rows:
    """Rows from findings: ids, raw offsets, and what each row stands in."""

    def __init__(self, document_id: str, found: Found) -> None:
        self.document_id = document_id
        self.found = found
        self.report_at = _Places([(r.start, r.end) for r in found.reports])
        self.sentence_at = _Places([(s.start, s.end) for s in found.sentences])
        self.section_ids = self._ids([one.report for one in found.sections], "s", 3)
        self.sentence_ids = self._ids([one.report for one in found.sentences], "t")

    def all(self) -> Rows:
        found = self.found
        claims = self.claims()
        return {
            "repairs": self.repairs(),
            "reports": [self.report(report) for report in found.reports],
            "listings": self.listings(),
            "sections": self.sections(),
            "sentences": self.sentences(),
            "ordered_lists": self.ordered_lists(),
            "records": self.records(),
            "claims": claims,
            "mentions": self.mentions(),
            "checks": self.checks([row["claim_id"] for row in claims]),
            "doubts": self.doubts(),
            "indicators": self.indicators([row["claim_id"] for row in claims]),
        }

    def report_id(self, n: int | None) -> str | None:
        return None if n is None else f"{self.document_id}#{n}"

    def span(self, start: int, end: int) -> Row:
        raw_start, raw_end = self.found.text.to_raw(start, end)
        return {"start": raw_start, "end": raw_end}

    def point(self, offset: int | None) -> int | None:
        return None if offset is None else self.found.text.to_raw(offset, offset)[0]

    def stop(self, start: int | None, end: int | None) -> int | None:
        """Where a span of clean offsets ends in the raw text; one of nothing ends where it begins."""
        return None if start is None or not end else self.found.text.to_raw(start, end)[1]

    def _ids(self, owners: Sequence[int | None], mark: str, width: int = 4) -> list[str]:
        """Ids counted within each report; outside any report the number of it is left out."""
        counts: dict[int | None, int] = {}
        ids = []
        for n in owners:
            counts[n] = counts.get(n, 0) + 1
            owner = self.report_id(n) or f"{self.document_id}#"
            ids.append(f"{owner}.{mark}{counts[n]:0{width}d}")
        return ids

    def _with_ids(
        self, name: str, mark: str, owners: Sequence[int | None], rows: Sequence[Row]
    ) -> list[Row]:
        return [{name: one} | row for one, row in zip(self._ids(owners, mark), rows, strict=True)]

    def _owner(self, offset: int) -> int | None:
        at = self.report_at.of(offset)
        return None if at is None else self.found.reports[at].n

    def _place(self, offset: int) -> Row:
        """The report, section and sentence that a clean offset lies in."""
        at = self.sentence_at.of(offset)
        section = None if at is None else self.found.sentences[at].section
        return {
            "report_id": self.report_id(self._owner(offset)),
            "section_id": None if section is None else self.section_ids[section],
            "sentence_id": None if at is None else self.sentence_ids[at],
        }

    def _role(self, offset: int) -> str:
        at = self.sentence_at.of(offset)
        section = None if at is None else self.found.sentences[at].section
        return "other" if section is None else self.found.sections[section].role

    def repairs(self) -> list[Row]:
        text = self.found.text
        return [
            {"document_id": self.document_id, **_cells(edit, "start end kind after")}
            | {"before": _before(text, edit)}
            for edit in text.edits
        ]

    def report(self, report: Report) -> Row:
        wording = self.found.text.clean[report.start : report.end]
        return {
            "report_id": self.report_id(report.n),
            "document_id": self.document_id,
            **_cells(report, "title kind issuer place province level date truncated"),
            **self.span(report.start, report.end),
            "characters": len("".join(wording.split())),
        }

    def listings(self) -> list[Row]:
        found = self.found.listings
        rows = [
            {
                "report_id": self.report_id(entry.report),
                **_cells(entry, "level ordinal marker entry page"),
                "body_id": self.report_id(entry.body),
                **self.span(entry.start, entry.end),
            }
            for entry in found
        ]
        return self._with_ids("listing_id", "l", [entry.report for entry in found], rows)

    def sections(self) -> list[Row]:
        return [
            {
                "section_id": section_id,
                "report_id": self.report_id(section.report),
                "parent_id": None if section.parent is None else self.section_ids[section.parent],
                **_cells(section, "level ordinal heading role unit end_guessed"),
                "marker": section.marker or None,
                **self.span(section.start, section.end),
                "heading_start": self.point(section.heading_start),
                "heading_end": self.stop(section.heading_start, section.heading_end),
            }
            for section_id, section in zip(self.section_ids, self.found.sections, strict=True)
        ]

    def sentences(self) -> list[Row]:
        """Sentences share their bounds, so that what was taken out between two is in one."""
        rows = []
        found = self.found
        forces = deontic.forces(found.text.clean, found.reports, found.sections, found.sentences)
        for sentence_id, one, force in zip(self.sentence_ids, found.sentences, forces, strict=True):
            rows.append(
                {
                    "sentence_id": sentence_id,
                    "report_id": self.report_id(one.report),
                    "section_id": None if one.section is None else self.section_ids[one.section],
                    **self.span(one.start, one.end),
                    "text": found.text.clean[one.start : one.end].strip() or None,
                    "deontic": force,
                }
            )
        for row, after in pairwise(rows):
            if row["report_id"] == after["report_id"]:
                row["end"] = after["start"]
        return rows

    def ordered_lists(self) -> list[Row]:
        found = self.found.ordered_lists
        rows = [
            {
                **self._place(ordered.start),
                "marker": ordered.marker,
                "members": len(ordered.numbers),
                "last": ordered.numbers[-1],
                "missing": ", ".join(map(str, ordered.missing)) or None,
                "items": BETWEEN.join(ordered.items),
                **self.span(ordered.start, ordered.end),
            }
            for ordered in found
        ]
        return self._with_ids("list_id", "o", [ordered.report for ordered in found], rows)

    def records(self) -> list[Row]:
        owners = [self._owner(record.start) for record in self.found.records]
        rows = [
            {
                "report_id": self.report_id(owner),
                **_cells(record, "category problem measure result done"),
                "problem_start": self.point(record.problem_start),
                "measure_start": self.point(record.measure_start),
                "situation_start": self.point(record.situation_start),
                "situation_end": self.stop(record.situation_start, record.situation_end),
                **self.span(record.start, record.end),
            }
            for owner, record in zip(owners, self.found.records, strict=True)
        ]
        return self._with_ids("record_id", "r", owners, rows)

    def claims(self) -> list[Row]:
        found = self.found.claims
        rows = [
            {
                **_cells(claim),
                **self._place(claim.start),
                **self.span(claim.start, claim.end),
                "role": self._role(claim.start),
                "base_unit": claim.base_unit or None,
                "parts": BETWEEN.join(f"{part:g}" for part in claim.parts) or None,
            }
            for claim in found
        ]
        return self._with_ids("claim_id", "c", [self._owner(one.start) for one in found], rows)

    def indicators(self, claim_ids: Sequence[str]) -> list[Row]:
        found = self.found.indicators
        rows = [
            {
                **_cells(one),
                **self._place(one.start),
                "claim_id": None if one.claim is None else claim_ids[one.claim],
                **self.span(one.start, one.end),
                "indicator": one.indicator or None,
            }
            for one in found
        ]
        for row in rows:
            del row["claim"]
        return self._with_ids("indicator_id", "i", [self._owner(one.start) for one in found], rows)

    def mentions(self) -> list[Row]:
        rows = [
            {**_cells(mention), **self._place(mention.start)}
            | self.span(mention.start, mention.end)
            for mention in self.found.mentions
        ]
        rows += self._page_numbers()
        rows.sort(key=lambda row: (row["start"], row["end"]))
        return self._with_ids(
            "mention_id", "m", [_number_of(row["report_id"]) for row in rows], rows
        )

    def _page_numbers(self) -> list[Row]:
        """A page mark is a place in an order, though no part of the clean text."""
        text = self.found.text
        rows = []
        for edit in text.edits:
            if edit.kind == "page_mark":
                mark = _before(text, edit)
                number = "".join(filter(str.isdigit, mark)) or None
                row = self._place(text.to_clean(edit.start)) | _cells(edit, "start end")
                rows.append(row | {"text": mark.strip(), "kind": "ordinal", "value": number})
        return rows

    def checks(self, claim_ids: Sequence[str]) -> list[Row]:
        found = self._checked(claim_ids)
        rows = [
            {
                "report_id": self.report_id(check.report),
                "finding": checks.FINDINGS.get(check.kind, "arithmetic"),
                **_cells(check, "kind statement expected found verdict tie"),
                "computed": check.kind in checks.COMPUTED,
                "claim_ids": " ".join(claims) or None,
                **self.span(check.start, check.end),
            }
            for check, claims in found
        ]
        return self._with_ids("check_id", "k", [check.report for check, _ in found], rows)

    def doubts(self) -> list[Row]:
        found, clean = self.found.doubts, self.found.text.clean
        owners = [self._owner(min(doubt.start, len(clean) - 1)) for doubt in found]
        rows = [
            {
                "document_id": self.document_id,
                "report_id": self.report_id(owner),
                **_cells(doubt, "kind note"),
                "text": clean[doubt.start : doubt.end] or None,
                **self.span(doubt.start, doubt.end),
            }
            for owner, doubt in zip(owners, found, strict=True)
        ]
        return self._with_ids("doubt_id", "d", owners, rows)

    def _checked(self, claim_ids: Sequence[str]) -> list[tuple[Check, list[str]]]:
        """Every report's checks; what stands in no report speaks of the table of contents."""
        found = self.found
        claims = _by_report(
            range(len(found.claims)), lambda at: self._owner(found.claims[at].start)
        )
        sections = _by_report(found.sections, lambda section: section.report)
        records = _by_report(found.records, lambda record: self._owner(record.start))
        listings = _by_report(found.listings, lambda entry: entry.report)
        sentences = _by_report(found.sentences, lambda sentence: sentence.report)
        lists = _by_report(found.ordered_lists, lambda ordered: ordered.report)
        damage = where.damage_in(found.text, found.doubts)
        checked = []
        for report in found.reports:
            n = report.n
            mine = claims.get(n, [])
            if report.kind == "toc":
                mine = sorted([*claims.get(None, []), *mine])
            for check in checks.find_checks(
                found.text.clean,
                report,
                sections.get(n, []),
                records.get(n, []),
                listings.get(n, []),
                sentences.get(n, []),
                [found.claims[at] for at in mine],
                lists.get(n, []),
                damage,
            ):
                checked.append((check, [claim_ids[mine[at]] for at in check.claims]))
        return checked


class _Places:
    """Which of some ordered spans that do not overlap an offset lies in."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    def of(self, offset: int) -> int | None:
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and offset < self.ends[at] else None

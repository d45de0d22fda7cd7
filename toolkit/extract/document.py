"""One document's raw text to the rows of every table that comes from it alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar, cast

from toolkit.extract import deontic, doubts, model
from toolkit.extract.checks import checks, where
from toolkit.extract.indicators import indicators
from toolkit.extract.model import Check, Given, Report
from toolkit.extract.numbers import numbers
from toolkit.extract.numbers.epochs import Epoch, find_epochs
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
from toolkit.extract.text import Text

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
    epochs: Mapping[int, Sequence[Epoch]]


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
    epochs = find_epochs(clean, parts, sections, split)
    marked = [row.number for row in rows if row.number]
    claims, mentions = numbers.read_numbers(
        clean, parts, sections, split, listings, rows=marked, epochs=epochs
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
        indicators=indicators.find_indicators(clean, parts, split, claims, epochs),
        epochs=epochs,
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


class _Rows:
    """Rows from findings: ids, raw offsets, and what each row stands in."""

    def __init__(self, document_id: str, found: Found) -> None:
        self.document_id = document_id
        self.found = found
        self.report_at = _Places(found.reports)
        self.sentence_at = _Places(found.sentences)
        self.section_ids = self._ids(map(self._owner, found.sections), "s", 3)
        self.sentence_ids = self._ids(map(self._owner, found.sentences), "t")
        self.claim_ids = self._ids(map(self._owner, found.claims), "c")

    def all(self) -> Rows:
        found, of = self.found, self._table
        return {
            "repairs": self.repairs(),
            "reports": [self.report(report) for report in found.reports],
            "listings": of("listing_id", "l", found.listings, self.listing),
            "sections": self.sections(),
            "sentences": self.sentences(),
            "ordered_lists": of("list_id", "o", found.ordered_lists, self.ordered_list),
            "records": of("record_id", "r", found.records, self.record),
            "claims": of("claim_id", "c", found.claims, self.claim),
            "mentions": self.mentions(),
            "checks": of("check_id", "k", list(self._checked()), self.check),
            "doubts": of("doubt_id", "d", found.doubts, self.doubt),
            "indicators": of("indicator_id", "i", found.indicators, self.indicator),
        }

    def _table(
        self, name: str, mark: str, found: Sequence[T], row: Callable[[T], Row]
    ) -> list[Row]:
        """A row of each finding, with its id, its report and its raw span."""
        owners = [self._owner(one) for one in found]
        return [
            {name: own_id, "report_id": self.report_id(owner), **row(one), **self.span(one)}
            for own_id, owner, one in zip(self._ids(owners, mark), owners, found, strict=True)
        ]

    def report_id(self, n: int | None) -> str | None:
        return None if n is None else f"{self.document_id}#{n}"

    def span(self, one: Any) -> Row:
        start, end = self.found.text.to_raw(one.start, one.end)
        return {"start": start, "end": end}

    def point(self, offset: int | None) -> int | None:
        return None if offset is None else self.found.text.to_raw(offset, offset)[0]

    def stop(self, start: int | None, end: int | None) -> int | None:
        """Where a span of clean offsets ends in the raw text; one of nothing ends where it begins."""
        return None if start is None or not end else self.found.text.to_raw(start, end)[1]

    def _ids(self, owners: Iterable[int | None], mark: str, width: int = 4) -> list[str]:
        """Ids counted within each report; outside any report the number of it is left out."""
        counts: Counter[int | None] = Counter()
        ids = []
        for n in owners:
            counts[n] += 1
            ids.append(f"{self.document_id}#{'' if n is None else n}.{mark}{counts[n]:0{width}d}")
        return ids

    def _owner(self, one: Any) -> int | None:
        """The number of the report that a finding says it is of, or begins in."""
        if hasattr(one, "report"):
            return cast("int | None", one.report)
        at = self.report_at.of(min(one.start, len(self.found.text.clean) - 1))
        return None if at is None else self.found.reports[at].n

    def _section_at(self, offset: int) -> tuple[int | None, int | None]:
        """The sentence and the section that a clean offset lies in."""
        at = self.sentence_at.of(offset)
        return at, None if at is None else self.found.sentences[at].section

    def _place(self, offset: int) -> Row:
        at, section = self._section_at(offset)
        return {
            "section_id": None if section is None else self.section_ids[section],
            "sentence_id": None if at is None else self.sentence_ids[at],
        }

    def repairs(self) -> list[Row]:
        text = self.found.text
        return [
            {"document_id": self.document_id, **_cells(edit, "start end kind after")}
            | {"before": text.raw[edit.start : edit.end]}
            for edit in text.edits
        ]

    def report(self, report: Report) -> Row:
        wording = self.found.text.clean[report.start : report.end]
        return {
            "report_id": self.report_id(report.n),
            "document_id": self.document_id,
            **_cells(report, "title kind issuer place province level date truncated"),
            **self.span(report),
            "characters": len("".join(wording.split())),
        }

    def listing(self, entry: model.Listing) -> Row:
        return _cells(entry, "level ordinal marker entry page") | {
            "body_id": self.report_id(entry.body)
        }

    def sections(self) -> list[Row]:
        return [
            {
                "section_id": section_id,
                "report_id": self.report_id(section.report),
                "parent_id": None if section.parent is None else self.section_ids[section.parent],
                **_cells(section, "level ordinal heading role unit end_guessed"),
                "marker": section.marker or None,
                **self.span(section),
                "heading_start": self.point(section.heading_start),
                "heading_end": self.stop(section.heading_start, section.heading_end),
            }
            for section_id, section in zip(self.section_ids, self.found.sections, strict=True)
        ]

    def sentences(self) -> list[Row]:
        """Sentences share their bounds, so that what was taken out between two is in one."""
        rows = []
        found = self.found
        forces = deontic.forces(
            found.text.clean, found.reports, found.sections, found.sentences, found.epochs
        )
        for sentence_id, one, force in zip(self.sentence_ids, found.sentences, forces, strict=True):
            rows.append(
                {
                    "sentence_id": sentence_id,
                    "report_id": self.report_id(one.report),
                    "section_id": None if one.section is None else self.section_ids[one.section],
                    **self.span(one),
                    "text": found.text.clean[one.start : one.end].strip() or None,
                    "deontic": force,
                }
            )
        for row, after in pairwise(rows):
            if row["report_id"] == after["report_id"]:
                row["end"] = after["start"]
        return rows

    def ordered_list(self, ordered: model.OrderedList) -> Row:
        return {
            **self._place(ordered.start),
            "marker": ordered.marker,
            "members": len(ordered.numbers),
            "last": ordered.numbers[-1],
            "missing": ", ".join(map(str, ordered.missing)) or None,
            "items": BETWEEN.join(ordered.items),
        }

    def record(self, record: model.Record) -> Row:
        return {
            **_cells(record, "category problem measure result done"),
            "problem_start": self.point(record.problem_start),
            "measure_start": self.point(record.measure_start),
            "situation_start": self.point(record.situation_start),
            "situation_end": self.stop(record.situation_start, record.situation_end),
        }

    def claim(self, claim: model.Claim) -> Row:
        _, section = self._section_at(claim.start)
        return {
            **_cells(claim),
            **self._place(claim.start),
            "role": "other" if section is None else self.found.sections[section].role,
            "base_unit": claim.base_unit or None,
            "parts": BETWEEN.join(f"{part:g}" for part in claim.parts) or None,
        }

    def indicator(self, one: model.Stated) -> Row:
        cells = _cells(one)
        at = cells.pop("claim")
        cells |= {"claim_id": None if at is None else self.claim_ids[at]}
        return (
            cells
            | self._place(one.start)
            | {name: cells[name] or None for name in ("indicator", "horizon")}
        )

    def mentions(self) -> list[Row]:
        """Mentions, and the page marks: places in an order, though no part of the clean text."""
        text = self.found.text
        found = [(self.span(one), one) for one in self.found.mentions]
        for edit in text.edits:
            if edit.kind == "page_mark":
                mark, at = text.raw[edit.start : edit.end], text.to_clean(edit.start)
                number = "".join(filter(str.isdigit, mark)) or None
                one = model.Mention(at, at, mark.strip(), "ordinal", number)
                found.append((_cells(edit, "start end"), one))
        found.sort(key=lambda pair: (pair[0]["start"], pair[0]["end"]))
        rows = self._table("mention_id", "m", [one for _, one in found], self.mention)
        return [row | span for row, (span, _) in zip(rows, found, strict=True)]

    def mention(self, one: model.Mention) -> Row:
        return _cells(one) | self._place(one.start)

    def check(self, check: Check) -> Row:
        return {
            "finding": checks.FINDINGS.get(check.kind, "arithmetic"),
            **_cells(check, "kind statement expected found verdict tie"),
            "computed": check.kind in checks.COMPUTED,
            "claim_ids": " ".join(self.claim_ids[at] for at in check.claims) or None,
        }

    def doubt(self, doubt: model.Doubt) -> Row:
        return {
            "document_id": self.document_id,
            **_cells(doubt, "kind note"),
            "text": self.found.text.clean[doubt.start : doubt.end] or None,
        }

    def _checked(self) -> Iterator[Check]:
        """Every report's checks; what stands in no report speaks of the table of contents."""
        found = self.found
        number = {id(claim): at for at, claim in enumerate(found.claims)}
        claims, sections, records, listings, sentences, lists = map(
            self._by_report,
            (
                found.claims, found.sections, found.records, found.listings, found.sentences,
                found.ordered_lists,
            ),
        )  # fmt: skip
        damage = where.damage_in(found.text, found.doubts)
        for report in found.reports:
            n = report.n
            mine = claims[n]
            if report.kind == "toc":
                mine = sorted([*claims[None], *mine], key=lambda claim: claim.start)
            for check in checks.find_checks(
                found.text.clean, report, sections[n], records[n], listings[n], sentences[n], mine,
                lists[n], damage,
            ):  # fmt: skip
                yield replace(check, claims=tuple(number[id(mine[at])] for at in check.claims))

    def _by_report(self, items: Iterable[Any]) -> dict[int | None, list[Any]]:
        groups: dict[int | None, list[Any]] = defaultdict(list)
        for item in items:
            groups[self._owner(item)].append(item)
        return groups


class _Places:
    """Which of some ordered spans that do not overlap an offset lies in."""

    def __init__(self, spans: Sequence[Report] | Sequence[model.Sentence]) -> None:
        self.starts = [one.start for one in spans]
        self.ends = [one.end for one in spans]

    def of(self, offset: int) -> int | None:
        at = bisect_right(self.starts, offset) - 1
        return at if at >= 0 and offset < self.ends[at] else None

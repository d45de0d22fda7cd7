"""A report as the corpus-wide stages see it: its clean wording and the way back to the raw text."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from toolkit.extract.text import Edit, Text
from toolkit.tables.schema import BODY_KINDS

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """A row that lies in a body: a sentence or a claim; offsets into the body's text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spans(Sequence[Span]):
    """Spans in a row, each made when it is looked at: a corpus has millions of them."""

    ids: pa.Array
    starts: Sequence[int]
    ends: Sequence[int]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self.ids.to_pylist(), self.starts, self.ends)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Spans(self.ids[at], self.starts[at], self.ends[at])
        return Span(self.ids[at].as_py(), self.starts[at], self.ends[at])


@dataclass(frozen=True, slots=True)
class Body:
    """One report of a kind that is read for phrases and recurring passages."""

    report_id: str
    document: Text
    start: int  # of the report in the document's clean text
    text: str  # the report's clean text
    sentences: Sequence[Span]
    claims: Sequence[Span]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of a stretch of this body's text."""
        return self.document.to_raw(self.start + start, self.start + end)

    def clean(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of this body's text that a raw span is."""
        return self.document.to_clean(start) - self.start, self.document.to_clean(end) - self.start

    def wording(self, span: Span) -> str:
        return self.text[span.start : span.end]


def make_bodies(texts: Mapping[str, str], rows: Mapping[str, Iterable[Row]]) -> list[Body]:
    """The bodies of a corpus from its raw texts and the rows of its tables.

    texts: raw text by document_id. rows: those of repairs, reports, sentences and claims.
    The clean text is made again by replaying the repairs.
    """
    edits: dict[str, list[Edit]] = {}
    for row in rows["repairs"]:
        edit = Edit(row["start"], row["end"], row["after"] or "", row["kind"])
        edits.setdefault(row["document_id"], []).append(edit)
    sentences = _grouped(rows["sentences"], "sentence_id")
    claims = _grouped(rows["claims"], "claim_id")
    documents = {
        document_id: Text(raw, edits.get(document_id, ())) for document_id, raw in texts.items()
    }
    bodies = []
    for report in rows["reports"]:
        if report["kind"] in BODY_KINDS:
            document, report_id = documents[report["document_id"]], report["report_id"]
            start, end = document.to_clean(report["start"]), document.to_clean(report["end"])
            bodies.append(
                Body(
                    report_id=report_id,
                    document=document,
                    start=start,
                    text=document.clean[start:end],
                    sentences=_spans(sentences.pop(report_id, _NO_ROWS), document, start),
                    claims=_spans(claims.pop(report_id, _NO_ROWS), document, start),
                )
            )
    return bodies


Some = tuple[list[str], "array[int]", "array[int]"]
_NO_ROWS: Some = ([], array("i"), array("i"))


def _grouped(rows: Iterable[Row], name: str) -> dict[str, Some]:
    """Ids, starts and ends of the rows of each report."""
    groups: dict[str, Some] = {}
    for row in rows:
        if row["report_id"] not in groups:
            groups[row["report_id"]] = ([], array("i"), array("i"))
        ids, starts, ends = groups[row["report_id"]]
        ids.append(row[name])
        starts.append(row["start"])
        ends.append(row["end"])
    return groups


def _spans(rows: Some, document: Text, start: int) -> Spans:
    ids, *edges = rows
    first, last = (array("i", (document.to_clean(at) - start for at in edge)) for edge in edges)
    return Spans(pa.array(ids, pa.large_string()), first, last)

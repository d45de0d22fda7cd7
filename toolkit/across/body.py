"""A report as the corpus-wide stages see it: its clean wording and the way back to the raw text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.extract.text import Text


@dataclass(frozen=True, slots=True)
class Span:
    """A row that lies in a body: a sentence or a claim; offsets into the body's text."""

    id: str
    start: int
    end: int


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

    def wording(self, span: Span) -> str:
        return self.text[span.start : span.end]

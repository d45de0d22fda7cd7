"""Claims and mentions of a document: its quantities with what is said of them, and the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from toolkit.extract.model import Claim, Listing, Mention, Report, Section, Sentence
from toolkit.extract.numbers import quotes
from toolkit.extract.numbers.cells import Cells
from toolkit.extract.numbers.claims import ClaimReader
from toolkit.extract.numbers.counting import Quantity
from toolkit.extract.numbers.epochs import Epoch, find_epochs
from toolkit.extract.numbers.modality import Looks
from toolkit.extract.numbers.quantities import measured
from toolkit.extract.numbers.respectively import share_out
from toolkit.extract.numbers.runs import Span, classify

_HAS_NUMERAL = re.compile("[0-9一二三四五六七八九十百xX*]")
_PAGE = re.compile(r"\d{1,4}(?=\s*$)")
_JOINED = ("、", "和", "及", "与")


def read_numbers(
    clean: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    listings: Sequence[Listing],
    *,
    rows: Sequence[Span] = (),
    epochs: Mapping[int, Sequence[Epoch]] | None = None,
) -> tuple[list[Claim], list[Mention]]:
    """All claims and mentions, in the order of the text.

    rows: the numbers of a table's rows; epochs: of the reports, found anew where not given.
    """
    if epochs is None:
        epochs = find_epochs(clean, reports, sections, sentences)
    cells = Cells(clean)
    marks = sorted({*_marks(clean, sections, listings), *rows, *cells.numbers()})
    classed = classify(clean, marks, _year(reports))
    mentions = [*classed.mentions, *quotes.citations(clean), *quotes.quotations(clean)]
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    dates = [mention for mention in mentions if mention.kind == "date"]
    looks = Looks(clean, reports, sections, epochs)
    reader = ClaimReader(cells, reports, sentences, dates, looks)
    quantities = _shared_units(clean, classed.quantities)
    claims = [reader.claim(_in_cell(quantity, cells)) for quantity in quantities]
    return share_out(reader.words, claims), mentions


def _in_cell(found: Quantity, cells: Cells) -> Quantity:
    """A bare number of a table in the unit of its row or column."""
    cell = None if found.unit else cells.at(found.start)
    return measured(found, cell.times, cell.unit) if cell and cell.unit else found


def _year(reports: Sequence[Report]) -> str | None:
    """The year of the document's reports, where they are all of one."""
    years = {report.date[:4] for report in reports if report.date}
    return years.pop() if len(years) == 1 else None


def _marks(clean: str, sections: Sequence[Section], listings: Sequence[Listing]) -> list[Span]:
    """Item marks of headings and listings, and the page numbers of a table of contents."""
    spans = []
    for section in sections:
        before = clean[section.start : section.heading_start]
        mark = before.strip("#* \u3000\t\r\n")
        if section.marker and len(mark) <= 8 and _HAS_NUMERAL.search(mark):
            start = section.start + before.index(mark)
            spans.append((start, start + len(mark)))
    for entry in listings:
        wording = clean[entry.start : entry.end]
        if entry.marker and wording.startswith(entry.marker) and _HAS_NUMERAL.search(entry.marker):
            spans.append((entry.start, entry.start + len(entry.marker)))
        if entry.page is not None and (page := _PAGE.search(wording)):
            spans.append((entry.start + page.start(), entry.start + page.end()))
    return spans


def _shared_units(clean: str, found: Sequence[Quantity]) -> list[Quantity]:
    """高4.2和0.7个百分点: a bare number takes the unit of the one it is joined to; a fraction is whole."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        one, after = shared[at], shared[at + 1]
        fraction = "分之" in clean[one.start : one.end]
        if one.unit or not after.unit or not one.readable or fraction:
            continue
        if clean[one.end : after.start] in _JOINED:
            shared[at] = replace(one, unit=after.unit, kind=after.kind)
    return shared

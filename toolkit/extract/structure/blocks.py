"""A report as blocks, one around what stands under it: its sections, the labels in its text
(整改措施：), and lines that are items without a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from toolkit.extract.model import Report, Section
from toolkit.extract.structure import roles
from toolkit.extract.structure.labels import Label, find_labels, part_of
from toolkit.extract.structure.lines import Lines, trimmed

BULLETS = " \t\u3000●•·■◆▪○*-—－"
AREA = re.compile(r"(?:方面|领域)(?:（[^（）]{1,8}）)?$")
ANSWERS = frozenset(("measure", "result", "situation"))
_PART_OF_ROLE = {"problem": "problem", "measure": "measure", "result": "situation"}
_NAMES = 4  # characters that name a problem, at least

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class Block:
    """A piece of a report, with what stands under it.

    part: what it is a label of, empty where a record does not keep it, None where it is no label;
    words: what it is called; body: where the text under it begins.
    """

    kind: Literal["report", "section", "label", "item"]
    part: str | None
    start: int
    words: Span
    body: int
    end: int
    section: Section | None = None
    above: Block | None = None
    inner: list[Block] = field(default_factory=list)

    @property
    def number(self) -> int:
        return (self.section.ordinal if self.section else None) or 0

    def each(self) -> Iterator[Block]:
        """It and all under it, in reading order."""
        yield self
        for block in self.inner:
            yield from block.each()

    def items(self) -> list[Block]:
        return [block for block in self.inner if block.kind != "label"]


def blocks_of(lines: Lines, mine: Mapping[int, Section], report: Report) -> Block:
    """The outermost block of a report, by its sections."""
    start, end = report.start, report.end
    labels = list(find_labels(lines.text, start, end))
    heads = [(one.start, max(one.heading_end, one.start + 1)) for one in mine.values()]
    outside = [label for label in labels if not _covers(heads, label.start)]
    items = [item for item in _items(lines, report, outside) if not _covers(heads, item.start)]
    nesting = _Nesting(report, mine, labels)
    found: list[tuple[int, int, Callable[[], None]]] = [
        *((one.start, 0, partial(nesting.section, at)) for at, one in mine.items()),
        *((one.start, 1, partial(nesting.item, one)) for one in items),
        *((one.start, 2, partial(nesting.label, one)) for one in outside),
    ]
    for _, _, take in sorted(found, key=lambda one: one[:2]):
        take()
    nesting.close(nesting.report, end)
    return nesting.report


class _Nesting:
    """Blocks taken in reading order: each opens under the last that goes on."""

    def __init__(
        self, report: Report, sections: Mapping[int, Section], labels: Sequence[Label]
    ) -> None:
        start, end = report.start, report.end
        self.report = Block("report", None, start, (start, start), start, end)
        self.open = [self.report]
        self.sections = sections
        self.blocks: dict[int | None, Block] = {None: self.report}
        self.opened = {label.start: label for label in labels if label.known}
        self.answers = [label.start for label in labels if label.part in ANSWERS]
        self.after: dict[int, Section] = {}  # the next section under the same one
        last: dict[int | None, int] = {}
        for at, section in sections.items():
            if section.parent in last:
                self.after[last[section.parent]] = section
            last[section.parent] = at

    def close(self, around: Block, end: int) -> None:
        """Close what is open inside of a block."""
        while self.open[-1] is not around:
            block = self.open.pop()
            block.end = min(block.end, end)

    def _opened(self, block: Block, around: Block) -> None:
        self.close(around, block.start)
        block.above = around
        around.inner.append(block)
        self.open.append(block)

    def _label(self) -> Block | None:
        """The label that is open."""
        labels = (one for one in reversed(self.open) if one.kind == "label")
        return next(labels, None)

    def section(self, at: int) -> None:
        section = self.sections[at]
        parent = self.blocks[section.parent]
        while parent not in self.open:
            parent = parent.above or self.report
        opens = self.opened.get(section.start) or self.opened.get(section.heading_start)
        words = (section.heading_start, section.heading_end)
        block = Block("section", None, section.start, words, words[1], section.end, section)
        label = self._label()
        if opens is not None and opens.part != "problem":
            block.kind, block.part, block.body = "label", opens.part or "", opens.end
        elif label is not None and label.above is parent and self._is_item(at, label):
            parent = label
        if opens is None:
            block.part = _part_of_heading(section.heading)
        self.blocks[at] = block
        self._opened(block, parent)

    def _is_item(self, at: int, label: Block) -> bool:
        """Whether a section behind a label is an item under it, and no problem of its own."""
        section, after = self.sections[at], self.after.get(at)
        first = bisect_left(self.answers, section.heading_end)
        answered = first < len(self.answers) and self.answers[first] < section.end
        again = after is not None and (after.ordinal or 0) <= (section.ordinal or 0)
        last = after is None and label.part != "problem"
        return bool(label.inner) or not answered or again or last

    def item(self, span: Block) -> None:
        label = self._label()
        inside = label is not None and label.above is not None and label.above.kind != "item"
        if label is not None and inside and label.part != "problem":
            return  # text under a label
        outer = (one for one in reversed(self.open) if one.kind in ("report", "section"))
        self._opened(span, label if label is not None and inside else next(outer))

    def label(self, label: Label) -> None:
        above = self._label()
        if not label.known and self.open[-1] is not above:
            return  # a word with a colon, in no label's text
        around = above.above if above is not None and above.above else self.open[-1]
        words = (label.start, label.end)
        block = Block("label", label.part or "", label.start, words, label.end, self.report.end)
        self._opened(block, around)
        if not label.known:
            self.close(around, label.start)


def _part_of_heading(heading: str) -> str | None:
    """What a heading that is nothing but a label stands for."""
    part = part_of(heading)
    if part is None and roles.is_label(heading) and not AREA.search(heading):
        return _PART_OF_ROLE.get(roles.read(heading).role or "")
    return part


def _covers(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of some ordered spans."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def _items(lines: Lines, report: Report, labels: Sequence[Label]) -> Iterator[Block]:
    """Lines with bullets, and lines that name a problem before the label that opens each account."""
    starts = [label.start for label in labels]
    first = next((one.part or "" for one in labels if one.known), None)
    for line in lines.between(report.start, report.end):
        at = bisect_left(starts, line.start)
        label = labels[at] if at < len(labels) and starts[at] < line.end else None
        span = trimmed(lines.text, line.start, label.start if label else line.end, BULLETS)
        marked = lines.words(line)[0] in BULLETS
        told = label is not None and label.known and (label.part or "") == first != "problem"
        if span[1] - span[0] >= _NAMES and (marked or told):
            yield Block("item", None, line.start, span, span[1], report.end)

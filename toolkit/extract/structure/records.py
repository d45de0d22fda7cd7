"""Records: a problem with what was done about it.

A list of problems pairs the k-th problem of an area with its k-th measure. A bulletin tells of
each problem under it what became of it, behind labels (整改结果：, 整改情况：). Both are read from
one nesting of the report (``blocks.py``). What has no partner is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.model import Record, Report, Section
from toolkit.extract.structure.blocks import ANSWERS, AREA, BULLETS, Block, Span, blocks_of
from toolkit.extract.structure.labels import find_labels, part_of
from toolkit.extract.structure.lines import Lines, lines_of, trimmed
from toolkit.extract.structure.markers import find_markers, style_of
from toolkit.extract.structure.tabular import find_rows

_WITH_RECORDS = ("problem_list", "rectification_bulletin", "audit_list")
_MAY_HAVE = ("plan", "circular", "article", "work_report", "opinion")  # 整改方案 and the like
_AMENDED = "整改"  # of headings that say that problems were put right
_SEVERAL = 2  # accounts that show what a text is
_ANSWERED = (["problem", "measure"], ["problem", "result"])
_ONE_PROBLEM = frozenset(("paren", "digit", "bracket", "circled", "count"))
_TELLS = re.compile(lexicon.forms("tells_of_a_problem"))
_NO_ANSWERS = ("problem", "other")
# 关于“会议过多”问题整改情况: the problem is what stands in quotes.
_QUOTED = re.compile(lexicon.forms("quoted"))
_TRIM = " \t\u3000。；;，,"


def find_records(
    clean: str, reports: Sequence[Report], sections: Sequence[Section]
) -> list[Record]:
    """The records of every list of problems and every bulletin, in reading order."""
    mine: defaultdict[int, dict[int, Section]] = defaultdict(dict)
    for at, section in enumerate(sections):
        mine[section.report][at] = section
    records: list[Record] = []
    for report in reports:
        labels = (label.part for label in find_labels(clean, report.start, report.end))
        heads = [section.heading for section in mine[report.n].values()]
        answers = not ANSWERS.isdisjoint((*labels, *map(part_of, heads)))
        answers |= any(_AMENDED in heading for heading in heads)
        if report.kind in _WITH_RECORDS or (answers and report.kind in _MAY_HAVE):
            found = _Reader(lines_of(clean), mine[report.n], report).records()
            records += sorted(found, key=lambda record: (record.start, record.end))
    return records


class _Reader:
    """What one report tells of problems."""

    def __init__(self, lines: Lines, sections: Mapping[int, Section], report: Report) -> None:
        self.lines = lines
        self.report = report
        self.sure = report.kind in _WITH_RECORDS
        self.listed = report.kind == "problem_list"
        self.bulletin = report.kind == "rectification_bulletin"
        self.block = blocks_of(lines, sections, report)

    def records(self) -> list[Record]:
        if not self.sure:
            told = [one for one in self._told() if one.problem and one.done]
            told = told or [*self._accounts()]
            return told if len(told) >= _SEVERAL else []
        rest = self._accounts if self.bulletin else self._named
        return list(self._tabled()) or list(self._told()) or list(rest())

    def _tabled(self) -> Iterator[Record]:
        """The rows of a table."""
        for row in find_rows(self.lines.text, self.report.start, self.report.end):
            parts = dict(row.parts)
            (problem,) = parts["problem"]
            category = self._area(*row.area) if row.area else None
            whole = (row.start, row.end)
            yield self._record(category, whole, parts, self._text(problem), problem[0])

    def _area(self, start: int, end: int) -> str | None:
        """The area that a table names, without its number."""
        numbers = find_markers(self.lines, start, start + 1)
        return self._text((numbers[0].end if numbers else start, end))

    def _told(self) -> Iterator[Record]:
        """Problems with what answers to them: under labels, or by their numbers."""
        for owner in self.block.each():
            yield from self._runs(owner) if self.sure else ()
            for group in self._groups(owner):
                asked, done = (
                    [item for block in group if block.part in parts for item in block.items()]
                    for parts in (("problem", "shown", None), ("measure",))
                )
                if self._is_paired(group, asked, done):
                    yield from self._pairs(owner, asked, done) if self.sure else ()
                else:
                    yield from self._answered(owner, group)

    def _runs(self, owner: Block) -> Iterator[Record]:
        """Problems, then what was done, each counted from 1 behind a sentence that leads them in."""
        runs: list[list[Block]] = []
        for block in owner.inner:
            section = block.section
            if section is None or block.part is not None:
                return
            if style_of(section.marker) not in _ONE_PROBLEM:
                return
            if block.number == 1 or not runs:
                runs.append([])
            runs[-1].append(block)
        for asked, done in pairwise(runs):
            roles = [run[0].section.role for run in (asked, done) if run[0].section]
            if roles in _ANSWERED and len(asked) == len(done):
                yield from self._pairs(owner, asked, done)

    def _groups(self, owner: Block) -> Iterator[list[Block]]:
        """The labels under a block, a group for each problem that one of them opens."""
        labels = [block for block in owner.inner if block.part is not None]
        alone = [block.part for block in owner.inner] == [None, "measure"]
        if self.listed and alone:
            labels = owner.inner  # what stands where problems do is one
        group: list[Block] = []
        for block in labels:
            if block.part == "problem" and group and group[-1].part != "problem":
                yield group
                group = []
            group.append(block)
        if group:
            yield group

    def _is_paired(
        self, group: Sequence[Block], asked: Sequence[Block], done: Sequence[Block]
    ) -> bool:
        """Whether problems and measures are listed side by side; a list may lack one side."""
        if self.listed and all(block.kind == "section" for block in group):
            return {block.part for block in group} <= {"problem", "shown", "measure", None}
        return bool(asked and done)

    def _pairs(
        self, area: Block, asked: Sequence[Block], done: Sequence[Block]
    ) -> Iterator[Record]:
        """Pairs by number; where both sides go through the same areas, area by area."""
        first, second = self._by_words(asked), self._by_words(done)
        if any(first[words].inner and second[words].inner for words in first.keys() & second):
            for words, block in {**second, **first}.items():
                sides = (side[words].items() if words in side else [] for side in (first, second))
                yield from self._pairs(block, *sides)
            return
        problems, measures = _by_number(asked), _by_number(done)
        for number in sorted({*problems, *measures}):
            yield self._pair(area, problems.get(number), measures.get(number))

    def _by_words(self, blocks: Sequence[Block]) -> dict[str, Block]:
        return {self._text(block.words) or "": block for block in blocks}

    def _pair(self, area: Block, problem: Block | None, measure: Block | None) -> Record:
        first = problem or measure
        assert first is not None
        category = self._text(area.words) if area.part is None else None
        words = self._text(problem.words) if problem else None
        done = trimmed(self.lines.text, measure.words[0], measure.end) if measure else None
        paired = self._record(
            category,
            trimmed(self.lines.text, first.start, first.end),
            {"measure": [done]} if done else {},
            words,
            problem.start if problem else None,
        )
        if measure is None:
            return paired
        return replace(paired, measure=self._text(measure.words), measure_start=measure.start)

    def _answered(self, owner: Block, group: Sequence[Block]) -> Iterator[Record]:
        """The problem that labels answer to: behind a label of its own, or what they stand under."""
        parts: defaultdict[str, list[Span]] = defaultdict(list)
        for block in group:
            span = trimmed(self.lines.text, block.body, block.end)
            if block.part and span[0] < span[1]:
                parts[block.part].append(span)
        named = owner.part is None and owner.kind in ("section", "item")
        inline = group[0].kind == "label"
        asked = parts["problem"] or (
            parts["shown"] if not named or AREA.search(self._text(owner.words) or "") else []
        )
        answers = {part for part in ANSWERS if parts[part]}
        if not answers or not (asked or named or (owner.kind == "report" and inline)):
            return
        if not asked and answers == {"measure"} and not (named and (inline or len(group) > 1)):
            return
        begins = group[0] if group[0].part in ("problem", "shown") and asked else owner
        begins = group[0] if owner.kind == "report" else begins
        span = trimmed(self.lines.text, begins.start, group[-1].end, BULLETS + "\r\n")
        category = self._category(owner if asked else owner.above)
        problem = self._text(asked[0]) if asked else self._named_by(owner) if named else None
        yield self._record(category, span, parts, problem, span[0])

    def _record(
        self,
        category: str | None,
        span: Span,
        parts: Mapping[str, Sequence[Span]],
        problem: str | None = None,
        problem_start: int | None = None,
    ) -> Record:
        """The record of a problem by the parts of its account."""
        measures, told = parts.get("measure") or (), parts.get("situation") or ()
        done = self._whole(*(measures or told))
        if self.bulletin:
            told = told or measures  # it tells under 整改措施 what was done
        return Record(
            report=self.report.n,
            category=category,
            problem=problem,
            problem_start=problem_start,
            measure=self._text(measures[0]) if measures else None,
            measure_start=measures[0][0] if measures else None,
            result=self._text(parts["result"][0]) if parts.get("result") else None,
            situation_start=told[0][0] if told else None,
            situation_end=told[0][1] if told else None,
            start=span[0],
            end=span[1],
            done=done,
        )

    def _named(self) -> Iterator[Record]:
        """The problems of a list that says no more of them: its items, or the lines of its areas."""
        for block in self.block.each():
            section, above = block.section, block.above
            if block.kind == "item":
                yield self._problem(self._category(above), (block.words[0], block.end))
            if section is None or section.role != "problem" or block.items():
                continue
            found = self.lines.between(self.lines.end_of(block.body), block.end)
            told = [line for line in found if self.lines.words(line)[-1] in "。；;"]
            if style_of(section.marker) in _ONE_PROBLEM:
                whole = trimmed(self.lines.text, block.start, block.end)
                words = self._named_by(block)
                yield self._record(self._category(above), whole, {}, words, block.start)
            elif len(told) >= _SEVERAL:
                for line in told:
                    yield self._problem(self._category(block), (line.start, line.end))

    def _problem(self, category: str | None, span: Span) -> Record:
        span = trimmed(self.lines.text, *span, BULLETS + "\r\n")
        return self._record(category, span, {}, self._text(span), span[0])

    def _accounts(self) -> Iterator[Record]:
        """Headings that name a problem, with the account of it as their text, where no label stands."""
        for block in self._telling():
            text = self.lines.text
            end = trimmed(text, block.body, block.end)[1]
            start = end - len(text[block.body : end].lstrip(_TRIM + "\r\n：:"))
            parts = {"situation": [(start, end)]} if start < end else {}
            category, problem = self._category(block.above), self._named_by(block)
            yield self._record(category, (block.start, end), parts, problem, block.start)

    def _telling(self) -> list[Block]:
        """The innermost headings that name problems: in so many words, else several by their faults."""
        headed = [block for block in self.block.each() if block.section and block.part is None]
        sure = {
            block
            for block in headed
            if _TELLS.search(self._text(block.words) or "") and (self.sure or _is_amended(block))
        }
        if not self.sure:
            return [one for one in headed if sure.intersection(one.each()) == {one}]
        likely = {block for block in headed if block.section and block.section.role == "problem"}
        for found, least in ((sure, 1), (likely, _SEVERAL)):
            inner = [one for one in headed if found.intersection(one.each()) == {one}]
            if len(inner) >= least:
                return inner
        return []

    def _category(self, block: Block | None) -> str | None:
        """What a problem belongs to: the nearest heading above it that is no mere label."""
        while block is not None:
            section = block.section
            area = section and (section.role in _NO_ANSWERS or AREA.search(section.heading))
            if area and block.part is None:
                return self._named_by(block)
            block = block.above
        return None

    def _named_by(self, block: Block) -> str:
        return _named(self._text(block.words) or "")

    def _whole(self, *spans: Span) -> str | None:
        """Passages word for word, their line breaks as blanks."""
        words = (word for span in spans for word in self.lines.text[slice(*span)].split())
        return " ".join(words) or None

    def _text(self, span: Span) -> str | None:
        return (self._whole(span) or "").strip(_TRIM) or None


def _is_amended(block: Block | None) -> bool:
    """Whether a heading or one above it says that problems were put right."""
    while block is not None and block.section and _AMENDED not in block.section.heading:
        block = block.above
    return block is not None and block.section is not None


def _by_number(blocks: Sequence[Block]) -> dict[int, Block]:
    found: dict[int, Block] = {}
    for at, block in enumerate(blocks, 1):
        found.setdefault(block.number or at, block)
    return found


def _named(heading: str) -> str:
    """A problem's wording without the label before it.

    >>> _named("反馈问题：联络不够经常")
    '联络不够经常'
    """
    label = next(find_labels(heading, 0, len(heading)), None)
    opened = label is not None and label.part == "problem" and label.start == 0
    words = heading[label.end :] if label and opened else heading
    quoted = _QUOTED.match(words)
    return quoted["words"] if quoted else words

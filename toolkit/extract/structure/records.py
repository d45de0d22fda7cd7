"""Records: a problem with what was done about it.

A list of problems pairs the k-th problem of an area with its k-th measure. A bulletin tells of
each problem under it what became of it, behind labels (整改结果：, 整改情况：). What has no
partner is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.model import Record, Report, Section
from toolkit.extract.structure import roles
from toolkit.extract.structure.labels import Label, find_labels
from toolkit.extract.structure.lines import Lines, lines_of, trimmed
from toolkit.extract.structure.markers import COUNTS, style_of
from toolkit.extract.structure.tabular import find_rows

_WITH_RECORDS = ("problem_list", "rectification_bulletin", "audit_list")
_MAY_HAVE = ("plan", "circular", "article", "work_report", "opinion")  # 整改方案 and the like
_SEVERAL = 2  # accounts that show what a text is
_BULLETS = " \t\u3000●•·■◆▪○*-—－"
_ONE_PROBLEM = frozenset(("paren", "digit", "bracket", "circled", "count"))
_NAMED = re.compile(lexicon.forms("named_problem"))
_TELLS = re.compile(r"^(?:关于|针对|对于)?[“‘].+[”’].*问题|^(?:关于|针对).+问题")
_ITEMS = COUNTS | {"bracket", "circled"}
_LABELLED = re.compile(lexicon.forms("account_label"))
# 关于“会议过多”问题整改情况: the problem is what stands in quotes.
_QUOTED = re.compile(lexicon.forms("quoted"))
_TRIM = " \t\u3000。；;，,"
_NAMES = 4  # characters that name a problem, at least

Span = tuple[int, int]


def find_records(
    clean: str, reports: Sequence[Report], sections: Sequence[Section]
) -> list[Record]:
    """The records of every list of problems and every bulletin, in reading order."""
    lines = lines_of(clean)
    records: list[Record] = []
    for report in reports:
        tree = _Tree(lines, sections, report)
        if report.kind in _WITH_RECORDS:
            found = list(tree.tabled()) or list(tree.run_in()) or [*tree.told(), *tree.paired()]
            rest = tree.accounts if report.kind == "rectification_bulletin" else tree.listed
            found = found or list(rest())
        elif report.kind in _MAY_HAVE and _LABELLED.search(clean, report.start, report.end):
            found = [record for record in tree.told() if record.problem and record.done]
            found = found if len(found) >= _SEVERAL else []
        else:
            continue
        records += sorted(found, key=lambda record: (record.start, record.end))
    return records


class _Tree:
    """The sections of one report, by what stands under what."""

    def __init__(self, lines: Lines, sections: Sequence[Section], report: Report) -> None:
        self.lines = lines
        self.report = report
        self.sections = sections
        self.mine = [at for at, section in enumerate(sections) if section.report == report.n]
        self.under: dict[int | None, list[int]] = {}
        for at in self.mine:
            self.under.setdefault(sections[at].parent, []).append(at)

    def tabled(self) -> Iterator[Record]:
        """The rows of a table."""
        for row in find_rows(self.lines.text, self.report.start, self.report.end):
            problem = row.parts["problem"]
            yield self._account(
                None, self._text(problem), problem[0], row.parts, (row.start, row.end)
            )

    def run_in(self) -> Iterator[Record]:
        """Lines that name a problem and, behind a label, what became of it: 甲。整改情况：乙."""
        text = self.lines.text
        for at in [None, *self.mine]:
            start, end = self._own(at)
            found = []
            for line in self.lines.between(start, end):
                labels = find_labels(text, line.start, line.end)
                label = next((label for label in labels if label.part), None)
                if label is not None and label.part != "problem":
                    problem = trimmed(text, line.start, label.start, _BULLETS)
                    if problem[1] - problem[0] >= _NAMES:
                        found.append((line.start, problem, label.start))
            ends = [start for start, _, _ in found[1:]] + [end]
            for (_, problem, told), until in zip(found, ends, strict=True) if found[1:] else ():
                parts = self._parts(list(find_labels(text, told, until)), until)
                span = trimmed(text, problem[0], until, _BULLETS + "\r\n")
                yield self._account(
                    self._category(at), self._text(problem), problem[0], parts, span
                )

    def listed(self) -> Iterator[Record]:
        """The problems of a list that says no more of them: its items, or the lines of its areas."""
        first = self.sections[self.mine[0]].start if self.mine else self.report.end
        yield from self._items_of(None, self.report.start, first)
        for at in self.mine:
            section = self.sections[at]
            if section.role != "problem" or self.under.get(at):
                continue
            end = self.lines.end_of(section.heading_end)
            below = list(self._items_of(at, end, section.end)) if end < section.end else []
            if not below and style_of(section.marker) in _ONE_PROBLEM:
                span = trimmed(self.lines.text, section.heading_start, section.end)
                problem = self._text(span)
                yield self._account(
                    self._category(section.parent), problem, section.start, {}, span
                )
            yield from below

    def _items_of(self, at: int | None, start: int, end: int) -> Iterator[Record]:
        """Lines with bullets, or several sentences on lines of their own, each a problem."""
        found = self.lines.between(start, end)
        marked = [line for line in found if self.lines.words(line)[0] in _BULLETS]
        told = [line for line in found if self.lines.words(line)[-1] in "。；;"]
        several = at is not None and len(told) >= _SEVERAL
        for line in marked or (told if several else ()):
            span = trimmed(self.lines.text, line.start, line.end, _BULLETS)
            yield self._account(self._category(at), self._text(span), span[0], {}, span)

    def told(self) -> Iterator[Record]:
        """Problems with labels under them that tell what became of them."""
        for at in [None, *self.mine]:
            for parts, span, labels in self._groups(at):
                answered = not parts.keys().isdisjoint(("result", "situation"))
                answered |= "measure" in parts and labels > 1 and at is not None
                if "problem" not in parts and answered:
                    section = None if at is None else self.sections[at]
                    wording = _named(section.heading) if section else None
                    category = self._category(section.parent) if section else None
                    start = section.start if section else span[0]
                    yield self._account(category, wording, start, parts, span)
                elif "problem" in parts and len(parts) > 1:
                    problem = self._text(parts["problem"])
                    yield self._account(self._category(at), problem, span[0], parts, span)

    def _account(
        self,
        category: str | None,
        problem: str | None,
        problem_start: int,
        parts: Mapping[str, Span],
        span: Span,
    ) -> Record:
        """The record of a problem by the parts of its account."""
        measure, situation = parts.get("measure"), parts.get("situation")
        done = self._whole(measure or situation)
        if self.report.kind == "rectification_bulletin":
            situation = situation or measure  # it tells under 整改措施 what was done
        return Record(
            report=self.report.n,
            category=category,
            problem=problem,
            problem_start=problem_start,
            measure=self._text(measure),
            measure_start=measure[0] if measure else None,
            result=self._text(parts.get("result")),
            situation_start=situation[0] if situation else None,
            situation_end=situation[1] if situation else None,
            start=span[0],
            end=span[1],
            done=done,
        )

    def _groups(self, at: int | None) -> Iterator[tuple[dict[str, Span], Span, int]]:
        """The labelled accounts in a section's own text, each with how many labels it has."""
        start, end = self._own(at)
        labels = list(find_labels(self.lines.text, start, end))
        if not any(label.part for label in labels):
            return
        firsts = [
            n
            for n, label in enumerate(labels)
            if n and label.part == "problem" and labels[n - 1].part != "problem"
        ]
        for first, stop in pairwise([0, *firsts, len(labels)]):
            some = labels[first:stop]
            until = labels[stop].start if stop < len(labels) else end
            own = at is None or some[0].part == "problem"
            begins = some[0].start if own else self.sections[at or 0].start
            span = trimmed(self.lines.text, begins, until)
            yield self._parts(some, until), span, len(some)

    def _own(self, at: int | None) -> Span:
        """A section's text up to the first section under it that is more than an item of it."""
        if at is None:
            start, end = self.report.start, self.report.end
        else:
            start, end = self.sections[at].heading_end, self.sections[at].end
        below = (self.sections[child] for child in self.under.get(at, []))
        own = (child.start for child in below if not self._is_item(child))
        return start, min(next(own, end), end)

    def _is_item(self, section: Section) -> bool:
        """Whether a section only counts on inside the account of another."""
        if _LABELLED.match(self.lines.text, section.heading_start):
            return True  # 1.整改目标：… 2.整改措施：…
        labels = find_labels(self.lines.text, section.heading_end, section.end)
        return style_of(section.marker) in _ITEMS and not any(label.part for label in labels)

    def _parts(self, labels: Sequence[Label], until: int) -> dict[str, Span]:
        parts: dict[str, Span] = {}
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            end = following.start if following else until
            if label.part and label.part not in parts:
                parts[label.part] = trimmed(self.lines.text, label.end, end)
        return parts

    def _text(self, span: Span | None) -> str | None:
        if span is None:
            return None
        return " ".join(self.lines.text[slice(*span)].split()).strip(_TRIM) or None

    def _whole(self, span: Span | None) -> str | None:
        """A passage word for word, its line breaks as blanks."""
        return " ".join(self.lines.text[slice(*span)].split()) or None if span else None

    def _category(self, at: int | None) -> str | None:
        """What a problem belongs to: the nearest heading above it that is no mere label."""
        while at is not None:
            heading = _named(self.sections[at].heading)
            if not roles.is_label(heading) and self.sections[at].role == "problem":
                return heading
            at = self.sections[at].parent
        return None

    def paired(self) -> Iterator[Record]:
        """Problems and measures with the same number under one area."""
        for parent in [None, *self.mine]:
            groups = self._grouped(self.under.get(parent, []))
            problems = self._items(groups["problem"])
            measures = self._items(groups["measure"])
            if self.report.kind != "problem_list" and not (problems and measures):
                continue  # a bulletin may have a chapter of measures that answers to nothing
            halves = self._halves(problems, measures)
            if halves:
                for first, second in halves:
                    area = self._area(first if first is not None else second)
                    yield from self._pairs(area, self._below(first), self._below(second))
                continue
            yield from self._pairs(self._area(parent), problems, measures)

    def _grouped(self, siblings: Sequence[int]) -> dict[str, list[int]]:
        """Headings that hold nothing but problems, and those that hold nothing but measures."""
        groups: dict[str, list[int]] = {"problem": [], "measure": []}
        for at in siblings:
            section = self.sections[at]
            if section.role in groups and roles.is_label(section.heading):
                groups[section.role].append(at)
        only = len(siblings) == 2 and groups == {"problem": [], "measure": [siblings[1]]}
        if only and self.report.kind == "problem_list":
            groups["problem"] = [at for at in siblings[:1] if self.sections[at].role == "problem"]
        return groups

    def _items(self, groups: Sequence[int]) -> dict[int, int]:
        items: dict[int, int] = {}
        for group in groups:
            items |= {
                ordinal: at for ordinal, at in self._below(group).items() if ordinal not in items
            }
        return items

    def _below(self, at: int | None) -> dict[int, int]:
        """What stands under a heading, by its numbers."""
        below: dict[int, int] = {}
        for child in self.under.get(at, []) if at is not None else ():
            below.setdefault(self.sections[child].ordinal or 0, child)
        return below

    def _halves(
        self, problems: dict[int, int], measures: dict[int, int]
    ) -> list[tuple[int | None, int | None]]:
        """The areas of a list in two halves that go through them one by one, by their words."""
        asked = {self.sections[at].heading: at for at in problems.values()}
        done = {self.sections[at].heading: at for at in measures.values()}
        both = [heading for heading in asked if heading in done]
        if not any(self.under.get(asked[name]) and self.under.get(done[name]) for name in both):
            return []
        return [(asked.get(name), done.get(name)) for name in {**asked, **done}]

    def _pairs(
        self, area: str | None, problems: dict[int, int], measures: dict[int, int]
    ) -> Iterator[Record]:
        for ordinal in sorted({*problems, *measures}):
            yield self._pair(area, problems.get(ordinal), measures.get(ordinal))

    def _area(self, at: int | None) -> str | None:
        if at is None:
            return None
        heading = self.sections[at].heading
        return None if roles.is_label(heading) else heading

    def _pair(self, area: str | None, problem: int | None, measure: int | None) -> Record:
        asked = None if problem is None else self.sections[problem]
        done = None if measure is None else self.sections[measure]
        first = asked or done
        assert first is not None
        return Record(
            report=self.report.n,
            category=area,
            problem=asked.heading if asked else None,
            problem_start=asked.start if asked else None,
            measure=done.heading if done else None,
            measure_start=done.start if done else None,
            result=None,
            situation_start=None,
            situation_end=None,
            start=first.start,
            end=trimmed(self.lines.text, first.start, first.end)[1],
            done=self._whole((done.heading_start, done.end)) if done else None,
        )

    def accounts(self) -> Iterator[Record]:
        """Headings that name a problem, with the account of it as their text, where no label stands."""
        for at in self.mine:
            section = self.sections[at]
            inner = [child for child in self.under.get(at, []) if self._tells(child)]
            if inner or not self._tells(at):
                continue
            text = self.lines.text
            end = trimmed(text, section.heading_end, section.end)[1]
            start = end - len(text[section.heading_end : end].lstrip(_TRIM + "\r\n：:"))
            parts = {"situation": (start, end)} if start < end else {}
            category, problem = self._category(section.parent), _named(section.heading)
            yield self._account(category, problem, section.start, parts, (section.start, end))

    def _tells(self, at: int) -> bool:
        section = self.sections[at]
        return _TELLS.search(section.heading) is not None


def _named(heading: str) -> str:
    """A problem's wording without the label before it.

    >>> _named("反馈问题：联络不够经常")
    '联络不够经常'
    """
    words = _NAMED.sub("", heading).strip(_TRIM)
    quoted = _QUOTED.match(words)
    return quoted["words"] if quoted else words

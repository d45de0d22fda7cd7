"""Records: a problem with what was done about it.

A list of problems pairs the k-th problem of an area with its k-th measure. A bulletin tells of
each problem under it what became of it, behind labels (整改结果：, 整改情况：). What has no
partner is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.extract import roles
from toolkit.extract.lines import Lines
from toolkit.extract.model import Record, Report, Section

_LABEL = re.compile(r"[【\[]?(?P<label>[\u4e00-\u9fff]{2,12})[】\]]?[ ]?[：:][ \u3000]*")
_RESULT = re.compile(r"结果|状态|是否完成|完成时限|整改成效$|销号情况")
_SITUATION = re.compile(r"整改.{0,6}(?:情况|进展|落实)|(?:落实|完成|进展|办理|工作)情况|整改成效|整改成果")
_MEASURE = re.compile(r"整改(?:措施|举措|方案|计划|目标|要求)|措施|举措")
_PROBLEM = re.compile(r"^(?:巡[视察]|审计|督察|监督检查)?(?:反馈|指出|发现|存在)?(?:的)?(?:具体|主要|突出)?问题(?:表现)?(?:[一二三四五六七八九十\d]+)?[：:]\s*")
_TRIM = " \t\u3000。；;，,"


def find_records(clean: str, reports: Sequence[Report], sections: Sequence[Section]) -> list[Record]:
    """The records of every list of problems and every bulletin, in reading order."""
    lines = Lines(clean)
    records: list[Record] = []
    for report in reports:
        if report.kind in ("problem_list", "rectification_bulletin"):
            tree = _Tree(lines, sections, report)
            told = list(tree.told())
            paired = list(tree.paired()) if report.kind == "problem_list" or not told else []
            records += sorted([*told, *paired], key=lambda record: (record.start, record.end))
    return records


class _Tree:
    """The sections of one report, by what stands under what."""

    def __init__(self, lines: Lines, sections: Sequence[Section], report: Report) -> None:
        self.lines = lines
        self.sections = sections
        self.mine = [at for at, section in enumerate(sections) if section.report == report.n]
        self.under: dict[int | None, list[int]] = {}
        for at in self.mine:
            self.under.setdefault(sections[at].parent, []).append(at)

    def told(self) -> Iterator[Record]:
        """Problems with labels under them that tell what became of them."""
        for at in self.mine:
            section = self.sections[at]
            parts = self._labelled(at)
            if "result" not in parts and "situation" not in parts:
                continue
            result, situation, measure = (parts.get(p) for p in ("result", "situation", "measure"))
            yield Record(
                report=section.report,
                category=self._category(at),
                problem=_problem(section.heading),
                problem_start=section.start,
                measure=self._text(measure),
                measure_start=measure[0] if measure else None,
                result=self._text(result),
                situation_start=situation[0] if situation else None,
                situation_end=situation[1] if situation else None,
                start=section.start,
                end=section.end,
            )

    def _labelled(self, at: int) -> dict[str, tuple[int, int]]:
        """What the labels of a section's own lines name: from behind the label to the next one."""
        section = self.sections[at]
        own_end = next(
            (self.sections[c].start for c in self.under.get(at, []) if self._is_line(c)), section.end
        )
        found: list[tuple[str | None, int, int]] = []  # part, start of label, start of text
        for line in self.lines.between(section.heading_end, own_end):
            match = _LABEL.match(self.lines.text, line.start, line.end)
            if match and line.start > section.heading_start:
                found.append((_part(match["label"]), match.start(), match.end()))
        parts: dict[str, tuple[int, int]] = {}
        for (part, _, start), following in zip(found, [*found, None][1:], strict=True):
            end = following[1] if following else own_end
            if part and part not in parts:
                parts[part] = (start, self._trimmed(start, end))
        return parts

    def _is_line(self, at: int) -> bool:
        return self.lines.begins(self.sections[at].start)

    def _trimmed(self, start: int, end: int) -> int:
        while end > start and self.lines.text[end - 1].isspace():
            end -= 1
        return end

    def _text(self, span: tuple[int, int] | None) -> str | None:
        if span is None:
            return None
        return " ".join(self.lines.text[slice(*span)].split()).strip(_TRIM) or None

    def _category(self, at: int) -> str | None:
        """What a problem belongs to: the nearest heading above it that is no mere label."""
        parent = self.sections[at].parent
        while parent is not None:
            heading = _problem(self.sections[parent].heading)
            if not _is_label(heading):
                return heading
            parent = self.sections[parent].parent
        return None

    def paired(self) -> Iterator[Record]:
        """Problems and measures with the same number under one area."""
        for parent in [None, *self.mine]:
            groups = [at for at in self.under.get(parent, []) if self._is_group(at)]
            problems = self._items(groups, "problem")
            measures = self._items(groups, "measure")
            area = None if parent is None else self._area(parent)
            for ordinal in sorted({*problems, *measures}, key=lambda n: (n is None, n)):
                yield self._pair(area, problems.get(ordinal), measures.get(ordinal))

    def _is_group(self, at: int) -> bool:
        section = self.sections[at]
        return section.role in ("problem", "measure") and _is_label(section.heading)

    def _items(self, groups: Sequence[int], role: str) -> dict[int | None, int]:
        items: dict[int | None, int] = {}
        for group in groups:
            if self.sections[group].role == role:
                for at in self.under.get(group, []):
                    items.setdefault(self.sections[at].ordinal, at)
        return items

    def _area(self, at: int) -> str | None:
        heading = self.sections[at].heading
        return None if _is_label(heading) else heading

    def _pair(self, area: str | None, problem: int | None, measure: int | None) -> Record:
        both = [self.sections[at] for at in (problem, measure) if at is not None]
        asked = self.sections[problem] if problem is not None else None
        done = self.sections[measure] if measure is not None else None
        return Record(
            report=both[0].report,
            category=area,
            problem=asked.heading if asked else None,
            problem_start=asked.start if asked else None,
            measure=done.heading if done else None,
            measure_start=done.start if done else None,
            result=None,
            situation_start=None,
            situation_end=None,
            start=both[0].start,
            end=both[-1].end if len(both) == 1 else both[0].end,
        )


def _part(label: str) -> str | None:
    """What a label names.

    >>> [_part(label) for label in ("整改结果", "整改落实情况", "整改措施", "联系电话")]
    ['result', 'situation', 'measure', None]
    """
    if _RESULT.search(label):
        return "result"
    if _SITUATION.search(label):
        return "situation"
    return "measure" if _MEASURE.search(label) else None


def _problem(heading: str) -> str:
    """A problem's wording without the label before it."""
    return _PROBLEM.sub("", heading).strip(_TRIM)


def _is_label(heading: str) -> bool:
    """Whether a heading only says what stands under it (问题表现, 整改措施)."""
    reading = roles.read(heading)
    return reading.sure and reading.role is not None and len(heading) <= 12

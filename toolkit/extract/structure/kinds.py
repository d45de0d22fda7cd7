"""What kind of report a text is: by its title where that says it, else by its build and words.

A list of problems sets items of what is wrong against items, numbered alike, of what is done
about it: within each of its areas, or in two halves that go through the same areas. It is one
whatever its title. An excerpt may begin in the measures of its first area and end in the
problems of its last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from itertools import islice

from toolkit import lexicon
from toolkit.extract.structure import roles
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.listings import Announced
from toolkit.extract.structure.markers import find_markers
from toolkit.extract.structure.outline import outline
from toolkit.extract.structure.titles import Title, kind_of_title

_HEAD = 1500  # characters in which a report says what it is
_BUILT = 4.0  # what the build of a text says of its kind
_TOLD = 2.5  # what a kind needs to be told by words
_LONGEST = 40  # characters of a heading looked at
# What answers to problems one by one; 下一步打算 does not, and a work report has it too.
_REMEDY = re.compile(r"整改|整治|改进|纠治|措施|举措")
_DONE = re.compile(lexicon.forms("done"))
_NEXT = re.compile(r"下一?步|下一?阶段|今后|打算|努力方向")
_TO_THE_MEETING = re.compile(lexicon.forms("to_the_meeting"))
_REPORTS = re.compile(r"现将[^。]{0,40}(?:情况)[^。]{0,20}(?:报告|汇报|总结)如下")
_BULLETIN = re.compile(lexicon.forms("bulletin"))
_STOP = re.compile(r"[。！？；：:\n]")


def kind_of(
    lines: Lines, start: int, end: int, title: Title | None, announced: Announced | None
) -> str:
    r"""The kind of a report. An outline before it knows of headings that were cut off.

    >>> kind_of(Lines("一、主要做法\n甲。\n二、存在的问题\n乙。\n"), 0, 22, None, None)
    'work_report'
    """
    text = lines.text[start:end]
    by_title = kind_of_title(title.wording) if title else None
    if by_title not in (None, "work_report", "article", "circular"):
        return by_title
    tree = _Tree(lines, start, end)
    if title is None:
        return _by_words(text, tree.is_list(), tree.tops(announced))
    if by_title != "work_report" and _BULLETIN.search(text):
        return "rectification_bulletin"
    if tree.is_list():
        return "problem_list"
    if by_title:
        return by_title
    head = text[:_HEAD]
    reports = any(pattern.search(head) for pattern in (_TO_THE_MEETING, _REPORTS))
    return "work_report" if reports else "article"


def _by_words(text: str, listed: bool, headings: Sequence[str]) -> str:
    """The kind of an excerpt, or of a report that lost its title, by its build and words."""
    found: defaultdict[str, float] = defaultdict(float)
    for kind, sign, weight, most in _signs():
        found[kind] += weight * sum(1 for _ in islice(sign.finditer(text), most))
    found["problem_list"] += _BUILT * listed
    found["work_report"] += _BUILT * tells_of_work(headings)
    found["rectification_bulletin"] += _BUILT * (_BULLETIN.search(text) is not None)
    kind, weight = max(found.items(), key=lambda pair: pair[1])
    return kind if weight >= _TOLD else "article"


@cache
def _signs() -> list[tuple[str, re.Pattern[str], float, int]]:
    return [
        (row["kind"], re.compile(row["sign"]), float(row["weight"]), int(row["most"]))
        for row in lexicon.table("kind_signs")
    ]


def tells_of_work(headings: Sequence[str]) -> bool:
    """Whether top headings say what was done, and what is wanting or comes next.

    >>> tells_of_work(["主要做法", "存在的问题"]), tells_of_work(["主要做法", "几点体会"])
    (True, False)
    """
    done = [heading for heading in headings if _DONE.fullmatch(heading)]
    return bool(done) and any(
        _NEXT.search(heading) or (roles.is_label(heading) and roles.read(heading).role == "problem")
        for heading in headings
    )


class _Tree:
    """The headings of a report, by what stands under what."""

    def __init__(self, lines: Lines, start: int, end: int) -> None:
        self.found = outline(lines.text, find_markers(lines, start, end))
        self.under: dict[int | None, list[int]] = defaultdict(list)
        for at, heading in enumerate(self.found):
            self.under[heading.parent].append(at)
        starts = [*(heading.marker.start for heading in self.found), end]
        self.wording = [
            _wording(lines, heading.marker.end, following)
            for heading, following in zip(self.found, starts[1:], strict=True)
        ]

    def tops(self, announced: Announced | None) -> list[str]:
        """The outermost headings, of which an outline knows those that were cut off too."""
        if announced and announced.kind == "outline":
            return [entry.entry for entry in announced.entries if entry.level == 1]
        return [self.wording[at] for at in self.under[None]]

    def is_list(self) -> bool:
        """Whether most of a report's parts set problems against measures with the same numbers:
        within an area, or in two halves that go through the same areas.
        """
        tops = self.under[None]
        begun = bool(tops) and self.role(tops[0]) == "measure" and self.number(tops[0]) > 1
        areas = [at for at in tops[begun:] if not roles.is_label(self.wording[at])]
        whole = sum(self.answers(self.under[at], self.items) for at in areas)
        cut = bool(areas) and areas[-1] == tops[-1]
        ends = cut and [*map(self.role, self.under[tops[-1]])] == ["problem"]
        if whole or (begun and ends):
            return 2 * (whole + begun + ends) > len(tops)
        return self.answers(tops, self.areas)

    def number(self, at: int) -> int:
        return self.found[at].ordinal or 1

    def role(self, at: int) -> str | None:
        """What a heading that is a label says stands under it."""
        heading = self.wording[at]
        role = roles.read(heading).role if roles.is_label(heading) else None
        return None if role == "measure" and not _REMEDY.search(heading) else role

    def answers(self, siblings: Sequence[int], below: Callable[[int], set[Hashable]]) -> bool:
        """Whether one of some headings holds problems and a later one what answers to them."""
        problems: set[Hashable] = set()
        for at in siblings:
            role = self.role(at)
            if role == "problem":
                problems = below(at)
            elif role == "measure":
                measures = below(at)
                if measures and 2 * len(problems & measures) >= len(measures):
                    return True
        return False

    def items(self, at: int) -> set[Hashable]:
        return {self.found[child].ordinal for child in self.under[at]}

    def areas(self, at: int) -> set[Hashable]:
        """What stands under a heading, by its words, where it has items in turn."""
        return {self.wording[child] for child in self.under[at] if self.under[child]}


def _wording(lines: Lines, start: int, following: int) -> str:
    until = min(lines.end_of(start), following, start + _LONGEST)
    stop = _STOP.search(lines.text, start, until)
    return lines.text[start : stop.start() if stop else until].strip(" \u3000*#,，")

"""Fact or target: whether a number is stated as being so, or as to be reached or kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit import lexicon
from toolkit.extract.model import Report, Section
from toolkit.extract.patterns import either

_ROWS = lexicon.table("modality")
_TARGET = re.compile(either(row["word"] for row in _ROWS if row["modality"] == "target"))
_FACT = re.compile(either(row["word"] for row in _ROWS if row["modality"] == "fact"))
_WILL = re.compile(r"(?<![主重必需首紧摘概简提只])要(?![求点素害闻件领约义是])|(?<![即])将(?=[^军领士]{1,10}$)|须(?!知)|应(?![急用对届该邀])")
_AHEAD = re.compile("目标|任务|安排|措施|今后|未来|下一步|下步|打算|思路|计划|规划|建议|要求|部署|工作重点|重点工作|努力方向|保障|原则")
_BEHIND = re.compile("回顾|过去|成效|成就|成果|完成情况|工作情况|进展|总结|主要做法|做法|亮点|问题|整改情况|整改结果|现状|基本情况|表现")
_YEAR = re.compile(r"(20\d\d)年")
_RULES = re.compile("(?:意见|方案|计划|规划|措施|条例|办法|规定|要点|细则|准则|标准|法|制度|规程|指引)(?:[(（].{1,12}[)）])?$")
_PLAN_NAME = re.compile(r"[^，。；、,;\n]{0,4}(?:行动|计划|规划|攻坚|方案)")


def outlooks(reports: Sequence[Report], sections: Sequence[Section]) -> list[str]:
    """For each section whether it looks ahead ("target"), back ("fact") or does not say ("")."""
    of_report = {report.n: _of_title(report.title or "") for report in reports}
    found: list[str] = []
    for section in sections:
        own = _of_heading(section)
        above = found[section.parent] if section.parent is not None and section.parent < len(found) else ""
        found.append(own or above or of_report.get(section.report, ""))
    return found


def of_report(report: Report | None) -> str:
    return "" if report is None else _of_title(report.title or "")


def _of_title(title: str) -> str:
    return "target" if _RULES.search(title) else ""


def _of_heading(section: Section) -> str:
    if section.role == "measure":
        return "target"
    if section.role in ("problem", "result"):
        return "fact"
    if _BEHIND.search(section.heading):
        return "fact"
    return "target" if _AHEAD.search(section.heading) else ""


def modality(before: str, clause: int, after: str, limit: bool, outlook: str, kind: str) -> str:
    """The modality of a number: words near it first, then its section.

    before: the sentence up to the number; clause: where its clause begins; after: what follows.

    >>> modality("会期不超过", 0, "。", True, "", "duration"), modality("已办结", 0, "。", False, "target", "count")
    ('target', 'fact')
    """
    if kind == "duration" and _PLAN_NAME.match(after):
        return "target"
    if _FACT.search(before, clause):
        return "fact"
    if _TARGET.search(before) or _WILL.search(before, clause):
        return "target"
    if limit and outlook != "fact":
        return "target"
    return "target" if outlook == "target" else "fact"

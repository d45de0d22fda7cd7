"""Fact or target: whether a number is stated as being so, or as to be reached or kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit import lexicon
from toolkit.extract.model import Report, Section
from toolkit.extract.numbers.patterns import either

_ROWS = lexicon.table("modality")


def _pattern(meaning: str, *reach: str) -> re.Pattern[str]:
    rows = [row for row in _ROWS if row["modality"] == meaning and row["reach"] in reach]
    return re.compile("(?<![较比同与从由])" + either(row["word"] for row in rows))


_TARGET = _pattern("target", "clause", "sentence")
_TARGET_OF_SENTENCE = _pattern("target", "sentence")
_FACT = _pattern("fact", "clause", "sentence")
_WILL = re.compile(
    "(?:今年|明年|全年|我们|各地|各级|各单位)?(?:都|也|还)?要(?![求点素害闻件领约义是么])|须(?!知)"
)
_AHEAD = re.compile(
    r"整改措施|下一步|下步|今后|打算|工作安排|工作部署|总体部署|总体要求|目标任务|工作任务|主要任务|重点任务|主要目标|工作目标"
    r"|工作建议|政策取向|努力方向|工作思路|主要考虑|处理建议|20\d\d年[^，。]{0,12}(?:工作|任务|目标|打算|安排)$"
)
_BEHIND = re.compile(
    "回顾|过去|成效|成就|成果|成绩|取得|完成情况|工作情况|总结|主要做法|亮点|存在的?问题|整改情况|整改结果|现状|基本情况|表现"
)
_RULES = re.compile(
    "(?:意见|方案|计划|规划|措施|条例|办法|规定|要点|细则|准则|标准|法|制度|规程|指引)(?:[(（].{1,12}[)）])?$"
)
_PLAN_NAME = re.compile(r"[^，。；、,;\n]{0,4}(?:行动|计划|规划|攻坚|方案)")


_BY_YEAR = re.compile(
    r"(?:^|[。；，,])(?:力争|确保|争取|计划)?到“?(?:(?P<year>20\d\d)年|十[四五六七]五)[底末]?"
)
_QUOTED = re.compile("“[^“”]{1,12}”")
_EVERY = re.compile("(?:机制|制度|建立|实行|定期)[^。；]{0,24}每$")
_RULE_FOR = re.compile("(?:对|凡|如|若)")
_RULE_ENDS = re.compile("[^，。；,;]{0,20}的[，,]")
_RULE_SAYS = re.compile(
    "[^，。；,;]{0,6}的[^，。；,;]{0,8}?(?:须|必须|应当|不得|一律|通报|倒查|问责|责令|予以)"
)
_RULED = re.compile("规定|要求|每[人月年周季天次场]")


def outlooks(reports: Sequence[Report], sections: Sequence[Section]) -> list[str]:
    """For each section whether it looks ahead ("target"), back ("fact") or does not say ("")."""
    of_report = {report.n: _of_title(report.title or "") for report in reports}
    kinds = {report.n: report.kind for report in reports}
    found: list[str] = []
    plan: set[tuple[int, int]] = set()  # work reports whose plan has begun, and at which level
    for section in sections:
        own = _of_heading(section)
        above = (
            found[section.parent]
            if section.parent is not None and section.parent < len(found)
            else ""
        )
        own = "" if above == "target" else own
        here = (section.report, section.level)
        if kinds.get(section.report) == "work_report" and section.level == 1:
            plan = plan | {here} if own == "target" else plan - {here} if own else plan
            above = "target" if here in plan else above
        found.append(own or above or of_report.get(section.report, ""))
    return found


def of_report(report: Report | None) -> str:
    return "" if report is None else _of_title(report.title or "")


def _is_past(before: str, after: str) -> bool:
    """过去五年, 五年来."""
    return after.startswith(("来", "以来")) or before.endswith(("过去", "过去的"))


def _of_title(title: str) -> str:
    return "target" if _RULES.search(title) else ""


def _of_heading(section: Section) -> str:
    ahead, behind = _AHEAD.search(section.heading), _BEHIND.search(section.heading)
    if ahead and not behind:
        return "target"
    return "fact" if behind and not ahead else ""


def modality(
    before: str, clause: int, after: str, *, limit: bool, outlook: str, kind: str, year: str = ""
) -> str:
    """The modality of a number: words near it first, then its section.

    before: the sentence up to the number; clause: where its clause begins; after: what follows;
    outlook: that of its section; year: of the report, where it is known.

    >>> modality("会期不超过", 0, "。", limit=True, outlook="", kind="duration")
    'target'
    >>> modality("已办结", 0, "。", limit=False, outlook="target", kind="count")
    'fact'
    """
    if kind == "duration" and (_PLAN_NAME.match(after) or _EVERY.search(before)):
        return "target"
    if (_RULE_FOR.match(before, clause) and _RULE_ENDS.match(after)) or _RULE_SAYS.match(after):
        return "target"
    if "”" in before:
        clause_words = _QUOTED.sub("", before[clause:])  # “必须有” says what is called so
        before = before[:clause] + clause_words
    if _FACT.search(before, clause) or (kind == "duration" and _is_past(before, after)):
        return "fact"
    if (
        _TARGET.search(before, clause)
        or _TARGET_OF_SENTENCE.search(before)
        or _WILL.match(before, clause)
    ):
        return "target"
    if limit and _RULED.search(before, clause):
        return "target"
    ahead = limit or _is_dated_ahead(before, year)
    return "target" if outlook == "target" or (ahead and outlook != "fact") else "fact"


def _is_dated_ahead(before: str, year: str) -> bool:
    """到2027年, …: a year to come, unless the report is of that year or later."""
    match = _BY_YEAR.search(before)
    return match is not None and not (match["year"] and year and match["year"] <= year)

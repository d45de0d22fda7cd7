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
    plain = either(row["word"] for row in rows if not row["not_after"])
    apart = [f"(?<![{row['not_after']}]){row['word']}" for row in rows if row["not_after"]]
    return re.compile(f"(?<![较比同与从由])(?:{'|'.join((plain, *apart))})")


_TARGET = _pattern("target", "clause", "sentence")
_TARGET_OF_SENTENCE = _pattern("target", "sentence")
_FACT = _pattern("fact", "clause", "sentence")
_WILL = re.compile(
    "(?:今年|明年|全年|我们|各地|各级|各单位)?(?:都|也|还)?要(?![求点素害闻件领约义是么])|须(?!知)"
)
_AHEAD = re.compile(
    r"整改措施|下一步|下步|今后|打算|工作安排|工作部署|总体部署|总体要求|目标任务|工作任务|主要任务|重点任务|主要目标|工作目标"
    r"|工作建议|政策取向|努力方向|工作思路|主要考虑|处理建议|重点工作|民生实事|20\d\d年[^，。]{0,12}(?:工作|任务|目标|打算|安排)$"
)
_BEHIND = re.compile(
    "回顾|过去|成效|成就|成果|成绩|取得|完成情况|工作情况|总结|主要做法|亮点|存在的?问题|整改情况|整改结果|现状|基本情况|表现"
)
_LINE = re.compile(  # a line by itself, or a numbered heading between wide blanks
    r"^[ \u3000#*]*[^\n，。；：:,!！（(]{4,28}[ \u3000*]*$"
    r"|(?:^|(?<=[\u3000\t]))[一二三四五六]、[^\n，。；：、\u3000]{3,40}(?=[\u3000\t\n])",
    re.M,
)
_AHEAD_FROM = re.compile(  # where the heading of the plan is lost
    "今年要着力做好|做好今年(?:的|政府)?工作|今年(?:政府工作|经济社会发展|发展|工作)的?(?:总体|总的|主要预期)(?:要求|目标)"
)
_RULES = re.compile(
    "(?:意见|方案|计划|规划|措施|条例|办法|规定|要点|细则|准则|标准|法|制度|规程|指引)(?:[(（].{1,12}[)）])?$"
)
_TO_COME = re.compile("今后|未来|明年|下一步|要(?=着力|大力|抓|做)")
_STANDING = re.compile("[余多]?(?:中国人|各族人民|人民)")  # 14亿多中国人
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
    of_title = {report.n: of_report(report) for report in reports}
    found: list[str] = []
    for section in sections:
        parent = section.parent
        above = found[parent] if parent is not None and parent < len(found) else ""
        own = "" if above == "target" else _of_heading(section.heading)
        found.append(own or above or of_title.get(section.report, ""))
    return found


def turns(
    text: str, reports: Sequence[Report], sections: Sequence[Section]
) -> list[tuple[int, str]]:
    """Where work reports turn to the year behind or the year ahead, and to which.

    What a heading of the first level or a line by itself (2026年重点工作) says holds until
    another says otherwise, whatever headings are missed or wrong between them.
    """
    marked = [(one.start, one.heading) for one in sections if one.level == 1]
    found: list[tuple[int, str]] = []
    for report in reports:
        if report.kind != "work_report":
            continue
        lines = [
            (match.start(), match[0]) for match in _LINE.finditer(text, report.start, report.end)
        ]
        inside = [one for one in marked if report.start <= one[0] < report.end]
        said = [(at, _of_heading(words)) for at, words in sorted({*lines, *inside})]
        cues = _AHEAD_FROM.finditer(text, report.start, report.end)
        said = sorted([*said, *((match.start(), "target") for match in cues)])
        found += [(report.start, ""), *((at, look) for at, look in said if look), (report.end, "")]
    return found


def of_report(report: Report | None) -> str:
    return "" if report is None else _of_title(report.title or "")


def _is_past(before: str, after: str) -> bool:
    """过去五年, 五年来."""
    return after.startswith(("来", "以来", "间")) or before.endswith(("过去", "过去的"))


def _of_title(title: str) -> str:
    return "target" if _RULES.search(title) else ""


def _of_heading(heading: str) -> str:
    ahead, behind = _AHEAD.search(heading), _BEHIND.search(heading)
    if ahead and not behind:
        return "target"
    return "fact" if behind and not ahead else ""


def modality(
    before: str,
    clause: int,
    after: str,
    *,
    limit: bool,
    outlook: str,
    kind: str,
    year: str = "",
    reviewed: bool = False,
    past: bool = False,
) -> str:
    """The modality of a number: words near it first, then its section.

    before: the sentence up to the number; clause: where its clause begins; after: what follows;
    outlook: that of its section; year: of the report, where it is known; reviewed: whether it
    stands in a work report's account of the year behind; past: whether its period is over.

    >>> modality("会期不超过", 0, "。", limit=True, outlook="", kind="duration")
    'target'
    >>> modality("已办结", 0, "。", limit=False, outlook="target", kind="count")
    'fact'
    """
    if kind == "duration" and (_PLAN_NAME.match(after) or _EVERY.search(before)):
        return "target"
    if (reviewed and not _TO_COME.search(before, clause)) or _STANDING.match(after):
        return "fact"
    if (_RULE_FOR.match(before, clause) and _RULE_ENDS.match(after)) or _RULE_SAYS.match(after):
        return "target"
    if "”" in before:
        clause_words = _QUOTED.sub("", before[clause:])  # “必须有” says what is called so
        before = before[:clause] + clause_words
    if past or _FACT.search(before, clause) or (kind == "duration" and _is_past(before, after)):
        return "fact"
    asked = _TARGET.search(before, clause) or _WILL.match(before, clause)
    ruled = limit and _RULED.search(before, clause)
    ahead = outlook != "fact" and (limit or _is_dated_ahead(before, year))
    return "target" if asked or ruled or ahead or outlook == "target" else "fact"


def looks_ahead(before: str) -> bool:
    """Whether a sentence says that what it counts is to come: 主要预期目标是, 计划到.

    >>> looks_ahead("今年的主要预期目标是：产值增长"), looks_ahead("模拟演练")
    (True, False)
    """
    return _TARGET_OF_SENTENCE.search(before) is not None


def _is_dated_ahead(before: str, year: str) -> bool:
    """到2027年, …: a year to come, unless the report is of that year or later."""
    match = _BY_YEAR.search(before)
    return match is not None and not (match["year"] and year and match["year"] <= year)

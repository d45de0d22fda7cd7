"""How a number is meant: as so, as to be reached, as a bound, as the case that a rule is for.

The words that tell stand in lexicon ``modality``; where none is near, the section tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit import lexicon
from toolkit.extract.model import Report, Section
from toolkit.extract.numbers.patterns import either, of_rows

_ROWS = lexicon.table("modality")
LEADS = {row["word"]: row for row in _ROWS if row["reach"].startswith("verb")}  # 拟, 要 + a verb


def _pattern(reach: Sequence[str], **wanted: str) -> re.Pattern[str]:
    rows = [
        {**row, "not_after": row["not_after"] + "较比同与从由"}
        for row in _ROWS
        if row["reach"] in reach and all(row[name] == value for name, value in wanted.items())
    ]
    return re.compile(of_rows(rows))


_NEAR = ("clause", "sentence")
_TARGET = _pattern(_NEAR, modality="target")
AHEAD = _pattern(["sentence"], modality="target")  # 主要预期目标是, 计划到: to the sentence's end
_FACT = _pattern(_NEAR, modality="fact")
EXPECTED = _pattern(_NEAR, stance="estimate")
_LIMIT = _pattern([*_NEAR, "verb clause"], stance="limit")
_AHEAD, _BEHIND = (
    re.compile(either(row["word"] for row in lexicon.table("outlooks") if row["outlook"] == look))
    for look in ("target", "fact")
)
_OF_YEAR = re.compile(r"20\d\d年[^，。]{0,12}(?:工作|任务|目标|打算|安排)$")
_RULES = re.compile(
    "(?:(?<!反馈)(?<!审查)(?<!审计)意见|方案|计划|规划|纲要|措施|条例|办法|规定|要点|细则|准则|标准|法|制度|规程|指引)(?:[(（].{1,12}[)）])?$"
)
_TO_COME = re.compile("新的(?:一年|$)|今后|未来|明年|下一步|要(?=着力|大力|抓|做)")
_STANDING = re.compile("[余多]?(?:中国人|各族人民|人民)")  # 14亿多中国人
_PLAN_NAME = re.compile(r"[^，。；、,;\n]{0,4}(?:行动|计划|规划|攻坚|方案)")
_BY_YEAR = re.compile(
    r"(?:^|[。；，,])(?:力争|确保|争取|计划)?到“?(?:(?P<year>20\d\d)年|十[四五六七]五)[底末]?"
)
_QUOTED = re.compile("“[^“”]{1,12}”")
_EVERY = re.compile("(?:机制|制度|建立|实行|定期)[^。；]{0,24}每$")
_RULED = re.compile("规定|要求|每[人月年周季天次场]")

# The case that a rule is for: 对连续两年不达标的, 年满60周岁的老人可以.
_CASE = re.compile("(?:对于?|凡是?|如果?|若|逾期|连续|涉及|超过|未)")
_HAS_TO = "(?:须|必须|应当|不得|一律|通报|倒查|问责|责令|予以|给予|可以?(?=[申享按由以])|享受|实行)"
_CASE_ENDS = re.compile("[^，。；,;]{0,20}的[，,]")
_CASE_SAYS = re.compile(rf"[^，。；,;]{{0,6}}的[^，。；,;]{{0,8}}?[，,]?{_HAS_TO}")
_CASE_BEFORE = re.compile(
    r"(?:^|[。；])(?:对|凡|如|若|逾期|到期|未)[^，。；]{2,30}的[，,][^。；]*$"
)
_OWED = ("percent", "money", "duration")

# A bound that tells which things are meant: 5亿元以上项目, 涉及资金超5亿元的项目.
_BOUND = "(?:[(（]含[)）])?(?:及?以[上下]|以内|之内|内)?"
_AGE = re.compile("年龄(?:应?在|须?在|为|要求)?$")
_BOUND_ENDS = re.compile(rf"{_BOUND}(?:[(（]|[，。；、]|$)")
_OF_NOUN = re.compile(
    rf"{_BOUND}(?:的(?![，。；、])|(?<=[上下])(?=[\u4e00-\u9fff])(?!的|为|占|达|增|减|等|和|与|及)|(?:重大|工业|产业)*(?:项目|工程|企业))"
)
_AMOUNTS = re.compile(
    rf"{_BOUND}的?[^，。；的]{{0,4}}(?:资金|投资|补贴|补助|贷款|收入|产值|时间|奖励|罚款|税|费|用地|面积|产能|目标|任务)"
)
_RATE = re.compile(
    "(?:[率比数量度额]|增速|收入|面积)(?:超过?|低于|高于|大于|小于|达到?|不足|不低于|不超过)?$"
)

# A target told again in the account of a year: 没有实现降低4%左右的目标.
_AIM_AFTER = re.compile("[^，。；]{0,40}?[的等][^，。；]{0,8}目标(?!是|为)")
_AIM_BEFORE = re.compile(
    "(?:年初|原定|既定|确定|预期)[^，。；]{0,12}目标(?:值|数)?[为是]?[^，。；]{0,12}$"
)
_TOLD_AGAIN = re.compile("完成|实现|年初|[高低好]于|超[过出]|落空|差")
_SET = re.compile("提出|明确|确定|设定|制定")
_MISSED = re.compile("年初|去年|上年|没有|未能?|完成了|当年")


class Said(NamedTuple):
    """What is said around a number. before: the sentence up to it; clause: where its clause begins.

    limit: whether its comparator is one that rules set; asked: whether a word that leads to a verb
    (要, 应) says that it is to be; expected: whether its sentence says so (预计); outlook: of its section ("target",
    "fact" or ""); year: of the report; reviewed: whether it stands in a work report's account of
    the year behind; past: whether its period is over.
    """

    before: str
    clause: int
    after: str
    kind: str
    unit: str = ""
    comparator: str = "eq"
    change: str = "none"
    limit: bool = False
    asked: bool = False
    expected: bool = False
    outlook: str = ""
    year: str = ""
    reviewed: bool = False
    past: bool = False


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


def of_report(report: Report | None) -> str:
    """The outlook of a report whose title names a plan or a rule."""
    return "target" if report is not None and _RULES.search(report.title or "") else ""


def _of_heading(heading: str) -> str:
    ahead, behind = _AHEAD.search(heading) or _OF_YEAR.search(heading), _BEHIND.search(heading)
    if ahead and not behind:
        return "target"
    return "fact" if behind and not ahead else ""


def standing(said: Said) -> tuple[str, str]:
    """The modality and the stance of a number: words near it first, then its section.

    >>> standing(Said("会期不超过", 0, "。", "duration", comparator="le", limit=True))
    ('target', 'limit')
    >>> standing(Said("已办结", 0, "。", "count", outlook="target"))
    ('fact', 'stated')
    >>> standing(Said("对连续", 0, "不达标的，予以通报", "duration"))
    ('target', 'condition')
    >>> standing(Said("引进", 0, "以上项目9个", "money", comparator="ge"))
    ('fact', 'threshold')
    """
    if said.kind == "duration" and _PLAN_NAME.match(said.after):
        return "target", "plan_name"
    if _is_told_again(said):
        return "target", "past_target"
    age, case = _is_age_asked(said), _is_case(said)
    modality = "target" if age or case or _is_target(said) else "fact"
    if age or _tells_which(said):
        return modality, "threshold"
    return modality, "condition" if case else _plain_stance(said, modality)


def _plain_stance(said: Said, modality: str) -> str:
    if said.expected and _FACT.search(said.before, said.clause) is None:
        return "estimate"
    owed = said.limit and said.change != "by"
    ruled = _LIMIT.search(said.before, said.clause) or _CASE_BEFORE.search(said.before)
    return "stated" if modality == "fact" else "limit" if owed or ruled else "goal"


def _is_target(said: Said) -> bool:
    """Whether words near a number ask for it or, where none speak of a fact, its section does."""
    before, clause = said.before, said.clause
    if said.kind == "duration" and _EVERY.search(before):
        return True
    if said.reviewed and not _TO_COME.search(before, clause):
        return False
    if "”" in before:  # “必须有” says what is called so
        before = before[:clause] + _QUOTED.sub("", before[clause:])
    if _is_fact(said, before):
        return False
    limit = said.limit and said.change != "to"
    ahead = said.outlook != "fact" and (limit or _is_dated_ahead(before, said.year))
    return ahead or said.outlook == "target" or _is_asked(said, before)


def _is_fact(said: Said, before: str) -> bool:
    """75周年, 14亿多中国人, 已办结9件, 过去五年, 五年来."""
    behind = said.after.startswith(("来", "以来", "间")) or before.endswith(("过去", "过去的"))
    always = said.unit == "周年" or _STANDING.match(said.after) is not None
    past = said.past or _FACT.search(before, said.clause) is not None
    return always or past or (said.kind == "duration" and behind)


def _is_asked(said: Said, before: str) -> bool:
    ruled = said.limit and _RULED.search(before, said.clause)
    asked = _TARGET.search(before, said.clause)
    aimed = "目标" in said.after and _AIM_AFTER.match(said.after) and _SET.search(before)
    owed = said.kind in _OWED and _CASE_BEFORE.search(before)
    return said.asked or bool(ruled or asked or aimed or owed)


def _is_dated_ahead(before: str, year: str) -> bool:
    """到2027年, …: a year to come, unless the report is of that year or later."""
    match = _BY_YEAR.search(before)
    return match is not None and not (match["year"] and year and match["year"] <= year)


def _is_case(said: Said) -> bool:
    opened = _CASE.match(said.before, said.clause)
    if opened and opened[0] != "连续" and said.before.endswith("连续"):
        return True  # 对连续两年获奖的单位
    return bool((opened and _CASE_ENDS.match(said.after)) or _CASE_SAYS.match(said.after))


def _is_age_asked(said: Said) -> bool:
    """年龄在35周岁以下。"""
    asked = said.comparator in ("ge", "le") and _AGE.search(said.before) is not None
    return asked and _BOUND_ENDS.match(said.after) is not None


def _tells_which(said: Said) -> bool:
    """Whether a bound describes the things that a noun behind it names."""
    if said.comparator in ("eq", "approx") or not _OF_NOUN.match(said.after):
        return False
    if said.kind in ("count", "percent", "rate", "number"):
        return _RATE.search(said.before) is not None
    return _AMOUNTS.match(said.after) is None


def _is_told_again(said: Said) -> bool:
    here = said.before[said.clause :]
    if "目标" not in here and "目标" not in said.after:
        return False
    aim = _AIM_AFTER.match(said.after)
    told = aim and (_TOLD_AGAIN.search(here) or _TOLD_AGAIN.search(said.after, aim.end()))
    if told or _AIM_BEFORE.search(here):
        return said.outlook != "target" or _MISSED.search(here) is not None
    return False

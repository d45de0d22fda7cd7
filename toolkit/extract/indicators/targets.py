"""Targets set in words alone: 与经济增长同步, 保持基本平衡, 完成国家下达任务."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SYNC = r"(?:[与和同跟]|保持[与和同])[^，。；、与和同跟]{2,16}?(?:增长|增速|发展|提高)?(?:[^，。；、]{0,4})(?P<sync>基本)?(?:保持)?(?P<sync2>基本)?(?:同步(?:增长|提高)?|衔接|一致|相?匹配|相适应)"
_ABOVE = r"(?P<above>(?:略|明显|继续)?(?:达到(?=全[国省])|高于|快于|不低于|好于|优于|超过|跑赢))[^，。；、\d]{2,18}?(?:平均水平|平均|水平|增速|增长|增幅|速度|全国|全省|目标)(?=[，。；、\s]|$)"
_KEEP_ABOVE = r"(?P<keep>保持在|不低于)[^，。；、\d]{2,16}以上"
_WITHIN = r"(?P<within>控制在)[^，。；、\d]{2,16}(?:范围|以?内|之内|水平)+"
_STATE = r"(?:继续)?(?:保持)?(?:总体|大体|基本)?(?<!不)(?:稳定|平衡|平稳|持平)(?:态势|增长)?(?!在)|(?:保持|运行)在合理区间|(?:得到|有所|进一步|明显|持续|继续)(?:改善|提高|提升|优化)"
_GROW = r"(?:实现)?(?:正增长|稳步较快增长|稳步增长|平稳增长|持续增长|较快增长|稳定增长|合理增长|适度增长|稳中有[进升增]|(?:促稳|稳量|稳中|稳规模|保稳)(?:提质|优结构|提升))|翻[一两]番|保持(?:较快|稳定|平稳|合理|适度|持续|稳步)增长|稳步提[高升]|持续提[高升]|(?:进一步|持续|继续|稳步|逐步|不断)(?:下降|减少|增加|扩大|增长|回升)|由[负降]转[平正升增]|扭负为正|止跌回升|回稳向好|稳中向好|量稳质升|再创新高"
_DONE = r"(?:不折不扣|按照?[^，。；]{0,8}?要求|全面|如期|按[期时]|按进度)*(?:完成|达到|实现)[^，。；\d]{0,34}(?:任务|目标|要求|指标|计划)(?:任务|要求)?|(?:不折不扣|按照?[^，。；]{0,8}?要求)完成"
_NONE = r"(?:没有|不再|不|未)(?:提出|设定?)[^，。；]{0,10}具体[^，。；]{0,6}目标|没有提出[^，。；]{0,14}目标"
PREDICATE = re.compile(
    rf"(?P<none>{_NONE})|(?P<synced>{_SYNC})|(?P<kept>{_KEEP_ABOVE})|(?P<bounded>{_WITHIN})|(?P<compared>{_ABOVE})|(?P<done>{_DONE})|(?P<grown>{_GROW})|(?P<state>{_STATE})"
)
# What every predicate has: most clauses are seen off here at little cost.
_MAY_BE = re.compile(
    "控制在|由[负降]转|为正|回升|向好|质升|增加|扩大|同步|衔接|一致|匹配|相适应|于|超过|优于|跑赢|达到全|以上|稳定|平衡|平稳|持平|合理区间|改善|提高|提升|优化|增长|提质|结构|有[进升增]|番|提高|下降|减少|新高|任务|目标|要求|指标|计划|完成"
)
_CLAUSE = re.compile(r"[^，；。：\n,;:]+")


@dataclass(frozen=True, slots=True)
class InWords:
    """A predicate without a number, and the words in front of it in its clause."""

    start: int
    end: int
    subject_start: int
    kind: str
    comparator: str | None
    direction: str


def find_words(text: str, low: int, high: int) -> Iterator[InWords]:
    """The predicates of every clause between two places, with what they are said of."""
    for clause in _CLAUSE.finditer(text, low, high):
        if _MAY_BE.search(text, *clause.span()) is None:
            continue
        begins = clause.start()
        for match in PREDICATE.finditer(text, clause.start(), clause.end()):
            yield _made(match, begins)
            begins = match.end() + (text[match.end() : match.end() + 1] == "、")


def _made(match: re.Match[str], begins: int) -> InWords:
    kind = match.lastgroup or ""
    names = {name for name, value in match.groupdict().items() if value}
    kind = next(
        one
        for one in ("none", "synced", "kept", "bounded", "compared", "done", "grown", "state")
        if one in names
    )
    comparator = None
    if kind == "synced":
        comparator = "approx" if "基本" in match[0] else "eq" if "同步" in match[0] else None
    elif kind == "kept":
        comparator = "ge"
    elif kind == "compared":
        above = match["above"]
        comparator = "ge" if "不低于" in above else None if "达到" in above else "gt"
    direction = "none"
    if kind == "grown":
        direction = "decrease" if re.search("下降|减少", match[0]) else "increase"
        direction = "none" if re.search("提质|优结构|质升|向好|转平", match[0]) else direction
    return InWords(*match.span(), begins, kind, comparator, direction)

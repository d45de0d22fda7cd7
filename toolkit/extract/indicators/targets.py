"""Targets set in words alone: 与经济增长同步, 保持基本平衡, 完成国家下达任务."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

_SYNC = r"(?:[与和同跟]|保持[与和同])[^，。；、与和同跟]{2,16}?(?:增长|增速|发展|提高)?(?:[^，。；、]{0,4})(?P<sync>基本)?(?:保持)?(?P<sync2>基本)?(?:同步(?:增长|提高)?|衔接|一致|相?匹配|相适应)"
_ABOVE = r"(?P<above>(?:略|明显|继续)?(?:达到(?=全[国省])|高于|快于|不低于|好于|优于|超过|跑赢))[^，。；、\d]{2,18}?(?:平均水平|平均|水平|增速|增长|增幅|速度|全国|全省|目标)(?=[，。；、\s]|$)"
_KEEP_ABOVE = r"(?P<keep>保持在|不低于)[^，。；、\d]{2,16}以上"
_WITHIN = r"(?P<within>控制在)[^，。；、\d]{2,16}(?:范围|以?内|之内|水平)+"
_BETTER = r"(?:得到|有所|进一步|明显|显著|持续|继续|不断|稳[定步])(?:改善|提高|提升|优化)"
_STATE = rf"{_BETTER}|(?:继续)?(?:保持)?(?:总体|大体|基本)?(?<!不)(?:稳定|平衡|平稳|持平)(?:态势|增长)?(?!在)|(?:保持|运行)在合理区间|保持(?:上年|去年)水平|(?:继续)?保持在?[^，。；、\d高快]{{0,10}}(?:[一流先进领合理]{{2}}水平|首位|前列|第一|领先)|[与和同](?:上年|去年)(?:基本|大体)?持平"
_GROWN = {row["word"]: row["direction"] for row in lexicon.table("growth_words")}
_PARTS = {
    part: either(row["word"] for row in lexicon.table("growth_words") if row["part"] == part)
    for part in ("whole", "how", "moves")
}
_MOVES = f"{_PARTS['whole']}|{_PARTS['how']}{{1,3}}{_PARTS['moves']}"
_GROW = f"(?:实现|保持)?(?:{_MOVES})"
_DONE = r"(?:不折不扣|按照?[^，。；]{0,8}?要求|全面|如期|按[期时]|按进度)*(?:完成|达到|实现)[^，。；\d]{0,34}(?:任务|目标|要求|指标|计划)(?:任务|要求)?|(?:完成|控制在)(?:国家|[省市州]|上级)[^，。；\d]{0,6}下达(?:的?范围[之以]?内)?|(?:不折不扣|按照?[^，。；]{0,8}?要求)完成"
_NONE = r"(?:没有|不再|不|未)(?:提出|设定?)[^，。；]{0,10}具体[^，。；]{0,6}目标|没有提出[^，。；]{0,14}目标"
_OPENS = "没不未与和同跟保控略明继达高快好优超跑按全如完实得有进显持稳总大基平运"
PREDICATE = re.compile(  # all begin with one of these: most places are passed over at little cost
    rf"(?=[{_OPENS}{''.join(word[0] for word in _GROWN)}])"
    rf"(?:(?P<none>{_NONE})|(?P<synced>{_SYNC})|(?P<kept>{_KEEP_ABOVE})|(?P<bounded>{_WITHIN})|(?P<compared>{_ABOVE})|(?P<done>{_DONE})|(?P<grown>{_GROW})|(?P<state>{_STATE}))"
)
# What every predicate has: most clauses are seen off here at little cost.
_HAS = "去年 上年 控制在 同步 衔接 一致 匹配 相适应 于 超过 跑赢 达到全 以上 稳定 平衡 平稳 持平 合理 一流 先进 首位 前列 第一 领先 改善 提高 提升 优化 任务 目标 要求 指标 计划 完成 下达"
_MAY_BE = re.compile(either([*_HAS.split(), *_GROWN]))
_CLAUSE = re.compile(r"[^，；。：\n,;:]+")
_KINDS = ("none", "synced", "kept", "bounded", "compared", "done", "grown", "state")


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
    names = {name for name, value in match.groupdict().items() if value}
    kind = next(one for one in _KINDS if one in names)
    comparator, direction = None, "none"
    if kind == "synced":
        comparator = "approx" if "基本" in match[0] else "eq" if "同步" in match[0] else None
    elif kind == "kept":
        comparator = "ge"
    elif kind == "compared":
        above = match["above"]
        comparator = "ge" if "不低于" in above else None if "达到" in above else "gt"
    elif kind == "grown":
        direction = next(way for word, way in _GROWN.items() if match[0].endswith(word))
    return InWords(*match.span(), begins, kind, comparator, direction)

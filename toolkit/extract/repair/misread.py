"""Characters that a scanner took for others, where the text around leaves no doubt.

较去年增长15%o2.推行…   。 read as o
较前三季度增长45陶部分  % read as a Han
图书数量巳500册         ≥ read as 巳
依托”互联网+监管”平台   the first quote turned round
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from toolkit import lexicon
from toolkit.extract.repair.quotes import inner_quotes, turned_quotes
from toolkit.extract.text import Edit

_HAN = "\u4e00-\u9fff"
_ITEM = r"\d{1,2} ?[.．、](?!\d)"  # the number of an item
_HEADING = r"[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
_NEXT = rf"[{_HAN}“‘（(《]|{_ITEM}|[ \t\u3000]*(?:[\r\n]|\Z)"  # what begins anew, or nothing

# 。 read as o, O or 0: behind a percent sign or a closing mark, where no letter can stand.
_STOP = re.compile(
    rf"[oOｏＯ](?:(?<=[%％)）”’》].)(?={_NEXT})|(?<=[{_HAN}].)(?={_ITEM}[ ]?[{_HAN}“]|{_HEADING}))"
)
_STOP_ZERO = re.compile(rf"[%％](?P<zero>0)(?={_NEXT})")
# % read as letters.
_PERCENT_LETTERS = re.compile(r"[0-9] ?(?P<sign>[oO][/／][oO0]|0[/／][oO])(?![0-9A-Za-z])")
# % read as a Han: behind the number of a share, or of a change that is compared with something.
_PERCENT_CONTEXT = re.compile(
    r"""(?:
      (?:占比|比重|比例|率|增幅|降幅|增速|跌幅|涨幅)[^\d\s。，,；;：:]{0,4}
    | (?:同比|环比|较|比)[^\d。；;\r\n]{0,16}
      (?:增长|增加|下降|减少|上升|降低|提升|提高|压缩|压减|精简|回落|下滑|缩短|缩减)[了近约超达到]{0,3}
    | (?:增长|下降|上升|下滑|回落)[了近约超达到]{0,3}
    )\d{1,3}(?:\.\d{1,2})?\Z""",
    re.X,
)
_CONTEXT = 48  # characters before a sign that may hold it
# Han that may stand behind a bare number: its measure word, or the beginning of what follows.
_MAY_FOLLOW = frozenset(
    "个只条头匹张座幢栋间所家户口人名位员级届期批次回趟遍番场阵顿餐台辆架艘列部本册卷篇章节页行句字段首幅件套"
    "身双对副把支枝杆根株棵朵片块粒颗滴团堆捆束串排队组班伙帮群类种样项款桩宗起例处站层道门扇堵面枚包袋箱桶罐瓶"
    "杯碗盘壶盒匣筐篓车船亩顷公吨斤克两钱升斗石米尺寸丈里厘毫分秒时刻天日周旬月季年岁代世元角毛圆倍成折点度号瓦"
    "伏安赫卡焦帕井孔眼窝丛畦垄平立方千万亿百十余多来几"
    "的了以左上下和与及或并且而但其中较比同至到为占达超近约高低增减升降提累去今全各该此这那已未将正仍还也都又再就则"
    "因由从在对向被让使按经据后前内外有无不没可能要需应当如若是即共总均每"
)
_AT_LEAST = re.compile(r"(?<![子丑寅卯辰午未申酉戌亥甲乙丙丁戊己庚辛壬癸])巳(?=\d)")
# 0 read as a letter inside a number, or at its end before a unit.
_ZERO = re.compile(r"[0-9][oOｏＯ][0-9oOｏＯ]{0,6}(?=[年月日%％‰个名件份项次人元万亿余多])")
# 〇 read as a small letter in a year in words.
_YEAR_ZERO = re.compile(r"[一二][〇零○OＯoｏ一二三四五六七八九]{3}(?= ?年)")
_LETTER_BEFORE = re.compile(r"[A-Za-z.][0-9]*\Z")


def misread(text: str) -> Iterator[Edit]:
    """All characters that were certainly misread."""
    for match in _STOP.finditer(text):
        yield _edit(match.start(), match.end(), "。")
    for match in _STOP_ZERO.finditer(text):
        yield _edit(match.start("zero"), match.end(), "。")
    for match in _PERCENT_LETTERS.finditer(text) if "/" in text or "／" in text else ():
        yield _edit(match.start("sign"), match.end("sign"), "%")
    yield from _percent_as_han(text)
    for match in _AT_LEAST.finditer(text) if "巳" in text else ():
        yield _edit(match.start(), match.end(), "≥")
    for match in _ZERO.finditer(text):
        if not _LETTER_BEFORE.search(text, max(0, match.start() - 8), match.start()):
            for at, char in enumerate(match[0], match.start()):
                if char in "oOｏＯ":
                    yield _edit(at, at + 1, "0")
    for match in _YEAR_ZERO.finditer(text):
        for at, char in enumerate(match[0], match.start()):
            if char in "oｏ":
                yield _edit(at, at + 1, "〇")
    for at, quote in (*turned_quotes(text), *inner_quotes(text)):
        yield _edit(at, at + 1, quote)


def _edit(start: int, end: int, after: str) -> Edit:
    return Edit(start, end, after, "misread_character")


@cache
def _strange() -> re.Pattern[str]:
    """A digit with a Han behind it that is no measure word and begins no clause."""
    measures = {row["word"][0] for row in lexicon.table("measure_words")}
    known = "".join(
        sorted(_MAY_FOLLOW | {char for char in measures if "\u4e00" <= char <= "\u9fff"})
    )
    return re.compile(rf"[0-9](?P<sign>(?![{known}])[{_HAN}])")


def _percent_as_han(text: str) -> Iterator[Edit]:
    """A lone Han behind the number of a share that is no measure word and begins no clause."""
    found = [
        match
        for match in _strange().finditer(text)
        if _PERCENT_CONTEXT.search(text, max(0, match.end() - _CONTEXT), match.start("sign"))
    ]
    counts = Counter(text) if found else Counter()
    signs = Counter(match["sign"] for match in found)
    for match in found:
        if counts[match["sign"]] == signs[match["sign"]]:
            yield _edit(match.start("sign"), match.end("sign"), "%")

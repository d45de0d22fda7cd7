"""Whether a numeral counts something where it stands.

Digits before a measure word always count. A Chinese 一 is mostly an article (一项工作), and seldom
a count (每季度一次, 一个月); what stands around it decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.numbers.numerals import DIGIT, MARK, TIMES, Number

_HAN = r"\u4e00-\u9fff"
_NOUNS = lexicon.table("counted_nouns")
POINTS_OF = tuple(row["word"] for row in _NOUNS if row["counted"] == "points")
_PEOPLE = tuple(row["word"] for row in _NOUNS if row["counted"] == "people")


@dataclass(slots=True)  # made for every number: a frozen one takes three times as long
class Quantity:
    start: int
    end: int
    number: Number
    unit: str
    kind: str
    readable: bool = True


_NOT_BEFORE_ONE = "这那哪每某另同任第唯惟后"
_ARTICLE_BEFORE = _NOT_BEFORE_ONE + "单统专上下首有是的一选办干成抓查批认做算"
_NEVER_ONE = frozenset([*"方任流路环步声头口号级代度大批些行道边发"])
_ALWAYS_ONE = frozenset([*"倍番成"])
_EACH = re.compile(
    rf"(?:每(?!一)[{_HAN}]{{1,4}}|人手|[减降增改缩压并]为|(?:不少于|不低于|至少|不超过|不多于|最多|仅|只)(?!的)[{_HAN}]{{0,2}})$"
)
_NEXT_COUNT = re.compile(rf"[{_HAN}]{{1,6}}[{DIGIT}]")
_SAME_UNIT = re.compile(rf"[^。！？\n]{{0,24}}?(?:[{DIGIT}]+|[两三四五六七八九十几数][{TIMES}]*)")
_PREDICATE = re.compile(
    r"(?:超过?|逾|近|约|达到?|为|至|到|是|突破|高于|低于|不足|不到|不少于|不低于|至少|共|总计|合计|过|[迈跨登]上|[≥≤><=于])$"
)
_POINTED_TO = ("以下", "以上", "如下", "下面", "这")
_ANOTHER_CLAUSE = ("这", "那", "而", "不是", "但")  # 这是五那是四
_NOT_BELOW = frozenset("辜担抱胜欺肩减正背自")  # 辜负, 减负
_CLOSING = (*"，。；、）)！;,.\n\r：", "")


def counts(text: str, start: int, stop: int, found: Quantity) -> bool:
    """Whether the number at start..stop counts. found: it and its unit."""
    wrote = text[start:stop]
    if found.number.redacted:
        return bool(found.unit) or wrote[-1] not in MARK + ")）]〕】" or "." in wrote
    if wrote[0].isdigit() or "分之" in wrote or any(map(str.isdigit, wrote)):
        return True
    if wrote in ("一", "零", "〇"):
        one = wrote == "一"
        return _one_counts(text, start, found) if one else _alone_on_line(text, start, stop)
    if found.number.vague:
        return bool(found.unit) or len(wrote) > 1
    if not found.unit:
        return _stands_alone(text, start, stop) or _counts_people(text, start, stop)
    bare_power = wrote.strip(TIMES) == "" and wrote != "十"  # 万元, 千人
    return not bare_power or predicated(text, start) or _is_size(text, found)


def _counts_people(text: str, start: int, stop: int) -> bool:
    """近千万家庭: a bare power of ten, led to by a word of amount."""
    return text.startswith(_PEOPLE, stop) and predicated(text, start)


def are_points(text: str, start: int, end: int) -> bool:
    """以下三点, 三点意见; 下午三点 is a time."""
    return text.startswith(POINTS_OF, end) or text.endswith(_POINTED_TO, 0, start)


def _is_size(text: str, found: Quantity) -> bool:
    """亿元以上项目, 万亿级产业."""
    return found.unit == "级" or text.startswith(("以上", "以下", "级"), found.end)


def _one_counts(text: str, start: int, found: Quantity) -> bool:
    unit, end, before = found.unit, found.end, text[start - 1 : start]
    if not unit or unit in _NEVER_ONE or text.startswith(unit[-1], end):  # 一方, 一天天
        return not unit and _alone_on_line(text, start, end)
    if found.kind == "duration":
        return not before or before not in _NOT_BEFORE_ONE
    if unit in _ALWAYS_ONE or _EACH.search(text, max(0, start - 8), start):
        return True
    ends_clause = text[end : end + 1] in _CLOSING  # 锦旗一面。
    after_noun = "\u4e00" <= before <= "\u9fff" and before not in _ARTICLE_BEFORE
    if ends_clause and (after_noun or not before.strip()):
        return True
    return _is_contrasted(text, end, unit, before)


def _is_contrasted(text: str, end: int, unit: str, before: str) -> bool:
    """一项检查5张表; 一张表格, … 几十张表格: one as against more."""
    if _NEXT_COUNT.match(text, end):
        return True
    same = _SAME_UNIT.match(text, end)
    if same is None or not text.startswith(unit, same.end()):
        return False
    return not before or before not in _ARTICLE_BEFORE


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """A Chinese number without a unit: 超百万, 一百五十二."""
    wrote, before = text[start:stop], text[start - 1 : start]
    below = before in ("负", "負") and text[start - 2 : start - 1] not in _NOT_BELOW
    if below or wrote[-1] in "余多" or _alone_on_line(text, start, stop):
        return True
    is_predicated = predicated(text, start)
    closed = not ("\u4e00" <= text[stop : stop + 1] <= "\u9fff") and text[stop : stop + 1] != "、"
    if len(wrote) == 1 and wrote not in TIMES:
        return is_predicated and (closed or text.startswith(_ANOTHER_CLAUSE, stop))
    if not (len(wrote) > 1 or is_predicated):
        return False
    if not any(char in TIMES or char == "点" for char in wrote):
        return False
    return closed and (is_predicated or not ("\u4e00" <= before <= "\u9fff"))


def predicated(text: str, start: int) -> bool:
    """Whether words that lead to an amount stand before a place: 达到, 超过, 共."""
    return _PREDICATE.search(text, max(0, start - 4), start) is not None


def _alone_on_line(text: str, start: int, stop: int) -> bool:
    return text[start - 1 : start] in ("", "\n") and text[stop : stop + 1] in ("", "\n", "\r")

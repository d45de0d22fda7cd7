"""Whether something rose or fell by or to an amount, and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

_ROWS = lexicon.table("change_words")
_DIRECTIONS = {row["word"]: row["direction"] for row in _ROWS}
_WITH_OBJECT = {row["word"]: row["object"] for row in _ROWS if row["object"] in ("yes", "measure")}
_HAN = r"\u4e00-\u9fff"
_NO_CHANGE_BEFORE = "不未没零负催推"


def _unnegated(words: Iterable[str]) -> str:
    """A pattern for words of change; a guard behind the word leaves the search its first letter."""
    words = list(words)
    return either(words, not_after=dict.fromkeys(words, _NO_CHANGE_BEFORE))


_OF_SHARES = {row["word"] for row in _ROWS if row["object"] == "share"}
_WORD = _unnegated(row["word"] for row in _ROWS if row["object"] != "to")
_WORD_TO = CHANGED = either(_DIRECTIONS)
_OBJECT_WORD = _unnegated(_WITH_OBJECT)
_LINKS = r"(?:率|比例|幅度|幅|速度|速|量)?(?:预期|目标)?(?:分别|平均|累计|仅|只|又|就|了|达到了?|达|为|是|在|保持在?|稳定在|控制在|[:：])*"
_BY = re.compile(rf"(?P<word>{_WORD}){_LINKS}$")
_TO = re.compile(rf"(?P<word>{_WORD_TO})(?:了)?(?:到了?|至|为|成)$")
_OBJECT = re.compile(
    rf"(?P<word>{_OBJECT_WORD})(?!值)了?(?P<object>[^，。；：,;:\n\d%]{{1,16}}?)(?P<to>到|至)?$"
)
_MORE = re.compile(
    rf"(?P<base>(?:比(?<![占同环对相]比)(?![例重如较照亚值率])|较(?<![比计相]较)(?![大多好快高低少小长]))[^，。；,\n]{{1,14}}?)(?:分别|累计|均|各|又|还|仍|已|共)*(?P<word>[多高快长大]|(?<!减)[少低慢短小])(?:出|了|出了)?[{_HAN}]{{0,4}}$"
)
_FEWER = re.compile(
    rf"(?:(?P<few>少)(?<![减缺不至多较稀最更]少)(?![数年量儿先有见于的则])[{_HAN}]{{1,7}}|多(?<![较更最至不]多)[开发跑填交报走召花用][{_HAN}]{{0,6}})$"
)
_ABOVE = re.compile(
    r"(?P<base>(?:(?P<word>[高快低慢])[于出]|(?P<past>超[过出]?|领先于?))[^，。；、,\n\d]{2,14})$"
)
_TIMES_OF = re.compile(r"(?:是|为|达到?|相当于)(?P<base>[^，。；、,\n]{2,16})的$")
_OF = re.compile(r"相当于(?P<base>(?:(?!比[例重率]|保持|达到)[^，。；、,\n]){2,16}?)的?$")
_SIGNED = re.compile(r"(?:同比|环比|[较比][^，。；、,\n]{2,8})[+＋]$")
_ON = re.compile("(?:同时|并|也|已|则|总[量额数]|规模|均|又|再)?(?:达到?|突破|超过|升?至|增至)了?$")
_OTHER_VERB = re.compile(
    "召开|开展|举办|建成|建设|实施|落实|完成|投入|争取|发放|办理|打造|组织(?!排)|(?<!通)达到?|超过|为|后|并|，|的$|由|从|占"
)

BECOMES = re.compile(  # (由7种)扩大到(15种): what a number turned into follows
    rf"(?:左右|以上|多)?(?:的[^，。；]{{0,12}})?(?:又|再|已)?(?:{_WORD_TO}|升|降|增|减|提|上|下|压|缩|扩|改|变|转|整合|合并)[^，。；\d]{{0,4}}?[至到为成]|[到至]"
)
_NOUN_ON_LIST = re.compile(
    rf"(?:、(?:[{_HAN}“”A-Za-z]{{2,16}})|[，,](?!再|其中|累计|共|全|已|现|新|总|合|改|扩)[{_HAN}]{{2,4}}(?<![有共占达为增减升降加数量额建改]))"
)
_BUILT = re.compile(
    "[，、](?:新|改|扩|累计|建|培|引|实施|整治|治理|完善)|[，、].{0,2}"
    + either(row["word"] for row in lexicon.table("counted_verbs") if row["where"] == "anywhere")
    + "|.*(?:推进|稳定|保持|转移)"
)

_TIME = rf"(?:去年|上年|前年|往年|以往|年初|年底|上月|上季度|同期|之前|此前|过去|整改前|改革前|[{_HAN}]{{0,4}}\d{{4}} ?年|[xX*]{{2,4}}年|上一?年度?|前[一二三]季度|上届|“?十[一二三四]?五”?)[底末初]?(?:同期|同月|期间)?(?:水平|均值|平均数?)?"
_ADVERBS = "(?:总体|平均|大幅度?|分别|累计|净|又|再|就|要|将|可|已|明显|有所|实际|整体|共|年均|同步|直接|减负|相应|持续|合计|提前|均|各|显著|略|稍|仅|只|增长速度|增速|同口径)*"
_BASE = re.compile(
    rf".*(?P<base>同比|环比|(?<![占同环对入本配正反可])(?:相)?(?:较|比)(?:于)?(?![由从好大为多高低快强弱重例如值率照亚较])[^，。；、,;\n]{{1,18}}?|(?:(?:与|同|和|跟|较|相较于?)[^，。；、,\n]{{2,16}}相比|在[^，。；、,\n]{{2,16}}基础上)[，,]?){_ADVERBS}$",
    re.S,
)
_BASE_THEN = re.compile(
    rf".*(?P<base>同比|(?:相?较于?|比(?![重例率值])|与|同|和){_TIME}(?:相比|比)?|与[^，。；、,\n]{{2,16}}相比|在[^，。；、,\n]{{2,16}}基础上)[，,]?[^，。；,;\n]{{0,20}}$",
    re.S,
)
_WITH = re.compile(rf"[与同和跟]{_TIME}$")  # 与上年|同比
_FROM = re.compile(r"[从由](?P<what>[^，。；、,;\n]{2,24})$")
_DATED = re.compile(r"(?<!每)年|[上去前]年|(?<!每)月")
_NOW = re.compile(
    r"(?:\d{4}年|[xX*]{2,4}年|今年|去年|上年|目前|现在)[底末初]?的$|(?<=[至到])(?:\d{4}|[上去今]) ?年[底末初]?$|(?<=[至到为])(?:每[周月年天季人户亩]){1,2}$"
)
_NOW_ENDS = frozenset("的年底末初周月天季人户亩")
_REACH = 48


@dataclass(frozen=True, slots=True)
class Change:
    direction: str = "none"
    change: str = "none"
    baseline: str | None = None
    start: int = -1  # where the words of the change begin in the words before the number
    object_start: int = -1  # where what changed begins, if it stands between them and the number


_THINGS = ("count", "length", "area")  # 提升点位500个, 改造提升道路20公里 raise nothing
_MEASURES = ("面积", "里程", "规模", "长度", "范围", "能力")
NONE = Change()
_MORE_WORDS = "多高快长大"
# One of these stands in every word of change or comparison.
_CHANGING = frozenset(word[0] for word in _DIRECTIONS) | frozenset("比较少多")


def change_before(before: str, clause: int, unit: str, kind: str) -> Change:
    """What the words before an amount say about it.

    before: the sentence up to the amount or its comparator; clause: where its clause begins.

    >>> change_before("发文数量较去年同期下降", 0, "%", "percent")
    Change(direction='decrease', change='by', baseline='较去年同期', start=9, object_start=-1)
    >>> change_before("平均年龄降至", 0, "岁", "age").change
    'to'
    """
    here = before[max(clause, len(before) - _REACH) :]
    shift = len(before) - len(here)
    if beside := _set_beside(before, shift, here, unit):
        return beside
    if _CHANGING.isdisjoint(here):
        return NONE
    if here[-1] in _NOW_ENDS:
        here = _NOW.sub("", here)
    said = _said(before, shift, here, kind) or _compared(before, shift, here)
    return said or _with_object(before, shift, here, kind) or NONE


def _set_beside(before: str, shift: int, here: str, unit: str) -> Change | None:
    """是上年的2.5倍, 快于经济增速1.1个百分点, 环比+1.5%: what a number is measured by."""
    if unit in ("%", "倍", "番", "") and (of := (_TIMES_OF if unit == "倍" else _OF).search(here)):
        return Change(baseline=of["base"], start=shift + of.start())
    points = unit in ("个百分点", "百分点")
    above = _ABOVE.search(here) if points or unit in ("%", "倍") or "超出" in here else None
    if above and (points or above["word"] or above["past"] == "超出"):
        less = above["word"] in ("低", "慢")
        direction = "decrease" if less else "increase"
        return Change(direction, "by", above["base"], shift + above.start())
    if _SIGNED.search(here):
        start = shift + len(here) - 1
        return Change("increase", "by", baseline_before(before, start), start)
    return None


def _said(before: str, shift: int, here: str, kind: str) -> Change | None:
    """The word of change stands right before the amount."""
    if match := _TO.search(here):
        return _made(before, shift, match, "to")
    match = _BY.search(here)
    if match is None or (kind == "duration" and len(match["word"]) == 1):  # 倍增三年行动
        return None
    if match["word"] in _OF_SHARES and kind != "percent":
        return None
    return _made(before, shift, match, "by")


def _compared(before: str, shift: int, here: str) -> Change | None:
    """比往年多走访3户, 少开2次: more or less than something."""
    if match := _MORE.search(here):
        behind = match.end("word") if match.end("word") + 2 <= len(here) else -shift - 1
        direction = "increase" if match["word"] in _MORE_WORDS else "decrease"
        return Change(direction, "by", match["base"], shift + match.start(), shift + behind)
    match = _FEWER.search(here)
    if match is None:
        return None
    start = shift + match.start()
    way = "decrease" if match["few"] else "increase"
    return Change(way, "by", baseline_before(before, start), start)


def _with_object(before: str, shift: int, here: str, kind: str) -> Change | None:
    """精简文件45份: what changed stands between the word and the amount."""
    match = _OBJECT.search(here.removesuffix("的") if kind == "percent" else here)
    if match is None or _OTHER_VERB.search(match["object"]) or "占" in here[: match.start()]:
        return None
    measured = kind not in _THINGS or match["object"].endswith(_MEASURES)
    if not measured and _WITH_OBJECT[match["word"]] == "measure":
        return None
    change = _made(before, shift, match, "to" if match["to"] else "by")
    return replace(change, object_start=shift + match.start("object"))


def _made(before: str, shift: int, match: re.Match[str], change: str) -> Change:
    start = shift + match.start("word")
    if _DIRECTIONS[match["word"]] == "none":
        return NONE  # 自然增长率 names a level
    return Change(_DIRECTIONS[match["word"]], change, baseline_before(before, start), start)


def baseline_before(before: str, start: int) -> str | None:
    """The words of what is compared with, in front of the words of a change."""
    here = before[max(0, start - _REACH) : start]
    match = _BASE.match(here) or _BASE_THEN.match(here)
    if match is not None:
        with_what = (
            _WITH.search(here, 0, match.start("base")) if match["base"][1:] == "比" else None
        )
        return (with_what[0] if with_what else "") + match["base"].rstrip("，,")
    origin = _FROM.search(here)
    return origin[0] if origin and _DATED.search(origin["what"]) else None


def goes_on(clause: str) -> bool:
    """Whether a clause only adds what its subject reached: (增长11%,) 达到 …"""
    return _ON.fullmatch(clause) is not None


def is_noun_on_list(between: str) -> bool:
    """Whether only a noun stands between two amounts: (新增路灯80盏)，座椅(40张)."""
    listed = _NOUN_ON_LIST.fullmatch(between) and not _BUILT.match(between)
    return bool(listed) and _OTHER_VERB.search(between[1:]) is None

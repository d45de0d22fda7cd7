"""What a number counts or what changed: the shortest phrase of its sentence that names it.

No parser is used: the phrase behind the number ends where a predicate begins, the phrase before
it begins behind the last verb that takes a counted object (lexicon counted_verbs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.units import UNIT

_HAN = r"\u4e00-\u9fff"
_ROWS = lexicon.table("counted_verbs")
_VERB = either(row["word"] for row in _ROWS if row["where"] == "anywhere")
_VERB_AT_START = either(row["word"] for row in _ROWS)
_REACH = 40  # characters on either side of the number

# Behind the number.
_NOUN = re.compile(rf"[{_HAN}A-Za-z·“”‘’()（）\-]{{1,36}}")
_LEAD = re.compile(
    r"^(?:[(（][^)）]{1,4}[)）]|每[场次人](?=[\u4e00-\u9fff]{2})|某[次项](?=.{2})|部分(?=.{2})|全系统|有的(?=.{2})|左右|以上|以下|以内|之内|不等|多|余|内|的)+"
)
_ASPECT = re.compile("^(?:个|大)?方面(?=[\u4e00-\u9fff]{2})(?!的)")
_ENDS = re.compile(
    r"进行|现场(?!会)|作出|编入|改成|并为|亮了|认可|测算|能够|统一到|转化|挂在|(?<!被)评为|[户人]均|走上|担任|一起|批评教育|诫勉|采用|参会|整合|报送|设立|入户|雷同|直到|每[月天周年]|近(?=[一二两三半])|为(?=[补应迎准])|进度|滞后|逐(?![步年渐])|责令|集中|需(?=[由经要在])|压缩|拆分|改为|开展|存在|尚未|仍未|未(?![来成婚知名])|全部|发生|合并|实施|涉及|参加|参与|通过|实现|完成|纳入|列入|受到|取得|得到|落实|建成|投产|投用|开工(?!事件|项目|建设)|竣工"
    r"|建立|辞去|被|已|(?<!平)均(?!衡|等|值|线)|分别|占|以及|及其|和(?=[一二三四五六七八九十两几数])|等(?![级次教候待])|中(?=$|有|，)|相关"
    r"|退休(?=后|前)|淘汰|顺利|按期|如期|正式|受益|(?<![主重必需首紧摘概简提])要(?![素求件闻点])|开通|上线|直接|应付|接受|达到|组织(?=[\u4e00-\u9fff]{2}活动|开展|召开)|获得|获评|荣获|入选|提供|使用|从事|享受|来自|成为|实行|推行|召开"
    r"|加快|率先|启动(?!资金|仪式)|拔地而起|落户|晋升|发放|用于|(?<!技术)(?<!资金)支持(?=.{2})|签订|签约|出台|印发|到位|脱贫|摘帽|结合|围绕|违规接受|违规收受|(?<=[人员部])(?:签|做|到|在|为|对|向|从|由|因|把)|都|也|还(?![林草款贷湿])|却|就(?!业)|将(?!军)"
    r"|须|必须|应当|可以(?=.)|要求|累计|共计|合计|同比|增长|下降|减少|增加|上升|降低|提高|由|从|全市|全县|全省|全区|交会|[几数][十百千万]"
)
_PASSED = re.compile("来|以来|间|共|累计|建成")  # 五年共投资 names no subject of the years
_CHANGE_NEXT = re.compile(
    "^(?:升|降|增|减|提高|提升|精简|压减|压缩|缩|调整|上升|下降|优化|改为|变为|到|至)"
)
_RELATIVE = re.compile(
    rf"(?:因|影响|违反|符合|具有|具备|从事|参与|存在|涉及|不|未|没有|无|在|对|与|由|年龄|任职|需要|愿意|已)[^，。；！？,;!?\n]{{1,40}}?的(?P<noun>[{_HAN}]{{2,16}})"
)
_ONE_CHARACTER = frozenset([*"村群县镇乡省市区岛"])
_PREDICATE = re.compile("涉及|没有|属于|长期|与|因|直到|仍|尚未|未(?=[按履办完整])")
_CASES = re.compile("(?:事件|问题|行为|案件|情形|线索|事项)$")
_DESCRIBES = re.compile(
    r"[因较很最更满未不无有由对为在从与给被向]|相对|符合|任职|接受|参与|从事|来自|涉及|需要|影响|存在|相关|下放|主要"
)

# Before the number.
_BREAKS = re.compile(r"[，。；：！？,;:!?\n\r]")
_DROP_FRONT = re.compile(
    r"^(?:[(（][^)）]{1,4}[)）]|每[场次人](?=[\u4e00-\u9fff]{2})|某[次项](?=.{2})|部分(?=.{2})|全系统|有的(?=.{2})|如(?=某)|例如|以上|以下|以内|左右|截至目前|截至|截止|目前|今年以来|今年来|去年|今年|全年|当年|同时|其中|此外|另外|调整后|会后|至此|并|且|而|但|还|又|再(?!就业|生)|也|已经|现已|已|共计|总计|合计|累计"
    r"|共(?![享建同青产和])|先后|连续|分别|拟|原则上|同口径|将|要|力争|确保|争取到?|预计|全面|仅|只|约(?![谈束定])|近(?![郊期代年])|每年|每月|每季度|每周|人均(?=$)|一次性|首次|年均(?=$)|平均(?=$)|和|与|及|以及|[一二三四五六七八九]是|[，、的]|对(?=连续|[^，]{1,14}(?:率|占比|比例|比重|额|标准)$)|规定|凡(?:是|涉及)?|内(?=[因被由])|却|所|就是)+"
)
# Words between the subject and its number; single characters only where they end no noun (会议纪要).
_DROP_END = re.compile(
    r"(?:分别|累计|总计|合计|共计|年均|平均|[高长多]达|达到?|超过|突破|不得|原则上|同比|环比|同口径|统一|实际|预计|预期|力争|完成|实现|连续|是否|首次|调整|(?<![模虚草])拟|可以|新安排"
    r"|保持|稳定|控制|固定|保留|每年|每月|每季度|每半年|每周|每天|全年|一般|最[长短高低]|目标|月均|(?<=会)开|曾|仅|(?<!船)只|(?<!公)共|(?<![签制公条合节预履])约|近|(?<![行作人])为|是"
    r"|(?<![国公私所共])有|占|超|须|(?<![供反效相响])应|至|(?<![签报])到|(?<!自)由|从|了|较|(?<![占入贷之])比|在|以|就|已|(?<!人)均|也|各"
    r"|(?<![费使应利作信引录专公通采占运])用|(?<![排系陈])列|第|按|(?<![纪摘需主重首概提简])要|(?<!首)都|又|再|将|的|—+|-|[“（(、：:\s])+$"
)
_ORIGIN = re.compile(
    r"(?:由|从)(?:去年|上年|往年|年初|目前|原来|原先|[\dxX*]{4}年|每人每年|每人每月)?[底末初]?的?$"
)
_MEASURE = re.compile(
    "^.{0,2}(?:率|比例|比重|占比|[强幅浓温速力密深高意]度|量|额|[人次户总件]数|值|水平|成本|面积|规模|能力|里程|增速)$|^(?:时间|支出|费用)$"
)
_LIST_BEFORE_LIMIT = re.compile(rf"^.*[、和与及](?=[{_HAN}]{{2,4}}[时期]限$)")
_IS_LIMIT = re.compile("[时期]限$")  # 办结时限 is one word
_IS_SHARE = re.compile("(?:率|占比|比例|比重)$")
_ADDED = ("新增", "净增")
_PART_OF = re.compile("的|(?=[\u4e00-\u9fff])(?!以|左|上|多|至|到|升|降|的|和|及|之|或|为)")
_IS_RATIO = re.compile("(?:率|比|比例|比重|幅度|程度|额|量|值)$")
_DATED = re.compile(
    r"^.*(?:\d{4}年度?|\d{1,2}月份?|\d{1,2}日|季度|半年)(?:底|末|初|全年|以来)?(?:[以之]?前)?(?=.{2})"
)
_PART = re.compile("(?P<what>.{2,}?)占(?!比)(?!.*(?:比重|比例|份额|比$)).{2,}$")
_SHARE = re.compile("^(?:占(?!比)|是(?=.*(?:年|时期|上年))|相当于)")
_FROM_TO = re.compile(r"(?:由|从)[^，。；,;]{0,16}[\dxX*%一二三四五六七八九十两][^，。；,;]{0,10}$")
_MOVED = re.compile("^.{0,10}?(?<!即)(?:将(?!军|来)|把(?!手|关))(?=.{3})")  # 须将占比
_LAST_VERB = re.compile(
    rf".*(?:{_VERB})(?:了|过|的)?(?P<rest>.{{2,}})$",
    re.S,
)
_ONLY_VERB = re.compile(f"(?:{_VERB})$")
_FIRST_VERB = re.compile(
    rf"^(?:[我全本][国省市县区]|各地|各级|累计|先后|共|集中|及时|依法|深入|扎实|大力|持续|加快|有序|稳步|积极)*{_VERB_AT_START}(?:了|过)?(?=.{{2}})"
)
_LAST_OF = re.compile(
    r".*(?:(?<![平高中初同上下优劣])等(?![级次教候待])|(?<!目)的)(?P<rest>[^的]{2,})$", re.S
)
_RESTRICTED = re.compile("^(?:无|不|未|没有)")
_HAVING = re.compile(r".*(?<![没未具所只还])(?:拥|现|共)?有(?![关效力序的])(?P<rest>.{2,})$")
_REACHED = re.compile("^(?:实现|完成|达到|达|实施)(?=.{2})|^.+(?:完成|实现)(?=投资$)")
_PAID = re.compile(  # 发放小额贷款670万元, but 清退资金240元
    "^(?:(?:累计)?(?:安排|筹集|争取|落实|支付|投放)|.*(?:发放|下达|拨付|兑付))"
    "(?=.{3,}$|(?:补贴|补助|贷款|赤字|债券)$)"
)
_LEVELS = re.compile("[省市县区乡镇村州旗国家中央地、]{2,8}$")
_ONLY_TIME = re.compile(
    "(?:是|在|这|回顾|展望)?(?:过去|未来|今后|新的|刚刚过去|年底|月底|年末|年初)的?$"
)
_ENDS_IN_VERB = re.compile(f"(?:{_VERB}|使用|安排)$")
_MORE_DIGITS = re.compile(r"[、和]?\d+(?:\.\d+)?[余多]?[万亿]?[余多]?")
_DONE = re.compile(
    "^(?:其余|剩余|余下|另有|已|均|全部|阶段性|基本|正在|未)*(?:完成整改|整改到位|整改|办结|完成|销号|解决|落实|推进|达标)*$"
)
_NO_NAME = re.compile(  # where, when, or that it was done
    rf"{_DONE.pattern}|{_ONLY_TIME.pattern}|(?:[我全本][国省市县区州镇乡]|各地|各级)$"
    rf"|(?:基本|全部|全面|均|已|以|共|又|再|累计)+(?:{_VERB})$"
)
_PERSONS = re.compile(
    "(?:员|者|民|兵|士官|军人|学生|职工|工人|干部|代表|老师|教师|群众|青年|居民|新生|患者|劳动力)$"
)
# 178座锅炉拆改: what is done to the things that a measure word of things counts.
_OF_ACTIONS = frozenset((*"项次件批期场轮种类起份大例年天", "场次", "批次", "方面", "轮次", "台次"))
_ACTION = re.compile(
    "(?<=.{2})(?<!年度)(?<!水利)(?<!设施)(?<!队伍)(?:升级|维修|提升|综合|提质|线上|线下|专项|开工)*(?:改造|拆改|改建|建设|搬迁|整治|修缮|拆除|培训)(?:任务|工作)?$"
)
_PEOPLE = re.compile(
    "(?P<who>.{0,8}?(?:人口|居民|群众|农民|村民|市民|职工|学生|教师|医生|干部|家庭|企业|公司))(?P<rest>.{2,})$"
)
_ENDS_IN_NOUN = re.compile(
    "(?:人|员|者|[长师生工民户站院所园店厂]|干部|代表|人口|群众|家庭|主体|企业|单位|中心|基地|平台|协会|机构|实验室)$"
)
_COUNTS_PEOPLE = frozenset(("", "人", "名", "户", "家", "位"))
_KEEPS_VERB = frozenset(("人", "户", "人次", "户次", "家次", "元"))
_OWN_UNIT = frozenset(("%", "‰", "个百分点", "百分点", "倍", "番", "成", "岁"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: its sentence, the words that belong to it, the number before."""

    low: int  # of the sentence, or where the number before it ends
    before: int  # where comparator, change and baseline in front of the number begin
    start: int
    stop: int
    high: int
    changed: tuple[int, int] | None = None  # the words between a change word and the number


def subject_of(text: str, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
    """The subject of a number; previous: that of the number before it in the sentence."""
    if place.changed and (words := _changed(text, place)):
        return words
    if unit == "级" and (
        levels := _LEVELS.search(text, max(place.low, place.start - 8), place.start)
    ):
        return levels[0]
    behind = _behind(text, place.stop, place.high, unit, kind)
    counted = kind not in ("percent", "rate", "money", "age", "duration") and unit not in _OWN_UNIT
    if behind and previous and _PREDICATE.match(behind):
        behind = None  # 其中9件涉及收费: nine of what was counted before
    before = None if counted and behind else _before(text, place, unit, kind, previous)
    if behind and before and kind == "money" and _ENDS_IN_VERB.search(before):
        before = before if _FIRST_VERB.match(behind) else None  # 使用1000亿元基金
    if before is None and not behind and counted:
        behind = _behind_more(text, place, unit, kind)
    if behind and (
        counted
        or (
            kind in ("percent", "rate")
            and _PART_OF.match(text, place.stop)
            and not _IS_RATIO.search(before or "")
        )
    ):
        return behind
    rhythm = text.startswith("每", place.start - 1) or text.startswith(("内", "以内"), place.stop)
    if kind == "duration" and (before is None or rhythm):
        before = behind or before
    return before or previous or behind or _clause_before(text, place)


def _behind_more(text: str, place: Place, unit: str, kind: str) -> str | None:
    """96户177人贫困人口: the noun behind the amounts that follow at once."""
    at = place.stop
    for _ in range(2):
        digits = _MORE_DIGITS.match(text, at, place.high)
        measured = UNIT.match(text, digits.end(), place.high) if digits else None
        if measured is None:
            break
        at = measured.end()
    return None if at == place.stop else _behind(text, at, place.high, unit, kind)


def _changed(text: str, place: Place) -> str | None:
    """新增就业 as a whole where what stands behind the word alone says little: 城镇新增就业."""
    start, end = place.changed or (0, 0)
    words = _cleaned(text[start:end], keeps_verb=False)
    if words is None or len(words) > 2 or not text.endswith(_ADDED, place.low, start):
        return words
    front = text[max(place.low, start - _REACH) : start]
    front = front[max((match.end() for match in _BREAKS.finditer(front)), default=0) :]
    return _cleaned(front + text[start:end], keeps_verb=True)


def _behind(text: str, stop: int, high: int, unit: str, kind: str) -> str | None:
    relative = _RELATIVE.match(text, stop, min(high, stop + 2 * _REACH))
    if relative is not None and kind != "duration":
        return _noun(relative["noun"], unit)
    match = _NOUN.match(text, stop, min(high, stop + _REACH))
    if match is None:
        return None
    words = _ASPECT.sub("", _LEAD.sub("", match[0]))
    if _CHANGE_NEXT.match(words):
        return None
    if kind == "duration":
        return None if _PASSED.match(words) else _long(words.partition("的")[0])
    return _noun(words, unit)


def _noun(words: str, unit: str) -> str | None:
    end = _ENDS.search(words, 1)
    words = _without_clause(words[: end.start()] if end else words)
    if not _CASES.search(words):
        words = words.partition("违规")[0] or words
    words = re.sub(r"[x×X*]+.*$", "", words).rstrip("和与及、")
    words = _balanced(words)
    words = words.rstrip("里") if len(words) > 1 else words
    words = _thing(words, unit)
    if words in _ONE_CHARACTER:
        return words
    if _ONLY_VERB.match(words):
        return None
    return None if _DONE.match(words) else _long(words)


def _thing(words: str, unit: str) -> str:
    """The things themselves, where what is done to them is named behind them."""
    if unit in _COUNTS_PEOPLE and (people := _PEOPLE.match(words)):
        return words if _ENDS_IN_NOUN.search(people["rest"]) else people["who"]
    if unit in _OF_ACTIONS:
        return words
    done = _ACTION.search(words)
    return words[: done.start()] if done else words


def _without_clause(words: str) -> str:
    """X的Y is Y where X describes, X where it is the thing itself (基层单位的参会截图)."""
    front, de, back = words.partition("的")
    if not de:
        return words
    if _DESCRIBES.search(front) or len(front) < 2:
        return _without_clause(back) if len(back) >= 2 else front
    return front


def _before(text: str, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
    here = text[max(place.low, place.before - _REACH) : place.before]
    here = _DROP_END.sub("", _FROM_TO.sub("", _ORIGIN.sub("", here)))
    words = here[max((match.end() for match in _BREAKS.finditer(here)), default=0) :]
    words = words.lstrip("、和与")
    if previous and len(words) == len(here):  # nothing but the noun of the number before
        words = words.removeprefix(previous)
    if _SHARE.match(words):
        return None
    if of := _PART.match(words):
        words = of["what"]
    people = unit == "人" and _PERSONS.search(words)
    return _cleaned(
        words,
        keeps_verb=(unit in _KEEPS_VERB and not people)
        or (kind == "duration" and unit != "年" and len(words) <= 6),
    )


def _cleaned(words: str, keeps_verb: bool) -> str | None:
    words = _balanced(_DROP_END.sub("", _DROP_FRONT.sub("", _DATED.sub("", words))))
    if _NO_NAME.match(words):
        return None
    if keeps_verb:
        having = _HAVING.match(words)
        words = _REACHED.sub("", having["rest"] if having else words)
        return _long(_PAID.sub("", words).lstrip("的"))
    words = _MOVED.sub("", words)
    last = _LAST_VERB.match(words)
    kept = last is not None and (_MEASURE.match(last["rest"]) or _IS_LIMIT.match(last["rest"]))
    if last is not None and not kept and not _IS_SHARE.search(words):
        words = last["rest"]
    words = _FIRST_VERB.sub("", _DROP_FRONT.sub("", words))
    if (last := _LAST_OF.match(words)) is not None and not _RESTRICTED.match(words):
        words = words if _MEASURE.match(last["rest"]) else last["rest"]
    words = _LIST_BEFORE_LIMIT.sub("", words)
    return None if _NO_NAME.match(words) else _long(words)


def _clause_before(text: str, place: Place) -> str | None:
    """核对信息、签好字，不到5分钟: the clause in front is what took the time."""
    here = _DROP_END.sub("", text[max(place.low, place.before - _REACH) : place.before]).rstrip(
        "，,、 "
    )
    at = max((match.end() for match in _BREAKS.finditer(here)), default=0)
    words = here[at:]
    return words if 2 <= len(words) <= 16 and not _ONLY_TIME.match(words) else None


def _long(words: str) -> str | None:
    words = words.strip(" 、")
    return words if len(words) >= 2 else None


def _balanced(words: str) -> str:
    """What stands behind a quote or bracket that is left open, and without one left closed."""
    words = words.lstrip("”’)）》")
    for opening, closing in ("“”", "()", "（）", "《》", "‘’"):
        if words.count(opening) > words.count(closing):
            words = words.rpartition(opening)[2]
        elif words.count(opening) < words.count(closing):
            words = words.replace(closing, "")
    return words

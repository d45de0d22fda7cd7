"""What a number counts or what changed: the shortest phrase of its sentence that names it.

No parser is used. The phrase behind the number ends where a predicate begins; the phrase before
it begins behind the last verb that takes a counted object (lexicon counted_verbs). Where words
begin and end the segmenter says; which of them end, make or frame a name, lexicon phrase_words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit import lexicon
from toolkit.extract.numbers.changes import BECOMES, CHANGED
from toolkit.extract.numbers.patterns import either
from toolkit.extract.numbers.units import KINDS, UNIT
from toolkit.extract.numbers.words import Word, Words

_HAN = r"\u4e00-\u9fff"
_ROWS = lexicon.table("counted_verbs")
_VERBS = frozenset(row["word"] for row in _ROWS if row["where"] == "anywhere")
_VERBS_AT_START = frozenset(row["word"] for row in _ROWS)
_LONG_VERBS = tuple(verb for verb in _VERBS_AT_START if len(verb) > 1)
_VERB = either(_VERBS)
_COUNTED = re.compile(rf"{_VERB}[了好]?")
_VERB_AT_START = re.compile(rf"{either(_VERBS_AT_START)}[了好]?")
_WORDS = lexicon.table("phrase_words")
_PARTS = {
    part: frozenset(row["word"] for row in _WORDS if row["part"] == part)
    for part in {row["part"] for row in _WORDS}
}
_MORE_VERBS = re.compile(
    rf"{either(_VERBS | _PARTS['again'] | _VERBS_AT_START - _PARTS['compound'] - _PARTS['stop'])}[了好]?"
)
_REACH = 40  # characters on either side of the number

# Behind the number.
_NOUN = re.compile(rf"[{_HAN}A-Za-z0-9/·“”‘’()（）、\-]{{1,36}}")
_LEAD = re.compile(
    r"(?:[(（][^)）]{1,4}[)）](?=[以之及])|[ \u3000]|每[场次人](?=[\u4e00-\u9fff]{2})|某[次项](?=.{2})|部分(?=.{2})|予以(?=.{2})|全系统|有的(?=.{2})|左右|以上|以下|以内|之内|不等|多|余|内|的|级(?!别)|[为是](?![民期])(?=[\u4e00-\u9fff]{3})|(?:个|大)?方面(?=[\u4e00-\u9fff]{2})(?!的))+"
)
_LEVELS_IN_BRACKETS = re.compile("[(（][市县区旗乡镇村街道社场园州盟地组自治直辖、]{1,12}[)）]")
_MOVES = re.compile(rf"{BECOMES.pattern}|{CHANGED}\d|相比|全部|均")  # 比上年的3.1人|减少0.5人
_PASSED = re.compile("来|以来|间|共|累计|建成|左右|以上|时间")  # 五年共投资: not of the years
_RELATIVE = re.compile(
    rf"(?:受到|遭受|获得|提出|用于|列入|纳入|位于|来自|担任|因|影响|违反|符合|具有|具备|从事|参与|存在|涉及|不|未|没有|无|在|对|与|由|年龄|任职|需要|愿意|已)[^，。；！？,;!?\n]{{1,40}}?的(?P<noun>[{_HAN}]{{2,16}})"
)
_LISTED = re.compile(
    rf"[^，。；：,;:的\n\d]{{2,36}}?[^平高中初同上下优劣]等(?P<noun>[{_HAN}]{{2,12}})"
)
_ONE_CHARACTER = frozenset([*"村群县镇乡省市区岛"])
_NOUNS = _ONE_CHARACTER | _PARTS["head"] | _PARTS["compound"]
_PREDICATE = re.compile(
    "集中在?$|涉及|组成|组建|没有|属于|长期|与|因|直到|仍|尚未|未(?=[按履办完整])"
)
_DESCRIBES = re.compile(
    r"[因较很最更满未不无有由对为在从与给被向]|相对|符合|任职|接受|参与|从事|来自|涉及|需要|影响|存在|相关|下放|主要|突出|[大小高低多少好强快]$"
)

# Before the number.
_NEW_CLAUSE = re.compile("[，；,;](?:或者?|以及|并且)$")
_BREAKS = "，。；：！？,;:!?\n\r|"
_CLAUSED = re.compile("[(（][^()（）]*[，；,;][^()（）]*[)）]")
_IN_BRACKETS = re.compile(
    r"[(（](?![市县区旗乡镇村街道社场、]+[)）])[^()（）]{2,30}[)）]$|[(（][^()（）]{5,30}[)）]"
)
_MARKED = re.compile(  # the mark of an item, of a list, or of a line of a table
    r"在[^，。；]{2,}?(?:[会之]上|[之期]间|[活行]动中|过程中|方面)(?=.{2})|[#>|*•·○●◆\-—\s]+|\d{1,2}\.\d{1,2}(?=[\u4e00-\u9fff]{2})|如(?=某)|凡(?:是|涉及)?(?=.{2})|每[场次](?=[\u4e00-\u9fff]{2})|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[.．、)）](?!\d)|是)|[，、的”]"
)
_ORIGIN = re.compile(
    r"(?:由|从)(?:“?十[一二三四五]?五”?|去年|上年|往年|年初|目前|原来|原先|[\dxX*]{4}年|每人每年|每人每月)?[底末初]?的?$|[，,]?按(?:可比|不变|现行)[^，。；]{1,5}$"
)
_MEASURE = re.compile(
    "^.{0,2}(?:率|比例|比重|占比|[强幅浓温速力密深高意]度|量|额|[人次户总件]数|值|标准|水平|成本|覆盖面|面积|规模|能力|里程|增速)$|^(?:时间|支出|费用)$"
)
_PAIRED = re.compile("[“”()（）《》‘’]")
_WHOLE = re.compile(  # 未备案项目违规开工事件, 被评为满意等次
    rf"(?:(?![对向存就等将被的与有了解])[{_HAN}]){{4,20}}(?:事件|问题|行为|案件|情形|事项)(?![{_HAN}])|被[{_HAN}]{{1,4}}为[{_HAN}]{{2,12}}"
)
_PART_OF = re.compile(
    "(?:以[上下]|左右)?的|(?=[\u4e00-\u9fff])(?!以|左|上|多|至|到|升|降|下降|的|和|及|之|或|为)"
)
_IS_RATIO = re.compile("(?:率|进度|比|比例|比重|幅度|程度|额|量|值)$")
_TIME = r"(?:[\dxX]{4}年度?|\d{1,2}月份?|\d{1,2}日|[一二三四]季度|[上下]半年|[上去今当同前明]年|同期|同月|“?十[一二三四五]*五”?(?:时期|期间)?|(?:五一|十一(?!五)|春节|国庆|元旦)(?:小?长?假期?|期间|节)?+|[近过][去]?[一二三五]年|[一二三五]年来?)(?:底|末|初|全年|以来|时期|期间)?(?:[以之]?[前来])?"
_FRAMED = re.compile("(?<=[比分率数额值准])[为是达](?:每[人户亩])?$")  # 结构比|为, 标准|为每人
_HAS_TIME = re.compile("[年月日度期五]")
_DATED = re.compile(rf".*{_TIME}(?=.{{2}})")
_ONLY_TIME = re.compile(
    rf"(?:是|在|这|到|回顾|展望|截至)?(?:[\d—–~～至到-]*{_TIME}|过去|未来|今后|新的|刚刚过去|年底|月底|年末|年初|提前|年均|月均|平均)+[的，、]?$"
)
_PART = re.compile(
    "(?P<what>[^占]{2,}?)占(?!比|有[率量]|地(?![区方]))(?!.*(?:比重|比例|比率|份额|比$)).{2,}$"
)
_SHARE = re.compile(  # 占…的, 为…的, 是上年的, 完成年初预算: of what was named before
    "^(?:占(?!比|有[率量]|地(?![区方]))|(?:是|为|相当于|达到?|约?合).*的$|是(?=.*(?:年|时期|上年))|相当于|(?:分别)?完成.*(?:预算|任务|计划|目标)数?的?$|快于|慢于|高于|低于|高出)"
)
_OF_WHOLE = re.compile(r"的\d[\d.]*%")
_THOSE = re.compile(f"[{_HAN}]{{2,4}}的(?:有|为|是|共)+$")  # 城市中，持平的为(5个)
_SEEN = re.compile("[分按从][^，。；]{1,8}看$")  # 分季度看
_DRIVES = re.compile(
    "(?P<what>.*?)(?:拉动|带动|拉低|影响)(?:了)?.{0,10}(?:增长|增速|上涨|下降|上升|[A-Z]{3})?$"
)
_CALLED = re.compile(  # 经济总量成为全区第四个(突破), 人数超过核定人数(20%)
    "(?P<what>.{2,}?)(?:成为|跃居|跃升|相当于(?!.*比[例重率]$)|不少于|不低于|不超过|超过|达到|多于)(?=.{2})"
)
_MEASURES_END = re.compile(  # 17个|制造业|增加值
    "(?:^|(?<=.{2}))(?:增加值|总?产值|产量|年?销售收入|年?营业收入|营收|利润|收入|人数|投资|面积|总额|总量|比重|占比)$|(?<=[人者])犯罪$"
)
_LAST_OF = re.compile(
    r".*(?:(?<![平高中初同上下优劣])等(?![级次教候待])(?:方面|领域|环节)?|(?<!目)的|[、和与及](?=..{0,2}[时期]限$))(?P<rest>[^的]{2,})$"
)
_REACHED = re.compile(
    "^(?:[我全本][国省市县区州镇乡])?(?:共|累计)?(?:实现|完成|达到?|实施|惠及|设有|设(?=[组正副]))(?=.{2})|^.+(?:完成|实现)(?=投资$)"
)
_LEVELS = re.compile("[省市县区乡镇村州旗国家中央地、]{2,8}$")
_ENDS_IN_VERB = (*_VERBS, "使用", "安排")
_MORE_DIGITS = re.compile(
    r"[、和]?(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)[余多]?[万亿]?[余多]?"
)
_DONE = re.compile(
    "^(?:左右|以上|以下|以内)?(?:和|、)?$|^(?:大关|关口|之多|之间|以来)$|^(?:其余|剩余|余下|另有|已|均|全部|阶段性|基本|正在|未|实际|目前|计划|新)*(?:完成整改|整改到位|整改|办结|完成|销号|解决|落实|推进|达标|开工|复工|竣工|投产|建成)*$"
)
_NO_NAME = re.compile(  # where, when, or that it was done
    rf"{_DONE.pattern}|在建$|(?:[我全本][国省市县区州镇乡]|各地|各级|或者?|并且|关于|以及|同时)$"
    rf"|(?:提高|扩大|增加|减少|上升|下降|增长|降低|提升|压减|缩短|调整|转|发展|达)+(?:到|至|为)?$"
    rf"|(?:基本|全部|全面|均|已|以|共|又|再|累计)+(?:{_VERB})$"
)
# 178座锅炉拆改: what is done to the things that a measure word of things counts.
_OF_ACTIONS = frozenset((*"项次件批期场轮种类起份大例年天", "场次", "批次", "方面", "轮次", "台次"))
_SENT = ("判处", "移送", "移交", "给予", "调入", "转入", "进入", "回到", "派往", "安排到")
_ACTION = re.compile(
    "(?<=.{2})(?<!年度)(?<!水利)(?<!设施)(?<!队伍)(?:升级|维修|提升|综合|提质|线上|线下|专项|开工)*(?:改造|拆改|改建|建设|搬迁|整治|修缮|拆除|培训|修复)(?:任务|工作)?$"
)
_APART = re.compile("[、和与及]")
_PEOPLE = re.compile(
    rf"(?P<who>.{{0,8}}?(?:人口|家庭|企业|公司|{either(word for word in _PARTS['person'] if len(word) > 1)})(?![者员生工]))(?P<rest>.{{2,}})$"
)
_PLACES = re.compile(rf"(?P<who>.{{0,4}}?{either(_PARTS['place'])})(?=.{{2}})")  # 22个省份|岗位
_ENDS_IN_NOUN = re.compile(
    "(?:人|员|者|[长师生工民户站院所园店厂]|资源|干部|代表|人口|群众|家庭|主体|企业|单位|中心|基地|平台|协会|机构|组织|实验室)$"
)
_COUNTS_PEOPLE = frozenset(("", "人", "名", "户", "家", "位"))
_KEEPS_VERB = frozenset(("人", "户", "人次", "户次", "家次"))
_FUNCTION_TAGS = frozenset(("p", "r", "ul", "uz", "ug", "y", "c"))
_MEASURED_KINDS = frozenset(("percent", "rate", "money", "age", "duration", "ratio"))


class Place(NamedTuple):
    """Where a number stands: its sentence, the words that belong to it, the number before."""

    low: int  # of the sentence, or where the number before it ends
    before: int  # where comparator, change and baseline in front of the number begin
    start: int
    stop: int
    high: int
    changed: tuple[int, int] | None = None  # the words between a change word and the number


class Subjects:
    """Finds what numbers count, in the words of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.text = words.text
        self.part_of: str | None = None  # what a part of the last number is of
        self.counted: dict[str, str] = {}  # by unit, what was counted last in this sentence

    def of(self, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
        """The subject of a number; previous: that of the number before it in the sentence."""
        text = self.text
        previous, self.part_of = previous and (self.part_of or previous), None
        if place.changed and (words := self._changed(place)):
            return words
        levels = _LEVELS.search(text, max(place.low, place.start - 8), place.start)
        if unit == "级" and levels:
            return levels[0]
        counted = kind not in _MEASURED_KINDS
        found = (self._of_counted if counted else self._of_measured)(place, unit, kind, previous)
        found = found or self._clause_before(place, kind)
        if previous is None:
            self.counted.clear()
        if found and counted:
            self.counted[unit] = found
        return found

    def _of_counted(self, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
        """Of so many things: the noun behind the number, else the one before."""
        behind = self._behind(place.stop, place.high, unit, kind)
        if behind and previous and _PREDICATE.match(behind):
            behind = None  # 其中9件涉及收费: nine of what was counted before
        there = self._cut(behind, place.stop)[1] if behind else []
        if behind and (unit in _OF_ACTIONS or any(map(_is_noun, there))):
            return behind
        before = self._before(place, unit, kind, previous)
        if before is None or (behind and before in _VERBS):
            before = behind  # 由5人组成, 造成30人以上死亡
        alike = self.counted.get(unit) if previous else None
        beside = not self.text[place.low : place.start].strip("、 ")  # 70件92人
        return before or (previous if beside else None) or alike or previous

    def _of_measured(self, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
        """Of a share, an amount, a time: the noun before the number, else the one behind."""
        text, stop = self.text, place.stop
        if kind == "duration" and text.startswith("为期", place.start - 2):
            return self._behind(stop, place.high, unit, kind)
        to_come = kind == "duration" and text.endswith(("未来", "今后"), place.low, place.start)
        before = None if to_come else self._before(place, unit, kind, previous)
        if kind in ("percent", "rate"):
            part = _PART_OF.match(text, stop) and not _IS_RATIO.search(before or "")
            return (part and self._behind(stop, place.high, unit, kind)) or before or previous
        spent = text[place.low : place.before].rstrip("了").endswith(_ENDS_IN_VERB)
        if before and kind != "duration" and not spent:
            return before
        behind = self._behind(stop, place.high, unit, kind)
        rhythm = text[place.start - 1] == "每" or text.startswith(("内", "以内"), stop)
        if behind and kind == "duration" and rhythm:
            return behind
        if behind and kind == "money" and not behind.startswith(_LONG_VERBS):
            before = None  # 使用1000亿元基金
        if not before and (
            kind == "duration" or _NEW_CLAUSE.search(text[place.low : place.before])
        ):
            return behind or previous  # 或者5000万元以上损失
        return before or previous or behind

    def _past_amounts(self, at: int, high: int, unit: str) -> int:
        """Where the amounts that follow at once end: 96户|177人|贫困人口."""
        for _ in range(2):
            digits = _MORE_DIGITS.match(self.text, at, high)
            measured = UNIT.match(self.text, digits.end(), high) if digits else None
            if measured is None or measured["word"] == "级":
                break
            alike = (
                measured["word"] == unit
                or unit == "级"
                or {measured["word"], unit} < _COUNTS_PEOPLE
            )
            if self.text[at] in "、和" and KINDS[measured["word"]] == "count" and not alike:
                break  # 专家60人次、40个讲座
            bound = _LEAD.match(self.text, measured.end(), high)
            at = bound.end() if bound else measured.end()
        return at

    def _changed(self, place: Place) -> str | None:
        """新增就业 as a whole where what stands behind the word alone says little: 城镇新增就业."""
        start, end = place.changed or (0, 0)
        whole = self._stripped(start, end)
        words = self._shortened(whole, start, keeps_verb=False)
        if words and len(words) < 3 < len(whole):
            return whole  # 新增|孵化载体
        added = self.text.endswith(("新增", "净增"), max(place.low, start - 2), start)
        if words is None or len(words) > 2 or not added or words not in _PARTS["compound"]:
            return words
        low = max(place.low, start - _REACH)
        low += clause_start(self.text[low:start])
        return self._shortened(self._stripped(low, end), low, keeps_verb=True)

    # Behind the number.

    def _behind(self, stop: int, high: int, unit: str, kind: str) -> str | None:
        text = self.text
        if lead := _LEAD.match(text, stop, min(high, stop + 12)):
            stop = lead.end()
        stop = self._past_amounts(stop, high, unit)
        relative = _RELATIVE.match(text, stop, min(high, stop + 2 * _REACH))
        if relative is not None and kind != "duration":
            return self._noun(*relative.span("noun"), unit)
        if kind == "duration":
            match = _NOUN.match(text, stop, min(high, stop + _REACH))
            words = _balanced(re.split(r"[的、(（\d]", match[0])[0]) if match else ""
            return None if not words or _PASSED.match(words) else _long(words)
        ahead = min(high, stop + _REACH)
        if text.find("等", stop, ahead) > 0 and (listed := _LISTED.match(text, stop, ahead)):
            end = listed.start("noun")
            first = stop + len(self._until(stop, end))
            if text.startswith("、", first) and (noun := self._noun(end, listed.end(), unit)):
                return noun  # 节能、节水等重大项目
        match = _NOUN.match(text, stop, min(high, stop + _REACH))
        if match is None or text[stop] in "(（、和及与等”xX*" or _MOVES.match(match[0]):
            return None
        return self._noun(stop, match.end(), unit)

    def _until(self, low: int, high: int) -> str:
        """The words from a place on, as far as they make one noun."""
        text, end, named, quoted = self.text, low, False, False
        if whole := _WHOLE.match(text, low, high):
            return whole[0]
        words = self.words.between(low, high)
        for at, word in enumerate(words):
            after = words[at + 1] if at + 1 < len(words) else None
            opened = word.text == "“" or _LEVELS_IN_BRACKETS.match(text, word.start)
            quoted = bool(opened) or (quoted and word.text not in "”)）")
            if at and not quoted and self._ends_noun(word, after, named):
                last = at
                while last > 1 and _is_adverb(words[last - 1]):
                    last -= 1
                return text[low : words[last - 1].end]  # 任务|全面|实施
            if word.text in ")）" and _LEVELS_IN_BRACKETS.search(text, low, word.end):
                return text[low : word.end]  # 县（市、区）
            end = min(word.end, high)
            named = named or _is_noun(word)
        return text[low:end]

    def _ends_noun(self, word: Word, after: Word | None, named: bool) -> bool:
        text = word.text
        if text in "、（(":
            return text == "、" or not _LEVELS_IN_BRACKETS.match(self.text, word.start)
        if text in _PARTS["head"]:
            return False
        if text in ("和", "与", "及", "或"):
            alone = after is None or after.tag in ("m", "mq", "ns", "nr", "")
            return alone or (after is not None and after.text[0] in "不数对在无由因")  # 和数不清的
        if text in _PARTS["stop"] or (len(text) > 3 and text[:2] in _PARTS["stop"]):
            return named or word.tag in ("p", "d") or text[0] == "全"
        newly = len(text) == 2 and text[0] == "新" and word.tag in ("", "v")  # 法院|新收案件
        return named and (newly or _ends_by_tag(word, after))

    def _noun(self, low: int, high: int, unit: str | None) -> str | None:
        words = self._until(low, high)
        front, _, back = words.partition("的")  # 基层单位|的参会截图, 有条件的|县
        words = back if len(back) > 1 and (len(front) < 2 or _DESCRIBES.search(front)) else front
        words = _balanced(words.rstrip("“‘(（")).rstrip("和与及、的")
        words = words if unit is None else _MEASURES_END.sub("", _thing(words, unit))
        if words in _ONE_CHARACTER:
            return words
        return None if words in _VERBS or _DONE.match(words) else _long(words)

    def _cut(self, words: str, low: int) -> tuple[int, list[Word]]:
        """Where some words stand, at a place or behind it, and each of them."""
        start = self.text.find(words, low)
        return start, self.words.between(start, start + len(words))

    # Before the number.

    def _before(self, place: Place, unit: str, kind: str, previous: str | None) -> str | None:
        text, low, high = self.text, max(place.low, place.before - _REACH), place.before
        here = _ORIGIN.sub("", text[low:high].rstrip("（("))
        high = low + len(here)
        clause = clause_start(here.rstrip("：: "))
        low += clause
        words = self._stripped(low, high, told=kind == "money" or kind not in _MEASURED_KINDS)
        if kind == "ratio" and words and f"{words}比" in text[low:high]:
            words += "比"
        if previous and not clause and words != previous:  # 25个省份|已开工项目8个
            rest = words.removeprefix(previous).lstrip("已均")
            words = words if _MEASURES_END.match(rest) else rest
        if _OF_WHOLE.match(text, place.stop):
            self.part_of = (
                previous  # 占任务|(8亩)的90%: what comes next is of what was named before
            )
            return _long(words.removeprefix("占").removeprefix("完成"))
        said = text[low : place.start].strip("，,、 ")
        those = previous and kind == "count" and _THOSE.fullmatch(said)
        if those or _SHARE.match(text[low:high].strip("，,、 ")) or _SHARE.match(words):
            return None
        drives = _DRIVES.match(words) if kind in ("percent", "rate") else None
        if drives and (drives["what"] or unit.endswith("百分点")):
            return _long(drives["what"])  # nothing in front of it: of what was named before
        if of := _PART.match(words) or _CALLED.match(words):
            words = of["what"]
        if unit and unit in "处座栋间幢条套所":
            words = _ACTION.sub("", words)
        if "分别" in text[low : place.start] and _APART.search(words):
            return _long(_REACHED.sub("", words))  # 接待游客、旅游收入, to be shared out
        if kind == "money":
            paid = self._behind_verb(words, low, anywhere=True)
            return self._shortened(paid, low, keeps_verb=True)
        words = self._behind_having(words, low) if unit in _KEEPS_VERB else words
        people = unit != "户" and unit in _KEEPS_VERB and self._of_whom(words, low)
        brief = kind == "duration" and unit != "年" and len(words) <= 6
        found = self._shortened(words, low, brief or (unit in _KEEPS_VERB and not people))
        return None if brief and found in _VERBS else found

    def _of_whom(self, words: str, low: int) -> bool:
        """抓获|命案逃犯(5人): a noun behind a verb; but 移送司法机关(5人)."""
        _, cut = self._cut(words, low)
        done = any(word.text in _VERBS_AT_START - _PARTS["compound"] for word in cut[:-1])
        noun = len(cut) > 1 and (cut[-1].tag[:1] in ("n", "l", "") or (done and _is_noun(cut[-1])))
        return noun and "的" not in words and words[-1] != "数" and not words.startswith(_SENT)

    def _stripped(self, low: int, high: int, *, told: bool = False) -> str:
        """The words between two places without those that only frame a name."""
        while (mark := _MARKED.match(self.text, low, high)) and mark.end() < high:
            low = mark.end()
        words = self.words.between(low, high)
        last = len(words)
        while last and (
            self._frames(words[last - 1], "end") or (told and self._is_told(words[:last]))
        ):
            last -= 1
        high = min(words[last - 1].end, high) if last else low
        if _HAS_TIME.search(self.text, low, high) and (dated := _DATED.match(self.text, low, high)):
            low = dated.end()
        if self.text[low] in "(（" and (aside := _IN_BRACKETS.match(self.text, low, high)):
            low = aside.end()
        words = [word for word in words[:last] if word.end > low]
        first = 0
        while first < len(words) - 1 and self._frames(words[first], "front"):
            first += 1
        if not words:
            return ""
        kept = _IN_BRACKETS.sub("", self.text[max(low, words[first].start) : high])
        return _FRAMED.sub("", _balanced(kept)).strip("，、的 \u3000：:")

    def _frames(self, word: Word, side: str) -> bool:
        return (
            word.text in _PARTS[side]
            or not word.text.strip(" \u3000，、：:（(—-|*#\n\r")
            or (side == "end" and word.text == "“")
        )

    def _is_told(self, words: Sequence[Word]) -> bool:
        """Whether the last word is the verb of the noun in front of it: 财政|将|投入."""
        *before, last = words
        while before and self._frames(before[-1], "end") and before[-1].text != "的":
            before.pop()
        between = [word for word in words[len(before) : -1] if word.text != "、"]
        done = bool(between) and between[-1].text == "已" and last.tag[:1] == "v"  # 隐患|已|整改
        verb = done or last.text in (
            _VERBS_AT_START if between else _VERBS - _PARTS["compound"]
        )  # 科技投入
        verb = verb and all(word.tag != "p" for word in before)
        return verb and bool(before) and before[-1].tag[:1] == "n"

    def _shortened(self, words: str, low: int, keeps_verb: bool) -> str | None:
        if _NO_NAME.match(words) or _ONLY_TIME.match(words):
            return None
        if keeps_verb:
            front, _, back = words.rpartition("的")  # 因病致贫的|农户
            words = _REACHED.sub("", back if _DESCRIBES.match(front) else words)
            return None if words in _PARTS["stop"] else _long(words.lstrip("的"))
        words = self._behind_verb(words, low)
        if words[0] not in "无不未没" and (last := _LAST_OF.match(words)):
            words = words if _MEASURE.match(last["rest"]) else last["rest"]
        return None if words in _VERBS else _long(words)

    def _behind_having(self, words: str, low: int) -> str:
        start, cut = self._cut(words, low)
        ends = [word.end - start for word in cut[:-1] if word.text in _PARTS["having"]]
        return words[ends[-1] :] if ends else words

    def _behind_verb(self, words: str, low: int, *, anywhere: bool = False) -> str:
        """What stands behind the last verb that takes what is counted (anywhere: also one within a noun)."""
        start, cut = self._cut(words, low)
        ends = {word.end - start for word in cut}
        of_persons = bool(cut) and cut[-1].text in _PARTS["person"]  # 完成|培训农民
        kept, leads, done, tag = words, True, 0, ""  # leads: there is no noun yet
        for word in cut:
            at = word.start - start
            if at < done:
                continue  # within a verb of two words
            first = anywhere or (leads and (not done or of_persons))
            verbs = _VERB_AT_START if first else _MORE_VERBS if leads else _COUNTED
            verb = verbs.match(words, at)
            left = word.end - start - verb.end() if verb and len(verb[0]) > 1 else 0  # 破获|案件
            if verb and (verb.end() in ends or left > (word.tag[:1] == "n")):
                if verb.end() not in ends:
                    verb = _MORE_VERBS.match(words, verb.end()) or verb  # 更新改造|管网
                rest = words[verb.end() :].lstrip("和或及、")
                follows = self.words.between(start + verb.end(), start + verb.end() + 1)
                makes = follows and follows[0].text in "率数量额度费"  # 上线|率
                if not makes and _is_object(
                    rest, verb[0], after=at, more=done > 0, inside=anywhere or not leads
                ):
                    kept, leads, done = rest, True, verb.end()
                    continue
            if word.text in _PARTS["having"] and len(words) - word.end + start > 1:
                kept, leads = words[word.end - start :], True  # 专项行动|共立案
            where = word.tag in _WHERE or tag == "p" or _SCOPE.fullmatch(word.text)  # 向社会|公告
            leads, tag = leads and bool(where), word.tag
        return kept

    def _clause_before(self, place: Place, kind: str) -> str | None:
        """核对信息、签好字，不到5分钟: the clause in front is what took the time; else its first noun."""
        end = place.before
        for _ in range(3):
            low = max(place.low, end - _REACH)
            here = self.text[low:end].rstrip("，,、：: ")
            at = clause_start(here)
            first, end = low + at, low + len(here)
            words = "" if _SEEN.search(here[at:]) else self._stripped(first, end)
            words = "" if _NO_NAME.match(words) else words
            if kind != "duration" and words:
                words = self._noun(self.text.index(words[0], first), end, None) or ""
            if 2 <= len(words) <= 16 and not _ONLY_TIME.match(words):
                return words
            end = first - 1
            if end <= place.low:
                return None
        return None


_WHERE = frozenset(("d", "ad", "t", "ns", "p"))  # tags of where, when, or how it was done
_SCOPE = re.compile(
    "[我全本各][国省市县区州盟旗镇乡村地级局院校]|集中|及时|依法|深入|扎实|大力|持续|加快|有序|稳步|积极|累计|先后|新|精准|主动|[和或及、]|.*(?:法院|检察院|机关|部门|公司|政府)"
)


def _is_object(rest: str, verb: str, *, after: int, more: bool, inside: bool) -> bool:
    """Whether what stands behind a verb, after some words or more verbs, is what is counted."""
    if len(rest) < 2 or rest == "对象":
        return False
    measured = _MEASURE.match(rest) or rest[-1] in "限率面"  # 种植面积, 办结时限, 登记失业率
    if measured and (
        after or len(rest) == 2 or (rest[-1] in "率面" and verb in _PARTS["compound"])
    ):
        return False  # but 扩大|种植面积
    if more and len(rest) < 3 and verb not in _VERBS | _PARTS["again"]:
        return False  # 召开|动员大会
    inside = inside or more or verb[0] == "新" or verb in _PARTS["compound"]  # 审批事项
    named = _MORE_VERBS.sub("", rest, count=1).lstrip("的") not in _PARTS["little"]
    return named or not inside


def clause_start(text: str) -> int:
    """Where the last clause begins."""
    if "）" in text or ")" in text:
        text = _CLAUSED.sub(lambda aside: "-" * len(aside[0]), text)
    return 1 + max(map(text.rfind, _BREAKS))


def is_done(word: Word) -> bool:
    """Whether a word is a verb that what is counted may follow."""
    return word.tag[:1] == "v" or word.text in _VERBS_AT_START or word.text[0] == "新"


def _ends_by_tag(word: Word, after: Word | None) -> bool:
    """Whether a word ends the noun in front of it: a number, a function word or a predicate."""
    text, tag = word.text, word.tag
    if tag[:1] == "v" and tag != "vn":
        if after is not None and text + after.text in _VERBS_AT_START:
            return True  # 贫困县|组织实施
        head = after and (after.text in _PARTS["head"] or (len(after.text), after.tag) == (1, "n"))
        made = text in _PARTS["compound"] or head  # 导览|墙
        return (_COUNTED.match(text) is not None and text not in _PARTS["compound"]) or not made
    if tag == "t" and after is not None and after.tag == "f":
        return True  # 安置区|春节前
    numeral = tag in ("m", "mq") and text[0] in "一几数两"
    if numeral or text[0].isdigit() or not text.strip("xX*"):
        return after is None or after.text not in ("级", "强")  # 世界500强企业
    return tag in _FUNCTION_TAGS or text in ("后", "前", "中", "内", "里", "等", "时")


def _is_adverb(word: Word) -> bool:
    return word.tag in ("a", "ad", "d", "b") or word.text in _PARTS["end"]


def _is_noun(word: Word) -> bool:
    text = word.text
    if text in _NOUNS or word.tag == "vn":
        return True
    return word.tag[:1] in ("n", "l", "j", "i") or (not word.tag and word.text[0].isalpha())


def _thing(words: str, unit: str) -> str:
    """The things themselves, where what is done to them is named behind them."""
    if unit == "个" and (place := _PLACES.match(words)):
        return place["who"]
    if unit in _COUNTS_PEOPLE and (people := _PEOPLE.match(words)):
        return words if _ENDS_IN_NOUN.search(people["rest"]) else people["who"]
    done = None if unit in _OF_ACTIONS else _ACTION.search(words)
    return words[: done.start()] if done else words


def _long(words: str) -> str | None:
    words = words.strip(" 、，,：:\u3000")
    words = words[1:-1] if words[:1] == "“" and words.find("”") == len(words) - 1 else words
    return words if len(words) >= 2 else None


def _balanced(words: str) -> str:
    """What stands behind a quote or bracket that is left open, and without one left closed."""
    if not _PAIRED.search(words):
        return words
    words = words.lstrip("”’)）》")
    for opening, closing in ("“”", "()", "（）", "《》", "‘’"):
        if words.count(opening) > words.count(closing):
            words = words.rpartition(opening)[2]
        elif words.count(opening) < words.count(closing):
            words = words.replace(closing, "")
    return words

"""What a number counts or what changed: the shortest phrase of its sentence that names it."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.patterns import either

_HAN = r"\u4e00-\u9fff"
_VERBS = either(lexicon.words("counted_verbs"))
_BREAK = "，。；：！？,;:!?\n\r"
_REACH = 40

_NOUN = re.compile(rf"[{_HAN}A-Za-z0-9·“”‘’()（）《》\-]{{1,36}}")
# Where a noun phrase behind a number ends: words that open its predicate or the next phrase.
_ENDS = re.compile(
    r"进行|开展|存在|尚未|全部|发生|合并|未备案|实施|涉及|参加|通过|实现|完成|纳入|列入|受到|取得|得到|落实|建成|投产|投用|开工|竣工"
    r"|建立|辞去|被|已|均(?!衡|等|值)|分别|占|就业|以及|及其|和(?=[\d xX*])|与(?=[\d xX*])|和(?=[一二三四五六七八九十两几数])|等(?![级次教候待])"
    r"|退休|开通|上线|直接|应付|接受|达到|组织|获得|获评|荣获|入选|提供|使用|从事|享受|来自|成为|实行|推行|召开|签订|签约|出台|印发|到位|脱贫|摘帽"
    r"|违规开工|(?<=[人员部])(?:签|做|到|在|为|对|向|从|由|因|把)|都|也|还|就|却|将(?![军领])|须|必须|应当|要求"
)
_LEAD = re.compile(r"^(?:多|余|左右|以上|以下|以内|的|之|内|之内|不合格|合格)+")
_CLAUSE_OF_DE = re.compile(r"[因较很最更满未不无有由对为在从与给被向]|相对|符合|任职|接受|参与|从事|来自|涉及|需要|影响|存在")
_DROP_FRONT = re.compile(
    rf"^(?:截至目前|截至|截止|目前|现场|今年以来|去年|今年|全年|同时|其中|此外|另外|并|且|还|又|再|也|已|共|共计|总计|合计|累计|先后|分别|现已|已经|将|要|拟|力争|确保|争取|预计|全面|仅|只|约|近|对|对连续|对全[市县省区]|使|让|把|在|从|由|于|用|向|按|年均|每年|每月|每季度|每周|平均|一次性|首次|集中|[，、的])+"
)
_STRIP_VERB = re.compile(rf"^(?:累计|先后|共|组织|集中|及时|依法|新)?{_VERBS}(?:了|过)?")
_DROP_END = re.compile(
    r"(?:分别|累计|总计|合计|共计|平均|高达|曾|仅|共|约|近|达到?|为|是|有|占|超过?|突破|不少于|不超过|不低于|不得|原则上|须|应|至|到|由|从|了|较|比|同比|环比|在|以|就|已|均|也|各|设置?|用|调整|保持|稳定|控制|固定|列|第|—+|-|[“”（(、：:\s])+$"
)
_PEOPLE = frozenset("人 名 户 人次 户次 家次 位".split())
_OWN_UNIT = frozenset("% ‰ 个百分点 百分点 倍 番 成 岁".split())
_PUNCTUATED = re.compile(rf"[{_BREAK}]")


def subject_of(
    text: str, low: int, start: int, stop: int, high: int, unit: str, kind: str, before_end: int, previous: str | None
) -> str | None:
    """The subject of the number at start..stop, looked for in its sentence low..high.

    before_end: where the words that belong to the number begin in front of it (comparator,
    change, baseline). previous: the subject of the number before in the sentence.
    """
    after = _noun_after(text, stop, high)
    ahead = kind not in ("percent", "rate", "money", "age") and unit not in _OWN_UNIT
    if after and (ahead or text[stop : stop + 1] == "的"):
        return after
    return _noun_before(text, low, before_end, unit, kind) or previous or after


def _noun_after(text: str, stop: int, high: int) -> str | None:
    match = _NOUN.match(text, stop, min(high, stop + _REACH))
    if match is None:
        return None
    words = _LEAD.sub("", match[0])
    end = _ENDS.search(words, 1)
    words = _without_clause(words[: end.start()] if end else words)
    words = _balanced(words)
    return words if len(words) >= 2 else None


def _without_clause(words: str) -> str:
    """X的Y is Y where X describes, X where it is the thing itself (基层单位的参会截图)."""
    front, de, back = words.partition("的")
    if not de:
        return words
    if _CLAUSE_OF_DE.search(front) or len(front) < 2:
        return _without_clause(back) if len(back) >= 2 else words
    return front


def _noun_before(text: str, low: int, end: int, unit: str, kind: str) -> str | None:
    here = text[max(low, end - _REACH) : end]
    here = _DROP_END.sub("", here)
    breaks = [match.end() for match in _PUNCTUATED.finditer(here)]
    words = here[breaks[-1] :] if breaks else here
    words = _DROP_END.sub("", _DROP_FRONT.sub("", words))
    if "、" in words and kind == "count":
        tail = words.rpartition("、")[2]
        words = tail if re.search(r"\d|[xX*]{1,}", words) else words
    words = re.sub(r"^.*[\d%](?:[个次名项件份条期起场册人户])?", "", words)
    if unit not in _PEOPLE and kind not in ("money",):
        words = _STRIP_VERB.sub("", words, count=1)
    words = _balanced(_DROP_FRONT.sub("", words))
    return words if len(words) >= 2 else None


def _balanced(words: str) -> str:
    """Without quotes or brackets that are left open."""
    for opening, closing in ("“”", "()", "（）", "《》", "‘’"):
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return words

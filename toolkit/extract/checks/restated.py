"""The same quantity stated twice.

Two numbers with one subject and one unit are usually two quantities: another town, another
month, another meeting. They are held against each other only where the wording ties both to
one thing: the feedback of one inspection; one place, time and mood in the same words (今年…
居民消费价格涨幅控制在…, twice); the number in a title and the one its text begins with.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.extract.checks.bounds import Bounds, apart, bounds
from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check, Claim

LABEL = 6  # characters of a label that name one thing
NOUN = 4  # characters after a number that do so
ONE_YEAR = "一年"
TITLE = 400  # characters from the start of a report in which its title is taken up
LONGEST_TITLE = 60
_NOT_HAN = re.compile(r"[^一-鿿]")
_GIVER = re.compile(r"巡察|巡视|督察|督查|审计|检查|考核|调研")
_TURN = re.compile(r"第?[一-鿿\d-]{1,4}(?:批|轮|次|期)")
_GIVEN = re.compile(r"反馈|交办|移交|指出")
_GIVEN_ALL = re.compile(r"(?:反馈|交办|移交)(?:的|了)?(?:\d{1,2}个方面(?:的|共)?)?$")
_PROBLEMS = re.compile(r"(?:具体)?(问题|线索|事项)")
_OTHER_SCOPE = re.compile(r"其\s*中|首批|本轮|再次|近[一-鿿\d]年")
_OF_ONE = re.compile(r"[一-鿿](?:镇|乡|村|局|街道|社区|分院|支队)(?!级)|每|均[一-鿿]{2}")
_TIME = re.compile(
    r"(?:19|20)\d\d年(?:\d{1,2}月)?|[今去明本上当前]年|前?[一二三四上下][半季]年?度?|“?十[一二三四五]五”?|\d{1,2}月份?"
    r"|[过未][去来]的?[一-鿿]年|(?:今后|这|近|五)[一-鿿]?年|[一二两三四五六七八九十\d]+年(?:来|间|努力|攻坚|奋斗)"
)
_PLACE = re.compile(
    r"全[国省市县区州]|[一-鿿]{2}(?:省|市|县|区|(?<![城乡村])镇|乡|村|州|旗|局|厅|委|公司|集团|企业|医院|学院|大学|银行)"
)
# A label that opens or ends with these leaves unsaid who did it, or what for.
_ELIDED_END = re.compile(
    r"[由从到各每、]|逐步|分别"
    r"|(?:安排|投入|拨付|下达|筹集|争取|发放|补助|完成|实现|新增|建设|建成|改造|提供|培训|引进|组织|开展|支持|用于)$"
)
_ELIDED = re.compile(
    r"^(?:[一-鿿]{1,2}年|计划|拟|完成|安排|投入|总?投资|新增|新建|建设|建成|实现|争取|年|达|比|较|同比|其|平均)"
    rf"|{_ELIDED_END.pattern}"
)
_OF_ALL = re.compile(r"全[国省市县区州旗镇乡年]")  # 全年 is the year told of before
_YEAR = re.compile(r"(?:(?:19|20)\d\d|[今去])年")
_LEADS = re.compile(
    r"^(?:把|将|使|力争|确保|努力|预计|初步统计|初步核算|经初步核算|全年|共计?|累计|总共|已)+"
)
_VERBS = re.compile(r"[达到为约近超逾有计已仅至在]+$")
_VAGUE = re.compile(r"[余多几]")
_AIMS = re.compile(r"控制在?$|保持在?$|力争|确保|预期|目标")


@dataclass(frozen=True, slots=True)
class Tie:
    """What makes a number one that can be stated twice, and the words that say so."""

    key: tuple[object, ...]
    words: str
    givers: frozenset[str] = frozenset()
    time: str = ""

    def same(self, other: Tie) -> bool:
        givers = not self.givers or not other.givers or bool(self.givers & other.givers)
        times = sorted((self.time, other.time))
        one_year = times[1] == ONE_YEAR and _YEAR.fullmatch(times[0])
        return givers and (times[0] == times[1] or bool(one_year))


def check_restated(page: Page) -> Iterator[Check]:
    """Each quantity against the last place that stated the same one."""
    last: dict[tuple[object, ...], tuple[int, Tie]] = {}
    times = list(_TIME.finditer(page.clean, page.report.start, page.report.end))
    ends = [time.end() for time in times]
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        if figure.bounds is None or claim.value is None or not claim.unit:
            continue
        told = bisect_right(ends, claim.start)
        period = _period(times[told - 1].group()) if told else ""
        for tie in (_given(page, i), _worded(page, i, period), _titled(page, i)):
            if tie is None:
                continue
            first, known = last.get(tie.key, (i, tie))
            if tie.same(known) and page.figures[first].sentence != figure.sentence:
                yield _check(page, first, i, tie)
            last[tie.key] = (i, tie)


def _given(page: Page, i: int) -> Tie | None:
    """反馈的17个具体问题: the number of what one inspection gave."""
    claim = page.figures[i].claim
    subject = _NOT_HAN.sub("", claim.subject or "")
    before = page.sentence_before(i)
    wording = before + page.tail(i)
    exact = claim.comparator == "eq" and claim.direction == "none"
    if not exact or page.figures[i].role != "amount":
        return None
    if _GIVEN_ALL.search(before) and (problems := _PROBLEMS.match(page.tail(i))):
        subject = problems[1]
    elif len(subject) < NOUN or subject[-2:] not in page.lead(i) + page.tail(i):
        return None
    if not _GIVEN.search(page.clause(i)) or _OTHER_SCOPE.search(wording) or _OF_ONE.search(before):
        return None
    turn = tuple(_TURN.findall(before))
    key = ("given", page.figures[i].unit_kind, subject, claim.modality, turn)
    return Tie(key, subject, frozenset(_GIVER.findall(wording)))


def _worded(page: Page, i: int, period: str) -> Tie | None:
    """A number with its time, place and a label long enough to name one thing.

    period: the time told of before it, for one that names none but speaks of all (全县) or aims.
    """
    claim, before = page.figures[i].claim, page.sentence_before(i)
    if page.figures[i].role in ("base", "threshold", "rank") or _OTHER_SCOPE.search(before):
        return None
    times, clause = _TIME.findall(before), page.clause(i)
    of_all = _OF_ALL.search(clause)
    mood = "target" if _AIMS.search(clause) else claim.modality
    if not times and not of_all and mood != "target":
        return None
    label = _NOT_HAN.sub("", _VERBS.sub("", _LEADS.sub("", _TIME.sub("", clause))))
    if len(label) < LABEL or (_ELIDED_END if of_all else _ELIDED).search(label):
        return None
    places = frozenset(_PLACE.findall(_TIME.sub(" ", before.replace("全年", " "))))
    way = (claim.direction, claim.change, claim.baseline, mood)
    key = (label, claim.unit, places, way, claim.comparator)
    time = _period(times[-1]) if times else period
    return Tie(key, f"{times[-1] if times else ''}{label}", time=time)


def _period(time: str) -> str:
    """A time as one word for what may be one: 本年 is 今年, 一年来 any year."""
    if time in ("本年", "当年"):
        return "今年"
    return ONE_YEAR if time in ("一年来", "过去一年", "去一年") else time


def _titled(page: Page, i: int) -> Tie | None:
    """The number of things that a title gives, and the one its text begins with."""
    claim, noun = page.figures[i].claim, page.tail(i)
    if claim.start - page.report.start > TITLE or len(noun) < NOUN or claim.kind != "count":
        return None
    if page.figures[i].role != "amount" or _OTHER_SCOPE.search(page.clause(i)):
        return None
    line = page.clean.find("\n", page.report.start)
    title = claim.start < line <= page.report.start + LONGEST_TITLE
    opens = re.search(r"(?:现将|通报|公布|发布|印发)[^，,。；;]{0,12}$", page.clause(i))
    return Tie(("title", claim.unit, noun[:NOUN]), noun) if title or opens else None


def _written(claim: Claim) -> Bounds:
    """What a number can be where 约 and 以上 are said of it both times, but for 1200多万."""
    found = bounds(claim if _VAGUE.search(claim.text) else replace(claim, comparator="eq"))
    assert found is not None
    return found


def _check(page: Page, first: int, second: int, tie: Tie) -> Check:
    one, other = page.figures[first], page.figures[second]
    first_end, second_end = _written(one.claim), _written(other.claim)
    aims = all(map(_AIMS.search, (page.clause(first), page.clause(second))))  # 3% is then no 2.5%
    if aims or first_end.width == second_end.width:  # written alike, so rounded alike
        first_end, second_end = first_end.middle, second_end.middle
    agrees = first_end.meets(second_end)
    off = "" if agrees else apart(first_end, second_end, one.claim)
    words = f"{page.words(first)} is stated; {page.words(second)} is stated of the same again{off}"
    verdict, values = "agrees" if agrees else "disagrees", (one.claim.value, other.claim.value)
    return page.check("restated", words, *values, verdict, (first, second), tie.words)

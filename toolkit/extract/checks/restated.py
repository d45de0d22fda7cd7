"""The same quantity stated twice.

Two numbers with one subject and one unit are usually two quantities: another town, another
month, another meeting. They are held against each other only where the wording ties both to
one thing: the feedback of one inspection; one place, time and mood in the same words (今年…
居民消费价格涨幅控制在…, twice); the number in a title and the one its text begins with. Two numbers
of which one is the other with two digits exchanged (126, 162) need less of a tie.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from toolkit import lexicon
from toolkit.extract.checks.bounds import Bounds, bounds, judged, point
from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check, Claim

GIVEN = "given"
WHOLE = "whole"
MOST_PLACES = 8  # of one key that are remembered
LABEL = 6  # characters of a label that name one thing
NOUN = 4  # characters after a number that do so
ONE_YEAR = "一年"
KIND = 2  # characters of 投资, 资金: what may be of anything
SLIP = 3  # digits of a number in which two can be exchanged by mistake
TITLE = 400  # characters from the start of a report in which its title is taken up
LONGEST_TITLE = 60
_NOT_HAN = re.compile(r"[^一-鿿]")
_RECEIVER = re.compile(r"向([一-鿿]{1,12}?)(?=反馈|交办|移交|指出)")
_INSPECTS = "巡察|巡视|督察|督查|审计|检查|考核|调研"
# Whose count of problems it is: who inspected, of what level, in which turn, and whom.
_ASPECTS = {
    "giver": re.compile(_INSPECTS),
    "level": re.compile(rf"(?:中央|国家|[省市州县区旗])(?=[一-鿿]{{0,8}}(?:{_INSPECTS}))"),
    "turn": re.compile(
        r"第?[一二三四五六七八九十首末上本\d-]{1,3}(?:批|轮|次|期)|第?[一二三四五六七八九十\d]{1,3}[一-鿿]{0,4}组"
    ),
    "receiver": _RECEIVER,
}
_PROBLEM = r"(?:具体)?(细化问题|问题线索|问题|线索|事项|信访件|信访举报件?|案件)"
_PROBLEMS = re.compile(_PROBLEM)
_GIVEN_ALL = re.compile(
    rf"(?P<how>反馈|交办|移交|指出)(?:意见)?[的了]?(?:\d{{1,2}}个方面[的共]?)?(?:\d{{1,3}}[项个](?:具体)?问题涉及的)?(?P<noun>{_PROBLEM})?(?:共|总计)?$"
)
_OTHER_SCOPE = re.compile(lexicon.forms("other_scope"))
_OF_ONE = re.compile(r"[一-鿿](?:镇|乡|村|局|街道|社区|分院|支队)(?!级)|每|均[一-鿿]{2}")
_TIME = re.compile(lexicon.forms("told_time"))
_PLACE = re.compile(lexicon.forms("told_place"))
# A label that opens or ends with these leaves unsaid who did it, or what for.
_ELIDED_END = re.compile(lexicon.forms("elided_end"))
_ELIDED = re.compile(
    r"^(?:[一-鿿]{1,2}年|计划|拟|完成|安排|投入|总?投资|新增|新建|建设|建成|实现|争取|年|达|比|较|同比|其|平均)"
    rf"|{_ELIDED_END.pattern}"
)
_OF_ALL = re.compile(r"全[国省市县区州旗镇乡年]")  # 全年 is the year told of before
_PART = re.compile(r"[季月半]")  # of a year that is named before it
_ACTS = re.compile(
    r"^(?:完成|实现|建成|新增|新建|改造|实施|计划|实际|发放|安排|投入|争取|拨付|下达|落实|减少)+"
)
_OF_PAPER = re.compile(lexicon.forms("of_paper"))
_GROWS = re.compile(r"(?:同比|比上年)?(?:增长|下降|提高)")
_BY_YEAR = re.compile(r"到20\d\d年")
_DIGITS = re.compile(r"\d")
_OPENS = re.compile(r"(?:现将|通报|公布|发布|印发|决定|授予)[^，,。；;]{0,12}$")
_TOLD_OF = re.compile(r"[^，,。；;]{4,24}(?:进行了?|予以)(?:公开)?(?:通报|公布|表彰|曝光)")
_FOR = re.compile(r"用于([一-鿿]{2,4})")
_YEARS_BACK = re.compile(r"(?:过去的?|近|这)([一-鿿])年|([一-鿿])年[来间]")
_YEAR = re.compile(r"(?:(?:19|20)\d\d|[今去])年")
_LEADS = re.compile(lexicon.forms("label_leads"))
_VERBS = re.compile(r"(?:(?<=[一-鿿]{4})(?:完成|实现)|目标|[达到为约近超逾有计已仅至在])+$")
_OURS = re.compile(r"[我本]([国省市县区州旗镇乡盟])")
_VAGUE = re.compile(r"[余多几]")
_AIMS = re.compile(r"(?:控制|保持|稳定|维持)在?$|力争|确保|预期|目标")


@dataclass(frozen=True, slots=True)
class Tie:
    """What makes a number one that can be stated twice, and the words that say so.

    aspects: what else tells it from others of its key, where that is said (``_ASPECTS``, the whole
    that 全市 names); told: it says of when and where it is, so that any other number of the same is
    one too many. Else only one with two digits exchanged is.
    """

    key: tuple[object, ...]
    words: str
    aspects: frozenset[tuple[str, str]] = frozenset()
    time: str = ""
    told: bool = True

    def same(self, other: Tie, exchanged: bool) -> bool:
        """Whether it is said of what the other, stated before it, is said of."""
        times = (self.time, other.time)
        mine, theirs = dict(self.aspects), dict(other.aspects)
        if "receiver" in mine.keys() - theirs.keys():  # what one town was told, after the whole
            return False
        if any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys()):
            return False
        if times[0] == times[1] or (ONE_YEAR in times and any(map(_YEAR.fullmatch, times))):
            sure = self.told and other.told and mine.get(WHOLE) == theirs.get(WHOLE)
            return sure or exchanged
        return exchanged and not all(times)


def check_restated(page: Page) -> Iterator[Check]:
    """Each quantity against the last place that stated the same one.

    Where a report tells of several inspections and does not say of which a number is, there is no
    verdict.
    """
    last: defaultdict[tuple[object, ...], deque[tuple[int, Tie]]] = defaultdict(
        partial(deque, maxlen=MOST_PLACES)
    )
    found = list(_ties(page))
    names = [name for name, _ in {one for _, tie in found for one in tie.aspects} if name != WHOLE]
    several = {name for name in names if names.count(name) > 1}
    for i, tie in found:
        for first, known in reversed(last[tie.key]):
            exchanged = _exchanged(*(page.figures[j].claim.text for j in (first, i)))
            apart = page.figures[first].sentence != page.figures[i].sentence
            if apart and tie.same(known, exchanged):
                unsaid = {name for name, _ in tie.aspects ^ known.aspects} & several
                yield _check(page, first, i, tie, ", ".join(sorted(unsaid)))
                break
        last[tie.key].append((i, tie))


def _ties(page: Page) -> Iterator[tuple[int, Tie]]:
    """Every number that can be stated twice, with what ties it."""
    told = _TIME.finditer(page.clean, page.report.start, page.report.end)
    times = [time for time in told if _period(time.group()) != ONE_YEAR]
    ends = [time.end() for time in times]
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        if figure.bounds is None or claim.value is None or not claim.unit:
            continue
        at = bisect_right(ends, claim.start)
        period = _period(times[at - 1].group()) if at else ""
        ties = (_given(page, i), _worded(page, i, period), *_titled(page, i))
        yield from ((i, tie) for tie in ties if tie)


def _given(page: Page, i: int) -> Tie | None:
    """反馈的17个具体问题: the number of what one inspection gave."""
    claim, before = page.figures[i].claim, page.sentence_before(i)
    exact = claim.comparator == "eq" and claim.direction == "none" and page.is_amount(i)
    given = _GIVEN_ALL.search(before) if exact else None
    noun = given and (_PROBLEMS.match(page.after(i)) or _PROBLEMS.match(given["noun"] or ""))
    if not given or not noun:
        return None
    wording = before + page.tail(i)
    of_one = _OTHER_SCOPE.search(wording) or _OF_ONE.search(_RECEIVER.sub("", before))
    if of_one:
        return None
    how = "反馈" if "反馈" in page.clause(i) else given["how"]
    key = (GIVEN, page.figures[i].unit_kind, noun[1], claim.modality, how)
    told = ((name, of.findall(before) or of.findall(wording)) for name, of in _ASPECTS.items())
    return Tie(key, noun[1], frozenset((name, all_[-1]) for name, all_ in told if all_))


def _worded(page: Page, i: int, period: str) -> Tie | None:
    """A number with its time, place and a label that names one thing; period: the time told before."""
    claim, before = page.figures[i].claim, page.sentence_before(i)
    if page.figures[i].role in ("base", "threshold", "rank") or _OTHER_SCOPE.search(before):
        return None
    times, clause = _TIME.findall(before), page.clause(i)
    if not _VERBS.sub("", clause):  # 突破千亿元，达到1026亿元
        clause = claim.subject or ""
    if page.figures[i].is_percent and _GROWS.fullmatch(clause) and page.is_amount(i - 1):
        clause = page.clause(i - 1) + clause  # 全区生产总值386亿元，增长6.2%
    of_all = _OF_ALL.search(clause.replace("全年", ""))
    aims = _AIMS.search(clause) or _BY_YEAR.search(before)
    mood = "target" if aims else claim.modality
    label = _NOT_HAN.sub("", _VERBS.sub("", _LEADS.sub("", _TIME.sub("", clause))))
    elided = (_ELIDED_END if of_all else _ELIDED).search(label)
    told = (times or of_all or mood == "target") and not elided
    told = told and len(label) + bool(of_all) + bool(of_all and times) >= LABEL
    named = len(label) >= NOUN and len(_ACTS.sub("", label)) > KIND
    if not told and not (named and page.figures[i].role in ("amount", "percent")):
        return None
    ours = _OURS.sub(r"全\1", _TIME.sub(" ", before.replace("全年", " ")))
    places = frozenset(_PLACE.findall(ours))
    wholes = {place for place in places if place[0] == "全"}
    purpose = _FOR.match(page.after(i))
    way = (claim.baseline, mood, claim.comparator)
    key = (label, claim.unit, places - wholes, way, purpose and purpose[1])
    time = "".join(map(_period, times[-1 - bool(_PART.search(times[-1])) :])) if times else ""
    whole = frozenset((WHOLE, place) for place in sorted(wholes)[:1])
    words = f"{times[-1] if times else ''}{label}"
    return Tie(key, words, whole, time or (period if told else ""), bool(told))


def _exchanged(one: str, other: str) -> bool:
    """Whether two numbers differ in nothing but two neighbouring digits exchanged (468.3, 486.3)."""
    mine, theirs = _DIGITS.findall(one), _DIGITS.findall(other)
    swaps = ([*mine[:at], *mine[at : at + 2][::-1], *mine[at + 2 :]] for at in range(len(mine) - 1))
    alike = _DIGITS.sub("0", one) == _DIGITS.sub("0", other) and len(mine) >= SLIP
    return alike and mine != theirs and theirs in swaps


def _period(time: str) -> str:
    """A time as one word for what may be one: 2023年末 2023年, 一年来 any year."""
    time = time.rstrip("末底")
    if back := _YEARS_BACK.fullmatch(time):  # 过去五年 are the same as 五年来
        time = f"{back[1] or back[2]}年"
    return ONE_YEAR if time in ("一年", "去一年", "全年") else time


def _titled(page: Page, i: int) -> Iterator[Tie]:
    """The number of things that a title gives, and the one its text begins with."""
    claim, near = page.figures[i].claim, page.figures[i].claim.start - page.report.start <= TITLE
    if not near or claim.kind != "count" or page.figures[i].role != "amount":
        return
    line = page.clean.find("\n", page.report.start)
    title = claim.start < line <= page.report.start + LONGEST_TITLE
    opens = _OPENS.search(page.clause(i)) or _TOLD_OF.match(page.after(i))
    if not (title or opens):
        return
    scope = frozenset(_OTHER_SCOPE.findall(page.clause(i)))
    named = _OF_PAPER.split(page.clean[claim.end : line if title else page.sentence_end(i)])[0]
    nouns = (named[:NOUN], named[-NOUN:], page.lead(i)[-NOUN:])
    for noun in dict.fromkeys(nouns):  # 12个重点项目; 18起违纪典型问题; 代表建议36件
        if len(_NOT_HAN.sub("", noun)) == NOUN:
            yield Tie(("title", claim.unit, noun, scope), noun)


def _written(claim: Claim) -> Bounds:
    """What a number can be where 约 and 以上 are said of it both times, but for 1200多万."""
    found = bounds(claim if _VAGUE.search(claim.text) else replace(claim, comparator="eq"))
    assert found is not None
    return found


def _check(page: Page, first: int, second: int, tie: Tie, unsaid: str) -> Check:
    one, other = page.figures[first], page.figures[second]
    first_end, second_end = _written(one.claim), _written(other.claim)
    aims = all(map(_AIMS.search, (page.clause(first), page.clause(second))))  # 3% is then no 2.5%
    if aims or first_end.width == second_end.width:  # written alike, so rounded alike
        first_end, second_end = (
            point(first_end.middle) or first_end,
            point(second_end.middle) or second_end,
        )
    why = f"; the {unsaid} is said of one of them only" if unsaid else ""
    verdict, off = judged(first_end, second_end, one.claim, why)
    words = f"{page.words(first)} is stated; {page.words(second)} is stated of the same again{off}"
    values = (one.claim.value, other.claim.value)
    return page.check("restated", words, *values, verdict, (first, second), tie.words)

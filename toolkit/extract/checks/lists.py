"""Ordered lists: a stated number of items against the items (以下三点：一是…, and 学习、整改、问责三个
环节), and the members of a list against the number of its last one.

Numbers missing among headings are told by ``doubts``.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.checks.bounds import counted_off
from toolkit.extract.checks.page import TAIL, Page
from toolkit.extract.model import Check, OrderedList, Section
from toolkit.extract.structure.markers import COUNTS, RULES, style_of

LONGEST = 400  # sections, with all under them, in which a list must end
_HAN = "零一二三四五六七八九十"
_COUNTS = re.compile(r"[其第]?[一二三四五六七八九十]{1,3}(?:是|要|[，,、：:])|[①-⑳]")
_GOES_ON = re.compile(lexicon.forms("goes_on"))
_ENDS = re.compile(r"[。；;！？]")
_FIRST = re.compile(r"首先|第一|其一|一是|一要|①|（一）")
FAR = 300  # characters behind a list in which a member that was not counted may stand
NEXT = 40  # how far from its announcement a list may begin
_ANNOUNCED = re.compile(r"(?:以下|如下|下列)[一-鿿]{0,3}$")
_COLON = re.compile(r"^[一-鿿]{0,10}[”’]?(?:[一-鿿]{0,14}如下)?[：:]\s*$")
_STOP = re.compile(lexicon.forms("things_to_do"))
_TO_DO = re.compile(lexicon.forms("to_do"))
_LIST = re.compile(r"[^，,。；;：:“”‘’（）()\s]+$")
_BEHIND = re.compile(
    r"[一-鿿”’]{0,8}[，,]?(?:分别[是为]|即)(?P<names>[^，,。；;：:“”（）()\s]+)(?:[。；;\n]|，(?!以?及|和))"
)
_ACTED = re.compile(r"^[^、]*了")
_QUOTE_ENDS = "”’"
_SHORTHAND = re.compile(
    r"(?<=[“‘])[二三四五六七八九][个大项条种](?=[一-鿿]{1,8}[”’])|(?<=[一-鿿])[二三四五六七八九]点(?=[：:])"
)
_EACH = re.compile(r"([一二两三四五六七八九])[个大]?([一-鿿]{1,4}?)(?=[一二两三四五六七八九]|$)")
_REPEATED = re.compile(
    r"(?P<counts>(?:[一二两三四五六七八九][个大]?[一-鿿]{1,4}?){1,4})(?:[”’][一-鿿]{0,4})?(?:[，,](?:即|分别是)|[：:])"
    r"(?P<names>[^。！？\n“”]+)[。！？\n]"
)
KIND = "total_listed"
_JOINS = re.compile(r"以及|和|及|与|或")
_OPEN = re.compile(r"等|其他|包括|含")
_MORE = re.compile(f"{_JOINS.pattern}|{_OPEN.pattern}")  # what may be two names, or leave some out
_CHAPTERS = re.compile(r"[章节款编批次届版]")
_VERB = re.compile(r"经过|包括|分为|成立|设立|设有|组成|进行|提出|开展|[形构]成.{0,4}$|有$|的$")
VERB = 2  # characters of what is done with the names, before the first
TWO_NAMES = 8  # characters of a name that may be two whose 、 was lost
LONG_NAME = 6  # characters from which two names beside a number are its items
_HEADED = frozenset(["件", "项", "条", "点", "个"])  # 二、抓好三件事
_NAMED = re.compile(lexicon.forms("named_items"))


def check_lists(
    page: Page, sections: Sequence[Section], lists: Sequence[OrderedList]
) -> Iterator[Check]:
    """Numbers of items against the numbered items after them, and the named ones before them; the
    numbers of every list.
    """
    counts = [*_counted(page), *_quoted(page)]
    yield from _check_announced(page, sections, lists, counts)
    yield from (_check_numbers(page, ordered) for ordered in lists)
    repeated = list(_check_repeated(page))
    yield from repeated
    for count in counts:
        told = any(check.start <= count.start < check.end for check in repeated)
        if not told and (check := _check_named(page, count)):
            yield check


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of items: how many, where it stands, its words and those before it in its sentence."""

    value: int
    start: int
    end: int
    unit: str
    before: str
    figures: tuple[int, ...] = ()

    def text(self, page: Page) -> str:
        return page.clean[self.start : self.end]

    def check(self, page: Page, statement: str, named: float, verdict: str, tie: str) -> Check:
        span = None if self.figures else (self.start, self.end)
        return page.check(KIND, statement, self.value, named, verdict, self.figures, tie, span)


def _counted(page: Page) -> Iterator[_Count]:
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        exact = claim.comparator == "eq" and claim.value is not None and claim.kind == "count"
        if exact and 2 <= (claim.value or 0) <= 40:
            before = page.before(i, 2 * NEXT)
            yield _Count(int(claim.value or 0), claim.start, claim.end, claim.unit, before, (i,))


def _quoted(page: Page) -> Iterator[_Count]:
    """“四大工程”, and 把握四点：, which are no claims."""
    for match in _SHORTHAND.finditer(page.clean, page.report.start, page.report.end):
        before = page.clean[max(page.report.start, match.start() - 2 * NEXT) : match.start()]
        value, unit = _HAN.index(match.group()[0]), match.group()[1]
        yield _Count(value, match.start(), match.end(), unit, _ENDS.split(before)[-1])


def _check_repeated(page: Page) -> Iterator[Check]:
    """四个坚持：坚持甲、坚持乙、…; “三清两改”，即清甲、…，改乙、…: as many as begin with each word."""
    for match in _REPEATED.finditer(page.clean, page.report.start, page.report.end):
        parts, names = _EACH.findall(match["counts"]), re.split("[、，；]", match["names"])
        of = {word: [name for name in names if name.startswith(word)] for _, word in parts}
        if len(of) < len(parts) or sum(map(len, of.values())) != len(names):
            continue
        for number, word in parts:
            value, named = _HAN.index(number.replace("两", "二")), len(of[word])
            off = abs(named - value)
            if off > 1 or named < 2 or (off and _MORE.search("、".join(of[word]))):
                continue
            statement = (
                f"{number}{word} of {match['counts']} names {named}{counted_off(value, named)}"
            )
            verdict, span = "disagrees" if off else "agrees", match.span("counts")
            yield page.check(KIND, statement, value, named, verdict, (), match["counts"], span)


def _named(page: Page, count: _Count) -> tuple[str, int] | None:
    """The names that a number counts, behind it (三个专班，分别是甲组、乙组、丙组) or before it
    (学习、整改、问责三个环节), and how many characters of another word the first may hold.
    """
    if behind := _BEHIND.match(page.clean, count.end):
        return behind["names"], 0
    noun = page.clean[count.end - len(count.unit) : count.end + 4]
    found = _LIST.search(count.before.rstrip(_QUOTE_ENDS))
    if not found or not _NAMED.match(noun) or "：" in page.clean[count.end + 2 : count.end + 6]:
        return None
    quoted = found.string[: found.start()].endswith(("“", "‘"))
    return _ACTED.sub("", found.group()), 0 if quoted else VERB


def _check_named(page: Page, count: _Count) -> Check | None:
    """Three names at least, of two characters or more, against their number, one off at the most."""
    found, text = _named(page, count), count.text(page)
    if not found or _OPEN.search(found[0]):
        return None
    names, verb = found[0].split("、"), found[1]
    least, most = _fewest_and_most(names)
    if least < 2 or min(map(len, names)) < 2 or max(map(len, names)) > 20:
        return None
    if _VERB.search(names[-1]):
        return None
    value = count.value
    statement = f"{found[0]}{text} names {least if value <= least else most}"
    if least <= value <= most:
        return count.check(page, statement, value, "agrees", text)
    lengths = [len(name) for name in names[1:]]  # the first has its verb before it
    two_in_one = value > most and (
        any(map(_may_be_two, names[1:])) or len(names[0]) >= 2 * max(lengths) + verb
    )
    few = two_in_one or (most < 3 and min(map(len, names)) < LONG_NAME)
    off = 2 if least > 2 and most == least and min(lengths) > 2 else 1
    if few or max(lengths) - min(lengths) > 1 or not least - off <= value <= most + off:
        return None
    named = float(least if value < least else most)
    return count.check(page, statement, named, "disagrees", text)


def _may_be_two(name: str) -> bool:
    """Whether a name is so long that it may be two that have lost their 、."""
    return any(len(one) >= TWO_NAMES for one in _JOINS.split(name))


def _fewest_and_most(names: Sequence[str]) -> tuple[int, int]:
    """How many items some names can be: 和 may join two, or stand inside one as it does in others."""
    joined = [len(_JOINS.findall(name)) for name in names]
    least, inside = len(names), sum(joined[:-1]) > 0 and max(map(len, names)) >= LONG_NAME
    return least, least if inside else least + sum(joined)


def _check_announced(
    page: Page,
    sections: Sequence[Section],
    lists: Sequence[OrderedList],
    counts: Sequence[_Count],
) -> Iterator[Check]:
    """以下三项： against the numbered items that follow at once."""
    starts = [section.start for section in sections]
    places = [ordered.start for ordered in lists]
    headings = {section.heading_end for section in sections}
    for count in counts:
        end = count.end
        if _CHAPTERS.fullmatch(count.unit):
            continue
        at, first = bisect_left(starts, end), bisect_left(places, end)
        heading = starts[at] if at < len(starts) else page.report.end + NEXT
        member = places[first] if first < len(lists) else page.report.end + NEXT
        if min(heading, member) - end > NEXT or min(heading, member) >= page.report.end:
            continue
        of_list = member <= heading
        run = _run_of_list(page, lists[first]) if of_list else _run_of_sections(sections, at)
        run_in = run and "\n" not in page.clean[end : run.last]
        more = run and run.count > count.value  # 着眼“两个大局”：一是…三是…
        if not run or (more and (not count.figures or (run.top and not run_in))):
            continue
        between = page.clean[end : run.start]
        tie = _ANNOUNCED.search(count.before) or _COLON.match(between)
        tie = tie or (_TO_DO.search(count.before) and _STOP.match(between))  # 抓好六项工作。第一，…
        ends_heading = any(end + at in headings for at in range(TAIL)) and count.unit in _HEADED
        if tie or ends_heading:
            yield _announced(page, count, run, tie.group() if tie else between)


def _announced(page: Page, count: _Count, run: _Run, tie: str) -> Check:
    value = count.value
    why = "" if run.count == value else _may_be_more(page, run, value)
    verdict = "agrees" if run.count == value else "cannot_tell" if why else "disagrees"
    words = page.words(count.figures[0]) if count.figures else count.text(page)
    statement = f"{words} are announced; {run.count} numbered items follow"
    statement += counted_off(value, run.count) + why
    return count.check(page, statement, run.count, verdict, tie)


def _may_be_more(page: Page, run: _Run, announced: float) -> str:
    """Why a list may have other members than those that were counted."""
    if page.report.truncated in ("end", "both"):
        return "; the text is cut off"
    if run.count < 2 or not run.sure or (run.count < announced and run.holds_two):
        return "; the others may stand without a number"
    if run.count > announced:
        return ""
    if 2 * run.count < announced:
        return "; so few that the text may be cut off"
    rest = page.clean[run.last : run.end]
    if not run.of_sections:  # to the end of the line, or into the next where members are lines
        lines = page.clean[run.last : run.end + FAR].split("\n", 2)
        rest = "\n".join(lines[: 1 + (page.clean[run.last - 1] == "\n")])
    return "; others may follow in other words" if _is_otherwise(rest, run.count + 1) else ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Members that count on from 1: how many, from where to where, and where the last begins.

    top: they are the report's top headings, which may go on to other matters. sure: the last is.
    holds_two: the last is the longest, and may hold one that lost its number.
    """

    count: int
    start: int
    last: int
    end: int
    of_sections: bool = False
    top: bool = False
    sure: bool = True
    holds_two: bool = False


def _run_of_sections(sections: Sequence[Section], at: int) -> _Run | None:
    """The sections that count on from 1 under one heading; None where that breaks or cannot be seen."""
    head = last = sections[at]
    if style_of(head.marker) in RULES | COUNTS:  # 第一章 to 第四章 may be told of together
        return None
    count = longest = 0
    for section in sections[at : at + LONGEST]:
        if section.level > head.level:
            continue
        if section.parent != head.parent or (section.ordinal == 1 and count):
            break
        if section.ordinal != count + 1:
            return None
        longest = max(longest, last.end - last.start if count else 0)
        count, last = count + 1, section
    else:
        if at + LONGEST < len(sections):
            return None
    top = head.parent is None
    two = last.end - last.start > longest
    return _Run(count, head.start, last.start, last.end, True, top, True, two) if count else None


def _run_of_list(page: Page, ordered: OrderedList) -> _Run | None:
    """The members of a list up to one in the middle of another paragraph, which may be another's."""
    if ordered.missing:
        return None
    count = 1
    for here, then in pairwise(ordered.starts):
        if "\n" in page.clean[here:then].rstrip("\n \u3000“*（("):
            break
        count += 1
    start, last = ordered.start, ordered.starts[count - 1]
    stops = [page.clean[a:b].count("。") for a, b in pairwise(ordered.starts)]
    two = page.clean[last : ordered.end].count("。") > max(1, *stops, 1)
    sure = count == len(ordered.starts)
    return _Run(count, start, last, ordered.end, sure=sure, holds_two=two)


def _check_numbers(page: Page, ordered: OrderedList) -> Check:
    """The members of a list against the number of its last one."""
    last, there = ordered.numbers[-1], len(ordered.numbers)
    gap = f"; missing: {', '.join(map(str, ordered.missing))}" if ordered.missing else ""
    statement = f"{ordered.marker}… counts up to {last} and has {there} members{gap}"
    verdict, span = _numbered(page, ordered), (ordered.start, ordered.end)
    return page.check("list_numbers", statement, last, there, verdict, (), ordered.marker, span)


def _numbered(page: Page, ordered: OrderedList) -> str:
    """No verdict where a first member goes without its number or one is written otherwise (其次)."""
    if not ordered.missing:
        return "agrees"
    markers = [page.clean[start : start + 4] for start in ordered.starts]
    if 1 in ordered.missing or not all(map(_COUNTS.match, markers)):
        return "cannot_tell"
    before = page.clean[max(page.report.start, ordered.start - 400) : ordered.start]
    if _FIRST.search(before.rpartition("\n")[2]):  # 一是…，一是…，三是…: two counts run together
        return "cannot_tell"
    members = [page.clean[a:b] for a, b in pairwise([*ordered.starts, ordered.end])]
    others = [
        m for m, (n, then) in zip(members, pairwise(ordered.numbers), strict=False) if then == n + 1
    ]
    longest = max(map(len, others), default=math.inf)
    fewest = min(map(_stops, others), default=1)
    for here, then, number in _gaps(ordered):
        between = page.clean[here:then]
        may_hold_two = _stops(between) > max(1, fewest) or len(between) > 2 * longest
        if may_hold_two or _is_otherwise(between, number):
            return "cannot_tell"
    return "disagrees"


def _stops(member: str) -> int:
    """How many sentences or clauses of their own a member has."""
    return len(_ENDS.findall(member))


def _gaps(ordered: OrderedList) -> Iterator[tuple[int, int, int]]:
    """Between which members a number is missing."""
    for at, number in enumerate(ordered.numbers[1:]):
        for missing in range(ordered.numbers[at] + 1, number):
            yield ordered.starts[at], ordered.starts[at + 1], missing


def _is_otherwise(between: str, number: int) -> bool:
    """Whether a clause opens with the number, whatever stands behind it, or goes on without one."""
    han = _han(number)
    words = rf"[，,。；;：:！？\s、]\W*(?:[其第（(]?(?:{han}|{number}(?!\d))|{_GOES_ON.pattern})"
    return re.search(rf"{words}|{han}[是要]", between[1:]) is not None


def _han(number: int) -> str:
    return _HAN[number] if number < len(_HAN) else str(number)

"""A stated number of items against the items: 以下三点：一是…, and 学习、整改、问责三个环节."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from toolkit.extract.checks.page import Figure, Page
from toolkit.extract.model import Check, Section

KIND = "total_listed"
LONGEST = 400  # sections, with all under them, in which a list must end
NEXT = 40  # how far from its announcement a list may begin
_ANNOUNCED = re.compile(r"(?:以下|如下|下列)[一-鿿]{0,3}$")
_COLON = re.compile(r"^[一-鿿]{0,10}[：:]\s*$")
_INLINE = re.compile(
    r"(?<![一-鿿])[（(]?(?:第)?([一二三四五六七八九十]{1,3})是(?![一二三四五六七八九十][、，。])"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_LIST = re.compile(r"[^，,。；;：:“”‘’（）()\s]+$")
_QUOTE_ENDS = "”’"
_JOINS = re.compile(r"以及|和|及|与|或")
_OPEN = re.compile(r"等|其他|包括|含")
_NAMED = re.compile(
    r"(?:[项类种重级道]|大(?!会|约|概)|个(?:方面|环节|领域|阶段|重点|专班|机制|维度|层面|部分|关口|步骤))"
)


def check_items(page: Page, sections: Sequence[Section]) -> Iterator[Check]:
    """Numbers of items against the numbered items after them, and the named ones before them."""
    yield from _check_announced(page, sections)
    for i, figure in enumerate(page.figures):
        if _countable(figure) and (check := _check_named(page, i)):
            yield check


def _countable(figure: Figure) -> bool:
    claim = figure.claim
    exact = claim.comparator == "eq" and claim.value is not None and claim.kind == "count"
    return exact and 2 <= (claim.value or 0) <= 40


def _check_named(page: Page, i: int) -> Check | None:
    """学习、整改、问责三个环节: the items named right before their number.

    Two names may qualify the number instead (省、市三项要求), and a number far from theirs
    counts something else; so three names at least, of two characters or more, and one off.
    """
    claim = page.figures[i].claim
    noun = page.clean[claim.end - len(claim.unit) : claim.end + 4]
    found = _LIST.search(page.before(i, 2 * NEXT).rstrip(_QUOTE_ENDS))
    if not found or not _NAMED.match(noun) or _OPEN.search(found.group()):
        return None
    names = found.group().split("、")
    least, most = len(names), len(names) + len(_JOINS.findall(names[-1]))
    if least < 2 or min(map(len, names)) < 2 or max(map(len, names)) > 20:
        return None
    value = claim.value or 0
    statement = f"{found.group()}{claim.text} names {least if value <= least else most}"
    if least <= value <= most:
        return page.check(KIND, statement, value, value, "agrees", (i,))
    if most < 3 or not least - 1 <= value <= most + 1:
        return None
    return page.check(
        KIND, statement, value, float(least if value < least else most), "disagrees", (i,)
    )


def _check_announced(page: Page, sections: Sequence[Section]) -> Iterator[Check]:
    """以下三项： against the numbered items that follow at once."""
    starts = [section.start for section in sections]
    inline = [
        (match.start(), _number(match.group(1)))
        for match in _INLINE.finditer(page.clean, page.report.start, page.report.end)
    ]
    places = [place for place, _ in inline]
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        if claim.value is None or not _countable(figure):
            continue
        at, first = bisect_left(starts, claim.end), bisect_left(places, claim.end)
        run, kin, begins = 0, False, claim.end + NEXT + 1
        if at < len(starts) and starts[at] - claim.end <= NEXT:
            run, kin = _run_of_sections(sections, at)
            begins = starts[at]
        if not run and (run := _run_inline(inline, first)):
            begins = places[first]
        if not run or begins - claim.end > NEXT:
            continue
        announced = _ANNOUNCED.search(page.before(i))
        if not announced and not _COLON.match(page.clean[claim.end : begins]):
            continue
        if run > claim.value and kin:
            continue
        verdict = "agrees" if run == claim.value else "disagrees"
        if verdict == "disagrees" and page.report.truncated in ("end", "both"):
            verdict = "cannot_tell"
        statement = f"{page.words(i)} announced; {run} numbered items follow"
        yield page.check(KIND, statement, claim.value, float(run), verdict, (i,))


def _run_of_sections(sections: Sequence[Section], at: int) -> tuple[int, bool]:
    """How many sections count on from 1 here as children of one heading, and whether they are
    the report's top headings, which may go on to other matters; 0 where the count is broken.
    """
    head = sections[at]
    run = 0
    for section in sections[at : at + LONGEST]:
        if section.level > head.level:
            continue
        if section.parent != head.parent or (section.ordinal == 1 and run):
            break
        if section.ordinal != run + 1:
            return 0, False
        run += 1
    else:
        if at + LONGEST < len(sections):  # the list goes on out of sight
            return 0, False
    return run, head.parent is None


def _run_inline(inline: Sequence[tuple[int, int]], at: int) -> int:
    """How many of 一是, 二是, 三是 follow each other here."""
    run = 0
    for _, number in inline[at : at + 40]:
        if number != run + 1:
            break
        run += 1
    return run


def _number(written: str) -> int:
    """The number of a Chinese ordinal up to 99; 0 for what is none.

    >>> [_number(w) for w in ("三", "十", "十二", "二十一", "三二")]
    [3, 10, 12, 21, 0]
    """
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return _DIGITS.get(written, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + _DIGITS.get(ones, 0)

"""A stated total against its stated parts, 其中 against its whole, shares of one whole against 100 %.

A sum is only held against its total where the wording says that the parts divide it: states of
one kind (完成, 阶段性完成; 出口, 进口), a list in brackets or after a colon, 共计 after a list. Parts
after 其中 may leave others unsaid, so alone they can only be too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from operator import add

from toolkit import lexicon
from toolkit.extract.checks.bounds import (
    PERCENT,
    Bounds,
    apart,
    ceiling,
    judged,
    plain,
    point,
    scale,
    total_of,
)
from toolkit.extract.checks.breakdowns import AMONG, DIVIDES, Breakdown
from toolkit.extract.checks.page import REACH, Page, alike
from toolkit.extract.checks.wording import divides, names_all, rest_of, same_things, state_of
from toolkit.extract.model import Check

_OPEN = re.compile(lexicon.forms("parts_unsaid"))
_CUMULATIVE = re.compile(r"累计|历年|以来|原有|现有|总|最高|最多|高达|合计|共计")
_SPENT = re.compile(r"用于|投向|投入|来自")
_AGAIN = re.compile(r"重复|重叠|交叉|多次|兼")
_COMES_IN = re.compile(r"受理|[收接]到|[新接]收|收案|立案")
_DIVIDED_BY = re.compile(lexicon.forms("divided_by"))
_AND_OTHERS = re.compile(r"[及和等]其[他它]")  # which leave room for no overlap
_OTHER_DIVISION = re.compile(r"其\s*中|[按从分][一-鿿]{2,10}[分看][，,：:]")
_SHARE_LABEL = re.compile(r"占|比重|比例|占比")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SENTENCE_STOP = re.compile(r"[。！？；;\n]")
_STRUCTURE = re.compile(
    r"\d(?<![\d.:：∶].)\d?(?:\.\d+)?(?:\s*[:：∶比]\s*\d{1,2}(?:\.\d+)?){2,5}(?!\s*[.\d:：∶])"
    r"|\d(?<![\d.、].)\d?(?:\.\d+)?%(?:、\d{1,2}(?:\.\d+)?%)?[、，和]\d{1,2}(?:\.\d+)?%(?![、\d])"
)
_STRUCTURE_OF = re.compile(lexicon.forms("structure_of"))
_SECTORS = re.compile(lexicon.forms("sectors"))
_PERCENTS = re.compile(r"贡献|拉动|增[长速幅]|提[高升]|下降")
_ONE_YEAR = re.compile(r"(?:19|20)\d\d年")
FULL = Bounds(100.0, 100.0)
LEFT_OUT = 1.0  # per cent of a whole that may go without saying
OF_ONE = 3  # characters of a label beside its side (人口 of 城镇人口) where the whole goes unnamed
SHORT = 5  # characters of a name that stands in a row of such
HEAD = 2  # characters that labels of one kind end in alike
JUST_OVER = 1.25  # how many times their whole its parts may make and be meant not to overlap
PEOPLE = ("人", "名", "位", "户")
ABOUT = 2  # how many times a whole its parts may make and be meant to make it up


def check_totals(page: Page, breakdowns: Sequence[Breakdown]) -> Iterator[Check]:
    """Totals against the sum of their parts, or else each part against its whole."""
    for breakdown in breakdowns:
        total = _check_sum(page, breakdown)
        if total:
            yield total
        elif breakdown.link in ("among", "states"):
            yield from _check_parts(page, breakdown)


def _check_sum(page: Page, of: Breakdown) -> Check | None:
    """The total against the sum of its parts, where the wording allows that."""
    if len(of.parts) < 2:
        return None
    divided, closed = _divided(page, of), _closed(page, of)
    just_over = _just_over(page, of)
    parted = divided or just_over or of.link in ("rest", "summed") or DIVIDES.match(of.tie)
    if not parted and _overlapping(page, of.parts):
        return None
    stated = page.figures[of.whole]
    total = ceiling(stated.claim, stated.bounds)
    pieces = total_of(page.figures[i].bounds for i in of.parts)
    if total is None or pieces is None:
        return _sum_check(page, of, pieces, "cannot_tell") if closed else None
    if pieces.meets(total):
        return _sum_check(page, of, pieces, "agrees")
    if pieces.below(total):
        short = closed and not _unread(page, of)
        return _sum_check(page, of, pieces, "disagrees") if short else None
    some = accumulate((page.figures[i].bounds or stated.bounds for i in of.parts[:-1]), add)
    made_up = any(islice((one.meets(total) for one in some), 1, None))  # the others lie within them
    sure = of.sure and (divided or ((closed or just_over) and not made_up))
    return _sum_check(page, of, pieces, "disagrees" if sure else "cannot_tell")


def _divided(page: Page, of: Breakdown) -> bool:
    """Whether the parts are different sides of one division of the whole."""
    values = [page.figures[i].claim.value or 0 for i in (of.whole, *of.parts)]
    about = values[0] / ABOUT < sum(values[1:]) < values[0] * ABOUT  # one of them may be wrong
    whole = None if of.link == "among" and about else of.whole
    return divides([state_of(page, i) for i in of.parts]) and same_things(page, of.parts, whole)


def _closed(page: Page, of: Breakdown) -> bool:
    """Whether the wording leaves no part of the whole unsaid."""
    named = [state for state in (state_of(page, i) for i in of.parts) if state]
    all_named = _divided(page, of) and names_all(named)
    listed = of.link in ("listed", "summed", "rest")
    if not of.sure or not (listed or all_named or _shares_close(page, of.parts)):
        return False
    return of.link == "rest" or not _left_open(page, of)


def _just_over(page: Page, of: Breakdown) -> bool:
    """Whether things called alike, none of which can be two at once, are a little more than their whole.

    Groups of people overlap, and so do groups that make far more than the whole.
    """
    whole, parts = page.figures[of.whole], of.parts
    years = {year for i in parts for year in _ONE_YEAR.findall(page.clause(i))}
    by_year = len(years) >= len(parts) - 1 > 1  # 2016年脱贫26户，2017年脱贫42户，未脱贫8户
    apart = not _overlapping(page, parts) and _in_step(page, parts)
    between = page.figures[parts[0] : parts[-1] + 1]
    again = any(f.role == "threshold" for f in between) or _AGAIN.search(page.after(parts[-1]))
    named = DIVIDES.match(of.tie) or _AND_OTHERS.search(page.lead(parts[-1]))
    if of.link != "among" or not (by_year or apart or named) or again:
        return False
    values = [page.figures[i].claim.value or 0 for i in parts]
    return sum(values) <= JUST_OVER * (whole.claim.value or 0)


def _in_step(page: Page, parts: Sequence[int]) -> bool:
    """Whether labels run parallel: one head and one length, 用于 before each, or short names in a row."""
    labels = [AMONG.split(page.lead(i))[-1].lstrip("，,：:") for i in parts]
    lengths = list(map(len, labels))
    people = page.figures[parts[0]].unit in PEOPLE
    if people or len(set(labels)) < len(labels) or min(lengths) < HEAD:
        return False
    heads = {label[-1 if len(label) == len(labels[0]) == HEAD + 1 else -HEAD :] for label in labels}
    spread = 2 if len({label[-HEAD - 1 :] for label in labels}) == 1 else 1
    if len(heads) == 1 and max(lengths) - min(lengths) <= spread:
        return True
    if all(map(_SPENT.match, labels)):
        return True
    in_a_row = len(parts) > 2 and all(page.before(i).startswith("、") for i in parts[1:])
    return in_a_row and max(lengths) <= SHORT


def _shares_close(page: Page, parts: Sequence[int]) -> bool:
    """Whether every part has its share beside it, and the shares make up 100 %."""
    if parts[-1] + 1 == len(page.figures):
        return False
    shares = [page.figures[i + 1] for i in parts]
    total = total_of(share.bounds for share in shares)
    beside = (
        share.role == "percent"
        and share.sentence == page.figures[i].sentence
        and _SHARE_LABEL.search(page.before(i + 1))
        for i, share in zip(parts, shares, strict=True)
    )
    return all(beside) and total is not None and total.meets(FULL)


def _sum_check(page: Page, of: Breakdown, pieces: Bounds | None, verdict: str) -> Check:
    stated = page.figures[of.whole]
    exact = total_of(point(page.figures[i].claim.value) for i in of.parts)
    found = exact.low if exact else pieces.middle if pieces else None
    result = "?" if found is None else plain(found, scale(stated.claim)) + stated.unit
    sums = " + ".join(page.words(i) for i in of.parts)
    off = apart(stated.bounds, pieces, stated.claim) if verdict == "disagrees" else ""
    why = "; the parts may overlap" if verdict == "cannot_tell" and found is not None else ""
    words = f"{page.words(of.whole)} is stated as the whole; {sums} make {result}{off}{why}"
    figures = (of.whole, *of.parts)
    return page.check("total_parts", words, stated.claim.value, found, verdict, figures, of.tie)


def _check_parts(page: Page, of: Breakdown) -> Iterator[Check]:
    whole = page.figures[of.whole]
    total = ceiling(whole.claim, whole.bounds)
    for i in of.parts:
        part = page.figures[i]
        if total is None or part.bounds is None:
            verdict = "cannot_tell"
        elif part.bounds.below(total):
            verdict = "agrees"
        elif of.sure and _alike(page, of, i) and not _backlog(page, of, i):
            verdict = "disagrees"
        else:
            continue
        off = apart(total, part.bounds, whole.claim) if verdict == "disagrees" else ""
        words = f"{page.words(i)} is stated as a part of {page.words(of.whole)}{off}"
        values, both = (whole.claim.value, part.claim.value), (of.whole, i)
        yield page.check("part_whole", words, *values, verdict, both, of.tie)


def _alike(page: Page, of: Breakdown, part: int) -> bool:
    """Whether a part is called as its whole is, where 个 or 项 after 其中 may count anything."""
    if of.link != "among" or page.figures[part].unit not in ("个", "项"):
        return True
    noun, named = page.tail(part)[:2], page.clause(of.whole) + page.tail(of.whole)
    return alike(page.lead(part), page.lead(of.whole)) > 0 or (bool(noun) and noun in named)


def _backlog(page: Page, of: Breakdown, part: int) -> bool:
    """Whether a part may be more than its whole: counted since earlier, or settled of what came in."""
    comes_in = of.link == "states" and _COMES_IN.search(page.clause(of.whole))
    return bool(comes_in or _CUMULATIVE.search(page.lead(part)))


def _overlapping(page: Page, parts: Sequence[int]) -> bool:
    words = "".join(page.lead(i) + page.tail(i) for i in parts)
    return any(word in words for word in lexicon.words("overlapping_groups"))


def _left_open(page: Page, of: Breakdown) -> bool:
    """Whether the wording leaves parts unsaid: 等, 其余, 主要, more in the same unit behind them."""
    first, last = min(of.whole, *of.parts), max(of.whole, *of.parts)
    unit = page.figures[last].unit
    more = page.figures[last + 1 : min(last + 4, page.sentence_of(last).stop)]
    if of.link != "listed" and any(f.role == "amount" and f.unit == unit for f in more):
        return True
    start, end = page.figures[first].claim.end, page.figures[last].claim.end
    words = page.clean[start : min(end, start + 20 * REACH)].replace(of.tie, "", 1)
    return bool(_OPEN.search(words + page.after(last)))


def _unread(page: Page, breakdown: Breakdown) -> bool:
    """Whether a number in their unit that is no claim stands among the parts (taken for a page's)."""
    unit = re.escape(page.figures[breakdown.whole].unit)
    among = page.figures[min(breakdown.parts) : max(breakdown.parts) + 1]
    gaps = (page.line(a.claim.end, b.claim.start) for a, b in pairwise(among))
    return any(re.search(rf"\d[ \u3000]*{unit}", gap) for gap in gaps)


def check_shares_of_one(page: Page) -> Iterator[Check]:
    """三次产业结构 7:40:53, and the shares of all sides of a division: they make up 100 %."""
    yield from _check_ratios(page)
    for run in _share_runs(page):
        bounds = total_of(page.figures[i].bounds for i in run)
        total = sum(page.figures[i].claim.value or 0.0 for i in run)
        short = bounds and bounds.below(FULL) and not bounds.meets(FULL)
        if bounds is None or (short and not _leaves_none(page, run)):
            continue
        little = "; so little may be left out" if short and FULL.low - total < LEFT_OUT else ""
        verdict, off = judged(FULL, bounds, page.figures[run[0]].claim, little)
        words = " + ".join(page.words(i) for i in run)
        words += f" are shares of one whole and make {plain(total)}%{off}"
        tie = "".join(_SHARE_LABEL.findall(page.lead(run[0])))
        yield page.check("shares", words, FULL.low, total, verdict, run, tie)


def _leaves_none(page: Page, run: Sequence[int]) -> bool:
    """Whether shares are all there are of their whole: every side is named, and no other."""
    named = [state for state in (state_of(page, i) for i in run) if state]
    words = page.clean[page.figures[run[0]].claim.end : page.sentence_end(run[-1])]
    things = max(len(rest_of(page, i)) for i in run)  # 城镇居民食品支出 has a whole of its own
    return names_all(named) and not _OPEN.search(words) and things <= OF_ONE


def _check_ratios(page: Page) -> Iterator[Check]:
    """A ratio of three numbers or more under a label that says they make up a whole."""
    for match in _STRUCTURE.finditer(page.clean, page.report.start, page.report.end):
        before = page.clean[max(page.report.start, match.start() - REACH) : match.start()]
        before = _SENTENCE_STOP.split(before)[-1]
        percents, parts = "%" in match.group(), _NUMBER.findall(match.group())
        label = (_SECTORS if percents else _STRUCTURE_OF).search(before)
        total = sum(map(float, parts))
        whole = len(parts) > 2 and 0.7 < total / FULL.low < 1.3  # 3:2:1 is of something else
        if not label or not whole or (percents and _PERCENTS.search(before)):
            continue
        places = [len(part.partition(".")[2]) for part in parts]
        half = sum(0.5 / 10**n for n in places)
        torn = min(places) and len(set(places)) > 1  # 25.72:26.4:47.44 may have lost a digit
        why = "; a digit may be lost" if torn else ""
        verdict, off = judged(FULL, Bounds(total - half, total + half), None, why)
        words = (
            f"{before[label.start() :]}{match.group()} is a whole and makes {plain(total)}%{off}"
        )
        yield page.check("shares", words, FULL.low, total, verdict, (), label.group(), match.span())


def _share_runs(page: Page) -> Iterator[list[int]]:
    """Runs of shares in one sentence that name every side of one division, and nothing besides."""
    run: list[int] = []
    for i, figure in enumerate(page.figures):
        share = figure.claim.unit in PERCENT and bool(_SHARE_LABEL.search(page.lead(i)))
        goes_on = bool(run) and page.figures[run[0]].sentence == figure.sentence
        if goes_on and not share and figure.role != "percent":
            continue
        if not (goes_on and share):
            if _is_all(page, run):
                yield run
            run = []
        run += [i] if share else []
    if _is_all(page, run):
        yield run


def _is_all(page: Page, run: Sequence[int]) -> bool:
    if len(run) < 2:
        return False
    states = [state_of(page, i) for i in run]
    named = [state for state in states if state]
    over = sum(page.figures[i].claim.value or 0 for i in run) > FULL.low
    by_one = over and _DIVIDED_BY.search(page.before(run[0]))
    if by_one and not any(_OTHER_DIVISION.search(page.before(i)) for i in run[1:]):
        return True
    return divides(states) and (names_all(named) or over) and same_things(page, run)

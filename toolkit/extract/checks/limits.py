"""What one number cannot be by itself: ranges upside down, impossible percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit import lexicon
from toolkit.extract.checks.bounds import PERCENT, tidy
from toolkit.extract.checks.page import Page
from toolkit.extract.model import Check

_LOSS = re.compile(r"利润|盈利|收益|净利|亏损|结余|顺差|余额|增速|净流")
_BELOW_ZERO = re.compile(r"零下|[负第\-－—−]$")
_FALLS = re.compile(r"减|降|缩|回落")
_OF_ANOTHER = re.compile(r"预算|计划|任务|目标|生产总值|GDP|上年|去年|同期|产能|收入")
_BOUND = re.compile(r"(?:达到|超过|高达|[为是达约近超到至])+$")
_SUMMED = frozenset(("count", "money", "length", "area", "weight", "percent"))


def check_ranges(page: Page) -> Iterator[Check]:
    """Ranges: the first number must not be the greater one."""
    for i, figure in enumerate(page.figures):
        low, high = figure.claim.low, figure.claim.high
        if low is None or high is None or figure.claim.kind not in _SUMMED:
            continue
        if _BELOW_ZERO.search(page.lead(i)) or "零" in figure.claim.text:
            continue
        verdict = "agrees" if low <= high else "disagrees"
        if verdict == "disagrees" and _FALLS.search(page.lead(i)):
            continue
        words = f"{page.words(i)} runs from {'less to more' if low <= high else 'more to less'}"
        yield page.check("range", words, low, high, verdict, (i,), figure.claim.text)


def check_percentages(page: Page) -> Iterator[Check]:
    """Falls and shares of more than 100 %. Only what cannot be is listed."""
    shares = lexicon.words("bounded_shares")
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        value = claim.value if claim.value is not None else claim.low
        if value is None or value <= 100 or claim.unit not in PERCENT:
            continue
        if claim.comparator in ("lt", "le"):
            continue
        lead = _BOUND.sub("", page.lead(i))
        off = f"{tidy(value - 100)}% more"
        if claim.direction == "decrease" and claim.change == "by":
            verdict = "cannot_tell" if _LOSS.search(lead) else "disagrees"
            tie, statement = "100%", f"{page.words(i)}: nothing can fall by more than 100%, {off}"
        elif lead.endswith(shares) and not _OF_ANOTHER.search(page.clause(i)):
            verdict, tie = "disagrees", lead[-4:]
            statement = f"{page.words(i)}: a share cannot be over 100%, {off}"
        else:
            continue
        yield page.check("percentage", statement, 100.0, tidy(value), verdict, (i,), tie)

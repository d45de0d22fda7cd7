"""The same quantity stated twice.

Two numbers with one subject and one unit are usually two quantities: another town, another
month, another meeting. They are held against each other only where the wording ties both to
one thing: the feedback of one inspection, or one place and period in the same words
(全市受理投诉…). 全年计划投资 alone is said of every industry in turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.extract.checks.page import Page
from toolkit.extract.checks.wording import is_change
from toolkit.extract.model import Check

SUBJECT = 4  # characters a subject needs to name one thing
BEFORE = 40  # characters before a number in which what ties it down must stand
_NOT_HAN = re.compile(r"[^一-鿿]")
_GIVER = re.compile(r"巡察|巡视|督察|督查|审计|检查|考核|调研")
_GIVEN = re.compile(r"反馈|交办|移交|指出")
_WHOLE = re.compile(r"全[国省市县区镇乡][^，,；;。：:]{3,}$")
_OTHER_SCOPE = re.compile(
    r"其\s*中|[一-鿿](?:镇|乡|村|局|街道|社区|分院|支队)(?!级)|首批|本轮|再次"
)


@dataclass(frozen=True, slots=True)
class Tie:
    """What makes a number one that can be stated twice: who gave the problems, or the period
    and the word that says it is a whole (全年, 共).
    """

    givers: frozenset[str]
    given: bool
    period: str | None
    whole: str | None

    def same(self, other: Tie) -> bool:
        if self.period and other.period and self.period != other.period:
            return False
        if self.given and other.given:
            return not self.givers or not other.givers or bool(self.givers & other.givers)
        return bool(self.period and self.whole) and (self.period, self.whole) == (
            other.period,
            other.whole,
        )


def check_restated(page: Page) -> Iterator[Check]:
    """Each quantity against the last place that stated the same one."""
    last: dict[tuple[str, str, str], tuple[int, Tie]] = {}
    for i, figure in enumerate(page.figures):
        claim = figure.claim
        subject = _NOT_HAN.sub("", claim.subject or "")
        if claim.value is None or claim.comparator != "eq" or not claim.unit:
            continue
        if len(subject) < SUBJECT or claim.direction != "none" or is_change(page, i):
            continue
        tie = _tie(page, i)
        if tie is None:
            continue
        key = (figure.unit_kind, subject, claim.modality)
        first, known = last.get(key, (i, tie))
        if tie.same(known) and page.figures[first].sentence != figure.sentence:
            yield _check(page, first, i)
        last[key] = (i, tie)


def _tie(page: Page, i: int) -> Tie | None:
    claim, sentence = page.figures[i].claim, page.figures[i].sentence
    start = page.starts[sentence] if sentence >= 0 else page.report.start
    before = page.clean[max(start, claim.start - BEFORE) : claim.start]
    wording = before + page.tail(i)
    if _OTHER_SCOPE.search(wording):
        return None
    whole = _WHOLE.search(before)
    return Tie(
        givers=frozenset(_GIVER.findall(wording)),
        given=bool(_GIVEN.search(wording)),
        period=claim.period,
        whole=whole.group() if whole else None,
    )


def _check(page: Page, first: int, second: int) -> Check:
    one, other = page.figures[first].claim.value, page.figures[second].claim.value
    return page.check(
        "restated",
        f"{page.words(first)} stated; {page.words(second)} stated again",
        one,
        other,
        "agrees" if one == other else "disagrees",
        (first, second),
    )

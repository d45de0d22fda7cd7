"""The same quantity stated twice.

Two numbers with one subject and one unit are usually two quantities: another town, another
month, another meeting. They are held against each other only where the wording ties both to
one thing: the feedback of one inspection, or one named period counted as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.extract.checks_page import Figure, Page
from toolkit.extract.checks_totals import is_change
from toolkit.extract.model import Check

SUBJECT = 4  # characters a subject needs to name one thing
_HAN = re.compile(r"[^一-鿿]")
_ONCE = re.compile(r"反馈|巡察|巡视|督察|审计|交办|移交")
_WHOLE = re.compile(r"共|累计|合计|总计|总|全年|全市|全省|全县|全区|全国")
_OTHER_SCOPE = re.compile(r"其\s*中|[一-鿿](?:镇|乡|村|局|街道|社区|县|区|部门)")


def check_restated(page: Page) -> Iterator[Check]:
    """Each quantity against the last place that stated the same one."""
    last: dict[tuple[str, ...], int] = {}
    for i, figure in enumerate(page.figures):
        for key in _keys(page, i, figure):
            if key in last and page.figures[last[key]].sentence != figure.sentence:
                yield _check(page, last[key], i)
                last[key] = i
                break
            last[key] = i


def _keys(page: Page, i: int, figure: Figure) -> list[tuple[str, ...]]:
    """What makes a number one that can be stated twice: unit, subject, and what ties it down."""
    claim = figure.claim
    subject = _HAN.sub("", claim.subject or "")
    if claim.value is None or claim.comparator != "eq" or claim.modality != "fact":
        return []
    if not claim.unit or len(subject) < SUBJECT or is_change(page, i) or claim.direction != "none":
        return []
    start = page.starts[figure.sentence] if figure.sentence >= 0 else 0
    wording = page.clean[max(start, claim.start - 40) : claim.start] + page.tail(i)
    if _OTHER_SCOPE.search(wording):
        return []
    keys: list[tuple[str, ...]] = []
    if once := _ONCE.search(wording):
        keys.append((claim.unit, subject, once.group()))
    if claim.period and (whole := _WHOLE.search(wording)):
        keys.append((claim.unit, subject, claim.period, whole.group()))
    return keys


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

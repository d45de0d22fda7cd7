"""The time that a number is of: the last one said before it, or the one that opened the sentence before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from toolkit import lexicon
from toolkit.extract.model import Mention
from toolkit.extract.numbers.dates import year_in

Span = tuple[int, int]
Period = tuple[str | None, int | None]  # as written, and its year
NO_PERIOD: Period = None, None

_SAID = re.compile(
    lexicon.forms("time")
)  # times that are no dates; those of a plan as they are quoted
_SINCE = re.compile("以来|[之以]?前|[之以]?后|至今|期间")
_COMPARED = "较比同与跟是"
_NAMED = re.compile("《[^《》]*》")
_TOLD_AT = re.compile(lexicon.forms("told at"))
_PRICES = re.compile("(?:不变|可比)?价|的?(?:平均)?水平|持平|相当")
_DAY = re.compile(r"-\d\d-\d\d$")
_OPENS = re.compile(r"(?:^|[。！!\n])[\s—]*(?:截[至止]到?|到|在)?$")
_ORIGIN = re.compile("[由从]$")
_OF_AIM = re.compile("[^，。；、]{0,6}(?:目标|任务|计划|预算|规模|总[量额数])数?的$")
_NEW_CLAUSE = re.compile("[，；,;]")
_STEP = re.compile("[；;]")


class _Time(NamedTuple):
    start: int
    end: int
    value: str | None  # ISO, of a date
    lasts: bool  # holds for the next sentence too: 截至6月底，


class Periods:
    """The times of a document, and which of them was said last."""

    def __init__(self, clean: str, dates: Sequence[Mention]) -> None:
        self.clean = clean
        self.times = _find(clean, dates)
        self.starts = [time.start for time in self.times]
        self.said = NO_PERIOD  # in this sentence, up to the last number
        self.before = NO_PERIOD  # in the one before it in the paragraph
        self.lasts = False

    def stopped(self, *, beside: bool) -> None:
        """A sentence has ended. beside: whether the next number stands in the very next one."""
        self.before = self.said if beside and self.lasts else NO_PERIOD
        self.said, self.lasts = NO_PERIOD, False

    def of(self, low: int, start: int, baseline: Span, year: int | None) -> Period:
        """The period of a number at start, looked for from low on, none of what it is compared with."""
        at = bisect_right(self.starts, start) - 1
        while (
            at >= 0 and self.starts[at] >= low and self._is_aside(self.times[at], baseline, start)
        ):
            at -= 1
        if at < 0 or self.starts[at] < low:
            if (self.said[0] or "").endswith("前") and _STEP.search(self.clean, low, start):
                self.said = NO_PERIOD  # 10月底前全部完成；
            return self.said
        time = self.times[at]
        words = self.clean[time.start : time.end]
        period = words, year_in(words, time.value, year)
        origin = _ORIGIN.search(self.clean, max(0, time.start - 1), time.start) is not None
        over = _NEW_CLAUSE if origin else _STEP if words.endswith("前") else None
        if over and over.search(self.clean, time.end, start):
            return self.said  # 由上年第四位升至第三位； 10月底前全部完成；
        if not origin and not words.endswith("同期"):
            self.said, self.lasts = period, time.lasts
        return period

    def _is_aside(self, time: _Time, baseline: Span, start: int) -> bool:
        """Whether a number is compared with it, or is a share of what was planned for it (占全年目标的44%)."""
        shared = _OF_AIM.match(self.clean, time.end, start) is not None
        return time.end > start or shared or (baseline[0] <= time.start and time.end <= baseline[1])


def _find(clean: str, dates: Sequence[Mention]) -> list[_Time]:
    """The times that a number may be of, those that stand together as one (2012年全年, 今年8月)."""
    said = [(match.start(), match.end(), None) for match in _SAID.finditer(clean)]
    spans = sorted([*said, *((date.start, date.end, date.value) for date in dates)])
    named = [match.span() for match in _NAMED.finditer(clean)] if "《" in clean else []
    found: list[_Time] = []
    for start, end, value in spans:
        joined = (
            found.pop() if found and found[-1].end == start else _Time(start, end, value, False)
        )
        since = _SINCE.match(clean, end)
        opens = _OPENS.search(clean, max(0, joined.start - 12), joined.start) is not None
        dated = value or joined.value
        lasts = (
            opens and since is None and (dated is not None or clean[joined.start : end] == "年末")
        )
        found.append(_Time(joined.start, since.end() if since else end, dated, lasts))
    return [time for time in found if not _is_no_period(clean, time, named)]


def _is_no_period(clean: str, time: _Time, named: Sequence[Span]) -> bool:
    """比2012年, 按2012年价格, 《2012年计划》, 6月9日有关负责人介绍."""
    at = bisect_right(named, (time.start, len(clean))) - 1
    told = time.value and _DAY.search(time.value) and _TOLD_AT.match(clean, time.end)
    compared = time.start > 0 and clean[time.start - 1] in _COMPARED
    told = told or _PRICES.match(clean, time.end)
    return compared or bool(told) or (at >= 0 and time.start < named[at][1])

"""What a written number can stand for: the interval its rounding and its bounds leave open.

A report that writes 2.0 has rounded; 约, 近 and 余 loosen further; 超过 and 不低于 leave one
side open. Two statements disagree only where no number could make both true.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.extract.model import Claim

SCALES = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "百": 1e2}
_WRITTEN = re.compile(r"(\d[\d,]*)(?:\.(\d+))?\s*[余多几]?\s*(万亿|千万|百万|亿|万|千|百)?(\d)?")
_CHINESE_SCALE = re.compile(r"[万亿]")
_CHINESE_DIGITS = re.compile(r"点([〇零一二三四五六七八九]+)")
_EPSILON = 1e-9
TWICE = 0.05  # of its last place, how far off a figure can be that was rounded twice
PERCENT = ("%", "％")
LOOSE = 0.1  # how far 约 and 左右 reach, as a share of the number


@dataclass(frozen=True, slots=True)
class Bounds:
    """A closed interval of numbers."""

    low: float
    high: float

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(self.low - other.high, self.high - other.low)

    @property
    def width(self) -> float:
        return round(self.high - self.low, 9)

    @property
    def middle(self) -> float | None:
        """The number in the middle; None where a side is open."""
        return None if math.isinf(self.high - self.low) else (self.low + self.high) / 2

    def over(self, other: Bounds) -> Bounds:
        """The quotient of two amounts that are not negative; open where zero is possible."""
        low = 0.0 if math.isinf(other.high) else self.low / other.high if other.high else 0.0
        high = math.inf if other.low <= 0 or math.isinf(self.high) else self.high / other.low
        return Bounds(low, high)

    def times(self, factor: float) -> Bounds:
        return Bounds(self.low * factor, self.high * factor)

    def meets(self, other: Bounds) -> bool:
        """Whether one number could lie in both."""
        slack = _EPSILON * max(1.0, *(abs(x) for x in self._finite(other)))
        return self.low <= other.high + slack and other.low <= self.high + slack

    def below(self, other: Bounds) -> bool:
        """Whether some number here is no greater than some number there."""
        return self.low <= other.high + _EPSILON * max(1.0, abs(self.low))

    def _finite(self, other: Bounds) -> list[float]:
        ends = (self.low, self.high, other.low, other.high)
        return [end for end in ends if not math.isinf(end)] or [1.0]


def bounds(claim: Claim) -> Bounds | None:
    """What the claim's number can be; None where it is blacked out, vague or unread."""
    if claim.reading == "range" and claim.low is not None and claim.high is not None:
        low, high = sorted((claim.low, claim.high))
        return Bounds(low, high) if math.isfinite(high - low) else None
    value = claim.value
    if value is None or not math.isfinite(value):
        return None
    half = _half_step(claim)
    if claim.comparator in ("gt", "ge"):
        return Bounds(value - half, math.inf)
    if claim.comparator in ("lt", "le"):
        return Bounds(0.0, value + half)
    if claim.comparator == "approx":
        return _loosened(claim, value, half)
    return Bounds(value - half, value + half)


def scale(claim: Claim) -> str:
    """The 万 or 亿 a number is written with."""
    written = _WRITTEN.search(unicodedata.normalize("NFKC", claim.text))
    return (written.group(3) or "") if written else ""


def plain(number: float, written_with: str = "") -> str:
    """A number without exponent and without the noise of binary fractions, in 万 or 亿.

    >>> plain(1.62e12, "万亿"), plain(0.1 + 0.2), plain(17.0)
    ('1.62万亿', '0.3', '17')
    """
    if math.isinf(number):
        return "∞"
    shown = round(number / SCALES.get(written_with, 1.0), 6)
    return f"{shown:.6f}".rstrip("0").rstrip(".") + written_with


def tidy(number: float | None) -> float | None:
    """A number without the noise of binary fractions.

    >>> tidy(0.1 + 0.2), tidy(4398.6e8), tidy(None)
    (0.3, 439860000000.0, None)
    """
    return None if number is None or not math.isfinite(number) else float(f"{number:.12g}")


def point(number: float | None) -> Bounds | None:
    """Bounds that hold one number."""
    return None if number is None else Bounds(number, number)


def total_of(parts: Iterable[Bounds | None]) -> Bounds | None:
    """The sum of some amounts; None where one is unknown."""
    total = Bounds(0.0, 0.0)
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def ceiling(claim: Claim, of: Bounds | None) -> Bounds | None:
    """A total's bounds where its parts are all given: 超过21万 is no more than some above that."""
    if of is None or claim.value is None or claim.comparator not in ("gt", "ge"):
        return of
    return Bounds(of.low, claim.value + max(_place(claim.value), LOOSE * claim.value))


def apart(one: Bounds | None, other: Bounds | None, claim: Claim | None) -> str:
    """By how much two amounts miss each other at the least, in words; the claim gives the unit
    (per cent without one).

    Rounding is allowed for: 2.0 can be anything from 1.95 to 2.05.
    """
    if one is None or other is None:
        return ""
    more = other.low - one.high
    off = more if more > 0 else one.low - other.high
    if not 0 < off < math.inf:
        return ""
    rounded = one.high > one.low or other.high > other.low
    least = "at least " if rounded else ""
    side = "more" if more > 0 else "less"
    amount = plain(float(f"{off:.3g}"), scale(claim) if claim else "")
    unit = claim.unit if claim else "%"
    return f", {least}{amount}{unit} {side}{' after rounding' if rounded else ''}"


def judged(expected: Bounds, stated: Bounds, claim: Claim | None, why: str = "") -> tuple[str, str]:
    """The verdict on a stated amount, and by how much it is off, or why that cannot be told."""
    if expected.meets(stated):
        return "agrees", ""
    return ("cannot_tell", why) if why else ("disagrees", apart(expected, stated, claim))


def counted_off(stated: float, there: float) -> str:
    """How many more or fewer there are than is stated; nothing where it fits."""
    if there == stated:
        return ""
    return f", {abs(there - stated):g} {'more' if there > stated else 'fewer'}"


def ill_rounded(exact: Bounds, stated: Bounds) -> bool:
    """Whether a stated figure is what one gets by cutting the last places off, or by rounding what
    is rounded already (4.3465 to 4.35 to 4.4).
    """
    step = stated.high - stated.low
    return exact.meets(Bounds(stated.low - TWICE * step, stated.high + step / 2))


def _half_step(claim: Claim) -> float:
    """Half a unit of the last place written; nothing for things counted one by one."""
    text = unicodedata.normalize("NFKC", claim.text)
    written = _WRITTEN.search(text)
    if not written:
        return _chinese_half_step(claim, text)
    _, decimals, scaled, more = written.groups()
    if more:  # 3万4000 is written to the last one
        return 0.0
    step = SCALES.get(scaled or "", 1.0) / 10 ** len(decimals or "")
    return 0.0 if step == 1.0 and claim.kind == "count" else step / 2


def _chinese_half_step(claim: Claim, text: str) -> float:
    decimals = _CHINESE_DIGITS.search(text)
    if decimals:
        return 0.5 / 10 ** len(decimals.group(1))
    if _CHINESE_SCALE.search(text) and claim.value:
        return _place(claim.value) / 2
    return 0.0 if claim.kind == "count" else 0.5


def _loosened(claim: Claim, value: float, half: float) -> Bounds:
    """余, 多 and 几 add less than one of the last place that is not zero; 约 reaches both ways."""
    if re.search("[余多几]", claim.text):
        return Bounds(value, value + max(_place(value), half))
    reach = max(_place(value) / 2, LOOSE * abs(value), half)
    return Bounds(value - reach, value + reach)


def _place(value: float) -> float:
    """The size of the last place of a number that is not zero: 100 of 1200, 1 of 7."""
    place = 1.0
    while value and place < 1e15 and value % (place * 10) == 0:
        place *= 10
    return place

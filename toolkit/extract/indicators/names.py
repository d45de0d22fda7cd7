"""The names of indicators in a text, and which indicator a number of a named family states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.model import Claim
from toolkit.extract.numbers.patterns import either

BIG = 1e8  # from here on a number without a unit is an amount of money: 9万亿


@dataclass(frozen=True, slots=True)
class Indicator:
    """A line of the lexicon: an indicator with the units it can have."""

    name: str
    family: str
    units: frozenset[str]
    measure: str
    sign: str
    short: str
    title: str
    title_zh: str


@dataclass(frozen=True, slots=True)
class Name:
    """A place where a family is named. foreign: as part of the name of something else."""

    start: int
    end: int
    members: tuple[str, ...]  # families, a number for each
    single: str  # the family that one number alone is of
    foreign: bool


@dataclass(frozen=True, slots=True)
class _Wording:
    members: tuple[str, ...]
    single: str
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    needs: tuple[str, ...]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _wording(row: dict[str, str]) -> _Wording:
    several, _, single = row["family"].partition("/")
    members = tuple(several.split("+"))
    cells = (_split(row[column]) for column in ("not_before", "not_after", "needs"))
    return _Wording(members, single or members[0], *cells)


INDICATORS = tuple(
    Indicator(
        row["indicator"], row["family"], frozenset(_split(row["units"])),
        row["measure"], row["sign"], row["short"], row["title"], row["title_zh"],
    )
    for row in lexicon.table("indicators")
)  # fmt: skip
BY_NAME = {one.name: one for one in INDICATORS}
_FAMILIES: dict[str, list[Indicator]] = {}
for _one in INDICATORS:
    _FAMILIES.setdefault(_one.family, []).append(_one)
_WORDINGS = {row["word"]: _wording(row) for row in lexicon.table("indicator_names")}
_NAME = re.compile(either(_WORDINGS))
_REACH = 12


def find_names(text: str, low: int, high: int) -> list[Name]:
    """Every name of an indicator between two places, those with a guard beside them as foreign.

    >>> [(name.members, name.foreign) for name in find_names("海洋生产总值、粮食产量", 0, 11)]
    [(('gdp',), True), (('grain_output',), False)]
    """
    found = []
    for match in _NAME.finditer(text, low, high):
        wording = _WORDINGS[match[0]]
        said = text[low : match.start()]
        members, single = wording.members, wording.single
        if wording.needs:
            of = _needed(wording.needs, said)
            if of is None:
                continue
            members, single = (of,) if of else members, of or single
        before = text[max(low, match.start() - _REACH) : match.start()]
        foreign = before.endswith(wording.not_before) or text.startswith(
            wording.not_after, match.end()
        )
        found.append(Name(*match.span(), members, single, foreign))
    return found


def _needed(needs: Sequence[str], said: str) -> str | None:
    """The family that the nearest of the needed words makes it; "" where it keeps its own, None
    where none of them stands there.
    """
    places = ((said.rfind(word.partition(":")[0]), word.partition(":")[2]) for word in needs)
    at, family = max(places, key=lambda place: place[0])
    return family if at >= 0 else None


def indicator_of(family: str, claim: Claim) -> Indicator | None:
    """The indicator that an amount of a family states; none where its unit is not of it."""
    for one in _FAMILIES.get(family, ()):
        if claim.unit in one.units and (claim.unit != "倍" or claim.change == "by"):
            return one
        big = max(filter(None, (claim.value, claim.low, claim.high)), default=0) >= BIG
        if not claim.unit and big and "+" in one.units:
            return one
    return None


def in_words(family: str) -> Indicator | None:
    """The indicator that words alone speak of: that of the family's change where there is one."""
    known: Sequence[Indicator] = _FAMILIES.get(family, ())
    return next((one for one in known if one.measure in ("growth", "change")), None) or next(
        iter(known), None
    )

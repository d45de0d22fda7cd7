"""The names of indicators in a text, and which indicator a number of a named family states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from toolkit import lexicon
from toolkit.extract.model import Claim
from toolkit.extract.numbers.patterns import either

INDEX = 90  # per cent, from which a price is said by its index, last year's being 100
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

    @property
    def said_of(self) -> tuple[str, ...]:
        """The families that words alone are said of: all, but where one stands for them (城乡居民)."""
        return self.members if self.single in self.members else (self.single,)


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


@lexicon.cached
def indicators() -> dict[str, Indicator]:
    """The indicators of the lexicon by their names."""
    found = (
        Indicator(
            row["indicator"], row["family"], frozenset(_split(row["units"])),
            row["measure"], row["sign"], row["short"], row["title"], row["title_zh"],
        )
        for row in lexicon.table("indicators")
    )  # fmt: skip
    return {one.name: one for one in found}


_FAMILIES: dict[str, list[Indicator]] = {}
for _one in indicators().values():
    _FAMILIES.setdefault(_one.family, []).append(_one)
_WHOLES = ("市", "省", "县", "区", "本市", "全市", "全省", "全区", "全县", "全州", "全旗", "全国")
_OF_OUTPUT = re.compile("(?P<of>占|相当于|与)(?P<output>.*(?:生产总值|GDP).*)")
_PASSING = re.compile(r"(?:[\d年全去今上其中]|达到?|累计)*")


_PIECE = re.compile(r"\[([^\]]*)\]|([^\[]+)")


def _spelt(word: str) -> Iterator[str]:
    """All that a line stands for: [全|]社会 is 全社会 and 社会."""
    pieces = ((fixed or choice).split("|") for choice, fixed in _PIECE.findall(word))
    return map("".join, product(*pieces))


def _worded() -> Iterator[tuple[str, _Wording]]:
    """The wordings; a share of output can be one of a place's: 占全市生产总值比重."""
    for row in lexicon.table("indicator_names"):
        wording = _wording(row)
        for word in _spelt(row["word"]):
            yield word, wording
            if match := _OF_OUTPUT.fullmatch(word):
                yield from (
                    (f"{match['of']}{whole}{match['output']}", wording) for whole in _WHOLES
                )


_WORDINGS = dict(_worded())
_NAME = re.compile(either(_WORDINGS))
_REACH = 12
# A part of the whole is no indicator of the place: 对俄进出口总额, 园区固定资产投资.
_PART = re.compile(
    "(?:(?<!面)对[^，。；、对]{1,6}|占(?:全[国省市县区州旗])?|企业|集团|园区|新区|开发区|自贸区|口岸|[^全]地州"
    r"|(?:所有|各|\d个)[^，。；]{0,8}[县市区镇乡][）)]?(?:的|均|都|实现)*)$"
)
_STOP = re.compile("[，；。：、,;:\n]")


def find_names(text: str, low: int, high: int) -> list[Name]:
    """Every name of an indicator between two places, those with a guard beside them as foreign.

    >>> [(name.members, name.foreign) for name in find_names("海洋生产总值、粮食产量", 0, 11)]
    [(('gdp',), True), (('grain_output',), False)]
    """
    found = []
    for match in _NAME.finditer(text, low, high):
        wording = _WORDINGS[match[0]]
        members, single = wording.members, wording.single
        if wording.needs:
            of = _needed(wording.needs, text[low : match.start()])
            if of is None:
                continue
            members, single = (of,) if of else members, of or single
        before = text[max(low, match.start() - _REACH) : match.start()]
        foreign = (
            _PART.search(before) is not None
            or before.endswith(wording.not_before)
            or text.startswith(wording.not_after, match.end())
        )
        found.append(Name(*match.span(), members, single, foreign))
    return found


def _needed(needs: Sequence[str], said: str) -> str | None:
    """The family that the nearest of the needed words makes it, "" its own; None where none stands there."""
    clause = _STOP.split(said)[-1]
    if not _PASSING.fullmatch(clause):
        said = clause
    places = ((said.rfind(word.partition(":")[0]), word.partition(":")[2]) for word in needs)
    at, family = max(places, key=lambda place: place[0])
    return family if at >= 0 else None


def indicator_of(family: str, claim: Claim) -> Indicator | None:
    """The indicator that an amount of a family states; none where its unit is not of it."""
    unit = claim.unit.removesuffix("人民币")
    for one in _FAMILIES.get(family, ()):
        if one.measure == "change" and (claim.value or 0) > INDEX:
            continue
        if unit in one.units and (claim.unit != "倍" or claim.change == "by"):
            return one
        big = max(filter(None, (claim.value, claim.low, claim.high)), default=0) >= BIG
        if not claim.unit and big and "+" in one.units:
            return one
    return None


def in_words(family: str, level: bool) -> Indicator | None:
    """The indicator that words alone speak of: that of the family's change, or (level) of its level."""
    known: Sequence[Indicator] = _FAMILIES.get(family, ())
    wanted = ("level",) if level else ("growth", "change")
    return next((one for one in known if one.measure in wanted), next(iter(known), None))

"""Whose report it is: the place that issued it, what province that lies in, and its level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.structure import divisions
from toolkit.extract.structure.divisions import Division, Named

WHOLE = "全国"  # the place of what the centre issues
# What may stand before the place in the name of an organ.
_BEFORE = re.compile(lexicon.forms("before"))
_CENTRAL_PARTY = re.compile(r"第[^省市县区]{1,6}(?:届中央|次全国)|第[^省市县区]{1,6}届全国")
_LEVELS = {
    kind: level
    for level, kinds in (
        ("province", "省 自治区"),
        ("prefecture", "自治州 州 盟 地区"),
        ("county", "县 旗 区"),
        ("township", "镇 乡 街道"),
    )
    for kind in kinds.split()
}
_NO_GOVERNMENT = re.compile(lexicon.forms("no_government"))
_HAS_COUNTIES = re.compile(r"县[（(]?[市、]|市[、（(]?县|县区|各县|区县|旗县|旗市区")
_HAS_TOWNS = re.compile(r"乡镇|镇街|镇[（(、]|各镇|镇村")
_TERM = re.compile(lexicon.forms("term"))
_LEAST, _TIMES = 3, 2  # mentions of a place, and how many times those of the next


@dataclass(frozen=True, slots=True)
class Place:
    """A place, its province and level; own: the innermost name as it stands in names of organs."""

    place: str | None = None
    province: str | None = None
    level: str | None = None
    own: str | None = None


CENTRE = Place(WHOLE, None, "centre")


def settle(
    organ: str | None, strong: Sequence[str], weak: Sequence[str], text: str, year: int | None
) -> Place:
    """The place of who issued a report.

    organ: who issued it, as written; strong: wordings that begin with its place, the surest first;
    weak: those that may tell the name of a place whose kind is known; text: the whole report, for
    which of several places with one name it is; year: its own.

    >>> settle("区政府", ["呼伦贝尔市海拉尔区"], [], "", 2016)
    Place(place='呼伦贝尔市海拉尔区', province='内蒙古自治区', level='county', own='海拉尔区')
    """
    if organ is not None and is_central(organ):
        return CENTRE
    named = read(organ) if organ else None
    if named is not None:
        return _placed(named, organ or "", text, year)
    kind = kind_alone(organ) if organ else None
    if kind is None and any(map(is_central, strong)):
        return CENTRE
    kind = kind or next(filter(None, map(kind_alone, strong)), None)
    found = _first_fit(strong, kind) or (_first_fit(weak, kind, listed=True) if kind else None)
    if found is not None:
        return _placed(found, organ or "", text, year)
    if kind:
        return _of_kind(kind, text)
    blanked = next((named for named in map(read, strong) if named and named.blanked), None)
    return Place(level=blanked.level or None) if blanked else Place()


def _first_fit(wordings: Sequence[str], kind: str | None, listed: bool = False) -> Named | None:
    """The first place named that is of the kind the organ is of. listed: known by more than form."""
    for found in filter(None, map(read, wordings)):
        if found.blanked or (listed and not found.known):
            continue
        if kind is None or found.names[-1].endswith(kind):
            return found
    return None


def _of_kind(kind: str, text: str) -> Place:
    """The place of which only the kind is said: the one the text speaks of most, or none."""
    spoken = most_spoken_of(text, kind)
    if spoken is not None:
        return _place((spoken.name,), (spoken,), spoken.level)
    return Place(level=_LEVELS.get(kind) or _level_of_city(text))


def full_name(organ: str | None, where: Place) -> str | None:
    """An organ's name with its place's: 区政府 is 海拉尔区人民政府.

    >>> full_name("区政府", Place("呼伦贝尔市海拉尔区", "内蒙古自治区", "county", "海拉尔区"))
    '海拉尔区人民政府'
    """
    if organ is None:
        return None
    organ = re.sub(r"(?<!人民)政府(?=$|办公)", "人民政府", _TERM.sub("", organ))
    if where.own is None or read(organ) is not None:
        return organ
    kind = kind_alone(organ)
    return where.own + (organ.removeprefix(kind) if kind else organ)


def is_central(organ: str) -> bool:
    bare = organ.strip("　 ")
    if _CENTRAL_PARTY.search(bare):
        return True
    if not bare.startswith(lexicon.words("central_organs")):
        return False
    rest = _BEFORE.sub("", bare)
    return divisions.read(rest) is None


def read(organ: str) -> Named | None:
    """The divisions that the name of an organ begins with."""
    bare = organ.strip("　 ")
    before = _BEFORE.match(bare)
    return divisions.read(bare[before.end() :] if before else bare)


def kind_alone(organ: str) -> str | None:
    """省 of 省政府, where it is not said which."""
    found = re.match(
        r"(?:[全我本])?(自治区|自治州|地区|街道|[省州盟市县旗区镇乡])", _BEFORE.sub("", organ)
    )
    return found[1] if found else None


def _placed(named: Named, organ: str, text: str, year: int | None) -> Place:
    level = named.level or _level_of_city(text)
    if named.blanked or not named.names:
        return Place(level=level)
    known = divisions.choose(named.known, year, text)
    if known and named.level != "township":
        level = known[0].level if len({one.level for one in known}) == 1 else None
    if _NO_GOVERNMENT.search(organ):
        level = None
    return _place(named.names, known, level)


def _place(names: Sequence[str], known: Sequence[Division], level: str | None) -> Place:
    """The place with its prefecture, and its province where that is certain."""
    provinces = divisions.provinces().values()
    inside = [name for name in names if name not in provinces] or list(names)
    outer = next((name for name in names if name in provinces), None)
    if len({(one.province, one.prefecture) for one in known}) != 1:
        certain = {one.province for one in known}
        return Place(
            "".join(inside), min(certain) if len(certain) == 1 else outer, level, names[-1]
        )
    of = known[0]
    above = of.prefecture or (of.province if of.province in divisions.MUNICIPALITIES else None)
    if of.level == "county" and above and above not in inside:
        inside.insert(0, above)
    return Place("".join(inside), of.province, level, names[-1])


def _level_of_city(text: str) -> str | None:
    """The level of a 市 that no list has: by whether counties or towns lie in it."""
    if _HAS_COUNTIES.search(text):
        return "prefecture"
    return "county" if _HAS_TOWNS.search(text) else None


def most_spoken_of(text: str, kind: str) -> Division | None:
    """The division of a kind that a text names far more often than any other."""
    if kind in ("省", "自治区"):
        names = divisions.provinces()
        counts = Counter(
            {full: text.count(short) for short, full in names.items() if short != full}
        )
    else:
        counts = divisions.mentions(text, kind)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < _TIMES * ranked[1][1]:
        return None
    return divisions.current(ranked[0][0])

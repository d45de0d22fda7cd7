"""The divisions of China, from province to township: names read in a wording, and what lies in what.

Provinces, prefectures and counties are those of ``lexicon/divisions.csv``; towns and townships, and
names that the list does not have, are known by their form (云溪县, 石桥镇).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon

LEVELS = ("centre", "province", "prefecture", "county", "township")  # as in schema.py
MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_NOW = 9999
_LONGEST = 15  # characters of a name
# What a name does not end in: a zone (开发区), a common word (城市), places in general (各县).
_ZONE = "开发|高新|示范|保护|工业|产业|园|社|小|片|景|辖|特|矿|林|灾|城|新|地|牧|山|库|合作|功能|试验|管理|行政|选|校|厂|老"
_NO_NAME = re.compile(
    rf"(?:{_ZONE})区$|[全我本各两该超股都门上城之][市县区]$|^自治|[届第各及与的是在将把为对向从由等了年月日]"
)
_ZONED = re.compile(lexicon.forms("zoned"))
_FORMS = (  # by level; a 市 is a prefecture or a county
    ("province", re.compile(r"[\u4e00-\u9fff]{2,3}(?:省|自治区)")),
    (
        "prefecture",
        re.compile(r"[\u4e00-\u9fff]{2,8}?(?:自治州|地区(?=行|[委人政中第])|盟(?=[委行人第]))"),
    ),
    ("", re.compile(r"[\u4e00-\u9fff]{2,4}?市")),
    ("county", re.compile(r"[\u4e00-\u9fff]{2,9}?(?:自治[县旗]|[县区旗])")),
)
_TOWNSHIP = re.compile(lexicon.forms("township"))
_GENERIC = frozenset("省市县区州旗盟镇乡")
_BLANKED = re.compile(lexicon.forms("blanked"))
_BLANKED_LEVELS = (None, "province", "prefecture", "", "county", "township")


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county: its name, its level and what it lies in."""

    name: str
    short: str
    level: str
    province: str
    prefecture: str | None
    until: int  # the last year of its name


@dataclass(frozen=True, slots=True)
class Named:
    """The divisions that a wording names, one in the other, with where that ends in the wording.

    level: of the innermost; empty where the form of a name does not tell (a 市 no list has).
    """

    names: tuple[str, ...]
    level: str
    known: tuple[Division, ...]  # what the innermost province, prefecture or county may be
    end: int
    blanked: bool = False


@cache
def _rows() -> tuple[Division, ...]:
    rows = lexicon.table("divisions")
    above: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        if row["code"].endswith("00"):
            above.setdefault(row["code"], []).append((_until(row), row["name"]))
    return tuple(
        Division(
            row["name"],
            row["short"],
            _level(row["code"]),
            _name(above, row["code"][:2] + "0000", _until(row)) or "",
            _prefecture(above, row),
            _until(row),
        )
        for row in rows
    )


def _until(row: dict[str, str]) -> int:
    return int(row["until"] or _NOW)


def _level(code: str) -> str:
    return (
        "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    )


def _prefecture(above: dict[str, list[tuple[int, str]]], row: dict[str, str]) -> str | None:
    if _level(row["code"]) == "province":
        return None
    return _name(above, row["code"][:4] + "00", _until(row))


def _name(above: dict[str, list[tuple[int, str]]], code: str, until: int) -> str | None:
    """What a code meant as long as a division in it had its name."""
    names = sorted(above.get(code, ()))
    return next((name for last, name in names if last >= until), names[-1][1] if names else None)


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for division in _rows():
        found.setdefault(division.name, []).append(division)
    in_use: dict[str, list[Division]] = {}
    for division in _rows():
        name = _in_use(division)
        if name and name not in found:
            in_use.setdefault(name, []).append(division)
    return {name: tuple(divisions) for name, divisions in (found | in_use).items()}


def _in_use(division: Division) -> str | None:
    """What an autonomous division is called as a rule: 恩施州, 长阳县."""
    autonomous = re.search("自治([州县旗])$", division.name)
    return division.short + autonomous[1] if autonomous and division.short else None


@cache
def provinces() -> dict[str, str]:
    """The full name of each province by its full and its short one."""
    rows = [row for row in _rows() if row.level == "province"]
    return {name: row.name for row in rows for name in (row.name, row.short)}


@cache
def by_mark() -> dict[str, str]:
    """Provinces by what they are called in the numbers of documents (豫)."""
    return {row["mark"]: row["name"] for row in lexicon.table("divisions") if row["mark"]}


def read(words: str, start: int = 0) -> Named | None:
    """The divisions named at a place of a wording, from the outermost to the innermost.

    >>> read("呼伦贝尔市海拉尔区人民政府").names
    ('呼伦贝尔市', '海拉尔区')
    >>> read("云溪县石桥镇人民政府").level
    'township'
    >>> read("市城市管理局") is None
    True
    """
    names: list[str] = []
    known: tuple[Division, ...] = ()
    level, at, blanked = "", start, False
    while (found := _next(words, at, known, level)) is not None:
        name, level, known, blanked_here, at = found
        blanked |= blanked_here
        if not blanked_here:
            names.append(name)
        if level == "township":
            break
    if at == start:
        return _of_zone(words, start)
    return Named(tuple(names), level, known, at, blanked)


def _of_zone(words: str, start: int) -> Named | None:
    """The city of a zone, which has no level of its own: 合肥经济技术开发区, 西安高新区.

    >>> _of_zone("合肥经济技术开发区管委会", 0).names
    ('合肥市',)
    """
    zone = _ZONED.match(words, start)
    for length in range(len(zone[1]) if zone else 0, 1, -1):
        cities = _by_short().get(words[start : start + length], ())
        if cities:
            return Named((cities[0].name,), "", cities, start + length)
    return None


@cache
def _by_short() -> dict[str, tuple[Division, ...]]:
    """Cities and prefectures of today by their short names."""
    found: dict[str, list[Division]] = {}
    for division in _rows():
        if division.until == _NOW and division.level == "prefecture" and division.short:
            found.setdefault(division.short, []).append(division)
    return {short: tuple(divisions) for short, divisions in found.items()}


Step = tuple[str, str, tuple[Division, ...], bool, int]


def _next(words: str, at: int, outer: tuple[Division, ...], level: str) -> Step | None:
    """The next division inward: its name, level, what it may be, whether it is blanked, its end."""
    if blank := _BLANKED.match(words, at):
        return "", _BLANKED_LEVELS[blank.lastindex or 0] or "", (), True, blank.end()
    inner = _listed(words, at, outer)
    if inner:
        return inner[0].name, inner[0].level, inner, False, at + _matched(words, at, inner[0])
    if level not in ("", "centre"):
        town = _TOWNSHIP.match(words, at) if level != "province" else None
        if town:
            return town[0], "township", outer, False, town.end()
    for form_level, form in _FORMS:
        if form_level and level and LEVELS.index(form_level) <= LEVELS.index(level):
            continue
        if not form_level and level in ("county", "prefecture"):
            continue
        found = form.match(words, at)
        if found and found[0][0] not in _GENERIC and not _NO_NAME.search(found[0]):
            return found[0], form_level, (), False, found.end()
    if not outer and at == 0 and (town := _TOWNSHIP.match(words, at)):
        return town[0], "township", (), False, town.end()
    return None


def _listed(words: str, at: int, outer: Sequence[Division]) -> tuple[Division, ...]:
    """The divisions of the list that the longest name at a place may mean, in the outer ones."""
    for length in range(min(_LONGEST, len(words) - at), 1, -1):
        found = _by_name().get(words[at : at + length], ())
        inside = tuple(one for one in found if not outer or any(lies_in(one, two) for two in outer))
        if inside:
            return inside
    if not outer:
        for short, name in provinces().items():
            if words.startswith(short, at) and len(short) > 2 - (short != name):
                rest = words[at + len(short) :]
                if _listed(rest, 0, _by_name()[name]):
                    return _by_name()[name]
    return ()


def _matched(words: str, at: int, division: Division) -> int:
    """How many characters of a wording a division's name takes."""
    names = (division.name, _in_use(division), division.short)
    return next(len(name) for name in names if name and words.startswith(name, at))


def lies_in(inner: Division, outer: Division) -> bool:
    if outer.level == "province":
        return inner.level != "province" and inner.province == outer.name
    return (
        outer.level == "prefecture"
        and inner.level == "county"
        and (inner.province, inner.prefecture) == (outer.province, outer.name)
    )


def choose(known: Iterable[Division], year: int | None, text: str) -> tuple[Division, ...]:
    """Of divisions with one name those that were in force in a year, and that a text speaks of.

    More than one is left where the text names the provinces and prefectures of none, or of several.
    """
    known = tuple(known)
    last = max((one.until for one in known), default=_NOW)
    known = tuple(one for one in known if one.until >= min(year or _NOW, last))
    ends: dict[str, int] = {}  # of those that followed each other in a province the first
    for one in known:
        ends[one.province] = min(one.until, ends.get(one.province, one.until))
    known = tuple(one for one in known if one.until == ends[one.province])
    if len({(one.province, one.prefecture, one.level) for one in known}) < 2:
        return known[:1]
    score = {one: _spoken_of(one, text) for one in known}
    best = max(score.values())
    chosen = tuple(one for one in known if score[one] == best)
    return chosen if best else known


def _spoken_of(division: Division, text: str) -> int:
    names = {provinces_short(division.province), _short_prefecture(division)}
    return sum(text.count(name) for name in names if name)


@cache
def provinces_short(province: str) -> str:
    return next((row.short for row in _rows() if row.name == province), province)


def _short_prefecture(division: Division) -> str:
    return re.sub("(?:市|地区|盟)$", "", division.prefecture or "")


def current(name: str) -> Division | None:
    """The division of a name, where today there is one of it."""
    found = [one for one in _by_name().get(name, ()) if one.until == _NOW]
    return found[0] if len(found) == 1 else None


def mentions(text: str, kind: str) -> Counter[str]:
    """How often a text names each division whose name ends in a kind (县, 区, 市)."""
    found: Counter[str] = Counter()
    for match in re.finditer(kind, text):
        end = match.end()
        for length in range(_LONGEST, 1, -1):
            name = text[max(0, end - length) : end]
            if name in _by_name():
                found[name] += 1
                break
    return found

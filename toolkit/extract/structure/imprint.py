"""Who issued a report, when and where: from its head, its foot and its title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.extract.numbers import dates
from toolkit.extract.structure import places
from toolkit.extract.structure.edges import (
    ABOUT_TITLE,
    FOOT_LINES,
    NUMERAL,
    foot,
    head,
    near_title,
    opening,
    plain,
    signature,
)
from toolkit.extract.structure.issuers import HEAD_OF, SPEAKER, issuer_of, numbered
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.titles import DATE, SUBTITLE, Title, genre, squeezed

_MEETING = re.compile(r"在[^，。\n]{2,40}(?:会议|大会|全会|会)上")
_NAMED = re.compile(lexicon.forms("dated"))
_ISSUED = re.compile(r"发布|[公颁]布|印发")
_ISSUED_ON, _PASSED_ON = (
    re.compile(rf"[（(]?(?:{DATE.pattern.replace(chr(92) + '1', '.')})[^。]{{2,60}}(?:{done})")
    for done in ("发布|公布|印发", "通过|批准")
)
_STAMPED = re.compile(lexicon.forms("stamped"))
_WRITTEN = re.compile(r"(?:成文|签署|发文)(?:时间|日期)")
_DAY_AT_MEETING = re.compile(
    rf"({NUMERAL}{{4}}年{NUMERAL}{{1,3}}月(?:{NUMERAL}{{1,3}}日)?)[，,]?[ \u3000]*在[^，。；：]{{2,40}}(?:会议|大会|全会)上(?![，,])"
)
_HELD = re.compile(rf"({NUMERAL}{{4}}年{NUMERAL}{{1,3}}月{NUMERAL}{{1,3}}日)[^。]{{0,40}}召开")
_OFFICER = re.compile(lexicon.forms("officer"))
_GOVERNMENT = re.compile(r"政府工作(?:情况)?(?:的)?报告")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a report says of itself: empty where it does not."""

    issuer: str | None = None
    date: str | None = None  # ISO 8601, as far as it is given
    place: str | None = None
    province: str | None = None
    level: str | None = None


def imprint_of(lines: Lines, start: int, end: int, title: Title | None) -> Imprint:
    r"""Issuer, date, place and level of a report.

    >>> text = "政府工作报告\n——2016年2月19日在海拉尔区人大会议上\n我代表区政府向会议报告。"
    >>> found = imprint_of(Lines(text), 0, len(text), Title("政府工作报告", 0, 6))
    >>> found.issuer, found.date, found.place, found.level
    ('海拉尔区人民政府', '2016-02-19', '呼伦贝尔市海拉尔区', 'county')
    """
    day = date_of(lines, start, end, title)
    organ = issuer_of(lines, start, end, title)
    strong, weak = _evidence(lines, start, end, title)
    year = int(day[:4]) if day else None
    wording = title.wording if title else ""
    where = places.settle(organ, strong, weak, lines.text[start:end], year)
    if organ is None and where.own and _GOVERNMENT.search(squeezed(wording)):
        organ = "人民政府"
    return Imprint(places.full_name(organ, where), day, where.place, where.province, where.level)


def date_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    r"""A report's date as far as the text gives it.

    >>> text = "某局工作总结\n全年工作推进有力。\n某局\n2025年3月1日"
    >>> date_of(Lines(text), 0, len(text), None)
    '2025-03-01'
    """
    told = _DAY_AT_MEETING.search(plain(opening(lines, start, end, title)))
    if told and (day := _iso(told[1])):
        return day
    if title and "纪要" in title.wording:
        told = _HELD.search(
            plain(head(lines, start, end, title, ABOUT_TITLE)[len(title.wording) :])
        )
        if told and (day := _iso(told[1])):
            return day
    signed = signature(lines, start, end)
    if signed:
        return _iso(signed[1])
    near = list(near_title(lines, start, end, title))
    about = [line for tells in _TELLING for line in near if tells(line)]
    found = [_iso(match[0]) for line in about for match in DATE.finditer(line)]
    titled = [_iso(match[0]) for match in DATE.finditer(plain(title.wording) if title else "")]
    found.append(max(filter(None, titled), default=None))  # 2001年执行情况与2002年计划: the later
    return max(filter(None, found), key=len, default=None)  # the first of the most exact


def _at_meeting(words: str) -> bool:
    return SUBTITLE.match(words) is not None or _MEETING.search(words) is not None


# What tells a report's date, the best first.
_TELLING = (
    _WRITTEN.search,
    _ISSUED_ON.match,
    _PASSED_ON.match,
    _ISSUED.search,
    _at_meeting,
    _NAMED.match,
    _STAMPED.search,
)


def _iso(words: str) -> str | None:
    value = dates.iso(words)
    return value if value and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value) else None


_SPOKEN_IN = re.compile(lexicon.forms("spoken_in"))
_UNDATED = re.compile(r"[ （(]*\d{4}(?:-\d|年\d{1,2}月).*$")
_OF_TITLE = re.compile(lexicon.forms("of_title"))


def _evidence(
    lines: Lines, start: int, end: int, title: Title | None
) -> tuple[list[str], list[str]]:
    """Wordings that begin with the place of a report."""
    near = list(near_title(lines, start, end, title))
    said = "".join(opening(lines, start, end, title).split())
    strong = [match["place"] for match in _SPOKEN_IN.finditer(said)]
    wording = _UNDATED.sub("", squeezed(title.wording)) if title else ""
    if genre(wording):
        told = (_OF_TITLE.match(words) for words in (wording, wording.partition("关于")[2]))
        strong += [match["place"] for match in told if match]
    strong += [
        m[1] for line in near for form in (SPEAKER, HEAD_OF, _OFFICER) if (m := form.match(line))
    ]
    sources = [line.partition("来源：")[2].strip() for line in near]
    weak = [numbered(near), *foot(lines, start, end, FOOT_LINES), *sources]
    return strong, [words for words in weak if words]

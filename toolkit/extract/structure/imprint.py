"""Who issued a report, when and where: from its head, its foot and its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.extract.numbers import dates
from toolkit.extract.structure import divisions, places
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.titles import (
    DATE,
    HEAD_LINES,
    ORGAN,
    ORGANS,
    SUBTITLE,
    Title,
    genre,
    squeezed,
)

_FOOT_LINES = 4
_SIGNED_LINES = 12  # lines at the foot in which an organ above a day is a signature
_ABOUT_TITLE = 300  # characters behind a title in which its date and speaker stand
_HEAD = 1_000  # ... in which the speaker says for whom the report is given
_LONGEST = 90
_MEETING = re.compile(r"在[^，。\n]{2,40}(?:会议|大会|全会|会)上")
_NAMED = re.compile(
    r"(?!实施|施行|生效|有效|截止|执行)[\u4e00-\u9fff]{0,2}(?:时间|日期)|(?:\d{4}|[一二][〇一二三四五六七八九]{3})(?:年[^，。]{1,3}月|-\d)"
)
_ISSUED = re.compile(r"发布|[公颁]布|印发")
_ISSUED_ON = re.compile(
    rf"[（(]?(?:{DATE.pattern.replace(chr(92) + '1', '.')})[^。]{{2,60}}(?:发布|公布|印发)"
)
_PASSED_ON = re.compile(
    rf"[（(]?(?:{DATE.pattern.replace(chr(92) + '1', '.')})[^。]{{2,60}}(?:通过|批准)"
)
_STAMPED = re.compile(
    r"\d{4}(?:年\d{1,2}月\d{1,2}日|([-./])\d{1,2}\1\d{1,2})(?:[ \u3000]*\d{1,2}:\d\d(?::\d\d)?)?$"
)
_WRITTEN = re.compile(r"(?:成文|签署|发文)(?:时间|日期)")
_N = r"[\d〇零○一二三四五六七八九十]"
_DAY_AT_MEETING = re.compile(
    rf"({_N}{{4}}年{_N}{{1,3}}月(?:{_N}{{1,3}}日)?)[，,]?[ \u3000]*在[^，。；：]{{2,40}}(?:会议|大会|全会)上(?![，,])"
)
_BODIES = "人民政府|人民法院|人民检察院|人民代表大会常务委员会|人大常委会|委员会|国务院|政府|法院|检察院|常委会|党组|党委|省委|市委|区委|县委|州委|旗委|镇委"
_HEADS = "省长|主席|市长|区长|县长|镇长|乡长|州长|旗长|盟长|专员|行政长官"
_SPEAKER = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{0,20}}(?:{_BODIES}))[ \u3000]*(?:代)?"
    rf"(?:总理|院长|检察长|主任|书记|{_HEADS})(?:[ \u3000]+[\u4e00-\u9fff·]{{1,5}}|[\u4e00-\u9fff·]{{2,4}})?[ \u3000]*(?:[\u4e00-\u9fff])?$"
)
_HEAD_OF = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{0,20}}?)(?:代)?(?P<role>{_HEADS})[ \u3000]+[\u4e00-\u9fff·]{{1,5}}(?:[ \u3000]+[\u4e00-\u9fff])?$"
)
_ADDRESS = re.compile(r"各位(?:代表|委员|领导|同志|来宾)|同志们|(?:现在|下面)[，,]?(?:由)?我")
_OFFICER = re.compile(
    r"([\u4e00-\u9fff]{2,20})(?:局局长|厅厅长|委主任)[ \u3000]+[\u4e00-\u9fff·]{1,5}(?:[ \u3000]+[\u4e00-\u9fff])?$"
)
_FOR_WHOM = re.compile(
    rf"(?:我[^，。；：]{{0,6}}代表|受(?=[^，。；：]{{2,30}}委托))(?:本届)?(?P<organ>[^，。；：！\s]{{0,30}}?(?:{_BODIES}))"
    r"(?:的?委托)?(?:领导班子)?[ \u3000]*[，,]?[ \u3000]*[^。；！]{0,40}?(?:报告|汇报|作|审议|审查)"
)
_LABELLED = re.compile(
    r"(?:发[文布]|制定|印发|公布|颁布|信息公开|责任)(?:机关|机构|单位|部门)[ \u3000]*[：:][ \u3000|｜]*(?P<organ>[\u4e00-\u9fff、 ]{2,40})"
)
_ORDER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{2,20}?)令[ \u3000]*(?:$|[（(]?(?:第|\d{4}年第?)[ \u3000]*[\d〇零一二三四五六七八九十百]{1,5}[ \u3000]*号)"
)
_PASSED = re.compile(
    r"(?P<organ>[\u4e00-\u9fff、，, ]{2,40}?)"
    r"(?:第[一二三四五六七八九十百\d]{1,6}次[\u4e00-\u9fff]{0,4}(?:会议|全会)|常务会议|常委会议|全体会议)?"
    r"(?:审议|讨论|修订|修正)?(?:发布|公布|印发|通过|批准)"
)
_DECREED = re.compile(
    r"已?[由经](?P<organ>[^，。；：]{2,40}?(?:大会|委员会|常委会|国务院))"
    r"(?:第[^，。；：]{1,6}次(?:常务)?会议|常务会议)?(?:于[^，。；：]{4,14})?(?:审议|修订)?(?:通过|批准)"
)
_TERM = re.compile(r"第[一二三四五六七八九十\d]{1,4}届")
_NUMBER = re.compile(r"(?P<number>[\u4e00-\u9fff]{2,6})[〔\[［(（【„]\d{4}[〕\]］)）】‟]")
_CENTRAL_NUMBERS = {
    "国发": "国务院",
    "国办发": "国务院办公厅",
    "中发": "中共中央",
    "中办发": "中共中央办公厅",
}
_IN_TITLE = re.compile(
    r"(?:\d{4}年?度?)?(?P<organ>[\u4e00-\u9fff*xX]{2,20}(?:人民政府|人民法院|人民检察院|委员会|办公室|局|厅|党组|常委会))"
)
_GOVERNMENT = re.compile(r"政府工作(?:情况)?(?:的)?报告")
_AHEAD = re.compile(r".*[丨|｜《〈「：:】号]")  # what a page sets before a title
_LED = re.compile(r"(?:党组)?领导班子$")
# A signature whose line breaks are lost: who, then the day, behind the end of a sentence.
_RUN_ON = re.compile(
    rf"(?:^|(?<=[。！？!?；;”）)\da-zA-Z]))[ \u3000]*"
    rf"(?P<organ>[^\W\d_已于向将了把被]{{2,30}}?(?:{ORGANS}))[ \u3000]*(?P<date>{_N}{{4}}年{_N}{{1,3}}月{_N}{{1,3}}日)$"
)
_FOOT = 60  # characters at the end of a line that may be a signature
_BESIDES = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:队|中心|银行|分行|公司)"
)  # who signs beside an organ
_BRACKETS = "（）() "
_GAP = re.compile(r"[（()）]|\u3000+| {2,}")
_ZEROS = re.compile(r"[一二][OoＯｏ0０○◯〇零Ο一二三四五六七八九]{3}(?=[ \u3000]*年)")
_SPACED = re.compile(
    r"(?<=[\d年月〇一二三四五六七八九十])[ \u3000]+(?=[\d年月日〇一二三四五六七八九十])"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_ZERO = str.maketrans(dict.fromkeys("OoＯｏ0０○◯零Ο", "〇"))


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

    >>> text = "政府工作报告\n——2016年2月19日在海拉尔区第十四届人民代表大会上\n我代表区政府向大会作工作报告。"
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


def _plain(words: str) -> str:
    """A wording with its dates as they are written as a rule.

    >>> _plain("二OO九年 三月，２００９ 年 3 月")
    '二〇〇九年三月，2009年3月'
    """
    words = _ZEROS.sub(lambda year: year[0].translate(_ZERO), words.translate(_WIDE))
    return _SPACED.sub("", words)


def date_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    r"""A report's date as far as the text gives it.

    >>> text = "某局工作总结\n全年工作推进有力。\n某局\n2025年3月1日"
    >>> date_of(Lines(text), 0, len(text), None)
    '2025-03-01'
    """
    told = _DAY_AT_MEETING.search(_plain(_opening(lines, start, end, title)))
    if told and (day := _iso(told[1])):
        return day
    signed = _signature(lines, start, end)
    if signed:
        return _iso(signed[1])
    near = list(_near_title(lines, start, end, title))
    about = [line for tells in _TELLING for line in near if tells(line)]
    found = [_iso(match[0]) for line in about for match in DATE.finditer(line)]
    found += [_iso(match[0]) for match in DATE.finditer(_plain(title.wording) if title else "")]
    return max(filter(None, found), key=len, default=None)  # the first of the most exact


def run_on_signature(words: str) -> tuple[str, str] | None:
    """Who signed and when, where both stand at the end of a line.

    >>> run_on_signature("欢迎监督。某县水利局2025年3月1日")
    ('某县水利局', '2025年3月1日')
    >>> run_on_signature("已送达某县水利局，2025年3月1日") is None
    True
    """
    found = _RUN_ON.search(_plain(words[-_FOOT:]))
    return (found["organ"], found["date"]) if found else None


def _foot(lines: Lines, start: int, end: int, many: int) -> list[str]:
    """The last lines of a report, of a long one its end."""
    last = lines.between(start, end)[-many:]
    return [_plain(lines.words(line)[-_LONGEST:]).strip(_BRACKETS) for line in last]


def _signature(lines: Lines, start: int, end: int) -> tuple[str | None, str] | None:
    """Who signed at the foot, where that is said, and the day."""
    foot = _foot(lines, start, end, _SIGNED_LINES)
    for at in range(len(foot) - 1, -1, -1):
        above = foot[at - 1] if at else ""
        if signed := run_on_signature(foot[at]):
            return signed
        if DATE.fullmatch(foot[at]):
            if ORGAN.fullmatch(above):
                return above, foot[at]
            if at >= len(foot) - _FOOT_LINES:
                return None, foot[at]
    return None


def _head(lines: Lines, start: int, end: int, title: Title | None, reach: int) -> str:
    return lines.text[start : min(end, (title.end if title else start) + reach)]


def _opening(lines: Lines, start: int, end: int, title: Title | None) -> str:
    """What stands before a speaker's first words: title, day, meeting, who speaks; no prose."""
    head = _head(lines, start, end, title, _ABOUT_TITLE)
    begins = _ADDRESS.search(head)
    return head[: begins.start()] if begins else "\n".join(_near_title(lines, start, end, title))


def _near_title(lines: Lines, start: int, end: int, title: Title | None) -> Iterator[str]:
    """The lines about a title, or the head of its text where the two are not parted.

    A line of prose tells of other days than the report's own.
    """
    reach = (title.end if title else start) + _ABOUT_TITLE
    for at, line in enumerate(lines.between(start, end)[:HEAD_LINES]):
        if line.start > reach:
            break
        words = lines.words(line)
        if len(words) <= _LONGEST and "。" not in words:
            yield _plain(words).lstrip(_BRACKETS)
        elif at == 0:
            yield from _run_together(words)


def _run_together(words: str) -> list[str]:
    """What stands before the text in a first line that has lost its breaks: brackets and gaps are
    what is left of them.
    """
    head = words[:_ABOUT_TITLE].partition("。")[0]
    begins = _ADDRESS.search(head)
    pieces = _GAP.split(_plain(head[: begins.start()] if begins else head))
    found = [piece.strip(_BRACKETS) for piece in pieces if len(piece) <= _LONGEST]
    return found if len(pieces) > 1 or begins else []


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


def issuer_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    """Who signed a report, gave it, or is named before 关于 in its title, as it is written there.

    >>> issuer_of(Lines(""), 0, 0, Title("某县水利局党组关于整改情况的通报", 0, 0))
    '某县水利局党组'
    """
    near = list(_near_title(lines, start, end, title))
    signed = _signature(lines, start, end)
    return (
        (signed[0] if signed else None)
        or _labelled(near)
        or _spoken(near)
        or _for_whom(_head(lines, start, end, title, _HEAD))
        or _signed(near)
        or _ordered(near)
        or _titled(title)
        or _alone(near)
        or _passed(near)
        or _decreed(_head(lines, start, end, title, _ABOUT_TITLE))
        or _numbered(near)
    )


def _signed(words: Sequence[str]) -> str | None:
    """The line above a date, or what stands before it."""
    for above, line in reversed(list(pairwise(("", *words)))):
        if signed := run_on_signature(line):
            return signed[0]
        if DATE.fullmatch(line.strip(_BRACKETS)) and ORGAN.fullmatch(above):
            return above
    return None


def _labelled(words: Sequence[str]) -> str | None:
    found = next(filter(None, map(_LABELLED.search, words)), None)
    return found["organ"].strip() if found else None


def _spoken(words: Sequence[str]) -> str | None:
    """Whose head gives a report: 海拉尔区人民政府区长, 甘肃省省长."""
    found = next(filter(None, map(_SPEAKER.match, words)), None)
    if found:
        return found["organ"]
    heads = filter(None, map(_HEAD_OF.match, words))
    named = next((m["place"] for m in heads if divisions.read(m["place"])), None)
    return f"{named}人民政府" if named else None


def _for_whom(head: str) -> str | None:
    found = _FOR_WHOM.search("".join(head.split()))
    return found["organ"] if found else None


def _ordered(words: Sequence[str]) -> str | None:
    """Whose order brings a law: 国务院令."""
    for found in filter(None, map(_ORDER.search, words)):
        organ = found["organ"].removeprefix("中华人民共和国")
        if organ != "主席":  # who only makes known what others have passed
            return organ
    return None


def _decreed(head: str) -> str | None:
    """Who passed a law, in the order that makes it known."""
    found = _DECREED.search("".join(head.split()))
    organ = _TERM.sub("", found["organ"]).removeprefix("中华人民共和国") if found else ""
    return organ if organ and _is_organ(organ) else None


def _passed(words: Sequence[str]) -> str | None:
    """Who passed or issued it, in the note under a title; the one who issued where both are told."""
    found = []
    for line in words:
        behind = DATE.match(line)
        if behind and (match := _PASSED.match(line, behind.end())):
            organ = _TERM.sub("", match["organ"]).strip("，, 由经")
            if _is_organ(organ):
                found.append(("发布" in match[0] or "公布" in match[0], organ))
    return max(found, key=lambda each: each[0])[1] if found else None


def _alone(words: Sequence[str]) -> str | None:
    """One organ or several on a line of their own: 财政部 税务总局."""
    for line in words:
        names = line.split()
        signs = (
            ORGAN.fullmatch(name) or (at and _BESIDES.fullmatch(name))
            for at, name in enumerate(names)
        )
        if names and all(signs) and all(map(_is_organ, names)):
            return line
    return None


def _is_organ(name: str) -> bool:
    return divisions.read(name) is not None or places.is_central(name)


def _numbered(words: Sequence[str]) -> str | None:
    """Whose number a document bears: 国办发, 豫政."""
    for line in words:
        found = _NUMBER.match(line.lstrip("（("))
        if found is None:
            continue
        if found["number"] in _CENTRAL_NUMBERS:
            return _CENTRAL_NUMBERS[found["number"]]
        province = divisions.by_mark().get(found["number"][0])
        if province and found["number"][1] in "政府":
            return f"{province}人民政府{'办公厅' if '办' in found['number'] else ''}"
    return None


def _titled(title: Title | None) -> str | None:
    if title is None:
        return None
    before, about, _ = title.wording.partition("关于")
    if about:
        before = _LED.sub("", _AHEAD.sub("", before).strip())
        return before or None if len(before) <= 30 else None
    named = _IN_TITLE.match(title.wording) if genre(title.wording) else None
    return named["organ"] if named else None


_SPOKEN_IN = re.compile(
    r"在(?P<place>[\u4e00-\u9fff*xX×＊○]{1,30}?)(?:第?[一二三四五六七八九十百\d]{1,4}[届次]|人民代表大会|人大|党代会|代表大会|[全工])"
)
_UNDATED = re.compile(r"[ （(]*\d{4}(?:-\d|年\d{1,2}月).*$")
_OF_TITLE = re.compile(
    r"^(?:[\d〇一二三四五六七八九○零]{4}年(?:度)?)?(?:关于)?(?:印发)?[《<]?(?P<place>.+)"
)


def _evidence(
    lines: Lines, start: int, end: int, title: Title | None
) -> tuple[list[str], list[str]]:
    """Wordings that begin with the place of a report, the surest first; and what only tells which
    one it is where the report itself says no more than 县政府.
    """
    near = list(_near_title(lines, start, end, title))
    opening = "".join(_opening(lines, start, end, title).split())
    strong = [match["place"] for match in _SPOKEN_IN.finditer(opening)]
    wording = _UNDATED.sub("", squeezed(title.wording)) if title else ""
    if genre(wording):
        told = (_OF_TITLE.match(words) for words in (wording, wording.partition("关于")[2]))
        strong += [match["place"] for match in told if match]
    strong += [
        m[1] for line in near for form in (_SPEAKER, _HEAD_OF, _OFFICER) if (m := form.match(line))
    ]
    sources = [line.partition("来源：")[2].strip() for line in near]
    weak = [_numbered(near), *_foot(lines, start, end, _FOOT_LINES), *sources]
    return strong, [words for words in weak if words]

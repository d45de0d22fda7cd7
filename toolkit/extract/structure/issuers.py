"""Who issued a report, from its edges and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.structure import divisions, places
from toolkit.extract.structure.edges import (
    ABOUT_TITLE,
    BRACKETS,
    head,
    near_title,
    run_on_signature,
    signature,
)
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.titles import DATE, ORGAN, Title, genre

_HEAD = 1_000  # ... in which the speaker says for whom the report is given
_BODIES = "人民政府|人民法院|人民检察院|人民代表大会常务委员会|人大常委会|委员会|国务院|政府|法院|检察院|常委会|党组|党委|省委|市委|区委|县委|州委|旗委|镇委"
_HEADS = "省长|主席|市长|区长|县长|镇长|乡长|州长|旗长|盟长|专员|行政长官"
SPEAKER = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff]{{0,20}}(?:{_BODIES}))[ \u3000]*(?:代)?"
    rf"(?:总理|院长|检察长|主任|书记|{_HEADS})(?:[ \u3000]+[\u4e00-\u9fff·]{{1,5}}|[\u4e00-\u9fff·]{{2,4}})?[ \u3000]*(?:[\u4e00-\u9fff])?$"
)
HEAD_OF = re.compile(
    rf"(?P<place>[\u4e00-\u9fff]{{0,20}}?)(?:代|(?:常务)?副)?(?P<role>{_HEADS})[ \u3000]+[\u4e00-\u9fff·]{{1,5}}(?:[ \u3000]+[\u4e00-\u9fff])?$"
)
_FOR_WHOM = re.compile(
    rf"(?:(?:我[^，。；：]{{0,6}}|(?:总理|{_HEADS})[\u4e00-\u9fff·]{{0,4}})代表|受(?=[^，。；：]{{2,30}}委托))(?:本届)?(?P<organ>[^，。；：！\s]{{0,30}}?(?:{_BODIES}))"
    r"(?:的?委托)?(?:领导班子)?[ \u3000]*[，,]?[ \u3000]*[^。；！]{0,40}?(?:报告|汇报|作|审议|审查)"
)
_SOURCE = re.compile(r"来源[：:][ \u3000]*(?P<organ>[\u4e00-\u9fff]{2,30})")
_LABELLED = re.compile(lexicon.forms("issuer_label"))
_ORDER = re.compile(lexicon.forms("order"))
_PASSED = re.compile(lexicon.forms("passed"))
_DECREED = re.compile(lexicon.forms("decreed"))
_TERM = re.compile(r"第[一二三四五六七八九十\d]{1,4}届")
_NUMBER = re.compile(r"(?P<number>[\u4e00-\u9fff]{2,6})[〔\[［(（【„]\d{4}[〕\]］)）】‟]")
_CENTRAL_NUMBERS = {
    "国发": "国务院",
    "国办发": "国务院办公厅",
    "中发": "中共中央",
    "中办发": "中共中央办公厅",
}
_IN_TITLE = re.compile(lexicon.forms("in_title"))
_AHEAD = re.compile(r".*[丨|｜《〈「：:】号]")  # what a page sets before a title
_LED = re.compile(r"(?:党组)?领导班子$|(?:发出|印发|发布|下发|出台)$")
_BESIDES = re.compile(lexicon.forms("besides"))


def issuer_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    """Who signed a report, gave it, or is named before 关于 in its title, as it is written there.

    >>> issuer_of(Lines(""), 0, 0, Title("某县水利局党组关于整改情况的通报", 0, 0))
    '某县水利局党组'
    """
    near = list(near_title(lines, start, end, title))
    signed = signature(lines, start, end)
    said = _FOR_WHOM.search("".join(head(lines, start, end, title, _HEAD).split()))
    return (
        (signed[0] if signed else None)
        or next((found["organ"].strip() for found in map(_LABELLED.search, near) if found), None)
        or _spoken(near)
        or (said["organ"] if said else None)
        or _signed(near)
        or _named(near, _ORDER)
        or _titled(title)
        or _alone(near)
        or _passed(near)
        or _named(["".join(head(lines, start, end, title, ABOUT_TITLE).split())], _DECREED)
        or numbered(near)
        or _named(near, _SOURCE)
    )


def _signed(words: Sequence[str]) -> str | None:
    """The line above a date, or what stands before it."""
    for above, line in reversed(list(pairwise(("", *words)))):
        if signed := run_on_signature(line):
            return signed[0]
        if DATE.fullmatch(line.strip(BRACKETS)) and ORGAN.fullmatch(above):
            return above
    return None


def _spoken(words: Sequence[str]) -> str | None:
    """Whose head gives a report: 海拉尔区人民政府区长, 甘肃省省长."""
    found = next(filter(None, map(SPEAKER.match, words)), None)
    if found:
        return found["organ"]
    heads = filter(None, map(HEAD_OF.match, words))
    named = next((m["place"] for m in heads if divisions.read(m["place"])), None)
    return f"{named}人民政府" if named else None


def _named(words: Iterable[str], form: re.Pattern[str]) -> str | None:
    """The organ that the first wording of a form names: by order, decree or source."""
    for found in filter(None, map(form.search, words)):
        organ = _TERM.sub("", found["organ"]).removeprefix("中华人民共和国").strip()
        if ORGAN.fullmatch(organ) and _is_organ(organ):
            return organ
    return None


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


def numbered(words: Sequence[str]) -> str | None:
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

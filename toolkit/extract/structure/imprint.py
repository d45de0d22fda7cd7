"""Who issued a report and when: from its signature, the lines about its title, or the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.extract.numbers import dates
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.titles import DATE, HEAD_LINES, ORGAN, ORGANS, SUBTITLE, Title, genre

_FOOT_LINES = 4
_ABOUT_TITLE = 300  # characters behind a title in which its date and speaker stand
_LONGEST = 90
_MEETING = re.compile(r"在[^，。\n]{2,40}(?:会议|大会|全会)上")
_NAMED = re.compile(r"(?:发布|成文|印发|公开)?(?:时间|日期)|\d{4}[年-]")
_ISSUED = re.compile(r"发布|公布|印发")
_SPEAKER = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{0,20}(?:人民政府|人民法院|人民检察院|委员会|国务院))(?:代)?"
    r"(?:总理|省长|市长|区长|县长|镇长|乡长|州长|旗长|院长|检察长|主任)[ \u3000]+[\u4e00-\u9fff·]{2,5}$"
)
_IN_TITLE = re.compile(
    r"(?:\d{4}年)?(?P<organ>[\u4e00-\u9fff*xX]{2,20}(?:人民政府|委员会|办公室|局|厅|党组|常委会))"
)
_LED = re.compile(r"(?:党组)?领导班子$")
_N = r"[\d〇零○一二三四五六七八九十]"
# A signature whose line breaks are lost: who, then the day, behind the end of a sentence.
_RUN_ON = re.compile(
    rf"(?:^|(?<=[。！？!?；;”）)\da-zA-Z]))[ \u3000]*"
    rf"(?P<organ>[^\W\d_已于向将了把被]{{2,30}}?(?:{ORGANS}))[ \u3000]*(?P<date>{_N}{{4}}年{_N}{{1,3}}月{_N}{{1,3}}日)$"
)
_FOOT = 60  # characters at the end of a line that may be a signature
_BRACKETS = "（）() "


def date_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    r"""A report's date as far as the text gives it.

    >>> text = "某局工作总结\n全年工作推进有力。\n某局\n2025年3月1日"
    >>> date_of(Lines(text), 0, len(text), None)
    '2025-03-01'
    """
    words = [lines.words(line).strip(_BRACKETS) for line in lines.between(start, end)]
    for line in reversed(words[-_FOOT_LINES:]):
        signed = run_on_signature(line)
        if signed or DATE.fullmatch(line):
            return _iso(signed[1] if signed else line)
    near = list(_near_title(lines, start, end, title))
    about = [line for tells in _TELLING for line in near if tells(line)]
    found = [_iso(match[0]) for line in about for match in DATE.finditer(line)]
    found += [_iso(match[0]) for match in DATE.finditer(title.wording if title else "")]
    return max(filter(None, found), key=len, default=None)  # the first of the most exact


def run_on_signature(words: str) -> tuple[str, str] | None:
    """Who signed and when, where both stand at the end of a line.

    >>> run_on_signature("欢迎监督。某县水利局2025年3月1日")
    ('某县水利局', '2025年3月1日')
    >>> run_on_signature("已送达某县水利局，2025年3月1日") is None
    True
    """
    found = _RUN_ON.search(words[-_FOOT:])
    return (found["organ"], found["date"]) if found else None


def _near_title(lines: Lines, start: int, end: int, title: Title | None) -> Iterator[str]:
    """The lines about a title, or the head of its text where the two are not parted.

    A line of prose tells of other days than the report's own.
    """
    reach = (title.end if title else start) + _ABOUT_TITLE
    for line in lines.between(start, end)[:HEAD_LINES]:
        words = lines.words(line)
        if line.start <= reach and len(words) <= _LONGEST and "。" not in words:
            yield words


def _at_meeting(words: str) -> bool:
    return SUBTITLE.match(words) is not None or _MEETING.search(words) is not None


_TELLING = (_ISSUED.search, _at_meeting, _NAMED.match)  # what tells a report's date, the best first


def _iso(words: str) -> str | None:
    value = dates.iso(words)
    return value if value and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value) else None


def issuer_of(lines: Lines, start: int, end: int, title: Title | None) -> str | None:
    """Who signed a report, gave it, or is named before 关于 in its title.

    >>> issuer_of(Lines(""), 0, 0, Title("某县水利局党组关于整改情况的通报", 0, 0))
    '某县水利局党组'
    """
    words = [lines.words(line) for line in lines.between(start, end)]
    head = words[:HEAD_LINES]
    return _signed(words[-_FOOT_LINES:]) or _spoken(head) or _signed(head) or _titled(title)


def _signed(words: Sequence[str]) -> str | None:
    """The line above a date, or what stands before it."""
    for above, line in reversed(list(pairwise(("", *words)))):
        if signed := run_on_signature(line):
            return signed[0]
        if DATE.fullmatch(line.strip(_BRACKETS)) and ORGAN.fullmatch(above):
            return above
    return None


def _spoken(words: Sequence[str]) -> str | None:
    found = next(filter(None, map(_SPEAKER.match, words)), None)
    return found["organ"] if found else None


def _titled(title: Title | None) -> str | None:
    if title is None:
        return None
    before, about, _ = title.wording.partition("关于")
    if about:
        return _LED.sub("", before.strip()) or None if len(before) <= 30 else None
    named = _IN_TITLE.match(title.wording) if genre(title.wording) else None
    return named["organ"] if named else None

"""The edges of a report, where it says of itself who, when and where: the lines about its title, what
stands before a speaker's first words, and the signature at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.titles import DATE, HEAD_LINES, ORGAN, ORGANS, Title

FOOT_LINES = 4
_SIGNED_LINES = 12  # lines at the foot in which an organ above a day is a signature
ABOUT_TITLE = 300  # characters behind a title in which its date and speaker stand
_LONGEST = 90
NUMERAL = r"[\d〇零○一二三四五六七八九十]"
_ADDRESS = re.compile(r"各位(?:代表|委员|领导|同志|来宾)|同志们|(?:现在|下面)[，,]?(?:由)?我")
_FOOT = 60  # characters at the end of a line that may be a signature
BRACKETS = "（）() "
_GAP = re.compile(r"[（()）]|\u3000+| {2,}")
_ZEROS = re.compile(r"[一二][OoＯｏ0０○◯〇零Ο一二三四五六七八九]{3}(?=[ \u3000]*年)")
_SPACED = re.compile(
    r"(?<=[\d年月〇一二三四五六七八九十])[ \u3000]+(?=[\d年月日〇一二三四五六七八九十])"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_ZERO = str.maketrans(dict.fromkeys("OoＯｏ0０○◯零Ο", "〇"))


# A signature whose line breaks are lost: who, then the day, behind the end of a sentence.
_RUN_ON = re.compile(
    rf"(?:^|(?<=[。！？!?；;”）)\da-zA-Z]))[ \u3000]*"
    rf"(?P<organ>[^\W\d_已于向将了把被]{{2,30}}?(?:{ORGANS}))[ \u3000]*(?P<date>{NUMERAL}{{4}}年{NUMERAL}{{1,3}}月{NUMERAL}{{1,3}}日)$"
)


def plain(words: str) -> str:
    """A wording with its dates as they are written as a rule.

    >>> plain("二OO九年 三月，２００９ 年 3 月")
    '二〇〇九年三月，2009年3月'
    """
    words = _ZEROS.sub(lambda year: year[0].translate(_ZERO), words.translate(_WIDE))
    return _SPACED.sub("", words)


def run_on_signature(words: str) -> tuple[str, str] | None:
    """Who signed and when, where both stand at the end of a line.

    >>> run_on_signature("欢迎监督。某县水利局2025年3月1日")
    ('某县水利局', '2025年3月1日')
    >>> run_on_signature("已送达某县水利局，2025年3月1日") is None
    True
    """
    found = words.rstrip("\n").endswith("日") and _RUN_ON.search(plain(words[-_FOOT:]))
    return (found["organ"], found["date"]) if found else None


def foot(lines: Lines, start: int, end: int, many: int) -> list[str]:
    """The last lines of a report, of a long one its end."""
    last = lines.between(start, end)[-many:]
    return [plain(lines.words(line)[-_LONGEST:]).strip(BRACKETS) for line in last]


def signature(lines: Lines, start: int, end: int) -> tuple[str | None, str] | None:
    """Who signed at the foot, where that is said, and the day."""
    last = foot(lines, start, end, _SIGNED_LINES)
    for at in range(len(last) - 1, -1, -1):
        above = last[at - 1] if at else ""
        if signed := run_on_signature(last[at]):
            return signed
        if DATE.fullmatch(last[at]):
            if ORGAN.fullmatch(above):
                return above, last[at]
            if at >= len(last) - FOOT_LINES:
                return None, last[at]
    return None


def head(lines: Lines, start: int, end: int, title: Title | None, reach: int) -> str:
    return lines.text[start : min(end, (title.end if title else start) + reach)]


def opening(lines: Lines, start: int, end: int, title: Title | None) -> str:
    """What stands before a speaker's first words: title, day, meeting, who speaks; no prose."""
    before = head(lines, start, end, title, ABOUT_TITLE)
    begins = _ADDRESS.search(before)
    return before[: begins.start()] if begins else "\n".join(near_title(lines, start, end, title))


def near_title(lines: Lines, start: int, end: int, title: Title | None) -> Iterator[str]:
    """The lines about a title, or the head of its text where the two are not parted.

    A line of prose tells of other days than the report's own.
    """
    reach = (title.end if title else start) + ABOUT_TITLE
    for at, line in enumerate(lines.between(start, end)[:HEAD_LINES]):
        if line.start > reach:
            break
        words = lines.words(line)
        if len(words) <= _LONGEST and "。" not in words:
            yield plain(words).lstrip(BRACKETS)
        elif at == 0:
            yield from _run_together(words)


def _run_together(words: str) -> list[str]:
    """What stands before the text in a first line that has lost its breaks."""
    head = words[:ABOUT_TITLE].partition("。")[0]
    begins = _ADDRESS.search(head)
    pieces = _GAP.split(plain(head[: begins.start()] if begins else head))
    found = [piece.strip(BRACKETS) for piece in pieces if len(piece) <= _LONGEST]
    return found if len(pieces) > 1 or begins else []

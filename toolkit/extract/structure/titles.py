"""Titles, issuers and dates: what a report says of itself at its head and its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from toolkit import lexicon
from toolkit.extract.structure.labels import find_labels
from toolkit.extract.structure.lines import Line, Lines
from toolkit.extract.structure.markers import APPENDIX, is_bold

LONGEST = 60
HEAD_LINES = 25
_SHORTEST = 4
_BODY_FROM = 70  # a line this long is no title
_OF_AMENDS = re.compile(lexicon.forms("of_amends"))
_EVENT = re.compile(lexicon.forms("event"))  # a title that tells of something done with a report
_SURE_LEFTOVER = 6  # characters of words that a text has no other use for
_ENDED = "。！？；;!?：:，,、…"
_SENTENCE = frozenset("。；！？")
_ADDRESS = re.compile(r"^(?:各位|同志们|尊敬的)[^。]{0,20}[：:，,！!]?$")
_PERSON = re.compile(lexicon.forms("person"))
# What stands over a title or under it: the head of a sheet (某市人民政府文件), when and where it was told.
_AT_HEAD = re.compile(lexicon.forms("about_a_title"))
_NUMBERED = re.compile(lexicon.forms("numbered"))
SUBTITLE = re.compile(lexicon.forms("subtitle"))
ORGANS = "人民政府|委员会|办公室|常委会|党组|党委|纪委监委|纪委|监委|机关|局|厅|院|会|部|办|署|县委|市委|省委|区委|国务院|中央"
ORGAN = re.compile(rf"[\u4e00-\u9fffxX*＊ \u3000]{{2,30}}?(?:{ORGANS})(?=关于|$)")
_JOINED = "及和与暨、"  # what joins a title's last words to its title word
NAME = re.compile(r"[\u4e00-\u9fff]{1,12}?[局委厅院部办处会镇乡县市区]")  # who reports
# What a text opens with behind its title: a year that is told of, the first number of an outline.
OPENING = re.compile(lexicon.forms("opening"))
# What stands under titles alone.
_UNDER_TITLES = re.compile(rf"[ \t\u3000\xa0\r\n]*(?:{lexicon.forms('under_titles')})")
_H = "〇零○一二三四五六七八九十"
DATE = re.compile(
    rf"(?:\d{{4}}|[一二][{_H}]{{3}})年(?:[\d{_H}]{{1,3}}月(?:[\d{_H}]{{1,3}}日)?)?"
    r"|\d{4}([-./])\d{1,2}\1\d{1,2}"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, where it and what belongs to it stand, and where the body begins."""

    wording: str
    start: int
    end: int


@cache
def endings() -> tuple[dict[str, dict[str, str]], re.Pattern[str]]:
    rows = {row["word"]: row for row in lexicon.table("title_words")}
    words = sorted(rows, key=len, reverse=True)
    spaced = "政[ \u3000]府[ \u3000]工[ \u3000]作[ \u3000]报[ \u3000]告"
    return rows, re.compile("|".join([spaced, *map(re.escape, words)]))


@cache
def openers() -> tuple[str, ...]:
    return (*(word for word in lexicon.words("body_openers") if len(word) > 1), "为", "在")


@cache
def tails() -> re.Pattern[str]:
    """What a title may go on with behind its title word: 及整改措施, 和下半年工作计划."""
    words = sorted(lexicon.words("title_tails"), key=len, reverse=True)
    return re.compile(
        rf"[{_JOINED}][^的，。《》{_JOINED}]{{0,12}}?(?:{'|'.join(map(re.escape, words))})"
    )


@cache
def _furniture() -> tuple[str, ...]:
    return lexicon.words("furniture")


@cache
def leftover() -> re.Pattern[str]:
    """What a web page leaves around a text, word behind word."""
    ordered = sorted(lexicon.words("leftovers"), key=len, reverse=True)
    words = "|".join(map(re.escape, ordered))
    long = "|".join(re.escape(word) for word in ordered if len(word) >= _SURE_LEFTOVER)
    blanks = r"[\s\u3000【】\[\]：:>|]*"
    lines = lexicon.forms("leftover_line")
    return re.compile(
        rf"(?:(?<![\u4e00-\u9fff])|(?={long}))(?:{blanks}(?:(?:{lines})(?=\n|\Z)|(?:{long})|(?:{words})(?=[\s\u3000【】\[\]：:>|]|\Z|{words}|[一二]?\d{{4}}年)|责任编辑[：:][ \u3000]?[\u4e00-\u9fff]{{2,4}}(?=\s|\Z)){blanks})+"
    )


def genre(wording: str) -> dict[str, str] | None:
    """The title word that a wording ends with: its kind, and whether it is a title by itself.

    >>> genre("某局关于试点工作的情况报告")["kind"], genre("厘清职责")
    ('work_report', None)
    >>> genre("某局问题清单及整改措施")["kind"]
    'problem_list'
    """
    bare = re.sub(r"(?:[（(][^（()）]{1,30}[）)]|[”’」》]|\s)+$", "", wording)
    at = max(map(bare.rfind, _JOINED))
    joined = at > 0 and tails().fullmatch(bare, at)
    return (_title_word(bare[:at]) if joined else None) or _title_word(bare)


def _title_word(bare: str) -> dict[str, str] | None:
    rows, _ = endings()
    for length in range(min(10, len(bare)), 1, -1):
        if bare[-length:] in rows:
            return rows[bare[-length:]]
    return None


def squeezed(wording: str) -> str:
    """A title without line breaks, and without the blanks of a spaced one (政 府 工 作 报 告)."""
    parts = wording.split()
    if sum(len(part) == 1 for part in parts) > 2:
        return "".join(parts)
    return " ".join(parts)


def plain(wording: str) -> str:
    """A wording by its letters and digits alone, to compare titles by.

    >>> plain("减“指尖”负担, 添动力") == plain("减'指尖'负担，添动力")
    True
    """
    return "".join(char for char in wording if char.isalnum())


def clean_title(wording: str) -> str:
    """A title line's wording: no markdown, no subtitle of place and date."""
    wording = re.sub(r"^#{1,6}\s+|[*_]{2,}", "", wording).strip()
    subtitle = re.search(r"(?<!\d)[—–─]+(?=.{0,40}(?:会议|大会|年))", wording)
    if subtitle and subtitle.start() >= _SHORTEST:
        wording = wording[: subtitle.start()]
    return squeezed(wording).strip(" #*")


def is_candidate(wording: str) -> bool:
    """Whether a line by itself could be a title: short, no sentence, no number, no furniture."""
    wording = re.sub(r"^#{1,6}\s+|[*_]{2,}", "", wording).strip()
    return (
        (_SHORTEST <= len(wording) <= LONGEST or wording in endings()[0])
        and wording[-1] not in _ENDED
        and not set(wording) & _SENTENCE
        and not wording.startswith(_furniture())
        and not SUBTITLE.match(wording)
        and not _NUMBERED.match(wording)
        and not _ADDRESS.match(wording)
        and not is_person(wording)
        and not APPENDIX.fullmatch(wording)
        and not _AT_HEAD.fullmatch(wording)
        and not DATE.fullmatch(wording)
        and any("\u4e00" <= char <= "\u9fff" for char in wording)
        and not re.match(r"[<\[（(，,、。；;：:）)”]|附件|附[：:]|https?:|.{2,8}〔\d{4}〕", wording)
        and next(find_labels(wording, 0, len(wording)), None) is None
    )


def is_person(wording: str) -> bool:
    """Whether a wording is who speaks: 县长 陈立, 国务院总理陈立."""
    return _PERSON.search(wording) is not None


def is_body(wording: str) -> bool:
    """Whether a line is running text, an address to an audience, or a numbered heading."""
    return (
        len(wording) > _BODY_FROM
        or (wording[-1] in "。！？；;…" and len(wording) >= 10)
        or _ADDRESS.match(wording) is not None
        or (_NUMBERED.match(wording) is not None and not wording[0].isdigit())
    )


def head_title(lines: Lines, start: int, end: int) -> Title | None:
    """The title that a report opens with, on lines of its own."""
    inside = lines.between(start, end)[:HEAD_LINES]
    head = list(takewhile(lambda line: not is_body(lines.words(line)), inside))
    return _of_lines(lines, head) or _headline(lines, inside)


def _headline(lines: Lines, inside: Sequence[Line]) -> Title | None:
    """A first line too long for a title by rule, that no mark ends and running text follows."""
    if len(inside) < 2:
        return None
    words = lines.words(inside[0])
    if (
        not LONGEST < len(words) <= 2 * LONGEST
        or set(words) & set("。；，！？,;")
        or not is_body(lines.words(inside[1]))
    ):
        return None
    return (
        None if _NUMBERED.match(words) else Title(squeezed(words), inside[0].start, inside[0].end)
    )


def _of_lines(lines: Lines, head: Sequence[Line]) -> Title | None:
    """The first line before a body that may be a title and is no organ's name."""
    bold = sum(is_bold(lines, line) for line in lines.all) > 1
    for line in head:
        words = lines.words(line)
        if is_candidate(words) and not (bold and is_bold(lines, line)):
            organ = ORGAN.fullmatch(words)
            return None if organ else Title(clean_title(words), line.start, line.end)
    return None


def opens_below(text: str, end: int) -> bool:
    """Whether what stands under titles alone stands behind a place."""
    return _UNDER_TITLES.match(text, end) is not None


def kind_of_title(title: str | None) -> str | None:
    row = genre(title) if title else None
    kind = row["kind"] if row else None
    if title and kind in (None, "work_report", "article", "circular") and _OF_AMENDS.search(title):
        return "rectification_bulletin"
    return "article" if _EVENT.search(title or "") else kind

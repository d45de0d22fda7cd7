"""Numbers that may open a heading: what they look like and where they stand.

Nothing is decided here; ``outline.py`` decides by the sequences the markers form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.across.tokens import cut as cut_words
from toolkit.extract.structure.decimals import find_decimals
from toolkit.extract.structure.lines import Line, Lines, ends_sentence, lines_of

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_H = "[一二三四五六七八九十百]"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SEQUENTIAL = {"首先": 1, "其次": 2, "再次": 3, "最后": 0}

# From the outside to the inside, as most reports use them.
STYLES = (
    "part", "chapter", "group", "article", "md1", "md2", "md3", "md4", "md5", "md6", "bold",
    "appendix", "han", "paren", "digit", "parts1", "parts2", "parts3", "parts4", "bracket",
    "circled", "nth", "first", "those", "count", "needs",
)  # fmt: skip
LEVELS = {"appendix": 1, "han": 1, "paren": 2, "digit": 3, "bracket": 4, "circled": 5}
LEVELS |= dict.fromkeys(("nth", "first", "those", "count", "needs"), 4)
PARTS = frozenset(("parts1", "parts2", "parts3", "parts4"))  # 1 总则, 1.1 目的, 1.1.1 依据
COUNTS = frozenset(("nth", "first", "those", "count", "needs"))  # 第一， 首先 其一， 一是 一要
RULES = frozenset(("part", "chapter", "group", "article"))  # levels by use, not by custom
_UNITS = dict.fromkeys(("部分", "编", "篇"), "part")
_UNITS |= {"章": "chapter", "节": "group", "条": "article"}

_MARKER = re.compile(
    rf"""(?=[\#第其首再最（(\d{_CIRCLED}{_H[1:-1]}])(?:
    (?P<md>(?<!\#)\#{{1,6}}[ \t]+(?=[^\s\#]))
  | 第[ ]?(?P<unit_n>{_H}{{1,5}}|\d{{1,3}})[ ]?(?P<unit>部分|[编篇章节条])(?![约款例])[ \u3000、：:]{{0,2}}
  | (?P<needs>{_H}{{1,2}}要(?![求点素件害闻塞职员目务]))
  | (?P<count>{_H}{{1,2}}是|其[一二三四五六七八九十]{{1,2}}[，,、：:]|第{_H}{{1,2}}[，,、：:]|首先|其次|再次|最后)
  | (?P<han>{_H}{{1,3}})[ ]?[、．.]
  | [（(][ ]?(?P<paren>{_H}{{1,3}})[ ]?[）)][、．.]?
  | [（(][ ]?(?P<bracket>\d{{1,2}})[ ]?[）)][、．.]?
  | (?<![\d.,．a-zA-Z/\-〔\[])(?P<digit>\d{{1,3}})(?:[ ]?[.．](?!\d(?!\d{{3}}年))|[ ]?、|[）)])[ ]?
  | (?P<circled>[{_CIRCLED}])
    )""",
    re.X,
)
# What follows a number and shows that it is no marker: (一)项, 三、四线城市, 第一条款.
_NOT_AFTER = re.compile(r"项(?!目)|款(?!项)|条(?![例件块])|类|期(?!间)|组(?![织建成])|等[。，、；]")
_IDIOM = re.compile(
    rf"{_H}{{1,3}}(?:[、—\-至到]|[线级类等产季号轮批档手把者中区届环路楼])"
    r"|\d{1,3}(?:[、—\-至到~～]\d|[月日号楼级类期届栋组])"
)
# 三、五个, 七、八月份, 二、三十次: about so many, and no number of a heading.
_COUNTED = re.compile(rf"({_H}{{1,2}})(?:[个名位户家次天人岁月日年份周倍元条张场]|分钟|小时|公里)")


_BEFORE_ONE = frozenset("统专唯万单同划逐合归")  # what a word that 一 ends may begin with


@dataclass(frozen=True, slots=True)
class Marker:
    """A number that may open a heading."""

    start: int
    end: int  # where the wording of the heading begins
    style: str
    ordinal: int | None
    place: str  # line, sentence, clause (after ；), glued
    doubtful: bool = False  # looks like no marker: 三、四线城市; 3、4月份


def style_of(words: str) -> str | None:
    """The style of a marker as written.

    >>> style_of("一、"), style_of("（2）"), style_of("三是"), style_of("文")
    ('han', 'bracket', 'count', None)
    """
    match = _MARKER.match(words)
    found = _read(Lines(words), match) if match else None
    return found.style if found else None


def ordinal_of(numeral: str) -> int:
    """The value of a Chinese or Arabic numeral below 1000.

    >>> [ordinal_of(n) for n in ("三", "十", "二十四", "一百零五", "12")]
    [3, 10, 24, 105, 12]
    """
    if numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for char in numeral:
        if char == "十":
            total += (digit or 1) * 10
            digit = 0
        elif char == "百":
            total += (digit or 1) * 100
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


APPENDIX = re.compile(
    r"(?:附[件录：:]{0,2}\d{0,2}[：:]?)?(?:相关)?(?:名词|术语|用语)(?:解释|注释|说明)[：:]?|附[件录][ ]?\d{0,2}[：:]?"
)
_BOLD_LONGEST = 40


def unnumbered(lines: Lines, start: int, end: int) -> Iterator[Marker]:
    """Headings without a number: a line in bold (**), and the word that opens an appendix."""
    for line in lines.between(start, end):
        words = lines.words(line)
        if is_bold(lines, line):
            yield Marker(line.start, line.start, "bold", None, "line")
        elif APPENDIX.fullmatch(words):
            yield Marker(line.start, line.start, "appendix", None, "line")


def is_bold(lines: Lines, line: Line) -> bool:
    """Whether a whole line is markdown bold and could be a heading."""
    words = lines.words(line)
    return (
        len(words) <= _BOLD_LONGEST
        and words.endswith("**")
        and words.count("**") == 1
        and lines.text[max(0, line.start - 2) : line.start] == "**"
        and not set(words) & set("。；！？")
        and _MARKER.match(lines.text, line.start) is None
    )


def find_markers(lines: Lines, start: int, end: int) -> Sequence[Marker]:
    """Every marker that begins between two offsets, whether it opens a heading or not; in a row of
    a table, only in its first cell.
    """
    found, starts = _all_markers(lines.text)
    return found[bisect_left(starts, start) : bisect_left(starts, end)]


@lru_cache(maxsize=2)
def _all_markers(text: str) -> tuple[list[Marker], list[int]]:
    lines = lines_of(text)
    read = (
        _read(lines, match) for match in _MARKER.finditer(text) if not lines.in_row(match.start())
    )
    found = [marker for marker in read if marker is not None]
    for start, end, parts in find_decimals(lines):
        found.append(Marker(start, end, f"parts{len(parts)}", parts[-1], "line"))
    found.sort(key=lambda marker: marker.start)
    return found, [marker.start for marker in found]


def _read(lines: Lines, match: re.Match[str]) -> Marker | None:
    kind = match.lastgroup
    start, stop = match.span()
    text = lines.text
    if kind == "md":
        return _markdown(lines, match)
    place = _place(lines, start)
    if kind == "unit":
        return Marker(start, stop, _UNITS[match["unit"]], ordinal_of(match["unit_n"]), place)
    if kind in ("count", "needs"):
        return _counted(match[0], start, stop, place)
    if kind == "circled":
        return Marker(start, stop, "circled", _CIRCLED.index(match[0]) + 1, place)
    assert kind is not None
    numeral = match[kind]
    if place != "line" and kind in ("paren", "bracket") and _NOT_AFTER.match(text, stop):
        return None
    doubtful = kind in ("han", "digit") and (
        _IDIOM.match(text, stop) is not None or _is_about(numeral, _COUNTED.match(text, stop))
    )
    doubtful |= kind == "han" and numeral == "一" and _is_torn(text, start)
    style = "bracket" if kind == "digit" and match[0].rstrip()[-1] in "）)" else kind
    return Marker(start, stop, style, ordinal_of(numeral), place, doubtful)


def _is_torn(text: str, start: int) -> bool:
    """Whether 一 is the end of a word: 精简、统一、高效, also where the word is torn: 统⏎一、."""
    before = text[max(0, start - 8) : start].rstrip()
    return before[-1:] in _BEFORE_ONE and cut_words(before + "一")[-1] != "一"


def _is_about(numeral: str, counted: re.Match[str] | None) -> bool:
    """Whether two numerals beside each other give one rough count."""
    if counted is None or numeral.isdigit():
        return False
    low, high = ordinal_of(numeral), ordinal_of(counted[1])
    return high in (low + 1, 10 * (low + 1)) or (low, high) == (3, 5)


def _markdown(lines: Lines, match: re.Match[str]) -> Marker | None:
    """A markdown heading; a number behind the # is its marker and gives its style."""
    if not lines.begins(match.start()):
        return None
    depth = match[0].count("#")
    inner = _MARKER.match(lines.text, match.end())
    if inner is not None and inner.lastgroup != "md":
        read = _read(lines, inner)
        if read is not None:
            return Marker(match.start(), inner.end(), read.style, read.ordinal, "line")
    return Marker(match.start(), match.end(), f"md{depth}", None, "line")


def _counted(words: str, start: int, end: int, place: str) -> Marker:
    """首先 and 最后 count too; what 最后 counts is known only by its run."""
    if words in _SEQUENTIAL:
        return Marker(start, end, "first", _SEQUENTIAL[words] or None, place)
    numeral = "".join(char for char in words if char in "一二三四五六七八九十")
    style = {"第": "nth", "其": "those"}.get(words[0], "needs" if words[-1] == "要" else "count")
    return Marker(start, end, style, ordinal_of(numeral), place)


def _place(lines: Lines, start: int) -> str:
    if lines.begins(start):
        return "line"
    if ends_sentence(lines.text, start, "。！？!?：:…"):
        return "sentence"
    if ends_sentence(lines.text, start, "；;"):
        return "clause"
    return "glued"

"""The automatic numbers of a Word document, which stand nowhere in its text.

A paragraph names a list (numId) and a level of it, itself or through its style; the list names an
abstract one, which says how each level counts and how its number is written (`（%1）`). Numbers go
on through all lists of one abstract list, unless a list says where a level starts again
(ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.reading.formats.xml import all_of, attribute, by_id, first, is_on, name, val, whole

LEVELS = 9
_DEEPEST = 20  # styles based on styles
_DIGITS = "〇一二三四五六七八九"
_LEGAL = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level counts and is written."""

    start: int = 1
    style: str = "decimal"
    wording: str = ""
    legal: bool = False  # every number in it is written in Arabic digits
    restarts_under: int | None = None  # the level, from 1, that starts it again; 0 never


@dataclass(frozen=True, slots=True)
class _List:
    key: str  # of its abstract list
    levels: Mapping[int, Level]
    starts: Mapping[int, int]  # where a level starts again with this list


class Numbering:
    """Gives each numbered paragraph, in document order, its number as Word shows it."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._styles = by_id(styles, "style", "styleId")
        self._lists: dict[str, _List] = {}
        self._level_of_style: dict[tuple[str, str], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        abstracts = by_id(numbering, "abstractNum", "abstractNumId")
        levels = {key: self._levels(key, node) for key, node in abstracts.items()}
        for list_id, node in by_id(numbering, "num", "numId").items():
            key = val(node, "abstractNumId") or ""
            self._lists[list_id] = _overridden(node, key, levels.get(key, {}))
        for list_id, found in self._lists.items():
            self._lists[list_id] = self._followed(found, abstracts.get(found.key))

    def _levels(self, key: str, node: Any) -> dict[int, Level]:
        levels = {}
        for child in all_of(node, "lvl"):
            at = whole(attribute(child, "ilvl"))
            levels[at] = _level(child)
            style = val(child, "pStyle")
            if style is not None:
                self._level_of_style[key, style] = at
        return levels

    def _followed(self, found: _List, abstract: Any | None) -> _List:
        """An abstract list may only say: as the list style so-and-so."""
        style = self._styles.get(val(abstract, "numStyleLink") or "")
        target = self._lists.get(val(style, "pPr/numPr/numId") or "")
        if target is None or found.levels:
            return found
        return replace(found, key=target.key, levels=target.levels)

    def number(self, properties: Any | None) -> str:
        """The number of the next paragraph; empty where it has none. Call it once for each."""
        list_id, at = self._place(properties)
        if list_id not in self._lists:
            return ""
        found = self._lists[list_id]
        if at not in found.levels:
            return ""
        counts = self._counts.setdefault(found.key, {})
        self._count(counts, list_id, at, found)
        return _numbered(counts, found.levels, at)

    def _place(self, properties: Any | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style."""
        list_id, at = val(properties, "numPr/numId"), val(properties, "numPr/ilvl")
        style, seen = val(properties, "pStyle"), 0
        while style is not None and list_id is None and seen < _DEEPEST:
            node = self._styles.get(style)
            list_id = val(node, "pPr/numPr/numId")
            at = at or val(node, "pPr/numPr/ilvl")
            if at is None and list_id in self._lists:
                at = str(self._level_of_style.get((self._lists[list_id].key, style), 0))
            style, seen = val(node, "basedOn"), seen + 1
        return list_id or "0", whole(at)

    def _count(self, counts: dict[int, int], list_id: str, at: int, found: _List) -> None:
        levels = found.levels
        if at in found.starts and (list_id, at) not in self._begun:
            counts[at] = found.starts[at]
        elif at in counts:
            counts[at] += 1
        else:
            counts[at] = levels[at].start
        self._begun.add((list_id, at))
        for above in range(at):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        for below in range(at + 1, LEVELS):
            under = levels[below].restarts_under if below in levels else None
            if under is None or at < under:
                counts.pop(below, None)


def _numbered(counts: Mapping[int, int], levels: Mapping[int, Level], at: int) -> str:
    level = levels[at]
    if level.style == "bullet":
        return ""

    def place(match: re.Match[str]) -> str:
        of = int(match[1]) - 1
        style = "decimal" if level.legal else levels.get(of, level).style
        return written(counts.get(of, 1), style)

    return _PLACE.sub(place, level.wording)


def written(number: int, style: str) -> str:
    """A number as a numbering style of Word writes it; Arabic where the style is not known.

    >>> [written(n, "chineseCountingThousand") for n in (1, 10, 12, 20, 105, 110)]
    ['一', '十', '十二', '二十', '一百零五', '一百一十']
    >>> written(3, "decimalEnclosedCircle"), written(14, "lowerRoman"), written(28, "upperLetter")
    ('③', 'xiv', 'BB')
    """
    return _STYLES.get(style, str)(number)


def _han(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    digits, parts = str(number), []
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        unit = ("", "十", "百", "千")[place]
        parts.append("零" if digit == "0" else _DIGITS[int(digit)] + unit)
    wording = re.sub("零+", "零", "".join(parts)).rstrip("零")
    return wording[1:] if wording.startswith("一十") else wording


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for amount, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, amount)
        out += letters * count
    return out


def _letter(number: int) -> str:
    """A to Z, then AA, BB: the letter again for every round."""
    if number < 1:
        return str(number)
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _from(first: str, last: int) -> Callable[[int], str]:
    """A run of characters of Unicode that count from 1."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _of(members: str) -> Callable[[int], str]:
    return lambda number: members[(number - 1) % len(members)] if number > 0 else str(number)


def _circled(number: int) -> str:
    if 20 < number <= 35:
        return chr(0x3251 + number - 21)
    return _from("①", 20)(number)


_STYLES: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand", "koreanCounting"), _han),
    "chineseLegalSimplified": lambda number: _han(number).translate(_LEGAL),
    **dict.fromkeys(
        ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital"),
        _digital),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from("㈠", 10),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalFullWidth": lambda number: str(number).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "none": lambda _: "",
    "bullet": lambda _: "",
}  # fmt: skip


def _overridden(node: Any, key: str, levels: Mapping[int, Level]) -> _List:
    """A list: the levels of its abstract one, with what it says otherwise."""
    own, starts = dict(levels), {}
    for override in all_of(node, "lvlOverride"):
        at = whole(attribute(override, "ilvl"))
        start, changed = val(override, "startOverride"), first(override, "lvl")
        if start is not None:
            starts[at] = whole(start)
        if changed is not None:
            own[at] = _level(changed)
    return _List(key, own, starts)


def _level(node: Any) -> Level:
    # A newer style stands in AlternateContent, with an older one to fall back on as the last.
    styles = [attribute(item, "val") for item in node.iter() if name(item) == "numFmt"]
    under = val(node, "lvlRestart")
    return Level(
        start=whole(val(node, "start") or "1"),
        style=(styles[-1] if styles else None) or "decimal",
        wording=val(node, "lvlText") or "",
        legal=is_on(node, "isLgl"),
        restarts_under=None if under is None else whole(under),
    )

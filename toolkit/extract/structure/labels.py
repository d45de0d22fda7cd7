"""Labels that open a part of the account of a problem: 整改结果：, 整改情况：, 【整改措施】"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon

# A colon or bracket that may close a label, and a word at the start of a line before a colon.
_CLOSES = re.compile(r"[：:][ \u3000]*|[】\]](?![ \u3000]*[：:])")
_OTHER = re.compile(
    r"(?:^|(?<=\n))[ \u3000]*[【\[]?[\u4e00-\u9fff]{2,8}[】\]]?[ \u3000]*[：:][ \u3000]*"
)
_SHOWN = ("表现", "清单", "描述")  # labels that run into the heading they stand under
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]、|[）)]|\d[.．、])[^。；，：:\n]{2,20}\Z")
_LONGEST = 24  # characters of a label with its number
_LONG = 4  # characters of a label that may follow a word without a mark between


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the part it opens (None: something a record does not keep), and its place."""

    part: str | None
    start: int
    end: int
    known: bool = True


@cache
def _labels() -> tuple[list[str], re.Pattern[str], re.Pattern[str]]:
    """The parts, and a pattern with a group for each: of a label's name, of a label in a text."""
    rows = lexicon.table("record_labels")
    either = "|".join(f"({row['label']})" for row in rows)
    number = r"(?:(?<![\d.])\d{1,2}[.．、][ ]?)?"
    counted = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})?"
    known = rf"{number}(?P<open>[【\[])?(?P<name>{either}){counted}(?(open)[】\]]?)[ \u3000]*\Z"
    return [row["part"] for row in rows], re.compile(either), re.compile(known)


def part_of(label: str) -> str | None:
    """The part of a record that a label opens; empty where it is one that no record keeps.

    >>> part_of("整改措施"), part_of("责任单位"), part_of("会议主题")
    ('measure', '', None)
    """
    parts, names, _ = _labels()
    found = names.fullmatch(label)
    return parts[(found.lastindex or 1) - 1] if found else None


def find_labels(text: str, start: int, end: int) -> Iterator[Label]:
    r"""The labels in a span, in order. A label that is known may stand anywhere; any other word
    with a colon ends a part only at the start of a line.

    >>> text = "整改结果：完成\n责任单位：办公室\n整改情况：已办结。"
    >>> [(label.part, label.start) for label in find_labels(text, 0, len(text))]
    [('result', 0), (None, 8), ('situation', 17)]
    """
    found = [Label(part or None, *span) for part, span in _known(text, start, end)]
    taken = {label.end for label in found}
    found += [
        Label(None, match.start(), match.end(), known=False)
        for match in _OTHER.finditer(text, start, end)
        if match.end() not in taken
    ]
    yield from sorted(found, key=lambda label: label.start)


def _known(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """The labels in a span that are known, each by its part."""
    _, _, known = _labels()
    for mark in _CLOSES.finditer(text, start, end):
        bracket = mark[0] in "】]"
        stop = mark.end() if bracket else mark.start()
        match = known.search(text, max(start, mark.start() - _LONGEST), stop)
        if match and _opens(text, match) and (match["open"] or not bracket):
            yield part_of(match["name"]) or "", (match.start(), mark.end())
            start = mark.end()


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a label is not the end of a longer word (巡察整改情况：)."""
    before = text[match.start() - 1] if match.start() else "\n"
    name = match["name"]
    if not before.isalnum() or match["n"]:
        return True
    above = text[max(0, match.start() - _LONGEST) : match.start()]
    glued = name.endswith(_SHOWN) and _NUMBERED.search(above) is not None
    return before not in "的察视计题" and len(name) >= _LONG and (name.startswith("整改") or glued)


def first_label(text: str, start: int, end: int) -> int:
    """Where the first label behind a heading's wording begins, or end."""
    return next((at for _, (at, _) in _known(text, start, end) if at > start), end)

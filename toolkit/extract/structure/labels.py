"""Labels that open a part of the account of a problem: 整改结果：, 整改情况：, 整改措施："""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon

_COLON = r"[ \u3000]*[：:][ \u3000]*"
_OTHER = re.compile(rf"(?:^|(?<=\n))[ \u3000]*[【\[]?[\u4e00-\u9fff]{{2,8}}[】\]]?{_COLON}")


@dataclass(frozen=True, slots=True)
class Label:
    """A label, the part it opens (None: something a record does not keep), and its place."""

    part: str | None
    start: int
    end: int


@cache
def _labels() -> tuple[dict[str, str], re.Pattern[str]]:
    parts = {row["label"]: row["part"] for row in lexicon.table("record_labels")}
    words = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
    return parts, re.compile(
        rf"(?:(?<![\d.])\d{{1,2}}[.．、][ ]?)?[【\[]?(?P<label>{words})\d{{0,2}}[】\]]?{_COLON}"
    )


def part_of(label: str) -> str | None:
    """The part of a record that a label opens.

    >>> part_of("整改措施"), part_of("责任单位")
    ('measure', None)
    """
    return _labels()[0].get(label) or None


def find_labels(text: str, start: int, end: int) -> Iterator[Label]:
    r"""The labels in a span, in order. A label that is known may stand anywhere; any other word
    with a colon ends a part only at the start of a line.

    >>> text = "整改结果：完成\n责任单位：办公室\n整改情况：已办结。"
    >>> [(label.part, label.start) for label in find_labels(text, 0, len(text))]
    [('result', 0), (None, 8), ('situation', 17)]
    """
    if max(text.find("：", start, end), text.find(":", start, end)) < 0:
        return
    parts, known = _labels()
    found = [
        Label(parts[match["label"]] or None, match.start(), match.end())
        for match in known.finditer(text, start, end)
        if _opens(text, match)
    ]
    taken = {label.end for label in found}
    found += [
        Label(None, match.start(), match.end())
        for match in _OTHER.finditer(text, start, end)
        if match.end() not in taken
    ]
    yield from sorted(found, key=lambda label: label.start)


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a label is not the end of a longer word (巡察整改情况：)."""
    before = text[match.start() - 1] if match.start() else "\n"
    long = len(match["label"]) >= 4
    return not before.isalnum() or (
        long and match["label"].startswith("整改") and before not in "的察视计题"
    )


def first_label(text: str, start: int, end: int) -> int:
    """Where the first label behind a heading's wording begins, or end."""
    _, known = _labels()
    for match in known.finditer(text, start, end):
        if (
            match.start() > start
            and _labels()[0][match["label"]] != "problem"
            and _opens(text, match)
        ):
            return match.start()
    return end

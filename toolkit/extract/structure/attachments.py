"""The names of a report's attachments, listed at its end (附件：1.清单 2.分工表): their numbers open
no headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.extract.structure.lines import Line, Lines
from toolkit.extract.structure.titles import DATE, ORGAN

Span = tuple[int, int]

_OPENS = re.compile(r"附[ \u3000]{0,2}件[ \u3000]?[：:][ \u3000]*(?P<rest>[^\n]*)")
_ITEM = re.compile(r"(?P<n>\d{1,2})[ \u3000]?[.．、](?!\d)[ \u3000]*\S")
_LONGEST = 60  # characters of a name
_BRACKETS = "（）() "


def attachment_lists(lines: Lines, start: int, end: int) -> list[Span]:
    r"""The spans that name attachments. Where the first name has a line to itself, only a list that
    the report's signature or end follows is one: else the attachment itself may begin there.

    >>> text = "附件：1.问题清单\n2.分工表\n水务局"
    >>> [text[slice(*span)] for span in attachment_lists(Lines(text), 0, len(text))]
    ['附件：1.问题清单\n2.分工表']
    """
    found = lines.between(start, end)
    spans = []
    for at, line in enumerate(found):
        opens = _OPENS.fullmatch(lines.words(line))
        if opens is None:
            continue
        first = _ITEM.match(opens["rest"])
        if opens["rest"] and not (first and first["n"] == "1" and len(opens["rest"]) <= _LONGEST):
            continue
        last = _last(lines, found, at, 1 if first else 0)
        if last > at and (first or _is_signed(lines, found[last + 1 : last + 2])):
            spans.append((line.start, found[last].end))
        elif first:
            spans.append((line.start, line.end))
    return spans


def _last(lines: Lines, found: Sequence[Line], at: int, n: int) -> int:
    """The line of the last name of a list whose name n stands in a line."""
    while at + 1 < len(found):
        words = lines.words(found[at + 1])
        item = _ITEM.match(words)
        if item is None or int(item["n"]) != n + 1 or len(words) > _LONGEST or "。" in words:
            break
        at, n = at + 1, n + 1
    return at


def _is_signed(lines: Lines, following: Sequence[Line]) -> bool:
    words = [lines.words(line).strip(_BRACKETS) for line in following]
    return (
        not words or ORGAN.fullmatch(words[0]) is not None or DATE.fullmatch(words[0]) is not None
    )

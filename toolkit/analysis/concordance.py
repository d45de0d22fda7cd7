"""Keyword in context: every place of a term with what stands left and right of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from toolkit.across.body import Body
from toolkit.extract.repair import letters
from toolkit.extract.text import Text

COLUMNS = {
    "report_id": "string",
    "sentence_id": "string",
    "start": "Int64",
    "end": "Int64",
    "left": "string",
    "keyword": "string",
    "right": "string",
}
ORDERS = {
    "position": lambda row: 0,
    "left": lambda row: row["left"][::-1],  # by the character next to the keyword, then the next
    "right": lambda row: row["right"],
    "keyword": lambda row: row["keyword"],
}
# One character for one, so that contexts stay as long as they were asked for.
_LINES = str.maketrans(dict.fromkeys("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def kwic(
    bodies: Sequence[Body], term: str | re.Pattern[str], width: int = 20, sort: str = "position"
) -> pd.DataFrame:
    """A row for every place of a term; start and end are offsets into the raw text.

    term: the wording itself, in whatever width of letters, or a compiled regular expression on
    the clean text. width: characters of context
    on either side, within the report; line breaks in it are shown as spaces. sort: by
    position, or by left or right context (the characters next to the keyword first), or by
    the keyword, which is of use with an expression.
    """
    if sort not in ORDERS:
        raise ValueError(f"sort is {sort!r}; it can be {', '.join(ORDERS)}")
    if not term or width < 0:
        raise ValueError("kwic needs a term to look for and a width of 0 or more")
    pattern = re.compile(re.escape(cleaned(term))) if isinstance(term, str) else term
    rows = [row for body in bodies for row in _places(body, pattern, width)]
    rows.sort(key=ORDERS[sort])
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def cleaned(term: str) -> str:
    """A wording with its letters as the clean text has them: ＧＤＰ is looked for as GDP."""
    for stage in (letters.shapes, letters.width):
        term = Text(term, stage(term)).clean
    return term


def _places(body: Body, pattern: re.Pattern[str], width: int) -> Iterator[dict[str, Any]]:
    text = body.text
    begins = [sentence.start for sentence in body.sentences]
    for match in pattern.finditer(text):
        start, end = match.span()
        if start == end:
            continue
        at = bisect_right(begins, start) - 1
        raw_start, raw_end = body.raw(start, end)
        yield {
            "report_id": body.report_id,
            "sentence_id": body.sentences[at].id if at >= 0 else None,
            "start": raw_start,
            "end": raw_end,
            "left": text[max(0, start - width) : start].translate(_LINES),
            "keyword": match.group(),
            "right": text[end : end + width].translate(_LINES),
        }

"""Keyword in context: every place of a term with what stands left and right of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import pandas as pd

from toolkit.across.body import Body
from toolkit.across.wording import as_clean

Span: TypeAlias = tuple[int, int]

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
    if (isinstance(term, str) and not term.strip()) or width < 0:
        raise ValueError("kwic needs a term to look for and a width of 0 or more")
    pattern = re.compile(re.escape(as_clean(term))) if isinstance(term, str) else term
    return concordance([(body, _places(body, pattern)) for body in bodies], width, sort)


def concordance(
    places: Iterable[tuple[Body, Iterable[Span]]], width: int = 20, sort: str = "position"
) -> pd.DataFrame:
    """Places in the clean text of reports with what stands left and right of them, as `kwic`."""
    if sort not in ORDERS:
        raise ValueError(f"sort is {sort!r}; it can be {', '.join(ORDERS)}")
    rows = [row for body, spans in places for row in _rows(body, spans, width)]
    rows.sort(key=ORDERS[sort])
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _places(body: Body, pattern: re.Pattern[str]) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(body.text) if match.end() > match.start())


def _rows(body: Body, spans: Iterable[Span], width: int) -> Iterator[dict[str, Any]]:
    text = body.text
    begins = [sentence.start for sentence in body.sentences]
    for start, end in spans:
        at = bisect_right(begins, start) - 1
        raw_start, raw_end = body.raw(start, end)
        yield {
            "report_id": body.report_id,
            "sentence_id": body.sentences[at].id if at >= 0 else None,
            "start": raw_start,
            "end": raw_end,
            "left": text[max(0, start - width) : start].translate(_LINES),
            "keyword": text[start:end],
            "right": text[end : end + width].translate(_LINES),
        }

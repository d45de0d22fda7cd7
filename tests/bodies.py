"""Reports made of a few sentences, for tests of what works on many reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from toolkit.across.body import Body, Span
from toolkit.across.words import Words
from toolkit.extract.text import Edit, Text


def rows_of(columns: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows that some columns are."""
    held = (one.to_pylist() if isinstance(one, pa.Array) else one for one in columns.values())
    return [dict(zip(columns, row, strict=True)) for row in zip(*held, strict=True)]


def report(
    name: str, *sentences: str, before: str = "", marks: Mapping[int, str] | None = None
) -> Body:
    """A report of these sentences.

    before: what stands in front of it in its file. marks: what was taken out of the raw text,
    by the place in the report where it stood.
    """
    text = "".join(sentences)
    raw, edits = before + text, []
    for at, mark in sorted((marks or {}).items(), reverse=True):
        place = len(before) + at
        raw = raw[:place] + mark + raw[place:]
        edits = [Edit(e.start + len(mark), e.end + len(mark), "", e.kind) for e in edits]
        edits.append(Edit(place, place + len(mark), "", "page_mark"))
    spans, start = [], 0
    for number, sentence in enumerate(sentences, 1):
        spans.append(Span(f"{name}.t{number:04d}", start, start + len(sentence)))
        start += len(sentence)
    return Body(name, Text(raw, edits), len(before), text, spans, [])


def words(bodies: Sequence[Body], cut: Callable[[str], Sequence[str]]) -> Words:
    """The words of bodies by any way of cutting, sentence by sentence."""
    numbers: dict[str, int] = {}
    spans = [(body, span) for body in bodies for span in body.sentences]
    rows: list[tuple[int, int, int, int]] = []
    for at, (body, span) in enumerate(spans):
        place = span.start
        for token in cut(body.wording(span)):
            number = numbers.setdefault(token, len(numbers))
            rows.append((number, place, place := place + len(token), at))
    codes, start, end, sentence = np.array(rows, np.int32).reshape(-1, 4).T
    first = np.cumsum([0, *(len(body.sentences) for body in bodies)])
    return Words(list(numbers), codes, start, end, sentence, first)

"""What stands at a row's span: the raw text around it, for a notebook and for a terminal."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.tables.inert import visible

Place = tuple[str, int, int]  # document_id, start, end in the raw text
LONGEST, ENDING = 600, 150  # characters of a span that are shown, and of these its last
POINT = "▏"  # the mark of a span of no length
NO_FORMULAE = "tex2jax_ignore mathjax_ignore"  # a dollar sign is a dollar sign


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of raw text with a span of it marked."""

    where: str
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The excerpts a row walks back to; shows itself in a notebook and in a terminal."""

    excerpts: tuple[Excerpt, ...]

    def __repr__(self) -> str:
        return "\n".join(
            f"{visible(e.where)}\n{_lines(e.before)}⟦{_lines(e.marked)}⟧{_lines(e.after)}"
            for e in self.excerpts
        )

    def _repr_html_(self) -> str:
        return "".join(
            f'<p class="{NO_FORMULAE}"><small>{_escaped(e.where)}</small><br>'
            f'<span style="white-space:pre-wrap">{_escaped(e.before)}'
            f"<mark>{_escaped(e.marked)}</mark>{_escaped(e.after)}</span></p>"
            for e in self.excerpts
        )


def _lines(text: str) -> str:
    """Raw text with its line ends and tabs; other control characters written out."""
    return "\r\n".join(visible(part, keep="\n\t") for part in text.split("\r\n"))


def _escaped(text: str) -> str:
    return html.escape(_lines(text))


def show(
    row: Any, texts: Mapping[str, str], tables: Mapping[str, pd.DataFrame], width: int = 60
) -> Passage:
    """The raw text at a row's span, ``width`` characters on either side.

    row: a row of any table that carries a span, as a Series, a dict or a tuple of itertuples;
    a row of ``repeats``, ``templates`` or ``frames`` shows every place of it, one of ``reuse``
    or ``carried_claims`` both sides.
    """
    excerpts = []
    for document_id, start, end in places_of(row, tables):
        text = texts.get(document_id)
        if text is None:
            raise KeyError(f"the raw text of {document_id} is not with this corpus")
        excerpts.append(_excerpt(document_id, text, start, end, width))
    return Passage(tuple(excerpts))


def _excerpt(document_id: str, text: str, start: int, end: int, width: int) -> Excerpt:
    left, right = max(0, start - width), min(len(text), end + width)
    marked = text[start:end]
    if len(marked) > LONGEST:
        left_out = f" … ({len(marked) - LONGEST:,} characters) … "
        marked = marked[: LONGEST - ENDING] + left_out + marked[-ENDING:]
    return Excerpt(
        where=f"{document_id}, characters {start}–{end}",
        before=("…" if left else "") + text[left:start],
        marked=marked or POINT,
        after=text[end:right] + ("…" if right < len(text) else ""),
    )


def places_of(row: Any, tables: Mapping[str, pd.DataFrame]) -> Iterator[Place]:
    """Every place a row walks back to."""
    return _places(_fields(row), tables)


def _fields(row: Any) -> dict[str, Any]:
    if isinstance(row, pd.Series):
        return row.to_dict()
    if isinstance(row, pd.DataFrame):
        raise TypeError("show takes one row; choose it first, for example claims.iloc[0]")
    return row._asdict() if hasattr(row, "_asdict") else dict(row)


def _places(fields: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> Iterator[Place]:
    if "start_a" in fields:
        for side in "ab":
            report = _document(fields[f"report_{side}"])
            yield report, int(fields[f"start_{side}"]), int(fields[f"end_{side}"])
    elif "start" in fields:
        yield owner(fields), int(fields["start"]), int(fields["end"])
    elif "repeat_id" in fields:
        yield from _all(tables["repeat_occurrences"], "repeat_id", fields["repeat_id"])
    elif "template_id" in fields:
        yield from _all(tables["template_places"], "template_id", fields["template_id"])
    elif "frame_id" in fields:
        yield from _all(tables["frame_matches"], "frame_id", fields["frame_id"])
    else:
        raise KeyError(
            "this row carries no span. For a phrase, use corpus.kwic(phrase) to see its places"
        )


def _all(places: pd.DataFrame, key: str, value: Any) -> Iterator[Place]:
    for place in places[places[key] == value].itertuples():
        yield _document(place.report_id), int(place.start), int(place.end)


def owner(fields: Mapping[str, Any]) -> str:
    """The document a row lies in; what stands in no report names it in its own id."""
    if "document_id" in fields:
        return fields["document_id"]
    report_id = fields.get("report_id")
    if report_id is None or pd.isna(report_id):
        report_id = next(v for k, v in fields.items() if k.endswith("_id") and isinstance(v, str))
    return _document(report_id)


def _document(report_id: str) -> str:
    return report_id.rpartition("#")[0]

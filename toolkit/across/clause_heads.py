"""Clauses in a row that open with one word (坚持…，坚持…): the places of such series, by word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.across.body import Body
from toolkit.across.clauses import Clauses, Ints
from toolkit.across.edges import Edges
from toolkit.across.frame import Place

LONGEST_MEMBER = 30  # characters
JOINS = "、，,"  # marks between the members of a series


def clause_heads(
    bodies: Sequence[Body], found: Clauses, may: Edges, before: Ints, known: set[str]
) -> dict[str, list[Place]]:
    """By word, where clauses in a row open with it; the first may have words before it.

    before: where each token's word stands last before it.
    """
    ids = found.ids
    begins, stops = _segments(found)
    wanted = np.array([word in known for word in found.words] + [False])
    opens = may.content | wanted[np.minimum(ids, len(found.words))]
    head = begins[1:]
    linked = (stops[:-1] >= 0) & opens[head] & (before[head] >= begins[:-1])
    series: dict[str, list[Place]] = {}
    run: list[int] = []
    for at in (np.flatnonzero(linked) + 1).tolist():
        if run and (run[-1] != at - 1 or ids[begins[at]] != ids[begins[run[-1]]]):
            _add(series, bodies, found, begins, before, run)
            run = []
        run.append(at)
    if run:
        _add(series, bodies, found, begins, before, run)
    return series


def _segments(found: Clauses) -> tuple[Ints, Ints]:
    """Where stretches between ， and 、 begin; ``stops``: the mark behind each, -1 for others."""
    mark = next((n for n, word in enumerate(found.words) if word == "、"), -1)
    listed = found.ids == mark
    ends = np.flatnonzero(~found.is_word() | listed)
    begins = np.append(0, ends + 1)
    stops = np.append(np.where((found.comma | listed)[ends], ends, -1), -1)
    within = begins < len(found.ids)
    return begins[within], stops[within]


def _add(  # noqa: PLR0917
    series: dict[str, list[Place]],
    bodies: Sequence[Body],
    found: Clauses,
    begins: Ints,
    before: Ints,
    run: Sequence[int],
) -> None:
    """A series of clauses: the one the first of the run goes on from, and those of the run."""
    heads = [int(before[begins[run[0]]]), *(int(begins[at]) for at in run)]
    text = bodies[int(found.body[heads[0]])].text
    stops = [int(begins[at]) - 2 for at in run]  # the last word before each mark
    last = int(begins[run[-1]])
    while last + 1 < len(found.ids) and found.ids[last + 1] < len(found.words):
        if found.words[found.ids[last + 1]] == "、":
            break
        last += 1
    stops.append(last)
    spans = [
        (int(found.end[head]), int(found.end[stop]))
        for head, stop in zip(heads, stops, strict=True)
    ]
    if any(not 0 < end - start <= LONGEST_MEMBER for start, end in spans):
        return
    slots = tuple("".join(text[start:end].split()) for start, end in spans)
    place = Place(
        body=int(found.body[heads[0]]),
        start=int(found.start[heads[0]]),
        end=spans[-1][1],
        sentence=int(found.sentence[heads[0]]),
        slots=slots,
    )
    series.setdefault(found.words[found.ids[heads[0]]], []).append(place)

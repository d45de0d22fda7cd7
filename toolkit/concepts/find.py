"""Concepts in the reports: the rows of the tables concepts and concept_matches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolkit.across.body import Body, Row
from toolkit.concepts.match import WAYS, Matcher
from toolkit.concepts.model import Concept, Wording, parts_of
from toolkit.concepts.scan import Scene, Span, Words

Cut = Callable[[str], list[str]]
NO_ROLE = "other"


def concept_rows(concepts: Iterable[Concept]) -> list[dict[str, Any]]:
    return [
        {
            "concept": concept.name,
            "rule": str(concept.rule),
            "source": concept.source,
            "parent": concept.parent,
        }
        for concept in concepts
    ]


def find_concepts(
    bodies: Sequence[Body],
    cut: Cut,
    concepts: Sequence[Concept],
    rows: Mapping[str, Iterable[Row]],
) -> list[dict[str, Any]]:
    """The rows of concept_matches, report by report, in reading order.

    rows: those of reports, sections and sentences.
    """
    if not concepts:
        return []
    inner = [part for concept in concepts for part in parts_of(concept.rule)]
    words = Words(part.text for part in inner if isinstance(part, Wording))
    about = {row["report_id"]: row for row in rows["reports"]}
    roles = {row["section_id"]: row["role"] for row in rows["sections"]}
    section_of = {row["sentence_id"]: row["section_id"] for row in rows["sentences"]}
    rules = {concept.name: concept.rule for concept in concepts}
    found: list[dict[str, Any]] = []
    for body in bodies:
        own = [section_of.get(one.id) for one in body.sentences]
        scene = Scene(body, words.find(body.text), cut, _runs(body, own), about[body.report_id])
        matchers = [Matcher(rules, scene, way) for way in WAYS]
        found += sorted(_rows(body, own, roles, matchers), key=_order)
    return found


def _runs(body: Body, own: Sequence[str | None]) -> list[Span]:
    """What stands under one heading before the next: neighbouring sentences of one section."""
    spans: list[Span] = []
    before: object = object()
    for sentence, section in zip(body.sentences, own, strict=True):
        if section == before:
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
        before = section
    return spans


def _rows(
    body: Body, own: Sequence[str | None], roles: Mapping[str, str], matchers: Sequence[Matcher]
) -> Iterator[dict[str, Any]]:
    starts = [sentence.start for sentence in body.sentences]
    for matcher in matchers:
        for name in matcher.rules:
            for start, end in matcher.of(name):
                at = bisect_right(starts, start) - 1
                raw_start, raw_end = body.raw(start, end)
                section = own[at] if at >= 0 else None
                yield {
                    "concept": name,
                    "report_id": body.report_id,
                    "section_id": section,
                    "sentence_id": body.sentences[at].id if at >= 0 else None,
                    "start": raw_start,
                    "end": raw_end,
                    "text": body.text[start:end],
                    "counted_as": matcher.way,
                    "role": roles.get(section or "", NO_ROLE),
                }


def _order(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["start"], row["end"], row["concept"], row["counted_as"]

"""Numbers carried over: the claims of two reports that stand in one passage, or say the same.

In an aligned pair of passages a claim's counterpart is the claim that stands where the alignment
puts it and counts the same thing in the same unit: in a list of targets an entry may be missing on
one side, and its neighbour is no counterpart. In a passage shared word for word, the one at the
same distance from its beginning. Names of plans and spans of years (五年, 三年) are left out.

Whether the passage was copied is another question: where only a formula of the genre is shared,
two reports may have come to the same number by themselves. Without any passage, only what could
hardly be the same by chance is listed: the same value, unit and subject, with two significant
figures or more. What is left is for a reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.across.align import FARTHEST, LINKS
from toolkit.across.compared import Compared
from toolkit.across.counterparts import (
    COPIED,
    EVERYBODY,
    Claims,
    Pair,
    Row,
    counterparts,
    is_copied,
    partners,
)
from toolkit.across.same_thing import is_span_of_years, likeness, same_unit
from toolkit.across.suffixes import affordable

TELLING = 4_000_000  # places of claims that are held against each other
FIGURES = 2  # significant figures from which a value is no everyday one
SUBJECT = 2  # characters that say what is counted
EVERYDAY = frozenset({"duration", "age", "text_length"})  # 五年, 18周岁, 3000字: said everywhere


def find_carried(
    compared: Compared,
    claims: Iterable[Row],
    reuse_ids: Sequence[str],
    dates: Mapping[str, str | None] | None = None,
) -> list[dict[str, Any]]:
    """The rows of ``carried_claims``, in reading order of the first claim.

    claims: the rows of ``claims``. reuse_ids: the ids of the aligned pairs, in their order. dates:
    of the reports, by report_id; only they say which of two came first.
    """
    held = _claims(compared, claims)
    codes, wide = compared.sequence.codes, partners(compared)
    found: dict[Pair, tuple[str, str | None]] = {}
    for name, aligned in zip(reuse_ids, compared.aligned, strict=True):
        for pair in counterparts(compared, held, aligned):
            basis = "passage" if is_copied(codes, held, aligned, pair, wide) else "formula"
            found.setdefault(pair, (basis, name))
    for pair, basis in _word_for_word(compared, held):
        found.setdefault(pair, (basis, None))
    for pair in _same(held):
        found.setdefault(pair, ("coincidence", None))
    rows: list[dict[str, Any]] = []
    for (a, b), (basis, reuse_id) in sorted(found.items(), key=lambda item: item[0]):
        said = outcome(held.rows[a], held.rows[b])
        if said:
            when = [(dates or {}).get(held.rows[at]["report_id"]) for at in (a, b)]
            what = {
                "outcome": said,
                "basis": basis,
                "earlier": earlier(*when),
                "reuse_id": reuse_id,
            }
            rows.append(what | _side("a", held.rows[a]) | _side("b", held.rows[b]))
    digits = max(4, len(str(len(rows))))
    return [{"carried_id": f"k{at:0{digits}d}", **row} for at, row in enumerate(rows, 1)]


def earlier(a: str | None, b: str | None) -> str | None:
    """Which of two dates (ISO 8601, as fine as known) comes first: a, b, or None if unknown.

    >>> earlier("2024-05", "2025"), earlier("2024-05", "2024"), earlier(None, "2024")
    ('a', None, None)
    """
    if not a or not b:
        return None
    known = min(len(a), len(b))
    if a[:known] == b[:known]:
        return None
    return "a" if a[:known] < b[:known] else "b"


def outcome(a: Row, b: Row) -> str | None:
    """What became of a value; None where both are blacked out and nothing can be said.

    >>> plain = {"redacted": False, "low": None, "high": None, "kind": "count", "base_unit": "个"}
    >>> outcome(plain | {"base_value": 38.0}, plain | {"base_value": 41.0})
    'changed'
    """
    if a["redacted"] and b["redacted"]:
        return None
    if a["redacted"] or b["redacted"]:
        return "redacted_a" if a["redacted"] else "redacted_b"
    return "kept" if _value(a) == _value(b) else "changed"


def _value(claim: Row) -> tuple[Any, ...]:
    """What a claim says; a measure word may be another (38个, 38家), a unit may not."""
    amounts = (claim["base_value"], claim["low"], claim["high"])
    if amounts == (None, None, None):
        return (claim["text"],)
    return (*amounts, claim["kind"], None if claim["kind"] == "count" else claim["base_unit"])


def _side(side: str, claim: Row) -> dict[str, Any]:
    names = {"claim": "claim_id", "report": "report_id", "start": "start", "end": "end"}
    names |= {"text": "text", "subject": "subject"}
    return {f"{name}_{side}": claim[column] for name, column in names.items()}


def _claims(compared: Compared, claims: Iterable[Row]) -> Claims:
    by_id = {claim["claim_id"]: claim for claim in claims}
    rows: list[Row] = []
    owner: list[int] = []
    places: list[tuple[int, int]] = []
    for at, body in enumerate(compared.bodies):
        spans = sorted(body.claims, key=lambda span: (span.start, span.end))
        there = compared.sequence.places(at, [(span.start, span.end) for span in spans]).tolist()
        for span, (a, b) in zip(spans, there, strict=True):
            plain = a < b and not is_span_of_years(by_id[span.id])
            if plain and (not places or a >= places[-1][1]):
                rows.append(by_id[span.id])
                owner.append(at)
                places.append((a, b))
    return Claims(rows, owner, *np.array(places, np.int64).reshape(-1, 2).T)


def _word_for_word(compared: Compared, held: Claims) -> Iterator[tuple[Pair, str]]:
    """The claims of passages that stand word for word in two reports, and whether these are copies."""
    repeats = compared.repeats
    repeats = repeats.at(affordable(repeats.counts, compared.most_places))
    passage, place = repeats.places()
    end = place + repeats.length[passage]
    copied = (repeats.length >= 2 * COPIED) | (
        (repeats.length >= COPIED) & (repeats.counts < EVERYBODY)
    )
    first = np.searchsorted(held.start, place)
    last = np.searchsorted(held.end, end, side="right")
    telling = np.flatnonzero(first < last)
    passage, place = passage[telling], place[telling]
    owner = compared.sequence.owner[place]
    farthest = min(FARTHEST, max(LINKS, TELLING // max(1, len(telling))))
    for back in range(1, farthest + 1):
        same = passage[:-back] == passage[back:]
        if back > LINKS:
            same &= copied[passage[:-back]]
        for i in np.flatnonzero(same & (owner[:-back] != owner[back:])).tolist():
            mine, other = telling[i], telling[i + back]
            shift = int(place[i + back] - place[i])
            at = {int(held.start[b]): b for b in range(int(first[other]), int(last[other]))}
            for a in range(int(first[mine]), int(last[mine])):
                b = at.get(int(held.start[a]) + shift)
                if b is not None and _may_be_one(held.rows[a], held.rows[b]):
                    yield (a, b), "passage" if copied[passage[i]] else "formula"


def _may_be_one(a: Row, b: Row) -> bool:
    names = a["subject"], b["subject"]
    return same_unit(a, b) and (None in names or likeness(*names) > 0)


def _same(held: Claims) -> Iterator[Pair]:
    """The claims of different reports with the same value, unit and subject, if it is telling."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at, claim in enumerate(held.rows):
        if _is_telling(claim):
            key = (claim["base_value"], claim["kind"], claim["base_unit"], claim["subject"])
            groups.setdefault(key, []).append(at)
    for group in groups.values():
        for back in range(1, LINKS + 1):
            for a, b in zip(group, group[back:], strict=False):
                if held.body[a] != held.body[b]:
                    yield a, b


def _is_telling(claim: Row) -> bool:
    """Whether value and subject are such that two reports hardly share them by chance."""
    if claim["reading"] != "exact" or claim["base_value"] is None or claim["kind"] in EVERYDAY:
        return False
    return len(claim["subject"] or "") >= SUBJECT and figures(claim["base_value"]) >= FIGURES


def figures(value: float) -> int:
    """Significant figures, without the noughts at the end that only give the size.

    >>> figures(38.0), figures(400.0), figures(0.05), figures(1.5e9)
    (2, 1, 1, 2)
    """
    return len(f"{abs(value):.12e}".partition("e")[0].replace(".", "").strip("0"))

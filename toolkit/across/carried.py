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
from toolkit.across.named import named
from toolkit.across.same_thing import is_span_of_years, likeness, same_unit
from toolkit.across.suffixes import Ints, affordable

TELLING = 4_000_000  # places of claims that are held against each other
Columns = dict[str, Any]
FIGURES = 2  # significant figures from which a value is no everyday one
SUBJECT = 2  # characters that say what is counted
PASSAGE, FORMULA, COINCIDENCE = range(3)
BASES, OUTCOMES = (
    ("passage", "formula", "coincidence"),
    ("kept", "changed", "redacted_a", "redacted_b"),
)
COUNTED = ("kind", "base_unit", "subject", "modality", "change")  # what a claim is of
TOLD = ("claim", "report", "thing", "start", "end", "text", "value", "telling", "redacted")
TYPES: dict[str, type] = {"start": int, "end": int, "value": int, "telling": int, "redacted": bool}
EVERYDAY = frozenset({"duration", "age", "text_length"})  # 五年, 18周岁, 3000字: said everywhere


def find_carried(
    compared: Compared,
    claims: Iterable[Row],
    reuse_ids: Sequence[str],
    dates: Mapping[str, str | None] | None = None,
) -> Columns:
    """The columns of ``carried_claims``, in reading order of the first claim.

    claims: the rows of ``claims``. reuse_ids: the ids of the aligned pairs, in their order. dates:
    of the reports, by report_id; only they say which of two came first.
    """
    held, told = _claims(compared, claims)
    found = np.array([*_found(compared, held, told)], np.int64).reshape(-1, 4)
    _, once = np.unique(found[:, 0] * (len(held.body) + 1) + found[:, 1], return_index=True)
    a, b, basis, reuse = found[once].T
    outcome = _outcomes(told, a, b)
    said = outcome >= 0  # nothing can be said where both are blacked out
    a, b, basis, reuse, outcome = (column[said] for column in (a, b, basis, reuse, outcome))
    digits = max(4, len(str(len(a))))
    known = [(dates or {}).get(body.report_id) for body in compared.bodies]
    rows: Columns = {
        "carried_id": [f"k{at:0{digits}d}" for at in range(1, len(a) + 1)],
        "outcome": named(outcome, OUTCOMES),
        "basis": named(basis, BASES),
        "earlier": _earlier(known, held.body[a], held.body[b]),
        "reuse_id": np.array([*reuse_ids, None], object)[reuse],
    }
    for side, at in (("a", a), ("b", b)):
        for name in ("claim", "report", "start", "end", "text", "subject"):
            rows[f"{name}_{side}"] = told[name][at]
    return rows


def _found(compared: Compared, held: Claims, told: Columns) -> Iterator[tuple[int, int, int, int]]:
    """Two claims, what tells that they belong together, and the aligned pair, the best reason first."""
    codes, wide = compared.sequence.codes, partners(compared)
    for name, aligned in enumerate(compared.aligned):
        for pair in counterparts(compared, held, aligned):
            yield *pair, PASSAGE if is_copied(codes, held, aligned, pair, wide) else FORMULA, name
    for pair, basis in _word_for_word(compared, held):
        yield *pair, basis, -1
    for pair in _same(held, told["telling"]):
        yield *pair, COINCIDENCE, -1


def _outcomes(told: Columns, a: Ints, b: Ints) -> Ints:
    """What became of each value, as an index of OUTCOMES; -1 where both are blacked out."""
    hidden_a, hidden_b = told["redacted"][a], told["redacted"][b]
    same = told["value"][a] == told["value"][b]
    cases = [hidden_a & hidden_b, hidden_a, hidden_b, same]
    return np.select(cases, [-1, *map(OUTCOMES.index, ("redacted_a", "redacted_b", "kept"))], 1)


def _earlier(dates: Sequence[str | None], a: Ints, b: Ints) -> list[str | None]:
    pairs, which = np.unique(a * len(dates) + b, return_inverse=True)
    said = [earlier(*(dates[at] for at in divmod(pair, len(dates)))) for pair in pairs.tolist()]
    return [said[at] for at in which.tolist()]


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


def _value(claim: Row) -> tuple[Any, ...]:
    """What a claim says; a measure word may be another (38个, 38家), a unit may not."""
    amounts = (claim["base_value"], claim["low"], claim["high"])
    if amounts == (None, None, None):
        return (claim["text"],)
    return (*amounts, claim["kind"], None if claim["kind"] == "count" else claim["base_unit"])


def _claims(compared: Compared, claims: Iterable[Row]) -> tuple[Claims, Columns]:
    """The claims of all reports in reading order, with what they say, without spans of years.

    Most of them count what others count, and say it in the same words: these are held once.
    """
    by_id: dict[str, tuple[Any, ...]] = {}
    once: dict[Any, Any] = {}
    values: dict[tuple[Any, ...] | None, int] = {None: -1}
    for claim in claims:
        if not is_span_of_years(claim):
            what = tuple(claim.get(column) for column in COUNTED)
            thing = once.get(what) or once.setdefault(what, dict(zip(COUNTED, what, strict=True)))
            by_id[claim["claim_id"]] = (
                thing,
                claim["start"],
                claim["end"],
                once.setdefault(claim["text"], claim["text"]),
                values.setdefault(_value(claim), len(values)),
                values.setdefault(_telling(claim), len(values)),
                claim["redacted"],
            )
    kept: list[tuple[Any, ...]] = []
    owner: list[int] = []
    places: list[tuple[int, int]] = []
    for at, body in enumerate(compared.bodies):
        spans = sorted(body.claims, key=lambda span: (span.start, span.end))
        there = compared.sequence.places(at, [(span.start, span.end) for span in spans]).tolist()
        for span, (a, b) in zip(spans, there, strict=True):
            if a < b and span.id in by_id and (not places or a >= places[-1][1]):
                kept.append((span.id, body.report_id, *by_id[span.id]))
                owner.append(at)
                places.append((a, b))
    columns = dict(zip(TOLD, zip(*kept, strict=True) if kept else [()] * len(TOLD), strict=True))
    rows = columns.pop("thing")
    told: Columns = {
        name: np.array(column, TYPES.get(name, object)) for name, column in columns.items()
    }
    told["subject"] = np.array([row["subject"] for row in rows], object)
    start, end = np.array(places, np.int64).reshape(-1, 2).T
    return Claims(rows, np.array(owner, np.int64), start, end), told


def _word_for_word(compared: Compared, held: Claims) -> Iterator[tuple[Pair, int]]:
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
                    yield (a, b), PASSAGE if copied[passage[i]] else FORMULA


def _may_be_one(a: Row, b: Row) -> bool:
    names = a["subject"], b["subject"]
    return same_unit(a, b) and (None in names or likeness(*names) > 0)


def _same(held: Claims, telling: Ints) -> Iterator[Pair]:
    """The claims of different reports with the same value, unit and subject, if it is telling."""
    order = np.argsort(telling, kind="stable")
    order = order[telling[order] >= 0]
    for back in range(1, LINKS + 1):
        one, other = order[:-back], order[back:]
        same = (telling[one] == telling[other]) & (held.body[one] != held.body[other])
        yield from zip(one[same].tolist(), other[same].tolist(), strict=True)


def _telling(claim: Row) -> tuple[Any, ...] | None:
    """Value, unit and subject, if they are such that two reports hardly share them by chance."""
    if claim["reading"] != "exact" or claim["base_value"] is None or claim["kind"] in EVERYDAY:
        return None
    if len(claim["subject"] or "") < SUBJECT or figures(claim["base_value"]) < FIGURES:
        return None
    return claim["base_value"], claim["kind"], claim["base_unit"], claim["subject"]


def figures(value: float) -> int:
    """Significant figures, without the noughts at the end that only give the size.

    >>> figures(38.0), figures(400.0), figures(0.05), figures(1.5e9)
    (2, 1, 1, 2)
    """
    return len(f"{abs(value):.12e}".partition("e")[0].replace(".", "").strip("0"))

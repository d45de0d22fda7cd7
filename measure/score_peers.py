"""Numbers held against the test cases of other projects (gold/peer_numbers.jsonl).

They are the peers' expectations, not truth, and their conventions differ: they count a number
without its unit and every 一. So the value of whatever overlaps is judged for all types, the exact
span only where both sides mean the same words, and cases in traditional characters apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from measure.score_verdicts import Row, Verdict, equal

SPANS = ("percentage", "currency", "dimension", "date", "daterange", "duration")
VALUES = (
    "number",
    "percentage",
    "ordinal",
    "numberrange",
    "currency",
    "dimension",
    "age",
    "temperature",
)
_KINDS = {"percent": "percentage", "money": "currency", "duration": "duration", "age": "age"}
_NO_DIMENSION = frozenset((*_KINDS, "count", "score", "rate"))
_IN_PERCENT = {"成": 10, "折": 10, "‰": 0.1}  # units whose number a peer gives in percent
_INTERVAL = re.compile(r"[\[(](?P<low>-?[\d.]*),(?P<high>-?[\d.]*)[\])]")


def judge_peers(
    cases: Sequence[Row], read: Callable[[str], dict[str, list[Row]]]
) -> tuple[str, list[Verdict]]:
    """All inputs, one a line, and the verdicts on them; read: the rows of a text."""
    verdicts: list[Verdict] = []
    start = 0
    for case in cases:
        rows = read(case["input"])
        found = [*rows["claims"], *rows["mentions"]]
        for verdict in _judge(case, found):
            kind = f"{verdict.kind}{', traditional' if case.get('trad') else ''}"
            verdicts.append(
                Verdict(
                    kind,
                    start + verdict.start,
                    start + verdict.end,
                    verdict.expected,
                    verdict.found,
                    verdict.right,
                )
            )
        start += len(case["input"]) + 1
    order = {kind: at for at, kind in enumerate(sorted({v.kind for v in verdicts}))}
    return "\n".join(case["input"] for case in cases), sorted(
        verdicts, key=lambda v: (order[v.kind], v.start)
    )


def _judge(case: Row, found: Sequence[Row]) -> Iterator[Verdict]:
    for expected in case["expected"]:
        name = expected["type"]
        near = [r for r in found if r["start"] < expected["end"] and r["end"] > expected["start"]]
        if name in VALUES:
            right = any(_has_value(row, expected) for row in near)
            yield _verdict(f"peer {name}: value", expected, near, right)
        if name in SPANS:
            right = any(_span(row) == _span(expected) for row in near)
            yield _verdict(f"peer {name}: exact span", expected, near, right)
    if case["mode"] == "extract":
        yield from _false_alarms(case, found)


def _false_alarms(case: Row, found: Sequence[Row]) -> Iterator[Verdict]:
    """What is of a type the case lists in full, and is not listed."""
    for row in found:
        types = [name for name in _types(row) if name in case["scope"]]
        listed = any(row["start"] < e["end"] and row["end"] > e["start"] for e in case["expected"])
        if types and not listed:
            what = "value" if types[0] in VALUES else "exact span"
            kind = f"peer {types[0]}: {what}"
            yield Verdict(kind, row["start"], row["end"], None, _shown(row), False)


def _types(row: Row) -> list[str]:
    """What peers call a row of ours, the narrowest name first."""
    if "mention_id" in row:
        return {"date": ["date", "daterange"], "ordinal": ["ordinal"]}.get(row["kind"], [])
    if row["low"] is not None:
        return [_KINDS.get(row["kind"], "numberrange"), "numberrange", "number"]
    if row["kind"] in _KINDS:
        return [_KINDS[row["kind"]], "number"]
    return ["number"] if row["kind"] in _NO_DIMENSION else ["dimension", "number"]


def _has_value(row: Row, expected: Row) -> bool:
    value = expected.get("value")
    if expected["type"] == "numberrange" and isinstance(value, str):
        return _has_interval(row, value)
    if expected.get("low") is not None:
        return equal(expected["low"], row.get("low")) and equal(expected["high"], row.get("high"))
    found = _number(row.get("value"))
    if expected["type"] == "percentage" and found is not None:
        found *= _IN_PERCENT.get(row.get("unit") or "", 1)
    return value is None or equal(value, found)


def _has_interval(row: Row, interval: str) -> bool:
    match = _INTERVAL.fullmatch(interval)
    if match is None or "claim_id" not in row:
        return False
    low, high = _number(match["low"]), _number(match["high"])
    if low is not None and high is not None:
        return equal(low, row["low"]) and equal(high, row["high"])
    bound, sides = (low, ("gt", "ge")) if low is not None else (high, ("lt", "le"))
    return equal(bound, row["value"]) and row["comparator"] in sides


def _number(value: Any) -> float | None:
    try:
        return None if value in (None, "") else float(value)
    except ValueError:
        return None


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _verdict(kind: str, expected: Row, near: Sequence[Row], right: bool) -> Verdict:
    value = expected.get("value")
    return Verdict(
        kind,
        expected["start"],
        expected["end"],
        f"{expected['text']} = {expected.get('low') if value is None else value}",
        "; ".join(map(_shown, near)) or None,
        right,
    )


def _shown(row: Row) -> str:
    value = row.get("value") if row.get("low") is None else f"{row['low']}..{row['high']}"
    return f"{row['text']} = {value} ({row['kind']})"

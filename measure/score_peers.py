"""Numbers held against the test cases of other projects (gold/peer_numbers.jsonl).

They are the peers' expectations, not truth, and their conventions differ: they count a number
without its unit and every 一. So the value of whatever overlaps is judged for all types, the exact
span only where both sides mean the same words, and cases in traditional characters apart.

Where the words are read alike and only put down otherwise, our answer is put into their terms:
成, 折 and ‰ as percent, jiao and fen as cents, 打 as twelve, a year as its number; 大于3且小于5
and 从3到5 are two numbers here and one interval there; 500多亿 is about so many here and more than so
many there. A currency's name without a number is no amount here, and is left out.
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
_LOW, _HIGH = ("gt", "ge"), ("lt", "le")
_NUMERAL = re.compile(
    "[0-9０-９〇零一二两三四五六七八九十百千万亿半几数廿俩倆壹贰叁肆伍陆柒捌玖拾佰仟兩萬億個]"
)
_MORE = re.compile("[多余餘]")
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
    for expected in filter(_is_amount, case["expected"]):
        name = expected["type"]
        near = [r for r in found if r["start"] < expected["end"] and r["end"] > expected["start"]]
        if name in VALUES:
            right = any(_has_value(row, expected) for row in near) or _bounded(near, expected)
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
    return value is None or equal(value, _in_their_terms(row, expected))


def _in_their_terms(row: Row, expected: Row) -> float | None:
    """The number of a row as a peer puts it down."""
    if "mention_id" in row:
        is_year = row["kind"] == "date" and expected["type"] == "number"
        return _number((row["value"] or "")[:4] if is_year else row["value"])
    if expected["type"] == "percentage" or row["unit"] == "打":
        return _number(row["base_value"])
    cents = expected.get("unit") == "Cent" and row["base_unit"] == "元"
    return row["base_value"] * 100 if cents and row["base_value"] else _number(row["value"])


def _is_amount(expected: Row) -> bool:
    return expected["type"] != "currency" or _NUMERAL.search(expected["text"]) is not None


def _bounded(near: Sequence[Row], expected: Row) -> bool:
    """Whether two numbers make the interval together (大于等于3并小于5, 从3到5)."""
    match = _INTERVAL.fullmatch(str(expected.get("value")))
    if match is None or expected["type"] != "numberrange":
        return False
    from_to = ("eq",) if expected["text"].startswith(("从", "由")) else ()
    ends = ((match["low"], (*_LOW, *from_to)), (match["high"], (*_HIGH, *from_to)))
    return all(
        any(equal(_number(end), row["value"]) and row.get("comparator") in sides for row in near)
        for end, sides in ends
    )


def _has_interval(row: Row, interval: str) -> bool:
    match = _INTERVAL.fullmatch(interval)
    if match is None:
        return False
    low, high = _number(match["low"]), _number(match["high"])
    if "mention_id" in row:
        ends = (row["value"] or "").split("/")
        return row["kind"] == "ordinal" and [low, high] == [_number(end) for end in ends]
    if low is not None and high is not None:
        return equal(low, row["low"]) and equal(high, row["high"])
    bound, sides = (low, _LOW) if low is not None else (high, _HIGH)
    about = row["comparator"] == "approx" and _MORE.search(row["text"]) is not None
    return equal(bound, row["value"]) and (row["comparator"] in sides or (about and sides is _LOW))


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

"""Indicators held against hand-made labels of targets and outcomes (``gold/targets.jsonl``).

A row is right when kind, indicator, horizon, numbers and unit are; comparator, direction and hedge
are judged of the rows that stand at a label. Only some passages were labelled whole (``block``):
a row without a label is a false alarm inside them and says nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from measure.score_verdicts import Row, Verdict
from toolkit.analysis.panel import chosen

OTHER = "other:"
NUMBERS = ("value", "low", "high", "unit")
FIELDS = ("comparator", "direction", "change", "hedge")
PANEL = "gdp_growth"


def judge_targets(gold: Sequence[Row], rows: Sequence[Row]) -> Iterator[Verdict]:
    """All verdicts on one report: labels and rows of the table indicators, with raw offsets."""
    free = list(range(len(rows)))
    for label in gold:
        at = _best(label, [rows[i] for i in free])
        row = None if at is None else rows[free.pop(at)]
        yield _verdict("indicators", label, row, _all_right(label, row))
        if not label["numeric"]:
            found = row is not None and row["indicator"] == _name(label)
            yield _verdict("targets in words", label, row, found)
        if row is not None:
            for field in FIELDS:
                yield _verdict(
                    f"indicators: {field}", label, row, label[field] == row[field], field
                )
    blocks = {tuple(label["block"]) for label in gold if label["block"]}
    for row in (rows[at] for at in free):
        if any(low <= row["start"] < high for low, high in blocks):
            yield _verdict("indicators", None, row, False)
    yield _panel(gold, rows)


def _panel(gold: Sequence[Row], rows: Sequence[Row]) -> Verdict:
    """The one row that the panel takes for the report's own year, against the labelled ones."""
    year = str(gold[0]["report_year"])
    labels = [one for one in gold if (one["kind"], one["indicator"], one["horizon"]) == ("target", PANEL, year)]  # fmt: skip
    taken = chosen([row for row in rows if (row["kind"], row["indicator"], row["horizon"]) == ("target", PANEL, year)])  # fmt: skip
    label = next((one for one in labels if one["block"]), labels[0] if labels else None)
    right = label is None and taken is None
    if label is not None and taken is not None:
        right = all(_same(label, taken, name) for name in (*NUMBERS, "comparator"))
    return _verdict("growth target, one row", label or {}, taken, right)


def _best(label: Row, rows: Sequence[Row]) -> int | None:
    """The row at a label's place that agrees best; words need only overlap."""

    def here(row: Row) -> bool:
        if label["numeric"] or row["numeric"]:
            return (row["start"], row["end"]) == (label["start"], label["end"])
        return bool(row["start"] < label["end"] and label["start"] < row["end"])

    def likeness(at: int) -> int:
        row = rows[at]
        same = (row["indicator"] == _name(label), row["kind"] == label["kind"])
        return sum((*same, row["horizon"] == label["horizon"]))

    places = [at for at, row in enumerate(rows) if here(row)]
    return max(places, key=likeness, default=None)


def _all_right(label: Row, row: Row | None) -> bool:
    if row is None or row["indicator"] != _name(label):
        return False
    same = all(label[name] == row[name] for name in ("kind", "horizon"))
    return same and all(_same(label, row, name) for name in NUMBERS)


def _same(label: Mapping[str, Any], row: Mapping[str, Any], name: str) -> bool:
    return bool((label[name] or None) == (row[name] or None))


def _name(label: Row) -> str | None:
    return None if label["indicator"].startswith(OTHER) else label["indicator"]


def _verdict(
    kind: str,
    label: Mapping[str, Any] | None,
    row: Mapping[str, Any] | None,
    right: bool,
    field: str | None = None,
) -> Verdict:
    place: Any = label or row or {}

    def shown(one: Mapping[str, Any]) -> str:
        return str(one[field]) if field else " ".join(str(one.get(n)) for n in ("kind", "indicator", "horizon", "value"))  # fmt: skip

    return Verdict(
        kind,
        place.get("start", 0),
        place.get("end", 0),
        None if label is None else shown(label) if label else "-",
        None if row is None else shown(row),
        right,
    )

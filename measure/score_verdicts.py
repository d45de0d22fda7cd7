"""Rows held against hand-made labels: one verdict for every label and every row found.

A verdict counts as labelled, as found, or as both; it is a hit when what was found is what was
labelled. Precision, recall and F1 of every kind, and the lists of errors, come from the same
verdicts, so that the figures can always be looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
Pair = tuple[Row | None, Row | None]  # a label, a row; one of them may be missing
Field = tuple[str, Callable[[Row], Any], Callable[[Row], Any]]  # name, of the label, of the row

VALUES = (
    "value",
    "low",
    "high",
    "unit",
    "comparator",
    "direction",
    "change",
    "modality",
    "redacted",
)
PHRASES = ("baseline", "subject")
CLASSES = ("quantity", "date", "ordinal", "shorthand", "identifier")
QUOTES = "“”‘’\"'「」『』"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``expected`` and ``found`` are what to show; None: there is no such label or row."""

    kind: str
    start: int
    end: int
    expected: str | None
    found: str | None
    right: bool


def judge(raw: str, gold: dict[str, list[Row]], rows: dict[str, list[Row]]) -> Iterator[Verdict]:
    """All verdicts on one file. Only what was labelled for the file is judged.

    The structure of a file is labelled as a whole: where there are labels of its reports, a
    heading or page mark that has no label is a false alarm.
    """
    if gold["reports"]:
        yield from reports(raw, gold["reports"], rows["reports"])
        yield from headings(gold["headings"], rows["sections"])
        yield from records(raw, gold["records"], rows["records"])
        yield from page_marks(gold["pagemarks"], rows["repairs"])
        yield from listings(gold["listings"], rows["listings"])
    if gold["numerals"]:
        yield from numerals(raw, gold["numerals"], rows["claims"], rows["mentions"])


def reports(raw: str, gold: list[Row], rows: list[Row]) -> Iterator[Verdict]:
    def span(row: Row) -> tuple[int, int]:
        return stripped(raw, row["start"], row["end"])

    pairs = matched(gold, rows, span, span)
    yield from verdicts("reports", pairs, raw)
    fields: list[Field] = [
        ("kind", lambda g: g["kind"], lambda r: r["kind"]),
        ("title", lambda g: squeezed(g["title"]), lambda r: squeezed(r["title"])),
        ("truncated", lambda g: g.get("truncated") or "none", lambda r: r["truncated"]),
    ]
    yield from by_field("reports", pairs, fields)


def headings(gold: list[Row], rows: list[Row]) -> Iterator[Verdict]:
    pairs = matched(gold, rows, _start, _start)
    yield from verdicts("headings", pairs)
    fields: list[Field] = [
        ("level", lambda g: g["level"], lambda r: r["level"]),
        ("ordinal", lambda g: g["ordinal"], lambda r: r["ordinal"]),
        ("text", lambda g: squeezed(g["heading"]), lambda r: squeezed(r["heading"])),
        ("role", lambda g: g["role"], lambda r: r["role"]),
    ]
    yield from by_field("headings", pairs, fields)


def records(raw: str, gold: list[Row], rows: list[Row]) -> Iterator[Verdict]:
    """Pairs, and problems or measures without a counterpart, as a list that is cut has them."""

    def key(row: Row) -> Any:
        alone = row["problem_start"] is None
        return (row.get("measure_start"), alone) if alone else row["problem_start"]

    def end(row: Row) -> int | None:
        stop = row.get("situation_end")
        return None if stop is None else stripped(raw, 0, stop)[1]

    pairs = matched(gold, rows, key, key)
    yield from verdicts("records", pairs)
    fields: list[Field] = [
        ("category", _category, _category),
        *((name, _text_of(name), _text_of(name)) for name in ("problem", "measure", "result")),
        *(
            (name, _value_of(name), _value_of(name))
            for name in ("measure_start", "situation_start")
        ),
        ("situation_end", end, end),
    ]
    yield from by_field("records", pairs, fields)
    yield from all_right("records", pairs, fields)


def page_marks(gold: list[Row], repairs: list[Row]) -> Iterator[Verdict]:
    marks = [row for row in repairs if row["kind"] == "page_mark"]
    yield from verdicts("page marks", matched(gold, marks, _span, _span))


def listings(gold: list[Row], rows: list[Row]) -> Iterator[Verdict]:
    pairs = matched(gold, rows, _start, _start)
    yield from verdicts("listings", pairs)
    fields: list[Field] = [
        ("level", lambda g: g["level"], lambda r: r["level"]),
        ("entry", lambda g: squeezed(g["entry"]), lambda r: squeezed(r["entry"])),
        ("page", lambda g: g["page"], lambda r: r["page"]),
        ("body", lambda g: g["body_report"], lambda r: _number(r["body_id"])),
    ]
    yield from by_field("listings", pairs, fields)


def numerals(
    raw: str, gold: list[Row], claims: list[Row], mentions: list[Row]
) -> Iterator[Verdict]:
    """Every class of numerals, over the stretch from the first label to the last.

    Labels cover a file from some point to some point, and whole; a numeral in that stretch
    without a label is in no class.
    """
    low, high = min(row["start"] for row in gold), max(row["end"] for row in gold)
    found = {"quantity": claims}
    for row in mentions:
        found.setdefault(row["kind"], []).append(row)
    for cls in CLASSES:
        labels = [row for row in gold if row["cls"] == cls]
        rows = [row for row in found.get(cls, ()) if row["start"] < high and row["end"] > low]
        others = [row for other in CLASSES if other != cls for row in found.get(other, ())]
        pairs = overlapping(labels, rows)
        yield from verdicts(f"{cls} (overlap)", pairs, raw, others)
        yield from by_field(f"{cls} (exact span)", pairs, [("", _span, _span)], raw)
        if cls == "quantity":
            yield from fields_of_claims(pairs)


def fields_of_claims(pairs: Sequence[Pair]) -> Iterator[Verdict]:
    values: list[Field] = [(name, _value_of(name), _value_of(name)) for name in VALUES]
    phrases: list[Field] = [(name, _text_of(name), _text_of(name)) for name in PHRASES]
    yield from by_field("claims", pairs, values)
    yield from all_right("claims", pairs, values)
    yield from all_right("claims", pairs, [*values, *phrases], "all fields, baseline, subject")
    for name, of_label, of_row in phrases:
        given = [_only_given(pair, of_label) for pair in pairs]
        given = [pair for pair in given if pair != (None, None)]
        yield from by_field("claims", given, [(name, of_label, of_row)])
        yield from by_field(
            "claims", given, [(f"{name} (in part)", of_label, of_row)], same=in_part
        )


# Pairing


def matched(
    gold: Iterable[Row],
    rows: Iterable[Row],
    of_label: Callable[[Row], Hashable],
    of_row: Callable[[Row], Hashable],
) -> list[Pair]:
    """Labels and rows with the same key, each used once, in the order of the text."""
    waiting: dict[Hashable, list[Row]] = {}
    for row in rows:
        waiting.setdefault(of_row(row), []).append(row)
    pairs: list[Pair] = []
    for label in gold:
        same = waiting.get(of_label(label))
        pairs.append((label, same.pop(0) if same else None))
    pairs += [(None, row) for same in waiting.values() for row in same]
    return sorted(pairs, key=_place)


def overlapping(gold: Sequence[Row], rows: Sequence[Row]) -> list[Pair]:
    """Labels and rows that share characters, each used once: those that share most come first.

    >>> a, b, c = ({"start": s, "end": e} for s, e in ((0, 3), (1, 9), (4, 9)))
    >>> overlapping([a, c], [b]) == [(a, None), (c, b)]
    True
    """
    shared = []
    ordered = sorted(range(len(rows)), key=lambda at: rows[at]["start"])
    first = 0
    for place, label in enumerate(sorted(gold, key=_span)):
        while first < len(ordered) and rows[ordered[first]]["end"] <= label["start"]:
            first += 1
        for at in ordered[first:]:
            row = rows[at]
            if row["start"] >= label["end"]:
                break
            common = min(row["end"], label["end"]) - max(row["start"], label["start"])
            apart = abs(row["start"] - label["start"]) + abs(row["end"] - label["end"])
            shared.append((-common, apart, place, at))
    labels = sorted(gold, key=_span)
    of_label: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, place, at in sorted(shared):
        if place not in of_label and at not in taken:
            of_label[place] = at
            taken.add(at)
    pairs: list[Pair] = [
        (label, rows[of_label[place]] if place in of_label else None)
        for place, label in enumerate(labels)
    ]
    pairs += [(None, row) for at, row in enumerate(rows) if at not in taken]
    return sorted(pairs, key=_place)


# Verdicts from pairs


def verdicts(
    kind: str, pairs: Iterable[Pair], raw: str = "", others: Sequence[Row] = ()
) -> Iterator[Verdict]:
    """Whether each label was found, and each row labelled."""
    for label, row in pairs:
        start, end = _place((label, row))
        found = None if row is None else _shown(row, raw)
        if row is None:
            found = next((_as(r) for r in others if r["start"] < end and r["end"] > start), None)
        expected = None if label is None else _shown(label, raw)
        if row is None and found is not None:  # found, but as something else: no row of this kind
            expected, found = f"{expected}, read as {found}", None
        yield Verdict(kind, start, end, expected, found, label is not None and row is not None)


def by_field(
    kind: str,
    pairs: Iterable[Pair],
    fields: Sequence[Field],
    raw: str = "",
    same: Callable[[Any, Any], bool] | None = None,
) -> Iterator[Verdict]:
    """Whether each field of each row is right; a row without its label is wrong in all."""
    same = same or equal
    for label, row in pairs:
        start, end = _place((label, row))
        for name, of_label, of_row in fields:
            expected = None if label is None else of_label(label)
            found = None if row is None else of_row(row)
            right = label is not None and row is not None and same(expected, found)
            yield Verdict(
                f"{kind}: {name}" if name else kind,
                start,
                end,
                None if label is None else _value_shown(expected, raw),
                None if row is None else _value_shown(found, raw),
                right,
            )


def all_right(
    kind: str, pairs: Iterable[Pair], fields: Sequence[Field], name: str = "all fields"
) -> Iterator[Verdict]:
    for label, row in pairs:
        start, end = _place((label, row))
        wrong = []
        if label is not None and row is not None:
            wrong = [
                (field, of_label(label), of_row(row))
                for field, of_label, of_row in fields
                if not equal(of_label(label), of_row(row))
            ]
        yield Verdict(
            f"{kind}: {name}",
            start,
            end,
            None if label is None else "; ".join(f"{f} {_value_shown(g)}" for f, g, _ in wrong),
            None if row is None else "; ".join(f"{f} {_value_shown(r)}" for f, _, r in wrong),
            label is not None and row is not None and not wrong,
        )


# Comparing


def equal(expected: Any, found: Any) -> bool:
    """Numbers to a billionth, all else exactly; nothing and an empty string are the same."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return bool(expected) is bool(found)
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= 1e-9 * max(1.0, abs(expected))
    return (expected or None) == (found or None)


def in_part(expected: str | None, found: str | None) -> bool:
    """Whether one of two phrases holds the other.

    >>> in_part("较去年同期", "去年同期"), in_part("会议", "文件")
    (True, False)
    """
    if not expected or not found:
        return (expected or None) == (found or None)
    return expected in found or found in expected


def squeezed(text: str | None) -> str | None:
    """A wording without its white space."""
    return None if text is None else "".join(text.split())


def bare(text: str | None) -> str | None:
    """A wording without white space and quotes, whose form and loss are not what is measured.

    >>> bare(" “白头 文件” ")
    '白头文件'
    """
    return None if text is None else "".join(c for c in text if not c.isspace() and c not in QUOTES)


def stripped(raw: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends: the line break between reports is no one's."""
    while start < end and raw[end - 1].isspace():
        end -= 1
    while start < end and raw[start].isspace():
        start += 1
    return start, end


# Small parts


def _start(row: Row) -> int:
    return int(row["start"])


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _value_of(name: str) -> Callable[[Row], Any]:
    return lambda row: row.get(name)


def _text_of(name: str) -> Callable[[Row], Any]:
    return lambda row: bare(row.get(name))


def _category(row: Row) -> str | None:
    return bare(row.get("category") or row.get("area"))


def _number(report_id: str | None) -> int | None:
    return None if report_id is None else int(report_id.rpartition("#")[2])


def _only_given(pair: Pair, field: Callable[[Row], Any]) -> Pair:
    """The sides of a pair that have the field."""
    label, row = pair
    return (
        label if label is not None and field(label) else None,
        row if row is not None and field(row) else None,
    )


def _place(pair: Pair) -> tuple[int, int]:
    """Where a pair stands: its label's place, else its row's."""
    row = pair[0] or pair[1] or {}
    start = row.get("start", row.get("problem_start") or row.get("measure_start"))
    return start or 0, row.get("end", row.get("heading_end", start)) or 0


def _shown(row: Row, raw: str) -> str:
    named = next((row[n] for n in ("surface", "heading", "entry", "title") if row.get(n)), None)
    return str(named or raw[row["start"] : row["end"]][:30] if "end" in row else named or "there")


def _value_shown(value: Any, raw: str = "") -> str:
    if isinstance(value, tuple):
        return raw[slice(*value)]
    return "nothing" if value is None else str(value)


def _as(row: Row) -> str:
    return f"{row.get('kind') if 'mention_id' in row else 'quantity'} {row['text']}"

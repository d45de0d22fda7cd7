"""The accuracy command: its figures are those one works out by hand."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from measure import score as command
from measure.score import Judged, errors, score, table
from measure.score_peers import judge_peers
from measure.score_verdicts import judge, overlapping

RAW = "一、主要做法\n全年减少会议12次，下降30%以上。\n二、不足\n会议仍多。\n"
Rows = dict[str, list[dict[str, Any]]]


def gold() -> Rows:
    """Labels of a small report, worked out by hand."""
    heading = {"file": "x", "report": 1, "level": 1}
    quantity = {
        "cls": "quantity",
        "low": None,
        "high": None,
        "redacted": False,
        "baseline": None,
        "modality": "fact",
        "direction": "decrease",
        "change": "by",
    }
    return {
        "reports": [{"n": 1, "title": None, "start": 0, "end": len(RAW) - 1, "kind": "article"}],
        "headings": [
            heading | {"ordinal": 1, "start": 0, "heading": "主要做法", "role": "measure"},
            heading | {"ordinal": 2, "start": 26, "heading": "不足", "role": "problem"},
        ],
        "records": [],
        "pagemarks": [],
        "listings": [],
        "numerals": [
            {"cls": "ordinal", "start": 0, "end": 2, "surface": "一、"},
            quantity
            | {
                "start": 13,
                "end": 16,
                "surface": "12次",
                "value": 12.0,
                "unit": "次",
                "comparator": "eq",
                "subject": "会议",
            },
            quantity
            | {
                "start": 19,
                "end": 22,
                "surface": "30%",
                "value": 30.0,
                "unit": "%",
                "comparator": "ge",
                "subject": None,
            },
            {"cls": "ordinal", "start": 26, "end": 28, "surface": "二、"},
        ],
    }


def rows() -> Rows:
    """What a parser finds that makes no mistake."""
    labels = gold()
    sections = [
        row | {"heading": row["heading"], "marker": RAW[row["start"] : row["start"] + 2]}
        for row in labels["headings"]
    ]
    claims = [
        row | {"claim_id": str(row["start"]), "text": row["surface"], "kind": "count"}
        for row in labels["numerals"]
        if row["cls"] == "quantity"
    ]
    mentions = [
        row
        | {
            "mention_id": str(row["start"]),
            "text": row["surface"],
            "kind": row["cls"],
            "value": None,
        }
        for row in labels["numerals"]
        if row["cls"] != "quantity"
    ]
    reports = [row | {"truncated": "none"} for row in labels["reports"]]
    return {
        "reports": reports,
        "sections": sections,
        "records": [],
        "repairs": [],
        "listings": [],
        "claims": claims,
        "mentions": mentions,
    }


def figures(found: Rows) -> dict[str, tuple[int, int, int]]:
    return {k: (s.hits, s.labelled, s.found) for k, s in score(judge(RAW, gold(), found)).items()}


def test_no_mistake_is_one_everywhere() -> None:
    scores = score(judge(RAW, gold(), rows()))
    assert {
        kind for kind, s in scores.items() if (s.precision, s.recall, s.f1) != (1, 1, 1)
    } == set()
    assert {"reports", "headings: role", "quantity (exact span)", "claims: all fields"} <= set(
        scores
    )


def test_a_row_dropped_is_a_miss_in_all_its_fields() -> None:
    found = rows()
    del found["sections"][1]
    assert figures(found)["headings"] == (1, 2, 1)
    assert figures(found)["headings: level"] == (1, 2, 1)
    headings = score(judge(RAW, gold(), found))["headings"]
    assert (headings.precision, headings.recall, headings.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_a_row_too_many_is_a_false_alarm() -> None:
    found = rows()
    extra = deepcopy(found["sections"][0]) | {"start": 30}
    found["sections"].append(extra)
    found["repairs"].append({"kind": "page_mark", "start": 26, "end": 28})
    assert figures(found)["headings"] == (2, 2, 3)
    assert figures(found)["headings: text"] == (2, 2, 3)
    assert figures(found)["page marks"] == (0, 0, 1)


def test_a_shifted_span_overlaps_but_is_not_exact() -> None:
    found = rows()
    found["claims"][0] |= {"start": 12, "end": 15}
    assert figures(found)["quantity (overlap)"] == (2, 2, 2)
    assert figures(found)["quantity (exact span)"] == (1, 2, 2)
    assert figures(found)["claims: value"] == (2, 2, 2)


def test_a_wrong_field_is_wrong_alone() -> None:
    found = rows()
    found["claims"][1] |= {"comparator": "eq"}
    kinds = figures(found)
    assert kinds["claims: comparator"] == (1, 2, 2)
    assert kinds["claims: value"] == (2, 2, 2)
    assert kinds["claims: all fields"] == (1, 2, 2)
    assert kinds["claims: all fields, baseline, subject"] == (1, 2, 2)


def test_phrases_are_judged_where_there_is_one() -> None:
    found = rows()
    found["claims"][0] |= {"subject": "减少会议"}
    found["claims"][1] |= {"subject": "会议", "baseline": None}
    kinds = figures(found)
    assert kinds["claims: subject"] == (0, 1, 2)
    assert kinds["claims: subject (in part)"] == (1, 1, 2)
    assert "claims: baseline" not in kinds


def test_a_number_in_the_wrong_class_is_a_miss_there_and_a_false_alarm_here() -> None:
    found = rows()
    found["mentions"][0] |= {"kind": "shorthand"}
    assert figures(found)["ordinal (overlap)"] == (1, 2, 1)
    assert figures(found)["shorthand (overlap)"] == (0, 0, 1)
    judged = [Judged("x", RAW, list(judge(RAW, gold(), found)))]
    assert "read as shorthand" in errors(judged, "ordinal (overlap)")


def test_what_lies_outside_the_labelled_stretch_is_not_judged() -> None:
    found = rows()
    found["mentions"].append(found["mentions"][0] | {"start": 30, "end": 32})
    assert figures(found)["ordinal (overlap)"] == (2, 2, 2)


def test_white_space_at_the_ends_of_a_report_counts_for_nothing() -> None:
    found = rows()
    found["reports"][0] |= {"end": len(RAW)}
    assert figures(found)["reports"] == (1, 1, 1)
    found["reports"][0] |= {"end": 20}
    assert figures(found)["reports"] == (0, 1, 1)


def test_each_row_is_used_once() -> None:
    label = {"start": 0, "end": 4}
    pairs = overlapping([label, {"start": 4, "end": 8}], [{"start": 2, "end": 8}])
    assert pairs == [(label, None), ({"start": 4, "end": 8}, {"start": 2, "end": 8})]


def test_records_are_judged_by_their_parts() -> None:
    label = {
        "problem_start": 3,
        "problem": "会议多",
        "measure": None,
        "measure_start": None,
        "category": "“会风”",
        "result": "完成",
        "situation_start": 10,
        "situation_end": 20,
    }
    labels = gold() | {"records": [label]}
    found = rows() | {"records": [label | {"start": 3, "category": "会风", "situation_end": 21}]}
    kinds = {k: (s.hits, s.labelled, s.found) for k, s in score(judge(RAW, labels, found)).items()}
    assert kinds["records"] == kinds["records: category"] == (1, 1, 1)
    assert kinds["records: situation_end"] == kinds["records: all fields"] == (0, 1, 1)


def test_a_problem_and_a_measure_without_counterpart_are_records() -> None:
    lone = dict.fromkeys(("measure_start", "situation_start", "measure", "result", "category"))
    asked = lone | {"start": 3, "problem_start": 3, "problem": "会议多"}
    done = lone | {"start": 9, "problem_start": None, "problem": None, "measure_start": 9}
    labels = gold() | {"records": [asked, done]}
    kinds = {
        kind: (s.hits, s.labelled, s.found)
        for records in ([asked, done], [asked])
        for kind, s in score(judge(RAW, labels, rows() | {"records": records})).items()
    }
    assert kinds["records: all fields"] == (1, 2, 1)
    assert figures(rows() | {"records": [asked]})["records"] == (0, 0, 1)


def claim(start: int, end: int, kind: str, **fields: object) -> dict[str, Any]:
    row = {"claim_id": "c", "start": start, "end": end, "text": "", "kind": kind, "value": None}
    row |= {"low": None, "high": None, "unit": "", "base_unit": "", "comparator": "eq"}
    return row | {"base_value": fields.get("value")} | fields


PEERS = [
    (
        "value",
        "number",
        {"value": 12},
        claim(0, 3, "count", value=12.0),
        {"peer number: value": (1, 1, 1)},
    ),
    (
        "wrong value",
        "number",
        {"value": 12},
        claim(0, 3, "count", value=2.0),
        {"peer number: value": (0, 1, 1)},
    ),
    ("not found", "number", {"value": 12}, None, {"peer number: value": (0, 1, 0)}),
    (
        "tenths",
        "percentage",
        {"value": 20},
        claim(0, 2, "percent", value=2.0, unit="成", base_value=20.0),
        {"peer percentage: value": (1, 1, 1), "peer percentage: exact span": (1, 1, 1)},
    ),
    (
        "shifted",
        "currency",
        {"value": 5},
        claim(0, 3, "money", value=5.0),
        {"peer currency: value": (1, 1, 1), "peer currency: exact span": (0, 1, 1)},
    ),
    (
        "interval",
        "numberrange",
        {"value": "[20,35)"},
        claim(0, 2, "count", low=20.0, high=35.0),
        {"peer numberrange: value": (1, 1, 1)},
    ),
    (
        "bound",
        "numberrange",
        {"value": "(10,)"},
        claim(0, 2, "count", value=10.0, comparator="gt"),
        {"peer numberrange: value": (1, 1, 1)},
    ),
    (
        "wrong bound",
        "numberrange",
        {"value": "(10,)"},
        claim(0, 2, "count", value=10.0, comparator="le"),
        {"peer numberrange: value": (0, 1, 1)},
    ),
    (
        "cents",
        "currency",
        {"value": 20, "unit": "Cent"},
        claim(0, 2, "money", value=2.0, unit="角", base_value=0.2, base_unit="元"),
        {"peer currency: value": (1, 1, 1), "peer currency: exact span": (1, 1, 1)},
    ),
    (
        "a dozen",
        "number",
        {"value": 120},
        claim(0, 2, "count", value=10.0, unit="打", base_value=120.0),
        {"peer number: value": (1, 1, 1)},
    ),
    (
        "a pair is two of nothing",
        "number",
        {"value": 12},
        claim(0, 2, "count", value=6.0, unit="双", base_value=12.0),
        {"peer number: value": (0, 1, 1)},
    ),
    (
        "more than so many",
        "numberrange",
        {"value": "(500,)"},
        claim(0, 2, "count", value=500.0, comparator="approx", text="500多"),
        {"peer numberrange: value": (1, 1, 1)},
    ),
    (
        "about so many is no bound",
        "numberrange",
        {"value": "(500,)"},
        claim(0, 2, "count", value=500.0, comparator="approx", text="500左右"),
        {"peer numberrange: value": (0, 1, 1)},
    ),
]


@pytest.mark.parametrize(
    ("label", "kind", "expected", "row", "figures"), PEERS, ids=[c[0] for c in PEERS]
)
def test_peers(label: str, kind: str, expected: dict[str, Any], row: Any, figures: Any) -> None:
    case = {
        "input": "十二个",
        "mode": "extract",
        "scope": [kind],
        "expected": [expected | {"type": kind, "start": 0, "end": 2, "text": "十二"}],
    }
    found = {"claims": [row] if row else [], "mentions": []}
    _, verdicts = judge_peers([case], lambda text: found)
    assert {k: (s.hits, s.labelled, s.found) for k, s in score(verdicts).items()} == figures


def in_case(words: str, kind: str, value: object) -> dict[str, Any]:
    expected = {"type": kind, "start": 0, "end": len(words), "text": words, "value": value}
    return {"input": words, "mode": "extract", "scope": [kind], "expected": [expected]}


@pytest.mark.parametrize(
    ("label", "bounds", "right"),
    [("both", ("gt", "le"), True), ("one is missing", ("gt", "eq"), False)],
)
def test_two_bounded_numbers_make_an_interval(label: str, bounds: Any, right: bool) -> None:
    found = [
        claim(2, 3, "count", value=3.0, comparator=bounds[0]),
        claim(7, 8, "count", value=5.0, comparator=bounds[1]),
    ]
    case = in_case("大于3且不超过5", "numberrange", "(3,5]")
    _, verdicts = judge_peers([case], lambda text: {"claims": found, "mentions": []})
    assert [v.right for v in verdicts] == [right], label


def test_a_currency_without_a_number_is_left_out() -> None:
    case = in_case("美元", "currency", None)
    assert judge_peers([case], lambda text: {"claims": [], "mentions": []})[1] == []


def test_peers_nothing_expected() -> None:
    case = {"input": "陆地", "mode": "extract", "scope": ["number"], "expected": []}
    _, verdicts = judge_peers(
        [case], lambda text: {"claims": [claim(0, 1, "count")], "mentions": []}
    )
    assert [(v.kind, v.expected, v.right) for v in verdicts] == [
        ("peer number: value", None, False)
    ]


def test_the_table_has_a_line_for_each_kind_and_a_column_for_each_file() -> None:
    judged = [Judged("x", RAW, list(judge(RAW, gold(), rows())))]
    lines = table(judged).splitlines()
    assert lines[0].endswith("F1 x")
    assert len(lines) == 1 + len(score(judged[0].verdicts))
    assert len({len(line) for line in lines}) == 1


def test_the_command_on_the_real_texts(shared: Path) -> None:
    result = CliRunner().invoke(command.app, ["--shared", str(shared)])
    assert result.exit_code == 0, result.output
    assert "page marks" in result.output
    result = CliRunner().invoke(command.app, ["--shared", str(shared), "--errors", "page marks"])
    assert "no errors" in result.output


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    result = CliRunner().invoke(command.app, ["--shared", str(tmp_path)])
    assert result.exit_code == 2
    assert "--shared" in result.output

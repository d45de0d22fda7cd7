"""Numbers carried over: each claim finds its counterpart, and chance is not called a finding."""

import re
from dataclasses import replace

import pytest
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.body import Span
from toolkit.across.carried import figures, find_carried
from toolkit.across.compared import Compared

CLAIM = re.compile(
    r"(?P<number>\d+(?:\.\d+)?|X+)(?P<unit>块|项|万元|个|%|年)(?P<subject>[一-龥]{0,2})"
)
SHORT = "本轮共压减村级挂牌12块并全部销号"  # 14 letters: a passage, but too short to be aligned


def reports(*texts):
    """Reports with their claims, read in the simplest way: number, unit, what follows."""
    bodies, rows = [], []
    for at, text in enumerate(texts):
        spans = []
        for found in CLAIM.finditer(text):
            span = Span(f"d{at}.c{len(spans)}", *found.span("number")[:1], found.end("unit"))
            spans.append(span)
            redacted = found["number"].startswith("X")
            rows.append(
                {
                    "claim_id": span.id,
                    "report_id": f"d{at}#1",
                    "start": span.start,
                    "end": span.end,
                    "text": text[span.start : span.end],
                    "base_value": None if redacted else float(found["number"]),
                    "low": None,
                    "high": None,
                    "base_unit": found["unit"],
                    "kind": {"%": "percent", "万元": "money", "年": "duration"}.get(
                        found["unit"], "count"
                    ),
                    "redacted": redacted,
                    "reading": "redacted" if redacted else "exact",
                    "subject": found["subject"] or None,
                }
            )
        bodies.append(replace(body(f"d{at}#1", text), claims=spans))
    compared = Compared(bodies)
    return find_carried(compared, rows, [f"u{n}" for n, _ in enumerate(compared.aligned)])


def said(rows):
    return [(row["text_a"], row["text_b"], row["outcome"]) for row in rows]


@pytest.mark.parametrize(
    ("label", "old", "new", "expected"),
    [
        ("nothing changed", "", "", ("86块", "86块", "kept")),
        ("changed", "86块", "73块", ("86块", "73块", "changed")),
        ("changed and longer", "86块", "1173块", ("86块", "1173块", "changed")),
        ("blacked out in the second", "86块", "XX块", ("86块", "XX块", "redacted_b")),
        ("words put in before it", "共摘除", "前后三轮共摘除", ("86块", "86块", "kept")),
        ("the same of another unit is another value", "86块", "86%", ("86块", "86%", "changed")),
        ("another measure word is not", "86块", "86个", ("86块", "86个", "kept")),
    ],
)
def test_outcomes_in_an_aligned_passage(label, old, new, expected):
    changed = PASSAGE.replace(old, new) if old else PASSAGE
    rows = reports(BEFORE + PASSAGE, changed + AFTER)
    assert said(rows)[0] == expected, label
    assert said(rows)[1:] == [("37项", "37项", "kept"), ("1.5万元", "1.5万元", "kept")], label
    assert {(row["basis"], row["reuse_id"]) for row in rows} == {("passage", "u0")}, label


def test_blacked_out_in_the_first():
    rows = reports(PASSAGE.replace("86", "XX"), PASSAGE)
    assert said(rows)[0] == ("XX块", "86块", "redacted_a")


def test_blacked_out_in_both_says_nothing():
    hidden = PASSAGE.replace("86", "XX")
    assert [a for a, _, _ in said(reports(hidden, hidden))] == ["37项", "1.5万元"]


def test_a_number_put_in_has_no_counterpart_and_moves_no_other():
    longer = PASSAGE.replace("共摘除", "历时55年共摘除")
    assert said(reports(PASSAGE, longer)) == [
        ("86块", "86块", "kept"),
        ("37项", "37项", "kept"),
        ("1.5万元", "1.5万元", "kept"),
    ]


def test_a_short_passage_word_for_word():
    (row,) = reports(BEFORE + SHORT, SHORT + AFTER)
    assert (row["outcome"], row["basis"], row["reuse_id"]) == ("kept", "passage", None)


@pytest.mark.parametrize(
    ("label", "a", "b", "found"),
    [
        ("value, unit and subject", "涉及38个乡镇", "覆盖38个乡镇", True),
        ("a small count", "涉及3个乡镇", "覆盖3个乡镇", False),
        ("a round count", "涉及200个乡镇", "覆盖200个乡镇", False),
        ("another subject", "涉及38个乡镇", "覆盖38个单位", False),
        ("another unit", "涉及38个乡镇", "覆盖38%乡镇", False),
        ("no subject", "涉及38个。", "覆盖38个。", False),
        ("another value", "涉及38个乡镇", "覆盖37个乡镇", False),
        ("blacked out on both sides", "涉及XX个乡镇", "覆盖XX个乡镇", False),
        ("a duration is everywhere", "历时15年乡镇", "用了15年乡镇", False),
    ],
)
def test_coincidences(label, a, b, found):
    assert [row["basis"] for row in reports(a, b)] == ["coincidence"] * found, label


def test_the_same_report_is_not_held_against_itself():
    assert reports(PASSAGE + AFTER + PASSAGE) == []


def test_many_reports_cost_no_more_than_a_few_each():
    rows = reports(*[SHORT] * 40)
    assert len(rows) <= 8 * 40
    assert {row["outcome"] for row in rows} == {"kept"}


def test_nothing():
    assert reports() == reports("", "") == []


@pytest.mark.parametrize(
    ("value", "expected"), [(0.0, 0), (7.0, 1), (-12.0, 2), (12000.0, 2), (10.5, 3), (1e20, 1)]
)
def test_figures(value, expected):
    assert figures(value) == expected


def test_rows_of_the_samples_walk_back_to_both_claims(samples):
    claims = samples.claims.set_index("claim_id")
    carried = samples.carried_claims
    assert set(carried["outcome"]) >= {"kept", "changed"}
    for row in carried.itertuples():
        for claim, start, text in (
            (row.claim_a, row.start_a, row.text_a),
            (row.claim_b, row.start_b, row.text_b),
        ):
            assert (claims.loc[claim, "start"], claims.loc[claim, "text"]) == (start, text)
    assert len(samples.show(carried.iloc[0]).excerpts) == 2

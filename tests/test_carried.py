"""Numbers carried over: each claim finds its counterpart, and chance is not called a finding."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from bodies import rows_of
from hypothesis import given
from hypothesis import strategies as st
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.body import Span
from toolkit.across.carried import figures, find_carried
from toolkit.across.compared import Compared
from toolkit.across.counterparts import _best_chain

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
    return carried(compared, rows)


def carried(compared, rows, *more):
    """The rows that are found."""
    found = find_carried(compared, rows, [f"u{n}" for n, _ in enumerate(compared.aligned)], *more)
    return rows_of(found)


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
    assert (row["outcome"], row["basis"], row["reuse_id"]) == ("kept", "formula", None)


TARGETS = {  # invented targets; what is counted follows the unit
    "会议": "全年压减30%会议",
    "文件": "全年压减25%文件",
    "报表": "全年压减40%报表",
    "群组": "全年压减55%群组",
}
LEAD = "河坝镇今年继续为村级减负并确定了以下各项工作目标请各村对照执行"
TAIL = "以上各项目标由镇党政办牵头每季度通报一次进展年底统一验收"


@pytest.mark.parametrize(
    ("label", "here", "there", "pairs"),
    [
        ("the same entries", "会议 文件 报表", "会议 文件 报表", "会议 文件 报表"),
        ("one is missing in the second", "会议 文件 报表", "会议 报表", "会议 报表"),
        ("one is missing in the first", "会议 报表", "会议 文件 报表", "会议 报表"),
        ("the first is missing", "会议 文件 报表", "文件 报表", "文件 报表"),
        ("the last is missing", "会议 文件 报表", "会议 文件", "会议 文件"),
        ("one instead of another", "会议 文件 报表", "会议 群组 报表", "会议 报表"),
        ("nothing in common", "会议 文件", "报表 群组", ""),
    ],
)
def test_lists_of_targets_with_an_entry_missing(label, here, there, pairs):
    """Every number changed: only position, subject and unit tell which belong together."""
    a, b = (LEAD + "，".join(TARGETS[name] for name in names.split()) for names in (here, there))
    for old, new in (("30%", "31%"), ("25%", "26%"), ("40%", "41%"), ("55%", "56%")):
        b = b.replace(old, new)
    rows = reports(a + TAIL, b + TAIL)
    assert [(row["subject_a"], row["subject_b"]) for row in rows] == [
        (name, name) for name in pairs.split()
    ], label
    assert {row["outcome"] for row in rows} <= {"changed"}, label


def test_a_claim_of_another_unit_beside_is_no_counterpart():
    a, b = LEAD + "压减会议30%会议" + TAIL, LEAD + "压减会议12项文件" + TAIL
    assert reports(a, b) == []


CLAIMS = [  # what is said in the one report, in the other, and whether it is carried over
    ("the same thing", "清理报表86项", "清理报表73项", True),
    ("another thing that ends alike", "财政总收入28项", "预算收入14项", False),
    ("another rate that ends alike", "城镇登记失业率4%", "城镇调查失业率5%", False),
    ("a plan or a span of years", "规划5年", "规划5年", False),
    ("another unit", "清理报表86项", "清理报表86%", False),
]


@pytest.mark.parametrize(("why", "one", "other", "found"), CLAIMS, ids=[c[0] for c in CLAIMS])
def test_only_the_same_thing_in_the_same_unit_is_carried_over(why, one, other, found):
    around = "本季度河坝镇各村对照清单逐条梳理，{}，其余事项另行通报并于年底前全部办结销号。"
    rows = reports_named(around.format(one), around.format(other))
    assert bool(rows) == found


def reports_named(*texts):
    """As `reports`, with what stands before the number as its subject."""
    named = re.compile(r"，(?P<subject>[一-龥]+?)(?P<number>\d+)(?P<unit>项|%|年)")
    bodies, claims = [], []
    for at, text in enumerate(texts):
        found = named.search(text)
        span = Span(f"d{at}.c0", *found.span("number")[:1], found.end("unit"))
        kind = {"%": "percent", "年": "duration"}.get(found["unit"], "count")
        plain = {"low": None, "high": None, "redacted": False, "reading": "exact"}
        claims.append(
            plain
            | {
                "claim_id": span.id,
                "report_id": f"d{at}#1",
                "start": span.start,
                "end": span.end,
                "text": text[span.start : span.end],
                "base_value": float(found["number"]),
                "base_unit": found["unit"],
                "kind": kind,
                "subject": found["subject"],
            }
        )
        bodies.append(replace(body(f"d{at}#1", text), claims=[span]))
    compared = Compared(bodies)
    return carried(compared, claims, {"d0#1": "2025", "d1#1": "2024-07"})


def test_two_places_may_come_to_one_number_by_themselves():
    """A few words are shared, and the number; the rest of both sentences is their own."""
    one = "交通建设方面全力以赴攻坚克难，公路通车里程达到5000项，全市人民出行明显改善，群众满意度持续走高。"
    other = (
        "一年来我们苦干实干成绩喜人，公路通车里程达到5000项，乡村面貌焕然一新，旅游收入稳步增加。"
    )
    assert {row["basis"] for row in reports_named(one, other)} <= {"formula", "coincidence"}
    copied = reports_named(one, one.replace("出行", "往来"))
    assert [(row["basis"], row["earlier"]) for row in copied] == [("passage", "b")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=12))
def test_the_best_chain_is_as_good_as_brute_force(candidates):
    fitting = sorted({(a, b): (a, b, fit) for a, b, fit in candidates}.values())
    fits = {(a, b): fit for a, b, fit in fitting}
    chain = list(_best_chain(fitting))
    assert all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(chain))
    best = max(
        sum(fit for _, _, fit in some)
        for size in range(len(fitting) + 1)
        for some in combinations(fitting, size)
        if all(x[0] < y[0] and x[1] < y[1] for x, y in pairwise(some))
    )
    assert sum(fits[pair] for pair in chain) == best


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

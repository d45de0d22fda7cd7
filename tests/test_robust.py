"""No input ends a run: invariants of any text's tables, and what fuzzing has found."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measure import invariants, mutants
from toolkit.extract.document import extract
from toolkit.extract.model import Report
from toolkit.extract.numbers.runs import classify
from toolkit.extract.repair.repairs import repair
from toolkit.extract.structure import headings, reports, sentences
from toolkit.extract.text import Text

FOUND = [  # label, text
    ("one number on two page marks", "1、\n22、\n22、\n20、镇\n21、过"),
    ("numbers that fall on page marks", "1、甲\n9、乙\n3、丙\n4、丁"),
    ("nothing to a negative power", "增长0^-1倍"),
    ("a power beyond all numbers", "共9999999^99个"),
    ("a number without end", "共" + "一" * 3000 + "个"),
    ("powers without end", "共" + "万多" * 1500 + "个"),
    ("a range that falls", "占比30%-20%"),
    ("a page mark in a range", "共3—\n12\n5个乡镇"),
    ("nothing below a fraction", "占零分之一、1/0"),
    ("only a mark of the encoding", "\ufeff"),
    ("only marks", "。，、；：“”（）"),
    ("a quote that never closes", "“" * 500),
    ("brackets in brackets", "（" * 300 + "）" * 300),
    ("a table without cells", "|\n|---|\n||\n"),
    ("a contents of a decimal", "目录1.5倍的任务\n一、甲\n二、乙\n"),
    ("a date that is none", "2025年13月32日、0年0月0日"),
]


@pytest.mark.parametrize(("label", "text"), FOUND, ids=[case[0] for case in FOUND])
def test_what_was_found_stays_mended(label: str, text: str) -> None:
    assert invariants.of_rows(extract("d", text), text) == []


@pytest.mark.parametrize("between", ["\u200b", "\u200b\n", "\ufeff ", "\x01"])
def test_a_heading_of_nothing_ends_where_it_begins(between: str) -> None:
    text = f"关于整改的报告\n一、{between}\n1.{between}\n2.{between}各镇\n二、好\n"
    for row in extract("d", text)["sections"]:
        assert row["heading_start"] <= row["heading_end"]


RANGES = [
    ("a page mark in a range", "全县3—\n12\n5个乡镇", [(3, 5)]),
    ("with the line ends of Windows", "全县3-\r\n12\r\n5个乡镇", [(3, 5)]),
    ("a range that falls", "占比30%-20%", [(20, 30)]),
    ("a range in one line", "全县3—12\n5个乡镇", [(3, 12), (None, None)]),
    ("a list of numbers", "3—\n甲\n5个", [(None, None), (None, None)]),
]


@pytest.mark.parametrize(("label", "text", "ends"), RANGES, ids=[case[0] for case in RANGES])
def test_ends_of_ranges(label: str, text: str, ends: list[tuple[float, float]]) -> None:
    assert [(row["low"], row["high"]) for row in extract("d", text)["claims"]] == ends


PIECES = st.lists(
    st.sampled_from((*mutants.PIECES, "各镇", "整改措施", "的报告", "\n")), max_size=40
)
TEXTS = PIECES.map("".join)


@given(TEXTS)
def test_repairs_replayed_give_the_clean_text(raw: str) -> None:
    text = repair(raw)
    assert Text(raw, text.edits).clean == text.clean
    starts, ends = text.bounds()
    assert len(starts) == len(ends) == len(text.clean)
    assert all(0 <= a <= b <= len(raw) for a, b in zip(starts, ends, strict=True))


@given(TEXTS)
def test_reports_sections_and_sentences_lie_in_each_other(clean: str) -> None:
    parts, listings = reports.find_reports(clean)
    sections = headings.find_sections(clean, parts, listings)
    split = sentences.split_sentences(clean, parts, sections)
    assert all(0 <= part.start <= part.end <= len(clean) for part in parts)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    within = {part.n: part for part in parts}
    for item in (*sections, *split):
        part: Report = within[item.report]
        assert part.start <= item.start <= item.end <= part.end
    for section in sections:
        assert section.start <= section.heading_start <= section.heading_end <= section.end
    for part in parts:
        own = [item for item in split if item.report == part.n]
        assert all(a.end == b.start for a, b in pairwise(own))


@given(TEXTS)
def test_numbers_are_told_apart(clean: str) -> None:
    found = classify(clean)
    for one in (*found.quantities, *found.mentions):
        assert 0 <= one.start < one.end <= len(clean)
    for quantity in found.quantities:
        low, high = quantity.number.low, quantity.number.high
        assert low is None or high is None or low <= high


@settings(max_examples=40)
@given(TEXTS)
def test_any_text_keeps_the_invariants(raw: str) -> None:
    assert invariants.of_rows(extract("d", raw), raw) == []


def test_variants_of_the_samples_keep_the_invariants() -> None:
    texts = mutants.load(mutants.SAMPLES)
    found = mutants.faults(range(100), texts)
    assert [(number, wrong) for number, wrong, _ in found if wrong] == []


def test_variants_differ_and_are_the_same_again() -> None:
    texts = mutants.load(mutants.SAMPLES)
    some = [mutants.variant(number, texts) for number in range(30)]
    assert some == [mutants.variant(number, texts) for number in range(30)]
    assert len(set(some)) == 30


@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("a span outside the text", {"start": 0, "end": 99}),
        ("another wording", {"text": "13次"}),
        ("no number", {"value": float("nan")}),
        ("ends that fall", {"low": 5.0, "high": 3.0}),
    ],
)
def test_the_invariants_see_what_is_wrong(label: str, row: dict[str, object]) -> None:
    text = "关于减负的报告\n今年共开会12次。"
    rows = extract("d", text)
    assert invariants.of_rows(rows, text) == []
    rows["claims"][0] |= row
    assert invariants.of_rows(rows, text) != []


def test_a_sentence_that_is_missing_is_seen() -> None:
    text = "关于减负的报告\n今年共开会12次。"
    rows = extract("d", text)
    del rows["sentences"][-1]
    assert invariants.of_rows(rows, text) != []

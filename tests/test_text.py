"""Raw text, edits and clean text: offsets walk back whatever the edits are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.text import Edit, Text

TEXTS = st.text(alphabet="减负增效、。%oＡ１\n\u200b12", max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> Text:
    raw = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=8)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return Text(raw, [Edit(a, b, draw(TEXTS.map(lambda t: t[:4])), "test") for a, b in spans])


@given(edited())
def test_the_edits_are_the_whole_difference(text: Text) -> None:
    clean, reached = [], 0
    for edit in text.edits:
        clean += [text.raw[reached : edit.start], edit.after]
        reached = edit.end
    assert text.clean == "".join([*clean, text.raw[reached:]])
    assert Text(text.raw, text.edits).clean == text.clean


@given(edited(), st.data())
def test_a_kept_character_walks_back_to_itself(text: Text, data: st.DataObject) -> None:
    edited_places = {at for edit in text.edits for at in range(edit.start, edit.end)}
    for at in range(len(text.raw)):
        if at not in edited_places:
            clean = text.to_clean(at)
            assert text.clean[clean] == text.raw[at]
            assert text.to_raw(clean, clean + 1) == (at, at + 1)


@given(edited())
def test_raw_spans_are_in_order_and_inside(text: Text) -> None:
    spans = [text.to_raw(at, at + 1) for at in range(len(text.clean))]
    assert all(0 <= start <= end <= len(text.raw) for start, end in spans)
    assert spans == sorted(spans)
    if text.clean:
        whole = text.to_raw(0, len(text.clean))
        assert whole == (spans[0][0], max(end for _, end in spans))


@given(edited(), st.data())
def test_mending_twice_is_mending_the_clean_text(text: Text, data: st.DataObject) -> None:
    """What a further edit changes is what it would change in the clean text alone."""
    start = data.draw(st.integers(0, len(text.clean)))
    end = data.draw(st.integers(start, len(text.clean)))
    edit = Edit(start, end, "改", "test")
    mended = text.mend([edit])
    assert mended.clean in (text.clean, text.clean[:start] + "改" + text.clean[end:])
    covered = {e for e in text.edits if e not in mended.edits}
    assert all(e.after and e.after in text.clean[start:end] for e in covered)


@given(edited())
def test_mending_nothing_changes_nothing(text: Text) -> None:
    assert text.mend([]).clean == text.clean


MENDS = [
    (
        "apart",
        "an edit far from another is taken",
        "甲乙丙丁",
        [Edit(0, 1, "", "a")],
        Edit(1, 2, "戊", "b"),
        "乙戊丁",
    ),
    (
        "beside",
        "an edit that only adjoins is taken",
        "甲乙丙丁",
        [Edit(0, 1, "", "a")],
        Edit(0, 1, "戊", "b"),
        "戊丙丁",
    ),
    (
        "across what is out",
        "it is divided around it",
        "甲乙丙丁",
        [Edit(1, 2, "", "a")],
        Edit(0, 2, "戊", "b"),
        "戊丁",
    ),
    (
        "on a replacement",
        "it takes its place",
        "甲乙丙丁",
        [Edit(1, 2, "戊", "a")],
        Edit(1, 2, "己", "b"),
        "甲己丙丁",
    ),
    (
        "on a part of one",
        "it is left out",
        "甲乙丙丁",
        [Edit(1, 2, "戊己", "a")],
        Edit(2, 4, "庚", "b"),
        "甲戊己丙丁",
    ),
    (
        "on an insertion",
        "it takes its place",
        "甲乙",
        [Edit(1, 1, "。", "a")],
        Edit(1, 2, "", "b"),
        "甲乙",
    ),
    (
        "insertion",
        "nothing is taken out",
        "甲乙丙丁",
        [Edit(0, 1, "", "a")],
        Edit(1, 1, "，", "b"),
        "乙，丙丁",
    ),
    (
        "insertion at the end",
        "behind the last character",
        "甲乙",
        [],
        Edit(2, 2, "。", "b"),
        "甲乙。",
    ),
]


@pytest.mark.parametrize(
    ("label", "why", "raw", "first", "second", "clean"), MENDS, ids=[c[0] for c in MENDS]
)
def test_mend(label: str, why: str, raw: str, first: list[Edit], second: Edit, clean: str) -> None:
    assert Text(raw, first).mend([second]).clean == clean, why


def test_overlapping_edits_the_first_wins() -> None:
    assert Text("甲乙丙", [Edit(0, 2, "丁", "a"), Edit(1, 3, "戊", "b")]).clean == "丁丙"


def test_an_empty_span_is_a_place() -> None:
    text = Text("甲、乙", [Edit(1, 2, "", "a")])
    assert text.to_raw(1, 1) == (2, 2)
    assert text.to_raw(2, 2) == (3, 3)


@given(edited())
def test_all_bounds_at_once_are_those_one_by_one(text: Text) -> None:
    first, last = text.bounds()
    one_by_one = [text.to_raw(at, at + 1) for at in range(len(text.clean))]
    assert [(a, max(a, b)) for a, b in zip(first, last, strict=True)] == one_by_one

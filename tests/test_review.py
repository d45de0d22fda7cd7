"""Rows drawn, judged and estimated from: known probabilities, intervals that hold, nothing lost."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from toolkit import Corpus, pipeline
from toolkit.review import agreement, estimates, judgements, kept, quality, sampling
from toolkit.review.estimates import Judged
from toolkit.tables import tables

TEXT = (
    "2024年河坝镇工作总结\n一、主要工作\n全年新建道路12公里，建成桥梁3座。\n"
    "新增就业人数150人，同比增长6%。\n发放补贴资金40万元，惠及群众230户。\n"
    "二、下步打算\n新建道路20公里，力争新增就业200人。\n"
)


@pytest.fixture
def corpus(tmp_path):
    document = pipeline.read_document("a", "a.txt", TEXT.encode())
    frames = tables.unchecked({"documents": [document.row], **document.rows})
    made = Corpus(frames, {"a": TEXT})
    made.folder = tmp_path
    return made


def rows_of(sizes):
    kinds = [f"k{n}" for n, size in enumerate(sizes) for _ in range(size)]
    return pd.DataFrame({"id": range(len(kinds)), "kind": kinds})


@settings(max_examples=50)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=5), st.integers(1, 80), st.integers(0, 9))
def test_the_weights_of_the_drawn_rows_add_up_to_all_rows(sizes, n, seed):
    rows = rows_of(sizes)
    drawn = sampling.sample(rows, n, rows[["kind"]], seed=seed)
    assert (1 / drawn["probability"]).sum() == pytest.approx(len(rows))
    assert drawn["id"].is_monotonic_increasing
    assert drawn["id"].is_unique
    assert drawn.equals(sampling.sample(rows, n, rows[["kind"]], seed=seed))


def test_risky_rows_are_drawn_twice_as_often():
    rows = rows_of([1_000])
    drawn = sampling.sample(rows, 150, risky=rows["id"] < 500)
    often = drawn.groupby("risky")["probability"].first()
    assert often[True] == pytest.approx(2 * often[False], rel=0.05)


@pytest.mark.parametrize(
    ("share", "missed", "false", "n"),
    [(0.3, 0.05, 0.05, 100), (0.1, 0.1, 0.02, 60), (0.5, 0.002, 0.002, 100), (0.3, 0.3, 0.2, 200)],
    ids=["some errors", "a rare thing", "hardly an error", "many errors"],
)
def test_intervals_hold_the_truth_and_are_no_wider_than_the_sample_alone(share, missed, false, n):
    draw, held, wide, alone = np.random.default_rng(0), 0, 0.0, 0.0
    for _ in range(200):
        true = (draw.random(2_000) < share).astype(float)
        chance = draw.random(2_000)
        read = np.where(true == 1, chance >= missed, chance < false).astype(float)
        places = np.sort(draw.choice(2_000, n, replace=False))
        judged = Judged(places, np.zeros(n), np.full(n, n / 2_000), true[places], np.ones(n))
        found = estimates.mean(read, judged)
        held += found.low <= true.mean() <= found.high
        wide += found.high - found.low
        alone += found.sample_high - found.sample_low
    assert held >= 188
    assert wide < alone


def test_rows_that_should_not_be_there_count_in_neither_part():
    read = np.array([1.0] * 60 + [0.0] * 40)
    truth, there = read.copy(), np.ones(100)
    there[:20] = 0  # a third of what was counted is nothing
    places = np.arange(100)
    judged = Judged(places, np.zeros(100), np.ones(100), truth, there)
    assert estimates.mean(read, judged).corrected == pytest.approx(40 / 80)


def test_a_row_is_judged_by_keys_and_stands_in_the_file_at_once(corpus):
    drawn = corpus.sample("claims", 5)
    review = corpus.review(drawn, "A")
    review.press("r")
    review.press("1")
    review.give("4")
    review.press("r")
    review.press("n")
    lines = corpus.judgements
    assert lines["verdict"].tolist() == ["right", "wrong", "no_row"]
    assert lines[["field", "should_be"]].iloc[1].tolist() == ["value", "4"]
    assert corpus.review(drawn, "A").at == 3  # goes on where it stopped
    review.press("b")
    review.press("r")
    assert corpus.judgements["verdict"].tolist() == ["right", "wrong", "right"]
    assert corpus.review(drawn, "B").at == 0


def test_a_spreadsheet_says_the_same(corpus, tmp_path):
    drawn = corpus.sample("claims", 4)
    corpus.review_sheet(drawn, tmp_path / "sheet.xlsx")
    sheet = pd.read_excel(tmp_path / "sheet.xlsx", sheet_name="claims", dtype=object)
    sheet[["verdict", "field", "should_be"]] = sheet[["verdict", "field", "should_be"]].astype(
        object
    )
    sheet.loc[0, ["verdict", "field", "should_be"]] = ["wrong", "unit", "里"]
    sheet.loc[1, "verdict"] = "right"
    with pd.ExcelWriter(tmp_path / "sheet.xlsx") as book:
        sheet.to_excel(book, sheet_name="claims", index=False)
    lines = corpus.read_review_sheet(tmp_path / "sheet.xlsx", drawn, "B")
    assert lines[["verdict", "field", "should_be"]].to_numpy().tolist() == [
        ["wrong", "unit", "里"],
        ["right", "", ""],
    ]


def test_what_was_judged_wrong_becomes_corrections(corpus):
    drawn = corpus.sample("claims", 3)
    review = corpus.review(drawn, "A")
    review.press(str(1 + review.fields.index("unit")))
    review.give("里")
    for _ in drawn.index:
        review.press("r")
    assert corpus.correct_from_judgements("A") == 1
    row = drawn.iloc[0]["claim_id"]
    assert corpus.claims.set_index("claim_id").loc[row, "unit"] == "里"


def test_two_people_who_agree_by_chance_alone_have_no_kappa():
    draw = np.random.default_rng(0)
    lines = [
        (row, coder, "unit", draw.choice(["right", "wrong"]))
        for row in range(400)
        for coder in "AB"
    ]
    found = agreement.agreement(pd.DataFrame(lines, columns=["row", "coder", "field", "answer"]))
    assert abs(found["kappa"].iloc[0]) < 0.12
    assert found["kappa_low"].iloc[0] < 0 < found["kappa_high"].iloc[0]


def test_precision_of_a_field_has_an_interval_that_is_open_to_errors_not_seen(corpus):
    drawn = corpus.sample("claims", 4)
    review = corpus.review(drawn, "A")
    for _ in drawn.index:
        review.press("r")
    found = corpus.quality("claims").set_index("field")
    assert found.loc["row", "right"] == 1
    assert found.loc["row", "low"] < 1 or len(drawn) == len(corpus.claims)
    assert "judged by hand" in corpus.quality_paragraph()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda c: c.estimate("claims", "value"), "nothing of claims was judged"),
        (lambda c: c.sample("claims", 0), "draw at least 1"),
        (lambda c: c.sample("records", 3), "nothing to draw"),
        (lambda c: c.review(pd.DataFrame({"a": [1]})), "not rows of a table"),
        (lambda c: judgements.line({}, "claims", "A", "fine"), "a verdict is one of"),
    ],
)
def test_what_cannot_be_done_is_said(corpus, call, said):
    with pytest.raises(ValueError, match=said):
        call(corpus)


@pytest.mark.skipif(
    not (SHARED / "gold").exists(), reason="../shared, which holds the labels, is not there"
)
def test_the_corrected_share_holds_the_truth_of_the_labels():
    """Indicator rows: the share of targets, as read and by hand; a fifth of them as the sample."""
    labels = [json.loads(line) for line in (SHARED / "gold/targets.jsonl").open(encoding="utf-8")]
    names = sorted({label["file"] for label in labels})
    true, read = [], []
    for name in names:
        data = next((SHARED / "reports").glob(f"{name}*")).read_bytes()
        rows = pipeline.read_document(name, f"{name}.txt", data).rows
        found = {(row["start"], row["end"]): row["modality"] for row in rows["claims"]}
        for label in (one for one in labels if one["file"] == name and one["numeric"]):
            modality = found.get((label["start"], label["end"]))
            if modality:
                true.append(float(label["kind"] == "target"))
                read.append(float(modality == "target"))
    truth, said, n = np.array(true), np.array(read), len(true)
    held = 0
    for seed in range(100):
        places = np.sort(np.random.default_rng(seed).choice(n, n // 5, replace=False))
        few = len(places)
        judged = Judged(places, np.zeros(few), np.full(few, few / n), truth[places], np.ones(few))
        found = estimates.mean(said, judged)
        held += found.low <= truth.mean() <= found.high
    assert n > 300
    assert held >= 94


def judge_all(corpus, rows, truth, coder="A", missing=""):
    """Judgements of drawn rows as ``truth`` (id → wrong fields with their values, or None) has them."""
    table = "sentences" if missing else "claims"
    lines = []
    for row in rows.to_dict("records"):
        wrong = truth.get(row["sentence_id" if missing else "claim_id"], {})
        if wrong is None:
            lines.append(judgements.line(row, table, coder, "no_row", note=missing))
        for field, value in (wrong or {}).items():
            lines.append(judgements.line(row, table, coder, "wrong", field, str(value), missing))
        if wrong == {}:
            lines.append(judgements.line(row, table, coder, "right", note=missing))
    return pd.DataFrame(lines, columns=list(judgements.COLUMNS))


@pytest.mark.parametrize(
    ("precision", "missing", "n"), [(0.95, 0.1, 100), (1.0, 0.02, 100), (0.8, 0.3, 60)]
)
def test_recall_has_an_interval_that_holds(precision, missing, n):
    draw, held = np.random.default_rng(1), 0
    rows = pd.DataFrame({"id": range(1_500)})
    places = pd.DataFrame({"id": range(900)})
    for seed in range(150):
        right = draw.random(len(rows)) < precision
        lacking = draw.poisson(missing, len(places))
        judged_rows = sampling.sample(rows, n, seed=seed)
        judged_places = sampling.sample(places, n, seed=seed)
        there = right[judged_rows["id"]].astype(float)
        lines = pd.DataFrame(
            {
                "table": "sentences",
                "id": judged_places["id"].astype(str),
                "field": np.where(lacking[judged_places["id"]] > 0, "claims", ""),
                "should_be": lacking[judged_places["id"]].astype(str),
            }
        ).join(judged_places[["stratum", "probability", "drawn"]])
        figure, looked = quality._recall(
            {"claims": rows, "sentences": places},
            "claims",
            quality._mean(judged_rows, there),
            lines,
        )
        held += figure[1] <= right.sum() / (right.sum() + lacking.sum()) <= figure[2]
        assert looked == n
    assert held >= 141


def test_missing_rows_of_a_sentence_are_told_by_keys_and_give_recall(corpus):
    review = corpus.review(corpus.sample("claims", 8), "A")
    for _ in review.rows.index:
        review.press("r")
    looked = corpus.review(corpus.sample("sentences", 20), "A", missing="claims")
    assert looked.fields == ["claims"]
    looked.key.value = "1x\n"  # no number: it is asked for again
    looked.key.value += "2\n\n"
    looked.key.value += "r" * len(looked.rows)
    found = corpus.quality("claims").set_index("field")
    here = len(corpus.claims)
    assert found.loc["recall", "right"] == pytest.approx(here / (here + 2))
    assert "rows there should be were found" in corpus.quality_paragraph()
    assert corpus.quality().equals(corpus.quality("claims"))


def test_keys_typed_at_once_are_all_taken(corpus):
    drawn = corpus.sample("claims", 6)
    review = corpus.review(drawn, "A")
    unit = str(1 + review.fields.index("unit"))
    review.key.value = f"rＲ{unit}里\nr"
    review.key.value += f"{unit}公尺"
    review.key.value = review.key.value[:-1]  # a slip taken back
    review.key.value += "里\n\nnus"
    lines = corpus.judgements
    said = ["right", "right", "wrong", "wrong", "no_row", "unsure"]
    assert lines["verdict"].tolist() == said
    assert lines["should_be"].tolist()[2:4] == ["里", "公里"]


def test_a_total_is_corrected_too():
    draw, held = np.random.default_rng(0), 0
    for _ in range(200):
        true = draw.gamma(2.0, 50.0, 1_500)
        read = np.where(draw.random(1_500) < 0.1, 0, true)
        places = np.sort(draw.choice(1_500, 150, replace=False))
        judged = Judged(places, np.zeros(150), np.full(150, 0.1), true[places], np.ones(150))
        found = estimates.mean(read, judged, total=True)
        assert found.raw == pytest.approx(read.sum())
        held += found.low <= true.sum() <= found.high
    assert held >= 188


@pytest.mark.skipif(
    not (SHARED / "gold").exists(), reason="../shared, which holds the labels, is not there"
)
@pytest.mark.parametrize("risky", [False, True])
def test_a_fifth_judged_by_hand_holds_the_truth_of_all_labels(tmp_path, risky):
    """The whole way: drawn by ``sample``, judged as the labels say, asked by ``estimate``."""
    labels = [json.loads(line) for line in (SHARED / "gold/targets.jsonl").open(encoding="utf-8")]
    truth = {(one["file"], one["start"], one["end"]): one["kind"] for one in labels}
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in sorted({one["file"] for one in labels}):
        data = next((SHARED / "reports").glob(f"{name}*")).read_bytes()
        (raw / f"{name}.txt").write_bytes(data)
    corpus = Corpus.parse(raw)
    rows = corpus.claims
    files = rows["report_id"].str.rpartition("#")[0]
    places = list(zip(files, rows["start"], rows["end"], strict=True))
    labelled = np.array([place in truth for place in places])
    corpus.tables["claims"] = rows[labelled].reset_index(drop=True)
    meant = {
        row: "target" if truth[place] == "target" else "fact"
        for row, place in zip(rows["claim_id"], places, strict=True)
        if place in truth
    }
    read = dict(zip(rows["claim_id"], rows["modality"], strict=True))
    wrong = {i: {} if read[i] == kind else {"modality": kind} for i, kind in meant.items()}
    true, held = np.mean([kind == "target" for kind in meant.values()]), 0
    corpus.folder = tmp_path
    for seed in range(100):
        drawn = corpus.sample("claims", len(meant) // 5, risky=risky, seed=seed)
        lines = judge_all(corpus, drawn, wrong).to_dict("records")
        kept.write(tmp_path / judgements.FILE, judgements.COLUMNS, lines)
        found = corpus.estimate("claims", lambda claims: claims["modality"] == "target").iloc[0]
        held += found["low"] <= true <= found["high"]
    assert len(meant) > 300
    assert held >= 94

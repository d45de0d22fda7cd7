"""Corrections: they survive every new run, and are never applied to another row."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pandas as pd
import pytest
from typer.testing import CliRunner

from toolkit import Corpus, pipeline
from toolkit.commands.cli import app
from toolkit.review import corrections
from toolkit.review.corrections import Correction, apply
from toolkit.tables import tables

HEAD = "2024年河坝镇工作总结\n一、主要工作\n"
LINES = [
    "全年新建道路12公里，建成桥梁3座。",
    "新增就业人数150人，同比增长6%。",
    "发放补贴资金40万元，惠及群众230户。",
    "新建道路12公里，整治河道5公里。",
    "开展培训8次，参加人员420人。",
]


def parsed(folder, texts):
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    for name, lines in texts.items():
        (raw / f"{name}.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return raw


def read(lines):
    """Tables and texts of one document alone, without what spans reports."""
    text = HEAD + "\n".join(lines) + "\n"
    document = pipeline.read_document("a", "a.txt", text.encode())
    return tables.unchecked({"documents": [document.row], **document.rows}), {"a": text}


@pytest.fixture
def saved(tmp_path):
    corpus = Corpus.parse(parsed(tmp_path, {"a": LINES}))
    corpus.save(tmp_path / "clean")
    return corpus


def claim(corpus, words, which=0):
    rows = corpus.claims[corpus.claims["text"] == words]
    return rows.iloc[which].to_dict()


def test_a_correction_holds_now_and_after_every_run(saved, tmp_path):
    saved.correct(claim(saved, "150人"), "subject", "新增就业", coder="A", note="looked up")
    assert claim(saved, "150人")["subject"] == "新增就业"
    assert claim(saved, "150人")["corrected"] == "subject"
    for _ in range(2):
        shown = CliRunner().invoke(
            app, ["parse", str(tmp_path / "raw"), "--out", str(tmp_path / "clean")]
        )
        assert "Corrections: 1 applied, 0 left" in shown.output
        again = Corpus.load(tmp_path / "clean")
        assert claim(again, "150人")["subject"] == "新增就业"
        assert again.corrections[["coder", "note", "left"]].to_numpy().tolist() == [
            ["A", "looked up", ""]
        ]


def test_a_row_is_struck_out_and_what_refers_to_it_is_free_of_it(saved):
    row = claim(saved, "6%")
    before = len(saved.claims)
    saved.strike(row)
    assert len(saved.claims) == before - 1
    assert row["claim_id"] not in set(saved.claims["claim_id"])
    assert row["claim_id"] not in set(saved.indicators["claim_id"].dropna())


def test_a_row_that_was_missed_is_added_in_its_place(saved, tmp_path):
    text = saved.texts["a"]
    at = text.index("整治")
    values = {"text": "整治", "kind": "quotation"}
    saved.add("mentions", "a", at, at + 2, values)
    saved.save(tmp_path / "clean")
    again = Corpus.parse(tmp_path / "raw", corrections=tmp_path / "clean" / "corrections.csv")
    rows = again.mentions[again.mentions["start"] == at]
    assert rows[["text", "kind", "corrected"]].to_numpy().tolist() == [
        ["整治", "quotation", "added"]
    ]
    assert rows["sentence_id"].notna().all()
    assert again.mentions["start"].is_monotonic_increasing


def test_the_last_word_on_a_column_counts(saved):
    for unit in ("名", "位"):
        saved.correct(claim(saved, "150人"), "unit", unit)
    assert len(saved.corrections) == 1
    assert claim(saved, "150人")["unit"] == "位"


@pytest.mark.parametrize(
    ("column", "new", "why"),
    [
        ("comparator", "about", "is nothing that claims.comparator can hold"),
        ("value", "viele", "is nothing that claims.value can hold"),
        ("text", "", "is nothing that claims.text can hold"),
    ],
)
def test_what_the_column_cannot_hold_is_refused(saved, column, new, why):
    with pytest.raises(ValueError, match=why):
        saved.correct(claim(saved, "150人"), column, new)
    assert saved.corrections.empty


@pytest.mark.parametrize("seed", range(5))
def test_changed_neighbours_never_get_the_correction(seed):
    """Lines moved, doubled, cut, added and changed: the place is the same one, or none."""
    draw = random.Random(seed)
    frames, texts = read(LINES)
    row = frames["claims"].query("text == '12公里'").iloc[seed % 2].to_dict()
    made = corrections.changed(row, "claims", "subject", "X", frames, texts)
    own = "全年新建" if seed % 2 == 0 else "。\n新建"
    for _ in range(20):
        lines = list(LINES)
        for _ in range(draw.randint(1, 4)):
            at = draw.randrange(len(lines))
            change = draw.choice(("cut", "double", "insert", "shuffle", "digits"))
            if change == "cut" and len(lines) > 1:
                lines.pop(at)
            elif change == "double":
                lines.insert(draw.randrange(len(lines)), lines[at])
            elif change == "insert":
                lines.insert(at, f"另有{draw.randint(2, 90)}人参加活动{draw.randint(2, 9)}次。")
            elif change == "shuffle":
                draw.shuffle(lines)
            else:
                lines[at] = lines[at].replace("5", str(draw.randint(1, 9)))
        frames, texts = read(lines)
        done = apply([made], frames, texts)
        changed = done.frames["claims"].query("subject == 'X'")
        assert len(changed) + len(done.left) == 1
        for row in changed.itertuples():
            text = texts["a"]
            assert text[row.start : row.end] == "12公里"
            assert text[: row.start].endswith(own + "道路")


def test_a_file_that_is_gone_is_said(saved):
    gone = Correction("0" * 64, "b.txt", "claims", 0, 3, "3座", "", "", "strike")
    left = apply([gone], saved.tables, saved.texts).left
    assert [why for _, why in left] == ["the file is not among the texts"]


def test_cells_that_a_spreadsheet_would_run_are_kept_as_text(tmp_path):
    one = Correction("0", "=1+1.txt", "claims", 0, 1, "-5%", "+", "@", "strike", note="=2")
    corrections.write(tmp_path / "corrections.csv", [one])
    assert b"\n=" not in (tmp_path / "corrections.csv").read_bytes()
    assert corrections.read(tmp_path / "corrections.csv") == [one]


def test_the_given_tables_are_not_changed(saved):
    before = saved.claims.copy()
    row = claim(saved, "150人")
    made = corrections.changed(row, "claims", "unit", "名", saved.tables, saved.texts)
    apply([made], saved.tables, saved.texts)
    pd.testing.assert_frame_equal(saved.claims, before)


def test_what_is_added_has_to_be_json(saved):
    row = claim(saved, "150人")
    place = corrections.about(row, "claims", saved.tables, saved.texts)
    for new in ("nothing", json.dumps(["list"])):
        left = apply([replace(place, done="add", new=new)], saved.tables, saved.texts).left
        assert "not JSON" in left[0][1]

"""Rows that could not be written are the trouble of their file, not of the run."""

import pytest

from toolkit import Corpus, pipeline
from toolkit.tables import sound

RAW = "关于减负工作的报告\n一、基本情况\n今年共清理工作群12个，约20%至30%。\n"


def rows():
    return pipeline.read_document("a", "a.txt", RAW.encode()).rows


def changed(table, **values):
    found = rows()
    return found | {table: [found[table][0] | values, *found[table][1:]]}


def test_what_extraction_gives_is_sound():
    assert list(sound.faults(rows(), len(RAW))) == []


@pytest.mark.parametrize(
    ("label", "wrong", "said"),
    [
        ("a value missing", changed("reports", start=None), "reports.start: is missing"),
        ("a value of another type", changed("claims", value="12"), "'12' is no number"),
        ("a value outside its list", changed("claims", modality="wish"), "'wish' is not one"),
        ("no end of a number", changed("claims", value=float("inf")), "is not finite"),
        ("a span outside the text", changed("sentences", end=10_000), "outside the text"),
        ("a span turned round", changed("claims", start=33, end=3), "lies behind end"),
        ("a range turned round", changed("claims", low=3.0, high=2.0), "claims.low: 3.0 lies"),
        ("an id twice", changed("claims", claim_id="a#1.c0002"), "an id stands twice"),
        ("a reference into nothing", changed("claims", report_id="b#1"), "nowhere in reports"),
    ],
)
def test_what_is_not_is_said(label, wrong, said):
    assert said in "; ".join(sound.faults(wrong, len(RAW)))


def test_a_document_with_such_rows_is_failed_and_the_rest_is_done(tmp_path, monkeypatch):
    rows_of = pipeline.rows_of

    def turned(document_id, *given):
        found = rows_of(document_id, *given)
        if document_id == "b":
            found["sections"][0]["heading_end"] = -1
        return found

    monkeypatch.setattr(pipeline, "rows_of", turned)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(RAW + name, encoding="utf-8")
    documents = Corpus.parse(tmp_path).documents.set_index("document_id")
    assert documents["status"].to_dict() == {"a": "ok", "b": "failed", "c": "ok"}
    assert "sections.heading_end" in documents.loc["b", "message"]

"""A corpus from Python: tables as attributes, walking back to the raw text."""

import unicodedata

import pytest

from toolkit import Corpus
from toolkit.tables.schema import TABLES

SPANNED = [name for name, table in TABLES.items() if "start" in table.names]


def test_every_table_is_an_attribute(samples):
    assert all(len(getattr(samples, name).columns) for name in TABLES)


def test_an_unknown_attribute_names_the_tables(samples):
    with pytest.raises(AttributeError, match="claims"):
        _ = samples.claim


def test_loading_gives_what_was_saved(samples, samples_clean):
    loaded = Corpus.load(samples_clean)
    for name in TABLES:
        assert loaded.tables[name].equals(samples.tables[name]), name
    assert loaded.texts == samples.texts
    assert [b.text for b in loaded.bodies] == [b.text for b in samples.bodies]


@pytest.mark.parametrize("name", SPANNED)
def test_every_span_lies_in_its_text(samples, name):
    frame = samples.tables[name]
    if frame.empty:
        pytest.skip(f"no {name} in the samples")
    ids = frame.get("document_id")
    if ids is None:
        key = "report_id" if "report_id" in frame else TABLES[name].key[0]
        ids = frame[key].fillna(frame[TABLES[name].key[0]]).str.rpartition("#")[0]
    lengths = ids.astype("string").map({name: len(t) for name, t in samples.texts.items()})
    assert (frame["start"] >= 0).all()
    assert (frame["end"] <= lengths).all()


def test_sentences_cover_every_report(samples):
    for report in samples.reports.itertuples():
        mine = samples.sentences[samples.sentences["report_id"] == report.report_id]
        starts, ends = mine["start"].tolist(), mine["end"].tolist()
        assert [starts[0], *ends] == [*starts, report.end], report.report_id
        assert starts[0] == report.start


def test_the_repairs_give_the_clean_text_again(samples):
    """A claim that no repair touches reads in the raw text as it does in the table."""
    touched = {
        d: list(zip(g["start"], g["end"], strict=True))
        for d, g in samples.repairs.groupby("document_id")
    }
    for claim in samples.claims.dropna(subset=["report_id"]).itertuples():
        document = claim.report_id.rpartition("#")[0]
        if not any(s < claim.end and e > claim.start for s, e in touched.get(document, ())):
            assert samples.texts[document][claim.start : claim.end] == claim.text


@pytest.mark.parametrize("name", ["claims", "records", "repeats", "reuse", "frames", "checks"])
def test_show_marks_the_span(samples, name):
    row = samples.tables[name].iloc[0]
    shown = samples.show(row)
    assert len(shown.excerpts) >= 1
    for excerpt in shown.excerpts:
        assert f"⟦{excerpt.marked}⟧" in repr(shown)
        assert excerpt.marked
    assert "<mark>" in shown._repr_html_()


def test_show_takes_dicts_and_tuples(samples):
    row = samples.claims.iloc[0]
    same = samples.show(row)
    assert samples.show(row.to_dict()) == same
    assert samples.show(next(samples.claims.itertuples())) == same


def test_show_escapes_what_looks_like_markup():
    corpus = Corpus.parse([])
    corpus.texts["a"] = "<script>1</script>"
    shown = corpus.show({"document_id": "a", "start": 0, "end": 8})
    assert "<script>" not in shown._repr_html_()


def test_show_of_a_phrase_says_what_to_use(samples):
    with pytest.raises(KeyError, match="kwic"):
        samples.show(samples.phrases.iloc[0])


def test_calls_give_the_columns_of_the_contract(samples):
    assert list(samples.kwic("整改").columns) == [
        "report_id",
        "sentence_id",
        "start",
        "end",
        "left",
        "keyword",
        "right",
    ]
    assert {"collocate", "frequency", "log_likelihood", "mi3", "dice", "log_dice"} <= set(
        samples.collocations("整改").columns
    )
    assert {"report_a", "report_b", "share", "longest"} <= set(samples.containment().columns)
    assert "report_id" in samples.formulaicity()
    key = samples.keyness(samples.reports["kind"] == "article", permutations=50)
    assert {"phrase", "log_ratio", "ci_low", "ci_high", "g2", "p", "q"} <= set(key.columns)


def test_a_path_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        Corpus.parse(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("table", "places"),
    [
        ("reuse", None),
        ("carried_claims", None),
        ("repeats", "occurrences"),
        ("templates", "places"),
        ("frames", "occurrences"),
    ],
)
def test_what_stands_in_several_places_is_shown_at_all_of_them(samples, table, places):
    frame = getattr(samples, table)
    assert len(frame)
    for row in frame.head(40).itertuples():
        excerpts = samples.show(row).excerpts
        assert len(excerpts) == (2 if places is None else getattr(row, places))
        assert all(excerpt.marked.strip() for excerpt in excerpts)


def test_both_sides_of_a_carried_number_are_marked(samples):
    for row in samples.carried_claims.itertuples():
        marked = ["".join(e.marked.split()) for e in samples.show(row).excerpts]
        for words, text in zip(marked, (row.text_a, row.text_b), strict=True):
            assert words == text or row.report_a.startswith("s1")  # a damaged scan


def test_every_place_of_a_repeat_has_its_wording(samples):
    def letters(text):
        return "".join(c for c in text if unicodedata.category(c)[0] in "LN")

    texts = samples.repeats.set_index("repeat_id")["text"]
    clean = {body.report_id: body for body in samples.bodies}
    for place in samples.repeat_occurrences.itertuples():
        body = clean[place.report_id]
        start, end = (body.document.to_clean(edge) for edge in (place.start, place.end))
        assert letters(body.document.clean[start:end]) == texts[place.repeat_id]

"""What takes long is asked of the tables once: given back as it was, and never of other tables."""

from __future__ import annotations

import pandas as pd
import pytest

from conftest import ROOT
from toolkit import Corpus
from toolkit.calls.text_reuse import TextReuse
from toolkit.calls.words import Words
from toolkit.tables import study

CALLS = (
    ("containment", {"near": True}),
    ("coverage", {}),
    ("residue", {}),
    ("formulae", {}),
    ("formulaicity", {"others": 2, "draws": 5}),
    ("rarefaction", {"sizes": [1, 2]}),
    ("shuffled_labels", {"characters": 400, "rounds": 2}),
    ("new_words", {}),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Tables of some samples."""
    place = tmp_path_factory.mktemp("answers") / "clean"
    Corpus.parse(sorted((ROOT / "data" / "raw").glob("s[1-5]*.txt"))[:5], workers=1).save(place)
    return place


@pytest.fixture
def asked(monkeypatch):
    """How often letters were held against each other, or words cut again."""
    made = []
    for name in ("compared", "tokens", "bodies"):
        real = getattr(Corpus, name).func

        def spy(self, real=real, name=name):
            made.append(name)
            return real(self)

        monkeypatch.setattr(Corpus, name, property(spy))
    return made


def kept(folder):
    return sorted(path for path in (folder / study.ANSWERS).rglob("*") if path.is_file())


@pytest.mark.parametrize(("call", "given"), CALLS)
def test_what_was_asked_once_is_not_worked_out_again(folder, asked, call, given):
    first = Corpus.load(folder)
    answer = getattr(first, call)(**given)
    asked.clear()
    again = getattr(Corpus.load(folder), call)(**given)
    pd.testing.assert_frame_equal(answer, again, check_exact=True)
    assert not asked


@pytest.mark.parametrize(("call", "given"), CALLS)
def test_a_kept_answer_is_that_of_tables_in_memory(folder, call, given):
    corpus = Corpus.load(folder)
    kept_one = getattr(corpus, call)(**given)
    free = Corpus(corpus.tables, corpus.texts, corpus.about)
    pd.testing.assert_frame_equal(kept_one, getattr(free, call)(**given), check_exact=True)


def test_other_arguments_are_another_question(folder):
    corpus = Corpus.load(folder)
    assert not corpus.containment().equals(corpus.containment(near=True)) or len(corpus.reuse) == 0
    before = len(kept(folder))
    corpus.formulaicity(seed=7, draws=5)
    corpus.formulaicity(seed=8, draws=5)
    assert len(kept(folder)) == before + 2


def test_a_choice_of_reports_is_made_once(folder, monkeypatch):
    some = Corpus.load(folder).reports["report_id"].head(3).tolist()
    first = Corpus.load(folder).select(some)
    monkeypatch.setattr("toolkit.pipeline.spanning", lambda *_, **__: pytest.fail("made again"))
    again = Corpus.load(folder).select(some)
    for name in first.tables:
        pd.testing.assert_frame_equal(first.tables[name], again.tables[name])
    with pytest.raises(pytest.fail.Exception):
        Corpus.load(folder).select(some[:2])


def test_of_tables_that_were_changed_in_memory_nothing_is_kept(folder):
    corpus = Corpus.load(folder)
    corpus.tables["frames"] = corpus.frames.head(0)
    before = kept(folder)
    corpus.formulaicity(others=1, seed=11, draws=3)
    assert kept(folder) == before


def test_new_tables_take_the_answers_of_others_away(tmp_path):
    raw = sorted((ROOT / "data" / "raw").glob("s[1-5]*.txt"))
    corpus = Corpus.parse(raw[:2], workers=1)
    corpus.save(tmp_path)
    corpus.coverage()
    (one,) = kept(tmp_path)
    corpus.save(tmp_path)  # the same tables: the same generation
    assert kept(tmp_path) == [one]
    Corpus.parse(raw[:3], workers=1).save(tmp_path)
    assert not kept(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"no table", None])
def test_a_damaged_answer_is_made_anew(tmp_path, damage):
    corpus = Corpus.parse(sorted((ROOT / "data" / "raw").glob("s[1-5]*.txt"))[:2], workers=1)
    corpus.save(tmp_path)
    answer = corpus.coverage()
    (path,) = kept(tmp_path)
    path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    pd.testing.assert_frame_equal(Corpus.load(tmp_path).coverage(), answer)


def test_where_nothing_can_be_written_it_is_answered_all_the_same(tmp_path):
    corpus = Corpus.parse(sorted((ROOT / "data" / "raw").glob("s[1-5]*.txt"))[:2], workers=1)
    corpus.save(tmp_path)
    (tmp_path / study.ANSWERS).write_text("in the way")
    assert len(corpus.coverage()) == len(corpus.bodies)


def test_the_calls_that_take_long_are_those_that_are_kept():
    groups = {**vars(TextReuse), **vars(Words)}
    long = {name for name, call in groups.items() if hasattr(call, "__wrapped__")}
    assert long == {call for call, _ in CALLS}

"""New words: proposed with their reasons, saved as a dictionary that loads back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from bodies import report
from bodies import words as cut_up
from hypothesis import given
from hypothesis import strategies as st

from toolkit import lexicon
from toolkit.across.tokens import reference, segmenter
from toolkit.analysis.new_words import COLUMNS, new_words, save_words


class Stub:
    """Cuts at ``|``-free single characters and knows a few words."""

    def __init__(self, *known: str) -> None:
        self.known = known

    def cut(self, text: str) -> list[str]:
        return list(text)

    def knows(self, word: str) -> bool:
        return word in self.known


# 镇街 stands six times: before it four characters and two beginnings, after it six characters.
SENTENCES = ["甲镇街乙。", "丙镇街丁。", "戊镇街己。", "庚镇街辛。", "镇街壬。", "镇街癸。"]


def found_in(bodies, cutter):
    return new_words(bodies, cut_up(bodies, cutter.cut), cutter)


def test_a_candidate_by_hand():
    table = found_in([report("a#1", *SENTENCES[:3]), report("a#2", *SENTENCES[3:])], Stub())
    assert table["phrase"].tolist() == ["镇街"]
    row = table.iloc[0]
    words = 6 * 2 + 4 + 6  # 镇街 six times, what stands before and after it
    assert (row["words"], row["frequency"], row["reports"]) == ("镇 街", 6, 2)
    assert row["pmi"] == pytest.approx(np.log2(words / 6), abs=1e-6)
    assert row["npmi"] == pytest.approx(1)
    assert row["left_entropy"] == row["right_entropy"] == pytest.approx(np.log2(6), abs=1e-6)
    assert "1.00" in row["why"] and "2.6 bits" in row["why"]


def test_the_example_is_the_first_sentence_and_its_span_is_raw():
    body = report("a#1", "没有它。\n", *SENTENCES, before="目录 ", marks={3: "- 5 -"})
    row = found_in([body], Stub()).iloc[0]
    assert (row["example"], row["sentence_id"]) == ("甲镇街乙。", "a#1.t0002")
    assert body.document.raw[row["start"] : row["end"]] == "镇街"


@pytest.mark.parametrize(
    ("why", "sentences", "known"),
    [
        ("in the dictionary", SENTENCES, ["镇街"]),
        ("too rare", SENTENCES[:4], []),
        (
            "never free on the right",
            [s.replace("街", "街道") for s in SENTENCES[:4]] * 2,
            ["镇街道"],
        ),
        ("no text", [], []),
    ],
)
def test_no_candidate(why, sentences, known):
    table = found_in([report("a#1", *sentences)], Stub(*known))
    assert table.empty
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        name: kind if kind != "string" else str(table["phrase"].dtype)
        for name, kind in COLUMNS.items()
    }


def test_no_reports_give_an_empty_table():
    assert list(found_in([], Stub()).columns) == list(COLUMNS)


def test_they_are_those_of_the_phrases_table(samples):
    table = samples.phrases
    wanted = table[table["kind"] == "new_word"].set_index("phrase")[["frequency", "reports"]]
    found = samples.new_words().set_index("phrase")[["frequency", "reports"]]
    assert len(wanted) > 5
    assert found.sort_index().to_dict() == wanted.sort_index().to_dict()


def test_every_example_has_its_phrase(samples):
    for row in samples.new_words().itertuples():
        assert row.phrase in row.example
        text = samples.texts[row.report_id.rpartition("#")[0]]
        assert text[row.start : row.end].replace("\n", "")[0] == row.phrase[0]


@given(st.lists(st.text("镇街一C级8.-%", min_size=1)))
def test_saved_words_load_back(tmp_path_factory, words):
    path = tmp_path_factory.mktemp("words") / "my_words.txt"
    save_words(path, words)
    assert lexicon.own_words(path) == tuple(dict.fromkeys(words))


def test_saved_words_are_a_user_dictionary_for_jieba_too(samples, tmp_path):
    path = tmp_path / "my_words.txt"
    samples.save_words(path)
    words = lexicon.own_words(path)
    assert set(words) == set(samples.new_words()["phrase"])
    jieba = reference(lexicon.words("terms"))
    jieba.load_userdict(str(path))
    fast = segmenter((*lexicon.words("terms"), *words))
    for body in samples.bodies:
        assert jieba.lcut(body.text) == fast.cut(body.text)


def test_saved_again_the_file_keeps_what_was_given_before(samples, tmp_path):
    class Given(type(samples)):
        """A corpus that was parsed with words of its own."""

    corpus = Given(samples.tables, samples.texts, samples.about | {"words": ["驻村专班"]})
    corpus.save_words(tmp_path / "w.txt", ["清单式管理", "驻村专班"])
    assert (tmp_path / "w.txt").read_bytes().decode() == "驻村专班\n清单式管理\n"


def test_an_accepted_word_is_not_proposed_again():
    bodies = [replace(report("a#1", *SENTENCES))]
    assert "镇街" not in set(found_in(bodies, segmenter(["镇街"]))["phrase"])

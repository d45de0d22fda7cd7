"""The researcher's own words: read, used, stored with the tables, and what they change."""

from __future__ import annotations

import json

import pytest
from bodies import report
from bodies import words as cut_up
from typer.testing import CliRunner

from toolkit import Corpus, lexicon
from toolkit.across.phrases import count_phrases
from toolkit.across.words import words_of
from toolkit.analysis.new_words import new_words
from toolkit.analysis.rates import topics
from toolkit.analysis.words_changed import words_changed
from toolkit.commands.cli import app

TEXT = "关于驻村专班的报告\n一、基本情况\n今年驻村专班共走访12户，驻村专班解决问题3个。\n"

LINES = [
    ("one word", "驻村专班", ["驻村专班"]),
    ("jieba's form", "驻村专班 12 n", ["驻村专班"]),
    ("a frequency and no tag", "驻村专班 12", ["驻村专班"]),
    ("a tag and no frequency", "驻村专班 nz", ["驻村专班"]),
    ("tabs between", "驻村专班\t12\tn", ["驻村专班"]),
    ("white space around", "  驻村专班  ", ["驻村专班"]),
    ("a word with a number", "8项规定", ["8项规定"]),
    ("a number alone is a word", "110", ["110"]),
    ("a word with a space", "C级 人才", ["C级 人才"]),
    ("a note", "# 驻村专班", []),
    ("an empty line", "\n\n", []),
    (
        "Windows line ends and a mark of the encoding",
        "\ufeff驻村专班\r\n镇街\r\n",
        ["驻村专班", "镇街"],
    ),
    ("the same twice", "镇街\n镇街\n", ["镇街"]),
]


@pytest.mark.parametrize(("why", "content", "expected"), LINES, ids=[why for why, _, _ in LINES])
def test_a_file_of_words(tmp_path, why, content, expected):
    path = tmp_path / "my_words.txt"
    path.write_bytes(content.encode())
    assert list(lexicon.own_words(path)) == expected
    assert lexicon.own_words(str(path)) == lexicon.own_words(path)


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [(None, FileNotFoundError, "Check its path"), ("镇街".encode("gb18030"), ValueError, "UTF-8")],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, content, error, message):
    path = tmp_path / "my_words.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=message):
        lexicon.own_words(path)


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def counts(corpus):
    return corpus.phrases.set_index(["phrase", "n"])["frequency"].to_dict()


def test_own_words_are_counted_and_stored_and_used_again(raw, tmp_path):
    corpus = Corpus.parse(raw, words=["驻村专班"])
    assert counts(corpus)["驻村专班", 1] == 3
    corpus.save(tmp_path / "clean")
    loaded = Corpus.load(tmp_path / "clean")
    assert loaded.about["words"] == ["驻村专班"]
    assert loaded.segmenter is corpus.segmenter
    assert "驻村专班" in loaded.segmenter.cut("驻村专班走访")


def test_without_own_words_nothing_is_stored_and_the_words_are_two(raw):
    corpus = Corpus.parse(raw)
    assert "words" not in corpus.about
    assert ("驻村专班", 1) not in counts(corpus)


@pytest.mark.parametrize("form", ["驻村专班\n", "驻村专班 3 n\n"])
def test_the_command_takes_a_file(raw, tmp_path, form):
    (tmp_path / "my_words.txt").write_text(form, encoding="utf-8")
    out = tmp_path / "clean"
    arguments = ["parse", str(raw), "--out", str(out), "--words", str(tmp_path / "my_words.txt")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    about = json.loads((out / "datapackage.json").read_text("utf-8"))["toolkit"]
    assert about["words"] == ["驻村专班"]
    assert about["segmenter"]["user_words"] == len(lexicon.words("terms")) + 1
    assert counts(Corpus.load(out))["驻村专班", 1] == 3


def test_a_file_that_is_not_there_is_wrong_usage(raw, tmp_path):
    result = CliRunner().invoke(
        app, ["parse", str(raw), "--out", str(tmp_path / "o"), "--words", str(tmp_path / "no.txt")]
    )
    assert result.exit_code == 2
    assert not (tmp_path / "o").exists()


def test_loading_with_other_terms_of_the_project_warns(raw, tmp_path, monkeypatch):
    Corpus.parse(raw).save(tmp_path / "clean")
    terms = (*lexicon.words("terms"), "清单式管理")
    monkeypatch.setattr(lexicon, "words", lambda name: terms)
    with pytest.warns(UserWarning, match="Parse the texts again"):
        Corpus.load(tmp_path / "clean")


STOPS = "关于走访的报告\n一、基本情况\n" + "".join(
    f"今年走访{place}，走访群众，走访群众。\n" for place in ("东乡", "西乡", "南乡", "北乡")
)


@pytest.fixture
def visits(tmp_path):
    (tmp_path / "visits.txt").write_text(STOPS, encoding="utf-8")
    return tmp_path / "visits.txt"


def test_own_stop_words_leave_every_count_as_it_was(visits):
    plain, own = Corpus.parse(visits), Corpus.parse(visits, stop_words=["走访"])
    assert counts(own) == counts(plain)
    assert "stop_words" not in plain.about and plain.stop_words == ()


def test_own_stop_words_are_stored_and_used_again(visits, tmp_path):
    (tmp_path / "stop.txt").write_text("# mine\n走访\n", encoding="utf-8")
    out = tmp_path / "clean"
    arguments = [
        "parse",
        str(visits),
        "--out",
        str(out),
        "--stop-words",
        str(tmp_path / "stop.txt"),
    ]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    loaded = Corpus.load(out)
    assert loaded.about["stop_words"] == ["走访"]
    assert loaded.stop_words == ("走访",)
    assert "走访" not in set(loaded.network(least=1)[["word_a", "word_b"]].to_numpy().ravel())


def test_what_stop_words_take_out_of_the_lists(visits):
    corpus = Corpus.parse(visits)
    words = topics(corpus.phrases)
    table = corpus.stop_words_changed(["走访", "村社"])
    first = table[table["phrase"] == "走访"].iloc[0]
    assert first["list"] == "words" and first["what"] == "stop word"
    assert words["phrase"].iloc[first["rank"] - 1] == "走访"
    assert (first["before"], first["after"]) == (len(words), len(words) - 1)
    assert first["frequency"] == counts(corpus)["走访", 1]
    ends = table[table["list"] == "phrases"]
    assert "走访群众" in set(ends["phrase"]) and set(ends["what"]) == {"begins or ends with one"}
    assert table[table["what"] == "in no list"]["phrase"].tolist() == ["村社"]


def test_the_report_on_stop_words_agrees_with_parsing_again(samples):
    stop = samples.new_words()["words"].str.split().str[0].head(3).tolist()
    table = samples.stop_words_changed(stop)
    gone = set(table.loc[table["list"] == "new words", "phrase"])
    again = new_words(samples.bodies, samples.tokens, samples.segmenter, stop)
    assert gone and gone == set(samples.new_words()["phrase"]) - set(again["phrase"])
    words = words_of(samples.bodies, samples.segmenter.cut)
    kinds = count_phrases(samples.bodies, words, samples.segmenter.knows, stop)[0]
    assert set(kinds["phrase"][kinds["kind"] == "new_word"]) == set(again["phrase"])


def test_no_stop_words_take_nothing_out(visits):
    assert Corpus.parse(visits).stop_words_changed([]).empty


def by_bars(text: str) -> list[str]:
    return text.split("|")


def by_bars_joined(text: str) -> list[str]:
    return text.replace("镇|街", "镇街").split("|")


def test_what_words_change_by_hand():
    bodies = [report("a#1", "镇|街|甲", "镇|街|街", "镇|街|，")]
    table = words_changed(cut_up(bodies, by_bars), cut_up(bodies, by_bars_joined), ["镇街", "村社"])
    assert table.values.tolist() == [
        ["镇街", 0, 3, 3, "added"],
        ["村社", 0, 0, 0, "not found"],
        ["街", 4, 1, -3, "fewer"],
        ["镇", 3, 0, -3, "vanished"],
    ]


def test_adding_nothing_changes_nothing(raw):
    corpus = Corpus.parse(raw, words=["驻村专班"])
    assert corpus.words_changed([]).empty
    assert corpus.words_changed(["驻村专班"])["change"].tolist() == [0]


def test_the_report_agrees_with_parsing_again(raw):
    before = Corpus.parse(raw)
    after = Corpus.parse(raw, words=["驻村专班"])
    table = before.words_changed(["驻村专班"]).set_index("phrase")
    then, now = counts(before), counts(after)
    words = {word for word, n in then | now if n == 1}
    changed = {w for w in words if then.get((w, 1), 0) != now.get((w, 1), 0)}
    assert set(table.index) == changed | {"驻村专班"}
    assert all(table.loc[w, "after"] == now.get((w, 1), 0) for w in table.index)
    assert table.loc["驻村专班", "what"] == "added"
    assert "vanished" in set(table["what"])

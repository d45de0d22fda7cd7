"""A correction becomes a line of one's own lexicon or a labelled case, by a command."""

import subprocess
import sys

import pytest

from toolkit import Corpus
from toolkit.review import corrections, learn

TEXT = (
    "河坝镇自查情况的报告\n一、主要做法\n全镇设便民服务3柜台账，走访农户40户，推行六尺巷工作法。\n"
    "新增就业约莫200人。\n二、后手打算\n新建道路5公里。\n"
)


@pytest.fixture
def study(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus = Corpus.parse(tmp_path / "raw")
    corpus.save(tmp_path / "clean")
    return tmp_path


def corrected(study, table, words, column, new):
    corpus = Corpus.load(study / "clean")
    rows = corpus.tables[table]
    name = "heading" if table == "sections" else "text"
    row = rows[rows[name].fillna("").str.contains(words)].iloc[0]
    if column:
        corpus.correct(row, column, new, coder="A", note="read by hand")
    else:
        corpus.strike(row)
    return corrections.read(study / "clean" / corrections.FILE)[-1]


@pytest.mark.parametrize(
    ("table", "words", "column", "new", "word", "line", "mended"),
    [
        ("claims", "^3", "unit", "柜", "", "柜,count,,,", True),
        ("claims", "200人", "comparator", "approx", "约莫", "约莫,before,approx,,", True),
        ("claims", "^六尺", "", "", "六尺巷", "六尺巷", True),
    ],
    ids=["a unit", "a comparator", "struck out"],
)
def test_a_line_is_written_and_tried(study, table, words, column, new, word, line, mended):
    one = corrected(study, table, words, column, new)
    done = learn.line(one, TEXT, study / "lists", word)
    assert (done.line, done.mended, done.others) == (line, mended, 0)
    again = Corpus.parse(study / "raw", lexicon=study / "lists")
    rows = again.tables[table]
    assert again.about["lexicon"]
    assert not column or new in set(rows[column].astype("string"))


@pytest.mark.parametrize(
    ("table", "words", "column", "new", "word", "said"),
    [
        ("claims", "200人", "comparator", "approx", "", "say by which word"),
        ("claims", "200人", "comparator", "approx", "左右", "does not stand in a.txt"),
        ("claims", "200人", "subject", "就业", "", "is not learnt by a word list"),
        ("claims", "200人", "comparator", "approx", "约", "stands in the list already"),
    ],
)
def test_what_cannot_be_learnt_is_said(study, table, words, column, new, word, said):
    one = corrected(study, table, words, column, new)
    with pytest.raises(ValueError, match=said):
        learn.line(one, TEXT, study / "lists", word)


def test_commands_list_write_and_try(study):
    corrected(study, "claims", "^3", "unit", "柜")

    def command(*more):
        done = subprocess.run(
            [sys.executable, "-m", "toolkit", "learn", str(study / "clean"), *map(str, more)],
            check=False,
            capture_output=True,
            text=True,
        )
        return done.stdout + done.stderr

    assert "[measure_words]" in command()
    cases, lists = study / "cases.csv", study / "lists"
    assert "Added to" in command(1, "--cases", cases)
    assert "0 of 1 cases" in command("--cases", cases)
    assert "is read so now; 0 other rows" in command(1, "--lexicon", lists)
    assert "1 of 1 cases" in command("--cases", cases, "--lexicon", lists)
    assert "stands in the list already" in command(1, "--lexicon", lists)
    assert "1 corrections" in command(7, "--lexicon", lists)

"""Human verdicts on disagreements: they outlive a new run, and a faulty file says what is wrong."""

import pandas as pd
import pytest

from toolkit import Corpus
from toolkit.review import corrections

TEXT = "河坝镇自查情况的报告\n全镇有村12个，其中示范村15个。\n各村有序推进。\n收到来信120件，办结108件，办结率95%。\n"


def parsed(folder, text=TEXT, name="a"):
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    (raw / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus.parse(raw)
    corpus.save(folder / "clean")
    return corpus


def judged(corpus):
    rows = corpus.checked()
    return rows[rows["verdict"] == "disagrees"].set_index("kind")["judged"].to_dict()


def first(corpus, kind):
    found = corpus.checks[corpus.checks["kind"] == kind]
    return found.sort_values("verdict")["check_id"].iloc[-1]


def test_all_are_open_at_first(tmp_path):
    corpus = parsed(tmp_path)
    assert judged(corpus) == {"part_whole": "open", "share": "open"}
    assert corpus.checked().loc[corpus.checks["verdict"] != "disagrees", "judged"].eq("").all()


def test_a_verdict_outlives_a_new_run(tmp_path):
    corpus = parsed(tmp_path)
    corpus.judge(first(corpus, "share"), "false", "a slip of the scan")
    corpus.judge(first(corpus, "part_whole"), "open")
    corpus.judge(first(corpus, "part_whole"), "true")
    assert judged(corpus) == {"part_whole": "true", "share": "false"}
    parsed(tmp_path, "河坝镇另一份报告\n全镇有村12个。\n", name="0")  # other ids, one more file
    again = Corpus.load(tmp_path / "clean")
    assert judged(again) == {"part_whole": "true", "share": "false"}


def test_another_text_has_no_verdict(tmp_path):
    corpus = parsed(tmp_path)
    corpus.judge(first(corpus, "share"), "false")
    assert judged(parsed(tmp_path, TEXT.replace("95%", "96%")))["share"] == "open"


@pytest.mark.parametrize(
    ("check", "verdict", "error", "words"),
    [
        ("share", "wrong", ValueError, "true, false, open"),
        ("a#9.k0001", "true", KeyError, "no check"),
    ],
)
def test_what_cannot_be_judged(tmp_path, check, verdict, error, words):
    corpus = parsed(tmp_path)
    check_id = first(corpus, check) if "#" not in check else check
    with pytest.raises(error, match=words):
        corpus.judge(check_id, verdict)


def test_an_agreement_is_not_judged(tmp_path):
    corpus = parsed(tmp_path, "河坝镇自查情况的报告\n全镇有村12个，其中示范村5个。\n")
    with pytest.raises(ValueError, match="only a disagreement"):
        corpus.judge(first(corpus, "part_whole"), "true")


def test_a_corpus_in_no_folder_says_so(tmp_path):
    parsed(tmp_path)
    corpus = Corpus.parse(tmp_path / "raw")
    with pytest.raises(ValueError, match="save the corpus first"):
        corpus.judge(first(corpus, "share"), "true")


HEADER = ",".join(corrections.NAMES) + "\n"
LINE = "a,a.txt,checks,0,4,全镇有村,,,verdict,share,,maybe,,,\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEADER + LINE, "line 2: a verdict is true or false or open, not 'maybe'"),
        (HEADER.replace("words,", ""), "no column words"),
        (HEADER + LINE.replace("verdict", "doubt"), "line 2: done is 'doubt'"),
        (HEADER + LINE.replace("checks", "phrases"), "'phrases' is no table whose rows"),
        (HEADER + LINE.replace(",0,4,", ",a,4,").replace("maybe", "true"), "whole numbers"),
    ],
)
def test_a_faulty_file_says_what_is_wrong(tmp_path, content, words):
    corpus = parsed(tmp_path)
    (tmp_path / "clean" / "corrections.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        corpus.checked()


def test_a_file_in_another_encoding_says_so(tmp_path):
    corpus = parsed(tmp_path)
    (tmp_path / "clean" / "corrections.csv").write_bytes((HEADER + LINE).encode("gb18030"))
    with pytest.raises(ValueError, match="UTF-8"):
        corpus.checked()


def test_the_file_opens_as_a_table(tmp_path):
    corpus = parsed(tmp_path)
    corpus.judge(first(corpus, "share"), "false", "note, with a comma")
    rows = pd.read_csv(tmp_path / "clean" / "corrections.csv")
    assert rows[["column", "note"]].to_numpy().tolist() == [["share", "note, with a comma"]]

"""Lines of a researcher's own in the word lists: what they change, what is refused, what is kept."""

import json
import subprocess
import sys

import pytest

from toolkit import Corpus, lexicon
from toolkit.lexicon import own

TEXT = (
    "河坝镇2024年工作报告\n一、主要做法\n全镇设便民服务3柜台账，走访农户40户。\n"
    "全镇夜经济营收增长12%。\n二、下步打算\n夜经济营收增长15%左右。\n"
)
UNIT = "word,kind,not_before,base,factor\n柜,count,,,\n"
INDICATOR = (
    "indicator,family,units,measure,sign,short,title,title_zh\n"
    "night_sales,night,元|%,growth,+,night,Night economy sales,夜经济营收增速\n"
)
NAMES = "word,family,not_before,not_after,needs\n夜经济营收,night,,,\n"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lists"


def given(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        ending = "csv" if "," in text.splitlines()[0] else "txt"
        (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
    return folder


def raw(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "raw"


def test_a_line_is_added_and_leaves_no_trace_in_this_process(tmp_path, folder):
    lists = given(folder, measure_words=UNIT, indicators=INDICATOR, indicator_names=NAMES)
    texts = raw(tmp_path)
    plain, with_lines = Corpus.parse(texts), Corpus.parse(texts, lexicon=lists)
    assert "柜" not in set(plain.claims["unit"])
    assert "柜" in set(with_lines.claims["unit"])
    assert "night_sales" not in set(plain.indicators["indicator"])
    assert "night_sales" in set(with_lines.indicators["indicator"])
    assert with_lines.panels(wide=True).columns[4] == "night"
    with pytest.raises(ValueError, match="no indicator 'night_sales'"):
        plain.panel("night_sales")
    assert Corpus.parse(texts).claims.equals(plain.claims)
    assert lexicon.in_use() == ""


def test_the_codebook_keeps_the_lines_and_terms_are_words(tmp_path, folder):
    lists = given(folder, measure_words=UNIT, terms="清单式管理\n", stop_words="全镇\n")
    corpus = Corpus.parse(raw(tmp_path), lexicon=lists)
    corpus.save(tmp_path / "clean")
    about = Corpus.load(tmp_path / "clean").about
    assert about["lexicon"]["measure_words.csv"] == UNIT.splitlines()
    assert about["words"] == ["清单式管理"]
    assert corpus.stop_words == ("全镇",)
    assert corpus.select(kind=list(corpus.reports["kind"].unique())).about["lexicon"]


def test_commands_take_the_folder_and_read_again_only_what_it_changes(tmp_path, folder):
    texts, out = raw(tmp_path), tmp_path / "out"

    def parse(*more):
        command = [sys.executable, "-m", "toolkit", "parse", str(texts), "--out", str(out), *more]
        subprocess.run(command, check=False, capture_output=True)
        return set(Corpus.load(out).claims["unit"].dropna())

    lists = str(given(folder, measure_words=UNIT))
    assert "柜" not in parse()
    assert "柜" in parse("--lexicon", lists)
    kept = {path.name for path in (out / ".toolkit-read").iterdir()}
    assert "柜" in parse("--lexicon", lists, "--workers", "2")
    assert {path.name for path in (out / ".toolkit-read").iterdir()} == kept
    assert "柜" not in parse()
    part = [
        sys.executable,
        "-m",
        "toolkit",
        "parse",
        str(texts),
        "--out",
        str(out),
        "--part",
        "1/1",
    ]
    subprocess.run([*part, "--lexicon", lists], check=True, capture_output=True)
    assert kept <= {path.name for path in (out / ".toolkit-read").iterdir()}
    record = json.loads((out / "datapackage.json").read_text("utf-8"))
    assert "lexicon" not in record["toolkit"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"measure_word": UNIT}, "no list of this name. Did you mean measure_words.csv?"),
        ({"measure_words": UNIT.replace("kind", "sort")}, "first line has to be word,kind,"),
        ({"measure_words": UNIT.replace("count", "piece")}, "kind is one of .*, not 'piece'"),
        ({"measure_words": UNIT.replace("柜,", "户,")}, "户 stands in the list already"),
        ({"measure_words": UNIT + "柜,count,,,\n"}, "柜 stands"),
        ({"measure_words": UNIT + "箱,count\n"}, "2 cells for 5 columns"),
        ({"measure_words": UNIT + ",count,,,\n"}, "word is empty"),
        (
            {"endings": "sign,weight\nx,1\n"},
            "nothing is added to this list; its weights are learnt",
        ),
        ({"concepts": "环境\n"}, "--concepts FILE"),
        ({"kind_signs": 'kind,sign,weight,most\nlaw,"(第",1,2\n'}, "the pattern cannot be read"),
    ],
)
def test_what_cannot_be_added_is_said(folder, files, said):
    with pytest.raises(ValueError, match=said):
        own.read(given(folder, **files))


def test_a_folder_that_is_not_there_and_another_encoding(tmp_path, folder):
    with pytest.raises(ValueError, match=r"is not there. Make it"):
        own.read(tmp_path / "none")
    folder.mkdir()
    (folder / "shorthand.txt").write_bytes("四个一批".encode("gb18030"))
    with pytest.raises(ValueError, match="is not in UTF-8"):
        own.read(folder)


def test_a_line_is_written_with_its_head_or_not_at_all(folder):
    row = {"word": "柜", "kind": "count"}
    assert own.add(folder, "measure_words", row) == "柜,count,,,"
    assert (folder / "measure_words.csv").read_text("utf-8") == UNIT
    with pytest.raises(ValueError, match="stands"):
        own.add(folder, "measure_words", row)
    assert (folder / "measure_words.csv").read_text("utf-8") == UNIT
    assert own.add(folder, "shorthand", {"word": "九个一"}) == "九个一"
    with pytest.raises(ValueError, match="kind is one of"):
        own.add(folder, "title_words", {"word": "情况专报", "kind": "bulletin", "strong": "yes"})
    assert not (folder / "title_words.csv").exists()

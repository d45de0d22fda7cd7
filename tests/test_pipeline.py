"""Files to rows: which files are read, what they are called, and that order changes nothing."""

import json
import os
import subprocess
import sys

import pytest
from conftest import ROOT

from toolkit import Corpus, pipeline, tables


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    ("label", "paths", "expected"),
    [
        ("names that differ", ["x.txt", "y.txt"], ["x", "y"]),
        ("the same name in two folders", ["a/x.txt", "b/x.txt"], ["a_x", "b_x"]),
        ("two kinds of one name", ["x.md", "x.txt"], ["x.md", "x.txt"]),
        ("names that differ in case only", ["X.txt", "x.md"], ["X.txt", "x.md"]),
        (
            "a folder that spells another's name",
            ["a/b.txt", "a_b.txt", "c/b.txt"],
            ["a_b.txt", "a_b.txt_2", "c_b"],
        ),
    ],
)
def test_document_ids_are_short_and_unique(label, paths, expected):
    ids = list(pipeline.document_ids(paths).values())
    assert ids == expected
    assert len({name.casefold() for name in ids}) == len(ids)


def test_what_is_read_and_what_is_passed_over(tmp_path):
    write(
        tmp_path,
        a_dot_txt="甲",
        sub__b_dot_md="乙",
        README_dot_md="?",
        data_dot_csv="1,2",
        _dot_hidden_dot_txt="",
        old_dot_docx=b"PK",
    )
    sources, passed = pipeline.find_sources(tmp_path)
    assert [s.path for s in sources] == ["a.txt", "old.docx", "sub/b.md"]
    assert passed == ["README.md", "data.csv"]


def test_one_bad_file_is_a_row_and_the_rest_is_done(tmp_path):
    write(
        tmp_path,
        good_dot_txt="关于减负工作的报告\n一、基本情况\n今年共清理工作群12个。\n",
        bad_dot_txt=b"\x00\x01\x02\xff" * 50,
        empty_dot_txt=b"",
    )
    corpus = Corpus.parse(tmp_path)
    status = corpus.documents.set_index("document_id")["status"]
    assert status.to_dict() == {"bad": "failed", "empty": "failed", "good": "ok"}
    assert corpus.documents.set_index("document_id")["message"].notna().to_dict() == {
        "bad": True,
        "empty": True,
        "good": False,
    }
    assert len(corpus.claims) == 1


def test_extraction_that_fails_is_a_row_too(monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("unexpected")

    monkeypatch.setattr(pipeline, "extract", broken)
    document = pipeline.read_document("a", "a.txt", "甲乙丙丁。".encode())
    assert document.row["status"] == "failed"
    assert "a.txt" in document.row["message"]


def test_workers_and_order_change_nothing():
    sources, _ = pipeline.find_sources(ROOT / "data" / "raw")
    one = pipeline.parse(sources, workers=1)
    two = pipeline.parse(list(reversed(sources)), workers=2)
    first, second = tables.make(one.rows), tables.make(two.rows)
    assert [name for name in first if not first[name].equals(second[name])] == []
    assert one.texts == two.texts


def test_same_input_same_bytes_in_another_locale(samples_clean, tmp_path):
    out = tmp_path / "clean"
    command = [
        sys.executable,
        "-m",
        "toolkit",
        "parse",
        str(ROOT / "data" / "raw"),
        "--out",
        str(out),
    ]
    env = os.environ | {"LC_ALL": "C", "PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    for path in sorted(samples_clean.iterdir()):
        if path.is_file():
            assert (out / path.name).read_bytes() == path.read_bytes(), path.name


def plain(path):
    """A file's bytes; of a codebook what does not depend on the version that wrote the Parquet."""
    if path.suffix != ".json":
        return path.read_bytes()
    codebook = json.loads(path.read_text("utf-8"))
    files = codebook["files"].items()
    return codebook | {"files": {k: v for k, v in files if not k.endswith(".parquet")}}


def test_the_tables_in_the_repository_are_those_of_the_samples(samples_clean):
    kept = ROOT / "data" / "clean"
    files = [path for path in samples_clean.iterdir() if path.suffix in (".csv", ".json")]
    stale = [
        p.name for p in files if not (kept / p.name).exists() or plain(kept / p.name) != plain(p)
    ]
    assert stale == [], "run `make notebooks` to renew data/clean, and read the difference"


def test_empty_input_gives_empty_tables():
    frames = tables.make(pipeline.parse([]).rows)
    assert all(frame.empty for frame in frames.values())

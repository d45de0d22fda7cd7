"""Files to rows: which files are read, what they are called, and that order changes nothing."""

import json
import os
import signal
import subprocess
import sys
from multiprocessing import get_start_method

import pytest

from conftest import ROOT
from toolkit import Corpus, pipeline
from toolkit.reading import files
from toolkit.reading.formats import scan
from toolkit.tables import tables


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
    ids = list(files.document_ids(paths).values())
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
    sources = files.find_sources(tmp_path)
    assert {source.path: source.status for source in sources} == {
        "README.md": "skipped",
        "a.txt": "",
        "data.csv": "skipped",
        "old.docx": "",
        "sub/b.md": "",
    }
    assert all(source.message for source in sources if source.status)


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

    monkeypatch.setattr(pipeline, "find", broken)
    document = pipeline.read_document("a", "a.txt", "甲乙丙丁。".encode())
    assert document.row["status"] == "failed"
    assert "a.txt" in document.row["message"]


def test_workers_and_order_change_nothing():
    sources = files.find_sources(ROOT / "data" / "raw")
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


@pytest.mark.skipif(
    not scan.is_installed(),
    reason="the stored tables hold a scan's rows; what reads it is not installed (make ocr)",
)
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


def test_whatever_goes_wrong_with_one_file_is_its_row(tmp_path, monkeypatch):
    write(tmp_path, bad_dot_txt="甲乙丙丁。", good_dot_txt="甲乙丙丁。")
    for error in (RecursionError("too deep"), MemoryError(), AssertionError(), UnicodeError("x")):

        def broken(*_, error=error):
            raise error

        monkeypatch.setattr(pipeline.reading, "read", broken)
        rows = pipeline.parse(files.find_sources(tmp_path)).rows["documents"]
        assert [(row["path"], row["status"]) for row in rows] == [
            ("bad.txt", "failed"),
            ("good.txt", "failed"),
        ]
        assert type(error).__name__ in rows[0]["message"] and "bad.txt" in rows[0]["message"]


@pytest.mark.skipif(get_start_method() != "fork", reason="the fault is handed on by forking")
@pytest.mark.parametrize("place", range(5))
def test_a_worker_that_is_killed_costs_only_its_file(tmp_path, monkeypatch, place):
    write(tmp_path, **{f"{n}_dot_txt": f"第{n}份。" for n in range(5)})
    read = pipeline.reading.read

    def killed(data, *given):
        if data == f"第{place}份。".encode():
            os.kill(os.getpid(), signal.SIGKILL)
        return read(data, *given)

    monkeypatch.setattr(pipeline.reading, "read", killed)
    parsed = pipeline.parse(files.find_sources(tmp_path), workers=2)
    status = {row["document_id"]: row["status"] for row in parsed.rows["documents"]}
    assert status == {str(n): "failed" if n == place else "ok" for n in range(5)}
    assert "memory" in parsed.rows["documents"][place]["message"]
    assert sorted(parsed.texts) == sorted(set("01234") - {str(place)})


@pytest.mark.parametrize(
    ("label", "paths"),
    [
        ("a name as long as a file's may be", ["一" * 84 + ".md"]),
        ("folders that make it longer", ["甲" * 80 + "/" + "乙" * 80 + ".txt", "丙/" + "乙" * 80 + ".txt"]),
        ("long names that differ at their end", ["a" * 251 + ".md", "a" * 250 + "b.md"]),
        ("names that differ in case only", ["a" * 251 + ".md", "a" * 250 + "A.md"]),
        ("bytes that are no UTF-8", [files.shown("甲" * 83 + "\udcff\udcfe\udcfd.md")]),
    ],
)  # fmt: skip
def test_an_id_is_never_longer_than_the_name_of_a_file(label, paths):
    ids = files.document_ids(paths)
    assert len({name.casefold() for name in ids.values()}) == len(paths)
    assert all(len(f"{name}.txt".encode()) <= 255 for name in ids.values())
    assert all(ids[path][:20] in path.replace("/", "_") for path in paths)


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_a_console_without_the_characters_is_written_to(tmp_path, encoding):
    write(tmp_path, **{"raw__한글😀ß_dot_txt": "한글", "raw__减负_dot_txt": ""})
    command = [sys.executable, "-m", "toolkit", "parse", str(tmp_path / "raw"), "--out"]
    env = os.environ | {"PYTHONIOENCODING": encoding}
    command.append(str(tmp_path / "out"))
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True)
    assert done.returncode == 3, done.stderr
    assert b"Traceback" not in done.stderr and b"empty" in done.stdout

"""What lies under a folder of raw texts: each file a row, nothing followed, nothing doubled."""

import os
import socket
import stat

import pytest

from toolkit import Corpus
from toolkit.reading.files import find_sources

TEXT = "关于减负工作的报告\n一、基本情况\n今年共清理工作群12个。\n"


def plant(folder, *names, text=TEXT):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + name, encoding="utf-8")


def told(sources):
    return {source.path: source.status or "read" for source in sources}


def test_two_folders_with_files_of_one_name_keep_both(tmp_path):
    plant(tmp_path, "2023/report.txt", "2024/report.txt")
    corpus = Corpus.parse([tmp_path / "2023", tmp_path / "2024"])
    assert corpus.documents["path"].tolist() == ["2023/report.txt", "2024/report.txt"]
    assert corpus.documents["document_id"].tolist() == ["2023_report", "2024_report"]


@pytest.mark.parametrize(
    ("label", "roots", "paths"),
    [
        ("a folder", ["raw"], ["a.txt", "sub/b.txt"]),
        ("a folder and one inside it", ["raw", "raw/sub"], ["a.txt", "sub/b.txt"]),
        ("a file", ["raw/sub/b.txt"], ["b.txt"]),
        ("files of one folder", ["raw/a.txt", "raw/a.txt"], ["a.txt"]),
        ("files of several", ["raw/a.txt", "raw/sub/b.txt"], ["a.txt", "sub/b.txt"]),
        ("a folder and a file", ["raw/sub", "other/c.txt"], ["other/c.txt", "raw/sub/b.txt"]),
    ],
)
def test_paths_are_relative_to_what_holds_them_all(tmp_path, label, roots, paths):
    plant(tmp_path, "raw/a.txt", "raw/sub/b.txt", "other/c.txt")
    assert [s.path for s in find_sources([tmp_path / root for root in roots])] == paths


def test_the_same_bytes_under_two_names_are_told(tmp_path):
    for name in ("a.txt", "b/c.txt"):
        plant(tmp_path, name)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    rows = Corpus.parse(tmp_path).documents.set_index("path")
    assert rows["status"].tolist() == ["ok", "ok"]
    assert "the same bytes as a.txt" in rows.loc["b/c.txt", "message"]


@pytest.mark.skipif(os.name != "posix", reason="pipes and links are made as on Unix")
def test_links_pipes_and_sockets_are_not_followed_or_waited_for(tmp_path):
    raw = tmp_path / "raw"
    plant(raw, "a.txt")
    plant(tmp_path, "outside/secret.txt")
    (raw / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (raw / "inner.txt").symlink_to(raw / "a.txt")
    (raw / "broken.txt").symlink_to(raw / "nowhere")
    (raw / "folder").symlink_to(tmp_path / "outside")
    (raw / "loop").symlink_to(raw)
    os.mkfifo(raw / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(raw / "socket.txt"))
        corpus = Corpus.parse(raw)
    status = corpus.documents.set_index("path")["status"]
    assert status.pop("a.txt") == "ok"
    assert set(status) == {"skipped"} and len(status) == 7
    assert corpus.documents["message"].notna().sum() == 7
    assert "secret" not in "".join(corpus.texts.values())


@pytest.mark.skipif(os.name != "posix", reason="bytes as names are Unix")
@pytest.mark.parametrize(
    ("label", "name", "path"),
    [
        ("from a Windows archive", "通报.txt".encode("gb18030"), "通报.txt"),
        ("no encoding at all", b"a\xff\xfe.txt", "a\\xff\\xfe.txt"),
        ("a line break", b"a\nb.txt", "a\\nb.txt"),
        ("a colour code", b"\x1b[31ma.txt", "\\x1b[31ma.txt"),
        ("turned writing", "a\u202eb.txt".encode(), "a\\u202eb.txt"),
    ],
)
def test_a_name_that_cannot_be_written_is_read_and_shown(tmp_path, label, name, path):
    (tmp_path / "raw").mkdir()
    with open(os.fsencode(tmp_path / "raw") + b"/" + name, "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    corpus = Corpus.parse(tmp_path / "raw")
    assert corpus.documents["path"].tolist() == [path]
    assert corpus.documents["status"].tolist() == ["ok"]
    corpus.save(tmp_path / "clean")
    assert Corpus.load(tmp_path / "clean").texts == corpus.texts


def test_two_names_that_look_the_same_are_two(tmp_path):
    plant(tmp_path, "通报.txt")
    with open(os.fsencode(tmp_path) + b"/" + "通报.txt".encode("gb18030"), "wb") as file:  # noqa: PTH123
        file.write(TEXT.encode())
    sources = find_sources(tmp_path)
    assert len({source.path for source in sources}) == 2
    assert len({source.document_id for source in sources}) == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_a_row(tmp_path):
    plant(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    try:
        sources = find_sources(tmp_path)
    finally:
        (tmp_path / "closed").chmod(stat.S_IRWXU)
    assert told(sources) == {"a.txt": "read", "closed": "failed"}


def test_a_folder_that_cannot_be_opened_is_a_row(tmp_path, monkeypatch):
    plant(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refusing(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert told(find_sources(tmp_path)) == {"a.txt": "read", "closed": "failed"}


def test_a_file_that_vanishes_or_grows_is_a_row(tmp_path, monkeypatch):
    plant(tmp_path, "a.txt", "gone.txt", "grows.txt")
    sources = find_sources(tmp_path)
    (tmp_path / "gone.txt").unlink()
    from toolkit import pipeline  # noqa: PLC0415

    fstat, calls = os.fstat, []

    def growing(opened):
        calls.append(opened)
        found = fstat(opened)
        if found.st_size == (tmp_path / "grows.txt").stat().st_size and len(calls) % 2 == 0:
            return os.stat_result((*found[:6], found.st_size + 9, *found[7:]))
        return found

    monkeypatch.setattr(pipeline.os, "fstat", growing)
    rows = {row["document_id"]: row for row in pipeline.parse(sources).rows["documents"]}
    assert {name: row["status"] for name, row in rows.items()} == {
        "a": "ok",
        "gone": "failed",
        "grows": "partial",
    }
    assert "being written" in rows["grows"]["message"]


def test_what_the_toolkit_wrote_is_no_raw_text(tmp_path):
    plant(tmp_path, "a.txt", "sub/b.txt")
    Corpus.parse(tmp_path).save(tmp_path / "tables")
    plant(tmp_path, "tables/mine.txt", "tables/texts/too.txt")
    paths = [source.path for source in find_sources(tmp_path)]
    assert paths == ["a.txt", "sub/b.txt", "tables/mine.txt", "tables/texts/too.txt"]


def test_hidden_files_and_lock_files_are_none(tmp_path):
    plant(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "~$d.docx")
    assert [source.path for source in find_sources(tmp_path)] == ["a.txt"]


def test_what_is_not_read_takes_no_name_from_what_is(tmp_path):
    plant(tmp_path, "a.csv", "a.txt", "README.md", "b#1.txt")
    ids = {source.path: source.document_id for source in find_sources(tmp_path)}
    assert ids == {"README.md": "README.md", "a.csv": "a.csv", "a.txt": "a", "b#1.txt": "b_1"}

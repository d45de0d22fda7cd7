"""A Dask cluster reads the files: the same tables, and nothing lost when a worker or the scheduler is.

Its workers are processes of their own, started here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from slow_worker import slowly
from typer.testing import CliRunner

from toolkit import Corpus, cluster, pipeline
from toolkit.commands.cli import app
from toolkit.reading.files import find_sources
from toolkit.tables import cache

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")

HERE = Path(__file__).parent
TEXT = "2024年河坝镇工作总结\n一、主要工作\n新增就业150人，同比增长6%。\n"
SCHEDULER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None) as held:
        print(held.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def start(tmp_path):
    """What starts a scheduler with workers in processes of their own, and gives its address."""
    started = []

    def start(workers=2):
        script = tmp_path / "scheduler.py"
        script.write_text(SCHEDULER)
        given = [sys.executable, str(script), str(workers)]
        process = subprocess.Popen(
            given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ
            | {"PYTHONPATH": str(HERE), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
        )
        started.append(process)
        return process.stdout.readline().strip(), psutil.Process(process.pid)

    yield start
    for process in started:
        for child in (
            [*psutil.Process(process.pid).children(recursive=True)]
            if process.poll() is None
            else []
        ):
            child.kill()
        process.kill()
        process.wait()


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    for at in range(6):
        (folder / f"{at}.txt").write_text(TEXT.replace("150", f"15{at}") * (at + 1), "utf-8")
    return folder


def workers_of(process):
    return [one for one in process.children(recursive=True) if "spawn" in " ".join(one.cmdline())]


def equal(one, other):
    return all(one.tables[name].equals(other.tables[name]) for name in one.tables)


def test_the_tables_are_those_of_one_process(start, raw, tmp_path):
    address, _ = start()
    shown = CliRunner().invoke(
        app, ["parse", str(raw), "--out", str(tmp_path / "out"), "--scheduler", address]
    )
    assert shown.exit_code == 0, shown.output
    assert equal(Corpus.load(tmp_path / "out"), Corpus.parse(raw, workers=1))
    assert equal(Corpus.parse(raw, workers=address), Corpus.parse(raw, workers=1))


def test_a_worker_that_is_killed_in_mid_run_loses_nothing(start, raw, monkeypatch):
    address, process = start()
    monkeypatch.setattr(cluster, "_on_a_worker", slowly)

    def kill(what, done, of):
        if (what, done) == ("reading reports", 1) and of == 6 and not killed:
            killed.append(workers_of(process)[0])
            killed[0].kill()

    killed = []
    corpus = Corpus.parse(raw, kill, workers=address)
    assert killed
    assert equal(corpus, Corpus.parse(raw, workers=1))


def test_a_file_that_no_worker_survives_is_a_row_that_says_so(start, raw, monkeypatch):
    address, _ = start()
    (raw / "deadly.txt").write_text(TEXT, "utf-8")
    monkeypatch.setattr(cluster, "_on_a_worker", slowly)
    documents = Corpus.parse(raw, workers=address).documents.set_index("path")
    assert documents.loc["deadly.txt", "status"] == "failed"
    assert "memory ran out" in documents.loc["deadly.txt", "message"]
    assert (documents.drop("deadly.txt")["status"] == "ok").all()


def test_a_scheduler_that_goes_away_is_said_and_what_was_read_is_kept(
    start, raw, tmp_path, monkeypatch
):
    address, process = start()
    monkeypatch.setattr(cluster, "_on_a_worker", slowly)
    kept = tmp_path / "kept"

    def kill(what, done, of):
        if done == 2 and of == 6:
            process.kill()

    with pytest.raises(cluster.ClusterError, match=r"went away\. [2-5] of 6 files were read"):
        list(pipeline.read(find_sources(raw), kill, address, kept))
    assert 2 <= len(list(kept.iterdir())) < 6
    read = []
    monkeypatch.setattr(
        pipeline, "read_document", lambda *given: read.append(given[1]) or _real(*given)
    )
    assert len(list(pipeline.read(find_sources(raw), workers=1, kept=kept))) == 6
    assert 1 <= len(read) <= 4


_real = pipeline.read_document


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "no address"])
def test_where_no_scheduler_answers_it_is_said(raw, tmp_path, address, monkeypatch):
    monkeypatch.setattr(cluster, "WAIT", 2)
    given = ["parse", str(raw), "--out", str(tmp_path / "out"), "--scheduler", address]
    shown = CliRunner().invoke(app, given)
    assert shown.exit_code == 2
    assert "no Dask scheduler answers" in shown.output


def test_workers_with_another_toolkit_are_refused(start, raw, monkeypatch):
    address, _ = start(1)
    monkeypatch.setattr(cache, "code", lambda: b"other")
    with pytest.raises(cluster.ClusterError, match="another version"):
        Corpus.parse(raw, workers=address)


def test_one_s_own_lines_and_a_cluster_do_not_go_together(start, raw, tmp_path):
    lists = tmp_path / "lists"
    lists.mkdir()
    (lists / "frames.txt").write_text("推进⟨…⟩落地\n", "utf-8")
    with pytest.raises(cluster.ClusterError, match="--part"):
        Corpus.parse(raw, workers="tcp://127.0.0.1:1", lexicon=lists)

"""The bench: texts that are the same every time, and a report of what was measured and what was not."""

from __future__ import annotations

from collections import Counter

from typer.testing import CliRunner

from measure import bench, bench_peers, corpora


def texts(megabytes: float) -> list[str]:
    return [text for _, text in corpora.texts(megabytes)]


def test_texts_reach_the_size_and_are_the_same_every_time():
    made = texts(0.3)
    assert sum(len(text.encode()) for text in made) >= 300_000
    assert made == texts(0.3)
    assert len(set(made)) == len(made)


def test_reports_share_passages_a_few_of_them_in_very_many():
    lines = [line for text in texts(1.0) for line in set(text.split("\n"))]
    held = sorted((n for line, n in Counter(lines).items() if line[:1] == "　"), reverse=True)
    assert held[0] > 3 * held[10] > 0
    assert held.count(1) > 0.8 * len(held)


def test_words_are_cut_as_jieba_cuts_them_and_the_bench_says_so():
    assert "the same tokens" in next(bench.words(texts(0.02)))


def test_difflib_finds_what_two_texts_share():
    some = ["本项工作已经完成整改。", "据报，本项工作，已经完成整改", "别的话"]
    assert bench_peers.difflib_shared(some, least=10) == 1
    assert bench_peers.difflib_shared(some, least=11) == 0


def test_the_bench_writes_a_table_a_plot_and_its_own_gaps(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "REAL", tmp_path / "none")
    given = ["0.02", "--to", str(tmp_path), "--no-beside"]
    shown = CliRunner().invoke(bench.app, given)
    assert shown.exit_code == 0, shown.output
    said = (tmp_path / "BENCH.md").read_text("utf-8")
    for what in (
        "jieba alone",
        "reading reports",
        "frames",
        "all, two workers",
        "1, 5, 50, 160 MB",
    ):
        assert what in said
    assert (tmp_path / "images" / "bench.svg").stat().st_size > 1000


def test_work_that_breaks_off_is_said():
    shown = CliRunner().invoke(bench.app, ["0"])
    assert shown.exit_code == 2

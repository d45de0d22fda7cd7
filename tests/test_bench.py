"""The bench: texts that are the same every time, and parts that report what they did."""

from __future__ import annotations

from collections import Counter

import pytest
from typer.testing import CliRunner

from measure import bench, bench_peers


def test_texts_reach_the_size_and_are_the_same_every_time():
    texts = bench.make_texts(0.3)
    assert sum(len(text.encode()) for text in texts) >= 300_000
    assert texts == bench.make_texts(0.3)
    assert len(set(texts)) == len(texts)


def test_reports_share_passages_a_few_of_them_in_very_many():
    lines = [line for text in bench.make_texts(1.0) for line in set(text.split("\n"))]
    held = sorted((n for line, n in Counter(lines).items() if line[:1] == "　"), reverse=True)
    assert held[0] > 3 * held[10] > 0
    assert held.count(1) > 0.8 * len(held)


@pytest.mark.parametrize("part", bench.PARTS)
def test_every_part_says_what_it_did_in_which_time(part):
    lines = list(bench.PARTS[part](bench.make_texts(0.02)))
    assert all(line.seconds >= 0 for line in lines)
    assert any(line.characters > 0 for line in lines)


def test_words_are_cut_as_jieba_cuts_them_and_the_bench_says_so():
    lines = list(bench.words(bench.make_texts(0.02)))
    assert any("the same tokens" in line.beside for line in lines)


def test_difflib_finds_what_two_texts_share():
    texts = ["本项工作已经完成整改。", "据报，本项工作，已经完成整改", "别的话"]
    assert bench_peers.difflib_shared(texts, least=10) == 1
    assert bench_peers.difflib_shared(texts, least=11) == 0


def test_the_report_names_the_parts_asked_for():
    shown = CliRunner().invoke(bench.app, ["--megabytes", "0.02", "--only", "repeated"])
    assert shown.exit_code == 0
    assert "times as fast as difflib" in shown.output
    assert "pipeline" not in shown.output


def test_an_unknown_part_is_wrong_usage():
    shown = CliRunner().invoke(bench.app, ["--only", "nothing"])
    assert shown.exit_code == 2
    assert "nothing" in shown.output

"""Concepts counted three ways, from a corpus and from Python, without parsing again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from toolkit import Corpus
from toolkit.commands.cli import app
from toolkit.concepts import count

TEXTS = {
    "a": "关于环境保护工作的报告\n一、存在问题\n生态环境保护不力，水污染严重。污染源不清。\n二、整改措施\n加强环境保护。推进改革。\n",
    "b": "关于深化改革工作的报告\n一、存在问题\n改革不深入。\n二、整改措施\n推进改革，持续改革。加强水环境治理。\n",
    "c": "关于学习工作的报告\n一、存在问题\n学习不深入。\n二、整改措施\n加强学习，改进作风。\n",
}
RULES = "*环境\n# source: ours\n环境 | 污染\n*改革\n改革\n*无\n从未写过的词\n"


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder.parent / "rules.txt").write_text(RULES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(raw):
    return Corpus.parse(raw, concepts=raw.parent / "rules.txt")


def test_the_tables_are_written_and_read_back(corpus, tmp_path):
    assert corpus.concepts["concept"].tolist() == ["环境", "改革", "无"]
    assert corpus.concepts["source"].tolist() == ["ours", "rules.txt, line 4", "rules.txt, line 6"]
    corpus.save(tmp_path / "clean")
    again = Corpus.load(tmp_path / "clean")
    pd.testing.assert_frame_equal(again.concept_matches, corpus.concept_matches)
    pd.testing.assert_frame_equal(again.concept("环境"), corpus.concept("环境"))


def test_every_place_walks_back_to_its_words(corpus):
    assert len(corpus.concept_matches)
    for row in corpus.concept_matches.itertuples():
        text = corpus.texts[row.report_id.partition("#")[0]]
        assert text[row.start : row.end] == row.text


def test_three_ways_side_by_side(corpus):
    table = corpus.concept("环境")
    a = table[table["report_id"] == "a#1"].iloc[0]
    assert (a["words"], a["strings"]) == (0, 5)  # 环境保护, 水污染, 污染源 are the words
    assert a["strings_per_10k"] == pytest.approx(5 / a["characters"] * 10_000)
    assert a["sentence_share"] == pytest.approx(a["sentences"] / a["all_sentences"])
    assert table["strings"].sum() == (corpus.concept_places("环境")["counted_as"] == "string").sum()
    assert table["characters"].sum() == corpus.reports["characters"].sum()


@pytest.mark.parametrize("by", ["role", "kind", "year", ["report_id", "role"], "report"])
def test_every_grouping_counts_the_same_places(corpus, by):
    table, whole = corpus.concept("环境", by), corpus.concept("环境")
    for column in ("words", "strings", "sentences", "all_sentences", "characters"):
        assert table[column].sum() == whole[column].sum()


def test_a_column_of_ones_own_groups(corpus):
    other = Corpus(
        corpus.tables | {"reports": corpus.reports.assign(coast=["yes", "no", "no"])}, corpus.texts
    )
    table = other.concept("改革", "coast")
    assert table["coast"].tolist() == ["no", "yes"]
    assert table["reports"].tolist() == [2, 1]
    assert table["strings_low"].isna().iloc[1]  # one report: no interval


def test_what_cannot_be_grouped_by_is_said(corpus):
    with pytest.raises(ValueError, match="are told apart by year, month, day, "):
        corpus.concept("改革", "plaice")


def test_other_concepts_without_parsing_again(corpus):
    before = corpus.concept_matches
    assert corpus.concept("学习", rules={"学习": ["学习", "作风"]})["strings"].sum() == 4
    assert corpus.concept("reform")["strings"].sum() > 0  # of the set that comes with the toolkit
    assert corpus.concept_matches is before
    other = Corpus(corpus.tables, corpus.texts)
    assert other.find_concepts({"学习": "学习"})["concept"].tolist() == ["学习"]
    assert set(other.concept_matches["concept"]) == {"学习"}


def test_an_unknown_name_is_refused_with_a_hint(corpus):
    with pytest.raises(KeyError, match="Did you mean '环境'"):
        corpus.concept("环竟")


def test_how_far_the_ways_agree(corpus):
    ways = corpus.concept_ways().set_index("concept")
    assert ways.index.tolist() == ["环境", "改革", "无"]
    assert ways.loc["环境", "only_as_strings"] == pytest.approx(
        1 - ways.loc["环境", "words"] / ways.loc["环境", "strings"]
    )
    assert ways.loc["无", ["words", "strings", "sentences", "reports"]].tolist() == [0, 0, 0, 0]
    assert ways.loc["无", ["rho_words_strings", "dispersion_strings"]].isna().all()
    assert ways["dispersion_strings"].dropna().between(0, 1).all()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1, 2, 3], [10, 20, 30], 1.0),
        ([1, 2, 3], [3, 2, 1], -1.0),
        ([1, 2, 3, 4], [1, 3, 2, 4], 0.8),
    ],
)
def test_rank_correlation_by_hand(a, b, expected):
    assert count.rho(pd.Series(a), pd.Series(b)) == pytest.approx(expected)


def test_no_rank_correlation_of_two_reports_or_of_no_ranks():
    assert np.isnan(count.rho(pd.Series([1, 2]), pd.Series([1, 2])))
    assert np.isnan(count.rho(pd.Series([1, 1, 1]), pd.Series([1, 2, 3])))


def test_keyness_network_and_concordance(corpus):
    key = corpus.concept_keyness("b#1", min_frequency=1).set_index("phrase")
    assert key.loc["改革", "log_ratio"] > 0 > key.loc["环境", "log_ratio"]
    ties = corpus.concept_network(rules={"x": "推进", "y": "改革"}, least=1)
    assert ties[["concept_a", "concept_b"]].to_numpy().tolist() == [["x", "y"]]
    lines = corpus.concept_kwic("改革", width=2)
    assert "推进" in lines["left"].tolist() and set(lines["keyword"]) == {"改革"}
    with pytest.raises(ValueError, match="counted_as is word or string"):
        corpus.concept_kwic("改革", counted_as="letters")


def test_from_the_command_line(raw, tmp_path):
    out = tmp_path / "clean"
    args = ["parse", str(raw), "--out", str(out), "--concepts", str(raw.parent / "rules.txt")]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0
    assert "concepts" in result.output and "as strings" in result.output
    assert len(Corpus.load(out).concepts) == 3


def test_rules_that_cannot_be_read_stop_the_command_before_anything_is_written(raw, tmp_path):
    (tmp_path / "bad.txt").write_text("*A\n( a\n", encoding="utf-8")
    args = [
        "parse",
        str(raw),
        "--out",
        str(tmp_path / "o"),
        "--concepts",
        str(tmp_path / "bad.txt"),
    ]
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 2 and "bad.txt, line 2 (*A)" in result.output
    assert not (tmp_path / "o").exists()


def test_without_rules_the_tables_are_empty_and_the_starting_set_answers(raw):
    corpus = Corpus.parse(raw)
    assert corpus.concepts.empty and corpus.concept_matches.empty
    assert len(corpus.concept_ways()) > 10

"""Figures of concepts: they draw in both languages, name n, and say where there is nothing."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from matplotlib.text import Text
from printed import assert_prints_in_grey

from toolkit import Corpus, lexicon
from toolkit.figures import concepts, export
from toolkit.figures.labels import Labels

GROUPS = pd.DataFrame(
    {
        "concept": "environment",
        "year": pd.array(["2024", None, "2023"], dtype="string"),
        "reports": [4, 2, 1],
        "characters": [10_000, 5_000, 5_000],
        "all_sentences": [400, 200, 200],
        "words": [10, 0, 2],
        "strings": [20, 5, 5],
        "sentences": [18, 5, 3],
        "strings_per_10k": [20.0, 10.0, 10.0],
        "strings_low": [15.0, 1.0, None],
        "strings_high": [26.0, 900.0, None],
    }
)
SENTENCES = pd.DataFrame(
    {"report_id": ["a#1"] * 3 + ["b#1"], "deontic": ["demands", "states", "forbids", "states"]}
)
REPORTS = pd.DataFrame({"report_id": ["a#1", "b#1"], "title": ["通报", "关于减负的报告"]})


def drawn(language: str):
    return {
        "band": concepts.counting_band(GROUPS, language),
        "panels": concepts.concept_panels([GROUPS, GROUPS.assign(concept="改革")], language),
        "force": concepts.force_bars(SENTENCES, REPORTS, language),
    }


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize("name", drawn("en"))
def test_every_figure_prints_in_grey(name):
    assert_prints_in_grey(drawn("en")[name][0])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_names_n_and_is_exported(tmp_path, language):
    for name, (figure, data) in drawn(language).items():
        assert any("n = " in text for text in texts(figure)), name
        assert len(data) > 0
        export(figure, data, name, tmp_path)
        assert (tmp_path / f"{name}.csv").stat().st_size > 0


def test_names_are_in_the_language_of_the_figure():
    assert any("环境" in text for text in texts(drawn("zh")["band"][0]))
    assert {"禁止", "要求", "陈述"} <= set(texts(drawn("zh")["force"][0]))


def test_every_concept_that_comes_along_has_its_chinese_name():
    names = re.findall(r"(?m)^\*(.+)$", (lexicon.FOLDER / "concepts.txt").read_text("utf-8"))
    assert len(names) > 10
    assert not [name for name in names if Labels("zh").value(name) == name]


def test_the_band_is_relative_to_all_groups_by_each_way():
    _, data = drawn("en")["band"]
    row = data.set_index("year").loc["2024"]
    assert row["words"] == pytest.approx((10 / 10_000) / (12 / 20_000), abs=1e-6)
    assert row["strings"] == pytest.approx((20 / 10_000) / (30 / 20_000), abs=1e-6)
    assert row["sentences"] == pytest.approx((18 / 400) / (26 / 800), abs=1e-6)
    assert (row["low"], row["high"]) == (row[["words", "strings", "sentences"]].min(), row["words"])


def test_years_stand_in_their_order_and_what_has_none_last():
    assert concepts.relative(GROUPS, "year")["year"].fillna("none").tolist() == [
        "2023",
        "2024",
        "none",
    ]


def test_kinds_stand_by_their_rates():
    named = GROUPS.assign(year=["article", "law", "speech"])
    assert concepts.relative(named, "year")["year"].tolist() == ["article", "law", "speech"]


def test_an_interval_beyond_all_rates_does_not_hide_them():
    figure, _ = drawn("en")["panels"]
    assert all(axes.get_xlim()[1] < 60 for axes in figure.axes)


@pytest.mark.parametrize(
    "draw",
    [
        lambda: concepts.counting_band(GROUPS.head(0)),
        lambda: concepts.counting_band(GROUPS.assign(words=0, strings=0, sentences=0)),
        lambda: concepts.concept_panels([]),
        lambda: concepts.force_bars(SENTENCES.head(0), REPORTS),
    ],
)
def test_where_there_is_nothing_a_sentence_says_so(draw, tmp_path):
    figure, data = draw()
    assert len(texts(figure)) == 1
    export(figure, data, "nothing", tmp_path)


def test_sections_of_several_roles_are_no_reports_of_their_own():
    roles = GROUPS.assign(reports=1).set_axis(["concept", "role", *GROUPS.columns[2:]], axis=1)
    figure, _ = concepts.concept_panels([roles])
    assert any(f"n = {len(roles)} groups" in text for text in texts(figure))


def test_they_draw_the_samples(samples: Corpus, tmp_path):
    table = samples.concept("formalism and burden", "kind")
    export(*concepts.counting_band(table), "band", tmp_path)
    export(*concepts.force_bars(samples.sentences, samples.reports, "zh"), "force", tmp_path)

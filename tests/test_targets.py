"""What a panel of targets is asked, and the figures that answer."""

from __future__ import annotations

import pandas as pd
import pytest
from printed import assert_prints_in_grey

from toolkit import Corpus
from toolkit.analysis import public_targets, targets
from toolkit.analysis.panel import placed
from toolkit.figures import (
    export,
    force_shares,
    kept_or_dropped,
    level_against_above,
    realised,
    target_dots,
    words_or_numbers,
)

from conftest import ROOT  # isort: skip


@pytest.fixture(scope="module")
def corpus():
    return Corpus.parse(ROOT / "data" / "samples-targets")


@pytest.fixture(scope="module")
def growth(corpus):
    return corpus.panel("gdp_growth")


def test_every_report_of_the_study_sets_one_target_for_its_year(growth):
    own = targets.yearly(growth)
    assert len(own) == 9
    assert not own.duplicated(["place", "year"]).any()


def test_the_middle_of_a_range_stands_for_it(growth):
    own = targets.yearly(growth)
    ranged = own[own["force"] == "range"].iloc[0]
    assert ranged["middle"] == (ranged["low"] + ranged["high"]) / 2


def test_a_county_is_held_against_its_city(corpus, growth):
    pairs = targets.against_above(growth, corpus.reports)
    assert set(pairs["above_place"]) == {"岚川市"}
    assert not pairs["place"].isin(["岚川市"]).any()
    assert (pairs["difference"] == pairs["own"] - pairs["above"]).all()


def test_what_metadata_says_is_above_goes_first(corpus, growth):
    reports = corpus.reports.assign(above="岚川市桐湾县")
    pairs = targets.against_above(growth, reports)
    assert set(pairs["above_place"]) == {"岚川市桐湾县"}


def test_shares_of_wordings_add_up(growth):
    shares = targets.wording_shares(growth, "place")
    assert list(shares.columns) == list(targets.FORCES)
    assert shares.to_numpy().sum() == len(targets.yearly(growth))


NEAR = [  # label, differences, (just below, on it or just above)
    ("on the target is above", [0.0], (0, 1)),
    ("within the width", [-0.4, 0.4], (1, 1)),
    ("at the width is outside", [-0.5, 0.5], (0, 0)),
    ("none", [], (0, 0)),
]


@pytest.mark.parametrize(("differences", "expected"), [case[1:] for case in NEAR], ids=[case[0] for case in NEAR])  # fmt: skip
def test_what_lies_near_the_target(differences, expected):
    near = targets.near_zero(pd.DataFrame({"difference": differences}, dtype="float64"), 0.5)
    assert (near["just_below"], near["at_or_just_above"]) == expected
    assert near["outcomes"] == len(differences)


def test_a_target_that_became_words_is_told_from_one_that_is_gone(corpus):
    gone = targets.dropped(corpus.panels()).set_index(["place", "indicator"])
    assert gone.loc[("岚川市桐湾县", "gdp_growth"), "now"] == "words"
    assert set(gone["now"]) == {"words", "none"}
    assert (gone["next"] > gone["last"]).all()


def test_the_wordings_of_a_level_are_counted(growth):
    counts = public_targets.wording_count(growth, 2022, "county")
    assert counts.to_dict() == {"左右": 1, "以上": 1, "range": 0, "plain": 0, "words": 0}
    assert public_targets.wording_count(growth, 2022).sum() == 0


def test_the_series_of_the_centre():
    columns = ["place", "horizon", "year", "value", "low", "high", "hedge", "outcome", "difference"]
    rows = [
        ("全国", "2008", 2008, 8.0, None, None, "左右", 9.0, 1.0),
        ("岚川市", "2008", 2008, 9.0, None, None, None, None, None),
    ]
    series = public_targets.national_series(pd.DataFrame(rows, columns=columns))
    assert series.to_dict("records") == [
        {"year": 2008, "target": 8.0, "hedge": "左右", "outcome": 9.0, "difference": 1.0}
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("there", [True, False], ids=["drawn", "nothing to draw"])
def test_the_figures_are_drawn(corpus, growth, tmp_path, language, there):
    panel = growth if there else growth.head(0)
    stated = corpus.indicators if there else corpus.indicators.head(0)
    drawn = {
        "dots": target_dots(panel, language),
        "levels": level_against_above(targets.against_above(panel, corpus.reports), language),
        "shares": force_shares(targets.wording_shares(panel), language),
        "realised": realised(panel, language),
        "words": words_or_numbers(targets.in_words(stated), language),
        "kept": kept_or_dropped(panel, placed(corpus.tables), language),
    }
    for stem, (figure, data) in drawn.items():
        assert export(figure, data, stem, tmp_path).picture
        words = " ".join(text.get_text() for text in figure.findobj(match=lambda o: hasattr(o, "get_text")))  # fmt: skip
        assert ("n = " in words) == there
        assert_prints_in_grey(figure)

"""Figures of carried numbers and of who shares with whom, from invented tables."""

import pandas as pd
import pytest
from matplotlib.text import Text
from printed import assert_prints_in_grey

from toolkit.figures.carried import carried_numbers, sharing_network
from toolkit.figures.labels import LANGUAGES

REPORTS = pd.DataFrame(
    {
        "report_id": [f"d{at}#1" for at in range(4)],
        "title": [f"第{at}号减负情况通报" for at in range(4)],
        "date": pd.array(["2024-05", "2023", None, "2024"], dtype="string"),
    }
)


def carried(*rows):
    rows = [(*row, None)[:5] for row in rows]
    columns = ["report_a", "report_b", "outcome", "basis", "earlier"]
    return pd.DataFrame(rows, columns=columns).astype({"earlier": "string"})


def containment(*rows):
    return pd.DataFrame(rows, columns=["report_a", "report_b", "share", "longest"])


def words(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_counted_by_pair_and_outcome(language):
    rows = [("d0#1", "d1#1", outcome, "passage") for outcome in ("kept", "kept", "changed")]
    rows += [("d0#1", "d2#1", "redacted_b", "passage"), ("d0#1", "d3#1", "kept", "coincidence")]
    figure, data = carried_numbers(carried(*rows), REPORTS, language)
    assert data["numbers"].tolist() == [3, 1]
    assert data[["kept", "changed", "redacted_a", "redacted_b"]].to_numpy().tolist() == [
        [2, 1, 0, 0],
        [0, 0, 0, 1],
    ]
    assert any("n = 2" in text for text in words(figure))
    assert_prints_in_grey(figure)


def test_the_earlier_report_comes_first_and_only_dates_make_an_arrow():
    rows = [
        ("d0#1", "d1#1", "redacted_a", "passage", "b"),
        ("d0#1", "d2#1", "kept", "passage"),
        ("d0#1", "d2#1", "kept", "formula"),
    ]
    figure, data = carried_numbers(carried(*rows), REPORTS)
    assert data[["report_a", "report_b"]].to_numpy().tolist() == [
        ["d0#1", "d2#1"],
        ["d1#1", "d0#1"],
    ]
    assert data[["kept", "redacted_a", "redacted_b"]].to_numpy().tolist() == [[1, 0, 0], [0, 0, 1]]
    assert [sum(f" {sign}\n" in text for text in set(words(figure))) for sign in "→–"] == [1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pair_is_one_line_and_an_arrow_only_where_dated(language):
    pairs = containment(
        ("d0#1", "d1#1", 0.9, 300),
        ("d1#1", "d0#1", 0.2, 300),
        ("d0#1", "d3#1", 0.3, 99),
        ("d2#1", "d3#1", 0.001, 0),
    )
    figure, data = sharing_network(pairs, REPORTS, language)
    assert_prints_in_grey(figure.draw_again(language))
    assert data[["report_a", "report_b", "share", "dated"]].to_numpy().tolist() == [
        ["d1#1", "d0#1", 0.9, True],
        ["d0#1", "d3#1", 0.3, False],  # 2024-05 and 2024
    ]
    said = words(figure)
    assert any("n = 3" in text for text in said)
    assert [any(f"第{at}号" in text for text in said) for at in range(4)] == [
        True,
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_draw_is_said(language):
    for figure, data in (
        carried_numbers(carried(), REPORTS, language),
        sharing_network(containment(), REPORTS, language),
    ):
        assert len(words(figure)) == 1
        assert data.empty


def test_a_figure_of_many_says_that_it_shows_some():
    rows = [("d0#1", f"d{at % 3 + 1}#1", "kept", "passage") for at in range(3)]
    figure, data = carried_numbers(carried(*rows), REPORTS, limit=2)
    assert len(data) == 2
    assert any("2 of n = 3" in text for text in words(figure))

"""Figures of words: they draw in both languages, name unit and n, and come out the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from bodies import report
from bodies import words as cut_up
from matplotlib.text import Text
from printed import assert_prints_in_grey

from toolkit.analysis.diversity import diversity
from toolkit.analysis.network import network
from toolkit.analysis.trends import trends as of_groups
from toolkit.figures import export, words

BODIES = [
    report(f"a#{n}", "会议文件台账减负。" * n, "会议🎉台账，督查检查。", "督查检查。")
    for n in (1, 2, 3)
]
REPORTS = pd.DataFrame(
    {
        "report_id": [body.report_id for body in BODIES],
        "title": ["", "通报", "通报"],
        "kind": ["article", "article", "work_report"],
        "date": pd.array(["2024-05", "2025", None], dtype="string"),
        "characters": [100, 200, 300],
    }
)
COUNTS = pd.DataFrame(
    [("减负", 1, body.report_id, 2) for body in BODIES],
    columns=["phrase", "n", "report_id", "frequency"],
)
pytestmark = pytest.mark.filterwarnings("ignore::toolkit.analysis.intervals.FewReports")
SHUFFLED = pd.DataFrame({"permuting reports": [0.04, 0.06], "plain G²": [0.2, 0.25], "words": 90})


def trends(counts, reports, phrases, by="year"):
    listed = counts[counts["phrase"].isin(phrases)].assign(counted="words")
    nowhere = [phrase for phrase in phrases if phrase not in set(listed["phrase"])]
    none = pd.DataFrame(
        {"phrase": nowhere, "report_id": "a#1", "frequency": 0, "counted": "strings"}
    )
    return of_groups(pd.concat([listed, none]), reports, by)


def cut(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(0, len(text), 2)]


def drawn(language: str):
    edges = network(cut_up(BODIES, cut), ["会议", "文件", "台账", "督查", "检查"], least=1)
    return {
        "network": words.word_network(edges, language),
        "diversity": words.diversity_dots(
            diversity([b.report_id for b in BODIES], cut_up(BODIES, cut), 5),
            REPORTS,
            language,
            window=5,
        ),
        "years": words.trend_lines(trends(COUNTS, REPORTS, ["减负", "没有"]), language),
        "kinds": words.trend_lines(trends(COUNTS, REPORTS, ["减负"], "kind"), language),
        "alarms": words.false_alarms(SHUFFLED, language),
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
        assert {path.suffix for path in tmp_path.glob(f"{name}.*")} == {
            ".pdf",
            ".svg",
            ".png",
            ".csv",
            ".txt",
        }


def test_the_same_every_time(tmp_path):
    for side in ("one", "two"):
        for name, (figure, data) in drawn("zh").items():
            export(figure, data, name, tmp_path / side)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_reports_without_a_date_stand_apart_from_time():
    figure, _ = drawn("en")["years"]
    assert any(text.startswith("no date") for text in texts(figure))
    lines = [
        line
        for line in figure.axes[0].lines
        if len(line.get_xdata()) == 2 and line.get_linestyle() == "-"
    ]
    assert all(max(line.get_xdata()) <= 2025.5 for line in lines)


def test_kinds_are_not_joined_by_a_line():
    figure, _ = drawn("en")["kinds"]
    assert all(
        len(line.get_xdata()) < 2 or line.get_linestyle() == "None" for line in figure.axes[0].lines
    )


NOTHING = [
    ("network", lambda: words.word_network(network(cut_up([], cut), []), "en")),
    ("diversity", lambda: words.diversity_dots(diversity([], cut_up([], cut)), REPORTS, "en")),
    ("trends", lambda: words.trend_lines(trends(COUNTS, REPORTS, []), "en")),
    ("alarms", lambda: words.false_alarms(SHUFFLED.head(0), "en")),
]


@pytest.mark.parametrize(("name", "draw"), NOTHING, ids=[name for name, _ in NOTHING])
def test_nothing_to_draw_is_said_in_a_sentence(name, draw):
    figure, data = draw()
    assert data.empty
    assert len(texts(figure)) == 1 and texts(figure)[0].lower().startswith(("no ", "not "))


def test_one_tie_and_all_ties_alike_can_be_drawn():
    one = network(cut_up([report("a#1", "会议文件")], cut), ["会议", "文件"], least=1)
    assert len(words.word_network(one)[1]) == 1
    assert np.isfinite(words.word_network(one)[0].axes[0].get_xlim()).all()


@pytest.mark.parametrize(
    ("why", "reports", "years", "lines"),
    [
        ("enough reports in both years", [4, 4], ["2023", "2024"], 1),
        ("three reports are no series", [4, 3], ["2023", "2024"], 0),
        ("a year between is missing", [9, 9], ["2023", "2025"], 0),
        ("months", [9, 9, 2], ["2023-01", "2023-03", "2023-04"], 1),
    ],
)
def test_only_points_with_reports_enough_are_joined(why, reports, years, lines):
    table = pd.DataFrame(
        {
            "phrase": "减负",
            "group": years,
            "reports": reports,
            "per_10k": 1.0,
            "ci_low": 0.5,
            "ci_high": 2.0,
            "counted": "strings",
        }
    )
    figure, _ = words.trend_lines(table)
    solid = [line for line in figure.axes[0].lines if line.get_linestyle() == "-"]
    assert len(solid) == lines
    assert any("string" in text for text in texts(figure))


def test_what_has_no_date_stands_under_no_year():
    figure, _ = words.trend_lines(trends(COUNTS, REPORTS, ["减负"]), "en")
    ticks = figure.axes[0].get_xticks()
    assert set(ticks) <= {2024, 2025}
    assert len(ticks)

"""Who set which target for which year, and what came of it."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit import Corpus
from toolkit.analysis.panel import chosen

HEAD = "{year}年澜川市政府工作报告\n——{year}年1月8日在澜川市第五届人民代表大会第三次会议上\n各位代表：\n"
TEXT = (
    HEAD
    + "一、{last}年工作回顾\n{done}\n二、{year}年工作安排\n今年经济社会发展主要预期目标是：{aims}\n"
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    reports = {
        2022: ("地区生产总值增长6.8%。", "地区生产总值增长6.5%左右，粮食产量21亿斤以上，单位地区生产总值能耗下降3%，居民消费价格涨幅3%左右。"),
        2023: (
            "地区生产总值增长6.1%，达到820亿元。粮食产量106万吨。单位地区生产总值能耗下降3.4%。居民消费价格上涨1.9%。",
            "地区生产总值增长5.5%—6%，粮食产量21亿斤，居民收入增长与经济增长同步。提出6.2%的地区生产总值增长目标，有条件。",
        ),
        2024: ("地区生产总值增长5.8%。粮食产量超过21亿斤。", "地区生产总值增长6%以上。"),
    }  # fmt: skip
    for year, (done, aims) in reports.items():
        text = TEXT.format(year=year, last=year - 1, done=done, aims=aims)
        (folder / f"linjiang_{year}.txt").write_text(text, "utf-8")
    return Corpus.parse(folder)


def one(frame, horizon):
    row = frame[frame["horizon"] == horizon]
    assert len(row) == 1
    return row.iloc[0]


def test_a_row_is_a_place_and_horizon(corpus):
    panel = corpus.panel("gdp_growth")
    assert list(panel["horizon"]) == ["2022", "2023", "2024"]
    assert set(panel["place"]) == {"澜川市"}
    assert list(panel["year"]) == [2022, 2023, 2024]


def test_a_year_of_ones_own_may_have_gaps(corpus):
    years = pd.array([2022, None, 2024], dtype="Int64")
    own = Corpus({**corpus.tables, "reports": corpus.reports.assign(year=years)}, corpus.texts)
    assert own.panel("gdp_growth")["year"].tolist() == [2022, 2023, 2024]


HELD = [  # label, comment, indicator, horizon, (outcome, difference, met)
    ("short of it", "左右 gives no leeway", "gdp_growth", "2022", (6.1, -0.4, False)),
    ("within a range", "counted from its lower end", "gdp_growth", "2023", (5.8, 0.3, True)),
    ("no report after it", "so no outcome", "gdp_growth", "2024", (None, None, None)),
    ("another unit", "斤 against 吨", "grain_output", "2022", (2.12e9, 2e7, True)),
    ("an outcome that is open upwards", "it is reached for certain", "grain_output", "2023", (2.1e9, 0, True)),
    ("a fall", "a bigger one is better", "energy_intensity_change", "2022", (3.4, -0.4, True)),
    ("less is better", "prices", "cpi", "2022", (1.9, -1.1, True)),
    ("in words", "nothing to subtract", "resident_income_growth", "2023", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "horizon", "expected"), [case[2:] for case in HELD], ids=[case[0] for case in HELD])  # fmt: skip
def test_what_came_of_it(corpus, indicator, horizon, expected):
    row = one(corpus.panel(indicator), horizon)
    found = tuple(None if pd.isna(row[name]) else row[name] for name in ("outcome", "difference", "met"))  # fmt: skip
    assert found == pytest.approx(expected)


def test_the_others_are_kept_beside(corpus):
    everything = corpus.panel("gdp_growth", candidates=True)
    of_2023 = everything[everything["horizon"] == "2023"]
    assert list(of_2023["value"].fillna(0)) == [0, 6.2]
    assert list(of_2023["chosen"]) == [True, False]
    assert list(of_2023["candidates"]) == [1, 1]


def test_both_rows_lead_back_to_their_words(corpus):
    row = one(corpus.panel("gdp_growth"), "2022")
    document, report = row["document_id"], row["outcome_report_id"]
    assert corpus.texts[document][row["start"] : row["end"]] == "6.5%"
    after = corpus.texts[report.partition("#")[0]]
    assert after[row["outcome_start"] : row["outcome_end"]] == "6.1%"


def test_many_indicators_long_and_wide(corpus):
    names = ["gdp_growth", "cpi", "resident_income_growth"]
    long = corpus.panels(names)
    assert set(long["indicator"]) == set(names)
    wide = corpus.panels(names, wide=True).set_index("horizon")
    assert wide.loc["2022", "gdp_g"] == 6.5
    assert wide.loc["2022", "cpi_out"] == 1.9
    assert wide.loc["2023", "gdp_g"] == 5.75
    assert wide.loc["2023", "income_g_force"] == "none"


def test_an_indicator_that_is_none_is_refused(corpus):
    with pytest.raises(
        ValueError, match=r"no indicator 'gdp'\. Those of the lexicon are: gdp_growth"
    ):
        corpus.panel("gdp")


def test_nothing_gives_the_columns(corpus):
    assert len(corpus.panel("m2_growth")) == 0
    assert list(corpus.panel("m2_growth").columns) == list(corpus.panel("cpi").columns)


def row(indicator_id, start, sentence, numeric=True):
    return {
        "indicator_id": indicator_id,
        "start": start,
        "sentence_id": sentence,
        "numeric": numeric,
    }


CHOICE = [  # label, rows, averages, the one chosen
    ("the first", [row("a", 9, "s"), row("b", 30, "t")], [], "a"),
    ("a number before words", [row("a", 9, "s", numeric=False), row("b", 30, "t")], [], "b"),
    ("an average before a total", [row("a", 9, "s"), row("b", 30, "s")], ["b"], "b"),
    ("where most stand", [row("a", 9, "s"), row("b", 30, "t"), row("c", 40, "t")], [], "b"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "average", "expected"), [case[1:] for case in CHOICE], ids=[case[0] for case in CHOICE])  # fmt: skip
def test_which_row_is_taken(rows, average, expected):
    assert chosen(rows, average)["indicator_id"] == expected
    assert chosen(rows[::-1], average)["indicator_id"] == expected


def test_of_no_rows_none_is_taken():
    assert chosen([]) is None


@pytest.mark.parametrize("wide", [False, True])
def test_stata_reads_it_with_its_labels(corpus, tmp_path, wide):
    frame = corpus.panels(wide=wide)
    corpus.save_panel(frame, tmp_path / "panel.dta")
    with pd.io.stata.StataReader(tmp_path / "panel.dta") as reader:
        again, labels = reader.read(), reader.variable_labels()
    assert list(again.columns) == ["end_" if name == "end" else name for name in frame.columns]
    assert len(again) == len(frame)
    assert labels["horizon"] == "Year or years the target is for"
    assert all(len(name) <= 32 for name in labels)
    assert (tmp_path / "panel.dta").read_bytes()[28:31] == b"118"


def test_excel_reads_it(corpus, tmp_path):
    frame = corpus.panel("gdp_growth")
    for name in ("one.xlsx", "other.xlsx"):
        corpus.save_panel(frame, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "other.xlsx").read_bytes()
    again = pd.read_excel(tmp_path / "one.xlsx", sheet_name=None)
    assert list(again["panel"]["place"]) == list(frame["place"])
    meanings = dict(zip(again["codebook"]["column"], again["codebook"]["meaning"], strict=True))
    assert meanings["difference"] == "Outcome minus target"


def test_a_text_is_no_formula(corpus, tmp_path):
    frame = corpus.panel("gdp_growth").assign(hedge="=1+1")
    corpus.save_panel(frame, tmp_path / "panel.xlsx")
    assert set(pd.read_excel(tmp_path / "panel.xlsx")["hedge"]) == {"'=1+1"}


def test_other_endings_are_refused(corpus, tmp_path):
    with pytest.raises(ValueError, match=r"panel\.ods: a table is written as \.xlsx"):
        corpus.save_panel(corpus.panel("cpi"), tmp_path / "panel.ods")

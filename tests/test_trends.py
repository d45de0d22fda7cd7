"""Rates by time and kind: worked by hand; no date is no point in time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from toolkit.analysis.counted import count_wordings
from toolkit.analysis.intervals import FewReports
from toolkit.analysis.trends import trends as of_groups

pytestmark = pytest.mark.filterwarnings("ignore::toolkit.analysis.intervals.FewReports")

REPORTS = pd.DataFrame(
    {
        "report_id": ["a#1", "a#2", "b#1", "c#1", "d#1"],
        "kind": ["article", "article", "work_report", "article", "work_report"],
        "date": ["2024-05-06", "2024-11", "2025", None, "2025-01-02"],
        "characters": [1_000, 3_000, 2_000, 500, 2_000],
    }
).astype({"date": "string"})
COUNTS = pd.DataFrame(
    [
        ("减负", 1, "a#1", 2),
        ("减负", 2, "a#1", 1),
        ("减负", 1, "a#2", 1),
        ("减负", 1, "c#1", 5),
        ("整治", 1, "b#1", 4),
    ],
    columns=["phrase", "n", "report_id", "frequency"],
)


def trends(counts, reports, phrases, by="year"):
    """Rates of the phrases that a table of counts lists, the others standing nowhere."""
    listed = counts[counts["phrase"].isin(phrases)]
    listed = listed.groupby(["phrase", "report_id"], as_index=False)["frequency"].sum()
    every = pd.MultiIndex.from_product(
        [list(dict.fromkeys(phrases)), REPORTS["report_id"]], names=["phrase", "report_id"]
    )
    table = listed.set_index(["phrase", "report_id"]).reindex(every, fill_value=0).reset_index()
    return of_groups(table.assign(counted="words"), reports, by)


CASES = [
    ("year", "2024", 2, 4, 10.0),
    ("year", "2025", 2, 0, 0.0),
    ("year", None, 1, 5, 100.0),
    ("month", "2024-05", 1, 3, 30.0),
    ("month", "2024-11", 1, 1, 1 / 0.3),
    ("month", None, 2, 5, 20.0),  # b#1 has no month
    ("day", "2024-05-06", 1, 3, 30.0),
    ("kind", "article", 3, 9, 20.0),
    ("kind", "work_report", 2, 0, 0.0),
]


@pytest.mark.parametrize(("by", "group", "reports", "frequency", "rate"), CASES)
def test_rates_by_hand(by, group, reports, frequency, rate):
    table = trends(COUNTS, REPORTS, ["减负"], by)
    row = table[table["group"].isna() if group is None else table["group"] == group].squeeze()
    assert (row["reports"], row["frequency"]) == (reports, frequency)
    assert row["per_10k"] == pytest.approx(rate)


def test_the_interval_is_that_of_leaving_out_one_report_at_a_time():
    """3 in 1,000 and 1 in 3,000 characters: without the first 1 in 3,000, without the other 3 in 1,000."""
    row = trends(COUNTS, REPORTS, ["减负"]).iloc[0]
    left = [np.log((1 + 0.5) / 3_000), np.log((3 + 0.5) / 1_000)]
    spread = max(np.sum((np.array(left) - np.mean(left)) ** 2) / 2, 1 / 4) ** 0.5
    freedom = max(1.0, 4_000**2 / (1_000**2 + 3_000**2) - 1)
    reach = stats.t.ppf(0.975, freedom) * spread
    expected = 10 * np.exp(-reach), min(10 * np.exp(reach), 10_000)  # one for each character
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(expected)


def test_small_groups_are_said():
    with pytest.warns(FewReports, match=r"fewer than 10 reports in 2024 \(2\) and 2025 \(2\)"):
        table = trends(COUNTS, REPORTS, ["减负"])
    assert "one report only in no date" in table.attrs["cautions"][0]


def test_one_report_has_no_interval():
    table = trends(COUNTS, REPORTS, ["减负"], "month")
    assert table.loc[table["reports"] == 1, "ci_low"].isna().all()


def test_what_all_stands_in_one_of_two_reports_has_no_interval():
    counts = COUNTS[COUNTS["phrase"] == "减负"].drop_duplicates("report_id")
    table = trends(counts.head(1), REPORTS, ["减负"])
    assert table.loc[table["frequency"] > 0, "ci_low"].isna().all()


def test_phrases_come_in_the_order_asked_for_and_time_in_its_own():
    table = trends(COUNTS, REPORTS, ["整治", "减负", "整治"])
    assert table["phrase"].tolist() == ["整治"] * 3 + ["减负"] * 3
    assert table["group"].fillna("-").tolist() == ["2024", "2025", "-"] * 2


def test_a_phrase_that_stands_nowhere_has_a_rate_of_zero():
    assert (trends(COUNTS, REPORTS, ["没有"])["frequency"] == 0).all()


def test_nothing_gives_an_empty_table():
    assert trends(COUNTS, REPORTS.head(0), ["减负"]).empty
    assert trends(COUNTS, REPORTS, []).empty


def test_an_unknown_grouping_names_what_there_is():
    with pytest.raises(ValueError, match="year, month, day, kind"):
        trends(COUNTS, REPORTS, ["减负"], "colour")


@pytest.mark.parametrize("by", ["year", "kind"])
def test_the_groups_of_the_samples_add_up(samples, by):
    word = "基层"
    table = samples.trends([word], by)
    whole = samples.phrases.loc[samples.phrases["phrase"] == word, "frequency"].sum()
    assert table["frequency"].sum() == whole > 0
    assert table["reports"].sum() == len(samples.bodies)


COUNTED = [
    ("a word", "基层", "words"),
    ("never cut out as one word", "式主义", "strings"),
    ("with quotation marks", "“四风”", "strings"),
    ("that stands nowhere", "没有这样的话", "strings"),
]


@pytest.mark.parametrize(("why", "wording", "how"), COUNTED, ids=[c[0] for c in COUNTED])
def test_no_wording_is_a_silent_zero(samples, why, wording, how):
    table = samples.trends([wording], "kind")
    assert table["counted"].unique().tolist() == [how]
    if how == "strings":
        assert table["frequency"].sum() == len(samples.kwic(wording))


def test_a_way_of_counting_may_be_asked_for(samples):
    strings = samples.count(["基层"], "strings")
    assert strings["frequency"].sum() == len(samples.kwic("基层"))
    with pytest.raises(ValueError, match="式主义 is not in the table of phrases"):
        samples.count(["式主义"], "words")
    with pytest.raises(ValueError, match="auto, words, strings"):
        samples.count(["基层"], "tokens")
    with pytest.raises(ValueError, match="a list of wordings"):
        count_wordings(samples.bodies, samples.phrase_counts, "基层")


def test_the_counts_of_keyness_are_those_of_the_text(samples):
    longer = samples.phrases.loc[samples.phrases["n"] == 1, "phrase"].max() + "？"
    found = samples.keyness(samples.reports["kind"] == "article", words=["基层", "式主义", longer])
    found = found.set_index("phrase")
    assert found["counted"].to_dict() == {"基层": "words", "式主义": "strings", longer: "strings"}
    both = found.loc["式主义", ["frequency_target", "frequency_reference"]].sum()
    assert both == len(samples.kwic("式主义"))
    assert np.isnan(found.loc[longer, "log_ratio"]) or found.loc[longer].iloc[:2].sum() > 0


def test_a_network_of_what_is_no_word_is_refused(samples):
    with pytest.raises(ValueError, match="式主义 is nowhere"):
        samples.network(["基层", "式主义"])


def test_collocations_of_a_string_say_so(samples):
    assert set(samples.collocations("基层")["counted"]) == {"words"}
    found = samples.collocations("式主义")
    assert len(found) and set(found["counted"]) == {"strings"}


def test_a_year_of_ones_own_and_any_column_group_reports():
    own = REPORTS.assign(year=[2020, 2020, 2021, None, 2021], coast=list("abaab"))
    counts = COUNTS.groupby(["phrase", "report_id"], as_index=False)["frequency"].sum()
    counts = counts.assign(counted="words")
    by_year = of_groups(counts, own, "year")
    assert by_year["group"].dropna().unique().tolist() == ["2020", "2021"]
    assert of_groups(counts, own, "coast")["group"].unique().tolist() == ["a", "b"]
    with pytest.raises(ValueError, match="coast"):
        of_groups(counts, own, "cost")

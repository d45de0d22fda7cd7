"""A corpus of chosen reports: the same rows, consistent, and what spans reports made anew."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from conftest import ROOT
from toolkit import Corpus, pipeline
from toolkit.chosen import mask
from toolkit.tables import tables
from toolkit.tables.schema import TABLES

TARGETS = ROOT / "data" / "samples-targets"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.parse(TARGETS, workers=1)


def ids(corpus: Corpus) -> list[str]:
    return corpus.reports["report_id"].tolist()


# label, how reports are chosen, how many there are then
WAYS = [
    ("a value", {"level": "county"}, 6),
    ("several values", {"year": [2022, 2023]}, 6),
    ("two columns", {"coast": "yes", "year": 2024}, 2),
    ("nothing there", {"above": None}, 3),
    ("a range", {"year": range(2022, 2025)}, 9),
]


@pytest.mark.parametrize("label, values, number", WAYS, ids=[way[0] for way in WAYS])
def test_by_values(corpus: Corpus, label: str, values: dict[str, object], number: int) -> None:
    assert mask(corpus.reports, None, values).sum() == number


def test_by_mask_and_by_ids(corpus: Corpus) -> None:
    reports = corpus.reports
    chosen = reports["year"] > 2022
    assert mask(reports, chosen).equals(mask(reports, reports.loc[chosen, "report_id"]))
    assert mask(reports, "hexi_2022#1").sum() == 1


@pytest.mark.parametrize(
    ("which", "values", "error", "says"),
    [
        (None, {}, ValueError, "Say which reports"),
        (["no#1"], {}, KeyError, "no report 'no#1'"),
        ([True], {}, ValueError, "1 values for 9 reports"),
        (None, {"colour": "red"}, KeyError, "no column 'colour'"),
        (
            None,
            {"level": "village"},
            ValueError,
            "no report has the level 'village'; there are county",
        ),
    ],
)
def test_what_is_not_there_is_said(corpus, which, values, error, says) -> None:
    with pytest.raises(error, match=says):
        mask(corpus.reports, which, values)


def test_all_chosen_is_the_same_corpus(corpus: Corpus) -> None:
    whole = corpus.select(corpus.reports["report_id"])
    for name in TABLES:
        if name != "documents":
            pd.testing.assert_frame_equal(corpus.tables[name], whole.tables[name])


def test_chosen_is_what_parsing_these_files_gives(corpus: Corpus, tmp_path: Path) -> None:
    for path in TARGETS.glob("hexi*.txt"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = pd.read_csv(TARGETS / "metadata.csv")
    fresh = Corpus.parse(tmp_path, workers=1, metadata=table[table["file"].str.startswith("hexi")])
    chosen = corpus.select(place="岚川市禾溪县")
    for name in TABLES:
        if name != "documents":
            a, b = (c.tables[name][TABLES[name].names] for c in (fresh, chosen))
            pd.testing.assert_frame_equal(a, b)


def test_without_is_the_rest(corpus: Corpus) -> None:
    one, other = corpus.select(level="county"), corpus.without(level="county")
    assert sorted([*ids(one), *ids(other)]) == sorted(ids(corpus))
    assert set(other.phrase_counts["report_id"]) <= set(ids(other))
    assert set(other.texts) == {"lanchuan_2022", "lanchuan_2023", "lanchuan_2024"}
    assert "岚川" in set(other.phrases["phrase"]) and "渔港" not in set(other.phrases["phrase"])


def test_chosen_keeps_to_the_schema_and_is_saved(corpus: Corpus, tmp_path: Path) -> None:
    chosen = corpus.select(coast="yes").without(year=2023)
    tables.check(chosen.tables, chosen.texts)
    chosen.save(tmp_path)
    again = Corpus.load(tmp_path)
    assert ids(again) == ids(chosen)
    assert again.reports["coast"].tolist() == ["yes"] * 4
    assert again.documents["reports"].tolist() == [1] * 4


def test_own_columns_are_kept_or_missed_aloud(corpus: Corpus) -> None:
    frames = dict(corpus.tables)
    frames["claims"] = frames["claims"].assign(seen=True)
    frames["phrases"] = frames["phrases"].assign(theme="x")
    mine = Corpus(frames, corpus.texts, corpus.about)
    with pytest.warns(UserWarning, match="phrases is made anew .* without your columns theme"):
        chosen = mine.select(level="county")
    assert chosen.claims["seen"].all()


def test_none_chosen_is_an_empty_corpus(corpus: Corpus) -> None:
    empty = corpus.without(corpus.reports["report_id"])
    assert all(len(empty.tables[name]) == 0 for name in (*pipeline.ACROSS, "reports", "claims"))


def test_part_of_a_file_of_several_reports(samples: Corpus) -> None:
    compendium = samples.reports["document_id"] == "s5_compendium_redacted"
    part = samples.select(compendium & (samples.reports["kind"] != "article"))
    assert len(part.documents) == 1
    assert part.listings["body_id"].isna().all()
    tables.check(part.tables, part.texts)


def test_columns_of_reports_in_any_table(corpus: Corpus) -> None:
    claims = corpus.joined("claims", "place", "year", "kind")
    assert len(claims) == len(corpus.claims)
    assert claims["report_kind"].eq("work_report").all()
    first = claims.iloc[0]
    assert first["report_id"].startswith("hexi") and first["place"] == "岚川市禾溪县"
    with pytest.raises(KeyError, match="no column 'colour'"):
        corpus.joined("claims", "colour")
    with pytest.raises(ValueError, match="phrases has no report_id"):
        corpus.joined("phrases", "place")


def test_numerals_of_a_report_that_was_left_out_are_not_unread(samples: Corpus) -> None:
    several = samples.reports["document_id"].value_counts().index[0]
    first = samples.reports.loc[samples.reports["document_id"] == several, "report_id"].iloc[-1]
    (unread, total), (left, fewer) = (
        corpus.numbers.unread_numerals() for corpus in (samples, samples.without(first))
    )
    assert fewer < total and set(left["start"]) <= set(unread["start"])

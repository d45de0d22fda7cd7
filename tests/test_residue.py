"""Names of another place: residue of copying told from places that have cause to be named."""

import pandas as pd
import pytest
from test_reuse import body

from toolkit.across.compared import Compared
from toolkit.analysis.residue import COLUMNS, residue

COPY = "{}聚焦群众急难愁盼，逐村建立问题台账并限期销号，会议文件数量明显压减，基层负担切实减轻。"
PLACES = pd.DataFrame(
    {
        "report_id": ["d0#1", "d1#1"],
        "place": ["青江市临河县", "青江市石湾县"],
        "province": [None, None],
    }
)


def found(*texts, places=PLACES):
    made = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    return residue(made, places)


CASES = [
    ("the other's name", COPY.format("临河县"), COPY.format("临河县"), [("d1#1", "临河县", "name of the other")]),
    ("each has its own", COPY.format("临河县"), COPY.format("石湾县"), []),
    ("a third one's, where the other has its own", COPY.format("临河县"), COPY.format("双桥县"),
     [("d1#1", "双桥县", "in place of its name")]),
    ("the city both lie in", COPY.format("青江市"), COPY.format("青江市"), []),
    ("named outside what is shared", "临河县经验值得学习。", "本县组织赴临河县考察，收获很大。", []),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other", "expected"), CASES, ids=[c[0] for c in CASES])
def test_names_of_another_place(why, one, other, expected):
    table = found(one, other)
    rows = table[["report_id", "text", "how"]].itertuples(index=False, name=None)
    assert [row for row in rows if row[0] == "d1#1"] == expected


def test_a_row_leads_to_its_words():
    texts = COPY.format("临河县"), "引言。" + COPY.format("临河县")
    row = found(*texts).iloc[0]
    assert texts[1][row["start"] : row["end"]] == "临河县"
    assert (row["place"], row["other_place"]) == ("青江市石湾县", "青江市临河县")


@pytest.mark.parametrize("place", [None, "全国", "青江市"])
def test_nothing_is_said_where_the_place_is_unknown_or_holds_the_other(place):
    places = PLACES.assign(place=["青江市临河县", place])
    table = found(COPY.format("临河县"), COPY.format("临河县"), places=places)
    assert table.empty and list(table.columns) == list(COLUMNS)

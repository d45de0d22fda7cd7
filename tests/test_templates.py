"""Templates: reports made from one model text are one template, what was exchanged is a slot."""

import pytest
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.compared import Compared
from toolkit.across.templates import find_templates


def templates(*texts):
    held = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    rows, places = find_templates(held)
    return rows, [(place["report_id"], place["slots"]) for place in places]


@pytest.mark.parametrize(
    ("label", "old", "new", "wording", "fillers"),
    [
        ("a number", "86块", "73块", "牌子⟨N⟩块", "86 73"),
        ("a number is a slot as a whole", "86块", "80块", "牌子⟨N⟩块", "86 80"),
        ("a number grown by a digit", "37项", "371项", "制度⟨N⟩项", "37 371"),
        ("blacked out", "86块", "XX块", "牌子⟨N⟩块", "86 XX"),
        ("a name", "村级减负", "社区减负", "作为为⟨…⟩减负", "村级 社区"),
        (
            "words put in",
            "逐村逐室",
            "组织专班逐村逐室",
            "上半年⟨…⟩村逐室",
            "逐 组织专班逐",
        ),
    ],
)
def test_what_is_exchanged_is_a_slot(label, old, new, wording, fillers):
    rows, places = templates(BEFORE + PASSAGE, PASSAGE.replace(old, new) + AFTER)
    assert len(rows) == 1, label
    assert rows[0]["slots"] == 1, rows[0]["template"]
    assert wording in rows[0]["template"]
    assert [filler for _, filler in places] == fillers.split(), label


@pytest.mark.parametrize(
    ("label", "texts"),
    [
        ("the same wording is no template", (PASSAGE, BEFORE + PASSAGE)),
        ("nothing shared", (BEFORE, AFTER)),
        ("one report", (PASSAGE + PASSAGE.replace("86", "73"),)),
        ("no report", ()),
    ],
)
def test_what_is_no_template(label, texts):
    assert templates(*texts) == ([], []), label


def test_many_variants_are_one_template():
    """Also those that are too far apart to be held against each other."""
    variants = [
        PASSAGE.replace("86", str(100 + at)).replace("37", str(20 + at)) for at in range(30)
    ]
    rows, places = templates(*variants)
    assert [(row["places"], row["reports"], row["slots"]) for row in rows] == [(30, 30, 2)]
    assert "牌子⟨N⟩块，压减上墙制度⟨N⟩项" in rows[0]["template"]
    assert places == [(f"d{at}#1", f"{100 + at} | {20 + at}") for at in range(30)]


def test_a_variant_without_a_part_says_so():
    shorter = PASSAGE.replace("，压减上墙制度37项", "")
    rows, places = templates(
        PASSAGE, PASSAGE.replace("37", "29"), PASSAGE.replace("37", "31"), shorter
    )
    assert rows[0]["places"] == 4
    assert [filler for _, filler in places][:3] == ["37", "29", "31"]
    assert "37" not in places[3][1]


def test_the_samples_walk_back(samples):
    """Between two fixed stretches of a place stands what the table says."""
    assert len(samples.templates)
    for row in samples.template_places.itertuples():
        raw = samples.texts[row.report_id.rpartition("#")[0]][row.start : row.end]
        plain = "".join(raw.split())
        fillers = [f for f in row.slots.split(" | ") if f != "∅"]
        assert sum(filler in plain for filler in fillers) >= 0.8 * len(fillers)
    assert len(samples.show(samples.templates.iloc[0]).excerpts) >= 2


def test_marks_around_slots_stay_in_the_wording():
    rows, _ = templates(BEFORE + PASSAGE, PASSAGE.replace("86块", "73块") + AFTER)
    assert "牌子⟨N⟩块，压减" in rows[0]["template"]


def test_the_mark_that_opens_a_template_is_in_its_wording():
    texts = ["甲《" + PASSAGE, "乙《" + PASSAGE.replace("86", "73")]
    rows, _ = templates(*texts)
    assert rows[0]["template"].startswith("《河坝镇")

"""Containment: a share with a direction, exact and in spite of damage."""

import pytest
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across import compared, reuse
from toolkit.across.compared import Compared
from toolkit.across.letters import letters
from toolkit.analysis.containment import containment


def table(*texts):
    found = containment(Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)]))
    pairs = zip(found["report_a"].str[1], found["report_b"].str[1], strict=True)
    values = zip(found["share"], found["longest"], strict=True)
    return dict(zip((a + b for a, b in pairs), values, strict=True))


def size(text):
    return letters([text]).size(0)


SAME = "对照检查清单逐条逐项抓好整改"  # 14 letters


@pytest.mark.parametrize(
    ("label", "a", "b", "share", "longest"),
    [
        ("all of a in b", SAME, BEFORE + SAME, 1.0, 14),
        ("half of it", SAME + BEFORE[:14], SAME, 0.5, 14),
        ("eleven letters are no passage", SAME[:11] + "甲", SAME[:11] + "乙", 0.0, 0),
        ("twice in a", SAME + "，" + SAME, SAME, 1.0, 14),
        ("marks and lines do not count", SAME[:6] + "\n，" + SAME[6:], SAME, 1.0, 14),
        (
            "overlapping passages count once",
            SAME + "甲乙丙",
            SAME[:13] + "丁。" + SAME[1:] + "戊",
            14 / 17,
            13,
        ),
        ("nothing shared", BEFORE, AFTER, 0.0, 0),
        ("an empty report", "", SAME, 0.0, 0),
    ],
)
def test_share_and_longest(label, a, b, share, longest):
    found = table(a, b)["01"]
    assert found == (pytest.approx(share, abs=1e-6), longest), label


def test_it_has_a_direction():
    excerpt, source = PASSAGE, BEFORE + PASSAGE + AFTER * 3
    found = table(excerpt, source)
    assert found["01"][0] == 1
    assert found["10"][0] == pytest.approx(size(PASSAGE) / size(source), abs=1e-6)


def test_every_ordered_pair_has_a_row():
    assert set(table(SAME, BEFORE, AFTER)) == {"01", "02", "10", "12", "20", "21"}


def test_damage_costs_only_what_it_damages():
    """A letter misread in every clause: no exact passage is long, yet most of it is contained."""
    damaged = "".join(c if at % 7 else "口" for at, c in enumerate(PASSAGE))
    share, longest = table(damaged, PASSAGE)["01"]
    assert longest == 0
    assert 0.7 < share < 0.95


@pytest.mark.parametrize("texts", [[], ["甲"]])
def test_fewer_than_two_reports(texts):
    found = containment(Compared([body("d#1", text) for text in texts]))
    assert list(found.columns) == ["report_a", "report_b", "share", "longest"]
    assert found.empty


def test_the_excerpt_is_contained_in_the_scan(real):
    """The bar: 0.88 in spite of page marks, lost punctuation and misread characters."""
    found = real.containment()
    sides = found["report_a"].str[:3] + found["report_b"].str[:3]
    assert found[sides == "001000"]["share"].max() >= 0.88
    assert found[sides == "000001"]["share"].max() < 0.4


def test_reports_are_aligned_once(monkeypatch):
    """However many questions are asked of them."""
    calls = []
    monkeypatch.setattr(compared, "align", lambda *given: calls.append(given) or [])
    held = Compared([body("d0#1", PASSAGE), body("d1#1", PASSAGE)])
    containment(held)
    reuse.find_reuse(held)
    containment(held)
    assert len(calls) == 1

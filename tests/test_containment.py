"""Containment: a share with a direction, exact and in spite of damage."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across import compared, reuse, sharing
from toolkit.across.compared import Compared
from toolkit.across.letters import letters
from toolkit.analysis.containment import containment


def table(*texts, **settings):
    held = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    found = containment(held, **settings)
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
    assert table(damaged, PASSAGE)["01"] == (0, 0)
    share, longest = table(damaged, PASSAGE, near=True)["01"]
    assert longest == 0
    assert 0.7 < share < 0.95


def test_near_passages_add_to_exact_ones():
    """What is the same in both is no less with them, and no letter counts twice."""
    damaged = PASSAGE[:30] + "口" + PASSAGE[31:]
    exact, near = (table(damaged, PASSAGE, near=near)["01"][0] for near in (False, True))
    assert exact == near == pytest.approx(1 - 1 / size(PASSAGE), abs=1e-6)


def brute(texts, least):
    """(share, longest) by looking for every stretch of one text in the other."""
    for a, b in permutations(range(len(texts)), 2):
        covered = set()
        longest = 0
        for start in range(len(texts[a])):
            for end in range(start + least, len(texts[a]) + 1):
                if texts[a][start:end] not in texts[b]:
                    break
                covered |= set(range(start, end))
                longest = max(longest, end - start)
        yield f"{a}{b}", (round(len(covered) / max(1, len(texts[a])), 6), longest)


@settings(max_examples=150)
@given(st.lists(st.text("甲乙丙", max_size=30), max_size=6), st.integers(2, 5))
def test_equal_to_brute_force(texts, least):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compared, "LEAST", least)
        patch.setattr(sharing, "LEAST", least)
        assert table(*texts) == dict(brute(texts, least))


def test_more_reports_than_are_held_against_each_other_at_a_time(monkeypatch):
    """Rows of 64 bits: three blocks of reports, and a report of each block holds the passage."""
    monkeypatch.setattr(sharing, "WORDS", 1)
    names = [chr(0x4E00 + at) for at in range(150)]
    texts = [name + SAME + name if at % 70 == 3 else name * 5 for at, name in enumerate(names)]
    found = containment(Compared([body(f"d{at:03d}#1", text) for at, text in enumerate(texts)]))
    holding = found[found["share"] > 0]
    pairs = set(zip(holding["report_a"], holding["report_b"], strict=True))
    assert pairs == set(permutations(["d003#1", "d073#1", "d143#1"], 2))
    assert set(holding["share"]) == {0.875}


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
    monkeypatch.setattr(compared, "align_runs", lambda *given: calls.append(given) or [])
    held = Compared([body("d0#1", PASSAGE), body("d1#1", PASSAGE)])
    containment(held, near=True)
    reuse.find_reuse(held)
    containment(held, near=True)
    assert len(calls) == 1

"""Near-identical short sentences, whole words at the ends of passages, and copies of reports."""

from dataclasses import replace

import pytest
from test_reuse import AFTER, BEFORE, PASSAGE, body

from toolkit.across.align import FARTHEST, Aligned
from toolkit.across.body import Span
from toolkit.across.compared import Compared
from toolkit.across.copies import find_copies
from toolkit.across.whole_words import Edges, snapped


def bodies(*texts):
    """Reports of sentences that end at a full stop."""
    made = []
    for at, text in enumerate(texts):
        spans, start = [], 0
        for sentence in text.split("。"):
            spans.append(Span(f"d{at}.{start}", start, start + len(sentence)))
            start += len(sentence) + 1
        made.append(replace(body(f"d{at}#1", text), sentences=spans))
    return made


def sides(compared):
    sequence = compared.sequence
    return [
        (sequence.wording(pair.start_a, pair.end_a), sequence.wording(pair.start_b, pair.end_b))
        for pair in compared.aligned
    ]


SENTENCES = [
    ("a word exchanged", "逐村建立问题台账并限期销号", "逐村建立整改台账并限期销号", True),
    ("a number exchanged", "全年压减各类会议38个以上", "全年压减各类会议41个以上", True),
    ("a word put in", "对督查事项实行清单管理", "对全部督查事项实行清单管理", True),
    (
        "the same: a repeat, if anything",
        "逐村建立问题台账并限期销号",
        "逐村建立问题台账并限期销号",
        False,
    ),
    ("one goes on", "逐村建立问题台账", "逐村建立问题台账并由镇纪委每月抽查一次结果公开", False),
    ("only a formula in common", "把减负作为重要政治任务抓好", "会议作为重要政治任务的议题", False),
    ("shorter than ten letters", "台账限期销号了", "台账按期销号了", False),
]


@pytest.mark.parametrize(("why", "one", "other", "found"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_short_sentences_that_are_nearly_the_same(why, one, other, found):
    pairs = sides(Compared(bodies(f"{BEFORE}。{one}。", f"{other}。{AFTER}")))
    assert pairs == ([(one, other)] if found else [])


def test_a_sentence_of_a_longer_passage_is_no_pair_of_its_own():
    changed = PASSAGE.replace("86", "73")
    assert len(sides(Compared(bodies(PASSAGE, changed)))) == 1


def test_a_passage_is_held_against_more_than_eight_others():
    texts = [PASSAGE.replace("86", f"{at + 100}") for at in range(14)]
    compared = Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)])
    assert 14 * FARTHEST >= 14 * 13 / 2
    owner = compared.sequence.owner
    found = {(int(owner[p.start_a]), int(owner[p.start_b])) for p in compared.aligned}
    assert len(found) == 14 * 13 / 2


@pytest.mark.parametrize(
    ("why", "one", "other", "shared"),
    [
        ("a word begins before it", "加强台账管理制度", "严格台账管理制度", "台账管理制度"),
        ("half of a word at the front", "干部台账管理制度", "内部台账管理制度", "台账管理制度"),
        ("half of a word at the end", "台账管理制度", "台账管理制成", "台账管理"),
        ("half of a number", "台账管理15", "台账管理18", "台账管理"),
    ],
)
def test_passages_end_at_whole_words_and_numbers(why, one, other, shared):
    """The pair begins where the letters begin to agree, and ends where they cease to."""
    compared = Compared(bodies(one, other))
    alike = [a == b for a, b in zip(one, other, strict=False)]
    front = alike.index(True)
    size = alike.index(False, front) - front if False in alike[front:] else len(one) - front
    start = int(compared.sequence.starts[1])
    pair = Aligned(
        front, front + size, start + front, start + front + size, ((front, start + front, size),)
    )

    def cut(text):
        words = ("加强", "严格", "干部", "内部", "台账", "管理", "制度", "制成", "15", "18")
        found = []
        while text:
            word = next((w for w in words if text.startswith(w)), text[0])
            found.append(word)
            text = text[len(word) :]
        return found

    found = snapped(pair, Edges(compared.sequence, compared.bodies, cut))
    assert compared.sequence.wording(found.start_a, found.end_a) == shared


COPIES = [
    ("nothing in common", [BEFORE, AFTER], {}),
    ("one stands in the other", [BEFORE + PASSAGE + AFTER, PASSAGE], {"d1#1": "d0#1"}),
    ("the shorter is the copy wherever it stands", [PASSAGE, PASSAGE + AFTER], {"d0#1": "d1#1"}),
    ("the same text: the earlier stays", [PASSAGE, PASSAGE], {"d1#1": "d0#1"}),
    ("three times", [PASSAGE, PASSAGE, PASSAGE], {"d1#1": "d0#1", "d2#1": "d0#1"}),
    ("with its numbers changed", [PASSAGE, PASSAGE.replace("86", "73")], {"d1#1": "d0#1"}),
    ("only half of it", [PASSAGE + AFTER, PASSAGE + BEFORE * 3], {}),
    ("an empty report", ["", PASSAGE], {}),
    ("none", [], {}),
]


@pytest.mark.parametrize(("why", "texts", "expected"), COPIES, ids=[c[0] for c in COPIES])
def test_reports_that_stand_in_another(why, texts, expected):
    found = find_copies(Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)]))
    assert {report: other for report, (other, _) in found.items()} == expected
    assert all(0.9 <= share <= 1 for _, share in found.values())


def test_copies_are_left_out_and_told(real):
    copies = real.copies()
    assert copies["report_id"].str.startswith("001").any()
    without = real.without_copies()
    assert len(without.reports) == len(real.reports) - len(copies)
    assert without.copies().empty
    assert without.without_copies() is without

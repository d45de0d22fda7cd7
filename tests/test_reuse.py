"""Reuse: near-identical passages aligned, with what differs; formulae are not passages."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.across import reuse
from toolkit.across.align import LEAST, align
from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.letters import letters
from toolkit.extract.text import Edit, Text

PASSAGE = (
    "河坝镇把清理挂牌作为为村级减负的突破口，上半年逐村逐室登记造册，共摘除各类牌子86块，"
    "压减上墙制度37项，村均节约制作费用1.5万元，腾出的房间全部改作便民服务室。"
)
BEFORE = "青石县去年对所辖乡镇的服务场所作过一次摸底。"
AFTER = "下一步将对照台账回访三遍，防止反弹。"


def body(name, raw, edits=()):
    text = Text(raw, edits)
    return Body(name, text, 0, text.clean, [], [])


def pairs(*texts):
    return reuse.find_reuse(Compared([body(f"d{at}#1", text) for at, text in enumerate(texts)]))


@pytest.mark.parametrize(
    ("label", "old", "new", "expected"),
    [
        ("nothing changed", "", "", None),
        ("another mark only", "，共摘除", "；共摘除", None),
        ("a number", "牌子86块", "牌子73块", "86→73"),
        ("a number is named whole", "牌子86块", "牌子80块", "86→80"),
        ("a number grown by a digit", "制度37项", "制度371项", "37→371"),
        ("a decimal keeps its point", "1.5万元", "2.5万元", "1.5→2.5"),
        ("a number blacked out", "牌子86块", "牌子XX块", "86→XX"),
        ("a place", "河坝镇", "柳林镇", None),  # it stands at the very edge: not part of it
        ("a place inside", "村级减负", "社区减负", "村级→社区"),
        ("words put in", "逐村逐室登记", "组织专班逐村逐室登记", "+组织专班"),
        ("words left out", "逐村逐室登记造册，", "", "-逐村逐室登记造册"),
        ("a character", "突破口", "切入口", "突破→切入"),
    ],
)
def test_differences_are_spelled_out(label, old, new, expected):
    changed = PASSAGE.replace(old, new) if old else PASSAGE
    found = pairs(BEFORE + PASSAGE, changed + AFTER)
    assert [row["differences"] for row in found] == [expected], label


def test_several_differences_in_their_order():
    changed = PASSAGE.replace("86", "73").replace("上墙", "").replace("37", "29")
    (row,) = pairs(PASSAGE, changed)
    assert row["differences"] == "86→73; -上墙; 37→29"


def test_similarity_is_that_of_the_schema():
    """Twice the letters that match, divided by those of both passages."""
    (row,) = pairs(PASSAGE, PASSAGE.replace("86", "7"))
    size = letters([PASSAGE]).size(0)
    assert row["similarity"] == round(2 * (size - 2) / (size + size - 1), 4)


@pytest.mark.parametrize(
    ("label", "a", "b"),
    [
        ("unrelated", BEFORE + AFTER, PASSAGE),
        (
            "a formula only",
            "要深入整治形式主义为基层减负，" + BEFORE,
            "坚持整治形式主义为基层减负。" + AFTER,
        ),
        ("shorter than a passage", PASSAGE[:24], PASSAGE[:24]),
        ("the same report twice over is no reuse", PASSAGE + BEFORE + PASSAGE, AFTER),
        ("every other character another", PASSAGE, "".join(c + "乙" for c in PASSAGE[::2])),
        ("nothing", "", ""),
        ("marks only", "，。！" * 50, "，。！" * 50),
    ],
)
def test_what_is_no_reuse(label, a, b):
    assert pairs(a, b) == [], label


def test_spans_walk_back_past_page_marks():
    raw = BEFORE + PASSAGE[:30] + "\n12、" + PASSAGE[30:]
    mark = len(BEFORE) + 30
    bodies = [
        body("a#1", raw, [Edit(mark, mark + 4, "", "page_mark")]),
        body("b#1", PASSAGE + AFTER),
    ]
    (row,) = reuse.find_reuse(Compared(bodies))
    assert raw[row["start_a"] : row["end_a"]] == raw[len(BEFORE) : -1]
    assert (row["start_b"], row["end_b"]) == (0, len(PASSAGE) - 1)


def test_a_passage_moved_elsewhere_is_found():
    """Two passages in another order are two pairs: what difflib cannot see."""
    other = "枫桥乡把会议纪律写进考勤办法，全年压减会议41场，平均会期由95分钟降到50分钟，未再要求村干部陪会。"
    found = pairs(PASSAGE + BEFORE + other, other + AFTER + PASSAGE)
    assert len(found) == 2
    assert all(row["similarity"] == 1 for row in found)


def test_three_reports_give_three_pairs():
    found = pairs(*[PASSAGE.replace("86", n) for n in ("86", "73", "91")])
    assert [(row["report_a"], row["report_b"]) for row in found] == [
        ("d0#1", "d1#1"),
        ("d0#1", "d2#1"),
        ("d1#1", "d2#1"),
    ]
    assert [row["reuse_id"] for row in found] == ["u0001", "u0002", "u0003"]


def noisy(passage, share, rng):
    """A passage with a share of its characters replaced, left out or added to."""
    out = []
    for char in passage:
        kept = rng.random() >= share
        out.append(
            char if kept else rng.choice([rng.choice(passage), "", char + rng.choice(passage)])
        )
    return "".join(out)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.1, 0.2])
def test_planted_passages_are_found_whole(share):
    """At least nine letters in ten of a noisy copy, and little beside it."""
    rng = random.Random(f"reuse {share}")
    alphabet = [chr(0x4E00 + at) for at in range(1500)]
    source = "".join(rng.choices(alphabet, k=4000))
    found = true = right = 0
    for at in range(100, 3700, 300):
        host = "".join(rng.choices(alphabet, k=1500))
        copy = noisy(source[at : at + 200], share, rng)
        sequence = letters([source, host[:700] + copy + host[700:]])
        planted = range(len(source) + 1 + 700, len(source) + 1 + 700 + len(copy))
        true += len(copy)
        for pair in align(sequence):
            found += pair.end_b - pair.start_b
            right += len(set(range(pair.start_b, pair.end_b)) & set(planted))
    assert right >= 0.9 * true
    assert right >= 0.95 * found


@settings(max_examples=60)
@given(st.lists(st.text("甲乙丙丁，", max_size=120), max_size=3))
def test_blocks_agree_and_keep_their_order(texts):
    sequence = letters(texts)
    for pair in align(sequence):
        assert sequence.owner[pair.start_a] < sequence.owner[pair.start_b]
        assert min(pair.end_a - pair.start_a, pair.end_b - pair.start_b) >= LEAST
        reached_a, reached_b = pair.start_a, pair.start_b
        for a, b, n in pair.blocks:
            assert a >= reached_a and b >= reached_b and n > 0
            assert sequence.wording(a, a + n) == sequence.wording(b, b + n)
            reached_a, reached_b = a + n, b + n
        assert (reached_a, reached_b) == (pair.end_a, pair.end_b)
        assert 0 < pair.similarity <= 1


@pytest.mark.parametrize(
    ("label", "texts"),
    [
        ("one character", ["甲" * 60_000, "甲" * 60_000]),
        ("a period", ["甲乙丙" * 20_000, "乙丙甲" * 20_000]),
        ("numerals in order", ["一二三四" * 15_000, "一二三" * 15_000]),
        ("digits", ["0123456789" * 6_000] * 3),
        ("a line many times", [AFTER * 2_000, AFTER * 2_000]),
    ],
)
def test_hostile_texts_end_soon(label, texts):
    assert pairs(*texts) is not None


def test_real_excerpt_is_aligned_with_its_source(real):
    longest = max(real.reuse.itertuples(), key=lambda row: row.end_a - row.start_a)
    assert {longest.report_a[:3], longest.report_b[:3]} == {"000", "001"}
    assert longest.similarity > 0.98


def test_seeds_in_bands_are_the_same_as_all_at_once(monkeypatch):
    texts = [BEFORE + PASSAGE, PASSAGE.replace("86", "15") + AFTER, AFTER + PASSAGE[:60] + BEFORE]
    whole = align(letters(texts))
    monkeypatch.setattr("toolkit.across.align.AT_A_TIME", 50)
    assert align(letters(texts)) == whole != []

"""Repeats: all maximal repeats of letters and numbers, equal to brute force, and nothing else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.across import compared, repeats
from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.letters import letters
from toolkit.extract.text import Edit, Text
from toolkit.tables.tables import frame

TWO = ("repeats", "repeat_occurrences")


def body(name, raw, edits=()):
    text = Text(raw, edits)
    return Body(name, text, 0, text.clean, [], [])


def bodies(*texts):
    return [body(f"d{at}#1", text) for at, text in enumerate(texts)]


def plain(text):
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN")


def brute(texts, least):
    """Every maximal repeat by looking at every stretch: text -> its places (text, first letter)."""
    places = {}
    wordings = [plain(text) for text in texts]
    for number, wording in enumerate(wordings):
        for start in range(len(wording)):
            for end in range(start + least, len(wording) + 1):
                places.setdefault(wording[start:end], []).append((number, start))

    def neighbours(passage, side):
        for number, start in places[passage]:
            at = start - 1 if side < 0 else start + len(passage)
            inside = 0 <= at < len(wordings[number])
            yield wordings[number][at] if inside else (number, side)

    return {
        passage: found
        for passage, found in places.items()
        if len(found) > 1 and all(len(set(neighbours(passage, side))) > 1 for side in (-1, 1))
    }


def tables(*given):
    """What find_repeats says, as rows."""
    columns = repeats.find_repeats(Compared(list(given)))
    return tuple(frame(name, c).to_dict("records") for name, c in zip(TWO, columns, strict=True))


def found(texts):
    """What find_repeats says, in the form of ``brute``, from its raw spans."""
    rows, places = tables(*bodies(*texts))
    text_of = {row["repeat_id"]: row["text"] for row in rows}
    result = {row["text"]: [] for row in rows}
    assert len(result) == len(rows)
    for place in places:
        number = int(place["report_id"][1:].partition("#")[0])
        start, end = place["start"], place["end"]
        assert plain(texts[number][start:end]) == text_of[place["repeat_id"]]
        assert plain(texts[number][start]) and plain(texts[number][end - 1])
        result[text_of[place["repeat_id"]]].append((number, len(plain(texts[number][:start]))))
    for row in rows:
        assert row["characters"] == len(row["text"])
        assert row["occurrences"] == len(result[row["text"]])
        assert row["reports"] == len({number for number, _ in result[row["text"]]})
    return result


@pytest.fixture
def short(monkeypatch):
    """Repeats of three letters or more, so that small texts hold many."""
    monkeypatch.setattr(compared, "LEAST", 3)


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("label", "texts"),
    [
        ("one character repeated", ["甲" * 40]),
        ("one character repeated in two reports", ["甲" * 17, "甲" * 23]),
        ("a period of two", ["甲乙" * 20]),
        ("a period of three, cut off", ["甲乙丙" * 9 + "甲"]),
        ("many copies", ["要求各镇街限期整改"] * 12),
        ("copies that differ at the end", ["要求各镇街限期整改" + c for c in "甲乙丙丁"]),
        ("copies that differ in the middle", ["严格审核" + c + "限期整改" for c in "甲乙丙"]),
        ("one inside another", ["各镇街限期整改", "限期整改", "街限期整"]),
        ("runs of different length", ["甲" * n + "乙" for n in range(1, 9)]),
        ("Fibonacci word", ["abaababaabaababaababaabaababaabaab"]),
        ("de Bruijn sequence", ["aaaabaabbababbbb" * 2]),
        ("nothing twice", ["甲乙丙丁戊", "己庚辛壬癸"]),
        ("empty texts", ["", "", "甲乙丙"]),
        ("no letters at all", ["，。！", "……"]),
        ("marks between letters", ["甲，乙。丙丁", "甲乙\n丙 丁"]),
        ("numbers of all kinds", ["第１２3½Ⅳ条", "第１２3½Ⅳ条款"]),
        ("letters beyond the first plane", ["𠀀𠀁𠀂乙", "𠀀𠀁𠀂甲"]),
        ("combining marks do not count", ["e\u0301gal", "egal"]),
    ],
)
def test_equal_to_brute_force(label, texts):
    assert found(texts) == brute(texts, 3), label


@pytest.mark.usefixtures("short")
@settings(max_examples=150)
@given(st.lists(st.text("甲乙丙，", max_size=30), max_size=4))
def test_equal_to_brute_force_on_random_texts(texts):
    assert found(texts) == brute(texts, 3)


@settings(max_examples=30)
@given(st.integers(1, 6), st.lists(st.integers(0, 25), min_size=1, max_size=8))
def test_equal_to_brute_force_on_copies_cut_anywhere(copies, cuts):
    passage = "各部门要在规定时限内逐项对照清单完成自查自纠工作"
    texts = [passage[cut:] + "；" + passage * copies for cut in cuts]
    assert found(texts) == brute(texts, 12)


SAME = "对照检查清单逐条逐项抓好整改"  # 14 letters


@pytest.mark.parametrize(
    ("label", "texts", "expected"),
    [
        ("in two reports", ["一要" + SAME + "。", "二是" + SAME + "！"], [SAME]),
        ("in one report", [SAME + "。甲。" + SAME], [SAME]),
        ("eleven letters are too few", [SAME[:11] + "甲", SAME[:11] + "乙"], []),
        ("twelve are enough", [SAME[:12] + "甲", SAME[:12] + "乙"], [SAME[:12]]),
        ("marks and spaces do not count", [SAME[:5] + "，\n" + SAME[5:], SAME], [SAME]),
        ("a full-width digit is another", ["１２3" + SAME, "123" + SAME], ["3" + SAME]),
        ("no passage crosses reports", [SAME[:7], SAME[7:], SAME], []),
        ("the longer one stands for what is in it", ["甲" + SAME, "甲" + SAME], ["甲" + SAME]),
        (
            "a part with places of its own is listed too",
            ["甲" + SAME, "甲" + SAME, "乙" + SAME],
            ["甲" + SAME, SAME],
        ),
    ],
)
def test_what_is_listed(label, texts, expected):
    rows, _ = tables(*bodies(*texts))
    assert [row["text"] for row in rows] == expected, label


def test_places_walk_back_to_the_raw_text():
    """A page mark inside a passage is part of its raw span, one beside it is not."""
    raw = SAME[:6] + "\n- 7 -\n" + SAME[6:] + "。"
    texts = [
        body("a#1", raw, [Edit(6, 13, "", "page_mark")]),
        body("b#1", "- 8 -" + SAME, [Edit(0, 5, "", "page_mark")]),
    ]
    rows, places = tables(*texts)
    assert [(p["report_id"], p["start"], p["end"]) for p in places] == [
        ("a#1", 0, 21),
        ("b#1", 5, 19),
    ]
    assert rows[0]["text"] == SAME


def test_ids_sort_in_reading_order():
    passages = [chr(0x4E00 + 40 * at) + SAME for at in range(12)]
    rows, places = tables(*bodies("。".join(passages), "！".join(passages)))
    ids = [row["repeat_id"] for row in rows]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    firsts = {}
    for place in places:
        firsts.setdefault(place["repeat_id"], place["start"])
    assert list(firsts) == ids
    assert list(firsts.values()) == sorted(firsts.values())


def test_the_same_whatever_the_texts_are_called():
    texts = ["一要" + SAME, "二要" + SAME]
    (first, _), (second, _) = (
        tables(*[body(name + str(at), t) for at, t in enumerate(texts)]) for name in ("x", "报告")
    )
    assert first == second


def test_a_text_that_repeats_without_end_is_cut_short_with_a_warning():
    """Its repeats would take half a million million places; what it shares is still found."""
    texts = ["甲" * 200_000, "一要" + SAME, "二要" + SAME]
    with pytest.warns(UserWarning, match="not listed") as warned:
        rows, places = tables(*bodies(*texts))
    assert len(warned) == 2  # the longest passages, and the places of others
    shared = {row["repeat_id"]: row for row in rows if SAME in row["text"]}
    assert [row["occurrences"] for row in shared.values()] == [2]
    assert [p["report_id"] for p in places if p["repeat_id"] in shared] == ["d1#1", "d2#1"]
    most = compared.PLACES + compared.PLACES_PER_LETTER * 200_100
    assert 0.9 * most < len(places) <= most
    counted = max(rows, key=lambda row: row["occurrences"])
    assert counted["occurrences"] == 200_000 - counted["characters"] + 1  # though not listed


def test_no_reports_at_all():
    assert tables() == ([], [])


@given(st.text())
def test_letters_are_the_categories_l_and_n(text):
    sequence = letters([text])
    assert sequence.wording(0, sequence.size(0)) == plain(text)
    assert "".join(text[at] for at in sequence.offset[:-1].tolist()) == plain(text)


def test_real_texts_share_one_long_passage(real):
    """001 is cut out of 000: its whole body but for a few letters is one repeat."""
    longest = real.repeats.sort_values("characters", ascending=False).iloc[0]
    assert longest["characters"] > 2000
    places = real.repeat_occurrences[real.repeat_occurrences["repeat_id"] == longest["repeat_id"]]
    assert {r[:3] for r in places["report_id"]} == {"000", "001"}


def test_real_repeats_equal_brute_force(real):
    """Every window of twelve letters that stands twice lies in a listed repeat, and no other."""
    wordings = [plain(b.text) for b in real.bodies]
    places = {}
    for number, wording in enumerate(wordings):
        for start in range(len(wording) - 11):
            places.setdefault(wording[start : start + 12], []).append((number, start))
    twice = {window for window, found in places.items() if len(found) > 1}
    listed = {text[at : at + 12] for text in real.repeats["text"] for at in range(len(text) - 11)}
    assert listed == twice

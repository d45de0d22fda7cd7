"""Frames: wording around a slot whose filling changes; no fragments, no function words alone."""

import re

import pytest
from bodies import rows_of as listed

from toolkit.across.body import Body, Span
from toolkit.across.clauses import NUMERAL, cut_once
from toolkit.across.frame import entropy, log_dice
from toolkit.across.frames import find_frames
from toolkit.across.frames_lexicon import pattern_of
from toolkit.across.tokens import cut
from toolkit.extract.text import Edit, Text

CLAIM = re.compile(r"(?<![\dx.])[\dx]+(?:\.[\dx]+)?(?:%|个百分点|[万亿]元|[个份次块名件项])")


def body(name, raw, edits=()):
    """A body with sentences at every 。 and claims where a number has a unit."""
    text = Text(raw, edits)
    sentences = [
        Span(f"{name}.t{at:04d}", m.start(), m.end())
        for at, m in enumerate(re.finditer(r"[^。]+。?", text.clean), 1)
    ]
    claims = [Span(f"{name}.c{m.start()}", *m.span()) for m in CLAIM.finditer(text.clean)]
    return Body(name, text, 0, text.clean, sentences, claims)


def rows_of(*bodies):
    rows, matches = find_frames(bodies, cut_once(bodies, cut)[1])
    return rows, listed(matches)


def found(*texts):
    frames, matches = rows_of(*(body(f"d{at}#1", text) for at, text in enumerate(texts)))
    by_id = {frame["frame_id"]: frame["frame"] for frame in frames}
    places = {frame["frame"]: [] for frame in frames}
    for match in matches:
        places[by_id[match["frame_id"]]].append(match)
    assert len(places) == len(frames)  # no wording stands twice
    keys = [(m["frame_id"], m["sentence_id"], m["start"]) for m in matches]
    assert len(set(keys)) == len(keys)
    return {frame["frame"]: frame for frame in frames}, places


FRESH = ["桥头", "柳林", "石坪", "松岭", "河坝", "枫桥"]  # invented towns
NUMBERS = ["12", "7", "3", "26"]


@pytest.mark.parametrize(
    ("label", "texts", "frame", "slots"),
    [
        (
            "a number between the same words",
            [f"{town}镇清退借用场地{n}个。" for town, n in zip(FRESH, NUMBERS, strict=False)],
            "清退借用场地⟨N⟩个",
            NUMBERS,
        ),
        (
            "a redacted number is a number",
            [
                f"{town}镇清退借用场地{n}个。"
                for town, n in zip(FRESH, ["12", "xx", "3"], strict=False)
            ],
            "清退借用场地⟨N⟩个",
            ["12", "xx", "3"],
        ),
        (
            "two numbers",
            [
                f"{town}镇场地由{n}个压缩到{m}个。"
                for town, n, m in zip(FRESH, NUMBERS, "1234", strict=False)
            ],
            "场地由⟨N⟩个压缩到⟨N⟩个",
            ["12 | 1", "7 | 2", "3 | 3", "26 | 4"],
        ),
    ],
)
def test_number_frames(label, texts, frame, slots):
    frames, places = found(*texts)
    longest = next(name for name in frames if frame in name)
    assert frames[longest]["source"] == "discovered"
    assert [place["slots"] for place in places[longest]] == slots, label


@pytest.mark.parametrize(
    ("label", "texts", "never"),
    [
        ("twice is not often", ["清退场地12个。", "清退场地7个。"], "清退场地"),
        ("always the same number", ["清退场地12个。"] * 4, "清退场地"),
        ("a unit says nothing", ["共12个。", "有7个，", "达3个！", "26个。"], "⟨N⟩个"),
        (
            "a clause is not left",
            ["清退完成，12个。", "清退完成，7个。", "清退完成，3个。"],
            "完成",
        ),
    ],
)
def test_no_number_frame(label, texts, never):
    frames, _ = found(*texts)
    assert not [name for name in frames if never in name and "⟨N⟩" in name], label


def test_a_part_with_the_same_places_is_not_listed():
    frames, _ = found(*[f"镇级自查清退借用场地{n}个。" for n in NUMBERS])
    assert [name for name in frames if "⟨N⟩" in name] == ["镇级自查清退借用场地⟨N⟩个"]


@pytest.mark.parametrize(
    ("label", "others", "listed", "outside"),
    [
        ("never outside the longer one", [], False, 0),
        ("once or twice outside it", ["会议减少12次。", "文件减少7份。"], False, 0),
        ("three times outside it", ["会议减少12次。", "文件减少7份。", "检查减少26件。"], True, 3),
    ],
)
def test_the_frame_that_says_more_is_listed(label, others, listed, outside):
    longer = [f"{town}镇台账减少{n}%。" for town, n in zip(FRESH, NUMBERS, strict=False)]
    frames, _ = found(*longer, *others)
    assert "台账减少⟨N⟩%" in "".join(frames), label
    assert ("减少⟨N⟩" in frames) == listed, label
    if listed:
        assert (frames["减少⟨N⟩"]["occurrences"], frames["减少⟨N⟩"]["outside"]) == (7, outside)


def test_a_negation_belongs_to_its_wording():
    """不低于 three times and 低于 once: what is said of the one is not said of the other."""
    texts = [f"{town}镇办结率不低于{n}%。" for town, n in zip(FRESH, NUMBERS, strict=False)]
    frames, _ = found(*texts, "出勤率低于60%。")
    numbers = [name for name in frames if "低于⟨N⟩" in name]
    assert numbers
    assert all("不低于" in name for name in numbers)


@pytest.mark.parametrize("unit", ["亿元", "万人", "万亿元"])
def test_a_unit_with_its_size_says_nothing(unit):
    frames, _ = found(
        *[f"{town}{n}{unit}。" for town, n in zip(["共", "有", "达", "计"], NUMBERS, strict=True)]
    )
    assert not [name for name in frames if name.endswith(f"⟨N⟩{unit}")]


def test_a_part_with_places_of_its_own_is():
    texts = [f"镇级自查清退借用场地{n}个。" for n in NUMBERS] + [
        f"{where}清退借用场地{n}个。" for where, n in (("县里", 99), ("市直", 98), ("省属", 97))
    ]
    frames, _ = found(*texts)
    numbers = {name: row["occurrences"] for name, row in frames.items() if "⟨N⟩" in name}
    assert numbers == {"镇级自查清退借用场地⟨N⟩个": 4, "清退借用场地⟨N⟩个": 7}


OTHER = "".join(chr(0x4E00 + 7 * at) + "，" for at in range(400))  # what else a corpus says
FILLERS = ["包村联户", "首接负责", "错峰检查", "一表通用", "容缺受理"]


def test_gapped_frames_with_their_fillers():
    texts = [f"{town}镇探索{way}模式。" for town, way in zip(FRESH, FILLERS, strict=False)]
    frames, places = found(*texts, OTHER)
    row = frames["探索⟨…⟩模式"]
    assert (row["occurrences"], row["reports"], row["fillers"]) == (5, 5, 5)
    assert row["entropy"] == pytest.approx(entropy([1] * 5), abs=1e-4)
    assert row["log_dice"] == 14
    assert [place["slots"] for place in places["探索⟨…⟩模式"]] == FILLERS


def test_a_function_word_between_is_no_place():
    texts = [f"{t}镇探索{w}模式。" for t, w in zip(FRESH, [*FILLERS, "的"], strict=False)]
    _, places = found(*texts, OTHER)
    assert [place["slots"] for place in places["探索⟨…⟩模式"]] == FILLERS


def test_gapped_frames_are_as_long_as_they_can_be():
    """The words that stand at all places belong to the frame, on both sides of the slot."""
    texts = [f"{t}着力探索推广{w}工作模式。" for t, w in zip(FRESH, FILLERS, strict=False)]
    frames, _ = found(*texts, OTHER)
    gapped = [name for name in frames if "⟨…⟩" in name]
    assert gapped == ["着力探索推广⟨…⟩工作模式"]


@pytest.mark.parametrize(
    ("label", "texts", "never"),
    [
        ("the filler never changes", ["探索包村联户模式。"] * 5, "探索⟨…⟩模式"),
        ("in one report only", ["".join(f"探索{w}模式。" for w in FILLERS)], "探索⟨…⟩模式"),
        ("across clauses", [f"大力探索，{w}模式。" for w in FILLERS], "探索⟨…⟩模式"),
        ("function words alone", [f"在{w}中。" for w in FILLERS], "在⟨…⟩中"),
        (
            "a filler that is too long",
            [f"探索{'、'.join(FILLERS)}{t}模式。" for t in FRESH],
            "探索⟨…⟩模式",
        ),
    ],
)
def test_no_gapped_frame(label, texts, never):
    frames, _ = found(*texts, OTHER)
    assert never not in frames, label


def test_two_frequent_words_that_meet_by_chance_are_no_frame():
    texts = ["村级村级工作工作" * 12 + f"村级{w}工作。" for w in FILLERS]
    frames, _ = found(*texts)
    assert "村级⟨…⟩工作" not in frames


@pytest.mark.parametrize(
    ("label", "frame", "text", "slots"),
    [
        ("a number", "原则上不超过⟨N⟩", "会期原则上不超过90分钟。", "90"),
        ("a range", "原则上不超过⟨N⟩", "会期原则上不超过60-90分钟。", "60-90"),
        ("a Han numeral", "不得超过⟨N⟩", "每月不得超过两次。", "两"),
        ("redacted", "较去年同期增长⟨N⟩%", "办件量较去年同期增长xx.x%。", "xx.x"),
        ("any wording", "建立⟨…⟩机制", "建立结对共建机制。", "结对共建"),
        ("quoted", "存在⟨…⟩问题", "存在“层层陪会”问题。", "层层陪会"),
        ("two slots, one at the end", "重⟨…⟩轻⟨…⟩", "一些乡镇重检查、轻整改，", "检查 | 整改"),
        ("quoted to the end", "重⟨…⟩轻⟨…⟩", "有“重申报轻管护”现象。", "申报 | 管护"),
        ("a slot in front", "⟨…⟩不到位", "但分类指导不到位。", "但分类指导"),
        ("broken by a page mark", "建立⟨…⟩机制", "建立结对 共建机制。", "结对共建"),
    ],
)
def test_lexicon_frames(label, frame, text, slots):
    frames, places = found(text)
    assert frames[frame]["source"] == "lexicon"
    assert [place["slots"] for place in places[frame]] == [slots], label


@pytest.mark.parametrize(
    ("label", "frame", "text"),
    [
        ("inside another word", "重⟨…⟩轻⟨…⟩", "一些干部避重就轻应付检查。"),
        ("the beginning of another word", "重⟨…⟩轻⟨…⟩", "重大事项不能避重就轻应付。"),
        ("over a comma", "建立⟨…⟩机制", "台账已建立，联动的机制还缺。"),
        ("over a full stop", "建立⟨…⟩机制", "台账已建立。机制还缺。"),
        ("a function word is no filler", "存在⟨…⟩问题", "对照存在的问题。"),
        ("no number", "原则上不超过⟨N⟩", "原则上不超过上年。"),
        ("too far apart", "存在⟨…⟩问题", "存在" + "各类" * 11 + "问题。"),
        ("the rest of a longer number", "⟨N⟩日内", "20日内"),
    ],
)
def test_no_lexicon_frame(label, frame, text):
    _, places = found(text)
    slots = [place["slots"] for place in places.get(frame, [])]
    assert slots == (["20"] if label.startswith("the rest") else []), label


def test_matches_walk_back_to_the_raw_text():
    raw = "去年建立结\n- 3 -\n对共建机制。"
    mark = Edit(5, 12, "", "page_mark")
    _, matches = rows_of(body("d#1", raw, [mark]))
    (match,) = [m for m in matches if m["slots"] == "结对共建"]
    assert raw[match["start"] : match["end"]] == "建立结\n- 3 -\n对共建机制"
    assert match["sentence_id"] == "d#1.t0001"


def test_lexicon_frames_come_first_and_ids_sort():
    texts = [f"建立{w}机制，{t}镇探索{w}模式。" for t, w in zip(FRESH, FILLERS, strict=False)]
    frames, _ = rows_of(*(body(f"d{at}#1", text) for at, text in enumerate(texts)))
    assert [frame["source"] for frame in frames] == sorted(
        (f["source"] for f in frames), reverse=True
    )
    ids = [frame["frame_id"] for frame in frames]
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("text", "numeral"),
    [
        ("12个", "12"),
        ("1.5万元", "1.5"),
        ("1,200人", "1,200"),
        ("30,其中", "30"),
        ("xx.x%", "xx.x"),
        ("3至5天", "3至5"),
        ("两次", "两"),
        ("XX个", "XX"),
        ("三分之一的村", "三分之一"),
    ],
)
def test_numerals(text, numeral):
    assert NUMERAL.match(text)[0] == numeral


def test_the_number_of_a_claim_is_one_token():
    tokens = cut_once([body("d#1", "压减报表1.5万元，")], cut)[1]
    assert [tokens.words[at] for at in tokens.ids if at < len(tokens.words)] == [
        "压减",
        "报表",
        "⟨N⟩",
        "万元",
    ]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("one character", "甲" * 100_000),
        ("numerals", "一二三四" * 25_000),
        ("digits", "9" * 100_000),
        ("digits and points", "9." * 50_000),
        ("brackets", "（" * 100_000),
        ("a frame's opening", "建立" * 50_000),
        ("a frame over and over", "建立甲乙机制" * 20_000),
        ("no sentence at all", ""),
    ],
)
def test_hostile_texts_end_soon(label, text):
    assert found(text)


def test_patterns_hold_one_group_for_each_slot():
    assert list(pattern_of("重⟨…⟩轻⟨…⟩").groupindex) == ["own0", "slot1", "own2", "slot3"]


def test_a_frame_without_words_of_its_own_is_refused():
    with pytest.raises(ValueError, match="slots only"):
        pattern_of("⟨…⟩⟨N⟩")


def test_measures():
    assert log_dice(3, 3, 3) == 14
    assert entropy([1, 1, 2]) == 1.5


def test_real_frames(real):
    frames = real.frames.set_index("frame")
    assert frames.loc["建立⟨…⟩机制", "fillers"] >= 30
    assert frames.loc["建立⟨…⟩机制", "source"] == "lexicon"
    assert {"在⟨…⟩过程中", "为⟨…⟩减负"} <= set(frames[frames["source"] == "discovered"].index)
    assert len(frames) < 400


@pytest.mark.parametrize(
    "text",
    [
        "去年增长15.5%，其中城镇登记失业率3.2%。同比下降十二个百分点。",
        "共有x个村、xx名干部，2024年1-9月清退12个。\r\n全县一体推进",
        "要件齐全要素齐备GDP增长5%以上ABC12个",
        "",
    ],
)
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_a_report_cut_once_gives_the_words_of_its_sentences(text, size):
    """Wherever sentences end, also within words, and whatever numbers are masked."""
    spans = [Span("s", a, min(a + size, len(text))) for a in range(0, len(text), size)]
    claims = [Span("c", *m.span()) for m in CLAIM.finditer(text)]
    made = Body("d#1", Text(text), 0, text, spans, claims)
    words, _ = cut_once([made], cut)
    told = [words.vocabulary[code] for code in words.codes.tolist()]
    assert told == [token for span in spans for token in cut(made.wording(span))]
    assert [text[a:b] for a, b in zip(words.start, words.end, strict=True)] == told

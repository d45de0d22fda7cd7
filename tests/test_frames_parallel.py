"""Parallel series: members that open alike, each place once, no idioms and no other words."""

import pytest
from test_frames import body, found, rows_of


def places_of(*texts, source=None):
    frames, places = found(*texts)
    return {
        name: [place["slots"] for place in places[name]]
        for name, row in frames.items()
        if row["kind"] == "parallel" and source in (None, row["source"])
    }


@pytest.mark.parametrize(
    ("label", "text", "frame", "slots"),
    [
        ("side by side", "各村不等不靠抓进度。", "不⟨…⟩不⟨…⟩", "等 | 靠"),
        ("with marks between", "个别干部不担当、不作为。", "不⟨…⟩不⟨…⟩", "担当 | 作为"),
        (
            "three members",
            "调研不打招呼、不听汇报、不要陪同。",
            "不⟨…⟩不⟨…⟩",
            "打招呼 | 听汇报 | 要陪同",
        ),
        ("three of a length", "务必不敢腐、不能腐、不想腐。", "不⟨…⟩不⟨…⟩", "敢腐 | 能腐 | 想腐"),
        ("before a noun", "整治不担当不作为问题。", "不⟨…⟩不⟨…⟩", "担当 | 作为"),
        ("in one clause", "督导既看台账又看现场。", "既⟨…⟩又⟨…⟩", "看台账 | 看现场"),
        ("over a comma", "既要减报表，又要减群组。", "既⟨…⟩又⟨…⟩", "要减报表 | 要减群组"),
        ("也", "既是约束，也是保护。", "既⟨…⟩也⟨…⟩", "是约束 | 是保护"),
        ("the nearer of two", "既减报表又减群组，也减会议。", "既⟨…⟩又⟨…⟩", "减报表 | 减群组"),
        ("不仅", "不仅耽误农时，还增加负担。", "不仅⟨…⟩还⟨…⟩", "耽误农时 | 增加负担"),
        ("边", "要求边查边改。", "边⟨…⟩边⟨…⟩", "查 | 改"),
        ("越", "报表越减越多。", "越⟨…⟩越⟨…⟩", "减 | 多"),
        ("应", "挂牌应摘尽摘。", "应⟨…⟩尽⟨…⟩", "摘 | 摘"),
        ("只", "编制只减不增。", "只⟨…⟩不⟨…⟩", "减 | 增"),
        (
            "clauses in a row",
            "坚持问题导向，坚持开门整改。",
            "坚持⟨…⟩坚持⟨…⟩",
            "问题导向 | 开门整改",
        ),
        (
            "three, with words before the first",
            "全镇上下做到日清、做到周结、做到月评。",
            "做到⟨…⟩做到⟨…⟩",
            "日清 | 周结 | 月评",
        ),
        ("a slogan", "全面落实“五个必须”要求。", "⟨N⟩个⟨…⟩", "五 | 必须"),
        ("a slogan of one", "推行‘六个一’工作法。", "⟨N⟩个⟨…⟩", "六 | 一"),
    ],
)
def test_series_of_the_lexicon(label, text, frame, slots):
    assert places_of(text) == {frame: [slots]}, label


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("不得不", "村干部不得不应付检查。"),
        ("an idiom", "不折不扣抓好落实，不约而同表示赞成。"),
        ("既然, 既定", "既然定了就要干，按既定目标又进一步。"),
        ("不仅, 不断", "不断加压不断提速，问题不少不足明显。"),
        ("越来越", "报表越来越多，越来越细。"),
        ("真正", "真正落实，真实可信。"),
        ("边界", "划清边界，治理边远村庄。"),
        ("members of different lengths", "不整改或整改不力的单位。"),
        ("over a full stop", "既要减报表。又要减群组。"),
        ("over a semicolon", "既要减报表；又要减群组。"),
        ("只有", "只有落实，不能空转。"),
        ("things counted", "压减四个报表、两个群组。"),
        ("a day of the week", "一个星期都在填表。"),
        ("one clause only", "坚持问题导向。坚持开门整改。"),
        ("words apart", "坚持问题导向，做好整改，坚持开门评议。"),
        ("an order", "要求各村要件齐全，要素齐备。"),
    ],
)
def test_no_series(label, text):
    assert places_of(text) == {}, label


TOWNS = ("河坝", "松岭", "枫桥")
WORK = (("压缩文稿", "压缩会议"), ("压缩报表", "压缩群组"), ("压缩台账", "压缩考核"))


def test_a_series_the_texts_bring_up():
    texts = [f"{town}镇{a}、{b}。" for town, (a, b) in zip(TOWNS, WORK, strict=True)]
    frames, places = found(*texts)
    row = frames["压缩⟨…⟩压缩⟨…⟩"]
    assert (row["source"], row["kind"]) == ("discovered", "parallel")
    assert (row["occurrences"], row["reports"], row["fillers"]) == (3, 3, 3)
    assert [p["slots"] for p in places["压缩⟨…⟩压缩⟨…⟩"]] == [
        "文稿 | 会议",
        "报表 | 群组",
        "台账 | 考核",
    ]


@pytest.mark.parametrize(
    ("label", "texts"),
    [
        ("twice", [f"{t}镇{a}、{b}。" for t, (a, b) in zip(TOWNS[:2], WORK, strict=False)]),
        ("always the same", [f"{t}镇{'、'.join(WORK[0])}。" for t in TOWNS]),
        ("in one report", ["".join(f"{a}、{b}。" for a, b in WORK)]),
        ("function words", [f"{t}镇对{a}、对{b}。" for t, (a, b) in zip(TOWNS, WORK, strict=True)]),
    ],
)
def test_no_discovered_series(label, texts):
    found_there = places_of(*texts, source="discovered")
    assert {name for name in found_there if name.startswith(("对", "压缩"))} == set(), label


def test_a_series_walks_back_to_the_raw_text():
    text = "会上强调既要减报表，又要减群组。"
    _, matches = rows_of(body("d#1", text))
    (match,) = matches
    assert text[match["start"] : match["end"]] == "既要减报表，又要减群组"


@pytest.mark.parametrize(
    "text",
    ["不" * 60_000, "既又" * 30_000, "坚持，" * 30_000, "“五个一”" * 20_000, "越、" * 30_000],
)
def test_hostile_texts_end_soon(text):
    assert isinstance(places_of(text), dict)


def test_real_series(real):
    """The five real texts hold series of both pairs the issue names."""
    series = real.frames[real.frames["kind"] == "parallel"].set_index("frame")
    assert series.loc["不⟨…⟩不⟨…⟩", "reports"] >= 2
    assert series.loc["既⟨…⟩又⟨…⟩", "occurrences"] >= 2
    assert series.loc["⟨N⟩个⟨…⟩", "occurrences"] == 5

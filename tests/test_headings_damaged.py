"""Headings where a mark around a number is lost: the sequence says which numbers are headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.extract.document import extract
from toolkit.extract.structure.runs import Candidate, lost
from toolkit.reading import reading

SAID = "全镇上下按照既定部署分头推进，各项任务有了新的起色。"
LEFT = SAID[:-1]  # its full stop is lost
RAW = Path(__file__).parent.parent / "data" / "raw"


def outline_of(text: str) -> list[tuple[int, int | None, str]]:
    sections = extract("x", text)["sections"]
    return [(row["level"], row["ordinal"], row["heading"]) for row in sections]


FOUR = [(1, 1, "摸清底数"), (1, 2, "压减会议"), (1, 3, "清理台账"), (1, 4, "跟踪督办")]
AREAS = [
    (1, 1, "主要做法"),
    (2, 1, "摸清底数"),
    (3, 1, "入户"),
    (3, 2, "建账"),
    (2, 2, "压减会议"),
    (3, 1, "合并"),
    (3, 2, "视频"),
    (2, 3, "跟踪督办"),
]
ITEMS = [(4, 1, "推进不快"), (4, 2, "台账不齐"), (4, 3, "督办不严")]
RULES = [
    (1, 1, "总则"),
    (2, 1, "为了管好河道，制定本办法"),
    (2, 2, "河长依照本办法第一条履职"),
    (1, 2, "职责"),
    (2, 3, "水务部门负责巡查"),
    (2, 4, "违反第三条规定的，责令改正"),
]


def four(**changed: str) -> str:
    """Four headings in running text; changed: what stands there instead of a number."""
    first, second, third, fourth = (
        changed.get(name, f"。{name}、") for name in ("一", "二", "三", "四")
    )
    return (
        f"现将有关情况报告如下{first}摸清底数。{LEFT}{second}压减会议。{LEFT}"
        f"{third}清理台账。{LEFT}{fourth}跟踪督办。{SAID}"
    )


def areas(
    first: str = "（一）",
    one: str = "1.",
    second: str = "。（二）",
    two: str = "。2.",
    third: str = "。（三）",
) -> str:
    """Areas with items in running text; each argument: what stands instead of a number."""
    return (
        f"一、主要做法{first}摸清底数。{one}入户。{LEFT}{two}建账。{LEFT}{second}压减会议。"
        f"1.合并。{SAID}2.视频。{LEFT}{third}跟踪督办。{SAID}"
    )


# label, why, text, expected (level, ordinal, heading)
DAMAGED = [
    ("whole", "what the others are compared with", four(), FOUR),
    ("no stop before 一、", "its sequence goes on", four(一="一、"), FOUR),
    ("no stop before 二、", "二、 is due", four(二="二、"), FOUR),
    ("no stop before 四、", "the last is due too", four(四="四、"), FOUR),
    (
        "no stop before any",
        "each is due where it stands",
        four(二="二、", 三="三、", 四="四、"),
        FOUR,
    ),
    ("bare 一", "二、 goes on with it", four(一="。一"), FOUR),
    ("bare 二", "it stands between 一、 and 三、", four(二="。二"), FOUR),
    ("bare 四", "the fourth of a sequence, behind a full stop", four(四="。四"), FOUR),
    ("all bare", "four in their order", four(一="。一", 二="。二", 三="。三", 四="。四"), FOUR),
    (
        "bare before what looks like a measure",
        "二全面 is no 二全 of anything",
        f"一、摸清底数。{SAID}二全面压减会议。{SAID}三、清理台账。{SAID}",
        [(1, 1, "摸清底数"), (1, 2, "全面压减会议"), (1, 3, "清理台账")],
    ),
    (
        "bare and without its stop",
        "a label, where 二、 is due",
        f"一、工作进展。{LEFT}二存在的问题{SAID}三、下步打算。{SAID}",
        [(1, 1, "工作进展"), (1, 2, f"存在的问题{LEFT}"), (1, 3, "下步打算")],
    ),
    ("二、 missing", "the others stay", four(二="。"), [FOUR[0], *FOUR[2:]]),
    ("areas", "what the others are compared with", areas(), AREAS),
    ("no stop before （二）", "（二） is due", areas(second="（二）"), AREAS),
    ("二）", "half a bracket", areas(second="。二）"), AREAS),
    ("二） without its stop", "between （一） and （三）", areas(second="二）"), AREAS),
    ("（二", "the other half", areas(second="。（二"), AREAS),
    ("一）", "the first, run into the heading above", areas(first="一）"), AREAS),
    ("三）", "the last", areas(third="。三）"), AREAS),
    ("no stop before 2.", "2. is due", areas(two="2."), AREAS),
    ("1 for 1.", "2. goes on with it", areas(one="1"), AREAS),
    ("1. missing", "2. stays under its heading", areas(one=""), [*AREAS[:2], *AREAS[3:]]),
    ("（二） missing", "（三） stays", areas(second="。"), [*AREAS[:4], *AREAS[5:]]),
    (
        "no stop before 二是",
        "it is due",
        f"存在以下问题。一是推进不快。{LEFT}二是台账不齐。{SAID}三是督办不严。{SAID}",
        ITEMS,
    ),
    (
        "no stop before 三是",
        "the last is due too",
        f"存在以下问题。一是推进不快。{SAID}二是台账不齐。{LEFT}三是督办不严。{SAID}",
        ITEMS,
    ),
    (
        "no stop before 一是",
        "the list goes on",
        f"{LEFT}一是推进不快。{SAID}二是台账不齐。{SAID}三是督办不严。{SAID}",
        ITEMS,
    ),
    (
        "rules in one line",
        "blanks part the articles from their words",
        "某县河道管护办法第一章　总则第一条　为了管好河道，制定本办法。第二条　河长依照本办法第一条履职。"
        "第二章　职责第三条　水务部门负责巡查。第四条　违反第三条规定的，责令改正。",
        RULES,
    ),
    (
        "rules in one line without blanks",
        "a chapter holds articles at once",
        "某县河道管护办法第一章总则第一条为了管好河道，制定本办法。第二条河长依照本办法第一条履职。"
        "第二章职责第三条水务部门负责巡查。第四条违反第三条规定的，责令改正。",
        RULES,
    ),
]


@pytest.mark.parametrize("label, why, text, expected", DAMAGED, ids=[case[0] for case in DAMAGED])
def test_one_loss_takes_no_other_heading(
    label: str, why: str, text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert _apart(outline_of(text)) == _apart(expected), why


def _apart(outline: list[tuple[int, int | None, str]]) -> list[tuple[int, int | None, str]]:
    """An outline with the first words of its headings: where they run on is no matter here."""
    return [(level, ordinal, heading[:4]) for level, ordinal, heading in outline]


def test_a_hole_is_reported() -> None:
    doubts = extract("x", four(二="。"))["doubts"]
    assert [row["note"] for row in doubts if row["kind"] == "missing_number"] == [
        "number 2 is not in the text"
    ]


BETWEEN = [(1, 1, "背景"), (1, 2, "现状")]
# label, why, text, expected
TEMPTING = [
    ("prizes", "一、二、三 of one list", f"分设一、二、三等奖。{SAID}", []),
    ("classes", "一、二年级", f"一、二年级合班上课。{SAID}三、四年级分班。{SAID}", []),
    ("第一是", "no heading", f"第一是要快，第二是要准。{SAID}", []),
    ("days", "周一、周二、", f"周一、周二、周三轮流值守。{SAID}", []),
    ("统一、", "the end of a word", f"做到思想统一、步调一致。{SAID}其二、其三略。", []),
    ("rough count", "三、五个", f"三、五个干部围坐填表。\n{SAID}\n七、八月份是高峰。", []),
    ("rough count of tens", "二、三十次", f"二、三十次催报之后，{SAID}\n九、十月份再开一次。", []),
    (
        "说一是一",
        "a saying",
        f"一、背景。{SAID}办事说一是一，说二是二。{SAID}二、现状。{SAID}",
        BETWEEN,
    ),
    (
        "weekday",
        "周二是",
        f"一、背景。{SAID}每周一是例会，周二是下村日。{SAID}二、现状。{SAID}",
        BETWEEN,
    ),
    (
        "bare between",
        "二手 where 二、 comes later",
        f"一、背景。{SAID}二手设备居多。{SAID}二、现状。{SAID}",
        BETWEEN,
    ),
    (
        "bare at the end",
        "nothing speaks for 三 but itself",
        f"一、背景。{SAID}三轮车较多。{SAID}二、现状。{SAID}四通八达。{SAID}",
        BETWEEN,
    ),
    (
        "cited article",
        "依照第三条, 第四条规定",
        f"第一条　立规。{SAID}第二条　履职。依照第三条　执行。按照第三条规定{SAID}",
        [(1, 1, "立规"), (1, 2, "履职")],
    ),
    (
        "inline list",
        "（一）…；（二）… inside a sentence",
        f"{SAID}申请时提交：（一）申请表；（二）身份证明；（三）其他材料。{SAID}",
        [],
    ),
    (
        "count in brackets",
        "(见附件二) is no (二)",
        f"一、背景(一)来由。{SAID}详见清单(附件二)各表。{SAID}二、现状。{SAID}",
        [(1, 1, "背景"), (2, 1, "来由"), (1, 2, "现状")],
    ),
    (
        "measure",
        "2名 counts",
        f"一、背景\n1.来由。{SAID}\n2名干部到岗。{SAID}\n二、现状\n{SAID}",
        [(1, 1, "背景"), (3, 1, "来由"), (1, 2, "现状")],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", TEMPTING, ids=[case[0] for case in TEMPTING])
def test_what_only_looks_like_a_loss(
    label: str, why: str, text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert _apart(outline_of(text)) == expected, why


# label, why, text, the headings' wording
ENDS = [
    (
        "X情况",
        "落实 belongs to 情况, and a unit acts",
        f"{SAID * 12}一、巡察整改落实情况局党组高度重视，多次专题研究并逐项督办问效。{SAID}二、下一步整改工作安排下一步，局党组将加快销号并逐季通报进度。{SAID}",
        ["巡察整改落实情况", "下一步整改工作安排"],
    ),
    (
        "one length",
        "headings of one level like to be equally long",
        f"{SAID * 12}一、建好到访登记对每次到访的事由和人员逐一记明，定期公开。{SAID}二、设立评议专栏将每次评议的结果张贴上墙，随时接受监督。{SAID}"
        f"三、开通直报渠道由专人每日查看和回复来件，逐件限期办结。{SAID}",
        ["建好到访登记", "设立评议专栏", "开通直报渠道"],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", ENDS, ids=[case[0] for case in ENDS])
def test_where_the_wording_ends(label: str, why: str, text: str, expected: list[str]) -> None:
    assert [heading for _, _, heading in outline_of(text)] == expected, why


def candidates(*numbers: tuple[int, float, float]) -> list[Candidate]:
    return [Candidate(100 * at, *number) for at, number in enumerate(numbers)]


# label, why, (ordinal, cost, proof) of each candidate, which of them are taken for lost
CHAINS = [
    ("nothing", "no candidate", [], []),
    ("between", "whole neighbours", [(1, 0, 1), (2, 1.8, 0.3), (3, 0, 1)], [1]),
    ("at the end", "nothing behind it", [(1, 0, 1), (2, 1.8, 0.3)], []),
    ("in doubt", "the whole one comes later", [(1, 0, 1), (2, 1.2, 0.5), (2, 0, 1), (3, 0, 1)], []),
    ("cheapest", "of two for one place", [(1, 0, 1), (2, 1.8, 0.3), (2, 0.5, 0.8), (3, 0, 1)], [2]),
    ("across a hole", "4 with 2 and 5", [(1, 0, 1), (2, 0, 1), (4, 1.2, 0.5), (5, 0, 1)], [2]),
    ("far off", "9 is of no sequence here", [(1, 0, 1), (2, 0, 1), (9, 0.5, 0.8)], []),
    ("anew", "each sequence for itself", [(1, 0, 1), (2, 1, 0.8), (1, 0, 1), (2, 1, 0.8)], [1, 3]),
]


@pytest.mark.parametrize("label, why, numbers, taken", CHAINS, ids=[case[0] for case in CHAINS])
def test_sequences(
    label: str, why: str, numbers: list[tuple[int, float, float]], taken: list[int]
) -> None:
    assert [number.start // 100 for number in lost(candidates(*numbers))] == taken, why


MARKS = "。、.．()（）"
TRIED = 12  # marks taken from each sample


@pytest.mark.parametrize("path", sorted(RAW.glob("s*.txt")), ids=lambda path: path.stem[:2])
def test_a_mark_taken_out_takes_its_heading_at_most(path: Path) -> None:
    """One mark around a number taken out of a sample: which other headings are lost or new.

    Of all 342 such marks, four take one or two others with them: a first 1. at the beginning of a
    line that is followed by what looks like a measure, and a 2. between quotation marks.
    """
    raw = reading.read(path.read_bytes(), path.suffix).text
    sections = extract("x", raw)["sections"]
    starts = {row["start"] for row in sections}
    places = [
        (row["start"], at)
        for row in sections
        for at in range(row["start"] - 1, row["start"] + len(row["marker"]))
        if raw[at] in MARKS
    ]
    harmed = 0
    for own, at in places[:: max(1, len(places) // TRIED)]:
        found = {row["start"] for row in extract("x", raw[:at] + raw[at + 1 :])["sections"]}
        others = {start - (start > at) for start in starts if start != own}
        near = {own - 1, own, own + 1}
        harmed += bool(others - found) or bool(found - others - near)
    assert harmed <= 1

"""What is amiss in a text and left as it is, told to the reader."""

import pytest

from toolkit import pipeline
from toolkit.extract.doubts import unmatched

LIST = """某局领导班子问题清单
一、文件方面
(一)问题表现
1.发文偏多。全年印发文件三百余份，基层反映强烈。
{second}
(二)整改措施
1.严控发文。非必要不发文。
{measure}
二、会议方面
(一)问题表现
1.会议偏长。会期普遍超过半天。
(二)整改措施
1.开短会。会期不超过半天。
"""
SECOND, MEASURE = "2.篇幅偏长。套话空话较多。", "2.精简篇幅。正文不超过四千字。"


def doubts(text: str) -> list[tuple[str, str]]:
    rows = pipeline.read_document("a", "a.txt", text.encode()).rows["doubts"]
    return [(row["kind"], row["note"]) for row in rows]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("nothing amiss", LIST.format(second=SECOND, measure=MEASURE), []),
        (
            "a number is missing",
            LIST.format(second="3" + SECOND[1:], measure="3" + MEASURE[1:]),
            [("missing_number", "number 2 is not in the text")] * 2,
        ),
        (
            "a problem has no measure",
            LIST.format(second=SECOND, measure=""),
            [("unpaired", "a problem without its measure")],
        ),
        (
            "a measure has no problem",
            LIST.format(second="", measure=MEASURE),
            [("unpaired", "a measure without its problem")],
        ),
        (
            "a character was lost in decoding",
            LIST.format(second=SECOND.replace("套", "\ufffd"), measure=MEASURE),
            [("undecodable", "bytes that could not be decoded")],
        ),
    ],
)
def test_doubts(label, text, expected):
    assert doubts(text) == expected


@pytest.mark.parametrize(
    ("label", "text", "marks"),
    [
        ("quotes and brackets in order", "把“文山会海”（含线上会议）压下来", ""),
        ("quotation inside quotation", "“个别‘能人’说了算”方面", ""),
        ("an item's number", "1)学习；2)整改；（三)落实", ""),
        ("a quotation over paragraphs", "“第一段。\n“第二段。”", ""),
        ("opening quote lost", "放责不放权”现象依然存在", "”"),
        ("closing quote lost", "以“钉钉子的精神抓落实", "“"),
        ("opening bracket lost", "会议同比减少XX)%，基层叫好", ")"),
        ("opened twice", "“过度留痕、“指尖负担”等现象", "“"),
        ("half and full width agree", "（含3个镇)，(含2个街道）", ""),
    ],
)
def test_unmatched(label, text, marks):
    assert "".join(text[doubt.start] for doubt in unmatched(text)) == marks


def test_a_megabyte_of_brackets_is_one_doubt():
    rows = pipeline.read_document("a", "a.txt", ("（" * 300_000).encode()).rows["doubts"]
    assert [row["kind"] for row in rows].count("unmatched") == 1


def test_labelled_gaps_are_told(shared):
    """Places the labels call missing, unpaired or damaged in quotation: offsets only."""
    for stem, kind, starts in [
        ("001_56ace3156771e8f7", "unpaired", [369, 534, 710, 2268, 2463]),
        ("001_56ace3156771e8f7", "missing_number", [361, 877]),
        ("002_f3943fae53da50bd", "unmatched", [118, 1225, 1251, 1615]),
    ]:
        data = (shared / "corpus" / f"{stem}.txt").read_bytes()
        rows = pipeline.read_document(stem, f"{stem}.txt", data).rows["doubts"]
        assert set(starts) <= {row["start"] for row in rows if row["kind"] == kind}, stem

"""Bytes to text: encodings found, damage reported, nothing made up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.mojibake import mojibake
from toolkit.reading import read

REPORT = (
    "青岭县水务局关于整治形式主义为基层减负情况的报告\r\n今年以来，全局共精简文件１２份，"
    "较去年同期减少30%。“码上办”平台受理诉求1,204件，办结率98.5%。\n一、主要做法\r　　（一）压减会议。"
)
TRADITIONAL = "關於整治形式主義為基層減負情況的報告，全年共召開會議十二次，較去年減少三成。"

GOOD = [
    ("report", REPORT),
    ("one Han", "减"),
    ("two Han", "减负"),
    ("rare Han", "王喆、李堃、张淼淼、陈燚"),
    ("very rare Han", "㛃犇骉䶮"),
    ("ASCII", "meeting 12, 30%\nend\n"),
    ("digits", "2025"),
    ("accents", "café à la carte, naïve, 30 °C · ±5"),
    ("only punctuation", "——“”，。"),
    ("traditional", TRADITIONAL),
    ("emoji", "满意度👍100%"),
    ("full width", "ＡＢＣ１２３％"),
    ("kana", "ひらがなとカタカナ"),
    ("Russian", "отчет о работе"),
    ("form feed", "第一页\x0c第二页"),
    ("line ends", "一\r\n二\r三\n四"),
    ("replaced", "看\u3000看"),
]


@pytest.mark.parametrize(("label", "text"), GOOD, ids=[case[0] for case in GOOD])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_good_text_is_read_as_it_is(label: str, text: str, encoding: str) -> None:
    found = read(text.encode(encoding), ".txt")
    assert (found.text, found.status, found.message, found.damaged) == (text, "ok", None, ())


ENCODINGS = [
    ("gb18030", REPORT, "gb18030"),
    ("gb18030", "减负", "gb18030"),
    ("gb18030", "省", "gb18030"),
    ("gb18030", "王喆、李堃、张淼淼、陈燚", "gb18030"),
    ("gbk", "二〇二五年十二月，市镕县减负办。", "gb18030"),
    ("utf-16-le", REPORT, "utf-16-le"),
    ("utf-16-be", REPORT, "utf-16-be"),
    ("utf-16-le", "关于整治形式主义的报告", "utf-16-le"),
    ("big5", TRADITIONAL, "big5"),
    ("big5", TRADITIONAL * 40, "big5"),
    ("ascii", "a, b", "utf-8"),
]


@pytest.mark.parametrize(("encoding", "text", "named"), ENCODINGS)
def test_encodings_without_a_mark(encoding: str, text: str, named: str) -> None:
    found = read(text.encode(encoding), ".txt")
    assert (found.text, found.encoding, found.status) == (text, named, "ok")


WRONG = [
    ("UTF-8 read as GBK", "utf-8", "gb18030"),
    ("UTF-8 read as Windows-1252", "utf-8", "cp1252"),
    ("UTF-8 read as Latin-1", "utf-8", "latin-1"),
    ("GBK read as Latin-1", "gb18030", "latin-1"),
    ("GBK read as Big5", "gb18030", "big5"),
]


@pytest.mark.parametrize(
    ("label", "encoding", "misread_as"), WRONG, ids=[case[0] for case in WRONG]
)
def test_mojibake_is_reported_not_read(label: str, encoding: str, misread_as: str) -> None:
    wrong = (REPORT[:60] * 3).replace("\r\n", "，").encode(encoding).decode(misread_as, "replace")
    good = "青岭县水务局工作报告。\n" * 4
    found = read((good + wrong + "\n" + good).encode(), ".txt")
    assert found.status == "partial"
    assert found.message is not None and "mojibake" in found.message
    ((start, end),) = found.damaged
    assert (start, end) == (len(good), len(good) + len(wrong))
    alone = read(wrong.encode(), ".txt")
    assert alone.status == "failed"


def test_lost_bytes_are_mojibake() -> None:
    assert list(mojibake("一、锟斤拷锟斤拷会议\n二、好")) == [(0, 10)]


def test_the_damaged_national_report(shared: Path) -> None:
    found = read((shared / "reports" / "nat_1993_mojibake.txt").read_bytes(), ".txt")
    assert found.status == "partial"
    ((start, end),) = found.damaged
    assert end == len(found.text)
    assert 4250 < start < 4320


def test_the_real_texts_are_read(shared: Path) -> None:
    for path in sorted([*(shared / "corpus").glob("*.txt"), *(shared / "reports").glob("*.txt")]):
        if "mojibake" not in path.name:
            found = read(path.read_bytes(), path.suffix)
            named = "gb18030" if "gb18030" in path.name else "utf-8"
            assert (found.encoding, found.status, found.damaged) == (named, "ok", ()), path.name


HOSTILE = [
    ("empty", b"", "failed"),
    ("blank", b" \r\n\t", "failed"),
    ("zeros", b"\x00" * 1000, "failed"),
    ("picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "failed"),
    ("noise", bytes((n * 7919 + n * n) % 251 for n in range(20_000)), "failed"),
    ("high bytes", b"\xff\xfe\xfd" * 999, None),
    ("zip in .txt", b"PK\x03\x04" + b"\x00" * 50, "skipped"),
    ("pdf in .txt", b"%PDF-1.7\n" + b"\xe2\xe3" * 50, "failed"),
    ("cut UTF-8", REPORT.encode()[:-1], "partial"),
    (
        "one bad byte",
        (REPORT * 20).encode()[:900] + b"\xff" + (REPORT * 20).encode()[900:],
        "partial",
    ),
    ("one bad byte in GBK", (REPORT * 20).encode("gb18030") + b"\x80\xff\n", "partial"),
    ("half a UTF-16 unit", "减负".encode("utf-16") + b"\x00", "partial"),
]


@pytest.mark.parametrize(("label", "data", "status"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_hostile_bytes(label: str, data: bytes, status: str | None) -> None:
    found = read(data, ".txt")
    assert status is None or found.status == status, found
    assert (found.message is None) == (found.status == "ok")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    found = read(data, ".txt")
    assert found.status in ("ok", "partial", "failed", "skipped")
    found.text.encode("utf-8")  # what is stored can be stored
    assert all(0 <= start < end <= len(found.text) for start, end in found.damaged)


@pytest.mark.parametrize(
    ("suffix", "told"),
    [(".OFD", "save it as PDF"), (".zip", "Unpack"), (".xlsx", "Tables"), (".log", "not read")],
)
def test_formats_that_are_not_read_say_what_to_do(suffix: str, told: str) -> None:
    found = read(REPORT.encode(), suffix)
    assert (found.status, found.text) == ("skipped", "")
    assert found.message is not None and told in found.message


@pytest.mark.parametrize("unit", ["鐨勭", "é", "\ue000", "锟斤拷", "减", "a", "，"])
def test_a_long_run_of_one_sign_is_read_to_its_end(unit: str) -> None:
    text = unit * (600_000 // len(unit))
    assert read(text.encode(), ".txt").text in (text, "")

"""Bytes to text: encodings found, damage reported, nothing made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.reading import reading
from toolkit.reading.mojibake import mojibake
from toolkit.reading.reading import read

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
    ("Russian in a report", "与友城签署议定书（отчет о работе за год）。"),
    ("French", "Événement annulé à Évreux, côté été"),
    ("Korean", "한글 보고서 요약"),
    ("half-width kana", "ｶﾀｶﾅ"),
    ("some question marks", "怎么办？怎么看？what??"),
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
    ("big5hkscs", TRADITIONAL + "喺嘅", "big5hkscs"),
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
    ("UTF-8 read as Windows-1250", "utf-8", "cp1250"),
    ("UTF-8 read as Windows-1251", "utf-8", "cp1251"),
    ("UTF-8 read as Shift-JIS", "utf-8", "cp932"),
    ("GBK read as Windows-1252", "gb18030", "cp1252"),
    ("GBK read as Windows-1250", "gb18030", "cp1250"),
]


@pytest.mark.parametrize("lost", ["replace", "ignore"])
@pytest.mark.parametrize(
    ("label", "encoding", "misread_as"), WRONG, ids=[case[0] for case in WRONG]
)
def test_mojibake_is_reported_not_read(
    label: str, encoding: str, misread_as: str, lost: str
) -> None:
    wrong = (REPORT[:60] * 3).replace("\r\n", "，").encode(encoding).decode(misread_as, lost)
    good = "青岭县水务局工作报告。\n" * 4
    found = read((good + wrong + "\n" + good).encode(), ".txt")
    assert found.status == "partial"
    assert found.message is not None and "mojibake" in found.message
    ((start, end),) = found.damaged
    assert (start, end) == (len(good), len(good) + len(wrong))
    alone = read(wrong.encode(), ".txt")
    assert alone.status == "failed"


LOST = [
    ("replaced twice", "一、锟斤拷锟斤拷会议\n二、好", [(0, 10)]),
    ("question marks for letters", "一、好\n????12???????5????3.2%?\n二、好", [(4, 27)]),
    ("question marks for bytes", "????????12????????5??????3.2%??", [(0, 31)]),
    ("marks of broken bytes", "一、好\n\ufffd\ufffd\ufffd12\ufffd\ufffd5", [(4, 12)]),
    ("short lines", "一、好\n???\n???5\n\n???\n二、好", [(4, 17)]),
    ("an exclamation", "真的吗????\n二、好", []),
    ("blacked out", "共清理????个工作群，涉及乡镇3个，村委会12个。", []),
    ("an address", "https://a.cn/list?a=1??b=2", []),
]


@pytest.mark.parametrize(("label", "text", "spans"), LOST, ids=[case[0] for case in LOST])
def test_text_that_was_lost(label: str, text: str, spans: list[tuple[int, int]]) -> None:
    assert list(mojibake(text)) == spans


def test_what_is_lost_is_told_in_full() -> None:
    good = "青岭县水务局工作报告。\n"
    found = read((good + ("\ufffd" * 3 + "会\n") * 20).encode(), ".txt")
    assert found.status == "partial" and found.message is not None
    assert re.match(r"[78]\d% of the text", found.message)


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
    ("a byte-order mark only", b"\xef\xbb\xbf", "failed"),
    ("a byte-order mark of UTF-16", b"\xff\xfe", "failed"),
    ("a byte-order mark of UTF-32 and a blank", b"\xff\xfe\x00\x00 \x00\x00\x00", "failed"),
    ("two byte-order marks", b"\xef\xbb\xbf\xef\xbb\xbf\r\n", "failed"),
    (
        "a broken byte behind a byte-order mark",
        b"\xef\xbb\xbf" + REPORT.encode() + b"\xff",
        "partial",
    ),
    ("GB18030 behind the wrong mark", b"\xef\xbb\xbf" + REPORT.encode("gb18030"), "ok"),
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
    ("a control character in UTF-8", (REPORT + "\x1a" + REPORT).encode(), "partial"),
]


@pytest.mark.parametrize(("label", "data", "status"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_hostile_bytes(label: str, data: bytes, status: str | None) -> None:
    found = read(data, ".txt")
    assert status is None or found.status == status, found
    assert (found.message is None) == (found.status == "ok")


LEGACY = [("utf-8", REPORT), ("gb18030", REPORT), ("big5", TRADITIONAL * 2)]
HURT = [
    ("end of file (Ctrl-Z)", b"\x1a"),
    ("zero", b"\x00"),
    ("escape", b"\x0e"),
    ("a byte that begins nothing", b"\xff"),
    ("half a character before a digit", b"\xb51"),
    ("half a character at a line's end", b"\xb5\n"),
]


@pytest.mark.parametrize(("encoding", "text"), LEGACY, ids=[case[0] for case in LEGACY])
@pytest.mark.parametrize(("label", "hurt"), HURT, ids=[case[0] for case in HURT])
def test_a_bad_byte_costs_itself_and_is_told(
    encoding: str, text: str, label: str, hurt: bytes
) -> None:
    for at in (0, len(text) // 3, len(text) - 1):
        before, after = text[:at], text[at:]
        found = read(before.encode(encoding) + hurt + after.encode(encoding), ".txt")
        assert (found.status, found.encoding) == ("partial", encoding)
        assert found.message is not None
        place = re.search(r"characters? (\d+)", found.message)
        assert place is not None and abs(int(place[1]) - at) <= 1
        assert found.text.startswith(before[:-1])
        assert found.text.endswith(after[2:])


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


@settings(max_examples=60)
@given(st.data(), st.sampled_from(LEGACY))
def test_one_changed_byte_never_loses_a_file(data: st.DataObject, case: tuple[str, str]) -> None:
    encoding, text = case
    raw = bytearray(text.encode(encoding))
    raw[data.draw(st.integers(1, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(raw), ".txt")
    assert found.status in ("ok", "partial")
    assert alike(text, found.text) + alike(text[::-1], found.text[::-1]) >= len(text) - 4


@pytest.mark.parametrize(("encoding", "text"), LEGACY, ids=[case[0] for case in LEGACY])
@pytest.mark.parametrize("value", [0x00, 0x31, 0xFF])
def test_what_a_changed_byte_leaves_is_read_in_its_common_characters(
    encoding: str, text: str, value: int
) -> None:
    raw = text.encode(encoding)
    for at in range(1, len(raw)):
        found = read(raw[:at] + bytes([value]) + raw[at + 1 :], ".txt").text
        assert alike(text, found) + alike(text[::-1], found[::-1]) >= len(text) - 4


PARTS = [
    ("UTF-8 first", "utf-8", "gb18030", "\n"),
    ("GB18030 first", "gb18030", "utf-8", "\n"),
    ("a turn within a line", "utf-8", "gb18030", "，"),
    ("back within a line", "gb18030", "utf-8", "，"),
]


@pytest.mark.parametrize(
    ("label", "first", "second", "between"), PARTS, ids=[case[0] for case in PARTS]
)
def test_a_file_of_two_encodings_is_read_part_by_part(
    label: str, first: str, second: str, between: str
) -> None:
    a, b = REPORT + between, "各镇要按月公示账目，逐村核对，年底前完成整改12项。"
    found = read(a.encode(first) + b.encode(second), ".txt")
    assert (found.text, found.encoding, found.status) == (a + b, "utf-8+gb18030", "ok")


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
@pytest.mark.parametrize("before", ["", "x", "xx", "xxx"])
def test_a_long_line_without_letters_or_digits_loses_no_character(encoding, before):
    text = before + TRADITIONAL * 500
    assert reading.decode(text.encode(encoding))[1] == text


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("a heading among the signs of a page", "<p class='a-long-name-of-a-class'>目录</p>"),
        ("two Han that are valid UTF-8", "省"),
        ("the same behind much English", "Report of the working group on this matter: 目录"),
    ],
)
def test_a_line_that_could_be_either_is_read_as_the_others_are(label: str, line: str) -> None:
    text = f"关于为基层减负工作情况的通报\n{line}\n全县各单位认真落实各项要求。\n"
    assert reading.decode(text.encode("gb18030")) == ("gb18030", text)
    mixed = text.replace(line, "Das Café, naïve, é") * 2
    found = reading.decode(mixed.encode() + "乙方案。\n".encode("gb18030"))
    assert found == ("utf-8+gb18030", mixed + "乙方案。\n")


def test_a_file_that_is_too_long_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "LONGEST", 100)
    assert read(b"1" * 100, ".txt").status == "ok"
    for data in (b"1" * 101, b"1" * 401, "减".encode("utf-16") * 101):
        found = read(data, ".txt")
        assert (found.status, found.text) == ("failed", "")
        assert found.message is not None and "Split" in found.message


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

"""PDFs: lines joined to paragraphs, what is no part of the text, and where characters stand."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from documents import pdf_of, typeset
from fpdf import FPDF

from toolkit.reading import pages, reading
from toolkit.reading.formats import scan
from toolkit.reading.formats.pdf import read as read_pdf

A = "今年以来，全县共精简文件128份，比上年下降30.5%；召开会议41次，参会人员减少1760人次，基层干部的负担明显减轻，满意度达到98.6%。"
B = "各乡镇把减负与增效结合起来，建立问题台账2376条，办结率为97.2%，还有65条正在办理，年底前全部办结，确保事事有回音、件件有着落。"
HEAD = "一、主要做法"
LONG = "（一）坚持问题导向，着力解决文件多、会议多、检查多、考核多的突出问题"


def read(data: bytes) -> reading.Reading:
    found = reading.read(data, ".pdf")
    assert found.status == "ok", found.message
    return found


def lines(data: bytes) -> list[str]:
    return ["".join(line.split()) for line in read(data).text.splitlines()]


# label, why, paragraphs, how they are set
SETTINGS = [
    ("indented", "as offices print", [HEAD, A, B], {}),
    ("narrow", "many lines", [HEAD, A, B], {"columns": 12}),
    ("wide", "few lines", [HEAD, A, B], {"columns": 22}),
    ("over pages", "a paragraph goes on overleaf", [HEAD, A, B, A, B], {"rows": 5}),
    ("parted by gaps", "as browsers print, without indents", [HEAD, A, B], {"indent": 0, "gap": 14.0}),
    ("a long heading", "is read whole", [LONG, A, LONG, B], {}),
    ("a line that is just full", "ends its paragraph where the next is indented", ["今年工作有新的成效明显的变化和进步。", B], {"columns": 20}),
]  # fmt: skip


@pytest.mark.parametrize(
    "label, why, paragraphs, setting", SETTINGS, ids=[case[0] for case in SETTINGS]
)
def test_paragraphs(label: str, why: str, paragraphs: list[str], setting: dict[str, float]) -> None:
    assert lines(typeset(paragraphs, **setting)) == paragraphs, why


def stretched(
    words: str, base: float, size: float = 16, right: float = 370
) -> list[tuple[float, float, float, str]]:
    """A line whose Han are set apart so that it reaches the edge of its column."""
    step = (right - 50 - size) / (len(words) - 1)
    return [(50 + n * step, base, size, char) for n, char in enumerate(words)]


def test_a_stretched_line_had_blanks_at_its_end() -> None:
    full = ["全县把减负与增效结合起来建立问题台账二千", "三百条逐项核对　　各镇逐村公示账目按月公"]
    page = [(50.0, 100.0, 16.0, full[0]), (50.0, 128.0, 16.0, full[1])]
    page += stretched("示收支情况。一、过去工作的简要回顾", 156.0)
    page += [
        (50.0, 184.0, 16.0, "第一年以来全县各级共精简文件一百二十八份"),
        (50.0, 212.0, 16.0, "压减会议。"),
    ]
    assert read(pdf_of([page])).text.splitlines() == [
        "".join(
            [
                *full,
                "示收支情况。一、过去工作的简要回顾　　第一年以来全县各级共精简文件一百二十八份压减会议。",
            ]
        )
    ]


def test_room_between_han_and_digits_is_no_blank() -> None:
    page = []
    for n in range(4):
        for left, words in ((50.0, "共精简文件"), (134.0, f"1{n}8"), (165.0, "份，召开会议")):
            page.append((left, 100.0 + 30 * n, 16.0, words))
    assert read(pdf_of([page])).text.startswith("共精简文件108份，召开会议")


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    edges = [(50.0, 40.0, 10.0, "青岭县减负工作专报"), (300.0, 40.0, 10.0, "内部资料")]
    data = typeset([A, B] * 4, rows=8, edges=edges)
    assert lines(data) == [A, B] * 4
    numbered = [
        [(50.0, 100.0, 16.0, f"第{n}部分的情况如下。"), (200.0, 570.0, 10.0, f"— {n} —")]
        for n in range(1, 5)
    ]
    assert lines(pdf_of(numbered)) == [f"第{n}部分的情况如下。" for n in range(1, 5)]


def test_a_number_in_the_text_is_no_page_number() -> None:
    page = [
        (50.0, 100.0, 16.0, "会议次数"),
        (50.0, 140.0, 16.0, "128"),
        (50.0, 180.0, 16.0, "下降30%。"),
    ]
    assert lines(pdf_of([page])) == ["会议次数", "128", "下降30%。"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "今年全县共精简文件",
        "一百二十八份，比上",
        "年下降三成；召开会",
        "议四十一次，参会人",
        "员减少一千七百多人",
        "次，基层负担减轻，",
        "满意度达九成。",
    ]
    right = [
        "各乡镇把减负与增效",
        "结合起来，建立问题",
        "台账二千三百多条，",
        "办结率在九成以上，",
        "还有六十五条正在办",
        "理，年底前全部办结",
        "确保件件都有着落。",
    ]
    page = [(50.0, 80.0, 20.0, "青岭县减负工作专报的两栏排版")]
    page += [(50.0, 120.0 + 26 * n, 16.0, text) for n, text in enumerate(left)]
    page += [(220.0, 120.0 + 26 * n, 16.0, text) for n, text in enumerate(right)]
    assert lines(pdf_of([page])) == ["青岭县减负工作专报的两栏排版", "".join(left), "".join(right)]


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("乡镇", "会议", "文件"),
        ("东岭乡", "12次", "30份"),
        ("西岭镇", "9次", "28份"),
        ("南岭乡", "7次", "19份"),
        ("北岭镇", "8次", "21份"),
        ("中岭乡", "6次", "17份"),
        ("河口镇", "5次", "11份"),
    ]
    page = [
        (50.0 + 110 * k, 100.0 + 28 * n, 14.0, cell)
        for n, row in enumerate(rows)
        for k, cell in enumerate(row)
    ]
    found = read(pdf_of([page])).text.splitlines()
    assert [line.split() for line in found] == [list(row) for row in rows]


def test_letters_printed_twice_are_read_once() -> None:
    page = [
        (50.0, 100.0, 16.0, HEAD),
        (50.3, 100.0, 16.0, HEAD),
        (50.0, 140.0, 16.0, "减少41次——好于去年。"),
    ]
    assert lines(pdf_of([page])) == [HEAD, "减少41次——好于去年。"]


def test_words_in_latin_letters_keep_their_blanks() -> None:
    page = [(50.0, 100.0, 12.0, "China Daily report 2024")]
    assert read(pdf_of([page])).text == "China Daily report 2024\n"


def test_every_character_has_its_place_on_its_page() -> None:
    found = read(typeset([HEAD, A, B], rows=6))
    assert [page.number for page in found.pages] == [1, 2]
    assert (found.pages[0].start, found.pages[-1].end) == (0, len(found.text))
    for page in found.pages:
        assert page.lines
        for line in page.lines:
            assert page.start <= line.start < line.end <= page.end
            assert len(line.boxes) == line.end - line.start
            blank = [box is None for box in line.boxes]
            assert blank == [char.isspace() for char in found.text[line.start : line.end]]
            for left, top, right, bottom in filter(None, line.boxes):
                assert 0 <= left < right <= page.width
                assert 0 <= top < bottom <= page.height


def test_a_row_of_page_lines_gives_the_boxes_back() -> None:
    found = read(pdf_of([[(50.0, 100.0, 16.0, "减少41次。")]]))
    (row,) = pages.rows("a", found, [])["page_lines"]
    boxes = pages.boxes(row, 2, 4)
    given = found.pages[0].lines[0].boxes[2:4]
    assert boxes == [pytest.approx(box, abs=0.11) for box in given]
    left, top, right, bottom = pages.around(boxes)
    assert (left, bottom) == (pytest.approx(83, abs=1), pytest.approx(100, abs=1))
    assert (right - left, bottom - top) == (pytest.approx(16, abs=2), pytest.approx(12, abs=1.5))


def test_a_word_parted_by_a_hyphen_is_whole_and_each_letter_keeps_its_place() -> None:
    page = [
        (50.0, 100.0, 12.0, "the county has a long-"),
        (50.0, 116.0, 12.0, "standing account of it"),
    ]
    page += [(50.0, 132.0 + 16 * n, 12.0, "and of every township in") for n in range(3)]
    found = read(pdf_of([page]))
    assert found.text.startswith("the county has a longstanding account")
    first, second = found.pages[0].lines[:2]
    assert first.end == second.start == len("the county has a long")
    assert len(first.boxes) == first.end - first.start


def test_an_empty_page_of_another_size_is_a_page_without_text() -> None:
    document = pypdfium2.PdfDocument(pdf_of([[(50.0, 100.0, 16.0, "减少41次。")]]))
    document.new_page(842, 595)
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue())
    assert (found.text, [page.width for page in found.pages]) == ("减少41次。\n", [420, 842])


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(angle: int) -> None:
    document = pypdfium2.PdfDocument(pdf_of([[(50.0, 100.0, 16.0, "减少41次。")]]))
    document[0].set_rotation(angle)
    out = io.BytesIO()
    document.save(out)
    found = reading.read(out.getvalue(), ".pdf")
    (page,) = found.pages
    assert found.text == "减少41次。\n"
    assert (page.width, page.height) == ((420, 595) if angle % 180 == 0 else (595, 420))
    for box in page.lines[0].boxes:
        assert (
            box is not None
            and 0 <= box[0] < box[2] <= page.width
            and 0 <= box[1] < box[3] <= page.height
        )


UNNAMED = pdf_of([[(50.0, 100.0, 20.0, "减少会议41次。")]]).replace(b"/ToUnicode", b"/ToUnicodx")


def test_letters_that_a_file_does_not_name_are_read_from_its_picture_or_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if scan.is_installed():
        assert lines(UNNAMED) == ["减少会议41次。"]
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(scan.RefusedError, match=r"does not name.*make ocr"):
        read_pdf(UNNAMED, lambda *_: None)


def test_a_protected_file_says_so() -> None:
    pdf = FPDF()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.add_page()
    found = reading.read(bytes(pdf.output()), ".pdf")
    assert found.status == "failed"
    assert found.message is not None and "password" in found.message


NO_PDFS = [
    ("noise", b"%PDF-1.7\n" + bytes(range(256)) * 9, "damaged"),
    ("cut", typeset([A])[:900], "damaged"),
    ("blank pages", pdf_of([[], []]), "pages are empty"),
]


@pytest.mark.parametrize("label, data, said", NO_PDFS, ids=[case[0] for case in NO_PDFS])
def test_what_cannot_be_read_says_what_to_do(label: str, data: bytes, said: str) -> None:
    found = reading.read(data, ".pdf")
    assert (found.status, found.text) == ("failed", "")
    assert found.message is not None and said in found.message

"""Word documents: the order of what is in them, and the numbers Word makes itself."""

from __future__ import annotations

import io

import docx
import pytest
from documents import docx_of, levels, lists, numbered, p, zipped

from toolkit.reading import reading
from toolkit.reading.formats.numbering import written

THREE = levels(
    ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")
)
ARTICLES = levels(("chineseCounting", "第%1章"), ("chineseCountingThousand", "第%2条"))
NEVER = levels(
    ("chineseCounting", "第%1章"),
    ("chineseCounting", "第%2条"),
    more=["", '<w:lvlRestart w:val="0"/>'],
)


def lines(body: str, **parts: str) -> list[str]:
    found = reading.read(docx_of(body, **parts), ".docx")
    assert found.status == "ok", found.message
    return found.text.splitlines()


# label, why, lists, paragraphs (text, list, level), what is read
NUMBERS = [
    (
        "three levels", "deeper ones begin anew under each",
        lists([THREE], {1: (0, "")}),
        [("减负", 1, 0), ("文件", 1, 1), ("数量", 1, 2), ("篇幅", 1, 2), ("会议", 1, 1), ("时长", 1, 2), ("增效", 1, 0), ("培训", 1, 1)],
        ["一、减负", "（一）文件", "1.数量", "2.篇幅", "（二）会议", "1.时长", "二、增效", "（一）培训"],
    ),
    (
        "two lists of one kind", "they count on together",
        lists([THREE], {1: (0, ""), 2: (0, "")}),
        [("减负", 1, 0), ("增效", 2, 0), ("督查", 1, 0)],
        ["一、减负", "二、增效", "三、督查"],
    ),
    (
        "begun anew", "a list may say where it starts, once",
        lists([THREE], {1: (0, ""), 2: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')}),
        [("减负", 1, 0), ("增效", 1, 0), ("会议", 2, 0), ("文件", 2, 0)],
        ["一、减负", "二、增效", "一、会议", "二、文件"],
    ),
    (
        "another start", "a list that goes on from a part before",
        lists([THREE], {1: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride>')}),
        [("减负", 1, 0), ("增效", 1, 0)],
        ["十二、减负", "十三、增效"],
    ),
    (
        "articles under chapters", "a level that is never begun anew",
        lists([NEVER], {1: (0, "")}),
        [("总则", 1, 0), ("为了", 1, 1), ("本条例", 1, 1), ("职责", 1, 0), ("各级", 1, 1)],
        ["第一章 总则", "第一条 为了", "第二条 本条例", "第二章 职责", "第三条 各级"],
    ),
    (
        "articles begun anew", "the usual",
        lists([ARTICLES], {1: (0, "")}),
        [("总则", 1, 0), ("为了", 1, 1), ("职责", 1, 0), ("各级", 1, 1)],
        ["第一章 总则", "第一条 为了", "第二章 职责", "第一条 各级"],
    ),
    (
        "a number of two levels", "Arabic throughout where isLgl says so",
        lists([levels(("chineseCounting", "%1、"), ("decimal", "%1.%2"), more=["", "<w:isLgl/>"])], {1: (0, "")}),
        [("减负", 1, 0), ("文件", 1, 1), ("会议", 1, 1)],
        ["一、减负", "1.1 文件", "1.2 会议"],
    ),
    (
        "bullets", "they are no numbers",
        lists([levels(("bullet", "\uf06c"))], {1: (0, "")}),
        [("减负", 1, 0)],
        ["减负"],
    ),
    (
        "list 0", "numbering taken off a paragraph",
        lists([THREE], {1: (0, "")}),
        [("减负", 1, 0), ("说明", 0, 0), ("增效", 1, 0)],
        ["一、减负", "说明", "二、增效"],
    ),
    (
        "an empty numbered paragraph", "Word counts it but shows nothing to read",
        lists([THREE], {1: (0, "")}),
        [("减负", 1, 0), (" ", 1, 0), ("增效", 1, 0)],
        ["一、减负", " ", "三、增效"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "label, why, numbering, paragraphs, expected", NUMBERS, ids=[c[0] for c in NUMBERS]
)
def test_numbers(label, why, numbering, paragraphs, expected):
    body = "".join(numbered(*paragraph) for paragraph in paragraphs)
    assert lines(body, numbering=numbering) == expected, why


def test_numbers_by_style_and_by_list_style():
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
        '<w:style w:type="numbering" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(
        [THREE, '<w:numStyleLink w:val="List"/>', levels(("decimalEnclosedCircle", "%1"))],
        {1: (0, ""), 2: (1, ""), 3: (2, "")},
    )
    body = (
        p("减负", '<w:pStyle w:val="H1"/>')
        + p("文件", '<w:pStyle w:val="H2"/>')
        + p("增效", '<w:pStyle w:val="Own"/>')
        + numbered("点位", 2)
    )
    assert lines(body, numbering=numbering, styles=styles) == [
        "一、减负",
        "（一）文件",
        "二、增效",
        "① 点位",
    ]


STYLES = [
    ("chineseCounting", [1, 10, 11, 20, 99], ["一", "十", "十一", "二十", "九十九"]),
    (
        "chineseCountingThousand",
        [100, 101, 110, 1010],
        ["一百", "一百零一", "一百一十", "一千零一十"],
    ),
    ("chineseLegalSimplified", [1, 12], ["壹", "拾贰"]),
    ("ideographDigital", [10, 205], ["一〇", "二〇五"]),
    ("ideographTraditional", [1, 11], ["甲", "甲"]),
    ("decimalEnclosedCircle", [1, 20, 21, 40], ["①", "⑳", "㉑", "40"]),
    ("decimalFullWidth", [12], ["１２"]),
    ("decimalZero", [3], ["03"]),
    ("upperRoman", [4, 19], ["IV", "XIX"]),
    ("lowerLetter", [1, 27], ["a", "aa"]),
    ("a style of the future", [7], ["7"]),
]


@pytest.mark.parametrize("style, numbers, expected", STYLES, ids=[c[0] for c in STYLES])
def test_styles_of_numbers(style, numbers, expected):
    assert [written(number, style) for number in numbers] == expected


RUN = "<w:r><w:t>{}</w:t></w:r>"
# label, why, body, what is read
BODIES = [
    ("paragraphs and a table", "in their order", p("前") + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>乡镇</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12次</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" + p("后"), ["前", "乡镇\t12次", "后"]),
    ("a table of paragraphs", "cells one below the other", "<w:tbl><w:tr><w:tc>" + p("一") + p("二") + "</w:tc><w:tc>" + p("三") + "</w:tc></w:tr></w:tbl>", ["一", "二", "三"]),
    ("a cell merged downwards", "is written once", '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("镇") + "</w:tc><w:tc>" + p("1") + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p("镇") + "</w:tc><w:tc>" + p("2") + "</w:tc></w:tr></w:tbl>", ["镇\t1", "\t2"]),
    ("a text box", "once, though Word writes it twice", "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("框内") + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p("框内") + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>", ["正文", "框内"]),
    ("hidden text", "nobody sees it", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r>" + RUN.format("正文") + "</w:p>", ["正文"]),
    ("a field", "what it shows, not how it is made", "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" + RUN.format("3") + "</w:p>", ["3"]),
    ("tab and break", "as they stand", "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>", ["甲\t乙", "丙"]),
    ("a reading aid", "the letters, not how they are read", "<w:p><w:r><w:ruby><w:rt><w:r><w:t>kùn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>困</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>", ["困"]),
    ("in a content control", "as in any other place", "<w:sdt><w:sdtContent>" + p("表单") + "</w:sdtContent></w:sdt>", ["表单"]),
]  # fmt: skip


@pytest.mark.parametrize("label, why, body, expected", BODIES, ids=[case[0] for case in BODIES])
def test_what_is_read(label, why, body, expected):
    assert lines(body) == expected, why


def test_tracked_changes_are_read_as_accepted():
    body = (
        "<w:p><w:del><w:r><w:delText>下降</w:delText></w:r></w:del><w:ins><w:r><w:t>增长</w:t></w:r></w:ins>"
        "<w:r><w:t>5%，</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>会议</w:t></w:r></w:p>"
        + p("减少12次。")
    )
    found = reading.read(docx_of(body), ".docx")
    assert found.text == "增长5%，\n会议减少12次。\n"
    assert found.status == "ok"
    assert found.message is not None and "3 tracked changes" in found.message


def test_footnotes_follow_their_paragraph_and_are_marked():
    footnotes = (
        '<w:footnote w:type="separator" w:id="0"/><w:footnote w:id="2">'
        + p("口径为规上企业。")
        + "</w:footnote>"
    )
    body = (
        '<w:p><w:r><w:t>增长5</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>%。</w:t></w:r></w:p>'
        + p("又及。")
    )
    assert lines(body, footnotes=footnotes) == ["增长5%。", "［脚注1］口径为规上企业。", "又及。"]


def test_headers_footers_and_comments_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("减负工作报告")
    out = io.BytesIO()
    document.save(out)
    assert reading.read(out.getvalue(), ".docx").text == "减负工作报告\n"


def test_pages_as_the_document_was_last_saved():
    body = (
        "<w:p><w:r><w:t>第一页的话。</w:t></w:r></w:p><w:p><w:r><w:t>跨</w:t><w:lastRenderedPageBreak/>"
        '<w:t>页的话。</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="11900" w:h="16840"/></w:sectPr>'
    )
    found = reading.read(docx_of(body), ".docx")
    assert found.text == "第一页的话。\n跨页的话。\n"
    assert [(page.number, found.text[page.start : page.end]) for page in found.pages] == [
        (1, "第一页的话。\n跨"),
        (2, "页的话。\n"),
    ]
    assert (found.pages[0].width, found.pages[0].height) == (595.0, 842.0)


def test_a_document_that_was_never_printed_has_no_pages():
    assert reading.read(docx_of(p("甲")), ".docx").pages == ()


PICTURE = "<w:p><w:r><w:drawing><w:blip/></w:drawing></w:r></w:p>"
# label, comment, body, what is said
PICTURES = [
    ("a page that was scanned", "its letters are not read", p("县委文件") + PICTURE, "letters in pictures are not read"),
    ("a photograph in a report", "the report is whole", p("今年会议减少41次。" * 9) + PICTURE, None),
    ("no picture", "short is not lost", p("县委文件"), None),
]  # fmt: skip


@pytest.mark.parametrize("label, why, body, said", PICTURES, ids=[case[0] for case in PICTURES])
def test_words_in_pictures_are_missed_aloud(label, why, body, said):
    found = reading.read(docx_of(body), ".docx")
    assert found.status == ("partial" if said else "ok"), why
    assert said is None or said in found.message


NO_DOCUMENTS = [
    ("not an archive", b"PK\x03\x04" + b"\x00" * 60, "damaged"),
    ("another archive", zipped({"a.txt": "甲", "word/": ""}), "no Word document"),
    ("no body", zipped({"word/document.xml": "<document/>"}), "no document"),
    ("broken XML", zipped({"word/document.xml": "<document><body>"}), "cannot be taken apart"),
    ("empty", docx_of(""), "no text"),
]


@pytest.mark.parametrize("label, data, said", NO_DOCUMENTS, ids=[case[0] for case in NO_DOCUMENTS])
def test_what_is_no_document_says_so(label, data, said):
    found = reading.read(data, ".docx")
    assert (found.status, found.text) == ("failed", "")
    assert found.message is not None and said in found.message

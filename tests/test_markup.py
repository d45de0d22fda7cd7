"""What web pages and markdown leave is looked through; what only looks like it stays."""

from __future__ import annotations

import pytest

from toolkit.extract.document import extract
from toolkit.extract.repair.repairs import repair

BODY = "各单位应当每月检查台账不少于2次，未报送的予以通报。"

CLEAN = [
    ("item", "- 改造小区5个", "改造小区5个"),
    ("item with a star", "* 改造小区5个", "改造小区5个"),
    ("quote", "> 改造小区5个", "改造小区5个"),
    ("item in a quote", "> - 改造小区5个", "改造小区5个"),
    ("numbered heading", "## 一、主要做法", "一、主要做法"),
    ("numbered heading in bold", "### **（一）节水**", "（一）节水"),
    ("bold number", "增长**5.5%**，好于预期", "增长5.5%，好于预期"),
    ("bold opening", f"**第一条** {BODY}", f"第一条 {BODY}"),
    ("escaped point", r"1\. 改造小区5个", "1. 改造小区5个"),
    ("link", "见[台账办法](http://a.example/1.pdf)。", "见台账办法。"),
    ("picture", "![图1](a/1.png)改造小区5个", "改造小区5个"),
    ("style sheet", "td.c{font-size: 12px; color: #fff}改造小区5个", "改造小区5个"),
    ("style", "<style>.a{width:100px}</style>改造小区5个", "改造小区5个"),
    ("only title", "# 节水工作总结\n## 一、成效", "节水工作总结\n一、成效"),
    ("title label", "标题：节水工作总结\n来源：县水务局", "节水工作总结\n来源：县水务局"),
    ("title label in brackets", "【标题】节水工作总结\n今年以来", "节水工作总结\n今年以来"),
    ("counter of readers", "浏览次数：1234次\n今年以来", "今年以来"),
    (
        "front matter",
        '---\ntitle: "节水工作总结"\ntags:\n  - 3\n---\n今年以来',
        "节水工作总结\n今年以来",
    ),
    ("fields", "- title: 节水工作总结\n- http_status: 200\n今年", "节水工作总结\n今年"),
]


@pytest.mark.parametrize(("label", "raw", "clean"), CLEAN, ids=[case[0] for case in CLEAN])
def test_marks_are_looked_through(label: str, raw: str, clean: str) -> None:
    text = repair(raw)
    assert text.clean.strip() == clean
    assert {edit.kind for edit in text.edits} == {"markup"}


LEFT = [
    ("negative number", "- 1,200,000"),
    ("subtitle", "节水工作总结\n——2024年3月在全县大会上"),
    ("blacked out", "由**县**局负责，**镇**村整改**年的问题"),
    ("bold heading without a number", "**总体要求**\n今年以来，新建管网。"),
    ("headings of one level", "# 节水\n今年以来。\n# 治污\n今年以来。"),
    ("brackets", "（见附件[1]）和[甲](乙)"),
    ("labels inside a text", "今年以来，成效明显。" * 40 + "\n标题：不在开头"),
    ("two fields of prose", "问题：台账不全。\n措施：补齐。"),
]


@pytest.mark.parametrize(("label", "raw"), LEFT, ids=[case[0] for case in LEFT])
def test_what_only_looks_like_marks_stays(label: str, raw: str) -> None:
    assert repair(raw).clean == raw


def headings(raw: str) -> list[tuple[str | None, str]]:
    return [(row["marker"], row["heading"]) for row in extract("a", raw)["sections"]]


def test_bold_headings_are_not_joined_to_their_text() -> None:
    raw = "**一、主要做法**\n\n成立专班3个。\n\n**二、存在问题**\n\n台账不全。\n\n**三、下步打算**\n\n新建管网。\n"
    assert headings(raw) == [("一、", "主要做法"), ("二、", "存在问题"), ("三、", "下步打算")]


def test_articles_in_a_list_are_headings() -> None:
    plain = f"节水管理办法\n第一条 {BODY}\n（一）未检查的；\n（二）未报送的；\n第二条 {BODY}\n"
    marked = (
        f"# 节水管理办法\n\n- **第一条** {BODY}\n\n- （一）未检查的；\n- （二）未报送的；\n\n"
        f"- **第二条** {BODY}\n"
    )
    assert headings(marked) == headings(plain) != []


NO_CLAIMS = [
    (
        "list of links",
        "政策文件\n- [1.台账办法](http://a.example/1.pdf)\n- [2.通报](http://a.example/2)",
    ),
    ("address", "来源：https://www.example.org/art/2024/3/5/art_1229_5678.html"),
    ("time stamp", "发布时间：2024-03-05 10:12:33 浏览次数："),
    ("style sheet", "p.a{margin:0 12px;line-height:1.5}\n"),
    ("fields", "---\ntitle: 总结\nhttp_status: 200\nsize: 3500\n---\n正文"),
]


@pytest.mark.parametrize(("label", "raw"), NO_CLAIMS, ids=[case[0] for case in NO_CLAIMS])
def test_leftovers_are_no_claims(label: str, raw: str) -> None:
    assert [row["text"] for row in extract("a", raw)["claims"]] == []

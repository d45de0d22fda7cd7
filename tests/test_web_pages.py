"""Web pages: the text without the menus, in any encoding and under any name."""

from __future__ import annotations

import email.mime.multipart
import email.mime.text

import pytest

from toolkit.reading import reading
from toolkit.reading.formats.html import looks_like_page

TITLE = "青岭县减负工作报告"
TEXT = [
    "一、主要做法",
    "今年全县共精简文件12份，下降30%。",
    "（一）压减会议",
    "召开会议41次，比上年减少17次。",
]
MENU = '<ul><li><a href="/a">首页</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">互动交流</a></li></ul>'
LINKS = '<div><h3>相关阅读</h3><ul><li><a href="/1">青岭县召开上半年会议。</a></li><li><a href="/2">青岭县公布财政收支</a></li></ul></div>'
FOOT = "<div>主办：青岭县人民政府办公室　备案号：青ICP备00000000号</div>"


def page(body: str, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{MENU}"
        f"<div class='main'><h1>{TITLE}</h1><div>发布时间：2025-03-12 来源：县政府办 浏览次数：1208</div>"
        f"{body}{LINKS}</div>{FOOT}</body></html>"
    )


def lines(markup: str, suffix: str = ".html") -> list[str]:
    found = reading.read(markup.encode(), suffix)
    assert found.status == "ok", found.message
    return found.text.splitlines()


# label, why, how the text stands in the page
BODIES = [
    ("paragraphs", "the usual", "<div>" + "".join(f"<p>{line}</p>" for line in TEXT) + "</div>"),
    ("breaks", "older sites", "<div>" + "<br><br>".join(f"&nbsp;&nbsp;　{line}" for line in TEXT) + "</div>"),
    ("one cell of a table", "the oldest", "<table><tr><td>" + "".join(f"<p>{line}</p>" for line in TEXT) + "</td></tr></table>"),
    ("breaks in a cell", "the oldest", "<table><tr><td>" + "<br>".join(TEXT) + "</td></tr></table>"),
    ("headings", "h2, h3", "<div>" + "".join(f"<h2>{line}</h2>" if len(line) < 10 else f"<p>{line}</p>" for line in TEXT) + "</div>"),
    ("bold headings", "centred", "<div>" + "".join(f"<p align='center'><b>{line}</b></p>" for line in TEXT) + "</div>"),
    ("list items", "without numbers of their own", "<ul>" + "".join(f"<li>{line}</li>" for line in TEXT) + "</ul>"),
    ("pieces", "a span for each number", "<div>" + "".join(f"<p><span>{line[:3]}</span><span>{line[3:]}</span></p>" for line in TEXT) + "</div>"),
    ("broken in the markup", "a line end between Han is nothing", "<div>" + "".join(f"<p>{line[:3]}\n   {line[3:]}</p>" for line in TEXT) + "</div>"),
    ("linked words", "a link inside a sentence", "<div>" + "".join(f"<p><a href='/x'>{line[:4]}</a>{line[4:]}</p>" for line in TEXT) + "</div>"),
    ("nested", "blocks in blocks", "<div>" + "".join(f"<section><section><p>{line}</p></section></section>" for line in TEXT) + "</div>"),
    ("hidden rest", "styles and programs are not text", "<div><style>p{}</style><script>var a='访问3500次。'</script><p style='display: none'>草稿。</p>" + "".join(f"<p>{line}</p>" for line in TEXT) + "</div>"),
    ("not yet shown", "a program makes the text visible", "<div style='visibility: hidden; opacity: 0'>" + "".join(f"<p>{line}</p>" for line in TEXT) + "</div>"),
    ("menu inside", "links between the body and its title", f"<div>{MENU}" + "".join(f"<p>{line}</p>" for line in TEXT) + "<p>【打印】【关闭】</p></div>"),
]  # fmt: skip


@pytest.mark.parametrize("label, why, body", BODIES, ids=[case[0] for case in BODIES])
def test_a_page_is_its_text(label: str, why: str, body: str) -> None:
    assert lines(page(body)) == [TITLE, *TEXT], why


def test_a_table_of_data_keeps_its_rows() -> None:
    rows = [["乡镇", "会议"], ["东岭乡", "12次"], ["西岭镇", "9次"]]
    table = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    body = f"<div><p>{TEXT[1]}</p><table>{table}</table><p>{TEXT[3]}</p></div>"
    assert lines(page(body)) == [TITLE, TEXT[1], *("\t".join(row) for row in rows), TEXT[3]]


def test_a_cell_over_several_rows_leaves_its_column_empty() -> None:
    table = "<table><tr><th>类别</th><th>乡镇</th><th>会议</th></tr><tr><td rowspan='2'>精简</td><td>东岭乡</td><td>12次。</td></tr><tr><td>西岭镇</td><td>9次。</td></tr></table>"
    rows = ["类别\t乡镇\t会议", "精简\t东岭乡\t12次。", "\t西岭镇\t9次。"]
    assert lines(page(f"<div><p>{TEXT[1]}</p>{table}</div>")) == [TITLE, TEXT[1], *rows]


def test_what_stands_above_a_table_of_sentences_is_read() -> None:
    table = "".join(f"<tr><td>{n}</td><td>{line}</td></tr>" for n, line in enumerate(TEXT))
    body = f"<div><div><p>责任单位整改清单</p></div><div><table>{table}</table></div></div>"
    assert "责任单位整改清单" in lines(page(body))


def test_items_of_a_numbered_list_have_the_numbers_a_browser_shows() -> None:
    body = "<div><p>要求：</p><ol start='3'><li>开短会。</li><li>讲短话。</li></ol></div>"
    assert lines(page(body))[-2:] == ["3. 开短会。", "4. 讲短话。"]


def test_what_a_page_says_of_itself() -> None:
    body = BODIES[0][2]
    found = reading.read(page(body).encode(), ".html").said
    assert (found.title, found.published, found.source) == (TITLE, "2025-03-12", "县政府办")
    head = '<meta name="ArticleTitle" content="减负通报"><meta name="PubDate" content="2024/7/1 8:00"><meta name="ContentSource" content="县委办">'
    found = reading.read(page(body, head).encode(), ".html").said
    assert (found.title, found.published, found.source) == ("减负通报", "2024-07-01", "县委办")


SAID = [
    ("a stamp without a label", "<span>2019-12-10 07:57:40</span><em>来源：县政府网</em>", "2019-12-10", "县政府网"),
    ("a stamp in words", "<span>2019年9月26日 15:10</span> 来源：县政府网", "2019-09-26", "县政府网"),
    ("from, in another word", "发布日期：2019-03-06　来源于：青岭县办事处", "2019-03-06", "青岭县办事处"),
    ("labels within the head", '<meta name="source" content="来源：青岭网-要闻 原创稿"><p>更新时间：2020年1月2日</p>', "2020-01-02", "青岭网-要闻"),
]  # fmt: skip


@pytest.mark.parametrize("label, above, published, source", SAID, ids=[case[0] for case in SAID])
def test_when_and_by_whom(label: str, above: str, published: str, source: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    markup = f"<html><body><div><h1>{TITLE}！</h1><div>{above}</div>{body}<p>(责编：甲乙)</p></div></body></html>"
    found = reading.read(markup.encode(), ".html")
    assert (found.said.published, found.said.source) == (published, source)
    assert found.text.splitlines()[-1] == TEXT[-1]


TITLES = [
    ("before a hyphen", f"<title>{TITLE}-青岭网</title>", f"<p>{TITLE}</p>", TITLE),
    ("before a blank", f"<title>{TITLE} 办事处_青岭网</title>", f"<b>{TITLE}</b>", TITLE),
    ("behind the site", f"<title>青岭网 要闻 {TITLE}</title>", f"<p>{TITLE}</p>", TITLE),
    ("of the browser, shown on the page", f"<title>{TITLE}_青岭县人民政府</title>", f"<div>{TITLE}</div>", TITLE),
    ("the name of the site is none", "<title>青岭县人民政府</title>", "<div></div>", None),
    ("by its style", "<title>青岭县人民政府</title>", f"<div class='article-title'>{TITLE}</div>", TITLE),
    ("a box of links by its style", "", f"<div class='title'><a href='/x'>{TITLE}</a></div>", None),
    ("two headings are none", "", f"<h1>{TITLE}</h1><h1>专题</h1>", None),
]  # fmt: skip


@pytest.mark.parametrize("label, head, above, expected", TITLES, ids=[case[0] for case in TITLES])
def test_titles(label: str, head: str, above: str, expected: str | None) -> None:
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    markup = f"<html><head>{head}</head><body>{above}<div>{body}</div>{FOOT}</body></html>"
    found = reading.read(markup.encode(), ".htm")
    assert found.said.title == expected
    assert found.text.splitlines() == [*([expected] if expected else []), *TEXT]


ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("declared", ["utf-8", "gb2312"])
def test_the_bytes_say_the_encoding_not_the_page(encoding: str, declared: str) -> None:
    markup = page(BODIES[0][2]).replace("charset='utf-8'", f"charset='{declared}'")
    found = reading.read(markup.encode(encoding), ".shtml")
    assert found.text.splitlines() == [TITLE, *TEXT]


def test_a_page_saved_with_its_pictures() -> None:
    packed = email.mime.multipart.MIMEMultipart("related")
    packed.attach(email.mime.text.MIMEText(page(BODIES[0][2]), "html", "utf-8"))
    found = reading.read(packed.as_bytes(), ".mht")
    assert found.text.splitlines() == [TITLE, *TEXT]
    assert found.format == "mht"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".doc"])
def test_a_page_under_another_name(suffix: str) -> None:
    found = reading.read(page(BODIES[0][2]).encode("gb18030"), suffix)
    assert (found.format, found.text.splitlines()) == ("html", [TITLE, *TEXT])


NO_PAGES = [
    ("plain", "一、减负\n二、增效"),
    ("markdown", "# 减负\n\n<!-- 说明 -->\n- 开短会 <br> 讲短话"),
    ("angle brackets", "<关于减负的通知>\n一、减负<br>"),
    ("a tag that is spoken of", "标签<html>不应出现在正文中。"),
    ("one tag before a text", "<center>减负</center>\n一、减负\n二、增效"),
]


@pytest.mark.parametrize("label, text", NO_PAGES, ids=[case[0] for case in NO_PAGES])
def test_a_text_is_no_page(label: str, text: str) -> None:
    assert not looks_like_page(text)
    assert reading.read(text.encode(), ".txt").text == text


def test_a_fragment_of_a_page_in_a_text_file() -> None:
    markup = "<div class='view'>" + "".join(f"<p>{line}</p>" for line in TEXT) + "</div>"
    assert reading.read(markup.encode(), ".txt").text.splitlines() == TEXT


def test_a_page_without_text_says_what_to_do() -> None:
    found = reading.read(
        b"<html><body><div id='app'></div><script>load()</script></body></html>", ".html"
    )
    assert found.status == "failed"
    assert found.message is not None and "copy it into a text file" in found.message

"""Sentences: as one would split by hand, and without gap or overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.model import Report, Sentence
from toolkit.extract.structure.headings import find_sections
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.openings import run_in_titles
from toolkit.extract.structure.reports import find_reports
from toolkit.extract.structure.sentences import split_sentences


def split(text: str) -> list[str]:
    """The sentences of a text taken as one report."""
    title = next((t for t in run_in_titles(Lines(text), 0, len(text)) if not t.start), None)
    report = Report(
        1, "article", title and title.wording, None, None, 0, len(text), body=title and title.end
    )
    sections = find_sections(text, [report], [])
    return [text[s.start : s.end].strip() for s in split_sentences(text, [report], sections)]


# label, why, text, sentences
ROWS = [
    ("cells of texts", "a cell is a sentence", "序号\t问题\t措施\n1\t会多。\t压减。限时。\n2\t文长。\t精简。", ["序号\t问题\t措施", "1", "会多。", "压减。", "限时。", "2", "文长。", "精简。"]),
    ("cells between bars", "as of markdown", "| 序号 | 措施 |\n|---|---|\n| 1 | 压减。限时。 |\n| 2 | 精简。 |", ["| 序号 | 措施 |", "|---|---|", "| 1 |", "压减。", "限时。 |", "| 2 |", "精简。 |"]),
    ("cells of values", "a row is one", "乡镇\t会议\t文件\n东乡\t12次\t30份\n西镇\t9次\t28份", ["乡镇\t会议\t文件", "东乡\t12次\t30份", "西镇\t9次\t28份"]),
    ("tabs where breaks were lost", "are none of a table", "今年会议减少\t文件减少。\t调研增加。", ["今年会议减少\t文件减少。", "调研增加。"]),
]  # fmt: skip


@pytest.mark.parametrize("label, why, text, sentences", ROWS, ids=[case[0] for case in ROWS])
def test_rows_of_tables(label: str, why: str, text: str, sentences: list[str]) -> None:
    assert split(text) == sentences, why


# label, why, sentences (the text is what they join to)
SPLIT = [
    (
        "full stops",
        "。！？ and ； end a sentence",
        ["会少了。", "真的少了！", "还会多吗？", "不会；", "放心。"],
    ),
    ("no mark at the end", "the last may have none", ["会少了。", "同比下降12.5%"]),
    ("marks in a row", "they stay together", ["怎么办？！", "马上办！！", "好。"]),
    ("decimal", "a point in a number ends nothing", ["增长3.5%，投入1.2万元。", "完成。"]),
    ("address", "neither ? nor ; ends one inside", ["详见https://example.org/a?b=1;c=2。", "完。"]),
    ("entity", "&nbsp; is no end", ["镇里&nbsp;已办结。", "完。"]),
    ("half-width marks", "in Chinese text they end too", ["会少了!", "文短了;", "人到了。"]),
    ("quote that ends the sentence", "its own 。 before ”", ["他说：“会少了。”", "大家都笑了。"]),
    (
        "quote inside a sentence",
        "no end inside",
        ["实行“一会一清。一文一查”制度后，会少了。", "完。"],
    ),
    (
        "speech that goes on",
        "who spoke belongs to it",
        ["“会少了。人轻松了。”镇干部林远说。", "完。"],
    ),
    (
        "speech inside a sentence",
        "who spoke belongs to it too",
        ["会少了，“人轻松了，事办成了。”林远说。", "完。"],
    ),
    (
        "motto, then text",
        "what follows does not say who spoke",
        ["“上面千条线，下面一根针。”", "基层人手不足的情况普遍。"],
    ),
    (
        "quotes side by side",
        "a list of quotes is one sentence",
        ["提出“减会议”“减文件”“减考核”要求。", "完。"],
    ),
    ("bracket", "a mark in brackets ends nothing", ["各村（社区；含居民小组）均已办结。", "完。"]),
    ("bracket behind the mark", "it stays with its sentence", ["（会议全年只开四次。）", "完。"]),
    ("title in angle brackets", "whole", ["印发《怎么开会？如何减会！》手册。", "完。"]),
    (
        "opening quote lost",
        "a lone closing quote holds nothing open",
        ["坚持抓常抓长”的韧劲。", "完。"],
    ),
    (
        "closing quote lost",
        "a lone opening quote neither",
        ["以“钉钉子的精神抓落实。", "会少了。", "完。"],
    ),
    ("semicolons of a list", "each item by itself", ["减会议；", "减文件；", "减考核。"]),
    ("ellipsis", "it does not end a sentence by itself", ["会议、文件、考核……都少了。", "完。"]),
]


@pytest.mark.parametrize("label, why, sentences", SPLIT, ids=[case[0] for case in SPLIT])
def test_split(label: str, why: str, sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences, why


# label, why, text, sentences
LINES = [
    (
        "lines",
        "the end of a line ends a sentence",
        "让会议短下来\n各村反映良好。",
        ["让会议短下来", "各村反映良好。"],
    ),
    ("blank lines", "they belong to what is before them", "甲。\n\n\n乙。", ["甲。", "乙。"]),
    ("indent", "it belongs to what is before it", "甲。\r\n　　乙。", ["甲。", "乙。"]),
    ("heading on a line", "a sentence of its own", "一、进展\n会少了。", ["一、进展", "会少了。"]),
    (
        "heading that runs on",
        "with its own full stop",
        "（一）会议减量。全年只开四次。\n（二）文件减量。全年只发九件。",
        ["（一）会议减量。", "全年只开四次。", "（二）文件减量。", "全年只发九件。"],
    ),
    (
        "counted items",
        "each begins one",
        "做法有二：一是减会议。全年四次。二是减文件。全年九件。",
        ["做法有二：", "一是减会议。", "全年四次。", "二是减文件。", "全年九件。"],
    ),
    (
        "heading with a colon",
        "the colon stays with it",
        "一、整改措施：\n1.减会议。全年四次。\n2.减文件。",
        ["一、整改措施：", "1.减会议。", "全年四次。", "2.减文件。"],
    ),
    (
        "glued headings",
        "cut where they end",
        "一、健全体系(一)分级负责一是建台账。甲。二是强督办。乙。",
        ["一、健全体系", "(一)分级负责", "一是建台账。", "甲。", "二是强督办。", "乙。"],
    ),
    (
        "title glued to the text",
        "a sentence of its own",
        "某局关于阵地清理情况的报告根据部署，会少了。文短了。",
        ["某局关于阵地清理情况的报告", "根据部署，会少了。", "文短了。"],
    ),
    (
        "items between blank lines",
        "no blank is a sentence",
        "第一条 管好水域：\n\n（一）巡查；\n\n（二）清障。\n\n第二条 本办法试行。",
        ["第一条 管好水域：", "（一）巡查；", "（二）清障。", "第二条 本办法试行。"],
    ),
    (
        "tags of a web copy",
        "they are no words",
        "<p>甲。</p><p>乙。</p>",
        ["<p>甲。</p><p>", "乙。</p>"],
    ),
]


@pytest.mark.parametrize("label, why, text, sentences", LINES, ids=[case[0] for case in LINES])
def test_lines_and_headings(label: str, why: str, text: str, sentences: list[str]) -> None:
    assert split(text) == sentences, why


def test_innermost_section() -> None:
    text = "引言。\n一、进展\n甲。\n（一）会议\n乙。\n二、打算\n丙。"
    report = Report(1, "article", None, None, None, 0, len(text))
    sections = find_sections(text, [report], [])
    found = split_sentences(text, [report], sections)
    named = {text[s.start : s.end].strip(): s.section for s in found}
    assert [named[words] for words in ("引言。", "甲。", "乙。", "丙。")] == [None, 0, 1, 2]


PIECES = st.sampled_from(
    [
        "会少了",
        "。",
        "！",
        "；",
        "，",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "\n",
        "　　",
        " ",
        "一、进展",
        "(一)会议",
        "一是快",
        "二是准",
        "3.5",
        "?",
        ";",
        "https://example.org/a?b=1",
        "说",
        "某局关于试点情况的报告",
        "根据部署",
        "如若转载，请注明出处",
        "\x00",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=150))
def test_sentences_cover_every_report(text: str) -> None:
    reports, listings = find_reports(text)
    sections = find_sections(text, reports, listings)
    found = split_sentences(text, reports, sections)
    for report in reports:
        mine = [sentence for sentence in found if sentence.report == report.n]
        assert (mine[0].start, mine[-1].end) == (report.start, report.end)
        assert all(a.end == b.start and a.start < a.end for a, b in pairwise(mine))
        assert all(_stands_in(sentence, sections) for sentence in mine)


def _stands_in(sentence: Sentence, sections: list) -> bool:  # type: ignore[type-arg]
    if sentence.section is None:
        return True
    section = sections[sentence.section]
    return section.report == sentence.report and section.start <= sentence.start < section.end


@given(st.text(alphabet="甲乙 \u3000\t\r\n*<p>/b一、", max_size=80))
def test_lines_are_visible_and_in_order(text: str) -> None:
    lines = Lines(text)
    assert all(lines.words(line).strip() == lines.words(line) != "" for line in lines)
    assert all(a.end <= a.next <= b.start for a, b in pairwise(lines.all))


@pytest.mark.parametrize(
    "text, words",
    [
        ("一、总况　　　　今年以来", ["一、总况", "今年以来"]),
        ("工　　作　　报　　告", ["工　　作　　报　　告"]),
        ("县长　　林远", ["县长　　林远"]),
        ("　　缩进的一行\r\n", ["缩进的一行"]),
        ("<p><strong>甲</strong></p><br/>乙", ["甲</strong>", "乙"]),
        ("甲\u2028乙\x0c丙", ["甲", "乙", "丙"]),
    ],
)
def test_lines(text: str, words: list[str]) -> None:
    lines = Lines(text)
    assert [lines.words(line) for line in lines] == words

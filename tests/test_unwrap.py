"""Texts of fixed width: joined where a paragraph goes on and nowhere else."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measure.forms import uneven, wrapped
from toolkit.extract.repair.repairs import repair
from toolkit.extract.repair.unwrap import unwrap
from toolkit.extract.text import Text

REPORT = """青岭县水务局二〇二四年节水工作总结
一、主要做法
（一）压实各级责任
县水务局成立专班6个，先后召开推进会28次，印发通知6份，对18个乡镇逐村核对台账，形成问题清单61份，下发整改通知书83份。有关负责人说，节水不是一阵风，账要算到每一户。
（二）改造老旧管网
全年投入资金4900万元，改造老旧小区19个，惠及居民9.4万户，新装智能水表94000只，漏损率由15.6%下降到9.4%，群众满意度达到99.4%。
（三）聚焦台账不全、数据不准、底数不清等突出问题，扎实开展节水管理专项整治行动
一些乡镇对节水工作重视不够，21个村未按要求报送材料，占总数的12.1%，涉及干部11名，金额21.21万元。目前已经全部核清，并把办理情况逐户告知。
二、存在的不足
台账还不够细，水价改革推进不快，部分灌区计量设施老化，维修资金缺口约760万元。
三、下一步打算
到明年底，新建管网128公里，再改造小区15个，把漏损率控制在9%以内。"""

WIDTHS = (20, 26, 33, 40, 56, 64, 76, 80)
INDENTS, AFTER = ("", "　　"), ("\n", "\r\n", "\n\n")


def bare(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(form: bytes) -> list[str]:
    return bare(repair(form.decode("utf-8")).clean)


FORMS = list(product(WIDTHS, INDENTS, AFTER, (False, True)))


@pytest.mark.parametrize(("width", "indent", "after", "typeset"), FORMS)
def test_paragraphs_are_whole_again(width: int, indent: str, after: str, typeset: bool) -> None:
    form, _ = wrapped(width, indent, after, typeset)(REPORT)
    assert joined(form) == bare(REPORT)


@pytest.mark.parametrize("width", (56, 68, 76))
def test_lines_that_differ_in_width(width: int) -> None:
    assert joined(uneven(width)(REPORT)[0]) == bare(REPORT)


PARTS = [
    ("number and unit", "全县粮食总产达到760\n亿斤，居全省前列。", "760亿斤"),
    ("inside a decimal", "漏损率下降了2.\n5%，好于预期。", "2.5%"),
    ("number and sign", "覆盖率已经达到了98\n%。", "98%"),
    ("number and power of ten", "今年共下达资金3\n万元。", "3万元"),
]


@pytest.mark.parametrize(("label", "raw", "whole"), PARTS, ids=[case[0] for case in PARTS])
def test_no_number_is_torn(label: str, raw: str, whole: str) -> None:
    assert whole in repair(raw).clean


def test_the_line_below_a_title_ends_where_the_meeting_is_named() -> None:
    venue = "——2025年1月8日在青岭县第十七届人民代表大会第四次会议上"
    text = f"政府工作报告\n{venue}\n县长 方 明\n{REPORT}"
    assert f"{venue}\n县长" in repair(wrapped(28)(text)[0].decode()).clean


KEPT = [
    ("verse", "会议少了\n文件短了\n干部笑了\n群众夸了\n"),
    (
        "items of one width",
        "1.压减会议和文件\n2.精简表格和台账\n3.规范检查和考核\n4.下沉一线和网格\n",
    ),
    (
        "contents of one width",
        "一、总体情况……3\n二、主要做法……5\n三、存在问题……8\n四、工作打算……9\n",
    ),
    ("paragraphs", "今年以来，全县新建管网。\n各镇公示账目。\n漏损明显下降。\n满意度提高。\n"),
    ("names", "王强\n李敏\n方致远\n陈亮\n周正\n"),
    ("table", "| 青岭镇 | 12 |\n| 云溪乡 | 18 |\n| 白石镇 | 22 |\n| 南湖镇 | 31 |\n"),
]


@pytest.mark.parametrize(("label", "raw"), KEPT, ids=[case[0] for case in KEPT])
def test_lines_that_only_look_alike_stay(label: str, raw: str) -> None:
    assert list(unwrap(raw)) == []


def test_words_in_letters_keep_their_blank() -> None:
    prose = "本县推广智慧水务平台，接入各镇泵站和水厂，做到一屏统览、一键调度、一网统管，"
    wide = [prose[at : at + 18] for at in (0, 18, 0, 18)]
    raw = "\n".join([*wide, "各镇接入县里推广的 smart water", "company 合作推进。"])
    assert "smart water company" in repair(raw).clean


def test_lines_that_recur_in_a_narrow_text_are_no_running_heads() -> None:
    lines = [
        "突出整治形式主义为",
        "基层减负这条主线，",
        "各镇把整治形式主义",
        "为基层减负抓在手上",
    ] * 6
    assert "running_head" not in {edit.kind for edit in repair("\n".join(lines)).edits}


def test_an_entry_of_a_table_of_contents_goes_on_to_its_page() -> None:
    entries = [
        f"{n}.{words} {3 * n}"
        for n, words in enumerate(
            ("考核瘦身", "文件减量", "也谈“层层加码”“级级提速”的两种看法", "村级减负"), 1
        )
    ]
    text = "目录\n" + "\n".join(entries) + "\n" + REPORT
    assert joined(wrapped(20)(text)[0])[1:5] == entries


@settings(max_examples=60)
@given(st.integers(20, 80), st.sampled_from(INDENTS), st.sampled_from(AFTER))
def test_nothing_but_blanks_and_line_ends_is_taken(width: int, indent: str, after: str) -> None:
    raw = wrapped(width, indent, after)(REPORT)[0].decode("utf-8")
    clean = Text(raw).mend(unwrap(raw)).clean
    assert re.sub(r"\s", "", clean) == re.sub(r"\s", "", raw)

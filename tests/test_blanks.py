"""Blanks that are no part of what is said are taken out; those that mean something stay."""

from __future__ import annotations

import pytest

from toolkit.extract.document import extract
from toolkit.extract.repair.repairs import repair

TAKEN = [
    ("Han and digit", "营业收入增长 12%", "营业收入增长12%"),
    ("several", "营业收入增长    12%。", "营业收入增长12%。"),
    ("tab", "营业收入增长\t12%。", "营业收入增长12%。"),
    ("digit and unit", "清退资金66.57 万元", "清退资金66.57万元"),
    ("no-break", "清退资金\u00a066.57\u00a0万元", "清退资金66.57万元"),
    ("thin", "惠及\u20093\u2009万人", "惠及3万人"),
    ("groups between thin blanks", "下达资金\u20091 350\u2009万元", "下达资金1350万元"),
    ("groups and a point", "收入完成 1 286 . 5 亿元。", "收入完成1286.5亿元。"),
    ("narrow no-break", "惠及\u202f3\u202f万人", "惠及3万人"),
    ("ideographic", "惠及\u30003\u3000万人", "惠及3万人"),
    ("sign", "完成率98.7 %", "完成率98.7%"),
    ("redacted and sign", "下降XX %", "下降XX%"),
    ("behind a power of ten", "惠及 3 万 人", "惠及3万人"),
    ("comparison", "满意度≥ 95%", "满意度≥95%"),
    ("range", "增长5% ~ 8%", "增长5%~8%"),
    ("date", "2024 年 3 月 5 日起施行", "2024年3月5日起施行"),
    ("date in words", "二〇二四 年三 月五 日", "二〇二四年三月五日"),
    ("groups", "年末人口1 234 567人", "年末人口1234567人"),
    ("groups and a decimal", "产值12 345.6亿元", "产值12345.6亿元"),
    ("groups with commas", "产值12, 345.6亿元", "产值12,345.6亿元"),
    ("before a group", "年末人口 1 234 567 人。", "年末人口1234567人。"),
    ("behind the point", "完成率98. 71%", "完成率98.71%"),
    ("before the point", "完成率98 .71%", "完成率98.71%"),
    ("wide comma in a number", "共走访12，345户", "共走访12,345户"),
    ("before a mark", "改造小区5个 ，投入增加", "改造小区5个，投入增加"),
    ("before a minus", "净流出 -5。", "净流出-5。"),
    ("spaced label", "索 引 号：无\n来　　源：县水务局", "索引号：无\n来源：县水务局"),
    ("spaced title behind a year", "2006年政 府 工 作 报 告", "2006年政府工作报告"),
    ("spaced title", "政 府 工 作 报 告", "政府工作报告"),
    (
        "all characters",
        "新 建 管 网 128 公 里 ， 下 降 5.8 个 百 分 点 。",
        "新建管网128公里，下降5.8个百分点。",
    ),
]


@pytest.mark.parametrize(("label", "raw", "clean"), TAKEN, ids=[case[0] for case in TAKEN])
def test_blanks_that_say_nothing(label: str, raw: str, clean: str) -> None:
    text = repair(raw)
    assert text.clean == clean
    assert {edit.kind for edit in text.edits} <= {"blank", "width"}


LEFT = [
    ("entry and page", "一、总体情况 3\n二、主要做法 12"),
    ("columns", "乡镇 户数 人数\n青岭镇 12 345.6\n云溪乡 8 210.5"),
    ("columns parted by tabs", "乡镇\t2023年\t2024年\n青岭镇\t12户\t15户"),
    ("markdown table", "| 青岭镇 | 12 | 5 % |"),
    ("names", "出席：王 强 李 敏\n县长 方致远"),
    ("signature", "县水利局 王强"),
    ("English", "推广 smart water 平台"),
    ("indents", "　　今年以来，成效明显。\n　　新建管网。"),
    ("numbers of several parts", "1 总则\n1.1 目的\n2 组织"),
    ("behind the number of an article", "第三条 2024年度的台账"),
    ("gap where a break was lost", "一、工作回顾　　2024年，全县新建管网。"),
    ("time of the day", "2024年2月10日 07时41分"),
    ("two years", "2023年 2024年"),
    ("item behind a stop", "漏损下降。2. 15名干部受表扬"),
    ("years with a wide comma", "1992，1993年"),
]


@pytest.mark.parametrize(("label", "raw"), LEFT, ids=[case[0] for case in LEFT])
def test_blanks_that_mean_something(label: str, raw: str) -> None:
    assert repair(raw).clean == raw


def test_every_blank_is_logged_and_the_row_walks_back() -> None:
    raw = "投入资金 66.57 万元。"
    rows = extract("a", raw)
    (claim,) = rows["claims"]
    assert (claim["text"], claim["value"], raw[claim["start"] : claim["end"]]) == (
        "66.57万元",
        665700.0,
        "66.57 万元",
    )
    assert [(row["kind"], row["before"], row["after"]) for row in rows["repairs"]] == [
        ("blank", " ", "")
    ] * 2

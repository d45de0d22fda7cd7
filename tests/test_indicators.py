"""Stated values of indicators: whose number, for which years, how bound, how firm."""

from __future__ import annotations

import re

import pytest

from toolkit.extract.document import extract
from toolkit.extract.indicators import targets

OPENING = "2026年澜川市政府工作报告\n——2026年1月8日在澜川市第五届人民代表大会第三次会议上\n各位代表：\n现在，我代表市人民政府向大会作报告，请予审议，并请政协委员提出意见。\n"
REVIEW = "一、2025年工作回顾\n"
FIVE = "一、“十四五”时期工作回顾\n"
PLAN = "二、“十五五”时期主要目标任务\n"
YEAR = "三、2026年工作安排\n"
AIMS = "今年经济社会发展主要预期目标是："


def rows(section, text):
    return extract("x", f"{OPENING}{section}{text}\n")["indicators"]


def brief(section, text, *fields):
    return [tuple(row[field] for field in fields) for row in rows(section, text)]


NAMED = [  # label, comment, section, text, (indicator, horizon, value) of each row
    ("what a month was", "is no value of the year", REVIEW, "居民消费价格涨幅由6月份的3.4%回落到11月份的1.8%，全年上涨2.7%。",
     [("cpi", "2025", 2.7)]),
    ("by how much a plan was passed", "is none either", REVIEW, "地区生产总值达到1260亿元，比规划目标1200亿元超过60亿元。",
     [("gdp_level", "2025", 1260e8)]),
    ("a share of it in so many words", "占全市…的", REVIEW, "民营经济增加值占全市地区生产总值的58%。", []),
    ("words before the number", "of the same", YEAR, AIMS + "固定资产投资止跌回稳，力争增长2%。",
     [("fixed_asset_investment_growth", "2026", None), ("fixed_asset_investment_growth", "2026", 2.0)]),
    ("registered inhabitants in towns", "another rate", YEAR, AIMS + "常住人口城镇化率达到66%、户籍人口城镇化率达到48%。",
     [("urbanisation_rate", "2026", 66.0)]),
    ("one step after the other", "接连", FIVE, "地区生产总值接连跨越700亿元、900亿元台阶，年均增长6.4%。",
     [("gdp_level", "2021-2025", 700e8), ("gdp_level", "2021-2025", 900e8), ("gdp_growth", "2021-2025", 6.4)]),
    ("foreign trade as such", "对外贸易, 外贸", REVIEW, "对外贸易增长9.1%，外贸企业达到320家。",
     [("trade_growth", "2025", 9.1)]),
    ("said aside without a part", "of the same name", REVIEW, "地区生产总值增长6.2%（不含新区增长7.4%，全省第一）。",
     [("gdp_growth", "2025", 6.2), ("gdp_growth", "2025", 7.4)]),
    ("a way of reckoning", "links", REVIEW, "财政收入完成52亿元，按可比口径增长8.1%。",
     [("fiscal_revenue_level", "2025", 52e8), ("fiscal_revenue_growth", "2025", 8.1)]),
    ("growth and level", "one name, two indicators", REVIEW,
     "地区生产总值完成1250亿元，增长6.1%。",
     [("gdp_level", "2025", 1250e8), ("gdp_growth", "2025", 6.1)]),
    ("the same with the level behind", "it carries over", REVIEW,
     "社会消费品零售总额增长7.2%，达到430亿元。",
     [("retail_sales_growth", "2025", 7.2), ("retail_sales_level", "2025", 430e8)]),
    ("what stands before makes it another", "a part of the economy", REVIEW,
     "海洋生产总值增长8%，一般公共预算收入增长3%。",
     [("fiscal_revenue_growth", "2025", 3.0)]),
    ("what stands behind makes it another", "intensity, not output", REVIEW,
     "单位地区生产总值能耗下降2.5%。",
     [("energy_intensity_change", "2025", 2.5)]),
    ("a share of it is none of it", "占…比重", REVIEW,
     "服务业增加值占地区生产总值比重达到52%。", []),
    ("a difference from the whole country is none", "快于", REVIEW,
     "规上工业增加值增长7.4%，快于全国1.5个百分点。",
     [("industrial_value_added_growth", "2025", 7.4)]),
    ("two names, two numbers", "分别", REVIEW,
     "城镇、农村居民人均可支配收入分别增长4.8%、6.2%。",
     [("urban_income_growth", "2025", 4.8), ("rural_income_growth", "2025", 6.2)]),
    ("城乡 with two numbers", "urban, then rural", REVIEW,
     "城乡居民人均可支配收入分别达到5.1万元、2.6万元。",
     [("urban_income_level", "2025", 51000.0), ("rural_income_level", "2025", 26000.0)]),
    ("城乡 with one number", "all residents", YEAR,
     AIMS + "城乡居民人均可支配收入增长6%。",
     [("resident_income_growth", "2026", 6.0)]),
    ("the names before, the changes behind", "carried over as a pair", REVIEW,
     "城镇居民人均可支配收入41200元，农村居民人均可支配收入20300元，分别增长5.1%和6.4%。",
     [("urban_income_level", "2025", 41200.0), ("rural_income_level", "2025", 20300.0),
      ("urban_income_growth", "2025", 5.1), ("rural_income_growth", "2025", 6.4)]),
    ("one number for two names", "a row each", YEAR,
     AIMS + "社会消费品零售总额、固定资产投资均增长5%左右。",
     [("retail_sales_growth", "2026", 5.0), ("fixed_asset_investment_growth", "2026", 5.0)]),
    ("a list not all of whose members are known", "each gets its own", REVIEW,
     "规上工业增加值、规上物流业营收分别增长6.6%和9.1%。",
     [("industrial_value_added_growth", "2025", 6.6)]),
    ("output of grain only", "needs 粮食", REVIEW,
     "粮食播种面积稳定，总产量23.4亿斤；蔬菜面积扩大，总产量310万吨。",
     [("grain_output", "2025", 23.4e8)]),
    ("the name behind the number", "of its target", YEAR,
     "提出6%左右的地区生产总值增长目标，符合我市实际。",
     [("gdp_growth", "2026", 6.0)]),
    ("the ratio of a deficit", "not of research", YEAR,
     "拟安排财政赤字80亿元，占地区生产总值比重为2.8%。",
     [("deficit_level", "2026", 80e8), ("deficit_ratio", "2026", 2.8)]),
    ("steps are counted by nobody", "两个百亿元台阶", REVIEW,
     "地区生产总值连跨两个百亿元台阶，达到905亿元，年均增长7%。",
     [("gdp_level", "2025", 905e8), ("gdp_growth", "2021-2025", 7.0)]),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "expected"), [case[2:] for case in NAMED], ids=[case[0] for case in NAMED])  # fmt: skip
def test_whose_number_it_is(section, text, expected):
    found = brief(section, text, "indicator", "horizon", "value")
    assert [row for row in found if row[0]] == expected


HORIZONS = [  # label, comment, section, text, (kind, horizon) of each named row
    ("the year after a half of it", "全年", REVIEW, "上半年进出口总额下降3.1%，全年增长1.4%。",
     [("outcome", "2025H1"), ("outcome", "2025")]),
    ("an average over five years", "in so many words", FIVE, "地区生产总值达到860亿元，五年平均增长7.2%。",
     [("outcome", "2025"), ("outcome", "2021-2025")]),
    ("the year of what is built on", "is not the target's", PLAN, "到2030年地区生产总值在2025年的基础上突破1200亿元。",
     [("target", "2030")]),
    ("the year behind", "of the heading", REVIEW, "城镇新增就业2.1万人。", [("outcome", "2025")]),
    ("the year ahead", "of the heading", YEAR, "城镇新增就业2万人以上。", [("target", "2026")]),
    ("a half-year", "as the words say", REVIEW, "2025年上半年，地区生产总值增长5.4%。", [("outcome", "2025H1")]),
    ("a review of five years: growth", "all of them", FIVE, "地区生产总值年均增长6.3%。", [("outcome", "2021-2025")]),
    ("a review of five years: a level", "its last", FIVE, "常住人口城镇化率达到63.5%。", [("outcome", "2025")]),
    ("a review of five years: a sum", "all of them", FIVE, "城镇新增就业11万人。", [("outcome", "2021-2025")]),
    ("from and to", "both have their year", FIVE, "人均地区生产总值从2020年的6.1万元提高到2025年的8.8万元。",
     [("outcome", "2020"), ("outcome", "2025")]),
    ("from and to without years", "those of the plan", FIVE, "研发投入强度由1.9%提高到2.6%。",
     [("outcome", "2020"), ("outcome", "2025")]),
    ("the year behind within five", "刚刚过去", FIVE, "五年来，成绩显著。\n刚刚过去的2025年，困难不少。地区生产总值增长5.2%。",
     [("outcome", "2025")]),
    ("compared with a plan before", "no turn to it", FIVE, "引进外资比“十三五”时期翻番。常住人口城镇化率达到61%。",
     [("outcome", "2025")]),
    ("a plan ahead: growth", "all its years", PLAN, "力争地区生产总值年均增长6%左右。", [("target", "2026-2030")]),
    ("a plan ahead: a level", "its end", PLAN, "常住人口城镇化率达到68%左右。", [("target", "2030")]),
    ("a plan ahead: what is kept to", "all its years", PLAN, "城镇调查失业率控制在5.5%以内。", [("target", "2026-2030")]),
    ("a year that is named", "到2030年", YEAR, "到2030年，研发投入强度达到3%。", [("target", "2030")]),
    ("a run of years", "连续", REVIEW, "粮食产量连续三年稳定在20亿斤以上。", [("outcome", "2023-2025")]),
    ("a base inside a target", "it is an outcome", YEAR, "研发投入强度从去年的2.2%提高到2.4%。",
     [("outcome", "2025"), ("target", "2026")]),
    ("a target told again", "of the year behind", REVIEW, "没有实现年初确定的单位地区生产总值能耗降低3%左右的目标。",
     [("target", "2025")]),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "expected"), [case[2:] for case in HORIZONS], ids=[case[0] for case in HORIZONS])  # fmt: skip
def test_for_which_years_it_is(section, text, expected):
    assert [
        (row["kind"], row["horizon"]) for row in rows(section, text) if row["indicator"]
    ] == expected


HEDGES = [  # label, text of the target list, (hedge, force, comparator) of its last named row
    ("none", "地区生产总值增长6%", (None, "plain", "eq")),
    ("about", "地区生产总值增长6%左右", ("左右", "soft", "approx")),
    ("at least", "地区生产总值增长6%以上", ("以上", "hard", "ge")),
    ("a range", "地区生产总值增长5.5%—6%", (None, "range", "eq")),
    ("to be made sure", "确保粮食产量21亿斤以上", ("确保|以上", "hard", "ge")),
    ("what bounds the number goes first", "力争地区生产总值增长6%左右", ("力争|左右", "soft", "approx")),
    ("kept within", "居民消费价格涨幅控制在2%以内", ("控制在|以内", "hard", "le")),
    ("more is hoped for", "地区生产总值增长6%左右，并在工作中努力争取更好结果", ("左右|努力|争取更好结果", "soft", "approx")),
    ("a member of the list alone", "力争省级园区达到3家，社会消费品零售总额增长7%", (None, "plain", "eq")),
    ("of another clause", "努力应对挑战，社会消费品零售总额增长7%", (None, "plain", "eq")),
    ("behind the last of a 分别 list", "城镇、农村居民人均可支配收入分别增长5%、6%左右", ("左右", "soft", "approx")),
    ("the word 预期 of a target", "经济增长预期目标为6%左右", ("左右", "soft", "approx")),
    ("proposed", "拟安排财政赤字60亿元", ("拟", "soft", "eq")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in HEDGES], ids=[case[0] for case in HEDGES])  # fmt: skip
def test_how_firm_it_is(text, expected):
    found = [row for row in rows(YEAR, f"{AIMS}{text}。") if row["indicator"]]
    assert tuple(found[-1][field] for field in ("hedge", "force", "comparator")) == expected


def test_what_heads_a_list_binds_its_later_members():
    found = rows(YEAR, "力争省级园区达到3家，社会消费品零售总额增长7%。")
    assert [row["hedge"] for row in found] == ["力争", "力争"]


WORDS = [  # label, clause, (indicator, text, comparator)
    ("in step", "居民收入增长与经济增长同步", ("resident_income_growth", "与经济增长同步", "eq")),
    ("nearly in step", "居民人均可支配收入和经济增长基本同步", ("resident_income_growth", "和经济增长基本同步", "approx")),
    ("as in the year before", "地方财政收入与上年基本持平", ("fiscal_revenue_growth", "与上年基本持平", None)),
    ("above the country", "地区生产总值增速高于全省平均水平", ("gdp_growth", "高于全省平均水平", "gt")),
    ("kept above it", "固定资产投资增速保持在全省平均水平以上", ("fixed_asset_investment_growth", "保持在全省平均水平以上", "ge")),
    ("some growth", "进出口总额实现正增长", ("trade_growth", "实现正增长", None)),
    ("kept", "居民消费价格保持基本稳定", ("cpi", "保持基本稳定", None)),
    ("no number is set", "没有提出经济增速具体目标", ("gdp_growth", "没有提出经济增速具体目标", None)),
    ("a duty", "节能减排完成省下达任务", (None, "完成省下达任务", None)),
    ("a rank that is kept", "森林覆盖率继续保持全省首位", (None, "继续保持全省首位", None)),
    ("a state that is kept", "居民消费价格保持合理水平", ("cpi", "保持合理水平", None)),
    ("real growth in step", "城乡居民收入实际增长与经济增长同步", ("resident_income_growth", "与经济增长同步", "eq")),
    ("a little", "进出口总额略有增长", ("trade_growth", "略有增长", None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])  # fmt: skip
def test_targets_in_words(text, expected):
    found = rows(YEAR, f"{AIMS}城镇新增就业2万人；{text}。")[1:]
    assert [row["numeric"] for row in found] == [False]
    assert tuple(found[0][field] for field in ("indicator", "text", "comparator")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "实现上述目标，要抓好八个方面工作",
        "保持定力，坚持稳定发展",
        "以扩大内需为重点",
        "用好三大平台",
    ],
)
def test_what_is_no_target(text):
    assert rows(YEAR, f"{text}。") == []


def test_the_span_is_that_of_the_claim():
    text = f"{OPENING}{YEAR}{AIMS}地区生产总值增长6%左右。\n"
    tables = extract("x", text)
    row, claims = tables["indicators"][0], {c["claim_id"]: c for c in tables["claims"]}
    assert text[row["start"] : row["end"]] == row["text"] == "6%"
    assert claims[row["claim_id"]]["start"] == row["start"]


def test_two_indicators_of_one_number_share_its_span():
    one, other = rows(YEAR, AIMS + "社会消费品零售总额、固定资产投资增长5%。")
    assert one["claim_id"] == other["claim_id"]
    assert one["indicator_id"] != other["indicator_id"]


def test_a_report_without_any_year_gives_rows_of_no_year():
    assert whole("工作总结", "地区生产总值增长5%。") == [("o", "gdp_growth", None, 5.0)]
    assert extract("x", "某处的文章\n地区生产总值增长5%。\n")["indicators"] == []


def whole(title, text):
    found = extract("x", f"{title}\n\n{text}\n")["indicators"]
    return [
        (row["kind"][0], row["indicator"], row["horizon"], row["value"] if row["numeric"] else row["text"])
        for row in found
        if row["indicator"]
    ]  # fmt: skip


def test_one_name_of_two_is_a_row_each():
    found = rows(YEAR, f"{AIMS}单位生产总值能耗和二氧化碳排放降幅完成省下达任务。")
    assert [(row["indicator"], row["direction"]) for row in found] == [
        ("energy_intensity_change", "decrease"), ("carbon_intensity_change", "decrease")
    ]  # fmt: skip


def test_one_predicate_of_two_is_a_row_each():
    found = rows(YEAR, f"{AIMS}单位生产总值能耗和主要污染物排放量继续下降，生态环境质量稳定改善。")
    assert [(row["written"], row["text"]) for row in found] == [
        ("单位生产总值能耗", "继续下降"), ("主要污染物排放量", "继续下降"), ("生态环境质量", "稳定改善")
    ]  # fmt: skip


OF_WHOLE = [  # label, comment, title, text, (kind, indicator, horizon, value) of each row
    ("a year's plan", "all of it is to come", "澜川市2023年国民经济和社会发展计划",
     "主要目标是：生产总值增长6%左右，粮食产量保持在48万吨以上。",
     [("t", "gdp_growth", "2023", 6.0), ("t", "grain_output", "2023", 480000.0)]),
    ("how a plan was carried out", "and the next year's", "澜川市2014年国民经济和社会发展计划执行情况与2015年计划草案的报告",
     "全年生产总值达到61亿元，增长8%。\n建议2015年生产总值增长7.5%，进出口稳量提质。",
     [("o", "gdp_level", "2014", 61e8), ("o", "gdp_growth", "2014", 8.0),
      ("t", "gdp_growth", "2015", 7.5), ("t", "trade_growth", "2015", "稳量提质")]),
    ("the outline of a five-year plan", "its years by its name", "澜川市国民经济和社会发展第十二个五年规划纲要",
     "生产总值年均增长10%，到2015年达到1500亿元。",
     [("t", "gdp_growth", "2011-2015", 10.0), ("t", "gdp_level", "2015", 1500e8)]),
    ("a term of four years", "年均 is over those", "澜川县2007年政府工作报告",
     "一、过去四年政府工作回顾\n2006年地区生产总值26亿元，较上年增长12%，年均增长11%。",
     [("o", "gdp_level", "2006", 26e8), ("o", "gdp_growth", "2006", 12.0), ("o", "gdp_growth", "2003-2006", 11.0)]),
    ("given when the year ends", "the year told of is the one that ends", "澜川县政府工作报告\n——2018年12月20日在澜川县第七届人民代表大会第三次会议上",
     "一、2018年工作回顾\n全年生产总值170亿元，增长8%。",
     [("o", "gdp_level", "2018", 170e8), ("o", "gdp_growth", "2018", 8.0)]),
    ("a plan that is only compared with", "“七五”以来最快", "澜川市2004年政府工作报告",
     "一、2003年工作回顾\n生产总值达到209亿元，是“七五”以来增速最快的一年。粮食总产量130万吨。",
     [("o", "gdp_level", "2003", 209e8), ("o", "grain_output", "2003", 1300000.0)]),
    ("from the end of a plan", "its last year", "澜川县2011年政府工作报告",
     "“十一五”工作回顾\n生产总值由“十五”末的12亿元增加到19亿元，年均增长9%。",
     [("o", "gdp_level", "2005", 12e8), ("o", "gdp_level", "2010", 19e8), ("o", "gdp_growth", "2006-2010", 9.0)]),
    ("held against the target", "the number is the target's, what follows its own", "澜川县2007年政府工作报告",
     "一、2006年工作回顾\n财政收入（不含基金）2.1亿元，增长26%，高于年初确定的12%，人均可支配收入增长7%。",
     [("o", "fiscal_revenue_level", "2006", 2.1e8), ("o", "fiscal_revenue_growth", "2006", 26.0),
      ("o", "resident_income_growth", "2006", 7.0)]),
    ("one number for the last two", "同步", "澜川县2011年政府工作报告",
     "一、2010年工作回顾\n城镇居民人均可支配收入、农民人均纯收入分别达到10500元、6200元，同步增长9%。",
     [("o", "urban_income_level", "2010", 10500.0), ("o", "rural_income_level", "2010", 6200.0),
      ("o", "urban_income_growth", "2010", 9.0), ("o", "rural_income_growth", "2010", 9.0)]),
    ("an outcome in words", "of a named indicator", "澜川市2026年政府工作报告",
     "一、2025年工作回顾\n居民收入与经济增长同步，进出口总额再创新高，干部作风持续好转。",
     [("o", "resident_income_growth", "2025", "与经济增长同步"), ("o", "trade_growth", "2025", "再创新高")]),
    ("the title looks back", "重点工作完成情况: what its year brought", "澜川市2024年重点工作完成情况报告",
     "市政府2024年重点工作完成情况良好，主要目标全面实现。\n2024年地区生产总值增长6%左右。",
     [("o", "gdp_growth", "2024", 6.0)]),
    ("prices rose, their rise fell", "回落到", "澜川市2025年政府工作报告",
     "一、2024年工作回顾\n居民消费价格涨幅回落到1.6%。", [("o", "cpi", "2024", 1.6)]),
    ("what counties reached", "所有县", "澜川市2025年政府工作报告",
     "一、2024年工作回顾\n财政收入52亿元，所有县（区）实现财政收入3亿元以上。",
     [("o", "fiscal_revenue_level", "2024", 52e8)]),
    ("a year in Han digits", "of a press item", "甲市人大会议开幕",
     "本报讯 甲市市长在政府工作报告中提出，二○○五年的预期目标是：国内生产总值三百亿元，增长百分之九。",
     [("t", "gdp_level", "2005", 300e8), ("t", "gdp_growth", "2005", 9.0)]),
    ("two meetings of a year", "no 年 behind it", "2009两会澜川县政府工作报告",
     "全县生产总值由2003年的12亿元增加到2008年的20亿元，人均1.1万元。",
     [("o", "gdp_level", "2003", 12e8), ("o", "gdp_level", "2008", 20e8), ("o", "gdp_per_capita", "2008", 11000.0)]),
    ("a press item looks back in its middle", "targets, results, targets", "澜川市2014年生产总值预期增长9%",
     "市长在市人大会议上作政府工作报告。报告提出，2014年主要预期目标：生产总值增长9%。\n报告先总结了过去五年的工作。2013年全市生产总值80亿元，增长8%；"
     "财政收入6亿元。\n报告提出了2014年主要预期目标：财政收入增长7%。",
     [("t", "gdp_growth", "2014", 9.0), ("t", "gdp_growth", "2014", 9.0), ("o", "gdp_level", "2013", 80e8),
      ("o", "gdp_growth", "2013", 8.0), ("o", "fiscal_revenue_level", "2013", 6e8), ("t", "fiscal_revenue_growth", "2014", 7.0)]),
    ("titled by the year it tells of", "过去一年, and then that year", "2019年澜川县政府工作报告",
     "一、迎难而上，过去一年工作成效显著\n2019年，是攻坚的一年。全县地区生产总值增长3%。",
     [("o", "gdp_growth", "2019", 3.0)]),
    ("a plan's targets behind who tells of them", "“十一五”", "发展目标确定\n2006年1月18日",
     "本报讯昨日，从市人大会议上获悉，我市“十一五”经济社会发展的主要目标是：\n1.经济增长。GDP年均增长9%左右，到2010年突破100亿元。",
     [("t", "gdp_growth", "2006-2010", 9.0), ("t", "gdp_level", "2010", 100e8)]),
    ("a step before the level", "千亿台阶", "澜川市2015年政府工作报告",
     "一、2014年工作回顾\n一般公共预算收入迈上百亿台阶，达到110亿元；全体居民人均可支配收入初步测算达3.1万元。",
     [("o", "fiscal_revenue_level", "2014", 110e8), ("o", "resident_income_level", "2014", 31000.0)]),
    ("words for two names", "基本同步", "澜川市2024年政府工作报告",
     "今年的主要预期目标是：一般公共预算收入、居民收入增长和经济增长基本同步，单位GDP能耗明显下降。",
     [("t", "fiscal_revenue_growth", "2024", "和经济增长基本同步"), ("t", "resident_income_growth", "2024", "和经济增长基本同步"),
      ("t", "energy_intensity_change", "2024", "明显下降")]),
    ("a half-year in the title", "all of it is of that half", "关于2019年上半年国民经济和社会发展计划执行情况的报告",
     "2019年是决胜之年。\n——地区生产总值21亿元，同比增长6%（下同）。\n——居民消费价格指数101.7%。\n——市区居民人均可支配收入21000元。",
     [("o", "gdp_level", "2019H1", 21e8), ("o", "gdp_growth", "2019H1", 6.0)]),
    ("a press item looks back after a target", "报告提到，过去五年", "澜川市第十一届人民代表大会开幕",
     "代市长代表市政府作《政府工作报告》。\n报告提出，预计2011年全市生产总值206亿元，比上年（下同）增长14%。报告提出今年的预期目标是生产总值增长11%。\n"
     "报告提到，过去五年实力大增。去年城镇居民可支配收入2.6万元，农民人均纯收入1.1万元，年均分别增长8%和16%。",
     [("o", "gdp_level", "2011", 206e8), ("o", "gdp_growth", "2011", 14.0), ("t", "gdp_growth", "2012", 11.0),
      ("o", "urban_income_level", "2011", 26000.0), ("o", "rural_income_level", "2011", 11000.0),
      ("o", "urban_income_growth", "2007-2011", 8.0), ("o", "rural_income_growth", "2007-2011", 16.0)]),
    ("last year's level as a measure", "the year stays", "澜川市2020年政府工作报告",
     "今年发展的主要预期目标是，财政收入增长保持上年水平，城镇新增就业3万人以上。",
     [("t", "fiscal_revenue_growth", "2020", "保持上年水平"), ("t", "urban_new_jobs", "2020", 30000.0)]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "expected"), [case[2:] for case in OF_WHOLE], ids=[case[0] for case in OF_WHOLE])  # fmt: skip
def test_for_when_a_whole_report_speaks(title, text, expected):
    assert whole(title, text) == expected


@pytest.mark.parametrize(
    "words",
    [
        "没有提出具体的增长目标", "不设定今年的具体目标", "与经济增长同步", "保持与收入增长基本同步",
        "不低于上年实际完成数以上", "控制在国家要求的范围以内", "略高于全省平均水平", "跑赢全国增速",
        "不折不扣完成各项任务", "按照省里要求完成", "如期实现约束性指标", "完成国家下达任务",
        "得到改善", "有所提高", "稳步提升", "继续保持总体稳定", "大体平衡", "运行在合理区间",
        "保持上年水平", "与去年基本持平", "保持合理水平", "继续保持全国前列", *targets._GROWN,
    ],
)  # fmt: skip
def test_what_a_predicate_may_begin_with_is_complete(words):
    pattern = targets.PREDICATE.pattern
    anywhere = re.compile(pattern[pattern.index("(?:") :])
    found = [match.span() for match in anywhere.finditer(words)]
    assert [match.span() for match in targets.PREDICATE.finditer(words)] == found
    assert found or words in targets._GROWN

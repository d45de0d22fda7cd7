"""Contradictions as reports write them, and what only looks like one: the whole way from the text.

Each case is a paragraph of a report; expected are the kinds of its disagreements.
"""

from __future__ import annotations

import pytest

from toolkit.extract.document import extract

HEAD = "青石县有关工作情况的报告\n"

CONTRADICTIONS = [
    ("parts over a new total", "全县新增病例45例，其中境外输入20例，本地病例35例。", "total_parts"),
    ("counts of indicators", "提出25项指标，其中预期性指标14项、约束性指标9项。", "total_parts"),
    (
        "growth between, over a sentence",
        "进出口总额45.2亿元，增长3%。其中，出口25.1亿元，增长5%；进口24.1亿元，下降1%。",
        "total_parts",
    ),
    (
        "over so many, and far over",
        "揽收投递快件超20万件，其中揽收15万件，投递25万件。",
        "total_parts",
    ),
    ("over so many, and short", "揽收投递快件超20万件，其中揽收5万件，投递6万件。", "total_parts"),
    (
        "shares close the parts",
        "有市场300个，其中综合市场200个、占66.7%，专业市场150个、占33.3%。",
        "total_parts",
    ),
    ("settled in part", "督察组交办40件，已办结20件、阶段性办结9件、未办结4件。", "total_parts"),
    ("among them, a count of all", "调查的40家企业中，有30家增长，增长面为85.5%。", "share"),
    ("a part called as its whole", "有公共汽车70辆，新能源公共汽车54辆，占比57.1%。", "share"),
    ("the whole stands in the share", "其中小项45个，占赛会设置的90个小项的60.5%。", "share"),
    ("a rate with a word before it", "抽查产品50种，合格40种，抽样合格率为90.5%。", "share"),
    ("three industries", "三次产业结构调整为7.2:40.1:62.7。", "shares"),
    ("all shares of a division", "第一产业占7.2%，第二产业占40.1%，第三产业占62.7%。", "shares"),
    ("any verb before to", "日产能由50万份扩产到90万份，增长63%。", "change"),
    ("a year, by years since", "5年来，加工量由50万吨增加到90万吨，年均增长20.5%。", "change"),
    ("the rate before the amount", "立案45件，同比增长60.5%，同比增加15件。", "change"),
    ("per cent for points", "比重由44%提高到45%，即提高3%。", "change"),
    (
        "a target twice",
        "今年的目标是：居民消费价格涨幅控制在3.5%左右。把今年居民消费价格涨幅控制在4.5%左右。",
        "restated",
    ),
    ("no such day", "县统计局今天（2月30日）发布消息。", "dates"),
    ("no such day without a year", "会议于9月35日召开。", "dates"),
    ("no such month", "1—13月，全县投资平稳。", "dates"),
    ("another quarter's months", "一季度（1—4月）完成投资过半。", "dates"),
    ("years of a span", "1953年到1968年的二十六年间，产量稳步提高。", "span"),
    ("days of a span", "整治从3月1日至3月10日，为期25天。", "span"),
    (
        "two long names",
        "提高领导水平和执政水平、增强拒腐防变和抵御风险的能力三大课题。",
        "total_listed",
    ),
    (
        "a list of three announced as four",
        "提出以下四条措施：一是压实责任，二是精简报表，三是回访。",
        "total_listed",
    ),
    ("a number left out", "一是压实责任，二是精简报表，四是清退群组，五是回访。", "list_numbers"),
]

NO_CONTRADICTIONS = [
    ("a rank that rises is a smaller number", "龙头企业在全省排名由36位上升到23位。"),
    ("a precision", "识别精度从过去的30米提高到15米。"),
    ("a time limit", "办理时限由5天优化到3天。"),
    ("of the budget", "完成债务支出66万元，占预算数的106.5%。"),
    ("debt beside output", "债务余额占生产总值的比重达120%。"),
    ("a difference in brackets", "造成损失38万元（该房产价值77万元，实际支付39万元）。"),
    ("the rest in another unit", "13个乡镇停电，已恢复4.2万户，剩余5000户正在恢复。"),
    ("another whole before it", "修建水渠12公里，新增公路64公里，其中硬化路33公里。"),
    ("a rate for each", "食品抽检量超每千人6.6批次，其中开展专项抽检超5万批次。"),
    ("an average", "平均亩产3.5吨，其中高产田达到5.8吨。"),
    ("durations", "应当参加为期七天的学习。其中，大货车驾驶人参加为期三十天的学习。"),
    ("two that are multiplied", "两台33万千瓦机组投产，其中有60万千瓦送往外省。"),
    ("more settled than came in", "全县受理信访举报115件，办结146件。"),
    ("another year", "2023年亏损企业亏损106万元，2024年亏损80万元，亏损面达53%。"),
    ("what grew is another thing", "贷款增加5亿元，其中农业贷款余额20亿元。"),
    ("parts may overlap", "处分334人，其中党纪处分315人、政务处分40人。"),
    ("more parts follow", "共有企业50家，其中内资20家、外资10家、合资20家。"),
    ("real growth", "5年来，居民人均可支配收入由2.5万元增加到3.5万元，年均增长5.2%。"),
    ("cut off instead of rounded", "接到来信273件，已办结250件，办结率达91%。"),
    ("a ratio of other things", "投入比例为3:2:1。"),
    ("below zero", "库房温度控制在零下30度—零上60度。"),
    ("the moon's calendar", "每年农历二月三十日赶集。"),
    ("both ends counted", "1953年到1968年的十六年间，产量稳步提高。"),
    (
        "another turn",
        "督察组交办的第十批27件信访举报件办结。督察组交办的第十一批11件信访举报件办结。",
    ),
    (
        "money for another purpose",
        "今年县财政将安排83万元支持卫生事业。今年县财政将安排27万元支持教育事业。",
    ),
    ("the subject of the sentence is a list too", "县委、县政府抓好山场、水电、旅游三大资源开发。"),
    ("first and first", "有两条途径：一是内部挖潜，一是外部引进。"),
    ("chapters told of together", "《指南》共包括4章：第一章为总则。第二章到第四章为主体部分。"),
    (
        "one first inside another count",
        "第一，机构健全。第二，水平提高。首先是老单位有了发展。第三，结合生产。",
    ),
    ("goes on in words", "一是湖区阴雨；其次是水系汇流；三是江水顶托。"),
    ("five-year plans", "今后五年的任务是：完成第六个五年计划，制定第七个五年计划。"),
    (
        "two wholes before their parts",
        "办理建议60件、提案40件。其中，已解决45件，占45%；正在解决35件，占35%；其余20件作了说明。",
    ),
    ("a share already given", "隐患80处。其中，已消除50处，占62.5%；消除中20处，占25%。"),
    (
        "a line that ends inside a clause",
        "全县各镇机关干部转岗分流工作进展平稳，五年来年均\n转岗20名，其中去年转岗33名。",
    ),
    (
        "a whole with its state on the line above",
        "督察反馈以来，全县各项任务中，共\n受理15件，办结46件。",
    ),
    ("a ratio torn at a line's end", "全县三次产业结构为11.8:54.3:33\n.9。"),
    ("a ratio that lost a digit", "三次产业结构为25.72:26.4:47.44。"),
    (
        "a whole that lost its 、",
        "整治问题60个，其中督察反馈20个、群众反映25个自查15个，已整改52个。",
    ),
    ("a name that may be two", "下设综合协调、工程项目作风纪律3个专班。"),
    ("a quoted name that may be two", "打造“湖区草原、红色、银色”四大品牌。"),
    ("a member that holds two", "一是摸清底数。建立台账。三是分类施策。四是压实责任。"),
    ("a member without a stop before it", "一是摸清底数二是分类施策；三是压实责任；四是跟踪问效。"),
    ("so few that the text is cut", "要抓好以下九项工作：一是扩大需求；二是稳定就业。"),
    ("the other division of a whole cut off", "城镇人口54人，乡村人口57人；男性56人，女性55人。"),
    (
        "shares of another whole",
        "受理诉求400件。其中，咨询类诉求120件，占60%；求助类诉求60件，占30%。",
    ),
    ("a number behind a lost character", "交办\ufffd8件，其中来电53件。"),
    ("a scale written twice", "收入完成25万万元，增收5万元，增长25%。"),
]


def disagreeing(text: str) -> list[str]:
    rows = extract("a", HEAD + text + "\n")["checks"]
    return sorted({row["kind"] for row in rows if row["verdict"] == "disagrees"})


@pytest.mark.parametrize(
    ("text", "kind"), [case[1:] for case in CONTRADICTIONS], ids=[c[0] for c in CONTRADICTIONS]
)
def test_contradictions_are_found(text: str, kind: str) -> None:
    assert kind in disagreeing(text)


@pytest.mark.parametrize(
    "text", [case[1] for case in NO_CONTRADICTIONS], ids=[c[0] for c in NO_CONTRADICTIONS]
)
def test_what_only_looks_like_one_is_let_be(text: str) -> None:
    assert disagreeing(text) == []


TIES = [
    ("the nearest that is called so", "受理案件80件，结案65件。其中，受理民事案件54件。", 80, 54),
    ("not what it grew by", "产量16万辆，增加12万辆，其中新能源车9万辆。", 160000, 90000),
    ("what came new", "铁路达1.6万公里，新增公路6.4万公里，其中高速路1.1万公里。", 64000, 11000),
    (
        "not what was budgeted",
        "收入完成24万元，完成预算数60万元的40%，其中税收8万元。",
        240000,
        80000,
    ),
]


@pytest.mark.parametrize(
    ("text", "whole", "part"), [case[1:] for case in TIES], ids=[case[0] for case in TIES]
)
def test_a_part_is_tied_to_its_whole(text: str, whole: float, part: float) -> None:
    rows = extract("a", HEAD + text + "\n")["checks"]
    assert [(r["expected"], r["found"], r["tie"]) for r in rows if r["kind"] == "part_whole"] == [
        (whole, part, "其中")
    ]


def test_a_disagreement_says_by_how_much_it_is_off() -> None:
    (row,) = extract("a", HEAD + "产值25.1亿元，其中国内12.0亿元，国外12.3亿元。\n")["checks"]
    assert row["finding"] == "arithmetic"
    assert row["computed"]
    assert "make 24.3亿元, at least 0.65亿元 less after rounding" in row["statement"]


def test_what_only_compares_is_not_computed() -> None:
    rows = extract("a", HEAD + "会议由30次减至20次。每人联系3—5家企业。\n")["checks"]
    assert [(row["kind"], row["computed"]) for row in rows] == [
        ("direction", False),
        ("range", False),
    ]

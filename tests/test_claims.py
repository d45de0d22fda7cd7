"""What is said of a quantity: value, bounds, direction, baseline, modality, subject, period."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.extract.model import Report, Section, Sentence
from toolkit.extract.numbers.numbers import read_numbers
from toolkit.extract.numbers.runs import gone


def claims(text, heading="", title=None, kind="work_report"):
    """The claims of one sentence, under a heading if one is given."""
    report = Report(1, kind, title, None, None, 0, len(text))
    section = Section(1, None, 1, 1, "", heading, "other", 0, len(text), 0, 0)
    sentence = Sentence(1, 0 if heading else None, 0, len(text))
    return read_numbers(text, [report], [section] if heading else [], [sentence], [])[0]


def the(text, words, **more):
    """The claim whose span is these words."""
    found = [claim for claim in claims(text, **more) if claim.text == words]
    assert len(found) == 1, [claim.text for claim in claims(text, **more)]
    return found[0]


SPANS = [
    ("number and unit", "清理工作群45个", ["45个"]),
    ("the comparator is left out", "不超过90分钟", ["90分钟"]),
    ("余 is inside", "走访群众1000余户", ["1000余户"]),
    ("a range is one row", "每次500-2000元不等", ["500-2000元"]),
    ("a range with 至", "选取2至3个项目", ["2至3个"]),
    ("a range of percentages", "增长3%—5%", ["3%—5%"]),
    ("an estimate between two", "三五个人", ["三五个"]),
    ("万 and 亿 are inside", "总值3.4万亿元", ["3.4万亿元"]),
    ("percent in words", "占百分之八点五", ["百分之八点五"]),
    ("a fraction", "减少三分之一", ["三分之一"]),
    ("a half more", "历时两年半", ["两年半"]),
    ("a month and a half", "用了一个半月", ["一个半月"]),
    ("blacked out with brackets", "下降(XX)%", ["(XX)%"]),
    ("blacked out with a decimal", "追缴x.xx亿元", ["x.xx亿元"]),
    ("blacked out with 余", "线索xx余条", ["xx余条"]),
    ("blacked out in other brackets", "增长〔*〕%", ["〔*〕%"]),
    ("two counts side by side", "查处问题xx起xx人", ["xx起", "xx人"]),
    ("a unit made of two", "水耗降至12.5立方米/万元", ["12.5立方米"]),
    ("a ratio is one row", "结构为4.0∶37.7∶58.3", ["4.0∶37.7∶58.3"]),
    ("power inside the unit", "装机3亿千瓦", ["3亿千瓦"]),
    ("a bare number that is reached", "用工超百万", ["百万"]),
    ("yuan and its tenth", "每斤五元三毛", ["五元三毛"]),
    ("one that counts: each quarter", "每季度一次", ["一次"]),
    ("one that counts: behind its noun", "获赠锦旗一面。", ["一面"]),
    ("one that counts: a time", "用时一个月", ["一个月"]),
    ("one that counts: against more", "一张表变成三张表", ["一张", "三张"]),
    ("years that last", "近三年来", ["三年"]),
    ("levels", "市县乡三级联动", ["三级"]),
    ("yuan, its tenth and its hundredth", "每人十二元五角三分", ["十二元五角三分"]),
    ("a tenth and its hundredth", "每度五角三分", ["五角三分"]),
    ("the change of other money", "标价5美元20美分", ["5美元20美分"]),
    ("a range of yuan with change", "每斤三元五角至四元二角", ["三元五角至四元二角"]),
    ("a currency's sign", "单价$20", ["$20"]),
    ("a currency's code", "折合RMB 300", ["RMB 300"]),
    ("a count and a half", "合计五个半。", ["五个半"]),
    ("a count, and what begins with half", "五个半挂车位", ["五个"]),
    ("formal digits before money", "实收伍元", ["伍元"]),
    ("below nothing", "气温低于-5℃", ["-5℃"]),
    ("a bare power before people", "惠及近千万家庭", ["千万"]),
    ("points of a list", "做好以下三点。", ["三点"]),
    ("points of what is said", "提出3点建议", ["3点"]),
    ("two numbers joined by a wide comma", "分别为1,200，300户", ["1,200", "300户"]),
    ("kinds of a plan", "实施十大工程", ["十大"]),
]


@pytest.mark.parametrize(("label", "text", "spans"), SPANS)
def test_spans(label, text, spans):
    assert [claim.text for claim in claims(text)] == spans, label


FIELDS = [
    # value, unit, reading
    (
        "万 is multiplied out",
        "面积1.2万亩",
        "1.2万亩",
        {"value": 12_000, "unit": "亩", "kind": "area"},
    ),
    ("mixed numeral", "补助3万4000元", "3万4000元", {"value": 34_000, "unit": "元"}),
    (
        "unit of several characters",
        "用时5个工作日",
        "5个工作日",
        {"unit": "个工作日", "kind": "duration"},
    ),
    ("percentage points stay what they are", "提高3个百分点", "3个百分点", {"unit": "个百分点"}),
    (
        "range",
        "每次500-2000元",
        "500-2000元",
        {"value": None, "low": 500, "high": 2000, "reading": "range"},
    ),
    ("traditional measure word", "共三百個", "三百個", {"value": 300, "base_unit": "个"}),
    ("traditional percentage point", "提高六個百分點", "六個百分點", {"kind": "percent"}),
    ("two digits of a discount", "按85折出售", "85折", {"value": 8.5, "base_value": 85}),
    ("a discount in words", "按七五折出售", "七五折", {"value": 7.5, "base_value": 75}),
    ("a dozen", "铅笔十打", "十打", {"value": 10, "base_value": 120, "base_unit": "个"}),
    ("the sign of money", "单价$20", "$20", {"unit": "美元", "kind": "money"}),
    ("万 belongs to both ends", "补助30-50万元", "30-50万元", {"low": 300_000, "high": 500_000}),
    ("percent on both ends", "占3%至5%", "3%至5%", {"low": 3, "high": 5, "unit": "%"}),
    (
        "vague",
        "要填几十张表",
        "几十张",
        {"value": None, "reading": "vague", "comparator": "approx"},
    ),
    ("blacked out", "立案xx件", "xx件", {"value": None, "redacted": True, "reading": "redacted"}),
    ("taken out before its unit", "同比下降%，", "%", {"value": None, "redacted": True}),
    ("taken out of brackets", "提高（ ）个百分点", "（ ）个百分点", {"redacted": True}),
    ("a line to be filled in", "办结率达___%", "___%", {"redacted": True, "unit": "%"}),
    (
        "a tenth is ten percent",
        "减少三成",
        "三成",
        {"value": 3, "base_value": 30, "base_unit": "%"},
    ),
    ("a month and a half", "用了一个半月", "一个半月", {"value": 1.5, "unit": "个月"}),
    (
        "a ratio has no value",
        "结构为1∶2∶3",
        "1∶2∶3",
        {"value": None, "unit": "", "reading": "ratio"},
    ),
    ("a fraction borrows no unit", "占三分之一、3个百分点", "三分之一", {"unit": ""}),
    ("joined numbers share a unit", "分别高4.2和0.7个百分点", "4.2", {"unit": "个百分点"}),
    # comparators
    ("none", "共45份", "45份", {"comparator": "eq"}),
    ("over", "用时超过20天", "20天", {"comparator": "gt"}),
    (
        "over with 了 and a unit between",
        "超过了百分之零点九",
        "百分之零点九",
        {"comparator": "gt", "value": 0.9},
    ),
    ("breaks through", "总量突破7亿吨", "7亿吨", {"comparator": "gt"}),
    ("at least", "比例不低于5%", "5%", {"comparator": "ge"}),
    ("at least, behind", "接待20万人次以上", "20万人次", {"comparator": "ge", "value": 200_000}),
    ("full", "任职满两年", "两年", {"comparator": "ge"}),
    ("under", "间隔不足15天", "15天", {"comparator": "lt"}),
    ("at most", "会期不超过90分钟", "90分钟", {"comparator": "le"}),
    ("at most, behind", "控制在5%以内", "5%", {"comparator": "le"}),
    ("within a time", "24小时内退还", "24小时", {"comparator": "le"}),
    ("a sign", "藏书≥500册", "500册", {"comparator": "ge"}),
    ("at least, in signs of a keyboard", "藏书>=500册", "500册", {"comparator": "ge"}),
    ("or more", "每组20人或更多", "20人", {"comparator": "ge"}),
    ("not only", "不止3个", "3个", {"comparator": "gt"}),
    ("about", "约30人参加", "30人", {"comparator": "approx"}),
    ("about, behind", "增长7%左右", "7%", {"comparator": "approx"}),
    ("and some", "走访20余户", "20余户", {"comparator": "approx", "value": 20}),
    ("some more behind the unit", "增长2倍多", "2倍", {"comparator": "approx"}),
    ("the last three years are no estimate", "近三年完成", "三年", {"comparator": "eq"}),
    ("saving is no estimate", "节约30万元", "30万元", {"comparator": "eq"}),
    ("solving a case bounds nothing", "侦破12起案件", "12起", {"comparator": "eq"}),
    # direction, change
    ("grows by", "收入增长11%", "11%", {"direction": "increase", "change": "by"}),
    ("falls by", "会议减少25%以上", "25%", {"direction": "decrease", "change": "by"}),
    ("rises to", "占比升至35.7%", "35.7%", {"direction": "increase", "change": "to"}),
    ("falls to", "平均年龄降至47岁", "47岁", {"direction": "decrease", "change": "to"}),
    ("from where it came", "由14个精简至5个", "14个", {"direction": "none", "change": "none"}),
    ("to where it went", "由14个精简至5个", "5个", {"direction": "decrease", "change": "to"}),
    (
        "what changed stands between",
        "压减文件12份",
        "12份",
        {"direction": "decrease", "change": "by"},
    ),
    ("newly added", "新增就业300人", "300人", {"direction": "increase", "change": "by"}),
    ("the rate of growth", "增速达到16.1%", "16.1%", {"direction": "increase", "change": "by"}),
    ("the fall as a noun", "降幅达40%", "40%", {"direction": "decrease", "change": "by"}),
    (
        "one thing more than usual",
        "比往年多走访3户",
        "3户",
        {"direction": "increase", "baseline": "比往年"},
    ),
    (
        "held less often than last year",
        "较去年同期少开9次",
        "9次",
        {"direction": "decrease", "baseline": "较去年同期"},
    ),
    (
        "a standing difference",
        "费用较标准高出30%",
        "30%",
        {"direction": "increase", "baseline": "较标准"},
    ),
    (
        "goes on to a level",
        "产值增长11%，达到282亿元",
        "282亿元",
        {"direction": "increase", "change": "to"},
    ),
    (
        "joined to one that grew",
        "分别增长8%、9%和10%",
        "10%",
        {"direction": "increase", "change": "by"},
    ),
    (
        "joined through 左右",
        "分别减少3%左右和5%左右",
        "5%",
        {"direction": "decrease", "change": "by"},
    ),
    (
        "on the list of what was added",
        "新增路灯80盏，座椅40张",
        "40张",
        {"direction": "increase", "change": "by"},
    ),
    ("built beside what was added", "新增泊位50个、新建公厕8座", "8座", {"direction": "none"}),
    ("a part of what was added", "新增企业9家，其中外资2家", "2家", {"direction": "none"}),
    ("a total behind what was added", "新增企业9家，总数97家", "97家", {"direction": "none"}),
    ("a plan to raise something", "实施服务提升三年行动", "三年", {"direction": "none"}),
    ("a level", "总量达到12万吨", "12万吨", {"direction": "none", "change": "none"}),
    ("clearing away is no decrease", "清理牌子30块", "30块", {"direction": "none"}),
    ("building is no increase", "新建公园2座", "2座", {"direction": "none"}),
    ("a deviation", "偏差达40%", "40%", {"direction": "none"}),
    ("a contribution to growth", "对经济增长贡献率超60%", "60%", {"direction": "none"}),
    ("added value is no addition", "增加值跨上3万亿元台阶", "3万亿元", {"direction": "none"}),
    # baseline
    ("than last year", "较去年同期增长15%", "15%", {"baseline": "较去年同期"}),
    ("the same time last year", "发文数量同比下降20%", "20%", {"baseline": "同比"}),
    ("than a blacked-out year", "较xxxx年减少x项", "x项", {"baseline": "较xxxx年"}),
    ("than planned", "较计划数量增加200%", "200%", {"baseline": "较计划数量"}),
    ("than before, through an adverb", "较2024年总体下降12%", "12%", {"baseline": "较2024年"}),
    ("compared with, at the head", "与上年相比，会议下降3%", "3%", {"baseline": "与上年相比"}),
    ("from a dated amount", "从2020年的30个精简为5个", "5个", {"baseline": "从2020年的30个"}),
    (
        "an adverb is no part of it",
        "比全市水平分别高3个百分点",
        "3个百分点",
        {"baseline": "比全市水平"},
    ),
    ("no comparison", "收入增长11%", "11%", {"baseline": None}),
    ("a share is no comparison", "占比达40%", "40%", {"baseline": None}),
    # subject
    ("behind the number", "涉及26个部门", "26个", {"subject": "部门"}),
    ("behind it, to its verb", "对20多家商户开展检查", "20多家", {"subject": "商户"}),
    ("behind a clause", "12名任职满两年的干部参加", "12名", {"subject": "干部"}),
    ("in front, without its verb", "召开专题学习会6次", "6次", {"subject": "专题学习会"}),
    ("in front, persons keep the verb", "给予党纪处分23人", "23人", {"subject": "给予党纪处分"}),
    ("in front, with its measure", "资料检查占比不得超过30%", "30%", {"subject": "资料检查占比"}),
    ("of the number before", "检查27次,较去年增长15%", "15%", {"subject": "检查"}),
    ("a part of", "42%的下放事项未办结", "42%", {"subject": "下放事项"}),
    ("what is done to the things", "完成18座锅炉房改造", "18座", {"subject": "锅炉房"}),
    ("what is counted is the doing", "开展3次锅炉房改造", "3次", {"subject": "锅炉房改造"}),
    ("a project is the thing", "谋划9个锅炉房改造项目", "9个", {"subject": "锅炉房改造项目"}),
    ("a finite verb behind the noun", "新增6家研究院落户城南", "6家", {"subject": "研究院"}),
    ("people, without their business", "解决900名职工社保接续", "900名", {"subject": "职工"}),
    ("people of people", "组织20名职工代表", "20名", {"subject": "职工代表"}),
    ("a body with a people's name", "建成3家企业技术中心", "3家", {"subject": "企业技术中心"}),
    ("behind the next amount", "全县35户80人低收入人口", "35户", {"subject": "低收入人口"}),
    (
        "behind, where a verb leads to money",
        "使用30亿元稳岗基金",
        "30亿元",
        {"subject": "稳岗基金"},
    ),
    ("money that was paid out", "发放困难补贴80万元", "80万元", {"subject": "困难补贴"}),
    ("what was paid out has no other name", "清退资金80万元", "80万元", {"subject": "清退资金"}),
    ("what was completed", "全年完成投资3亿元", "3亿元", {"subject": "投资"}),
    (
        "done, of the number before",
        "新开工公租房9万套，基本建成7万套",
        "7万套",
        {"subject": "公租房"},
    ),
    ("a limit that ends a list", "责任人和整改时限不超过9天", "9天", {"subject": "整改时限"}),
    ("a limit that is described", "要求答复的时限只有9分钟", "9分钟", {"subject": "时限"}),
    ("a helper is no part of it", "赤字率拟按3%安排", "3%", {"subject": "赤字率"}),
    ("levels before it", "带动市县两级暗访", "两级", {"subject": "市县"}),
    # period
    ("date before it", "2025年一季度开会5次", "5次", {"period": "2025年一季度"}),
    ("this year", "今年以来走访群众30户", "30户", {"period": "今年以来"}),
    ("this year's month", "今年8月以来走访群众30户", "30户", {"period": "今年8月以来"}),
    ("a baseline is no period", "较2024年下降3%", "3%", {"period": None}),
]


@pytest.mark.parametrize(("label", "text", "words", "expected"), FIELDS)
def test_fields(label, text, words, expected):
    claim = the(text, words)
    assert {name: getattr(claim, name) for name in expected} == expected, label


MODALITY = [
    ("stated", "全县共清理文件45份", "45份", "", "fact"),
    ("a limit", "会期不超过90分钟", "90分钟", "", "target"),
    ("a limit that is kept", "会期已控制在90分钟以内", "90分钟", "", "fact"),
    ("must not", "不得多于3次", "3次", "", "target"),
    ("strive for", "力争减少20%", "20%", "", "target"),
    ("a year to come", "到2030年，覆盖率达到80%", "80%", "", "target"),
    ("planned for the sentence", "计划于明年招录干部2名,补充新人3名", "3名", "", "target"),
    ("done", "已办结15件", "15件", "下一步工作打算", "fact"),
    ("in a section of measures", "选取10条负面清单", "10条", "整改措施", "target"),
    ("in next year's work", "新建道路12公里", "12公里", "2026年工作安排", "target"),
    ("in a look back", "新建道路12公里", "12公里", "2025年工作回顾", "fact"),
    ("a plan's name", "推进整治三年行动", "三年", "", "target"),
    ("years past", "过去五年建成12个", "五年", "今后工作打算", "fact"),
    ("a rule for a case", "对连续两年考核不合格的，予以调整", "两年", "", "target"),
    ("a rhythm that is set up", "建立每两周定期检查机制", "两周", "", "target"),
    (
        "last year in a baseline is no fact",
        "支出要比去年扩大2万元",
        "2万元",
        "2026年工作安排",
        "target",
    ),
]


@pytest.mark.parametrize(("label", "text", "words", "heading", "modality"), MODALITY)
def test_modality(label, text, words, heading, modality):
    assert the(text, words, heading=heading).modality == modality, label


def test_what_a_plan_says_is_a_target_and_the_plan_of_a_work_report_goes_on():
    assert the("培育示范村20个", "20个", title="青溪县示范村建设方案").modality == "target"
    text = "回顾建成5个。打算建成6个。扶持建成7个。"
    headings = ["2025年工作回顾", "2026年工作安排", "着力壮大产业"]
    sections, sentences = [], []
    for at, heading in enumerate(headings):
        start = 7 * at
        sections.append(
            Section(1, None, 1, at + 1, "", heading, "other", start, start + 7, start, start)
        )
        sentences.append(Sentence(1, at, start, start + 7))
    report = Report(1, "work_report", None, None, None, 0, len(text))
    found, _ = read_numbers(text, [report], sections, sentences, [])
    assert [claim.modality for claim in found] == ["fact", "target", "target"]


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("item numbers", "1.抓落实\n2.促发展"),
        ("slogans", "落实八项规定,纠治四风"),
        ("ordinals", "第三十二次会议,十八届二中全会"),
        ("names", "由xx市**县牵头"),
        ("dates", "2025年12月3日,一季度,上半年"),
        ("a class of shops", "新开4S店"),
        ("the three sectors", "三次产业结构优化"),
        ("the largest companies", "世界500强企业"),
        ("articles", "一项重要工作,一批好干部,一名党员"),
        ("words", "一些、统一、十分、万一、千方百计"),
        ("formal digits in words", "队伍元旦收拾大陆肆意"),
        ("a time of day in words", "下午三点"),
        ("very many", "走进千万家庭"),
        ("a tool", "双方双向双手"),
        ("a document's name", "贯彻若干规定"),
    ],
)
def test_what_is_no_quantity(label, text):
    assert [claim.text for claim in claims(text)] == [], label


def test_a_claim_outside_any_sentence_is_read_all_the_same():
    found, _ = read_numbers("共有乡镇38个。", [], [], [], [])
    assert [(claim.text, claim.value) for claim in found] == [("38个", 38)]


BARS = {
    "quantity (overlap)": 0.97,
    "quantity (exact span)": 0.95,
    "claims: all fields": 0.90,
    "claims: baseline": 0.90,
    "claims: subject": 0.75,
    "date (exact span)": 0.97,
    "ordinal (exact span)": 0.98,
    "shorthand (exact span)": 0.90,
    "identifier (exact span)": 0.90,
}


def test_labels_at_hand(shared: Path):
    from measure.score import judge_files, score  # noqa: PLC0415

    scores = score(verdict for one in judge_files(shared) for verdict in one.verdicts)
    below = {kind: round(scores[kind].f1, 3) for kind, bar in BARS.items() if scores[kind].f1 < bar}
    assert not below


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("the name of a rate", "表中增长率%一栏不变"),
        ("more than a hundred million is meant", "投资超过亿元的项目"),
        ("a unit by itself", "单位：%，万元"),
        ("a full-width sign with its number", "占５％"),
    ],
)
def test_no_number_was_taken_out_where(why: str, text: str) -> None:
    assert list(gone(text)) == []

"""What is said of a quantity: value, bounds, direction, baseline, modality, subject, period."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.extract.document import extract, find
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
    (
        "people named before what they make",
        "从3个乡镇抽调业务骨干15人组成专班",
        "15人",
        {"subject": "业务骨干"},
    ),
    ("who was reached", "减免租金1860万元，惠及商户740户", "740户", {"subject": "商户"}),
    ("what grew from", "证明事项从12项扩充到20项", "12项", {"subject": "证明事项"}),
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
    ("plates", "挂出牌子20块", "20块", {"kind": "count", "base_unit": "块", "base_value": 20}),
    ("a price", "玉米卖到3块", "3块", {"kind": "money", "base_unit": "元"}),
    ("fields sold", "卖3块地", "3块", {"kind": "count", "base_unit": "块"}),
    ("a price with small change", "每斤三块五", "三块五", {"base_value": 3.5, "base_unit": "元"}),
    ("degrees", "室温达到26度", "26度", {"kind": "temperature", "base_unit": "摄氏度"}),
    ("power", "全年节电30万度", "30万度", {"kind": "energy", "base_unit": "千瓦时"}),
    ("degrees of nothing said", "转了90度", "90度", {"kind": "count", "base_unit": "度"}),
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
    ("steps over", "总量跨过7亿吨", "7亿吨", {"comparator": "gt"}),
    ("steps up to", "产值迈上300亿元台阶", "300亿元", {"comparator": "ge"}),
    ("reaches or is above", "增速达到或略高于8%", "8%", {"comparator": "ge"}),
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
    ("widened to", "规模由2万吨扩至3万吨", "3万吨", {"direction": "increase", "change": "to"}),
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
    (
        "a year between the change and its level",
        "营收由2019年的7亿元增加到2024年11亿元",
        "11亿元",
        {"direction": "increase", "change": "to"},
    ),
    (
        "another thing's level",
        "进口、出口分别增长9%、4%，货运总量创新高，达到56万吨",
        "56万吨",
        {"direction": "none", "change": "none"},
    ),
    (
        "natural growth is a level",
        "人口自然增长率为3‰",
        "3‰",
        {"direction": "none", "change": "none"},
    ),
    (
        "less added than before",
        "比上年少增8万人",
        "8万人",
        {"direction": "decrease", "baseline": "比上年"},
    ),
    ("against last year", "与上年同比，收案增加9件", "9件", {"baseline": "与上年同比"}),
    ("courts are no baseline", "法院和检察院收案同比增长9%", "9%", {"baseline": "同比"}),
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
    ("behind a verb of cases", "全年审结民商案件90件", "90件", {"subject": "民商案件"}),
    ("a verb that nouns are made with", "种植面积90亩", "90亩", {"subject": "种植面积"}),
    ("of those named before", "上涨的县为6个，持平的为2个", "2个", {"subject": "上涨的县"}),
    ("of what else there is", "发现乱堆乱放、无人看管等方面问题60处", "60处", {"subject": "问题"}),
    ("who did something newly", "9家法院新收案件数超过1万件", "9家", {"subject": "法院"}),
    (
        "done, behind its year",
        "9个镇2024年已开工危桥改造项目8个",
        "8个",
        {"subject": "危桥改造项目"},
    ),
    (
        "a province in brackets",
        "覆盖31个省（自治区、直辖市）",
        "31个",
        {"subject": "省（自治区、直辖市）"},
    ),
    ("a suspect is a person", "抓获犯罪嫌疑人65人", "65人", {"subject": "犯罪嫌疑人"}),
    ("a term of prison", "判处有期徒刑的40人", "40人", {"subject": "判处有期徒刑"}),
    (
        "what two members share in front",
        "全县一般预算收入和支出分别增长8%、9%",
        "9%",
        {"subject": "全县一般预算支出"},
    ),
    (
        "a quarter of what was named before",
        "全县产值60亿元，增长8%。分季度看，一季度增长9%",
        "9%",
        {"subject": "全县产值", "period": "一季度"},
    ),
    (
        "as agreed about",
        "追缴赃物折合约9万元",
        "9万元",
        {"comparator": "approx", "subject": "赃物"},
    ),
    ("calls that are counted", "拦截诈骗电话940余万次", "940余万次", {"subject": "诈骗电话"}),
    (
        "a density",
        "路网密度为507公里/万平方公里",
        "507公里/万平方公里",
        {"unit": "公里/万平方公里"},
    ),
    ("to each a month", "补贴提高到每人每月900元", "900元", {"change": "to"}),
    ("less of a loss", "减亏8万元", "8万元", {"direction": "decrease"}),
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
    ("a plan's years", "“十四五”期间建桥6座", "6座", {"period": "“十四五”期间", "year": None}),
    ("a plan's last year", "“十三五”末有校8所", "8所", {"period": "“十三五”末", "year": 2020}),
    ("years back from now", "近三年轮训干部70人", "70人", {"period": "近三年"}),
    ("now", "截至目前，走访群众30户", "30户", {"period": "目前"}),
    ("of this year", "本年度建桥6座", "6座", {"period": "本年度"}),
    ("since last year", "去年以来化解积案6件", "6件", {"period": "去年以来", "year": None}),
    ("compared, in another word", "跟去年同期比增加了8件", "8件", {"period": None}),
    ("in the name of a plan", "《镇2023年工作方案》列出9件事", "9件", {"period": None}),
    ("of prices", "按2020年不变价增长8%", "8%", {"period": None}),
    ("when it was told", "6月9日，局长在会上介绍，已建桥6座", "6座", {"period": None}),
    ("when it was", "6月9日共检查商户16家", "16家", {"period": "6月9日"}),
    ("of no time itself", "全年签约5亿元以上项目9个", "5亿元", {"period": None}),
    ("how long", "2023年审理平均用时，两年平均缩短3天", "两年", {"period": None}),
    ("in that year", "当年竣工项目9个", "9个", {"period": "当年"}),
    ("the sentence after", "截至6月底，修路9公里。其中镇里2公里", "2公里", {"period": "6月底"}),
    ("not after a vague time", "全年修路9公里。芯片以8英寸为主", "8英寸", {"period": None}),
    ("nor after one in the middle", "镇里2023年修路9公里。村有16个", "16个", {"period": None}),
    ("one of two years listed", "2022、2023年分别建桥5座、6座", "6座", {"period": "2023年"}),
    # words in front of what is counted, and behind it
    ("the verb in front of money", "清退违规资金6万元", "6万元", {"subject": "违规资金"}),
    ("what it leaves says too little", "清退资金6万元", "6万元", {"subject": "清退资金"}),
    ("a share of a quoted name", "新增“小巨人”企业6家", "6家", {"direction": "increase"}),
    ("money in a list", "新增债券2亿元、专项债券6亿元", "6亿元", {"direction": "increase"}),
    ("占 in front of 新增", "占全县新增任务的6%", "6%", {"direction": "none"}),
    ("above a schedule", "超过时间进度3个百分点", "3个百分点", {"baseline": "超过时间进度"}),
    ("a level reached", "社员发展到90人", "90人", {"direction": "increase", "change": "to"}),
    ("two numbers fall at once", "由9户30人减至3户8人", "8人", {"change": "to"}),
    ("who moves the share", "工业增长5%，拉动投资增长2个百分点", "2个百分点", {"subject": "工业"}),
    ("an amount of holding", "人均粮食占有量40公斤", "40公斤", {"subject": "人均粮食占有量"}),
    ("a time behind a noun", "9个安置区春节前封顶", "9个", {"subject": "安置区"}),
    (
        "members with an inner 及",
        "通信、教育、用品及服务价格分别上涨1%、2%和3%",
        "2%",
        {"subject": "教育价格"},
    ),
    ("a head of its own", "总收入、预算收入分别达到7亿元和3亿元", "7亿元", {"subject": "总收入"}),
    ("things of the same unit", "培育品种8个，投资9万元，推广2个", "2个", {"subject": "品种"}),
    (
        "said aside in a comparison",
        "较全省（15.9%）高2个百分点",
        "2个百分点",
        {"baseline": "较全省", "direction": "increase"},
    ),
    ("and itself no change", "低于全省（15.9%）2个百分点", "15.9%", {"direction": "none"}),
    ("below zero to below zero", "气温-3—-5℃", "-3—-5℃", {"low": -5, "high": -3}),
    ("the same time last year", "其中去年同期为4%", "4%", {"period": "去年同期"}),
    ("since a year, and a nearer one", "2018年以来，2023年建桥6座", "6座", {"period": "2023年"}),
    ("over the clauses of a sentence", "2024年建桥6座；修渠7公里", "7公里", {"year": 2024}),
    ("an origin is of its own number", "由2020年的30%提高到40%", "40%", {"period": None}),
    (
        "what it is a multiple of",
        "产值是2020年的3倍",
        "3倍",
        {"period": None, "baseline": "2020年"},
    ),
    ("all of a year", "2024年全年建桥6座", "6座", {"period": "2024年全年", "year": 2024}),
    ("a share of a year's aim", "上半年建桥6座，占全年目标的40%", "40%", {"period": "上半年"}),
    ("the sentence before", "2024年建桥6座。修路3条", "3条", {"period": "2024年"}),
    ("two sentences before", "2024年建桥6座。修路3条。种树5棵", "5棵", {"period": None}),
    ("the line before", "2024年建桥6座。\n修路3条", "3条", {"period": None}),
    ("now is said of one sentence", "目前建桥6座。修路3条", "3条", {"period": None}),
    ("the end of a plan compared", "较“十三五”末建桥6座", "6座", {"period": None}),
    ("a price by the month", "每人三百元一月，补贴50元", "50元", {"period": None}),
    # where words begin and end
    ("有 in 有效", "新增有效灌溉面积9万亩", "9万亩", {"subject": "有效灌溉面积"}),
    ("共 in 共青团员", "共青团员60人", "60人", {"subject": "共青团员"}),
    ("将 in 将军", "将军故居修缮3处", "3处", {"subject": "将军故居"}),
    ("比 in 性价比", "农机性价比提高6%", "6%", {"subject": "农机性价比"}),
    ("快 in 加快", "产值增速比上年加快2个百分点", "2个百分点", {"baseline": "比上年"}),
    ("比照 compares nothing", "可以比照前款减少罚款的20%", "20%", {"baseline": None}),
    (
        "a body, and whom it speaks to",
        "6个督导组向9个村党组织一对一反馈情况",
        "6个",
        {"subject": "督导组"},
    ),
    ("a noun ends where it is told something", "12件实事圆满办结", "12件", {"subject": "实事"}),
    ("a noun ends where it is chosen", "7项做法入选典型案例", "7项", {"subject": "做法"}),
    ("a verb inside a noun", "支持9个小区改造项目", "9个", {"subject": "小区改造项目"}),
    ("a case is what happened", "发生2起违规开工事件", "2起", {"subject": "违规开工事件"}),
    ("a noun in quotation marks", "“青溪通办”事项35项", "35项", {"subject": "“青溪通办”事项"}),
    ("behind a list", "支持节水、治沙等9个重大项目", "9个", {"subject": "重大项目"}),
    ("the noun before a bracket", "信访件60件（其中来信20件）", "60件", {"subject": "信访件"}),
    ("levels in brackets", "9个县（市、区）达标", "9个", {"subject": "县（市、区）"}),
    ("a size of what is counted", "万吨级泊位6个", "6个", {"subject": "万吨级泊位"}),
    ("amounts up to another", "处一万元以上三万元以下罚款", "一万元", {"subject": "罚款"}),
    (
        "the other loss",
        "造成3人以上死亡，或者500万元以上直接经济损失",
        "500万元",
        {"subject": "直接经济损失"},
    ),
    ("what drives", "消费拉动经济增长2个百分点", "2个百分点", {"subject": "消费"}),
    ("what it exceeds is not it", "产值突破20亿元大关", "20亿元", {"subject": "产值"}),
    ("of the year, not the quarter", "产值90亿元，其中一季度增长5%", "5%", {"subject": "产值"}),
    (
        "over what is said aside",
        "全县产值90亿元，按可比价格计算，比上年增长5%",
        "5%",
        {"subject": "全县产值"},
    ),
    ("a share of a budget", "支出90亿元，完成年初预算的45%", "45%", {"subject": "支出"}),
    ("behind the mark of an item", "1.建成水池6座", "6座", {"subject": "水池"}),
    ("farmers who work away", "帮助200名农民工追回欠薪", "200名", {"subject": "农民工"}),
    ("a ban lasts", "进入为期三个月的休渔期", "三个月", {"subject": "休渔期"}),
    # members shared out by 分别
    ("the first of three", "麦子、玉米、大豆产量分别增长2%、3%和4%", "2%", {"subject": "麦子产量"}),
    ("the last of three", "麦子、玉米、大豆产量分别增长2%、3%和4%", "4%", {"subject": "大豆产量"}),
    ("two whole names", "接待游客、门票收入分别增长7%、9%", "7%", {"subject": "接待游客"}),
    ("a measure word, not 名优", "表扬12名优秀护士", "12名", {"unit": "名", "subject": "优秀护士"}),
    ("a measure word, not 家政", "抽查7家政府采购代理机构", "7家", {"unit": "家"}),
    ("no measure word", "惠及6万家庭", "6万", {"unit": "", "subject": "家庭"}),
    ("behind a bracket", "收案820件（含旧存90件），同比增长4%", "4%", {"subject": "收案"}),
    ("a part in a bracket", "收案820件（含旧存90件），同比增长4%", "90件", {"subject": "旧存"}),
    ("a part in a bracket that has none", "印发简报汇编(16篇)", "16篇", {"subject": "简报汇编"}),
    (
        "the figure before, in the comparison",
        "户均人口2.4人，比2015年的2.9人减少0.5人",
        "0.5人",
        {"subject": "户均人口", "baseline": "比2015年的2.9人"},
    ),
    (
        "by then, and its subject",
        "茶园面积由“十一五”末的3万亩扩大到5万亩",
        "5万亩",
        {"subject": "茶园面积"},
    ),
    ("each with its change", "鱼、虾产量分别增长3%、下降2%", "2%", {"subject": "虾产量"}),
    (
        "of the amounts in front",
        "收入50万元，支出40万元，分别增长5%和7%",
        "5%",
        {"subject": "收入"},
    ),
    (
        "one head for all",
        "新材料产业、高技术产业产值分别增长6%、9%",
        "6%",
        {"subject": "新材料产业产值"},
    ),
    ("one letter each", "存、贷款余额分别增长6%、9%", "6%", {"subject": "存款余额"}),
    (
        "comparable prices",
        "农业产值按可比价格增长5%",
        "5%",
        {"subject": "农业产值", "baseline": None},
    ),
    (
        "a ratio is one name",
        "教育支出相当于生产总值的比例保持在4%",
        "4%",
        {"subject": "教育支出相当于生产总值的比例", "baseline": None},
    ),
    (
        "like so much of",
        "产值相当于全市的三分之一",
        "三分之一",
        {"subject": "产值", "baseline": "全市"},
    ),
    ("a verb within a name", "本科上线率提升3%", "3%", {"subject": "本科上线率"}),
    ("where and when, then a verb", "全省目前已实施绿化项目30个", "30个", {"subject": "绿化项目"}),
    ("有 within a word", "追回国有资产损失80万元", "80万元", {"subject": "国有资产损失"}),
    ("a verb alone", "深化专项斗争，批捕18人", "18人", {"subject": "批捕"}),
    ("no verb alone where a noun follows", "造成3人以上重伤", "3人", {"subject": "重伤"}),
    ("a number within a name", "引进5家世界500强企业", "5家", {"subject": "世界500强企业"}),
    ("town and country", "城乡居民收入分别增长7%、9%", "9%", {"subject": "农村居民收入"}),
    ("one bound for both", "两县产值分别超过7亿元、9亿元", "9亿元", {"comparator": "gt"}),
    # direction and change
    ("a list to its end", "新增水厂7座、供水加压泵站9座", "9座", {"direction": "increase"}),
    ("a list of unlike things", "新增茶园300亩、养蜂示范户9户", "9户", {"direction": "increase"}),
    ("a list that is over", "新增学位700个，9个镇达标", "9个", {"direction": "none"}),
    ("what else was built", "新增水厂7座，新建泵站9座", "9座", {"direction": "none"}),
    ("a share of what is new", "新增用地占7%", "7%", {"direction": "none"}),
    ("a road made better", "改造提升道路20公里", "20公里", {"direction": "none"}),
    ("works that are hurried", "加快6个水库建设", "6个", {"direction": "none"}),
    (
        "a part of a penalty",
        "减少基准刑的20%",
        "20%",
        {"direction": "decrease", "subject": "基准刑"},
    ),
    ("with a sign", "产值环比+1.5%", "1.5%", {"direction": "increase", "baseline": "环比"}),
    ("more than before", "投资多了6亿元", "6亿元", {"direction": "increase", "change": "by"}),
    (
        "faster than another",
        "产值增长6%，快于全省平均水平2个百分点",
        "2个百分点",
        {"baseline": "快于全省平均水平"},
    ),
    (
        "as much as another",
        "产值相当于2015年的1.8倍",
        "1.8倍",
        {"direction": "none", "baseline": "2015年"},
    ),
    ("a rate that fell", "超标的比率降至6%", "6%", {"baseline": None, "subject": "超标的比率"}),
    (
        "compared for a whole sentence",
        "与上年相比，甲类占比提高2%，乙类占比下降3%",
        "3%",
        {"baseline": "与上年相比"},
    ),
    (
        "no comparison from another clause",
        "会议同比减少9%，文件篇幅压缩20%",
        "20%",
        {"baseline": None},
    ),
    # units
    ("a unit does not cross a comma", "指数为51.2，6个行业回升", "51.2", {"unit": ""}),
    ("a section's number behind an amount", "投资9万元2.3本项目工期6个月", "6个月", {"value": 6}),
    ("a unit in brackets", "债券余额（亿元）3.5", "3.5", {"value": 350_000_000, "unit": "元"}),
    ("a bracket inside the bound", "出现三次（起）以上", "三次", {"comparator": "ge"}),
    (
        "so many of one size",
        "建成2×35万千瓦机组",
        "2×35万千瓦",
        {"value": 700_000, "parts": (2, 350_000)},
    ),
    ("per thousand heads", "床位7张/千人", "7张/千人", {"unit": "张/千人"}),
    ("a unit and a noun", "200万吨煤制油项目", "200万吨", {"unit": "吨", "subject": "煤制油项目"}),
    ("offices that issued it", "等6部门印发", "6部门", {"unit": "部门"}),
    ("meetings that were held", "举办6届茶博会", "6届", {"value": 6, "unit": "届"}),
    ("no discount", "按6.8折算", "6.8", {"unit": ""}),
    ("what is below nothing", "各项增减：住房-3.5，车辆6", "-3.5", {"value": -3.5}),
    ("a plan's years have no bound", "建成面积超过了三年计划", "三年", {"comparator": "eq"}),
    ("a fraction and its parts", "占三分之一", "三分之一", {"parts": (1, 3)}),
    ("shares that look like a time", "结构由21:50:29调整", "21:50:29", {"parts": (21, 50, 29)}),
    ("half a ton more", "查扣走私红糖三吨半", "三吨半", {"value": 3.5, "subject": "走私红糖"}),
    ("the form of a cheque", "收工本费伍仟元整", "伍仟元整", {"value": 5000, "unit": "元"}),
    ("below zero", "夜间温度零下15度", "零下15度", {"value": -15, "subject": "夜间温度"}),
    ("per hour", "限速60千米每小时", "60千米每小时", {"unit": "千米每小时"}),
    ("of every 100,000", "孕产妇死亡率为8.6/10万", "8.6/10万", {"unit": "/10万"}),
    ("a ratio, no time of day", "医护比为1:20", "1:20", {"kind": "ratio", "subject": "医护比"}),
    ("who pays", "省级财政将投入60多亿元帮助办学", "60多亿元", {"subject": "省级财政"}),
    ("what is paid out for", "安排教育投入7亿元", "7亿元", {"subject": "教育投入"}),
    ("what is paid, behind the number", "省级财政拟投入8亿元资金", "8亿元", {"subject": "资金"}),
    ("a noun and its verb", "舆情专报报送36期", "36期", {"subject": "舆情专报"}),
    ("new and with a name", "新签约项目18个", "18个", {"subject": "新签约项目"}),
    ("a noun that a verb makes", "召开动员大会2次", "2次", {"subject": "动员大会"}),
    ("one verb after another", "更新改造地下管网30公里", "30公里", {"subject": "地下管网"}),
    ("two verbs and an and", "新建和改造公园绿地40公顷", "40公顷", {"subject": "公园绿地"}),
    ("an organ and what it did", "检察院办理公益案件90件", "90件", {"subject": "公益案件"}),
    (
        "a whole system and what it did",
        "全系统共出动执法人员600人次",
        "600人次",
        {"subject": "执法人员"},
    ),
    ("where it was said", "在专题民主生活会上批评帮助9人", "9人", {"subject": "批评帮助"}),
    ("who was taught", "完成培训新型农民700人", "700人", {"subject": "新型农民"}),
    (
        "those who were counted before",
        "38家企业停产，其中6家为危化企业",
        "6家",
        {"subject": "危化企业"},
    ),
    ("or", "信访11件，或者匿名举报5件", "5件", {"subject": "匿名举报"}),
    ("two things in a row", "组织专家60人次、40个专题讲座", "60人次", {"subject": "专家"}),
    ("a verb behind a place", "在24个脱贫县组织实施培训", "24个", {"subject": "脱贫县"}),
    ("of how much a part is", "完成造林9万亩，占任务8万亩的112.5%", "8万亩", {"subject": "任务"}),
    ("what the part is of", "完成造林9万亩，占任务8万亩的112.5%", "112.5%", {"subject": "造林"}),
    ("a verb that makes a name", "监督意见采纳率90%", "90%", {"subject": "监督意见采纳率"}),
    ("who was asked", "共核查定点药店31家", "31家", {"subject": "定点药店"}),
    ("a place and what it has", "在22个省份扶贫岗位安置70人", "22个", {"subject": "省份"}),
    ("a holiday is no name", "旅游收入增长9%，其中五一假期增长12%", "12%", {"subject": "旅游收入"}),
    ("what was added, in a place", "2所新建园新增学位500个", "500个", {"subject": "学位"}),
    ("three by their places", "第一、二、三产业分别增长3%、5%和4%", "5%", {"subject": "第二产业"}),
]


@pytest.mark.parametrize(("label", "text", "words", "expected"), FIELDS)
def test_fields(label, text, words, expected):
    claim = the(text, words)
    assert {name: getattr(claim, name) for name in expected} == expected, label


MODALITY = [
    ("stated", "全县共清理文件45份", "45份", "", "fact"),
    ("拟 as a word", "拟新建学校5所", "5所", "", "target"),
    ("拟 inside a word", "开展模拟演练12次", "12次", "", "fact"),
    ("将 and what is done", "公司将推出六项举措", "六项", "", "target"),
    ("将 and what it is done to", "将审批事项由15项减至8项", "8项", "", "fact"),
    ("an estimate", "预计全年完成投资30亿元", "30亿元", "", "fact"),
    ("an estimate of a cost to come", "项目预计投资30亿元", "30亿元", "", "target"),
    ("a people", "紧紧依靠14亿多中国人民", "14亿多", "下一步打算", "fact"),
    (
        "the aims of a year, each of them",
        "今年主要预期目标是：产值增长5%；新增就业90人",
        "90人",
        "",
        "target",
    ),
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
    ("what will be done, clauses on", "全县将完善设施，新增学位900个", "900个", "", "target"),
    ("a plan that is a name", "提高营养计划补助标准，900名学生受益", "900名", "", "fact"),
    ("planned for the year", "全年计划新修道路9公里", "9公里", "", "target"),
    ("a fine", "责令改正，并处500元以上3000元以下罚款", "500元", "", "target"),
    ("was fined", "去年全镇共处罚款6万元", "6万元", "", "fact"),
    ("won, in a look back", "争取资金6万元", "6万元", "2025年工作回顾", "fact"),
    ("what a plan begins from", "全县现有学校9所", "9所", "一、基本情况", "fact"),
    ("set by another report", "会议提出，今年新建学校9所", "9所", "", "target"),
    (
        "a task that was met",
        "财政收入任务170万元，完成198万元",
        "170万元",
        "2025年工作回顾",
        "target",
    ),
]


@pytest.mark.parametrize(("label", "text", "words", "heading", "modality"), MODALITY)
def test_modality(label, text, words, heading, modality):
    assert the(text, words, heading=heading).modality == modality, label


STANCES = [
    ("told again, and missed", "去年提出的增长8%的目标没有完成", "8%", "past_target"),
    ("done", "已建成学校5所", "5所", "stated"),
    ("expected", "预计全年产值达到12亿元、增长7%左右", "7%", "estimate"),
    ("expected until it is said to be done", "预计产值12亿元，已入库税收3亿元", "3亿元", "stated"),
    ("aimed at", "力争产值增长7%", "7%", "goal"),
    ("planned, as a word", "拟新建学校5所", "5所", "goal"),
    ("no word of planning", "新增虚拟现实设备12台", "12台", "stated"),
    ("nor in the name of a plan", "完成年度计划开工数的80%", "80%", "stated"),
    ("proposed", "建议今年产值增长目标为6%左右", "6%", "goal"),
    ("an aim that is fixed", "物价涨幅调控目标定为3%", "3%", "goal"),
    ("expected, as an aim", "产值增长预期为6%左右", "6%", "goal"),
    ("an anniversary", "将办好建县75周年庆典", "75周年", "stated"),
    ("a people", "要依靠14亿多中国人民", "14亿多", "stated"),
    ("not to be passed", "会期不超过90分钟", "90分钟", "limit"),
    ("owed", "应当公示5天", "5天", "limit"),
    ("a rate that may not be passed", "增长不低于6%", "6%", "goal"),
    ("which projects", "对涉及资金超5亿元的项目，实行评审", "5亿元", "threshold"),
    ("which projects, done", "签约5亿元以上项目9个", "5亿元", "threshold"),
    ("which people", "收入低于800元的困难家庭可以申请", "800元", "threshold"),
    ("an age asked", "报名者年龄在35周岁以下，学历不限", "35周岁", "threshold"),
    ("what was reached is none", "收入达到80亿元以上的目标", "80亿元", "stated"),
    ("nor an amount", "投入5亿元以上的资金", "5亿元", "stated"),
    ("when a rule holds", "连续两年不达标的，予以退出", "两年", "condition"),
    ("which lasts is none", "连续五次获评先进单位", "五次", "stated"),
    ("told again", "没有实现年初确定的能耗降低4%左右的目标", "4%", "past_target"),
    ("set anew", "提出到明年能耗降低4%左右的目标", "4%", "goal"),
    ("in a plan's name", "推进整治三年行动", "三年", "plan_name"),
]


@pytest.mark.parametrize(("label", "text", "words", "stance"), STANCES)
def test_stance(label, text, words, stance):
    assert the(text, words).stance == stance, label


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


def test_aims_go_on_behind_a_colon():
    text = "某镇要闻\n今后主要预期目标是：收入增长8%；绿地达到9亩。\n旧路长7公里。"
    assert [one.modality for one in find(text).claims] == ["target", "target", "fact"]


REVIEWS = [
    ("a year that the title names", "关于2024年度预算执行的审计工作报告", "查出问题60个。"),
    (
        "no year known, and the number a part of an aim",
        "镇工作总结",
        "完成收入900万元，占目标的60%。",
    ),
    ("a review of the year itself", "县工作报告", "一、2024年及“十三五”工作回顾\n建桥6座。"),
]


@pytest.mark.parametrize(("label", "title", "words"), REVIEWS)
def test_what_a_review_says_is_fact(label, title, words):
    assert {claim.modality for claim in find(f"{title}\n{words}").claims} == {"fact"}, label


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
        ("one by one", "问题清单一一对账销号"),
        ("formal digits in words", "队伍元旦收拾大陆肆意"),
        ("a time of day in words", "下午三点"),
        ("very many", "走进千万家庭"),
        ("a tool", "双方双向双手"),
        ("a document's name", "贯彻若干规定"),
        ("a congress", "中共二十大以来，从十九大到二十大"),
        ("made digital", "推进食品安全数字化"),
        ("a bend of the river", "打好几字弯攻坚战"),
        ("codes", "建设4/5G，打造平台2.0，推行3+2模式，做好“28+10”项工作，聚焦“8337”"),
        ("an index", "沪深300指数"),
        ("hours of a date", "10月9日0—24时"),
        ("a time stamp", "2024-03-05 10:00:00，20240305103000"),
        ("numbers of papers", "邮编100000，电话12345678，证号110119900101****"),
        ("numbers of links", "- [1.办法](a.pdf)\n- [2.细则](b.pdf)"),
        ("meals", "一日三餐"),
        ("a charter", "落实八字宪法"),
        ("those born then", "80后、90后、00后"),
        ("a section's number", "2.2本计划投资分年到位"),
        ("very many of them", "成千上万的群众"),
        ("in vain", "决不辜负三秦父老"),
        ("an institute", "青溪611所研制新品"),
    ],
)
def test_what_is_no_quantity(label, text):
    assert [claim.text for claim in claims(text)] == [], label


TABLE = "单位：万元\n| 项目 | 2024年 | 比上年增长（%） |\n|---|---|---|\n| 税收 | 412 | -5.2 |\n"


@pytest.mark.parametrize(
    ("label", "table"),
    [
        ("tabs", "指标\t计量单位\t2024年\n税收\t万元\t412\n规费\t万元\t-5\n"),
        ("blanks", "指标    计量单位    2024年\n税收    万元    412\n规费    万元    -5\n"),
    ],
)
def test_cells_between_tabs_or_blanks_in_the_unit_of_their_row(label, table):
    tax, fees = (the(table, words) for words in ("412", "-5"))
    assert (tax.value, tax.unit, tax.subject, tax.period) == (4_120_000, "元", "税收", "2024年")
    assert fees.value == -50_000, label


def test_cells_of_a_table_have_the_units_and_names_of_their_headers():
    of_year, of_change = (the(TABLE, words) for words in ("412", "-5.2"))
    assert (of_year.value, of_year.unit, of_year.subject) == (4_120_000, "元", "税收")
    assert (of_year.period, of_year.year) == ("2024年", 2024)
    assert (of_change.unit, of_change.direction, of_change.baseline) == ("%", "increase", "比上年")
    outside = "| 项目 | 元 |\n|---|---|\n\n税收412"
    assert the(outside, "412").unit == ""


LIST = "青岭县整改清单\n序号\t问题\t整改措施\t整改情况\n1\t去年开会132次，偏多。\t会议压减20%以上，每月不超过2次。\t已压减42次。\n2\t发文偏多。\t发文从严，全年发文不超过90份。\t今年发文81份，比去年少9份。\n"
# number, subject, modality
CELLS = [
    ("132次", "开会", "fact"), ("20%", "会议", "target"), ("2次", "会议", "target"), ("42次", None, "fact"),
    ("90份", "发文", "target"), ("81份", "发文", "fact"), ("9份", "发文", "fact"),
]  # fmt: skip


def test_cells_that_hold_texts_are_read_under_their_names_and_numbers_of_rows_are_none():
    found = extract("list", LIST)["claims"]
    assert [(row["text"], row["subject"], row["modality"]) for row in found] == CELLS


YEARS = [
    ("this year is the title's", "县2024年总结", "2025-01-09", "今年建桥6座", 2024),
    ("or the date's", "县工作报告", "2025-01-09", "今年建桥6座", 2025),
    ("a title of two years", "县2023年总结和2024年计划", "2024-01-09", "今年建桥6座", 2024),
    ("last year", "县2024年总结", None, "去年建桥6座", 2023),
    ("a month of this year", "县2024年总结", None, "今年8月建桥6座", 2024),
    ("several years", "县2024年总结", None, "2018年以来建桥6座", None),
    ("no year known", "县总结", None, "今年建桥6座", None),
]


@pytest.mark.parametrize(("label", "title", "date", "text", "year"), YEARS)
def test_the_year_of_a_period(label, title, date, text, year):
    report = Report(1, "work_report", title, None, date, 0, len(text))
    found, _ = read_numbers(text, [report], [], [Sentence(1, None, 0, len(text))], [])
    assert [claim.year for claim in found] == [year], label


REPORT = """2026年县政府工作报告
2025年工作回顾
争取资金6亿元。新建学校3所。一流生态加快形成，超过5%。
2026年重点工作
建成通车7个项目。已开工的8个项目抓紧推进。2025年剩余9个项目收尾。
附件
2026年县民生实事
新增护理员60人。
"""


def test_a_work_report_looks_back_and_ahead_by_its_own_lines():
    report = Report(1, "work_report", "2026年县政府工作报告", None, None, 0, len(REPORT))
    sentences, at = [], 0
    for line in REPORT.splitlines(keepends=True):
        sentences.append(Sentence(1, None, at, at + len(line)))
        at += len(line)
    found, _ = read_numbers(REPORT, [report], [], sentences, [])
    assert {claim.text: claim.modality for claim in found} == {
        "6亿元": "fact",
        "3所": "fact",
        "5%": "fact",
        "7个": "target",
        "8个": "fact",
        "9个": "fact",
        "60人": "target",
    }


def test_a_claim_outside_any_sentence_is_read_all_the_same():
    found, _ = read_numbers("共有乡镇38个。", [], [], [], [])
    assert [(claim.text, claim.value) for claim in found] == [("38个", 38)]


BARS = {
    "quantity (overlap)": 0.99,
    "quantity (exact span)": 0.99,
    "claims: all fields": 0.99,
    "claims: baseline": 0.90,
    "claims: subject": 0.91,
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

"""The force of a sentence, case by case; and against sentences labelled by hand."""

from __future__ import annotations

import pytest

from toolkit import Corpus
from toolkit.extract.deontic import force, forces
from toolkit.extract.model import Report, Sentence
from toolkit.extract.numbers.epochs import Epoch
from toolkit.tables.schema import DEONTIC

CASES = [  # label, sentence, outlook, role, class
    ("a ban", "严禁向基层摊派任务。", "", "other", "forbids"),
    ("a ban of law", "任何单位不得挪用专项经费。", "target", "other", "forbids"),
    ("must not, in plain words", "减负不能以牺牲质量为代价。", "", "other", "forbids"),
    ("a ban among tasks", "规范培训，禁止以培训名义旅游。", "", "other", "forbids"),
    ("a ban in a name", "严格执行禁止性规定清单。", "target", "measure", "demands"),
    ("cannot", "现有人员不能满足需要。", "fact", "problem", "states"),
    ("a ban looked back on", "全面禁止露天焚烧，效果明显。", "fact", "result", "states"),
    ("must", "各科室必须按时办结。", "", "other", "demands"),
    ("shall", "主管部门应当公开结果。", "target", "other", "demands"),
    ("要 as must", "各级干部要带头下访。", "", "other", "demands"),
    ("要 in other words", "主要问题是需要的材料重要性不明。", "", "other", "states"),
    ("a plain verb that lays out work", "深化审批制度改革。", "target", "measure", "demands"),
    ("the same looking back", "深化审批制度改革。", "fact", "result", "states"),
    ("a numbered task", "（二）完善考核办法。", "", "measure", "demands"),
    ("a task that is done", "完善了考核办法。", "", "measure", "states"),
    ("a goal", "产值增长6%左右；", "target", "other", "demands"),
    ("what was reached", "产值增长6.2%。", "fact", "result", "states"),
    ("encouragement", "鼓励企业自愿参加。", "", "other", "encourages"),
    ("support for somebody", "支持高校设立研究院。", "target", "measure", "encourages"),
    ("support as a thing", "加大政策支持力度。", "target", "measure", "demands"),
    ("a policy that encourages", "落实鼓励创业的政策。", "target", "measure", "demands"),
    ("encouragement looked back on", "支持企业技术改造。", "fact", "result", "states"),
    ("a demand beside it", "要压实责任，鼓励创新。", "target", "other", "demands"),
    ("a demand to encourage", "要鼓励基层创新。", "target", "other", "encourages"),
    ("permission", "村级组织可以结合实际调整。", "", "other", "allows"),
    ("a right", "当事人有权申请复核。", "target", "other", "allows"),
    ("not even may", "不可以擅自调整。", "", "other", "forbids"),
    ("possibility", "可以看出压力仍然存在。", "", "other", "states"),
    ("a fault", "台账管理不到位。", "fact", "problem", "states"),
    ("what something is", "基层减负是一项长期工作。", "target", "other", "states"),
    ("a question", "为什么要给基层减负？", "", "other", "states"),
    (
        "the name of a rule",
        "学习《关于严禁公款吃喝的通知》精神的情况良好。",
        "fact",
        "other",
        "states",
    ),
    ("what a meeting demands", "会议强调，加强作风建设。", "", "other", "demands"),
    ("who is in charge", "乡镇水利站负责渠道日常巡查。", "target", "other", "states"),
    ("an errand for everybody", "出门前关好煤气阀门。", "target", "measure", "demands"),
    ("what is promised", "参会单位均表示，要落实责任。", "", "other", "states"),
    ("should be all of them", "做到应保尽保。", "fact", "result", "states"),
    ("should", "灌区应编制用水计划。", "target", "other", "demands"),
    ("thanks", "向各位代表表示衷心感谢！", "target", "other", "states"),
    ("a form of address", "各乡镇人民政府，县直各单位：", "target", "other", "states"),
    ("a line that is no sentence", "甲县农村饮水工程管护细则", "target", "other", "states"),
    (
        "what a rule is for",
        "为支持小微企业发展，规范资金使用，制定本细则。",
        "target",
        "other",
        "states",
    ),
    ("what follows", "现就驻村工作有关事项通知如下：", "target", "other", "states"),
    ("what a rule holds for", "本县范围内的供水管护，适用本细则。", "target", "other", "states"),
    (
        "what a rule means",
        "本办法所称专项资金，是指用于支持供水管护的资金。",
        "target",
        "other",
        "states",
    ),
    ("what was, in a circular", "3月9日，某村新增病例2例。", "target", "other", "states"),
    ("a counted task", "第二，统一认识。", "", "other", "demands"),
    ("with what describes a thing", "打造具有水乡特色的集镇。", "target", "other", "demands"),
    ("should", "各村应立即上报。", "", "other", "demands"),
    ("in other words", "相应措施和应急预案较多，应急处突有力。", "fact", "other", "states"),
    ("a request", "请各科室于周五前反馈。", "", "other", "demands"),
    ("a courtesy", "请予审议，并请各位委员提出意见。", "", "other", "states"),
    ("please do not", "请勿在库区游泳。", "", "other", "forbids"),
    (
        "what a rule lays on somebody",
        "议题由办公室汇总后报镇长审定。",
        "target",
        "other",
        "demands",
    ),
    ("what it says of somebody", "评审组由五名专家组成。", "target", "other", "states"),
    (
        "what is meant by a word",
        "本细则所称网格，是指划定的巡查单元。",
        "target",
        "other",
        "states",
    ),
    ("an elliptical task", "新增公办园学位500个。", "target", "measure", "demands"),
    ("the same looking back", "新增公办园学位500个。", "fact", "result", "states"),
    (
        "a goal without a verb of doing",
        "到2030年，群众办事更加方便。",
        "target",
        "other",
        "demands",
    ),
    ("who asks, in news", "会议指出，各镇要把隐患清单理清楚。", "", "other", "demands"),
    ("who meets, in news", "会议传达了上级有关文件精神。", "", "other", "states"),
    ("a must after what is so", "防汛是大事，必须万无一失。", "", "other", "demands"),
    ("an experience", "第一，必须坚持实干。", "fact", "other", "demands"),
    ("growth", "住宿业营业额同比增长6%。", "", "other", "states"),
    ("may, by a single 可", "申请人可委托他人代办。", "target", "other", "allows"),
    ("in other words", "水源可控，水质可靠。", "", "other", "states"),
    ("what is given", "对新建冷库给予最高20万元补贴。", "target", "measure", "encourages"),
    ("a ban by a mere not", "不乱扔烟头，不破坏花草。", "target", "other", "forbids"),
    ("what follows for whom", "逾期不改的，由执法部门依法处罚。", "target", "other", "demands"),
    ("may not be", "出入口不可封闭。", "", "other", "forbids"),
    ("in other words", "水源是不可替代的资源。", "", "other", "states"),
]


@pytest.mark.parametrize(("label", "sentence", "outlook", "role", "expected"), CASES)
def test_the_force_of_a_sentence(label, sentence, outlook, role, expected):
    assert force(sentence, outlook, role) == expected


def test_every_sentence_has_one_class(samples: Corpus):
    assert samples.sentences["deontic"].isin(DEONTIC).all()
    roles = samples.sections.set_index("section_id")["role"]
    role = samples.sentences["section_id"].map(roles)
    demands = (samples.sentences["deontic"] == "demands").groupby(role).mean()
    assert demands["measure"] > 3 * demands["problem"]


def test_a_date_in_a_rule_does_not_look_back():
    clean = "关于整治占道经营的通告\n二、2002年4月以前搭建的棚架，由业主自行拆除。\n"
    report = Report(1, "circular", "关于整治占道经营的通告", "2002-04-01", None, 0, len(clean))
    sentences = [Sentence(1, None, 0, 11), Sentence(1, None, 12, len(clean))]
    epochs = {1: [Epoch(0, "outcome", 2001, 2001), Epoch(12, "outcome", 2002, 2002)]}
    assert forces(clean, [report], [], sentences, epochs)[1] == "demands"


def test_a_title_states_unless_it_forbids():
    clean = "集镇管理若干措施\n严禁占道经营\n"
    reports = [
        Report(1, "law", "集镇管理若干措施", None, None, 0, 9),
        Report(2, "article", "严禁占道经营", None, None, 9, 16),
    ]
    sentences = [Sentence(1, None, 0, 8), Sentence(2, None, 9, 15)]
    assert forces(clean, reports, [], sentences, {}) == ["states", "forbids"]

"""Headings: which numbers open one, how they nest, where they end, and what stands under them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import Corpus
from toolkit.extract.model import Section
from toolkit.extract.structure.headings import find_sections
from toolkit.extract.structure.lost import lost_punctuation
from toolkit.extract.structure.markers import ordinal_of, style_of
from toolkit.extract.structure.reports import find_reports
from toolkit.extract.text import Text

SAID = "全镇上下按照既定部署分头推进，各项任务有了新的起色。"


def sections_of(text: str) -> list[Section]:
    reports, listings = find_reports(text)
    return find_sections(text, reports, listings)


def outline_of(text: str) -> list[tuple[int, int | None, str]]:
    return [(section.level, section.ordinal, section.heading) for section in sections_of(text)]


# label, why, text, expected (level, ordinal, heading)
CASES = [
    (
        "a chapter alone",
        "its articles follow its name at once; no other chapter is left",
        f"青山县水库管理办法第一章 总则第一条 {SAID}第二条 {SAID}第三条 {SAID}",
        [(1, 1, "总则"), (2, 1, SAID[:-1]), (2, 2, SAID[:-1]), (2, 3, SAID[:-1])],
    ),
    (
        "a second chapter alone",
        "the number of the first is lost",
        f"第一条 {SAID}第二条 {SAID}第二章　养殖生产第三条　{SAID}第四条　{SAID}",
        [
            (2, 1, SAID[:-1]),
            (2, 2, SAID[:-1]),
            (1, 2, "养殖生产"),
            (2, 3, SAID[:-1]),
            (2, 4, SAID[:-1]),
        ],
    ),
    (
        "parts of a later chapter",
        "articles count on through chapters and their parts",
        f"第一章 总则\n第一条 {SAID}\n第二条 {SAID}\n第二章 管理\n第一节 计划\n第三条 {SAID}\n第二节 检查\n第四条 {SAID}\n第三章 附则\n第五条 {SAID}",
        [
            (1, 1, "总则"),
            (3, 1, SAID[:-1]),
            (3, 2, SAID[:-1]),
            (1, 2, "管理"),
            (2, 1, "计划"),
            (3, 3, SAID[:-1]),
            (2, 2, "检查"),
            (3, 4, SAID[:-1]),
            (1, 3, "附则"),
            (3, 5, SAID[:-1]),
        ],
    ),
    (
        "items of articles in one line",
        "an article lists what it asks",
        f"第一条 {SAID}第二条 供水单位应当：（一）公示水价；（二）按月检测。\n第三条 {SAID}",
        [
            (1, 1, SAID[:-1]),
            (1, 2, "供水单位应当"),
            (2, 1, "公示水价"),
            (2, 2, "按月检测"),
            (1, 3, SAID[:-1]),
        ],
    ),
    (
        "what is needed",
        "一要 二要 open clauses as 一是 does",
        f"一、打算\n下一步：一要摸清底数；二要分类施策；三要逐月通报。{SAID}",
        [(1, 1, "打算"), (4, 1, "摸清底数"), (4, 2, "分类施策"), (4, 3, "逐月通报")],
    ),
    (
        "words that begin with 一",
        "一流, 一产, 一系列 and 一抹 are no numbers",
        f"一、回顾\n{SAID}一流营商环境加快形成。一产增加值再上台阶。一系列举措落地。一抹抹新绿映入眼帘。\n二、目标\n{SAID}\n三、任务\n{SAID}",
        [(1, 1, "回顾"), (1, 2, "目标"), (1, 3, "任务")],
    ),
    (
        "a word torn by a line end",
        "统⏎一、 is no number, 进⏎一步 neither",
        f"一、回顾\n各镇要统\n一、规范地推进。{SAID}进\n一步压实责任。\n二、目标\n{SAID}",
        [(1, 1, "回顾"), (1, 2, "目标")],
    ),
    (
        "three levels on lines",
        "the custom of most reports: 一、 (一) 1.",
        f"一、总体情况\n（一）抓产业\n1.茶叶提质\n{SAID}\n2.药材扩面\n{SAID}\n（二）抓治理\n{SAID}\n二、打算\n{SAID}",
        [
            (1, 1, "总体情况"),
            (2, 1, "抓产业"),
            (3, 1, "茶叶提质"),
            (3, 2, "药材扩面"),
            (2, 2, "抓治理"),
            (1, 2, "打算"),
        ],
    ),
    (
        "heading that runs on",
        "it ends at its first full stop",
        f"一、成效\n（一）项目建设提速。{SAID}\n（二）民生实事落地。{SAID}",
        [(1, 1, "成效"), (2, 1, "项目建设提速"), (2, 2, "民生实事落地")],
    ),
    (
        "counting on through the areas",
        "4. under (二) goes on with 1.-3. under (一)",
        f"一、整改\n（一）学习方面\n1.制度不全\n{SAID}\n2.台账不齐\n{SAID}\n（二）督办方面\n3.销号不快\n{SAID}",
        [
            (1, 1, "整改"),
            (2, 1, "学习方面"),
            (3, 1, "制度不全"),
            (3, 2, "台账不齐"),
            (2, 2, "督办方面"),
            (3, 3, "销号不快"),
        ],
    ),
    (
        "numbers of several parts",
        "1, 1.1, 1.1.1 as plans have them; an amount at a line's start is none of them",
        f"1 总则\n1.1 目的\n{SAID}\n1.2 依据\n1.2.1 上位文件\n{SAID}\n1.2.2 本县文件\n{SAID}\n"
        f"2 职责\n2.1 指挥机构\n1.2亿元专款由机构调度。\n2.2 办事机构\n{SAID}\n3 附则\n{SAID}",
        [
            (1, 1, "总则"),
            (2, 1, "目的"),
            (2, 2, "依据"),
            (3, 1, "上位文件"),
            (3, 2, "本县文件"),
            (1, 2, "职责"),
            (2, 1, "指挥机构"),
            (2, 2, "办事机构"),
            (1, 3, "附则"),
        ],
    ),
    (
        "two parts under 1.",
        "their level is what they stand under",
        f"1. 督导\n1.1 每月一查\n{SAID}\n1.2 每季一评\n{SAID}\n2. 制度\n2.1 建账\n{SAID}\n2.2 销号\n{SAID}",
        [
            (1, 1, "督导"),
            (2, 1, "每月一查"),
            (2, 2, "每季一评"),
            (1, 2, "制度"),
            (2, 1, "建账"),
            (2, 2, "销号"),
        ],
    ),
    (
        "two parts under 一、",
        "one left out in between",
        f"一、成效\n1.1 会议少了\n{SAID}\n1.2 文件少了\n{SAID}\n1.4 检查少了\n{SAID}\n二、打算\n{SAID}",
        [
            (1, 1, "成效"),
            (2, 1, "会议少了"),
            (2, 2, "文件少了"),
            (2, 4, "检查少了"),
            (1, 2, "打算"),
        ],
    ),
    (
        "names of attachments",
        "their numbers open no headings",
        f"一、成效\n1.减会议\n{SAID}\n附件：1.会议清单\n2.文件清单\n青岭县水务局\n2025年3月1日",
        [(1, 1, "成效"), (3, 1, "减会议")],
    ),
    (
        "names of attachments on lines of their own",
        "the signature follows them",
        f"一、成效\n{SAID}\n附件：\n1.会议清单\n2.文件清单\n青岭县水务局\n2025年3月1日",
        [(1, 1, "成效")],
    ),
    (
        "an attachment itself",
        "what stands under its items is the attachment",
        f"一、成效\n{SAID}\n附件：\n1.会议清单\n{SAID}\n2.文件清单\n{SAID}",
        [(1, 1, "成效"), (1, None, "附件"), (3, 1, "会议清单"), (3, 2, "文件清单")],
    ),
    (
        "items counted inside a paragraph",
        "一是 begins a clause after a full stop",
        f"一、做法\n{SAID}一是建章立制。{SAID}二是挂图作战。{SAID}\n二、打算\n{SAID}",
        [(1, 1, "做法"), (4, 1, "建章立制"), (4, 2, "挂图作战"), (1, 2, "打算")],
    ),
    (
        "items parted by semicolons",
        "each ends at its semicolon",
        "一、做法\n重点抓好三件事：一是清台账；二是减会议；三是强督办。\n二、打算\n" + SAID,
        [(1, 1, "做法"), (4, 1, "清台账"), (4, 2, "减会议"), (4, 3, "强督办"), (1, 2, "打算")],
    ),
    (
        "第一，第二，",
        "counted paragraphs",
        f"{SAID}\n第一，压实责任。{SAID}\n第二，严格奖惩。{SAID}",
        [(4, 1, "压实责任"), (4, 2, "严格奖惩")],
    ),
    (
        "首先 其次 最后",
        "最后 counts what its run has come to",
        f"一、落实\n首先，摸清底数。{SAID}其次，分类施策。{SAID}最后，跟踪问效。{SAID}\n二、保障\n{SAID}",
        [
            (1, 1, "落实"),
            (4, 1, "摸清底数"),
            (4, 2, "分类施策"),
            (4, 3, "跟踪问效"),
            (1, 2, "保障"),
        ],
    ),
    (
        "rules",
        "chapters hold articles, articles hold (一): levels by use",
        "某县水域管护办法\n第一章 总则\n第一条 为了管好水域，制定本办法。\n第二章 职责\n第二条 水务部门负责：\n（一）巡查；\n（二）清障。\n第三条 本办法自公布之日起施行。",
        [
            (1, 1, "总则"),
            (2, 1, "为了管好水域，制定本办法"),
            (1, 2, "职责"),
            (2, 2, "水务部门负责"),
            (3, 1, "巡查"),
            (3, 2, "清障"),
            (2, 3, "本办法自公布之日起施行"),
        ],
    ),
    (
        "a chapter's number on a line of its own",
        "its wording is the next line",
        "某县水域管护办法\n第一章\n总则\n第一条 为了管好水域，制定本办法。\n第二章\n附则\n第二条 本办法试行。",
        [(1, 1, "总则"), (2, 1, "为了管好水域，制定本办法"), (1, 2, "附则"), (2, 2, "本办法试行")],
    ),
    (
        "a question in quotes",
        "it ends no heading",
        f"（一）破解“群众难不难？企业急不急？”之问。{SAID}\n（二）提速。{SAID}",
        [(2, 1, "破解“群众难不难？企业急不急？”之问"), (2, 2, "提速")],
    ),
    (
        "1. outside, (一) inside",
        "the report's own use beats custom",
        f"1.产业\n（一）种植\n{SAID}\n（二）养殖\n{SAID}\n2.治理\n（一）自治\n{SAID}\n（二）法治\n{SAID}",
        [
            (1, 1, "产业"),
            (2, 1, "种植"),
            (2, 2, "养殖"),
            (1, 2, "治理"),
            (2, 1, "自治"),
            (2, 2, "法治"),
        ],
    ),
    (
        "markdown",
        "the # is no wording; the first is the title; numbers behind # keep their style",
        f"# 石桥镇工作总结\n\n## 一、进展\n\n{SAID}\n\n### （一）水利\n\n{SAID}\n\n## 二、不足\n\n{SAID}\n",
        [(1, 1, "进展"), (2, 1, "水利"), (1, 2, "不足")],
    ),
    (
        "markdown without numbers",
        "depth gives the level",
        f"# 石桥镇工作总结\n\n## 进展\n\n{SAID}\n\n### 水利\n\n{SAID}\n\n## 不足\n\n{SAID}\n",
        [(1, None, "进展"), (2, None, "水利"), (1, None, "不足")],
    ),
    (
        "scan without line breaks",
        "headings and numbers glued together",
        f"现将情况报告如下。一、健全责任体系(一)分级包保到人一是逐村签订责任书。{SAID * 3}二是逐户发放明白卡。{SAID * 3}(二)双向反馈机制开通服务热线,{SAID}二、打通堵点难题(一)现场办公制度推行“一线工作法”,{SAID * 3}",
        [
            (1, 1, "健全责任体系"),
            (2, 1, "分级包保到人"),
            (4, 1, "逐村签订责任书"),
            (4, 2, "逐户发放明白卡"),
            (2, 2, "双向反馈机制"),
            (1, 2, "打通堵点难题"),
            (2, 1, "现场办公制度"),
        ],
    ),
    (
        "an excerpt begins in the middle",
        "the first numbers need not be 1",
        f"，并纳入年度考核。\n（二）整改措施\n1.定期会商。{SAID}\n三、督查方面\n（一）问题表现\n1.频次偏高。{SAID}",
        [
            (2, 2, "整改措施"),
            (3, 1, "定期会商"),
            (1, 3, "督查方面"),
            (2, 1, "问题表现"),
            (3, 1, "频次偏高"),
        ],
    ),
    (
        "a number missing in the source",
        "it is not invented, what follows it is still a heading",
        f"一、进展\n{SAID}\n二、不足\n{SAID}\n四、打算\n{SAID}",
        [(1, 1, "进展"), (1, 2, "不足"), (1, 4, "打算")],
    ),
    (
        "a year behind the number",
        "1.2024年 is no decimal",
        f"1.2024年完成情况\n{SAID}\n2.2025年工作安排\n{SAID}",
        [(3, 1, "2024年完成情况"), (3, 2, "2025年工作安排")],
    ),
    (
        "a year behind 、",
        "a heading may begin with digits",
        f"1、2024年完成情况\n{SAID}\n2、2025年工作安排\n{SAID}",
        [(3, 1, "2024年完成情况"), (3, 2, "2025年工作安排")],
    ),
    (
        "（1） counting through",
        "items at the start of lines go on under the next heading, one level below it",
        f"一、要求\n（1）指导思想。{SAID}\n（2）目标。{SAID}\n二、任务\n（3）修渠。{SAID}\n（4）建塘。{SAID}",
        [
            (1, 1, "要求"),
            (2, 1, "指导思想"),
            (2, 2, "目标"),
            (1, 2, "任务"),
            (2, 3, "修渠"),
            (2, 4, "建塘"),
        ],
    ),
    (
        "glossary behind the last chapter",
        "it closes what is open",
        f"一、进展\n{SAID}\n二、打算\n{SAID}\n名词解释\n1.两山：青山与绿水。\n2.三农：农业、农村、农民。",
        [
            (1, 1, "进展"),
            (1, 2, "打算"),
            (1, None, "名词解释"),
            (3, 1, "两山：青山与绿水"),
            (3, 2, "三农：农业、农村、农民"),
        ],
    ),
    (
        "lines in bold",
        "unnumbered headings of a web copy",
        f"**写法**\n\n{SAID}\n\n一、标题。{SAID}\n二、署名。{SAID}\n\n**要点**\n\n{SAID}",
        [(1, None, "写法"), (2, 1, "标题"), (2, 2, "署名"), (1, None, "要点")],
    ),
    (
        "old style",
        "a blank for the lost 、 is mended before; gaps for lost line breaks",
        f"一、三年来的工作　　　　{SAID * 9}　　二、今后的任务　　{SAID}",
        [(1, 1, "三年来的工作"), (1, 2, "今后的任务")],
    ),
    (
        "项 behind a bracket",
        "（三）项目… is a heading, 第（三）项 is none",
        f"（一）招商\n{SAID}\n（二）要素\n{SAID}\n（三）项目\n{SAID}",
        [(2, 1, "招商"), (2, 2, "要素"), (2, 3, "项目")],
    ),
    (
        "a sentence that names the parts",
        "what follows 分三个部分： is announced, and stands behind",
        f"报告分三个部分：一、总体情况；二、主要做法；三、打算。\n一、总体情况\n{SAID}\n二、主要做法\n{SAID}\n三、打算\n{SAID}",
        [(1, 1, "总体情况"), (1, 2, "主要做法"), (1, 3, "打算")],
    ),
    (
        "a word that ends in 一, in an article",
        "精简、统一、便民 opens nothing under the article",
        f"第一条 {SAID}\n第二条 设置机构应当遵循精简、统一、便民的规矩。\n第三条 {SAID}",
        [
            (1, 1, SAID.rstrip("。")),
            (1, 2, "设置机构应当遵循精简、统一、便民的规矩"),
            (1, 3, SAID.rstrip("。")),
        ],
    ),
    (
        "a plan of three years",
        "五、三年行动 begins like 三、五年 and goes on with the sequence",
        f"一、目标\n{SAID}\n二、路径\n{SAID}\n三、三年行动安排\n{SAID}",
        [(1, 1, "目标"), (1, 2, "路径"), (1, 3, "三年行动安排")],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", CASES, ids=[case[0] for case in CASES])
def test_outlines(label: str, why: str, text: str, expected: list[tuple[int, int, str]]) -> None:
    assert outline_of(text) == expected, why


# label, why, text without any heading
NO_HEADINGS = [
    (
        "the end of a word between two others",
        "统一 is a word, its 一、 no number",
        f"办事要遵循精简、统一、便民的规矩。{SAID}",
    ),
    ("统一要求", "一要 inside a word", f"按照统一要求推进。{SAID}"),
    ("decimal", "an amount opens its line", f"1.2亿元已经到账，{SAID}\n1.3亿元还在路上，{SAID}"),
    ("decimal alone", "no 1.2 follows", f"1.1 倍速播放教学视频，{SAID}\n2.3 版软件已停用，{SAID}"),
    ("dates", "a month and a day", f"3.15 消费者权益日，{SAID}\n4.26 知识产权日，{SAID}"),
    ("ratings", "numbers of several parts in no order", "4.5 优秀\n3.9 良好\n4.1 优秀"),
    ("list of figures", "a bare number without 1.1", "1 青岭镇\n2 柳河镇\n3 石门镇"),
    ("idiom", "三、四线 counts nothing", f"三、四线城市也要补短板，{SAID}"),
    ("idiom on the way", "二、三产业", f"{SAID}二、三产业比重上升，{SAID}"),
    ("months", "3、4月份 is a period", f"3、4月份是春耕关键期，{SAID}"),
    (
        "一些",
        "a sentence that begins with 一",
        f"一些村组反映，{SAID}\n一段时间以来，{SAID}\n一市直部门称，{SAID}",
    ),
    ("ordinal pair", "第九、第十网格", f"{SAID}第九、第十网格的网格员说，{SAID}"),
    (
        "article cited",
        "第（二）项",
        f"违反第五条第（二）项规定的，{SAID}第六条第（三）项所列情形除外。",
    ),
    ("inside a sentence", "一不…，二不…", f"户籍所在地一不掌握情况，二是不便处置，{SAID}"),
    ("alone", "一是 with no 二是", f"一是建好台账。{SAID}"),
    ("alone", "第一，with no 第二，", f"总量居全市第一，{SAID}"),
    ("最后一公里", "最后 inside a word", f"打通“最后一公里”，{SAID}"),
    ("首先 inside a sentence", "no run", f"报告首先要写清缘由，{SAID}其次要写明依据，{SAID}"),
    ("decimal", "3.5 begins a line", f"3.5万元用于修缮。\n{SAID}"),
    (
        "inline list",
        "(1) (2) inside a sentence",
        f"主要包括：（1）概况；（2）经过；（3）建议。{SAID}",
    ),
    ("date", "a line with a date", f"{SAID}\n2025年3月1日"),
    ("motto", "a quoted line", f"{SAID}\n“会少了，人到了，事办了”\n{SAID}"),
    ("address", "各位代表：", f"各位代表：\n{SAID}"),
    ("hash", "a hashtag is no markdown heading", f"#减负# 话题下，{SAID}"),
    ("条件", "第三条件 is no article", f"{SAID}\n第三条约定的内容不变，{SAID}"),
    ("page", "目录 entries", "目录\n1.让会议短下来 1\n2.让表格少起来 4\n" + SAID),
]


@pytest.mark.parametrize("label, why, text", NO_HEADINGS, ids=[case[1] for case in NO_HEADINGS])
def test_no_headings(label: str, why: str, text: str) -> None:
    assert outline_of(text) == [], why


def test_idiom_between_headings() -> None:
    text = f"一、背景\n{SAID}\n二、现状\n三、四线城市增速放缓，{SAID}\n三、对策\n{SAID}"
    assert outline_of(text) == [(1, 1, "背景"), (1, 2, "现状"), (1, 3, "对策")]


# label, text, the ends of its sections as the last characters they hold
ENDS = [
    (
        "a counted item ends with its paragraph",
        f"一、做法\n一是快。甲。二是准。乙。\n丙。\n二、打算\n{SAID}",
        ["丙。\n", "甲。", "乙。", SAID[-3:]],
    ),
    (
        "single paragraphs end the list",
        "第一条 本县适用下列办法：\n（一）巡查；\n（二）清障。\n其他事项另行规定。\n第二条 本办法试行。",
        ["规定。\n", "查；\n", "清障。", "试行。"],
    ),
    (
        "an article holds all its paragraphs",
        "第一条 养犬应当登记。\n第二条 登记一年一次。\n逾期补登。\n第三条 本规定试行。",
        ["登记。\n", "补登。\n", "试行。"],
    ),
    (
        "a heading holds all its paragraphs",
        "（一）水利\n甲。\n乙。\n（二）交通\n丙。\n丁。",
        ["乙。\n", "丁。"],
    ),
]


@pytest.mark.parametrize("label, text, ends", ENDS, ids=[case[0] for case in ENDS])
def test_where_sections_end(label: str, text: str, ends: list[str]) -> None:
    found = sections_of(text)
    assert [
        text[: section.end].endswith(end) for section, end in zip(found, ends, strict=True)
    ] == [True] * len(ends)


# label, why, text, expected (ordinal, role)
ROLES = [
    (
        "how to write",
        "a text about documents tells of no measures; its first heading is its title",
        f"# 通报的标题\n{SAID}\n# 通报的内容\n一、处理建议\n{SAID}\n二、办理经过\n{SAID}\n# 通报的落款\n{SAID}",
        ["other"] * 4,
    ),
    (
        "an appeal",
        "what others are asked to do is no measure of a report",
        f"垃圾分类倡议书\n一、加强学习\n{SAID}\n二、推动减量\n{SAID}",
        ["other"] * 2,
    ),
    (
        "questions of an essay",
        "a text that names no fault deals with questions",
        f"谈几个问题\n一、农业合作化问题\n{SAID}\n二、工商业改造问题\n{SAID}",
        ["other"] * 2,
    ),
    (
        "work that is looked back on",
        "whatever it is called",
        f"某县工作报告\n一、2023年工作推进情况\n{SAID}\n二、2023年计划执行情况\n{SAID}",
        ["result"] * 2,
    ),
    (
        "questions that are explained",
        "几个问题 are no faults here, and 关于… says nothing of its kind",
        f"关于某条例的说明\n一、需要说明的几个重点问题\n（一）关于适用范围\n{SAID}\n（二）关于罚则\n{SAID}",
        ["other"] * 3,
    ),
    (
        "contents of meetings",
        "one part of a document is no sign of it",
        f"一、会议的内容要实\n{SAID}\n二、压减会议的内容\n{SAID}",
        ["measure", "measure"],
    ),
    (
        "plan",
        "1, 1.1 number the rules of a plan",
        f"1 总则\n1.1 加强值守\n{SAID}\n1.2 推动会商\n{SAID}\n2 附则\n{SAID}",
        ["other", "other", "other", "other"],
    ),
    (
        "labels",
        "问题表现, 整改措施",
        "某局检视问题清单\n一、会议方面\n（一）问题表现\n1.会多。\n（二）整改措施\n1.控量。",
        ["problem", "problem", "problem", "measure", "measure"],
    ),
    (
        "inherited",
        "items take what stands above them",
        f"一、存在的问题\n1.推动乏力。{SAID}\n2.推进不快。{SAID}",
        ["problem", "problem", "problem"],
    ),
    (
        "mixed",
        "two runs under one heading that names both",
        f"一、存在的问题和下一步打算\n{SAID}一是力量不足。甲。二是机制不畅。乙。下一步，重在两件事：一是强队伍。丙。二是建机制。丁。",
        ["other", "problem", "problem", "measure", "measure"],
    ),
    (
        "bulletin",
        "the account of a problem is its result",
        "现将巡察整改情况予以公布。\n一、已完成的事项\n（一）反馈问题：学习不深\n1.研讨不够\n整改结果：完成\n整改情况：一是建制度。甲。二是强督学。乙。",
        ["result", "problem", "problem", "result", "result"],
    ),
    (
        "bulletin without labels",
        "faults are problems, what was done their result",
        "关于巡察整改情况的通报\n一、反馈问题整改情况\n（一）学习不够深入方面\n1.关于“研讨走过场”的问题。\n一是建制度。甲。二是强督学。乙。",
        ["result", "problem", "problem", "result", "result"],
    ),
    (
        "next steps",
        "下一步 is a measure",
        f"一、工作开展情况\n{SAID}\n二、主要困难和问题\n{SAID}\n三、下一步工作安排\n{SAID}",
        ["result", "problem", "measure"],
    ),
    (
        "acting on problems",
        "坚持问题导向 is no problem",
        f"一、坚持问题导向，压减会议\n{SAID}\n二、狠抓问题整改\n{SAID}",
        ["measure", "measure"],
    ),
    (
        "nothing says what it is",
        "a recipe tells of no measures",
        "葱油饼\n一、食材\n面粉和小葱。\n二、步骤\n1.和面。\n2.下锅，煎到两面黄。",
        ["other", "other", "other", "other"],
    ),
    (
        "a notice of how to take part",
        "范围, 方式 name matters; what stands under them too",
        "全县持续开展减负，深入推进整治，现征集线索。\n一、征集范围\n各镇推动不实、落实不力的线索。\n二、征集方式\n1.来信来访。\n2.拨打热线，推动问题解决。",
        ["other", "other", "other", "other"],
    ),
    (
        "an account of work without one of the words",
        "its text speaks of measures all along",
        "把牌子摘下来\n一、先摸底后动手\n全县推动清理，加强核查，规范挂牌，完善台账。\n二、挂起来的都有用\n持续推进，深化清单管理，压实责任。",
        ["measure", "measure"],
    ),
    (
        "cases in a circular",
        "what leads them in says what they are",
        "近日，县里对2起增加基层负担的典型问题予以通报。\n1.某局开展调研走过场。甲。\n2.某镇推行报表过多。乙。",
        ["problem", "problem"],
    ),
    (
        "items after a word of results",
        "a sentence that names the state of the work leads nothing in",
        "近日，县里通报减负工作情况，持续推进。\n1.推行清单制。甲。\n2.开展回头看。乙。",
        ["measure", "measure"],
    ),
    (
        "items after 一起",
        "is no number of cases",
        "干部和群众一起研究减负问题，县里持续推进。\n1.推行清单制。甲。\n2.开展回头看。乙。",
        ["measure", "measure"],
    ),
    (
        "a fault in quotes",
        "what it is about says it, not the hint inside",
        f"关于巡察整改情况的通报\n（一）在“推进落实不够有力”方面\n{SAID}\n（二）在“作风不实”方面\n{SAID}",
        ["problem", "problem"],
    ),
    (
        "the last noun says it",
        "plans to keep a result are plans; both side by side are mixed",
        f"一、突出矛盾\n{SAID}\n二、带来的变化\n{SAID}\n三、巩固整改成果的打算\n{SAID}\n四、取得的成效和下一步打算\n{SAID}",
        ["problem", "result", "measure", "other"],
    ),
    (
        "a campaign in quotes",
        "no fault",
        f"某局工作总结\n一、在“减负提质”方面\n{SAID}\n二、在“数据赋能”方面\n{SAID}",
        ["measure", "measure"],
    ),
    (
        "rules",
        "an article that names problems states a rule",
        "某县办法\n第一章 总则\n第一条 协调解决重要问题。\n第二条 本办法试行。",
        ["other", "other", "other"],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", ROLES, ids=[case[0] for case in ROLES])
def test_roles(label: str, why: str, text: str, expected: list[str]) -> None:
    assert [section.role for section in sections_of(text)] == expected, why


def test_an_end_that_no_mark_shows_is_a_guess() -> None:
    run_on = f"情况如下。一、健全长效机制今年以来，{SAID * 6}二、强化督查问效今年以来，{SAID * 6}"
    found = sections_of(run_on)
    assert [(s.heading, s.end_guessed) for s in found] == [
        ("健全长效机制", True),
        ("强化督查问效", True),
    ]
    whole = sections_of(f"一、健全长效机制\n{SAID}\n二、强化督查问效\n{SAID}")
    assert not any(section.end_guessed for section in whole)


def test_numbers_of_several_parts_in_one_line() -> None:
    """Line breaks and blanks are lost."""
    text = f"应急预案1.1编制目的为了快速处置。1.2适用范围本预案适用于全县。2.1机构县里设指挥部。2.2工作组分为四个。{SAID * 12}"
    assert [section.marker for section in sections_of(text)] == ["1.1", "1.2", "2.1", "2.2"]


def test_articles_can_be_counted() -> None:
    text = f"第一章 总则\n第一条 {SAID}\n第二条 分两步：\n（一）{SAID}\n第二章 附则\n第三条 {SAID}"
    units = [section.unit for section in sections_of(text)]
    assert (units.count("chapter"), units.count("article")) == (2, 3)


# label, why, text, the text mended
LOST = [
    (
        "an area behind a day",
        "its items count on, so its number stands at the beginning of a heading",
        f"一、学习方面（一）学习不够系统。{SAID}时限：2023年12月底二、服务群众方面（二）下村偏少。{SAID}（三）办理迟缓。{SAID}",
        f"一、学习方面（一）学习不够系统。{SAID}时限：2023年12月底。二、服务群众方面（二）下村偏少。{SAID}（三）办理迟缓。{SAID}",
    ),
    (
        "bare numbers on lines",
        "their sequence is whole",
        "一总体情况\n甲。\n二存在不足\n乙。\n三下一步打算\n丙。",
        "一、总体情况\n甲。\n二、存在不足\n乙。\n三、下一步打算\n丙。",
    ),
    (
        "one bare among others",
        "二 stands between 一、 and 三、",
        f"一、进展\n{SAID}\n二成效\n{SAID}\n三、打算\n{SAID}",
        f"一、进展\n{SAID}\n二、成效\n{SAID}\n三、打算\n{SAID}",
    ),
    (
        "bare in a scan",
        "items follow at once",
        "清单如下:一公文运转方面(一)问题表现1 .文多。甲。(二)整改措施1 .减量。乙。二会议活动方面(一)问题表现1 .会长。丙。",
        "清单如下:一、公文运转方面(一)问题表现1 .文多。甲。(二)整改措施1 .减量。乙。二、会议活动方面(一)问题表现1 .会长。丙。",
    ),
    (
        "full stop before an item",
        "(二) goes on with (一)",
        "一、做法(一)分类登记造册逐户建立台账卡片共计三百余册(二)动态销号管理按旬通报进度情况。",
        "一、做法(一)分类登记造册逐户建立台账卡片共计三百余册。(二)动态销号管理按旬通报进度情况。",
    ),
    (
        "spaced item glued to a sentence",
        "2 . goes on with 1 .",
        "(一)问题表现1 .会议偏多。各村普遍反映一周要参加多次会议2 .台账偏多。乙。",
        "(一)问题表现1 .会议偏多。各村普遍反映一周要参加多次会议。2 .台账偏多。乙。",
    ),
    (
        "half a bracket",
        "its label and the sequence want (二)",
        "一、会议方面(一)问题表现1 .会多。各村都有反映”二)整改措施1 .控量。乙。",
        "一、会议方面(一)问题表现1 .会多。各村都有反映”。(二)整改措施1 .控量。乙。",
    ),
]


@pytest.mark.parametrize("label, why, text, mended", LOST, ids=[case[0] for case in LOST])
def test_lost_punctuation(label: str, why: str, text: str, mended: str) -> None:
    found = Text(text).mend(lost_punctuation(text))
    assert found.clean == mended, why
    assert {edit.kind for edit in found.edits} == {"lost_punctuation"}


# label, why, text that lost nothing
NOTHING_LOST = [
    (
        "words with numerals",
        "no sequence",
        "一些村反映。二季度以来好转。三农工作有起色。四川来客增多。五一前后是旺季。",
    ),
    ("一 without 二", "one number is no sequence", "一体推进三项改革(一)起步。"),
    (
        "the true number follows",
        "二 is a word, 二、 comes later",
        f"一、进展\n{SAID}\n二级网格全部建成\n二、不足\n{SAID}",
    ),
    (
        "out of order",
        "四 does not follow 一、",
        f"一、进展\n{SAID}\n四处走访群众\n二、不足\n{SAID}",
    ),
    (
        "cited item",
        "第五条第(二)项",
        "一、依据(一)国家法律规定的各项要求以及上级文件第五条第(二)项规定执行。",
    ),
    (
        "decimal",
        "1.2 is no item",
        "(一)问题表现1 .占比偏高。平均每户用时达到1 .5小时左右2.5小时不等。",
    ),
    (
        "well formed",
        "nothing to mend",
        f"一、进展\n（一）水利\n{SAID}\n（二）交通\n{SAID}\n二、不足\n{SAID}",
    ),
    ("一是", "counted items keep their form", f"{SAID}一是快。{SAID}二是准。{SAID}"),
]


@pytest.mark.parametrize("label, why, text", NOTHING_LOST, ids=[case[0] for case in NOTHING_LOST])
def test_nothing_lost(label: str, why: str, text: str) -> None:
    assert list(lost_punctuation(text)) == [], why


@pytest.mark.parametrize(
    "numeral, value",
    [("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零三", 103), ("7", 7)],
)
def test_ordinals(numeral: str, value: int) -> None:
    assert ordinal_of(numeral) == value


@pytest.mark.parametrize(
    "marker, style",
    [
        ("一、", "han"),
        ("（十二）", "paren"),
        ("3．", "digit"),
        ("4 .", "digit"),
        ("(2)", "bracket"),
        ("③", "circled"),
        ("二是", "count"),
        ("其三，", "those"),
        ("第四，", "nth"),
        ("第二章", "chapter"),
        ("第十条", "article"),
    ],
)
def test_styles(marker: str, style: str) -> None:
    assert style_of(marker) == style


PIECES = st.sampled_from(
    [
        "1 ",
        "1.1 ",
        "1.2 ",
        "2.1.1 ",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "1.",
        "2 .",
        "3、",
        "①",
        "（1）",
        "一是",
        "二是",
        "首先",
        "最后",
        "第一章 ",
        "第一条 ",
        "# ",
        "## ",
        "**",
        "。",
        "；",
        "，",
        "\n",
        "\n\n",
        "　　",
        "问题表现",
        "整改措施",
        "整改情况：",
        "某局关于试点情况的报告",
        "根据部署",
        "目录",
        "【提纲】",
        "“",
        "”",
        "（",
        "三级联动",
        "全镇推进",
        "2025年3月1日",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@given(TEXTS)
def test_sections_nest(text: str) -> None:
    reports, _ = find_reports(text)
    spans = {report.n: (report.start, report.end) for report in reports}
    found = sections_of(text)
    assert [section.start for section in found] == sorted({section.start for section in found})
    for at, section in enumerate(found):
        start, end = spans[section.report]
        assert (
            start
            <= section.start
            <= section.heading_start
            <= section.heading_end
            <= section.end
            <= end
        )
        if section.parent is not None:
            above = found[section.parent]
            assert section.parent < at and above.level < section.level
            assert above.start < section.start and section.end <= above.end


@given(TEXTS)
def test_mending_twice_changes_nothing(text: str) -> None:
    once = Text(text).mend(lost_punctuation(text)).clean
    assert list(lost_punctuation(once)) == []


def test_labelled_headings(shared: Path, real: Corpus) -> None:
    labels = map(json.loads, (shared / "gold" / "headings.jsonl").read_text("utf-8").splitlines())
    wanted = {
        (
            row["file"],
            row["start"],
            row["level"],
            row["ordinal"],
            row["heading_start"],
            row["heading_end"],
            row["role"],
        )
        for row in labels
    }
    files = {file for file, *_ in wanted}
    found = {
        (
            row.section_id[:3],
            row.start,
            row.level,
            row.ordinal,
            row.heading_start,
            row.heading_end,
            row.role,
        )
        for row in real.sections.itertuples()
        if row.section_id[:3] in files
    }
    assert found == wanted


def test_hardest_scan(real: Corpus) -> None:
    """Two lists of six areas, each with three problems and three measures."""
    rows = real.sections[real.sections.section_id.str.startswith("000")]
    for _, report in rows.groupby("report_id"):
        shape = [(int(row.level), int(row.ordinal)) for row in report.itertuples()]
        area = [(2, 1), (3, 1), (3, 2), (3, 3), (2, 2), (3, 1), (3, 2), (3, 3)]
        assert shape == [step for n in range(1, 7) for step in [(1, n), *area]]

"""Reports in a file: where they begin and end, what they are, their titles, issuers and dates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import Corpus
from toolkit.extract.model import Report
from toolkit.extract.structure.imprint import date_of, issuer_of
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.openings import openings, run_in_titles
from toolkit.extract.structure.reports import find_reports
from toolkit.extract.structure.titles import genre, is_candidate, kind_of_title, leftover, squeezed

SAID = "各村各组按照既定部署分头推进，有关事项陆续见到起色，群众反映总体是好的。"


def reports_of(text: str) -> list[Report]:
    return find_reports(text)[0]


def named(text: str) -> list[tuple[int, str, str | None]]:
    return [(report.n, report.kind, report.title) for report in reports_of(text)]


# label, why, text, expected (n, kind, title)
CASES: list[tuple[str, str, str, list[tuple[int, str, str | None]]]] = [
    ("plain text", "no structure at all is one report", SAID * 3, [(1, "article", None)]),
    (
        "title line",
        "the genre word at its end gives the kind",
        f"云溪县水利局2025年工作总结\n{SAID}\n",
        [(1, "work_report", "云溪县水利局2025年工作总结")],
    ),
    (
        "address under the title",
        "where a meeting is addressed at once, the title is that of what is said",
        f"云溪县2025年政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告政府工作，请予审议。\n{SAID}\n",
        [(1, "work_report", "云溪县2025年政府工作报告")],
    ),
    (
        "cover without its word",
        "titles one below the other that come again",
        f"某县文件汇编\n甲局工作总结\n乙局工作方案\n甲局工作总结\n{SAID * 4}\n乙局工作方案\n{SAID * 4}\n",
        [(0, "toc", None), (1, "work_report", "甲局工作总结"), (2, "plan", "乙局工作方案")],
    ),
    (
        "the head of a sheet",
        "某市人民政府文件 and its number stand over a title",
        f"云溪市人民政府办公室文件\n云政办〔2021〕17号\n云溪市人民政府办公室\n关于做好火灾防控工作的通知\n各县人民政府：\n{SAID * 3}\n",
        [(1, "circular", "云溪市人民政府办公室关于做好火灾防控工作的通知")],
    ),
    (
        "a number run into its title",
        "the title ends before the number of its document, and begins behind it",
        f"云溪县防汛工作方案的通知云政办〔2011〕19号\n各乡镇：\n{SAID * 3}\n特此通知。云政办〔2012〕3号云溪县人民政府关于做好抗旱工作的通知各乡镇人民政府：{SAID * 3}",
        [
            (1, "circular", "云溪县防汛工作方案的通知"),
            (2, "circular", "云溪县人民政府关于做好抗旱工作的通知"),
        ],
    ),
    (
        "who does what, behind a notice",
        "责任分解 is a title",
        f"云溪县人民政府办公室关于印发2022年重点工作责任分解的通知\n各乡镇人民政府：\n现印发给你们，请认真落实。\n云溪县人民政府办公室\n2022年2月9日\n2022年重点工作责任分解\n一、稳增长\n{SAID}\n二、惠民生\n{SAID}\n",
        [
            (1, "circular", "云溪县人民政府办公室关于印发2022年重点工作责任分解的通知"),
            (2, "plan", "2022年重点工作责任分解"),
        ],
    ),
    (
        "columns under a title",
        "what names the columns of a table is none of it",
        "云溪县整改台账\n序号\t问题\t整改措施\t进展情况\n1\t会多\t控量\t已完成\n2\t文长\t限时\t已完成\n",
        [(1, "problem_list", "云溪县整改台账")],
    ),
    (
        "when and where, without a title",
        "a meeting at the head is none",
        f"2018年11月22日在云溪市人大常委会第十六次会议上\n市审计局局长　林远\n各位委员：\n我受市政府委托，报告审计查出问题的整改情况，请予审议。\n{SAID * 3}",
        [(1, "rectification_bulletin", None)],
    ),
    (
        "a very short work report",
        "title, day, whom it is given to, one heading, one sentence",
        f"2024年云溪县政府工作报告\n2024年1月8日\n各位代表：\n一、去年工作回顾\n{SAID}\n",
        [(1, "work_report", "2024年云溪县政府工作报告")],
    ),
    (
        "years in a title",
        "a dash between two years begins no subtitle",
        f"云溪县关于河湖规划（2021—2035年）的批复\n{SAID}\n",
        [(1, "article", "云溪县关于河湖规划（2021—2035年）的批复")],
    ),
    (
        "title of several lines",
        "the issuer's line belongs to 关于…",
        f"云溪县水利局\n关于河湖管护情况的\n报告\n{SAID}\n",
        [(1, "work_report", "云溪县水利局关于河湖管护情况的报告")],
    ),
    (
        "spaced title",
        "政 府 工 作 报 告 is one word",
        f"政 府 工 作 报 告\n\n——2024年1月9日在云溪县第三届人民代表大会第四次会议上\n\n各位代表：\n{SAID}\n",
        [(1, "work_report", "政府工作报告")],
    ),
    (
        "subtitle on the title's line",
        "it is cut off",
        f"2023年工作报告——2024年1月9日在云溪县第三届人民代表大会上\n{SAID}\n",
        [(1, "work_report", "2023年工作报告")],
    ),
    (
        "no title",
        "an address to the assembly is none",
        f"各位代表：\n现在，我代表县人民政府，向大会报告政府工作，请予审议。\n一、回顾\n{SAID}\n",
        [(1, "work_report", None)],
    ),
    (
        "speaker is no title",
        "a name behind an office",
        f"云溪县人民政府县长　　林远\n各位代表：\n现在，我代表县人民政府，向大会报告工作。\n{SAID}\n",
        [(1, "work_report", None)],
    ),
    (
        "page furniture",
        "what a web page puts around a text is no title",
        f"下载\n打印\n【字号：\n大\n小\n】\n云溪县2026年政府工作报告\n来源：云溪日报\n时间：2026-02-02\n各位代表：\n{SAID}\n责任编辑：\n某某\n关闭窗口\n",
        [(1, "work_report", "云溪县2026年政府工作报告"), (2, "notice", None)],
    ),
    (
        "title glued to the body",
        "关于…报告, then 根据",
        f"云溪县教育局关于减轻教师负担情况的报告根据县委部署，{SAID * 4}一、进展{SAID}",
        [(1, "work_report", "云溪县教育局关于减轻教师负担情况的报告")],
    ),
    (
        "title said three times",
        "the repeated one is the title",
        f"班子作风问题检视清单某局班子关于作风问题检视清单班子作风问题检视清单为深入检视，{SAID * 4}",
        [(1, "problem_list", "班子作风问题检视清单")],
    ),
    (
        "two reports glued",
        "the second begins where the numbering has come to its end",
        f"某局关于作风问题的整改清单为推动落实，现列明如下。一、会议{SAID * 4}二、文件{SAID}某镇党委关于阵地清理情况的专项报告根据上级部署，{SAID * 4}一、认识{SAID}二、做法{SAID}",
        [
            (1, "problem_list", "某局关于作风问题的整改清单"),
            (2, "work_report", "某镇党委关于阵地清理情况的专项报告"),
        ],
    ),
    (
        "two reports on lines",
        "signature and title between them",
        f"云溪县农业局2025年工作总结\n一、进展\n{SAID}\n二、打算\n{SAID}\n云溪县农业局\n2025年12月1日\n\n云溪县水利局关于水毁修复情况的报告\n一、进展\n{SAID}\n二、打算\n{SAID}\n",
        [
            (1, "work_report", "云溪县农业局2025年工作总结"),
            (2, "work_report", "云溪县水利局关于水毁修复情况的报告"),
        ],
    ),
    (
        "articles without a table of contents",
        "a line before a numbering that begins anew",
        f"让会议短下来\n{SAID}\n一、算时间账\n{SAID}\n二、算成效账\n{SAID}\n让表格少起来\n{SAID}\n一、源头把关\n{SAID}\n二、数据共享\n{SAID}\n",
        [(1, "article", "让会议短下来"), (2, "article", "让表格少起来")],
    ),
    (
        "many articles without a table of contents",
        "once two begin a numbering anew, lines that stand alone are titles too; a motto is none",
        "".join(
            f"{title}\n{SAID}\n“会少了，人到了”\n{SAID}\n{numbers}"
            for title, numbers in [
                ("让会议短下来", f"一、控量\n{SAID}\n二、限时\n{SAID}\n"),
                ("少些虚功", ""),
                ("让表格少起来", f"一、源头\n{SAID}\n二、共享\n{SAID}\n"),
                ("让干部沉下去", f"一、蹲点\n{SAID}\n二、包户\n{SAID}\n"),
                ("多些实干", ""),
            ]
        ),
        [
            (n, "article", title)
            for n, title in enumerate(
                ["让会议短下来", "少些虚功", "让表格少起来", "让干部沉下去", "多些实干"], start=1
            )
        ],
    ),
    (
        "compendium",
        "more entries than bodies; the compendium's own title is no report",
        f"减负材料选编（3篇）\n目录\n1.让会议短下来 1\n2.让表格少起来 4\n3.让干部沉下去 9\n让会议短下来\n{SAID}\n让表格少起来\n{SAID}\n",
        [(0, "toc", "目录"), (1, "article", "让会议短下来"), (2, "article", "让表格少起来")],
    ),
    (
        "contents of chapters in one line",
        "they are no headings, the title stands behind them",
        f"目录一、回顾……5二、目标……9青山县工作总结\n一、回顾\n{SAID}\n二、目标\n{SAID}\n",
        [(0, "toc", "目录"), (1, "work_report", "青山县工作总结")],
    ),
    (
        "compendium without line breaks",
        "entries and titles glued",
        f"选编目录1.让会议短下来 1 2.让表格少起来 4 让会议短下来{SAID * 9}让表格少起来{SAID * 5}",
        [(0, "toc", "目录"), (1, "article", "让会议短下来"), (2, "article", "让表格少起来")],
    ),
    (
        "one report with its own contents",
        "chapters are no reports; the title stands above",
        f"云溪县水利发展规划纲要\n目录\n一、基础 1\n二、目标 3\n一、基础\n{SAID}\n二、目标\n{SAID}\n",
        [(0, "toc", "目录"), (1, "plan", "云溪县水利发展规划纲要")],
    ),
    (
        "outline and excerpt",
        "headings and nothing else, then the text",
        f"【提纲】一、“会多”方面。(一)问题表现。(二)整改措施。二、“文多”方面。(一)问题表现。(二)整改措施。\n，每月只开一次例会。\n(二)整改措施\n1.控量。{SAID}\n二、“文多”方面\n(一)问题表现\n1.转发多。{SAID}",
        [(0, "outline", "【提纲】"), (1, "problem_list", None)],
    ),
    (
        "outline on lines",
        "the text begins where the first heading comes again",
        f"提纲：\n一、背景\n（一）形势\n二、做法\n\n一、背景\n{SAID}\n（一）形势\n{SAID}\n二、做法\n{SAID}\n",
        [(0, "outline", "提纲："), (1, "article", None)],
    ),
    (
        "titles of one kind",
        "no numbers, no signatures, the same word at their end",
        f"青山镇2025年工作总结\n{SAID}\n{SAID}\n白水镇2025年工作总结\n{SAID}\n{SAID}\n",
        [(1, "work_report", "青山镇2025年工作总结"), (2, "work_report", "白水镇2025年工作总结")],
    ),
    (
        "second title of several lines",
        "it begins where its first line does",
        f"青山镇工作总结\n一、进展\n{SAID}\n二、打算\n{SAID}\n云溪县水利局\n关于水毁修复情况的\n报告\n{SAID}\n一、进展\n{SAID}\n二、打算\n{SAID}\n",
        [
            (1, "work_report", "青山镇工作总结"),
            (2, "work_report", "云溪县水利局关于水毁修复情况的报告"),
        ],
    ),
    (
        "long title on two lines",
        "关于 on the first, the word of its kind on the second",
        f"关于云溪县2024年水利发展计划执行情况与2025年\n水利发展计划草案的报告\n{SAID}\n",
        [(1, "work_report", "关于云溪县2024年水利发展计划执行情况与2025年水利发展计划草案的报告")],
    ),
    (
        "reprint notice",
        "a report of its own kind",
        f"让会议短下来\n{SAID}\n如若转载，请注明出处：https://example.org/1.html",
        [(1, "article", "让会议短下来"), (2, "notice", None)],
    ),
    (
        "disclaimer of two lines",
        "one notice",
        f"让会议短下来\n{SAID}\n声明：本文由本站整理。\n如有不妥请告知。\n",
        [(1, "article", "让会议短下来"), (2, "notice", None)],
    ),
    (
        "markdown",
        "two first-level headings that end as titles do",
        f"# 石桥镇2025年工作总结\n\n## 一、进展\n\n{SAID}\n\n## 二、不足\n\n{SAID}\n\n# 石桥镇关于水毁修复情况的报告\n\n{SAID}\n\n## 一、进展\n\n{SAID}\n\n## 二、不足\n\n{SAID}\n",
        [
            (1, "work_report", "石桥镇2025年工作总结"),
            (2, "work_report", "石桥镇关于水毁修复情况的报告"),
        ],
    ),
    (
        "bulletin by its words",
        "整改情况 behind labels",
        f"依照规定，现将本局巡察整改的进展公布如下。\n（一）反馈问题：学习不深\n整改结果：完成\n整改情况：{SAID}\n",
        [(1, "rectification_bulletin", None)],
    ),
    (
        "bulletin by its title",
        "a report on what was mended",
        f"某局关于审计整改情况的报告\n{SAID}\n",
        [(1, "rectification_bulletin", "某局关于审计整改情况的报告")],
    ),
    (
        "list by its shape",
        "problems and measures under every area",
        "一、会议\n（一）问题表现\n1.多。\n（二）整改措施\n1.减。\n二、文件\n（一）问题表现\n1.长。\n（二）整改措施\n1.短。\n",
        [(1, "problem_list", None)],
    ),
    (
        "circular and the plan behind it",
        "the plan has no 关于; the circular ends with its note",
        f"青山县人民政府办公室\n关于印发青山县节水行动方案的通知\n青政办发〔2025〕3号\n各乡镇人民政府：\n{SAID}\n青山县人民政府办公室\n2025年3月1日\n（此件公开发布）\n青山县节水行动方案\n{SAID}\n一、目标\n{SAID}\n二、任务\n{SAID}\n",
        [
            (1, "circular", "青山县人民政府办公室关于印发青山县节水行动方案的通知"),
            (2, "plan", "青山县节水行动方案"),
        ],
    ),
    (
        "rules run together",
        "the note of a law stands under titles alone",
        f"青山县工作纪要{SAID * 9}青山县河湖管护条例（2024年5月6日青山县人民代表大会常务委员会通过）第一章总则第一条{SAID}第二条{SAID}",
        [(1, "article", None), (2, "law", "青山县河湖管护条例")],
    ),
    (
        "a report without its title",
        "the address to a meeting behind the end of another report",
        f"青山县工作总结\n一、进展\n{SAID}\n二、打算\n{SAID}\n让我们为建设美丽青山努力奋斗！\n各位代表：\n现在，我代表县人民政府向大会报告工作。\n一、回顾\n{SAID}\n",
        [(1, "work_report", "青山县工作总结"), (2, "work_report", None)],
    ),
    (
        "a report that lost its title, behind no ending",
        "a new address, and a sentence that leads in what follows",
        f"青山县工作总结\n一、进展\n{SAID * 4}\n二、打算\n{SAID}\n各党支部：\n根据工作安排，近期对组织生活开展情况进行了抽查。现将有关情况通报如下：\n一、总体情况\n{SAID}\n二、存在问题\n{SAID}\n",
        [(1, "work_report", "青山县工作总结"), (2, "circular", None)],
    ),
    (
        "an address inside a report",
        "it goes on with its numbers, and no one speaks anew",
        f"政府工作报告\n各位代表：\n现在，我代表县人民政府报告工作。\n一、回顾\n{SAID * 4}\n各位代表！我们坚信，困难终将过去。\n二、打算\n{SAID * 4}\n",
        [(1, "work_report", "政府工作报告")],
    ),
    (
        "between title and address",
        "a line drawn with box characters, and what the text is",
        f"政 府 工 作 报 告\n── 20xx年 月 日在青山县第十届人民代表大会第四次会议上\n（征求意见稿）\n各位代表：\n现在，我代表县人民政府向大会作政府工作报告，请予审议。\n一、回顾\n{SAID}\n",
        [(1, "work_report", "政府工作报告")],
    ),
    (
        "a notice without its title",
        "it brings a plan",
        f"各乡镇人民政府、县直有关部门：\n经县政府同意，现将《青山县流通体系建设实施方案》印发给你们，请认真贯彻实施。\n青山县发展和改革局\n2022年10月18日\n青山县流通体系建设实施方案\n为加快建设流通体系，制定本方案。\n一、目标\n{SAID}\n",
        [(1, "circular", None), (2, "plan", "青山县流通体系建设实施方案")],
    ),
    (
        "what is left of a table of contents",
        "its leaders show it; the title is glued behind it",
        f"障措施………………33青山县养老服务发展规划为积极应对人口老龄化，制定本规划。一、现状{SAID}二、目标{SAID}",
        [(0, "toc", None), (1, "plan", "青山县养老服务发展规划")],
    ),
    (
        "leftovers",
        "what a web page puts around a text is in no report",
        f"下载\n打印\n【字号：\n加大\n减小\n】\n青山县工作总结\n{SAID}\n二、打算\n{SAID}\n",
        [(1, "work_report", "青山县工作总结")],
    ),
    (
        "rules",
        "an article by kind",
        f"某县河湖管护办法\n第一条 为了管好河湖，制定本办法。\n第二条 {SAID}\n",
        [(1, "law", "某县河湖管护办法")],
    ),
    (
        "news headline",
        "a long first line without a mark",
        f"县委常委会召开会议 分析研究上半年经济工作 审议《云溪县为基层减负若干措施》 县委书记主持会议并对下一步工作提出要求\n\n{SAID}\n",
        [
            (
                1,
                "article",
                "县委常委会召开会议 分析研究上半年经济工作 审议《云溪县为基层减负若干措施》 县委书记主持会议并对下一步工作提出要求",
            )
        ],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", CASES, ids=[case[0] for case in CASES])
def test_reports(
    label: str, why: str, text: str, expected: list[tuple[int, str, str | None]]
) -> None:
    assert named(text) == expected, why


# label, why, text that holds one report
ONE_REPORT = [
    (
        "a text that closes as others open",
        "nothing follows what is to be told",
        f"某区整改进展情况通报\n根据统一部署，巡察组开展了巡察。{SAID * 6}\n按照有关规定，现将整改进展情况向社会公开，接受干部群众监督。\n",
    ),
    (
        "another report spoken of",
        "这个报告 is none of its own",
        f"关于云溪乡发展情况报告的审查结果报告\n乡人大主席团：\n{SAID * 2}\n财政经济审查委员会对这个报告进行了初步审查。{SAID * 3}",
    ),
    (
        "a rule cited before a number",
        "依照…条例第一条 is no title",
        f"某县工作总结\n{SAID * 9}依照某县河湖管护条例第一条的规定，{SAID * 9}",
    ),
    (
        "a title cited",
        "《…报告》 in a sentence",
        f"某县工作总结\n一、进展\n{SAID}听取《关于河湖管护情况的报告》。根据意见，{SAID * 9}\n二、打算\n{SAID}",
    ),
    (
        "a title inside a numbering",
        "it goes on behind it",
        f"某县工作总结\n一、进展\n{SAID}\n关于水利工作的情况报告\n{SAID}\n二、打算\n{SAID}",
    ),
    (
        "a title said again before the text",
        "a web page names it twice",
        f"云溪县委全会公报\n县融媒体中心消息：\n云溪县委全会公报\n（2025年1月8日通过）\n{SAID}\n{SAID}",
    ),
    (
        "numbering that begins anew below",
        "(一) 1. 2. again is no new report",
        f"某县工作总结\n一、进展\n（一）水利\n1.堤防\n{SAID}\n（二）交通\n1.乡道\n{SAID}\n二、打算\n{SAID}",
    ),
    (
        "the end of the title over the list",
        "what follows is the list, no second one",
        f"某局作风问题清单及整改措施\n{SAID}\n问题清单及整改措施\n一、会议\n{SAID}\n",
    ),
    (
        "short line",
        "a motto between paragraphs",
        f"让会议短下来\n{SAID}\n“会少了，人到了”\n{SAID}\n{SAID}",
    ),
    (
        "glued, inside a numbering",
        "三、 follows",
        f"某局关于作风问题的整改清单为推动落实，如下。一、会议{SAID * 4}二、文件{SAID}某镇关于阵地清理情况的专项报告根据上级部署，{SAID}三、检查{SAID}",
    ),
    (
        "声明 inside the text",
        "a long text follows",
        f"让会议短下来\n声明：本县无此做法。\n{SAID * 30}\n",
    ),
    (
        "a title named in the first sentence",
        "it goes on as a sentence",
        f"县委关于水利发展的意见印发后，各镇行动起来。{SAID}",
    ),
    (
        "list of attachments",
        "no bodies follow",
        f"关于印发方案的通知\n{SAID}\n附件：1.任务清单\n2.问题清单\n某县人民政府办公室\n2025年3月1日",
    ),
]


@pytest.mark.parametrize("label, why, text", ONE_REPORT, ids=[case[0] for case in ONE_REPORT])
def test_one_report(label: str, why: str, text: str) -> None:
    assert (
        len([report for report in reports_of(text) if report.kind not in ("toc", "notice")]) == 1
    ), why


# label, text, where it is cut off
CUT = [
    ("whole", f"让会议短下来\n{SAID}", "none"),
    ("signature at the end", f"让会议短下来\n{SAID}\n某县水利局\n2025年3月1日", "none"),
    ("begins inside a sentence", f"，并纳入年度考核。\n{SAID}", "start"),
    (
        "begins inside a list",
        f"集了台账。\n（二）整改措施\n1.控量。{SAID}\n三、文件方面\n{SAID}",
        "start",
    ),
    ("begins inside a numbering", f"三、强化督办\n{SAID}\n四、严格奖惩\n{SAID}", "start"),
    ("stops inside a sentence", f"让会议短下来\n{SAID}针对一些地方考核指标过细、层层加码", "end"),
    ("dots at the end", f"让会议短下来\n{SAID}对不具备条件 ……", "end"),
    (
        "a row of a table",
        f"{SAID}\n序号\t问题\t责任单位\n1\t发文过多，基层反映强烈，年内有所好转\t县委办",
        "none",
    ),
    ("cut at both ends", f"，并纳入年度考核。\n{SAID}针对一些地方考核指标过细、层层加码", "both"),
    ("stops behind an open quote", f"让会议短下来\n{SAID}既要看“", "end"),
    ("stops behind a number", f"让会议短下来\n{SAID}\n(二)", "end"),
    ("stops behind a number on the line", f"让会议短下来\n{SAID}2.", "end"),
    ("stops inside a short sentence", f"让会议短下来\n{SAID}二要挂帅", "end"),
    ("stops inside a wrapped line", f"让会议短下来\n{SAID}{SAID[:-1]},今后严禁以\n工作提示", "end"),
    ("wrapped and whole", f"让会议短下来\n{SAID}{SAID[:-1]},今后严禁以\n工作提示下文。", "none"),
    ("a heading is the last line", f"让会议短下来\n{SAID}\n二、下步打算", "none"),
    ("signature without a break", f"让会议短下来\n{SAID * 2}云溪县水利局2025年3月1日", "none"),
    ("unit without date, no break", f"让会议短下来\n{SAID * 2}云溪县水利局", "none"),
    ("unit without date", f"让会议短下来\n{SAID}\n云溪县水利局", "none"),
    ("who wrote it", f"让会议短下来\n{SAID}\n作者单位：云溪县委党校", "none"),
    ("who wrote it, no break", f"让会议短下来\n{SAID * 2}编辑：林远", "none"),
    ("a label's answer", f"让会议短下来\n{SAID}整改结果：基本完成", "none"),
    ("price list", f"让会议短下来\n{SAID}\n1. 面 6元\n2. 饼 9元", "none"),
    ("a day in a sentence", f"让会议短下来\n{SAID * 2}已送交县水利局，时间是2025年3月1日", "end"),
    ("a share at the end", f"让会议短下来\n{SAID}一季度办件量同比上升、平均环节减少12.5%", "none"),
]


@pytest.mark.parametrize("label, text, cut", CUT, ids=[case[0] for case in CUT])
def test_truncated(label: str, text: str, cut: str) -> None:
    assert reports_of(text)[0].truncated == cut


# label, text, issuer, date
IMPRINTS = [
    (
        "signature",
        f"关于河湖管护情况的通报\n{SAID}\n云溪县河长制办公室\n2025年10月9日",
        "云溪县河长制办公室",
        "2025-10-09",
    ),
    (
        "Chinese numerals",
        f"关于河湖管护情况的通报\n{SAID}\n云溪县水利局\n二〇二四年三月五日",
        "云溪县水利局",
        "2024-03-05",
    ),
    (
        "title before 关于",
        f"云溪县水利局党组关于巡察整改情况的通报\n{SAID}",
        "云溪县水利局党组",
        None,
    ),
    (
        "leading group of a body",
        f"云溪县水利局领导班子关于作风问题的自查清单\n{SAID}",
        "云溪县水利局",
        None,
    ),
    (
        "meeting",
        f"政府工作报告\n——2024年1月9日在云溪县第三届人民代表大会第四次会议上\n云溪县人民政府县长　　林远\n各位代表：\n{SAID}",
        "云溪县人民政府",
        "2024-01-09",
    ),
    (
        "meeting before the page's own date",
        f"云溪县2026年政府工作报告\n2026年02月10日 07时41分\n2026年2月3日在云溪县第三届人民代表大会第五次会议上\n各位代表：\n{SAID}",
        "云溪县人民政府",
        "2026-02-03",
    ),
    (
        "bracketed under the title",
        f"某县委关于水利发展的意见\n（2018年1月2日）\n{SAID}",
        "某县委",
        "2018-01-02",
    ),
    (
        "issued, not decided",
        f"某县河湖条例\n2022年1月24日 县委常委会审议\n2022年2月25日 县委、县政府发布\n{SAID}",
        None,
        "2022-02-25",
    ),
    (
        "signature without a break",
        f"关于河湖管护情况的通报{SAID * 5}联系电话:0999-7654321云溪县河长制办公室2025年10月9日",
        "云溪县河长制办公室",
        "2025-10-09",
    ),
    (
        "signature on one line",
        f"关于河湖管护情况的通报\n{SAID}\n云溪县水利局　二〇二四年三月五日\n",
        "云溪县水利局",
        "2024-03-05",
    ),
    (
        "who was told, and when",
        f"关于河湖管护情况的通报\n{SAID}有关线索已移交县水利局2025年10月9日",
        None,
        None,
    ),
    (
        "a day that a sentence ends with",
        f"关于河湖管护情况的通报\n{SAID}材料送交云溪县水利局，2025年10月9日",
        None,
        None,
    ),
    (
        "when and by whom a law was issued, in the note under its title",
        f"海拉尔区娱乐市场管理规定\n（1991年3月26日海拉尔区人民政府令19号发布）\n第一条　{SAID}\n第二条　{SAID}\n",
        "海拉尔区人民政府",
        "1991-03-26",
    ),
    (
        "the source of a page that is an organ",
        f"关于环境整治工作的通报\n来源：海拉尔区人民政府办公室 时间：2023-12-27\n{SAID}",
        "海拉尔区人民政府办公室",
        "2023-12-27",
    ),
    (
        "when a meeting was held, in its minutes",
        f"中共海拉尔区委常委会会议纪要\n第12期\n2021年8月3日，区委书记主持召开区委常委会会议。现纪要如下：\n一、学习\n{SAID}",
        "中共海拉尔区委常委会",
        "2021-08-03",
    ),
    (
        "an acting head",
        f"政府工作报告\n——2021年1月5日在海拉尔区人民代表大会上\n海拉尔区常务副区长　林　远\n各位代表：\n{SAID}",
        "海拉尔区人民政府",
        "2021-01-05",
    ),
    ("year in the title", f"石桥镇2025年工作总结\n{SAID}", None, "2025"),
    (
        "dates in the text are not its date",
        f"让会议短下来\n{SAID}2023年5月1日起，{SAID}",
        None,
        None,
    ),
]


@pytest.mark.parametrize("label, text, issuer, date", IMPRINTS, ids=[case[0] for case in IMPRINTS])
def test_issuer_and_date(label: str, text: str, issuer: str | None, date: str | None) -> None:
    report = reports_of(text)[0]
    assert (report.issuer, report.date) == (issuer, date)


def test_imprint_of_nothing() -> None:
    assert (date_of(Lines(""), 0, 0, None), issuer_of(Lines(""), 0, 0, None)) == (None, None)


def test_listing_of_a_compendium() -> None:
    text = f"目录\n1.让会议短下来……1\n2.让表格少起来 12\n3.也谈加码(2024年3月1日) 20\n让会议短下来\n{SAID}\n也谈加码(2024年3月1日)\n{SAID}"
    _, entries = find_reports(text)
    assert [(e.level, e.ordinal, e.marker, e.entry, e.page, e.body) for e in entries] == [
        (0, 1, "1.", "让会议短下来", 1, 1),
        (0, 2, "2.", "让表格少起来", 12, None),
        (0, 3, "3.", "也谈加码(2024年3月1日)", 20, 2),
    ]
    assert [text[e.start : e.end] for e in entries][1] == "2.让表格少起来 12"


def test_listing_of_an_outline() -> None:
    text = (
        "【提纲】(一)问题表现。(二)整改措施。二、“文多”方面。(一)问题表现。\n，每月只开一次。\n（二）整改措施\n"
        + SAID
    )
    _, entries = find_reports(text)
    assert [(e.level, e.ordinal, e.marker, e.entry) for e in entries] == [
        (2, 1, "(一)", "问题表现"),
        (2, 2, "(二)", "整改措施"),
        (1, 2, "二、", "“文多”方面"),
        (2, 1, "(一)", "问题表现"),
    ]


_OUTLINE = "一、总体情况。二、主要做法。(一)抓管护。(二)抓督办。三、下步打算。"
_BODY = f"一、总体情况全县推进。{SAID}二、主要做法各镇推进。{SAID}三、下步打算持续推进。{SAID}"
# label, why, text, the entries of its outline, what its text begins with
OUTLINES = [
    ("glued to the text", "the numbers start over", f"【提纲】{_OUTLINE}{_BODY}", 5, "一、总体"),
    (
        "on a line of its own",
        "however long the line",
        f"【提纲】\n{_OUTLINE.replace('抓', '扎实有力推进河湖长效' * 3)}\n{_BODY}",
        5,
        "一、总体",
    ),
    (
        "glued on both sides",
        "neither break is there",
        f"【提纲】\n{_OUTLINE}{_BODY}",
        5,
        "一、总体",
    ),
    (
        "without stops",
        "the next number goes on with it, a heading that comes again ends it",
        f"【提纲】{_OUTLINE.replace('。', '')}{_BODY}",
        5,
        "一、总体",
    ),
    (
        "text without its first headings",
        "an entry comes again",
        f"【提纲】{_OUTLINE}三、下步打算持续推进。{SAID}",
        5,
        "三、下步",
    ),
    ("title between", "running text ends it", f"【提纲】{_OUTLINE}白水镇{_BODY}", 5, "白水镇"),
    ("notes under the word", "text follows the first", f"提纲\n{_BODY}", 0, "提纲"),
    ("a word of the title", "提纲挈领", f"提纲挈领抓河湖\n{SAID}\n一、做法\n{SAID}", 0, "提纲"),
]


@pytest.mark.parametrize(
    "label, why, text, entries, begins", OUTLINES, ids=[case[0] for case in OUTLINES]
)
def test_where_an_outline_ends(label: str, why: str, text: str, entries: int, begins: str) -> None:
    reports, listings = find_reports(text)
    assert len(listings) == entries, why
    assert text[reports[-1].start :].startswith(begins), why


@pytest.mark.parametrize(
    "label, text, expected",
    [
        (
            "long leaders, one body of three",
            f"网站首页\n目录\n\n甲镇问题清单{'·' * 120}1\n\n乙镇问题清单{'·' * 120}5\n\n甲镇问题清单\n{SAID}\n",
            [("甲镇问题清单", 1), ("乙镇问题清单", 5)],
        ),
        (
            "no bodies",
            f"目录\n甲镇问题清单······1\n乙镇问题清单······5\n{SAID}\n",
            [("甲镇问题清单", 1), ("乙镇问题清单", 5)],
        ),
        ("a price list", f"价目\n面······6\n饼······9\n{SAID}\n", []),
        ("long lines of text", f"目录\n{SAID * 4}\n{SAID * 4}\n", []),
    ],
)
def test_contents_with_leaders(
    label: str, text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert [(entry.entry, entry.page) for entry in find_reports(text)[1]] == expected


@pytest.mark.parametrize(
    "label, text, kind",
    [
        (
            "what was done and what comes next",
            f"，{SAID}\n二、主要做法\n{SAID}\n三、下步打算\n{SAID}",
            "work_report",
        ),
        (
            "an outline knows what was cut off",
            f"【提纲】一、工作成效。二、存在的问题。三、下步打算。\n，{SAID}\n（二）强化督办\n{SAID}",
            "work_report",
        ),
        ("only what was done", f"一、主要做法\n{SAID}\n二、几点体会\n{SAID}", "article"),
        ("only what is wrong", f"一、存在的问题\n{SAID}\n二、原因分析\n{SAID}", "article"),
        (
            "with a title of its own",
            f"让会议短下来\n{SAID}\n一、主要做法\n{SAID}\n二、下步打算\n{SAID}",
            "article",
        ),
    ],
)
def test_kind_by_build(label: str, text: str, kind: str) -> None:
    assert reports_of(text)[-1].kind == kind


@pytest.mark.parametrize(
    "wording, kind",
    [
        ("某局领导班子作风问题查找清单", "problem_list"),
        ("某县政府工作报告（书面）", "work_report"),
        ("某局党组关于巡察整改进展情况的通报", "rectification_bulletin"),
        ("某县水利条例", "law"),
        ("某县节水行动计划", "plan"),
        ("某县关于减负的若干意见", "opinion"),
        ("某市2024年统计公报", "communique"),
        ("某市第28次常务会议纪要", "minutes"),
        ("在某县推进会上的讲话", "speech"),
        ("某县审计查出问题整改清单", "audit_list"),
        ("某局作风问题清单及整改措施", "problem_list"),
        ("某局半年工作小结", "work_report"),
        ("某局上半年工作总结和下半年工作计划", "work_report"),
        ("关于报送工作总结和工作计划的通知", "circular"),
        ("落实《某县水利条例》和配套措施", None),
        ("厘清职责和改进措施", None),
        ("让会议短下来", None),
        ("报告人说了什么", None),
    ],
)
def test_genre(wording: str, kind: str | None) -> None:
    found = genre(wording)
    assert (found["kind"] if found else None) == kind


# label, what a text that lost its breaks begins with, its title
GLUED = [
    ("opener", "云溪县水利局自查报告按照部署，开展自查。", "云溪县水利局自查报告"),
    ("a year", "云溪县水利局自查报告2025年，全局推进。", "云溪县水利局自查报告"),
    ("since a year", "云溪县水利局工作总结2025年以来，全局推进。", "云溪县水利局工作总结"),
    ("first number", "云溪县水利局工作总结一、主要做法抓河湖。", "云溪县水利局工作总结"),
    ("first chapter", "云溪县河湖管护办法第一章总则第一条为了管好河湖。", "云溪县河湖管护办法"),
    ("the unit again", "白水镇党委问题清单白水镇党委逐条对照。", "白水镇党委问题清单"),
    ("a tail", "白水镇党委问题清单及整改措施按照部署，如下。", "白水镇党委问题清单及整改措施"),
    ("a tail, then a year", "白水镇工作总结和下步打算2025年，推进。", "白水镇工作总结和下步打算"),
    ("half a year", "白水镇半年工作小结今年以来，推进。", "白水镇半年工作小结"),
    ("no title: a year inside a clause", "云溪县印发工作方案2025年实施到位。", None),
    ("no title: what is summed up", "云溪县认真总结2025年管护经验。", None),
    ("no title: an idiom", "云溪县出台办法一、二把手都要到会。", None),
    ("no title: first of its kind", "云溪县召开工作总结第一次会议。", None),
    ("no title: the sentence goes on", "云溪县认真总结及整改措施都很实。", None),
    ("no title: no opener", "白水镇党委问题清单逐条对照，立行立改。", None),
]


@pytest.mark.parametrize("label, head, title", GLUED, ids=[case[0] for case in GLUED])
def test_title_glued_to_its_text(label: str, head: str, title: str | None) -> None:
    found = [report.title for report in reports_of(head + SAID * 8)]
    assert found == [title]


@pytest.mark.parametrize(
    "title, kind",
    [
        ("云溪市人民政府关于专项审计发现问题整改情况的函", "rectification_bulletin"),
        ("关于做好整改情况报送工作的通知", "circular"),
        ("某省印发《节水行动方案》", "article"),
        ("市中级人民法院工作报告获高票通过", "article"),
        ("市委巡察组向31家党组织反馈情况", "article"),
        ("关于印发《节水行动方案》的通知", "circular"),
    ],
)
def test_kind_of_title(title: str, kind: str | None) -> None:
    assert kind_of_title(title) == kind


@pytest.mark.parametrize(
    "line",
    [
        "各位代表：",
        "（2024年3月1日通过）",
        "2024年3月1日",
        "来源：云溪日报",
        "一、总体情况",
        "（一）学习",
        "附件1",
        "——在全县水利工作会议上",
        "县长　　林远",
        "今年以来成效明显。",
        "整改措施：建立台账",
        "https://example.org",
        "，每月一次",
    ],
)
def test_no_title(line: str) -> None:
    assert not is_candidate(line)


@pytest.mark.parametrize(
    "text",
    [
        "根据关于加强管护的意见根据要求，",  # begins as text does
        "今年工作情况总体良好，",  # 情况 without 关于
        "听取《关于水利工作的报告》为下一步，",  # cited
        "听取关于水利工作的报告的意见后，",  # goes on with 的
    ],
)
def test_no_glued_title(text: str) -> None:
    assert run_in_titles(Lines(text + SAID), 0, len(text + SAID)) == []


def test_a_title_does_not_go_on_behind_what_is_bold() -> None:
    text = "**调查报告的写法**\n调查报告一般分为三个部分。" + SAID
    found = openings(Lines(text), 0, len(text))
    assert not [one for one in found if "**" in text[one.start : one.end]]


def test_squeezed() -> None:
    assert squeezed("工 作 报 告") == "工作报告"
    assert squeezed("县委 县政府关于水利的意见") == "县委 县政府关于水利的意见"


PIECES = st.sampled_from(
    [
        "目录\n",
        "1.让会议短下来 1\n",
        "2.让表格少起来 4\n",
        "让会议短下来\n",
        "【提纲】",
        "一、背景",
        "(一)问题表现。",
        "某局关于试点情况的报告",
        "根据部署，",
        SAID,
        "\n",
        "。",
        "如若转载，请注明出处",
        "责任编辑：",
        "2025年3月1日\n",
        "某县水利局\n",
        "# 石桥镇工作总结\n",
        "　　",
        "\x00",
        "<p>",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_every_character_belongs_to_one_report(text: str) -> None:
    found, entries = find_reports(text)
    reached = 0
    for at, report in enumerate(found):
        assert reached <= report.start < report.end <= len(text)
        if at and found[at - 1].kind != "toc":
            between = leftover().sub("", text[reached : report.start])
            assert not between.replace("*", "").replace("<p>", "").strip("】 \n\u3000")
        reached = report.end
    assert [report.n for report in found] == sorted({report.n for report in found})
    at = {report.n: report for report in found}
    for entry in entries:
        assert at[entry.report].start <= entry.start < entry.end <= at[entry.report].end


def test_labelled_reports(shared: Path, real: Corpus) -> None:
    labels = map(json.loads, (shared / "gold" / "reports.jsonl").read_text("utf-8").splitlines())
    wanted = [_label(row) for row in labels]
    files = {file for file, *_ in wanted}
    rows = real.reports.astype(object).where(real.reports.notna(), None)
    found = [
        (
            row.report_id[:3],
            int(row.report_id.rpartition("#")[2]),
            row.title,
            row.kind,
            row.truncated,
            row.start,
            row.end,
        )
        for row in rows.itertuples()
        if row.report_id[:3] in files
    ]
    assert sorted(found) == sorted(wanted)


def _label(row: dict[str, Any]) -> tuple[Any, ...]:
    return (
        row["file"],
        row["n"],
        row["title"],
        row["kind"],
        row.get("truncated", "none"),
        row["start"],
        row["end"],
    )


def test_labelled_listings(shared: Path, real: Corpus) -> None:
    labels = map(json.loads, (shared / "gold" / "listings.jsonl").read_text("utf-8").splitlines())
    wanted = [
        (
            row["file"],
            row["start"],
            row["level"],
            row["marker"],
            row["entry"],
            row["page"],
            row["body_report"],
        )
        for row in labels
    ]
    rows = real.listings.astype(object).where(real.listings.notna(), None)
    found = [
        (
            row.report_id[:3],
            row.start,
            row.level,
            row.marker,
            row.entry,
            row.page,
            row.body_id and int(row.body_id.rpartition("#")[2]),
        )
        for row in rows.itertuples()
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_hardest_scan(real: Corpus) -> None:
    """Two lists run together in one line."""
    rows = real.reports[real.reports.report_id.str.startswith("000")]
    assert list(rows.kind) == ["problem_list", "problem_list"]
    assert all(title.endswith("清单") for title in rows.title)

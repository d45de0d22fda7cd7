"""Records: problems with their measures, results and accounts; what has no partner is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import Corpus
from toolkit.extract.document import extract
from toolkit.extract.model import Record
from toolkit.extract.structure.headings import find_sections
from toolkit.extract.structure.labels import find_labels
from toolkit.extract.structure.records import find_records
from toolkit.extract.structure.reports import find_reports

SAID = "各科室按旬碰头、按月通报，做法逐步固定下来。"
Row = tuple[str | None, str | None, str | None, str | None, str | None]


def records_of(text: str) -> list[Record]:
    reports, listings = find_reports(text)
    return find_records(text, reports, find_sections(text, reports, listings))


def rows_of(text: str) -> list[Row]:
    """category, problem, measure, result, situation"""
    return [
        (
            record.category,
            record.problem,
            record.measure,
            record.result,
            None
            if record.situation_start is None
            else text[record.situation_start : record.situation_end],
        )
        for record in records_of(text)
    ]


# label, why, text, expected
CASES: list[tuple[str, str, str, list[Row]]] = [
    (
        "labels run into the headings above them",
        "what a problem shows itself in is told under it, and is not the problem",
        "白泉镇检视问题整改清单一、理论学习方面（一）学习不够系统问题表现：自学计划只完成九个月。整改措施：每月集中学习一次。责任人：办公室主任。（二）学用结合不紧问题表现：审批仍用旧办法。整改措施：修订办事指南。责任人：所长",
        [
            ("理论学习方面", "学习不够系统", "每月集中学习一次", None, None),
            ("理论学习方面", "学用结合不紧", "修订办事指南", None, None),
        ],
    ),
    (
        "accounts in a report of another kind",
        "headings name problems, and one above them says that they were put right",
        f"青山县有关工作综述\n一、财政管理问题的整改情况\n（一）关于预算执行缓慢的问题。{SAID}\n（二）关于管理粗放的问题。{SAID}\n二、其他\n{SAID}\n",
        [
            (None, "关于预算执行缓慢的问题", None, None, SAID),
            (None, "关于管理粗放的问题", None, None, SAID),
        ],
    ),
    (
        "tabs",
        "a table whose columns are parted by tabs; what no record keeps is passed over",
        "某局问题整改清单\n序号\t问题\t整改措施\t责任科室\n1\t会多\t控量\t办公室\n2\t文长\t限时\t法规科\n",
        [(None, "会多", "控量", None, None), (None, "文长", "限时", None, None)],
    ),
    (
        "areas between the rows",
        "a line of one cell names what those under it are of",
        "某局问题整改清单\n序号\t问题\t整改措施\n一、会议方面\n1\t会多\t控量\n二、文件方面\n2\t文长\t限时\n",
        [("会议方面", "会多", "控量", None, None), ("文件方面", "文长", "限时", None, None)],
    ),
    (
        "areas in a column",
        "one that reaches down over several rows stands in the first",
        "某局问题整改清单\n序号\t类别\t问题\t整改措施\n1\t会议\t会多\t控量\n2\t\t会长\t限时\n3\t文件\t文长\t精简\n",
        [
            ("会议", "会多", "控量", None, None),
            ("会议", "会长", "限时", None, None),
            ("文件", "文长", "精简", None, None),
        ],
    ),
    (
        "an answer of two rows",
        "a problem that reaches down over both",
        "某局问题整改清单\n序号\t问题\t整改措施\n1\t会多\t控量。\n\t\t推行无会周。\n2\t文长\t限时。\n",
        [(None, "会多", "控量", None, None), (None, "文长", "限时", None, None)],
    ),
    (
        "items in a cell",
        "are no headings",
        "某局问题整改清单\n序号\t问题\t整改措施\n1\t会多。\t1.控量。2.限时。\n2\t文长。\t1.精简。2.限字。\n",
        [
            (None, "会多", "1.控量。2.限时", None, None),
            (None, "文长", "1.精简。2.限字", None, None),
        ],
    ),
    (
        "bars",
        "a markdown table with its rule",
        "某局问题整改清单\n| 序号 | 存在问题 | 整改结果 | 整改情况 |\n|---|---|---|---|\n| 1 | 会多 | 完成 | 已控量 |\n| 2 | 文长 | 推进 | 已限时 |\n",
        [(None, "会多", None, "完成", "已控量"), (None, "文长", None, "推进", "已限时")],
    ),
    (
        "gaps",
        "columns parted by blanks; an answer that is not there is kept as missing",
        "某局问题整改清单\n序号    问题    整改措施\n1    会多，基层有意见    控量\n2    文长    限时\n",
        [(None, "会多，基层有意见", "控量", None, None), (None, "文长", "限时", None, None)],
    ),
    (
        "problem and what shows it",
        "具体表现 belongs to the 问题 above it",
        "某县审计查出问题整改情况清单\n问题1：预算偏粗。\n具体表现：3个部门未细化。\n整改措施：修订办法。\n整改结果：已完成。\n问题2：资金闲置。\n具体表现：结余两年。\n整改措施：收回统筹。\n整改结果：已完成。\n",
        [
            (None, "预算偏粗", "修订办法", "已完成", None),
            (None, "资金闲置", "收回统筹", "已完成", None),
        ],
    ),
    (
        "labels that are numbered",
        "1.整改目标： 2.整改措施： under a problem",
        "某局党组关于巡察整改进展情况的通报\n现将整改情况予以公布。\n（一）反馈问题：学习偏少。\n1.整改目标：按月学习。\n2.整改措施：修订制度。\n3.整改情况：已学习12次。\n（二）反馈问题：台账偏乱。\n1.整改目标：台账齐全。\n2.整改措施：补建台账。\n3.整改情况：已补齐。\n",
        [
            (None, "学习偏少", "修订制度", None, "已学习12次。"),
            (None, "台账偏乱", "补建台账", None, "已补齐。"),
        ],
    ),
    (
        "a problem in quotes",
        "“…”问题整改情况 names it",
        "某局党组关于巡察整改进展情况的通报\n现将整改情况予以公布。\n（一）“学习偏少”问题整改情况。一是修订制度。\n（二）“台账偏乱”问题整改情况。一是补建台账。\n",
        [
            (None, "学习偏少", None, None, "一是修订制度。"),
            (None, "台账偏乱", None, None, "一是补建台账。"),
        ],
    ),
    (
        "empty cell",
        "a problem without its measure",
        "某局问题整改清单\n序号\t问题\t整改措施\n1\t会多\t\n2\t文长\t限时\n",
        [(None, "会多", None, None, None), (None, "文长", "限时", None, None)],
    ),
    (
        "table in figures",
        "no column names a problem",
        "某局问题整改清单\n序号\t单位\t整改措施\n1\t办公室\t控量\n2\t法规科\t限时\n",
        [],
    ),
    (
        "one row",
        "a line with as many gaps proves nothing",
        "某局问题整改清单\n问题    整改措施\n会多    控量\n各科室分头落实。\n",
        [],
    ),
    (
        "cells that do not fit",
        "rows that a copy ran together are left alone",
        "某局问题整改清单\n序号\t问题\t整改措施\n1\t会多\n2\t文长\n",
        [],
    ),
    (
        "column twice",
        "two columns that could hold the problem",
        "某局问题整改清单\n问题\t具体问题\t整改措施\n会风\t会多\t控量\n文风\t文长\t限时\n",
        [],
    ),
    (
        "areas",
        "the k-th measure answers the k-th problem of its area",
        f"某局检视问题清单\n一、会议方面\n（一）问题表现\n1.会多。{SAID}\n2.会长。{SAID}\n（二）整改措施\n1.控量。{SAID}\n2.限时。{SAID}\n二、文件方面\n（一）问题表现\n1.文空。{SAID}\n（二）整改措施\n1.改文风。{SAID}\n",
        [
            ("会议方面", "会多", "控量", None, None),
            ("会议方面", "会长", "限时", None, None),
            ("文件方面", "文空", "改文风", None, None),
        ],
    ),
    (
        "no areas",
        "all problems, then all measures",
        f"某局检视问题清单\n一、存在问题\n1.会多。{SAID}\n2.会长。{SAID}\n二、整改措施\n1.控量。{SAID}\n2.限时。{SAID}\n",
        [(None, "会多", "控量", None, None), (None, "会长", "限时", None, None)],
    ),
    (
        "unpaired",
        "a problem without measure, a measure without problem",
        f"某局检视问题清单\n一、会议方面\n（一）问题表现\n1.会多。{SAID}\n2.会长。{SAID}\n（二）整改措施\n1.控量。{SAID}\n3.错峰。{SAID}\n",
        [
            ("会议方面", "会多", "控量", None, None),
            ("会议方面", "会长", None, None, None),
            ("会议方面", None, "错峰", None, None),
        ],
    ),
    (
        "excerpt",
        "the area stands before the cut",
        f"，并纳入考核。\n（二）整改措施\n1.控量。{SAID}\n三、文件方面\n（一）问题表现\n1.文空。{SAID}\n（二）整改措施\n1.改文风。{SAID}\n四、考核方面\n（一）问题表现\n1.指标细。{SAID}\n",
        [
            (None, None, "控量", None, None),
            ("文件方面", "文空", "改文风", None, None),
            ("考核方面", "指标细", None, None, None),
        ],
    ),
    (
        "labels under each problem",
        "measure and result in a list; who is responsible is not kept",
        "某县审计查出问题整改清单\n一、预算方面\n1.执行偏慢。\n整改措施：按月通报。\n责任单位：县财政局\n整改结果：已完成\n2.缴库偏迟。\n整改措施：按旬清缴。\n责任单位：县资规局\n整改结果：正在整改\n",
        [
            ("预算方面", "执行偏慢", "按月通报", "已完成", None),
            ("预算方面", "缴库偏迟", "按旬清缴", "正在整改", None),
        ],
    ),
    (
        "problems behind labels",
        "问题1： opens a record",
        "问题1：进度偏慢\n整改措施：每周调度。\n整改情况：已销号。\n问题2：台账不齐\n整改措施：补齐台账。\n整改情况：正在推进。\n",
        [
            (None, "进度偏慢", "每周调度", None, "已销号。"),
            (None, "台账不齐", "补齐台账", None, "正在推进。"),
        ],
    ),
    (
        "bulletin",
        "反馈问题 → 问题 → 整改结果 → 整改情况",
        f"现将巡察整改情况予以公布。\n一、已完成事项\n（一）反馈问题：学习不深\n1.研讨不够\n整改结果：完成\n整改情况：一是建制度。{SAID}二是强督学。{SAID}\n2.笔记雷同\n整改结果：完成\n整改情况：{SAID}\n二、下一步安排\n{SAID}\n",
        [
            ("学习不深", "研讨不够", None, "完成", f"一是建制度。{SAID}二是强督学。{SAID}"),
            ("学习不深", "笔记雷同", None, "完成", SAID),
        ],
    ),
    (
        "bulletin with another label",
        "整改落实情况, with items of its own below",
        f"关于巡察整改进展情况的通报\n一、整改落实情况\n（一）学习不够深入方面\n1.关于“研讨走过场”的问题。\n整改落实情况：\n（1）建制度。{SAID}\n（2）强督学。{SAID}\n二、下一步打算\n{SAID}\n",
        [
            (
                "学习不够深入方面",
                "关于“研讨走过场”的问题",
                None,
                None,
                f"（1）建制度。{SAID}\n（2）强督学。{SAID}",
            )
        ],
    ),
    (
        "bulletin without labels",
        "the text under a heading that names a problem is the account of it",
        f"关于巡察整改情况的公告\n一、针对“学习不深”的问题。{SAID}\n二、针对“监督不严”的问题。{SAID}\n",
        [
            (None, "针对“学习不深”的问题", None, None, SAID),
            (None, "针对“监督不严”的问题", None, None, SAID),
        ],
    ),
    (
        "bulletin without line breaks",
        "labels end headings",
        f"关于巡察整改进展情况的通报根据部署,现将有关情况通报如下。一、整改情况(一)反馈问题:学习不深1.研讨不够整改结果:完成整改情况:{SAID}2.笔记雷同整改结果:完成整改情况:{SAID}(二)反馈问题:监督不严3.通报不快整改结果:阶段性完成整改情况:{SAID * 9}",
        [
            ("学习不深", "研讨不够", None, "完成", SAID),
            ("学习不深", "笔记雷同", None, "完成", SAID),
            ("监督不严", "通报不快", None, "阶段性完成", SAID * 9),
        ],
    ),
    (
        "two halves",
        "the measures go through the areas of the problems again",
        f"某镇对照检查材料\n一、存在的主要问题\n（一）学习方面\n1.学得浅。{SAID}\n2.用得少。{SAID}\n（二）走访方面\n1.走得急。{SAID}\n二、整改措施\n（一）学习方面\n1.办读书班。{SAID}\n2.列题目。{SAID}\n（二）走访方面\n1.住下来。{SAID}\n",
        [
            ("学习方面", "学得浅", "办读书班", None, None),
            ("学习方面", "用得少", "列题目", None, None),
            ("走访方面", "走得急", "住下来", None, None),
        ],
    ),
    (
        "two halves, one area more",
        "what has no partner is kept; by words, not by place",
        f"某镇作风检视清单\n一、查摆的问题\n（一）学习方面\n1.学得浅。{SAID}\n（二）走访方面\n1.走得急。{SAID}\n二、整治举措\n（一）走访方面\n1.住下来。{SAID}\n",
        [
            ("学习方面", "学得浅", None, None, None),
            ("走访方面", "走得急", "住下来", None, None),
        ],
    ),
    *(
        (
            f"called {label}",
            "other words for problems and measures",
            f"某局查找清单\n一、会议方面\n（一）{label}\n1.会多。{SAID}\n（二）{remedy}\n1.控量。{SAID}\n",
            [("会议方面", "会多", "控量", None, None)],
        )
        for label, remedy in (
            ("问题查找", "整改措施"),
            ("查摆问题", "整治举措"),
            ("具体表现", "改进举措"),
            ("不足之处", "努力方向"),
            ("病灶扫描", "整改措施"),  # not in the lexicon: it stands where problems do
        )
    ),
    *(
        (
            f"a list called {title}",
            "by its build, whatever its title",
            f"{title}\n一、会议方面\n（一）存在的问题\n1.会多。{SAID}\n（二）整改措施\n1.控量。{SAID}\n",
            [("会议方面", "会多", "控量", None, None)],
        )
        for title in ("某局查摆情况报告", "某局对照检查材料", "某局问题清单及整改措施", "整改措施")
    ),
    (
        "bulletin that tells under 整改措施 what was done",
        "the measure is the account too",
        f"某局关于巡察整改情况的通报\n现将整改情况公布如下。\n（一）反馈问题：监督不严\n1.通报不快\n整改结果：完成\n整改措施：{SAID}\n",
        [("监督不严", "通报不快", SAID.strip("。"), "完成", SAID)],
    ),
    (
        "bullets",
        "a list that only names what is wrong, under its areas",
        "某县审计查出问题清单\n一、预算管理方面\n● 漏编收入。\n● 挪用专款。\n二、项目管理方面\n● 未经招标。\n",
        [
            ("预算管理方面", "漏编收入", None, None, None),
            ("预算管理方面", "挪用专款", None, None, None),
            ("项目管理方面", "未经招标", None, None, None),
        ],
    ),
    (
        "items without answers",
        "each numbered item is a problem",
        "某县审计查出问题清单\n一、预算执行\n1.漏编收入。\n2.挪用专款。\n",
        [
            ("预算执行", "漏编收入", None, None, None),
            ("预算执行", "挪用专款", None, None, None),
        ],
    ),
    (
        "bullets with their account",
        "what stands before the label is the problem",
        "某县审计查出问题整改清单\n- 漏编收入。整改情况：已补编。\n- 挪用专款。整改情况：已归还。\n",
        [
            (None, "漏编收入", None, None, "已补编。"),
            (None, "挪用专款", None, None, "已归还。"),
        ],
    ),
    (
        "blocks of a plan",
        "aim, measure, day and who answers for it, under what is wrong",
        "某局巡察整改方案\n（一）学得浅\n整改目标：学成制度\n整改措施：每月集中学\n整改时限：年底\n责任单位：办公室\n（二）会多\n整改目标：少开三成\n整改措施：合并会议\n整改时限：年底\n",
        [(None, "学得浅", "每月集中学", None, None), (None, "会多", "合并会议", None, None)],
    ),
    (
        "blocks in one line",
        "a label ends what stands before it",
        "某县整改清单\n一、作风方面\n1.会多。整改目标：减会。整改措施：合并。整改时限：年底。\n2.文长。整改目标：减文。整改措施：限字。整改时限：年底。\n",
        [("作风方面", "会多", "合并", None, None), ("作风方面", "文长", "限字", None, None)],
    ),
    (
        "causes and measures under one problem",
        "表现, 原因, 措施",
        "某局整改情况公告\n一、反馈问题整改情况\n（一）反馈问题：会多。\n表现：一周五次。\n原因：统筹不够。\n措施：合并会议。\n",
        [(None, "会多", "合并会议", None, "合并会议。")],
    ),
    (
        "measures in items of their own",
        "what stands under 整改措施： is one measure, up to the next label",
        "某市督察反馈意见整改措施清单\n一、河段水质不达标。\n整改目标：达到三类。\n整改措施：\n1.建管网。\n2.每周巡河。\n整改时限：年底\n二、扬尘管控松弛。\n整改目标：工地达标。\n整改措施：\n1.装喷淋。\n2.夜间抽查。\n整改时限：立即\n",
        [
            (None, "河段水质不达标", "1.建管网。 2.每周巡河", None, None),
            (None, "扬尘管控松弛", "1.装喷淋。 2.夜间抽查", None, None),
        ],
    ),
    (
        "labels that are headings",
        "（一）整改目标 （二）整改措施 under what is wrong",
        "某县巡察反馈问题整改方案\n一、学得不实\n（一）整改目标\n形成制度。\n（二）整改措施\n每月集中学。\n（三）整改时限\n年底。\n二、会多\n（一）整改目标\n减三成。\n（二）整改措施\n能并则并。\n（三）整改时限\n长期。\n",
        [(None, "学得不实", "每月集中学", None, None), (None, "会多", "能并则并", None, None)],
    ),
    (
        "what shows a problem that a heading names",
        "具体表现 is no problem of its own",
        "某局党组关于巡察整改情况的通报\n现将整改情况通报如下。\n（一）反馈问题：会议过多。\n具体表现：半年11次。\n原因分析：统筹不够。\n整改措施：推行无会周。\n（二）反馈问题：调研走马观花。\n具体表现：当天往返。\n原因分析：任务重。\n整改措施：蹲点三天。\n",
        [
            (None, "会议过多", "推行无会周", None, "推行无会周。"),
            (None, "调研走马观花", "蹲点三天", None, "蹲点三天。"),
        ],
    ),
    (
        "labels in brackets",
        "【整改措施】 needs no colon",
        "某区纪委关于反馈问题整改进展情况的通报\n1.【问题】接待清单不全。\n【整改措施】逐笔核对。\n【整改进展】已补齐41份。\n2.【问题】派车登记缺项。\n【整改措施】用电子台账。\n【整改进展】已上线。\n",
        [
            (None, "接待清单不全", "逐笔核对", None, "已补齐41份。"),
            (None, "派车登记缺项", "用电子台账", None, "已上线。"),
        ],
    ),
    (
        "problems and measures listed behind labels",
        "the k-th measure answers the k-th problem",
        "某支部检视问题清单\n一、理论武装方面\n存在问题：\n1.读原著少。\n2.发言照本宣科。\n改进措施：\n1.每周自学。\n2.轮流领学。\n二、担当方面\n存在问题：\n1.绕着走。\n改进措施：\n1.首问负责。\n",
        [
            ("理论武装方面", "读原著少", "每周自学", None, None),
            ("理论武装方面", "发言照本宣科", "轮流领学", None, None),
            ("担当方面", "绕着走", "首问负责", None, None),
        ],
    ),
    (
        "progress and what came of it",
        "整改进展 tells it, 整改成效 goes on",
        "某镇党委关于巡察整改进展情况的通报\n现将整改进展情况予以公布。\n一、党的建设方面\n1.记录不规范。\n整改进展：已制定模板。\n整改成效：合格率96%。\n2.程序倒置。\n整改进展：已重新核查。\n整改成效：补齐18份。\n",
        [
            ("党的建设方面", "记录不规范", None, None, "已制定模板。"),
            ("党的建设方面", "程序倒置", None, None, "已重新核查。"),
        ],
    ),
    (
        "problems told of in headings",
        "…的问题, with its account behind it",
        "市审计局关于审计查出问题整改情况的报告\n一、总体情况\n进展顺利。\n二、整改落实情况\n（一）部分预算编得不细的问题。已修订办法。\n（二）结余资金未收回的问题。已收回统筹。\n",
        [
            (None, "部分预算编得不细的问题", None, None, "已修订办法。"),
            (None, "结余资金未收回的问题", None, None, "已收回统筹。"),
        ],
    ),
    (
        "a list of areas and items, whatever the areas are called",
        "查摆问题方面 is an area, no label; an item is named by its heading",
        f"某局自查问题清单\n一、学习研讨方面（6条）\n1.深度不足，流于表面\n{SAID}\n2.质量不高\n{SAID}\n二、查摆问题方面（5条）\n1.避重就轻\n{SAID}\n",
        [
            ("学习研讨方面（6条）", "深度不足，流于表面", None, None, None),
            ("学习研讨方面（6条）", "质量不高", None, None, None),
            ("查摆问题方面（5条）", "避重就轻", None, None, None),
        ],
    ),
    (
        "what a web page leaves stands for itself",
        "推进中 does not end in 中 of 大 中 小",
        "某社区问题整改清单\n1.楼道堆物。\n整改措施：清理。\n完成情况：已完成\n2.车位紧张。\n整改措施：增划。\n完成情况：推进中\n",
        [(None, "楼道堆物", "清理", "已完成", None), (None, "车位紧张", "增划", "推进中", None)],
    ),
    (
        "problems, then what was done",
        "each counted from 1 behind the sentence that leads them in",
        "某校关于督导发现问题的整改报告\n检查中发现还存在以下问题：\n1、教室灯少，光线不足；\n2、浴池淋浴设施少。\n针对以上问题，我校查摆原因，现将整改情况报告如下：\n1、总务处加装灯管。\n2、增加淋浴设施。\n",
        [
            (None, "教室灯少，光线不足", "总务处加装灯管", None, "总务处加装灯管。"),
            (None, "浴池淋浴设施少", "增加淋浴设施", None, "增加淋浴设施。"),
        ],
    ),
    (
        "hidden dangers",
        "隐患1： opens a record too",
        "某校安全隐患整改报告\n隐患1：围栏未开启。\n整改措施：更换报警器。\n隐患2：缺灭火器。\n整改措施：已购置。\n",
        [
            (None, "围栏未开启", "更换报警器", None, "更换报警器。"),
            (None, "缺灭火器", "已购置", None, "已购置。"),
        ],
    ),
    (
        "cells below each other",
        "a table whose cells a copy put on lines of their own",
        "某局问题整改清单\n序号\n存在问题\n整改措施\n责任科室\n1\n会多。\n控量。\n办公室\n2\n文长。\n限时。\n法规科\n",
        [(None, "会多", "控量", None, None), (None, "文长", "限时", None, None)],
    ),
]


@pytest.mark.parametrize("label, why, text, expected", CASES, ids=[case[0] for case in CASES])
def test_records(label: str, why: str, text: str, expected: list[Row]) -> None:
    assert rows_of(text) == expected, why


# label, text without records
NO_RECORDS = [
    (
        "what an opinion rules on",
        f"关于审理案件的意见\n一、受理\n（一）关于案件受理的问题。{SAID}\n（二）关于证据认定的问题。{SAID}\n",
    ),
    (
        "work report",
        f"某局工作总结\n一、存在的问题\n1.会多。{SAID}\n二、整改措施\n1.控量。{SAID}\n",
    ),
    (
        "work report with measures for its problems",
        f"某局工作总结\n一、主要做法\n（一）学习。{SAID}\n二、存在的问题\n（一）学得浅。{SAID}\n（二）走得急。{SAID}\n三、整改措施\n（一）办班。{SAID}\n（二）下沉。{SAID}\n",
    ),
    (
        "one chapter of a work report holds both",
        f"某局工作总结\n一、主要做法\n{SAID}\n二、几点体会\n{SAID}\n三、作风方面\n（一）存在的问题\n1.会多。{SAID}\n（二）整改措施\n1.控量。{SAID}\n",
    ),
    (
        "problems and what comes next",
        f"作风建设情况\n一、会议方面\n（一）存在的问题\n1.会多。{SAID}\n（二）下一步打算\n1.控量。{SAID}\n",
    ),
    (
        "more measures than problems",
        f"作风建设情况\n一、会议方面\n（一）存在的问题\n1.会多。{SAID}\n（二）整改措施\n1.控量。{SAID}\n2.限时。{SAID}\n3.错峰。{SAID}\n",
    ),
    (
        "bulletin whose measures stand beside a problem",
        f"关于巡察整改情况的通报\n现将整改情况公布。\n一、学习不深方面\n（一）研讨不够\n1.次数少。{SAID}\n（二）整改措施\n1.建制度。{SAID}\n",
    ),
    ("article", f"让会议短下来\n{SAID}整改情况：良好。{SAID}\n"),
    ("list without items", f"某局问题清单\n一、会议方面\n{SAID}\n二、文件方面\n{SAID}\n"),
    (
        "bulletin that only speaks of organisation",
        f"关于巡察整改情况的通报\n一、组织领导\n{SAID}\n二、下一步打算\n{SAID}\n",
    ),
]


@pytest.mark.parametrize("label, text", NO_RECORDS, ids=[case[0] for case in NO_RECORDS])
def test_no_records(label: str, text: str) -> None:
    assert rows_of(text) == []


def test_where_records_stand() -> None:
    text = f"现将巡察整改情况予以公布。\n（一）反馈问题：学习不深\n1.研讨不够\n整改结果：完成\n整改情况：{SAID}\n"
    record = records_of(text)[0]
    assert text[record.problem_start or 0 :].startswith("1.研讨不够")
    assert text[record.start : record.end] == f"1.研讨不够\n整改结果：完成\n整改情况：{SAID}"


@pytest.mark.parametrize(
    "text, parts",
    [
        ("整改结果：完成", ["result"]),
        ("整改措施:减会议。整改情况:已办。", ["measure", "situation"]),
        ("责任单位：县财政局", [None]),
        ("【整改落实情况】：已办", ["situation"]),
        ("他说整改情况良好", []),
        ("【整改措施】减会议", ["measure"]),
        ("问题一：会多。具体表现：每周三次。", ["problem", "shown"]),
        ("整改结果：完成整改情况：已办", ["result", "situation"]),
        ("巡察整改情况：一行的开头，不是已知的标签", [None]),
        ("会议主题：减会议", [None]),
    ],
)
def test_labels(text: str, parts: list[str | None]) -> None:
    assert [label.part for label in find_labels(text, 0, len(text))] == parts


PIECES = st.sampled_from(
    [
        "某局问题清单\n",
        "关于巡察整改情况的通报\n",
        "一、会议\n",
        "二、文件\n",
        "（一）问题表现\n",
        "（二）整改措施\n",
        "1.会多。",
        "2.会长。",
        "整改结果：完成\n",
        "整改情况：已办。",
        "整改措施：控量。",
        "问题1：慢\n",
        "反馈问题：学习不深\n",
        "一是快。",
        "二是准。",
        "\n",
        SAID,
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_records_stand_in_their_report(text: str) -> None:
    reports, _ = find_reports(text)
    spans = {report.n: (report.start, report.end) for report in reports}
    for record in records_of(text):
        start, end = spans[record.report]
        assert start <= record.start <= record.end <= end
        assert (
            record.problem or record.measure or record.result or record.situation_start is not None
        )


def test_labelled_records(shared: Path, real: Corpus) -> None:
    labels = map(json.loads, (shared / "gold" / "records.jsonl").read_text("utf-8").splitlines())
    wanted = {
        (
            row["file"],
            row.get("area", row.get("category")),
            row["problem"],
            row["problem_start"],
            row.get("measure"),
            row.get("measure_start"),
            row.get("result"),
            row.get("situation_start"),
            row.get("situation_end"),
        )
        for row in labels
    }
    rows = real.records.astype(object).where(real.records.notna(), None)
    found = {
        (
            row.report_id[:3],
            row.category,
            row.problem,
            row.problem_start,
            row.measure,
            row.measure_start,
            row.result,
            row.situation_start,
            row.situation_end,
        )
        for row in rows.itertuples()
        if not row.report_id.startswith("000")
    }
    assert found == wanted


def test_hardest_scan_is_paired(real: Corpus) -> None:
    rows = real.records[real.records.report_id.str.startswith("000")]
    assert len(rows) == 36
    assert rows[["category", "problem", "measure"]].notna().all(axis=None)


def test_the_whole_of_what_was_done() -> None:
    """A measure with what stands under its heading, to its last mark."""
    text = (
        "某局作风问题整改清单\n一、会议方面\n（一）存在问题\n1.会议偏多\n（二）整改措施\n"
        "1.控制数量\n每月不超过两次。能合并的合并。\n"
    )
    (row,) = extract("d", text)["records"]
    assert (row["measure"], row["done"]) == (
        "控制数量",
        "控制数量 每月不超过两次。能合并的合并。",
    )

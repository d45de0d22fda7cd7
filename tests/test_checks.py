"""A report's own numbers against each other: what must be found, and what must not be alarmed at.

In the cases a claim stands in brackets: ``[17个]``; ``[+15件]`` and ``[-5%]`` rose or fell by so
much, ``[~100次]`` is 约 or 余, ``[>20个]`` and ``[<30%]`` are bounds, ``[x个]`` is blacked out,
``[几十份]`` is vague, ``[3-5次]`` a range. Expected are all checks: kind, verdict, expected, found.
"""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.checks import find_checks
from toolkit.extract.model import Check, Claim, Listing, Record, Report, Section

SCALES = {"": 1.0, "千": 1e3, "万": 1e4, "亿": 1e8, "万亿": 1e12}
KINDS = {"%": "percent", "个百分点": "percent", "元": "money", "公里": "length", "亩": "area", "倍": "rate"}
MARKED = re.compile(r"\[(?P<mark>[-+~<>]?)(?P<claim>[^\[\]]+)\]")
WRITTEN = re.compile(r"(\d[\d.]*)(?:-(\d[\d.]*))?[余多]?(万亿|亿|万|千|)[余多]?(.*)")


def claims_in(marked: str) -> tuple[str, list[Claim]]:
    """The text without its marks, and the marked claims."""
    text, claims, at = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[at : match.start()]
        claims.append(claim_of(match["claim"], match["mark"], len(text)))
        text += match["claim"]
        at = match.end()
    return text + marked[at:], claims


def claim_of(wording: str, mark: str, start: int) -> Claim:
    written = WRITTEN.fullmatch(wording)
    first, last, scale, unit = written.groups() if written else (None, None, "", wording.lstrip("xX几十"))
    number = float(first) * SCALES[scale] if first else None
    high = float(last) * SCALES[scale] if last else None
    redacted = wording[0] in "xX"
    reading = "redacted" if redacted else "vague" if number is None else "range" if last else "exact"
    return Claim(
        start=start,
        end=start + len(wording),
        text=wording,
        value=None if last else number,
        low=number if last else None,
        high=high,
        unit=unit,
        kind=KINDS.get(unit, "count"),
        reading=reading,
        comparator={"~": "approx", ">": "gt", "<": "le"}.get(mark, "eq"),
        direction={"+": "increase", "-": "decrease"}.get(mark, "none"),
        change="by" if mark in ("+", "-") else "none",
        baseline=None,
        modality="fact",
        redacted=redacted,
        subject=None,
        period=None,
    )


def checks_of(marked: str, **given_too: Any) -> list[Check]:
    text, claims = claims_in(marked)
    report = given_too.pop("report", {})
    of = Report(**{"n": 1, "kind": "work_report", "title": None, "issuer": None, "date": None,
                   "start": 0, "end": len(text)} | report)  # fmt: skip
    parts = {"sections": (), "records": (), "listings": (), "sentences": ()} | given_too
    return find_checks(text, of, **parts, claims=claims)


def in_short(check: Check) -> str:
    numbers = ["-" if x is None else f"{x:.12g}" for x in (check.expected, check.found)]
    return " ".join([check.kind, check.verdict, *numbers])


def table(cases: list[tuple[str, str, list[str]]]) -> Any:
    return pytest.mark.parametrize(
        ("text", "expected"), [case[1:] for case in cases], ids=[case[0] for case in cases]
    )


TOTALS = [
    ("states", "本轮共查找问题[17个]，完成[15个]，阶段性完成[2个]。", ["total_parts agrees 17 17"]),
    ("states, too few", "本轮共查找问题[17个]，完成[14个]，阶段性完成[2个]。", ["total_parts disagrees 17 16"]),
    ("states, too many", "本轮共查找问题[17个]，完成[16个]，阶段性完成[2个]。", ["total_parts disagrees 17 18"]),
    ("state after the number", "受评[11名]干部中，[9人]被评为满意等次，[2人]被评为基本满意等次。", ["total_parts agrees 11 11"]),
    ("no stop between total and part", "反馈的[18个]问题已完成整改[17个]，[1个]正在推进。", ["total_parts agrees 18 18"]),
    ("one state only", "反馈的[18个]问题，已完成整改[15个]。", ["part_whole agrees 18 15"]),
    ("one state, more than all", "反馈的[18个]问题，已完成整改[19个]。", ["part_whole disagrees 18 19"]),
    ("what is left closes the parts", "对[13名]股长摸底，已轮岗[11名]，其余[2名]暂不调整。", ["total_parts agrees 13 13"]),
    ("what is left does not fit", "对[13名]股长摸底，已轮岗[11名]，其余[3名]暂不调整。", ["total_parts disagrees 13 14"]),
    ("a share between", "排查隐患[174处]，已处治[139处]，处治率[79.9%]，剩余[35处]。",
     ["total_parts agrees 174 174", "share agrees 79.89 79.9"]),
    ("brackets", "清理文件[45份]（党政类[20份]、业务类[25份]）。", ["total_parts agrees 45 45"]),
    ("brackets, wrong", "清理文件[45份]（党政类[20份]、业务类[26份]）。", ["total_parts disagrees 45 46"]),
    ("colon, wrong", "印发文件[45份]：党政类[20份]、业务类[24份]。", ["total_parts disagrees 45 44"]),
    ("sum after its parts", "购置桌子[12套]、椅子[30套]，共计[42套]。", ["total_parts agrees 42 42"]),
    ("sum after its parts, wrong", "购置桌子[12套]、椅子[30套]，共计[43套]。", ["total_parts disagrees 43 42"]),
    ("money, rounded parts", "投入[1.2亿元]，其中中央资金[7000万元]，地方资金[5000万元]。",
     ["total_parts agrees 120000000 120000000"]),
    ("rounding of the total", "产值[100.3亿元]，其中第一产业[20.1亿元]、第二产业[50.1亿元]、第三产业[30.2亿元]。",
     ["total_parts agrees 10030000000 10040000000"]),
    ("beyond rounding", "产值[101.3亿元]，其中国内[50.1亿元]、国外[50.2亿元]。",
     ["total_parts disagrees 10130000000 10030000000"]),
    ("two sexes are all", "共[120人]，其中男性[45人]、女性[70人]。", ["total_parts disagrees 120 115"]),
    ("new and rebuilt are all", "新改建公路[156公里]，其中新建[58公里]、改建[88公里]。", ["total_parts disagrees 156 146"]),
    ("its parts in the next sentence", "安排赤字[1.6万亿元]。其中，中央赤字[1.1万亿元]，增加[+1000亿元]；地方赤字[5000亿元]。",
     ["total_parts agrees 1.6e+12 1.6e+12"]),
    ("a part blacked out", "清理文件[45份]（党政类[x份]、业务类[25份]）。", ["total_parts cannot_tell 45 -"]),
    ("a vague part", "清理文件[45份]（党政类[几十份]、业务类[5份]）。", ["total_parts cannot_tell 45 -"]),
    ("loose total", "清理文件[~50余份]（党政类[20份]、业务类[35份]）。", ["total_parts agrees 50 55"]),
    ("loose total, too far", "清理文件[~50余份]（党政类[20份]、业务类[45份]）。", ["total_parts disagrees 50 65"]),
    ("bounded total", "清理文件[>40份]（党政类[20份]、业务类[25份]）。", ["total_parts agrees 40 45"]),
]  # fmt: skip
NO_TOTALS = [
    ("other things in the same unit", "全年开会[20次]，开展检查[15次]，组织调研[30次]。", []),
    ("work done is no part of the meetings", "全年开会[20次]，完成检查[15次]，完成调研[30次]。", []),
    ("a list with 等", "清理文件[45份]（党政类[20份]、业务类[20份]等）。", []),
    ("the rest unsaid", "反馈的[18个]问题，已完成[12个]，阶段性完成[2个]，其余正在推进。", ["part_whole agrees 18 12", "part_whole agrees 18 2"]),
    ("main parts only", "投入资金[45万元]，主要用于：设备[20万元]、培训[5万元]。", []),
    ("groups that overlap", "共[40人]（党员[30人]、女性[25人]）。", []),
    ("groups that overlap after 其中", "共[40人]，其中党员[30人]、女性[25人]。", ["part_whole agrees 40 30", "part_whole agrees 40 25"]),
    ("其中 names some parts", "有岗位[20个]，其中管理岗[5个]、技术岗[10个]。", ["part_whole agrees 20 5", "part_whole agrees 20 10"]),
    ("two units", "受理信访[45件]（个人[20人]、集体[3批]）。", []),
    ("merged into fewer", "原有制度[14项]，保留[9项]，合并为[4项]。", ["part_whole agrees 14 9"]),
    ("cumulative, not of these", "一季度检查[5次]、二季度检查[6次]，累计检查[40次]。", []),
    ("the sum counts other things", "设监测站[5个]、联络点[6个]，共整治问题[30个]。", []),
    ("a growth is no part", "今年安排[740套]，其中改造[580套]，增加[+110套]。", ["part_whole agrees 740 580"]),
    ("a new year opens a new whole", "2023年发生[5起]，其中一般事故[4起]；2024年发生[6起]，其中一般事故[6起]。",
     ["part_whole agrees 5 4", "part_whole agrees 6 6"]),
    ("grades may be left out", "参评单位[50个]，其中优秀[10个]、良好[20个]。", ["part_whole agrees 50 10", "part_whole agrees 50 20"]),
]  # fmt: skip
PART_WHOLE = [
    ("part of its whole", "全县有村[120个]，其中示范村[35个]。", ["part_whole agrees 120 35"]),
    ("more than its whole", "全县有村[120个]，其中示范村[135个]。", ["part_whole disagrees 120 135"]),
    ("the nearest that can hold it", "全县有村[120个]，已验收[5个]，其中一类村[20个]。", ["part_whole agrees 120 20"]),
    ("a threshold is no part", "全县有村[120个]，收入全部超过[10万元]，其中[50万元]以上的村[38个]。", ["part_whole agrees 120 38"]),
    ("blacked out", "全县有村[x个]，其中示范村[35个]。", ["part_whole cannot_tell - 35"]),
    ("bounds", "全县接待[>11亿人次]，其中境外[340万人次]。", ["part_whole agrees 1100000000 3400000"]),
]  # fmt: skip
NO_PART_WHOLE = [
    ("no whole of its kind", "开会[5次]，其中参会[120人]。", []),
    ("a growth is no whole", "贷款增加[+5亿元]，其中农业贷款余额[20亿元]。", []),
    ("shares are no amounts", "新登记企业[1293万户]，其中工业企业增长[+45.9%]。", []),
    ("another thing after the part", "开会[5次]，其中专题会[2次]，培训骨干[10次]。", ["part_whole agrees 5 2"]),
    ("another sentence", "开会[5次]。其中有人缺席，培训[10次]。", ["part_whole disagrees 5 10"]),
]  # fmt: skip
CHANGES = [
    ("difference", "会议由[30次]减至[20次]，减少[-10次]。", ["change agrees 10 10"]),
    ("difference, wrong", "会议由[30次]减至[20次]，减少[-12次]。", ["change disagrees 10 12"]),
    ("rate", "会议由[30次]减至[20次]，下降[-33.3%]。", ["change agrees 33.33 33.3"]),
    ("rate, wrong", "会议由[30次]减至[20次]，下降[-40%]。", ["change disagrees 33.33 40"]),
    ("rate, rounded base", "收入由[2.0亿元]增至[2.3亿元]，增长[+17%]。", ["change agrees 15 17"]),
    ("both", "会议由[30次]减至[20次]，减少[-10次]，下降[-33%]。", ["change agrees 10 10", "change agrees 33.33 33"]),
    ("points", "占比由[25%]升至[35.7%]，提高[+10.7个百分点]。", ["change agrees 10.7 10.7"]),
    ("points, wrong", "占比由[25%]升至[35.7%]，提高[+12个百分点]。", ["change disagrees 10.7 12"]),
    ("a year", "收入由2020年的[100亿元]增加到2025年的[150亿元]，年均增长[+8.4%]。", ["change agrees 8.45 8.4"]),
    ("a year, wrong", "收入由2020年的[100亿元]增加到2025年的[150亿元]，年均增长[+10%]。", ["change disagrees 8.45 10"]),
    ("way only", "会议由[30次]减至[20次]。", ["change agrees 30 20"]),
    ("wrong way", "会议由[20次]减至[30次]。", ["change disagrees 20 30"]),
    ("blacked out", "会议由[x次]减至[20次]，下降[-40%]。", ["change cannot_tell - 40"]),
    ("level, growth and rate", "立案[45件]，同比增加[+15件]，增长[+50%]。", ["change agrees 50 50"]),
    ("level, growth and rate, wrong", "立案[45件]，同比增加[+15件]，增长[+60%]。", ["change disagrees 50 60"]),
    ("level and the year before", "立案[45件]，比上年的[30件]增加[+15件]。", ["change agrees 15 15"]),
    ("level and the year before, wrong", "立案[45件]，比上年的[30件]增加[+5件]。", ["change disagrees 15 5"]),
    ("times", "产量由[2万亩]增至[6万亩]，增长[2倍]。", ["change agrees 3 2"]),
    ("growth before the move", "会议下降[-33.3%]，由[30次]减至[20次]。", ["change agrees 33.33 33.3"]),
]  # fmt: skip
NO_CHANGES = [
    ("another base year", "收入由2020年的[100亿元]增加到2025年的[150亿元]，同比增长[+4.2%]。", ["change cannot_tell 50 4.2"]),
    ("real terms", "生产总值由[100亿元]增加到[150亿元]，增长[+40%]。", ["change cannot_tell 50 40"]),
    ("a year without years", "收入由[100亿元]增加到[150亿元]，年均增长[+8%]。", ["change agrees 10000000000 15000000000"]),
    ("another subject's growth", "会议由[30次]减至[20次]，文件减少[-12次]。", ["change agrees 30 20"]),
    ("the other way", "会议由[30次]减至[20次]，增长[+40%]。", ["change agrees 30 20"]),
    ("no move", "从[3个]方面发力，推动[20个]项目提高标准。", []),
    ("units differ", "时限由[5天]压缩到[2小时]。", []),
    ("points beside an amount", "会议由[30次]减至[20次]，下降[-5个百分点]。", ["change agrees 30 20"]),
    ("two growths of two things", "收入[45亿元]，税收增加[+15亿元]，支出增长[+60%]。", []),
]  # fmt: skip
SHARES = [
    ("share", "共有职工[120人]，其中女性[45人]，占[37.5%]。", ["part_whole agrees 120 45", "share agrees 37.5 37.5"]),
    ("share, wrong", "共有职工[120人]，其中女性[45人]，占[35%]。", ["part_whole agrees 120 45", "share disagrees 37.5 35"]),
    ("rounded share", "共有职工[131人]，其中女性[45人]，占比[34%]。", ["part_whole agrees 131 45", "share agrees 34.35 34"]),
    ("of the total", "共有职工[120人]，其中女性[45人]，占总数的[37.5%]。", ["part_whole agrees 120 45", "share agrees 37.5 37.5"]),
    ("rate by its own word", "收到来信[120件]，办结[108件]，办结率[90%]。", ["part_whole agrees 120 108", "share agrees 90 90"]),
    ("rate by its own word, wrong", "收到来信[120件]，办结[108件]，办结率[95%]。", ["part_whole agrees 120 108", "share disagrees 90 95"]),
    ("named whole", "参会干部[120人]，女性[45人]，占参会干部的[35%]。", ["part_whole agrees 120 45", "share disagrees 37.5 35"]),
    ("blacked out", "共有职工[xxx人]，其中女性[45人]，占[35%]。", ["part_whole cannot_tell - 45", "share cannot_tell - 35"]),
    ("after its parts", "整治问题[96个]，其中督察反馈[21个]、自查发现[75个]，已完成整改[92个]，整改率[95.8%]。",
     ["total_parts agrees 96 96", "share agrees 95.83 95.8"]),
]  # fmt: skip
NO_SHARES = [
    ("of something else", "共有职工[120人]，其中女性[45人]，占全市的[3%]。", ["part_whole agrees 120 45"]),
    ("of a spending not named before", "投入民生资金[6.8亿元]、生态资金[2亿元]，占财政支出的[47.5%]。", []),
    ("no whole", "女性[45人]，占[35%]。", []),
    ("two things", "开会[120次]，培训[20次]，占比[30%]。", []),
    ("a rate of another thing", "收到来信[120件]，转交[30件]，满意率[95%]。", []),
    ("larger than all before it", "新建农田[4.5万亩]，累计建成[31.2万亩]，占基本农田的[60%]。", []),
    ("a growth", "立案[120件]，其中要案[45件]，增长[+35%]。", ["part_whole agrees 120 45"]),
]  # fmt: skip
ALONE = [
    ("forward", "2025年3月13日至5月12日巡察。", ["dates agrees - -"]),
    ("backward", "2025年5月12日至3月13日巡察。", ["dates disagrees - -"]),
    ("backward years", "2025年3月至2024年5月开展。", ["dates disagrees - -"]),
    ("plan upside down", "制定规划（2027—2025年）。", ["dates disagrees - -"]),
    ("a winter", "2024年11月至3月供暖。", ["dates cannot_tell - -"]),
    ("a winter that says so", "2024年11月至2025年3月供暖。", ["dates agrees - -"]),
    ("no such day", "2025年2月30日召开。", ["dates disagrees - -"]),
    ("no such month", "2025年13月召开。", ["dates disagrees - -"]),
    ("range", "每人联系[3-5家]企业。", ["range agrees 3 5"]),
    ("range upside down", "每人联系[5-3家]企业。", ["range disagrees 5 3"]),
    ("fell by more than all", "会议下降[-120%]。", ["percentage disagrees 100 120"]),
    ("share over all", "女性占比达[120%]。", ["percentage disagrees 100 120"]),
    ("rate over all", "产品合格率为[105%]。", ["percentage disagrees 100 105"]),
    ("a loss can be larger than the gain", "企业利润下降[-120%]。", ["percentage cannot_tell 100 120"]),
]  # fmt: skip
NOT_ALONE = [
    ("leap day", "2024年2月29日召开。", []),
    ("every winter", "每年11月至3月供暖。", []),
    ("two dates, no span", "2025年5月12日召开，2024年3月13日印发。", []),
    ("grew by more than all", "收入增长[+120%]。", []),
    ("done over plan", "任务完成率[105%]。", []),
    ("a level of more than all", "拨备覆盖率达[180%]。", []),
    ("no more than", "女性占比不超过[<120%]。", []),
    ("all", "产品合格率[100%]。", []),
    ("a phone number", "电话2025-2010转3。", []),
]  # fmt: skip


@table(TOTALS + NO_TOTALS)
def test_totals(text: str, expected: list[str]) -> None:
    assert sorted(map(in_short, checks_of(text))) == sorted(expected)


@table(PART_WHOLE + NO_PART_WHOLE)
def test_part_and_whole(text: str, expected: list[str]) -> None:
    assert sorted(map(in_short, checks_of(text))) == sorted(expected)


@table(CHANGES + NO_CHANGES)
def test_changes(text: str, expected: list[str]) -> None:
    assert sorted(map(in_short, checks_of(text))) == sorted(expected)


@table(SHARES + NO_SHARES)
def test_shares(text: str, expected: list[str]) -> None:
    assert sorted(map(in_short, checks_of(text))) == sorted(expected)


@table(ALONE + NOT_ALONE)
def test_what_cannot_be(text: str, expected: list[str]) -> None:
    assert sorted(map(in_short, checks_of(text))) == sorted(expected)

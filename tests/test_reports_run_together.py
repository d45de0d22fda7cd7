"""Reports run together without line breaks, cut off, with contents lists between them."""

from __future__ import annotations

import pytest

from toolkit.extract.document import extract

SAID = "各乡镇逐村核对台账，会少了，文短了，群众办事方便了。"
PLAN = f"为规范供热管理，制定本方案。一、工作目标{SAID}二、重点任务{SAID * 2}三、保障措施{SAID * 2}"

# label, comment, text, kinds and titles in order
CASES = [
    (
        "a plan behind a notice",
        "a signature and （此件公开发布） end it",
        f"石桥市教育局关于印发午托服务方案的通知石教发〔2023〕5号各学校：现将方案印发给你们，请遵照执行。{SAID}"
        f"石桥市教育局2023年9月1日（此件公开发布）石桥市午托服务实施方案{PLAN}",
        [
            ("circular", "石桥市教育局关于印发午托服务方案的通知"),
            ("plan", "石桥市午托服务实施方案"),
        ],
    ),
    (
        "a summary of a year, and the points of a plan, behind full stops",
        "nothing signs the text before them; 要点 is no 要",
        f"石桥市供热条例第一条　{SAID}第二条　{SAID}第三条　本条例由市政府解释，各县应当遵守。县政府办公室2023年工作总结今年以来，县政府办改进作风。"
        f"一、工作情况{SAID}二、打算{SAID * 2}石桥市2024年政务公开工作要点2024年是改进作风的一年。一、重点{SAID}二、保障{SAID}",
        [
            ("law", "石桥市供热条例"),
            ("work_report", "县政府办公室2023年工作总结"),
            ("plan", "石桥市2024年政务公开工作要点"),
        ],
    ),
    (
        "a place that a title names twice, and what it brings behind it",
        "said twice is a title that ends before it is said again",
        f"石桥市供热条例第一条　{SAID}第二条　本条例自公布之日起施行。青岭县人民政府关于印发青岭县人民政府会议规则的通知青政发〔2022〕3号各乡镇人民政府："
        f"现将《青岭县人民政府会议规则》印发给你们，请遵照执行。青岭县人民政府2022年5月6日青岭县人民政府会议规则第一章　总则第一条　{SAID * 2}",
        [
            ("law", "石桥市供热条例"),
            ("circular", "青岭县人民政府关于印发青岭县人民政府会议规则的通知"),
            ("law", "青岭县人民政府会议规则"),
        ],
    ),
    (
        "an ending whose mark is lost, and a law of the country",
        "起施行 ends a report without its full stop",
        f"石桥市供热条例第一条　{SAID}第二条　本条例自公布之日起施行中华人民共和国河湖保护法第一章　总则第一条　为了保护河湖，制定本法。第二条　{SAID * 2}",
        [("law", "石桥市供热条例"), ("law", "中华人民共和国河湖保护法")],
    ),
    (
        "contents in mid-file",
        "its word, no pages; it belongs to what follows",
        f"石桥市供热条例（2020年5月6日石桥市人民代表大会常务委员会通过）第一条　{SAID}第二条　本条例自2021年1月1日起施行。"
        f"目录一、工作目标二、重点任务三、保障措施石桥市供热改造实施方案{PLAN}",
        [("law", "石桥市供热条例"), ("toc", "目录"), ("plan", "石桥市供热改造实施方案")],
    ),
    (
        "contents cut off at its beginning",
        "without its word, with pages",
        f"标……2二、重点任务……5三、保障措施……9石桥市供热改造实施方案{PLAN}",
        [("toc", None), ("plan", "石桥市供热改造实施方案")],
    ),
    (
        "minutes that lost their title",
        "their words tell the kind",
        f"会议听取了供热工作汇报。会议指出，{SAID}会议决定，{SAID}会议要求，{SAID}",
        [("minutes", None)],
    ),
    (
        "rules that lost their title",
        "their words tell the kind",
        f"，适用本办法。第三条　{SAID}第四条　违反本办法的，责令改正。第五条　本办法自2021年1月1日起施行。",
        [("law", None)],
    ),
    (
        "a sentence that outlines the text",
        "is no contents list",
        f"石桥市水务局工作总结今年以来，{SAID}情况分三个部分：一、成效；二、问题；三、打算。一、成效{SAID}二、问题{SAID}三、打算{SAID}",
        [("work_report", "石桥市水务局工作总结")],
    ),
]


@pytest.mark.parametrize("label, why, text, reports", CASES, ids=[case[0] for case in CASES])
def test_run_together(
    label: str, why: str, text: str, reports: list[tuple[str, str | None]]
) -> None:
    found = [(row["kind"], row["title"]) for row in extract("d", text)["reports"]]
    assert found == reports, why


# label, text, how many page marks
MARKS = [
    ("one mark with dashes on its line", f"{SAID * 8}各镇要\n- 3 -\n抓好落实。{SAID * 8}", 1),
    ("one mark in the text", f"{SAID * 8}各镇要抓第3页共9页好落实。{SAID * 8}", 1),
    ("a page cited", f"{SAID * 8}详见第3页的附表。{SAID * 8}", 0),
    ("one number inside a word", f"{SAID * 8}要加强自身建1设，抓好落实。{SAID * 8}", 1),
    ("a number that counts", f"{SAID * 8}新建了3个广场。{SAID * 8}", 0),
    ("years on end", f"{SAID * 8}近3年来群众满意。{SAID * 8}", 0),
]


@pytest.mark.parametrize("label, text, marks", MARKS, ids=[case[0] for case in MARKS])
def test_marks_of_short_texts(label: str, text: str, marks: int) -> None:
    kinds = [row["kind"] for row in extract("d", text)["repairs"]]
    assert kinds.count("page_mark") == marks

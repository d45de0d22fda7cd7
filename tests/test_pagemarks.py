"""Page marks: found where the pages are certain, never among the items of a list."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from pages import FORMS, with_pages

from toolkit.extract.repair.pagemarks import page_marks
from toolkit.extract.repair.pageodds import TORN, Usage, odds
from toolkit.extract.repair.repairs import repair
from toolkit.extract.text import Text
from toolkit.reading import reading

ITEM = "围绕河道清淤和道路修补，各村先后开了两次会。会上逐项列出任务，定下责任人"
PROSE = (
    "青岭县水务局把群众满意当作唯一的尺子，先后走访七个镇的三十二个村，听取意见一百二十条。"
    "走访中发现，有的村水管老化却迟迟没有更换，有的村水价公示栏空着一大半，群众颇有微词。"
    "对这些问题，局里逐条列出清单，明确由谁来办、何时办完，并请村民代表全程监督。"
    "“过去反映一件事要跑三趟，现在一个电话就行。”一位村民说。下半年，局里还将把经验推广到灌区管理，"
    "用三个月时间更换老旧管道，让沿线农户用上稳定的自来水。"
)


def numbered(items: list[str], form: str = "{n}、{item}") -> str:
    return "\n".join(form.format(n=n, item=item) for n, item in enumerate(items, 1))


NO_MARKS = [
    ("empty", "nothing is there", ""),
    (
        "places",
        "第3、 is a place in an order",
        PROSE * 5
        + "发展潜力居全省第3、生态质量第4、工业总量第5、绿色发展第5、外贸进出口第6，位次前移。",
    ),
    ("list", "items that end in a full stop", numbered([PROSE, PROSE[60:], PROSE[30:]])),
    (
        "short items",
        "headings of a list",
        numbered(["加强领导", "完善制度", "强化监督", "狠抓落实"]),
    ),
    ("items without stops", "every item lacks its full stop", numbered([ITEM + "张三"] * 9)),
    ("items in sentences", "semicolons between items", numbered([PROSE[:-1] + "；"] * 5)),
    (
        "table column",
        "row numbers on lines of their own",
        "\n".join(f"{n}\n青岭镇\n完成" for n in range(1, 12)),
    ),
    (
        "numbers between paragraphs",
        "numbers on their own line before long items",
        "\n".join(f"{n}\n{PROSE}" for n in range(1, 9)),
    ),
    (
        "a date with dashes",
        "the month of a day is no page",
        f"关于环境整治的通报\n发布时间：2023-12-27\n{PROSE}",
    ),
    (
        "dates",
        "a year and a month look like a fraction",
        "2025/10\n" + PROSE + "\n2025/11\n" + PROSE,
    ),
    (
        "items in one line",
        "1、 2、 3、 behind full stops",
        "".join(f"{n}、{PROSE}" for n in range(1, 7)),
    ),
    ("dates", "- 01 - in a day", f"{PROSE}2025-01-22发布。{PROSE}2025-02-03发布。"),
    (
        "amounts",
        "numbers that count up, before what they count",
        "".join(f"{PROSE[:-1]}共{n}户。" for n in range(3, 9)),
    ),
    ("pages cited", "第…页 far from even", f"{PROSE}见第2页。{PROSE * 3}又见第7页。"),
    (
        "steps with bodies",
        "headings numbered like marks, bodies below",
        "\n".join(f"{n}、整改任务\n{PROSE}" for n in range(1, 8)),
    ),
    (
        "paragraphs without stops",
        "long items of several sentences, none with its full stop",
        numbered(
            ["。".join(PROSE.split("。")[a:b]) for a, b in ((0, 2), (1, 3), (3, 5), (0, 3), (2, 5))]
        ),
    ),
    (
        "responsible units",
        "items that end in a name instead of a full stop",
        "\n".join(
            f"{n}、{PROSE[:40]}。责任单位：{u}"
            for n, u in enumerate(["水务局", "财政局", "住建局", "教育局", "卫健局", "民政局"], 1)
        ),
    ),
]


@pytest.mark.parametrize(("label", "why", "text"), NO_MARKS, ids=[case[0] for case in NO_MARKS])
def test_no_marks(label: str, why: str, text: str) -> None:
    assert page_marks(text) == [], why


def pages(size: int = 120, form: str = "\n{n}、", first: int = 1, count: int = 6) -> str:
    text = PROSE * 6
    cuts = [text[at : at + size] for at in range(0, size * count, size)]
    return (
        "".join(page + form.format(n=n) for n, page in enumerate(cuts, first))
        + text[size * count :]
    )


MARKS = [
    ("glued", "a mark glued to the page after it", pages(), [1, 2, 3, 4, 5, 6]),
    ("later first page", "an excerpt of a longer scan", pages(first=17), list(range(17, 23))),
    ("dashes", "a mark on a line of its own", pages(form="\n- {n} -\n"), [1, 2, 3, 4, 5, 6]),
    ("long dashes", "no blanks", pages(form="\n—{n}—\n"), [1, 2, 3, 4, 5, 6]),
    ("words", "第…页", pages(form="\n第{n}页\n"), [1, 2, 3, 4, 5, 6]),
    ("of all", "第…页 共…页", pages(form="\n第 {n} 页 共 9 页\n"), [1, 2, 3, 4, 5, 6]),
    ("fraction", "page and pages", pages(form="\n{n}/12\n"), [1, 2, 3, 4, 5, 6]),
    (
        "full width",
        "digits as wide as Han",
        pages().translate(str.maketrans("123456", "１２３４５６")),
        [1, 2, 3, 4, 5, 6],
    ),
    ("carriage returns", "lines of Windows", pages(form="\r\n{n}、"), [1, 2, 3, 4, 5, 6]),
    (
        "glued to digits",
        "9、90 and 33、2 .",
        pages(first=9).replace("\n12、", "\n12、90"),
        list(range(9, 15)),
    ),
    (
        "one lost",
        "a mark is missing in the sequence",
        pages().replace("\n3、", ""),
        [1, 2, 4, 5, 6],
    ),
    (
        "misread digit",
        "1 read as l",
        pages(first=9).replace("\n11、", "\nl1、"),
        list(range(9, 15)),
    ),
    (
        "digit lost",
        "1、 stands for 12、",
        pages(first=9).replace("\n12、", "\n1、"),
        list(range(9, 15)),
    ),
    (
        "number lost",
        "only its 、 is left",
        pages(first=9).replace("\n12、", "\n、"),
        list(range(9, 15)),
    ),
    (
        "behind a table of contents",
        "the pages go on from the numbers of its entries",
        "目录"
        + "".join(f"\n{n}、第{n}季治水的账目怎么公示才看得懂……{n}" for n in range(1, 5))
        + "\n"
        + pages(first=5),
        list(range(5, 11)),
    ),
    ("total first", "共…页第…页", pages(form="\n共 9 页 第 {n} 页\n"), [1, 2, 3, 4, 5, 6]),
    ("comma in text", "no line break before or behind", pages(form="{n}、"), [1, 2, 3, 4, 5, 6]),
    ("dashes in text", "between two words", pages(form="- {n} -"), [1, 2, 3, 4, 5, 6]),
    ("long dashes in text", "first page 40", pages(form="— {n} —", first=40), list(range(40, 46))),
    ("words in text", "第…页", pages(form="第{n}页"), [1, 2, 3, 4, 5, 6]),
    ("words and total in text", "共…页", pages(form="第{n}页共9页"), [1, 2, 3, 4, 5, 6]),
    ("bare in text", "nothing but numbers that count up", pages(form="{n}"), [1, 2, 3, 4, 5, 6]),
    (
        "bare, one lost in figures",
        "a mark glued to digits of the text",
        pages(form="{n}").replace("4", "3604"),
        [1, 2, 3, 4, 5, 6],
    ),
]


@pytest.mark.parametrize(
    ("label", "why", "text", "expected"), MARKS, ids=[case[0] for case in MARKS]
)
def test_marks(label: str, why: str, text: str, expected: list[int]) -> None:
    assert [mark.page for mark in page_marks(text)] == expected, why


def test_the_list_after_the_last_page_is_left_alone() -> None:
    """Its first number is what may be left of the next page's, and it stands where that would."""
    page = PROSE[:150]
    text = "".join(f"{page}\n{n}、" for n in range(9, 15)) + page[:130] + "。\n(二)整改措施\n1."
    assert [mark.page for mark in page_marks(text + PROSE)] == list(range(9, 15))


BESIDE = [  # the line before a mark, what follows it, whether it tears them
    ("amount", "全县更换水表120", "个，覆盖七个镇", True),
    ("figure", "共走访村民2024年以来3", "次，听取意见", True),
    ("decimal", "覆盖率升到87", ".4%，高于全县", True),
    ("number of an article", "由镇里备案。第十", "一条 账目按月公示", True),
    ("rank", "评分排在全县第三", "水管改造排在第五", False),
    ("last character", "逐村核对账", "目，张榜公布", True),
    ("first character", "账目已经核对，张", "榜公布一个月", True),
    ("in quotes", "推行“一张清", "单”管理办法", True),
    ("word seen elsewhere", PROSE[:20] + "走访中发", "现有的村水管老化", True),
    ("full stop", "账目已经核对。", "张榜公布", False),
    ("label", "责任单位：水务局", "修订管护办法", False),
    ("number and a name", "联系电话5550101", "青岭县水务局", False),
    ("heading", "存在问题", "水管老化", False),
]


@pytest.mark.parametrize(
    ("label", "line", "following", "torn"), BESIDE, ids=[case[0] for case in BESIDE]
)
def test_what_stands_beside_a_mark(label: str, line: str, following: str, torn: bool) -> None:
    assert (odds(line, following, True, Usage(PROSE)) >= TORN) is torn


CUTS = [
    ("address", "see http://www.qingling.example/2025/", "12.html for more", "in an address"),
    ("quote", "一位村民说“如今办事只跑一趟。", "”说完他就走了。", "before a closing quote"),
    (
        "items",
        "一是公示账目。二是更换水管。",
        "三是建章立制。局里将逐村核对。",
        "within a paragraph",
    ),
    ("manner", "各位村民：\n按照全县整治方案", "提出的要求，我局逐村核对账目。", "not a title"),
]


@pytest.mark.parametrize(("label", "before", "after", "why"), CUTS, ids=[c[0] for c in CUTS])
def test_lines_run_on_over_a_page(label: str, before: str, after: str, why: str) -> None:
    others = ["一是各村公示账目。", "一是两镇更换水管。", "三是全县清理牌子。", PROSE, PROSE]
    text = "\n".join([*others, f"{before}\n- 2 -\n{after}", PROSE, "- 3 -", PROSE])
    assert f"{before}{after}" in repair(text).clean, why


def test_a_list_inside_pages_is_left_alone() -> None:
    items = "".join(f"\n{n}、{PROSE[:30]}。" for n in range(1, 5))
    text = pages(count=3) + items + "\n" + PROSE[7:90] + "\n4、" + PROSE[90:]
    marks = page_marks(text)
    assert [mark.page for mark in marks] == [1, 2, 3, 4]
    assert marks[3].start == text.rindex("4、")


def test_the_labelled_marks_and_no_others(shared: Path) -> None:
    gold: dict[str, list[tuple[int, int]]] = {"001": [], "002": [], "003": [], "004": []}
    for line in (shared / "gold" / "pagemarks.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold[row["file"]].append((row["start"], row["end"]))
    for file, marks in gold.items():
        (path,) = (shared / "corpus").glob(f"{file}*")
        raw = reading.read(path.read_bytes(), ".txt").text
        assert [(mark.start, mark.end) for mark in page_marks(raw)] == marks, file


def test_no_marks_in_texts_that_have_none(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.txt")):
        raw = reading.read(path.read_bytes(), ".txt").text
        assert page_marks(raw) == [], path.name


def clean_texts(folder: Path) -> list[str]:
    texts = [reading.read(path.read_bytes(), ".txt") for path in sorted(folder.glob("*.txt"))]
    return [repair(found.text, found.damaged).clean for found in texts]


@pytest.mark.parametrize("form", FORMS)
def test_marks_put_in_at_random_are_undone(form: str) -> None:
    """Pages of one length, of about one length, or ending anywhere; at least 99 of 100."""
    texts = clean_texts(Path(__file__).parent.parent / "data" / "raw")
    undone = []
    for seed in range(20):
        for text in texts:
            rng = Random(f"{form} {seed} {len(text)}")
            sizes = rng.choice(("even", "about", "anywhere"))
            paged, _ = with_pages(text, rng, form, sizes)
            undone.append(repair(paged).clean == text)
    assert sum(undone) >= 0.99 * len(undone)


HEADS = [
    ("header", "a line by itself on every page", "\n青岭县水务局工作简报\n"),
    ("with its number", "the number stands in the line", "\n青岭县水务局工作简报 {n}\n"),
    ("number first", "a page before the words", "\n第{n}页 减负工作专刊\n"),
    ("footer and header", "the number of one page, the header of the next", "\n{n}\n工作专刊\n"),
    ("watermark", "stamped across the page", "\n内部资料 注意保存\n"),
]


@pytest.mark.parametrize(("label", "why", "form"), HEADS, ids=[case[0] for case in HEADS])
def test_running_heads(label: str, why: str, form: str) -> None:
    mended = repair(pages(size=117, form=form))
    assert mended.clean == PROSE * 6, why
    assert "running_head" in {edit.kind for edit in mended.edits}, why


NO_HEADS = [
    ("label", "a label that every item has", "{n}.{prose}\n整改结果：完成\n"),
    ("subhead", "a subhead after a heading", "（{n}）规范项目管理\n问题表现\n{prose}\n"),
    ("state", "the last line of every item", "{prose}\n已经完成整改\n"),
    ("cell", "a column of a table, row after row", "{n}\n{cut}\n青岭县水务局\n"),
    ("unit", "behind items without their full stop", "{n}、{cut}\n青岭县水务局\n"),
    ("numbered titles", "titles alike but for their number", "任务清单{n}\n{prose}\n"),
    ("signature", "who signed, and when", "{prose}\n青岭县水务局\n2025年3月{n}日\n"),
]


@pytest.mark.parametrize(("label", "why", "form"), NO_HEADS, ids=[case[0] for case in NO_HEADS])
def test_no_running_heads(label: str, why: str, form: str) -> None:
    sentences = [part.lstrip("”") for part in (PROSE + PROSE[:90]).split("。")[:-1]]
    text = "".join(
        form.format(n=n, prose=PROSE, cut=sentence) for n, sentence in enumerate(sentences, 1)
    )
    assert repair(text).clean == text, why


def test_running_heads_go_with_their_marks() -> None:
    text = pages(form="\n青岭县水务局工作简报\n- {n} -\n")
    mended = repair(text)
    assert [edit.kind for edit in mended.edits].count("running_head") == 6
    assert mended.clean == PROSE * 6


def test_lines_that_only_look_like_running_heads_stay() -> None:
    text = pages(form="\n- {n} -\n") + "\n" + "整改结果：完成\n" * 5
    assert repair(text).clean.count("整改结果：完成") == 5


def test_marks_are_walked_back() -> None:
    text = repair(pages())
    assert isinstance(text, Text)
    at = text.clean.index("颇有微词")
    assert text.raw[slice(*text.to_raw(at, at + 4))] == "颇有微词"

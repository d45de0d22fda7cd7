"""Lines that say where a text was taken from; the sources of problems are none of them."""

from __future__ import annotations

import pytest

from toolkit.extract.model import Report
from toolkit.extract.structure.sources import find_sources

SAID = "全镇上下按照既定部署分头推进，各项任务有了新的起色。"

# label, why, text, what is named
CASES = [
    ("source", "a label and a colon", f"来源：青岭日报\n{SAID}", ["青岭日报"]),
    ("in brackets", "as web pages end", f"{SAID}\n（来源：青岭日报）", ["青岭日报"]),
    ("next line", "a web copy parted label and name", f"责任编辑：\n王一\n{SAID}", ["王一"]),
    ("reprinted", "自 needs no colon", f"{SAID}\n转自《青岭日报》", ["《青岭日报》"]),
    (
        "address",
        "asked for where a text is reprinted",
        f"{SAID}\n如若转载,请注明出处:https://qingling.example/1.html",
        ["https://qingling.example/1.html"],
    ),
]


@pytest.mark.parametrize("label, why, text, named", CASES, ids=[case[0] for case in CASES])
def test_sources(label: str, why: str, text: str, named: list[str]) -> None:
    assert [source.value for source in find_sources(text, [])] == named, why


NO_SOURCES = [
    ("sentence", "a line that goes on", f"来源：群众举报。{SAID}"),
    ("label alone", "nothing is named", f"来源：\n{SAID}"),
    ("money", "no label", f"资金来源：县财政\n{SAID}"),
    ("verb", "转自 within a sentence", f"问题线索转自市里，{SAID}"),
    ("编辑 without a colon", "a word like others", f"编辑部全体人员\n{SAID}"),
]


@pytest.mark.parametrize("label, why, text", NO_SOURCES, ids=[case[0] for case in NO_SOURCES])
def test_no_sources(label: str, why: str, text: str) -> None:
    assert find_sources(text, []) == [], why


def test_the_source_of_a_problem_is_left_alone() -> None:
    """It stands in the middle of a report, which those of the text never do."""
    text = f"{SAID}\n" * 12 + f"来源：群众举报\n{SAID}\n" * 3 + f"{SAID}\n" * 6
    report = Report(1, "article", None, None, None, 0, len(text))
    assert find_sources(text, [report]) == []

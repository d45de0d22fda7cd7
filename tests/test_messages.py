"""What is said of a file that was read: in English in the table, in Chinese where that is spoken."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from toolkit import sentences

READING = Path(sentences.__file__).parent / "reading"
SAID = re.compile(r"[\w,:;.()�%'-]+( [\w,:;.()�%'-]+){3,}\.")
WHOLE = {  # of what is put together from parts
    "7 pictures": "its pages are pictures",
    "decoded7 and show as 77.": "decoded as 7 and show as �7.",
    "7, so it was": "reading it took more than 7 seconds, so it was",
}


def said_of_files() -> list[str]:
    """What the reading of a file may say of it: sentences in the code, with 7 for what varies."""
    paths = [p for p in READING.rglob("*.py") if p.name not in ("metadata.py", "addresses.py")]
    trees = [
        ast.parse(p.read_text(encoding="utf-8")) for p in [*paths, READING.parent / "pipeline.py"]
    ]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    parts = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {node.value for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    told = {
        _plain(node)
        for node in nodes
        if isinstance(node, ast.JoinedStr | ast.Constant) and node not in parts
    }
    return sorted(filter(SAID.fullmatch, told))


def _plain(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    said = "".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values)
    for part, whole in WHOLE.items():
        said = said.replace(part, whole)
    return said


def test_what_is_said_of_a_file_has_its_chinese():
    told = said_of_files()
    assert len(told) > 40
    left = [
        one for one in told if re.search("[a-z]{2,}( [a-z]{2,}){2}", sentences.message(one, "zh"))
    ]
    assert not left


@pytest.mark.parametrize(
    ("label", "english", "chinese"),
    [
        (
            "several on one file",
            "Metadata: level county was read of report 1 and is overruled; place 甲县 was read of "
            "report 2 and is overruled.",
            "元数据：第 1 份报告读出的 level 为 county，以元数据为准；第 2 份报告读出的 place 为 甲县，"
            "以元数据为准。",
        ),
        (
            "places",
            "4 places (characters 7, 9, 12 and 1 more) could not be decoded as gb18030 and show as �. "
            "Compare with the source, or save it as UTF-8.",
            "4 处（字符 7, 9, 12，另 1 项）不能按 gb18030 解读，显示为 �。请与来源核对，或另存为 UTF-8。",
        ),
        (
            "of lines of metadata",
            "2 of its lines name no text that was read: a.txt, b.txt",
            "2 行所指的文本不在所读之列：a.txt, b.txt",
        ),
        ("what is not listed", "something else", "something else"),
    ],
)
def test_messages_in_chinese(label, english, chinese):
    assert sentences.message(english, "zh") == chinese
    assert sentences.message(english, "en") == english

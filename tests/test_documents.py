"""The documents: their Python runs in its order, their links lead somewhere, the paper cites what it has."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from conftest import ROOT
from toolkit import Corpus, figures

DOCS = ROOT / "docs"
HAN = re.compile("[\u4e00-\u9fff]")
PAGES = sorted([*DOCS.glob("*.md"), *DOCS.glob("paper/*.md")])
pytestmark = pytest.mark.filterwarnings("ignore::toolkit.analysis.intervals.FewReports")


def blocks(name: str) -> str:
    """The Python of a page, each line where it stands there, for errors that name it."""
    lines, inside = [], False
    for line in (DOCS / name).read_text("utf-8").splitlines():
        if line.startswith("```"):
            inside = line == "```python"
            lines.append("")
        else:
            lines.append(line if inside else "")
    return "\n".join(lines)


def test_the_tutorial_runs(tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(ROOT / "data", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks("TUTORIAL.md"), "TUTORIAL.md", "exec"), {})
    made = {path.name for path in (tmp_path / "results" / "tutorial").iterdir()}
    assert {"cuts.pdf", "cuts.png", "cuts.caption.txt", "cuts.docx", "claims.dta"} <= made


def test_the_answers_run(tmp_path, monkeypatch, samples_clean):
    monkeypatch.chdir(tmp_path)
    names = {"corpus": Corpus.load(samples_clean), "figures": figures}
    exec(compile(blocks("HOWTO.md"), "HOWTO.md", "exec"), names)
    assert (tmp_path / "results" / "howto" / "sizes.svg").exists()


def shape(path: Path) -> dict[str, object]:
    """What a page has in every language: outline, code, commands, tables, pictures, links, figures."""
    text = path.read_text("utf-8")
    blocks = re.findall(r"(?ms)^```.*?^```$", text)
    prose = re.sub(r"(?ms)^```.*?^```$", "", text)
    commands = [line.split("#")[0].split() for line in re.findall(r"(?m)^    (.*)$", prose)]
    links = re.findall(r"\]\(([^)#]+)", prose)
    said = re.sub(r"\]\([^)]*\)|(?<=\d),(?=\d{3})", "", prose)
    return {
        "outline": re.findall(r"(?m)^#+ ", prose),
        "code": [re.sub(r"#.*|language=\"..\"|\s", "", block) for block in blocks],
        "commands": [words for words in commands if not HAN.search("".join(words))],
        "rows": [line.count("|") for line in prose.splitlines() if line.startswith("|")],
        "pictures": re.findall(r"!\[[^]]*\]\((.*?)\)", prose),
        "leads to": {re.sub(r"(\.zh)?\.md", "", link) for link in links},
        "figures": Counter(float(number) for number in re.findall(r"\d*\.?\d+", said)),
    }


@pytest.mark.parametrize("name", ["../README", "TUTORIAL", "HOWTO"])
def test_both_languages_say_the_same(name):
    english, chinese = (shape(DOCS / f"{name}{ending}") for ending in (".md", ".zh.md"))
    assert english == chinese


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_link_leads_somewhere(page):
    text = page.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#\s]+)", text):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_every_document_is_in_the_index():
    index = (DOCS / "README.md").read_text("utf-8")
    assert [
        p.name for p in DOCS.glob("*.md") if p.name not in index and p.name != "README.md"
    ] == []


def test_the_paper_cites_what_its_list_has():
    cited = set(re.findall(r"@(\w+)", (DOCS / "paper" / "paper.md").read_text("utf-8")))
    listed = set(re.findall(r"@\w+\{(\w+)", (DOCS / "paper" / "paper.bib").read_text("utf-8")))
    assert cited == listed

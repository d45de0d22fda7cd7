"""The one door: every call in one group, documented, reached by its name alone; notebooks use no other."""

import ast
from collections import Counter

import nbformat
import pytest

import toolkit
from conftest import ROOT
from toolkit import lexicon
from toolkit.corpus import GROUPS, group_named
from toolkit.sentences import _Blanks
from toolkit.tables.schema import TABLES

ALL = [*GROUPS]
CALLS = [(name, call) for name in ALL for call in group_named(name).calls()]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLACED = {
    "coding",
    "judging",
    "exports",
}  # whose examples stand in docs/CONCEPTS.md and docs/REVIEW.md
NAMED = "show kwic collocations keyness containment panel select without concept sample estimate"
NAMED += " formulaicity search browse side_by_side passages coverage judge checked review sql"


def test_no_call_stands_in_two_groups_or_hides_a_table():
    names = Counter(call for _, call in CALLS)
    assert [name for name, times in names.items() if times > 1] == []
    assert names.keys() & TABLES.keys() <= {"corrections"}


@pytest.mark.parametrize(("group", "call"), CALLS, ids=lambda name: name)
def test_every_call_is_explained(group, call):
    said = getattr(group_named(group), call).__doc__ or ""
    assert said.strip()
    if group not in PLACED and call not in ("panel", "panels", "save_panel", "save_words", "sizes"):
        assert ">>>" in said, "an example that is run"


@pytest.mark.parametrize("name", NAMED.split())
def test_calls_are_reached_without_theirgroup_named(name):
    assert callable(getattr(toolkit.Corpus, name, None) or getattr(toolkit.example(), name))


def test_tab_completion_shows_tables_groups_and_the_calls_of_agroup_named():
    corpus = toolkit.example()
    assert {*TABLES, *ALL, "figures"} <= set(dir(corpus))
    assert "kwic" not in dir(corpus) and "kwic" in dir(corpus.words)
    assert "ribbon" in dir(corpus.figures)
    assert "Every place of a term" in repr(corpus.words)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_import_only_from_the_toolkit_itself(path):
    cells = nbformat.read(path, 4).cells
    code = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    nodes = [node for tree in code for node in ast.walk(tree)]
    found = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    found |= {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    assert found <= {"toolkit", "pandas", "warnings"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_prose_of_notebooks_stands_in_both_languages(path):
    for cell in nbformat.read(path, 4).cells:
        if cell.cell_type == "markdown":
            assert cell.source.count("\n## ") == cell.metadata["zh"].count("\n## ")
            assert cell.source.startswith("#") == cell.metadata["zh"].startswith("#")


def test_sentences_have_the_same_blanks_in_both_languages_and_are_all_said():
    said = "".join(path.read_text("utf-8") for path in NOTEBOOKS)
    said += "".join(path.read_text("utf-8") for path in (ROOT / "toolkit").rglob("*.py"))
    for row in lexicon.table("sentences"):
        blanks = [
            {blank[1] for blank in _Blanks().parse(row[name])} - {None} for name in ("en", "zh")
        ]
        assert blanks[0] == blanks[1], row["key"]
        key = row["key"].removesuffix("_none")
        if key.startswith("stage_"):  # of what progress is reported
            key = key.removeprefix("stage_").replace("_", " ")
        assert f'"{key}' in said or f'\\"{key}' in said, f"{row['key']} is said nowhere"

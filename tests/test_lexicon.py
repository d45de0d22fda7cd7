"""The word lists: every file explains itself and is in their README, no line stands twice."""

import csv
from collections import Counter

import pytest

from toolkit import lexicon

FILES = sorted(p for p in lexicon.FOLDER.iterdir() if p.suffix in (".csv", ".txt"))


def terms(path):
    """The terms of a list, or the rows of a table by their key columns."""
    if path.suffix == ".txt":
        lines = path.read_text("utf-8").splitlines()
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [lexicon.key(path.stem, row) for row in lexicon.table(path.stem)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_list_says_what_it_is_and_holds_each_term_once(path):
    assert path.read_text("utf-8").startswith("# ")
    found = terms(path)
    assert found
    assert [term for term, times in Counter(found).items() if times > 1] == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".csv"], ids=lambda p: p.name)
def test_a_table_has_as_many_cells_in_every_line_as_in_its_header(path):
    lines = [line for line in path.read_text("utf-8").splitlines() if line[:1] != "#"]
    widths = {len(row) for row in csv.reader(filter(None, lines))}
    assert len(widths) == 1


def test_the_readme_names_every_list():
    readme = (lexicon.FOLDER / "README.md").read_text("utf-8")
    assert [p.name for p in FILES if f"`{p.name}`" not in readme] == []

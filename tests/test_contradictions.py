"""Contradictions of every kind and passages that only look like one, in the manner of reports.

``cases/contradictions.tsv``: kind, verdict and passage (¶ is a line break). A ``contradiction`` must
be reported, one that is ``missed`` is not yet, and in ``none`` everything fits or cannot be told.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from toolkit.extract.document import extract

HEAD = "青石县有关工作情况的报告\n"
CASES = Path(__file__).parent / "cases" / "contradictions.tsv"

with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def disagreements(row: dict[str, str]) -> list[str]:
    head = "" if row["kind"] == "title and text" else HEAD
    checks = extract("a", head + row["text"].replace("¶", "\n") + "\n")["checks"]
    return [check["statement"] for check in checks if check["verdict"] == "disagrees"]


def cases(verdict: str) -> list[object]:
    marks = pytest.mark.xfail(strict=True) if verdict == "missed" else ()
    return [
        pytest.param(row, id=f"{row['kind']}: {row['text'][:12]}", marks=marks)
        for row in ROWS
        if row["verdict"] == verdict
    ]


@pytest.mark.parametrize("row", [*cases("contradiction"), *cases("missed")])
def test_a_contradiction_is_reported(row: dict[str, str]) -> None:
    assert disagreements(row)


@pytest.mark.parametrize("row", cases("none"))
def test_what_fits_accuses_nobody(row: dict[str, str]) -> None:
    assert disagreements(row) == []

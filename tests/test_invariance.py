"""The same report gives the same tables in whatever form its text comes."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from measure.documents import office
from measure.forms import FORMS
from measure.invariance import FIELDS, Key, alike, keys, plain_text
from measure.places import BAR, of_pdf

SAMPLES = Path(__file__).parent.parent / "data" / "raw"
REPORTS = (
    "s3_problem_list_copied",
    "s4_rectification_bulletin",
    "s5_compendium_redacted",
    "s6_county_work_report_gb18030",
)


@cache
def plain(name: str) -> tuple[str, dict[str, list[Key]]]:
    text = plain_text(SAMPLES / f"{name}.txt")
    return text, keys(text.encode("utf-8"), ".txt")


@pytest.mark.parametrize("form", FORMS)
def test_claims_and_headings_are_those_of_the_plain_text(form: str) -> None:
    for table in ("claims", "headings"):
        same = of_both = 0
        for name in REPORTS:
            text, rows = plain(name)
            counts = alike(rows[table], keys(*FORMS[form](text))[table])
            same, of_both = same + counts[0], of_both + counts[1]
        assert same >= 0.99 * of_both > 0, table


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("saved", "named", "bar"),
    [
        ("doc", ".doc", 0.99),
        ("doc", ".wps", 0.99),  # what WPS saves under its own name is a Word file
        ("odt", ".odt", 0.99),
        ("rtf", ".rtf", 0.99),
        ("pdf", ".pdf", 0.98),
    ],
)
def test_what_an_office_saves_gives_the_same_rows(saved: str, named: str, bar: float) -> None:
    text, rows = plain("s4_rectification_bulletin")
    data, _ = office(saved)(text)
    formed = keys(data, named)
    for table in ("claims", "headings", "records"):
        same, of_both = alike(rows[table], formed[table])
        assert same >= bar * of_both > 0, table


def test_a_form_that_changes_the_words_is_seen() -> None:
    text, rows = plain("s6_county_work_report_gb18030")
    changed = keys(text.replace("增长", "下降").encode("utf-8"), ".txt")
    same, of_both = alike(rows["claims"], changed["claims"])
    assert same < 0.95 * of_both
    assert set(rows) == set(FIELDS)


def test_the_boxes_of_a_pdf_are_where_the_words_were_set() -> None:
    shares = [share for _, share in of_pdf(plain(REPORTS[0])[0])]
    assert shares
    assert min(shares) >= BAR

"""The sample reports that are documents give the rows of their plain texts, which are known.

``tests/truth/documents`` holds the texts they were made from (``measure/sample_documents.py``).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from conftest import ROOT
from measure.sample_documents import MADE, TEXTS
from toolkit import Corpus
from toolkit.reading.formats import scan

RAW = ROOT / "data" / "raw"
FIELDS = {
    "reports": ("title", "kind", "issuer", "date", "truncated"),
    "sections": ("level", "ordinal", "heading", "role"),
    "records": ("problem", "result"),
    "claims": (
        *("text", "value", "low", "high", "unit", "comparator", "direction", "change", "baseline"),
        *("modality", "redacted", "subject", "period", "role", "reading", "kind"),
    ),
}
# The numbers of each, in their order, as whoever wrote them knows them.
VALUES: dict[str, list[float]] = {
    "s7_township_brief": [86, 37, 30.1, 5, 12, 41, 18, 23, 56.1, 15, 6, 9, 4, 64, 17],
    "s8_bureau_page": [9, 5, 3, 14, 87.5, 46, 19, 58.7, 3, 28, 2, 4, 20, 95],
    "s10_village_notice_scan": [18, 326, 154, 3, 5, 42000, 260, 80],
}


@pytest.fixture(scope="module")
def plain() -> Corpus:
    return Corpus.parse(TEXTS)


def of(corpus: Corpus, table: str, name: str) -> pd.DataFrame:
    frame = corpus.tables[table]
    return frame[frame["report_id"].str.startswith(f"{name}#", na=False)]


@pytest.mark.parametrize("file", sorted(MADE))
@pytest.mark.parametrize("table", sorted(FIELDS))
def test_a_document_gives_the_rows_of_its_text(
    samples: Corpus, plain: Corpus, file: str, table: str
) -> None:
    if file.endswith(".jpg") and not scan.is_installed():
        pytest.skip("what reads scans is not installed (make ocr)")
    name, fields = Path(file).stem, list(FIELDS[table])
    found, known = (of(corpus, table, name)[fields].astype(str) for corpus in (samples, plain))
    assert found.to_dict("records") == known.to_dict("records")


@pytest.mark.parametrize("name", sorted(VALUES))
def test_the_numbers_are_those_that_were_written(plain: Corpus, name: str) -> None:
    found = of(plain, "claims", name)["value"].dropna().tolist()
    assert [value for value in found if value in VALUES[name]] == VALUES[name]


@pytest.mark.parametrize("file", sorted(MADE))
def test_the_files_are_made_from_their_texts(file: str) -> None:
    source = (TEXTS / f"{Path(file).stem}.txt").read_text(encoding="utf-8")
    assert MADE[file](source) == (RAW / file).read_bytes(), "run python -m measure.sample_documents"


def test_the_files_are_small() -> None:
    assert all((RAW / file).stat().st_size < 150_000 for file in MADE)


def test_where_a_page_is_from_stands_with_its_report(samples: Corpus) -> None:
    (report,) = of(samples, "reports", "s8_bureau_page").itertuples()
    assert (report.published, report.source) == ("2025-07-09", "县水务局")

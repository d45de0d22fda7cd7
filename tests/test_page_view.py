"""A row shown on its page, with its words boxed."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from documents import docx_of, p, pdf_of, typeset
from PIL import Image

from toolkit import Corpus
from toolkit.analysis.page_view import RED

TEXT = [
    "青岭县减负工作报告",
    "今年以来，全县共精简文件128份，比上年下降30.5%；召开会议41次，参会人员减少1760人次。",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "a.pdf").write_bytes(typeset(TEXT, columns=12))
    (tmp_path / "b.docx").write_bytes(docx_of("".join(map(p, TEXT))))
    return Corpus.parse(tmp_path)


def claim(corpus: Corpus, document_id: str, text: str) -> object:
    rows = corpus.claims[corpus.claims["claim_id"].str.startswith(document_id)]
    return rows[rows["text"] == text].iloc[0]


def test_the_boxes_hold_the_ink_of_the_words_and_no_other(tmp_path: Path) -> None:
    words = [(50.0, 100.0, 16.0, "会议减少41次。"), (50.0, 140.0, 16.0, "文件减少3份。")]
    (tmp_path / "a.pdf").write_bytes(pdf_of([words]))
    corpus = Corpus.parse(tmp_path)
    ((_, page, left, top, right, bottom),) = corpus.boxes(claim(corpus, "a", "41次")).itertuples(
        index=False
    )
    assert page == 1
    alone = pdf_of([[(50.0 + 4 * 16, 100.0, 16.0, "41次")]])
    (tmp_path / "c.pdf").write_bytes(alone)
    other = Corpus.parse(tmp_path / "c.pdf")
    box = (left, top, right, bottom)
    assert box == pytest.approx(tuple(_whole_line(other)), abs=0.3)


def _whole_line(corpus: Corpus) -> list[float]:
    line = corpus.page_lines.iloc[0]
    return [line["left"], line["top"], line["right"], line["bottom"]]


def test_a_row_on_two_lines_has_two_boxes(corpus: Corpus) -> None:
    sentence = corpus.sentences[corpus.sentences["text"].str.startswith("今年", na=False)].iloc[0]
    boxes = corpus.boxes(sentence)
    assert len(boxes) > 2
    assert boxes["top"].is_monotonic_increasing


def test_the_page_is_drawn_with_the_words_boxed(corpus: Corpus) -> None:
    view = corpus.show(claim(corpus, "a", "128份"), page=True)
    assert repr(view) == "a.pdf, page 1"
    assert "data:image/png;base64," in view._repr_html_()
    picture = np.asarray(Image.open(io.BytesIO(view.pages[0].png)).convert("RGB")).astype(int)
    red = (np.abs(picture - np.array(RED)).sum(axis=2) < 30).nonzero()
    (box,) = corpus.boxes(claim(corpus, "a", "128份")).itertuples()
    scale = picture.shape[1] / 420
    assert red[1].min() == pytest.approx(box.left * scale, abs=5)
    assert red[0].max() == pytest.approx(box.bottom * scale, abs=5)


def test_the_page_is_found_after_loading(corpus: Corpus, tmp_path: Path) -> None:
    corpus.save(tmp_path / "clean")
    loaded = Corpus.load(tmp_path / "clean")
    row = claim(loaded, "a", "128份")
    with pytest.raises(FileNotFoundError, match="raw=FOLDER"):
        loaded.show(row, page=True)
    assert repr(loaded.show(row, page=True, raw=tmp_path)) == "a.pdf, page 1"


def test_a_row_without_a_page_says_so(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="no place on a page"):
        corpus.show(claim(corpus, "b", "128份"), page=True)


def test_a_raw_file_that_has_changed_is_not_drawn(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(typeset(TEXT[:1]))
    with pytest.raises(FileNotFoundError, match="as it was when it was read"):
        corpus.show(claim(corpus, "a", "128份"), page=True)

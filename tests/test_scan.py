"""Scans: letters recognised where the extra is installed, and a clear line where it is not."""

from __future__ import annotations

import io
import unicodedata

import numpy as np
import pytest
from PIL import Image

from measure.documents import pages as printed
from measure.documents import scanned
from measure.places import BAR, of_scan
from toolkit.reading import reading
from toolkit.reading.formats import scan

TEXT = "石桥乡减负通告\n今年全乡召开会议41次，比上年减少17次，下降29.3%；保留工作群12个，清理率达到80.5%以上。\n（一）每村牌子不超过3块。\n"
installed = pytest.mark.skipif(
    not scan.is_installed(), reason="what reads scans is not installed (make ocr)"
)


def picture(data: list[Image.Image], kind: str) -> bytes:
    out = io.BytesIO()
    data[0].save(
        out,
        kind,
        **({"save_all": True, "append_images": data[1:]} if kind in ("PDF", "TIFF") else {}),
    )
    return out.getvalue()


def folded(text: str) -> list[str]:
    """Lines without blanks; marks may be recognised in half their width."""
    return ["".join(unicodedata.normalize("NFKC", line).split()) for line in text.splitlines()]


@pytest.fixture(scope="module")
def page() -> Image.Image:
    (drawn,) = scanned(TEXT, dpi=110, noise=8, tilt=0.6)
    return drawn.crop((0, 0, drawn.width, drawn.height // 3))


@installed
@pytest.mark.parametrize("kind, suffix, unit", [("PNG", ".png", "pixel"), ("PDF", ".pdf", "point")])
def test_a_scan_is_read(page: Image.Image, kind: str, suffix: str, unit: str) -> None:
    found = reading.read(picture([page], kind), suffix)
    assert found.status == "ok"
    assert folded(found.text) == folded(TEXT)
    (shown,) = found.pages
    assert shown.unit == unit
    assert all(line.confidence is not None and line.confidence > 0.8 for line in shown.lines)


@installed
def test_the_boxes_are_those_of_the_ink() -> None:
    drawn = next(printed(TEXT, 110))
    drawn = drawn.crop((0, 0, drawn.width, drawn.height // 3))
    found = reading.read(picture([drawn], "PNG"), ".png")
    dark = np.asarray(drawn) < 128
    shares = []
    for line in found.pages[0].lines:
        for box in filter(None, line.boxes):
            left, top, right, bottom = (round(side) for side in box)
            inside = dark[top:bottom, left:right]
            shares.append(inside.any(axis=0).mean())
            assert inside.any()
    assert np.mean(shares) > 0.9
    covered = np.zeros_like(dark)
    for line in found.pages[0].lines:
        for box in filter(None, line.boxes):
            left, top, right, bottom = (round(side) for side in box)
            covered[top:bottom, left:right] = True
    assert (dark & covered).sum() > 0.98 * dark.sum()


@installed
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_turned_is_read_and_boxed_as_it_lies(
    page: Image.Image, quarters: int
) -> None:
    turned = page.rotate(90 * quarters, expand=True)
    found = reading.read(picture([turned], "PNG"), ".png")
    assert folded(found.text) == folded(TEXT)
    (shown,) = found.pages
    assert (shown.width, shown.height) == turned.size
    dark = np.asarray(turned) < 128
    for line in shown.lines:
        for left, top, right, bottom in filter(None, line.boxes):
            assert dark[round(top) : round(bottom), round(left) : round(right)].any()


@installed
def test_the_boxes_are_where_the_words_were_set() -> None:
    shares = [share for _, share in of_scan(TEXT)]
    assert min(shares) > BAR - 0.05
    assert np.mean(shares) >= BAR


def test_without_the_extra_a_picture_says_what_to_install(
    page: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(scan.RefusedError, match="make ocr") as refused:
        scan.read(picture([page], "PNG"), lambda *_: None)
    assert refused.value.status == "skipped"


DAMAGED = [
    ("cut", lambda page: picture([page], "PNG")[:400], "damaged"),
    ("noise", lambda page: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "damaged"),
    ("too many dots", lambda page: picture([Image.new("1", (20_000, 20_000))], "PNG"), "million pixels"),
]  # fmt: skip


@pytest.mark.parametrize("label, make, said", DAMAGED, ids=[case[0] for case in DAMAGED])
def test_a_picture_that_cannot_be_read_says_so(label, make, said: str, page: Image.Image) -> None:
    with pytest.raises(scan.RefusedError, match=said):
        list(scan.pictures(make(page), lambda *_: None))

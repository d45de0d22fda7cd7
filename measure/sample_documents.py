"""The sample reports that are documents, made from their plain texts.

    python -m measure.sample_documents

The same files each time: a Word file with automatic numbers, a web page, a PDF and a scan.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from measure.documents import docx_numbered, lines, page, printed, scanned

ROOT = Path(__file__).parent.parent
TEXTS, RAW = ROOT / "tests" / "truth" / "documents", ROOT / "data" / "raw"
OWN = {
    "utf-8": "gb2312",
    "青岭县": "棠溪县",
    "2025-03-12": "2025-07-09",
    "县政府办公室": "县水务局",
}
DAY = (2025, 3, 12, 0, 0, 0)


def main() -> None:
    """Write the documents among the sample reports."""
    for name, make in MADE.items():
        source = TEXTS / f"{Path(name).stem}.txt"
        (RAW / name).write_bytes(make(source.read_text(encoding="utf-8")))


def _docx(text: str) -> bytes:
    """A Word file whose parts all bear the same date."""
    out = io.BytesIO()
    data, _ = docx_numbered(text)
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w") as archive:
        for name in sorted(made.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            if "thumbnail" not in name:
                info = zipfile.ZipInfo(name, DAY)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, made.read(name))
    return out.getvalue()


def _page(text: str) -> bytes:
    """A web page in GBK, on the site of the county it is from."""
    made = page(text)[0].decode()
    for general, own in OWN.items():
        made = made.replace(general, own)
    return made.encode("gb18030")


def _scan(text: str) -> bytes:
    out = io.BytesIO()
    picture = scanned(text, dpi=110, noise=6, tilt=0.5)[0]
    picture.save(out, "JPEG", quality=45, dpi=(110, 110))
    return out.getvalue()


MADE: dict[str, Callable[[str], bytes]] = {
    "s7_township_brief.docx": _docx,
    "s8_bureau_page.html": _page,
    "s9_rectification_report.pdf": lambda text: printed(lines(text), datetime(*DAY, tzinfo=UTC)),
    "s10_village_notice_scan.jpg": _scan,
}

if __name__ == "__main__":
    main()

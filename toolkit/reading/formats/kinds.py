"""The kinds of files: by what their bytes begin with, else by how their names end.

One list of everything that may lie in a folder of reports: text, documents that are read, and
files that are not, each with what to do.
"""

from __future__ import annotations

from pathlib import PurePath

from toolkit.reading.encodings import decode
from toolkit.reading.formats.model import Extracted, Progress, RefusedError

TEXT = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
PAGES = dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html") | dict.fromkeys(
    (".mht", ".mhtml"), "mht"
)
DOCUMENTS = {".docx": "docx", ".docm": "docx", ".dotx": "docx", ".pdf": "pdf"}
PICTURES = dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"), "scan")
OFFICE = {".doc": "doc", ".dot": "doc", ".wps": "wps", ".wpt": "wps", ".odt": "odt", ".rtf": "rtf"}
READ = TEXT | PAGES | DOCUMENTS | PICTURES | OFFICE
_ADVICE = {
    "ofd": "Open it in a reader of OFD files or WPS, save it as PDF, and put that here.",
    "archive": "Unpack it here, and parse again.",
    "table": "Tables are not read as reports. If it holds text, save that as .docx or .txt.",
    "slides": "Save its text as .docx or .txt, and put that here.",
    "caj": "Open it in its own reader, save it as PDF, and put that here.",
}
SKIPPED = (
    {".ofd": "ofd", ".caj": "caj", ".nh": "caj", ".kdh": "caj"}
    | dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".bz2", ".xz", ".tgz"), "archive")
    | dict.fromkeys((".xlsx", ".xls", ".et", ".ods", ".csv", ".tsv", ".parquet"), "table")
    | dict.fromkeys((".pptx", ".ppt", ".dps", ".odp"), "slides")
)
SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "scan"),
    (b"\x89PNG\r\n", "scan"),
    (b"II*\x00", "scan"),
    (b"MM\x00*", "scan"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCK = "~$"


def is_lock(name: str) -> bool:
    """Whether a file is one that Word or WPS leaves beside a document while it is open."""
    return PurePath(name).name.startswith((_LOCK, ".~"))


def format_of(suffix: str, data: bytes) -> str:
    r"""What kind of file some bytes are: a name of ``READ`` or ``SKIPPED``, or the suffix itself.

    >>> format_of(".txt", b"%PDF-1.7"), format_of(".htm", b"<p>"), format_of(".ofd", b"PK\3\4")
    ('pdf', 'html', 'ofd')
    """
    suffix = suffix.casefold()
    named = READ.get(suffix) or SKIPPED.get(suffix)
    signed = next((kind for sign, kind in SIGNATURES if data.startswith(sign)), None)
    if data.startswith(_ZIP):
        signed = _inside_zip(data, named)
    elif data.startswith(_OLE):
        signed = named if named in ("wps", "table", "slides") else "doc"
    elif named == "doc" and signed is None:
        signed = "html" if data.lstrip()[:1] == b"<" else None  # Word saves pages under that name
    return signed or named or suffix.lstrip(".") or "unknown"


def _inside_zip(data: bytes, named: str | None) -> str:
    """Which of the kinds that are archives within: told by the names of their parts."""
    if named in ("ofd", "table", "slides"):
        return named
    for part, kind in (
        (b"word/", "docx"), (b"xl/", "table"), (b"ppt/", "slides"), (b"OFD.xml", "ofd"),
        (b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
    ):  # fmt: skip
        if part in data:
            return kind
    return "docx" if named == "docx" else "archive"


def advice(kind: str) -> str:
    """What to do with a file of a kind that is not read."""
    return _ADVICE.get(kind, "It is not read. If it holds text, save that as .docx or .txt.")


def read_here(kind: str, data: bytes, progress: Progress) -> Extracted:
    """The text of a document, by its kind. Libraries are loaded when they are needed."""
    from toolkit.reading.formats import docx, html, office, pdf, scan  # noqa: PLC0415

    if kind == "docx":
        return docx.read(data)
    if kind == "pdf":
        return pdf.read(data, progress)
    if kind == "scan":
        return scan.read(data, progress)
    if kind == "mht":
        data = html.unpacked(data)
    if kind in ("html", "mht"):
        return html.read(*_decoded(data))
    if kind in OFFICE.values():
        return office.read(data, kind)
    raise RefusedError(advice(kind), "skipped")


def _decoded(data: bytes) -> tuple[str, str]:
    encoding, text = decode(data)
    if encoding is None:
        raise RefusedError("its bytes make no sense in any encoding of pages. Save it again.")
    return text, encoding

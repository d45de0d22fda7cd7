"""Documents that would take too much: each is given up with a line that says so, and none is lost."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from documents import docx_of, p, pdf_of, zipped

from toolkit import Corpus
from toolkit.reading import reading
from toolkit.reading.formats import bounded, office

WIDE = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def bomb(size: int) -> bytes:
    """A Word file of a few kB that unpacks to many MB."""
    return zipped({"word/document.xml": b"<w:document>" + b" " * size})


def many_objects(count: int) -> bytes:
    """A PDF of one page with very many lines drawn on it."""
    drawing = zlib.compress(b"0 0 m 9 9 l S\n" * count)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawing), drawing),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (n, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 5\n0000000000 65535 f \n%strailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def encrypted_zip() -> bytes:
    data = bytearray(docx_of(p("甲")))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ENTITIES = f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]>'
OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")

# label, ending, bytes, what the line says
GIVEN_UP = [
    ("a zip bomb", ".docx", bomb(200 * 2**20), "unpacks to 200 MB"),
    ("very many parts", ".docx", zipped({f"{n}": "" for n in range(10_001)}), "packs more than 10,000"),
    ("deep nesting", ".docx", docx_of("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000), "cannot be taken apart"),
    ("an encrypted archive", ".docx", encrypted_zip(), "password"),
    ("a protected Word file", ".docx", OLE, "password"),
    ("a protected Word file of old", ".doc", OLE, "password"),
    ("a page of markup alone", ".html", b"<html>" + b"<i></i>" * 600_000, "more than 500,000 elements"),
    ("a large page", ".html", b"<html><p>" + "字".encode() * 12_000_000, "characters of markup"),
    ("a page that holds nothing", ".mht", b"Content-Type: text/plain\n\nx", "no web page"),
]  # fmt: skip


@pytest.mark.parametrize("label, suffix, data, said", GIVEN_UP, ids=[case[0] for case in GIVEN_UP])
def test_what_is_too_much_is_given_up(label: str, suffix: str, data: bytes, said: str) -> None:
    found = reading.read(data, suffix)
    assert (found.status, found.text) == ("failed", ""), label
    assert found.message is not None and said in found.message


HARMLESS = [
    ("entities within entities", ".docx", zipped({"word/document.xml": ENTITIES + "<document><body><p><t>会议&j;</t></p></body></document>"}), "会议"),
    ("an entity that is a file", ".docx", zipped({"word/document.xml": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><document><body><p><t>会议&x;</t></p></body></document>'}), "会议"),
    ("deep nesting", ".html", ("<div>" * 20_000 + "<p>会议减少。</p>").encode(), "会议减少。"),
]  # fmt: skip


@pytest.mark.parametrize("label, suffix, data, text", HARMLESS, ids=[case[0] for case in HARMLESS])
def test_what_is_harmless_is_read_or_said(label: str, suffix: str, data: bytes, text: str) -> None:
    found = reading.read(data, suffix)
    assert found.text.strip() in (text, "")
    assert found.text or found.message


def test_a_million_objects_are_given_up() -> None:
    found = reading.read(many_objects(1_000_000), ".pdf")
    assert found.status == "failed"
    assert found.message is not None and "objects" in found.message


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    slow = zipped(
        {
            "word/document.xml": "<document><body>"
            + "<p><t>甲</t></p>" * 200_000
            + "</body></document>"
        }
    )
    with pytest.raises(bounded.RefusedError, match="more than 0 seconds"):
        bounded.read(slow, "docx", lambda *_: None, seconds=0.05)
    assert reading.read(docx_of(p("会议")), ".docx").text == "会议\n"


def test_a_reader_that_breaks_loses_one_file_only() -> None:
    reading.read(docx_of(p("甲")), ".docx")
    reader = bounded._Reader.running()
    reader._process.kill()
    reader._process.wait()
    assert reading.read(docx_of(p("会议")), ".docx").text == "会议\n"


def test_who_interrupts_a_file_does_not_get_its_text_for_the_next() -> None:
    def interrupted(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bounded.read(pdf_of([[(50.0, 100.0, 16.0, "减少41次。")]]), "pdf", interrupted)
    assert reading.read(docx_of(p("会议")), ".docx").text == "会议\n"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A place on this machine that hears whoever would fetch something."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            heard.append(connection.recv(100))
            connection.close()

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/x", heard
    server.close()


def test_nothing_is_fetched(listener: tuple[str, list[bytes]]) -> None:
    address, heard = listener
    entity = f'<!DOCTYPE d SYSTEM "{address}.dtd" [<!ENTITY x SYSTEM "{address}">]>'
    markup = (
        f'{entity}<html><head><base href="{address}"><link rel="stylesheet" href="{address}.css">'
        f'<script src="{address}.js"></script><meta http-equiv="refresh" content="0;url={address}"></head>'
        f'<body><img src="{address}.png"><iframe src="{address}"></iframe><p>会议减少。</p></body></html>'
    )
    documents = [
        (markup.encode(), ".html"),
        (
            zipped(
                {
                    "word/document.xml": f"{entity}<document><body><p><t>会议&x;</t></p></body></document>"
                }
            ),
            ".docx",
        ),
        (pdf_of([[(50.0, 100.0, 16.0, "会议减少。")]]), ".pdf"),
    ]
    for data, suffix in documents:
        assert "会议" in reading.read(data, suffix).text or suffix == ".docx"
    assert heard == []


def test_the_process_that_reads_cannot_open_a_connection() -> None:
    with pytest.raises(PermissionError):
        bounded._no_network("socket.connect", ())
    bounded._no_network("open", ())


# Older office files, by way of LibreOffice


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice's command, found in the place of the real one."""
    file = tmp_path / office.PROGRAM
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(bounded._Reader, "_one", None)
    return file


def script(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize("suffix", [".doc", ".wps", ".odt", ".rtf"])
def test_office_files_are_read_as_what_libreoffice_makes_of_them(
    program: Path, suffix: str
) -> None:
    made = program.parent / "made.docx"
    made.write_bytes(docx_of(p("会议减少。")))
    script(program, f'while [ "$1" != --outdir ]; do shift; done; cp "{made}" "$2/report.docx"')
    found = reading.read(
        b"\xd0\xcf\x11\xe0" + b"x" * 99 if suffix in (".doc", ".wps") else b"x" * 99, suffix
    )
    assert (found.text, found.status, found.format) == ("会议减少。\n", "ok", suffix[1:])


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for LibreOffice")
@pytest.mark.parametrize(
    "what, said",
    [("exit 1", "could not open it"), ("sleep 60 & sleep 60", "took more than 1 seconds")],
)
def test_libreoffice_that_fails_or_hangs(
    program: Path, monkeypatch: pytest.MonkeyPatch, what: str, said: str
) -> None:
    script(program, what)
    monkeypatch.setattr(office, "SECONDS", 1.0)
    with pytest.raises(office.RefusedError, match=said):
        office.read(b"x" * 99, "rtf")


def test_without_libreoffice_its_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(office.RefusedError, match="soffice") as refused:
        office.read(b"x" * 99, "wps")
    assert refused.value.status == "skipped"


def test_a_real_office_file(tmp_path: Path) -> None:
    if shutil.which(office.PROGRAM) is None:
        pytest.skip("LibreOffice is not installed")
    rtf = (
        b"{\\rtf1\\ansi\\uc1 " + b"".join(b"\\u%d?" % ord(char) for char in "会议减少41次。") + b"}"
    )
    assert reading.read(rtf, ".rtf").text.strip() == "会议减少41次。"


def test_every_kind_of_file_is_a_row(tmp_path: Path) -> None:
    files = {
        "a.docx": docx_of(p("会议减少41次。")),
        "~$a.docx": b"\x05user",
        "b.html": "<html><p>会议减少41次。</p></html>".encode(),
        "c.ofd": b"PK\x03\x04",
        "d.zip": zipped({"x.txt": "甲"}),
        "e.xlsx": zipped({"xl/workbook.xml": "<a/>"}),
        "f.pdf": b"%PDF-1.7 broken",
        "g.txt": docx_of(p("会议减少41次。")),
        "h": pdf_of([[(50.0, 100.0, 16.0, "会议减少41次。")]]),
        "i.csv": b"1,2",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    rows = Corpus.parse(tmp_path).documents.set_index("path")
    assert rows["status"].to_dict() == {
        "a.docx": "ok", "b.html": "ok", "c.ofd": "skipped", "d.zip": "skipped", "e.xlsx": "skipped",
        "f.pdf": "failed", "g.txt": "ok", "h": "ok", "i.csv": "skipped",
    }  # fmt: skip
    assert rows.loc[rows["status"] != "ok", "message"].notna().all()
    assert rows.loc["g.txt", "format"] == "docx"

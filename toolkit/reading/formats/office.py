"""Older and other office files, which LibreOffice turns into Word documents where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from toolkit.reading.formats import docx
from toolkit.reading.formats.model import Extracted, RefusedError

SECONDS = 90.0
PROGRAM = "soffice"


def read(data: bytes, kind: str) -> Extracted:
    """The text of a .doc, .wps, .odt or .rtf file."""
    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in data:
        raise RefusedError("it is protected by a password. Open it, take that off, and save it.")
    program = shutil.which(PROGRAM)
    if program is None:
        raise RefusedError(
            f"{kind} files are read by way of LibreOffice, whose command {PROGRAM} was not found. "
            "Install LibreOffice, or save the file as .docx, and parse again.",
            "skipped",
        )
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / f"report.{kind}", Path(folder) / "report.docx"
        source.write_bytes(data)
        _run([
            program, f"-env:UserInstallation={(Path(folder) / 'home').as_uri()}", "--headless",
            "--convert-to", "docx", "--outdir", folder, str(source),
        ])  # fmt: skip
        if not made.exists():
            raise RefusedError(
                "LibreOffice could not open it. Open it in its own program and save it as .docx."
            )
        return docx.read(made.read_bytes())


def _run(command: list[str]) -> None:
    """Run a program no longer than it may; what it started ends with it."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise RefusedError(
            f"LibreOffice took more than {SECONDS:.0f} seconds, so it was given up. Open the file "
            "in its own program and save it as .docx."
        ) from None

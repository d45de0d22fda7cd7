"""Zip archives (docx is one), opened only as far as they stay within bounds."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from toolkit.reading.formats.model import RefusedError

MEMBERS = 10_000
MEMBER = 64 * 2**20  # bytes of one part, unpacked
_ENCRYPTED = 0x1


class Package:
    """The parts of an archive by name; a part is unpacked when it is asked for."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lstrip("/"): info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise RefusedError(
                f"the file is damaged ({error}). Get it again from its source, or open it in Word "
                "or WPS, which may repair it, and save it anew."
            ) from error
        if len(self._parts) > MEMBERS:
            raise RefusedError(f"it packs more than {MEMBERS:,} files, which no report does.")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def read(self, name: str) -> bytes:
        """A part's bytes; never more than the archive says it holds, nor more than ``MEMBER``."""
        info = self._parts[name]
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError("it is protected by a password. Save it without one.")
        if info.file_size > MEMBER:
            raise RefusedError(
                f"its part {name} unpacks to {info.file_size / 2**20:,.0f} MB, more than the "
                f"{MEMBER // 2**20} MB that are read. If it is a report indeed, split it."
            )
        try:
            return self._zip.read(info)
        except Exception as error:  # zlib, lzma and bz2 each have their own
            raise RefusedError(
                f"its part {name} is damaged ({error}). Get the file again from its source."
            ) from error

    def xml(self, name: str) -> Any:
        """A part's XML tree; entities are left alone, nothing is fetched, depth is bounded."""
        from lxml import etree  # noqa: PLC0415

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise RefusedError(
                f"its part {name} cannot be taken apart ({error.msg}). Open the file in Word or "
                "WPS, save it anew, and put that here."
            ) from error

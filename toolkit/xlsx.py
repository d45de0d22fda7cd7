"""Tables as an Excel workbook, written with the standard library alone and always the same bytes.

A text is written as text (an inline string), so that none is run as a formula. Office Open XML,
ECMA-376 part 1, chapter 18.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from numbers import Real
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pandas as pd

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters a cell can hold
_THEN = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows


def write(path: Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    """Write each frame as a sheet with its header line frozen; missing values are empty cells."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _parts(sheets):
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, _HEAD + content)


def _parts(sheets: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str]]:
    count = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in count
    )
    yield "[Content_Types].xml", (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{overrides}</Types>'
    )
    yield "_rels/.rels", _relations([(f"{_REL}/officeDocument", "xl/workbook.xml")])
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(count, sheets, strict=True)
    )
    yield "xl/workbook.xml", f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>'
    targets = [(f"{_REL}/worksheet", f"worksheets/sheet{n}.xml") for n in count]
    yield "xl/_rels/workbook.xml.rels", _relations(targets)
    for n, frame in zip(count, sheets.values(), strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(frame)


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(frame: pd.DataFrame) -> str:
    rows = [list(frame.columns), *frame.astype(object).itertuples(index=False, name=None)]
    cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    frozen = (
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )
    return f"<worksheet {_MAIN}>{frozen}<sheetData>{cells}</sheetData></worksheet>"


def _cell(value: Any) -> str:
    if value is None or pd.isna(value):
        return "<c/>"
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Real):
        return f"<c><v>{value}</v></c>"
    text = _NOT_XML.sub("", str(value))[:_LONGEST]
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'

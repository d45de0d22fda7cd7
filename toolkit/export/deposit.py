"""What an archive asks of a folder: RO-Crate (JSON-LD) and a DDI codebook, from the schema.

RO-Crate 1.1: https://w3id.org/ro/crate/1.1. DDI Codebook 2.5: ddialliance.org/Specification.
"""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from lxml import etree

from toolkit.tables import study
from toolkit.tables.schema import TABLES, Column

CRATE, CODEBOOK = "ro-crate-metadata.json", "ddi.xml"
DDI = "ddi:codebook:2_5"
TYPES = {"string": "character", "integer": "numeric", "number": "numeric", "boolean": "numeric"}
MEDIA = {
    ".parquet": "application/vnd.apache.parquet",
    ".ipynb": "application/x-ipynb+json",
    ".dta": "application/x-stata-dta",
    ".md": "text/markdown",
}


def save(
    folder: Path,
    frames: Mapping[str, pd.DataFrame],
    about: Mapping[str, Any],
    title: str,
    given: Mapping[str, str],
) -> None:
    """Write both files into a folder that holds a study."""
    unknown = sorted(set(given) - {"creator", "license", "description"})
    if unknown:
        raise TypeError(f"creator, license or description, not {', '.join(unknown)}")
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not there. Make a study with: python -m toolkit run")
    title = title or folder.resolve().name
    (folder / CODEBOOK).write_bytes(ddi(frames, about, title, given))
    text = json.dumps(crate(folder, about, title, given), ensure_ascii=False, indent=2)
    (folder / CRATE).write_text(text + "\n", encoding="utf-8", newline="\n")


def crate(
    folder: Path, about: Mapping[str, Any], title: str, given: Mapping[str, str]
) -> dict[str, Any]:
    """The RO-Crate of a folder: the data set, the software that made it, every file with its hash."""
    hidden = (path for path in folder.rglob("*") if path.is_file() and path.name != CRATE)
    files = sorted(
        path
        for path in hidden
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    parts = [_file(folder, path) for path in files]
    software = {
        "@id": "#toolkit",
        "@type": "SoftwareApplication",
        "name": "toolkit",
        "version": str(about.get("version", "")),
    }
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": given.get(
            "description", "Tables, notebooks and figures of official reports."
        ),
        "hasPart": [{"@id": part["@id"]} for part in parts],
        "inLanguage": "zh",
    }
    more: list[dict[str, Any]] = []
    if "license" in given:
        root["license"] = given["license"]
    if "creator" in given:
        root["creator"] = {"@id": "#creator"}
        more.append({"@id": "#creator", "@type": "Person", "name": given["creator"]})
    made = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": "Reading of the reports",
        "instrument": {"@id": "#toolkit"},
        "result": {"@id": "./"},
        "description": json.dumps(about, ensure_ascii=False, sort_keys=True, default=str),
    }
    itself = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [itself, root, software, made, *more, *parts],
    }


def _file(folder: Path, path: Path) -> dict[str, Any]:
    table = TABLES.get(path.stem) if path.suffix in (".csv", ".parquet") else None
    media = MEDIA.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    made = {
        "@id": path.relative_to(folder).as_posix(),
        "@type": "File",
        "name": table.title if table else path.name,
        "encodingFormat": media or "application/octet-stream",
        "contentSize": str(path.stat().st_size),
        "sha256": study.digest(path),
    }
    return made | ({"description": table.description} if table else {})


def ddi(
    frames: Mapping[str, pd.DataFrame],
    about: Mapping[str, Any],
    title: str,
    given: Mapping[str, str],
) -> bytes:
    """The tables and their columns as a DDI codebook; own columns of a researcher among them."""
    book = etree.Element(f"{{{DDI}}}codeBook", nsmap={None: DDI}, version="2.5")
    citation = _in(_in(book, "stdyDscr"), "citation")
    _in(_in(citation, "titlStmt"), "titl", title)
    if "creator" in given:
        _in(_in(citation, "rspStmt"), "AuthEnty", given["creator"])
    production = _in(citation, "prodStmt")
    _in(production, "software", f"toolkit {about.get('version', '')}")
    for name, table in TABLES.items():
        described = _in(book, "fileDscr", ID=f"F_{name}")
        text = _in(described, "fileTxt")
        _in(text, "fileName", f"{name}.csv")
        _in(text, "fileCont", table.description)
        _in(_in(text, "dimensns"), "caseQnty", str(len(frames[name])))
    variables = _in(book, "dataDscr")
    for name, table in TABLES.items():
        for column in table.columns:
            _variable(variables, name, column)
        for own in frames[name].columns.difference(table.names, sort=False):
            _variable(
                variables, name, Column(str(own), "string", "A column of the researcher's own")
            )
    return bytes(etree.tostring(book, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _variable(parent: Any, table: str, column: Column) -> None:
    made = _in(parent, "var", name=column.name, files=f"F_{table}")
    _in(made, "labl", column.description)
    for value in column.values:
        _in(_in(made, "catgry"), "catValu", value)
    _in(made, "varFormat", type=TYPES[column.type], schema="other", formatname=column.type)
    if column.unit:
        _in(made, "notes", column.unit, subject="unit")


def _in(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    """A child element; characters that XML has no way to hold left out."""
    child = etree.SubElement(parent, f"{{{DDI}}}{tag}", **attributes)
    child.text = "".join(c for c in text if c >= " " or c in "\t\n") or None
    return child

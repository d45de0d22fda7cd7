"""What a researcher knows of her texts: a table with a column ``file`` and any others.

``metadata.csv`` (or .xlsx, .tsv) beside the raw files, or any such table that is named. Its columns
are joined to ``reports``. A column that the table has of its own (place, date …) overrules what was
read from the text; nothing of it is left out without a word.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from toolkit.extract.model import Given as Overruling
from toolkit.extract.numbers import dates
from toolkit.reading.encodings import decode
from toolkit.reading.files import METADATA_FORMATS, Source, metadata_beside
from toolkit.tables import inert
from toolkit.tables.schema import PLACE_LEVELS, REPORT_KINDS, TABLES

FILE_COLUMNS = ("file", "path", "document_id", "filename", "文件", "文件名", "文件名称")
REPORT_COLUMN = "report_id"
OVERRULE = ("title", "kind", "issuer", "place", "province", "level", "date")
_ASIDE = "metadata_"  # before the name of a column that cannot stand under its own
_SHOWN = 10  # names that a message lists
_LEVEL_WORDS = (
    ("centre", r"中央|国家级?|全国|central|center|nation(?:al)?"),
    ("province", r"省级?|自治区|直辖市|provincial"),
    ("prefecture", r"地级?市?|市级|地市级?|州|盟|prefectural|city"),
    ("county", r"县级?|区县级?|县区级?|旗|county-level"),
    ("township", r"乡镇级?|镇级?|乡级?|街道|town"),
)
Given = Mapping[str, str]  # what is given for a report, by column


@dataclass(frozen=True, slots=True)
class Metadata:
    """Rows of a table of metadata with the documents and reports they are of."""

    file: str = ""
    sha256: str = ""
    columns: tuple[str, ...] = ()  # those that are added to ``reports``
    by_document: Mapping[str, Given] = field(default_factory=dict)
    by_report: Mapping[str, Given] = field(default_factory=dict)
    said: tuple[str, ...] = ()  # what she should know, besides what is said of each document

    def overruling(self) -> dict[str, Overruling]:
        """What overrules the text of each document: for the file, and for each of its reports."""
        said: dict[str, dict[int | None, dict[str, str]]] = {}
        for document_id, given in self.by_document.items():
            said.setdefault(document_id, {})[None] = _overruling(given)
        for report_id, given in self.by_report.items():
            document_id, _, number = report_id.rpartition("#")
            said.setdefault(document_id, {})[int(number)] = _overruling(given)
        return {
            name: {n: given for n, given in each.items() if given} for name, each in said.items()
        }

    def about(self) -> dict[str, Any]:
        """What is kept of it with the tables."""
        named = {"file": self.file, "sha256": self.sha256, "columns": list(self.columns)}
        return {**named, "said": list(self.said)}


def _overruling(given: Given) -> dict[str, str]:
    return {name: value for name, value in given.items() if name in (*OVERRULE, "year")}


def attached(sources: Sequence[Source], metadata: Metadata) -> list[Source]:
    """The files, each with what overrules its text; one that no line is of says so."""
    given = metadata.overruling()
    lacking = f"{metadata.file} has no line for it."
    return [
        replace(
            source,
            given=given.get(source.document_id) or None,
            note="" if source.status or source.document_id in given else lacking,
        )
        for source in sources
    ]


def known(
    given: str | Path | pd.DataFrame | None, raw: Sequence[Path], sources: Sequence[Source]
) -> Metadata | None:
    """The metadata of some files: the one given, or the one that lies beside them, or none."""
    if isinstance(given, pd.DataFrame):
        return read(given, sources)
    if given is not None:
        return read(Path(given), sources)
    found = metadata_beside(raw)
    if len(found) > 1:
        names = ", ".join(inert.visible(str(path)) for path in found)
        raise ValueError(f"there are several tables of metadata: {names}. Keep one, or name it.")
    return read(found[0], sources) if found else None


def read(given: Path | pd.DataFrame, sources: Sequence[Source]) -> Metadata:
    """A table of metadata, held against the files it is of.

    Raises ValueError, saying what to do, where it is no such table.
    """
    if isinstance(given, pd.DataFrame):
        name, digest, rows = "the metadata", "", _cells(given)
    else:
        name, rows = given.name, _lines(given)
        digest = hashlib.sha256(given.read_bytes()).hexdigest()
    if not rows:
        raise ValueError(f"{name} is empty. Its first line names its columns, one of them `file`.")
    return _Joined(inert.visible(name), rows, sources).metadata(digest)


def _lines(path: Path) -> list[list[str]]:
    """The lines of a table, of a workbook those of its first sheet, each with its cells as text."""
    suffix = path.suffix.casefold()
    if suffix not in METADATA_FORMATS:
        raise ValueError(f"{path.name} is no table that is read. Save it as .csv or .xlsx.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileNotFoundError(
            f"{path}, the metadata, cannot be opened ({error.strerror}). Check its path."
        ) from error
    try:
        rows = _of_workbook(data) if suffix == ".xlsx" else _of_csv(data)
    except Exception as error:  # whatever a damaged file makes its reader raise
        raise ValueError(
            f"{path.name} cannot be read as a table ({error}). Save it anew as .xlsx, or as .csv in "
            "UTF-8."
        ) from error
    return [row for row in ([cell.strip() for cell in row] for row in rows) if any(row)]


def _of_csv(data: bytes) -> list[list[str]]:
    encoding, text = decode(data)
    if encoding is None:
        raise ValueError("its letters are in no encoding that is known")
    head = text.partition("\n")[0]
    separator = max(",\t;，", key=head.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _of_workbook(data: bytes) -> list[list[str]]:
    return _cells(pd.read_excel(io.BytesIO(data), header=None, dtype=object))[1:]


def _cells(frame: pd.DataFrame) -> list[list[str]]:
    """The names of the columns, then the rows, as text."""
    plain = frame.astype(object).where(frame.notna(), "")
    return [list(map(str, frame.columns)), *(list(map(_text, row)) for row in plain.to_numpy())]


def _text(value: Any) -> str:
    """A cell as she sees it: 2012, 2024-01-05."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime) else str(value).strip()


class _Joined:
    """The rows of a table and the documents they are of; what does not fit is said."""

    def __init__(self, name: str, rows: Sequence[Sequence[str]], sources: Sequence[Source]) -> None:
        self.name = name
        self.said: list[str] = []
        self.sources = sources
        self.key, self.names = self._header(rows[0])
        self.rows = [dict(zip(self.names, self._filled(row), strict=True)) for row in rows[1:]]
        self._check_columns()

    def _header(self, cells: Sequence[str]) -> tuple[str, list[str]]:
        """The columns, each under a name of its own."""
        names: list[str] = []
        for at, cell in enumerate(cells, 1):
            name = inert.visible(cell) or f"column_{at}"
            while name in names:
                self.said.append(f"the column {name} stands twice; the second is {name}_2")
                name = f"{name}_2"
            names.append(name)
        folded = {name.casefold(): name for name in reversed(names)}
        key = next(
            (folded[name] for name in (*FILE_COLUMNS, REPORT_COLUMN) if name in folded), None
        )
        if key is None:
            raise ValueError(
                f"{self.name} has no column `file` that names the text each line is of; its columns "
                f"are {', '.join(names[:20])}."
            )
        return key, names

    def _filled(self, row: Sequence[str]) -> list[str]:
        if len(row) > len(self.names) and any(row[len(self.names) :]):
            self.said.append(f"a line has more cells than columns: {', '.join(row)[:80]}")
        return [*row, *[""] * len(self.names)][: len(self.names)]

    def _check_columns(self) -> None:
        """Values in the form the table `reports` has; columns that cannot stand there as they are."""
        self.overrule: list[str] = []
        self.columns: dict[str, str] = {}  # name in the file: name in ``reports``
        for name in self.names:
            if name in (self.key, REPORT_COLUMN) or not any(row[name] for row in self.rows):
                if name not in (self.key, REPORT_COLUMN):
                    self.said.append(f"the column {name} is empty")
                continue
            if name in OVERRULE and self._put_in_form(name):
                self.overrule.append(name)
            else:
                self._add(name)

    def _put_in_form(self, name: str) -> bool:
        formed = {row[name]: in_form(name, row[name]) for row in self.rows if row[name]}
        strange = sorted(value for value, form in formed.items() if form is None)
        if strange:
            self.said.append(
                f"the column {name} holds what is no {name} of the table reports "
                f"({_listed(strange)}); it is kept as {_ASIDE}{name} and overrules nothing"
            )
            return False
        for row in self.rows:
            row[name] = formed.get(row[name]) or ""
        return True

    def _add(self, name: str) -> None:
        new = name
        if name in TABLES["reports"].names or inert.is_formula(name):
            new = _ASIDE + re.sub(r"^\W+", "", name)
            if name not in OVERRULE:
                self.said.append(
                    f"the column {name} cannot stand under its name in the table reports, which "
                    f"has one of its own or would run it; it is kept as {new}"
                )
        self.columns[name] = new

    def metadata(self, digest: str) -> Metadata:
        by_document: dict[str, dict[str, str]] = {}
        by_report: dict[str, dict[str, str]] = {}
        documents = self._documents()
        lost = []
        for row in self.rows:
            report, file = row.get(REPORT_COLUMN, ""), row[self.key]
            given = {name: row[name] for name in self.overrule if row[name]}
            given |= {new: row[name] for name, new in self.columns.items() if row[name]}
            owner = _owner(report) if report else documents.get(_folded(file), "")
            if owner not in self._read():
                lost.append(report or file or "(no file)")
            else:
                target = (
                    by_report.setdefault(report, {})
                    if report
                    else by_document.setdefault(owner, {})
                )
                self._merge(target, given, report or file)
        self._say_unmatched(lost, by_document, by_report)
        columns = tuple(dict.fromkeys(self.columns.values()))
        return Metadata(
            self.name, digest, columns, by_document, by_report, tuple(dict.fromkeys(self.said))
        )

    def _read(self) -> set[str]:
        return {source.document_id for source in self.sources if not source.status}

    def _documents(self) -> dict[str, str]:
        """Documents by every name a line may give them; a name of two of them is none."""
        named: dict[str, set[str]] = {}
        for source in self.sources:
            if not source.status:
                path = PurePosixPath(source.path)
                for name in {source.path, path.name, path.stem, source.document_id}:
                    named.setdefault(_folded(name), set()).add(source.document_id)
        for row in self.rows:
            several = named.get(_folded(row[self.key]), set())
            if len(several) > 1:
                self.said.append(
                    f"{row[self.key]} is the name of several texts ({_listed(sorted(several))}); "
                    "write its path"
                )
        return {name: min(ids) for name, ids in named.items() if len(ids) == 1}

    def _merge(self, target: dict[str, str], given: Given, name: str) -> None:
        """What a second line says of a text is taken where the first says nothing."""
        if target:
            other = [f"{c} {given[c]}" for c in given if target.get(c, given[c]) != given[c]]
            more = f", and not that {_listed(other)}" if other else ""
            self.said.append(f"{name} has two lines; what the first says counts{more}")
        for column, value in given.items():
            target.setdefault(column, value)

    def _say_unmatched(self, lost: Sequence[str], *joined: Mapping[str, Given]) -> None:
        if lost:
            self.said.append(
                f"{len(lost)} of its lines name no text that was read: {_listed(lost)}"
            )
        got = {name.rpartition("#")[0] or name for names in joined for name in names}
        without = sorted(self._read() - got)
        if without:
            self.said.append(f"{len(without)} texts have no line in it: {_listed(without)}")


def in_form(column: str, value: str) -> str | None:
    """A value as the table ``reports`` has it, where it is one.

    >>> in_form("date", "2020/1/5"), in_form("level", "县级"), in_form("level", "3")
    ('2020-01-05', 'county', None)
    """
    if column == "date":
        whole = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value)
        iso = value if whole else dates.iso(re.sub(r"[T ]\d{1,2}:\d\d.*$", "", value))
        return iso if iso and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", iso) else None
    if column == "level":
        word = value.casefold()
        named = (level for level, words in _LEVEL_WORDS if re.fullmatch(words, word))
        return word if word in PLACE_LEVELS else next(named, None)
    if column == "kind":
        return value if value in REPORT_KINDS else None
    return value


def _owner(report_id: str) -> str:
    """The document of a report; none where it is no report_id."""
    document_id, _, number = report_id.rpartition("#")
    return document_id if number.isdecimal() else ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/").removeprefix("./")).casefold()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return inert.visible(", ".join(names[:_SHOWN])) + more


def join(reports: pd.DataFrame, metadata: Metadata) -> pd.DataFrame:
    """The reports with the columns of the metadata, whole numbers and numbers as such."""
    new = {}
    for column in metadata.columns:
        values = [
            metadata.by_report.get(report, {}).get(column)
            or metadata.by_document.get(document, {}).get(column)
            for report, document in zip(reports["report_id"], reports["document_id"], strict=True)
        ]
        new[column] = typed(values)
    return reports.assign(**new)


def typed(values: Sequence[str | None]) -> pd.Series:
    """Texts as whole numbers or numbers where all are; one with a leading 0 is a name."""
    there = [value for value in values if value is not None]
    if there and all(re.fullmatch(r"-?(?:0|[1-9]\d{0,17})", value) for value in there):
        return pd.Series([None if v is None else int(v) for v in values], dtype="Int64")
    if there and all(re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", value) for value in there):
        return pd.Series([None if v is None else float(v) for v in values], dtype="Float64")
    return pd.Series(list(values), dtype="string")

"""Any table for Excel, Stata, SPSS, LaTeX and Word, with what every column means."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.tables import inert

THEN = datetime(1980, 1, 1)  # the first day a zip file knows; no file says when it was made
SAID = b"1980-01-01T00:00:00Z"
STATA, LABEL = 118, 80  # version; characters of a label
SHORT = 2045  # bytes of a text that is no strL
RESERVED = {"if", "in", "using", "with", "byte", "int", "long", "float", "double", "strL", "end"}
SHEET = (1_048_575, 32_767)  # rows of a sheet under its header, characters of a cell
PRINTED = 200  # rows of a table that is to be read
LARGE = 10_000  # from here on with commas: a year has none


def save(frame: pd.DataFrame, path: str | Path, labels: Mapping[str, str], title: str = "") -> None:
    """Write a table as its file name says: .xlsx, .dta, .sav, .tex or .docx.

    labels: what each column means, by name. title: of the table, where the form has a place for it.
    Raises ValueError for another ending, and for a table that is too large for the form.
    """
    path = Path(path)
    if path.suffix not in FORMS:
        known = ", ".join(f"{ending} ({what})" for ending, (what, _) in FORMS.items())
        raise ValueError(f"{path.name}: a table is written as {known}.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(FORMS[path.suffix][1](frame.reset_index(drop=True), labels, title))


def _excel(frame: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    """The table and a sheet that explains its columns; numbers are numbers, formulas only texts."""
    if len(frame) > SHEET[0]:
        raise ValueError(
            f"{len(frame):,} rows are more than a sheet of Excel holds ({SHEET[0]:,})."
        )
    cut = [str(name) for name in frame if _longest(frame[name]) > SHEET[1]]
    rows = [(str(n), str(frame[n].dtype), labels.get(str(n), "")) for n in frame.columns]
    book = pd.DataFrame(rows, columns=["column", "type", "meaning"])
    book["note"] = ["cut to 32,767 characters" if name in cut else "" for name in book["column"]]
    made = BytesIO()
    with pd.ExcelWriter(made, engine="openpyxl") as writer:
        for sheet, table in {title[:31] or "table": frame, "codebook": book}.items():
            table.map(_cell).to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            for cell in (cell for row in writer.sheets[sheet].iter_rows() for cell in row):
                if cell.value == "":  # what is missing is an empty cell, no text
                    cell.value = None
        writer.book.properties.created = writer.book.properties.modified = THEN
    return _timeless(made)


def _timeless(made: BytesIO) -> bytes:
    """The same package with no time of day in it, so that the same table gives the same bytes."""
    even = BytesIO()
    with zipfile.ZipFile(made) as package, zipfile.ZipFile(even, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in package.infolist():
            data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + SAID, package.read(entry))
            copy.writestr(zipfile.ZipInfo(entry.filename, THEN.timetuple()[:6]), data)
    return even.getvalue()


def _cell(value: object) -> object:
    """A text as a spreadsheet may hold it; one that it would run as a formula gets an apostrophe."""
    if not isinstance(value, str):
        return value
    safe = (inert.GUARD if inert.is_formula(value) else "") + inert.visible(value, keep="\n\t")
    return safe[: SHEET[1]]


def _longest(column: pd.Series) -> int:
    return max((len(value) for value in column.dropna() if isinstance(value, str)), default=0)


def _stata(frame: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    """Version 118: labels of 80 characters, texts as long as they are (strL beyond 2,045 bytes)."""
    made = _plain(frame)
    named = _names(made, 32, RESERVED)
    long = [
        named[n]
        for n in made
        if made[n].dtype == object and made[n].str.encode("utf-8").str.len().max() > SHORT
    ]
    buffer = BytesIO()
    made.rename(columns=named).to_stata(
        buffer,
        write_index=False,
        version=STATA,
        variable_labels={named[n]: labels.get(str(n), "")[:LABEL] or str(n)[:LABEL] for n in made},
        data_label=title[:LABEL] or None,
        convert_strl=long,
        time_stamp=THEN,
    )
    return buffer.getvalue()


def _spss(frame: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    import tempfile  # noqa: PLC0415

    import pyreadstat  # noqa: PLC0415  (only who uses SPSS needs it)

    made = _plain(frame)
    named = _names(made, 64, {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})  # fmt: skip
    said: dict[str, str | None] = {named[n]: labels.get(str(n), "")[:255] or str(n) for n in made}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        pyreadstat.write_sav(
            made.rename(columns=named), path, file_label=title[:60], column_labels=said
        )
        data = path.read_bytes()
    return data[:92] + b"01 Jan 8000:00:00" + data[109:]  # where the header has day and time


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns of types every program has: a truth is 1, 0 or missing, a missing text is empty."""
    made = {}
    for name in frame.columns:
        column = frame[name].convert_dtypes()
        if pd.api.types.is_bool_dtype(column) or pd.api.types.is_numeric_dtype(column):
            made[name] = pd.Series(column.to_numpy(dtype=float, na_value=np.nan), frame.index)
        else:
            made[name] = frame[name].astype(object).where(frame[name].notna(), "").map(str)
    return pd.DataFrame(made, index=frame.index).astype(
        {name: object for name, column in made.items() if column.dtype != float}
    )


def _names(frame: pd.DataFrame, most: int, reserved: set[str]) -> dict[Any, str]:
    """Names of variables: letters, digits and _, none of the program's own words, none twice.

    >>> list(_names(pd.DataFrame(columns=["end", "2024", "a b", "a_b", "地区"]), 32, {"end"}).values())
    ['end_', '_2024', 'a_b', 'a_b_2', '地区']
    """
    made: dict[Any, str] = {}
    for column in frame.columns:
        name = re.sub(r"\W", "_", str(column))
        name = f"_{name}" if name[:1].isdigit() else name or "_"
        name = f"{name}_" if name in reserved else name
        while len(name.encode()) > most:
            name = name[:-1]
        again = 2
        while name in made.values():
            name = f"{name[: most // 3]}_{again}" if again > 2 else f"{name[: most - 3]}_2"
            again += 1
        made[column] = name
    return made


def _latex(frame: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    """A table with the rules of booktabs, every sign of LaTeX in its texts written as a sign."""
    table = _printed(frame)
    style = table.style.format(escape="latex").format_index(escape="latex", axis="columns")
    align = "".join("r" if pd.api.types.is_numeric_dtype(frame[name]) else "l" for name in frame)
    caption = _escaped(title)
    text = style.hide(axis="index").to_latex(
        column_format=align, hrules=True, caption=caption or None, position_float="centering"
    )
    head = "% needs \\usepackage{booktabs}, and for Chinese \\usepackage{ctex} with XeLaTeX\n"
    return (head + text).encode()


def _escaped(text: str) -> str:
    signs = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(signs.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)


def _word(frame: pd.DataFrame, labels: Mapping[str, str], title: str) -> bytes:
    """A table with a rule over and under its header and one at its end, as journals print them."""
    import docx  # noqa: PLC0415
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    table = _printed(frame)
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = THEN
    if title:
        document.add_paragraph(inert.visible(title))
    made = document.add_table(rows=1, cols=len(table.columns))
    cells = [list(table.columns), *table.to_numpy().tolist()]
    for number, row in enumerate(cells):
        place = made.rows[0] if number == 0 else made.add_row()
        for at, (cell, words) in enumerate(zip(place.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(str(words)).bold = number == 0
            if pd.api.types.is_numeric_dtype(frame.iloc[:, at]):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            sides = ["top", "bottom"] if number == 0 else ["bottom"] * (number == len(cells) - 1)
            borders = OxmlElement("w:tcBorders")
            for side in sides:
                line = OxmlElement(f"w:{side}")
                for key, value in {"val": "single", "sz": "8", "color": "000000"}.items():
                    line.set(qn(f"w:{key}"), value)
                borders.append(line)
            cell._tc.get_or_add_tcPr().append(borders)
    buffer = BytesIO()
    document.save(buffer)
    return _timeless(buffer)


def _printed(frame: pd.DataFrame) -> pd.DataFrame:
    """The cells of a table that is to be read, as words: numbers short, nothing for what is missing."""
    if len(frame) > PRINTED:
        raise ValueError(
            f"{len(frame):,} rows are no table to read ({PRINTED} at most). Choose: table.head(20)."
        )
    return frame.rename(columns=str).map(_word_of)


def _word_of(value: Any) -> str:
    r"""A cell in words.

    >>> [_word_of(v) for v in (0.12345, 12.0, 1234567, None, "喜讯\x1b")]
    ['0.123', '12', '1,234,567', '', '喜讯\\x1b']
    """
    if isinstance(value, str):
        return inert.visible(value.replace("\n", " "))
    if value is None or pd.isna(value):
        return ""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return str(value)
    number = float(value)
    if not number.is_integer():
        return f"{number:.3g}"
    return f"{number:,.0f}" if abs(number) >= LARGE else f"{number:.0f}"


Writer = Callable[[pd.DataFrame, Mapping[str, str], str], bytes]
FORMS: dict[str, tuple[str, Writer]] = {
    ".xlsx": ("Excel", _excel),
    ".dta": ("Stata", _stata),
    ".sav": ("SPSS", _spss),
    ".tex": ("LaTeX", _latex),
    ".docx": ("Word", _word),
}

"""``report.html``: a study on one page for a co-author, without a network and without a program."""

from __future__ import annotations

import base64
import io
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from PIL import Image

from toolkit import lexicon
from toolkit.analysis import rates
from toolkit.analysis.methods import methods
from toolkit.export.codebook import meaning
from toolkit.figures.export import FORMS, smaller
from toolkit.figures.labels import LANGUAGES, Labels
from toolkit.figures.names import report_names
from toolkit.figures.style import font
from toolkit.sentences import message
from toolkit.tables import inert

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

FILE = "report.html"
MOST = 40  # rows of a table on the page; all of them stand in the tables
LATIN = 0x24F  # every machine has letters up to here
HAN = "U+2100-FFEF, U+20000-3FFFF"  # what the page takes from its own font, before any other
WIDE = 16  # characters of a cell that a narrow screen is not to press
ACROSS = 1400  # pixels of a figure: sharp on a good screen
STYLE = Path(__file__).with_name("report.css")


def write(folder: Path, corpus: Corpus, language: str = "en") -> Path:
    """Write the page into a study's folder, with the figures that stand in ``figures`` there.

    Whole or not at all: it takes the old page's place once it is written.
    """
    folder = Path(folder)
    text = "".join(_parts(corpus, folder / "figures", language))
    text = text.replace("</style>", f"{_font(text)}</style>", 1)
    handle, aside = tempfile.mkstemp(dir=folder, prefix=f".{FILE}")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(aside).chmod(0o644)
    return Path(aside).replace(folder / FILE)


def _font(text: str) -> str:
    """The letters of the page that a machine may lack, from the font of the figures, as a style."""
    from fontTools import subset  # noqa: PLC0415  (with matplotlib; a second that only this needs)

    options = subset.Options(flavor="woff", notdef_outline=True, layout_features=[], hinting=False)
    options.recalc_timestamp = False
    with subset.load_font(str(font()), options) as whole:
        cut = subset.Subsetter(options)
        cut.populate(unicodes={ord(char) for char in text if ord(char) > LATIN})
        cut.subset(whole)
        buffer = io.BytesIO()
        subset.save_font(whole, buffer, options)
    data = base64.b64encode(buffer.getvalue()).decode()
    return (
        f'@font-face {{ font-family: "Report Han"; unicode-range: {HAN}; '
        f'src: url("data:font/woff;base64,{data}") format("woff") }}\n'
    )


class _Words(Labels):
    """The words of the page, and those of the figures beside them."""

    __slots__ = ()

    def said(self, key: str, **values: object) -> str:
        row = {row["key"]: row for row in lexicon.table("report_page")}[key]
        filled = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
        return row[self.language].format(**filled)


def _parts(corpus: Corpus, figures: Path, language: str) -> Iterator[str]:
    t = _Words(language)
    tables = corpus.tables
    reports, documents = tables["reports"], tables["documents"]
    read = documents[documents["status"].isin(["ok", "partial"])]
    sections = {
        "files": _files(t, documents),
        "reports": _reports(t, reports),
        "copies": _copies(t, reports),
        "numbers": _table(t, _sizes(t, tables)),
        "claims": _table(t, _claims(t, tables["claims"])),
        "checks": _table(t, _checks(corpus, t)),
        "words": _table(t, _frequent(corpus)),
        "doubts": _table(t, _counts(t, tables["doubts"], "kind")),
        "figures": "".join(_figures(figures, language)),
        "methods": _paragraph(str(methods(corpus.about, len(read), rates.characters_of(reports)))),
        "judged": _paragraph(corpus.quality_paragraph() if corpus.folder else ""),
        "fingerprint": f"<pre>{escape(json.dumps(corpus.about, ensure_ascii=False, indent=1, sort_keys=True, default=str))}</pre>",
    }
    title = escape(t.said("title", n=len(reports)))
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>\n{STYLE.read_text('utf-8')}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    yield _paragraph(t.said("lead", files=len(read)))
    links = (f'<a href="#{key}">{escape(t.said(key))}</a>' for key in sections)
    yield f'<nav aria-label="{escape(t.said("contents"))}">{" ".join(links)}</nav>\n'
    keys = {row["key"] for row in lexicon.table("report_page")}
    for key, body in sections.items():
        note = f"{key}_note"
        yield f'<section id="{key}">\n<h2>{escape(t.said(key))}</h2>\n'
        yield f'<p class="note">{escape(t.said(note))}</p>\n' if note in keys else ""
        yield f"{body or _paragraph(t.said('none'))}</section>\n"
    yield "</body>\n</html>\n"


def _files(t: _Words, documents: pd.DataFrame) -> str:
    order = documents["status"].map({"failed": 0, "partial": 1, "skipped": 2, "ok": 3})
    rows = documents.assign(order=order).sort_values(["order", "path"])
    said = rows["message"].map(lambda one: message(one, t.language), na_action="ignore")
    rows = rows.assign(status=rows["status"].map(t.value), message=said)
    shown = ["path", "format", "characters", "reports", "status", "message"]
    counts = documents["status"].value_counts()
    files = ("，" if t.language == "zh" else ", ").join(
        f"{n:,} {t.value(s)}" for s, n in counts.items()
    )
    return _paragraph(files) + _table(t, rows[shown].rename(columns={"reports": "reports_n"}))


def _reports(t: _Words, reports: pd.DataFrame) -> str:
    rows = reports[["title", "kind", "place", "date", "characters"]].assign(
        kind=[t.value(kind) for kind in reports["kind"]]
    )
    kinds = _counts(t, reports, "kind")
    return _table(t, kinds) + _table(t, rows.rename(columns={"title": "title_column"}))


def _copies(t: _Words, reports: pd.DataFrame) -> str:
    names = report_names(reports, 40, t.language)
    found = reports.dropna(subset=["copy_of"])
    rows = pd.DataFrame(
        {
            "report": found["report_id"].map(names),
            "copy_of": found["copy_of"].map(names),
            "share": found["copy_share"],
        }
    )
    return _table(t, rows)


def _sizes(t: _Words, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = [(name, meaning(name, None, t.language), len(frame)) for name, frame in tables.items()]
    return pd.DataFrame(rows, columns=["table", "meaning", "rows"])


def _claims(t: _Words, claims: pd.DataFrame) -> pd.DataFrame:
    wide = claims.groupby(["kind", "modality"]).size().unstack(fill_value=0)
    wide = wide.reindex(columns=["fact", "target"], fill_value=0)
    wide["exact"] = claims[claims["reading"] == "exact"].groupby("kind").size()
    wide = wide.fillna(0).astype(int).sort_values(["fact", "target"], ascending=False).reset_index()
    return wide.assign(kind=[t.value(kind) for kind in wide["kind"]])


def _checks(corpus: Corpus, t: _Words) -> pd.DataFrame:
    checks = corpus.checked()
    wrong = checks[(checks["verdict"] == "disagrees") & (checks["judged"] != "false")]
    names = report_names(corpus.tables["reports"], 30, t.language)
    return pd.DataFrame(
        {
            "report": wrong["report_id"].map(names),
            "kind": [t.value(kind) for kind in wrong["kind"]],
            "statement": wrong["statement"],
        }
    )


def _frequent(corpus: Corpus) -> pd.DataFrame:
    words = rates.topics(corpus.tables["phrases"], corpus.stop_words).head(20)
    return words[["phrase", "frequency", "reports"]].rename(columns={"reports": "in_reports"})


def _counts(t: _Words, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    counts = rows[column].value_counts().rename_axis("kind").rename("rows").reset_index()
    return counts.assign(kind=[t.value(str(kind)) for kind in counts["kind"]])


def _table(t: _Words, rows: pd.DataFrame) -> str:
    """The first rows as a table, numbers to the right; nothing where there are none."""
    if rows.empty:
        return ""
    head = "".join(f"<th>{escape(t.said(str(name)))}</th>" for name in rows.columns)
    body = "".join(
        f"<tr>{''.join(_cell(value) for value in row)}</tr>\n"
        for row in rows.head(MOST).itertuples(index=False)
    )
    more = t.said("first_of", k=MOST, n=len(rows)) if len(rows) > MOST else ""
    note = f'<p class="note">{escape(more)}</p>\n' if more else ""
    return (
        f'<div class="scroll" tabindex="0"><table>\n<tr>{head}</tr>\n{body}</table></div>\n{note}'
    )


def _cell(value: Any) -> str:
    if value is None or pd.isna(value):
        return "<td></td>"
    if isinstance(value, str):
        wide = ' class="w"' if len(value) > WIDE else ""
        return f"<td{wide}>{escape(inert.visible(value))}</td>"
    number = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    return f'<td class="n">{number}</td>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(inert.visible(text))}</p>\n" if text else ""


def _figures(folder: Path, language: str) -> Iterator[str]:
    """Every exported figure with its caption in the language of the page."""
    for path in sorted(folder.glob("*.png")):
        said = folder / f"{path.stem}.{FORMS[-1]}"
        lines = said.read_text("utf-8").split("\n\n") if said.exists() else []
        words = (
            lines[LANGUAGES.index(language)].strip() if len(lines) == len(LANGUAGES) else path.stem
        )
        with Image.open(path) as picture:
            scale = min(1, ACROSS / picture.width)
        small, size = smaller(path.read_bytes(), scale)
        data = base64.b64encode(small).decode()
        caption = words.partition(". ")[2] or words
        yield f'<figure id="{escape(path.stem)}"><img alt="{escape(caption)}" width="{size[0] // 2}" src="data:image/png;base64,{data}">'
        yield f"<figcaption>{escape(words)}</figcaption></figure>\n"

"""What a corpus consists of, where its text is damaged, and what no table accounts for."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from toolkit.tables.schema import ROLES, TABLES

Tables = Mapping[str, pd.DataFrame]
NUMERAL = re.compile(r"[0-9０-９]+(?:[.．,，][0-9０-９]+)*")
UNIFORM = ("width", "line_end", "variant_character", "control")  # made alike, not mended


def contents(tables: Tables) -> pd.DataFrame:
    """The tables of a corpus: how many rows, and what a row is."""
    rows = [(name, len(tables[name]), TABLES[name].description) for name in TABLES]
    return pd.DataFrame(rows, columns=["table", "rows", "a row is"])


def busiest(reports: pd.DataFrame, sections: pd.DataFrame) -> pd.DataFrame:
    """The report with most sections, as a table of one row or none."""
    counts = reports["report_id"].map(sections["report_id"].value_counts()).fillna(0)
    return reports[(counts == counts.max()) & (counts > 0)].head(1)


def mended(repairs: pd.DataFrame) -> pd.DataFrame:
    """The repairs of damage, without those that only make characters uniform."""
    return repairs[~repairs["kind"].isin(UNIFORM)]


def damage(tables: Tables) -> pd.DataFrame:
    """Places where the raw text was repaired or is blacked out: document_id, start, kind."""
    repaired = mended(tables["repairs"])[["document_id", "start"]]
    claims, mentions = tables["claims"], tables["mentions"]
    hidden = [
        pd.DataFrame({"document_id": document_of(rows[key]), "start": rows["start"]})
        for rows, key in (
            (claims[claims["redacted"]], "claim_id"),
            (mentions[mentions["kind"] == "redaction"], "mention_id"),
        )
    ]
    marked = [repaired.assign(kind="repaired"), *(rows.assign(kind="redacted") for rows in hidden)]
    return pd.concat(marked, ignore_index=True)


def document_of(ids: pd.Series) -> pd.Series:
    """The document an id of a report, or of anything in it, names."""
    return ids.astype("string").str.replace("#[^#]*$", "", regex=True)


def uncovered_numerals(tables: Tables, texts: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """Arabic numerals of the raw texts that no row of any table accounts for, and how many
    there are in all. What is in claims, mentions, headings, listings or repairs is accounted for.
    """
    known = _known_spans(tables)
    rows, total = [], 0
    for document_id, text in texts.items():
        covered = bytearray(len(text))
        for start, end in known.get(document_id, ()):
            covered[start:end] = b"\x01" * (end - start)
        for match in NUMERAL.finditer(text):
            total += 1
            if 1 not in covered[match.start() : match.end()]:
                left, right = max(match.start() - 8, 0), match.end() + 8
                rows.append((document_id, match.start(), match.end(), match[0], text[left:right]))
    columns = ["document_id", "start", "end", "numeral", "around"]
    return pd.DataFrame(rows, columns=columns), total


def within(reports: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts with blanks for all that stands outside these reports."""
    found = {}
    for document_id, rows in reports.groupby("document_id", sort=False):
        text, kept, at = texts[document_id], "", 0
        for row in rows.sort_values("start").itertuples():
            kept += " " * (row.start - at) + text[row.start : row.end]
            at = row.end
        found[document_id] = kept
    return found


def _known_spans(tables: Tables) -> dict[str, list[tuple[int, int]]]:
    """By document, the spans of all rows that account for a numeral."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for name, last in (
        ("claims", "end"),
        ("mentions", "end"),
        ("listings", "end"),
        ("repairs", "end"),
        ("sections", "heading_end"),
    ):
        table = tables[name]
        owner = table["document_id"] if name == "repairs" else document_of(table.iloc[:, 0])
        for document_id, start, end in zip(owner, table["start"], table[last], strict=True):
            spans.setdefault(document_id, []).append((start, end))
    return spans


def role_shares(reports: pd.DataFrame, sections: pd.DataFrame) -> dict[str, float]:
    """The share of the reports' characters under headings of each role, the innermost counting.

    What stands under no heading is ``other``.
    """
    by_report = dict(tuple(sections.sort_values(["level", "start"]).groupby("report_id")))
    counts = dict.fromkeys(ROLES, 0)
    for report in reports.itertuples():
        roles = bytearray([ROLES.index("other")]) * (report.end - report.start)
        for section in by_report.get(report.report_id, sections[:0]).itertuples():
            first, last = section.start - report.start, section.end - report.start
            roles[first:last] = bytes([ROLES.index(section.role)]) * (last - first)
        for at, role in enumerate(ROLES):
            counts[role] += roles.count(at)
    whole = sum(counts.values()) or 1
    return {role: n / whole for role, n in counts.items()}

"""The questions about how right the tables are that a corpus answers."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.analysis import page_view
from toolkit.analysis.passage import Passage, owner, show
from toolkit.calls.group import Group
from toolkit.review import (
    agreement,
    corrections,
    estimates,
    exchange,
    judgements,
    kept,
    quality,
    sampling,
)
from toolkit.review.corrections import Correction
from toolkit.tables.schema import TABLES

WORDS = {  # where a row begins and what it says, for those that are looked for
    **dict.fromkeys(("claims", "mentions", "indicators"), ("start", "text")),
    "records": ("problem_start", "problem"),
    "sections": ("start", "heading"),
    "checks": ("start", "statement"),
}
Value = str | Callable[[pd.DataFrame], pd.Series]


class Judging(Group):
    """Rows judged and corrected by hand, and what that says of the tables."""

    def sample(
        self,
        table: str,
        n: int,
        by: str | Sequence[str] = (),
        risky: bool = False,
        seed: int = 0,
    ) -> pd.DataFrame:
        """About n rows of a table to judge by hand, with the probability that each was drawn.

        by: columns of the table, or of its report (kind, place, your own), over which the draw is
        spread. risky: rows with several readings or a rare wording, or with damage or doubts near by,
        are drawn twice as often. Columns added: stratum, probability, risky. For what was missed draw ``sentences``;
        for structure, ``reports``. The same seed draws the same rows from the same tables.
        """
        rows = self.tables[table]
        names = [by] if isinstance(by, str) else list(by)
        strata = pd.DataFrame({name: self._column(table, name) for name in names})
        return sampling.sample(
            rows,
            n,
            strata if names else None,
            sampling.risky(rows, self.tables) if risky and "start" in rows else None,
            seed,
        )

    def review(self, rows: pd.DataFrame, coder: str = "", missing: str = "") -> Any:
        """Judge drawn rows here, by keyboard: the words, the fields as read, right or wrong.

        A row is shown with its section, its sentence and (of a PDF or a scan) its page. What is
        judged stands in ``judgements.csv`` beside the tables from key to key; the next call goes on
        where one stopped. missing: of drawn sentences or reports, say instead how many rows of this
        table are missing in each (claims, mentions, indicators, records, sections, checks); of
        sentences, claims if nothing is said. Needs ipywidgets; without, see ``review_sheet``.
        """
        from toolkit.review.widget import Review  # noqa: PLC0415  (widgets only in a notebook)

        table, missing = _looked_for(rows, missing)

        def shown(row: Mapping[str, Any]) -> str:
            return self._passage_html(row, table, missing)

        path = self._file(judgements.FILE)
        return Review(rows, table, coder, path, shown, self._page_html, missing)

    def review_sheet(self, rows: pd.DataFrame, path: str | Path, missing: str = "") -> None:
        """The same as a spreadsheet to fill in; ``read_review_sheet`` takes it back in."""
        table, missing = _looked_for(rows, missing)
        passages = [repr(self._passage(row)) for row in rows.to_dict("records")]
        judgements.sheet(Path(path), rows, table, passages, missing)

    def read_review_sheet(self, path: str | Path, rows: pd.DataFrame, coder: str) -> pd.DataFrame:
        """Add what a filled spreadsheet says of the rows to ``judgements.csv``, and give them all."""
        lines = judgements.from_sheet(Path(path), rows, _table_of(rows), coder)
        return judgements.judged(self._file(judgements.FILE), lines)

    @property
    def judgements(self) -> pd.DataFrame:
        """All that was judged, one line per row, coder and wrong field."""
        return judgements.read(self._file(judgements.FILE))

    def agreement(self, table: str | None = None, seed: int = 0) -> pd.DataFrame:
        """How far coders agree, per field: Cohen's κ, Krippendorff's α, with 95 % intervals.

        What counts as alike: both call the field right, or both wrong. What not to conclude: that
        what two people agree on is true.
        """
        return agreement.agreement(quality.answers(self.judgements, table), seed)

    def quality(self, table: str | None = None) -> pd.DataFrame:
        """Measured precision and recall of a table (all that were judged) and of each of its
        fields, with n, coders and 95 % intervals: a table for a paper.

        Field ``row``: the share of rows that should be there. ``recall`` (where sentences or reports
        were judged for what is missing): of the rows there should be, those that are there. What
        not to conclude: that texts of another kind are read as well.
        """
        lines = self.judgements
        names = [table] if table else quality.judged_tables(lines)
        found = [quality.quality(self.tables, name, lines) for name in names]
        return (
            pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=quality.COLUMNS)
        )

    def quality_paragraph(self) -> str:
        """What was judged and found, as a paragraph for the methods section."""
        return quality.paragraph(self.tables, self.judgements, self.agreement())

    def estimate(
        self,
        table: str,
        value: Value,
        by: str | None = None,
        beyond: bool = False,
        total: bool = False,
    ) -> pd.DataFrame:
        """A share, mean or total over a table: as read, and corrected by what was judged of its rows.

        value: a column (numbers, True/False), or a function of rows that gives one, such as
        ``lambda rows: rows["modality"] == "target"``. by: a column of the table or of its report;
        then a line per group, and the difference of the first two. beyond: the interval is to hold
        for reports like these, not for these alone. total: the sum instead of the mean.

        Columns: group, raw, corrected, low, high (95 %, covering the draw and the misreading),
        sample_only with its interval, rows, judged. Formula: `toolkit.review.estimates`. What not
        to conclude: rows that were missed are in neither figure.
        """
        rows = self.tables[table].reset_index(drop=True)
        groups = self._column(table, by).reset_index(drop=True) if by else None
        clusters = self._column(table, "report_id").to_numpy(object) if beyond else None
        return _estimates(rows, table, self.judgements, value, groups, clusters, total)

    def checked(self) -> pd.DataFrame:
        """The checks with a column ``judged``: what people said of each disagreement (true, false,
        open); empty for what does not disagree.
        """
        judged = corrections.judged(self._corrections(), self.tables, self.texts)
        return self.tables["checks"].assign(judged=judged)

    def judge(self, check_id: str, verdict: str, note: str = "", coder: str = "") -> None:
        """Mark a disagreement true, false or open, in ``corrections.csv`` beside the tables.

        The mark is found again after a new run, by the file, the kind of check and the words.
        """
        if verdict not in corrections.VERDICTS:
            said = ", ".join(corrections.VERDICTS)
            raise ValueError(f"a verdict is one of {said}, not {verdict!r}")
        checks = self.tables["checks"]
        rows = checks[checks["check_id"] == check_id]
        if rows.empty:
            raise KeyError(f"there is no check {check_id!r}; see the column check_id of the checks")
        row = rows.iloc[0].to_dict()
        if row["verdict"] != "disagrees":
            raise ValueError(f"{check_id} {row['verdict']}: only a disagreement is judged")
        place = corrections.about(row, "checks", self.tables, self.texts)
        self._correct(
            [_signed(replace(place, done="verdict", column=row["kind"], new=verdict), coder, note)]
        )

    def correct(
        self, row: Mapping[str, Any], column: str, new: Any, coder: str = "", note: str = ""
    ) -> None:
        """Put a column of a row right, here and whenever the tables are made in this folder."""
        row = dict(row)
        made = corrections.changed(row, _owner(row), column, new, self.tables, self.texts)
        self._correct([_signed(made, coder, note)])

    def strike(self, row: Mapping[str, Any], coder: str = "", note: str = "") -> None:
        """Strike a row out that should not be there, now and in every later run."""
        row = dict(row)
        place = corrections.about(row, _owner(row), self.tables, self.texts)
        self._correct([_signed(replace(place, done="strike"), coder, note)])

    def add(  # noqa: PLR0917
        self,
        table: str,
        document_id: str,
        start: int,
        end: int,
        values: Mapping[str, Any],
        coder: str = "",
        note: str = "",
    ) -> None:
        """Add a row that was missed: its place in the raw text, and its columns."""
        row = {"document_id": document_id, "start": start, "end": end}
        place = corrections.about(row, table, self.tables, self.texts)
        given = corrections.as_json(values)
        self._correct([_signed(replace(place, done="add", new=given), coder, note)])

    def correct_from_judgements(self, coder: str) -> int:
        """Make corrections of everything a coder judged wrong; how many there are."""
        lines = self.judgements
        lines = lines[(lines["coder"] == coder) & lines["verdict"].isin(["wrong", "no_row"])]
        made = []
        for one in lines.to_dict("records"):
            rows = self.tables[one["table"]]
            known = judgements.ids(rows, one["table"]) == one["id"]
            for row in rows[known].to_dict("records") if one["field"] != one["note"] else ():
                place = corrections.about(row, one["table"], self.tables, self.texts)
                if one["verdict"] == "no_row":
                    place = replace(place, done="strike")
                else:
                    old = kept.written(row[one["field"]])
                    place = replace(
                        place, done="change", column=one["field"], old=old, new=one["should_be"]
                    )
                made.append(_signed(place, coder, one["note"]))
        self._correct(made)
        return len(made)

    @property
    def corrections(self) -> pd.DataFrame:
        """The corrections of this folder, each with ``left``: why it is not applied, if it is not."""
        found = self._corrections()
        left = dict(corrections.apply(found, self.tables, self.texts).left)
        lines = [asdict(one) | {"left": left.get(one, "")} for one in found]
        return pd.DataFrame(lines, columns=[*corrections.NAMES, "left"])

    def put_right(self, found: Sequence[Correction]) -> None:
        """Apply corrections to the tables; ``about`` holds them, and those left with the reason."""
        done = corrections.apply(found, self.tables, self.texts)
        self.tables.update(done.frames)
        self.about["corrections"] = {
            "applied": done.applied,
            "left": [f"{one.path}, {one.words!r} ({one.table}): {why}" for one, why in done.left],
            "lines": [asdict(one) for one in found],
        }

    def _corrections(self) -> list[Correction]:
        """Those of the file beside the tables, or where it is not there those they were made with."""
        path = self.folder / corrections.FILE if self.folder else None
        if path and path.exists():
            return corrections.read(path)
        lines = self.about.get("corrections", {}).get("lines", ())
        return [Correction(**line) for line in lines]

    def export_spans(self, table: str, path: str | Path, label: str | None = None) -> None:
        """Write the spans of a table with their texts for another tool: ``.json`` Label Studio,
        ``.zip`` WebAnno and INCEpTION, ``.qdpx`` NVivo, MAXQDA and ATLAS.ti.

        label: the column that names each span; the name of the table if none is given.
        """
        exchange.export(self._spans(table, label), self.texts, Path(path))

    def compare_spans(self, table: str, path: str | Path, label: str | None = None) -> pd.DataFrame:
        """The spans of a table beside those of a file that another tool exported (``.json``, ``.zip``,
        ``.qdpx`` as ``export_spans`` writes them): both, ours, theirs.
        """
        theirs = exchange.read(Path(path), self.texts)
        return exchange.compared(self._spans(table, label), theirs)

    def _spans(self, table: str, label: str | None) -> pd.DataFrame:
        rows = self.tables[table]
        if "start" not in rows:
            raise ValueError(f"the rows of {table} have no place of their own")
        spans = sampling.places(rows).astype({"start": int, "end": int})
        spans["text"] = [
            self.texts[d][a:b]
            for d, a, b in zip(spans["document_id"], spans["start"], spans["end"], strict=True)
        ]
        names = rows[label].astype("string").fillna("") if label else table
        return spans.assign(label=names)

    def _correct(self, made: list[Correction]) -> None:
        path = self._file(corrections.FILE)
        done = corrections.apply(made, self.tables, self.texts)
        if done.left:
            raise ValueError(f"not corrected: {done.left[0][1]}")
        all_ = corrections.merged([*self._corrections(), *made])
        corrections.write(path, all_)
        self.put_right(all_)

    def _column(self, table: str, name: str) -> pd.Series:
        """A column of a table, or of the report each of its rows stands in."""
        rows, reports = self.tables[table], self.tables["reports"]
        if name in rows:
            return rows[name]
        if name not in reports or "report_id" not in rows:
            raise KeyError(f"neither {table} nor its reports have a column {name!r}")
        return rows["report_id"].map(reports.set_index("report_id")[name])

    def _passage(self, row: Mapping[str, Any]) -> Passage:
        """The words of a row in their sentence, as far as that is not very long."""
        width = 60
        sentences = self.tables["sentences"]
        here = sentences[sentences["sentence_id"] == row.get("sentence_id", "")]
        for sentence in here.itertuples():
            around = (int(row["start"]) - sentence.start, sentence.end - int(row["end"]))
            width = min(max(width, *around), 300)
        return show(row, self.texts, self.tables, width)

    def _passage_html(self, row: Mapping[str, Any], table: str, missing: str) -> str:
        """A row's sections, its passage, and what was read there where one looks for more."""
        sections = self.tables["sections"].set_index("section_id")
        names: list[str] = []
        at = row.get("section_id") if table != "sections" else row["parent_id"]
        while at in sections.index:
            names.insert(0, kept.written(sections.at[at, "heading"]))
            at = sections.at[at, "parent_id"]
        said = [f"<p><small>{html.escape(' › '.join(names))}</small></p>"]
        said.append(self._passage(row)._repr_html_())
        if missing:
            rows = self.tables[missing]
            inside = sampling.documents(rows) == owner(row)
            start, name = WORDS[missing]
            inside &= rows[start].between(row["start"], row["end"])
            each = " · ".join(
                f"<mark>{html.escape(kept.written(v))}</mark>" for v in rows.loc[inside, name]
            )
            said.append(f"<p>{missing} that were read here: {each or 'none'}</p>")
        return "".join(said)

    def _page_html(self, row: Mapping[str, Any]) -> str:
        """The page a row stands on, where it has one and its raw file is there."""
        try:
            return str(page_view.show_pages(row, self.tables, self.raw)._repr_html_())
        except (ValueError, FileNotFoundError, KeyError, ImportError):
            return ""

    def _file(self, name: str) -> Path:
        if self.folder is None:
            raise ValueError(
                "what is judged is kept beside the tables: save the corpus first (corpus.save), "
                "or load it from its folder (Corpus.load)"
            )
        return self.folder / name


def _signed(one: Correction, coder: str, note: str) -> Correction:
    return replace(
        one, coder=coder, note=note, time=datetime.now(UTC).isoformat(timespec="seconds")
    )


def _table_of(rows: pd.DataFrame) -> str:
    """The table that rows are of, by their columns."""
    fitting = [name for name, table in TABLES.items() if set(table.names) <= set(rows.columns)]
    if not fitting:
        raise ValueError("these are not rows of a table; draw them with corpus.sample")
    return max(fitting, key=lambda name: len(TABLES[name].names))


def _looked_for(rows: pd.DataFrame, missing: str) -> tuple[str, str]:
    """The table of drawn rows, and the one whose missing rows are looked for in them."""
    table = _table_of(rows)
    missing = missing or ("claims" if table == "sentences" else "")
    if missing and (table not in ("sentences", "reports") or missing not in judgements.MISSABLE):
        known = ", ".join(judgements.MISSABLE)
        raise ValueError(f"what is missing is looked for in sentences or reports: one of {known}")
    return table, missing


def _owner(row: Mapping[str, Any]) -> str:
    return _table_of(pd.DataFrame(columns=list(row)))


def _estimates(  # noqa: PLR0917
    rows: pd.DataFrame,
    table: str,
    lines: pd.DataFrame,
    value: Value,
    groups: pd.Series | None,
    clusters: np.ndarray | None,
    total: bool,
) -> pd.DataFrame:
    of = (lambda frame: frame[value]) if isinstance(value, str) else value
    found, wanted, draw = judgements.truth(rows, table, lines)
    if found.empty:
        raise ValueError(f"nothing of {table} was judged yet; see corpus.sample and corpus.review")
    read = of(rows).astype("Float64").fillna(0).to_numpy(float)
    truth = of(found).astype("Float64").fillna(0).to_numpy(float)
    places = rows.index.get_indexer(found.index)
    judged = estimates.judged(draw, places, truth, wanted.to_numpy(float))
    if groups is None:
        return _lines({"all": estimates.mean(read, judged, clusters, total)})
    names = groups.astype("string").fillna("").to_numpy(object)
    of_group = {
        str(name): estimates.within(read, judged, names == name, clusters, total)
        for name in sorted(set(names))
        if (names[places] == name).sum() > 1
    }
    return _lines(of_group)


def _lines(found: Mapping[str, estimates.Estimate]) -> pd.DataFrame:
    lines = [{"group": name, **asdict(one)} for name, one in found.items()]
    if len(lines) == 2:
        lines.append({"group": "difference", **estimates.difference(*found.values())})
    return pd.DataFrame(lines)

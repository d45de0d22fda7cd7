"""A corpus of some of the reports of another: the same rows, and what spans reports made anew."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Self

import numpy as np
import pandas as pd

from toolkit import lexicon, pipeline
from toolkit.lexicon import own as own_lexicon
from toolkit.tables import tables
from toolkit.tables.answers import Answers
from toolkit.tables.schema import TABLES

Frames = dict[str, pd.DataFrame]


def mask(
    reports: pd.DataFrame, which: Any = None, values: Mapping[str, Any] | None = None
) -> pd.Series:
    """Which reports are chosen, as one truth value each.

    which: a mask, one report_id or several; values: for columns of ``reports`` the value or the
    values a report may have. Where both are given a report must fit both.

    Raises ValueError or KeyError where they name what is not there.
    """
    if which is None and not values:
        raise ValueError("Say which reports: a mask, report_ids, or the values of a column.")
    chosen = pd.Series(True, reports.index)
    if which is not None:
        chosen &= _named(reports, which)
    for column, wanted in (values or {}).items():
        chosen &= _of_value(reports, column, wanted)
    return chosen


def _named(reports: pd.DataFrame, which: Any) -> np.ndarray:
    values = [which] if isinstance(which, str) else which
    array = pd.array(list(values)) if not hasattr(values, "dtype") else values
    if pd.api.types.is_bool_dtype(array):
        if len(array) != len(reports):
            raise ValueError(
                f"the mask has {len(array)} values for {len(reports)} reports. Make it from "
                "corpus.reports."
            )
        if isinstance(array, pd.Series) and not array.index.equals(reports.index):
            array = array.reindex(reports.index)
        return pd.Series(array).fillna(False).to_numpy(bool)
    ids = set(map(str, array))
    lost = sorted(ids - set(reports["report_id"]))
    if lost:
        raise KeyError(f"there is no report {lost[0]!r}; see the column report_id of the reports")
    return reports["report_id"].isin(ids).to_numpy(bool)


def _of_value(reports: pd.DataFrame, column: str, wanted: Any) -> np.ndarray:
    if column not in reports:
        raise KeyError(f"reports has no column {column!r}; it has {', '.join(reports.columns)}")
    if wanted is None or wanted is pd.NA:
        return reports[column].isna().to_numpy(bool)
    several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
    values = list(wanted) if several else [wanted]
    there = set(reports[column].dropna())
    lost = [value for value in values if value is not None and value not in there]
    if lost:
        known = ", ".join(map(str, sorted(there, key=str)[:10]))
        raise ValueError(f"no report has the {column} {lost[0]!r}; there are {known}")
    found = reports[column].isin(values)
    return (found | reports[column].isna() if None in values else found).to_numpy(bool)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is chosen: reports, the documents of any of them, and those all of whose are."""

    reports: set[str]
    documents: set[str]
    whole: set[str]

    def rows(self, name: str, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table that belong to what is chosen."""
        if "report_id" in frame:
            inside = frame["report_id"].isin(self.reports)
            free = frame["report_id"].isna()
            if free.any():
                document = frame[TABLES[name].key[0]].astype("string").str.rpartition("#")[0]
                inside |= free & document.isin(self.whole)
        elif "document_id" in frame:
            inside = frame["document_id"].isin(self.documents)
        else:
            return frame
        return frame[inside.to_numpy(bool)]


def choose(frames: Mapping[str, pd.DataFrame], chosen: pd.Series, anew: Sequence[str]) -> Frames:
    """The rows of the chosen reports in every table; those of ``anew`` are left to be made.

    What stands outside any report stays where all reports of its document are chosen; pages,
    repairs and the document's own row stay with any of them.
    """
    reports = frames["reports"]
    documents = set(reports.loc[chosen, "document_id"])
    kept = _Kept(
        set(reports.loc[chosen, "report_id"]),
        documents,
        documents - set(reports.loc[~chosen, "document_id"]),
    )
    found = {n: kept.rows(n, frame) for n, frame in frames.items() if n not in anew}
    counts = found["reports"]["document_id"].value_counts()
    numbers = found["documents"]["document_id"].map(counts).astype("Int64")
    found["documents"] = found["documents"].assign(reports=numbers)
    body = found["listings"]["body_id"]
    found["listings"] = found["listings"].assign(body_id=body.where(body.isin(kept.reports)))
    return {name: _used(frame.reset_index(drop=True)) for name, frame in found.items()}


def _used(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose categories are those that are left in it."""
    held = [name for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)]
    return frame.assign(**{name: frame[name].cat.remove_unused_categories() for name in held})


class Choosing:
    """The calls of a corpus that choose among its reports, or bring to its rows what is known of
    their reports.
    """

    tables: tables.Frames
    texts: Mapping[str, str]
    about: dict[str, Any]
    raw: list[Path]
    kept: Answers

    @property
    def answers(self) -> Answers:
        """What is kept of these tables; of tables that were changed since, nothing is."""
        return Answers() if self.tables.changed else self.kept

    def select(self, which: Any = None, /, **columns: Any) -> Self:
        """A corpus of chosen reports, without parsing again.

        which: a mask over ``corpus.reports``, a report_id or several; columns: values of any column
        of ``reports``, your own among them: ``corpus.select(level="county", year=[2022, 2023])``.
        Every table holds what belongs to these reports; what spans reports (phrases, repeats, reuse,
        templates, frames) is made anew from them, so that nothing is counted that was left out.
        """
        return self._chosen(mask(self.tables["reports"], which, columns))

    def without(self, which: Any = None, /, **columns: Any) -> Self:
        """A corpus of all reports but those that ``select`` would choose by the same words."""
        return self._chosen(~mask(self.tables["reports"], which, columns))

    def _chosen(self, these: pd.Series) -> Self:
        frames = choose(self.tables, these, pipeline.ACROSS)
        there = set(frames["documents"]["document_id"])
        texts = {name: text for name, text in self.texts.items() if name in there}
        words, idle = (self.about.get(name, ()) for name in ("words", "stop_words"))

        @cache
        def made() -> dict[str, Any]:
            rows = {name: plain_rows(frames[name]) for name in pipeline.NEEDED}
            with lexicon.using(own_lexicon.of_texts(self.about.get("lexicon", {}))):
                return pipeline.spanning(texts, rows, words=words, stop_words=idle)

        kept = self.answers.of(*frames["reports"]["report_id"])

        def table(name: str) -> pd.DataFrame:
            return tables.frame(name, made()[name])

        fresh = {
            name: kept.get(name, {}, partial(table, name), partial(tables.typed, TABLES[name]))
            for name in ("reports", *pipeline.ACROSS)
        }
        # What a report is in its corpus, a copy of another for one.
        frames["reports"] = frames["reports"].assign(**dict(fresh.pop("reports").items()))
        self._warn_of_own()
        frames |= fresh
        about = {**self.about, "chosen": {"reports": int(these.sum()), "of": len(these)}}
        corpus = type(self)({name: frames[name] for name in self.tables}, texts, about)  # type: ignore[call-arg]
        corpus.raw, corpus.kept = self.raw, kept
        return corpus

    def _warn_of_own(self) -> None:
        """Say which columns of the researcher's are in tables that are made anew, and so not kept."""
        for name in pipeline.ACROSS:
            own = [str(c) for c in self.tables[name] if c not in TABLES[name].names]
            if own:
                warnings.warn(
                    f"{name} is made anew for the chosen reports, without your columns "
                    f"{', '.join(own)}. Add them again.",
                    stacklevel=4,
                )

    def joined(self, table: str, *columns: str) -> pd.DataFrame:
        """A table with columns of the report each row stands in: place, level, your own.

        ``corpus.joined("claims", "place", "year").groupby("place").size()``. A column the table has
        already comes as ``report_…``.
        """
        rows, reports = self.tables[table], self.tables["reports"].set_index("report_id")
        if "report_id" not in rows:
            raise ValueError(f"the rows of {table} are not of one report; {table} has no report_id")
        lost = [name for name in columns if name not in reports]
        if lost:
            raise KeyError(
                f"reports has no column {lost[0]!r}; it has {', '.join(reports.columns)}"
            )
        new = {
            name: rows["report_id"].map(reports[name]).astype(reports[name].dtype)
            for name in columns
        }
        return rows.assign(**{f"report_{n}" if n in rows else n: v for n, v in new.items()})


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table in plain values, None where one is missing."""
    plain = frame.astype(object)
    return plain.where(plain.notna(), None).to_dict("records")

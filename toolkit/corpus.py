"""A corpus: every table as an attribute, and the questions one asks of them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import __version__, lexicon, pipeline, record, study, tables
from toolkit import metadata as what_is_known
from toolkit.across.body import Body, make_bodies
from toolkit.across.compared import Compared
from toolkit.across.redacted import is_redaction
from toolkit.across.tokens import Segmenter
from toolkit.analysis import (
    collocations,
    concordance,
    containment,
    counted,
    diversity,
    formulae,
    formulaicity,
    keyness,
    network,
    new_words,
    page_view,
    passages,
    rates,
    residue,
    shuffled,
    similarity,
    sql,
    stop_words_changed,
    trends,
    words_changed,
)
from toolkit.analysis.page_view import PageView
from toolkit.analysis.panel_calls import PanelCalls
from toolkit.analysis.passage import Passage, show
from toolkit.chosen import Choosing, plain_rows
from toolkit.concepts import rules
from toolkit.concepts.calls import ConceptCalls
from toolkit.concepts.model import Concept
from toolkit.export.calls import ExportCalls
from toolkit.files import Source, find_sources
from toolkit.metadata import Metadata
from toolkit.review.calls import ReviewCalls
from toolkit.review.corrections import Correction
from toolkit.review.corrections import read as read_corrections
from toolkit.schema import BODY_KINDS, TABLES
from toolkit.sentences import Banner, say

pd.options.display.html.use_mathjax = False  # in the words of a report $ is a sign, no formula


RAW = Path(__file__).parent.parent / "data" / "raw"


class Corpus(Choosing, ConceptCalls, ExportCalls, PanelCalls, ReviewCalls):
    """The tables of a set of reports and their raw texts.

    Every table of the codebook is an attribute that holds a DataFrame: ``corpus.claims``.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        texts: Mapping[str, str],
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.tables = dict(frames)
        self.texts = dict(texts)
        self.about = dict(about or fingerprint())
        self.raw = [RAW]
        self.folder: Path | None = None  # where its tables stand, once they do

    @classmethod
    def parse(
        cls,
        raw: str | Path | Iterable[str | Path],
        progress: pipeline.Progress = pipeline.quiet,
        workers: int | None = None,
        words: str | Path | Iterable[str] = (),
        stop_words: str | Path | Iterable[str] = (),
        *,
        metadata: str | Path | pd.DataFrame | None = None,
        concepts: rules.Given = (),
        corrections: str | Path | None = None,
    ) -> Corpus:
        """Read a folder of reports (walked recursively), a file, or a list of files.

        words, stop_words: your own terms and stop words beside the project's: each a file with
        one word a line, or a list. metadata: a table (CSV, Excel or a DataFrame) with a column
        ``file`` and any others, in place of the ``metadata.csv`` or ``metadata.xlsx`` that lies
        beside the texts. Its columns are joined to ``reports``; place, level, date and the like
        overrule what was read from the text. What did not fit is a warning, and stands in
        ``corpus.about["metadata"]["said"]``. concepts: a file of rules or a dictionary of words;
        other ones can be looked for later without parsing again (`find_concepts`). corrections: a
        ``corrections.csv`` to apply; the commands apply the one that lies beside the tables.
        """
        roots = [raw] if isinstance(raw, str | Path) else list(raw)
        for root in roots:
            if not Path(root).exists():
                raise FileNotFoundError(f"{root} is not there. Check the path of the raw texts.")
        folders = [Path(root) for root in roots]
        named = Path(metadata) if isinstance(metadata, str | Path) else None
        sources = find_sources(folders, named)
        own, idle = lexicon.own_words(words), lexicon.own_words(stop_words)
        given: dict[str, Any] = {"words": own, "stop_words": idle, "concepts": rules.read(concepts)}
        known = what_is_known.known(metadata, folders, sources)
        lines = read_corrections(Path(corrections)) if corrections else ()
        corpus = cls.of(sources, progress, workers, **given, known=known, corrections=lines)
        for what in corpus.about.get("metadata", {}).get("said", ()):
            warnings.warn(f"Metadata: {what}.", stacklevel=2)
        corpus.raw = folders
        return corpus

    @classmethod
    def of(
        cls,
        sources: Sequence[Source],
        progress: pipeline.Progress = pipeline.quiet,
        workers: int | None = None,
        *,
        words: Iterable[str] = (),
        stop_words: Iterable[str] = (),
        concepts: Sequence[Concept] = (),
        known: Metadata | None = None,
        corrections: Sequence[Correction] = (),
        kept: Path | None = None,
        checked: bool = True,
    ) -> Corpus:
        """The corpus of some files, with what is known of them (see ``parse``).

        kept: the folder of what was read before. checked: hold the tables against the schema now;
        ``tables.store`` does it in any case.
        """
        if known:
            sources = what_is_known.attached(sources, known)
        parsed = pipeline.parse(sources, progress, workers, words, stop_words, kept)
        frames = (tables.make if checked else tables.unchecked)(parsed.rows)
        about = fingerprint(words, stop_words)
        if known:
            frames["reports"] = what_is_known.join(frames["reports"], known)
            about["metadata"] = known.about()
        corpus = cls(frames, parsed.texts, about)
        if concepts:
            corpus.find_concepts(concepts)
        if corrections:
            corpus.put_right(corrections)
        return corpus

    @classmethod
    def load(cls, folder: str | Path | None = None, edited: bool = False) -> Corpus:
        """The corpus whose tables stand in a folder; it cuts words as they were cut then.

        Without a folder, those of the study one works in: the nearest ``clean`` or ``data/clean``,
        here or further up.

        Files that are not as they were written are refused (TableError), except for columns that
        were added to a table. edited: read the Parquet tables as they stand, your own changes with
        them, as long as they keep to the schema.
        """
        folder = study.nearest() if folder is None else Path(folder)
        corpus = cls(*tables.read(folder, edited))
        corpus.folder = folder
        corpus.raw = [*filter(None, [record.raw_of(folder)]), RAW]
        then = corpus.about.get("segmenter", {}).get("user_words_sha256")
        if then != corpus.segmenter.fingerprint["user_words_sha256"]:
            warnings.warn(
                f"The project's terms have changed since the tables in {folder} were made; what "
                "is counted anew will not agree with them. Parse the texts again.",
                stacklevel=2,
            )
        return corpus

    def save(self, folder: str | Path) -> None:
        """Write all tables, the codebook and the raw texts, in place of what was there."""
        tables.write(self.tables, self.texts, Path(folder), self.about)
        self.folder = Path(folder)

    def banner(self) -> Banner:
        """What these tables are of: how many files and reports, and whether they are the samples
        that come with the toolkit, of which nothing must be concluded.
        """
        read = self.documents[self.documents["status"] != "skipped"]
        invented = read["sha256"].isin(lexicon.words("samples"))
        few = "samples_only" if invented.all() else "samples_among"
        about = {"files": len(read), "reports": len(self.reports), "invented": invented.sum()}
        return Banner(say("texts", few if invented.any() else "", **about))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES and "tables" in self.__dict__:
            return self.tables[name]
        raise AttributeError(f"a corpus has no {name!r}; its tables are {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(self.tables[name]):,} {name}" for name in TABLES)
        return f"Corpus({sizes})"

    @cached_property
    def bodies(self) -> list[Body]:
        """The reports that are read for phrases and recurring passages, with their clean text."""
        needed = ("repairs", "reports", "sentences", "claims")
        rows = {name: plain_rows(self.tables[name]) for name in needed}
        return make_bodies(self.texts, rows)

    @cached_property
    def compared(self) -> Compared:
        """The reports held against each other, for all questions about what they share."""
        return Compared(self.bodies, self.segmenter.cut)

    @cached_property
    def segmenter(self) -> Segmenter:
        """What cuts the texts into words: jieba with the project's terms and your own."""
        return pipeline.words_of(self.about.get("words", ()))

    @property
    def stop_words(self) -> tuple[str, ...]:
        """Your own stop words, beside the project's: left out of ranked lists, never of counts."""
        return tuple(self.about.get("stop_words", ()))

    def show(
        self, row: Any, width: int = 60, page: bool = False, raw: str | Path | None = None
    ) -> Passage | PageView:
        """What stands at a row's span: the raw text around it with the span marked.

        page: the pages of a PDF or a scan instead, drawn from the raw file with the words boxed.
        raw: the folder of raw files, where it is not the one that was parsed, or data/raw.
        """
        if not page:
            return show(row, self.texts, self.tables, width)
        return page_view.show_pages(row, self.tables, [Path(raw)] if raw else self.raw)

    def boxes(self, row: Any) -> pd.DataFrame:
        """Where a row's words stand on the pages of a PDF or a scan: a box for each line of them."""
        return page_view.boxes_of(row, self.tables)

    def kwic(
        self, term: str | re.Pattern[str], width: int = 20, sort: str = "position"
    ) -> pd.DataFrame:
        """Every place of a term with its left and right context (keyword in context)."""
        return concordance.kwic(self.bodies, term, width, sort)

    def collocations(self, node: str, window: int = 5) -> pd.DataFrame:
        """The words that stand near a word more often than chance, by log-likelihood."""
        return collocations.collocations(self.bodies, self.segmenter.cut, node, window)

    def new_words(self) -> pd.DataFrame:
        """Candidates for your own terms: not in the dictionary, but behaving as one word."""
        return new_words.new_words(self.bodies, self.segmenter, self.stop_words)

    def save_words(self, path: str | Path, words: Iterable[str] | None = None) -> None:
        """Write words, one a line, as a file for ``parse --words``; all new words if none given.

        The words already given at parsing stand first, so that the file takes the place of theirs.
        """
        chosen = self.new_words()["phrase"] if words is None else words
        new_words.save_words(path, [*self.about.get("words", ()), *chosen])

    def words_changed(self, words: str | Path | Iterable[str]) -> pd.DataFrame:
        """What adding words would change: counts before and after, words that would vanish."""
        own = lexicon.own_words(words)
        after = pipeline.words_of([*self.about.get("words", ()), *own])
        return words_changed.words_changed(self.bodies, self.segmenter.cut, after.cut, own)

    def stop_words_changed(self, words: str | Path | Iterable[str]) -> pd.DataFrame:
        """What adding stop words would take out of the ranked lists, and how long these are then."""
        own = lexicon.own_words(words)
        before, after = (self._ranked(stop) for stop in (self.stop_words, (*self.stop_words, *own)))
        return stop_words_changed.stop_words_changed(before, after, own)

    def _ranked(self, stop: Iterable[str]) -> dict[str, pd.DataFrame]:
        """The lists that stop words are left out of."""
        return {
            "words": rates.topics(self.phrases, stop),
            "phrases": rates.set_phrases(self.phrases, self.segmenter.cut, stop),
            "new words": new_words.new_words(self.bodies, self.segmenter, stop),
        }

    def keyness(
        self,
        target: Any,
        seed: int = 0,
        words: Iterable[str] | None = None,
        count: str = "auto",
        **settings: Any,
    ) -> pd.DataFrame:
        """Words that mark some reports off from the others; target: a mask or report_ids.

        words: wordings to look at, however rare or long; how each is counted stands in ``counted``
        (`analysis.counted`). Without them, all words of five occurrences or more.
        """
        chosen = keyness.report_ids(target, self.reports["report_id"])
        if words is None:
            counts = self.phrase_counts[self.phrase_counts["n"] == 1]
            counts = counts[~counts["phrase"].isin(filter(is_redaction, counts["phrase"].unique()))]
        else:
            counts = self.count(words, count)
            settings = {"min_frequency": 0} | settings
        return keyness.keyness(counts, self.sizes, chosen, seed=seed, **settings)

    def count(self, words: Iterable[str], count: str = "auto") -> pd.DataFrame:
        """How often wordings stand in each report, and whether counted as words or as strings.

        count: ``auto``, ``words`` or ``strings`` (`analysis.counted`).
        """
        return counted.count_wordings(self.bodies, self.phrase_counts, words, count)

    def shuffled_labels(self, characters: int = 1_500, rounds: int = 20) -> pd.DataFrame:
        """The share of words that keyness, and plain G², call different when none is."""
        return shuffled.shuffled(self.bodies, self.segmenter.cut, characters, rounds)

    @property
    def sizes(self) -> pd.Series:
        """Words in each report."""
        counts = self.phrase_counts
        return counts[counts["n"] == 1].groupby("report_id", sort=False)["frequency"].sum()

    def network(
        self, words: Iterable[str] | None = None, least: int = 3, top: int = 40
    ) -> pd.DataFrame:
        """Words that stand in the same sentences, by logDice; the most frequent if none given.

        words: jieba's words. Others would stand in no sentence, and are refused.
        """
        if words is None:
            words = rates.topics(self.phrases, self.stop_words)["phrase"].head(top)
        words = counted.as_words(self.phrases, words)
        return network.network(self.bodies, self.segmenter.cut, words, least)

    def trends(
        self, phrases: Iterable[str], by: str = "year", seed: int = 0, count: str = "auto"
    ) -> pd.DataFrame:
        """Rates of words and phrases by year, month or day, or by kind or issuer of report.

        Whether each was counted as words or as strings stands in ``counted`` (`analysis.counted`).
        """
        read = self.reports[self.reports["kind"].isin(BODY_KINDS)]
        return trends.trends(self.count(phrases, count), read, by, seed)

    def similarity(self) -> pd.DataFrame:
        """How alike the words of every two reports are: cosine of tf-idf, Jensen-Shannon."""
        words = self.phrase_counts[self.phrase_counts["n"] == 1]
        return similarity.similarity(words, [body.report_id for body in self.bodies])

    def diversity(self, window: int = diversity.WINDOW) -> pd.DataFrame:
        """Per report, how varied its words are: MATTR and MTLD, which do not fall with length."""
        return diversity.diversity(self.bodies, self.segmenter.cut, window)

    def passages(self, least_reports: int = 1) -> pd.DataFrame:
        """Recurring passages for reading: the longest first, what they contain folded away."""
        return passages.passages(self.repeats, self.repeat_occurrences, least_reports)

    def sql(self, query: str) -> pd.DataFrame:
        """Rows by a query in SQL (DuckDB), every table by its name; for tables of millions of rows.

        ``corpus.sql("select unit, count(*) as n from claims group by unit order by n desc")``
        Once saved or loaded, a corpus is asked as it lies in its folder, not in memory. Raises
        ValueError where the query cannot be answered.
        """
        return sql.sql(query, self.tables, self.folder)

    def residue(self) -> pd.DataFrame:
        """Names of another place in passages a report shares with that place's report."""
        return residue.residue(self.compared, self.reports)

    def coverage(self) -> pd.DataFrame:
        """Per report, how many of its characters lie in passages that other reports have too."""
        return passages.coverage(self.compared)

    def copies(self) -> pd.DataFrame:
        """The reports that stand in another to 90 % or more: report_id, copy_of, copy_share.

        Of two texts that are the same the longer or earlier one is called the original; who
        copied whom is not known from it.
        """
        columns = ["report_id", "title", "copy_of", "copy_share"]
        return self.reports.dropna(subset=["copy_of"])[columns].reset_index(drop=True)

    def without_copies(self) -> Corpus:
        """The corpus without the reports that stand in another to 90 % or more."""
        copies = self.copies()["report_id"]
        return self.without(copies.tolist()) if len(copies) else self

    def containment(self, near: bool = False) -> pd.DataFrame:
        """For every ordered pair of reports, the share of a that also stands in b.

        near: what agrees in near-identical passages (table ``reuse``) counts as well.
        """
        return containment.containment(self.compared, near)

    def formulae(self) -> pd.DataFrame:
        """Phrases, frames and slogans that several reports have apart from copied passages."""
        chosen = rates.set_phrases(self.phrases, self.segmenter.cut)["phrase"]
        counts = self.phrase_counts[self.phrase_counts["phrase"].isin(chosen)]
        tables = (self.frames, self.frame_matches, self.mentions)
        return formulae.formulae(self.compared, counts, *tables)

    def formulaicity(
        self, others: int | None = None, seed: int = 0, draws: int = formulaicity.DRAWS
    ) -> pd.DataFrame:
        """Per report, the share of it that other reports have, against so many others at a time.

        others: 10, or half of them where there are fewer than twenty; only shares at the same
        number can be compared. With the range in which the next set of so many falls.
        """
        return formulaicity.formulaicity(self._signs, others, seed, draws)

    def rarefaction(self, sizes: Iterable[int] | None = None, seed: int = 0) -> pd.DataFrame:
        """Copied, formula and own, on average, by how many other reports each is held against."""
        return formulaicity.rarefaction(self._signs, list(sizes) if sizes else None, seed)

    @cached_property
    def _signs(self) -> formulaicity.Signs:
        listed = self.frames.loc[self.frames["source"] == "lexicon", "frame_id"]
        matches = self.frame_matches[self.frame_matches["frame_id"].isin(listed)]
        return formulaicity.Signs.of(self.compared, self.segmenter.cut, matches)


def fingerprint(words: Iterable[str] = (), stop_words: Iterable[str] = ()) -> dict[str, Any]:
    """What results depend on besides the texts: version, segmenter, the researcher's words."""
    own = {"words": list(words), "stop_words": list(stop_words)}
    about = {"version": __version__, "segmenter": pipeline.words_of(own["words"]).fingerprint}
    return about | {name: given for name, given in own.items() if given}

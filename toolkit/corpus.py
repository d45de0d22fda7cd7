"""A corpus: every table as an attribute, and the questions one asks of them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from toolkit import __version__, pipeline
from toolkit.across.body import Body, make_bodies
from toolkit.across.compared import Compared
from toolkit.across.tokens import Segmenter
from toolkit.across.words import Words, words_of
from toolkit.analysis import page_view, sql
from toolkit.analysis.page_view import PageView
from toolkit.analysis.passage import Passage, show
from toolkit.chosen import Choosing, plain_rows
from toolkit.commands import record
from toolkit.concepts import rules
from toolkit.concepts.model import Concept
from toolkit.lexicon import own as own_lexicon
from toolkit.lexicon import own_words, using
from toolkit.lexicon import words as listed_words
from toolkit.reading import addresses
from toolkit.reading import metadata as what_is_known
from toolkit.reading.files import Source, find_sources
from toolkit.reading.metadata import Metadata
from toolkit.review.corrections import Correction
from toolkit.review.corrections import read as read_corrections
from toolkit.sentences import Banner, say
from toolkit.tables import study, tables
from toolkit.tables.answers import Answers
from toolkit.tables.schema import TABLES

if TYPE_CHECKING:
    from toolkit.calls.figures import Figures
    from toolkit.calls.group import Group

pd.options.display.html.use_mathjax = False  # in the words of a report $ is a sign, no formula


RAW = Path(__file__).parent.parent / "data" / "raw"


GROUPS = {  # where each is imported from, when it is first asked something
    "structure": ("toolkit.calls.structure", "Structure"),
    "words": ("toolkit.calls.words", "Words"),
    "text_reuse": ("toolkit.calls.text_reuse", "TextReuse"),
    "numbers": ("toolkit.calls.numbers", "Numbers"),
    "targets": ("toolkit.calls.targets", "Targets"),
    "coding": ("toolkit.concepts.calls", "Coding"),
    "judging": ("toolkit.review.calls", "Judging"),
    "exports": ("toolkit.export.calls", "Exports"),
    "exploring": ("toolkit.explore", "Exploring"),
}


def group_named(name: str) -> type[Group]:
    module, group = GROUPS[name]
    return cast("type[Group]", getattr(import_module(module), group))


class Corpus(Choosing):
    """The tables of a set of reports and their raw texts, and the questions one asks of them.

    Every table of the codebook is an attribute that holds a DataFrame: ``corpus.claims``. The
    questions stand in groups: ``corpus.structure``, ``words``, ``text_reuse``, ``numbers``,
    ``targets``, ``coding`` (concepts), ``judging`` (review and corrections), ``exports``,
    ``exploring`` (widgets) and ``figures``; a call of a group may be made without naming it: ``corpus.kwic("减负")``.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        texts: Mapping[str, str],
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.tables = tables.Frames(frames)
        self.texts = dict(texts)
        self.about = dict(about or fingerprint())
        self.raw = [RAW]
        self.folder: Path | None = None  # where its tables stand, once they do
        self.kept = Answers()

    @classmethod
    def parse(
        cls,
        raw: str | Path | Iterable[str | Path],
        progress: pipeline.Progress = pipeline.quiet,
        workers: pipeline.Workers = None,
        words: str | Path | Iterable[str] = (),
        stop_words: str | Path | Iterable[str] = (),
        *,
        metadata: str | Path | pd.DataFrame | None = None,
        concepts: rules.Given = (),
        corrections: str | Path | None = None,
        lexicon: str | Path | None = None,
    ) -> Corpus:
        """Read a folder of reports (walked recursively), a file, or a list of files; also at an
        address (``s3://bucket/texts``), from which they are copied for as long as Python runs.

        words, stop_words: your own terms and stop words beside the project's: each a file with
        one word a line, or a list. metadata: a table (CSV, Excel or a DataFrame) with a column
        ``file`` and any others, in place of the ``metadata.csv`` or ``metadata.xlsx`` that lies
        beside the texts. Its columns are joined to ``reports``; place, level, date and the like
        overrule what was read from the text. What did not fit is a warning, and stands in
        ``corpus.about["metadata"]["said"]``. concepts: a file of rules or a dictionary of words;
        other ones can be looked for later without parsing again (`find_concepts`). corrections: a
        ``corrections.csv`` to apply; the commands apply the one that lies beside the tables.
        lexicon: a folder of lines added to the project's word lists, in files of the same names
        (``toolkit/lexicon/README.md``); they stand in ``corpus.about["lexicon"]``.
        """
        roots = [raw] if isinstance(raw, str | Path) else list(raw)
        folders = [addresses.here(root) for root in roots]
        for root in folders:
            if not root.exists():
                raise FileNotFoundError(f"{root} is not there. Check the path of the raw texts.")
        named = Path(metadata) if isinstance(metadata, str | Path) else None
        sources = find_sources(folders, named)
        own, idle = own_words(words), own_words(stop_words)
        given: dict[str, Any] = {"words": own, "stop_words": idle, "concepts": rules.read(concepts)}
        given["lexicon"] = own_lexicon.read(lexicon) if lexicon else {}
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
        workers: pipeline.Workers = None,
        *,
        words: Iterable[str] = (),
        stop_words: Iterable[str] = (),
        concepts: Sequence[Concept] = (),
        known: Metadata | None = None,
        corrections: Sequence[Correction] = (),
        lexicon: Mapping[str, Sequence[str]] | None = None,
        kept: Path | None = None,
        checked: bool = True,
    ) -> Corpus:
        """The corpus of some files, with what is known of them (see ``parse``).

        lexicon: lines of one's own, by file (`toolkit.lexicon.own`); its terms and stop words are as
        ``words`` and ``stop_words``. kept: the folder of what was read before. checked: hold the tables against the schema now;
        ``tables.store`` does it in any case.
        """
        if known:
            sources = what_is_known.attached(sources, known)
        lists = lexicon or {}
        words = (*words, *lists.get("terms.txt", ()))
        stop_words = (*stop_words, *lists.get("stop_words.txt", ()))
        with using(own_lexicon.of_texts(lists)):
            parsed = pipeline.parse(sources, progress, workers, words, stop_words, kept)
        frames = (tables.make if checked else tables.unchecked)(parsed.rows)
        about = fingerprint(words, stop_words)
        if lists:
            about["lexicon"] = {name: list(some) for name, some in lists.items()}
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
        here or further up. From an address (``s3://bucket/study/clean``) they are copied first.

        Files that are not as they were written are refused (TableError), except for columns that
        were added to a table. A table is read when it is first asked for. edited: read the Parquet tables as they stand, your own changes with
        them, as long as they keep to the schema.
        """
        folder = study.nearest() if folder is None else addresses.here(folder)
        corpus = cls(*tables.read(folder, edited))
        corpus.folder = folder
        corpus.kept = Answers() if edited else Answers.beside(folder)
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
        """Write all tables, the codebook and the raw texts, in place of what was there.

        At an address (``s3://bucket/clean``) file by file, the codebook last; what lies there is
        refused by ``load`` until all of it has come.
        """
        place = addresses.aside() if addresses.is_address(folder) else Path(folder)
        tables.write(self.tables, self.texts, place, self.about)
        if addresses.is_address(folder):
            addresses.put(place, reversed(list(study.listed(place))), str(folder))
        self.folder, self.kept = place, Answers.beside(place)
        self.tables.changed = False

    def banner(self) -> Banner:
        """What these tables are of: how many files and reports, and whether they are the samples
        that come with the toolkit, of which nothing must be concluded.
        """
        read = self.documents[self.documents["status"].isin(["ok", "partial"])]
        invented = read["sha256"].isin(listed_words("samples"))
        few = "samples_only" if invented.all() else "samples_among"
        about = {"files": len(read), "reports": len(self.reports), "invented": invented.sum()}
        return Banner(say("texts", few if invented.any() else "", **about))

    def __getattr__(self, name: str) -> Any:
        if "tables" not in self.__dict__ or name.startswith("_"):
            raise AttributeError(name)
        if name in TABLES:
            return self.tables[name]
        if name in GROUPS:
            self.__dict__[name] = group_named(name)(self)
            return self.__dict__[name]
        owner = next((one for one in GROUPS if name in group_named(one).calls()), None)
        if owner:
            return getattr(getattr(self, owner), name)
        raise AttributeError(
            f"a corpus has no {name!r}; its tables are {', '.join(TABLES)}, its groups of calls "
            f"{', '.join(GROUPS)}, figures"
        )

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES, *GROUPS]

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

    @cached_property
    def tokens(self) -> Words:
        """The words of all sentences of ``bodies``, cut once."""
        return words_of(self.bodies, self.segmenter.cut)

    @property
    def stop_words(self) -> tuple[str, ...]:
        """Your own stop words, beside the project's: left out of ranked lists, never of counts."""
        return tuple(self.about.get("stop_words", ()))

    @property
    def figures(self) -> Figures:
        """The figures, drawn from this corpus: ``corpus.figures.readings().save("readings")``."""
        return import_module("toolkit.calls.figures").Figures(self)  # type: ignore[no-any-return]

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

    def sql(self, query: str) -> pd.DataFrame:
        """Rows by a query in SQL (DuckDB), every table by its name; for tables of millions of rows.

        ``corpus.sql("select unit, count(*) as n from claims group by unit order by n desc")``
        Once saved or loaded, a corpus is asked as it lies in its folder, not in memory. Raises
        ValueError where the query cannot be answered.
        """
        return sql.sql(query, self.tables, self.folder)

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


def fingerprint(words: Iterable[str] = (), stop_words: Iterable[str] = ()) -> dict[str, Any]:
    """What results depend on besides the texts: version, segmenter, the researcher's words."""
    own = {"words": list(words), "stop_words": list(stop_words)}
    about = {"version": __version__, "segmenter": pipeline.words_of(own["words"]).fingerprint}
    return about | {name: given for name, given in own.items() if given}

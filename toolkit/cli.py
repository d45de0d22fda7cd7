"""The commands: ``python -m toolkit parse`` and ``python -m toolkit run``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from tqdm.auto import tqdm

from toolkit import cache, lexicon, pipeline, study, tables
from toolkit import metadata as what_is_known
from toolkit.concepts import rules
from toolkit.concepts.model import Concept
from toolkit.corpus import Corpus
from toolkit.files import Source, find_sources
from toolkit.inert import visible
from toolkit.lexicon import Lines
from toolkit.lexicon import own as own_lexicon
from toolkit.metadata import Metadata
from toolkit.review import corrections
from toolkit.review.corrections import Correction

RAW, CLEAN, RESULTS = Path("data/raw"), Path("data/clean"), Path("results")
OK, NOTEBOOK_FAILED, USAGE, SOME_FAILED, NOT_WRITTEN, STOPPED = 0, 1, 2, 3, 4, 130
TOLD = {
    "Could not be read, or only in part": ("failed", "partial"),
    "Read, with something to look at": ("ok",),
    "Left out": ("skipped",),
}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "Chinese official reports to tables, notebooks and figures.\n\n"
        "parse: raw texts to tables. run: parse, then every notebook, then all figures.\n\n"
        "Exit status: 0 all read; 3 some files could not be read, or only in part, and the rest "
        "is done; 2 wrong usage, nothing was touched; 1 a notebook failed, the tables are there; "
        "4 the tables could not be written, the old ones are whole; 130 stopped by Ctrl-C."
    ),
)
RawFolder = Annotated[
    Path, typer.Argument(help="Folder of raw texts (walked with its subfolders), or one file.")
]
Words = Annotated[
    Path | None,
    typer.Option(help="File of your own terms, one a line, beside those of the project."),
]

StopWords = Annotated[
    Path | None,
    typer.Option(help="File of your own stop words, one a line, left out of ranked lists."),
]

Lexicon = Annotated[
    Path | None,
    typer.Option(
        help="Folder of your own lines of the word lists, in files named as those of "
        "toolkit/lexicon; each is added, none replaced."
    ),
]

Concepts = Annotated[
    Path | None,
    typer.Option(help="File of concepts: coding rules, or a YAML or LIWC dictionary."),
]

MetadataFile = Annotated[
    Path | None,
    typer.Option(
        help="Table (CSV, Excel) with a column `file` and any others, joined to the reports; "
        "without it metadata.csv or metadata.xlsx beside the texts."
    ),
]


Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Processes that read files; as many as there are cores if not given."),
]
Part = Annotated[
    str | None,
    typer.Option(
        help="i/n: only read every n-th file, from the i-th on, and keep what was read in OUT; "
        "when all n parts are done, the same command without --part makes the tables."
    ),
]


@app.command()
def parse(  # noqa: PLR0917
    raw: RawFolder = RAW,
    out: Annotated[Path, typer.Option(help="Folder for the tables.")] = CLEAN,
    words: Words = None,
    stop_words: StopWords = None,
    metadata: MetadataFile = None,
    concepts: Concepts = None,
    lexicon: Lexicon = None,
    workers: Workers = None,
    part: Part = None,
) -> None:
    """Read raw texts and write the tables (Parquet, CSV) and their codebook.

    Example: python -m toolkit parse data/raw --out data/clean
    """
    with _stoppable():
        given = _inputs(raw, out, words, stop_words, metadata, concepts, lexicon)
        if part:
            _read_part(given, out, part, workers)
        with study.writing(out) as new:
            corpus = _tables(given, new.aside(out), out, workers)
            kept = new.put_in_place()
    typer.echo(_summary(corpus))
    typer.echo(_kept(kept) + f"\nTables and codebook: {out}")
    typer.echo(f"Next: python -m toolkit run {raw}   or in Python: Corpus.load({str(out)!r})")
    raise typer.Exit(_status(corpus))


@app.command()
def run(  # noqa: PLR0917
    raw: RawFolder = RAW,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for everything: OUT/clean, OUT/notebooks, OUT/figures."),
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the figures: en or zh.")] = "en",
    words: Words = None,
    stop_words: StopWords = None,
    metadata: MetadataFile = None,
    concepts: Concepts = None,
    lexicon: Lexicon = None,
    workers: Workers = None,
) -> None:
    """Parse, execute all notebooks against the tables, export all figures.

    Without --out the tables go to data/clean, notebooks and figures to results.

    Example: python -m toolkit run my_texts --out my_study
    """
    if language not in ("en", "zh"):
        _usage(f"the language of the figures is en or zh, not {language!r}")
    results = out or RESULTS
    clean = results / "clean" if out else CLEAN
    books, figures = results / "notebooks", results / "figures"
    with _stoppable():
        for place in (books, figures):
            study.check_writable(place.resolve())
        given = _inputs(raw, clean, words, stop_words, metadata, concepts, lexicon)
        with study.writing(clean, books, figures) as new:
            corpus = _tables(given, new.aside(clean), clean, workers)
            failed = _execute(new, clean, books, figures, language)
            kept = new.put_in_place()
    typer.echo(_summary(corpus))
    typer.echo(_kept(kept) + _places(clean, books, figures))
    if failed:
        typer.echo(f"\nA notebook stopped: {failed}", err=True)
        raise typer.Exit(NOTEBOOK_FAILED)
    raise typer.Exit(_status(corpus))


@contextmanager
def _stoppable() -> Iterator[None]:
    """What ends a command before its tables are in place, said in words: they are as they were."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("\nStopped. What was there before is as it was.", err=True)
        raise typer.Exit(STOPPED) from None
    except study.StudyError as error:
        _usage(str(error))
    except OSError as error:
        where = f" ({visible(str(error.filename))})" if error.filename else ""
        typer.echo(
            f"\nError: the tables could not be written: {error.strerror or error}{where}. "
            "What was there before is as it was.",
            err=True,
        )
        raise typer.Exit(NOT_WRITTEN) from None


@dataclass(frozen=True, slots=True)
class _Inputs:
    sources: Sequence[Source]
    words: Sequence[str]
    stop_words: Sequence[str]
    known: Metadata | None
    concepts: Sequence[Concept]
    corrections: Sequence[Correction]
    lists: Lines


def _inputs(  # noqa: PLR0917
    raw: Path,
    clean: Path,
    words: Path | None,
    stop_words: Path | None,
    metadata: Path | None,
    concepts: Path | None,
    own: Path | None,
) -> _Inputs:
    """What to work on. Whatever stands in the way is said before anything is read or written."""
    if not raw.exists():
        _usage(f"{raw} is not there. Give the folder that holds your texts.")
    try:
        terms, idle = lexicon.own_words(words or ()), lexicon.own_words(stop_words or ())
        lists = own_lexicon.read(own) if own else {}
        wanted = rules.read(concepts or ())
    except (OSError, ValueError) as error:
        _usage(str(error))
    sources = find_sources(raw, metadata)
    read = [source.document_id for source in sources if not source.status]
    if not read:
        left = [f"\n  {source.path}: {source.message}" for source in sources]
        _usage(
            f"{raw} holds no texts. Put .txt or .md files there; see data/raw/README.md."
            + "".join(left)
        )
    try:
        known = what_is_known.known(metadata, [raw], sources)
        right = corrections.read(clean / corrections.FILE)
    except (OSError, ValueError) as error:
        _usage(str(error))
    study.check(clean, tables.names(read), [raw])
    return _Inputs(sources, terms, idle, known, wanted, right, lists)


def _read_part(given: _Inputs, out: Path, part: str, workers: int | None) -> NoReturn:
    """Read one part of the files, for another run to make the tables of."""
    number, _, of = part.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        _usage(f"--part is i/n, such as 2/8, not {part!r}")
    known = given.known
    sources = what_is_known.attached(given.sources, known) if known else given.sources
    mine = sorted(sources, key=lambda source: source.path)[int(number) - 1 :: int(of)]
    (out / cache.FOLDER).mkdir(parents=True, exist_ok=True)
    with _Bar() as bar, lexicon.using(own_lexicon.of_texts(given.lists)):
        read = [document.row for document in pipeline.read(mine, bar, workers, out / cache.FOLDER)]
    good = sum(row["status"] in ("ok", "partial") for row in read)
    typer.echo(f"Part {part}: {good} of {len(read)} files read and kept in {out / cache.FOLDER}")
    raise typer.Exit(OK)


def _tables(given: _Inputs, aside: Path, out: Path, workers: int | None) -> Corpus:
    kept = out.resolve() / cache.FOLDER
    started = cache.moment(kept)
    with _Bar() as bar:
        corpus = Corpus.of(
            given.sources,
            bar,
            workers,
            kept=kept,
            words=given.words,
            stop_words=given.stop_words,
            concepts=given.concepts,
            known=given.known,
            corrections=given.corrections,
            lexicon=given.lists,
            checked=False,
        )
        bar("writing tables", 0, 1)
        tables.store(corpus.tables, corpus.texts, aside, corpus.about)
        bar("writing tables", 1, 1)
    cache.sweep(kept, started)
    return corpus


def _execute(new: study.Generation, clean: Path, books: Path, figures: Path, language: str) -> str:
    """Notebooks and figures aside, made from the tables aside; what stopped, if anything did."""
    from toolkit import notebooks  # noqa: PLC0415  (Jupyter takes a second to import)

    later = {new.aside(place): place.resolve() for place in (clean, books, figures)}
    parameters = {
        "clean": str(new.aside(clean)),
        "figures": str(new.aside(figures)),
        "language": language,
    }
    with _Bar() as bar:
        try:
            notebooks.execute_all(notebooks.shipped(), new.aside(books), parameters, bar, later)
        except notebooks.NotebookError as error:
            return visible(str(error), keep="\n")
    return ""


def _usage(message: str) -> NoReturn:
    said = visible(message, keep="\n")
    typer.echo(f"Error: {said}\nTry: python -m toolkit --help", err=True)
    raise typer.Exit(USAGE)


def _status(corpus: Corpus) -> int:
    return OK if corpus.documents["status"].isin(["ok", "skipped"]).all() else SOME_FAILED


class _Bar:
    """One progress bar, relabelled as the work goes on; plain lines where there is no terminal."""

    def __init__(self) -> None:
        self.bar: tqdm | None = None
        self.what = ""

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, what: str, done: int, of: int) -> None:
        if self.bar is None or self.bar.total != of or (done == 0 and what != self.what):
            self._close()
            self.bar = tqdm(
                total=of,
                disable=None,
                leave=True,
                bar_format="{desc:<28}{bar} {n_fmt}/{total_fmt} {elapsed}",
            )
        if what != self.what and self.bar.disable:
            typer.echo(f"{what} ...", file=sys.stderr)
        self.what = what
        self.bar.set_description(what, refresh=False)
        self.bar.update(done - self.bar.n)
        self.bar.refresh()

    def _close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None


def _summary(corpus: Corpus) -> str:
    shared = int((corpus.repeats["reports"] > 1).sum())
    disagree = int((corpus.checks["verdict"] == "disagrees").sum())
    redacted = int(corpus.claims["redacted"].sum())
    counts = (
        ("files read", int((corpus.documents["status"] != "skipped").sum()), ""),
        ("reports", len(corpus.reports), _twice(corpus)),
        ("sections", len(corpus.sections), ""),
        ("sentences", len(corpus.sentences), ""),
        ("records", len(corpus.records), "problem and what was done about it"),
        ("numeric claims", len(corpus.claims), f"{redacted:,} of them blacked out"),
        ("checks", len(corpus.checks), f"{disagree:,} disagree"),
        ("phrases", len(corpus.phrases), ""),
        *_concepts(corpus),
        ("repeated passages", len(corpus.repeats), f"{shared:,} stand in more than one report"),
        ("repairs", len(corpus.repairs), "changes to the raw text, each logged"),
    )
    lines = [f"  {name:<18}{count:>9,}  {note}".rstrip() for name, count, note in counts]
    return "\n".join(["", "Found", *lines, *_known(corpus), *_put_right(corpus), *_told(corpus)])


def _known(corpus: Corpus) -> list[str]:
    """What was joined from the researcher's metadata, and what of it did not fit."""
    about = corpus.about.get("metadata")
    if about is None:
        return []
    columns = ", ".join(about["columns"]) or "none"
    head = f"Metadata: {about['file']}, columns added to reports: {columns}"
    return ["", visible(head), *(visible(f"  {what}") for what in about["said"])]


def _put_right(corpus: Corpus) -> list[str]:
    """How many corrections were applied, and which were not."""
    about = corpus.about.get("corrections")
    if about is None:
        return []
    head = f"Corrections: {about['applied']} applied, {len(about['left'])} left"
    return ["", head, *(visible(f"  {what}") for what in about["left"])]


def _twice(corpus: Corpus) -> str:
    copies = len(corpus.copies())
    if not copies:
        return ""
    return f"{copies:,} of them in another one to 90 % or more: leave out with without_copies()"


def _concepts(corpus: Corpus) -> list[tuple[str, int, str]]:
    """Where concepts were asked for, how many, and in how many places they stand."""
    if corpus.concepts.empty:
        return []
    counted = corpus.concept_matches["counted_as"].value_counts()
    places = f"{counted.get('word', 0):,} as words, {counted.get('string', 0):,} as strings"
    return [("concepts", len(corpus.concepts), places)]


def _told(corpus: Corpus) -> list[str]:
    """Every file of which something is to be said."""
    rows = corpus.documents[corpus.documents["message"].notna()]
    lines = []
    for heading, statuses in TOLD.items():
        said = rows[rows["status"].isin(statuses)]
        if len(said):
            lines += [
                "",
                heading,
                *(visible(f"  {r.path} ({r.status}): {r.message}") for r in said.itertuples()),
            ]
    return lines


def _kept(kept: Sequence[Path]) -> str:
    """Files that had been changed since they were written, and are kept."""
    if not kept:
        return ""
    names = "".join(f"\n  {visible(str(path))}" for path in kept)
    return f"\nChanged by you since they were written, and kept beside the new ones:{names}\n"


def _places(clean: Path, books: Path, figures: Path) -> str:
    return (
        f"\nTables and codebook:   {clean}\n"
        f"Executed notebooks:    {books}\n"
        f"Figures and their data: {figures}\n"
        "Next: make lab, or: jupyter lab notebooks"
    )

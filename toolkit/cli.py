"""The commands: ``python -m toolkit parse`` and ``python -m toolkit run``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from tqdm.auto import tqdm

from toolkit import lexicon, pipeline, tables
from toolkit.corpus import Corpus, fingerprint
from toolkit.inert import visible

RAW, CLEAN, RESULTS = Path("data/raw"), Path("data/clean"), Path("results")
NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
OK, NOTEBOOK_FAILED, USAGE, SOME_FAILED = 0, 1, 2, 3

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "Chinese official reports to tables, notebooks and figures.\n\n"
        "parse: raw texts to tables. run: parse, then every notebook, then all figures.\n\n"
        "Exit status: 0 all read; 3 some files could not be read, or only in part, and the rest "
        "is done; 2 wrong usage; 1 a notebook failed, the tables are there."
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


@app.command()
def parse(
    raw: RawFolder = RAW,
    out: Annotated[Path, typer.Option(help="Folder for the tables.")] = CLEAN,
    words: Words = None,
    stop_words: StopWords = None,
) -> None:
    """Read raw texts and write the tables (Parquet, CSV) and their codebook.

    Example: python -m toolkit parse data/raw --out data/clean
    """
    corpus, passed = _parse(raw, out, words, stop_words)
    typer.echo(_summary(corpus, passed))
    typer.echo(f"\nTables and codebook: {out}")
    typer.echo(f"Next: python -m toolkit run {raw}   or in Python: Corpus.load({str(out)!r})")
    raise typer.Exit(_status(corpus))


@app.command()
def run(
    raw: RawFolder = RAW,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for everything: OUT/clean, OUT/notebooks, OUT/figures."),
    ] = None,
    language: Annotated[str, typer.Option(help="Language of the figures: en or zh.")] = "en",
    words: Words = None,
    stop_words: StopWords = None,
) -> None:
    """Parse, execute all notebooks against the tables, export all figures.

    Without --out the tables go to data/clean, notebooks and figures to results.

    Example: python -m toolkit run my_texts --out my_study
    """
    from toolkit import notebooks  # noqa: PLC0415  (Jupyter takes a second to import)

    if language not in ("en", "zh"):
        _usage(f"the language of the figures is en or zh, not {language!r}")
    results = out or RESULTS
    clean = results / "clean" if out else CLEAN
    corpus, passed = _parse(raw, clean, words, stop_words)
    figures = results / "figures"
    parameters = {"clean": str(clean), "figures": str(figures), "language": language}
    failed = ""
    with _Bar() as bar:
        try:
            notebooks.execute_all(NOTEBOOKS, results / "notebooks", parameters, bar)
        except notebooks.NotebookError as error:
            failed = visible(str(error), keep="\n")
    typer.echo(_summary(corpus, passed))
    typer.echo(_places(clean, results, figures))
    if failed:
        typer.echo(f"\nA notebook stopped: {failed}", err=True)
        raise typer.Exit(NOTEBOOK_FAILED)
    raise typer.Exit(_status(corpus))


def _parse(
    raw: Path, clean: Path, words: Path | None, stop_words: Path | None
) -> tuple[Corpus, Sequence[str]]:
    if not raw.exists():
        _usage(f"{raw} is not there. Give the folder that holds your texts.")
    try:
        own, idle = lexicon.own_words(words or ()), lexicon.own_words(stop_words or ())
    except (OSError, ValueError) as error:
        _usage(str(error))
    sources, passed = pipeline.find_sources(raw)
    if not sources:
        _usage(f"{raw} holds no texts. Put .txt or .md files there; see data/raw/README.md.")
    with _Bar() as bar:
        parsed = pipeline.parse(sources, bar, words=own, stop_words=idle)
        bar("writing tables", 0, 1)
        corpus = Corpus(tables.make(parsed.rows), parsed.texts, fingerprint(own, idle))
        corpus.save(clean)
        bar("writing tables", 1, 1)
    return corpus, passed


def _usage(message: str) -> NoReturn:
    typer.echo(f"Error: {visible(message)}\nTry: python -m toolkit --help", err=True)
    raise typer.Exit(USAGE)


def _status(corpus: Corpus) -> int:
    return OK if (corpus.documents["status"] == "ok").all() else SOME_FAILED


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


def _summary(corpus: Corpus, passed: Sequence[str]) -> str:
    shared = int((corpus.repeats["reports"] > 1).sum())
    disagree = int((corpus.checks["verdict"] == "disagrees").sum())
    redacted = int(corpus.claims["redacted"].sum())
    counts = (
        ("files", len(corpus.documents), ""),
        ("reports", len(corpus.reports), ""),
        ("sections", len(corpus.sections), ""),
        ("sentences", len(corpus.sentences), ""),
        ("records", len(corpus.records), "problem and what was done about it"),
        ("numeric claims", len(corpus.claims), f"{redacted:,} of them blacked out"),
        ("checks", len(corpus.checks), f"{disagree:,} disagree"),
        ("phrases", len(corpus.phrases), ""),
        ("repeated passages", len(corpus.repeats), f"{shared:,} stand in more than one report"),
        ("repairs", len(corpus.repairs), "changes to the raw text, each logged"),
    )
    lines = [f"  {name:<18}{count:>9,}  {note}".rstrip() for name, count, note in counts]
    return "\n".join(["", "Found", *lines, *_trouble(corpus, passed)])


def _trouble(corpus: Corpus, passed: Sequence[str]) -> list[str]:
    bad = corpus.documents[corpus.documents["status"] != "ok"]
    said = (f"{row.path} ({row.status}): {row.message}" for row in bad.itertuples())
    lines = [f"  {visible(line)}" for line in said]
    if lines:
        lines = ["", "Could not be read, or only in part", *lines]
    if passed:
        lines += ["", f"Passed over, not reports: {visible(', '.join(passed))}"]
    return lines


def _places(clean: Path, results: Path, figures: Path) -> str:
    return (
        f"\nTables and codebook:   {clean}\n"
        f"Executed notebooks:    {results / 'notebooks'}\n"
        f"Figures and their data: {figures}\n"
        "Next: make lab, or: jupyter lab notebooks"
    )

"""The commands: ``python -m toolkit parse``, ``run``, ``lab`` and ``learn``; `work` does them.

What a command needs is imported when it is called, so that help and errors of usage come at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from toolkit.commands import CLEAN, RAW

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help=(
        "Chinese official reports to tables, notebooks and figures.\n\n"
        "parse: raw texts to tables. run: parse, then every notebook, then all figures. "
        "lab: a study in JupyterLab.\n\n"
        "Exit status: 0 all read; 3 some files could not be read, or only in part, and the rest "
        "is done; 2 wrong usage, nothing was touched; 1 a notebook failed, the tables are there; "
        "4 the tables could not be written, the old ones are whole; 5 made again, but not the same "
        "bytes; 130 stopped by Ctrl-C."
    ),
)
RAW_HELP = (
    "Folder of raw texts (walked with its subfolders), or one file; an address (s3://…) is copied "
    "to OUT/raw first."
)
RawFolder = Annotated[str, typer.Argument(help=RAW_HELP)]
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
Scheduler = Annotated[
    str | None,
    typer.Option(
        help="Address of a Dask scheduler, such as tcp://node1:8786: its workers read the files."
    ),
]
Part = Annotated[
    str | None,
    typer.Option(
        help="i/n: only read every n-th file, from the i-th on, and keep what was read in OUT; "
        "when all n parts are done, the same command without --part makes the tables."
    ),
]


def _work() -> Any:
    """What does the work, imported in a second or two in which Ctrl-C is to work already."""
    try:
        from toolkit.commands import work  # noqa: PLC0415
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    return work


@app.command()
def parse(  # noqa: PLR0917
    raw: RawFolder = str(RAW),
    out: Annotated[Path, typer.Option(help="Folder for the tables.")] = CLEAN,
    words: Words = None,
    stop_words: StopWords = None,
    metadata: MetadataFile = None,
    concepts: Concepts = None,
    lexicon: Lexicon = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    part: Part = None,
) -> None:
    """Read raw texts and write the tables (Parquet, CSV) and their codebook.

    Example: python -m toolkit parse data/raw --out data/clean
    """
    given = _work().Given(words, stop_words, concepts, lexicon, metadata)
    _work().parse(raw, given, out, scheduler or workers, part)


@app.command()
def run(  # noqa: PLR0917
    raw: Annotated[str | None, typer.Argument(help=RAW_HELP, show_default=str(RAW))] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for everything, a study: OUT/clean, OUT/notebooks, OUT/figures, OUT/record."
        ),
    ] = None,
    language: Annotated[
        str, typer.Option(help="Language of notebooks and figures: en or zh.")
    ] = "en",
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="A parameter of the notebooks, as name=value."),
    ] = None,
    words: Words = None,
    stop_words: StopWords = None,
    metadata: MetadataFile = None,
    concepts: Concepts = None,
    lexicon: Lexicon = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    again: Annotated[
        Path | None,
        typer.Option(
            metavar="STUDY",
            help="Make a study again from its record, and say whether the bytes are the same.",
        ),
    ] = None,
) -> None:
    """Parse, execute all notebooks against the tables, export all figures.

    Without --out the tables go to data/clean, notebooks and figures to results.

    Example: python -m toolkit run my_texts --out my_study
    """
    given = _work().Given(words, stop_words, concepts, lexicon, metadata)
    if again:
        _work().again(
            again,
            Path(raw) if raw else None,
            scheduler or workers,
            other=bool(out or parameter or any(given)) or language != "en",
        )
    _work().run(raw or str(RAW), given, out, scheduler or workers, language, parameter or ())


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="STUDY", help="Folder that run made (--out); the samples' without it."
        ),
    ] = None,
) -> None:
    """Open a study in JupyterLab: its own notebooks, tables and figures.

    Whatever else is given goes to JupyterLab: --no-browser, --port 9000.

    Example: python -m toolkit lab my_study
    """
    options = list(context.args)
    if folder and str(folder).startswith("-"):
        folder, options = None, [str(folder), *options]
    _work().lab(folder, options)


@app.command()
def learn(  # noqa: PLR0917
    clean: Annotated[Path, typer.Argument(help="Folder of the tables with corrections.csv.")],
    number: Annotated[int | None, typer.Argument(help="Which correction, as listed.")] = None,
    lexicon: Annotated[
        Path | None,
        typer.Option(help="Folder of your own lexicon: write a line there, and try it."),
    ] = None,
    word: Annotated[str, typer.Option(help="The wording by which one can tell.")] = "",
    cell: Annotated[
        list[str] | None, typer.Option(help="Another cell of the line: COLUMN=VALUE, repeatable.")
    ] = None,
    cases: Annotated[
        Path | None,
        typer.Option(help="File of labelled cases: add one; without a number, try them all."),
    ] = None,
) -> None:
    """Make a line of your own lexicon, or a labelled case, from a correction.

    Without a number the corrections are listed. Example: python -m toolkit learn my_study/clean 3
    --lexicon my_study/lexicon --word 上浮
    """
    _work().learn(clean, number, lexicon, word, cell or (), cases)

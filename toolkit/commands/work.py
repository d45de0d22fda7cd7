"""What the commands do: from raw texts to tables, notebooks and figures, said on the terminal."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pandas as pd
import typer
from tqdm.auto import tqdm

from toolkit import cluster, lexicon, pipeline, sentences, settings
from toolkit.commands import CLEAN, RAW, record, summary, typed
from toolkit.commands.record import Asked
from toolkit.concepts import rules
from toolkit.corpus import Corpus
from toolkit.export import page
from toolkit.lexicon import Lines
from toolkit.lexicon import own as own_lexicon
from toolkit.reading import addresses, files, metadata
from toolkit.reading.files import Source
from toolkit.reading.metadata import Metadata
from toolkit.review import corrections
from toolkit.tables import cache, inert, study, tables

RESULTS = Path("results")
# Samples that only some notebooks name as theirs: raw texts, and their tables.
MORE = (Path("data/samples-targets"), Path("data/clean-targets"))
OK, NOTEBOOK_FAILED, USAGE, SOME_FAILED, NOT_WRITTEN, OTHER_BYTES, STOPPED = 0, 1, 2, 3, 4, 5, 130
SET = ("clean", "figures", "language")  # parameters of notebooks that a run sets itself


class Given(NamedTuple):
    """The files given beside the texts."""

    words: Path | None = None
    stop_words: Path | None = None
    concepts: Path | None = None
    lexicon: Path | None = None
    metadata: Path | None = None

    def asked(self, raw: Path, clean: Path, **more: Any) -> Asked:
        """All that a run is asked, with the corrections that lie beside its tables."""
        beside = clean / corrections.FILE
        return Asked(raw=raw, named=self.metadata, corrections=beside, **self._asdict(), **more)


def parse(
    where: str, files_given: Given, out: Path, workers: pipeline.Workers, part: str | None
) -> NoReturn:
    """Tables of raw texts, or what one part of the files says."""
    with _stoppable():
        raw = _texts(where, out)
        given = _inputs(files_given.asked(raw, out), out)
        if part:
            _read_part(given, out, part, workers)
        with study.writing(out) as new:
            corpus = _tables(given, new.aside(out), out, workers)
            kept = new.put_in_place()
    typer.echo(summary.found(corpus))
    typer.echo(_since(given, corpus) + summary.kept(kept) + summary.alone(out), nl=False)
    typer.echo(f"\nTables and codebook: {out}")
    typer.echo(f"Next: {typed('run', raw)}   or in Python: Corpus.load({str(out)!r})")
    raise typer.Exit(_status(corpus))


def run(  # noqa: PLR0917
    where: str,
    given: Given,
    out: Path | None,
    workers: pipeline.Workers,
    language: str,
    parameters: Sequence[str],
) -> NoReturn:
    """A study: tables, notebooks and figures of raw texts."""
    if language not in settings.LANGUAGES:
        _usage(f"the language is en or zh, not {language!r}")
    clean = out / "clean" if out else CLEAN
    more = {"language": language, "parameters": _parameters(parameters)}
    with _stoppable():
        asked = given.asked(_texts(where, out), clean, **more)
    with settings.speaking(language):
        _make(asked, out, workers)


def _texts(where: str, out: Path | None) -> Path:
    """The folder of the raw texts; what lies at an address is copied into the study first."""
    if not addresses.is_address(where):
        return Path(where)
    if not out:
        _usage(f"say with --out in which folder what lies at {where} is to be worked on")
    return addresses.fetch(where, out / "raw")


def again(of: Path, raw: Path | None, workers: pipeline.Workers, other: bool) -> NoReturn:
    """A study made again from its record. other: more was asked than the record says."""
    if other:
        _usage("--again takes everything from the record of the study; give only where RAW is")
    with _stoppable():
        asked, about = record.read(of, raw)
        _say_what_differs(about, asked, of)
    own = of.resolve() == RESULTS.resolve()
    with settings.speaking(asked.language):
        _make(asked, None if own else of, workers, about)


def _make(
    asked: Asked,
    out: Path | None,
    workers: pipeline.Workers,
    about: Mapping[str, Any] | None = None,
) -> NoReturn:
    """A study, or the project's own tables and results where no folder is given for one.

    about: the record that it is made again from.
    """
    results = out or RESULTS
    clean = results / "clean" if out else CLEAN
    books, figures = results / "notebooks", results / "figures"
    places = (clean, books, figures, results / record.FOLDER)
    with _stoppable():
        for place in places[1:]:
            study.check_writable(place.resolve())
        given = _inputs(asked, clean)
        with study.writing(*places) as new:
            then = _files(places)
            corpus = _tables(given, new.aside(clean), clean, workers)
            more = {} if out else _samples(workers)
            failed = _execute(new, clean, books, figures, asked, more)
            kept_at = places[-1].resolve()
            record.write(new.aside(kept_at), kept_at, asked, corpus.documents)
            kept = new.put_in_place()
            page.write(results, corpus, asked.language)
    typer.echo(summary.found(corpus))
    where = summary.places(clean, books, figures, results / page.FILE)
    typer.echo(_since(given, corpus) + summary.kept(kept) + summary.alone(clean) + where)
    typer.echo(sentences.filled("next_lab", command=typed("lab", *([out] if out else []))))
    if failed:
        typer.echo(f"\nA notebook stopped: {failed}", err=True)
        raise typer.Exit(NOTEBOOK_FAILED)
    if about:
        other = record.compared(then, _files(places))
        typer.echo(
            f"\nMade again: {other or f'all {len(then):,} files are the same, byte by byte'}."
        )
        raise typer.Exit(OTHER_BYTES if other else _status(corpus))
    raise typer.Exit(_status(corpus))


def lab(folder: Path | None, options: Sequence[str]) -> NoReturn:
    """JupyterLab on a study."""
    from toolkit.commands import lab as jupyter  # noqa: PLC0415  (Jupyter takes a second to import)

    with _stoppable():
        jupyter.first(folder or _of_samples())
        status = jupyter.start(folder or RESULTS, options)
    raise typer.Exit(status)


def _of_samples() -> Path:
    """Where notebooks and figures go without --out, with its tables beside them to look at."""
    if not (RESULTS / "notebooks").exists() or not (CLEAN / "reports.parquet").exists():
        typer.echo("Nothing was run yet; this is done first, and takes a minute or two.")
        with suppress(typer.Exit):
            _make(Given().asked(RAW, CLEAN), None, None)
    beside = RESULTS / "data"
    if not os.path.lexists(beside):
        with suppress(OSError):  # where links cannot be made only the file browser lacks them
            beside.symlink_to(os.path.relpath(CLEAN.parent, RESULTS), target_is_directory=True)
    return RESULTS


def _samples(workers: pipeline.Workers) -> dict[Path, Path]:
    """Tables of further samples, made where they are missing: by the folder notebooks name them by."""
    raw, clean = MORE
    if not raw.is_dir():
        return {}
    if not (clean / "reports.parquet").exists():
        with _Bar() as bar:
            Corpus.parse(raw, bar, workers).save(clean)
    return {Path(clean.name): clean}


def _parameters(given: Sequence[str]) -> dict[str, Any]:
    """Parameters from ``name=value``, checked against the notebooks."""
    from toolkit.commands import notebooks  # noqa: PLC0415  (Jupyter takes a second to import)

    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            _usage(f"a parameter is name=value, such as -p indicator=gdp_growth, not {one!r}")
        if name in SET:
            _usage(f"{name} is set by the run itself (--out, --language)")
        try:
            found[name] = ast.literal_eval(value)
        except (ValueError, SyntaxError):
            found[name] = value
    try:
        notebooks.check_parameters(sorted(notebooks.shipped().glob("*.ipynb")), found)
    except notebooks.NotebookError as error:
        _usage(str(error))
    return found


def _say_what_differs(about: Mapping[str, Any], asked: Asked, again: Path) -> None:
    """Refuse where the raw texts are not those of the record; say what else has changed."""
    other = record.other_files(about, files.find_sources(asked.raw, asked.named))
    if other:
        _usage(
            f"the raw texts in {asked.raw} are not those {again} was made from: {other}. "
            f"To take them in: {typed('run', asked.raw, '--out', again)}"
        )
    for what in record.other_metadata(asked):
        typer.echo(f"{what} is not as it was then; the copy in the record was taken")
    for what in record.other_tools(about):
        typer.echo(f"Not as it was then, so that results may differ: {what}")


def _files(places: Sequence[Path]) -> dict[str, str | None]:
    """The files of a generation with their hashes."""
    return {
        f"{place.name}/{name}": digest
        for place in places
        for name, digest in study.listed(place.resolve()).items()
        if digest
    }


def learn(  # noqa: PLR0917
    clean: Path,
    number: int | None,
    lexicon: Path | None,
    word: str,
    cell: Sequence[str],
    cases: Path | None,
) -> None:
    """A line of a lexicon or a labelled case, made from a correction."""
    from toolkit.review import learn as learning  # noqa: PLC0415

    try:
        if number is None and cases is None:
            found = corrections.read(clean / corrections.FILE)
            typer.echo("\n".join(learning.numbered(found)) or f"{clean} has no corrections.")
            return
        if number is None and cases:
            tried = list(learning.cases_tried(cases, lexicon))
            failed = [(row, said) for row, said in tried if said]
            for row, said in failed:
                typer.echo(f"  {row['label']} {row['words']!r}: {said}, not {row['expected']!r}")
            typer.echo(
                f"{len(tried) - len(failed)} of {len(tried)} cases are read as they should be"
            )
            return
        corpus, one = Corpus.load(clean), learning.chosen(clean, number or 0)
        text = corpus.texts[corpus.documents.set_index("path").loc[one.path, "document_id"]]
        if cases:
            learning.add_case(cases, learning.case(one, text, corpus.tables))
            typer.echo(f"Added to {cases}")
        if lexicon:
            more = dict(given.split("=", 1) for given in cell)
            done = learning.line(one, text, lexicon, word, more)
            said = (
                "is read so now" if done.mended else f"is still read as {done.value or 'before'!r}"
            )
            typer.echo(
                f"Added to {done.path}: {done.line}\nThe corrected row {said}; "
                f"{done.others} other rows of {one.table} in this file change.\n"
                f"Next: {typed('parse', 'TEXTS', '--out', clean, '--lexicon', lexicon)}"
            )
    except (OSError, ValueError, KeyError) as error:
        _usage(str(error))


@contextmanager
def _stoppable() -> Iterator[None]:
    """What ends a command before its tables are in place, said in words: they are as they were."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("\nStopped. What was there before is as it was.", err=True)
        raise typer.Exit(STOPPED) from None
    except (study.StudyError, cluster.ClusterError) as error:
        _usage(str(error))
    except OSError as error:
        where = f" ({inert.visible(str(error.filename))})" if error.filename else ""
        typer.echo(
            f"\nError: the tables could not be written: {error.strerror or error}{where}. "
            "What was there before is as it was.",
            err=True,
        )
        raise typer.Exit(NOT_WRITTEN) from None


@dataclass(frozen=True, slots=True)
class _Inputs:
    sources: Sequence[Source]
    known: Metadata | None
    lists: Lines
    more: Mapping[str, Any]  # that a corpus is made with
    before: pd.DataFrame | None  # the files of the last run


def _inputs(asked: Asked, clean: Path) -> _Inputs:
    """What to work on. Whatever stands in the way is said before anything is read or written."""
    raw = asked.raw
    if not raw.exists():
        _usage(f"{raw} is not there. Give the folder that holds your texts.")
    try:
        terms, idle = (lexicon.own_words(given or ()) for given in (asked.words, asked.stop_words))
        lists = own_lexicon.read(asked.lexicon) if asked.lexicon else {}
        wanted = rules.read(asked.concepts or ())
    except (OSError, ValueError) as error:
        _usage(str(error))
    sources = files.find_sources(raw, asked.named)
    read = [source.document_id for source in sources if not source.status]
    if not read:
        left = [f"\n  {source.path}: {source.message}" for source in sources]
        _usage(
            f"{raw} holds no texts. Put .txt or .md files there; see data/raw/README.md."
            + "".join(left)
        )
    try:
        known = metadata.known(asked.metadata, [raw], sources)
        right = corrections.read(asked.corrections) if asked.corrections else []
    except (OSError, ValueError) as error:
        _usage(str(error))
    study.check(clean, tables.names(read), [raw])
    more = {"words": terms, "stop_words": idle, "concepts": wanted, "corrections": right}
    return _Inputs(sources, known, lists, more, _documents(clean))


def _documents(clean: Path) -> pd.DataFrame | None:
    """The files that the tables in a folder were made from; nothing where there are none."""
    try:
        path = study.at(clean.resolve(), "documents.parquet")
        return pd.read_parquet(path, columns=["path", "sha256"])
    except (OSError, ValueError):
        return None


def _read_part(given: _Inputs, out: Path, part: str, workers: pipeline.Workers) -> NoReturn:
    """Read one part of the files, for another run to make the tables of."""
    number, _, of = part.partition("/")
    if not (number.isdigit() and of.isdigit() and 1 <= int(number) <= int(of)):
        _usage(f"--part is i/n, such as 2/8, not {part!r}")
    known = given.known
    sources = metadata.attached(given.sources, known) if known else given.sources
    mine = sorted(sources, key=lambda source: source.path)[int(number) - 1 :: int(of)]
    (out / cache.FOLDER).mkdir(parents=True, exist_ok=True)
    with _Bar() as bar, lexicon.using(own_lexicon.of_texts(given.lists)):
        own = (*given.more["words"], *given.lists.get("terms.txt", ()))
        found = pipeline.read(mine, bar, workers, out / cache.FOLDER, own)
        read = [document.row for document in found]
    good = sum(row["status"] in ("ok", "partial") for row in read)
    typer.echo(f"Part {part}: {good} of {len(read)} files read and kept in {out / cache.FOLDER}")
    raise typer.Exit(OK)


def _tables(given: _Inputs, aside: Path, out: Path, workers: pipeline.Workers) -> Corpus:
    kept = out.resolve() / cache.FOLDER
    started = cache.moment(kept)
    with _Bar() as bar:
        corpus = Corpus.of(
            given.sources, bar, workers, known=given.known, lexicon=given.lists,
            kept=kept, checked=False, **given.more,
        )  # fmt: skip
        bar("writing tables", 0, 1)
        tables.store(corpus.tables, corpus.texts, aside, corpus.about)
        bar("writing tables", 1, 1)
    cache.sweep(kept, started)
    return corpus


def _execute(  # noqa: PLR0917
    new: study.Generation,
    clean: Path,
    books: Path,
    figures: Path,
    asked: Asked,
    more: Mapping[Path, Path],
) -> str:
    """Notebooks and figures aside, made from the tables aside; what stopped, if anything did.

    more: other tables, for the notebooks that name them.
    """
    from toolkit.commands import notebooks  # noqa: PLC0415  (Jupyter takes a second to import)

    later = {new.aside(place): place.resolve() for place in (clean, books, figures)}
    parameters = {
        **asked.parameters,
        "clean": str(new.aside(clean)),
        "figures": str(new.aside(figures)),
        "language": asked.language,
    }
    shipped = notebooks.shipped()
    named = {p.name: Path(notebooks.defaults(p)["clean"]) for p in shipped.glob("*.ipynb")}
    instead = {
        book: {"clean": str(more[Path(path.name)])}
        for book, path in named.items()
        if Path(path.name) in more
    }
    with _Bar() as bar:
        try:
            notebooks.execute_all(
                shipped, new.aside(books), parameters, bar, later=later, instead=instead
            )
        except notebooks.NotebookError as error:
            return inert.visible(str(error), keep="\n")
    return ""


def _usage(message: str) -> NoReturn:
    said = inert.visible(message, keep="\n")
    typer.echo(f"Error: {said}\nTry: {typed('--help')}", err=True)
    raise typer.Exit(USAGE)


def _status(corpus: Corpus) -> int:
    return OK if corpus.documents["status"].isin(["ok", "skipped"]).all() else SOME_FAILED


class _Bar:
    """One progress bar, relabelled as the work goes on; plain lines where there is no terminal."""

    def __init__(self) -> None:
        self.bar: Any = None
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
        label = sentences.filled(f"stage_{what.replace(' ', '_')}")
        if what != self.what and self.bar.disable:
            typer.echo(f"{label} ...", file=sys.stderr)
        self.what = what
        self.bar.set_description(label, refresh=False)
        self.bar.update(done - self.bar.n)
        self.bar.refresh()

    def _close(self) -> None:
        if self.bar is not None:
            self.bar.close()
            self.bar = None


def _since(given: _Inputs, corpus: Corpus) -> str:
    """Which files were added, changed, or are gone since the last run."""
    if given.before is None:
        return ""
    before, now = (
        dict(zip(frame["path"], frame["sha256"], strict=True))
        for frame in (given.before, corpus.documents)
    )
    return summary.since(record.compared(before, now))

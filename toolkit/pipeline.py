"""Files to the rows of every table.

Each document is worked on by one pure function (`read_document`), so that one process, many
processes or a cluster give the same rows; what spans reports comes after, from bodies.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from tqdm.auto import tqdm

from toolkit import lexicon
from toolkit.across import apart, carried, copies, frames, phrases, repeats, reuse, templates
from toolkit.across.body import Body, make_bodies
from toolkit.across.clauses import clauses
from toolkit.across.compared import Compared
from toolkit.across.tokens import Segmenter, segmenter
from toolkit.across.words import joined
from toolkit.extract.document import Rows, find, rows_of
from toolkit.extract.model import Given
from toolkit.extract.structure.given import told
from toolkit.reading import pages, reading
from toolkit.reading.files import Source
from toolkit.tables import cache, sound
from toolkit.tables.packed import Packed, batch, by_column, give_back
from toolkit.workers import pool

Row = Mapping[str, Any]
Workers = int | str | None
Progress = Callable[[str, int, int], None]  # what is being done, how many done, of how many
PER_DOCUMENT = (
    "pages", "page_lines", "repairs", "reports", "listings", "sections", "sentences",
    "ordered_lists", "records", "claims", "mentions", "checks", "doubts", "indicators",
)  # fmt: skip
ACROSS = (  # what spans reports
    "phrases", "phrase_counts", "repeats", "repeat_occurrences", "reuse", "carried_claims",
    "templates", "template_places", "frames", "frame_matches",
)  # fmt: skip
_PLACE = ("report_id", "start", "end")
_AMOUNT = ("kind", "text", "subject", "reading", "redacted", "modality", "change", "low", "high")
NEEDED = {  # what these come from, and which columns of it; of reports all
    "repairs": ("document_id", "start", "end", "after", "kind"),
    "reports": (),
    "sentences": ("sentence_id", *_PLACE),
    "claims": ("claim_id", *_PLACE, *_AMOUNT, "base_value", "base_unit"),
}
POOL_FROM = 2_000_000  # bytes of input from which starting more processes pays
GREW = "It was being written while it was read. Parse again when it is complete."
KILLED = (
    "could not be read: the process that read it was killed, most likely because memory ran out. "
    "Split the file, or read it on a machine with more memory."
)


@dataclass(frozen=True, slots=True)
class Document:
    """What one file gave: its row, its raw text, and the rows of every table from it, which come
    as Arrow batches where many files are read.
    """

    row: dict[str, Any]
    text: str | None
    rows: Mapping[str, Any]
    apart: pa.RecordBatch | None = None  # `toolkit.across.apart`, where it is asked for


@dataclass(slots=True)
class Parsed:
    """What a run gave: rows (or columns) by table, raw texts by document_id."""

    rows: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def quiet(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


def parse(  # noqa: PLR0917
    sources: Sequence[Source],
    progress: Progress = quiet,
    workers: Workers = None,
    words: Iterable[str] = (),
    stop_words: Iterable[str] = (),
    kept: Path | None = None,
) -> Parsed:
    """All tables of the sources. The rows do not depend on the order or the number of workers.

    workers: how many processes, or the address of a Dask scheduler whose workers are to read.
    words, stop_words: the researcher's own, beside the project's. kept: the folder of what was read
    before (`toolkit.tables.cache`), so that only new and changed files are read.
    """
    spilled = {name: Packed(name, folder=kept) for name in PER_DOCUMENT}
    parsed, parts = Parsed({"documents": [], **spilled}), Packed("apart", (), kept, apart.SCHEMA)
    own = tuple(words)
    for document in _twins_told(read(sources, progress, workers, kept, own)):
        parsed.rows["documents"] += [document.row]
        if document.text is not None:
            parsed.texts[document.row["document_id"]] = document.text
        for name, rows in document.rows.items():
            parsed.rows[name] += rows
        if document.apart is not None:
            parts += document.apart
    known = {
        name: parsed.rows[name].rows(columns) if columns else parsed.rows[name]
        for name, columns in NEEDED.items()
    }
    here = workers if isinstance(workers, int) else _workers(sources)
    parsed.rows |= spanning(parsed.texts, known, progress, own, stop_words, here, kept, parts)
    give_back()
    return parsed


def read(
    sources: Sequence[Source],
    progress: Progress = quiet,
    workers: Workers = None,
    kept: Path | None = None,
    own: Sequence[str] | None = None,
) -> Iterator[Document]:
    """The documents of the sources, in the order of their paths.

    own: the researcher's own words; where they are given reports are also taken apart by them.
    """
    if isinstance(workers, str) and kept is None:  # what comes back waits in a folder
        with tempfile.TemporaryDirectory() as folder:
            yield from read(sources, progress, workers, Path(folder), own)
        return
    ordered = sorted((replace(one, kept=kept) for one in sources), key=lambda one: one.path)
    if isinstance(workers, str):
        from toolkit import cluster  # noqa: PLC0415  (which few need)

        ordered, workers = cluster.read_ahead(ordered, workers, progress), None
    workers = workers or _workers(ordered)
    alone = workers == 1 and not lexicon.in_use()  # lines of one's own need processes of their own
    progress("reading reports", 0, len(ordered))
    load = partial(_load, own=own)
    documents = map(load, ordered) if alone else _by_pool(load, ordered, workers)
    for done, document in enumerate(documents, 1):
        yield document
        progress("reading reports", done, len(ordered))


def spanning(  # noqa: PLR0917
    texts: Mapping[str, str],
    rows: Mapping[str, Iterable[Row]],
    progress: Progress = quiet,
    words: Iterable[str] = (),
    stop_words: Iterable[str] = (),
    workers: int = 1,
    kept: Path | None = None,
    parts: Packed | None = None,
) -> dict[str, Any]:
    """The tables that span reports: rows, or columns where there are very many.

    rows: those of NEEDED, to be gone through more than once; reports come back with what they are
    copies of. words, stop_words: the researcher's own. parts: `apart.packed` of the reports, where
    they were taken apart before. With two workers or more, what goes by words is counted in a process
    of its own; the rows are the same.
    """
    known = {"reports": list(rows["reports"]), "claims": rows["claims"]}
    bodies = make_bodies(texts, {**rows, **known})
    give_back()
    given = bodies, tuple(words), tuple(stop_words), parts
    if workers > 1:
        with suppress(BrokenProcessPool), pool(1, _hold, given) as beside:
            counted = beside.submit(_by_words_beside)
            found = _by_letters(bodies, known, progress, given[1], kept)
            return found | counted.result()
    found = _by_words(*given, progress, kept)
    return found | _by_letters(bodies, known, progress, given[1], kept)


def _twins_told(documents: Iterable[Document]) -> Iterator[Document]:
    """The documents; one whose bytes another has had before it says so."""
    seen: dict[str, str] = {}
    for document in documents:
        first = seen.setdefault(
            document.row["sha256"] or document.row["path"], document.row["path"]
        )
        if first == document.row["path"]:
            yield document
        else:
            yield _noted(document, f"the same bytes as {first}, so it counts twice. Take one out.")


_held: list[Any] = []  # in a process forked to count beside this one: what it counts, not sent


def _hold(*given: Any) -> None:
    _held[:] = given


def _by_words_beside() -> dict[str, Any]:
    bodies, own, stop_words, parts = _held
    return _by_words(bodies, own, stop_words, parts, quiet, None)


def _by_words(  # noqa: PLR0917
    bodies: Sequence[Body],
    own: Sequence[str],
    stop_words: Sequence[str],
    parts: Packed | None,
    progress: Progress,
    kept: Path | None,
) -> dict[str, Any]:
    """What goes by words: phrases and frames."""
    rows: dict[str, Any] = {}
    segment = words_of(own)
    progress("phrases", 0, 4)
    if parts is None:
        parts = Packed("apart", like=apart.SCHEMA)
        parts += apart.packed(apart.take_apart(bodies, segment.cut))
    words, masked = joined(apart.cuts_in(parts.stream()))
    found = clauses(bodies, masked)
    del masked
    give_back()
    counted = phrases.count_phrases(bodies, words, segment.knows, stop_words)
    for name, columns in zip(("phrases", "phrase_counts"), counted, strict=True):
        rows[name] = Packed.of(name, columns, kept)
    del words, counted
    progress("frames", 1, 4)
    give_back()
    rows["frames"], matches = frames.find_frames(bodies, found, apart.listed_in(parts.stream()))
    rows["frame_matches"] = Packed.of("frame_matches", matches, kept)
    del found, matches
    give_back()
    return rows


def _by_letters(
    bodies: Sequence[Body],
    known: Mapping[str, Iterable[Row]],
    progress: Progress,
    own: Sequence[str],
    kept: Path | None,
) -> dict[str, Any]:
    """What goes by letters: what reports share."""
    rows: dict[str, Any] = {}
    progress("repeated passages", 2, 4)
    compared = Compared(bodies, words_of(own).cut)
    for name, columns in zip(
        ("repeats", "repeat_occurrences"), repeats.find_repeats(compared), strict=True
    ):
        rows[name] = Packed.of(name, columns, kept)
    progress("text reuse", 3, 4)
    give_back()
    rows["reuse"] = Packed("reuse", reuse.find_reuse(compared), kept)
    give_back()
    twice = copies.find_copies(compared)
    nothing = (None, None)
    rows["reports"] = [
        dict(row)
        | dict(zip(("copy_of", "copy_share"), twice.get(row["report_id"], nothing), strict=True))
        for row in known["reports"]
    ]
    reuse_ids = rows["reuse"].column("reuse_id").to_pylist()
    dates = {row["report_id"]: row["date"] for row in known["reports"]}
    rows["carried_claims"] = carried.find_carried(compared, known["claims"], reuse_ids, dates)
    rows["templates"], rows["template_places"] = templates.find_templates(compared)
    progress("text reuse", 4, 4)
    return rows


def words_of(own: Iterable[str] = ()) -> Segmenter:
    """What cuts texts into words: jieba with the project's terms and the researcher's own."""
    return segmenter((*lexicon.words("terms"), *own))


def read_document(document_id: str, path: str, data: bytes, given: Given | None = None) -> Document:
    """One file's bytes to its rows. A file that cannot be read gives a row that says why.

    given: what is known of its reports and overrules what their text says.
    """
    with _Pages(path) as progress:
        found = reading.read(data, Path(path).suffix, progress)
    rows: Rows = {}
    message, status = found.message, found.status
    if status in ("ok", "partial"):
        try:
            inside = find(found.text, found.damaged, given)
            rows = rows_of(document_id, inside)
            message = _joined(message, told(inside.reports, given or {}))
            pages.told(rows["reports"], found)
            for name, more in pages.rows(document_id, found, rows["reports"]).items():
                rows[name] = rows.get(name, []) + more
            fault = next(sound.faults(rows, len(found.text)), "")
        except Exception as error:  # one bad file never stops a run
            fault = _named(error)
        if fault:
            status, rows = "failed", {}
            message = (
                f"{path}: the text was decoded but could not be taken apart ({fault}). "
                "Please report this with the file."
            )
    kinds = [repair["kind"] for repair in rows.get("repairs", ())]
    row = _row(
        document_id,
        path,
        status,
        message,
        sha256=hashlib.sha256(data).hexdigest(),
        format=found.format,
        encoding=found.encoding,
        characters=len(found.text),
        page_marks=kinds.count("page_mark"),
        repairs=len(kinds),
        reports=len(rows.get("reports", ())),
    )
    return Document(row, found.text if status in ("ok", "partial") else None, rows)


class _Pages:
    """A bar for the pages of one document, shown when they take long (a scan) on a terminal."""

    def __init__(self, path: str) -> None:
        self._bar = tqdm(desc=f"{path}: pages", delay=3, leave=False, disable=None)

    def __enter__(self) -> Callable[[int, int], None]:
        return self._told

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def _told(self, done: int, of: int) -> None:
        self._bar.total = of
        self._bar.update(done - self._bar.n)


def _load(source: Source, own: Sequence[str] | None = None) -> Document:
    """A file's rows. Whatever goes wrong with one file is said in its row and ends there."""
    if source.status:
        return _without_text(source, source.status, source.message)
    try:
        if source.file.stat().st_size > reading.largest(source.file.suffix):
            return _without_text(source, "failed", reading.TOO_LONG)
        data, grew = _bytes(source.file)
        document = _read(source, data)
        if own is not None and document.text is not None:
            document = _apart(source, data, document, own)
    except OSError as error:
        why = f"could not be opened: {error.strerror}. Check that it is there and that you may read it."
    except Exception as error:
        why = f"could not be read ({_named(error)}). Please report this with the file."
    else:
        document = _noted(document, source.note) if source.note else document
        return _noted(document, GREW, "partial") if grew else document
    return _without_text(source, "failed", f"{source.path} {why}")


def _read(source: Source, data: bytes) -> Document:
    """What a file gives: as it is kept, where the same bytes were read before."""
    kept = cache.get(source.kept, _name(source, data)) if source.kept else None
    if kept is None:
        document = read_document(source.document_id, source.path, data, source.given)
        return keep(source, data, document)
    told, rows = kept
    return Document(told["row"], told["text"], rows)


def keep(source: Source, data: bytes, document: Document) -> Document:
    """What a file gave, its rows as Arrow has them; kept for the next run that reads the same bytes."""
    rows = {n: batch(n, by_column(n, some)) for n, some in document.rows.items() if some}
    if source.kept and document.row["status"] in ("ok", "partial"):
        told = {"row": document.row, "text": document.text}
        cache.put(source.kept, _name(source, data), told, rows)
    return replace(document, rows=rows)


def _apart(source: Source, data: bytes, document: Document, own: Sequence[str]) -> Document:
    """A document with its reports taken apart: as it is kept, where that was done before."""
    name = cache.name(_name(source, data), *own)
    kept = cache.get(source.kept, name) if source.kept else None
    if kept is not None:
        return replace(document, apart=kept[1]["apart"])
    there = document.rows
    rows = {
        n: there[n].select(columns or there[n].schema.names).to_pylist() if n in there else []
        for n, columns in NEEDED.items()
    }
    bodies = make_bodies({source.document_id: document.text or ""}, rows)
    found = apart.packed(apart.take_apart(bodies, words_of(own).cut))
    if source.kept:
        cache.put(source.kept, name, None, {"apart": found})
    return replace(document, apart=found)


def is_kept(source: Source) -> bool:
    """Whether what a file gives was kept. Raises OSError where it cannot be opened."""
    return bool(source.kept and (source.kept / _name(source, source.file.read_bytes())).exists())


def _name(source: Source, data: bytes) -> str:
    depends = source.document_id, source.path, repr(source.given), lexicon.in_use()
    return cache.name(*depends, data)


def _bytes(file: Path) -> tuple[bytes, bool]:
    """What is in a file, and whether somebody was writing it at that moment."""
    with file.open("rb") as opened:
        before = os.fstat(opened.fileno())
        data = opened.read(before.st_size)
        after = os.fstat(opened.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data, not same or len(data) < before.st_size


def _noted(document: Document, message: str, status: str | None = None) -> Document:
    """A document with something more to be said of it."""
    row = document.row | {"message": _joined(document.row["message"], message)}
    if status and row["status"] == "ok":
        row["status"] = status
    return replace(document, row=row)


def _without_text(source: Source, status: str, message: str) -> Document:
    format_ = source.file.suffix[1:].casefold() or None
    row = _row(source.document_id, source.path, status, message, format=format_)
    return Document(row, None, {})


def _row(
    document_id: str, path: str, status: str, message: str | None, **told: Any
) -> dict[str, Any]:
    """A row of ``documents``; what is not told of a file is missing, or none."""
    unknown = dict.fromkeys(("sha256", "format", "encoding"))
    none = dict.fromkeys(("characters", "page_marks", "repairs", "reports"), 0)
    about = {"document_id": document_id, "path": path, **unknown, **none, **told}
    return about | {"status": status, "message": message}


def _joined(*messages: str | None) -> str | None:
    return " ".join(filter(None, messages)) or None


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _by_pool(
    load: Callable[[Source], Document], sources: Sequence[Source], workers: int
) -> Iterator[Document]:
    """Documents in order. A process that is killed takes the pool with it: the next files are then
    read alone, so that only the one that kills is lost.
    """
    done = 0
    while done < len(sources):
        try:
            with pool(workers, anew=bool(lexicon.in_use())) as running:
                for document in running.map(load, sources[done:]):
                    done += 1
                    yield document
        except BrokenProcessPool:
            alone = sources[done : done + workers]
            done += len(alone)
            yield from map(partial(_alone, load), alone)


def _alone(load: Callable[[Source], Document], source: Source) -> Document:
    try:
        with pool(1, anew=bool(lexicon.in_use())) as running:
            return running.submit(load, source).result()
    except BrokenProcessPool:
        return _without_text(source, "failed", f"{source.path} {KILLED}")


def _workers(sources: Sequence[Source]) -> int:
    read = [source.file for source in sources if not source.status and source.file.exists()]
    size = sum(file.stat().st_size for file in read)
    return min(os.cpu_count() or 1, len(read)) if size >= POOL_FROM else 1

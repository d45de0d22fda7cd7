"""Files to the rows of every table.

Each document is worked on by one pure function (`read_document`), so that one process, many
processes or a cluster give the same rows; what spans reports comes after, from bodies.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit import lexicon, reading
from toolkit.across import carried, frames, phrases, repeats, reuse, templates
from toolkit.across.body import Body, make_bodies
from toolkit.across.compared import Compared
from toolkit.across.tokens import Segmenter, segmenter
from toolkit.extract.document import Rows, extract
from toolkit.formats import kinds

Progress = Callable[[str, int, int], None]  # what is being done, how many done, of how many
PER_DOCUMENT = (
    "repairs",
    "reports",
    "listings",
    "sections",
    "sentences",
    "ordered_lists",
    "records",
    "claims",
    "mentions",
    "checks",
    "doubts",
)
POOL_FROM = 2_000_000  # bytes of input from which starting more processes pays
LONGEST_ID = 240  # bytes of a document_id, which with its ending is a file's name (at most 255)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its id, its path relative to the input folder, and where it is."""

    document_id: str
    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class Document:
    """What one file gave: its row, its raw text, and the rows of every table from it."""

    row: dict[str, Any]
    text: str | None
    rows: Rows


@dataclass(slots=True)
class Parsed:
    """What a run gave: rows (or columns) by table, raw texts by document_id."""

    rows: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def quiet(what: str, done: int, of: int) -> None:
    """Progress that nobody looks at."""


def parse(
    sources: Sequence[Source],
    progress: Progress = quiet,
    workers: int | None = None,
    words: Iterable[str] = (),
    stop_words: Iterable[str] = (),
) -> Parsed:
    """All tables of the sources. The rows do not depend on the order or the number of workers.

    words, stop_words: the researcher's own, beside the project's.
    """
    parsed = Parsed({name: [] for name in ("documents", *PER_DOCUMENT)})
    for document in _documents(sorted(sources, key=lambda s: s.path), progress, workers):
        parsed.rows["documents"].append(document.row)
        if document.text is not None:
            parsed.texts[document.row["document_id"]] = document.text
        for name, rows in document.rows.items():
            parsed.rows[name] += rows
    bodies = make_bodies(parsed.texts, parsed.rows)
    parsed.rows |= across(bodies, parsed.rows["claims"], progress, words, stop_words)
    return parsed


def across(
    bodies: Sequence[Body],
    claims: Sequence[Mapping[str, Any]],
    progress: Progress = quiet,
    words: Iterable[str] = (),
    stop_words: Iterable[str] = (),
) -> dict[str, Any]:
    """The tables that span reports: rows, or columns where there are very many."""
    segment = words_of(words)
    rows: dict[str, Any] = {}
    progress("phrases", 0, 4)
    rows["phrases"], rows["phrase_counts"] = phrases.count_phrases(
        bodies, segment.cut, segment.knows, stop_words
    )
    progress("repeated passages", 1, 4)
    compared = Compared(bodies)
    rows["repeats"], rows["repeat_occurrences"] = repeats.find_repeats(compared)
    progress("text reuse", 2, 4)
    rows["reuse"] = reuse.find_reuse(compared)
    reuse_ids = [row["reuse_id"] for row in rows["reuse"]]
    rows["carried_claims"] = carried.find_carried(compared, claims, reuse_ids)
    rows["templates"], rows["template_places"] = templates.find_templates(compared)
    progress("frames", 3, 4)
    rows["frames"], rows["frame_matches"] = frames.find_frames(bodies, segment.cut)
    progress("frames", 4, 4)
    return rows


def words_of(own: Iterable[str] = ()) -> Segmenter:
    """What cuts texts into words: jieba with the project's terms and the researcher's own."""
    return segmenter((*lexicon.words("terms"), *own))


def read_document(document_id: str, path: str, data: bytes) -> Document:
    """One file's bytes to its rows. A file that cannot be read gives a row that says why."""
    row: dict[str, Any] = {
        "document_id": document_id,
        "path": path,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    found = reading.read(data, Path(path).suffix)
    rows: Rows = {}
    message, status = found.message, found.status
    if status in ("ok", "partial"):
        try:
            rows = extract(document_id, found.text, found.damaged)
        except Exception as error:  # one bad file never stops a run
            status = "failed"
            message = (
                f"{path}: the text was decoded but could not be taken apart "
                f"({_named(error)}). Please report this with the file."
            )
    kinds = [repair["kind"] for repair in rows.get("repairs", ())]
    row |= {
        "format": found.format,
        "encoding": found.encoding,
        "characters": len(found.text),
        "page_marks": kinds.count("page_mark"),
        "repairs": len(kinds),
        "reports": len(rows.get("reports", ())),
        "status": status,
        "message": message,
    }
    return Document(row, found.text if status in ("ok", "partial") else None, rows)


def find_sources(raw: Path | Iterable[Path]) -> tuple[list[Source], list[str]]:
    """The files to read under a folder (or a list of files), and those passed over.

    Passed over: hidden files, README files, and files that are not documents at all (tables,
    pictures); a document of a format that is not read is not passed over but reported.
    """
    roots = [raw] if isinstance(raw, Path) else list(raw)
    found: dict[str, Path] = {}
    passed = []
    for root in roots:
        for path, file in _walk(Path(root)):
            if _is_document(file):
                found[path] = file
            elif not file.name.startswith("."):
                passed.append(path)
    ids = document_ids(sorted(found))
    return [Source(ids[path], path, found[path]) for path in sorted(found)], sorted(passed)


def document_ids(paths: Sequence[str]) -> dict[str, str]:
    """An id for each path: the file's name without its ending, longer where names clash.

    >>> document_ids(["a/list.txt", "b/list.txt", "b/note.txt", "b/note.md"])
    {'a/list.txt': 'a_list', 'b/list.txt': 'b_list', 'b/note.txt': 'b_note.txt', 'b/note.md': 'b_note.md'}
    """
    forms = (
        lambda path: Path(path).stem,
        lambda path: str(Path(path).with_suffix("")).replace("/", "_"),
        lambda path: path.replace("/", "_"),
    )
    ids = {path: forms[0](path) for path in paths}
    for form in forms[1:]:
        counts: dict[str, int] = {}
        for name in ids.values():
            counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
        ids = {p: form(p) if counts[name.casefold()] > 1 else name for p, name in ids.items()}
    return _numbered_apart({path: _shortened(name) for path, name in ids.items()})


def _shortened(name: str) -> str:
    """A name that fits: its beginning, and a mark of the whole so that others stay others."""
    data = name.encode(errors="surrogateescape")
    if len(data) <= LONGEST_ID:
        return name
    mark = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[: LONGEST_ID - len(mark) - 1].decode(errors='ignore')}_{mark}"


def _numbered_apart(ids: dict[str, str]) -> dict[str, str]:
    seen: dict[str, int] = {}
    for path, name in ids.items():
        count = seen.get(name.casefold(), 0)
        seen[name.casefold()] = count + 1
        ids[path] = f"{name}_{count + 1}" if count else name
    return ids


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    if not root.is_dir():
        yield root.name, root
        return
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            file = Path(folder) / name
            yield file.relative_to(root).as_posix(), file


def _is_document(file: Path) -> bool:
    if file.name.startswith(".") or file.stem.casefold().partition(".")[0] == "readme":
        return False
    suffix = file.suffix.casefold()
    return suffix in kinds.READ or suffix in kinds.SKIPPED


def _load(source: Source) -> Document:
    """A file's rows. Whatever goes wrong with one file is said in its row and ends there."""
    try:
        return read_document(source.document_id, source.path, source.file.read_bytes())
    except OSError as error:
        why = f"could not be opened: {error.strerror}. Check that it is there and that you may read it."
    except Exception as error:
        why = f"could not be read ({_named(error)}). Please report this with the file."
    return _failed(source, why)


def _failed(source: Source, why: str) -> Document:
    row = {
        "document_id": source.document_id,
        "path": source.path,
        "sha256": "",
        "format": "",
        "encoding": None,
        "characters": 0,
        "page_marks": 0,
        "repairs": 0,
        "reports": 0,
        "status": "failed",
        "message": f"{source.path} {why}",
    }
    return Document(row, None, {})


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def _documents(
    sources: Sequence[Source], progress: Progress, workers: int | None
) -> Iterator[Document]:
    workers = workers or _workers(sources)
    documents = map(_load, sources) if workers == 1 else _by_pool(sources, workers)
    yield from _counted(documents, len(sources), progress)


def _by_pool(sources: Sequence[Source], workers: int) -> Iterator[Document]:
    """Documents in order. A process that is killed takes the pool with it: the next files are then
    read alone, so that only the one that kills is lost.
    """
    done = 0
    while done < len(sources):
        try:
            with ProcessPoolExecutor(workers) as pool:
                for document in pool.map(_load, sources[done:]):
                    done += 1
                    yield document
        except BrokenProcessPool:
            alone = sources[done : done + workers]
            done += len(alone)
            yield from map(_alone, alone)


def _alone(source: Source) -> Document:
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_load, source).result()
    except BrokenProcessPool:
        return _failed(
            source,
            "could not be read: the process that read it was killed, most likely because memory "
            "ran out. Split the file, or read it on a machine with more memory.",
        )


def _counted(documents: Iterable[Document], of: int, progress: Progress) -> Iterator[Document]:
    progress("reading reports", 0, of)
    for done, document in enumerate(documents, 1):
        yield document
        progress("reading reports", done, of)


def _workers(sources: Sequence[Source]) -> int:
    size = sum(source.file.stat().st_size for source in sources if source.file.exists())
    return min(os.cpu_count() or 1, len(sources)) if size >= POOL_FROM else 1

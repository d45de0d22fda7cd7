"""The files under a folder of raw texts: which are read, by what name, and why others are not.

Nothing is passed over in silence: each file is a row of ``documents``, read or not. Only hidden
files, and what the toolkit itself has written, are none of the texts.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.extract.model import Given
from toolkit.reading import reading
from toolkit.reading.formats import kinds
from toolkit.tables import study
from toolkit.tables.inert import visible

METADATA_FORMATS = (".csv", ".tsv", ".xlsx")
UNUSED = (
    "a table of metadata that is not used. Only the one that lies directly in the folder of texts is, "
    "or the one that is named (--metadata) in its place."
)
METADATA = "the metadata of the texts, joined to the table reports."
LONGEST_ID = 240  # bytes of a document_id, which with its ending is a file's name (at most 255)
KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its id, its path as shown, and where it is.

    ``status`` is empty where it is to be read; else ``message`` says why it is not.
    """

    document_id: str
    path: str
    file: Path
    status: str = ""
    message: str = ""
    given: Given | None = None  # what is known of its reports
    note: str = ""  # something to be said of it though it is read
    kept: Path | None = None  # the folder of what was read before


def find_sources(raw: Path | Iterable[Path], metadata: Path | None = None) -> list[Source]:
    """Every file under a folder, several folders or among some files, in the order of their paths.

    Paths are relative to the folder, or to the one that holds them all where there are several.
    metadata: the table that is known to be of the texts and none of them.
    """
    roots = [root.resolve() for root in ([raw] if isinstance(raw, Path) else raw)]
    base = _common(roots)
    found: dict[Path, tuple[str, str]] = {}
    for root in roots:
        found |= _walk(root)
    tables = metadata_beside(roots) if metadata is None else [metadata.resolve()]
    found |= {table: ("skipped", METADATA) for table in tables if table in found}
    paths = _paths(sorted(found), base)
    read = sorted(paths[file] for file in found if not found[file][0])
    ids = document_ids(read, sorted({*paths.values()} - {*read}))
    sources = [Source(ids[paths[file]], paths[file], file, *found[file]) for file in found]
    return sorted(sources, key=lambda source: source.path)


def metadata_beside(raw: Iterable[Path]) -> list[Path]:
    """The tables of metadata that lie in some folders, not in folders within them."""
    inside = [path for root in raw if root.is_dir() for path in sorted(root.resolve().iterdir())]
    tables = [path for path in inside if path.suffix.casefold() in METADATA_FORMATS]
    return [path for path in tables if path.stem.casefold() == "metadata" and path.is_file()]


def document_ids(paths: Sequence[str], others: Sequence[str] = ()) -> dict[str, str]:
    """An id for each path: the file's name without its ending, longer where names clash.

    What is not read takes no name from what is.

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
        counts = Counter(_folded(name) for name in ids.values())
        ids = {p: form(p) if counts[_folded(name)] > 1 else name for p, name in ids.items()}
    ids |= {path: forms[-1](path) for path in others}
    return _numbered_apart({path: _shortened(_plain(name)) for path, name in ids.items()})


def _folded(name: str) -> str:
    """Names that some system takes for the same."""
    return unicodedata.normalize("NFC", name).casefold()


def _plain(name: str) -> str:
    """A name without what cannot stand in a file's name everywhere, or divides our ids.

    >>> _plain("a#1: b?")
    'a_1_ b_'
    """
    return re.sub(r'[#<>:"/\\|?*]', "_", name)


def _shortened(name: str) -> str:
    """A name that fits: its beginning, and a mark of the whole so that others stay others."""
    data = name.encode()
    if len(data) <= LONGEST_ID:
        return name
    mark = hashlib.sha256(data).hexdigest()[:8]
    return f"{data[: LONGEST_ID - len(mark) - 1].decode(errors='ignore')}_{mark}"


def _numbered_apart(ids: dict[str, str]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    for path, name in ids.items():
        seen[_folded(name)] += 1
        count = seen[_folded(name)]
        ids[path] = f"{name}_{count}" if count > 1 else name
    return ids


def _common(roots: Sequence[Path]) -> Path | None:
    """The folder that holds all of some folders and files; none on two drives."""
    try:
        return Path(os.path.commonpath([r if r.is_dir() else r.parent for r in roots]))
    except ValueError:
        return None


def _paths(files: Iterable[Path], base: Path | None) -> dict[Path, str]:
    """How each file's path is shown: one for each, also where two names look the same."""
    paths: dict[Path, str] = {}
    taken: set[str] = set()
    for file in files:
        name = file.relative_to(base or file.anchor).as_posix()
        path = shown(name)
        if path in taken:
            path = shown(os.fsencode(name).decode("ascii", "backslashreplace"))
        taken.add(path)
        paths[file] = path
    return paths


def shown(name: str) -> str:
    r"""A path as it can be written: each part as what its bytes say, without control characters.

    What is not UTF-8 comes as a rule from an archive that was made on a Chinese Windows.

    >>> shown(os.fsdecode("年报/".encode() + "通报.txt".encode("gb18030"))), shown("a\nb")
    ('年报/通报.txt', 'a\\nb')
    """
    return "/".join(_shown_part(part) for part in name.split("/"))


def _shown_part(part: str) -> str:
    data = os.fsencode(part)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        text = data.decode("utf-8", "backslashreplace")
    return visible(text)


def _walk(root: Path) -> Iterator[tuple[Path, tuple[str, str]]]:
    """Every file, with a status and a reason where it is not to be read."""
    if not root.is_dir():
        yield root, _judged(root)
        return
    ours: set[Path] = set()
    troubles: list[OSError] = []
    for folder, folders, files in os.walk(root, onerror=troubles.append):
        here = Path(folder)
        ours |= {here / name for name in study.listed(here)}
        linked = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted([*files, *linked]):
            if not _is_hidden(name) and here / name not in ours:
                yield here / name, _judged(here / name)
    for trouble in troubles:
        reason = f"the folder could not be opened: {trouble.strerror}. See that you may read it."
        yield Path(trouble.filename), ("failed", reason)


def _is_hidden(name: str) -> bool:
    """Also Word's lock files, which stand beside a document while it is open."""
    return name.startswith(".") or kinds.is_lock(name)


def _judged(file: Path) -> tuple[str, str]:
    """Whether a file is read (nothing), and if not, as what it is counted and why."""
    if file.is_symlink():
        return "skipped", "a link, which is not followed. Put the file itself here to have it read."
    try:
        kind = stat.S_IFMT(file.stat().st_mode)
    except OSError as error:
        return "failed", f"could not be opened: {error.strerror}. See that it is there."
    if kind in KINDS:
        return "skipped", f"{KINDS[kind]}, not a file."
    name, suffix = file.stem.casefold(), file.suffix.casefold()
    reason = ""
    if name == "metadata" and suffix in METADATA_FORMATS:
        reason = UNUSED
    elif name.partition(".")[0] == "readme":
        reason = "a note on the texts, not one of them."
    elif not reading.is_document(file.suffix):
        reason = kinds.advice(kinds.SKIPPED.get(suffix, ""))
    return ("skipped", reason) if reason else ("", "")

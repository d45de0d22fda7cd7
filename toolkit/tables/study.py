"""A folder the toolkit writes: one whole generation at any moment, and nothing of anyone else's.

A new generation is written aside, in a hidden folder inside the place it is for. One rename
commits it; then its files are moved to where they belong, and last comes the codebook, the list
of what is ours. Where a run is cut off in between, readers look aside first and the next run
finishes the move. Only what the list in place names is ever removed or replaced; a file of that
list that has been changed since it was written is somebody's work, and is kept beside.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path, PureWindowsPath
from typing import Any

from filelock import FileLock, Timeout

CODEBOOK = "datapackage.json"  # lists the files of a folder of tables
CONTENTS = ".toolkit.json"  # lists those of a folder of notebooks or figures
LOCK = ".toolkit.lock"
ASIDE = ".toolkit-new-"  # being written; left over only where a run was cut off
ANSWERS = ".toolkit-answers"  # what was asked of the tables, in a folder for each generation
NEXT = ".toolkit-next"  # committed, on its way to its place
PLACES = ".places.json"  # in NEXT: where the rest of its generation waits
FORMS = ("parquet", "csv")


class StudyError(ValueError):
    """A folder that cannot take a generation: which, why, and what to do."""


class Generation:
    """Folders that are written together: each has a place, and a folder aside until the end."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = places
        self.name = ASIDE + secrets.token_hex(8)
        for place in places:
            self.aside(place).mkdir()

    def aside(self, place: Path) -> Path:
        """Where to write what is meant for a place."""
        return place.resolve() / self.name

    def put_in_place(self) -> list[Path]:
        """Commit, and move everything where it belongs.

        Gives the files that somebody had changed, under the names by which they are kept.
        """
        first, *others = self.places
        head = self.aside(first)
        for place in others:
            _write_contents(self.aside(place), generation(head))
        waiting = [os.path.relpath(self.aside(place), first) for place in others]
        (head / PLACES).write_text(json.dumps(waiting), "utf-8")
        for place in self.places:
            _flush(self.aside(place))
        with _undisturbed():
            head.rename(first / NEXT)
            kept = _finish(first)
        _forget(first / ANSWERS, generation(first))
        return kept

    def discard(self) -> None:
        """Take away what was written aside and not committed."""
        for place in self.places:
            shutil.rmtree(self.aside(place), ignore_errors=True)


@contextmanager
def writing(*places: Path) -> Iterator[Generation]:
    """A new generation for some folders, the tables' first; no other run may write there meanwhile.

    Whatever happens before ``put_in_place`` leaves the folders as they were. Raises StudyError.
    """
    places = tuple(place.resolve() for place in places)
    with ExitStack() as held:
        for place in sorted(places):
            check_writable(place)
            place.mkdir(parents=True, exist_ok=True)
            held.enter_context(_locked(place))
        for place in places:
            _finish(place)
        for place in places:
            _sweep(place)
        new = Generation(places)
        try:
            yield new
        finally:
            new.discard()


def check(place: Path, names: Iterable[str], raw: Iterable[Path] = ()) -> None:
    """Raise StudyError where a folder cannot take files of these names; nothing is touched."""
    place = place.resolve()
    check_writable(place)
    for root in (path.resolve() for path in raw):
        if root == place / "texts" or place / "texts" in root.parents:
            raise StudyError(
                f"{root} holds your raw texts, and {place} would keep its own copies there. "
                "Choose another folder for the tables (--out), or move the texts."
            )
    ours = listed(place)
    texts = {"texts"} if (place / "texts").is_symlink() or not (place / "texts").is_dir() else set()
    for name in (CODEBOOK, *texts, *names):
        if os.path.lexists(place / name) and (name not in ours or (place / name).is_dir()):
            raise StudyError(
                f"{place / name} stands where the toolkit would write, and the toolkit did not "
                "make it. Move it, or choose another folder for the tables (--out)."
            )


def nearest(here: Path | None = None) -> Path:
    """The folder of tables of the study one works in: in this folder or one that holds it."""
    here = (here or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for place in (folder, folder / "clean", folder / "data" / "clean"):
            if at(place, CODEBOOK).is_file():
                return place
    raise FileNotFoundError(
        f"no tables in {here} or above it. Say where they are: Corpus.load('my_study/clean')"
    )


def listed(place: Path) -> dict[str, str | None]:
    """The files the toolkit keeps in a folder, by name, with their hash where it is known."""
    found = (_listing(at(place, name)) for name in (CODEBOOK, CONTENTS))
    return next((files for files in found if files), {})


def at(place: Path, name: str) -> Path:
    """Where a file of the generation in place is to be read: aside, while it is being moved."""
    waiting = place / NEXT / name
    return waiting if waiting.exists() else place / name


def place_of(folder: Path) -> Path:
    """The folder that the files of a folder are for: itself, if they do not wait aside there."""
    folder = folder.resolve()
    return folder.parent if folder.name.startswith(ASIDE) else folder


def state(place: Path) -> tuple[str, bool]:
    """What tells a reader that a folder changed under its hands."""
    return generation(place), (place / NEXT).exists()


def generation(place: Path) -> str:
    """The id of the generation in a folder; empty where there is none."""
    return str(_json(at(place, CODEBOOK)).get("generation", ""))


def digest(path: Path) -> str:
    """The hash by which a file is known again."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def digests(folder: Path, but: str = "") -> dict[str, str]:
    """All files under a folder, by name, with their hash: what a list of ours holds.

    but: an ending of those to leave out.
    """
    files = sorted(p for p in folder.rglob("*") if p.is_file() and (not but or p.suffix != but))
    return {path.relative_to(folder).as_posix(): digest(path) for path in files}


def _listing(path: Path) -> dict[str, str | None]:
    """What a list names, itself first; a name that leads out of its folder is none of ours."""
    about = _json(path)
    if "files" not in about:
        return {}
    files: dict[str, str | None] = {path.name: None, **about["files"]}
    return {name: then for name, then in files.items() if _stays_inside(name)}


def _stays_inside(name: str) -> bool:
    r"""Whether a name leads to a file under the folder it is read from.

    >>> [_stays_inside(name) for name in ("texts/a.txt", "../a.txt", "/a.txt", "a\\..\\b.txt")]
    [True, False, False, False]
    """
    parts = PureWindowsPath(name).parts  # which knows both kinds of slashes, and drives
    return not PureWindowsPath(name).anchor and ".." not in parts


def _json(path: Path) -> dict[str, Any]:
    if path.is_symlink() or path.parent.is_symlink() or not path.is_file():
        return {}  # nothing outside the folder is opened, and no pipe waited for
    try:
        about = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return about if isinstance(about, dict) else {}


def _write_contents(aside: Path, of: str) -> None:
    about = {"generation": of, "files": digests(aside)}
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (aside / CONTENTS).write_text(text + "\n", encoding="utf-8", newline="\n")


def _finish(place: Path) -> list[Path]:
    """Move a committed generation to its places; nothing to do where there is none."""
    head = place / NEXT
    kept: list[Path] = []
    with suppress(FileNotFoundError):
        for name in json.loads((head / PLACES).read_text("utf-8")):
            aside = Path(os.path.normpath(place / name))
            kept += _move(aside, aside.parent, CONTENTS)
        (head / PLACES).unlink()
    return kept + _move(head, place, CODEBOOK)


def _move(aside: Path, place: Path, last: str) -> list[Path]:
    """Everything aside to its place, what only the old list names away, and last the list."""
    kept = []
    if (aside / last).exists():
        old, new = _listing(place / last), _listing(aside / last)
        for name in new.keys() - {last}:
            if (aside / name).exists():
                kept += _make_room(place / name, old.get(name, ""), new[name])
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (aside / name).replace(place / name)
        for name in old.keys() - new.keys():
            _take_away(place / name, old[name])
        (aside / last).replace(place / last)
        _flush_folder(place)
    shutil.rmtree(aside, ignore_errors=True)
    return sorted(kept)


def _make_room(target: Path, then: str | None, now: str | None) -> list[Path]:
    """Keep under another name what stands at a target and is not what the toolkit wrote there."""
    if not os.path.lexists(target) or _is_ours(target, then) or _is_ours(target, now):
        return []
    free = _free(target)
    target.rename(free)
    return [free]


def _take_away(path: Path, then: str | None) -> None:
    if _is_ours(path, then):
        path.unlink()
        with suppress(OSError):
            path.parent.rmdir()  # which only takes away an empty folder


def _is_ours(path: Path, then: str | None) -> bool:
    """Whether a file is as the toolkit wrote it; where no hash was kept, its name must do."""
    if not path.is_file() or path.is_symlink():
        return False
    return then is None or digest(path) == then


def _free(target: Path) -> Path:
    """A name beside a file that nothing has yet: ``claims.yours.csv``, ``claims.yours-2.csv``."""
    names = (f"{target.stem}.yours{mark}{target.suffix}" for mark in _marks())
    return next(path for name in names if not os.path.lexists(path := target.with_name(name)))


def _marks() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def check_writable(place: Path) -> None:
    """A folder is made and taken away where the place is, or will be."""
    there = next(path for path in (place, *place.parents) if path.exists())
    if not there.is_dir():
        raise StudyError(
            f"{there} is a file, so no folder of tables can be there. Choose another place (--out)."
        )
    probe = there / (ASIDE + secrets.token_hex(8))
    try:
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise StudyError(
            f"nothing can be written in {there} ({error.strerror}). Choose another place (--out), "
            "or get the right to write there."
        ) from None


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    lock = FileLock(place / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StudyError(
            f"another run is writing in {place}{_holder(place)}. Wait until it is done, or stop it, "
            "and run this again. Nothing was changed."
        ) from None
    try:
        _say_who(place, f"process {os.getpid()}, since {datetime.now():%H:%M:%S}")
        yield
    finally:
        _say_who(place, "")
        lock.release()


def _say_who(place: Path, who: str) -> None:
    with suppress(OSError):  # some systems do not let a locked file be written
        (place / LOCK).write_text(who, "utf-8")


def _holder(place: Path) -> str:
    with suppress(OSError):
        if said := (place / LOCK).read_text("utf-8", errors="replace").strip():
            return f" ({said})"
    return ""


def _sweep(place: Path) -> None:
    """Take away what a run that was cut off had written aside."""
    for left in place.glob(f"{ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _forget(answers: Path, but: str) -> None:
    """Take away what was asked of other tables than those now in place."""
    with suppress(OSError):
        for left in answers.iterdir():
            if left.name != but:
                shutil.rmtree(left, ignore_errors=True)


def _flush(folder: Path) -> None:
    """Everything in a folder onto the disk, so that a power cut after the swap loses nothing."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C has to wait for a moment, and is heard then."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[tuple[int, Any]] = []
    then = signal.signal(signal.SIGINT, lambda *said: heard.append(said))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, then)
    if heard and callable(then):
        then(*heard[0])

"""What a study was made of, kept with it, so that it can be made again with the same bytes.

``STUDY/record/study.json`` names the raw files with their hashes, the versions, the lexicons, the
settings and the parameters; the small things that were given (own words, concepts, metadata,
corrections) lie beside it as they were.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import __version__
from toolkit.commands import typed
from toolkit.lexicon import FOLDER as LISTS
from toolkit.reading.files import Source, metadata_beside
from toolkit.tables import cache, study
from toolkit.tables.study import StudyError

FOLDER, FILE = "record", "study.json"
GIVEN = ("words", "stop_words", "concepts", "lexicon", "metadata", "corrections")
SHOWN = 8  # names of files that a message has room for


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run is asked to do: where the raw texts are, and everything given beside them.

    ``named``: the table of metadata that was named on the command line; ``metadata`` the one that is
    read, which may be a copy of it, or of the one that lay beside the texts.
    """

    raw: Path
    words: Path | None = None
    stop_words: Path | None = None
    concepts: Path | None = None
    lexicon: Path | None = None
    metadata: Path | None = None
    named: Path | None = None
    corrections: Path | None = None
    language: str = "en"
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def given(self) -> dict[str, Path]:
        """The files beside the texts that the result depends on, by what they are; of the lexicon the
        folder.
        """
        beside = [] if self.metadata else metadata_beside([self.raw])
        found = {name: getattr(self, name) for name in GIVEN} | dict.fromkeys(
            ["metadata"], next(iter(beside), self.metadata)
        )
        return {name: path for name, path in found.items() if path and path.exists()}


def write(aside: Path, place: Path, asked: Asked, documents: pd.DataFrame) -> None:
    """Write the record of a run into an empty folder, which will lie at a place."""
    copies = {}
    for name, path in asked.given().items():
        copy = aside / name / path.name
        copy.parent.mkdir()
        (shutil.copytree if path.is_dir() else shutil.copyfile)(path, copy)
        copies[name] = {"file": f"{name}/{path.name}", "hash": _hash(copy)}
    about = {
        "raw": _seen_from(place, asked.raw),
        "files": dict(zip(documents["path"], documents["sha256"], strict=True)),
        "given": copies,
        "named": _seen_from(place, asked.named) if asked.named else None,
        "settings": {"language": asked.language, "parameters": dict(asked.parameters)},
        "made_with": made_with(),
        "lexicons": lexicons(),
    }
    plain = json.dumps(about, ensure_ascii=False, indent=1, default=_missing)
    (aside / FILE).write_text(plain + "\n", encoding="utf-8", newline="\n")


def read(folder: Path, raw: Path | None = None) -> tuple[Asked, dict[str, Any]]:
    """What the run that made a study was asked, with the files it kept, and its record.

    raw: where the raw texts are now, if not where they were as seen from the study.
    """
    place = folder.resolve() / FOLDER
    about = load(folder)
    texts = raw or Path(os.path.normpath(place / about["raw"]))
    if not texts.exists():
        raise StudyError(
            f"{texts}, the raw texts of {folder}, is not there. Say where they are now: "
            f"{typed('run', 'NEW_PLACE', '--again', folder)}"
        )
    kept = {name: place / one["file"] for name, one in about["given"].items()}
    for name, path in kept.items():
        if not path.exists() or _hash(path) != about["given"][name]["hash"]:
            raise StudyError(f"{path} is not as the run that made {folder} kept it.")
    settings = about["settings"]
    named = Path(os.path.normpath(place / about["named"])) if about["named"] else None
    return Asked(raw=texts, named=named, **kept, **settings), about


def load(folder: Path) -> dict[str, Any]:
    """The record of a study. Raises StudyError where it has none."""
    try:
        return json.loads(study.at(folder.resolve() / FOLDER, FILE).read_text("utf-8"))
    except (OSError, ValueError):
        raise StudyError(
            f"{folder} holds no record of a run ({FOLDER}/{FILE}). A folder that `run TEXTS --out "
            "FOLDER` has made holds one."
        ) from None


def raw_of(clean: Path) -> Path | None:
    """The raw texts that the tables of a study were made from, where they still are."""
    try:
        place = clean.resolve().parent
        found = Path(os.path.normpath(place / FOLDER / load(place)["raw"]))
    except (StudyError, KeyError, TypeError):
        return None
    return found if found.exists() else None


def other_files(about: Mapping[str, Any], sources: Sequence[Source]) -> str:
    """In words, which raw files are not those of a record; empty where all are."""
    then = {path: sha256 for path, sha256 in about["files"].items() if sha256}
    read = [source for source in sources if not source.status or source.path in then]
    return compared(then, {source.path: _sha256(source.file) for source in read})


def other_metadata(asked: Asked) -> list[str]:
    """The name of the table of metadata, where it is not the copy any more that will be read."""
    now = [asked.named] if asked.named else metadata_beside([asked.raw])
    if asked.metadata and all(
        path.is_file() and study.digest(path) == study.digest(asked.metadata) for path in now
    ):
        return []
    return [path.name for path in now]


def compared(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """Which files were added, changed, or are gone.

    >>> compared({"a.txt": "1", "b.txt": "2"}, {"b.txt": "3", "c.txt": "4"})
    '1 added (c.txt), 1 changed (b.txt), 1 gone (a.txt)'
    """
    what = {
        "added": now.keys() - then.keys(),
        "changed": {path for path in now.keys() & then.keys() if not _same(now[path], then[path])},
        "gone": then.keys() - now.keys(),
    }
    return ", ".join(
        f"{len(names)} {did} ({_listed(names)})" for did, names in what.items() if names
    )


def other_tools(about: Mapping[str, Any]) -> list[str]:
    """What the toolkit, its packages and lexicons were when a study was made, and are not now."""
    then, now = (
        tools | {f"lexicon {name}": digest for name, digest in lists.items()}
        for tools, lists in ((about["made_with"], about["lexicons"]), (made_with(), lexicons()))
    )
    names = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    hashed = re.compile("lexicon|code")
    return [
        f"{name} has changed"
        if hashed.search(name)
        else f"{name} {now.get(name, 'missing')}, then {then.get(name, 'missing')}"
        for name in names
    ]


def made_with() -> dict[str, str]:
    """The versions a result depends on: toolkit, Python, system, packages used directly."""
    try:
        names = [re.split(r"[^\w.-]", line)[0] for line in requires("toolkit") or ()]
    except PackageNotFoundError:
        names = list(cache.READERS)
    found = {
        "toolkit": __version__,
        "toolkit's code": cache.code().hex(),
        "Python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
    for name in sorted(set(names)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def lexicons() -> dict[str, str]:
    """The hash of every word list."""
    files = sorted(p for p in LISTS.iterdir() if p.suffix in (".csv", ".txt", ".yml"))
    return {file.name: study.digest(file) for file in files}


def _hash(path: Path) -> str | dict[str, str]:
    return study.digests(path) if path.is_dir() else study.digest(path)


def _same(one: Any, other: Any) -> bool:
    return (pd.isna(one) and pd.isna(other)) or bool(one == other)


def _sha256(file: Path) -> str | None:
    try:
        return study.digest(file).removeprefix("sha256:") if file.is_file() else None
    except OSError:
        return None


def _listed(names: Iterable[str]) -> str:
    every = sorted(names)
    more = f" and {len(every) - SHOWN} more" if len(every) > SHOWN else ""
    return ", ".join(every[:SHOWN]) + more


def _seen_from(place: Path, target: Path) -> str:
    """A path as seen from a folder, so that both can be moved together."""
    try:
        return Path(os.path.relpath(target.resolve(), place)).as_posix()
    except ValueError:  # on another drive
        return target.resolve().as_posix()


def _missing(value: Any) -> None:
    if pd.isna(value):
        return
    raise TypeError(f"no plain value: {value!r}")

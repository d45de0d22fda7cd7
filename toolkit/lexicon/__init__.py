"""Word lists: plain files beside this one, made to be read and extended by researchers.

A ``.txt`` file holds one term a line; a ``.csv`` file has a header line. Lines that begin
with ``#`` are notes, empty lines are passed over. Both are UTF-8.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

FOLDER = Path(__file__).parent
OWN = "TOOLKIT_LEXICON"  # names a folder of lines of one's own to the processes that read texts
KEYS = {  # the columns that no two lines of a table share, where it is not the first alone
    "breakdowns": ("word", "family"),
    "comparators": ("word", "side"),
    "divisions": ("code", "name"),
    "forms": ("name", "form"),
    "kind_signs": ("kind", "sign"),
    "numbered_names": ("word", "side"),
    "parallels": ("first", "second"),
    "phrase_words": ("word", "part"),
    "second_kinds": ("word", "kind"),
}
# A line of jieba's user dictionary: a word, then its frequency and its tag where they are given.
_ENTRY = re.compile(r"(\S.*?)(?:[ \t]+\d+)?(?:[ \t]+[a-z]+)?")
Lines = dict[str, tuple[str, ...]]  # of a researcher's own, by the name of the file
Function = TypeVar("Function", bound=Callable[..., Any])
_own: Lines = {}
_kept: list[Any] = []


def cached(function: Function) -> Function:
    """Like functools.cache, for what comes from the lists: forgotten when other lines are added."""
    found = cache(function)
    _kept.append(found)
    return found  # type: ignore[return-value]


def lines(file: Path) -> list[str]:
    """The lines of a list, without notes and empty ones."""
    text = file.read_text(encoding="utf-8-sig")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def key(name: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a line of ``<name>.csv`` from the others."""
    return tuple(row[column] for column in KEYS.get(name, (next(iter(row)),)))


@cached
def words(name: str) -> tuple[str, ...]:
    """The terms of ``<name>.txt``, in the order of the file, each once."""
    found = [*lines(FOLDER / f"{name}.txt"), *_own.get(f"{name}.txt", ())]
    return tuple(dict.fromkeys(line.strip() for line in found))


@cached
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv`` by their column names."""
    found = [*lines(FOLDER / f"{name}.csv"), *_own.get(f"{name}.csv", ())[1:]]
    return tuple(csv.DictReader(found))


def forms(name: str) -> str:
    """The wordings of one name in ``forms.csv``, as one regular expression."""
    return "|".join(row["form"] for row in table("forms") if row["name"] == name)


@contextmanager
def using(own: Mapping[str, Iterable[str]]) -> Iterator[None]:
    """The lists with lines of one's own added (`toolkit.lexicon.own`), while the block lasts.

    What reads texts takes the lists when it is imported; so it is left to processes started anew
    meanwhile, which find the lines by a variable of the environment.
    """
    before, variable = dict(_own), os.environ.get(OWN)
    new = {name: tuple(some) for name, some in own.items()}
    if new == before:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, some in new.items():
            (Path(folder) / name).write_text("\n".join(some), encoding="utf-8")
        os.environ[OWN] = folder
        _take(new)
        try:
            yield
        finally:
            _take(before)
            os.environ.pop(OWN)
            if variable is not None:
                os.environ[OWN] = variable


def in_use() -> str:
    """A hash of the lines of one's own that are added now; empty where there are none."""
    said = "\0".join(f"{name}\0" + "\n".join(some) for name, some in sorted(_own.items()))
    return hashlib.sha256(said.encode()).hexdigest() if said else ""


def _take(own: Lines) -> None:
    _own.clear()
    _own.update(own)
    for function in _kept:
        function.cache_clear()


def stop_words(own: Iterable[str] = ()) -> frozenset[str]:
    """The project's stop words and a researcher's own: left out of lists, never of counts."""
    return frozenset((*words("stop_words"), *own))


def own_words(words: str | Path | Iterable[str]) -> tuple[str, ...]:
    """A researcher's own terms or stop words: a file of them, or the words themselves.

    A file holds one word a line, or lines of jieba's user dictionary (``word frequency tag``).
    Frequency and tag are passed over: every word gets the frequency that jieba itself would
    choose for it, which is just high enough for the word to stay whole.

    >>> own_words(["驻村专班", "驻村专班", "清单式管理"])
    ('驻村专班', '清单式管理')
    """
    if isinstance(words, str | Path):
        words = _entries(Path(words))
    return tuple(dict.fromkeys(word for word in words if word.strip()))


def _entries(file: Path) -> list[str]:
    try:
        found = lines(file)
    except OSError as error:
        raise FileNotFoundError(
            f"{file}, the file of your own words, cannot be opened ({error.strerror}). "
            "Check its path; words that stand in no file are given as a list."
        ) from error
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{file}, the file of your own words, is not in UTF-8 (byte {error.start}). "
            "Save it again as UTF-8."
        ) from error
    return [entry[1] for entry in map(_ENTRY.fullmatch, map(str.strip, found)) if entry]


if os.environ.get(OWN):
    _take({p.name: tuple(lines(p)) for p in Path(os.environ[OWN]).iterdir()})

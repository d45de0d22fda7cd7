"""Word lists: plain files beside this one, made to be read and extended by researchers.

A ``.txt`` file holds one term a line; a ``.csv`` file has a header line. Lines that begin
with ``#`` are notes, empty lines are passed over. Both are UTF-8.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
# A line of jieba's user dictionary: a word, then its frequency and its tag where they are given.
_ENTRY = re.compile(r"(\S.*?)(?:[ \t]+\d+)?(?:[ \t]+[a-z]+)?")


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8-sig")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> tuple[str, ...]:
    """The terms of ``<name>.txt``, in the order of the file, each once."""
    return tuple(dict.fromkeys(line.strip() for line in _lines(FOLDER / f"{name}.txt")))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv`` by their column names."""
    return tuple(csv.DictReader(_lines(FOLDER / f"{name}.csv")))


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
        lines = _lines(file)
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
    return [entry[1] for entry in map(_ENTRY.fullmatch, map(str.strip, lines)) if entry]

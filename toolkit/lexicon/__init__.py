"""Word lists: plain files beside this one, made to be read and extended by researchers.

A ``.txt`` file holds one term a line; a ``.csv`` file has a header line. Lines that begin
with ``#`` are notes, empty lines are passed over. Both are UTF-8.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8-sig")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> tuple[str, ...]:
    """The terms of ``<name>.txt``, in the order of the file, each once."""
    return tuple(dict.fromkeys(line.strip() for line in _lines(f"{name}.txt")))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv`` by their column names."""
    return tuple(csv.DictReader(_lines(f"{name}.csv")))

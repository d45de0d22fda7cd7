"""jieba's dictionary by itself: how frequent it takes words to be, and what kind of words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

_COLUMNS = {"word": pa.string(), "frequency": pa.int64(), "tag": pa.string()}


def word_tags(words: Iterable[str]) -> dict[str, str]:
    """The tag that jieba's dictionary gives each word it has (n, v, vn, a, d, ...).

    The tag of a word by itself; no text is cut or tagged by it.

    >>> word_tags(["促进", "粮食", "没有这个词"])
    {'促进': 'v', '粮食': 'n'}
    """
    return _of("tag", words)


def frequencies(words: Iterable[str]) -> dict[str, int]:
    """How frequent the dictionary takes the words to be that it has."""
    return _of("frequency", words)


def total() -> int:
    """The sum of all frequencies."""
    return int(pc.sum(_dictionary()["frequency"]).as_py())


def is_beginning(word: str) -> bool:
    """Whether some word begins so."""
    return bool(pc.any(pc.starts_with(_dictionary()["word"], word)).as_py())


def file() -> Path:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed. Set up the environment with: make env")
    return Path(spec.origin).parent / "dict.txt"


def _of(column: str, words: Iterable[str]) -> dict[str, Any]:
    known = _dictionary()
    found = known.filter(pc.is_in(known["word"], pa.array(set(words), pa.string())))
    return dict(zip(found["word"].to_pylist(), found[column].to_pylist(), strict=True))


@cache
def _dictionary() -> pa.Table:
    return csv.read_csv(
        file(),
        csv.ReadOptions(column_names=list(_COLUMNS)),
        csv.ParseOptions(delimiter=" ", quote_char=False),
        csv.ConvertOptions(column_types=_COLUMNS),
    )

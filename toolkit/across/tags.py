"""What kind of word jieba's dictionary takes a word for, by itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import jieba
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv


def word_tags(words: Iterable[str]) -> dict[str, str]:
    """The tag that jieba's dictionary gives each word it has (n, v, vn, a, d, ...).

    The tag of a word by itself; no text is cut or tagged by it.

    >>> word_tags(["促进", "粮食", "没有这个词"])
    {'促进': 'v', '粮食': 'n'}
    """
    known = _dictionary()
    found = known.filter(pc.is_in(known["word"], pa.array(words, pa.string())))
    return dict(zip(found["word"].to_pylist(), found["tag"].to_pylist(), strict=True))


@cache
def _dictionary() -> pa.Table:
    plain = csv.ParseOptions(delimiter=" ", quote_char=False)
    named = csv.ReadOptions(column_names=["word", "frequency", "tag"])
    texts = csv.ConvertOptions(column_types=dict.fromkeys(named.column_names, pa.string()))
    with jieba.get_dict_file() as file:
        return csv.read_csv(file, named, plain, texts)

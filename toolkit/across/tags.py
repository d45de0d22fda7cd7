"""What kind of word jieba's dictionary takes a word for, by itself."""

from __future__ import annotations

from collections.abc import Iterable

import jieba


def word_tags(words: Iterable[str]) -> dict[str, str]:
    """The tag that jieba's dictionary gives each word it has (n, v, vn, a, d, ...).

    The tag of a word by itself; no text is cut or tagged by it.

    >>> word_tags(["促进", "粮食", "没有这个词"])
    {'促进': 'v', '粮食': 'n'}
    """
    wanted = set(words)
    with jieba.get_dict_file() as file:
        lines = (line.split(" ") for line in file.read().decode("utf-8").splitlines())
        return {line[0]: line[2] for line in lines if line[0] in wanted}

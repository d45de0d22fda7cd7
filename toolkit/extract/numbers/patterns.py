"""Regular expressions made from word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_Tree = dict[str, "_Tree"]
_END = ""


def either(
    words: Iterable[str],
    not_before: Mapping[str, str] | None = None,
    not_after: Mapping[str, str] | None = None,
) -> str:
    """A pattern for any of the words, the longest first, that is tried letter by letter.

    A plain ``a|b|c`` of a thousand words is tried word by word at every place of a text; words
    that begin alike are folded into one branch here. not_before, not_after: by word, the characters
    that may not follow it or stand in front of it.

    >>> either(["个", "个月", "次"], {"次": "要"}, {"次": "主"})
    '(?:个(?:月|)|次(?<![主]次)(?![要]))'
    """
    tree: _Tree = {}
    for word in dict.fromkeys(words):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        before, after = (not_after or {}).get(word, ""), (not_before or {}).get(word, "")
        if word[-1].isascii() and word[-1].isalpha():
            after += "abcdefghijklmnopqrstuvwxyz"
        guard = (f"(?<![{re.escape(before)}]{re.escape(word)})" if before else "") + (
            f"(?![{re.escape(after)}])" if after else ""
        )
        node[_END] = {guard: {}} if guard else {}
    return _branches(tree)


def of_rows(rows: Iterable[Mapping[str, str]]) -> str:
    """A pattern for the words of a lexicon with what may not stand around each."""
    rows = list(rows)
    guards = (
        {row["word"]: row.get(side, "") for row in rows} for side in ("not_before", "not_after")
    )
    return either((row["word"] for row in rows), *guards)


def _branches(node: _Tree) -> str:
    branches = [re.escape(char) + _rest(node[char]) for char in sorted(node) if char]
    if _END in node:
        branches.append("".join(node[_END]))
    return f"(?:{'|'.join(branches)})"


def _rest(node: _Tree) -> str:
    return "".join(node[_END]) if set(node) == {_END} else _branches(node)

"""Regular expressions made from word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_Tree = dict[str, "_Tree"]
_END = ""


def either(words: Iterable[str], not_before: Mapping[str, str] | None = None) -> str:
    """A pattern for any of the words, the longest first, that is tried letter by letter.

    A plain ``a|b|c`` of a thousand words is tried word by word at every place of a text; words
    that begin alike are folded into one branch here. not_before: by word, the characters that
    may not follow it.

    >>> either(["个", "个月", "次"], {"次": "要"})
    '(?:个(?:月|)|次(?![要]))'
    """
    tree: _Tree = {}
    for word in dict.fromkeys(words):
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[_END] = {
            f"(?![{re.escape(chars)}])": {} for chars in _forbidden(word, not_before or {})
        }
    return _branches(tree)


def _forbidden(word: str, not_before: Mapping[str, str]) -> list[str]:
    chars = not_before.get(word, "") + (
        "abcdefghijklmnopqrstuvwxyz" if word[-1].isascii() and word[-1].isalpha() else ""
    )
    return [chars] if chars else []


def _branches(node: _Tree) -> str:
    branches = [re.escape(char) + _rest(node[char]) for char in sorted(node) if char]
    if _END in node:
        branches.append("".join(node[_END]))
    return f"(?:{'|'.join(branches)})"


def _rest(node: _Tree) -> str:
    return "".join(node[_END]) if set(node) == {_END} else _branches(node)

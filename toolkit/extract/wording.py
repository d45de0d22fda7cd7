"""Where the wording of a heading ends.

At the line's end or its first full stop, as a rule. Where a scan ran heading and text
together, the end is weighed: what headings end with, what text begins with, and how long
the headings beside it are.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from toolkit import lexicon
from toolkit.extract import roles

SHORTEST, LONGEST = 6, 44
CERTAIN = 3.0  # a weight from which a cut is trusted
_JOINED = frozenset("的和与及或、,，在对将把被为向于等不未是了着过")
_NOT_BEFORE = frozenset("的和与及或、,，。；：)）”’」》了着过们性化")
_OPENING, _CLOSING = "“‘「《（(", "”’」》）)"


def _by_length(name: str) -> dict[int, frozenset[str]]:
    words = lexicon.words(name)
    return {
        length: frozenset(word for word in words if len(word) == length)
        for length in sorted({len(word) for word in words}, reverse=True)
    }


def cut(text: str, start: int, stop: int, usual: float | None = None) -> tuple[int, float]:
    """The likeliest end of a heading that begins at start and runs on to stop, with its weight.

    >>> text = "健全长效机制通过专题会议部署"
    >>> text[: cut(text, 0, len(text))[0]]
    '健全长效机制'
    """
    endings, openers = _by_length("heading_endings"), _by_length("body_openers")
    best, weight = stop, 0.0
    depth = 0
    for at in range(start, min(stop, start + LONGEST + 1)):
        if depth == 0 and at - start >= SHORTEST - 2:
            here = _weight(text, start, at, endings, openers, usual)
            if here > weight:
                best, weight = at, here
        depth += (text[at] in _OPENING) - (text[at] in _CLOSING and depth > 0)
    return best, weight


def _weight(
    text: str,
    start: int,
    at: int,
    endings: dict[int, frozenset[str]],
    openers: dict[int, frozenset[str]],
    usual: float | None,
) -> float:
    if text[at - 1] in _JOINED or text[at] in _NOT_BEFORE:
        return 0.0
    if at - start < SHORTEST and not roles.is_label(text[start:at]):
        return 0.0
    weight = 0.0
    weight += next((2.0 for n, words in endings.items() if text[max(start, at - n) : at] in words), 0.0)  # fmt: skip
    weight += next((2.0 if n > 1 else 1.2 for n, words in openers.items() if text[at : at + n] in words), 0.0)  # fmt: skip
    if usual is not None:
        weight += max(-2.0, 2.0 - abs(at - start - usual))
    if weight >= 2.0 and roles.is_label(text[start:at]):
        weight += 2.0
    return weight


def cuts(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, float]]:
    """The ends of headings of one level that all run on: those beside them tell their length."""
    alone = [cut(text, start, stop) for start, stop in spans]
    lengths = [
        end - start for (start, _), (end, weight) in zip(spans, alone, strict=True) if weight >= CERTAIN
    ]
    if not lengths:
        return alone
    usual = median(lengths)
    return [cut(text, start, stop, usual) for start, stop in spans]

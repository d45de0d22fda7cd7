"""Sentences that stay true on any corpus: numbers with their nouns, shares, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


class Sentence(str):
    """A sentence that a notebook shows as running text; nothing in it is read as markup."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return MARKUP.sub(r"\\\1", self)


def say(*sentences: str) -> Sentence:
    """Sentences in a row.

    >>> say("The corpus holds 2 reports.", "", "One is cut off.")
    'The corpus holds 2 reports. One is cut off.'
    """
    return Sentence(" ".join(sentence for sentence in sentences if sentence))


def count(n: int, noun: str) -> str:
    """A number with its noun.

    >>> count(0, "report"), count(1, "report"), count(1200, "report")
    ('no reports', '1 report', '1,200 reports')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s" if n else f"no {noun}s"


def share(part: float, whole: float) -> str:
    """A part of a whole, in numbers and per cent.

    >>> share(3, 12), share(0, 0)
    ('3 of 12 (25 %)', '0 of 0')
    """
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.0%})".replace("%", " %") if whole else "")


def percent(value: float) -> str:
    """A share in per cent, small ones with a decimal.

    >>> percent(0.8931), percent(0.004)
    ('89 %', '0.4 %')
    """
    return f"{value * 100:.{1 if 0 < value < 0.1 else 0}f} %"


def listed(items: Sequence[str], most: int = 5) -> str:
    """Items as an enumeration, the rest of a long one as a number.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], 2), listed([])
    ('a, b and c', 'a, b and 2 more', 'none')
    """
    shown = list(items[:most])
    if len(items) > most:
        shown.append(f"{len(items) - most:,} more")
    if len(shown) < 2:
        return "".join(shown) or "none"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"

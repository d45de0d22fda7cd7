"""Sentences that stay true on any corpus: numbers with their nouns, shares, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import SupportsInt

import pandas as pd

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


def count(n: SupportsInt, noun: str) -> str:
    """A number with its noun.

    >>> count(0, "report"), count(1, "report"), count(1200, "report")
    ('no reports', '1 report', '1,200 reports')
    """
    number = int(n)
    return f"{number:,} {noun}" if number == 1 else f"{f'{number:,}' if number else 'no'} {noun}s"


def share(part: SupportsInt, whole: SupportsInt) -> str:
    """A part of a whole, in numbers and per cent.

    >>> share(3, 12), share(0, 0)
    ('3 of 12 (25 %)', '0 of 0')
    """
    a, b = int(part), int(whole)
    return f"{a:,} of {b:,}" + (f" ({percent(a / b)})" if b else "")


def share_of(condition: pd.Series) -> str:
    """Of how many rows a condition holds, in numbers and per cent.

    >>> share_of(pd.Series([True, False, False, True]))
    '2 of 4 (50 %)'
    """
    return share(condition.fillna(False).sum(), len(condition))


def counted(values: pd.Series, most: int = 8) -> str:
    """How often each value stands in a column, the most frequent first.

    >>> counted(pd.Series(["page_mark", "width", "page_mark"]))
    '2 × page mark and 1 × width'
    """
    counts = values.value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return listed([f"{n:,} × {str(value).replace('_', ' ')}" for value, n in ranked], most)


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

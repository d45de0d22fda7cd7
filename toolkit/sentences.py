"""Sentences of the notebooks: from ``lexicon/sentences.csv``, in English and Chinese alike.

They stay true on any corpus: numbers come with their nouns, shares with what they are of.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, SupportsInt

import pandas as pd

from toolkit import lexicon
from toolkit.settings import options

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$])")


class Sentence(str):
    """A sentence that a notebook shows as running text; nothing in it is read as markup."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return MARKUP.sub(r"\\\1", self)


class Banner(Sentence):
    """A sentence that stands out, above everything it bears on."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return f"> **{super()._repr_markdown_()}**"


class Finding(Sentence):
    """A sentence that stands as a heading over the figure or table it is read from."""

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return f"### {super()._repr_markdown_()}"


def finding(key: str, **values: Any) -> Finding:
    """A sentence as ``say`` gives it, shown as a heading.

    >>> finding("read_in_full", files=(3, 4))
    'Read in full: 3 of 4 (75 %) files'
    """
    return Finding(say(key, **values))


def say(*keys: str | bool | None, **values: Any) -> Sentence:
    """Sentences in a row, by their keys in ``lexicon/sentences.csv``, with their blanks filled.

    A key that is empty or false is passed over; where the first blank has nothing to be filled with
    and there is a sentence ``…_none``, that one is said. In the language of ``toolkit.options``.

    >>> say("texts", False, files=1, reports=1200)
    'Read: 1 file with 1,200 reports.'
    """
    gap = "" if options.language == "zh" else " "
    nothing = bool(values) and _is_nothing(next(iter(values.values())))
    named = [key for key in keys if isinstance(key, str) and key]
    named = [f"{key}_none" if nothing and f"{key}_none" in _table() else key for key in named]
    said = (filled(key, **values) for key in named)
    return Sentence(gap.join(one[:1].upper() + one[1:] for one in said))


def filled(key: str, **values: Any) -> str:
    """One sentence with its blanks filled, to be part of another."""
    return _BLANKS.format(_table()[key][options.language], **values)


def _is_nothing(value: Any) -> bool:
    """Whether there is nothing a sentence could be about: no rows, none of none, zero.

    >>> [_is_nothing(value) for value in (0, (0, 0), (0, 3), pd.Series([False]), "", 0.5)]
    [True, True, False, False, True, False]
    """
    if isinstance(value, tuple) and value:
        return not value[-1]
    return not len(value) if hasattr(value, "__len__") else not value


class _Blanks(string.Formatter):
    """What fills the blanks of a sentence: ``{n:report}`` a number with its noun, ``{x:%}`` a share
    in per cent, ``{x:share}`` of how many rows something holds, ``{x:counted}`` how often each value
    stands in a column, ``{x:listed}`` an enumeration, ``{x:value}`` a value of a table, ``{x:named}`` several,
    ``{x:clauses}`` clauses side by side.
    """

    def format_field(self, value: Any, format_spec: str) -> str:
        special: dict[str, Callable[[Any], str]] = {
            "%": percent,
            "share": share_of,
            "counted": counted,
            "listed": listed,
            "named": lambda names: listed(map(in_words, names)),
            "clauses": ("；" if _zh() else "; ").join,
            "value": in_words,
        }
        if format_spec in special:
            return special[format_spec](value)
        if format_spec:
            return count(value, format_spec)
        return f"{int(value):,}" if isinstance(value, SupportsInt) else str(value)


_BLANKS = _Blanks()


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("sentences")}


def _zh() -> bool:
    return options.language == "zh"


def message(said: str, language: str | None = None) -> str:
    """What a table says of a file (`documents.message`), in a language or in that of
    ``toolkit.options``; what ``lexicon/messages.csv`` does not have stays English.

    >>> message("it has 900 pages; 500 are read at most. Split it.", "zh")
    '共 900 页，至多读 500 页。请拆分。'
    """
    if (language or options.language) != "zh":
        return said
    for pattern, chinese in _messages():
        said = pattern.sub(partial(_filled_in, chinese), said)
    return re.sub(r"(?<=[\u4e00-\u9fff])\.$", "。", said)


def _filled_in(chinese: str, found: re.Match[str]) -> str:
    return chinese.format(*found.groups())


@cache
def _messages() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of what is said and the Chinese of it, the longest first."""
    found = []
    for row in sorted(lexicon.table("messages"), key=lambda row: -len(row["en"])):
        pattern = re.escape(row["en"]).replace(r"\{\}", "(.*?)")
        found.append((re.compile(re.sub(r"\?\)$", ")$", pattern)), row["zh"]))
    return found


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
    if _zh():
        return f"{a:,}/{b:,}" + (f"（{percent(a / b)}）" if b else "")
    return f"{a:,} of {b:,}" + (f" ({percent(a / b)})" if b else "")


def share_of(condition: pd.Series | tuple[SupportsInt, SupportsInt]) -> str:
    """Of how many rows a condition holds, or a part of a whole, in numbers and per cent.

    >>> share_of(pd.Series([True, False, False, True])), share_of((1, 4))
    ('2 of 4 (50 %)', '1 of 4 (25 %)')
    """
    if isinstance(condition, tuple):
        return share(*condition)
    return share(condition.fillna(False).sum(), len(condition))


def counted(values: pd.Series, most: int = 8) -> str:
    """How often each value stands in a column, the most frequent first.

    >>> counted(pd.Series(["page_mark", "width", "page_mark"]))
    '2 × page mark and 1 × width'
    """
    counts = values.value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return listed([f"{n:,} × {in_words(value)}" for value, n in ranked], most)


def in_words(value: Any) -> str:
    """A value of a table as a sentence has it.

    >>> in_words("cannot_tell")
    'cannot tell'
    """
    from toolkit.figures.labels import Labels  # noqa: PLC0415  (figures say sentences too)

    return Labels(options.language).value(str(value))


def percent(value: float) -> str:
    """A share in per cent, small ones with a decimal.

    >>> percent(0.8931), percent(0.004)
    ('89 %', '0.4 %')
    """
    return f"{value * 100:.{1 if 0 < value < 0.1 else 0}f} %"


def listed(items: Iterable[str], most: int = 5) -> str:
    """Items as an enumeration, the rest of a long one as a number.

    >>> listed(["a", "b", "c"]), listed(["a", "b", "c", "d"], 2), listed([])
    ('a, b and c', 'a, b and 2 more', 'none')
    """
    every = list(items)
    shown, more = every[:most], len(every) - most
    if _zh():
        rest = f"等 {len(every):,} 项" if more > 0 else ""
        return "、".join(shown) + rest or "无"
    if more > 0:
        shown.append(f"{more:,} more")
    if len(shown) < 2:
        return "".join(shown) or "none"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"

"""The words in figures, in English and Chinese, from ``lexicon/figure_labels.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language.

    >>> Labels("en")("reports_n", n=12), Labels("en")("reports_n", n=1), Labels("zh")("reports_n", n=12)
    ('n = 12 reports', 'n = 1 report', 'n = 12 篇报告')
    """

    language: str

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(f"figures speak {' or '.join(LANGUAGES)}, not {self.language!r}")

    def __call__(self, key: str, **values: object) -> str:
        """A phrase of the figures with its blanks filled; numbers with thousands commas."""
        filled = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
        said = _table()[key][self.language].format(**filled)
        return re.sub(r"\b(n = 1 \w+)s\b", r"\1", said)

    def many(self, drawn: int, whole: int, what: str = "reports") -> str:
        """The number of rows drawn, and of how many where some are left out.

        >>> Labels("en").many(12, 12), Labels("en").many(30, 60)
        ('n = 12 reports', '30 of n = 60 reports')
        """
        return (
            self(f"{what}_n", n=whole) if drawn == whole else self(f"{what}_of", k=drawn, n=whole)
        )

    def value(self, value: str) -> str:
        """A value of a table in words; one that is not in the list, as the table has it.

        >>> Labels("en").value("cannot_tell"), Labels("en").value("page_turned")
        ('cannot tell', 'page turned')
        """
        return self.known(value, value.replace("_", " "))

    def known(self, value: str, otherwise: str) -> str:
        """A value of a table in words, or something else where it is not in the list."""
        row = _table().get(value)
        return row[self.language] if row else otherwise


@cache
def _table() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in lexicon.table("figure_labels")}

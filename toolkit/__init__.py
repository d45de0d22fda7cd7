"""Raw Chinese official reports to tables, analyses and figures.

>>> from toolkit import Corpus, cut
>>> "".join(cut("整治形式主义为基层减负"))
'整治形式主义为基层减负'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.across.tokens import cut
    from toolkit.corpus import Corpus
    from toolkit.samples import example
    from toolkit.sentences import finding, say
    from toolkit.settings import options
    from toolkit.tables.tables import read_csv

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__", "cut", "example", "finding", "options", "read_csv", "say"]
_HOMES = {
    "Corpus": "corpus",
    "cut": "across.tokens",
    "example": "samples",
    "finding": "sentences",
    "options": "settings",
    "read_csv": "tables.tables",
    "say": "sentences",
}


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: the commands start at once, and can be stopped at once."""
    if name in _HOMES:
        return getattr(import_module(f"toolkit.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

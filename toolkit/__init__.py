"""Raw Chinese official reports to tables, analyses and figures.

>>> from toolkit import Corpus, cut
>>> "".join(cut("整治形式主义为基层减负"))
'整治形式主义为基层减负'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.across.tokens import cut
    from toolkit.corpus import Corpus

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__", "cut"]


def __getattr__(name: str) -> Any:
    """What is asked for is imported then: the commands start at once, and can be stopped at once."""
    if name == "Corpus":
        from toolkit.corpus import Corpus  # noqa: PLC0415

        return Corpus
    if name == "cut":
        from toolkit.across.tokens import cut  # noqa: PLC0415

        return cut
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

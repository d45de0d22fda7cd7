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

__version__ = "0.1.0"
__all__ = ["Corpus", "__version__", "cut"]
_PLACES = {"Corpus": "toolkit.corpus", "cut": "toolkit.across.tokens"}


def __getattr__(name: str) -> Any:
    """What a user asks for, loaded when asked for: reading a file needs no statistics."""
    if name in _PLACES:
        return getattr(import_module(_PLACES[name]), name)
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")

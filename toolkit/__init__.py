"""Raw Chinese official reports to tables, analyses and figures.

>>> from toolkit import Corpus, cut
>>> "".join(cut("整治形式主义为基层减负"))
'整治形式主义为基层减负'
"""

from __future__ import annotations

__version__ = "0.1.0"

from toolkit.across.tokens import cut
from toolkit.corpus import Corpus

__all__ = ["Corpus", "__version__", "cut"]

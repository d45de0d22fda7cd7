"""Raw Chinese official reports to tables, analyses and figures.

>>> from toolkit import Corpus, cut
>>> "".join(cut("整治形式主义为基层减负"))
'整治形式主义为基层减负'
"""

from __future__ import annotations

import pandas as pd

__version__ = "0.1.0"

from toolkit.across.tokens import cut
from toolkit.corpus import Corpus

pd.options.display.html.use_mathjax = False  # in the words of a report $ is a sign, not a formula

__all__ = ["Corpus", "__version__", "cut"]

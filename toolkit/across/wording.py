"""A wording as the clean text would have it, so that it can be looked for there."""

from __future__ import annotations

from toolkit.extract.repair import letters
from toolkit.extract.text import Text


def as_clean(wording: str) -> str:
    """A wording with its letters as the clean text has them.

    >>> as_clean("ＧＤＰ")
    'GDP'
    """
    for stage in (letters.shapes, letters.width):
        wording = Text(wording, stage(wording)).clean
    return wording

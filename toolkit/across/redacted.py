"""What is no word in a ranked list: marks that stand where something was blacked out."""

from __future__ import annotations

import re

from toolkit import lexicon

_MARKS = re.compile("[xX×*＊○〇□■_]+")


def is_redaction(token: str) -> bool:
    """Whether a token is a mark for something blacked out, or a cut half of one.

    Of words with 某 only those of ``lexicon/words_with_mou.txt`` are words: 某县 is a place whose name
    is held back, 如某 a piece of 例如某县.

    >>> [is_redaction(token) for token in ("xx", "如某", "某县", "某些", "减负")]
    [True, True, True, False, False]
    """
    if _MARKS.fullmatch(token):
        return True
    return "某" in token and token not in _words()


@lexicon.cached
def _words() -> frozenset[str]:
    return frozenset(lexicon.words("words_with_mou"))

"""The methods paragraph of a paper, from what the tables say about how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.across.phrases import LONGEST, NEW_ENTROPY, NEW_FROM, NEW_NPMI, NGRAM_FROM
from toolkit.analysis.diversity import WINDOW
from toolkit.analysis.keyness import MIN_FREQUENCY, PERMUTATIONS
from toolkit.sentences import Sentence, say


def methods(about: Mapping[str, Any], documents: int, characters: pd.Series) -> Sentence:
    """What a reader needs to repeat the counts: texts, versions, dictionary, statistics.

    characters: of each report that phrases are counted in.
    """
    segmenter = about.get("segmenter", {})
    return say(
        "methods_texts",
        "methods_words",
        "methods_stop",
        "methods_phrases",
        "methods_rates",
        "methods_keyness",
        documents=documents,
        reports=len(characters),
        characters=characters.sum(),
        version=about.get("version", "?"),
        tokens=segmenter.get("tokens", "jieba"),
        terms=int(segmenter.get("user_words", 0)),
        own=len(about.get("words", ())),
        hash=str(segmenter.get("user_words_sha256", ""))[:12],
        stop_words=len(about.get("stop_words", ())),
        longest=LONGEST,
        ngrams=NGRAM_FROM,
        new=NEW_FROM,
        npmi=str(NEW_NPMI),
        entropy=str(NEW_ENTROPY),
        permutations=PERMUTATIONS,
        least=MIN_FREQUENCY,
        window=WINDOW,
    )

"""The methods paragraph of a paper, from what the tables say about how they were made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.across.phrases import LONGEST, NEW_ENTROPY, NEW_FROM, NEW_NPMI, NGRAM_FROM
from toolkit.analysis.diversity import WINDOW
from toolkit.analysis.keyness import MIN_FREQUENCY, PERMUTATIONS
from toolkit.sentences import Sentence, count, say


def methods(about: Mapping[str, Any], documents: int, characters: pd.Series) -> Sentence:
    """What a reader needs to repeat the counts: texts, versions, dictionary, statistics.

    characters: of each report that phrases are counted in.
    """
    segmenter = about.get("segmenter", {})
    return say(
        f"{count(documents, 'file')} with {count(len(characters), 'report')} "
        f"({count(characters.sum(), 'character')} without white space) were read with toolkit "
        f"{about.get('version', 'of unknown version')}.",
        f"Words are the tokens of {segmenter.get('tokens', 'jieba')} with "
        f"{count(int(segmenter.get('user_words', 0)), 'term')} added to its dictionary, "
        f"{len(about.get('words', ())):,} of them given for these texts "
        f"(SHA-256 {str(segmenter.get('user_words_sha256', ''))[:12]}).",
        f"{count(len(about.get('stop_words', ())), 'stop word')} given for these texts and those of "
        "the toolkit are left out of ranked lists, never of counts.",
        f"Phrases are runs of 2 to {LONGEST} words with {NGRAM_FROM} or more occurrences; they stay "
        "within a sentence and do not cross punctuation. New words are proposed from "
        f"{NEW_FROM} occurrences, an NPMI of {NEW_NPMI} at the weakest joint and {NEW_ENTROPY} bits "
        "of branching entropy on either side.",
        "Rates are per 10,000 characters; their 95 % intervals are over reports, from the jackknife "
        "of the log rate and Student's t. Dispersion is Gries' DPnorm over reports.",
        "Keyness is the log-likelihood ratio with the log ratio as effect size and its interval over "
        f"whole units; p by {PERMUTATIONS:,} permutations of whole units of the studentised log "
        f"ratio, q after Benjamini and Hochberg, for words with {MIN_FREQUENCY} or more "
        f"occurrences. Lexical diversity is MATTR in windows of {WINDOW} words and MTLD.",
    )

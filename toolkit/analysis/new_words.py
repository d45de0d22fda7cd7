"""Words the dictionary does not know: the candidates, and why each is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from toolkit.across.body import Body
from toolkit.across.phrases import (
    Coded,
    branching_entropy,
    encode,
    find_grams,
    normed,
    propose_words,
    weakest_pmi,
)
from toolkit.across.tokens import Segmenter
from toolkit.across.words import Words

COLUMNS = {
    "phrase": "string",
    "words": "string",  # as it is cut now, with spaces between
    "frequency": "Int64",
    "reports": "Int64",
    "pmi": "Float64",
    "npmi": "Float64",
    "left_entropy": "Float64",
    "right_entropy": "Float64",
    "why": "string",
    "example": "string",
    "report_id": "string",
    "sentence_id": "string",
    "start": "Int64",
    "end": "Int64",
}


def new_words(
    bodies: Sequence[Body], words: Words, segmenter: Segmenter, stop_words: Iterable[str] = ()
) -> pd.DataFrame:
    """The phrases that behave as one word and are not in the dictionary, the most frequent first.

    pmi, npmi: pointwise mutual information in bits, and normed to at most 1, at the weakest
    joint between its words (Church & Hanks 1990, CL 16(1); Bouma 2009, GSCL). left_entropy and
    right_entropy: bits of freedom in what stands before and after (Jin & Tanaka-Ishii 2006,
    COLING/ACL). What is proposed is said at `toolkit.across.phrases.propose_words`. start and
    end are the raw span of the example's phrase. A wording that is cut in several ways has a
    row for each. stop_words: your own, beside the project's.
    """
    coded = encode(words)
    rows = [*_candidates(bodies, coded, segmenter, stop_words)] if bodies else []
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return table.sort_values(
        ["frequency", "phrase", "words"], ascending=[False, True, True], ignore_index=True
    )


def _candidates(
    bodies: Sequence[Body], coded: Coded, segmenter: Segmenter, stop_words: Iterable[str]
) -> Iterator[dict[str, Any]]:
    found = find_grams(coded)
    proposed = propose_words(coded, found, segmenter.knows, stop_words)
    for grams, flags in zip(found[1:], proposed[1:], strict=True):
        pmi = weakest_pmi(coded, found, grams)
        npmi = normed(coded, grams, pmi)
        left, right = branching_entropy(coded, grams)
        reports = np.bincount(
            np.unique(np.stack([grams.ids, coded.reports[grams.at]]), axis=1)[0],
            minlength=len(flags),
        )
        for at in np.flatnonzero(flags).tolist():
            first = int(grams.first[at])
            codes = coded.codes[first : first + grams.n].tolist()
            phrase = coded.wording(first, grams.n)
            yield {
                "phrase": phrase,
                "words": " ".join(coded.vocabulary[code] for code in codes),
                "frequency": int(grams.frequency[at]),
                "reports": int(reports[at]),
                "pmi": round(float(pmi[at]), 6),
                "npmi": round(float(npmi[at]), 6),
                "left_entropy": round(float(left[at]), 6),
                "right_entropy": round(float(right[at]), 6),
                "why": (
                    f"its words hold together (NPMI {npmi[at]:.2f} of at most 1) and stand in "
                    f"varied surroundings ({left[at]:.1f} bits before, {right[at]:.1f} after)"
                ),
                **_example(bodies[int(coded.reports[first])], phrase),
            }


def _example(body: Body, phrase: str) -> dict[str, Any]:
    """The first sentence of a report that has the phrase, and the phrase's raw span in it."""
    sentence = next(s for s in body.sentences if phrase in body.wording(s))
    wording = body.wording(sentence)
    place = sentence.start + wording.index(phrase)
    start, end = body.raw(place, place + len(phrase))
    return {
        "example": " ".join(wording.split()),
        "report_id": body.report_id,
        "sentence_id": sentence.id,
        "start": start,
        "end": end,
    }


def save_words(path: str | Path, words: Iterable[str]) -> None:
    """Words as a user dictionary, one a line, each once: for ``parse --words`` and for jieba."""
    lines = "".join(f"{word}\n" for word in dict.fromkeys(words))
    Path(path).write_text(lines, encoding="utf-8", newline="\n")

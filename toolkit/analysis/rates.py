"""Rates of phrases with intervals that respect reports, and word counts by role of section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pandas as pd

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.redacted import is_redaction
from toolkit.analysis import intervals
from toolkit.analysis.concordance import kwic
from toolkit.analysis.counted import by_report
from toolkit.analysis.keyness import COLUMNS, keyness
from toolkit.tables.schema import BODY_KINDS

_HAN = re.compile("[\u4e00-\u9fff]+")


def characters_of(reports: pd.DataFrame) -> pd.Series:
    """Length of each report that phrases are counted in, by report_id."""
    read = reports[reports["kind"].isin(BODY_KINDS)]
    return read.set_index("report_id")["characters"]


def topics(phrases: pd.DataFrame, stop_words: Iterable[str] = ()) -> pd.DataFrame:
    """Words that carry a topic, by frequency: of two Han characters or more and no stop words.

    stop_words: your own, beside the project's.
    """
    words = phrases[phrases["n"] == 1]
    stop = lexicon.stop_words(stop_words)
    chosen = words[
        words["phrase"].map(lambda word: _is_word(word) and word not in stop).astype(bool)
    ]
    return chosen.sort_values(["frequency", "phrase"], ascending=[False, True], ignore_index=True)


def set_phrases(
    phrases: pd.DataFrame, cut: Callable[[str], list[str]], stop_words: Iterable[str] = ()
) -> pd.DataFrame:
    """Phrases of several words by how often they stand outside longer ones.

    Of Han characters alone; those that begin or end with a stop word are fragments and left out.
    stop_words: your own, beside the project's.
    """
    several = phrases[(phrases["n"] > 1) & (phrases["outside"] > 0)]
    stop = lexicon.stop_words(stop_words)
    chosen = several[several["phrase"].map(lambda p: _is_phrase(cut(p), stop)).astype(bool)]
    return chosen.sort_values(["outside", "phrase"], ascending=[False, True], ignore_index=True)


def most_and_least_even(words: pd.DataFrame, least: int = 5, each: int = 6) -> pd.DataFrame:
    """The words spread most and least evenly over the reports, of those that are frequent."""
    frequent = words[words["frequency"] >= least].sort_values(["dispersion", "phrase"])
    return pd.concat([frequent.head(each), frequent.iloc[each:].tail(each)])


def term_places(bodies: Sequence[Body], terms: Iterable[str]) -> pd.DataFrame:
    """Every place of some terms: term, report_id, start."""
    found = [kwic(bodies, term)[["report_id", "start"]].assign(term=term) for term in terms]
    columns = ["term", "report_id", "start"]
    return pd.concat(found)[columns] if found else pd.DataFrame(columns=columns)


def phrase_rates(
    phrases: pd.DataFrame,
    phrase_counts: pd.DataFrame,
    characters: pd.Series,
    by: str = "frequency",
) -> pd.DataFrame:
    """Occurrences per 10,000 characters with a 95 % interval over reports, in the phrases' order.

    characters: of each report, by report_id. by: the column of ``phrases`` whose occurrences are
    meant: ``frequency``, or ``outside`` for those outside longer listed phrases, which is known
    for the whole corpus only and has no interval. The interval (`analysis.intervals`: jackknife
    and Student's t) is missing with fewer than two reports; the corpus is taken for a
    sample of reports like these, and says nothing of others.
    """
    table = phrases[["phrase", "n", "frequency", "reports"]].reset_index(drop=True)
    sizes = characters.astype(float).to_numpy()
    named = pd.MultiIndex.from_frame(table[["phrase", "n"]])
    matrix = by_report(phrase_counts, named, characters.index, ["phrase", "n"])
    rate, low, high = intervals.rates(matrix, sizes, 10_000)
    whole = by == "frequency"
    table["per_10k"] = rate if whole else phrases[by].to_numpy(float) / sizes.sum() * 10_000
    table["ci_low"], table["ci_high"] = (low, high) if whole else (np.nan, np.nan)
    return table


def role_counts(
    sentences: pd.DataFrame, sections: pd.DataFrame, cut: Callable[[str], list[str]]
) -> pd.DataFrame:
    """Words of each report's sections of each role: role, report_id, phrase, n, frequency.

    A report_id here is that of the report and the role, so that the sections of one report that
    state problems and those that state measures can be held against each other.
    """
    roles = sections.set_index("section_id")["role"]
    texts = sentences.assign(role=sentences["section_id"].map(roles)).dropna(
        subset=["role", "text"]
    )
    rows = []
    for (report_id, role), group in texts.groupby(["report_id", "role"], sort=True):
        words = Counter(word for text in group["text"] for word in cut(text) if _is_word(word))
        rows += [(role, f"{report_id} {role}", word, 1, n) for word, n in sorted(words.items())]
    return pd.DataFrame(rows, columns=["role", "report_id", "phrase", "n", "frequency"])


def contrast(counts: pd.DataFrame, target: str, reference: str, seed: int = 0) -> pd.DataFrame:
    """Keyness of the words of one role of sections against another's (`role_counts`).

    No rows where the corpus has no sections of one of the two.
    """
    words = counts[counts["role"].isin([target, reference])]
    if words["role"].nunique() < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    sizes = words.groupby("report_id")["frequency"].sum()
    chosen = words.loc[words["role"] == target, "report_id"].unique()
    return keyness(words, sizes, chosen, seed=seed)


def _is_phrase(words: list[str], stop: frozenset[str]) -> bool:
    plain = all(_HAN.fullmatch(word) and not is_redaction(word) for word in words)
    return plain and not stop.intersection((words[0], words[-1]))


def _is_word(token: str) -> bool:
    """
    >>> [_is_word(token) for token in ("减负", "的", "15%", "，", "如某")]
    [True, False, False, False, False]
    """
    return len(token) > 1 and bool(_HAN.fullmatch(token)) and not is_redaction(token)

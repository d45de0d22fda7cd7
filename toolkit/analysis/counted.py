"""How often wordings that a researcher asks for stand in each report, never a silent zero.

The table ``phrase_counts`` lists jieba's words and runs of up to six of them with three
occurrences. What is not in it may stand in the texts all the same: longer, with a
mark inside, rarer, or only as part of a word. Such a wording is counted as a string.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
from scipy.sparse import csr_array

from toolkit.across.body import Body
from toolkit.across.wording import as_clean

WORDS, STRINGS = "words", "strings"
COUNT = ("auto", WORDS, STRINGS)
COLUMNS = {
    "phrase": "string",
    "report_id": "string",
    "frequency": "Int64",
    "counted": "string",
}


def count_wordings(
    bodies: Sequence[Body],
    phrase_counts: pd.DataFrame,
    wordings: Iterable[str],
    count: str = "auto",
) -> pd.DataFrame:
    """Occurrences of wordings in reports, each wording with how it was counted (``counted``).

    count: ``words``, places where jieba cuts the wording out as a word or as several, from the
    table of phrases; ``strings``, all places in the text, also within longer words (工作 in
    工作群) and across marks, not overlapping; ``auto``, as words what the table lists, the rest as
    strings. The two ways can differ by a quarter: use one of them in one paper, and say which.
    A row for each report, also where there is nothing. ValueError where something asked for as
    words is in no table.
    """
    if count not in COUNT:
        raise ValueError(f"count is {count!r}; it can be {', '.join(COUNT)}")
    if isinstance(wordings, str):
        raise ValueError(f"give a list of wordings: [{wordings!r}]")
    wanted = list(dict.fromkeys(wordings))
    if not all(isinstance(wording, str) and wording.strip() for wording in wanted):
        raise ValueError("a wording to count is a text with at least one character")
    listed = phrase_counts[phrase_counts["phrase"].isin(wanted)] if count != STRINGS else None
    known = set() if listed is None else set(listed["phrase"])
    if count == WORDS and set(wanted) - known:
        raise ValueError(_why(next(word for word in wanted if word not in known)))
    each = {} if listed is None else listed.groupby(["phrase", "report_id"])["frequency"].sum()
    rows = []
    for wording in wanted:
        how = WORDS if wording in known else STRINGS
        string = as_clean(wording)
        rows += [
            (
                wording,
                body.report_id,
                each.get((wording, body.report_id), 0) if how == WORDS else body.text.count(string),
                how,
            )
            for body in bodies
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def by_report(
    counts: pd.DataFrame, items: pd.Index, reports: pd.Index, item: str | list[str] = "phrase"
) -> csr_array:
    """How often each item (row) stands in each report (column), of counts with a frequency."""
    named = counts[item] if isinstance(item, str) else pd.MultiIndex.from_frame(counts[item])
    row, column = items.get_indexer(named), reports.get_indexer(counts["report_id"])
    values = counts["frequency"].to_numpy(float)
    known = (row >= 0) & (column >= 0) & (values > 0)
    return csr_array((values[known], (row[known], column[known])), shape=(len(items), len(reports)))


def as_words(phrases: pd.DataFrame, wordings: Iterable[str]) -> list[str]:
    """Wordings of which every one is a word of jieba's; ValueError with the reason for others."""
    wanted = list(dict.fromkeys(wordings))
    known = set(phrases.loc[phrases["n"] == 1, "phrase"])
    for wording in wanted:
        if wording not in known:
            raise ValueError(
                f"{wording} is nowhere in these texts cut out as one word; give it as a word of "
                "your own (--words) and parse again, or take it out"
            )
    return wanted


def _why(wording: str) -> str:
    return (
        f"{wording} is not in the table of phrases, which lists words and runs of up to six words "
        "with three occurrences, without marks; count it with count='strings', or give it as a "
        "word of your own (--words) and parse again"
    )

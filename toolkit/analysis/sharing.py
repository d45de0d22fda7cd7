"""Questions about shared passages: who shares most, which numbers changed, which problems recur."""

from __future__ import annotations

import pandas as pd


def closest(containment: pd.DataFrame, reuse: pd.DataFrame) -> tuple[str, str]:
    """The two reports of which one is contained most in the other, the contained one first.

    Only pairs that have aligned passages to look at; two empty names where there are none.
    """
    aligned = {frozenset(pair) for pair in zip(reuse["report_a"], reuse["report_b"], strict=True)}
    ranked = containment.sort_values(
        ["share", "report_a", "report_b"], ascending=[False, True, True]
    )
    for a, b in zip(ranked["report_a"], ranked["report_b"], strict=True):
        if frozenset((a, b)) in aligned:
            return a, b
    return "", ""


def changed_numbers(reuse: pd.DataFrame) -> pd.DataFrame:
    """Aligned passages of two reports that differ in a numeral, the most similar first."""
    numeral = reuse["differences"].str.contains(r"[0-9０-９]", regex=True).fillna(False)
    elsewhere = reuse["report_a"] != reuse["report_b"]
    changed = reuse[numeral & elsewhere]
    return changed.sort_values(["similarity", "reuse_id"], ascending=[False, True])


def longest_repeats(repeats: pd.DataFrame, limit: int) -> pd.DataFrame:
    """The longest passages that stand in several places, without those inside one of them."""
    kept: list[int] = []
    texts: list[str] = []
    ranked = repeats.sort_values(["characters", "repeat_id"], ascending=[False, True])
    for at, text in zip(ranked.index, ranked["text"], strict=True):
        if len(kept) == limit:
            break
        if not any(text in longer for longer in texts):
            kept.append(at)
            texts.append(text)
    return repeats.loc[kept, ["text", "characters", "occurrences", "reports"]]


def recurring_problems(records: pd.DataFrame) -> pd.DataFrame:
    """Problems that are named in the same words in more than one report."""
    named = records.dropna(subset=["problem"]).groupby("problem")["report_id"]
    table = named.agg(
        records="size", reports="nunique", where=lambda ids: ", ".join(sorted(set(ids)))
    ).reset_index()
    several = table[table["reports"] > 1]
    return several.sort_values(["reports", "problem"], ascending=[False, True], ignore_index=True)

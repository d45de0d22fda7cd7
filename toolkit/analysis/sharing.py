"""Questions about shared passages: who shares most, and where."""

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


def shared_places(
    a: str, b: str, reuse: pd.DataFrame, occurrences: pd.DataFrame, reports: pd.DataFrame
) -> pd.DataFrame:
    """The passages two reports share, with their places in per cent of each report.

    First those aligned with differences, then, for drawing over them, those that stand word for
    word in both and only once in each (what stands several times has no one place to point to).
    """
    same = {"report_a": a, "report_b": b}
    table = pd.concat([_aligned(a, b, reuse), _identical(a, b, occurrences)], ignore_index=True)
    table = table.assign(**same)[
        ["what", "report_a", "start_a", "end_a", "report_b", "start_b", "end_b"]
    ]
    whole = reports.set_index("report_id")
    for side, report in zip("ab" if len(table) else "", (a, b), strict=False):
        first, last = whole.loc[report, "start"], whole.loc[report, "end"]
        for edge, column in (("start", f"from_{side}"), ("end", f"to_{side}")):
            place = (table[f"{edge}_{side}"] - first).astype(float)
            table[column] = place / max(last - first, 1) * 100
    return table


def _aligned(a: str, b: str, reuse: pd.DataFrame) -> pd.DataFrame:
    straight = reuse[(reuse["report_a"] == a) & (reuse["report_b"] == b)]
    turned = reuse[(reuse["report_a"] == b) & (reuse["report_b"] == a)]
    swap = {f"{edge}_{s}": f"{edge}_{o}" for edge in ("start", "end") for s, o in ("ab", "ba")}
    both = pd.concat([straight, turned.rename(columns=swap)])
    return both[["start_a", "end_a", "start_b", "end_b"]].assign(what="with_differences")


def _identical(a: str, b: str, occurrences: pd.DataFrame) -> pd.DataFrame:
    in_a, in_b = (
        occurrences[occurrences["report_id"] == report].drop_duplicates("repeat_id", keep=False)
        for report in (a, b)
    )
    both = in_a.merge(in_b, on="repeat_id", suffixes=("_a", "_b"))
    return both[["start_a", "end_a", "start_b", "end_b"]].assign(what="word_for_word")

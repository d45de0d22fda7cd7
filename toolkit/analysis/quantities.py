"""Questions about numeric claims: redaction, round numbers, what stands in several reports."""

from __future__ import annotations

import pandas as pd
from scipy.stats import binomtest


def redacted_shares(claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims of each report are blacked out, the largest share first."""
    table = claims.groupby("report_id")["redacted"].agg(claims="size", redacted="sum")
    table["share"] = table["redacted"].astype(float) / table["claims"]
    return table.sort_values("share", ascending=False, kind="stable").reset_index()


def last_digits(claims: pd.DataFrame) -> pd.DataFrame:
    """Last digits of exact whole counts of 10 and more, with 95 % (Wilson) intervals.

    Numbers that were counted end in each digit about equally often; those that were estimated
    or set as targets heap on 0 and 5. Written with 万 or 亿 they are rounded already and left out.
    """
    value = claims["value"].astype(float)
    counted = (
        (claims["kind"] == "count")
        & (claims["comparator"] == "eq")
        & (value >= 10)
        & (value % 1 == 0)
    )
    rounded = claims["text"].str.contains("[万亿千百]", regex=True)
    digits = (value[counted.fillna(False) & ~rounded.fillna(False)] % 10).astype(int)
    n = len(digits)
    rows = [(digit, *_proportion(int((digits == digit).sum()), n)) for digit in range(10)]
    return pd.DataFrame(rows, columns=["digit", "claims", "share", "low", "high"])


def _proportion(k: int, n: int) -> tuple[int, float, float, float]:
    """A count, its share, and Wilson's interval of the share (1927, JASA 22(158))."""
    if not n:
        return 0, 0.0, 0.0, 0.0
    ends = binomtest(k, n).proportion_ci(method="wilson")
    return k, k / n, ends.low, ends.high


def shared_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims with the same value, unit and subject that stand in more than one report."""
    exact = claims.dropna(subset=["value", "subject", "report_id"])
    keys = ["value", "unit", "subject"]
    table = exact.groupby(keys, dropna=False)["report_id"].agg(
        claims="size", reports="nunique", where=lambda ids: ", ".join(sorted(set(ids)))
    )
    several = table[table["reports"] > 1].reset_index()
    return several.sort_values(
        ["reports", "claims", *keys], ascending=[False, False, True, True, True], ignore_index=True
    )


def baselines(claims: pd.DataFrame) -> pd.DataFrame:
    """What changes are compared with, as written: how often, in how many reports."""
    table = claims.dropna(subset=["baseline"]).groupby("baseline")["report_id"]
    counts = table.agg(claims="size", reports="nunique").reset_index()
    return counts.sort_values(["claims", "baseline"], ascending=[False, True], ignore_index=True)

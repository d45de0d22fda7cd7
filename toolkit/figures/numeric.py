"""Figures of numeric claims: kinds, redaction, targets, comparators, changes, heaping, checks."""

from __future__ import annotations

import pandas as pd

from toolkit.figures.labels import Labels
from toolkit.figures.names import row_names
from toolkit.figures.sheet import Drawing, bars, canvas, some, spread, styled
from toolkit.figures.style import BLUE, RED

READINGS = ("exact", "range", "ratio", "vague", "unread", "redacted")
VERDICTS = ("agrees", "disagrees", "cannot_tell")
MODALITIES = ("fact", "target")
DIRECTIONS = ("increase", "decrease")


@styled
def quantity_kinds(t: Labels, claims: pd.DataFrame, limit: int = 15) -> Drawing:
    """What kinds of quantity the reports state, as facts and as targets."""
    return _stacked_counts(t, claims, "kind", "modality", MODALITIES, limit=limit)


@styled
def comparators(t: Labels, claims: pd.DataFrame) -> Drawing:
    """How the numbers are bounded (at least, at most, about), as facts and as targets."""
    return _stacked_counts(t, claims, "comparator", "modality", MODALITIES)


@styled
def change_kinds(t: Labels, claims: pd.DataFrame, limit: int = 15) -> Drawing:
    """What rose and what fell: kinds of quantity of the claims that state a change."""
    changed = claims[claims["direction"] != "none"]
    return _stacked_counts(t, changed, "kind", "direction", DIRECTIONS, limit=limit)


@styled
def check_verdicts(t: Labels, checks: pd.DataFrame) -> Drawing:
    """Checks of the reports' own numbers against each other, by kind and outcome."""
    return _stacked_counts(t, checks, "kind", "verdict", VERDICTS, unit="checks", tell="disagrees")


def _stacked_counts(
    t: Labels,
    rows: pd.DataFrame,
    column: str,
    split: str,
    parts: tuple[str, ...],
    *,
    limit: int = 20,
    unit: str = "claims",
    tell: str = "",
) -> Drawing:
    """Bars of how often each value of a column stands, the most frequent on top, split in parts.

    tell: a part whose number is written at the bar's end too, however thin it is.
    """
    data, wide = spread(some(rows, f"no_{unit}"), column, split, parts, unit)
    n, totals = wide.sum(axis=1), wide.sum().astype(int)
    order = _ordered(n, n)[:limit]
    labels = {part: f"{t.value(part)} ({totals[part]:,})" for part in parts}
    axes = bars(t, wide.loc[order], [t.value(value) for value in order], labels)
    told = wide.loc[order, tell] if tell else n[order] * 0
    ends = [
        f"{end:,.0f}" + (f" ({t.value(tell)} {part:,.0f})" if part else "")
        for end, part in zip(n[order], told, strict=True)
    ]
    if tell:
        axes.margins(x=0.3)
    axes.write_ends(n[order].tolist(), ends)
    axes.whole_numbers()
    kinds = "" if len(order) == len(n) else t.many(len(order), len(n), "kinds")
    axes.under(t(unit), t(f"{unit}_n", n=len(rows)), kinds)
    return axes, data[data[column].isin(order)]


@styled
def readings(t: Labels, claims: pd.DataFrame, reports: pd.DataFrame, limit: int = 30) -> Drawing:
    """Of the numbers of each report, how many are exact, a range, a ratio, vague, unread or blacked out."""
    data, wide = spread(some(claims, "no_claims"), "report_id", "reading", READINGS, "claims")
    n = wide.sum(axis=1)
    order = _ordered(wide["redacted"] / n, n)[:limit]
    shares = wide.loc[order].div(n[order], axis=0) * 100
    axes = bars(t, shares, row_names(t, reports, order, n), percent=True)
    many = t.many(len(order), len(n))
    axes.under(t("share_of_claims"), t("claims_n", n=len(claims)), many, t("claims_in_brackets"))
    return axes, data[data["report_id"].isin(order)]


@styled
def heaping(t: Labels, digits: pd.DataFrame) -> Drawing:
    """Last digits of exact counts against the one in ten each would have by chance.

    digits: digit, claims, share, low, high (an interval of the share).
    """
    n = int(digits["claims"].sum())
    some(digits if n else digits.head(0), "no_digits")
    axes = canvas(2.6, 5.0)
    share, low, high = (digits[name].astype(float) * 100 for name in ("share", "low", "high"))
    spread_of = [(share - low).clip(lower=0), (high - share).clip(lower=0)]
    colours = [RED if digit in (0, 5) else BLUE for digit in digits["digit"]]
    axes.bar(
        digits["digit"].astype(int), share, 0.7, color=colours, yerr=spread_of, capsize=2,
        ecolor="#404040", error_kw={"linewidth": 0.8},
    )  # fmt: skip
    axes.axhline(10, color="black", linewidth=0.8, linestyle="--")
    axes.note(t("by_chance"), (1, 10), (3, 0), xycoords=("axes fraction", "data"), va="center")
    axes.set_xticks(range(10))
    axes.under(t("last_digit"), t("claims_n", n=n))
    axes.set_ylabel(t("share_of_claims"))
    return axes, digits


def _ordered(*keys: pd.Series) -> list[str]:
    """The index by the keys, largest first, and by name where they are equal."""
    table = pd.concat(keys, axis=1).set_axis(range(len(keys)), axis=1)
    return sorted(table.index, key=lambda name: (*(-table.loc[name]), name))

"""Figures of numeric claims: kinds, redaction, targets, comparators, changes, heaping, checks."""

from __future__ import annotations

import pandas as pd
from matplotlib.ticker import MaxNLocator

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack, write_ends
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names
from toolkit.figures.style import BLUE, RED, Drawn, canvas, legend_above, nothing, styled

READINGS = ("exact", "range", "ratio", "vague", "unread", "redacted")
VERDICTS = ("agrees", "disagrees", "cannot_tell")
MODALITIES = ("fact", "target")
DIRECTIONS = ("increase", "decrease")


@styled
def quantity_kinds(claims: pd.DataFrame, language: str = "en", limit: int = 15) -> Drawn:
    """What kinds of quantity the reports state, as facts and as targets."""
    return _stacked_counts(claims, "kind", "modality", MODALITIES, language=language, limit=limit)


@styled
def comparators(claims: pd.DataFrame, language: str = "en") -> Drawn:
    """How the numbers are bounded (at least, at most, about), as facts and as targets."""
    return _stacked_counts(claims, "comparator", "modality", MODALITIES, language=language)


@styled
def change_kinds(claims: pd.DataFrame, language: str = "en", limit: int = 15) -> Drawn:
    """What rose and what fell: kinds of quantity of the claims that state a change."""
    changed = claims[claims["direction"] != "none"]
    return _stacked_counts(changed, "kind", "direction", DIRECTIONS, language=language, limit=limit)


@styled
def readings(
    claims: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """Of the numbers of each report, how many are exact, a range, a ratio, vague, unread or blacked out."""
    t = Labels(language)
    data = claims.groupby(["report_id", "reading"]).size().rename("claims").reset_index()
    if data.empty:
        return nothing(t("no_claims"), data)
    wide = data.pivot(index="report_id", columns="reading", values="claims")
    wide = wide.reindex(columns=READINGS).fillna(0).astype(float)
    n = wide.sum(axis=1)
    order = _ordered(wide["redacted"] / n, n)[:limit]
    figure, axes = rows_canvas(len(order))
    stack(axes, wide.loc[order].div(n[order], axis=0) * 100, {r: t.value(r) for r in READINGS})
    names = report_names(reports, language=language)
    name_rows(axes, [f"{names[report]} ({n[report]:,.0f})" for report in order])
    axes.set_xlim(0, 100)
    axes.set_xlabel(
        f"{t('share_of_claims')} ({t('claims_n', n=len(claims))}; {how_many(t, len(order), len(n))}; {t('claims_in_brackets')})"
    )
    legend_above(axes)
    return figure, data[data["report_id"].isin(order)]


@styled
def heaping(digits: pd.DataFrame, language: str = "en") -> Drawn:
    """Last digits of exact counts against the one in ten each would have by chance.

    digits: digit, claims, share, low, high (an interval of the share).
    """
    t = Labels(language)
    n = int(digits["claims"].sum())
    if not n:
        return nothing(t("no_digits"), digits)
    figure, axes = canvas(2.6, 5.0)
    share, low, high = (digits[name].astype(float) * 100 for name in ("share", "low", "high"))
    spread = [(share - low).clip(lower=0), (high - share).clip(lower=0)]
    round_ones = digits["digit"].isin((0, 5))
    axes.bar(
        digits["digit"].astype(int),
        share,
        0.7,
        color=[RED if r else BLUE for r in round_ones],
        yerr=spread,
        ecolor="#404040",
        error_kw={"linewidth": 0.8},
        capsize=2,
    )
    axes.axhline(10, color="black", linewidth=0.8, linestyle="--")
    axes.annotate(
        t("by_chance"),
        (1, 10),
        xycoords=("axes fraction", "data"),
        xytext=(0, 2),
        textcoords="offset points",
        ha="right",
        fontsize=7,
    )
    axes.set_xticks(range(10))
    axes.set_xlabel(f"{t('last_digit')} ({t('claims_n', n=n)})")
    axes.set_ylabel(t("share_of_claims"))
    return figure, digits


@styled
def check_verdicts(checks: pd.DataFrame, language: str = "en") -> Drawn:
    """Checks of the reports' own numbers against each other, by kind and outcome."""
    return _stacked_counts(
        checks, "kind", "verdict", VERDICTS, language=language, unit="checks", tell="disagrees"
    )


def _stacked_counts(
    rows: pd.DataFrame,
    column: str,
    split: str,
    parts: tuple[str, ...],
    *,
    language: str,
    limit: int = 20,
    unit: str = "claims",
    tell: str = "",
) -> Drawn:
    """Bars of how often each value of a column stands, the most frequent on top, split in parts.

    tell: a part whose number is written at the bar's end too, however thin it is.
    """
    t = Labels(language)
    data = rows.groupby([column, split]).size().rename(unit).reset_index()
    if data.empty:
        return nothing(t(f"no_{unit}"), data)
    wide = data.pivot(index=column, columns=split, values=unit)
    wide = wide.reindex(columns=parts).fillna(0).astype(float)
    n = wide.sum(axis=1)
    order = _ordered(n, n)[:limit]
    figure, axes = rows_canvas(len(order))
    totals = wide.sum().astype(int)
    stack(axes, wide.loc[order], {part: f"{t.value(part)} ({totals[part]:,})" for part in parts})
    ends = [f"{value:,.0f}" for value in n[order]]
    if tell:
        parts_of = wide.loc[order, tell]
        ends = [
            f"{end} ({t.value(tell)} {part:,.0f})" if part else end
            for end, part in zip(ends, parts_of, strict=True)
        ]
        axes.margins(x=0.3)
    write_ends(axes, n[order].tolist(), ends)
    name_rows(axes, [t.value(value) for value in order])
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    some = "" if len(order) == len(n) else f"; {how_many(t, len(order), len(n), 'kinds')}"
    axes.set_xlabel(f"{t(unit)} ({t(f'{unit}_n', n=len(rows))}{some})")
    legend_above(axes)
    return figure, data[data[column].isin(order)]


def _ordered(*keys: pd.Series) -> list[str]:
    """The index by the keys, largest first, and by name where they are equal."""
    table = pd.concat(keys, axis=1).set_axis(range(len(keys)), axis=1)
    return sorted(table.index, key=lambda name: (*(-table.loc[name]), name))

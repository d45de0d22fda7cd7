"""Figures of numbers carried from report to report and of who shares text with whom."""

from __future__ import annotations

import math

import pandas as pd

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names
from toolkit.figures.style import RED, Drawn, canvas, legend_above, nothing, styled

OUTCOMES = ("kept", "changed", "redacted_a", "redacted_b")
LEAST_SHARE = 0.05  # of a report that must stand in another for an arrow to be drawn


@styled
def carried_numbers(
    carried: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 20
) -> Drawn:
    """For each pair of reports how many numbers of shared passages were kept, changed, blacked out."""
    t = Labels(language)
    passages = carried[carried["basis"] == "passage"]
    counts = passages.groupby(["report_a", "report_b", "outcome"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(OUTCOMES), fill_value=0)
    counts = counts.assign(numbers=counts.sum(axis=1)).reset_index()
    ranked = counts.sort_values(["numbers", "report_a", "report_b"], ascending=[False, True, True])
    data = ranked.head(limit).reset_index(drop=True)
    if data.empty:
        return nothing(t("no_carried"), data)
    figure, axes = rows_canvas(len(data))
    drawn = [outcome for outcome in OUTCOMES if data[outcome].any()]
    stack(axes, data[drawn], {outcome: t(f"outcome_{outcome}") for outcome in drawn})
    names = report_names(reports, 16)
    rows = zip(data["report_a"], data["report_b"], strict=True)
    name_rows(axes, [f"{names[a]} → {names[b]}" for a, b in rows])
    axes.set_xlabel(f"{t('carried_numbers')} ({how_many(t, len(data), len(ranked), 'pairs')})")
    legend_above(axes)
    return figure, data


@styled
def sharing_network(
    containment: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """Reports in a ring, an arrow to each report that holds a share of another's text.

    Only those that share; the arrow is as broad as the share of the report it starts from.
    """
    t = Labels(language)
    strong = containment[containment["share"] >= LEAST_SHARE]
    strong = strong.sort_values(["share", "report_a", "report_b"], ascending=[False, True, True])
    linked = list(dict.fromkeys(pd.concat([strong["report_a"], strong["report_b"]])))
    kept = set(linked[:limit])
    data = strong[strong["report_a"].isin(kept) & strong["report_b"].isin(kept)]
    if data.empty:
        return nothing(t("no_pairs"), data)
    nodes = [report for report in reports["report_id"] if report in kept]
    place = {report: _on_ring(at, len(nodes)) for at, report in enumerate(nodes)}
    figure, axes = canvas(5.6)
    for row in data.itertuples():
        axes.annotate(
            "",
            xy=place[row.report_b],
            xytext=place[row.report_a],
            arrowprops={
                "arrowstyle": "-|>,head_width=0.22,head_length=0.4",
                "connectionstyle": "arc3,rad=0.15",
                "linewidth": 0.4 + 4 * row.share,
                "color": RED,
                "alpha": 0.25 + 0.7 * row.share,
                "shrinkA": 4,
                "shrinkB": 5,
            },
        )
    names = report_names(reports, 16)
    for report in nodes:
        x, y = place[report]
        axes.plot([x], [y], "o", color="#404040", markersize=4)
        side = "center" if abs(x) < 0.05 else "left" if x > 0 else "right"
        axes.text(1.06 * x, 1.1 * y, names[report], ha=side, va="center", fontsize=7)
    axes.set_xlim(-2.1, 2.1)
    axes.set_ylim(-1.25, 1.25)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.set_xlabel(f"{t('share_arrows')} ({how_many(t, len(nodes), len(linked))})")
    return figure, data


def _on_ring(at: int, of: int) -> tuple[float, float]:
    """The place of one of so many on a ring, the first on top, clockwise."""
    turn = 2 * math.pi * at / of
    return math.sin(turn), math.cos(turn)

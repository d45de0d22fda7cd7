"""Figures of numbers carried from report to report and of who shares text with whom."""

from __future__ import annotations

import math

import pandas as pd

from toolkit.across.carried import earlier
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
    """For each pair of reports how many numbers of copied passages were kept, changed, blacked out.

    An arrow leads from the earlier to the later report where their dates say which that is; two
    others are joined by a dash, and nothing is said about who had it from whom.
    """
    t = Labels(language)
    passages = _in_order(carried[carried["basis"] == "passage"])
    pairs = ["report_a", "report_b", "dated"]
    counts = passages.groupby([*pairs, "outcome"]).size().unstack(fill_value=0)
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
    rows = zip(data["report_a"], data["report_b"], data["dated"], strict=True)
    name_rows(axes, [f"{names[a]} {'→' if dated else '–'} {names[b]}" for a, b, dated in rows])
    axes.set_xlabel(f"{t('carried_numbers')} ({how_many(t, len(data), len(ranked), 'pairs')})")
    legend_above(axes)
    return figure, data


def _in_order(carried: pd.DataFrame) -> pd.DataFrame:
    """Each pair of reports one way round: the earlier first where it is known."""
    turned = (carried["earlier"] == "b").fillna(False).to_numpy(bool)
    table = carried.assign(dated=carried["earlier"].notna())
    table.loc[turned, ["report_a", "report_b"]] = carried.loc[
        turned, ["report_b", "report_a"]
    ].to_numpy()
    other = {"redacted_a": "redacted_b", "redacted_b": "redacted_a"}
    table.loc[turned, "outcome"] = carried.loc[turned, "outcome"].replace(other)
    return table


@styled
def sharing_network(
    containment: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """Reports in a ring, two that share text joined by a line as broad as the larger share.

    The line is an arrow from the earlier to the later report where their dates say which that is;
    even so, both may have it from a third. Only those that share.
    """
    t = Labels(language)
    strong = _pairs(containment[containment["share"] >= LEAST_SHARE], reports)
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
                "arrowstyle": "-|>,head_width=0.22,head_length=0.4" if row.dated else "-",
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


def _pairs(containment: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Each pair of reports once with its larger share, the earlier report first where dated."""
    date = dict(zip(reports["report_id"], reports["date"], strict=True))
    rows: dict[frozenset[str], tuple[str, str, float, bool]] = {}
    order = containment.sort_values(
        ["share", "report_a", "report_b"], ascending=[False, True, True]
    )
    for a, b, share in zip(order["report_a"], order["report_b"], order["share"], strict=True):
        first = earlier(*(None if pd.isna(date[r]) else date[r] for r in (a, b)))
        pair = (b, a) if first == "b" else (a, b)
        rows.setdefault(frozenset(pair), (*pair, share, first is not None))
    return pd.DataFrame(rows.values(), columns=["report_a", "report_b", "share", "dated"])


def _on_ring(at: int, of: int) -> tuple[float, float]:
    """The place of one of so many on a ring, the first on top, clockwise."""
    turn = 2 * math.pi * at / of
    return math.sin(turn), math.cos(turn)

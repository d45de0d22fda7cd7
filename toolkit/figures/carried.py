"""Figures of numbers carried from report to report and of who shares text with whom."""

from __future__ import annotations

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from toolkit.across.carried import earlier
from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names
from toolkit.figures.ring import Tie, ring
from toolkit.figures.style import RED, Drawn, legend_above, narrow, nothing, styled

OUTCOMES = ("kept", "changed", "redacted_a", "redacted_b")
IN_COLUMN = 14  # names round a ring that a column has room for
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
    figure, axes = rows_canvas(len(data), row=0.36)
    drawn = [outcome for outcome in OUTCOMES if data[outcome].any()]
    stack(axes, data[drawn], {outcome: t(f"outcome_{outcome}") for outcome in drawn})
    names = report_names(reports, 22, language)
    rows = zip(data["report_a"], data["report_b"], data["dated"], strict=True)
    name_rows(axes, [f"{names[a]} {'→' if dated else '–'}\n{names[b]}" for a, b, dated in rows])
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    many = how_many(t, len(data), len(ranked), "pairs")
    axes.set_xlabel(f"{t('carried_numbers')} ({many}; {t('arrow_where_dated')})")
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
    containment: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "en",
    limit: int = 30,
    least: float = LEAST_SHARE,
) -> Drawn:
    """Reports in a ring, two that share text joined by a line as broad as the larger share.

    The line is an arrow from the earlier to the later report where their dates say which that is;
    even so, both may have it from a third. least: the share, of the report that shares more, from
    which a pair is drawn. Only the reports that are in such a pair.
    """
    t = Labels(language)
    strong = _pairs(containment[containment["share"] >= least], reports)
    linked = list(dict.fromkeys(strong[["report_a", "report_b"]].to_numpy().ravel()))
    kept = set(linked[: min(limit, IN_COLUMN) if narrow() else limit])
    data = strong[strong["report_a"].isin(kept) & strong["report_b"].isin(kept)]
    if data.empty:
        return nothing(t("no_pairs"), data)
    names = report_names(reports, 16, language)
    nodes = {report: names[report] for report in reports["report_id"] if report in kept}
    ties = [
        Tie(row.report_a, row.report_b, _breadth(row.share), RED, row.dated)
        for row in data.itertuples()
    ]
    figure = ring(nodes, ties, dict.fromkeys(nodes, "#404040"))
    scale = [
        Line2D([], [], color=RED, alpha=0.65, linewidth=_breadth(share), label=f"{share:.0%}")
        for share in sorted({least, 0.25, 0.5, 1.0})
    ]
    legend_above(figure.axes[0], scale, 2.0)
    cut = t("pairs_from", least=f"{least:.0%}")
    many = f"{t('pairs_n', n=len(data))}; {how_many(t, len(nodes), len(linked))}"
    figure.supxlabel(f"{t('share_arrows')}; {cut} ({many})", fontsize="medium")
    return figure, data


def _breadth(share: float) -> float:
    return 0.4 + 4 * share


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

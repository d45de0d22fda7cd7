"""Figures of numbers carried from report to report and of who shares text with whom."""

from __future__ import annotations

import pandas as pd
from matplotlib.lines import Line2D

from toolkit.across.carried import earlier
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names
from toolkit.figures.ring import Tie, ring
from toolkit.figures.sheet import Drawing, bars, narrow, some, styled
from toolkit.figures.style import RED

OUTCOMES = ("kept", "changed", "redacted_a", "redacted_b")
IN_COLUMN = 14  # names round a ring that a column has room for
LEAST_SHARE = 0.05  # of a report that must stand in another for an arrow to be drawn


@styled
def carried_numbers(
    t: Labels, carried: pd.DataFrame, reports: pd.DataFrame, limit: int = 20
) -> Drawing:
    """For each pair of reports how many numbers of copied passages were kept, changed, blacked out.

    An arrow leads from the earlier to the later report where their dates say which that is; two
    others are joined by a dash, and nothing is said about who had it from whom.
    """
    passages = _in_order(carried[carried["basis"] == "passage"])
    pairs = ["report_a", "report_b", "dated"]
    counts = passages.groupby([*pairs, "outcome"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(OUTCOMES), fill_value=0)
    counts = counts.assign(numbers=counts.sum(axis=1)).reset_index()
    ranked = counts.sort_values(["numbers", "report_a", "report_b"], ascending=[False, True, True])
    data = some(ranked.head(limit).reset_index(drop=True), "no_carried")
    labels = {outcome: t(f"outcome_{outcome}") for outcome in OUTCOMES if data[outcome].any()}
    names = report_names(reports, 22, t.language)
    rows = zip(data["report_a"], data["report_b"], data["dated"], strict=True)
    joined = [f"{names[a]} {'→' if dated else '–'}\n{names[b]}" for a, b, dated in rows]
    axes = bars(t, data[list(labels)], joined, labels, row=0.36)
    axes.whole_numbers()
    many = t.many(len(data), len(ranked), "pairs")
    axes.under(t("carried_numbers"), many, t("arrow_where_dated"))
    return axes, data


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
    t: Labels,
    containment: pd.DataFrame,
    reports: pd.DataFrame,
    limit: int = 30,
    least: float = LEAST_SHARE,
) -> Drawing:
    """Reports in a ring, two that share text joined by a line as broad as the larger share.

    The line is an arrow from the earlier to the later report where their dates say which that is;
    even so, both may have it from a third. least: the share, of the report that shares more, from
    which a pair is drawn. Only the reports that are in such a pair.
    """
    strong = _pairs(containment[containment["share"] >= least], reports)
    linked = list(dict.fromkeys(strong[["report_a", "report_b"]].to_numpy().ravel()))
    kept = set(linked[: min(limit, IN_COLUMN) if narrow() else limit])
    data = some(strong[strong["report_a"].isin(kept) & strong["report_b"].isin(kept)], "no_pairs")
    names = report_names(reports, 16, t.language)
    nodes = {report: names[report] for report in reports["report_id"] if report in kept}
    ties = [
        Tie(row.report_a, row.report_b, _breadth(row.share), RED, row.dated)
        for row in data.itertuples()
    ]
    axes = ring(nodes, ties, dict.fromkeys(nodes, "#404040"))
    scale = [
        Line2D([], [], color=RED, alpha=0.65, linewidth=_breadth(share), label=f"{share:.0%}")
        for share in sorted({least, 0.25, 0.5, 1.0})
    ]
    axes.legend_above(scale, 2.0)
    cut = t("pairs_from", least=f"{least:.0%}")
    many = t.many(len(nodes), len(linked))
    axes.sheet.under(f"{t('share_arrows')}; {cut}", t("pairs_n", n=len(data)), many)
    return axes, data


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

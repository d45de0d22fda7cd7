"""Figures of concepts: how much hangs on the way of counting, and the force of sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten
from toolkit.figures.style import (
    BLUE,
    CYCLE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    Drawn,
    frame_end,
    legend_above,
    narrow,
    nothing,
    room,
    styled,
    wrapped,
)
from toolkit.schema import BODY_KINDS, DEONTIC

WAYS = {  # rate of a way of counting: mark, colour, what it is out of
    "words": ("o", BLUE, "characters"),
    "strings": ("s", ORANGE, "characters"),
    "sentences": ("^", GREEN, "all_sentences"),
}


@styled
def counting_band(
    counts: pd.DataFrame,
    language: str = "en",
    names: Mapping[str, str] | None = None,
    limit: int = 30,
) -> Drawn:
    """A concept in each group of reports by all three ways of counting, with the band between them.

    counts: of one concept, from ``corpus.concept``; its second column is the group. names: of groups,
    where the table has ids. Each way is drawn as a multiple of its own rate in all groups together, so
    that 1 is the corpus and the ways can be compared; where bands overlap, the order of the groups
    depends on how one counts. A group without a single place stands at 0.
    """
    t = Labels(language)
    group = counts.columns[1] if len(counts.columns) > 1 else "group"
    data = relative(counts, group)
    if data.empty:
        return nothing(t("concept_nowhere"), data)
    drawn = data.head(limit)
    figure, axes = rows_canvas(len(drawn))
    rows = range(len(drawn))
    axes.hlines(rows, drawn["low"], drawn["high"], color=PALE, linewidth=7, label=t("band_of_ways"))
    axes.axvline(1, color=GREY, linewidth=0.8, linestyle="--")
    for way, (mark, colour, _) in WAYS.items():
        axes.plot(drawn[way], rows, mark, markersize=4.5, color=colour, label=t(f"counted_{way}"))
    name_rows(axes, _rows(t, drawn[group], drawn["reports"], names))
    axes.set_xlim(left=min(0.0, -0.02 * float(drawn["high"].max())))
    many = _many(t, drawn, data, group)
    concept = shorten(t.value(str(counts["concept"].iloc[0])), 24)
    axes.set_xlabel(f"{t('times_the_corpus', concept=concept)} ({many})")
    legend_above(axes)
    return figure, data


def relative(counts: pd.DataFrame, group: str) -> pd.DataFrame:
    """Each way's rate in each group as a multiple of its rate in all; low and high over the ways.

    Points in time in their order, other groups by strings, the most first. No rows where the concept
    stands nowhere.
    """
    data = counts[[group, "reports"]].copy()
    for way, (_, _, size) in WAYS.items():
        whole = float(counts[way].sum()) / max(float(counts[size].sum()), 1.0)
        if not whole:
            continue
        rate = counts[way].astype(float) / counts[size].astype(float).where(counts[size] > 0)
        data[way] = (rate / whole).round(6)
    if not {"strings", "sentences"} <= set(data):
        return data.head(0)
    if "words" not in data:  # it stands inside longer words only
        data["words"] = 0.0
    ways = data[list(WAYS)]
    data["low"], data["high"] = ways.min(axis=1), ways.max(axis=1)
    data = data.dropna(subset=["strings"])
    return _ordered(data, group, "strings")


@styled
def concept_panels(
    tables: Sequence[pd.DataFrame],
    language: str = "en",
    names: Mapping[str, str] | None = None,
    limit: int = 25,
) -> Drawn:
    """Several concepts beside each other: their rates (as strings) in the same groups of reports.

    tables: one for each concept, from ``corpus.concept`` with the same grouping. Intervals that go
    far beyond all rates are cut off at the edge of the panel. Groups in the order of the first
    concept's rates, points in time in their own.
    """
    t = Labels(language)
    tables = [table for table in tables if len(table) and table["strings"].sum()]
    if not tables:
        return nothing(t("concept_nowhere"), pd.DataFrame(columns=["concept"]))
    group = tables[0].columns[1]
    whole = _ordered(tables[0], group, "strings_per_10k")
    order = whole.head(limit)
    figure, _ = rows_canvas(len(order))
    figure.clear()
    panels = figure.subplots(1, len(tables), sharey=True, squeeze=False)[0]
    at = {_key(value): row for row, value in enumerate(order[group])}
    for axes, table, colour in zip(panels, tables, CYCLE, strict=False):
        _panel(axes, table[table[group].map(_key).isin(list(at))], group, at, colour)
        name = shorten(t.value(str(table["concept"].iloc[0])), 26)
        axes.set_title(wrapped(name, figure.get_figwidth() * 0.55 / len(tables)), loc="left")
        axes.locator_params(axis="x", nbins=2 if narrow() else 3)
    panels[0].set_ylim(len(order) - 0.5, -0.5)
    name_rows(panels[0], _rows(t, order[group], order["reports"], names))
    known = any(table["strings_high"].notna().any() for table in tables)
    said = _many(t, order, whole, group) + (
        f"; {t('interval_95')}, {t('cut_at_frame')}" if known else ""
    )
    figure.supxlabel(f"{t('per_10k')}, {t('counted_strings')} ({said})", fontsize="medium")
    return figure, pd.concat(tables, ignore_index=True)


def _panel(axes: Axes, table: pd.DataFrame, group: str, at: Mapping[str, int], colour: str) -> None:
    rate, low, high = (
        table[f"strings_{name}"].to_numpy(float, na_value=np.nan)
        for name in ("per_10k", "low", "high")
    )
    edge = frame_end(rate, high)
    rows = [at[_key(value)] for value in table[group]]
    axes.hlines(rows, low, np.minimum(high, 2 * edge), color=colour, linewidth=1.0)
    axes.plot(rate, rows, "o", markersize=4, color=colour)
    axes.set_xlim(-0.03 * edge, edge)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)


def _ordered(data: pd.DataFrame, group: str, rate: str) -> pd.DataFrame:
    key = data[group].map(_key)
    timed = key.str.fullmatch(r"\d{4}(?:-\d\d){0,2}|").all()
    by, ascending = (["none", "key"], [True, True]) if timed else (["rate", "key"], [False, True])
    table = data.assign(key=key, none=key == "", rate=data[rate].astype(float))
    table = table.sort_values(by, ascending=ascending, kind="stable", ignore_index=True)
    return table[list(data.columns)]


def _key(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


@styled
def force_bars(
    sentences: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 25
) -> Drawn:
    """What share of each report's sentences forbids, demands, encourages, allows or states.

    sentences: report_id, deontic. The longest reports, those that demand most on top.
    """
    t = Labels(language)
    if "kind" in reports:  # a table of contents demands nothing
        reports = reports[reports["kind"].isin(BODY_KINDS)]
    sentences = sentences[sentences["report_id"].isin(reports["report_id"])]
    counted = sentences.groupby(["report_id", "deontic"]).size()
    data = counted.unstack(fill_value=0).reindex(columns=list(DEONTIC), fill_value=0)
    if data.empty:
        return nothing(t("no_sentences"), data.reset_index())
    total = data.sum(axis=1)
    shares = data.div(total, axis=0) * 100
    chosen = total.sort_values(ascending=False, kind="stable").index[:limit]
    shares = shares.loc[chosen].sort_values("states", kind="stable")
    figure, axes = rows_canvas(len(shares))
    stack(axes, shares, {name: t.value(name) for name in DEONTIC})
    names = report_names(reports, language=language)
    name_rows(axes, [f"{names[report]} ({total[report]:,})" for report in shares.index])
    axes.set_xlim(0, 100)
    many = how_many(t, len(shares), len(total))
    axes.set_xlabel(f"{t('share_of_sentences')} ({many}; {t('sentences_in_round_brackets')})")
    legend_above(axes)
    return figure, shares.reset_index()


def _rows(
    t: Labels, groups: pd.Series, reports: pd.Series, names: Mapping[str, str] | None
) -> list[str]:
    """Names of groups; with their reports in brackets, unless each is a report."""
    alone = _alone(groups, reports)
    return [
        _named(t, value, names) + ("" if alone else f" ({int(n):,})")
        for value, n in zip(groups, reports, strict=True)
    ]


def _alone(groups: pd.Series, reports: pd.Series) -> bool:
    """Whether each group is a report of its own; a report has sections of several roles."""
    return bool(groups.name != "role" and (reports == 1).all())


def _named(t: Labels, value: Any, names: Mapping[str, str] | None) -> str:
    key = _key(value)
    return shorten((names or {}).get(key, t.value(key)) if key else t("not_said"), room(20))


def _many(t: Labels, drawn: pd.DataFrame, whole: pd.DataFrame, group: str) -> str:
    if _alone(whole[group], whole["reports"]):
        return how_many(t, len(drawn), len(whole))
    return f"{how_many(t, len(drawn), len(whole), 'groups')}; {t('reports_in_brackets')}"

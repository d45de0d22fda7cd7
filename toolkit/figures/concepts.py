"""Figures of concepts: how much hangs on the way of counting, and the force of sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from toolkit.figures.labels import Labels
from toolkit.figures.names import row_names, shorten
from toolkit.figures.sheet import (
    Chart,
    Drawing,
    bars,
    frame_end,
    narrow,
    panels,
    room,
    rows_canvas,
    rows_high,
    some,
    spread,
    styled,
    wrapped,
)
from toolkit.figures.style import BLUE, CYCLE, GREEN, GREY, ORANGE, PALE
from toolkit.tables.schema import BODY_KINDS, DEONTIC

WAYS = {  # rate of a way of counting: mark, colour, what it is out of
    "words": ("o", BLUE, "characters"),
    "strings": ("s", ORANGE, "characters"),
    "sentences": ("^", GREEN, "all_sentences"),
}


@styled
def counting_band(
    t: Labels,
    counts: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    limit: int = 30,
) -> Drawing:
    """A concept in each group of reports by all three ways of counting, with the band between them.

    counts: of one concept, from ``corpus.concept``; its second column is the group. names: of groups,
    where the table has ids. Each way is drawn as a multiple of its own rate in all groups together, so
    that 1 is the corpus and the ways can be compared; where bands overlap, the order of the groups
    depends on how one counts. A group without a single place stands at 0.
    """
    group = counts.columns[1] if len(counts.columns) > 1 else "group"
    data = some(relative(counts, group), "concept_nowhere")
    drawn = data.head(limit)
    axes = rows_canvas(len(drawn))
    rows = range(len(drawn))
    axes.hlines(rows, drawn["low"], drawn["high"], color=PALE, linewidth=7, label=t("band_of_ways"))
    axes.axvline(1, color=GREY, linewidth=0.8, linestyle="--")
    for way, (mark, colour, _) in WAYS.items():
        axes.plot(drawn[way], rows, mark, markersize=4.5, color=colour, label=t(f"counted_{way}"))
    axes.name_rows(_rows(t, drawn[group], drawn["reports"], names))
    axes.set_xlim(left=min(0.0, -0.02 * float(drawn["high"].max())))
    concept = shorten(t.value(str(counts["concept"].iloc[0])), 24)
    axes.under(t("times_the_corpus", concept=concept), *_many(t, drawn, data, group))
    return axes, data


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
    t: Labels,
    tables: Sequence[pd.DataFrame],
    names: Mapping[str, str] | None = None,
    limit: int = 25,
) -> Drawing:
    """Several concepts beside each other: their rates (as strings) in the same groups of reports.

    tables: one for each concept, from ``corpus.concept`` with the same grouping. Intervals that go
    far beyond all rates are cut off at the edge of the panel. Groups in the order of the first
    concept's rates, points in time in their own.
    """
    tables = [table for table in tables if len(table) and table["strings"].sum()]
    whole = pd.concat([pd.DataFrame(columns=["concept"]), *tables], ignore_index=True)
    some(whole, "concept_nowhere")
    group = tables[0].columns[1]
    ranked = _ordered(tables[0], group, "strings_per_10k")
    order = ranked.head(limit)
    beside = panels(rows_high(len(order)), ncols=len(tables))
    at = {_key(value): row for row, value in enumerate(order[group])}
    for axes, table, colour in zip(beside, tables, CYCLE, strict=False):
        _panel(axes, table[table[group].map(_key).isin(list(at))], group, at, colour)
        name = shorten(t.value(str(table["concept"].iloc[0])), 26)
        axes.set_title(wrapped(name, axes.sheet.get_figwidth() * 0.55 / len(tables)), loc="left")
        axes.locator_params(axis="x", nbins=2 if narrow() else 3)
    beside[0].name_rows(_rows(t, order[group], order["reports"], names))
    known = any(table["strings_high"].notna().any() for table in tables)
    interval = f"{t('interval_95')}, {t('cut_at_frame')}" if known else ""
    what = f"{t('per_10k')}, {t('counted_strings')}"
    beside[0].sheet.under(what, *_many(t, order, ranked, group), interval)
    return beside[0], whole


def _panel(
    axes: Chart, table: pd.DataFrame, group: str, at: Mapping[str, int], colour: str
) -> None:
    rate, low, high = (
        table[f"strings_{name}"].to_numpy(float, na_value=np.nan)
        for name in ("per_10k", "low", "high")
    )
    edge = frame_end(rate, high)
    rows = [at[_key(value)] for value in table[group]]
    axes.hlines(rows, low, np.minimum(high, 2 * edge), color=colour, linewidth=1.0)
    axes.plot(rate, rows, "o", markersize=4, color=colour)
    axes.set_xlim(-0.03 * edge, edge)
    axes.as_rows(len(at))


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
    t: Labels, sentences: pd.DataFrame, reports: pd.DataFrame, limit: int = 25
) -> Drawing:
    """What share of each report's sentences forbids, demands, encourages, allows or states.

    sentences: report_id, deontic. The longest reports, those that demand most on top.
    """
    if "kind" in reports:  # a table of contents demands nothing
        reports = reports[reports["kind"].isin(BODY_KINDS)]
    counted = sentences[sentences["report_id"].isin(reports["report_id"])]
    _, wide = spread(some(counted, "no_sentences"), "report_id", "deontic", DEONTIC, "sentences")
    total = wide.sum(axis=1)
    chosen = total.sort_values(ascending=False, kind="stable").index[:limit]
    shares = wide.div(total, axis=0) * 100
    shares = shares.loc[chosen].sort_values("states", kind="stable")
    axes = bars(t, shares, row_names(t, reports, shares.index, total), percent=True)
    many = t.many(len(shares), len(total))
    axes.under(t("share_of_sentences"), many, t("sentences_in_round_brackets"))
    return axes, shares.reset_index()


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


def _many(t: Labels, drawn: pd.DataFrame, whole: pd.DataFrame, group: str) -> list[str]:
    if _alone(whole[group], whole["reports"]):
        return [t.many(len(drawn), len(whole))]
    return [t.many(len(drawn), len(whole), "groups"), t("reports_in_brackets")]

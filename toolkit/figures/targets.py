"""Figures of targets: by place, against the level above, hard or soft, realised, dropped."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from toolkit.analysis import targets
from toolkit.extract.indicators.names import indicators
from toolkit.figures.labels import Labels
from toolkit.figures.names import shorten
from toolkit.figures.sheet import (
    Drawing,
    bars,
    canvas,
    room,
    rows_canvas,
    rows_high,
    some,
    styled,
    wrapped,
)
from toolkit.figures.style import BLUE, COLOURS, GREY, ORANGE, WIDTH

LONGEST = 16  # characters of a place's name
STATES = {"number": BLUE, "words": ORANGE, "none": COLOURS["other"]}
PANEL = ["place", "level", "year", "horizon", "value", "low", "high", "unit", "comparator", "hedge", "force", "text", "outcome", "difference", "met", "indicator_id"]  # fmt: skip


@styled
def target_dots(t: Labels, panel: pd.DataFrame, limit: int = 60) -> Drawing:
    """Every place's target of a year: a dot, a line for a range, its wording beside it."""
    whole = targets.yearly(panel).dropna(subset=["middle"])
    by, ascending = ["year", "middle", "place"], [False, False, True]
    data = whole.sort_values(by, ascending=ascending, kind="stable").head(limit)
    axes = rows_canvas(len(some(data, "no_targets")))
    for force, rows in data.assign(at=range(len(data))).groupby("force", observed=True):
        colour, label = COLOURS[f"force_{force}"], t.value(f"force_{force}")
        axes.hlines(rows["at"], rows["low"], rows["high"], colors=colour, linewidth=2.4)
        axes.plot(rows["middle"], rows["at"], "o", markersize=4.2, color=colour, label=label)
    low, high = data["low"].fillna(data["middle"]).min(), data["high"].fillna(data["middle"])
    axes.write_ends(high.tolist(), _wordings(data), 6)
    places = zip(data["place"], data["year"], strict=True)
    axes.name_rows([f"{shorten(place, room(LONGEST))} {year}" for place, year in places])
    span = max(high.max() - low, 0.05 * abs(high.max()), 1e-9)
    axes.set_xlim(low - 0.08 * span, high.max() + 0.75 * span)  # room for the wordings
    axes.under(t("target"), _unit(panel, t), t.many(len(data), len(whole), "targets"))
    return axes, data[PANEL]


def _wordings(data: pd.DataFrame) -> list[str]:
    """What stands beside a dot: the number as written and its words."""
    hedges = data["hedge"].fillna("").str.replace("|", " ", regex=False)
    said = (data["text"] + " " + hedges).str.strip()
    return [shorten(words, room(26)) for words in said]


@styled
def level_against_above(t: Labels, pairs: pd.DataFrame, unit: str = "%") -> Drawing:
    """Targets against those of the level above, with the line on which both are equal."""
    some(pairs, "no_levels")
    axes = canvas(3.4, 4.4)
    ends = pairs[["own", "above"]].to_numpy(dtype=float)
    pad = 0.12 * max(ends.max() - ends.min(), 0.1 * abs(ends.max()), 1e-9)
    low, high = ends.min() - pad, ends.max() + pad
    axes.plot([low, high], [low, high], color=GREY, linewidth=0.8, linestyle="--")
    axes.note("45°", (high, high), (-2, -18), ha="right", color=GREY)
    sizes = pairs.groupby(["above", "own"]).size().reset_index(name="n")
    axes.scatter(sizes["above"], sizes["own"], s=16 + 14 * (sizes["n"] - 1), color=BLUE, zorder=3)
    for spot in sizes[sizes["n"] > 1].itertuples():
        axes.note(f"×{spot.n}", (spot.above, spot.own), (6, -3))
    axes.set_xlim(low, high)
    axes.set_ylim(low, high)
    axes.set_aspect("equal")
    axes.grid(visible=True, axis="both")
    unit = t.value(unit)
    axes.under(t("target_above"), unit)
    axes.set_ylabel(f"{t('target_own')} ({unit}; {t('targets_n', n=len(pairs))})")
    return axes, pairs


@styled
def force_shares(t: Labels, shares: pd.DataFrame) -> Drawing:
    """Hard, soft and other wordings as shares of the targets, by year or place."""
    shares = shares[shares.sum(axis=1) > 0]
    some(shares.reset_index(), "no_targets")
    n = shares.sum(axis=1)
    wide = shares.loc[:, shares.any()].div(n, axis=0).add_prefix("force_") * 100
    names = [f"{shorten(str(key), room(LONGEST))} (n = {n[key]:,})" for key in shares.index]
    axes = bars(t, wide, names, percent=True)
    axes.under(t("share_of_targets"), t("targets_n", n=int(n.sum())))
    return axes, shares.reset_index()


@styled
def realised(t: Labels, panel: pd.DataFrame, bin_width: float = targets.WIDTH) -> Drawing:
    """Outcome minus target, in bins that meet at zero, with the counts on either side of it."""
    data = some(panel.dropna(subset=["difference"]), "no_outcomes")
    found = data["difference"].to_numpy(dtype=float)
    first, last = (math.floor(end / bin_width + 1e-9) for end in (found.min(), found.max()))
    edges = np.arange(min(first, -2), max(last + 1, 2) + 1) * bin_width
    counts, _ = np.histogram(found + 1e-9, edges)
    axes = canvas(2.8, 5.4)
    colours = [BLUE if edge >= -1e-9 else ORANGE for edge in edges[:-1]]
    axes.bar(edges[:-1], counts, bin_width * 0.94, align="edge", color=colours)
    axes.axvline(0, color="#404040", linewidth=0.8)
    near, top = targets.near_zero(data, bin_width), counts.max() * 1.22
    half = axes.sheet.get_figwidth() * 0.38
    for side, key in ((-1, "just_below"), (1, "at_or_just_above")):
        words = wrapped(t(key, n=near[key], width=f"{bin_width:g}"), half, 7)
        axes.note(words, (0, top), (5 * side, 0), va="top", ha="left" if side > 0 else "right")
    reach = 0.7 * max(-edges[0], edges[-1])  # room for the words on either side
    axes.set_xlim(min(edges[0] - bin_width / 4, -reach), max(edges[-1] + bin_width / 4, reach))
    axes.set_ylim(0, top * 1.02)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.under(t("realised_minus_target"), _unit(panel, t, "points"), t("outcomes_n", n=len(data)))
    axes.set_ylabel(t("targets"))
    return axes, data[PANEL]


@styled
def words_or_numbers(t: Labels, counts: pd.DataFrame) -> Drawing:
    """For each indicator, how many of its targets have a number and how many only words."""
    some(counts.reset_index(), "no_targets")
    order = sorted(counts.index, key=lambda name: (-counts.loc[name].sum(), name))
    labels = {one: t.value(f"state_{one}") for one in counts.columns}
    names = [_titled(name, t.language) for name in order]
    axes = bars(t, counts.loc[order].astype(float), names, labels)
    axes.whole_numbers(9)
    axes.under(t("targets"), t("targets_n", n=int(counts.to_numpy().sum())))
    return axes, counts.loc[order].reset_index()


@styled
def kept_or_dropped(t: Labels, panel: pd.DataFrame, reports: pd.DataFrame) -> Drawing:
    """Place by year: a number is set, only words, or no target although there is a report.

    reports: of ``analysis.panel.placed``: place and year of each report.
    """
    own = targets.yearly(panel)
    grid = _states(own, reports)
    some(own if len(grid) else own.head(0), "no_targets")
    places, years = grid.shape
    axes = canvas(rows_high(places), min(1.9 + 0.42 * max(years, 4), WIDTH))
    axes.as_rows(places)
    axes.grid(visible=False)
    for state, colour in STATES.items():
        rows, columns = np.nonzero(grid.to_numpy() == state)
        label = t.value(f"state_{state}")
        axes.plot(columns, rows, "s", markersize=7.6, color=colour, label=label)
    axes.set_xlim(-0.5, years - 0.5)
    axes.name_rows([shorten(place, room(LONGEST)) for place in grid.index])
    axes.set_xticks(range(years), grid.columns.astype(str), rotation=45 if years > 8 else 0)
    axes.under(t("year_of_report"), t("reports_n", n=int((grid.to_numpy() != "").sum())))
    return axes, grid.rename_axis("place").reset_index()


def _states(own: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Place by year, only for places that set such a target at all."""
    known = reports[reports["kind"] == "work_report"].dropna(subset=["year"])
    known = known.drop_duplicates(["place", "year"])
    known = known[known["place"].isin(own["place"])]
    state = {
        (row["place"], row["year"]): "number" if row["numeric"] else "words"
        for row in own.to_dict("records")
    }
    keys = list(zip(known["place"], known["year"], strict=True))
    rows = pd.DataFrame(keys, columns=["place", "year"])
    rows["state"] = [state.get(key, "none") for key in keys]
    return rows.pivot(index="place", columns="year", values="state").fillna("")


def _titled(name: str, language: str) -> str:
    one = indicators().get(name)
    return name if one is None else one.title_zh if language == "zh" else one.title


def _unit(panel: pd.DataFrame, t: Labels, percent: str = "%") -> str:
    """The unit most targets have; a difference of per cents is in ``percent``."""
    units = panel["unit"].dropna()
    usual = str(units.mode().iloc[0]) if len(units) else "-"
    return t.value(percent if usual == "%" else usual)

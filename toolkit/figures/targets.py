"""Figures of targets: by place, against the level above, hard or soft, realised, dropped."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from toolkit.analysis import targets
from toolkit.extract.indicators.names import indicators
from toolkit.figures.bars import ROW, name_rows, rows_canvas, stack
from toolkit.figures.labels import Labels
from toolkit.figures.names import shorten
from toolkit.figures.style import (
    BLUE,
    COLOURS,
    GREY,
    ORANGE,
    WIDTH,
    Drawn,
    canvas,
    legend_above,
    nothing,
    room,
    styled,
    wrapped,
)

LONGEST = 16  # characters of a place's name
STATES = ("number", "words", "none")


@styled
def target_dots(panel: pd.DataFrame, language: str = "en", limit: int = 60) -> Drawn:
    """Every place's target of a year: a dot, a line for a range, its wording beside it."""
    t = Labels(language)
    own = targets.yearly(panel)
    data = own.dropna(subset=["middle"]).sort_values(
        ["year", "middle", "place"], ascending=[False, False, True], kind="stable"
    )
    whole, data = len(data), data.head(limit)
    if data.empty:
        return nothing(t("no_targets"), data)
    figure, axes = rows_canvas(len(data))
    for force, rows in data.assign(at=range(len(data))).groupby("force", observed=True):
        colour = COLOURS[f"force_{force}"]
        axes.hlines(rows["at"], rows["low"], rows["high"], colors=colour, linewidth=2.4)
        axes.scatter(rows["middle"], rows["at"], s=18, color=colour, label=t.value(f"force_{force}"), zorder=3)  # fmt: skip
    ends = data["high"].fillna(data["middle"])
    for at, (end, words) in enumerate(zip(ends, _wordings(data), strict=True)):
        axes.annotate(words, (end, at), xytext=(6, 0), textcoords="offset points", va="center", fontsize=7)  # fmt: skip
    name_rows(axes, [f"{shorten(p, room(LONGEST))} {y}" for p, y in zip(data["place"], data["year"], strict=True)])  # fmt: skip
    _room(axes, data["low"].fillna(data["middle"]).min(), ends.max())
    shown = t("targets_n", n=whole) if whole == len(data) else t("targets_of", k=len(data), n=whole)
    axes.set_xlabel(f"{t('target')} ({_unit(panel, t)}; {shown})")
    legend_above(axes)
    return figure, _plain(data)


def _wordings(data: pd.DataFrame) -> list[str]:
    """What stands beside a dot: the number as written and its words."""
    hedges = data["hedge"].fillna("").str.replace("|", " ", regex=False)
    return [shorten(f"{text} {hedge}".strip(), room(26)) for text, hedge in zip(data["text"], hedges, strict=True)]  # fmt: skip


def _room(axes: Axes, low: float, high: float) -> None:
    """Room for wordings to the right of the largest value."""
    span = max(high - low, 0.05 * abs(high), 1e-9)
    axes.set_xlim(low - 0.08 * span, high + 0.75 * span)


@styled
def level_against_above(pairs: pd.DataFrame, unit: str = "%", language: str = "en") -> Drawn:
    """Targets against those of the level above, with the line on which both are equal."""
    t = Labels(language)
    if pairs.empty:
        return nothing(t("no_levels"), pairs)
    figure, axes = canvas(3.4, 4.4)
    ends = pairs[["own", "above"]].to_numpy(dtype=float)
    pad = 0.12 * max(ends.max() - ends.min(), 0.1 * abs(ends.max()), 1e-9)
    low, high = ends.min() - pad, ends.max() + pad
    axes.plot([low, high], [low, high], color=GREY, linewidth=0.8, linestyle="--")
    axes.annotate("45°", (high, high), xytext=(-2, -18), textcoords="offset points", ha="right", color=GREY, fontsize=7)  # fmt: skip
    sizes = pairs.groupby(["above", "own"]).size().reset_index(name="n")
    axes.scatter(sizes["above"], sizes["own"], s=16 + 14 * (sizes["n"] - 1), color=BLUE, zorder=3)
    for spot in sizes[sizes["n"] > 1].to_dict("records"):
        axes.annotate(f"×{spot['n']}", (spot["above"], spot["own"]), xytext=(6, -3), textcoords="offset points", fontsize=7)  # fmt: skip
    axes.set_xlim(low, high)
    axes.set_ylim(low, high)
    axes.set_aspect("equal")
    axes.grid(visible=True, axis="both")
    unit = t.value(unit)
    axes.set_xlabel(f"{t('target_above')} ({unit})")
    axes.set_ylabel(f"{t('target_own')} ({unit}; {t('targets_n', n=len(pairs))})")
    return figure, pairs


@styled
def force_shares(shares: pd.DataFrame, language: str = "en") -> Drawn:
    """Hard, soft and other wordings as shares of the targets, by year or place."""
    t = Labels(language)
    n = shares.sum(axis=1)
    shares = shares[n > 0]
    if shares.empty:
        return nothing(t("no_targets"), shares.reset_index())
    figure, axes = rows_canvas(len(shares))
    wide = shares.div(n[n > 0], axis=0) * 100
    used = [force for force in wide.columns if wide[force].sum()]
    coloured = wide[used].rename(columns=lambda force: f"force_{force}")
    stack(axes, coloured, {name: t.value(name) for name in coloured.columns})
    name_rows(
        axes, [f"{shorten(str(key), room(LONGEST))} (n = {n[key]:,})" for key in shares.index]
    )
    axes.set_xlim(0, 100)
    axes.set_xlabel(f"{t('share_of_targets')} ({t('targets_n', n=int(n.sum()))})")
    legend_above(axes)
    return figure, shares.reset_index()


@styled
def realised(panel: pd.DataFrame, language: str = "en", bin_width: float = targets.WIDTH) -> Drawn:
    """Outcome minus target, in bins that meet at zero, with the counts on either side of it."""
    t = Labels(language)
    data = panel.dropna(subset=["difference"])
    if data.empty:
        return nothing(t("no_outcomes"), data)
    found = data["difference"].to_numpy(dtype=float)
    first, last = (math.floor(end / bin_width + 1e-9) for end in (found.min(), found.max()))
    edges = np.arange(min(first, -2), max(last + 1, 2) + 1) * bin_width
    counts, _ = np.histogram(found + 1e-9, edges)
    figure, axes = canvas(2.8, 5.4)
    colours = [BLUE if edge >= -1e-9 else ORANGE for edge in edges[:-1]]
    axes.bar(edges[:-1], counts, bin_width * 0.94, align="edge", color=colours)
    axes.axvline(0, color="#404040", linewidth=0.8)
    near = targets.near_zero(data, bin_width)
    top = counts.max() * 1.22
    for side, key in ((-1, "just_below"), (1, "at_or_just_above")):
        words = t(key, n=near[key], width=f"{bin_width:g}")
        words = wrapped(words, figure.get_figwidth() * 0.38, 7)
        axes.annotate(words, (0, top), xytext=(5 * side, 0), textcoords="offset points", va="top", ha="left" if side > 0 else "right", fontsize=7)  # fmt: skip
    reach = 0.7 * max(-edges[0], edges[-1])  # room for the words on either side
    axes.set_xlim(min(edges[0] - bin_width / 4, -reach), max(edges[-1] + bin_width / 4, reach))
    axes.set_ylim(0, top * 1.02)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(f"{t('realised_minus_target')} ({_unit(panel, t)}; {t('outcomes_n', n=len(data))})")  # fmt: skip
    axes.set_ylabel(t("targets"))
    return figure, _plain(data)


@styled
def words_or_numbers(counts: pd.DataFrame, language: str = "en") -> Drawn:
    """For each indicator, how many of its targets have a number and how many only words."""
    t = Labels(language)
    if counts.empty:
        return nothing(t("no_targets"), counts.reset_index())
    order = sorted(counts.index, key=lambda name: (-counts.loc[name].sum(), name))
    figure, axes = rows_canvas(len(order))
    stack(
        axes,
        counts.loc[order].astype(float),
        {one: t.value(f"state_{one}") for one in counts.columns},
    )
    name_rows(axes, [_titled(name, language) for name in order])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(f"{t('targets')} ({t('targets_n', n=int(counts.to_numpy().sum()))})")
    legend_above(axes)
    return figure, counts.loc[order].reset_index()


@styled
def kept_or_dropped(panel: pd.DataFrame, reports: pd.DataFrame, language: str = "en") -> Drawn:
    """Place by year: a number is set, only words, or no target although there is a report.

    reports: of ``analysis.panel.placed``: place and year of each report.
    """
    t = Labels(language)
    own = targets.yearly(panel)
    grid = _states(own, reports)
    if grid.empty:
        return nothing(t("no_targets"), own)
    figure, axes = canvas(
        1.0 + ROW * max(len(grid), 2), min(1.9 + 0.42 * max(len(grid.columns), 4), WIDTH)
    )
    for at, state in enumerate(STATES):
        rows, columns = np.nonzero(grid.to_numpy() == state)
        axes.scatter(columns, rows, s=58, marker="s", color=(BLUE, ORANGE, COLOURS["other"])[at], label=t.value(f"state_{state}"))  # fmt: skip
    axes.set_ylim(len(grid) - 0.5, -0.5)
    axes.set_xlim(-0.5, len(grid.columns) - 0.5)
    name_rows(axes, [shorten(place, room(LONGEST)) for place in grid.index])
    axes.set_xticks(range(len(grid.columns)), [str(year) for year in grid.columns], rotation=45 if len(grid.columns) > 8 else 0)  # fmt: skip
    n = int((grid.to_numpy() != "").sum())
    axes.set_xlabel(f"{t('year_of_report')} ({t('reports_n', n=n)})")
    legend_above(axes)
    return figure, grid.rename_axis("place").reset_index()


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


def _unit(panel: pd.DataFrame, t: Labels) -> str:
    units = panel["unit"].dropna()
    return t.value(str(units.mode().iloc[0])) if len(units) else "-"


def _plain(data: pd.DataFrame) -> pd.DataFrame:
    names = ["place", "level", "year", "horizon", "value", "low", "high", "unit", "comparator", "hedge", "force", "text", "outcome", "difference", "met", "indicator_id"]  # fmt: skip
    return data[names]

"""Figures of what recurs: shared passages, copied reports, frames, formulae."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.patches import Patch, Polygon
from matplotlib.ticker import MaxNLocator

from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, row_names, shorten, shown
from toolkit.figures.sheet import (
    Chart,
    Drawing,
    canvas,
    narrow,
    panels,
    room,
    rows_canvas,
    rows_high,
    some,
    styled,
)
from toolkit.figures.style import BLUE, COLOURS, GREY, PALE, RED, SKY
from toolkit.tables.schema import PLACE_LEVELS

PASSAGES = {"word_for_word": "#F0B08A", "with_differences": "#A9D5F0"}


@styled
def containment_matrix(
    t: Labels, containment: pd.DataFrame, reports: pd.DataFrame, limit: int = 20
) -> Drawing:
    """How much of each report (row) also stands in each other report (column)."""
    strongest = _strongest(some(containment, "no_pairs"))
    drawn = [r for r in reports["report_id"] if r in set(strongest[:limit])]
    data = containment[containment["report_a"].isin(drawn) & containment["report_b"].isin(drawn)]
    wide = data.pivot(index="report_a", columns="report_b", values="share")
    wide = wide.reindex(index=drawn, columns=drawn).astype(float) * 100
    axes = _heat(t, wide, row_names(t, reports, drawn))
    axes.sheet.under(t("contained_in"), t.many(len(drawn), len(strongest)))
    return axes, data


@styled
def dyad_heatmap(
    t: Labels,
    containment: pd.DataFrame,
    reports: pd.DataFrame,
    by: str = "place",
    limit: int = 25,
) -> Drawing:
    """How much reports of one group (row) share with those of another (column): mean over pairs.

    containment: of ``corpus.containment()``, each ordered pair of reports. by: a column of reports;
    places stand by level, with a line between levels, and by name. In each cell the mean share, of
    pairs of two different reports, pairs that share nothing among them. The groups with the most
    reports; reports without the value are left out.
    """
    known = reports.dropna(subset=[by]).set_index("report_id")
    group = known[by].astype(str)
    pairs = containment.assign(
        group_a=containment["report_a"].map(group), group_b=containment["report_b"].map(group)
    ).dropna(subset=["group_a", "group_b"])
    chosen = list(group.value_counts(sort=False).sort_values(ascending=False, kind="stable").index)
    level = known.groupby(group)["level"].first() if by == "place" else group.groupby(group).first()
    order = sorted(chosen[:limit], key=lambda one: (*_rank(level[one]), one))
    pairs = pairs[pairs["group_a"].isin(order) & pairs["group_b"].isin(order)]
    data = pairs.groupby(["group_a", "group_b"])["share"].agg(["mean", "size"]).reset_index()
    data.columns = pd.Index(["group_a", "group_b", "share", "pairs"])
    some(data, "no_pairs")
    wide = data.pivot(index="group_a", columns="group_b", values="share")
    wide = wide.reindex(index=order, columns=order).astype(float) * 100
    sizes = group.value_counts()
    axes = _heat(t, wide, [f"{shorten(t.value(g), room(16))} ({sizes[g]})" for g in order])
    for at, (one, other) in enumerate(pairwise(order)):
        if by == "place" and _rank(level[one]) != _rank(level[other]):
            axes.axhline(at + 0.5, color="#404040", linewidth=0.8)
            axes.axvline(at + 0.5, color="#404040", linewidth=0.8)
    many = t.many(len(order), len(chosen), "groups")
    pairs_n = t("pairs_n", n=int(data["pairs"].sum()))
    axes.sheet.under(t("mean_share"), many, pairs_n, t("reports_in_brackets"))
    return axes, data


def _rank(level: object) -> tuple[int, str]:
    """Levels of government from the centre down, everything else by name."""
    known = list(PLACE_LEVELS)
    return (
        (known.index(level), "") if isinstance(level, str) and level in known else (9, str(level))
    )


def _heat(t: Labels, wide: pd.DataFrame, names: Sequence[str]) -> Chart:
    """A square of per cents, darker for more, its columns numbered as its rows are."""
    axes = canvas(1.2 + 0.26 * max(len(wide), 3))
    most = float(np.nanmax(wide.to_numpy(), initial=0))
    end = next(e for e in (10, 25, 50, 100) if most <= e or e == 100)
    image = axes.imshow(wide, cmap="YlOrBr", vmin=0, vmax=end, aspect="auto")
    small = narrow() and len(wide) > 12  # no room for numbers in the cells
    for (y, x), value in np.ndenumerate(wide.to_numpy()):
        if value >= 0.5 and not small:
            colour = "white" if value > 0.6 * end else "black"
            axes.text(x, y, f"{value:.0f}", ha="center", va="center", fontsize=6.5, color=colour)
    axes.name_rows([f"{name}  {n}" for n, name in enumerate(names, 1)])
    ticks = range(0, len(wide), 4 if small else 1)
    axes.set_xticks(ticks, [str(n + 1) for n in ticks])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.sheet.colorbar(image, ax=axes, label=t("contained_percent"), pad=0.01, shrink=0.9)
    return axes


@styled
def ribbon(t: Labels, pair: pd.DataFrame, reports: pd.DataFrame) -> Drawing:
    """Two reports one over the other, a band from each passage of the one to its place in the other.

    pair: the passages two reports share (`analysis.sharing.shared_places`).
    """
    names = report_names(reports, 40, t.language)
    wide_first = some(pair, "no_shared").assign(wide=pair["to_a"] - pair["from_a"])
    axes = canvas(2.6)
    for row in wide_first.sort_values("wide")[::-1].itertuples():
        corners = [(row.from_a, 1), (row.to_a, 1), (row.to_b, 0), (row.from_b, 0)]
        band = Polygon(corners, facecolor=PASSAGES[row.what], edgecolor="white", linewidth=0.3)
        axes.add_patch(band)
    for place, side, up in ((1.06, "a", 1), (-0.06, "b", -1)):
        spans = [(0, 100), *zip(pair[f"from_{side}"], pair[f"to_{side}"], strict=True)]
        for span in spans:
            colour = PALE if span == (0, 100) else "#404040"
            axes.plot(span, [place] * 2, color=colour, linewidth=5, solid_capstyle="butt")
        name, va = names[pair[f"report_{side}"].iloc[0]], "bottom" if up > 0 else "top"
        axes.note(name, (0, place), (0, 7 * up), va=va, fontsize=8)
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.35, 1.35)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.under(t("place_in_report"), t("passages_n", n=len(pair)))
    axes.legend_above([Patch(color=c, label=t(what)) for what, c in PASSAGES.items()])
    return axes, pair


@styled
def dot_plot(t: Labels, pair: pd.DataFrame, reports: pd.DataFrame) -> Drawing:
    """Where the passages of one report stand in the other.

    A line along the diagonal is a copy in the same order, one off it a passage that was moved.
    pair: the passages two reports share (`analysis.sharing.shared_places`).
    """
    some(pair, "no_shared")
    names = report_names(reports, 24, t.language)
    axes = canvas(4.4, 4.6)
    axes.sheet.set_figheight(min(axes.sheet.get_figwidth(), 5.0) + 0.2)
    axes.plot([0, 100], [0, 100], color=PALE, linewidth=0.8, linestyle="--")
    colours = {"word_for_word": RED, "with_differences": SKY}
    for row in pair.itertuples():
        ends = [row.from_a, row.to_a], [row.from_b, row.to_b]
        axes.plot(*ends, color=colours[row.what], linewidth=2.2, solid_capstyle="round")
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_aspect("equal")
    axes.grid(axis="both")
    a, b = (names[pair[f"report_{side}"].iloc[0]] for side in "ab")
    axes.under(f"{a}: {t('place_in_report')}", t("passages_n", n=len(pair)))
    axes.set_ylabel(f"{b}:\n{t('place_in_report')}")
    axes.legend_above([Patch(color=colour, label=t(what)) for what, colour in colours.items()])
    return axes, pair


@styled
def repeat_lengths(t: Labels, repeats: pd.DataFrame) -> Drawing:
    """How many repeated passages are at least so long, within one report and over several."""
    across = (repeats["reports"] > 1).map({True: "across_reports", False: "within_report"})
    data = pd.DataFrame({"characters": repeats["characters"], "where": across})
    data = data.groupby(["where", "characters"]).size().rename("passages").reset_index()
    some(data, "no_repeats")
    axes = canvas(3.0)
    for where, colour in (("across_reports", BLUE), ("within_report", GREY)):
        part = data[data["where"] == where].sort_values("characters", ascending=False)
        if part.empty:
            continue
        axes.plot(
            part["characters"].astype(float), part["passages"].cumsum(), drawstyle="steps-pre",
            marker=".", markersize=3, color=colour, label=f"{t(where)} ({part['passages'].sum():,})",
        )  # fmt: skip
    _count_axis(axes, "x", data["characters"])
    _count_axis(axes, "y", data.groupby("where")["passages"].sum())
    axes.grid(axis="both")
    axes.set_xlabel(t("at_least_characters"))
    axes.set_ylabel(f"{t('passages')} ({t('passages_n', n=len(repeats))})")
    return axes, data


def _count_axis(axes: Chart, which: str, counts: pd.Series) -> None:
    """Whole numbers along an axis, in steps of a size where there are few, else of powers of ten."""
    axis = getattr(axes, f"{which}axis")
    if counts.max() < 20:
        axis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    else:
        getattr(axes, f"set_{which}scale")("log")
        axis.set_minor_formatter(lambda x, _: f"{x:,.0f}" if f"{x:.0e}"[0] in "25" else "")
    axis.set_major_formatter("{x:,.0f}")


@styled
def frame_fillers(
    t: Labels, frames: pd.DataFrame, matches: pd.DataFrame, limit: int = 20
) -> Drawing:
    """The frames that stand most often outside longer ones; beside each what fills its first slot most.

    All slots of a series. Every frame is drawn once: of ones that hold each other (增长⟨N⟩,
    同比增长⟨N⟩%) the first in rank. frames: those to draw, for example of one kind.
    """
    ranked = frames.sort_values(["outside", "frame"], ascending=[False, True])
    ranked = ranked[np.array(_apart(ranked["frame"].tolist(), limit), dtype=bool)]
    columns = ["frame_id", "frame", "occurrences", "outside", "reports", "source", "fillers"]
    data = ranked[columns].copy()
    series = ranked["kind"] == "parallel"
    data["most_frequent"] = [
        _fillers(matches, frame_id, whole)
        for frame_id, whole in zip(ranked["frame_id"], series, strict=True)
    ]
    some(data, "no_frames")
    ratios = [1, 0.75 if narrow() else 1.25]
    axes, beside = panels(rows_high(len(data)), ncols=2, width_ratios=ratios)
    axes.as_rows(len(data))
    axes.barh(range(len(data)), data["outside"], 0.7, color=data["source"].map(COLOURS))
    axes.name_rows([shorten(frame, room(20)) for frame in data["frame"]])
    axes.write_ends(data["outside"].tolist(), [f"{n:,}" for n in data["outside"]])
    axes.margins(x=0.2)
    axes.locator_params(axis="x", nbins=3)
    beside.set_axis_off()
    beside.set_xlim(0, 1)
    beside.set_title(t("most_frequent_fillers"), loc="left", fontsize=7)
    length = 10 if narrow() else round(axes.sheet.get_figwidth() * 4.2)
    for at, words in enumerate(data["most_frequent"]):
        beside.text(0, at, shorten(words, length), va="center", fontsize=7, color="#404040")
    axes.sheet.under(t("frame_places"), t.many(len(data), len(frames), "frames"))
    sources = [Patch(color=COLOURS[s], label=t(f"frame_{s}")) for s in sorted(set(data["source"]))]
    axes.legend_above(sources)
    return axes, data


@styled
def formulaicity_bars(
    t: Labels, formulaicity: pd.DataFrame, reports: pd.DataFrame, limit: int = 30
) -> Drawing:
    """How much of each report is copied, and how much copied or said by several reports.

    Dots with the range of each share against other sets of as many reports; what is left is its
    own. The least of its own on top.
    """
    data = formulaicity.sort_values(["own", "report_id"]).head(limit)
    some(data if data["others"].any() else data.head(0), "no_pairs")
    axes = rows_canvas(len(data))
    shares = ["copied", "copied_low", "copied_high", "own", "own_low", "own_high"]
    percent = data[shares].astype(float) * 100
    copied = [percent[name] for name in ("copied", "copied_low", "copied_high")]
    both = [100 - percent[name] for name in ("own", "own_high", "own_low")]
    axes.dots(copied, RED, t("share_copied"), shift=-0.14)
    axes.dots(both, BLUE, t("share_copied_or_formula"), shift=0.14)
    axes.name_rows(row_names(t, reports, data["report_id"]))
    axes.set_xlim(left=0)
    many = t.many(len(data), len(formulaicity))
    against = t("against_others", n=int(data["others"].iloc[0]))
    axes.under(t("share_of_characters"), many, against, t("interval_again"))
    return axes, data


@styled
def rarefaction_curve(t: Labels, rarefaction: pd.DataFrame) -> Drawing:
    """Copied, formula and own by how many other reports each report is held against, with bands."""
    some(rarefaction, "no_pairs")
    axes = canvas(3.2)
    x = rarefaction["others"].to_numpy(float)
    for name, colour in (("copied", RED), ("formula", SKY), ("own", GREY)):
        mean, low, high = (
            rarefaction[column].to_numpy(float) * 100
            for column in (name, f"{name}_low", f"{name}_high")
        )
        axes.fill_between(x, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(x, mean, "o-", markersize=3, color=colour, label=t(f"share_{name}"))
    axes.set_xscale("log")
    axes.set_xticks(x, [f"{n:,.0f}" for n in x])
    axes.minorticks_off()
    axes.set_ylim(0, 100)
    axes.grid(axis="y")
    many = t("reports_n", n=int(rarefaction["reports"].iloc[0]))
    axes.under(t("other_reports"), many, t("interval_again"))
    axes.set_ylabel(t("share_of_characters"))
    return axes, rarefaction


def _apart(frames: Sequence[str], limit: int) -> list[bool]:
    """Which of the first frames to draw: none that is part of another, or has one as a part."""
    drawn: list[str] = []
    chosen = []
    for frame in frames:
        apart = len(drawn) < limit and not any(frame in other or other in frame for other in drawn)
        chosen.append(apart)
        if apart:
            drawn.append(frame)
    return chosen


def _strongest(containment: pd.DataFrame) -> list[str]:
    """Reports by the largest share they have with any other, either way."""
    sides = [containment[["share"]].assign(report=containment[f"report_{s}"]) for s in "ab"]
    largest = pd.concat(sides).groupby("report")["share"].max()
    return list(largest.sort_values(ascending=False, kind="stable").index)


def _fillers(matches: pd.DataFrame, frame_id: str, whole: bool, most: int = 4) -> str:
    """The most frequent fillers of a frame's first slot, or of all its slots, with their counts."""
    slots = matches.loc[matches["frame_id"] == frame_id, "slots"].dropna()
    parts = slots.str.split(" | ", regex=False)
    counts = (parts.str.join("…") if whole else parts.str[0]).value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{shown(filler)} ×{n}" for filler, n in ranked[:most])

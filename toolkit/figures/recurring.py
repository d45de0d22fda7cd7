"""Figures of what recurs: shared passages, copied reports, frames, formulae."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack, write_ends
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten, shown
from toolkit.figures.style import (
    BLUE,
    COLOURS,
    GREY,
    RED,
    SKY,
    Drawn,
    canvas,
    legend_above,
    nothing,
    styled,
)

PASSAGES = {"word_for_word": RED, "with_differences": SKY}
TINTS = {"word_for_word": "#F0B08A", "with_differences": "#C4E3F6"}  # the same as broad bands


@styled
def containment_matrix(
    containment: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 20
) -> Drawn:
    """How much of each report (row) also stands in each other report (column)."""
    t = Labels(language)
    strongest = _strongest(containment)
    if not strongest:
        return nothing(t("no_pairs"), containment)
    drawn = [r for r in reports["report_id"] if r in set(strongest[:limit])]
    data = containment[containment["report_a"].isin(drawn) & containment["report_b"].isin(drawn)]
    wide = data.pivot(index="report_a", columns="report_b", values="share")
    wide = wide.reindex(index=drawn, columns=drawn).astype(float) * 100
    figure, axes = canvas(1.2 + 0.26 * max(len(drawn), 3))
    image = axes.imshow(wide, cmap="YlOrBr", vmin=0, vmax=100, aspect="auto")
    _write_cells(axes, wide)
    names = report_names(reports)
    name_rows(axes, [f"{names[report]}  {n}" for n, report in enumerate(drawn, 1)])
    axes.set_xticks(range(len(drawn)), [str(n) for n in range(1, len(drawn) + 1)])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(f"{t('contained_in')} ({how_many(t, len(drawn), len(strongest))})")
    figure.colorbar(image, ax=axes, label=t("contained_percent"), pad=0.01, shrink=0.9)
    return figure, data


@styled
def ribbon(pair: pd.DataFrame, reports: pd.DataFrame, language: str = "en") -> Drawn:
    """Two reports side by side, a band from each passage of the one to its place in the other.

    pair: the passages two reports share (`analysis.sharing.shared_places`).
    """
    t = Labels(language)
    if pair.empty:
        return nothing(t("no_shared"), pair)
    names = report_names(reports, 40)
    figure, axes = canvas(2.6)
    for row in pair.itertuples():
        corners = [(row.from_a, 1), (row.to_a, 1), (row.to_b, 0), (row.from_b, 0)]
        axes.add_patch(Polygon(corners, color=TINTS[row.what], alpha=0.85, linewidth=0.2))
    for place, side, up in ((1.06, "a", 1), (-0.06, "b", -1)):
        axes.plot([0, 100], [place, place], color="#404040", linewidth=5, solid_capstyle="butt")
        axes.annotate(
            names[pair[f"report_{side}"].iloc[0]],
            (0, place),
            xytext=(0, 7 * up),
            textcoords="offset points",
            va="bottom" if up > 0 else "top",
        )
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.35, 1.35)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(f"{t('place_in_report')} ({t('passages_n', n=len(pair))})")
    _passage_legend(axes, t)
    return figure, pair


@styled
def dot_plot(pair: pd.DataFrame, reports: pd.DataFrame, language: str = "en") -> Drawn:
    """Where the passages of one report stand in the other.

    A line along the diagonal is a copy in the same order, one off it a passage that was moved.
    pair: the passages two reports share (`analysis.sharing.shared_places`).
    """
    t = Labels(language)
    if pair.empty:
        return nothing(t("no_shared"), pair)
    names = report_names(reports, 30)
    figure, axes = canvas(4.4, 4.6)
    for row in pair.itertuples():
        axes.plot(
            [row.from_a, row.to_a],
            [row.from_b, row.to_b],
            color=PASSAGES[row.what],
            linewidth=2,
            solid_capstyle="butt",
        )
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.grid(axis="both")
    a, b = (names[pair[f"report_{side}"].iloc[0]] for side in "ab")
    axes.set_xlabel(
        f"{a}\n{t('place_in_report')} ({t('passages_n', n=len(pair))})", linespacing=1.4
    )
    axes.set_ylabel(f"{b}\n{t('place_in_report')}", linespacing=1.4)
    _passage_legend(axes, t)
    return figure, pair


@styled
def repeat_lengths(repeats: pd.DataFrame, language: str = "en") -> Drawn:
    """How many repeated passages are at least so long, within one report and over several."""
    t = Labels(language)
    across = (repeats["reports"] > 1).map({True: "across_reports", False: "within_report"})
    data = pd.DataFrame({"characters": repeats["characters"], "where": across})
    data = data.groupby(["where", "characters"]).size().rename("passages").reset_index()
    if data.empty:
        return nothing(t("no_repeats"), data)
    figure, axes = canvas(3.0)
    for where, colour in (("across_reports", BLUE), ("within_report", GREY)):
        part = data[data["where"] == where].sort_values("characters", ascending=False)
        if len(part):
            n = int(part["passages"].sum())
            axes.plot(
                part["characters"].astype(float),
                part["passages"].cumsum(),
                drawstyle="steps-pre",
                marker=".",
                markersize=3,
                color=colour,
                label=f"{t(where)} ({n:,})",
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,.0f}")
    axes.xaxis.set_minor_formatter(lambda x, _: f"{x:,.0f}" if f"{x:.0e}"[0] in "25" else "")
    axes.grid(axis="both")
    axes.set_xlabel(t("at_least_characters"))
    axes.set_ylabel(f"{t('passages')} ({t('passages_n', n=len(repeats))})")
    legend_above(axes)
    return figure, data


@styled
def frame_fillers(
    frames: pd.DataFrame, matches: pd.DataFrame, language: str = "en", limit: int = 20
) -> Drawn:
    """The frames that stand most often outside longer ones, with what fills their first slot most
    often; all slots of a series. Of nested ones (增长⟨N⟩, 同比增长⟨N⟩%) only the first in rank is drawn.

    frames: those to draw, for example the ones with a slot for wording (``⟨…⟩``) only.
    """
    t = Labels(language)
    ranked = frames.sort_values(["outside", "frame"], ascending=[False, True])
    ranked = ranked[np.array(_apart(ranked["frame"].tolist(), limit), dtype=bool)]
    columns = ["frame_id", "frame", "occurrences", "outside", "reports", "source", "fillers"]
    data = ranked[columns].copy()
    series = ranked["kind"] == "parallel"
    data["most_frequent"] = [
        _fillers(matches, frame_id, whole)
        for frame_id, whole in zip(ranked["frame_id"], series, strict=True)
    ]
    if data.empty:
        return nothing(t("no_frames"), data)
    figure, axes = rows_canvas(len(data))
    ends = data["outside"].tolist()
    axes.barh(range(len(data)), ends, 0.7, color=[COLOURS[source] for source in data["source"]])
    name_rows(axes, [shorten(frame, 22) for frame in data["frame"]])
    fillers = [shorten(words, 34) for words in data["most_frequent"]]
    write_ends(axes, ends, [f"{n:,}  {words}" for n, words in zip(ends, fillers, strict=True)])
    axes.set_xlim(0, max(ends) * 2.2)
    axes.set_xlabel(f"{t('frame_places')} ({how_many(t, len(data), len(frames), 'frames')})")
    sources = [Patch(color=COLOURS[s], label=t(f"frame_{s}")) for s in sorted(set(data["source"]))]
    axes.legend(handles=sources, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)
    return figure, data


@styled
def formulaicity_bars(
    formulaicity: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """How much of each report is copied, how much several reports say, how much its own.

    The upper line over a bar is the range of the copied share against other sets of as many
    reports, the lower one that of the share that is copied or formula.
    """
    t = Labels(language)
    data = formulaicity.sort_values(["own", "report_id"]).head(limit)
    if data.empty:
        return nothing(t("no_reports"), data)
    figure, axes = rows_canvas(len(data))
    classes = ["copied", "formula", "own"]
    stack(axes, data[classes].astype(float) * 100, {name: t(f"share_{name}") for name in classes})
    ends = (
        (-0.15, data["copied_low"], data["copied_high"]),
        (0.15, 1 - data["own_high"], 1 - data["own_low"]),
    )
    for place, low, high in ends:
        rows = [at + place for at in range(len(data))]
        label = t("interval_again") if place < 0 else "_nolegend_"
        axes.hlines(rows, low * 100, high * 100, color="black", linewidth=0.9, label=label)
        for limits in (low, high):
            axes.plot(limits * 100, rows, "|", color="black", markersize=3)
    names = report_names(reports)
    name_rows(axes, [names[report] for report in data["report_id"]])
    axes.set_xlim(0, 100)
    many = how_many(t, len(data), len(formulaicity))
    against = t("against_others", n=int(data["others"].iloc[0]))
    axes.set_xlabel(f"{t('share_of_characters')} ({many}; {against})")
    legend_above(axes, 2)
    return figure, data


@styled
def rarefaction_curve(rarefaction: pd.DataFrame, language: str = "en") -> Drawn:
    """Copied, formula and own by how many other reports each report is held against, with bands."""
    t = Labels(language)
    if rarefaction.empty:
        return nothing(t("no_reports"), rarefaction)
    figure, axes = canvas(3.2)
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
    axes.set_xlabel(
        f"{t('other_reports')} ({t('reports_n', n=int(rarefaction['reports'].iloc[0]))})"
    )
    axes.set_ylabel(t("share_of_characters"))
    axes.set_title(t("interval_again"), loc="right", fontsize="small", pad=22)
    legend_above(axes, 3)
    return figure, rarefaction


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


def _write_cells(axes: Axes, wide: pd.DataFrame) -> None:
    """The share in each cell, rounded, where it is not nothing."""
    for y, row in enumerate(wide.to_numpy()):
        for x, value in enumerate(row):
            if value >= 0.5:
                axes.text(
                    x,
                    y,
                    f"{value:.0f}",
                    ha="center",
                    va="center",
                    fontsize=6.5,
                    color="white" if value > 60 else "black",
                )


def _passage_legend(axes: Axes, t: Labels) -> None:
    lines = [
        Line2D([], [], color=colour, linewidth=4, label=t(what))
        for what, colour in PASSAGES.items()
    ]
    axes.legend(handles=lines, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2)


def _fillers(matches: pd.DataFrame, frame_id: str, whole: bool, most: int = 4) -> str:
    """The most frequent fillers of a frame's first slot, or of all its slots, with their counts."""
    slots = matches.loc[matches["frame_id"] == frame_id, "slots"].dropna()
    parts = slots.str.split(" | ", regex=False)
    counts = (parts.str.join("…") if whole else parts.str[0]).value_counts()
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{shown(filler)} ×{n}" for filler, n in ranked[:most])

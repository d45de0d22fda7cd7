"""Figures of the corpus: how large the reports are, what was repaired, how they are built."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack, write_ends
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten
from toolkit.figures.style import COLOURS, Drawn, canvas, legend_above, nothing, styled

LETTERS = 48  # that fit into the width of a figure
ROLES = ("problem", "measure", "result", "other")


@styled
def report_sizes(reports: pd.DataFrame, language: str = "en", limit: int = 30) -> Drawn:
    """Length of each report, the longest on top, in the colour of its kind."""
    t = Labels(language)
    data = reports[["report_id", "title", "kind", "characters"]].sort_values(
        ["characters", "report_id"], ascending=[False, True]
    )
    if data.empty:
        return nothing(t("no_reports"), data)
    data = data.head(limit)
    names = report_names(reports)
    figure, axes = rows_canvas(len(data))
    places = pd.Series(range(len(data)), index=data.index)
    for kind in sorted(data["kind"].unique(), key=list(COLOURS).index):
        rows = data["kind"] == kind
        axes.barh(
            places[rows],
            data.loc[rows, "characters"].astype(float),
            0.7,
            color=COLOURS[kind],
            label=t.value(kind),
        )
    name_rows(axes, [names[report_id] for report_id in data["report_id"]])
    ends = data["characters"].tolist()
    write_ends(axes, ends, [f"{n:,}" for n in ends])
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel(f"{t('characters')} ({how_many(t, len(data), len(reports))})")
    legend_above(axes)
    return figure, data


@styled
def repair_kinds(
    documents: pd.DataFrame, repairs: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """How often each document was repaired, by what was wrong, per 10,000 characters."""
    t = Labels(language)
    counts = repairs.groupby(["document_id", "kind"], sort=True).size().rename("repairs")
    data = counts.reset_index().merge(documents[["document_id", "characters"]], on="document_id")
    data["per_10k"] = data["repairs"] / data["characters"].astype(float) * 10_000
    if data.empty:
        return nothing(t("no_repairs"), data)
    wide = data.pivot(index="document_id", columns="kind", values="per_10k").fillna(0.0)
    wide = wide.reindex(sorted(documents["document_id"]), fill_value=0.0)
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index[:limit]
    kinds = data.groupby("kind")["repairs"].sum().sort_values(ascending=False, kind="stable")
    figure, axes = rows_canvas(len(order))
    stack(
        axes,
        wide.loc[order, kinds.index],
        {kind: f"{t.value(kind)} ({n:,})" for kind, n in kinds.items()},
    )
    sizes = data.groupby("document_id")["repairs"].sum()
    name_rows(axes, [f"{shorten(name, 24)} ({sizes.get(name, 0):,})" for name in order])
    n = t("repairs_n", n=int(data["repairs"].sum()))
    axes.set_xlabel(
        f"{t('repairs_per_10k')} ({n}; {how_many(t, len(order), len(wide), 'documents')})"
    )
    legend_above(axes, 3)
    return figure, data[data["document_id"].isin(order)]


@styled
def structure_maps(
    reports: pd.DataFrame,
    sections: pd.DataFrame,
    damage: pd.DataFrame,
    language: str = "en",
    limit: int = 25,
) -> Drawn:
    """Every report as a strip from its first to its last character.

    Coloured by the role of its sections; ticks under the strip are places of ``damage`` (rows
    with document_id, start and kind: repaired or redacted).
    """
    t = Labels(language)
    largest = reports.sort_values(["characters", "report_id"], ascending=[False, True]).head(limit)
    data = _strips(largest, sections, damage)
    if reports.empty:
        return nothing(t("no_reports"), data)
    names = report_names(reports)
    figure, axes = rows_canvas(len(largest))
    for place, report in enumerate(largest.itertuples()):
        mine = data[data["report_id"] == report.report_id]
        axes.broken_barh([(0, 100)], (place - 0.4, 0.5), color=COLOURS["other"], linewidth=0)
        for (_, role), rows in mine.dropna(subset=["level"]).groupby(["level", "what"]):
            bars = list(zip(rows["start"], rows["end"] - rows["start"], strict=True))
            axes.broken_barh(bars, (place - 0.4, 0.5), color=COLOURS[role], linewidth=0)
        for what, colour, low in (("repaired", "#808080", 0.14), ("redacted", "black", 0.28)):
            ticks = mine.loc[mine["what"] == what, "start"].astype(float)
            axes.vlines(ticks, place + low, place + low + 0.12, color=colour, linewidth=0.7)
    name_rows(axes, [f"{names[r.report_id]} ({r.characters:,})" for r in largest.itertuples()])
    axes.set_xlim(0, 100)
    axes.grid(False)
    axes.set_xlabel(
        f"{t('place_in_report')} ({how_many(t, len(largest), len(reports))}; {t('characters_in_brackets')})"
    )
    _role_legend(axes, t)
    return figure, data


@styled
def outline(
    report: pd.Series, sections: pd.DataFrame, damage: pd.DataFrame, language: str = "en"
) -> Drawn:
    """One report's outline: a row for each level of its headings, over the length of the text."""
    t = Labels(language)
    mine = sections[sections["report_id"] == report["report_id"]]
    data = mine[["section_id", "level", "marker", "heading", "role", "start", "end"]].sort_values(
        ["start", "level"]
    )
    levels = sorted(mine["level"].unique())
    same = damage["document_id"] == report["document_id"]
    marks = damage[same & damage["start"].between(report["start"], report["end"], inclusive="left")]
    figure, axes = canvas(1.3 + 0.45 * max(len(levels), 1))
    origin, length = int(report["start"]), int(report["end"]) - int(report["start"])
    for row in data.itertuples():
        place = levels.index(row.level)
        left, width = row.start - origin, row.end - row.start
        axes.broken_barh(
            [(left, width)],
            (place - 0.4, 0.8),
            facecolor=COLOURS[row.role],
            edgecolor="white",
            linewidth=0.6,
        )
        words = _fitting(row.marker, row.heading, int(width / length * LETTERS))
        dark = row.role != "other"
        axes.text(
            left + length * 0.003,
            place,
            words,
            va="center",
            fontsize=7,
            color="white" if dark else "black",
        )
    base = len(levels)
    for what, colour, low in (("repaired", "#808080", -0.3), ("redacted", "black", 0.1)):
        ticks = marks.loc[marks["kind"] == what, "start"].astype(float) - origin
        axes.vlines(ticks, base + low, base + low + 0.3, color=colour, linewidth=0.7)
    axes.set_ylim(base + 0.5, -0.5)
    axes.set_xlim(0, max(length, 1))
    axes.set_yticks([*range(base), base], [*[t("level_n", n=int(n)) for n in levels], t("marks")])
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    n = f"{t('sections_n', n=len(data))}"
    axes.set_xlabel(f"{t('place_in_characters')} ({n})")
    _role_legend(axes, t)
    return figure, data


def _fitting(marker: object, heading: object, room: int) -> str:
    """As much of a heading as its box has room for: all, its beginning, its number, nothing.

    >>> [_fitting("一、", "会议过多过长", room) for room in (9, 6, 3, 1)]
    ['一、会议过多过长', '一、会议过…', '一、', '']
    """
    marker, heading = (part if isinstance(part, str) else "" for part in (marker, heading))
    if room >= len(marker) + 3:
        return shorten(marker + heading, room)
    return marker if room > len(marker) else ""


def _strips(reports: pd.DataFrame, sections: pd.DataFrame, damage: pd.DataFrame) -> pd.DataFrame:
    """Sections and marks (those have no level) with their places in per cent of the report."""
    whole = reports[["report_id", "document_id", "start", "end"]]
    strips = sections[["report_id", "level", "role", "start", "end"]].merge(
        whole, on="report_id", suffixes=("", "_report")
    )
    strips = strips.sort_values(["level", "start"]).rename(columns={"role": "what"})
    marks = damage.rename(columns={"kind": "what"}).merge(
        whole.rename(columns={"start": "start_report", "end": "end_report"}), on="document_id"
    )
    inside = marks["start"].between(marks["start_report"], marks["end_report"], inclusive="left")
    marks = marks[inside].assign(end=marks["start"], level=None)
    columns = ["report_id", "level", "what", "start", "end", "start_report", "end_report"]
    data = pd.concat([strips[columns], marks[columns]], ignore_index=True)
    length = (data["end_report"] - data["start_report"]).clip(lower=1).astype(float)
    for column in ("start", "end"):
        data[column] = (data[column] - data["start_report"]).astype(float) / length * 100
    return data[["report_id", "level", "what", "start", "end"]]


def _role_legend(axes: Axes, t: Labels) -> None:
    handles = [Patch(color=COLOURS[role], label=t.value(role)) for role in ROLES]
    handles += [
        Patch(color="#808080", label=t("repaired_mark")),
        Patch(color="black", label=t("redacted_mark")),
    ]
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=6,
        handlelength=1.0,
        columnspacing=1.2,
    )

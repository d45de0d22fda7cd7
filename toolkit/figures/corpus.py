"""Figures of the corpus: how large the reports are, what was repaired, how they are built."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.figures.bars import how_many, name_rows, rows_canvas, stack, write_ends
from toolkit.figures.labels import Labels
from toolkit.figures.names import HASH, report_names, shorten
from toolkit.figures.style import COLOURS, Drawn, legend_above, nothing, room, styled

ROLES = ("problem", "measure", "result", "other")
MARKS = (("repaired", "#808080"), ("redacted", "black"))


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
    names = report_names(reports, language=language)
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
    axes.locator_params(axis="x", nbins=5)
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
    files = [shorten(HASH.sub("", name) or name, room(24)) for name in order]
    name_rows(axes, [f"{file} ({sizes.get(i, 0):,})" for file, i in zip(files, order, strict=True)])
    n = t("repairs_n", n=int(data["repairs"].sum()))
    axes.set_xlabel(
        f"{t('repairs_per_10k')} ({n}; {how_many(t, len(order), len(wide), 'documents')})"
    )
    legend_above(axes)
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
    names = report_names(reports, language=language)
    figure, axes = rows_canvas(len(largest))
    for place, report in enumerate(largest.itertuples()):
        mine = data[data["report_id"] == report.report_id]
        axes.broken_barh([(0, 100)], (place - 0.4, 0.5), color=COLOURS["other"], linewidth=0)
        for (_, role), rows in mine.dropna(subset=["level"]).groupby(["level", "what"]):
            bars = list(zip(rows["start"], rows["end"] - rows["start"], strict=True))
            axes.broken_barh(bars, (place - 0.4, 0.5), color=COLOURS[role], linewidth=0)
        for (what, colour), low in zip(MARKS, (0.14, 0.28), strict=True):
            ticks = mine.loc[mine["what"] == what, "start"].astype(float)
            axes.vlines(ticks, place + low, place + low + 0.12, color=colour, linewidth=0.7)
    name_rows(axes, [f"{names[r.report_id]} ({r.characters:,})" for r in largest.itertuples()])
    axes.set_xlim(0, 100)
    axes.grid(False)
    axes.set_xlabel(
        f"{t('place_in_report')} ({how_many(t, len(largest), len(reports))}; {t('characters_in_brackets')})"
    )
    _role_legend(axes, t, data["what"])
    return figure, data


@styled
def outline(
    report: pd.Series,
    sections: pd.DataFrame,
    damage: pd.DataFrame,
    language: str = "en",
    limit: int = 40,
) -> Drawn:
    """One report's headings in their order, each with its stretch of the text; any damage below.

    As many levels of headings as there are rows for, the first of them in any case.
    """
    t = Labels(language)
    mine = sections[sections["report_id"] == report["report_id"]]
    data = mine[["section_id", "level", "marker", "heading", "role", "start", "end"]].sort_values(
        ["start", "level"]
    )
    levels = sorted(data["level"].unique())
    upto = [at for at in levels if (data["level"] <= at).sum() <= limit] or levels[:1]
    drawn = data[data["level"] <= max(upto, default=0)].head(limit)
    same = damage["document_id"] == report["document_id"]
    marks = damage[same & damage["start"].between(report["start"], report["end"], inclusive="left")]
    below = [] if marks.empty else [t("marks")]
    figure, axes = rows_canvas(len(drawn) + len(below), row=0.2)
    origin, length = int(report["start"]), int(report["end"]) - int(report["start"])
    for place, row in enumerate(drawn.itertuples()):
        axes.barh(place, row.end - row.start, 0.7, left=row.start - origin, color=COLOURS[row.role])
    for (what, colour), low in zip(MARKS, (-0.4, 0.0), strict=True):
        ticks = marks.loc[marks["kind"] == what, "start"].astype(float) - origin
        axes.vlines(ticks, len(drawn) + low, len(drawn) + low + 0.4, color=colour, linewidth=0.7)
    name_rows(axes, [*(_heading(row, levels[0]) for row in drawn.itertuples()), *below])
    axes.set_xlim(0, max(length, 1))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.locator_params(axis="x", nbins=5)
    many = how_many(t, len(drawn), len(data), "sections")
    name = report_names(report.to_frame().T, 40, language)[report["report_id"]]
    axes.set_xlabel(f"{name}: {t('place_in_characters')} ({many})")
    _role_legend(axes, t, [*drawn["role"], *marks["kind"]])
    return figure, data


def _heading(row: object, first: int) -> str:
    """A heading with its number, set in by its level."""
    marker, heading = (
        part if isinstance(part, str) else ""
        for part in (getattr(row, "marker", ""), getattr(row, "heading", ""))
    )
    inward = int(getattr(row, "level", first)) - first
    return shorten(marker + heading, max(room(24) - 2 * inward, 4)) + "\u3000" * inward


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


def _role_legend(axes: Axes, t: Labels, drawn: object) -> None:
    """The colours that stand in the figure."""
    there = set(drawn)  # type: ignore[call-overload]
    colours = {role: COLOURS[role] for role in ROLES} | dict(MARKS)
    legend_above(
        axes,
        [
            Patch(color=colour, label=t(f"{what}_mark") if what in dict(MARKS) else t.value(what))
            for what, colour in colours.items()
            if what in there or what == "other"
        ],
        1.0,
    )

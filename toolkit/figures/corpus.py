"""Figures of the corpus: how large the reports are, what was repaired, how they are built."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.patches import Patch

from toolkit.figures.labels import Labels
from toolkit.figures.names import HASH, report_names, row_names, shorten
from toolkit.figures.sheet import Chart, Drawing, bars, room, rows_canvas, some, styled
from toolkit.figures.style import COLOURS
from toolkit.tables.schema import REPORT_KINDS

ROLES = ("problem", "measure", "result", "other")
MARKS = {"repaired": "#808080", "redacted": "black"}


@styled
def report_sizes(t: Labels, reports: pd.DataFrame, limit: int = 30) -> Drawing:
    """Length of each report, the longest on top, in the colour of its kind."""
    known = some(reports[["report_id", "title", "kind", "characters"]], "no_reports")
    data = _longest(known, limit)
    wide = data.pivot(index="report_id", columns="kind", values="characters")
    kinds = sorted(wide.columns, key=REPORT_KINDS.index)
    wide = wide.loc[data["report_id"], kinds].fillna(0).astype(float)
    axes = bars(t, wide, row_names(t, reports, data["report_id"]))
    ends = data["characters"].tolist()
    axes.write_ends(ends, [f"{n:,}" for n in ends])
    axes.whole_numbers()
    axes.under(t("characters"), t.many(len(data), len(reports)))
    return axes, data


@styled
def repair_kinds(
    t: Labels, documents: pd.DataFrame, repairs: pd.DataFrame, limit: int = 30
) -> Drawing:
    """How often each repaired document was, by what was wrong, per 10,000 characters."""
    counts = repairs.groupby(["document_id", "kind"], sort=True).size().rename("repairs")
    data = counts.reset_index().merge(documents[["document_id", "characters"]], on="document_id")
    data["per_10k"] = data["repairs"] / data["characters"].astype(float) * 10_000
    some(data, "no_repairs")
    wide = data.pivot(index="document_id", columns="kind", values="per_10k").fillna(0.0)
    order = wide.sum(axis=1).sort_values(ascending=False, kind="stable").index[:limit]
    kinds = data.groupby("kind")["repairs"].sum().sort_values(ascending=False, kind="stable")
    sizes = data.groupby("document_id")["repairs"].sum()
    files = [f"{shorten(HASH.sub('', i) or i, room(24))} ({sizes.get(i, 0):,})" for i in order]
    labels = {kind: f"{t.value(kind)} ({n:,})" for kind, n in kinds.items()}
    axes = bars(t, wide.loc[order, kinds.index], files, labels)
    n, many = int(data["repairs"].sum()), t.many(len(order), len(documents), "documents")
    axes.under(t("repairs_per_10k"), t("repairs_n", n=n), many)
    return axes, data[data["document_id"].isin(order)]


@styled
def structure_maps(
    t: Labels,
    reports: pd.DataFrame,
    sections: pd.DataFrame,
    damage: pd.DataFrame,
    limit: int = 25,
) -> Drawing:
    """Every report as a strip from its first to its last character.

    Coloured by the role of its sections; ticks under the strip are places of ``damage`` (rows
    with document_id, start and kind: repaired or redacted).
    """
    largest = _longest(some(reports, "no_reports"), limit)
    data = _strips(largest, sections, damage)
    axes = rows_canvas(len(largest))
    for place, report_id in enumerate(largest["report_id"]):
        mine = data[data["report_id"] == report_id]
        axes.broken_barh([(0, 100)], (place - 0.4, 0.5), color=COLOURS["other"], linewidth=0)
        for (_, role), rows in mine.dropna(subset=["level"]).groupby(["level", "what"]):
            strips = list(zip(rows["start"], rows["end"] - rows["start"], strict=True))
            axes.broken_barh(strips, (place - 0.4, 0.5), color=COLOURS[role], linewidth=0)
        _ticks(axes, mine.set_index("what")["start"], place + 0.14, 0.14, 0.12)
    sizes = largest.set_index("report_id")["characters"]
    axes.name_rows(row_names(t, reports, largest["report_id"], sizes))
    axes.set_xlim(0, 100)
    axes.grid(False)
    many = t.many(len(largest), len(reports))
    axes.under(t("place_in_report"), many, t("characters_in_brackets"))
    _role_legend(axes, t, data["what"])
    return axes, data


@styled
def outline(
    t: Labels, report: pd.Series, sections: pd.DataFrame, damage: pd.DataFrame, limit: int = 40
) -> Drawing:
    """One report's headings in their order, each with its stretch of the text; any damage below.

    As many levels of headings as there are rows for, the first of them in any case.
    """
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
    axes = rows_canvas(len(drawn) + len(below), 0.2)
    origin, length = int(report["start"]), int(report["end"]) - int(report["start"])
    for place, row in enumerate(drawn.itertuples()):
        axes.barh(place, row.end - row.start, 0.7, left=row.start - origin, color=COLOURS[row.role])
    _ticks(axes, marks.set_index("kind")["start"] - origin, len(drawn) - 0.4, 0.4, 0.4)
    axes.name_rows([*(_heading(row, levels[0]) for row in drawn.itertuples()), *below])
    axes.whole_numbers()
    axes.set_xlim(0, max(length, 1))
    name = report_names(report.to_frame().T, 40, t.language)[report["report_id"]]
    many = t.many(len(drawn), len(data), "sections")
    axes.under(f"{name}: {t('place_in_characters')}", many)
    _role_legend(axes, t, [*drawn["role"], *marks["kind"]])
    return axes, data


def _longest(reports: pd.DataFrame, limit: int) -> pd.DataFrame:
    return reports.sort_values(["characters", "report_id"], ascending=[False, True]).head(limit)


def _ticks(axes: Chart, marks: pd.Series, low: float, step: float, high: float) -> None:
    """Short lines at places by what is marked there, each kind a step lower."""
    for at, (what, colour) in enumerate(MARKS.items()):
        places = marks[marks.index == what].astype(float)
        foot = low + at * step
        axes.vlines(places, foot, foot + high, color=colour, linewidth=0.7)


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
    whole = whole.rename(columns={"start": "first", "end": "last"})
    strips = sections[["report_id", "level", "role", "start", "end"]].merge(whole, on="report_id")
    strips = strips.sort_values(["level", "start"]).rename(columns={"role": "what"})
    marks = damage.rename(columns={"kind": "what"}).merge(whole, on="document_id")
    inside = marks["start"].between(marks["first"], marks["last"], inclusive="left")
    marks = marks[inside].assign(end=marks["start"], level=None)
    columns = ["report_id", "level", "what", "start", "end", "first", "last"]
    data = pd.concat([strips[columns], marks[columns]], ignore_index=True)
    length = (data["last"] - data["first"]).clip(lower=1).astype(float)
    for column in ("start", "end"):
        data[column] = (data[column] - data["first"]).astype(float) / length * 100
    return data[["report_id", "level", "what", "start", "end"]]


def _role_legend(axes: Chart, t: Labels, drawn: Iterable[str]) -> None:
    """The colours that stand in the figure."""
    there = {*drawn, "other"}
    roles = [Patch(color=COLOURS[role], label=t.value(role)) for role in ROLES if role in there]
    marks = [Patch(color=c, label=t(f"{what}_mark")) for what, c in MARKS.items() if what in there]
    axes.legend_above(roles + marks, 1.0)

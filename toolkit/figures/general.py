"""Figures of any table: values ranked with their intervals, and values over time."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten
from toolkit.figures.sheet import Drawing, canvas, frame_end, room, rows_canvas, some, styled
from toolkit.figures.style import CYCLE, MARKS
from toolkit.figures.words import in_years
from toolkit.titles import column_title


@styled
def ranked_dots(
    t: Labels,
    table: pd.DataFrame,
    value: str,
    low: str = "",
    high: str = "",
    *,
    name: str = "report_id",
    by: str = "",
    reports: pd.DataFrame | None = None,
    unit: str = "",
    limit: int = 40,
) -> Drawing:
    """Any table's rows by any of its columns, the largest on top, with intervals where it has them.

    value, low, high: columns of the value and of the ends of its interval, in one unit. name: the
    column that names a row; ids of reports get place, year and title where ``reports`` is given.
    by: a column whose values get a colour each. unit: what stands at the axis beside the value's
    name. Rows without a value are left out.
    """
    whole = table.dropna(subset=[value]).sort_values(
        [value, name], ascending=[False, True], kind="stable"
    )
    data = some(whole.head(limit), "no_rows")
    axes = rows_canvas(len(data))
    for at, (group, rows) in enumerate(_groups(t, data, by)):
        axes.dots(_ends(rows, value, low, high), CYCLE[at % len(CYCLE)], group, at=rows.index)
    names = {} if reports is None else report_names(reports, 24, t.language)
    rows_names = [names.get(key, t.known(key, key)) for key in data[name].astype(str)]
    axes.name_rows([shorten(wording, room(24)) for wording in rows_names])
    many = t.many(len(data), len(whole), "rows")
    axes.under(_with_unit(t, value, unit), many, t("interval_given") if low else "")
    return axes, data


@styled
def time_plot(  # noqa: PLR0917  (the words come first, as in every figure)
    t: Labels,
    table: pd.DataFrame,
    date: str,
    value: str,
    low: str = "",
    high: str = "",
    *,
    by: str = "",
    unit: str = "",
    join: bool = False,
) -> Drawing:
    """Any table's values over time, at their true distances: 2004 to 2012 is twice 2004 to 2008.

    date: a column of ISO dates (year, month or day) or of years. by: a column whose values get a
    colour each: kinds of report, places. join: draw a line through the points of one such value,
    never from one to another; where there is none, dots alone. Rows without date or value are left
    out, and the figure says how many.
    """
    dated = table.dropna(subset=[date, value])
    data = dated.assign(at=[in_years(str(one)) for one in dated[date]])
    data = data.sort_values(["at", value], kind="stable")
    some(data, "no_rows")
    axes = canvas(3.2)
    for at, (group, rows) in enumerate(_groups(t, data, by)):
        colour, mark = CYCLE[at % len(CYCLE)], MARKS[at % len(MARKS)]
        ends = _ends(rows, value, low, high)
        axes.dots(ends, colour, group, upright=True, at=rows["at"], mark=mark)
        steps = pairwise(zip(rows["at"], rows[value].astype(float), strict=True)) if join else ()
        for one, other in steps:
            axes.plot(*zip(one, other, strict=True), color=colour, linewidth=0.9)
    axes.years(data["at"].tolist())
    axes.grid(axis="y")
    axes.grid(visible=False, axis="x")
    if high:
        top = frame_end(data[value].astype(float), data[high].astype(float))
        least = data[[value, low] if low else value].astype(float).min(axis=None)
        axes.set_ylim(min(least, 0) - 0.05 * (top - least), top)
    axes.set_ylabel(_with_unit(t, value, unit))
    many = t.many(len(data), len(table), "rows")
    axes.under(_with_unit(t, date, ""), many, t("interval_given") if low else "")
    return axes, data.drop(columns="at")


def _groups(t: Labels, data: pd.DataFrame, by: str) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each value of a column, with its name in words; the most frequent first."""
    data = data.set_axis(pd.RangeIndex(len(data)))
    if not by:
        return [("", data)]
    key = data[by].astype(object).where(data[by].notna(), "")
    order = sorted(key.unique(), key=lambda one: (-(key == one).sum(), str(one)))
    return [
        (f"{shorten(t.value(str(one)) if one else t('not_said'), 16)} ({(key == one).sum():,})", data[key == one])
        for one in order
    ]  # fmt: skip


def _ends(rows: pd.DataFrame, value: str, low: str, high: str) -> list[pd.Series]:
    none = pd.Series(np.nan, index=rows.index)
    return [rows[value], rows[low] if low else none, rows[high] if high else none]


def _with_unit(t: Labels, value: str, unit: str) -> str:
    name = column_title(value, t.language)
    return f"{t.known(value, name)} ({unit})" if unit else t.known(value, name)

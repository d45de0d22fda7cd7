"""Figures of phrases: ranked bars with intervals, places in the reports, keyness, word cloud."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from toolkit.figures.labels import Labels
from toolkit.figures.names import row_names, shorten, shown
from toolkit.figures.sheet import Drawing, canvas, frame_end, room, rows_canvas, some, styled
from toolkit.figures.style import BLUE, CYCLE, ORANGE, font

TICK: dict[str, Any] = {"marker": "|", "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
PIXELS = 100  # of the word cloud's layout in an inch


@styled
def phrase_bars(t: Labels, rates: pd.DataFrame, whole: int, what: str = "per_10k") -> Drawing:
    """Rates of words or phrases with their intervals, in the order given.

    rates: phrase, n, frequency, reports, per_10k, ci_low, ci_high. whole: of how many words or
    phrases these are the first. what: the label of the rate, ``outside_per_10k`` where places within
    longer phrases are not counted.
    """
    axes = rows_canvas(len(some(rates, "no_phrases")))
    rate, low, high = (rates[name].astype(float) for name in ("per_10k", "ci_low", "ci_high"))
    end = frame_end(rate, high)
    within = high.clip(upper=end)
    axes.dots([rate, low, within], BLUE)
    axes.name_rows([shorten(phrase, room(18)) for phrase in rates["phrase"]])
    counts = [t("in_reports", k=int(k)) for k in rates["reports"]]
    axes.write_ends(within.fillna(rate).tolist(), counts)
    axes.set_xlim(left=0)
    unit = "words" if (rates["n"] == 1).all() else "phrases"
    interval = t("interval_95") if high.notna().any() else ""
    cut = f", {t('cut_at_frame')}" if (high > end).any() else ""
    axes.under(t(what), t.many(len(rates), whole, unit), interval + cut)
    return axes, rates


@styled
def dispersion_plot(
    t: Labels, places: pd.DataFrame, reports: pd.DataFrame, limit: int = 30
) -> Drawing:
    """Where in each report some terms stand, from its first to its last character.

    places: term, report_id, start. Reports with most of them on top.
    """
    whole = reports[["report_id", "start", "end"]]
    data = places.merge(whole, on="report_id", suffixes=("", "_report"))
    length = (data["end"] - data["start_report"]).clip(lower=1).astype(float)
    data["place"] = (data["start"] - data["start_report"]).astype(float) / length * 100
    data = some(data[["term", "report_id", "place"]], "no_places")
    counts = data.groupby("report_id").size()
    ranked = sorted(counts.index, key=lambda report: (-counts[report], report))
    order = ranked[:limit]
    colours = dict(zip(dict.fromkeys(places["term"]), CYCLE * len(places), strict=False))
    step = 0.8 / len(colours)
    axes = rows_canvas(len(order))
    of = data.groupby(["report_id", "term"])["place"]
    for (report, term), ticks in of:
        if report in order:
            low = order.index(report) - 0.4 + list(colours).index(term) * step
            axes.vlines(ticks, low, low + step * 0.9, color=colours[term], linewidth=1.0)
    axes.name_rows(row_names(t, reports, order, counts))
    axes.set_xlim(0, 100)
    many = t.many(len(order), len(ranked))
    axes.under(t("place_in_report"), many, t("places_in_brackets"))
    totals = data.groupby("term").size()
    handles = [
        Line2D([], [], color=colour, **TICK, label=f"{shorten(term, 14)} ({totals.get(term, 0):,})")
        for term, colour in colours.items()
    ]
    axes.legend_above(handles, 1.0)
    return axes, data[data["report_id"].isin(order)]


@styled
def keyness_bars(
    t: Labels,
    keyness: pd.DataFrame,
    groups: Sequence[str],
    limit: int = 12,
    level: float = 0.05,
) -> Drawing:
    """The words that mark two groups off most surely: log ratio with its interval.

    Chosen and ordered by the end of the interval that is nearer to no difference: a word that stands
    a few times in one group and never in the other has a large ratio and says little. groups: names
    of the target and of the reference group, as in the labels or in plain words. Filled marks: q
    below the level.
    """
    firm = keyness[(keyness["ci_low"] > 0) | (keyness["ci_high"] < 0)]
    near = firm["ci_low"].where(firm["log_ratio"] > 0, firm["ci_high"]).astype(float)
    ranked = firm.assign(near=near).sort_values(["near", "phrase"], ascending=[False, True])
    sides = [ranked[ranked["near"] > 0].head(limit), ranked[ranked["near"] < 0].tail(limit)]
    data = some(pd.concat(sides).drop(columns="near"), "no_key_words")
    axes = rows_canvas(len(data))
    for place, row in enumerate(data.itertuples()):
        colour = BLUE if row.log_ratio > 0 else ORANGE
        face = colour if row.q < level else "white"
        axes.plot([row.ci_low, row.ci_high], [place, place], color=colour, linewidth=1.2)
        axes.plot(row.log_ratio, place, "o", markersize=4.5, color=colour, mfc=face)
    axes.axvline(0, color="#404040", linewidth=0.8)
    words = [
        f"{shorten(row.phrase, room(12))} ({row.frequency_target}:{row.frequency_reference})"
        for row in data.itertuples()
    ]
    axes.name_rows(words)
    many = t.many(len(data), len(keyness), "words")
    axes.under(t("log_ratio"), t("interval_95"), t("filled_q", level=level), many)
    handles = [
        Line2D([], [], color=colour, marker="o", label=t("more_in", group=shown(t.value(group))))
        for colour, group in zip((BLUE, ORANGE), groups, strict=True)
    ]
    axes.legend_above(handles)
    return axes, data


@styled
def word_cloud(t: Labels, phrases: pd.DataFrame, limit: int = 80) -> Drawing:
    """The most frequent words, their size by frequency; each a text that can be searched for.

    phrases: phrase, frequency. An eye-catcher: for comparing, use the bars with intervals.
    """
    data = some(phrases[["phrase", "frequency"]].head(limit), "no_phrases")
    from PIL import ImageFont  # noqa: PLC0415  (with wordcloud: half a second that only this needs)
    from wordcloud import WordCloud  # noqa: PLC0415

    axes = canvas(3.8)
    axes.set_axis_off()
    axes.sheet.under(t("size_by_frequency"), t.many(len(data), len(phrases), "words"))
    width, height = (int((size - 0.3) * PIXELS) for size in axes.sheet.get_size_inches())
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    words = {shown(row.phrase): row.frequency for row in data.itertuples()}
    cloud = WordCloud(
        font_path=str(font()), width=width, height=height, prefer_horizontal=1, random_state=0,
        max_words=limit, relative_scaling=0.5, margin=3,
    )  # fmt: skip
    colours = dict(zip(words, CYCLE * limit, strict=False))
    for (word, _), size, (top, left), _, _ in cloud.generate_from_frequencies(words).layout_:
        letters = ImageFont.truetype(str(font()), size)
        edge, above, _, _ = letters.getbbox(word)  # the layout places the ink, not the line
        baseline = top + letters.getmetrics()[0] - above
        points = size * 72 / PIXELS
        axes.text(left - edge, baseline, word, fontsize=points, va="baseline", color=colours[word])
    return axes, data

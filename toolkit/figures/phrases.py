"""Figures of phrases: ranked bars with intervals, places in the reports, keyness, word cloud."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.patches import Patch

from toolkit.figures.bars import dots, how_many, name_rows, rows_canvas, write_ends
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten, shown
from toolkit.figures.style import (
    BLUE,
    CYCLE,
    ORANGE,
    Drawn,
    canvas,
    font,
    frame_end,
    legend_above,
    nothing,
    room,
    styled,
)

PIXELS = 100  # of the word cloud's layout in an inch


@styled
def phrase_bars(
    rates: pd.DataFrame, whole: int, language: str = "en", what: str = "per_10k"
) -> Drawn:
    """Rates of words or phrases with their intervals, in the order given.

    rates: phrase, n, frequency, reports, per_10k, ci_low, ci_high. whole: of how many words or
    phrases these are the first. what: the label of the rate, ``outside_per_10k`` where places within
    longer phrases are not counted.
    """
    t = Labels(language)
    if rates.empty:
        return nothing(t("no_phrases"), rates)
    figure, axes = rows_canvas(len(rates))
    rate, low, high = (rates[name].astype(float) for name in ("per_10k", "ci_low", "ci_high"))
    end = frame_end(rate, high)
    shown_high = high.clip(upper=end)
    dots(axes, [rate, low, shown_high], BLUE)
    name_rows(axes, [shorten(phrase, room(18)) for phrase in rates["phrase"]])
    write_ends(
        axes,
        shown_high.fillna(rate).tolist(),
        [t("in_reports", k=int(k)) for k in rates["reports"]],
    )
    axes.set_xlim(left=0)
    unit = "words" if (rates["n"] == 1).all() else "phrases"
    intervals = f"; {t('interval_95')}" if high.notna().any() else ""
    intervals += f", {t('cut_at_frame')}" if (high > end).any() else ""
    axes.set_xlabel(f"{t(what)} ({how_many(t, len(rates), whole, unit)}{intervals})")
    return figure, rates


@styled
def dispersion_plot(
    places: pd.DataFrame, reports: pd.DataFrame, language: str = "en", limit: int = 30
) -> Drawn:
    """Where in each report some terms stand, from its first to its last character.

    places: term, report_id, start. Reports with most of them on top.
    """
    t = Labels(language)
    whole = reports[["report_id", "start", "end"]]
    data = places.merge(whole, on="report_id", suffixes=("", "_report"))
    length = (data["end"] - data["start_report"]).clip(lower=1).astype(float)
    data["place"] = (data["start"] - data["start_report"]).astype(float) / length * 100
    data = data[["term", "report_id", "place"]]
    if data.empty:
        return nothing(t("no_places"), data)
    counts = data.groupby("report_id").size()
    order = sorted(counts.index, key=lambda report: (-counts[report], report))
    terms = list(dict.fromkeys(places["term"]))
    figure, axes = rows_canvas(len(order[:limit]))
    step = 0.8 / len(terms)
    for place, report in enumerate(order[:limit]):
        mine = data[data["report_id"] == report]
        for at, term in enumerate(terms):
            ticks = mine.loc[mine["term"] == term, "place"]
            low = place - 0.4 + at * step
            axes.vlines(ticks, low, low + step * 0.9, color=CYCLE[at % len(CYCLE)], linewidth=1.0)
    names = report_names(reports, language=language)
    name_rows(axes, [f"{names[report]} ({counts[report]})" for report in order[:limit]])
    axes.set_xlim(0, 100)
    axes.set_xlabel(
        f"{t('place_in_report')} ({how_many(t, len(order[:limit]), len(order))}; {t('places_in_brackets')})"
    )
    totals = data.groupby("term").size()
    handles = [
        Patch(color=CYCLE[at % len(CYCLE)], label=f"{shorten(term, 14)} ({totals[term]:,})")
        for at, term in enumerate(terms)
    ]
    legend_above(axes, handles, 1.0)
    return figure, data[data["report_id"].isin(order[:limit])]


@styled
def keyness_bars(
    keyness: pd.DataFrame,
    groups: Sequence[str],
    language: str = "en",
    limit: int = 12,
    level: float = 0.05,
) -> Drawn:
    """The words that mark two groups off most surely: log ratio with its interval.

    Chosen and ordered by the end of the interval that is nearer to no difference: a word that stands
    a few times in one group and never in the other has a large ratio and says little. groups: names
    of the target and of the reference group, as in the labels or in plain words. Filled marks: q
    below the level.
    """
    t = Labels(language)
    firm = keyness[(keyness["ci_low"] > 0) | (keyness["ci_high"] < 0)]
    near = firm["ci_low"].where(firm["log_ratio"] > 0, firm["ci_high"]).astype(float)
    ranked = firm.assign(near=near).sort_values(["near", "phrase"], ascending=[False, True])
    sides = [ranked[ranked["near"] > 0].head(limit), ranked[ranked["near"] < 0].tail(limit)]
    data = pd.concat(sides).drop(columns="near")
    if data.empty:
        return nothing(t("no_key_words"), data)
    figure, axes = rows_canvas(len(data))
    for place, row in enumerate(data.itertuples()):
        colour = BLUE if row.log_ratio > 0 else ORANGE
        axes.plot([row.ci_low, row.ci_high], [place, place], color=colour, linewidth=1.2)
        face = colour if row.q < level else "white"
        axes.plot(
            row.log_ratio, place, "o", markersize=4.5, markeredgecolor=colour, markerfacecolor=face
        )
    axes.axvline(0, color="#404040", linewidth=0.8)
    name_rows(
        axes,
        [
            f"{shorten(r.phrase, room(12))} ({r.frequency_target}:{r.frequency_reference})"
            for r in data.itertuples()
        ],
    )
    axes.set_xlabel(
        f"{t('log_ratio')} ({t('interval_95')}; {t('filled_q', level=level)}; {how_many(t, len(data), len(keyness), 'words')})"
    )
    handles = [
        Patch(color=colour, label=t("more_in", group=shown(t.value(group))))
        for colour, group in zip((BLUE, ORANGE), groups, strict=True)
    ]
    legend_above(axes, handles)
    return figure, data


@styled
def word_cloud(phrases: pd.DataFrame, language: str = "en", limit: int = 80) -> Drawn:
    """The most frequent words, their size by frequency; each a text that can be searched for.

    phrases: phrase, frequency. An eye-catcher: for comparing, use the bars with intervals.
    """
    t = Labels(language)
    data = phrases[["phrase", "frequency"]].head(limit)
    if data.empty:
        return nothing(t("no_phrases"), data)
    from PIL import ImageFont  # noqa: PLC0415  (with wordcloud: half a second that only this needs)
    from wordcloud import WordCloud  # noqa: PLC0415

    figure, axes = canvas(3.8)
    axes.set_axis_off()
    figure.supxlabel(
        f"{t('size_by_frequency')} ({how_many(t, len(data), len(phrases), 'words')})",
        fontsize="medium",
    )
    width, height = (int((size - 0.3) * PIXELS) for size in figure.get_size_inches())
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    words = {shown(row.phrase): row.frequency for row in data.itertuples()}
    cloud = WordCloud(
        font_path=str(font()),
        width=width,
        height=height,
        prefer_horizontal=1,
        random_state=0,
        max_words=limit,
        relative_scaling=0.5,
        margin=3,
    )
    colours = dict(zip(words, CYCLE * limit, strict=False))
    for (word, _), size, (top, left), _, _ in cloud.generate_from_frequencies(words).layout_:
        letters = ImageFont.truetype(str(font()), size)
        edge, above, _, _ = letters.getbbox(word)  # the layout places the ink, not the line
        baseline = top + letters.getmetrics()[0] - above
        axes.text(
            left - edge,
            baseline,
            word,
            fontsize=size * 72 / PIXELS,
            va="baseline",
            color=colours[word],
        )
    return figure, data

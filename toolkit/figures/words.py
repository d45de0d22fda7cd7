"""Figures of words: ties between them, how varied they are, how they change, what to beware of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from toolkit.figures.bars import ROW, as_rows, dots, how_many, name_rows, rows_canvas
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten, shown
from toolkit.figures.ring import Tie, ring
from toolkit.figures.style import (
    BLUE,
    CYCLE,
    GREY,
    ORANGE,
    PALE,
    Drawn,
    canvas,
    frame_end,
    legend_above,
    nothing,
    styled,
)

SERIES = 4  # reports of a point in time that a line may lead to


@styled
def word_network(edges: pd.DataFrame, language: str = "en", limit: int = 40) -> Drawn:
    """Words on a ring, joined by a line where they stand in one sentence often.

    edges: word_a, word_b, together, sentences_a, sentences_b, log_dice, the strongest first.
    Neighbours on the ring, and of one colour, are words that are joined more with each other than
    with the rest (communities by modularity); other than that the place of a word says nothing.
    """
    t = Labels(language)
    data = edges.head(limit)
    if data.empty:
        return nothing(t("no_ties"), data)
    low, high = float(data["log_dice"].min()), float(data["log_dice"].max())
    share = (data["log_dice"].astype(float) - low) / max(high - low, 1e-9)
    groups = _communities(data)
    sentences = dict(zip(data["word_b"], data["sentences_b"], strict=True))
    sentences |= dict(zip(data["word_a"], data["sentences_a"], strict=True))
    said = {word: t.value(word) for group in groups for word in group}  # a concept by its name
    names = {
        word: f"{shorten(name, 20 if name.isascii() else 8)} ({sentences[word]:,})"
        for word, name in said.items()
    }
    colours = {
        word: CYCLE[at % len(CYCLE)] if len(group) > 1 else GREY
        for at, group in enumerate(groups)
        for word in group
    }
    ties = [
        Tie(row.word_a, row.word_b, 0.6 + 2.6 * weight, BLUE if colours[row.word_a] != colours[row.word_b] else colours[row.word_a])
        for row, weight in zip(data.itertuples(), share, strict=True)
    ]  # fmt: skip
    figure = ring(names, ties, colours)
    figure.supxlabel(
        f"{t('together', low=f'{low:.1f}', high=f'{high:.1f}')}; {t('sentences_in_brackets')} "
        f"({how_many(t, len(data), len(edges), 'ties')})",
        fontsize="medium",
    )
    return figure, data


def _communities(edges: pd.DataFrame) -> list[list[str]]:
    """Words in groups that are tied within, the largest first."""
    graph = nx.Graph()
    for row in edges.itertuples():
        graph.add_edge(row.word_a, row.word_b, weight=max(float(row.log_dice), 0.01))
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted((sorted(group) for group in found), key=lambda g: (-len(g), g))


@styled
def diversity_dots(
    diversity: pd.DataFrame,
    reports: pd.DataFrame,
    language: str = "en",
    window: int = 100,
    limit: int = 30,
) -> Drawn:
    """How varied the words of each report are: MATTR and MTLD side by side, highest MATTR first.

    diversity: report_id, words, mattr, mtld. A report too short for a measure has no dot.
    """
    t = Labels(language)
    order = ["mattr", "mtld", "report_id"]
    ranked = diversity[diversity["words"] > 0].sort_values(
        order, ascending=[False, False, True], na_position="last", ignore_index=True
    )
    data = ranked.head(limit)
    if data.empty:
        return nothing(t("no_words"), data)
    figure, _ = rows_canvas(len(data))
    figure.clear()
    left, right = figure.subplots(1, 2, sharey=True)
    for axes, name in ((left, "mattr"), (right, "mtld")):
        axes.plot(data[name].astype(float), range(len(data)), "o", markersize=4.5, color=BLUE)
        as_rows(axes, len(data))
        axes.margins(x=0.08)
    names = report_names(reports, language=language)
    name_rows(left, [f"{names[r.report_id]} ({r.words:,})" for r in data.itertuples()])
    many = how_many(t, len(data), len(ranked))
    for axes, name in ((left, t("mattr", window=window)), (right, t("mtld"))):
        axes.set_title(name, loc="left", fontsize=7)
        axes.locator_params(axis="x", nbins=3)
    figure.supxlabel(f"{t('diversity')} ({many}; {t('words_in_brackets')})", fontsize="medium")
    return figure, data


@styled
def trend_lines(trends: pd.DataFrame, language: str = "en") -> Drawn:
    """Rates of phrases over groups of reports, with intervals; what has no date stands apart.

    trends: phrase, group, reports, per_10k, ci_low, ci_high, counted. A line joins neighbouring
    points in time that have four reports or more each; kinds, and years of a few reports, are no
    series.
    """
    t = Labels(language)
    data = trends.dropna(subset=["per_10k"])
    if data.empty:
        return nothing(t("no_phrases"), data)
    groups = sorted(data["group"].dropna().unique())
    timed = all(group[:4].isdigit() for group in groups)  # kinds are in no order to draw through
    undated = bool(data["group"].isna().any())
    place = _along(groups)
    span = max(place.values(), default=0.0) - min(place.values(), default=0.0)
    apart = max(place.values(), default=0.0) + max(span * 0.08, 1.0)  # what has no date
    figure, axes = canvas(3.2)
    phrases = list(dict.fromkeys(data["phrase"]))
    step = max(span * 0.012, 0.08) if timed else min(0.12, 0.6 / len(phrases))
    for at, phrase in enumerate(phrases):
        mine = data[data["phrase"] == phrase]
        colour = CYCLE[at % len(CYCLE)]
        x = np.array([place.get(g, apart) for g in mine["group"].fillna("")])
        x = x + (at - (len(phrases) - 1) / 2) * step
        strings = f" ({t('as_strings')})" if (mine["counted"] == "strings").any() else ""
        label = shorten(phrase, 12) + strings
        dots(axes, [mine[n] for n in ("per_10k", "ci_low", "ci_high")], colour, label, upright=True, at=x)  # fmt: skip
        for a, b in _joined(mine) if timed else ():
            axes.plot(x[[a, b]], mine["per_10k"].iloc[[a, b]].astype(float), color=colour)
    reports = data.groupby("group", dropna=False)["reports"].first()
    if timed:
        _true_axis(axes, place, reports)
    else:
        ticks = [f"{shown(t.value(group))}\n({reports[group]:,})" for group in groups]
        turned = 40 if len(groups) > figure.get_figwidth() * 1.1 else 0
        axes.set_xticks(list(place.values()), ticks, rotation=turned, ha="right" if turned else "center")  # fmt: skip
    if undated:
        n = int(data.loc[data["group"].isna(), "reports"].iloc[0])
        axes.axvline((apart + max(place.values(), default=0.0)) / 2, color=PALE, linewidth=0.8)
        axes.annotate(f"{t('no_date')} ({n:,})", (apart, 1), xycoords=("data", "axes fraction"), ha="center", va="top", fontsize=6.5)  # fmt: skip
    end = frame_end(data["per_10k"].astype(float), data["ci_high"].astype(float))
    axes.set_ylim(0, 1.1 * end)
    axes.grid(axis="y")
    axes.grid(visible=False, axis="x")
    whole = int(data.loc[data["phrase"] == phrases[0], "reports"].sum())
    axes.set_ylabel(t("per_10k"))
    cut = f"; {t('cut_at_frame')}" if (data["ci_high"] > 1.1 * end).any() else ""
    said = f"; {t('reports_above')}" if timed else f"; {t('reports_in_brackets')}"
    axes.set_xlabel(f"{t('reports_n', n=whole)}; {t('interval_95')}{cut}{said}")
    legend_above(axes)
    return figure, data


def _true_axis(axes: Axes, place: Mapping[str, float], reports: pd.Series) -> None:
    """Ticks at round years, and over the frame how many reports stand behind each point in time."""
    first = np.floor(min(place.values(), default=1.0))
    last = np.ceil(max(place.values(), default=0.0))
    years = MaxNLocator(6, integer=True).tick_values(first, last)
    axes.set_xticks(years[(years >= first) & (years <= last)])  # none under what has no date
    axes.xaxis.set_major_formatter("{x:.0f}")
    shown_at = -np.inf
    figure = axes.get_figure(root=True)
    gap = 0.22 / figure.get_figwidth() * (last - first) if figure else 0.0
    for group, x in place.items():
        if x - shown_at >= gap:
            axes.annotate(f"{reports[group]:,}", (x, 1), xycoords=("data", "axes fraction"), xytext=(0, 1), textcoords="offset points", ha="center", fontsize=6, color=GREY)  # fmt: skip
            shown_at = x


def _along(groups: Sequence[str]) -> dict[str, float]:
    """Where groups stand: points in time at their true distance, in years; others one by one.

    >>> _along(["2004", "2005-07", "2012"]), _along(["article", "law"])
    ({'2004': 2004.0, '2005-07': 2005.5, '2012': 2012.0}, {'article': 0.0, 'law': 1.0})
    """
    if all(group[:4].isdigit() for group in groups):
        return {group: in_years(group) for group in groups}
    return {group: float(at) for at, group in enumerate(groups)}


def in_years(date: str) -> float:
    """An ISO date as a number of years: a year alone, or with its month, or with its day.

    >>> in_years("2012"), in_years("2012-07"), round(in_years("2012-07-16"), 2)
    (2012.0, 2012.5, 2012.54)
    """
    year, month, day = (int(part) for part in (f"{date}-01-01".split("-"))[:3])
    return year + (month - 1) / 12 + (day - 1) / 372


def _joined(mine: pd.DataFrame) -> list[tuple[int, int]]:
    """The neighbours in time with reports enough on both sides to speak of a course."""
    groups, reports = mine["group"].tolist(), mine["reports"].tolist()
    return [
        (at, at + 1)
        for at, (a, b) in enumerate(pairwise(groups))
        if not (pd.isna(a) or pd.isna(b))
        and min(reports[at], reports[at + 1]) >= SERIES
        and (len(a) != 4 or int(b) == int(a) + 1)
    ]


@styled
def false_alarms(shuffled: pd.DataFrame, language: str = "en", level: float = 0.05) -> Drawn:
    """The share of words that two tests call different when the labels mean nothing.

    shuffled: a row a round, "permuting reports" and "plain G²" shares (`analysis.shuffled`).
    """
    t = Labels(language)
    if shuffled.empty:
        return nothing(t("no_rounds"), shuffled)
    tests = {"permuting reports": BLUE, "plain G²": ORANGE}
    figure, axes = canvas(1.0 + 2 * 2 * ROW)
    for place, (name, colour) in enumerate(tests.items()):
        shares = shuffled[name].to_numpy(float) * 100
        axes.plot(shares, np.full(len(shares), place), "o", markersize=4, color=colour, alpha=0.35)
        axes.plot(shares.mean(), place, "|", markersize=18, markeredgewidth=2, color=colour)
    axes.axvline(level * 100, color=GREY, linewidth=0.8, linestyle="--")
    axes.annotate(
        t("should_be", n=round(level * 100)), (level * 100, 1.6), xytext=(3, 0),
        textcoords="offset points", fontsize=7, va="center",
    )  # fmt: skip
    name_rows(axes, [f"{t.value(n)} ({shuffled[n].mean() * 100:.1f} %)" for n in tests])
    axes.set_ylim(1.8, -0.6)
    axes.set_xlim(left=0)
    axes.set_xlabel(f"{t('called_different')} ({t('rounds_n', n=len(shuffled))})")
    return figure, shuffled

"""Figures of words: ties between them, how varied they are, how they change, what to beware of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from toolkit.figures.labels import Labels
from toolkit.figures.names import row_names, shorten, shown
from toolkit.figures.ring import Tie, ring
from toolkit.figures.sheet import (
    Chart,
    Drawing,
    canvas,
    frame_end,
    panels,
    rows_high,
    some,
    styled,
    wrapped,
)
from toolkit.figures.style import BLUE, CYCLE, GREY, ORANGE, PALE

SERIES = 4  # reports of a point in time that a line may lead to


@styled
def word_network(t: Labels, edges: pd.DataFrame, limit: int = 40) -> Drawing:
    """Words on a ring, joined by a line where they stand in one sentence often.

    edges: word_a, word_b, together, sentences_a, sentences_b, log_dice, the strongest first.
    Neighbours on the ring, and of one colour, are words that are joined more with each other than
    with the rest (communities by modularity); other than that the place of a word says nothing.
    """
    data = some(edges.head(limit), "no_ties")
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
        Tie(a, b, 0.6 + 2.6 * weight, colours[a] if colours[a] == colours[b] else BLUE)
        for a, b, weight in zip(data["word_a"], data["word_b"], share, strict=True)
    ]
    axes = ring(names, ties, colours)
    drawn = f"{t('together', low=f'{low:.1f}', high=f'{high:.1f}')}; {t('sentences_in_brackets')}"
    axes.sheet.under(drawn, t.many(len(data), len(edges), "ties"))
    return axes, data


def _communities(edges: pd.DataFrame) -> list[list[str]]:
    """Words in groups that are tied within, the largest first."""
    graph = nx.Graph()
    for row in edges.itertuples():
        graph.add_edge(row.word_a, row.word_b, weight=max(float(row.log_dice), 0.01))
    found = nx.community.greedy_modularity_communities(graph, weight="weight")
    return sorted((sorted(group) for group in found), key=lambda g: (-len(g), g))


@styled
def diversity_dots(
    t: Labels,
    diversity: pd.DataFrame,
    reports: pd.DataFrame,
    window: int = 100,
    limit: int = 30,
) -> Drawing:
    """How varied the words of each report are: MATTR and MTLD side by side, highest MATTR first.

    diversity: report_id, words, mattr, mtld. A report too short for a measure has no dot.
    """
    order = ["mattr", "mtld", "report_id"]
    ranked = diversity[diversity["words"] > 0].sort_values(
        order, ascending=[False, False, True], na_position="last", ignore_index=True
    )
    data = some(ranked.head(limit), "no_words")
    beside = panels(rows_high(len(data)), ncols=2)
    for axes, name in zip(beside, ("mattr", "mtld"), strict=True):
        axes.plot(data[name].astype(float), range(len(data)), "o", markersize=4.5, color=BLUE)
        axes.as_rows(len(data))
        axes.margins(x=0.08)
        title = wrapped(t(name, window=window), axes.sheet.get_figwidth() * 0.25, 7)
        axes.set_title(title, loc="left", fontsize=7)
        axes.locator_params(axis="x", nbins=3)
    words = data.set_index("report_id")["words"]
    beside[0].name_rows(row_names(t, reports, data["report_id"], words))
    beside[0].sheet.under(t("diversity"), t.many(len(data), len(ranked)), t("words_in_brackets"))
    return beside[0], data


@styled
def trend_lines(t: Labels, trends: pd.DataFrame) -> Drawing:
    """Rates of phrases over groups of reports, with intervals; what has no date stands apart.

    trends: phrase, group, reports, per_10k, ci_low, ci_high, counted. A line joins neighbouring
    points in time that have four reports or more each; kinds, and years of a few reports, are no
    series.
    """
    data = some(trends.dropna(subset=["per_10k"]), "no_phrases")
    groups = sorted(data["group"].dropna().unique())
    timed = all(group[:4].isdigit() for group in groups)  # kinds are in no order to draw through
    undated = bool(data["group"].isna().any())
    place = _along(groups)
    span = max(place.values(), default=0.0) - min(place.values(), default=0.0)
    apart = max(place.values(), default=0.0) + max(span * 0.08, 1.0)  # what has no date
    axes = canvas(3.2)
    phrases = list(dict.fromkeys(data["phrase"]))
    step = max(span * 0.012, 0.08) if timed else min(0.12, 0.6 / len(phrases))
    for at, phrase in enumerate(phrases):
        mine = data[data["phrase"] == phrase]
        colour = CYCLE[at % len(CYCLE)]
        x = np.array([place.get(g, apart) for g in mine["group"].fillna("")])
        x = x + (at - (len(phrases) - 1) / 2) * step
        strings = f" ({t('as_strings')})" if (mine["counted"] == "strings").any() else ""
        label = shorten(phrase, 12) + strings
        axes.dots([mine[n] for n in ("per_10k", "ci_low", "ci_high")], colour, label, upright=True, at=x)  # fmt: skip
        for a, b in _joined(mine) if timed else ():
            axes.plot(x[[a, b]], mine["per_10k"].iloc[[a, b]].astype(float), color=colour)
    reports = data.groupby("group", dropna=False)["reports"].first()
    if timed:
        _true_axis(axes, place, reports)
    else:
        ticks = [f"{shown(t.value(group))}\n({reports[group]:,})" for group in groups]
        turned = 40 if len(groups) > axes.sheet.get_figwidth() * 1.1 else 0
        aligned = "right" if turned else "center"
        axes.set_xticks(list(place.values()), ticks, rotation=turned, ha=aligned)
    if undated:
        n = int(data.loc[data["group"].isna(), "reports"].iloc[0])
        axes.axvline((apart + max(place.values(), default=0.0)) / 2, color=PALE, linewidth=0.8)
        _above(axes, f"{t('no_date')} ({n:,})", apart, 0, va="top", fontsize=6.5)
    end = frame_end(data["per_10k"].astype(float), data["ci_high"].astype(float))
    axes.set_ylim(0, 1.1 * end)
    axes.grid(axis="y")
    axes.grid(visible=False, axis="x")
    whole = int(data.loc[data["phrase"] == phrases[0], "reports"].sum())
    axes.set_ylabel(t("per_10k"))
    cut = t("cut_at_frame") if (data["ci_high"] > 1.1 * end).any() else ""
    where = t("reports_above" if timed else "reports_in_brackets")
    said = (t("reports_n", n=whole), t("interval_95"), cut, where)
    axes.under("; ".join(filter(None, said)))
    return axes, data


def _true_axis(axes: Chart, place: Mapping[str, float], reports: pd.Series) -> None:
    """Ticks at round years, and over the frame how many reports stand behind each point in time."""
    axes.years(list(place.values()))  # none under what has no date
    span = max(place.values(), default=0.0) - min(place.values(), default=0.0)
    shown_at, gap = -np.inf, 0.22 / axes.sheet.get_figwidth() * max(span, 1)
    for group, x in place.items():
        if x - shown_at >= gap:
            _above(axes, f"{reports[group]:,}", x, 1, fontsize=6, color=GREY)
            shown_at = x


def _above(axes: Chart, words: str, x: float, up: float, **how: Any) -> None:
    axes.note(words, (x, 1), (0, up), xycoords=("data", "axes fraction"), ha="center", **how)


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
def false_alarms(t: Labels, shuffled: pd.DataFrame, level: float = 0.05) -> Drawing:
    """The share of words that two tests call different when the labels mean nothing.

    shuffled: a row a round, "permuting reports" and "plain G²" shares (`analysis.shuffled`).
    """
    some(shuffled, "no_rounds")
    tests = {"permuting reports": BLUE, "plain G²": ORANGE}
    axes = canvas(rows_high(4))
    for place, (name, colour) in enumerate(tests.items()):
        shares = shuffled[name].to_numpy(float) * 100
        axes.plot(shares, np.full(len(shares), place), "o", markersize=4, color=colour, alpha=0.35)
        axes.plot(shares.mean(), place, "|", markersize=18, markeredgewidth=2, color=colour)
    axes.axvline(level * 100, color=GREY, linewidth=0.8, linestyle="--")
    axes.note(t("should_be", n=round(level * 100)), (level * 100, 1.6), (3, 0), va="center")
    axes.name_rows([f"{t.value(n)} ({shuffled[n].mean() * 100:.1f} %)" for n in tests])
    axes.set_ylim(1.8, -0.6)
    axes.set_xlim(left=0)
    axes.under(t("called_different"), t("rounds_n", n=len(shuffled)))
    return axes, shuffled

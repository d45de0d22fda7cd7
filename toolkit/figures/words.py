"""Figures of words: ties between them, how varied they are, how they change, what to beware of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.figures.bars import ROW, how_many, name_rows, rows_canvas
from toolkit.figures.labels import Labels
from toolkit.figures.names import report_names, shorten, shown
from toolkit.figures.style import (
    BLUE,
    CYCLE,
    GREY,
    ORANGE,
    Drawn,
    canvas,
    frame_end,
    legend_above,
    nothing,
    styled,
)

SERIES = 4  # reports of a point in time that a line may lead to
WIDE = 1.7  # how much wider than high the oval of a network is: words are


@styled
def word_network(edges: pd.DataFrame, language: str = "en", limit: int = 40) -> Drawn:
    """Words on an oval, joined by a line where they stand in one sentence often.

    edges: word_a, word_b, together, sentences_a, sentences_b, log_dice, the strongest first.
    Neighbours on it are those that strong ties join; other than that the place of a word
    says nothing.
    """
    t = Labels(language)
    data = edges.head(limit)
    if data.empty:
        return nothing(t("no_ties"), data)
    strength = data["log_dice"].astype(float)
    low, high = float(strength.min()), float(strength.max())
    share = (strength - low) / max(high - low, 1e-9)
    place = _places(data)
    figure, axes = canvas(5.6)
    axes.set_axis_off()
    for row, weight in zip(data.itertuples(), share, strict=True):
        ends = np.array([place[row.word_a], place[row.word_b]])
        axes.plot(*ends.T, color=BLUE, alpha=0.35 + 0.4 * weight, linewidth=0.6 + 2.6 * weight)
    sentences = dict(zip(data["word_b"], data["sentences_b"], strict=True))
    sentences |= dict(zip(data["word_a"], data["sentences_a"], strict=True))
    for word, (x, y) in place.items():
        axes.plot(x, y, "o", color=ORANGE, markersize=4)
        turn = np.degrees(np.arctan2(y, x / WIDE))  # along the radius no two words meet
        axes.text(
            1.04 * x,
            1.04 * y,
            f"{shorten(word, 10)} ({sentences[word]:,})",
            rotation=turn if abs(turn) <= 90 else turn - 180,
            rotation_mode="anchor",
            ha="left" if abs(turn) <= 90 else "right",
            va="center",
        )
    axes.margins(0.12)
    figure.supxlabel(
        f"{t('together', low=f'{low:.1f}', high=f'{high:.1f}')}\n{t('sentences_in_brackets')} "
        f"({how_many(t, len(data), len(edges), 'ties')})",
        fontsize="medium",
    )
    return figure, data


def _places(edges: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """A place on the oval for every word, following the strongest ties from word to word."""
    graph = nx.Graph()
    for row in edges.itertuples():
        graph.add_edge(row.word_a, row.word_b, log_dice=float(row.log_dice))
    order: list[str] = []
    for first in graph:
        ahead = [first]
        while ahead:
            word = ahead.pop()
            if word not in order:
                order.append(word)
                near = graph[word].items()
                ahead += [w for w, _ in sorted(near, key=lambda tie: (tie[1]["log_dice"], tie[0]))]
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(order)) / len(order)
    places = zip(order, WIDE * np.cos(angles), np.sin(angles), strict=True)
    return {word: (float(x), float(y)) for word, x, y in places}


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
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        axes.margins(x=0.08)
    left.set_ylim(max(len(data), 1) - 0.5, -0.5)
    names = report_names(reports)
    name_rows(left, [f"{names[r.report_id]} ({r.words:,})" for r in data.itertuples()])
    many = how_many(t, len(data), len(ranked))
    left.set_xlabel(f"{t('mattr', window=window)}\n({many}; {t('words_in_brackets')})")
    right.set_xlabel(t("mtld"))
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
    last = max(place.values(), default=0.0) + 1.5  # where what has no date stands
    figure, axes = canvas(3.2)
    phrases = list(dict.fromkeys(data["phrase"]))
    for at, phrase in enumerate(phrases):
        mine = data[data["phrase"] == phrase]
        shift = (at - (len(phrases) - 1) / 2) * min(0.08, 0.5 / len(phrases))
        colour = CYCLE[at % len(CYCLE)]
        x = np.array([place.get(g, last) for g in mine["group"].fillna("")])
        strings = f" ({t('as_strings')})" if (mine["counted"] == "strings").any() else ""
        _dots(axes, mine, x + shift, colour, shorten(phrase, 12) + strings)
        if timed:
            for a, b in _joined(mine):
                axes.plot(
                    (x + shift)[[a, b]], mine["per_10k"].iloc[[a, b]].astype(float), color=colour
                )
    reports = data.groupby("group", dropna=False)["reports"].first()
    ticks = [f"{shown(t.value(group))}\n({reports[group]:,})" for group in groups]
    if undated:
        ticks.append(f"{t('no_date')}\n({data.loc[data['group'].isna(), 'reports'].iloc[0]:,})")
    axes.set_xticks([*place.values(), *([last] if undated else [])], ticks)
    end = frame_end(data["per_10k"].astype(float), data["ci_high"].astype(float))
    axes.set_ylim(0, 1.05 * end)
    axes.grid(axis="y")
    axes.grid(visible=False, axis="x")
    whole = int(data.loc[data["phrase"] == phrases[0], "reports"].sum())
    axes.set_ylabel(t("per_10k"))
    cut = f", {t('cut_at_frame')}" if (data["ci_high"] > 1.05 * end).any() else ""
    axes.set_xlabel(f"{t('reports_n', n=whole)}; {t('interval_95')}{cut}")
    legend_above(axes, 5)
    return figure, data


def _along(groups: Sequence[str]) -> dict[str, float]:
    """Where groups stand: years at their true distance, all others one behind the other."""
    if all(len(group) == 4 and group.isdigit() for group in groups):
        first = min(map(int, groups), default=0)
        return {group: float(int(group) - first) for group in groups}
    return {group: float(at) for at, group in enumerate(groups)}


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


def _dots(axes: Axes, mine: pd.DataFrame, x: np.ndarray, colour: str, label: str) -> None:
    rate, low, high = (
        mine[name].to_numpy(float, na_value=np.nan) for name in ("per_10k", "ci_low", "ci_high")
    )
    spread = [np.clip(rate - low, 0, None), np.clip(high - rate, 0, None)]
    style = {"markersize": 4, "color": colour, "linewidth": 0.8, "capsize": 2, "label": label}
    axes.errorbar(x, rate, spread, fmt="o", **style)  # type: ignore[arg-type]


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

"""Targets, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

import pandas as pd

from toolkit.analysis import panel as panels_of
from toolkit.analysis import targets
from toolkit.calls.group import Group
from toolkit.export import tables as export
from toolkit.export.labels import of_panel
from toolkit.lexicon import using
from toolkit.lexicon.own import of_texts


class Targets(Group):
    """Which targets places set, how firmly, and what came of them.

    panel: a table of ``panel`` or ``panels``. What not to conclude from any of these: a report
    states what its authors chose to state; that a target is missing from it does not mean that
    there was none.
    """

    def panel(self, indicator: str, candidates: bool = False) -> pd.DataFrame:
        """Targets of an indicator and what came of them: one row per place and horizon.

        Columns: document_id, report_id, place, level, year (of the report), horizon, value (or low
        and high), unit, comparator, direction, hedge, force, written, text, numeric; outcome as
        the place's next report states it, difference, met (see ``toolkit.analysis.panel`` for what
        they mean and do not); candidates: how many other rows state a target for the same place
        and horizon; the ids and spans of both rows, so that ``corpus.show`` finds them.

        The row is chosen thus: from the report of the earliest year that sets the target; in it a
        number before words, a yearly average before a total, the sentence that states most
        indicators, the first. candidates: keep the others too, with a column ``chosen``.
        """
        with self._lists():
            return panels_of.panel(self.tables, self.texts, indicator, candidates)

    def panels(self, indicators: Iterable[str] | None = None, wide: bool = False) -> pd.DataFrame:
        """The panels of several indicators (all of the lexicon if none are named).

        Long: as ``panel`` with a column ``indicator``. wide: a row per place and horizon with four
        columns for each indicator: its target (of a range the middle), ``_out``, ``_diff``,
        ``_force``; the short names stand in ``toolkit/lexicon/indicators.csv``.
        """
        with self._lists():
            return panels_of.panels(self.tables, self.texts, indicators, wide)

    def save_panel(self, frame: pd.DataFrame, path: str | Path) -> None:
        """Write a panel for Stata, SPSS, Excel, LaTeX or Word, its columns explained: ``save_table``."""
        with self._lists():
            export.save(frame, Path(path), of_panel(), "panel")

    def _lists(self) -> AbstractContextManager[None]:
        """The word lists with the lines by which the texts were read."""
        return using(of_texts(self.about.get("lexicon", {})))

    def yearly(self, panel: pd.DataFrame) -> pd.DataFrame:
        """The targets that reports set for their own year, with ``middle``: the value, or the
        middle of a range, in the target's unit; missing where it is in words.

        >>> corpus.targets.yearly(corpus.panel("gdp_growth"))[["place", "middle"]].to_numpy().tolist()
        [['plan', 6.0]]
        """
        return targets.yearly(panel)

    def against_above(self, panel: pd.DataFrame) -> pd.DataFrame:
        """Each place's target beside that of the level above: place, year, own, above_place, above,
        difference (own − above, in the target's unit).

        The level above is what a column ``above`` of reports says; else the centre for a province,
        the province for a prefecture, and the prefecture that a county's name begins with.

        >>> len(corpus.targets.against_above(corpus.panel("gdp_growth")))
        0
        """
        return targets.against_above(panel, self.reports)

    def wording_shares(self, panel: pd.DataFrame, by: str = "year") -> pd.DataFrame:
        """How many targets of the own year are hard, soft, plain, a range or in words.

        by: a column of the panel, year or place. What not to conclude: 左右 may be habit, not doubt.

        >>> corpus.targets.wording_shares(corpus.panel("gdp_growth"), "place")["soft"].tolist()
        [1]
        """
        return targets.wording_shares(panel, by)

    def near_zero(self, panel: pd.DataFrame, width: float = targets.WIDTH) -> dict[str, int]:
        """How many outcomes lie just below their target and how many on it or just above.

        width: how near "just" is, in the target's unit. What not to conclude: more just above than
        just below is what figures made to fit look like, and also targets set to be reached.

        >>> corpus.targets.near_zero(corpus.panel("gdp_growth"))["outcomes"]
        0
        """
        return targets.near_zero(panel, width)

    def in_words(self) -> pd.DataFrame:
        """For each indicator its targets with a number and those in words only (columns number,
        words).

        >>> corpus.targets.in_words().loc["gdp_growth", "number"]
        np.int64(1)
        """
        return targets.in_words(self.indicators)

    def dropped(self, panels: pd.DataFrame) -> pd.DataFrame:
        """Targets with a number that a place's next report has in words only, or not at all.

        Columns: place, indicator, last and next (years), now (words, none). What not to conclude:
        an indicator may go on under a name the lexicon does not know; read the report.

        >>> len(corpus.targets.dropped(corpus.panels()))
        0
        """
        return targets.dropped(panels)

    def placed(self) -> pd.DataFrame:
        """Place, level and year of each report, as the panels take them.

        >>> corpus.targets.placed()["year"].tolist()[-1]
        2024
        """
        return panels_of.placed(self.tables)

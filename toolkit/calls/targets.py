"""Targets, and what came of them."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import targets
from toolkit.analysis.panel import placed
from toolkit.analysis.panel_calls import PanelCalls
from toolkit.calls.group import Group


class Targets(Group, PanelCalls):
    """Which targets places set, how firmly, and what came of them.

    panel: a table of ``panel`` or ``panels``. What not to conclude from any of these: a report
    states what its authors chose to state; that a target is missing from it does not mean that
    there was none.
    """

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
        return targets.against_above(panel, self._corpus.reports)

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
        return targets.in_words(self._corpus.indicators)

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
        return placed(self.tables)

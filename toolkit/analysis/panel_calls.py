"""The questions about targets and outcomes that a corpus answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis import panel
from toolkit.export import tables as export
from toolkit.export.labels import of_panel
from toolkit.lexicon import using
from toolkit.lexicon.own import of_texts


class PanelCalls:
    """Part of ``Corpus``."""

    tables: dict[str, pd.DataFrame]
    texts: Mapping[str, str]
    about: dict[str, Any]

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
            return panel.panel(self.tables, self.texts, indicator, candidates)

    def panels(self, indicators: Iterable[str] | None = None, wide: bool = False) -> pd.DataFrame:
        """The panels of several indicators (all of the lexicon if none are named).

        Long: as ``panel`` with a column ``indicator``. wide: a row per place and horizon with four
        columns for each indicator: its target (of a range the middle), ``_out``, ``_diff``,
        ``_force``; the short names stand in ``toolkit/lexicon/indicators.csv``.
        """
        with self._lists():
            return panel.panels(self.tables, self.texts, indicators, wide)

    def save_panel(self, frame: pd.DataFrame, path: str | Path) -> None:
        """Write a panel for Stata, SPSS, Excel, LaTeX or Word, its columns explained: ``save_table``."""
        with self._lists():
            export.save(frame, Path(path), of_panel(), "panel")

    def _lists(self) -> AbstractContextManager[None]:
        """The word lists with the lines by which the texts were read."""
        return using(of_texts(self.about.get("lexicon", {})))

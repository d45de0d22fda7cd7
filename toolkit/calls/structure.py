"""How reports are built, and where their text is damaged."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import overview
from toolkit.calls.group import Group
from toolkit.figures.names import report_names
from toolkit.settings import options


class Structure(Group):
    """What a corpus consists of, how its reports are built, where they are damaged."""

    def contents(self) -> pd.DataFrame:
        """The tables of the corpus: how many rows each has, and what a row is.

        >>> corpus.structure.contents().set_index("table").loc["reports", "rows"]
        np.int64(3)
        """
        return overview.contents(self.tables)

    def role_shares(self) -> dict[str, float]:
        """The share of all characters under headings of each role: problem, measure, result, other.

        The innermost heading counts; what stands under none is ``other``. A heading names what its
        section is meant to be about: the shares say how reports are laid out, not what they say.

        >>> shares = corpus.structure.role_shares()
        >>> round(sum(shares.values()), 6), shares["problem"] > shares["result"]
        (1.0, True)
        """
        return overview.role_shares(self.reports, self.sections)

    def busiest(self) -> pd.DataFrame:
        """The report with most sections, as a table of one row or none.

        >>> corpus.structure.busiest()["report_id"].tolist()
        ['bulletin#1']
        """
        return overview.busiest(self.reports, self.sections)

    def damage(self) -> pd.DataFrame:
        """Places where the raw text was repaired or is blacked out: document_id, start, kind.

        start: an offset in characters of the raw text. Repairs that only make characters uniform
        (full-width digits) are left out. That no damage is listed does not mean there is none:
        what was not recognised stands in no table.

        >>> corpus.structure.damage()["kind"].tolist()
        ['redacted']
        """
        return overview.damage(self.tables)

    def names(self) -> dict[str, str]:
        """A short name for each report, as figures have it, by report_id.

        >>> corpus.structure.names()["list#1"]
        '乙镇减负工作问题清单'
        """
        return report_names(self.reports, language=options.language)

    def mended(self) -> pd.DataFrame:
        """The repairs of damage, without those that only make characters uniform.

        >>> len(corpus.structure.mended())
        0
        """
        return overview.mended(self.repairs)

"""What the reports' numbers are asked: blacked out, heaped, compared with what, shared."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis import overview, quantities
from toolkit.calls.group import Group


class Numbers(Group):
    """Questions about the numbers that reports state (table claims)."""

    def redacted_shares(self) -> pd.DataFrame:
        """How many claims of each report are blacked out: report_id, claims, redacted, share (0–1).

        What not to conclude: means and totals of the numbers left speak of the reports that show
        theirs; which were blacked out is no matter of chance.

        >>> corpus.numbers.redacted_shares()["redacted"].tolist()
        [1, 0, 0]
        """
        return quantities.redacted_shares(self.claims)

    def last_digits(self) -> pd.DataFrame:
        """Last digits of exact whole counts of 10 and more: digit, claims, share, low, high.

        share: 0–1, with Wilson's 95 % interval. Written with 万 or 亿 they are rounded already and
        left out. What not to conclude: heaping on 0 and 5 shows rounding or setting of targets, not
        that a figure was made up.

        >>> int(corpus.numbers.last_digits()["claims"].sum())
        6
        """
        return quantities.last_digits(self.claims)

    def baselines(self) -> pd.DataFrame:
        """What changes are compared with, as written: baseline, claims, reports.

        >>> corpus.numbers.baselines()["baseline"].tolist()
        ['较上年']
        """
        return quantities.baselines(self.claims)

    def shared_claims(self) -> pd.DataFrame:
        """Claims of the same value, unit and subject in more than one report.

        What not to conclude: small round counts agree by chance, and two versions of one report
        agree in all of theirs (`Corpus.copies`).

        >>> corpus.numbers.shared_claims().columns[:3].tolist()
        ['value', 'unit', 'subject']
        """
        return quantities.shared_claims(self.claims)

    def unread_numerals(self) -> tuple[pd.DataFrame, int]:
        """Arabic numerals of the raw texts in no claim, mention, heading, listing or repair, and how
        many numerals there are in all.

        The table has document_id, start, end (offsets in the raw text), numeral, around. What not
        to conclude: a numeral that is accounted for may still have been read wrongly.

        >>> unread, numerals = corpus.numbers.unread_numerals()
        >>> len(unread), numerals > 5
        (0, True)
        """
        texts = self.texts
        if "chosen" in self.about:  # of a file with several reports, those that were chosen
            texts = overview.within(self.reports, texts)
        return overview.uncovered_numerals(self.tables, texts)

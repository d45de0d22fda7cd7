"""A report's own numbers held against each other.

Each check is a place where two statements of a report must fit: it agrees, disagrees, or
cannot tell (a number is blacked out, or it may be measured from elsewhere). A false alarm is
worse than a miss: wording that leaves room for both numbers makes no check.

    kind          expected                        found
    total_parts   the total                       the sum of its parts
    total_listed  the total                       how many are listed, or named
    part_whole    the whole                       the part
    change        what from and to lead to        the growth stated (or from, and to)
    share         what part and whole lead to     the share stated
    restated      the number at the first place   the number at the second
    range         its lower end                   its upper end
    percentage    100                             the percentage
    dates         (the statement says it)
    list_numbers  the number of the last member   how many members an ordered list has

``statement`` is what would have to hold; the verdict says whether it does. ``percentage`` rows
are written only for what cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract.checks.breakdowns import find_breakdowns
from toolkit.extract.checks.changes import check_changes
from toolkit.extract.checks.items import check_items
from toolkit.extract.checks.listed import check_listed
from toolkit.extract.checks.numbering import check_numbering
from toolkit.extract.checks.order import check_dates, check_percentages, check_ranges
from toolkit.extract.checks.page import Page
from toolkit.extract.checks.restated import check_restated
from toolkit.extract.checks.shares import check_shares
from toolkit.extract.checks.totals import check_totals
from toolkit.extract.model import (
    Check,
    Claim,
    Listing,
    OrderedList,
    Record,
    Report,
    Section,
    Sentence,
)


def find_checks(  # noqa: PLR0917
    clean: str,
    report: Report,
    sections: Sequence[Section],
    records: Sequence[Record],
    listings: Sequence[Listing],
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    ordered_lists: Sequence[OrderedList] = (),
) -> list[Check]:
    """The checks of one report, in the order of the text."""
    page = Page(clean, report, sentences, claims)
    breakdowns = find_breakdowns(page)
    found = [
        *check_totals(page, breakdowns),
        *check_listed(page, breakdowns, records, listings),
        *check_items(page, sections),
        *check_changes(page),
        *check_shares(page, breakdowns),
        *check_restated(page),
        *check_dates(page),
        *check_ranges(page),
        *check_percentages(page),
        *check_numbering(page, ordered_lists),
    ]
    return sorted(found, key=lambda check: (check.start, check.end, check.kind, check.statement))

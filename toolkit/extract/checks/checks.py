"""A report's own numbers held against each other.

Each check is a place where two statements of a report must fit: it agrees, disagrees, or
cannot tell (a number is blacked out, or it may be measured from elsewhere). A disagreement is a
public accusation: wording that leaves room for both numbers makes no check, and ``tie`` quotes the
words by which the two belong together.

    kind          finding      expected                        found
    total_parts   arithmetic   the total                       the sum of its parts *
    shares        arithmetic   100                             the sum of the shares of one whole *
    part_whole    arithmetic   the whole                       the part
    change        arithmetic   what from and to lead to        the growth stated *
    direction     arithmetic   from                            to
    share         arithmetic   what part and whole lead to     the share stated *
    restated      arithmetic   the number at the first place   the number at the second *
    range         arithmetic   its lower end                   its upper end
    percentage    arithmetic   100                             the percentage
    total_listed  enumeration  the total                       how many are listed, or named *
    dates         calendar     (the statement says it)
    span          calendar     the years or days from to       the number stated *
    list_numbers  order        the number of the last member   how many members an ordered list has

* these calculate or count (``COMPUTED``); the others only see which of two numbers is larger, and
that they agree says little. ``percentage`` rows are written only for what cannot be.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract import model
from toolkit.extract.checks.alone import check_days, check_percentages, check_ranges
from toolkit.extract.checks.breakdowns import find_breakdowns
from toolkit.extract.checks.changes import check_changes
from toolkit.extract.checks.listed import check_listed
from toolkit.extract.checks.lists import check_lists
from toolkit.extract.checks.page import Page
from toolkit.extract.checks.restated import check_restated
from toolkit.extract.checks.shares import check_shares
from toolkit.extract.checks.totals import check_shares_of_one, check_totals
from toolkit.extract.checks.where import Damage, Places
from toolkit.extract.model import Check, Claim

FINDINGS = {
    "total_listed": "enumeration",
    "dates": "calendar",
    "span": "calendar",
    "list_numbers": "order",
}  # every other kind is arithmetic
COMPUTED = frozenset(
    ["total_parts", "shares", "change", "share", "restated", "total_listed", "span"]
)


def find_checks(  # noqa: PLR0917
    clean: str,
    report: model.Report,
    sections: Sequence[model.Section],
    records: Sequence[model.Record],
    listings: Sequence[model.Listing],
    sentences: Sequence[model.Sentence],
    claims: Sequence[Claim],
    ordered_lists: Sequence[model.OrderedList] = (),
    damage: Sequence[Damage] = (),
) -> list[Check]:
    """The checks of one report, in the order of the text."""
    page = Page(clean, report, sentences, claims)
    breakdowns = find_breakdowns(page)
    found = [
        *check_totals(page, breakdowns),
        *check_listed(page, breakdowns, records, listings),
        *check_lists(page, sections, ordered_lists),
        *check_changes(page),
        *check_shares(page, breakdowns),
        *check_restated(page),
        *check_shares_of_one(page),
        *check_days(page),
        *check_ranges(page),
        *check_percentages(page),
    ]
    if any(check.verdict == "disagrees" for check in found):
        places = Places(clean, report, sections, damage)
        found = [places.told(c, claims) if c.verdict == "disagrees" else c for c in found]
    return sorted(found, key=lambda check: (check.start, check.end, check.kind, check.statement))

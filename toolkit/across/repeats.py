"""Passages that stand word for word in more than one place.

A passage is a run of letters and numbers of one report; what stands between them (marks,
spaces, line breaks) does not count. Listed are all passages of 12 letters or more that stand
in at least two places and cannot be made longer on either side at all of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from toolkit.across.compared import Compared
from toolkit.across.named import named
from toolkit.across.suffixes import Ints, affordable

ROOM = 3_000_000  # letters of passages, together, that are listed in a corpus of any size,
ROOM_PER_LETTER = 12.0  # and for each letter of it: texts that are not copies take far less

Columns = dict[str, Any]


def find_repeats(compared: Compared) -> tuple[Columns, Columns]:
    """The columns of ``repeats`` and of ``repeat_occurrences``, in reading order of first places.

    All maximal repeats, none missing, with all their places. Only where a text repeats itself
    without end (a megabyte of one character) or hundreds of reports are copies of each other
    would they take more room than any table has: then the longest passages, or the places of
    those with most places, are left out, with a warning that says so.
    """
    found, sequence = compared.repeats, compared.sequence
    listed = affordable(found.length, ROOM + ROOM_PER_LETTER * len(sequence.codes))
    if len(listed) < len(found):
        warnings.warn(
            f"{len(found) - len(listed)} repeated passages are not listed: a text repeats itself "
            "so often that they would not fit in a table. Look for a run of one character or one "
            "line.",
            stacklevel=2,
        )
    listed = listed[np.lexsort((-found.length[listed], found.begin[listed]))]
    digits = max(5, len(str(len(listed))))
    names = [f"p{number:0{digits}d}" for number in range(1, len(listed) + 1)]
    begin, length = found.begin[listed], found.length[listed]
    repeats = {
        "repeat_id": names,
        "text": [
            sequence.wording(start, start + size)
            for start, size in zip(begin.tolist(), length.tolist(), strict=True)
        ],
        "characters": length,
        "occurrences": found.counts[listed],
        "reports": (found.counts - found.doubles)[listed],
    }
    return repeats, _places(compared, listed, names)


def _places(compared: Compared, listed: Ints, names: Sequence[str]) -> Columns:
    found, sequence, bodies = compared.repeats, compared.sequence, compared.bodies
    told = affordable(found.counts[listed], compared.most_places)
    if len(told) < len(listed):
        warnings.warn(
            f"The places of {len(listed) - len(told)} repeated passages are not listed: there are "
            "too many for a table; how many stands in the table repeats. Look for reports that "
            "are there many times over, or for a run of one character or one line.",
            stacklevel=3,
        )
    passage, place = found.at(listed[told]).places()
    first, last = sequence.raw_bounds(bodies)
    ids = [body.report_id for body in bodies]
    start = first[place]
    end = np.maximum(start, last[place + found.length[listed[told]][passage] - 1])
    return {
        "repeat_id": named(told[passage], names),
        "report_id": named(sequence.owner[place], ids),
        "start": start,
        "end": end,
    }

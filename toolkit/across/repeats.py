"""Passages that stand word for word in more than one place.

A passage is a run of letters and numbers of one report; what stands between them (marks,
spaces, line breaks) does not count. Listed are all passages of ``LEAST`` letters or more that
stand in at least two places and cannot be made longer on either side at all of them.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.letters import Letters
from toolkit.across.suffixes import Ints, maximal_repeats

LEAST = 12  # letters and numbers

Rows = list[dict[str, Any]]


def find_repeats(compared: Compared) -> tuple[Rows, Rows]:
    """The rows of ``repeats`` and of ``repeat_occurrences``, in the order of their first places.

    All maximal repeats, none missing. Only where a text repeats itself without end (a megabyte
    of one character) they would take more room than any table has: then those that take most
    room are left out, with a warning.
    """
    found, left_out = maximal_repeats(compared.found, LEAST)
    if left_out:
        warnings.warn(
            f"{left_out} repeated passages are not listed: a text repeats itself so often that "
            "they would not fit in a table. Look for a run of one character or one line.",
            stacklevel=2,
        )
    passage, place = found.places()
    return _rows(compared.bodies, compared.sequence, found.length, passage, place)


def _rows(
    bodies: Sequence[Body], sequence: Letters, length: Ints, passage: Ints, place: Ints
) -> tuple[Rows, Rows]:
    begins = np.searchsorted(passage, np.arange(len(length)))
    counts = np.bincount(passage, minlength=len(length))
    owner = sequence.owner[place]
    new = np.ones(len(place), dtype=np.int64)
    new[1:] = (passage[1:] != passage[:-1]) | (owner[1:] != owner[:-1])
    reports = np.bincount(passage, weights=new, minlength=len(length)).astype(np.int64)
    digits = max(5, len(str(len(length))))
    repeats: Rows = []
    occurrences: Rows = []
    # In reading order of their first places, longer passages first.
    for number, at in enumerate(np.lexsort((-length, place[begins])).tolist(), 1):
        repeat_id = f"p{number:0{digits}d}"
        size, begin, count = int(length[at]), int(begins[at]), int(counts[at])
        first = int(place[begin])
        repeats.append(
            {
                "repeat_id": repeat_id,
                "text": sequence.wording(first, first + size),
                "characters": size,
                "occurrences": count,
                "reports": int(reports[at]),
            }
        )
        for start in place[begin : begin + count].tolist():
            raw_start, raw_end = sequence.raw(bodies, start, start + size)
            report_id = bodies[int(sequence.owner[start])].report_id
            occurrences.append(
                {
                    "repeat_id": repeat_id,
                    "report_id": report_id,
                    "start": raw_start,
                    "end": raw_end,
                }
            )
    return repeats, occurrences

"""Number frames: wording that recurs around numbers, whatever the numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from toolkit.across.body import Body
from toolkit.across.clauses import Clauses, Ints
from toolkit.across.edges import Edges, Flags, trim
from toolkit.across.frame import Frame, Place
from toolkit.across.suffixes import maximal_repeats, suffixes

LEAST_PLACES = 3
LEAST_FILLERS = 3  # different numbers; one that is always the same belongs to a phrase


def number_frames(bodies: Sequence[Body], found: Clauses, may: Edges) -> list[Frame]:
    """The wordings around numbers, each as long as it can be at all of its places.

    They are the maximal repeats of the tokens with every number masked, so that no wording is
    counted that is only part of a longer one with the same places. A place behind a negation is
    one of the negated wording (不低于⟨N⟩) alone.
    """
    places: dict[str, tuple[Ints, int]] = {}
    numbers, contents = _counted(found.ids == 0), _counted(may.content)
    for starts, size in _repeats(found, may):
        first, stop = trim(may, int(starts[0]), int(starts[0]) + size)
        skipped, length = first - int(starts[0]), stop - first
        if numbers[stop] > numbers[first] and contents[stop] > contents[first]:
            wording = "".join(found.words[number] for number in found.ids[first:stop].tolist())
            begins = starts + skipped
            begins = begins[~may.negates[begins - 1] | (begins == 0)]
            if wording not in places or len(places[wording][0]) < len(begins):
                places[wording] = begins, length
    made = [
        Frame(wording, "discovered", list(_places(bodies, found, starts, length)))
        for wording, (starts, length) in _telling(found, places)
    ]
    return [frame for frame in made if len(frame.fillers) >= LEAST_FILLERS]


def _telling(
    found: Clauses, places: Mapping[str, tuple[Ints, int]]
) -> Iterator[tuple[str, tuple[Ints, int]]]:
    """The frames that stand often enough outside longer ones: not 增长⟨N⟩ if it is all 增长⟨N⟩%."""
    longer: dict[int, list[tuple[int, int]]] = {}  # by the place of a number, what holds it
    ranked = sorted(places.items(), key=lambda item: (-item[1][1], item[0]))
    for wording, (starts, length) in ranked:
        if len(starts) < LEAST_PLACES:
            continue
        numbers = np.flatnonzero(found.ids[starts[0] : starts[0] + length] == 0).tolist()
        outside = [
            at
            for at in starts.tolist()
            if not any(s <= at and at + length <= e for s, e in longer.get(at + numbers[0], ()))
        ]
        if len(outside) >= LEAST_PLACES:
            yield wording, (starts, length)
            for at in outside:
                for number in numbers:
                    longer.setdefault(at + number, []).append((at, at + length))


def _repeats(found: Clauses, may: Edges) -> Iterator[tuple[Ints, int]]:
    """Places and length of the repeats that hold a number and a content word."""
    ends = ~found.is_word()
    clause: Ints = np.cumsum(ends) - ends
    holds = np.bincount(clause[found.ids == 0], minlength=int(clause.max(initial=0)) + 1) > 0
    at = np.flatnonzero(holds[clause]).astype(np.int32)
    ids = found.ids[at]
    repeats = maximal_repeats(suffixes(ids), 2)
    number, content = _counted(ids == 0), _counted(may.content[at])
    begin = repeats.order[repeats.first]
    stop = begin + repeats.length
    kept = (number[stop] > number[begin]) & (content[stop] > content[begin])
    kept &= repeats.counts >= LEAST_PLACES
    for n in np.flatnonzero(kept).tolist():
        starts = np.sort(repeats.order[repeats.first[n] : repeats.last[n] + 1])
        yield at[starts], int(repeats.length[n])


def _counted(flags: Flags) -> Ints:
    """How many of the flags before each place are set, and before the end."""
    return np.concatenate([[0], np.cumsum(flags)])


def _places(bodies: Sequence[Body], found: Clauses, starts: Ints, length: int) -> Iterator[Place]:
    numbers = np.flatnonzero(found.ids[starts[0] : starts[0] + length] == 0)
    slots = starts[:, None] + numbers
    columns = (
        found.body[starts],
        found.start[starts],
        found.end[starts + length - 1],
        found.sentence[starts],
        found.start[slots],
        found.end[slots],
    )
    for body, start, end, sentence, *edges in zip(*(c.tolist() for c in columns), strict=True):
        text = bodies[body].text
        said = tuple(text[a:b] for a, b in zip(*edges, strict=True))
        yield Place(body, start, end, sentence, said)

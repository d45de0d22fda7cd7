"""Sentence frames: wording that recurs around a slot whose filling changes.

Three kinds are discovered: number frames, wording around numbers (较去年同期增长⟨N⟩%); gapped
frames, two wordings of a clause with some words between them (建立⟨…⟩机制); and parallel series,
members that open alike (坚持⟨…⟩坚持⟨…⟩). Frames and series of the lexicon are looked for beside
them and told apart by their source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.clauses import Clauses, Ints
from toolkit.across.edges import edges
from toolkit.across.frame import GAP, Frame, Place, entropy
from toolkit.across.frames_gapped import gapped_frames
from toolkit.across.frames_lexicon import lexicon_places
from toolkit.across.frames_number import number_frames
from toolkit.across.frames_parallel import parallel_frames, parallel_places
from toolkit.across.named import named
from toolkit.extract.text import Text

LEAST_OUTSIDE = 3  # places of a discovered frame that are not part of a longer one
BETWEEN = " | "  # two slots of a place
Rows = list[dict[str, Any]]
Columns = dict[str, Any]
# Of frames, and of series: wording, start, end, sentence and slots of each place.
Listed = Sequence[Sequence[tuple[str, int, int, int, Sequence[str]]]]


def listed_places(body: Body, edges: tuple[Ints, Ints]) -> Listed:
    """The places of the lexicon's frames, and of its series, in one body.

    edges: where its words begin and where they end (`Clauses.edges`).
    """
    kinds = lexicon_places(body, edges), parallel_places(body, edges)
    return [[(w, p.start, p.end, p.sentence, p.slots) for w, p in kind] for kind in kinds]


def find_frames(
    bodies: Sequence[Body], found: Clauses, listed: Iterable[Listed] | None = None
) -> tuple[Rows, Columns]:
    """The rows of ``frames`` and the columns of ``frame_matches``.

    First the frames of the lexicon, then those discovered: number frames, gapped frames, series;
    each kind by the number of different fillers, their entropy, and how strongly the frame's
    words go together. listed: `listed_places` of each body, where they are known.
    """
    may = edges(found)
    if listed is None:
        listed = map(listed_places, bodies, found.edges(len(bodies)))
    wordings, opened = _by_wording(listed)
    lexical = [
        Frame(wording, "lexicon", wordings[wording])
        for wording in lexicon.words("frames")
        if wording in wordings
    ]
    same = found.same_word()
    series = parallel_frames(bodies, found, may, same[0], opened)
    known = {frame.wording for frame in lexical}
    numbers, gapped = (
        [frame for frame in kind if frame.wording not in known]
        for kind in (number_frames(bodies, found, may), gapped_frames(bodies, found, may, same))
    )
    kinds = (
        ("wording", lexical),
        ("parallel", [frame for frame in series if frame.source == "lexicon"]),
        ("wording", numbers),
        ("wording", gapped),
        ("parallel", [frame for frame in series if frame.source == "discovered"]),
    )
    ranked = [(kind, frame) for kind, frames in kinds for frame in sorted(frames, key=_rank)]
    ranked = list(_not_nested(ranked))
    outside = _outside([frame for kind, frame in ranked if kind == "wording"])
    left = iter(outside)
    rows: Rows = []
    for number, (kind, frame) in enumerate(ranked, 1):
        alone = next(left) if kind == "wording" else len(frame.places)
        rows.append({"frame_id": f"f{number:05d}", **_row(frame, kind, alone)})
    return rows, _matches(bodies, [row["frame_id"] for row in rows], [f for _, f in ranked])


def _matches(bodies: Sequence[Body], names: Sequence[str], frames: Sequence[Frame]) -> Columns:
    """The columns of ``frame_matches``."""
    places = [place for frame in frames for place in frame.places]
    of = np.repeat(np.arange(len(frames)), [len(frame.places) for frame in frames])
    spots = np.array([(p.body, p.start, p.end, p.sentence) for p in places], np.int64)
    body, start, end, sentence = spots.reshape(-1, 4).T
    ids = np.empty(len(places), object)
    by = np.argsort(body, kind="stable")
    document, (first, last) = None, Text("").bounds()
    for one, here in zip(
        bodies, np.split(by, np.searchsorted(body[by], range(1, len(bodies)))), strict=False
    ):
        if len(here) and one.document is not document:
            document = one.document
            first, last = document.bounds()
        start[here] = first[one.start + start[here]]
        end[here] = np.maximum(start[here], last[one.start + end[here] - 1])
        ids[here] = np.array([span.id for span in one.sentences], object)[sentence[here]]
    return {
        "frame_id": named(of, names),
        "report_id": named(body, [one.report_id for one in bodies]),
        "sentence_id": ids,
        "start": start,
        "end": end,
        "slots": [BETWEEN.join(place.slots) or None for place in places],
    }


def _by_wording(listed: Iterable[Listed]) -> list[dict[str, list[Place]]]:
    """The places of frames, and of series, in all bodies."""
    both: list[dict[str, list[Place]]] = [{}, {}]
    for body, kinds in enumerate(listed):
        for places, told in zip(both, kinds, strict=True):
            for wording, start, end, sentence, slots in told:
                place = Place(body, start, end, sentence, tuple(slots))
                places.setdefault(wording, []).append(place)
    return both


def _not_nested(listed: Sequence[tuple[str, Frame]]) -> Iterator[tuple[str, Frame]]:
    """Without discovered gapped frames that hardly stand outside longer ones."""
    wordings = [frame for kind, frame in listed if kind == "wording"]
    alone = iter(_outside(wordings))
    for kind, frame in listed:
        nested = kind == "wording" and next(alone) < LEAST_OUTSIDE
        if not (nested and frame.source == "discovered" and GAP in frame.wording):
            yield kind, frame


def _outside(frames: Sequence[Frame]) -> list[int]:
    """At how many of its places each frame is not part of a longer one."""
    outside = [len(frame.places) for frame in frames]
    spans = sorted((p.body, p.start, -p.end, at) for at, f in enumerate(frames) for p in f.places)
    holder = (-1, 0, 0)  # body, start and end of what reaches furthest so far
    for body, start, turned, at in spans:
        if body != holder[0] or -turned > holder[2]:
            holder = (body, start, -turned)
        elif (start, -turned) != holder[1:]:
            outside[at] -= 1
    return outside


def _rank(frame: Frame) -> tuple[float, float, float, str]:
    fillers = frame.fillers
    return -len(fillers), -entropy(fillers.values()), -(frame.log_dice or 0), frame.wording


def _row(frame: Frame, kind: str, outside: int) -> dict[str, Any]:
    fillers = frame.fillers
    return {
        "frame": frame.wording,
        "kind": kind if kind == "parallel" or GAP in frame.wording else "number",
        "occurrences": len(frame.places),
        "outside": outside,
        "reports": frame.reports,
        "source": frame.source,
        "fillers": len(fillers),
        "entropy": round(entropy(fillers.values()), 4),
        "log_dice": None if frame.log_dice is None else round(frame.log_dice, 4),
    }

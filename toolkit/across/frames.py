"""Sentence frames: wording that recurs around a slot whose filling changes.

Two kinds are discovered: number frames, wording around numbers (较去年同期增长⟨N⟩%), and gapped
frames, two wordings of a clause with some words between them (建立⟨…⟩机制). Frames of the
lexicon are looked for beside them and told apart by their source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.across.body import Body
from toolkit.across.clauses import Segment, clauses
from toolkit.across.edges import edges
from toolkit.across.frame import Frame, Place, entropy
from toolkit.across.frames_gapped import gapped_frames
from toolkit.across.frames_lexicon import lexicon_frames
from toolkit.across.frames_number import number_frames

BETWEEN = " | "  # two slots of a place
Rows = list[dict[str, Any]]


def find_frames(bodies: Sequence[Body], segment: Segment) -> tuple[Rows, Rows]:
    """The rows of ``frames`` and of ``frame_matches``.

    First the frames of the lexicon, then number frames, then gapped frames; each kind by the
    number of different fillers, their entropy, and how strongly the frame's words go together.
    """
    found = clauses(bodies, segment)
    may = edges(found)
    lexical = lexicon_frames(bodies, found)
    known = {frame.wording for frame in lexical}
    frames: Rows = []
    matches: Rows = []
    for kind in (lexical, number_frames(bodies, found, may), gapped_frames(bodies, found, may)):
        for frame in sorted(kind, key=_rank):
            if frame.source == "lexicon" or frame.wording not in known:
                frame_id = f"f{len(frames) + 1:05d}"
                frames.append({"frame_id": frame_id, **_row(frame)})
                matches += [{"frame_id": frame_id, **_match(bodies, p)} for p in frame.places]
    return frames, matches


def _rank(frame: Frame) -> tuple[float, float, float, str]:
    fillers = frame.fillers
    return -len(fillers), -entropy(fillers.values()), -(frame.log_dice or 0), frame.wording


def _row(frame: Frame) -> dict[str, Any]:
    fillers = frame.fillers
    return {
        "frame": frame.wording,
        "occurrences": len(frame.places),
        "reports": frame.reports,
        "source": frame.source,
        "fillers": len(fillers),
        "entropy": round(entropy(fillers.values()), 4),
        "log_dice": None if frame.log_dice is None else round(frame.log_dice, 4),
    }


def _match(bodies: Sequence[Body], place: Place) -> dict[str, Any]:
    body = bodies[place.body]
    start, end = body.raw(place.start, place.end)
    return {
        "report_id": body.report_id,
        "sentence_id": body.sentences[place.sentence].id,
        "start": start,
        "end": end,
        "slots": BETWEEN.join(place.slots) or None,
    }

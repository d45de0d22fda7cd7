"""Sentence frames: wording that recurs around a slot whose filling changes.

Two kinds are discovered: number frames, wording around numbers (较去年同期增长⟨N⟩%), and gapped
frames, two wordings of a clause with some words between them (建立⟨…⟩机制). Frames of the
lexicon are looked for beside them and told apart by their source.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.across.body import Body
from toolkit.across.clauses import Segment, clauses
from toolkit.across.frames_gapped import gapped_frames
from toolkit.across.frames_lexicon import lexicon_frames
from toolkit.across.frames_model import Frame, Place
from toolkit.across.frames_numbers import number_frames

BETWEEN = " | "  # two slots of a place
Rows = list[dict[str, Any]]


def find_frames(bodies: Sequence[Body], segment: Segment) -> tuple[Rows, Rows]:
    """The rows of ``frames`` and of ``frame_matches``.

    In the order of the kinds: lexicon, number frames, gapped frames; within a kind by the number
    of different fillers, their entropy, and the strength of the frame.
    """
    found = clauses(bodies, segment)
    kinds = [lexicon_frames(bodies)]
    known = {frame.wording for frame in kinds[0]}
    for discover in (number_frames, gapped_frames):
        kinds.append([f for f in discover(bodies, found) if f.wording not in known])
    frames: Rows = []
    matches: Rows = []
    ranked = [frame for kind in kinds for frame in sorted(kind, key=_rank)]
    digits = max(4, len(str(len(ranked))))
    for number, frame in enumerate(ranked, 1):
        frame_id = f"f{number:0{digits}d}"
        frames.append({"frame_id": frame_id, **_row(bodies, frame)})
        matches += [{"frame_id": frame_id, **_match(bodies, place)} for place in frame.places]
    return frames, matches

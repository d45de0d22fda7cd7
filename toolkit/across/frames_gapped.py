"""Gapped frames: two wordings of one clause with changing words between them (建立⟨…⟩机制)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from toolkit.across.body import Body
from toolkit.across.clauses import Clauses, Ints
from toolkit.across.edges import Edges, trim
from toolkit.across.frame import GAP, Frame, Place, log_dice

LEAST_PLACES = 3
LEAST_FILLERS = 3
LEAST_ENTROPY = 1.5  # bits; less is a phrase with an exception
LEAST_LOG_DICE = 7.0
WIDEST = 6  # tokens of filler
LONGEST = 8  # tokens of wording on either side


def gapped_frames(bodies: Sequence[Body], found: Clauses, edges: Edges) -> list[Frame]:
    """Frames A⟨…⟩B, their two wordings as long as they can be at all of their places."""
    frames: dict[str, Frame] = {}
    for left, right in _pairs(found, edges):
        sides = _grown(found, left, right)
        first, second = _trimmed(edges, sides)
        ...
    return list(frames.values())

"""Tables and answers to figures for papers, each with the data it plots.

A figure function takes clean tables and a language (en, zh) and returns the figure and its
data; `export` writes both under one stem.
"""

from __future__ import annotations

from toolkit.figures.corpus import outline, repair_kinds, report_sizes, structure_maps
from toolkit.figures.export import Exported, GlyphError, export
from toolkit.figures.numeric import (
    change_kinds,
    check_verdicts,
    comparators,
    heaping,
    quantity_kinds,
    readings,
)
from toolkit.figures.phrases import dispersion_plot, keyness_bars, phrase_bars, word_cloud
from toolkit.figures.recurring import (
    containment_matrix,
    dot_plot,
    formulaicity_bars,
    frame_fillers,
    rarefaction_curve,
    repeat_lengths,
    ribbon,
)
from toolkit.figures.targets import (
    force_shares,
    kept_or_dropped,
    level_against_above,
    realised,
    target_dots,
    words_or_numbers,
)

__all__ = [
    "Exported",
    "GlyphError",
    "change_kinds",
    "check_verdicts",
    "comparators",
    "containment_matrix",
    "dispersion_plot",
    "dot_plot",
    "export",
    "force_shares",
    "formulaicity_bars",
    "frame_fillers",
    "heaping",
    "kept_or_dropped",
    "keyness_bars",
    "level_against_above",
    "outline",
    "phrase_bars",
    "quantity_kinds",
    "rarefaction_curve",
    "readings",
    "realised",
    "repair_kinds",
    "repeat_lengths",
    "report_sizes",
    "ribbon",
    "structure_maps",
    "target_dots",
    "word_cloud",
    "words_or_numbers",
]

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
    "formulaicity_bars",
    "frame_fillers",
    "heaping",
    "keyness_bars",
    "outline",
    "phrase_bars",
    "quantity_kinds",
    "rarefaction_curve",
    "readings",
    "repair_kinds",
    "repeat_lengths",
    "report_sizes",
    "ribbon",
    "structure_maps",
    "word_cloud",
]

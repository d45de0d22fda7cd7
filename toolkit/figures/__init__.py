"""Tables and answers to figures for papers, each with the data it plots.

A figure function takes clean tables and returns the figure and its data. All of them also take
``language`` (en, zh), ``width`` (inches), ``title`` and ``grey``; ``export`` writes figure, data and
caption under one stem; ``use_style`` gives plots of your own the same look and font.
"""

from __future__ import annotations

from toolkit.figures.carried import carried_numbers, sharing_network
from toolkit.figures.concepts import concept_panels, counting_band, force_bars
from toolkit.figures.corpus import outline, repair_kinds, report_sizes, structure_maps
from toolkit.figures.export import Exported, GlyphError, export
from toolkit.figures.general import ranked_dots, time_plot
from toolkit.figures.names import report_names
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
    dyad_heatmap,
    formulaicity_bars,
    frame_fillers,
    rarefaction_curve,
    repeat_lengths,
    ribbon,
)
from toolkit.figures.style import use_style
from toolkit.figures.targets import (
    force_shares,
    kept_or_dropped,
    level_against_above,
    realised,
    target_dots,
    words_or_numbers,
)
from toolkit.figures.words import diversity_dots, false_alarms, trend_lines, word_network

__all__ = [
    "Exported",
    "GlyphError",
    "carried_numbers",
    "change_kinds",
    "check_verdicts",
    "comparators",
    "concept_panels",
    "containment_matrix",
    "counting_band",
    "dispersion_plot",
    "diversity_dots",
    "dot_plot",
    "dyad_heatmap",
    "export",
    "false_alarms",
    "force_bars",
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
    "ranked_dots",
    "rarefaction_curve",
    "readings",
    "realised",
    "repair_kinds",
    "repeat_lengths",
    "report_names",
    "report_sizes",
    "ribbon",
    "sharing_network",
    "structure_maps",
    "target_dots",
    "time_plot",
    "trend_lines",
    "use_style",
    "word_cloud",
    "word_network",
    "words_or_numbers",
]

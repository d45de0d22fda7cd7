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

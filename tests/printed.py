"""A figure as a grey printer gives it."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from toolkit.figures.style import in_style, to_grey

APART = 0.1  # of white, between two greys that the eye tells apart side by side


def assert_prints_in_grey(figure: Figure) -> None:
    """No colour is left, and what a legend names differs in tone, hatch, mark or dashes."""
    buffer = io.BytesIO()
    with in_style():
        to_grey(figure)
        figure.savefig(buffer, format="png", dpi=60)
    picture = np.asarray(Image.open(buffer).convert("RGB"), dtype=int)
    assert (picture.max(axis=2) - picture.min(axis=2)).max() < 12
    for legend in figure.legends:
        looks = [_look(handle) for handle in legend.legend_handles]
        for at, (tone, how) in enumerate(looks):
            for other, otherwise in looks[:at]:
                assert abs(tone - other) >= APART or how != otherwise, (tone, how)


def _look(handle: object) -> tuple[float, object]:
    if isinstance(handle, Line2D):
        broad = handle.get_linewidth() if handle.get_marker() in ("None", "", None) else 0
        colour = handle.get_color()
        return float(colour[0]) if not isinstance(colour, str) else 0.0, (
            handle.get_marker(),
            handle.get_linestyle(),
            broad,
        )
    colours = np.atleast_2d(handle.get_facecolor())
    if not colours.size:  # lines
        colours = np.atleast_2d(handle.get_edgecolor())
    return float(colours[0][0]), handle.get_hatch() if hasattr(handle, "get_hatch") else None

"""A network on a ring: names along its radius, where no two can meet, ties as bent lines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.figures.sheet import Chart, canvas, ems


class Tie(NamedTuple):
    """A line between two nodes; with an arrow if it is known to lead from a to b."""

    a: str
    b: str
    width: float  # points
    colour: str
    arrow: bool = False


def ring(names: Mapping[str, str], ties: Sequence[Tie], colours: Mapping[str, str]) -> Chart:
    """The nodes in their order, the first on top, clockwise."""
    axes = canvas(5.6)
    size = axes.sheet.get_figwidth()
    axes.sheet.set_figheight(min(size, 5.6) + 0.4)
    axes.set_axis_off()
    place = {node: _on_ring(at, len(names)) for at, node in enumerate(names)}
    for tie in ties:
        axes.annotate(
            "",
            xy=place[tie.b],
            xytext=place[tie.a],
            arrowprops={
                "arrowstyle": "-|>,head_width=0.2,head_length=0.4" if tie.arrow else "-",
                "connectionstyle": "arc3,rad=0.15",
                "linewidth": tie.width,
                "color": tie.colour,
                "alpha": 0.65,
                "shrinkA": 4,
                "shrinkB": 5,
            },
        )
    for node, (x, y) in place.items():
        axes.plot([x], [y], "o", color=colours[node], markersize=4)
        turn = math.degrees(math.atan2(y, x))
        flip = abs(turn) > 90
        axes.note(names[node], (x, y), (5 * x, 5 * y), va="center", fontsize=6.5,
            rotation=turn + 180 if flip else turn, rotation_mode="anchor",
            ha="right" if flip else "left",
        )  # fmt: skip
    radius = min(size, 5.6) / 2 - max(map(ems, names.values())) * 6.5 / 72 - 0.2  # inches
    reach = size / 2 / max(radius, 0.3)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach * min(size, 5.6) / size, reach * min(size, 5.6) / size)
    axes.set_aspect("equal")
    return axes


def _on_ring(at: int, of: int) -> tuple[float, float]:
    """The place of one of so many on a ring, the first on top, clockwise."""
    turn = 2 * math.pi * at / of
    return math.sin(turn), math.cos(turn)

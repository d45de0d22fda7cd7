"""The figures of ``toolkit.figures``, drawn from a corpus."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from toolkit import figures
from toolkit.figures.style import in_style
from toolkit.settings import options
from toolkit.tables.schema import TABLES


class Plot(tuple):
    """A figure with the data it plots: ``figure, data = corpus.figures.readings()``."""

    __slots__ = ()

    def save(self, stem: str) -> figures.Exported:
        """Write PDF, SVG, PNG and CSV under a stem into the folder of ``toolkit.options``."""
        figure, data = self
        return figures.export(figure, data, stem, options.figures)

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        with in_style():
            self[0].savefig(buffer, format="png", dpi=114)
        return buffer.getvalue()


class Figures:
    """The figures, by name: ``corpus.figures.readings().save("readings")``.

    What a figure draws is given as its first parameters; one that is called as a table is that table
    of the corpus unless you give another: ``corpus.figures.readings(claims=some)``. The language is
    that of ``toolkit.options``.

    >>> figure, data = corpus.figures.report_sizes()
    >>> data["report_id"].tolist()
    ['bulletin#1', 'list#1', 'plan#1']
    """

    def __init__(self, corpus: Any) -> None:
        self._corpus = corpus

    def __getattr__(self, name: str) -> Callable[..., Plot]:
        if name not in self.__dir__():
            raise AttributeError(f"there is no figure {name!r}; there are {', '.join(dir(self))}")
        return self._bound(getattr(figures, name))

    def __dir__(self) -> list[str]:
        return sorted(name for name, one in vars(figures).items() if hasattr(one, "__wrapped__"))

    def __repr__(self) -> str:
        said = {name: (getattr(figures, name).__doc__ or "").strip() for name in dir(self)}
        return "\n".join(f"  {name:<22}{doc.splitlines()[0]}" for name, doc in said.items())

    def _bound(self, draw: Callable[..., Any]) -> Callable[..., Plot]:
        needed = [
            name
            for name, one in inspect.signature(draw).parameters.items()
            if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD
        ]
        order = sorted(needed, key=lambda name: name in TABLES)  # answers first, then tables

        @wraps(draw)
        def drawn(*answers: Any, **given: Any) -> Plot:
            given |= zip([name for name in order if name not in given], answers, strict=False)
            own = {name: self._corpus.tables[name] for name in needed if name in TABLES}
            return Plot(draw(**{"language": options.language, **own, **given}))

        return drawn

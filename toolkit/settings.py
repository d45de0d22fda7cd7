"""What holds for a whole notebook: the language it speaks, and where its figures go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from toolkit import titles

LANGUAGES = ("en", "zh")


@dataclass(slots=True)
class Options:
    """Set at the top of a notebook: ``options(language="zh", figures="../figures")``.

    language: of figures, of printed sentences and of column titles, en or zh. figures: the folder
    that `save` puts figures and their data into.
    """

    language: str = "en"
    figures: Path = Path("figures")

    def __call__(self, language: str | None = None, figures: str | Path | None = None) -> None:
        if language is not None:
            if language not in LANGUAGES:
                raise ValueError(f"the language is {' or '.join(LANGUAGES)}, not {language!r}")
            self.language = language
            titles.show(language)
        if figures is not None:
            self.figures = Path(figures)


options = Options()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """For a while in another language."""
    before = options.language
    options(language=language)
    try:
        yield
    finally:
        options(language=before)

"""What a group of calls is: it sees the tables and texts of its corpus as its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from toolkit.across.compared import Compared
    from toolkit.across.tokens import Segmenter
    from toolkit.across.words import Words
    from toolkit.tables.answers import Answers


class Group:
    """Calls of a corpus under one name; printed, it lists them."""

    if TYPE_CHECKING:
        answers: Answers
        tables: dict[str, pd.DataFrame]
        texts: Mapping[str, str]
        about: dict[str, Any]
        bodies: Any  # of `across.body`
        compared: Compared
        segmenter: Segmenter
        tokens: Words
        stop_words: tuple[str, ...]
        sizes: pd.Series  # words in each report
        folder: Path | None
        raw: list[Path]

    def __init__(self, corpus: Any) -> None:
        self._corpus = corpus

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._corpus, name)

    def __dir__(self) -> list[str]:
        return self.calls()

    def __repr__(self) -> str:
        said = {name: (getattr(type(self), name).__doc__ or "") for name in self.calls()}
        lines = [f"  {name:<22}{doc.strip().partition(chr(10))[0]}" for name, doc in said.items()]
        return "\n".join([(type(self).__doc__ or "").strip().partition("\n")[0], *lines])

    @classmethod
    def calls(cls) -> list[str]:
        """The names of the calls, in alphabetical order."""
        own = {name for one in cls.__mro__[:-1] if one is not Group for name in vars(one)}
        return sorted(name for name in own if not name.startswith("_"))


def kept(call: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
    """A call that takes long: its answer is kept beside the tables (`toolkit.tables.answers`)."""
    signature = inspect.signature(call)

    @wraps(call)
    def asked(self: Group, *given: Any, **named: Any) -> pd.DataFrame:
        bound = signature.bind(self, *given, **named)
        bound.apply_defaults()
        arguments = {name: value for name, value in bound.arguments.items() if name != "self"}
        make = partial(call, self, *given, **named)
        return self.answers.get(call.__qualname__, arguments, make)

    return asked

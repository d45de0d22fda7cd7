"""A column of strings of which each stands in very many rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Named:
    """Strings held once, and for each row the number of its own.

    >>> list(Named(np.array([1, 0, 1]), np.array(["整治", "减负"], dtype=object)))
    ['减负', '整治', '减负']
    """

    numbers: NDArray[np.integer]
    strings: NDArray[Any]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self.strings[self.numbers])

    def __array__(self, *_: object, **__: object) -> NDArray[Any]:
        return self.strings[self.numbers]

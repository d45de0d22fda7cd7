"""Answers that take long, kept beside the tables they were drawn from.

An answer is named by a hash of all it depends on: the generation of the tables, the reports chosen of
them, the call and what it was given, and the toolkit's own code. So a kept one is never wrong, only
unused; those of other tables go when new ones take their place. It is an Arrow file, nothing in it is
ever run, and one that cannot be read, or written, is as if it were not there.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from pyarrow import feather

from toolkit import lexicon
from toolkit.tables import cache, study

Typed = Callable[[pd.DataFrame], pd.DataFrame]


def _as_it_is(table: pd.DataFrame) -> pd.DataFrame:
    return table


class Answers:
    """What was asked of the tables in a folder, or of some reports of them."""

    def __init__(self, folder: Path | None = None, *depends: str) -> None:
        """folder: where they are kept; without one, none are."""
        self._folder = folder
        self._depends = depends

    @classmethod
    def beside(cls, tables: Path) -> Answers:
        """Those of the tables that stand in a folder, or wait aside to be put there."""
        generation = study.generation(tables)
        return cls(study.place_of(tables) / study.ANSWERS / generation, generation)

    def of(self, *chosen: str) -> Answers:
        """Those of a choice of the reports."""
        return Answers(self._folder, *self._depends, json.dumps(chosen))

    def get(
        self,
        call: str,
        given: Mapping[str, Any],
        make: Callable[[], pd.DataFrame],
        typed: Typed = _as_it_is,
    ) -> pd.DataFrame:
        """What a call answers: as it is kept, else made, and kept for the next time.

        typed: what gives a table read from a file the types it had. Where what the call was given has
        no plain values its answer is made each time.
        """
        try:
            said = json.dumps(given, sort_keys=True)
        except TypeError:
            said = None
        if self._folder is None or said is None:
            return make()
        path = self._folder / cache.name(*self._depends, lexicon.in_use(), call, said)
        found = _read(path, typed)
        if found is None:
            found = make()
            _write(path, found, typed)
        return found


def _read(path: Path, typed: Typed) -> pd.DataFrame | None:
    try:
        return typed(feather.read_feather(path, memory_map=False)) if path.is_file() else None
    except (OSError, ValueError, pa.ArrowException):
        return None


def _write(path: Path, frame: pd.DataFrame, typed: Typed) -> None:
    """Keep a table, whole or not at all, if it comes back as it is."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with suppress(OSError, ValueError, pa.ArrowException):
        path.parent.mkdir(parents=True, exist_ok=True)
        feather.write_feather(pa.Table.from_pandas(frame), aside, "zstd")
        back = _read(aside, typed)
        if back is not None and _same(back, frame):
            aside.replace(path)
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    try:
        pd.testing.assert_frame_equal(one, other, check_exact=True)
    except AssertionError:
        return False
    return one.attrs == other.attrs

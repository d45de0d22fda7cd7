"""Every disagreement the checks report on the shared texts, beside what was judged by hand.

``verdicts_by_hand.csv`` has a line for each: the SHA-256 of the text, where it stands, the kind of
check, its two numbers, and true or false. A disagreement without a line fails the command until
somebody has read it in its text and judged it.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BY_HAND = Path(__file__).with_name("verdicts_by_hand.csv")
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Accused:
    """A disagreement in a text, with the verdict given by hand (None: not judged)."""

    file: str
    key: Key
    statement: str
    judged: str | None


def read_by_hand(path: Path = BY_HAND) -> dict[Key, str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(r["sha256"], r["kind"], r["expected"], r["found"]): r["judged"] for r in rows}


def accused(
    file: str, raw: str, checks: Iterable[Mapping[str, Any]], by_hand: Mapping[Key, str]
) -> list[Accused]:
    """The disagreements among a text's checks."""
    sha256 = hashlib.sha256(raw.encode()).hexdigest()
    found = []
    for row in checks:
        if row["verdict"] == "disagrees":
            key = (sha256, row["kind"], _short(row["expected"]), _short(row["found"]))
            found.append(Accused(file, key, row["statement"], by_hand.get(key)))
    return found


def listing(found: Iterable[Accused]) -> str:
    """One line for each disagreement, and how many of those judged are true."""
    found = list(found)
    lines = [f"{one.judged or 'NOT JUDGED':<11}{one.file}  {one.statement}" for one in found]
    lines += [
        f"{'':<11}to judge it, add to {BY_HAND.name}: {','.join(one.key)},true or false"
        for one in found
        if one.judged is None
    ]
    true = sum(one.judged == "true" for one in found)
    return "\n".join([*lines, f"{true} of {len(found)} disagreements are true"])


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:.12g}"

"""Weights of signs, fitted to cases: one logistic regression for all that is learnt so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_ROUNDS, _RATE = 400, 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """What was seen in one place of a document, and whether what is looked for stands there."""

    document: str
    signs: tuple[str, ...]
    right: bool


def logistic(some: Sequence[Case], missed: float, ridge: float = 0.02) -> dict[str, float]:
    """The weights under which the cases are likeliest, large ones held back; "" is that of all.

        Signs seen in one document alone are left out. missed: how much worse one missed is than one
    XX
    """
    documents: dict[str, set[str]] = defaultdict(set)
    for case in some:
        for sign in case.signs:
            documents[sign].add(case.document)
    often = sorted(sign for sign in documents if len(documents[sign]) > 1)
    numbers = {sign: n for n, sign in enumerate(("", *often))}
    rows: list[int] = []
    signs: list[int] = []
    for row, case in enumerate(some):
        known = {0, *(numbers[sign] for sign in case.signs if sign in numbers)}
        rows += [row] * len(known)
        signs += sorted(known)
    of, used = np.array(rows), np.array(signs)
    right = np.array([case.right for case in some], dtype=float)
    cost = np.where(right > 0, missed, 1.0)
    weights, squares = np.zeros(len(numbers)), np.full(len(numbers), 1e-8)
    for _ in range(_ROUNDS):
        share = 1.0 / (1.0 + np.exp(-np.bincount(of, weights[used], minlength=len(some))))
        off = cost * (share - right)
        held = ridge * weights * len(some) / 1000
        slope = held + np.bincount(used, off[of], minlength=len(numbers))
        squares += slope**2
        weights -= _RATE * slope / np.sqrt(squares)
    return {sign: float(weights[n]) for sign, n in numbers.items()}

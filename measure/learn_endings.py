"""Learn where headings end from texts in which they stand on lines of their own.

    python -m measure.learn_endings --shared ../shared

writes ``toolkit/lexicon/endings.csv``. Line breaks are taken out of copies of the texts, then the
weights of a conditional logit are fitted: of all places where a heading may end, the one where it
does. Signs that were seen in one text alone are left out. The same texts give the same weights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from measure import damage
from measure.clean_texts import Clean, own_texts
from measure.score_damaged import given_texts, gold_texts, labelled_texts
from toolkit.extract.structure import labels, wording

TARGET = Path(wording.lexicon.FOLDER) / "endings.csv"
_STOP = re.compile("[。！？!?]")
_ROUNDS, _RATE, _RIDGE, _LEAST = 60, 0.3, 0.01, 0.05


@dataclass(slots=True)
class Example:
    """The places where one heading may end: the signs of each, and which is right."""

    document: str
    text: str
    start: int
    end: int
    stop: int
    group: tuple[str, int]


def examples(clean: Clean) -> Iterator[Example]:
    if clean.name.startswith("law"):
        return
    copy = damage.applied(damage.copy_of(clean.text), [damage.joined], 0)
    where = copy.places(len(clean.text) + 1)
    starts = [where[heading.start] for heading in clean.headings]
    for heading, following in zip(clean.headings, [*starts, len(copy.text)][1:], strict=True):
        start, end = heading.words
        ruled = "\n" in clean.text[start:end] or "条" in clean.text[heading.start : start]
        if (
            end <= start
            or heading.level > 3
            or ruled
            or (clean.reports and clean.reports[0].kind == "law")
        ):
            continue
        start, end = where[start], where[end - 1] + 1
        while end > start and copy.text[end - 1].isspace():
            end -= 1
        mark = _STOP.search(copy.text, start)
        stop = min(mark.start() if mark else len(copy.text), max(following, end))
        stop = max(end, labels.first_label(copy.text, start, stop))
        if 0 <= start < end <= stop:
            yield Example(clean.name, copy.text, start, end, stop, (clean.name, heading.level))


def fitted(some: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right ends are likeliest."""
    cases = list(_cases(some))
    documents: dict[str, set[str]] = defaultdict(set)
    for name, places, _ in cases:
        for sign in (sign for place in places for sign in place):
            documents[sign].add(name)
    often = (sign for sign in sorted(documents) if len(documents[sign]) > 1 and _is_plain(sign))
    numbers = {sign: n for n, sign in enumerate(often)}
    indexed = [
        ([np.array([numbers[s] for s in place if s in numbers], dtype=int) for place in places], at)
        for _, places, at in cases
    ]
    weights, squares = np.zeros(len(numbers)), np.full(len(numbers), 1e-8)
    for _ in range(_ROUNDS):
        slope = _slope(indexed, weights)
        squares += slope**2
        weights -= _RATE * slope / np.sqrt(squares)
    return {sign: float(weights[n]) for sign, n in numbers.items()}


def _cases(some: Sequence[Example]) -> Iterator[tuple[str, list[list[str]], int]]:
    """Of each heading its document, the signs of its places, and which place is right."""
    for one, told in zip(some, beside(some), strict=True):
        places = wording.endings(one.text, one.start, one.stop)
        right = next((at for at, place in enumerate(places) if place.at == one.end), None)
        if right is not None:
            signs = [
                [*p.signs, *(told.signs(p.at - one.start, p.at == one.stop) if told else ())]
                for p in places
            ]
            yield one.document, signs, right


def _is_plain(sign: str) -> bool:
    """Whether a sign can stand in a table without quotes."""
    return sign.isprintable() and not set(sign) & set(',"')


def _slope(
    cases: Sequence[tuple[list[np.ndarray[Any, np.dtype[np.int_]]], int]],
    weights: np.ndarray[Any, np.dtype[np.float64]],
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """How the likelihood of the right places falls with each weight, large weights held back."""
    slope = _RIDGE * weights * len(cases) / 50
    for places, right in cases:
        scores = np.array([weights[place].sum() for place in places])
        odds = np.exp(scores - scores.max())
        for place, share in zip(places, odds / odds.sum(), strict=True):
            np.add.at(slope, place, share)
        np.add.at(slope, places[right], -1.0)
    return slope


def beside(some: Sequence[Example]) -> list[wording.Manner | None]:
    """How the headings beside each end."""
    groups: dict[tuple[str, int], list[Example]] = defaultdict(list)
    for one in some:
        groups[one.group].append(one)
    found = []
    for one in some:
        others = [other for other in groups[one.group] if other is not one]
        found.append(
            wording.manner([o.end - o.start for o in others], [o.end == o.stop for o in others])
        )
    return found


def held_out(some: Sequence[Example], folds: int = 4) -> float:
    """The share of ends that are right in texts that were not learnt from."""
    names = sorted({one.document for one in some})
    right = 0
    for fold in range(folds):
        kept = {name for at, name in enumerate(names) if at % folds == fold}
        weights = fitted([one for one in some if one.document not in kept])
        groups: dict[tuple[str, int], list[Example]] = defaultdict(list)
        for one in some:
            if one.document in kept:
                groups[one.group].append(one)
        for group in groups.values():
            ends = wording.cuts(group[0].text, [(o.start, o.stop) for o in group], weights)
            for one, (end, _) in zip(group, ends, strict=True):
                right += end == one.end
    return right / len(some)


def main(
    shared: Annotated[Path, typer.Option(help="Folder with reports/ and corpus/.")] = Path(
        "../shared"
    ),
    check: Annotated[
        bool, typer.Option(help="Only tell how right it is on texts held out.")
    ] = False,
) -> None:
    """Learn the weights anew."""
    texts = [*own_texts(), *given_texts(shared), *labelled_texts(), *gold_texts(shared)]
    some = [one for clean in texts for one in examples(clean)]
    if check:
        typer.echo(f"{len(some)} headings; right in texts held out: {held_out(some):.3f}")
        return
    weights = fitted(some)
    rows = [
        f"{sign},{weight:.2f}" for sign, weight in sorted(weights.items()) if abs(weight) >= _LEAST
    ]
    notes = "# Where headings end: what speaks for a place and how much. Learnt: measure/learn_endings.py\n"
    TARGET.write_text(notes + "sign,weight\n" + "\n".join(rows) + "\n", "utf-8")
    typer.echo(f"{len(some)} headings, {len(rows)} weights")


if __name__ == "__main__":
    typer.run(main)

"""Learn where headings end from texts in which they stand on lines of their own.

    python -m measure.learn_endings --shared ../shared

writes ``toolkit/lexicon/endings.csv``. Line breaks are taken out of copies of the texts, then the
weights of a conditional logit are fitted: of all places where a heading may end, the one where it
does. Signs that were seen in one text alone are left out. The same texts give the same weights.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from random import Random
from typing import Annotated
from unittest import mock

import numpy as np
import typer

from measure import damage
from measure.clean_texts import Clean, own_texts
from measure.score_damaged import given_texts, gold_texts, labelled_texts
from toolkit.across.tokens import cut as cut_words
from toolkit.extract.structure import labels, wording

TARGET = Path(wording.lexicon.FOLDER) / "endings.csv"
EDGES = Path(wording.lexicon.FOLDER) / "edges.csv"
_STOP = re.compile("[。！？!?]")
_SENTENCE, _CLAUSE = re.compile("[。；！？;!?\n]"), re.compile("[，,：:、]")
_NUMBER = re.compile(
    r"[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]|第[一二三四五六七八九十百\d]+[条章节]|"
    r"[一二三四五六七八九十]是)[\s　]*"
)
_SEEDS = range(3)  # the first copy of each text keeps its marks
_STOPS_LOST, _NUMBERS_LOST = 0.5, 0.4  # of those behind headings, in the other copies
_LEVELS = 3
_SHORT = 12  # characters of what is a heading or a piece rather than a sentence
_SEEN, _OFTEN, _MOST, _PRIOR = 2, 4, 3, 2  # texts and times a word is seen in, its odds, a prior
_ROUNDS, _RATE, _RIDGE, _LEAST = 200, 0.3, 0.04, 0.05


@dataclass(slots=True)
class Example:
    """The places where one heading may end: the signs of each, and which is right."""

    document: str
    text: str
    start: int
    end: int
    stop: int
    group: tuple[str, int, int]


def examples(clean: Clean, seed: int) -> Iterator[Example]:
    """The headings of a copy without line breaks; of other seeds, also without some of the marks
    and numbers behind them.
    """
    copy = damage.applied(damage.copy_of(clean.text), [damage.joined], 0)
    where = copy.places(len(clean.text) + 1)
    lost = _lost(clean, Random(seed)) if seed else set()
    copy.rebuilt([(where[at], where[at] + 1, "", False) for at in sorted(lost) if where[at] >= 0])
    where = copy.places(len(clean.text) + 1)
    kept = [heading for heading in clean.headings if heading.start not in lost]
    starts = [where[heading.start] for heading in kept]
    for heading, following in zip(kept, [*starts, len(copy.text)][1:], strict=True):
        start, end = heading.words
        article = "条" in clean.text[heading.start : start]
        if end <= start or heading.level > _LEVELS or "\n" in clean.text[start:end] or article:
            continue
        start, end = where[start], where[end - 1] + 1
        while end > start and copy.text[end - 1].isspace():
            end -= 1
        mark = _STOP.search(copy.text, start)
        stop = min(mark.start() if mark else len(copy.text), max(following, end))
        stop = max(end, labels.first_label(copy.text, start, stop))
        if 0 <= start < end <= stop:
            yield Example(
                clean.name, copy.text, start, end, stop, (clean.name, seed, heading.level)
            )


def _lost(clean: Clean, random: Random) -> set[int]:
    """Places of the full stops and numbers behind headings that a copy is to lose."""
    text = clean.text
    gone: set[int] = set()
    for heading, after in pairwise(clean.headings):
        end = heading.words[1]
        if text[end] == "。" and text[end + 1 : end + 2] != "\n" and random.random() < _STOPS_LOST:
            gone.add(end)
        if not text[end : after.start].strip() and random.random() < _NUMBERS_LOST:
            gone |= set(range(after.start, after.words[0]))
    return gone


def fitted(some: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right ends are likeliest, large weights held back."""
    cases = list(_cases(some))
    documents: dict[str, set[str]] = defaultdict(set)
    for name, places, _ in cases:
        for sign in (sign for place in places for sign in place):
            documents[sign].add(name)
    often = (sign for sign in sorted(documents) if len(documents[sign]) > 1 and _is_plain(sign))
    numbers = {sign: n for n, sign in enumerate(often)}
    signs: list[int] = []
    place_of: list[int] = []
    case_of: list[int] = []
    right: list[int] = []
    for n, (_, places, at) in enumerate(cases):
        right.append(len(case_of) + at)
        for place in places:
            known = [numbers[sign] for sign in place if sign in numbers]
            signs += known
            place_of += [len(case_of)] * len(known)
            case_of.append(n)
    used, where, of = np.array(signs), np.array(place_of), np.array(case_of)
    hits = np.bincount(used[np.isin(where, right)], minlength=len(numbers))
    weights, squares = np.zeros(len(numbers)), np.full(len(numbers), 1e-8)
    for _ in range(_ROUNDS):
        odds = np.exp(np.bincount(where, weights[used], minlength=len(of)))
        share = odds / np.bincount(of, odds)[of]
        held = _RIDGE * weights * len(cases) / 50
        slope = held - hits + np.bincount(used, share[where], minlength=len(numbers))
        squares += slope**2
        weights -= _RATE * slope / np.sqrt(squares)
    return {sign: float(weights[n]) for sign, n in numbers.items()}


def edges(texts: Iterable[Clean]) -> dict[str, tuple[int, int]]:
    """How much likelier than chance words open sentences and end clauses, as powers of e."""
    seen: dict[str, set[str]] = defaultdict(set)
    opens, ends, often = Counter[str](), Counter[str](), Counter[str]()
    for clean in texts:
        for sentence in _SENTENCE.split(re.sub(r"\d+", "0", clean.text)):
            number = _NUMBER.match(sentence)
            clauses = [
                words
                for clause in _CLAUSE.split(sentence[number.end() if number else 0 :].strip())
                if (words := cut_words(clause))
            ]
            opens.update(words[0] for words in clauses[:1] if len(sentence) > _SHORT)
            ends.update(words[-1] for words in clauses)
            for words in clauses:
                often.update(words)
                for word in words:
                    seen[word].add(clean.name)
    known = [w for w in sorted(often) if len(seen[w]) >= _SEEN and often[w] >= _OFTEN]
    return {w: (_odds(opens, often, w), _odds(ends, often, w)) for w in known}


def _odds(place: Counter[str], often: Counter[str], word: str) -> int:
    usual = place.total() / often.total()
    seen = (place[word] + _PRIOR * usual) / (often[word] + _PRIOR)
    return max(-_MOST, min(_MOST, round(log(seen / usual))))


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


def beside(some: Sequence[Example]) -> list[wording.Manner | None]:
    """How the headings beside each end."""
    groups: dict[tuple[str, int, int], list[Example]] = defaultdict(list)
    for one in some:
        groups[one.group].append(one)
    found = []
    for one in some:
        others = [other for other in groups[one.group] if other is not one]
        found.append(
            wording.manner([o.end - o.start for o in others], [o.end == o.stop for o in others])
        )
    return found


def held_out(texts: Sequence[Clean], folds: int = 4) -> Counter[tuple[bool, bool, bool]]:
    """How many ends are right in texts that were not learnt from, by whether the heading ends at
    its stop and whether its copy lost marks.
    """
    names = sorted({clean.name for clean in texts})
    found: Counter[tuple[bool, bool, bool]] = Counter()
    for fold in range(folds):
        kept = set(names[fold::folds])
        known = edges(clean for clean in texts if clean.name not in kept)
        with mock.patch.object(wording, "_edges", return_value=_as_read(known)):
            some = [one for clean in texts for seed in _SEEDS for one in examples(clean, seed)]
            weights = fitted([one for one in some if one.document not in kept])
            groups: dict[tuple[str, int, int], list[Example]] = defaultdict(list)
            for one in some:
                if one.document in kept:
                    groups[one.group].append(one)
            for group in groups.values():
                ends = wording.cuts(group[0].text, [(o.start, o.stop) for o in group], weights)
                for one, (end, _) in zip(group, ends, strict=True):
                    right = one.text[one.start : end].strip() == one.text[one.start : one.end]
                    found[one.end == one.stop, group[0].group[1] > 0, right] += 1
    return found


def _as_read(known: dict[str, tuple[int, int]]) -> dict[str, tuple[str, str]]:
    return {word: (str(opens), str(ends)) for word, (opens, ends) in known.items()}


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
    if check:
        found = held_out(texts)
        for stop in (True, False):
            for lost in (False, True):
                right, wrong = found[stop, lost, True], found[stop, lost, False]
                typer.echo(
                    f"{'at the stop' if stop else 'run on':<12}{'marks lost' if lost else '':<12}"
                    f"{right} of {right + wrong}"
                )
        return
    known = edges(texts)
    rows = [f"{word},{opens},{ends}" for word, (opens, ends) in known.items() if _is_plain(word)]
    notes = "# How words stand at the edges of sentences and clauses. Learnt: measure/learn_endings.py\n"
    EDGES.write_text(notes + "word,opens,ends\n" + "\n".join(rows) + "\n", "utf-8")
    with mock.patch.object(wording, "_edges", return_value=_as_read(known)):
        some = [one for clean in texts for seed in _SEEDS for one in examples(clean, seed)]
        weights = fitted(some)
    rows = [
        f"{sign},{weight:.2f}" for sign, weight in sorted(weights.items()) if abs(weight) >= _LEAST
    ]
    notes = "# Where headings end: what speaks for a place and how much. Learnt: measure/learn_endings.py\n"
    TARGET.write_text(notes + "sign,weight\n" + "\n".join(rows) + "\n", "utf-8")
    typer.echo(f"{len(some)} headings, {len(rows)} weights, {len(known)} words")


if __name__ == "__main__":
    typer.run(main)

"""Templates: passages that recur in several reports with some of their wording exchanged.

Aligned passages that overlap in a report are one passage of it; passages aligned with each
other, directly or through others, are variants of one template. Its wording is that of the
variant most others are aligned with. What nearly all variants have in common is fixed,
the rest are slots: numbers, places, names and redactions turn out to be slots by being
exchanged, so that no list of names is needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.across.align import LEAST, Aligned
from toolkit.across.clauses import NUMERAL
from toolkit.across.compared import Compared
from toolkit.across.frame import GAP
from toolkit.across.suffixes import Ints
from toolkit.across.whole_words import Edges
from toolkit.across.words import NUMBER

BETWEEN = " | "  # two fillers
EMPTY = "∅"  # a slot with nothing in it
COVERED = 0.5  # share of the template that a passage must have to be a variant of it
NEARLY_ALL = 0.75  # of the variants have what is fixed
OPENING = frozenset("（(“‘《【")  # before the first letter
SEVERAL = 3  # places from which a wording is a model; two may be one text and its revision
ISLAND = 2  # letters; fewer that agree between two slots agree by chance

Rows = list[dict[str, Any]]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A stretch of a text that is aligned with stretches of others."""

    start: int
    end: int
    partners: list[tuple[int, Aligned, bool]]  # another passage, the pair, whether this is its b


@dataclass(frozen=True, slots=True)
class _Template:
    """Where the first passage's letters stand in each variant (-1: nowhere), and the slots."""

    start: int
    variants: Sequence[Ints]
    slots: Sequence[tuple[int, int]]
    fixed: Flags


def find_templates(compared: Compared) -> tuple[Rows, Rows]:
    """The rows of ``templates`` and of ``template_places``; those in most reports come first."""
    made = [_template(compared, group) for group in _groups(_passages(compared))]
    described = [_rows(compared, t) for t in made if t.slots and t.fixed.sum() >= LEAST]
    described = [(row, variants) for row, variants in described if len(variants) > 1]
    described.sort(key=lambda rows: (-rows[0]["reports"], -rows[0]["characters"]))
    described = list(_folded(described))
    digits = max(4, len(str(len(described))))
    templates: Rows = []
    places: Rows = []
    for number, (row, variants) in enumerate(described, 1):
        template_id = {"template_id": f"m{number:0{digits}d}"}
        templates.append(template_id | row)
        places += [template_id | variant for variant in variants]
    return templates, places


def _folded(
    described: Iterable[tuple[dict[str, Any], Rows]],
) -> Iterator[tuple[dict[str, Any], Rows]]:
    """Without the templates all of whose places lie mostly in places of one before them."""
    taken: dict[str, list[tuple[int, int]]] = {}
    for row, variants in described:
        if not all(
            any(
                2 * (min(place["end"], end) - max(place["start"], start))
                > place["end"] - place["start"]
                for start, end in taken.get(place["report_id"], ())
            )
            for place in variants
        ):
            for place in variants:
                taken.setdefault(place["report_id"], []).append((place["start"], place["end"]))
            yield row, variants


def _passages(compared: Compared) -> list[_Passage]:
    """The aligned stretches of all texts; those that lie mostly in each other are one."""
    sides = sorted(
        (pair.start_b if turned else pair.start_a, pair.end_b if turned else pair.end_a, at, turned)
        for at, pair in enumerate(compared.aligned)
        for turned in (False, True)
    )
    passages: list[_Passage] = []
    of_side: dict[tuple[int, bool], int] = {}
    for start, end, at, turned in sides:
        last = passages[-1] if passages else None
        longer = max(end - start, last.end - last.start) if last else 0
        if last is None or 2 * (min(end, last.end) - start) <= longer:
            passages.append(_Passage(start, end, []))
        elif end > last.end:
            passages[-1] = _Passage(last.start, end, last.partners)
        of_side[at, turned] = len(passages) - 1
    for (at, turned), mine in of_side.items():
        passages[mine].partners.append((of_side[at, not turned], compared.aligned[at], turned))
    return passages


def _groups(passages: Sequence[_Passage]) -> Iterator[list[tuple[_Passage, Ints]]]:
    """Passages that are variants of one, which comes first, with where its letters stand in each."""
    taken = [False] * len(passages)
    by_partners = sorted(range(len(passages)), key=lambda at: (-len(passages[at].partners), at))
    for first in by_partners:
        if taken[first]:
            continue
        taken[first] = True
        start = np.arange(passages[first].start, passages[first].end)
        group = [(passages[first], start)]
        waiting = deque([(first, start)])
        while waiting:
            at, stands = waiting.popleft()
            for other, pair, turned in passages[at].partners:
                if not taken[other]:
                    there = _carried(pair, turned, stands)
                    if (there >= 0).mean() >= COVERED:
                        taken[other] = True
                        group.append((passages[other], there))
                        waiting.append((other, there))
        yield group


def _carried(pair: Aligned, turned: bool, places: Ints) -> Ints:
    """Places of one side of a pair to those of the other, -1 where nothing agrees."""
    blocks = np.array(pair.blocks, dtype=np.int64)
    here, there = (blocks[:, 1], blocks[:, 0]) if turned else (blocks[:, 0], blocks[:, 1])
    at = np.searchsorted(here, places, side="right") - 1
    within = (at >= 0) & (places >= 0)
    within &= places < (here + blocks[:, 2])[at]
    return np.where(within, there[at] + places - here[at], -1)


def _template(compared: Compared, group: Sequence[tuple[_Passage, Ints]]) -> _Template:
    """Letters that nearly all variants have, one behind the other, are fixed; digits that all have."""
    first = group[0][0]
    variants = [stands for _, stands in group]
    codes = compared.sequence.codes[first.start : first.end]
    digit = (codes >= 0x30) & (codes <= 0x39)
    have = np.zeros(len(codes), dtype=np.int64)
    follow = np.zeros(len(codes), dtype=np.int64)  # so many have it right behind the one before
    for stands in variants:
        have += stands >= 0
        follow[1:] += (stands[1:] >= 0) & (stands[1:] == stands[:-1] + 1)
    follow[0] = len(variants)
    before = np.concatenate([[True], have[:-1] >= NEARLY_ALL * len(variants)])
    wanted = np.where(digit, 1.0, NEARLY_ALL) * len(variants)
    put_in = before & (follow < wanted)
    grown = np.append(digit[:-1] & put_in[1:], False)  # 37→371 is a slot for the number
    fixed = (have >= wanted) & ~grown & ~(put_in & ~np.append(False, grown[:-1]))
    if compared.cut is not None:
        _whole_words(Edges(compared.sequence, compared.bodies, compared.cut), first.start, fixed)
    slots = list(_slots(digit, fixed))
    return _Template(first.start, variants, slots, fixed)


def _whole_words(edges: Edges, start: int, fixed: Flags) -> None:
    """Let what is fixed begin and end with whole words of the first variant."""
    for begin, end in _stretches(fixed):
        inner = range(begin, end)
        first = next((at for at in inner if edges.begins(start + at)), end)
        last = next((at for at in reversed(inner) if edges.ends(start + at + 1)), first - 1)
        fixed[begin:first] = False
        fixed[last + 1 : end] = False


def _slots(digit: Flags, fixed: Flags) -> Iterator[tuple[int, int]]:
    """The stretches between fixed ones, made whole; what is made a slot is no longer ``fixed``."""
    for number, end_of_number in _stretches(digit):
        fixed[number:end_of_number] &= fixed[number:end_of_number].all()
    for start, end in _stretches(fixed):
        if end - start < ISLAND:
            fixed[start:end] = False
    for start, end in _stretches(~fixed):
        if start > 0 and end < len(fixed):
            yield start, end


def _stretches(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(flags.astype(np.int8), prepend=0, append=0)).tolist()
    return list(zip(edges[::2], edges[1::2], strict=True))


def _rows(compared: Compared, template: _Template) -> tuple[dict[str, Any], Rows]:
    """The row of a template and those of its places, in reading order."""
    variants = _variants(template)
    fillers = [_fillers(compared, template, stands) for stands in variants]
    places = []
    for stands, filled in zip(variants, fillers, strict=True):
        there = stands[stands >= 0]
        start, end = compared.sequence.raw(compared.bodies, int(there[0]), int(there[-1]) + 1)
        places.append(
            {
                "report_id": compared.bodies[int(compared.sequence.owner[there[0]])].report_id,
                "start": start,
                "end": end,
                "share": round(float((stands[template.fixed] >= 0).mean()), 4),
                "slots": BETWEEN.join(filled),
            }
        )
    row = {
        "template": _wording(compared, template, fillers),
        "kind": "template" if len(places) >= SEVERAL else "pair",
        "characters": int(template.fixed.sum()),
        "slots": len(template.slots),
        "places": len(places),
        "reports": len({place["report_id"] for place in places}),
    }
    return row, places


def _variants(template: _Template) -> list[Ints]:
    """The variants with enough of the fixed wording, in reading order, each place once."""
    by_start = {
        int(stands[stands >= 0][0]): stands
        for stands in reversed(template.variants)
        if (stands[template.fixed] >= 0).mean() >= COVERED
    }
    return [by_start[start] for start in sorted(by_start)]


def _fillers(compared: Compared, template: _Template, stands: Ints) -> list[str]:
    """What a variant has in each slot: all that stands between the fixed letters around it."""
    anchors = np.flatnonzero(template.fixed & (stands >= 0))
    filled = []
    reached = -1
    for start, _ in template.slots:
        at = int(np.searchsorted(anchors, start))
        filler = EMPTY
        if 0 < at < len(anchors) and at != reached:
            left, right = int(stands[anchors[at - 1]]), int(stands[anchors[at]])
            filler = compared.sequence.written(compared.bodies, left + 1, right) or EMPTY
            reached = at
        filled.append(filler)
    return filled


def _wording(compared: Compared, template: _Template, fillers: Sequence[Sequence[str]]) -> str:
    """The fixed wording with its slots: ⟨N⟩ where only numbers stand, ⟨…⟩ for anything else."""
    sequence = compared.sequence
    text = compared.bodies[int(sequence.owner[template.start])].text
    inner = np.flatnonzero(template.fixed) + template.start
    begin = int(sequence.offset[inner[0]])
    while begin and text[begin - 1] in OPENING:
        begin -= 1
    parts = []
    for number, (start, end) in enumerate(template.slots):
        first, last = template.start + start, template.start + end - 1
        parts.append(text[begin : int(sequence.offset[first])])
        words = {filled[number] for filled in fillers} - {EMPTY}
        parts.append(NUMBER if words and all(map(NUMERAL.fullmatch, words)) else GAP)
        begin = int(sequence.offset[last]) + 1
    parts.append(text[begin : int(sequence.offset[inner[-1]]) + 1])
    return "".join("".join(parts).split())

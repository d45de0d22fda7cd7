"""Contradictions planted into reports by a generator, and how many of each kind are reported.

A line of ``planted.csv`` is a passage in the manner of the reports: ``{a}`` is a number, ``{a!}`` one that may be
changed; ``{a!+}`` may only become more than the whole, ``{a!day}`` a day that no month has,
``{a!more}`` some more, ``{a!list}`` another number of a list, ``{a!back}`` an earlier year. Each is filled with numbers that
fit and put between two paragraphs of a report, and then once more with one number changed: the
first must raise no disagreement there, the second must.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Numbers = dict[str, float]
Disagreements = Callable[[str], list[tuple[int, int]]]  # a text's disagreements: their spans
_SLOT = re.compile(r"\{(?P<name>\w+?)(?P<how>!(?:\+|day|more|list|back)?)?\}")
PASSAGES = Path(__file__).with_suffix(".csv")
_HAN = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage put into a text: its kind and where it stands there."""

    kind: str
    start: int
    end: int


def _sum(rng: random.Random) -> Numbers:
    a, b, c = (rng.randint(21, 480) for _ in range(3))
    return {"a": a, "b": b, "c": c, "ab": a + b, "abc": a + b + c}


def _money(rng: random.Random) -> Numbers:
    a, b = (rng.randint(200, 9000) / 100 for _ in range(2))
    p, q = (rng.randint(11, 199) / 10 for _ in range(2))
    return {"a": a, "b": b, "ab": round(a + b, 2), "p": p, "q": q}


def _share(rng: random.Random) -> Numbers:
    whole = rng.randint(120, 4000)
    part = rng.randint(whole // 5, whole * 4 // 5)
    share = round(100 * part / whole, 1)
    return {"whole": whole, "part": part, "share": share, "rest": round(100 - share, 1)}


def _thirds(rng: random.Random) -> Numbers:
    x, y = rng.randint(30, 200) / 10, rng.randint(250, 450) / 10
    return {"x": x, "y": y, "z": round(100 - x - y, 1)}


def _change(rng: random.Random) -> Numbers:
    base = rng.randint(120, 900)
    level = base + rng.randint(base // 8, base)
    years = rng.randint(3, 6)
    return {
        "base": base,
        "level": level,
        "by": level - base,
        "rate": round(100 * (level / base - 1), 1),
        "drop": round(100 * (1 - base / level), 1),
        "yearly": round(100 * ((level / base) ** (1 / years) - 1), 1),
        "years": years,
        "from": 2025 - years,
        "to": 2025,
    }


def _points(rng: random.Random) -> Numbers:
    base = rng.randint(200, 500) / 10
    by = rng.randint(21, 190) / 10
    return {"base": base, "level": round(base + by, 1), "by": by}


def _twice(rng: random.Random) -> Numbers:
    n, p = rng.randint(120, 3000), rng.randint(21, 98) / 10
    return {"n": n, "n2": n, "p": p, "p2": p}


def _days(rng: random.Random) -> Numbers:
    first = rng.randint(1953, 2010)
    span = rng.randint(5, 14)
    day = rng.randint(2, 10)
    return {
        "month": rng.choice([3, 5, 7, 9]),
        "day": rng.randint(11, 28),
        "first": first,
        "last": first + span,
        "span": span,
        "d1": day,
        "d2": day + 9,
        "ten": 10,
        "three": 3,
        "six": 6,
        "year": 2025,
    }


def _few(rng: random.Random) -> Numbers:
    return {"han2": 2, "han3": 3, "han4": 4}


def _part(rng: random.Random) -> Numbers:
    part = rng.randint(20, 90)
    return {"part": part, "whole": part + rng.randint(5, 30), "other": 7}


NUMBERS: dict[str, Callable[[random.Random], Numbers]] = {
    "total and parts": _sum,
    "totals with growth between": _money,
    "part and whole": _part,
    "share": _share,
    "shares make 100": _thirds,
    "from, to and change": _change,
    "points": _points,
    "stated twice": _twice,
    "calendar": _days,
    "announced and listed": _few,
    "order of a list": _few,
}


@cache
def passages() -> tuple[tuple[str, str], ...]:
    """Kind and passage of every line of ``planted.csv``."""
    with PASSAGES.open(encoding="utf-8", newline="") as file:
        return tuple((row["kind"], row["passage"]) for row in csv.DictReader(file))


def plant(text: str, seed: int, *, wrong: bool) -> tuple[str, list[Planted]]:
    """Every passage of every kind put between the paragraphs of a text, with numbers that fit or,
    where ``wrong``, with one of each changed; and where the passages stand.
    """
    rng = random.Random(seed)
    places = [match.end() for match in re.finditer(r"[。！]\s*\n", text)] or [len(text)]
    filled = []
    for kind, passage in passages():
        at, values, own = rng.choice(places), NUMBERS[kind](rng), random.Random(rng.random())
        filled.append((at, kind, _filled(passage, values, own if wrong else None)))
    pieces, planted, last, length = [], [], 0, 0
    for at, kind, passage in sorted(filled, key=lambda one: one[0]):
        pieces += [text[last:at], passage, "\n"]
        start = length + at - last
        planted.append(Planted(kind, start, start + len(passage)))
        last, length = at, start + len(passage) + 1
    return "".join([*pieces, text[last:]]), planted


def _filled(template: str, values: Numbers, rng: random.Random | None) -> str:
    """The passage with its numbers; with a generator, one of those that may be changed is."""
    free = [slot.start() for slot in _SLOT.finditer(template) if slot["how"]]
    chosen = rng.choice(free) if rng else None

    def number(slot: re.Match[str]) -> str:
        value = values[slot["name"]]
        if rng and slot.start() == chosen:
            value = _changed(value, slot["how"][1:], rng)
        return _HAN[int(value)] if "han" in slot["name"] else f"{value:g}"

    return _SLOT.sub(number, template)


def _changed(value: float, how: str, rng: random.Random) -> float:
    """Another number in its place, beyond what rounding allows."""
    marked = {
        "+": 10 * value,
        "day": rng.randint(32, 39),
        "more": value + rng.randint(3, 9),
        "back": value - 2,
        "list": value + 3,
    }
    if how:
        return marked[how]
    if value < 10 and value == int(value):
        return value + rng.choice([-1, 1, 2] if value > 2 else [1, 2])
    off = value * rng.uniform(0.12, 0.4) * rng.choice([-1, 1])
    places = len(f"{value:g}".partition(".")[2])
    return round(value + (off if abs(off) >= 1 or places else 2), places)


def recall(texts: Sequence[str], disagreements: Disagreements) -> dict[str, list[int]]:
    """By kind: contradictions reported, contradictions planted, and passages accused that fit.

    A passage is accused where a disagreement begins or ends in it: two numbers of the report may stand
    on both sides of many.
    """
    found = {kind: [0, 0, 0] for kind in NUMBERS}
    for seed, text in enumerate(texts):
        for wrong in (True, False):
            whole, planted = plant(text, seed, wrong=wrong)
            spans = disagreements(whole)
            for passage in planted:
                ends = (at for start, end in spans for at in (start, end - 1))
                hit = any(passage.start <= at < passage.end for at in ends)
                counts = found[passage.kind]
                counts[0] += wrong and hit
                counts[1] += wrong
                counts[2] += hit and not wrong
    return found


def table(found: Mapping[str, Sequence[int]]) -> str:
    """The figures as a plain table."""
    lines = [
        f"{'contradictions planted':<38}{'reported':>10}{'planted':>10}{'recall':>10}{'accused':>10}"
    ]
    total = [sum(counts[at] for counts in found.values()) for at in range(3)]
    for kind, (hits, planted, accused) in [*found.items(), ("all", total)]:
        share = hits / planted if planted else 1.0
        lines.append(f"{kind:<38}{hits:>10}{planted:>10}{share:>10.3f}{accused:>10}")
    return "\n".join(lines)

"""Damaged copies of clean texts, in which every place is still known.

A copy carries, for each of its characters, where in the clean text it stood; so what is true of
the clean text (where headings begin, where reports do) is true of the copy by position.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

MARKS: tuple[tuple[str, bool], ...] = (  # how pages are numbered; whether it may stand in a line
    ("{n}、", True),
    ("- {n} -", True),
    ("— {n} —", True),
    ("第{n}页", True),
    ("第{n}页共{of}页", True),
    ("共{of}页第{n}页", True),
    ("{n}/{of}", False),
    ("{n}", True),
)
_LOSSES = "。，、；："
_GONE = -1


@dataclass(slots=True)
class Copy:
    """A text with the place each of its characters had in the clean text (-1: it had none)."""

    text: str
    origin: list[int]
    marks: list[tuple[int, int]] = field(default_factory=list)  # spans of page marks
    lost: set[int] = field(default_factory=set)  # clean places whose heading can be known no more

    def places(self, length: int) -> list[int]:
        """Where each character of the clean text stands now, -1 where it is gone."""
        where = [_GONE] * length
        for at, before in enumerate(self.origin):
            if 0 <= before < length:
                where[before] = at
        return where

    def rebuilt(self, pieces: Sequence[tuple[int, int, str, bool]]) -> None:
        """Replace spans, given in order: start, end, what stands there now, whether a page mark."""
        text: list[str] = []
        origin: list[int] = []
        marks: list[tuple[int, int]] = []
        earlier = iter([*self.marks, (len(self.text) + 1, 0)])
        mark = next(earlier)
        at = size = 0
        for start, end, put, is_mark in [*pieces, (len(self.text), len(self.text), "", False)]:
            while mark[0] < start:
                marks.append((size + mark[0] - at, size + mark[1] - at))
                mark = next(earlier)
            text.append(self.text[at:start])
            origin += self.origin[at:start]
            size += start - at
            if is_mark:
                lead = len(put) - len(put.lstrip())
                marks.append((size + lead, size + len(put.rstrip())))
            text.append(put)
            origin += [_GONE] * len(put)
            size += len(put)
            at = end
        self.text, self.origin, self.marks = "".join(text), origin, marks


Damage = Callable[[Copy, Random], None]


def copy_of(text: str) -> Copy:
    return Copy(text, list(range(len(text))))


def wrapped(copy: Copy, random: Random) -> None:
    """Every paragraph in lines of one width, the first indented."""
    width = random.randint(24, 42)
    pieces: list[tuple[int, int, str, bool]] = []
    for match in re.finditer(r"[^\n]+", copy.text):
        if random.random() < 0.9:
            pieces.append((match.start(), match.start(), "　　", False))
        breaks = range(match.start() + width - 2, match.end() - 1, width)
        pieces += [(_off_mark(copy, at), _off_mark(copy, at), "\n", False) for at in breaks]
    copy.rebuilt(sorted(set(pieces)))


def _off_mark(copy: Copy, at: int) -> int:
    """A place for a line break that puts no closing mark first and tears no number."""
    while at < len(copy.text) - 1 and (
        copy.text[at] in "，。、；：！？）)”’》%" or (copy.text[at - 1 : at + 1].isdigit())
    ):
        at += 1
    return at


def paged_lines(copy: Copy, random: Random) -> None:
    """Page marks on lines of their own, every so many lines; now and then a running head too."""
    per_page = random.randint(10, 30)
    form = random.choice([mark for mark, _ in MARKS if mark != "{n}、"])
    head = (
        "\n" + random.choice(("某县工作简报", "内部资料　注意保存"))
        if random.random() < 0.3
        else ""
    )
    ends = [match.start() for match in re.finditer("\n", copy.text)][per_page - 1 :: per_page]
    _number(copy, ends, lambda n, of: f"\n{form.format(n=n, of=of)}{head}", random)


def paged_glued(copy: Copy, random: Random) -> None:
    """Page marks wherever the page was full, without any line break."""
    glued(copy, random.choice([mark for mark, in_line in MARKS if in_line]), random)


def glued(copy: Copy, form: str, random: Random) -> None:
    """Marks of one form wherever the page was full."""
    size = random.randint(250, 900)
    jitter = random.choice((0, size // 20, size // 4))
    at, ends = size, []
    while at < len(copy.text) - 20:
        ends.append(at)
        at += size + random.randint(-jitter, jitter)
    _number(copy, ends, lambda n, of: form.format(n=n, of=of), random)


def _number(
    copy: Copy, ends: Sequence[int], put: Callable[[int, int], str], random: Random
) -> None:
    first = random.choice((1, 1, 1, random.randint(2, 60)))
    of = first + len(ends)
    copy.rebuilt([(at, at, put(first + n, of), True) for n, at in enumerate(ends)])
    copy.marks = [_bare(copy.text, *mark) for mark in copy.marks]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The mark alone, without the running head that was put in with it."""
    line = text[start:end].partition("\n")[0]
    return start, start + len(line)


def joined(copy: Copy, random: Random) -> None:
    """All line breaks lost."""
    del random
    copy.rebuilt([(m.start(), m.end(), "", False) for m in re.finditer(r"\n[ \u3000]*", copy.text)])


def unpunctuated(copy: Copy, random: Random) -> None:
    """Three punctuation marks in a hundred lost; what a mark stood before is known no more."""
    lost = [at for at, char in enumerate(copy.text) if char in _LOSSES and random.random() < 0.03]
    copy.rebuilt([(at, at + 1, "", False) for at in lost])


def cut_ends(copy: Copy, random: Random) -> None:
    """The first and the last hundreds of characters cut off."""
    low, high = (random.randint(0, min(400, len(copy.text) // 6)) for _ in range(2))
    copy.rebuilt([(0, low, "", False), (len(copy.text) - high, len(copy.text), "", False)])


def markers_lost(spans: Sequence[tuple[int, int]]) -> Damage:
    """One heading number in eight lost (their spans in the clean text)."""

    def lose(copy: Copy, random: Random) -> None:
        chosen = [span for span in spans if random.random() < 1 / 8]
        where = copy.places(max((end for _, end in spans), default=0) + 1)
        copy.lost |= {start for start, _ in chosen}
        gone = sorted(
            {where[at] for start, end in chosen for at in range(start, end) if where[at] >= 0}
        )
        copy.rebuilt([(at, at + 1, "", False) for at in gone])

    return lose


def contents(entries: Sequence[str], glued: bool) -> Damage:
    """A table of contents before the text: its headings, on lines or in one."""

    def put(copy: Copy, random: Random) -> None:
        pages = sorted(random.randint(1, 40) for _ in entries)
        leader = random.choice(("……", "………………", " "))
        numbered = random.random() < 0.7
        lines = [
            f"{entry}{leader}{page}" if numbered else entry
            for entry, page in zip(entries, pages, strict=True)
        ]
        between = "" if glued else "\n"
        copy.rebuilt([(0, 0, between.join(["目录", *lines, ""]), False)])

    return put


def run_together(first: Copy, second: Copy, glue: str, shift: int) -> Copy:
    """Two copies one behind the other; the second's clean text comes shift places later."""
    size = len(first.text) + len(glue)
    return Copy(
        first.text + glue + second.text,
        [
            *first.origin,
            *[_GONE] * len(glue),
            *(at + shift if at >= 0 else at for at in second.origin),
        ],
        [*first.marks, *((a + size, b + size) for a, b in second.marks)],
        first.lost | {at + shift for at in second.lost},
    )


def applied(copy: Copy, damages: Sequence[Damage], seed: int) -> Copy:
    random = Random(seed)
    for damage in damages:
        damage(copy, random)
    return copy

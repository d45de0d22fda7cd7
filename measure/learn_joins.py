"""Learn where paragraphs go on behind line ends.

    python -m measure.learn_joins --shared ../shared

writes ``toolkit/lexicon/joins.csv``. Texts are broken into lines of many widths, with and without
indents and empty lines, or torn in a few places as by pages; the weights of a logistic regression
tell the line ends that were put in from those of the texts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Annotated
from unittest import mock

import typer

from measure import damage
from measure.clean_texts import own_texts
from measure.fit import Case, logistic
from measure.score_damaged import labelled_texts
from toolkit import lexicon
from toolkit.extract.repair import joins
from toolkit.extract.repair.joins import LineEnds
from toolkit.extract.repair.repairs import repair
from toolkit.reading import reading

SHORT = Path(__file__).parent / "line_ends.txt"
TARGET = Path(lexicon.FOLDER) / "joins.csv"
_SEEDS = range(18)
_LONGEST, _HEAD, _FEW = 6_000, 800, 5  # characters of a text, of its head; lines of a piece
_STOPS_LOST = 0.08  # of the full stops at line ends, in some copies
_MISSED, _RIDGE, _LEAST, _TEXTS = 0.5, 0.005, 0.05, 10
_HARD = 4  # times a paragraph's end counts that fills its line
_AGAIN = 12  # times a short piece counts


def broken(copy: damage.Copy, random: Random) -> None:
    """A text in lines of one width, in columns or characters, or torn in some places alone."""
    pieces: list[tuple[int, int, str, bool]] = []
    form = random.choice(("columns", "columns", "characters", "typeset", "torn", "torn", "whole"))
    width = random.choice((10, 12, 15, 18, 20, 22, 24, 28, 30, 32, 34, 36, 38, 40, 42))
    indent = random.choice(("", "　　", "　　", "    "))
    always = random.choice((1.0, 1.0, 0.9))
    empty = random.random() < 0.2
    per_page = random.choice((random.randint(12, 60), random.randint(60, 900)))
    left = per_page
    for match in re.finditer(r"[^\n]+", copy.text):
        start, stop = match.span()
        if empty:
            pieces.append((start, start, "\n", False))
        if indent and random.random() < always and form != "whole":
            pieces.append((start, start, indent, False))
            used = 4
        else:
            used = 0
        for at in range(start, stop):
            size = 1 if form != "characters" and copy.text[at].isascii() else 2
            left -= 1
            full = left <= 0 if form == "torn" else form != "whole" and used + size > 2 * width
            hangs = form in ("typeset", "characters") and copy.text[at] in "，。、；：！？）”》%"
            torn = (
                form in ("typeset", "characters") and copy.text[max(0, at - 1) : at + 1].isdigit()
            )
            if full and at > start and not hangs and not torn:
                pieces.append((at, at, "\n", False))
                used, left = 0, per_page
            used += size
    copy.rebuilt(sorted(pieces, key=lambda piece: piece[0]))


def cases(name: str, text: str, seeds: Sequence[int]) -> Iterator[Case]:
    """The line ends of copies of a text."""
    for seed in seeds:
        random = Random(f"{name} {seed}")
        copy = damage.copy_of(text)
        if seed % 2:
            damage.unpunctuated(copy, random)
            ends = [m.start() for m in re.finditer("。(?=\n)", copy.text)]
            lost = [at for at in ends if random.random() < _STOPS_LOST]
            copy.rebuilt([(at, at + 1, "", False) for at in lost])
        broken(copy, random)
        yield from _cases(name, copy)


def _cases(name: str, copy: damage.Copy) -> Iterator[Case]:
    ends = LineEnds(copy.text)
    first = 0
    for at, (line, after) in enumerate(zip(ends.lines, ends.lines[1:], strict=False)):
        right = all(
            copy.origin[n] < 0 for n in range(line.end, after.start) if copy.text[n] == "\n"
        )
        signs = (*ends.signs(first, at), *ends.wording(first, at))
        hard = not right and "inset flush full" in signs  # ends that only look like a full line's
        yield from (_HARD if hard else 1) * [Case(name, signs, right)]
        if not right:
            ends.close(first, at)
            first = at + 1


def _is_wrapped(text: str) -> bool:
    lines = [line for line in text.splitlines() if len(line.strip()) > 15]
    return 2 * sum(line.rstrip()[-1] not in joins.ENDED for line in lines) > len(lines)


def short() -> Iterator[Case]:
    """The line ends of short pieces (``line_ends.txt``)."""
    for n, line in enumerate(SHORT.read_text("utf-8").splitlines()):
        if not line.startswith("#"):
            text = re.sub("[↵¶]", "\n", line)
            pieces = damage.Copy(text, [-1 if char == "↵" else 0 for char in line])
            yield from _AGAIN * list(_cases(f"short {n}", pieces))


def texts(shared: Path) -> Iterator[tuple[str, str]]:
    """Texts whose line ends are all their own."""
    for clean in (*own_texts(), *labelled_texts()):
        yield clean.name, repair(clean.text).clean
    for path in sorted([*(shared / "reports").glob("*.txt"), *(shared / "corpus").glob("*.txt")]):
        found = reading.read(path.read_bytes(), path.suffix)
        text = repair(found.text, found.damaged).clean
        yield path.stem, re.sub(r"[\r\n]+[ \t\u3000]*", "\n", text)


def main(
    shared: Annotated[Path, typer.Option(help="Folder with reports/ and corpus/.")] = Path(
        "../shared"
    ),
) -> None:
    """Learn the weights anew."""
    with mock.patch.object(joins, "_weights", dict):  # what is learnt from is joined by nothing
        known = [(name, text) for name, text in texts(shared) if not _is_wrapped(text)]
    some = list(short())
    for name, text in known:
        if text.count("\n") * 200 > len(text):
            for seed in _SEEDS:
                begin = Random(seed).randrange(max(1, len(text) - _LONGEST))
                piece = text[text.rfind("\n", 0, begin) + 1 : begin + _LONGEST]
                some += list(cases(name, piece, [seed]))
                some += list(cases(name, text[:_HEAD], [seed]))
                lines = piece.splitlines()
                for at in range(0, len(lines), 3 * _FEW):
                    few = "\n".join(lines[at : at + 1 + (at + seed) % _FEW])
                    some += list(cases(name, few, [seed + at]))
    documents: dict[str, set[str]] = defaultdict(set)
    for case in some:
        for sign in case.signs:
            documents[sign].add(case.document)
    common = [
        replace(case, signs=tuple(s for s in case.signs if len(documents[s]) >= _TEXTS))
        for case in some
    ]
    names = sorted({case.document for case in some})
    kept = {name for name in names[::4] if not name.startswith("short")}
    tried = logistic(
        [case for case in common if case.document not in kept], missed=_MISSED, ridge=_RIDGE
    )
    told = [
        (c.right, tried[""] + sum(tried.get(s, 0) for s in c.signs) > 0)
        for c in common
        if c.document in kept
    ]
    typer.echo(
        f"held out: {len(told)} line ends, {sum(right for right, _ in told)} joins, "
        f"{sum(right and not found for right, found in told)} missed, "
        f"{sum(found and not right for right, found in told)} false"
    )
    weights = logistic(common, missed=_MISSED, ridge=_RIDGE)
    rows = [
        f'"{s}",{w:.2f}' for s, w in sorted(weights.items()) if abs(w) >= _LEAST and '"' not in s
    ]
    notes = "# Where paragraphs go on behind line ends. Learnt: measure/learn_joins.py\n"
    TARGET.write_text(notes + "sign,weight\n" + "\n".join(rows) + "\n", "utf-8")
    typer.echo(f"{len(some)} line ends, {len(rows)} weights")


if __name__ == "__main__":
    typer.run(main)

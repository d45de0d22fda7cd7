"""Learn where titles stand in texts that were run together.

    python -m measure.learn_openings --shared ../shared

writes ``toolkit/lexicon/openings.csv``. Copies of texts whose titles are known lose their line
breaks and some punctuation and are run together; the weights of a logistic regression are fitted
to tell where a title stands. Signs seen in one text alone are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from measure import damage
from measure.clean_texts import Clean, TrueReport, own_texts
from measure.fit import Case, logistic
from measure.score_damaged import given_texts, labelled_texts
from toolkit import lexicon
from toolkit.extract.structure import openings
from toolkit.extract.structure.lines import Lines

TARGET = Path(lexicon.FOLDER) / "openings.csv"
PROSE, HEADS = (Path(__file__).parent / name for name in ("prose.txt", "heads.txt"))
_SEEDS = range(8)
_LEAST = 0.05
_UNDER_TITLE = 120  # characters between a title and what its text opens with
_MISSED = 14.0  # how much worse a title missed is than one too many


def cases(texts: Sequence[Clean]) -> Iterator[Case]:
    """Of each text behind another, the places where titles may stand, and whether one does."""
    for seed in _SEEDS:
        order = list(texts)
        Random(seed).shuffle(order)
        for first, second in zip(order, [*order[1:], order[0]], strict=True):
            yield from _of_pair(first, second, seed)


def _of_pair(first: Clean, second: Clean, seed: int) -> Iterator[Case]:
    some, glue = ([], "\n") if seed % 2 else ([damage.joined], "")
    copies = [damage.applied(damage.copy_of(one.text), some, seed) for one in (first, second)]
    copy = damage.run_together(copies[0], copies[1], glue, len(first.text))
    copy = damage.applied(copy, [damage.unpunctuated], seed)
    size = len(first.text) + len(second.text) + 1
    again = _said_twice(copy, second, len(first.text), size) if seed % 3 == 0 else {}
    bare = _untitled(copy, second, len(first.text), size) if seed % 4 == 1 else None
    where = copy.places(size)
    known = {}
    for clean, shift in ((first, 0), (second, len(first.text))):
        for report in clean.reports:
            if report.title and where[report.title[0] + shift] >= 0:
                begin, stop = (where[report.title[0] + shift], where[report.title[1] - 1 + shift])
                known[begin] = stop + 1
    for start, (stop, second_time) in again.items():
        known.pop(second_time)
        known[start] = stop
    if bare is not None:
        known[bare] = bare
    lines = Lines(copy.text)
    begin = lines.all[0].start
    for one in openings.openings(lines, begin, len(copy.text)):
        right = known.get(one.start) == one.end
        if not right and one.start == one.end and _is_led_in(known, one.start):
            continue
        name = first.name if one.start < len(copies[0].text) else second.name
        yield Case(name, one.signs, right)


def _said_twice(
    copy: damage.Copy, clean: Clean, shift: int, size: int
) -> dict[int, tuple[int, int]]:
    """Put a title in twice, as web pages do: its start, its end, the start of the second."""
    title = clean.reports[0].title if clean.reports else None
    if title is None:
        return {}
    where = copy.places(size)
    start, stop = where[title[0] + shift], where[title[1] - 1 + shift] + 1
    copy.rebuilt([(start, start, copy.text[start:stop], False)])
    return {start: (stop, stop)}


def _untitled(copy: damage.Copy, clean: Clean, shift: int, size: int) -> int | None:
    """Where a text begins that has lost its title, and what stands between the two."""
    title = clean.reports[0].title if clean.reports else None
    if title is None:
        return None
    where = copy.places(size)
    start, stop = where[title[0] + shift], where[title[1] - 1 + shift] + 1
    begins = openings.UNTITLED.search(copy.text, stop, stop + _UNDER_TITLE)
    if begins is None:
        return None
    stop = begins.start()
    copy.rebuilt([(start, stop, "", False)])
    return start


def _is_led_in(known: dict[int, int], start: int) -> bool:
    """Whether a place stands so close below a title that it only leads in what the title opens."""
    return any(0 <= start - stop < openings.SOON for stop in known.values())


def headed(texts: Sequence[Clean]) -> Iterator[Clean]:
    """How texts of each kind begin (``heads.txt``), before the body of one of that kind."""
    bodies: dict[str, list[Clean]] = defaultdict(list)
    for clean in texts:
        if len(clean.reports) == 1:
            bodies[clean.reports[0].kind].append(clean)
    lines = [line for line in HEADS.read_text("utf-8").splitlines() if not line.startswith("#")]
    for n, line in enumerate(lines):
        kind, title, below = line.split("|")
        title = re.sub(r"(?<=.{3})关于", "/关于", title) if n % 2 else title
        of = bodies[kind][n % len(bodies[kind])]
        body = of.text[of.headings[1 % len(of.headings)].start if of.headings else 0 :]
        text = f"{title}|{below}|".replace("/", "\n").replace("|", "\n") + body
        yield Clean(f"head {n}", text, [TrueReport(0, kind, (0, len(title)))])


def prose() -> Iterator[Clean]:
    """Texts without a title."""
    for n, line in enumerate(PROSE.read_text("utf-8").splitlines()):
        if not line.startswith("#"):
            yield Clean(f"prose {n}", line.replace("/", "\n"))


def main(
    shared: Annotated[Path, typer.Option(help="Folder with reports/.")] = Path("../shared"),
) -> None:
    """Learn the weights anew."""
    own = list(own_texts())
    known = [*own, *headed(own), *given_texts(shared), *labelled_texts(), *prose()]
    some = list(cases(known))
    weights = logistic(some, _MISSED)
    rows = [f"{s},{w:.2f}" for s, w in sorted(weights.items()) if abs(w) >= _LEAST]
    notes = "# Where a title stands in run-in text: what speaks for it. Learnt: measure/learn_openings.py\n"
    TARGET.write_text(notes + "sign,weight\n" + "\n".join(rows) + "\n", "utf-8")
    wrong = sum(
        (openings.score(openings.Opening(0, 0, c.signs), weights) > 0) != c.right for c in some
    )
    typer.echo(
        f"{len(some)} places, {sum(c.right for c in some)} titles, {wrong} wrong; {len(rows)} weights"
    )


if __name__ == "__main__":
    typer.run(main)

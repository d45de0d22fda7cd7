"""Learn what stands beside page marks that run into a text.

    python -m measure.learn_pages --shared ../shared

writes ``toolkit/lexicon/page_signs.csv``. Numbers that count up are put into texts without line
breaks; the weights of a logistic regression tell them from the numbers of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from measure import damage
from measure.clean_texts import Clean, own_texts
from measure.fit import Case, logistic
from measure.score_damaged import given_texts, labelled_texts
from toolkit import lexicon
from toolkit.extract.repair.pagetext import signs

TARGET = Path(lexicon.FOLDER) / "page_signs.csv"
_SEEDS = range(8)
_OTHERS = 120  # numbers of a text that are no marks, of each form
_TEXTS, _LEAST = 6, 0.1  # texts a sign is seen in; the least weight that is kept


def cases(texts: Sequence[Clean]) -> Iterator[Case]:
    """The marks in texts that were given pages, and other numbers of these texts."""
    for seed in _SEEDS:
        for n, clean in enumerate(texts):
            random = Random(1000 * seed + n)
            copy = damage.applied(damage.copy_of(clean.text[:30_000]), [damage.joined], seed)
            for ending in ("、", ""):
                paged = damage.copy_of(copy.text)
                damage.glued(paged, f"{{n}}{ending}", random)
                yield from _cases(paged, clean.name, ending, random)


def _cases(copy: damage.Copy, name: str, ending: str, random: Random) -> Iterator[Case]:
    marks = {mark for mark in copy.marks if mark[0] > 0 and mark[1] < len(copy.text)}
    numbers = [
        (at, stop + len(ending))
        for run in re.finditer(r"\d+", copy.text)
        for at in range(max(1, run.start()), run.end())
        for stop in range(at + 1, min(at + 3, run.end()) + 1)
        if copy.text[at] != "0" and copy.text.startswith(ending, stop)
        if stop + len(ending) < len(copy.text)
    ]
    others = [span for span in numbers if not any(span[0] < b and a < span[1] for a, b in marks)]
    for span in marks:
        yield Case(name, tuple(signs(copy.text, *span)), True)
    for span in random.sample(others, min(_OTHERS, len(others))):
        yield Case(name, tuple(signs(copy.text, *span)), False)


def main(
    shared: Annotated[Path, typer.Option(help="Folder with reports/.")] = Path("../shared"),
) -> None:
    """Learn the weights anew."""
    some = list(cases([*own_texts(), *given_texts(shared), *labelled_texts()]))
    texts: dict[str, set[str]] = defaultdict(set)
    for case in some:
        for sign in case.signs:
            texts[sign].add(case.document)
    common = [
        replace(case, signs=tuple(s for s in case.signs if len(texts[s]) >= _TEXTS))
        for case in some
    ]
    weights = logistic(common, missed=1.0)
    rows = [f'"{s}",{w:.2f}' for s, w in sorted(weights.items()) if abs(w) >= _LEAST]
    notes = "# What stands beside a page mark in run-in text. Learnt: measure/learn_pages.py\n"
    TARGET.write_text(notes + "sign,weight\n" + "\n".join(rows) + "\n", "utf-8")
    wrong = sum(
        (weights[""] + sum(weights.get(s, 0) for s in c.signs) > 0) != c.right for c in some
    )
    typer.echo(
        f"{len(some)} numbers, {sum(c.right for c in some)} marks, {wrong} wrong; {len(rows)} weights"
    )


if __name__ == "__main__":
    typer.run(main)

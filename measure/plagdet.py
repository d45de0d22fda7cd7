"""How well planted passages are found again: PlagDet at several levels of noise.

    python -m measure.plagdet [RAW]...

Passages of one half of a text are planted into another text of the same genre with 0 to 30 % of
their characters replaced, left out, put in or swapped; then reuse is sought among all texts. One
half of the planted sets is for tuning (constants of ``toolkit.across.align``), the other, which
nothing was tuned on, is what counts.

PlagDet (Potthast, Stein, Barrón-Cedeño and Rosso, COLING 2010): with precision and recall
averaged over detections and planted cases by the characters they cover on both sides, and
granularity the mean number of detections of a case that is found at all,
plagdet = F1 / log2(1 + granularity). What the texts shared before would be counted as mistakes:
only passages without a run that another report has too are planted, each once, and a detection
that lies wholly outside the planted stretches of its report is not counted.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from toolkit import Corpus
from toolkit.across.body import Body
from toolkit.across.compared import Compared
from toolkit.across.reuse import find_reuse
from toolkit.extract.text import Text

RAW = Path(__file__).parent.parent / "data" / "raw"
NOISE = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)
SHORTEST, LONGEST = 60, 400  # characters of a planted passage
EVERY = 1_200  # characters of text for one planted passage
RUN = 16  # characters; a passage with such a run that another text has too is not planted
TRIES = 50  # to find a passage to plant
HALVES = ("tuning", "reported")

Span = tuple[str, int, int]  # report, start, end


@dataclass(frozen=True, slots=True)
class Case:
    """A passage in one report and its planted copy in another; or two passages found."""

    a: Span
    b: Span


@dataclass(frozen=True, slots=True)
class Score:
    precision: float
    recall: float
    granularity: float

    @property
    def plagdet(self) -> float:
        """F1 over the logarithm of granularity.

        >>> Score(1.0, 1.0, 1.0).plagdet, round(Score(1.0, 1.0, 3.0).plagdet, 2)
        (1.0, 0.5)
        """
        both = self.precision + self.recall
        f1 = 2 * self.precision * self.recall / both if both else 0.0
        return f1 / math.log2(1 + self.granularity)


def plant(
    texts: Sequence[str], noise: float, generator: random.Random
) -> tuple[list[Body], list[Case]]:
    """The texts cut in halves, with passages of sources planted into the other halves."""
    sources = {f"s{at}#1": text[: len(text) // 2] for at, text in enumerate(texts)}
    hosts = {f"h{at}#1": text[len(text) // 2 :] for at, text in enumerate(texts)}
    free = {name: [True] * len(text) for name, text in sources.items()}
    for name, start in _shared_runs(sources, hosts):
        free[name][start : start + RUN] = [False] * RUN
    cases = []
    for host, text in hosts.items():
        parts, done, size = [], 0, 0
        for place in range(EVERY // 2, len(text), EVERY):
            chosen = _choose([name for name in free if name[1:] != host[1:]], free, generator)
            if chosen:
                name, start, end = chosen
                copy = distort(sources[name][start:end], noise, generator)
                parts += [text[done:place], copy]
                size += place - done
                cases.append(Case(chosen, (host, size, size + len(copy))))
                done, size = place, size + len(copy)
        hosts[host] = "".join(parts) + text[done:]
    bodies = [Body(name, Text(text), 0, text, [], []) for name, text in (sources | hosts).items()]
    return bodies, cases


def _shared_runs(*groups: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Where a run of characters begins that another of the texts has too."""
    owner: dict[str, str] = {}
    texts = [item for group in groups for item in group.items()]
    for name, text in texts:
        for at in range(len(text) - RUN + 1):
            run = text[at : at + RUN]
            if owner.setdefault(run, name) != name:
                owner[run] = ""
    for name, text in texts:
        for at in range(len(text) - RUN + 1):
            if not owner[text[at : at + RUN]] and name in groups[0]:
                yield name, at


def _choose(names: list[str], free: dict[str, list[bool]], generator: random.Random) -> Span | None:
    """A passage that has not been planted yet and that no other report has."""
    for _ in range(TRIES):
        name = generator.choice(names)
        length = min(generator.randint(SHORTEST, LONGEST), len(free[name]))
        start = generator.randint(0, len(free[name]) - length)
        if all(free[name][start : start + length]):
            free[name][start : start + length] = [False] * length
            return name, start, start + length
    return None


def distort(text: str, noise: float, generator: random.Random) -> str:
    """A share of the characters replaced, left out, doubled by another, or swapped."""
    characters = list(text)
    for at in range(len(characters)):
        if generator.random() < noise:
            other = generator.choice(text)
            what = generator.randrange(4)
            if what == 3 and at:
                characters[at - 1], characters[at] = characters[at], characters[at - 1]
            else:
                characters[at] = (other, "", characters[at] + other, other)[what]
    return "".join(characters)


def detect(bodies: Sequence[Body]) -> list[Case]:
    rows = find_reuse(Compared(bodies))
    return [
        Case(
            (row["report_a"], row["start_a"], row["end_a"]),
            (row["report_b"], row["start_b"], row["end_b"]),
        )
        for row in rows
    ]


def score(planted: Sequence[Case], found: Sequence[Case]) -> Score:
    """Macro-averaged precision and recall, and granularity, over both sides of every case."""
    hosts: dict[str, list[Span]] = {}
    for case in planted:
        hosts.setdefault(case.b[0], []).append(case.b)
    counted = [case for case in found if any(_shared(case.b, b) for b in hosts.get(case.b[0], ()))]
    hits = [[case for case in counted if _touch(one, case)] for one in planted]
    back = [[case for case in planted if _touch(case, one)] for one in counted]
    recall = [_covered(one, near) for one, near in zip(planted, hits, strict=True)]
    precision = [_covered(one, near) for one, near in zip(counted, back, strict=True)]
    several = [len(near) for near in hits if near]
    return Score(_mean(precision), _mean(recall), _mean(several) or 1.0)


def _touch(a: Case, b: Case) -> bool:
    return _shared(a.a, b.a) > 0 and _shared(a.b, b.b) > 0


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a[2], b[2]) - max(a[1], b[1])) if a[0] == b[0] else 0


def _covered(case: Case, near: Sequence[Case]) -> float:
    """The share of a case's characters, on both sides, that some of the others cover."""
    of = covered = 0
    for mine, others in ((case.a, [c.a for c in near]), (case.b, [c.b for c in near])):
        places = {
            at for span in others for at in range(max(span[1], mine[1]), min(span[2], mine[2]))
        }
        of, covered = of + mine[2] - mine[1], covered + len(places)
    return covered / of if of else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def measure(texts: Sequence[str], noise: float, half: str) -> tuple[Score, int]:
    """One planted set; the halves plant other passages at other places."""
    generator = random.Random(f"{half} {noise}")
    bodies, cases = plant(texts, noise, generator)
    return score(cases, detect(bodies)), len(cases)


def main(
    raw: Annotated[list[Path] | None, typer.Argument(help="Folders of reports.")] = None,
) -> None:
    """Plant passages with noise and print PlagDet for each level of it."""
    corpus = Corpus.parse(raw or [RAW])
    texts = [body.text for body in corpus.bodies if len(body.text) >= 2 * LONGEST]
    typer.echo(f"{len(texts)} reports, {sum(map(len, texts)):,} characters")
    for half in HALVES:
        typer.echo(
            f"{half}: {'noise':>8}{'planted':>9}{'precision':>11}{'recall':>8}{'granularity':>13}{'plagdet':>9}"
        )
        for noise in NOISE:
            result, cases = measure(texts, noise, half)
            typer.echo(
                f"{'':<{len(half) + 2}}{noise:>8.0%}{cases:>9}{result.precision:>11.3f}{result.recall:>8.3f}"
                f"{result.granularity:>13.3f}{result.plagdet:>9.3f}"
            )


if __name__ == "__main__":
    typer.run(main)

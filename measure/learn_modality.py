"""Learn what speaks for a target: whether a number is told or asked for.

    python -m measure.learn_modality --shared ../shared [--also FILE]

writes ``toolkit/lexicon/modality_signs.csv``: the weights of a logistic regression (`fit.logistic`)
over numbers labelled by hand: in the texts of SHARED (``gold/numerals.jsonl``, ``gold/targets.jsonl``),
in the sample reports, in passages written for it (``modality.txt``), and in public texts that are not at hand, of which
``modality_cases.csv`` keeps the signs without a word of the text. --also puts files of such passages in
the place of those: ``### name`` before each, ``{9件|t}`` around a number that is aimed at, ``{9件}`` around
one that is told, ``{9件|a}`` around one not to be judged. Says how often held-out documents are read right.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated
from unittest import mock

import typer

from measure.fit import Case, logistic
from toolkit import lexicon
from toolkit.extract import document
from toolkit.extract.model import Claim
from toolkit.extract.numbers import modality
from toolkit.extract.numbers.claims import ClaimReader
from toolkit.extract.numbers.counting import Quantity
from toolkit.reading import reading

OWN, CASES = (Path(__file__).parent / name for name in ("modality.txt", "modality_cases.csv"))
RAW, TRUTH = (Path(__file__).parents[1] / name for name in ("data/raw", "tests/truth"))
TARGET = Path(lexicon.FOLDER) / "modality_signs.csv"
NOTE = "# What speaks for a target or against it. Learnt: measure/learn_modality.py\n"
FOLDS, RIDGE = 6, 0.02
_MARKED = re.compile(r"\{([^{}|]+)((?:\|[^{}]*)?)\}|⟨([^⟨⟩|]+)\|[^⟨⟩]*⟩")

Labels = Sequence[tuple[int, int, bool]]  # from, to, aimed at


def passages(file: Path) -> Iterator[tuple[str, str, Labels]]:
    """The labelled passages of a file: name, text without marks, labels."""
    for block in file.read_text(encoding="utf-8").split("### ")[1:]:
        name, _, marked = block.partition("\n")
        text, at = "", 0
        labels = []
        for match in _MARKED.finditer(marked):
            text += marked[at : match.start()]
            fields = (match[2] or "").split("|")
            if match[1] and "a" not in fields and not any(one.endswith("?") for one in fields):
                labels.append((len(text), len(text) + len(match[1]), "t" in fields))
            text, at = text + (match[1] or match[3]), match.end()
        yield name.split()[0], text + marked[at:], labels


def given(shared: Path) -> Iterator[tuple[str, str, Labels]]:
    """The texts of SHARED with labels."""
    labels: defaultdict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for name, column, aimed in (("numerals", "modality", "target"), ("targets", "kind", "target")):
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row.get(column) and row.get("start") is not None and row.get("numeric", True):
                labels[row["file"]].append((row["start"], row["end"], row[column] == aimed))
    for file in sorted([*(shared / "corpus").glob("*.txt"), *(shared / "reports").glob("*.txt")]):
        found = labels.get(file.stem) or labels.get(file.stem[:3])
        if found:
            yield file.stem, reading.read(file.read_bytes(), file.suffix).text, found


def samples() -> Iterator[tuple[str, str, Labels]]:
    """The sample reports, which were written with their labels."""
    for file in sorted(TRUTH.glob("*.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        raw = next(RAW.rglob(truth["file"]))
        labels = [
            (one["start"], one["end"], one["modality"] == "target") for one in truth["claims"]
        ]
        yield file.stem, reading.read(raw.read_bytes(), raw.suffix).text, labels


def cases_of(name: str, text: str, labels: Labels) -> Iterator[Case]:
    """The labelled numbers of a text whose signs decide."""
    weighed: list[set[str]] = []
    asked: dict[int, set[str]] = {}
    claim, signs = ClaimReader.claim, modality.signs

    def noted(said: modality.Said) -> set[str]:
        weighed.append(signs(said))
        return weighed[-1]

    def read(reader: ClaimReader, found: Quantity) -> Claim:
        weighed.clear()
        one = claim(reader, found)
        asked.update({one.start: weighed[-1]} if weighed else {})
        return one

    with (
        mock.patch.object(modality, "signs", noted),
        mock.patch.object(ClaimReader, "claim", read),
    ):
        found = document.find(text)
    for one in found.claims:
        start, end = found.text.to_raw(one.start, one.end)
        aimed = next((aim for low, high, aim in labels if low < end and start < high), None)
        if aimed is not None and one.start in asked:
            yield Case(name, tuple(sorted(asked[one.start] - {""})), aimed)


def held_out(cases: Sequence[Case]) -> float:
    """The share of numbers read right by the weights of the other documents."""
    names = sorted({case.document for case in cases})
    right = 0
    for fold in range(FOLDS):
        some = set(names[fold::FOLDS])
        weights = logistic([case for case in cases if case.document not in some], 1.0, RIDGE)
        for case in cases:
            if case.document in some:
                told = weights[""] + sum(weights.get(sign, 0.0) for sign in case.signs)
                right += (told > 0) == case.right
    return right / len(cases)


def main(
    shared: Annotated[Path, typer.Option()] = Path("../shared"),
    also: Annotated[list[Path] | None, typer.Option()] = None,
) -> None:
    if also:
        found = [case for file in also for passage in passages(file) for case in cases_of(*passage)]
        with CASES.open("w", encoding="utf-8", newline="") as out:
            rows = ((one.document, "ft"[one.right], "|".join(one.signs)) for one in found)
            csv.writer(out, lineterminator="\n").writerows([("passage", "aimed", "signs"), *rows])
    with CASES.open(encoding="utf-8", newline="") as kept:
        cases = [
            Case(row["passage"], tuple(row["signs"].split("|")), row["aimed"] == "t")
            for row in csv.DictReader(kept)
        ]
    texts = (*given(shared), *samples(), *passages(OWN))
    cases += [case for text in texts for case in cases_of(*text)]
    weights = logistic(cases, 1.0, RIDGE)
    print(f"{len(cases)} numbers, {held_out(cases):.3f} of those held out read right")
    lines = "".join(f"{sign},{weight:.2f}\n" for sign, weight in weights.items())
    TARGET.write_text(f"{NOTE}sign,weight\n{lines}", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)

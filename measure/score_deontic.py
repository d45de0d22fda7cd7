"""How well the force of sentences agrees with sentences labelled by hand; and its learnt weights.

    python -m measure.score_deontic [SHARED]
    python -m measure.score_deontic [SHARED] --learn [--also FILE ...]

``deontic_by_hand.csv`` holds places (file, start, end of the raw text) and labels, no sentences: 750
sentences of the texts in SHARED in five sets of 150, each of 100 drawn at random and 50 that hold a
word such as 鼓励 or 不得, which would be rare otherwise. All were labelled by one reader in their
context before the output for them was seen: a plain verb in an account of the past year states.
κ at first sight, on these and on public texts that are not at hand, stands in docs/CONCEPTS.md with
the guideline. first_label is the label as first given, before the meaning of *encourages* was made
simpler (any support, not only of somebody to do something) and a few slips were put right.

Learnt from are these, ``deontic_sentences.csv`` (sentences written for this measure) and
``deontic_cases.csv``: the signs of labelled sentences of public texts that are not at hand. ``--also``
puts the sentences of further files there (label, outlook, role, sentence), as signs alone.

Cohen's κ: agreement beyond what the shares of the classes would give by chance.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from unittest import mock

import pandas as pd
import typer

from measure.fit import Case, logistic
from toolkit import Corpus, lexicon
from toolkit.extract import deontic
from toolkit.tables.schema import DEONTIC

LABELS, SENTENCES, CASES = (
    Path(__file__).parent / f"deontic_{name}.csv" for name in ("by_hand", "sentences", "cases")
)
TARGET = Path(lexicon.FOLDER) / "force_signs.csv"
NOTE = "# What each sign weighs for each class of force. Learnt: measure/score_deontic.py\n"
RIDGE = 0.2

Seen = tuple[str, set[str]]  # the label of a sentence and its signs


def kappa(a: pd.Series, b: pd.Series) -> float:
    """Cohen's κ of two columns of labels.

    >>> round(kappa(pd.Series(list("xxyy")), pd.Series(list("xxyx"))), 2)
    0.5
    """
    classes = set(a) | set(b)
    chance = sum(float((a == one).mean() * (b == one).mean()) for one in classes)
    return (float((a == b).mean()) - chance) / (1 - chance)


def places(labels: pd.DataFrame, sentences: pd.DataFrame) -> list[int]:
    """The row of the sentence that holds each labelled place."""
    documents = sentences["report_id"].str.rpartition("#")[0]
    found: dict[int, int] = {}
    for file, rows in labels.groupby("file"):
        mine = sentences[documents == Path(str(file)).stem].sort_values("start")
        at = mine["start"].searchsorted(rows["start"], side="right") - 1
        found |= dict(zip(rows.index, mine.index[at], strict=True))
    return [found[row] for row in labels.index]


def by_hand(labels: pd.DataFrame, files: Sequence[Path]) -> list[Seen]:
    """The labelled sentences of some texts, with their signs where they stand."""
    asked: list[set[str]] = []
    answer = deontic.force

    def told(sentence: str, outlook: str = "", role: str = "other") -> str:
        asked.append(deontic.placed(deontic.signs(sentence), outlook, role))
        return answer(sentence, outlook, role)

    with mock.patch.object(deontic, "force", told):
        at = places(labels, Corpus.parse(files).sentences)
    return [(label, asked[i]) for i, label in zip(at, labels["label"], strict=True)]


def written(file: Path) -> list[dict[str, str]]:
    """The sentences of a file (label, outlook, role, sentence), as their signs."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [{**row, "signs": "|".join(sorted(deontic.signs(row["sentence"])))} for row in rows]


def kept(also: Sequence[Path]) -> list[dict[str, str]]:
    """The cases at hand, after those of further files were put to them."""
    columns = ["label", "outlook", "role", "signs"]
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = [*csv.DictReader(lines), *(row for file in also for row in written(file))]
    with CASES.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(cases)
    return cases


def learn(seen: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """For each sign the weight of each class, by one logistic regression a class."""
    of = {
        name: logistic(
            [Case(str(n), tuple(told), label == name) for n, (label, told) in enumerate(seen)],
            1.0,
            RIDGE,
        )
        for name in DEONTIC
    }
    return {sign: {name: of[name][sign] for name in DEONTIC} for sign in of["states"]}


def main(
    shared: Annotated[Path, typer.Argument()] = Path("../shared"),
    anew: Annotated[bool, typer.Option("--learn")] = False,
    also: Annotated[list[Path] | None, typer.Option()] = None,
) -> None:
    labels = pd.read_csv(LABELS)
    files = [f for f in (shared / "corpus", shared / "reports") if f.exists()]
    if anew:
        rows = [*kept(also or []), *written(SENTENCES)]
        seen = [
            (row["label"], deontic.placed(row["signs"].split("|"), row["outlook"], row["role"]))
            for row in rows
        ]
        found = learn([*by_hand(labels, files), *seen])
        lines = [
            ",".join((sign, *(f"{of[name]:.2f}" for name in DEONTIC))) for sign, of in found.items()
        ]
        head = f"{NOTE}sign,{','.join(DEONTIC)}"
        TARGET.write_text("\n".join((head, *lines, "")), encoding="utf-8")
        lexicon.table.cache_clear()  # type: ignore[attr-defined]
        deontic.weights.cache_clear()
    sentences = Corpus.parse(files).sentences
    labels["found"] = sentences["deontic"].iloc[places(labels, sentences)].to_numpy()
    for name, rows in labels.groupby("set", sort=False):
        random = rows[rows["drawn"] == "random"]
        print(
            f"{name:<10} n = {len(rows)}  agreement {(rows['label'] == rows['found']).mean():.2f}"
            f"  κ {kappa(rows['label'], rows['found']):.3f}"
            f"  (random {kappa(random['label'], random['found']):.3f},"
            f" first labels {kappa(rows['first_label'], rows['found']):.3f})"
        )
    print(pd.crosstab(labels["label"], labels["found"]).to_string())


if __name__ == "__main__":
    typer.run(main)

"""How well the force of sentences agrees with sentences labelled by hand.

    python -m measure.score_deontic [SHARED]

``deontic_by_hand.csv`` holds places (file, start, end of the raw text) and labels, no sentences: 750
sentences of the texts in SHARED in five sets of 150, each of 100 drawn at random and 50 that hold a
word such as 鼓励 or 不得, which would be rare otherwise. All were labelled by one reader in their
context before the output for them was seen: a plain verb in an account of the past year states.
The first set is what the rules were made with; the others were blind when they were labelled, and
what they showed was mended by kind before the next was drawn. κ at first sight, set by set: .797,
.786, .768, .839 (random parts alone: .840, .808, .720, .879); on 91 sentences of texts of other
kinds (regulations, bulletins, circulars), before bulletins and circulars were told apart, .728. On the first
pages of public texts of other kinds and places, three sets mended between: .499 (153 sentences), .680 (164),
.905 (110).
first_label is the label as first given, before the meaning of *encourages* was made simpler (any
support, not only of somebody to do something) and a few slips were put right.

Cohen's κ: agreement beyond what the shares of the classes would give by chance.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from toolkit import Corpus

LABELS = Path(__file__).parent / "deontic_by_hand.csv"


def kappa(a: pd.Series, b: pd.Series) -> float:
    """Cohen's κ of two columns of labels.

    >>> round(kappa(pd.Series(list("xxyy")), pd.Series(list("xxyx"))), 2)
    0.5
    """
    classes = set(a) | set(b)
    chance = sum(float((a == one).mean() * (b == one).mean()) for one in classes)
    return (float((a == b).mean()) - chance) / (1 - chance)


def predicted(labels: pd.DataFrame, sentences: pd.DataFrame) -> pd.Series:
    """The class of the sentence that holds each labelled place."""
    documents = sentences["report_id"].str.rpartition("#")[0]
    found: dict[int, str] = {}
    for file, rows in labels.groupby("file"):
        mine = sentences[documents == Path(str(file)).stem].sort_values("start")
        at = mine["start"].searchsorted(rows["start"], side="right") - 1
        found |= dict(zip(rows.index, mine["deontic"].iloc[at], strict=True))
    return pd.Series(found).reindex(labels.index)


def main(shared: Annotated[Path, typer.Argument()] = Path("../shared")) -> None:
    labels = pd.read_csv(LABELS)
    folders = [shared / "corpus", shared / "reports"]
    sentences = Corpus.parse([f for f in folders if f.exists()]).sentences
    labels["found"] = predicted(labels, sentences)
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

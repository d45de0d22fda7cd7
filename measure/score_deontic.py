"""How well the force of sentences agrees with sentences labelled by hand; and its learnt weights.

    python -m measure.score_deontic [SHARED]
    python -m measure.score_deontic [SHARED] --learn

``deontic_by_hand.csv`` holds places (file, start, end of the raw text) and labels, no sentences: 750
sentences of the texts in SHARED in five sets of 150, each of 100 drawn at random and 50 that hold a
word such as 鼓励 or 不得, which would be rare otherwise. All were labelled by one reader in their
context before the output for them was seen: a plain verb in an account of the past year states.
The first set is what the rules were made with; the others were blind when they were labelled, and
what they showed was mended by kind before the next was drawn. κ at first sight, on these and on public texts
that are not at hand, stands in docs/CONCEPTS.md. first_label is the label as first given, before the
meaning of *encourages* was made simpler (any support, not only of somebody to do something) and a few slips were
put right. ``deontic_sentences.csv``: sentences written for this measure, to learn from.

Cohen's κ: agreement beyond what the shares of the classes would give by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from unittest import mock

import numpy as np
import pandas as pd
import typer
from scipy.optimize import minimize
from scipy.special import expit, log_expit

from toolkit import Corpus, lexicon
from toolkit.extract import deontic

LABELS, SENTENCES = (
    Path(__file__).parent / name for name in ("deontic_by_hand.csv", "deontic_sentences.csv")
)
TARGET = Path(lexicon.FOLDER) / "force_signs.csv"
NOTE = "# What speaks for a task where no word says so. Learnt: measure/score_deontic.py\n"
RIDGE, LEAST = 0.5, 5

Setting = tuple[str, str, str]  # a sentence, the outlook and the role of its section


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


def settings(files: Sequence[Path]) -> tuple[pd.DataFrame, list[Setting]]:
    """The sentences of some texts, and each one's wording, outlook and role as the class was asked for."""
    asked: list[Setting] = []
    answer = deontic.force

    def told(sentence: str, outlook: str = "", role: str = "other") -> str:
        asked.append((sentence, outlook, role))
        return answer(sentence, outlook, role)

    with mock.patch.object(deontic, "force", told):
        return Corpus.parse(files).sentences, asked


def learn(labels: pd.DataFrame, files: Sequence[Path]) -> dict[str, float]:
    """Weights of a logistic regression over the sentences whose class no word tells, ridge on all but
    the first: the labelled texts, and `SENTENCES`.
    """
    sentences, asked = settings(files)
    at = places(labels, sentences)
    own = pd.read_csv(SENTENCES, comment="#", keep_default_na=False)
    rows = [(asked[i], label) for i, label in zip(at, labels["label"], strict=True)]
    rows += [((one.sentence, one.outlook, one.role), one.label) for one in own.itertuples()]
    rows = [((deontic.said_in(text), look, role), label) for (text, look, role), label in rows]
    left = [(deontic.signs(*place), label) for place, label in rows if not deontic.by_word(*place)]
    seen = Counter(name for said, _ in left for name, value in said.items() if value)
    names = sorted(name for name, n in seen.items() if n >= LEAST)
    values = np.array([[said.get(name, 0.0) for name in names] for said, _ in left])
    task = np.where([label != "states" for _, label in left], 1, -1)
    ridge = np.where([name != "" for name in names], RIDGE, 0.0)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = task * (values @ weights)
        slope = ridge * weights - values.T @ (task * expit(-margin))
        return float((ridge * weights**2).sum() / 2 - log_expit(margin).sum()), slope

    found = minimize(loss, np.zeros(len(names)), jac=True).x.round(2)
    return dict(zip(names, found.tolist(), strict=True))


def main(
    shared: Annotated[Path, typer.Argument()] = Path("../shared"),
    anew: Annotated[bool, typer.Option("--learn")] = False,
) -> None:
    labels = pd.read_csv(LABELS)
    files = [f for f in (shared / "corpus", shared / "reports") if f.exists()]
    if anew:
        rows = "".join(f"{sign},{weight:g}\n" for sign, weight in learn(labels, files).items())
        TARGET.write_text(f"{NOTE}sign,weight\n{rows}", encoding="utf-8")
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

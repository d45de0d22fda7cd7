"""How well records are grouped by the problem they are about, on wordings labelled by hand.

    python -m measure.problems [FILE ...]
    python -m measure.problems --learn

pairs: of all pairs of wordings put together, those about the same (precision), and of all about the
same, those put together (recall). groups: of the groups with two wordings or more, those in which
all are about one thing. ``--learn`` fits the weights in ``toolkit/lexicon/problem_likeness.csv`` to
``problem_wordings.csv`` anew.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from typing import Annotated

import numpy as np
import pandas as pd
import typer
from scipy.optimize import minimize
from scipy.special import log_expit

from toolkit import lexicon
from toolkit.analysis.problems import SIGNS, Said, grouped_problems

WORDINGS = Path(__file__).parent / "problem_wordings.csv"
TARGET = Path(lexicon.FOLDER) / "problem_likeness.csv"
RIDGE = 0.1


def labelled(path: Path = WORDINGS) -> dict[str, str]:
    """For each wording what it is about."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["problem"]: row["about"] for row in rows}


def score(path: Path = WORDINGS, show: bool = False) -> dict[str, float]:
    about = labelled(path)
    records = pd.DataFrame(
        {"report_id": [f"d{at}#1" for at in range(len(about))], "problem": list(about)}
    )
    groups = grouped_problems(records).groupby("group")["problem"].agg(list)
    together = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    same = {frozenset(p) for p in combinations(about, 2) if about[p[0]] == about[p[1]]}
    several = [group for group in groups if len(group) > 1]
    right = [group for group in several if len({about[p] for p in group}) == 1]
    if show:
        for group in several:
            print("  " if group in right else "× ", " | ".join(group))
    return {
        "wordings": len(about),
        "groups": len(several),
        "groups right": len(right),
        "precision": round(len(together & same) / max(len(together), 1), 3),
        "recall": round(len(together & same) / max(len(same), 1), 3),
    }


def learn(path: Path = WORDINGS) -> dict[str, float]:
    """Weights of a logistic regression, ridge on all but the first, over all pairs of wordings."""
    about = labelled(path)
    one, other = np.triu_indices(len(about), 1)
    signs = Said.of(list(about)).signs(one, other)
    topics = np.array(list(about.values()))
    same = np.where(topics[one] == topics[other], 1, -1)

    def loss(weights: np.ndarray) -> float:
        fit = log_expit(same * (signs @ weights)).sum()
        return float(RIDGE * (weights[1:] ** 2).sum() / 2 - fit)

    return dict(zip(SIGNS, minimize(loss, np.zeros(len(SIGNS))).x.round(2), strict=True))


def main(
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    anew: Annotated[bool, typer.Option("--learn")] = False,
) -> None:
    if anew:
        rows = "".join(f"{sign},{weight:g}\n" for sign, weight in learn().items())
        note = "# What speaks for two problems being about the same. Learnt: measure/problems.py\n"
        TARGET.write_text(f"{note}sign,weight\n{rows}", encoding="utf-8")
    for file in files or [WORDINGS]:
        print(score(file, show=True))


if __name__ == "__main__":
    typer.run(main)

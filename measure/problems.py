"""How well records are grouped by the problem they are about, on wordings labelled by hand.

    python -m measure.problems

pairs: of all pairs of wordings put together, those about the same (precision), and of all about the
same, those put together (recall). groups: of the groups with two wordings or more, those in which
all are about one thing.
"""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pandas as pd

from toolkit.analysis.problems import grouped_problems

WORDINGS = Path(__file__).parent / "problem_wordings.csv"


def score(path: Path = WORDINGS, show: bool = False) -> dict[str, float]:
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    about = {row["problem"]: row["about"] for row in rows}
    records = pd.DataFrame(
        {"report_id": [f"d{at}#1" for at in range(len(rows))], "problem": list(about)}
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
        "wordings": len(rows),
        "groups": len(several),
        "groups right": len(right),
        "precision": round(len(together & same) / max(len(together), 1), 3),
        "recall": round(len(together & same) / max(len(same), 1), 3),
    }


if __name__ == "__main__":
    print(score(show=True))

"""How the share of own wording depends on the number of other reports, and what a fixed number does.

    python -m measure.rarefied FOLDER

From the reports of a folder corpora of 8, 16 and all of them are drawn; own: mean share of own wording
against all other reports of each, and against 3 others, which should not depend on the corpus.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from toolkit import Corpus

FIXED = 3


def main(folder: Annotated[Path, typer.Argument(help="A folder of reports.")]) -> None:
    """Print own shares for corpora of growing size."""
    corpus = Corpus.parse(folder, workers=1)
    corpus = corpus.without_copies()
    ids = np.array([body.report_id for body in corpus.bodies])
    for size in sorted({min(n, len(ids)) for n in (8, 16, len(ids))}):
        chosen = np.random.default_rng(0).permutation(ids)[:size]
        part = corpus.select(chosen.tolist())
        full, fixed = (part.formulaicity(n, draws=30)["own"].mean() for n in (size - 1, FIXED))
        print(f"{size:3d} reports: own {full:.3f} against all others, {fixed:.3f} against {FIXED}")


if __name__ == "__main__":
    typer.run(main)

"""How many words keyness calls different when there is nothing to find.

    python -m measure.shuffled [RAW]

The experiment of `toolkit.analysis.shuffled` on any folder of reports.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit import Corpus

RAW = Path(__file__).parent.parent / "data" / "raw"


def main(
    raw: Annotated[Path, typer.Argument(help="Folder of reports.")] = RAW,
    characters: Annotated[int, typer.Option(min=100, help="Length of a piece.")] = 1_500,
    rounds: Annotated[int, typer.Option(min=1, help="How often labels are shuffled.")] = 20,
) -> None:
    """Count the false alarms of keyness with labels that mean nothing."""
    found = Corpus.parse(raw).shuffled_labels(characters, rounds)
    typer.echo(f"{rounds} rounds, {found['words'].max()} words; called different at .05:")
    for name in ("permuting reports", "plain G²"):
        low, high = found[name].min(), found[name].max()
        typer.echo(f"  {name:<20}{found[name].mean():>7.1%}   ({low:.1%} to {high:.1%})")


if __name__ == "__main__":
    typer.run(main)

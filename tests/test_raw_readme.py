"""The figures data/raw/README.md gives for the five source texts, against the parser."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from toolkit import Corpus

README = Path(__file__).parent.parent / "data" / "raw" / "README.md"
HEAD = "| file | bytes | SHA-256 | reports | sections | claims | redacted | page marks | records |"


def table(text: str) -> list[str]:
    """The rows of the README's table of source texts."""
    rows = text.partition(HEAD)[2].partition("\n\n")[0]
    return rows.strip().splitlines()[1:]


def row(corpus: Corpus, document: pd.Series, data: bytes) -> str:
    """The line of the README's table that is right for a file."""

    def count(name: str) -> int:
        ids = corpus.tables[name].iloc[:, 0].str.partition("#")[0]
        return int((ids == document["document_id"]).sum())

    claims = corpus.claims[corpus.claims["claim_id"].str.startswith(f"{document['document_id']}#")]
    redacted, marks = int(claims["redacted"].sum()), document["page_marks"]
    counts = [count("reports"), count("sections"), len(claims), redacted, marks, count("records")]
    digest = hashlib.sha256(data).hexdigest()
    cells = [f"`{document['path']}`", len(data), f"`{digest}`", *counts]
    return f"| {' | '.join(map(str, cells))} |"


def test_readme_says_what_the_toolkit_finds(shared: Path, real: Corpus):
    """Where it does not, the lines to put there are in the message."""
    right = [
        row(real, document, (shared / "corpus" / document["path"]).read_bytes())
        for _, document in real.documents.iterrows()
    ]
    assert table(README.read_text(encoding="utf-8")) == right, "put there:\n" + "\n".join(right)


def test_the_readme_has_a_line_for_each_text():
    rows = table(README.read_text(encoding="utf-8"))
    assert [len(line.split("|")) for line in rows] == [HEAD.count("|") + 1] * 5


@pytest.mark.parametrize("sample", sorted(README.parent.glob("s*_*")), ids=lambda path: path.stem)
def test_the_readme_describes_every_sample(sample: Path):
    assert f"| `{sample.name}` |" in README.read_text(encoding="utf-8")

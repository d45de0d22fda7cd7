"""The calls of a corpus that hand its tables, texts and folder to other programs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from toolkit.calls.group import Group
from toolkit.export import deposit, tables, texts
from toolkit.export.labels import labels
from toolkit.tables.schema import TABLES


class Exports(Group):
    """Tables, texts and the folder for other programs: Excel, Stata, LaTeX, AntConc, RO-Crate."""

    def save_table(
        self,
        table: str | pd.DataFrame,
        path: str | Path,
        title: str = "",
        meanings: Mapping[str, str] | None = None,
    ) -> None:
        """Write a table for another program: .xlsx, .dta (Stata 118), .sav (SPSS), .tex, .docx.

        table: the name of one of the corpus, or any DataFrame: an answer, a panel, your own.
        title: over it, where the form has a place for it. meanings: of columns of your own; those
        of the codebook are known. Excel gets a second sheet with them, Stata and SPSS labels.
        LaTeX and Word are for tables one reads, of 200 rows at most.

        What not to conclude: an empty cell in Stata or SPSS is a missing value, never zero; why it is
        missing stands in ``reading``.

        >>> corpus.save_table("claims", folder / "claims.dta")
        >>> corpus.save_table(corpus.claims[["text", "unit"]].head(), folder / "few.docx", "Some")
        >>> sorted(path.name for path in folder.iterdir())
        ['claims.dta', 'few.docx']
        """
        name = table if isinstance(table, str) else ""
        if name and name not in TABLES:
            raise ValueError(f"a corpus has no table {name!r}; it has {', '.join(TABLES)}")
        frame = self.tables[name] if isinstance(table, str) else table
        tables.save(frame, path, labels(frame, name) | dict(meanings or {}), title or name)

    def save_texts(self, folder: str | Path, cut: bool = True) -> None:
        """Write the reports for AntConc, Voyant or quanteda: one file each, and metadata.csv.

        cut: jieba's words with blanks between, so that those programs count the same words; False
        for the clean text as it is.

        >>> corpus.save_texts(folder / "texts")
        >>> sorted(path.name for path in (folder / "texts").glob("*_1.txt"))
        ['bulletin_1.txt', 'list_1.txt', 'plan_1.txt']
        """
        reports = self.tables["reports"]
        texts.save_texts(self.bodies, reports, Path(folder), self.segmenter.cut if cut else None)

    def save_conllu(self, path: str | Path) -> None:
        """Write the sentences as CoNLL-U with jieba's tokens and their places in the raw text.

        Tags, heads and relations are empty: no parser is run.

        >>> corpus.save_conllu(folder / "corpus.conllu")
        >>> (folder / "corpus.conllu").read_text("utf-8").splitlines()[0]
        '# newdoc id = bulletin#1'
        """
        texts.save_conllu(self.bodies, Path(path), self.segmenter.cut)

    def save_deposit(self, folder: str | Path, title: str = "", **about: str) -> None:
        """Make a study folder ready for an archive: ``ro-crate-metadata.json`` and ``ddi.xml``.

        RO-Crate 1.1 describes every file of the folder with its hash, DDI Codebook 2.5 every table
        and column. about: ``creator``, ``license`` (an address or a name), ``description``. The raw
        texts are described as they lie there: whether they may be deposited is yours to decide.

        >>> corpus.save_deposit(folder, "Three reports", creator="A. Researcher")
        >>> sorted(path.name for path in folder.iterdir())
        ['ddi.xml', 'ro-crate-metadata.json']
        """
        deposit.save(Path(folder), self.tables, self.about, title, about)

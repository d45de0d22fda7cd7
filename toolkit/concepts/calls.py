"""What a corpus answers about concepts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from toolkit.analysis import keyness
from toolkit.analysis.concordance import concordance
from toolkit.calls.group import Group
from toolkit.chosen import mask, plain_rows
from toolkit.concepts import count, rules
from toolkit.concepts.find import concept_rows, find_concepts
from toolkit.concepts.model import Concept
from toolkit.concepts.rules import Given
from toolkit.tables import tables

NEEDED = ("reports", "sections", "sentences")  # tables that rules are matched with


class Coding(Group):
    """Concepts: lists of words and rules under a name, counted in three ways.

    rules: a file (coding rules as in KH Coder, a quanteda or LIWC dictionary), or names with their
    rules or words. Without it, the concepts the corpus was parsed with; where it has none, those
    that come with the toolkit (``lexicon/concepts.txt``).
    """

    def find_concepts(self, rules: Given) -> pd.DataFrame:
        """Look for other concepts in the same texts, without parsing them again.

        The tables concepts and concept_matches are made anew from these rules; the new concepts are
        given back. `save` writes them.
        """
        concepts, matches = self._look(_read(rules))
        self.tables |= {"concepts": concepts, "concept_matches": matches}
        return concepts

    def concept(
        self, name: str, by: str | Sequence[str] = "report_id", rules: Given | None = None
    ) -> pd.DataFrame:
        """A concept counted in three ways side by side, in each group of reports.

        by: ``report_id``, ``role`` (of sections), ``year``, ``month`` or ``day`` of the report's
        date, a column of the table reports (``kind``, ``issuer``, ``place``, your own), or several.

        words: places that begin and end where words of jieba do; strings: all places, also inside
        longer words; sentences: those with at least one. Each per 10,000 characters without white
        space, the last as a share of all sentences; with 95 % intervals over the reports of a group
        (`analysis.intervals`), missing for one report. rank_…: the group's place by each way; where
        these differ the finding depends on how one counts, and a paper should say so.

        What not to conclude: a word list measures wording, not attention or policy; a difference
        that is there in one way of counting only is none; groups of few reports differ anyway.
        """
        matches = self.concept_places(name, rules)
        return count.counts(name, matches, self._sentence_sizes, self.tables["reports"], by)

    def concept_places(self, name: str, rules: Given | None = None) -> pd.DataFrame:
        """Every place of a concept, as in the table concept_matches."""
        concepts, matches = self._found(rules)
        if name not in set(concepts["concept"]):
            if rules is None and name in {one.name for one in _starter()}:
                matches = self._starter_found[1]
            else:
                raise _missing(name, [*concepts["concept"], *(one.name for one in _starter())])
        return matches[matches["concept"] == name].reset_index(drop=True)

    def concept_ways(self, rules: Given | None = None) -> pd.DataFrame:
        """All concepts in all three ways over the whole corpus, and how far the ways agree.

        only_as_strings: the share of places that lie inside longer words of jieba or across them;
        rho_…: Spearman's rank correlation of two ways over reports; dispersion_…: Gries' DPnorm
        over reports. A concept with a low rho has to be counted both ways in a paper.
        """
        concepts, matches = self._found(rules)
        table = count.ways(concepts["concept"].tolist(), matches, self._sentence_sizes, self.sizes)
        table.insert(1, "parent", concepts["parent"].to_numpy())
        return table.astype({"parent": "string"})

    def concept_keyness(
        self,
        target: Any,
        rules: Given | None = None,
        counted_as: str = "string",
        seed: int = 0,
        **settings: Any,
    ) -> pd.DataFrame:
        """Concepts that mark some reports off from the others, as `keyness` does for words.

        target: a mask or report_ids. counted_as: word or string. Rates are out of all words.
        """
        words = count.as_phrases(self._found(rules)[1], _way(counted_as))
        reports = self.tables["reports"]
        chosen = reports.loc[mask(reports, target), "report_id"]
        return keyness.keyness(words, self.sizes, chosen, seed=seed, **settings)

    def concept_network(self, rules: Given | None = None, least: int = 3) -> pd.DataFrame:
        """Concepts that stand in the same sentences (as strings), by logDice, as `network`."""
        return count.together(self._found(rules)[1], least)

    def concept_kwic(
        self,
        name: str,
        rules: Given | None = None,
        counted_as: str = "string",
        width: int = 20,
        sort: str = "position",
    ) -> pd.DataFrame:
        """Every place of a concept with its left and right context, as `kwic` for a word."""
        matches = self.concept_places(name, rules)
        matches = matches[matches["counted_as"] == _way(counted_as)]
        spans = {
            report: list(zip(rows["start"], rows["end"], strict=True))
            for report, rows in matches.groupby("report_id", observed=True)
        }
        places = [
            (body, [body.clean(*span) for span in spans.get(body.report_id, ())])
            for body in self.bodies
        ]
        return concordance(places, width, sort)

    def grouping(self, *columns: str) -> str:
        """The first of some columns of reports that tells groups apart; the last if none does."""
        reports = self.tables["reports"]
        there = [column for column in columns if column in reports]
        return next((name for name in there if reports[name].nunique() > 1), there[-1])

    def _found(self, rules: Given | None) -> tuple[pd.DataFrame, pd.DataFrame]:
        if rules is not None:
            return self._look(_read(rules))
        if len(self.tables["concepts"]):
            return self.tables["concepts"], self.tables["concept_matches"]
        return self._starter_found

    def _look(self, concepts: Sequence[Concept]) -> tuple[pd.DataFrame, pd.DataFrame]:
        rows = {name: plain_rows(self.tables[name]) for name in NEEDED}
        found = find_concepts(self.bodies, self.segmenter.cut, concepts, rows)
        return tables.frame("concepts", concept_rows(concepts)), tables.frame(
            "concept_matches", found
        )

    @cached_property
    def _starter_found(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self._look(_starter())

    @cached_property
    def _sentence_sizes(self) -> pd.DataFrame:
        return count.sentence_sizes(self.bodies, self.tables["sentences"], self.tables["sections"])


# The calls have a parameter named rules.
_read: Callable[[Given], tuple[Concept, ...]] = rules.read
_starter, _missing = rules.starter, rules.missing


def _way(counted_as: str) -> str:
    if counted_as not in ("word", "string"):
        raise ValueError(f"counted_as is word or string, not {counted_as!r}")
    return counted_as

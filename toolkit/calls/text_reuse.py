"""What reports have in common: copied passages, formulae, recurring problems."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from toolkit.analysis import (
    containment,
    formulae,
    passages,
    problems,
    rates,
    residue,
    sharing,
)
from toolkit.analysis.formulaicity import DRAWS, Signs, formulaicity, rarefaction
from toolkit.calls.group import Group, kept


class TextReuse(Group):
    """What reports have in common: copied passages, formulae, recurring problems.

    What not to conclude from any of these: who copied whom. Both may have it from a third.
    """

    @kept
    def containment(self, near: bool = False) -> pd.DataFrame:
        """For every ordered pair of reports, the share (0–1) of a's characters that stand in b too.

        near: what agrees in near-identical passages (table ``reuse``) counts as well. Columns:
        report_a, report_b, share, longest (characters of the longest shared passage).

        >>> shared = corpus.containment()
        >>> float(shared["share"].max().round(1))
        0.4
        """
        return containment.containment(self.compared, near)

    @kept
    def coverage(self) -> pd.DataFrame:
        """Per report, how many of its characters lie in passages that other reports have too.

        Each character counts once, however many reports have it.

        >>> corpus.coverage()["share"].between(0, 1).all()
        np.True_
        """
        return passages.coverage(self.compared)

    def closest(self) -> tuple[str, str]:
        """The two reports of which one is contained most in the other, that one first.

        Two empty names where no two reports have aligned passages.

        >>> corpus.text_reuse.closest()
        ('list#1', 'bulletin#1')
        """
        return sharing.closest(self.containment(), self.reuse)

    def shared_places(self, a: str, b: str) -> pd.DataFrame:
        """The passages two reports share, with their places in both, aligned ones first.

        start, end: offsets in characters of the raw texts; from, to: in per cent of each report.

        >>> corpus.text_reuse.shared_places("list#1", "bulletin#1")["what"].unique().tolist()
        ['with_differences', 'word_for_word']
        """
        return sharing.shared_places(a, b, self.reuse, self.repeat_occurrences, self.reports)

    def passages(self, least_reports: int = 1) -> pd.DataFrame:
        """Recurring passages for reading, with their punctuation: the longest first.

        least_reports: in how many reports a passage has to stand. ``folded`` counts the shorter
        ones that are part of it and not shown.

        >>> "，" in corpus.passages(least_reports=2)["text"].iloc[0]
        True
        """
        found = passages.passages(self.repeats, self.repeat_occurrences, least_reports)
        return passages.as_written(found, self.bodies)

    @kept
    def residue(self) -> pd.DataFrame:
        """Names of another place in passages a report shares with that place's report.

        What not to conclude: a report may name another place for good reason; read the place.

        >>> len(corpus.residue())
        0
        """
        return residue.residue(self.compared, self.reports)

    @kept
    def formulae(self) -> pd.DataFrame:
        """Phrases, frames and slogans that several reports have apart from copied passages.

        outside: places outside copied passages; reports: those that have one. What not to conclude:
        that the genre repeats them; only a corpus drawn from the genre can say.

        >>> corpus.formulae().columns.tolist()
        ['what', 'wording', 'places', 'outside', 'reports']
        """
        chosen = rates.set_phrases(self.phrases, self.segmenter.cut)["phrase"]
        counts = self.phrase_counts
        counts = counts[counts["phrase"].isin(chosen)]
        named = (self.frames, self.frame_matches, self.mentions)
        return formulae.formulae(self.compared, counts, *named)

    @kept
    def formulaicity(
        self, others: int | None = None, seed: int = 0, draws: int = DRAWS
    ) -> pd.DataFrame:
        """Per report, the share of it that other reports have, against so many others at a time.

        others: 10, or half of them where there are fewer than twenty; only shares at the same
        number can be compared. With the range in which the next set of so many falls.

        >>> corpus.formulaicity()[["copied", "formula", "own"]].sum(axis=1).round(6).tolist()
        [1.0, 1.0, 1.0]
        """
        return formulaicity(self._signs, others, seed, draws)

    @kept
    def rarefaction(self, sizes: Iterable[int] | None = None, seed: int = 0) -> pd.DataFrame:
        """Copied, formula and own, on average, by how many other reports each is held against.

        >>> corpus.rarefaction(sizes=[1, 2])["others"].tolist()
        [1, 2]
        """
        return rarefaction(self._signs, list(sizes) if sizes else None, seed)

    def recurring_problems(self) -> pd.DataFrame:
        """Problems that records of more than one report name, those of most reports first.

        Wordings about the same thing are one problem (``group``). What not to conclude: a share; of
        groups of several wordings about four in five are wholly about one thing, and in a field whose
        words the lexicon lacks most that belong together stand apart (docs/LIMITS.md). Leave copies
        out first (``corpus.without_copies()``).

        >>> len(corpus.text_reuse.recurring_problems())
        0
        """
        return problems.recurring_problems(self.records)

    def grouped_problems(self) -> pd.DataFrame:
        """The records that name a problem, with its ``group`` and the wording it goes by.

        >>> corpus.text_reuse.grouped_problems()["group"].nunique()
        2
        """
        return problems.grouped_problems(self.records)

    @cached_property
    def _signs(self) -> Signs:
        frames, matches = self.frames, self.frame_matches
        listed = frames.loc[frames["source"] == "lexicon", "frame_id"]
        return Signs.of(self.compared, self.tokens, matches[matches["frame_id"].isin(listed)])

"""What words do in the reports: concordance, collocations, keyness, rates, trends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import pipeline
from toolkit.across.redacted import is_redaction
from toolkit.across.words import words_of
from toolkit.analysis import (
    collocations,
    concordance,
    counted,
    diversity,
    keyness,
    methods,
    network,
    new_words,
    rates,
    shuffled,
    similarity,
    trends,
    words_changed,
)
from toolkit.calls.group import Group, kept
from toolkit.chosen import mask
from toolkit.lexicon import own_words
from toolkit.sentences import Sentence
from toolkit.tables.schema import BODY_KINDS


class Words(Group):
    """What words and phrases do in the reports: where, how often, with which others."""

    def kwic(
        self, term: str | re.Pattern[str], width: int = 20, sort: str = "position"
    ) -> pd.DataFrame:
        """Every place of a term with its left and right context (keyword in context).

        term: the wording itself, in whatever width of letters, or a compiled regular expression.
        width: characters on either side. sort: position, left, right or keyword. start, end: offsets
        in the raw text. What not to conclude: a place is a wording, not an opinion.

        >>> corpus.kwic("形式主义", width=4)[["left", "keyword", "right"]].head(1).values.tolist()
        [['关于整治', '形式主义', '为基层减']]
        """
        return concordance.kwic(self.bodies, term, width, sort)

    def collocations(self, node: str, window: int = 5) -> pd.DataFrame:
        """The words that stand within ``window`` words of a word more often than chance.

        Ordered by log-likelihood, with MI3, Dice and logDice. What not to conclude: in a corpus of
        few reports one copied passage makes a collocation; see ``text_reuse.coverage``.

        >>> corpus.collocations("工作群")["collocate"].tolist()[:1]
        ['清理']
        """
        return collocations.collocations(self.tokens, node, window)

    def keyness(
        self,
        target: Any,
        seed: int = 0,
        words: Iterable[str] | None = None,
        count: str = "auto",
        **settings: Any,
    ) -> pd.DataFrame:
        """Words that mark some reports off from the others.

        target: a mask over reports or report_ids. words: wordings to look at, however rare or long;
        without them, all words of five occurrences or more. p by shuffling whole reports, q after
        Benjamini and Hochberg, the interval of the log ratio (base 2) over reports. What not to
        conclude: with fewer than ten reports on a side the intervals are orders of magnitude.

        >>> corpus.keyness(["plan#1"], words=["力争"])[["frequency_target", "frequency_reference"]].values.tolist()
        [[1, 0]]
        """
        reports = self.reports
        chosen = reports.loc[mask(reports, target), "report_id"]
        if words is None:
            counts = self.phrase_counts
            counts = counts[counts["n"] == 1]
            counts = counts[~counts["phrase"].isin(filter(is_redaction, counts["phrase"].unique()))]
        else:
            counts = self.count(words, count)
            settings = {"min_frequency": 0} | settings
        return keyness.keyness(counts, self.sizes, chosen, seed=seed, **settings)

    def role_keyness(self, target: str = "problem", reference: str = "measure") -> pd.DataFrame:
        """Words that mark sections of one role off from those of another, as ``keyness``.

        The unit is all sections of one role in one report.

        >>> len(corpus.words.role_keyness("problem", "result"))
        0
        """
        counts = rates.role_counts(self.sentences, self.sections, self.segmenter.cut)
        return rates.contrast(counts, target, reference)

    def count(self, words: Iterable[str], count: str = "auto") -> pd.DataFrame:
        """How often wordings stand in each report, and whether counted as words or as strings.

        count: auto, words or strings. A wording that jieba does not cut as one word is counted as a
        string, and ``counted`` says so: there is no silent zero.

        >>> corpus.words.count(["减负"], "strings")["frequency"].sum()
        np.int64(3)
        """
        return counted.count_wordings(self.bodies, self.phrase_counts, words, count)

    @property
    def sizes(self) -> pd.Series:
        """Words in each report, by report_id."""
        counts = self.phrase_counts
        return counts[counts["n"] == 1].groupby("report_id", sort=False)["frequency"].sum()

    def characters(self) -> pd.Series:
        """Length in characters of each report that words are counted in, by report_id.

        >>> corpus.words.characters().index.tolist()
        ['bulletin#1', 'list#1', 'plan#1']
        """
        return rates.characters_of(self.reports)

    def topics(self) -> pd.DataFrame:
        """Words of two characters or more that are no stop words, the most frequent first.

        What not to conclude: frequency is not importance, and one long report can make it.

        >>> corpus.words.topics()["phrase"].head(2).tolist()
        ['工作群', '工作']
        """
        return rates.topics(self.phrases, self.stop_words)

    def set_phrases(self) -> pd.DataFrame:
        """Phrases of several words by how often they stand outside longer listed ones.

        >>> "outside" in corpus.words.set_phrases()
        True
        """
        return rates.set_phrases(self.phrases, self.segmenter.cut, self.stop_words)

    def rates(self, phrases: pd.DataFrame, by: str = "frequency") -> pd.DataFrame:
        """Occurrences of phrases per 10,000 characters, with a 95 % interval over reports.

        phrases: rows of ``topics`` or ``set_phrases``. by: frequency, or outside (outside longer
        phrases; without interval). What not to conclude: the interval is about reports like these.

        >>> corpus.words.rates(corpus.words.topics().head(1))["reports"].tolist()
        [2]
        """
        counts = self.phrase_counts
        return rates.phrase_rates(phrases, counts, self.characters(), by)

    def evenness(self, words: pd.DataFrame) -> pd.DataFrame:
        """The words spread most and least evenly over the reports, of those that are frequent.

        dispersion: Gries' DPnorm, 0 as even as the reports are long, 1 in one report only.

        >>> len(corpus.words.evenness(corpus.words.topics())) <= 12
        True
        """
        return rates.most_and_least_even(words)

    def places(self, terms: Iterable[str]) -> pd.DataFrame:
        """Every place of some terms: term, report_id, start (an offset in the raw text).

        >>> len(corpus.words.places(["减负"]))
        3
        """
        return rates.term_places(self.bodies, terms)

    def network(
        self, words: Iterable[str] | None = None, least: int = 3, top: int = 40
    ) -> pd.DataFrame:
        """Words that stand in the same sentences, by logDice; the ``top`` most frequent if none given.

        words: jieba's words; others would stand in no sentence, and are refused. least: sentences
        both have to stand in. What not to conclude: that two words go together is not that one
        leads to the other.

        >>> corpus.words.network(least=3)["together"].ge(3).all()
        np.True_
        """
        if words is None:
            words = self.topics()["phrase"].head(top)
        words = counted.as_words(self.phrases, words)
        return network.network(self.tokens, words, least)

    def trends(
        self, phrases: Iterable[str], by: str = "year", seed: int = 0, count: str = "auto"
    ) -> pd.DataFrame:
        """Rates per 10,000 characters of words and phrases by year, month, day, kind or issuer.

        What not to conclude: groups of one report have no interval, years of few reports are no
        series; ``attrs["cautions"]`` names them.

        >>> corpus.trends(["减负"], "kind", count="strings")["frequency"].sum()
        np.int64(3)
        """
        read = self.reports
        read = read[read["kind"].isin(BODY_KINDS)]
        return trends.trends(self.count(phrases, count), read, by, seed)

    def similarity(self) -> pd.DataFrame:
        """How alike the words of every two reports are: cosine of tf-idf (0–1), Jensen-Shannon
        divergence (bits, 0 alike). What not to conclude: alike in words is not copied.

        >>> len(corpus.similarity())
        3
        """
        words = self.phrase_counts
        words = words[words["n"] == 1]
        return similarity.similarity(words, [body.report_id for body in self.bodies])

    def diversity(self, window: int = diversity.WINDOW) -> pd.DataFrame:
        """Per report, how varied its words are: MATTR (0–1) and MTLD (words).

        window: words in which types are counted. Neither falls with length; both are missing or
        unsteady in very short reports.

        >>> corpus.diversity()["words"].gt(0).all()
        np.True_
        """
        return diversity.diversity([body.report_id for body in self.bodies], self.tokens, window)

    @kept
    def shuffled_labels(self, characters: int = 1_500, rounds: int = 20) -> pd.DataFrame:
        """The share of words that keyness, and plain G², call different when none is.

        Reports are cut into pieces of so many characters, half of them called the target at random.

        >>> corpus.shuffled_labels(characters=60, rounds=2).columns.tolist()
        ['permuting reports', 'plain G²', 'words']
        """
        return shuffled.shuffled(self.bodies, self.segmenter.cut, characters, rounds)

    @kept
    def new_words(self) -> pd.DataFrame:
        """Candidates for your own terms: not in the dictionary, but behaving as one word.

        npmi: 1 where the parts never stand apart; entropies in bits. Read the examples before you
        add any: some are halves of longer words.

        >>> "npmi" in corpus.new_words()
        True
        """
        return new_words.new_words(self.bodies, self.tokens, self.segmenter, self.stop_words)

    def save_words(self, path: str | Path, words: Iterable[str] | None = None) -> None:
        """Write words, one a line, as a file for ``--words``; all new words if none are given.

        The words already given at parsing stand first, so that the file takes the place of theirs.
        """
        chosen = self.new_words()["phrase"] if words is None else words
        new_words.save_words(path, [*self.about.get("words", ()), *chosen])

    def words_changed(self, words: str | Path | Iterable[str]) -> pd.DataFrame:
        """What adding words would change: counts before and after, words that would vanish.

        >>> corpus.words_changed(["减负工作"])["what"].unique().tolist()
        ['added', 'vanished', 'fewer']
        """
        own = own_words(words)
        after = pipeline.words_of([*self.about.get("words", ()), *own])
        return words_changed.words_changed(self.tokens, words_of(self.bodies, after.cut), own)

    def stop_words_changed(self, words: str | Path | Iterable[str]) -> pd.DataFrame:
        """What adding stop words would take out of the ranked lists, and how long these are then.

        >>> corpus.stop_words_changed(["清理"])["phrase"].tolist()[:1]
        ['清理']
        """
        own = own_words(words)
        before, after = (self._ranked(stop) for stop in (self.stop_words, (*self.stop_words, *own)))
        return words_changed.stop_words_changed(before, after, own)

    def _ranked(self, stop: Iterable[str]) -> dict[str, pd.DataFrame]:
        """The lists that stop words are left out of."""
        phrases = self.phrases
        return {
            "words": rates.topics(phrases, stop),
            "phrases": rates.set_phrases(phrases, self.segmenter.cut, stop),
            "new words": new_words.new_words(self.bodies, self.tokens, self.segmenter, stop),
        }

    def methods(self) -> Sentence:
        """The methods paragraph of a paper: texts, versions, dictionary, statistics.

        >>> "3 files with 3 reports" in corpus.words.methods()
        True
        """
        read = self.documents["status"].isin(["ok", "partial"])
        return methods.methods(self.about, int(read.sum()), self.characters())

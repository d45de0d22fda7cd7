"""Words and phrases: how often, in how many reports, how evenly, and outside longer ones.

The words are the tokens with a letter or a digit in them. A phrase is a run of up to six words
inside one sentence with nothing between them: punctuation, white space and signs end it. What
is the same wording in the same number of words is the same phrase.

All counting is done on integers: words are numbered, and a phrase is known by a 64-bit
number computed from its wording.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from toolkit import lexicon
from toolkit.across.body import Body
from toolkit.across.dictionary import word_tags
from toolkit.across.dispersion import dp_norm, juilland_d
from toolkit.across.named import named
from toolkit.across.redacted import is_redaction
from toolkit.across.words import Words, is_word

Known = Callable[[str], bool]
Columns = dict[str, Any]
Ints = NDArray[np.integer]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LONGEST = 6  # words in a phrase
NGRAM_FROM = 3  # occurrences from which a phrase of several words is listed; words all are
# A wording that is not in the dictionary is proposed as a new word when it stands this often,
# its words hold together this much (1: never apart), and this many bits of freedom lie in what
# precedes and in what follows it. Chosen by reading the candidates of some twenty reports.
NEW_FROM, NEW_NPMI, NEW_ENTROPY = 5, 0.6, 1.5
NEW_SHAPE = re.compile("[\u4e00-\u9fff]{2,8}")

# Tags of jieba's dictionary: adverbs, prepositions, pronouns, times and the like.
_OPENS_NO_NAME = frozenset(("d", "ad", "p", "r", "t", "c", "u", "y", "q", "z"))
_CLOSES_NO_NAME = frozenset(("a", "ad", "d", "p", "r", "t", "c", "u", "y", "q", "m"))
_IN_NO_NAME = frozenset(("p", "r", "t", "c", "u", "y", "q", "m", "d"))
BREAK = -1
_BASE, _MIX, _BITS = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 1 << 64


def count_phrases(
    bodies: Sequence[Body],
    words: Words,
    known: Known | None = None,
    stop_words: Iterable[str] = (),
) -> tuple[Columns, Columns]:
    """The columns of phrases, the most frequent first, and of phrase_counts in the same order.

    Columns, since there may be more rows than memory holds as rows. words: those of the bodies. known: whether a word is
    in the dictionary; without it no new words are proposed. stop_words: the researcher's own,
    which no new word begins or ends with.
    """
    phrases, counts = _count(encode(words), known, stop_words)
    characters = sum(len("".join(body.text.split())) for body in bodies)
    phrases["per_10k"] = (phrases["frequency"] * 10_000 / max(1, characters)).round(6)
    order = _order(phrases)
    phrases = {name: column[order] for name, column in phrases.items()}
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order))
    row = rank[counts["item"]]
    places = np.argsort(row, kind="stable")
    row = row[places]
    names = [body.report_id for body in bodies]
    return phrases, {
        "phrase": named(row, phrases["phrase"]),
        "n": phrases["n"][row],
        "report_id": named(counts["report"][places], names),
        "frequency": counts["frequency"][places],
    }


def _count(coded: Coded, known: Known | None, stop_words: Iterable[str]) -> tuple[Columns, Columns]:
    """The columns of both tables, shortest phrases first; what they came from is let go of."""
    found = find_grams(coded)
    outside = count_outside(found, len(coded.codes))
    new = [np.zeros(len(of_n), bool) for of_n in outside]
    if known:
        new = propose_words(coded, found, known, stop_words)
    tables = [_measure(coded, *of_n) for of_n in zip(found, outside, new, strict=True)]
    starts = np.cumsum([0, *(len(o) for o in outside[:-1])])
    for (_, counts), start in zip(tables, starts, strict=True):
        counts["item"] += start
    return _stacked([phrases for phrases, _ in tables]), _stacked([counts for _, counts in tables])


def _order(phrases: Columns) -> Ints:
    """The most frequent first, then by their wording and length."""
    table = pa.table({name: phrases[name] for name in ("frequency", "phrase", "n")})
    by = [("frequency", "descending"), ("phrase", "ascending"), ("n", "ascending")]
    return pc.sort_indices(table, by).to_numpy()


def _stacked(tables: Sequence[Columns]) -> Columns:
    return {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}


@dataclass(frozen=True, slots=True)
class Coded:
    """A corpus as numbers: at every position a word of the vocabulary or a break."""

    vocabulary: list[str]
    codes: NDArray[np.int32]
    reports: NDArray[np.int32]
    sizes: NDArray[np.int64]  # words in each report

    def wording(self, at: int, n: int) -> str:
        """The n words that stand at a position."""
        return "".join([self.vocabulary[code] for code in self.codes[at : at + n].tolist()])

    def wordings(self, at: Ints, n: int) -> NDArray[Any]:
        """The n words that stand at each position, as one string each."""
        known = pa.array(self.vocabulary, pa.large_string())
        words = [known.take(pa.array(self.codes[at + step])) for step in range(n)]
        joined = pc.binary_join_element_wise(*words, pa.scalar("", pa.large_string()))
        return joined.to_numpy(zero_copy_only=False)


def encode(words: Words) -> Coded:
    """Words in one row; a break stands for whatever is no word, and between two sentences."""
    reports = len(words.first) - 1
    codes = np.where(words.are(is_word)[words.codes], words.codes, BREAK)
    breaks = np.arange(int(words.first[-1]), dtype=np.int32)
    at = np.arange(len(codes)) + words.sentence
    found = np.full(len(codes) + len(breaks), BREAK, np.int32)
    found[at] = codes
    tokens = np.bincount(words.sentence, minlength=len(breaks)) + 1
    of_sentence = np.repeat(np.arange(reports, dtype=np.int32), np.diff(words.first))
    of = np.repeat(of_sentence, tokens)
    return Coded(words.vocabulary, found, of, np.bincount(of[found != BREAK], minlength=reports))


@dataclass(frozen=True, slots=True)
class Grams:
    """The listed phrases of n words, numbered; where each stands."""

    n: int
    at: Ints  # positions at which one stands
    ids: Ints  # which one
    first: Ints  # by number: a position of it
    frequency: Ints  # by number


def find_grams(coded: Coded) -> list[Grams]:
    """The phrases of 1 to LONGEST words that are listed."""
    hashes, powers = _hashes(coded.vocabulary)
    codes = coded.codes
    is_word = codes != BREAK
    key, whole = hashes[codes], is_word
    found = []
    for n in range(1, LONGEST + 1):
        if n > 1:  # at every position the wording grows by one word
            key = key[:-1] * powers[codes[n - 1 :]] + hashes[codes[n - 1 :]]
            whole = whole[:-1] & is_word[n - 1 :]
        at = np.flatnonzero(whole).astype(np.int32)
        found.append(_grams(n, at, key[at]))
    return found


def _grams(n: int, at: Ints, keys: NDArray[np.uint64]) -> Grams:
    """The phrases that are listed of those that stand at some places, by their keys."""
    by = np.argsort(keys)
    begins = np.flatnonzero(np.diff(keys[by], prepend=~keys[by[:1]]))
    counts = np.diff(begins, append=len(at))
    listed = counts >= (1 if n == 1 else NGRAM_FROM)
    inside = np.repeat(listed, counts)
    ids = np.full(len(at), -1, np.int32)
    ids[by[inside]] = np.repeat(np.arange(int(listed.sum()), dtype=np.int32), counts[listed])
    first = np.minimum.reduceat(at[by], begins)[listed] if len(at) else at
    kept = ids >= 0
    return Grams(n, at[kept], ids[kept], first, counts[listed])


def _hashes(vocabulary: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """For each word a number that depends on its wording alone, and what shifts it.

    hash(a + b) = hash(a) · power(b) + hash(b), so that a wording has one number however it
    falls into words. The last entry answers for BREAK.
    """
    hashes = np.zeros(len(vocabulary) + 1, np.uint64)
    powers = np.ones(len(vocabulary) + 1, np.uint64)
    for at, word in enumerate(vocabulary):
        value = 0
        for character in word:
            value = (value * _BASE + (ord(character) + 1) * _MIX) % _BITS
        hashes[at], powers[at] = value, pow(_BASE, len(word), _BITS)
    return hashes, powers


def count_outside(found: Sequence[Grams], positions: int) -> list[Ints]:
    """How often each phrase stands outside any longer listed one.

    Of 基层减负, 为基层减负 and 整治形式主义为基层减负 in one place only the last is outside.
    """
    reach = np.zeros(positions, np.int32)  # where the longest phrase that begins here ends
    outside: list[Ints] = []
    for grams in reversed(found):
        end = grams.at + grams.n
        covered = np.maximum.accumulate(reach)[grams.at] >= end
        outside.append(np.bincount(grams.ids[~covered], minlength=len(grams.first)))
        reach[grams.at] = np.maximum(reach[grams.at], end)
    return outside[::-1]


def _measure(coded: Coded, grams: Grams, outside: Ints, new: Flags) -> tuple[Columns, Columns]:
    """What is known of each phrase of n words, and how often it stands in each report."""
    of, reports = len(grams.first), max(1, len(coded.sizes))
    pairs, times = np.unique(
        grams.ids.astype(np.int64) * reports + coded.reports[grams.at], return_counts=True
    )
    item, report = np.divmod(pairs, reports)
    spread = item, report, times, coded.sizes, of
    phrases = {
        "phrase": coded.wordings(grams.first, grams.n),
        "n": np.full(of, grams.n, np.int8),
        "frequency": grams.frequency,
        "reports": np.bincount(item, minlength=of),
        "dispersion": dp_norm(*spread).round(6),
        "juilland_d": juilland_d(*spread).round(6),
        "outside": outside,
        "kind": np.where(new, "new_word", "word" if grams.n == 1 else "ngram").astype(object),
    }
    small = item.astype(np.int32), report.astype(np.int32), times.astype(np.int32)
    return phrases, dict(zip(("item", "report", "frequency"), small, strict=True))


def propose_words(
    coded: Coded, found: Sequence[Grams], known: Known, stop_words: Iterable[str] = ()
) -> list[Flags]:
    """The listed phrases that behave as one word and are not in the dictionary.

    Normed pointwise mutual information at the weakest of its joints (Bouma 2009, GSCL) says
    that its words belong together; branching entropy on both sides (Jin & Tanaka-Ishii 2006,
    COLING/ACL) says that it begins and ends where it does. No word is what holds a stop word (the
    project's or the researcher's own) or a mark for something blacked out, what is a verb with its
    object or adverb by jieba's dictionary (提出意见, 牢牢把握), and what is one word already.
    """
    idle = lexicon.stop_words(stop_words)
    new = [np.zeros(len(grams.first), bool) for grams in found]
    tags = word_tags(coded.vocabulary)
    for grams, flags in zip(found[1:], new[1:], strict=True):
        free = np.minimum(*branching_entropy(coded, grams))
        likely = (grams.frequency >= NEW_FROM) & (free >= NEW_ENTROPY)
        likely &= normed(coded, grams, weakest_pmi(coded, found, grams)) >= NEW_NPMI
        for at in np.flatnonzero(likely).tolist():
            first = int(grams.first[at])
            words = [coded.wording(first + step, 1) for step in range(grams.n)]
            phrase = "".join(words)
            plain = NEW_SHAPE.fullmatch(phrase) is not None and idle.isdisjoint(words)
            plain = plain and not any(map(is_redaction, words))
            flags[at] = plain and _is_name(words, tags) and not known(phrase)
    return new


_SAYS_ON = "向对由在为和与给被把将于"


def _is_name(words: Sequence[str], tags: Mapping[str, str]) -> bool:
    """Whether words may be the name of something, and not a clause or a piece of one.

    >>> tags = {"提出": "v", "意见": "n", "牢牢": "d", "把握": "v", "民营": "b", "经济": "n"}
    >>> [_is_name(w, tags) for w in (["提出", "意见"], ["牢牢", "把握"], ["民营", "经济"])]
    [False, False, True]
    """
    first, *inner, last = (tags.get(word, "") for word in words)
    if first in _OPENS_NO_NAME or last in _CLOSES_NO_NAME or _IN_NO_NAME.intersection(inner):
        return False
    if first == "m":
        return last == "m"  # 一带一路
    if not last and words[-1][-1] in _SAYS_ON:  # 巡察/组向
        return False
    return first != "v" or not (inner or last.startswith("n") or last in ("vn", "i", "l"))


def branching_entropy(coded: Coded, grams: Grams) -> tuple[Floats, Floats]:
    """Entropy in bits of the words before and of the words after each phrase.

    Every break counts as a word of its own: where a sentence begins anything may come.
    """
    edges = np.concatenate([[BREAK], coded.codes, [BREAK]])
    before, after = edges[grams.at], edges[grams.at + grams.n + 1]
    return _entropy(grams, before), _entropy(grams, after)


def _entropy(grams: Grams, beside: Ints) -> Floats:
    word = beside != BREAK
    base = int(beside.max(initial=0)) + 1
    pairs, counts = np.unique(
        grams.ids[word].astype(np.int64) * base + beside[word], return_counts=True
    )
    known = np.bincount(pairs // base, counts * np.log2(counts), len(grams.first))
    return np.log2(grams.frequency) - known / grams.frequency


def weakest_pmi(coded: Coded, found: Sequence[Grams], grams: Grams) -> Floats:
    """How firmly the words of each phrase hold together at the joint where they do least.

    Pointwise mutual information in bits, log2 (f(xy) · N / (f(x) · f(y))).
    """
    words = int(coded.sizes.sum())
    pmi = np.full(len(grams.first), np.inf)
    for left in range(1, grams.n):
        x = _frequency_at(found[left - 1], grams.first)
        y = _frequency_at(found[grams.n - left - 1], grams.first + left)
        pmi = np.minimum(pmi, np.log2(grams.frequency * (words / (x * y))))
    return pmi


def normed(coded: Coded, grams: Grams, pmi: Floats) -> Floats:
    """PMI over log2 (N / f(xy)): 1 when the two never stand apart, 0 when they meet by chance."""
    return pmi / np.log2(int(coded.sizes.sum()) / grams.frequency)


def _frequency_at(grams: Grams, positions: Ints) -> Ints:
    """How often the listed phrase that stands at each position stands in all; 1 if none does."""
    place = np.minimum(np.searchsorted(grams.at, positions), max(0, len(grams.at) - 1))
    if not len(grams.at):
        return np.ones(len(positions), np.int64)
    there = grams.at[place] == positions
    return np.where(there, grams.frequency[grams.ids[place]], 1)

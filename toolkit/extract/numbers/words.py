"""The words of a sentence, cut once: where a word begins, and what part of speech it is.

A function word of one character (有, 将, 比) is one only where it is a word: 有效, 将军, 性价比.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from toolkit import lexicon
from toolkit.across.tokens import segmenter

# Words that the dictionary does not know and cuts in two (占比).
_TERMS = frozenset(row["word"] for row in lexicon.table("phrase_words") if row["part"] == "word")
_TAILS = frozenset(term[at:] for term in _TERMS for at in range(1, len(term)))
# What the segmenter's model may join to a character beside it though both are no word (组向).
_FUNCTION = frozenset("拟向对将由以被与为已均在从达超近约是有占比共经把按")


class Word(NamedTuple):
    start: int
    end: int
    text: str
    tag: str  # of jieba's dictionary: n, v, vn, p, ...; empty for what is no word of it


class Words:
    """The words of one text, sentence by sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.jieba = segmenter()
        self.bounds = (0, 0)
        self.starts: list[int] = []
        self.ends: list[int] = []

    def cut(self, low: int, high: int) -> None:
        """Cut a sentence, unless it is the one that was cut last."""
        if (low, high) == self.bounds:
            return
        self.bounds = low, high
        parts = [*chain.from_iterable(map(_parts, self.jieba.cut(self.text[low:high])))]
        if not _TAILS.isdisjoint(parts):
            parts = _with_terms(parts)
        self.ends = list(accumulate(map(len, parts), initial=low))[1:]
        self.starts = [low, *self.ends[:-1]]

    def between(self, low: int, high: int) -> list[Word]:
        """The words between two places; of one that begins in front of them (个|村) its rest."""
        first, last = bisect_right(self.ends, low), bisect_left(self.starts, high)
        starts, ends = self.starts[first:last], self.ends[first:last]
        starts[:1] = [max(start, low) for start in starts[:1]]
        texts = [self.text[start:end] for start, end in zip(starts, ends, strict=True)]
        return [*map(Word._make, zip(starts, ends, texts, map(_tag, texts), strict=True))]


def _with_terms(parts: Iterable[str]) -> list[str]:
    whole: list[str] = []
    for part in parts:
        if part in _TAILS and whole and whole[-1] + part in _TERMS:
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def is_adverb(word: Word) -> bool:
    """Whether a word only stands between another and its verb: 将|重点|做好."""
    return word.tag in ("d", "ad", "a", "t") or word.text in ("重点", "全年")


@lru_cache(maxsize=1 << 16)
def _parts(token: str) -> tuple[str, ...]:
    """A token, or the parts of one that the model put together from a function word and more."""
    if len(token) == 2 and token[0] in "组会员者" and token[1] in "对向将由":
        return token[0], token[1]  # 巡察组|对
    if len(token) < 2 or (segmenter().knows(token) and not _is_name(token)):
        return (token,)
    for at, char in enumerate(token[1:-1], 1):
        if char in "对向":
            return *_parts(token[:at]), char, *_parts(token[at + 1 :])  # 组|对|区
    if token[-1] in _FUNCTION:
        return *_parts(token[:-1]), token[-1]
    return (token[0], *_parts(token[1:])) if token[0] in _FUNCTION else (token,)


def _is_name(token: str) -> bool:
    """A person's name that ends in a function word is rather two words: 占比|达."""
    return token[-1] in _FUNCTION and segmenter().tag(token)[:2] == "nr"


@lru_cache(maxsize=1 << 16)
def _tag(word: str) -> str:
    return "n" if word in _TERMS else segmenter().tag(word)

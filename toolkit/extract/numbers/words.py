"""The words of a sentence, cut once: where a word begins, and what part of speech it is.

A function word of one character (有, 将, 比) is one only where it is a word: 有效, 将军, 性价比.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from toolkit import lexicon
from toolkit.across.tokens import segmenter

# Words that the dictionary does not know and cuts in two (占比).
_TERMS = frozenset(
    row["word"] for row in lexicon.table("phrase_words") if row["part"] == "word"
)
# What the segmenter's model may join to a character beside it though both are no word (组向).
_FUNCTION = frozenset("拟向对将由以被与为已均在从达超近约是有占比共经把按")


@dataclass(frozen=True, slots=True)
class Word:
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
        self.words: list[Word] = []
        self.starts: list[int] = []

    def cut(self, low: int, high: int) -> None:
        """Cut a sentence, unless it is the one that was cut last."""
        if (low, high) == self.bounds:
            return
        self.bounds, self.words = (low, high), []
        at = low
        for token in self.jieba.cut(self.text[low:high]):
            for part in self._parts(token):
                if self.words and self.words[-1].text + part in _TERMS:
                    at = self.words[-1].start
                    part = self.words.pop().text + part
                self.words.append(Word(at, at + len(part), part, self._tag(part)))
                at += len(part)
        self.starts = [word.start for word in self.words]

    def _parts(self, token: str) -> tuple[str, ...]:
        if len(token) == 2 and token[0] in "组会员者" and token[1] in "对向将由":
            return token[0], token[1]  # 巡察组|对
        if len(token) < 2 or self.jieba.knows(token):
            return (token,)
        if token[-1] in _FUNCTION:
            return *self._parts(token[:-1]), token[-1]
        return (token[0], *self._parts(token[1:])) if token[0] in _FUNCTION else (token,)

    def _tag(self, word: str) -> str:
        return "n" if word in _TERMS else self.jieba.tag(word)

    def begins(self, at: int) -> bool:
        """Whether a word begins at a place of the sentence, or the sentence ends there."""
        found = bisect_left(self.starts, at)
        return self.starts[found] == at if found < len(self.starts) else True

    def between(self, low: int, high: int) -> list[Word]:
        """The words that begin between two places."""
        return self.words[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

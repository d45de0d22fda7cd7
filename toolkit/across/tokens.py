"""Words: exactly the tokens of jieba 0.42.1 with its HMM, from the Rust engine rjieba.

rjieba holds jieba's dictionary and model and is some twenty times faster. Where it departs
from jieba it is mended, so that a count can be repeated by anybody who has jieba: what it
departs in from the text alone is found by `toolkit.across.departures`.

Where rjieba cannot be imported jieba does the work; the tokens are the same.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from itertools import groupby
from typing import Any

from toolkit.across import dictionary
from toolkit.across.departures import (
    ALONE,
    cut_left_over,
    is_ascii_run,
    is_left_over,
    joined_clauses,
    split_run,
    tied_clauses,
)

Words = tuple[str, ...]

# jieba counts a line that stands twice in its dictionary twice, rjieba once.
_DOUBLED = 3
# A word that no text can match, since a line break never stands inside a block.
_PADDING = "\n"


def cut(text: str, words: Iterable[str] = ()) -> list[str]:
    """The words of a text as jieba cuts it; joined they are the text again.

    words: user words, known for this call only.

    >>> cut("纠治指尖上的形式主义1-3项")
    ['纠治', '指尖', '上', '的', '形式主义', '1', '-', '3', '项']
    >>> cut("纠治指尖上的形式主义1-3项", words=["指尖上的形式主义"])
    ['纠治', '指尖上的形式主义', '1', '-', '3', '项']
    """
    return segmenter(words).cut(text)


def segmenter(words: Iterable[str] = ()) -> Segmenter:
    """What cuts with some user words; asked again for the same words it is the same one."""
    if not words:
        return _segmenter(())
    if isinstance(words, str):
        words = (words,)
    elif isinstance(words, set | frozenset):
        words = sorted(words)  # the frequency of a word depends on those added before it
    return _segmenter(tuple(dict.fromkeys(word for word in words if word)))


class Segmenter:
    """jieba's dictionary with some user words. Its engine starts when it is first used."""

    def __init__(self, words: Words = ()) -> None:
        self.words = words

    def cut(self, text: str) -> list[str]:
        """Jieba's tokens of a text."""
        return self._engine.cut(text)

    def knows(self, word: str) -> bool:
        """Whether a word stands in the dictionary or among the user words."""
        return self._engine.knows(word)

    def tag(self, word: str) -> str:
        """The part of speech that the dictionary gives a word; empty where it gives none.

        >>> [segmenter().tag(word) for word in ("改造", "小区", "向", "嘟哔")]
        ['v', 'n', 'p', '']
        """
        return self._engine.tag(word)

    @cached_property
    def fingerprint(self) -> dict[str, Any]:
        """What the tokens depend on, and what made them."""
        engine = "rjieba" if find_spec("rjieba") else "jieba"
        return {
            "tokens": f"jieba {version('jieba')}, HMM on",
            "engine": f"{engine} {version(engine)}",
            "dictionary_sha256": hashlib.sha256(dictionary.file().read_bytes()).hexdigest(),
            "user_words": len(self.words),
            "user_words_sha256": hashlib.sha256("\n".join(self.words).encode()).hexdigest(),
        }

    @cached_property
    def _engine(self) -> _Fast | _Reference:
        try:
            return _Fast(self.words)
        except ImportError:
            return _Reference(self.words)


@lru_cache(maxsize=8)  # each holds a dictionary of its own, some 25 MB
def _segmenter(words: Words) -> Segmenter:
    return Segmenter(words)


class _Reference:
    """jieba itself."""

    def __init__(self, words: Words) -> None:
        self._jieba = reference(words)

    def cut(self, text: str) -> list[str]:
        return self._jieba.lcut(text)

    def knows(self, word: str) -> bool:
        return bool(self._jieba.FREQ.get(word))

    def tag(self, word: str) -> str:
        return str(self._tags.get(word, "")) if self.knows(word) else ""

    @cached_property
    def _tags(self) -> dict[str, str]:
        from jieba.posseg import POSTokenizer  # noqa: PLC0415

        tagger = POSTokenizer(self._jieba)
        tagger.initialize()
        return dict(tagger.word_tag_tab)


class _Fast:
    """rjieba, mended."""

    def __init__(self, words: Words) -> None:
        import rjieba  # noqa: PLC0415  (a quarter of a second that not every command needs)

        self._jieba = rjieba.Jieba()
        self._knows: Callable[[str], bool] = self._jieba.has_word
        self._add(words)

    def _add(self, words: Words) -> None:
        """Add user words with the frequencies jieba gives them, by its `suggest_freq`.

        For a word it already has, jieba adds the new frequency to the sum of all and leaves
        the old one in; rjieba takes the old one out. What is missing from its sum is made up for:
        the sum decides between cuts that are equally probable but for the last bit.
        """
        missing = _DOUBLED
        known = dictionary.frequencies(part for word in words for part in _parts_of(word))
        total = dictionary.total() if words else 0
        for word in words:
            share = 1.0
            for part in self._jieba.cut(word, False):
                begins = part not in known and (
                    dictionary.is_beginning(part) or any(w.startswith(part) for w in known)
                )
                share *= known.get(part, 0 if begins else 1) / float(total)
            missing += known.get(word, 0)
            known[word] = max(int(share * total) + 1, known.get(word, 1))
            self._jieba.add_word(word, known[word], None)
            total += known[word]
        self._jieba.add_word(_PADDING, missing, None)

    def knows(self, word: str) -> bool:
        return self._knows(word)

    def tag(self, word: str) -> str:
        tagged = self._jieba.tag(word) if self._knows(word) else []
        return str(tagged[0][1]) if len(tagged) == 1 else ""

    def cut(self, text: str) -> list[str]:
        if not ALONE.search(text):
            return self._cut_plain(text)
        tokens: list[str] = []
        for at, piece in enumerate(ALONE.split(text)):
            if at % 2:
                tokens.append(piece)
            elif piece:
                tokens += self._cut_plain(piece)
        return tokens

    def _cut_plain(self, text: str) -> list[str]:
        """Text without characters that stand alone: clauses with ties are cut apart from it."""
        tokens: list[str] = []
        reached = 0
        for start, end in tied_clauses(text):
            tokens += self._cut_untied(text[reached:start])
            tokens += self._cut_tied(text[start:end])
            reached = end
        return tokens + self._cut_untied(text[reached:]) if reached else self._cut_untied(text)

    def _cut_untied(self, text: str) -> list[str]:
        """Cut by rjieba; where it joins ASCII that jieba splits, the clause is mended."""
        tokens: list[str] = []
        reached = 0
        for start, end in joined_clauses(text):
            tokens += self._jieba.cut(text[reached:start])
            for token in self._jieba.cut(text[start:end]):
                tokens += self._parts(token)
            reached = end
        return tokens + self._jieba.cut(text[reached:]) if reached else self._jieba.cut(text)

    def _parts(self, token: str) -> Iterable[str]:
        """A token as jieba leaves it: it splits ASCII that is no word once more."""
        return (token,) if not is_ascii_run(token) or self._knows(token) else split_run(token)

    def _cut_tied(self, clause: str) -> Iterator[str]:
        """Each run that the dictionary leaves over is put together and cut by jieba's model."""
        for over, tokens in groupby(self._jieba.cut(clause, False), self._is_over):
            if over:
                run = "".join(tokens)
                yield from run if self._knows(run) else cut_left_over(run)
            else:
                yield from tokens

    def _is_over(self, token: str) -> bool:
        """Whether the dictionary leaves a token over: a character, or ASCII that is no word."""
        return is_left_over(token) and not (len(token) > 1 and self._knows(token))


def reference(words: Iterable[str] = ()) -> Any:
    """A jieba tokenizer with some user words, apart from jieba's own shared one.

    It neither reads nor writes the cache that jieba keeps in the shared temporary folder,
    and prints nothing.
    """
    frequencies, total = _jieba_dictionary()
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total = dict(frequencies), total
    tokenizer.initialized = True
    for word in words:
        tokenizer.add_word(word)
    return tokenizer


def _parts_of(word: str) -> Iterator[str]:
    return (word[a:b] for a in range(len(word)) for b in range(a + 1, len(word) + 1))


@cache
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """Jieba's words and their beginnings (frequency 0), and the sum of all frequencies."""
    return _import_jieba().Tokenizer.gen_pfdict(dictionary.file().open("rb"))


@cache
def _import_jieba() -> Any:
    with warnings.catch_warnings():  # its source has escapes that newer Pythons complain of
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415
    return jieba

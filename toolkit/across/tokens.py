"""Words: exactly the tokens of jieba 0.42.1 with its HMM, from the Rust engine rjieba.

rjieba holds jieba's dictionary and model and is some twenty times faster. It departs from
jieba in four places, and each is mended here, so that a count can be repeated by anybody
who has jieba:

1. inside runs of ASCII (``1-3``, ``x.xx%``), which jieba splits again with a pattern of its own;
2. at Han characters outside U+4E00–U+9FD5, which jieba gives one by one;
3. in the frequency given to words that are added, for which jieba itself is asked;
4. where a run unknown to the dictionary repeats a character, so that two cuts are equally
   probable but for rounding: there jieba's own model decides.

Where rjieba cannot be imported jieba does the work; the tokens are the same.
"""

from __future__ import annotations

import hashlib
import re
import string
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property, lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Words = tuple[str, ...]

# What jieba takes for a character by itself although it is Han; a lone surrogate is no
# character at all, and no Rust string can hold it.
_ALONE = re.compile(
    r"([\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00020000-\U0003ffff])"
)
# What may need mending: a run of the ASCII that jieba keeps in one block with Han; a
# Han character three times within a few.
_RUN = re.compile(r"[a-zA-Z0-9+#&._%-]{2,}")
_THRICE = re.compile(r"([\u4e00-\u9fd5]).{0,2}\1.{0,3}\1")
_TIES = 1_000  # characters up to which a clause with ties is cut by jieba's model: it is quadratic
_MARK = re.compile("[+#&._%-]")
_INNER = frozenset(string.ascii_letters + string.digits + "+#&._%-")
# How jieba cuts what its dictionary leaves over of such a run.
_SPLIT = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# Where clauses end; the mark belongs to the clause, so that \r\n is not parted.
_STOPS = "，,。、；\n"
_STOP = re.compile(f"[{_STOPS}]")
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

    @cached_property
    def fingerprint(self) -> dict[str, Any]:
        """What the tokens depend on, and what made them."""
        engine = "rjieba" if find_spec("rjieba") else "jieba"
        return {
            "tokens": f"jieba {version('jieba')}, HMM on",
            "engine": f"{engine} {version(engine)}",
            "dictionary_sha256": hashlib.sha256(_dictionary_file().read_bytes()).hexdigest(),
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


class _Fast:
    """rjieba, mended."""

    def __init__(self, words: Words) -> None:
        import rjieba  # noqa: PLC0415  (a quarter of a second that not every command needs)

        self._jieba = rjieba.Jieba()
        self._knows: Callable[[str], bool] = self._jieba.has_word
        # Runs of ASCII that both engines keep whole, unless a user word can break them.
        breaking = any(_MARK.search(word) for word in words)
        self._whole: Callable[[str], Any] = str.isalnum if breaking else _SPLIT.fullmatch
        self._jieba.add_word(_PADDING, _DOUBLED + (self._add(words) if words else 0), None)

    def _add(self, words: Words) -> int:
        """Add user words with the frequencies jieba gives them.

        For a word it already has, jieba adds the new frequency to the sum of all and leaves
        the old one in; rjieba takes the old one out. Returns what is missing from its sum:
        the sum decides between cuts that are equally probable but for the last bit.
        """
        before, after = _jieba_dictionary()[0], reference(words).FREQ
        for word in words:
            self._jieba.add_word(word, after[word], None)
        return sum(before.get(word, 0) for word in words)

    def knows(self, word: str) -> bool:
        return self._knows(word)

    def cut(self, text: str) -> list[str]:
        if not _ALONE.search(text):
            return self._cut_plain(text)
        tokens: list[str] = []
        for at, piece in enumerate(_ALONE.split(text)):
            if at % 2:
                tokens.append(piece)
            elif piece:
                tokens += self._cut_plain(piece)
        return tokens

    def _cut_plain(self, text: str) -> list[str]:
        """Text without characters that stand alone: only some clauses need mending."""
        tokens: list[str] = []
        reached = 0
        for start, end in _clauses(text, self._whole):
            tokens += self._jieba.cut(text[reached:start])
            tokens += self._cut_exactly(text[start:end])
            reached = end
        if reached == 0:
            return self._jieba.cut(text)
        return tokens + self._jieba.cut(text[reached:])

    def _cut_exactly(self, clause: str) -> Iterator[str]:
        """Each run that the dictionary leaves over is put together again and cut as jieba does."""
        tied = len(clause) < _TIES and _THRICE.search(clause) is not None
        left_over, split = (_single, self._split) if tied else (_ascii, _SPLIT.split)
        run = ""
        for token in self._jieba.cut(clause, not tied):
            if left_over(token) and not (len(token) > 1 and self._knows(token)):
                run += token
                continue
            if run:
                yield from filter(None, split(run))
                run = ""
            yield token
        if run:
            yield from filter(None, split(run))

    def _split(self, run: str) -> Iterable[str]:
        """By jieba's model; a word that its parts are preferred to falls into characters."""
        return run if self._knows(run) else _model()(run)


def _ascii(token: str) -> bool:
    """Whether a token is of the ASCII that jieba keeps in one block with Han."""
    return token[0] in _INNER and token.isascii()


def _single(token: str) -> bool:
    """Whether a token is a character of a block, or ASCII that is put together from such."""
    return _ascii(token) or (len(token) == 1 and "\u4e00" <= token <= "\u9fd5")


def _clauses(text: str, whole: Callable[[str], Any]) -> Iterator[tuple[int, int]]:
    """The clauses with a run of ASCII that is not kept whole, or a Han character that comes back.

    jieba never looks across punctuation, so that a text may be cut in pieces there.
    """
    runs = [run.span() for run in _RUN.finditer(text) if not whole(run.group())]
    runs += [run.span() for run in _THRICE.finditer(text)]
    reached = 0
    for start, end in sorted(runs):
        if start >= reached:
            begin = start
            while begin > reached and text[begin - 1] not in _STOPS:
                begin -= 1
            stop = _STOP.search(text, end)
            reached = stop.end() if stop else len(text)
            yield begin, reached


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


@cache
def _jieba_dictionary() -> tuple[dict[str, int], int]:
    """Jieba's words and their beginnings (frequency 0), and the sum of all frequencies."""
    return _import_jieba().Tokenizer.gen_pfdict(_dictionary_file().open("rb"))


@cache
def _model() -> Callable[[str], Iterator[str]]:
    """What jieba does to a run of characters that its dictionary leaves over."""
    _import_jieba()
    from jieba import finalseg  # noqa: PLC0415

    return finalseg.cut


@cache
def _import_jieba() -> Any:
    with warnings.catch_warnings():  # its source has escapes that newer Pythons complain of
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415
    return jieba


def _dictionary_file() -> Path:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ImportError("jieba is not installed. Set up the environment with: make env")
    return Path(spec.origin).parent / "dict.txt"

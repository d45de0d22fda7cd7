"""Where rjieba departs from jieba, told from the text alone.

1. Han characters outside U+4E00–U+9FD5 are part of words in rjieba; jieba gives them one by one.
2. Of ASCII that the dictionary leaves over, rjieba keeps ``1-3``, ``x.xx%`` and ``12.5.6`` whole;
   jieba splits it with a pattern of its own.
3. rjieba's model of words that are in no dictionary is rounded to six decimals. That tells only
   where two cuts are equally probable but for rounding, which takes a stretch of characters
   that all come back in it.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from toolkit.across import hmm

ALONE = re.compile(
    # A lone surrogate is no character at all, and no Rust string can hold it.
    r"([\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00020000-\U0003ffff])"
)

# The ASCII that jieba keeps in one block with Han.
_INNER = frozenset(string.ascii_letters + string.digits + "+#&._%-")
_SPLIT = re.compile(r"([a-zA-Z0-9]+(?:\.[0-9]+)?%?)")  # how jieba splits it
# The first mark in a run that jieba splits: any but the point of a decimal that ends the run.
_JOINT = re.compile(
    "[._-](?<=[a-zA-Z0-9].)(?:(?<=[_-])[a-zA-Z0-9]"
    r"|(?<=\.)(?:[a-zA-Z]|[0-9]+(?:[a-zA-Z]|[._-][a-zA-Z0-9])))"
)

_HAN_RUN = re.compile("([\u4e00-\u9fd5]+)")

_STOPS = "，,。、；\n"  # where clauses end; the mark belongs to them, so that \r\n is not parted
_STOP = re.compile(f"[{_STOPS}]")
_ROUNDS = 20  # looks at a stretch after which it is taken for tied: each may take out little
_REACH = 8  # characters within which a character of a tied stretch comes back
_LONG = 400  # characters from which arrays are faster than the pattern
_HAN, _BACK = "[\u4e00-\u9fd5]", f"[\u4e00-\u9fd5]{{0,{_REACH - 1}}}"
# Three characters that each come back soon, or are there before; and the Han after them.
_AGAIN = re.compile(
    rf"({_HAN})(?:\1|(?={_BACK}\1)({_HAN})(?:\1|\2|(?={_BACK}\2)({_HAN})(?={_BACK}\3))){_HAN}*"
)


def is_ascii_run(token: str) -> bool:
    """Whether a token is of the ASCII that jieba keeps in one block with Han."""
    return token[:1] in _INNER and token.isascii()


def is_left_over(token: str) -> bool:
    """Whether a token is a character of a block, or ASCII that is put together from such."""
    return is_ascii_run(token) or (len(token) == 1 and "\u4e00" <= token <= "\u9fd5")


def cut_left_over(run: str) -> Iterator[str]:
    """What the dictionary leaves over, as jieba cuts it.

    >>> list(cut_left_over("镇街1-3纠治"))
    ['镇街', '1', '-', '3', '纠治']
    """
    for at, piece in enumerate(_HAN_RUN.split(run)):
        yield from hmm.words(piece) if at % 2 else split_run(piece)


def split_run(run: str) -> Iterator[str]:
    """A run of ASCII as jieba's model splits it.

    >>> list(split_run("2024.10.12-13"))
    ['2024.10', '.', '12', '-', '13']
    """
    return filter(None, _SPLIT.split(run))


def joined_clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses with a run of ASCII that rjieba keeps whole and jieba splits.

    >>> text = "第1-3项，占5.2%，余x.xx%"
    >>> [text[start:end] for start, end in joined_clauses(text)]
    ['第1-3项，', '余x.xx%']
    """
    reached = 0
    while joint := _JOINT.search(text, reached):
        begin, reached = _clause(text, joint.start(), joint.end(), reached)
        yield begin, reached


def tied_clauses(text: str) -> Iterator[tuple[int, int]]:
    """The clauses in which two cuts may be equally probable."""
    reached = 0
    for start, end in _stretches(text):
        if start >= reached and _is_tied(text[start:end]):
            begin, reached = _clause(text, start, end, reached)
            yield begin, reached


def _clause(text: str, start: int, end: int, reached: int) -> tuple[int, int]:
    """The clause around a span, from where the last one ended at the earliest."""
    while start > reached and text[start - 1] not in _STOPS:
        start -= 1
    stop = _STOP.search(text, end)
    return start, stop.end() if stop else len(text)


def _is_tied(stretch: str) -> bool:
    """Whether some three or more characters in a row are all there twice or more.

    Two cuts can only be equally probable, and more so than any other, if they differ at every
    character of a stretch (else one could change from the one to the other midway, and be no
    worse), and if each character takes the same parts in both: so none is there once only, and
    of two alone neither can take the other's part.
    """
    parts = [stretch]
    for _ in range(_ROUNDS):
        smaller: list[str] = []
        for part in parts:
            if len(part) - len(set(part)) > 1:
                counts = Counter(part)
                rest = "".join(c if counts[c] > 1 else " " for c in part).split()
                if rest == [part]:
                    return True
                smaller += rest
        parts = smaller
    return bool(parts)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Han from where three characters in a row are each there again soon, to the end of the Han."""
    if len(text) < _LONG:
        yield from (found.span() for found in _AGAIN.finditer(text))
        return
    reached = 0
    for start in _again(text).tolist():
        if start >= reached and (han := _HAN_RUN.match(text, start)):
            reached = han.end()
            yield start, reached


def _again(text: str) -> NDArray[np.intp]:
    """What `_AGAIN` looks for, in all places at once; also among other characters than Han."""
    size = len(text)
    padded = (text + "\0" * _REACH).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(padded, np.uint32).astype(np.uint16)
    step = codes.itemsize
    ahead = np.ndarray((_REACH, size), codes.dtype, codes, offset=step, strides=(step, step))
    same = ahead == codes[:size]
    again, next_, next_but_one = same.any(axis=0), same[0], same[1]
    second = again[1:-1] | next_[:-2]
    third = again[2:] | next_[1:-1] | next_but_one[:-2]
    return np.flatnonzero(again[:-2] & second & third)

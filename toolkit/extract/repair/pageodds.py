"""What stands beside a page mark: how much likelier it is for a page that was full than for the
items of a list.

The weights are the logarithms of how often each was seen beside cuts made at random and between
paragraphs, in texts that have no page marks.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

TORN = 2.4  # how a mark that tears a word or clause goes with pages
FINISHED = -0.6  # how a mark at the end of a sentence goes with pages, which rarely end there
ENDED = frozenset("。！？；!?;…")
NEAR = 60  # characters looked at on either side of a cut

_UNDECIDED = -0.2
_NEVER_TOGETHER = -0.6  # most words that are torn do not stand elsewhere in a short text
_MAY_END = frozenset("：:”’」』）)》】")
_OPEN_BEFORE = frozenset("，,、（(“‘《〈「『—-+＋的和与及或对在把被将为从向以于是并其该每各")
_OPEN_AFTER = frozenset("，,、。；：;:）)”’》〉」』%％的了着们")
_QUOTES = re.compile("[“”]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEGIN = re.compile(r"[，,。；;：:！？\n][ \t\u3000]*([\u4e00-\u9fff])")
_END = re.compile(r"[，,。；;：:！？、](?<=([\u4e00-\u9fff]).)")
# One character of a clause, torn off at its beginning or its end.
_LAST_OF_CLAUSE = re.compile(r"[\u4e00-\u9fff][，,。；、]")
_FIRST_OF_CLAUSE = re.compile(r"[，,。；：][\u4e00-\u9fff]\Z")
_NUMERALS = r"[〇零一二三四五六七八九十百\d]"
_PARTED = re.compile(rf"\d\n[.．]\d|第{_NUMERALS}{{1,5}}\n{_NUMERALS}{{0,3}}[条章节款]")
_UNSEEN = 0.2  # how often a character counts that was never seen in a place


def odds(line: str, following: str, alone: bool, usage: Usage) -> float:
    """The odds for pages of one mark, from the line before it and the text behind it.

    Some words cannot end a text or begin one; two characters that stand together elsewhere are
    likely one word that was torn; a character that is common but rare at the beginning of clauses
    does not begin an item.

    >>> usage = Usage("各村公示账目。账目要按月公示，逐村核对账目。")
    >>> [odds(line, text, True, usage) for line, text in (("核对账目。", "各村"), ("核对账", "目。各"))]
    [-0.6, 2.4]
    """
    before, after = line[-1:], following[:1]
    if not before or not after:
        return 0.0
    if before in ENDED:
        return FINISHED
    if _is_torn(line, following):
        return TORN
    if before in _MAY_END or (not alone and may_be_heading(line)):
        return _UNDECIDED
    apart = usage.apart(before, after)
    return TORN + max(0.0, apart) if before + after in usage.raw else apart + _NEVER_TOGETHER


def _is_torn(line: str, following: str) -> bool:
    """Whether no text ends as the line does, or begins as what follows."""
    before, after = line[-1], following[0]
    return (
        before in _OPEN_BEFORE
        or after in _OPEN_AFTER
        or (before.isdigit() and after in _measures())
        or _PARTED.search(f"{line[-6:]}\n{following[:4]}") is not None
        or _FIRST_OF_CLAUSE.search(line[-2:]) is not None
        or _LAST_OF_CLAUSE.match(following) is not None
        or _in_quotes(line, following)
    )


def counts(following: str) -> bool:
    """Whether words begin with what a number counts: 个, 亿元, 月.

    >>> counts("户居民"), counts("居民")
    (True, False)
    """
    return _all_measures().match(following) is not None


def may_be_heading(line: str) -> bool:
    """Whether a line is short and holds no sentence."""
    return len(line) < NEAR and not any(char in line for char in "。！？；")


def unfinished(line: str) -> bool:
    """Whether a line of several sentences stops within the last one.

    >>> [unfinished(line) for line in ("已全部整改。各镇", "已全部整改。责任单位：各镇", "整改各镇")]
    [True, False, False]
    """
    last = line.rpartition("。")
    return bool(last[1] and last[2]) and last[2][-1] not in ENDED | _MAY_END and "：" not in last[2]


class Usage:
    """Which characters stand together in a text, and which begin and end its clauses."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.all = _Counts(
            {char: n for char, n in Counter(raw).items() if "\u4e00" <= char <= "\u9fff"}
        )
        self.begin = _Counts(Counter(_BEGIN.findall(raw)))
        self.end = _Counts(Counter(_END.findall(raw)))

    def apart(self, before: str, after: str) -> float:
        """How much likelier two characters are at a random cut than to end and begin a clause."""
        return 0.9 * self._rarer(before, self.end) + 0.7 * self._rarer(after, self.begin)

    def _rarer(self, char: str, place: _Counts) -> float:
        """The logarithm of how much rarer a character is in a place than in the text, within 2."""
        if not self.all.of[char]:
            return 0.0
        anywhere = max(1, self.all.of[char] - 1) / self.all.total
        there = (place.of[char] + _UNSEEN) / (place.total + _UNSEEN * len(self.all.of))
        return max(-2.0, min(2.0, log(anywhere / there)))


@lru_cache(maxsize=2)
def usage_of(raw: str) -> Usage:
    """How a text is used, kept while its marks are looked for form by form."""
    return Usage(raw)


class _Counts:
    """How often each character stands in a place."""

    def __init__(self, counts: dict[str, int]) -> None:
        self.of = Counter(counts)
        self.total = self.of.total()


def _in_quotes(before: str, after: str) -> bool:
    last, following = _QUOTES.findall(before[-NEAR:])[-1:], _QUOTES.search(after)
    return last == ["“"] and following is not None and following[0] == "”"


@cache
def _all_measures() -> re.Pattern[str]:
    words = (row["word"] for row in lexicon.table("measure_words"))
    return re.compile(either((*words, *"年月日时号万亿")))


@cache
def _measures() -> frozenset[str]:
    """The Han that measure words begin with."""
    return frozenset(
        _HAN.findall("".join(row["word"][0] for row in lexicon.table("measure_words")))
    )

"""Page marks that a scan export left in the text, told from the items of a list.

A mark stands at the start of a line, glued to the text (`2、`), on a line of its own (`- 3 -`,
`第4页`, `3/12`, `5`), or, where line breaks are lost, anywhere in the text. What gives pages away is
their sequence, and that they are cut wherever the page was full: in mid-sentence, in mid-word,
between quotes. The items of a list run in a sequence too, but end where a sentence ends. A mark too
many is worse than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from toolkit.extract.repair.pagelines import PageMark, chain_of, heads_beside, without
from toolkit.extract.repair.pageodds import (
    ENDED,
    FINISHED,
    NEAR,
    TORN,
    Usage,
    may_be_heading,
    odds,
    unfinished,
    usage_of,
)
from toolkit.extract.repair.pagetext import marks_in_text

_SPACE = r"[ \t\u3000]*"
_OWN_LINE = rf"{_SPACE}(?:%s){_SPACE}(?=[\r\n]|\Z)"
_DASH = r"[-—–－―·•~～]{1,2}"
_MAYBE = re.compile(rf"[\r\n]{_SPACE}[\d第共PplIOo|\-—–－―·•~～]")  # a line that may begin with one
_GLUED = re.compile(r"(?P<n>[\dlIOo|]{1,4})、")
_ALONE = re.compile(_OWN_LINE % r"(?P<n>\d{1,4})")
_BY_LOOK = (  # a page mark by its look; the sequence only confirms it
    re.compile(_OWN_LINE % rf"{_DASH} ?(?P<n>\d{{1,4}}) ?{_DASH}"),
    re.compile(_OWN_LINE % r"第 ?(?P<n>\d{1,4}) ?页(?:[ ,，/／|]{0,3}共 ?(?P<of>\d{1,4}) ?页)?"),
    re.compile(_OWN_LINE % r"共 ?(?P<of>\d{1,4}) ?页[ ,，/／|]{0,3}第 ?(?P<n>\d{1,4}) ?页"),
    re.compile(_OWN_LINE % r"(?P<n>\d{1,4}) ?[/／] ?(?P<of>\d{1,4})(?: ?页)?"),
    re.compile(_OWN_LINE % r"[Pp]age ?(?P<n>\d{1,4})(?: ?(?:of|/) ?(?P<of>\d{1,4}))?"),
)
# One mark says enough where it tears a range: 3—⏎12⏎5个
_IN_RANGE = re.compile(
    r"\n(?:(?<=\d[-—－–~～至]\n)|(?<=\d[-—－–~～至]\r\n))(?P<n>\d{1,4})(?=\r?\n\d+[^\d\s])"
)
_DAMAGED = re.compile(r"(?<![^\r\n])(?P<n>[\dlIOo|SZB?]{0,4})[、,，.．·‘’'`]")
_AS_DIGITS = str.maketrans("lI|OoSZB", "11100528")

_SHORT_TEXT = 3000  # characters of a text that may have but few pages
_SHORTEST_PAGE = 150
_LINE = 400  # characters of a line's end that are looked at
_FEW = 3  # marks that show how long the pages are
_SHORTEST = 60  # characters of a usual page, at least
_OTHERS = 3  # paragraphs that show whether a text finishes its paragraphs
_MOST_BROKEN = 4  # paragraphs that count as unfinished where the others are not
_CERTAIN = 3.0  # logarithm of the odds from which a sequence is one of pages


def page_marks(raw: str) -> list[PageMark]:
    r"""The page marks of a document, or none where they are not certain.

    >>> pages = ("各镇要在月底前把账目理清", "，县里将", "逐村核对，对账目不清的", "要限期整改。" * 30)
    >>> text = "".join(f"{page}\n{n}、" for n, page in enumerate((page.rjust(90, "好") for page in pages), 7))
    >>> [(mark.page, text[mark.start : mark.end]) for mark in page_marks(text)]
    [(7, '7、'), (8, '8、'), (9, '9、'), (10, '10、')]
    >>> page_marks("1、减少会议。\n2、压缩文件。\n3、规范检查。")
    []
    """
    lines = [0, *(match.start() + 1 for match in _MAYBE.finditer(raw))]
    found = _glued(raw, lines) + _numbers(raw, lines)
    for form in _BY_LOOK:
        found += _by_look(raw, lines, form)
    found += [
        PageMark(*match.span("n"), int(match["n"]), True) for match in _IN_RANGE.finditer(raw)
    ]
    found = found or marks_in_text(raw) or _lone(raw, _candidates(raw, lines, _ALONE, alone=True))
    return sorted(found, key=lambda mark: mark.start)


def _glued(raw: str, lines: Sequence[int]) -> list[PageMark]:
    """Marks such as `2、`, which look like the items of a list."""
    pages = _pages(raw, _candidates(raw, lines, _GLUED, alone=False))
    return _filled(raw, pages) if pages else []


def _numbers(raw: str, lines: Sequence[int]) -> list[PageMark]:
    """Bare numbers on lines of their own, which may also be a table's column."""
    candidates = _candidates(raw, lines, _ALONE, alone=True)
    heads = [head for beside in heads_beside(raw, candidates) for head in beside]
    return _pages(without(raw, heads), candidates)


def _lone(raw: str, candidates: Sequence[PageMark]) -> list[PageMark]:
    """The numbers of a text of two or three pages, where no other stands on a line of its own."""
    counted = all(b.page == a.page + 1 for a, b in pairwise(candidates))
    if not (0 < len(candidates) < _FEW and counted and len(raw) <= _SHORT_TEXT):
        return []
    lengths = [candidates[0].start, *(_lengths(candidates) if len(candidates) > 1 else ())]
    return list(candidates) if min(lengths) >= _SHORTEST_PAGE else []


def _by_look(raw: str, lines: Sequence[int], form: re.Pattern[str]) -> list[PageMark]:
    candidates = _candidates(raw, lines, form, alone=True)
    chain = chain_of(candidates, [1.0] * len(candidates))
    lone = len(candidates) == 1 and _shows_itself(raw, candidates[0])
    return chain if lone or (len(chain) >= 2 and len(chain) * 2 > len(candidates)) else []


def _shows_itself(raw: str, mark: PageMark) -> bool:
    """Whether one mark alone can be nothing else: 第3页, - 3 -, the 1/2 of two pages."""
    words = raw[mark.start : mark.end]
    if re.split("[/／]", words)[1:] == [str(mark.page + 1)]:
        return True
    return "页" in words or (words[0] == words[-1] and not words[0].isalnum())


def _candidates(
    raw: str, lines: Sequence[int], form: re.Pattern[str], alone: bool
) -> list[PageMark]:
    marks = []
    for line in lines:
        match = form.match(raw, line)
        if match is None:
            continue
        number = int(match["n"].translate(_AS_DIGITS))
        start = match.end() - len(match[0].lstrip(" \t\u3000"))
        end = match.start() + len(match[0].rstrip(" \t\u3000"))
        of = match.groupdict().get("of")
        if not of or 0 < number <= int(of):
            marks.append(PageMark(start, end, number, alone))
    return marks


# Sequences


def _pages(raw: str, candidates: Sequence[PageMark]) -> list[PageMark]:
    """The sequence of pages among the candidates, none where it may be a list."""
    if len(candidates) < 2 or all(_line_before(raw, mark)[-1:] in ENDED for mark in candidates):
        return []
    usage = usage_of(raw)
    weights = {mark: _odds(raw, mark, usage) for mark in candidates}
    chain = chain_of(candidates, [v if v == FINISHED else max(0.4, v) for v in weights.values()])
    chain = _behind_list(chain)
    broken = _broken(raw, chain, candidates)
    return _extended(chain, candidates) if are_pages(raw, chain, usage, broken) else []


def _odds(raw: str, mark: PageMark, usage: Usage) -> float:
    following = raw[mark.end : mark.end + NEAR].lstrip()
    return odds(_line_before(raw, mark), following, mark.alone, usage)


def _broken(raw: str, chain: Sequence[PageMark], candidates: Sequence[PageMark]) -> int:
    """How many marks stand after an unfinished paragraph where all others are finished."""
    own = {_line_before(raw, mark) for mark in candidates}
    others = [line for line in (line.strip()[-_LINE:] for line in raw.splitlines()) if "。" in line]
    others = [line for line in others if line not in own]
    if len(others) < _OTHERS or sum(map(unfinished, others)) * 10 > len(others):
        return 0
    return sum(unfinished(_line_before(raw, mark)) for mark in chain)


def are_pages(raw: str, chain: Sequence[PageMark], usage: Usage, broken: int = 0) -> bool:
    """Whether a sequence is one of pages, not of the items of a list.

    Against a list of sentences speaks every mark in mid-sentence; against a list whose items lack
    their full stop, what stands beside the marks, pages of one length, and other paragraphs that
    have theirs (broken: how many marks stand after one that does not).
    """
    weights = [_odds(raw, mark, usage) for mark in chain if mark.start]
    lengths = _lengths(chain)
    finished = weights.count(FINISHED)
    torn = sum(value >= TORN for value in weights)
    usual = median(lengths)
    close = sum(abs(length - usual) <= 0.06 * usual for length in lengths)
    same = sum(abs(length - usual) <= max(2, 0.015 * usual) for length in lengths)
    total = sum(weights) + (close if close > 2 else 0) + (same if same > 2 else 0)
    total += min(broken, _MOST_BROKEN) if broken > 1 else 0
    few_finished = finished <= max(1, 0.3 * len(weights)) and len(weights) - finished >= 2
    some_torn = torn >= max(1, 0.2 * len(weights)) or same > 3
    return few_finished and some_torn and usual >= _SHORTEST and total >= _CERTAIN


def _line_before(raw: str, mark: PageMark) -> str:
    """The last line with something on it before a mark, its last few hundred characters."""
    text = raw[max(0, mark.start - _LINE) : mark.start].rstrip()
    return text[max(text.rfind("\n"), text.rfind("\r")) + 1 :].strip()


def _behind_list(chain: list[PageMark]) -> list[PageMark]:
    """The chain without the entries of a list before it whose numbers the pages happen to go on from.

    A table of contents is shorter than any of the pages behind it.
    """
    lengths = _lengths(chain)
    first = next((at for at, length in enumerate(lengths) if length >= _SHORTEST), 0) + 1
    entries, behind = chain[:first], chain[first:]
    pages = len(behind) >= _FEW and min(_lengths(behind)) > 2 * _SHORTEST
    return behind if pages and _is_list(entries) else chain


def _is_list(marks: Sequence[PageMark]) -> bool:
    """Whether some marks follow each other too closely for pages."""
    return len(marks) >= _FEW and max(_lengths(marks)) < _SHORTEST


def _lengths(chain: Sequence[PageMark]) -> list[float]:
    """The length of each page; where marks are lost, of the pages they would have parted."""
    return [(b.start - a.end) / (b.page - a.page) for a, b in pairwise(chain)] or [0.0]


def _extended(chain: list[PageMark], candidates: Sequence[PageMark]) -> list[PageMark]:
    """The chain with the marks before and after it that fall at the end of a sentence."""
    before = [mark for mark in candidates if mark.end <= chain[0].start]
    numbers = [mark.page for mark in before]
    if numbers == list(range(chain[0].page - len(before), chain[0].page)) and not _is_list(before):
        chain = [*before, *chain]
    after = [mark for mark in candidates if mark.start >= chain[-1].end]
    numbers = [mark.page for mark in after]
    if numbers == list(range(chain[-1].page + 1, chain[-1].page + 1 + len(after))):
        chain = [*chain, *after]
    return chain


# Damaged marks


def _filled(raw: str, chain: list[PageMark]) -> list[PageMark]:
    """The chain with the marks it lacks, where something like them stands at the right place."""
    usual = median(_lengths(chain))
    filled = [chain[0]]
    for mark in chain[1:]:
        for page in range(filled[-1].page + 1, mark.page):
            found = _damaged(raw, filled[-1], page, usual, mark.start)
            filled += [found] if found else []
        filled.append(mark)
    while found := _damaged(raw, filled[-1], filled[-1].page + 1, usual, len(raw)):
        filled.append(found)
    return filled


def _damaged(raw: str, last: PageMark, page: int, usual: float, stop: int) -> PageMark | None:
    """A mark for the page whose number was misread or lost some of its digits."""
    centre = last.end + usual * (page - last.page)
    low, high = int(centre - 0.1 * usual), int(centre + 0.1 * usual)
    for match in _DAMAGED.finditer(raw, low, min(high, stop)):
        mark = PageMark(match.start(), match.end(), page)
        number = match["n"].translate(_AS_DIGITS)
        before = _line_before(raw, mark)
        listed = before[-1:] in ENDED or may_be_heading(before)  # where the items of a list begin
        if _is_part(number, str(page)) and not listed:
            return mark
    return None


def _is_part(digits: str, number: str) -> bool:
    """Whether the digits are what is left of a number, or one of them was misread.

    >>> [_is_part(digits, "12") for digits in ("1", "", "72", "35")]
    [True, True, True, False]
    """
    rest = iter(number)
    if all(digit in rest for digit in digits):
        return True
    wrong = sum(a != b for a, b in zip(digits, number, strict=False))
    return len(digits) == len(number) and wrong == 1 and len(number) > 1

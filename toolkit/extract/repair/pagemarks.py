"""Page marks that a scan export left in the text, told from the items of a list.

A mark stands at the start of a line, glued to the text (`2、`), on a line of its own (`- 3 -`,
`第4页`, `3/12`, `5`), or, where line breaks are lost, anywhere in the text. What gives pages away is
their sequence, and that they are cut wherever the page was full: in mid-sentence, in mid-word,
between quotes. The items of a list run in a sequence too, but end where a sentence ends. A mark too
many is worse than a miss.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import exp, log
from statistics import median

from toolkit.across.tokens import cut as cut_words
from toolkit.extract.repair.pagelines import PageMark, heads_beside, without
from toolkit.extract.repair.pageodds import (
    ENDED,
    FINISHED,
    NEAR,
    TORN,
    Usage,
    counts,
    may_be_heading,
    odds,
    unfinished,
    usage_of,
)

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

_LOOK_IN_TEXT = (
    re.compile(
        r"(?:共 ?\d{1,4} ?页[ ,，/／|]{0,3})?第 ?(?P<n>\d{1,4}) ?页(?:[ ,，/／|]{0,3}共 ?\d{1,4} ?页)?"
    ),
    re.compile(r"(?P<dash>[-—–－―][-—–－―]??) ?(?P<n>[1-9]\d{0,3}) ?(?P=dash)"),
)
# A lookbehind behind the first digit: a pattern that begins with what few places show is fast.
_COMMA_IN_TEXT = re.compile(r"(?P<n>\d(?<![\r\n\d.．].)\d{0,2})、")
_BARE_IN_TEXT = re.compile(
    r"(?P<n>\d(?<![\r\n\d第年月.．:：/\-—~～(（].)\d{0,2})(?![\r\n\d年月日.．:：/\-—~～%％‰、)）])"
)
_BLANKS = " \t\u3000\u00a0\u2009\u202f"
_LISTS = frozenset("，,、；;")  # what parts the items of a list in one sentence
_PLACED = 1.2  # how a number at the distance of a page goes with pages, whatever stands beside it
_AMOUNT = -0.5  # how a number before a measure word goes with pages
_ABOUT_LEAST, _ABOUT_MOST = 0.62, 1.5  # how far the lengths of pages differ
_STEP, _LENGTHS, _NEXT = 0.1, 4, 3  # how exactly lengths are told, how many are tried
_LONGEST_HEAD = 20  # characters of a running head that has its own line
_LONGEST = 4000  # characters of a page
_COMPLETED = 0.3  # of a page, within which a mark is looked for that a chain lacks
_RARE = -8.0  # the logarithm of a chance that is as good as none

_SHORT_TEXT = 3000  # characters of a text that may have but few pages
_SHORTEST_PAGE = 150
_WORD = 6  # characters on either side that show whether a number stands inside a word
_HAN = re.compile("[\u4e00-\u9fff]")
_PARTED = re.compile(  # 第六|条, 二|、, （三|）
    r"第[一二三四五六七八九十百]{1,4}\|[条章节]|(?:[。；：]|^)[一二三四五六七八九十]{1,2}\|、|（\|[一二三四五六七八九十]{1,2}）|（[一二三四五六七八九十]{1,2}\|）"
)
_REFERS, _REFERRED = frozenset("见在到至自从原书和、及"), frozenset("的至到、和第起")
_LINE = 400  # characters of a line's end that are looked at
_MISSING = 3  # marks in a row that may be lost within a sequence
_CLOSEST = 20  # characters between two marks, at least
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
    found = found or _in_text(raw) or _lone(raw, _candidates(raw, lines, _ALONE, alone=True))
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
    chain = _chain(candidates, [1.0] * len(candidates))
    lone = len(candidates) == 1 and _shows_itself(raw, candidates[0])
    return chain if lone or (len(chain) >= 2 and len(chain) * 2 > len(candidates)) else []


def _shows_itself(raw: str, mark: PageMark) -> bool:
    """Whether one mark alone, with text on both sides, can be nothing else: 第3页, - 3 -."""
    words = raw[mark.start : mark.end]
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


# Marks without a line break


def _in_text(raw: str) -> list[PageMark]:
    """Marks that run into the text on both sides, all of one form."""
    shown = max((_by_look_in_text(raw, form) for form in _LOOK_IN_TEXT), key=len)
    if shown:
        return shown
    spaced = max((_spaced(raw, form) for form in (_COMMA_IN_TEXT, _BARE_IN_TEXT)), key=len)
    return spaced or max((_few(raw, form) for form in (_COMMA_IN_TEXT, _BARE_IN_TEXT)), key=len)


def _few(raw: str, form: re.Pattern[str]) -> list[PageMark]:
    """The marks of a text of two or three pages: one tears a word, the next stands a page on."""
    if len(raw) > _SHORT_TEXT:
        return []
    ending = "、" if form is _COMMA_IN_TEXT else ""
    marks = [PageMark(*match.span(), int(match["n"])) for match in form.finditer(raw)]
    torn = [mark for mark in marks if _tears_word(raw, mark)]
    chain = _chain(torn, [1.0] * len(torn))
    if not chain or len(chain) * 2 <= len(torn) or chain[0].start < _SHORTEST_PAGE:
        return []
    usual = chain[0].start if len(chain) == 1 else _lengths(chain)[0]
    more = _numbered(raw, chain[-1].page + 1, ending, chain[-1].end + usual, usual)
    before = chain[0].start - usual
    less = _numbered(raw, chain[0].page - 1, ending, before, usual) if before > usual / 2 else []
    found = [mark for mark in (*less, *more) if mark in marks and not counts(_following(raw, mark))]
    return sorted([*chain, *found], key=lambda mark: mark.start)


def _tears_word(raw: str, mark: PageMark) -> bool:
    """Whether a number stands inside a word, and counts nothing."""
    before, after = raw[max(0, mark.start - _WORD) : mark.start], raw[mark.end : mark.end + _WORD]
    if _PARTED.search(f"{before}|{after}"):
        return True
    if counts(after) or not (_HAN.match(before[-1:]) and _HAN.match(after)):
        return False
    at = 0
    for word in cut_words(before + after):
        at += len(word)
        if at > len(before):
            return at - len(word) < len(before)
    return False


def _by_look_in_text(raw: str, form: re.Pattern[str]) -> list[PageMark]:
    marks = [PageMark(*m.span(), int(m["n"])) for m in form.finditer(raw) if _is_inside(raw, m)]
    chain = _chain(marks, [1.0] * len(marks))
    alone = len(marks) == 1 and _is_apart(raw, marks[0])
    return chain if alone or (len(chain) > 1 and len(chain) * 2 > len(marks)) else []


def _is_apart(raw: str, mark: PageMark) -> bool:
    """Whether one mark is no reference to a page (见第3页) and no dash between words."""
    words, before = raw[mark.start : mark.end], raw[max(0, mark.start - 1) : mark.start]
    if words.count("页") == 1:
        return before not in _REFERS and raw[mark.end : mark.end + 1] not in _REFERRED
    return True


def _is_inside(raw: str, match: re.Match[str]) -> bool:
    """Whether a mark stands in a text, and not in a running head with its own line."""
    start, end = match.span()
    begins, ends = raw[max(0, start - 1) : start] in "\r\n", raw[end : end + 1] in "\r\n"
    line = max(raw.rfind("\n", 0, start), raw.rfind("\r", 0, start)) + 1
    return not (begins or ends) or min(len(raw), end + _LONGEST_HEAD) - line > 2 * _LONGEST_HEAD


def _spaced(raw: str, form: re.Pattern[str]) -> list[PageMark]:
    """Numbers that count up at about one distance and tear the text, from its one end to the other."""
    marks = [PageMark(*m.span(), int(m["n"])) for m in form.finditer(raw)]
    distances = _distances(marks)
    even = [_chain(marks, [1.0] * len(marks), usual) for usual in distances]
    if not any(len(chain) >= _FEW and _is_through(raw, chain) for chain in even):
        return []
    usage = usage_of(raw)
    weights = [max(_PLACED, _odds_in_text(raw, mark, usage)) for mark in marks]
    chains = [_chain(marks, weights, usual) for usual in distances]
    best = max(chains, key=len, default=[])
    if len(best) < _FEW or not (are_pages(raw, best, usage) and _is_through(raw, best)):
        return []
    torn = sum(_odds_in_text(raw, mark, usage) for mark in best) / 2
    amounts = sum(counts(_following(raw, mark)) for mark in best)
    chance = _by_chance(raw, best, marks) - torn
    if form is _BARE_IN_TEXT and (chance > _RARE or amounts * 2 > len(best)):
        return []
    return _completed(raw, best, "、" if form is _COMMA_IN_TEXT else "")


def _odds_in_text(raw: str, mark: PageMark, usage: Usage) -> float:
    """The odds of one mark; behind a comma more likely the item of a list, before a unit an amount."""
    following = _following(raw, mark)
    if raw[max(0, mark.start - NEAR) : mark.start].rstrip(_BLANKS)[-1:] in _LISTS:
        return 0.0
    if counts(following):
        return _AMOUNT
    return odds(_line_before(raw, mark), following, False, usage)


def _following(raw: str, mark: PageMark) -> str:
    """What stands behind a mark; a blank before a unit, as many programs put it, is passed over."""
    return raw[mark.end : mark.end + NEAR].lstrip(_BLANKS)


def _distances(marks: Sequence[PageMark]) -> list[float]:
    """The lengths that pages may have: the commonest distances from a number to the next."""
    places: dict[int, list[int]] = {}
    for mark in marks:
        places.setdefault(mark.page, []).append(mark.start)
    found: Counter[int] = Counter()
    for page, starts in places.items():
        following = places.get(page + 1, [])
        for start in starts:
            first = bisect_left(following, start + _SHORTEST)
            for after in following[first : first + _NEXT]:
                if after - start <= _LONGEST:
                    found[round(log(after - start) / _STEP)] += 1
    return [exp(step * _STEP) for step, _ in found.most_common(_LENGTHS)]


def _is_through(raw: str, chain: Sequence[PageMark]) -> bool:
    """Whether the chain goes through the text from end to end, a few marks at most left out."""
    most = 2 * (_MISSING + 1) * median(_lengths(chain))
    holes = chain[-1].page - chain[0].page + 1 - len(chain)
    return chain[0].start <= most and len(raw) - chain[-1].end <= most and holes <= len(chain)


def _completed(raw: str, chain: Sequence[PageMark], ending: str) -> list[PageMark]:
    """The chain with the marks it lacks, where their numbers stand, glued to others perhaps."""
    usual = median(_lengths(chain))
    first, last = chain[0], chain[-1]
    full = list(chain)
    for page in range(max(1, first.page - int(first.start / usual)), first.page):
        full += _numbered(raw, page, ending, first.start - usual * (first.page - page), usual)
    for before, after in pairwise(chain):
        length = (after.start - before.end) / (after.page - before.page)
        for page in range(before.page + 1, after.page):
            full += _numbered(raw, page, ending, before.end + length * (page - before.page), usual)
    for more in range(1, 1 + int((len(raw) - last.end) / usual)):
        full += _numbered(raw, last.page + more, ending, last.end + usual * more, usual)
    return sorted(full, key=lambda mark: mark.start)


def _numbered(raw: str, page: int, ending: str, centre: float, usual: float) -> list[PageMark]:
    """The one place near a centre where a number stands, nothing where it stands in several."""
    words, room = f"{page}{ending}", usual * (_COMPLETED if ending else _COMPLETED / 2)
    low, high = max(0, int(centre - room)), max(0, int(centre + room))
    at = raw.find(words, low, high)
    alone = at >= 0 and raw.find(words, at + 1, high) < 0
    return [PageMark(at, at + len(words), page)] if alone else []


def _by_chance(raw: str, chain: Sequence[PageMark], marks: Sequence[PageMark]) -> float:
    """How likely numbers that only happen to stand in a text count up like this (logarithm)."""
    often = Counter(mark.page for mark in marks)
    room = (_ABOUT_MOST - _ABOUT_LEAST) * median(_lengths(chain)) / max(1, len(raw))
    return sum(log(min(1.0, often[mark.page] * room)) for mark in chain[1:])


# Sequences


def _pages(raw: str, candidates: Sequence[PageMark]) -> list[PageMark]:
    """The sequence of pages among the candidates, none where it may be a list."""
    if len(candidates) < 2 or all(_line_before(raw, mark)[-1:] in ENDED for mark in candidates):
        return []
    usage = usage_of(raw)
    weights = {mark: _odds(raw, mark, usage) for mark in candidates}
    chain = _chain(candidates, [v if v == FINISHED else max(0.4, v) for v in weights.values()])
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


def _chain(
    marks: Sequence[PageMark], weights: Sequence[float], usual: float | None = None
) -> list[PageMark]:
    """The sequence of numbers going up one by one that weighs most; a few may be lost on the way.

    One pass: for each number only the best chain that ends in it is kept. usual: characters of a
    page, where only numbers at about that distance follow each other.
    """
    best: dict[int, tuple[float, int]] = {}  # page: weight of its chain, its place in marks
    before: list[int | None] = []
    for at, (mark, weight) in enumerate(zip(marks, weights, strict=True)):
        total, link = weight, None
        for missing in range((_MISSING if usual is None else 2 * _MISSING) + 1):
            previous = best.get(mark.page - 1 - missing)
            if previous is None:
                continue
            length = (mark.start - marks[previous[1]].end) / (missing + 1)
            if length < _CLOSEST or not (usual is None or _is_about(length, usual)):
                continue
            if previous[0] + weight - missing > total:
                total, link = previous[0] + weight - missing, previous[1]
        before.append(link)
        kept = best.get(mark.page)
        if kept is None or total >= kept[0] or (usual and mark.start > marks[kept[1]].end + usual):
            best[mark.page] = (total, at)
    place = max(best.values(), key=lambda chain: (chain[0], -chain[1]))[1] if best else None
    chain = []
    while place is not None:
        chain.append(marks[place])
        place = before[place]
    return chain[::-1]


def _is_about(length: float, usual: float) -> bool:
    return _ABOUT_LEAST <= length / usual <= _ABOUT_MOST


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
    """The chain with the marks before and after it that fall at the end of a sentence.

    Where the numbers of a list stand there as well, none is taken.
    """
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

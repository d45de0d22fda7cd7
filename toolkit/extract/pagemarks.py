"""Page marks that a scan export left in the text, told from the items of a list.

A mark stands at the start of a line, glued to the text (`2、`) or on a line of its own (`- 3 -`,
`第4页`, `3/12`, `5`). What gives pages away is their sequence, their even length, and that they
are cut wherever the page was full: in mid-sentence, in mid-word, between quotes. The items of a
list run in a sequence too, but end where a sentence ends. A mark too many is worse than a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

Span = tuple[int, int]

_SPACE = r"[ \t\u3000]*"
_OWN_LINE = rf"{_SPACE}(?:%s){_SPACE}(?=[\r\n]|\Z)"
_DASH = r"[-—–－―·•~～]{1,2}"
_MAYBE = re.compile(rf"[\r\n]{_SPACE}[\d第PplIOo|\-—–－―·•~～]")  # a line that may begin with one
_GLUED = re.compile(r"(?P<n>[\dlIOo|]{1,4})、")
_ALONE = re.compile(_OWN_LINE % r"(?P<n>\d{1,4})")
_PLAIN = (  # a page mark by its look; the sequence only confirms it
    re.compile(_OWN_LINE % rf"{_DASH} ?(?P<n>\d{{1,4}}) ?{_DASH}"),
    re.compile(
        _OWN_LINE % r"第 ?(?P<n>\d{1,4}) ?页(?:[ ,，/／|]{0,3}共 ?(?P<of>\d{1,4}) ?页)?"
    ),
    re.compile(_OWN_LINE % r"(?P<n>\d{1,4}) ?[/／] ?(?P<of>\d{1,4})(?: ?页)?"),
    re.compile(_OWN_LINE % r"[Pp]age ?(?P<n>\d{1,4})(?: ?(?:of|/) ?(?P<of>\d{1,4}))?"),
)
_DAMAGED = re.compile(r"(?<![^\r\n])(?P<n>[\dlIOo|SZB?]{0,4})[、,，.．·‘’'`]")
_AS_DIGITS = str.maketrans("lI|OoSZB", "11100528")

_ENDED = "。！？；：!?;:…”’」』）)》】"
_CLOSED = "。！？；!?;"
_OPEN_BEFORE = frozenset("，,、（(“‘《〈「『—-+＋的和与及或对在把被将为从向以于是并其该每各")
_OPEN_AFTER = frozenset("，,、。；：;:）)”’》〉」』%％的了着们")
_QUOTES = re.compile("[“”]")
_NEAR = 60  # characters looked at on either side of a cut
_MISSING = 3  # marks in a row that may be lost within a sequence
_SHORTEST = 60  # characters of a usual page, at least
_CERTAIN = 4.0  # weight of evidence from which a sequence is one of pages


@dataclass(frozen=True, slots=True)
class PageMark:
    """A mark's own span, without blanks and line breaks around it, and the page it names."""

    start: int
    end: int
    page: int
    alone: bool = False  # on a line of its own


def page_marks(raw: str) -> list[PageMark]:
    """The page marks of a document, or none where they are not certain.

    >>> pages = ["县里先后开了三次会。会上提出，各镇要在" * 9, "月底前把账目" * 20, "理清楚" * 40]
    >>> text = "".join(f"\\n{n}、{page}" for n, page in enumerate(pages, 7))
    >>> [(mark.page, text[mark.start : mark.end]) for mark in page_marks(text)]
    [(7, '7、'), (8, '8、'), (9, '9、')]
    >>> page_marks("1、减少会议。\\n2、压缩文件。\\n3、规范检查。")
    []
    """
    lines = [0, *(match.start() + 1 for match in _MAYBE.finditer(raw))]
    found = _glued(raw, lines)
    found += _numbers(raw, lines)
    for form in _PLAIN:
        found += _by_look(raw, lines, form)
    return sorted(found, key=lambda mark: mark.start)


def _candidates(raw: str, lines: Sequence[int], form: re.Pattern[str], alone: bool) -> list[PageMark]:  # fmt: skip
    marks = []
    for line in lines:
        match = form.match(raw, line)
        if match is None:
            continue
        number = match["n"].translate(_AS_DIGITS)
        start = match.end() - len(match[0].lstrip(" \t\u3000"))
        end = match.start() + len(match[0].rstrip(" \t\u3000"))
        of = match.groupdict().get("of")
        if not of or 0 < int(number) <= int(of):
            marks.append(PageMark(start, end, int(number), alone))
    return marks


def _glued(raw: str, lines: Sequence[int]) -> list[PageMark]:
    """Marks such as `2、`, which look like the items of a list."""
    chain = _chain(raw, _candidates(raw, lines, _GLUED, alone=False))
    return _filled(raw, chain) if _is_paged(raw, chain) else []


def _numbers(raw: str, lines: Sequence[int]) -> list[PageMark]:
    """Bare numbers on lines of their own, which may also be a table's column."""
    chain = _chain(raw, _candidates(raw, lines, _ALONE, alone=True))
    return chain if _is_paged(raw, chain) else []


def _by_look(raw: str, lines: Sequence[int], form: re.Pattern[str]) -> list[PageMark]:
    candidates = _candidates(raw, lines, form, alone=True)
    chain = _chain(raw, candidates, weigh=False)
    lone = len(candidates) == 1 and "共" in raw[candidates[0].start : candidates[0].end]
    return chain if lone or (len(chain) >= 2 and len(chain) * 2 > len(candidates)) else []


# Sequences


def _chain(raw: str, marks: Sequence[PageMark], weigh: bool = True) -> list[PageMark]:
    """The likeliest sequence of pages: numbers go up one by one, pages are cut in mid-sentence.

    A few marks may be lost on the way. One pass: for each number only the best chain that ends
    in it is kept.
    """
    best: dict[int, tuple[float, int]] = {}  # page: weight of its chain, its place in marks
    before: list[int | None] = []
    for at, mark in enumerate(marks):
        weight = 1.0 if not weigh or _is_cut(raw, mark) else -0.4
        total, link = weight if mark.start else 0.5, None
        for missing in range(_MISSING + 1):
            previous = best.get(mark.page - 1 - missing)
            if previous is None:
                continue
            if mark.start - marks[previous[1]].end < _SHORTEST // 3 * (missing + 1):
                continue
            if previous[0] + weight - missing > total:
                total, link = previous[0] + weight - missing, previous[1]
        before.append(link)
        if mark.page not in best or total >= best[mark.page][0]:
            best[mark.page] = (total, at)
    if not best:
        return []
    place: int | None = max(best.values(), key=lambda chain: (chain[0], -chain[1]))[1]
    chain = []
    while place is not None:
        chain.append(marks[place])
        place = before[place]
    return chain[::-1]


def _is_paged(raw: str, chain: Sequence[PageMark]) -> bool:
    """Whether the stretches between the marks are pages and not items of a list.

    Each mark in mid-sentence is needed, not enough: items may lack their full stop. A cut that
    grammar rules out at the end of an item weighs most, pages of one length less.
    """
    inner = [mark for mark in chain if mark.start]
    cuts = [mark for mark in inner if _is_cut(raw, mark)]
    if len(cuts) < 2 or len(cuts) * 2 < len(inner):
        return False
    lengths = _lengths(chain)
    usual = median(lengths)
    even = sum(abs(length - usual) <= 0.06 * usual for length in lengths)
    torn = sum(_is_torn(raw, mark) for mark in inner)
    weight = 2.7 * torn - 0.35 * (len(inner) - torn) + 1.5 * (even if even > 1 else 0)
    return usual >= _SHORTEST and weight >= _CERTAIN


def _lengths(chain: Sequence[PageMark]) -> list[float]:
    """The length of each page; where marks are lost, of the pages they would have parted."""
    return [
        (b.start - a.end) / (b.page - a.page) for a, b in zip(chain, chain[1:], strict=False)
    ] or [0.0]


def _is_cut(raw: str, mark: PageMark) -> bool:
    """Whether the text before a mark stops in mid-sentence, in a line that holds sentences."""
    line = _line_before(raw, mark)
    if not line or line[-1] in _ENDED:
        return False
    return len(line) >= (20 if mark.alone else 60) or any(char in line for char in _CLOSED)


def _is_torn(raw: str, mark: PageMark) -> bool:
    """Whether what a mark parts cannot end before it, or cannot begin after it."""
    before, after = _line_before(raw, mark), raw[mark.end : mark.end + _NEAR].lstrip()
    if not before or not after:
        return False
    if before[-1] in _OPEN_BEFORE or after[0] in _OPEN_AFTER:
        return True
    last, following = _QUOTES.findall(before[-_NEAR:])[-1:], _QUOTES.search(after)
    return last == ["“"] and following is not None and following[0] == "”"


def _line_before(raw: str, mark: PageMark) -> str:
    """The last line with something on it before a mark, its last few hundred characters."""
    text = raw[max(0, mark.start - 400) : mark.start].rstrip()
    return text[max(text.rfind("\n"), text.rfind("\r")) + 1 :].strip()


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
        if match[0] != "." and _is_part(number, str(page)) and _is_cut(raw, mark):
            return mark
    return None


def _is_part(digits: str, number: str) -> bool:
    """Whether the digits are what is left of a number, one of them perhaps misread.

    >>> [_is_part(digits, "12") for digits in ("1", "", "72", "35")]
    [True, True, True, False]
    """
    rest = iter(number)
    if all(digit in rest for digit in digits):
        return True
    wrong = sum(a != b for a, b in zip(digits, number, strict=False))
    return len(digits) == len(number) and wrong == 1 and len(number) > 1


# What else belongs to a page break


def page_breaks(raw: str, marks: Sequence[PageMark]) -> Iterator[Span]:
    """The blanks and line breaks that belong to the page breaks.

    Where a page was cut in mid-sentence, all of them; else one line break before the mark and,
    where the mark stands alone, the one behind it. What is more than that parts paragraphs.
    """
    one_line = _is_one_line(raw, marks)
    for mark in marks:
        start, end = mark.start, mark.end
        while start and raw[start - 1] in " \t\u3000\r\n":
            start -= 1
        while mark.alone and end < len(raw) and raw[end] in " \t\u3000\r\n":
            end += 1
        if start and end < len(raw) and not (one_line or _runs_on(raw, mark, start, end)):
            start = mark.start - len(_line_end_before(raw, start, mark.start))
            end = mark.end + len(_line_end_after(raw, mark.end, end))
            if mark.alone and not _has_break(raw, mark, start, end):
                start = mark.start
        if start < mark.start:
            yield start, mark.start
        if end > mark.end:
            yield mark.end, end


def _is_one_line(raw: str, marks: Sequence[PageMark]) -> bool:
    """Whether the only line breaks of the text are those of its pages."""
    breaks = max(raw.count("\n"), raw.count("\r"))
    return breaks <= sum(2 if mark.alone else 1 for mark in marks) + 1


def _runs_on(raw: str, mark: PageMark, start: int, end: int) -> bool:
    """Whether a sentence runs on over the page break."""
    before = raw[max(0, start - 200) : start]
    line = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    return not (line[-1:] in _ENDED or _is_heading(line) or _opens(raw[end : end + _NEAR]))


def _has_break(raw: str, mark: PageMark, start: int, end: int) -> bool:
    """Whether a paragraph break is left, or none is needed, when a lone mark's line is out."""
    if raw[start - 1 : start] in "\r\n" or raw[end : end + 1] in "\r\n":
        return True
    line = raw[max(0, start - 200) : start]
    line = line[max(line.rfind("\n"), line.rfind("\r")) + 1 :]
    return not (_is_heading(line) or _opens(raw[end : end + _NEAR]))


_MARKER = re.compile(
    r"[ \t]*(?:\u3000|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2} ?[.．、](?!\d)|第[一二三四五六七八九十百\d]{1,5}[章节条编部]|[①-⑳]|#|[-*•·] )"
)


def _is_heading(line: str) -> bool:
    """Whether a line stands alone: a short one without an end, or one that begins with a number."""
    return len(line) < 40 and line[-1:] not in _ENDED and (
        _MARKER.match(line) is not None or not any(char in line for char in "，,、。；")
    )  # fmt: skip


def _opens(text: str) -> bool:
    """Whether a text begins like a paragraph of its own: with a number, indented, or as a title."""
    if _MARKER.match(text):
        return True
    line = re.split(r"[\r\n]", text, maxsplit=1)
    return len(line) == 2 and _is_heading(line[0])


def _line_end_before(raw: str, low: int, at: int) -> str:
    match = re.search(r"(?:\r\n|\r|\n)[ \t\u3000]*\Z", raw[low:at])
    return match[0] if match else ""


def _line_end_after(raw: str, at: int, high: int) -> str:
    match = re.match(r"[ \t\u3000]*(?:\r\n|\r|\n)", raw[at:high])
    return match[0] if match else ""

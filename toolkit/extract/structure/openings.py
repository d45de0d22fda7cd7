"""The titles inside a text: where they begin and end, by what stands beside them.

A title may begin on a line, behind a sentence, a signature or a table of contents, and end with its
line, at a title word or before words that open a text. What speaks for a pair of such places is
added up; the weights are learnt from texts run together (``measure/learn_openings.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon
from toolkit.extract.structure import titles
from toolkit.extract.structure.edges import run_on_signature
from toolkit.extract.structure.lines import Lines
from toolkit.extract.structure.markers import Marker, find_markers, is_bold
from toolkit.extract.structure.titles import LONGEST, Title

_SHORTEST, _SHORTEST_PLAIN = 4, 9
_BODY, _UNTITLED_BODY = 40, 120  # characters of a report, at least
_SENTENCE_END = frozenset("。；！？：")
_LENGTHS = 8  # characters by which the lengths of titles are told apart
_MARKED = re.compile(r"[#*\s]*")
# The head of a sheet over a title: 某市人民政府文件, its number.
_SHEET = re.compile(
    r"(?:[\u4e00-\u9fff]{2,24}文件\s+)?(?:[\u4e00-\u9fff]{1,8}〔\d{4}〕第?\d{1,4}号\s*)?"
)
_BREAK = re.compile(r"\s*[\r\n]\s*")
_TWICE = 6  # characters a title begins with that come again only where it is said twice
_BETWEEN = 40  # characters between a title and the same title again
_STARTS = re.compile(
    r"[。！？；】#）)〇零○一二三四五六七八九十\dx](?:(?<=[。！？；])[”’）)]?|(?<=[】#])"
    r"|(?<=[）)])(?<![（(][一二三四五六七八九十\d].)(?<![（(]...)|(?<=[〇零○一二三四五六七八九十\dx])日)"
    r"[ \t\u3000\xa0\r]*(?=[^\s，。；、：的和及#*])"
)
_LOST = re.compile(lexicon.forms("lost"))  # the same where the mark behind an ending is lost
_ATTACHED = re.compile(r"附件?[：:][^。！？\n]{2,100}")
_LAST_ATTACHED = re.compile(r"(?<=[表单图册则法案点录])(?=[\u4e00-\u9fff])")
_ENDED = re.compile(lexicon.forms("ended"))  # how reports end
_SIGNED = re.compile(r"[〇零○一二三四五六七八九十\d]日$")
_DATED = re.compile(  # a day by itself behind the last sentence
    r"[。！？；”’）\n][ \t\u3000]*(?:[\dx]{4}|[一二][〇零○oO0\d一二三四五六七八九]{3})年[〇一二三四五六七八九十\dx]{1,3}月[〇零一二三四五六七八九十\dx]{1,3}日$"
)
_NAME = re.compile(lexicon.forms("name"))
_TELLS = re.compile(lexicon.forms("tells"))
_NO_VERB = re.compile("[要摘纪重需]要|要点")
_OF_YEAR = re.compile(r"\d{4}年度?(?![，,。以])[\u4e00-\u9fff]{2,}$")
_ACTED_ON = re.compile(
    lexicon.forms("acted_on")
)  # 印发方案, 听取工作报告: what a sentence tells of
_INSIDE = ("的", "》", "”")  # what goes on a title that is part of another
_GOES_ON = frozenset("的之和与及、等如”’》）)中里下上是要，,。；：:")
_BRACKETED = re.compile(lexicon.forms("bracketed"))
# Where no title goes on: at a mark, before a paragraph, before the columns of a table.
_WINDOW = re.compile(r"[，,。；;！!？?：:]|[\n\r](?=.{61}|\||[^\n\t]{0,12}\t[^\n\t]*\t)")
_PLAIN_END = re.compile(
    lexicon.forms("plain_end")
)  # what opens a text whose title has no word that titles end with
_PLACE = re.compile(r"(?:中共)?(?:\d{4}年)?([\u4e00-\u9fff]{2,5}?[省市县区州旗镇乡])")
_ITEM = re.compile(r"\d[.．、](?!\d)")
_REFERS = re.compile(r"(?:这[个份项]?|该|此)\Z")  # 这个报告 names another
_BRINGS = ("印发", "印发《", "现将《", "转发", "转发《")
_BROUGHT = 800  # characters of a notice before what it brings
SOON, _NEAR = 300, 60  # characters of a text in which it names itself, or its place
UNTITLED = re.compile(lexicon.forms("opens_untitled"))  # how texts begin that lost their title
# A signature or a document's number, then a title.
_DAY = re.compile(r"月[\d〇零○一二三四五六七八九十]{1,3}日|〔\d{4}〕第?\d{1,4}号")


@dataclass(frozen=True, slots=True)
class Opening:
    """A place where a title may stand, and what speaks for it."""

    start: int
    end: int
    signs: tuple[str, ...]


class Numbering:
    """Where the top-level numbers of a text stand, to tell whether a sequence is still open."""

    def __init__(self, markers: Sequence[Marker]) -> None:
        top = [
            m
            for m in markers
            if m.style in ("han", "chapter") and m.place in ("line", "sentence") and not m.doubtful
        ]
        self.starts = [m.start for m in top]
        self.ordinals = [m.ordinal or 0 for m in top]

    def gap(self, offset: int) -> int:
        """How many numbers stand before a place."""
        return bisect_right(self.starts, offset)

    def around(self, offset: int) -> tuple[int, int]:
        """The numbers before and behind a place."""
        at = self.gap(offset)
        before = self.ordinals[at - 1] if at else 0
        after = self.ordinals[at] if at < len(self.ordinals) else 0
        return before, after

    def begins_anew(self, offset: int) -> bool:
        before, after = self.around(offset)
        return after == 1 and before >= 2

    def sign(self, offset: int) -> str:
        before, after = self.around(offset)
        if after > 1 and after == before + 1:
            return "number goes on"
        if after == 1:
            return "number begins anew" if before else "number begins"
        return "number none" if not after else "number other"


def openings(lines: Lines, begin: int, end: int) -> Iterator[Opening]:
    """The places where titles may stand."""
    text = lines.text
    numbering = Numbering(find_markers(lines, begin, end))
    begin = _past_marks(text, begin)
    on_lines = {
        _past_marks(text, line.start): line.end
        for line in lines.between(begin, end)
        if not is_bold(lines, line)
    }
    for start in sorted({begin, *_starts(text, begin, end), *on_lines}):
        line = on_lines.get(start)
        head = _head(text, start)
        ends = list(_ends(text, head, end, line if start == begin else None))
        numbered = [pair for pair in ends if _head(text, pair[0]) > pair[0]]
        ends = numbered or [pair for pair in ends if line and pair[0] >= line] or ends
        untitled = UNTITLED.match(text, start, end) if start > begin else None
        if not (ends or untitled) or text.startswith(("附件", "附录"), start):
            continue
        number = numbering.sign(start)
        at = "head" if start == begin else "line" if start in on_lines else "run in"
        above = [at, *(f"{at} {sign}" for sign in (*_before(text, begin, start), number))]
        if untitled and number != "number goes on":
            yield Opening(start, start, (*above, f"untitled {untitled.lastgroup}"))
        again = [pair for pair in ends if _said_again(text, head, pair[0]) > pair[0]]
        for stop, kind in again[:1] or ends:
            behind = [*_after(text, head, stop)]
            inside = text[stop : stop + 1] in _GOES_ON or (
                number == "number goes on" and "under titles" not in behind
            )
            if stop == len(text) or not inside:
                alone = [f"alone {kind}"] if start in on_lines and _ends_line(text, stop) else []
                words = _wording(text, head, stop, kind)
                yield Opening(start, stop, (*above, *alone, *words, *behind))


def _past_marks(text: str, start: int) -> int:
    return _MARKED.match(text, start).end()  # type: ignore[union-attr]


def _head(text: str, start: int) -> int:
    """Where a title begins behind the head of its sheet."""
    return _SHEET.match(text, start).end()  # type: ignore[union-attr]


def _ends_line(text: str, at: int) -> bool:
    return at == len(text) or text[at] in "\r\n*#"


def ends_report(words: str) -> bool:
    """Whether words may be the last of a report: a signature, a note in brackets, an ending."""
    return words[-1:] in ("日", "）", ")") or _ENDED.search(words) is not None


def _starts(text: str, begin: int, end: int) -> Iterator[int]:
    yield from (match.end() for match in _LOST.finditer(text, begin, end))
    for match in _STARTS.finditer(text, begin, end):
        start = match.end()
        left = titles.leftover().match(text, start, end)
        yield left.end() if left else start
    for match in _ATTACHED.finditer(text, begin, end):
        yield from (at.start() for at in _LAST_ATTACHED.finditer(text, *match.span()))


def _before(text: str, begin: int, start: int) -> Iterator[str]:
    before = text[max(begin, start - 110) : start].rstrip("#* \t\u3000\xa0\r\n")
    if not before:
        return
    if _ENDED.search(before[-24:]):
        yield "behind an ending"
    elif run_on_signature(before) or _DATED.search(before):
        yield "behind a signature"
    elif _SIGNED.search(before):
        yield "behind a day"
    elif before[-1] in "）)":
        yield "behind a bracket"
    elif _ATTACHED.search(before[before.rfind("附") :]) if "附" in before else False:
        yield "behind attachments"
    else:
        yield "behind a sentence" if before[-1] in "。！？；”’" else "behind what a page left"


def _is_named_before(text: str, start: int, end: int) -> bool:
    """Whether a notice before it brings what stands under a title: 关于印发…方案的通知."""
    brought = (f"{verb}{text[start:end]}" for verb in _BRINGS)
    return any(text.find(words, max(0, start - _BROUGHT), start) >= 0 for words in brought)


def _ends(text: str, start: int, end: int, line: int | None) -> Iterator[tuple[int, str]]:
    """Where a title that begins at a place may end, and by what. line: where its line ends."""
    stop = min(end, start + LONGEST + 12)
    clause = _WINDOW.search(text, start, stop)
    stop = clause.start() if clause else stop
    rows, words = titles.endings()
    found: set[int] = set()
    for match in words.finditer(text, start, stop):
        tail = titles.tails().match(text, match.end(), stop)
        at = tail.end() if tail else match.end()
        bracket = _BRACKETED.match(text, at, end)
        at = bracket.end() if bracket else at
        row = rows["".join(match[0].split())]
        again = text.find(text[start : start + _TWICE], start + _TWICE, at)
        twice = not found.isdisjoint((again - 1, again))
        inside = text[at : at + 1] in _INSIDE or _DAY.search(text, start, at)
        inside = inside or _REFERS.search(text, start, match.start())
        bold = "**" in text[start:at]  # which ended before
        if at - start >= _SHORTEST and at not in found and not (twice or inside or bold):
            found.add(at)
            yield at, "strong" if row["strong"] == "yes" else "weak"
    for match in _PLAIN_END.finditer(text, start + _SHORTEST_PLAIN, min(end, stop + 6)):
        plain = text[start : match.start()]
        known = match.start() in found or _DAY.search(plain) or titles.is_person(plain)
        if match.start() <= stop and not known:
            found.add(match.start())
            yield match.start(), "plain"
    if line is not None and line not in found:
        alone = text[start:line]
        if alone and titles.is_candidate(alone) and not titles.ORGAN.fullmatch(alone):
            yield line, "plain"


def _wording(text: str, start: int, end: int, kind: str) -> Iterator[str]:
    words = text[start:end]
    yield f"title {kind}"
    yield f"length {min(len(words), LONGEST) // _LENGTHS}"
    if "关于" in words:
        yield f"about {kind}"
    if kind != "plain" and _is_named_before(text, start, end):
        yield "named before"
    if _NAME.match(words):
        yield f"name {kind}"
    if _TELLS.search(_NO_VERB.sub("", words)):
        yield f"tells {kind}"
    if _OF_YEAR.search(words):
        yield f"of a year {kind}"
    if words.startswith(titles.openers()) and "上的" not in words:
        yield "opener"
    if words[0] in "这该本此其各我他她它":
        yield "refers"
    if any(words.count(a) != words.count(b) for a, b in ("《》", "（）", "()", "“”")):
        yield "open"
    if _ACTED_ON.search(words):
        yield "acted on"
    if re.match(r"[（(]|[一二三四五六七八九十]{1,3}、|第.{1,3}[章条节]", words) or _ITEM.search(
        words
    ):
        yield "numbered"


def _after(text: str, start: int, end: int) -> Iterator[str]:
    last = _said_again(text, start, end)
    if last > end:
        yield "said again"
        start, end = last - (end - start), last
    following = text[end : end + 1]
    if titles.opens_below(text, end):
        yield "under titles"
    below = text[end : end + SOON]
    word = re.sub(r"[（(].*", "", text[start:end])[-2:]
    if (
        re.search(f"本.{{0,4}}{re.escape(word)}", below)
        or f"{word}如下" in below
        or f"{word}请予" in below
    ):
        yield "says itself"
    place = _PLACE.match(text, start, end)
    if place and place[1] in below[:_NEAR]:
        yield "place again"
    yield f"comes again {_again_below(text, start, end)}"
    name = titles.NAME.match(text, start, end)
    end = len(text) - len(text[end:].lstrip()) if following.isspace() else end
    if opens := UNTITLED.match(text, end):
        yield f"opens as {opens.lastgroup}"
    if titles.endings()[1].match(text, end):
        yield "title word behind"
    elif titles.OPENING.match(text, end):
        yield f"opens with a {'year' if text[end : end + 4].isdecimal() else 'number'}"
    elif text.startswith(titles.openers(), end):
        yield "opens with words"
    elif name is not None and text.startswith(name[0], end):
        yield "opens with the name"
    else:
        yield "opens with anything"


def _again_below(text: str, start: int, end: int) -> int:
    """How many characters of a title come again in pairs behind it that did not stand before it."""
    before, below = text[max(0, start - SOON) : start], text[end : end + SOON]
    pairs = {text[at : at + 2] for at in range(start, end - 3)}
    return min(3, sum(pair in below and pair not in before for pair in pairs) // 2)


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("openings")}


def score(opening: Opening, weights: dict[str, float] | None = None) -> float:
    """The logarithm of the odds that a title stands at a place."""
    weights = _weights() if weights is None else weights
    return weights.get("", 0.0) + sum(weights.get(sign, 0.0) for sign in opening.signs)


def run_in_titles(
    lines: Lines,
    begin: int,
    end: int,
    weights: dict[str, float] | None = None,
) -> list[Title]:
    """The titles that run into their text, none in the text of another.

    >>> text = "某局关于试点工作的情况报告根据部署要求，现报告如下。"
    >>> [title.wording for title in run_in_titles(Lines(text), 0, len(text))]
    ['某局关于试点工作的情况报告']
    """
    weights = _weights() if weights is None else weights
    scored = {one: score(one, weights) for one in openings(lines, begin, end)}
    likely = [one for one in scored if scored[one] > 0]
    titled = sorted((one for one in likely if one.end > one.start), key=lambda one: -scored[one])
    kept: list[Opening] = []
    for one in titled:
        if all(_is_between(lines.text, *sorted((o, one), key=_at)) for o in kept):
            kept.append(one)
    numbering = Numbering(find_markers(lines, begin, end))
    for one in (one for one in likely if one.end == one.start):
        above = max((o.end for o in kept if o.start <= one.start), default=begin)
        below = min((o.start for o in kept if o.start > one.start), default=end)
        told = numbering.gap(one.start) > numbering.gap(above) or one.start - above >= SOON
        follows = numbering.gap(below) > numbering.gap(one.start)
        if told and (follows or below - one.start >= _UNTITLED_BODY):
            kept.append(one)
    return [_title(lines.text, one) for one in sorted(kept, key=_at)]


def _at(one: Opening) -> int:
    return one.start


def _is_between(text: str, first: Opening, second: Opening) -> bool:
    """Whether running text stands between two titles."""
    between = text[first.end : second.start]
    return len(between) >= _BODY and not _SENTENCE_END.isdisjoint(between)


def _title(text: str, one: Opening) -> Title:
    """The title, empty where none is left; where it is said again at once, up to the last time."""
    if one.start == one.end:
        return Title("", one.start, one.end)
    head = _head(text, one.start)
    end = _said_again(text, head, one.end)
    return Title(titles.squeezed(_BREAK.sub("", text[head : one.end])), one.start, end)


def _said_again(text: str, start: int, end: int) -> int:
    """The end of a title, or of its last repetition close behind it."""
    words = text[start:end]
    while (again := text.find(words, end, end + len(words) + _BETWEEN)) >= 0:
        if _WINDOW.search(text, end, again):
            break
        end = again + len(words)
    return end

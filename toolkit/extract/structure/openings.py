"""Titles that run into the text around them: where they begin and end, by what stands beside them.

A title may begin behind a sentence, a signature or a table of contents, and end at a title word or
before words that open a text. What speaks for a pair of such places is added up; the weights are
learnt from texts run together (``measure/learn_openings.py``).
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
from toolkit.extract.structure.markers import Marker, find_markers
from toolkit.extract.structure.titles import LONGEST, Title

_SHORTEST, _SHORTEST_PLAIN = 4, 9
_BODY = 40  # characters of a report, at least
_LENGTHS = 8  # characters by which the lengths of titles are told apart
_MARKED = re.compile(r"[#*\s]*")
_TWICE = 6  # characters a title begins with that come again only where it is said twice
_BETWEEN = 40  # characters between a title and the same title again
_STARTS = re.compile(
    r"(?:[。！？；][”’）)]?|[】#]|(?<![（(][一二三四五六七八九十\d])(?<![（(]..)[）)]|[〇零○一二三四五六七八九十\d]日)"
    r"[ \t\u3000\xa0\r]*(?=[^\s，。；、：的和及#*])"
)
_ATTACHED = re.compile(r"附件?[：:][^。！？\n]{2,100}")
_LAST_ATTACHED = re.compile(r"(?<=[表单图册则法案点录])(?=[\u4e00-\u9fff])")
_ENDED = re.compile(  # how reports end
    r"(?:而|不懈|努力|共同|团结)奋斗[！。]$|新的?(?:更大)?(?:贡献|篇章|局面|胜利|环境)[！。]$"
    r"|特此[^。]{2,4}。$|起(?:施行|执行|实施)[^。]{0,12}。$|负责解释。$|请予?(?:审议|批示|审查)。$"
)
_SIGNED = re.compile(r"[〇零○一二三四五六七八九十\d]日$")
_NAME = re.compile(
    r"(?:中共|中国|全国|国务院|政府工作|关于|在[^，。]{2,30}上的|“?十[二三四五六]五|\d{4}年"
    r"|[\u4e00-\u9fffxX*＊]{1,12}?(?:省|市|县|区|州|盟|旗|乡|镇|局|厅|委|院|会|公司|集团|大学|学校|办公室))"
)
_TELLS = re.compile(
    r"[要了是将已把被我你他]|[，,]|我们|[要须]求?各|必须|应当|不得|按照|根据|认真|切实"
)
_NO_VERB = re.compile("[要摘纪重需]要|要点")
_OF_YEAR = re.compile(r"\d{4}年度?(?![，,。以])[\u4e00-\u9fff]{2,}$")
_ACTED_ON = re.compile(  # 印发方案, 听取工作报告: what a sentence tells of
    r"^(?:[依按参对遵][照据]|根据|违反|围绕)|(?:印发|出台|下发|召开|制[定订]|总结|通过|提[出交]|起草|发布|公布|形成|撰写|学习"
    r"|落实|听取|审议|批转|报告|汇报|完[成善]|整理|就|认真|通知)(?:[\u4e00-\u9fff]{0,4})(?<!关于)"
    r"(?:方案|办法|报告|总结|通知|清单|意见|计划|规划|措施|要点|纪要|公报|通报|讲话|条例|规定|制度|台账|汇编|决定)$"
)
_INSIDE = ("的", "》", "”")  # what goes on a title that is part of another
_GOES_ON = frozenset("的之和与及、等如”’》）)中里下上是要，。；：:")
_BRACKETED = re.compile(
    r"[（(](?:试行|草案|暂行|修[订正]|征求意见稿|\d{4}年?(?:[—–\-~至]{1,2}\d{4}年?)?|[一二三四五])[）)]"
)
_WINDOW = re.compile(r"[，,。；;！!？?：:]|[\n\r](?=.{61})")
_PLAIN_END = re.compile(  # what opens a text whose title has no word that titles end with
    r"今年以来|近年来|近日|近期|去年以来|当前，|自[^，。]{2,12}以来|\d{4}年(?:以来|度?[，,]|[上下]半年)"
    r"|为(?:了|深入|认真|切实|进一步|全面|贯彻|加[强快]|推[进动]|落实|积极|扎实|有效|规范)|根据|按照"
    r"|\d{1,2}月\d{1,2}日|各位|同志们|(?<!\d)1[.．、](?!\d)|一、|（一）"
)
_PLACE = re.compile(r"(?:中共)?(?:\d{4}年)?([\u4e00-\u9fff]{2,5}?[省市县区州旗镇乡])")
_ITEM = re.compile(r"\d[.．、](?!\d)")
_SOON, _NEAR = 300, 60  # characters of a text in which it names itself, or its place
_DAY = re.compile(r"月[\d〇零○一二三四五六七八九十]{1,3}日")  # a signature, then a title


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

    def around(self, offset: int) -> tuple[int, int]:
        """The numbers before and behind a place."""
        at = bisect_right(self.starts, offset)
        before = self.ordinals[at - 1] if at else 0
        after = self.ordinals[at] if at < len(self.ordinals) else 0
        return before, after

    def goes_on(self, offset: int) -> bool:
        """Whether a place stands in the middle of a sequence."""
        before, after = self.around(offset)
        return after > 1 and after == before + 1

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


def openings(lines: Lines, begin: int, end: int, heads: Sequence[int] = ()) -> Iterator[Opening]:
    """The places where titles may stand. heads: where a text begins for other reasons."""
    text = lines.text
    numbering = Numbering(find_markers(lines, begin, end))
    begin = _MARKED.match(text, begin).end()  # type: ignore[union-attr]
    special = {begin: "head", **dict.fromkeys(heads, "contents")}
    for start in sorted({*special, *_starts(text, begin, end)}):
        ends = list(_ends(text, start, end))
        if not ends:
            continue
        number = numbering.sign(start)
        above = [special[start]] if start in special else []
        above += [*_before(text, begin, start), number]
        again = [pair for pair in ends if _said_again(text, start, pair[0]) > pair[0]]
        for stop, kind in again[:1] or ends:
            behind = [*_after(text, start, stop)]
            if number != "number goes on" or "under titles" in behind:
                yield Opening(start, stop, (*above, *_wording(text, start, stop, kind), *behind))


def ends_report(words: str) -> bool:
    """Whether words may be the last of a report: a signature, a note in brackets, an ending."""
    return words[-1:] in ("日", "）", ")") or _ENDED.search(words) is not None


def _starts(text: str, begin: int, end: int) -> Iterator[int]:
    for match in _STARTS.finditer(text, begin, end):
        start = match.end()
        left = titles.leftover().match(text, start, end)
        yield left.end() if left else start
    for match in _ATTACHED.finditer(text, begin, end):
        yield from (at.start() for at in _LAST_ATTACHED.finditer(text, *match.span()))


def _before(text: str, begin: int, start: int) -> Iterator[str]:
    before = text[max(begin, start - 110) : start].rstrip()
    if not before:
        return
    if _ENDED.search(before[-24:]):
        yield "behind an ending"
    elif run_on_signature(before):
        yield "behind a signature"
    elif _SIGNED.search(before):
        yield "behind a day"
    elif before[-1] in "）)":
        yield "behind a bracket"
    elif _ATTACHED.search(before[before.rfind("附") :]) if "附" in before else False:
        yield "behind attachments"
    else:
        yield "behind a sentence" if before[-1] in "。！？；”’" else "behind what a page left"


def _ends(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where a title that begins at a place may end, and by what."""
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
        twice = text.find(text[start : start + _TWICE], start + _TWICE, at) >= 0
        inside = text[at : at + 1] in _INSIDE or _DAY.search(text, start, at)
        if at - start >= _SHORTEST and at not in found and not (twice or inside):
            found.add(at)
            yield at, "strong" if row["strong"] == "yes" else "weak"
    for match in _PLAIN_END.finditer(text, start + _SHORTEST_PLAIN, min(end, stop + 6)):
        if match.start() <= stop and match.start() not in found:
            yield match.start(), "plain"


def _wording(text: str, start: int, end: int, kind: str) -> Iterator[str]:
    words = text[start:end]
    yield f"title {kind}"
    yield f"length {min(len(words), LONGEST) // _LENGTHS}"
    if "关于" in words:
        yield f"about {kind}"
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
    if following not in _GOES_ON and titles.opens_below(text, end):
        yield "under titles"
    below = text[end : end + _SOON]
    word = re.sub(r"[（(].*", "", text[start:end])[-2:]
    if f"本{word}" in below or f"{word}如下" in below or f"{word}请予" in below:
        yield "says itself"
    place = _PLACE.match(text, start, end)
    if place and place[1] in below[:_NEAR]:
        yield "place again"
    name = titles.NAME.match(text, start, end)
    if following in _GOES_ON:
        yield "goes on"
    elif titles.endings()[1].match(text, end):
        yield "title word behind"
    elif titles.OPENING.match(text, end):
        yield "opens with a number or year"
    elif text.startswith(titles.openers(), end):
        yield "opens with words"
    elif name is not None and text.startswith(name[0], end):
        yield "opens with the name"
    else:
        yield "opens with anything"


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
    heads: Sequence[int] = (),
    weights: dict[str, float] | None = None,
) -> list[Title]:
    """The titles that run into their text, none in the text of another.

    >>> text = "某局关于试点工作的情况报告根据部署要求，现报告如下。"
    >>> [title.wording for title in run_in_titles(Lines(text), 0, len(text))]
    ['某局关于试点工作的情况报告']
    """
    weights = _weights() if weights is None else weights
    scored = [(score(one, weights), one) for one in openings(lines, begin, end, heads)]
    likely = sorted(
        (pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].start)
    )
    kept: list[Opening] = []
    for _, one in likely:
        if all(one.end + _BODY <= o.start or o.end + _BODY <= one.start for o in kept):
            kept.append(one)
    return [_title(lines.text, one) for one in sorted(kept, key=lambda one: one.start)]


def _title(text: str, one: Opening) -> Title:
    """The title; where it is said again at once, up to the last time."""
    end = _said_again(text, one.start, one.end)
    return Title(titles.squeezed(text[one.start : one.end]), one.start, end)


def _said_again(text: str, start: int, end: int) -> int:
    """The end of a title, or of its last repetition close behind it."""
    words = text[start:end]
    while (again := text.find(words, end, end + len(words) + _BETWEEN)) >= 0:
        if _WINDOW.search(text, end, again):
            break
        end = again + len(words)
    return end

"""分别: the names in front are shared out among the numbers behind, member by member."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.extract.model import Claim
from toolkit.extract.numbers.changes import CHANGED
from toolkit.extract.numbers.words import Words

_JOINED = re.compile(  # 分别上升1%、下降2%: each may say its own change
    rf"(?:左右|以上|以下|以内|多)?(?:(?:、|和|与|及|以及)(?:{CHANGED})?|，和|，)"
)
_APART = [re.compile(marks) for marks in ("、|和|与|及|以及", "、|和|与|以及", "、")]
_INNER = re.compile("和|与|及")
_RATE = re.compile("[\u4e00-\u9fff]{2}率$")
_HALVES = ("城乡", ("城镇", "农村"))
_LED = re.compile("分别[^。；;！？\n]*$")
_REACH = 24  # characters from 分别 to the first number: 分别比上年同期增长


def share_out(words: Words, claims: Sequence[Claim]) -> list[Claim]:
    """Claims whose subject names several things, each with its own."""
    shared = list(claims)
    for first, last, led in _groups(words.text, claims):
        subject = claims[first].subject or ""
        names = names_of(words, subject, last - first)
        if led and not names:
            names = _of_amounts(words.text, claims, first, last)
        comparators = {claim.comparator for claim in claims[first:last] if led} - {"eq"}
        for at in range(first, last):
            one = shared[at]
            if names:
                one = replace(one, subject=names[at - first])
            if len(comparators) == 1:
                one = replace(one, comparator=min(comparators))
            shared[at] = one
    return shared


def _groups(text: str, claims: Sequence[Claim]) -> Iterator[tuple[int, int, bool]]:
    """Runs of claims that share a subject: from and to which claim, and whether 分别 leads to them."""
    at = 0
    while at < len(claims):
        last = at + 1
        while last < len(claims) and _JOINED.fullmatch(
            text, claims[last - 1].end, claims[last].start
        ):
            last += 1
        led = _LED.search(text, max(0, claims[at].start - _REACH), claims[at].start) is not None
        alike = len({claim.unit for claim in claims[at:last]}) == 1
        if last - at > 1 and (led or alike):
            yield at, last, led
        at = last


def _of_amounts(text: str, claims: Sequence[Claim], first: int, last: int) -> list[str]:
    """收入7309万元，支出64338万元，同比分别增长43.6%和32.4%: each is of an amount in front of it."""
    amounts = claims[max(0, 2 * first - last) : first]
    names = [one.subject or "" for one in amounts if one.change == "none" and one.kind != "percent"]
    between = text[amounts[0].end : claims[first].start] if amounts else "。"
    goes_on = claims[first].subject == claims[first - 1].subject and "。" not in between
    return names if goes_on and len(set(names)) == last - first and all(names) else []


def names_of(words: Words, subject: str, count: int) -> list[str]:
    """The members of a subject, each with the head that the last has for all; none if too few."""
    whole, halves = _HALVES
    if count == len(halves) and whole in subject:
        return [subject.replace(whole, half) for half in halves]
    ways = (marks.split(subject) for marks in _APART)
    parts = next((parts for parts in ways if len(parts) == count and all(parts)), [])
    if not parts:
        return []
    if parts[0][0] == "第":  # 第一、二、三产业
        parts = ["第" + part.lstrip("第") for part in parts]
    if (front := _front(words, parts)) and not any(part.startswith(front) for part in parts[1:]):
        return [parts[0], *(front + part for part in parts[1:])]
    head = _head(words, parts)
    return [part if part.endswith(head) else part + head for part in parts[:-1]] + [parts[-1]]


def _front(words: Words, parts: Sequence[str]) -> str:
    """What the first member says for all: (预算)收入、支出, each of one word alike."""
    *front, last = words.jieba.cut(parts[0])
    alike = all(len(part) == len(last) and words.jieba.knows(part) for part in parts[1:])
    return "".join(front) if alike else ""


def _head(words: Words, parts: Sequence[str]) -> str:
    """What the last member says for all: (农业、工业、)服务业|增加值; nothing after 接待游客、."""
    if len(parts[0]) == 1 or parts[0][0] == "第":
        return parts[-1][len(parts[0]) :]  # 东、中|部地区, 第二、第三|产业比重
    if parts[-1][0] == "“":
        return parts[-1].partition("”")[2]  # 刑事、“两抢一盗”|案件
    first, last = (words.jieba.cut(part) for part in (parts[0], _INNER.split(parts[-1])[-1]))
    whole, end = "".join(last), parts[0][-2:]
    if parts[0].endswith((last[-1], whole[-2:], "率", "数")):
        return ""  # 财政总收入、一般公共预算收入
    rest = last[0][len(first[-1]) :]  # 城镇和农村|居民收入, 存、贷|款余额
    if rest and words.jieba.knows(first[-1] + rest):
        return rest + "".join(last[1:])
    alike = whole.rfind(end, 1)
    if alike > 0 and len(parts[0]) > 2 and alike + 2 < len(whole):
        return whole[alike + 2 :]  # 新兴产业、高技术产业|增加值
    rate = _RATE.search(whole)
    return "".join(last[len(first) :]) or (rate[0] if rate else "")

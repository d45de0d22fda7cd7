"""The words that bound, soften or bind a value, as written, and how firm they make it."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

BETWEEN = "|"
_ROWS = {row["word"]: row for row in lexicon.table("hedges")}


def _words(*places: str) -> list[str]:
    return [word for word, row in _ROWS.items() if row["place"] in places]


_BEFORE = re.compile(either(_words("before", "anywhere")))
_ANYWHERE = re.compile(either(_words("anywhere")))
_AFTER = re.compile(rf"\s*(?:[(（][^()（）]{{1,4}}[)）])?(?P<word>{either(_words('after'))})")
_ADDED = re.compile(
    rf"[，,](?!.{{0,12}}(?:增长|\d))[^，。；\d]{{0,12}}?(?P<first>{either(_words('anywhere'))})?[^，。；\d]{{0,2}}(?P<more>{either(_words('added'))})"
)
_INSIDE = re.compile("[多余]")
_LAST_CLAUSE = re.compile(r"[，；。：、,;:\n]")
_NO_WORD = re.compile("(?:不得|已|刚|通|经)$")


def hedges(
    text: str, low: int, lead: int, start: int, end: int, *, listed_end: int | None = None
) -> list[str]:
    """The hedges of a number, in the order of the text.

    low: where its sentence (or list) begins; lead: from where the words before the number are its
    own; listed_end: where the last number of its 分别 list ends, whose 左右 is for all.
    """
    found = _carried(text, low, lead) + _own(text, lead, start)
    if inside := _INSIDE.search(text, start, end):
        found.append(inside[0])
    tail = _AFTER.match(text, end) or (listed_end and _AFTER.match(text, listed_end))
    stop = end
    if tail:
        found.append(tail["word"])
        stop = tail.end()
    if arranged := re.match("(?:的?比例|水平)?安排", text[stop : stop + 8]):
        found.append("安排")
        stop += arranged.end()
    if added := _ADDED.match(text, stop):
        found += [word for word in (added["first"], added["more"]) if word]
    return found


def _own(text: str, lead: int, start: int) -> list[str]:
    """Those in the words that lead to the number; of its last clause, where there are several."""
    first = max((m.end() for m in re.finditer("[；。：:\n]", text[lead:start])), default=0) + lead
    words = [match for match in _BEFORE.finditer(text, first, start)]
    found = []
    for match in words:
        word = match[0]
        if word == "安排" and "拟" in found:
            continue
        if len(word) == 1 and word in "超过近破约逾" and not _at_number(text, match.end(), start):
            continue
        if word in ("高于", "快于", "低于", "超过") and not _at_number(text, match.end(), start):
            continue
        found.append(word)
    return found


def _at_number(text: str, end: int, start: int) -> bool:
    return re.fullmatch(r"[了达到为在\s]*", text[end:start]) is not None


def _carried(text: str, low: int, lead: int) -> list[str]:
    """力争, 确保, 拟 at the head of a list hold for its later members, up to a full stop."""
    first = max((m.end() for m in re.finditer("[；。\n]", text[low:lead])), default=0) + low
    heads = [m[0] for m in _ANYWHERE.finditer(text, first, lead) if m[0] in ("力争", "确保", "拟")]
    between = text[first:lead]
    return heads[-1:] if heads and not re.search("[：:]", between) else []


def force(words: list[str], *, ranged: bool, numeric: bool) -> str:
    """How firm a value is set: hard, soft, plain, range, or none stated.

    A range is a range whatever stands around it; then the word that bounds the number decides
    (力争…左右 is soft), then the word that binds who acts.

    >>> force(["力争", "左右"], ranged=False, numeric=True), force([], ranged=False, numeric=True)
    ('soft', 'plain')
    """
    if ranged:
        return "range"
    rows = [_ROWS[word] for word in words if word in _ROWS]
    for places in (("before", "after"), ("anywhere",), ("added",)):
        said = [row["force"] for row in rows if row["place"] in places and row["force"]]
        if said:
            return said[-1]
    return "plain" if numeric else "none"

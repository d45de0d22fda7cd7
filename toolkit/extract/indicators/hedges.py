"""The words that bound, soften or bind a value, as written, and how firm they make it."""

from __future__ import annotations

import re

from toolkit import lexicon
from toolkit.extract.indicators.attach import Owner
from toolkit.extract.model import Claim
from toolkit.extract.numbers.patterns import either, of_rows

BETWEEN = "|"
_FORCES = {"approx": "soft"}
_AHEAD = ("before", "between", "anywhere")
# A comparator bounds a value firmly or, where it only says about how much, softly.
_ROWS = {
    row["word"]: {**row, "place": row["side"], "force": _FORCES.get(row["comparator"], "hard")}
    for row in lexicon.table("comparators")
} | {row["word"]: row for row in lexicon.table("hedges")}


def _words(*places: str) -> list[str]:
    return [word for word, row in _ROWS.items() if row["place"] in places]


_BEFORE = re.compile(of_rows(row for row in _ROWS.values() if row["place"] in _AHEAD))
_AFTER = re.compile(rf"\s*(?:[(（][^()（）]{{1,4}}[)）])?(?P<word>{either(_words('after'))})")
_ADDED = re.compile(
    rf"[，,、](?![^，。；]{{0,16}}\d)[^，。；\d]{{0,12}}?(?P<first>{either(_words('anywhere'))})?[^，。；\d]{{0,2}}(?P<more>{either(_words('added'))})"
)
_IN_WORDS = re.compile(
    either(word for word, row in _ROWS.items() if len(word) > 1 and row["place"] != "added")
)
_INSIDE = re.compile("[多余]")
_CLAUSE = re.compile("[，；。：、,;:\n]")
_FULL_STOP = re.compile("[；。\n]")
_COLON = re.compile("[：:]|目标[是为]")
_BINDING = re.compile("力争|确保|拟(?!定)")
_ARRANGED = re.compile("(?:的?比例|水平)?安排")
_AT_NUMBER = frozenset(_words("before"))
_LINKED = re.compile(r"[了达到为在\s]*")


def hedges(text: str, low: int, owner: Owner, claim: Claim, listed_end: int | None) -> list[str]:
    """The hedges of a number, in the order of the text.

    low: where its sentence begins; listed_end: where the last number of its list ends, whose
    左右 is for all.
    """
    found = heads(text, low, _clause_of(text, owner)) + _own(text, owner)
    if inside := _INSIDE.search(text, claim.start, claim.end):
        found.append(inside[0])
    tail = _AFTER.match(text, claim.end) or (listed_end and _AFTER.match(text, listed_end))
    stop = claim.end
    if tail:
        found.append(tail["word"])
        stop = tail.end()
    if arranged := _ARRANGED.match(text, stop):
        found.append("安排")
        stop = arranged.end()
    if added := _ADDED.match(text, stop):
        found += [word for word in (added["first"], added["more"]) if word]
    return found


def in_words(text: str, low: int, high: int) -> list[str]:
    """The hedges of a target without a number: 保持基本稳定, 不折不扣完成."""
    return [match[0] for match in _IN_WORDS.finditer(text, low, high)]


def _clause_of(text: str, owner: Owner) -> int:
    """Where the clause of a number's name begins, or of the number where its name is before."""
    place = owner.start if owner.lead <= owner.start < owner.run else owner.run
    return max((m.end() for m in _CLAUSE.finditer(text, owner.lead, place)), default=owner.lead)


def _own(text: str, owner: Owner) -> list[str]:
    """Those in the words that lead to the number: what binds from its clause on, what bounds from its name on."""
    named = owner.lead <= owner.start < owner.run
    bounds_from = owner.end if named else owner.lead
    clause = _clause_of(text, owner)
    found: list[str] = []
    for match in _BEFORE.finditer(text, clause, owner.run):
        word = match[0]
        if _ROWS[word]["place"] != "anywhere" and match.start() < bounds_from:
            continue
        if word == "安排" and "拟" in found:
            continue
        if word in _AT_NUMBER and not _LINKED.fullmatch(text, match.end(), owner.run):
            continue
        found.append(word)
    return found


def heads(text: str, low: int, lead: int) -> list[str]:
    """力争, 确保, 拟 at the head of a list hold for its later members, up to a full stop; in the
    list behind 目标是： each member has its own.
    """
    first = max((m.end() for m in _FULL_STOP.finditer(text, low, lead)), default=low)
    if _COLON.search(text, first, lead):
        return []
    return [m[0] for m in _BINDING.finditer(text, first, lead)][-1:]


def force(words: list[str], *, ranged: bool, numeric: bool) -> str:
    """How firm a value is set: hard, soft, plain, range, or none stated.

    A range is a range whatever stands around it; then the word that bounds the number decides
    (力争…左右 is soft), then the word that binds who acts.

    >>> force(["力争", "左右"], ranged=False, numeric=True), force([], ranged=False, numeric=True)
    ('soft', 'plain')
    >>> force(["努力", "争取更好结果"], ranged=False, numeric=True)
    'plain'
    """
    if ranged:
        return "range"
    rows = [_ROWS[word] for word in words if word in _ROWS]
    while rows and rows[-1]["place"] == "added":  # 努力争取更好结果 is said of what is more
        rows = rows[:-2] if rows[-2:-1] and rows[-2]["place"] == "anywhere" else rows[:-1]
    for places in (("before", "between", "after"), ("anywhere",)):
        said = [row["force"] for row in rows if row["place"] in places and row["force"]]
        if said:
            return said[-1]
    return "plain" if numeric else "none"

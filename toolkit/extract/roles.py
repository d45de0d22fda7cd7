"""What stands under a heading: a problem, a measure, a result, or something else.

A heading's own wording says it (存在的问题, 整改措施), or what stands above it, or the words
that lead in the run of items it belongs to (整改情况：一是…). The words are a lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from toolkit import lexicon

_NAMES_A_PROBLEM = re.compile(r"(?:问题|不足|短板|差距|困难|弱项|隐患)(?:依然存在|仍然存在|仍存在|突出)?$")
_ACTS_ON_IT = re.compile(r"解决|整治|破解|聚焦|针对|狠抓|坚持|导向|清仓|查改|整改|查摆|办理|促进|推动|治理")
_LABEL_ROOM = 8  # characters beside a label in a heading that is nothing but a label
_LEAD_IN = 60  # characters before a run of items that may lead it in


@dataclass(frozen=True, slots=True)
class Reading:
    """The role a heading's own words give it."""

    role: str | None
    sure: bool  # the heading is a label, not a sentence that holds one
    roles: tuple[str, ...] = ()  # of a mixed heading: problem and measure, in order


@cache
def _words(strength: str) -> re.Pattern[str]:
    words = [row["word"] for row in lexicon.table("roles") if row["strength"] == strength]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def _role_of() -> dict[str, str]:
    return {row["word"]: row["role"] for row in lexicon.table("roles")}


def read(heading: str) -> Reading:
    """The role of a heading by its wording alone.

    >>> read("存在的问题").role, read("存在的问题和下一步打算").roles, read("强化源头治理").role
    ('problem', ('problem', 'measure'), 'measure')
    """
    found = [match[0] for match in _words("label").finditer(heading)]
    roles = tuple(dict.fromkeys(_role_of()[word] for word in found))
    if len(roles) > 1:
        return Reading("other", True, roles)
    if roles:
        sure = len(heading) - sum(map(len, found)) <= _LABEL_ROOM or heading.startswith(found[0])
        return Reading(roles[0], sure, roles)
    if _NAMES_A_PROBLEM.search(heading) and not _ACTS_ON_IT.search(heading):
        return Reading("problem", False)
    hint = _words("hint").search(heading)
    return Reading(_role_of()[hint[0]], False) if hint else Reading(None, False)


def lead_in(text: str, start: int, stop: int) -> str | None:
    """The role that the words just before a run of items give it.

    >>> lead_in("我们还存在一些突出问题。", 0, 12), lead_in("下一步，全局将做到：", 0, 10)
    ('problem', 'measure')
    """
    before = text[max(start, stop - _LEAD_IN) : stop].rstrip()
    sentences = [part for part in re.split(r"[。！？\n]", before) if part.strip()]
    if not sentences:
        return None
    last = sentences[-1]
    found = [match[0] for match in _words("label").finditer(last)]
    if found:
        return _role_of()[found[-1]]
    if re.search(r"存在[^，。]{0,12}(?:问题|不足|短板|差距)|问题亟待|仍有不足", last):
        return "problem"
    return "measure" if re.search(r"针对|今后|接下来", last) else None

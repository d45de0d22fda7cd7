"""What stands under a heading: a problem, a measure, a result, or something else.

A heading's own wording says it (存在的问题, 整改措施), or what stands above it, or the words
that lead in the run of items it belongs to (整改情况：一是…). The words are a lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit import lexicon
from toolkit.extract.numbers.patterns import either

_NAMES_A_PROBLEM = re.compile(lexicon.forms("names_a_problem"))
_QUOTES_A_PROBLEM = re.compile(lexicon.forms("quotes_a_problem"))
_ACTS_ON_IT = re.compile(lexicon.forms("acts_on_it"))
_FILLERS = re.compile(lexicon.forms("fillers"))
_LABEL_LONGEST = 16
_LABEL_ROOM = 2  # characters that may stand beside a label in a heading that is nothing but a label
_STANDS_OUT = re.compile(lexicon.forms("stands_out"))
_MATTER = re.compile(
    lexicon.forms("matter")
)  # a short heading that names a matter to be settled, and no work on it
_MATTERS = re.compile(
    lexicon.forms("matters")
)  # questions that are dealt with, not faults: 需要说明的几个问题
_QUOTED = re.compile(r"^.{0,12}[“‘](.+)[”’].{0,2}(?:方面|领域|上)$")
_MEASURES_RARE = 300  # characters for which a text that tells of measures has at least one hint
_MIXED = frozenset(("article", "opinion", "plan", "circular", "speech", "minutes"))
_APPEAL = re.compile("(?:倡议书|一封信|公开信)$")
_ESSAYS = frozenset(("article", "speech"))
_AMENDED = re.compile(r"整改[^，]{0,6}(?:情况|结果)[^，]{0,8}如下")
_AHEAD = re.compile(r"针对|今后|接下来|将[^，。]{0,12}[：:]$")
_LEAD_IN = 60  # characters before a run of items that may lead it in


@dataclass(frozen=True, slots=True)
class Reading:
    """The role a heading's own words give it."""

    role: str | None
    sure: bool  # the heading is a label, not a sentence that holds one
    roles: tuple[str, ...] = ()  # of a mixed heading: problem and measure, in order


@cache
def _words(strength: str, anywhere: bool = False) -> re.Pattern[str]:
    """The words; labels as such, or anywhere, which is told faster."""
    words = [row["word"] for row in lexicon.table("roles") if row["strength"] == strength]
    one = either(words)
    if strength != "label" or anywhere:
        return re.compile(one)
    return re.compile(
        rf"(?:(?<![\u4e00-\u9fff]){one}|{one}(?![\u4e00-\u9fff])|{one}(?=[的和与及并]|情况|工作|事项))"
    )


@cache
def _role_of() -> dict[str, str]:
    return {row["word"]: row["role"] for row in lexicon.table("roles")}


@lru_cache(maxsize=4096)
def read(heading: str) -> Reading:
    """The role of a heading by its wording alone.

    >>> read("存在的问题").role, read("存在的问题和下一步打算").roles, read("强化源头治理").role
    ('problem', ('problem', 'measure'), 'measure')
    """
    labelled = _words("label", anywhere=True).search(heading)
    found = list(_words("label").finditer(heading)) if labelled else []
    # Of labels without a word between them the last says it: 反馈问题整改情况, 整改成果的打算.
    last = [
        match[0]
        for match, after in zip(found, [*found, None][1:], strict=True)
        if after is None or heading[match.end() : after.start()].strip("的")
    ]
    roles = tuple(dict.fromkeys(_role_of()[word] for word in last))
    if len(roles) > 1:
        return Reading("other", True, roles)
    if roles:
        beside = _FILLERS.sub("", _words("label").sub("", heading))
        sure = len(beside) <= _LABEL_ROOM or heading.startswith(last[0])
        return Reading(roles[0], sure, roles)
    quoted = _QUOTED.search(heading)
    if _QUOTES_A_PROBLEM.search(heading) or (quoted and names_a_fault(quoted[1])):
        return Reading("problem", True)
    matter = _MATTERS.search(heading) is not None
    if not matter and _NAMES_A_PROBLEM.search(heading) and not _ACTS_ON_IT.search(heading):
        return Reading("problem", False)
    hint = _words("hint").search(heading)
    if matter or (hint is None and _MATTER.fullmatch(heading)):
        return Reading("other", False)
    return Reading(_role_of()[hint[0]], False) if hint else Reading(None, False)


def told_by(kind: str, title: str | None) -> str:
    """What a text is where it tells of roles: its kind, or an appeal.

    >>> told_by("article", "文明用餐倡议书"), told_by("article", "让会议短下来")
    ('appeal', 'article')
    """
    return "appeal" if _APPEAL.search(title or "") else kind


def read_all(kind: str, headings: Sequence[str]) -> list[Reading]:
    """The roles of a text's headings by their wording. An essay whose headings name no fault has
    questions to deal with (农业合作化问题), not problems.

    >>> [reading.role for reading in read_all("article", ["农业问题", "工业问题"])]
    ['other', 'other']
    """
    if kind == "appeal":  # to others: it tells of no problem and no measure
        return [Reading("other", True) for _ in headings]
    found = [read(heading) for heading in headings]
    faults = any(map(names_a_fault, headings)) or any(r.sure and r.role == "problem" for r in found)
    if kind not in _ESSAYS or faults:
        return found
    return [Reading("other", False) if one.role == "problem" else one for one in found]


def by_default(kind: str, text: str) -> str:
    """What the headings of a report stand for that say nothing of it: work that was or is to be
    done, in reports of work; in other texts only where these speak of little else.

    >>> by_default("work_report", ""), by_default("article", "打散鸡蛋，加面粉，下锅。")
    ('measure', 'other')
    """
    if kind in ("work_report", "rectification_bulletin"):
        return "measure"
    hints = sum(1 for _ in _words("hint").finditer(text))
    return "measure" if kind in _MIXED and hints * _MEASURES_RARE >= len(text) > 0 else "other"


def is_label(heading: str) -> bool:
    """Whether a heading only says what stands under it.

    >>> is_label("整改措施"), is_label("建立整改措施台账")
    (True, False)
    """
    if len(heading) > _LABEL_LONGEST or _words("label", anywhere=True).search(heading) is None:
        return False
    reading = read(heading)
    return reading.sure and reading.roles != ()


def names_a_fault(heading: str) -> bool:
    """Whether a heading of a bulletin names what was found wanting.

    >>> names_a_fault("学习研讨不够深入方面"), names_a_fault("学习研讨持续深入")
    (True, False)
    """
    return _words("fault").search(heading) is not None


@cache
def _part_of_document() -> re.Pattern[str]:
    return re.compile(rf".的({'|'.join(map(re.escape, lexicon.words('document_parts')))})$")


def teaches_writing(headings: Iterable[str]) -> bool:
    """Whether the headings of a text name two parts of a document.

    >>> teaches_writing(["通报的标题", "通报的落款"]), teaches_writing(["会议的内容", "压减会议"])
    (True, False)
    """
    found = (_part_of_document().search(heading) for heading in headings)
    return len({match[1] for match in found if match}) > 1


def lead_in(text: str, start: int, stop: int) -> Reading:
    """The role that the words just before a run of items give it; sure where a label with a
    colon opens the run.

    >>> lead_in("我们还存在一些突出问题。", 0, 12).role, lead_in("整改情况：", 0, 5)
    ('problem', Reading(role='result', sure=True, roles=()))
    """
    before = text[max(start, stop - _LEAD_IN) : stop].rstrip()
    sentences = [part for part in re.split(r"[。！？；\n]", before) if part.strip()]
    if not sentences:
        return Reading(None, False)
    last = sentences[-1]
    if _AMENDED.search(last):
        return Reading("result", True)
    found = list(_words("label").finditer(last))
    if found:
        labelled = last[found[-1].end() :].strip() in ("：", ":")
        return Reading(_role_of()[found[-1][0]], labelled and found[-1].start() == 0)
    if _STANDS_OUT.search(last):
        return Reading("problem", False)
    return Reading("measure" if _AHEAD.search(last) else None, False)

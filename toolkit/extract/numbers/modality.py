"""How a number is meant: as so, as to be reached, as a bound, as the case that a rule is for.

Whether it is told or asked for is weighed: where it stands (a stretch, a section, a report that looks
ahead or back), the words around it and the years they name have learnt weights (lexicon
``modality_signs``; measure/learn_modality.py). The words stand in lexicon ``modality``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import fsum
from typing import NamedTuple

from toolkit import lexicon
from toolkit.extract.model import Report, Section
from toolkit.extract.numbers.epochs import Epoch, epoch_at, year_of
from toolkit.extract.numbers.patterns import either, of_rows

_ROWS = lexicon.table("modality")
LEADS = {row["word"]: row for row in _ROWS if row["reach"].startswith("verb")}  # 拟, 要 + a verb


def _pattern(reach: Sequence[str], **wanted: str) -> re.Pattern[str]:
    rows = [
        {**row, "not_after": row["not_after"] + "较比同与从由"}
        for row in _ROWS
        if row["reach"] in reach and all(row[name] == value for name, value in wanted.items())
    ]
    return re.compile(of_rows(rows))


_NEAR = ("clause", "sentence")
AHEAD = _pattern(["sentence"], modality="target")  # 主要预期目标是, 计划到: to the sentence's end
_FACT = _pattern(_NEAR, modality="fact")
EXPECTED = _pattern(_NEAR, stance="estimate")
_LIMIT = _pattern([*_NEAR, "verb clause"], stance="limit")
_AHEAD, _BEHIND = (
    re.compile(either(row["word"] for row in lexicon.table("outlooks") if row["outlook"] == look))
    for look in ("target", "fact")
)
_SIDES = {"target": "target", "outcome": "fact"}
_OF_YEAR = re.compile(r"20\d\d年[^，。]{0,12}(?:工作|任务|目标|打算|安排)$")
_TITLES = {name: re.compile(lexicon.forms(f"title {name}")) for name in ("rule", "told", "asks")}
_PLAN_NAME = re.compile(r"[^，。；、,;\n]{0,4}(?:行动|计划|规划|攻坚|方案)")
_STANDING = re.compile("[余多]?(?:中国人|各族人民|人民)")  # 14亿多中国人
_QUOTED = re.compile("“[^“”]{1,12}”")
_EVERY = re.compile("(?:机制|制度|建立|实行|定期)[^。；]{0,24}每$")
_BY_YEAR = re.compile(
    r"(?:^|[。；，,])(?:力争|确保|争取|计划)?到“?(?:(?P<year>20\d\d)年|十[四五六七]五)[底末]?"
)

# The case that a rule is for: 对连续两年不达标的, 年满60周岁的老人可以.
_CASE = re.compile("(?:对于?|凡是?|如果?|若|逾期|连续|涉及|超过|未)")
_CASE_ENDS, _CASE_SAYS, _CASE_BEFORE = (
    re.compile(lexicon.forms(f"case {name}")) for name in ("ends", "says", "before")
)

# A bound that tells which things are meant: 5亿元以上项目, 涉及资金超5亿元的项目.
_AGE = re.compile("年龄(?:应?在|须?在|为|要求)?$")
_AGE_ENDS, _OF_NOUN, _AMOUNTS, _RATE = (
    re.compile(lexicon.forms(f"bound {name}"))
    for name in ("ends", "of a noun", "of an amount", "of a rate")
)

# A target told again in the account of a year: 没有实现降低4%左右的目标, 占年度任务2亿元的61%.
_AIM_AFTER, _AIM_BEFORE, _TASK, _TASK_MET = (
    re.compile(lexicon.forms(f"told again, {name}"))
    for name in ("behind", "before", "task", "task met")
)
_TOLD_AGAIN = re.compile("完成|实现|年初|[高低好]于|超[过出]|落空|差")
_MISSED = re.compile("年初|去年|上年|没有|未能?|完成了|当年")


def _says(where: str) -> dict[str, re.Pattern[str]]:
    """The wordings that are signs somewhere (clause, sentence, behind), by the name of the sign."""
    named = {row["name"] for row in lexicon.table("forms") if row["name"].startswith(f"{where}: ")}
    return {name: re.compile(lexicon.forms(name)) for name in sorted(named)}


_IN_CLAUSE = {
    "aimed": _pattern(_NEAR, modality="target", stance="goal"),
    "bound": _pattern(_NEAR, modality="target", stance="limit"),
    "foreseen": _pattern(_NEAR, modality="target", stance="estimate"),
    "told": _FACT,
    **_says("clause"),
}
_IN_SENTENCE = {"told before": _FACT, "case": _CASE_BEFORE, "task": _TASK, **_says("sentence")}
_BEHIND_IT = _says("behind")
# What tells more in one place than in another: 争取资金9亿元 in a look back, 去年剩余的9件 among tasks.
_BY_SIDE = {"aimed", "bound", "led", "limit", "told", "year past"}


class Look(NamedTuple):
    """How the place of a sentence looks at time.

    place: what tells it first, a turn of the report, its section or the report's title, and to which
    side ("turn of report target", "section fact", "title rule", "unsaid"); title: what the title is of;
    year: in whose course the report is given.
    """

    place: str = "unsaid"
    title: str = ""
    year: int | None = None

    @property
    def side(self) -> str:
        """Ahead ("target"), back ("fact") or unsaid."""
        last = "target" if self.place == "title rule" else self.place.rpartition(" ")[2]
        return last if last in ("target", "fact") else ""


class Looks:
    """How the places of a document look at time."""

    def __init__(
        self,
        clean: str,
        reports: Sequence[Report],
        sections: Sequence[Section],
        epochs: Mapping[int, Sequence[Epoch]],
    ) -> None:
        self.of_section = outlooks(sections)
        self.kinds = {report.n: report.kind for report in reports}
        self.epochs = epochs
        self.titles = {report.n: _of_title(report.title or "") for report in reports}
        self.years = {report.n: year_of(report, clean) for report in reports}

    def at(self, start: int, report: int, section: int | None) -> Look:
        """The look of a place in a report and its section."""
        title, epochs = self.titles.get(report, ""), self.epochs.get(report, ())
        epoch = epoch_at(epochs, start) if epochs else None
        of_section = self.of_section[section] if section is not None else ""
        place = f"title {title}" if title else "unsaid"
        turned = epoch is not None and epoch is not epochs[0]
        kind = self.kinds.get(report)
        if epoch and turned and kind != "problem_list":  # which does not turn
            of = "report" if kind == "work_report" else "text"
            place = f"turn of {of} {_SIDES[epoch.kind]}"
        elif of_section:
            place = f"section {of_section}"
        return Look(place, title, self.years.get(report))


def under(look: Look, header: str) -> Look:
    """The look of a cell, which its column's name says as a heading does."""
    outlook = _of_heading(header)
    return look._replace(place=f"section {outlook}") if outlook else look


def outlooks(sections: Sequence[Section]) -> list[str]:
    """For each section whether it looks ahead ("target"), back ("fact") or does not say ("")."""
    found: list[str] = []
    for section in sections:
        parent = section.parent
        above = found[parent] if parent is not None and parent < len(found) else ""
        found.append(above if above == "target" else _of_heading(section.heading) or above)
    return found


def _of_title(title: str) -> str:
    return next((name for name, form in _TITLES.items() if form.search(title)), "")


def _of_heading(heading: str) -> str:
    ahead, behind = _AHEAD.search(heading) or _OF_YEAR.search(heading), _BEHIND.search(heading)
    if ahead and not behind:
        return "target"
    return "fact" if behind and not ahead else ""


class Said(NamedTuple):
    """What is said around a number. before: the sentence up to it; clause: where its clause begins.

    limit: whether its comparator is one that rules set; led: whether a word that leads to a verb
    (要, 应) says that it is to be; ahead: whether its sentence speaks of what is to come (主要目标是);
    expected: whether of what is only expected (预计); year: of its period; last: how the number
    before it in the sentence is meant.
    """

    before: str
    clause: int
    after: str
    kind: str
    unit: str = ""
    comparator: str = "eq"
    change: str = "none"
    limit: bool = False
    led: bool = False
    ahead: bool = False
    expected: bool = False
    look: Look = Look()
    year: int | None = None
    last: str = ""


def standing(said: Said) -> tuple[str, str]:
    """The modality and the stance of a number.

    >>> standing(Said("会期不超过", 0, "。", "duration", comparator="le", limit=True))
    ('target', 'limit')
    >>> standing(Said("已办结", 0, "。", "count", look=Look("section target")))
    ('fact', 'stated')
    >>> standing(Said("对连续", 0, "不达标的，予以通报", "duration"))
    ('target', 'condition')
    >>> standing(Said("引进", 0, "以上项目9个", "money", comparator="ge"))
    ('fact', 'threshold')
    """
    if said.kind == "duration" and _PLAN_NAME.match(said.after):
        return "target", "plan_name"
    if _is_told_again(said):
        return "target", "past_target"
    age, case = _is_age_asked(said), _is_case(said)
    modality = "target" if age or case or _is_target(said) else "fact"
    if age or _tells_which(said):
        return modality, "threshold"
    if case:
        return modality, "condition"
    if said.expected and _FACT.search(said.before, said.clause) is None:
        return modality, "estimate"
    owed = said.limit and said.change != "by"
    ruled = _LIMIT.search(said.before, said.clause) or _CASE_BEFORE.search(said.before)
    return modality, "stated" if modality == "fact" else "limit" if owed or ruled else "goal"


def _is_target(said: Said) -> bool:
    """Whether it always is, as 每两周 of a rule, never is, as 75周年, or its signs weigh for it."""
    lasts = said.kind == "duration"
    if lasts and _EVERY.search(said.before):
        return True
    behind = said.after.startswith(("来", "以来", "间")) or said.before.endswith(("过去", "过去的"))
    if said.unit == "周年" or _STANDING.match(said.after) or (lasts and behind):
        return False
    return fsum(_weights().get(sign, 0.0) for sign in signs(said)) > 0


def signs(said: Said) -> set[str]:
    """What speaks for a target or against it."""
    before, look = said.before, said.look
    if "”" in before:  # “必须有” says what is called so
        quiet = _QUOTED.sub(lambda match: "〇" * len(match[0]), before)
        before = before[: said.clause] + quiet[said.clause :]
    found = {"", f"place {look.place}", f"last {said.last}"}
    found |= {name for name, form in _IN_CLAUSE.items() if form.search(before, said.clause)}
    found |= {name for name, form in _IN_SENTENCE.items() if form.search(before)}
    found |= {name for name, form in _BEHIND_IT.items() if form.match(said.after)}
    if said.year is not None and look.year is not None:
        order = (said.year > look.year) - (said.year < look.year)
        found.add(f"year {('of the report', 'to come', 'past')[order]}")
    flags = {
        "led": said.led,
        "ahead": said.ahead,
        "expected": said.expected,
        "limit": said.limit and said.change != "to",
        "lasts": said.kind == "duration",
        "dated ahead": _is_dated_ahead(said.before, look.year),
    }
    found |= {name for name, holds in flags.items() if holds}
    found -= {"task"} if said.kind == "count" else set()  # 任务5项 are counted
    return found | {f"{name} {look.side}" for name in _BY_SIDE & found}


@cache
def _weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("modality_signs")}


def _is_dated_ahead(before: str, year: int | None) -> bool:
    """到2027年, …: a year to come, unless the report is of that year or later."""
    match = _BY_YEAR.search(before)
    return match is not None and not (match["year"] and year and int(match["year"]) <= year)


def _is_case(said: Said) -> bool:
    opened = _CASE.match(said.before, said.clause)
    if opened and opened[0] != "连续" and said.before.endswith("连续"):
        return True  # 对连续两年获奖的单位
    return bool((opened and _CASE_ENDS.match(said.after)) or _CASE_SAYS.match(said.after))


def _is_age_asked(said: Said) -> bool:
    """年龄在35周岁以下。"""
    asked = said.comparator in ("ge", "le") and _AGE.search(said.before) is not None
    return asked and _AGE_ENDS.match(said.after) is not None


def _tells_which(said: Said) -> bool:
    """Whether a bound describes the things that a noun behind it names."""
    if said.comparator in ("eq", "approx") or not _OF_NOUN.match(said.after):
        return False
    if said.kind in ("count", "percent", "rate", "number"):
        return _RATE.search(said.before) is not None
    return _AMOUNTS.match(said.after) is None


def _is_told_again(said: Said) -> bool:
    here, looks_ahead = said.before[said.clause :], said.look.side == "target"
    if (
        said.kind != "duration"
        and _TASK.search(here)
        and ("占" in here or _TASK_MET.match(said.after))
    ):
        return not looks_ahead
    if "目标" not in here and "目标" not in said.after:
        return False
    aim = _AIM_AFTER.match(said.after)
    told = aim and (_TOLD_AGAIN.search(here) or _TOLD_AGAIN.search(said.after, aim.end()))
    if told or _AIM_BEFORE.search(here):
        return not looks_ahead or _MISSED.search(here) is not None
    return False

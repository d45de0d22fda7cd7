"""The force of a sentence: whether it forbids, demands, encourages or allows something, or states.

The words are ``lexicon/deontic.csv`` and ``deontic_acts.txt``, with their sources. A plain verb (推进
改革) is a task where a report lays out work and an account where it looks back; which of the two it
does is `numbers.modality`'s to say, as for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from toolkit import lexicon
from toolkit.extract.model import Report, Section, Sentence
from toolkit.extract.numbers.epochs import Epoch
from toolkit.extract.numbers.modality import Looks
from toolkit.extract.numbers.patterns import either, of_rows

_NAMES = re.compile("《[^《》]*》|“[^“”]{1,12}”|应.尽.")  # what is called so says nothing
_SAYINGS = re.compile("“[^“”]*”")  # nor what somebody is told to have said, unless that is all
_MARK = re.compile(  # what stands before what is asked: 会议强调，一是
    r"^(?:[^，：,:]{0,10}(?:强调|要求|部署)[，：,:])?[\s—–\-*#·•●]*(?:第[一二三四五六七八九十百\d]+[，、]|[（(]?[一二三四五六七八九十\d]+[)）、.．]|"
    r"[一二三四五六七八九十]+(?:是|要))?[\s—–]*"
)
_CLAUSE = re.compile("[，；：。！？,;:\n]")
_COURTESY = re.compile(  # 请予审议, 请干部群众监督: what is asked of the reader of a report
    "请(?:予以?)?审[议查]|请[^，。；请]{0,24}(?:提出[^，。]{0,6}意见|监督|批评指正)"
)
_TOLD = re.compile(
    "(?:情况|进展|结果|成效)(?:的?(?:报告|通报|公告|公示|函))?$|审计(?:工作)?报告$|(?:自查|整改|审查|审查结果)报告$|总结$|汇报$|解读$|情况通报"
)
_FED_BACK = re.compile("向.{2,24}反馈")  # news of an inspection: what was found, and what is asked
_ADDRESSED = re.compile("(?:公告|通告|一封信|倡议书?|须知|提示|告知书)$")  # asks those it is for
_GOVERNS = re.compile(  # 用好支持工具, 落实鼓励政策: what is encouraged is not what is asked
    "(?:落实|实施|用好|用足|把握|制定|出台|完善|健全|研究|修订|执行|贯彻|构建|建立|加大|增加|落细|兑现)[^、]*$"
)
NAMED = "〇〇"  # stands for what is quoted or named
LEAST = 2  # characters of what is encouraged
_GOAL = re.compile("左右|以内|以上(?!是)|力争|同步|到“?(?:20|十)[^，。]{1,6}[，,]")
_CASE = re.compile("的[，,]")  # 逾期不报的，
_WHOLE = re.compile("[。；;！!]")  # what ends a sentence; titles and forms of address have none


def forces(
    clean: str,
    reports: Sequence[Report],
    sections: Sequence[Section],
    sentences: Sequence[Sentence],
    epochs: Mapping[int, Sequence[Epoch]],
) -> list[str]:
    """The class of each sentence, in their order."""
    looks = Looks(clean, reports, sections, epochs)
    of_title = {report.n: _look_of(report) for report in reports}
    titles = {_bare(report.title) for report in reports if report.title}
    opening = {title[:1] for title in titles}
    found = []
    for sentence in sentences:
        section = sentence.section
        role = "other" if section is None else sections[section].role
        look = looks.at(sentence.start, sentence.report, section).side
        look = look or of_title.get(sentence.report, "")
        said = clean[sentence.start : sentence.end]
        whole = force(said, look, role)
        opens = next(filter(str.isalnum, said), "")
        named = whole != "forbids" and opens in opening and _bare(said) in titles
        found.append("states" if named else whole)
    return found


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _look_of(report: Report) -> str:
    """Where a report looks that does not say so in its headings."""
    title = report.title or ""
    if _FED_BACK.search(title):
        return ""
    if report.kind in ("rectification_bulletin", "work_report") or _TOLD.search(title):
        return "fact"
    asks = report.kind == "circular" or _ADDRESSED.search(title)
    return "target" if asks else ""


def force(sentence: str, outlook: str = "", role: str = "other") -> str:
    """The class of one sentence: the clearest force in it, in the order forbids, demands, encourages,
    allows, states.

    outlook: whether its section looks ahead ("target"), back ("fact") or does not say; role: of its
    section. What is forbidden, demanded in so many words (必须, 应当, 要), encouraged or allowed says so
    by a word of the lexicon; whether a plain verb demands or tells what was done is
    decided by learnt weights (lexicon ``force_signs``).

    >>> force("严禁以任何名义搞形象工程。"), force("各单位应当及时报告。"), force("鼓励企业自主申报。")
    ('forbids', 'demands', 'encourages')
    >>> force("基层可以结合实际确定名称。"), force("深化简政放权。"), force("深化简政放权。", "fact")
    ('allows', 'demands', 'states')
    """
    text = said_in(sentence)
    found = by_word(text, outlook, role)
    if found is None:
        of, said = weights(), signs(text, outlook, role)
        task = sum(of.get(sign, 0.0) * value for sign, value in said.items()) > 0
        return "demands" if task else "states"
    return found


def by_word(text: str, outlook: str, role: str) -> str | None:
    """The class that words or the place of a sentence tell; None where a plain verb may demand."""
    past = outlook == "fact" or role == "problem" or (outlook != "target" and role == "result")
    so = _holds("states", text)
    done = outlook == "fact" or (past and so)
    told = outlook != "target" and so
    leads = _holds("introduces", text)
    if text.rstrip().endswith(("？", "?")):
        return "states"
    forces = {
        "forbids": not (done or leads) and _holds("forbids", text),
        "encourages": not (past or told or leads) and (_encouraged(text) or _holds("gives", text)),
        "demands": not leads and _holds("demands", text),
        "allows": not past and _holds("allows", text),
        "states": past or leads or (so and not _is_goal(text)),
    }
    return next((name for name, holds in forces.items() if holds), None)


def said_in(sentence: str) -> str:
    """A sentence without names, and without quotations unless they are most of it."""
    text = _NAMES.sub(NAMED, sentence)
    apart = _SAYINGS.sub(NAMED, text)
    return _COURTESY.sub("", apart if 2 * len(apart) >= len(text) else text)


def _holds(name: str, text: str) -> bool:
    return _said(name).search(text) is not None


def _encouraged(text: str) -> bool:
    """鼓励, 引导 or 支持 somebody or something, unless what is demanded stands in another clause."""
    for clause in _CLAUSE.split(text):
        for match in _said("encourages").finditer(clause):
            before, after = clause[: match.start()], clause[match.end() :]
            if len(after) >= LEAST and not _GOVERNS.search(before):
                return not _holds("demands", text.replace(clause, ""))
    return False


def signs(text: str, outlook: str, role: str) -> dict[str, float]:
    """What speaks for a task where no word says so: whether clauses open with what is to be done,
    what says that something is so, and where the sentence stands.
    """
    clauses = [clause for clause in _CLAUSE.split(_MARK.sub("", text)) if clause.strip()]
    opening = [_acts().match(clause.lstrip()) is not None for clause in clauses]
    said = {
        "opens": opening[:1] == [True],
        "clauses": sum(opening) / max(1, len(opening)),
        "states": _holds("states", text),
        "describes": _holds("describes", text),
        "case": _CASE.search(text) is not None,
        "handles": _holds("handles", text),
        "goal": _is_goal(text),
        "whole": _WHOLE.search(text) is not None,
    }
    placed = {f"{name} {outlook or 'unsaid'}": value for name, value in said.items()}
    also = {
        "": True,
        f"outlook {outlook or 'unsaid'}": True,
        f"role {role or 'other'}": True,
        "numbers": any(map(str.isdigit, text)),
        "calls": text.rstrip().endswith(("！", "!")),
    }
    return {name: float(value) for name, value in (said | placed | also).items()}


def _is_goal(text: str) -> bool:
    return _GOAL.search(text) is not None and any(map(str.isdigit, text))


@cache
def weights() -> dict[str, float]:
    return {row["sign"]: float(row["weight"]) for row in lexicon.table("force_signs")}


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(either(lexicon.words("deontic_acts")))


@cache
def _said(name: str) -> re.Pattern[str]:
    return re.compile(of_rows(row for row in lexicon.table("deontic") if row["class"] == name))

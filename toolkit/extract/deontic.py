"""The force of a sentence: whether it forbids, demands, encourages or allows something, or states.

The words are ``lexicon/deontic.csv`` and ``deontic_acts.txt``, with their sources, the wordings in
``forms.csv``; what each weighs is learnt (``force_signs.csv``, measure/score_deontic.py). A plain verb
(推进改革) is a task where a report lays out work and an account where it looks back; which of the two
it does is `numbers.modality`'s to say, as for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import fsum

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
_GOVERNS = re.compile(  # 用好支持工具, 落实鼓励政策: what is encouraged is not what is asked
    "(?:落实|实施|用好|用足|把握|制定|出台|完善|健全|研究|修订|执行|贯彻|构建|建立|加大|增加|落细|兑现)[^、]*$"
)
_ASKS_ONLY = ("circular", "law")
_ENDS = {"！": "calls", "!": "calls", "？": "asks", "?": "asks", "：": "leads", ":": "leads"}
_SHARES = ((0, "none"), (0.34, "some"), (0.67, "half"), (0.99, "most"), (1, "all"))
NAMED = "〇〇"  # stands for what is quoted or named
LEAST = 2  # characters of what is encouraged


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
    kinds = {report.n: report.kind for report in reports}
    titles = {_bare(report.title) for report in reports if report.title}
    opening = {title[:1] for title in titles}
    found = []
    for sentence in sentences:
        section = sentence.section
        role = "other" if section is None else sections[section].role
        look = looks.at(sentence.start, sentence.report, section)
        title, asks = of_title.get(sentence.report, ""), kinds.get(sentence.report) in _ASKS_ONLY
        told = look.place == "turn of text fact" and asks  # a date in a notice is no turn
        said = clean[sentence.start : sentence.end]
        whole = force(said, title if told else look.side or title, role)
        opens = next(filter(str.isalnum, said), "")
        named = whole != "forbids" and opens in opening and _bare(said) in titles
        found.append("states" if named else whole)
    return found


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _look_of(report: Report) -> str:
    """Where a report looks that does not say so in its headings."""
    title = report.title or ""
    says = {name for name, form in _forms("force of title").items() if form.search(title)}
    if "fed back" in says:
        return ""
    if report.kind in ("rectification_bulletin", "work_report") or "told" in says:
        return "fact"
    return "target" if report.kind in (*_ASKS_ONLY, "plan") or "asks" in says else ""


def force(sentence: str, outlook: str = "", role: str = "other") -> str:
    """The class of one sentence: that for which its signs weigh most (lexicon ``force_signs``).

    outlook: whether its section looks ahead ("target"), back ("fact") or does not say; role: of its
    section. docs/CONCEPTS.md says what each class means and how well they are told.

    >>> force("严禁以任何名义搞形象工程。"), force("各单位应当及时报告。"), force("鼓励企业自主申报。")
    ('forbids', 'demands', 'encourages')
    >>> force("基层可以结合实际确定名称。"), force("深化简政放权。"), force("深化简政放权。", "fact")
    ('allows', 'demands', 'states')
    """
    said, of = signs(sentence), weights()
    asks = not said & {"introduces", "asks"}
    if asks and "forbids" in said and outlook != "fact":
        return "forbids"  # in so many words
    told = [of[sign] for sign in placed(said, outlook, role) if sign in of]
    insists = asks and "insists" in said  # 必须, 应当, 要 are no account of anything
    left = [name for name in of[""] if not (insists and name in ("states", "allows"))]
    return max(left, key=lambda name: fsum((of[""][name], *(row[name] for row in told))))


def _encouraged(text: str) -> bool:
    """鼓励, 引导 or 支持 somebody or something."""
    return any(
        len(clause) - match.end() >= LEAST and not _GOVERNS.search(clause[: match.start()])
        for clause in _CLAUSE.split(text)
        for match in _said("encourages").finditer(clause)
    )


def signs(sentence: str) -> set[str]:
    """What tells the force of a sentence: words of the lexicon and the form of its clauses."""
    text = _NAMES.sub(NAMED, sentence)
    apart = _SAYINGS.sub(NAMED, text)
    text = _COURTESY.sub("", apart if 2 * len(apart) >= len(text) else text)
    clauses = [clause.strip() for clause in _CLAUSE.split(_MARK.sub("", text)) if clause.strip()]
    opening = [_acts().match(clause) is not None for clause in clauses]
    share = sum(opening) / max(1, len(opening))
    found = {name for name in _classes() if _said(name).search(text)} - {"encourages"}
    found |= {f"{name} and states" for name in found - {"states"} if "states" in found}
    found |= {name for name, form in _forms("force").items() if form.search(text)}
    found.add(f"acts {next(name for most, name in _SHARES if share <= most)}")
    found.add(_ENDS.get(text.rstrip()[-1:], "tells"))
    flags = {
        "encourages": _encouraged(text),
        "opens": opening[:1] == [True],
        "numbers": any(map(str.isdigit, text)),
    }
    return found | {name for name, holds in flags.items() if holds}


def placed(found: Iterable[str], outlook: str, role: str) -> set[str]:
    """The signs of a sentence, and each once more as it stands where work is laid out or looked back on."""
    found = {*found, "looks"}
    return found | {f"{name} {outlook or 'unsaid'}" for name in found} | {f"role {role or 'other'}"}


@cache
def weights() -> dict[str, dict[str, float]]:
    """For each sign the weight of each class; "" is that of all sentences."""
    return {
        row["sign"]: {name: float(of) for name, of in row.items() if name != "sign"}
        for row in lexicon.table("force_signs")
    }


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(either(lexicon.words("deontic_acts")))


@cache
def _classes() -> list[str]:
    return sorted({row["class"] for row in lexicon.table("deontic")})


@cache
def _said(name: str) -> re.Pattern[str]:
    return re.compile(of_rows(row for row in lexicon.table("deontic") if row["class"] == name))


@cache
def _forms(of: str) -> dict[str, re.Pattern[str]]:
    """The wordings of ``forms.csv`` that are signs of force, or of how a title looks at time."""
    named = (row["name"] for row in lexicon.table("forms"))
    mine = sorted({name for name in named if name.startswith(f"{of}: ")})
    return {name[len(of) + 2 :]: re.compile(lexicon.forms(name)) for name in mine}

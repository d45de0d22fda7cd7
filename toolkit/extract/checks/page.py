"""A report's claims in their order, each with what it can be, its role and the wording around it.

This is the picture that all checks share. Two numbers are held against each other only where this
picture ties them: unit, role, sentence and the words between.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit import lexicon
from toolkit.extract.checks.bounds import Bounds, bounds, tidy
from toolkit.extract.model import Check, Claim, Report, Sentence

REACH = 60  # the longest wording between two claims that still ties them together
MOST_PARTS = 20
YEARS_OLD = ("岁", "周岁")
LEAD = 24  # characters of wording read before a number for its label
SHOWN = 14  # characters of it that a statement shows
TAIL = 10
FULL_LINE, LONGEST_LINE = 16, 80  # characters of a line that ends where it is full
_STOPS = '，,；;。！？!?：:、（）()“”"\n'
_LAST_STOP = re.compile(rf"[{_STOPS}](?=[^{_STOPS}]*$)")
_CLAUSE_STOP = re.compile(r"[，,；;。！？!?：:\n]")
_TAIL = re.compile(r"[一-鿿]*")
_WRAP = re.compile(r"(?<=[^\s。；;！？!?：:])[ \u3000]*\n\s*(?=\S)")
_RUNS_ON = re.compile(r"[，,。；;、].*[一-鿿\d，,、]$")
_OPENS = re.compile(lexicon.forms("opens_line"))
_NUMBER = re.compile(r"[\dXx×*＊]")
_SAME_UNITS = tuple(
    frozenset(units.split())
    for units in ("人 名 位 个", "个 项 条 件 起 宗", "元 元人民币 块", "家 个 户", "件 份 件次")
)
# What can be added up. Durations, ages, temperatures, rates and scores cannot.
_SUMMED = frozenset(("count", "money", "length", "area", "weight", "volume", "energy", "data"))
_RANK = re.compile(r"排[名位第]|位次|位居|名列|居[全第]|名次|第[一-鿿]{0,3}$")
_PER = re.compile(lexicon.forms("per_each"))
LABEL_VERBS = re.compile(r"(?:[达到为约近超逾共有计已仅至的]|完成|实现|建成|拥有|现有|累计)+$")
_TORN = re.compile(r"\d[·•\s]?$|\ufffd$")
_DOUBLED = re.compile(r"万万|亿亿")
_YEAR = re.compile(r"((?:19|20)\d\d|[今去明前上本])年")
_PLAN = re.compile(r"(?:完成|占|达到?|超过)[一-鿿]{0,6}(?:预算|计划|目标|任务)数?[为的]?$")
_BASE = re.compile(lexicon.forms("base_of_move"))
_THRESHOLD = re.compile(r"(?:及|\(含\)|（含）)?以[上下内]的?(?:[一-鿿]|$)")
_NEARLY = r"[了约近达超逾共有]{0,3}"
_CHANGE = re.compile(
    r"(?:增加|增长|增|提高|提升|上升|下降|减少|降低|回落|[增减][收支]|[多少高低快慢升降减涨跌])"
    rf"{_NEARLY}$"
)
_NEW = re.compile(
    rf"(?:新增|净增加?|(?:增加|附加)值[为达约]{{0,2}}|(?:至少|最[多少高低]|不少|不足){_NEARLY}){_NEARLY}$"
)


@dataclass(frozen=True, slots=True)
class State:
    """What a word beside a number says about the part: its division, and its side of it."""

    family: str
    name: str
    word: str
    closes: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim among the claims of its report: ``at`` is its index, ``sentence`` its sentence.

    role: amount (how much there is of something, or came new), change (how much it rose or fell),
    base (where a move began), plan (what was budgeted, or 占 takes a share of), threshold (the bound of a group), rank, per (for each, on average),
    percent, or other (what cannot be added up: durations, scores, ratios).
    """

    at: int
    claim: Claim
    bounds: Bounds | None
    sentence: int
    role: str = "amount"

    @property
    def unit(self) -> str:
        return self.claim.unit

    @property
    def is_percent(self) -> bool:
        return self.claim.kind == "percent"

    def counts_with(self, other: Figure) -> bool:
        """Whether the two are amounts of one kind of thing: 个 with 项, 人 with 名."""
        if self.is_percent or other.is_percent or not self.unit or not other.unit:
            return False
        return self.unit == other.unit or any(
            self.unit in units and other.unit in units for units in _SAME_UNITS
        )

    def is_of(self, other: Figure) -> bool:
        """Whether it can be a part of the other: counted by one unit, 个 only by 个."""
        generic = "个" in (self.unit, other.unit) or "项" in (self.unit, other.unit)
        return self.unit == other.unit or (self.counts_with(other) and not generic)

    @property
    def unit_kind(self) -> str:
        """The unit, or the first of those that stand for it: 个 is said of what is counted by 项."""
        return next((min(units) for units in _SAME_UNITS if self.unit in units), self.unit)


class Page:
    """What the checks read: the clean text of a report, and its claims as figures."""

    def __init__(
        self, clean: str, report: Report, sentences: Sequence[Sentence], claims: Sequence[Claim]
    ) -> None:
        self.clean = clean
        self.report = report
        spans = _joined(clean, sentences) or [(report.start, report.end)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        order = sorted(range(len(claims)), key=lambda at: (claims[at].start, claims[at].end))
        self.figures = [
            Figure(at, claims[at], self._bounds(claims[at]), self._sentence_of(claims[at].start))
            for at in order
        ]
        self.states: dict[int, State | None] = {}
        self.offsets = [figure.claim.start for figure in self.figures]
        self.figures = [replace(f, role=self.role(i)) for i, f in enumerate(self.figures)]
        for i, (before, f) in enumerate(pairwise(self.figures), 1):  # 增加3495条、3.4万公里
            if f.role == "amount" and before.role == "change" and self.before(i).strip() == "、":
                self.figures[i] = replace(f, role="change")

    def _bounds(self, claim: Claim) -> Bounds | None:
        """What a number can be; None where it is torn (1343·3亿) or the report begins with it."""
        before = self.clean[max(self.report.start, claim.start - 2) : claim.start]
        first = not before.strip() and claim.start - self.report.start <= len(before)
        first = first and not (self.report.title or "").startswith(claim.text)
        torn = first or _TORN.search(before) or _DOUBLED.search(claim.text)
        return None if torn else bounds(claim)

    def same_time(self, i: int, j: int) -> bool:
        """Whether two numbers do not name different years in their clauses."""
        one, other = (set(_YEAR.findall(self.clause(at))) for at in (i, j))
        return not one or not other or bool(one & other)

    def _sentence_of(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence_end(self, i: int) -> int:
        """Where the sentence of figure i ends."""
        return max(self.ends[self.figures[i].sentence], self.figures[i].claim.end)

    def sentence_of(self, i: int) -> range:
        """The figures of the sentence of figure i."""
        start, end = self.starts[self.figures[i].sentence], self.sentence_end(i)
        return range(bisect_left(self.offsets, start), bisect_left(self.offsets, end))

    def back(self, i: int, sentence: int | None = None) -> Iterator[int]:
        """The figures before figure i in its sentence, or back to an earlier one, nearest first."""
        at = self.figures[i].sentence if sentence is None else sentence
        for j in range(i - 1, max(-1, i - 1 - MOST_PARTS), -1):
            if self.figures[j].sentence < at:
                return
            yield j

    def run(
        self,
        first: int,
        fits: Callable[[int, Sequence[int]], bool],
        again: re.Pattern[str],
        skipped: Sequence[str] = (),
        end: int | None = None,
    ) -> tuple[int, ...]:
        """The amounts from one figure on that stand in a row in its sentence, each tied to the next by
        words that do not begin again; figures of the roles that are skipped may stand between, or all
        that are no amounts.
        """
        parts: list[int] = []
        for j in range(first, min(len(self.figures) if end is None else end, first + MOST_PARTS)):
            gap = self.gap(j - 1, j) if parts else ""
            if gap is None or self.figures[j].sentence != self.figures[first].sentence:
                break
            role = self.figures[j].role
            if parts and role != "amount" and (not skipped or role in skipped):
                continue
            if again.search(gap) or role != "amount" or not fits(j, parts):
                break
            parts.append(j)
        return tuple(parts)

    def gap(self, i: int, j: int) -> str | None:
        """The wording between two figures, or None where it is too long to tie them."""
        start, end = self.figures[i].claim.end, self.figures[j].claim.start
        return self.line(start, end) if 0 <= end - start <= REACH else None

    def line(self, start: int, end: int) -> str:
        """The wording of a stretch of one sentence, without the breaks of its lines."""
        words = self.clean[start:end]
        return _WRAP.sub("", words) if "\n" in words else words

    def before(self, i: int, reach: int = REACH) -> str:
        """The wording from the last figure, or the start of the sentence, to figure i."""
        start = self.figures[i].claim.start
        floor = self.starts[self.figures[i].sentence]
        if i:
            floor = max(floor, self.figures[i - 1].claim.end)
        return self.line(max(floor, start - reach), start)

    def after(self, i: int, reach: int = REACH) -> str:
        """The wording from figure i to the next one, or to the end of the sentence."""
        end = self.figures[i].claim.end
        roof = self.sentence_end(i)
        if i + 1 < len(self.figures):
            roof = min(roof, self.figures[i + 1].claim.start)
        return self.line(end, max(end, min(roof, end + reach)))

    def lead(self, i: int) -> str:
        """The words right before a number in its own clause: 阶段性完成 of 阶段性完成2个."""
        before = self.before(i, LEAD)
        stop = _LAST_STOP.search(before)
        return before[stop.end() :] if stop else before

    def sentence_before(self, i: int, reach: int = REACH) -> str:
        """The words of its sentence before a number, other numbers among them."""
        start = self.figures[i].claim.start
        return self.line(max(self.starts[self.figures[i].sentence], start - reach), start)

    def clause(self, i: int) -> str:
        """The words from the start of the sentence, or the last stop but 、, to a number."""
        return _CLAUSE_STOP.split(self.sentence_before(i))[-1]

    def tail(self, i: int) -> str:
        """The words right after a number and its unit: 细化问题 of 17个细化问题.

        Words that lead up to the next number without a stop are that number's.
        """
        found = _TAIL.match(self.after(i, TAIL))
        words = found.group() if found else ""
        leads_on = _NUMBER.match(self.clean, self.figures[i].claim.end + len(words))
        return "" if leads_on else words

    def words(self, i: int) -> str:
        """A number with its clause, for the statement of a check."""
        tail = self.tail(i) if len(self.tail(i)) < TAIL else ""
        lead, runs_on = self.lead(i)[-SHOWN:], self.before(i, LEAD)
        if i and lead and lead == runs_on and self.figures[i - 1].unit in YEARS_OLD:
            lead = self.figures[i - 1].claim.text + lead  # 0—14岁人口
        return (lead + self.figures[i].claim.text + tail).strip()

    def role(self, i: int) -> str:
        """What a number can be by the words beside it."""
        claim = self.figures[i].claim
        if claim.kind == "percent" or claim.kind not in _SUMMED or not claim.unit:
            return "percent" if claim.kind == "percent" else "other"
        lead, after = self.lead(i), self.after(i)
        roles = (
            ("threshold", _THRESHOLD.match(after) or self._is_bound_of_next(i, after)),
            ("rank", claim.unit in ("位", "名") and _RANK.search(lead)),
            ("plan", lead.startswith("占") or _PLAN.search(lead)),
            ("per", self._is_per(i, lead, after)),
            ("base", _BASE.search(self.before(i))),
            ("change", self.is_change(i)),
        )
        return next((role for role, is_so in roles if is_so), "amount")

    def _is_bound_of_next(self, i: int, after: str) -> bool:
        """Whether a number bounds what the next one counts: 产值超亿元企业46家."""
        if i + 1 == len(self.figures) or self.figures[i].claim.comparator in ("eq", "approx"):
            return False
        then = self.figures[i + 1].claim
        counts = then.kind == "count" and then.unit != self.figures[i].unit
        return counts and bool(_TAIL.fullmatch(after)) and then.comparator == "eq"

    def _is_per(self, i: int, lead: str, after: str) -> bool:
        """人均, 每亩, and two numbers that are multiplied: 两台33万千瓦机组."""
        claim = self.figures[i].claim
        before = self.figures[i - 1] if i else None
        factor = before and not before.is_percent and before.claim.end == claim.start
        per = "/" in claim.unit or after.startswith(("/", "每"))
        return bool(factor or per or _PER.search(lead))

    def is_change(self, i: int) -> bool:
        """Whether a number is how much something rose or fell, not how much there is of it."""
        lead = self.lead(i)
        return bool(_CHANGE.search(lead)) and not _NEW.search(lead)

    def is_amount(self, i: int) -> bool:
        return self.figures[i].role == "amount"

    def check(  # noqa: PLR0917
        self,
        kind: str,
        statement: str,
        expected: float | None,
        found: float | None,
        verdict: str,
        figures: Sequence[int],
        tie: str,
        span: tuple[int, int] | None = None,
    ) -> Check:
        """A check that rests on figures; its span is the smallest stretch that holds them, or the
        one that is given.
        """
        of = [self.figures[i] for i in figures]
        start, end = span or (min(f.claim.start for f in of), max(f.claim.end for f in of))
        return Check(
            self.report.n, kind, statement, tidy(expected), tidy(found), verdict,
            "".join(tie.split()), tuple(figure.at for figure in of), start, end,
        )  # fmt: skip


def alike(one: str, other: str) -> int:
    """How many characters two labels end in alike, verbs and 约 left out.

    >>> alike("全县共有公共汽车", "新能源公共汽车达"), alike("户籍人口", "城镇居民")
    (4, 0)
    """
    one, other = LABEL_VERBS.sub("", one), LABEL_VERBS.sub("", other)
    same = 0
    while same < min(len(one), len(other)) and one[-1 - same] == other[-1 - same]:
        same += 1
    return same


def _joined(clean: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Sentences joined where ； parts them, as it may the parts of a total, or a full line's break."""
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        parted = spans and clean[spans[-1][1] - 1 : spans[-1][1]] in ("；", ";")
        if parted or (spans and _breaks_clause(clean, spans[-1][1], sentence.start)):
            spans[-1] = (spans[-1][0], sentence.end)
        else:
            spans.append((sentence.start, sentence.end))
    return spans


def _breaks_clause(clean: str, end: int, start: int) -> bool:
    """Whether two sentences are one, parted where a full line of running text ended."""
    if start - end > 1 or clean[start - 1] != "\n":
        return False
    before = clean[max(0, start - 1 - LONGEST_LINE) : start - 1].rpartition("\n")[2]
    return len(before) >= FULL_LINE and bool(_RUNS_ON.search(before)) and not _OPENS.match(before)

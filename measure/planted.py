"""Contradictions planted into reports by a generator, and how many of each kind are reported.

A template is a passage in the manner of the reports: ``{a}`` is a number, ``{a!}`` one that may be
changed; ``{a!+}`` may only become more than the whole, ``{a!day}`` a day that no month has,
``{a!more}`` some more, ``{a!list}`` another number of a list, ``{a!back}`` an earlier year. Each is filled with numbers that
fit and put between two paragraphs of a report, and then once more with one number changed: the
first must raise no disagreement there, the second must.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Numbers = dict[str, float]
Disagreements = Callable[[str], list[tuple[int, int]]]  # a text's disagreements: their spans
_SLOT = re.compile(r"\{(?P<name>\w+?)(?P<how>!(?:\+|day|more|list|back)?)?\}")
_HAN = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Planted:
    """A passage put into a text: its kind and where it stands there."""

    kind: str
    start: int
    end: int


def _sum(rng: random.Random) -> Numbers:
    a, b, c = (rng.randint(21, 480) for _ in range(3))
    return {"a": a, "b": b, "c": c, "ab": a + b, "abc": a + b + c}


def _money(rng: random.Random) -> Numbers:
    a, b = (rng.randint(200, 9000) / 100 for _ in range(2))
    p, q = (rng.randint(11, 199) / 10 for _ in range(2))
    return {"a": a, "b": b, "ab": round(a + b, 2), "p": p, "q": q}


def _share(rng: random.Random) -> Numbers:
    whole = rng.randint(120, 4000)
    part = rng.randint(whole // 5, whole * 4 // 5)
    share = round(100 * part / whole, 1)
    return {"whole": whole, "part": part, "share": share, "rest": round(100 - share, 1)}


def _thirds(rng: random.Random) -> Numbers:
    x, y = rng.randint(30, 200) / 10, rng.randint(250, 450) / 10
    return {"x": x, "y": y, "z": round(100 - x - y, 1)}


def _change(rng: random.Random) -> Numbers:
    base = rng.randint(120, 900)
    level = base + rng.randint(base // 8, base)
    years = rng.randint(3, 6)
    return {
        "base": base,
        "level": level,
        "by": level - base,
        "rate": round(100 * (level / base - 1), 1),
        "drop": round(100 * (1 - base / level), 1),
        "yearly": round(100 * ((level / base) ** (1 / years) - 1), 1),
        "years": years,
        "from": 2025 - years,
        "to": 2025,
    }


def _points(rng: random.Random) -> Numbers:
    base = rng.randint(200, 500) / 10
    by = rng.randint(21, 190) / 10
    return {"base": base, "level": round(base + by, 1), "by": by}


def _twice(rng: random.Random) -> Numbers:
    n, p = rng.randint(120, 3000), rng.randint(21, 98) / 10
    return {"n": n, "n2": n, "p": p, "p2": p}


def _days(rng: random.Random) -> Numbers:
    first = rng.randint(1953, 2010)
    span = rng.randint(5, 14)
    day = rng.randint(2, 10)
    return {
        "month": rng.choice([3, 5, 7, 9]),
        "day": rng.randint(11, 28),
        "first": first,
        "last": first + span,
        "span": span,
        "d1": day,
        "d2": day + 9,
        "ten": 10,
        "three": 3,
        "six": 6,
        "year": 2025,
    }


def _few(rng: random.Random) -> Numbers:
    return {"han2": 2, "han3": 3, "han4": 4}


KINDS: dict[str, tuple[Callable[[random.Random], Numbers], Sequence[str]]] = {
    "total and parts": (
        _sum,
        (
            "全区新增确诊病例{ab!}例，其中境外输入病例{a!}例，本地病例{b!}例。",
            "规划纲要提出{ab!}项指标，其中预期性指标{a!}项、约束性指标{b!}项。",
            "全年新改建农村公路{ab!}公里，其中新建{a!}公里、改建{b!}公里。",
            "截至年底，审计反馈的{ab!}个问题，已完成整改{a!}个，正在推进{b!}个。",
            "全年抽检食品{ab!}批次，合格{a!}批次，不合格{b!}批次。",
            "清理规范性文件{abc!}件，保留{a!}件，修订{b!}件，废止{c!}件。",
            "共招录工作人员{ab!}名，其中男性{a!}名，女性{b!}名。",
            "全县购置课桌{a!}套、书架{b!}套，共计{ab!}套。",
            "全年发行政府债券{ab!}亿元（一般债券{a!}亿元、专项债券{b!}亿元）。",
            "新增城镇就业{ab!}人，其中户籍就业{a!}人、非户籍就业{b!}人。",
            "梳理隐患{ab!}处，已整改到位{a!}处，其余{b!}处正在整改。",
            "全市新增规上企业{ab!}家。其中，内资企业{a!}家，增长6.1%；外资企业{b!}家，增长3.4%。",
        ),
    ),
    "totals with growth between": (
        _money,
        (
            "全年进出口总额{ab!}亿元，增长{p}%。其中，出口{a!}亿元，增长{q}%；进口{b!}亿元，增长{p}%。",
            "邮政快递业共揽收投递快递{ab!}万件。其中，揽收{a!}万件，同比增长{p}%；投递{b!}万件，同比增长{q}%。",
            "全县完成投资{ab!}亿元，比上年增长{p}%，其中城镇投资{a!}亿元，增长{q}%，农村投资{b!}亿元，增长{p}%。",
            "社会消费品零售总额{ab!}亿元，增长{p}%。按消费类型分，商品零售{a!}亿元，增长{q}%；餐饮收入{b!}亿元，增长{p}%。",
            "接待游客{ab!}万人次，增长{p}%，其中国内游客{a!}万人次，增长{q}%；入境游客{b!}万人次，增长{p}%。",
        ),
    ),
    "part and whole": (
        lambda rng: {
            "part": (n := rng.randint(20, 90)),
            "whole": n + rng.randint(5, 30),
            "other": 7,
        },
        (
            "全县有行政村{whole}个，其中示范村{part!+}个。",
            "新建充电桩{whole}个，其中快充桩{part!+}个。",
            "全年立案{whole}件，其中大案{part!+}件。",
            "新增农村公路{whole}公里，其中硬化路{part!+}公里。",
            "全市高新技术企业达{whole}家，其中今年新认定{part!+}家。",
            "受理群众来信{whole}件，增长{other}%，其中联名信{part!+}件。",
        ),
    ),
    "share": (
        _share,
        (
            "全县共有公共汽车{whole!}辆，新能源公共汽车{part!}辆，占比达到{share!}%。",
            "全县共有教师{whole!}人，其中女教师{part!}人，占{share!}%。",
            "收到群众来信{whole!}件，已办结{part!}件，办结率{share!}%。",
            "抽查产品{whole!}种，合格{part!}种，抽样合格率为{share!}%。",
            "全市登记企业{whole!}户，其中小微企业{part!}户，占企业总数的{share!}%。",
            "调查的{whole!}家企业中，有{part!}家实现增长，增长面为{share!}%。",
            "参会代表{whole!}名，其中基层代表{part!}名，占代表总数的{share!}%。",
            "总装机{whole!}万千瓦，新能源装机{part!}万千瓦、占比{share!}%。",
        ),
    ),
    "shares make 100": (
        _thirds,
        (
            "三次产业结构调整为{x!}:{y!}:{z!}。",
            "三次产业比例为{x!}∶{y!}∶{z!}，结构持续优化。",
            "第一产业增加值比重为{x!}%，第二产业增加值比重为{y!}%，第三产业增加值比重为{z!}%。",
            "第一产业占{x!}%，第二产业占{y!}%，第三产业占{z!}%。",
        ),
    ),
    "from, to and change": (
        _change,
        (
            "规上企业由{base!}家增加到{level!}家，增长{rate!}%。",
            "规上企业由{base!}家增加到{level!}家，净增{by!}家。",
            "日产能由{base!}万份扩产到{level!}万份，增长{rate!}%。",
            "办理时限从{level!}小时压缩到{base!}小时，压减{drop!}%。",
            "一般公共预算收入由{from}年的{base!}亿元增加到{to}年的{level!}亿元，年均增长{yearly!}%。",
            "{years}年来，农产品加工量由{base!}万吨增加到{level!}万吨、年均增长{yearly!}%。",
            "全年立案{level!}件，比上年增加{by!}件，增长{rate!}%。",
            "各项贷款余额{level!}亿元，比年初增加{by!}亿元，增长{rate!}%。",
            "年度会议由{level!}次减少到{base!}次，减少{by!}次，下降{drop!}%。",
            "床位数从{base!}张增至{level!}张，新增{by!}张。",
        ),
    ),
    "points": (
        _points,
        (
            "城镇化率由{base!}%提高到{level!}%，提高{by!}个百分点。",
            "新能源装机占比从{base!}%上升至{level!}%，上升了{by!}个百分点。",
            "废水排放达标率由{base!}%提升到{level!}%，累计提升{by!}个百分点。",
        ),
    ),
    "stated twice": (
        _twice,
        (
            "今年发展的主要目标是：居民消费价格涨幅控制在{p!}%左右。关于价格水平，把今年居民消费价格涨幅控制在{p2!}%左右，考虑了多种因素。",
            "针对巡察反馈的{n!}个具体问题，逐项制定措施。目前，巡察反馈的{n2!}个具体问题均已整改。",
            "2024年全县粮食总产量{n!}万吨。农业生产形势稳定。2024年全县粮食总产量达到{n2!}万吨，再创新高。",
            "2024年，全县城镇新增就业{n!}人。民生持续改善。2024年全县城镇新增就业{n2!}人，超额完成任务。",
            "今年的预期目标是：全市一般公共预算收入增长{p!}%。财政工作要量入为出，确保今年全市一般公共预算收入增长{p2!}%。",
        ),
    ),
    "calendar": (
        _days,
        (
            "县统计局{month}月{day!day}日发布消息，生产平稳。",
            "会议于2025年{month}月{day!day}日召开。",
            "{first}年到{last}年的{span!more}年间，产量年均增长3.2%。",
            "一季度（1—{three!}月），项目开工顺利。",
            "上半年（1—{six!}月），项目开工顺利。",
            "整治行动从3月{d1}日至3月{d2}日，为期{ten!more}天。",
            "检查自2024年5月{d2}日至{year!back}年3月开展。",
        ),
    ),
    "announced and listed": (
        _few,
        (
            "重点抓好以下{han3!}项工作：一是抓好春耕备耕，二是抓好防汛抗旱，三是抓好秋粮收购。",
            "主要存在{han2!}个问题：一是台账不全，二是更新不勤。",
            "要把握以下{han4!}点。一是摸清底数。二是分类施策。三是压实责任。四是跟踪问效。",
            "县里提出以下{han3!}条措施：第一，减少会议；第二，精简文件；第三，规范督查。",
            "健全排查登记、挂牌督办、跟踪问效{han3!}项机制。",
            "统筹推进产业发展、基础设施、公共服务、乡村治理{han4!}个方面。",
            "坚持问题导向、目标导向、结果导向{han3!}个原则，深入推进整改。",
        ),
    ),
    "order of a list": (
        lambda rng: {"han2": 2},
        (
            "会后抓了四件事：一是摸清底数，{han2!list}是分类施策，三是压实责任，四是跟踪问效。",
            "第一，要摸清底数。第{han2!list}，要分类施策。第三，要压实责任。第四，要跟踪问效。",
        ),
    ),
}


def plant(text: str, seed: int, *, wrong: bool) -> tuple[str, list[Planted]]:
    """Every template of every kind put between the paragraphs of a text, with numbers that fit or,
    where ``wrong``, with one of each changed; and where the passages stand.
    """
    rng = random.Random(seed)
    places = [match.end() for match in re.finditer(r"[。！]\s*\n", text)] or [len(text)]
    passages = []
    for kind, (numbers, templates) in KINDS.items():
        for template in templates:
            at, values, own = rng.choice(places), numbers(rng), random.Random(rng.random())
            passages.append((at, kind, _filled(template, values, own if wrong else None)))
    pieces, planted, last, length = [], [], 0, 0
    for at, kind, passage in sorted(passages, key=lambda one: one[0]):
        pieces += [text[last:at], passage, "\n"]
        start = length + at - last
        planted.append(Planted(kind, start, start + len(passage)))
        last, length = at, start + len(passage) + 1
    return "".join([*pieces, text[last:]]), planted


def _filled(template: str, values: Numbers, rng: random.Random | None) -> str:
    """The passage with its numbers; with a generator, one of those that may be changed is."""
    free = [slot.start() for slot in _SLOT.finditer(template) if slot["how"]]
    chosen = rng.choice(free) if rng else None

    def number(slot: re.Match[str]) -> str:
        value = values[slot["name"]]
        if rng and slot.start() == chosen:
            value = _changed(value, slot["how"][1:], rng)
        return _HAN[int(value)] if "han" in slot["name"] else f"{value:g}"

    return _SLOT.sub(number, template)


def _changed(value: float, how: str, rng: random.Random) -> float:
    """Another number in its place, beyond what rounding allows."""
    marked = {
        "+": 10 * value,
        "day": rng.randint(32, 39),
        "more": value + rng.randint(3, 9),
        "back": value - 2,
        "list": value + 3,
    }
    if how:
        return marked[how]
    if value < 10 and value == int(value):
        return value + rng.choice([-1, 1, 2] if value > 2 else [1, 2])
    off = value * rng.uniform(0.12, 0.4) * rng.choice([-1, 1])
    places = len(f"{value:g}".partition(".")[2])
    return round(value + (off if abs(off) >= 1 or places else 2), places)


def recall(texts: Sequence[str], disagreements: Disagreements) -> dict[str, list[int]]:
    """By kind: contradictions reported, contradictions planted, and passages accused that fit."""
    found = {kind: [0, 0, 0] for kind in KINDS}
    for seed, text in enumerate(texts):
        for wrong in (True, False):
            whole, planted = plant(text, seed, wrong=wrong)
            spans = disagreements(whole)
            for passage in planted:
                hit = any(start < passage.end and passage.start < end for start, end in spans)
                counts = found[passage.kind]
                counts[0] += wrong and hit
                counts[1] += wrong
                counts[2] += hit and not wrong
    return found


def table(found: Mapping[str, Sequence[int]]) -> str:
    """The figures as a plain table."""
    lines = [
        f"{'contradictions planted':<38}{'reported':>10}{'planted':>10}{'recall':>10}{'accused':>10}"
    ]
    total = [sum(counts[at] for counts in found.values()) for at in range(3)]
    for kind, (hits, planted, accused) in [*found.items(), ("all", total)]:
        share = hits / planted if planted else 1.0
        lines.append(f"{kind:<38}{hits:>10}{planted:>10}{share:>10.3f}{accused:>10}")
    return "\n".join(lines)

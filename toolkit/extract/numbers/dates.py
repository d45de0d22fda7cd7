"""Calendar points and periods, with their ISO 8601 value where there is one.

A part that is blacked out or not said is written X (EDTF): XXXX-08 is an August of a year
that the words do not give. An interval is written first/last: 2025-01/2025-03.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.extract.numbers.counting import POINTS_OF
from toolkit.extract.numbers.numerals import HAN, read_number

_D = "0-9０-９"
_X = "xX＊*×○"
_YEAR = rf"(?:(?<![{_D}])(?:1[89]|20)[{_D}]{{2}}|(?<![{_D}])20[{_D}]?[{_X}]{{1,2}}|(?<!\d)(?:0\d(?= ?年)|\d\d(?= ?年(?:\d{{1,2}}月|第?[一二三四]季度|[上下]半年)))|[一二][〇零○OＯ一二三四五六七八九]{{3}}|[{_X}]{{4}}|[xX]{{2}}) ?年(?![级龄轻])"
_BARE_YEAR = rf"(?<![{_D}.])(?:19|20)[{_D}]{{2}}(?![{_D}.])"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]|十|[一二三四五六七八九元]|[{_X}]{{1,2}})"
_DAY = rf"(?:3[01]|[12][{_D}]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]|廿[一二三四五六七八九]?|[{_X}]{{1,2}})"
_PART = "(?:上中旬|中下旬|[上中下]旬|月?底|末|初(?![一二三四五六七八九十])|中(?!旬|[国央心学小共期秋考层]))"
_MONTHS = rf"{_MONTH} ?月(?:份底?|{_PART}|(?![饼薪均嫂球亮光]))"
_QUARTER = "(?:第?[一二三四1-4]|前[一二两三123]个?|[一二1-2][至—、-][二三四2-4])季度"
_FIRST_MONTHS = "前(?:[二两三四五六七八九十]|十一|[2-9]|1[01])个?月"
_HALF = "[上下]半年"
_HOUR = "(?:[01]?[0-9]|2[0-4])"
_HOURS = rf"(?:{_HOUR}[时点]?[-—–－~～至到]{_HOUR}[时点]|{_HOUR}时)"  # 10月9日0—24时
_DAYS = rf" ?{_DAY} ?[日号](?![常前]?[常报益程])(?:{_HOURS})?"
_OF_YEAR = rf"(?:度?(?:{_QUARTER}|{_HALF})|度|年?[底末初中](?![国央心期学秋考小等]|、[高小])| ?{_MONTHS}(?:{_DAYS})?)"
_TO = "[-—–－~～至到]{1,2}"
OF_CENTURY = rf"(?:(?:19|20)[{_D}]{{2}}|[一二][〇零○OＯ0一二三四五六七八九]{{3}})"
# 一九五三和一九五四两年, 2023、2024年: a year whose 年 stands behind the last of them.
_LISTED_YEAR = (
    rf"(?<![{_D}.]){OF_CENTURY}(?=(?:[、和与及]{OF_CENTURY}){{0,4}}[两三四五]?年(?![级龄轻]))"
)
_POINT = rf"(?:{_YEAR}{_OF_YEAR}?|{_MONTHS}(?:{_DAYS})?|{_QUARTER}|{_FIRST_MONTHS}|{_HALF})"
_POINTS = f"(?:{'|'.join(POINTS_OF)})"  # 3点意见
_CLOCK = rf"(?:(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?::[0-5][0-9])?(?![{_D}])|(?:[01]?[0-9]|2[0-4])(?:时|点(?!{_POINTS}))(?:[0-5]?[0-9]分(?:[0-5]?[0-9]秒)?|半|整|许|(?={_TO}(?:[01]?[0-9]|2[0-4])[时点])|(?=[至前后]))?)"
_HAN_HOUR = "(?:二?十[一二三四五六七八九]?|[零一二三四五六七八九])[时点]"
_LATER = rf"(?:{_POINT}|{_DAY}[日号])"
_TWO_DIGITS = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_DECADE = "(?:[1-9]0|[二三四五六七八九]{1,2}十)年代"
_FORMS = (
    rf"(?<=[\u4e00-\u9fff，]){_MONTH}、{_MONTHS}",  # 7、8月份
    rf"{_YEAR} ?{_MONTH}(?:月份?)? ?{_TO} ?{_MONTHS}(?:{_DAYS})?",  # 2025年1-3月, 2025年7月至11月
    rf"{_YEAR}{_OF_YEAR}?(?: ?{_TO} ?{_LATER})?",  # 2025年3月13日至5月12日
    rf"{_BARE_YEAR}年?度? ?{_TO} ?(?:{_YEAR}{_OF_YEAR}?|{_BARE_YEAR})(?:年度?|学年)?",  # 2021-2025年
    rf"(?<![{_D}])(?:19|20)\d\d(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    rf"(?<![{_D}])(?:19|20)\d\d{_TWO_DIGITS}(?:[0-2]\d[0-5]\d[0-5]\d)?(?!\d)",  # 20240305103000
    _LISTED_YEAR,
    rf"{_MONTH}(?:月份?)? ?{_TO} ?{_MONTHS}(?:{_DAYS})?",  # 1-3月, 8月至9月
    rf"(?:{_MONTHS}(?:{_DAYS})?|{_QUARTER}|{_HALF})(?: ?{_TO} ?{_LATER})?",
    rf"(?<!\d)(?:3[01]|[12]\d|[1-9])[日号]?{_TO}(?:3[01]|[12]\d|[1-9])日(?![内以之元本])",
    rf"(?<![{_D}a-zA-Z前后])(?:3[01]|[12]\d|[1-9])日(?![内以之常报子均夜元本])",
    rf"(?:1[89]|20|21|十九|二十一?|[{_X}]{{2}})世纪(?:{_DECADE})?(?:初|末|中叶)?",
    _DECADE + "(?:初|末)?",
    _FIRST_MONTHS,
    "(?:五一|十一)(?=[”’]?(?:国际|国庆|劳动)?(?:期间|假期|假日|黄金周|长假|小长假|节))",
    rf"(?<![.．比])(?<![比例][为是达]){_CLOCK}(?:{_TO}{_CLOCK})?",
    rf"{_HAN_HOUR}{_TO}(?:次日|翌日)?{_HAN_HOUR}",  # 二十二时至次日六时
)
DATE = re.compile("|".join(_FORMS))
_TO_MONTH = ("至", "到", "-", "—", "－")
_WEEKDAY = re.compile("(?:星期|礼拜|周)[一二三四五六日天](?![期围边岁年天次个场篇])")
_YEAR_ALONE = re.compile(rf"{_BARE_YEAR}(?=[）)】〕·]|$)")
_DAYS_ALONE = re.compile(rf"[{_D}]{{1,2}}日")  # 不得超过30日 lasts
_LASTS = re.compile("(?:超过|不足|少于|多于|低于|不到|不满|满|为期|期限为?|共|长达|逾|提前|滞后)$")
# What may begin a date at all: most numerals are seen off here at little cost.
_MAY_BEGIN = re.compile(
    rf"(?:19|20)[{_D}]{{6}}|[{_D}{HAN}{_X}元OＯ]{{1,4}} ?[年月日号季时点:：世、\-—–－至到~～/.份]|(?:19|20)[{_D}]{{2}}[)）】〕·]|[上下]半年|五一|十一|{OF_CENTURY}[两三四五、和与及]|[一二两三四五六七八九十\d]{{1,2}}个月"
)
_PARTS = re.compile(
    rf"(?:(?P<year>[{_D}]{{4}}|[{_D}]{{2}}(?=年)|[{_D}]{{2,3}}[{_X}]{{1,2}}|[〇零○OＯ一二三四五六七八九]{{4}}|[{_X}]{{2,4}}) ?年?度?)?"
    rf"(?:年?(?P<yearpart>[底末初中])|第?(?P<quarter>前?[一二两三四1-4])个?(?:[至—、-](?P<quarter2>[二三四2-4]))?季度|前(?P<months>[二两三四五六七八九十]{{1,2}}|\d{{1,2}})个?月|(?P<half>[上下])半年"
    rf"| ?(?P<month>{_MONTH})月?份?(?P<part>{_PART})?)?(?: ?(?P<day>{_DAY})[日号]?)?$"
)
_NUMERIC = re.compile(r"(\d{4})([-./]?)(\d{1,2})\2(\d{1,2})(?:\d{6})?$")
_TIME = re.compile(
    r"(\d{1,2})(?:[:：时点](\d{1,2}|半)?)?(?:[:：](\d\d)|分(?:(\d{1,2})秒)?)?(?:[整许])?$"
)
_TO_HOURS = re.compile(rf"(?<=[日号])(?P<hours>{_HOURS})$")
_DAYS_OFF = {"五一": "5月1日", "十一": "10月1日"}
_ARABIC = str.maketrans(
    "〇零○OＯ一二三四五六七八九０１２３４５６７８９", "000001234567890123456789"
)
_SPANS = ("以来", "至今", "前", "后", "期间")  # 2018年以来 is of several years
_YEARS_FROM = {"今年": 0, "本年": 0, "年内": 0, "去年": -1, "上年": -1, "明年": 1}
_NTH = "十[一二三四五六七]?|[七八九]"
PLAN = f"(?:“?(?:{_NTH})五(?!年)”?|第(?:{_NTH})个五年)"
_PLAN = re.compile(f"(?P<a>{_NTH})五(?!年)|第(?P<b>{_NTH})个五年")
_SPLIT = re.compile(_TO)
_QUARTERS = {"1": ("01", "03"), "2": ("04", "06"), "3": ("07", "09"), "4": ("10", "12")}


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Moment:
    year: str | None = None
    first: str | None = None  # month or day: "03", "03-13"
    last: str | None = None  # where it is a period of the year: its last month


def date_at(text: str, start: int) -> Span | None:
    """The date that a numeral belongs to, with 周, 第 or 前 in front of it."""
    before = text[start - 1 : start]
    if before in ("周", "期", "拜"):
        match = _WEEKDAY.match(text, start - (1 if before == "周" else 2))
        if match is not None:
            return match.span()
    if _MAY_BEGIN.match(text, start) is None:
        return None
    if before in _TO_MONTH and text[start - 2 : start - 1] == "元":
        start, before = start - 2, ""  # 元至5月
    if before in ("前", "第") and (match := DATE.match(text, start - 1)):
        return match.span()
    if text[start] == "一" and before == "元":
        return None  # 三千元一月
    match = None if before == "第" else DATE.match(text, start) or _YEAR_ALONE.match(text, start)
    if match is None or _adds_up(match[0]):
        return None
    lasts = _DAYS_ALONE.fullmatch(match[0]) and _LASTS.search(text, max(0, start - 4), start)
    return None if lasts else match.span()


def year_in(period: str, value: str | None, year: int | None) -> int | None:
    """The one year that a period lies in; value: ISO, of a date; year: of the report, for 今年.

    >>> year_in("今年", None, 2024), year_in("去年同期", None, 2024), year_in("“十四五”末", None, 2026)
    (2024, 2023, 2025)
    >>> year_in("2021-2025年", "2021/2025", 2026), year_in("2018年以来", "2018", 2026)
    (None, None)
    """
    years = {part[:4] for part in (value or "").split("/") if part[:4].isdigit()}
    if years:
        return int(years.pop()) if len(years) == 1 and not period.endswith(_SPANS) else None
    if period.endswith("末") and (plan := plan_years(period)):
        return plan[1]
    shift = next((by for word, by in _YEARS_FROM.items() if period.startswith(word)), None)
    spans = period.endswith(_SPANS) and shift != 0  # 去年以来
    return None if shift is None or year is None or spans else year + shift


def plan_years(words: str) -> tuple[int, int] | None:
    """The years of the five-year plan that some words name, if they do.

    >>> plan_years("“十四五”时期"), plan_years("第十个五年计划"), plan_years("五年来")
    ((2021, 2025), (2001, 2005), None)
    """
    named = _PLAN.search(words)
    first = 1951 + 5 * whole(named["a"] or named["b"]) if named else 0
    return (first, first + 4) if named else None


def number_of(year: str) -> int:
    """The number of a year as it is written.

    >>> number_of("2004"), number_of("二〇〇四")
    (2004, 2004)
    """
    return int(year.translate(_ARABIC))


def whole(digits: str) -> int:
    """The whole number that some digits say; 0 where they say none."""
    number = read_number(digits)
    return int(number.value or 0) if number else 0


def _adds_up(text: str) -> bool:
    """21:50:29 of a hundred: shares, no time of day."""
    parts = re.split("[:：]", text)
    return len(parts) == 3 and all(map(str.isdigit, parts)) and sum(map(int, parts)) == 100


def iso(text: str, year: str | None = None) -> str | None:
    """The ISO value of a date; year: the year that the words around it speak of.

    >>> iso("2026年1月至3月"), iso("6月底", "2024"), iso("9月"), iso("xxxx年")
    ('2026-01/2026-03', '2024-06', 'XXXX-09', 'XXXX')
    >>> iso("10月9日0—24时"), iso("8时30分"), iso("前四个月", "2025")
    ('XXXX-10-09T00/T24', 'T08:30', '2025-01/2025-04')
    >>> iso("2024年下半年"), iso("2023年3月5日至4月2日")
    ('2024-07/2024-12', '2023-03-05/2023-04-02')
    """
    text = "".join(text.split())
    text = _DAYS_OFF.get(text, text)
    if hours := _TO_HOURS.search(text):
        return f"{iso(text[: hours.start()], year)}{iso(hours['hours'])}"
    if (times := [_clock(part) for part in _SPLIT.split(text)]) and all(times):
        return "/".join(filter(None, times))
    if plain := _NUMERIC.match(text):
        return f"{plain[1]}-{int(plain[3]):02d}-{int(plain[4]):02d}"
    whole = _moment(text)
    if whole is not None:
        return _joined(whole, whole, year)
    parts = _SPLIT.split(text)
    if len(parts) != 2:
        return None
    unit = next((char for char in "年月日" if parts[1].rstrip("份底末初度").endswith(char)), "")
    if parts[0][-1:] not in tuple("年月日度底末初份号"):
        parts[0] += unit  # 1-3月
    start, end = _moment(parts[0]), _moment(parts[1])
    return None if start is None or end is None else _joined(start, end, year)


def _clock(text: str) -> str | None:
    """T09:30 of 9:30 and 9时30分, T24 of 24时."""
    time = _TIME.match(text)
    if time is None or (time[2] is None and len(text) > 3):
        return None
    minutes = "30" if time[2] == "半" else time[2]
    parts = [time[1].zfill(2), *(part.zfill(2) for part in (minutes, time[3] or time[4]) if part)]
    return "T" + ":".join(parts)


def year_of(value: str | None) -> str | None:
    """The year of an ISO value, if one is said."""
    return value[:4] if value and value[:4].isdigit() else None


def _moment(text: str) -> _Moment | None:
    if day := re.fullmatch(rf"({_DAY})[日号]", text):
        return _Moment(None, "XX-" + _two(day[1]))
    match = _PARTS.match(text)
    if match is None or not text:
        return None
    year = _year(match["year"]) if match["year"] else None
    if match["months"]:
        return _Moment(year, "01", _two(match["months"]))
    if match["month"]:
        month = _two(match["month"])
        return _Moment(year, f"{month}-{_two(match['day'])}" if match["day"] else month)
    if match["quarter"] or match["half"] or match["yearpart"]:
        return _Moment(year, *_part_of_year(match))
    return _Moment(year) if year and not match["day"] else None


def _part_of_year(match: re.Match[str]) -> tuple[str, str | None]:
    """The first month of a part of a year and, where it is longer, its last."""
    if match["quarter"]:
        return _of_quarter(match["quarter"], match["quarter2"])
    if match["half"]:
        return ("01", "06") if match["half"] == "上" else ("07", "12")
    return {"初": "01", "中": "06"}.get(match["yearpart"], "12"), None


def _of_quarter(quarter: str, until: str | None) -> tuple[str, str]:
    digits = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4"}
    if quarter[0] == "前":
        quarter, until = "一", quarter[1:]
    first = digits.get(quarter, quarter)
    last = digits.get(until, until) if until else first
    return _QUARTERS[first][0], _QUARTERS[last][1]


def _year(text: str) -> str:
    if any(char in _X and char != "○" for char in text):
        known = "".join(char for char in text if char.isdigit())
        return (known + "XXXX")[:4]
    digits = text.translate(_ARABIC)
    return digits if len(digits) == 4 else ("20" if digits < "50" else "19") + digits  # 18年3月


def _two(text: str) -> str:
    if text == "元":
        return "01"
    return f"{whole(text):02d}" if whole(text) else "XX"


def _joined(start: _Moment, end: _Moment, year: str | None) -> str:
    first_year = start.year or year or "XXXX"
    last_year = end.year or (start.year or year or "XXXX")
    first = "-".join(filter(None, (first_year, start.first)))
    tail = end.last or end.first
    if tail and tail.startswith("XX-") and start.first and len(start.first) == 5:
        tail = start.first[:2] + tail[2:]
    last = "-".join(filter(None, (last_year, tail)))
    return first if first == last else f"{first}/{last}"

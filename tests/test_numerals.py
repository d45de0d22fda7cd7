"""Numbers, units and dates: what is written and what it is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.numbers.dates import date_at, iso
from toolkit.extract.numbers.numerals import NUMBER, read_number
from toolkit.extract.numbers.units import UNIT, in_base, kind_of

VALUES = [
    ("ten thousand ten thousands", "四万万", 400_000_000),
    ("a digit behind 万", "2万5", 25_000),
    ("a digit behind tens of 万", "13万2", 132_000),
    ("hundreds of millions", "3.25亿", 325_000_000),
    ("Arabic", "12", 12),
    ("decimal", "63.6", 63.6),
    ("thousands commas", "1,234.5万", 12_345_000),
    ("full-width digits", "１２．５", 12.5),
    ("full-width comma between full-width digits", "３，０００", 3000),
    ("万 behind digits", "1.2万", 12_000),
    ("亿 behind 万", "20万亿", 20e12),
    ("digits behind 万", "3万4000", 34_000),
    ("Arabic and Chinese mixed", "2千零30万", 20_300_000),
    ("money as written on forms", "壹仟玖佰", 1900),
    ("zero between powers", "一千零五", 1005),
    ("zero before ten", "一万零十二", 10_012),
    ("last digit without its power", "两千六", 2600),
    ("groups of 万 and 亿", "四亿五千六百四十二万零一十五", 456_420_015),
    ("a year digit by digit", "二〇二五", 2025),
    ("circle for zero", "二○二五", 2025),
    ("Chinese decimal", "八点五", 8.5),
    ("Chinese decimal before 万", "二十点一万", 201_000),
    ("Chinese decimal before 万亿", "一点七八万亿", 1.78e12),
    ("percent in words", "百分之三十五", 35),
    ("percent in words with digits", "百分之8.5", 8.5),
    ("fraction in words", "五分之一", 0.2),
    ("fraction in digits", "1/4", 0.25),
    ("whole and fraction", "3又一千分之23", 3.023),
    ("blanks inside", "八千 三百 八十五", 8385),
    ("power of ten behind a letter", "30w", 300_000),
    ("traditional characters", "四千萬", 40_000_000),
    ("a formal digit on its own", "叁", 3),
    ("formal digits around a point", "陆点五", 6.5),
    ("blanks around a point", "八 点 五", 8.5),
    ("a blank before 余", "五百 余萬", 5_000_000),
    ("a wide comma among thousands commas", "12,345，678,901.5", 12_345_678_901.5),
]


@pytest.mark.parametrize(("label", "text", "value"), VALUES)
def test_values(label, text, value):
    match = NUMBER.match(text)
    assert match is not None and match[0] == text, label
    assert read_number(text).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("label", "text", "field", "expected"),
    [
        ("余 keeps the number", "二百余万", ("value", "approximate"), (2e6, True)),
        ("多 keeps the number", "30多万", ("value", "approximate"), (3e5, True)),
        ("几 behind tens", "三十几万", ("value", "approximate"), (3e5, True)),
        ("neighbouring digits", "七八十", ("low", "high"), (70, 80)),
        ("three to five", "三五", ("low", "high"), (3, 5)),
        ("one or two", "一两", ("low", "high"), (1, 2)),
        ("fifteen or sixteen", "十五六", ("low", "high"), (15, 16)),
        ("some tens", "几十", ("value", "vague"), (None, True)),
        ("tens of", "数十", ("value", "vague"), (None, True)),
        ("up to hundreds", "上百", ("value", "vague"), (None, True)),
        ("ten and some", "十几", ("value", "vague"), (None, True)),
        ("blacked out", "xx", ("value", "redacted"), (None, True)),
        ("blacked out in brackets", "(XX)", ("value", "redacted"), (None, True)),
        ("blacked out decimal", "x.xx亿", ("value", "redacted"), (None, True)),
        ("blacked out with 余", "×××余", ("redacted", "approximate"), (True, True)),
        ("blacked out partly", "1xx", ("value", "redacted"), (None, True)),
        ("percent in words is a unit", "百分之五", ("value", "per"), (5, "%")),
        ("per mille in words is a unit", "千分之二", ("value", "per"), (2, "‰")),
    ],
)
def test_what_a_number_is_not_exactly(label, text, field, expected):
    assert NUMBER.match(text)[0] == text, label
    assert tuple(getattr(read_number(text), name) for name in field) == expected


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("digits without powers between powers", "三百五百"),
        ("a number nobody means", "9" * 60),
        ("division by nothing", "3/0"),
    ],
)
def test_no_number(label, text):
    assert read_number(text) is None, label


def in_words(number: int) -> str:
    """A whole number below 10^8 in Chinese, the long way."""
    if number >= 10_000:
        rest = number % 10_000
        return (
            in_words(number // 10_000)
            + "万"
            + (("零" if rest < 1000 else "") + in_words(rest) if rest else "")
        )
    words, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero and words else "") + "零一二三四五六七八九"[digit] + name
        zero = digit == 0
    return words


@given(st.integers(1, 10**8 - 1))
def test_a_whole_number_in_words_is_read_back(number):
    assert read_number(in_words(number)).value == number


@given(st.integers(1, 10**9), st.integers(0, 99))
def test_digits_are_worth_what_they_say(whole, cents):
    assert read_number(f"{whole:,}.{cents:02d}").value == pytest.approx(whole + cents / 100)
    assert read_number(f"{whole}万").value == whole * 10_000


@given(st.text("0123456789一二三十百千万亿零两几数余多点分之xX*○.,/ ()（）〔〕", max_size=30))
def test_odd_runs_never_raise(text):
    for match in NUMBER.finditer(text):
        read_number(match[0])


@pytest.mark.parametrize(
    ("label", "text", "unit"),
    [
        ("the longest unit", "个工作日内", "个工作日"),
        ("人次 before 人", "人次以上", "人次"),
        ("a rate", "元/亩", "元/亩"),
        ("Latin letters", "km内", "km"),
        ("one blank before it", " 公里", " 公里"),
        ("a measure word before its noun", "份文件", "份"),
    ],
)
def test_units(label, text, unit):
    assert UNIT.match(text)[0] == unit, label


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("份额 is a share", "份额"),
        ("名称 is a name", "名称"),
        ("家庭 is a family", "家庭"),
        ("项目 is a project", "项目"),
        ("人大 is a congress", "人大常委会"),
        ("a Latin word", "kmx"),
    ],
)
def test_words_that_begin_like_a_unit(label, text):
    assert UNIT.match(text) is None, label


def test_kinds_and_base_units():
    assert [kind_of(unit) for unit in ("%", "元/亩", "个月", "平方公里", "字", "份")] == [
        "percent",
        "money",
        "duration",
        "area",
        "text_length",
        "count",
    ]
    assert in_base(3, "成", "percent") == (30, "%")
    assert in_base(2, "小时", "duration") == (2, "小时")
    assert in_base(1.5, "万字无此单位", "count") == (1.5, "万字无此单位")
    assert in_base(None, "亩", "area") == (None, "平方米")


DATES = [
    ("year", "2025年", "2025年", "2025"),
    ("year in words", "二〇二五年十二月三十一日", "二〇二五年十二月三十一日", "2025-12-31"),
    ("the year as such", "2025年度计划", "2025年度", "2025"),
    ("day", "2025年12月3日接受检查", "2025年12月3日", "2025-12-03"),
    ("end of a month", "2025年6月底前", "2025年6月底", "2025-06"),
    ("months of a year", "2025年1-3月", "2025年1-3月", "2025-01/2025-03"),
    ("months with 至", "2025年7至11月", "2025年7至11月", "2025-07/2025-11"),
    ("months without a year", "8—9月督查", "8—9月", "XXXX-08/XXXX-09"),
    (
        "from day to day",
        "2025年3月13日至5月12日",
        "2025年3月13日至5月12日",
        "2025-03-13/2025-05-12",
    ),
    ("days of a month", "3月1日-5日", "3月1日-5日", "XXXX-03-01/XXXX-03-05"),
    ("quarter", "2025年一季度", "2025年一季度", "2025-01/2025-03"),
    ("quarter with 第", "2024年第四季度", "2024年第四季度", "2024-10/2024-12"),
    ("three quarters", "前三季度", "前三季度", "XXXX-01/XXXX-09"),
    ("half of a year", "2025年下半年", "2025年下半年", "2025-07/2025-12"),
    ("half a year alone", "上半年", "上半年", "XXXX-01/XXXX-06"),
    ("years", "2021-2025年", "2021-2025年", "2021/2025"),
    ("years in a plan's name", "2025—2027）", "2025—2027", "2025/2027"),
    ("numeric", "2026-02-13发布", "2026-02-13", "2026-02-13"),
    ("blacked out year", "xxxx年", "xxxx年", "XXXX"),
    ("blacked out in part", "20xx年", "20xx年", "20XX"),
    ("blacked out day", "x月x日", "x月x日", "XXXX-XX-XX"),
    ("decade", "90年代初", "90年代初", None),
]


@pytest.mark.parametrize(("label", "text", "span", "value"), DATES)
def test_dates(label, text, span, value):
    start = 1 if text[0] == "前" else 0
    found = date_at(text, start)
    assert found is not None and text[slice(*found)] == span, label
    assert iso(span) == value


@pytest.mark.parametrize(
    ("label", "text", "start"),
    [
        ("months that last", "3个月", 0),
        ("days that last", "15日内", 0),
        ("days at most", "不得超过30日，", 4),
        ("years that last", "5年来", 0),
        ("a class of pupils", "2023年级", 0),
        ("money of another country", "10日元", 0),
        ("a ratio of three", "3:5:2", 4),
        ("an ordinal", "第三届", 1),
    ],
)
def test_no_dates(label, text, start):
    assert date_at(text, start) is None, label


@given(st.integers(1900, 2099), st.integers(1, 12), st.integers(1, 28))
def test_a_date_is_its_iso_value(year, month, day):
    text = f"{year}年{month}月{day}日"
    assert date_at(text, 0) == (0, len(text))
    assert iso(text) == f"{year}-{month:02d}-{day:02d}"
    assert iso(f"{month}月{day}日", str(year)) == iso(text)

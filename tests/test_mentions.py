"""Every run of numeral characters has one class."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.model import Listing, Report, Section, Sentence
from toolkit.extract.numbers.numbers import read_numbers
from toolkit.extract.numbers.runs import classify

CASES = [
    # dates
    ("years whose 年 stands behind", "一九五三和一九五四两年", "date", "一九五三", "1953"),
    ("the last of them", "一九五三和一九五四两年", "date", "一九五四", "1954"),
    (
        "an index number",
        "索引号：113300/2024-00012",
        "identifier",
        "113300/2024-00012",
        "113300/2024-00012",
    ),
    ("date in a sentence", "于2025年12月3日接受督查", "date", "2025年12月3日", "2025-12-03"),
    ("month of a year said before", "2025年3月开会,9月再次开会", "date", "9月", "2025-09"),
    ("今年 is no part of it", "今年8月印发通知", "date", "8月", "XXXX-08"),
    ("底 is part of it, 前 is not", "6月底前完成", "date", "6月底", "XXXX-06"),
    ("中 of the next word", "2024年中、高等职业学校招生", "date", "2024年", "2024"),
    ("中 of a day in between", "2024年中、年末各查一次", "date", "2024年中", "2024-06"),
    ("weekday", "每周二接访", "date", "周二", None),
    ("hours of a day", "3月9日0—24时新增", "date", "3月9日0—24时", "XXXX-03-09T00/T24"),
    ("a time of day", "上午8时30分集合", "date", "8时30分", "T08:30"),
    ("a time with seconds", "10:00:00发布", "date", "10:00:00", "T10:00:00"),
    ("O for nought", "二O二四年三月五日", "date", "二O二四年三月五日", "2024-03-05"),
    ("across blanks", "2024 年 3 月 5 日", "date", "2024 年 3 月 5 日", "2024-03-05"),
    ("a year of two digits", "总结08年农业工作", "date", "08年", "2008"),
    ("a time to the second", "5日16时02分36秒发布", "date", "16时02分36秒", "T16:02:36"),
    ("hours in Chinese", "二十二时至次日六时停工", "date", "二十二时至次日六时", None),
    ("the end of a month", "截至7月份底建成", "date", "7月份底", "XXXX-07"),
    ("Labour Day", "五一假期", "date", "五一", "XXXX-05-01"),
    ("National Day", "“十一”期间", "date", "十一", "XXXX-10-01"),
    ("the first months", "前四个月", "date", "前四个月", "XXXX-01/XXXX-04"),
    ("a year and a dot", "2025·青溪论坛", "date", "2025", "2025"),
    # ordinals
    ("prizes", "获一、二等奖", "ordinal", "一、二等奖", None),
    ("a rank", "总量居全省前三位，", "ordinal", "三位", "3"),
    ("a congress by itself", "从十九大到二十大", "ordinal", "十九大", "19"),
    ("a number in a link", "[1.办法](a.pdf)", "ordinal", "1.", "1"),
    ("a number in black brackets", "【1】县总结", "ordinal", "【1】", "1"),
    ("meeting", "县人大常委会第十二次会议", "ordinal", "第十二次会议", "12"),
    ("meeting of a congress", "县人大五次会议上", "ordinal", "五次会议", "5"),
    ("first to last", "第十至十五条", "ordinal", "第十至十五条", "10/15"),
    ("between two places", "排在第十和第十五之间", "ordinal", "第十和第十五", "10/15"),
    ("two places", "第二和第三产业", "ordinal", "第二和第三产业", None),
    ("term of office", "市十八届人大", "ordinal", "十八届", "18"),
    ("plenum", "党的二十届三中全会精神", "ordinal", "二十届三中全会", None),
    ("plenums", "二十届二中、三中全会精神", "ordinal", "二十届二中、三中全会", None),
    ("congress", "全面贯彻党的二十大精神", "ordinal", "二十大", "20"),
    ("first of its kind", "第一时间上报", "ordinal", "第一时间", "1"),
    ("third party", "委托第三方评估", "ordinal", "第三方", "3"),
    ("clause of a list", "一是压实责任", "ordinal", "一是", "1"),
    ("item in brackets", "(三)整改措施", "ordinal", "(三)", "3"),
    ("item in wide brackets", "（十二）其他", "ordinal", "（十二）", "12"),
    ("item with a stop", "\n2.清理文件。", "ordinal", "2.", "2"),
    ("item behind a sentence", "完成。3 . 压减会议", "ordinal", "3 .", "3"),
    ("circled", "①加强学习", "ordinal", "①", "1"),
    ("floor", "办公楼一楼大厅", "ordinal", "一楼", "1"),
    ("grade of a warning", "实施一级预警", "ordinal", "一级", "1"),
    ("stage of building", "自来水厂二期工程", "ordinal", "二期", "2"),
    ("prize", "获一等奖", "ordinal", "一等奖", "1"),
    ("article of a law", "依照第二十条处理", "ordinal", "第二十条", "20"),
    ("blacked out term", "xxxx届毕业生", "ordinal", "xxxx届", None),
    # shorthand
    ("a code of digits", "落实“8337”思路", "shorthand", "8337", "8337"),
    ("a code of a sum", "推行7+1模式", "shorthand", "7+1", "7+1"),
    ("a code to N", "构建2+3+N格局", "shorthand", "2+3+N", "2+3+N"),
    ("the best hundred", "入围全国百强", "shorthand", "百强", "百强"),
    ("the new three", "“新三样”出口", "shorthand", "新三样", "新三样"),
    ("two gigabits", "双千兆网络", "shorthand", "双千兆", "双千兆"),
    # identifiers
    ("an index of shares", "沪深300", "identifier", "300", "300"),
    ("a machine on the net", "地址为10.8.20.3。", "identifier", "10.8.20.3", "10.8.20.3"),
    ("the second make of a thing", "数字政府2.0建设", "identifier", "2.0", "2.0"),
    ("a post code", "邮编：100000", "identifier", "100000", "100000"),
    ("an entry of a register", "青ICP备12345678号-1", "identifier", "12345678号-1", "12345678号-1"),
    (
        "a card blacked out",
        "证号110119900101****",
        "identifier",
        "110119900101****",
        "110119900101****",
    ),
    ("two nets", "建设4/5G基站", "identifier", "4/5G", "4/5G"),
    ("a version", "平台2.0。", "identifier", "2.0", "2.0"),
    ("a word with 双 for two", "建设双创平台", "shorthand", "双创", "双创"),
    ("a quoted count of a rare unit", "实施“两重”建设", "shorthand", "两重", "两重"),
    ("an old oath", "执行约法三章", "shorthand", "约法三章", "约法三章"),
    ("slogan of the lexicon", "纠治四风问题", "shorthand", "四风", "四风"),
    (
        "with a comma inside",
        "推行双随机、一公开监管",
        "shorthand",
        "双随机、一公开",
        "双随机、一公开",
    ),
    ("one for each", "实行一村一策", "shorthand", "一村一策", "一村一策"),
    ("in quotation marks", "开展“五必访”活动", "shorthand", "五必访", "五必访"),
    ("at the end of a quotation", "推进“快办一件事”改革", "shorthand", "一件事", "一件事"),
    ("plus", "建立1+3+N体系", "shorthand", "1+3+N", "1+3+N"),
    ("plan", "谋划“十五五”规划", "shorthand", "十五五", "十五五"),
    (
        "series",
        "做到发现一起、查处一起、通报一起",
        "shorthand",
        "发现一起、查处一起、通报一起",
        None,
    ),
    # identifiers
    ("telephone", "电话:0100-1234567。", "identifier", "0100-1234567", "0100-1234567"),
    ("mail", "邮箱a12_b@example.com。", "identifier", "a12_b@example.com", None),
    (
        "address on the net",
        "见https://example.org/2024/a1.html。",
        "identifier",
        "https://example.org/2024/a1.html",
        None,
    ),
    ("room", "机关106室", "identifier", "106室", "106室"),
    ("hotline", "拨打12345热线", "identifier", "12345热线", None),
    ("title that is a number", "观看影片《731》", "identifier", "《731》", "731"),
    ("letters and digits", "PM2.5浓度", "identifier", "PM2.5", None),
    ("class of a sight", "国家4A级景区", "identifier", "4A级", None),
    ("network", "建成5G基站", "identifier", "5G", None),
    ("document number", "按照县办发〔2024〕12号要求", "identifier", "县办发〔2024〕12号", None),
    ("blacked-out place", "由xx镇牵头", "identifier", "xx镇", None),
    ("blacked-out place with stars", "**市商务局", "identifier", "**市", None),
    ("one star", "*县政府", "identifier", "*县", None),
    ("blacked-out name alone", "加快打造xx高质量发展", "identifier", "xx", None),
    ("blacked-out name in quotes", "通过“xx清风”公众号", "identifier", "xx清风", None),
    # quotations and cited documents
    (
        "cited document",
        "印发《关于 减负的通知（试行）》",
        "citation",
        "《关于 减负的通知（试行）》",
        "关于减负的通知(试行)",
    ),
    ("quotation", "群众说“办事快了”。", "quotation", "“办事快了”", "办事快了"),
]


def mentions(text, **more):
    sentence = Sentence(1, None, 0, len(text))
    return read_numbers(text, [], more.get("sections", []), [sentence], more.get("listings", []))[1]


@pytest.mark.parametrize(("label", "text", "kind", "words", "value"), CASES)
def test_mentions(label, text, kind, words, value):
    found = [m for m in mentions(text) if m.kind == kind]
    assert [m.text for m in found if m.text == words] == [words], (label, found)
    mention = next(m for m in found if m.text == words)
    assert text[mention.start : mention.end] == words
    if value is not None:
        assert mention.value == value


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("article", "这是一项重要工作"),
        ("article before a batch", "办成了一批实事"),
        ("unity", "统一思想,进一步落实"),
        ("adverb", "一些地方一直一味求快"),
        ("everywhere", "四处奔走,四周都是山"),
        ("idiom", "三令五申,千方百计"),
        ("idiom of raising one's hand", "举一反三"),
        ("half a day", "等了半天"),
        ("on the spot", "第二天以外的一线人员"[2:]),
        ("number of people", "人数、次数、总数"),
        ("data", "数据和数字化"),
        ("both", "双方双向奔赴"),
        ("nobody hurt", "零容忍、零差错"),
        ("places in the country", "三门峡、四平、九江"),
        ("axis", "沿x轴方向"),
        ("Latin word", "使用xml和excel"),
        ("bold in Markdown", "**要求**如下"),
        ("steps", "一步步走,一天天变好"),
        ("a line of duty", "深入一线"),
        ("make one's home happy", "造福一方"),
    ],
)
def test_numerals_that_count_nothing(label, text):
    found = classify(text)
    assert (found.quantities, found.mentions) == ([], []), label


@pytest.mark.parametrize(
    ("label", "text", "kind"),
    [
        ("a hotline is no code", "拨打“12345”热线", "shorthand"),
        ("terms that were held", "连续三届获奖", "ordinal"),
        ("a session of the fair", "举办6届茶博会", "ordinal"),
        ("twelve great works", "实施十二大工程", "ordinal"),
        ("months that last", "历时前后四个月", "date"),
        ("shares are no time", "由21:50:29调整", "date"),
        ("a shorthand gives way to a longer count", "全长三公里", "shorthand"),
        ("a floor area is no floor", "共三层楼", "ordinal"),
        ("levels that count", "市县乡三级联动", "ordinal"),
        ("meetings held", "先后召开三次会议", "ordinal"),
        ("a quoted time", "等了“两天”", "shorthand"),
        ("a number that is compared is no name", "得分120以上", "identifier"),
        ("what is higher than it is no name", "比170高", "identifier"),
        ("points that are said", "提出3点意见", "date"),
        ("five years are no plan", "实施“三年”行动", "shorthand"),
        ("an amount in a heading is no item number", "\n1.2万元用于培训", "ordinal"),
        ("a period is no date", "在15日内答复", "date"),
        ("an amount behind letters is no name", "GDP增长5%", "identifier"),
        ("length is no name", "水深250m", "identifier"),
        ("a blacked-out amount is no name", "清理工作群xx个", "identifier"),
    ],
)
def test_what_is_of_another_class(label, text, kind):
    assert [m.text for m in classify(text).mentions if m.kind == kind] == [], label


def test_marks_that_the_structure_knows_are_ordinals():
    text = "一 基本情况\n目录\n1 总述 12\n"
    section = Section(1, None, 1, 1, "一", "基本情况", "other", 0, 7, 2, 6)
    listing = Listing(0, 0, 1, "1", "总述", 12, text.index("1 总"), len(text) - 1)
    found = mentions(text, sections=[section], listings=[listing])
    assert [(m.text, m.kind, m.value) for m in found] == [
        ("一", "ordinal", "1"),
        ("1", "ordinal", "1"),
        ("12", "ordinal", "12"),
    ]


def test_the_year_of_the_report_is_that_of_this_year():
    text = "今年3月开展检查。"
    report = Report(1, "work_report", None, None, "2025-12", 0, len(text))
    found = read_numbers(text, [report], [], [Sentence(1, None, 0, len(text))], [])[1]
    assert [m.value for m in found] == ["2025-03"]


PIECES = st.sampled_from(
    [
        *"一二三四五六七八九十百千万两几数半第年月日个项次届级期xX*×○%.、，。:(（)）《》“”-至0123456789\n ",
        "四风",
        "百分之",
        "增长",
        "会议",
    ]
)


@settings(max_examples=300)  # the first loads the dictionary
@given(st.lists(PIECES, max_size=40).map("".join))
def test_each_run_has_one_class_and_spans_are_sorted(text):
    sentence = Sentence(1, None, 0, len(text))
    claims, found = read_numbers(text, [], [], [sentence], [])
    numeral = [m for m in found if m.kind not in ("citation", "quotation")]
    spans = sorted((x.start, x.end) for x in [*claims, *numeral])
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), spans
    assert [c.start for c in claims] == sorted(c.start for c in claims)
    assert [m.start for m in found] == sorted(m.start for m in found)
    assert all(text[x.start : x.end] == x.text for x in [*claims, *found])


@pytest.mark.parametrize(
    "unit",
    [
        "一二三四",
        "9",
        "x",
        "(",
        "《",
        "“",
        "一 ",
        "1,",
        "第一",
        "一、",
        "2025年1-",
        "一企一策",
        "3%和",
        "壹",
        "96户、",
        "1,234，",
    ],
)
def test_hostile_text_is_read_to_its_end(unit):
    text = unit * (60_000 // len(unit))
    claims, found = read_numbers(text, [], [], [Sentence(1, None, 0, len(text))], [])
    assert all(x.end <= len(text) for x in [*claims, *found])

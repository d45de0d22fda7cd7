"""Repairs: what is certain is mended and logged, all else is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.repair.repairs import repair
from toolkit.extract.text import Text
from toolkit.reading import reading

SAMPLES = Path(__file__).parent.parent / "data" / "raw"
LONG = "围绕河道清淤和道路修补，各村先后开了两次会。会上逐项列出任务，定下责任人"

MISREAD = [
    (
        "o before an item",
        "the number of the next item follows",
        "较去年同期增长15%o2 .推行考核",
        "较去年同期增长15%。2 .推行考核",
    ),
    (
        "O before an item",
        "a capital letter",
        "总量同比减少20%O2.构建机制",
        "总量同比减少20%。2.构建机制",
    ),
    ("o before a sentence", "Han follows", "面积占比超过70%o在企业里", "面积占比超过70%。在企业里"),
    (
        "o behind a bracket",
        "a closing mark, then Han",
        "(编号:QLX-7)o坚持原则",
        "(编号:QLX-7)。坚持原则",
    ),
    ("o at the end", "nothing follows", "办结率达到98%o\n二、不足", "办结率达到98%。\n二、不足"),
    ("0 behind %", "no digit can stand behind %", "增长15%02 .推行考核", "增长15%。2 .推行考核"),
    (
        "o behind Han",
        "the next item's number leaves no doubt",
        "群众反映良好o3.加强管理",
        "群众反映良好。3.加强管理",
    ),
    (
        "O behind Han",
        "a heading's number leaves no doubt",
        "较汛期增加6张O(二)整改措施",
        "较汛期增加6张。(二)整改措施",
    ),
    ("full-width o", "a letter as wide as Han", "增长１５％ｏ各镇", "增长15%。各镇"),
    (
        "Han for %",
        "a stranger behind the number of a rise",
        "较前三季度增长45陶部分文件",
        "较前三季度增长45%部分文件",
    ),
    (
        "Han for %, share",
        "a stranger behind the number of a share",
        "满意率达98沥，较好",
        "满意率达98%，较好",
    ),
    ("letters for %", "o/o", "同比增长12o/o，居全市第二", "同比增长12%，居全市第二"),
    ("巳 for ≥", "before a number", "藏书数量巳500册", "藏书数量≥500册"),
    ("O for 0", "inside a year", "截至2O25年底", "截至2025年底"),
    ("o for 〇", "inside a year in words", "二o二四年以来", "二〇二四年以来"),
    (
        "inner quote lost",
        "what ’ closes inside “, where a blank was left",
        "“会议 大会变小会’，有的陪会”方面",
        "“会议‘大会变小会’，有的陪会”方面",
    ),
    (
        "inner quote for outer",
        "a second “ that ’ closes",
        "“检查“变评估、变调研’，有的拆分”方面",
        "“检查‘变评估、变调研’，有的拆分”方面",
    ),
    ("O at a number's end", "before a unit", "精简1O个台账", "精简10个台账"),
    (
        "turned quote",
        "two closing quotes and no opening one",
        "依托”互联网+监管”平台",
        "依托“互联网+监管”平台",
    ),
    (
        "turned quote, behind 、",
        "nothing closes behind a comma",
        "过度留痕、”指尖上的形式主义等",
        "过度留痕、“指尖上的形式主义等",
    ),
    (
        "turned quote, heading",
        "behind the number of a heading",
        "追责。四”有的打折扣”方面",
        "追责。四“有的打折扣”方面",
    ),
    (
        "turned quote at the end",
        "nothing opens before a comma",
        "落实“三个区分开来“,鼓励",
        "落实“三个区分开来”,鼓励",
    ),
    (
        "two opening quotes",
        "behind a short term, and nothing closes what the second would open",
        "推行“清单制“管理",
        "推行“清单制”管理",
    ),
    (
        "two opening quotes, then a pair",
        "the next pair has both of its own",
        "推行“清单制“管理，压减“材料堆”",
        "推行“清单制”管理，压减“材料堆”",
    ),
    (
        "both turned",
        "no closing quote begins a line",
        "”清单制“管理全面推行",
        "“清单制”管理全面推行",
    ),
    ("both turned, behind 和", "nothing to close", "“三减”和”双提“行动", "“三减”和“双提”行动"),
    ("speech", "a colon opens it", "他说：”今年不再填表。”", "他说：“今年不再填表。”"),
]


@pytest.mark.parametrize(("label", "why", "raw", "clean"), MISREAD, ids=[c[0] for c in MISREAD])
def test_misread_characters(label: str, why: str, raw: str, clean: str) -> None:
    text = repair(raw)
    assert text.clean == clean, why
    assert "misread_character" in {edit.kind for edit in text.edits}


WIDTH = [
    ("digits", "共１２个镇", "共12个镇"),
    ("decimal", "增长３．５％", "增长3.5%"),
    ("point between half-width digits", "增长3．5%", "增长3.5%"),
    ("decimal behind 、", "增长２．１％、３．５％", "增长2.1%、3.5%"),
    ("decimal behind a colon", "占比：３．５％", "占比：3.5%"),
    ("thousands", "１，２００户", "1,200户"),
    ("item before a year", "１．２０２５年工作回顾", "1．2025年工作回顾"),
    ("letters", "政务ＡＰＰ", "政务APP"),
    ("control characters", "减\u200b负\ufeff增\x00效", "减负增效"),
    (
        "line ends of old",
        "一、减文\r二、减会\x0c三、减评\u2028四、减表",
        "一、减文\n二、减会\n三、减评\n四、减表",
    ),
    ("Kangxi radicals", "⼀是⽂件", "一是文件"),
    ("supplement of radicals", "⻓效⺠生⻅⻋", "长效民生见车"),
    ("radicals of simplified text", "用⼾", "用户"),
    ("glyphs printed twice", "一一、、主主要要做做法法", "一、主要做法"),
    ("the sign in words", "增长5百分号", "增长5%"),
    ("compatibility Han", "便\uf900", "便豈"),
    ("small percent sign", "增长5﹪", "增长5%"),
    (
        "tags",
        "<p>一、减文</p><p>今年&nbsp;共<strong>12</strong>份</p>",
        "\n一、减文\n今年 共12份\n",
    ),
    ("comment", "甲<!-- 结束 -->乙", "甲乙"),
]


@pytest.mark.parametrize(("label", "raw", "clean"), WIDTH, ids=[case[0] for case in WIDTH])
def test_width_and_invisible_characters(label: str, raw: str, clean: str) -> None:
    assert repair(raw).clean == clean


JOINED = [
    ("comma", "the sentence goes on", "今年以来，全县干部下沉一线，\n走访群众"),
    ("open quote", "the quote is closed on the next line", "全县开展了“减负\n增效”行动。"),
    ("quote at the end", "nothing ends with an opening quote", "安全检查“\n防汛督导”分别实施"),
    (
        "open quote, indent",
        "a piece taken for a paragraph",
        "“检查‘变评估、变\n　　调研’，有的拆分”方面",
    ),
    ("open bracket", "the bracket is closed on the next line", "各镇（街道\n办事处）均已落实。"),
    ("mark at the start", "no line begins with a comma", "以上三项\n，均已完成。"),
    ("begun", "the last sentence has only begun", LONG + "。如某水务\n管理督查中，查看用时过短。"),
    (
        "amount",
        "a line that begins with an amount",
        LONG + "。护士长反映，科室\n15名护士连夜补抄。",
    ),
    ("link", "a web copy sets a link apart", "由企业带资金、带场景\n揭榜攻关\n，县里给予补助。"),
    ("carriage return", "lines of Windows", "今年以来，全县干部下沉一线，\r\n走访群众"),
]


@pytest.mark.parametrize(("label", "why", "raw"), JOINED, ids=[case[0] for case in JOINED])
def test_broken_lines_are_joined(label: str, why: str, raw: str) -> None:
    assert repair(raw).clean == re.sub("[\r\n\u3000]", "", raw), why


def test_a_text_of_fixed_width_is_joined() -> None:
    paragraph = (LONG + "，并把办理情况逐户告知。") * 4
    wide = [paragraph[at : at + 30] for at in range(0, len(paragraph), 30)]
    raw = "一、主要做法\n" + "\n".join(wide) + "\n二、下一步打算\n" + "\n".join(wide)
    clean = f"一、主要做法\n{paragraph}\n二、下一步打算\n{paragraph}"
    ends = [at for at, line in enumerate(wide[:-1]) if line[-1] in "。"]
    assert repair(raw).clean.count("\n") == clean.count("\n") + 2 * len(ends)


LEFT_ALONE = [
    ("heading and body", "一、主要做法\n今年以来，全县共减少会议12次。"),
    ("numbered heading with commas", "（一）压减会议，精简文件\n今年以来，全县共减少会议12次。"),
    ("items", "1.压减会议\n2.精简文件\n3.规范检查"),
    ("items that end in a comma's absence", "（一）问题表现\n1.文件“换马甲”\n2.会议“化整为零”"),
    ("title and salutation", "关于基层减负工作情况的报告\n县委、县政府：\n现将情况报告如下。"),
    ("signature", LONG + "。\n青岭县水务局\n2025年12月31日"),
    ("no stop before a title", LONG + "。联办事项的材料少交了18.2%\n别让表格“长胖”"),
    ("no stop before a notice", LONG + "。考核办法失之繁琐\n如若转载，请注明出处"),
    ("contents", "1.把会议减下来 3\n2.让“报表”瘦身 5\n3.干部沉下去 9"),
    ("label lines", "1.干部交流轮岗缓慢\n整改结果:完成\n整改情况:一是加强统筹。"),
    ("indented paragraphs", "　　今年以来，成效明显\n　　一年来，全县干部下沉一线。"),
    ("table", "| 指标 | 数值，\n| 会议 | 12 |"),
    ("verse", "会议少了\n文件短了\n干部笑了"),
    ("measure word", "较去年增长45户，增长3成，下降2位"),
    ("unknown measure word used twice", "比重达30畦，其中新增2畦"),
    ("share and clause", "占比达40超过半数"),
    ("letter after Han", "维生素o含量、O型血、H5汇报"),
    ("chemistry", "P2O5含量为2O"),
    ("file name", "见附件7o.txt"),
    ("words said twice", "高高兴兴、清清楚楚、方方面面"),
    ("rows of marks", "……————＝＝＝＝"),
    ("percent in an address", "https://example.org/a%02b%0A"),
    ("stems and branches", "乙巳2025年、巳时3刻"),
    ("quotes in order", "“甲”“乙”、“丙”，他说：“好。”"),
    ("a quote in a quote", "“以“钉钉子”精神”抓落实"),
    ("second quote never closed", "推行“清单制、“一张表”和台账"),
    ("two lost quotes", "以咬定青山不放松”的韧劲“抓落实"),
    ("closed before it opens", "办事难”和“材料堆”"),
    ("two lost at their ends", "“会议多、文件多“问题突出"),
    ("quote at a line's end", "推行“清单制“\n防汛督导"),
    ("straight quotes", '推行"清单制"管理'),
    ("lost quote", "以咬定青山不放松”的韧劲抓落实"),
    ("lost closing quote", "以“永远在路上的执着，持续用力"),
    ("years with a wide comma", "1992，1993年"),
    ("redaction", "整改xx件，下降xx.x%，X个、XX%"),
    ("plus read as ten", "随机暗访十包片检查"),
    ("less than", "a<b，且b>c；x < 5"),
    ("full-width punctuation", "（一）压减：会议；文件，“好”！"),
    ("ideographic blanks", "　　各位代表：　　现在"),
]


@pytest.mark.parametrize(("label", "raw"), LEFT_ALONE, ids=[case[0] for case in LEFT_ALONE])
def test_what_is_not_certain_is_left_alone(label: str, raw: str) -> None:
    text = repair(raw)
    assert [(e.kind, raw[e.start : e.end], e.after) for e in text.edits] == []


def test_a_number_is_one_repair() -> None:
    edits = repair("共１，２３４．５％，").edits
    assert [(edit.start, edit.end, edit.after) for edit in edits] == [(1, 9, "1,234.5%")]


def test_mojibake_is_left_out_and_parts_what_it_stood_between() -> None:
    text = repair("情况良好鐨勭鐨勭各镇", [(4, 8)])
    assert text.clean == "情况良好\n各镇"
    assert [edit.kind for edit in text.edits] == ["mojibake"]


def texts(folder: Path) -> list[tuple[str, str, tuple[tuple[int, int], ...]]]:
    found = [
        (path.name, reading.read(path.read_bytes(), ".txt"))
        for path in sorted(folder.glob("*.txt"))
    ]
    return [(name, one.text, one.damaged) for name, one in found]


def test_repairing_again_changes_nothing() -> None:
    for name, raw, damaged in texts(SAMPLES):
        assert repair(repair(raw, damaged).clean).edits == (), name


def test_repairing_real_texts_again_changes_nothing(shared: Path) -> None:
    for folder in ("corpus", "reports"):
        for name, raw, damaged in texts(shared / folder):
            assert repair(repair(raw, damaged).clean).edits == (), name


def test_real_damage_by_its_offsets(shared: Path) -> None:
    expected = {
        "001": [(890, ""), (1237, ""), (1391, "")],
        "002": [(1615, "“"), (4260, "。"), (4627, "≥"), (5126, "。")],
        "003": [],
        "004": [(6388, ""), (15992, "")],
    }
    for name, raw, _ in texts(shared / "corpus"):
        if name[:3] in expected:
            edits = repair(raw).edits
            marks = {edit.start for edit in edits if edit.kind == "page_mark"}
            marks |= {edit.start for edit in edits if edit.end in marks}
            found = [(edit.start, edit.after) for edit in edits if edit.start not in marks]
            assert found == expected[name[:3]], name


ALPHABET = "减负增长会议15%oO0巳“”（），。、；：\n\r １．　\u200b一二.3-<p>/"


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=80))
def test_any_text_is_repaired_and_walks_back(raw: str) -> None:
    text = repair(raw)
    assert all(0 <= edit.start <= edit.end <= len(raw) for edit in text.edits)
    assert all(a.end <= b.start for a, b in zip(text.edits, text.edits[1:], strict=False))
    assert all(raw[edit.start : edit.end] != edit.after for edit in text.edits)


HOSTILE = [
    "好",
    "\n",
    " ",
    "　",
    "(",
    "“",
    "”",
    "”“",
    "<",
    "<p",
    "&nbsp",
    "1",
    "１",
    "一二三四",
    "1、",
    "\n1、",
    "\n1\n",
    "\n- 1 -\n",
    "15%o",
    "增长1陶",
    "比",
    "较",
    "，\n",
    "“\n",
    "o/o",
    "。",
    "2O",
    "\n好",
    "\n好，",
    "的\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_repaired_to_its_end(unit: str) -> None:
    raw = unit * (200_000 // len(unit))
    text = repair(raw)
    assert Text(raw, text.edits).clean == text.clean
    assert text.to_raw(0, len(text.clean))[1] <= len(raw)


def test_page_after_page_is_repaired_to_its_end() -> None:
    raw = "".join(f"{LONG[: n % 30 + 5]}\n{n}、" for n in range(1, 9999))
    text = repair(raw)
    assert Text(raw, text.edits).clean == text.clean

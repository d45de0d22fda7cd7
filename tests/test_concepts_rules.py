"""Rules: what a researcher may write, what KH Coder, quanteda and LIWC write, what is refused."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.concepts import expression, formats, rules
from toolkit.concepts.model import RuleError

RULES = [  # label, as written, as understood
    ("words in a row", "污染 排污", "污染 | 排污"),
    ("words on lines", "污染\n排污\n", "污染 | 排污"),
    ("an enumeration", "污染、排污，减排", None),
    ("or in words and signs", "污染 or 排污 OR 减排 | 环保", "污染 | 排污 | 减排 | 环保"),
    ("signs without blanks", "污染|排污&治理", "污染 | ( 排污 & 治理 )"),
    ("and binds before or", "a or b and c", "a | ( b & c )"),
    ("brackets", "( a or b ) and c", "( a | b ) & c"),
    ("full-width brackets", "（a or b） and c", "( a | b ) & c"),
    ("not", "污染 and not 治理", "污染 & ( ! 治理 )"),
    ("KH Coder's joint signs", "a &! b |! c", "( a & ( ! b ) ) | ( ! c )"),
    ("an exception", "中非 not in 中非共和国", "中非 not in 中非共和国"),
    ("two exceptions", "中非 not in a not in b", "( 中非 not in a ) not in b"),
    ("exceptions in brackets", "中非 not in ( a | b ) | c", "( 中非 not in ( a | b ) ) | c"),
    ("a string in quotes", "'人工智能+'", "'人工智能+'"),
    ("Chinese quotes", "“一网通办”", "'一网通办'"),
    ("a phrase of named words", "共同+富裕", "共同+富裕"),
    ("a plus at the end", "人工智能+", "人工智能+"),
    ("letters of any width", "ＰＭ2.5", "PM2.5"),
    ("a pattern", "/第[一二]条/", "/第[一二]条/"),
    ("letters left open", "改*革 | 深?化", "改*革 | 深?化"),
    ("another concept", "<*改革> | 放管服", "<*改革> | 放管服"),
    ("a column of reports", "改革 & <>place-->湖南", "改革 & <>place-->湖南"),
    ("near, characters", "near(a, b)[20 characters]", "near(a, b)[20 characters]"),
    ("near, Chinese unit", "near(a，b)[20字]", "near(a, b)[20 characters]"),
    ("near, a sentence", "near(a, b)[句]", "near(a, b)[sentence]"),
    ("near, KH Coder", "near(a-b)[5]", "near(a, b)[5 words]"),
    ("near, KH Coder before 3", "near(a+b)", "near(a, b)[10 words]"),
    ("near, KH Coder in a sentence", "near(a-b-c)[b5]", "near(a, b, c)[5 words sentence]"),
    ("in order", "seq(a-b)[d]", "seq(a, b)[10 words paragraph]"),
    ("rules within near", "near(a | b, c)[section]", "near(( a | b ), c)[section]"),
    ("part of speech", "加强-->動詞", "加强"),
]


@pytest.mark.parametrize(("label", "written", "understood"), [r for r in RULES if r[2]])
def test_a_rule_is_understood(label, written, understood):
    assert str(expression.parse(written)) == understood


@pytest.mark.parametrize(("label", "written", "understood"), [r for r in RULES if r[2]])
def test_a_rule_written_out_means_the_same(label, written, understood):
    assert expression.parse(understood) == expression.parse(written)


REFUSED = [  # label, as written, what is said
    ("nothing", "  ", "the rule is empty"),
    ("an open bracket", "( a or b", "a closing bracket is missing"),
    ("a bracket too many", "a )", "')' cannot stand here"),
    ("an operator at the end", "a and", "ends too early"),
    ("an open quote", "'环保", "is opened and not closed"),
    ("an open pattern", "/环保 节能", "is opened and not closed"),
    ("near with one part", "near(a)", "needs two parts or more"),
    ("a reach nobody knows", "near(a, b)[far]", "does not say how far apart"),
    ("a number of sections", "near(a, b)[2 sections]", "take the number out"),
    ("comparing counts", "a > 3", "comparing counts or lengths is not possible"),
    ("a document's number", "No. == 3", "comparing counts or lengths is not possible"),
    ("no pattern", "/(a/", "is no regular expression"),
    ("every word", "??", "stands for every word"),
]


@pytest.mark.parametrize(("label", "written", "said"), REFUSED)
def test_what_cannot_be_understood_is_refused_with_the_reason(label, written, said):
    with pytest.raises(RuleError, match=re.escape(said)):
        expression.parse(written)


@given(st.text(alphabet="ab改革 ()|&!'/<*>[]+-\nnotearsqin,，", max_size=30))
@example(">-><")
@example("+<+<")
def test_whatever_is_written_is_understood_or_refused(written):
    try:
        rule = expression.parse(written)
    except RuleError:
        return
    assert expression.parse(str(rule)) == rule or "'" in written or "+" in written


CODING = """# rules for a study
*环境
# source: Chen & Chen 2018
环保 | 污染
排污
＊治理
<*环境> and 整治
"""
QUANTEDA = """econ:
  - 经济
  - gdp*
env:
  air: [空气, 雾 霾]
  __: [环保]
one: 绿色
"""
LIWC = "%\n1\tenv\n\t2\tair\n3 econ\n%\n环保\t1\n空气\t2 3\n(轻)经济*\t3\nx <of> y\t3\n"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "study.txt",
            CODING,
            [
                ("环境", "环保 | 污染 | 排污", "Chen & Chen 2018", None),
                ("治理", "<*环境> & 整治", "study.txt, line 6", None),
            ],
        ),
        (
            "my.yml",
            QUANTEDA,
            [
                ("econ", "经济 | gdp*", "my.yml, line 1", None),
                ("env", "环保 | <*env.air>", "my.yml, line 4", None),
                ("env.air", "空气 | 雾+霾", "my.yml, line 5", "env"),
                ("one", "绿色", "my.yml, line 7", None),
            ],
        ),
        (
            "my.dic",
            LIWC,
            [
                ("env", "环保 | <*env.air>", "my.dic, line 2", None),
                ("env.air", "空气", "my.dic, line 3", "env"),
                ("econ", "空气 | 经济*", "my.dic, line 4", None),
            ],
        ),
    ],
)
def test_three_kinds_of_files_are_read_as_they_are(name, text, expected):
    found = formats.read(text, name)
    assert [(c.name, str(c.rule), c.source, c.parent) for c in found] == expected


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "", "a.txt holds no rules. Write *name"),
        ("a.txt", "环保\n", "a.txt, line 1: '环保' stands under no name"),
        ("a.txt", "*A\n环保\n( 污染\n", "a.txt, line 3 (*A): the rule ends too early"),
        ("a.txt", "*A\n*B\n环保\n", "a.txt, line 1 (*A): the rule is empty"),
        ("a.yml", "- a\n- b\n", "a.yml, line 1: a dictionary is a list of names"),
        ("a.yml", "a:\n - [b]\n", "a.yml, line 2: under a stands a list in a list"),
        ("a.yml", "a:\n - b\n  c: [\n", "a.yml, line 3:"),
        ("a.dic", "%\n1 a\n%\n环保\t2\n", "a.dic, line 4: category 2 is not in the list"),
        ("a.dic", "%\n1 a\n", "a line % has to close the list"),
        ("a.dic", "%\na\n%\n环保\t1\n", "a.dic, line 2: a category is a number and its name"),
    ],
)
def test_errors_name_file_and_line_and_what_to_do(name, text, said):
    with pytest.raises(RuleError, match=re.escape(said)):
        formats.read(text, name)


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"a": "<*b>", "b": "<*a>"}, "cannot be part of itself (a → b → a)"),
        ({"改革": "<*改阁>", "改格": "x"}, "no concept is called '改阁'"),
        ({"a": []}, "has no words"),
        ({"a": "( b"}, "a: the rule ends too early"),
    ],
)
def test_concepts_that_cannot_be_are_refused(given_, said):
    with pytest.raises(RuleError, match=re.escape(said)):
        rules.read(given_)


def test_a_name_stands_once(tmp_path):
    file = tmp_path / "r.txt"
    file.write_text("*A\na\n*A\nb\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"'A' stands already at r\.txt, line 1"):
        rules.read(file)


def test_a_file_that_is_not_there_or_not_utf8_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="cannot be opened"):
        rules.read(tmp_path / "none.txt")
    (tmp_path / "gbk.txt").write_bytes("*环境\n环保".encode("gb18030"))
    with pytest.raises(RuleError, match="is not in UTF-8"):
        rules.read(tmp_path / "gbk.txt")


def test_what_comes_with_the_toolkit_names_its_sources():
    starter = rules.starter()
    assert {"environment", "reform", "openness", "innovation", "livelihood"} <= {
        c.name for c in starter
    }
    assert all(len(c.source) > 10 and "line" not in c.source[:12] for c in starter)
    assert [c.parent for c in starter if c.name == "formalism"] == ["formalism and burden"]

"""Where concepts stand: every kind of rule on a few sentences, as words and as strings."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from bodies import report
from hypothesis import given
from hypothesis import strategies as st

from toolkit import cut
from toolkit.concepts import rules
from toolkit.concepts.find import find_concepts
from toolkit.concepts.scan import Words, fold, longest

SENTENCES = (
    "推进生态环境保护，加强污染治理。",
    "污染源普查完成，治理设施建成。",
    "中非合作论坛与中非共和国代表团。",
    "整治形式主义为基层减负，持续减负。",
    "GDP增长5%，PM2.5下降。",
    "深化改革，改革不停步。",
)


def found(rule: str, way: str, *sentences: str, about: dict | None = None) -> list[str]:
    body = report("a#1", *(sentences or SENTENCES))
    rows = {
        "reports": [{"report_id": "a#1"} | (about or {})],
        "sections": [],
        "sentences": [{"sentence_id": one.id, "section_id": None} for one in body.sentences],
    }
    matches = find_concepts([body], cut, rules.read({"x": rule}), rows)
    assert all(body.document.raw[m["start"] : m["end"]] == m["text"] for m in matches)
    return [m["text"] for m in matches if m["counted_as"] == way]


CASES = [  # label, rule, as words, as strings
    ("a word inside a longer one", "环境", [], ["环境"]),
    ("a word by itself", "治理", ["治理", "治理"], ["治理", "治理"]),
    ("the longest of several", "污染 | 污染源 | 源普查", None, ["污染", "污染源"]),
    ("letters of any case", "gdp | pm2.5", ["GDP", "PM2.5"], ["GDP", "PM2.5"]),
    ("a phrase of named words", "污染+治理", ["污染治理"], ["污染治理"]),
    ("an exception", "中非 not in 中非共和国", None, ["中非"]),
    ("without the exception", "中非", None, ["中非", "中非"]),
    ("both in a sentence", "污染 & 治理", None, ["污染治理", "污染源普查完成，治理"]),
    ("one and not the other", "污染 & ! 普查", None, ["污染"]),
    ("only what is not there", "! 。", [], []),
    ("near", "near(形式主义, 减负)[4 characters]", None, ["形式主义为基层减负"]),
    ("too far", "near(形式主义, 减负)[2 characters]", None, []),
    ("near counts each place once", "near(减负, 形式主义)[sentence]", None, ["形式主义为基层减负"]),
    ("in the other order", "seq(减负, 形式主义)[sentence]", None, []),
    (
        "near across sentences",
        "near(论坛, 形式主义)[section]",
        None,
        ["论坛与中非共和国代表团。整治形式主义"],
    ),
    ("not across paragraphs' ends", "near(治理, 普查)[2 characters]", None, []),
    ("words apart", "near(加强-治理)[2]", ["加强污染治理"], ["加强污染治理"]),
    ("a word too far apart", "near(加强-治理)[1]", [], []),
    ("a pattern", "/增长\\d+%/", None, ["增长5%"]),
    ("open letters", "深*革", ["深化改革"], ["深化改革"]),
    ("a string whichever way", "'态环'", ["态环"], ["态环"]),
    ("a column that fits", "改革 & <>place-->湖南", ["改革"], ["改革", "改革"]),
    ("a column that does not", "改革 & <>place-->湖北", [], []),
]


@pytest.mark.parametrize(("label", "rule", "words", "strings"), CASES)
def test_where_a_rule_holds(label, rule, words, strings):
    about = {"place": "湖南"}
    assert found(rule, "string", about=about) == strings
    if words is not None:
        assert found(rule, "word", about=about) == words


def test_words_begin_and_end_with_words_of_jieba():
    assert found("环境保护", "word", "推进环境保护。") == ["环境保护"]
    assert found("境保", "word", "推进环境保护。") == []
    assert found("改*", "word", "深化改革，加强改造。") == ["改造"]
    assert found("改*", "string", "深化改革，加强改造。") == ["改", "改"]


def test_a_place_counts_in_its_sentence_and_section():
    body = report("a#1", "第一句减负。", "第二句减负。")
    first, second = body.sentences
    rows = {
        "reports": [{"report_id": "a#1"}],
        "sections": [{"section_id": "s1", "role": "measure"}],
        "sentences": [
            {"sentence_id": first.id, "section_id": None},
            {"sentence_id": second.id, "section_id": "s1"},
        ],
    }
    matches = find_concepts([body], cut, rules.read({"x": "减负", "y": "<*x>"}), rows)
    strings = [m for m in matches if m["counted_as"] == "string" and m["concept"] == "x"]
    assert [(m["sentence_id"], m["section_id"], m["role"]) for m in strings] == [
        (first.id, None, "other"),
        (second.id, "s1", "measure"),
    ]
    assert len([m for m in matches if m["concept"] == "y"]) == len(matches) / 2


@given(
    st.lists(st.text("环境保护ab", min_size=1, max_size=4), min_size=1, max_size=6),
    st.text("环境保护abA，", max_size=60),
)
def test_one_pass_finds_what_looking_for_each_word_finds(words, text):
    expected = {
        word: [m.start() for m in re.finditer(f"(?={re.escape(fold(word))})", fold(text))]
        for word in map(fold, words)
    }
    assert Words(words).find(text) == {word: at for word, at in expected.items() if at}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda s: (s[0], sum(s)))))
def test_places_do_not_overlap_and_leave_nothing_out(spans):
    kept = longest(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(kept))
    assert all(any(a[0] < s[1] and s[0] < a[1] for a in kept) for s in spans)


def test_the_time_does_not_grow_with_the_number_of_words():
    text = "深化改革推进生态环境保护加强污染治理。" * 3000
    few = ["环境", "污染", "改革"]
    many = few + [f"环{chr(0x4E00 + n)}护" for n in range(3000)]

    def took(words: list[str]) -> float:
        ready = Words(words)
        begin = time.perf_counter()
        ready.find(text)
        return time.perf_counter() - begin

    assert min(took(many) for _ in range(3)) < 8 * min(took(few) for _ in range(3))

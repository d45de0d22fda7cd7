"""Tokens: equal to jieba's own on everything, with the fast engine and without it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
import rjieba
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import lexicon
from toolkit.across import hmm, tokens
from toolkit.across.departures import joined_clauses, tied_clauses
from toolkit.across.tokens import cut, reference, segmenter
from toolkit.reading import reading

RAW = Path(__file__).parent.parent / "data" / "raw"

# User words of every kind: in the dictionary or not, with ASCII and marks, ending in a character
# that jieba never joins, with punctuation and white space that it never crosses.
USER_WORDS = (
    "镇街",
    "C级",
    "8项规定",
    "为基层减负",
    "基层",
    "的",
    "长沙市",
    "㐂村",
    "𠮷野家",
    "(一)",
    "形式 主义",
    "A-1",
    "1-3",
    ".3",
    "5.3%",
    "x.x",
    "-",
    "%",
    "QQ",
    "AB",
    "a",
    "一是",
    "街",
)

CASES = [
    ("plain", "", ""),
    ("plain", "words of the dictionary", "推动整治工作取得实效，群众满意度提升。"),
    ("plain", "a word only the HMM makes", "该镇街纠治基层顽疾"),
    ("ASCII", "a range", "第1-3项"),
    ("ASCII", "a telephone number", "举报电话0755-1234567"),
    ("ASCII", "a redacted share", "下降x.xx%，增长xx.x%，占3.x%"),
    ("ASCII", "a decimal behind a letter", "a-1.5%与A.5B"),
    ("ASCII", "a version, a date", "12.5.6与2024.10.12-13"),
    ("ASCII", "a host", "qq.com、www.gov.cn"),
    ("ASCII", "dictionary words with marks", "用C++写c#，AT&T和aC++1"),
    ("ASCII", "marks only", "...--%%__&&##"),
    ("ASCII", "a comma is no end of the text", "3-4，5-6，七八，9-1"),
    ("alone", "Han outside the main block", "㐂村、𠮷野、鿖字、﨑村"),
    ("alone", "no character at all", "甲\ud800乙\udfff-1-"),
    ("space", "line breaks of every kind", "甲\r\n乙\n丙\r丁\u2028戊\x0b己\x1c庚\x85辛\u3000壬 癸"),
    ("tie", "two cuts equally probable but for the last bit", "a级一一一X0级一一一一一"),
    (
        "tie",
        "a run without any word repeats a character",
        "基基基基项，一基基基一一层，太多，项级基基基基项层级",
    ),
    ("odd", "marks that combine, joiners, private use", "e\u0301\u200d👨‍👩‍👧\ue000\U0010ffff\0"),
]


@pytest.mark.parametrize("words", [(), USER_WORDS], ids=["plain", "user words"])
@pytest.mark.parametrize(("kind", "why", "text"), CASES, ids=[f"{k}: {w}" for k, w, _ in CASES])
def test_cases_are_cut_as_jieba_cuts_them(kind, why, text, words):
    assert cut(text, words) == reference(words).lcut(text)


def _random_texts(seed: int, characters: int, seen: str):
    """Texts of every kind of characters that might tell the engines apart."""
    generator = random.Random(seed)
    mixed = "abxX019+#&._%-C级项第一基层，。\n\r 　"
    kinds = [
        lambda: chr(generator.randrange(0x110000)),
        lambda: chr(generator.randrange(0x4E00, 0x9FD6)),
        lambda: chr(
            generator.choice(
                (generator.randrange(0x3400, 0xA000), generator.randrange(0x20000, 0x32000))
            )
        ),
        lambda: generator.choice(mixed),
        lambda: generator.choice(mixed[:15]),
        lambda: generator.choice("一基项级层第"),
        lambda: generator.choice(USER_WORDS),
        lambda: (
            generator.choice(mixed[:15]) if generator.random() < 0.5 else generator.choice(seen)
        ),
        lambda: seen[(at := generator.randrange(len(seen))) : at + generator.randrange(1, 9)],
    ]
    made = 0
    while made < characters:
        kind = generator.choice(kinds)
        text = "".join(kind() for _ in range(generator.randrange(1, 150)))
        made += len(text)
        yield text


@pytest.mark.parametrize("words", [(), USER_WORDS], ids=["plain", "user words"])
def test_a_million_random_characters_are_cut_as_jieba_cuts_them(words):
    fast, slow = segmenter(words), reference(words)
    seen = "".join(path.read_text("utf-8", "replace") for path in sorted(RAW.glob("s*.txt")))
    for text in _random_texts(len(words), 500_000, seen):
        assert fast.cut(text) == slow.lcut(text), text


@pytest.mark.parametrize(
    "words", [(), lexicon.words("terms"), USER_WORDS], ids=["plain", "terms", "user words"]
)
def test_samples_are_cut_as_jieba_cuts_them(words):
    for path in sorted(RAW.glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        assert cut(text, words) == reference(words).lcut(text), path.name


@pytest.mark.parametrize(
    "words", [(), lexicon.words("terms"), USER_WORDS], ids=["plain", "terms", "user words"]
)
def test_real_texts_are_cut_as_jieba_cuts_them(shared, words):
    slow = reference(words)
    for path in sorted([*shared.glob("corpus/*.txt"), *shared.glob("reports/*.txt")]):
        text = reading.read(path.read_bytes(), path.suffix).text
        assert cut(text, words) == slow.lcut(text), path.name


TIES = [
    "辮辮疙辮疙辮疙辮",
    "靜頜靜頜靜靜",
    "储污储储污污储",
    "偽偽准准偽偽准",
    "庄秽欖庄欖庄欖欖",
    "訇淵訇淵琳淵琳淵琳",
    "鲛鲛整斫整斫整鲛鲛鰱",
    "葑闲葑闲葑闲葑剟葑剟",
    "蒋參蒋參蒋蒋參參蒋蒋參",
]


# Each character comes back further on; the two cuts differ at all of them.
TIES += ["猫研儼尹蜀驟屏誦攣取儼尹蜀驟屏誦攣取崔"]


@pytest.mark.parametrize("text", TIES)
def test_a_tie_between_characters_that_alternate(text):
    assert cut(text) == reference().lcut(text)


def test_runs_of_few_different_characters_are_cut_as_jieba_cuts_them():
    """Where ties are most likely: the same characters in many orders."""
    fast, slow, generator = segmenter(), reference(), random.Random(0)
    for _ in range(10_000):
        characters = [
            chr(generator.randrange(0x4E00, 0x9FD6)) for _ in range(generator.choice((2, 2, 3, 4)))
        ]
        text = "".join(generator.choices(characters, k=generator.randrange(4, 12)))
        assert fast.cut(text) == slow.lcut(text), text


def _mixture(generator, own: tuple[str, ...], dictionary: list[str], letters: list[str]) -> str:
    """Words, user words, numbers, marks and rare characters one behind the other."""

    def several(of, most: int) -> str:
        return "".join(generator.choices(of, k=generator.randrange(1, most)))

    def again() -> str:
        piece, between = several(letters, 9), several(letters, 2)
        return piece + (between if generator.random() < 0.3 else "") + piece

    kinds = [
        lambda: generator.choice(dictionary),
        lambda: generator.choice(own or ("的",)),
        lambda: several("aabxX0019+#&._%--.%", 9),
        lambda: f"{generator.randrange(3000)}{generator.choice(('%', '.5%', '-3', '.x%', '项'))}",
        lambda: generator.choice("，。、；：“”（）《》\n\r\t \u3000…—·/\\,;!?"),
        lambda: generator.choice("㐂𠮷鿖﨑\u3400\U00020000豈\ud800"),
        lambda: several(letters, 6),
        lambda: several(generator.choices(letters, k=2), 12),
        again,
    ]
    return "".join(generator.choice(kinds)() for _ in range(generator.choice((1, 3, 8, 60, 400))))


@pytest.mark.parametrize(
    "words", [(), lexicon.words("terms"), USER_WORDS], ids=["plain", "terms", "user words"]
)
def test_a_mixture_of_all_that_may_differ_is_cut_as_jieba_cuts_it(words):
    fast, slow, generator = segmenter(words), reference(words), random.Random(len(words))
    dictionary = [word for word, frequency in slow.FREQ.items() if frequency]
    letters = [word for word in dictionary if len(word) == 1 and "\u4e00" <= word <= "\u9fd5"]
    made = 0
    while made < 200_000:
        text = _mixture(generator, words, dictionary, letters)
        made += len(text)
        assert fast.cut(text) == slow.lcut(text), text


JOINED = [
    ("a range", "第1-3项", ["第1-3项"]),
    ("redacted shares", "降x.xx%，占xx.x%。", ["降x.xx%，", "占xx.x%。"]),
    ("a date", "2024.10.12", ["2024.10.12"]),
    ("a number behind a word", "v1.2b", ["v1.2b"]),
    ("all of a clause at once", "1-2%3-4项、五", ["1-2%3-4项、"]),
    ("only the first mark is a decimal's point", "3.5-4", ["3.5-4"]),
    ("a decimal that ends the run", "3.5%、a.5、3.5。", []),
    ("a mark without a letter on both sides", "1.第 -3 a- _ 5%-", []),
    ("marks that join nothing", "1+2&3#4%5", []),
    ("other digits than ASCII", "１-２", []),
]


@pytest.mark.parametrize(("why", "text", "clauses"), JOINED, ids=[why for why, _, _ in JOINED])
def test_the_clauses_with_ascii_that_the_engines_split_in_two_ways(why, text, clauses):
    assert [text[start:end] for start, end in joined_clauses(text)] == clauses


STRETCHES = [
    ("the same three times", "大大大", True),
    ("two in turn", "甲乙甲乙", True),
    ("a chunk twice in a row", "镇街纪委镇街纪委", True),
    ("among others", "关于逐逐逐项的事", True),
    ("twice is too little", "人人有责", False),
    ("a pair, then another", "人人家家", True),
    ("the chunk comes back behind others", "镇街和市镇街", False),
    ("other marks between", "镇街、镇街", False),
    ("none", "基层减负", False),
]


@pytest.mark.parametrize("around", ["", "无关的话。" * 100], ids=["short", "long"])
@pytest.mark.parametrize(("why", "text", "tied"), STRETCHES, ids=[why for why, _, _ in STRETCHES])
def test_where_two_cuts_may_be_equally_probable(why, text, tied, around):
    clauses = [(around + text)[start:end] for start, end in tied_clauses(around + text)]
    assert clauses == ([text] if tied else [])


def test_the_model_is_jiebas_on_runs_of_any_characters():
    reference()  # imports jieba without its warnings
    from jieba import finalseg  # noqa: PLC0415

    generator = random.Random(0)
    for _ in range(3_000):
        few = [chr(generator.randrange(0x4E00, 0x9FD6)) for _ in range(generator.choice((2, 99)))]
        run = "".join(generator.choices(few, k=generator.randrange(1, 40)))
        assert list(hmm.words(run)) == list(finalseg.cut(run)), run


@settings(max_examples=15)
@given(
    words=st.lists(st.text("镇街基层一C级8.-% 㐂", max_size=5), max_size=5),
    text=st.text("镇街基层一C级8.-% 㐂，", max_size=80),
)
def test_any_user_words_are_taken_as_jieba_takes_them(words, text):
    once = [word for word in dict.fromkeys(words) if word]
    assert cut(text, words) == reference(once).lcut(text)


@given(st.text())
def test_the_tokens_joined_are_the_text(text):
    assert "".join(cut(text)) == text


def test_user_words_are_known_for_one_call_only():
    text = "压减镇街C级人才"
    plain = cut(text)
    assert cut(text, ["镇街", "C级"]) == ["压减", "镇街", "C级", "人才"]
    assert cut(text) == plain
    assert cut(text, ["人才"]) == plain


def test_a_set_of_words_is_taken_in_one_order():
    assert segmenter({"乙级", "甲级", "C级"}) is segmenter(["C级", "乙级", "甲级"])


def test_one_word_need_not_be_a_list():
    assert cut("压减镇街", "镇街") == ["压减", "镇街"]


def test_knows_the_dictionary_and_the_user_words():
    words = segmenter(["镇街"])
    assert [words.knows(w) for w in ("基层", "镇街", "纠治", "减负基层")] == [
        True,
        True,
        False,
        False,
    ]


def test_the_dictionary_counts_one_line_twice():
    """What the fast engine's sum of frequencies is padded with."""
    jieba = reference()
    assert jieba.total - sum(jieba.FREQ.values()) == tokens._DOUBLED


@pytest.mark.parametrize("words", [USER_WORDS, lexicon.words("terms"), ("基层", "基层减负", "QQ")])
def test_added_words_have_the_frequency_that_jieba_gives_them(words):
    added = []

    class Recorder:
        def __init__(self):
            self.cut = engine_of.cut

        def add_word(self, word, frequency, tag):
            added.append((word, frequency))
            engine_of.add_word(word, frequency, tag)

    engine_of = rjieba.Jieba()
    engine = tokens._Fast.__new__(tokens._Fast)
    engine._jieba = Recorder()
    engine._add(tuple(dict.fromkeys(words)))
    frequency = reference(words).FREQ
    assert added[:-1] == [(word, frequency[word]) for word in dict.fromkeys(words)]


def test_without_the_fast_engine_the_tokens_are_the_same(monkeypatch):
    texts = [text for _, _, text in CASES]
    fast = [segmenter(USER_WORDS).cut(text) for text in texts]
    monkeypatch.setitem(sys.modules, "rjieba", None)  # importing it now raises ImportError
    slow = tokens.Segmenter(USER_WORDS)
    assert [slow.cut(text) for text in texts] == fast
    assert isinstance(slow._engine, tokens._Reference)
    assert [slow.knows(w) for w in ("基层", "镇街", "镇", "减负基层", "整治形")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_fingerprint_changes_with_the_words_and_only_with_them():
    plain, same, other = segmenter(), tokens.Segmenter(), segmenter(["镇街"])
    assert plain.fingerprint == same.fingerprint
    assert plain.fingerprint != other.fingerprint
    assert "0.42.1" in plain.fingerprint["tokens"]
    assert len(plain.fingerprint["dictionary_sha256"]) == 64


@pytest.mark.parametrize("engine", ["", "import sys; sys.modules['rjieba'] = None; "])
def test_cutting_prints_nothing_and_leaves_no_file_in_the_temporary_folder(tmp_path, engine):
    code = engine + "from toolkit.across.tokens import cut; cut('各镇街', ['镇街'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=RAW.parent.parent,
        env={"TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "PYTHONPATH": "."},
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("one character", "一" * 1_000_000),
        ("a character without any word", "龘" * 1_000_000),
        ("one number", "9" * 1_000_000),
        ("marks", "1-" * 500_000),
        ("marks and commas", "1-，" * 300_000),
        ("brackets", "（" * 1_000_000),
        ("characters that stand alone", "㐂" * 1_000_000),
        ("numerals", "一二三四" * 250_000),
        ("ties", "基基基基项" * 180_000),
        ("ties and commas", "基基基基项，" * 20_000),
    ],
)
def test_a_megabyte_of_anything_is_cut_in_seconds(why, text):
    assert sum(map(len, cut(text))) == len(text)

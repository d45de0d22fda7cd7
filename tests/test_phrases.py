"""Words and phrases: counted as by hand, spread as by hand, none counted at three lengths."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import numpy as np
import pytest
from bodies import report, rows_of, words
from hypothesis import given
from hypothesis import strategies as st

from toolkit.across import dispersion, phrases
from toolkit.across.phrases import NGRAM_FROM, count_phrases
from toolkit.across.tokens import reference, segmenter


def spaced(text: str) -> list[str]:
    """Words as the test writes them: ``|`` between, kept as a piece of its own inside none."""
    return [piece for piece in text.replace("，", "|，|").replace("。", "|。").split("|") if piece]


def counted(bodies, segment=spaced, known=None):
    """The rows of both tables."""
    return [*map(rows_of, count_phrases(bodies, words(bodies, segment), known))]


def listed(bodies, segment=spaced, known=None):
    rows, counts = counted(bodies, segment, known)
    return {(row["phrase"], row["n"]): row for row in rows}, counts


def by_hand(bodies, segment):
    """Frequencies and reports in plain Python: (phrase, n) → report_id → frequency."""
    counts: dict[tuple[str, int], Counter] = defaultdict(Counter)
    for body in bodies:
        for sentence in body.sentences:
            run: list[str] = []
            for token in [*segment(body.wording(sentence)), "。"]:
                if any(character.isalnum() for character in token):
                    run.append(token)
                    continue
                for n in range(1, 7):
                    for at in range(len(run) - n + 1):
                        counts["".join(run[at : at + n]), n][body.report_id] += 1
                run = []
    return {key: c for key, c in counts.items() if key[1] == 1 or c.total() >= NGRAM_FROM}


CASES = [
    ("a word once is listed", ["减负|见效。"], ("减负", 1), 1),
    ("a pair as often as it takes", ["减负|见效。"] * NGRAM_FROM, ("减负见效", 2), NGRAM_FROM),
    ("a pair not as often", ["减负|见效。"] * (NGRAM_FROM - 1), ("减负见效", 2), None),
    ("punctuation ends a phrase", ["减负，见效。"] * 3, ("减负见效", 2), None),
    ("punctuation is no word", ["减负，见效。"] * 3, ("，", 1), None),
    ("white space ends a phrase", ["减负| |见效。"] * 3, ("减负见效", 2), None),
    ("a sign ends a phrase", ["减负|%|见效。"] * 3, ("减负见效", 2), None),
    ("a share is a word", ["增长|15%|左右。"] * 3, ("增长15%左右", 3), 3),
    ("a blacked out number is a word", ["增长|xx%|左右。"] * 3, ("xx%", 1), 3),
    ("a sentence ends a phrase without punctuation", ["减负", "见效"] * 3, ("减负见效", 2), None),
    ("a phrase overlaps itself", ["好|好|好|好"], ("好好", 2), 3),
    ("six words are a phrase", ["一|二|三|四|五|六"] * 3, ("一二三四五六", 6), 3),
    ("seven are not", ["一|二|三|四|五|六|七"] * 3, ("一二三四五六七", 7), None),
    ("one wording cut in two ways", ["甲乙|丙", "甲|乙丙", "甲|乙丙"], ("甲乙丙", 2), 3),
    ("one wording of other lengths", ["甲乙|丙"] * 3 + ["甲|乙|丙"] * 3, ("甲乙丙", 3), 3),
]


@pytest.mark.parametrize(("why", "sentences", "key", "frequency"), CASES, ids=[c[0] for c in CASES])
def test_what_is_counted(why, sentences, key, frequency):
    rows, _ = listed([report("a#1", *sentences)])
    assert (rows[key]["frequency"] if key in rows else None) == frequency


def test_nothing_gives_empty_tables():
    assert counted([]) == [[], []]
    assert counted([report("a#1")]) == [[], []]
    assert counted([report("a#1", "，。")]) == [[], []]


REPORTS = [
    report("a#1", "基层|减负，基层|减负。", "为|基层|减负|见效。"),
    report("a#2", "整治|形式主义|为|基层|减负。"),
    report("b#1", "整治|形式主义|为|基层|减负。", "整治|形式主义|为|基层|减负。", "材料。"),
]


def test_one_thing_is_not_counted_three_times():
    """Six times 基层减负: four within 为基层减负, three of those within the whole phrase."""
    rows, _ = listed(REPORTS)
    wanted = {
        ("整治形式主义为基层减负", 5): (3, 3),
        ("为基层减负", 3): (4, 1),
        ("基层减负", 2): (6, 2),
        ("减负", 1): (6, 0),
        ("整治", 1): (3, 0),
        ("见效", 1): (1, 1),
        ("材料", 1): (1, 1),
    }
    assert {key: (rows[key]["frequency"], rows[key]["outside"]) for key in wanted} == wanted


def test_outside_counts_every_place_once_where_nothing_overlaps():
    """Each stretch of words that is a listed phrase and part of no longer one."""
    rows, _ = listed(REPORTS)
    assert sum(row["outside"] * row["n"] for row in rows.values()) == sum(
        row["frequency"] for row in rows.values() if row["n"] == 1
    )


def test_reports_and_counts():
    rows, counts = listed(REPORTS)
    mine = {c["report_id"]: c["frequency"] for c in counts if c["phrase"] == "基层减负"}
    assert mine == {"a#1": 3, "a#2": 1, "b#1": 2}
    assert rows["基层减负", 2]["reports"] == 3


def test_per_10k_leaves_white_space_out():
    body = report("a#1", "减负 \n　见效。")  # five characters
    rows, _ = listed([body], list)
    assert rows["负", 1]["per_10k"] == 2000


def test_rows_come_in_one_order():
    rows, counts = counted(REPORTS)
    keys = [(-row["frequency"], row["phrase"], row["n"]) for row in rows]
    assert keys == sorted(keys)
    order = {(row["phrase"], row["n"]): at for at, row in enumerate(rows)}
    places = [(order[c["phrase"], c["n"]], c["report_id"]) for c in counts]
    assert places == sorted(places)


# Gries' DPnorm by hand: three reports of 20, 30 and 50 words (s = .2, .3, .5; most = 1 - .2).
DPS = [
    ("as the reports are long", [2, 3, 5], 0.0),
    ("one report, the shortest", [4, 0, 0], 1.0),  # (.8 + .3 + .5) / 2 / .8
    ("one report, the longest", [0, 0, 4], 0.625),  # (.2 + .3 + .5) / 2 / .8
    ("two reports", [1, 1, 0], 0.625),  # (.3 + .2 + .5) / 2 / .8
]


@pytest.mark.parametrize(("why", "counts", "expected"), DPS, ids=[c[0] for c in DPS])
def test_dispersion_by_hand(why, counts, expected):
    some = [at for at, count in enumerate(counts) if count]
    found = dispersion.dp_norm(
        np.zeros(len(some), int),
        np.array(some),
        np.array([counts[at] for at in some]),
        np.array([20, 30, 50]),
        of=1,
    )
    assert found == pytest.approx([expected])


# Juilland's D by hand: p = counts / words; D = 1 - (sd / mean) / sqrt(2).
JUILLANDS = [
    ("as the reports are long", [2, 3, 5], 1.0),
    ("one report", [0, 7, 0], 0.0),
    ("two reports evenly", [2, 3, 0], 0.5),  # p .1 .1 0: mean 1/15, sd .0471405; V = .7071
]


@pytest.mark.parametrize(("why", "counts", "expected"), JUILLANDS, ids=[c[0] for c in JUILLANDS])
def test_juilland_by_hand(why, counts, expected):
    some = [at for at, count in enumerate(counts) if count]
    found = dispersion.juilland_d(
        np.zeros(len(some), int),
        np.array(some),
        np.array([counts[at] for at in some]),
        np.array([20, 30, 50]),
        of=1,
    )
    assert found == pytest.approx([expected])


def test_reports_without_words_are_no_part_of_the_corpus():
    with_empty, without = listed([*REPORTS, report("c#1", "，。")])[0], listed(REPORTS)[0]
    for key, row in without.items():
        for measure in ("dispersion", "juilland_d", "reports"):
            assert with_empty[key][measure] == row[measure]


def test_in_a_single_report_nothing_is_uneven():
    rows, _ = listed([report("a#1", "减负|见效。")])
    assert rows["减负", 1]["dispersion"] == 0
    assert np.isnan(rows["减负", 1]["juilland_d"])


@given(
    st.lists(st.lists(st.lists(st.sampled_from("甲乙丙，"), max_size=12), max_size=4), max_size=4)
)
def test_dispersion_is_that_of_the_definition(reports):
    bodies = [report(f"a#{at}", *map("|".join, sentences)) for at, sentences in enumerate(reports)]
    rows, counts = listed(bodies)
    tables = by_hand(bodies, spaced)
    assert {key: row["frequency"] for key, row in rows.items()} == {
        k: c.total() for k, c in tables.items()
    }
    sizes = Counter()
    for (_, n), found in tables.items():
        if n == 1:
            sizes.update(found)
    assert {(c["phrase"], c["n"], c["report_id"]): c["frequency"] for c in counts} == {
        (*key, name): f for key, found in tables.items() for name, f in found.items()
    }
    for key, found in tables.items():
        row, total = rows[key], sizes.total()
        deviation = sum(abs(found[r] / found.total() - sizes[r] / total) for r in sizes) / 2
        most = 1 - min(sizes.values()) / total
        assert row["dispersion"] == pytest.approx(deviation / most if most else 0, abs=2e-6)
        p = np.array([found[r] / sizes[r] for r in sizes])
        if len(p) > 1:
            d = 1 - p.std() / p.mean() / np.sqrt(len(p) - 1)
            assert row["juilland_d"] == pytest.approx(d, abs=2e-6)


@given(st.lists(st.lists(st.sampled_from("甲乙丙丁，"), max_size=40), max_size=4))
def test_outside_is_that_of_the_definition(sentences):
    body = report("a#1", *map("|".join, sentences))
    rows, _ = listed([body])
    outside: Counter = Counter()
    for sentence in sentences:
        words = [*sentence, "，"]
        places = [
            (at, at + n, ("".join(words[at : at + n]), n))
            for at in range(len(words))
            for n in range(1, 7)
            if at + n <= len(words) and ("".join(words[at : at + n]), n) in rows
        ]
        for start, end, key in places:
            inside = any(s <= start and end <= e and e - s > end - start for s, e, _ in places)
            outside[key] += not inside
    assert {key: row["outside"] for key, row in rows.items()} == {key: outside[key] for key in rows}


def test_the_samples_are_counted_as_jieba_and_plain_python_count_them(samples):
    jieba = reference(samples.segmenter.words)
    wanted = by_hand(samples.bodies, jieba.lcut)
    table = samples.phrases
    assert dict(
        zip(zip(table["phrase"], table["n"], strict=True), table["frequency"], strict=True)
    ) == {key: c.total() for key, c in wanted.items()}
    assert dict(
        zip(zip(table["phrase"], table["n"], strict=True), table["reports"], strict=True)
    ) == {key: len(c) for key, c in wanted.items()}


def test_the_real_texts_are_counted_as_jieba_and_plain_python_count_them(real):
    jieba = reference(real.segmenter.words)
    wanted = by_hand(real.bodies, jieba.lcut)
    table = real.phrase_counts
    found = {(r.phrase, r.n, r.report_id): r.frequency for r in table.itertuples()}
    assert found == {(*key, name): f for key, c in wanted.items() for name, f in c.items()}


def _with(word: str) -> list[str]:
    """Sentences in which a word of two parts stands freely among others, the parts nowhere else."""
    generator = random.Random(0)
    others = [chr(0x4E00 + at) for at in range(50)]
    return [
        "|".join(
            [
                generator.choice(others),
                *word,
                generator.choice(others),
                *generator.choices(others, k=40),
            ]
        )
        for _ in range(20)
    ]


NEW = [
    ("parts that belong together, free on both sides", _with("镇街"), "镇街", True),
    ("in the dictionary", _with("镇街"), "镇街", False),
    ("never free on the left", [s.replace("镇", "村|镇") for s in _with("镇街")], "镇街", False),
    ("never free on the right", [s.replace("街", "街|道") for s in _with("镇街")], "镇街", False),
    ("not often enough", _with("镇街")[:4], "镇街", False),
    ("not Han", _with("镇5"), "镇5", False),
    ("ends with a stop word", _with("镇的"), "镇的", False),
    (
        "parts that stand everywhere",
        [s.replace("|", "|镇|", 3).replace("|", "|街|", 2) for s in _with("镇街")] * 2,
        "镇街",
        False,
    ),
]


@pytest.mark.parametrize(("why", "sentences", "word", "proposed"), NEW, ids=[c[0] for c in NEW])
def test_new_words(why, sentences, word, proposed):
    known = {"镇街"} if why == "in the dictionary" else set()
    rows, _ = listed([report("a#1", *sentences)], known=known.__contains__)
    kind = rows[word, 2]["kind"] if (word, 2) in rows else None
    assert (kind == "new_word") == proposed


def test_a_single_word_is_never_new():
    rows, _ = listed([report("a#1", *_with("镇街"))], known=lambda word: False)
    assert {row["kind"] for row in rows.values() if row["n"] == 1} == {"word"}


def test_branching_entropy_by_hand():
    """甲 is followed by 乙 twice and by an end twice; before it stand 丙, 丙, 丁 and a beginning."""
    bodies = [report("a#1", "丙|甲|乙", "丙|甲|乙", "丁|甲", "甲")]
    coded = phrases.encode(words(bodies, spaced))
    single = phrases.find_grams(coded)[0]
    before, after = phrases.branching_entropy(coded, single)
    at = [coded.wording(first, 1) for first in single.first].index("甲")
    assert (before[at], after[at]) == pytest.approx((1.5, 1.5))


def test_npmi_by_hand():
    """甲乙 3 times among 12 words, 甲 4 times, 乙 3 times: log2(3 · 12 / (4 · 3)) / log2(12 / 3)."""
    bodies = [report("a#1", "甲|乙|丙", "甲|乙|丁", "甲|乙|戊", "甲|己|庚")]
    coded = phrases.encode(words(bodies, spaced))
    found = phrases.find_grams(coded)
    pmi = phrases.weakest_pmi(coded, found, found[1])
    assert pmi == pytest.approx([np.log2(3)])
    assert phrases.normed(coded, found[1], pmi) == pytest.approx([np.log2(3) / 2])


@pytest.mark.parametrize(
    "text", ["一" * 300_000, "一二三四" * 80_000, "9" * 1_000_000, "（" * 300_000, "，1-" * 100_000]
)
def test_a_hostile_text_is_counted_in_seconds(text):
    bodies = [report("a#1", text)]
    rows, _ = count_phrases(bodies, words(bodies, segmenter().cut))
    assert (rows["frequency"] > 0).all()

"""The methods paragraph: its numbers are those of the settings in use."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.analysis import methods
from toolkit.corpus import fingerprint

SIZES = pd.Series({"a#1": 1_000, "a#2": 234})


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PERMUTATIONS", 4321, "4,321 permutations"),
        ("LONGEST", 9, "2 to 9 words"),
        ("NGRAM_FROM", 8, "8 or more occurrences; they stay"),
        ("NEW_FROM", 77, "from 77 occurrences"),
        ("NEW_NPMI", 0.25, "NPMI of 0.25"),
        ("NEW_ENTROPY", 2.5, "2.5 bits"),
        ("MIN_FREQUENCY", 6, "words with 6 or more"),
        ("WINDOW", 55, "windows of 55 words"),
    ],
)
def test_a_setting_that_changes_is_told(monkeypatch, setting, value, said):
    assert said not in str(methods.methods(fingerprint(), 1, SIZES))
    monkeypatch.setattr(methods, setting, value)
    assert said in str(methods.methods(fingerprint(), 1, SIZES))


def test_texts_versions_and_own_words_are_told():
    about = fingerprint(["驻村专班"], ["走访"])
    text = str(methods.methods(about, 1, SIZES))
    for said in (
        "1 file with 2 reports (1,234 characters",
        "jieba 0.42.1",
        "1 of them given for these texts",
        "and 1 given for these texts",
        about["segmenter"]["user_words_sha256"][:12],
    ):
        assert said in text

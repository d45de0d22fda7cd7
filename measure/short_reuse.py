"""How many near-identical short sentences of two reports are found, planted among others.

    python -m measure.short_reuse

Sentences of 10 to 40 letters of the texts of ``measure/texts``, in the second report with one or two
words exchanged, dropped or put in; around them sentences of other texts. Found: an aligned pair that
covers most of both. false: pairs on sentences that were not planted.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pandas as pd

from toolkit.across.body import Body, Span
from toolkit.across.compared import Compared
from toolkit.across.letters import letters
from toolkit.extract.text import Text

TEXTS = Path(__file__).parent / "texts"
PER_REPORT = 8  # planted
REPORTS = 12


def sentences() -> list[str]:
    found = {
        sentence
        for file in sorted(TEXTS.glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for sentence in re.findall("[一-鿿][^。；|]{9,}。", line)
    }
    return sorted(s for s in found if 10 <= letters([s]).size(0) <= 40)


def changed(sentence: str, generator: random.Random) -> str:
    """With one or two stretches of two letters exchanged, dropped or put in."""
    for _ in range(generator.choice((1, 1, 2))):
        at = generator.randrange(1, max(2, len(sentence) - 4))
        new = generator.choice(("", "乡镇", "九十", "综合"))
        keep = generator.choice((0, 2)) if new else 2
        sentence = sentence[:at] + new + sentence[at + keep :]
    return sentence


def report(name: str, said: list[str]) -> Body:
    text, spans = "", []
    for at, sentence in enumerate(said):
        spans.append(Span(f"{name}.{at}", len(text), len(text) + len(sentence)))
        text += sentence
    return Body(name, Text(text), 0, text, spans, [])


def score() -> pd.DataFrame:
    generator = random.Random(7)
    pool = sentences()
    generator.shuffle(pool)
    rows = []
    own = [pool[at::REPORTS] for at in range(REPORTS)]
    planted = [mine[:PER_REPORT] for mine in own]
    said = [list(mine) for mine in own]
    truth: dict[tuple[str, str], int] = {}
    for at, mine in enumerate(planted):
        for sentence in mine:
            other = (at + 1 + generator.randrange(REPORTS - 1)) % REPORTS
            copy = changed(sentence, generator)
            said[other].insert(generator.randrange(len(said[other]) + 1), copy)
            truth[sentence, copy] = letters([sentence]).size(0)
    bodies = [report(f"d{at:02d}#1", mine) for at, mine in enumerate(said)]
    compared = Compared(bodies)
    found = set()
    for pair in compared.aligned:
        found.add(frozenset(_sentence(compared, place) for place in (pair.start_a, pair.start_b)))
    hit = {key for key in truth if frozenset(key) in found}
    wrong = [pair for pair in found if pair not in set(map(frozenset, truth))]
    for low, high in ((10, 19), (20, 29), (30, 40)):
        here = [key for key, size in truth.items() if low <= size <= high]
        rows.append((f"{low}-{high}", len(here), sum(key in hit for key in here)))
    rows.append(("false", len(wrong), 0))
    return pd.DataFrame(rows, columns=["letters", "planted", "found"])


def _sentence(compared: Compared, place: int) -> str:
    """The sentence in which a passage begins, or the next where it begins at one's end."""
    body = compared.bodies[int(compared.sequence.owner[place])]
    offset = int(compared.sequence.offset[place])
    return next(body.wording(s) for s in body.sentences if s.start <= offset < s.end)


if __name__ == "__main__":
    print(score().to_string(index=False))

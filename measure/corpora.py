"""Corpora to measure with: reports that nobody wrote, of any size, the same ones every time.

Each report is a text of its own, drawn word by word from what follows what in the samples of
data/raw (and in the texts of SHARED, where they are there), with headings, numbers and length of a
work report; some of its passages stand in others too, a few in very many (a power law), as
formulae and copied paragraphs do. `hostile` are the corpora that no archive holds.

    python -m measure.corpora FOLDER --megabytes 50
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Annotated

import typer

RAW = Path(__file__).parent.parent / "data" / "raw"
SHARED = Path(__file__).parent.parent.parent / "shared"
MEAN, SPREAD = 14_000, 0.45  # characters of a report: log-normal about the mean of work reports
PASSAGES = 2_000  # that more than one report may hold
STEEPNESS = 1.1  # of the power law: the n-th passage stands in 1/n^STEEPNESS as many as the first
PASSED_ON = 0.12  # of the paragraphs are such passages
HAN = "一二三四五六七八九"
SURNAMES, SEATS = "安白常邓方高韩江康林孟宁秦石唐万夏严叶郑", "阳城山川原水河口平昌"


class Chain:
    """What follows what in some texts, words being those of jieba."""

    def __init__(self, texts: Sequence[str]) -> None:
        from toolkit import cut  # noqa: PLC0415  (a second that not every measure needs)

        self._after: dict[tuple[str, str], list[str]] = {}
        self._first: list[str] = []
        for sentence in re.findall("[\u4e00-\u9fff][^。！？\n]{8,120}[。！？]", "\n".join(texts)):
            words = cut(sentence)
            self._first.append(words[0])
            for before, word, after in zip(["", *words], words, words[1:], strict=False):
                self._after.setdefault((before if len(word) == 1 else "", word), []).append(after)

    def sentence(self, draw: random.Random) -> str:
        """A sentence that begins and goes on as some do, its numbers drawn anew."""
        words = ["", draw.choice(self._first)]
        while words[-1] not in "。！？" and len(words) < 80:
            before = words[-2] if len(words[-1]) == 1 else ""
            words.append(draw.choice(self._after.get((before, words[-1]), "。")))
        said = re.sub("[0-9]", lambda _: draw.choice("123456789"), "".join(words))
        return said if said[-1] in "。！？" else said + "。"


def texts(megabytes: float, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Name and text of one report after the other, until they have the size in UTF-8."""
    draw = random.Random(seed)
    chain = Chain(sources())
    passages = [_paragraph(chain, draw, draw.randint(1, 4)) for _ in range(PASSAGES)]
    weights = list(accumulate(1 / n**STEEPNESS for n in range(1, PASSAGES + 1)))
    size, number = 0.0, 0
    while size < megabytes * 1e6:
        number += 1
        text = _report(chain, draw, passages, weights)
        size += len(text.encode())
        yield f"report{number:05d}", text


def sources() -> list[str]:
    """The texts that the words are drawn from."""
    from toolkit.reading import reading  # noqa: PLC0415

    shared = [*(SHARED / "corpus").glob("*.txt"), *(SHARED / "reports").glob("*.txt")]
    files = sorted(RAW.glob("s*.txt")) + sorted(shared, key=lambda file: file.name)
    return [reading.read(file.read_bytes(), file.suffix).text for file in files]


def hostile() -> dict[str, list[str]]:
    """Corpora that ask the most of what is held against each other."""
    draw = random.Random(1)
    chain = Chain(sources())
    passages = [_paragraph(chain, draw, 3)]
    text = _report(chain, draw, passages, [1.0])
    line = "".join(chain.sentence(draw) for _ in range(10_000))
    return {"400 copies of one text": [text] * 400, "one line": [line.replace("。", "，")]}


def _report(
    chain: Chain, draw: random.Random, passages: Sequence[str], weights: Sequence[float]
) -> str:
    length = MEAN * draw.lognormvariate(-SPREAD * SPREAD / 2, SPREAD)
    year, place = draw.randint(2004, 2025), draw.choice(SURNAMES) + draw.choice(SEATS)
    lines = [f"{year}年{place}县人民政府工作报告", ""]
    size = chapter = 0
    while size < length:
        lines.append(f"{HAN[chapter % 9]}、{_heading(chain, draw)}")
        for section in range(draw.randint(2, 5)):
            lines.append(f"（{HAN[section]}）{_heading(chain, draw)}")
            for _ in range(draw.randint(1, 4)):
                if draw.random() < PASSED_ON:
                    at = bisect(weights, draw.random() * weights[-1])
                    lines.append(passages[min(at, len(passages) - 1)])
                else:
                    lines.append(_paragraph(chain, draw, draw.randint(3, 7)))
                size += len(lines[-1])
        chapter += 1
    return "\n".join(lines) + "\n"


def _heading(chain: Chain, draw: random.Random) -> str:
    return re.split("[，。！？：；]", chain.sentence(draw))[0][:20]


def _paragraph(chain: Chain, draw: random.Random, sentences: int) -> str:
    return "　　" + "".join(chain.sentence(draw) for _ in range(sentences))


app = typer.Typer(add_completion=False)


@app.command()
def write(
    folder: Path, megabytes: Annotated[float, typer.Option(min=0.01)] = 5.0, seed: int = 0
) -> None:
    """Write a corpus of generated reports, a file each, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(megabytes, seed):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    app(prog_name="python -m measure.corpora")

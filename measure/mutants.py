"""Damaged, odd and hostile variants of texts, and what must hold for each of them.

    python -m measure.mutants --count 10000            variants of the sample reports
    python -m measure.mutants TEXTS --from 500 --count 1   the 501st variant of your own texts

A variant is known by its number: the same number and texts give the same bytes. What breaks an
invariant is printed with its number and, with --keep, written to a folder.
"""

from __future__ import annotations

import argparse
import os
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random

from measure import invariants
from toolkit.extract.document import Rows
from toolkit.workers import pool

SAMPLES = Path(__file__).parent.parent / "data" / "raw"
PART = 4_000  # characters of a text that one variant is made of
MOST = 4  # changes to one variant
TOGETHER = 50  # variants whose tables are checked at once
Change = Callable[[Random, str], str]

PIECES = (  # what reports are full of, and what is easily misread
    *("1、", "2、", "22、", "20、", "（一）", "一、", "第一条", "一是", "①", "1.", "1.1", "- 3 -", "第4页 共9页"),
    *("xx", "×××", "〔2025〕3号", "15%o2", "0^-1", "9^99", "1e99", "1/0", "3又1/0", "二又零分之一", "0:0"),
    *("3—", "5个", "百分之", "三分之", "几十", "上百", "若干", "点五", "12,345", "１，２００", "3万4000亿", "壹佰"),
    *("一二三四五", "万万亿亿", "十十十", "9" * 50, "零" * 50, "2025年13月32日", "0年0月", "同比增长", "较上年"),
    *("“", "”", "（", "）", "《", "》", "【", "〔", "。", "；", "：", "、", "，", "！？", "……", "——", "|", "| --- |"),
    *("#", "**", "<p>", "</td>", "<!--", "&nbsp;", "&#x0;", "http://a.cn/1?b=2", "=1+1", "$x$", "{}", "%s"),
    *("\x00", "\x1a", "\x0b", "\x0c", "\x7f", "\x85", "\u00a0", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffd"),
    *("\u3000", " ", "\t", "\r", "\n", "\r\n", "\n\n", "\ue000", "😀", "𠮷", "é", "e\u0301", "⻓", "⽉", "ﬁ", "०", "Ⅳ"),
)  # fmt: skip
DIGITS = "0123456789一二三四五六七八九十百千万亿零〇两"


def _place(random: Random, text: str) -> int:
    return random.randrange(len(text) + 1)


def _span(random: Random, text: str) -> tuple[int, int]:
    start = _place(random, text)
    return start, min(len(text), start + random.choice((1, 1, 2, 5, 40, 400)))


def insert(random: Random, text: str) -> str:
    at = _place(random, text)
    return text[:at] + random.choice(PIECES) * random.choice((1, 1, 1, 2, 9)) + text[at:]


def delete(random: Random, text: str) -> str:
    start, end = _span(random, text)
    return text[:start] + text[end:]


def repeat(random: Random, text: str) -> str:
    start, end = _span(random, text)
    return text[:start] + text[start:end] * random.choice((2, 2, 3, 20)) + text[end:]


def move(random: Random, text: str) -> str:
    start, end = _span(random, text)
    rest = text[:start] + text[end:]
    at = _place(random, rest)
    return rest[:at] + text[start:end] + rest[at:]


def swap_digits(random: Random, text: str) -> str:
    share = random.choice((0.02, 0.2, 0.8))
    return "".join(
        random.choice(DIGITS) if char in DIGITS and random.random() < share else char
        for char in text
    )


def scatter(random: Random, text: str) -> str:
    """One piece at many places."""
    piece, share = random.choice(PIECES), random.choice((0.005, 0.05, 0.3))
    return "".join(char + piece if random.random() < share else char for char in text)


def number_lines(random: Random, text: str) -> str:
    """Numbers before lines, in order or not, as page marks and items have them."""
    number, form = (
        random.randrange(30),
        random.choice(("{}、", "{}\n", "- {} -\n", "{}. ", "（{}）")),
    )
    lines = []
    for line in text.splitlines(keepends=True):
        number += random.choice((0, 0, 1, 1, 1, 1, 2, -1))
        lines.append(form.format(number) + line)
    return "".join(lines)


def wrap(random: Random, text: str) -> str:
    """Lines of one width, as a terminal or an old editor leaves them."""
    width, end = (
        random.choice((1, 7, 20, 40)),
        random.choice(("\n", "\r\n", "\n\n", "\n\u3000\u3000")),
    )
    return end.join(text[at : at + width] for at in range(0, len(text), width))


def join_lines(random: Random, text: str) -> str:
    return text.replace("\n", random.choice(("", " ", "\u3000", "\x0b")))


def drop(random: Random, text: str) -> str:
    """Every one of some character is lost."""
    gone = random.choice("。，、：；（）一0123456789\n")
    return text.replace(gone, "")


def cut(random: Random, text: str) -> str:
    start, end = sorted((_place(random, text), _place(random, text)))
    return text[start:end]


CHANGES: tuple[Change, ...] = (
    insert,
    insert,
    delete,
    repeat,
    move,
    swap_digits,
    scatter,
    number_lines,
    wrap,
    join_lines,
    drop,
    cut,
)
ENCODINGS = ("utf-8",) * 6 + ("gb18030", "gb18030", "utf-16", "utf-16-le", "big5", "utf-8-sig")
BAD = (b"\x1a", b"\x00", b"\xff", b"\x80", b"\xef\xbb\xbf", b"\xfe\xff", b"\x81", b"\xe4\xb8")


def damage(random: Random, data: bytes) -> bytes:
    """Bytes lost, changed or put in."""
    for _ in range(random.choice((1, 1, 3, 30))):
        at = random.randrange(len(data) + 1)
        end = at + random.choice((0, 1, 1, 2))
        data = data[:at] + random.choice((b"", *BAD, random.randbytes(2))) + data[end:]
    return data


def misdecode(random: Random, data: bytes) -> bytes:
    """What is left of a text that was read in a wrong encoding and saved again."""
    wrong = data.decode(
        random.choice(("gb18030", "cp1252", "big5", "latin-1", "cp1250")), "replace"
    )
    return wrong.encode("utf-8", "replace")


def variant(number: int, texts: Sequence[str]) -> bytes:
    """The bytes of a variant of some texts.

    >>> variant(7, ["今年共开会12次。"]) == variant(7, ["今年共开会12次。"])
    True
    """
    random = Random(number)
    text = _part(random, texts)
    for _ in range(random.randrange(MOST + 1)):
        text = random.choice(CHANGES)(random, text)[: 2 * PART]
    data = text.encode(random.choice(ENCODINGS), "replace")
    kind = random.random()
    if kind < 0.15:
        return damage(random, data)
    if kind < 0.2:
        return misdecode(random, data)
    if kind < 0.25:
        return data + _part(random, texts).encode(random.choice(ENCODINGS), "replace")
    return data


def _part(random: Random, texts: Sequence[str]) -> str:
    text = random.choice(texts)
    start = random.choice((0, random.randrange(max(1, len(text) - PART // 2))))
    return text[start : start + random.choice((60, PART // 4, PART))]


def faults(numbers: Sequence[int], texts: Sequence[str]) -> list[tuple[int, list[str], float]]:
    """What does not hold for each of some variants, and the seconds it took.

    The schema is checked for all of them at once, as the first one's.
    """
    found: list[tuple[int, list[str], float]] = []
    together: Rows = {}
    for number in numbers:
        start = time.perf_counter()
        try:
            wrong, rows = invariants.of_bytes(variant(number, texts), f"d{number}")
        except Exception:
            wrong, rows = ["".join(traceback.format_exc().splitlines(keepends=True)[-5:])], {}
        for name, table in rows.items():
            together.setdefault(name, []).extend(table)
        found.append((number, wrong, time.perf_counter() - start))
    found[0][1].extend(invariants.of_tables(together))
    return found


def run(numbers: Sequence[int], texts: Sequence[str]) -> Iterator[tuple[int, list[str], float]]:
    parts = [numbers[at : at + TOGETHER] for at in range(0, len(numbers), TOGETHER)]
    with pool(os.cpu_count() or 1) as running:
        for found in running.map(partial(faults, texts=texts), parts):
            yield from found


def load(folder: Path) -> list[str]:
    """The texts of a folder that are UTF-8, in the order of their names."""
    files = sorted(folder.glob("*.txt"))
    return [path.read_text("utf-8") for path in files if "gb18030" not in path.name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", nargs="?", type=Path, default=SAMPLES, help="a folder of texts")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first")
    parser.add_argument("--keep", type=Path, help="a folder for what breaks an invariant")
    options = parser.parse_args()
    texts = load(options.texts)
    bad, slowest = 0, (0.0, 0)
    for number, wrong, seconds in run(range(options.first, options.first + options.count), texts):
        slowest = max(slowest, (seconds, number))
        if wrong:
            bad += 1
            print(f"{number}: {len(wrong)} faults", *islice(wrong, 3), sep="\n    ", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}.txt").write_bytes(variant(number, texts))
    print(
        f"{options.count:,} variants, {bad:,} with faults; slowest: {slowest[1]}, {slowest[0]:.1f} s"
    )


if __name__ == "__main__":
    main()

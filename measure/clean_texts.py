"""Clean texts whose structure is known: the project's own (``measure/texts``), written with it, and
any others, of which the parser's own reading of the undamaged text is taken for true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent / "texts"
_LINE = re.compile(
    r"(?P<level>[1-6])(?P<record>p?)\|(?P<marker>[^|]*)\|(?P<words>[^|]*)\|(?P<rest>.*)"
)
_INSIDE = re.compile(r"\{([1-6])\|([^|]*)\|([^}]*)\}")


@dataclass(frozen=True, slots=True)
class TrueHeading:
    start: int
    words: tuple[int, int]
    level: int


@dataclass(frozen=True, slots=True)
class TrueReport:
    start: int
    kind: str
    title: tuple[int, int] | None


@dataclass(slots=True)
class Clean:
    """A text with its structure, in offsets of the text."""

    name: str
    text: str = ""
    reports: list[TrueReport] = field(default_factory=list)
    headings: list[TrueHeading] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)


def own_texts(folder: Path = OWN) -> Iterator[Clean]:
    """The texts of a folder that are written with their structure (``texts/README.md``)."""
    for path in sorted(folder.glob("*.txt")):
        clean = Clean(path.stem)
        for line in path.read_text("utf-8").splitlines():
            _take(clean, line)
        clean.sentences = list(_sentences(clean.text))
        yield clean


def _take(clean: Clean, line: str) -> None:
    """Add a line that says what it is."""
    start = len(clean.text)
    if line.startswith("R|"):
        clean.reports.append(TrueReport(start, line[2:], None))
        return
    if line.startswith("T|"):
        report = clean.reports[-1]
        begin = report.title[0] if report.title else start
        clean.text += line[2:] + "\n"
        clean.reports[-1] = TrueReport(report.start, report.kind, (begin, len(clean.text) - 1))
        return
    if line.startswith("p|"):
        clean.records.append(start)
        line = line[2:]
    headed = _LINE.fullmatch(line)
    if headed:
        clean.text += headed["marker"]
        _head(clean, start, headed["words"], int(headed["level"]))
        if headed["record"]:
            clean.records.append(start)
        line = headed["rest"]
    at = 0
    for inner in _INSIDE.finditer(line):
        clean.text += line[at : inner.start()]
        start = len(clean.text)
        clean.text += inner[2]
        _head(clean, start, inner[3], int(inner[1]))
        at = inner.end()
    clean.text += line[at:] + "\n"


def _head(clean: Clean, start: int, words: str, level: int) -> None:
    begin = len(clean.text)
    clean.text += words
    clean.headings.append(TrueHeading(start, (begin, len(clean.text)), level))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that end with their mark, quotes and brackets left whole."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for mark in re.finditer(r"[。！？；]+[”’）]*", line[0]):
            yield start, line.start() + mark.end()
            start = line.start() + mark.end()


def read_as_true(name: str, text: str, rows: dict[str, list[dict[str, Any]]]) -> Clean:
    """A text with what the parser found in it before it was damaged."""
    return Clean(
        name,
        text,
        [
            TrueReport(row["start"], row["kind"], place_of(text, row["title"], row["start"]))
            for row in rows["reports"]
            if row["kind"] not in ("toc", "outline", "notice")
        ],
        [
            TrueHeading(row["start"], (row["heading_start"], row["heading_end"]), row["level"])
            for row in rows["sections"]
        ],
        [row["start"] for row in rows["records"]],
        [
            (row["start"], row["end"])
            for row in rows["sentences"]
            if (row["text"] or "").rstrip("”’）")[-1:] in tuple("。！？；")
        ],
    )


def place_of(text: str, title: str | None, start: int) -> tuple[int, int] | None:
    """Where a title's letters stand, line breaks and blanks between them stepped over."""
    if not title:
        return None
    found = re.compile(r"\s*".join(map(re.escape, "".join(title.split())))).search(text, start)
    return found.span() if found else None


def both(first: Clean, second: Clean) -> Clean:
    """Two texts, one behind the other."""
    by = len(first.text)

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + by, span[1] + by

    return Clean(
        f"{first.name}+{second.name}",
        first.text + second.text,
        [
            *first.reports,
            *(TrueReport(r.start + by, r.kind, r.title and moved(r.title)) for r in second.reports),
        ],
        [
            *first.headings,
            *(TrueHeading(h.start + by, moved(h.words), h.level) for h in second.headings),
        ],
        [*first.records, *(start + by for start in second.records)],
        [*first.sentences, *map(moved, second.sentences)],
    )


def spans_of_markers(headings: Iterable[TrueHeading]) -> list[tuple[int, int]]:
    return [(heading.start, heading.words[0]) for heading in headings]

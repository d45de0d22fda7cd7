"""Speed and memory, stage by stage and beside what others use for the same work.

    python -m measure.bench
    python -m measure.bench --megabytes 50 --only words --only pipeline

Texts: generated reports (`measure.corpora`) up to the size asked for. Seconds are those of the
processor, since others may be using it too; ratios to jieba cutting the same texts, measured side
by side in one run, say more.
Every part runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import multiprocessing
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Annotated, Any, TypeVar

import typer

from measure import bench_peers, corpora
from toolkit.schema import TABLES

RAW = Path(__file__).parent.parent / "data" / "raw"
T = TypeVar("T")
Texts = list[str]


@dataclass(frozen=True, slots=True)
class Line:
    """What was done to how much in which time, and a word beside it."""

    what: str
    characters: int
    seconds: float
    beside: str = ""

    def __str__(self) -> str:
        rate = self.characters / max(self.seconds, 1e-9)
        return (
            f"  {self.what:<32}{self.seconds:>8.2f} s{rate:>13,.0f} chars/s  {self.beside}".rstrip()
        )


def words(texts: Texts) -> Iterator[Line]:
    """Cutting into words beside jieba, and whether the tokens are the same."""
    from toolkit import lexicon  # noqa: PLC0415  (the parent process stays small)
    from toolkit.across.tokens import reference, segmenter  # noqa: PLC0415

    terms = lexicon.words("terms")
    fast, slow = segmenter(terms), reference(terms)
    fast.cut("")  # its engine starts
    yield Line("cut", _size(texts), _timed(lambda: [fast.cut(text) for text in texts])[1])
    few = _head(texts, 500_000)
    rounds = [
        (_timed(lambda: [fast.cut(t) for t in few]), _timed(lambda: [slow.lcut(t) for t in few]))
        for _ in range(3)
    ]
    ours, theirs = (min(seconds for _, seconds in side) for side in zip(*rounds, strict=True))
    same = "the same tokens" if rounds[0][0][0] == rounds[0][1][0] else "DIFFERENT TOKENS"
    yield Line(
        "cut, best of 3", _size(few), ours, f"{theirs / ours:.1f} times as fast as jieba, {same}"
    )
    yield Line("jieba, best of 3", _size(few), theirs)


def pipeline(texts: Texts) -> Iterator[Line]:
    """All the way from bytes to tables on one core, stage by stage, as times jieba alone."""
    from toolkit import lexicon, tables  # noqa: PLC0415
    from toolkit import pipeline as stages  # noqa: PLC0415
    from toolkit.across.body import make_bodies  # noqa: PLC0415
    from toolkit.across.tokens import reference  # noqa: PLC0415

    size, jieba = _size(texts), reference(lexicon.words("terms"))
    jieba.lcut("")  # its dictionary is read
    _, alone = _timed(lambda: [jieba.lcut(text) for text in texts])
    yield Line("jieba alone", size, alone)
    started = process_time()

    def line(what: str, seconds: float, found: str = "") -> Line:
        return Line(what, size, seconds, f"{seconds / alone:.2f} times jieba  {found}")

    files = {f"text{at:05d}": text.encode("utf-8", "replace") for at, text in enumerate(texts)}
    documents, seconds = _timed(
        lambda: [stages.read_document(name, f"{name}.txt", data) for name, data in files.items()]
    )
    yield line("reading to rows", seconds)
    rows: dict[str, Any] = {
        name: [row for document in documents for row in document.rows.get(name, ())]
        for name in stages.PER_DOCUMENT
    }
    rows["documents"] = [document.row for document in documents]
    raw = {document.row["document_id"]: document.text or "" for document in documents}
    del documents
    bodies, seconds = _timed(lambda: make_bodies(raw, rows))
    yield line("bodies", seconds, f"{len(bodies):,} reports")
    clock = _Clock()
    rows |= stages.across(bodies, rows, clock)
    for what, seconds in clock.spent.items():
        yield line(what, seconds)
    made, seconds = _timed(lambda: tables.unchecked(rows))
    many = sum(map(len, made.values()))
    yield line("tables made", seconds, f"{many:,} rows")
    with tempfile.TemporaryDirectory() as folder:
        _, seconds = _timed(lambda: tables.store(made, raw, Path(folder), {}))
    yield line("tables checked and written", seconds)
    yield line("all of it", process_time() - started)


class _Clock:
    """Progress that keeps how long each thing took."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._what, self._since = "", process_time()

    def __call__(self, what: str, done: int, of: int) -> None:
        now = process_time()
        if self._what:
            self.spent[self._what] = self.spent.get(self._what, 0.0) + now - self._since
        self._what, self._since = what, now


def shared(texts: Texts) -> Iterator[Line]:
    """What reports share, from their texts to the tables of repeats and containment."""
    from toolkit import tables  # noqa: PLC0415
    from toolkit.across import repeats  # noqa: PLC0415
    from toolkit.across.compared import Compared  # noqa: PLC0415
    from toolkit.analysis.containment import containment  # noqa: PLC0415

    size, started = _size(texts), process_time()
    compared = Compared([_body(f"text{at:05d}#1", text) for at, text in enumerate(texts)])
    _, seconds = _timed(lambda: compared.found)
    yield Line("suffixes", size, seconds)
    rows, seconds = _timed(lambda: repeats.find_repeats(compared))
    many = f"{len(rows[0]['text']):,} passages, {rows[0]['occurrences'].sum():,} places"
    yield Line("repeats", size, seconds, many)
    named = zip(("repeats", "repeat_occurrences"), rows, strict=True)
    made, seconds = _timed(lambda: [tables.frame(name, columns) for name, columns in named])
    yield Line("their tables", size, seconds, f"{len(made[1]):,} places listed")
    pairs, seconds = _timed(lambda: containment(compared))
    yield Line("containment", size, seconds, f"{len(pairs):,} ordered pairs of reports")
    yield Line("all of it", size, process_time() - started)


def counting(texts: Texts) -> Iterator[Line]:
    """Words and phrases alone: reports in memory to tables of phrases and their counts.

    Tokens, all phrases of 1 to 6 words, dispersion and new words. Nothing is extracted: a text
    is taken for one report, and its sentences end at 。 and at the ends of lines.
    """
    from toolkit import lexicon, tables  # noqa: PLC0415
    from toolkit.across import phrases  # noqa: PLC0415
    from toolkit.across.tokens import segmenter  # noqa: PLC0415
    from toolkit.across.words import words_of  # noqa: PLC0415

    size, started = _size(texts), process_time()
    segment = segmenter(lexicon.words("terms"))
    _, seconds = _timed(lambda: segment.cut(""))
    yield Line("starting the segmenter", 0, seconds)
    bodies, seconds = _timed(lambda: [_body(f"text{n:05d}#1", t) for n, t in enumerate(texts)])
    yield Line("bodies", size, seconds, f"{len(bodies):,} reports")
    cut, seconds = _timed(lambda: words_of(bodies, segment.cut))
    yield Line("tokens", size, seconds)
    counted, seconds = _timed(lambda: phrases.count_phrases(bodies, cut, segment.knows))
    many = " phrases, ".join(f"{len(columns['phrase']):,}" for columns in counted)
    yield Line("phrases, dispersion", size, seconds, f"{many} counts")
    rows = _named(bodies) | dict(zip(("phrases", "phrase_counts"), counted, strict=True))
    _, seconds = _timed(lambda: tables.make(rows))
    yield Line("tables made and checked", size, seconds)
    yield Line("all of it", size, process_time() - started)


def _named(bodies: Sequence[Any]) -> dict[str, Any]:
    """What the tables of phrases refer to: reports of which nothing but the name is known."""
    nothing = {"string": "", "integer": 0, "number": 0.0}
    rows: dict[str, Any] = {}
    for table in ("documents", "reports"):
        plain = {
            c.name: c.values[0] if c.values else nothing[c.type] for c in TABLES[table].columns
        }
        rows[table] = [plain | {f"{table[:-1]}_id": body.report_id} for body in bodies]
    for row in rows["reports"]:
        row["document_id"] = row["report_id"]
    return rows


def _body(name: str, text: str) -> Any:
    from toolkit.across.body import Body, Span  # noqa: PLC0415
    from toolkit.extract.text import Text  # noqa: PLC0415

    ends = [found.end() for found in re.finditer("[^。\n]*[。\n]|[^。\n]+", text)]
    spans = [Span("", start, end) for start, end in zip([0, *ends], ends, strict=False)]
    return Body(name, Text(text), 0, text, spans, [])


def repeated(texts: Texts) -> Iterator[Line]:
    """Shared passages beside difflib, which takes every pair of texts and one order of each."""
    from toolkit.across import repeats  # noqa: PLC0415
    from toolkit.across.compared import LEAST, Compared  # noqa: PLC0415

    few = [text[:6_000] for text in texts[:4]]
    bodies = [_body(f"text{at:05d}#1", text) for at, text in enumerate(few)]
    (passages, _), ours = _timed(lambda: repeats.find_repeats(Compared(bodies)))
    shared, theirs = _timed(lambda: bench_peers.difflib_shared(few, LEAST))
    yield Line(
        "repeats",
        _size(few),
        ours,
        f"{theirs / ours:,.0f} times as fast as difflib, {int(passages['occurrences'].sum()):,} places",
    )
    yield Line("difflib, every pair", _size(few), theirs, f"{shared} places")


def claims(texts: Texts) -> Iterator[Line]:
    """Numbers beside other readers of numbers. Ours is the whole of extraction, repairs to checks."""
    from toolkit.extract.document import extract  # noqa: PLC0415

    few = [text[:6_000] for text in texts[:4]]
    rows, ours = _timed(lambda: [extract("text", text) for text in few])
    found = sum(len(r["claims"]) + len(r["mentions"]) for r in rows)
    yield Line("extraction", _size(few), ours, f"{found} claims and mentions")
    for name, read in bench_peers.number_readers().items():
        if read is None:
            yield Line(name, 0, 0.0, "cannot be imported here, not measured")
            continue
        read("一")  # its models load
        counts, theirs = _timed(lambda read=read: [read(text) for text in few])  # type: ignore[misc]
        yield Line(
            name,
            _size(few),
            theirs,
            f"{sum(counts)} numbers; extraction is {theirs / ours:.1f} times as fast",
        )


HOSTILE = (
    "（",
    "“",
    "1",
    "1-",
    "一二三四",
    "一、",
    "1、",
    "\n1、",
    "\n1\n",
    "一是",
    "15%o",
    "其中5个、",
    "由5个减至3个，",
    "以下5个，一是",
    "2025年1月1日至",
    "鐨勭",
    "<p",
    "。",
)


def hostile(texts: Texts) -> Iterator[Line]:
    """Texts that no office would write: four times the text must not take much more than four
    times as long. Each is one line, or nothing but line breaks and marks.
    """
    from toolkit import pipeline as stages  # noqa: PLC0415

    stages.read_document("text", "text.txt", "".join(texts[:1]).encode())  # lexicons are read
    for piece in HOSTILE:
        sizes = [piece * (characters // len(piece)) for characters in (25_000, 100_000)]
        short, long = (
            _timed(lambda raw=raw: stages.read_document("text", "text.txt", raw.encode()))[1]  # type: ignore[misc]
            for raw in sizes
        )
        growth = f"{long / max(short, 1e-9):.1f} times as long as a quarter of it"
        yield Line(f"{piece!r}", len(sizes[1]), long, growth)


PARTS: dict[str, Callable[[Texts], Iterator[Line]]] = {
    "words": words,
    "counting": counting,
    "pipeline": pipeline,
    "shared": shared,
    "repeated": repeated,
    "claims": claims,
    "hostile": hostile,
}


app = typer.Typer(add_completion=False)


@app.command()
def bench(
    megabytes: Annotated[float, typer.Option(min=0.01, help="Size of the texts in UTF-8.")] = 2.0,
    only: Annotated[
        list[str] | None, typer.Option(help=f"One of {', '.join(PARTS)}; may be repeated.")
    ] = None,
) -> None:
    """Speed and memory, stage by stage and beside what others use for the same work."""
    unknown = sorted(set(only or ()) - set(PARTS))
    if unknown:
        raise typer.BadParameter(f"there is no part {unknown[0]}; there are {', '.join(PARTS)}")
    for part in only or PARTS:
        lines, peak = apart(part, megabytes)
        typer.echo(
            f"{part}: peak memory {f'{peak:,.0f} MB' if peak else 'not told by this system'}"
        )
        for line in lines:
            typer.echo(line)


def apart(part: str, megabytes: float) -> tuple[list[Line], float]:
    """The lines of a part and its peak memory in MB, from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (part, megabytes))


def _measure(part: str, megabytes: float) -> tuple[list[Line], float]:
    return list(PARTS[part](make_texts(megabytes))), peak_memory()


def peak_memory() -> float:
    """The most memory this process has held, in MB; 0 where the system does not tell."""
    if find_spec("resource") is None:
        return 0.0
    import resource  # noqa: PLC0415  (not on Windows)

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def make_texts(megabytes: float) -> Texts:
    """Generated reports of so many megabytes: always the same."""
    return [text for _, text in corpora.texts(megabytes)]


def _size(texts: Texts) -> int:
    return sum(map(len, texts))


def _head(texts: Texts, characters: int) -> Texts:
    """The first texts that have so many characters together."""
    head: Texts = []
    for text in texts:
        if head and _size(head) >= characters:
            break
        head.append(text)
    return head


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = process_time()
    result = work()
    return result, process_time() - started


if __name__ == "__main__":
    app(prog_name="python -m measure.bench")

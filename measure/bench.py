"""Speed and memory, stage by stage, beside jieba and beside what others use for the same work.

    python -m measure.bench 1 5                 # megabytes of generated reports (measure.corpora)
    python -m measure.bench 5 50 --to docs      # and BENCH.md with its plot into a folder

Seconds are those of the processor, since others may be using it too, and are told as times what
jieba alone takes to cut the same texts in the same run. Memory is that of the whole tree of
processes. Each measure has a process of its own. What was not measured is said at the end.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, process_time
from typing import Annotated, Any, TypeVar

import psutil
import typer

from measure import bench_peers, corpora

T = TypeVar("T")
REAL = corpora.SHARED / "reports"  # texts that somebody wrote, where they are at hand
SIZES = (1, 5, 50, 160)  # megabytes that a whole bench has
LEAST_RATE = 15  # times as fast as jieba, that `cut` is to be
PAUSE = 0.05  # seconds between two looks at the memory
HOSTILE = (
    "（",
    "“",
    "1-",
    "一、",
    "1、",
    "\n1、",
    "\n1\n",
    "一是",
    "15%o",
    "由5个减至3个，",
    "鐨勭",
    "<p",
    "。",
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What some work took: seconds of processor and of clock, MB at the most, and seconds by stage."""

    cpu: float
    wall: float
    peak: float
    stages: dict[str, float]
    found: str


@dataclass
class Clock:
    """Progress that keeps how long each thing took."""

    spent: dict[str, float] = field(default_factory=dict)
    what: str = ""
    since: float = 0.0

    def __call__(self, what: str, done: int = 0, of: int = 0) -> None:
        now = process_time()
        if self.what:
            self.spent[self.what] = self.spent.get(self.what, 0.0) + now - self.since
        self.what, self.since = what, now


def jieba(raw: Path, clock: Clock) -> str:
    """The texts of a folder, cut by jieba alone; its dictionary was read before."""
    from toolkit.across.tokens import reference  # noqa: PLC0415  (this process stays small)
    from toolkit.reading.reading import read  # noqa: PLC0415

    files = sorted(raw.glob("*.txt"))
    cutter, texts = reference(), [read(file.read_bytes(), ".txt").text for file in files]
    cutter.lcut("")
    clock("jieba")
    for text in texts:
        cutter.lcut(text)
    return f"{sum(map(len, texts)):,} characters"


def parse(raw: Path, clock: Clock, kept: Path, workers: int = 1) -> str:
    """A folder to every table, written, as the command does it; kept: what was read before."""
    from pyarrow.parquet import read_metadata  # noqa: PLC0415

    from toolkit.corpus import Corpus  # noqa: PLC0415
    from toolkit.reading.files import find_sources  # noqa: PLC0415
    from toolkit.tables import tables  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        corpus = Corpus.of(find_sources([raw]), clock, workers, kept=kept, checked=False)
        clock("tables checked and written")
        tables.store(corpus.tables, corpus.texts, out, corpus.about)
        rows = sum(read_metadata(file).num_rows for file in out.glob("*.parquet"))
    return f"{rows:,} rows"


def apart(work: Callable[..., str], *given: Any) -> Measured:
    """What a piece of work takes in a process of its own."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_work, args=(theirs, work, given))
    process.start()
    theirs.close()
    peak = 0
    while not ours.poll(PAUSE) and process.is_alive():
        peak = max(peak, _memory(process.pid or 0))
    try:
        cpu, wall, stages, found = ours.recv()
    except EOFError:
        raise RuntimeError(f"{work.__name__} broke off at {peak / 1e6:,.0f} MB") from None
    process.join()
    return Measured(cpu, wall, peak / 1e6, stages, found)


def _work(to: Connection, work: Callable[..., str], given: Sequence[Any]) -> None:
    clock, started = Clock(), perf_counter()
    found = work(given[0], clock, *given[1:])
    clock("")
    to.send((sum(os.times()[:4]), perf_counter() - started, clock.spent, found))


def _memory(pid: int) -> int:
    """Bytes that a process and all it has started hold."""
    held = 0
    try:
        for one in (top := psutil.Process(pid), *top.children(recursive=True)):
            held += one.memory_info().rss
    except psutil.Error:
        pass  # it ended meanwhile
    return held


def sizes(raw: Path, megabytes: str, one_more: str = "") -> Iterator[tuple[str, ...]]:
    """The lines of one corpus: jieba, each stage, all of it with one worker and with two.

    one_more: a text to add to the folder, after which only it is read. Without one neither this nor
    two workers are tried.
    """
    alone = apart(jieba, raw)
    base = alone.stages["jieba"]
    yield megabytes, "jieba alone", f"{base:.1f}", "1.00", f"{alone.peak:,.0f}", alone.found
    if one_more:
        yield megabytes, "jieba, each of two at once", *_at_once(raw, base)
    with tempfile.TemporaryDirectory() as folder:
        kept, fresh = Path(folder) / "kept", Path(folder) / "fresh"
        whole = {"all, one worker": apart(parse, raw, kept)}
        if one_more:
            whole["all, two workers"] = apart(parse, raw, fresh, 2)
            (raw / "one_more.txt").write_text(one_more, "utf-8", newline="")
            whole["one file added"] = apart(parse, raw, kept)
    for stage, seconds in whole["all, one worker"].stages.items():
        yield megabytes, stage, f"{seconds:.1f}", f"{seconds / base:.2f}", "", ""
    for what, done in whole.items():
        clock = f"{done.wall:.0f} s by the clock; {done.found}"
        yield (
            megabytes,
            what,
            f"{done.cpu:.1f}",
            f"{done.cpu / base:.2f}",
            f"{done.peak:,.0f}",
            clock,
        )


def _at_once(raw: Path, base: float) -> tuple[str, ...]:
    """What two processes that share nothing can do at once on this machine, at the best."""
    with ThreadPoolExecutor(2) as both:
        done = [*both.map(partial(apart, jieba), [raw, raw])]
    each = sum(one.stages["jieba"] for one in done) / len(done)
    said = f"two processes do at most {2 * base / each:.2f} times what one does"
    return f"{each:.1f}", f"{each / base:.2f}", "", said


def words(texts: Sequence[str]) -> Iterator[str]:
    """`cut` beside jieba over whole texts, best of five, and whether the tokens are the same."""
    from toolkit import lexicon  # noqa: PLC0415
    from toolkit.across.tokens import reference, segmenter  # noqa: PLC0415

    terms = lexicon.words("terms")
    fast, slow = segmenter(terms), reference(terms)
    fast.cut(""), slow.lcut("")
    rounds = [(timed(fast.cut, texts), timed(slow.lcut, texts)) for _ in range(5)]
    ours, theirs = (min(seconds for _, seconds in side) for side in zip(*rounds, strict=True))
    same = "the same tokens" if rounds[0][0][0] == rounds[0][1][0] else "DIFFERENT TOKENS"
    rate = theirs / max(ours, 1e-9)
    short = "" if rate >= LEAST_RATE else f"; {LEAST_RATE} times are wanted"
    yield f"`cut`: {rate:.1f} times as fast as jieba over whole files, best of five, {same}{short}"


def peers(texts: Sequence[str]) -> Iterator[str]:
    """Other tools beside the stage that does their work."""
    from toolkit.across.compared import LEAST  # noqa: PLC0415
    from toolkit.extract.document import extract  # noqa: PLC0415

    few = [text[:6_000] for text in texts[:4]]
    _, ours = timed(lambda text: extract("text", text), few)
    shared, theirs = timed(lambda some: bench_peers.difflib_shared(some, LEAST), [few])
    yield f"difflib, every pair of {len(few)} texts: {theirs:.2f} s, {sum(shared)} shared passages"
    yield f"extraction of them, repairs to checks: {ours:.2f} s"
    for name, read in bench_peers.number_readers().items():
        if read is None:
            yield f"not measured: {name}, which is not installed here"
        else:
            read("一")  # its models load
            counts, theirs = timed(read, few)
            yield f"{name}: {theirs:.2f} s for its numbers alone, {sum(counts)} found"


def hostile(texts: Sequence[str]) -> Iterator[str]:
    """Texts no office would write: four times the text must not take much more than four times."""
    from toolkit.pipeline import read_document  # noqa: PLC0415

    read_document("text", "text.txt", "".join(texts[:1]).encode())  # lexicons are read
    worst = (0.0, "")
    for piece in HOSTILE:
        raws = [(piece * (size // len(piece))).encode() for size in (25_000, 100_000)]
        short, long = (
            timed(lambda raw: read_document("text", "text.txt", raw), [raw])[1] for raw in raws
        )
        worst = max(worst, (long / max(short, 1e-9), piece))
    yield f"lines of one mark: at worst ({worst[1]!r}) four times the text takes {worst[0]:.1f} times as long"
    for name, copies in corpora.hostile().items():
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder)
            for at, text in enumerate(copies):
                (raw / f"{at:04d}.txt").write_text(text, "utf-8", newline="")
            done = apart(parse, raw, raw / "kept")
        yield f"{name}: {done.cpu:.0f} s, {done.peak:,.0f} MB, {done.found}"


def timed(work: Callable[[Any], T], over: Sequence[Any]) -> tuple[list[T], float]:
    started = process_time()
    results = [work(one) for one in over]
    return results, process_time() - started


def machine() -> str:
    """What the figures were measured on."""
    name, told = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    if told.exists():  # on Linux
        lines = told.read_text("utf-8").splitlines()
        name = next((line.split(":")[1].strip() for line in lines if "model name" in line), name)
    load = "" if not hasattr(os, "getloadavg") else f", load {os.getloadavg()[0]:.1f} at the start"
    memory = psutil.virtual_memory().total / 1e9
    packages = ", ".join(
        f"{one} {version(one)}" for one in ("numpy", "pandas", "pyarrow", "rjieba")
    )
    return (
        f"{name}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python "
        f"{platform.python_version()}, {packages}{load}"
    )


def gaps(done: Sequence[float], real: bool, beside: bool) -> Iterator[str]:
    """What this bench has not measured."""
    if left := [f"{size}" for size in SIZES if size not in done]:
        yield f"{', '.join(left)} MB"
    if not beside:
        yield "peers, hostile texts, and how fast `cut` is"
    if not real:
        yield "texts that somebody wrote: none at hand"
    if (os.cpu_count() or 1) < 2:
        yield "two workers at once: there is one core"
    yield "`run` with its notebooks, several machines, other systems than this one"


def drawn(lines: Sequence[tuple[str, ...]], path: Path) -> None:
    """The stages as times jieba alone, a bar for each corpus."""
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    mpl.rcParams["svg.hashsalt"] = "bench"
    stages = list(
        dict.fromkeys(w for _, w, *_ in lines if not w.startswith(("all", "jieba", "one")))
    )
    corpora_ = list(dict.fromkeys(size for size, *_ in lines))
    times = {(size, what): float(ratio) for size, what, _, ratio, *_ in lines}
    figure = Figure(figsize=(7, 0.8 + 0.6 * len(corpora_)), layout="constrained")
    axes = figure.subplots()
    left = [0.0] * len(corpora_)
    for stage in stages:
        widths = [times.get((size, stage), 0.0) for size in corpora_]
        axes.barh(corpora_, widths, left=left, label=stage, height=0.6)
        left = [a + b for a, b in zip(left, widths, strict=True)]
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xlabel("times the processor seconds of jieba alone (line), one worker")
    axes.invert_yaxis()
    figure.legend(loc="outside right upper", frameon=False, fontsize="small")
    figure.savefig(path, metadata={"Date": None})


app = typer.Typer(add_completion=False)


@app.command()
def bench(
    megabytes: Annotated[list[float], typer.Argument(min=0.01, help="Sizes in UTF-8.")],
    to: Annotated[
        Path | None, typer.Option(help="Folder for BENCH.md and images/bench.svg.")
    ] = None,
    beside: Annotated[
        bool, typer.Option(help="Also peers, hostile texts and the speed of cut: as long again.")
    ] = False,
) -> None:
    """Speed and memory of all stages beside jieba, at several sizes."""
    about, started = machine(), perf_counter()
    lines: list[tuple[str, ...]] = []
    for size in megabytes:
        with tempfile.TemporaryDirectory() as folder:
            corpora.write(Path(folder), size)
            more = next(text for _, text in corpora.texts(0.01, seed=1))
            lines += sizes(Path(folder), f"{size:g} MB", more)
    real = REAL.is_dir()
    if real:
        lines += sizes(REAL, "real texts")
    notes: list[str] = []
    if beside:
        texts = [text for _, text in corpora.texts(1)]
        notes = [*words(texts), *peers(texts), *hostile(texts)]
    head = ("texts", "what", "CPU seconds", "times jieba", "peak MB", "")
    said = [f"| {' | '.join(line)} |" for line in (head, ("---",) * len(head), *lines)]
    said = ["# Speed and memory", "", about + ".", "", *said, "", *(f"- {note}" for note in notes)]
    said += ["", "Not measured here:", "", *(f"- {gap}" for gap in gaps(megabytes, real, beside))]
    said[2] = f"{about}. Made in {(perf_counter() - started) / 60:.0f} minutes."
    if to is not None:
        (to / "images").mkdir(parents=True, exist_ok=True)
        drawn(lines, to / "images" / "bench.svg")
        said[3:3] = ["", "![stages as times jieba](images/bench.svg)"]
        (to / "BENCH.md").write_text("\n".join(said) + "\n", "utf-8", newline="\n")
    typer.echo("\n".join(said))


if __name__ == "__main__":
    app(prog_name="python -m measure.bench")

"""A folder of tables is one whole generation at any moment, and nothing of anyone else's is touched."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from toolkit import Corpus
from toolkit.commands.cli import app
from toolkit.tables import cache, study
from toolkit.tables.verify import TableError

A = "关于减负工作的报告\n一、基本情况\n今年共清理工作群12个，较去年同期减少20%。\n"
B = "关于作风建设的通报\n一、存在问题\n全县召开会议35次，发文40件。\n二、整改措施\n压减10%。\n"
runner = CliRunner()


def plant(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def contents(folder):
    """Every file under a folder with its bytes, but for the empty lock and what was read before."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != study.LOCK]
    files = [path for path in files if path.parent.name != cache.FOLDER]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def two(tmp_path_factory) -> tuple[Corpus, Corpus]:
    folder = tmp_path_factory.mktemp("two")
    return (
        Corpus.parse(plant(folder / "a", a=A)),
        Corpus.parse(plant(folder / "b", b=B, c=A)),
    )


def which(folder, two):
    """Which of two corpora a folder holds: 0 or 1, whole; anything else is no corpus of ours."""
    loaded = Corpus.load(folder)
    for number, corpus in enumerate(two):
        if loaded.texts == corpus.texts:
            assert all(loaded.tables[name].equals(corpus.tables[name]) for name in corpus.tables)
            return number
    raise AssertionError("the folder holds neither corpus")


def which_or_again(folder, two):
    """The same beside a writer: tables that went before they were looked at are to be loaded again."""
    try:
        return which(folder, two)
    except TableError as error:
        assert "made anew since they were opened" in str(error)
        return "again"


HERS = {
    "claims.xlsx": b"her sheet",
    "sections/notes.md": b"her notes",
    "reports.txt": b"her text",
    "texts/of-hers.txt": b"her own text",
    "documents/plan.docx": b"her plan",
    ".hidden": b"",
}


def give_hers(folder):
    for name, data in HERS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def has_hers(folder):
    return all((folder / name).read_bytes() == data for name, data in HERS.items())


def test_what_is_not_ours_stays_where_it_is(tmp_path, two):
    give_hers(tmp_path)
    for corpus in (*two, two[0]):
        corpus.save(tmp_path)
        assert has_hers(tmp_path)
    ours = {*study.listed(tmp_path), *HERS}
    assert set(contents(tmp_path)) == ours


class Killed(BaseException):
    """Nothing catches it, like a power cut."""


def killed_at(monkeypatch, at):
    """Let the n-th rename, replacement or removal be the last thing that happens."""
    left = [at]
    real = {name: getattr(Path, name) for name in ("rename", "replace", "unlink", "rmdir")}

    def counting(name):
        def call(self, *given, **more):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real[name](self, *given, **more)

        return call

    for name in real:
        monkeypatch.setattr(Path, name, counting(name))
    monkeypatch.setattr(study.shutil, "rmtree", lambda *_, **__: None)  # nothing tidies up either
    return left


def write(places, word, names):
    """A generation of a few files in three folders, every file saying the same word."""
    with study.writing(*places) as new:
        for place in places:
            for name in names:
                file = new.aside(place) / name
                file.parent.mkdir(exist_ok=True)
                file.write_text(word, encoding="utf-8")
        files = study.digests(new.aside(places[0]))
        codebook = {"generation": word, "files": files}
        (new.aside(places[0]) / study.CODEBOOK).write_text(json.dumps(codebook), encoding="utf-8")
        new.put_in_place()


def word_of(place):
    """What a folder's files say, all alike; read as a reader reads them."""
    names = study.listed(place).keys() - {study.CODEBOOK, study.CONTENTS}
    (word,) = {study.at(place, name).read_text("utf-8") for name in names}
    return word


def test_killed_at_every_rename_it_is_the_old_or_the_new(tmp_path, monkeypatch):
    old, new = ("a.csv", "b.csv", "texts/1.txt"), ("a.csv", "c.csv", "texts/2.txt", "texts/3.txt")
    seen = set()
    for at in range(200):
        places = [tmp_path / str(at) / name for name in ("clean", "notebooks", "figures")]
        write(places, "old", old)
        for place in places:
            give_hers(place)
        (places[0] / "a.csv").write_text("edited", encoding="utf-8")
        with monkeypatch.context() as patch:
            left = killed_at(patch, at)
            with contextlib.suppress(Killed):
                write(places, "new", new)
            done = left[0] > 0
        found = study.generation(places[0])
        seen.add(found)
        if found == "new":
            assert word_of(places[0]) == "new"
        assert all(map(has_hers, places)), at
        write(places, found, new if found == "new" else old)  # the next run mends what was left
        assert [word_of(place) for place in places] == [found] * 3
        for place in places:
            kept = {"a.yours.csv"} if place == places[0] else set()
            assert set(contents(place)) == {*study.listed(place), *HERS} | kept, at
        if done:
            break
    assert done and seen == {"old", "new"}


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is Unix")
def test_killed_at_random_moments_it_is_the_old_or_the_new(tmp_path, two):
    kill_at_random(tmp_path, two, turns=6)


def kill_at_random(tmp_path, two, turns):
    folder = tmp_path / "clean"
    two[0].save(folder)
    give_hers(folder)
    raws = (plant(tmp_path / "a", a=A), plant(tmp_path / "b", b=B, c=A))
    chance = random.Random(7)
    for turn in range(turns):
        raw = raws[(turn + 1) % 2]
        command = [sys.executable, "-m", "toolkit", "parse", str(raw), "--out", str(folder)]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.8, 3.5))
        process.kill()
        process.wait()
        assert which(folder, two) in (0, 1)
        assert has_hers(folder)


def test_readers_see_one_or_the_other_while_it_is_replaced(tmp_path, two):
    folder = tmp_path / "clean"
    two[0].save(folder)
    stop = threading.Event()

    def keep_writing():
        turn = 0
        while not stop.is_set():
            turn += 1
            two[turn % 2].save(folder)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        seen = [which_or_again(folder, two) for _ in range(40)]
    finally:
        stop.set()
        writer.join()
    assert {0, 1} & set(seen)
    assert set(seen) <= {0, 1, "again"}
    assert which(folder, two) in (0, 1)


def test_a_failed_write_leaves_the_old_tables_whole(tmp_path, two, monkeypatch):
    two[0].save(tmp_path)
    before = contents(tmp_path)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("toolkit.tables.tables._parquet", full)
    with pytest.raises(OSError, match="No space"):
        two[1].save(tmp_path)
    assert contents(tmp_path) == before


def test_a_file_changed_since_it_was_written_is_kept(tmp_path, two):
    two[0].save(tmp_path)
    (tmp_path / "claims.csv").write_bytes(b"edited")
    two[1].save(tmp_path)
    assert (tmp_path / "claims.yours.csv").read_bytes() == b"edited"
    (tmp_path / "claims.csv").write_bytes(b"edited again")
    two[0].save(tmp_path)
    assert (tmp_path / "claims.yours-2.csv").read_bytes() == b"edited again"
    assert which(tmp_path, two) == 0


def test_a_codebook_that_names_files_elsewhere_is_not_believed(tmp_path, two):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    folder = tmp_path / "clean"
    two[0].save(folder)
    codebook = json.loads((folder / study.CODEBOOK).read_text("utf-8"))
    then = study.digest(tmp_path / "mine.txt")
    codebook["files"] |= {"../mine.txt": then, str(tmp_path / "mine.txt"): then}
    (folder / study.CODEBOOK).write_text(json.dumps(codebook), encoding="utf-8")
    two[1].save(folder)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("label", "stands", "out", "said"),
    [
        ("OUT is a file", {"out": b"x"}, "out", "is a file"),
        ("a file above OUT", {"up": b"x"}, "up/out", "is a file"),
        ("a table's name is taken", {"out/claims.csv": b"x"}, "out", "claims.csv stands where"),
        ("a folder of a table's name", {"out/claims.csv/x": b"x"}, "out", "stands where"),
        ("a codebook of somebody's", {"out/datapackage.json": b"{}"}, "out", "stands where"),
        ("a text of the same name", {"out/texts/a.txt": b"x"}, "out", "texts/a.txt stands"),
        ("texts is a file", {"out/texts": b"x"}, "out", "stands where"),
    ],
)
def test_what_stands_in_the_way_is_said_before_anything_is_read(tmp_path, label, stands, out, said):
    raw = plant(tmp_path / "raw", a=A)
    for name, data in stands.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    before = contents(tmp_path)
    result = runner.invoke(app, ["parse", str(raw), "--out", str(tmp_path / out)])
    assert result.exit_code == 2, result.output
    assert said.replace("/", os.sep) in result.output
    assert contents(tmp_path) == before
    assert not list(tmp_path.rglob(f"{study.ASIDE}*"))


def test_raw_texts_where_the_tables_would_keep_theirs(tmp_path):
    raw = plant(tmp_path / "study" / "texts", other=A)
    before = contents(tmp_path)
    for given in (raw, plant(raw / "sub", a=A)):
        result = runner.invoke(app, ["parse", str(given), "--out", str(tmp_path / "study")])
        assert result.exit_code == 2
        assert "holds your raw texts" in result.output
    assert before.items() <= contents(tmp_path).items()


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, monkeypatch):
    raw = plant(tmp_path / "raw", a=A)
    mkdir = Path.mkdir

    def refusing(self, *given, **more):
        if "closed" in self.parts:
            raise PermissionError(13, "Permission denied", str(self))
        return mkdir(self, *given, **more)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(Path, "mkdir", refusing)
    result = runner.invoke(app, ["parse", str(raw), "--out", str(tmp_path / "closed" / "out")])
    assert result.exit_code == 2
    assert "nothing can be written" in result.output and "Permission denied" in result.output


@pytest.mark.parametrize(
    ("label", "raw", "out"),
    [
        ("OUT above RAW", "study/reports", "study"),
        ("OUT above RAW, by the name of the texts", "study/sections", "study"),
        ("OUT is RAW", "study", "study"),
        ("OUT inside RAW", "study", "study/tables"),
        ("OUT is where one works", "raw", "."),
    ],
)
def test_out_and_raw_may_lie_in_each_other(tmp_path, monkeypatch, label, raw, out):
    monkeypatch.chdir(tmp_path)
    plant(Path(raw), reports=A, texts=B)
    hers = contents(tmp_path)
    for _ in range(2):  # the second time its tables lie among the texts
        result = runner.invoke(app, ["parse", raw, "--out", out])
        assert result.exit_code == 0, result.output
        assert hers.items() <= contents(tmp_path).items()
        assert Corpus.load(out).documents["document_id"].tolist() == ["reports", "texts"]


def test_the_second_of_two_runs_is_told(tmp_path, two):
    with study.writing(tmp_path):
        with pytest.raises(study.StudyError, match="another run is writing"):
            two[0].save(tmp_path)
        raw = plant(tmp_path / "raw", a=A)
        result = runner.invoke(app, ["parse", str(raw), "--out", str(tmp_path)])
        assert result.exit_code == 2
        assert "another run is writing" in result.output
    two[0].save(tmp_path)


def test_runs_at_once_leave_one_corpus(tmp_path, two):
    folder = tmp_path / "clean"
    raws = (plant(tmp_path / "a", a=A), plant(tmp_path / "b", b=B, c=A))
    commands = [
        [sys.executable, "-m", "toolkit", "parse", str(r), "--out", str(folder)] for r in raws
    ]
    running = [subprocess.Popen(c, cwd=ROOT, stderr=subprocess.PIPE, text=True) for c in commands]
    said = [process.communicate()[1] for process in running]
    codes = [process.returncode for process in running]
    assert set(codes) <= {0, 2} and 0 in codes
    assert all("Traceback" not in words for words in said)
    assert which(folder, two) in (0, 1)


@pytest.mark.slow
def test_two_runs_and_two_hundred_loads(tmp_path, two):
    folder = tmp_path / "clean"
    two[0].save(folder)
    raws = (plant(tmp_path / "a", a=A), plant(tmp_path / "b", b=B, c=A))
    stop = threading.Event()

    def keep_running(raw):
        while not stop.is_set():
            process = start("parse", raw, "--out", folder)
            assert "Traceback" not in process.communicate()[0]

    runs = [threading.Thread(target=keep_running, args=[raw]) for raw in raws]
    for running in runs:
        running.start()
    try:
        seen = [which(folder, two) for _ in range(200)]
    finally:
        stop.set()
        for running in runs:
            running.join()
    assert set(seen) == {0, 1}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is Unix")
def test_killed_eighty_times(tmp_path, two):
    kill_at_random(tmp_path, two, turns=80)


@pytest.mark.skipif(os.name != "posix", reason="limits are Unix")
def test_a_disk_that_is_full_leaves_the_old_tables_whole(tmp_path, two):
    import resource  # noqa: PLC0415

    folder = tmp_path / "clean"
    two[0].save(folder)
    before = contents(folder)
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, {resource.RLIM_INFINITY}));"
        f"from toolkit.commands.cli import app; app(['parse', {str(plant(tmp_path / 'b', b=B * 40))!r}, '--out', {str(folder)!r}])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert "could not be written" in done.stderr and "Traceback" not in done.stderr
    assert contents(folder) == before
    assert not list(folder.glob(f"{study.ASIDE}*"))


def start(*words, cwd=ROOT):
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit", *map(str, words)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=hear if os.name == "posix" else None,  # noqa: PLW1509  (it only sets a signal)
    )


def hear():
    """Let a command hear Ctrl-C, also where the tests were started in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name != "posix", reason="signals to a group are Unix")
@pytest.mark.parametrize(
    ("label", "command", "heard"),
    [("parse", "parse", "reading reports ..."), ("notebooks", "run", "notebooks and figures ...")],
)
def test_one_interrupt_stops_it_and_nothing_is_left(tmp_path, two, label, command, heard):
    out = tmp_path / "study"
    clean = out if command == "parse" else out / "clean"
    two[0].save(clean)
    before = contents(out)
    raw = plant(tmp_path / "raw", **{f"t{n}": B * 4_000 for n in range(9)})
    raw = ROOT / "data" / "raw" if command == "run" else raw
    process = start(command, raw, "--out", out)
    assert process.stdout is not None
    said = ""
    while heard not in said:
        said += process.stdout.readline()
    time.sleep(1.5 if command == "run" else 0.3)
    group = os.getpgid(process.pid)
    os.killpg(group, signal.SIGINT)
    rest = process.communicate(timeout=60)[0]
    assert process.returncode == 130, said + rest
    assert "Traceback" not in rest and "Stopped" in rest
    assert contents(out) == before
    with pytest.raises(ProcessLookupError):  # no worker is left
        os.killpg(group, 0)


def run(folder, raw, monkeypatch, *cells):
    books = folder / "books"
    books.mkdir(exist_ok=True)
    import nbformat  # noqa: PLC0415
    from nbformat.v4 import new_code_cell, new_notebook  # noqa: PLC0415

    first = new_code_cell(
        "clean = ''\nfigures = ''\nlanguage = 'en'", metadata={"tags": ["parameters"]}
    )
    nbformat.write(new_notebook(cells=[first, *map(new_code_cell, cells)]), books / "one.ipynb")
    monkeypatch.setattr("toolkit.commands.notebooks.STORED", books)
    return runner.invoke(app, ["run", str(raw), "--out", str(folder / "study")])


FIGURE = "import pathlib\nplace = pathlib.Path(figures)\nplace.mkdir(exist_ok=True)\n"


def test_run_puts_tables_notebooks_and_figures_in_place_as_one(tmp_path, monkeypatch):
    raw = plant(tmp_path / "raw", a=A)
    result = run(
        tmp_path, raw, monkeypatch, FIGURE + "(place / 'old.csv').write_text('1')", "clean"
    )
    assert result.exit_code == 0, result.output
    study_folder = tmp_path / "study"
    generation = study.generation(study_folder / "clean")
    for name in ("notebooks", "figures"):
        listed = json.loads((study_folder / name / study.CONTENTS).read_text("utf-8"))
        assert listed["generation"] == generation
    executed = (study_folder / "notebooks" / "one.ipynb").read_text("utf-8")
    assert '"clean = \\"../clean\\"\\n"' in executed
    (study_folder / "figures" / "hers.csv").write_text("2")
    result = run(tmp_path, raw, monkeypatch, FIGURE + "(place / 'new.csv').write_text('1')")
    names = {path.name for path in (study_folder / "figures").iterdir()} - {study.LOCK}
    assert names == {"new.csv", "hers.csv", study.CONTENTS}
    left = {path.name for path in study_folder.rglob(".toolkit-*")}
    assert left <= {cache.FOLDER}


def test_a_notebook_she_has_changed_is_kept_and_said(tmp_path, monkeypatch):
    raw = plant(tmp_path / "raw", a=A)
    run(tmp_path, raw, monkeypatch, "1 + 1")
    book = tmp_path / "study" / "notebooks" / "one.ipynb"
    book.write_text(book.read_text("utf-8").replace("1 + 1", "2 + 2"), encoding="utf-8")
    result = run(tmp_path, raw, monkeypatch, "1 + 1")
    kept = book.with_name("one.yours.ipynb")
    assert "2 + 2" in kept.read_text("utf-8")
    assert "1 + 1" in book.read_text("utf-8")
    assert "one.yours.ipynb" in result.output
    run(tmp_path, raw, monkeypatch, "1 + 1")
    assert "2 + 2" in kept.read_text("utf-8")


def test_a_notebook_that_stops_leaves_the_tables_of_its_run(tmp_path, monkeypatch):
    raw = plant(tmp_path / "raw", a=A)
    result = run(tmp_path, raw, monkeypatch, "raise ValueError('no')")
    assert result.exit_code == 1
    assert "ValueError: no" in result.output
    assert len(Corpus.load(tmp_path / "study" / "clean").claims)
    assert str(tmp_path / "study" / "notebooks") in result.output.replace("\n", "")

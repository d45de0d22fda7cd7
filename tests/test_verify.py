"""What is read back: as it was written, or refused with table, column, row and what to do."""

import json
import os
import random
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from test_tables import COUNTS, DOCUMENT, REPORT, ROWS

from toolkit import Corpus
from toolkit.tables import inert, study, tables, verify
from toolkit.tables.schema import TABLES

TEXT = "通报：共整改问题12个，占60%。\r\n"
AGAIN = "python -m toolkit parse RAW --out"
LONG = {"characters": len(TEXT)}
MENTIONS = [
    {
        "mention_id": f"a#1.m{n}",
        "report_id": "a#1",
        "section_id": None,
        "sentence_id": None,
        "start": n,
        "end": n + 3,
        "text": text,
        "kind": "quotation",
        "value": value,
    }
    for n, (text, value) in enumerate(
        [("通报：", None), ("=1+1", "-5"), ('"\r\n', ""), ("'+1", "x")]
    )
]
STUDY = ROWS | {
    "documents": [
        DOCUMENT | LONG,
        DOCUMENT | {"document_id": "b", "path": "b.txt", "characters": 0},
    ],
    "reports": [REPORT | {"end": len(TEXT)}],
    "mentions": MENTIONS,
    "phrase_counts": COUNTS,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "study"
    tables.write(tables.make(STUDY), {"a": TEXT, "b": ""}, folder, {"version": "1"})
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written, tmp_path / "study")


def rewrite(change):
    """Change a table as one does with pandas."""

    def done(folder: Path, table: str = "mentions") -> None:
        path = folder / f"{table}.parquet"
        change(pd.read_parquet(path)).to_parquet(path)

    return done


def edit(name: str, before: bytes, after: bytes):
    def done(folder: Path) -> None:
        data = (folder / name).read_bytes()
        assert before in data
        (folder / name).write_bytes(data.replace(before, after, 1))

    return done


def cell(column: str, row: int, value: object):
    def changed(frame: pd.DataFrame) -> pd.DataFrame:
        frame.loc[row, column] = value
        return frame

    return rewrite(changed)


def link(name: str):
    """Put a link to the same contents in the place of a file or folder."""

    def done(folder: Path) -> None:
        (folder / name).rename(folder.parent / "elsewhere")
        (folder / name).symlink_to(folder.parent / "elsewhere")

    return done


def other_run(name: str):
    def done(folder: Path) -> None:
        other = folder.parent / "other"
        tables.write(tables.make(STUDY), {"a": TEXT, "b": ""}, other, {"version": "2"})
        shutil.copy(other / name, folder / name)

    return done


def codebook(change):
    """Change a codebook as one who hides it: with a new id, in every table too."""

    def done(folder: Path) -> None:
        path = folder / tables.CODEBOOK
        book = json.loads(path.read_text("utf-8"))
        change(book)
        book["generation"] = verify.generation(book)
        for table in folder.glob("*.parquet"):
            rows = pq.read_table(table)
            about = rows.schema.metadata | {verify.ID: book["generation"].encode()}
            pq.write_table(rows.replace_schema_metadata(about), table)
            book["files"][table.name] = study.digest(table)
        path.write_text(json.dumps(book), "utf-8")

    return done


def pipe(name: str):
    def done(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return done


# label, what was done to the folder, what is said of it
REFUSED = [
    ("a value changed with pandas", cell("value", 1, "-6"), r"mentions.value is '-6' in row 1 .* '-5' was written"),
    ("a value taken out", cell("value", 1, None), "mentions.value is missing in row 1"),
    ("an empty value, which is not a missing one", cell("value", 0, ""), "mentions.value is '' in row 0"),
    ("a number changed", cell("end", 2, 6), "mentions.end is 6 in row 2 .* where 5 was"),
    ("a row taken out", rewrite(lambda f: f.drop(2)), "mentions has 3 rows, 4 were written"),
    ("rows sorted another way", rewrite(lambda f: f[::-1]), "mentions.mention_id is 'a#1.m3' in row 0"),
    ("a column taken out", rewrite(lambda f: f.drop(columns="value")), "mentions lacks value"),
    ("numbers made words", rewrite(lambda f: f.astype({"end": str}).replace("3", "three")), "mentions.end cannot be read as integer"),
    ("a table that is no table", lambda f: (f / "mentions.parquet").write_bytes(b"PAR1"), "mentions.parquet cannot be read"),
    ("a cell changed in a spreadsheet", edit("mentions.csv", b"'-5", b"'-6"), r"mentions.csv .* mentions.value is '-6' in row 1"),
    ("the apostrophe lost in a spreadsheet", edit("reports.csv", "通报".encode(), b"'=1"), "reports.title is '=1' in row 0"),
    ("a line taken out of a CSV", edit("mentions.csv", b"a#1.m0,a#1,,,0,3,", b""), "mentions.csv cannot be read"),
    ("both files of a table changed", lambda f: [edit(n, b"a#1.m0", b"a#1.m9")(f) for n in ("mentions.csv", "mentions.parquet")], "mentions.parquet"),
    ("a text changed", edit("texts/a.txt", b"12", b"13"), "texts/a.txt is not as it was"),
    ("a text gone", lambda f: (f / "texts/a.txt").unlink(), "a.txt is missing"),
    ("a table gone", lambda f: (f / "claims.parquet").unlink(), "claims.parquet is missing"),
    ("a table of another run", other_run("claims.parquet"), "claims.parquet is of other tables"),
    ("the codebook of another run", other_run("datapackage.json"), "documents.parquet is of other tables"),
    ("a codebook cut off", lambda f: (f / "datapackage.json").write_bytes(b'{"name": "rep'), "datapackage.json cannot be read"),
    ("a codebook that is a list", lambda f: (f / "datapackage.json").write_bytes(b"[]"), "datapackage.json cannot be read"),
    ("a codebook without end", lambda f: (f / "datapackage.json").write_bytes(b"[" * 100_000), "datapackage.json cannot be read"),
    ("words of the codebook changed", edit("datapackage.json", b"An input file", b"An output file"), "datapackage.json is not as it was"),
    ("a table that links elsewhere", link("claims.parquet"), "claims.parquet is a link"),
    ("a CSV that links elsewhere", link("claims.csv"), "claims.csv is a link"),
    ("a text that links elsewhere", link("texts/a.txt"), "a.txt is a link"),
    ("texts that link elsewhere", link("texts"), "a.txt is a link"),
    ("a codebook that links elsewhere", link("datapackage.json"), "datapackage.json is a link"),
    ("a pipe in place of a table", pipe("claims.parquet"), "claims.parquet is no file"),
    ("a pipe in place of the codebook", pipe("datapackage.json"), "datapackage.json is no file"),
    ("a folder in place of a text", lambda f: [(f / "texts/a.txt").unlink(), (f / "texts/a.txt").mkdir()], "a.txt is no file"),
    ("a text outside, by the codebook", codebook(lambda b: b["files"].update({"texts/../../x.txt": "sha256:0"})), "no name of a file: '../../x'"),
    ("a text by a whole path", codebook(lambda b: b["files"].update({"texts//etc/passwd": "sha256:0"})), "no name of a file: '/etc/passwd'"),
    ("an older codebook", codebook(lambda b: b.update(codebook_version=0)), "Another version of the toolkit .* has version 0"),
    ("a newer codebook", codebook(lambda b: b.update(codebook_version=99)), "Another version of the toolkit .* has version 99"),
    ("a codebook from before there were versions", codebook(lambda b: b.pop("codebook_version")), "has version 0"),
    ("a table that was not there then", codebook(lambda b: b["resources"].pop()), "Another version .* concept_matches lacks concept"),
    ("a column that was not there then", codebook(lambda b: b["resources"][0]["schema"]["fields"].pop()), "Another version .* documents lacks message"),
    ("a column of another type then", codebook(lambda b: b["resources"][0]["schema"]["fields"][0].update(type="integer")), "documents.document_id is integer, not string"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "harm", "said"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_folder_that_is_not_as_it_was_written_is_refused(folder, label, harm, said):
    harm(folder)
    with pytest.raises(tables.TableError, match=said) as refused:
        Corpus.load(folder)
    assert str(folder) in str(refused.value)
    assert f"{AGAIN} {folder}" in str(refused.value)


# label, what was done to the folder: what was written is read
TAKEN = [
    ("nothing", lambda f: None),
    ("written again by pandas", rewrite(lambda f: f)),
    ("numbers held otherwise", rewrite(lambda f: f.astype({"start": "float64", "text": "object"}))),
    ("an index of its own", rewrite(lambda f: f.set_index(np.arange(4) + 7))),
    ("a CSV thrown away", lambda f: (f / "mentions.csv").unlink()),
    ("a CSV written again by another program", edit("mentions.csv", b"\r\na#1.m1", b'\n"a#1.m1"')),
    ("notes beside the tables", lambda f: (f / "notes.md").write_text("mine")),
    ("a text of hers beside ours", lambda f: (f / "texts/mine.txt").write_text("mine")),
    ("the folder moved", lambda f: f.rename(f.with_name("moved")).rename(f)),
    ("the folder linked", lambda f: f.rename(f.with_name("x")) and f.symlink_to(f.with_name("x"))),
]


@pytest.mark.parametrize(("label", "done"), TAKEN, ids=[case[0] for case in TAKEN])
def test_what_holds_the_same_values_is_read(folder, label, done):
    then = tables.read(folder)
    done(folder)
    assert_same(tables.read(folder), then)


def assert_same(one, two):
    assert one[1:] == two[1:]
    for name, frame in two[0].items():
        pd.testing.assert_frame_equal(one[0][name], frame)


@pytest.mark.parametrize(
    "name", ["mentions.parquet", "phrase_counts.parquet", "mentions.csv", "texts/a.txt", "datapackage.json"]
)  # fmt: skip
def test_of_single_changed_bits_none_gives_another_value(folder, name):
    then, whole = tables.read(folder), (folder / name).read_bytes()
    assert all(frame is then[0][table] for table, frame in then[0].items())  # read once, and now
    draw = random.Random(name)
    refused = 0
    for place in draw.sample(range(8 * len(whole)), 40):
        data = bytearray(whole)
        data[place // 8] ^= 1 << place % 8
        (folder / name).write_bytes(data)
        try:
            assert_same(tables.read(folder), then)
        except tables.TableError:
            refused += 1
    assert refused > 10


KEPT = [
    ("words", ["甲", None, "=乙", ""], "string"),
    ("whole numbers", [1, 2, 3, -4], "integer"),
    ("whole numbers, one missing", pd.array([1, None, 3, -4], "Int64"), "integer"),
    ("numbers", [0.1, np.nan, 1e300, -4.0], "number"),
    ("yes and no", [True, False, True, True], "boolean"),
    ("choices", pd.Categorical(["乙", "甲", None, "甲"], ["乙", "甲"]), "string"),
    ("days", pd.to_datetime(["2025-01-01", None, "2025-03-01", "2025-01-01"]), "string"),
    ("nothing yet", [None] * 4, "string"),
]


@pytest.mark.parametrize(("label", "values", "kind"), KEPT, ids=[case[0] for case in KEPT])
@pytest.mark.parametrize("way", ["saved", "by pandas"])
def test_a_column_of_hers_is_kept(folder, way, label, values, kind):
    corpus = Corpus.load(folder)
    if way == "saved":
        corpus.mentions["coder"] = values
        corpus.save(folder)
    else:
        rewrite(lambda f: f.assign(coder=values))(folder)
    again = Corpus.load(folder)
    assert list(again.mentions.columns) == [*TABLES["mentions"].names, "coder"]
    then, now = pd.Series(values), again.mentions["coder"]
    assert (now.isna() == then.isna()).all()
    assert now.dropna().tolist() == then.dropna().tolist()
    again.save(folder)
    book = json.loads((folder / tables.CODEBOOK).read_text("utf-8"))
    fields = next(r for r in book["resources"] if r["name"] == "mentions")["schema"]["fields"]
    assert fields[-1] == {
        "name": "coder",
        "type": kind,
        "title": "coder",
        "description": "Added by the researcher",
    }
    later = Corpus.load(folder).mentions["coder"]
    assert later.dropna().tolist() == then.dropna().tolist()
    assert later.dtype == now.dtype or now.isna().all()


def test_a_column_added_in_a_spreadsheet_is_kept(folder):
    path = folder / "mentions.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame = frame.assign(coder=["甲", "乙", "'=丙", ""], sure=["1", "2", "3", ""])
    frame.to_csv(path, index=False, encoding="utf-8-sig")
    mentions = Corpus.load(folder).mentions
    assert mentions["coder"].fillna("").tolist() == ["甲", "乙", "=丙", ""]
    assert mentions["sure"].tolist()[:3] == [1, 2, 3]


def test_what_she_added_is_held_against_what_was_written_too(folder):
    corpus = Corpus.load(folder)
    corpus.mentions["coder"] = [1, 2, 3, 4]
    corpus.save(folder)
    cell("coder", 1, 5)(folder)
    with pytest.raises(tables.TableError, match=r"mentions.coder is 5 in row 1 .* where 2 was"):
        Corpus.load(folder)


@pytest.mark.parametrize(
    ("label", "column", "values", "said"),
    [
        ("a name that is no text", 7, "x", "column named 7"),
        ("a name a spreadsheet runs", "=1+1", "x", "column named '=1"),
        ("a name that moves the cursor", "a\x1b[2J", "x", "column named"),
        ("values of several kinds", "mixed", [1, "a", None, 2.5], "mentions.mixed holds values of"),
    ],
)
def test_a_column_that_cannot_be_kept_is_refused_before_anything_is_written(
    folder, label, column, values, said
):
    corpus = Corpus.load(folder)
    corpus.mentions[column] = values
    with pytest.raises(tables.TableError, match=said):
        corpus.save(folder)
    assert list(Corpus.load(folder).mentions.columns) == TABLES["mentions"].names


def test_an_edited_folder_is_read_when_she_says_so(folder):
    cell("value", 1, "-6")(folder)
    edit("mentions.csv", b"'-5", b"'-7")(folder)
    edit("texts/a.txt", b"12", b"13")(folder)
    corpus = Corpus.load(folder, edited=True)
    assert corpus.mentions["value"][1] == "-6"
    assert "13" in corpus.texts["a"]
    corpus.save(folder)
    assert Corpus.load(folder).mentions["value"][1] == "-6"


EDITED = [
    ("a place outside the text", cell("end", 1, 99), "mentions.end lies outside the text in 1 rows, first row 1"),
    ("a value outside its list", cell("kind", 2, "rumour"), "mentions.kind is none of"),
    ("a report that is not there", cell("report_id", 3, "a#9"), "mentions.report_id is not in reports .* first row 3"),
    ("an id that stands twice", cell("mention_id", 3, "a#1.m0"), "mentions.mention_id stands twice in 1 rows, first row 3"),
    ("a required value missing", cell("text", 0, None), "mentions.text is missing in 1 rows, first row 0"),
    ("a text of another length", edit("texts/a.txt", b"12", b"123"), "documents.characters is not the length"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "harm", "said"), EDITED, ids=[case[0] for case in EDITED])
def test_an_edited_folder_still_keeps_to_the_schema(folder, label, harm, said):
    harm(folder)
    with pytest.raises(tables.TableError, match=said):
        Corpus.load(folder, edited=True)


def test_one_id_stands_in_the_codebook_and_in_every_table(folder, tmp_path):
    book = json.loads((folder / tables.CODEBOOK).read_text("utf-8"))
    for name in TABLES:
        stored = pq.read_metadata(folder / f"{name}.parquet").metadata
        assert stored[verify.ID].decode() == book["generation"]
    tables.write(tables.make(STUDY), {"a": TEXT, "b": ""}, tmp_path / "again", {"version": "1"})
    for path in sorted(folder.rglob("*.*")):
        if path.name != ".toolkit.lock":
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(folder)).read_bytes()


@pytest.mark.parametrize("change", ["a text", "a table", "the settings"])
def test_the_id_is_that_of_the_content(folder, tmp_path, change):
    rows = changed = STUDY
    text, about = TEXT, {"version": "1"}
    if change == "a text":
        text = TEXT.replace("12", "13")
    elif change == "a table":
        changed = rows | {"mentions": rows["mentions"][:3]}
    else:
        about = {"version": "2"}
    tables.write(tables.make(changed), {"a": text, "b": ""}, tmp_path / "other", about)
    one, two = (
        json.loads((place / tables.CODEBOOK).read_text("utf-8"))["generation"]
        for place in (folder, tmp_path / "other")
    )
    assert one != two


def test_an_id_that_leads_out_of_the_folder_is_not_written(tmp_path):
    rows = {"documents": [DOCUMENT | {"document_id": "../a", "characters": 0}]}
    with pytest.raises(tables.TableError, match="no name of a file"):
        tables.write(tables.make(rows), {"../a": ""}, tmp_path / "study", {})
    assert not (tmp_path / "a.txt").exists()


def test_errors_send_nothing_to_the_terminal(folder):
    cell("value", 1, "\x1b[2J\n")(folder)
    with pytest.raises(tables.TableError) as refused:
        Corpus.load(folder)
    assert inert.visible(str(refused.value)) == str(refused.value)

"""Spans for other tools: Label Studio, WebAnno and INCEpTION, and (as QDPX) NVivo, MAXQDA, ATLAS.ti.

QDPX is the REFI-QDA project exchange, version 1.5 (qdasoftware.org, 2019); TSV is WebAnno's format
3.3. Offsets count code points, in WebAnno's files UTF-16 units, as each of the tools has it.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import pandas as pd

SPACE = UUID("6f1b1d0e-6c3c-4b58-9a34-0f6d6f4f7a11")  # what the ids of a project are drawn from
QDA = "urn:QDA-XML:project:1.0"
THEN = "2000-01-01T00:00:00Z"  # a project is the same each time it is written
WORD = re.compile(r"[0-9A-Za-z.]+|\S")
_TOKEN = re.compile(
    r"\d+-\d+(?:\.\d+)?\t(?P<start>\d+)-(?P<end>\d+)\t(?P<text>[^\t]*)\t(?P<labels>[^\t]*)\t?.*"
)
_LABEL = re.compile(r"((?:\\.|[^\\\[\]|_*])+)(?:\[(\d+)\])?")
ENDINGS = (".json", ".zip", ".qdpx")
COLUMNS = ["document_id", "start", "end", "text", "label"]


def export(spans: pd.DataFrame, texts: Mapping[str, str], path: Path) -> None:
    """Write spans with the texts they lie in, as the ending of the path says.

    spans: columns document_id, start, end, text, label. ``.json`` for Label Studio (its XML needs
    ``<Labels name="label" toName="text">``), ``.zip`` of a TSV file per text for WebAnno and
    INCEpTION, ``.qdpx`` for NVivo, MAXQDA and ATLAS.ti. Raises ValueError for another ending.
    """
    writers = {".json": _label_studio, ".zip": _webanno, ".qdpx": _qdpx}
    if path.suffix not in writers:
        raise ValueError(f"the name has to end in {', '.join(ENDINGS)}, not {path.suffix!r}")
    writers[path.suffix](spans, texts, path)


def read(path: Path, texts: Mapping[str, str]) -> pd.DataFrame:
    """The spans of a file that another tool exported: document_id, start, end, text, label.

    ``.json`` of Label Studio, ``.zip`` of WebAnno or INCEpTION (TSV 3.3 files in it), ``.qdpx`` of
    NVivo, MAXQDA or ATLAS.ti. Raises ValueError where it is none of these.
    """
    readers = {".json": read_label_studio, ".zip": _read_webanno, ".qdpx": _read_qdpx}
    if path.suffix not in readers:
        raise ValueError(f"the name has to end in {', '.join(ENDINGS)}, not {path.suffix!r}")
    try:
        found = readers[path.suffix](path)
    except (zipfile.BadZipFile, ET.ParseError, LookupError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no project that a tool has exported: {error!r}") from None
    if path.suffix == ".zip":
        points = {name: _points(texts.get(name, "")) for name in set(found["document_id"])}
        for side in ("start", "end"):
            pairs = zip(found["document_id"], found[side], strict=True)
            found[side] = [points[name].get(at, at) for name, at in pairs]
    return found


def _points(text: str) -> dict[int, int]:
    """Offsets in UTF-16 units → in code points."""
    units = accumulate((1 + (ord(char) > 0xFFFF) for char in text), initial=0)
    return {unit: at for at, unit in enumerate(units)}


def _read_webanno(path: Path) -> pd.DataFrame:
    """A span is all tokens under one number; a label without a number is of its token alone."""
    rows: list[tuple[Any, ...]] = []
    with zipfile.ZipFile(path) as file:
        for name in (n for n in file.namelist() if n.endswith(".tsv")):
            parts = Path(name).parts
            document_id = Path(next((p for p in parts[:-1] if p.endswith(".tsv")), parts[-1])).stem
            found: dict[tuple[str, str], list[Any]] = {}
            for line in file.read(name).decode("utf-8").splitlines():
                token = _TOKEN.fullmatch(line)
                for label, number in _LABEL.findall(token["labels"]) if token else ():
                    start, end = int(token["start"]), int(token["end"])  # type: ignore[index]
                    span = found.setdefault((label, number or f"at {start}"), [start, end, []])
                    span[1] = end
                    span[2].append(token["text"])  # type: ignore[index]
            rows += ((document_id, *span, label) for (label, _), span in found.items())
    made = pd.DataFrame(rows, columns=COLUMNS)
    plain = [re.sub(r"\\(.)", r"\1", label) for label in made["label"]]
    return made.assign(label=plain, text=["".join(tokens) for tokens in made["text"]])


def _read_qdpx(path: Path) -> pd.DataFrame:
    with zipfile.ZipFile(path) as file:
        project = ET.fromstring(file.read("project.qde"))
    names = {code.get("guid"): code.get("name") for code in project.iter(f"{{{QDA}}}Code")}
    rows = [
        (source.get("name"), int(place.attrib["startPosition"]), int(place.attrib["endPosition"]),
         place.get("name", ""), names[reference.get("targetGUID")])
        for source in project.iter(f"{{{QDA}}}TextSource")
        for place in source.iter(f"{{{QDA}}}PlainTextSelection")
        for reference in place.iter(f"{{{QDA}}}CodeRef")
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def read_label_studio(path: Path) -> pd.DataFrame:
    """The spans of a file that Label Studio exported (JSON): document_id, start, end, text, label."""
    try:
        tasks = json.loads(path.read_text("utf-8"))
        rows = [
            (task["data"]["document_id"], value["start"], value["end"], value["text"], label)
            for task in tasks
            for said in task.get("annotations", ())
            for result in said["result"]
            if "labels" in (value := result.get("value", {}))
            for label in value["labels"]
        ]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no export of Label Studio (JSON): {error!r}") from None
    return pd.DataFrame(rows, columns=COLUMNS)


def compared(ours: pd.DataFrame, theirs: pd.DataFrame) -> pd.DataFrame:
    """Both sets of spans with a column ``found``: both, ours (taken out there) or theirs (added)."""
    names = {"both": "both", "left_only": "ours", "right_only": "theirs"}
    keys = ["document_id", "start", "end", "label"]
    one, other = (frame[COLUMNS].drop_duplicates(keys) for frame in (ours, theirs))
    both = one.merge(other.drop(columns="text"), on=keys, how="outer", indicator="found")
    both["found"] = both["found"].map(names).astype("string")
    texts = theirs.set_index(keys)["text"].to_dict()
    missing = both["text"].isna()
    both.loc[missing, "text"] = [texts[tuple(key)] for key in both.loc[missing, keys].to_numpy()]
    return both.sort_values(keys, ignore_index=True)


def _label_studio(spans: pd.DataFrame, texts: Mapping[str, str], path: Path) -> None:
    tasks = []
    for document_id, rows in _by_document(spans, texts):
        results = [
            {
                "id": _id(document_id, row.start, row.end, row.label)[:10],
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {
                    "start": int(row.start),
                    "end": int(row.end),
                    "text": texts[document_id][row.start : row.end],
                    "labels": [row.label],
                },
            }
            for row in rows.itertuples()
        ]
        data = {"document_id": document_id, "text": texts[document_id]}
        tasks.append(
            {"data": data, "predictions": [{"model_version": "toolkit", "result": results}]}
        )
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _webanno(spans: pd.DataFrame, texts: Mapping[str, str], path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for document_id, rows in _by_document(spans, texts):
            lines = "\n".join(_tsv(texts[document_id], rows))
            _stored(file, f"{document_id}.tsv", lines + "\n")


def _tsv(text: str, spans: pd.DataFrame) -> Iterator[str]:
    """A text line by line, word by word; a word ends where a span does."""
    yield "#FORMAT=WebAnno TSV 3.3"
    yield "#T_SP=webanno.custom.Span|label"
    yield ""
    places = [(int(s.start), int(s.end), str(s.label)) for s in spans.itertuples()]
    cuts = sorted({edge for start, end, _ in places for edge in (start, end)})
    units = list(_points(text))
    for number, found in enumerate(re.finditer(r"[^\r\n]*\S[^\r\n]*", text), 1):
        yield ""
        yield f"#Text={found[0]}"
        for at, (start, end) in enumerate(_words(found, cuts), 1):
            inside = [n for n, (a, b, _) in enumerate(places, 1) if a <= start and end <= b]
            labels = "|".join(f"{_escaped(places[n - 1][2])}[{n}]" for n in inside) or "_"
            yield f"{number}-{at}\t{units[start]}-{units[end]}\t{text[start:end]}\t{labels}\t"


def _words(line: re.Match[str], cuts: list[int]) -> Iterator[tuple[int, int]]:
    for word in WORD.finditer(line.string, line.start(), line.end()):
        edges = [cut for cut in cuts if word.start() < cut < word.end()]
        yield from zip([word.start(), *edges], [*edges, word.end()], strict=True)


def _escaped(label: str) -> str:
    return re.sub(r"([\\\[\]|_;\t*>-])", r"\\\1", label)


def _qdpx(spans: pd.DataFrame, texts: Mapping[str, str], path: Path) -> None:
    user = _id("user")
    project = ET.Element("Project", {"xmlns": QDA, "name": "reports", "origin": "toolkit"})
    users = ET.SubElement(project, "Users")
    ET.SubElement(users, "User", {"guid": user, "name": "toolkit"})
    codes = ET.SubElement(ET.SubElement(project, "CodeBook"), "Codes")
    for label in sorted(set(spans["label"])):
        given = {"guid": _id("code", label), "name": label, "isCodable": "true"}
        ET.SubElement(codes, "Code", given)
    sources = ET.SubElement(project, "Sources")
    made = {"creatingUser": user, "creationDateTime": THEN}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for document_id, rows in _by_document(spans, texts):
            guid = _id("source", document_id)
            where = {"guid": guid, "name": document_id, "plainTextPath": f"internal://{guid}.txt"}
            source = ET.SubElement(sources, "TextSource", where | made)
            for row in rows.itertuples():
                its = {
                    "guid": _id(document_id, row.start, row.end, row.label),
                    "name": str(row.text)[:50],
                    "startPosition": str(row.start),
                    "endPosition": str(row.end),
                }
                place = ET.SubElement(source, "PlainTextSelection", its | made)
                coded = {"guid": _id("coding", its["guid"])} | made
                coding = ET.SubElement(place, "Coding", coded)
                ET.SubElement(coding, "CodeRef", {"targetGUID": _id("code", row.label)})
            _stored(file, f"sources/{guid}.txt", texts[document_id])
        _stored(file, "project.qde", ET.tostring(project, "unicode", xml_declaration=True))


def _by_document(
    spans: pd.DataFrame, texts: Mapping[str, str]
) -> Iterable[tuple[str, pd.DataFrame]]:
    """Every text with its spans, those without any too."""
    of = dict(list(spans.groupby("document_id")))
    return [(name, of.get(name, spans.head(0))) for name in sorted(texts)]


def _stored(file: zipfile.ZipFile, name: str, text: str) -> None:
    """A file of an archive with no time of its own, so that the archive is the same each time."""
    file.writestr(zipfile.ZipInfo(name), text.encode("utf-8", "replace"))


def _id(*parts: object) -> str:
    return str(uuid5(SPACE, "\x1f".join(map(str, parts))))

"""What was read before is not read again: the rows of each document, kept with what they depend on.

An entry is named by a hash of everything its rows come from: the bytes and the name of the file,
the toolkit's own code and lexicons, the versions of the packages that read formats. So an entry is
never wrong, only unused. It is JSON and Arrow batches, compressed; nothing in it is ever run, and one
that is damaged is as if it were not there. Where an entry cannot be written, the next run makes it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa

FOLDER = ".toolkit-read"
READERS = ("lxml", "pypdfium2", "pillow", "rapidocr", "onnxruntime", "jieba", "rjieba", "numpy")
DIGEST, SIZE = 32, 8  # bytes of the hash of an entry, and of how long it is when it is unpacked
Entry = tuple[Any, dict[str, pa.RecordBatch]]


def name(*depends: str | bytes) -> str:
    """The name of what comes from these things, read by this toolkit."""
    digest = hashlib.sha256(code())
    for one in depends:
        data = one.encode("utf-8", "surrogatepass") if isinstance(one, str) else one
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def code() -> bytes:
    """A hash of the toolkit's code and lexicons and of the packages it reads with."""
    here = Path(__file__).parent.parent
    files = sorted(p for p in here.rglob("*") if p.suffix in (".py", ".csv", ".txt", ".yml"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    for package in READERS:
        with suppress(PackageNotFoundError):
            digest.update(f"{package} {version(package)}".encode())
    return digest.digest()


def get(folder: Path, name: str) -> Entry | None:
    """What was kept under a name; None where there is nothing, or nothing whole."""
    try:
        data = (folder / name).read_bytes()
        os.utime(folder / name)  # it is of use still
        digest, size, packed = data[:DIGEST], data[DIGEST : DIGEST + SIZE], data[DIGEST + SIZE :]
        if hashlib.sha256(packed).digest() != digest:
            return None
        file = pa.BufferReader(pa.Codec("zstd").decompress(packed, int.from_bytes(size, "big")))
        said = json.loads(file.read(int.from_bytes(file.read(SIZE), "big")))
        return said["told"], {one: _next(file) for one in said["batches"]}
    except (OSError, ValueError):
        return None


def _next(file: pa.NativeFile) -> pa.RecordBatch:
    (batch,) = pa.ipc.open_stream(file)
    return batch


def put(folder: Path, name: str, told: Any, batches: Mapping[str, pa.RecordBatch]) -> None:
    """Keep something that JSON can say, and rows of tables, under a name, whole or not at all."""
    said = {"told": told, "batches": list(batches)}
    text = json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")
    file = pa.BufferOutputStream()
    file.write(len(text).to_bytes(SIZE, "big") + text)
    for batch in batches.values():
        with pa.ipc.new_stream(file, batch.schema) as stream:
            stream.write_batch(batch)
    data = file.getvalue()
    packed = pa.Codec("zstd").compress(data, asbytes=True)
    aside = folder / f"{name}.{secrets.token_hex(4)}"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        aside.write_bytes(
            hashlib.sha256(packed).digest() + data.size.to_bytes(SIZE, "big") + packed
        )
        aside.replace(folder / name)
    with suppress(OSError):
        aside.unlink(missing_ok=True)


def moment(folder: Path) -> float:
    """Now, by the clock of the disk: what is kept or asked for later bears a later time."""
    stamp = folder / f"moment.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stamp.touch()
        return stamp.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        with suppress(OSError):
            stamp.unlink(missing_ok=True)


def sweep(folder: Path, since: float) -> None:
    """Take away what was neither kept nor asked for since a moment."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.stat().st_mtime < since:
                Path(entry.path).unlink(missing_ok=True)

"""What was read before is not read again: the rows of each document, kept with what they depend on.

An entry is named by a hash of everything its rows come from: the bytes and the name of the file,
the toolkit's own code and lexicons, the versions of the packages that read formats. So an entry is
never wrong, only unused. It is JSON, compressed; nothing in it is ever run, and one that is damaged
is as if it were not there. Where an entry cannot be written, the next run reads the file again.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa

FOLDER = ".toolkit-read"
READERS = ("lxml", "pypdfium2", "pillow", "rapidocr", "onnxruntime", "jieba", "rjieba", "numpy")
SIZE = 8  # bytes in which an entry says how long it is when it is unpacked
LARGEST = 1 << 31


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


def get(folder: Path, name: str) -> Any:
    """What was kept under a name; None where there is nothing, or nothing whole."""
    try:
        data = (folder / name).read_bytes()
        os.utime(folder / name)  # it is of use still
        size = int.from_bytes(data[:SIZE], "big")
        if size > LARGEST:
            return None
        return json.loads(pa.Codec("zstd").decompress(data[SIZE:], size, asbytes=True))
    except (OSError, ValueError, RecursionError):
        return None


def put(folder: Path, name: str, value: Any) -> None:
    """Keep something under a name, whole or not at all."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    aside = folder / f"{name}.{secrets.token_hex(4)}"
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        packed = pa.Codec("zstd").compress(data, asbytes=True)
        aside.write_bytes(len(data).to_bytes(SIZE, "big") + packed)
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

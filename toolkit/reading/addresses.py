"""Folders at an address (``s3://bucket/texts``, ``sftp://…``, ``zip://…``): copied here, and back.

What kinds of address there are is `fsspec`'s; it is an extra, and imported when an address is given.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from toolkit.tables.study import StudyError

LACKING = (
    "an address needs the package fsspec, which is not installed here. Install it with: "
    "python -m pip install fsspec"
)


def is_address(where: str | Path) -> bool:
    """Whether something names a place that may be on another machine.

    >>> is_address("s3://bucket/texts"), is_address("my_texts")
    (True, False)
    """
    return "://" in str(where)


def here(where: str | Path) -> Path:
    """A folder on this machine: itself, or a copy of what lies at an address, gone with the process."""
    if not is_address(where):
        return Path(where)
    return fetch(str(where), aside())


def aside() -> Path:
    """A folder that is gone with the process."""
    folder = Path(tempfile.mkdtemp(prefix="toolkit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def fetch(address: str, folder: Path) -> Path:
    """Copy every file under an address into a folder; one that lies there already is replaced whole.

    What is there beside them stays. Raises StudyError.
    """
    with _said(address):
        files, root = _system(address)
        found = files.find(root)
        if not found:
            raise FileNotFoundError("there is no file")
        for path in found:
            target = folder / _below(path, root)
            target.parent.mkdir(parents=True, exist_ok=True)
            part = target.with_name(f".{target.name}.part")
            files.get_file(path, str(part))
            part.replace(target)
    return folder


def put(folder: Path, names: Iterable[str], address: str) -> None:
    """Copy files of a folder to an address, in this order. Raises StudyError.

    No address can swap a folder whole: until the last file is there, it holds some of each.
    """
    with _said(address):
        files, root = _system(address)
        for name in names:
            target = f"{root.rstrip('/')}/{name}"
            files.makedirs(target.rpartition("/")[0], exist_ok=True)
            files.put_file(str(folder / name), target)


def _system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  (an extra)
    except ImportError:
        raise StudyError(LACKING) from None
    return url_to_fs(address)


def _below(path: str, root: str) -> PurePosixPath:
    """The path of a file from a folder on; one that leads out of it is refused."""
    parts = PurePosixPath(path.removeprefix(root).lstrip("/") or PurePosixPath(path).name)
    if ".." in parts.parts or parts.is_absolute():
        raise ValueError(f"{path} leads out of its folder")
    return parts


@contextmanager
def _said(address: str) -> Iterator[None]:
    """Whatever a file system of somebody else raises, in words."""
    try:
        yield
    except StudyError:
        raise
    except Exception as error:
        raise StudyError(
            f"{address} could not be reached: {error}. Check the address and your rights there"
        ) from None

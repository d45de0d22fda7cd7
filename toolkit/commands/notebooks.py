"""Executing notebooks: each in a kernel of its own, parameters checked, outputs made the same.

``python -m toolkit.commands.notebooks`` refreshes the stored outputs of ``notebooks/``.
"""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat

from toolkit.pipeline import Progress, quiet
from toolkit.workers import pool

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "notebooks"
INSTALLED = Path(sysconfig.get_path("data")) / "share/toolkit/notebooks"  # by a wheel
PICTURES = ROOT / "docs" / "images"
SHOWN = ("01-structure-maps", "02-ribbon", "03-readings", "04-keyness")  # in the README
PATHS = ("clean", "figures")  # parameters that name folders
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
OWN = ("tags", "en", "zh")  # what a cell says of itself: its tags, its prose in the other language
WIDGET = "application/vnd.jupyter.widget-view+json"  # is alive only where its kernel is
COLOUR_CODES = re.compile(r"\x1b\[[0-9;]*m")


class NotebookError(RuntimeError):
    """A notebook that cannot be run, or stopped: which, where and why."""


@dataclass(frozen=True, slots=True)
class Job:
    """A notebook to execute: from where, to where, in which folder, with what.

    ``kept``: the parameters as the executed notebook is to hold them.
    """

    source: Path
    target: Path
    folder: Path
    parameters: Mapping[str, Any]
    kept: Mapping[str, Any]


def execute_all(
    folder: str | Path,
    out: str | Path,
    parameters: Mapping[str, Any],
    progress: Progress = quiet,
    *,
    later: Mapping[Path, Path] | None = None,
    instead: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Execute every notebook of a folder and write them, with their outputs, into another.

    Parameters are checked against the notebooks before the first one runs; each gets those it has.
    Folders among them may be given relative to where one works; the executed notebook holds them
    relative to itself, so that it runs again from where it lies. ``later`` says where folders that
    are written aside will lie in the end, ``instead`` which notebooks get other values. All
    notebooks are run, also where one stops; then NotebookError says which did, at what, and why.
    """
    out = Path(out).resolve()
    sources = sorted(Path(folder).resolve().glob("*.ipynb"))
    if not sources:
        raise NotebookError(f"{folder} holds no notebooks.")
    check_parameters(sources, parameters)
    out.mkdir(parents=True, exist_ok=True)
    jobs = []
    for source in sources:
        known = defaults(source)
        own = {**parameters, **(instead or {}).get(source.name, {})}
        mine = {name: value for name, value in own.items() if name in known}
        given, kept = (_seen_from(out, mine, moved) for moved in ({}, later or {}))
        jobs.append(Job(source, out / source.name, out, given, kept))
    try:
        _run(jobs, progress)
    except NotebookError as error:
        raise NotebookError(f"{error}\nAs far as it got: {(later or {}).get(out, out)}") from None


def _seen_from(out: Path, values: Mapping[str, Any], later: Mapping[Path, Path]) -> dict[str, Any]:
    """Parameters with their folders as seen from the notebooks' folder."""
    here = later.get(out, out)
    seen = dict(values)
    for name in PATHS & seen.keys():
        place = Path(seen[name]).resolve()
        seen[name] = _from(here, later.get(place, place))
    return seen


def shipped() -> Path:
    """The folder of the project's notebooks: beside the toolkit, or where its wheel put them."""
    return STORED if STORED.is_dir() else INSTALLED


def refresh(folder: Path = STORED, progress: Progress = quiet) -> None:
    """Execute the notebooks of a folder as they are and store their outputs in them.

    Some of their figures are what the README shows.
    """
    with tempfile.TemporaryDirectory() as aside:
        jobs = [
            Job(s, Path(aside) / s.name, folder, {}, {}) for s in sorted(folder.glob("*.ipynb"))
        ]
        _run(jobs, progress)
        for job in jobs:
            job.source.write_bytes(job.target.read_bytes())
    PICTURES.mkdir(parents=True, exist_ok=True)
    for stem, picture in pictures(folder).items():
        if stem in SHOWN:
            (PICTURES / f"{stem}.png").write_bytes(picture)


def pictures(folder: Path) -> dict[str, bytes]:
    """The figures that stand in the outputs of notebooks, by stem."""
    found = {}
    for path in sorted(folder.glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                if "image/png" in data:
                    stem = data["text/plain"].partition(":")[0]
                    found[stem] = base64.b64decode(data["image/png"])
    return found


def check_parameters(sources: Sequence[Path], given: Mapping[str, Any]) -> None:
    """Raise NotebookError where a parameter is no notebook's, or of another type than theirs."""
    every = {source.name: defaults(source) for source in sources}
    names = list(dict.fromkeys(name for known in every.values() for name in known))
    for name, value in given.items():
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise NotebookError(
                f"no notebook has a parameter {name!r}.{hint} They take {', '.join(names)}."
            )
        for notebook, known in every.items():
            if name in known and not _same_type(value, known[name]):
                raise NotebookError(
                    f"{notebook}: the parameter {name} must be {_type(known[name])} like "
                    f"{known[name]!r}, not {_type(value)} ({value!r})."
                )


def defaults(path: Path) -> dict[str, Any]:
    """The parameters of a notebook and their values, from its cell tagged ``parameters``."""
    for cell in nbformat.read(path, as_version=4).cells:
        if "parameters" in cell.metadata.get("tags", ()):
            return _assigned(cell.source)
    raise NotebookError(
        f"{path.name} has no cell tagged 'parameters'. Tag the one that sets its inputs "
        "(in JupyterLab: Property Inspector, Cell Tags)."
    )


def _assigned(code: str) -> dict[str, Any]:
    r"""Names set to plain values.

    >>> _assigned("from toolkit import Corpus\nclean = '../data/clean'\nlimit = 20")
    {'clean': '../data/clean', 'limit': 20}
    """
    return {name: ast.literal_eval(value) for name, value in _plain_values(code)}


def _plain_values(code: str) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            with suppress(ValueError):
                ast.literal_eval(node.value)
                yield node.targets[0].id, node.value


def with_values(code: str, values: Mapping[str, Any]) -> str:
    r"""A cell that sets parameters, with other values; its notes stay.

    >>> with_values('language = "en"  # en or zh\ntop = 20', {"language": "zh"})
    'language = "zh"  # en or zh\ntop = 20'
    """
    lines = code.split("\n")
    for name, old in reversed(list(_plain_values(code))):
        if name in values and ast.literal_eval(old) != values[name]:
            new = json.dumps(values[name], ensure_ascii=False)
            plain = new if isinstance(values[name], str) else repr(values[name])
            first, last = old.lineno - 1, (old.end_lineno or old.lineno) - 1
            before = lines[first].encode()[: old.col_offset].decode()
            after = lines[last].encode()[old.end_col_offset :].decode()
            lines[first : last + 1] = [f"{before}{plain}{after}"]
    return "\n".join(lines)


def _same_type(value: Any, default: Any) -> bool:
    """Whether a value can stand for the default; a whole number also for one with decimals.

    >>> _same_type(1, 0.5), _same_type(True, 1), _same_type("1", 1), _same_type("a", None)
    (True, False, False, True)
    """
    if default is None:
        return True
    return type(value) is type(default) or (type(value) is int and type(default) is float)


def _type(value: Any) -> str:
    names = {
        str: "a text",
        int: "a whole number",
        float: "a number",
        bool: "True or False",
        list: "a list",
    }
    return names.get(type(value), f"a {type(value).__name__}")


def _from(base: Path, target: Path) -> str:
    """A folder as seen from another; absolute only where no way leads there (other drives)."""
    try:
        return Path(os.path.relpath(target, base)).as_posix()
    except ValueError:
        return target.as_posix()


def _run(jobs: Sequence[Job], progress: Progress) -> None:
    progress("notebooks and figures", 0, len(jobs))
    troubles: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as home:
        install_kernel(Path(home))
        workers = min(len(jobs), os.cpu_count() or 1)
        with pool(workers, _own_jupyter, (home,)) as processes:
            running = {processes.submit(_execute, job): job for job in jobs}
            for done, future in enumerate(as_completed(running), 1):
                if trouble := future.result():
                    troubles[running[future].source.name] = trouble
                progress("notebooks and figures", done, len(jobs))
    if troubles:
        raise NotebookError("\n".join(troubles[name] for name in sorted(troubles)))


def install_kernel(home: Path) -> None:
    """The kernel python3 is this Python, whatever else the machine calls by that name."""
    spec = home / "data" / "kernels" / "python3"
    spec.mkdir(parents=True)
    launched = "-m ipykernel_launcher --log-level=CRITICAL -f {connection_file}"
    argv = [sys.executable, *launched.split()]
    kernel = {"argv": argv, "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")


def _own_jupyter(home: str) -> None:
    """Jupyter's folders for this process: nothing is read from or written to the user's own."""
    os.environ |= {
        "JUPYTER_PATH": str(Path(home) / "data"),
        "JUPYTER_DATA_DIR": str(Path(home) / "data"),
        "JUPYTER_CONFIG_DIR": str(Path(home) / "config"),
        "JUPYTER_RUNTIME_DIR": str(Path(home) / "runtime"),
        "IPYTHONDIR": str(Path(home) / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "PYTHONHASHSEED": "0",
    }


def _execute(job: Job) -> str:
    """Run one notebook; what went wrong in words, or nothing."""
    import papermill  # noqa: PLC0415  (a second that only this process needs)

    trouble = ""
    notebook = nbformat.read(job.source, as_version=4)
    write(prepared(notebook, job.parameters), job.target)
    try:
        papermill.execute_notebook(
            str(job.target),
            str(job.target),
            kernel_name="python3",
            language="python",
            cwd=str(job.folder),
            progress_bar=False,
            request_save_on_cell_execute=False,
        )
    except papermill.exceptions.PapermillExecutionError as error:
        trouble = _in_words(job, error)
    except Exception as error:  # the kernel died, the disk is full: say so, run the others
        trouble = f"{job.source.name}: {type(error).__name__}: {error}"
    notebook = nbformat.read(job.target, as_version=4)
    write(prepared(normalised(notebook), job.kept), job.target)
    return trouble


def prepared(
    notebook: nbformat.NotebookNode, parameters: Mapping[str, Any]
) -> nbformat.NotebookNode:
    """The notebook with other values of its parameters, its prose in the language they say.

    The prose in the other language stands in each cell's metadata, so that neither is lost.
    """
    language = parameters.get("language", "")
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            cell.source = with_values(cell.source, parameters)
        if language in cell.metadata:
            (other,) = {"en", "zh"} - {language}
            cell.metadata[other] = cell.source
            cell.source = cell.metadata.pop(language)
    return notebook


def _in_words(job: Job, error: Any) -> str:
    first = next((line for line in error.source.splitlines() if line.strip()), "")
    reason = COLOUR_CODES.sub("", str(error.evalue))
    return (
        f"{job.source.name}, cell {error.exec_count} ({first.strip()!r}): {error.ename}: {reason}"
    )


def normalised(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook without what changes from run to run or machine to machine."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(METADATA)
    number = 0
    for cell in notebook.cells:
        kept = {name: cell.metadata[name] for name in OWN if cell.metadata.get(name)}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number if cell.execution_count else None
            cell.outputs = _plain_outputs(cell.outputs, cell.execution_count)
    return notebook


def _plain_outputs(outputs: Sequence[nbformat.NotebookNode], number: int | None) -> list[Any]:
    """Outputs without what was said on the side (stderr); printed pieces joined."""
    kept: list[Any] = []
    for output in outputs:
        if output.output_type == "stream":
            if output.name == "stderr":
                continue
            if kept and kept[-1].output_type == "stream":
                kept[-1].text += output.text
                continue
        if output.output_type == "execute_result":
            output.execution_count = number
        output.pop("transient", None)
        output.get("data", {}).pop(WIDGET, None)
        kept.append(output)
    return kept


def write(notebook: nbformat.NotebookNode, path: Path) -> None:
    text = nbformat.writes(notebook, version=4, indent=1, ensure_ascii=False)
    path.write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        refresh(progress=lambda what, done, of: print(f"{what}: {done} of {of}"))
    except NotebookError as error:
        sys.exit(f"Nothing was refreshed: {error}")

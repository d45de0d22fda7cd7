"""Executing notebooks: each in a kernel of its own, parameters checked, outputs made the same.

``python -m toolkit.notebooks`` refreshes the stored outputs of ``notebooks/``.
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
from collections.abc import Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import nbformat

from toolkit.pipeline import Progress, quiet
from toolkit.workers import pool

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "notebooks"
INSTALLED = Path(sysconfig.get_path("data")) / "share/toolkit/notebooks"  # by a wheel
PICTURES = ROOT / "docs" / "images"
SHOWN = ("01-structure-maps", "02-ribbon", "03-readings", "04-keyness")  # in the README
PATHS = ("clean", "figures", "project")  # parameters that name folders
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
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
    later: Mapping[Path, Path] | None = None,
) -> None:
    """Execute every notebook of a folder and write them, with their outputs, into another.

    Parameters are checked against each notebook before the first one runs. Folders among them
    may be given relative to where one works; the executed notebook holds them relative to
    itself, so that it runs again from where it lies. ``later`` says where folders that are
    written aside will lie in the end. All notebooks are run, also where one stops; then
    NotebookError says which did, at what, and why.
    """
    out = Path(out).resolve()
    sources = sorted(Path(folder).resolve().glob("*.ipynb"))
    if not sources:
        raise NotebookError(f"{folder} holds no notebooks.")
    for source in sources:
        check_parameters(source, parameters)
    given, kept = _seen_from(out, parameters, {}), _seen_from(out, parameters, later or {})
    out.mkdir(parents=True, exist_ok=True)
    jobs = [
        Job(
            source,
            out / source.name,
            out,
            _with_project(source, given),
            kept=_with_project(source, kept),
        )
        for source in sources
    ]
    try:
        _run(jobs, progress)
    except NotebookError as error:
        raise NotebookError(f"{error}\nAs far as it got: {(later or {}).get(out, out)}") from None


def _seen_from(out: Path, values: Mapping[str, Any], later: Mapping[Path, Path]) -> dict[str, Any]:
    """Parameters with their folders, and the project's, as seen from the notebooks' folder."""
    here = later.get(out, out)
    seen = {}
    for name, value in (*values.items(), ("project", str(ROOT))):
        seen[name] = value
        if name in PATHS and isinstance(value, str | Path):
            place = Path(value).resolve()
            seen[name] = _from(here, later.get(place, place))
    return seen


def _with_project(path: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters, that of the project's folder only where a notebook has it."""
    return {
        name: value for name, value in values.items() if name != "project" or name in defaults(path)
    }


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


def check_parameters(path: Path, given: Mapping[str, Any]) -> None:
    """Raise NotebookError where a parameter is not one of the notebook's, or of another type."""
    known = defaults(path)
    for name, value in given.items():
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise NotebookError(
                f"{path.name} has no parameter {name!r}.{hint} It takes {', '.join(known)}."
            )
        if not _same_type(value, known[name]):
            raise NotebookError(
                f"{path.name}: the parameter {name} must be {_type(known[name])} like "
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
    found = {}
    for node in ast.parse(code).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found


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
        _install_kernel(Path(home))
        workers = min(len(jobs), os.cpu_count() or 1)
        with pool(workers, _own_jupyter, (home,)) as processes:
            running = {processes.submit(_execute, job): job for job in jobs}
            for done, future in enumerate(as_completed(running), 1):
                if trouble := future.result():
                    troubles[running[future].source.name] = trouble
                progress("notebooks and figures", done, len(jobs))
    if troubles:
        raise NotebookError("\n".join(troubles[name] for name in sorted(troubles)))


def _install_kernel(home: Path) -> None:
    """The kernel python3 is this Python, whatever else the machine calls by that name."""
    spec = home / "data" / "kernels" / "python3"
    spec.mkdir(parents=True)
    argv = [
        sys.executable,
        "-m",
        "ipykernel_launcher",
        "--log-level=CRITICAL",
        "-f",
        "{connection_file}",
    ]
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
    try:
        papermill.execute_notebook(
            str(job.source),
            str(job.target),
            dict(job.parameters),
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
    if job.target.exists():
        notebook = nbformat.read(job.target, as_version=4)
        write(_parametrised(normalised(notebook), job.kept), job.target)
    return trouble


def _parametrised(
    notebook: nbformat.NotebookNode, parameters: Mapping[str, Any]
) -> nbformat.NotebookNode:
    """The notebook with other values in the cell that papermill has put in."""
    from papermill.translators import translate_parameters  # noqa: PLC0415

    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.source = translate_parameters("python3", "python", parameters, "Parameters")
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
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if tags and "injected-parameters" in tags:
            cell.id = "injected-parameters"
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

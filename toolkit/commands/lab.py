"""JupyterLab opened on a study: its notebooks, with its tables and figures in the file browser.

Only the study can be reached and saved to, so that nothing done in the lab changes the project.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from toolkit.commands import typed
from toolkit.commands.notebooks import install_kernel
from toolkit.tables.study import StudyError

FIRST = "00-explore.ipynb"
# The extension that asks whether to show Jupyter's news, and fetches them.
NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


def start(study: Path, options: Sequence[str] = ()) -> int:
    """Open JupyterLab on a study and stay until it is closed; its exit status.

    options: what is handed on to JupyterLab (``--no-browser``, ``--port``). Raises StudyError.
    """
    notebook = first(study)
    with tempfile.TemporaryDirectory() as home:
        install_kernel(Path(home))
        config = Path(home) / "config" / "labconfig"
        config.mkdir(parents=True)
        (config / "page_config.json").write_text(json.dumps(NEWS), "utf-8")
        command = [
            *(sys.executable, "-m", "jupyterlab"),
            f"--ServerApp.root_dir={study.resolve()}",
            f"--LabApp.default_url=/lab/tree/{notebook}",
            *options,
        ]
        running = subprocess.Popen(command, env=_environment(Path(home)))
        before = signal.signal(signal.SIGTERM, lambda *_: running.terminate())  # it ends with us
        while running.poll() is None:
            with suppress(KeyboardInterrupt):  # JupyterLab hears it too, and asks
                running.wait()
        signal.signal(signal.SIGTERM, before)
        return running.returncode


def first(study: Path) -> str:
    """The notebook to begin with, as seen from its study. Raises StudyError where there is none."""
    books = sorted((study / "notebooks").glob("*.ipynb"))
    if not books:
        raise StudyError(
            f"{study} holds no notebooks. Make a study of your texts first: "
            f"{typed('run', 'TEXTS', '--out', study)}"
        )
    chosen = next((book for book in books if book.name == FIRST), books[0])
    return chosen.relative_to(study).as_posix()


def _environment(home: Path) -> dict[str, str]:
    """The user's own settings hold, after ours; the kernel python3 is this Python."""
    ours = {"JUPYTER_CONFIG_PATH": home / "config", "JUPYTER_PATH": home / "data"}
    found = dict(os.environ)
    for name, folder in ours.items():
        found[name] = os.pathsep.join(filter(None, [str(folder), found.get(name)]))
    return found
